//! From the bytes of a file to text with one kind of line end and nothing invisible in it.

use super::ImportError;

/// UTF-8, UTF-16 with a byte order mark, or Windows-1252 (which Latin-1 text is also valid as).
pub fn text(bytes: &[u8]) -> Result<String, ImportError> {
    if bytes.starts_with(b"%PDF") || bytes.starts_with(b"{\\rtf") {
        return Err(ImportError::NotText);
    }
    let decoded = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => windows_1252(bytes)?,
        },
    };
    if decoded.contains('\0') {
        return Err(ImportError::NotText);
    }
    Ok(clean(&decoded))
}

/// Line ends become `\n`, spaces of odd widths plain ones; soft hyphens, marks of no width and control
/// characters disappear. Tabs and form feeds stay, for they carry columns and pages, and so
/// do the spaces that hold a number together.
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                cleaned.push('\n');
            }
            '\n' | '\u{0B}' | '\u{85}' | '\u{2028}' | '\u{2029}' => cleaned.push('\n'),
            '\t' | '\u{0C}' => cleaned.push(letter),
            '\u{2000}'..='\u{200A}' | '\u{205F}' | '\u{3000}' => cleaned.push(' '),
            _ if invisible(letter) => {}
            _ => cleaned.push(letter),
        }
    }
    cleaned
}

fn invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ImportError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(ImportError::NotText);
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().map_err(|_| ImportError::NotText)
}

/// What 0x80 to 0x9F mean in Windows-1252; the five unused places read as the replacement character.
const HIGH_CONTROLS: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}', '\u{FFFD}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
];

fn windows_1252(bytes: &[u8]) -> Result<String, ImportError> {
    bytes
        .iter()
        .map(|&byte| match byte {
            0x80..=0x9F => Ok(HIGH_CONTROLS[usize::from(byte - 0x80)]),
            b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x20..=0x7E | 0xA0.. => Ok(char::from(byte)),
            _ => Err(ImportError::NotText),
        })
        .collect()
}

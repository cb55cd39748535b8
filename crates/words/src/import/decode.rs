//! From the bytes of a file to text with one kind of line end and nothing invisible in it.

mod eight_bits;

use super::ImportError;

/// What a person should know about how the bytes were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// So many places could not be read, and hold a mark instead.
    Unread(usize),
    /// The file is of a time when letters had other numbers; which, was guessed.
    OldEncoding,
}

/// UTF-8, UTF-16 with or without a byte order mark, or an older encoding of eight bits a letter; and what a person should know
/// about how it was read.
pub fn text(bytes: &[u8]) -> Result<(String, Option<Notice>), ImportError> {
    if bytes.starts_with(b"%PDF") || bytes.starts_with(b"{\\rtf") {
        return Err(ImportError::NotText);
    }
    let (decoded, notice) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes)?, None),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes)?, None),
        _ => match utf16_unmarked(bytes).map_or_else(|| utf8(bytes), |text| Some((text, 0))) {
            Some((text, 0)) => match eight_bits::read_twice(&text) {
                Some(text) => (text, Some(Notice::OldEncoding)),
                None => (text, None),
            },
            Some((text, unread)) => (text, Some(Notice::Unread(unread))),
            None => eight_bits::read(bytes)?,
        },
    };
    if decoded.contains('\0') {
        return Err(ImportError::NotText);
    }
    Ok((clean(&decoded), notice))
}

/// A text that is UTF-8 but for a few bytes, and how many places could not be read; `None` where less of it is UTF-8 than
/// is not. Letters of two bytes are hardly ever found by chance in another encoding.
fn utf8(bytes: &[u8]) -> Option<(String, usize)> {
    let (mut text, mut unread) = (String::with_capacity(bytes.len()), 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            unread += 1;
        }
    }
    let read = text.chars().filter(|letter| !letter.is_ascii()).count() - unread;
    (unread == 0 || read > unread).then_some((text, unread))
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

/// Every other byte of most letters is zero in UTF-16, and none is in any other text.
fn utf16_unmarked(bytes: &[u8]) -> Option<String> {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = |zeros: usize, others: usize| zeros * 3 > bytes.len() && others == 0;
    if most(odd, even) {
        utf16(bytes, u16::from_le_bytes).ok()
    } else if most(even, odd) {
        utf16(bytes, u16::from_be_bytes).ok()
    } else {
        None
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ImportError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(ImportError::NotText);
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().map_err(|_| ImportError::NotText)
}

//! Letters of symbol fonts, which mean nothing in any other font, as the letters they look like.

/// Of the font Symbol, by its numbers from 0x22: Greek as its letters, and the signs of mathematics.
const SYMBOL: [(u8, char); 76] = [
    (0x22, '∀'),
    (0x24, '∃'),
    (0x27, '∋'),
    (0x2A, '∗'),
    (0x2D, '−'),
    (0x40, '≅'),
    (0x41, 'Α'),
    (0x42, 'Β'),
    (0x43, 'Χ'),
    (0x44, 'Δ'),
    (0x45, 'Ε'),
    (0x46, 'Φ'),
    (0x47, 'Γ'),
    (0x48, 'Η'),
    (0x4C, 'Λ'),
    (0x4D, 'Μ'),
    (0x4E, 'Ν'),
    (0x50, 'Π'),
    (0x51, 'Θ'),
    (0x52, 'Ρ'),
    (0x53, 'Σ'),
    (0x54, 'Τ'),
    (0x57, 'Ω'),
    (0x58, 'Ξ'),
    (0x59, 'Ψ'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x63, 'χ'),
    (0x64, 'δ'),
    (0x65, 'ε'),
    (0x66, 'φ'),
    (0x67, 'γ'),
    (0x68, 'η'),
    (0x69, 'ι'),
    (0x6B, 'κ'),
    (0x6C, 'λ'),
    (0x6D, 'μ'),
    (0x6E, 'ν'),
    (0x70, 'π'),
    (0x71, 'θ'),
    (0x72, 'ρ'),
    (0x73, 'σ'),
    (0x74, 'τ'),
    (0x77, 'ω'),
    (0x78, 'ξ'),
    (0x79, 'ψ'),
    (0x7A, 'ζ'),
    (0xA2, '′'),
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB2, '″'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB5, '∝'),
    (0xB6, '∂'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBA, '≡'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xC6, '∅'),
    (0xC7, '∩'),
    (0xC8, '∪'),
    (0xCE, '∈'),
    (0xD6, '√'),
    (0xDE, '⇒'),
    (0xE5, '∑'),
    (0xF2, '∫'),
];
/// Of the font Wingdings: boxes, ticks, arrows, bullets and what stands in forms.
const WINGDINGS: [(u8, char); 54] = [
    (0x21, '✏'),
    (0x22, '✂'),
    (0x28, '☎'),
    (0x29, '✆'),
    (0x2A, '✉'),
    (0x34, '⌛'),
    (0x3F, '✍'),
    (0x46, '☞'),
    (0x4A, '☺'),
    (0x4B, '😐'),
    (0x4C, '☹'),
    (0x51, '✈'),
    (0x52, '☼'),
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x73, '⬧'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x78, '☒'),
    (0x80, '⓪'),
    (0x81, '①'),
    (0x82, '②'),
    (0x83, '③'),
    (0x84, '④'),
    (0x85, '⑤'),
    (0x9F, '•'),
    (0xA0, '▪'),
    (0xA1, '○'),
    (0xA3, '◉'),
    (0xA4, '◉'),
    (0xA7, '▪'),
    (0xA8, '☐'),
    (0xAB, '★'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xEF, '⇦'),
    (0xF0, '⇨'),
    (0xF1, '⇧'),
    (0xF2, '⇩'),
    (0xF3, '⬄'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];
/// Of the font Wingdings 2: what stands in forms.
const WINGDINGS_2: [(u8, char); 8] =
    [(0x4F, '✗'), (0x50, '✓'), (0x51, '☒'), (0x52, '☑'), (0x53, '☒'), (0x54, '☒'), (0x97, '•'), (0xA3, '☐')];
/// Signs before an item that say something of it.
const TELLING: [char; 6] = ['☐', '☑', '☒', '✓', '✗', '★'];
/// Where the letters of a symbol font stand for programs that know no fonts.
const PRIVATE: std::ops::RangeInclusive<u32> = 0xF000..=0xF0FF;

fn table(font: &str) -> Option<&'static [(u8, char)]> {
    match font.trim().to_lowercase().as_str() {
        "symbol" => Some(&SYMBOL),
        "wingdings" => Some(&WINGDINGS),
        "wingdings 2" => Some(&WINGDINGS_2),
        _ => None,
    }
}

/// Whether letters in a font are signs of it.
pub fn is_symbol_font(font: &str) -> bool {
    let font = font.trim().to_lowercase();
    table(&font).is_some() || font.starts_with("wingdings") || font.starts_with("webdings")
}

/// What a number looks like in a font. `None` where it is not known.
pub fn letter(number: u32, font: &str) -> Option<char> {
    let place = if PRIVATE.contains(&number) { number - 0xF000 } else { number };
    match table(font) {
        Some(table) => {
            let found = u8::try_from(place).ok().and_then(|place| table.iter().find(|(at, _)| *at == place));
            // Digits and signs stand in Symbol where they stand everywhere.
            let same = || char::from_u32(place).filter(|c| c.is_ascii() && !c.is_ascii_alphabetic() && !c.is_control());
            found.map(|(_, letter)| *letter).or_else(|| same().filter(|_| font.eq_ignore_ascii_case("symbol")))
        }
        None if PRIVATE.contains(&number) || is_symbol_font(font) => None,
        None => char::from_u32(number),
    }
}

/// The sign before items, where it is more than a bullet.
pub fn sign(text: &str, font: &str) -> String {
    let known = |c: char| if is_symbol_font(font) { letter(u32::from(c), font) } else { Some(c) };
    text.chars().filter_map(known).filter(|c| TELLING.contains(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_the_letters_they_look_like() {
        assert_eq!(letter(0xF0FE, "Wingdings"), Some('☑'));
        assert_eq!(letter(0xA8, "wingdings"), Some('☐'));
        assert_eq!(letter(0xF0B3, "Symbol"), Some('≥'));
        assert_eq!(letter(0x35, "Symbol"), Some('5'));
        assert_eq!(letter(0x2194, "Arial"), Some('↔'));
        assert_eq!((letter(0xF035, "Webdings"), letter(0xF0E9, "Wingdings")), (None, None));
        assert_eq!((sign("\u{F0A8}", "Wingdings"), sign("\u{F0B7}", "Symbol")), ("☐".to_owned(), String::new()));
    }
}

//! Texts of eight bits a letter, which do not say what their letters are: Windows, Macintosh before 2001, or DOS. The
//! reading in which Norwegian words look like words is taken.

use super::Notice;
use crate::import::ImportError;
use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// The upper half of code page 850, a row of 32 a line. Page 865 has the same Norwegian letters in the same places.
const DOS: [&str; 4] = [
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ",
    "áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐",
    "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀",
    "ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}",
];
/// How much better another reading must be than the usual one.
const CERTAIN: i32 = 2;

/// Every reading is told to the person who asked, but for one as Windows writes it in which all letters are usual ones.
pub fn read(bytes: &[u8]) -> Result<(String, Option<Notice>), ImportError> {
    // The mark that ends a file in DOS.
    let bytes = bytes.strip_suffix(b"\x1A").unwrap_or(bytes);
    if bytes.iter().any(|byte| matches!(byte, 0..=8 | 14..=31 | 127)) {
        return Err(ImportError::NotText);
    }
    let windows = WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    let others = [MACINTOSH.decode_without_bom_handling(bytes).0.into_owned(), dos(bytes)];
    let usual = likeness(&windows);
    let other = others.into_iter().map(|text| (likeness(&text), text)).max_by_key(|(likeness, _)| *likeness);
    match other {
        Some((likeness, text)) if likeness > 0 && likeness >= usual + CERTAIN => Ok((text, Some(Notice::OldEncoding))),
        _ => {
            let strange = windows.chars().any(|letter| worth(letter) < 0);
            // The encoding leaves some bytes without a meaning, and they are read as control characters.
            let text = windows.chars().map(|c| if c.is_control() && !c.is_ascii() { '\u{FFFD}' } else { c }).collect();
            Ok((text, strange.then_some(Notice::OldEncoding)))
        }
    }
}

/// A text of UTF-8 that was once read as Windows' letters and saved so, «blÃ¥bÃ¦r», as it was before that. `None` where it
/// was not.
pub fn read_twice(text: &str) -> Option<String> {
    const BROKEN: [&str; 6] = ["Ã¦", "Ã¸", "Ã¥", "Ã†", "Ã˜", "Ã…"];
    if !BROKEN.iter().any(|pair| text.contains(pair)) {
        return None;
    }
    let (bytes, _, failed) = WINDOWS_1252.encode(text);
    let read = (!failed).then(|| String::from_utf8(bytes.into_owned()).ok())??;
    (likeness(&read) > likeness(text)).then_some(read)
}

fn dos(bytes: &[u8]) -> String {
    let high: Vec<char> = DOS.iter().flat_map(|row| row.chars()).collect();
    bytes.iter().map(|&byte| usize::from(byte).checked_sub(128).map_or(char::from(byte), |place| high[place])).collect()
}

/// How much a text looks like Norwegian, by its letters outside ASCII.
fn likeness(text: &str) -> i32 {
    let mut before = ' ';
    let mut sum = 0;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_ascii() {
            // A capital in the midst of a word is what a wrong reading makes.
            let opens = matches!(letter, '‘' | '“' | '„' | '«') && before.is_alphabetic();
            let closes = matches!(letter, '’' | '”' | '»')
                && before.is_whitespace()
                && letters.peek().is_some_and(|next| next.is_alphabetic());
            let misplaced = letter.is_uppercase() && before.is_lowercase() || opens || closes;
            sum += if misplaced { -1 } else { worth(letter) };
        }
        before = letter;
    }
    sum
}

fn worth(letter: char) -> i32 {
    match letter {
        'æ' | 'ø' | 'å' | 'Æ' | 'Ø' | 'Å' => 2,
        'é' | 'É' | 'è' | 'ê' | 'ó' | 'ò' | 'ô' | 'à' | 'ü' | 'ö' | 'ä' | 'Ü' | 'Ö' | 'Ä' | '«' | '»' | '“' | '”'
        | '‘' | '’' | '„' | '–' | '—' | '…' | '•' | '§' | '°' | '½' | '²' | '³' => 1,
        '\u{A0}' | '\u{AD}' | '€' | '£' | '·' | '´' | '×' => 0,
        letter if letter.is_ascii() => 0,
        _ => -1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mac(text: &str) -> Vec<u8> {
        text.chars()
            .map(|letter| (0..=255).find(|byte| MACINTOSH.decode(&[*byte]).0 == letter.to_string()).unwrap())
            .collect()
    }

    fn as_dos(text: &str) -> Vec<u8> {
        text.chars().map(|letter| (0..=255).find(|byte| dos(&[*byte]) == letter.to_string()).unwrap()).collect()
    }

    #[test]
    fn norwegian_text_is_read_as_what_it_was_written_as() {
        for text in ["Plan for Øydal. Blåbær på Ål.", "Årsmøtet", "Vi støtter «planen» og dens mål.", "Kun én ø"]
        {
            assert_eq!(read(&WINDOWS_1252.encode(text).0), Ok((text.to_owned(), None)), "{text}");
            assert_eq!(read(&mac(text)), Ok((text.to_owned(), Some(Notice::OldEncoding))), "{text}");
            assert_eq!(read(&as_dos(text)), Ok((text.to_owned(), Some(Notice::OldEncoding))), "{text}");
        }
    }

    #[test]
    fn a_single_letter_tells_what_a_text_was_written_as() {
        for letter in "æøåÆØÅ".chars() {
            let text = if letter.is_lowercase() { format!("b{letter}r") } else { format!("{letter}rdal") };
            assert_eq!(read(&WINDOWS_1252.encode(&text).0), Ok((text.clone(), None)), "{text}");
            assert_eq!(read(&mac(&text)), Ok((text.clone(), Some(Notice::OldEncoding))), "{text}");
            assert_eq!(read(&as_dos(&text)), Ok((text.clone(), Some(Notice::OldEncoding))), "{text}");
        }
    }

    #[test]
    fn a_text_that_was_read_wrong_once_is_read_right() {
        assert_eq!(read_twice("BlÃ¥bÃ¦r pÃ¥ Ã˜ya â€“ nÃ¥").as_deref(), Some("Blåbær på Øya – nå"));
        assert_eq!((read_twice("Blåbær"), read_twice("Ã¥ er å")), (None, None));
    }

    #[test]
    fn windows_quotation_marks_and_dashes_are_no_letters_of_dos() {
        for text in ["‘Hei’, sa hun – og gikk", "It’s the council’s plan", "“Quoted” — twice…", "5 € per stk."]
        {
            assert_eq!(read(&WINDOWS_1252.encode(text).0), Ok((text.to_owned(), None)), "{text}");
        }
    }

    #[test]
    fn a_reading_that_is_uncertain_is_told() {
        assert_eq!(read(b"Bl\xA5b\xB6r"), Ok(("Bl¥b¶r".to_owned(), Some(Notice::OldEncoding))));
        assert_eq!(read(b"a\x8Db"), Ok(("a\u{FFFD}b".to_owned(), Some(Notice::OldEncoding))));
        assert_eq!(read(b"\x01\x02\xFF"), Err(ImportError::NotText));
    }
}

//! The text of a PDF file as far as it can be read without its fonts, to find links of ours in it.

use crate::{
    limits,
    package::{Unread, places},
};
use std::io::Read as _;

const BEGINS: &[u8] = b"stream";
const ENDS: &[u8] = b"endstream";
/// How far before its data a picture says that it is one, in bytes.
const DICTIONARY: usize = 600;

/// Whether the file, or any of its compressed parts, passes a test. Pictures are passed over. Each part is looked into as
/// far as [`limits::PDF_PART`], and all together as far as [`limits::PDF`] bytes.
pub fn any_text(bytes: &[u8], test: impl Fn(&[u8]) -> bool) -> Result<bool, Unread> {
    if test(bytes) || test(&strings(bytes)) {
        return Ok(true);
    }
    let (mut left, mut at) = (limits::PDF, 0);
    while let Some(place) = places(&bytes[at..], BEGINS).next() {
        let begun = at + place;
        at = begun + BEGINS.len();
        at += bytes[at..].iter().take_while(|c| matches!(c, b' ' | b'\r' | b'\n')).count();
        if !compressed(&bytes[at..]) || is_picture(&bytes[begun.saturating_sub(DICTIONARY)..begun]) {
            continue;
        }
        let mut text = Vec::new();
        let mut decoder = flate2::read::ZlibDecoder::new(&bytes[at..]);
        // What is no stream ends at once; one that is cut off gives what it has.
        let _ended = decoder.by_ref().take(limits::PDF_PART).read_to_end(&mut text);
        // The next part begins behind this one: parts that lie over one another would be unpacked again and again.
        at += usize::try_from(decoder.total_in()).unwrap_or(0).min(bytes.len() - at);
        left = left.checked_sub(text.len() as u64).ok_or(Unread::TooLarge)?;
        if test(&strings(&text)) || test(&text) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the file is encrypted: its trailer, or the cross-reference stream that stands for one, names how (ISO 32000-1
/// § 7.5.5). Such a file may open without a password, and nothing in it can be read here. All of them are looked at, because
/// readers mend a file that points to none; as much is read as [`limits::PDF`].
pub fn is_encrypted(bytes: &[u8]) -> Result<bool, Unread> {
    let mut left = limits::PDF;
    for piece in outside_streams(bytes) {
        for (word, needed) in [(&b"trailer"[..], None), (b"obj", Some(&b"XRef"[..]))] {
            for place in places(piece, word).filter(|at| *at == 0 || piece[at - 1].is_ascii_whitespace()) {
                let rest = piece[place + word.len()..].trim_ascii_start();
                let Some(inside) = after_comments(rest).strip_prefix(b"<<") else { continue };
                let (names, read) = own_names(inside);
                left = left.checked_sub(read as u64).ok_or(Unread::TooLarge)?;
                let has = |wanted: &[u8]| names.iter().any(|name| name == wanted);
                if has(b"Encrypt") && needed.is_none_or(has) {
                    return Ok(true);
                }
            }
        }
    }
    Ok(false)
}

/// The file without the data of its streams, in which anything may stand.
fn outside_streams(bytes: &[u8]) -> Vec<&[u8]> {
    let (mut pieces, mut rest) = (Vec::new(), bytes);
    while let Some(begun) = places(rest, BEGINS).find(|at| rest[..*at].trim_ascii_end().ends_with(b">>"))
        && let Some(size) = places(&rest[begun..], ENDS).next()
    {
        pieces.push(&rest[..begun]);
        rest = &rest[begun + size + ENDS.len()..];
    }
    pieces.push(rest);
    pieces
}

fn after_comments(mut rest: &[u8]) -> &[u8] {
    while rest.starts_with(b"%") {
        rest = after_line(rest).trim_ascii_start();
    }
    rest
}

fn after_line(rest: &[u8]) -> &[u8] {
    &rest[rest.iter().position(|c| matches!(c, b'\r' | b'\n')).unwrap_or(rest.len())..]
}

/// The names in a dictionary, but for those in dictionaries within it, and how long it is.
fn own_names(inside: &[u8]) -> (Vec<Vec<u8>>, usize) {
    let (mut names, mut depth, mut rest) = (Vec::new(), 1_u32, inside);
    while let [first, after @ ..] = rest {
        rest = match first {
            b'(' => literal(after, &mut Vec::new()),
            b'<' if after.starts_with(b"<") => {
                depth += 1;
                &after[1..]
            }
            b'>' if after.starts_with(b">") => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
                &after[1..]
            }
            b'%' => after_line(after),
            b'/' => {
                let ends = |c: &u8| c.is_ascii_whitespace() || b"\0()<>[]{}/%".contains(c);
                let end = after.iter().position(ends).unwrap_or(after.len());
                if depth == 1 {
                    names.push(name(&after[..end]));
                }
                &after[end..]
            }
            _ => after,
        };
    }
    (names, inside.len() - rest.len())
}

/// A name without its escapes: `#45ncrypt` is `Encrypt`.
fn name(written: &[u8]) -> Vec<u8> {
    let (mut name, mut rest) = (Vec::new(), written);
    while let [first, after @ ..] = rest {
        let escaped = after.get(..2).filter(|_| *first == b'#').and_then(|two| {
            let digit = |c: u8| char::from(c).to_digit(16);
            u8::try_from(digit(two[0])? * 16 + digit(two[1])?).ok()
        });
        name.push(escaped.unwrap_or(*first));
        rest = &after[if escaped.is_some() { 2 } else { 0 }..];
    }
    name
}

/// As compressed data begins (RFC 1950 § 2.2).
fn compressed(data: &[u8]) -> bool {
    let [first, second, ..] = data else { return false };
    first & 0x0f == 8 && u16::from_be_bytes([*first, *second]) % 31 == 0
}

/// Whether the object that begins here, after its last `obj`, says that it is a picture.
fn is_picture(before: &[u8]) -> bool {
    let own = before.iter().rposition(|c| *c == b'j').map_or(before, |object| &before[object..]);
    let without_spaces: Vec<u8> = own.iter().copied().filter(|c| !c.is_ascii_whitespace()).collect();
    places(&without_spaces, b"/Subtype/Image").next().is_some()
}

/// What stands in strings (ISO 32000-1 § 7.3.4): `(a)` with its escapes, and `<61>` in hexadecimal digits. Strings that
/// only numbers stand between, as in `[(a) -2 (b)] TJ`, are one word.
fn strings(bytes: &[u8]) -> Vec<u8> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = match first {
            b'(' => literal(after, &mut found),
            b'<' => hexadecimal(after, &mut found),
            c => {
                if c.is_ascii_alphabetic() && found.last().is_some_and(|last| *last != b' ') {
                    found.push(b' ');
                }
                after
            }
        };
    }
    found
}

fn literal<'a>(mut rest: &'a [u8], found: &mut Vec<u8>) -> &'a [u8] {
    let mut depth = 1_u32;
    while let [first, after @ ..] = rest {
        rest = after;
        match first {
            b'\\' => {
                let digits = rest.iter().take(3).take_while(|c| (b'0'..=b'7').contains(c)).count();
                let octal = rest[..digits].iter().fold(0_u32, |value, c| value * 8 + u32::from(c - b'0'));
                let plain = rest.first().copied().filter(|c| !matches!(c, b'\r' | b'\n'));
                found.extend(if digits > 0 { u8::try_from(octal & 0xff).ok() } else { plain });
                rest = &rest[digits.max(1).min(rest.len())..];
                continue;
            }
            b'(' => depth += 1,
            b')' if depth == 1 => break,
            b')' => depth -= 1,
            _ => {}
        }
        found.push(*first);
    }
    rest
}

fn hexadecimal<'a>(rest: &'a [u8], found: &mut Vec<u8>) -> &'a [u8] {
    let end = rest.iter().position(|c| !c.is_ascii_hexdigit() && !c.is_ascii_whitespace()).unwrap_or(rest.len());
    if rest.get(end) == Some(&b'>') {
        let digits: Vec<u8> = rest[..end].iter().copied().filter(u8::is_ascii_hexdigit).collect();
        let value = |c: u8| char::from(c).to_digit(16).unwrap_or(0);
        found.extend(digits.chunks_exact(2).filter_map(|pair| u8::try_from(value(pair[0]) * 16 + value(pair[1])).ok()));
    }
    &rest[end..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens;
    use std::{fmt::Write as _, io::Write as _};

    const TOKEN: &str = "t6k3x9w2c5v8p1z7g4m0n2b5c8d1f4h7j0k3p6q9s";

    fn holds(bytes: &[u8]) -> Result<bool, Unread> {
        any_text(bytes, tokens::stand_in_text)
    }

    fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(data).unwrap();
        let head = format!("%PDF-1.7\n1 0 obj\n<< {dictionary} >>\nstream \r\n");
        [head.as_bytes(), &packer.finish().unwrap(), b"\nendstream"].concat()
    }

    #[test]
    fn a_link_is_found_however_a_string_is_written() {
        let (first, last) = TOKEN.split_at(20);
        let hex = TOKEN.bytes().fold(String::new(), |mut hex, c| {
            let _ = write!(hex, "{c:02x}");
            hex
        });
        for text in [
            format!("/URI (https://plan.example.no/l/{TOKEN})"),
            format!("[(/l/{first})-2 ({last})] TJ (Hilsen Tinn) Tj"),
            format!("(/l/\\{:o}{}) Tj", TOKEN.as_bytes()[0], &TOKEN[1..]),
            format!("<2f6c2f{hex}> Tj"),
        ] {
            assert_eq!(holds(format!("%PDF-1.7\n{text}").as_bytes()), Ok(true), "{text}");
            assert_eq!(holds(&stream("", text.as_bytes())), Ok(true), "{text}");
        }
        assert_eq!(holds(&stream("", b"(Kommunen st\\370tter planen.) Tj")), Ok(false));
    }

    #[test]
    fn a_file_is_encrypted_where_its_trailer_says_so() {
        for trailer in [
            "trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<6162> (a\\)>>)] >>",
            "trailer<</Info<</Title(x)>>/Encrypt<</Filter/Standard/V 4>>>>",
            "trailer % >>\n<< /#45ncrypt 4 0 R >>",
            "7 0 obj\n<< /Type /XRef /Index [0 5] /DecodeParms << /Columns 4 >> /Encrypt 4 0 R >>\nstream",
        ] {
            let file = format!("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n{trailer}\nstartxref\n9\n%%EOF");
            assert_eq!(is_encrypted(file.as_bytes()), Ok(true), "{trailer}");
        }
        for plain in [
            "4 0 obj << /Length 31 >> stream\n(/Encrypt 4 0 R is what it says) Tj\nendstream endobj trailer << /Size 5 >>",
            "4 0 obj << /Length 30 >>\nstream\ntrailer << /Encrypt 4 0 R >>\nendstream endobj trailer << /Size 5 >>",
            "4 0 obj << /Title (trailer << /Encrypt 4 0 R >>) >> endobj trailer << /Size 5 >>",
            "4 0 obj << /Type /Font /Name /Encrypt >> endobj trailer << /Size 5 /EncryptMetadata true >>",
            "trailer << /Size 5 /Own << /Encrypt 4 0 R >> >>",
            "trailer << /Size 5 >> %/Encrypt",
        ] {
            assert_eq!(is_encrypted(format!("%PDF-1.7\n{plain}").as_bytes()), Ok(false), "{plain}");
        }
        assert_eq!(is_encrypted(&stream("/Length 9", b"trailer << /Encrypt 4 0 R >>")), Ok(false));
    }

    #[test]
    fn dictionaries_without_end_are_read_no_further_than_a_limit() {
        assert_eq!(is_encrypted(&b"1 0 obj<<(".repeat(100_000)), Err(Unread::TooLarge));
    }

    #[test]
    fn a_picture_before_a_link_hides_nothing() {
        let picture = stream("/Type /XObject /Subtype /Image", &vec![7; 30_000_000]);
        let text = stream("/Length 99", format!("(/l/{TOKEN}) Tj").as_bytes());
        assert_eq!(holds(&[picture, text].concat()), Ok(true));
    }

    #[test]
    fn a_pdf_is_unpacked_once_and_no_further_than_its_limit() {
        // A thousand beginnings, and behind them two megabytes of empty blocks that each of them would read to the end.
        let mut bytes = b"stream\n\x78\x01".repeat(1_000);
        bytes.extend(b"\x00\x00\x00\xff\xff".repeat(400_000));
        assert_eq!(holds(&bytes), Ok(false));
        assert_eq!(holds(&stream("", &vec![b' '; 9_000_000]).repeat(10)), Err(Unread::TooLarge));
    }
}

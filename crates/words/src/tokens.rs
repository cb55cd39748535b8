//! A message or a file as it came, without the tokens of our links. Each is replaced by as many `x`, in the bytes themselves, so that
//! structure and lengths stay as they were whatever the message is encoded in.

use crate::token::{self, Broken};
use base64::{
    Engine as _,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

/// Base64 within base64 is looked into so many times: an attached message with an attachment, and one more.
const LAYERS: u8 = 3;
/// A link's token is no longer: thirteen characters, seven of the number, twenty-six of the signature.
const LONGEST: usize = 46;
/// An encoded word is no longer than 75 characters (RFC 2047 § 2); some programs write longer ones.
const WORD: usize = 300;
/// No base64 that is shorter holds a token.
const SHORTEST_ENCODED: usize = 52;
/// What a mail program may put between two halves of an address: a line end, and marks of a quotation.
const LONGEST_GAP: usize = 40;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Takes every token out. `true`: there was one.
pub fn take_out(message: &mut [u8]) -> bool {
    layer(message, LAYERS)
}

/// Whether a token stands in bytes that are text as they are: nothing of it is decoded.
pub fn stand_in_text(bytes: &[u8]) -> bool {
    !found(decoded(bytes, false)).is_empty()
}

fn layer(bytes: &mut [u8], left: u8) -> bool {
    let mut changed = false;
    for quoted_printable in [true, false] {
        let found = found(decoded(bytes, quoted_printable));
        changed |= !found.is_empty();
        for (at, escaped) in found {
            blot(bytes, at, escaped);
        }
    }
    changed |= encoded_words(bytes);
    let mut at = 0;
    while left > 0
        && let Some((start, end)) = base64_body(bytes, at)
    {
        at = end;
        let mut text: Vec<u8> = bytes[start..end].iter().copied().filter(|c| is_base64(*c)).collect();
        text.truncate(text.len() - usize::from(text.len() % 4 == 1));
        let Ok(mut inner) = BASE64.decode(&text) else { continue };
        if layer(&mut inner, left - 1) {
            changed = true;
            let places = bytes[start..end].iter_mut().filter(|c| is_base64(**c));
            for (place, c) in places.zip(BASE64.encode(inner).bytes()) {
                *place = c;
            }
        }
    }
    changed
}

fn blot(bytes: &mut [u8], at: usize, escaped: bool) {
    if escaped {
        bytes[at + 1..at + 3].copy_from_slice(b"78");
    } else {
        bytes[at] = b'x';
    }
}

fn is_base64(c: u8) -> bool {
    c.is_ascii_alphanumeric() || c == b'+' || c == b'/'
}

/// A byte of the text: what it is, where it stands, and whether it is written as `=6C`.
#[derive(Clone, Copy)]
struct Seen {
    byte: u8,
    at: usize,
    escaped: bool,
}

/// The bytes as they are, or as quoted-printable has them. Characters nobody sees are left out: NUL stands between the letters
/// of UTF-16.
fn decoded(bytes: &[u8], quoted_printable: bool) -> impl Iterator<Item = Seen> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
            let start = at;
            if quoted_printable && rest[0] == b'=' {
                if let Some(end) = [&b"=\r\n"[..], b"=\n"].into_iter().find(|end| rest.starts_with(end)) {
                    at += end.len();
                    continue;
                }
                if let Some(byte) = rest.get(1..3).and_then(hexadecimal) {
                    at += 3;
                    if unseen(byte) {
                        continue;
                    }
                    return Some(Seen { byte, at: start, escaped: true });
                }
            }
            at += 1;
            if !unseen(rest[0]) {
                return Some(Seen { byte: rest[0], at: start, escaped: false });
            }
        }
    })
}

fn unseen(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r')
}

fn hexadecimal(two: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok().filter(|_| two.iter().all(u8::is_ascii_hexdigit))
}

/// Letters and digits in a row, and what stands before them.
#[derive(Default)]
struct Finder {
    run: Vec<Seen>,
    /// The last characters before the run, in lower case.
    before: Vec<u8>,
    /// The first half of a token that was broken off, and how much came after it.
    half: Option<(Vec<Seen>, usize)>,
    found: Vec<(usize, bool)>,
}

fn found(text: impl Iterator<Item = Seen>) -> Vec<(usize, bool)> {
    let mut finder = Finder::default();
    for seen in text {
        if seen.byte.is_ascii_alphanumeric() {
            // One more than the longest is enough to know that it is none.
            if finder.run.len() <= LONGEST + 2 {
                finder.run.push(seen);
            }
        } else {
            finder.end_run();
            finder.between(seen.byte);
        }
    }
    finder.end_run();
    finder.found
}

impl Finder {
    fn end_run(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let mut run = std::mem::take(&mut self.run);
        // `%2Fl%2F` inside another address: the two digits after `%` are no part of the token.
        if self.before.ends_with(b"%") && run.len() > 2 {
            for seen in run.drain(..2) {
                self.remember(seen.byte);
            }
        }
        let addressed = self.before.ends_with(b"/l/") || self.before.ends_with(b"%2fl%2f");
        let last = run.len().saturating_sub(9);
        let text: Vec<u8> = run.iter().map(|seen| seen.byte).collect();
        let prose = self.before.is_empty() || self.before.iter().any(|c| !is_base64(*c) && !matches!(c, b'\r' | b'\n'));
        let half = self.half.take();
        let joined = half.map(|(mut half, _)| {
            half.extend(&run);
            half
        });
        let bytes = |run: &[Seen]| run.iter().map(|seen| seen.byte).collect::<Vec<_>>();
        if let Some(joined) = joined.filter(|joined| is_token(&bytes(joined), prose)) {
            self.found.extend(joined.iter().map(|seen| (seen.at, seen.escaped)));
        } else if is_token(&text, prose) && (addressed || text.iter().any(|c| !c.is_ascii_hexdigit())) {
            self.found.extend(run.iter().map(|seen| (seen.at, seen.escaped)));
        } else if addressed && is_half(&text, prose) {
            self.half = Some((run, 0));
        }
        for c in &text[last..] {
            self.remember(*c);
        }
    }

    fn remember(&mut self, c: u8) {
        if self.before.len() > 16 {
            self.before.drain(..8);
        }
        self.before.push(c.to_ascii_lowercase());
    }

    fn between(&mut self, c: u8) {
        self.remember(c);
        self.half = self
            .half
            .take()
            .map(|(half, gap)| (half, gap + 1))
            .filter(|(_, gap)| *gap <= LONGEST_GAP && matches!(c, b'\r' | b'\n' | b'\t' | b' ' | b'>' | b'='));
    }
}

/// Ours are written in one case, and in base64 a run like this is not met by chance. In `prose`, which base64 is not, any case
/// will do: a link opens in any.
fn alike(text: &[u8], prose: bool) -> bool {
    let base32 = |c: &u8| c.is_ascii_digit() || !b"ilou".contains(&c.to_ascii_lowercase());
    let one_case = !text.iter().any(u8::is_ascii_lowercase) || !text.iter().any(u8::is_ascii_uppercase);
    (prose || one_case) && text.iter().all(base32)
}

fn is_token(text: &[u8], prose: bool) -> bool {
    // One that was taken out already.
    let blotted = text.ends_with(token::BLOTTED.as_bytes());
    alike(text, prose) && !blotted && std::str::from_utf8(text).is_ok_and(|text| token::read(text).is_ok())
}

fn is_half(text: &[u8], prose: bool) -> bool {
    alike(text, prose) && std::str::from_utf8(text).is_ok_and(|text| token::read(text) == Err(Broken::CutOff))
}

/// The next lines that can be nothing but base64, from `at` on.
fn base64_body(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut begun: Option<(usize, usize)> = None;
    while at < bytes.len() {
        let end = bytes[at..].iter().position(|c| *c == b'\n').map_or(bytes.len(), |line| at + line + 1);
        let line = bytes[at..end].trim_ascii();
        let text = line.strip_suffix(b"==").or(line.strip_suffix(b"=")).unwrap_or(line);
        let encoded = !text.is_empty() && text.iter().all(|c| is_base64(*c));
        if encoded {
            let (start, size) = begun.unwrap_or((at, 0));
            begun = Some((start, size + text.len()));
        }
        // Padding ends it: what follows is another.
        if !encoded || text.len() < line.len() {
            let until = if encoded { end } else { at };
            if let Some((start, _)) = begun.take().filter(|(_, size)| *size >= SHORTEST_ENCODED) {
                return Some((start, until));
            }
        }
        at = end;
    }
    begun.filter(|(_, size)| *size >= SHORTEST_ENCODED).map(|(start, _)| (start, bytes.len()))
}

/// An encoded word of a header (RFC 2047).
struct Word {
    base64: bool,
    start: usize,
    end: usize,
    text: Vec<Seen>,
}

/// The same in headers, where a text may be divided over several words.
fn encoded_words(bytes: &mut [u8]) -> bool {
    let mut changed = false;
    let mut at = 0;
    while let Some(first) = next_word(bytes, at) {
        at = first.end + 2;
        let mut words = vec![first];
        while let Some(next) = next_word(bytes, at) {
            let gap = &bytes[at..next.start];
            let Some(opening) = gap.windows(2).position(|two| two == b"=?") else { break };
            if !gap[..opening].iter().all(u8::is_ascii_whitespace) {
                break;
            }
            at = next.end + 2;
            words.push(next);
        }
        // Which word, and which byte of it, each byte of the whole text is.
        let place = |n: usize, word: &Word| (0..word.text.len()).map(|m| (n, m)).collect::<Vec<_>>();
        let places: Vec<(usize, usize)> = words.iter().enumerate().flat_map(|(n, word)| place(n, word)).collect();
        let whole = places.iter().enumerate().map(|(at, (n, m))| Seen { at, ..words[*n].text[*m] });
        for (at, _) in found(whole) {
            changed = true;
            let (n, m) = places[at];
            words[n].text[m].byte = b'x';
            let seen = words[n].text[m];
            if !words[n].base64 {
                blot(bytes, seen.at, seen.escaped);
            }
        }
        for word in words.iter().filter(|word| word.base64) {
            let inner: Vec<u8> = word.text.iter().map(|seen| seen.byte).collect();
            let places = bytes[word.start..word.end].iter_mut().filter(|c| is_base64(**c));
            for (place, c) in places.zip(BASE64.encode(inner).bytes()) {
                *place = c;
            }
        }
    }
    changed
}

fn next_word(bytes: &[u8], mut at: usize) -> Option<Word> {
    loop {
        let opening = at + bytes.get(at..)?.windows(2).position(|two| two == b"=?")?;
        at = opening + 2;
        let head = &bytes[at..bytes.len().min(at + 48)];
        let Some(charset) = head.iter().position(|c| *c == b'?') else { continue };
        let (Some(encoding), Some(b'?')) = (head.get(charset + 1), head.get(charset + 2)) else { continue };
        let start = at + charset + 3;
        let tail = &bytes[start..bytes.len().min(start + WORD)];
        let Some(end) = tail.windows(2).position(|two| two == b"?=").map(|end| start + end) else { continue };
        let text = &bytes[start..end];
        let base64 = encoding.eq_ignore_ascii_case(&b'b');
        if base64 {
            let encoded: Vec<u8> = text.iter().copied().filter(|c| is_base64(*c)).collect();
            let Ok(inner) = BASE64.decode(&encoded) else { continue };
            // A word whose last bits say something is left as it is.
            if BASE64.encode(&inner).as_bytes() != encoded {
                continue;
            }
            let text = inner.into_iter().map(|byte| Seen { byte, at: start, escaped: false }).collect();
            return Some(Word { base64, start, end, text });
        }
        if encoding.eq_ignore_ascii_case(&b'q') {
            let text = decoded(text, true).map(|seen| Seen { at: start + seen.at, ..seen }).collect();
            return Some(Word { base64, start, end, text });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose::STANDARD;

    const TOKEN: &str = "t6k3x9w2c5v8p1z7g4m0n2b5c8d1f4h7j0k3p6q9s";

    fn without(message: &str) -> String {
        let mut bytes = message.as_bytes().to_vec();
        assert!(take_out(&mut bytes), "{message}");
        assert_eq!(bytes.len(), message.len());
        String::from_utf8(bytes).unwrap()
    }

    fn in_lines(bytes: &[u8], width: usize) -> String {
        let text = STANDARD.encode(bytes);
        let lines: Vec<_> = text.as_bytes().chunks(width).map(String::from_utf8_lossy).collect();
        lines.join("\r\n") + "\r\n"
    }

    #[test]
    fn a_token_in_plain_text_becomes_as_many_letters() {
        let x = "x".repeat(TOKEN.len());
        assert_eq!(without(&format!("Se https://a.no/l/{TOKEN}?lang=nn")), format!("Se https://a.no/l/{x}?lang=nn"));
        assert_eq!(
            without(&format!("u=https%3A%2F%2Fa.no%2Fl%2F{TOKEN}&d")),
            format!("u=https%3A%2F%2Fa.no%2Fl%2F{x}&d")
        );
        let broken = without(&format!("> https://a.no/l/{}\r\n> {}\r\nHei", &TOKEN[..20], &TOKEN[20..]));
        assert_eq!(broken, format!("> https://a.no/l/{}\r\n> {}\r\nHei", &x[..20], &x[20..]));
        assert_eq!(without(&format!("koden {}.", TOKEN.to_uppercase())), format!("koden {x}."));
    }

    #[test]
    fn a_token_in_any_case_is_found_because_its_link_opens() {
        let mixed = TOKEN.replacen("k3x", "K3X", 1);
        let x = "x".repeat(mixed.len());
        for before in ["https://a.no/l/", "(https://localhost:8080/l/", "?u=https%3A%2F%2Fa.no%2Fl%2F", "koden ", ""] {
            assert_eq!(without(&format!("{before}{mixed} Hei")), format!("{before}{x} Hei"));
            assert!(stand_in_text(format!("{before}{mixed}").as_bytes()), "{before}");
        }
        let soft = without(&format!("https://a.no/l/{}=\r\n{}=3F", &mixed[..30], &mixed[30..]));
        assert_eq!(soft, format!("https://a.no/l/{}=\r\n{}=3F", &x[..30], &x[30..]));
        // The same letters within base64 are a file's.
        let body = format!("Content-Transfer-Encoding: base64\r\n\r\n{}+{mixed}+AAA", "AbCd".repeat(7));
        assert!(!take_out(&mut body.clone().into_bytes()));
    }

    #[test]
    fn a_token_in_quoted_printable_is_found_across_soft_line_ends() {
        let soft = without(&format!("href=3D\"https://a.no/l/{}=\r\n{}=3F", &TOKEN[..30], &TOKEN[30..]));
        assert_eq!(soft, format!("href=3D\"https://a.no/l/{}=\r\n{}=3F", "x".repeat(30), "x".repeat(11)));
        let escaped = without(&format!("https=3A//a.no/l/=7{}{}", "4", &TOKEN[1..]));
        assert_eq!(escaped, format!("https=3A//a.no/l/=78{}", "x".repeat(40)));
    }

    #[test]
    fn a_token_in_base64_is_taken_out_and_the_lines_stay() {
        let text = format!("Les og svar: https://a.no/l/{TOKEN}\r\nHilsen Øst");
        let blotted = text.replace(TOKEN, &"x".repeat(TOKEN.len()));
        for width in [76, 60, 33] {
            let body =
                format!("Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--g--", in_lines(text.as_bytes(), width));
            assert!(without(&body).contains(&in_lines(blotted.as_bytes(), width)));
            // An attached message, itself encoded.
            let outer = without(&format!("\r\n{}--", in_lines(body.as_bytes(), 76)));
            let inner: String = outer.lines().filter(|line| !line.starts_with("--")).collect();
            let inner = String::from_utf8(STANDARD.decode(inner).unwrap()).unwrap();
            assert!(inner.contains(&in_lines(blotted.as_bytes(), width)), "{inner}");
        }
    }

    #[test]
    fn a_token_in_a_subject_is_taken_out_of_its_encoded_words() {
        let text = format!("Høring https://a.no/l/{TOKEN}");
        let (one, two) = text.as_bytes().split_at(36);
        let words = |one: &[u8], two: &[u8]| {
            format!("=?utf-8?B?{}?=\r\n =?UTF-8?b?{}?=", STANDARD.encode(one), STANDARD.encode(two))
        };
        let taken = without(&words(one, two));
        let blotted = text.replace(TOKEN, &"x".repeat(TOKEN.len()));
        let (one, two) = blotted.as_bytes().split_at(36);
        assert_eq!(taken, words(one, two));
        let q = format!("=?utf-8?Q?a/l/{}?= =?utf-8?q?{}?=", &TOKEN[..9], &TOKEN[9..]);
        assert!(!without(&q).contains(&TOKEN[9..]));
    }

    #[test]
    fn utf_16_hides_no_token() {
        let text: Vec<u8> = format!("https://a.no/l/{TOKEN}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut bytes = text.clone();
        assert!(take_out(&mut bytes));
        assert_eq!(bytes.len(), text.len());
        assert!(!String::from_utf8_lossy(&bytes).replace('\0', "").contains(TOKEN));
    }

    #[test]
    fn what_is_no_token_stays_to_the_last_byte() {
        let checksum = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
        let mut state = 7_u64;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33).to_le_bytes()[0]
        })
        .take(200_000)
        .collect();
        let message = format!("Content-Transfer-Encoding: base64\r\n\r\n{}\r\n{checksum}\r\n", in_lines(&noise, 76));
        let mut bytes = message.clone().into_bytes();
        assert!(!take_out(&mut bytes));
        assert_eq!(bytes, message.as_bytes());
    }
}

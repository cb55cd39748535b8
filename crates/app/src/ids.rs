//! Ids as readable text: a prefix, and thirteen characters that sort by the time they were made.

use crate::clock::{Clock, random};
use procedure::{ContactId, DocumentId, SignerId};
use words::base32::base32;

/// 41 bits of milliseconds, 24 of chance.
fn key(clock: &Clock) -> String {
    let milliseconds = u128::try_from(clock.now().timestamp_millis()).unwrap_or(0);
    let chance = u128::from(u32::from_be_bytes(random::<4>()) >> 8);
    base32(milliseconds << 24 | chance, 13)
}

pub fn document(clock: &Clock) -> DocumentId {
    DocumentId(format!("dok_{}", key(clock)))
}

pub fn meeting(clock: &Clock) -> DocumentId {
    DocumentId(format!("mtg_{}", key(clock)))
}

pub fn contact(clock: &Clock) -> ContactId {
    ContactId(format!("con_{}", key(clock)))
}

pub fn signer(clock: &Clock) -> SignerId {
    SignerId(format!("sig_{}", key(clock)))
}

pub fn token(clock: &Clock) -> String {
    format!("tok_{}", key(clock))
}

/// A secret for a cookie, a log-in or a program: 26 characters, 130 bits.
pub fn secret() -> String {
    let bytes = random::<17>();
    let high = bytes[..16].iter().fold(0_u128, |value, byte| value << 8 | u128::from(*byte));
    base32(high, 25) + &base32(u128::from(bytes[16]), 1)
}

/// A code of six digits, to be typed from a letter.
pub fn code() -> String {
    format!("{:06}", u64::from_be_bytes(random::<8>()) % 1_000_000)
}

/// A code as it was typed, read with goodwill: spaces go, and letters that look like digits are those digits. `None` for
/// what is no code.
pub fn read_code(typed: &str) -> Option<String> {
    let digit = |c: char| match c {
        'O' | 'o' => '0',
        'I' | 'i' | 'l' | 'L' => '1',
        other => other,
    };
    let code: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(digit).collect();
    (code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_with_goodwill() {
        for (typed, read) in [
            ("104233", Some("104233")),
            (" 1O4 2-33\n", Some("104233")),
            ("lI0o42", Some("110042")),
            ("12345", None),
            ("1234567", None),
            ("", None),
            ("abcdef", None),
        ] {
            assert_eq!(read_code(typed).as_deref(), read, "{typed:?}");
        }
        assert!((0..100).all(|_| read_code(&code()).is_some()));
    }
}

//! Crockford's base 32, in small letters: digits and letters that are not taken for one another.

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Crockford's base 32 of `bits` bits of `value`, the highest first.
pub fn base32(value: u128, characters: u32) -> String {
    let digit = |place: u32| ALPHABET[usize::from(u8::try_from(value >> (5 * place) & 31).unwrap_or(0))] as char;
    (0..characters).rev().map(digit).collect()
}

/// The number that `base32` wrote; `None` for a character it never writes.
pub fn from_base32(text: &str) -> Option<u128> {
    let digit = |c: u8| ALPHABET.iter().position(|a| *a == c).and_then(|place| u128::try_from(place).ok());
    text.bytes().try_fold(0_u128, |value, c| value.checked_mul(32)?.checked_add(digit(c)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_reads_back_what_it_wrote() {
        for value in [0_u128, 1, 31, 32, 987_654_321, (1 << 65) - 1] {
            assert_eq!(from_base32(&base32(value, 13)), Some(value));
        }
        assert_eq!(from_base32("ilo"), None);
    }
}

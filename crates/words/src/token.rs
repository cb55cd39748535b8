//! The form of a link's token: thirteen characters of the document, one to seven of the link's number, twenty-six of a
//! seal. Whether the seal is right is for whoever has the keys to say.

use crate::base32::{base32, from_base32};
use procedure::DocumentId;
use std::fmt;

const KEY_CHARACTERS: usize = 13;
const SEAL_CHARACTERS: usize = 26;
/// What a meeting's id begins with.
const MEETING: &str = "mtg_";
/// The seal of a token that was taken out of the bytes it stood in, where nothing may move.
pub const BLOTTED: &str = "xxxxxxxxxxxxxxxxxxxxxxxxxx";

/// What a token claims, before anybody has believed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub document: DocumentId,
    pub number: u32,
    /// Twenty-six characters: 130 bits of HMAC, in base 32.
    pub seal: String,
}

/// Why a token cannot be one of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It begins as ours do, and ends too soon: cut off by a mail program.
    CutOff,
    Foreign,
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let document = self.document.as_str();
        let start = document.strip_prefix("dok_").or(document.strip_prefix(MEETING)).unwrap_or(document);
        write!(f, "{start}{}{}", number(self.number), self.seal)
    }
}

impl Claim {
    /// The meeting that has the same characters: a token does not say whether it is of a document or of a meeting.
    pub fn meeting(&self) -> DocumentId {
        let document = self.document.as_str();
        DocumentId(format!("{MEETING}{}", document.strip_prefix("dok_").unwrap_or(document)))
    }
}

/// Reads a token's two names. What mail programs hang on its end is forgiven.
pub fn read(token: &str) -> Result<Claim, Broken> {
    let token = token.trim_end_matches(['.', '>', ')', ',', ';', ']', '"', '\'']).to_ascii_lowercase();
    // Places in it are counted in bytes.
    if !token.is_ascii() || from_base32(token.get(..token.len().min(20)).unwrap_or("!")).is_none() {
        return Err(Broken::Foreign);
    }
    if token.len() <= KEY_CHARACTERS + SEAL_CHARACTERS {
        return Err(if token.len() >= KEY_CHARACTERS { Broken::CutOff } else { Broken::Foreign });
    }
    let (document, rest) = token.split_at(KEY_CHARACTERS);
    let (number, seal) = rest.split_at(rest.len() - SEAL_CHARACTERS);
    let number = from_base32(number).and_then(|n| u32::try_from(n).ok()).ok_or(Broken::Foreign)?;
    Ok(Claim { document: DocumentId(format!("dok_{document}")), number, seal: seal.to_owned() })
}

/// As few characters as hold it, one to seven.
fn number(value: u32) -> String {
    let characters = (1..=7).find(|n| u64::from(value) < 1 << (5 * n)).unwrap_or(7);
    base32(u128::from(value), characters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_what_it_wrote() {
        for number in [1, 31, 32, 1023, 1024, 70_000] {
            let claim = Claim { document: DocumentId::from("dok_0123456789abc"), number, seal: "k".repeat(26) };
            assert_eq!(read(&claim.to_string()), Ok(claim));
        }
    }

    #[test]
    fn a_meetings_token_is_as_long_and_names_the_meeting() {
        let meeting = DocumentId::from("mtg_0123456789abc");
        let token = Claim { document: meeting.clone(), number: 1, seal: "k".repeat(26) }.to_string();
        assert_eq!(token.len(), 13 + 1 + 26);
        assert_eq!(read(&token).unwrap().meeting(), meeting);
    }

    #[test]
    fn a_trailing_mark_is_forgiven_and_a_cut_link_is_told_apart() {
        let token = format!("0123456789abc7{}", "k".repeat(26));
        assert_eq!(read(&format!("{token}.>")), read(&token));
        assert_eq!(read(&token[..30]), Err(Broken::CutOff));
        assert_eq!(read("favicon"), Err(Broken::Foreign));
        assert_eq!(read("æøå"), Err(Broken::Foreign));
        assert_eq!(read(&format!("{}\u{200b}{}", &token[..20], &token[20..])), Err(Broken::Foreign));
    }
}

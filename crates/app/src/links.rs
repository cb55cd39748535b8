//! Links in letters: signed capabilities, with nothing secret at rest. What a link can still do is said by the state.
//!
//! A token is the document's thirteen characters, the link's number, and 130 bits of HMAC over region, document,
//! number and generations. Only the first two are read before the signature is verified.

use hmac::{Hmac, KeyInit as _, Mac as _};
use ledger::RecordKeys;
use procedure::{DocumentId, Hash, RegionId};
use sha2::Sha256;
use std::fmt;
use subtle::ConstantTimeEq as _;
use words::base32::base32;
pub use words::token::{Broken, Claim, read};

/// Between the sender's name and a letter's id in a return path.
const RETURNS: &str = "+b-";
/// What a letter's seal is for: one is no use as the other.
const RETURN: &[u8] = b"return";
const MESSAGE: &[u8] = b"message-id";

/// The keys of this installation. The first signs, all verify.
#[derive(Clone)]
pub struct Links {
    keys: Vec<Vec<u8>>,
}

/// What a link's seal is taken over.
#[derive(Clone, Copy)]
pub struct Granted<'a> {
    pub region: &'a RegionId,
    pub document: &'a DocumentId,
    pub number: u32,
    /// The link's own, which a new person or a new address raises.
    pub generation: u32,
    pub contact_generation: u32,
}

impl Links {
    /// Reads a key file: one key a line, 64 hexadecimal digits, the signing key first. Record keys are the ledger's.
    pub fn parse(file: &str) -> Option<Self> {
        let lines = file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let lines = lines.filter(|line| !RecordKeys::is_line(line));
        let keys: Option<Vec<_>> = lines.map(|line| bytes(line).filter(|key| key.len() == 32)).collect();
        keys.filter(|keys| !keys.is_empty()).map(|keys| Self { keys })
    }

    /// Whether a key is all zeros, as an empty secret or a form that was never filled in is.
    pub fn is_zero(&self) -> bool {
        self.keys.iter().any(|key| key.iter().all(|byte| *byte == 0))
    }

    /// What the database knows the signing key by.
    pub fn fingerprint(&self) -> String {
        fingerprint(self.keys.first().map_or(&[][..], |key| key))
    }

    /// Whether one of the keys, the signing one or an older, is known by this.
    pub fn knows(&self, known: &str) -> bool {
        self.keys.iter().any(|key| fingerprint(key) == known)
    }

    pub fn sign(&self, granted: &Granted) -> String {
        let key = self.keys.first().map_or(&[][..], |key| key);
        let claim = Claim { document: granted.document.clone(), number: granted.number, seal: seal(key, granted) };
        claim.to_string()
    }

    /// Where a letter's bounces come back to: the sender's address with the letter's id and a seal in it.
    pub fn return_path(&self, sender: &str, letter: &str) -> String {
        let plain = || sender.to_owned();
        let Some((local, domain)) = sender.split_once('@') else { return plain() };
        let path = format!("{local}{RETURNS}{}", self.sealed(RETURN, letter));
        // RFC 5321 § 4.5.3.1.1
        if path.len() > 64 { plain() } else { format!("{path}@{domain}") }
    }

    /// The letter whose return path this is, where its seal is ours.
    pub fn returned(&self, address: &str) -> Option<String> {
        let (_, named) = address.split_once('@')?.0.rsplit_once(RETURNS)?;
        self.unsealed(RETURN, named)
    }

    /// What a letter's Message-ID begins with: nobody can guess it who has not got the letter.
    pub fn message_name(&self, letter: &str) -> String {
        self.sealed(MESSAGE, letter)
    }

    /// The letter whose Message-ID this is, without its brackets, where its seal is ours.
    pub fn answered(&self, id: &str) -> Option<String> {
        self.unsealed(MESSAGE, id.split_once('@')?.0)
    }

    /// A letter's id and 65 bits of seal over it.
    fn sealed(&self, purpose: &[u8], letter: &str) -> String {
        let key = self.keys.first().map_or(&[][..], |key| key);
        format!("{letter}.{}", &shorten(&mac(key, &[purpose, letter.as_bytes()]))[..13])
    }

    fn unsealed(&self, purpose: &[u8], named: &str) -> Option<String> {
        let (letter, seal) = named.rsplit_once('.')?;
        let made = |key: &Vec<u8>| shorten(&mac(key, &[purpose, letter.as_bytes()]))[..13].to_owned();
        let ours = self.keys.iter().any(|key| made(key).as_bytes().ct_eq(seal.as_bytes()).into());
        ours.then(|| letter.to_owned())
    }

    /// The six digits that confirm exactly this content at a link. Whoever has no key cannot work them out.
    pub fn code(&self, document: &DocumentId, number: u32, salt: &str, content: &str) -> String {
        let key = self.keys.first().map_or(&[][..], |key| key);
        code(key, document, number, salt, content)
    }

    /// Whether the digits are the right ones. Constant in time.
    pub fn confirms(&self, document: &DocumentId, number: u32, salt: &str, content: &str, digits: &str) -> bool {
        let right =
            |key: &Vec<u8>| code(key, document, number, salt, content).as_bytes().ct_eq(digits.as_bytes()).into();
        self.keys.iter().any(right)
    }

    /// Whether the claim was signed here for exactly this. Constant in time.
    pub fn verifies(&self, claim: &Claim, granted: &Granted) -> bool {
        let same = |key: &Vec<u8>| seal(key, granted).as_bytes().ct_eq(claim.seal.as_bytes()).into();
        self.keys.iter().any(same)
    }
}

impl fmt::Debug for Links {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Links({})", self.fingerprint())
    }
}

fn seal(key: &[u8], granted: &Granted) -> String {
    let numbers = format!("{}/{}/{}", granted.number, granted.generation, granted.contact_generation);
    shorten(&mac(key, &[granted.region.as_str().as_bytes(), granted.document.as_str().as_bytes(), numbers.as_bytes()]))
}

fn code(key: &[u8], document: &DocumentId, number: u32, salt: &str, content: &str) -> String {
    let number = number.to_string();
    let parts = ["code", document.as_str(), &number, salt, content].map(str::as_bytes);
    let [a, b, c, d, ..] = mac(key, &parts);
    format!("{:06}", u32::from_be_bytes([a, b, c, d]) % 1_000_000)
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    for part in parts {
        mac.update(part);
        mac.update(&[0]);
    }
    mac.finalize().into_bytes().into()
}

fn fingerprint(key: &[u8]) -> String {
    Hash::of(key).0[..16].to_owned()
}

/// The first 130 bits, as 26 characters.
fn shorten(mac: &[u8; 32]) -> String {
    let high = mac[..16].iter().fold(0_u128, |value, byte| value << 8 | u128::from(*byte));
    base32(high >> 3, 25) + &base32((high & 7) << 2 | u128::from(mac[16] >> 6), 1)
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    data_encoding::HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        Links::parse(&"ab".repeat(32)).unwrap()
    }

    fn check(number: u32, generation: u32) -> (String, bool) {
        let (region, document) = (RegionId::from("r"), DocumentId::from("dok_0123456789abc"));
        let granted = Granted { region: &region, document: &document, number, generation: 1, contact_generation: 1 };
        let token = links().sign(&granted);
        let claim = read(&token).unwrap();
        assert_eq!((claim.document.clone(), claim.number), (document.clone(), number));
        let verified = links().verifies(&claim, &Granted { generation, ..granted });
        (token, verified)
    }

    #[test]
    fn a_link_opens_its_own_door_and_no_other() {
        for number in [1, 31, 32, 1023, 1024, 70_000] {
            assert!(check(number, 1).1);
            assert!(!check(number, 2).1);
        }
    }

    #[test]
    fn a_letters_message_id_and_return_path_are_sealed_each_for_itself() {
        let name = links().message_name("dok_0123456789abc-3-1");
        let path = links().return_path("samrad@a.no", "dok_0123456789abc-3-1");
        let id = format!("{name}@a.no");
        assert_eq!(links().answered(&id).as_deref(), Some("dok_0123456789abc-3-1"));
        assert_eq!(links().returned(&path).as_deref(), Some("dok_0123456789abc-3-1"));
        let sealed = path.split_once("+b-").unwrap().1;
        assert_eq!((links().answered(sealed), links().returned(&format!("samrad+b-{id}"))), (None, None));
        assert_eq!(links().answered("dok_0123456789abc-3-1@a.no"), None);
        assert_eq!(links().answered(&id.replace("-3-1", "-3-2")), None);
    }

    #[test]
    fn every_flipped_character_is_refused() {
        let (token, _) = check(7, 1);
        for place in 0..token.len() {
            let mut other = token.clone().into_bytes();
            other[place] = if other[place] == b'0' { b'1' } else { b'0' };
            let other = String::from_utf8(other).unwrap();
            if let Ok(claim) = read(&other) {
                let (region, document) = (RegionId::from("r"), claim.document.clone());
                let granted = Granted {
                    region: &region,
                    document: &document,
                    number: claim.number,
                    generation: 1,
                    contact_generation: 1,
                };
                assert!(!links().verifies(&claim, &granted), "character {place}");
            }
        }
    }
}

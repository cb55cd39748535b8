//! Signing letters (DKIM, RFC 6376 and 8463), where no relay does.
//!
//! Own code, because a retry must be byte for byte the same: the signature's time is the time the letter was written,
//! which the libraries take from the machine's clock. The keys are *ring*'s, which is in the tree for TLS. Checked in
//! the stories by a verifier that is not ours.

use app::config::Config;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair},
};
use rustls::pki_types::{PrivateKeyDer, pem::PemObject as _};
use std::fmt::Write as _;

/// What is signed. `from` once more than it occurs: a second one breaks the signature.
const SIGNED: [&str; 11] = [
    "from",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "auto-submitted",
    "mime-version",
    "content-type",
];

pub struct Signer {
    key: Key,
    domain: String,
    selector: String,
}

enum Key {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Box<Ed25519KeyPair>),
}

impl Signer {
    /// Reads the key of the settings; `None` where there is none.
    pub fn read(config: &Config) -> Result<Option<Self>, String> {
        let file = &config.mail.dkim_key_file;
        if file.is_empty() {
            return Ok(None);
        }
        let wrong = |error: &dyn std::fmt::Display| format!("mail.dkim_key_file {file}: {error}");
        let pem = std::fs::read(file).map_err(|error| wrong(&error))?;
        let der = PrivateKeyDer::from_pem_slice(&pem).map_err(|error| wrong(&error))?;
        let rsa = match &der {
            PrivateKeyDer::Pkcs1(key) => RsaKeyPair::from_der(key.secret_pkcs1_der()),
            PrivateKeyDer::Pkcs8(key) => RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()),
            _ => return Err(wrong(&"neither Ed25519 nor RSA")),
        };
        let key = match (&der, rsa) {
            (_, Ok(key)) => Key::Rsa(Box::new(key)),
            (PrivateKeyDer::Pkcs8(der), Err(refused)) => {
                let key = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der.secret_pkcs8_der());
                Key::Ed25519(Box::new(key.map_err(|_| wrong(&format!("neither Ed25519 nor RSA: {refused}")))?))
            }
            (_, Err(refused)) => return Err(wrong(&refused)),
        };
        Ok(Some(Self { key, domain: domain(config), selector: config.mail.dkim_selector.clone() }))
    }

    /// Whether a record in DNS (RFC 6376 § 3.6.1) holds the key that verifies ours.
    pub fn is_published(&self, record: &str) -> bool {
        let tags = record.split(';').filter_map(|tag| tag.split_once('='));
        let tag = |name: &str| tags.clone().find(|(known, _)| known.trim() == name).map(|(_, value)| value.trim());
        let (kind, own) = match &self.key {
            Key::Rsa(key) => ("rsa", key.public_key().as_ref()),
            Key::Ed25519(key) => ("ed25519", key.public_key().as_ref()),
        };
        let published: String = tag("p").unwrap_or_default().split_whitespace().collect();
        // An RSA key is published inside its SubjectPublicKeyInfo, where it comes last.
        let ours = STANDARD.decode(published).is_ok_and(|published| published.ends_with(own));
        ours && tag("k").unwrap_or("rsa") == kind
    }

    /// The header that signs a message, with the time it was written, in seconds.
    pub fn sign(&self, message: &str, at: i64) -> anyhow::Result<String> {
        let (head, body) = message.split_once("\r\n\r\n").unwrap_or((message, ""));
        let headers = unfolded(head);
        // From the last upwards, each as often as it is named (RFC 6376 § 5.4.2).
        let mut left: Vec<&(String, String)> = headers.iter().collect();
        let mut canonical = String::new();
        for name in SIGNED {
            if let Some(place) = left.iter().rposition(|(known, _)| known == name) {
                let (name, value) = left.remove(place);
                let _ = write!(canonical, "{name}:{value}\r\n");
            }
        }
        let named: Vec<&str> =
            SIGNED.into_iter().filter(|name| headers.iter().any(|(known, _)| known == name)).collect();
        let algorithm = match &self.key {
            Key::Rsa(_) => "rsa-sha256",
            Key::Ed25519(_) => "ed25519-sha256",
        };
        let unsigned = format!(
            "v=1; a={algorithm}; c=relaxed/relaxed; d={}; s={};\r\n t={at}; h={};\r\n bh={};\r\n b=",
            self.domain,
            self.selector,
            named.join(":"),
            STANDARD.encode(digest(&SHA256, relaxed_body(body).as_bytes())),
        );
        let _ = write!(canonical, "dkim-signature:{}", relaxed(&unsigned));
        let signature = match &self.key {
            Key::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                let signed = key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), canonical.as_bytes(), &mut signature);
                signed.map_err(|_| anyhow::anyhow!("the letter could not be signed"))?;
                signature
            }
            // RFC 8463 § 3: what is signed is the hash.
            Key::Ed25519(key) => key.sign(digest(&SHA256, canonical.as_bytes()).as_ref()).as_ref().to_vec(),
        };
        let signature = STANDARD.encode(signature);
        let lines: Vec<&str> =
            signature.as_bytes().chunks(72).filter_map(|line| std::str::from_utf8(line).ok()).collect();
        Ok(format!("DKIM-Signature: {unsigned}{}", lines.join("\r\n ")))
    }
}

/// The domain that signs: the settings', or the sender's.
pub fn domain(config: &Config) -> String {
    if !config.mail.dkim_domain.is_empty() {
        return config.mail.dkim_domain.clone();
    }
    super::sender_domain(config)
}

/// Names in small letters, values on one line with single spaces (§ 3.4.2).
fn unfolded(head: &str) -> Vec<(String, String)> {
    let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.trim_end().to_lowercase(), relaxed(value)))
    };
    head.split("\r\n").filter_map(header).collect()
}

fn relaxed(value: &str) -> String {
    value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// No spaces at ends of lines, single ones within, no empty lines at the end (§ 3.4.4).
fn relaxed_body(body: &str) -> String {
    let mut canonical = String::new();
    for line in body.split("\r\n") {
        let inner = relaxed(line);
        let indented = line.starts_with([' ', '\t']) && !inner.is_empty();
        let _ = write!(canonical, "{}{inner}\r\n", if indented { " " } else { "" });
    }
    let text = canonical.trim_end_matches("\r\n");
    if text.is_empty() { String::new() } else { format!("{text}\r\n") }
}

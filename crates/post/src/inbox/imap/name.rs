//! How a folder's name is written in IMAP (RFC 3501 § 5.1.3): what is not printable ASCII, as a UTF-7 of its own.

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};

pub fn encoded(name: &str) -> String {
    let signs: Vec<char> = name.chars().collect();
    let plain = |sign: &char| (' '..='~').contains(sign);
    let mut encoded = String::new();
    for run in signs.chunk_by(|a, b| plain(a) == plain(b)) {
        let text: String = run.iter().collect();
        if run.iter().all(plain) {
            encoded += &text.replace('&', "&-");
        } else {
            let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            encoded.extend(["&", &STANDARD_NO_PAD.encode(units).replace('/', ","), "-"]);
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_examples_of_the_standard() {
        assert_eq!(super::encoded("~peter/mail/台北/日本語"), "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
        assert_eq!(super::encoded("Post & Samråd"), "Post &- Samr&AOU-d");
    }
}

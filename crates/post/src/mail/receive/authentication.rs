//! What our own mail server found out about the sender (RFC 8601). Anybody can write such a header: only the topmost one of the
//! server named in the settings is read.

use mail_parser::Message;

/// Whether the server says that the sender is not who they say they are. `server`: empty, and none is believed.
pub fn failed(message: &Message, server: &str) -> bool {
    if server.is_empty() {
        return false;
    }
    let headers = message.headers_raw().filter(|(name, _)| name.eq_ignore_ascii_case("Authentication-Results"));
    let told = headers.map(|(_, value)| without_comments(value)).find(|value| {
        let id = value.split(';').next().unwrap_or_default().split_whitespace().next().unwrap_or_default();
        id.eq_ignore_ascii_case(server)
    });
    told.is_some_and(|told| fails(&told))
}

fn fails(told: &str) -> bool {
    let results = || {
        told.split(';').skip(1).filter_map(|one| {
            let (method, result) = one.trim().split_once('=')?;
            let result = result.split_whitespace().next().unwrap_or_default();
            Some((method.trim().to_lowercase(), result.to_lowercase()))
        })
    };
    let any = |method: &str, wanted: &str| results().any(|(name, result)| name == method && result == wanted);
    any("dmarc", "fail") || (!any("dmarc", "pass") && any("spf", "fail") && any("dkim", "fail") && !any("dkim", "pass"))
}

/// `dmarc=fail (p=none)` → `dmarc=fail`
fn without_comments(value: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::new();
    for c in value.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_parser::MessageParser;

    fn fails(headers: &str, server: &str) -> bool {
        let message = format!("{headers}From: a@b.no\r\n\r\nHei");
        failed(&MessageParser::default().parse(message.as_bytes()).unwrap(), server)
    }

    #[test]
    fn only_the_topmost_word_of_the_server_we_trust_counts() {
        let ours = "Authentication-Results: mx.example.no 1;\r\n dmarc=fail (p=none; dmarc=pass) header.from=b.no;\r\n spf=pass\r\n";
        let forged = "Authentication-Results: mx.example.no; dmarc=pass\r\n";
        let other = "Authentication-Results: mx.other.no; dmarc=fail\r\n";
        assert!(fails(ours, "mx.example.no") && fails(ours, "MX.example.no"));
        assert!(!fails(ours, "") && !fails(other, "mx.example.no"));
        assert!(fails(&format!("{other}{ours}{forged}"), "mx.example.no"));
        assert!(!fails(&format!("{forged}{ours}"), "mx.example.no"));
    }

    #[test]
    fn without_dmarc_both_others_must_fail() {
        let told = |results: &str| fails(&format!("Authentication-Results: mx; {results}\r\n"), "mx");
        assert!(told("spf=fail smtp.mailfrom=x.no; dkim=fail"));
        assert!(!told("spf=fail; dkim=pass") && !told("spf=fail") && !told("spf=fail; dkim=fail; dmarc=pass"));
    }
}

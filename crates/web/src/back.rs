//! Where a form may lead back to: only pages of this site.

use url::Url;

/// A path of our own as a browser would read it, or `None`.
///
/// Browsers drop tabs and line breaks, read `\` as `/`, and resolve dots before they follow an address, so the check is
/// made on what is left after that.
pub fn own_path(asked: &str) -> Option<String> {
    let base = Url::parse("https://own.invalid/").ok()?;
    let url = base.join(asked).ok().filter(|url| asked.starts_with('/') && url.origin() == base.origin())?;
    let path = url.as_str().strip_prefix("https://own.invalid")?;
    (path.starts_with('/') && !path.starts_with("//")).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn only_a_path_of_our_own_leads_back() {
        for own in ["/", "/desk", "/desk/documents/dok_1?show=all#top", "/%09/evil.test", "/desk?back=//evil.test"] {
            assert_eq!(own_path(own).as_deref(), Some(own));
        }
        for foreign in [
            "",
            "desk",
            "//evil.test",
            "/\t/evil.test",
            "/\n/evil.test",
            "/\r\n/evil.test",
            "/\\evil.test",
            "\\\\evil.test",
            "/\\/evil.test",
            "\t//evil.test",
            "https://evil.test",
            "https:/evil.test",
            "javascript:alert(1)",
            "/.//evil.test",
            "/desk/..//evil.test",
            "/./\\evil.test",
            "/%2e//evil.test",
            "//user@own.invalid/",
            "https://own.invalid/desk",
        ] {
            assert_eq!(own_path(foreign), None, "{foreign:?}");
        }
    }
}

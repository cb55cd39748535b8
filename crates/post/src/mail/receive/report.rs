//! What a delivery report says (RFC 3464), and what kinds of message there are.

use mail_parser::MessagePart;

/// What the other server said is kept so long.
const SAID: usize = 300;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It will not arrive (RFC 3464): whether the recipient's address is to blame, and what was said.
    Failed { recipient: bool, said: String },
    /// It has arrived.
    Delivered { said: String },
    /// It has not arrived yet.
    Delayed { said: String },
    /// The recipient told their provider that they did not want it (RFC 5965).
    Complaint,
    /// An absence, a receipt, an acceptance of a meeting: never answered.
    Automatic,
    /// A machine's, and it does not say what it means: for a person to look at.
    Unsure,
    /// A person's.
    Person,
}

impl Kind {
    pub fn is_report(&self) -> bool {
        matches!(self, Self::Failed { .. } | Self::Delivered { .. } | Self::Delayed { .. } | Self::Complaint)
    }
}

/// A part of headers, long lines unfolded.
pub fn contents(part: &MessagePart) -> String {
    String::from_utf8_lossy(part.contents()).replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ")
}

/// A line of a report: `Status: 5.1.1`.
pub fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// What a delivery report says: of several recipients, the worst.
pub fn report(text: &str) -> Kind {
    let groups: Vec<&str> = text.split("\n\n").filter(|group| field(group, "Action").is_some()).collect();
    let action = |group: &&str| field(group, "Action").unwrap_or_default().to_lowercase();
    let worst = |wanted: &str| groups.iter().find(|group| action(group).starts_with(wanted)).copied();
    let group = worst("failed").or_else(|| worst("delayed")).or_else(|| worst("delivered"));
    let told = group.or(groups.first().copied()).unwrap_or(text);
    let code = field(told, "Status").unwrap_or_default();
    let said = said(code, field(told, "Diagnostic-Code").unwrap_or_default());
    match action(&told).as_str() {
        "delivered" => Kind::Delivered { said },
        "delayed" => Kind::Delayed { said },
        // Passed on to where no reports come from, or to a list: not known to have arrived.
        "relayed" | "expanded" => Kind::Automatic,
        // `failed` is final whatever the status says (RFC 3464 § 2.3.3).
        "failed" => Kind::Failed { recipient: blames_recipient(code), said },
        _ => Kind::Unsure,
    }
}

pub fn said(code: &str, words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = if words.contains(code) { words } else { format!("{code} {words}") };
    said.trim().chars().take(SAID).collect()
}

/// 5.1: the address. Of those 5.1.7 and 5.1.8 are the sender's own (RFC 3463 § 3.2).
pub fn blames_recipient(code: &str) -> bool {
    code.starts_with("5.1.") && !matches!(code, "5.1.7" | "5.1.8")
}

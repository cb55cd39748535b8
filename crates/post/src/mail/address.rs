//! Addresses, and the names letters are known by.

use app::{App, config::Config};
use lettre::{Address, message::Mailbox};

/// `<letter id@host of the sender>`
pub fn message_id(config: &Config, id: &str) -> String {
    format!("<{id}@{}>", sender_domain(config))
}

/// A letter's Message-ID, with a part that only those who got the letter know.
pub fn letter_id(app: &App, id: &str) -> String {
    message_id(&app.config, &app.links.message_name(id))
}

/// The domain letters come from.
pub fn sender_domain(config: &Config) -> String {
    let from: Option<Mailbox> = config.mail_from.parse().ok();
    from.map_or_else(|| "localhost.localdomain".to_owned(), |from| from.email.domain().to_owned())
}

/// One address with a domain that has a dot, and nothing that could end a header.
pub fn address_is_sound(address: &str) -> bool {
    let literal = |address: &Address| address.domain().starts_with('[');
    let sound = |address: Address| address.domain().contains('.') && !literal(&address) && address.domain().is_ascii();
    address.len() <= 254
        && !address.chars().any(|c| c.is_control() || c.is_whitespace())
        && address.parse().is_ok_and(sound)
}

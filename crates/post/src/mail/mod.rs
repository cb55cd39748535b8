//! Letters: what they say, how they look on the wire, and how they are handed to the next server.

mod address;
mod calendar;
mod code;
pub mod dkim;
mod letters;
mod message;
pub mod ours;
mod page;
pub mod receive;
mod render;
mod send;
mod sources;

#[cfg(test)]
mod tests;

pub use address::{address_is_sound, letter_id, message_id, sender_domain};
pub use calendar::{CalendarFile, DEADLINE, Seen, calendar, deadline, deadline_title, entry};
pub use code::CodeAsked;
pub use letters::{
    head::{Head, Line, Papers},
    hearing::HearingInvitation,
    writer::Worded,
};
pub use message::Wire;
pub use render::compose;
pub use render::{preview, render};
pub use send::{Carrier, Conversation, Failing, Outcome, Server, percent_decode};
pub use sources::Sources;

use app::{App, links::Granted};
use chrono::TimeDelta;
use ledger::{ContactRow, LetterRow};
use procedure::LetterKind;

/// What stands in a rendered letter where its link will: letters are kept so, and signed when they are sent.
pub const LINK: &str = "\u{e000}";

/// The same for the code of a log-in.
pub const CODE: &str = "\u{e001}";
/// How long a log-in can be finished after it was asked for.
pub const LOGIN_STANDS: TimeDelta = TimeDelta::minutes(15);

/// What the letter of a log-in brings, as its row holds it until it is sent.
pub fn login_data(secret: &str, code: &str) -> String {
    format!("{secret} {code}")
}

pub fn login_code(row: &LetterRow) -> Option<&str> {
    row.data.as_deref().filter(|_| row.kind == LetterKind::Login)?.split_once(' ').map(|(_, code)| code)
}

/// The address a letter's link leads to, or the code a letter brings; `None` for a letter without one.
pub async fn link(sources: &Sources, row: &LetterRow, contact: &ContactRow) -> anyhow::Result<Option<String>> {
    let app = &sources.app;
    if row.kind == LetterKind::Login {
        let secret = row.data.as_deref().and_then(|data| Some(data.split_once(' ')?.0));
        return Ok(secret.map(|secret| format!("{}/login/{secret}", app.config.base_url())));
    }
    if row.kind == LetterKind::PublicAnswerLink {
        return Ok(public_link(app, row));
    }
    let (Some(number), Some(id)) = (row.link, &row.document) else { return Ok(None) };
    if row.kind == LetterKind::ConfirmationCode {
        return Ok(code::of_letter(app, row, id));
    }
    let document = sources.document(&row.region, id).await?;
    let Some(link) = document.state.link(number) else { return Ok(None) };
    // The link is its holder's: their address decides whether it still works. To the holder it goes as they were when
    // the address was read, so that no old address gets a link of the new one.
    let holder = if link.contact == contact.id { None } else { app.ledger.contact(&row.region, &link.contact).await? };
    let contact_generation = holder.map_or(contact.generation, |holder| holder.generation);
    let granted =
        Granted { region: &row.region, document: id, number, generation: link.generation, contact_generation };
    Ok(Some(format!("{}/l/{}", app.config.base_url(), app.links.sign(&granted))))
}

/// Where a public answer is confirmed.
fn public_link(app: &App, row: &LetterRow) -> Option<String> {
    let token = app::public_answers::token(app, &row.region, row.data.as_deref()?);
    Some(format!("{}/l/{token}/public", app.config.base_url()))
}

/// A letter as it was sent: its headers, an empty line, its text. Links are whole in capture mode only.
pub async fn archived(app: &App, row: &LetterRow) -> anyhow::Result<String> {
    let (subject, body) = (row.subject.clone().unwrap_or_default(), row.body.clone().unwrap_or_default());
    let link = match &row.contact {
        Some(_) if row.kind == LetterKind::PublicAnswerLink => {
            public_link(app, row).filter(|_| app.config.smtp == "capture")
        }
        Some(id) if app.config.smtp == "capture" => match app.ledger.contact(&row.region, id).await? {
            Some(contact) => link(&Sources::new(app), row, &contact).await?,
            None => None,
        },
        _ => None,
    };
    let shown = link.unwrap_or_else(|| "…".to_owned());
    let code = login_code(row).filter(|_| app.config.smtp == "capture").unwrap_or("…");
    let text = body.replace(LINK, &shown).replace(CODE, code);
    let wire = Wire::of(app, row, row.to.as_deref().unwrap_or_default(), &subject, &text)?;
    Ok(wire.readable())
}

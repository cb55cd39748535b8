//! A document's letters by recipient: where each stands, and every state it has been in.

use super::letters::{LetterLine, Passed, line, passed};
use crate::{Shared, fault::Fault, who::Coordinator};
use app::history::Names;
use ledger::LetterRow;
use procedure::{DocumentId, PartyId};

/// A municipality, or the region's own coordinators.
pub struct Recipient {
    /// Empty for the region's own.
    pub party: String,
    pub name: String,
    /// How many letters, and how many of them wait for a person.
    pub said: String,
    /// The newest letter's sign, or that of one that waits for a person.
    pub class: &'static str,
    pub mark: &'static str,
    /// The newest first.
    pub letters: Vec<(LetterLine, Vec<Passed>)>,
}

/// `letters` are those of the document's last case, the newest first.
pub async fn recipients(
    app: &Shared,
    who: &Coordinator,
    document: &DocumentId,
    letters: Vec<&LetterRow>,
    names: &Names,
) -> Result<Vec<Recipient>, Fault> {
    let today = app.today(&who.region);
    let mut logs = app.ledger.letter_logs(&who.region.id, document).await?;
    let mut parties: Vec<_> = letters.iter().map(|letter| letter.party.clone()).collect();
    parties.sort();
    parties.dedup();
    let recipient = |party: Option<PartyId>| {
        let own = letters.iter().filter(|letter| letter.party == party);
        let letters: Vec<(LetterLine, Vec<Passed>)> = own
            .map(|letter| {
                let log = logs.remove(&letter.id).unwrap_or_default();
                (line(who, today, names, letter), passed(who, today, log))
            })
            .collect();
        let waiting = letters.iter().filter(|(line, _)| line.class == "bad").count();
        let (shown, _) = letters.iter().find(|(line, _)| line.class == "bad").or(letters.first())?;
        let counts = [("letters", letters.len().into()), ("waiting", waiting.into())];
        Some(Recipient {
            name: shown.to.clone(),
            party: party.map(|party| party.0).unwrap_or_default(),
            said: who.lang.with("recipient-letters", &counts),
            class: shown.class,
            mark: shown.mark,
            letters,
        })
    };
    Ok(parties.into_iter().filter_map(recipient).collect())
}

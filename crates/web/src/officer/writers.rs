//! Who writes on the answer: everyone with a link that works, and who saved last.
use crate::{Shared, fault::Fault, who::Officer};
use ledger::Draft;
use procedure::Role;

/// Someone who can write on the answer.
pub struct Holder {
    pub number: u32,
    pub name: String,
    pub address: String,
    pub own: bool,
    /// Was added by a colleague, and can be taken off.
    pub added: bool,
}

/// Those whose links open the same answer, in the order they got them.
pub fn holders(officer: &Officer) -> Vec<Holder> {
    let contacts = &officer.people.contacts;
    let own = &officer.link;
    let links = (1..).zip(&officer.document.state.links).filter(|(_, link)| {
        !link.replaced
            && link.party == own.party
            && link.purpose == own.purpose
            && (link.case, link.round) == (own.case, own.round)
    });
    let holder = |(number, link): (u32, &procedure::Link)| {
        let contact = contacts.iter().find(|contact| contact.id == link.contact)?;
        Some(Holder {
            number,
            name: contact.name.clone(),
            address: contact.address.clone(),
            own: number == officer.number,
            added: contact.role == Role::Colleague && number != officer.number,
        })
    };
    links.filter_map(holder).collect()
}

/// Who saved the draft last, and when.
pub async fn last_saved(app: &Shared, officer: &Officer, draft: &Draft) -> Result<(String, String), Fault> {
    let who = app.ledger.contact(&officer.document.region, &draft.saved_by).await?;
    let today = app.today(&officer.people.region);
    let when = officer.lang.short_instant(app::local(&officer.people.region, draft.saved_at), today);
    Ok((who.map(|contact| contact.name).unwrap_or_default(), when))
}

pub fn saved_sentence(officer: &Officer, (who, when): &(String, String)) -> String {
    officer.lang.with("answer-saved", &[("who", who.into()), ("when", when.into())])
}

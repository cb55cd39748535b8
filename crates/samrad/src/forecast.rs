//! What will be sent: each document lived on by itself, as if nobody did anything meanwhile.

use crate::{
    app::App,
    history::Names,
    language::{Lang, Value},
};
use chrono::NaiveDate;
use ledger::{ContactRow, DocumentRow, Filter, RegionRow};
use procedure::{
    Actor, Command, Document, DocumentId, Facts, LetterKind, PartyId, Role, To, decide, due, evolve, letters, wakes_on,
};

/// The furthest a document is followed, in steps of the calendar.
const STEPS: usize = 1_000;
const PAGE: u32 = 500;

/// A letter that will be written.
pub struct Coming {
    pub on: NaiveDate,
    pub document: DocumentId,
    pub title: String,
    pub kind: LetterKind,
    pub party: Option<PartyId>,
    pub role: Option<Role>,
    pub address: String,
}

impl Coming {
    /// Who it is to, in words.
    pub fn recipient(&self, lang: Lang, names: &Names) -> String {
        let role =
            self.role.map_or_else(String::new, |role| lang.t(&format!("role-{}", role.as_str().replace('_', "-"))));
        match &self.party {
            None => role,
            Some(party) => {
                let values: [(&str, Value); 2] = [("party", names.get(party).into()), ("role", role.into())];
                lang.with("coming-to", &values)
            }
        }
    }
}

/// Letters of a region from today until a day, in order.
pub async fn forecast(app: &App, region: &RegionRow, until: NaiveDate) -> Result<Vec<Coming>, ledger::Error> {
    let today = app.today(region);
    let roster = app.roster(region).await?;
    let contacts = app.ledger.contacts(&region.id).await?;
    let mut coming = Vec::new();
    let mut after = None;
    loop {
        let filter = Filter { after, limit: PAGE, ..Filter::default() };
        let rows = app.ledger.documents(&region.id, &filter).await?;
        for row in &rows {
            let facts = |today| Facts { today, actor: &Actor::Calendar, kinds: app.ledger.kinds(), roster: &roster };
            follow(row, today, until, facts, &contacts, &mut coming);
        }
        after = rows.last().filter(|_| rows.len() == PAGE as usize).map(|row| row.id.clone());
        if after.is_none() {
            break;
        }
    }
    coming.sort_by(|a, b| (a.on, &a.title, &a.party).cmp(&(b.on, &b.title, &b.party)));
    Ok(coming)
}

fn follow<'a>(
    row: &DocumentRow,
    today: NaiveDate,
    until: NaiveDate,
    facts: impl Fn(NaiveDate) -> Facts<'a>,
    contacts: &[ContactRow],
    coming: &mut Vec<Coming>,
) {
    let mut state = Document::clone(&row.state);
    for _ in 0..STEPS {
        let Some(day) = wakes_on(&state).map(|day| day.max(today)).filter(|day| *day <= until) else { return };
        let facts = facts(day);
        let mut moved = false;
        for asked in due(&state, day) {
            // One command may have made the next needless.
            let Ok(events) = decide(Some(&state), &facts, &Command::Calendar(asked)) else { continue };
            for event in events {
                let mut next = Some(state);
                evolve(&mut next, &event);
                let Some(after) = next else { return };
                state = after;
                moved = true;
                for letter in letters(&state, &event).letters {
                    for contact in recipients(&letter.to, letter.party.as_ref(), &facts, contacts) {
                        coming.push(Coming {
                            on: day,
                            document: row.id.clone(),
                            title: state.title.clone(),
                            kind: letter.kind,
                            party: letter.party.clone(),
                            role: Some(contact.role),
                            address: contact.address.clone(),
                        });
                    }
                }
            }
        }
        if !moved {
            return;
        }
    }
}

fn recipients<'c>(to: &To, party: Option<&PartyId>, facts: &Facts, contacts: &'c [ContactRow]) -> Vec<&'c ContactRow> {
    match to {
        To::Contact(id) => contacts.iter().filter(|contact| contact.id == *id).collect(),
        To::Role(role) => {
            let id = party.and_then(|party| facts.roster.resolve(party, *role));
            contacts.iter().filter(|contact| Some(&contact.id) == id).collect()
        }
        To::Coordinators => contacts.iter().filter(|contact| contact.role == Role::Coordinator).collect(),
    }
}

//! What will be sent: each document lived on by itself, as if nobody did anything meanwhile.

use crate::{App, history::Names, scheduled_jobs::Waiting};
use chrono::NaiveDate;
use ledger::{DocumentRow, Filter, RegionRow};
use procedure::{Actor, Command, DocumentId, Facts, LetterKind, PartyId, Role, due, step, wakes_on};
use std::sync::Arc;
use words::language::{Lang, Value};

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
    let roster = app.ledger.roster(&region.id).await?;
    let mut coming = Vec::new();
    let mut after = None;
    loop {
        let filter = Filter { after, limit: PAGE, ..Filter::default() };
        let rows = app.ledger.documents(&region.id, &filter).await?;
        for row in &rows {
            let facts = |today| Facts { today, actor: &Actor::Calendar, kinds: app.ledger.kinds(), roster: &roster };
            let waiting = Waiting::of(app, region, row).await?;
            follow(row, today, until, facts, &waiting, &mut coming);
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
    waiting: &Waiting,
    coming: &mut Vec<Coming>,
) {
    let mut state = Some(row.state.clone());
    for _ in 0..STEPS {
        let Some(now) = &state else { return };
        let Some(day) = wakes_on(now).map(|day| day.max(today)).filter(|day| *day <= until) else { return };
        let facts = facts(day);
        let mut moved = false;
        for asked in due(now, day) {
            let held = waiting.holds(&asked);
            if held && asked == procedure::Calendar::CloseHearing {
                continue;
            }
            // One command may have made the next needless.
            let Ok(step) = step(&mut state, &facts, &Command::Calendar(asked)) else { continue };
            moved |= !step.events.is_empty();
            let title = step.state.title.clone();
            for letter in step.events.into_iter().flat_map(|happened| happened.letters) {
                let contact = letter.contact.as_ref().and_then(|id| facts.roster.contacts.get(id));
                let Some(contact) = contact.filter(|_| !held) else { continue };
                coming.push(Coming {
                    on: day,
                    document: row.id.clone(),
                    title: title.clone(),
                    kind: letter.kind,
                    party: letter.party,
                    role: letter.role,
                    address: contact.address.clone(),
                });
            }
            state = Some(Arc::new(step.state));
        }
        if !moved {
            return;
        }
    }
}

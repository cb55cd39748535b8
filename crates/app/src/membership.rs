//! Membership that follows from an agreement: where statutes in force say that a municipality joins, it is a member from the
//! day they hold (kommuneloven § 18-4).

use crate::App;
use chrono::NaiveDate;
use ledger::{Filter, Key, RegionRow};
use procedure::{Actor, Command, DocumentId, Event, Hash, PartyId, Recorded, RegisterAct, Roster, register_of};

/// Agreements of a region that are looked at.
const AGREEMENTS: u32 = 100;

/// Admits those whose agreement holds. An agreement admits once: whoever has left since stays out, and what a person has
/// entered since stands.
pub async fn follow(app: &App, region: &RegionRow) -> Result<(), ledger::Error> {
    let kinds = app.ledger.kinds().0.values().filter(|kind| kind.rules.membership.is_some());
    for kind in kinds {
        let filter = Filter { kind: Some(kind.id.clone()), limit: AGREEMENTS, ..Filter::default() };
        for row in app.ledger.documents(&region.id, &filter).await? {
            let Some(edition) = row.state.edition_in_force().filter(|edition| !edition.joining.is_empty()) else {
                continue;
            };
            let (log, roster) = (app.ledger.register_log(&region.id).await?, app.ledger.roster(&region.id).await?);
            for joining in &edition.joining {
                let (party, from) = who(&roster, joining, edition.since);
                if !admitted(&log, &row.id, &party, from) {
                    let act = RegisterAct::AdmitMember {
                        municipality: party,
                        from,
                        agreement: row.id.clone(),
                        reason: row.state.title.clone(),
                    };
                    admit(app, region, act, &format!("joined:{}:{}:{joining}", row.id, edition.edition)).await?;
                }
            }
        }
    }
    Ok(())
}

/// Whoever was invited, or has taken its place meanwhile; and from when.
fn who(roster: &Roster, joining: &PartyId, since: NaiveDate) -> (PartyId, NaiveDate) {
    let last = roster.successions(joining).fold((joining, since), |(_, from), (into, on)| (into, from.max(*on)));
    (last.0.clone(), last.1)
}

fn admitted(log: &[Recorded], by: &DocumentId, who: &PartyId, on: NaiveDate) -> bool {
    log.iter().any(|recorded| {
        matches!(&recorded.event, Event::MemberAdmitted { party, from, agreement, .. }
            if party == who && *from == on && agreement == by)
    })
}

async fn admit(app: &App, region: &RegionRow, act: RegisterAct, once: &str) -> Result<(), ledger::Error> {
    let key = Key { key: once.to_owned(), body: Hash::of(once.as_bytes()) };
    let register = register_of(&region.id);
    let admitted = Box::pin(app.execute(region, &register, Actor::Calendar, Command::Register(act), Some(key)));
    match admitted.await {
        // A member already, or another node was first: the next run looks again.
        Ok(_) | Err(ledger::Error::Refused(_) | ledger::Error::Conflict) => Ok(()),
        Err(error) => Err(error),
    }
}

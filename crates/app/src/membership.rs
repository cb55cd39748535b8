//! Membership that follows from an agreement: where statutes in force say that a municipality joins, it is a member from the
//! day they hold (kommuneloven § 18-4).

use crate::App;
use ledger::{Filter, Key, RegionRow};
use procedure::{Actor, Command, Hash, InForce, PartyId, RegisterAct, register_of};

/// Agreements of a region that are looked at.
const AGREEMENTS: u32 = 100;

/// Admits those whose agreement holds and who are no members by it yet. Whoever has left since stays out: they were members
/// on the day.
pub async fn follow(app: &App, region: &RegionRow) -> Result<(), ledger::Error> {
    let kinds = app.ledger.kinds().0.values().filter(|kind| kind.rules.membership.is_some());
    for kind in kinds {
        let filter = Filter { kind: Some(kind.id.clone()), limit: AGREEMENTS, ..Filter::default() };
        for row in app.ledger.documents(&region.id, &filter).await? {
            let Some(edition) = row.state.edition_in_force() else { continue };
            for party in &edition.joining {
                let act = RegisterAct::AdmitMember {
                    municipality: party.clone(),
                    from: edition.since,
                    agreement: Some(row.id.clone()),
                    reason: row.state.title.clone(),
                };
                admit(app, region, act, &once(row.id.as_str(), edition, party)).await?;
            }
        }
    }
    Ok(())
}

fn once(agreement: &str, edition: &InForce, party: &PartyId) -> String {
    format!("joined:{agreement}:{}:{party}", edition.edition)
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

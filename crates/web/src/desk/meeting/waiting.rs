//! Documents at a step that one of the region's bodies decides, and the meetings that they can be put before.

use crate::{Shared, desk::possible, fault::Fault, who::Coordinator};
use app::meetings;
use procedure::{Body, Deed, Facts, Meeting, Phase, possible as possible_now};

/// Documents that are looked through.
const DOCUMENTS: u32 = 500;

/// What could be put on the agenda: the document, and the form from which it is put.
pub struct Waiting {
    pub document: String,
    pub act: String,
    pub address: String,
}

/// The commands a body decides, with the deed each is.
const DECIDED: [(&str, Deed); 3] =
    [("open_hearing", Deed::Hearing), ("finish_assessment", Deed::Councils), ("adopt", Deed::Adoption)];

/// Documents whose next step this body may decide, without those that are on the agenda already.
pub async fn waiting(app: &Shared, who: &Coordinator, id: &str, meeting: &Meeting) -> Result<Vec<Waiting>, Fault> {
    let roster = app.ledger.roster(&who.region.id).await?;
    let actor = who.actor();
    let facts = Facts { today: app.today(&who.region), actor: &actor, kinds: app.ledger.kinds(), roster: &roster };
    let mut waiting = Vec::new();
    for row in app.ledger.foremost(&who.region.id, DOCUMENTS).await? {
        let Some(case) = &row.state.case else { continue };
        let decided = match &case.phase {
            Phase::Drafting(_) => case.version.is_some(),
            Phase::Hearing(_) => false,
            Phase::Assessment(_) | Phase::Endorsement(_) | Phase::Adoption(_) => true,
        };
        if !decided || meeting.items.iter().any(|item| item.matter.document.as_ref() == Some(&row.id)) {
            continue;
        }
        for (name, possibility) in possible_now(&row.state, &facts) {
            let Some((_, deed)) = DECIDED.iter().find(|(known, _)| *known == name) else { continue };
            if !possibility.is_offered() || !case.rules.competence.of(*deed).contains(&meeting.body) {
                continue;
            }
            let form = if name == "open_hearing" { "hearing".to_owned() } else { format!("act/{name}") };
            waiting.push(Waiting {
                document: row.state.title.clone(),
                act: possible::words(who.lang, Some(&case.rules), name),
                address: format!("/desk/documents/{}/{form}?agenda={id}", row.id),
            });
        }
    }
    Ok(waiting)
}

/// Meetings that something can still be put before, as a form offers them: id and title. `bodies`: those that may decide it.
pub async fn coming(app: &Shared, who: &Coordinator, bodies: &[Body]) -> Result<Vec<(String, String)>, Fault> {
    let mut rows = meetings::under_way(app, &who.region).await?;
    rows.retain(|row| row.state.meeting.as_ref().is_some_and(|meeting| meeting.stage < procedure::Stage::Closed));
    rows.sort_by_key(|row| row.state.meeting.as_ref().map(|meeting| meeting.appointment.on));
    let line = |row: &ledger::DocumentRow| {
        let meeting = row.state.meeting.as_deref().filter(|meeting| bodies.contains(&meeting.body))?;
        Some((row.id.to_string(), meetings::title(who.lang, meeting.body, meeting.appointment.on)))
    };
    Ok(rows.iter().filter_map(line).collect())
}

//! The public pages as data: the same things, for whoever wants to use them.

use super::{Shown, document::Public, region::Open};
use crate::{Shared, fault::Fault, signs::withheld};
use app::texts;
use chrono::NaiveDate;
use ledger::PartyRow;
use procedure::{CouncilDecision, Outcome, PartyId, Phase, Position, Standing, record::Round};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub struct RegionView {
    region: String,
    name: String,
    municipalities: Vec<MunicipalityView>,
    documents: Vec<DocumentView>,
}

#[derive(Serialize)]
struct MunicipalityView {
    id: PartyId,
    name: String,
}

#[derive(Serialize)]
struct DocumentView {
    id: String,
    url: String,
    title: String,
    kind: String,
    case_number: Option<String>,
    phase: &'static str,
    /// The common one, set while a hearing is open.
    deadline: Option<NaiveDate>,
    in_force: Option<InForceView>,
    /// Whether the next edition is being made.
    under_revision: bool,
    status: Vec<StatusView>,
}

#[derive(Serialize)]
struct InForceView {
    edition: u32,
    adopted_on: NaiveDate,
    since: NaiveDate,
    revision_due: Option<NaiveDate>,
}

/// How far a municipality has come: its answer while the document is heard, its council's decision after that.
#[derive(Serialize)]
struct StatusView {
    municipality: PartyId,
    /// Its own, while a hearing is open.
    deadline: Option<NaiveDate>,
    position: Option<Position>,
    outcome: Option<Outcome>,
    meeting_date: Option<NaiveDate>,
}

#[derive(Serialize)]
pub struct WholeView {
    #[serde(flatten)]
    document: DocumentView,
    text_in_force: Option<Vec<SectionView>>,
    text_under_way: Option<Vec<SectionView>>,
    hearings: Vec<HearingView>,
    decisions: Vec<CouncilView>,
}

#[derive(Serialize)]
struct SectionView {
    id: String,
    heading: String,
    body: String,
}

#[derive(Serialize)]
struct HearingView {
    url: String,
    round: u32,
    limited: bool,
    opened_on: NaiveDate,
    /// The common one.
    deadline: NaiveDate,
    /// Of those who were given more time.
    own_deadlines: BTreeMap<PartyId, NaiveDate>,
    closed_on: Option<NaiveDate>,
    answers: Vec<AnswerView>,
    /// How many of the public have answered; not said before they are counted.
    public_answers: Option<u32>,
}

#[derive(Serialize)]
struct AnswerView {
    municipality: PartyId,
    /// Left out where the answer is exempt from disclosure, or waits.
    position: Option<Position>,
    exempt: bool,
    /// Nobody at the desk has looked at it yet.
    waits: bool,
    received_on: NaiveDate,
    late: bool,
}

#[derive(Serialize)]
struct CouncilView {
    municipality: PartyId,
    outcome: Outcome,
    body: String,
    meeting_date: NaiveDate,
    case_number: String,
}

pub fn region(app: &Shared, open: &Open) -> RegionView {
    let municipality = |party: &PartyRow| MunicipalityView { id: party.id.clone(), name: party.name.clone() };
    let members = open.parties.iter().filter(|party| party.standing == Standing::Municipality);
    RegionView {
        region: open.region.id.to_string(),
        name: open.region.name.clone(),
        municipalities: members.map(municipality).collect(),
        documents: open.documents.iter().map(|document| one(app, document)).collect(),
    }
}

pub async fn document(app: &Shared, public: &Public) -> Result<WholeView, Fault> {
    let Public { document, record, .. } = public;
    let view = one(app, document);
    let hearing = |(at, hearing): (usize, &super::record::Hearing)| HearingView {
        url: format!("{}/hearings/{}", view.url, at + 1),
        round: hearing.held.number,
        limited: hearing.limited(),
        opened_on: hearing.held.opened_on,
        deadline: hearing.held.common_deadline,
        own_deadlines: own_deadlines(&hearing.held),
        closed_on: hearing.held.closed_on,
        answers: hearing.answers.iter().map(answer).collect(),
        public_answers: hearing.held.public,
    };
    Ok(WholeView {
        hearings: record.hearings.iter().enumerate().map(hearing).collect(),
        decisions: record.decisions.iter().map(council).collect(),
        text_in_force: text(app, public, document.in_force().map(|edition| &edition.version)).await?,
        text_under_way: text(app, public, document.under_way()).await?,
        document: view,
    })
}

async fn text(
    app: &Shared,
    public: &Public,
    version: Option<&procedure::Version>,
) -> Result<Option<Vec<SectionView>>, Fault> {
    let Some(version) = version else { return Ok(None) };
    let text = texts::text(&app.ledger, &public.region.id, &version.content).await?;
    let section = |part: procedure::Part| {
        let written = texts::written(&part);
        SectionView { id: part.id().to_string(), heading: written.heading, body: written.body }
    };
    Ok(Some(text.parts.into_iter().map(section).collect()))
}

fn own_deadlines(round: &Round) -> BTreeMap<PartyId, NaiveDate> {
    let later =
        round.deadlines.iter().map(|(party, own)| (party, own.what)).filter(|(_, day)| *day > round.common_deadline);
    later.map(|(party, day)| (party.clone(), day)).collect()
}

fn answer(received: &super::record::Received) -> AnswerView {
    let statement = &received.statement;
    AnswerView {
        municipality: statement.party.clone(),
        position: received.is_open().then_some(statement.position),
        exempt: received.exempt.is_some(),
        waits: received.waits,
        received_on: statement.received_on,
        late: received.late,
    }
}

fn council((party, decision): &(PartyId, CouncilDecision)) -> CouncilView {
    CouncilView {
        municipality: party.clone(),
        outcome: decision.outcome,
        body: decision.body.clone(),
        meeting_date: decision.meeting_date,
        case_number: decision.case_number.clone(),
    }
}

fn one(app: &Shared, document: &Shown) -> DocumentView {
    let state = &document.row.state;
    DocumentView {
        id: document.row.id.to_string(),
        url: format!("{}/{}/{}", app.config.base_url(), document.row.region, document.row.id),
        title: state.title.clone(),
        kind: state.kind.clone(),
        case_number: state.case_number.clone(),
        phase: state.phase().as_str(),
        deadline: state.deadline(),
        in_force: document.in_force().map(|edition| InForceView {
            edition: edition.edition,
            adopted_on: edition.adopted_on,
            since: edition.since,
            revision_due: edition.revision_due,
        }),
        under_revision: document.revising && document.in_force().is_some(),
        status: status(document),
    }
}

fn status(document: &Shown) -> Vec<StatusView> {
    let Some(case) = &document.row.state.case else { return Vec::new() };
    let hearing = match &case.phase {
        Phase::Hearing(hearing) | Phase::Assessment(hearing) => Some(hearing),
        _ => None,
    };
    let open = matches!(case.phase, Phase::Hearing(_));
    let blank = |party: &PartyId| StatusView {
        municipality: party.clone(),
        deadline: None,
        position: None,
        outcome: None,
        meeting_date: None,
    };
    let heard = hearing.into_iter().flat_map(|hearing| &hearing.tracks).map(|track| StatusView {
        deadline: open.then_some(track.deadline),
        position: track
            .statement
            .as_ref()
            .filter(|_| !withheld(&document.row.state, &track.party))
            .map(|statement| statement.position),
        ..blank(&track.party)
    });
    let asked = case.endorsement().into_iter().flat_map(|e| &e.tracks).map(|track| StatusView {
        outcome: track.decision.as_ref().map(|decision| decision.outcome),
        meeting_date: track.decision.as_ref().map(|d| d.meeting_date).or(track.next_meeting()),
        ..blank(&track.party)
    });
    heard.chain(asked).collect()
}

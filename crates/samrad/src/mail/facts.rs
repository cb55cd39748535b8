//! What a letter can say, ready to be read: days, words and names in the recipient's language.

use super::{code::CodeAsked, sources::Sources};
use crate::{
    app::{self, App},
    calendar::Digest,
    history,
    language::Lang,
    texts,
};
use chrono::NaiveDate;
use ledger::{ContactRow, LetterRow, PartyRow, RegionRow};
use procedure::{
    CouncilDecision, Document, DocumentId, Event, LetterKind, NextStep, Phase, Recorded, RemarkId, Rung, Scope,
    Standing, Statement,
};

#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a turn of phrase in some letter")]
pub struct LetterFacts {
    pub region: String,
    pub region_short: String,
    /// The municipality it is to, as letters address it.
    pub to: String,
    pub recipient: String,
    pub coordinator: String,
    pub coordinator_address: String,
    /// Where the document, or the board, is on the desk.
    pub desk: String,
    pub title: String,
    pub case_number: String,
    pub copy: bool,
    pub has_link: bool,
    pub link: &'static str,
    pub code: &'static str,
    pub deadline: String,
    /// The deadline is behind us.
    pub passed: bool,
    pub round: u32,
    pub limited: bool,
    pub covering: String,
    pub reason: String,
    pub until: String,
    pub position: String,
    pub received: String,
    pub late: bool,
    pub signer: String,
    pub case_reference: String,
    pub legal_basis: String,
    pub statement: String,
    pub remarks: Vec<RemarkFacts>,
    pub revision: u32,
    pub next_step: String,
    pub version: u32,
    pub meeting_ahead: bool,
    pub endorsing: bool,
    pub outcome: String,
    pub body: String,
    pub meeting_date: String,
    pub council_case: String,
    pub votes: String,
    pub in_force_from: String,
    pub revision_due: String,
    pub items: Vec<String>,
    pub seal: String,
}

#[derive(Clone, Debug, Default)]
pub struct RemarkFacts {
    pub municipality: String,
    pub section: String,
    pub text: String,
    pub proposed: String,
    pub verdict: String,
    pub why: String,
}

/// The event a letter tells of, with the state the document is in now.
pub struct Told<'a> {
    pub document: &'a DocumentId,
    pub state: &'a Document,
    pub recorded: &'a Recorded,
}

/// Gathers what the letter needs.
pub async fn gather(
    sources: &Sources,
    row: &LetterRow,
    contact: &ContactRow,
    told: Option<Told<'_>>,
) -> anyhow::Result<LetterFacts> {
    let app = &sources.app;
    let people = sources.people(&row.region).await?;
    let (region, parties) = (&people.region, &people.parties[..]);
    let lang = Lang::parse(&row.language).unwrap_or_default();
    let coordinator = people.coordinator();
    let gatherer = Gatherer { sources, app, row, region, lang, parties };
    let mut facts = LetterFacts {
        region: region.name.clone(),
        region_short: region.short_name.clone(),
        to: row.party.as_ref().map_or_else(String::new, |id| gatherer.addressed(id.as_str())),
        recipient: contact.name.clone(),
        coordinator: coordinator.map_or_else(String::new, |c| c.name.clone()),
        coordinator_address: coordinator.map_or_else(String::new, |c| c.address.clone()),
        desk: format!("{}/desk", app.config.base_url()),
        copy: row.copy,
        has_link: row.link.is_some(),
        link: super::LINK,
        code: super::CODE,
        ..LetterFacts::default()
    };
    match told {
        Some(told) => {
            facts.title.clone_from(&told.state.title);
            facts.case_number = told.state.case_number.clone().unwrap_or_default();
            facts.desk = format!("{}/desk/documents/{}", app.config.base_url(), told.document);
            gatherer.event(&mut facts, &told).await?;
        }
        None if row.kind == LetterKind::ConfirmationCode => gatherer.code(&mut facts).await?,
        None => gatherer.digest(&mut facts).await?,
    }
    Ok(facts)
}

struct Gatherer<'a> {
    sources: &'a Sources,
    app: &'a App,
    row: &'a LetterRow,
    region: &'a RegionRow,
    lang: Lang,
    parties: &'a [PartyRow],
}

impl Gatherer<'_> {
    fn addressed(&self, id: &str) -> String {
        let Some(party) = self.parties.iter().find(|p| p.id.as_str() == id) else { return id.to_owned() };
        match party.standing {
            Standing::Municipality => self.lang.with("letter-municipality", &[("name", (&party.name).into())]),
            Standing::Consultee => party.name.clone(),
        }
    }

    fn name(&self, id: &str) -> String {
        self.parties.iter().find(|p| p.id.as_str() == id).map_or_else(|| id.to_owned(), |p| p.name.clone())
    }

    fn day(&self, day: NaiveDate) -> String {
        self.lang.date(day)
    }

    /// The party's deadline in the hearing that runs or ran.
    fn deadline(&self, state: &Document) -> Option<NaiveDate> {
        let hearing = state.case.as_ref()?.hearing()?;
        Some(hearing.track(self.row.party.as_ref()?).map_or(hearing.deadline, |track| track.deadline))
    }

    async fn event(&self, facts: &mut LetterFacts, told: &Told<'_>) -> anyhow::Result<()> {
        let lang = self.lang;
        let state = told.state;
        if let Some(day) = self.deadline(state) {
            facts.deadline = self.day(day);
        }
        match &told.recorded.event {
            Event::HearingOpened { round, scope, deadline, letter, reason, .. } => {
                facts.round = *round;
                facts.limited = matches!(scope, Scope::Limited(_));
                facts.deadline = self.day(*deadline);
                facts.reason = reason.clone().unwrap_or_default();
                if let Some(hash) = letter {
                    facts.covering = self.app.ledger.text(&self.row.region, hash).await?.unwrap_or_default();
                }
            }
            Event::InvitedAgain { .. } => {
                let case = state.case.as_ref();
                facts.round = case.map_or(1, |case| case.rounds);
                facts.version = state.version().map_or(0, |v| v.number);
            }
            Event::Reminded { rung, deadline, on, .. } => {
                facts.deadline = self.day(*deadline);
                facts.passed = on > deadline;
                facts.meeting_ahead = matches!(rung, Rung::Before(_)) || on <= deadline;
                facts.endorsing = matches!(state.case.as_ref().map(|c| &c.phase), Some(Phase::Endorsement(_)));
            }
            Event::DeadlineExtended { deadline, reason, .. } | Event::HearingReopened { deadline, reason, .. } => {
                facts.deadline = self.day(*deadline);
                facts.reason.clone_from(reason);
            }
            Event::ExtensionRefused { reason, .. } | Event::Repealed { reason } => facts.reason.clone_from(reason),
            Event::StatementSubmitted { statement } | Event::StatementRecorded { statement, .. } => {
                self.statement(facts, told, statement).await?;
            }
            Event::AssessmentFinished { next, version, .. } => {
                facts.version = *version;
                facts.next_step = lang.t(match next {
                    NextStep::Endorsement => "letter-next-endorsement",
                    NextStep::Adoption => "letter-next-adoption",
                    NextStep::FullHearing => "letter-next-full-hearing",
                    NextStep::LimitedHearing => "letter-next-limited-hearing",
                });
                let own = |party: &str| self.row.party.as_ref().is_some_and(|p| p.as_str() == party);
                facts.remarks = self.assessed(told, |_, party| own(party)).await?;
            }
            Event::DecisionRecorded { decision, .. } => self.decision(facts, decision).await?,
            Event::Adopted { body, meeting_date, case_number, in_force_from, revision_due, .. } => {
                facts.body.clone_from(body);
                facts.meeting_date = self.day(*meeting_date);
                facts.council_case.clone_from(case_number);
                facts.in_force_from = self.day(*in_force_from);
                facts.revision_due = revision_due.map(|day| self.day(day)).unwrap_or_default();
            }
            Event::Prolonged { until, reason } => {
                facts.until = self.day(*until);
                facts.reason.clone_from(reason);
            }
            Event::Withdrawn { reason, until } => {
                facts.until = until.map(|day| self.day(day)).unwrap_or_default();
                facts.reason.clone_from(reason);
            }
            Event::RevisionNoticed { rung, due, .. } => {
                facts.deadline = self.day(*due);
                facts.passed = matches!(rung, Rung::Overdue(_));
            }
            Event::RevisionStarted { .. } => {
                let unmet = state.in_force.as_ref().map(|edition| edition.unmet.clone()).unwrap_or_default();
                facts.remarks = self.assessed(told, |id, _| unmet.contains(id)).await?;
            }
            _ => {}
        }
        Ok(())
    }

    async fn statement(&self, facts: &mut LetterFacts, told: &Told<'_>, statement: &Statement) -> anyhow::Result<()> {
        let region = &self.row.region;
        let answer = texts::answer(&self.app.ledger, region, &statement.content).await?;
        let text = match told.state.case.as_ref().and_then(|case| case.heard.as_ref()) {
            Some(version) => texts::text(&self.app.ledger, region, &version.content).await?,
            None => procedure::Text::default(),
        };
        let heading = |id: &procedure::PartId| text.parts.iter().find(|p| p.id == *id).map(|p| p.heading.clone());
        facts.position = self.lang.t(&format!("position-{}", words(statement.position)));
        let local = app::local(self.region, told.recorded.at);
        facts.received = self.lang.instant(local);
        if local.date() != statement.received_on {
            facts.received = self.day(statement.received_on);
        }
        facts.late = self.deadline(told.state).is_some_and(|deadline| statement.received_on > deadline);
        facts.revision = statement.revision;
        facts.case_reference = statement.case_reference.clone().unwrap_or_default();
        facts.legal_basis = statement.legal_basis.clone().unwrap_or_default();
        if let Some(id) = &statement.signer {
            let signer = self.app.ledger.signer(region, id).await?;
            facts.signer = signer.map(|(name, role)| format!("{name}, {role}")).unwrap_or_default();
        }
        answer.text.trim().clone_into(&mut facts.statement);
        facts.remarks = answer
            .remarks
            .iter()
            .map(|remark| RemarkFacts {
                section: remark.section.as_ref().and_then(heading).unwrap_or_default(),
                text: remark.text.clone(),
                proposed: remark.proposed.clone().unwrap_or_default(),
                ..RemarkFacts::default()
            })
            .collect();
        Ok(())
    }

    /// Remarks up to the event, with the last verdict and reason each was given.
    async fn assessed(
        &self,
        told: &Told<'_>,
        wanted: impl Fn(&RemarkId, &str) -> bool,
    ) -> anyhow::Result<Vec<RemarkFacts>> {
        let all = self.sources.remarks(&self.row.region, told.document, told.recorded.seq).await?;
        let mut found = Vec::new();
        for remark in all.iter().cloned() {
            if !wanted(&remark.id, remark.party.as_str()) {
                continue;
            }
            let Some(last) = remark.verdict() else { continue };
            let (verdict, why) = (last.verdict, last.reason.clone());
            found.push(RemarkFacts {
                municipality: self.name(remark.party.as_str()),
                section: remark.section,
                text: remark.text,
                proposed: remark.proposed.unwrap_or_default(),
                verdict: self.lang.t(&format!("verdict-{}", words(verdict))),
                why,
            });
        }
        Ok(found)
    }

    async fn decision(&self, facts: &mut LetterFacts, decision: &CouncilDecision) -> anyhow::Result<()> {
        facts.outcome = self.lang.t(&format!("outcome-{}", words(decision.outcome)));
        facts.body.clone_from(&decision.body);
        facts.meeting_date = self.day(decision.meeting_date);
        facts.council_case.clone_from(&decision.case_number);
        if let Some(votes) = decision.votes {
            let values = [("for", votes.in_favour.into()), ("against", votes.against.into())];
            facts.votes = self.lang.with("letter-votes", &values);
        }
        facts.until = decision.postponed_to.map(|day| self.day(day)).unwrap_or_default();
        if let Some(hash) = &decision.text {
            facts.statement = self.app.ledger.text(&self.row.region, hash).await?.unwrap_or_default();
        }
        Ok(())
    }

    /// A letter with a code: what it confirms.
    async fn code(&self, facts: &mut LetterFacts) -> anyhow::Result<()> {
        let (Some(asked), Some(id)) = (CodeAsked::of(self.row), &self.row.document) else { return Ok(()) };
        let document = self.sources.document(&self.row.region, id).await?;
        facts.title.clone_from(&document.state.title);
        facts.case_number = document.state.case_number.clone().unwrap_or_default();
        facts.endorsing = asked.outcome.is_some();
        facts.outcome = asked.outcome.map(|it| self.lang.t(&format!("outcome-{}", words(it)))).unwrap_or_default();
        facts.position = asked.position.map(|it| self.lang.t(&format!("position-{}", words(it)))).unwrap_or_default();
        facts.body = asked.body;
        facts.meeting_date = asked.meeting_date.map(|day| self.day(day)).unwrap_or_default();
        facts.council_case = asked.case_number;
        facts.signer = asked.signer;
        Ok(())
    }

    async fn digest(&self, facts: &mut LetterFacts) -> anyhow::Result<()> {
        let digest: Option<Digest> = self.row.data.as_deref().and_then(|data| serde_json::from_str(data).ok());
        let Some(digest) = digest else { return Ok(()) };
        facts.seal = digest.seal;
        let names = history::Names::of(self.parties);
        let named: Vec<_> = digest.lines.iter().map(|line| (DocumentId(line.document.clone()), line.seq)).collect();
        self.sources.fetch(&named).await?;
        for line in digest.lines {
            if let Ok(recorded) = self.sources.event(&DocumentId(line.document), line.seq).await {
                facts.items.push(format!("{}: {}", line.title, history::line(self.lang, &recorded.event, &names)));
            }
        }
        Ok(())
    }
}

/// An enum's name as catalogue keys have it.
fn words(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(|s| s.replace('_', "-"))).unwrap_or_default()
}

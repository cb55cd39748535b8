//! What a letter can say, ready to be read: days, words and names in the recipient's language.

use super::{
    code::CodeAsked,
    sources::{Past, Sources},
};
use app::{
    App,
    calendar::Digest,
    history::{self, SpokenRemark},
    texts,
};
use chrono::NaiveDate;
use ledger::{ContactRow, LetterRow, PartyRow, RegionRow};
use procedure::{
    CouncilDecision, Document, DocumentId, Event, LetterKind, NextStep, PartyId, Recorded, Rung, Scope, Standing,
    Statement,
};
use std::sync::Arc;
use words::language::Lang;

#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a turn of phrase in some letter")]
pub struct LetterFacts {
    pub region: String,
    pub region_short: String,
    /// The municipality it is to, as letters address it.
    pub to: String,
    /// Whether that is a municipality, which has a council and a chief executive; other consultees are heard only.
    pub municipality: bool,
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
    /// Whether it was asked in the hearing that was assessed, and whether it answered: silence is not consent.
    pub asked: bool,
    pub answered: bool,
    pub revision: u32,
    pub next_step: String,
    pub version: u32,
    pub meeting_ahead: bool,
    /// The deadline is the day of a meeting, and not the day the council was asked.
    pub meeting_known: bool,
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
        municipality: row.party.as_ref().is_none_or(|id| gatherer.is_municipality(id)),
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

    fn is_municipality(&self, id: &PartyId) -> bool {
        self.parties.iter().any(|party| party.id == *id && party.standing == Standing::Municipality)
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
            Event::Reminded { rung, deadline, on, .. } => self.reminder(facts, state, *rung, *deadline, *on),
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
                self.assessment(facts, told).await?;
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
            Event::RevisionStarted { .. } => self.unmet(facts, told).await?,
            _ => {}
        }
        Ok(())
    }

    fn reminder(&self, facts: &mut LetterFacts, state: &Document, rung: Rung, deadline: NaiveDate, on: NaiveDate) {
        facts.deadline = self.day(deadline);
        facts.passed = on > deadline;
        facts.meeting_ahead = matches!(rung, Rung::Before(_)) || on <= deadline;
        let endorsement = state.case.as_ref().and_then(|case| case.endorsement());
        facts.endorsing = endorsement.is_some();
        facts.meeting_known = endorsement.is_some_and(|asked| deadline != asked.asked_on);
    }

    /// Remarks that the edition in force did not accommodate: the revision begins with them.
    async fn unmet(&self, facts: &mut LetterFacts, told: &Told<'_>) -> anyhow::Result<()> {
        let unmet = told.state.in_force.as_ref().map(|edition| edition.unmet.clone()).unwrap_or_default();
        let all = &self.past(told).await?.remarks;
        facts.remarks = all.iter().filter(|r| unmet.contains(&r.id)).filter_map(|r| self.weighed(r)).collect();
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
        facts.late = self.late(told, statement).await?;
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

    async fn past(&self, told: &Told<'_>) -> anyhow::Result<Arc<Past>> {
        self.sources.past(&self.row.region, told.document, told.recorded.seq).await
    }

    /// From the state while it holds this revision, else from the log.
    async fn late(&self, told: &Told<'_>, statement: &Statement) -> anyhow::Result<bool> {
        let seq = told.recorded.seq;
        let hearing = told.state.case.as_ref().and_then(|case| case.hearing());
        let track = hearing.and_then(|hearing| hearing.track(&statement.party));
        if let Some(track) = track.filter(|track| track.statement.as_ref().is_some_and(|held| held.seq == seq)) {
            return Ok(track.late());
        }
        let past = self.past(told).await?;
        Ok(past.record.answer(seq).is_some_and(|(round, answer)| round.late(&answer.what.statement)))
    }

    /// What became of the party's own remarks in the hearing that was assessed, if it answered at all.
    async fn assessment(&self, facts: &mut LetterFacts, told: &Told<'_>) -> anyhow::Result<()> {
        let past = self.past(told).await?;
        let (Some((case, round)), Some(party)) = (past.record.rounds().next_back(), &self.row.party) else {
            return Ok(());
        };
        facts.asked = round.was_asked(party);
        facts.answered = round.standing(party).is_some();
        let own = past.remarks.iter().filter(|remark| remark.party == *party && remark.of(case, round.number));
        facts.remarks = own.filter_map(|remark| self.weighed(remark)).collect();
        Ok(())
    }

    /// A remark with the last verdict and reason it was given.
    fn weighed(&self, remark: &SpokenRemark) -> Option<RemarkFacts> {
        let last = remark.verdict()?;
        Some(RemarkFacts {
            municipality: self.name(remark.party.as_str()),
            section: remark.section.clone(),
            text: remark.text.clone(),
            proposed: remark.proposed.clone().unwrap_or_default(),
            verdict: self.lang.t(&format!("verdict-{}", words(last.verdict))),
            why: last.reason.clone(),
        })
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

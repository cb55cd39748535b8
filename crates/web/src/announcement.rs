//! What is announced of a document, told from its log: the start of planning, a hearing, and an adoption, each with what the
//! law wants said (plan- og bygningsloven §§ 4-1, 5-2, 5-4, 9-3, 11-12 to 11-16, forvaltningsloven § 28).

use crate::deadlines;
use app::{App, history::Names, texts};
use chrono::NaiveDate;
use ledger::RegionRow;
use procedure::{
    AdoptingBody, Case, Document, DocumentId, Effect, Hash, Objection, Outcome, PartId, PartyId, Phase, PlanningAct,
    Relation, Rules, Scope,
    record::{CaseRecord, Dated, Decided, Edition, Record, Round},
};
use std::fmt::Write as _;
use words::language::Lang;

/// A text to copy, or to take along.
pub struct Announcement {
    /// `start`, `hearing` or `adoption`.
    pub name: &'static str,
    pub heading: String,
    /// Paragraph by paragraph, some with a list below.
    pub said: Vec<(String, Vec<String>)>,
}

/// Whether an announcement asks for answers.
pub fn asks(announcement: &Announcement) -> bool {
    announcement.name != "adoption"
}

/// What an announcement is made from.
pub struct Subject<'a> {
    pub app: &'a App,
    pub lang: Lang,
    pub region: &'a RegionRow,
    pub id: &'a DocumentId,
    pub state: &'a Document,
    /// Of what anyone may be told.
    pub record: &'a Record,
    pub names: &'a Names,
    /// The address that answers are sent to; empty where there is none to print.
    pub contact: String,
}

/// An adoption, whole or under way, with the case it came of.
struct Adopted<'a> {
    rules: &'a Rules,
    case: &'a CaseRecord,
    /// `None` while councils that decide for their own areas have yet to decide.
    edition: Option<&'a Edition>,
    content: &'a Hash,
    objections: Vec<Objection>,
}

impl Announcement {
    /// As it is taken along.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.heading);
        for (sentence, list) in &self.said {
            let _ = writeln!(text, "\n{sentence}");
            for item in list {
                let _ = writeln!(text, "- {item}");
            }
        }
        text
    }
}

/// Whether anything is to be announced now.
pub fn any_due(state: &Document, record: &Record) -> bool {
    begins(state).is_some() || running(state, record).is_some() || adopted(state, record).is_some()
}

/// The case of a plan before it is heard for the first time.
fn begins(state: &Document) -> Option<&Case> {
    let first = |case: &&Case| matches!(case.phase, Phase::Drafting(_)) && case.rounds == 0;
    state.case.as_ref().filter(first).filter(|case| case.rules.planning == Some(PlanningAct::Plan))
}

/// The hearing that runs.
fn running<'a>(state: &'a Document, record: &'a Record) -> Option<(&'a Case, &'a Round)> {
    let case = state.case.as_ref().filter(|case| matches!(case.phase, Phase::Hearing(_)))?;
    Some((case, record.cases.last()?.rounds.last()?))
}

/// The last edition that was adopted; else what councils that decide for their own areas have decided so far.
fn adopted<'a>(state: &'a Document, record: &'a Record) -> Option<Adopted<'a>> {
    if state.end.is_some() {
        return None;
    }
    let deciding = state.case.as_ref().filter(|case| {
        let own = case.rules.adoption == AdoptingBody::Councils && case.rules.effect == Effect::PerMunicipality;
        own && matches!(case.phase, Phase::Endorsement(_))
    });
    if let Some((case, endorsement)) = deciding.and_then(|case| Some((case, case.endorsement()?))) {
        let told = record.cases.last()?;
        if told.standing_decisions().any(|entry| entry.what.decision.outcome == Outcome::Endorsed) {
            let (content, objections) = (&endorsement.content, case.objections());
            return Some(Adopted { rules: &case.rules, case: told, edition: None, content, objections });
        }
    }
    let edition = record.editions.last()?;
    let case = record.cases.iter().rev().find(|case| case.begun.seq < edition.mark.seq)?;
    let holding = state.in_force.as_ref().filter(|holding| holding.edition == edition.what.number);
    let (rules, objections) = match holding {
        Some(holding) => (&holding.rules, holding.objections.clone()),
        None => (&state.case.as_ref()?.rules, state.case.as_ref()?.objections()),
    };
    Some(Adopted { rules, case, edition: Some(&edition.what), content: &edition.what.content, objections })
}

impl Subject<'_> {
    /// Everything that is due to be announced now, in the order of the procedure.
    pub async fn due(&self) -> Result<Vec<Announcement>, ledger::Error> {
        let adoption = self.adoption().await?;
        Ok([self.start(), self.hearing().await?, adoption].into_iter().flatten().collect())
    }

    fn say(&self, key: &str) -> (String, Vec<String>) {
        (self.lang.t(key), Vec::new())
    }

    fn day(&self, day: NaiveDate) -> String {
        self.lang.plain_date(day)
    }

    fn parties<'p>(&self, parties: impl Iterator<Item = &'p PartyId>) -> String {
        parties.map(|party| self.names.get(party)).collect::<Vec<_>>().join(", ")
    }

    /// Where answers are sent; who takes them, where there is no address to print.
    fn to(&self, key: &str) -> String {
        if self.contact.is_empty() {
            return self.lang.with("announcement-received", &[("region", (&self.region.name).into())]);
        }
        let to = format!("{}, {}", self.region.name, self.contact);
        self.lang.with(key, &[("to", to.into())])
    }

    fn documents(&self) -> String {
        let address = format!("{}/{}/{}", self.app.config.base_url(), self.region.id, self.id);
        self.lang.with("announcement-documents", &[("address", address.into())])
    }

    /// Of a plan, before it is heard for the first time: its programme, where there is one, tells more.
    fn start(&self) -> Option<Announcement> {
        let (lang, case) = (self.lang, begins(self.state)?);
        let title = &self.state.title;
        let parties = self.parties(case.endorsers().map(|party| &party.id));
        let begun = app::local(self.region, self.record.cases.last()?.begun.at).date();
        let values = [("title", title.into()), ("parties", parties.into()), ("begun", self.day(begun).into())];
        let programmes = self.state.relations.iter().filter(|related| related.how == Relation::Follows);
        let rests =
            programmes.map(|related| lang.with("announcement-start-rests", &[("programme", (&related.title).into())]));
        let said = [lang.with("announcement-start-said", &values)].into_iter().chain(rests);
        let said = said.chain([self.to("announcement-start-input")]);
        Some(Announcement {
            name: "start",
            heading: lang.with("announcement-start", &[("title", title.into())]),
            said: said.map(|sentence| (sentence, Vec::new())).collect(),
        })
    }

    /// While it runs. The programme's first hearing announces the start of planning too (§§ 4-1, 11-12, 11-13).
    async fn hearing(&self) -> Result<Option<Announcement>, ledger::Error> {
        let lang = self.lang;
        let Some((case, round)) = running(self.state, self.record) else { return Ok(None) };
        let act = case.rules.planning;
        let begins = act == Some(PlanningAct::Programme) && round.number == 1;
        let title = &self.state.title;
        let (heading, first) = match act {
            Some(PlanningAct::Programme) if begins => ("announcement-start-programme", "announcement-programme-first"),
            Some(PlanningAct::Programme) => ("announcement-inspection", "announcement-programme"),
            Some(PlanningAct::Plan) => ("announcement-inspection", "announcement-plan"),
            Some(PlanningAct::Strategy) => ("announcement-inspection", "announcement-strategy"),
            None => ("announcement-hearing", "announcement-heard"),
        };
        let values = [("title", title.into()), ("opened", self.day(round.opened_on).into())];
        let mut said = vec![(lang.with(first, &values), Vec::new())];
        if act.is_some() {
            let parties = self.parties(case.endorsers().map(|party| &party.id));
            said.push((lang.with("announcement-area", &[("parties", parties.into())]), Vec::new()));
        }
        if let Scope::Limited(sections) = &round.scope {
            said.push((lang.t("announcement-limited"), self.headings(&round.content, sections).await?));
        }
        said.push((self.documents(), Vec::new()));
        said.push((self.until(round), Vec::new()));
        let to = self.to("announcement-answers");
        let anyone = case.rules.hearing.public_inspection.then(|| lang.t("announcement-anyone"));
        said.push((anyone.into_iter().chain([to]).collect::<Vec<_>>().join(" "), Vec::new()));
        if case.rules.hearing.formal_objection {
            said.push(self.say("announcement-objection"));
        }
        let invited = self.parties(round.invited.iter());
        said.push((lang.with("announcement-invited", &[("parties", invited.into())]), Vec::new()));
        Ok(Some(Announcement {
            name: if begins { "start" } else { "hearing" },
            heading: lang.with(heading, &[("title", title.into())]),
            said,
        }))
    }

    /// The deadline, the day it ends where that is another, and whoever was given more time.
    fn until(&self, round: &Round) -> String {
        let deadline = round.common_deadline;
        let common = self.lang.with("announcement-deadline", &[("deadline", self.day(deadline).into())]);
        let later = deadlines::day_off(self.lang, deadline);
        let own = deadlines::of_round(self.lang, self.names, round);
        [common].into_iter().chain(later).chain(own).collect::<Vec<_>>().join(" ")
    }

    async fn headings(&self, content: &Hash, sections: &[PartId]) -> Result<Vec<String>, ledger::Error> {
        let text = texts::text(&self.app.ledger, &self.region.id, content).await?;
        let chosen = text.parts.into_iter().filter(|part| sections.contains(part.id()));
        let untitled = |heading: String| if heading.is_empty() { self.lang.t("section-untitled") } else { heading };
        Ok(chosen.map(|part| untitled(part.title())).collect())
    }

    async fn adoption(&self) -> Result<Option<Announcement>, ledger::Error> {
        let Some(adopted) = adopted(self.state, self.record) else { return Ok(None) };
        let lang = self.lang;
        let title = &self.state.title;
        let mut said = vec![self.decided(&adopted)];
        let whole = adopted.objections.iter().any(Objection::touches_everything);
        if let Some(edition) = adopted.edition {
            if !whole {
                let from = self.day(edition.since.unwrap_or(edition.in_force_from));
                said.push((lang.with("announcement-from", &[("from", from.into())]), Vec::new()));
            }
            if edition.number > 1 {
                said.push((
                    lang.with("announcement-replaces", &[("edition", (edition.number - 1).into())]),
                    Vec::new(),
                ));
            }
            // What was prolonged or put off since counts, as on the document's page.
            let holds = self.state.in_force.as_ref().filter(|holding| holding.edition == edition.number);
            if let Some(due) = holds.map_or(edition.revision_due, |holding| holding.revision_due) {
                said.push((lang.with("announcement-due", &[("due", self.day(due).into())]), Vec::new()));
            }
        }
        for objection in &adopted.objections {
            let party = self.names.get(&objection.party);
            said.push(if objection.touches_everything() {
                (lang.with("announcement-held-back", &[("party", party.into())]), Vec::new())
            } else {
                let headings = self.headings(adopted.content, &objection.sections).await?;
                (lang.with("announcement-held-back-part", &[("party", party.into())]), headings)
            });
        }
        said.push((self.documents(), Vec::new()));
        // Not a decision in a single case: there is nothing to complain over (forvaltningsloven § 28).
        said.push(self.say(match adopted.rules.planning {
            Some(PlanningAct::Plan) => "announcement-no-complaint-plan",
            _ => "announcement-no-complaint",
        }));
        let heading = lang.with("announcement-adoption", &[("title", title.into())]);
        Ok(Some(Announcement { name: "adoption", heading, said }))
    }

    /// Who decided, when, and in which case: one body, or each council.
    fn decided(&self, adopted: &Adopted) -> (String, Vec<String>) {
        let (lang, title) = (self.lang, &self.state.title);
        match adopted.edition {
            Some(edition) if adopted.rules.adoption != AdoptingBody::Councils => {
                let values = [
                    ("title", title.into()),
                    ("body", lang.body(&edition.body).into()),
                    ("date", self.day(edition.meeting_date).into()),
                    ("number", (&edition.case_number).into()),
                ];
                (lang.with("announcement-adopted", &values), Vec::new())
            }
            _ => {
                let entries = adopted.case.standing_decisions();
                let said: Vec<_> = entries.filter(|entry| entry.what.decision.outcome == Outcome::Endorsed).collect();
                let councils = said.iter().map(|entry| self.council(adopted, entry));
                let asked = self.state.case.as_ref().and_then(|case| case.endorsement());
                let asked = asked.filter(|_| adopted.edition.is_none()).map_or(&[][..], |asked| &asked.tracks);
                let waiting = asked.iter().filter(|track| said.iter().all(|entry| entry.what.party != track.party));
                let waiting = waiting.map(|track| {
                    lang.with("announcement-council-waits", &[("party", self.names.get(&track.party).into())])
                });
                (lang.with("announcement-councils", &[("title", title.into())]), councils.chain(waiting).collect())
            }
        }
    }

    fn council(&self, adopted: &Adopted, entry: &Dated<Decided>) -> String {
        let lang = self.lang;
        let decision = &entry.what.decision;
        let values = [
            ("party", self.names.get(&entry.what.party).into()),
            ("date", self.day(decision.meeting_date).into()),
            ("number", (&decision.case_number).into()),
        ];
        let sentence = lang.with("announcement-council", &values);
        let effects = adopted.case.effects.iter().rev();
        let holds = effects.map(|effect| &effect.what).find(|effect| effect.party == entry.what.party);
        match holds {
            Some(holds) => {
                let from = lang.with("announcement-council-from", &[("from", self.day(holds.on).into())]);
                format!("{sentence} {from}")
            }
            None => sentence,
        }
    }
}

//! The hands that carry the history out: every step is a command, given by someone, on its day.

use super::{
    history::History,
    script::{self, Said},
    today_of_script, travel,
};
use anyhow::Context as _;
use app::{
    clock, ids, pictures,
    texts::{self, Answer, Cover},
};
use chrono::{Datelike as _, NaiveDate, TimeDelta};
use ledger::DocumentRow;
use post::postman;
use procedure::{
    Act, Actor, Body, Command, CouncilDecision, Decision, Deed, Desk, DocumentId, NextStep, Outcome, PartyId, Position,
    Purpose, Role, Votes, Wording,
};
use words::import;

impl History<'_> {
    /// Something someone writes.
    pub(super) fn word(&self, name: &str) -> anyhow::Result<String> {
        self.script.words.get(name).cloned().with_context(|| format!("nobody says `{name}`"))
    }

    /// Later years move along with the clock the demo is started at.
    pub(super) fn shifted(&self, day: NaiveDate) -> NaiveDate {
        if day.year() < 2021 { day } else { day + (self.now.date() - today_of_script().date()) }
    }

    pub(super) async fn at(&self, day: NaiveDate) -> anyhow::Result<()> {
        let local = self.shifted(day).and_hms_opt(9, 12, 0).context("no such day")?;
        let at = clock::instant(app::zone(self.region), local);
        travel(self.app, self.region, at.max(self.app.clock.now())).await
    }

    pub(super) async fn coordinator(&self) -> anyhow::Result<Actor> {
        let contacts = self.app.ledger.contacts(&self.region.id).await?;
        let coordinator = contacts.into_iter().find(|c| c.role == Role::Coordinator).context("no coordinator")?;
        Ok(Actor::Coordinator(coordinator.id.0))
    }

    pub(super) async fn desk(&self, document: &DocumentId, desk: Desk) -> anyhow::Result<()> {
        let said = format!("{desk:?}");
        let actor = self.coordinator().await?;
        self.app.execute(self.region, document, actor, Command::Desk(desk), None).await.with_context(|| said)?;
        postman::drain(self.app).await
    }

    pub(super) async fn row(&self, document: &DocumentId) -> anyhow::Result<DocumentRow> {
        self.app.ledger.document(&self.region.id, document).await?.context("the document is gone")
    }

    pub(super) async fn text(&self, row: &DocumentRow) -> anyhow::Result<procedure::Text> {
        let version = row.state.version().context("no text")?;
        Ok(texts::text(&self.app.ledger, &self.region.id, &version.content).await?)
    }

    pub(super) async fn create(
        &self,
        kind: &str,
        title: &str,
        parties: Option<Vec<PartyId>>,
    ) -> anyhow::Result<DocumentId> {
        let id = ids::document(&self.app.clock);
        self.desk(&id, Desk::Create { kind: kind.to_owned(), title: title.to_owned(), parties }).await?;
        Ok(id)
    }

    pub(super) async fn save(&self, document: &DocumentId, text: &str) -> anyhow::Result<()> {
        let imported = import::import("text.md", script::text(text)?.as_bytes())?;
        self.save_imported(document, imported).await
    }

    pub(super) async fn save_imported(&self, document: &DocumentId, imported: import::Imported) -> anyhow::Result<()> {
        let import::Imported { sections, pictures, .. } = imported;
        pictures::put(&self.app.ledger, &self.region.id, pictures).await?;
        let sections = texts::taken_in(sections);
        let desk = texts::save(&self.app.ledger, &self.row(document).await?, sections, None).await?;
        self.desk(document, desk).await
    }

    pub(super) async fn hear(
        &self,
        document: &DocumentId,
        on: NaiveDate,
        deadline: NaiveDate,
        letter: Option<&Wording<String>>,
    ) -> anyhow::Result<()> {
        self.hear_more(document, on, deadline, None, letter).await
    }

    /// With `parties` beside or in place of the document's own.
    pub(super) async fn hear_more(
        &self,
        document: &DocumentId,
        on: NaiveDate,
        deadline: NaiveDate,
        parties: Option<Vec<PartyId>>,
        letter: Option<&Wording<String>>,
    ) -> anyhow::Result<()> {
        self.at(on).await?;
        let letter = match letter {
            Some(letter) => texts::put_wording(&self.app.ledger, &self.region.id, letter).await?,
            None => None,
        };
        let deadline = procedure::on_or_after(self.shifted(deadline));
        let decision = self.rests_on(document, Deed::Hearing, on).await?;
        self.desk(document, Desk::OpenHearing { deadline, parties, letter, reason: None, decision }).await
    }

    pub(super) async fn officer(
        &self,
        document: &DocumentId,
        party: &str,
        purpose: Purpose,
        act: Act,
    ) -> anyhow::Result<()> {
        let row = self.row(document).await?;
        let open = (1_u32..)
            .zip(&row.state.links)
            .filter(|(_, l)| l.party.as_str() == party && l.purpose == purpose && !l.replaced);
        let (link, granted) = open.last().context("no link")?;
        let actor = Actor::Officer { contact: granted.contact.clone(), link };
        let said = format!("{party} {act:?}");
        self.app
            .execute(self.region, document, actor, Command::Officer { link, act }, None)
            .await
            .with_context(|| said)?;
        postman::drain(self.app).await
    }

    pub(super) async fn say(&self, document: &DocumentId, said: &Said) -> anyhow::Result<()> {
        let text = self.text(&self.row(document).await?).await?;
        let remarks = said.remarks.iter().map(|remark| remark.remark(&text)).collect();
        let signer = ids::signer(&self.app.clock);
        self.app.ledger.put_signer(&self.region.id, &signer, &said.name, &said.role).await?;
        let cover = Cover {
            position: said.position,
            legal_basis: said.legal_basis.clone(),
            files: Vec::new(),
            signer: Some(signer),
            case_reference: said.case_reference.clone(),
        };
        let answer = Answer { text: said.text.trim().to_owned(), remarks, files: Vec::new() };
        let statement = texts::hand_in(&self.app.ledger, &self.region.id, &answer, cover).await?;
        self.officer(document, &said.party, Purpose::Hearing, Act::Submit { statement, based_on: None }).await?;
        // A coordinator has looked at it.
        let municipality = PartyId::from(said.party.as_str());
        self.desk(document, Desk::DiscloseStatement { municipality, reason: String::new(), statement: None }).await
    }

    /// The name of a party's case officer.
    async fn officer_of(&self, party: &str) -> anyhow::Result<String> {
        let contacts = self.app.ledger.contacts(&self.region.id).await?;
        let own = |c: &&ledger::ContactRow| c.role == Role::CaseOfficer && c.party == Some(PartyId::from(party));
        Ok(contacts.iter().find(own).context("no case officer")?.name.clone())
    }

    /// The written form of a party.
    async fn language_of(&self, party: &str) -> anyhow::Result<String> {
        let parties = self.app.ledger.parties(&self.region.id).await?;
        Ok(parties.into_iter().find(|known| known.id.as_str() == party).context("no such party")?.language)
    }

    pub(super) async fn without_remarks(&self, document: &DocumentId, party: &str) -> anyhow::Result<()> {
        let said = Said {
            document: String::new(),
            party: party.to_owned(),
            position: Position::WithoutRemarks,
            name: self.officer_of(party).await?,
            role: self.word(&format!("signer_role_{}", self.language_of(party).await?))?,
            case_reference: None,
            legal_basis: None,
            text: String::new(),
            remarks: Vec::new(),
        };
        self.say(document, &said).await
    }

    pub(super) async fn all_without_remarks(&self, document: &DocumentId, on: NaiveDate) -> anyhow::Result<()> {
        self.at(on).await?;
        for party in self.parties(document).await? {
            self.without_remarks(document, party.as_str()).await?;
        }
        Ok(())
    }

    pub(super) async fn parties(&self, document: &DocumentId) -> anyhow::Result<Vec<PartyId>> {
        let row = self.row(document).await?;
        Ok(row.state.case.iter().flat_map(|case| &case.parties).map(|party| party.id.clone()).collect())
    }

    /// The verdicts on the remarks there are, in the order they came.
    pub(super) async fn weigh(&self, document: &DocumentId, name: &str) -> anyhow::Result<()> {
        let row = self.row(document).await?;
        let remarks: Vec<_> = row.state.case.iter().flat_map(|case| &case.remarks).map(|r| r.id.clone()).collect();
        let weighed: Vec<_> = self.script.assessment.iter().filter(|w| w.document == name).collect();
        anyhow::ensure!(weighed.len() <= remarks.len(), "{} verdicts for {} remarks", weighed.len(), remarks.len());
        for (remark, weighed) in remarks.into_iter().zip(weighed) {
            let (verdict, reason) = (weighed.verdict, weighed.reason.clone());
            self.desk(document, Desk::AssessRemark { remark, verdict, reason: reason.into(), based_on: None }).await?;
        }
        Ok(())
    }

    /// Closes the hearing, sends the text to the councils, and lets each of them endorse it.
    pub(super) async fn endorse(
        &self,
        document: &DocumentId,
        closed: NaiveDate,
        decided: NaiveDate,
    ) -> anyhow::Result<()> {
        self.at(closed).await?;
        if self.row(document).await?.state.deadline().is_some() {
            self.desk(document, Desk::CloseHearing {}).await?;
        }
        let next = NextStep::Endorsement;
        let decision = self.rests_on(document, Deed::Councils, closed).await?;
        let finish = Desk::FinishAssessment {
            next,
            substantial_change: None,
            reason: None,
            decision,
            in_force_from: None,
            based_on: None,
            checked: None,
        };
        self.desk(document, finish).await?;
        self.at(decided).await?;
        // From a Wednesday back: councils meet on different working days.
        let before = [0, 1, 2, 6, 7, 8, 9, 13].map(TimeDelta::days).into_iter().cycle();
        for (party, before) in self.parties(document).await?.into_iter().zip(before) {
            self.decide(document, party.as_str(), Outcome::Endorsed, decided - before).await?;
        }
        Ok(())
    }

    /// The decision of the body that is competent for an act, where the kind does not leave it to the office.
    pub(super) async fn rests_on(
        &self,
        document: &DocumentId,
        deed: Deed,
        on: NaiveDate,
    ) -> anyhow::Result<Option<Decision>> {
        let row = self.row(document).await?;
        let Some(rules) = row.state.rules().filter(|rules| !rules.competence.is_left_to_the_office(deed)) else {
            return Ok(None);
        };
        let meeting_date = self.shifted(on);
        let body = rules.competence.of(deed).first().map_or("", |body| body.as_str()).to_owned();
        let case_number = format!("{:03}/{}", meeting_date.ordinal() / 8 + 1, meeting_date.format("%y"));
        let votes = Some(Votes { in_favour: 8, against: 0 }).filter(|_| body == Body::RegionalCouncil.as_str());
        Ok(Some(Decision { body, meeting_date, case_number, votes, extract: None, legal_basis: None }))
    }

    pub(super) async fn decide(
        &self,
        document: &DocumentId,
        party: &str,
        outcome: Outcome,
        on: NaiveDate,
    ) -> anyhow::Result<()> {
        let reservation = outcome == Outcome::EndorsedWithReservation;
        let text = if reservation {
            Some(self.app.ledger.put_text(&self.region.id, &self.word("reservation")?).await?)
        } else {
            None
        };
        let meeting_date = self.shifted(on);
        // A council's numbers run through the year, two matters or so a week; no two start alike.
        let number = meeting_date.ordinal() / 4 + party.bytes().map(u32::from).sum::<u32>() % 7 + 1;
        let decision = CouncilDecision {
            outcome,
            body: self.word("council")?,
            meeting_date,
            case_number: format!("{number}/{}", meeting_date.format("%y")),
            votes: Some(self.votes(party, number % 4).await?),
            postponed_to: None,
            text,
            extract: None,
            signer: None,
            by: None,
        };
        self.officer(document, party, Purpose::Council, Act::Decide { decision, about: None, based_on: None }).await
    }

    /// As many votes as a council of that many inhabitants has members at the least (kommuneloven § 5-5): how many it
    /// really has is not known here.
    async fn votes(&self, party: &str, against: u32) -> anyhow::Result<Votes> {
        let parties = self.app.ledger.parties(&self.region.id).await?;
        let population = parties.iter().find(|row| row.id.as_str() == party).map_or(0, |row| row.population);
        let members = match population {
            0..=5_000 => 11,
            5_001..=10_000 => 19,
            _ => 27,
        };
        Ok(Votes { in_favour: members - against, against })
    }

    pub(super) async fn adopt(
        &self,
        document: &DocumentId,
        on: NaiveDate,
        from: NaiveDate,
        number: &str,
    ) -> anyhow::Result<()> {
        self.at(on).await?;
        let row = self.row(document).await?;
        let joint =
            row.state.rules().is_some_and(|rules| rules.competence.of(Deed::Adoption).contains(&Body::JointBoard));
        let desk = Desk::Adopt {
            body: if joint { self.word("joint_board")? } else { self.region.name.clone() },
            meeting_date: self.shifted(on),
            case_number: number.to_owned(),
            in_force_from: self.shifted(from),
            votes: Some(Votes { in_favour: 8, against: 0 }).filter(|_| !joint),
            extract: None,
        };
        self.desk(document, desk).await
    }
}

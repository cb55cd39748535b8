//! The history itself, in the order it happened.

use super::{
    script::{Said, Script, TEXTS, day},
    today_of_script, travel,
};
use crate::{
    app::{self, App},
    clock, ids, import, postman,
    texts::{self, Answer, Cover, Section},
};
use anyhow::Context as _;
use chrono::{Datelike as _, NaiveDate, NaiveDateTime, TimeDelta};
use ledger::{DocumentRow, RegionRow};
use procedure::{
    Act, Actor, Command, CouncilDecision, Desk, DocumentId, NextStep, Outcome, PartyId, Position, Purpose, Role,
    SubstantialChange, Verdict, Votes,
};

pub struct History<'a> {
    app: &'a App,
    region: &'a RegionRow,
    now: NaiveDateTime,
}

impl<'a> History<'a> {
    pub fn new(app: &'a App, region: &'a RegionRow, now: NaiveDateTime) -> Self {
        Self { app, region, now }
    }

    /// Lives through it all. `text` takes the place of the strategy under revision.
    pub async fn make(&self, text: Option<(String, Vec<u8>)>) -> anyhow::Result<()> {
        anyhow::ensure!(
            self.now.year() >= 2025,
            "the demo's history leads up to this year; use --empty with a clock before 2025"
        );
        let script = Script::read()?;
        let strategy = self.strategy_until_2023().await?;
        self.tourism(&script).await?;
        self.at(day(2023, 6, 5)).await?;
        let reason = "Ny strategi avventer kommunenes nye planstrategier.".to_owned();
        self.desk(&strategy, Desk::Prolong { until: self.shifted(day(2026, 9, 24)), reason }).await?;
        self.statutes(&script).await?;
        let transport = self.transport_hearing(&script).await?;
        let broadband = self.broadband_hearing(&script).await?;
        self.transport_councils(&transport).await?;
        let action = self.action_hearing(&script).await?;
        self.broadband_again(&broadband, &script).await?;
        self.strategy_hearing(&strategy, &script, text).await?;
        self.action_assessed(&action).await
    }

    async fn strategy_until_2023(&self) -> anyhow::Result<DocumentId> {
        self.at(day(2009, 2, 2)).await?;
        let strategy = self.create("strategy", "Overordnet strategi for Kongsbergregionen", None).await?;
        self.save(&strategy, "strategy-2009").await?;
        self.hear(&strategy, day(2009, 3, 2), day(2009, 4, 24), None).await?;
        self.all_without_remarks(&strategy, day(2009, 4, 14)).await?;
        self.endorse(&strategy, day(2009, 5, 4), day(2009, 6, 17)).await?;
        self.adopt(&strategy, day(2009, 9, 24), day(2009, 9, 24), "021/09").await?;
        // Twice the revision opened by itself, and twice it was put off.
        for (on, until) in [(day(2013, 11, 15), day(2017, 9, 25)), (day(2017, 11, 20), day(2019, 2, 4))] {
            self.at(on).await?;
            let reason = "Regionrådet utsetter rulleringen og arbeider videre etter gjeldende strategi.".to_owned();
            self.desk(&strategy, Desk::Withdraw { reason, until: Some(until) }).await?;
        }
        self.at(day(2019, 2, 20)).await?;
        self.save(&strategy, "strategy-2019").await?;
        self.hear(&strategy, day(2019, 3, 4), day(2019, 4, 26), None).await?;
        self.all_without_remarks(&strategy, day(2019, 4, 9)).await?;
        self.endorse(&strategy, day(2019, 5, 6), day(2019, 6, 19)).await?;
        self.adopt(&strategy, day(2019, 9, 24), day(2019, 9, 24), "034/19").await?;
        Ok(strategy)
    }

    async fn tourism(&self, script: &Script) -> anyhow::Result<()> {
        self.at(day(2022, 2, 7)).await?;
        let plan = self.create("focus_area_plan", "Plan for reiseliv 2023–2026", None).await?;
        self.save(&plan, "tourism_plan").await?;
        self.hear(&plan, day(2022, 2, 14), day(2022, 4, 8), script.letters.get("tourism_plan")).await?;
        self.all_without_remarks(&plan, day(2022, 4, 4)).await?;
        self.endorse(&plan, day(2022, 5, 2), day(2022, 9, 14)).await?;
        self.adopt(&plan, day(2022, 12, 8), day(2023, 1, 1), "052/22").await
    }

    async fn statutes(&self, script: &Script) -> anyhow::Result<()> {
        self.at(day(2024, 9, 2)).await?;
        let statutes = self.create("statutes", "Vedtekter for Regionrådet for Kongsbergregionen", None).await?;
        self.save(&statutes, "statutes").await?;
        self.hear(&statutes, day(2024, 9, 9), day(2024, 11, 1), script.letters.get("statutes")).await?;
        self.all_without_remarks(&statutes, day(2024, 10, 21)).await?;
        self.endorse(&statutes, day(2024, 11, 11), day(2025, 3, 12)).await?;
        self.adopt(&statutes, day(2025, 6, 12), day(2025, 7, 1), "018/25").await
    }

    async fn transport_hearing(&self, script: &Script) -> anyhow::Result<DocumentId> {
        self.at(day(2026, 5, 18)).await?;
        let plan = self.create("focus_area_plan", "Plan for samferdsel og bredbånd 2027–2030", None).await?;
        self.desk(&plan, Desk::NumberCase { case_number: "009/26".to_owned() }).await?;
        self.save(&plan, "transport_plan").await?;
        self.hear(&plan, day(2026, 5, 26), day(2026, 8, 14), script.letters.get("transport_plan")).await?;
        for (said, on) in script.said("transport_plan").zip(days_from(day(2026, 8, 3))) {
            self.at(on).await?;
            self.say(&plan, said).await?;
        }
        self.at(day(2026, 8, 24)).await?;
        let row = self.row(&plan).await?;
        let remarks: Vec<_> = row.state.case.iter().flat_map(|case| &case.remarks).map(|r| r.id.clone()).collect();
        let weighed: Vec<_> = script.assessment.iter().filter(|w| w.document == "transport_plan").collect();
        anyhow::ensure!(weighed.len() == remarks.len(), "{} verdicts for {} remarks", weighed.len(), remarks.len());
        for (remark, weighed) in remarks.into_iter().zip(weighed) {
            let (verdict, reason) = (weighed.verdict, weighed.reason.clone());
            self.desk(&plan, Desk::AssessRemark { remark, verdict, reason, based_on: None }).await?;
        }
        self.save(&plan, "transport_plan-assessed").await?;
        Ok(plan)
    }

    async fn transport_councils(&self, plan: &DocumentId) -> anyhow::Result<()> {
        self.at(day(2026, 9, 1)).await?;
        let reason = "Endringene er presiseringer etter høringen og gir ingen kommune nye plikter.".to_owned();
        let substantial_change = Some(SubstantialChange { changed: false, reason });
        self.desk(plan, Desk::FinishAssessment { next: NextStep::Endorsement, substantial_change, reason: None })
            .await?;
        let meetings = [("4005", day(2026, 12, 10)), ("4024", day(2026, 12, 16))];
        for (party, on) in meetings {
            let desk = Desk::PlanMeeting {
                municipality: party.into(),
                meeting_date: self.shifted(on),
                papers_due: Some(self.shifted(on - TimeDelta::days(10))),
            };
            self.desk(plan, desk).await?;
        }
        self.at(day(2026, 10, 1)).await?;
        for party in ["3303", "3332", "3334", "3336"] {
            self.decide(plan, party, Outcome::Endorsed, day(2026, 9, 30)).await?;
        }
        self.decide(plan, "3338", Outcome::EndorsedWithReservation, day(2026, 9, 28)).await?;
        self.decide(plan, "4026", Outcome::Endorsed, day(2026, 9, 24)).await
    }

    async fn broadband_hearing(&self, script: &Script) -> anyhow::Result<DocumentId> {
        self.at(day(2026, 8, 26)).await?;
        let parties = ["3303", "3336", "3338", "4026"].map(PartyId::from).to_vec();
        let project = self.create("project_plan", "Prosjekt: felles bredbåndsutbygging", Some(parties)).await?;
        self.save(&project, "broadband_project").await?;
        self.hear(
            &project,
            day(2026, 8, 27),
            day(2026, 8, 28) + TimeDelta::days(25),
            script.letters.get("broadband_project"),
        )
        .await?;
        Ok(project)
    }

    async fn broadband_again(&self, project: &DocumentId, script: &Script) -> anyhow::Result<()> {
        let row = self.row(project).await?;
        let text = self.text(&row).await?;
        let mut sections: Vec<Section> = text
            .parts
            .into_iter()
            .map(|part| Section { id: Some(part.id), heading: part.heading, body: part.body })
            .collect();
        if let Some(last) = sections.last_mut() {
            last.body.push_str("\n\nKostnadsfordelingen regnes om når tilskuddet fra staten er kjent, og legges fram for kommunene før bestilling.");
        }
        let saved = texts::save(&self.app.ledger, &row, sections, None).await?;
        self.desk(project, saved).await?;
        let reason = Some("Kostnadsfordelingen er endret etter innspill.".to_owned());
        let next = NextStep::LimitedHearing;
        self.desk(project, Desk::FinishAssessment { next, substantial_change: None, reason }).await?;
        self.hear(project, day(2026, 11, 3), day(2026, 12, 4), script.letters.get("broadband_project_limited")).await?;
        self.at(day(2026, 11, 6)).await?;
        for party in ["3303", "3336"] {
            self.without_remarks(project, party).await?;
        }
        Ok(())
    }

    async fn action_hearing(&self, script: &Script) -> anyhow::Result<DocumentId> {
        self.at(day(2026, 10, 5)).await?;
        let plan = self.create("action_plan", "Handlingsplan 2027", None).await?;
        self.save(&plan, "action_plan").await?;
        self.hear(&plan, day(2026, 10, 6), day(2026, 10, 30), script.letters.get("action_plan")).await?;
        for (said, on) in script.said("action_plan").zip(days_from(day(2026, 10, 19))) {
            self.at(on).await?;
            self.say(&plan, said).await?;
        }
        Ok(plan)
    }

    async fn action_assessed(&self, plan: &DocumentId) -> anyhow::Result<()> {
        let row = self.row(plan).await?;
        let remarks = row.state.case.iter().flat_map(|case| &case.remarks).take(2).map(|r| r.id.clone());
        for remark in remarks.collect::<Vec<_>>() {
            let reason = "Tiltaket er innarbeidet i planen innenfor den samme rammen.".to_owned();
            self.desk(plan, Desk::AssessRemark { remark, verdict: Verdict::Accommodated, reason, based_on: None })
                .await?;
        }
        Ok(())
    }

    async fn strategy_hearing(
        &self,
        strategy: &DocumentId,
        script: &Script,
        text: Option<(String, Vec<u8>)>,
    ) -> anyhow::Result<()> {
        self.at(day(2026, 11, 5)).await?;
        self.desk(strategy, Desk::NumberCase { case_number: "013/26".to_owned() }).await?;
        let own = text.is_none();
        let imported = match text {
            Some((name, bytes)) => import::import(&name, &bytes).with_context(|| name)?,
            None => import::import("strategy.md", named("strategy")?.as_bytes())?,
        };
        self.save_imported(strategy, imported).await?;
        self.hear(strategy, day(2026, 11, 9), day(2027, 1, 15), script.letters.get("strategy")).await?;
        let answered = ["3303", "3336", "3332", "4024"];
        let said = script.said("strategy").filter(|said| answered.contains(&said.party.as_str()));
        for (said, on) in said.zip(days_from(day(2026, 11, 16))) {
            self.at(on).await?;
            if own {
                self.say(strategy, said).await?;
            } else {
                self.without_remarks(strategy, &said.party).await?;
            }
        }
        Ok(())
    }
}

/// One working day after another.
fn days_from(first: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().filter(|day| procedure::is_working_day(*day))
}

fn named(name: &str) -> anyhow::Result<&'static str> {
    TEXTS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text).context("no such text")
}

/// The hands that carry it out.
impl History<'_> {
    /// Later years move along with the clock the demo is started at.
    fn shifted(&self, day: NaiveDate) -> NaiveDate {
        if day.year() < 2021 { day } else { day + (self.now.date() - today_of_script().date()) }
    }

    async fn at(&self, day: NaiveDate) -> anyhow::Result<()> {
        let local = self.shifted(day).and_hms_opt(9, 12, 0).context("no such day")?;
        let at = clock::instant(app::zone(self.region), local);
        travel(self.app, self.region, at.max(self.app.clock.now())).await
    }

    async fn coordinator(&self) -> anyhow::Result<Actor> {
        let contacts = self.app.ledger.contacts(&self.region.id).await?;
        let coordinator = contacts.into_iter().find(|c| c.role == Role::Coordinator).context("no coordinator")?;
        Ok(Actor::Coordinator(coordinator.id.0))
    }

    async fn desk(&self, document: &DocumentId, desk: Desk) -> anyhow::Result<()> {
        let said = format!("{desk:?}");
        let actor = self.coordinator().await?;
        self.app.execute(self.region, document, actor, Command::Desk(desk), None).await.with_context(|| said)?;
        postman::drain(self.app).await
    }

    async fn row(&self, document: &DocumentId) -> anyhow::Result<DocumentRow> {
        self.app.ledger.document(&self.region.id, document).await?.context("the document is gone")
    }

    async fn text(&self, row: &DocumentRow) -> anyhow::Result<procedure::Text> {
        let version = row.state.version().context("no text")?;
        Ok(texts::text(&self.app.ledger, &self.region.id, &version.content).await?)
    }

    async fn create(&self, kind: &str, title: &str, parties: Option<Vec<PartyId>>) -> anyhow::Result<DocumentId> {
        let id = ids::document(&self.app.clock);
        self.desk(&id, Desk::Create { kind: kind.to_owned(), title: title.to_owned(), parties }).await?;
        Ok(id)
    }

    async fn save(&self, document: &DocumentId, text: &str) -> anyhow::Result<()> {
        let imported = import::import("text.md", named(text)?.as_bytes())?;
        self.save_imported(document, imported).await
    }

    async fn save_imported(&self, document: &DocumentId, imported: import::Imported) -> anyhow::Result<()> {
        let section = |s: import::Section| Section { id: None, heading: s.heading, body: s.body };
        let sections = imported.sections.into_iter().map(section).collect();
        let desk = texts::save(&self.app.ledger, &self.row(document).await?, sections, None).await?;
        self.desk(document, desk).await
    }

    async fn hear(
        &self,
        document: &DocumentId,
        on: NaiveDate,
        deadline: NaiveDate,
        letter: Option<&String>,
    ) -> anyhow::Result<()> {
        self.at(on).await?;
        let letter = match letter {
            Some(text) => Some(self.app.ledger.put_text(&self.region.id, text.trim()).await?),
            None => None,
        };
        let deadline = procedure::on_or_after(self.shifted(deadline));
        self.desk(document, Desk::OpenHearing { deadline, parties: None, letter, reason: None }).await
    }

    async fn officer(&self, document: &DocumentId, party: &str, purpose: Purpose, act: Act) -> anyhow::Result<()> {
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

    async fn say(&self, document: &DocumentId, said: &Said) -> anyhow::Result<()> {
        let text = self.text(&self.row(document).await?).await?;
        let remarks = said.remarks.iter().map(|remark| remark.remark(&text)).collect();
        let signer = ids::signer(&self.app.clock);
        self.app.ledger.put_signer(&self.region.id, &signer, &said.name, &said.role).await?;
        let cover = Cover {
            position: said.position,
            legal_basis: None,
            files: Vec::new(),
            signer: Some(signer),
            case_reference: said.case_reference.clone(),
        };
        let answer = Answer { text: said.text.trim().to_owned(), remarks };
        let statement = texts::hand_in(&self.app.ledger, &self.region.id, &answer, cover).await?;
        self.officer(document, &said.party, Purpose::Hearing, Act::Submit { statement, based_on: None }).await
    }

    async fn without_remarks(&self, document: &DocumentId, party: &str) -> anyhow::Result<()> {
        let said = Said {
            document: String::new(),
            party: party.to_owned(),
            position: Position::WithoutRemarks,
            name: "Saksbehandler".to_owned(),
            role: "rådgiver".to_owned(),
            case_reference: None,
            text: String::new(),
            remarks: Vec::new(),
        };
        self.say(document, &said).await
    }

    async fn all_without_remarks(&self, document: &DocumentId, on: NaiveDate) -> anyhow::Result<()> {
        self.at(on).await?;
        for party in self.parties(document).await? {
            self.without_remarks(document, party.as_str()).await?;
        }
        Ok(())
    }

    async fn parties(&self, document: &DocumentId) -> anyhow::Result<Vec<PartyId>> {
        let row = self.row(document).await?;
        Ok(row.state.case.iter().flat_map(|case| &case.parties).map(|party| party.id.clone()).collect())
    }

    /// Closes the hearing, sends the text to the councils, and lets each of them endorse it.
    async fn endorse(&self, document: &DocumentId, closed: NaiveDate, decided: NaiveDate) -> anyhow::Result<()> {
        self.at(closed).await?;
        if self.row(document).await?.state.deadline().is_some() {
            self.desk(document, Desk::CloseHearing {}).await?;
        }
        let next = NextStep::Endorsement;
        self.desk(document, Desk::FinishAssessment { next, substantial_change: None, reason: None }).await?;
        self.at(decided).await?;
        for party in self.parties(document).await? {
            self.decide(document, party.as_str(), Outcome::Endorsed, decided).await?;
        }
        Ok(())
    }

    async fn decide(&self, document: &DocumentId, party: &str, outcome: Outcome, on: NaiveDate) -> anyhow::Result<()> {
        let reservation = outcome == Outcome::EndorsedWithReservation;
        let text = if reservation {
            let words = "Kommunen forutsetter at utbyggingen ikke fører til økte driftsutgifter før 2029.";
            Some(self.app.ledger.put_text(&self.region.id, words).await?)
        } else {
            None
        };
        let meeting_date = self.shifted(on);
        let number = party.bytes().map(u32::from).sum::<u32>() % 60 + 20;
        let decision = CouncilDecision {
            outcome,
            body: "Kommunestyret".to_owned(),
            meeting_date,
            case_number: format!("{number}/{}", meeting_date.format("%y")),
            votes: Some(Votes { in_favour: 15 + number % 10, against: number % 4 }),
            postponed_to: None,
            text,
            extract: None,
            signer: None,
            by: None,
        };
        self.officer(document, party, Purpose::Council, Act::Decide { decision, based_on: None }).await
    }

    async fn adopt(&self, document: &DocumentId, on: NaiveDate, from: NaiveDate, number: &str) -> anyhow::Result<()> {
        self.at(on).await?;
        let desk = Desk::Adopt {
            body: self.region.name.clone(),
            meeting_date: self.shifted(on),
            case_number: number.to_owned(),
            in_force_from: self.shifted(from),
            extract: None,
        };
        self.desk(document, desk).await
    }
}

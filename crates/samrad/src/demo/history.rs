//! The history itself, in the order it happened.

use super::script::{self, Script, day};
use anyhow::Context as _;
use app::{
    App,
    texts::{self, Section},
};
use chrono::{Datelike as _, NaiveDate, NaiveDateTime, TimeDelta};
use ledger::RegionRow;
use procedure::{Deed, Desk, DocumentId, NextStep, Outcome, PartyId, SubstantialChange, Verdict};
use std::collections::BTreeSet;
use words::import;

pub struct History<'a> {
    pub(super) app: &'a App,
    pub(super) region: &'a RegionRow,
    pub(super) now: NaiveDateTime,
    pub(super) script: Script,
}

impl<'a> History<'a> {
    pub fn new(app: &'a App, region: &'a RegionRow, now: NaiveDateTime) -> anyhow::Result<Self> {
        Ok(Self { app, region, now, script: Script::read()? })
    }

    /// Lives through it all. `text` takes the place of the strategy under revision.
    pub async fn make(&self, text: Option<(String, Vec<u8>)>) -> anyhow::Result<()> {
        anyhow::ensure!(
            self.now.year() >= 2025,
            "the demo's history leads up to this year; use --empty with a clock before 2025"
        );
        let strategy = self.strategy_until_2022().await?;
        self.tourism().await?;
        self.planning_strategy().await?;
        self.representatives().await?;
        self.statutes().await?;
        let mountain = self.planning_programme().await?;
        let finances = self.finances_until_summer().await?;
        let transport = self.transport_hearing().await?;
        let broadband = self.broadband_hearing().await?;
        self.mountain_hearing(&mountain).await?;
        self.finances_adopted(&finances).await?;
        self.transport_councils(&transport).await?;
        self.mountain_answers(&mountain).await?;
        let october = self.october_called(&strategy).await?;
        let action = self.action_hearing().await?;
        self.mountain_dialogue(&mountain).await?;
        self.october_held(&october).await?;
        self.broadband_again(&broadband).await?;
        self.strategy_hearing(&strategy, text).await?;
        self.action_assessed(&action).await?;
        self.december_called(&action).await
    }

    async fn strategy_until_2022(&self) -> anyhow::Result<DocumentId> {
        self.at(day(2009, 2, 2)).await?;
        let strategy = self.create("strategy", &self.word("title_strategy")?, None).await?;
        self.save(&strategy, "strategy-2009").await?;
        self.hear(&strategy, day(2009, 3, 2), day(2009, 4, 24), None).await?;
        self.all_without_remarks(&strategy, day(2009, 4, 14)).await?;
        self.endorse(&strategy, day(2009, 5, 4), day(2009, 6, 17)).await?;
        self.adopt(&strategy, day(2009, 9, 24), day(2009, 9, 24), "021/09").await?;
        // Twice the revision opened by itself, and twice it was put off.
        for (on, until) in [(day(2013, 11, 15), day(2017, 9, 25)), (day(2017, 11, 20), day(2019, 2, 4))] {
            self.at(on).await?;
            let reason = self.word("put_off_again")?;
            self.desk(&strategy, Desk::Withdraw { reason: reason.into(), until: Some(until), decision: None }).await?;
        }
        self.at(day(2019, 2, 20)).await?;
        self.save(&strategy, "strategy-2019").await?;
        self.hear(&strategy, day(2019, 3, 4), day(2019, 4, 26), None).await?;
        self.all_without_remarks(&strategy, day(2019, 4, 9)).await?;
        self.endorse(&strategy, day(2019, 5, 6), day(2019, 6, 19)).await?;
        self.adopt(&strategy, day(2019, 9, 24), day(2019, 9, 24), "034/19").await?;
        let prolonged = day(2021, 12, 9);
        self.at(prolonged).await?;
        let (until, reason) = (self.shifted(day(2027, 9, 24)), self.word("put_off")?);
        let decision = self.rests_on(&strategy, Deed::Prolonging, prolonged).await?;
        self.desk(&strategy, Desk::Prolong { until, reason: reason.into(), decision, decisions: Vec::new() }).await?;
        Ok(strategy)
    }

    async fn tourism(&self) -> anyhow::Result<()> {
        self.at(day(2022, 2, 7)).await?;
        let plan = self.create("focus_area_plan", &self.word("title_tourism")?, None).await?;
        self.save(&plan, "tourism_plan").await?;
        self.hear(&plan, day(2022, 2, 14), day(2022, 4, 8), self.script.letters.get("tourism_plan")).await?;
        self.all_without_remarks(&plan, day(2022, 4, 4)).await?;
        self.endorse(&plan, day(2022, 5, 2), day(2022, 9, 14)).await?;
        self.adopt(&plan, day(2022, 12, 8), day(2023, 1, 1), "052/22").await
    }

    async fn statutes(&self) -> anyhow::Result<()> {
        self.at(day(2024, 9, 2)).await?;
        let statutes = self.create("statutes", &self.word("title_statutes")?, None).await?;
        self.save(&statutes, "statutes").await?;
        self.hear(&statutes, day(2024, 9, 9), day(2024, 11, 1), self.script.letters.get("statutes")).await?;
        self.all_without_remarks(&statutes, day(2024, 10, 21)).await?;
        self.endorse(&statutes, day(2024, 11, 11), day(2025, 3, 12)).await
    }

    async fn transport_hearing(&self) -> anyhow::Result<DocumentId> {
        self.at(day(2026, 5, 18)).await?;
        let plan = self.create("focus_area_plan", &self.word("title_transport")?, None).await?;
        self.desk(&plan, Desk::NumberCase { case_number: "009/26".to_owned() }).await?;
        self.save(&plan, "transport_plan").await?;
        self.hear(&plan, day(2026, 5, 26), day(2026, 8, 14), self.script.letters.get("transport_plan")).await?;
        for (said, on) in self.script.said("transport_plan").zip(days_from(day(2026, 8, 3))) {
            self.at(on).await?;
            self.say(&plan, said).await?;
        }
        self.at(day(2026, 8, 24)).await?;
        self.weigh(&plan, "transport_plan").await?;
        self.save(&plan, "transport_plan-assessed").await?;
        Ok(plan)
    }

    async fn transport_councils(&self, plan: &DocumentId) -> anyhow::Result<()> {
        self.at(day(2026, 9, 1)).await?;
        let reason = self.word("clarified")?;
        let substantial_change = Some(SubstantialChange { changed: false, reason, involves: BTreeSet::new() });
        let (next, reason, decision, in_force_from) = (NextStep::Endorsement, None, None, None);
        self.desk(
            plan,
            Desk::FinishAssessment {
                next,
                substantial_change,
                reason,
                decision,
                in_force_from,
                based_on: None,
                checked: None,
            },
        )
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

    async fn broadband_hearing(&self) -> anyhow::Result<DocumentId> {
        self.at(day(2026, 8, 26)).await?;
        let parties = ["3303", "3336", "3338", "4026"].map(PartyId::from).to_vec();
        let project = self.create("project_plan", &self.word("title_broadband")?, Some(parties)).await?;
        self.save(&project, "broadband_project").await?;
        self.hear(
            &project,
            day(2026, 8, 27),
            day(2026, 8, 28) + TimeDelta::days(25),
            self.script.letters.get("broadband_project"),
        )
        .await?;
        Ok(project)
    }

    async fn broadband_again(&self, project: &DocumentId) -> anyhow::Result<()> {
        let row = self.row(project).await?;
        let text = self.text(&row).await?;
        let mut sections: Vec<Section> = text.parts.iter().map(texts::written).collect();
        if let Some(last) = sections.last_mut() {
            last.body += "\n\n";
            last.body += &self.word("cost_paragraph")?;
        }
        let saved = texts::save(&self.app.ledger, &row, sections, None).await?;
        self.desk(project, saved).await?;
        let reason = Some(self.word("cost_changed")?);
        let next = NextStep::LimitedHearing;
        let again = Desk::FinishAssessment {
            next,
            substantial_change: None,
            reason,
            decision: None,
            in_force_from: None,
            based_on: None,
            checked: None,
        };
        self.desk(project, again).await?;
        self.hear(project, day(2026, 11, 3), day(2026, 12, 4), self.script.letters.get("broadband_project_limited"))
            .await?;
        self.at(day(2026, 11, 6)).await?;
        for party in ["3303", "3336"] {
            self.without_remarks(project, party).await?;
        }
        Ok(())
    }

    async fn action_hearing(&self) -> anyhow::Result<DocumentId> {
        self.at(day(2026, 10, 5)).await?;
        let plan = self.create("action_plan", &self.word("title_action")?, None).await?;
        self.save(&plan, "action_plan").await?;
        self.hear(&plan, day(2026, 10, 6), day(2026, 10, 30), self.script.letters.get("action_plan")).await?;
        for (said, on) in self.script.said("action_plan").zip(days_from(day(2026, 10, 19))) {
            self.at(on).await?;
            self.say(&plan, said).await?;
        }
        Ok(plan)
    }

    async fn action_assessed(&self, plan: &DocumentId) -> anyhow::Result<()> {
        let row = self.row(plan).await?;
        let remarks = row.state.case.iter().flat_map(|case| &case.remarks).take(2).map(|r| r.id.clone());
        for remark in remarks.collect::<Vec<_>>() {
            let reason = self.word("included")?;
            self.desk(
                plan,
                Desk::AssessRemark { remark, verdict: Verdict::Accommodated, reason: reason.into(), based_on: None },
            )
            .await?;
        }
        Ok(())
    }

    async fn strategy_hearing(&self, strategy: &DocumentId, text: Option<(String, Vec<u8>)>) -> anyhow::Result<()> {
        self.at(day(2026, 11, 5)).await?;
        self.desk(strategy, Desk::NumberCase { case_number: "013/26".to_owned() }).await?;
        let own = text.is_none();
        let imported = match text {
            Some((name, bytes)) => import::import(&name, &bytes).with_context(|| name)?,
            None => import::import("strategy.md", script::text("strategy")?.as_bytes())?,
        };
        self.save_imported(strategy, imported).await?;
        self.hear(strategy, day(2026, 11, 9), day(2027, 1, 15), self.script.letters.get("strategy")).await?;
        let answered = ["3303", "3336", "3332", "4024"];
        let said = self.script.said("strategy").filter(|said| answered.contains(&said.party.as_str()));
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
pub(super) fn days_from(first: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().filter(|day| procedure::is_working_day(*day))
}

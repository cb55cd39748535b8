//! The history's plans under plan- og bygningsloven, and the region's financial plan.

use super::{
    history::{History, days_from},
    script::day,
};
use procedure::{Desk, DocumentId, NextStep, ObjectionStep, PartyId, Relation};

/// The municipalities that plan together, and the state and county bodies of both counties.
const PLANNING: [&str; 3] = ["3336", "3338", "4026"];
const CONCERNED: [&str; 4] = ["fylke-33", "sf-buskerud", "fylke-40", "sf-telemark"];

impl History<'_> {
    /// Within a year of the councils' constitution (§ 10-1).
    pub(super) async fn planning_strategy(&self) -> anyhow::Result<()> {
        self.at(day(2024, 1, 15)).await?;
        let strategy = self.create("planning_strategy", &self.word("title_planning_strategy")?, None).await?;
        self.save(&strategy, "planning_strategy").await?;
        let letter = self.script.letters.get("planning_strategy");
        self.hear(&strategy, day(2024, 1, 22), day(2024, 3, 8), letter).await?;
        self.all_without_remarks(&strategy, day(2024, 3, 4)).await?;
        self.endorse(&strategy, day(2024, 3, 18), day(2024, 6, 19)).await
    }

    /// The programme is heard and adopted before the plan that follows it is written (§§ 4-1, 11-13).
    pub(super) async fn planning_programme(&self) -> anyhow::Result<DocumentId> {
        self.at(day(2025, 3, 24)).await?;
        let parties = || Some(PLANNING.map(PartyId::from).to_vec());
        let title = self.word("title_planning_programme")?;
        let programme = self.create("planning_programme", &title, parties()).await?;
        self.save(&programme, "planning_programme").await?;
        let letter = self.script.letters.get("planning_programme");
        self.hear_more(&programme, day(2025, 3, 31), day(2025, 5, 16), Some(heard()), letter).await?;
        self.at(day(2025, 5, 12)).await?;
        for party in heard() {
            self.without_remarks(&programme, party.as_str()).await?;
        }
        self.at(day(2025, 5, 26)).await?;
        let (next, substantial_change, reason, decision, in_force_from) = (NextStep::Adoption, None, None, None, None);
        let finish = Desk::FinishAssessment {
            next,
            substantial_change,
            reason,
            decision,
            in_force_from,
            based_on: None,
            checked: None,
        };
        self.desk(&programme, finish).await?;
        self.adopt(&programme, day(2025, 6, 17), day(2025, 6, 17), "012/25").await?;
        self.at(day(2025, 9, 1)).await?;
        let plan = self.create("intermunicipal_plan", &self.word("title_mountain")?, parties()).await?;
        self.desk(&plan, Desk::Relate { document: programme, how: Relation::Follows, title }).await?;
        Ok(plan)
    }

    pub(super) async fn mountain_hearing(&self, plan: &DocumentId) -> anyhow::Result<()> {
        self.at(day(2026, 8, 28)).await?;
        self.save(plan, "mountain_plan").await?;
        let letter = self.script.letters.get("mountain_plan");
        self.hear_more(plan, day(2026, 8, 28), day(2026, 10, 12), Some(heard()), letter).await
    }

    pub(super) async fn mountain_answers(&self, plan: &DocumentId) -> anyhow::Result<()> {
        self.at(day(2026, 10, 2)).await?;
        for said in self.script.said("mountain_plan") {
            self.say(plan, said).await?;
        }
        Ok(())
    }

    /// The remarks are weighed but for the objection, about which those it concerns talk first.
    pub(super) async fn mountain_dialogue(&self, plan: &DocumentId) -> anyhow::Result<()> {
        self.at(day(2026, 10, 28)).await?;
        self.weigh(plan, "mountain_plan").await?;
        let desk = Desk::AdvanceObjection {
            municipality: "sf-telemark".into(),
            step: ObjectionStep::Dialogue,
            date: self.shifted(day(2026, 10, 28)),
            reason: self.word("dialogue")?,
            sections: Vec::new(),
        };
        self.desk(plan, desk).await
    }

    pub(super) async fn finances_until_summer(&self) -> anyhow::Result<DocumentId> {
        self.at(day(2026, 3, 2)).await?;
        let plan = self.create("financial_plan", &self.word("title_finances")?, None).await?;
        self.save(&plan, "financial_plan").await?;
        let letter = self.script.letters.get("financial_plan");
        self.hear(&plan, day(2026, 3, 4), day(2026, 3, 27), letter).await?;
        for (party, on) in self.parties(&plan).await?.into_iter().zip(days_from(day(2026, 3, 12))) {
            self.at(on).await?;
            self.without_remarks(&plan, party.as_str()).await?;
        }
        self.endorse(&plan, day(2026, 4, 7), day(2026, 5, 6)).await?;
        Ok(plan)
    }

    /// Adopted before the municipalities make their budgets, and in force from the first year it covers.
    pub(super) async fn finances_adopted(&self, plan: &DocumentId) -> anyhow::Result<()> {
        self.adopt(plan, day(2026, 8, 31), day(2027, 1, 1), "011/26").await
    }
}

fn heard() -> Vec<PartyId> {
    PLANNING.into_iter().chain(CONCERNED).map(PartyId::from).collect()
}

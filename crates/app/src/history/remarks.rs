//! Remarks with their words and their verdicts.

use crate::texts;
use ledger::Ledger;
use procedure::{
    PartId, PartyId, RegionId, RemarkId, RemarkRef,
    record::{Dated, Record, Round, Weighed},
};

/// A remark as it was made, and what was said of it.
#[derive(Clone, Debug)]
pub struct SpokenRemark {
    pub id: RemarkId,
    pub party: PartyId,
    pub case: u32,
    pub round: u32,
    /// The log's line of the answer it stands in.
    pub answer: u32,
    /// The section it is about; `None` for the general text.
    pub part: Option<PartId>,
    /// That section's heading; empty for the general text.
    pub section: String,
    pub text: String,
    pub proposed: Option<String>,
    /// Every verdict it has been given, the last one last.
    pub verdicts: Vec<Dated<Weighed>>,
}

impl SpokenRemark {
    /// Whether it was made in this round of hearing.
    pub fn of(&self, case: u32, round: u32) -> bool {
        (self.case, self.round) == (case, round)
    }

    /// The verdict that holds.
    pub fn verdict(&self) -> Option<&Dated<Weighed>> {
        self.verdicts.last()
    }
}

/// All remarks of the answers that stand, in every round of hearing.
pub async fn remarks(ledger: &Ledger, region: &RegionId, record: &Record) -> Result<Vec<SpokenRemark>, ledger::Error> {
    let mut all = Vec::new();
    for (case, round) in record.rounds() {
        all.extend(remarks_of(ledger, region, case, round).await?);
    }
    Ok(all)
}

/// The remarks of the answers that stand in a round of a case, answer by answer in the order they came.
pub async fn remarks_of(
    ledger: &Ledger,
    region: &RegionId,
    case: u32,
    round: &Round,
) -> Result<Vec<SpokenRemark>, ledger::Error> {
    let heard = texts::text(ledger, region, &round.content).await?;
    let heading = |id: &PartId| heard.part(id).map(procedure::Part::title);
    let mut found = Vec::new();
    for filed in round.standing_answers() {
        let statement = &filed.what.statement;
        let answer = texts::answer(ledger, region, &statement.content).await?;
        let remark = |(named, words): (&RemarkRef, texts::Remark)| SpokenRemark {
            id: named.id.clone(),
            party: statement.party.clone(),
            case,
            round: round.number,
            answer: filed.mark.seq,
            part: named.section.clone(),
            section: named.section.as_ref().and_then(heading).unwrap_or_default(),
            text: words.text,
            proposed: words.proposed,
            verdicts: round.verdicts.get(&named.id).cloned().unwrap_or_default(),
        };
        found.extend(texts::remarks(statement, &answer).map(remark));
    }
    Ok(found)
}

//! Planning backwards: from the day a document is to be adopted to the last day its hearing can open.

use crate::{PartyId, Rules, deadline::is_summer, is_working_day, minimum, on_or_before};
use chrono::{NaiveDate, TimeDelta};

/// Days set aside for weighing the remarks and writing the text that the councils get.
pub const ASSESSMENT_DAYS: i64 = 14;
/// How long before a meeting its papers are due where a council has not said.
pub const PAPERS_DAYS: i64 = 10;

/// A council's meeting, as it is known ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sitting {
    pub held_on: NaiveDate,
    pub papers_due: Option<NaiveDate>,
}

impl Sitting {
    /// When its papers must be in.
    pub fn papers(&self) -> NaiveDate {
        self.papers_due.unwrap_or_else(|| on_or_before(self.held_on - TimeDelta::days(PAPERS_DAYS)))
    }
}

/// A plan made backwards from the day the document is wanted adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backward {
    /// The last day the hearing can open.
    pub open_by: NaiveDate,
    /// The hearing's deadline then.
    pub deadline: NaiveDate,
    /// When the last late answers are in, and the remarks can be weighed.
    pub closed: NaiveDate,
    /// When the text must be with the councils, or before the body that adopts it.
    pub sent_by: NaiveDate,
    /// The meeting that can take it, council by council; `None` where none that is known fits.
    pub councils: Vec<(PartyId, Option<Sitting>)>,
    pub adopt_by: NaiveDate,
    /// The adoption was wanted on a day off, and is planned on the last working day before it.
    pub moved: bool,
    /// The remarks would be weighed in July, whose days are not counted.
    pub summer: bool,
}

/// The first day of the remarks: so many days before the text is sent, July's left out, when people are on holiday.
fn weighed_from(sent_by: NaiveDate) -> NaiveDate {
    let counted = sent_by.iter_days().rev().skip(1).filter(|day| !is_summer(*day));
    let days = usize::try_from(ASSESSMENT_DAYS).unwrap_or(1).saturating_sub(1);
    on_or_before(counted.into_iter().nth(days).unwrap_or(sent_by))
}

/// Works out the latest plan that ends in adoption on `adopt_by`. Each council takes its last meeting before that day.
pub fn backward(
    rules: &Rules,
    adopt_by: NaiveDate,
    parties: &[PartyId],
    meetings: impl Fn(&PartyId) -> Vec<Sitting>,
) -> Backward {
    let wanted = adopt_by;
    let adopt_by = on_or_before(wanted);
    let asked = rules.endorsement.is_some();
    let last = |party: &PartyId| meetings(party).into_iter().filter(|sitting| sitting.held_on <= adopt_by).max();
    let councils: Vec<_> = parties.iter().filter(|_| asked).map(|party| (party.clone(), last(party))).collect();
    let papers = councils.iter().filter_map(|(_, sitting)| sitting.map(|sitting| sitting.papers()));
    let sent_by = on_or_before(papers.min().unwrap_or(adopt_by - TimeDelta::days(PAPERS_DAYS)));
    let closed = weighed_from(sent_by);
    let summer = closed.iter_days().take_while(|day| *day < sent_by).any(is_summer);
    let deadline = on_or_before(closed - rules.hearing.after_deadline());
    let mut open_by = deadline - TimeDelta::weeks(i64::from(rules.hearing.minimum_weeks));
    while !is_working_day(open_by) || minimum(open_by, rules.hearing.minimum_weeks) > deadline {
        open_by -= TimeDelta::days(1);
    }
    let moved = adopt_by != wanted;
    Backward { open_by, deadline, closed, sent_by, councils, adopt_by, moved, summer }
}

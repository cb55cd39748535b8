//! Answers that say the same about the same, as a group: known by the number of its first answer, and weighed together.

use super::{AnswerLine, PublicAnswer, PublicGroup, PublicRound, Weighed, answer, number};
use crate::{Error, Ledger, db::on};
use procedure::{PublicVerdict, Verdict};
use sqlx::QueryBuilder;
use std::collections::{BTreeMap, BTreeSet};

/// A group as it is kept.
#[derive(sqlx::FromRow)]
pub(crate) struct GroupLine {
    pub(crate) first: i64,
    pub(crate) answers: i64,
    pub(crate) verdict: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) assessed_seq: Option<i64>,
    pub(crate) assessed_by: Option<String>,
    pub(crate) approved: bool,
}

impl GroupLine {
    fn row(self) -> PublicGroup {
        let verdict = self.verdict.and_then(|name| serde_json::from_value(serde_json::Value::String(name)).ok());
        let given = self.assessed_seq.map(number);
        let given = given.map(|seq| PublicVerdict { seq, by: self.assessed_by, approved: self.approved });
        let (first, answers) = (number(self.first), number(self.answers));
        PublicGroup { first, answers, verdict: verdict.zip(self.reason), given }
    }
}

/// Rows of a round where a column is one of some numbers.
macro_rules! among {
    ($query:ident, $round:expr, $column:literal, $numbers:expr) => {
        $query.push(" where document = ").push_bind($round.document.as_str());
        $query.push(" and case_n = ").push_bind(i64::from($round.case));
        $query.push(" and round = ").push_bind(i64::from($round.round));
        // No answer has the number 0: a list is never empty.
        $query.push(concat!(" and ", $column, " in (0"));
        for number in $numbers {
            $query.push(", ").push_bind(i64::from(*number));
        }
        $query.push(")");
    };
}

impl Ledger {
    /// Groups after the one named, in the order of their first answers.
    pub async fn public_groups(
        &self,
        round: &PublicRound,
        which: Weighed,
        after: u32,
        limit: u32,
    ) -> Result<Vec<PublicGroup>, Error> {
        let lines: Vec<GroupLine> = on!(self.db.read, c => {
            sqlx::query_as(
                "select first, answers, verdict, reason, assessed_seq, assessed_by, approved from public_group
                 where document = $1 and case_n = $2 and round = $3 and first > $4 and ($5 = 0 or ($5 = 1 and verdict is null) or ($5 = 2 and verdict is not null and not approved))
                 order by first limit $6",
            )
            .bind(round.document.as_str())
            .bind(i64::from(round.case))
            .bind(i64::from(round.round))
            .bind(i64::from(after))
            .bind(which as i64)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await?
        });
        Ok(lines.into_iter().map(GroupLine::row).collect())
    }

    /// The groups of these numbers.
    pub async fn public_groups_of(
        &self,
        round: &PublicRound,
        firsts: &BTreeSet<u32>,
    ) -> Result<BTreeMap<u32, PublicGroup>, Error> {
        let lines: Vec<GroupLine> = on!(self.db.read, c => {
            let mut query = QueryBuilder::new("select first, answers, verdict, reason, assessed_seq, assessed_by, approved from public_group");
            among!(query, round, "first", firsts);
            query.build_query_as().fetch_all(c).await?
        });
        Ok(lines.into_iter().map(GroupLine::row).map(|group| (group.first, group)).collect())
    }

    /// The group whose first answer has this number.
    pub async fn public_group(&self, round: &PublicRound, first: u32) -> Result<Option<PublicGroup>, Error> {
        Ok(self.public_groups_of(round, &BTreeSet::from([first])).await?.remove(&first))
    }

    /// The first answer of each of these groups.
    pub async fn public_firsts(
        &self,
        round: &PublicRound,
        firsts: &BTreeSet<u32>,
    ) -> Result<BTreeMap<u32, PublicAnswer>, Error> {
        let lines: Vec<AnswerLine> = on!(self.db.read, c => {
            let mut query = QueryBuilder::new(answer!(""));
            among!(query, round, "number", firsts);
            query.build_query_as().fetch_all(c).await?
        });
        Ok(lines.into_iter().map(AnswerLine::row).map(|answer| (answer.number, answer)).collect())
    }

    /// How many of each of these groups nobody has looked at. One that has none of them is left out.
    pub async fn public_unseen(
        &self,
        round: &PublicRound,
        firsts: &BTreeSet<u32>,
    ) -> Result<BTreeMap<u32, u32>, Error> {
        let lines: Vec<(i64, i64)> = on!(self.db.read, c => {
            let mut query = QueryBuilder::new("select first, count(*) from public_answer");
            among!(query, round, "first", firsts);
            query.push(" and not released group by first").build_query_as().fetch_all(c).await?
        });
        Ok(lines.into_iter().map(|(first, unseen)| (number(first), number(unseen))).collect())
    }

    /// How many answers got each verdict; `None` for those that have none.
    pub async fn public_verdicts(&self, round: &PublicRound) -> Result<Vec<(Option<Verdict>, u32)>, Error> {
        let lines: Vec<(Option<String>, i64)> = on!(self.db.read, c => {
            sqlx::query_as(
                "select verdict, cast(sum(answers) as bigint) from public_group
                 where document = $1 and case_n = $2 and round = $3 group by verdict order by verdict",
            )
            .bind(round.document.as_str())
            .bind(i64::from(round.case))
            .bind(i64::from(round.round))
            .fetch_all(c)
            .await?
        });
        let read = |name: String| serde_json::from_value(serde_json::Value::String(name)).ok();
        Ok(lines.into_iter().map(|(verdict, answers)| (verdict.and_then(read), number(answers))).collect())
    }
}

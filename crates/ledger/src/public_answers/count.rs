//! The tree over a hearing's public answers: counted when the hearing is closed, and proved by `verify`.

use super::{AnswerLine, PublicRound, answer, number};
use crate::{
    Error, Ledger,
    db::{Tx, on},
    tree::Frontier,
};
use procedure::{Hash, PublicCount, PublicSeen, names_one};
use sqlx::QueryBuilder;

/// Rows read at a time.
const ROWS: i64 = 1000;

/// The next rows of a round, after a number.
pub(crate) async fn lines(tx: &mut Tx, round: &PublicRound, after: i64) -> Result<Vec<AnswerLine>, Error> {
    Ok(on!(tx, c => {
        sqlx::query_as(answer!(
            "where a.document = $1 and a.case_n = $2 and a.round = $3 and a.number > $4 order by a.number limit $5"
        ))
        .bind(round.document.as_str())
        .bind(i64::from(round.case))
        .bind(i64::from(round.round))
        .bind(after)
        .bind(ROWS)
        .fetch_all(c)
        .await?
    }))
}

impl Ledger {
    /// How many have answered a hearing that is closed, and the root of the tree over their answers.
    pub async fn count_public(&self, round: &PublicRound) -> Result<PublicCount, Error> {
        let (mut tree, mut after) = (Frontier::default(), 0);
        let mut tx = self.db.snapshot().await?;
        loop {
            let lines = lines(&mut tx, round, after).await?;
            let Some(last) = lines.last() else { break };
            after = last.number;
            for line in &lines {
                tree.push(line.leaf(), &mut |_, _, _| {});
            }
        }
        drop(tx);
        let hearings = self.public_hearings(&round.document).await?;
        let groups = hearings.into_iter().find(|known| known.round == *round).map_or(0, |known| known.groups);
        let number = u32::try_from(tree.size()).unwrap_or(u32::MAX);
        Ok(PublicCount { number, groups, root: Hash(tree.root().to_string()) })
    }

    /// How many answers a command is about: of a round up to a number, of a group only where one is named. One that is named
    /// alone is meant whether or not it is released.
    pub async fn public_meant(
        &self,
        round: &PublicRound,
        (from, through): (Option<u32>, u32),
        group: Option<u32>,
    ) -> Result<PublicSeen, Error> {
        let answers: i64 = on!(self.db.read, c => {
            let mut query = QueryBuilder::new("select count(*) from public_answer where document = ");
            query.push_bind(round.document.as_str()).push(" and case_n = ").push_bind(i64::from(round.case));
            query.push(" and round = ").push_bind(i64::from(round.round));
            query.push(" and number >= ").push_bind(i64::from(from.unwrap_or(1)));
            query.push(" and number <= ").push_bind(i64::from(through));
            if let Some(first) = group {
                query.push(" and first = ").push_bind(i64::from(first));
            }
            if !names_one(from, through, group) {
                query.push(" and not released");
            }
            query.build_query_scalar().fetch_one(c).await?
        });
        let newest: i64 = on!(self.db.read, c => {
            sqlx::query_scalar(
                "select coalesce(max(number), 0) from public_answer where document = $1 and case_n = $2 and round = $3",
            )
            .bind(round.document.as_str())
            .bind(i64::from(round.case))
            .bind(i64::from(round.round))
            .fetch_one(c)
            .await?
        });
        Ok(PublicSeen { answers: number(answers), verdict: None, last: 0, newest: number(newest) })
    }
}

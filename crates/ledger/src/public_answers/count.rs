//! The tree over a hearing's public answers: counted when the hearing is closed, and proved by `verify`.

use super::{AnswerLine, PublicRound, answer};
use crate::{Error, Ledger, db::on, tree::Frontier};
use procedure::{Hash, PublicCount, PublicSeen};
use sqlx::QueryBuilder;

/// Rows read at a time.
const ROWS: i64 = 1000;

impl Ledger {
    /// The next rows of a round, after a number.
    pub(crate) async fn public_lines(&self, round: &PublicRound, after: i64) -> Result<Vec<AnswerLine>, Error> {
        Ok(on!(self.db.read, c => {
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

    /// How many have answered a hearing that is closed, and the root of the tree over their answers.
    pub async fn count_public(&self, round: &PublicRound) -> Result<PublicCount, Error> {
        let (mut tree, mut after) = (Frontier::default(), 0);
        loop {
            let lines = self.public_lines(round, after).await?;
            let Some(last) = lines.last() else { break };
            after = last.number;
            for line in &lines {
                tree.push(line.leaf(), &mut |_, _, _| {});
            }
        }
        let hearings = self.public_hearings(&round.document).await?;
        let groups = hearings.into_iter().find(|known| known.round == *round).map_or(0, |known| known.groups);
        let number = u32::try_from(tree.size()).unwrap_or(u32::MAX);
        Ok(PublicCount { number, groups, root: Hash(tree.root().to_string()) })
    }

    /// How many answers a command is about: of a round from one number to another, of a group only where one is named.
    pub async fn public_meant(
        &self,
        round: &PublicRound,
        (from, through): (u32, u32),
        group: Option<u32>,
    ) -> Result<PublicSeen, Error> {
        let answers: i64 = on!(self.db.read, c => {
            let mut query = QueryBuilder::new("select count(*) from public_answer where document = ");
            query.push_bind(round.document.as_str()).push(" and case_n = ").push_bind(i64::from(round.case));
            query.push(" and round = ").push_bind(i64::from(round.round));
            query.push(" and number >= ").push_bind(i64::from(from));
            query.push(" and number <= ").push_bind(i64::from(through));
            if let Some(first) = group {
                query.push(" and first = ").push_bind(i64::from(first));
            }
            if from != through {
                query.push(" and not released");
            }
            query.build_query_scalar().fetch_one(c).await?
        });
        Ok(PublicSeen { answers: u32::try_from(answers).unwrap_or(u32::MAX), assessed: false, last: 0 })
    }
}

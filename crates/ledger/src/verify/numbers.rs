//! The numbers that bodies have given their items, against the logs of their meetings. A row that lags would give a number twice.

use super::{Discrepancy, Place};
use crate::{
    Error, Ledger,
    db::{Tx, on},
    elections::read_numbered,
    people::raise_roster,
};
use procedure::{Body, Event, MeetingEvent, RegionId, last_number};
use std::collections::BTreeMap;

/// The last number of each body's year, by the logs.
#[derive(Default)]
pub(super) struct Numbers(BTreeMap<(RegionId, Body, i32), u32>);

impl Numbers {
    pub fn take(&mut self, region: &RegionId, events: &[Option<Event>]) {
        for event in events.iter().flatten() {
            let Event::Meeting(MeetingEvent::ItemsNumbered { body, year, first, items }) = event else { continue };
            let known = self.0.entry((region.clone(), *body, *year)).or_default();
            *known = last_number(*first, items).max(*known);
        }
    }
}

impl Ledger {
    /// Rows that say less than the logs: more may have been given since those were read.
    pub(super) async fn numbers_of(&self, said: &Numbers) -> Result<Vec<Discrepancy>, Error> {
        let mut problems = Vec::new();
        for ((region, body, year), last) in &said.0 {
            let rows = read_numbered(&self.db, region).await?;
            if rows.get(&(*body, *year)).is_none_or(|row| row < last) {
                let what = "has given a number that its row does not know: run `samrad rebuild`";
                problems.push(Discrepancy { place: Place::Body(region.clone(), *body), what });
            }
        }
        Ok(problems)
    }

    /// Writes the rows as the logs have them.
    pub(super) async fn write_numbers(&self, said: Numbers) -> Result<(), Error> {
        let write = move |mut tx: Tx| async move {
            for ((region, body, year), last) in &said.0 {
                on!(tx, c => {
                    sqlx::query(
                        "insert into agenda_number (region, body, year, last) values ($1, $2, $3, $4)
                         on conflict (region, body, year) do update set last = excluded.last",
                    )
                    .bind(region.as_str())
                    .bind(body.as_str())
                    .bind(i64::from(*year))
                    .bind(i64::from(*last))
                    .execute(c)
                    .await?;
                });
                raise_roster(&mut tx, region.as_str()).await?;
            }
            Ok((tx, ()))
        };
        self.db.write(write).await
    }
}

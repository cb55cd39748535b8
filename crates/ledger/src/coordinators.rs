//! Coordinators who come and go. Whoever may not coordinate any more stays in the register, so that what they did keeps
//! their name.

use crate::{
    Error, Ledger, LetterState,
    db::{Tx, on},
    marks,
    people::raise_roster,
    sessions::end_all,
};
use chrono::{DateTime, Utc};
use procedure::{ContactId, RegionId};

/// What came of disabling a coordinator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disabled {
    Done,
    /// Nobody else could act for the region, or be named in its letters.
    Last,
    /// There is no such active coordinator.
    Unknown,
}

impl Ledger {
    /// Ends all a coordinator can do, and all that would be sent to them, at once.
    pub async fn disable_coordinator(
        &self,
        region: &RegionId,
        id: &ContactId,
        now: DateTime<Utc>,
    ) -> Result<Disabled, Error> {
        let (region, id) = (region.0.clone(), id.0.clone());
        let disable = move |mut tx: Tx| async move {
            // The region's row is held from here on, so that two who disable each other leave one.
            raise_roster(&mut tx, &region).await?;
            let active: Vec<String> = on!(tx, c => {
                sqlx::query_scalar("select id from contact where region = $1 and role = 'coordinator' and address <> ''")
                    .bind(&region)
                    .fetch_all(c)
                    .await?
            });
            if !active.contains(&id) {
                return Ok((tx, Disabled::Unknown));
            }
            if active.len() == 1 {
                return Ok((tx, Disabled::Last));
            }
            on!(tx, c => {
                sqlx::query("update contact set role = 'former_coordinator' where region = $1 and id = $2")
                    .bind(&region)
                    .bind(&id)
                    .execute(c)
                    .await?;
            });
            end_all(&mut tx, &id).await?;
            let cancelled: Vec<String> = on!(tx, c => {
                sqlx::query_scalar(
                    "update letter set state = 'cancelled' where region = $1 and contact = $2
                       and state in ('queued', 'claimed', 'deferred', 'held') returning id",
                )
                .bind(&region)
                .bind(&id)
                .fetch_all(c)
                .await?
            });
            marks::log_all(&mut tx, &cancelled, now, LetterState::Cancelled, None).await?;
            Ok((tx, Disabled::Done))
        };
        self.db.write(disable).await
    }

    /// Lets a former coordinator act again. `false` where there is none, or their particulars are erased.
    pub async fn enable_coordinator(&self, region: &RegionId, id: &ContactId) -> Result<bool, Error> {
        let (region, id) = (region.0.clone(), id.0.clone());
        let enable = move |mut tx: Tx| async move {
            let enabled = on!(tx, c => {
                sqlx::query(
                    "update contact set role = 'coordinator'
                     where region = $1 and id = $2 and role = 'former_coordinator' and address <> ''",
                )
                .bind(&region)
                .bind(&id)
                .execute(c)
                .await?
                .rows_affected()
            });
            raise_roster(&mut tx, &region).await?;
            Ok((tx, enabled > 0))
        };
        self.db.write(enable).await
    }
}

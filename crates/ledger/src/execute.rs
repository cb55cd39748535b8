//! The only way in: a command is handed to the writer, and answered when it is durable.

use crate::{
    Error, Ledger,
    db::on,
    writer::{Answer, Done, DoneRow, Job, Key, Order, Task},
};
use chrono::{DateTime, NaiveDate, Utc};
use procedure::{Actor, Command, DocumentId, Event, Hash, PhaseName, RegionId, RegisterAct, register_of};
use tokio::sync::oneshot;

impl Ledger {
    /// Carries out a command: loads, decides, appends, posts, commits.
    pub async fn execute(&self, order: Order) -> Result<Done, Error> {
        match self.write(Task::Command(order)).await? {
            Answer::Now(done) => Ok(done),
            Answer::Before(row) => self.replay(row).await,
            Answer::Kept => Err(Error::Broken("a command was answered as a text".to_owned())),
        }
    }

    /// Writes into a register's log what it begins with, unless it stands there: what stands in the tables can be proved
    /// from then on. Not on the region's first day, when its file may still be put right and everything begun anew.
    pub async fn begin_register(&self, region: &RegionId, at: DateTime<Utc>, today: NaiveDate) -> Result<(), Error> {
        let created: Option<DateTime<Utc>> = on!(self.db.read, c => {
            sqlx::query_scalar("select created_at from region where id = $1")
                .bind(region.as_str())
                .fetch_optional(c)
                .await?
        });
        if created.is_none_or(|created| created.date_naive() >= at.date_naive()) {
            return Ok(());
        }
        let log = self.register_log(region).await?;
        if log.iter().any(|recorded| matches!(recorded.event, Event::RegisterBegun { .. })) {
            return Ok(());
        }
        // Of two that start at once, one writes it.
        let key = "register-begun".to_owned();
        let order = Order {
            region: region.clone(),
            document: register_of(region),
            command: Command::Register(RegisterAct::BeginRegister {}),
            actor: Actor::Calendar,
            at,
            today,
            key: Some(Key { body: Hash::of(key.as_bytes()), key }),
        };
        self.execute(order).await.map(drop)
    }

    /// Hands the writer a task; it goes into the next transaction, with all that waits.
    pub(crate) async fn write(&self, task: Task) -> Result<Answer, Error> {
        let (answer, answered) = oneshot::channel();
        self.writer.send(Job { task, answer }).await.map_err(|_| Error::Busy)?;
        answered.await.map_err(|_| Error::Busy)?
    }

    async fn replay(&self, row: DoneRow) -> Result<Done, Error> {
        let (region, document) = (RegionId(row.region), DocumentId(row.id));
        let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        let (first, last) = (number(row.first), number(row.last));
        let events = self.events(&region, &document, first.saturating_sub(1), last + 1 - first).await?;
        let phase = PhaseName::ALL.into_iter().find(|phase| phase.as_str() == row.phase).unwrap_or(PhaseName::Drafting);
        Ok(Done { document, seq: last, phase, events, replayed: true })
    }

    /// Forgets keys from before an instant.
    pub async fn forget_keys(&self, before: DateTime<Utc>) -> Result<u64, Error> {
        let forget = move |mut tx: crate::db::Tx| async move {
            let gone = on!(tx, c => sqlx::query("delete from done where at < $1").bind(before.timestamp_micros()).execute(c).await?.rows_affected());
            Ok((tx, gone))
        };
        self.db.write(forget).await
    }
}

//! Facts about this database itself: the fingerprint of its key, whether its outbox is held.

use crate::{
    Error, Ledger,
    db::{Tx, on},
};

impl Ledger {
    pub async fn setting(&self, name: &str) -> Result<Option<String>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_scalar("select value from setting where name = $1").bind(name).fetch_optional(c).await?
        }))
    }

    /// Whether the disk is full. Where the last write found it so, a small one is tried.
    pub async fn disk_is_full(&self) -> bool {
        self.db.is_full() && self.set_setting("room", "looked").await.is_err()
    }

    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), Error> {
        let (name, value) = (name.to_owned(), value.to_owned());
        let set = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query("insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value")
                    .bind(name)
                    .bind(value)
                    .execute(c)
                    .await?;
            });
            Ok((tx, ()))
        };
        self.db.write(set).await
    }
}

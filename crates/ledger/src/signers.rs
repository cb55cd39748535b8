//! Who signed what: names and roles are rows that can be erased, and events name them by id.

use crate::{
    Error, Ledger,
    db::on,
    writer::{Signer, Task},
};
use procedure::{RegionId, SignerId};

impl Ledger {
    pub async fn put_signer(&self, region: &RegionId, id: &SignerId, name: &str, role: &str) -> Result<(), Error> {
        let signer = Signer { region: region.clone(), id: id.clone(), name: name.to_owned(), role: role.to_owned() };
        self.write(Task::Signer(signer)).await.map(drop)
    }

    /// The name and role someone signed with.
    pub async fn signer(&self, region: &RegionId, id: &SignerId) -> Result<Option<(String, String)>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as("select name, role from signer where region = $1 and id = $2")
                .bind(region.as_str())
                .bind(id.as_str())
                .fetch_optional(c)
                .await?
        }))
    }
}

//! Who signed what: names and roles are rows that can be erased, and events name them by id.

use crate::{
    Error, Ledger,
    db::on,
    record_keys::RecordKey,
    writer::{Signer, Task},
};
use procedure::{RegionId, SignerId};

/// The keyed hash of a signer's row.
pub(crate) fn mac(key: &RecordKey, id: &str, name: &str, role: &str) -> Vec<u8> {
    let length = name.len().to_string();
    key.mac(&[["signer", id, &length, name, role].join("\n").as_bytes()]).bytes()
}

impl Ledger {
    pub async fn put_signer(&self, region: &RegionId, id: &SignerId, name: &str, role: &str) -> Result<(), Error> {
        let mac = mac(self.signing()?.current(), id.as_str(), name, role);
        let (name, role) = (name.to_owned(), role.to_owned());
        let signer = Signer { region: region.clone(), id: id.clone(), name, role, mac };
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

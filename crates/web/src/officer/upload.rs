//! Files that a link brings, within its quota.

use super::quota;
use crate::{
    Shared,
    fault::Fault,
    form::{Fields, Upload},
    page::Problem,
    who::Officer,
};
use app::files::Accepted;
use procedure::Hash;

/// Stores a file that a link brings, within the day's limit.
pub async fn put(app: &Shared, officer: &Officer, file: &Accepted) -> Result<Result<Hash, quota::Full>, Fault> {
    if let Some(full) = quota::bytes(app, officer, file.bytes.len()).await? {
        return Ok(Err(full));
    }
    let (region, size) = (&officer.document.region, file.bytes.len());
    let hash = app.ledger.put_file(region, &file.name, file.media_type, file.bytes.clone()).await?;
    app.ledger.count_file(region, &officer.document.id, officer.number, &hash, size, app.clock.now()).await?;
    Ok(Ok(hash))
}

/// The extract that came with a form, stored; its name and hash go into the form, so that it need not be chosen again
/// should something else be wrong with the form.
pub async fn extract(
    app: &Shared,
    officer: &Officer,
    fields: &mut Fields,
    file: Option<(String, Vec<u8>)>,
    too_large: bool,
) -> Result<Result<Option<Hash>, Problem>, Fault> {
    let problem = |sentence: String| Problem { field: "file".to_owned(), sentence };
    match Upload::accepted(file, too_large).await {
        Err(key) => Ok(Err(problem(officer.lang.t(key)))),
        Ok(Some(accepted)) => match put(app, officer, &accepted).await? {
            Ok(hash) => {
                fields.set("extract", &hash.0);
                fields.set("extract_name", &accepted.name);
                Ok(Ok(Some(hash)))
            }
            Err(full) => Ok(Err(problem(full.sentence(officer)))),
        },
        Ok(None) => {
            let Some(named) = fields.filled("extract").map(|hash| Hash(hash.to_owned())) else { return Ok(Ok(None)) };
            Ok(Ok(app.ledger.file(&officer.document.region, &named).await?.map(|row| row.hash)))
        }
    }
}

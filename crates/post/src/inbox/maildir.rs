//! Mail from a maildir that a server on this machine delivers to.

use super::{Envelope, Taken, take, take_head};
use crate::mail::receive;
use anyhow::Context as _;
use app::App;
use std::path::Path;
use tokio::io::AsyncReadExt as _;
use words::limits::{MAIL_HEADER, MESSAGE};

/// Takes in every new message. One that cannot be stored stays where it is, and holds up no other.
pub async fn sweep(app: &App, maildir: &Path) -> anyhow::Result<()> {
    let new = maildir.join("new");
    let mut entries = tokio::fs::read_dir(&new).await.with_context(|| new.display().to_string())?;
    let mut failed = None;
    while let Some(entry) = entries.next_entry().await? {
        let name = entry.file_name();
        if !entry.file_type().await?.is_file() {
            continue;
        }
        match one(app, &entry.path()).await {
            Ok(taken) => {
                tracing::info!(?taken, "a message came in");
                let read = maildir.join("cur").join(format!("{}:2,S", name.to_string_lossy()));
                tokio::fs::rename(entry.path(), read).await?;
            }
            Err(error) => failed = Some(error.context(name.to_string_lossy().into_owned())),
        }
    }
    failed.map_or(Ok(()), Err)
}

async fn one(app: &App, path: &Path) -> anyhow::Result<Taken> {
    let size = tokio::fs::metadata(path).await?.len();
    if usize::try_from(size).is_ok_and(|size| size <= MESSAGE) {
        return Ok(take(app, tokio::fs::read(path).await?, Envelope::default()).await?);
    }
    let mut start = Vec::new();
    let limit = u64::try_from(MAIL_HEADER)?;
    tokio::fs::File::open(path).await?.take(limit).read_to_end(&mut start).await?;
    Ok(take_head(app, receive::head(&start, MAIL_HEADER), size, Envelope::default()).await?)
}

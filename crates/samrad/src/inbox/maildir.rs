//! Mail from a maildir that a server on this machine delivers to.

use super::take;
use crate::app::App;
use anyhow::Context as _;
use std::path::Path;

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
        match take(app, tokio::fs::read(entry.path()).await?, None).await {
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

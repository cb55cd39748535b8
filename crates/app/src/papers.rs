//! Papers as Word documents: by the region's template, and with the pictures that stand in them.

use crate::App;
use ledger::RegionRow;
use words::paper::{Paper, Pictures};

impl App {
    /// The bytes of a Word document. It is written beside the requests that are answered meanwhile: a long one takes
    /// a second.
    pub async fn docx(&self, region: &RegionRow, paper: Paper) -> anyhow::Result<Vec<u8>> {
        let mut pictures = Pictures::new();
        for hash in paper.pictures() {
            if let Some(bytes) = self.ledger.file_bytes(&region.id, &hash).await? {
                pictures.insert(hash, bytes);
            }
        }
        let (config, slug) = (self.config.clone(), region.id.clone());
        let paper = paper.by(&region.name);
        tokio::task::spawn_blocking(move || paper.docx(config.template(&slug)?.as_ref(), &pictures)).await?
    }
}

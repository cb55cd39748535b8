//! The record and what proves it: verify, seals, proofs, and the events for those who follow them.

use super::{Failure, open, say};
use anyhow::{Context as _, anyhow};
use app::config::Config;
use clap::{Args, Subcommand};
use ledger::{Anchor, Following, Ledger, Proof, ProofKey, ProofSeal, PublicKey, RegionRow};
use mail_parser::MessageParser;
use procedure::RegionId;
use serde::{Deserialize, Serialize};
use std::{
    fs,
    path::{Path, PathBuf},
};

#[derive(Args)]
pub struct Verify {
    /// A letter (.eml), a digest or a file from `samrad seal export`, kept outside: what it says must still hold
    #[arg(long, num_args = 1..)]
    anchor: Vec<PathBuf>,
}

#[derive(Subcommand)]
pub enum Seals {
    /// Write a region's seals as JSON, a line each, with the public keys first: to be kept outside
    Export(OfRegion),
}

#[derive(Subcommand)]
pub enum Export {
    /// Write a region's events as JSON, a line each, in the order they were committed
    Events(Events),
}

#[derive(Args)]
pub struct OfRegion {
    /// By its slug; not needed where there is one region
    #[arg(long)]
    region: Option<String>,
}

#[derive(Args)]
pub struct Events {
    #[command(flatten)]
    of: OfRegion,
    /// The position after which to begin
    #[arg(long, default_value_t = 0)]
    after: u64,
}

#[derive(Args)]
pub struct Prove {
    /// A proof, as a receipt links to it
    file: PathBuf,
    /// The installation's public key, from its public page or its manual
    #[arg(long)]
    key: Option<String>,
}

/// A line of a seal export.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Exported {
    Key(ProofKey),
    Seal {
        region: RegionId,
        #[serde(flatten)]
        seal: ProofSeal,
    },
}

/// Events read at a time.
const EVENTS: u32 = 1000;

pub async fn verify(asked: Verify) -> Result<(), Failure> {
    let config = Config::read()?;
    open::no_backup(&config)?;
    let ledger = open::beside(&config).await?;
    let anchors = asked.anchor.iter().map(|file| anchors(file)).collect::<Result<Vec<_>, _>>()?.concat();
    let mut problems = ledger.verify_all().await?;
    problems.extend(ledger.check_anchors(&anchors).await?);
    ledger.close().await;
    for problem in &problems {
        say(problem);
    }
    if !problems.is_empty() {
        return Err(anyhow!("{} things do not hold", problems.len()).into());
    }
    say(
        "every log is whole under its key, every state is what its log says, every text and file is what was written, \
         every letter is one that an event posted, and every seal holds",
    );
    if !anchors.is_empty() {
        say(format_args!("what {} anchors from outside say still holds", anchors.len()));
    }
    Ok(())
}

/// What a file kept outside says of the record.
fn anchors(file: &Path) -> Result<Vec<Anchor>, Failure> {
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    let found = read(&bytes);
    if found.is_empty() {
        return Err(anyhow!("{}: says nothing of the record: no letter, digest or seal export", file.display()).into());
    }
    Ok(found)
}

/// Every seal of an export; of a letter its header, or where that is gone the last line that is an anchor, of its body as a
/// mail program shows it.
fn read(bytes: &[u8]) -> Vec<Anchor> {
    let text = &*String::from_utf8_lossy(bytes);
    let seals = text.lines().filter_map(|line| match serde_json::from_str(line).ok()? {
        Exported::Seal { region, seal } => Some(seal.seal(&region)?.anchor()),
        Exported::Key(_) => None,
    });
    let seals: Vec<Anchor> = seals.collect();
    if !seals.is_empty() {
        return seals;
    }
    // Mail programs break long lines, in a header and in a text, and put marks before quoted ones.
    let parts = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| c.is_whitespace() || "<>\"".contains(c)).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let named = |words: &[String]| -> Vec<Anchor> {
        let windows = words.windows(3).chain(words.windows(2));
        windows.filter_map(|words| words.join(" ").parse().ok()).collect()
    };
    let letter = MessageParser::default().parse(bytes);
    let header = letter.as_ref().and_then(|letter| letter.header_raw("Samrad-Log"));
    if let Some(own) = header.and_then(|own| named(&parts(own)).into_iter().next()) {
        return vec![own];
    }
    let body = letter.as_ref().and_then(|letter| letter.body_text(0)).unwrap_or_default();
    let last = |text: &str| named(&parts(text)).into_iter().next_back();
    last(&body).or_else(|| last(text)).into_iter().collect()
}

async fn region(ledger: &Ledger, of: OfRegion) -> Result<RegionRow, Failure> {
    let mut regions = ledger.regions().await?;
    match of.region {
        Some(slug) => {
            let found = regions.into_iter().find(|region| region.id.0 == slug);
            found.ok_or_else(|| anyhow!("there is no region `{slug}`").into())
        }
        None if regions.len() == 1 => Ok(regions.remove(0)),
        None => {
            let slugs: Vec<String> = regions.into_iter().map(|region| region.id.0).collect();
            Err(anyhow!("name one with --region: {}", slugs.join(", ")).into())
        }
    }
}

fn line(value: &impl Serialize) -> Result<(), Failure> {
    say(serde_json::to_string(value).context("a line")?);
    Ok(())
}

pub async fn seals(asked: Seals) -> Result<(), Failure> {
    let Seals::Export(of) = asked;
    let ledger = open::beside(&Config::read()?).await?;
    let region = region(&ledger, of).await?.id;
    for key in ledger.record_keys().await? {
        line(&Exported::Key(ProofKey::from(&key)))?;
    }
    for seal in ledger.seals(&region).await? {
        line(&Exported::Seal { region: region.clone(), seal: ProofSeal::from(&seal) })?;
    }
    ledger.close().await;
    Ok(())
}

pub async fn export(asked: Export) -> Result<(), Failure> {
    let Export::Events(Events { of, mut after }) = asked;
    let ledger = open::beside(&Config::read()?).await?;
    let region = region(&ledger, of).await?.id;
    loop {
        let (events, next) = ledger.follow(&region, after, &Following::default(), EVENTS).await?;
        for event in &events {
            line(&web::api::PositionedView::of(event))?;
        }
        if next == after {
            break;
        }
        after = next;
    }
    ledger.close().await;
    Ok(())
}

/// Needs no database: only the file, and the public key to trust.
pub fn prove(asked: &Prove) -> Result<(), Failure> {
    let name = asked.file.display();
    let text = fs::read_to_string(&asked.file).with_context(|| name.to_string())?;
    let proof: Proof = serde_json::from_str(&text).map_err(|error| anyhow!("{name}: this is no proof: {error}"))?;
    let key = match &asked.key {
        Some(hex) => Some(PublicKey::parse(hex).context("--key: a public key is 64 hexadecimal digits")?),
        None => None,
    };
    proof.check(key).map_err(|why| anyhow!("{name}: {why}"))?;
    let Proof { region, document, seq, position, seal, .. } = &proof;
    say(format_args!("{document} event {seq} is in the record of {region}, at position {position}"));
    say(format_args!("it stands under the seal of {}, over {} events", seal.day, seal.size));
    if key.is_none() {
        for ProofKey { n, public, .. } in &proof.keys {
            say(format_args!("record key {n}: {public}"));
        }
        say("compare the key with the one on the installation's public page, or give it with --key");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::read;
    use data_encoding::BASE64;

    #[test]
    fn an_anchor_is_found_however_the_letter_was_kept() {
        let hash = "ab".repeat(32);
        let anchor = format!("kongsbergregionen/12 dok_a/3 {hash}");
        let other = format!("kongsbergregionen/9 dok_b/1 {hash}");
        for kept in [
            format!("Subject: x\r\nSamrad-Log: {anchor}\r\n\r\n{other}\r\n"),
            format!("Samrad-Log: kongsbergregionen/12\r\n dok_a/3\r\n {hash}\r\nTo: a@b.no\r\n\r\nHei"),
            format!("Hei\n\nI loggen: {other}\n\nHilsen\n\nI loggen: kongsbergregionen/12 dok_a/3\n{hash}\n"),
            format!("<p>I loggen: {anchor}</p>"),
        ] {
            assert_eq!(read(kept.as_bytes()), [anchor.parse().unwrap()], "{kept}");
        }
        // As the letter itself is encoded, without its header, and as it is forwarded.
        let body = BASE64.encode(format!("Hei\n\nI loggen: {other}\n\nI loggen: {anchor}\n").as_bytes());
        let encoded = format!(
            "Subject: x Samrad-Log: {other}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n"
        );
        assert_eq!(read(encoded.as_bytes()), [anchor.parse().unwrap()], "{encoded}");
        let quoted = format!(
            "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nI loggen: kongsbergregionen/12 dok_a/3 {}=\r\n{}\r\n",
            &hash[..40],
            &hash[40..]
        );
        assert_eq!(read(quoted.as_bytes()), [anchor.parse().unwrap()], "{quoted}");
        assert_eq!(read("Hei, og takk for sist.".as_bytes()), []);
    }
}

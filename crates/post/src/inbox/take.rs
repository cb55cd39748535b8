//! Taking one message in: it is tied to a letter as far as that can be proved, and stored for people to see. Nothing that comes
//! in is dropped, and nothing here answers anyone.

use crate::mail::{
    LINK, address_is_sound, ours,
    receive::{self, Attachment, Envelope, Kind, Ours, Received, Split},
};
use app::{
    App,
    files::{self, Unwelcome},
};
use ledger::{Error, IncomingFile, IncomingRow, LetterRow, LetterState, Mark};
use procedure::{Hash, RegionId};
use std::{ops::Range, sync::Arc};
use words::{
    limits::{MAIL_FILES, MAIL_HEADER, MAIL_PARTS, MESSAGE},
    plain, tokens,
};

/// A name of an attachment is kept so long.
const NAME: usize = 200;

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    Stored,
    /// It was here before.
    Known,
}

/// The letter a message is about, and whether the way it came proves that.
struct About {
    letter: Option<LetterRow>,
    proven: bool,
}

/// How a message is filed.
#[derive(Default)]
struct Filed {
    kind: &'static str,
    /// It counts as the answer of the letter's municipality to the letter's document.
    tied: bool,
    warnings: Vec<&'static str>,
    said: String,
    waits: bool,
}

/// Takes one message in.
///
/// # Errors
/// What may pass: the database is away, locked or full.
pub async fn take(app: &App, bytes: Vec<u8>, envelope: Envelope) -> Result<Taken, Error> {
    if bytes.len() > MESSAGE {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        return take_head(app, receive::head(&bytes, MAIL_HEADER), size, envelope).await;
    }
    let id = Hash::of(&bytes).0;
    if app.ledger.incoming_known(&id).await? {
        return Ok(Taken::Known);
    }
    let (raw, received) = read(app, bytes, envelope).await;
    understood(app, id, &raw, received, None).await
}

/// Takes in that a message came which is too large to be read: its header, and how large it was.
pub async fn take_head(app: &App, head: Vec<u8>, size: u64, envelope: Envelope) -> Result<Taken, Error> {
    let id = Hash::of(&[&head[..], &size.to_be_bytes()].concat()).0;
    if app.ledger.incoming_known(&id).await? {
        return Ok(Taken::Known);
    }
    let (raw, received) = read(app, head, envelope).await;
    understood(app, id, &raw, received, Some(size)).await
}

/// Files a message as it was understood, or as one that says nothing. `large`: its size, where only its header was read.
async fn understood(
    app: &App,
    id: String,
    raw: &[u8],
    received: Option<Received>,
    large: Option<u64>,
) -> Result<Taken, Error> {
    if let Some(received) = received {
        match file(app, &id, &received, raw, large).await {
            Err(error) if !passes(&error) => {
                tracing::error!(%error, "a message could not be stored as it was understood");
            }
            taken => return taken,
        }
    }
    unread(app, id, raw, large).await
}

/// Whether it may pass by itself.
fn passes(error: &Error) -> bool {
    matches!(error, Error::Busy | Error::Lost(_) | Error::Storage(_) | Error::Conflict)
}

/// The message without the tokens of our links, and what it says. A message that breaks its reader is kept all the same.
async fn read(app: &App, bytes: Vec<u8>, envelope: Envelope) -> (Arc<Vec<u8>>, Option<Received>) {
    let cleaned = tokio::task::spawn_blocking(move || {
        let mut bytes = bytes;
        tokens::take_out(&mut bytes);
        bytes
    });
    let raw = Arc::new(cleaned.await.unwrap_or_default());
    let (links, server, own) = (app.links.clone(), app.config.inbox.authentication_server.clone(), raw.clone());
    let read = tokio::task::spawn_blocking(move || {
        receive::read(&own, &envelope, |address| links.returned(address).is_some(), &server)
    });
    (raw, read.await.unwrap_or_default())
}

/// A row for a message that says nothing to us, so that a person sees it.
async fn unread(app: &App, id: String, raw: &[u8], large: Option<u64>) -> Result<Taken, Error> {
    let row = IncomingRow {
        id,
        region: region(app, "").await?.0,
        kind: "unknown".to_owned(),
        received_at: app.clock.now(),
        warnings: if large.is_some() { "too-large" } else { "unreadable" }.to_owned(),
        size: i64::try_from(large.unwrap_or(raw.len() as u64)).unwrap_or(i64::MAX),
        waits: true,
        ..IncomingRow::default()
    };
    let stored = app.ledger.put_incoming(&row, raw.to_vec(), Vec::new()).await?;
    Ok(if stored { Taken::Stored } else { Taken::Known })
}

async fn file(app: &App, id: &str, received: &Received, raw: &[u8], large: Option<u64>) -> Result<Taken, Error> {
    let about = about(app, received).await?;
    let filed = match &received.kind {
        // A header alone does not say what the message is.
        _ if large.is_some() => unsure(app, received, about.letter.as_ref(), "too-large").await?,
        Kind::Person => person(app, received, about.letter.as_ref()).await?,
        _ => machine(app, received, &about).await?,
    };
    let letter = about.letter.as_ref();
    let region = match letter {
        Some(letter) => letter.region.clone(),
        None => region(app, &received.sender).await?,
    };
    let mut warnings = filed.warnings;
    warnings.extend(received.shortened.then_some("shortened"));
    let (name, address) = sender(app);
    let body = letter.and_then(|letter| letter.body.as_ref()).map(|body| body.replace(LINK, ""));
    let ours = Ours { letter: body.as_deref(), address: &address, name: &name, base: app.config.base_url() };
    let Split { answer, cut } = received.split(&ours);
    let tied = letter.filter(|_| filed.tied);
    let row = IncomingRow {
        id: id.to_owned(),
        region: region.0.clone(),
        document: tied.and_then(|row| row.document.clone()).map(|id| id.0),
        party: tied.and_then(|row| row.party.clone()).map(|id| id.0),
        letter: letter.map(|row| row.id.clone()),
        kind: filed.kind.to_owned(),
        received_at: app.clock.now(),
        sender: received.sender.clone(),
        subject: received.subject.clone(),
        body: answer,
        cut,
        warnings: warnings.join(" "),
        said: plain::line(&filed.said),
        size: i64::try_from(large.unwrap_or(raw.len() as u64)).unwrap_or(i64::MAX),
        waits: filed.waits,
        ..IncomingRow::default()
    };
    // Of what was too large there is a header alone: no file of it has any bytes.
    let files = if large.is_some() { Vec::new() } else { keep(app, &region, received).await? };
    let linked = received.attachments.iter().zip(&files).filter(|(_, file)| file.reason == Unwelcome::Link.key());
    let hidden = received.hidden.iter().cloned().chain(linked.map(|(attachment, _)| attachment.at.clone()));
    let stored = app.ledger.put_incoming(&row, without(raw, hidden.collect()), files).await?;
    Ok(if stored { Taken::Stored } else { Taken::Known })
}

/// A message without the bodies of some of its parts.
fn without(raw: &[u8], mut hidden: Vec<Range<usize>>) -> Vec<u8> {
    hidden.sort_by_key(|part| part.start);
    let (mut kept, mut at) = (Vec::with_capacity(raw.len()), 0);
    for part in hidden {
        kept.extend(raw.get(at..part.start).unwrap_or_default());
        at = at.max(part.end);
    }
    kept.extend(raw.get(at..).unwrap_or_default());
    kept
}

/// The letter a message is about: proved by our return path, or said by a Message-ID that only its readers know.
async fn about(app: &App, received: &Received) -> Result<About, Error> {
    let sealed: Vec<String> = received.to.iter().filter_map(|address| app.links.returned(address)).collect();
    if let Some(letter) = app.ledger.letter_among(&sealed).await? {
        return Ok(About { letter: Some(letter), proven: true });
    }
    let answered: Vec<String> = received.answers.iter().filter_map(|id| app.links.answered(id)).collect();
    Ok(About { letter: app.ledger.letter_among(&answered).await?, proven: false })
}

/// A person's mail is a municipality's answer when it answers our letter from one of the municipality's own domains.
async fn person(app: &App, received: &Received, letter: Option<&LetterRow>) -> Result<Filed, Error> {
    let (tied, warnings) = origin(app, received, letter).await?;
    Ok(Filed { kind: if tied { "reply" } else { "unplaced" }, tied, warnings, waits: true, ..Filed::default() })
}

/// Whether a message comes from the party our letter went to, and what speaks against it.
async fn origin(
    app: &App,
    received: &Received,
    letter: Option<&LetterRow>,
) -> Result<(bool, Vec<&'static str>), Error> {
    let mut warnings = Vec::new();
    let mut own = false;
    if let Some(letter) = letter {
        // An address that is not written as one proves no domain.
        let sound = address_is_sound(&received.sender) && received.sender.matches('@').count() == 1;
        let domain = received.sender.rsplit_once('@').filter(|_| sound).map_or("", |(_, domain)| domain);
        let parties = app.ledger.parties(&letter.region).await?;
        let party = parties.iter().find(|party| letter.document.is_some() && Some(&party.id) == letter.party.as_ref());
        own = party.is_some_and(|party| party.mail_domains.iter().any(|own| own.eq_ignore_ascii_case(domain)));
        warnings.extend((!own).then_some("sender"));
    } else {
        warnings.push("no-letter");
    }
    warnings.extend(received.forged.then_some("forged"));
    Ok((own && !received.forged, warnings))
}

/// What a machine sent is entered on its letter, and waits for a person where that is not enough.
async fn machine(app: &App, received: &Received, about: &About) -> Result<Filed, Error> {
    let filed = |kind| Filed { kind, tied: about.letter.is_some(), ..Filed::default() };
    let letter = about.letter.as_ref();
    let unproven = || if about.proven { Vec::new() } else { vec!["unproven"] };
    let noted = async |said: &str| match letter {
        Some(letter) => note(app, letter, said).await,
        None => Ok(()),
    };
    Ok(match &received.kind {
        Kind::Failed { recipient, said } => match letter.filter(|_| about.proven) {
            Some(letter) => {
                bounced(app, letter, *recipient, said).await?;
                // The board tells of returned letters to parties by itself.
                Filed { said: said.clone(), waits: letter.party.is_none(), ..filed("bounce") }
            }
            None => {
                noted(&format!("{}{said}", ours::UNPROVEN)).await?;
                Filed { said: said.clone(), warnings: unproven(), waits: true, ..filed("report") }
            }
        },
        Kind::Delayed { said } | Kind::Delivered { said } => {
            match letter.filter(|_| about.proven) {
                Some(letter) if matches!(received.kind, Kind::Delivered { .. }) && gone(letter.state) => {
                    tell(app, letter, LetterState::Delivered, said).await?;
                }
                Some(letter) => note(app, letter, said).await?,
                None => noted(&format!("{}{said}", ours::UNPROVEN)).await?,
            }
            Filed { said: said.clone(), warnings: unproven(), ..filed("report") }
        }
        Kind::Complaint => {
            noted(ours::COMPLAINT).await?;
            Filed { warnings: unproven(), waits: true, ..filed("complaint") }
        }
        Kind::Automatic => {
            noted(ours::AUTOMATIC).await?;
            filed("automatic")
        }
        Kind::Unsure | Kind::Person => unsure(app, received, letter, "unsure").await?,
    })
}

/// What only a person can say what it is. It is held to be the party's answer until somebody has seen it, where it comes from
/// the party itself.
async fn unsure(app: &App, received: &Received, letter: Option<&LetterRow>, why: &'static str) -> Result<Filed, Error> {
    if let Some(letter) = letter {
        note(app, letter, ours::UNSURE).await?;
    }
    let (tied, mut warnings) = origin(app, received, letter).await?;
    warnings.insert(0, why);
    Ok(Filed { kind: "unknown", tied, warnings, waits: true, ..Filed::default() })
}

async fn note(app: &App, letter: &LetterRow, said: &str) -> Result<(), Error> {
    app.ledger.note(&letter.id, app.clock.now(), letter.state, &plain::line(said)).await
}

/// Whether a letter in this state has left us, or may have.
fn gone(state: LetterState) -> bool {
    use LetterState as S;
    matches!(state, S::Accepted | S::Delivered | S::Data | S::Deferred | S::Uncertain | S::Captured)
}

async fn tell(app: &App, row: &LetterRow, state: LetterState, said: &str) -> Result<(), Error> {
    let mark = Mark::of(row, app.clock.now(), state, Some(plain::line(said)));
    app.ledger.mark(vec![Mark { attempt: None, ..mark }]).await
}

/// A letter on its way anew keeps its state, and an address that has been changed since is not the one that failed.
async fn bounced(app: &App, row: &LetterRow, recipient: bool, said: &str) -> Result<(), Error> {
    if !gone(row.state) {
        return note(app, row, said).await;
    }
    tell(app, row, LetterState::Bounced, said).await?;
    let Some(id) = row.contact.as_ref().filter(|_| recipient) else { return Ok(()) };
    let contact = app.ledger.contact(&row.region, id).await?;
    if contact.is_some_and(|contact| row.to.as_ref() == Some(&contact.address)) {
        app.ledger.suppress(&row.region, id).await?;
    }
    Ok(())
}

/// Where a message goes that is tied to no letter: to the region the sender's municipality is in, else to the one that the
/// settings name, else to the first.
async fn region(app: &App, sender: &str) -> Result<RegionId, Error> {
    let regions = app.ledger.regions().await?;
    let domain = sender.rsplit_once('@').map_or("", |(_, domain)| domain);
    if regions.len() > 1 && !domain.is_empty() {
        for region in &regions {
            let parties = app.ledger.parties(&region.id).await?;
            if parties.iter().any(|party| party.mail_domains.iter().any(|own| own.eq_ignore_ascii_case(domain))) {
                return Ok(region.id.clone());
            }
        }
    }
    let named = regions.iter().find(|region| region.id.as_str() == app.config.inbox.region);
    named.or(regions.first()).map(|region| region.id.clone()).ok_or(Error::NotFound)
}

/// Whom letters are from: a name and an address.
fn sender(app: &App) -> (String, String) {
    let from = app.config.mail_from.as_str();
    let (name, address) = from.rsplit_once('<').unwrap_or(("", from));
    (name.trim_matches(['"', ' ']).to_owned(), address.trim_end_matches('>').trim().to_lowercase())
}

/// Keeps what may be kept as a file, and says of the rest why it was not.
async fn keep(app: &App, region: &RegionId, received: &Received) -> Result<Vec<IncomingFile>, Error> {
    let mut all = Vec::new();
    let mut looked_through = 0;
    for Attachment { name, bytes, in_text, .. } in &received.attachments {
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let name: String = plain::line(name).chars().take(NAME).collect();
        let not_kept = |reason: &str| IncomingFile {
            name: name.clone(),
            reason: reason.to_owned(),
            size,
            ..IncomingFile::default()
        };
        let file = if *in_text {
            not_kept("picture")
        } else if looked_through >= MAIL_FILES {
            not_kept("number")
        } else {
            looked_through += 1;
            match files::accept(&name, bytes.clone()).await {
                Ok(file) => {
                    let hash = app.ledger.put_file(region, &file.name, file.media_type, file.bytes).await?.0;
                    IncomingFile { name: file.name, hash, size, ..IncomingFile::default() }
                }
                Err(why) => not_kept(why.key()),
            }
        };
        all.push(file);
    }
    if received.attached > MAIL_PARTS {
        let more = i64::try_from(received.attached - MAIL_PARTS).unwrap_or(i64::MAX);
        all.push(IncomingFile { reason: "more".to_owned(), size: more, ..IncomingFile::default() });
    }
    Ok(all)
}

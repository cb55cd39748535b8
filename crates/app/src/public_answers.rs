//! What the public answers: how an answer is handed in and confirmed, which of them are alike, and what a command about them
//! is told on its way to the writer, which reads none of them.

use crate::{App, ids, links::Granted};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use ledger::{Confirmed, DocumentRow, Error, HandedIn, NewFile, PublicFile, PublicRound, RegionRow, Unconfirmed};
use procedure::{
    Actor, Calendar, Command, Desk, Document, DocumentId, Hash, PartId, PublicSeen, RegionId, Uncounted,
    working_days_after,
};
use words::{limits, plain, token::Claim};

/// What the ids of public answers begin with; the rest is as long as a document's.
const PREFIX: &str = "pub_";
const DOCUMENT: &str = "dok_";

/// Working days an answer may wait for somebody to look at it before the coordinators are told.
pub const REVIEW_DAYS: usize = 2;

/// An answer as it was written, its files looked at.
#[derive(Debug)]
pub struct Written {
    pub name: String,
    pub address: String,
    pub section: Option<PartId>,
    pub text: String,
    pub files: Vec<NewFile>,
    /// The language of the letters about it.
    pub language: String,
}

/// The hearing that anyone may answer now.
pub fn open(id: &DocumentId, state: &Document) -> Option<PublicRound> {
    let (case, round) = state.open_to_anyone()?;
    Some(PublicRound { document: id.clone(), case, round })
}

/// The round a command is about: the one named, else the last.
pub fn round(id: &DocumentId, state: &Document, case: Option<u32>, round: Option<u32>) -> PublicRound {
    let last = state.case.as_ref().map_or(1, |case| case.rounds);
    PublicRound { document: id.clone(), case: case.unwrap_or(state.cases), round: round.unwrap_or(last) }
}

/// Keeps an answer until it is confirmed, and posts the letter with its link. `false` where the hearing takes none any more,
/// or too many wait to be confirmed.
pub async fn hand_in(app: &App, row: &DocumentRow, round: PublicRound, written: Written) -> Result<bool, Error> {
    let key = ids::document(&app.clock).0;
    let new = HandedIn {
        id: key.replacen(DOCUMENT, PREFIX, 1),
        region: row.region.clone(),
        round,
        section: written.section,
        text: written.text,
        name: written.name,
        address: written.address,
        language: written.language,
        files: written.files,
        most: limits::PUBLIC_UNCONFIRMED,
        at: app.clock.now(),
    };
    let kept = app.ledger.hand_in(new).await?;
    if kept {
        app.post.notify_one();
    }
    Ok(kept)
}

/// Until when what was handed in can be confirmed.
pub fn confirmed_by(received_at: DateTime<Utc>) -> DateTime<Utc> {
    received_at + TimeDelta::days(limits::PUBLIC_UNCONFIRMED_DAYS)
}

/// Answers of a hearing that wait for somebody to look at them.
pub struct Waiting {
    pub document: DocumentId,
    pub answers: u32,
    /// The day the oldest of them came.
    pub since: NaiveDate,
    /// The day from which the coordinators are told of it.
    pub told_on: NaiveDate,
}

/// The hearings of a region whose answers wait, the oldest first.
pub async fn waiting(app: &App, region: &RegionRow) -> Result<Vec<Waiting>, Error> {
    let of = |hearing: ledger::PublicHearing| {
        let since = crate::local(region, hearing.waiting_since?).date();
        let told_on = working_days_after(since, REVIEW_DAYS);
        Some(Waiting { document: hearing.round.document, answers: hearing.waiting, since, told_on })
    };
    Ok(app.ledger.public_waiting(&region.id).await?.into_iter().filter_map(of).collect())
}

/// Those that have waited for so long that the coordinators are told.
pub async fn overdue(app: &App, region: &RegionRow) -> Result<Vec<Waiting>, Error> {
    let today = app.today(region);
    Ok(waiting(app, region).await?.into_iter().filter(|waiting| waiting.told_on <= today).collect())
}

/// Makes what was handed in an answer.
pub async fn confirm(app: &App, waiting: &Unconfirmed) -> Result<Confirmed, Error> {
    let mut files = Vec::new();
    for file in app.ledger.unconfirmed_files(&waiting.id).await? {
        let hash = app.ledger.put_file(&waiting.region, &file.name, &file.media_type, file.bytes).await?;
        files.push(PublicFile { hash, name: file.name });
    }
    let alike = alike(waiting.section.as_ref(), &waiting.body, &files);
    let confirmed = app.ledger.confirm_public(&waiting.id, files, &alike, app.clock.now()).await?;
    if matches!(confirmed, Confirmed::Now(_)) {
        app.post.notify_one();
    }
    Ok(confirmed)
}

/// The same of all answers that say the same about the same: whatever their case, their spaces and their marks.
pub fn alike(section: Option<&PartId>, text: &str, files: &[PublicFile]) -> Hash {
    let mut named: Vec<&str> = files.iter().map(|file| file.hash.0.as_str()).collect();
    named.sort_unstable();
    let section = section.map_or("", PartId::as_str);
    Hash::of([section, &named.join(" "), &normalised(text)].join("\n").as_bytes())
}

/// Words in small letters with single spaces between them, without the marks of a sentence. Signs that mean something by
/// themselves stay: a minus, a percent, a picture.
pub fn normalised(text: &str) -> String {
    let lower: String = text.to_lowercase().chars().filter(|c| !plain::invisible(*c)).collect();
    let between = |c: char| c.is_whitespace() || c.is_control() || ".,;:!?…\"'«»“”„’‘()[]*_–—".contains(c);
    let words: Vec<&str> = lower.split(between).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { lower.trim().to_owned() } else { words.join(" ") }
}

/// The token of the link that confirms an answer: formed as every link of ours, so that it is known wherever it stands.
pub fn token(app: &App, region: &RegionId, id: &str) -> String {
    app.links.sign(&granted(region, &named(id)))
}

/// The id a token claims to be of, before anybody has believed it.
pub fn claimed(claim: &Claim) -> Option<String> {
    (claim.number == 0).then(|| claim.document.0.replacen(DOCUMENT, PREFIX, 1))
}

/// Whether the claim was signed here for this answer.
pub fn verifies(app: &App, claim: &Claim, region: &RegionId, id: &str) -> bool {
    app.links.verifies(claim, &granted(region, &named(id)))
}

fn named(id: &str) -> DocumentId {
    DocumentId(id.replacen(PREFIX, DOCUMENT, 1))
}

/// No link of a document has the number 0.
fn granted<'a>(region: &'a RegionId, document: &'a DocumentId) -> Granted<'a> {
    Granted { region, document, number: 0, generation: 0, contact_generation: 0 }
}

/// The command with what it is about looked up; every other one as it is.
pub async fn looked_up(
    app: &App,
    region: &RegionRow,
    document: &DocumentId,
    mut command: Command,
) -> Result<Command, Error> {
    let about = match &command {
        Command::Desk(
            Desk::ReleasePublicAnswers { .. }
            | Desk::ExemptPublicAnswer { .. }
            | Desk::AssessPublicAnswers { .. }
            | Desk::ApprovePublicVerdict { .. },
        )
        | Command::Calendar(Calendar::CountPublicAnswers { .. }) => app.ledger.document(&region.id, document).await?,
        _ => None,
    };
    let Some(row) = about else { return Ok(command) };
    let public = row.state.case.as_ref().and_then(|case| case.hearing()).and_then(|hearing| hearing.public.as_ref());
    match &mut command {
        Command::Desk(Desk::ReleasePublicAnswers { case, round: of, from, through, group, seen, .. }) => {
            let round = round(&row.id, &row.state, *case, *of);
            *seen = Some(app.ledger.public_meant(&round, (*from, *through), *group).await?);
        }
        Command::Desk(Desk::ExemptPublicAnswer { case, round: of, number, seen, .. }) => {
            let round = round(&row.id, &row.state, *case, *of);
            *seen = Some(app.ledger.public_meant(&round, (Some(*number), *number), None).await?);
        }
        Command::Desk(
            Desk::AssessPublicAnswers { group, seen, .. } | Desk::ApprovePublicVerdict { group, seen, .. },
        ) => {
            let known = app.ledger.public_group(&round(&row.id, &row.state, None, None), *group).await?;
            *seen = known.map(|known| PublicSeen {
                answers: known.answers,
                verdict: known.given,
                last: public.map_or(0, |public| public.last),
                newest: known.first,
            });
        }
        Command::Calendar(Calendar::CountPublicAnswers { count }) => {
            if let Some(Uncounted { case, round, .. }) = row.state.to_count() {
                let round = PublicRound { document: row.id.clone(), case, round };
                *count = Some(app.ledger.count_public(&round).await?);
            }
        }
        _ => {}
    }
    Ok(command)
}

/// Counts them, now that the hearing is closed. What is not counted now is counted at the next look.
pub async fn count(app: &App, region: &RegionRow, document: &DocumentId) {
    let command = Command::Calendar(Calendar::CountPublicAnswers { count: None });
    let counted = Box::pin(app.execute(region, document, Actor::Calendar, command, None)).await;
    if let Err(error) = counted.map(drop)
        && !matches!(error, Error::Refused(_))
    {
        tracing::warn!(%error, document = %document, "public answers are still to be counted");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_that_differ_in_case_spaces_and_marks_are_alike() {
        let same = |text: &str| alike(None, text, &[]);
        assert_eq!(same("Nei til ny vei!"), same("  nei til\nny   vei. "));
        assert_eq!(same("Nei til\u{200b} ny ve\u{ad}i\u{202e}"), same("Nei til ny vei"), "nobody sees what differs");
        assert_ne!(same("Nei til ny vei"), same("Ja til ny vei"));
        let section = PartId::from("s1");
        assert_ne!(alike(Some(&section), "Nei", &[]), same("Nei"), "about something else");
        let file = PublicFile { hash: Hash::of(b"kart"), name: "kart.pdf".to_owned() };
        assert_ne!(alike(None, "Nei", &[file]), same("Nei"), "with a file");
    }
}

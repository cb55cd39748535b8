//! What a hearing came to: who was asked and who answered, each remark with what became of it and why, and what was
//! changed in the text.

use crate::{
    history::{self, Names},
    texts,
};
use chrono::NaiveDate;
use ledger::{DocumentRow, Ledger, PublicRound};
use procedure::{
    Exemption, NextStep, Position, RemarkId, Scope, Text, Verdict, Wording,
    record::{Dated, Mark, Record, Round},
};
use words::{
    compare::{self, Comparison},
    limits,
};

/// Whom a note is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    Desk,
    /// An officer of one of the parties, who is told what anyone is, and what only waits for a coordinator to look at it.
    Party,
    /// Told what the assessment came to when it was finished, and nothing of what is exempt from disclosure.
    Anyone,
}

#[derive(Clone, Debug)]
pub struct HearingNote {
    pub title: String,
    pub case_number: Option<String>,
    /// Its place among all hearings the document has had, from 1, and how many those are.
    pub hearing: usize,
    pub hearings: usize,
    /// Only what had changed since the hearing before was heard.
    pub limited: bool,
    pub opened_on: NaiveDate,
    /// The common one.
    pub deadline: NaiveDate,
    /// `None` while it runs.
    pub closed_on: Option<NaiveDate>,
    pub asked: Vec<Asked>,
    /// In the order of the text, the general ones first.
    pub remarks: Vec<Weighed>,
    /// From the version heard to the newest one before the next hearing, or the one that came into force. `None` where
    /// the newest one is not for the reader.
    pub changes: Option<Comparison>,
    pub versions: (u32, u32),
    /// What the public answered, where anyone could: a track of its own.
    pub public: Option<PublicNote>,
}

/// The public's answers as a note tells them.
#[derive(Clone, Debug)]
pub struct PublicNote {
    pub answers: u32,
    /// How many answers got each verdict.
    pub verdicts: Vec<(Option<Verdict>, u32)>,
    /// The first groups of those that are alike.
    pub groups: Vec<PublicWeighed>,
    /// Groups that are not listed here.
    pub more: u32,
}

/// Answers that are alike, weighed together.
#[derive(Clone, Debug)]
pub struct PublicWeighed {
    pub first: u32,
    pub answers: u32,
    /// Empty for the whole.
    pub section: String,
    /// Withheld with its paragraph where it is exempt, with nothing where nobody has looked at it.
    pub text: Result<String, Option<String>>,
    pub verdict: Option<(Verdict, String)>,
}

/// Whom the hearing letter went to.
#[derive(Clone, Debug)]
pub struct Asked {
    pub name: String,
    /// Its own deadline, with the time it was given.
    pub deadline: NaiveDate,
    /// `None`: no answer, and nothing is taken from it.
    pub answer: Option<Answered>,
}

#[derive(Clone, Debug)]
pub struct Answered {
    /// Withheld where the statement is exempt from disclosure and anyone reads.
    pub position: Result<Position, Exempt>,
    pub received_on: NaiveDate,
    pub late: bool,
}

/// By which paragraph, and what may be read in its place.
#[derive(Clone, Debug)]
pub struct Exempt {
    /// `None`: nobody at the desk has looked at it yet.
    pub legal_basis: Option<String>,
    pub redacted: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Weighed {
    pub id: RemarkId,
    pub party: String,
    /// Empty for the general text.
    pub section: String,
    /// Withheld with its reason where the statement is exempt from disclosure.
    pub words: Result<Words, String>,
    pub verdict: Option<(Verdict, Wording<String>)>,
}

#[derive(Clone, Debug)]
pub struct Words {
    pub text: String,
    pub proposed: String,
}

/// The note on a document's hearing number `which`, the last one by default. `None` where there is no such hearing, or
/// none for this reader yet.
pub async fn note(
    ledger: &Ledger,
    row: &DocumentRow,
    names: &Names,
    which: Option<usize>,
    reader: Reader,
) -> Result<Option<HearingNote>, ledger::Error> {
    let log = ledger.log(row).await?;
    let whole = Record::of(&*log);
    let hearings = whole.rounds().count();
    let hearing = which.unwrap_or(hearings);
    let held = hearing.checked_sub(1).and_then(|place| whole.rounds().nth(place));
    let Some((case, told)) = held.and_then(|(case, round)| Some((case, last_line(round, reader)?))) else {
        return Ok(None);
    };
    let record = Record::of(log.iter().take_while(|line| line.seq <= told));
    let Some((_, round)) = record.rounds().last() else { return Ok(None) };
    let heard = texts::text(ledger, &row.region, &round.content).await?;
    // Anyone sees the text that went on to be decided; one that is to be heard again is a draft.
    let text_shown = reader == Reader::Desk || decided(round);
    let (newest, after) = match record.versions.last().filter(|saved| saved.what.number > round.version) {
        Some(saved) => (saved.what.number, texts::text(ledger, &row.region, &saved.what.content).await?),
        None => (round.version, heard.clone()),
    };
    let mut remarks = Vec::new();
    for said in history::remarks_of(ledger, &row.region, case, round).await? {
        let verdict = said.verdict().map(|last| (last.what.verdict, last.what.reason.clone()));
        // What nobody has looked at is not told anyone.
        if reader == Reader::Anyone && row.state.waits(said.answer) {
            continue;
        }
        let words = match (row.state.exemption(said.answer), reader) {
            // The verdict's reason could tell what the remark said.
            (Some(_), Reader::Party | Reader::Anyone) => continue,
            (Some(exemption), Reader::Desk) => Err(exemption.legal_basis.clone()),
            (None, _) => Ok(Words { text: said.text, proposed: said.proposed.unwrap_or_default() }),
        };
        let place = place(&heard, said.part.as_ref());
        let party = names.get(&said.party);
        remarks.push((place, Weighed { id: said.id, party, section: said.section, words, verdict }));
    }
    remarks.sort_by_key(|(place, _)| *place);
    let mut asked = Vec::new();
    for party in &round.invited {
        let answer = match round.standing(party) {
            Some(filed) => Some(Answered {
                position: match row.state.exemption(filed.mark.seq).filter(|_| reader != Reader::Desk) {
                    Some(exemption) => Err(exempt(ledger, row, exemption).await?),
                    None if reader == Reader::Anyone && row.state.waits(filed.mark.seq) => {
                        Err(Exempt { legal_basis: None, redacted: None })
                    }
                    None => Ok(filed.what.statement.position),
                },
                received_on: filed.what.statement.received_on,
                late: round.late(&filed.what.statement),
            }),
            None => None,
        };
        asked.push(Asked { name: names.get(party), deadline: round.deadline(party), answer });
    }
    Ok(Some(HearingNote {
        title: row.state.title.clone(),
        case_number: row.state.case_number.clone(),
        hearing,
        hearings,
        limited: matches!(round.scope, Scope::Limited(_)),
        opened_on: round.opened_on,
        deadline: round.common_deadline,
        closed_on: round.closed_on,
        asked,
        remarks: remarks.into_iter().map(|(_, weighed)| weighed).collect(),
        changes: text_shown.then(|| compare::texts(&heard, &after)),
        versions: (round.version, newest),
        public: public(ledger, row, (case, round.number), &heard, reader).await?,
    }))
}

/// The last line of the log that the note is told from: for the desk the last one before the work on the round was over,
/// for anyone the one that finished the assessment. `None` where there is nothing to tell yet.
fn last_line(round: &Round, reader: Reader) -> Option<u32> {
    let before = |over: &Mark| over.seq - 1;
    match reader {
        Reader::Desk => Some(round.over.as_ref().map_or(u32::MAX, before)),
        Reader::Party | Reader::Anyone => {
            let within =
                |finished: &&Dated<NextStep>| round.over.as_ref().is_none_or(|over| finished.mark.seq <= over.seq);
            round.finished.iter().rfind(within).map(|finished| finished.mark.seq)
        }
    }
}

/// Whether the assessment ended with a text for the councils or the adopting body.
fn decided(round: &Round) -> bool {
    let last = round.finished.last().map(|finished| finished.what);
    last.is_some_and(|next| !matches!(next, NextStep::FullHearing | NextStep::LimitedHearing))
}

async fn exempt(ledger: &Ledger, row: &DocumentRow, exemption: &Exemption) -> Result<Exempt, ledger::Error> {
    let redacted = match &exemption.redacted {
        Some(hash) => ledger.text(&row.region, hash).await?,
        None => None,
    };
    Ok(Exempt { legal_basis: Some(exemption.legal_basis.clone()), redacted })
}

/// Where in the text a remark belongs; 0 for the general ones.
fn place(text: &Text, section: Option<&procedure::PartId>) -> usize {
    section.map_or(0, |id| text.parts.iter().position(|part| part.id() == id).map_or(usize::MAX, |place| place + 1))
}

/// What the public answered in a round, as far as the reader may know.
async fn public(
    ledger: &Ledger,
    row: &DocumentRow,
    (case, round): (u32, u32),
    heard: &Text,
    reader: Reader,
) -> Result<Option<PublicNote>, ledger::Error> {
    let round = PublicRound { document: row.id.clone(), case, round };
    let all = ledger.public_hearings(&row.id).await?;
    let Some(hearing) = all.into_iter().find(|hearing| hearing.round == round) else { return Ok(None) };
    let mut groups = Vec::new();
    for group in ledger.public_groups(&round, ledger::Weighed::All, 0, limits::PUBLIC_NOTED).await? {
        let first = ledger.public_answers(&round, Some(group.first), false, group.first - 1, 1).await?.pop();
        let Some(answer) = first else { continue };
        let open = answer.is_open() || (reader != Reader::Anyone && answer.legal_basis.is_none());
        let text = if open {
            Ok(ledger.text(&row.region, &answer.body).await?.unwrap_or_default())
        } else {
            Err(answer.legal_basis.clone())
        };
        let part = answer.section.as_ref().and_then(|id| heard.part(id));
        groups.push(PublicWeighed {
            first: group.first,
            answers: group.answers,
            section: part.map_or_else(String::new, procedure::Part::title),
            // The verdict's reason could tell what an exempt answer says.
            verdict: group.verdict.filter(|_| reader == Reader::Desk || text.is_ok()),
            text,
        });
    }
    let more = hearing.groups.saturating_sub(u32::try_from(groups.len()).unwrap_or(u32::MAX));
    let verdicts = ledger.public_verdicts(&round).await?;
    Ok(Some(PublicNote { answers: hearing.answers, verdicts, groups, more }))
}

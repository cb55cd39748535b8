//! Prose on its way in and out: texts and answers are stored under their hashes before a command names them.

use ledger::{DocumentRow, Ledger};
use procedure::{
    Desk, Forms, Hash, Part, PartId, PartRef, Position, RegionId, RemarkDraft, SignerId, Statement, StatementDraft,
    Text, Wording, text::line_of,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use words::{
    kept,
    markdown::{self, LineEnd},
};

/// A section as people send it: with its id when they changed one, without when they added one. Its heading and its body
/// are Markdown, as `words::markdown` reads and writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<PartId>,
    /// From 1, a chapter, to 6; 1 where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// What stands before the heading: as it is written, or `auto` where it is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    pub heading: String,
    pub body: String,
}

/// A part as people are shown it to write on.
pub fn written(part: &Part) -> Section {
    let Part::Section(section) = part;
    Section {
        id: Some(section.id.clone()).filter(|id| !id.as_str().is_empty()),
        level: Some(section.level).filter(|level| *level != 1),
        number: section.number.as_ref().map(|number| markdown::written(number).to_owned()),
        heading: markdown::line(&section.heading),
        body: markdown::body(&section.body),
    }
}

/// The sections of a text that was read in, to be looked over and saved.
pub fn taken_in(sections: Vec<procedure::Section>) -> Vec<Section> {
    sections.into_iter().map(|section| written(&Part::Section(section))).collect()
}

/// What people wrote as parts: a heading within a body begins a section of its own.
fn read(section: Section) -> Vec<procedure::Section> {
    let mut read = markdown::read(&section.body, LineEnd::Break).into_iter().peekable();
    let body = read.next_if(|first| first.heading.is_empty()).map(|first| first.body).unwrap_or_default();
    let own = procedure::Section {
        id: section.id.unwrap_or_default(),
        level: section.level.unwrap_or(1),
        number: section.number.as_deref().and_then(markdown::number),
        heading: markdown::read_line(&section.heading),
        body,
    };
    // Only a section of this text has an id, and it is told in its own field.
    let below = read.map(|below| procedure::Section { id: PartId::default(), ..below });
    std::iter::once(own).chain(below).collect()
}

/// Stores a text in each written form it came in; `None` where there are no words.
pub async fn put_wording(
    ledger: &Ledger,
    region: &RegionId,
    given: &Wording<String>,
) -> Result<Option<Wording<Hash>>, ledger::Error> {
    let put = async |text: Option<&String>| match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => ledger.put_text(region, text).await.map(Some),
        None => Ok(None),
    };
    Ok(match given {
        Wording::Own(text) => put(Some(text)).await?.map(Wording::Own),
        Wording::Forms(Forms { nb, nn }) => {
            let (nb, nn) = (put(nb.as_ref()).await?, put(nn.as_ref()).await?);
            (nb.is_some() || nn.is_some()).then_some(Wording::Forms(Forms { nb, nn }))
        }
    })
}

/// A municipality's answer as it was written: what is stored under the statement's content hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub remarks: Vec<Remark>,
    /// What its files were called when it was handed in: two municipalities may send the same file by different names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<AttachedFile>,
}

/// A file by the name one answer has given it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachedFile {
    pub hash: Hash,
    pub name: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<PartId>,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<String>,
}

/// What of an answer is not prose.
#[derive(Clone, Debug)]
pub struct Cover {
    pub position: Position,
    pub legal_basis: Option<String>,
    pub files: Vec<Hash>,
    pub signer: Option<SignerId>,
    pub case_reference: Option<String>,
}

/// Stores the text and gives the command that saves it as the next version.
///
/// New sections get ids that carry the version they came with, so that no id is ever used twice. Sections with no id
/// whose heading stands in the last version too are taken to be that section.
pub async fn save(
    ledger: &Ledger,
    document: &DocumentRow,
    sections: Vec<Section>,
    based_on: Option<u32>,
) -> Result<Desk, ledger::Error> {
    let before = match document.state.version() {
        Some(version) => text(ledger, &document.region, &version.content).await?,
        None => Text::default(),
    };
    let next = document.state.versions + 1;
    let text = Text::of(parts(&before, sections.into_iter().flat_map(read).collect(), next));
    let content = ledger.put_text(&document.region, &text.canonical()).await?;
    let known = document.state.version().map_or(&[][..], |version| &version.parts);
    Ok(Desk::SaveText { content, parts: referred(&text, &before, known), based_on })
}

/// The parts by their hashes. One that says what it said keeps the hash it had, also from before the tree.
fn referred(text: &Text, before: &Text, known: &[PartRef]) -> Vec<PartRef> {
    let kept = |now: &Part| {
        let was = before.part(now.id()).filter(|was| was.says_the_same(now))?;
        known.iter().find(|one| one.id == *was.id()).cloned()
    };
    text.parts.iter().map(|part| kept(part).unwrap_or_else(|| part.named())).collect()
}

fn parts(before: &Text, sections: Vec<procedure::Section>, version: u32) -> Vec<Part> {
    let mut taken: Vec<PartId> = sections.iter().map(|section| section.id.clone()).collect();
    let mut fresh = 0;
    let part = |section: procedure::Section| {
        let heading = line_of(&section.heading);
        let same = |part: &&Part| part.title() == heading && !taken.contains(part.id());
        let by_heading = || before.parts.iter().find(same).map(|part| part.id().clone());
        let known = Some(section.id.clone()).filter(|id| before.part(id).is_some());
        let id = known.or_else(by_heading).unwrap_or_else(|| {
            fresh += 1;
            PartId(format!("s{version}-{fresh}"))
        });
        taken.push(id.clone());
        Part::Section(procedure::Section { id, ..section })
    };
    sections.into_iter().map(part).collect()
}

/// The text a hash names; empty where it was never stored.
pub async fn text(ledger: &Ledger, region: &RegionId, content: &Hash) -> Result<Text, ledger::Error> {
    let body = ledger.text(region, content).await?;
    Ok(body.and_then(|body| kept::text(&body)).unwrap_or_default())
}

/// The answer a statement names.
pub async fn answer(ledger: &Ledger, region: &RegionId, content: &Hash) -> Result<Answer, ledger::Error> {
    let body = ledger.text(region, content).await?;
    Ok(body.and_then(|body| serde_json::from_str(&body).ok()).unwrap_or_default())
}

/// Stores an answer and gives what a command names of it.
pub async fn hand_in(
    ledger: &Ledger,
    region: &RegionId,
    answer: &Answer,
    cover: Cover,
) -> Result<StatementDraft, ledger::Error> {
    let files = files(ledger, region, &cover.files, answer).await?;
    let (answer, draft) = named(Answer { files, ..answer.clone() }, cover);
    ledger.put_text(region, &json(&answer)).await?;
    Ok(draft)
}

/// An answer as it would be stored, without what says nothing, and what a command names of it.
pub fn named(mut answer: Answer, cover: Cover) -> (Answer, StatementDraft) {
    let written = |text: &str| {
        text.chars().any(|c| {
            !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        })
    };
    answer.remarks.retain(|r| written(&r.text) || r.proposed.as_deref().is_some_and(written));
    let content = Hash::of(json(&answer).as_bytes());
    let general = written(&answer.text).then(|| Hash::of(answer.text.as_bytes()));
    let remark = |r: &Remark| RemarkDraft { section: r.section.clone(), hash: Hash::of(json(r).as_bytes()) };
    let remarks = answer.remarks.iter().map(remark).collect();
    let Cover { position, legal_basis, files, signer, case_reference } = cover;
    let draft = StatementDraft { position, content, general, remarks, files, legal_basis, signer, case_reference };
    (answer, draft)
}

/// Who signed, as name and role. `None` where nobody did, and where whose particulars they were has had them erased.
pub async fn signed(
    ledger: &Ledger,
    region: &RegionId,
    signer: Option<&SignerId>,
) -> Result<Option<String>, ledger::Error> {
    let Some(id) = signer else { return Ok(None) };
    Ok(ledger.signer(region, id).await?.map(|(name, role)| format!("{name}, {role}")))
}

/// The files of an answer that are kept, by the names it gave them. Answers handed in before names were part of them have
/// the name the file was first kept by.
pub async fn files(
    ledger: &Ledger,
    region: &RegionId,
    hashes: &[Hash],
    answer: &Answer,
) -> Result<Vec<AttachedFile>, ledger::Error> {
    let mut files = Vec::new();
    for hash in hashes {
        let Some(row) = ledger.file(region, hash).await? else { continue };
        let given = answer.files.iter().find(|file| file.hash == *hash);
        let name = given.map_or(row.name, |file| file.name.clone());
        files.push(AttachedFile { hash: hash.clone(), name });
    }
    Ok(files)
}

/// A statement's remarks with their words, in the order of the log.
pub fn remarks<'a>(
    statement: &'a Statement,
    answer: &'a Answer,
) -> impl Iterator<Item = (&'a procedure::RemarkRef, Remark)> {
    let written: HashMap<(Hash, Option<&PartId>), &Remark> =
        answer.remarks.iter().map(|r| ((Hash::of(json(r).as_bytes()), r.section.as_ref()), r)).collect();
    statement.remarks.iter().map(move |named| {
        let found = written.get(&(named.hash.clone(), named.section.as_ref())).copied();
        let general = || Remark { section: None, text: answer.text.clone(), proposed: None };
        (named, found.cloned().unwrap_or_else(general))
    })
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

//! Every answer there has been to a document, whole: in each case and round, with earlier revisions, files and what
//! political bodies said.

use super::act::find;
use crate::{Shared, fault::Fault, page::Page, prose::Prose, who::Coordinator};
use app::{
    history::{Names, word},
    texts,
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use ledger::DocumentRow;
use procedure::{
    Hash, PartId, PartyId, Purpose, SignerId, Text,
    record::{Answer, CaseRecord, Dated, Round, Said},
};

/// One revision of an answer.
struct AnswerView {
    revision: u32,
    position: String,
    received: String,
    late: bool,
    /// How it came, where a coordinator entered it.
    channel: String,
    signer: String,
    reference: String,
    legal_basis: String,
    exempt: Option<String>,
    text: Prose,
    remarks: Vec<RemarkView>,
    /// Hash and name.
    files: Vec<(String, String)>,
}

struct RemarkView {
    section: String,
    text: String,
    proposed: String,
}

/// What a political body said.
struct SaidView {
    line: String,
    text: Prose,
    signer: String,
    extract: Option<(String, String)>,
}

struct PartyView {
    id: String,
    name: String,
    standing: Option<AnswerView>,
    /// The newest first.
    earlier: Vec<AnswerView>,
    said: Vec<SaidView>,
}

struct RoundView {
    anchor: String,
    title: String,
    version: u32,
    parties: Vec<PartyView>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/answers.html")]
struct AnswersPage {
    page: Page,
    id: String,
    title: String,
    /// The newest first.
    rounds: Vec<RoundView>,
    /// What councils' bodies said before the councils decided, by party, in the newest case.
    advice: Vec<(String, SaidView)>,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/desk/documents/{id}/answers", get(show))
}

async fn show(State(app): State<Shared>, Path(id): Path<String>, who: Coordinator) -> Result<AnswersPage, Fault> {
    let row = find(&app, &who, id).await?;
    let names = Names::of(&app.ledger.parties(&who.region.id).await?, app.today(&who.region));
    let record = app.record(&row).await?;
    let desk = Desk { app: &app, who: &who, row: &row, names: &names };
    let mut rounds = Vec::new();
    for case in &record.cases {
        for round in &case.rounds {
            rounds.push(desk.round(case, round).await?);
        }
    }
    rounds.reverse();
    let mut advice = Vec::new();
    for said in record.cases.iter().flat_map(|case| case.treatments(Purpose::Council, 0)) {
        advice.push((names.get(&said.what.party), desk.said(said).await?));
    }
    Ok(AnswersPage {
        id: row.id.to_string(),
        title: row.state.title.clone(),
        rounds,
        advice,
        page: Page::desk(&app, &who, who.lang.t("answers-title"), &format!("/desk/documents/{}/answers", row.id))
            .await?,
    })
}

/// What every part of the page is made from.
struct Desk<'a> {
    app: &'a Shared,
    who: &'a Coordinator,
    row: &'a DocumentRow,
    names: &'a Names,
}

impl Desk<'_> {
    async fn round(&self, case: &CaseRecord, round: &Round) -> Result<RoundView, Fault> {
        let lang = self.who.lang;
        let heard = texts::text(&self.app.ledger, &self.row.region, &round.content).await?;
        let mut parties = Vec::new();
        for party in &round.invited {
            parties.push(self.party(case, round, &heard, party).await?);
        }
        let values = [
            ("round", round.number.into()),
            ("opened", lang.plain_date(round.opened_on).into()),
            ("deadline", lang.plain_date(round.common_deadline).into()),
        ];
        Ok(RoundView {
            anchor: format!("round-{}-{}", case.number, round.number),
            title: lang.with("answers-round", &values),
            version: round.version,
            parties,
        })
    }

    async fn party(&self, case: &CaseRecord, round: &Round, heard: &Text, party: &PartyId) -> Result<PartyView, Fault> {
        let mut views = Vec::new();
        for answer in round.answers_of(party).rev() {
            views.push(self.answer(round, heard, answer).await?);
        }
        let mut said = Vec::new();
        for one in case.treatments(Purpose::Hearing, round.number).filter(|said| said.what.party == *party) {
            said.push(self.said(one).await?);
        }
        let mut views = views.into_iter();
        Ok(PartyView {
            id: format!("{}-{}-{party}", case.number, round.number),
            name: self.names.get(party),
            standing: views.next(),
            earlier: views.collect(),
            said,
        })
    }

    async fn answer(&self, round: &Round, heard: &Text, answer: &Dated<Answer>) -> Result<AnswerView, Fault> {
        let (lang, statement) = (self.who.lang, &answer.what.statement);
        let written = texts::answer(&self.app.ledger, &self.row.region, &statement.content).await?;
        let heading = |id: &PartId| heard.part(id).map(procedure::Part::title);
        let remark = |remark: &texts::Remark| RemarkView {
            section: remark.section.as_ref().and_then(heading).unwrap_or_default(),
            text: remark.text.clone(),
            proposed: remark.proposed.clone().unwrap_or_default(),
        };
        let files = texts::files(&self.app.ledger, &self.row.region, &statement.files, &written).await?;
        Ok(AnswerView {
            revision: statement.revision,
            position: lang.t(&word("position", statement.position)),
            received: lang.instant(app::local(&self.who.region, answer.mark.at)),
            late: round.late(statement),
            channel: answer.what.channel.clone().unwrap_or_default(),
            signer: self.signer(statement.signer.as_ref()).await?,
            reference: statement.case_reference.clone().unwrap_or_default(),
            legal_basis: statement.legal_basis.clone().unwrap_or_default(),
            exempt: self.row.state.exemption(answer.mark.seq).map(|exemption| exemption.legal_basis.clone()),
            text: Prose(written.text.clone()),
            remarks: written.remarks.iter().map(remark).collect(),
            files: files.into_iter().map(|file| (file.hash.0, file.name)).collect(),
        })
    }

    async fn said(&self, said: &Dated<Said>) -> Result<SaidView, Fault> {
        let (lang, treatment) = (self.who.lang, &said.what.treatment);
        let values = [
            ("body", (&treatment.body).into()),
            ("date", lang.date(treatment.meeting_date).into()),
            ("number", (&treatment.case_number).into()),
        ];
        Ok(SaidView {
            line: lang.with("answers-said", &values),
            text: Prose(self.app.ledger.text(&self.row.region, &treatment.text).await?.unwrap_or_default()),
            signer: self.signer(treatment.signer.as_ref()).await?,
            extract: match &treatment.extract {
                Some(hash) => self.file(hash).await?,
                None => None,
            },
        })
    }

    /// A file's hash and name.
    async fn file(&self, hash: &Hash) -> Result<Option<(String, String)>, Fault> {
        Ok(self.app.ledger.file(&self.row.region, hash).await?.map(|file| (file.hash.to_string(), file.name)))
    }

    /// Name and role; empty where nobody signed, or whose particulars are erased.
    async fn signer(&self, id: Option<&SignerId>) -> Result<String, Fault> {
        Ok(texts::signed(&self.app.ledger, &self.row.region, id).await?.unwrap_or_default())
    }
}

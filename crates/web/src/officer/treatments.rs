//! What politicians have said, as it is shown, and the fields that a council's decision has in common with it.

use crate::{Shared, fault::Fault, page::Problem, who::Officer};
use procedure::{Hash, Votes, record::Record};

/// One that has been recorded.
pub struct TreatmentView {
    pub body: String,
    pub meeting_date: String,
    pub case_number: String,
    pub votes: Option<Votes>,
    pub text: String,
    pub signer: String,
    /// Hash and name.
    pub extract: Option<(Hash, String)>,
}

pub async fn given(app: &Shared, officer: &Officer, record: &Record) -> Result<Vec<TreatmentView>, Fault> {
    let region = &officer.document.region;
    let mut views = Vec::new();
    let link = &officer.link;
    let said = record.case(link.case).into_iter().flat_map(|case| case.treatments(link.purpose, link.round));
    let said: Vec<_> = said.map(|said| &said.what).filter(|said| said.party == officer.party.id).collect();
    for procedure::record::Said { treatment, .. } in said {
        let signer = app::texts::signed(&app.ledger, region, treatment.signer.as_ref()).await?;
        let extract = match &treatment.extract {
            Some(hash) => app.ledger.file(region, hash).await?,
            None => None,
        };
        views.push(TreatmentView {
            body: treatment.body.clone(),
            meeting_date: officer.lang.date(treatment.meeting_date),
            case_number: treatment.case_number.clone(),
            votes: treatment.votes,
            text: app.ledger.text(region, &treatment.text).await?.unwrap_or_default(),
            signer: signer.unwrap_or_default(),
            extract: extract.map(|row| (row.hash, row.name)),
        });
    }
    Ok(views)
}

/// Problems in the order their fields stand on the page.
pub fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    const FIELDS: [&str; 11] = [
        "outcome-endorsed",
        "body",
        "meeting_date",
        "case_number",
        "votes_for",
        "votes_against",
        "text",
        "file",
        "name",
        "role",
        "confirm",
    ];
    problems.sort_by_key(|problem| FIELDS.iter().position(|field| problem.at(field)));
    problems
}

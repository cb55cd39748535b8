//! Placing a message: a person says which document and which municipality it is an answer from.

use super::{one, page};
use crate::{Shared, fault::Fault, form::Fields, page::Problem, who::Coordinator};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use ledger::{DocumentRow, IncomingRow, PartyRow};
use procedure::{DocumentId, PartyId};

/// Documents to choose among.
const OFFERED: u32 = 1_000;

/// What can be chosen, and what is chosen already.
pub(super) struct Offer {
    pub documents: Vec<(String, String)>,
    pub parties: Vec<(String, String)>,
    pub document: String,
    pub party: String,
}

fn heard(row: &DocumentRow) -> bool {
    row.state.case.as_ref().is_some_and(|case| case.hearing().is_some())
}

/// `None`: it is tied to a letter as its answer already. What was taken for a report may be an answer all the same.
pub(super) async fn offer(
    app: &Shared,
    who: &Coordinator,
    row: &IncomingRow,
    parties: &[PartyRow],
    chosen: Option<(String, String)>,
) -> Result<Option<Offer>, Fault> {
    if row.kind == "reply" && !(row.placed_at.is_some() && row.waits) {
        return Ok(None);
    }
    let rows = app.ledger.foremost(&who.region.id, OFFERED).await?;
    let documents: Vec<_> =
        rows.iter().filter(|row| heard(row)).map(|row| (row.id.to_string(), row.state.title.clone())).collect();
    if documents.is_empty() {
        return Ok(None);
    }
    let letter = match &row.letter {
        Some(id) => app.ledger.letter(&who.region.id, id).await?,
        None => None,
    };
    let domain = row.sender.rsplit_once('@').map_or("", |(_, domain)| domain);
    let by_domain =
        || parties.iter().find(|party| party.mail_domains.iter().any(|own| own == domain)).map(|p| p.id.to_string());
    let by_letter = || letter.as_ref().and_then(|letter| letter.party.as_ref()).map(ToString::to_string);
    let named = letter.as_ref().and_then(|letter| letter.document.as_ref()).map(ToString::to_string);
    let only = || documents.first().filter(|_| documents.len() == 1).map(|(id, _)| id.clone());
    let (document, party) = chosen.unwrap_or_else(|| {
        let document = row.document.clone().or(named).or_else(only).unwrap_or_default();
        (document, row.party.clone().or_else(by_letter).or_else(by_domain).unwrap_or_default())
    });
    let parties = parties.iter().map(|party| (party.id.to_string(), party.name.clone())).collect();
    Ok(Some(Offer { documents, parties, document, party }))
}

pub(super) async fn place(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    fields: Fields,
) -> Result<Response, Fault> {
    let row = one(&app, &who, &id).await?;
    let (document, party) = (fields.get("document").to_owned(), fields.get("municipality").to_owned());
    let mut problems = Vec::new();
    for (field, value, label) in
        [("document", &document, "board-document"), ("municipality", &party, "field-municipality")]
    {
        if value.is_empty() {
            let sentence = who.lang.with("field-missing", &[("field", who.lang.t(label).into())]);
            problems.push(Problem { field: field.to_owned(), sentence });
        }
    }
    let known = app.ledger.document(&who.region.id, &DocumentId(document.clone())).await?;
    let asked = PartyId(party.clone());
    if problems.is_empty() {
        let hearing = known.as_ref().and_then(|row| row.state.case.as_ref()).and_then(|case| case.hearing());
        if hearing.is_none_or(|hearing| hearing.track(&asked).is_none()) {
            let problem = Problem { field: "municipality".to_owned(), sentence: who.lang.t("incoming-place-wrong") };
            problems.push(problem);
        }
    }
    if problems.is_empty() {
        let place = (&DocumentId(document.clone()), &asked);
        if app.ledger.place_incoming(&who.region.id, &row.id, place, &who.contact.id, app.clock.now()).await? {
            return Ok(Redirect::to(&format!("/desk/incoming/{}", row.id)).into_response());
        }
        problems.push(Problem { field: String::new(), sentence: who.lang.t("incoming-place-not") });
    }
    let page = page(&app, &who, row, Some((document, party)), problems).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

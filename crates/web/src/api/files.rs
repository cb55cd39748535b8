//! Files from programs: the body is the file, its name a parameter; `attach` then names it by its hash.

use super::{
    commands::region,
    problem::{Caller, Cause, NegotiatedLanguage, Problem},
};
use crate::Shared;
use app::files;
use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use procedure::{Hash, RegionId};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub struct Named {
    name: String,
}

#[derive(Serialize)]
struct Uploaded {
    file: Hash,
    media_type: &'static str,
    size: usize,
}

pub async fn upload(
    State(app): State<Shared>,
    Path(slug): Path<String>,
    Caller(caller): Caller,
    negotiated: NegotiatedLanguage,
    Query(named): Query<Named>,
    body: Bytes,
) -> Result<Response, Problem> {
    let region = region(&caller.region, &RegionId(slug)).map_err(|e| negotiated.problem(e))?;
    let size = body.len();
    let refused = |why: files::Unwelcome| match why {
        files::Unwelcome::TooLarge => negotiated.problem(Cause::TooLarge),
        why => negotiated.problem(negotiated.0.t(why.key())),
    };
    let file = files::accept(&named.name, body.to_vec()).await.map_err(refused)?;
    let hash = app.ledger.put_file(&region.id, &file.name, file.media_type, file.bytes).await;
    let hash = hash.map_err(|e| negotiated.problem(e))?;
    Ok((StatusCode::CREATED, Json(Uploaded { file: hash, media_type: file.media_type, size })).into_response())
}

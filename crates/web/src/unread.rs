//! What a client still sends after it was answered is read to its end: a connection that is closed on bytes nobody has
//! read takes the answer with it, and a refusal that does not arrive says nothing.

use axum::{
    body::{Body, BodyDataStream, HttpBody as _},
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use futures_util::{StreamExt as _, stream::poll_fn};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use words::limits;

/// A client that asks before it sends (`Expect`) has sent nothing yet, and is not told to go on here.
pub async fn read_out(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() || request.headers().contains_key(header::EXPECT) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let whole = Arc::new(Mutex::new(body.into_data_stream()));
    let lent = whole.clone();
    let lent = Body::from_stream(poll_fn(move |cx| held(&lent).poll_next_unpin(cx)));
    let mut response = next.run(Request::from_parts(parts, lent)).await;
    if !ends(&whole).await {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

fn held(body: &Mutex<BodyDataStream>) -> MutexGuard<'_, BodyDataStream> {
    body.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the rest of a body came to its end.
async fn ends(body: &Mutex<BodyDataStream>) -> bool {
    let (mut rest, mut read) = (poll_fn(|cx| held(body).poll_next_unpin(cx)), 0);
    while let Some(chunk) = rest.next().await {
        let Ok(chunk) = chunk else { return false };
        read += chunk.len();
        if read > limits::UNREAD {
            return false;
        }
    }
    true
}

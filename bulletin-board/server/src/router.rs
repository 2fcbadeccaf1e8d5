//! All routes of the board, as a function: those for programs and those for people, and what every answer says.

use crate::problem::Problem;
use crate::sequencer::Board;
use crate::{api, pages};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, DATE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, Method};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

/// The routes of a board: those for programs (`api.rs`), and [`crate::pages`] for people.
pub fn router(board: Board, site: pages::Site) -> Router {
    pages::routes(board.clone(), site)
        .merge(api::routes(board.clone()))
        .method_not_allowed_fallback(|| async { Problem::method_not_allowed() })
        .layer(from_fn_with_state(board, common_headers))
}

async fn common_headers(State(board): State<Board>, request: Request, next: Next) -> Response {
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    let mut response = mark(next.run(request).await, reads);
    if let Some(date) = date(board.now()) {
        response.headers_mut().insert(DATE, date);
    }
    response
}

/// (RFC 9110) The date of an answer, which voters are told. The one of hyper stands still after the clock was set
/// back, until the clock is where it was.
fn date(seconds: u64) -> Option<HeaderValue> {
    let time = OffsetDateTime::from_unix_timestamp(seconds.try_into().ok()?).ok()?;
    HeaderValue::try_from(time.format(&Rfc2822).ok()?.replace("+0000", "GMT")).ok()
}

/// Adds what every answer says. Pages of any origin may read what everyone may read; they may not post in a voter's
/// name unseen. What changes is kept by no cache: an older state of a log looks like one from which something
/// was taken away.
pub(crate) fn mark(mut response: Response, reads: bool) -> Response {
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if reads {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    response
}

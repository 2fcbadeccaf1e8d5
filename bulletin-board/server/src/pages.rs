//! The pages that people see in a browser: the public pages of elections, and the files of the built web client.
//!
//! ```text
//! GET /                                     all elections
//! GET /view/{election}                      one of them
//! GET /view/{election}/ballots?from=&tracker=
//! GET /view/{election}/ballots/{index}
//! GET /view/{election}/results.csv          after the result
//! GET /view/{election}/results.json
//! GET /vote/{election}   GET /check/   GET /check/{election}   GET /audit/{election}
//! GET /web/{file}        GET /style.css
//! ```
//!
//! Pages are rendered from what is signed, need no script, and load nothing from elsewhere (SRV-15). Nothing
//! here keeps or writes down who reads. Links are relative, so that a board may be under any path. Templates,
//! words and style sheet are in `pages/`.

mod site; // what the operator decides about pages
mod words; // in six languages
mod render; // from templates to answers
mod web_client; // files that are served as they are
mod security; // what a browser must not do with a page
mod request; // one request for a page, and what answers it

mod ballots;
mod check_pages;
mod election;
mod results;
mod turnout;

pub use site::{PublicUrl, Site};
pub use web_client::WebClient;

use crate::sequencer::Board;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::middleware::from_fn;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use request::{PageError, PageRequest, Pages};
use std::sync::Arc;
use web_client::File;

const STYLE: &str = include_str!("../pages/style.css");

/// The routes for people.
pub(crate) fn routes(board: Board, site: Site) -> Router {
    let pages = Arc::new(Pages { board, site, style: File::new(STYLE, "text/css; charset=utf-8") });
    Router::new()
        .route("/", get(election::all))
        .route("/view/{election}", get(election::one))
        .route("/view/{election}/ballots", get(ballots::list))
        .route("/view/{election}/ballots/{index}", get(ballots::one))
        .route("/view/{election}/results.csv", get(results::csv))
        .route("/view/{election}/results.json", get(results::json))
        .route("/vote/{election}", get(booth))
        .route("/check", get(to_check))
        .route("/check/", get(check))
        .route("/check/{election}", get(check))
        .route("/audit/{election}", get(audit))
        .route("/web/{file}", get(file))
        .route("/style.css", get(style))
        .fallback(nothing)
        .layer(from_fn(security::headers))
        .with_state(pages)
}

async fn booth(request: PageRequest, headers: HeaderMap) -> Response {
    request.client_document("booth.html", &headers)
}

async fn check(request: PageRequest, headers: HeaderMap) -> Response {
    security::with_camera(request.client_document("check.html", &headers))
}

/// The page finds its program from one path deeper, as all of them do.
async fn to_check(request: PageRequest, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    if request.pages.site.web_client.is_none() {
        return request.client_document("check.html", &headers);
    }
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Redirect::permanent(&format!("check/{query}")).into_response()
}

async fn audit(request: PageRequest, headers: HeaderMap) -> Response {
    request.client_document("audit.html", &headers)
}

async fn file(request: PageRequest, headers: HeaderMap) -> Response {
    let file = request.path.get("file").and_then(|name| request.client_file(name, &headers));
    file.unwrap_or_else(|| request.error(PageError::NotFound))
}

async fn style(State(pages): State<Arc<Pages>>, headers: HeaderMap) -> Response {
    pages.style.answer(&headers)
}

async fn nothing(request: PageRequest) -> Response {
    request.error(PageError::NotFound)
}

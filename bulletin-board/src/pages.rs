//! What people see in a browser: the public pages of elections, and the files of the built web client.
//!
//! ```text
//! GET /vote/{election}   GET /check   GET /check/{election}   GET /audit/{election}
//! GET /web/{file}        GET /style.css
//! ```

mod web_client;

pub use web_client::WebClient;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::Arc;
use web_client::File;

/// (SRV-15) A page of the board loads a style sheet and perhaps a script, both from the board.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// (SRV-15) The web client compiles WebAssembly, in a worker, and speaks with the board alone.
const CLIENT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
    connect-src 'self'; style-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";
/// What nothing here may do.
const PERMISSIONS: &str = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()";

const STYLE: &str = include_str!("../pages/style.css");

/// What the operator decides about pages.
#[derive(Clone, Default)]
pub struct Site {
    /// The built web client, if this board serves it.
    pub web_client: Option<WebClient>,
}

/// What the handlers need.
struct Pages {
    site: Site,
    style: File,
}

/// The routes for people.
pub(crate) fn routes(site: Site) -> Router {
    let pages = Arc::new(Pages { site, style: File::new(STYLE, "text/css; charset=utf-8") });
    Router::new()
        .route("/vote/{election}", get(booth))
        .route("/check", get(check))
        .route("/check/{election}", get(check))
        .route("/audit/{election}", get(audit))
        .route("/web/{file}", get(file))
        .route("/style.css", get(style))
        .layer(from_fn(headers))
        .with_state(pages)
}

async fn booth(State(pages): State<Arc<Pages>>, headers: HeaderMap) -> Response {
    pages.client_file("booth.html", &headers)
}

async fn check(State(pages): State<Arc<Pages>>, headers: HeaderMap) -> Response {
    pages.client_file("check.html", &headers)
}

async fn audit(State(pages): State<Arc<Pages>>, headers: HeaderMap) -> Response {
    pages.client_file("audit.html", &headers)
}

async fn file(State(pages): State<Arc<Pages>>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    pages.client_file(&name, &headers)
}

async fn style(State(pages): State<Arc<Pages>>, headers: HeaderMap) -> Response {
    pages.style.answer(&headers)
}

impl Pages {
    fn client_file(&self, name: &str, headers: &HeaderMap) -> Response {
        match self.site.web_client.as_ref().and_then(|client| client.file(name)) {
            Some(file) => {
                let mut response = file.answer(headers);
                let policy = HeaderValue::from_static(CLIENT_POLICY);
                response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
                response
            }
            None => (StatusCode::NOT_FOUND, "this board serves no web client").into_response(),
        }
    }
}

/// (SRV-15) What a browser must not do with anything that comes from here.
async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(PAGE_POLICY));
    let others = [
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    ];
    for (name, value) in others {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

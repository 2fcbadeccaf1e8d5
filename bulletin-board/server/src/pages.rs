//! What people see in a browser: the public pages of elections, and the files of the built web client.
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

mod ballots;
mod check_pages;
mod election;
mod render;
mod results;
mod web_client;
mod words;

pub use web_client::WebClient;

use crate::router::Problem;
use crate::sequencer::{Board, SignedLog};
use axum::Router;
use axum::extract::{FromRequestParts, Path, Query, RawQuery, Request, State};
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use check_pages::CheckPage;
use render::{Frame, Other, Said};
use serde::Serialize;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::manifest::{Manifest, Texts};
use tabella_crypto::text::Paragraphs;
use tabella_log::address::page_in;
use web_client::File;
use words::Language;

/// (SRV-15) A page of the board loads its style sheet, from the board.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// (SRV-15) The web client compiles WebAssembly, in a worker, and speaks with the board alone.
const CLIENT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
    connect-src 'self'; style-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types tabella";
/// What nothing here may do.
const PERMISSIONS: &str = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()";
/// The check page reads what a voting device shows.
const CHECK_PERMISSIONS: &str =
    "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()";
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

const STYLE: &str = include_str!("../pages/style.css");

/// What the operator decides about pages.
#[derive(Clone, Default)]
pub struct Site {
    /// The built web client, if this board serves it.
    pub web_client: Option<WebClient>,
    /// The address of this board in the commands that pages show; without it, the word URL.
    pub url: Option<PublicUrl>,
}

/// An address that people can copy into a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Checks an address: `http://` or `https://`, then letters, digits and `.-_:/[]`, so that a shell
    /// takes it as it stands; and no address of a page, which would be taken for that of another board.
    ///
    /// # Errors
    /// What is wrong, for people.
    pub fn new(url: &str) -> Result<PublicUrl, String> {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_:/[]".contains(c);
        match rest {
            Some(rest) if !rest.is_empty() && rest.chars().all(allowed) => match page_in(rest) {
                None => Ok(PublicUrl(url.trim_end_matches('/').to_owned())),
                Some(at) => Err(format!(
                    "this is the address of a page; that of its board would be {}",
                    &url[..url.len() - rest.len() + at]
                )),
            },
            _ => Err("an address is https:// or http:// with letters, digits and .-_:/[]".into()),
        }
    }
}

/// What the handlers need.
struct Pages {
    board: Board,
    site: Site,
    style: File,
}

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
        .layer(from_fn(headers))
        .with_state(pages)
}

async fn booth(visit: Visit, headers: HeaderMap) -> Response {
    visit.client_document("booth.html", &headers)
}

async fn check(visit: Visit, headers: HeaderMap) -> Response {
    let mut response = visit.client_document("check.html", &headers);
    response.headers_mut().insert(PERMISSIONS_POLICY, HeaderValue::from_static(CHECK_PERMISSIONS));
    response
}

/// The page finds its program from one path deeper, as all of them do.
async fn to_check(visit: Visit, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    if visit.pages.site.web_client.is_none() {
        return visit.client_document("check.html", &headers);
    }
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Redirect::permanent(&format!("check/{query}")).into_response()
}

async fn audit(visit: Visit, headers: HeaderMap) -> Response {
    visit.client_document("audit.html", &headers)
}

async fn file(visit: Visit, headers: HeaderMap) -> Response {
    let file = visit.path.get("file").and_then(|name| visit.client_file(name, &headers));
    file.unwrap_or_else(|| visit.wrong(Wrong::NotFound))
}

async fn style(State(pages): State<Arc<Pages>>, headers: HeaderMap) -> Response {
    pages.style.answer(&headers)
}

async fn nothing(visit: Visit) -> Response {
    visit.wrong(Wrong::NotFound)
}

/// Why there is no such page.
#[derive(Clone, Copy)]
enum Wrong {
    NotFound,
    NoElection,
    NoBallot,
    NoResult,
    Internal,
}

impl Wrong {
    /// Status, the name of its words, and what a program is told.
    fn told(self) -> (StatusCode, &'static str, Problem) {
        let not_found = |words, detail| (StatusCode::NOT_FOUND, words, Problem::not_found(detail));
        match self {
            Wrong::NotFound => not_found("not-found", "there is no such route"),
            Wrong::NoElection => (StatusCode::NOT_FOUND, "no-election", Problem::no_election()),
            Wrong::NoBallot => not_found("no-ballot", "there is no ballot in this entry"),
            Wrong::NoResult => not_found("no-result", "there is no result yet"),
            Wrong::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal", Problem::internal()),
        }
    }
}

/// One request for a page.
struct Visit {
    pages: Arc<Pages>,
    language: &'static Language,
    /// Whether the reader has chosen the language on a page.
    chosen: bool,
    /// The languages that the reader wants, the most wanted first.
    wanted: Vec<String>,
    /// Whether the reader is a browser, which shows pages to people.
    by_browser: bool,
    at: String,
    path: BTreeMap<String, String>,
    query: Vec<(String, String)>,
}

impl FromRequestParts<Arc<Pages>> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, pages: &Arc<Pages>) -> Result<Visit, Infallible> {
        let text = |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let mut wanted = words::accepted(text(ACCEPT_LANGUAGE).unwrap_or_default());
        let by_browser = text(ACCEPT).is_some_and(|accept| accept.contains("text/html"));
        let at = parts.uri.path().to_owned();
        let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let query = query.map(|Query(query)| query).unwrap_or_default();
        let asked = query.iter().find(|(name, _)| name == "lang");
        let chosen = asked.and_then(|(_, tag)| words::language(tag));
        let language = chosen.unwrap_or_else(|| words::best(&wanted));
        wanted.insert(0, language.tag.to_owned());
        let path = Path::<BTreeMap<String, String>>::from_request_parts(parts, pages).await;
        let path = path.map(|Path(path)| path).unwrap_or_default();
        let (pages, chosen) = (pages.clone(), chosen.is_some());
        Ok(Visit { pages, language, chosen, wanted, by_browser, at, path, query })
    }
}

impl Visit {
    /// The election that the path names.
    fn log(&self) -> Option<(Hash, Arc<SignedLog>)> {
        let election: Hash = self.path.get("election")?.parse().ok()?;
        Some((election, self.pages.board.log(&election)?))
    }

    fn asked(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(asked, _)| asked == name).map(|(_, value)| value.as_str())
    }

    fn url(&self) -> &str {
        self.pages.site.url.as_ref().map_or("URL", |url| url.0.as_str())
    }

    /// Says a text of the election in the language that suits the reader best.
    fn say<T: AsRef<str>>(&self, manifest: &Manifest, texts: &Texts<T>) -> Said {
        let lang = words::best_of(manifest, &self.wanted);
        let text = texts.get(lang).or_else(|| texts.values().next());
        Said { text: text.map(|text| text.as_ref().to_owned()).unwrap_or_default(), lang: lang.to_owned() }
    }

    /// (1.4) The description, as [`Visit::say`] says other texts: one paragraph after the other.
    fn say_description(&self, manifest: &Manifest) -> Vec<Said> {
        let lang = words::best_of(manifest, &self.wanted);
        let text = manifest.description.get(lang).or_else(|| manifest.description.values().next());
        let paragraphs = text.into_iter().flat_map(Paragraphs::each);
        paragraphs.map(|text| Said { text: text.to_owned(), lang: lang.to_owned() }).collect()
    }

    fn page(&self, status: StatusCode, template: &str, here: &'static str, page: impl Serialize) -> Response {
        let board = &self.pages.board.key;
        let frame = Frame {
            board: board.name.clone(),
            root: root(&self.at),
            lang: self.language.tag,
            dir: self.language.direction,
            chosen: self.chosen.then_some(self.language.tag),
            languages: Other::all(self.language, &self.query),
            election: self.log().map(|(election, _)| election.to_string()),
            here,
            version: env!("CARGO_PKG_VERSION"),
        };
        render::page(status, template, &frame, page)
    }

    /// Says what is wrong: in words to people, and as a problem to programs.
    fn wrong(&self, wrong: Wrong) -> Response {
        /// The variable of the template.
        #[derive(Serialize)]
        struct Page {
            error: &'static str,
        }
        let (status, error, problem) = wrong.told();
        if self.by_browser {
            self.page(status, "error.html", "", Page { error })
        } else {
            problem.into_response()
        }
    }

    /// A page of the web client; without one, how to do the same by a program.
    fn client_document(&self, name: &str, headers: &HeaderMap) -> Response {
        #[derive(Serialize)]
        struct Page<'a> {
            url: &'a str,
            check_pages: Vec<CheckPage>,
        }
        let log = self.log();
        if self.path.contains_key("election") && log.is_none() {
            return self.wrong(Wrong::NoElection);
        }
        self.client_file(name, headers).unwrap_or_else(|| {
            let pages = |(election, log): (Hash, Arc<SignedLog>)| {
                log.look(|view| CheckPage::all(self, &election, &view.shown.manifest))
            };
            let page = Page { url: self.url(), check_pages: log.map(pages).unwrap_or_default() };
            self.page(StatusCode::NOT_FOUND, "no-client.html", "", page)
        })
    }

    fn client_file(&self, name: &str, headers: &HeaderMap) -> Option<Response> {
        let mut response = self.pages.site.web_client.as_ref()?.file(name)?.answer(headers);
        let policy = HeaderValue::from_static(CLIENT_POLICY);
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
        Some(response)
    }
}

/// What leads from the page at a path to the board.
fn root(path: &str) -> String {
    match path.matches('/').count() {
        0 | 1 => "./".to_owned(),
        depth => "../".repeat(depth - 1),
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
    ];
    for (name, value) in others {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(PERMISSIONS_POLICY).or_insert(HeaderValue::from_static(PERMISSIONS));
    response
}

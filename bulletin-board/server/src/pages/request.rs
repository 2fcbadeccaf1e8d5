//! One request for a page, and what answers it: a page, a file of the web client, or what is wrong.

use super::check_pages::CheckPage;
use super::render::{self, LanguageLink, LocalText, PageFrame};
use super::web_client::File;
use super::words::{self, Language};
use super::{Site, security};
use crate::problem::Problem;
use crate::sequencer::{Board, PublishedLog};
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::manifest::{Manifest, Texts};
use tabella_crypto::text::Paragraphs;

/// The state of the handlers.
pub(super) struct Pages {
    pub(super) board: Board,
    pub(super) site: Site,
    pub(super) style: File,
}

/// The reason why there is no such page.
#[derive(Clone, Copy)]
pub(super) enum PageError {
    NotFound,
    NoElection,
    NoBallot,
    NoResult,
    Internal,
}

impl PageError {
    /// Status, the name of its words, and what a program is told.
    fn describe(self) -> (StatusCode, &'static str, Problem) {
        let not_found = |words, detail| (StatusCode::NOT_FOUND, words, Problem::not_found(detail));
        match self {
            PageError::NotFound => not_found("not-found", "there is no such route"),
            PageError::NoElection => (StatusCode::NOT_FOUND, "no-election", Problem::no_election()),
            PageError::NoBallot => not_found("no-ballot", "there is no ballot in this entry"),
            PageError::NoResult => not_found("no-result", "there is no result yet"),
            PageError::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal", Problem::internal()),
        }
    }
}

/// One request for a page.
pub(super) struct PageRequest {
    pub(super) pages: Arc<Pages>,
    pub(super) language: &'static Language,
    /// True if the reader has chosen the language on a page.
    chosen: bool,
    /// The languages that the reader wants, the most wanted first.
    wanted: Vec<String>,
    /// True if the reader is a browser, which shows pages to people.
    by_browser: bool,
    at: String,
    pub(super) path: BTreeMap<String, String>,
    query: Vec<(String, String)>,
}

impl FromRequestParts<Arc<Pages>> for PageRequest {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, pages: &Arc<Pages>) -> Result<PageRequest, Infallible> {
        let text = |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let mut wanted = words::accepted(text(ACCEPT_LANGUAGE).unwrap_or_default());
        let by_browser = text(ACCEPT).is_some_and(|accept| accept.contains("text/html"));
        let at = parts.uri.path().to_owned();
        let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let query = query.map(|Query(query)| query).unwrap_or_default();
        let tag = query.iter().find(|(name, _)| name == "lang");
        let chosen = tag.and_then(|(_, tag)| words::language(tag));
        let language = chosen.unwrap_or_else(|| words::best(&wanted));
        wanted.insert(0, language.tag.to_owned());
        let path = Path::<BTreeMap<String, String>>::from_request_parts(parts, pages).await;
        let path = path.map(|Path(path)| path).unwrap_or_default();
        let (pages, chosen) = (pages.clone(), chosen.is_some());
        Ok(PageRequest { pages, language, chosen, wanted, by_browser, at, path, query })
    }
}

impl PageRequest {
    /// The election that the path names.
    pub(super) fn log(&self) -> Option<(Hash, Arc<PublishedLog>)> {
        let election: Hash = self.path.get("election")?.parse().ok()?;
        Some((election, self.pages.board.log(&election)?))
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn url(&self) -> &str {
        self.pages.site.url.as_ref().map_or("URL", |url| url.as_str())
    }

    /// Says a text of the election in the language that suits the reader best.
    pub(super) fn say<T: AsRef<str>>(&self, manifest: &Manifest, texts: &Texts<T>) -> LocalText {
        let lang = words::best_of(manifest, &self.wanted);
        let text = texts.get(lang).or_else(|| texts.values().next());
        LocalText {
            text: text.map(|text| text.as_ref().to_owned()).unwrap_or_default(),
            lang: lang.to_owned(),
        }
    }

    /// (1.4) The description, as [`PageRequest::say`] says other texts: one paragraph after the other.
    pub(super) fn say_description(&self, manifest: &Manifest) -> Vec<LocalText> {
        let lang = words::best_of(manifest, &self.wanted);
        let text = manifest.description.get(lang).or_else(|| manifest.description.values().next());
        let paragraphs = text.into_iter().flat_map(Paragraphs::each);
        paragraphs.map(|text| LocalText { text: text.to_owned(), lang: lang.to_owned() }).collect()
    }

    pub(super) fn page(
        &self,
        status: StatusCode,
        template: &str,
        here: &'static str,
        page: impl Serialize,
    ) -> Response {
        let board = &self.pages.board.key;
        let frame = PageFrame {
            board: board.name.clone(),
            root: root(&self.at),
            lang: self.language.tag,
            dir: self.language.direction,
            chosen: self.chosen.then_some(self.language.tag),
            languages: LanguageLink::all(self.language, &self.query),
            election: self.log().map(|(election, _)| election.to_string()),
            here,
            version: env!("CARGO_PKG_VERSION"),
        };
        render::page(status, template, &frame, page)
    }

    /// Says what is wrong: in words to people, and as a problem to programs.
    pub(super) fn error(&self, error: PageError) -> Response {
        /// The variable of the template.
        #[derive(Serialize)]
        struct Page {
            error: &'static str,
        }
        let (status, error, problem) = error.describe();
        if self.by_browser {
            self.page(status, "error.html", "", Page { error })
        } else {
            problem.into_response()
        }
    }

    /// A page of the web client; without one, how to do the same by a program.
    pub(super) fn client_document(&self, name: &str, headers: &HeaderMap) -> Response {
        #[derive(Serialize)]
        struct Page<'a> {
            url: &'a str,
            check_pages: Vec<CheckPage>,
        }
        let log = self.log();
        if self.path.contains_key("election") && log.is_none() {
            return self.error(PageError::NoElection);
        }
        self.client_file(name, headers).unwrap_or_else(|| {
            let pages = |(election, log): (Hash, Arc<PublishedLog>)| {
                log.read(|view| CheckPage::all(self.pages.site.url.as_ref(), &election, &view.manifest))
            };
            let page = Page { url: self.url(), check_pages: log.map(pages).unwrap_or_default() };
            self.page(StatusCode::NOT_FOUND, "no-client.html", "", page)
        })
    }

    pub(super) fn client_file(&self, name: &str, headers: &HeaderMap) -> Option<Response> {
        let file = self.pages.site.web_client.as_ref()?.file(name)?;
        Some(security::for_client(file.answer(headers)))
    }
}

/// The relative address that leads from the page at a path to the board.
fn root(path: &str) -> String {
    match path.matches('/').count() {
        0 | 1 => "./".to_owned(),
        depth => "../".repeat(depth - 1),
    }
}

//! From templates to answers. Everything that is put into a template is escaped there, without exception
//! but for the two elements that are made here (SRV-15).

use super::words::{self, Language, language};
use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, VARY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use fluent_bundle::{FluentArgs, FluentValue};
use minijinja::value::{Kwargs, Serde, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

const TEMPLATES: &[(&str, &str)] = &[
    ("ballot.html", include_str!("../../pages/ballot.html")),
    ("ballots.html", include_str!("../../pages/ballots.html")),
    ("check-pages.html", include_str!("../../pages/check-pages.html")),
    ("election.html", include_str!("../../pages/election.html")),
    ("elections.html", include_str!("../../pages/elections.html")),
    ("error.html", include_str!("../../pages/error.html")),
    ("layout.html", include_str!("../../pages/layout.html")),
    ("no-client.html", include_str!("../../pages/no-client.html")),
    ("parts.html", include_str!("../../pages/parts.html")),
    ("result.html", include_str!("../../pages/result.html")),
    ("turnout.html", include_str!("../../pages/turnout.html")),
];

static ENVIRONMENT: OnceLock<Environment<'static>> = OnceLock::new();

/// A text of the election in one of its languages.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct LocalText {
    pub(crate) text: String,
    pub(crate) lang: String,
}

/// The frame of every page, made for its reader.
#[derive(Serialize)]
pub(crate) struct PageFrame {
    /// The name of the board.
    pub(crate) board: String,
    /// The relative address that leads from this page to the board, such as `../../`: whatever path the board is under.
    pub(crate) root: String,
    /// The language of the page.
    pub(crate) lang: &'static str,
    pub(crate) dir: &'static str,
    /// The language that links keep, because the reader has chosen it.
    pub(crate) chosen: Option<&'static str>,
    /// The same page in every language.
    pub(crate) languages: Vec<LanguageLink>,
    /// The election that the page is about, for the links on top.
    pub(crate) election: Option<String>,
    /// Which of those links this page is.
    pub(crate) here: &'static str,
    pub(crate) version: &'static str,
}

/// A page in another language.
#[derive(Serialize)]
pub(crate) struct LanguageLink {
    tag: &'static str,
    name: &'static str,
    href: String,
    current: bool,
}

impl LanguageLink {
    /// All languages of a page.
    pub(crate) fn all(current: &Language, query: &[(String, String)]) -> Vec<LanguageLink> {
        let rest = query.iter().filter(|(name, _)| name != "lang");
        let rest: String = rest.map(|(name, value)| format!("&{}={}", quote(name), quote(value))).collect();
        let other = |language: &Language| LanguageLink {
            tag: language.tag,
            name: language.name,
            href: format!("?lang={}{rest}", language.tag),
            current: language.tag == current.tag,
        };
        words::languages().iter().map(other).collect()
    }
}

/// The characters that are escaped in a part of a query, or of what follows `#`.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// A part of a query or of what follows `#`.
pub(super) fn quote(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, ESCAPED)
}

/// A page, or that there is none because the program is wrong.
pub(crate) fn page(status: StatusCode, template: &str, frame: &PageFrame, page: impl Serialize) -> Response {
    let context = minijinja::context! { ..Value::from(Serde(page)), ..Value::from(Serde(frame)) };
    let rendered = environment().get_template(template).and_then(|template| template.render(context));
    match rendered {
        Ok(text) => {
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
                (CONTENT_LANGUAGE, HeaderValue::from_static(frame.lang)),
                (CACHE_CONTROL, HeaderValue::from_static("no-store")),
                (VARY, HeaderValue::from_static("accept-language, accept")),
            ];
            (status, headers, text).into_response()
        }
        Err(error) => {
            tracing::error!("rendering {template}: {error:#}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn environment() -> &'static Environment<'static> {
    ENVIRONMENT.get_or_init(|| {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(write_escaped);
        environment.add_function("t", say);
        environment.add_function("href", href);
        environment.add_filter("number", number);
        environment.add_filter("time", |state: &State<'_, '_>, at: u64| time(state, at, false));
        environment.add_filter("exact_time", |state: &State<'_, '_>, at: u64| time(state, at, true));
        environment.add_filter("local", local);
        for (name, text) in TEMPLATES {
            // Unwrap safety: they are part of the program, and tests render all of them.
            #[allow(clippy::unwrap_used)]
            environment.add_template(name, text).unwrap();
        }
        environment
    })
}

/// Writes a value that stands between double braces.
fn write_escaped(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str().filter(|_| !value.is_safe()) {
        Some(text) => out.write_str(&escaped(text)).map_err(Error::from),
        None => minijinja::escape_formatter(out, state, value),
    }
}

/// A text in an element or in a quoted attribute: the characters that would end it. Paths stay readable.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#x27;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// `t("key", name=value)`: words in the language of the page.
fn say(state: &State<'_, '_>, key: &str, args: Kwargs) -> Result<String, Error> {
    let mut given = FluentArgs::new();
    for name in args.args() {
        let value: Value = args.get(name)?;
        let value = match value.kind() {
            ValueKind::Number => FluentValue::from(u64::try_from(value)?),
            _ => FluentValue::from(value.to_string()),
        };
        given.set(name.to_owned(), value);
    }
    spoken(state)?.say(key, &given).map_err(wrong)
}

fn number(state: &State<'_, '_>, number: u64) -> Result<String, Error> {
    Ok(spoken(state)?.number(number))
}

/// A `time` element.
fn time(state: &State<'_, '_>, at: u64, seconds: bool) -> Result<Value, Error> {
    let (machine, words) = spoken(state)?.time(at, seconds).map_err(wrong)?;
    let (machine, words) = (escaped(&machine), escaped(&words));
    Ok(Value::from_safe_string(format!("<time datetime=\"{machine}\">{words}</time>")))
}

/// A text of the election: in its own language, and in its own direction.
fn local(text: Value) -> Result<Value, Error> {
    let part = |name: &str| Ok::<_, Error>(escaped(&text.get_attr(name)?.to_string()));
    let (lang, text) = (part("lang")?, part("text")?);
    Ok(Value::from_safe_string(format!("<bdi lang=\"{lang}\" translate=\"no\">{text}</bdi>")))
}

/// `href("/path")`: a path of this board, seen from the page, that keeps the language that the reader has chosen.
fn href(state: &State<'_, '_>, path: &str) -> String {
    let root = state.lookup("root").map(|root| root.to_string()).unwrap_or_default();
    let path = format!("{root}{}", path.trim_start_matches('/'));
    match state.lookup("chosen").and_then(|tag| tag.as_str().and_then(language)) {
        Some(language) => {
            let sign = if path.contains('?') { '&' } else { '?' };
            format!("{path}{sign}lang={}", language.tag)
        }
        None => path,
    }
}

fn spoken(state: &State<'_, '_>) -> Result<&'static Language, Error> {
    let tag = state.lookup("lang");
    tag.and_then(|tag| tag.as_str().and_then(language)).ok_or_else(|| wrong("a page without a language"))
}

fn wrong(what: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidOperation, what.into())
}

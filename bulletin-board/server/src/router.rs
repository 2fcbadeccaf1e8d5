//! The routes of the board, as a function: `docs/specification.md` lists them for other programs.
//!
//! ```text
//! GET  /status
//! GET  /elections
//! POST /elections                                   a manifest -> receipt
//! GET  /elections/{election}
//! POST /elections/{election}/statements             a statement -> receipt
//! GET  /elections/{election}/entries?from=&to=      lines
//! GET  /elections/{election}/entries/{index}/receipt?size=
//! GET  /elections/{election}/checkpoint
//! GET  /elections/{election}/consistency?from=&to=
//! ```
//!
//! Everything that is read is under the signed checkpoint; readers from any origin may have it. Bodies
//! are limited in size and time before anything of them is decoded, and the ballots of a credential in number
//! before anything is checked (SRV-08). No cache keeps what changes. Other answers are problem
//! details (RFC 9457), see [`Problem`]. Nothing here knows or writes down who asks.

mod listen;
mod places;
mod problem;
mod progress;

pub use listen::serve;
pub use problem::Problem;

use crate::pages::{self, Site};
use crate::sequencer::{Accepted, Board, SignedLog, View};
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Path, Query, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, DATE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, http};
use core::future::poll_fn;
use core::pin::Pin;
use futures_util::stream;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tabella_crypto::encoding::{Hash, STATEMENT_LIMIT_BYTES, encode};
use tabella_log::api::{Consistency, Elections, Status};
use tabella_log::receipt::Receipt;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

/// How long a sender may take for a body.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// Bytes of lines that are read from the store and sent at once; a line that is longer comes alone.
const CHUNK_BYTES: usize = 64 << 10;

const JSON: &str = "application/json";
const LINES_OF_JSON: &str = "application/jsonl";
const TEXT: &str = "text/plain; charset=utf-8";

/// The routes of a board: for programs, and [`crate::pages`] for people.
pub fn router(board: Board, site: Site) -> Router {
    let programs = Router::new()
        .route("/status", get(status))
        .route("/elections", get(elections).post(create))
        .route("/elections/{election}", get(election))
        .route("/elections/{election}/statements", post(append))
        .route("/elections/{election}/entries", get(entries))
        .route("/elections/{election}/entries/{index}/receipt", get(receipt))
        .route("/elections/{election}/checkpoint", get(checkpoint))
        .route("/elections/{election}/consistency", get(consistency))
        .with_state(board.clone());
    pages::routes(board.clone(), site)
        .merge(programs)
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

/// What every answer says. Pages of any origin may read what everybody may read; they may not post in a voter's
/// name unseen. What changes is kept by no cache: an older state of a log looks like one from which something
/// was taken away.
fn mark(mut response: Response, reads: bool) -> Response {
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if reads {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    response
}

/// An answer that is the same whenever it is asked for: entries and proofs between two sizes that the address
/// names.
fn immutable(mut response: Response) -> Response {
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    response.headers_mut().insert(CACHE_CONTROL, forever);
    response
}

async fn status(State(board): State<Board>) -> Response {
    json(&Status { board: board.key.clone(), version: env!("CARGO_PKG_VERSION").into() })
}

async fn elections(State(board): State<Board>) -> Response {
    let summary = |log: &Arc<SignedLog>| log.look(|view| view.summary.clone());
    json(&Elections { elections: board.logs().iter().map(summary).collect() })
}

async fn election(Asked { log, .. }: Asked) -> Response {
    json(&log.look(|view| view.summary.clone()))
}

async fn checkpoint(Asked { log, .. }: Asked) -> Response {
    answer(TEXT, log.look(|view| view.checkpoint.as_str().to_owned()))
}

/// Entries or sizes, from the first up to but without the last.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    from: Option<u64>,
    to: Option<u64>,
}

async fn entries(
    State(board): State<Board>,
    Asked { election, log }: Asked,
    range: Result<Query<Range>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(Range { from, to }) = range?;
    let size = log.look(size);
    let is_fixed = from.is_some() && to.is_some();
    let (from, to) = (from.unwrap_or(0), to.unwrap_or(size));
    if from > to || to > size {
        return Err(Problem::bad_request(format!("no entries from {from} to {to} in a log of {size}")));
    }
    let chunks = stream::try_unfold(from, move |from| {
        let board = board.clone();
        async move {
            if from == to {
                return Ok(None);
            }
            // A download that breaks off here is seen to be incomplete: the last chunk is missing.
            let lines = board.reader().chunk(&election, from, to, CHUNK_BYTES).await.inspect_err(report)?;
            let text: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
            Ok::<_, crate::store::MachineError>(Some((text, from + lines.len() as u64)))
        }
    });
    let response = ([(CONTENT_TYPE, LINES_OF_JSON)], Body::from_stream(chunks)).into_response();
    Ok(if is_fixed { immutable(response) } else { response })
}

/// The size that a checkpoint must have at least.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Covering {
    size: Option<u64>,
}

async fn receipt(
    State(board): State<Board>,
    asked: Asked,
    Index(index): Index,
    covering: Result<Query<Covering>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(Covering { size: least }) = covering?;
    let size = asked.log.look(size);
    if least.is_some_and(|least| least > size) {
        return Err(Problem::bad_request(format!("no checkpoint covers more than {size} entries yet")));
    }
    if index >= size {
        return Err(Problem::not_found(format!("no entry {index} in a log of {size}")));
    }
    Ok(answer(TEXT, receipt_of(&board, asked.election, &asked.log, index).await?))
}

async fn consistency(
    Asked { log, .. }: Asked,
    range: Result<Query<Range>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(Range { from, to }) = range?;
    let from = from.ok_or_else(|| Problem::bad_request("the size to prove from is missing: ?from="))?;
    let is_fixed = to.is_some();
    let (size, to, proof) = log.look(|view| {
        let to = to.unwrap_or_else(|| size(view));
        (size(view), to, view.tree.consistency(from, to))
    });
    match proof {
        Some(proof) if is_fixed => Ok(immutable(json(&Consistency { proof }))),
        Some(proof) => Ok(json(&Consistency { proof })),
        None => {
            let what = format!("no proof from {from} to {to}: sizes are from 1 to {size}, and from <= to");
            Err(Problem::bad_request(what))
        }
    }
}

async fn create(State(board): State<Board>, request: Request) -> Result<Response, Problem> {
    let statement = read_body(request).await?;
    submit(&board, None, statement).await
}

async fn append(
    State(board): State<Board>,
    Asked { election, .. }: Asked,
    request: Request,
) -> Result<Response, Problem> {
    let statement = read_body(request).await?;
    submit(&board, Some(election), statement).await
}

/// Answers with the receipt: the entry is durable, and the checkpoint that covers it signed and kept.
async fn submit(board: &Board, election: Option<Hash>, statement: Vec<u8>) -> Result<Response, Problem> {
    let Accepted { election, index, new } = board.submit(election, statement).await?;
    let log = board.log(&election).ok_or_else(Problem::internal)?;
    let receipt = receipt_of(board, election, &log, index).await?;
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, answer(TEXT, receipt)).into_response())
}

/// The tlog-proof of an entry under the current checkpoint, which covers it.
async fn receipt_of(board: &Board, election: Hash, log: &SignedLog, index: u64) -> Result<String, Problem> {
    let lines = board.reader().lines(&election, index, index + 1).await;
    let line =
        lines.inspect_err(report).ok().and_then(|mut lines| lines.pop()).ok_or_else(Problem::internal)?;
    let proof = log.look(|view| Some((view.tree.inclusion(index, size(view))?, view.checkpoint.clone())));
    let (path, checkpoint) = proof.ok_or_else(Problem::internal)?;
    Ok(Receipt { line, index, path, checkpoint }.to_text())
}

fn size(view: &View) -> u64 {
    view.tree.size()
}

/// (SRV-11) The operator reads what is wrong; who asked only hears that something is.
fn report(error: &crate::store::MachineError) {
    tracing::error!("{error}");
}

/// (SRV-08) Reads a body of at most the length of a statement, in time.
async fn read_body(request: Request) -> Result<Vec<u8>, Problem> {
    let announced = announced_length(request.headers());
    if announced.is_some_and(|length| length > STATEMENT_LIMIT_BYTES as u64) {
        return Err(Problem::too_large());
    }
    let mut body = request.into_body();
    let read = async {
        let mut statement: Vec<u8> = vec![];
        while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            let frame = frame.map_err(|_| Problem::bad_request("the body broke off"))?;
            let data: Bytes = frame.into_data().unwrap_or_default();
            if statement.len() + data.len() > STATEMENT_LIMIT_BYTES {
                return Err(Problem::too_large());
            }
            statement.extend_from_slice(&data);
        }
        Ok(statement)
    };
    tokio::time::timeout(BODY_TIMEOUT, read).await.unwrap_or_else(|_| Err(Problem::too_slow()))
}

fn announced_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The election that a path names; 404 when there is none.
struct Asked {
    election: Hash,
    log: Arc<SignedLog>,
}

impl FromRequestParts<Board> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, board: &Board) -> Result<Asked, Problem> {
        let named = named_in_path(parts, board, "election").await;
        let election = named.and_then(|id| id.parse::<Hash>().ok());
        let asked = election.and_then(|election| Some(Asked { election, log: board.log(&election)? }));
        asked.ok_or_else(Problem::no_election)
    }
}

/// The entry that a path names.
struct Index(u64);

impl FromRequestParts<Board> for Index {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, board: &Board) -> Result<Index, Problem> {
        let index = named_in_path(parts, board, "index").await.and_then(|index| index.parse().ok());
        index.map(Index).ok_or_else(|| Problem::bad_request("the index of an entry is a number"))
    }
}

async fn named_in_path(parts: &mut Parts, board: &Board, name: &str) -> Option<String> {
    let path = Path::<BTreeMap<String, String>>::from_request_parts(parts, board).await;
    path.ok().and_then(|Path(mut path)| path.remove(name))
}

fn json(value: &impl Serialize) -> Response {
    answer(JSON, encode(value))
}

fn answer(content_type: &'static str, text: String) -> http::Response<Body> {
    ([(CONTENT_TYPE, content_type)], text).into_response()
}

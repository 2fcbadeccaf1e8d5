//! The routes for programs: `docs/specification.md` lists them.
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

use crate::extract::{ElectionPath, Index, read_body};
use crate::problem::Problem;
use crate::sequencer::{Accepted, Board, PublicView, PublishedLog};
use crate::store::MachineError;
use axum::Router;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use futures_util::stream;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tabella_crypto::bytes::Hash;
use tabella_crypto::encoding::encode;
use tabella_log::api::{Consistency, Elections, Status};
use tabella_log::receipt::Receipt;

/// Bytes of lines that are read from the store and sent at once; a line that is longer comes alone.
const CHUNK_BYTES: usize = 64 << 10;

const JSON: &str = "application/json";
const LINES_OF_JSON: &str = "application/jsonl";
const TEXT: &str = "text/plain; charset=utf-8";

/// The routes for programs.
pub(crate) fn routes(board: Board) -> Router {
    Router::new()
        .route("/status", get(status))
        .route("/elections", get(elections).post(create))
        .route("/elections/{election}", get(election))
        .route("/elections/{election}/statements", post(append))
        .route("/elections/{election}/entries", get(entries))
        .route("/elections/{election}/entries/{index}/receipt", get(receipt))
        .route("/elections/{election}/checkpoint", get(checkpoint))
        .route("/elections/{election}/consistency", get(consistency))
        .with_state(board)
}

async fn status(State(board): State<Board>) -> Response {
    json(&Status { board: board.key.clone(), version: env!("CARGO_PKG_VERSION").into() })
}

async fn elections(State(board): State<Board>) -> Response {
    let summary = |log: &Arc<PublishedLog>| log.read(|view| view.summary.clone());
    json(&Elections { elections: board.logs().iter().map(summary).collect() })
}

async fn election(ElectionPath { log, .. }: ElectionPath) -> Response {
    json(&log.read(|view| view.summary.clone()))
}

async fn checkpoint(ElectionPath { log, .. }: ElectionPath) -> Response {
    answer(TEXT, log.read(|view| view.checkpoint.as_str().to_owned()))
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
    ElectionPath { election, log }: ElectionPath,
    range: Result<Query<Range>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(Range { from, to }) = range?;
    let size = log.read(size);
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
            Ok::<_, MachineError>(Some((text, from + lines.len() as u64)))
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
    ElectionPath { election, log }: ElectionPath,
    Index(index): Index,
    covering: Result<Query<Covering>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(Covering { size: least }) = covering?;
    let size = log.read(size);
    if least.is_some_and(|least| least > size) {
        return Err(Problem::bad_request(format!("no checkpoint covers more than {size} entries yet")));
    }
    if index >= size {
        return Err(Problem::not_found(format!("no entry {index} in a log of {size}")));
    }
    Ok(answer(TEXT, receipt_of(&board, election, &log, index).await?))
}

async fn consistency(
    ElectionPath { log, .. }: ElectionPath,
    range: Result<Query<Range>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(Range { from, to }) = range?;
    let from = from.ok_or_else(|| Problem::bad_request("the size to prove from is missing: ?from="))?;
    let is_fixed = to.is_some();
    let (size, to, proof) = log.read(|view| {
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
    ElectionPath { election, .. }: ElectionPath,
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
async fn receipt_of(
    board: &Board,
    election: Hash,
    log: &PublishedLog,
    index: u64,
) -> Result<String, Problem> {
    let lines = board.reader().lines(&election, index, index + 1).await;
    let line =
        lines.inspect_err(report).ok().and_then(|mut lines| lines.pop()).ok_or_else(Problem::internal)?;
    let proof = log.read(|view| Some((view.tree.inclusion(index, size(view))?, view.checkpoint.clone())));
    let (path, checkpoint) = proof.ok_or_else(Problem::internal)?;
    Ok(Receipt { line, index, path, checkpoint }.to_text())
}

fn size(view: &PublicView) -> u64 {
    view.tree.size()
}

/// (SRV-11) The operator reads what is wrong; who asked only hears that something is.
fn report(error: &MachineError) {
    tracing::error!("{error}");
}

/// An answer that is the same whenever it is asked for: entries and proofs between two sizes that the address
/// names.
fn immutable(mut response: Response) -> Response {
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    response.headers_mut().insert(CACHE_CONTROL, forever);
    response
}

fn json(value: &impl Serialize) -> Response {
    answer(JSON, encode(value))
}

fn answer(content_type: &'static str, text: String) -> Response {
    ([(CONTENT_TYPE, content_type)], text).into_response()
}

//! The parts of a request: what its path names, and its body.

use crate::problem::Problem;
use crate::sequencer::{Board, PublishedLog};
use axum::extract::{FromRequestParts, Path, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use axum::http::request::Parts;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tabella_crypto::bytes::Hash;
use tabella_crypto::encoding::STATEMENT_LIMIT_BYTES;
use tokio::time::timeout;

/// The time that a sender may take for a body.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// The election that a path names; 404 when there is none.
pub(crate) struct ElectionPath {
    pub(crate) election: Hash,
    pub(crate) log: Arc<PublishedLog>,
}

impl FromRequestParts<Board> for ElectionPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, board: &Board) -> Result<ElectionPath, Problem> {
        let named = named_in_path(parts, board, "election").await;
        let election = named.and_then(|id| id.parse::<Hash>().ok());
        let path = election.and_then(|election| Some(ElectionPath { election, log: board.log(&election)? }));
        path.ok_or_else(Problem::no_election)
    }
}

/// The entry that a path names.
pub(crate) struct Index(pub(crate) u64);

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

/// (SRV-08) Reads a body of at most the length of a statement, in time.
///
/// # Errors
/// The body is too long, arrives too slowly, or ends early.
pub(crate) async fn read_body(request: Request) -> Result<Vec<u8>, Problem> {
    let announced = announced_length(request.headers());
    if announced.is_some_and(|length| length > STATEMENT_LIMIT_BYTES as u64) {
        return Err(Problem::too_large());
    }
    let body = Limited::new(request.into_body(), STATEMENT_LIMIT_BYTES).collect();
    match timeout(BODY_TIMEOUT, body).await {
        Ok(Ok(body)) => Ok(body.to_bytes().into()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Problem::too_large()),
        Ok(Err(_)) => Err(Problem::bad_request("the request body ended early")),
        Err(_) => Err(Problem::too_slow()),
    }
}

fn announced_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

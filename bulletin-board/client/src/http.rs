//! The routes of a board, as `docs/specification.md` lists them.

mod redirect;
#[cfg(test)]
mod tests;

use self::redirect::{followed, redirect};
use super::{ClientError, DOWNLOAD_LIMIT_BYTES, Download};
use serde::de::DeserializeOwned;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tabella_crypto::bytes::Hash;
use tabella_crypto::quote::quote;
use tabella_log::address::page_in;
use tabella_log::api::{Consistency, ElectionSummary, Elections, Problem, Status};
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::note::NOTE_LIMIT_BYTES;
use tabella_log::receipt::{RECEIPT_LIMIT_BYTES, Receipt};
use ureq::http::Response;
use ureq::{Agent, Body};

/// Longest answer in JSON that is read.
const JSON_LIMIT_BYTES: u64 = 16 << 20;

/// Longest file that is read.
const FILE_LIMIT_BYTES: u64 = 64 << 20;

/// Most redirects that are followed.
const REDIRECTS: usize = 5;

/// A board at an address.
#[derive(Clone, Debug)]
pub struct HttpBoard {
    agent: Agent,
    address: String,
    /// The fault of the address, for the first request.
    wrong: Option<String>,
    limit_bytes: u64,
    tell: Tell,
    /// True once a redirect has been told.
    told: Arc<AtomicBool>,
}

/// Hears that a board, at this address, redirects to another one, which is followed.
pub type Tell = fn(&str, &str);

impl HttpBoard {
    /// A board at `http://host:port`, `https://host` or `https://host/path`. What is wrong with another address is
    /// said when anything is asked of it.
    pub fn new(address: &str) -> HttpBoard {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0) // see HttpBoard::get
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_recv_response(Some(Duration::from_secs(60)))
            .timeout_recv_body(Some(Duration::from_secs(3_600)))
            .user_agent(concat!("tabella/", env!("CARGO_PKG_VERSION")))
            .build();
        let address = address.trim().trim_end_matches('/').to_owned();
        let wrong = wrong_address(&address);
        let (limit_bytes, told) = (DOWNLOAD_LIMIT_BYTES, Arc::default());
        HttpBoard { agent: config.new_agent(), address, wrong, limit_bytes, tell: |_, _| (), told }
    }

    /// The same board, which tells of the first redirect that is followed.
    #[must_use]
    pub fn telling(self, tell: Tell) -> HttpBoard {
        HttpBoard { tell, ..self }
    }

    /// The same board, of whose logs so many bytes are downloaded at most.
    #[must_use]
    pub fn with_limit(self, limit_bytes: u64) -> HttpBoard {
        HttpBoard { limit_bytes, ..self }
    }

    /// The address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Name and key of the board.
    ///
    /// # Errors
    /// The board cannot be reached, or answers something else.
    pub fn status(&self) -> Result<Status, ClientError> {
        self.json("/status")
    }

    /// The time on the board's clock, as its answers say (`Date`, RFC 9110); unverified.
    pub fn date(&self) -> Option<String> {
        let response = self.get("/status").ok()?;
        response.headers().get("date")?.to_str().ok().map(str::to_owned)
    }

    /// The elections on the board.
    ///
    /// # Errors
    /// As [`HttpBoard::status`].
    pub fn elections(&self) -> Result<Vec<ElectionSummary>, ClientError> {
        self.json::<Elections>("/elections").map(|list| list.elections)
    }

    /// One election on the board.
    ///
    /// # Errors
    /// As [`HttpBoard::status`].
    pub fn election(&self, election: &Hash) -> Result<ElectionSummary, ClientError> {
        self.json(&format!("/elections/{election}"))
    }

    /// The current checkpoint, unverified.
    ///
    /// # Errors
    /// As [`HttpBoard::status`], or LOG-03.
    pub fn checkpoint(&self, election: &Hash) -> Result<SignedCheckpoint, ClientError> {
        let text = self.text(&format!("/elections/{election}/checkpoint"), NOTE_LIMIT_BYTES)?;
        Ok(SignedCheckpoint::parse(&text)?)
    }

    /// The same, asked for under an address that no cache knows.
    fn checkpoint_afresh(&self, election: &Hash) -> Result<SignedCheckpoint, ClientError> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos());
        let path = format!("/elections/{election}/checkpoint?afresh={now}");
        Ok(SignedCheckpoint::parse(&self.text(&path, NOTE_LIMIT_BYTES)?)?)
    }

    /// The current checkpoint, where one of `size` entries has been seen before: an older state is asked for again,
    /// once, past whatever keeps it. It may be all that there is.
    ///
    /// # Errors
    /// As [`HttpBoard::checkpoint`].
    pub fn checkpoint_since(&self, election: &Hash, size: u64) -> Result<SignedCheckpoint, ClientError> {
        let signed = self.checkpoint(election)?;
        if signed.unverified().size < size { self.checkpoint_afresh(election) } else { Ok(signed) }
    }

    /// The lines of entries `from..to`, as they arrive.
    ///
    /// # Errors
    /// As [`HttpBoard::status`].
    pub fn entries(&self, election: &Hash, from: u64, to: u64) -> Result<Download, ClientError> {
        let response = self.get(&format!("/elections/{election}/entries?from={from}&to={to}"))?;
        let body: Box<dyn Read + Send> = Box::new(response.into_body().into_reader());
        Ok(Download::new(body, from, to, self.limit_bytes))
    }

    /// The receipt of an entry, unverified.
    ///
    /// # Errors
    /// As [`HttpBoard::status`], or RCP-01.
    pub fn receipt(&self, election: &Hash, index: u64) -> Result<Receipt, ClientError> {
        let path = format!("/elections/{election}/entries/{index}/receipt");
        Ok(Receipt::parse(&self.text(&path, RECEIPT_LIMIT_BYTES)?)?)
    }

    /// The consistency proof between two sizes, unverified.
    ///
    /// # Errors
    /// As [`HttpBoard::status`].
    pub fn consistency(&self, election: &Hash, from: u64, to: u64) -> Result<Vec<Hash>, ClientError> {
        let path = format!("/elections/{election}/consistency?from={from}&to={to}");
        self.json::<Consistency>(&path).map(|answer| answer.proof)
    }

    /// Posts a manifest statement; the receipt is unverified.
    ///
    /// # Errors
    /// The board refuses it or cannot be reached. Posting the same statement again is safe.
    pub fn create(&self, statement: &str) -> Result<Receipt, ClientError> {
        self.post_to("/elections", statement)
    }

    /// Posts a statement; the receipt is unverified.
    ///
    /// # Errors
    /// As [`HttpBoard::create`].
    pub fn post(&self, election: &Hash, statement: &str) -> Result<Receipt, ClientError> {
        self.post_to(&format!("/elections/{election}/statements"), statement)
    }

    /// A file or page at a path below the address.
    ///
    /// # Errors
    /// As [`HttpBoard::status`]: [`ClientError::Refused`] when there is none.
    pub fn file(&self, path: &str) -> Result<Vec<u8>, ClientError> {
        let response = self.get(&format!("/{}", path.trim_start_matches('/')))?;
        let bytes = response.into_body().into_with_config().limit(FILE_LIMIT_BYTES).read_to_vec();
        bytes.map_err(|error| self.unavailable(&error))
    }

    /// A statement goes to the address that was given and nowhere else.
    fn post_to(&self, path: &str, statement: &str) -> Result<Receipt, ClientError> {
        self.demand_address()?;
        let url = self.url(path);
        let request = self.agent.post(&url).header("content-type", "application/json");
        let response = request.send(statement).map_err(|error| self.unavailable(&error))?;
        if let Some(target) = redirect(&response) {
            return Err(ClientError::Unavailable(format!(
                "{} redirects to {}: a statement is never forwarded. If the board is there, give that address",
                quote(&url),
                quote(target)
            )));
        }
        let text = self.read(accepted(response)?, RECEIPT_LIMIT_BYTES as u64)?;
        Ok(Receipt::parse(&text)?)
    }

    fn json<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        let text = self.read(self.get(path)?, JSON_LIMIT_BYTES)?;
        serde_json::from_str(&text).map_err(|error| {
            let reason = quote(&error.to_string());
            ClientError::Unavailable(format!("{} does not answer like a board: {reason}", self.url(path)))
        })
    }

    fn text(&self, path: &str, limit: usize) -> Result<String, ClientError> {
        self.read(self.get(path)?, limit as u64)
    }

    /// Follows redirects of the same host, and from `http` to `https` there.
    fn get(&self, path: &str) -> Result<Response<Body>, ClientError> {
        self.demand_address()?;
        let mut url = self.url(path);
        for _ in 0..=REDIRECTS {
            let request = self.agent.get(&url).header("cache-control", "no-cache");
            let is_moved = url != self.url(path);
            let response = request.call().map_err(|error| {
                if !is_moved {
                    return self.unavailable(&error);
                }
                ClientError::Unavailable(format!(
                    "the board at {} redirects to {}, which cannot be reached: {error}",
                    self.address,
                    quote(&url)
                ))
            })?;
            let Some(target) = redirect(&response) else {
                if is_moved && !self.told.swap(true, Ordering::Relaxed) {
                    (self.tell)(&self.address, &quote(url.strip_suffix(path).unwrap_or(&url)));
                }
                return accepted(response);
            };
            url = followed(&url, target).ok_or_else(|| {
                ClientError::Unavailable(format!(
                    "{} redirects to {}, which is a different place. If you trust it, give its address",
                    quote(&url),
                    quote(target)
                ))
            })?;
        }
        let reason = format!("{} keeps redirecting, last to {}", self.address, quote(&url));
        Err(ClientError::Unavailable(reason))
    }

    fn demand_address(&self) -> Result<(), ClientError> {
        self.wrong.clone().map_or(Ok(()), |wrong| Err(ClientError::Unavailable(wrong)))
    }

    /// The text of an answer, or a little more than `limit` bytes of it, which its decoder refuses as too long.
    fn read(&self, response: Response<Body>, limit: u64) -> Result<String, ClientError> {
        let mut bytes = vec![];
        let mut body = response.into_body().into_reader().take(limit + 1);
        body.read_to_end(&mut bytes).map_err(|error| self.unavailable(&error.into()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    fn unavailable(&self, error: &ureq::Error) -> ClientError {
        ClientError::Unavailable(format!("the board at {} cannot be reached: {error}", self.address))
    }
}

/// The fault of a board's address, and what to write instead.
fn wrong_address(address: &str) -> Option<String> {
    let shown = quote(address);
    let Some((_, rest)) = address.split_once("://").filter(|(scheme, _)| ["http", "https"].contains(scheme))
    else {
        return Some(format!(
            "{shown} is not the address of a board: it begins with https://, such as https://board.example"
        ));
    };
    if let Some(at) = page_in(rest).filter(|at| *at > 0) {
        let board = &address[..address.len() - rest.len() + at];
        return Some(format!("{shown} is the address of a page: the board is at {}", quote(board)));
    }
    if rest.is_empty() || rest.contains(['?', '#', ' ']) {
        return Some(format!("{shown} is not the address of a board, such as https://board.example"));
    }
    None
}

/// Turns an error answer into [`ClientError::Refused`].
fn accepted(response: Response<Body>) -> Result<Response<Body>, ClientError> {
    let status = response.status().as_u16();
    if response.status().is_success() {
        return Ok(response);
    }
    let header = response.headers().get("retry-after").and_then(|value| value.to_str().ok());
    let retry_after = header.and_then(|seconds| seconds.trim().parse().ok());
    let text = response.into_body().into_with_config().limit(1 << 20).read_to_string().unwrap_or_default();
    let problem: Problem = serde_json::from_str(&text).unwrap_or_default();
    let mut reasons = [problem.detail.as_str(), &problem.title].into_iter();
    let detail = reasons.find(|reason| !reason.is_empty()).unwrap_or("no reason given");
    // A hostile board chooses these words, and people read them in a terminal.
    Err(ClientError::Refused { status, check: problem.check, detail: quote(detail), retry_after })
}

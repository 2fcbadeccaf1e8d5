//! The routes of a board, as `docs/protocol.md` lists them.

use super::ClientError;
use crate::checkpoint::{NOTE_LIMIT_BYTES, SignedCheckpoint};
use crate::receipt::{RECEIPT_LIMIT_BYTES, Receipt};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::io::{BufReader, Read};
use std::time::Duration;
use tabella_crypto::election::manifest::{LogKey, Texts};
use tabella_crypto::encoding::Hash;
use tabella_crypto::text::quote;
use ureq::http::Response;
use ureq::{Agent, Body};

/// Longest answer in JSON that is read.
const JSON_LIMIT_BYTES: u64 = 16 << 20;

/// Longest file that is read.
const FILE_LIMIT_BYTES: u64 = 64 << 20;

/// A board at an address.
#[derive(Clone, Debug)]
pub struct HttpBoard {
    agent: Agent,
    address: String,
}

/// What `GET /status` says.
#[derive(Clone, Debug, Deserialize)]
pub struct BoardStatus {
    /// Name and key of the board, as it states them.
    pub board: LogKey,
    /// The version of its program.
    pub version: String,
}

/// What `GET /elections` says of one election. Nothing in it is verified.
#[derive(Clone, Debug, Deserialize)]
pub struct ElectionSummary {
    /// Closing time, Unix seconds.
    pub closing: u64,
    /// Credentials that have voted.
    pub counted: u64,
    /// phi, once the election is open.
    pub fingerprint: Option<Hash>,
    /// The election id.
    pub id: Hash,
    /// Opening time, Unix seconds.
    pub opening: u64,
    /// setup, open, closed, finished or void.
    pub phase: String,
    /// Number of entries.
    pub size: u64,
    /// The title in each language.
    pub title: Texts,
}

#[derive(Deserialize)]
struct Elections {
    elections: Vec<ElectionSummary>,
}

#[derive(Deserialize)]
struct Consistency {
    proof: Vec<Hash>,
}

/// RFC 9457, as far as it is shown to people.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Problem {
    check: Option<String>,
    detail: Option<String>,
    title: Option<String>,
}

impl HttpBoard {
    /// A board at `http://host:port` or `https://host`.
    pub fn new(address: &str) -> HttpBoard {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_recv_response(Some(Duration::from_secs(60)))
            .timeout_recv_body(Some(Duration::from_secs(3_600)))
            .user_agent(concat!("tabella/", env!("CARGO_PKG_VERSION")))
            .build();
        HttpBoard { agent: config.new_agent(), address: address.trim_end_matches('/').to_owned() }
    }

    /// The address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Name and key of the board.
    ///
    /// # Errors
    /// The board cannot be reached, or answers something else.
    pub fn status(&self) -> Result<BoardStatus, ClientError> {
        self.json("/status")
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

    /// The lines of entries `from..to`, each with its newline.
    ///
    /// # Errors
    /// As [`HttpBoard::status`].
    pub fn entries(
        &self,
        election: &Hash,
        from: u64,
        to: u64,
    ) -> Result<BufReader<Box<dyn Read + Send>>, ClientError> {
        let response = self.get(&format!("/elections/{election}/entries?from={from}&to={to}"))?;
        let reader: Box<dyn Read + Send> = Box::new(response.into_body().into_reader());
        Ok(BufReader::with_capacity(1 << 18, reader))
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

    fn post_to(&self, path: &str, statement: &str) -> Result<Receipt, ClientError> {
        let request = self.agent.post(self.url(path)).header("content-type", "application/json");
        let response = request.send(statement).map_err(|error| self.unavailable(&error))?;
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

    fn get(&self, path: &str) -> Result<Response<Body>, ClientError> {
        accepted(self.agent.get(self.url(path)).call().map_err(|error| self.unavailable(&error))?)
    }

    fn read(&self, response: Response<Body>, limit: u64) -> Result<String, ClientError> {
        let body = response.into_body().into_with_config().limit(limit).read_to_string();
        body.map_err(|error| self.unavailable(&error))
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    fn unavailable(&self, error: &ureq::Error) -> ClientError {
        ClientError::Unavailable(format!("the board at {} cannot be reached: {error}", self.address))
    }
}

/// Turns an error answer into [`ClientError::Refused`].
fn accepted(response: Response<Body>) -> Result<Response<Body>, ClientError> {
    let status = response.status().as_u16();
    if response.status().is_success() {
        return Ok(response);
    }
    let text = response.into_body().into_with_config().limit(1 << 20).read_to_string().unwrap_or_default();
    let problem: Problem = serde_json::from_str(&text).unwrap_or_default();
    let detail = problem.detail.or(problem.title).unwrap_or_else(|| "no reason given".into());
    // A hostile board chooses these words, and people read them in a terminal.
    let check = problem.check.map(|check| quote(&check));
    Err(ClientError::Refused { status, check, detail: quote(&detail) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use std::net::TcpListener;

    #[test]
    fn the_words_of_a_hostile_board_do_nothing_to_a_terminal() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let board = HttpBoard::new(&format!("http://{}", listener.local_addr().expect("address")));
        let detail = format!("\\u001b[2J{}", "x".repeat(60_000));
        let answer = format!(r#"{{"check":"\u001b[31m","detail":"{detail}"}}"#);
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client");
            let _ = stream.read(&mut [0; 4_096]);
            let head = format!("HTTP/1.1 422 No\r\ncontent-length: {}\r\n\r\n", answer.len());
            stream.write_all((head + &answer).as_bytes()).expect("sent");
        });
        let Err(ClientError::Refused { check: Some(check), detail, .. }) = board.status() else {
            panic!("not refused");
        };
        server.join().expect("answered");
        assert!(check.starts_with("\\u{1b}") && detail.starts_with("\\u{1b}[2Jxxx"), "{check} {detail}");
        assert!(detail.len() < 1_000);
    }
}

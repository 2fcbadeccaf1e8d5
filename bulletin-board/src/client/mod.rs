//! Reading a board over HTTP or a record from a folder, trusting nothing.

mod http; // the routes of `docs/protocol.md`
mod mirror; // a replica that is downloaded from a board
mod record; // a folder with the log and its checkpoint

pub use http::{BoardStatus, ElectionSummary, HttpBoard};
pub use mirror::{Depth, Mirror};
pub use record::{CHECKPOINT, ENTRIES, RecordFolder, Source};

use std::io::{BufRead, Read as _};
use tabella_crypto::checks;
use tabella_crypto::encoding::LINE_LIMIT_BYTES;
use tabella_crypto::error::{Culprit, Rejection};

/// Why reading a board or posting to it failed.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The machine or the network: nothing is known about the board.
    #[error("{0}")]
    Unavailable(String),
    /// The board refused a statement or request.
    #[error("the board refused ({status}): {detail}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The check that refused, if one did.
        check: Option<String>,
        /// The board's words.
        detail: String,
    },
    /// What the board showed does not hold.
    #[error("{}", list(.0))]
    Rejected(Vec<Rejection>),
}

fn list(rejections: &[Rejection]) -> String {
    rejections.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl From<Rejection> for ClientError {
    fn from(rejection: Rejection) -> ClientError {
        ClientError::Rejected(vec![rejection])
    }
}

impl From<Vec<Rejection>> for ClientError {
    fn from(rejections: Vec<Rejection>) -> ClientError {
        ClientError::Rejected(rejections)
    }
}

/// One line without its newline, at most as long as an entry may be.
fn read_line(lines: &mut impl BufRead) -> Result<Vec<u8>, ClientError> {
    let mut line = vec![];
    let limit = LINE_LIMIT_BYTES as u64 + 1;
    let read = lines.by_ref().take(limit).read_until(b'\n', &mut line);
    read.map_err(|error| ClientError::Unavailable(format!("the download broke off: {error}")))?;
    match line.pop() {
        Some(b'\n') => Ok(line),
        Some(_) if line.len() == LINE_LIMIT_BYTES => {
            let reason = format!("a line of more than {LINE_LIMIT_BYTES} bytes");
            Err(Rejection::new(checks::ENC_08, Culprit::Board, reason).into())
        }
        _ => Err(ClientError::Unavailable("the download broke off".into())),
    }
}

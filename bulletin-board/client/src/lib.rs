//! Reading a board over HTTP or a record from a folder, trusting nothing.

mod download; // the entries of a log on their way
mod http; // the routes of `docs/specification.md`
mod downloaded_log; // a copy of a log that is downloaded from a board
mod record; // a folder with the log and its checkpoint
pub mod retry; // trying again, where that helps
pub mod console; // one voice for all programs at a terminal

pub use download::Download;
pub use downloaded_log::{Depth, DownloadedLog};
pub use http::{HttpBoard, Tell};
pub use record::{CHECKPOINT, ENTRIES, RecordFolder, Source};
pub use tabella_log::copy::DOWNLOAD_LIMIT_BYTES;

use tabella_crypto::checks::Check;
use tabella_crypto::rejection::Rejection;

/// The reason why reading a board or posting to it failed.
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
        /// The check that refused, if the board named one of the catalogue.
        check: Option<Check>,
        /// The board's words.
        detail: String,
        /// So many seconds later the same may be taken, by what the board says (`Retry-After`, RFC 9110).
        retry_after: Option<u64>,
    },
    /// What the board showed is not valid.
    #[error("{}", list(.0))]
    Rejected(Vec<Rejection>),
}

impl ClientError {
    /// Returns true if the same request may succeed a moment later: the board is busy, slow or out of reach, and
    /// has said nothing about what it was asked.
    pub fn is_passing(&self) -> bool {
        match self {
            ClientError::Unavailable(_) => true,
            ClientError::Refused { status, .. } => matches!(status, 408 | 429 | 500..),
            ClientError::Rejected(_) => false,
        }
    }

    /// The checks that say no, as often as they do; none when the board or the machine failed, and has said nothing.
    pub fn checks(&self) -> Vec<Check> {
        match self {
            ClientError::Rejected(rejections) => rejections.iter().map(|rejection| rejection.check).collect(),
            ClientError::Refused { check, .. } if !self.is_passing() => check.iter().copied().collect(),
            ClientError::Refused { .. } | ClientError::Unavailable(_) => vec![],
        }
    }
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

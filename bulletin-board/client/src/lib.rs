//! Reading a board over HTTP or a record from a folder, trusting nothing.

pub mod console; // what programs have in common at a terminal
mod download; // the entries of a log on their way
mod http; // the routes of `docs/specification.md`
mod mirror; // a replica that is downloaded from a board
mod record; // a folder with the log and its checkpoint

pub use download::Download;
pub use http::{HttpBoard, Tell};
pub use mirror::{Depth, Mirror};
pub use record::{CHECKPOINT, ENTRIES, RecordFolder, Source};
pub use tabella_log::replica::DOWNLOAD_LIMIT_BYTES;

use tabella_crypto::checks::Check;
use tabella_crypto::rejection::Rejection;

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
        /// The check that refused, if the board named one of the catalogue.
        check: Option<Check>,
        /// The board's words.
        detail: String,
        /// So many seconds later the same may be taken, by what the board says (`Retry-After`, RFC 9110).
        retry_after: Option<u64>,
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

//! Reading and writing the log: a mirror that verifies every entry, and posts that believe nothing but
//! a verified receipt.

use crate::posted::{Posted, verify_posted};
use rand::rngs::SysRng;
use tabella_client::console::Failure;
use tabella_client::{ClientError, Depth, DownloadedLog, HttpBoard, retry};
use tabella_log::trust::Trust;

/// A verified copy of the log as it is now.
///
/// # Errors
/// The board cannot be reached, or what it shows is not valid.
pub fn mirror(board: &HttpBoard, trust: &Trust, depth: Depth) -> Result<DownloadedLog, Failure> {
    let mut mirror = DownloadedLog::new(board.clone(), trust.clone(), depth);
    refresh(&mut mirror)?;
    Ok(mirror)
}

/// Takes what is new in the log; waits a little for the witnesses.
///
/// # Errors
/// As [`mirror`].
pub fn refresh(mirror: &mut DownloadedLog) -> Result<(), Failure> {
    refresh_since(mirror, 0)
}

/// As [`refresh`], where so many entries are known to be signed: see [`DownloadedLog::update_since`].
///
/// # Errors
/// As [`mirror`].
pub fn refresh_since(mirror: &mut DownloadedLog, known: u64) -> Result<(), Failure> {
    retry_for_cosignatures(|| mirror.update_since(known, SysRng))
}

/// Tries again while a checkpoint only lacks cosignatures.
///
/// # Errors
/// Those of `attempt`.
pub fn retry_for_cosignatures<T>(attempt: impl FnMut() -> Result<T, ClientError>) -> Result<T, Failure> {
    Ok(retry::until_cosigned(retry::COSIGNING, attempt)?)
}

/// Posts a statement to the trusted election.
///
/// # Errors
/// The board refuses or cannot be reached, or its receipt is not valid. Posting again is safe.
pub fn post(board: &HttpBoard, trust: &Trust, statement: &str) -> Result<Posted, Failure> {
    Ok(verify_posted(&board.post(&trust.election, statement)?, trust, statement)?)
}

/// Posts the manifest of the trusted election.
///
/// # Errors
/// As [`post`].
pub fn create(board: &HttpBoard, trust: &Trust, statement: &str) -> Result<Posted, Failure> {
    Ok(verify_posted(&board.create(statement)?, trust, statement)?)
}

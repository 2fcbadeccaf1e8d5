//! Reading and writing the log: a mirror that verifies every entry, and posts that believe nothing but
//! a verified receipt.

use crate::posted::{Posted, verify_posted};
use rand::rngs::SysRng;
use std::thread::sleep;
use std::time::{Duration, Instant};
use tabella_client::console::Failure;
use tabella_client::{ClientError, Depth, DownloadedLog, HttpBoard};
use tabella_crypto::checks;
use tabella_log::trust::Trust;

/// How long to wait for witnesses to cosign a checkpoint that is new.
const COSIGNING: Duration = Duration::from_secs(10);
/// How often to look again.
pub const POLL: Duration = Duration::from_millis(300);

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
    retry_for(COSIGNING, attempt)
}

fn retry_for<T>(
    patience: Duration,
    mut attempt: impl FnMut() -> Result<T, ClientError>,
) -> Result<T, Failure> {
    let start = Instant::now();
    loop {
        match attempt() {
            Err(ClientError::Rejected(rejections))
                if start.elapsed() < patience && rejections.iter().all(|r| r.check == checks::LOG_05) =>
            {
                sleep(POLL);
            }
            outcome => return Ok(outcome?),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::checks::Check;
    use tabella_crypto::rejection::{Culprit, Rejection};

    fn lacking(check: Check) -> ClientError {
        Rejection::new(check, Culprit::Board, "no").into()
    }

    #[test]
    fn witnesses_are_waited_for_and_nothing_else_is() {
        let mut answers = vec![lacking(checks::LOG_05)].into_iter();
        let cosigned = retry_for_cosignatures(|| answers.next().map_or(Ok("cosigned"), Err));
        assert_eq!(cosigned.expect("cosigned at the second look"), "cosigned");
        let never = retry_for(Duration::ZERO, || Err::<(), _>(lacking(checks::LOG_05)));
        assert!(never.expect_err("no quorum").is_by(checks::LOG_05));
        let forged = retry_for_cosignatures(|| Err::<(), _>(lacking(checks::LOG_04)));
        assert!(forged.expect_err("at once").is_by(checks::LOG_04));
    }
}

//! The verified log of a board, and posting to it.

use crate::failure::{Result, Spoken};
use crate::inputs::{BoardArguments, read_trust};
use crate::words::say;
use rand::rngs::SysRng;
use std::time::Duration;
use tabella_client::console::Progress;
use tabella_client::{ClientError, Depth, DownloadedLog, HttpBoard, retry};
use tabella_crypto::group::Point;
use tabella_log::receipt::Receipt;
use tabella_log::trust::Trust;
use tabella_vote::receipt::VerifiedBallot;
use tabella_vote::session::{Answered, Sent};
use tabella_vote::status::Lookup;

/// Wait before the second try; twice as long before the third.
const PAUSE: Duration = Duration::from_secs(1);

/// Downloads the log and verifies it, all but the signatures and proofs of the ballots of others: those of
/// `own` credentials are verified.
pub(crate) fn download(
    arguments: &BoardArguments,
    trust: Trust,
    own: impl IntoIterator<Item = Point>,
) -> Result<DownloadedLog> {
    download_since(arguments, trust, own, 0)
}

/// The same, where so many entries are known to be signed.
fn download_since(
    arguments: &BoardArguments,
    trust: Trust,
    own: impl IntoIterator<Item = Point>,
    known: u64,
) -> Result<DownloadedLog> {
    let _progress = Progress::spinner(say!("downloading"));
    let board = HttpBoard::new(&arguments.board)
        .telling(|from, to| eprintln!("{}", say!("board-redirects", from = from, to = to)));
    let mut mirror = DownloadedLog::new(board, trust, Depth::WithoutBallotProofs).with_ballots_of(own);
    mirror.update_since(known, SysRng)?;
    Ok(mirror)
}

/// As [`download`], with the trust file of the arguments.
pub(crate) fn open(arguments: &BoardArguments, own: Point) -> Result<DownloadedLog> {
    open_since(arguments, own, 0)
}

/// The same, where so many entries are known to be signed.
pub(crate) fn open_since(arguments: &BoardArguments, own: Point, known: u64) -> Result<DownloadedLog> {
    download_since(arguments, read_trust(&arguments.trust)?, [own], known)
}

/// What the downloaded log says of credentials and ballots.
pub(crate) fn lookup(mirror: &DownloadedLog) -> Result<Lookup<'_>> {
    let checkpoint = mirror.checkpoint().ok_or_else(|| Spoken::failed("nothing has been downloaded"))?;
    Ok(Lookup::new(mirror.election(), checkpoint, &mirror.trust().policy()))
}

/// (MAN-09) What the lack of witnesses makes possible, in numbers; nothing where there are witnesses.
pub(crate) fn collusion(mirror: &DownloadedLog) -> Option<String> {
    let manifest = mirror.election().manifest()?;
    let some = manifest.unwitnessed_collusion()?;
    Some(say!("collusion", some = some, all = manifest.trustee_count()))
}

/// Posts a ballot and verifies the answer (RCP-01 to RCP-03, RCP-06).
pub(crate) fn cast(board: &HttpBoard, sent: Sent) -> Result<(Receipt, Answered), ClientError> {
    // RCP-06: the board answers a statement that it already has with the same receipt.
    let post = || board.post(sent.election(), &sent.ballot().statement);
    let receipt = retry::with_growing_pauses(PAUSE, post)?;
    let answered = sent.answered(&receipt).map_err(|refused| refused.reason)?;
    Ok((receipt, answered))
}

/// LOG-08, LOG-10: asks for the proof that the log with the ballot continues the one that was downloaded before.
pub(crate) fn demand_continuation(mirror: &DownloadedLog, answered: Answered) -> Result<VerifiedBallot> {
    let proof = match answered.sizes() {
        (from, to) if from < to => mirror.board().consistency(&mirror.trust().election, from, to)?,
        _ => vec![],
    };
    Ok(answered.continues(&proof).map_err(|refused| refused.reason)?)
}

//! The verified log of a board, and posting to it.

use crate::failure::{Result, Spoken};
use crate::inputs::{BoardArguments, read_trust};
use crate::words::say;
use rand::rngs::SysRng;
use std::time::Duration;
use tabella_client::console::Progress;
use tabella_client::{ClientError, Depth, DownloadedLog, HttpBoard};
use tabella_crypto::group::Point;
use tabella_log::receipt::Receipt;
use tabella_log::trust::Trust;
use tabella_vote::receipt::VerifiedBallot;
use tabella_vote::session::{Answered, Sent};
use tabella_vote::status::Lookup;

/// What a board answers, or why it does not.
type Answering<T> = Result<T, ClientError>;

/// How often a statement is posted before giving up.
const TRIES: u32 = 3;
/// Wait before the second try; twice as long before the third.
const PAUSE: Duration = Duration::from_secs(1);
/// A board that asks for more than this is not asked again.
const PATIENCE: Duration = Duration::from_secs(5);

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
pub(crate) fn cast(board: &HttpBoard, sent: Sent) -> Answering<(Receipt, Answered)> {
    let post_once = |statement: &str| board.post(sent.election(), statement);
    let receipt = post(&sent.ballot().statement, post_once, PAUSE)?;
    let answered = sent.answered(&receipt).map_err(|refused| refused.reason)?;
    Ok((receipt, answered))
}

/// RCP-06: up to three tries with the same bytes; the board answers a statement that it already has
/// with the same receipt.
fn post(
    statement: &str,
    mut post_once: impl FnMut(&str) -> Answering<Receipt>,
    pause: Duration,
) -> Answering<Receipt> {
    let mut tries = 0;
    loop {
        tries += 1;
        match post_once(statement) {
            Err(error) if tries < TRIES => match pause_after(&error, pause * tries) {
                Some(pause) => std::thread::sleep(pause),
                None => return Err(error),
            },
            answer => return answer,
        }
    }
}

/// How long to wait before the next try, at least this long; nothing when another try would be of no use.
fn pause_after(error: &ClientError, pause: Duration) -> Option<Duration> {
    match error {
        ClientError::Refused { status: 429, retry_after: Some(seconds), .. } => {
            Some(pause.max(Duration::from_secs(*seconds))).filter(|pause| *pause <= PATIENCE)
        }
        error => Some(pause).filter(|_| error.is_passing()),
    }
}

/// LOG-08, LOG-10: asks for the proof that the log with the ballot continues the one that was downloaded before.
pub(crate) fn demand_continuation(mirror: &DownloadedLog, answered: Answered) -> Result<VerifiedBallot> {
    let proof = match answered.sizes() {
        (from, to) if from < to => mirror.board().consistency(&mirror.trust().election, from, to)?,
        _ => vec![],
    };
    Ok(answered.continues(&proof).map_err(|refused| refused.reason)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::checks;
    use tabella_crypto::rejection::{Culprit, Rejection};

    fn check(errors: Vec<ClientError>, expected_tries: usize) {
        let (mut errors, mut seen) = (errors.into_iter(), vec![]);
        let answer = post(
            "the statement",
            |statement| {
                seen.push(statement.to_owned());
                Err(errors.next().expect("one try too many"))
            },
            Duration::ZERO,
        );
        assert!(answer.is_err());
        assert_eq!(seen, vec!["the statement"; expected_tries]);
    }

    #[test]
    fn a_retry_sends_the_same_statement_three_times_at_most() {
        let lost = || ClientError::Unavailable("the connection was lost".into());
        let waiting = |status, retry_after| {
            let detail = "not now".into();
            ClientError::Refused { status, check: None, detail, retry_after }
        };
        let refused = |status| waiting(status, None);
        let rejected = || ClientError::from(Rejection::new(checks::RCP_01, Culprit::Board, "no receipt"));
        check(vec![lost(), lost(), lost()], 3);
        check(vec![refused(429), refused(503), lost()], 3);
        check(vec![lost(), refused(409)], 2);
        check(vec![refused(404)], 1);
        check(vec![waiting(429, Some(0)), waiting(429, Some(6))], 2);
        check(vec![waiting(429, Some(u64::MAX))], 1);
        check(vec![rejected()], 1);
    }
}

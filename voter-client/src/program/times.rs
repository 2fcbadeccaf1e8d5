//! When voting is possible: told before the voter chooses, in local time and in UTC.
//!
//! The board's clock dates ballots (BAL-07), so that its clock and its log alone say "too early" and "too late": a
//! wrong clock of the voter's machine keeps nobody from voting.

use crate::words::say;
use jiff::fmt::rfc2822::DateTimeParser;
use tabella_client::console::Failure;
use tabella_client::console::times::{in_words, now};
use tabella_client::{ClientError, DownloadedLog, HttpBoard};
use tabella_crypto::checks::{self, Check};
use tabella_crypto::election::manifest::Manifest;
use tabella_log::rulebook::Phase;

/// Refuses to go on when voting has not begun or is over.
///
/// # Errors
/// LOG-11 by the phase, BAL-07 by the time: when it begins or ended.
pub(crate) fn demand_voting(mirror: &DownloadedLog) -> Result<(), Failure> {
    let election = mirror.election();
    let Some(manifest) = election.manifest() else { return Ok(()) };
    let clock = (election.phase() == Phase::Voting).then(|| clock_of(mirror.board())).flatten();
    match obstacle(election.phase(), election.last_at(), clock, manifest) {
        Some((check, reason)) => Err(Failure::refused(check, format!("{reason} {}", say!("nothing-sent")))),
        None => Ok(()),
    }
}

/// Why the board refused a ballot, if it is what happens to honest voters; the caller has other words for the rest.
pub(crate) fn refused(error: &ClientError, mirror: &DownloadedLog) -> Option<Failure> {
    let ClientError::Refused { check: Some(check), .. } = error else { return None };
    let manifest = mirror.election().manifest()?;
    match *check {
        checks::BAL_07 => {
            let at = clock_of(mirror.board()).unwrap_or_else(now);
            let reason = if at < manifest.opens_at { early(manifest) } else { late(manifest) };
            Some(Failure::refused(checks::BAL_07, format!("{reason} {}", say!("ballot-refused"))))
        }
        checks::BAL_04 | checks::BAL_05 => Some(Failure::refused(
            checks::BAL_04,
            say!("another-ballot", command = "tabella-vote check --credential CREDENTIAL"),
        )),
        _ => None,
    }
}

/// What speaks against voting now: the phase, the date of the last entry, the board's clock if it shows one.
fn obstacle(phase: Phase, last_at: u64, clock: Option<u64>, manifest: &Manifest) -> Option<(Check, String)> {
    match phase {
        Phase::Voting if last_at.max(clock.unwrap_or(0)) >= manifest.closes_at => {
            Some((checks::BAL_07, late(manifest)))
        }
        Phase::Voting if clock.is_some_and(|clock| clock < manifest.opens_at) => {
            Some((checks::BAL_07, early(manifest)))
        }
        Phase::Voting | Phase::Void => None,
        Phase::Closed | Phase::Finished => Some((checks::LOG_11, late(manifest))),
        _ => Some((checks::LOG_11, format!("{} {}", say!("not-opened"), early(manifest)))),
    }
}

fn early(manifest: &Manifest) -> String {
    say!("voting-starts", time = in_words(manifest.opens_at))
}

fn late(manifest: &Manifest) -> String {
    say!("voting-ended", time = in_words(manifest.closes_at))
}

/// What the clock of the board shows, unless it does not say.
fn clock_of(board: &HttpBoard) -> Option<u64> {
    let date = DateTimeParser::new().parse_timestamp(board.date()?).ok()?;
    u64::try_from(date.as_second()).ok()
}

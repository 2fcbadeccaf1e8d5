//! `election close`.

use super::ATTEMPTS;
use crate::key::Key;
use crate::log::manifest_of;
use crate::official::{closing, manifest::check_official};
use crate::posted::Posted;
use crate::program::board;
use serde_json::json;
use std::thread::sleep;
use std::time::Duration;
use tabella_client::console::{Answer, Failure, Outcome, times};
use tabella_client::{Depth, DownloadedLog, HttpBoard};
use tabella_crypto::checks;
use tabella_log::rulebook::Phase;
use tabella_log::trust::Trust;

/// `election close`: ends voting; with `wait`, at the closing time.
///
/// # Errors
/// Voting has not begun, or not ended by the board's clock or by that of this machine, unless the latter is known to
/// be `wrong`; too few trustees have shown a live key, or the board refuses.
pub fn close(official: &Key, board: &HttpBoard, trust: &Trust, wait: bool, wrong: bool) -> Outcome {
    let mut mirror = board::mirror(board, trust, Depth::WithoutBallotProofs)?;
    let manifest = manifest_of(mirror.election())?;
    check_official(official, manifest)?;
    let end = manifest.closes_at;
    if wait && mirror.election().phase() == Phase::Voting && times::now() < end {
        wait_until(end);
        board::refresh(&mut mirror)?;
    }
    if closing::is_closed(mirror.election())? {
        return Ok(closed(&mirror, None));
    }
    closing::check_live_quorum(mirror.election())?;
    if !wrong {
        check_over(times::now(), end)?;
    }
    // The board's clock decides; it may be a little behind ours.
    let patience = if wait { end.saturating_add(trust.tolerance_seconds) } else { 0 };
    let mut attempts = 1..ATTEMPTS;
    loop {
        let statement = closing::statement(official, mirror.election());
        match board::post(board, trust, &statement) {
            Ok(posted) => return Ok(closed(&mirror, Some(&posted))),
            // A ballot or a sign of life came in between: begin again on the new head.
            Err(failure) if failure.is_by(checks::LOG_01) && attempts.next().is_some() => {
                board::refresh(&mut mirror)?;
            }
            Err(failure) if failure.is_by(checks::LOG_16) && times::now() < patience => {
                sleep(Duration::from_secs(1));
            }
            Err(failure) if failure.is_by(checks::LOG_16) => {
                return Err(Failure::refused(
                    checks::LOG_16,
                    format!("voting ends at {} (--wait waits for it): {failure}", times::in_words(end)),
                ));
            }
            Err(failure) => return Err(failure),
        }
    }
}

fn wait_until(end: u64) {
    eprintln!("Waiting until voting ends at {}.", times::in_words(end));
    while times::now() < end {
        sleep(Duration::from_millis(500));
    }
}

/// Voting is over by the official's own clock too: a board whose clock is ahead would end it early, for good.
fn check_over(now: u64, end: u64) -> Result<(), Failure> {
    match closing::seconds_left(now, end) {
        None => Ok(()),
        Some(seconds) => Err(Failure::failed(format!(
            "by the clock of this machine voting goes on for {seconds} seconds, until {}. Nothing was posted: --wait \
             waits for it. If this clock is wrong and you have compared the time elsewhere, add --my-clock-is-wrong",
            times::in_words(end)
        ))),
    }
}

fn closed(mirror: &DownloadedLog, posted: Option<&Posted>) -> Answer {
    let words = format!(
        "{}.\n\nNext: trustees decrypt, each with\n  tabella-tally trustee decrypt --key FILE --board {} \
         --trust FILE",
        match posted {
            Some(posted) => format!("Closed the election: {}", posted.standing.in_words()),
            None => "The election is closed already".into(),
        },
        mirror.board().address(),
    );
    let facts = json!({
        "already": posted.is_none(),
        "election": mirror.trust().election,
        "entry": posted.map(|posted| posted.entry.index),
        "standing": posted.map(|posted| posted.standing),
    });
    Answer::new(facts, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Attack 8: the second clock that is asked.
    #[test]
    fn nobody_closes_before_their_own_clock_says_so() {
        assert!(check_over(2_000, 2_000).is_ok() && check_over(2_001, 2_000).is_ok());
        let failure = check_over(1_940, 2_000).expect_err("closed");
        assert_eq!(failure.exit_code(), 2);
        let said = failure.to_string();
        assert!(said.contains("60 seconds") && said.contains("--my-clock-is-wrong"), "{said}");
    }
}

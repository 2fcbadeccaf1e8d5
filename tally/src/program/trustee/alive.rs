//! `trustee alive`.

use super::catch_up;
use crate::key::Role;
use crate::log::manifest_of;
use crate::program::board;
use crate::program::keys::KeySource;
use crate::program::state_file::StateFile;
use crate::trustee::comparison::trustee_index;
use crate::trustee::liveness::{self, Life};
use serde_json::json;
use tabella_client::console::{Answer, Failure, Outcome};
use tabella_client::{Depth, HttpBoard};
use tabella_crypto::checks;
use tabella_log::rulebook::{Election, LIFE_INTERVAL_SECONDS, Sign};
use tabella_log::trust::Trust;
use tabella_log::witness::Standing;

/// `trustee alive`: posts a sign of life on the newest entry that is none itself.
///
/// # Errors
/// The key does not fit the ceremony, the log does not extend the one seen before or takes no signs of
/// life now, the last one is not a minute old, or the board refuses or cannot be reached.
pub fn alive(keys: &mut KeySource, board: &HttpBoard, trust: &Trust) -> Outcome {
    let key = keys.load(Role::Trustee)?;
    let mut state = StateFile::beside(keys.path())?;
    let mut mirror = board::mirror(board, trust, Depth::WithoutBallotProofs)?;
    catch_up(&mut mirror, state.memory())?;
    let election = mirror.election();
    let index = trustee_index(&key, manifest_of(election)?)?;
    match liveness::show(&key, mirror.copy(), state.memory())? {
        Life::Stands(sign) => Ok(answer(election, trust, index, &sign, None)),
        Life::New { on_entry, statement } => {
            let statement = state.keep(statement)?;
            let posted = board::post(board, trust, &statement).map_err(|failure| too_soon(failure, index))?;
            let sign = Sign { at: posted.entry.at, entry: on_entry, index: posted.entry.index };
            Ok(answer(election, trust, index, &sign, Some(posted.standing)))
        }
    }
}

/// (KEY-16) A minute must lie between two signs of life. The board's clock decides, which is not ours.
fn too_soon(failure: Failure, index: u64) -> Failure {
    if !failure.is_by(checks::KEY_16) {
        return failure;
    }
    let words = format!(
        "trustee {index} has shown life less than {LIFE_INTERVAL_SECONDS} seconds ago: wait as many seconds as are \
         missing, then run this again\n{failure}"
    );
    Failure::refused(checks::KEY_16, words)
}

/// `standing` is that of a sign that was posted now.
fn answer(election: &Election, trust: &Trust, index: u64, sign: &Sign, standing: Option<Standing>) -> Answer {
    let counts = election.opened_at().is_some_and(|open| sign.entry >= open);
    let shown = match standing {
        Some(standing) => {
            format!(
                "Posted a sign of life of trustee {index}, on entry {}: {}.",
                sign.entry,
                standing.in_words()
            )
        }
        None => format!(
            "Nothing has come into the log since this trustee's last sign of life, in entry {}: it still stands. \
             Nothing was posted.",
            sign.index
        ),
    };
    let next = if counts {
        "Next: nothing until the election is closed; then decrypt with `tabella-tally trustee decrypt`."
    } else {
        "Next: run this again after the election has been opened. Only then does it count for closing."
    };
    let facts = json!({
        "counts_for_closing": counts,
        "election": trust.election,
        "entry": sign.index,
        "on_entry": sign.entry,
        "posted": standing.is_some(),
        "standing": standing,
        "trustee": index,
    });
    Answer::new(facts, format!("{shown}\n\n{next}"))
}

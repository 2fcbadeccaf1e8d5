//! (4.6) A trustee's sign of life: its key, from the stored backup, still decrypts.

use crate::key_file::{Key, KeySource, Role};
use crate::program::answer::{Answer, Failure, Outcome};
use crate::program::log::{self, manifest_of};
use crate::trustee::ceremony::{demand_extension, remember};
use crate::trustee::comparison::trustee_index;
use crate::trustee::memory::TrusteeState;
use serde_json::json;
use tabella_client::{Depth, HttpBoard};
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::{KeyDeal, KeyShare};
use tabella_crypto::election::statement::{Body, sign};
use tabella_log::rulebook::{Election, LIFE_INTERVAL_SECONDS, Phase, Sign};
use tabella_log::trust::Trust;
use tabella_log::witness::Standing;

/// `trustee alive`: posts a sign of life on the newest entry that is none itself.
///
/// # Errors
/// The key does not fit the ceremony, the log does not extend the one seen before or takes no signs of
/// life now, the last one is not a minute old, or the board refuses or cannot be reached.
pub fn run(keys: &mut KeySource, board: &HttpBoard, trust: &Trust) -> Outcome {
    let key = keys.load(Role::Trustee)?;
    let mut state = TrusteeState::beside(keys.path())?;
    let mut mirror = log::mirror(board, trust, Depth::WithoutBallotProofs)?;
    let manifest = manifest_of(&mirror)?;
    let index = trustee_index(&key, manifest)?;
    demand_extension(&mut mirror, &state)?;
    let election = mirror.election();
    let on_entry = match next_sign(election, index)? {
        Next::On(entry) => entry,
        Next::Stands(sign) => return Ok(answer(election, trust, index, &sign, None)),
    };
    let share = key_share(&key, election, index)?;
    let hash = election.entry_hash(on_entry).copied().unwrap_or_default();
    let live = share.live(&trust.election, on_entry, &hash);
    let named = election.statement_election().copied().unwrap_or(trust.election);
    let statement = sign(key.signing(), &named, &Body::Liveness(live));
    remember(&mut state, &mirror)?;
    let posted = log::post(board, trust, &statement).map_err(|failure| too_soon(failure, index))?;
    let sign = Sign { at: posted.entry.at, entry: on_entry, index: posted.entry.index };
    Ok(answer(election, trust, index, &sign, Some(posted.standing)))
}

/// What a trustee can show now.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    /// Life on this entry.
    On(u64),
    /// Nothing more: there is nothing in the log on which to show it anew.
    Stands(Sign),
}

/// (KEY-16) A sign of life is on a later entry than the last one.
fn next_sign(election: &Election, index: u64) -> Result<Next, Failure> {
    if !matches!(election.phase(), Phase::Roll | Phase::Voting) {
        return Err(Failure::refused(
            checks::LOG_11,
            format!(
                "a sign of life can be given from the last confirmation until the election is closed; its \
                 phase is {}",
                election.phase().name()
            ),
        ));
    }
    let newest = election.newest_lasting_entry().unwrap_or_default();
    match election.last_sign(index) {
        Some(last) if newest <= last.entry => Ok(Next::Stands(*last)),
        _ => Ok(Next::On(newest)),
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
                "Showed that the key of trustee {index} works, on entry {}: {}.",
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
        "command": "trustee alive",
        "counts_for_closing": counts,
        "election": trust.election,
        "entry": sign.index,
        "on_entry": sign.entry,
        "posted": standing.is_some(),
        "standing": standing,
        "trustee": index,
    });
    Answer { words: format!("{shown}\n\n{next}"), facts }
}

/// (TRU-11) A trustee's share of the election key, from its key file and the deals of a verified log.
///
/// # Errors
/// The key file is not the one that took part in the ceremony.
pub fn key_share(key: &Key, election: &Election, index: u64) -> Result<KeyShare, Failure> {
    let deals: Vec<KeyDeal> = election.deals().map(|(_, deal)| deal.clone()).collect();
    let share =
        election.ceremony().and_then(|ceremony| KeyShare::open(key.seed(), ceremony, &deals, index).ok());
    share.ok_or_else(|| {
        Failure::refused(
            checks::KEY_07,
            "the shares that were dealt to this key do not open with this key file: it is damaged, or the \
             ceremony was not finished. Use your backup",
        )
    })
}

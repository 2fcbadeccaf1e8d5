//! (4.6) A trustee's sign of life: its key, from the stored backup, still decrypts.

use crate::answer::{Answer, Failure, Outcome};
use crate::ceremony::{demand_extension, remember};
use crate::comparison::trustee_index;
use crate::key_file::{Key, KeySource, Role};
use crate::log::{self, manifest_of};
use crate::state::TrusteeState;
use serde_json::json;
use tabella_board::client::{Depth, HttpBoard};
use tabella_board::rules::{Election, Phase};
use tabella_board::trust::Trust;
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::{KeyDeal, KeyShare};
use tabella_crypto::election::statement::{Body, sign};

/// `trustee alive`: posts a sign of life on the newest entry.
///
/// # Errors
/// The key does not fit the ceremony, the log does not extend the one seen before or takes no signs of
/// life now, or the board refuses or cannot be reached.
pub fn run(keys: &mut KeySource, board: &HttpBoard, trust: &Trust) -> Outcome {
    let key = keys.load(Role::Trustee)?;
    let mut state = TrusteeState::beside(keys.path())?;
    let mirror = log::mirror(board, trust, Depth::WithoutBallotProofs)?;
    let manifest = manifest_of(&mirror)?;
    let index = trustee_index(&key, manifest)?;
    demand_extension(&mirror, &state)?;
    let election = mirror.election();
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
    let share = key_share(&key, election, index)?;
    let newest = election.size() - 1;
    let live = share.live(&trust.election, newest, &election.head());
    let live = live.ok_or_else(|| Failure::failed("the sign of life could not be computed"))?;
    let named = election.statement_election().copied().unwrap_or(trust.election);
    let statement = sign(key.signing(), &named, &Body::Liveness(live));
    let voting = election.phase() == Phase::Voting;
    remember(&mut state, &mirror)?;
    let posted = log::post(board, trust, &statement)?;
    let words = format!(
        "Showed that the key of trustee {index} works, on entry {newest}: {}.\n\n{}",
        posted.standing.in_words(),
        if voting {
            "Next: nothing until the election is closed; then decrypt with `tabella-tally trustee decrypt`."
        } else {
            "Next: run this again after the election has been opened. Only then does it count for closing."
        }
    );
    let facts = json!({
        "command": "trustee alive",
        "counts_for_closing": voting,
        "election": trust.election,
        "entry": posted.entry.index,
        "on_entry": newest,
        "standing": posted.standing,
        "trustee": index,
    });
    Ok(Answer { words, facts })
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

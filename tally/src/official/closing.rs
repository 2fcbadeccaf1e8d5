//! `close`: ends voting.

use crate::key::Key;
use crate::log::manifest_of;
use crate::refusal::Refusal;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::statement::{Body, sign};
use tabella_crypto::election::tally::Close;
use tabella_log::rulebook::{Election, Phase};

/// Returns true if voting has been ended.
///
/// # Errors
/// It has not begun.
pub fn is_closed(election: &Election) -> Result<bool, Refusal> {
    match election.phase() {
        Phase::Closed | Phase::Finished => Ok(true),
        Phase::Voting => Ok(false),
        _ => Err(Refusal::by(
            checks::LOG_11,
            "the election is not open, so it cannot be closed: run `tabella-tally election open` first",
        )),
    }
}

/// The statement that ends voting after the last entry of a log in which voting goes on.
pub fn statement(official: &Key, election: &Election) -> String {
    let close = Close { previous: election.head() };
    let phi = election.fingerprint().copied().unwrap_or(Hash::ZERO);
    sign(official.signing(), &phi, &Body::Close(close))
}

/// (KEY-15) Refuses to close an election that could not be decrypted.
///
/// # Errors
/// Fewer trustees than the threshold have shown a live key since the opening.
pub fn check_live_quorum(election: &Election) -> Result<(), Refusal> {
    let manifest = manifest_of(election)?;
    let live = election.live_trustees();
    if live.len() as u64 >= manifest.threshold {
        return Ok(());
    }
    let missing = (1..).zip(&manifest.trustees).filter(|(index, _)| !live.contains(index));
    let missing: Vec<&str> = missing.map(|(_, party)| party.name.as_str()).collect();
    Err(Refusal::by(
        checks::KEY_15,
        format!(
            "{} of the {} trustees that are needed have shown a live key since the election was opened. \
             Missing: {}. They run `tabella-tally trustee alive`",
            live.len(),
            manifest.threshold,
            missing.join(", ")
        ),
    ))
}

/// The seconds for which voting goes on by the official's own clock: a board whose clock is ahead would end it early,
/// for good.
pub fn seconds_left(now: u64, closing: u64) -> Option<u64> {
    closing.checked_sub(now).filter(|left| *left > 0)
}

//! `open`: seals manifest, election key and roll. The hash of its entry is the fingerprint phi.

use crate::key::Key;
use crate::refusal::Refusal;
use tabella_crypto::checks;
use tabella_crypto::election::roll::Open;
use tabella_crypto::election::statement::{Body, sign};
use tabella_log::rulebook::{Election, Phase};
use tabella_log::trust::Trust;

/// What `open` says on a log, signed.
#[derive(Debug)]
pub struct Opening {
    /// What it says.
    pub body: Open,
    /// The signed statement.
    pub statement: String,
}

/// Seals what is in the log.
///
/// # Errors
/// The ceremony or the roll is not finished.
pub fn open(official: &Key, election: &Election, trust: &Trust) -> Result<Opening, Refusal> {
    let body = body(election)?;
    let statement = sign(official.signing(), &trust.election, &Body::Open(body.clone()));
    Ok(Opening { body, statement })
}

fn body(election: &Election) -> Result<Open, Refusal> {
    let refuse = |reason: &str| Err(Refusal::by(checks::LOG_11, reason));
    match (election.phase(), election.keys()) {
        (Phase::Void, _) => refuse(
            "the election is void: its key ceremony failed. Create a new one with `tabella-tally election create`",
        ),
        (Phase::Roll, _) if election.roll_rows() == 0 => {
            refuse("there is no roll yet: the registrar runs `tabella-tally roll publish` first")
        }
        (Phase::Roll, Some(keys)) => Ok(Open {
            election_key: keys.Y,
            last_roll: *election.last_roll(),
            rows: election.roll_rows(),
            weight: election.roll_weight(),
        }),
        _ => refuse(
            "the key ceremony is not finished: every trustee runs `tabella-tally trustee ceremony` first",
        ),
    }
}

//! Afterwards: what became of a ballot, was a code used; and on a second device: what is really in a
//! ballot that another device made?

use crate::booth::{ChoiceView, LatestBallot, show_choices, show_credential, show_latest};
use crate::log::{LoadedLog, lookup, read_credential};
use crate::refusal::{Fault, Refusal};
use serde::Serialize;
use tabella_crypto::carried;
use tabella_crypto::checks;
use tabella_crypto::election::ballot::BallotOpening;
use tabella_crypto::encoding::decode;
use tabella_crypto::error::InputError;
use tabella_crypto::group::Point;
use tabella_crypto::readable;
use tabella_crypto::rejection::Rejection;
use tabella_log::entry::Entry;
use tabella_log::receipt::Receipt;
use tabella_vote::challenge;
use tabella_vote::receipt;
use tabella_vote::status::Status;

/// What became of one ballot.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BallotStatus {
    at: u64,
    credential: String,
    /// What speaks against the board: RCP-04 for a missing ballot, LOG-08 for another log.
    faults: Vec<Fault>,
    index: u64,
    /// The last ballot of the credential.
    latest: Option<LatestBallot>,
    #[cfg_attr(test, ts(type = "Standing"))]
    standing: &'static str,
    #[cfg_attr(test, ts(type = "Exclude<Status, \"absent\" | \"not-in-roll\">"))]
    status: &'static str,
    tracker: String,
}

/// Whether a ballot is in the log, and what became of it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "{ found: false } | ({ found: true } & BallotStatus)"))]
pub struct TrackerStatus {
    #[serde(flatten)]
    ballot: Option<BallotStatus>,
    found: bool,
}

/// What became of the ballots of a credential.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CredentialStatus {
    credential: String,
    latest: Option<LatestBallot>,
    #[cfg_attr(test, ts(type = "Standing"))]
    standing: &'static str,
    #[cfg_attr(test, ts(type = "Exclude<Status, \"missing\" | \"older-view\" | \"superseded\">"))]
    status: &'static str,
}

/// What a challenged ballot really encrypts.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OpenedBallot {
    choices: Vec<ChoiceView>,
    tracker: String,
}

/// What a receipt says that it is about. Nothing of it is verified.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReceiptContents {
    board: String,
    credential: String,
    election: String,
    index: u64,
    /// How many entries the log had when the board signed it.
    size: u64,
    tracker: String,
}

/// RCP-01, RCP-03 to RCP-05, LOG-08: a receipt that was kept, in a log that was loaded for its credential.
///
/// # Errors
/// What is wrong with the receipt itself.
pub fn check_receipt(log: &LoadedLog, text: &str) -> Result<BallotStatus, Refusal> {
    let receipt = Receipt::read(text)?;
    let trust = log.replica()?.trust();
    let ballot = receipt::check_receipt(&receipt, &trust.policy(), &trust.election)?;
    let replica = log.replica_for(ballot.author())?;
    let status = lookup(replica)?.ballot(&ballot);
    let rejections: Vec<Rejection> =
        status.rejection().into_iter().chain(replica.extends(&receipt.checkpoint).err()).collect();
    Ok(BallotStatus {
        at: ballot.at(),
        credential: show_credential(ballot.author()),
        faults: rejections.iter().map(Fault::from).collect(),
        index: ballot.index(),
        latest: replica.election().latest(ballot.author()).as_ref().map(show_latest),
        standing: ballot.standing().name(),
        status: status.name(),
        tracker: readable::tracker(ballot.tracker()),
    })
}

/// RCP-04, RCP-05: the ballot with a tracker, in a log that was loaded for this tracker.
///
/// # Errors
/// RCP-13 for a typing error.
pub fn check_tracker(log: &LoadedLog, tracker: &str) -> Result<TrackerStatus, Refusal> {
    let tracker = readable::read_tracker(tracker)?;
    let replica = log.replica()?;
    let found = replica.ballot(&tracker).ok_or_else(|| {
        Refusal::failure("this ballot was not looked for: give its tracker before the log is loaded")
    })?;
    let Some(found) = found else { return Ok(TrackerStatus { ballot: None, found: false }) };
    let lookup = lookup(replica)?;
    let ballot = BallotStatus {
        at: found.at,
        credential: show_credential(&found.author),
        faults: vec![],
        index: found.index,
        latest: lookup.latest(&found.author).as_ref().map(show_latest),
        standing: lookup.standing().name(),
        status: lookup.ballot_at(found.index, &found.author).name(),
        tracker: readable::tracker(&tracker),
    };
    Ok(TrackerStatus { ballot: Some(ballot), found: true })
}

/// RCP-05: "was my code used?", in a log that was loaded for this credential.
///
/// # Errors
/// RCP-13 for a typing error.
pub fn check_credential(log: &LoadedLog, credential: &str) -> Result<CredentialStatus, Refusal> {
    let credential: Point = read_credential(credential)?;
    let replica = log.replica_for(&credential)?;
    let lookup = lookup(replica)?;
    let status: Status = lookup.credential(&credential);
    Ok(CredentialStatus {
        credential: show_credential(&credential),
        latest: lookup.latest(&credential).as_ref().map(show_latest),
        standing: lookup.standing().name(),
        status: status.name(),
    })
}

/// A tracker as people see it, from one that was typed, pasted or scanned.
///
/// # Errors
/// RCP-13 for a typing error.
pub fn show_tracker(typed: &str) -> Result<String, Refusal> {
    Ok(readable::tracker(&readable::read_tracker(typed)?))
}

/// RCP-07 to RCP-09: rebuilds a challenged ballot; `credential` stands on the voter's letter, `tracker` is
/// what the voting device showed before it knew of the test. `languages` as in [`crate::texts::suitable`].
///
/// # Errors
/// Everything that does not hold: then the voting device lied, or the opening is of something else. RCP-13 for
/// an opening that cannot be read: it was changed on its way.
pub fn check_opening(
    log: &LoadedLog,
    opening: &str,
    credential: &str,
    tracker: &str,
    languages: &str,
) -> Result<OpenedBallot, Refusal> {
    let credential = read_credential(credential)?;
    let tracker = readable::read_tracker(tracker)?;
    let opening: BallotOpening =
        carried::json(opening.as_bytes())
            .and_then(|line| decode(line.as_bytes()))
            .map_err(|error| InputError::new(checks::RCP_13, format!("{}: {}", error.check, error.reason)))?;
    let log = log.replica()?.election();
    let selections = challenge::check_opening(&opening, log, &credential, &tracker)?;
    let election = log.open_election().ok_or_else(|| Refusal::failure("the election has not been opened"))?;
    let choices = show_choices(&election, opening.style, &selections, languages)?;
    Ok(OpenedBallot { choices, tracker: readable::tracker(&tracker) })
}

/// Which board, election and ballot a receipt is about, to know which log to load.
///
/// # Errors
/// RCP-01 or an ENC id: it is not a receipt.
pub fn read_receipt(text: &str) -> Result<ReceiptContents, Refusal> {
    let receipt = Receipt::read(text)?;
    let origin = &receipt.checkpoint.unverified().origin;
    let (board, election) = origin.rsplit_once('/').unwrap_or((origin, ""));
    let entry = Entry::decode(receipt.line.as_bytes())?;
    Ok(ReceiptContents {
        board: board.to_owned(),
        credential: show_credential(&entry.statement.author),
        election: election.to_owned(),
        index: receipt.index,
        size: receipt.checkpoint.unverified().size,
        tracker: readable::tracker(&entry.statement.digest),
    })
}

//! What the board answered: is this ballot in a log that the board has signed, and who else saw it?

use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::statement::Body;
use tabella_crypto::group::Point;
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::entry::{Entry, statement_of};
use tabella_log::receipt::{Receipt, VerifiedReceipt};
use tabella_log::witness::{Policy, Standing, VerifiedCheckpoint};

/// A ballot that is in the log, by a valid receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedBallot {
    at: u64,
    index: u64,
    hash: Hash,
    author: Point,
    tracker: Hash,
    sequence: u64,
    standing: Standing,
    checkpoint: VerifiedCheckpoint,
}

impl VerifiedBallot {
    /// When the board accepted it, Unix seconds.
    pub fn at(&self) -> u64 {
        self.at
    }

    /// The index of its entry.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The hash of its entry.
    pub fn hash(&self) -> &Hash {
        &self.hash
    }

    /// The public credential that signed it.
    pub fn author(&self) -> &Point {
        &self.author
    }

    /// Its tracker, recomputed.
    pub fn tracker(&self) -> &Hash {
        &self.tracker
    }

    /// (5.11) Its number among the ballots of its credential, from 0.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Who has signed the log with it.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// The checkpoint that covers it.
    pub fn checkpoint(&self) -> &VerifiedCheckpoint {
        &self.checkpoint
    }
}

/// What a check of a receipt says: the ballot, or everything that is wrong.
pub type ReceiptVerdict = Result<VerifiedBallot, Vec<Rejection>>;

/// A ballot as it is posted to the board, and what the answer is compared with. Nothing in it is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedBallot {
    /// The canonical bytes of the statement; a retry posts the same bytes (RCP-06).
    pub statement: String,
    /// (5.9) Its tracker.
    pub tracker: Hash,
    /// The voter's public credential.
    pub author: Point,
}

/// RCP-01 to RCP-03: the answer to a ballot that this device has just sent.
///
/// # Errors
/// As [`check_receipt`], or RCP-02 when the entry holds another statement than the one sent.
pub fn check_answer(
    sent: &SignedBallot,
    receipt: &Receipt,
    policy: &Policy,
    election: &Hash,
) -> ReceiptVerdict {
    let (verified, entry) = read(receipt, policy, election)?;
    let same = statement_of(verified.line().as_bytes()).is_ok_and(|statement| statement == sent.statement);
    // Author and tracker are recomputed from the line, never taken from the answer.
    if !same || entry.statement.author != sent.author || entry.statement.digest != sent.tracker {
        let reason = "the board answered with the receipt of another statement than the ballot that was sent";
        return Err(vec![Rejection::new(checks::RCP_02, Culprit::Board, reason)]);
    }
    ballot(&verified, &entry, policy)
}

/// RCP-01 and RCP-03: a receipt that was kept.
///
/// # Errors
/// As [`Receipt::verify`]; RCP-01 when the line is another entry than the proof is about, or no ballot;
/// an ENC id or REP-02 when it does not decode.
pub fn check_receipt(receipt: &Receipt, policy: &Policy, election: &Hash) -> ReceiptVerdict {
    let (verified, entry) = read(receipt, policy, election)?;
    ballot(&verified, &entry, policy)
}

fn read(
    receipt: &Receipt,
    policy: &Policy,
    election: &Hash,
) -> Result<(VerifiedReceipt, Entry), Vec<Rejection>> {
    let verified = receipt.verify(policy, election)?;
    let index = verified.index();
    let entry = Entry::decode(verified.line().as_bytes())
        .map_err(|error| vec![Rejection::new(error.check, Culprit::Entry(index), error.reason)])?;
    if entry.index != index {
        return Err(refuse(format!("the line says entry {}, the proof entry {index}", entry.index)));
    }
    Ok((verified, entry))
}

fn ballot(verified: &VerifiedReceipt, entry: &Entry, policy: &Policy) -> ReceiptVerdict {
    let Body::Ballot(ballot) = &entry.statement.body else {
        return Err(refuse(format!("entry {} holds a {}, not a ballot", entry.index, kind(entry))));
    };
    Ok(VerifiedBallot {
        at: entry.at,
        index: entry.index,
        hash: entry.hash,
        author: entry.statement.author,
        tracker: entry.statement.digest,
        sequence: ballot.sequence,
        standing: Standing::of(verified.checkpoint(), policy),
        checkpoint: verified.checkpoint().clone(),
    })
}

fn kind(entry: &Entry) -> &'static str {
    entry.statement.body.kind().name()
}

fn refuse(reason: String) -> Vec<Rejection> {
    vec![Rejection::new(checks::RCP_01, Culprit::Board, reason)]
}

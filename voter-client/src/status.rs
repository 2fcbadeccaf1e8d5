//! Afterwards: what became of the ballots of a credential, looked up in a log that this device verified
//! itself.

use crate::receipt::VerifiedBallot;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::group::Point;
use tabella_crypto::readable;
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::rulebook::{Election, Latest, Phase};
use tabella_log::witness::Standing;
use tabella_log::witness::{Policy, VerifiedCheckpoint};

/// (RCP-04) What became of a ballot, or of the ballots of a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The credential is not in the roll.
    NotInRoll,
    /// The whole log holds no ballot of the credential.
    Absent,
    /// The last ballot of the credential, in a log that does not yet end voting.
    NotYetCounted(Latest),
    /// The last ballot of the credential, in a closed log that may be relied on.
    Counted(Latest),
    /// A later ballot of the same credential, the last one, replaces the ballot of the receipt.
    Superseded(Latest),
    /// The log does not hold the ballot of the receipt.
    Missing,
    /// The log that is shown ends before the ballot of the receipt: it is older than the receipt, and says nothing.
    OlderView {
        /// Entries that are shown.
        shown: u64,
        /// Entries that the board has signed with the receipt.
        known: u64,
    },
}

impl Status {
    /// The name for programs.
    pub fn name(&self) -> &'static str {
        match self {
            Status::NotInRoll => "not-in-roll",
            Status::Absent => "absent",
            Status::NotYetCounted(_) => "not-yet-counted",
            Status::Counted(_) => "counted",
            Status::Superseded(_) => "superseded",
            Status::Missing => "missing",
            Status::OlderView { .. } => "older-view",
        }
    }

    /// What speaks against the board, or against the credential.
    pub fn rejection(&self) -> Option<Rejection> {
        let (check, reason) = match self {
            Status::NotInRoll => (checks::ROL_07, "the credential is not in the roll of this election"),
            Status::Missing => (
                checks::RCP_04,
                "the ballot of this receipt is not in the log that the board shows now, although the board \
                 signed that it was: keep the receipt, it is evidence against the board",
            ),
            _ => return None,
        };
        Some(Rejection::new(check, Culprit::Board, reason))
    }
}

/// A verified log, and who has signed it.
pub struct Lookup<'a> {
    log: &'a Election,
    standing: Standing,
}

impl<'a> Lookup<'a> {
    /// Looks into `log`, which this device has verified entry by entry against this very checkpoint.
    pub fn new(log: &'a Election, checkpoint: &VerifiedCheckpoint, policy: &Policy) -> Lookup<'a> {
        Lookup { log, standing: Standing::of(checkpoint, policy) }
    }

    /// Who has signed the log.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// RCP-05: the last ballot of a credential, found in the entries and not asked for.
    pub fn latest(&self, credential: &Point) -> Option<Latest> {
        self.log.latest(credential)
    }

    /// What became of a credential's ballots; "was my code used?".
    pub fn credential(&self, credential: &Point) -> Status {
        match self.latest(credential) {
            Some(latest) if self.ends_voting() => Status::Counted(latest),
            Some(latest) => Status::NotYetCounted(latest),
            None if self.log.place(credential).is_some() => Status::Absent,
            None => Status::NotInRoll,
        }
    }

    /// What became of the ballot of a receipt.
    pub fn ballot(&self, ballot: &VerifiedBallot) -> Status {
        match self.log.entry_hash(ballot.index()) {
            Some(hash) if hash == ballot.hash() => self.ballot_at(ballot.index(), ballot.author()),
            Some(_) => Status::Missing,
            // Both are signed by the board: a log that has not grown so far contradicts nothing.
            None => {
                Status::OlderView { shown: self.log.size(), known: ballot.checkpoint().checkpoint().size }
            }
        }
    }

    /// What became of a ballot that is in the log: its entry, and the credential that signed it.
    pub fn ballot_at(&self, index: u64, author: &Point) -> Status {
        match self.latest(author) {
            Some(latest) if latest.index != index => Status::Superseded(latest),
            _ => self.credential(author),
        }
    }

    /// (5.10) Compares the tracker that the voter kept with that of the last ballot of their credential.
    ///
    /// # Errors
    /// RCP-04 when there is no ballot, or one with another tracker.
    pub fn compare(&self, credential: &Point, kept: &Hash) -> Result<(), Rejection> {
        let reason = match self.latest(credential) {
            Some(latest) if latest.tracker == *kept => return Ok(()),
            Some(latest) => format!(
                "the last ballot of your credential is not the one whose tracker you kept; its tracker is {}",
                readable::tracker(&latest.tracker)
            ),
            None => "there is no ballot of your credential in the log".into(),
        };
        Err(Rejection::new(checks::RCP_04, Culprit::Board, reason))
    }

    /// Whether "counted" may be said: the log holds `close`, under a quorum unless there is none by
    /// intent.
    fn ends_voting(&self) -> bool {
        matches!(self.log.phase(), Phase::Closed | Phase::Finished) && self.standing != Standing::Received
    }
}

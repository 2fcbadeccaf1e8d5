//! The phase of an election.

use super::Election;
use tabella_crypto::election::statement::Kind;

/// The phase of an election, derived from its log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing in the log yet.
    Empty,
    /// Trustees commit to their deals.
    Commitments,
    /// Trustees deal.
    Deals,
    /// Trustees confirm or complain.
    Confirmations,
    /// The key stands; the roll is being published.
    Roll,
    /// Voting.
    Voting,
    /// Voting is over; trustees decrypt.
    Closed,
    /// The result is announced.
    Finished,
    /// A complaint was upheld: the ceremony must start again under a new manifest.
    Void,
}

impl Phase {
    /// The phase in reports: setup, open, closed, finished or void.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Empty | Phase::Commitments | Phase::Deals | Phase::Confirmations | Phase::Roll => "setup",
            Phase::Voting => "open",
            Phase::Closed => "closed",
            Phase::Finished => "finished",
            Phase::Void => "void",
        }
    }

    /// (2.4) Returns true if a statement of this kind may come now.
    pub(super) fn allows(self, kind: Kind) -> bool {
        match self {
            Phase::Empty => kind == Kind::Manifest,
            Phase::Commitments => kind == Kind::KeyCommitment,
            Phase::Deals => kind == Kind::KeyDeal,
            Phase::Confirmations => matches!(kind, Kind::KeyConfirmation | Kind::KeyComplaint),
            Phase::Roll => matches!(kind, Kind::Roll | Kind::Open | Kind::Liveness),
            Phase::Voting => matches!(kind, Kind::Ballot | Kind::Liveness | Kind::Close),
            Phase::Closed => matches!(kind, Kind::DecryptionShare | Kind::Result),
            Phase::Finished | Phase::Void => false,
        }
    }

    /// The kind that a line counts as whose kind cannot be read.
    pub(super) fn expects(self) -> Option<Kind> {
        match self {
            Phase::Empty => Some(Kind::Manifest),
            Phase::Commitments => Some(Kind::KeyCommitment),
            Phase::Deals => Some(Kind::KeyDeal),
            Phase::Confirmations => Some(Kind::KeyConfirmation),
            Phase::Roll => Some(Kind::Roll),
            Phase::Voting => Some(Kind::Ballot),
            Phase::Closed => Some(Kind::DecryptionShare),
            Phase::Finished | Phase::Void => None,
        }
    }
}

impl Election {
    /// The phase, derived from what is in the log.
    pub fn phase(&self) -> Phase {
        let Some(setup) = &self.setup else { return Phase::Empty };
        if self.rounds.void {
            Phase::Void
        } else if self.decryption.finished {
            Phase::Finished
        } else if self.decryption.tally.is_some() {
            Phase::Closed
        } else if self.voting.open.is_some() {
            Phase::Voting
        } else {
            self.rounds.phase(setup.manifest.trustee_count())
        }
    }
}

/// (REP-09) The last line of an auditor's report that accepts a record in the phase of this name: people
/// are told it beforehand, so that there is nothing to interpret.
///
/// `withheld` is the number of contests whose totals the announced result withholds.
pub fn accepted_line(phase: &str, withheld: usize) -> String {
    let passed = "every check that applies has passed";
    if phase == Phase::Finished.name() {
        let rest = match withheld {
            0 => String::new(),
            1 => ", 1 contest withheld".into(),
            many => format!(", {many} contests withheld"),
        };
        format!("ACCEPTED ({phase}): {passed}, the announced totals are those of the ballots{rest}")
    } else if phase == Phase::Void.name() {
        format!("ACCEPTED ({phase}): {passed}, the key ceremony has failed and there will be no result")
    } else {
        format!("ACCEPTED so far ({phase}): {passed}, no result yet")
    }
}

//! The reasons for which a voter is not admitted, each with the check that says so.

use tabella_crypto::checks::{self, Check};
use tabella_log::rulebook::Phase;

/// Why a voter cannot cast a ballot now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAdmitted {
    /// The credential is not in the roll.
    #[error(
        "the credential of this code is not in the roll of this election: compare the code with the letter for \
         this election, and if it is right, tell the election office that your code is missing in its roll"
    )]
    NotInRoll,
    /// No ballot is accepted in this phase.
    #[error("{}", no_voting(*.0))]
    NotOpen(Phase),
    /// The copy of the log is not under a checkpoint, or leaves the ballots of this credential to auditors.
    #[error("the ballots of this credential have not been verified in this copy of the log")]
    NotVerified,
    /// The copy of the log does not continue the one that the session began with.
    #[error("this copy of the log does not continue the one that was loaded before")]
    AnotherLog,
}

impl NotAdmitted {
    /// The check that refused.
    pub fn check(&self) -> Check {
        match self {
            NotAdmitted::NotInRoll => checks::ROL_07,
            NotAdmitted::NotOpen(_) => checks::LOG_11,
            NotAdmitted::NotVerified => checks::RCP_05,
            NotAdmitted::AnotherLog => checks::LOG_08,
        }
    }
}

fn no_voting(phase: Phase) -> &'static str {
    match phase.name() {
        "setup" => "voting has not begun",
        "void" => "the election is void: it starts again under a new election id",
        _ => "voting is over",
    }
}

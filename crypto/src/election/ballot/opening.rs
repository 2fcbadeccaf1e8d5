//! (5.10) Challenged ballots: a second device rebuilds one and sees what it encrypts.

use super::{OpenElection, Place, Seed, Selections};
use crate::bytes::{Bytes, Hash};
use crate::checks;
use crate::group::Point;
use crate::readable;
use crate::rejection::{Culprit, Rejection};
use core::fmt;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// (5.10) A challenged ballot, opened: what the second device gets. Fields in canonical order.
///
/// It shows a selection that is not cast, so printing it is no secret; its ballot never reaches the log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotOpening {
    /// The public credential, to be compared with the voter's letter.
    pub author: Point,
    /// phi.
    pub election: Hash,
    /// Tracker of the credential's ballot before.
    pub previous: Hash,
    /// The seed.
    pub seed: Bytes<32>,
    /// The value of every slot.
    pub selections: Vec<u64>,
    /// The sequence number.
    pub sequence: u64,
    /// The style.
    pub style: u64,
    /// The tracker that the voting device showed.
    pub tracker: Hash,
}

impl BallotOpening {
    /// (5.10) Rebuilds the ballot bit for bit and returns what it really encrypts.
    ///
    /// `election` is what this device verified itself, `credential` the one on the voter's letter and
    /// `tracker` the one that the voter noted from the voting device. The caller then shows the
    /// selections to the voter, who alone can say whether they made them, and looks for the tracker in
    /// the log (RCP-09).
    ///
    /// # Errors
    /// RCP-08 for another election or credential, RCP-07 for a ballot that does not rebuild.
    pub fn check(
        &self,
        election: &OpenElection,
        credential: &Point,
        tracker: &Hash,
    ) -> Result<Selections, Rejection> {
        let reject = |check, reason: &str| Err(Rejection::new(check, Culprit::Tracker(self.tracker), reason));
        if self.election != election.phi {
            return reject(checks::RCP_08, "the opened ballot is of another election");
        }
        if self.author != *credential {
            return reject(
                checks::RCP_08,
                "the opened ballot is not of the credential on the voter's letter",
            );
        }
        let values = Zeroizing::new(self.selections.clone());
        let Ok(selections) = Selections::new(&election.manifest, self.style, values) else {
            return reject(checks::RCP_07, "the opened selections do not fit the ballot");
        };
        let place = Place { style: self.style, sequence: self.sequence, previous: self.previous };
        let seed = Seed(Zeroizing::new(self.seed.0));
        let Ok(rebuilt) = election.prepare(&self.author, place, selections.clone(), seed) else {
            return reject(checks::RCP_07, "the opened ballot cannot be rebuilt");
        };
        if rebuilt.tracker != self.tracker {
            return reject(
                checks::RCP_07,
                "the opening is not that of its own tracker: the voting device lied, or the file was changed on its way",
            );
        }
        if rebuilt.tracker != *tracker {
            return reject(
                checks::RCP_07,
                "the opened ballot is not the one whose tracker was shown: the voting device lied",
            );
        }
        Ok(selections)
    }
}

impl fmt::Debug for BallotOpening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BallotOpening({})", readable::tracker(&self.tracker))
    }
}

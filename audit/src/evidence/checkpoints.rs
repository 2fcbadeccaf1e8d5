//! Two checkpoints that no log has both of.

use super::{Evidence, Proven, no_fault, refuse};
use serde::{Deserialize, Serialize};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::rejection::Rejection;
use tabella_log::merkle;

/// (LOG-08) Two checkpoints of one log, signed by its board, of which the smaller is no prefix of the
/// larger one; or two roots of one size.
///
/// The nodes are those of the later tree from which a consistency proof is made. They give its root, which
/// the board has signed, so they are its nodes: see [`merkle::roots`]. They also give the root over the
/// first entries, and that one is not the one that the board has signed. A board that signs one growing
/// tree cannot be accused: there both roots are those that it has signed, whatever nodes are sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TwoLogs {
    /// The signed note of the smaller size, or of the same.
    pub earlier: String,
    /// The signed note of the larger size.
    pub later: String,
    /// The nodes: the root of the largest subtree with which the earlier tree ends, or the later root when
    /// sizes are equal or the earlier one is 0; then the hashes on the way up, as in RFC 6962, 2.1.2.
    pub nodes: Vec<Hash>,
}

impl TwoLogs {
    pub(super) fn verify(&self, evidence: &Evidence) -> Result<Proven, Rejection> {
        let earlier = evidence.checkpoint(&self.earlier)?;
        let later = evidence.checkpoint(&self.later)?;
        let [old, new] = merkle::roots(earlier.size, later.size, &self.nodes)?;
        if new != later.root {
            return Err(refuse(checks::LOG_10, "the nodes are not those of the later checkpoint"));
        }
        if old == earlier.root {
            return Err(no_fault("the two checkpoints are of one log"));
        }
        let reason = format!(
            "signed root {} for the first {} entries, and a log of {} entries in which they have root {old}",
            earlier.root, earlier.size, later.size
        );
        Ok(evidence.against_board(checks::LOG_08, reason))
    }
}

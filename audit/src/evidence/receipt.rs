//! A receipt, and a log with something else in its place.

use super::{Evidence, Proven, board_alone, first, no_fault};
use serde::{Deserialize, Serialize};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::rejection::Rejection;
use tabella_log::merkle::{leaf_hash, verify_inclusion};
use tabella_log::receipt::Receipt;

/// (RCP-04) A receipt that the board has signed, and a checkpoint that it has signed of a log in which
/// another entry is at that index.
///
/// Index and size fix the length of a path and so the place of its leaf: what stands there in a tree with
/// a known root is one hash, and cannot be an inner node. In a growing log it stays what it was, so a
/// board that keeps one log cannot be accused. Which of the two logs was first does not matter.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherEntry {
    /// A signed note that covers the index of the receipt.
    pub checkpoint: String,
    /// The hash of the entry that is at that index instead.
    pub leaf: Hash,
    /// Its path to the root of the checkpoint.
    pub path: Vec<Hash>,
    /// The receipt: a `tlog-proof`.
    pub receipt: String,
}

impl OtherEntry {
    pub(super) fn verify(&self, evidence: &Evidence) -> Result<Proven, Rejection> {
        let receipt = Receipt::parse(&self.receipt)?;
        evidence.signed_by_board(&receipt.checkpoint)?;
        receipt.verify(&board_alone(&evidence.board), &evidence.election).map_err(first)?;
        let other = evidence.checkpoint(&self.checkpoint)?;
        verify_inclusion(&self.leaf, receipt.index, other.size, &other.root, &self.path)?;
        if self.leaf == leaf_hash(receipt.line.as_bytes()) {
            return Err(no_fault("the entry of the receipt is in the log"));
        }
        let reason = format!(
            "signed a receipt for entry {}, and a log of {} entries in which that entry is another one",
            receipt.index, other.size
        );
        Ok(evidence.against_board(checks::RCP_04, reason))
    }
}

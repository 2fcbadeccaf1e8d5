//! What has become of a statement of ours: nothing is believed but a verified receipt for it.

use crate::refusal::Refusal;
use tabella_crypto::checks;
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::entry::{Entry, statement_of};
use tabella_log::receipt::Receipt;
use tabella_log::trust::Trust;
use tabella_log::witness::Standing;

/// A statement of ours that is in the log.
#[derive(Debug)]
pub struct Posted {
    /// Its entry.
    pub entry: Entry,
    /// Who vouches for it.
    pub standing: Standing,
}

/// (RCP-01, RCP-02) Verifies that a receipt is valid, and that it is for the statement that was posted.
///
/// # Errors
/// It is not.
pub fn verify_posted(receipt: &Receipt, trust: &Trust, statement: &str) -> Result<Posted, Refusal> {
    let verified = receipt.verify(&trust.policy(), &trust.election)?;
    let line = verified.line().as_bytes();
    let entry = Entry::decode(line)?;
    let refuse = |check, reason: &str| Err(Rejection::new(check, Culprit::Board, reason).into());
    if entry.index != verified.index() {
        return refuse(checks::LOG_01, "the receipt is for another place in the log than its line says");
    }
    if statement_of(line)? != statement {
        return refuse(checks::RCP_02, "the receipt is for another statement than the one that was posted");
    }
    Ok(Posted { entry, standing: Standing::of(verified.checkpoint(), &trust.policy()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::bytes::{Bytes, Hash};
    use tabella_crypto::checks::Check;
    use tabella_crypto::election::ceremony::TrusteeSeed;
    use tabella_crypto::election::manifest::Witnesses;
    use tabella_crypto::election::statement::{Body, sign};
    use tabella_crypto::election::tally::Close;
    use tabella_log::checkpoint::{BoardSigner, Checkpoint, SignedCheckpoint};
    use tabella_log::merkle::Tree;
    use zeroize::Zeroizing;

    const ELECTION: Hash = Bytes([7; 32]);

    fn board() -> BoardSigner {
        BoardSigner::from_seed(Zeroizing::new([1; 32]), "board.example").expect("board")
    }

    fn trust() -> Trust {
        Trust {
            board: board().board(),
            election: ELECTION,
            tolerance_seconds: 300,
            witnesses: Witnesses { keys: vec![], quorum: 0 },
        }
    }

    fn statement(seed: u8) -> String {
        let key = TrusteeSeed::from_bytes(Zeroizing::new([seed; 32])).identity();
        sign(&key, &ELECTION, &Body::Close(Close { previous: Hash::ZERO }))
    }

    /// A receipt for a line with `stated` index that stands at 0.
    fn receipt(statement: &str, stated: u64) -> Receipt {
        let line = Entry::line(5, stated, &Hash::ZERO, statement);
        let mut tree = Tree::default();
        tree.push(tabella_log::merkle::leaf_hash(line.as_bytes()));
        let origin = board().board().origin(&ELECTION);
        let note = board().sign(&Checkpoint { origin, size: 1, root: tree.root() });
        let checkpoint = SignedCheckpoint::parse(&note).expect("note");
        Receipt { line, index: 0, path: vec![], checkpoint }
    }

    #[test]
    fn only_a_receipt_for_our_own_statement_is_believed() {
        let ours = statement(1);
        let posted = verify_posted(&receipt(&ours, 0), &trust(), &ours).expect("ours");
        assert_eq!((posted.entry.index, posted.standing), (0, Standing::Unwitnessed));
        let check = |receipt: Receipt, expected: Check| {
            let failure = verify_posted(&receipt, &trust(), &ours).expect_err("believed");
            assert!(failure.is_by(expected), "{failure}");
        };
        check(receipt(&statement(2), 0), checks::RCP_02);
        check(receipt(&ours, 1), checks::LOG_01);
        check(Receipt { index: 1, ..receipt(&ours, 0) }, checks::LOG_09);
        let other = Trust { election: Hash::ZERO, ..trust() };
        let failure = verify_posted(&receipt(&ours, 0), &other, &ours).expect_err("believed");
        assert!(failure.is_by(checks::LOG_03));
    }

    #[test]
    fn without_a_quorum_nothing_is_called_recorded() {
        let witness = tabella_log::witness::WitnessSigner::from_seed(Zeroizing::new([2; 32]), "w");
        let keys = vec![witness.expect("witness").witness()];
        let trust = Trust { witnesses: Witnesses { keys, quorum: 1 }, ..trust() };
        let posted = verify_posted(&receipt(&statement(1), 0), &trust, &statement(1)).expect("ours");
        assert_eq!(posted.standing, Standing::Received);
        assert!(!posted.standing.in_words().contains("recorded"));
    }
}

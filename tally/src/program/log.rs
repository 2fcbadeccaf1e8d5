//! Reading and writing the log: a mirror that verifies every entry, and posts that believe nothing but
//! a verified receipt.

use crate::program::answer::Failure;
use crate::program::files::cannot_read;
use rand::rngs::SysRng;
use std::path::Path;
pub use tabella_client::retry::POLL;
use tabella_client::{ClientError, Depth, DownloadedLog, HttpBoard, retry};
use tabella_crypto::bytes::{Bytes, Hash};
use tabella_crypto::checks;
use tabella_crypto::election::manifest::CheckedManifest;
use tabella_crypto::readable;
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::entry::{Entry, statement_of};
use tabella_log::receipt::Receipt;
use tabella_log::trust::Trust;
use tabella_log::witness::Standing;

/// Reads a trust file.
///
/// # Errors
/// It cannot be read, or is none (REP-03).
pub fn read_trust(path: &Path) -> Result<Trust, Failure> {
    let file = std::fs::read(path).map_err(|error| cannot_read(path, &error))?;
    Trust::read(&file).map_err(|error| {
        Failure::failed(format!(
            "{} is not a trust file, or was changed on its way ({error}): get it again, or make one with \
             `tabella-audit trust` and compare it with the announcement of the election",
            path.display()
        ))
    })
}

/// Reads an election id, as base64url or in its text form.
///
/// # Errors
/// It is neither.
pub fn read_election(text: &str) -> Result<Hash, Failure> {
    readable::read_either(readable::Kind::Election, text).map(Bytes).map_err(|_| {
        Failure::failed("this is not an election id: it has 43 characters, or begins with election1. Copy it from the announcement")
    })
}

/// Reads a tally, as base64url or in its text form.
///
/// # Errors
/// It is neither.
pub fn read_tally(text: &str) -> Result<Hash, Failure> {
    readable::read_either(readable::Kind::Tally, text).map(Bytes).map_err(|_| {
        Failure::failed(
            "this is not a tally: it has 43 characters, or begins with tally1. `tabella-audit verify` shows it",
        )
    })
}

/// A verified copy of the log as it is now.
///
/// # Errors
/// The board cannot be reached, or what it shows does not hold.
pub fn mirror(board: &HttpBoard, trust: &Trust, depth: Depth) -> Result<DownloadedLog, Failure> {
    let mut mirror = DownloadedLog::new(board.clone(), trust.clone(), depth);
    refresh(&mut mirror)?;
    Ok(mirror)
}

/// Takes what is new in the log; waits a little for the witnesses.
///
/// # Errors
/// As [`mirror`].
pub fn refresh(mirror: &mut DownloadedLog) -> Result<(), Failure> {
    refresh_since(mirror, 0)
}

/// As [`refresh`], where so many entries are known to be signed: see [`DownloadedLog::update_since`].
///
/// # Errors
/// As [`mirror`].
pub fn refresh_since(mirror: &mut DownloadedLog, known: u64) -> Result<(), Failure> {
    patiently(|| mirror.update_since(known, SysRng))
}

/// Tries again while a checkpoint only lacks cosignatures.
///
/// # Errors
/// Those of `attempt`.
pub fn patiently<T>(attempt: impl FnMut() -> Result<T, ClientError>) -> Result<T, Failure> {
    Ok(retry::until_cosigned(retry::COSIGNING, attempt)?)
}

/// The manifest of a mirrored log.
///
/// # Errors
/// The log has none.
pub fn manifest_of(mirror: &DownloadedLog) -> Result<&CheckedManifest, Failure> {
    mirror.election().manifest().ok_or_else(|| {
        Failure::refused(checks::LOG_11, "the log on the board is empty: the election has not been created. Check address and trust file, or wait \
             until the official has run `tabella-tally election create`")
    })
}

/// A statement of ours that is in the log.
#[derive(Debug)]
pub struct Posted {
    /// Its entry.
    pub entry: Entry,
    /// Who vouches for it.
    pub standing: Standing,
}

/// Posts a statement to the trusted election.
///
/// # Errors
/// The board refuses or cannot be reached, or its receipt does not hold. Posting again is safe.
pub fn post(board: &HttpBoard, trust: &Trust, statement: &str) -> Result<Posted, Failure> {
    believe(&board.post(&trust.election, statement)?, trust, statement)
}

/// Posts the manifest of the trusted election.
///
/// # Errors
/// As [`post`].
pub fn create(board: &HttpBoard, trust: &Trust, statement: &str) -> Result<Posted, Failure> {
    believe(&board.create(statement)?, trust, statement)
}

/// RCP-01 and RCP-02: the receipt holds, and is for our statement.
fn believe(receipt: &Receipt, trust: &Trust, statement: &str) -> Result<Posted, Failure> {
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
        let posted = believe(&receipt(&ours, 0), &trust(), &ours).expect("ours");
        assert_eq!((posted.entry.index, posted.standing), (0, Standing::Unwitnessed));
        let check = |receipt: Receipt, expected: Check| {
            let failure = believe(&receipt, &trust(), &ours).expect_err("believed");
            assert!(failure.is_by(expected), "{failure}");
        };
        check(receipt(&statement(2), 0), checks::RCP_02);
        check(receipt(&ours, 1), checks::LOG_01);
        check(Receipt { index: 1, ..receipt(&ours, 0) }, checks::LOG_09);
        let other = Trust { election: Hash::ZERO, ..trust() };
        let failure = believe(&receipt(&ours, 0), &other, &ours).expect_err("believed");
        assert!(failure.is_by(checks::LOG_03));
    }

    #[test]
    fn without_a_quorum_nothing_is_called_recorded() {
        let witness = tabella_log::witness::WitnessSigner::from_seed(Zeroizing::new([2; 32]), "w");
        let keys = vec![witness.expect("witness").witness()];
        let trust = Trust { witnesses: Witnesses { keys, quorum: 1 }, ..trust() };
        let posted = believe(&receipt(&statement(1), 0), &trust, &statement(1)).expect("ours");
        assert_eq!(posted.standing, Standing::Received);
        assert!(!posted.standing.in_words().contains("recorded"));
    }

    #[test]
    fn an_election_id_is_read_in_both_its_forms() {
        let shown = readable::show(readable::Kind::Election, &ELECTION.0);
        for text in [ELECTION.to_string(), shown.clone(), shown.to_uppercase().replace(' ', "")] {
            assert_eq!(read_election(&text).expect(&text), ELECTION);
        }
        assert_eq!(read_election("x").expect_err("short").exit_code(), 2);
    }
}

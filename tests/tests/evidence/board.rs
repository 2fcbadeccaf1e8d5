//! Evidence against the board.

use super::{base, case, evidence, look, named, refused, twin};
use serde_json::{Value, json};
use tabella_audit::evidence::Evidence;
use tabella_audit::supplements::Supplements;
use tabella_crypto::bytes::Hash;
use tabella_crypto::rejection::Culprit;
use tabella_log::checkpoint::{BoardSigner, Checkpoint, SignedCheckpoint};
use tabella_log::merkle::{Tree, leaf_hash};
use tabella_tests::harness::{CLOSING, Keys, Record, receipt, sign};
use zeroize::Zeroizing;

fn tree(lines: &[String]) -> Tree {
    let mut tree = Tree::default();
    lines.iter().for_each(|line| tree.push(leaf_hash(line.as_bytes())));
    tree
}

/// The board's note alone, over some lines.
fn note(keys: &Keys, record: &Record, lines: &[String]) -> String {
    let cosigned = SignedCheckpoint::parse(&sign(keys, lines, &record.trust, CLOSING)).expect("a note");
    keys.board.sign(cosigned.unverified())
}

/// Evidence from a checkpoint of another log of `size` entries.
fn two_logs(size: usize) -> (Record, Keys, Evidence) {
    let (record, keys) = base();
    let fork = sign(&keys, &twin().lines[..size], &record.trust, CLOSING);
    let found = look(&record, &Supplements { checkpoints: named(fork), ..Supplements::default() }, &[]);
    let evidence = evidence(found, "LOG-08", &Culprit::Board);
    (record, keys, evidence)
}

#[test]
fn checkpoints_of_two_logs_convict_the_board_at_every_size() {
    let (record, keys) = base();
    let fork = twin();
    for size in 1..=record.lines.len() {
        let fork = sign(&keys, &fork.lines[..size], &record.trust, CLOSING);
        let found = look(&record, &Supplements { checkpoints: named(fork), ..Supplements::default() }, &[]);
        evidence(found, "LOG-08", &Culprit::Board);
    }
    let empty =
        Checkpoint { origin: record.trust.board.origin(&record.trust.election), size: 0, root: Hash::ZERO };
    let found = look(
        &record,
        &Supplements { checkpoints: named(keys.board.sign(&empty)), ..Supplements::default() },
        &[],
    );
    evidence(found, "LOG-08", &Culprit::Board);
}

#[test]
fn two_roots_of_one_size_convict_the_board_without_their_logs() {
    let (record, keys) = base();
    let origin = record.trust.board.origin(&record.trust.election);
    let note = |root| keys.board.sign(&Checkpoint { origin: origin.clone(), size: 1 << 40, root });
    let given = Supplements {
        checkpoints: [named(note(Hash::ZERO)), named(note(Hash::of(&[])))].concat(),
        ..Supplements::default()
    };
    let found = look(&record, &given, &[]);
    assert_eq!(found.incomparable, ["given"]);
    assert_eq!(found.evidence.len(), 1);
    assert_eq!(found.evidence[0].1.fault().check.id(), "LOG-08");
}

#[test]
fn made_up_evidence_of_two_logs_is_refused() {
    let (record, keys, evidence) = two_logs(9);
    let lines = &record.lines;
    let (tree, size) = (tree(lines), lines.len() as u64);
    let prefix = |value: &mut Value, earlier: usize| {
        case(value)["earlier"] = note(&keys, &record, &lines[..earlier]).into();
        case(value)["nodes"] = json!(tree.nodes(earlier as u64, size).expect("nodes"));
    };
    for earlier in 0..=lines.len() {
        refused(&evidence, "RCP-14", "consistent after all", |value| prefix(value, earlier));
    }
    refused(&evidence, "LOG-10", "nodes of another size", |value| {
        case(value)["nodes"] = json!(tree.nodes(8, size).expect("nodes"));
    });
    refused(&evidence, "LOG-10", "nodes of another tree", |value| {
        let last = case(value)["nodes"].as_array_mut().expect("nodes").last_mut().expect("a node");
        *last = json!(Hash::ZERO);
    });
    refused(&evidence, "LOG-10", "no nodes", |value| case(value)["nodes"] = json!([]));
    refused(&evidence, "LOG-10", "later before earlier", |value| {
        let case = case(value);
        let earlier = case["earlier"].take();
        case["earlier"] = case["later"].take();
        case["later"] = earlier;
    });
    refused(&evidence, "LOG-04", "unsigned", |value| {
        let earlier = case(value)["earlier"].as_str().expect("a note").replace("\n9\n", "\n8\n");
        case(value)["earlier"] = earlier.into();
    });
    refused(&evidence, "LOG-03", "another election", |value| {
        let twin = twin();
        case(value)["earlier"] = note(&keys, &twin, &twin.lines[..9]).into();
    });
    refused(&evidence, "LOG-03", "the file names another election", |value| {
        value["election"] = json!(Hash::ZERO)
    });
    refused(&evidence, "LOG-04", "the file names another key", |value| {
        value["board"]["key"] = json!(Hash::ZERO)
    });
    refused(&evidence, "LOG-03", "the file names another board", |value| value["board"]["name"] = "b".into());
    refused(&evidence, "LOG-04", "signed by someone else", |value| {
        let signed =
            SignedCheckpoint::parse(case(value)["earlier"].as_str().expect("a note")).expect("a note");
        let other =
            BoardSigner::from_seed(Zeroizing::new([1; 32]), &record.trust.board.name).expect("a name");
        case(value)["earlier"] = other.sign(signed.unverified()).into();
    });
    refused(&evidence, "LOG-03", "signature lines that prove nothing", |value| {
        case(value)["later"] = record.checkpoint.clone().into();
    });
    refused(&evidence, "LOG-03", "no note", |value| case(value)["later"] = "".into());
}

#[test]
fn a_receipt_for_an_entry_that_is_gone_convicts_the_board() {
    let (record, keys) = base();
    let fork = twin();
    for index in [0, 7, 12, record.lines.len() as u64 - 1] {
        // Also when the receipt is of a later log than the record, to which it cannot be compared.
        for more in [0, 3] {
            let mut lines = fork.lines.clone();
            lines.truncate(record.lines.len());
            lines.extend((0..more).map(|_| String::from("later")));
            let proof = receipt(&keys, &lines, &record.trust, index, CLOSING).to_text();
            let found = look(&record, &Supplements { receipts: named(proof), ..Supplements::default() }, &[]);
            evidence(found, "RCP-04", &Culprit::Board);
        }
    }
}

#[test]
fn made_up_evidence_of_a_receipt_is_refused() {
    let (record, keys) = base();
    let proof = |lines: &[String], index| receipt(&keys, lines, &record.trust, index, CLOSING);
    let found = look(
        &record,
        &Supplements { receipts: named(proof(&twin().lines, 12).to_text()), ..Supplements::default() },
        &[],
    );
    let evidence = evidence(found, "RCP-04", &Culprit::Board);
    let bare = |lines: &[String], index| {
        let mut receipt = proof(lines, index);
        receipt.checkpoint = SignedCheckpoint::parse(&note(&keys, &record, lines)).expect("a note");
        receipt
    };
    refused(&evidence, "RCP-14", "it is in the log", |value| {
        case(value)["receipt"] = bare(&record.lines, 12).to_text().into();
    });
    refused(&evidence, "RCP-14", "it was in the log before", |value| {
        case(value)["receipt"] = bare(&record.lines[..13], 12).to_text().into();
    });
    refused(&evidence, "LOG-09", "an inner node as leaf", |value| {
        let tree = tree(&record.lines);
        let path = tree.inclusion(12, tree.size()).expect("a path");
        let pair = [&[1][..], &leaf_hash(record.lines[12].as_bytes()).0, &path[0].0].concat();
        case(value)["leaf"] = json!(Hash::of(&[&pair]));
        case(value)["path"] = json!(path[1..]);
    });
    refused(&evidence, "LOG-09", "another index", |value| {
        case(value)["receipt"] = bare(&twin().lines, 13).to_text().into();
    });
    refused(&evidence, "LOG-09", "a checkpoint before the entry", |value| {
        case(value)["checkpoint"] = note(&keys, &record, &record.lines[..12]).into();
    });
    refused(&evidence, "LOG-09", "a line that is in no log", |value| {
        let mut receipt = bare(&twin().lines, 12);
        receipt.line.push(' ');
        case(value)["receipt"] = receipt.to_text().into();
    });
    refused(&evidence, "LOG-04", "unsigned", |value| {
        let mut receipt = bare(&twin().lines, 12);
        let size = receipt.checkpoint.unverified().size;
        let text = receipt.checkpoint.as_str().replace(&format!("\n{size}\n"), "\n99\n");
        receipt.checkpoint = SignedCheckpoint::parse(&text).expect("a note");
        case(value)["receipt"] = receipt.to_text().into();
    });
    refused(&evidence, "LOG-03", "another election", |value| {
        let twin = twin();
        let mut receipt = receipt(&keys, &twin.lines, &twin.trust, 12, CLOSING);
        receipt.checkpoint = SignedCheckpoint::parse(&note(&keys, &twin, &twin.lines)).expect("a note");
        case(value)["receipt"] = receipt.to_text().into();
    });
    refused(&evidence, "LOG-03", "signature lines that prove nothing", |value| {
        case(value)["receipt"] = proof(&twin().lines, 12).to_text().into();
    });
    refused(&evidence, "RCP-01", "no receipt", |value| case(value)["receipt"] = "".into());
}

//! Records with one fault each that every reader must see: trustee, auditor and voter's device.
//!
//! They are made by someone who holds every key: everything above the fault is signed, chained and
//! cosigned anew, so that only the check that is named can catch it.

use crate::harness::{
    Attacker, CLOSING, Draft, Harness, Keys, Nobody, OPENING, Record, Spec, manifest, sign,
};
use std::sync::Arc;
use tabella_crypto::bytes::{Hash, base64url};
use tabella_crypto::checks::{self, Check};
use tabella_crypto::election::statement::{Body, Kind, Statement, Unsigned};
use tabella_crypto::signature::SigningKey;
use tabella_log::entry::Entry;
use tabella_log::trust::Trust;
use tabella_log::witness::WitnessSigner;
use zeroize::Zeroizing;

/// A record, and the one check that refuses it.
pub struct Fault {
    /// The check.
    pub check: Check,
    /// What is wrong.
    pub what: &'static str,
    /// The record with the trust file of its reader.
    pub record: Record,
}

/// Entries of the base election.
const MANIFEST: u64 = 0;
const COMMITMENT: u64 = 1;
const CONFIRMATION: u64 = 7;
const ROLL: u64 = 10;
const BALLOT: u64 = 14;
/// The only ballot of its author: nothing else in the log depends on it.
const ONLY_BALLOT: u64 = 15;

/// An honest record of the base election.
pub fn honest() -> Record {
    Harness::run(Spec::base(), &mut Nobody)
}

/// One record or more for every check that trustee, auditor and client have in common.
pub fn faults() -> Vec<Fault> {
    [encodings(), links(), checkpoints(), manifests()].into_iter().flatten().collect()
}

fn fault(check: Check, what: &'static str, record: Record) -> Fault {
    Fault { check, what, record }
}

fn encodings() -> Vec<Fault> {
    let zeros = "A".repeat(43);
    let ones = format!("{}8", "_".repeat(42));
    let credential = |value: String| move |body: &str| replace(body, "\"credential\":\"", 43, &value);
    let mut faults = vec![
        odd(checks::ENC_01, "a space in a body", COMMITMENT, |body| body.replace(':', ": ")),
        odd(checks::ENC_01, "a key twice", COMMITMENT, |body| {
            format!("{{{0},{0}}}", &body[1..body.len() - 1])
        }),
        odd(checks::ENC_02, "an extra field", COMMITMENT, |body| body.replace('}', ",\"note\":\"\"}")),
        odd(checks::ENC_02, "a text for a number", ROLL, |body| {
            body.replace("\"style\":0", "\"style\":\"0\"")
        }),
        odd(checks::ENC_03, "-1", ROLL, |body| body.replace("\"weight\":1", "\"weight\":-1")),
        odd(checks::ENC_03, "2^53", ROLL, |body| body.replace("\"weight\":1", "\"weight\":9007199254740992")),
        odd(checks::ENC_04, "42 characters", COMMITMENT, |body| body[..body.len() - 3].to_owned() + "\"}"),
        odd(checks::ENC_05, "no point", ROLL, credential(ones.clone())),
        odd(checks::ENC_06, "the identity as a credential", ROLL, credential(zeros)),
        odd(checks::ENC_07, "a scalar that is not reduced", CONFIRMATION, move |body| {
            replace(body, "\"s\":\"", 43, &ones)
        }),
        odd(checks::ENC_08, "nested too deep", ONLY_BALLOT, |_| "[".repeat(20_000) + &"]".repeat(20_000)),
        odd(checks::ENC_08, "a line that is too long", ONLY_BALLOT, |_| {
            format!("\"{}\"", "x".repeat(65_536))
        }),
        odd(checks::REP_02, "an unknown rule", MANIFEST, |body| {
            body.replacen("\"choice\"", "\"approval2\"", 1)
        }),
        odd(checks::ENC_09, "a label that is not in NFC", MANIFEST, |body| {
            body.replacen("Option", "e\u{301}", 1)
        }),
        odd(checks::ENC_09, "U+202E", MANIFEST, |body| body.replacen("Option", "\u{202e}", 1)),
    ];
    let raw = |line: &str| line.replace("\"kind\":\"ballot\"", "\"kind\":\"note\"");
    faults.push(fault(checks::REP_02, "an unknown kind", changed_line(ONLY_BALLOT, raw)));
    faults
}

fn links() -> Vec<Fault> {
    let other_signature = |line: &str| {
        let mut statement = Statement::decode(&statement_of(line)).expect("honest");
        statement.digest.0[0] ^= 1;
        let signature = trustee(1).sign(&statement.digest);
        replace(line, "\"signature\":\"", 86, &base64url(&signature.to_bytes()))
    };
    vec![
        fault(checks::LOG_01, "another index", changed_draft(3, |draft, _| draft.index += 1)),
        fault(checks::LOG_13, "the signature over another digest", changed_line(COMMITMENT, other_signature)),
        fault(
            checks::LOG_14,
            "a statement of another election",
            changed_draft(2, |draft, _| draft.election.0[0] ^= 1),
        ),
        fault(
            checks::BAL_03,
            "a ciphertext too few",
            changed_draft(BALLOT, |draft, _| {
                if let Body::Ballot(ballot) = &mut draft.body {
                    ballot.ciphertexts.pop();
                }
            }),
        ),
    ]
}

fn checkpoints() -> Vec<Fault> {
    let honest = honest();
    let keys = Keys::new(&Spec::base());
    let of = |checkpoint: String| Record { checkpoint, ..honest.clone() };
    let mut other_lines = honest.lines.clone();
    other_lines.swap(1, 2);
    let twin = Trust { election: Hash::of(&[b"twin"]), ..honest.trust.clone() };
    let shorter = sign(&keys, &honest.lines[1..], &honest.trust, CLOSING);
    let signature = |note: &str| note.lines().find(|line| line.starts_with('—')).expect("signed").to_owned();
    let notes: Vec<&str> = honest.checkpoint.split_inclusive('\n').collect();
    let (body, signatures) = notes.split_at(4);
    let without = |count: usize| [body, &signatures[..signatures.len() - count]].concat().concat();
    let one = [body, &signatures[..3], &[signatures[2]]].concat().concat();
    vec![
        fault(
            checks::LOG_02,
            "the root of another log",
            of(sign(&keys, &other_lines, &honest.trust, CLOSING)),
        ),
        fault(
            checks::LOG_03,
            "the origin of another election",
            of(sign(&keys, &honest.lines, &twin, CLOSING)),
        ),
        fault(checks::LOG_03, "a size with zeros before it", of(honest.checkpoint.replacen('\n', "\n00", 1))),
        fault(
            checks::LOG_04,
            "the board's signature on another note",
            of(honest.checkpoint.replace(&signature(&honest.checkpoint), &signature(&shorter))),
        ),
        fault(checks::LOG_05, "one cosignature less than the quorum", of(without(2))),
        fault(checks::LOG_05, "one witness twice", of(one)),
    ]
}

fn manifests() -> Vec<Fault> {
    let honest = honest();
    let keys = Keys::new(&Spec::base());
    let other = changed_draft(MANIFEST, |draft, _| {
        if let Body::Manifest(manifest) = &mut draft.body {
            manifest.opens_at -= 1;
        }
    });
    let other = Record {
        checkpoint: sign(&keys, &other.lines, &honest.trust, CLOSING),
        lines: other.lines,
        ..honest.clone()
    };
    let more = WitnessSigner::from_seed(Zeroizing::new([9; 32]), "witness.example/more").expect("witness");
    let mut trust = honest.trust.clone();
    trust.witnesses.keys.push(more.witness());
    vec![
        odd(checks::MAN_01, "a suite of a later version", MANIFEST, |body| {
            body.replace("\"suite\":\"tabella-1", "\"suite\":\"tabella-2")
        }),
        fault(checks::MAN_02, "another manifest under the trusted id", other),
        fault(checks::MAN_03, "a trust file with one witness more", Record { trust, ..honest }),
    ]
}

/// The base election in which one draft is changed.
pub fn changed_draft(index: u64, change: impl FnMut(&mut Draft, &Keys)) -> Record {
    struct Changed<F>(u64, F);
    impl<F: FnMut(&mut Draft, &Keys)> Attacker for Changed<F> {
        fn draft(&mut self, draft: &mut Draft, keys: &Keys) {
            if draft.index == self.0 {
                (self.1)(draft, keys);
            }
        }
    }
    Harness::run(Spec::base(), &mut Changed(index, change))
}

/// The base election in which one line is changed.
pub fn changed_line(index: u64, change: impl FnMut(&str) -> String) -> Record {
    struct Changed<F>(u64, F);
    impl<F: FnMut(&str) -> String> Attacker for Changed<F> {
        fn line(&mut self, index: u64, line: String) -> String {
            if index == self.0 { (self.1)(&line) } else { line }
        }
    }
    Harness::run(Spec::base(), &mut Changed(index, change))
}

/// The base election in which one author has signed odd bytes; of a manifest, the manifest alone.
fn odd(check: Check, what: &'static str, index: u64, change: impl Fn(&str) -> String) -> Fault {
    let record = if index == MANIFEST {
        let keys = Keys::new(&Spec::base());
        let honest = manifest(&Spec::base(), &keys);
        let body = change(&Body::Manifest(honest.clone()).encode());
        let unsigned = Unsigned::new(keys.official.public(), &body, &Hash::ZERO, Kind::Manifest);
        let trust = Trust::of(&unsigned.digest(), &honest);
        let lines = vec![Entry::line(OPENING, 0, &Hash::ZERO, &unsigned.sign(&keys.official))];
        Record { checkpoint: sign(&keys, &lines, &trust, OPENING), lines, trust, file: None }
    } else {
        changed_line(index, |line| {
            let Statement { author, body, election, .. } =
                Statement::decode(&statement_of(line)).expect("honest");
            let unsigned = Unsigned::new(&author, &change(&body.encode()), &election, body.kind());
            let signed = unsigned.sign(&author_of(index));
            line.replace(&statement_of(line), &signed)
        })
    };
    Fault { check, what, record }
}

fn author_of(index: u64) -> Arc<SigningKey> {
    match index {
        ROLL => Keys::new(&Spec::base()).registrar,
        ONLY_BALLOT => {
            let keys = Keys::new(&Spec::base());
            keys.voters.into_iter().nth(1).expect("a voter")
        }
        _ => trustee(1).into(),
    }
}

fn trustee(index: usize) -> SigningKey {
    Keys::new(&Spec::base()).trustees[index - 1].identity()
}

fn statement_of(line: &str) -> String {
    tabella_log::entry::statement_of(line.as_bytes()).expect("honest")
}

/// Replaces the `length` bytes that follow the first `mark`.
fn replace(text: &str, mark: &str, length: usize, by: &str) -> String {
    let start = text.find(mark).expect("mark") + mark.len();
    format!("{}{by}{}", &text[..start], &text[start + length..])
}

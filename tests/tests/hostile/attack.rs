//! Changing one thing in an election.

use rand::rngs::SysRng;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tabella_audit::given::{Given, Named};
use tabella_audit::report::{Report, Verdict};
use tabella_audit::verify::verify_with;
use tabella_board::entry::{ApparentKind, Entry};
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::encoding::{Hash, base64url};
use tabella_crypto::error::Culprit;
use tabella_crypto::group::{Element, Point, Scalar, SecretScalar};
use tabella_crypto::signature::{Signature, SigningKey};
use tabella_tests::harness::{Attacker, Draft, Harness, Keys, Nobody, Record, Spec};

/// The ids that fail, each with everybody who is named.
pub type Failed = BTreeMap<String, BTreeSet<String>>;

/// A record, and what must be said about it.
pub struct Case {
    /// The sentence that it proves, with hyphens: the name of its folder.
    pub name: String,
    pub record: Record,
    /// Files that the observer holds besides: path and bytes, in the order of their names.
    pub given: Vec<(&'static str, Vec<u8>)>,
    pub expected: Failed,
}

/// A case; `expected` are ids with a culprit each.
pub fn case(name: impl Into<String>, record: Record, expected: &[(&str, &str)]) -> Case {
    let mut failed = Failed::new();
    for (id, culprit) in expected {
        failed.entry((*id).into()).or_default().insert((*culprit).into());
    }
    Case { name: name.into(), record, given: vec![], expected: failed }
}

/// What the auditor says.
pub fn audit(record: &Record) -> Failed {
    audit_with(record, &[])
}

/// What the auditor says who holds other files, too.
pub fn audit_with(record: &Record, files: &[(&'static str, Vec<u8>)]) -> Failed {
    let mut given = Given::default();
    for (name, bytes) in files {
        let file = || Named { name: (*name).to_owned(), content: bytes.clone() };
        match name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("checkpoint") => given.checkpoints.push(file()),
            Some("tlog-proof") => given.receipts.push(file()),
            Some("share") => given.shares.push(file()),
            _ => given.others.push(Named { name: "other".into(), content: Box::new(&bytes[..]) }),
        }
    }
    let entries = record.entries();
    let findings = verify_with(given, &entries[..], &record.checkpoint, &record.trust, || SysRng, |_| {})
        .expect("memory");
    let report = Report::new(&findings, &record.trust);
    let failed = report.failed();
    let blocked = report.checks.iter().any(|check| check.verdict == Verdict::Blocked);
    assert_eq!(report.is_accepted(), failed.is_empty() && !blocked, "{}", report.to_text());
    let mut found = Failed::new();
    for id in failed {
        let named = findings.faults.iter().chain(&findings.refused_shares);
        let named = named.filter(|fault| fault.check.as_str() == id).map(|fault| culprit(&fault.culprit));
        found.insert(id.into(), named.collect());
    }
    found
}

/// A culprit as the corpus writes it.
pub fn culprit(culprit: &Culprit) -> String {
    match culprit {
        Culprit::Board => "board".into(),
        Culprit::Ballot { index, .. } => format!("entry {index}"),
        other => other.to_string(),
    }
}

/// The honest election.
pub fn honest(spec: &Spec) -> Record {
    Harness::run(spec.clone(), &mut Nobody)
}

/// Changes the n-th statement of a kind, from 0, before it is signed.
pub struct Change<F> {
    kind: Kind,
    nth: usize,
    seen: usize,
    change: F,
}

impl<F> Change<F> {
    pub fn new(kind: Kind, nth: usize, change: F) -> Change<F> {
        Change { kind, nth, seen: 0, change }
    }
}

impl<F: FnMut(&mut Draft, &Keys)> Attacker for Change<F> {
    fn draft(&mut self, draft: &mut Draft, keys: &Keys) {
        if draft.body.kind() == self.kind {
            if self.seen == self.nth {
                (self.change)(draft, keys);
            }
            self.seen += 1;
        }
    }
}

/// The election with one statement changed before it is signed; all others do their duty on it.
pub fn changed(spec: &Spec, kind: Kind, nth: usize, change: impl FnMut(&mut Draft, &Keys)) -> Record {
    Harness::run(spec.clone(), &mut Change::new(kind, nth, change))
}

/// As [`changed`], for every statement of a kind.
pub fn all_changed(spec: &Spec, kind: Kind, mut change: impl FnMut(&mut Draft, &Keys)) -> Record {
    struct Every<F>(Kind, F);
    impl<F: FnMut(&mut Draft, &Keys)> Attacker for Every<F> {
        fn draft(&mut self, draft: &mut Draft, keys: &Keys) {
            if draft.body.kind() == self.0 {
                (self.1)(draft, keys);
            }
        }
    }
    Harness::run(spec.clone(), &mut Every(kind, &mut change))
}

/// The election with the n-th line of a kind changed before it is chained.
pub fn rewritten(spec: &Spec, kind: Kind, nth: usize, change: impl FnMut(String) -> String) -> Record {
    struct Rewrite<F>(Change<F>);
    impl<F: FnMut(String) -> String> Attacker for Rewrite<F> {
        fn line(&mut self, _index: u64, line: String) -> String {
            if ApparentKind::of(line.as_bytes()) != ApparentKind::Known(self.0.kind) {
                return line;
            }
            self.0.seen += 1;
            if self.0.seen == self.0.nth + 1 { (self.0.change)(line) } else { line }
        }
    }
    Harness::run(spec.clone(), &mut Rewrite(Change::new(kind, nth, change)))
}

/// An election played by hand.
pub fn played(spec: &Spec, play: impl FnOnce(&mut Harness<'_>)) -> Record {
    let mut nobody = Nobody;
    let mut harness = Harness::new(spec.clone(), &mut nobody);
    play(&mut harness);
    harness.record()
}

/// As [`played`], by an attacker.
pub fn played_by(spec: &Spec, attacker: &mut dyn Attacker, play: impl FnOnce(&mut Harness<'_>)) -> Record {
    let mut harness = Harness::new(spec.clone(), attacker);
    play(&mut harness);
    harness.record()
}

/// All that follows the preparation.
pub fn finish(harness: &mut Harness<'_>) {
    harness.vote();
    harness.close();
    harness.announce();
}

/// A scalar that looks random and is the same in every run.
pub fn scalar(name: &str) -> Scalar {
    let [low, high] = ["low", "high"].map(|half| Hash::of(&[b"hostile", half.as_bytes(), name.as_bytes()]).0);
    let mut wide = [0; 64];
    wide[..32].copy_from_slice(&low);
    wide[32..].copy_from_slice(&high);
    Scalar::from_bytes_mod_order_wide(&wide)
}

/// A point that looks random.
pub fn random_point(name: &str) -> Point {
    point(Element::mul_base(&scalar(name)))
}

pub fn point(element: Element) -> Point {
    Point::new(element).expect("not the identity")
}

/// `P + G`.
pub fn add(place: &mut Point) {
    *place = point(place.element() + Element::mul_base(&Scalar::ONE));
}

/// A key of nobody.
pub fn stranger(name: &str) -> Arc<SigningKey> {
    Arc::new(SigningKey::new(SecretScalar::derive(name.as_bytes(), b"", &[b"stranger"])).expect("a key"))
}

/// The signature in a line.
pub fn signature_of(line: &str) -> Signature {
    Entry::decode(line.as_bytes()).expect("an entry").statement.signature
}

/// Puts another signature into a line.
pub fn with_signature(line: &str, signature: &[u8; 64]) -> String {
    let before = base64url(&signature_of(line).to_bytes());
    line.replace(&before, &base64url(signature))
}

/// The body of the n-th statement of a kind in a record.
pub fn body_of(record: &Record, kind: Kind, nth: usize) -> Body {
    let entries = record.lines.iter().map(|line| Entry::decode(line.as_bytes()).expect("an entry"));
    let mut bodies = entries.map(|entry| entry.statement.body).filter(|body| body.kind() == kind);
    bodies.nth(nth).expect("so many")
}

/// The index of the n-th entry of a kind in an honest election of the specification.
pub fn index_of(record: &Record, kind: Kind, nth: usize) -> usize {
    let of_kind = |line: &String| ApparentKind::of(line.as_bytes()) == ApparentKind::Known(kind);
    let mut found = record.lines.iter().enumerate().filter(|(_, line)| of_kind(line));
    found.nth(nth).expect("so many").0
}

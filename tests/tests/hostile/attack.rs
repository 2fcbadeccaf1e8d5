//! Changing one thing in an election.

pub use tabella_tests::cases::{Case, audit, case};

use std::sync::Arc;
use tabella_crypto::bytes::{Hash, base64url};
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::group::{Element, Point, Scalar, SecretScalar};
use tabella_crypto::signature::{Signature, SigningKey};
use tabella_log::entry::{ApparentKind, Entry};
use tabella_tests::harness::{Attacker, Draft, Harness, Keys, Nobody, Record, Spec};

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

/// A key of no one.
pub fn stranger(name: &str) -> Arc<SigningKey> {
    Arc::new(SigningKey::new(SecretScalar::derive(name.as_bytes(), b"", &[b"stranger"])))
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

//! REP-06: no byte is free. Every field, every list element, every bit of a record is changed once.
//!
//! `TABELLA_EVERY_BIT=1 cargo test --release -p tabella-tests --test attacks every_bit` flips all bits instead
//! of a sample of them.

use super::attack::{audit, honest};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng};
use serde_json::Value;
use tabella_crypto::bytes::{base64url, from_base64url};
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::group::Point;
use tabella_tests::harness::{Attacker, Draft, Harness, Keys, Record, Spec};

/// What is done to one value in the body of one statement.
#[derive(Clone, Debug)]
enum Change {
    /// Another valid value of the same type.
    Other,
    /// The first element of a list left out, twice, or after the second.
    Removed,
    Doubled,
    Swapped,
}

/// Changes a body before it is signed. All who come after know the roll that was meant.
struct Family {
    index: u64,
    pointer: String,
    change: Change,
    rows: u64,
    weight: u64,
}

impl Attacker for Family {
    fn draft(&mut self, draft: &mut Draft, _keys: &Keys) {
        if let Body::Open(open) = &mut draft.body {
            (open.rows, open.weight) = (self.rows, self.weight);
        }
        if draft.index == self.index {
            let mut body: Value = serde_json::from_str(&draft.body.encode()).expect("JSON");
            apply(body.pointer_mut(&self.pointer).expect("a value"), &self.change);
            draft.odd_body = Some(body.to_string());
        }
    }
}

fn apply(value: &mut Value, change: &Change) {
    match (value, change) {
        (Value::Array(items), Change::Removed) => drop(items.remove(0)),
        (Value::Array(items), Change::Doubled) => items.insert(0, items[0].clone()),
        (Value::Array(items), Change::Swapped) => items.swap(0, 1),
        (value, _) => *value = other(value),
    }
}

/// Another valid value of the same type.
fn other(value: &Value) -> Value {
    match value {
        Value::Bool(flag) => (!flag).into(),
        Value::Number(number) => (number.as_u64().expect("an integer") + 1).into(),
        Value::String(text) => match from_base64url::<32>(text) {
            Ok(bytes) if Point::decode(bytes).is_ok() => {
                base64url(super::attack::random_point("another").as_bytes()).into()
            }
            Ok(_) => base64url(super::attack::scalar("another").as_bytes()).into(),
            Err(_) => match from_base64url::<48>(text) {
                Ok(mut share) => {
                    share[5] ^= 1;
                    base64url(&share).into()
                }
                Err(_) => format!("{text}x").into(),
            },
        },
        _ => 0.into(),
    }
}

/// Every value of a body, with what can be done to it.
fn values(value: &Value, pointer: &str, found: &mut Vec<(String, Change)>) {
    let mut note = |change| found.push((pointer.to_owned(), change));
    match value {
        Value::Array(items) => {
            if !items.is_empty() {
                note(Change::Removed);
                note(Change::Doubled);
            }
            if items.len() > 1 && items[0] != items[1] {
                note(Change::Swapped);
            }
            (0..).zip(items).for_each(|(i, item)| values(item, &format!("{pointer}/{i}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| values(field, &format!("{pointer}/{name}"), found));
        }
        _ => note(Change::Other),
    }
}

// REP-06
#[test]
fn every_field_and_every_list_of_every_kind_is_bound() {
    let spec = Spec::tiny();
    let record = honest(&spec);
    let rows = spec.voters.len() as u64;
    let weight = spec.voters.iter().map(|(_, weight)| weight).sum();
    let mut free = vec![];
    let mut changes = 0;
    for kind in Kind::ALL.iter().copied().filter(|kind| *kind != Kind::KeyComplaint) {
        let index = super::attack::index_of(&record, kind, 0) as u64;
        let body: Value =
            serde_json::from_str(&super::attack::body_of(&record, kind, 0).encode()).expect("JSON");
        let mut found = vec![];
        values(&body, "", &mut found);
        for (pointer, change) in found {
            let mut family = Family { index, pointer: pointer.clone(), change: change.clone(), rows, weight };
            let hostile = Harness::run(spec.clone(), &mut family);
            // The observer trusts what was announced, not what the record says.
            let hostile = Record { trust: record.trust.clone(), ..hostile };
            changes += 1;
            // A share is encrypted: only its trustee sees what is in it, and does not confirm (KEY-07).
            let confirms = hostile.lines.iter().any(|line| line.contains("\"kind\":\"open\""));
            if audit(&hostile).is_empty() && (confirms || kind != Kind::KeyDeal) {
                free.push(format!("{kind}{pointer} {change:?}"));
            }
        }
    }
    assert!(free.is_empty(), "{free:#?}");
    assert!(changes > 150, "{changes}");
}

// REP-06
#[test]
fn every_bit_of_a_record_is_bound() {
    let record = honest(&Spec::tiny());
    let bytes = record.entries();
    let all = std::env::var_os("TABELLA_EVERY_BIT").is_some();
    let mut rng = StdRng::seed_from_u64(6);
    let bits = bytes.len() * 8;
    let sample = (0..if all { bits } else { 500 }).map(|n| if all { n } else { rng.random_range(0..bits) });
    for bit in sample {
        let mut file = bytes.clone();
        file[bit / 8] ^= 1 << (bit % 8);
        let failed = audit(&Record { file: Some(file), ..record.clone() });
        assert!(failed.contains_key("LOG-02"), "bit {bit}: {failed:?}");
    }
    for bit in 0..record.checkpoint.len() * 8 {
        let mut checkpoint = record.checkpoint.clone().into_bytes();
        checkpoint[bit / 8] ^= 1 << (bit % 8);
        // A checkpoint that is no text cannot be read at all.
        if let Ok(checkpoint) = String::from_utf8(checkpoint) {
            assert_ne!(
                audit(&Record { checkpoint, ..record.clone() }).len(),
                0,
                "bit {bit} of the checkpoint"
            );
        }
    }
}

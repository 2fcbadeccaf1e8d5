//! Hostile records: all keys, one change, everything above it signed, chained and cosigned again.
//!
//! Each case says exactly which ids fail and who is named. The same cases are the corpus of
//! `tests/corpus/`, for verifiers that others write, and are tried on everybody in the column *who*.

pub mod attack; // changing one thing
pub mod ballots; // BAL and PRF
pub mod batches; // PRF-09 over everything that is proven
pub mod bytes; // ENC
pub mod ceremony; // KEY
pub mod corpus; // the files
pub mod families; // every field, list and bit
pub mod given; // what the observer holds besides
pub mod log; // LOG
pub mod manifest; // MAN
pub mod roll; // ROL
pub mod tally; // TAL, DEC, RES

use tabella_tests::cases::{Case, audit_with};

/// Every hostile record, and a few honest ones.
pub fn all() -> Vec<Case> {
    let mut cases = vec![];
    for group in [
        bytes::cases,
        log::cases,
        given::cases,
        manifest::cases,
        ceremony::cases,
        roll::cases,
        ballots::cases,
        tally::cases,
    ] {
        cases.extend(group());
    }
    cases
}

/// Makes the cases of a group and holds the auditor against them.
pub fn check(cases: Vec<Case>) {
    let mut wrong = vec![];
    for case in &cases {
        let found = audit_with(&case.record, &case.given);
        if found != case.expected {
            wrong.push(format!("{}:\n  expected {:?}\n  found    {found:?}", case.name, case.expected));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn records_with_odd_bytes_are_rejected() {
    check(bytes::cases());
}

#[test]
fn records_that_contradict_what_the_observer_holds_are_rejected() {
    check(given::cases());
}

#[test]
fn records_whose_log_or_checkpoint_is_wrong_are_rejected() {
    check(log::cases());
}

#[test]
fn records_with_an_impossible_manifest_are_rejected() {
    check(manifest::cases());
}

#[test]
fn records_with_a_faulty_ceremony_are_rejected() {
    check(ceremony::cases());
}

#[test]
fn records_with_a_faulty_roll_are_rejected() {
    check(roll::cases());
}

#[test]
fn records_with_a_bad_ballot_are_rejected() {
    check(ballots::cases());
}

#[test]
fn records_with_a_wrong_tally_are_rejected() {
    check(tally::cases());
}

#[test]
fn there_are_at_least_150_hostile_records_with_names_of_their_own() {
    let cases = all();
    let mut names = std::collections::BTreeSet::new();
    assert_eq!(cases.iter().find(|case| !names.insert(&case.name)).map(|case| &case.name), None);
    assert!(cases.iter().filter(|case| !case.expected.is_empty()).count() >= 150, "{}", cases.len());
}

//! Hostile records: all keys, one change, everything above it signed, chained and cosigned again.
//!
//! Each case says exactly which ids fail and who is named. The same cases are the corpus of
//! `tests/corpus/`, for verifiers that others write, and are tried on everyone in the column *who*.

pub mod attack; // changing one thing
pub mod ballots; // BAL and PRF
pub mod batches; // PRF-09 over everything that is proven
pub mod bytes; // ENC
pub mod ceremony; // KEY
pub mod corpus; // the files
pub mod edges; // rolls, ballots, tallies, files: what is just allowed
pub mod evidence; // files that stand without a record
pub mod families; // every field, list and bit
pub mod gaps; // what small faults of a verifier asked for
pub mod given; // what the observer holds besides
pub mod held; // what is proven against someone, and what cannot be
pub mod life; // KEY-16
pub mod log; // LOG
pub mod manifest; // MAN
pub mod notes; // signed notes and cosignatures
pub mod placed; // what fails LOG and counts all the same
pub mod roll; // ROL
pub mod sizes; // manifests that just fit
pub mod tally; // TAL, DEC, RES
pub mod texts; // 1.4
pub mod undecided; // no verdict
pub mod unfinished; // elections that are not over
pub mod unread; // lines that do not decode

use tabella_tests::cases::{Case, verdict};

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
        unread::cases,
        placed::cases,
        unfinished::cases,
        notes::cases,
        held::cases,
        life::cases,
        texts::cases,
        sizes::cases,
        edges::cases,
        gaps::cases,
    ] {
        cases.extend(group());
    }
    cases
}

/// Makes the cases of a group and holds the auditor against them.
pub fn check(cases: Vec<Case>) {
    let mut wrong = vec![];
    for case in &cases {
        let (found, phase) = verdict(&case.record, &case.given);
        if found != case.expected {
            wrong.push(format!("{}:\n  expected {:?}\n  found    {found:?}", case.name, case.expected));
        }
        if case.phase.is_some_and(|expected| expected != phase) {
            wrong.push(format!("{}: expected phase {:?}, found {phase}", case.name, case.phase));
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
fn lines_that_do_not_decode_count_as_what_they_say_they_are() {
    check(unread::cases());
}

#[test]
fn what_fails_its_place_in_the_log_still_counts() {
    check(placed::cases());
}

#[test]
fn records_of_elections_that_are_not_over_are_accepted_with_their_phase() {
    check(unfinished::cases());
}

#[test]
fn notes_of_another_form_are_refused_and_idle_cosignatures_blame_nobody() {
    check(notes::cases());
}

#[test]
fn only_signatures_are_held_against_anybody() {
    check(held::cases());
}

#[test]
fn signs_of_life_come_a_minute_apart() {
    check(life::cases());
}

#[test]
fn texts_are_refused_at_the_edge_of_what_is_allowed() {
    check(texts::cases());
}

#[test]
fn manifests_just_fit_or_are_refused() {
    check(sizes::cases());
}

#[test]
fn numbers_weights_and_lines_are_judged_at_their_edges() {
    check(edges::cases());
}

#[test]
fn what_small_faults_of_a_verifier_would_miss_is_judged() {
    check(gaps::cases());
}

#[test]
fn there_are_at_least_150_hostile_records_with_names_of_their_own() {
    let cases = all();
    let mut names = std::collections::BTreeSet::new();
    assert_eq!(cases.iter().find(|case| !names.insert(&case.name)).map(|case| &case.name), None);
    assert!(cases.iter().filter(|case| !case.expected.is_empty()).count() >= 150, "{}", cases.len());
}

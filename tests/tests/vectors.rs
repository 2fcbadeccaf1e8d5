//! The files of `tests/vectors/`, made again and compared byte for byte.
//!
//! They are for anyone who writes a second implementation; `tests/vectors/README.md` explains them. With
//! `TABELLA_WRITE_VECTORS=1` the files are written instead. New bytes need a new suite: then the old
//! files stay, and new ones stand beside them.

// Lists of cases, one after the other, are as long as they are.
#![allow(clippy::too_many_lines)]
#![allow(missing_docs, unreachable_pub)]

#[path = "vectors/values.rs"]
mod values; // how values are written
#[path = "vectors/bytes.rs"]
mod bytes; // generators, encodings, text forms
#[path = "vectors/plans.rs"]
mod plans;
#[path = "vectors/election.rs"]
mod election; // the election that the others are about
#[path = "vectors/ceremony.rs"]
mod ceremony;
#[path = "vectors/ballots.rs"]
mod ballots; // signatures and ballots
#[path = "vectors/notes.rs"]
mod notes; // checkpoints, cosignatures, receipts
#[path = "vectors/proofs.rs"]
mod proofs; // trees
#[path = "vectors/tally.rs"]
mod tally;

use serde_json::Value;
use std::path::Path;

/// The committed file is what is made from `vectors` now.
fn check(file: &str, vectors: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(file);
    let text = values::layout(vectors);
    if std::env::var_os("TABELLA_WRITE_VECTORS").is_some() {
        std::fs::write(&path, &text).expect("a file that can be written");
    }
    let committed = std::fs::read_to_string(&path).expect("a committed file");
    let differs = committed.lines().zip(text.lines()).position(|(a, b)| a != b);
    assert_eq!(differs, None, "tests/vectors/{file}: first line that differs, from 0");
    assert_eq!(committed, text, "tests/vectors/{file}");
}

#[test]
fn generators_are_those_of_the_vectors() {
    check("generators.json", &bytes::generators());
}

#[test]
fn encodings_are_accepted_and_refused_as_in_the_vectors() {
    check("encoding.json", &bytes::encodings());
}

#[test]
fn the_table_of_unicode_is_that_of_the_vectors() {
    check("unicode.json", &bytes::unicode());
}

#[test]
fn text_forms_are_those_of_the_vectors() {
    check("text.json", &bytes::texts());
}

#[test]
fn plans_are_those_of_the_vectors() {
    check("plans.json", &plans::plans());
}

#[test]
fn signatures_are_those_of_the_vectors() {
    check("signature.json", &ballots::signatures());
}

#[test]
fn ballots_are_those_of_the_vectors() {
    check("ballot.json", &ballots::ballots());
}

#[test]
fn the_ceremony_is_that_of_the_vectors() {
    check("ceremony.json", &ceremony::ceremony());
}

#[test]
fn the_tally_is_that_of_the_vectors() {
    check("tally.json", &tally::tally());
}

#[test]
fn notes_and_receipts_are_those_of_the_vectors() {
    check("note.json", &notes::notes());
}

#[test]
fn proofs_of_trees_are_those_of_the_vectors() {
    check("proofs.json", &proofs::proofs());
}

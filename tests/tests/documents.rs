//! The documents are true: examples are what the code makes, ids are those of the code.
//!
//! `TABELLA_WRITE_DOCUMENTS=1 cargo test -p tabella-tests --test documents` writes examples and hash anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use tabella_audit::evidence::search::search;
use tabella_audit::supplements::{NamedFile, Supplements};
use tabella_crypto::bytes::{Hash, hex};
use tabella_crypto::checks::Check;
use tabella_crypto::election::ballot::{Place, Seed, Selections};
use tabella_crypto::election::ceremony::KeyComplaint;
use tabella_crypto::election::credential::Code;
use tabella_crypto::election::statement::Body;
use tabella_crypto::encoding::encode;
use tabella_crypto::readable::{Kind, show};
use tabella_log::entry::Entry;
use tabella_tests::catalogue::rows;
use tabella_tests::harness::{CLOSING, Harness, Keys, Nobody, Record, Spec, sign};

use rand::SeedableRng;
use rand::rngs::StdRng;
use zeroize::Zeroizing;

fn document(name: &str) -> (PathBuf, String) {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs")).join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    (path, text)
}

/// Each example of `docs/specification.md`, by name: made from the smallest election.
fn examples() -> BTreeMap<String, String> {
    let spec = Spec::tiny();
    let record = Harness::run(spec.clone(), &mut Nobody);
    let mut examples = BTreeMap::new();
    for line in &record.lines {
        let entry = Entry::decode(line.as_bytes()).expect("honest");
        let body = entry.statement.body;
        examples.entry(body.kind().name().to_owned()).or_insert_with(|| wrap(&body.encode()));
    }
    examples.insert("checkpoint".into(), record.checkpoint.trim_end().to_owned());
    examples.insert("trust".into(), wrap(record.trust.to_text().trim_end()));
    examples.insert("key-complaint".into(), complaint(&spec));
    examples.insert("opening".into(), opening(&spec));
    examples.insert("evidence".into(), wrap(two_logs(&spec, &record).trim_end()));
    let code = Code::generate(&record.trust.election, &mut StdRng::seed_from_u64(7)).expect("a code");
    let forms = [
        show(Kind::Tracker, &Hash::of(&[b"example"]).0),
        show(Kind::Fingerprint, &Hash::of(&[b"example"]).0),
        show(Kind::Election, &record.trust.election.0),
        format!("code for this election: {}", code.show().as_str()),
        show(Kind::Credential, code.credential().public().as_bytes()),
        show(Kind::Trust, &record.trust.hash().0),
        show(Kind::Tally, &Hash::of(&[b"example"]).0),
    ];
    examples.insert("text-forms".into(), forms.join("\n"));
    examples
}

/// What trustee 2 says of the first deal; it is a good one.
fn complaint(spec: &Spec) -> String {
    let mut nobody = Nobody;
    let mut harness = Harness::new(spec.clone(), &mut nobody);
    harness.found();
    harness.commit();
    harness.deal();
    let election = harness.election();
    let ceremony = election.ceremony().expect("a manifest");
    let (dealer, deal) = election.deals().next().expect("a deal");
    let entry = election.deal_entry(dealer).expect("its entry");
    let seed = &Keys::new(spec).trustees[1];
    let complaint = KeyComplaint::make(seed, ceremony, deal, dealer, entry, 2);
    wrap(&Body::KeyComplaint(complaint).encode())
}

/// A challenged ballot of the first voter.
fn opening(spec: &Spec) -> String {
    let mut nobody = Nobody;
    let mut harness = Harness::new(spec.clone(), &mut nobody);
    harness.prepare();
    let open = harness.election().open_election().expect("open");
    let author = *Keys::new(spec).voters[0].public();
    let selections = Selections::new(&open.manifest, 0, Zeroizing::new(vec![0, 1])).expect("allowed");
    let seed = Seed::generate(&mut StdRng::seed_from_u64(9)).expect("a seed");
    let place = Place { style: 0, sequence: 0, previous: Hash::ZERO };
    let prepared = open.prepare(&author, place, selections, seed).expect("a ballot");
    wrap(&encode(&prepared.challenge()))
}

/// Evidence against a board that has signed another log of the same size.
fn two_logs(spec: &Spec, record: &Record) -> String {
    let fork = Harness::run(Spec { minimum: 2, ..spec.clone() }, &mut Nobody);
    let keys = Keys::new(spec);
    let note = |lines: &[String]| sign(&keys, lines, &record.trust, CLOSING);
    let short =
        Record { checkpoint: note(&record.lines[..5]), lines: record.lines[..5].to_vec(), ..record.clone() };
    let fork = NamedFile { name: "fork".into(), content: note(&fork.lines[..5]).into() };
    let given = Supplements { checkpoints: vec![fork], ..Supplements::default() };
    let found = search(&short.entries()[..], &short.checkpoint, &short.trust, &given, &[], |_| {});
    found.expect("memory").evidence[0].0.to_text()
}

/// A line of `sha256sum`.
fn sha256_line(specification: &str) -> String {
    let digits: String = hex(&Hash::of(&[specification.as_bytes()]).0);
    format!("{digits}  specification.md\n")
}

/// Breaks a long line after commas, for reading only.
fn wrap(line: &str) -> String {
    let mut lines = vec![String::new()];
    for part in line.split_inclusive(',') {
        let current = lines.last_mut().expect("one");
        if current.len() + part.len() > 120 {
            lines.push(part.to_owned());
        } else {
            current.push_str(part);
        }
    }
    lines.join("\n")
}

#[test]
fn the_examples_of_the_specification_are_what_the_code_makes_and_its_hash_stands_beside_it() {
    let (path, text) = document("specification.md");
    let examples = examples();
    let mut parts = text.split("<!-- example: ");
    let mut renewed = parts.next().expect("a text").to_owned();
    let mut seen = BTreeSet::new();
    for part in parts {
        let (name, rest) = part.split_once(" -->\n```\n").expect("a fence after the marker");
        let after = if let Some(after) = rest.strip_prefix("```") {
            after
        } else {
            rest.split_once("\n```").expect("a closing fence").1
        };
        let example = examples.get(name).unwrap_or_else(|| panic!("no example {name}"));
        seen.insert(name.to_owned());
        renewed.push_str(&format!("<!-- example: {name} -->\n```\n{example}\n```{after}"));
    }
    if std::env::var_os("TABELLA_WRITE_DOCUMENTS").is_some() {
        std::fs::write(&path, &renewed).expect("writable");
        std::fs::write(path.with_extension("sha256"), sha256_line(&renewed)).expect("writable");
        return;
    }
    assert!(
        renewed == text,
        "docs/specification.md is out of date: see the head of tests/tests/documents.rs"
    );
    let missing: Vec<_> = examples.keys().filter(|name| !seen.contains(*name)).collect();
    assert!(missing.is_empty(), "no example of {missing:?} in docs/specification.md");
    assert_eq!(document("specification.sha256").1, sha256_line(&text));
}

#[test]
fn the_checks_of_the_code_are_those_of_the_documents_each_once_with_the_same_actors() {
    let rows: Vec<(String, BTreeSet<char>)> = rows().into_iter().map(|row| (row.id, row.who)).collect();
    let code: Vec<(String, BTreeSet<char>)> = Check::ALL
        .iter()
        .map(|check| (check.to_string(), check.by().iter().map(|role| role.letter()).collect()))
        .collect();
    assert_eq!(rows, code);
}

#[test]
fn every_line_of_a_record_is_what_an_rfc_8785_library_writes() {
    for line in Harness::run(Spec::base(), &mut Nobody).lines {
        let value: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        assert_eq!(serde_json_canonicalizer::to_string(&value).expect("canonical"), line);
    }
}

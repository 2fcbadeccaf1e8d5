//! Evidence files: true ones convince, made-up ones do not, and no one who is honest can be accused.

// Lists of cases, one after the other, are as long as they are.
#![allow(clippy::too_many_lines)]
#![allow(missing_docs, unreachable_pub)]

#[path = "evidence/board.rs"]
mod board; // two logs, a receipt for what is gone
#[path = "evidence/framing.rs"]
mod framing; // whatever is given besides a record
#[path = "evidence/honest.rs"]
mod honest; // whatever is put together from what honest parties have signed
#[path = "evidence/trustees.rs"]
mod trustees; // an invalid share, two tallies, a false complaint

use serde_json::Value;
use tabella_audit::evidence::search::{SearchResult, search};
use tabella_audit::evidence::{Case, Evidence};
use tabella_audit::supplements::{NamedFile, Supplements};
use tabella_crypto::rejection::Culprit;
use tabella_log::entry::{ApparentKind, statement_of};
use tabella_tests::harness::{Harness, Keys, Nobody, Record, Spec};

fn base() -> (Record, Keys) {
    (Harness::run(Spec::base(), &mut Nobody), Keys::new(&Spec::base()))
}

/// Another election of the same people with the same keys.
fn twin() -> Record {
    Harness::run(Spec { minimum: 1, ..Spec::base() }, &mut Nobody)
}

fn named(content: impl Into<Vec<u8>>) -> Vec<NamedFile> {
    vec![NamedFile { name: "given".into(), content: content.into() }]
}

fn look(record: &Record, given: &Supplements<'_>, complaints: &[NamedFile]) -> SearchResult {
    let entries = record.entries();
    search(&entries[..], &record.checkpoint, &record.trust, given, complaints, |_| {}).expect("memory")
}

/// The one evidence that there is; as a file, it proves exactly this.
fn evidence(found: SearchResult, check: &str, culprit: &Culprit) -> Evidence {
    assert!(found.invalid.is_empty() && found.incomparable.is_empty(), "{found:?}");
    let [(evidence, proven)] = &found.evidence[..] else { panic!("{:?}", found.evidence) };
    assert_eq!((proven.fault().check.id(), &proven.fault().culprit), (check, culprit));
    let read = Evidence::read(evidence.to_text().as_bytes()).expect("a file");
    assert_eq!(read.verify("file").as_ref(), Ok(proven));
    no_bit_is_free(&read);
    read
}

/// A sample of all bits.
fn no_bit_is_free(evidence: &Evidence) {
    let text = evidence.to_text().into_bytes();
    for position in (0..text.len() - 1).step_by(1 + text.len() / 400) {
        let mut changed = text.clone();
        changed[position] ^= 1 << (position % 7);
        let proven = Evidence::read(&changed).is_ok_and(|evidence| evidence.verify("file").is_ok());
        assert!(!proven, "byte {position} of {}", String::from_utf8_lossy(&text));
    }
}

/// What a changed file is refused by.
fn refused(evidence: &Evidence, check: &str, what: &str, change: impl FnOnce(&mut Value)) {
    let mut value = serde_json::to_value(evidence).expect("JSON");
    change(&mut value);
    let text = serde_json::to_string(&value).expect("JSON");
    let changed = Evidence::read(text.as_bytes()).unwrap_or_else(|error| panic!("{what}: {error}"));
    let rejection = changed.verify("file").expect_err(what);
    assert_eq!((rejection.check.id(), rejection.culprit), (check, Culprit::File("file".into())), "{what}");
}

/// The case in a file as JSON.
fn case(value: &mut Value) -> &mut Value {
    value["case"].as_object_mut().and_then(|case| case.values_mut().next()).expect("a case")
}

fn line<'a>(record: &'a Record, kind: &str) -> &'a str {
    let is = |line: &&String| matches!(ApparentKind::of(line.as_bytes()), ApparentKind::Known(k) if k.name() == kind);
    record.lines.iter().find(is).expect(kind)
}

fn statement(record: &Record, kind: &str) -> String {
    statement_of(line(record, kind).as_bytes()).expect(kind)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn an_honest_record_accuses_nobody() {
    let (record, keys) = base();
    let prefix = tabella_tests::harness::sign(&keys, &record.lines[..9], &record.trust, 0);
    let receipt = tabella_tests::harness::receipt(&keys, &record.lines[..9], &record.trust, 5, 0);
    let given = Supplements {
        checkpoints: named(prefix),
        receipts: named(receipt.to_text()),
        shares: named(statement(&record, "decryption-share")),
        other_records: vec![],
    };
    let found = look(&record, &given, &[]);
    assert!(
        found.evidence.is_empty() && found.invalid.is_empty() && found.incomparable.is_empty(),
        "{found:?}"
    );
}

#[test]
fn files_that_hold_nothing_and_records_that_are_too_short_are_named() {
    let (record, _) = base();
    let given = Supplements {
        checkpoints: named("x"),
        receipts: named([0xff]),
        shares: named("{}"),
        other_records: vec![],
    };
    let found = look(&record, &given, &named("{}"));
    let checks: Vec<&str> = found.invalid.iter().map(|rejection| rejection.check.id()).collect();
    assert_eq!(checks, ["LOG-03", "RCP-01", "ENC-02", "ENC-02"]);
    assert!(found.evidence.is_empty());
    let short = Record { lines: record.lines[..8].to_vec(), ..record };
    assert_eq!(look(&short, &Supplements::default(), &[]).incomparable, ["the checkpoint of the record"]);
}

#[test]
fn a_file_of_another_form_is_refused() {
    let (record, _) = base();
    for (bytes, check) in [
        (&b""[..], "ENC-01"),
        (b"{}", "ENC-02"),
        (&[0xff], "ENC-09"),
        (record.trust.to_text().as_bytes(), "ENC-02"),
        (&vec![b' '; 1 << 23], "ENC-08"),
        (&b"[".repeat(1 << 20), "ENC-08"),
    ] {
        assert_eq!(Evidence::read(bytes).expect_err("no evidence").check.id(), check);
    }
    let unknown = format!(
        r#"{{"board":{},"case":{{"gossip":{{}}}},"election":"{}"}}"#,
        serde_json::to_string(&record.trust.board).expect("JSON"),
        record.trust.election
    );
    assert_eq!(Evidence::read(unknown.as_bytes()).expect_err("no case").check.id(), "REP-02");
}

#[test]
fn evidence_about_another_board_or_election_does_not_fit_a_trust_file() {
    let (record, keys) = base();
    let fork = tabella_tests::harness::sign(&keys, &twin().lines[..9], &record.trust, 0);
    let found = look(&record, &Supplements { checkpoints: named(fork), ..Supplements::default() }, &[]);
    let evidence = evidence(found, "LOG-08", &Culprit::Board);
    assert!(matches!(evidence.case, Case::Checkpoints(_)));
    assert_eq!(evidence.compare(&record.trust, "file"), Ok(()));
    let check = |trust| evidence.compare(&trust, "file").expect_err("another").check.id();
    assert_eq!(check(twin().trust), "MAN-02");
    let mut other = record.trust.clone();
    other.board.name.push('x');
    assert_eq!(check(other), "MAN-03");
}

//! What may be given besides a record: other checkpoints, receipts, decryption shares, other records.

use rand::rngs::SysRng;
use std::collections::BTreeSet;
use std::io::{self, BufRead};
use tabella_audit::report::{CheckReport, CheckVerdict, Report};
use tabella_audit::supplements::{NamedFile, Supplements};
use tabella_audit::verify::verify_with;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ceremony::{Ceremony, Dealer};
use tabella_crypto::election::statement::{self, Body};
use tabella_crypto::election::tally::DecryptionShare;
use tabella_log::checkpoint::{Checkpoint, SignedCheckpoint};
use tabella_log::entry::{ApparentKind, Entry, statement_of};
use tabella_tests::dealt::{Dealt, dealt_again};
use tabella_tests::harness::{
    Attacker, CLOSING, Harness, Keys, Nobody, OPENING, Record, Spec, receipt, sign,
};

fn named(name: &str, content: impl Into<Vec<u8>>) -> NamedFile {
    NamedFile { name: name.into(), content: content.into() }
}

fn checkpoint(note: &str) -> Supplements<'static> {
    Supplements { checkpoints: vec![named("note", note)], ..Supplements::default() }
}

fn share(statement: impl Into<Vec<u8>>) -> Supplements<'static> {
    Supplements { shares: vec![named("share", statement)], ..Supplements::default() }
}

fn other(entries: &[u8]) -> Supplements<'_> {
    Supplements {
        other_records: vec![NamedFile { name: "other".into(), content: Box::new(entries) }],
        ..Supplements::default()
    }
}

fn receipt_file(text: impl Into<Vec<u8>>) -> Supplements<'static> {
    Supplements { receipts: vec![named("proof", text)], ..Supplements::default() }
}

fn audit(record: &Record, given: Supplements<'_>) -> io::Result<Report> {
    let entries = record.entries();
    let findings = verify_with(given, &entries[..], &record.checkpoint, &record.trust, || SysRng, |_| {})?;
    Ok(Report::new(&findings, &record.trust))
}

/// Exactly these checks fail, each with this culprit.
fn check(record: &Record, given: Supplements<'_>, expected: &[(&'static str, &str)], what: &str) {
    let report = audit(record, given).expect("a verdict");
    let failed: Vec<_> = report.checks.iter().filter(|check| check.verdict == CheckVerdict::Failed).collect();
    let found: Vec<(&str, Vec<&str>)> =
        failed.iter().map(|c| (c.id, c.culprits.iter().map(String::as_str).collect())).collect();
    let expected: Vec<(&str, Vec<&str>)> =
        expected.iter().map(|(id, culprit)| (*id, vec![*culprit])).collect();
    assert_eq!(found, expected, "{what}");
    assert_eq!(report.is_accepted(), expected.is_empty(), "{what}");
}

fn base() -> (Record, Keys) {
    (Harness::run(Spec::base(), &mut Nobody), Keys::new(&Spec::base()))
}

/// The line of the first entry of a kind.
fn line<'a>(record: &'a Record, kind: &str) -> &'a str {
    let is = |line: &&String| matches!(ApparentKind::of(line.as_bytes()), ApparentKind::Known(known) if known.name() == kind);
    record.lines.iter().find(is).expect(kind)
}

fn statement(record: &Record, kind: &str) -> String {
    statement_of(line(record, kind).as_bytes()).expect(kind)
}

fn row<'a>(report: &'a Report, id: &str) -> &'a CheckReport {
    report.checks.iter().find(|check| check.id == id).expect(id)
}

#[test]
fn without_a_file_the_rows_are_not_applicable() {
    let (record, _) = base();
    let report = audit(&record, Supplements::default()).expect("a verdict");
    for id in ["LOG-08", "LOG-09", "LOG-10", "KEY-13", "DEC-06", "RCP-01", "RCP-04"] {
        let row = row(&report, id);
        assert_eq!((row.verdict, row.objects), (CheckVerdict::NotApplicable, 0), "{id}");
        assert!(row.reason.contains("given"), "{id}: {}", row.reason);
    }
}

#[test]
fn everything_genuine_is_accepted_and_counted() {
    let (record, keys) = base();
    let prefixes: Vec<&[String]> = (0..=record.lines.len()).map(|size| &record.lines[..size]).collect();
    let twin = Harness::run(Spec { seed: 2, ..Spec::base() }, &mut Nobody).entries();
    // Witnesses cosign at once.
    let at = |lines: &[String]| {
        Entry::decode(lines.last().unwrap_or(&record.lines[0]).as_bytes()).expect("honest").at
    };
    let checkpoints = prefixes.iter().map(|lines| named("n", sign(&keys, lines, &record.trust, at(lines))));
    let mut receipts = vec![];
    for lines in &prefixes {
        let proof = |index| receipt(&keys, lines, &record.trust, index, at(lines)).to_text();
        receipts.extend((0..lines.len() as u64).map(|index| named("r", proof(index))));
    }
    let content: Box<dyn BufRead + '_> = Box::new(&twin[..]);
    let given = Supplements {
        checkpoints: checkpoints.collect(),
        shares: vec![named("s", statement(&record, "decryption-share") + "\n")],
        other_records: vec![NamedFile { name: "twin".into(), content }],
        receipts,
    };
    let counts = given.counts();
    let report = audit(&record, given).expect("a verdict");
    assert_eq!(report.failed(), BTreeSet::new(), "{}", report.to_text());
    let (size, receipts) = (record.lines.len() as u64, counts.receipts);
    assert_eq!((counts.checkpoints, receipts), (size + 1, size * (size + 1) / 2));
    for (id, objects) in [
        ("LOG-08", counts.checkpoints + receipts),
        ("LOG-09", receipts),
        ("RCP-01", receipts),
        ("RCP-04", receipts),
        ("DEC-06", 1),
        ("KEY-13", 1),
    ] {
        assert_eq!(
            (row(&report, id).verdict, row(&report, id).objects),
            (CheckVerdict::Passed, objects),
            "{id}"
        );
    }
}

#[test]
fn a_checkpoint_of_another_log_shows_that_the_board_contradicts_itself() {
    let (record, keys) = base();
    let fork = Harness::run(Spec { minimum: 1, ..Spec::base() }, &mut Nobody);
    for size in 1..=record.lines.len() {
        let at = Entry::decode(record.lines[size - 1].as_bytes()).expect("honest").at;
        let note = sign(&keys, &fork.lines[..size], &record.trust, at);
        check(&record, checkpoint(&note), &[("LOG-08", "the board")], &format!("{size} entries"));
    }
    let empty = SignedCheckpoint::parse(&sign(&keys, &[], &record.trust, CLOSING)).expect("a note");
    let wrong = keys.board.sign(&Checkpoint { root: Hash::ZERO, ..empty.unverified().clone() });
    check(&record, checkpoint(&wrong), &[("LOG-08", "the board")], "nothing has one root");
}

#[test]
fn a_ballot_dated_before_a_witness_saw_the_log_without_it_is_named() {
    let (record, keys) = base();
    let ballot = record.lines.iter().position(|l| l == line(&record, "ballot")).expect("a ballot");
    let late = sign(&keys, &record.lines[..ballot], &record.trust, CLOSING);
    check(&record, checkpoint(&late), &[("LOG-06", "the board")], "cosigned after closing");
    // Three of four witnesses are a quorum; of fewer each may lag, or lie.
    let lines: Vec<&str> = late.lines().collect();
    let by = |witnesses: usize| lines[..5 + witnesses].join("\n") + "\n";
    check(&record, checkpoint(&by(3)), &[("LOG-06", "the board")], "a quorum");
    let report = audit(&record, checkpoint(&by(2))).expect("a verdict");
    assert!(report.is_accepted(), "{}", report.to_text());
    assert_eq!(report.remarks.len(), 2, "{:?}", report.remarks);
    assert!(report.remarks[0].contains("fewer than a quorum say so"), "{:?}", report.remarks);
    // The other way round: cosigned before what it covers.
    let early = sign(&keys, &record.lines[..ballot], &record.trust, 1);
    check(&record, checkpoint(&early), &[("LOG-06", "the board")], "cosigned before its entries");
}

#[test]
fn a_checkpoint_that_the_board_has_not_signed_is_the_fault_of_the_file() {
    let (record, keys) = base();
    let own = &record.checkpoint;
    check(&record, checkpoint(""), &[("LOG-03", "file note")], "empty");
    check(&record, checkpoint(&own.replace("board.", "bored.")), &[("LOG-03", "file note")], "other origin");
    let binary = Supplements {
        checkpoints: vec![named("note", [own.as_bytes(), &[0xff]].concat())],
        ..Supplements::default()
    };
    check(&record, binary, &[("LOG-03", "file note")], "not UTF-8");
    let signed = SignedCheckpoint::parse(own).expect("a note");
    let bigger = Checkpoint { size: 1, ..signed.unverified().clone() };
    let unsigned = own.replace(&signed.unverified().body(), &bigger.body());
    check(&record, checkpoint(&unsigned), &[("LOG-04", "file note")], "unsigned");
    // Cosignatures do not matter.
    let bare = keys.board.sign(signed.unverified());
    check(&record, checkpoint(&bare), &[], "no witness");
}

#[test]
fn what_the_record_is_too_short_for_has_no_verdict() {
    let (record, keys) = base();
    let size = record.lines.len() - 1;
    let lines = record.lines[..size].to_vec();
    let short = Record { checkpoint: sign(&keys, &lines, &record.trust, CLOSING), lines, ..record.clone() };
    let last = receipt(&keys, &record.lines, &record.trust, 3, CLOSING).to_text();
    for given in [checkpoint(&record.checkpoint), receipt_file(last)] {
        let error = audit(&short, given).expect_err("no verdict");
        assert!(error.to_string().contains("fetch the record again"), "{error}");
    }
}

#[test]
fn a_receipt_of_an_entry_that_is_gone_shows_that_the_board_contradicts_itself() {
    let (record, keys) = base();
    let fork = Harness::run(Spec { minimum: 1, ..Spec::base() }, &mut Nobody);
    for index in 0..record.lines.len() as u64 {
        let proof = receipt(&keys, &fork.lines, &record.trust, index, CLOSING).to_text();
        let expected = [("LOG-08", "the board"), ("RCP-04", "the board")];
        check(&record, receipt_file(proof), &expected, &format!("entry {index}"));
    }
}

#[test]
fn a_receipt_that_does_not_hold_is_the_fault_of_the_file() {
    let (record, keys) = base();
    let file = "file proof";
    check(&record, receipt_file("x"), &[("RCP-01", file)], "no receipt");
    check(&record, receipt_file([0xff]), &[("RCP-01", file)], "not UTF-8");
    let genuine = receipt(&keys, &record.lines, &record.trust, 3, CLOSING);
    let mut elsewhere = genuine.clone();
    elsewhere.index = 4;
    let expected = [("LOG-01", file), ("LOG-09", file), ("RCP-01", file)];
    check(&record, receipt_file(elsewhere.to_text()), &expected, "another index");
    let mut other_line = genuine.clone();
    other_line.line.push(' ');
    check(&record, receipt_file(other_line.to_text()), &[("LOG-09", file), ("RCP-01", file)], "another line");
    // A board that puts a line where its own index does not say.
    let mut swapped = record.lines.clone();
    swapped.swap(3, 4);
    let misplaced = receipt(&keys, &swapped, &record.trust, 3, CLOSING).to_text();
    check(&record, receipt_file(misplaced), &[("LOG-01", file), ("RCP-01", file)], "misplaced");
    let text = genuine.to_text();
    let (before, last) = text.trim_end().rsplit_once(' ').expect("a cosignature");
    let mut bytes = last.to_owned();
    bytes.replace_range(40..41, if &last[40..41] == "A" { "B" } else { "A" });
    let forged = format!("{before} {bytes}\n");
    // The forger is unknown, and what the board has signed holds.
    let report = audit(&record, receipt_file(forged)).expect("a verdict");
    assert!(report.is_accepted(), "{}", report.to_text());
    assert!(report.remarks[0].starts_with("proof: a cosignature under the name"), "{:?}", report.remarks);
    let bare = SignedCheckpoint::parse(&keys.board.sign(genuine.checkpoint.unverified())).expect("a note");
    let mut received = genuine.clone();
    received.checkpoint = bare;
    check(&record, receipt_file(received.to_text()), &[], "a quorum is not demanded");
    let own = &genuine.checkpoint.unverified().origin;
    let renamed = text.replace(own.as_str(), "elsewhere");
    check(&record, receipt_file(renamed), &[("LOG-03", file), ("RCP-01", file)], "another origin");
}

fn another_share(record: &Record, keys: &Keys, trustee: usize) -> String {
    share_of_tau(record, keys, trustee, Hash::of(&[b"another"]))
}

fn share_of_tau(record: &Record, keys: &Keys, trustee: usize, tau: Hash) -> String {
    let entry = Entry::decode(line(record, "decryption-share").as_bytes()).expect("a share");
    let Body::DecryptionShare(share) = entry.statement.body else { panic!("a share") };
    let share = DecryptionShare { tau, ..share };
    let author = keys.trustees[trustee].identity();
    statement::sign(&author, &entry.statement.election, &Body::DecryptionShare(share))
}

#[test]
fn two_signed_taus_name_the_trustee_and_one_other_tau_names_nobody() {
    let (record, keys) = base();
    // Trustee 1 has signed a share of the record.
    check(&record, share(another_share(&record, &keys, 0)), &[("DEC-06", "trustee 1")], "a second tau");
    let both = || Supplements {
        shares: [Hash::ZERO, Hash::of(&[b"third"])]
            .map(|tau| named("share", share_of_tau(&record, &keys, 1, tau)))
            .into(),
        ..Supplements::default()
    };
    check(&record, both(), &[("DEC-06", "trustee 2")], "two taus, both given");
    // Trustee 2 has signed one share, and another tally than this record's.
    let report = audit(&record, share(another_share(&record, &keys, 1))).expect("a verdict");
    assert_eq!(report.failed(), BTreeSet::from(["DEC-06"]));
    let split = row(&report, "DEC-06");
    assert!(
        split.culprits.is_empty() && split.reason.contains("two views of the election exist"),
        "{split:?}"
    );
    let closed = record.lines.iter().position(|l| l == line(&record, "close")).expect("close");
    let lines = record.lines[..closed].to_vec();
    let open = Record { checkpoint: sign(&keys, &lines, &record.trust, CLOSING), lines, ..record.clone() };
    let error = audit(&open, share(statement(&record, "decryption-share"))).expect_err("no verdict");
    assert!(error.to_string().contains("fetch it again"), "{error}");
}

#[test]
fn a_share_that_nobody_is_bound_to_is_the_fault_of_the_file() {
    let (record, keys) = base();
    let (file, good) = ("file share", statement(&record, "decryption-share"));
    check(&record, share(good.replace("\"D\"", "\"E\"")), &[("ENC-02", file)], "no encoding");
    check(&record, share([&[0xff], good.as_bytes()].concat()), &[("ENC-09", file)], "not UTF-8");
    check(&record, share(good.clone() + "\n\n"), &[("ENC-01", file)], "two newlines");
    check(&record, share(good.replace("decryption-share", "note")), &[("REP-02", file)], "unknown kind");
    check(&record, share("x".repeat(70_000)), &[("ENC-08", file)], "too long");
    let decoded = Entry::decode(line(&record, "decryption-share").as_bytes()).expect("a share").statement;
    let signed = |author, election: &Hash| statement::sign(author, election, &decoded.body);
    let trustee = keys.trustees[0].identity();
    let by_official = signed(&keys.official, &decoded.election);
    check(&record, share(by_official), &[("LOG-12", file)], "no trustee");
    check(&record, share(signed(&trustee, &record.trust.election)), &[("LOG-14", file)], "not phi");
    check(
        &record,
        share(statement(&record, "key-deal")),
        &[("LOG-12", file), ("LOG-14", file)],
        "another kind",
    );
    let tampered = another_share(&record, &keys, 0)
        .replace(&Hash::of(&[b"another"]).to_string(), &Hash::ZERO.to_string());
    check(&record, share(tampered), &[("LOG-13", file)], "unsigned");
}

#[test]
fn a_secret_that_serves_two_elections_names_whose_it_is() {
    let (record, keys) = base();
    let spec = || Spec { minimum: 1, ..Spec::base() };
    let mut reuse =
        Dealt(|ceremony: &Ceremony, last: &Hash| dealt_again(&record.trust.election, &keys, ceremony, last));
    let again = Harness::run(spec(), &mut reuse).entries();
    check(&record, other(&again), &[("KEY-13", "trustee 1")], "proven again");
    // Whatever else is in the file.
    let more = [&again[..], b"garbage\n"].concat();
    check(&record, other(&more), &[("KEY-13", "trustee 1")], "with garbage after it");
}

#[test]
fn a_copy_of_public_keys_in_a_made_up_record_accuses_nobody() {
    let (record, keys) = base();
    let entry = |index: usize| Entry::decode(record.lines[index].as_bytes()).expect("an entry");
    let Body::KeyDeal(ours) = entry(4).statement.body else { panic!("a deal") };
    // The very deal, with the proof that its trustee made for this election.
    let mut copy = Dealt(|_: &Ceremony, _: &Hash| ours.clone());
    let copied = Harness::run(Spec { minimum: 1, ..Spec::base() }, &mut copy).entries();
    check(&record, other(&copied), &[], "the deal, copied");
    // All keys in statements of strangers, without an election.
    let twin = Hash::of(&[b"twin"]);
    let lines: Vec<String> = (0..record.lines.len())
        .filter(|index| entry(*index).statement.election != Hash::ZERO)
        .map(|index| {
            let statement = statement::sign(&keys.official, &twin, &entry(index).statement.body);
            Entry::line(OPENING, index as u64, &Hash::ZERO, &statement)
        })
        .collect();
    check(&record, other(lines.join("\n").as_bytes()), &[], "everything, copied");
    // Verification keys and the election key are public, and no one proves them.
    let mut coefficients = Dealt(|ceremony: &Ceremony, last: &Hash| {
        let mut deal = Dealer::new(&keys.trustees[0], ceremony, 1).deal(last);
        deal.coefficients[1] = ours.coefficients[1];
        deal
    });
    let other_coefficient = Harness::run(Spec { minimum: 1, ..Spec::base() }, &mut coefficients).entries();
    check(&record, other(&other_coefficient), &[], "another coefficient");
}

#[test]
fn any_bytes_are_another_record_but_the_same_election_is_not() {
    let (record, _) = base();
    for bytes in [&b""[..], b"\n\n", &[0xff; 70_000], b"{\"statement\":{\"kind\":\"open\"}}"] {
        check(&record, other(bytes), &[], "garbage");
    }
    let (entries, deal) = (record.entries(), line(&record, "key-deal").as_bytes());
    for same in [&entries[..], deal] {
        let error = audit(&record, other(same)).expect_err("no verdict");
        assert!(error.to_string().contains("this very election"), "{error}");
    }
}

/// The entry of one index carries the signature of the entry before.
struct Unsigned {
    index: u64,
    before: String,
}

impl Attacker for Unsigned {
    fn line(&mut self, index: u64, line: String) -> String {
        let own = line[line.len() - 89..].to_owned();
        let before = std::mem::replace(&mut self.before, own.clone());
        if index == self.index { line.replace(&own, &before) } else { line }
    }
}

#[test]
fn a_deal_that_its_trustee_has_not_signed_accuses_nobody_of_a_key_that_serves_twice() {
    let keys = Keys::new(&Spec::base());
    let first_deal = 1 + Spec::base().trustees;
    let record = Harness::run(Spec::base(), &mut Unsigned { index: first_deal, before: String::new() });
    let mut reuse =
        Dealt(|ceremony: &Ceremony, last: &Hash| dealt_again(&record.trust.election, &keys, ceremony, last));
    let again = Harness::run(Spec { minimum: 1, ..Spec::base() }, &mut reuse).entries();
    check(&record, other(&again), &[("LOG-13", &format!("entry {first_deal}"))], "unsigned");
}

//! `tabella-audit` as observers start it: what is given besides a record, and evidence files.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use tabella_log::entry::{Entry, statement_of};
use tabella_crypto::election::statement;
use tabella_crypto::readable::{Kind, show};
use tabella_tests::harness::{CLOSING, Harness, Keys, Nobody, Record, Spec, receipt, sign};
use tabella_tests::programs::{command_output, programs};

/// Another election of the same people with the same keys.
fn twin() -> Record {
    Harness::run(Spec { minimum: 1, ..Spec::base() }, &mut Nobody)
}

/// A folder with a record, a trust file and a checkpoint of another log.
fn folder() -> (tempfile::TempDir, Record, Keys) {
    let folder = tempfile::tempdir().expect("a folder");
    let (record, keys) = (Harness::run(Spec::base(), &mut Nobody), Keys::new(&Spec::base()));
    let fork = sign(&keys, &twin().lines[..9], &record.trust, CLOSING);
    write(folder.path(), "record", &record);
    fs::write(folder.path().join("trust.json"), record.trust.to_text()).expect("written");
    fs::write(folder.path().join("fork"), fork).expect("written");
    (folder, record, keys)
}

fn write(folder: &Path, name: &str, record: &Record) {
    let folder = folder.join(name);
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("entries.jsonl"), record.entries()).expect("written");
    fs::write(folder.join("checkpoint"), &record.checkpoint).expect("written");
}

/// Exit code, and everything that was printed.
fn run(folder: &Path, arguments: &str) -> (i32, String) {
    let mut command = Command::new(programs().expect("built programs").join("tabella-audit"));
    let output = command_output(command.current_dir(folder).args(arguments.split(' '))).expect("started");
    let printed = String::from_utf8([output.stdout, output.stderr].concat()).expect("text");
    (output.status.code().expect("an exit code"), printed)
}

fn check(folder: &Path, arguments: &str, code: i32, says: &str) {
    let (exit, printed) = run(folder, arguments);
    assert_eq!(exit, code, "{arguments}: {printed}");
    assert!(printed.contains(says), "{arguments}: {says:?} is not in {printed}");
}

#[test]
fn verify_compares_what_it_is_given_and_says_when_it_cannot() {
    let (folder, record, keys) = folder();
    let folder = folder.path();
    let verify = |more: &str, code, says| {
        check(folder, &format!("verify record --trust trust.json {more}"), code, says);
    };
    let is_share =
        |line: &&String| Entry::apparent_kind(line.as_bytes()) == Some(statement::Kind::DecryptionShare);
    let share = record.lines.iter().find(is_share).expect("a share");
    fs::write(folder.join("share"), statement_of(share.as_bytes()).expect("a share") + "\n")
        .expect("written");
    verify("--checkpoint record/checkpoint --share share", 0, "ACCEPTED");
    verify("--checkpoint record/checkpoint --checkpoint fork", 1, "REJECTED (finished): LOG-08 failed");
    verify("--receipt fork", 2, "fork: this file was changed on its way: get it again. Nothing is said against anyone");
    verify("--receipt fork", 2, "ACCEPTED");
    verify("--receipt fork --checkpoint fork", 1, "REJECTED");
    let checkpoint = record.checkpoint.lines().map(|line| format!("> {line} \r\n")).collect::<String>();
    fs::write(folder.join("mailed"), checkpoint).expect("written");
    verify("--checkpoint mailed", 0, "ACCEPTED");
    let proof = receipt(&keys, &record.lines, &record.trust, 3, CLOSING).to_text();
    for (name, text) in [
        ("crlf", proof.replace('\n', "\r\n")),
        ("bare", proof.trim_end().to_owned()),
        ("marked", format!("\u{feff}{proof}\n")),
    ] {
        fs::write(folder.join(name), text).expect("written");
        verify(&format!("--receipt {name}"), 0, "ACCEPTED");
    }
    fs::write(folder.join("half"), &proof[..proof.len() / 2]).expect("written");
    verify("--receipt half", 2, "half: this file was changed on its way");
    verify("--checkpoint missing", 2, "cannot read missing");
    write(folder, "twin", &twin());
    verify("--other twin", 0, "ACCEPTED");
    verify("--other record", 2, "record of this very election");
    verify("--other missing", 2, "cannot read missing");
    let longer = [&record.lines[..], &[String::from("later")]].concat();
    fs::write(folder.join("longer"), sign(&keys, &longer, &record.trust, CLOSING)).expect("written");
    verify("--checkpoint longer", 2, "fetch the record again");
}

// ENC-10, LOG-03
#[test]
fn a_copy_in_which_only_the_line_ends_differ_is_rejected_and_said_to_be_one() {
    let (folder, record, _) = folder();
    let folder = folder.path();
    let copy = folder.join("record");
    let entries = String::from_utf8(record.entries()).expect("text");
    let only = "Only the line ends of this copy differ: fetch it again.";
    let windows = |text: &str| text.replace('\n', "\r\n");
    for (entries, checkpoint) in [
        (windows(&entries), windows(&record.checkpoint)),
        (windows(&entries), record.checkpoint.clone()),
        (entries.clone(), windows(&record.checkpoint)),
        (format!("\u{feff}{}", entries.trim_end()), record.checkpoint.clone()),
    ] {
        fs::write(copy.join("entries.jsonl"), entries).expect("written");
        fs::write(copy.join("checkpoint"), checkpoint).expect("written");
        let (code, printed) = run(folder, "verify record --trust trust.json");
        assert!(code == 1 && printed.contains("REJECTED") && printed.ends_with(&format!("{only}\n")), "{printed}");
    }
    // One line less is another matter.
    let fewer: Vec<&str> = entries.lines().skip(1).collect();
    fs::write(copy.join("entries.jsonl"), fewer.join("\r\n") + "\r\n").expect("written");
    let (code, printed) = run(folder, "verify record --trust trust.json");
    assert!(code == 1 && !printed.contains(only), "{printed}");
}

#[test]
fn evidence_is_written_only_when_there_is_something_to_prove() {
    let (folder, record, keys) = folder();
    let folder = folder.path();
    let make = |more: &str, code, says| {
        check(folder, &format!("evidence record --trust trust.json --out evidence.json {more}"), code, says);
    };
    make("--checkpoint record/checkpoint", 1, "no provable fault was found");
    assert!(!folder.join("evidence.json").exists());
    make("--checkpoint trust.json", 2, "file trust.json: this file was changed on its way: get it again");
    let longer = [&record.lines[..], &[String::from("later")]].concat();
    fs::write(folder.join("longer"), sign(&keys, &longer, &record.trust, CLOSING)).expect("written");
    make("--checkpoint longer", 2, "fetch the record again");
    make("--complaint missing", 2, "cannot read missing");
    assert!(!folder.join("evidence.json").exists());
    let other = sign(&keys, &twin().lines[..4], &record.trust, CLOSING);
    fs::write(folder.join("other"), other).expect("written");
    make("--checkpoint fork --checkpoint longer --checkpoint other", 0, "evidence-2.json proves:");
    for file in ["evidence.json", "evidence-2.json"] {
        check(folder, &format!("check-evidence {file}"), 0, "PROVEN: LOG-08, the board");
    }
    let (_, printed) = run(folder, "evidence record --trust trust.json --out e --json --checkpoint fork");
    let found: Value = serde_json::from_str(&printed).expect("one JSON object");
    assert_eq!(
        (&found["evidence"][0]["file"], &found["evidence"][0]["check"]),
        (&"e".into(), &"LOG-08".into())
    );
}

#[test]
fn evidence_is_checked_without_anything_else_and_compared_with_a_trust_file() {
    let (folder, record, _) = folder();
    let folder = folder.path();
    check(folder, "evidence record --trust trust.json --out e.json --checkpoint fork", 0, "e.json proves:");
    check(folder, "check-evidence e.json", 0, &show(Kind::Election, &record.trust.election.0));
    check(folder, "check-evidence e.json", 0, "with the official announcement");
    check(folder, "check-evidence e.json", 0, &record.trust.board.key.to_string());
    check(folder, "check-evidence e.json --trust trust.json", 0, &record.trust.shown_hash());
    fs::write(folder.join("twin.json"), twin().trust.to_text()).expect("written");
    check(folder, "check-evidence e.json --trust twin.json", 1, "NOT PROVEN: MAN-02");
    let (code, printed) = run(folder, "check-evidence e.json --json");
    let verdict: Value = serde_json::from_str(&printed).expect("one JSON object");
    let key = record.trust.board.key.to_string();
    assert_eq!((code, &verdict["proven"], &verdict["key"]), (0, &true.into(), &key.into()), "{printed}");
    let text = fs::read_to_string(folder.join("e.json")).expect("written");
    fs::write(folder.join("e.json"), text.replace("\\n9\\n", "\\n8\\n")).expect("written");
    let changed = "changed on its way: get it again. Nothing is said against anyone";
    check(folder, "check-evidence e.json", 2, changed);
    let (code, printed) = run(folder, "check-evidence e.json --json");
    let end = printed.rfind('}').expect("an object") + 1;
    let verdict: Value = serde_json::from_str(&printed[..end]).expect("one JSON object");
    assert_eq!((code, &verdict["proven"], &verdict["check"]), (2, &false.into(), &"LOG-04".into()));
    assert_eq!((&verdict["culprit"], &verdict["key"]), (&"file e.json".into(), &Value::Null));
    check(folder, "check-evidence fork", 2, changed);
    let utf16: Vec<u8> =
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for carried in [
        text.replace('\n', "\r\n").into_bytes(),
        format!("\u{feff}> {}", text.trim_end()).into_bytes(),
        utf16,
    ] {
        fs::write(folder.join("e.json"), carried).expect("written");
        check(folder, "check-evidence e.json", 0, "PROVEN: LOG-08, the board");
    }
    check(folder, "check-evidence missing", 2, "cannot read missing");
    check(folder, "check-evidence e.json --trust missing", 2, "cannot read the trust file");
    check(folder, "check-evidence", 2, "Usage");
}

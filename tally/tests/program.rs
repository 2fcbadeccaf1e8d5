//! The program as people and machines start it: exit codes, one JSON object, no secrets.

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tabella-tally"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("started")
}

/// Exit code, and the one JSON object on standard output.
fn json(folder: &Path, arguments: &[&str]) -> (i32, Value) {
    let output = run(folder, &[&["--json"], arguments].concat());
    let value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    (output.status.code().expect("exit code"), value)
}

const KEYGEN: [&str; 8] =
    ["keygen", "--role", "trustee", "--name", "Ann", "--out", "ann.key", "--unencrypted-test-key"];

#[test]
fn a_machine_gets_one_json_object_and_an_exit_code() {
    let folder = tempfile::tempdir().expect("folder");
    let (code, made) = json(folder.path(), &KEYGEN);
    assert_eq!(code, 0);
    assert_eq!((&made["command"], &made["role"]), (&"keygen".into(), &"trustee".into()));
    assert_eq!(made["public"].as_str().map(str::len), Some(43));
    let (code, failed) = json(folder.path(), &KEYGEN);
    assert_eq!((code, &failed["exit"]), (2, &2.into()));
    assert!(failed["error"].as_str().expect("words").contains("never overwritten"));
}

// TRU-12
#[test]
fn no_secret_is_ever_printed() {
    let folder = tempfile::tempdir().expect("folder");
    let output = run(folder.path(), &KEYGEN);
    let file: Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("ann.key")).expect("file")).expect("JSON");
    let seed = file["seed"].as_str().expect("seed");
    let printed = String::from_utf8([output.stdout, output.stderr].concat()).expect("text");
    assert!(printed.contains("WARNING") && printed.contains(file["public"].as_str().expect("public")));
    assert!(!printed.contains(seed), "{printed}");
}

#[test]
fn wrong_use_and_a_board_that_is_away_are_not_verdicts() {
    let folder = tempfile::tempdir().expect("folder");
    run(folder.path(), &KEYGEN);
    let place = ["--key", "ann.key", "--board", "http://127.0.0.1:1", "--trust", "trust.json"];
    let alive = [&["trustee", "alive"], &place[..]].concat();
    let (code, failed) = json(folder.path(), &alive);
    assert!(
        failed["error"].as_str().expect("words").contains("cannot read the trust file trust.json"),
        "{failed}"
    );
    assert_eq!(code, 2, "no trust file, no verdict");
    std::fs::write(
        folder.path().join("trust.json"),
        r#"{"board":{"key":"BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU","name":"b"},"election":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc","tolerance_seconds":300,"witnesses":{"keys":[],"quorum":0}}"#,
    )
    .expect("trust file");
    let (code, failed) = json(folder.path(), &alive);
    assert!(failed["error"].as_str().expect("words").contains("cannot be reached"), "{failed}");
    assert_eq!((code, &failed["refused_by"]), (2, &Value::Array(vec![])));
    for wrong in [&["trustee"][..], &["keygen", "--role", "king"], &["result"], &["election", "open"]] {
        assert_eq!(run(folder.path(), wrong).status.code(), Some(2), "{wrong:?}");
    }
}

// TRU-02
#[test]
fn a_trustee_can_be_asked_for_the_whole_tally_and_nothing_else() {
    let folder = tempfile::tempdir().expect("folder");
    let help = run(folder.path(), &["trustee", "decrypt", "--help"]);
    let help = String::from_utf8(help.stdout).expect("text");
    let options: Vec<&str> = help
        .split_whitespace()
        .filter_map(|word| word.strip_prefix("--").filter(|name| !name.is_empty()))
        .map(|name| name.trim_end_matches([',', '.', ';', '>']))
        .collect();
    let known = ["key", "board", "trust", "restored", "tally", "json", "passphrase-file", "help", "version"];
    for option in &options {
        assert!(known.contains(option), "--{option} in\n{help}");
    }
    for subset in ["--tau", "--ballots", "--contest", "--entries", "--record", "--ciphertext"] {
        let place = ["--key", "k", "--board", "http://127.0.0.1:1", "--trust", "t", subset, "x"];
        let said = run(folder.path(), &[&["trustee", "decrypt"], &place[..]].concat());
        let words = String::from_utf8(said.stderr).expect("text");
        assert!(said.status.code() == Some(2) && words.contains("unexpected argument"), "{words}");
    }
}

// REP-03
#[test]
fn no_trust_file_no_verdict() {
    let folder = tempfile::tempdir().expect("folder");
    run(folder.path(), &KEYGEN);
    let decrypt = ["trustee", "decrypt", "--key", "ann.key", "--board", "http://127.0.0.1:1", "--trust", "t"];
    let (code, failed) = json(folder.path(), &decrypt);
    assert_eq!((code, &failed["refused_by"]), (2, &Value::Array(vec![])), "it is missing");
    for text in ["", "{}", "[]"] {
        std::fs::write(folder.path().join("t"), text).expect("written");
        let (code, failed) = json(folder.path(), &decrypt);
        assert_eq!((code, &failed["refused_by"]), (2, &Value::Array(vec![])), "{text:?}");
        assert!(failed["error"].as_str().expect("words").contains("not a trust file"), "{failed}");
    }
}

#[test]
fn help_names_every_command_in_the_order_of_an_election() {
    let folder = tempfile::tempdir().expect("folder");
    let output = run(folder.path(), &["--help"]);
    let help = String::from_utf8(output.stdout).expect("text");
    let mut rest = help.as_str();
    for command in [
        "keygen",
        "election create",
        "trustee ceremony",
        "roll issue",
        "roll publish",
        "election open",
        "trustee alive",
        "election close",
        "trustee decrypt",
        "result",
    ] {
        let (_, after) = rest.split_once(command).unwrap_or_else(|| panic!("{command} in\n{help}"));
        rest = after;
    }
    assert!(help.contains("Exit code"));
    assert_eq!(output.status.code(), Some(0));
}

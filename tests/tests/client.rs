//! The web client that a board serves, against the hashes in the manifest.

use serde_json::Value;
use std::process::Command;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::manifest::ClientFile;
use tabella_crypto::election::statement::Body;
use tabella_crypto::text::Text;
use tabella_tests::fake_board::FakeBoard;
use tabella_tests::harness::{Attacker, Draft, Harness, Keys, Nobody, Record, Spec};
use tabella_tests::programs::{command_output, programs};

const FILES: [(&str, &[u8]); 4] = [
    ("web/audit.html", b"<title>Audit</title>"),
    ("web/booth.html", b"<title>Vote</title>"),
    ("web/check.html", b"<title>Check</title>"),
    ("web/tabella.wasm", &[0, 97, 115, 109]),
];

/// An official who names the files of the web client.
struct Names<'a>(&'a [(&'a str, &'a [u8])]);

impl Attacker for Names<'_> {
    fn draft(&mut self, draft: &mut Draft, _keys: &Keys) {
        if let Body::Manifest(manifest) = &mut draft.body {
            let name = |(path, bytes): &(&str, &[u8])| ClientFile {
                path: Text::new(*path).expect("a path"),
                sha256: Hash::of(&[bytes]),
            };
            manifest.client = self.0.iter().map(name).collect();
        }
    }
}

/// A board that serves a record, the files, and the pages as they should be.
fn served(record: &Record) -> FakeBoard {
    let served = FakeBoard::start(record);
    let election = record.trust.election;
    let mut shown = served.contents();
    for (path, bytes) in FILES {
        shown.files.insert(format!("/{path}"), bytes.to_vec());
    }
    for (page, file) in [("vote", 1), ("check", 2), ("audit", 0)] {
        shown.files.insert(format!("/{page}/{election}"), FILES[file].1.to_vec());
    }
    drop(shown);
    served
}

/// Exit code, and what is printed; `options` besides the trust file of the record.
fn run(address: &str, record: &Record, options: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("trust.json"), record.trust.to_text()).expect("written");
    let mut command = Command::new(programs().expect("built programs").join("tabella-audit"));
    command.current_dir(folder.path()).args(["client", address, "--trust", "trust.json"]).args(options);
    let output = command_output(&mut command).expect("started");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

#[test]
fn a_client_that_is_served_as_it_is_named_is_the_same() {
    let record = Harness::run(Spec::tiny(), &mut Names(&FILES));
    let served = served(&record);
    let (code, printed, _) = run(&served.address, &record, &[]);
    assert_eq!(code, 0, "{printed}");
    assert_eq!(printed.matches("       same  ").count(), 7, "{printed}");
    assert!(
        printed.contains("\nSAME: all 7 files and pages are those that the manifest names.\n"),
        "{printed}"
    );
    assert!(printed.contains("A board that recognised it all the same"), "{printed}");
    let (code, printed, _) = run(&served.address, &record, &["--json"]);
    let report: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(
        (code, &report["same"], &report["files"][1]["path"]),
        (0, &true.into(), &"web/booth.html".into())
    );
}

#[test]
fn a_board_that_remembers_who_asked_what_sees_a_voter_before_it_sees_an_auditor() {
    let record = Harness::run(Spec::tiny(), &mut Names(&FILES));
    let served = served(&record);
    let (code, printed, _) = run(&served.address, &record, &[]);
    assert_eq!(code, 0, "{printed}");
    let election = record.trust.election;
    let asked = core::mem::take(&mut served.contents().asked);
    assert!(asked.iter().all(|(_, agent)| agent.starts_with("mozilla/5.0 ")), "{asked:?}");
    let asked: Vec<String> =
        asked.iter().map(|(target, _)| target.replace(&election.to_string(), "ID")).collect();
    assert_eq!(
        asked,
        [
            "/vote/ID",
            "/web/style.css",
            "/web/booth.js",
            "/web/worker.js",
            "/web/tabella.wasm",
            "/elections/ID",
            "/check/ID",
            "/web/check.js",
            "/audit/ID",
            "/web/audit.js",
            "/elections/ID/entries?from=0&to=1",
            "/web/audit.html",
            "/web/booth.html",
            "/web/check.html",
        ]
    );
}

#[test]
fn a_changed_or_missing_file_or_page_is_named() {
    let record = Harness::run(Spec::tiny(), &mut Names(&FILES));
    let vote = format!("/vote/{}", record.trust.election);
    for path in ["/web/booth.html", "/web/tabella.wasm", &vote] {
        let served = served(&record);
        served.contents().files.insert(path.to_owned(), b"<title>Vote </title>".to_vec());
        let (code, printed, _) = run(&served.address, &record, &[]);
        assert!(code == 1 && printed.contains(&format!("DIFFERENT  {}", &path[1..])), "{printed}");
        served.contents().files.remove(path);
        let (code, printed, _) = run(&served.address, &record, &[]);
        assert!(code == 1 && printed.contains(&format!("MISSING  {}", &path[1..])), "{printed}");
        assert!(printed.contains("DIFFERENT: 1 of 7"), "{printed}");
    }
}

#[test]
fn a_page_whose_file_is_not_named_is_not_the_same() {
    let record = Harness::run(Spec::tiny(), &mut Names(&FILES[..3]));
    let (code, printed, _) = run(&served(&record).address, &record, &[]);
    assert_eq!(code, 0, "{printed}");
    let record = Harness::run(Spec::tiny(), &mut Names(&FILES[2..]));
    let (code, printed, _) = run(&served(&record).address, &record, &[]);
    assert!(code == 1 && printed.contains("UNNAMED  vote/"), "{printed}");
}

#[test]
fn a_manifest_that_names_no_client_gives_nothing_to_rely_on() {
    let record = Harness::run(Spec::tiny(), &mut Nobody);
    let (code, printed, _) = run(&served(&record).address, &record, &[]);
    assert_eq!((code, printed.as_str()), (1, "The manifest names no web client: nothing to compare.\n"));
}

/// An official whose options look alike: the first letter of the second one is Cyrillic.
struct Alike;

impl Attacker for Alike {
    fn draft(&mut self, draft: &mut Draft, _keys: &Keys) {
        let Body::Manifest(manifest) = &mut draft.body else { return };
        for (option, label) in manifest.contests[0].options.iter_mut().zip(["Adam", "\u{410}dam"]) {
            option.label.insert("en".into(), Text::new(label).expect("a text"));
        }
    }
}

// MAN-09, MAN-13
#[test]
fn whoever_makes_a_trust_file_reads_who_could_read_ballots_and_which_names_look_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    let trust = |record: &Record| {
        let served = FakeBoard::start(record);
        let election = record.trust.election.to_string();
        let mut command = Command::new(programs().expect("built programs").join("tabella-audit"));
        command.current_dir(folder.path());
        command.args(["trust", &served.address, "--election", &election, "--out", "trust.json"]);
        let output = command_output(&mut command).expect("started");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("text")
    };
    let words = trust(&Harness::run(Spec::tiny(), &mut Alike));
    for expected in [
        "the board and an official, together with 1 of the 3 trustees, could show two logs and read single ballots",
        "WARNING: \"Adam\" and \"\u{410}dam\" are two, and look alike.",
    ] {
        assert!(words.contains(expected), "{expected} in\n{words}");
    }
    let words = trust(&Harness::run(Spec::base(), &mut Nobody));
    assert!(!words.contains("could show two logs") && !words.contains("WARNING"), "{words}");
}

// MAN-02, REP-08
#[test]
fn another_manifest_or_no_board_gives_no_verdict() {
    let record = Harness::run(Spec::tiny(), &mut Names(&FILES));
    let other = Harness::run(Spec { seed: 7, ..Spec::tiny() }, &mut Names(&FILES));
    let (code, printed, complaint) = run(&served(&other).address, &record, &[]);
    assert_eq!((code, printed.as_str()), (2, ""), "{complaint}");
    assert!(complaint.contains("MAN-02"), "{complaint}");
    let (code, printed, _) = run("http://127.0.0.1:1", &record, &[]);
    assert_eq!((code, printed.as_str()), (2, ""));
}

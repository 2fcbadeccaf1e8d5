//! The corpus before everyone who says yes or no: the same fault has the same id, no matter who finds it.
//!
//! The auditor's verdicts are those of the corpus itself (`attacks.rs`).

use rand::rngs::SysRng;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tabella_board::sequencer::{Clock, Refusal, Settings, start};
use tabella_board::store::Files;
use tabella_client::console::Failure;
use tabella_client::{ClientError, Depth, DownloadedLog, HttpBoard};
use tabella_crypto::bytes::{Hash, base64url};
use tabella_crypto::checks::Check;
use tabella_crypto::group::Point;
use tabella_log::entry::{Entry, statement_of};
use tabella_log::trust::Trust;
use tabella_tally::program::record;
use tabella_tests::fake_board::FakeBoard;
use tabella_tests::harness::Record;

/// One case of the corpus, from its files.
struct Case {
    name: String,
    folder: PathBuf,
    trust: Trust,
    /// The lines of the record, where they are lines of text.
    lines: Option<Vec<String>>,
    expected: BTreeSet<String>,
}

/// Every case that is decided, and by the record alone.
fn cases() -> Vec<Case> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let folders = std::fs::read_dir(corpus).expect("a corpus").flatten().map(|entry| entry.path());
    let mut cases: Vec<Case> = folders
        .filter(|path| path.join("record").exists() && !path.join("given").exists() && is_decided(path))
        .map(read)
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(cases.len() > 500);
    cases
}

fn is_decided(folder: &Path) -> bool {
    let expected = std::fs::read_to_string(folder.join("expected.json")).expect("a file");
    !expected.contains(r#""verdict":"none""#)
}

fn read(folder: PathBuf) -> Case {
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a file");
    let expected: serde_json::Value = serde_json::from_str(&text("expected.json")).expect("JSON");
    let record = std::fs::read(folder.join("record/entries.jsonl")).expect("a file");
    let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
    let expected: BTreeSet<String> =
        expected["checks"].as_object().expect("checks").keys().cloned().collect();
    let lines = String::from_utf8(record)
        .ok()
        .filter(|_| !expected.contains("ENC-10"))
        .map(|record| record.split_terminator('\n').map(str::to_owned).collect());
    Case { trust: Trust::read(text("trust.json")).expect("a trust file"), expected, lines, name, folder }
}

fn is_made_by(id: &str, who: char) -> bool {
    Check::from_id(id).is_some_and(|check| check.by().iter().any(|role| role.letter() == who))
}

/// Names of cases that are wrong, with what was said.
fn none_of(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn lines_that_are_decoded_together_are_decoded_as_each_is_alone() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut lines: Vec<Vec<u8>> = vec![];
    for folder in std::fs::read_dir(corpus).expect("a corpus").flatten() {
        let record = std::fs::read(folder.path().join("record/entries.jsonl")).unwrap_or_default();
        lines.extend(record.split(|byte| *byte == b'\n').map(<[u8]>::to_vec));
    }
    lines.sort_unstable();
    lines.dedup();
    assert!(lines.len() > 4_000, "{}", lines.len());
    // Sorted, bad lines stand among good ones in every batch.
    for batch in lines.chunks(257) {
        for (line, together) in batch.iter().zip(Entry::decode_all(batch)) {
            let alone = Entry::decode(line).map(|entry| format!("{entry:?}"));
            let together = together.map(|entry| format!("{entry:?}"));
            assert_eq!(alone, together, "{}", String::from_utf8_lossy(line));
        }
    }
}

#[test]
fn a_trustee_refuses_every_hostile_record_by_the_ids_of_the_auditor() {
    let mut wrong = vec![];
    for case in cases() {
        let said = match record::open(&case.folder.join("record"), &case.trust) {
            Ok(_) => BTreeSet::new(),
            Err(Failure::Refused { checks, .. }) => checks.iter().map(Check::to_string).collect(),
            Err(other) => panic!("{}: {other}", case.name),
        };
        if said != case.expected {
            wrong.push(format!("{}: expected {:?}, said {said:?}", case.name, case.expected));
        }
    }
    none_of(&wrong);
}

/// What those who read a board over HTTP see, entry by entry until the first fault.
fn downloaded(board: &FakeBoard, case: &Case, depth: Depth) -> BTreeSet<String> {
    let mut download = DownloadedLog::new(HttpBoard::new(&board.address), case.trust.clone(), depth);
    match download.update(SysRng) {
        Ok(()) => BTreeSet::new(),
        Err(ClientError::Rejected(rejections)) => {
            rejections.iter().map(|rejection| rejection.check.to_string()).collect()
        }
        // A download that breaks off: there are fewer lines than the board has signed.
        Err(other) if case.expected.contains("LOG-02") => {
            assert!(other.to_string().contains("broke off"), "{}: {other}", case.name);
            case.expected.clone()
        }
        Err(other) => panic!("{}: {other}", case.name),
    }
}

#[test]
fn readers_of_a_board_stop_at_the_first_fault_and_name_it_as_the_auditor_does() {
    let empty = Record {
        lines: vec![],
        checkpoint: String::new(),
        trust: read(cases().swap_remove(0).folder).trust,
        file: None,
    };
    let served = FakeBoard::start(&empty);
    let mut wrong = vec![];
    for case in cases() {
        let Some(lines) = case.lines.clone() else { continue };
        let checkpoint = std::fs::read_to_string(case.folder.join("record/checkpoint")).expect("a file");
        // Who reads as many entries as are signed never sees that there are more, or that there is nothing.
        let signed = checkpoint.lines().nth(1).and_then(|size| size.parse::<usize>().ok());
        if lines.is_empty() || signed.is_some_and(|signed| signed < lines.len()) {
            continue;
        }
        served.show(&Record { lines, checkpoint, trust: case.trust.clone(), file: None });
        // Dates of cosignatures are the business of trustees before they decrypt, and of auditors.
        let visible = |id: &&String| is_made_by(id, 'T') && *id != "LOG-06" && *id != "PRF-08";
        let everything = downloaded(&served, &case, Depth::Everything);
        let seen = case.expected.iter().filter(visible).count() > 0;
        // DEC-04 and RES are found when the result is judged, no matter who makes the check.
        let known = everything.is_subset(&case.expected) && (!everything.is_empty() || !seen);
        if !known {
            wrong.push(format!("{}: expected {:?}, said {everything:?}", case.name, case.expected));
        }
        // A voter's device leaves the proofs of other people's ballots to auditors, and nothing else.
        let device = downloaded(&served, &case, Depth::WithoutBallotProofs);
        let left = |id: &String| id.starts_with("PRF") || id == "LOG-13";
        // What LOG-13 blocks, it blocks only for those who look at it.
        let unsigned = everything == BTreeSet::from(["LOG-13".to_owned()]);
        let fewer = everything.iter().any(left) && device.is_subset(&case.expected);
        let kept = device == everything || fewer || unsigned;
        if !kept {
            wrong.push(format!("{}: a trustee said {everything:?}, a voter {device:?}", case.name));
        }
    }
    none_of(&wrong);
}

/// What a board answers that is asked to append the statements of a record, on the dates of the record.
async fn offered(lines: &[String]) -> Option<BTreeSet<String>> {
    let folder = tempfile::tempdir().expect("a folder");
    let files = Files::of(&folder.path().join("board.sqlite"), None).expect("files");
    // The board of the harness.
    let seed = Hash::of(&[b"harness", &1u64.to_le_bytes(), b"board", &0u64.to_le_bytes()]).0;
    std::fs::write(&files.key, format!("{}\n", base64url(&seed))).expect("a key");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&files.key, std::fs::Permissions::from_mode(0o600)).expect("a mode");
    }
    let clock = Arc::new(AtomicU64::new(0));
    let time = clock.clone();
    let settings = Settings {
        files,
        name: "board.example".into(),
        creators: author(lines.first()?).into_iter().collect(),
        clock: Clock::unguarded(move || time.load(Ordering::SeqCst)),
    };
    let (board, running) = start(settings).await.expect("a board");
    let mut election = None;
    let mut said = Some(BTreeSet::new());
    for line in lines {
        // A board makes the outer form of an entry itself.
        let (Ok(statement), Some(at)) = (statement_of(line.as_bytes()), date(line)) else {
            said = None;
            break;
        };
        clock.store(at, Ordering::SeqCst);
        match board.submit(election, statement.into_bytes()).await {
            Ok(accepted) => election = Some(accepted.election),
            Err(Refusal::Undecodable(error)) => {
                said = Some(BTreeSet::from([error.check.to_string()]));
                break;
            }
            Err(Refusal::Rejected(rejections)) => {
                said = Some(rejections.iter().map(|rejection| rejection.check.to_string()).collect());
                break;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    drop(board);
    running.stopped().await.expect("a clean end");
    said
}

fn date(line: &str) -> Option<u64> {
    line.strip_prefix("{\"at\":")?.split_once(',')?.0.parse().ok()
}

fn author(line: &str) -> Option<Point> {
    line.split_once("\"author\":\"")?.1.get(..43)?.parse().ok()
}

#[test]
fn a_board_refuses_the_statements_of_hostile_records_by_the_ids_of_the_auditor() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut wrong = vec![];
    let mut refused = 0;
    let cases = cases();
    let board = cases.first().expect("cases").trust.board.clone();
    for case in &cases {
        let Some(lines) = &case.lines else { continue };
        // Another board than the one that is asked would refuse its manifest (MAN-03).
        if case.trust.board != board {
            continue;
        }
        // Its own chain and dates are never wrong, and a statement that is there already is not appended
        // again (SRV-07): what follows in such a record is about another log.
        let elsewhere = ["LOG-01", "LOG-07", "LOG-15"];
        if elsewhere.iter().any(|id| case.expected.contains(*id)) || lines.is_empty() {
            continue;
        }
        let Some(said) = runtime.block_on(offered(lines)) else { continue };
        refused += u64::from(!said.is_empty());
        // PRF-08 is KEY-12 for a board.
        let visible = |id: &&String| is_made_by(id, 'B') && *id != "PRF-08";
        let must = case.expected.iter().filter(visible).count() > 0;
        // What auditors name and skip, a board does not take.
        let skipped = case.name.starts_with("honest-but-for") && said.iter().all(|id| id.starts_with("DEC"));
        let named = said.is_subset(&case.expected) && (!said.is_empty() || !must);
        // A board looks at the frame of a statement, its place and its signature before the form of its body; for
        // an auditor, a fault in the form blocks all these.
        let before_the_body =
            ["LOG-11", "LOG-13"].iter().any(|id| said == BTreeSet::from([(*id).to_owned()]))
                && case.expected.iter().all(|id| id.starts_with("ENC"));
        if !named && !skipped && !before_the_body {
            wrong.push(format!("{}: expected {:?}, said {said:?}", case.name, case.expected));
        }
    }
    none_of(&wrong);
    assert!(refused > 400, "{refused}");
}

#[test]
fn an_entry_of_the_corpus_decodes_as_its_bytes_say() {
    let mut decoded = 0;
    for line in cases().iter().filter_map(|case| case.lines.as_ref()).flatten() {
        if let Ok(entry) = Entry::decode(line.as_bytes()) {
            let statement = statement_of(line.as_bytes()).expect("decoded");
            assert_eq!(Entry::line(entry.at, entry.index, &entry.previous, &statement), *line);
            decoded += 1;
        }
    }
    assert!(decoded > 5_000, "{decoded}");
}

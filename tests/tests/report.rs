//! The verifier about itself: no verdict without a trust file, every fault in one order, no byte that is free, no
//! panic, exit codes, and what a report holds.

use rand::rngs::{StdRng, SysRng};
use rand::{Rng as _, RngExt as _, SeedableRng, TryRng};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;
use tabella_audit::report::{CheckVerdict, Report};
use tabella_audit::supplements::Supplements;
use tabella_audit::verify::{Verifier, verify};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::{Check, Role};
use tabella_crypto::election::statement::{Body, Kind};
use tabella_log::rulebook::accepted_line;
use tabella_log::trust::Trust;
use tabella_tests::cases::audit as failed;
use tabella_tests::harness::{Attacker, CLOSING, Draft, Harness, Keys, Nobody, OPENING, Record, Spec};
use tabella_tests::mutants::mutant;
use tabella_tests::programs::{command_output, programs};

fn honest(spec: Spec) -> Record {
    Harness::run(spec, &mut Nobody)
}

fn audit(record: &Record) -> Report {
    let entries = record.entries();
    let findings =
        verify(&entries[..], &record.checkpoint, &record.trust, || SysRng, |_| {}).expect("memory");
    Report::new(&findings, &record.trust)
}

fn seeded() -> StdRng {
    let seed = SysRng.try_next_u64().expect("randomness");
    println!("seed {seed}");
    StdRng::seed_from_u64(seed)
}

/// A folder with a record and the trust file of its observer.
fn folder(record: &Record) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("record")).expect("a folder");
    for (name, bytes) in [
        ("record/entries.jsonl", record.entries()),
        ("record/checkpoint", record.checkpoint.clone().into_bytes()),
        ("trust.json", record.trust.to_text().into_bytes()),
    ] {
        fs::write(folder.path().join(name), bytes).expect("written");
    }
    folder
}

/// Exit code, and what was printed on either side.
fn run(folder: &Path, arguments: &str) -> (i32, String, String) {
    let mut command = Command::new(programs().expect("built programs").join("tabella-audit"));
    let output = command_output(command.current_dir(folder).args(arguments.split(' '))).expect("started");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

/// There is no verdict: exit 2, nothing on standard output, and the reason.
fn no_verdict(folder: &Path, arguments: &str, says: &str) {
    let (code, printed, complaint) = run(folder, arguments);
    assert_eq!((code, printed.as_str()), (2, ""), "{arguments}: {complaint}");
    assert!(complaint.contains(says), "{arguments}: {says:?} is not in {complaint}");
}

// REP-03
#[test]
fn without_a_trust_file_of_ones_own_there_is_no_verdict() {
    let record = honest(Spec::tiny());
    let folder = folder(&record);
    let folder = folder.path();
    fs::write(folder.join("record/trust.json"), record.trust.to_text()).expect("written");
    no_verdict(folder, "verify record", "no trust file given");
    no_verdict(folder, "verify record --trust missing.json", "cannot read the trust file");
    no_verdict(folder, "verify record --trust record", "cannot read the trust file");
    for text in ["", "\n", "{}", "[]", "null", &record.checkpoint] {
        fs::write(folder.join("odd.json"), text).expect("written");
        no_verdict(folder, "verify record --trust odd.json", "is not a trust file");
    }
}

// REP-03, MAN-10
#[test]
fn a_trust_file_with_witnesses_and_the_quorum_0_gives_no_verdict() {
    let record = honest(Spec { witnesses: 3, ..Spec::tiny() });
    let folder = folder(&record);
    let folder = folder.path();
    let mut trust = record.trust;
    assert!(!trust.witnesses.keys.is_empty());
    trust.witnesses.quorum = 0;
    fs::write(folder.join("odd.json"), trust.to_text()).expect("written");
    no_verdict(folder, "verify record --trust odd.json", "it has witnesses and the quorum 0");
}

#[test]
fn a_voting_code_in_a_link_that_was_pasted_is_not_repeated() {
    let record = honest(Spec::tiny());
    let folder = folder(&record);
    let code = "hma6s6hf0qpz9857hma6s6hf0qpz9857";
    for typed in [code, &format!("board.example/vote/x#code={code}"), &format!("ftp://b/vote/x#code={code}")]
    {
        for arguments in [
            format!("verify {typed} --trust trust.json"),
            format!("evidence {typed} --trust trust.json --out e.json"),
            format!("fetch {typed} --trust trust.json --out r"),
            format!("verify record --trust {typed}"),
            format!("verify record --trust trust.json --receipt {typed}"),
            format!("verify record {typed} --trust trust.json"),
            format!("verify record --trust trust.json --threads {typed}"),
            format!("check-evidence {typed}"),
            typed.to_owned(),
        ] {
            let (exit, printed, complaint) = run(folder.path(), &arguments);
            assert_eq!((exit, printed.as_str()), (2, ""), "{arguments}");
            assert!(!complaint.contains("hma6"), "{arguments}: {complaint}");
        }
    }
    no_verdict(
        folder.path(),
        "verify missing --trust trust.json",
        "there is no such folder, and it is not the address",
    );
}

// REP-03
#[test]
fn a_trust_file_inside_the_record_is_never_used() {
    let (record, twin) = (honest(Spec::tiny()), honest(Spec { seed: 2, ..Spec::tiny() }));
    let (own, others) = (folder(&record), folder(&twin));
    let before = run(own.path(), "verify record --trust trust.json --json");
    assert_eq!(before.0, 0);
    for text in ["", &twin.trust.to_text()] {
        fs::write(own.path().join("record/trust.json"), text).expect("written");
        assert_eq!(run(own.path(), "verify record --trust trust.json --json"), before);
    }
    // Another election that brings the trust file under which it would hold.
    fs::write(others.path().join("record/trust.json"), twin.trust.to_text()).expect("written");
    fs::write(others.path().join("trust.json"), record.trust.to_text()).expect("written");
    let (code, printed, _) = run(others.path(), "verify record --trust trust.json");
    assert!(code == 1 && printed.contains("MAN-02"), "{printed}");
}

/// Many people who do wrong at once.
struct Crowd {
    ballots: usize,
}

impl Attacker for Crowd {
    fn draft(&mut self, draft: &mut Draft, keys: &Keys) {
        match &mut draft.body {
            Body::Manifest(manifest) => drop(manifest.title.remove("zh-Hans")),
            Body::KeyConfirmation(confirmation)
                if draft.author.public() == keys.trustees[1].identity().public() =>
            {
                confirmation.rehearsal.D = confirmation.Y;
            }
            Body::Open(open) => open.rows += 1,
            Body::Liveness(liveness) => liveness.entry -= 3,
            Body::Ballot(ballot) => {
                self.ballots += 1;
                match self.ballots {
                    1 => draft.at = OPENING - 1,
                    2 => ballot.proof.gamma = ballot.proof.z1,
                    3 => drop(ballot.ciphertexts.pop()),
                    4 => ballot.previous = Hash::ZERO,
                    5 => draft.election = Hash::ZERO,
                    6 => draft.author = keys.official.clone(),
                    _ => {}
                }
            }
            Body::Close(_) => draft.at = CLOSING - 1,
            Body::Result(result) => result.count += 1,
            _ => {}
        }
    }
}

// REP-04
#[test]
fn unrelated_faults_are_all_collected_in_one_order_on_one_core_and_on_all_with_any_weights() {
    let mut record = Harness::run(Spec::base(), &mut Crowd { ballots: 0 });
    let cosignatures: Vec<&str> = record.checkpoint.split_inclusive('\n').collect();
    record.checkpoint = cosignatures[..cosignatures.len() - 2].concat();
    let expected = [
        ("BAL-01", vec!["entry 19"]),
        ("BAL-03", vec!["entry 16"]),
        ("BAL-05", vec!["entry 17"]),
        ("BAL-07", vec!["entry 14"]),
        ("KEY-09", vec!["trustee 2"]),
        ("KEY-14", vec!["trustee 1", "trustee 2"]),
        ("KEY-15", vec!["entry 21"]),
        ("LOG-05", vec!["board"]),
        ("LOG-07", vec!["entry 14"]),
        ("LOG-14", vec!["entry 18"]),
        ("LOG-16", vec!["entry 21"]),
        ("MAN-13", vec!["entry 0"]),
        ("PRF-01", vec!["entry 15", "entry 17", "entry 19"]),
        ("ROL-04", vec!["entry 11"]),
        ("TAL-02", vec!["entry 22"]),
    ];
    let found = failed(&record);
    let found: Vec<(&str, Vec<&str>)> = found
        .iter()
        .map(|(id, culprits)| (id.as_str(), culprits.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(found, expected);
    let folder = folder(&record);
    let reports: BTreeSet<_> = ["", " --threads 1", " --threads 2", " --threads 7", " --threads 1", ""]
        .map(|more| run(folder.path(), &format!("verify record --trust trust.json --json{more}")))
        .into();
    assert_eq!(reports.len(), 1, "{reports:#?}");
    let (code, printed, _) = reports.first().expect("one");
    let report: Value = serde_json::from_str(printed).expect("JSON");
    let order: Vec<&str> =
        report["checks"].as_array().expect("checks").iter().filter_map(|row| row["id"].as_str()).collect();
    let auditors = Check::ALL.iter().filter(|check| check.by().contains(&Role::Auditor));
    assert_eq!((*code, order), (1, auditors.map(|check| check.id()).collect()));
}

// REP-06
#[test]
fn no_bit_of_a_checkpoint_is_free() {
    let record = honest(Spec::tiny());
    let checkpoint = record.checkpoint.as_bytes();
    let mut rng = seeded();
    for _ in 0..300 {
        let bit = rng.random_range(0..checkpoint.len() * 8);
        let mut note = checkpoint.to_vec();
        note[bit / 8] ^= 1 << (bit % 8);
        let checkpoint = String::from_utf8_lossy(&note).into_owned();
        assert!(!audit(&Record { checkpoint, ..record.clone() }).is_accepted(), "bit {bit}");
    }
}

// REP-07
#[test]
fn any_bytes_have_a_verdict() {
    let record = honest(Spec::tiny());
    let entries = record.entries();
    let mut rng = seeded();
    let mut noise = vec![0; 200_000];
    rng.fill_bytes(&mut noise);
    let bomb = |open: &str| open.repeat(100_000).into_bytes();
    let cut = entries[..rng.random_range(1..entries.len() - 1)].to_vec();
    let files = [vec![], noise, bomb("["), bomb("{\"a\":"), b"\n".repeat(70_000), vec![b'x'; 5 << 20], cut];
    for file in files {
        assert!(!audit(&Record { file: Some(file), ..record.clone() }).is_accepted());
    }
    for checkpoint in ["", "\n", "\n\n\n\n", &"x".repeat(1 << 20), &"— a b\n".repeat(10_000)] {
        assert!(!audit(&Record { checkpoint: checkpoint.into(), ..record.clone() }).is_accepted());
    }
    for _ in 0..60 {
        let (record, done) = mutant(rng.random());
        let report = audit(&record);
        assert!(report.checks.iter().all(|row| !row.says.is_empty()), "{done}");
    }
}

// REP-08
#[test]
fn the_exit_code_is_0_for_accepted_1_for_rejected_and_2_when_there_is_no_verdict() {
    let record = honest(Spec::tiny());
    let fresh = || folder(&record);
    let verify = "verify record --trust trust.json";
    let place = fresh();
    let (code, printed, _) = run(place.path(), verify);
    assert!(code == 0 && printed.lines().last() == Some(accepted_line("finished", 0).as_str()), "{printed}");
    fs::write(place.path().join("record/checkpoint"), "").expect("written");
    let (code, printed, _) = run(place.path(), verify);
    assert!(
        code == 1 && printed.lines().last().is_some_and(|line| line.starts_with("REJECTED")),
        "{printed}"
    );
    for name in ["record/checkpoint", "record/entries.jsonl"] {
        let place = fresh();
        fs::remove_file(place.path().join(name)).expect("removed");
        no_verdict(place.path(), verify, "record");
        fs::create_dir(place.path().join(name)).expect("a folder");
        no_verdict(place.path(), verify, "");
    }
    for wrong in [
        "verify",
        "verify missing --trust trust.json",
        "verify record --trust trust.json --threads x",
        "check",
    ] {
        no_verdict(fresh().path(), wrong, "");
    }
}

/// A file on a disk that fails after so many bytes.
struct Failing<'a>(&'a [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(io::Error::other("the disk fails")),
            count => Ok(count),
        }
    }
}

// REP-08
#[test]
fn a_disk_that_fails_a_source_that_fails_or_a_worker_that_dies_gives_no_verdict() {
    let record = honest(Spec::tiny());
    let entries = record.entries();
    let (note, trust) = (&record.checkpoint, &record.trust);
    let failing = |size: usize| -> Box<dyn BufRead> { Box::new(BufReader::new(Failing(&entries[..size]))) };
    for size in [0, 1, entries.len() / 2, entries.len()] {
        assert!(verify(failing(size), note, trust, || SysRng, |_| {}).is_err(), "{size} bytes");
    }
    let without = verify(&entries[..], note, trust, || Broken, |_| {});
    assert!(without.is_err(), "no randomness");
    let dying = || -> SysRng { panic!("a worker dies") };
    assert!(catch_unwind(AssertUnwindSafe(|| verify(&entries[..], note, trust, dying, |_| {}))).is_err());
}

/// A source of randomness that fails.
struct Broken;

impl TryRng for Broken {
    type Error = io::Error;
    fn try_next_u32(&mut self) -> io::Result<u32> {
        Err(io::Error::other("no randomness"))
    }
    fn try_next_u64(&mut self) -> io::Result<u64> {
        Err(io::Error::other("no randomness"))
    }
    fn try_fill_bytes(&mut self, _: &mut [u8]) -> io::Result<()> {
        Err(io::Error::other("no randomness"))
    }
}

impl rand::TryCryptoRng for Broken {}

/// The reports of a verifier that concludes on the way, after so many bytes, and again at the end.
fn reports_with_a_pause(file: &[u8], pause: usize, checkpoint: &str, trust: &Trust) -> [String; 2] {
    let mut verifier = Verifier::new(trust, Supplements::default());
    [&file[..pause], &file[pause..]].map(|part| {
        verifier.take(part, &|| SysRng).expect("randomness");
        let findings = verifier.conclude(checkpoint, &|| SysRng).expect("memory");
        json(&Report::new(&findings, trust))
    })
}

fn report_at_once(file: &[u8], checkpoint: &str, trust: &Trust) -> String {
    json(&Report::new(&verify(file, checkpoint, trust, || SysRng, |_| {}).expect("memory"), trust))
}

fn json(report: &Report) -> String {
    serde_json::to_string(report).expect("JSON")
}

/// Where the lines of a file end.
fn line_ends(file: &[u8]) -> Vec<usize> {
    let ends = file.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    [0].into_iter().chain(ends.map(|(position, _)| position + 1)).collect()
}

#[test]
fn whoever_concludes_on_the_way_and_goes_on_has_the_reports_of_two_who_began_afresh() {
    let record = honest(Spec::base());
    let (file, checkpoint, trust) = (record.entries(), &record.checkpoint, &record.trust);
    for pause in line_ends(&file) {
        let fresh = [&file[..pause], &file[..]].map(|part| report_at_once(part, checkpoint, trust));
        assert_eq!(reports_with_a_pause(&file, pause, checkpoint, trust), fresh, "after {pause} bytes");
    }
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut hostile = 0;
    for folder in fs::read_dir(corpus).expect("a corpus").flatten().map(|entry| entry.path().join("record")) {
        let read = |name: &str| fs::read(folder.join(name)).ok();
        let Some(((file, checkpoint), trust)) =
            read("entries.jsonl").zip(read("checkpoint")).zip(read("../trust.json"))
        else {
            continue;
        };
        let checkpoint = String::from_utf8_lossy(&checkpoint);
        let Ok(trust) = Trust::read(trust) else { continue };
        let ends = line_ends(&file);
        let pause = ends[hostile % ends.len()];
        let fresh = [&file[..pause], &file[..]].map(|part| report_at_once(part, &checkpoint, &trust));
        let paused = reports_with_a_pause(&file, pause, &checkpoint, &trust);
        assert_eq!(paused, fresh, "{} after {pause} bytes", folder.display());
        hostile += 1;
    }
    assert!(hostile > 500, "{hostile} records");
}

// REP-09
#[test]
fn a_report_names_record_trust_file_and_version_and_counts_what_it_checked() {
    let record = honest(Spec::base());
    let folder = folder(&record);
    let (_, printed, _) = run(folder.path(), "verify record --trust trust.json --json");
    let json: Value = serde_json::from_str(&printed).expect("JSON");
    let hash = Hash::of(&[&record.entries()]);
    assert_eq!(json["record"], hash.to_string());
    assert_eq!(json["trust"], Hash::of(&[record.trust.to_text().trim_end().as_bytes()]).to_string());
    assert_eq!(json["version"], env!("CARGO_PKG_VERSION"));
    let of = |kind: Kind| {
        let mark = format!("\"kind\":\"{kind}\"");
        record.lines.iter().filter(|line| line.contains(&mark)).count() as u64
    };
    let report = audit(&record);
    for (id, objects) in [
        ("ENC-01", record.lines.len() as u64),
        ("LOG-13", record.lines.len() as u64),
        ("LOG-05", 4),
        ("KEY-04", 3),
        ("KEY-11", 0),
        ("ROL-01", 7),
        ("BAL-04", of(Kind::Ballot)),
        ("PRF-02", 7),
        ("DEC-03", of(Kind::DecryptionShare)),
        ("RES-01", 1),
    ] {
        let row = report.checks.iter().find(|row| row.id == id).expect(id);
        assert_eq!((row.verdict, row.objects), (CheckVerdict::Passed, objects), "{id}");
    }
    let text = report.to_text();
    for part in
        [hash.to_string(), record.trust.shown_hash(), format!("tabella-audit {}", env!("CARGO_PKG_VERSION"))]
    {
        assert!(text.contains(&part), "{part} is not in {text}");
    }
    assert!(text.contains("  passed  KEY-11         0  "), "a check over nothing says so: {text}");
}

// RES-05
#[test]
fn totals_that_do_not_hold_are_not_shown() {
    struct Boastful;
    impl Attacker for Boastful {
        fn draft(&mut self, draft: &mut Draft, _keys: &Keys) {
            if let Body::Result(result) = &mut draft.body {
                result.totals[0].options[0].total += 1_000;
            }
        }
    }
    let report = audit(&Harness::run(Spec::tiny(), &mut Boastful));
    assert_eq!(report.failed(), BTreeSet::from(["RES-01", "RES-02"]));
    assert!(report.contests[0].options.iter().all(|option| option.total.is_none()));
    assert!(!report.to_text().contains("1001"), "{}", report.to_text());
}

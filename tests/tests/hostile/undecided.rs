//! What gives no verdict: something is missing, is not what it must be, or cannot be compared (7.7, 7.8).

use super::attack::{honest, played};
use rand::rngs::SysRng;
use std::path::{Path, PathBuf};
use tabella_audit::supplements::{NamedFile, Supplements};
use tabella_audit::verify::verify_with;
use tabella_client::{DOWNLOAD_LIMIT_BYTES, Source};
use tabella_log::entry::statement_of;
use tabella_log::trust::Trust;
use tabella_tests::harness::{CLOSING, Harness, Keys, Nobody, Record, Spec, receipt, sign};

/// A folder on which no one can say anything, and a part of the reason.
pub struct Undecided {
    name: String,
    files: Vec<(&'static str, Vec<u8>)>,
    says: &'static str,
}

impl Undecided {
    /// Path and bytes of every file of the case.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let folder = Path::new(&self.name);
        let expected = serde_json::json!({ "checks": {}, "phase": null, "verdict": "none" });
        let files = self.files.iter().map(|(name, bytes)| (folder.join(name), bytes.clone()));
        files.chain([(folder.join("expected.json"), format!("{expected}\n").into_bytes())]).collect()
    }
}

/// A record with some files more, or other ones.
fn undecided(
    name: &str,
    record: &Record,
    files: &[(&'static str, Vec<u8>)],
    says: &'static str,
) -> Undecided {
    let mut all = vec![
        ("record/checkpoint", record.checkpoint.clone().into_bytes()),
        ("record/entries.jsonl", record.entries()),
        ("trust.json", record.trust.to_text().into_bytes()),
    ];
    all.retain(|(name, _)| files.iter().all(|(other, _)| other != name));
    all.extend(files.iter().cloned());
    Undecided { name: format!("none-{name}"), files: all, says }
}

/// The same without a file.
fn without(file: &'static str, name: &str, record: &Record, says: &'static str) -> Undecided {
    let mut case = undecided(name, record, &[], says);
    case.files.retain(|(name, _)| *name != file);
    case
}

/// All cases without a verdict.
pub fn all() -> Vec<Undecided> {
    let (record, keys) = (honest(&Spec::tiny()), Keys::new(&Spec::tiny()));
    let trust = record.trust.to_text();
    let odd_trust = |name: &str, text: String| {
        undecided(name, &record, &[("trust.json", text.into_bytes())], "the trust file")
    };
    let voting = played(&Spec::tiny(), |harness| {
        harness.prepare();
        harness.vote();
    });
    let share = record.lines.iter().find(|line| line.contains("\"decryption-share\"")).expect("a share");
    let share = statement_of(share.as_bytes()).expect("a share").into_bytes();
    let later = receipt(&keys, &record.lines, &record.trust, 3, CLOSING).to_text().into_bytes();
    let again = Harness::run(Spec { ballots: vec![], ..Spec::tiny() }, &mut Nobody);
    vec![
        without("trust.json", "without-a-trust-file", &record, "the trust file"),
        odd_trust("trust-file-of-no-bytes", String::new()),
        odd_trust("trust-file-with-an-unknown-field", trust.replacen('{', "{\"a\":0,", 1)),
        odd_trust(
            "trust-file-that-is-a-manifest",
            statement_of(record.lines[0].as_bytes()).expect("a manifest"),
        ),
        without("record/checkpoint", "without-a-checkpoint", &record, "checkpoint"),
        without("record/entries.jsonl", "without-entries", &record, "entries.jsonl"),
        undecided(
            "checkpoint-of-more-entries-than-the-record-has",
            &voting,
            &[("given/later.checkpoint", sign(&keys, &record.lines, &record.trust, CLOSING).into_bytes())],
            "fetch the record again",
        ),
        undecided(
            "receipt-of-more-entries-than-the-record-has",
            &voting,
            &[("given/later.tlog-proof", later)],
            "fetch the record again",
        ),
        undecided(
            "share-for-a-record-that-is-not-closed",
            &voting,
            &[("given/early.share", share)],
            "the record is not closed",
        ),
        undecided(
            "other-record-of-the-same-election",
            &record,
            &[("given/other/entries.jsonl", again.entries())],
            "this very election",
        ),
    ]
}

/// What the auditor says about the folder.
fn judge(folder: &Path) -> Result<(), String> {
    let in_trust = |error: &dyn std::fmt::Display| format!("the trust file: {error}");
    let trust = std::fs::read(folder.join("trust.json")).map_err(|error| in_trust(&error))?;
    let trust = Trust::read(&trust).map_err(|error| in_trust(&error))?;
    let source = Source::new(&folder.join("record").display().to_string(), &trust, DOWNLOAD_LIMIT_BYTES);
    let checkpoint = source.checkpoint().map_err(|error| error.to_string())?;
    let lines = source.lines(0).map_err(|error| error.to_string())?;
    let one = |name: &str| {
        let content = std::fs::read(folder.join("given").join(name)).ok();
        content.map(|content| NamedFile { name: name.to_owned(), content })
    };
    let other = one("other/entries.jsonl").unwrap_or(NamedFile { name: String::new(), content: vec![] });
    let mut given = Supplements::default();
    given.checkpoints.extend(one("later.checkpoint"));
    given.receipts.extend(one("later.tlog-proof"));
    given.shares.extend(one("early.share"));
    given.other_records.push(NamedFile { name: other.name, content: Box::new(&other.content[..]) });
    verify_with(given, lines, &checkpoint, &trust, || SysRng, |_| {})
        .map(|_| ())
        .map_err(|error| error.to_string())
}

#[test]
fn what_cannot_be_read_or_compared_gives_no_verdict() {
    for case in all() {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, bytes) in case.files() {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, bytes).expect("written");
        }
        let said = judge(&folder.path().join(&case.name)).expect_err(&case.name);
        assert!(said.contains(case.says), "{}: {said}", case.name);
    }
}

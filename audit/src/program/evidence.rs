//! Making and checking evidence, in plain words and as JSON.

use crate::inputs;
use crate::record::checkpoint_of;
use crate::remarks::before;
use serde::Serialize;
use serde_json::json;
use std::path::{Path, PathBuf};
use tabella_audit::evidence::search::{SearchResult, search};
use tabella_audit::evidence::{EVIDENCE_LIMIT_BYTES, Evidence, Proven};
use tabella_audit::supplements::{NamedFile, Supplements};
use tabella_client::Source;
use tabella_client::console::{Answer, Failure, OrFail as _, Outcome, Progress, Readers, write_file};
use tabella_crypto::bytes::Hash;
use tabella_crypto::carried::{self, CHANGED};
use tabella_crypto::checks::{self, Group};
use tabella_crypto::election::manifest::LogKey;
use tabella_crypto::readable;
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::trust::Trust;

/// The verdict on an evidence file, for machines. Fields in canonical order.
#[derive(Serialize)]
struct FileVerdict<'a> {
    /// The board that the file speaks about; null when it does not decode.
    board: Option<&'a LogKey>,
    /// The check that the culprit violated or, when nothing is proven, that the file fails.
    check: &'static str,
    culprit: String,
    election: Option<&'a Hash>,
    file: String,
    /// Public key and name of the culprit; null when nothing is proven.
    key: Option<&'a str>,
    name: Option<&'a str>,
    proven: bool,
    reason: &'a str,
}

impl<'a> FileVerdict<'a> {
    fn new(file: &Path, evidence: Option<&'a Evidence>, verdict: Result<&'a Proven, &'a Rejection>) -> Self {
        let proven = verdict.ok();
        let fault = verdict.map_or_else(|rejection| rejection, Proven::fault);
        FileVerdict {
            board: evidence.map(|evidence| &evidence.board),
            check: fault.check.id(),
            culprit: fault.culprit.to_string(),
            election: evidence.map(|evidence| &evidence.election),
            file: file.display().to_string(),
            key: proven.map(Proven::key),
            name: proven.map(Proven::name),
            proven: proven.is_some(),
            reason: &fault.reason,
        }
    }
}

/// `evidence`: writes what is found to be proven.
///
/// # Errors
/// Record or files cannot be read or written.
pub(crate) fn make(
    source: &Source,
    trust: &Trust,
    out: &Path,
    supplements: &Supplements<'_>,
    complaints: &[NamedFile],
) -> Outcome {
    let (checkpoint, size) = checkpoint_of(source)?;
    let lines = source.lines(size).or_fail("cannot read the record")?;
    let progress = Progress::new("", "entries", size);
    let found = search(lines, &checkpoint, trust, supplements, complaints, |done| progress.set(done));
    drop(progress);
    let found = found.or_fail("cannot read the record")?;
    let set_aside = set_aside(&found);
    let mut written: Vec<PathBuf> = vec![];
    for (number, (evidence, _)) in (1..).zip(&found.evidence) {
        let path = numbered(out, number);
        write_file(&path, evidence.to_text(), Readers::Everyone)?;
        written.push(path);
    }
    let verdicts: Vec<FileVerdict<'_>> = written
        .iter()
        .zip(&found.evidence)
        .map(|(path, (evidence, proven))| FileVerdict::new(path, Some(evidence), Ok(proven)))
        .collect();
    let facts = json!({ "evidence": verdicts, "phase": found.phase, "set_aside": set_aside });
    let mut words = before(&set_aside);
    for (path, (_, proven)) in written.iter().zip(&found.evidence) {
        words += &format!("{} proves:\n{}\n\n", path.display(), accusation(proven));
    }
    if let Some(failure) = nothing_found(&found) {
        return Ok(Answer::new(facts, words).but(failure));
    }
    words += &format!(
        "The record is in the phase {}.\nAnyone can check the evidence, with nothing else: tabella-audit check-evidence FILE",
        found.phase
    );
    Ok(Answer::new(facts, words))
}

/// Files that are of no use, with the reason.
fn set_aside(found: &SearchResult) -> Vec<String> {
    let invalid = found.invalid.iter().map(|Rejection { check, culprit, reason }| {
        format!("{culprit}: {CHANGED}. It proves nothing against anyone ({check}: {reason})")
    });
    let incomparable = found.incomparable.iter().map(|name| {
        format!("{name} cannot be compared with this record, which is too short or another one.")
    });
    invalid.chain(incomparable).collect()
}

/// The reason when there is no evidence.
fn nothing_found(found: &SearchResult) -> Option<Failure> {
    if !found.evidence.is_empty() {
        return None;
    }
    if !found.incomparable.is_empty() {
        let reason = "nothing was found, but not everything could be compared: fetch the record again";
        return Some(Failure::failed(reason));
    }
    if !found.invalid.is_empty() {
        return Some(Failure::failed("nothing was found, but not every file could be used"));
    }
    let reason = format!(
        "no provable fault was found in the record, which is in the phase {}; nothing was written",
        found.phase
    );
    Some(Failure::Refused { checks: vec![], reason })
}

/// `evidence.json`, `evidence-2.json`, ...
fn numbered(out: &Path, number: u64) -> PathBuf {
    if number == 1 {
        return out.to_owned();
    }
    let mut name = out.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number}"));
    if let Some(extension) = out.extension() {
        name.push(".");
        name.push(extension);
    }
    out.with_file_name(name)
}

/// `check-evidence`: says what a file proves.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn check(file: &Path, trust: Option<&Trust>) -> Outcome {
    // UTF-16, white space and the marks of a quotation take room.
    let NamedFile { name, content } = inputs::read(file, 4 * EVIDENCE_LIMIT_BYTES)?;
    let written = carried::json(&content).and_then(|line| Evidence::read(line.as_bytes()));
    let (evidence, verdict) = match written {
        Ok(evidence) => {
            let compare =
                |proven| trust.map_or(Ok(()), |trust| evidence.compare(trust, &name)).map(|()| proven);
            let verdict = evidence.verify(&name).and_then(compare);
            (Some(evidence), verdict)
        }
        Err(error) => (None, Err(Rejection::new(error.check, Culprit::File(name), error.reason))),
    };
    let facts = json!(FileVerdict::new(file, evidence.as_ref(), verdict.as_ref()));
    if let Some(Rejection { check, reason, .. }) =
        verdict.as_ref().err().filter(|rejection| is_damage(rejection))
    {
        let reason =
            format!("{}: {CHANGED}. Nothing is said against anyone ({check}: {reason})", file.display());
        return Ok(Answer::new(facts, "").but(Failure::failed(reason)));
    }
    let mut words = String::new();
    if let Some(Evidence { board, election, .. }) = &evidence {
        words += &format!("Election  {}\n", readable::show(readable::Kind::Election, &election.0));
        words += &format!("Board     {} with key {}\n\n", board.name, board.key);
    }
    match verdict {
        Ok(proven) => {
            words += &in_words(&proven, trust);
            Ok(Answer::new(facts, words))
        }
        Err(rejection) => {
            words += &format!("The file proves nothing against anyone.\n\nNOT PROVEN: {rejection}");
            Ok(Answer::new(facts, words).but(rejection.into()))
        }
    }
}

/// The proof in a file, and what its reader must compare.
fn in_words(proven: &Proven, trust: Option<&Trust>) -> String {
    let compared = match trust {
        Some(trust) => {
            format!("Election and board are those of your trust file {}.", trust.shown_hash())
        }
        None => "Compare election and board, letter by letter, with the official announcement: anyone can make up \
                 an election with keys of their own."
            .to_owned(),
    };
    let Rejection { check, culprit, .. } = proven.fault();
    format!("{}\n\n{compared}\nPROVEN: {check}, {culprit}", accusation(proven))
}

/// Returns true if a file fails what everything intact has: its encoding, the form of its checkpoints, its signatures.
/// Someone may also have made it up; which of the two cannot be known.
fn is_damage(rejection: &Rejection) -> bool {
    let of_signatures = [checks::REP_02, checks::LOG_03, checks::LOG_04, checks::LOG_13];
    rejection.check.group() == Group::Encoding || of_signatures.contains(&rejection.check)
}

/// Who did what.
fn accusation(proven: &Proven) -> String {
    let Rejection { check, culprit, reason } = proven.fault();
    let (name, key) = (proven.name(), proven.key());
    format!("  {culprit}, {name}, with key {key}\n  {reason} ({check})")
}

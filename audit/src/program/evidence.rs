//! Making and checking evidence, in plain words and as JSON.

use crate::{files, progress_bar};
use anyhow::{Context as _, bail};
use serde::Serialize;
use std::path::{Path, PathBuf};
use tabella_audit::evidence::search::search;
use tabella_audit::evidence::{EVIDENCE_LIMIT_BYTES, Evidence, Proven};
use tabella_audit::given::{Given, Named};
use tabella_client::Source;
use tabella_crypto::bytes::Hash;
use tabella_crypto::carried::{self, CHANGED};
use tabella_crypto::checks::{self, Group};
use tabella_crypto::election::manifest::LogKey;
use tabella_crypto::readable;
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::trust::Trust;

/// What an evidence file proves, for machines. Fields in canonical order.
#[derive(Serialize)]
struct Verdict<'a> {
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

impl<'a> Verdict<'a> {
    fn new(file: &Path, evidence: Option<&'a Evidence>, verdict: Result<&'a Proven, &'a Rejection>) -> Self {
        let proven = verdict.ok();
        let fault = verdict.map_or_else(|rejection| rejection, Proven::fault);
        Verdict {
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

/// `evidence`: whether something was found, and written.
///
/// # Errors
/// Record or files cannot be read or written, or the record is too short for what was given.
pub(crate) fn make(
    source: &Source,
    trust: &Trust,
    out: &Path,
    given: &Given<'_>,
    complaints: &[Named<Vec<u8>>],
    json: bool,
) -> anyhow::Result<bool> {
    let checkpoint = source.checkpoint()?;
    let size = SignedCheckpoint::parse(&checkpoint).map_or(0, |signed| signed.unverified().size);
    let bar = progress_bar(size);
    let found =
        search(source.lines(size)?, &checkpoint, trust, given, complaints, |done| bar.set_position(done))
            .context("cannot read the record")?;
    bar.finish_and_clear();
    for Rejection { check, culprit, reason } in &found.idle {
        eprintln!("{culprit}: {CHANGED}. It proves nothing against anybody ({check}: {reason})");
    }
    for name in &found.incomparable {
        eprintln!("{name} cannot be compared with this record, which is too short or another one.");
    }
    if found.evidence.is_empty() && !found.incomparable.is_empty() {
        bail!("nothing was found, but not everything could be compared: fetch the record again");
    }
    if found.evidence.is_empty() && !found.idle.is_empty() {
        bail!("nothing was found, but not every file could be used");
    }
    let mut written: Vec<PathBuf> = vec![];
    for (number, (evidence, _)) in (1..).zip(&found.evidence) {
        let path = numbered(out, number);
        std::fs::write(&path, evidence.to_text())
            .with_context(|| format!("cannot write {}", path.display()))?;
        written.push(path);
    }
    let files = || written.iter().zip(&found.evidence);
    if json {
        let verdicts: Vec<Verdict<'_>> = files()
            .map(|(path, (evidence, proven))| Verdict::new(path, Some(evidence), Ok(proven)))
            .collect();
        println!(
            "{}",
            serde_json::to_string_pretty(&serde_json::json!({ "evidence": verdicts, "phase": found.phase }))?
        );
        return Ok(!written.is_empty());
    }
    for (path, (_, proven)) in files() {
        println!("{} proves:\n{}\n", path.display(), accusation(proven));
    }
    println!("The record is in the phase {}.", found.phase);
    if written.is_empty() {
        println!("There is nothing here to accuse anybody of. Nothing was written.");
    } else {
        println!("Hand it to anybody, who needs nothing else: tabella-audit check-evidence FILE");
    }
    Ok(!written.is_empty())
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

/// `check-evidence`: whether the file proves what it says.
///
/// # Errors
/// The file cannot be read, or is not what was written: then nothing is said of it.
pub(crate) fn check(file: &Path, trust: Option<&Trust>, json: bool) -> anyhow::Result<bool> {
    // UTF-16, white space and the marks of a quotation take room.
    let Named { name, content } = files::read(file, 4 * EVIDENCE_LIMIT_BYTES)?;
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
    if json {
        let verdict = Verdict::new(file, evidence.as_ref(), verdict.as_ref());
        println!("{}", serde_json::to_string_pretty(&verdict)?);
    }
    if let Some(Rejection { check, reason, .. }) =
        verdict.as_ref().err().filter(|rejection| is_damage(rejection))
    {
        bail!("{}: {CHANGED}. Nothing is said against anybody ({check}: {reason})", file.display());
    }
    if json {
        return Ok(verdict.is_ok());
    }
    if let Some(Evidence { board, election, .. }) = &evidence {
        println!("Election  {}", readable::show(readable::Kind::Election, &election.0));
        println!("Board     {} with key {}\n", board.name, board.key);
    }
    match &verdict {
        Ok(proven) => {
            let fault = proven.fault();
            let compared = match trust {
                Some(trust) => {
                    format!("Election and board are those of your trust file {}.", trust.shown_hash())
                }
                None => {
                    "Compare election and board, letter by letter, with the official announcement: whoever \
                         makes up an election has all its keys."
                        .to_owned()
                }
            };
            println!("{}\n\n{compared}\nPROVEN: {}, {}", accusation(proven), fault.check, fault.culprit);
        }
        Err(rejection) => {
            println!("The file proves nothing against anybody.\n\nNOT PROVEN: {rejection}");
        }
    }
    Ok(verdict.is_ok())
}

/// Whether a file fails what everything intact has: its encoding, the form of its checkpoints, its signatures. Somebody
/// may also have made it up; which of the two cannot be known.
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

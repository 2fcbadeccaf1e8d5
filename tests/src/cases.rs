//! Cases of the corpus: a record, and what must be said about it (`tests/corpus/README.md`).

use crate::harness::Record;
use rand::rngs::SysRng;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use tabella_audit::report::{CheckVerdict, Report};
use tabella_audit::supplements::{NamedFile, Supplements};
use tabella_audit::verify::verify_with;
use tabella_crypto::rejection::Culprit;

/// The ids that fail, each with everyone who is named.
pub type Failed = BTreeMap<String, BTreeSet<String>>;

/// A record, and what must be said about it.
pub struct Case {
    /// The sentence that it proves, with hyphens: the name of its folder.
    pub name: String,
    /// The record, with the observer's trust file.
    pub record: Record,
    /// Files that the observer holds besides: path and bytes, in the order of their names.
    pub given: Vec<(&'static str, Vec<u8>)>,
    /// Exactly what fails.
    pub expected: Failed,
    /// How far the election is, in the cases that are about it.
    pub phase: Option<&'static str>,
}

/// A case; `expected` are ids with a culprit each, or none: then it is open who is at fault.
pub fn case(name: impl Into<String>, record: Record, expected: &[(&str, &str)]) -> Case {
    let mut failed = Failed::new();
    for (id, culprit) in expected {
        let culprits = failed.entry((*id).into()).or_default();
        culprits.extend((!culprit.is_empty()).then(|| (*culprit).to_owned()));
    }
    Case { name: name.into(), record, given: vec![], expected: failed, phase: None }
}

/// What the auditor says.
pub fn audit(record: &Record) -> Failed {
    audit_with(record, &[])
}

/// What the auditor says who holds other files, too.
pub fn audit_with(record: &Record, files: &[(&'static str, Vec<u8>)]) -> Failed {
    verdict(record, files).0
}

/// What fails, and how far the election is.
pub fn verdict(record: &Record, files: &[(&'static str, Vec<u8>)]) -> (Failed, &'static str) {
    let mut given = Supplements::default();
    for (name, bytes) in files {
        let file = || NamedFile { name: (*name).to_owned(), content: bytes.clone() };
        match name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("checkpoint") => given.checkpoints.push(file()),
            Some("tlog-proof") => given.receipts.push(file()),
            Some("share") => given.shares.push(file()),
            _ => given.other_records.push(NamedFile { name: "other".into(), content: Box::new(&bytes[..]) }),
        }
    }
    let entries = record.entries();
    let findings = verify_with(given, &entries[..], &record.checkpoint, &record.trust, || SysRng, |_| {})
        .expect("memory");
    let report = Report::new(&findings, &record.trust);
    let failed = report.failed();
    let blocked = report.checks.iter().any(|check| check.verdict == CheckVerdict::Blocked);
    assert_eq!(report.is_accepted(), failed.is_empty() && !blocked, "{}", report.to_text());
    let mut found = Failed::new();
    for id in failed {
        let named = findings.faults.iter().chain(&findings.refused_shares);
        let named = named.filter(|fault| fault.check.id() == id && fault.culprit != Culprit::Open);
        let named = named.map(|fault| culprit(&fault.culprit));
        found.insert(id.into(), named.collect());
    }
    (found, report.phase)
}

/// A culprit as the corpus writes it.
pub fn culprit(culprit: &Culprit) -> String {
    match culprit {
        Culprit::Board => "board".into(),
        Culprit::Ballot { index, .. } => format!("entry {index}"),
        other => other.to_string(),
    }
}

impl Case {
    /// Path and bytes of every file of the case (`tests/corpus/README.md`).
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let folder = Path::new(&self.name);
        let verdict = if self.expected.is_empty() { "accepted" } else { "rejected" };
        let (_, phase) = self::verdict(&self.record, &self.given);
        let expected = serde_json::json!({ "checks": self.expected, "phase": phase, "verdict": verdict });
        let mut files = vec![
            (folder.join("record/entries.jsonl"), self.record.entries()),
            (folder.join("record/checkpoint"), self.record.checkpoint.clone().into_bytes()),
            (folder.join("trust.json"), self.record.trust.to_text().into_bytes()),
            (folder.join("expected.json"), format!("{expected}\n").into_bytes()),
        ];
        files.extend(self.given.iter().map(|(name, bytes)| (folder.join("given").join(name), bytes.clone())));
        files
    }
}

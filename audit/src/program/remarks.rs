//! What the program says besides the report: of given files that are of no use, and of a copy of the record in which only
//! the line ends differ.

use serde::Serialize;
use std::collections::BTreeMap;
use std::io::BufRead;
use tabella_audit::report::Report;
use tabella_audit::supplements::{NamedFile, Supplements};
use tabella_audit::verify::Findings;
use tabella_client::Source;
use tabella_crypto::carried::CHANGED;
use tabella_crypto::checks;
use tabella_crypto::encoding::LINE_LIMIT_BYTES;
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::merkle::{Frontier, leaf_hash};
use tabella_log::trust::Trust;

/// The report with what is said besides.
#[derive(Serialize)]
pub(crate) struct ReportWithRemarks<'a> {
    #[serde(flatten)]
    pub(crate) report: &'a Report,
    /// True if nothing fails but the line ends of this copy.
    pub(crate) line_ends_only: bool,
    /// Given files of which nothing is said, with the reason.
    pub(crate) set_aside: &'a [String],
}

/// The names of given checkpoints, receipts and shares.
pub(crate) fn names(supplements: &Supplements<'_>) -> [Vec<String>; 3] {
    [&supplements.checkpoints, &supplements.receipts, &supplements.shares]
        .map(|files| files.iter().map(|NamedFile { name, .. }| name.clone()).collect())
}

/// Takes out of the findings what is wrong with given files themselves: these were changed on their way, or are not
/// part of this election. They say nothing about the record, and nothing is said of them.
pub(crate) fn set_aside(findings: &mut Findings, names: &[Vec<String>; 3]) -> Vec<String> {
    let of_file = |rejection: &Rejection| matches!(rejection.culprit, Culprit::File(_));
    let (of_files, faults): (Vec<_>, Vec<_>) =
        core::mem::take(&mut findings.faults).into_iter().partition(of_file);
    findings.faults = faults;
    let mut reasons: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Rejection { check, culprit, reason } in of_files {
        if let Culprit::File(name) = culprit {
            reasons.entry(name).or_default().push(format!("{check}: {reason}"));
        }
    }
    let counts = &mut findings.supplements;
    let counts = [&mut counts.checkpoints, &mut counts.receipts, &mut counts.shares];
    for (count, names) in counts.into_iter().zip(names) {
        *count -= names.iter().filter(|name| reasons.contains_key(*name)).count() as u64;
    }
    let words = |(name, reasons): (String, Vec<String>)| {
        format!("{name}: {CHANGED}. Nothing is said against anyone ({})", reasons.join("; "))
    };
    reasons.into_iter().map(words).collect()
}

/// Remarks on files, on lines of their own before an answer.
pub(crate) fn before(remarks: &[String]) -> String {
    remarks.iter().map(|remark| format!("{remark}\n")).collect()
}

/// (ENC-10, LOG-03) Returns true if nothing fails but how lines end in this copy: without that its checkpoint is that
/// of its lines.
pub(crate) fn line_ends_only(findings: &Findings, source: &Source, checkpoint: &str, trust: &Trust) -> bool {
    let of_copy = |fault: &Rejection| [checks::ENC_10, checks::LOG_03].contains(&fault.check);
    if findings.faults.is_empty() || !findings.faults.iter().all(of_copy) {
        return false;
    }
    let Ok(signed) = SignedCheckpoint::read(checkpoint) else { return false };
    let stated = signed.unverified();
    let tree = source.lines(stated.size).ok().and_then(|lines| tree_of(lines, stated.size));
    let is_same = tree.is_some_and(|tree| (tree.size(), tree.root()) == (stated.size, stated.root));
    is_same && signed.verify(&trust.policy(), &trust.election).is_ok()
}

/// The tree over lines without what ENC-10 is about; of a file of another length there is none.
fn tree_of(mut lines: impl BufRead, size: u64) -> Option<Frontier> {
    let mut tree = Frontier::default();
    let mut line = vec![];
    loop {
        line.clear();
        let limit = LINE_LIMIT_BYTES as u64 + 8;
        if std::io::Read::take(&mut lines, limit).read_until(b'\n', &mut line).ok()? == 0 {
            return Some(tree);
        }
        let bytes = line.strip_suffix(b"\n").unwrap_or(&line);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").filter(|_| tree.size() == 0).unwrap_or(bytes);
        if tree.size() > size {
            return None;
        }
        if !bytes.is_empty() {
            tree.push(leaf_hash(bytes));
        }
    }
}

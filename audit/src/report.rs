//! The report: one verdict for every check that is an auditor's business, fail-closed.

mod coverage; // how often each check ran, or why it did not
mod contests; // the totals that people are shown
mod text; // the report as a person reads it

pub use contests::{ContestReport, OptionReport};

use crate::verify::Findings;
use contests::contests;
use coverage::{Coverage, coverage};
use serde::Serialize;
use std::collections::BTreeSet;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::{self, Check, Role};
use tabella_crypto::election::manifest::text_in;
use tabella_crypto::rejection::Culprit;
use tabella_log::trust::Trust;

/// (REP-09) The auditor's report on a record. Fields in canonical order; the keys are stable.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Report {
    /// Every check, in the order of the catalogue.
    pub checks: Vec<CheckReport>,
    /// The totals; null until they are announced, and in a record that is rejected.
    pub contests: Vec<ContestReport>,
    /// Number of counted ballots.
    pub counted: u64,
    /// The election id.
    #[cfg_attr(feature = "typescript", ts(as = "String"))]
    pub election: Hash,
    /// phi, once the election is open.
    #[cfg_attr(feature = "typescript", ts(as = "Option<String>"))]
    pub fingerprint: Option<Hash>,
    /// setup, open, closed, finished or void.
    #[cfg_attr(feature = "typescript", ts(type = "Phase"))]
    pub phase: &'static str,
    /// SHA-256 of the record file.
    #[cfg_attr(feature = "typescript", ts(as = "String"))]
    pub record: Hash,
    /// Number of entries.
    pub size: u64,
    /// SHA-256 of the trust file's canonical line.
    #[cfg_attr(feature = "typescript", ts(as = "String"))]
    pub trust: Hash,
    /// accepted when every check that applies has passed.
    pub verdict: RecordVerdict,
    /// The version of the auditor.
    pub version: &'static str,
    /// Total weight of the counted ballots.
    pub weight: u64,
    /// True if the manifest says that no independent witness watched the board.
    pub unwitnessed: bool,
    /// (MAN-09) The consequence of that, in words.
    pub collusion: Option<String>,
    /// Remarks that a reader should know, and that fail nothing.
    pub remarks: Vec<String>,
    /// (6.1) tau, once the election is closed and what it is over can be read.
    #[cfg_attr(feature = "typescript", ts(as = "Option<String>"))]
    pub tally: Option<Hash>,
    #[serde(skip)]
    title: String,
}

/// The verdict on a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum RecordVerdict {
    /// Every check that applies has passed.
    Accepted,
    /// Some check has not.
    Rejected,
}

/// The verdict of one check.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CheckReport {
    /// Whose fault it is.
    pub culprits: Vec<String>,
    /// The id.
    pub id: &'static str,
    /// How many objects were checked.
    pub objects: u64,
    /// The reason, for people.
    pub reason: String,
    /// passed, failed, blocked or not-applicable.
    pub verdict: CheckVerdict,
    /// The sentence that is true when the check passes.
    pub says: &'static str,
}

/// passed, failed, blocked or not-applicable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum CheckVerdict {
    /// The check ran over all its objects and none failed.
    Passed,
    /// An object failed, or the check was not run.
    Failed,
    /// The check could not be made because of another that failed.
    Blocked,
    /// The check does not concern this record, for the reason given.
    NotApplicable,
}

impl Report {
    /// The report on what the fold found.
    pub fn new(findings: &Findings, trust: &Trust) -> Report {
        Report::covering(findings, trust, coverage)
    }

    fn covering(
        findings: &Findings,
        trust: &Trust,
        coverage: impl Fn(Check, &Findings) -> Option<Coverage>,
    ) -> Report {
        let auditors = Check::ALL.iter().copied().filter(|check| check.by().contains(&Role::Auditor));
        let checks: Vec<CheckReport> =
            auditors.map(|check| report(check, findings, coverage(check, findings))).collect();
        // Fail-closed: what could not be checked is not accepted either (REP-01).
        let rejected =
            checks.iter().any(|check| matches!(check.verdict, CheckVerdict::Failed | CheckVerdict::Blocked));
        let election = &findings.election;
        let manifest = election.manifest();
        let tally = election.tally().filter(|_| election.blocked(checks::TAL_01).is_none());
        Report {
            checks,
            contests: manifest.map(|manifest| contests(manifest, findings, !rejected)).unwrap_or_default(),
            counted: election.counted(),
            election: trust.election,
            fingerprint: election.fingerprint().copied(),
            phase: election.phase().name(),
            record: findings.record,
            size: findings.lines,
            trust: trust.hash(),
            verdict: if rejected { RecordVerdict::Rejected } else { RecordVerdict::Accepted },
            version: env!("CARGO_PKG_VERSION"),
            weight: election.counted_weight(),
            unwitnessed: manifest.is_some_and(|manifest| manifest.unwitnessed),
            collusion: manifest.and_then(|manifest| manifest.collusion_in_words()),
            remarks: remarks(findings),
            tally: tally.map(|tally| tally.tau),
            title: manifest.map(|m| text_in(&m.title, &["en"]).to_owned()).unwrap_or_default(),
        }
    }

    /// Returns true if every check that applies has passed.
    pub fn is_accepted(&self) -> bool {
        self.verdict == RecordVerdict::Accepted
    }

    /// The ids that failed.
    pub fn failed(&self) -> BTreeSet<&'static str> {
        self.checks
            .iter()
            .filter(|check| check.verdict == CheckVerdict::Failed)
            .map(|check| check.id)
            .collect()
    }
}

/// Most pairs of texts that look alike of which a reader is warned.
pub const LOOK_ALIKES: usize = 20;

fn remarks(findings: &Findings) -> Vec<String> {
    let pairs = findings.election.manifest().map(|manifest| manifest.look_alikes()).unwrap_or_default();
    let warn = |[one, other]: &[&str; 2]| format!("{one:?} and {other:?} are two, and look alike");
    findings.remarks.iter().cloned().chain(pairs.iter().take(LOOK_ALIKES).map(warn)).collect()
}

/// The verdict of one check; without coverage it fails (REP-01).
fn report(check: Check, findings: &Findings, coverage: Option<Coverage>) -> CheckReport {
    let faults: Vec<_> = findings.faults.iter().filter(|fault| fault.check == check).collect();
    let named: Vec<_> = findings.refused_shares.iter().filter(|fault| fault.check == check).collect();
    let short_of_shares = findings.faults.iter().any(|fault| fault.check == checks::DEC_04);
    let blocked = findings.election.blocked(check).map(Coverage::Blocked);
    let coverage = blocked.or(coverage);
    let objects = if let Some(Coverage::Ran(objects)) = coverage { objects } else { 0 };
    let (verdict, reason) = if let Some(fault) = faults.first() {
        let more = findings.more.get(&check).map(|more| format!(" (and {more} more that are not named)"));
        (CheckVerdict::Failed, fault.reason.clone() + &more.unwrap_or_default())
    } else if let (Some(fault), true) = (named.first(), short_of_shares) {
        (CheckVerdict::Failed, fault.reason.clone())
    } else {
        match coverage {
            Some(Coverage::Ran(_)) if !named.is_empty() => {
                (CheckVerdict::Passed, "a decryption share is invalid: it is named and skipped".into())
            }
            Some(Coverage::Ran(_)) => (CheckVerdict::Passed, String::new()),
            Some(Coverage::Blocked(reason)) => (CheckVerdict::Blocked, reason.into()),
            Some(Coverage::NotApplicable(reason)) => (CheckVerdict::NotApplicable, reason.into()),
            None => (CheckVerdict::Failed, "this verifier does not implement the check".into()),
        }
    };
    let known = faults.iter().chain(&named).filter(|fault| fault.culprit != Culprit::Open);
    let mut culprits: Vec<String> = known.map(|fault| fault.culprit.to_string()).collect();
    if check == checks::DEC_05 {
        culprits.extend(findings.refused_shares.iter().map(|fault| fault.culprit.to_string()));
    }
    culprits.dedup();
    CheckReport { culprits, id: check.id(), objects, reason, verdict, says: check.says() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::verify;
    use rand::rngs::SysRng;

    /// An honest record of the corpus.
    fn honest() -> (Findings<'static>, Trust) {
        let folder = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../tests/corpus/honest-but-for-an-invalid-share-that-is-skipped"
        );
        let read = |name: &str| std::fs::read_to_string(format!("{folder}/{name}")).expect(name);
        let trust = Trust::read(read("trust.json")).expect("a trust file");
        let (entries, checkpoint) = (read("record/entries.jsonl"), read("record/checkpoint"));
        let findings = verify(entries.as_bytes(), &checkpoint, &trust, || SysRng, |_| {}).expect("memory");
        (findings, trust)
    }

    // REP-01
    #[test]
    fn a_check_that_this_verifier_does_not_know_fails() {
        let (findings, _) = honest();
        let others: Vec<Check> =
            Check::ALL.iter().copied().filter(|check| !check.by().contains(&Role::Auditor)).collect();
        assert!(others.len() > 30);
        for check in others {
            let row = report(check, &findings, coverage(check, &findings));
            assert_eq!((row.verdict, row.objects), (CheckVerdict::Failed, 0), "{check}");
            assert_eq!(row.reason, "this verifier does not implement the check");
        }
    }

    // REP-01
    #[test]
    fn a_report_without_one_check_or_one_group_is_rejected() {
        let (findings, trust) = honest();
        let whole = Report::new(&findings, &trust);
        assert!(whole.is_accepted(), "{}", whole.to_text());
        let ids: Vec<Check> =
            Check::ALL.iter().copied().filter(|check| check.by().contains(&Role::Auditor)).collect();
        assert_eq!(
            whole.checks.iter().map(|row| row.id).collect::<Vec<_>>(),
            ids.iter().map(|id| id.id()).collect::<Vec<_>>()
        );
        let without = |off: &dyn Fn(Check) -> bool| {
            let run = |id, findings: &Findings| if off(id) { None } else { coverage(id, findings) };
            let report = Report::covering(&findings, &trust, run);
            assert!(!report.is_accepted());
            let expected: BTreeSet<_> = ids.iter().filter(|id| off(**id)).map(|id| id.id()).collect();
            assert_eq!(report.failed(), expected);
        };
        for id in &ids {
            without(&|other| other == *id);
            without(&|other| other.group() == id.group());
        }
    }

    // DEC-05
    #[test]
    fn an_invalid_share_that_is_not_needed_is_named_and_fails_nothing() {
        let (findings, trust) = honest();
        let report = Report::new(&findings, &trust);
        let row = |id: &str| report.checks.iter().find(|row| row.id == id).expect("a row");
        for id in ["DEC-03", "DEC-05"] {
            assert_eq!((row(id).verdict, row(id).objects), (CheckVerdict::Passed, 4), "{id}");
            assert_eq!(row(id).culprits, ["trustee 2"], "{id}");
        }
        assert!(row("DEC-04").culprits.is_empty());
    }
}

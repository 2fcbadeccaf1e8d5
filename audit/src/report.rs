//! The report: one verdict for every check that is an auditor's business, fail-closed.

use crate::verify::Findings;
use core::fmt::Write as _;
use serde::Serialize;
use std::collections::BTreeSet;
use tabella_crypto::checks::{self, Check, Role};
use tabella_crypto::election::manifest::{Contest, Manifest, text_in};
use tabella_crypto::election::statement::Kind;
use tabella_crypto::election::tally::{ContestTotals, Withheld};
use tabella_crypto::encoding::Hash;
use tabella_crypto::error::Culprit;
use tabella_crypto::text;
use tabella_log::rulebook::{Phase, accepted_line};
use tabella_log::trust::Trust;

/// (REP-09) What the auditor says about a record. Fields in canonical order; the keys are stable.
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
    /// accepted when all applicable checks hold.
    pub verdict: Outcome,
    /// The version of the auditor.
    pub version: &'static str,
    /// Total weight of the counted ballots.
    pub weight: u64,
    /// Whether the manifest says that no independent witness watched the board.
    pub unwitnessed: bool,
    /// (MAN-09) What that means, in words.
    pub collusion: Option<String>,
    /// What a reader should know and what fails nothing.
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
pub enum Outcome {
    /// Every applicable check holds.
    Accepted,
    /// Some check does not.
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
    /// Why, for people.
    pub reason: String,
    /// passed, failed, blocked or not-applicable.
    pub verdict: Verdict,
    /// What holds when the check passes.
    pub says: &'static str,
}

/// passed, failed, blocked or not-applicable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The check ran over all its objects and none failed.
    Passed,
    /// An object failed, or the check was not run.
    Failed,
    /// The check could not be made because of another that failed.
    Blocked,
    /// The check does not concern this record, for the reason given.
    NotApplicable,
}

/// One contest of the result.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ContestReport {
    /// Blank votes; null without a blank vote or before the result.
    pub blank: Option<u64>,
    /// The contest's id.
    pub id: String,
    /// Its options.
    pub options: Vec<OptionReport>,
    /// The contest's title.
    pub title: String,
    /// Whether its totals are withheld.
    pub withheld: bool,
    /// Why they are; null unless they are.
    pub withheld_because: Option<Withheld>,
}

/// One option of the result.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OptionReport {
    /// The option's id.
    pub id: String,
    /// What people read.
    pub label: String,
    /// Its total; null until it is announced and holds.
    pub total: Option<u64>,
}

/// How a check concerns a record.
enum Coverage {
    /// It ran over so many objects.
    Ran(u64),
    /// It could not run because of another fault.
    Blocked(&'static str),
    /// It does not concern this record.
    NotApplicable(&'static str),
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
        let rejected = checks.iter().any(|check| matches!(check.verdict, Verdict::Failed | Verdict::Blocked));
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
            verdict: if rejected { Outcome::Rejected } else { Outcome::Accepted },
            version: env!("CARGO_PKG_VERSION"),
            weight: election.counted_weight(),
            unwitnessed: manifest.is_some_and(|manifest| manifest.unwitnessed),
            collusion: manifest.and_then(Manifest::collusion_in_words),
            remarks: remarks(findings),
            tally: tally.map(|tally| tally.tau),
            title: manifest.map(|m| text_in(&m.title, &["en"]).to_owned()).unwrap_or_default(),
        }
    }

    /// Whether every applicable check holds.
    pub fn is_accepted(&self) -> bool {
        self.verdict == Outcome::Accepted
    }

    /// The ids that failed.
    pub fn failed(&self) -> BTreeSet<&'static str> {
        self.checks.iter().filter(|check| check.verdict == Verdict::Failed).map(|check| check.id).collect()
    }

    /// The report as a person reads it; the last line is the verdict.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        let mut line = |text: String| {
            // Writing to a string does not fail.
            let _ = writeln!(out, "{text}");
        };
        line(format!("Election     {}", self.title));
        line(format!("             {}", text::show(text::Kind::Election, &self.election.0)));
        if let Some(phi) = &self.fingerprint {
            line(format!("             {}", text::show(text::Kind::Fingerprint, &phi.0)));
        }
        if let Some(tau) = &self.tally {
            line(format!("Tally        {}", text::show(text::Kind::Tally, &tau.0)));
        }
        line(format!("Trust file   {}", text::show(text::Kind::Trust, &self.trust.0)));
        line(format!("Auditor      tabella-audit {}", self.version));
        line(format!("Record       {} entries, phase {}, SHA-256 {}", self.size, self.phase, self.record));
        line(String::new());
        for check in &self.checks {
            let verdict = match check.verdict {
                Verdict::Passed => "passed",
                Verdict::Failed => "FAILED",
                Verdict::Blocked => "blocked",
                Verdict::NotApplicable => "n/a",
            };
            line(format!("{verdict:>8}  {}  {:>8}  {}", check.id, check.objects, check.says));
            if !check.reason.is_empty() {
                line(format!("{:28}  {}", "", check.reason));
            }
            for culprit in &check.culprits {
                line(format!("{:28}  -> {culprit}", ""));
            }
        }
        line(String::new());
        for contest in &self.contests {
            line(contest.title.clone());
            for option in &contest.options {
                let total = option.total.map_or_else(|| "-".into(), |total| total.to_string());
                line(format!("{total:>10}  {}", option.label));
            }
            if let Some(blank) = contest.blank {
                line(format!("{blank:>10}  (blank)"));
            }
            if contest.withheld {
                line(format!(
                    "            withheld: {}",
                    contest.withheld_because.map_or("", Withheld::in_words)
                ));
            }
        }
        line(format!("{:>10}  ballots counted, of total weight {}", self.counted, self.weight));
        line(String::new());
        for remark in &self.remarks {
            line(format!("Remark: {remark}."));
        }
        if self.unwitnessed {
            line("Recorded by the board alone, no independent witness.".into());
        }
        if let Some(collusion) = &self.collusion {
            line(format!("Without witnesses {collusion}."));
        }
        let passed = self.checks.iter().filter(|check| check.verdict == Verdict::Passed).count();
        line(format!("{passed} checks passed."));
        line(self.verdict_line());
    }

    /// The last line of the text, with the phase: of an accepted record nothing but [`accepted_line`].
    pub fn verdict_line(&self) -> String {
        let failed: Vec<&str> = self.failed().into_iter().collect();
        match self.verdict {
            Outcome::Rejected if failed.is_empty() => {
                format!("REJECTED ({}): not every check could be made", self.phase)
            }
            Outcome::Rejected => format!("REJECTED ({}): {} failed", self.phase, failed.join(", ")),
            Outcome::Accepted => {
                accepted_line(self.phase, self.contests.iter().filter(|contest| contest.withheld).count())
            }
        }
    }
}

/// Most pairs of texts that look alike of which a reader is warned.
pub const LOOK_ALIKES: usize = 20;

fn remarks(findings: &Findings) -> Vec<String> {
    let pairs = findings.election.manifest().map(Manifest::look_alikes).unwrap_or_default();
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
        (Verdict::Failed, fault.reason.clone() + &more.unwrap_or_default())
    } else if let (Some(fault), true) = (named.first(), short_of_shares) {
        (Verdict::Failed, fault.reason.clone())
    } else {
        match coverage {
            Some(Coverage::Ran(_)) if !named.is_empty() => {
                (Verdict::Passed, "a decryption share is invalid: it is named and skipped".into())
            }
            Some(Coverage::Ran(_)) => (Verdict::Passed, String::new()),
            Some(Coverage::Blocked(reason)) => (Verdict::Blocked, reason.into()),
            Some(Coverage::NotApplicable(reason)) => (Verdict::NotApplicable, reason.into()),
            None => (Verdict::Failed, "this verifier does not implement the check".into()),
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

/// How often each check ran, from what the record holds; nothing of those that are no auditor's. The compiler refuses a
/// catalogue of which a row is missing here (REP-01).
fn coverage(check: Check, findings: &Findings) -> Option<Coverage> {
    use Coverage::{Blocked, NotApplicable, Ran};
    use checks::*;
    const LATER: Coverage = NotApplicable("later: what it concerns does not exist in this version");
    const BY_TESTS: Coverage = NotApplicable("a property of the verifier itself, established by its tests");
    let of = |kind: Kind| findings.kinds.get(&kind).copied().unwrap_or(0);
    let entries: u64 = findings.kinds.values().sum();
    let manifest = findings.election.manifest();
    let unwitnessed = manifest.is_some_and(|manifest| manifest.unwitnessed);
    let usable = |objects: u64| {
        if manifest.is_some() { Ran(objects) } else { Blocked("there is no usable manifest") }
    };
    let checkpoint = |objects: u64| {
        if findings.checkpoint_readable { Ran(objects) } else { Blocked("not a well-formed checkpoint") }
    };
    let given = findings.given;
    let compared = |objects: u64, reason: &'static str| {
        if objects > 0 { Ran(objects) } else { NotApplicable(reason) }
    };
    let no_receipt = "no receipt was given";
    let notes = given.checkpoints + given.receipts;
    let failed = |check: Check| findings.faults.iter().any(|fault| fault.check == check);
    Some(match check {
        ENC_10 => Ran(findings.lines),
        ENC_01 | ENC_02 | ENC_03 | ENC_04 | ENC_05 | ENC_06 | ENC_07 | ENC_08 | ENC_09 => {
            Ran(findings.lines + given.shares)
        }
        LOG_01 => Ran(entries + given.receipts),
        LOG_07 | LOG_15 => Ran(entries),
        LOG_11 => usable(entries),
        LOG_12 | LOG_13 | LOG_14 => usable(entries + given.shares),
        LOG_02 => checkpoint(1),
        LOG_04 => checkpoint(1 + notes),
        LOG_03 => Ran(1 + notes),
        LOG_05 | LOG_06 if unwitnessed => {
            NotApplicable("the manifest says unwitnessed: there are no witnesses")
        }
        LOG_05 | LOG_06 => checkpoint(findings.cosignatures),
        LOG_08 => compared(notes, "no other checkpoint was given"),
        LOG_09 => compared(given.receipts, no_receipt),
        LOG_10 => NotApplicable("no consistency proof was given: the record itself is compared"),
        LOG_16 => usable(of(Kind::Close)),
        MAN_01 | MAN_02 | MAN_03 | MAN_04 | MAN_05 | MAN_06 | MAN_07 | MAN_08 | MAN_09 | MAN_10 | MAN_11
        | MAN_12 | MAN_13 => Ran(of(Kind::Manifest)),
        KEY_01 => usable(of(Kind::KeyCommitment) + of(Kind::KeyDeal) + of(Kind::KeyConfirmation)),
        KEY_02 | KEY_03 | KEY_04 | KEY_05 | KEY_06 => usable(of(Kind::KeyDeal)),
        KEY_08 | KEY_09 => usable(of(Kind::KeyConfirmation)),
        KEY_10 | KEY_11 => usable(of(Kind::KeyComplaint)),
        KEY_12 | PRF_08 => usable(of(Kind::Open)),
        KEY_13 if given.others > 0 => usable(given.others),
        KEY_13 => NotApplicable("no other record was given"),
        KEY_14 => usable(of(Kind::Liveness)),
        KEY_16 => usable(of(Kind::Liveness)),
        KEY_15 => usable(of(Kind::Open) + of(Kind::Close)),
        ROL_01 | ROL_02 | ROL_03 | ROL_05 => usable(findings.election.roll_rows()),
        ROL_04 | ROL_06 => usable(of(Kind::Open)),
        BAL_01 | BAL_02 | BAL_03 | BAL_04 | BAL_05 | BAL_06 | BAL_07 => usable(of(Kind::Ballot)),
        PRF_01 | PRF_02 | PRF_03 | PRF_04 | PRF_05 => usable(of(Kind::Ballot)),
        PRF_06 | PRF_07 => LATER,
        PRF_09 | PRF_10 => Ran(findings.batches),
        TAL_01 | TAL_04 => usable(of(Kind::DecryptionShare) + of(Kind::Result)),
        TAL_02 | TAL_03 | DEC_04 => usable(of(Kind::Result)),
        DEC_01 | DEC_02 | DEC_03 | DEC_05 => usable(of(Kind::DecryptionShare)),
        DEC_06 if given.shares > 0 => usable(given.shares),
        DEC_06 => NotApplicable("no decryption share was given besides the record"),
        // A total that the shares do not decrypt to has no logarithm that anybody has announced.
        RES_04 if failed(RES_01) => Blocked("RES-01 failed"),
        RES_01 | RES_02 | RES_04 if failed(RES_03) => Blocked("RES-03 failed"),
        RES_01 | RES_02 | RES_03 | RES_04 | RES_05 if failed(DEC_04) => Blocked("DEC-04 failed"),
        RES_01 | RES_02 | RES_03 | RES_04 | RES_05 => usable(of(Kind::Result)),
        RCP_01 | RCP_04 => compared(given.receipts, no_receipt),
        RCP_14 => NotApplicable("this is a record, not an evidence file; use check-evidence"),
        SRV_10 => LATER,
        REP_01 | REP_04 | REP_09 | REP_10 => Ran(1),
        REP_02 => Ran(findings.lines),
        REP_03 => Ran(1),
        REP_05 | REP_06 | REP_07 | REP_08 => BY_TESTS,
        KEY_07 | ROL_07 | ROL_08 | BAL_08 | RCP_02 | RCP_03 | RCP_05 | RCP_06 | RCP_07 | RCP_08 | RCP_09
        | RCP_10 | RCP_11 | RCP_12 | RCP_13 | SRV_01 | SRV_02 | SRV_03 | SRV_04 | SRV_05 | SRV_06
        | SRV_07 | SRV_08 | SRV_09 | SRV_11 | SRV_12 | SRV_13 | SRV_14 | SRV_15 | SRV_16 | TRU_01
        | TRU_02 | TRU_03 | TRU_04 | TRU_05 | TRU_06 | TRU_07 | TRU_08 | TRU_09 | TRU_10 | TRU_11
        | TRU_12 => {
            return None;
        }
    })
}

/// (RES-05) The totals that people are shown, from the record that was verified; none of one that is rejected.
fn contests(manifest: &Manifest, findings: &Findings, accepted: bool) -> Vec<ContestReport> {
    let finished = accepted && findings.election.phase() == Phase::Finished;
    let result = findings.election.result().filter(|_| finished);
    let contest = |(position, contest): (usize, &Contest)| {
        let withheld = result.is_some_and(|result| result.withheld.contains(&contest.id));
        let why = || findings.election.tally().and_then(|tally| tally.why_withheld(manifest, position));
        let totals =
            result.and_then(|result| result.totals.iter().find(|totals| totals.contest == contest.id));
        let empty = result.is_some_and(|result| result.empty.contains(&contest.id));
        let total = |id| match totals {
            Some(ContestTotals { options, .. }) => {
                options.iter().find(|option| option.option == id).map(|option| option.total)
            }
            None => empty.then_some(0),
        };
        let blank =
            totals.and_then(|totals| totals.blank).or((empty && contest.rule.has_blank()).then_some(0));
        ContestReport {
            blank,
            id: contest.id.to_string(),
            options: contest
                .options
                .iter()
                .map(|option| OptionReport {
                    id: option.id.to_string(),
                    label: text_in(&option.label, &["en"]).to_owned(),
                    total: total(option.id.clone()),
                })
                .collect(),
            title: text_in(&contest.title, &["en"]).to_owned(),
            withheld,
            withheld_because: withheld.then(why).flatten(),
        }
    };
    manifest.contests.iter().enumerate().map(contest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::verify;
    use rand::rngs::SysRng;

    /// An honest record of the corpus.
    fn honest() -> (Findings, Trust) {
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
            assert_eq!((row.verdict, row.objects), (Verdict::Failed, 0), "{check}");
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
            assert_eq!((row(id).verdict, row(id).objects), (Verdict::Passed, 4), "{id}");
            assert_eq!(row(id).culprits, ["trustee 2"], "{id}");
        }
        assert!(row("DEC-04").culprits.is_empty());
    }
}

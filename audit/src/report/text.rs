//! The report as a person reads it.

use super::{CheckVerdict, RecordVerdict, Report};
use core::fmt::Write as _;
use tabella_crypto::election::tally::Withheld;
use tabella_crypto::readable;
use tabella_log::rulebook::accepted_line;

impl Report {
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
        line(format!("             {}", readable::show(readable::Kind::Election, &self.election.0)));
        if let Some(phi) = &self.fingerprint {
            line(format!("             {}", readable::show(readable::Kind::Fingerprint, &phi.0)));
        }
        if let Some(tau) = &self.tally {
            line(format!("Tally        {}", readable::show(readable::Kind::Tally, &tau.0)));
        }
        line(format!("Trust file   {}", readable::show(readable::Kind::Trust, &self.trust.0)));
        line(format!("Auditor      tabella-audit {}", self.version));
        line(format!("Record       {} entries, phase {}, SHA-256 {}", self.size, self.phase, self.record));
        line(String::new());
        for check in &self.checks {
            let verdict = match check.verdict {
                CheckVerdict::Passed => "passed",
                CheckVerdict::Failed => "FAILED",
                CheckVerdict::Blocked => "blocked",
                CheckVerdict::NotApplicable => "n/a",
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
        let passed = self.checks.iter().filter(|check| check.verdict == CheckVerdict::Passed).count();
        line(format!("{passed} checks passed."));
        line(self.verdict_line());
    }

    /// The last line of the text, with the phase: of an accepted record nothing but [`accepted_line`].
    pub fn verdict_line(&self) -> String {
        let failed: Vec<&str> = self.failed().into_iter().collect();
        match self.verdict {
            RecordVerdict::Rejected if failed.is_empty() => {
                format!("REJECTED ({}): not every check could be made", self.phase)
            }
            RecordVerdict::Rejected => format!("REJECTED ({}): {} failed", self.phase, failed.join(", ")),
            RecordVerdict::Accepted => {
                accepted_line(self.phase, self.contests.iter().filter(|contest| contest.withheld).count())
            }
        }
    }
}

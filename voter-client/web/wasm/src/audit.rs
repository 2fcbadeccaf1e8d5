//! The whole verifier, fed with the pieces of a download.

use crate::log::{Collusion, self_test};
use crate::refusal::Refusal;
use rand::rngs::SysRng;
use serde::Serialize;
use tabella_audit::report::{LOOK_ALIKES, Report};
use tabella_audit::supplements::Supplements;
use tabella_audit::verify::Verifier;
use tabella_log::copy::too_large;
use tabella_log::trust::Trust;

/// An audit on its way.
pub struct Audit {
    trust: Trust,
    verifier: Verifier<'static>,
    /// Bytes that are taken at most, and that may still come.
    limit: u64,
    left: u64,
}

/// The report, as `tabella-audit verify --json` prints it, and what a page says in words of its own.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AuditReport {
    #[serde(flatten)]
    report: Report,
    /// Without witnesses.
    colluding: Option<Collusion>,
    /// The last line of the report's text.
    last_line: String,
    /// Pairs of labels or names that differ and look alike.
    look_alikes: Vec<[String; 2]>,
    /// The other remarks of the report.
    notes: Vec<String>,
    /// The hash of the trust file as people compare it.
    trust_text: String,
}

impl Audit {
    /// An audit of the record that a trust file is about.
    ///
    /// # Errors
    /// `trust` is not the text of a trust file, or the self-test fails on this device.
    pub fn new(trust: &str) -> Result<Audit, Refusal> {
        self_test()?;
        let trust = Trust::read(trust)?;
        let verifier = Verifier::new(&trust, Supplements::default());
        Ok(Audit { trust, verifier, limit: u64::MAX, left: u64::MAX })
    }

    /// The same audit, of which so many bytes are taken at most: a record that is downloaded is bounded, one that the
    /// reader brings is not.
    #[must_use]
    pub fn with_limit(self, limit_bytes: u64) -> Audit {
        Audit { limit: limit_bytes, left: limit_bytes, ..self }
    }

    /// Takes a piece of `entries.jsonl`, cut anywhere.
    ///
    /// # Errors
    /// There is no randomness, or more bytes came than are taken: there is no verdict then.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let left = self.left.checked_sub(bytes.len() as u64);
        self.left = left.ok_or_else(|| Refusal::too_large(too_large(self.lines(), self.limit)))?;
        self.verifier.take(bytes, &|| SysRng).map_err(|error| Refusal::failure(error.to_string()))
    }

    /// Number of lines that have been verified.
    pub fn lines(&self) -> u64 {
        self.verifier.lines()
    }

    /// The verdict.
    ///
    /// # Errors
    /// As [`Audit::take`].
    pub fn finish(mut self, checkpoint: &str) -> Result<AuditReport, Refusal> {
        let findings = self.verifier.conclude(checkpoint, &|| SysRng);
        let findings = findings.map_err(|error| Refusal::failure(error.to_string()))?;
        let report = Report::new(&findings, &self.trust);
        let manifest = findings.election.manifest();
        let pairs = manifest.map(|manifest| manifest.look_alikes()).unwrap_or_default();
        let owned = |pair: &[&str; 2]| pair.map(str::to_owned);
        Ok(AuditReport {
            colluding: manifest.and_then(|manifest| Collusion::of(manifest)),
            last_line: report.verdict_line(),
            look_alikes: pairs.iter().take(LOOK_ALIKES).map(owned).collect(),
            notes: findings.remarks.clone(),
            trust_text: self.trust.shown_hash(),
            report,
        })
    }
}

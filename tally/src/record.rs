//! The whole record of an election, verified as any auditor would, before anything is decrypted or announced.

use crate::refusal::Refusal;
use rand::TryCryptoRng;
use std::io::BufRead;
use tabella_audit::report::Report;
use tabella_audit::verify::verify;
use tabella_crypto::checks::Check;
use tabella_crypto::rejection::Rejection;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::copy::extends;
use tabella_log::merkle::Frontier;
use tabella_log::rulebook::Election;
use tabella_log::trust::Trust;

/// A record of which every applicable check has passed.
#[derive(Debug)]
pub struct VerifiedRecord {
    election: Election,
    checkpoint: SignedCheckpoint,
}

impl VerifiedRecord {
    /// Verifies all lines of a record under its checkpoint. `progress` is told how many entries are done.
    ///
    /// # Errors
    /// The record is rejected, with the ids of all checks that fail; or it cannot be read.
    pub fn verify<R: TryCryptoRng>(
        lines: impl BufRead,
        checkpoint: &str,
        trust: &Trust,
        rng: impl Fn() -> R + Sync,
        progress: impl FnMut(u64),
    ) -> Result<VerifiedRecord, Refusal> {
        let findings = verify(lines, checkpoint, trust, rng, progress)
            .map_err(|error| Refusal::unusable(format!("cannot read the record: {error}")))?;
        let report = Report::new(&findings, trust);
        if !report.is_accepted() {
            return Err(Refusal {
                checks: report.failed().into_iter().filter_map(Check::from_id).collect(),
                head: String::new(),
                reasons: findings.faults.iter().map(ToString::to_string).collect(),
            });
        }
        let checkpoint = SignedCheckpoint::parse(checkpoint)?;
        Ok(VerifiedRecord { election: findings.election.into_owned(), checkpoint })
    }

    /// The folded log.
    pub fn election(&self) -> &Election {
        &self.election
    }

    /// The checkpoint that the record was verified under.
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }

    /// (LOG-08) Compares a checkpoint of the same board, seen earlier, with this record: see [`extends`].
    ///
    /// # Errors
    /// As [`extends`].
    pub fn extends(&self, earlier: &SignedCheckpoint, trust: &Trust) -> Result<bool, Rejection> {
        let root_at = |size| {
            let mut frontier = Frontier::default();
            let hashes = (0..size).map_while(|index| self.election.entry_hash(index));
            hashes.for_each(|hash| frontier.push(*hash));
            (frontier.size() == size).then(|| frontier.root())
        };
        extends(self.election.size(), root_at, earlier, trust)
    }
}

//! The whole record of an election, verified as any auditor would, before anything is decrypted or announced.

use crate::refusal::Refusal;
use rand::TryCryptoRng;
use std::io::BufRead;
use tabella_audit::report::Report;
use tabella_audit::verify::verify;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::checkpoint::SignedCheckpoint;
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

    /// (LOG-08) Returns true if a checkpoint of the same board, seen earlier, is a prefix of this record, and false
    /// where the record is older.
    ///
    /// # Errors
    /// LOG-08 when it is not, or LOG-03 and LOG-04 when the board did not sign it.
    pub fn extends(&self, earlier: &SignedCheckpoint, trust: &Trust) -> Result<bool, Rejection> {
        let earlier = earlier.verify_board(&trust.board, &trust.election)?;
        if self.election.size() < earlier.size {
            return Ok(false);
        }
        let mut frontier = Frontier::default();
        let hashes = (0..earlier.size).map_while(|index| self.election.entry_hash(index));
        hashes.for_each(|hash| frontier.push(*hash));
        if frontier.size() == earlier.size && frontier.root() == earlier.root {
            return Ok(true);
        }
        Err(Rejection::new(
            checks::LOG_08,
            Culprit::Board,
            format!(
                "the record does not extend the checkpoint of size {} that the board signed before",
                earlier.size
            ),
        ))
    }
}

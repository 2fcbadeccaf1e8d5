//! The whole record of an election, downloaded and verified as any auditor would, before anything is
//! decrypted or announced.

use crate::program::answer::{Failure, listed};
use crate::program::log;
use indicatif::{ProgressBar, ProgressStyle};
use rand::rngs::SysRng;
use std::io::IsTerminal as _;
use std::path::Path;
use tabella_audit::report::Report;
use tabella_audit::verify::verify;
use tabella_client::{HttpBoard, RecordFolder, Source};
use tabella_crypto::checks::Check;
use tabella_crypto::rejection::Rejection;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::copy::extends;
use tabella_log::merkle::Frontier;
use tabella_log::rulebook::Election;
use tabella_log::trust::Trust;

/// How often to download again because the newest checkpoint had no quorum yet.
const ATTEMPTS: usize = 3;

/// A record in which every applicable check holds.
#[derive(Debug)]
pub struct VerifiedRecord {
    election: Election,
    checkpoint: SignedCheckpoint,
}

impl VerifiedRecord {
    /// Downloads the record into a temporary folder (where `TMPDIR` says) and verifies all of it.
    ///
    /// # Errors
    /// The record is rejected, with the ids of all checks that fail; or it cannot be read.
    pub fn fetch(board: &HttpBoard, trust: &Trust) -> Result<VerifiedRecord, Failure> {
        VerifiedRecord::fetch_since(board, trust, 0)
    }

    /// As [`VerifiedRecord::fetch`], where a checkpoint of `known` entries has been seen before: an older state is
    /// asked for again, past whatever keeps it. It may be all that there is.
    ///
    /// # Errors
    /// As [`VerifiedRecord::fetch`].
    pub fn fetch_since(board: &HttpBoard, trust: &Trust, known: u64) -> Result<VerifiedRecord, Failure> {
        let mut attempt = 1;
        loop {
            // Witnesses may still be about to cosign the newest checkpoint, and the log may still grow.
            log::patiently(|| {
                let checkpoint = board.checkpoint_since(&trust.election, known)?;
                Ok(checkpoint.verify(&trust.policy(), &trust.election).map(|_| ())?)
            })?;
            match VerifiedRecord::fetch_once(board, trust, known) {
                Err(failure) if failure.lacks_witnesses() && attempt < ATTEMPTS => attempt += 1,
                outcome => return outcome,
            }
        }
    }

    fn fetch_once(board: &HttpBoard, trust: &Trust, known: u64) -> Result<VerifiedRecord, Failure> {
        let folder = tempfile::tempdir()
            .map_err(|error| Failure::failed(format!("cannot make a temporary folder: {error}")))?;
        let bar = bar("downloading", "entries");
        RecordFolder::new(folder.path()).fetch_since(board, trust, known, &mut |done, size| {
            bar.set_length(size);
            bar.set_position(done);
        })?;
        bar.finish_and_clear();
        VerifiedRecord::open(folder.path(), trust)
    }

    /// Verifies all of a record in a folder.
    ///
    /// # Errors
    /// As [`VerifiedRecord::fetch`].
    pub fn open(folder: &Path, trust: &Trust) -> Result<VerifiedRecord, Failure> {
        let source = Source::Folder(RecordFolder::new(folder));
        let checkpoint = source.checkpoint()?;
        let bar = bar("verifying", "entries");
        bar.set_length(SignedCheckpoint::parse(&checkpoint).map_or(0, |note| note.unverified().size));
        let findings = verify(source.lines(0)?, &checkpoint, trust, || SysRng, |done| bar.set_position(done))
            .map_err(|error| Failure::failed(format!("cannot read the record: {error}")))?;
        bar.finish_and_clear();
        let report = Report::new(&findings, trust);
        if !report.is_accepted() {
            let reasons: Vec<String> = findings.faults.iter().map(ToString::to_string).collect();
            let checks = report.failed().into_iter().filter_map(Check::from_id).collect();
            return Err(Failure::Refused { checks, reason: listed(&reasons) });
        }
        let checkpoint = SignedCheckpoint::parse(&checkpoint)?;
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

/// How far a long work is, on a terminal.
pub(crate) fn bar(doing: &'static str, what: &str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template(&format!("{{msg}} {{bar:40}} {{pos}}/{{len}} {what}, {{eta}} left"));
    let bar = ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(doing);
    bar
}

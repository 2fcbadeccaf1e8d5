//! The whole record of an election, downloaded and then verified.

use crate::program::board::retry_for_cosignatures;
use crate::record::VerifiedRecord;
use rand::rngs::SysRng;
use std::path::Path;
use tabella_client::console::{Failure, OrFail as _, Progress};
use tabella_client::{HttpBoard, RecordFolder, Source};
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::trust::Trust;

/// How often to download again because the newest checkpoint had no quorum yet.
const ATTEMPTS: usize = 3;

/// Downloads a record into a temporary folder (where `TMPDIR` says) and verifies all of it.
///
/// # Errors
/// The record is rejected, with the ids of all checks that fail; or it cannot be read.
pub fn fetch(board: &HttpBoard, trust: &Trust) -> Result<VerifiedRecord, Failure> {
    fetch_since(board, trust, 0)
}

/// As [`fetch`], where a checkpoint of `known` entries has been seen before: an older state is asked for again, past
/// whatever keeps it. It may be all that there is.
///
/// # Errors
/// As [`fetch`].
pub fn fetch_since(board: &HttpBoard, trust: &Trust, known: u64) -> Result<VerifiedRecord, Failure> {
    let mut attempt = 1;
    loop {
        // Witnesses may still be about to cosign the newest checkpoint, and the log may still grow.
        retry_for_cosignatures(|| {
            let checkpoint = board.checkpoint_since(&trust.election, known)?;
            Ok(checkpoint.verify(&trust.policy(), &trust.election).map(|_| ())?)
        })?;
        match fetch_once(board, trust, known) {
            Err(failure) if failure.lacks_witnesses() && attempt < ATTEMPTS => attempt += 1,
            outcome => return outcome,
        }
    }
}

fn fetch_once(board: &HttpBoard, trust: &Trust, known: u64) -> Result<VerifiedRecord, Failure> {
    let folder = tempfile::tempdir().or_fail("cannot make a temporary folder")?;
    let progress = Progress::new("downloading", "entries", 0);
    let mut tell = |done, size| progress.set_of(done, size);
    RecordFolder::new(folder.path()).fetch_since(board, trust, known, &mut tell)?;
    drop(progress);
    open(folder.path(), trust)
}

/// Verifies all of a record in a folder.
///
/// # Errors
/// As [`fetch`].
pub fn open(folder: &Path, trust: &Trust) -> Result<VerifiedRecord, Failure> {
    let source = Source::Folder(RecordFolder::new(folder));
    let checkpoint = source.checkpoint()?;
    let size = SignedCheckpoint::parse(&checkpoint).map_or(0, |note| note.unverified().size);
    let progress = Progress::new("verifying", "entries", size);
    let lines = source.lines(0)?;
    Ok(VerifiedRecord::verify(lines, &checkpoint, trust, || SysRng, |done| progress.set(done))?)
}

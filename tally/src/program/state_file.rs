//! A trustee's memory as a file beside the key file, `FILE.state`: durable before anything leaves the machine.
//! `FILE.lock` is held while a process uses it.

use crate::trustee::memory::{Memory, Pending};
use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tabella_client::console::{Failure, FileError, Readers, write_file};

/// The memory beside a key file. One process at a time has it.
pub struct StateFile {
    path: PathBuf,
    memory: Memory,
    /// Unlocked when dropped.
    _lock: File,
}

impl StateFile {
    /// The memory beside a key file; empty when there is none yet.
    ///
    /// # Errors
    /// Another process uses it, or it cannot be read: a damaged memory is never taken for an empty one.
    pub fn beside(key_file: &Path) -> Result<StateFile, Failure> {
        let path = with_suffix(key_file, ".state");
        let lock = lock(&with_suffix(key_file, ".lock"))?;
        let memory = read(&path)?;
        Ok(StateFile { path, memory, _lock: lock })
    }

    /// What is remembered.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Stores the memory of a step, durably, and gives what the step gives.
    ///
    /// # Errors
    /// The file cannot be written, or does not hold what was written: then the step is not taken.
    pub fn keep<T>(&mut self, pending: Pending<T>) -> Result<T, Failure> {
        write_file(&self.path, pending.memory().to_text(), Readers::Owner)?;
        self.memory = read(&self.path)?;
        Ok(pending.release(&self.memory)?)
    }
}

fn read(path: &Path) -> Result<Memory, Failure> {
    match std::fs::read(path) {
        Ok(text) => Memory::read(&text).map_err(|error| {
            Failure::failed(format!(
                "{} is damaged ({error}). It keeps this key from decrypting twice: restore it from a \
                 backup. Delete it only if you have none and know that this key has not decrypted",
                path.display()
            ))
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Memory::default()),
        Err(error) => Err(FileError::read(path, error).into()),
    }
}

// The program needs a later Rust than the library: see Cargo.toml.
#[allow(clippy::incompatible_msrv)]
fn lock(path: &Path) -> Result<File, Failure> {
    let options = OpenOptions::new().create(true).truncate(false).write(true).open(path);
    let file = options.map_err(|error| FileError::write(path, error))?;
    let until = Instant::now() + LOCK_PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if Instant::now() < until => sleep(Duration::from_millis(20)),
            Err(TryLockError::WouldBlock) => {
                return Err(Failure::failed(
                    "another tabella-tally is working with this key: wait until it has finished, or stop it",
                ));
            }
            Err(TryLockError::Error(error)) => return Err(FileError::write(path, error).into()),
        }
    }
}

/// A program that has just ended, or is being started by another one, may hold the lock for a moment longer.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::bytes::{Bytes, Hash};
    use tabella_crypto::checks;
    use tabella_log::checkpoint::{BoardSigner, Checkpoint, SignedCheckpoint};
    use zeroize::Zeroizing;

    const ELECTION: Hash = Bytes([7; 32]);
    const TAU: Hash = Bytes([1; 32]);

    fn note(size: u64) -> SignedCheckpoint {
        let board = BoardSigner::from_seed(Zeroizing::new([1; 32]), "board.example").expect("board");
        let origin = board.board().origin(&ELECTION);
        let note = board.sign(&Checkpoint { origin, size, root: Bytes([9; 32]) });
        SignedCheckpoint::parse(&note).expect("note")
    }

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("folder");
        let key = folder.path().join("ann.key");
        (folder, key)
    }

    /// A step that decrypts a tally.
    fn step(state: &StateFile) -> Pending<&'static str> {
        Pending::new(state.memory().fixing_tau(&ELECTION, &TAU, &note(4)).expect("one tau"), "share")
    }

    #[test]
    fn what_is_remembered_survives_the_process_and_a_second_tau_is_refused_after_a_crash_too() {
        let (_folder, key) = folder();
        let mut state = StateFile::beside(&key).expect("empty");
        assert!(!state.memory().knows(&ELECTION));
        let pending = step(&state);
        assert_eq!(state.keep(pending), Ok("share"));
        drop(state);
        let state = StateFile::beside(&key).expect("again");
        assert_eq!(state.memory().checkpoint(&ELECTION).expect("note"), Some(note(4)));
        assert_eq!(state.memory().tau(&ELECTION), Some(TAU));
        let second = state.memory().fixing_tau(&ELECTION, &Bytes([2; 32]), &note(5));
        assert!(second.expect_err("second").is_by(checks::TRU_04));
    }

    #[test]
    fn a_damaged_memory_is_never_taken_for_an_empty_one() {
        let (folder, key) = folder();
        let mut state = StateFile::beside(&key).expect("empty");
        let pending = step(&state);
        state.keep(pending).expect("stored");
        drop(state);
        std::fs::write(folder.path().join("ann.key.state"), "{}").expect("write");
        let failure = StateFile::beside(&key).err().expect("damaged");
        assert!(failure.exit_code() == 2 && failure.to_string().contains("is damaged"), "{failure}");
    }

    #[test]
    fn nothing_may_follow_when_the_memory_cannot_be_written() {
        let (folder, key) = folder();
        let mut state = StateFile::beside(&key).expect("empty");
        drop(folder);
        let pending = step(&state);
        assert_eq!(state.keep(pending).expect_err("gone").exit_code(), 2);
    }

    #[test]
    fn one_process_at_a_time_has_the_memory() {
        let (_folder, key) = folder();
        let state = StateFile::beside(&key).expect("first");
        let error = StateFile::beside(&key).err().expect("second");
        assert!(error.to_string().contains("another tabella-tally"));
        drop(state);
        StateFile::beside(&key).expect("after the first");
    }
}

//! What a trustee must not forget: per election the last checkpoint it relied on, and the one tau it
//! may decrypt. A JSON file beside the key file, `FILE.state`, durable before anything leaves the machine.
//! It holds no secrets. `FILE.lock` is held while a process uses it.

use crate::program::answer::Failure;
use crate::program::files::{Pending, Readers, cannot_read, cannot_write};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::readable;
use tabella_log::checkpoint::SignedCheckpoint;

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    elections: BTreeMap<Hash, Remembered>,
}

/// What is remembered of one election.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Remembered {
    /// The board's signed note.
    checkpoint: String,
    /// What a share was made for.
    tau: Option<Hash>,
}

/// The memory of a trustee's key. One process at a time has it.
pub struct TrusteeState {
    path: PathBuf,
    wire: Wire,
    /// Unlocked when dropped.
    _lock: File,
}

impl TrusteeState {
    /// The memory beside a key file; empty when there is none yet.
    ///
    /// # Errors
    /// Another process uses it, or it cannot be read: a damaged memory is never taken for an empty one.
    pub fn beside(key_file: &Path) -> Result<TrusteeState, Failure> {
        let path = with_suffix(key_file, ".state");
        let lock = lock(&with_suffix(key_file, ".lock"))?;
        let wire = match std::fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| {
                Failure::failed(format!(
                    "{} is damaged ({error}). It keeps this key from decrypting twice: restore it from a \
                     backup. Delete it only if you have none and know that this key has not decrypted",
                    path.display()
                ))
            })?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Wire::default(),
            Err(error) => return Err(cannot_read(&path, &error)),
        };
        Ok(TrusteeState { path, wire, _lock: lock })
    }

    /// Whether anything is remembered of an election.
    pub fn knows(&self, election: &Hash) -> bool {
        self.wire.elections.contains_key(election)
    }

    /// Refuses a key that has served another election: no step is taken with it.
    ///
    /// # Errors
    /// It has, by what is remembered beside it.
    pub fn demand_new_key(&self, election: &Hash) -> Result<(), Failure> {
        let mut others = self.wire.elections.keys().filter(|id| *id != election);
        let Some(other) = others.next() else { return Ok(()) };
        let more = match others.count() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Err(Failure::failed(format!(
            "this key has served another election already{more}:\n  {}\n({} remembers it.) A trustee makes a new \
             key for every election, so that a key can be destroyed when its election is over, and nothing \
             that happens to it concerns another. No step was taken. Make a new key with `tabella-tally keygen \
             --role trustee`, and ask the official to create the election anew with its public key",
            readable::show(readable::Kind::Election, &other.0),
            self.path.display(),
        )))
    }

    /// The checkpoint of the last step.
    ///
    /// # Errors
    /// What is remembered is not a checkpoint.
    pub fn checkpoint(&self, election: &Hash) -> Result<Option<SignedCheckpoint>, Failure> {
        let remembered = self.wire.elections.get(election);
        let parsed = remembered.map(|remembered| SignedCheckpoint::parse(&remembered.checkpoint));
        parsed
            .transpose()
            .map_err(|error| Failure::failed(format!("{} is damaged: {error}", self.path.display())))
    }

    /// Remembers the checkpoint that a step relies on, durably.
    ///
    /// # Errors
    /// The file cannot be written: then the step must not be taken.
    pub fn rely_on(&mut self, election: &Hash, checkpoint: &SignedCheckpoint) -> Result<(), Failure> {
        let tau = self.tau(election);
        self.remember(election, Remembered { checkpoint: checkpoint.as_str().to_owned(), tau })
    }

    /// What a share was made for.
    pub fn tau(&self, election: &Hash) -> Option<Hash> {
        self.wire.elections.get(election).and_then(|remembered| remembered.tau)
    }

    /// (TRU-04) Fixes the one tau of an election, durably, before a share leaves.
    ///
    /// # Errors
    /// TRU-04 for a second tau; the file cannot be written: then no share may leave.
    pub fn fix_tau(
        &mut self,
        election: &Hash,
        tau: &Hash,
        checkpoint: &SignedCheckpoint,
    ) -> Result<(), Failure> {
        self.demand_one_tau(election, tau)?;
        let checkpoint = checkpoint.as_str().to_owned();
        self.remember(election, Remembered { checkpoint, tau: Some(*tau) })
    }

    /// (TRU-04) Refuses a second tau.
    ///
    /// # Errors
    /// TRU-04 when the key has made a share for another.
    pub fn demand_one_tau(&self, election: &Hash, tau: &Hash) -> Result<(), Failure> {
        let Some(first) = self.tau(election).filter(|first| first != tau) else { return Ok(()) };
        Err(Failure::refused(
            checks::TRU_04,
            format!(
                "this key has made a share for the tally {first} of this election, and makes none for another \
                 ({tau}): two of them could open a single ballot. Somebody shows you a changed record: keep \
                 it, and tell the other trustees and the auditors"
            ),
        ))
    }

    fn remember(&mut self, election: &Hash, remembered: Remembered) -> Result<(), Failure> {
        self.wire.elections.insert(*election, remembered);
        let mut pending = Pending::new(&self.path, Readers::Owner)?;
        // Unwrap safety: a struct with string keys.
        #[allow(clippy::unwrap_used)]
        let text = serde_json::to_string(&self.wire).unwrap();
        pending.write_all(text.as_bytes()).map_err(|error| cannot_write(&self.path, &error))?;
        pending.replace()
    }
}

fn lock(path: &Path) -> Result<File, Failure> {
    let options = OpenOptions::new().create(true).truncate(false).write(true).open(path);
    let file = options.map_err(|error| cannot_write(path, &error))?;
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
            Err(TryLockError::Error(error)) => return Err(cannot_write(path, &error)),
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
    use tabella_crypto::bytes::Bytes;
    use tabella_log::checkpoint::{BoardSigner, Checkpoint};
    use zeroize::Zeroizing;

    const ELECTION: Hash = Bytes([7; 32]);
    const OTHER: Hash = Bytes([8; 32]);

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

    #[test]
    fn what_is_remembered_survives_the_process() {
        let (_folder, key) = folder();
        let mut state = TrusteeState::beside(&key).expect("empty");
        assert!(!state.knows(&ELECTION));
        state.rely_on(&ELECTION, &note(3)).expect("durable");
        state.fix_tau(&ELECTION, &Bytes([1; 32]), &note(4)).expect("durable");
        state.rely_on(&OTHER, &note(1)).expect("durable");
        drop(state);
        let state = TrusteeState::beside(&key).expect("again");
        assert_eq!(state.checkpoint(&ELECTION).expect("note"), Some(note(4)));
        assert_eq!(state.tau(&ELECTION), Some(Bytes([1; 32])));
        assert_eq!((state.knows(&OTHER), state.tau(&OTHER)), (true, None));
    }

    #[test]
    fn a_key_that_has_served_another_election_is_refused_with_what_to_do() {
        let (_folder, key) = folder();
        let mut state = TrusteeState::beside(&key).expect("empty");
        assert!(state.demand_new_key(&ELECTION).is_ok());
        state.rely_on(&ELECTION, &note(1)).expect("durable");
        assert!(state.demand_new_key(&ELECTION).is_ok(), "the same election goes on");
        let failure = state.demand_new_key(&OTHER).expect_err("served");
        assert_eq!(failure.exit_code(), 2);
        let words = failure.to_string();
        for expected in
            [readable::show(readable::Kind::Election, &ELECTION.0).as_str(), "keygen --role trustee"]
        {
            assert!(words.contains(expected), "{words}");
        }
        state.rely_on(&Bytes([1; 32]), &note(1)).expect("durable");
        let words = state.demand_new_key(&OTHER).expect_err("served").to_string();
        assert!(words.contains("already and 1 more"), "{words}");
    }

    #[test]
    fn a_second_tau_is_refused_after_a_crash_too_and_the_same_again_is_not() {
        let (_folder, key) = folder();
        let (first, second) = (Bytes([1; 32]), Bytes([2; 32]));
        TrusteeState::beside(&key).expect("empty").fix_tau(&ELECTION, &first, &note(4)).expect("first");
        let mut state = TrusteeState::beside(&key).expect("again");
        state.fix_tau(&ELECTION, &first, &note(4)).expect("same");
        state.rely_on(&ELECTION, &note(5)).expect("a later step keeps tau");
        let failure = state.fix_tau(&ELECTION, &second, &note(5)).expect_err("second");
        assert!(failure.is_by(checks::TRU_04) && failure.exit_code() == 1);
        drop(state);
        let mut state = TrusteeState::beside(&key).expect("again");
        assert_eq!(state.tau(&ELECTION), Some(first));
        state.fix_tau(&OTHER, &second, &note(1)).expect("another election");
    }

    #[test]
    fn a_damaged_memory_is_never_taken_for_an_empty_one() {
        let (folder, key) = folder();
        TrusteeState::beside(&key).expect("empty").fix_tau(&ELECTION, &OTHER, &note(4)).expect("tau");
        let path = folder.path().join("ann.key.state");
        let text = std::fs::read_to_string(&path).expect("state");
        for damaged in [&text[..text.len() / 2], "", "{}", "{\"elections\":{\"x\":{}}}"] {
            std::fs::write(&path, damaged).expect("write");
            assert_eq!(TrusteeState::beside(&key).err().map(|f| f.exit_code()), Some(2), "{damaged}");
        }
        std::fs::write(&path, text.replace("board.example", "\\n")).expect("write");
        assert!(TrusteeState::beside(&key).expect("JSON").checkpoint(&ELECTION).is_err());
    }

    #[test]
    fn nothing_may_follow_when_the_memory_cannot_be_written() {
        let (folder, key) = folder();
        let mut state = TrusteeState::beside(&key).expect("empty");
        drop(folder);
        assert_eq!(state.fix_tau(&ELECTION, &OTHER, &note(4)).expect_err("gone").exit_code(), 2);
    }

    #[test]
    fn one_process_at_a_time_has_the_memory() {
        let (_folder, key) = folder();
        let state = TrusteeState::beside(&key).expect("first");
        let error = TrusteeState::beside(&key).err().expect("second");
        assert!(error.to_string().contains("another tabella-tally"));
        drop(state);
        TrusteeState::beside(&key).expect("after the first");
    }
}

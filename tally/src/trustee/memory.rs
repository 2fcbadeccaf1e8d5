//! What a trustee must not forget: for each election the last checkpoint that it relied on, and the one tau that it may
//! decrypt. A value, and a line of JSON to store it; it holds no secrets.
//!
//! Nothing leaves before it is remembered: a step gives a [`Pending`], which yields its statement only against the
//! memory as it was read back from where it was stored.

use crate::refusal::Refusal;
use core::fmt;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::readable;
use tabella_log::checkpoint::SignedCheckpoint;

/// What a trustee remembers of the elections that its key has served.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memory {
    elections: BTreeMap<Hash, Remembered>,
}

/// What is remembered of one election.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Remembered {
    /// The board's signed note.
    checkpoint: String,
    /// What a share was made for.
    tau: Option<Hash>,
}

/// A memory that is not one: a damaged one is never taken for an empty one.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct DamagedMemory(serde_json::Error);

impl Memory {
    /// Reads the text of a memory.
    ///
    /// # Errors
    /// It is damaged.
    pub fn read(text: &[u8]) -> Result<Memory, DamagedMemory> {
        serde_json::from_slice(text).map_err(DamagedMemory)
    }

    /// The text to store.
    pub fn to_text(&self) -> String {
        // Unwrap safety: a struct with string keys.
        #[allow(clippy::unwrap_used)]
        serde_json::to_string(self).unwrap()
    }

    /// Returns true if anything is remembered of an election.
    pub fn knows(&self, election: &Hash) -> bool {
        self.elections.contains_key(election)
    }

    /// Refuses a key that has served another election: no step is taken with it.
    ///
    /// # Errors
    /// It has, by what is remembered.
    pub fn check_new_key(&self, election: &Hash) -> Result<(), Refusal> {
        let mut others = self.elections.keys().filter(|id| *id != election);
        let Some(other) = others.next() else { return Ok(()) };
        let more = match others.count() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Err(Refusal::unusable(format!(
            "this key has served another election already{more}:\n  {}\n(Its state file remembers it.) A trustee makes \
             a new key for every election, so that a key can be destroyed when its election is over, and nothing \
             that happens to it concerns another. No step was taken. Make a new key with `tabella-tally keygen \
             --role trustee`, and ask the official to create the election again with its public key",
            readable::show(readable::Kind::Election, &other.0),
        )))
    }

    /// The checkpoint of the last step.
    ///
    /// # Errors
    /// What is remembered is not a checkpoint.
    pub fn checkpoint(&self, election: &Hash) -> Result<Option<SignedCheckpoint>, Refusal> {
        let remembered = self.elections.get(election);
        let parsed = remembered.map(|remembered| SignedCheckpoint::parse(&remembered.checkpoint));
        parsed
            .transpose()
            .map_err(|error| Refusal::unusable(format!("the state file of this key is damaged: {error}")))
    }

    /// What a share was made for.
    pub fn tau(&self, election: &Hash) -> Option<Hash> {
        self.elections.get(election).and_then(|remembered| remembered.tau)
    }

    /// (TRU-08) The same memory, with the checkpoint that a step relies on.
    #[must_use]
    pub fn relying_on(&self, election: &Hash, checkpoint: &SignedCheckpoint) -> Memory {
        self.with(election, checkpoint, self.tau(election))
    }

    /// (TRU-04) The same memory, with the one tau of an election and the checkpoint under which it was found.
    ///
    /// # Errors
    /// TRU-04 for a second tau.
    pub fn fixing_tau(
        &self,
        election: &Hash,
        tau: &Hash,
        checkpoint: &SignedCheckpoint,
    ) -> Result<Memory, Refusal> {
        self.check_one_tau(election, tau)?;
        Ok(self.with(election, checkpoint, Some(*tau)))
    }

    /// (TRU-04) Refuses a second tau.
    ///
    /// # Errors
    /// TRU-04 when the key has made a share for another.
    pub fn check_one_tau(&self, election: &Hash, tau: &Hash) -> Result<(), Refusal> {
        let Some(first) = self.tau(election).filter(|first| first != tau) else { return Ok(()) };
        Err(Refusal::by(
            checks::TRU_04,
            format!(
                "this key has made a share for the tally {first} of this election, and makes none for another \
                 ({tau}): two of them could open a single ballot. Someone is showing you a changed record: keep \
                 it, and tell the other trustees and the auditors"
            ),
        ))
    }

    fn with(&self, election: &Hash, checkpoint: &SignedCheckpoint, tau: Option<Hash>) -> Memory {
        let mut memory = self.clone();
        let remembered = Remembered { checkpoint: checkpoint.as_str().to_owned(), tau };
        memory.elections.insert(*election, remembered);
        memory
    }
}

/// What a step gives, once its memory is stored.
pub struct Pending<T> {
    memory: Memory,
    given: T,
}

impl<T> Pending<T> {
    pub(crate) fn new(memory: Memory, given: T) -> Pending<T> {
        Pending { memory, given }
    }

    /// What must be stored, durably, before anything leaves this machine.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// What the step gives.
    ///
    /// # Errors
    /// What was read back is not the memory that had to be stored: then nothing may leave.
    pub fn release(self, read_back: &Memory) -> Result<T, Refusal> {
        if *read_back == self.memory {
            return Ok(self.given);
        }
        Err(Refusal::unusable(
            "what this key must remember was not stored: nothing was posted. Look at the disk, and run this again",
        ))
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending").field("memory", &self.memory).finish_non_exhaustive()
    }
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

    fn read_back(memory: &Memory) -> Memory {
        Memory::read(memory.to_text().as_bytes()).expect("memory")
    }

    #[test]
    fn what_is_remembered_reads_back() {
        let memory = Memory::default();
        assert!(!memory.knows(&ELECTION));
        let memory = memory.relying_on(&ELECTION, &note(3));
        let memory = memory.fixing_tau(&ELECTION, &Bytes([1; 32]), &note(4)).expect("first");
        let memory = read_back(&memory.relying_on(&OTHER, &note(1)));
        assert_eq!(memory.checkpoint(&ELECTION).expect("note"), Some(note(4)));
        assert_eq!(memory.tau(&ELECTION), Some(Bytes([1; 32])));
        assert_eq!((memory.knows(&OTHER), memory.tau(&OTHER)), (true, None));
    }

    #[test]
    fn a_key_that_has_served_another_election_is_refused_with_what_to_do() {
        let memory = Memory::default();
        assert!(memory.check_new_key(&ELECTION).is_ok());
        let memory = memory.relying_on(&ELECTION, &note(1));
        assert!(memory.check_new_key(&ELECTION).is_ok(), "the same election goes on");
        let refusal = memory.check_new_key(&OTHER).expect_err("served");
        assert_eq!(refusal.checks, []);
        let words = refusal.to_string();
        for expected in
            [readable::show(readable::Kind::Election, &ELECTION.0).as_str(), "keygen --role trustee"]
        {
            assert!(words.contains(expected), "{words}");
        }
        let memory = memory.relying_on(&Bytes([1; 32]), &note(1));
        let words = memory.check_new_key(&OTHER).expect_err("served").to_string();
        assert!(words.contains("already and 1 more"), "{words}");
    }

    #[test]
    fn a_second_tau_is_refused_and_the_same_again_is_not() {
        let (first, second) = (Bytes([1; 32]), Bytes([2; 32]));
        let memory = Memory::default().fixing_tau(&ELECTION, &first, &note(4)).expect("first");
        let memory = read_back(&memory).fixing_tau(&ELECTION, &first, &note(4)).expect("same");
        let memory = memory.relying_on(&ELECTION, &note(5));
        assert_eq!(memory.tau(&ELECTION), Some(first), "a later step keeps tau");
        assert!(memory.fixing_tau(&ELECTION, &second, &note(5)).expect_err("second").is_by(checks::TRU_04));
        memory.fixing_tau(&OTHER, &second, &note(1)).expect("another election");
    }

    #[test]
    fn a_damaged_memory_is_never_taken_for_an_empty_one() {
        let text = Memory::default().fixing_tau(&ELECTION, &OTHER, &note(4)).expect("tau").to_text();
        for damaged in [&text[..text.len() / 2], "", "{}", "{\"elections\":{\"x\":{}}}"] {
            assert!(Memory::read(damaged.as_bytes()).is_err(), "{damaged}");
        }
        let note = text.replace("board.example", "\\n");
        assert!(Memory::read(note.as_bytes()).expect("JSON").checkpoint(&ELECTION).is_err());
    }

    // TRU-04, TRU-08
    #[test]
    fn a_step_gives_nothing_before_its_memory_is_read_back() {
        let before = Memory::default();
        let memory = before.fixing_tau(&ELECTION, &OTHER, &note(4)).expect("tau");
        let pending = || Pending::new(memory.clone(), "statement");
        for other in [&before, &memory.relying_on(&ELECTION, &note(5)), &memory.relying_on(&OTHER, &note(4))]
        {
            assert_eq!(pending().release(other).expect_err("released").checks, []);
        }
        assert_eq!(pending().release(&read_back(pending().memory())), Ok("statement"));
        assert!(!format!("{:?}", pending()).contains("statement"));
    }
}

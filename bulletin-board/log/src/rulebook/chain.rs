//! LOG: the entries as links of a chain.

use super::Election;
use super::judgement::EntryFaults;
use crate::entry::Entry;
use std::collections::HashMap;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;

/// The chain of entries, whatever they say.
#[derive(Clone, Debug, Default)]
pub(super) struct Chain {
    entries: Vec<Hash>,
    last_at: u64,
    /// The first entry with the statement with this digest.
    digests: HashMap<Hash, u64>,
}

impl Chain {
    pub(super) fn size(&self) -> u64 {
        self.entries.len() as u64
    }

    pub(super) fn head(&self) -> Hash {
        self.entries.last().copied().unwrap_or(Hash::ZERO)
    }

    pub(super) fn entry_hash(&self, index: u64) -> Option<&Hash> {
        self.entries.get(usize::try_from(index).ok()?)
    }

    /// LOG-01, LOG-07, LOG-15: the entry as a link of the chain.
    pub(super) fn judge(&self, entry: &Entry, faults: &mut EntryFaults) {
        if entry.index != self.size() || entry.previous != self.head() {
            faults.reject(checks::LOG_01, format!("expected index {} after {}", self.size(), self.head()));
        }
        if entry.at < self.last_at {
            faults.reject(checks::LOG_07, format!("dated {} after {}", entry.at, self.last_at));
        }
        if let Some(first) = self.digests.get(&entry.statement.digest) {
            faults.reject(checks::LOG_15, format!("the same statement is in entry {first}"));
        }
    }

    /// Appends an entry.
    pub(super) fn take(&mut self, entry: &Entry) {
        let index = self.size();
        self.digests.entry(entry.statement.digest).or_insert(index);
        self.entries.push(entry.hash);
        self.last_at = entry.at;
    }

    /// Appends a line that does not decode: it keeps its place, and neither its time nor its digest is known.
    pub(super) fn take_unreadable(&mut self, hash: Hash) {
        self.entries.push(hash);
    }
}

impl Election {
    /// Number of entries.
    pub fn size(&self) -> u64 {
        self.chain.size()
    }

    /// Hash of the last entry; 32 zero bytes of an empty log.
    pub fn head(&self) -> Hash {
        self.chain.head()
    }

    /// Hash of the entry with this index.
    pub fn entry_hash(&self, index: u64) -> Option<&Hash> {
        self.chain.entry_hash(index)
    }

    /// When the last entry was accepted.
    pub fn last_at(&self) -> u64 {
        self.chain.last_at
    }

    /// The entry with the statement with this digest.
    pub fn find(&self, digest: &Hash) -> Option<u64> {
        self.chain.digests.get(digest).copied()
    }
}

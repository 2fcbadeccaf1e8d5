//! The store: every log, and the only SQL of the project. This page is its contract; `store/sqlite.rs` keeps it in one file.
//!
//! # What the rest relies on
//!
//! **The head is a register.** For each election there is one stored head (size, root). It is changed by
//! [`Store::append`] alone, by compare-and-swap, in the transaction that inserts the entries it covers
//! (SRV-03). So two writers that start from one value cannot both go on: whoever loses finds another
//! value than it expected, and stops. The lock file ([`Files::lock`]) makes this a second line, and not
//! the first (SRV-05).
//!
//! **Durable means durable.** When [`Store::append`] returns, the entries and the head survive the
//! loss of power: the settings of the database on which this rests are read back at start, and others
//! are refused. Nothing is signed before that (SRV-02). When it fails, nothing is known: the
//! transaction may be in the file or not. The caller never tries again and writes nothing more; the next
//! start reads what there is (SRV-12). Readers go on below what was signed before.
//!
//! **Entries stay.** A line is stored byte for byte and never changed, deleted or skipped; triggers see
//! to it, and a start without them is refused. What is read is compared with the hash that was stored
//! with it, so that a line that has rotted is never served (SRV-06, SRV-09).
//!
//! **A database can be turned back.** A restored backup brings its own memory with it and looks sound.
//! Therefore what was signed last is also kept in a file outside the database ([`CheckpointFile`]),
//! written before the answer leaves, and a start that finds the database behind it is refused
//! (SRV-04, 2.6). That file is worth most on another disk, outside the backup of the database.
//!
//! Writes are immediate transactions on one connection, of one task. Readers have their own
//! connections, see only what is committed, and cannot write.

mod files; // the lock, the secret seed, and what was signed last
mod sqlite;

#[cfg(test)]
mod contract;

pub use files::{CheckpointFile, Files, Lock};
pub use sqlite::{Reader, Store};

use core::fmt;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::Check;
use tabella_log::merkle;

/// The cause of an error.
type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A failure that stops the board. It is for its operator: the caller only hears that something failed.
#[derive(Debug, thiserror::Error)]
#[error("{}{reason}", .check.map(|check| format!("{check}: ")).unwrap_or_default())]
pub struct MachineError {
    /// The check that refused, if it was one.
    pub check: Option<Check>,
    /// The failure and the remedy, in words; they contain the words of the cause.
    pub reason: String,
    #[source]
    cause: Option<Cause>,
}

impl MachineError {
    /// A guarantee that the board can no longer give.
    pub fn refused(check: Check, reason: impl Into<String>) -> MachineError {
        MachineError { check: Some(check), reason: reason.into(), cause: None }
    }

    /// A machine that does not do what it should.
    pub fn failed(doing: impl fmt::Display, cause: impl Into<Cause>) -> MachineError {
        let cause = cause.into();
        MachineError { check: None, reason: format!("{doing} failed: {cause}"), cause: Some(cause) }
    }

    /// The same error, after which a guarantee can no longer be given.
    #[must_use]
    pub fn refusing(self, check: Check) -> MachineError {
        MachineError { check: Some(check), ..self }
    }

    /// The same error, with its cause.
    #[must_use]
    pub fn because(self, cause: impl Into<Cause>) -> MachineError {
        MachineError { cause: Some(cause.into()), ..self }
    }
}

/// Number of entries of a log and the root over them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of entries.
    pub size: u64,
    /// The RFC 6962 root.
    pub root: Hash,
}

impl Head {
    /// The head of an empty log.
    pub fn empty() -> Head {
        Head { size: 0, root: merkle::Frontier::default().root() }
    }
}

/// The head of the log of an election, as it is stored.
#[derive(Clone, Debug)]
pub struct StoredHead {
    /// The election id.
    pub election: Hash,
    /// The origin of its checkpoints.
    pub origin: String,
    /// The durable head.
    pub head: Head,
    /// The signed note of `head`, if it was stored.
    pub note: Option<String>,
}

/// The entries that a batch appends to the log of one election.
#[derive(Clone, Debug)]
pub struct Append {
    /// The election id.
    pub election: Hash,
    /// Of a new election: the origin of its checkpoints, and when its manifest came.
    pub created: Option<(String, u64)>,
    /// The stored head that there must be before.
    pub before: Head,
    /// The stored head afterwards.
    pub after: Head,
    /// The lines from index `before.size` on, each with its hash.
    pub lines: Vec<(String, Hash)>,
}

//! Public evidence: which check failed, why, and whose fault it is.

use crate::bytes::Hash;
use crate::checks::Check;
use crate::readable;
use core::fmt;

/// Whose fault a rejection is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Culprit {
    /// The board as a whole: its checkpoint, its file, its omissions.
    Board,
    /// The entry with this index (its author, and the board that accepted it).
    Entry(u64),
    /// The ballot with this tracker, in the entry with this index.
    Ballot {
        /// Index of the entry.
        index: u64,
        /// Tracker of the ballot.
        tracker: Hash,
    },
    /// A ballot that is in no entry: a voting device showed this tracker for it.
    Tracker(Hash),
    /// The trustee with this index, counted from 1.
    Trustee(u64),
    /// A file with this name, which was given besides the record.
    File(String),
    /// Someone, and nothing that was given shows who.
    Open,
}

impl Culprit {
    /// The entry that the rejection concerns, if it concerns one.
    pub fn entry(&self) -> Option<u64> {
        match self {
            Culprit::Entry(index) | Culprit::Ballot { index, .. } => Some(*index),
            _ => None,
        }
    }
}

impl fmt::Display for Culprit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Culprit::Board => f.write_str("the board"),
            Culprit::Entry(index) => write!(f, "entry {index}"),
            Culprit::Ballot { index, tracker } => {
                write!(f, "entry {index}, ballot {}", readable::tracker(tracker))
            }
            Culprit::Tracker(tracker) => write!(f, "ballot {}", readable::tracker(tracker)),
            Culprit::Trustee(index) => write!(f, "trustee {index}"),
            Culprit::File(name) => write!(f, "file {name}"),
            Culprit::Open => f.write_str("whose fault it is, is open"),
        }
    }
}

/// A check that failed: public evidence, never with a secret or a selection in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{check}: {reason} ({culprit})")]
pub struct Rejection {
    /// The check that refused; described in `docs/specification.md`.
    pub check: Check,
    /// Whose fault it is.
    pub culprit: Culprit,
    /// What was wrong, for people.
    pub reason: String,
}

impl Rejection {
    /// A rejection by `check`.
    pub fn new(check: Check, culprit: Culprit, reason: impl Into<String>) -> Self {
        Self { check, culprit, reason: reason.into() }
    }
}

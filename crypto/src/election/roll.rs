//! §3 The roll: who may vote, by credential; and `open`, which seals it.

use crate::bytes::Hash;
use crate::group::Point;
use serde::{Deserialize, Serialize};

/// One voter, without a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The public credential `P`.
    pub credential: Point,
    /// Position of the style in the manifest, from 0.
    pub style: u64,
    /// How much the ballot counts, at least 1.
    pub weight: u64,
}

/// The body of a `roll` statement: rows strictly increasing by the 32 bytes of `P`, over all parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollPart {
    /// The rows.
    pub rows: Vec<Row>,
}

impl RollPart {
    /// Most rows of a part that an honest registrar makes: they fit a line whatever the weights.
    pub const ROWS: usize = 500;

    /// Sorts rows and cuts them into parts.
    pub fn parts(mut rows: Vec<Row>) -> Vec<RollPart> {
        rows.sort_by_key(|row| row.credential);
        rows.chunks(Self::ROWS).map(|rows| RollPart { rows: rows.to_vec() }).collect()
    }
}

/// The body of `open`: repeats what was prepared. The hash of its entry is phi.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// `Y`.
    pub election_key: Point,
    /// Hash of the last `roll` entry.
    pub last_roll: Hash,
    /// Number of rows of the roll.
    pub rows: u64,
    /// Total weight of the roll.
    pub weight: u64,
}

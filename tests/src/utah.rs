//! Real elections with known outcomes, from `tests/data/`; see its SOURCES.md for licences.

use anyhow::Context as _;
use serde::Deserialize;
use std::collections::BTreeMap;

/// An approval election.
#[derive(Clone, Debug, Deserialize)]
pub struct Approval {
    /// Its name.
    pub title: String,
    /// When it was.
    pub date: String,
    /// Whom to thank.
    pub attribution: String,
    /// The licence of the data.
    pub licence: String,
    /// The candidates, in ballot order.
    pub candidates: Vec<String>,
    /// Each ballot: positions of the approved candidates.
    pub ballots: Vec<Vec<usize>>,
    /// The known total of each candidate.
    pub totals: BTreeMap<String, u64>,
}

/// The online ballots of Utah Senate District 11, 2025.
///
/// # Errors
/// The file was changed and is no longer one.
pub fn utah_2025_senate_11() -> anyhow::Result<Approval> {
    serde_json::from_str(include_str!("../data/utah-2025-senate-11.json"))
        .context("tests/data/utah-2025-senate-11.json")
}

//! §3 The roll: who may vote, by credential; and `open`, which seals it.

use super::manifest::{CheckedManifest, Manifest};
use crate::bytes::Hash;
use crate::checks::{self, Check};
use crate::encoding::INTEGER_LIMIT;
use crate::generators::is_generator;
use crate::group::Point;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

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

/// The sum of the rows of a roll so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct RollSum {
    /// Number of rows.
    pub rows: u64,
    /// Their total weight; a sum over 2^53-1 counts as 2^53-1.
    pub weight: u64,
    last_credential: Option<Point>,
}

impl RollSum {
    /// Adds the rows that come next.
    pub fn add(&mut self, rows: &[Row]) {
        for row in rows {
            self.rows += 1;
            self.weight = self.weight.saturating_add(row.weight).min(INTEGER_LIMIT);
            self.last_credential = Some(row.credential);
        }
    }
}

/// (ROL-01 to ROL-03, ROL-05) Checks rows that come after others. Positions count from 0.
pub fn check_rows(manifest: &CheckedManifest, before: &RollSum, rows: &[Row]) -> Vec<(Check, String)> {
    let keys: HashSet<&Point> = manifest.keys().collect();
    let mut faults = check_weights(manifest, before, rows.iter().map(|row| row.weight));
    let mut last = before.last_credential;
    for (position, row) in rows.iter().enumerate() {
        let credential = &row.credential;
        if last.is_some_and(|last| last >= *credential) {
            faults.push((checks::ROL_01, format!("row {position}: credentials must strictly increase")));
        }
        if manifest.ballot_style(row.style).is_none() {
            faults.push((checks::ROL_02, format!("row {position}: there is no style {}", row.style)));
        }
        if keys.contains(credential) || is_generator(credential, manifest.bit_bases()) {
            let reason = format!("row {position}: the credential is the key of someone else, or a generator");
            faults.push((checks::ROL_05, reason));
        }
        last = Some(*credential);
    }
    faults.sort_by_key(|(check, _)| *check);
    faults
}

/// (ROL-03) Checks the weights of rows that come after others.
pub fn check_weights(
    manifest: &CheckedManifest,
    before: &RollSum,
    weights: impl Iterator<Item = u64>,
) -> Vec<(Check, String)> {
    let limit = manifest.weight_limit();
    let mut sum = before.weight;
    let mut faults = vec![];
    for (position, weight) in weights.enumerate() {
        sum = sum.saturating_add(weight);
        if weight == 0 || sum > limit {
            let reason = format!(
                "row {position}: the weight {weight}, with which the sum is {sum}; each must be at least 1, and all \
                 together at most {limit}. Use a larger unit, such as thousands"
            );
            faults.push((checks::ROL_03, reason));
        }
    }
    faults
}

/// (3.3, ROL-06) The contests in which some weight occurs among the entitled credentials fewer times than
/// the minimum, in words. `voters` are style and weight of each credential.
pub fn revealing_weights(manifest: &Manifest, voters: impl Iterator<Item = (u64, u64)>) -> Vec<String> {
    if manifest.revealing_weights {
        return vec![];
    }
    let mut classes: BTreeMap<(u64, u64), u64> = BTreeMap::new();
    for class in voters {
        *classes.entry(class).or_default() += 1;
    }
    let mut reasons = vec![];
    for contest in &manifest.contests {
        let carries: Vec<bool> =
            manifest.styles.iter().map(|style| style.contests.contains(&contest.id)).collect();
        let mut weights: BTreeMap<u64, u64> = BTreeMap::new();
        for ((style, weight), rows) in &classes {
            if usize::try_from(*style).is_ok_and(|style| carries.get(style) == Some(&true)) {
                *weights.entry(*weight).or_default() += rows;
            }
        }
        // One weight is named for all: there may be as many as voters.
        let mut rare = weights.into_iter().filter(|(_, rows)| *rows < manifest.minimum);
        if let Some((weight, rows)) = rare.next() {
            let others = rare.count();
            reasons.push(format!(
                "in contest {} only {rows} voters have weight {weight}, and the manifest's minimum is {} \
                 ({others} other weights are as rare): the totals could show how they voted. Use larger groups \
                 of weights, a smaller minimum, or the flag revealing_weights",
                contest.id, manifest.minimum
            ));
        }
    }
    reasons
}

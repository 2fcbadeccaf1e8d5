//! ROL: the roll, and `open`, which seals it.

use super::voting::Voter;
use super::{Effect, Election, EntryFaults, Opened};
use crate::entry::Entry;
use std::collections::{BTreeMap, HashSet};
use tabella_crypto::checks;
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::election::roll::{Open, RollPart};
use tabella_crypto::election::tally::Aggregates;
use tabella_crypto::encoding::{Hash, INTEGER_LIMIT};
use tabella_crypto::generators::{G, is_generator};
use tabella_crypto::group::Point;
use tabella_crypto::proofs::batch::Bases;

impl Election {
    pub(super) fn judge_roll(&self, part: &RollPart, faults: &mut EntryFaults) -> Effect {
        let Some(setup) = &self.setup else { return Effect::Content };
        let keys: HashSet<&Point> = setup.manifest.keys().collect();
        let mut last = self.last_credential;
        let mut weight = self.roll_weight;
        for (position, row) in part.rows.iter().enumerate() {
            let credential = &row.credential;
            faults.require(last.is_none_or(|last| last < *credential), checks::ROL_01, || {
                format!("row {position}: credentials must strictly increase")
            });
            faults.require(row.style < setup.plans.len() as u64, checks::ROL_02, || {
                format!("row {position}: there is no style {}", row.style)
            });
            weight = weight.saturating_add(row.weight);
            faults.require(
                row.weight >= 1 && weight <= setup.manifest.weight_limit(),
                checks::ROL_03,
                || {
                    format!(
                        "row {position}: weight {} is not between 1 and what the total allows",
                        row.weight
                    )
                },
            );
            faults.require(
                !keys.contains(credential) && !is_generator(credential, &setup.k),
                checks::ROL_05,
                || format!("row {position}: the credential is another key or a generator"),
            );
            last = Some(*credential);
        }
        Effect::Content
    }

    /// A part counts for the order, whether it can be read or not, and `open` names the last one.
    pub(super) fn note_roll_part(&mut self, hash: Hash) {
        self.roll_parts += 1;
        self.last_roll = hash;
    }

    /// Hash of the last `roll` entry, which `open` names; 32 zero bytes before there is one.
    pub fn last_roll(&self) -> &Hash {
        &self.last_roll
    }

    pub(super) fn take_roll(&mut self, entry: &Entry, part: &RollPart) {
        self.note_roll_part(entry.hash);
        for row in &part.rows {
            self.roll_rows += 1;
            self.roll_weight = self.roll_weight.saturating_add(row.weight).min(INTEGER_LIMIT);
            self.last_credential = Some(row.credential);
            self.voters.entry(row.credential).or_insert_with(|| Voter::new(row));
        }
    }

    pub(super) fn judge_open(&self, open: &Open, faults: &mut EntryFaults) -> Effect {
        let Some(setup) = &self.setup else { return Effect::Content };
        faults.require(open.last_roll == self.last_roll, checks::LOG_01, || {
            "open names another entry than the last part of the roll".into()
        });
        if !self.unreadable.deals {
            let expected = self.rounds.keys.as_ref().map(|keys| keys.Y);
            let usable = !is_generator(&open.election_key, &setup.k);
            faults.require(expected == Some(open.election_key) && usable, checks::KEY_12, || {
                "the election key is not the one that the trustees made".into()
            });
        }
        faults.require(self.has_live_quorum(), checks::KEY_15, || {
            "fewer than t trustees have confirmed".into()
        });
        if !self.unreadable.roll {
            let rows = self.roll_rows;
            faults.require(open.rows == rows && open.weight == self.roll_weight, checks::ROL_04, || {
                format!("the roll has {rows} rows of weight {}", self.roll_weight)
            });
            let classes = self.voters.values().map(|voter| (voter.style, voter.weight));
            for reason in revealing_weights(&setup.manifest, classes) {
                faults.reject(checks::ROL_06, reason);
            }
        }
        Effect::Content
    }

    pub(super) fn take_open(&mut self, entry: &Entry, open: &Open) {
        if let Some(setup) = &mut self.setup {
            setup.bases = Bases::new(Some(*open.election_key.element()), setup.k.clone());
            let aggregates = Aggregates::new(&setup.manifest);
            let index = self.chain.size() - 1;
            self.open = Some(Opened { index, phi: entry.hash, body: open.clone(), aggregates });
        }
    }

    /// The end of the preparation is known, the election key is not.
    pub(super) fn take_unreadable_open(&mut self, phi: Hash) {
        self.unreadable.open = true;
        // Unwrap safety: G is not the identity.
        #[allow(clippy::unwrap_used)]
        let election_key = self.rounds.keys.as_ref().map_or_else(|| Point::new(G).unwrap(), |keys| keys.Y);
        let body = Open { election_key, last_roll: self.last_roll, rows: 0, weight: 0 };
        if let Some(setup) = &self.setup {
            let aggregates = Aggregates::new(&setup.manifest);
            self.open = Some(Opened { index: self.size() - 1, phi, body, aggregates });
        }
    }

    /// Number of rows of the roll.
    pub fn roll_rows(&self) -> u64 {
        self.roll_rows
    }

    /// Total weight of the roll.
    pub fn roll_weight(&self) -> u64 {
        self.roll_weight
    }
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

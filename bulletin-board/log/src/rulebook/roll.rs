//! ROL: the roll, and `open`, which seals it.

use super::voting::Voter;
use super::{Effect, Election, EntryFaults, Setup};
use std::collections::{BTreeMap, HashMap, HashSet};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::election::roll::{Open, RollPart};
use tabella_crypto::encoding::INTEGER_LIMIT;
use tabella_crypto::generators::is_generator;
use tabella_crypto::group::Point;

/// The parts of the roll so far, and the credentials in them.
#[derive(Clone, Debug, Default)]
pub(super) struct Roll {
    pub(super) voters: HashMap<Point, Voter>,
    last_credential: Option<Point>,
    rows: u64,
    pub(super) weight: u64,
    /// Entries of the kind, whether they can be read or not.
    parts: u64,
    last_part: Hash,
}

impl Roll {
    /// Whether there is anything to open an election on.
    pub(super) fn has_parts(&self) -> bool {
        self.parts > 0
    }

    /// A part counts for the order, whether it can be read or not, and `open` names the last one.
    pub(super) fn note_part(&mut self, hash: Hash) {
        self.parts += 1;
        self.last_part = hash;
    }

    /// ROL-01 to ROL-03 and ROL-05: the rows of the next part.
    fn judge(&self, setup: &Setup, part: &RollPart, faults: &mut EntryFaults) {
        let keys: HashSet<&Point> = setup.manifest.keys().collect();
        let mut last = self.last_credential;
        let mut weight = self.weight;
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
    }

    pub(super) fn take(&mut self, hash: Hash, part: &RollPart) {
        self.note_part(hash);
        for row in &part.rows {
            self.rows += 1;
            self.weight = self.weight.saturating_add(row.weight).min(INTEGER_LIMIT);
            self.last_credential = Some(row.credential);
            self.voters.entry(row.credential).or_insert_with(|| Voter::new(row));
        }
    }

    /// ROL-04 and ROL-06: what `open` says of the whole roll, and whether its weights show who voted how.
    fn judge_whole(&self, manifest: &Manifest, open: &Open, faults: &mut EntryFaults) {
        let (rows, weight) = (self.rows, self.weight);
        faults.require(open.rows == rows && open.weight == weight, checks::ROL_04, || {
            format!("the roll has {rows} rows of weight {weight}")
        });
        for reason in revealing_weights(manifest, self.classes()) {
            faults.reject(checks::ROL_06, reason);
        }
    }

    /// Style and weight of each credential, in no order.
    fn classes(&self) -> impl Iterator<Item = (u64, u64)> {
        self.voters.values().map(|voter| (voter.style, voter.weight))
    }
}

impl Election {
    pub(super) fn judge_roll(&self, part: &RollPart, faults: &mut EntryFaults) -> Effect {
        if let Some(setup) = &self.setup {
            self.roll.judge(setup, part, faults);
        }
        Effect::Content
    }

    pub(super) fn judge_open(&self, open: &Open, faults: &mut EntryFaults) -> Effect {
        let Some(setup) = &self.setup else { return Effect::Content };
        faults.require(open.last_roll == self.roll.last_part, checks::LOG_01, || {
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
            self.roll.judge_whole(&setup.manifest, open, faults);
        }
        Effect::Content
    }

    /// Hash of the last `roll` entry, which `open` names; 32 zero bytes before there is one.
    pub fn last_roll(&self) -> &Hash {
        &self.roll.last_part
    }

    /// Number of rows of the roll.
    pub fn roll_rows(&self) -> u64 {
        self.roll.rows
    }

    /// Style and weight of each credential of the roll, in no order.
    pub fn roll_classes(&self) -> impl Iterator<Item = (u64, u64)> {
        self.roll.classes()
    }

    /// Total weight of the roll.
    pub fn roll_weight(&self) -> u64 {
        self.roll.weight
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

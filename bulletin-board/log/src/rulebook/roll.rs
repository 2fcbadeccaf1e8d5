//! ROL: the roll, and `open`, which seals it.

use super::voting::Voter;
use super::{Effect, Election, EntryFaults, Setup};
use std::collections::HashMap;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::election::roll::{Open, RollPart, RollSum, check_rows, revealing_weights};
use tabella_crypto::generators::is_generator;
use tabella_crypto::group::Point;

/// The parts of the roll so far, and the credentials in them.
#[derive(Clone, Debug, Default)]
pub(super) struct Roll {
    pub(super) voters: HashMap<Point, Voter>,
    pub(super) sum: RollSum,
    /// Entries of the kind, whether they can be read or not.
    parts: u64,
    last_part: Hash,
}

impl Roll {
    /// Returns true if there is anything to open an election on.
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
        for (check, reason) in check_rows(&setup.manifest, &self.sum, &part.rows) {
            faults.reject(check, reason);
        }
    }

    pub(super) fn take(&mut self, hash: Hash, part: &RollPart) {
        self.note_part(hash);
        self.sum.add(&part.rows);
        for row in &part.rows {
            self.voters.entry(row.credential).or_insert_with(|| Voter::new(row));
        }
    }

    /// ROL-04 and ROL-06: what `open` says of the whole roll, and whether its weights show who voted how.
    fn judge_whole(&self, manifest: &Manifest, open: &Open, faults: &mut EntryFaults) {
        let RollSum { rows, weight, .. } = self.sum;
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
            let usable = !is_generator(&open.election_key, setup.manifest.bit_bases());
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
        self.roll.sum.rows
    }

    /// Style and weight of each credential of the roll, in no order.
    pub fn roll_classes(&self) -> impl Iterator<Item = (u64, u64)> {
        self.roll.classes()
    }

    /// Total weight of the roll.
    pub fn roll_weight(&self) -> u64 {
        self.roll.sum.weight
    }
}

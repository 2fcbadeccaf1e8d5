//! KEY-14 to KEY-16: signs of life (4.6), and the live keys that `open` and `close` need.

use super::ceremony::check_now;
use super::{Effect, Election, EntryFaults};
use crate::entry::Entry;
use std::collections::{BTreeMap, BTreeSet};
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::Liveness;
use tabella_crypto::election::statement::Body;
use tabella_crypto::rejection::Culprit;

/// (KEY-16) At least so many seconds lie between two signs of life of one trustee.
pub const LIFE_INTERVAL_SECONDS: u64 = 60;

/// A trustee's sign of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// When the board accepted it, Unix seconds.
    pub at: u64,
    /// The entry `k` that it names.
    pub entry: u64,
    /// The entry that it is in.
    pub index: u64,
}

/// Who has shown life, and where.
#[derive(Clone, Debug, Default)]
pub(super) struct Life {
    /// The latest entry on which a trustee's key has been shown to live.
    live: BTreeMap<u64, u64>,
    /// Each trustee's last sign in order, whether it shows a live key or not.
    last: BTreeMap<u64, Sign>,
    /// All entries of the kind.
    entries: BTreeSet<u64>,
}

impl Life {
    pub(super) fn note_entry(&mut self, index: u64) {
        self.entries.insert(index);
    }

    /// KEY-16, which blocks nothing: a sign of life that comes too soon shows a live key too.
    fn judge_distance(&self, at: u64, liveness: &Liveness, trustee: u64, faults: &mut EntryFaults) {
        if self.entries.contains(&liveness.entry) {
            faults.reject(checks::KEY_16, format!("entry {} is a sign of life itself", liveness.entry));
        }
        let Some(last) = self.last.get(&trustee) else { return };
        if liveness.entry <= last.entry {
            let reason = format!(
                "on entry {}, and the one before it, in entry {}, is on {}",
                liveness.entry, last.index, last.entry
            );
            faults.reject(checks::KEY_16, reason);
        }
        let next = last.at.saturating_add(LIFE_INTERVAL_SECONDS);
        if at < next {
            let reason = format!(
                "dated {}, and the one before it {}: {LIFE_INTERVAL_SECONDS} seconds must lie between them, {} are \
                 missing",
                at,
                last.at,
                next - at
            );
            faults.reject(checks::KEY_16, reason);
        }
    }

    fn take(&mut self, trustee: u64, sign: Sign, shows_live_key: bool) {
        self.last.insert(trustee, sign);
        if shows_live_key {
            let latest = self.live.entry(trustee).or_insert(sign.entry);
            *latest = sign.entry.max(*latest);
        }
    }

    /// The trustees with a sign of life on an entry since this one.
    fn since(&self, index: u64) -> Vec<u64> {
        self.live.iter().filter(|(_, entry)| **entry >= index).map(|(trustee, _)| *trustee).collect()
    }
}

impl Election {
    pub(super) fn judge_liveness(
        &self,
        entry: &Entry,
        liveness: &Liveness,
        faults: &mut EntryFaults,
    ) -> Effect {
        let Some((ceremony, trustee)) = self.member(entry) else { return Effect::Nothing };
        self.life.judge_distance(entry.at, liveness, trustee, faults);
        if self.unreadable.deals {
            return Effect::Content;
        }
        faults.culprit = Culprit::Trustee(trustee);
        let earlier =
            self.entry_hash(liveness.entry).filter(|_| liveness.entry >= self.rounds.last_confirmation);
        let (Some(hash), Some(keys)) = (earlier, &self.rounds.keys) else {
            faults.reject(
                checks::KEY_14,
                format!("entry {} is not between the last confirmation and now", liveness.entry),
            );
            return Effect::Lifeless;
        };
        let before = faults.rejections.len();
        if let Some(public) = keys.X.get(trustee as usize - 1) {
            let culprit = faults.culprit.clone();
            check_now(Some(liveness.claim(&ceremony.election, trustee, public, hash, culprit)), faults);
        }
        if faults.rejections.len() == before { Effect::Content } else { Effect::Lifeless }
    }

    pub(super) fn take_liveness(&mut self, entry: &Entry, shows_live_key: bool) {
        let (Body::Liveness(liveness), Some(trustee)) = (&entry.statement.body, self.trustee(entry)) else {
            return;
        };
        let sign = Sign { at: entry.at, entry: liveness.entry, index: self.chain.size() - 1 };
        self.life.take(trustee, sign, shows_live_key);
    }

    /// (4.6) Returns true if at least t trustees have shown a live key: for `open` by confirming, for `close`
    /// by a sign of life on an entry since `open`.
    pub(super) fn has_live_quorum(&self) -> bool {
        let live = match &self.voting.open {
            None => self.rounds.rehearsed(),
            Some(_) => self.live_trustees().len(),
        };
        let blocked = self.unreadable.deals
            || if self.voting.open.is_none() {
                self.unreadable.confirmations
            } else {
                self.unreadable.liveness
            };
        blocked || self.manifest().is_some_and(|manifest| live as u64 >= manifest.threshold)
    }

    /// The trustees with a sign of life since `open`.
    pub fn live_trustees(&self) -> Vec<u64> {
        self.opened_at().map_or_else(Vec::new, |opened_at| self.life.since(opened_at))
    }

    /// A trustee's last sign of life.
    pub fn last_sign(&self, trustee: u64) -> Option<&Sign> {
        self.life.last.get(&trustee)
    }

    /// The newest entry that a sign of life may name: one that is none itself.
    pub fn newest_lasting_entry(&self) -> Option<u64> {
        (0..self.size()).rev().find(|index| !self.life.entries.contains(index))
    }
}

//! KEY: the key ceremony and signs of life (§4).

use super::{Effect, Election, Found, ceremony_position};
use crate::entry::Entry;
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::{
    CeremonyKeys, KeyCommitment, KeyComplaint, KeyConfirmation, KeyDeal, Liveness, SHARE_CIPHERTEXT_BYTES,
};
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::election::statement::Kind;
use tabella_crypto::encoding::Hash;
use tabella_crypto::error::Culprit;
use tabella_crypto::proofs::Claim;
use tabella_crypto::proofs::batch::{Bases, verify_one};

impl Election {
    /// The index of the trustee who is the author; LOG-12 refuses everybody else.
    pub(super) fn trustee(&self, entry: &Entry) -> Option<u64> {
        self.manifest()?.trustee_index(&entry.statement.author)
    }

    pub(super) fn judge_commitment(&self, entry: &Entry, found: &mut Found) -> Effect {
        let Some(trustee) = self.trustee(entry) else { return Effect::Content };
        found.culprit = Culprit::Trustee(trustee);
        found.unless(!self.commitments.contains_key(&trustee), checks::KEY_01, || {
            "a second commitment".into()
        });
        Effect::Content
    }

    pub(super) fn judge_deal(&self, entry: &Entry, deal: &KeyDeal, found: &mut Found) -> Effect {
        let (Some(trustee), Some(ceremony)) = (self.trustee(entry), self.ceremony()) else {
            return Effect::Content;
        };
        found.culprit = Culprit::Trustee(trustee);
        found.unless(!self.deals.contains_key(&trustee), checks::KEY_01, || "a second deal".into());
        if let Some(commitment) = self.commitments.get(&trustee) {
            found.unless(deal.opens(commitment, ceremony, trustee), checks::KEY_02, || {
                "the deal is not the one that was committed to".into()
            });
        }
        found.unless(deal.coefficients.len() as u64 == ceremony.threshold, checks::KEY_03, || {
            format!("{} coefficients; the threshold is {}", deal.coefficients.len(), ceremony.threshold)
        });
        let claim = deal.claim(ceremony, trustee, &self.last_commitment, found.culprit.clone());
        check_now(claim, found);
        let sound = deal.shares.len() == ceremony.trustees.len()
            && deal.shares.iter().all(|share| share.0.len() == SHARE_CIPHERTEXT_BYTES);
        found.unless(sound, checks::KEY_06, || {
            format!("there must be {} shares of {SHARE_CIPHERTEXT_BYTES} bytes", ceremony.trustees.len())
        });
        Effect::Content
    }

    pub(super) fn judge_confirmation(
        &self,
        entry: &Entry,
        confirmation: &KeyConfirmation,
        found: &mut Found,
    ) -> Effect {
        let (Some(trustee), Some(ceremony)) = (self.trustee(entry), self.ceremony()) else {
            return Effect::Content;
        };
        found.culprit = Culprit::Trustee(trustee);
        found.unless(!self.confirmed.contains_key(&trustee), checks::KEY_01, || {
            "a second confirmation".into()
        });
        if self.unreadable.deals {
            return Effect::Content;
        }
        let Some(keys) = &self.keys else {
            found.reject(checks::KEY_08, "the deals give no keys");
            return Effect::Content;
        };
        found.unless(confirmation.Y == keys.Y && confirmation.X == keys.X, checks::KEY_08, || {
            "Y and X must be those that follow from the deals".into()
        });
        if let Some(public) = keys.X.get(trustee as usize - 1) {
            let rehearsal = &confirmation.rehearsal;
            let culprit = found.culprit.clone();
            check_now(
                Some(rehearsal.claim(&ceremony.election, trustee, public, &self.last_deal, culprit)),
                found,
            );
        }
        Effect::Content
    }

    pub(super) fn judge_complaint(
        &self,
        entry: &Entry,
        complaint: &KeyComplaint,
        found: &mut Found,
    ) -> Effect {
        let (Some(trustee), Some(ceremony)) = (self.trustee(entry), self.ceremony()) else {
            return Effect::Nothing;
        };
        found.culprit = Culprit::Trustee(trustee);
        let Some(deal) = self.deals.get(&complaint.dealer) else {
            let dealers = 1..=ceremony.trustees.len() as u64;
            found.unless(
                self.unreadable.deals && dealers.contains(&complaint.dealer),
                checks::KEY_11,
                || format!("there is no deal of trustee {}", complaint.dealer),
            );
            return Effect::Nothing;
        };
        let before = found.rejections.len();
        let claim = complaint.claim(ceremony, deal, trustee, &entry.statement.author, found.culprit.clone());
        check_now(Some(claim), found);
        if found.rejections.len() == before {
            if complaint.shows_a_bad_share(ceremony, deal, trustee) {
                return Effect::Void;
            }
            found.reject(checks::KEY_11, "the share that the complaint opens is good");
        }
        Effect::Nothing
    }

    pub(super) fn judge_liveness(&self, entry: &Entry, liveness: &Liveness, found: &mut Found) -> Effect {
        let (Some(trustee), Some(ceremony)) = (self.trustee(entry), self.ceremony()) else {
            return Effect::Nothing;
        };
        if self.unreadable.deals {
            return Effect::Content;
        }
        found.culprit = Culprit::Trustee(trustee);
        let earlier = self.entry_hash(liveness.entry).filter(|_| liveness.entry >= self.last_confirmation);
        let (Some(hash), Some(keys)) = (earlier, &self.keys) else {
            found.reject(
                checks::KEY_14,
                format!("entry {} is not between the last confirmation and now", liveness.entry),
            );
            return Effect::Nothing;
        };
        let before = found.rejections.len();
        if let Some(public) = keys.X.get(trustee as usize - 1) {
            let culprit = found.culprit.clone();
            check_now(Some(liveness.claim(&ceremony.election, trustee, public, hash, culprit)), found);
        }
        if found.rejections.len() == before { Effect::Content } else { Effect::Nothing }
    }

    /// (4.6) Whether at least t trustees have shown a live key: for `open` by confirming, for `close`
    /// by a sign of life on an entry since `open`.
    pub(super) fn has_live_quorum(&self) -> bool {
        let threshold = self.manifest().map_or(0, |manifest| manifest.threshold);
        let live = match &self.open {
            None => self.confirmed.values().filter(|rehearsed| **rehearsed).count(),
            Some(open) => self.live.values().filter(|entry| **entry >= open.index).count(),
        };
        let blocked = self.unreadable.deals
            || if self.open.is_none() { self.unreadable.confirmations } else { self.unreadable.liveness };
        blocked || live as u64 >= threshold
    }

    pub(super) fn take_commitment(&mut self, entry: &Entry, commitment: &KeyCommitment) {
        self.count_ceremony(entry);
        if let Some(trustee) = self.trustee(entry) {
            self.commitments.entry(trustee).or_insert_with(|| commitment.clone());
        }
    }

    pub(super) fn take_deal(&mut self, entry: &Entry, deal: &KeyDeal) {
        self.count_ceremony(entry);
        if let Some(trustee) = self.trustee(entry) {
            self.deals.entry(trustee).or_insert_with(|| deal.clone());
        }
        if self.has_room(Kind::KeyDeal) {
            return;
        }
        // KEY-01 or LOG-12 has named why somebody has not dealt.
        self.unreadable.deals |=
            self.deals.len() as u64 != self.manifest().map_or(0, Manifest::trustee_count);
        self.keys = self.ceremony().and_then(|ceremony| CeremonyKeys::new(ceremony, self.deals.values()));
    }

    pub(super) fn take_confirmation(&mut self, entry: &Entry, rehearsed: bool) {
        self.count_ceremony(entry);
        if let Some(trustee) = self.trustee(entry) {
            *self.confirmed.entry(trustee).or_default() |= rehearsed;
        }
    }

    pub(super) fn take_liveness(&mut self, entry: &Entry, liveness: &Liveness) {
        if let Some(trustee) = self.trustee(entry) {
            let latest = self.live.entry(trustee).or_insert(liveness.entry);
            *latest = liveness.entry.max(*latest);
        }
    }

    fn count_ceremony(&mut self, entry: &Entry) {
        let kind = entry.statement.body.kind();
        if let Some(position) = ceremony_position(kind) {
            self.ceremony_entries[position] += 1;
        }
        self.note_ceremony_hash(kind, entry.hash);
    }

    pub(super) fn note_ceremony_hash(&mut self, kind: Kind, hash: Hash) {
        match kind {
            Kind::KeyCommitment => self.last_commitment = hash,
            Kind::KeyDeal => self.last_deal = hash,
            Kind::KeyConfirmation => self.last_confirmation = self.size() - 1,
            _ => {}
        }
    }

    /// The deals in the log, by trustee.
    pub fn deals(&self) -> impl Iterator<Item = (u64, &KeyDeal)> {
        self.deals.iter().map(|(trustee, deal)| (*trustee, deal))
    }

    /// Hash of the last `key-commitment` entry.
    pub fn last_commitment(&self) -> &Hash {
        &self.last_commitment
    }

    /// Hash of the last `key-deal` entry.
    pub fn last_deal(&self) -> &Hash {
        &self.last_deal
    }

    /// The keys that follow from the deals.
    pub fn keys(&self) -> Option<&CeremonyKeys> {
        self.keys.as_ref()
    }

    /// Whether a trustee has committed, dealt and confirmed.
    pub fn ceremony_steps(&self, trustee: u64) -> [bool; 3] {
        [
            self.commitments.contains_key(&trustee),
            self.deals.contains_key(&trustee),
            self.confirmed.contains_key(&trustee),
        ]
    }

    /// The trustees with a sign of life since `open`.
    pub fn live_trustees(&self) -> Vec<u64> {
        let open = self.open.as_ref().map_or(u64::MAX, |open| open.index);
        self.live.iter().filter(|(_, entry)| **entry >= open).map(|(trustee, _)| *trustee).collect()
    }
}

/// Ceremony proofs are few: they are checked at once, and equation by equation.
pub(super) fn check_now(claim: Option<Claim>, found: &mut Found) {
    match claim {
        Some(claim) => found.rejections.extend(verify_one(&Bases::new(None, vec![]), &claim)),
        None => found.reject(checks::KEY_04, "there is nothing to prove possession of"),
    }
}

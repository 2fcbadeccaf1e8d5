//! KEY: the key ceremony (§4); signs of life are in `life`.

use super::{Effect, Election, EntryFaults, Phase};
use crate::entry::Entry;
use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, HashMap};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::{
    Ceremony, CeremonyKeys, KeyCommitment, KeyComplaint, KeyConfirmation, KeyDeal, SHARE_CIPHERTEXT_BYTES,
};
use tabella_crypto::election::statement::Kind;
use tabella_crypto::group::Point;
use tabella_crypto::proofs::Claim;
use tabella_crypto::proofs::batch::{Bases, verify_one};
use tabella_crypto::rejection::Culprit;

/// An entry that counts as the deal of a trustee.
#[derive(Clone, Copy, Debug)]
enum Dealt {
    /// The first deal of this trustee.
    By(u64),
    /// It does not decode.
    Unreadable,
}

/// The three rounds of the ceremony so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Rounds {
    /// Entries of each kind, by which the phase moves on.
    entries: [u64; 3],
    commitments: BTreeMap<u64, KeyCommitment>,
    deals: BTreeMap<u64, KeyDeal>,
    /// The entries of these deals.
    deal_entries: HashMap<Hash, Dealt>,
    last_commitment: Hash,
    last_deal: Hash,
    /// The keys that follow from the deals.
    pub(super) keys: Option<CeremonyKeys>,
    /// The trustees who have confirmed, and whether their rehearsal was valid.
    confirmed: BTreeMap<u64, bool>,
    /// The index of the last confirmation.
    pub(super) last_confirmation: u64,
    /// True if a complaint was upheld.
    pub(super) void: bool,
}

impl Rounds {
    /// The round of `n` trustees that comes next; the roll after the last.
    pub(super) fn phase(&self, n: u64) -> Phase {
        let [commitments, deals, confirmations] = self.entries;
        if commitments < n {
            Phase::Commitments
        } else if deals < n {
            Phase::Deals
        } else if confirmations < n {
            Phase::Confirmations
        } else {
            Phase::Roll
        }
    }

    /// Returns true if the round of a ceremony kind has fewer than `n` entries.
    pub(super) fn has_room(&self, kind: Kind, n: u64) -> bool {
        position(kind).is_some_and(|position| self.entries[position] < n)
    }

    /// Counts an entry for its round, if it is of a ceremony kind, whether it can be read or not.
    pub(super) fn count(&mut self, kind: Kind, hash: Hash, index: u64) {
        if let Some(position) = position(kind) {
            self.entries[position] += 1;
        }
        match kind {
            Kind::KeyCommitment => self.last_commitment = hash,
            Kind::KeyDeal => self.last_deal = hash,
            Kind::KeyConfirmation => self.last_confirmation = index,
            _ => {}
        }
    }

    /// Notes a deal that does not decode, so that a complaint about it is not refused.
    pub(super) fn note_unreadable_deal(&mut self, hash: Hash) {
        self.deal_entries.insert(hash, Dealt::Unreadable);
    }

    /// Number of trustees whose confirmation has shown a live key.
    pub(super) fn rehearsed(&self) -> usize {
        self.confirmed.values().filter(|rehearsed| **rehearsed).count()
    }

    /// X_i, if the deals give it.
    pub(super) fn public_key(&self, trustee: u64) -> Option<&Point> {
        self.keys.as_ref()?.X.get(trustee as usize - 1)
    }

    /// KEY-01: a trustee says each thing once.
    fn judge_commitment(&self, trustee: u64, faults: &mut EntryFaults) {
        faults.culprit = Culprit::Trustee(trustee);
        faults.require(!self.commitments.contains_key(&trustee), checks::KEY_01, || {
            "a second commitment".into()
        });
    }

    /// KEY-01 to KEY-04, KEY-06.
    fn judge_deal(&self, ceremony: &Ceremony, trustee: u64, deal: &KeyDeal, faults: &mut EntryFaults) {
        faults.culprit = Culprit::Trustee(trustee);
        faults.require(!self.deals.contains_key(&trustee), checks::KEY_01, || "a second deal".into());
        if let Some(commitment) = self.commitments.get(&trustee) {
            faults.require(deal.opens(commitment, ceremony, trustee), checks::KEY_02, || {
                "the deal is not the one that was committed to".into()
            });
        }
        faults.require(deal.coefficients.len() as u64 == ceremony.threshold, checks::KEY_03, || {
            format!("{} coefficients; the threshold is {}", deal.coefficients.len(), ceremony.threshold)
        });
        let claim = deal.claim(ceremony, trustee, &self.last_commitment, faults.culprit.clone());
        check_now(claim, faults);
        let sound = deal.shares.len() == ceremony.trustees.len()
            && deal.shares.iter().all(|share| share.0.len() == SHARE_CIPHERTEXT_BYTES);
        faults.require(sound, checks::KEY_06, || {
            format!("there must be {} shares of {SHARE_CIPHERTEXT_BYTES} bytes", ceremony.trustees.len())
        });
    }

    /// KEY-01, of a confirmation.
    fn judge_first_confirmation(&self, trustee: u64, faults: &mut EntryFaults) {
        faults.culprit = Culprit::Trustee(trustee);
        faults.require(!self.confirmed.contains_key(&trustee), checks::KEY_01, || {
            "a second confirmation".into()
        });
    }

    /// KEY-08 and KEY-09: what is confirmed, once all deals can be read.
    fn judge_confirmed_keys(
        &self,
        ceremony: &Ceremony,
        trustee: u64,
        confirmation: &KeyConfirmation,
        faults: &mut EntryFaults,
    ) -> Effect {
        let Some(keys) = &self.keys else {
            // There are no keys, or not yet: then LOG-11 refuses the confirmation. What it rehearses on is not there.
            faults.reject(checks::KEY_08, "the deals give no keys");
            return Effect::Unrehearsed;
        };
        faults.require(confirmation.Y == keys.Y && confirmation.X == keys.X, checks::KEY_08, || {
            "Y and X must be those that follow from the deals".into()
        });
        if let Some(public) = self.public_key(trustee) {
            let (rehearsal, culprit) = (&confirmation.rehearsal, faults.culprit.clone());
            let claim = rehearsal.claim(&ceremony.election, trustee, public, &self.last_deal, culprit);
            check_now(Some(claim), faults);
        }
        Effect::Content
    }

    /// KEY-11, and LOG-01 of the deal that is complained of.
    fn judge_complaint(
        &self,
        ceremony: &Ceremony,
        trustee: u64,
        author: &Point,
        complaint: &KeyComplaint,
        faults: &mut EntryFaults,
    ) -> Effect {
        let dealer = match self.deal_entries.get(&complaint.deal) {
            Some(Dealt::By(dealer)) => *dealer,
            // No one can tell who is right.
            Some(Dealt::Unreadable) => return Effect::Nothing,
            None => {
                faults.reject(checks::LOG_01, "the complaint names an entry that is the deal of no trustee");
                return Effect::Nothing;
            }
        };
        let Some(deal) = self.deals.get(&dealer) else { return Effect::Nothing };
        faults.culprit = Culprit::Trustee(trustee);
        let before = faults.rejections.len();
        let claim = complaint.claim(ceremony, deal, dealer, trustee, author, faults.culprit.clone());
        check_now(Some(claim), faults);
        if faults.rejections.len() == before {
            if complaint.shows_a_bad_share(ceremony, deal, dealer, trustee) {
                return Effect::Void;
            }
            faults.reject(checks::KEY_11, "the share that the complaint opens is good");
        }
        Effect::Nothing
    }

    /// Takes a deal over, unless its trustee has dealt already.
    fn take_deal(&mut self, trustee: u64, hash: Hash, deal: &KeyDeal) {
        if let Slot::Vacant(first) = self.deals.entry(trustee) {
            first.insert(deal.clone());
            self.deal_entries.insert(hash, Dealt::By(trustee));
        }
    }

    /// For each round, true if a trustee has done their part: committed, dealt, confirmed.
    fn steps(&self, trustee: u64) -> [bool; 3] {
        [
            self.commitments.contains_key(&trustee),
            self.deals.contains_key(&trustee),
            self.confirmed.contains_key(&trustee),
        ]
    }

    fn deal_entry(&self, dealer: u64) -> Option<&Hash> {
        let is = |dealt: &Dealt| matches!(dealt, Dealt::By(by) if *by == dealer);
        self.deal_entries.iter().find(|(_, dealt)| is(dealt)).map(|(hash, _)| hash)
    }
}

impl Election {
    /// The trustee who is the author, and the ceremony; LOG-12 refuses everyone else.
    pub(super) fn member(&self, entry: &Entry) -> Option<(&Ceremony, u64)> {
        Some((self.ceremony()?, self.trustee(entry)?))
    }

    pub(super) fn judge_commitment(&self, entry: &Entry, faults: &mut EntryFaults) -> Effect {
        if let Some(trustee) = self.trustee(entry) {
            self.rounds.judge_commitment(trustee, faults);
        }
        Effect::Content
    }

    pub(super) fn judge_deal(&self, entry: &Entry, deal: &KeyDeal, faults: &mut EntryFaults) -> Effect {
        if let Some((ceremony, trustee)) = self.member(entry) {
            self.rounds.judge_deal(ceremony, trustee, deal, faults);
        }
        Effect::Content
    }

    pub(super) fn judge_confirmation(
        &self,
        entry: &Entry,
        confirmation: &KeyConfirmation,
        faults: &mut EntryFaults,
    ) -> Effect {
        let Some((ceremony, trustee)) = self.member(entry) else { return Effect::Content };
        self.rounds.judge_first_confirmation(trustee, faults);
        if self.unreadable.deals {
            return Effect::Content;
        }
        self.rounds.judge_confirmed_keys(ceremony, trustee, confirmation, faults)
    }

    pub(super) fn judge_complaint(
        &self,
        entry: &Entry,
        complaint: &KeyComplaint,
        faults: &mut EntryFaults,
    ) -> Effect {
        let Some((ceremony, trustee)) = self.member(entry) else { return Effect::Nothing };
        self.rounds.judge_complaint(ceremony, trustee, &entry.statement.author, complaint, faults)
    }

    pub(super) fn take_commitment(&mut self, entry: &Entry, commitment: &KeyCommitment) {
        self.count_ceremony(entry);
        if let Some(trustee) = self.trustee(entry) {
            self.rounds.commitments.entry(trustee).or_insert_with(|| commitment.clone());
        }
    }

    pub(super) fn take_deal(&mut self, entry: &Entry, deal: &KeyDeal) {
        self.count_ceremony(entry);
        if let Some(trustee) = self.trustee(entry) {
            self.rounds.take_deal(trustee, entry.hash, deal);
        }
        if self.has_room(Kind::KeyDeal) {
            return;
        }
        // KEY-01 or LOG-12 has named why someone has not dealt.
        let Some(ceremony) = self.ceremony() else { return };
        let keys = CeremonyKeys::new(ceremony, self.rounds.deals.values());
        self.unreadable.deals |= self.rounds.deals.len() != ceremony.trustees.len();
        self.rounds.keys = keys;
    }

    pub(super) fn take_confirmation(&mut self, entry: &Entry, rehearsed: bool) {
        self.count_ceremony(entry);
        if let Some(trustee) = self.trustee(entry) {
            *self.rounds.confirmed.entry(trustee).or_default() |= rehearsed;
        }
    }

    fn count_ceremony(&mut self, entry: &Entry) {
        self.rounds.count(entry.statement.body.kind(), entry.hash, self.chain.size() - 1);
    }

    /// The deals in the log, by trustee.
    pub fn deals(&self) -> impl Iterator<Item = (u64, &KeyDeal)> {
        self.rounds.deals.iter().map(|(trustee, deal)| (*trustee, deal))
    }

    /// Hash of the entry with the deal of a trustee, which a complaint names.
    pub fn deal_entry(&self, dealer: u64) -> Option<&Hash> {
        self.rounds.deal_entry(dealer)
    }

    /// Hash of the last `key-commitment` entry.
    pub fn last_commitment(&self) -> &Hash {
        &self.rounds.last_commitment
    }

    /// Hash of the last `key-deal` entry.
    pub fn last_deal(&self) -> &Hash {
        &self.rounds.last_deal
    }

    /// The keys that follow from the deals.
    pub fn keys(&self) -> Option<&CeremonyKeys> {
        self.rounds.keys.as_ref()
    }

    /// For each round, true if a trustee has done their part: committed, dealt, confirmed.
    pub fn ceremony_steps(&self, trustee: u64) -> [bool; 3] {
        self.rounds.steps(trustee)
    }
}

/// Ceremony proofs are few: they are checked at once, and equation by equation.
pub(super) fn check_now(claim: Option<Claim>, faults: &mut EntryFaults) {
    match claim {
        Some(claim) => faults.rejections.extend(verify_one(&Bases::new(None, vec![]), &claim)),
        None => faults.reject(checks::KEY_04, "there is nothing to prove possession of"),
    }
}

/// The position of a kind among the three rounds of the ceremony.
fn position(kind: Kind) -> Option<usize> {
    [Kind::KeyCommitment, Kind::KeyDeal, Kind::KeyConfirmation].iter().position(|round| *round == kind)
}

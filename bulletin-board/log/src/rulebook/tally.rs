//! TAL, DEC and RES: shares and the result.

use super::ceremony::check_now;
use super::{Effect, Election, EntryFaults};
use crate::entry::Entry;
use std::collections::BTreeMap;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::{Contest, Manifest};
use tabella_crypto::election::tally::{ContestTally, ContestTotals, DecryptionShare, ElectionResult, Tally};
use tabella_crypto::elgamal::message;
use tabella_crypto::rejection::Culprit;

/// The tally once voting is closed, and what has been decrypted of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Decryption {
    /// The sums to decrypt, once voting is closed.
    pub(super) tally: Option<Tally>,
    /// The first share of each trustee.
    shares: BTreeMap<u64, PostedShare>,
    result: Option<ElectionResult>,
    /// True if a result is in the log, whether it can be read or not.
    pub(super) finished: bool,
}

/// A decryption share in the log. Only the first one of a trustee counts, whether it is valid or not.
#[derive(Clone, Debug)]
enum PostedShare {
    Valid(Box<DecryptionShare>),
    Refused,
}

impl PostedShare {
    fn valid(&self) -> Option<&DecryptionShare> {
        match self {
            PostedShare::Valid(share) => Some(share),
            PostedShare::Refused => None,
        }
    }
}

impl Decryption {
    pub(super) fn take_share(&mut self, trustee: u64, share: &DecryptionShare, is_valid: bool) {
        let posted =
            || if is_valid { PostedShare::Valid(Box::new(share.clone())) } else { PostedShare::Refused };
        self.shares.entry(trustee).or_insert_with(posted);
    }

    pub(super) fn take_result(&mut self, result: &ElectionResult) {
        self.finished = true;
        self.result = Some(result.clone());
    }

    /// The valid shares, by trustee.
    fn valid_shares(&self) -> impl Iterator<Item = (u64, &DecryptionShare)> {
        self.shares.iter().filter_map(|(trustee, share)| Some((*trustee, share.valid()?)))
    }

    /// Returns true if there are as many valid shares as the result needs.
    fn has_shares(&self, threshold: u64) -> bool {
        let nothing = self.tally.as_ref().is_some_and(|tally| tally.encrypted().next().is_none());
        nothing || self.valid_shares().count() as u64 >= threshold
    }

    /// RES: what is announced is what the shares decrypt to.
    fn judge_totals(
        &self,
        manifest: &Manifest,
        tally: &Tally,
        roll_weight: u64,
        result: &ElectionResult,
        faults: &mut EntryFaults,
    ) {
        let expected: Vec<&Contest> =
            counted(&manifest.contests, tally).map(|(contest, _)| contest).collect();
        let complete = result.totals.len() == expected.len()
            && result.totals.iter().zip(&expected).all(|(totals, contest)| totals.fits(contest));
        if !complete {
            // Blocks RES-01 and RES-02.
            faults.reject(
                checks::RES_03,
                "every option of every counted contest must stand once, in manifest order",
            );
            return;
        }
        // The t smallest valid indices (6.3).
        let shares: Vec<(u64, &DecryptionShare)> =
            self.valid_shares().take(manifest.threshold as usize).collect();
        let values = result.values();
        let right =
            tally.combine(&shares).iter().zip(&values).all(|(point, value)| *point == message(*value));
        faults.require(right, checks::RES_01, || "a total is not what the shares decrypt to".into());
        for ((contest, weight), totals) in counted(&manifest.contests, tally).zip(&result.totals) {
            if let Err(reason) = check_totals(contest, weight, totals, roll_weight) {
                faults.reject(checks::RES_02, reason);
            }
        }
    }
}

impl Election {
    pub(super) fn judge_share(
        &self,
        entry: &Entry,
        share: &DecryptionShare,
        faults: &mut EntryFaults,
    ) -> Effect {
        let (Some(trustee), Some(tally)) = (self.trustee(entry), self.tally()) else {
            return Effect::Nothing;
        };
        if self.blocked(checks::TAL_01).is_some() {
            return Effect::Nothing;
        }
        faults.culprit = Culprit::Trustee(trustee);
        let before = faults.rejections.len();
        if tally.encrypted().next().is_none() {
            faults.reject(checks::TAL_04, "there is nothing to decrypt, so there are no shares");
        } else if self.decryption.shares.contains_key(&trustee) {
            faults.reject(checks::DEC_01, "a second share of the same trustee");
        } else if share.tau != tally.tau {
            faults.reject(checks::TAL_01, "tau is not that of the counted ballots");
        } else {
            let public = self.rounds.public_key(trustee);
            match public.and_then(|public| tally.claim(share, trustee, public)) {
                Some(claim) => check_now(Some(claim), faults),
                // Without X_i nothing about the share can be judged.
                None if self.unreadable.deals => {}
                None => faults.reject(checks::DEC_02, "one D is needed for every slot to decrypt"),
            }
        }
        Effect::Share { index: trustee, valid: faults.rejections.len() == before }
    }

    pub(super) fn judge_result(&self, result: &ElectionResult, faults: &mut EntryFaults) -> Effect {
        let (Some(setup), Some(tally)) = (&self.setup, self.tally()) else { return Effect::Nothing };
        if self.blocked(checks::TAL_01).is_some() {
            return Effect::Content;
        }
        if result.tau != tally.tau {
            // Blocks the rest of TAL, DEC and RES.
            faults.reject(checks::TAL_01, "tau is not that of the counted ballots");
            return Effect::Content;
        }
        let manifest = &setup.manifest;
        faults.require(result.count == tally.count && result.weight == tally.weight, checks::TAL_02, || {
            format!("{} ballots of weight {} are counted", tally.count, tally.weight)
        });
        let named = |outcome| tally.named(manifest, &outcome);
        let sound =
            result.withheld == named(ContestTally::Withheld) && result.empty == named(ContestTally::Empty);
        faults.require(sound, checks::TAL_03, || "other contests are withheld or empty".into());
        // What blocks DEC-04 or fails it blocks RES.
        let blocked = self.blocked(checks::DEC_04).is_some();
        faults.require(blocked || self.has_shares(), checks::DEC_04, || {
            format!("{} valid shares; {} are needed", self.valid_shares().count(), manifest.threshold)
        });
        if !blocked && self.has_shares() {
            self.decryption.judge_totals(manifest, tally, self.roll.sum.weight, result, faults);
        }
        Effect::Content
    }

    /// The tally, once voting is closed.
    pub fn tally(&self) -> Option<&Tally> {
        self.decryption.tally.as_ref()
    }

    /// The valid shares, by trustee.
    pub fn valid_shares(&self) -> impl Iterator<Item = (u64, &DecryptionShare)> {
        self.decryption.valid_shares()
    }

    /// Returns true if there are as many valid shares as the result needs.
    pub(super) fn has_shares(&self) -> bool {
        self.manifest().is_some_and(|manifest| self.decryption.has_shares(manifest.threshold))
    }

    /// The announced result.
    pub fn result(&self) -> Option<&ElectionResult> {
        self.decryption.result.as_ref()
    }
}

/// The contests whose slots are decrypted, with the total weight of their ballots.
fn counted<'a>(contests: &'a [Contest], tally: &'a Tally) -> impl Iterator<Item = (&'a Contest, u64)> {
    contests
        .iter()
        .zip(&tally.contests)
        .zip(&tally.weights)
        .filter(|((_, tally), _)| matches!(tally, ContestTally::Counted(_)))
        .map(|((contest, _), weight)| (contest, *weight))
}

/// (RES-02) Totals within the bound of (6.3), and such as the rule of the contest allows.
fn check_totals(
    contest: &Contest,
    weight: u64,
    totals: &ContestTotals,
    roll_weight: u64,
) -> Result<(), String> {
    let bound = u128::from(roll_weight) * u128::from(contest.rule.largest_value());
    let values = totals.values();
    if values.iter().any(|value| u128::from(*value) > bound) {
        return Err(format!("contest {}: a total is over the bound {bound}", contest.id));
    }
    contest.rule.check_totals(weight, &values).map_err(|reason| format!("contest {}: {reason}", contest.id))
}

//! (6.1) The sums of the ballots that count, from which the tally at `close` follows.

use super::{ContestTally, Slot, Tally};
use crate::bytes::Hash;
use crate::election::manifest::{BallotStyle, CheckedManifest, Contest};
use crate::elgamal::Ciphertext;
use crate::group::{Element, Scalar, identity};
use std::collections::btree_map::{BTreeMap, Entry};

/// (6.1) Running sums over the counted ballots; ballots are added and, when superseded, removed.
#[derive(Clone, Debug)]
pub struct Aggregates {
    contests: Vec<Running>,
    count: u64,
    weight: u64,
}

#[derive(Clone, Debug)]
struct Running {
    /// How many counted ballots have each weight.
    ballots: BTreeMap<u64, u64>,
    slots: Vec<Slot>,
}

impl Aggregates {
    /// No ballots.
    pub fn new(manifest: &CheckedManifest) -> Aggregates {
        let running = |contest: &Contest| Running {
            ballots: BTreeMap::new(),
            slots: vec![Slot { alpha: identity(), beta: identity() }; contest.slots().len()],
        };
        Aggregates { contests: manifest.contests.iter().map(running).collect(), count: 0, weight: 0 }
    }

    /// Adds a ballot of `weight`. Its ciphertexts have the shape of the style's plan.
    pub fn add(&mut self, style: &BallotStyle, weight: u64, ciphertexts: &[Ciphertext]) {
        self.count += 1;
        // Weights of a roll that fails ROL-03 may not fit.
        self.weight = self.weight.saturating_add(weight);
        let factor = Scalar::from(weight);
        self.each(style, ciphertexts, |running, slots| {
            *running.ballots.entry(weight).or_default() += 1;
            for (slot, ciphertext) in running.slots.iter_mut().zip(slots) {
                slot.alpha += times(ciphertext.alpha.element(), weight, &factor);
                slot.beta += times(ciphertext.beta.element(), weight, &factor);
            }
        });
    }

    /// Removes a ballot that was added with the same arguments.
    pub fn remove(&mut self, style: &BallotStyle, weight: u64, ciphertexts: &[Ciphertext]) {
        self.count -= 1;
        self.weight = self.weight.saturating_sub(weight);
        let factor = Scalar::from(weight);
        self.each(style, ciphertexts, |running, slots| {
            if let Entry::Occupied(mut ballots) = running.ballots.entry(weight) {
                *ballots.get_mut() -= 1;
                // Only this weight: there may be as many others as voters.
                if *ballots.get() == 0 {
                    ballots.remove();
                }
            }
            for (slot, ciphertext) in running.slots.iter_mut().zip(slots) {
                slot.alpha -= times(ciphertext.alpha.element(), weight, &factor);
                slot.beta -= times(ciphertext.beta.element(), weight, &factor);
            }
        });
    }

    fn each(
        &mut self,
        style: &BallotStyle,
        ciphertexts: &[Ciphertext],
        mut change: impl FnMut(&mut Running, &[Ciphertext]),
    ) {
        let mut rest = ciphertexts;
        for contest in &style.contests {
            let running = &mut self.contests[*contest];
            let (slots, after) = rest.split_at(running.slots.len());
            change(running, slots);
            rest = after;
        }
    }

    /// Number of counted ballots.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Total weight of the counted ballots.
    pub fn weight(&self) -> u64 {
        self.weight
    }

    /// (6.1) The tally at `close`: what is withheld, and tau over everything that is decrypted.
    pub fn close(&self, manifest: &CheckedManifest, phi: &Hash, close: &Hash) -> Tally {
        let contests = self.contests.iter().map(|running| {
            let few = |ballots: u64| ballots < manifest.minimum;
            if running.ballots.is_empty() {
                ContestTally::Empty
            } else if few(running.ballots.values().sum())
                || (!manifest.revealing_weights && running.ballots.values().copied().any(few))
            {
                ContestTally::Withheld
            } else {
                ContestTally::Counted(running.slots.clone())
            }
        });
        let weight = |running: &Running| {
            let weights = running.ballots.iter().map(|(weight, ballots)| weight.saturating_mul(*ballots));
            weights.fold(0, u64::saturating_add)
        };
        let mut tally = Tally {
            tau: Hash::ZERO,
            count: self.count,
            weight: self.weight,
            ballots: self.contests.iter().map(|running| running.ballots.values().sum()).collect(),
            contests: contests.collect(),
            weights: self.contests.iter().map(weight).collect(),
        };
        tally.tau = tally.preimage(close).tau(phi);
        tally
    }
}

/// `weight * element`; most weights are one.
fn times(element: &Element, weight: u64, factor: &Scalar) -> Element {
    if weight == 1 { *element } else { element * factor }
}

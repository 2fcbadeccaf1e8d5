//! §6 The tally: aggregates that everyone computes, shares of t trustees, totals.

mod aggregates; // the sums, and what of them is decrypted
mod result; // the totals
mod share; // from sums to totals

pub use self::aggregates::Aggregates;
pub use self::result::{ContestTotals, ElectionResult, OptionTotal};
pub use crate::dlog::DiscreteLog;

use super::manifest::{Id, Manifest};
use crate::bytes::Hash;
use crate::domain;
use crate::group::{Element, Point, deserialize_element, element_bytes, is_identity, serialize_element};
use crate::proofs::dleq::Dleq;
use serde::{Deserialize, Serialize};

/// The body of `close`: it fits at one place of one log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// Hash of the entry before it.
    pub previous: Hash,
}

/// (6.2) The body of a `decryption-share`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case)]
pub struct DecryptionShare {
    /// `D_j = x_i alpha_j` for every slot to decrypt.
    pub D: Vec<Point>,
    /// One proof for all.
    pub proof: Dleq,
    /// (6.1) What is decrypted.
    pub tau: Hash,
}

/// One slot of the tally: a contest option or its blank vote, over all counted ballots.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// `sum w_v alpha_v`; may be the identity.
    #[serde(serialize_with = "serialize_element", deserialize_with = "deserialize_element")]
    pub alpha: Element,
    /// `sum w_v beta_v`; may be the identity.
    #[serde(serialize_with = "serialize_element", deserialize_with = "deserialize_element")]
    pub beta: Element,
}

impl Slot {
    /// Returns true if the slot has a `D_j` (6.1): its alpha is not the identity.
    pub fn is_encrypted(&self) -> bool {
        !is_identity(&self.alpha)
    }
}

/// The fate of a contest at the close.
#[derive(Clone, Debug, PartialEq)]
pub enum ContestTally {
    /// No one voted in it.
    Empty,
    /// Too few ballots, or a weight that too few of them have.
    Withheld,
    /// Its slots are decrypted.
    Counted(Vec<Slot>),
}

/// The reason that the totals of a contest are not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Withheld {
    /// (6.1) Fewer counted ballots than the minimum.
    FewBallots,
    /// (6.1) Enough ballots, but fewer than the minimum of some weight.
    RareWeight,
}

impl Withheld {
    /// For people, after `withheld: `.
    pub fn in_words(self) -> &'static str {
        match self {
            Withheld::FewBallots => "too few ballots to publish without revealing how someone voted",
            Withheld::RareWeight => {
                "too few of those who share a weight have voted, and the totals could show how they did"
            }
        }
    }
}

/// (6.1) The tally at the close of an election, the same for everyone.
#[derive(Clone, Debug)]
pub struct Tally {
    /// The tally digest, to which shares and result refer.
    pub tau: Hash,
    /// Number of counted ballots.
    pub count: u64,
    /// Total weight of the counted ballots.
    pub weight: u64,
    /// Number of the counted ballots that carry each contest.
    pub ballots: Vec<u64>,
    /// Each contest, in manifest order.
    pub contests: Vec<ContestTally>,
    /// Total weight of the counted ballots that carry each contest.
    pub weights: Vec<u64>,
}

impl Tally {
    /// The reason that the contest at this position is withheld, if it is.
    pub fn why_withheld(&self, manifest: &Manifest, contest: usize) -> Option<Withheld> {
        let is_withheld = self.contests.get(contest) == Some(&ContestTally::Withheld);
        let few = *self.ballots.get(contest)? < manifest.minimum;
        is_withheld.then_some(if few { Withheld::FewBallots } else { Withheld::RareWeight })
    }

    /// All slots of counted contests, in manifest order.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.contests.iter().flat_map(|contest| match contest {
            ContestTally::Counted(slots) => slots.as_slice(),
            ContestTally::Empty | ContestTally::Withheld => &[],
        })
    }

    /// The slots that have a `D_j`.
    pub fn encrypted(&self) -> impl Iterator<Item = &Slot> {
        self.slots().filter(|slot| slot.is_encrypted())
    }

    /// The preimage of tau; `close` is the hash of the `close` entry.
    pub fn preimage(&self, close: &Hash) -> Preimage {
        let slots = self.slots().cloned().collect();
        Preimage { close: *close, count: self.count, slots, weight: self.weight }
    }

    /// The contests of one kind of outcome, by id.
    pub fn named(&self, manifest: &Manifest, outcome: &ContestTally) -> Vec<Id> {
        let of = self.contests.iter().zip(&manifest.contests).filter(|(contest, _)| *contest == outcome);
        of.map(|(_, contest)| contest.id.clone()).collect()
    }
}

/// (6.1) The values that tau is the hash of, besides phi: enough to check a share of someone who signed tau.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preimage {
    /// Hash of the `close` entry.
    pub close: Hash,
    /// Number of counted ballots.
    pub count: u64,
    /// All slots of counted contests, in manifest order.
    pub slots: Vec<Slot>,
    /// Total weight of the counted ballots.
    pub weight: u64,
}

impl Preimage {
    /// `tau = SHA-256("tabella/1/tally" || phi || close || count || weight || number of slots || all aggregates)`.
    pub fn tau(&self, phi: &Hash) -> Hash {
        let aggregates: Vec<u8> = self
            .slots
            .iter()
            .flat_map(|slot| [element_bytes(&slot.alpha), element_bytes(&slot.beta)])
            .flatten()
            .collect();
        Hash::of(&[
            domain::TALLY,
            &phi.0,
            &self.close.0,
            &self.count.to_le_bytes(),
            &self.weight.to_le_bytes(),
            &(self.slots.len() as u64).to_le_bytes(),
            &aggregates,
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks;
    use crate::encoding::{decode, encode};
    use crate::generators::G;
    use crate::group::identity;

    #[test]
    fn a_preimage_reads_back_with_the_identity_in_it() {
        let slots = vec![Slot { alpha: identity(), beta: G }, Slot { alpha: G + G, beta: identity() }];
        let preimage = Preimage { close: Hash::ZERO, count: 2, slots, weight: 3 };
        let text = encode(&preimage);
        assert_eq!(decode(text.as_bytes()), Ok(preimage.clone()));
        let other = Preimage { weight: 2, ..preimage.clone() };
        assert_ne!(preimage.tau(&Hash::ZERO), other.tau(&Hash::ZERO));
        let bad = text.replace(&Hash::ZERO.to_string(), &Hash::of(&[]).to_string());
        assert_eq!(decode::<Preimage>(bad.as_bytes()).expect_err("no element").check, checks::ENC_05);
    }
}

//! (6.3) The result: the totals of what was decrypted.

use super::{ContestTally, Tally};
use crate::bytes::Hash;
use crate::election::manifest::{Contest, Id, Manifest};
use serde::{Deserialize, Serialize};

/// (6.3) The body of `result`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElectionResult {
    /// Number of counted ballots.
    pub count: u64,
    /// Contests without a counted ballot.
    pub empty: Vec<Id>,
    /// (6.1) What was decrypted.
    pub tau: Hash,
    /// Every other contest, in manifest order.
    pub totals: Vec<ContestTotals>,
    /// Total weight of the counted ballots.
    pub weight: u64,
    /// Contests with too few ballots, or weights that would single people out (6.1).
    pub withheld: Vec<Id>,
}

/// The totals of one contest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestTotals {
    /// Blank votes; null without a blank vote.
    pub blank: Option<u64>,
    /// The contest.
    pub contest: Id,
    /// Every option, in manifest order.
    pub options: Vec<OptionTotal>,
}

impl ContestTotals {
    /// The totals of a contest, from those of its slots.
    fn new(contest: &Contest, values: &mut impl Iterator<Item = u64>) -> ContestTotals {
        let mut totals = ContestTotals { blank: None, contest: contest.id.clone(), options: vec![] };
        for (slot, total) in contest.slots().into_iter().zip(values) {
            match contest.option(slot) {
                Some(option) => totals.options.push(OptionTotal { option: option.id.clone(), total }),
                None => totals.blank = Some(total),
            }
        }
        totals
    }

    /// The totals in the order of the contest's slots.
    pub fn values(&self) -> Vec<u64> {
        self.options.iter().map(|option| option.total).chain(self.blank).collect()
    }

    /// (RES-03) Returns true if there is a total for each slot of a contest, in order.
    pub fn fits(&self, contest: &Contest) -> bool {
        let named = self.options.iter().map(|total| &total.option);
        self.contest == contest.id
            && self.blank.is_some() == contest.rule.has_blank()
            && named.eq(contest.options.iter().map(|option| &option.id))
    }
}

/// The total of one option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionTotal {
    /// The option.
    pub option: Id,
    /// Its weighted total.
    pub total: u64,
}

impl Tally {
    /// (6.3) The result whose slots have the given totals, in order.
    pub fn result(&self, manifest: &Manifest, values: &[u64]) -> ElectionResult {
        let mut values = values.iter().copied();
        let mut totals = vec![];
        for (contest, tally) in manifest.contests.iter().zip(&self.contests) {
            if let ContestTally::Counted(_) = tally {
                totals.push(ContestTotals::new(contest, values.by_ref()));
            }
        }
        ElectionResult {
            count: self.count,
            empty: self.named(manifest, &ContestTally::Empty),
            tau: self.tau,
            totals,
            weight: self.weight,
            withheld: self.named(manifest, &ContestTally::Withheld),
        }
    }
}

impl ElectionResult {
    /// The totals in the order of the tally's slots.
    pub fn values(&self) -> Vec<u64> {
        self.totals.iter().flat_map(ContestTotals::values).collect()
    }

    /// The totals of a contest: zeros when no one has voted in it, `None` when they are withheld.
    pub fn totals_of(&self, contest: &Contest) -> Option<ContestTotals> {
        let announced = self.totals.iter().find(|totals| totals.contest == contest.id).cloned();
        let zeros = || ContestTotals::new(contest, &mut core::iter::repeat(0));
        announced.or_else(|| self.empty.contains(&contest.id).then(zeros))
    }
}

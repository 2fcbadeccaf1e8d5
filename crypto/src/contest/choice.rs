//! `choice`: `min` to `max` of the options, each once, or an explicit blank vote.
//!
//! ```text
//! slots        one for each option, then the blank vote if there is one; each holds 0 or 1
//! constraint   sum of the options + max blank + slack = max, with slack in 0..=max - min
//! ```

use super::{NamingError, SlotName};
use crate::plan::Plan;
use core::fmt;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The rule `choice`. Fields in canonical order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// True if there is an explicit blank vote.
    pub blank: bool,
    /// Most options chosen.
    pub max: u64,
    /// Fewest options chosen, unless blank.
    pub min: u64,
}

/// How many options a voter may choose, as people say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// This many, no more and no fewer.
    Exactly(u64),
    /// This many or fewer, or none.
    UpTo(u64),
    /// The first number at least, the second at most.
    Between(u64, u64),
}

impl Choice {
    /// An option is chosen or not.
    pub(super) const LARGEST_VALUE: u64 = 1;

    /// How many options a voter may choose.
    pub fn amount(&self) -> Amount {
        match (self.min, self.max) {
            (min, max) if min == max => Amount::Exactly(max),
            (0, max) => Amount::UpTo(max),
            (min, max) => Amount::Between(min, max),
        }
    }

    pub(super) fn check(&self, options: usize) -> Result<(), String> {
        let Choice { min, max, .. } = self;
        if min > max {
            return Err(format!("at least {min} but at most {max} options"));
        }
        if *max == 0 || *max > options as u64 {
            return Err(format!("at most {max} of {options} options"));
        }
        Ok(())
    }

    pub(super) fn slots(&self, options: usize) -> Vec<SlotName> {
        let blank = self.blank.then_some(SlotName::Blank);
        (0..options).map(SlotName::Option).chain(blank).collect()
    }

    pub(super) fn add_to(&self, plan: &mut Plan, options: usize) {
        let coefficient = |slot: &SlotName| match slot {
            SlotName::Option(_) => 1,
            SlotName::Blank => self.max,
        };
        let slots = self.slots(options);
        let terms =
            slots.iter().map(|slot| (plan.add_ciphertext(Self::LARGEST_VALUE), coefficient(slot))).collect();
        plan.add_constraint(terms, self.max - self.min, self.max);
    }

    /// `min (W - blank) <= sum <= max (W - blank)`.
    pub(super) fn check_totals(&self, weight: u64, totals: &[u64]) -> Result<(), String> {
        let (options, blank) = match totals {
            [options @ .., blank] if self.blank => (options, *blank),
            options => (options, 0),
        };
        let Some(voted) = weight.checked_sub(blank).map(u128::from) else {
            return Err(format!("{blank} blank votes on ballots of weight {weight}"));
        };
        let sum: u128 = options.iter().map(|total| u128::from(*total)).sum();
        if sum < voted * u128::from(self.min) || sum > voted * u128::from(self.max) {
            return Err(format!("{sum} choices on ballots of weight {voted}"));
        }
        Ok(())
    }
}

/// The values of the slots with these ids when those named are chosen.
pub(super) fn read(ids: &[&str], named: &[String]) -> Result<Zeroizing<Vec<u64>>, NamingError> {
    let mut values = Zeroizing::new(vec![0; ids.len()]);
    for name in named {
        let slot = ids.iter().position(|id| id == name).ok_or_else(|| NamingError::Unknown(name.clone()))?;
        if values[slot] == 1 {
            return Err(NamingError::Twice);
        }
        values[slot] = 1;
    }
    Ok(values)
}

/// The ids of the slots that are chosen.
pub(super) fn describe(ids: &[&str], values: &[u64]) -> Vec<String> {
    let chosen = ids.iter().zip(values).filter(|(_, value)| **value > 0);
    chosen.map(|(id, _)| (*id).to_owned()).collect()
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.amount() {
            Amount::Exactly(max) => write!(f, "choose exactly {max}")?,
            Amount::UpTo(max) => write!(f, "choose up to {max}")?,
            Amount::Between(min, max) => write!(f, "choose {min} to {max}")?,
        }
        f.write_str(if self.blank { ", or vote blank" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contest::{ContestShape, Rule};

    fn choice(min: u64, max: u64, options: usize, blank: bool) -> ContestShape {
        Rule::Choice(Choice { min, max, blank }).shape(options).expect("possible")
    }

    #[test]
    fn a_choice_plan_accepts_exactly_the_selections_of_its_rule() {
        for (min, max, options, blank) in
            [(1, 1, 5, false), (0, 5, 5, false), (1, 3, 4, true), (2, 2, 3, true)]
        {
            let plan = Plan::compile(&[choice(min, max, options, blank)]);
            let slots = options + usize::from(blank);
            for pattern in 0..1u32 << slots {
                let values: Vec<u64> = (0..slots).map(|i| u64::from(pattern >> i & 1)).collect();
                let chosen: u64 = values[..options].iter().sum();
                let is_blank = blank && values[options] == 1;
                let allowed = if is_blank { chosen == 0 } else { (min..=max).contains(&chosen) };
                assert_eq!(
                    plan.witness(&values).is_ok(),
                    allowed,
                    "{values:?} of {min}..{max}, blank {blank}"
                );
            }
            let mut too_large = vec![0; slots];
            too_large[0] = 2;
            assert!(plan.witness(&too_large).is_err());
        }
    }

    #[test]
    fn impossible_choices_are_named() {
        for (min, max, options) in [(3, 2, 5), (0, 0, 5), (0, 6, 5), (1, 1, 0)] {
            assert!(Rule::Choice(Choice { min, max, blank: false }).shape(options).is_err());
        }
        assert!(Rule::Choice(Choice { min: 0, max: 5, blank: true }).shape(5).is_ok());
    }
}

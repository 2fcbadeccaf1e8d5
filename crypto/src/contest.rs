//! (3.2) Contest rules: what a voter may do in a contest, and everything that follows from it.
//!
//! This file is the list of rules and the questions that every rule answers; the answers stand in one file
//! for each rule. A new rule is a file, a variant of [`Rule`], and what the compiler then misses.

mod choice; // min to max of the options

pub use self::choice::{Amount, Choice};

use crate::checks;
use crate::error::fault;
use crate::plan::Plan;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use zeroize::Zeroizing;

/// The id of the blank vote, beside the ids of a contest's options.
pub const BLANK: &str = "blank";

/// The rule of a contest: what a voter may do in it. On the wire an object with one key, the name of the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Choose some of the options, or vote blank where that is allowed.
    Choice(Choice),
}

/// The name of a slot of a contest: what it counts. Each slot is a ciphertext of the ballot and a total of the
/// result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotName {
    /// The option at this position of the contest.
    Option(usize),
    /// The blank vote.
    Blank,
}

/// A contest as its plan sees it: how many options there are, and not what they are called. Only
/// [`Rule::shape`] makes one, so that every shape is possible.
#[derive(Clone, Copy, Debug)]
pub struct ContestShape {
    rule: Rule,
    options: usize,
}

impl ContestShape {
    /// The rule of the contest.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// The number of options.
    pub fn options(&self) -> usize {
        self.options
    }

    /// The slots, in ballot order.
    pub fn slots(&self) -> Vec<SlotName> {
        self.rule.slots(self.options)
    }
}

/// A fault of what a voter named, whatever the rule says of the amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamingError {
    /// There is nothing of this id.
    Unknown(String),
    /// Something is named more than once.
    Twice,
}

impl Rule {
    /// (MAN-06) The shape of a contest with this rule and `options` options, if there can be one.
    ///
    /// # Errors
    /// The reason why it is impossible, for people.
    pub fn shape(self, options: usize) -> Result<ContestShape, String> {
        match self {
            Rule::Choice(choice) => choice.check(options)?,
        }
        Ok(ContestShape { rule: self, options })
    }

    /// The slots of a contest with `options` options, in ballot order.
    pub fn slots(&self, options: usize) -> Vec<SlotName> {
        match self {
            Rule::Choice(choice) => choice.slots(options),
        }
    }

    /// Returns true if the contest has a blank vote.
    pub fn has_blank(&self) -> bool {
        match self {
            Rule::Choice(choice) => choice.blank,
        }
    }

    /// Returns true if one ballot may give to several options, so that their totals can be more than all ballots.
    pub fn is_plural(&self) -> bool {
        match self {
            Rule::Choice(choice) => choice.max > 1,
        }
    }

    /// (5.2) Adds the numbers and constraints of a contest with `options` options to the plan of a style.
    fn add_to(&self, plan: &mut Plan, options: usize) {
        match self {
            Rule::Choice(choice) => choice.add_to(plan, options),
        }
    }

    /// (3.2) The largest value that one ciphertext of the contest may hold.
    pub fn largest_value(&self) -> u64 {
        match self {
            Rule::Choice(_) => Choice::LARGEST_VALUE,
        }
    }

    /// The values of the slots for what a voter names; `ids` are those of the slots. The plan says whether they
    /// are allowed.
    ///
    /// # Errors
    /// A name that means nothing here, or is there twice.
    pub fn read(&self, ids: &[&str], named: &[String]) -> Result<Zeroizing<Vec<u64>>, NamingError> {
        match self {
            Rule::Choice(_) => choice::read(ids, named),
        }
    }

    /// Names what a voter chose to get these values: the inverse of [`Rule::read`].
    pub fn describe(&self, ids: &[&str], values: &[u64]) -> Vec<String> {
        match self {
            Rule::Choice(_) => choice::describe(ids, values),
        }
    }

    /// (RES-02) Checks the totals of ballots of weight `weight`, one for each slot.
    ///
    /// # Errors
    /// The reason why no such ballots can add up to them, for people.
    pub fn check_totals(&self, weight: u64, totals: &[u64]) -> Result<(), String> {
        match self {
            Rule::Choice(choice) => choice.check_totals(weight, totals),
        }
    }
}

impl core::fmt::Display for Rule {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Rule::Choice(choice) => choice.fmt(f),
        }
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Rule, D::Error> {
        deserializer.deserialize_map(OneRule)
    }
}

/// An object with the name of one rule: another name is REP-02, none at all ENC-02.
struct OneRule;

impl<'de> Visitor<'de> for OneRule {
    type Value = Rule;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("an object with one contest rule")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Rule, A::Error> {
        let mut rule = None;
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "choice" if rule.is_some() => return Err(A::Error::duplicate_field("choice")),
                "choice" => rule = Some(Rule::Choice(map.next_value()?)),
                other => {
                    let shown: String = other.chars().take(40).collect();
                    return Err(fault(checks::REP_02, format_args!("unknown contest rule {shown:?}")));
                }
            }
        }
        rule.ok_or_else(|| A::Error::missing_field("choice"))
    }
}

impl Plan {
    /// Compiles the contests of a style, in manifest order.
    pub fn compile(contests: &[ContestShape]) -> Plan {
        let mut plan = Plan::default();
        for contest in contests {
            plan.add_contest(|plan| contest.rule.add_to(plan, contest.options));
        }
        plan
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(min: u64, max: u64, options: usize, blank: bool) -> ContestShape {
        Rule::Choice(Choice { min, max, blank }).shape(options).expect("possible")
    }

    #[test]
    fn bits_run_through_the_ballot_in_manifest_order() {
        let plan = Plan::compile(&[choice(0, 2, 2, true), choice(1, 1, 2, false)]);
        assert_eq!(plan.bits(), 3 + 2 + 2);
        assert_eq!(plan.ciphertexts()[3].bits, 5..6);
        assert_eq!(plan.constraints()[0].terms, [(0, 1), (1, 1), (2, 2)]);
        assert_eq!(plan.contests(), [0..3, 3..5]);
    }
}

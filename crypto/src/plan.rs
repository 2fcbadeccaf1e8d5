//! (5.2) The plan of a ballot: its bits, what each ciphertext encrypts, and the constraints.
//!
//! Compiled from the contests of a style, the same for prover and verifier. Every number of a ballot
//! (the value of a ciphertext, the slack of a constraint) is written in bits by [`weights`]; a
//! constraint is linear in these numbers.

use crate::checks;
use crate::encoding::INTEGER_LIMIT;
use crate::error::fault;
use crate::group::Scalar;
use core::ops::Range;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeGreater as _};
use zeroize::Zeroizing;

/// What a voter may do in a contest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Choose `min` to `max` of the options, or vote blank where that is allowed.
    Choice {
        /// Whether there is an explicit blank vote.
        blank: bool,
        /// Most options chosen.
        max: u64,
        /// Fewest options chosen, unless blank.
        min: u64,
    },
}

/// What stands behind the name `choice`. Fields in canonical order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choices {
    blank: bool,
    max: u64,
    min: u64,
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
                "choice" => {
                    let Choices { blank, max, min } = map.next_value()?;
                    rule = Some(Rule::Choice { blank, max, min });
                }
                other => {
                    let shown: String = other.chars().take(40).collect();
                    return Err(fault(checks::REP_02, format_args!("unknown contest rule {shown:?}")));
                }
            }
        }
        rule.ok_or_else(|| A::Error::missing_field("choice"))
    }
}

impl Rule {
    /// (MAN-06) Whether a contest with `options` options can have this rule.
    ///
    /// # Errors
    /// What is impossible about it, for people.
    pub fn check(&self, options: u64) -> Result<(), String> {
        match *self {
            Rule::Choice { min, max, .. } => {
                if min > max {
                    return Err(format!("at least {min} but at most {max} options"));
                }
                if max == 0 || max > options {
                    return Err(format!("at most {max} of {options} options"));
                }
                Ok(())
            }
        }
    }

    /// The largest value that one ciphertext of the contest may hold (3.2).
    pub fn largest_value(&self) -> u64 {
        match self {
            Rule::Choice { .. } => 1,
        }
    }

    /// Whether the contest has a blank vote, and so a slot for it after its options.
    pub fn has_blank(&self) -> bool {
        match self {
            Rule::Choice { blank, .. } => *blank,
        }
    }

    /// Number of ciphertexts of a contest with `options` options.
    pub fn slots(&self, options: usize) -> usize {
        options + usize::from(self.has_blank())
    }
}

impl core::fmt::Display for Rule {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match *self {
            Rule::Choice { min, max, blank } => {
                match (min, max) {
                    (min, max) if min == max => write!(f, "choose exactly {max}")?,
                    (0, max) => write!(f, "choose up to {max}")?,
                    (min, max) => write!(f, "choose {min} to {max}")?,
                }
                f.write_str(if blank { ", or vote blank" } else { "" })
            }
        }
    }
}

/// `weights(d)`: 1, 2, 4, ..., then the rest, so that the subset sums are exactly 0..=d.
pub fn weights(d: u64) -> Vec<u64> {
    let mut weights = vec![];
    let mut rest = d;
    let mut power = 1;
    while power <= rest {
        weights.push(power);
        rest -= power;
        power *= 2;
    }
    if rest > 0 {
        weights.push(rest);
    }
    weights
}

/// A number written in bits: `sum weights[k] b[bits.start + k]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Positions of its bits in the ballot, from 0.
    pub bits: Range<usize>,
    /// The weight of each bit.
    pub weights: Vec<u64>,
}

impl Number {
    /// The largest value it can have.
    pub fn max(&self) -> u64 {
        self.weights.iter().sum()
    }

    /// `sum weights[k] values[bits.start + k]`: linear in the bits, and so in `f` and `a`.
    pub fn of(&self, values: &[Scalar]) -> Scalar {
        self.bits.clone().zip(&self.weights).map(|(bit, weight)| times(*weight, &values[bit])).sum()
    }

    /// (5.2) Writes `value` in canonical form: the rest bit is set exactly when the value exceeds the
    /// sum of the other bits; the others are plain binary. In constant time.
    fn write(&self, value: u64, bits: &mut [Choice]) {
        let mut value = value;
        let powers = self.weights.iter().enumerate().take_while(|(k, weight)| **weight == 1 << *k).count();
        if let Some(rest) = self.weights.get(powers) {
            let others = self.max() - rest;
            let set = value.ct_gt(&others);
            bits[self.bits.start + powers] = set;
            value -= u64::conditional_select(&0, rest, set);
        }
        for k in 0..powers {
            bits[self.bits.start + k] = Choice::from(((value >> k) & 1) as u8);
        }
    }
}

/// `factor * value`; most factors of a plan are one.
fn times(factor: u64, value: &Scalar) -> Scalar {
    if factor == 1 { *value } else { Scalar::from(factor) * value }
}

/// `sum coefficient_i v_i + slack = constant`, over ciphertexts `i` of one contest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// `(ciphertext, coefficient)`, ciphertexts counted from 0.
    pub terms: Vec<(usize, u64)>,
    /// What makes an inequality an equation.
    pub slack: Number,
    /// `c_k`.
    pub constant: u64,
}

/// One contest as the plan sees it.
#[derive(Clone, Copy, Debug)]
pub struct ContestShape {
    /// Its rule.
    pub rule: Rule,
    /// Its number of options.
    pub options: usize,
}

/// The plan of one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    bits: usize,
    ciphertexts: Vec<Number>,
    constraints: Vec<Constraint>,
    contests: Vec<Range<usize>>,
}

impl Plan {
    /// Compiles the contests of a style, in manifest order.
    ///
    /// The rules must have passed [`Rule::check`].
    pub fn compile(contests: &[ContestShape]) -> Plan {
        let mut plan = Plan::default();
        for contest in contests {
            let first = plan.ciphertexts.len();
            plan.add(contest);
            plan.contests.push(first..plan.ciphertexts.len());
        }
        plan
    }

    fn add(&mut self, contest: &ContestShape) {
        match contest.rule {
            Rule::Choice { min, max, blank } => {
                let mut terms: Vec<_> = (0..contest.options).map(|_| (self.ciphertext(1), 1)).collect();
                if blank {
                    terms.push((self.ciphertext(1), max));
                }
                let slack = self.number(max - min);
                self.constraints.push(Constraint { terms, slack, constant: max });
            }
        }
    }

    /// A ciphertext with a value in 0..=max.
    fn ciphertext(&mut self, max: u64) -> usize {
        let number = self.number(max);
        self.ciphertexts.push(number);
        self.ciphertexts.len() - 1
    }

    fn number(&mut self, max: u64) -> Number {
        let weights = weights(max);
        let first = self.bits;
        self.bits += weights.len();
        Number { bits: first..self.bits, weights }
    }

    /// Number of bits `m`.
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// What ciphertext `i` encrypts: `v_i = sum_j u_ij b_j`.
    pub fn ciphertexts(&self) -> &[Number] {
        &self.ciphertexts
    }

    /// The constraints `sum_j w_kj b_j = c_k`.
    pub fn constraints(&self) -> &[Constraint] {
        &self.constraints
    }

    /// The ciphertexts of each contest of the style.
    pub fn contests(&self) -> &[Range<usize>] {
        &self.contests
    }

    /// (5.7) `sum_j w_kj values_j` of a constraint.
    pub fn left_side(&self, constraint: &Constraint, values: &[Scalar]) -> Scalar {
        let terms =
            constraint.terms.iter().map(|(i, factor)| times(*factor, &self.ciphertexts[*i].of(values)));
        terms.sum::<Scalar>() + constraint.slack.of(values)
    }

    /// (MAN-08) Whether in every constraint the sum of coefficients and `c_k` stay below 2^53.
    pub fn is_small(&self) -> bool {
        self.constraints.iter().all(|constraint| {
            let terms = constraint
                .terms
                .iter()
                .map(|(i, coefficient)| u128::from(*coefficient) * u128::from(self.ciphertexts[*i].max()));
            let sum = terms.sum::<u128>() + u128::from(constraint.slack.max());
            sum <= u128::from(INTEGER_LIMIT) && constraint.constant <= INTEGER_LIMIT
        })
    }

    /// The bits of a selection, `values[i]` being the value of ciphertext `i`.
    ///
    /// Only whether the selection is allowed shows in the time that this takes, not what it is.
    ///
    /// # Errors
    /// The contest (its position in the style) whose rule the values break.
    pub fn witness(&self, values: &[u64]) -> Result<Bits, BrokenRule> {
        if values.len() != self.ciphertexts.len() {
            return Err(BrokenRule { contest: 0 });
        }
        let broken = |ciphertext: usize| BrokenRule {
            contest: self.contests.iter().position(|range| range.contains(&ciphertext)).unwrap_or(0),
        };
        let mut bits = Zeroizing::new(vec![0u8; self.bits]);
        let mut choices = vec![Choice::from(0); self.bits];
        for (i, (number, value)) in self.ciphertexts.iter().zip(values).enumerate() {
            if *value > number.max() {
                return Err(broken(i));
            }
            number.write(*value, &mut choices);
        }
        for constraint in &self.constraints {
            let sum = constraint.terms.iter().map(|(i, coefficient)| coefficient * values[*i]).sum::<u64>();
            let slack = constraint.constant.checked_sub(sum).filter(|slack| *slack <= constraint.slack.max());
            let first = constraint.terms.first().map_or(0, |(i, _)| *i);
            constraint.slack.write(slack.ok_or_else(|| broken(first))?, &mut choices);
        }
        for (bit, choice) in bits.iter_mut().zip(&choices) {
            *bit = choice.unwrap_u8();
        }
        Ok(Bits(bits))
    }
}

/// A selection that the rule of a contest does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenRule {
    /// Position of the contest in the style, from 0.
    pub contest: usize,
}

/// The secret bits of a ballot; never printed, zeroised when dropped.
pub struct Bits(Zeroizing<Vec<u8>>);

impl Bits {
    /// Bit `j`, from 0, for constant-time selection.
    pub(crate) fn choices(&self) -> impl ExactSizeIterator<Item = Choice> + '_ {
        self.0.iter().map(|bit| Choice::from(*bit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn choice(min: u64, max: u64, options: usize, blank: bool) -> ContestShape {
        ContestShape { rule: Rule::Choice { min, max, blank }, options }
    }

    #[test]
    fn subset_sums_of_weights_are_exactly_0_to_d() {
        for d in 0..200 {
            let weights = weights(d);
            let mut sums = BTreeSet::from([0]);
            for weight in &weights {
                sums = sums.iter().flat_map(|sum| [*sum, sum + weight]).collect();
            }
            assert_eq!(sums, (0..=d).collect());
        }
        assert_eq!(weights(5), [1, 2, 2]);
    }

    #[test]
    fn every_number_is_written_in_canonical_form_and_reads_back() {
        for d in 0..40 {
            let weights = weights(d);
            let number = Number { bits: 0..weights.len(), weights };
            for value in 0..=d {
                let mut bits = vec![Choice::from(0); number.bits.len()];
                number.write(value, &mut bits);
                let sum: u64 =
                    bits.iter().zip(&number.weights).map(|(bit, w)| u64::from(bit.unwrap_u8()) * w).sum();
                assert_eq!(sum, value);
            }
        }
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
    fn bits_run_through_the_ballot_in_manifest_order() {
        let plan = Plan::compile(&[choice(0, 2, 2, true), choice(1, 1, 2, false)]);
        assert_eq!(plan.bits(), 3 + 2 + 2);
        assert_eq!(plan.ciphertexts()[3].bits, 5..6);
        assert_eq!(plan.constraints()[0].terms, [(0, 1), (1, 1), (2, 2)]);
        assert_eq!(plan.contests(), [0..3, 3..5]);
    }

    #[test]
    fn impossible_rules_are_named() {
        for (min, max, options) in [(3, 2, 5), (0, 0, 5), (0, 6, 5), (1, 1, 0)] {
            assert!(Rule::Choice { min, max, blank: false }.check(options).is_err());
        }
        assert!(Rule::Choice { min: 0, max: 5, blank: true }.check(5).is_ok());
    }
}

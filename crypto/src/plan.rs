//! (5.2) The plan of a ballot: its bits, what each ciphertext encrypts, and the constraints.
//!
//! Compiled from the contests of a style ([`crate::contest`]), the same for prover and verifier. Every number
//! of a ballot (the value of a ciphertext, the slack of a constraint) is written in bits by
//! [`place_values`]; a constraint is linear in these numbers.

use crate::encoding::INTEGER_LIMIT;
use crate::group::Scalar;
use core::ops::Range;
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeGreater as _};
use zeroize::Zeroizing;

/// The numbers that the bits of a number in 0..=d stand for: 1, 2, 4, ..., then the rest, so that the subset sums are
/// exactly 0..=d. The specification calls it `weights(d)`.
pub fn place_values(d: u64) -> Vec<u64> {
    let mut place_values = vec![];
    let mut rest = d;
    let mut power = 1;
    while power <= rest {
        place_values.push(power);
        rest -= power;
        power *= 2;
    }
    if rest > 0 {
        place_values.push(rest);
    }
    place_values
}

/// A number written in bits: `sum place_values[k] b[bits.start + k]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Positions of its bits in the ballot, from 0.
    pub bits: Range<usize>,
    /// The number that each bit stands for.
    pub place_values: Vec<u64>,
}

impl Number {
    /// The largest value it can have.
    pub fn max(&self) -> u64 {
        self.place_values.iter().sum()
    }

    /// `sum place_values[k] values[bits.start + k]`: linear in the bits, and so in `f` and `a`.
    pub fn of(&self, values: &[Scalar]) -> Scalar {
        self.bits.clone().zip(&self.place_values).map(|(bit, place)| times(*place, &values[bit])).sum()
    }

    /// (5.2) Writes `value` in canonical form: the rest bit is set exactly when the value exceeds the
    /// sum of the other bits; the others are plain binary. In constant time.
    fn write(&self, value: u64, bits: &mut [Choice]) {
        let mut value = value;
        let powers = self.place_values.iter().enumerate().take_while(|(k, place)| **place == 1 << *k).count();
        if let Some(rest) = self.place_values.get(powers) {
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
    /// The number that makes an inequality an equation.
    pub slack: Number,
    /// `c_k`.
    pub constant: u64,
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
    /// Adds the ciphertexts and constraints of one contest.
    pub(crate) fn add_contest(&mut self, add: impl FnOnce(&mut Plan)) {
        let first = self.ciphertexts.len();
        add(self);
        self.contests.push(first..self.ciphertexts.len());
    }

    /// Adds a ciphertext with a value in 0..=max, and returns its position.
    pub(crate) fn add_ciphertext(&mut self, max: u64) -> usize {
        let number = self.number(max);
        self.ciphertexts.push(number);
        self.ciphertexts.len() - 1
    }

    /// Adds the constraint `constant - max_slack <= sum coefficient_i v_i <= constant`, as an equation with a
    /// slack in 0..=max_slack.
    pub(crate) fn add_constraint(&mut self, terms: Vec<(usize, u64)>, max_slack: u64, constant: u64) {
        let slack = self.number(max_slack);
        self.constraints.push(Constraint { terms, slack, constant });
    }

    /// Takes the next free bits for a number in 0..=max.
    fn number(&mut self, max: u64) -> Number {
        let place_values = place_values(max);
        let first = self.bits;
        self.bits += place_values.len();
        Number { bits: first..self.bits, place_values }
    }

    /// Number of bits `m`.
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// The number that ciphertext `i` encrypts: `v_i = sum_j u_ij b_j`.
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

    /// (MAN-08) Returns true if in every constraint the sum of coefficients and `c_k` stay below 2^53.
    pub fn fits_integers(&self) -> bool {
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

    #[test]
    fn subset_sums_of_place_values_are_exactly_0_to_d() {
        for d in 0..200 {
            let mut sums = BTreeSet::from([0]);
            for place in place_values(d) {
                sums = sums.iter().flat_map(|sum| [*sum, sum + place]).collect();
            }
            assert_eq!(sums, (0..=d).collect());
        }
        assert_eq!(place_values(5), [1, 2, 2]);
    }

    #[test]
    fn every_number_is_written_in_canonical_form_and_reads_back() {
        for d in 0..40 {
            let place_values = place_values(d);
            let number = Number { bits: 0..place_values.len(), place_values };
            for value in 0..=d {
                let mut bits = vec![Choice::from(0); number.bits.len()];
                number.write(value, &mut bits);
                let places = bits.iter().zip(&number.place_values);
                let sum: u64 = places.map(|(bit, place)| u64::from(bit.unwrap_u8()) * place).sum();
                assert_eq!(sum, value);
            }
        }
    }
}

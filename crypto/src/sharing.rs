//! Shamir sharing: the values of a polynomial, and the way back to its value at 0.

use crate::group::{Element, Scalar, SecretScalar};

/// `sum_k a_k j^k`, in constant time.
pub(crate) fn evaluate(coefficients: &[SecretScalar], j: u64) -> SecretScalar {
    let j = Scalar::from(j);
    SecretScalar(coefficients.iter().rev().fold(Scalar::ZERO, |sum, a| sum * j + a.0))
}

/// `sum_k j^k A_k`, not in constant time. `j` is small, so that doubling and adding is far faster than
/// multiplication by a scalar.
pub(crate) fn evaluate_points<'a>(
    coefficients: impl DoubleEndedIterator<Item = &'a Element>,
    j: u64,
) -> Element {
    let times_j = |point: Element| {
        (0..u64::BITS - j.leading_zeros()).rev().fold(Element::default(), |sum, bit| {
            let double = sum + sum;
            if j >> bit & 1 == 1 { double + point } else { double }
        })
    };
    coefficients.rev().fold(Element::default(), |sum, coefficient| times_j(sum) + coefficient)
}

/// The Lagrange coefficients at 0 for the indices `set`, which are distinct and from 1:
/// `lambda_i = prod_{j != i} j / (j - i)`.
pub fn lagrange(set: &[u64]) -> Vec<Scalar> {
    let coefficient = |i: &u64| {
        let others = set.iter().filter(|j| *j != i).map(|j| Scalar::from(*j));
        let (numerator, denominator) = others
            .fold((Scalar::ONE, Scalar::ONE), |(top, bottom), j| (top * j, bottom * (j - Scalar::from(*i))));
        numerator * denominator.invert()
    };
    set.iter().map(coefficient).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn lagrange_coefficients_of_any_set_interpolate_at_zero(set in proptest::collection::btree_set(1u64..50, 1..6)) {
            let set: Vec<u64> = set.into_iter().collect();
            // A polynomial of degree |set| - 1 with constant term 42.
            let f = |x: u64| (1..set.len() as u64).fold(Scalar::from(42u64), |sum, k| {
                sum + (0..k).fold(Scalar::from(k + 3), |term, _| term * Scalar::from(x))
            });
            let value: Scalar = set.iter().zip(lagrange(&set)).map(|(i, lambda)| f(*i) * lambda).sum();
            prop_assert_eq!(value, Scalar::from(42u64));
        }
    }
}

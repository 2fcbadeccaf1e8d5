//! (§7) Checking many equations at once.
//!
//! A verifier draws one fresh 128-bit coefficient per equation after all inputs are fixed, adds
//! everything up, and checks one multi-scalar multiplication. A batch that fails is bisected and
//! every culprit is named, so that the verdict is that of checking one by one.

use super::{Base, Claim, Equation, classify};
use crate::generators::{G, H};
use crate::group::{Element, Scalar, identity, is_identity};
use crate::rejection::Rejection;
use curve25519_dalek::traits::VartimeMultiscalarMul;
use rand::TryCryptoRng;

/// The bases that all claims of an election share.
#[derive(Clone, Debug)]
pub struct Bases {
    key: Element,
    k: Vec<Element>,
}

impl Bases {
    /// `Y` and `K_1 .. K_m`. Before there is an election key, no claim refers to it.
    pub fn new(key: Option<Element>, k: Vec<Element>) -> Bases {
        Bases { key: key.unwrap_or_else(identity), k }
    }
}

/// One coefficient per equation (PRF-10): 128 bits from the given source, which is the operating system's
/// in every program. There is no way to choose one:
///
/// ```compile_fail
/// let coefficients = tabella_crypto::proofs::batch::BatchCoefficients(vec![[1; 16]]);
/// ```
pub struct BatchCoefficients(Vec<[u8; 16]>);

impl BatchCoefficients {
    fn draw<R: TryCryptoRng>(count: usize, rng: &mut R) -> Result<BatchCoefficients, R::Error> {
        let mut coefficients = vec![[0; 16]; count];
        rng.try_fill_bytes(coefficients.as_flattened_mut())?;
        Ok(BatchCoefficients(coefficients))
    }

    /// Test code only: coefficients that are all one, to show that the tests would notice.
    #[cfg(test)]
    fn constant(count: usize) -> BatchCoefficients {
        BatchCoefficients(vec![u128::to_le_bytes(1); count])
    }

    fn scalars(&self) -> impl Iterator<Item = Scalar> {
        self.0.iter().map(|bytes| Scalar::from(u128::from_le_bytes(*bytes)))
    }
}

/// Verifies claims together; returns a rejection for every failing check of every bad claim, in the
/// order of the claims.
///
/// `rng` must be the operating system's; all of `claims` must be fixed before this call.
///
/// # Errors
/// Only when `rng` fails: without coefficients there is no verdict.
pub fn verify<R: TryCryptoRng>(
    bases: &Bases,
    claims: &[Claim],
    rng: &mut R,
) -> Result<Vec<Rejection>, R::Error> {
    bisect(bases, claims, &mut |count| BatchCoefficients::draw(count, rng))
}

/// (PRF-09) Names every bad claim; `draw` makes fresh coefficients for so many equations.
fn bisect<E>(
    bases: &Bases,
    claims: &[Claim],
    draw: &mut impl FnMut(usize) -> Result<BatchCoefficients, E>,
) -> Result<Vec<Rejection>, E> {
    if is_satisfied(bases, claims, &draw(equations(claims).count())?) {
        return Ok(vec![]);
    }
    if let [claim] = claims {
        return Ok(verify_one(bases, claim));
    }
    let (left, right) = claims.split_at(claims.len() / 2);
    let mut rejections = bisect(bases, left, draw)?;
    rejections.extend(bisect(bases, right, draw)?);
    Ok(rejections)
}

/// Verifies one claim, equation by equation, without coefficients.
pub fn verify_one(bases: &Bases, claim: &Claim) -> Vec<Rejection> {
    let failed: Vec<_> = claim
        .equations
        .iter()
        .filter(|equation| {
            let mut sum = Sum::new(bases);
            sum.add(equation, Scalar::ONE);
            !sum.is_zero()
        })
        .map(|equation| equation.check)
        .collect();
    let reject = |check: crate::checks::Check| {
        let says = check.says();
        Rejection::new(check, claim.culprit.clone(), format!("not true: {says}"))
    };
    classify(&failed).into_iter().map(reject).collect()
}

fn equations(claims: &[Claim]) -> impl Iterator<Item = &Equation> {
    claims.iter().flat_map(|claim| &claim.equations)
}

/// Returns true if the sum of all equations of `claims`, each times its coefficient, is zero.
fn is_satisfied(bases: &Bases, claims: &[Claim], coefficients: &BatchCoefficients) -> bool {
    let mut sum = Sum::new(bases);
    for (equation, coefficient) in equations(claims).zip(coefficients.scalars()) {
        sum.add(equation, coefficient);
    }
    sum.is_zero()
}

/// A sum of equations, each times a coefficient: the shared bases collected, all other terms listed.
struct Sum<'a> {
    bases: &'a Bases,
    g: Scalar,
    h: Scalar,
    key: Scalar,
    k: Vec<Scalar>,
    scalars: Vec<Scalar>,
    elements: Vec<Element>,
}

impl<'a> Sum<'a> {
    fn new(bases: &'a Bases) -> Sum<'a> {
        let zero = Scalar::ZERO;
        let k = vec![zero; bases.k.len()];
        Sum { bases, g: zero, h: zero, key: zero, k, scalars: vec![], elements: vec![] }
    }

    fn add(&mut self, equation: &Equation, coefficient: Scalar) {
        for (base, scalar) in &equation.terms {
            let scalar = coefficient * scalar;
            match base {
                Base::G => self.g += scalar,
                Base::H => self.h += scalar,
                Base::Key => self.key += scalar,
                Base::K(j) => self.k[j - 1] += scalar,
                Base::Element(element) => {
                    self.scalars.push(scalar);
                    self.elements.push(*element);
                }
            }
        }
    }

    fn is_zero(&self) -> bool {
        let scalars = [&self.g, &self.h, &self.key].into_iter().chain(&self.k).chain(&self.scalars);
        let elements = [&G, &*H, &self.bases.key].into_iter().chain(&self.bases.k).chain(&self.elements);
        // A signature has nothing to do with the bases, of which there may be more than a thousand.
        let terms = scalars.zip(elements).filter(|(scalar, _)| **scalar != Scalar::ZERO);
        let (scalars, elements): (Vec<&Scalar>, Vec<&Element>) = terms.unzip();
        is_identity(&Element::vartime_multiscalar_mul(scalars, elements))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::{LOG_13, PRF_02};
    use crate::rejection::Culprit;
    use rand::rngs::{StdRng, SysRng};
    use rand::{Rng, SeedableRng, TryRng};

    /// A claim with two equations `a G - aG = 0`, each off by its error times `H`.
    fn claim(index: u64, errors: [i64; 2]) -> Claim {
        let a = Scalar::from(index + 5);
        let equations = errors.map(|error| {
            let error =
                if error < 0 { -Scalar::from(error.unsigned_abs()) } else { Scalar::from(error as u64) };
            let check = if error == Scalar::ZERO { LOG_13 } else { PRF_02 };
            Equation::new(check, vec![(Base::G, a), (Base::Element(-(G * a)), Scalar::ONE), (Base::H, error)])
        });
        Claim { culprit: Culprit::Entry(index), equations: equations.to_vec() }
    }

    fn one_by_one(bases: &Bases, claims: &[Claim]) -> Vec<Rejection> {
        claims.iter().flat_map(|claim| verify_one(bases, claim)).collect()
    }

    /// How often a batch of random claims, some of them bad and some with errors that cancel, is judged
    /// otherwise than its claims one by one.
    fn disagreements(seed: u64, mut draw: impl FnMut(usize) -> BatchCoefficients) -> usize {
        let bases = Bases::new(None, vec![]);
        let mut rng = StdRng::seed_from_u64(seed);
        let mut below = |limit: u64| rng.next_u64() % limit;
        let mut disagree = 0;
        for _ in 0..40 {
            let mut errors: Vec<[i64; 2]> = vec![];
            for _ in 0..below(30) {
                let error = 1 + below(9) as i64;
                match below(16) {
                    0 => errors.push([error, 0]),
                    1 => errors.push([error, -error]),
                    2 => errors.extend([[0, error], [-error, 0]]),
                    _ => errors.push([0, 0]),
                }
            }
            for i in (1..errors.len()).rev() {
                errors.swap(i, below(i as u64 + 1) as usize);
            }
            let claims: Vec<Claim> = (0..).zip(errors).map(|(index, errors)| claim(index, errors)).collect();
            let found = bisect(&bases, &claims, &mut |count| Ok::<_, ()>(draw(count)));
            disagree += usize::from(found != Ok(one_by_one(&bases, &claims)));
        }
        disagree
    }

    // PRF-09, PRF-10
    #[test]
    fn batch_verdict_and_culprits_are_those_of_one_by_one_and_with_constant_coefficients_they_are_not() {
        let seed = SysRng.try_next_u64().expect("rng");
        println!("seed {seed}");
        assert_eq!(disagreements(seed, |count| BatchCoefficients::draw(count, &mut SysRng).expect("rng")), 0);
        assert!(disagreements(seed, BatchCoefficients::constant) > 0, "this test would notice");
    }

    // PRF-10
    #[test]
    fn every_equation_has_a_coefficient_of_its_own_and_without_randomness_there_is_no_verdict() {
        let drawn = BatchCoefficients::draw(1_000, &mut SysRng).expect("rng").0;
        let distinct: std::collections::HashSet<_> = drawn.iter().collect();
        assert_eq!(distinct.len(), 1_000);
        let claims = [claim(0, [0, 0])];
        let found = bisect(&Bases::new(None, vec![]), &claims, &mut |_| Err("no randomness"));
        assert_eq!(found, Err("no randomness"));
    }

    // PRF-09, PRF-10
    #[test]
    fn errors_that_cancel_are_found_and_constant_coefficients_would_miss_them() {
        let bases = Bases::new(None, vec![]);
        for claims in [vec![claim(0, [3, -3])], vec![claim(0, [0, 4]), claim(1, [-4, 0])]] {
            let coefficients = BatchCoefficients::constant(equations(&claims).count());
            assert!(is_satisfied(&bases, &claims, &coefficients), "the forgery is live");
            let found = verify(&bases, &claims, &mut SysRng).expect("rng");
            assert_eq!(found, one_by_one(&bases, &claims));
            assert!(!found.is_empty());
        }
    }
}

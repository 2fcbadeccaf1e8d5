//! (§7) Checking many equations at once.
//!
//! A verifier draws one fresh 128-bit weight per equation after all inputs are fixed, adds
//! everything up, and checks one multi-scalar multiplication. A batch that fails is bisected and
//! every culprit is named, so that the verdict is that of checking one by one.

use super::{Base, Claim, Equation, classify};
use crate::error::Rejection;
use crate::generators::{G, H};
use crate::group::{Element, Scalar, identity, is_identity};
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

/// One weight per equation (PRF-10): 128 bits from the given source, which is the operating system's
/// in every program. There is no way to choose a weight:
///
/// ```compile_fail
/// let weights = tabella_crypto::proofs::batch::Weights(vec![[1; 16]]);
/// ```
pub struct Weights(Vec<[u8; 16]>);

impl Weights {
    fn draw<R: TryCryptoRng>(count: usize, rng: &mut R) -> Result<Weights, R::Error> {
        let mut weights = vec![[0; 16]; count];
        rng.try_fill_bytes(weights.as_flattened_mut())?;
        Ok(Weights(weights))
    }

    /// Test code only: weights that are all one, to show that the tests would notice.
    #[cfg(test)]
    fn constant(count: usize) -> Weights {
        Weights(vec![u128::to_le_bytes(1); count])
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
/// Only when `rng` fails: without weights there is no verdict.
pub fn verify<R: TryCryptoRng>(
    bases: &Bases,
    claims: &[Claim],
    rng: &mut R,
) -> Result<Vec<Rejection>, R::Error> {
    if holds(bases, claims, &Weights::draw(equations(claims).count(), rng)?) {
        return Ok(vec![]);
    }
    if let [claim] = claims {
        return Ok(verify_one(bases, claim));
    }
    let (left, right) = claims.split_at(claims.len() / 2);
    let mut rejections = verify(bases, left, rng)?;
    rejections.extend(verify(bases, right, rng)?);
    Ok(rejections)
}

/// Verifies one claim, equation by equation, without weights.
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
    let reject = |check: crate::checks::CheckId| {
        let says = crate::checks::CATALOGUE.iter().find(|row| row.id == check).map_or("", |row| row.says);
        Rejection::new(check, claim.culprit.clone(), format!("does not hold: {says}"))
    };
    classify(&failed).into_iter().map(reject).collect()
}

fn equations(claims: &[Claim]) -> impl Iterator<Item = &Equation> {
    claims.iter().flat_map(|claim| &claim.equations)
}

/// Whether the weighted sum of all equations of `claims` is zero.
fn holds(bases: &Bases, claims: &[Claim], weights: &Weights) -> bool {
    let mut sum = Sum::new(bases);
    for (equation, weight) in equations(claims).zip(weights.scalars()) {
        sum.add(equation, weight);
    }
    sum.is_zero()
}

/// A sum of weighted equations: the shared bases collected, all other terms listed.
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

    fn add(&mut self, equation: &Equation, weight: Scalar) {
        for (base, scalar) in &equation.terms {
            let scalar = weight * scalar;
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
    use crate::error::Culprit;
    use rand::rngs::{StdRng, SysRng};
    use rand::{Rng, SeedableRng};

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

    #[test]
    fn batch_verdict_and_culprits_are_those_of_one_by_one_on_random_mixes() {
        let bases = Bases::new(None, vec![]);
        let mut rng = StdRng::seed_from_u64(7);
        for _ in 0..20 {
            let claims: Vec<Claim> = (0..rng.next_u64() % 40)
                .map(|index| {
                    let bad = rng.next_u64() % 8 == 0;
                    claim(index, [if bad { 1 + (rng.next_u64() % 9) as i64 } else { 0 }, 0])
                })
                .collect();
            assert_eq!(verify(&bases, &claims, &mut SysRng).expect("rng"), one_by_one(&bases, &claims));
        }
    }

    #[test]
    fn errors_that_cancel_are_found_and_constant_weights_would_miss_them() {
        let bases = Bases::new(None, vec![]);
        for claims in [vec![claim(0, [3, -3])], vec![claim(0, [0, 4]), claim(1, [-4, 0])]] {
            let weights = Weights::constant(equations(&claims).count());
            assert!(holds(&bases, &claims, &weights), "the forgery is live");
            let found = verify(&bases, &claims, &mut SysRng).expect("rng");
            assert_eq!(found, one_by_one(&bases, &claims));
            assert!(!found.is_empty());
        }
    }
}

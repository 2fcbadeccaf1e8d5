//! The prover: commitments, responses, and what must stay secret between them.

use super::{Argument, First, Second, weighted};
use crate::domain;
use crate::elgamal::{Ciphertext, EncryptionKey};
use crate::generators::H_TABLE;
use crate::group::{Derivation, Element, Point, PublicScalar, Scalar, SecretScalar, identity, powers};
use crate::plan::{Bits, Plan};
use crate::transcript::Transcript;
use curve25519_dalek::traits::MultiscalarMul;
use subtle::{ConditionallyNegatable as _, ConditionallySelectable as _};

/// The prover's blinding: everything random in the argument.
#[allow(non_snake_case)]
pub struct Blinding {
    r_V: SecretScalar,
    a: Vec<SecretScalar>,
    s: SecretScalar,
    t: SecretScalar,
    u: SecretScalar,
    rho: SecretScalar,
}

impl Blinding {
    /// (5.10) Derives the blinding of a ballot with `bits` bits from its seed.
    pub fn derive(ballot: &Derivation, bits: usize) -> Blinding {
        let one = |name: &[u8]| ballot.scalar(&[domain::BALLOT_BLINDING, name]);
        Blinding {
            r_V: one(b"r_V"),
            a: (1..=bits as u64).map(|j| ballot.scalar(&[domain::BALLOT_BIT, &j.to_le_bytes()])).collect(),
            s: one(b"s"),
            t: one(b"t"),
            u: one(b"u"),
            rho: one(b"rho"),
        }
    }
}

/// The prover's secrets: bits, randomness of the ciphertexts, blinding.
pub struct Secrets {
    /// `b_j`.
    pub bits: Bits,
    /// `r_i`, one per ciphertext.
    pub randomness: Vec<SecretScalar>,
    /// Everything else.
    pub blinding: Blinding,
}

/// The relation that is proven: these ciphertexts fit this plan under this key.
#[derive(Clone, Copy)]
pub struct Relation<'a> {
    /// The plan of the style.
    pub plan: &'a Plan,
    /// `K_1 .. K_m`; at least as many as the plan has bits.
    pub bases: &'a [Element],
    /// The ballot's ciphertexts; as many as in the plan.
    pub ciphertexts: &'a [Ciphertext],
}

/// Proves a ballot. `transcript` has absorbed the context of the ballot and its ciphertexts.
///
/// `None` if a point would be the identity, which has probability 2^-252.
pub fn prove(
    mut transcript: Transcript,
    relation: Relation<'_>,
    key: &EncryptionKey,
    secrets: &Secrets,
) -> Option<Argument> {
    let prover = Prover { relation, key, secrets };
    let first = prover.commit()?;
    let (y, theta) = first.challenge(&mut transcript);
    let second = prover.respond(&y, &theta)?;
    let x = second.challenge(&mut transcript);
    Some(prover.finish(first, second, &y, &x))
}

/// The prover between challenges; only [`prove`] and the tests of knowledge call its steps.
pub(super) struct Prover<'a> {
    pub(super) relation: Relation<'a>,
    pub(super) key: &'a EncryptionKey,
    pub(super) secrets: &'a Secrets,
}

impl Prover<'_> {
    /// `V = r_V H + sum b_j K_j`, `A = s H + sum a_j K_j`.
    pub(super) fn commit(&self) -> Option<First> {
        let blinding = &self.secrets.blinding;
        let bases = &self.relation.bases[..blinding.a.len()];
        let chosen = self.secrets.bits.choices().zip(bases);
        let bits: Element =
            chosen.map(|(bit, base)| Element::conditional_select(&identity(), base, bit)).sum();
        let nonces = Element::multiscalar_mul(blinding.a.iter().map(|a| &a.0), bases);
        Some(First {
            V: Point::new(&*H_TABLE * &blinding.r_V.0 + bits)?,
            A: Point::new(&*H_TABLE * &blinding.s.0 + nonces)?,
        })
    }

    /// `B = t H + (sum y^j a_j (1 - 2 b_j)) G`, `D = u H - (sum y^j a_j^2) G`,
    /// `R = (rho G, rho Y + (sum_i y^i sum_j u_ij a_j) G)`, `gamma = sum_k theta^k sum_j w_kj a_j`.
    pub(super) fn respond(&self, y: &Scalar, theta: &Scalar) -> Option<Second> {
        let blinding = &self.secrets.blinding;
        let plan = self.relation.plan;
        let (mut linear, mut square) = (SecretScalar(Scalar::ZERO), SecretScalar(Scalar::ZERO));
        for ((a, bit), power) in blinding.a.iter().zip(self.secrets.bits.choices()).zip(powers(y)) {
            let mut signed = a.clone();
            signed.0.conditional_negate(bit);
            linear.0 += power * signed.0;
            square.0 += power * a.0 * a.0;
        }
        let a = SecretVector::new(&blinding.a);
        let masked = SecretScalar(weighted(plan, y, &a.0));
        let gamma = powers(theta)
            .zip(plan.constraints())
            .map(|(power, constraint)| power * plan.left_side(constraint, &a.0))
            .sum();
        Some(Second {
            B: Point::new(&*H_TABLE * &blinding.t.0 + Element::mul_base(&linear.0))?,
            D: Point::new(&*H_TABLE * &blinding.u.0 - Element::mul_base(&square.0))?,
            R_1: Point::new(Element::mul_base(&blinding.rho.0))?,
            R_2: Point::new(self.key.mul(&blinding.rho.0) + Element::mul_base(&masked.0))?,
            gamma: PublicScalar(gamma),
        })
    }

    /// `f_j = b_j x + a_j`, `z1 = r_V x + s`, `z2 = t x + u`, `z3 = x sum_i y^i r_i + rho`.
    pub(super) fn finish(&self, first: First, second: Second, y: &Scalar, x: &Scalar) -> Argument {
        let blinding = &self.secrets.blinding;
        let f = self
            .secrets
            .bits
            .choices()
            .zip(&blinding.a)
            .map(|(bit, a)| PublicScalar(Scalar::conditional_select(&Scalar::ZERO, x, bit) + a.0));
        let randomness = powers(y).zip(&self.secrets.randomness).map(|(power, r)| power * r.0);
        Argument {
            A: first.A,
            B: second.B,
            D: second.D,
            R_1: second.R_1,
            R_2: second.R_2,
            V: first.V,
            f: f.collect(),
            gamma: second.gamma,
            z1: PublicScalar(blinding.r_V.0 * x + blinding.s.0),
            z2: PublicScalar(blinding.t.0 * x + blinding.u.0),
            z3: PublicScalar(x * randomness.sum::<Scalar>() + blinding.rho.0),
        }
    }
}

/// Plain scalars of secrets for linear functions of the plan; zeroised when dropped.
struct SecretVector(Vec<Scalar>);

impl SecretVector {
    fn new(secrets: &[SecretScalar]) -> SecretVector {
        SecretVector(secrets.iter().map(|secret| secret.0).collect())
    }
}

impl Drop for SecretVector {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

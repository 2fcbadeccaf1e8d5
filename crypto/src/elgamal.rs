//! (5.1) Exponential ElGamal on ristretto255.

use crate::generators::G;
use crate::group::{Element, Point, SecretScalar};
use curve25519_dalek::ristretto::RistrettoBasepointTable;
use curve25519_dalek::scalar::Scalar;
use serde::{Deserialize, Serialize};

/// `(alpha, beta) = (rG, rY + vG)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ciphertext<P = Point> {
    /// `rG`.
    pub alpha: P,
    /// `rY + vG`.
    pub beta: P,
}

impl<P> Ciphertext<P> {
    /// The same ciphertext with `f` of `alpha` and `beta`; `None` as soon as `f` gives that.
    pub(crate) fn try_map<Q>(self, f: &mut impl FnMut(P) -> Option<Q>) -> Option<Ciphertext<Q>> {
        Some(Ciphertext { alpha: f(self.alpha)?, beta: f(self.beta)? })
    }
}

/// An election key `Y` with its multiples, for many constant-time encryptions.
pub struct EncryptionKey {
    point: Point,
    table: RistrettoBasepointTable,
}

impl EncryptionKey {
    /// Prepares the multiples of `point`.
    pub fn new(point: Point) -> EncryptionKey {
        EncryptionKey { point, table: RistrettoBasepointTable::create(point.element()) }
    }

    /// `Y`.
    pub fn point(&self) -> &Point {
        &self.point
    }

    /// `secret * Y` in constant time.
    pub(crate) fn mul(&self, secret: &Scalar) -> Element {
        &self.table * secret
    }

    /// (5.1) `Enc(v; r) = (rG, rY + vG)`, in constant time.
    ///
    /// `None` if a half would be the identity, which has probability 2^-252. It is no panic, because a second
    /// device encrypts with the seed that it was handed (5.10).
    pub fn encrypt(&self, value: u64, r: &SecretScalar) -> Option<Ciphertext> {
        let alpha = Element::mul_base(&r.0);
        let beta = self.mul(&r.0) + Element::mul_base(&Scalar::from(value));
        Some(Ciphertext { alpha: Point::new(alpha)?, beta: Point::new(beta)? })
    }
}

/// `value * G` for a public value.
pub fn message(value: u64) -> Element {
    G * Scalar::from(value)
}

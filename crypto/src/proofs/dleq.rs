//! Equality of discrete logarithms: `X = xG` and `D = xQ` for the same `x` (Chaum-Pedersen 1992).

use super::{Base, Equation};
use crate::checks::Check;
use crate::group::{Element, Point, PublicScalar, Scalar, SecretScalar};
use crate::transcript::Transcript;
use serde::{Deserialize, Serialize};

/// `R_1 = kG`, `R_2 = kQ`, `s = k + c x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case)]
pub struct Dleq {
    /// `R_1`.
    pub R_1: Point,
    /// `R_2`.
    pub R_2: Point,
    /// `s`.
    pub s: PublicScalar,
}

impl Dleq {
    /// Proves that the public key of `x` and `x base` have one logarithm.
    ///
    /// `transcript` has absorbed the purpose and the whole statement.
    pub fn prove(mut transcript: Transcript, base: &Point, x: &SecretScalar) -> Dleq {
        let k = transcript.nonce("nonce", x);
        // The nonce is derived from a secret, and no multiple of a point but that by zero is the identity.
        let first = Point::expect_non_identity(Element::mul_base(&k.0));
        let second = Point::expect_non_identity(base.element() * k.0);
        let c = challenge(&mut transcript, &first, &second);
        Dleq { R_1: first, R_2: second, s: PublicScalar(k.0 + c * x.0) }
    }

    /// `s G = R_1 + c X` and `s Q = R_2 + c D`, as equations of `check`.
    ///
    /// `transcript` has absorbed the same as the prover's.
    pub fn equations(
        &self,
        mut transcript: Transcript,
        check: Check,
        base: &Element,
        public: &Element,
        product: &Element,
    ) -> Vec<Equation> {
        let c = challenge(&mut transcript, &self.R_1, &self.R_2);
        let equation = |base: Base, commitment: &Point, image: &Element| {
            Equation::new(check, vec![(commitment.into(), Scalar::ONE), (image.into(), c), (base, -self.s.0)])
        };
        vec![equation(Base::G, &self.R_1, public), equation(base.into(), &self.R_2, product)]
    }
}

fn challenge(transcript: &mut Transcript, first: &Point, second: &Point) -> Scalar {
    transcript.point("R_1", first);
    transcript.point("R_2", second);
    transcript.challenge("c")
}

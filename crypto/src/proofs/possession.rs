//! (4.2) Possession of `a_i0` and `e_i`: two Schnorr proofs under one challenge.

use super::{Base, Equation};
use crate::checks;
use crate::group::{Element, Point, PublicScalar, Scalar, SecretScalar};
use crate::transcript::Transcript;
use serde::{Deserialize, Serialize};

/// `R_a = k_a G`, `R_e = k_e G`, `s_a = k_a + c a_i0`, `s_e = k_e + c e_i`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case)]
pub struct Possession {
    /// `R_a`.
    pub R_a: Point,
    /// `R_e`.
    pub R_e: Point,
    /// `s_a`.
    pub s_a: PublicScalar,
    /// `s_e`.
    pub s_e: PublicScalar,
}

impl Possession {
    /// Proves knowledge of both secrets; `transcript` has absorbed the statement of (4.2).
    pub fn prove(mut transcript: Transcript, a: &SecretScalar, e: &SecretScalar) -> Possession {
        let k_a = transcript.nonce("nonce a", a);
        let k_e = transcript.nonce("nonce e", e);
        // Nonces are derived from a secret.
        let commitment_a = Point::expect_non_identity(Element::mul_base(&k_a.0));
        let commitment_e = Point::expect_non_identity(Element::mul_base(&k_e.0));
        let c = challenge(&mut transcript, &commitment_a, &commitment_e);
        Possession {
            R_a: commitment_a,
            R_e: commitment_e,
            s_a: PublicScalar(k_a.0 + c * a.0),
            s_e: PublicScalar(k_e.0 + c * e.0),
        }
    }

    /// `s_a G = R_a + c A_i0` (KEY-04) and `s_e G = R_e + c E_i` (KEY-05).
    pub fn equations(&self, mut transcript: Transcript, a: &Point, e: &Point) -> Vec<Equation> {
        let c = challenge(&mut transcript, &self.R_a, &self.R_e);
        let equation = |check, s: &PublicScalar, commitment: &Point, public: &Point| {
            Equation::new(check, vec![(commitment.into(), Scalar::ONE), (public.into(), c), (Base::G, -s.0)])
        };
        vec![
            equation(checks::KEY_04, &self.s_a, &self.R_a, a),
            equation(checks::KEY_05, &self.s_e, &self.R_e, e),
        ]
    }
}

fn challenge(transcript: &mut Transcript, a: &Point, e: &Point) -> Scalar {
    transcript.point("R_a", a);
    transcript.point("R_e", e);
    transcript.challenge("c")
}

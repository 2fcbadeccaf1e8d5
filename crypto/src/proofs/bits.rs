//! (5.3)-(5.7) The ballot argument: a vector of secret bits that satisfies public linear equations,
//! and ciphertexts that encrypt public linear functions of these bits.
//!
//! Six points for a whole ballot, whatever the number of contests, and one scalar per bit. Why it is
//! sound and private: `docs/argument.md`. After Bootle et al. 2015 and Groth-Kohlweiss 2015.
//!
//! Constant time: `V, A, B, D, R` and every use of bits and nonces. Not constant time: verification.

mod prover;
mod verifier;

pub use self::prover::{Blinding, Relation, Secrets, prove};

use crate::group::{Point, PublicScalar, Scalar, powers};
use crate::plan::Plan;
use crate::transcript::Transcript;
use serde::{Deserialize, Serialize};

/// The argument as it stands in a ballot. Letters as in (5.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case, missing_docs)]
pub struct Argument<P = Point> {
    pub A: P,
    pub B: P,
    pub D: P,
    pub R_1: P,
    pub R_2: P,
    pub V: P,
    /// One per bit.
    pub f: Vec<PublicScalar>,
    pub gamma: PublicScalar,
    pub z1: PublicScalar,
    pub z2: PublicScalar,
    pub z3: PublicScalar,
}

impl<P> Argument<P> {
    /// The same argument with `f` of each of its points, in order; `None` as soon as `f` gives that.
    pub(crate) fn try_map<Q>(self, f: &mut impl FnMut(P) -> Option<Q>) -> Option<Argument<Q>> {
        Some(Argument {
            A: f(self.A)?,
            B: f(self.B)?,
            D: f(self.D)?,
            R_1: f(self.R_1)?,
            R_2: f(self.R_2)?,
            V: f(self.V)?,
            f: self.f,
            gamma: self.gamma,
            z1: self.z1,
            z2: self.z2,
            z3: self.z3,
        })
    }
}

/// `V, A`: fixed before `y`.
#[allow(non_snake_case)]
struct First {
    V: Point,
    A: Point,
}

impl First {
    fn challenge(&self, transcript: &mut Transcript) -> (Scalar, Scalar) {
        transcript.point("V", &self.V);
        transcript.point("A", &self.A);
        (transcript.challenge("y"), transcript.challenge("theta"))
    }
}

/// `B, D, R, gamma`: fixed before `x`.
#[allow(non_snake_case)]
struct Second {
    B: Point,
    D: Point,
    R_1: Point,
    R_2: Point,
    gamma: PublicScalar,
}

impl Second {
    fn challenge(&self, transcript: &mut Transcript) -> Scalar {
        transcript.point("B", &self.B);
        transcript.point("D", &self.D);
        transcript.point("R_1", &self.R_1);
        transcript.point("R_2", &self.R_2);
        transcript.scalar("gamma", &self.gamma.0);
        transcript.challenge("x")
    }
}

/// `Σ_i y^i Σ_j u_ij values_j`.
fn weighted(plan: &Plan, y: &Scalar, values: &[Scalar]) -> Scalar {
    powers(y).zip(plan.ciphertexts()).map(|(power, number)| power * number.of(values)).sum()
}

#[cfg(test)]
mod tests;

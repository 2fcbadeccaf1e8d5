//! Arguments of knowledge. Every verification equation is linear in points, so a verifier turns a
//! proof into [`Equation`]s, and [`batch`] checks any number of them at once (§7).

pub mod batch; // many claims, one multi-scalar multiplication, culprits by bisection
pub mod bits; // (5.3)-(5.7) the ballot argument
pub mod dleq; // equality of discrete logarithms: rehearsal, liveness, complaint, decryption
pub mod possession; // (4.2) of a_i0 and e_i

use crate::checks::{self, Check};
use crate::group::{Element, Point, Scalar};
use crate::rejection::Culprit;

/// The element that a scalar of an equation multiplies.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::large_enum_variant)] // almost every base is an element
pub enum Base {
    /// The generator `G`.
    G,
    /// The blinding base `H`.
    H,
    /// The election key `Y`.
    Key,
    /// The bit base `K_j`, `j` counted from 1.
    K(usize),
    /// Any other element.
    Element(Element),
}

impl From<Point> for Base {
    fn from(point: Point) -> Base {
        Base::Element(*point.element())
    }
}

impl From<&Point> for Base {
    fn from(point: &Point) -> Base {
        Base::Element(*point.element())
    }
}

impl From<&Element> for Base {
    fn from(element: &Element) -> Base {
        Base::Element(*element)
    }
}

/// One equation `sum s_i P_i = 0` and the check that it decides.
#[derive(Clone, Debug)]
pub struct Equation {
    /// The check that refuses when the sum is not zero.
    pub check: Check,
    /// The terms `(P_i, s_i)`.
    pub terms: Vec<(Base, Scalar)>,
}

impl Equation {
    /// An equation of `check`.
    pub fn new(check: Check, terms: Vec<(Base, Scalar)>) -> Equation {
        Equation { check, terms }
    }
}

/// The equations of one proof or signature, and whose fault it is if one fails.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Named when an equation fails.
    pub culprit: Culprit,
    /// All must hold.
    pub equations: Vec<Equation>,
}

/// The ids to report for the equations of one claim that failed (`docs/specification.md`, box of `ballot`).
///
/// Challenges are not sent: a proof made for another transcript shows as (5.4), (5.5) and both halves
/// of (5.6) failing together, and is reported as PRF-01 alone. KEY-04 hides KEY-05.
fn classify(failed: &[Check]) -> Vec<Check> {
    let times = |check| failed.iter().filter(|id| **id == check).count();
    if times(checks::PRF_02) == 1 && times(checks::PRF_03) == 1 && times(checks::PRF_04) == 2 {
        return vec![checks::PRF_01];
    }
    if times(checks::KEY_04) == 1 {
        return vec![checks::KEY_04];
    }
    let mut ids = failed.to_vec();
    ids.dedup();
    ids
}

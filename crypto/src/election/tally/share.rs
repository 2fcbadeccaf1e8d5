//! (6.2), (6.3) Decryption shares: how a trustee makes its own, how each is checked, and what they give together.

use super::{DecryptionShare, Preimage, Slot, Tally};
use crate::bytes::Hash;
use crate::checks;
use crate::domain::Purpose;
use crate::election::ceremony::KeyShare;
use crate::group::{Element, Point, powers};
use crate::proofs::Claim;
use crate::proofs::dleq::Dleq;
use crate::rejection::Culprit;
use crate::sharing::lagrange;
use crate::transcript::Transcript;

impl Tally {
    /// (6.2) The share of one trustee: `D_j` for every encrypted slot and one proof.
    ///
    /// The caller has verified the whole record, refuses a second tau, and made this one durable.
    /// `None` if there is nothing to decrypt, or if the ballots, which are made by others, add up to no point to
    /// prove about.
    pub fn decrypt(&self, share: &KeyShare) -> Option<DecryptionShare> {
        let alphas: Vec<Point> = self.encrypted().filter_map(|slot| Point::new(slot.alpha)).collect();
        // A point times `x_i`, which is not zero: `X_i` is a point.
        let image = |alpha: &Point| Point::expect_non_identity(alpha.element() * share.secret().0);
        let images: Vec<Point> = alphas.iter().map(image).collect();
        let (transcript, base, _) = transcript(&self.tau, share.index(), share.public(), &alphas, &images)?;
        let proof = Dleq::prove(transcript, &Point::new(base)?, share.secret());
        Some(DecryptionShare { D: images, proof, tau: self.tau })
    }

    /// (6.2) The claim that a share is right (DEC-03); `None` when it does not have one `D_j` for every
    /// encrypted slot (DEC-02), or there is none.
    pub fn claim(&self, share: &DecryptionShare, index: u64, public: &Point) -> Option<Claim> {
        claim(self.slots(), &self.tau, share, index, public)
    }

    /// (6.3) `M_j = beta_j - sum_{i in S} lambda_i D_ij` for every slot, from verified shares by index.
    ///
    /// `shares` are those of the t smallest valid indices.
    pub fn combine(&self, shares: &[(u64, &DecryptionShare)]) -> Vec<Element> {
        let set: Vec<u64> = shares.iter().map(|(index, _)| *index).collect();
        let lambda = lagrange(&set);
        let mut encrypted = 0;
        self.slots()
            .map(|slot| {
                if !slot.is_encrypted() {
                    return slot.beta;
                }
                let sum: Element =
                    shares.iter().zip(&lambda).map(|((_, share), l)| share.D[encrypted].element() * l).sum();
                encrypted += 1;
                slot.beta - sum
            })
            .collect()
    }
}

impl Preimage {
    /// As [`Tally::claim`]. The caller has checked that the share's tau is that of this preimage.
    pub fn claim(&self, share: &DecryptionShare, index: u64, public: &Point) -> Option<Claim> {
        claim(self.slots.iter(), &share.tau, share, index, public)
    }
}

fn claim<'a>(
    slots: impl Iterator<Item = &'a Slot>,
    tau: &Hash,
    share: &DecryptionShare,
    index: u64,
    public: &Point,
) -> Option<Claim> {
    // Slots whose alpha is the identity have no D.
    let alphas: Vec<Point> = slots.filter_map(|slot| Point::new(slot.alpha)).collect();
    if alphas.len() != share.D.len() {
        return None;
    }
    let (transcript, base, product) = transcript(tau, index, public, &alphas, &share.D)?;
    let equations = share.proof.equations(transcript, checks::DEC_03, &base, public.element(), &product);
    Some(Claim { culprit: Culprit::Trustee(index), equations })
}

/// Transcript `decryption`: tau, i, X_i, all alpha_j, all D_j; then `q`. Returns with it
/// `sum q^j alpha_j` and `sum q^j D_j`; `None` without slots.
fn transcript(
    tau: &Hash,
    index: u64,
    public: &Point,
    alphas: &[Point],
    images: &[Point],
) -> Option<(Transcript, Element, Element)> {
    if alphas.is_empty() {
        return None;
    }
    let mut transcript = Transcript::new(Purpose::Decryption);
    transcript.hash("tau", tau);
    transcript.integer("trustee", index);
    transcript.point("X", public);
    transcript.points("alpha", alphas.iter());
    transcript.points("D", images.iter());
    let q = transcript.challenge("q");
    let sum = |points: &[Point]| powers(&q).zip(points).map(|(power, point)| point.element() * power).sum();
    Some((transcript, sum(alphas), sum(images)))
}

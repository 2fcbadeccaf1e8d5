//! (4.1), (4.2) Commitments and deals: how a dealer makes them, and what of them anyone can check.

use super::share::ShareKey;
use super::{Ceremony, KeyCommitment, KeyDeal, TrusteeSeed};
use crate::bytes::{ByteString, Hash};
use crate::domain::{self, Purpose};
use crate::group::{Derivation, Element, Point, SecretScalar};
use crate::proofs::Claim;
use crate::proofs::possession::Possession;
use crate::rejection::Culprit;
use crate::sharing;
use crate::transcript::Transcript;
use chacha20poly1305::Nonce;
use chacha20poly1305::aead::Aead as _;
use zeroize::Zeroizing;

/// A trustee as dealer: the same seed and election always give the same bytes (TRU-09).
pub struct Dealer<'a> {
    ceremony: &'a Ceremony,
    index: u64,
    /// `a_i0`, which is the first coefficient where the threshold is at least 1, as MAN-09 says.
    constant: SecretScalar,
    coefficients: Vec<SecretScalar>,
    ephemeral: SecretScalar,
}

impl<'a> Dealer<'a> {
    /// Derives `a_i0 .. a_i,t-1` and `e_i` from the seed; the election id is the salt.
    pub fn new(seed: &TrusteeSeed, ceremony: &'a Ceremony, index: u64) -> Dealer<'a> {
        let derivation = Derivation::new(seed.0.as_ref(), &ceremony.election.0);
        let coefficient = |k: u64| derivation.scalar(&[domain::COEFFICIENT, &k.to_le_bytes()]);
        Dealer {
            ceremony,
            index,
            constant: coefficient(0),
            coefficients: (0..ceremony.threshold).map(coefficient).collect(),
            ephemeral: derivation.scalar(&[domain::EPHEMERAL]),
        }
    }

    fn public(&self) -> (Vec<Point>, Point) {
        let point = |secret: &SecretScalar| Point::expect_non_identity(Element::mul_base(&secret.0));
        (self.coefficients.iter().map(point).collect(), point(&self.ephemeral))
    }

    /// (4.1) The commitment.
    pub fn commit(&self) -> KeyCommitment {
        let (coefficients, ephemeral) = self.public();
        KeyCommitment {
            commitment: commitment(&self.ceremony.election, self.index, &coefficients, &ephemeral),
        }
    }

    /// (4.2) The deal; `last_commitment` is the hash of the last `key-commitment` entry.
    ///
    /// The caller has checked that the log holds all commitments and extends what it saw before.
    pub fn deal(&self, last_commitment: &Hash) -> KeyDeal {
        let (coefficients, ephemeral) = self.public();
        let transcript =
            possession(&self.ceremony.election, self.index, &coefficients, &ephemeral, last_commitment);
        let proof = Possession::prove(transcript, &self.constant, &self.ephemeral);
        let shares = (1..).zip(&self.ceremony.trustees);
        let shares = shares.map(|recipient| self.encrypted_share(recipient, &ephemeral)).collect();
        KeyDeal { coefficients, ephemeral, proof, shares }
    }

    /// `f_i(j)`, encrypted to trustee `j`.
    fn encrypted_share(&self, recipient: (u64, &Point), ephemeral: &Point) -> ByteString {
        let (j, trustee) = recipient;
        // A point times `e_i`, which is derived.
        let secret = Point::expect_non_identity(trustee.element() * self.ephemeral.0);
        let key = ShareKey::new(&self.ceremony.election, self.index, recipient, ephemeral, &secret);
        let plain = Zeroizing::new(self.share(j).0.to_bytes());
        let encrypted = key.cipher().encrypt(&Nonce::default(), plain.as_ref());
        ByteString(encrypted.expect("32 bytes are far below the limit of the cipher"))
    }

    /// `f_i(j) = sum a_ik j^k`.
    fn share(&self, j: u64) -> SecretScalar {
        sharing::evaluate(&self.coefficients, j)
    }
}

/// (4.1) `SHA-256("tabella/1/key-commitment" || election id || i || number of A || all A_ik || E_i)`.
fn commitment(election: &Hash, index: u64, coefficients: &[Point], ephemeral: &Point) -> Hash {
    let coefficients_bytes: Vec<u8> = coefficients.iter().flat_map(|point| *point.as_bytes()).collect();
    Hash::of(&[
        domain::KEY_COMMITMENT,
        &election.0,
        &index.to_le_bytes(),
        &(coefficients.len() as u64).to_le_bytes(),
        &coefficients_bytes,
        ephemeral.as_bytes(),
    ])
}

/// Transcript `possession`: election id, index, all `A_ik`, `E_i`, hash of the last commitment entry.
fn possession(
    election: &Hash,
    index: u64,
    coefficients: &[Point],
    ephemeral: &Point,
    last: &Hash,
) -> Transcript {
    let mut transcript = Transcript::new(Purpose::Possession);
    transcript.hash("election", election);
    transcript.integer("trustee", index);
    transcript.points("A", coefficients.iter());
    transcript.point("E", ephemeral);
    transcript.hash("last commitment", last);
    transcript
}

impl KeyDeal {
    /// (4.1) Returns true if the deal of trustee `index` opens its commitment (KEY-02).
    pub fn opens(&self, commitment: &KeyCommitment, ceremony: &Ceremony, index: u64) -> bool {
        self::commitment(&ceremony.election, index, &self.coefficients, &self.ephemeral)
            == commitment.commitment
    }

    /// (4.2) Possession of `a_i0` (KEY-04) and `e_i` (KEY-05), bound to the last commitment entry.
    ///
    /// `None` without coefficients.
    pub fn claim(
        &self,
        ceremony: &Ceremony,
        index: u64,
        last_commitment: &Hash,
        culprit: Culprit,
    ) -> Option<Claim> {
        let transcript =
            possession(&ceremony.election, index, &self.coefficients, &self.ephemeral, last_commitment);
        let equations = self.proof.equations(transcript, self.coefficients.first()?, &self.ephemeral);
        Some(Claim { culprit, equations })
    }

    /// `sum_k j^k A_ik`, which is `f_i(j) G`.
    pub fn share_point(&self, j: u64) -> Element {
        sharing::evaluate_points(self.coefficients.iter().map(Point::element), j)
    }
}

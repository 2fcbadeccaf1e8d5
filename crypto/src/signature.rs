//! (2.3) Schnorr signatures over statement digests: one scheme for every author.

use crate::bytes::{Hash, deserialize_bytes, serialize_bytes};
use crate::checks;
use crate::domain::Purpose;
use crate::error::DecodeError;
use crate::group::{Element, Point, PublicScalar, Scalar, SecretScalar};
use crate::proofs::{Base, Equation};
use crate::transcript::Transcript;
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A secret signing key with its public point.
pub struct SigningKey {
    secret: SecretScalar,
    public: Point,
}

impl SigningKey {
    /// The key of a secret, which has been derived.
    pub fn new(secret: SecretScalar) -> SigningKey {
        let public = Point::expect_non_identity(Element::mul_base(&secret.0));
        SigningKey { secret, public }
    }

    /// The public key.
    pub fn public(&self) -> &Point {
        &self.public
    }

    /// The secret, for proofs about the same key.
    pub(crate) fn secret(&self) -> &SecretScalar {
        &self.secret
    }

    /// (2.3) Signs a digest: `R = kG`, `s = k + c x`, with the nonce derived from key and digest.
    pub fn sign(&self, digest: &Hash) -> Signature {
        let mut transcript = transcript(&self.public, digest);
        let k = transcript.nonce("nonce", &self.secret);
        let commitment = Point::expect_non_identity(Element::mul_base(&k.0));
        let c = challenge(&mut transcript, &commitment);
        Signature { commitment, response: PublicScalar(k.0 + c * self.secret.0) }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, <redacted>)", self.public)
    }
}

/// A signature `(R, s)`; 64 bytes, `R` first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signature {
    /// `R`.
    pub commitment: Point,
    /// `s`.
    pub response: PublicScalar,
}

impl Signature {
    /// `R + c X = s G`, as an equation of check LOG-13. (`R` without a factor stays cheap in a batch.)
    pub fn equation(&self, author: &Point, digest: &Hash) -> Equation {
        let mut transcript = transcript(author, digest);
        let c = challenge(&mut transcript, &self.commitment);
        Equation::new(
            checks::LOG_13,
            vec![(self.commitment.into(), Scalar::ONE), (author.into(), c), (Base::G, -self.response.0)],
        )
    }

    /// The 64 bytes on the wire.
    pub fn to_bytes(&self) -> [u8; 64] {
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(self.commitment.as_bytes());
        bytes[32..].copy_from_slice(self.response.0.as_bytes());
        bytes
    }

    /// The bytes of `R` and `s`, not decoded.
    pub(crate) fn halves(bytes: &[u8; 64]) -> ([u8; 32], [u8; 32]) {
        let (mut commitment, mut response) = ([0; 32], [0; 32]);
        commitment.copy_from_slice(&bytes[..32]);
        response.copy_from_slice(&bytes[32..]);
        (commitment, response)
    }

    fn decode(bytes: &[u8; 64]) -> Result<Signature, DecodeError> {
        let (commitment, response) = Signature::halves(bytes);
        Ok(Signature { commitment: Point::decode(commitment)?, response: PublicScalar::decode(response)? })
    }
}

/// Transcript `signature`: author key, digest; then `R`.
fn transcript(author: &Point, digest: &Hash) -> Transcript {
    let mut transcript = Transcript::new(Purpose::Signature);
    transcript.point("author", author);
    transcript.hash("digest", digest);
    transcript
}

fn challenge(transcript: &mut Transcript, commitment: &Point) -> Scalar {
    transcript.point("R", commitment);
    transcript.challenge("c")
}

impl Serialize for Signature {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_bytes(&self.to_bytes(), serializer)
    }
}

impl<'de> Deserialize<'de> for Signature {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Signature, D::Error> {
        Signature::decode(&deserialize_bytes::<64, D>(deserializer)?).map_err(DecodeError::into_serde)
    }
}

//! (1.2) The group ristretto255 (RFC 9496), with validity in the type.
//!
//! [`Point`] is never the identity and keeps its canonical encoding; [`PointBytes`] are 32 bytes of which no one
//! knows yet whether they are one; [`Element`] is a computed value that may be the identity. [`PublicScalar`] is a
//! reduced scalar that is sent, [`SecretScalar`] one that never is.

mod point;
mod scalar;

pub use self::point::{Point, PointBytes, decompress};
pub use self::scalar::{Derivation, PublicScalar, SecretScalar};
pub use curve25519_dalek::ristretto::RistrettoPoint as Element;
pub use curve25519_dalek::scalar::Scalar;

pub(crate) use self::scalar::powers;

use crate::bytes::{deserialize_bytes, serialize_bytes};
use crate::checks;
use crate::error::fault;
use curve25519_dalek::ristretto::CompressedRistretto;
use curve25519_dalek::traits::{Identity, IsIdentity};
use serde::{Deserializer, Serializer};

/// The identity element.
pub fn identity() -> Element {
    Element::identity()
}

/// Returns true for the identity.
pub fn is_identity(element: &Element) -> bool {
    element.is_identity()
}

/// The canonical 32 bytes of an element that may be the identity (32 zero bytes).
pub fn element_bytes(element: &Element) -> [u8; 32] {
    element.compress().0
}

/// Serialises an element that may be the identity by its 32 bytes.
pub(crate) fn serialize_element<S: Serializer>(element: &Element, serializer: S) -> Result<S::Ok, S::Error> {
    serialize_bytes(&element_bytes(element), serializer)
}

/// Deserialises an element that may be the identity; errors carry ENC-04 or ENC-05.
pub(crate) fn deserialize_element<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Element, D::Error> {
    let bytes = deserialize_bytes(deserializer)?;
    let element = CompressedRistretto(bytes).decompress();
    element.ok_or_else(|| fault(checks::ENC_05, "not a ristretto255 element (RFC 9496)"))
}

//! (1.2) The group ristretto255 (RFC 9496), with validity in the type.
//!
//! [`Point`] is never the identity and keeps its canonical encoding; [`Element`] is a computed value
//! that may be the identity. [`PublicScalar`] is a reduced scalar that is sent, [`SecretScalar`] one
//! that never is.

use crate::bytes::{deserialize_bytes, serialize_bytes};
use crate::checks;
use crate::error::{DecodeError, fault};
use core::fmt;
use curve25519_dalek::ristretto::CompressedRistretto;
pub use curve25519_dalek::ristretto::RistrettoPoint as Element;
pub use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::{Identity, IsIdentity};
use hkdf::Hkdf;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::Sha512;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A group element that is not the identity, together with its canonical encoding.
#[derive(Clone, Copy)]
pub struct Point {
    encoding: [u8; 32],
    element: Element,
}

impl Point {
    /// Decodes a canonical encoding of an element other than the identity.
    ///
    /// # Errors
    /// ENC-06 for the identity, ENC-05 for anything else that RFC 9496 refuses.
    pub fn decode(encoding: [u8; 32]) -> Result<Point, DecodeError> {
        if encoding == [0; 32] {
            return Err(DecodeError::new(checks::ENC_06, "the identity is not allowed here"));
        }
        match CompressedRistretto(encoding).decompress() {
            Some(element) => Ok(Point { encoding, element }),
            None => Err(DecodeError::new(checks::ENC_05, "not a ristretto255 point (RFC 9496)")),
        }
    }

    /// A computed element as a point; `None` for the identity.
    pub fn new(element: Element) -> Option<Point> {
        (!element.is_identity()).then(|| Point { encoding: element.compress().0, element })
    }

    /// `secret * G`, in constant time; `None` for zero.
    pub fn public(secret: &SecretScalar) -> Option<Point> {
        Point::new(Element::mul_base(&secret.0))
    }

    /// The 32 bytes of RFC 9496.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.encoding
    }

    /// The element itself.
    pub fn element(&self) -> &Element {
        &self.element
    }
}

impl PartialEq for Point {
    fn eq(&self, other: &Point) -> bool {
        self.encoding == other.encoding
    }
}

impl Eq for Point {}

impl PartialOrd for Point {
    fn partial_cmp(&self, other: &Point) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Point {
    fn cmp(&self, other: &Point) -> core::cmp::Ordering {
        self.encoding.cmp(&other.encoding)
    }
}

impl core::hash::Hash for Point {
    fn hash<S: core::hash::Hasher>(&self, state: &mut S) {
        self.encoding.hash(state);
    }
}

impl fmt::Debug for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::bytes::base64url(&self.encoding))
    }
}

impl core::str::FromStr for Point {
    type Err = DecodeError;
    fn from_str(text: &str) -> Result<Point, DecodeError> {
        Point::decode(crate::bytes::from_base64url(text)?)
    }
}

impl Serialize for Point {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_bytes(&self.encoding, serializer)
    }
}

impl<'de> Deserialize<'de> for Point {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Point, D::Error> {
        Point::decode(deserialize_bytes(deserializer)?).map_err(DecodeError::into_serde)
    }
}

/// The identity element.
pub fn identity() -> Element {
    Element::identity()
}

/// Whether an element is the identity.
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

/// A scalar that is part of a proof, a signature or a result: public, and always reduced.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicScalar(pub Scalar);

impl PublicScalar {
    /// Decodes 32 bytes.
    ///
    /// # Errors
    /// ENC-07 when the value is not reduced modulo the group order.
    pub fn decode(bytes: [u8; 32]) -> Result<PublicScalar, DecodeError> {
        Option::from(Scalar::from_canonical_bytes(bytes))
            .map(PublicScalar)
            .ok_or_else(|| DecodeError::new(checks::ENC_07, "scalar is not reduced"))
    }
}

impl fmt::Debug for PublicScalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::bytes::base64url(self.0.as_bytes()))
    }
}

impl Serialize for PublicScalar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_bytes(self.0.as_bytes(), serializer)
    }
}

impl<'de> Deserialize<'de> for PublicScalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PublicScalar, D::Error> {
        PublicScalar::decode(deserialize_bytes(deserializer)?).map_err(DecodeError::into_serde)
    }
}

/// A scalar nobody else may learn: zeroised when dropped, never printed, never serialised (TRU-12).
///
/// ```compile_fail
/// let secret = tabella_crypto::group::SecretScalar::derive(b"seed", b"", &[b"info"]);
/// serde_json::to_string(&secret).unwrap();
/// ```
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SecretScalar(pub(crate) Scalar);

impl SecretScalar {
    /// `wide(HKDF-SHA-512(key, salt, info))`: 64 derived bytes reduced modulo the group order.
    pub fn derive(key: &[u8], salt: &[u8], info: &[&[u8]]) -> SecretScalar {
        Derivation::new(key, salt).scalar(info)
    }

    /// Reduces 64 bytes modulo the group order.
    pub fn from_wide(bytes: &[u8; 64]) -> SecretScalar {
        SecretScalar(Scalar::from_bytes_mod_order_wide(bytes))
    }
}

impl fmt::Debug for SecretScalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

/// HKDF-SHA-512 (RFC 5869) after its extract step: every derived value has its own `info`.
pub struct Derivation(Hkdf<Sha512>);

impl Derivation {
    /// The extract step over a secret and a salt.
    pub fn new(key: &[u8], salt: &[u8]) -> Derivation {
        Derivation(Hkdf::new(Some(salt), key))
    }

    /// `N` bytes for the concatenation of `info`; `N` is 32 or 64.
    pub fn bytes<const N: usize>(&self, info: &[&[u8]]) -> Zeroizing<[u8; N]> {
        let mut bytes = Zeroizing::new([0; N]);
        self.0.expand_multi_info(info, bytes.as_mut()).expect("N is far below the 255 blocks of RFC 5869");
        bytes
    }

    /// A scalar for the concatenation of `info`.
    pub fn scalar(&self, info: &[&[u8]]) -> SecretScalar {
        SecretScalar::from_wide(&self.bytes::<64>(info))
    }
}

/// `y, y^2, y^3, ...`
pub(crate) fn powers(y: &Scalar) -> impl Iterator<Item = Scalar> + use<> {
    let y = *y;
    core::iter::successors(Some(y), move |power| Some(power * y))
}

#[cfg(test)]
mod tests {
    use super::*;

    // TRU-12
    #[test]
    fn secrets_are_wiped_and_print_nothing() {
        fn wiped<T: ZeroizeOnDrop>() {}
        wiped::<SecretScalar>();
        let secret = SecretScalar::derive(b"seed", b"", &[b"info"]);
        assert_eq!(format!("{secret:?}"), "<redacted>");
    }
    use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;

    fn refused(hex: &str, check: crate::checks::Check) {
        let bytes: Vec<u8> =
            (0..32).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).expect("hex")).collect();
        let error = Point::decode(bytes.try_into().expect("32 bytes")).expect_err(hex);
        assert_eq!(error.check, check, "{hex}");
    }

    #[test]
    fn bad_encodings_of_rfc_9496_are_rejected() {
        for hex in [
            // Non-canonical field encodings.
            "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            // Negative field elements.
            "0100000000000000000000000000000000000000000000000000000000000000",
            "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20",
            "c34c4e1826e5d403b78e246e88aa051c36ccf0aafebffe137d148a2bf9104562",
            // Non-square x^2.
            "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
            "4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f",
            // Negative xy.
            "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e",
            "a45fdc55c76448c049a1ab33f17023edfb2be3581e9c7aade8a6125215e04220",
            // s = -1, which gives y = 0.
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        ] {
            refused(hex, checks::ENC_05);
        }
        refused(&"00".repeat(32), checks::ENC_06);
    }

    #[test]
    fn unreduced_scalars_are_rejected() {
        let mut order = *(-Scalar::ONE).as_bytes();
        order[0] += 1;
        assert_eq!(PublicScalar::decode(order).expect_err("order").check, checks::ENC_07);
        assert_eq!(PublicScalar::decode([0xff; 32]).expect_err("huge").check, checks::ENC_07);
        assert!(PublicScalar::decode([0; 32]).is_ok());
    }

    #[test]
    fn points_keep_their_encoding() {
        let point = Point::new(G).expect("G");
        assert_eq!(Point::decode(*point.as_bytes()).expect("G").element(), &G);
        assert!(Point::new(identity()).is_none());
    }

    #[test]
    fn secrets_print_as_redacted() {
        assert_eq!(format!("{:?}", SecretScalar::derive(b"k", b"s", &[b"i"])), "<redacted>");
    }
}

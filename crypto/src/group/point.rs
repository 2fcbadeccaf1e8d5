//! Points: encodings that decode, to an element other than the identity.

use super::{Element, SecretScalar};
use crate::bytes::{Bytes, base64url, deserialize_bytes, from_base64url, serialize_bytes};
use crate::checks;
use crate::error::DecodeError;
use core::fmt;
use curve25519_dalek::ristretto::CompressedRistretto;
use curve25519_dalek::traits::IsIdentity;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The 32 bytes where a point should be, which have not been decoded. [`decompress`] makes points of many.
pub type PointBytes = Bytes<32>;

/// Decodes many points together; `None` for each that [`Point::decode`] refuses.
///
/// This is the one place where points are decoded in mass: what makes it faster makes every audit faster.
pub fn decompress(encodings: &[PointBytes]) -> Vec<Option<Point>> {
    encodings.iter().map(|encoding| Point::decode(encoding.0).ok()).collect()
}

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

    /// A computed element that is the identity only with probability 2^-252, whatever others do: a random or derived
    /// secret is a factor of it, or it is the hash of something.
    pub(crate) fn expect_non_identity(element: Element) -> Point {
        Point::new(element).expect("the identity has probability 2^-252")
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
        f.write_str(&base64url(&self.encoding))
    }
}

impl core::str::FromStr for Point {
    type Err = DecodeError;
    fn from_str(text: &str) -> Result<Point, DecodeError> {
        Point::decode(from_base64url(text)?)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::identity;
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
    fn points_keep_their_encoding() {
        let point = Point::new(G).expect("G");
        assert_eq!(Point::decode(*point.as_bytes()).expect("G").element(), &G);
        assert!(Point::new(identity()).is_none());
    }

    #[test]
    fn many_points_decode_as_each_does_alone() {
        let point = Point::new(G).expect("G");
        let encodings = [*point.as_bytes(), [0; 32], [1; 32], *point.as_bytes()].map(Bytes);
        assert_eq!(decompress(&encodings), [Some(point), None, None, Some(point)]);
        assert_eq!(decompress(&[]), []);
    }
}

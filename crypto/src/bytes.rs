//! Bytes as they travel in JSON: base64url without padding, of an exact length; and hashes.

use crate::checks;
use crate::error::{DecodeError, fault};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use core::fmt;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// Writes bytes as base64url without padding.
pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads exactly `N` bytes from base64url without padding.
///
/// # Errors
/// ENC-04 for other characters, padding, spare bits or another length.
pub fn from_base64url<const N: usize>(text: &str) -> Result<[u8; N], DecodeError> {
    let wrong = |reason: String| DecodeError::new(checks::ENC_04, reason);
    let length = (N * 8).div_ceil(6);
    if text.len() != length {
        return Err(wrong(format!("{} characters of base64url; expected {length}", text.len())));
    }
    let mut bytes = [0; N];
    // The engine refuses padding, foreign characters and spare bits that are set.
    match URL_SAFE_NO_PAD.decode_slice(text, &mut bytes) {
        Ok(read) if read == N => Ok(bytes),
        Ok(_) => Err(wrong(format!("not {N} bytes of base64url"))),
        Err(error) => Err(wrong(format!("not base64url without padding: {error}"))),
    }
}

/// Writes bytes in lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Serialises bytes as base64url.
pub(crate) fn serialize_bytes<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&base64url(bytes))
}

/// Deserialises exactly `N` bytes from base64url; errors carry ENC-04.
pub(crate) fn deserialize_bytes<'de, const N: usize, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<[u8; N], D::Error> {
    struct Text<const N: usize>;
    impl<const N: usize> Visitor<'_> for Text<N> {
        type Value = [u8; N];
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a string of base64url for {N} bytes")
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<[u8; N], E> {
            from_base64url(text).map_err(DecodeError::into_serde)
        }
    }
    deserializer.deserialize_str(Text::<N>)
}

/// `N` bytes that travel as base64url without padding: keys of other schemes, share ciphertexts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes<const N: usize>(pub [u8; N]);

impl<const N: usize> Default for Bytes<N> {
    fn default() -> Self {
        Self([0; N])
    }
}

impl<const N: usize> Serialize for Bytes<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_bytes(&self.0, serializer)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Bytes<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_bytes(deserializer).map(Self)
    }
}

impl<const N: usize> fmt::Debug for Bytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url(&self.0))
    }
}

impl<const N: usize> fmt::Display for Bytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url(&self.0))
    }
}

impl<const N: usize> core::str::FromStr for Bytes<N> {
    type Err = DecodeError;
    fn from_str(text: &str) -> Result<Self, DecodeError> {
        from_base64url(text).map(Self)
    }
}

/// Bytes of any length that travel as base64url without padding.
#[derive(Clone, PartialEq, Eq)]
pub struct ByteString(pub Vec<u8>);

impl Serialize for ByteString {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_bytes(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for ByteString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = URL_SAFE_NO_PAD.decode(text);
        bytes
            .map(Self)
            .map_err(|error| fault(checks::ENC_04, format_args!("not base64url without padding: {error}")))
    }
}

impl fmt::Debug for ByteString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url(&self.0))
    }
}

/// A SHA-256 hash: of an entry, a statement (its digest or tracker), a tree.
pub type Hash = Bytes<32>;

impl Hash {
    /// 32 zero bytes: `previous` of the first entry and of a first ballot, `election` of a manifest.
    pub const ZERO: Hash = Bytes([0; 32]);

    /// SHA-256 over the concatenation of `parts`.
    pub fn of(parts: &[&[u8]]) -> Hash {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        Bytes(hasher.finalize().into())
    }
}

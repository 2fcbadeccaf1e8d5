//! Scalars: public ones that are sent, secret ones that never are, and how secrets are derived.

use crate::bytes::{base64url, deserialize_bytes, serialize_bytes};
use crate::checks;
use crate::error::DecodeError;
use core::fmt;
use curve25519_dalek::scalar::Scalar;
use hkdf::Hkdf;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::Sha512;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

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
        f.write_str(&base64url(self.0.as_bytes()))
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

/// A scalar that no one else may learn: zeroised when dropped, never printed, never serialised (TRU-12).
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

    #[test]
    fn unreduced_scalars_are_rejected() {
        let mut order = *(-Scalar::ONE).as_bytes();
        order[0] += 1;
        assert_eq!(PublicScalar::decode(order).expect_err("order").check, checks::ENC_07);
        assert_eq!(PublicScalar::decode([0xff; 32]).expect_err("huge").check, checks::ENC_07);
        assert!(PublicScalar::decode([0; 32]).is_ok());
    }
}

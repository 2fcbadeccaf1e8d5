//! Keys of officials, registrars and trustees: whose they are, what for, and the seed of everything secret.

use crate::refusal::Refusal;
use core::fmt;
use rand::TryCryptoRng;
use serde::{Deserialize, Serialize};
use tabella_crypto::bytes::{base64url, from_base64url};
use tabella_crypto::election::ceremony::TrusteeSeed;
use tabella_crypto::group::Point;
use tabella_crypto::signature::SigningKey;
use tabella_crypto::text::Text;
use zeroize::Zeroizing;

/// Whose key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "program", derive(clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Creates, opens and closes elections and announces their results.
    Official,
    /// Publishes the roll.
    Registrar,
    /// Holds a share of the election key.
    Trustee,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Role::Official => "official",
            Role::Registrar => "registrar",
            Role::Trustee => "trustee",
        })
    }
}

/// Longest key file that is read.
pub(crate) const LIMIT_BYTES: usize = 1 << 16;

/// What is inside a key file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire<'a> {
    name: Text,
    public: Point,
    role: Role,
    #[serde(borrow)]
    seed: &'a str,
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    unencrypted_test_key: bool,
}

/// A key in memory, for as long as one step takes. It is written to its file and nowhere else (TRU-12):
///
/// ```compile_fail
/// fn serialised<T: serde::Serialize>() {}
/// serialised::<tabella_tally::key::Key>();
/// ```
#[derive(Debug)]
pub struct Key {
    /// Whose key it is.
    pub name: Text,
    /// What it is for.
    pub role: Role,
    seed: TrusteeSeed,
    signing: SigningKey,
}

impl Key {
    /// A fresh key.
    ///
    /// # Errors
    /// The random number generator failed.
    pub fn generate<R: TryCryptoRng>(name: Text, role: Role, rng: &mut R) -> Result<Key, Refusal> {
        let seed = TrusteeSeed::generate(rng)
            .map_err(|error| Refusal::unusable(format!("{error}: no key was made")))?;
        Ok(Key { name, role, signing: seed.identity(), seed })
    }

    /// What statements are signed with.
    pub fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// The public key.
    pub fn public(&self) -> &Point {
        self.signing.public()
    }

    /// What every ceremony secret derives from.
    pub fn seed(&self) -> &TrusteeSeed {
        &self.seed
    }

    /// What is inside a key file; `unencrypted_test_key` marks what is written without a passphrase.
    pub(crate) fn encode(&self, unencrypted_test_key: bool) -> Zeroizing<Vec<u8>> {
        let seed = Zeroizing::new(base64url(self.seed.expose()));
        let wire = Wire {
            name: self.name.clone(),
            public: *self.public(),
            role: self.role,
            seed: &seed,
            unencrypted_test_key,
        };
        // Room enough that no copy of the seed stays behind when the buffer grows.
        let mut bytes = Zeroizing::new(Vec::with_capacity(LIMIT_BYTES));
        // Unwrap safety: a struct with string keys, written to memory.
        #[allow(clippy::unwrap_used)]
        serde_json::to_writer(&mut *bytes, &wire).unwrap();
        bytes
    }

    /// `None` for anything but the inside of a key file; the reason is not shown, because it could quote the seed.
    pub(crate) fn decode(bytes: &[u8], unencrypted: bool) -> Option<Key> {
        let wire: Wire<'_> = serde_json::from_slice(bytes).ok()?;
        let seed = TrusteeSeed::from_bytes(Zeroizing::new(from_base64url(wire.seed).ok()?));
        let signing = seed.identity();
        let sound = *signing.public() == wire.public && wire.unencrypted_test_key == unencrypted;
        sound.then_some(Key { name: wire.name, role: wire.role, seed, signing })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::SysRng;

    // TRU-12
    #[test]
    fn a_key_prints_without_its_secrets() {
        let key = Key::generate(Text::new("Ann").expect("text"), Role::Official, &mut SysRng).expect("key");
        let shown = format!("{key:?}");
        assert!(shown.contains("redacted") && !shown.contains(&base64url(key.seed().expose())));
    }
}

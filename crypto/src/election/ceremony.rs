//! §4 The key ceremony: Pedersen distributed key generation with proofs of possession, commit first,
//! public blame; and signs of life.

mod complaint;
mod dealing;
mod liveness;
mod share;

pub use self::dealing::Dealer;
pub use self::share::{BadShare, KeyShare};
pub use crate::sharing::lagrange;

use crate::bytes::{ByteString, Hash};
use crate::domain;
use crate::group::{Element, Point, SecretScalar};
use crate::proofs::dleq::Dleq;
use crate::proofs::possession::Possession;
use crate::randomness::{NoRandomness, fresh_bytes};
use crate::sharing::evaluate_points;
use crate::signature::SigningKey;
use core::fmt;
use rand::TryCryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Length of an encrypted share: 32 bytes and the tag of 16.
pub const SHARE_CIPHERTEXT_BYTES: usize = 48;

/// (4.1) The body of a `key-commitment`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyCommitment {
    /// SHA-256 over election id, index, all `A_ik` and `E_i`.
    pub commitment: Hash,
}

/// (4.2) The body of a `key-deal`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyDeal {
    /// `A_i0 .. A_i,t-1`.
    pub coefficients: Vec<Point>,
    /// `E_i`.
    pub ephemeral: Point,
    /// Of `a_i0` and `e_i`.
    pub proof: Possession,
    /// `f_i(j)` encrypted to trustee `j`, for every `j` in order.
    pub shares: Vec<ByteString>,
}

/// `D = x_j Q` with its proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case)]
pub struct Rehearsal {
    /// `x_j Q`.
    pub D: Point,
    /// DLEQ(G, X_j; Q, D).
    pub proof: Dleq,
}

/// (4.4) The body of a `key-confirmation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case)]
pub struct KeyConfirmation {
    /// All verification keys.
    pub X: Vec<Point>,
    /// The election key.
    pub Y: Point,
    /// Made with the stored backup.
    pub rehearsal: Rehearsal,
}

/// (4.5) The body of a `key-complaint`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case)]
pub struct KeyComplaint {
    /// `S = d_j E_i`, which opens the one share.
    pub S: Point,
    /// Hash of the `key-deal` entry; the dealer is its author.
    pub deal: Hash,
    /// DLEQ(G, T_j; E_i, S).
    pub proof: Dleq,
}

/// (4.6) The body of a `liveness` statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case)]
pub struct Liveness {
    /// `x_j Q`.
    pub D: Point,
    /// The entry `k` whose hash makes `Q`.
    pub entry: u64,
    /// DLEQ(G, X_j; Q, D).
    pub proof: Dleq,
}

/// The seed that a trustee keeps and backs up: every ceremony secret derives from it. It is never serialised (TRU-12):
///
/// ```compile_fail
/// fn serialised<T: serde::Serialize>() {}
/// serialised::<tabella_crypto::election::ceremony::TrusteeSeed>();
/// ```
pub struct TrusteeSeed(Zeroizing<[u8; 32]>);

impl TrusteeSeed {
    /// A fresh seed.
    ///
    /// # Errors
    /// The source fails or repeats itself.
    pub fn generate<R: TryCryptoRng>(rng: &mut R) -> Result<TrusteeSeed, NoRandomness> {
        fresh_bytes(rng).map(TrusteeSeed)
    }

    /// A seed read from a backup.
    pub fn from_bytes(bytes: Zeroizing<[u8; 32]>) -> TrusteeSeed {
        TrusteeSeed(bytes)
    }

    /// The bytes, for the backup only.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// The identity key `T_i = d_i G`, `d_i = wide(HKDF(seed, "", "tabella/1/identity"))`.
    pub fn identity(&self) -> SigningKey {
        SigningKey::new(SecretScalar::derive(self.0.as_ref(), b"", &[domain::IDENTITY]))
    }
}

impl fmt::Debug for TrusteeSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

/// The ceremony of one election, as everyone sees it.
#[derive(Clone, Debug)]
pub struct Ceremony {
    /// The election id.
    pub election: Hash,
    /// `t`.
    pub threshold: u64,
    /// `T_1 .. T_n`.
    pub trustees: Vec<Point>,
}

/// (4.3) `Y = sum_i A_i0` and `X_j = sum_i sum_k j^k A_ik`.
#[derive(Clone, Debug, PartialEq)]
#[allow(non_snake_case)]
pub struct CeremonyKeys {
    /// The election key.
    pub Y: Point,
    /// Verification keys of trustees 1..n.
    pub X: Vec<Point>,
}

impl CeremonyKeys {
    /// Computes the keys from all deals; `None` if one would be the identity.
    pub fn new<'a>(
        ceremony: &Ceremony,
        deals: impl IntoIterator<Item = &'a KeyDeal>,
    ) -> Option<CeremonyKeys> {
        // `sum_i A_ik`: one polynomial for all dealers.
        let mut sums: Vec<Element> = vec![];
        for deal in deals {
            sums.resize(sums.len().max(deal.coefficients.len()), Element::default());
            sums.iter_mut().zip(&deal.coefficients).for_each(|(sum, point)| *sum += point.element());
        }
        let verification = |j| Point::new(evaluate_points(sums.iter(), j));
        Some(CeremonyKeys {
            Y: Point::new(*sums.first()?)?,
            X: (1..=ceremony.trustees.len() as u64).map(verification).collect::<Option<_>>()?,
        })
    }
}

#[cfg(test)]
mod tests;

//! (4.3) The share of one trustee: how it is encrypted, opened, checked and summed.

use super::{Ceremony, KeyDeal, TrusteeSeed};
use crate::bytes::Hash;
use crate::domain;
use crate::group::{Derivation, Element, Point, PublicScalar, Scalar, SecretScalar};
use crate::signature::SigningKey;
use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use core::fmt;
use zeroize::Zeroizing;

/// (4.2) The key of one share: HKDF(e_i T_j; election id, i, j, E_i, T_j).
pub(super) struct ShareKey(Zeroizing<[u8; 32]>);

impl ShareKey {
    /// The key of the share of trustee `j`, whose identity key is `trustee`; `secret` is `S`.
    pub(super) fn new(
        election: &Hash,
        dealer: u64,
        (j, trustee): (u64, &Point),
        ephemeral: &Point,
        secret: &Point,
    ) -> ShareKey {
        ShareKey(Derivation::new(secret.as_bytes(), &election.0).bytes(&[
            domain::SHARE,
            &dealer.to_le_bytes(),
            &j.to_le_bytes(),
            ephemeral.as_bytes(),
            trustee.as_bytes(),
        ]))
    }

    pub(super) fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&Key::from(*self.0))
    }
}

impl KeyDeal {
    /// (4.5) Opens the share of trustee `j` with `S = d_j E_i = e_i T_j`; `None` if it is bad (KEY-07).
    pub fn open_share(
        &self,
        ceremony: &Ceremony,
        dealer: u64,
        j: u64,
        secret: &Point,
    ) -> Option<SecretScalar> {
        let position = usize::try_from(j.checked_sub(1)?).ok()?;
        let recipient = (j, ceremony.trustees.get(position)?);
        let key = ShareKey::new(&ceremony.election, dealer, recipient, &self.ephemeral, secret);
        let ciphertext = &self.shares.get(position)?.0;
        let plain = Zeroizing::new(key.cipher().decrypt(&Nonce::default(), ciphertext.as_slice()).ok()?);
        let bytes = Zeroizing::new(<[u8; 32]>::try_from(plain.as_slice()).ok()?);
        let share = SecretScalar(PublicScalar::decode(*bytes).ok()?.0);
        (Element::mul_base(&share.0) == self.share_point(j)).then_some(share)
    }
}

/// A trustee's share `x_j` of the election key, computed from its seed and the log. It is neither serialised nor
/// copied (TRU-12):
///
/// ```compile_fail
/// fn serialised<T: serde::Serialize>() {}
/// serialised::<tabella_crypto::election::ceremony::KeyShare>();
/// ```
///
/// ```compile_fail
/// fn copied<T: Clone>() {}
/// copied::<tabella_crypto::election::ceremony::KeyShare>();
/// ```
pub struct KeyShare {
    index: u64,
    secret: SecretScalar,
    public: Point,
}

/// A deal whose share for this trustee is bad: the trustee complains and does not confirm (KEY-07).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadShare {
    /// Index of the dealer, from 1.
    pub dealer: u64,
}

impl KeyShare {
    /// `x_j = sum_i f_i(j)`, after opening and checking every share of trustee `j`.
    ///
    /// The caller has verified every deal, the possession proofs above all (TRU-10).
    ///
    /// # Errors
    /// The first dealer whose share does not open or does not fit its coefficients.
    pub fn open(
        seed: &TrusteeSeed,
        ceremony: &Ceremony,
        deals: &[KeyDeal],
        j: u64,
    ) -> Result<KeyShare, BadShare> {
        let identity = seed.identity();
        let mut sum = SecretScalar(Scalar::ZERO);
        for (dealer, deal) in (1..).zip(deals) {
            let secret = shared_secret(&identity, deal);
            let share = deal.open_share(ceremony, dealer, j, &secret).ok_or(BadShare { dealer })?;
            sum.0 += share.0;
        }
        // Shares come from others, so a sum of zero is an error and not a panic.
        let public = Point::public(&sum).ok_or(BadShare { dealer: 1 })?;
        Ok(KeyShare { index: j, secret: sum, public })
    }

    /// The trustee's index `j`.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// `X_j`.
    pub fn public(&self) -> &Point {
        &self.public
    }

    pub(crate) fn secret(&self) -> &SecretScalar {
        &self.secret
    }
}

impl fmt::Debug for KeyShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyShare({}, <redacted>)", self.index)
    }
}

/// `S = d_j E_i`.
pub(super) fn shared_secret(identity: &SigningKey, deal: &KeyDeal) -> Point {
    // A point times `d_j`, which is derived.
    Point::expect_non_identity(deal.ephemeral.element() * identity.secret().0)
}

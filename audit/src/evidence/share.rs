//! A decryption share that is not valid.

use super::{Evidence, Proven, against_trustee, fingerprint, no_fault, refuse, signed};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::election::statement::{Body, Statement};
use tabella_crypto::election::tally::{DecryptionShare, Preimage};
use tabella_crypto::group::is_identity;
use tabella_crypto::proofs::batch::{Bases, verify_one};
use tabella_crypto::rejection::Rejection;

/// (DEC-02, DEC-03) A decryption share that a trustee has signed, and that is not one of the tally that
/// it names: a `D_j` is missing or too many, or the proof is not valid.
///
/// An honest trustee cannot be accused:
/// - The share names phi, the hash of an `open` entry, which names the election: a share for another
///   election with the same key is not taken for one of this.
/// - The share names tau. The trustee has computed it, so by collision resistance the preimage in the
///   file is the one that it has hashed, and its slots are those that it has decrypted.
/// - The proof is made for the `X_i` that the trustee itself has confirmed. It confirms once: every
///   dealer has committed to its coefficients before anyone deals, and a trustee confirms only on a log
///   that extends the one on which it has dealt (TRU-08), so no board can show it two `X_i`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvalidShare {
    /// The trustee's `key-confirmation` statement, which states its verification key.
    #[serde(deserialize_with = "super::object")]
    pub confirmation: Box<RawValue>,
    /// The `manifest` statement, whose digest is the election id.
    #[serde(deserialize_with = "super::object")]
    pub manifest: Box<RawValue>,
    /// The `open` entry, whose hash is phi.
    #[serde(deserialize_with = "super::object")]
    pub open: Box<RawValue>,
    /// The trustee's `decryption-share` statement.
    #[serde(deserialize_with = "super::object")]
    pub share: Box<RawValue>,
    /// The tally that the share's tau is the hash of.
    pub tally: Preimage,
}

impl InvalidShare {
    pub(super) fn verify(&self, evidence: &Evidence) -> Result<Proven, Rejection> {
        let manifest = evidence.manifest(&self.manifest)?;
        let (statement, share, index) = share_of(&manifest, &self.share)?;
        evidence.opened(&self.open, &statement.election)?;
        let confirmation = signed(&self.confirmation)?;
        let Body::KeyConfirmation(keys) = &confirmation.body else {
            return Err(refuse(checks::LOG_12, "not a confirmation"));
        };
        if confirmation.author != statement.author {
            return Err(refuse(checks::LOG_12, "the confirmation is another trustee's"));
        }
        if confirmation.election != evidence.election {
            return Err(refuse(checks::LOG_14, "the confirmation is for another election"));
        }
        let position = usize::try_from(index - 1).ok();
        let Some(public) = position.and_then(|position| keys.X.get(position)) else {
            return Err(refuse(checks::KEY_08, "the confirmation states no key of its own author"));
        };
        if self.tally.tau(&statement.election) != share.tau {
            return Err(refuse(checks::TAL_01, "the share is not for this tally"));
        }
        let accuse = |check, reason: &str| {
            let reason =
                format!("signed a decryption share {reason}, of {}", fingerprint(&statement.election));
            Ok(against_trustee(&manifest, index, check, reason))
        };
        let to_decrypt = self.tally.slots.iter().filter(|slot| !is_identity(&slot.alpha)).count();
        if share.D.len() != to_decrypt {
            return accuse(checks::DEC_02, "without one D for every slot to decrypt");
        }
        // Of no slots there is no share, and so no claim.
        match self.tally.claim(&share, index, public) {
            Some(claim) if verify_one(&Bases::new(None, vec![]), &claim).is_empty() => {
                Err(no_fault("the decryption share is valid"))
            }
            _ => accuse(checks::DEC_03, "whose proof is not valid"),
        }
    }
}

/// LOG-12 and LOG-13: a decryption share that a trustee has signed, and the trustee's index.
pub(super) fn share_of(
    manifest: &Manifest,
    statement: &RawValue,
) -> Result<(Statement, DecryptionShare, u64), Rejection> {
    let statement = signed(statement)?;
    match (&statement.body, manifest.trustee_index(&statement.author)) {
        (Body::DecryptionShare(share), Some(index)) => {
            let share = share.clone();
            Ok((statement, share, index))
        }
        _ => Err(refuse(checks::LOG_12, "not a decryption share of a trustee")),
    }
}

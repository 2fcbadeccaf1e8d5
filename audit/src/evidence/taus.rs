//! Decryption shares for two tallies.

use super::share::share_of;
use super::{Evidence, Proven, against_trustee, fingerprint, no_fault, refuse};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use tabella_crypto::checks;
use tabella_crypto::rejection::Rejection;

/// (DEC-06) Two decryption shares of one trustee for one election and two taus. Two tallies together can
/// show a single ballot, so a trustee fixes its one tau before a share leaves its machine (TRU-04).
///
/// It does not matter if the shares are valid, nor what they are for: an honest trustee signs no second tau.
/// Phi is the hash of an `open` entry, which names the election, so that shares for two elections with one
/// key are not taken for two of one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TwoTallies {
    /// The `manifest` statement, whose digest is the election id.
    #[serde(deserialize_with = "super::object")]
    pub manifest: Box<RawValue>,
    /// The `open` entry, whose hash is phi.
    #[serde(deserialize_with = "super::object")]
    pub open: Box<RawValue>,
    /// The trustee's two `decryption-share` statements.
    #[serde(deserialize_with = "two_objects")]
    pub shares: [Box<RawValue>; 2],
}

/// Two statements, each as [`super::object`] reads it.
fn two_objects<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[Box<RawValue>; 2], D::Error> {
    /// A statement.
    #[derive(Deserialize)]
    struct Signed(#[serde(deserialize_with = "super::object")] Box<RawValue>);
    let signed = <Vec<Signed>>::deserialize(deserializer)?;
    let count = signed.len();
    let two: Result<[Signed; 2], _> = signed.try_into();
    let two = two.map_err(|_| D::Error::invalid_length(count, &"two shares"))?;
    Ok(two.map(|Signed(statement)| statement))
}

impl TwoTallies {
    pub(super) fn verify(&self, evidence: &Evidence) -> Result<Proven, Rejection> {
        let manifest = evidence.manifest(&self.manifest)?;
        let [first, second] = &self.shares;
        let (first, one, index) = share_of(&manifest, first)?;
        let (second, other, _) = share_of(&manifest, second)?;
        if first.author != second.author {
            return Err(refuse(checks::LOG_12, "the shares are of two trustees"));
        }
        if first.election != second.election {
            return Err(refuse(checks::LOG_14, "the shares are for two elections"));
        }
        evidence.opened(&self.open, &first.election)?;
        if one.tau == other.tau {
            return Err(no_fault("both shares are for one tally"));
        }
        let reason = format!(
            "signed decryption shares for two tallies of {}: tau {} and tau {}",
            fingerprint(&first.election),
            one.tau,
            other.tau
        );
        Ok(against_trustee(&manifest, index, checks::DEC_06, reason))
    }
}

//! A complaint about a share that was good.

use super::{Evidence, Proven, against_trustee, no_fault, refuse, signed, signed_entry};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::Ceremony;
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::election::statement::{Body, Statement};
use tabella_crypto::proofs::batch::{Bases, verify_one};
use tabella_crypto::rejection::{Culprit, Rejection};

/// (KEY-11) A complaint that a trustee has signed, and the deal that it complains about, in which the share was
/// good, or the complaint opens something else.
///
/// The complaint names the hash of the entry, so it cannot be compared with another deal than the one that the
/// trustee has seen.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FalseComplaint {
    /// The `key-complaint` statement.
    #[serde(deserialize_with = "super::object")]
    pub complaint: Box<RawValue>,
    /// The `key-deal` entry.
    #[serde(deserialize_with = "super::object")]
    pub deal: Box<RawValue>,
    /// The `manifest` statement, whose digest is the election id.
    #[serde(deserialize_with = "super::object")]
    pub manifest: Box<RawValue>,
}

impl FalseComplaint {
    pub(super) fn verify(&self, evidence: &Evidence) -> Result<Proven, Rejection> {
        let manifest = evidence.manifest(&self.manifest)?;
        let entry = signed_entry(&self.deal)?;
        let Body::KeyDeal(deal) = &entry.statement.body else {
            return Err(refuse(checks::LOG_12, "not a deal"));
        };
        let dealer = said_by_trustee(evidence, &manifest, &entry.statement, "deal")?;
        let complaint = signed(&self.complaint)?;
        let Body::KeyComplaint(body) = &complaint.body else {
            return Err(refuse(checks::LOG_12, "not a complaint"));
        };
        let index = said_by_trustee(evidence, &manifest, &complaint, "complaint")?;
        if body.deal != entry.hash {
            return Err(refuse(checks::LOG_01, "the complaint is about another entry"));
        }
        let ceremony = Ceremony {
            election: evidence.election,
            threshold: manifest.threshold,
            trustees: manifest.trustees.iter().map(|party| party.key).collect(),
        };
        let claim = body.claim(&ceremony, deal, dealer, index, &complaint.author, Culprit::Trustee(index));
        let opens = verify_one(&Bases::new(None, vec![]), &claim).is_empty();
        if opens && body.shows_a_bad_share(&ceremony, deal, dealer, index) {
            return Err(no_fault("the complaint is justified"));
        }
        let reason = format!("signed a complaint about the deal of trustee {dealer} that is false");
        Ok(against_trustee(&manifest, index, checks::KEY_11, reason))
    }
}

/// LOG-12 and LOG-14: a statement of a trustee for the election, and the trustee's index.
fn said_by_trustee(
    evidence: &Evidence,
    manifest: &Manifest,
    statement: &Statement,
    what: &str,
) -> Result<u64, Rejection> {
    let Some(index) = manifest.trustee_index(&statement.author) else {
        return Err(refuse(checks::LOG_12, format!("the {what} is not a trustee's")));
    };
    if statement.election != evidence.election {
        return Err(refuse(checks::LOG_14, format!("the {what} is for another election")));
    }
    Ok(index)
}

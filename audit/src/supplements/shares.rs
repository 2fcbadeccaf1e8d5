//! DEC-06: decryption shares for two tallies.

use super::{NamedFile, incomparable, statement_text};
use crate::faults::Fault;
use std::collections::BTreeSet;
use std::io;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::election::statement::{Body, Statement};
use tabella_crypto::proofs::batch::{Bases, verify_one};
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::rulebook::Election;

/// Decryption shares that were given, and those of the record.
pub(super) struct Shares {
    given: Vec<NamedFile>,
    signed: Vec<Signed>,
}

/// A share for phi that a trustee has signed.
struct Signed {
    place: String,
    trustee: u64,
    tau: Hash,
}

impl Shares {
    pub(super) fn new(given: Vec<NamedFile>) -> Shares {
        Shares { given, signed: vec![] }
    }

    /// Notes a share of the record that is in order, by a trustee, for phi, valid or not.
    pub(super) fn take(&mut self, statement: &Statement, trustee: u64) {
        let (Body::DecryptionShare(share), false) = (&statement.body, self.given.is_empty()) else { return };
        if is_signed(statement) {
            self.signed.push(Signed { place: "the record".into(), trustee, tau: share.tau });
        }
    }

    /// LOG-12 to LOG-14 about the files, then DEC-06: about a trustee who has signed two taus, and about no one
    /// where there is one signature for another tau than the record's. Then two views of the election exist, and
    /// whoever made the second one has not signed it here.
    ///
    /// # Errors
    /// The record is not closed: there is no verdict then.
    pub(super) fn judge(&self, election: &Election) -> io::Result<Vec<Fault>> {
        let mut faults = vec![];
        let mut given = vec![];
        for file in &self.given {
            match read(file, election)? {
                Ok(share) => given.extend(share),
                Err(rejections) => faults.extend(rejections),
            }
        }
        let own = election.tally().filter(|_| election.blocked(checks::DEC_06).is_none());
        let mut accused = BTreeSet::new();
        for share in &given {
            let signed = given.iter().chain(&self.signed);
            let mut of_trustee = signed.filter(|other| other.trustee == share.trustee);
            if let Some(other) = of_trustee.find(|other| other.tau != share.tau) {
                if accused.insert(share.trustee) {
                    let reason = format!(
                        "signed shares for two tallies: {} ({}) and {} ({})",
                        share.tau, share.place, other.tau, other.place
                    );
                    faults.push(Rejection::new(checks::DEC_06, Culprit::Trustee(share.trustee), reason));
                }
            } else if let Some(tally) = own.filter(|tally| tally.tau != share.tau) {
                let reason = format!(
                    "trustee {} signed another tally ({}, in {}) than this record's ({}): two views of the election \
                     exist; it is open whose fault that is",
                    share.trustee, share.tau, share.place, tally.tau
                );
                faults.push(Rejection::new(checks::DEC_06, Culprit::Open, reason));
            }
        }
        Ok(faults.into_iter().map(|rejection| Fault { entry: None, rejection }).collect())
    }
}

fn is_signed(statement: &Statement) -> bool {
    verify_one(&Bases::new(None, vec![]), &statement.signature_claim(Culprit::Open)).is_empty()
}

/// A given share, or what is wrong with its file. Nothing is said of one without a manifest to judge it by.
fn read(file: &NamedFile, election: &Election) -> io::Result<Result<Option<Signed>, Vec<Rejection>>> {
    let culprit = Culprit::File(file.name.clone());
    let statement = match statement_text(&file.content).and_then(Statement::decode) {
        Ok(statement) => statement,
        Err(error) => return Ok(Err(vec![Rejection::new(error.check, culprit, error.reason)])),
    };
    let Some(manifest) = election.manifest() else { return Ok(Ok(None)) };
    let Some(phi) = election.fingerprint() else {
        return Err(incomparable(format!("{}: the record is not open: fetch it again", file.name)));
    };
    let share = match judge(&statement, manifest, phi, culprit) {
        Ok((trustee, tau)) => Signed { place: file.name.clone(), trustee, tau },
        Err(rejections) => return Ok(Err(rejections)),
    };
    if election.tally().is_none() {
        let reason = "the record is not closed, so there is no tally yet: fetch it again";
        return Err(incomparable(format!("{}: {reason}", file.name)));
    }
    Ok(Ok(Some(share)))
}

/// LOG-12 to LOG-14: trustee and tau.
fn judge(
    statement: &Statement,
    manifest: &Manifest,
    phi: &Hash,
    culprit: Culprit,
) -> Result<(u64, Hash), Vec<Rejection>> {
    let mut rejections = vec![];
    let tau = if let Body::DecryptionShare(share) = &statement.body { Some(share.tau) } else { None };
    let signed = manifest.trustee_index(&statement.author).zip(tau);
    if signed.is_none() {
        let reason = "not a decryption share of a trustee";
        rejections.push(Rejection::new(checks::LOG_12, culprit.clone(), reason));
    }
    if *phi != statement.election {
        let reason = format!("the share is for {}", statement.election);
        rejections.push(Rejection::new(checks::LOG_14, culprit.clone(), reason));
    }
    rejections.extend(verify_one(&Bases::new(None, vec![]), &statement.signature_claim(culprit)));
    match signed {
        Some(signed) if rejections.is_empty() => Ok(signed),
        _ => Err(rejections),
    }
}

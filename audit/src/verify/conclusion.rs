//! The end of a record: its checkpoint, and what was given beside it. Nothing here changes the fold, which may go on.

use super::Findings;
use super::fold::Fold;
use crate::faults::{Fault, Faults};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::generators::are_distinct;
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::rulebook::Election;

/// The findings that are known only at the end.
pub(super) struct Conclusion {
    faults: Vec<Rejection>,
    more: BTreeMap<Check, u64>,
    refused_shares: Vec<Rejection>,
    remarks: Vec<String>,
    cosignatures: u64,
    checkpoint_readable: bool,
}

/// Faults and remarks of the end, besides those of the fold.
struct AtEnd {
    faults: Faults,
    remarks: Vec<String>,
}

impl AtEnd {
    fn fault(&mut self, rejection: Rejection) {
        self.faults.push(Fault { entry: None, rejection });
    }
}

impl Fold<'_> {
    /// Concludes as if the record ended here.
    ///
    /// # Errors
    /// What was given cannot be read or compared: there is no verdict then.
    pub(super) fn conclude(&mut self, checkpoint: &str) -> io::Result<Conclusion> {
        let compared = self.comparison.conclude(&self.election)?;
        let mut end = AtEnd { faults: self.faults.clone(), remarks: vec![] };
        if self.election.has_no_manifest() {
            end.fault(Rejection::new(checks::MAN_02, Culprit::Board, "the record has no manifest"));
        }
        let signed = SignedCheckpoint::parse(checkpoint);
        let checkpoint_readable = signed.is_ok();
        let cosignatures = match signed {
            Ok(signed) => self.check_checkpoint(&signed, &mut end),
            Err(rejection) => {
                end.fault(rejection);
                0
            }
        };
        self.check_generators(&mut end);
        compared.faults.into_iter().for_each(|fault| end.faults.push(fault));
        end.remarks.extend(compared.remarks);
        let refused_shares = end.faults.in_force(&self.refused_shares);
        let (faults, more) = end.faults.sorted();
        Ok(Conclusion {
            faults,
            more,
            refused_shares,
            remarks: end.remarks,
            cosignatures,
            checkpoint_readable,
        })
    }

    /// Everything that was found; `election` is that of the fold.
    pub(super) fn findings<'e>(
        &self,
        conclusion: Conclusion,
        record: Hash,
        election: Cow<'e, Election>,
    ) -> Findings<'e> {
        let Conclusion { faults, more, refused_shares, remarks, cosignatures, checkpoint_readable } =
            conclusion;
        Findings {
            election,
            faults,
            more,
            refused_shares,
            remarks,
            kinds: self.kinds.clone(),
            lines: self.lines,
            batches: self.batches(),
            cosignatures,
            checkpoint_readable,
            supplements: self.supplements,
            record,
        }
    }

    /// LOG-02 to LOG-06: the final checkpoint. Returns the number of witnesses whose cosignatures count.
    fn check_checkpoint(&self, signed: &SignedCheckpoint, end: &mut AtEnd) -> u64 {
        let stated = signed.unverified();
        if stated.size != self.frontier.size() || stated.root != self.frontier.root() {
            let reason = format!(
                "the record has {} entries with root {}, the checkpoint says {} with root {}",
                self.frontier.size(),
                self.frontier.root(),
                stated.size,
                stated.root
            );
            end.fault(Rejection::new(checks::LOG_02, Culprit::Board, reason));
        }
        let policy = self.trust.policy();
        // A cosignature is not older than the entries below it.
        let (last, at) = self.latest.unwrap_or_default();
        let earliest = at.saturating_sub(self.trust.tolerance_seconds);
        if let Err(rejections) = signed.verify_after(&policy, &self.trust.election, earliest) {
            rejections.into_iter().for_each(|rejection| end.fault(rejection));
        }
        let cosignatures = signed.cosignatures(&policy);
        end.remarks.extend(cosignatures.invalid().iter().map(|what| format!("the checkpoint: {what}")));
        let early = |time| time < earliest;
        let says = |(witness, time): (&str, u64)| {
            format!("witness {witness} cosigned the checkpoint at {time}, but entry {last} is dated {at}")
        };
        let contradictions: Vec<String> =
            cosignatures.valid().filter(|(_, time)| early(*time)).map(says).collect();
        let witnesses = cosignatures.distinct(early).len() as u64;
        if policy.quorum > 0 && witnesses >= policy.quorum {
            let reason = format!("a quorum contradicts the dates: {}", contradictions.join("; "));
            end.fault(Rejection::new(checks::LOG_06, Culprit::Board, reason));
        }
        end.remarks.extend(contradictions.into_iter().map(|what| format!("{what}: that does not count")));
        cosignatures.distinct(|time| !early(time)).len() as u64
    }

    /// PRF-08: the generators, recomputed, are distinct from each other and from the election key.
    fn check_generators(&self, end: &mut AtEnd) {
        let (Some(open), Some(manifest)) = (self.election.open_body(), self.election.manifest()) else {
            return;
        };
        if self.election.blocked(checks::PRF_08).is_some() {
            return;
        }
        if !are_distinct(open.election_key.element(), manifest.bit_bases()) {
            let reason = "the election key is a generator, or two generators are equal";
            end.fault(Rejection::new(checks::PRF_08, Culprit::Board, reason));
        }
    }
}

//! A complaint about a share that was good.

use super::{Evidence, Proven, against_trustee, demand_lines_of, first, nobody, refuse, unreadable};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tabella_board::checkpoint::{Policy, SignedCheckpoint};
use tabella_board::entry::Entry;
use tabella_board::merkle::{self, Frontier};
use tabella_board::rules::{Election, OneByOne};
use tabella_board::trust::Trust;
use tabella_crypto::checks;
use tabella_crypto::encoding::Hash;
use tabella_crypto::error::{Culprit, Rejection};

/// (KEY-11) A complaint that a trustee has signed, and the ceremony that it complains about, in which the
/// dealer's share was good, or the complaint opens something else.
///
/// A complaint names the dealer and not the deal. A board that showed the complaining trustee another deal
/// of this dealer could therefore accuse an honest trustee. That is why the ceremony stands under a
/// checkpoint with the quorum of the manifest's witnesses, who see one log only. Without witnesses the file
/// proves no more than that either the trustee or the board lies; the trustee keeps the checkpoint on which it
/// complained, and that one and the one in the file contradict each other.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FalseComplaint {
    /// A signed note of the log, cosigned by a quorum if there are witnesses.
    pub checkpoint: String,
    /// The `key-complaint` statement.
    pub complaint: Box<RawValue>,
    /// The entries from the manifest to the last `key-deal`.
    pub lines: Vec<Box<RawValue>>,
    /// The nodes from which the roots of these entries and of the checkpoint are computed, as in
    /// [`super::TwoLogs`].
    pub nodes: Vec<Hash>,
}

impl FalseComplaint {
    pub(super) fn verify(&self, evidence: &Evidence) -> Result<Proven, Rejection> {
        let (election, root) = self.fold()?;
        let (Some(id), Some(manifest)) = (election.id(), election.manifest()) else {
            return Err(refuse(checks::MAN_02, "there is no manifest"));
        };
        let manifest = evidence.own(id, manifest.clone())?;
        if election.size() != 1 + 2 * manifest.trustee_count() {
            return Err(refuse(checks::LOG_11, "the entries do not end with the last deal"));
        }
        let policy = Trust::of(id, &manifest).policy();
        self.check_checkpoint(evidence, &policy, election.size(), &root)?;
        let index = self.judge(&election)?;
        let reason = format!(
            "signed a complaint that is false ({})",
            if policy.is_unwitnessed() {
                "under a checkpoint of the board alone, no independent witness"
            } else {
                "under a checkpoint that a quorum of witnesses has cosigned"
            }
        );
        Ok(against_trustee(&manifest, index, checks::KEY_11, reason))
    }

    /// The ceremony by the rulebook, without a fault, and the root over its lines.
    fn fold(&self) -> Result<(Election, Hash), Rejection> {
        let (mut election, mut tree) = (Election::new(), Frontier::default());
        for line in &self.lines {
            let entry = Entry::decode(line.get().as_bytes()).map_err(unreadable)?;
            let judgement = election.judge(&entry, &mut OneByOne);
            if let Some(rejection) = judgement.rejections.first() {
                return Err(rejection.clone());
            }
            election.advance(&entry, &judgement);
            tree.push(entry.hash);
        }
        Ok((election, tree.root()))
    }

    /// LOG-02 to LOG-05 and LOG-10: the lines are the first ones of the log.
    fn check_checkpoint(
        &self,
        evidence: &Evidence,
        policy: &Policy,
        size: u64,
        root: &Hash,
    ) -> Result<(), Rejection> {
        let signed = SignedCheckpoint::parse(&self.checkpoint)?;
        let verified = signed.verify(policy, &evidence.election).map_err(first)?;
        demand_lines_of(&signed, policy, &evidence.election)?;
        let checkpoint = verified.checkpoint();
        let [first, whole] = merkle::roots(size, checkpoint.size, &self.nodes)?;
        if whole != checkpoint.root {
            return Err(refuse(checks::LOG_10, "the nodes are not those of the checkpoint"));
        }
        if first != *root {
            return Err(refuse(checks::LOG_02, "the entries are not the first ones of the log"));
        }
        Ok(())
    }

    /// KEY-11 about the complaint as the next entry; the index of the trustee.
    fn judge(&self, election: &Election) -> Result<u64, Rejection> {
        let line = Entry::line(election.last_at(), election.size(), &election.head(), self.complaint.get());
        let entry = Entry::decode(line.as_bytes()).map_err(unreadable)?;
        let rejections = election.judge(&entry, &mut OneByOne).rejections;
        if let Some(other) = rejections.iter().find(|rejection| rejection.check != checks::KEY_11) {
            return Err(other.clone());
        }
        match rejections.first().map(|rejection| &rejection.culprit) {
            Some(Culprit::Trustee(index)) => Ok(*index),
            _ => Err(nobody("the complaint is no false one")),
        }
    }
}

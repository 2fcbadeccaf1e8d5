//! (2.2) Witnesses: they cosign checkpoints (C2SP `tlog-cosignature` v1), and a verifier demands a quorum of those it
//! trusts.

use crate::checkpoint::{BOARD_SIGNATURE, Checkpoint, SignedCheckpoint};
use crate::note::{SignatureLine, check_signature, key_id, public_key, signature_line};
use core::fmt;
use ed25519_dalek::{Signer as _, SigningKey};
use serde::Serialize;
use std::collections::BTreeSet;
use tabella_crypto::bytes::{Bytes, Hash};
use tabella_crypto::checks;
use tabella_crypto::election::manifest::{LogKey, check_name};
use tabella_crypto::rejection::{Culprit, Rejection};
use zeroize::Zeroizing;

/// Latest time of a cosignature, in seconds (C2SP tlog-cosignature).
pub(crate) const TIME_LIMIT: u64 = i64::MAX as u64;
/// Signature type of a timestamped Ed25519 cosignature.
const COSIGNATURE: u8 = 0x04;

/// The board and witnesses that a verifier believes; they come from its own trust file, never from a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The board.
    pub board: LogKey,
    /// The witnesses.
    pub witnesses: Vec<LogKey>,
    /// The number of them that must have cosigned a checkpoint.
    pub quorum: u64,
}

impl Policy {
    /// Returns true if there are no witnesses by intent (2.2): then no quorum is demanded, and programs say
    /// "recorded by the board alone, no independent witness".
    pub fn is_unwitnessed(&self) -> bool {
        self.quorum == 0 && self.witnesses.is_empty()
    }
}

impl SignedCheckpoint {
    /// The note with only those signature lines that claim to be by the board or a witness of a policy,
    /// in their order: the others say nothing to whoever holds this policy.
    pub fn with_lines_of(&self, policy: &Policy, election: &Hash) -> SignedCheckpoint {
        let origin = policy.board.origin(election);
        let board = key_id(&origin, BOARD_SIGNATURE, &policy.board.key);
        let mut claims: Vec<(&str, [u8; 4])> = vec![(&origin, board)];
        claims
            .extend(policy.witnesses.iter().map(|w| (w.name.as_str(), key_id(&w.name, COSIGNATURE, &w.key))));
        let lines = self.lines.iter().filter(|line| claims.contains(&(line.name.as_str(), line.key_id)));
        let lines: Vec<SignatureLine> = lines.cloned().collect();
        let signatures =
            lines.iter().map(|line| signature_line(&line.name, &[&line.key_id, &line.signature]));
        let text = format!("{}\n{}", self.checkpoint.body(), signatures.collect::<String>());
        SignedCheckpoint { text, checkpoint: self.checkpoint.clone(), lines }
    }

    /// Checks everything about the checkpoint that its verifier's policy demands.
    ///
    /// Lines of keys that the policy does not know are ignored, and so are those that do not hold, whoever made
    /// them; one key counts once.
    ///
    /// # Errors
    /// All that fail of: LOG-03 for another origin; LOG-04 as in [`SignedCheckpoint::verify_board`];
    /// LOG-05 for fewer valid cosignatures than the quorum, unless the policy is unwitnessed.
    pub fn verify(&self, policy: &Policy, election: &Hash) -> Result<VerifiedCheckpoint, Vec<Rejection>> {
        self.verify_after(policy, election, 0)
    }

    /// As [`SignedCheckpoint::verify`]; cosignatures before the time `earliest` (Unix seconds) do not count: the
    /// checkpoint covers entries that came later.
    ///
    /// # Errors
    /// As [`SignedCheckpoint::verify`].
    pub fn verify_after(
        &self,
        policy: &Policy,
        election: &Hash,
        earliest: u64,
    ) -> Result<VerifiedCheckpoint, Vec<Rejection>> {
        let mut rejections: Vec<Rejection> =
            self.verify_board(&policy.board, election).err().into_iter().collect();
        let verified = self.cosigned(policy, earliest);
        if !verified.has_quorum && !policy.is_unwitnessed() {
            let (count, quorum) = (verified.cosignatures.len(), policy.quorum);
            let reason =
                format!("{count} cosignatures are valid and of a possible time; the quorum is {quorum}");
            rejections.push(Rejection::new(checks::LOG_05, Culprit::Board, reason));
        }
        if rejections.is_empty() { Ok(verified) } else { Err(rejections) }
    }

    /// As [`SignedCheckpoint::verify`], but a missing quorum only shows in
    /// [`VerifiedCheckpoint::has_quorum`]: for checkpoints that are still gathering cosignatures.
    pub(crate) fn verify_received(
        &self,
        policy: &Policy,
        election: &Hash,
    ) -> Result<VerifiedCheckpoint, Rejection> {
        self.verify_board(&policy.board, election)?;
        Ok(self.cosigned(policy, 0))
    }

    fn cosigned(&self, policy: &Policy, earliest: u64) -> VerifiedCheckpoint {
        let cosignatures = self.cosignatures(policy).distinct(|time| time >= earliest);
        let has_quorum = policy.quorum > 0 && cosignatures.len() as u64 >= policy.quorum;
        VerifiedCheckpoint { checkpoint: self.checkpoint.clone(), cosignatures, has_quorum }
    }

    /// The cosignatures that claim to be by witnesses of the policy.
    pub fn cosignatures(&self, policy: &Policy) -> Cosignatures {
        let body = self.checkpoint.body();
        let mut found = Cosignatures::default();
        for witness in &policy.witnesses {
            for signature in self.signatures(&witness.name, COSIGNATURE, &witness.key) {
                match check_cosignature(&witness.key, &body, signature) {
                    Ok(time) => found.valid.push((witness.clone(), time)),
                    Err(reason) => found.invalid.push(format!(
                        "a cosignature under the name {} is not valid, whoever made it: {reason}",
                        witness.name
                    )),
                }
            }
        }
        found
    }
}

/// The cosignatures of a checkpoint under names and key ids that are trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cosignatures {
    valid: Vec<(LogKey, u64)>,
    invalid: Vec<String>,
}

impl Cosignatures {
    /// For each key with a cosignature that is valid and of a time that counts: the name of its witness, in the
    /// order of the policy, and the first such time.
    pub fn distinct(&self, counts: impl Fn(u64) -> bool) -> Vec<(String, u64)> {
        let mut keys = BTreeSet::new();
        let counting = self.valid.iter().filter(|(_, time)| counts(*time));
        counting
            .filter(|(witness, _)| keys.insert(witness.key))
            .map(|(w, time)| (w.name.clone(), *time))
            .collect()
    }

    /// Every cosignature that is valid: witness and time.
    pub fn valid(&self) -> impl Iterator<Item = (&str, u64)> {
        self.valid.iter().map(|(witness, time)| (witness.name.as_str(), *time))
    }

    /// What is not valid, in words. It is no one's fault: the author of such a line is unknown.
    pub fn invalid(&self) -> &[String] {
        &self.invalid
    }
}

/// A checkpoint by the board of a policy, for the election asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedCheckpoint {
    checkpoint: Checkpoint,
    cosignatures: Vec<(String, u64)>,
    has_quorum: bool,
}

impl VerifiedCheckpoint {
    /// The checkpoint that the board signed.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Names of the witnesses that cosigned, in the order of the policy, each with the time it states:
    /// seconds, up to 2^63 - 1. Of several lines of one key this is the first.
    pub fn cosignatures(&self) -> &[(String, u64)] {
        &self.cosignatures
    }

    /// Returns true if a quorum cosigned; never under an unwitnessed policy.
    pub fn has_quorum(&self) -> bool {
        self.has_quorum
    }
}

/// (RCP-03) Who vouches for an entry under a verified checkpoint: what a client may say about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// A quorum of witnesses.
    Recorded,
    /// The board alone, by the intent of the election.
    Unwitnessed,
    /// The board; fewer witnesses than the quorum have cosigned yet.
    Received,
}

impl Standing {
    /// The standing that a checkpoint gives under the policy that it was verified with.
    pub fn of(checkpoint: &VerifiedCheckpoint, policy: &Policy) -> Standing {
        if checkpoint.has_quorum() {
            Standing::Recorded
        } else if policy.is_unwitnessed() {
            Standing::Unwitnessed
        } else {
            Standing::Received
        }
    }

    /// The name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Recorded => "recorded",
            Standing::Unwitnessed => "unwitnessed",
            Standing::Received => "received",
        }
    }

    /// For people, in English: what has become of a statement.
    pub fn in_words(self) -> &'static str {
        match self {
            Standing::Recorded => "recorded under a quorum of witnesses",
            Standing::Unwitnessed => "recorded by the board alone, no independent witness",
            Standing::Received => "received by the board; witnesses have not cosigned yet",
        }
    }
}

/// A witness' secret key, to cosign checkpoints with.
pub struct WitnessSigner {
    pub(crate) name: String,
    pub(crate) key: SigningKey,
}

impl WitnessSigner {
    /// The signer of a seed (RFC 8032 secret key), which is wiped.
    ///
    /// # Errors
    /// As [`check_name`].
    pub fn from_seed(seed: Zeroizing<[u8; 32]>, name: &str) -> Result<WitnessSigner, String> {
        check_name(name)?;
        Ok(WitnessSigner { name: name.into(), key: SigningKey::from_bytes(&seed) })
    }

    /// The public key with the witness' name.
    pub fn witness(&self) -> LogKey {
        LogKey { key: public_key(&self.key), name: self.name.clone() }
    }

    /// The cosignature line, newline included, that states: at `time` (seconds since 1970) this was the
    /// largest consistent checkpoint seen of its log.
    ///
    /// The caller has verified the board's signature and the consistency with every checkpoint
    /// cosigned before.
    pub fn cosign(&self, checkpoint: &SignedCheckpoint, time: u64) -> String {
        let message = cosigned_message(time, &checkpoint.checkpoint.body());
        let signature = self.key.sign(message.as_bytes());
        let key_id = key_id(&self.name, COSIGNATURE, &public_key(&self.key));
        let parts: [&[u8]; 3] = [&key_id, &time.to_be_bytes(), &signature.to_bytes()];
        signature_line(&self.name, &parts)
    }
}

impl fmt::Debug for WitnessSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WitnessSigner({}, <redacted>)", self.name)
    }
}

/// C2SP tlog-cosignature: what an Ed25519 cosignature is over.
fn cosigned_message(time: u64, body: &str) -> String {
    format!("cosignature/v1\ntime {time}\n{body}")
}

/// The time of a cosignature, `timestamp || signature`, that holds.
fn check_cosignature(key: &Bytes<32>, body: &str, cosignature: &[u8]) -> Result<u64, String> {
    let (time, signature) = cosignature.split_first_chunk().ok_or("a cosignature without a time")?;
    let time = u64::from_be_bytes(*time);
    if time > TIME_LIMIT {
        return Err("a cosignature of an impossible time".into());
    }
    check_signature(key, cosigned_message(time, body).as_bytes(), signature)?;
    Ok(time)
}

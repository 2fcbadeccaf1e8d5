//! (2.2) Checkpoints: C2SP `tlog-checkpoint` as a `signed-note`, with `tlog-cosignature` v1 lines.
//!
//! ```text
//! board.example/BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc
//! 7
//! CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=
//!
//! — board.example/BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc JbXeO2m8WBiZfSgX…
//! — witness.example/w1 9l+P0QAAAABkGFDL…
//! — witness.example/w3 R1osegAAAABkGFDL…
//! ```
//!
//! Origin (board name and election id), size and root are the note's text; the board signs it under
//! the origin as key name, witnesses sign it with a time. The same text has one form only: unlike C2SP
//! we refuse extension lines, and base64 with spare bits set. Notes are public: nothing here but
//! signing is constant-time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use core::fmt;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use std::collections::BTreeSet;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::{LogKey, check_name};
use tabella_crypto::encoding::{Bytes, Hash};
use tabella_crypto::error::{Culprit, Rejection};
use zeroize::Zeroizing;

/// Longest signed note, in bytes.
pub const NOTE_LIMIT_BYTES: usize = 1 << 20;
/// Most signature lines of a note; C2SP demands at least 16.
pub const SIGNATURE_LIMIT: usize = 64;
/// Largest log of which there can be a checkpoint (C2SP tlog-checkpoint).
pub(crate) const SIZE_LIMIT: u64 = i64::MAX as u64;
/// Latest time of a cosignature, in seconds (C2SP tlog-cosignature).
const TIME_LIMIT: u64 = i64::MAX as u64;
/// Signature type of a plain Ed25519 signature over the note's text.
const BOARD_SIGNATURE: u8 = 0x01;
/// Signature type of a timestamped Ed25519 cosignature.
const COSIGNATURE: u8 = 0x04;

/// What a board states about a log: after `size` entries the tree has this root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log: board name and election id, as [`LogKey::origin`] makes it.
    pub origin: String,
    /// The number of entries.
    pub size: u64,
    /// The RFC 6962 root over their lines.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed: three lines, each with its newline.
    pub fn body(&self) -> String {
        let root = STANDARD.encode(self.root.0);
        format!("{}\n{}\n{root}\n", self.origin, self.size)
    }

    fn parse(body: &str) -> Result<Checkpoint, String> {
        let [origin, size, root, ""] = body.splitn(5, '\n').collect::<Vec<_>>()[..] else {
            return Err("the text is not origin, size and root on three lines".into());
        };
        if origin.is_empty() {
            return Err("the origin is empty".into());
        }
        let size = size.parse().map_err(|_| "the size is not a number")?;
        if size > SIZE_LIMIT {
            return Err(format!("a log of {size} entries; the limit is {SIZE_LIMIT}"));
        }
        let root = parse_hash(root).ok_or("the root is not a hash in base64")?;
        let checkpoint = Checkpoint { origin: origin.into(), size, root };
        if checkpoint.body() != body {
            return Err("the size is not in canonical form".into());
        }
        Ok(checkpoint)
    }
}

/// Reads 32 bytes of standard base64, with padding and without spare bits.
pub(crate) fn parse_hash(text: &str) -> Option<Hash> {
    let mut bytes = [0; 32];
    match STANDARD.decode_slice(text, &mut bytes) {
        Ok(32) => Some(Bytes(bytes)),
        _ => None,
    }
}

/// Whom a verifier believes; it comes from its own trust file, never from a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The board.
    pub board: LogKey,
    /// The witnesses.
    pub witnesses: Vec<LogKey>,
    /// How many of them must have cosigned a checkpoint.
    pub quorum: u64,
}

impl Policy {
    /// Whether there are no witnesses by intent (2.2): then no quorum is demanded, and programs say
    /// "recorded by the board alone, no independent witness".
    pub fn is_unwitnessed(&self) -> bool {
        self.quorum == 0 && self.witnesses.is_empty()
    }
}

/// A checkpoint with its signature lines, kept as it was received. Nothing about it is verified but
/// its form.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    text: String,
    checkpoint: Checkpoint,
    lines: Vec<SignatureLine>,
}

impl SignedCheckpoint {
    /// Reads a signed note whose text is a checkpoint.
    ///
    /// # Errors
    /// LOG-03 for a text that is not exactly origin, size and root in canonical form, for malformed
    /// signature lines, and beyond [`NOTE_LIMIT_BYTES`] or [`SIGNATURE_LIMIT`].
    pub fn parse(text: &str) -> Result<SignedCheckpoint, Rejection> {
        parse_note(text).map_err(|reason| Rejection::new(checks::LOG_03, Culprit::Board, reason))
    }

    /// The note as it was received.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the note says, before anyone has verified it.
    pub fn unverified(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note with one more signature line, newline included, as [`WitnessSigner::cosign`] makes it.
    ///
    /// The line is checked for its form only.
    ///
    /// # Errors
    /// As [`SignedCheckpoint::parse`].
    pub fn with_cosignature(&self, line: &str) -> Result<SignedCheckpoint, Rejection> {
        SignedCheckpoint::parse(&format!("{}{line}", self.text))
    }

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
                format!("{count} cosignatures hold and are of a possible time; the quorum is {quorum}");
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

    /// Checks origin and board signature alone: what a client may call received, but not recorded.
    ///
    /// # Errors
    /// LOG-03 for the origin of another board or election; LOG-04 without a signature by the board's
    /// key (strict RFC 8032), or with an invalid one under its name and key id.
    pub fn verify_board(&self, board: &LogKey, election: &Hash) -> Result<Checkpoint, Rejection> {
        let refuse = |check, reason| Err(Rejection::new(check, Culprit::Board, reason));
        let origin = board.origin(election);
        if self.checkpoint.origin != origin {
            return refuse(checks::LOG_03, format!("the origin is not {origin}"));
        }
        match self.check_board_lines(&origin, &board.key) {
            Ok(()) => Ok(self.checkpoint.clone()),
            Err(reason) => refuse(checks::LOG_04, reason),
        }
    }

    fn check_board_lines(&self, origin: &str, key: &Bytes<32>) -> Result<(), String> {
        let mut signatures = self.signatures(origin, BOARD_SIGNATURE, key).peekable();
        if signatures.peek().is_none() {
            return Err("no signature by the board's key".into());
        }
        let body = self.checkpoint.body();
        signatures.try_for_each(|signature| check_signature(key, body.as_bytes(), signature))
    }

    /// What the lines say that claim to be by witnesses of the policy.
    pub fn cosignatures(&self, policy: &Policy) -> Cosignatures {
        let body = self.checkpoint.body();
        let mut found = Cosignatures::default();
        for witness in &policy.witnesses {
            for signature in self.signatures(&witness.name, COSIGNATURE, &witness.key) {
                match check_cosignature(&witness.key, &body, signature) {
                    Ok(time) => found.holding.push((witness.clone(), time)),
                    Err(reason) => found.idle.push(format!(
                        "a cosignature under the name {} does not hold, whoever made it: {reason}",
                        witness.name
                    )),
                }
            }
        }
        found
    }

    /// The signatures that claim to be by this key.
    fn signatures(&self, name: &str, kind: u8, key: &Bytes<32>) -> impl Iterator<Item = &[u8]> {
        let key_id = key_id(name, kind, key);
        let claimed = move |line: &&SignatureLine| line.name == name && line.key_id == key_id;
        self.lines.iter().filter(claimed).map(|line| line.signature.as_slice())
    }
}

impl fmt::Debug for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text)
    }
}

impl fmt::Display for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The cosignatures of a checkpoint under names and key ids that are trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cosignatures {
    holding: Vec<(LogKey, u64)>,
    idle: Vec<String>,
}

impl Cosignatures {
    /// For each key with a cosignature that holds and is of a time that counts: the name of its witness, in the
    /// order of the policy, and the first such time.
    pub fn distinct(&self, counts: impl Fn(u64) -> bool) -> Vec<(String, u64)> {
        let mut keys = BTreeSet::new();
        let counting = self.holding.iter().filter(|(_, time)| counts(*time));
        counting
            .filter(|(witness, _)| keys.insert(witness.key))
            .map(|(w, time)| (w.name.clone(), *time))
            .collect()
    }

    /// Every cosignature that holds: witness and time.
    pub fn holding(&self) -> impl Iterator<Item = (&str, u64)> {
        self.holding.iter().map(|(witness, time)| (witness.name.as_str(), *time))
    }

    /// What does not hold, in words. It is nobody's fault: whoever wrote such a line is unknown.
    pub fn idle(&self) -> &[String] {
        &self.idle
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
    /// What the board signed.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Names of the witnesses that cosigned, in the order of the policy, each with the time it states:
    /// seconds, up to 2^63 - 1. Of several lines of one key this is the first.
    pub fn cosignatures(&self) -> &[(String, u64)] {
        &self.cosignatures
    }

    /// Whether a quorum cosigned; never under an unwitnessed policy.
    pub fn has_quorum(&self) -> bool {
        self.has_quorum
    }
}

/// The board's secret key, to sign checkpoints with.
pub struct BoardSigner {
    name: String,
    key: SigningKey,
}

impl BoardSigner {
    /// The signer of a seed (RFC 8032 secret key), which is wiped.
    ///
    /// # Errors
    /// As [`check_name`].
    pub fn from_seed(seed: Zeroizing<[u8; 32]>, name: &str) -> Result<BoardSigner, String> {
        check_name(name)?;
        Ok(BoardSigner { name: name.into(), key: SigningKey::from_bytes(&seed) })
    }

    /// The public key with the board's name.
    pub fn board(&self) -> LogKey {
        LogKey { key: public_key(&self.key), name: self.name.clone() }
    }

    /// The signed note of a checkpoint, without cosignatures.
    ///
    /// The caller has made the origin with [`LogKey::origin`], has stored the entries durably
    /// (SRV-02), and never signs two checkpoints that are inconsistent.
    pub fn sign(&self, checkpoint: &Checkpoint) -> String {
        let body = checkpoint.body();
        let signature = self.key.sign(body.as_bytes());
        let key_id = key_id(&checkpoint.origin, BOARD_SIGNATURE, &public_key(&self.key));
        let line = signature_line(&checkpoint.origin, &[&key_id, &signature.to_bytes()]);
        format!("{body}\n{line}")
    }
}

impl fmt::Debug for BoardSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BoardSigner({}, <redacted>)", self.name)
    }
}

/// A witness' secret key, to cosign checkpoints with.
pub struct WitnessSigner {
    name: String,
    key: SigningKey,
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

fn public_key(key: &SigningKey) -> Bytes<32> {
    Bytes(key.verifying_key().to_bytes())
}

/// C2SP signed-note: `SHA-256(name || 0x0A || type || public key)[:4]`.
fn key_id(name: &str, kind: u8, key: &Bytes<32>) -> [u8; 4] {
    let [a, b, c, d, ..] = Hash::of(&[name.as_bytes(), b"\n", &[kind], &key.0]).0;
    [a, b, c, d]
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

/// Strict Ed25519: reduced scalar, no key and no R of small order, no cofactor.
fn check_signature(key: &Bytes<32>, message: &[u8], signature: &[u8]) -> Result<(), String> {
    let key = VerifyingKey::from_bytes(&key.0).map_err(|_| "the key is not an Ed25519 key")?;
    let signature = Signature::from_slice(signature).map_err(|_| "a signature of another length")?;
    key.verify_strict(message, &signature).map_err(|_| "an invalid signature".into())
}

/// One signature line of a note. Whose it is, is only claimed.
#[derive(Clone, PartialEq, Eq)]
struct SignatureLine {
    name: String,
    key_id: [u8; 4],
    signature: Vec<u8>,
}

impl SignatureLine {
    fn parse(line: &str) -> Result<SignatureLine, String> {
        let malformed = || String::from("a signature line is malformed");
        let line = line.strip_prefix("— ").ok_or_else(malformed)?;
        let (name, signature) = line.split_once(' ').ok_or_else(malformed)?;
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c == '+') {
            return Err("a signature line with a bad name".into());
        }
        let bytes = STANDARD.decode(signature).map_err(|_| malformed())?;
        match bytes.split_first_chunk() {
            Some((key_id, signature)) if !signature.is_empty() => {
                Ok(SignatureLine { name: name.into(), key_id: *key_id, signature: signature.into() })
            }
            _ => Err(malformed()),
        }
    }
}

fn signature_line(name: &str, parts: &[&[u8]]) -> String {
    format!("— {name} {}\n", STANDARD.encode(parts.concat()))
}

/// Reads a signed note (C2SP signed-note) around a checkpoint.
fn parse_note(text: &str) -> Result<SignedCheckpoint, String> {
    if text.len() > NOTE_LIMIT_BYTES {
        return Err(format!("{} bytes; the limit is {NOTE_LIMIT_BYTES}", text.len()));
    }
    if text.contains(|c: char| c.is_control() && c != '\n') {
        return Err("a control character".into());
    }
    // A checkpoint has no empty line, so that the first one ends it.
    let (body, lines) = match text.find("\n\n") {
        Some(end) => (&text[..=end], &text[end + 2..]),
        None => return Err("no empty line before the signatures".into()),
    };
    let checkpoint = Checkpoint::parse(body)?;
    let lines = lines.strip_suffix('\n').ok_or("no signature line with its newline at the end")?;
    if lines.split('\n').count() > SIGNATURE_LIMIT {
        return Err(format!("more than {SIGNATURE_LIMIT} signatures"));
    }
    let lines = lines.split('\n').map(SignatureLine::parse).collect::<Result<_, _>>()?;
    Ok(SignedCheckpoint { text: text.into(), checkpoint, lines })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::checks::CheckId;
    use tabella_crypto::encoding;

    const ELECTION: Hash = Bytes([7; 32]);
    const TIME: u64 = 1_679_315_147;

    /// What `cosigned(&[1, 3])` is; signed with OpenSSL.
    const EXAMPLE: &str = "\
        board.example/BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc\n\
        7\n\
        CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n\
        \n\
        — board.example/BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc JbXeO2m8WBiZfSgXYZmsrWpQ+V+u\
        zC2Egf1rUh7QXGe5PvHNlF2RJF+8ullSYBDBpF9hIqAdHaMWQ77kRDww/D6t4gg=\n\
        — witness.example/w1 9l+P0QAAAABkGFDLO6llb144sb50BZeJzIANp1W/TTxClc1uBEV3mf5/JrDWfAQ8TnG\
        xng6B38eoxD2jAfkS0KIsHYWX+qTRMTi4DA==\n\
        — witness.example/w3 R1osegAAAABkGFDLkZB4gNESoeSDZtyW0ysifd/tJTgu5RyBvfFzlwTDi49p2jfRm2O\
        vZMwE3SUi8NSYMSOGqZ1X750sTQ0UAuqgBw==\n";

    fn board() -> BoardSigner {
        BoardSigner::from_seed(Zeroizing::new([1; 32]), "board.example").expect("board")
    }

    fn witness(number: u8) -> WitnessSigner {
        let name = format!("witness.example/w{number}");
        WitnessSigner::from_seed(Zeroizing::new([0x10 + number; 32]), &name).expect("witness")
    }

    /// Three witnesses, a quorum of two.
    fn policy() -> Policy {
        let witnesses = [1, 2, 3].map(|number| witness(number).witness());
        Policy { board: board().board(), witnesses: witnesses.into(), quorum: 2 }
    }

    fn unwitnessed() -> Policy {
        let witnesses = Vec::new();
        Policy { witnesses, quorum: 0, ..policy() }
    }

    fn checkpoint(size: u64) -> Checkpoint {
        Checkpoint { origin: board().board().origin(&ELECTION), size, root: Bytes([9; 32]) }
    }

    fn signed(checkpoint: &Checkpoint) -> SignedCheckpoint {
        SignedCheckpoint::parse(&board().sign(checkpoint)).expect("note")
    }

    fn cosigned(witnesses: &[u8]) -> SignedCheckpoint {
        let add = |note: SignedCheckpoint, number: &u8| {
            let line = witness(*number).cosign(&note, TIME);
            note.with_cosignature(&line).expect("cosigned")
        };
        witnesses.iter().fold(signed(&checkpoint(7)), add)
    }

    /// Which checks refuse a note under a policy, and whom they blame; none when it verifies.
    fn check(note: &SignedCheckpoint, policy: &Policy, expected: &[(CheckId, Culprit)]) {
        let rejections = note.verify(policy, &ELECTION).err().unwrap_or_default();
        let found: Vec<_> = rejections.into_iter().map(|r| (r.check, r.culprit)).collect();
        assert_eq!(found, expected, "{note}");
    }

    fn check_form(text: &str) {
        let error = SignedCheckpoint::parse(text).expect_err(text);
        assert_eq!(error.check, checks::LOG_03, "{text}");
    }

    /// Replaces the text of a note and signs that, whatever it is.
    fn resigned(body: &str) -> String {
        let origin = board().board().origin(&ELECTION);
        let id = key_id(&origin, BOARD_SIGNATURE, &board().board().key);
        let signature = board().key.sign(body.as_bytes()).to_bytes();
        format!("{body}\n{}", signature_line(&origin, &[&id, &signature]))
    }

    /// The signature of the board with a scalar that is larger by the group order.
    fn malleated(note: &SignedCheckpoint) -> SignedCheckpoint {
        const ORDER: [u8; 32] = [
            0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ];
        let line = &note.lines[0];
        let mut signature = line.signature.clone();
        let mut carry = 0;
        for (byte, order) in signature[32..].iter_mut().zip(ORDER) {
            carry += u16::from(*byte) + u16::from(order);
            *byte = carry as u8;
            carry >>= 8;
        }
        assert_eq!(carry, 0);
        let line = signature_line(&line.name, &[&line.key_id, &signature]);
        let note = format!("{}\n{line}", note.checkpoint.body());
        SignedCheckpoint::parse(&note).expect("note")
    }

    /// A C2SP verifier key: name, key id in hexadecimal, type and public key in base64.
    fn vkey(text: &str) -> (String, Bytes<32>) {
        let parts: Vec<&str> = text.splitn(3, '+').collect();
        let bytes = STANDARD.decode(parts[2]).expect("base64");
        let key = Bytes(bytes[1..].try_into().expect("32 bytes"));
        let id = u32::from_be_bytes(key_id(parts[0], bytes[0], &key));
        assert_eq!(format!("{id:08x}"), parts[1], "{text}");
        (parts[0].into(), key)
    }

    #[test]
    fn key_ids_and_signatures_are_those_of_the_signed_note_examples() {
        // C2SP signed-note v1.1.0, Example.
        let (_, key) = vkey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
        let line = "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYj\
                    OBH3mFXmRKuwHjG1Yu72IneyaQM=";
        let line = SignatureLine::parse(line).expect("line");
        check_signature(&key, b"This is an example message.\n", &line.signature).expect("holds");
        check_signature(&key, b"This is an example message.", &line.signature).expect_err("newline");

        // golang.org/x/mod/sumdb/note, whose example has the secret key too.
        let (name, key) = vkey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        let seed = parse_hash("gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=").expect("seed");
        let signer = SigningKey::from_bytes(&seed.0);
        assert_eq!(public_key(&signer), key);
        let text = b"If you think cryptography is the answer to your problem,\n\
                     then you don't know what your problem is.\n";
        let signature = signer.sign(text).to_bytes();
        assert_eq!(
            signature_line(&name, &[&key_id(&name, BOARD_SIGNATURE, &key), &signature]),
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpR\
             Zb6KE6RyyBwJnAM=\n"
        );
    }

    #[test]
    fn a_checkpoint_of_a_public_log_and_its_cosignatures_verify() {
        const NOTE: &str = "arche2025h1.staging.ct.transparency.dev\n\
            1432088532\n\
            U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\
            \n\
            — arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGRE\
            PMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=\n\
            — arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC\
            3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n\
            — transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ\
            2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==\n\
            — witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEc\
            xZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==\n\
            — remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9\
            sXTynk5XeU/zZ0WBxtqB0DrAWfBw==\n";
        let note = SignedCheckpoint::parse(NOTE).expect("note");
        assert_eq!(note.as_str(), NOTE);
        let (origin, key) = vkey(
            "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f",
        );
        assert_eq!(note.check_board_lines(&origin, &key), Ok(()));
        let witnesses = [
            "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
            "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
            "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
        ];
        let witnesses = witnesses.map(|text| {
            let (name, key) = vkey(text);
            check_name(&name).expect("a name of ours too");
            LogKey { key, name }
        });
        let policy = Policy { witnesses: witnesses.into(), ..policy() };
        let cosignatures = note.cosignatures(&policy);
        assert_eq!(cosignatures.idle(), [] as [String; 0]);
        assert_eq!(cosignatures.distinct(|_| true).len(), 3);
        assert!(cosignatures.holding().all(|(_, time)| time == 0x6a12_2120));
    }

    #[test]
    fn a_cosigned_checkpoint_has_these_bytes_and_verifies() {
        let note = cosigned(&[1, 3]);
        assert_eq!(note.as_str(), EXAMPLE);
        let verified = note.verify(&policy(), &ELECTION).expect("verified");
        assert_eq!(verified.checkpoint(), &checkpoint(7));
        let names = ["witness.example/w1", "witness.example/w3"];
        assert_eq!(verified.cosignatures(), names.map(|name| (name.into(), TIME)));
        assert!(verified.has_quorum());
        let received = note.verify_board(&board().board(), &ELECTION);
        assert_eq!(received, Ok(checkpoint(7)));
    }

    #[test]
    fn lines_of_strangers_can_be_left_out() {
        let note = cosigned(&[1, 9, 3]);
        assert_eq!(note.with_lines_of(&policy(), &ELECTION), cosigned(&[1, 3]));
        assert_eq!(note.with_lines_of(&unwitnessed(), &ELECTION), signed(&checkpoint(7)));
        let none = note.with_lines_of(&policy(), &Hash::ZERO);
        assert_eq!(none.as_str().lines().count(), 6, "{none}");
    }

    #[test]
    fn no_bit_of_a_checkpoint_is_free() {
        let text = cosigned(&[1, 2]).text;
        let holds = |text: &str| {
            SignedCheckpoint::parse(text).is_ok_and(|note| note.verify(&policy(), &ELECTION).is_ok())
        };
        assert!(holds(&text));
        for position in 0..text.len() * 8 {
            let mut changed = text.clone().into_bytes();
            changed[position / 8] ^= 1 << (position % 8);
            assert!(!String::from_utf8(changed).is_ok_and(|changed| holds(&changed)));
        }
        for (end, _) in text.char_indices() {
            assert!(!holds(&text[..end]), "the first {end} bytes");
        }
    }

    #[test]
    fn another_form_of_a_checkpoint_is_rejected_though_it_is_signed() {
        let body = checkpoint(7).body();
        SignedCheckpoint::parse(&resigned(&body)).expect("good");
        SignedCheckpoint::parse(&resigned(&body.replace("\n7\n", "\n0\n"))).expect("size 0");
        let largest = body.replace("\n7\n", "\n9223372036854775807\n");
        SignedCheckpoint::parse(&resigned(&largest)).expect("2^63 - 1");
        for size in ["007", "+7", "-7", "7 ", "", "0x7", "9223372036854775808"] {
            check_form(&resigned(&body.replace("\n7\n", &format!("\n{size}\n"))));
        }
        check_form(&resigned(&format!("{body}an extension line\n")));
        check_form(&resigned(&format!("{body}\n")));
        let (_, after_origin) = body.split_once('\n').expect("origin");
        check_form(&resigned(&format!("\n{after_origin}")));
        check_form(&resigned(&body.replace("CQk=", "CQl=")));
        check_form(&resigned(&body.replace("CQk=", "CQk")));
        check_form(&resigned(&body.replace("CQk=", "CQkJ")));
        check_form(&resigned(&body.replace('\n', "\r\n")));
        check_form(&resigned(&body.replace("board", "bo\tard")));
    }

    #[test]
    fn malformed_signature_lines_are_rejected() {
        let note = cosigned(&[1]);
        let text = note.as_str();
        for line in ["", "x", "—", "— ", "— w", "—  AAAAAAA=", "- w AAAAAAA="] {
            check_form(&format!("{text}{line}\n"));
        }
        // Without a signature, with a spare bit, without padding, base64url, a space at the end.
        for signature in ["AAAAAA==", "AAAAAAB=", "AAAAAAA", "AAAA_AA=", "AAAAAAA= "] {
            check_form(&format!("{text}— w {signature}\n"));
        }
        for name in ["a+b", "a\u{a0}b", "a\u{2003}b", "a\u{85}b", "a\tb", "a\u{7f}b", "a\u{9b}b"] {
            check_form(&format!("{text}— {name} AAAAAAA=\n"));
        }
        SignedCheckpoint::parse(&format!("{text}— w AAAAAAA=\n")).expect("good");
        check_form(text.trim_end());
        check_form(&checkpoint(7).body());
        check_form(&format!("{}\n", checkpoint(7).body()));
        check_form("");
        assert!(note.with_cosignature("— w AAAAAAA=").is_err());
    }

    #[test]
    fn oversized_notes_are_rejected() {
        let text = signed(&checkpoint(7)).text;
        let with_more = |count| format!("{text}{}", "— w AAAAAAA=\n".repeat(count));
        SignedCheckpoint::parse(&with_more(SIGNATURE_LIMIT - 1)).expect("at the limit");
        check_form(&with_more(SIGNATURE_LIMIT));
        check_form(&format!("{text}— w {}\n", "A".repeat(NOTE_LIMIT_BYTES)));
        check_form(&"\n".repeat(NOTE_LIMIT_BYTES));
    }

    #[test]
    fn the_origin_of_another_board_or_election_is_rejected() {
        let refused = [(checks::LOG_03, Culprit::Board)];
        let (twin, own) = (board().board().origin(&Hash::ZERO), checkpoint(7).origin);
        for origin in [twin, format!("x{own}"), own + "x", "board.example".into()] {
            let other = Checkpoint { origin, ..checkpoint(7) };
            check(&signed(&other), &unwitnessed(), &refused);
        }
    }

    #[test]
    fn a_board_signature_by_anything_but_the_trusted_key_is_rejected() {
        let good = signed(&checkpoint(7));
        let SignatureLine { name, key_id, signature } = &good.lines[0];
        let relined = |line: &str| {
            let text = format!("{}\n{line}", good.checkpoint.body());
            SignedCheckpoint::parse(&text).expect("note")
        };
        let other = SigningKey::from_bytes(&[2; 32]).sign(good.checkpoint.body().as_bytes());
        let own_key_as_witness = WitnessSigner { name: name.clone(), key: SigningKey::from_bytes(&[1; 32]) };
        let invalid = signature_line(name, &[key_id, &[0; 64]]);
        let bad = [
            relined(&signature_line(name, &[key_id, &other.to_bytes()])),
            relined(&signature_line(name, &[key_id, &signature[..63]])),
            relined(&signature_line(name, &[key_id, signature, &[0]])),
            relined(&signature_line(name, &[&[0; 4], signature])),
            relined(&signature_line("board.example", &[key_id, signature])),
            relined(&own_key_as_witness.cosign(&good, TIME)),
            malleated(&good),
            // A valid line does not make up for an invalid one of the same key.
            good.with_cosignature(&invalid).expect("note"),
        ];
        check(&good, &unwitnessed(), &[]);
        for bad in bad {
            check(&bad, &unwitnessed(), &[(checks::LOG_04, Culprit::Board)]);
        }
    }

    #[test]
    fn a_key_of_small_order_signs_nothing() {
        // With the neutral element as key, R = B and s = 1 hold for every message unless refused.
        let (mut identity, mut signature) = ([0; 32], [0; 64]);
        identity[0] = 1;
        signature[..32].fill(0x66);
        signature[0] = 0x58;
        signature[32] = 1;
        let key = VerifyingKey::from_bytes(&identity).expect("a point");
        let lax = ed25519_dalek::Verifier::verify(&key, b"", &Signature::from_bytes(&signature));
        assert!(lax.is_ok());
        assert!(check_signature(&Bytes(identity), b"", &signature).is_err());
    }

    #[test]
    fn fewer_than_a_quorum_of_distinct_known_keys_are_rejected() {
        let short = [(checks::LOG_05, Culprit::Board)];
        let cosigned_by_9_too = |numbers: &[u8]| cosigned(&[&[9], numbers].concat());
        for numbers in [&[][..], &[1], &[1, 1], &[3, 3, 3]] {
            check(&cosigned(numbers), &policy(), &short);
            // A stranger neither counts nor harms.
            check(&cosigned_by_9_too(numbers), &policy(), &short);
        }
        for numbers in [&[1, 2][..], &[3, 1], &[1, 1, 2], &[1, 2, 3]] {
            check(&cosigned(numbers), &policy(), &[]);
            check(&cosigned_by_9_too(numbers), &policy(), &[]);
        }
        let again = witness(1).cosign(&cosigned(&[]), TIME + 1);
        let twice = cosigned(&[1]).with_cosignature(&again).expect("note");
        check(&twice, &policy(), &short);
    }

    #[test]
    fn one_key_under_two_names_counts_once() {
        let short = [(checks::LOG_05, Culprit::Board)];
        let double = WitnessSigner { name: "other.example".into(), ..witness(1) };
        let line = double.cosign(&cosigned(&[]), TIME);
        let note = cosigned(&[1]).with_cosignature(&line).expect("note");
        check(&note, &policy(), &short);
        let mut both_listed = policy();
        both_listed.witnesses.push(double.witness());
        check(&note, &both_listed, &short);
    }

    #[test]
    fn a_policy_with_witnesses_needs_a_quorum_and_one_without_needs_none() {
        let (mut no_quorum, mut no_witnesses) = (policy(), policy());
        no_quorum.quorum = 0;
        no_witnesses.witnesses.clear();
        for policy in [no_quorum, no_witnesses] {
            let note = cosigned(&[1, 2]);
            check(&note, &policy, &[(checks::LOG_05, Culprit::Board)]);
        }
        let note = cosigned(&[1]);
        let verified = note.verify(&unwitnessed(), &ELECTION).expect("verified");
        assert!(!verified.has_quorum());
        let received = note.verify_received(&policy(), &ELECTION).expect("fits");
        assert!(!received.has_quorum());
        assert_eq!(received.cosignatures().len(), 1);
    }

    #[test]
    fn a_line_under_a_known_name_that_does_not_hold_is_named_and_counts_for_nothing() {
        let with_third = |others: &[u8], time: u64, change: fn(&mut Vec<u8>)| {
            let line = witness(3).cosign(&cosigned(&[]), time);
            let mut line = SignatureLine::parse(line.trim_end()).expect("line");
            change(&mut line.signature);
            let line = signature_line(&line.name, &[&line.key_id, &line.signature]);
            cosigned(others).with_cosignature(&line).expect("note")
        };
        let holds = with_third(&[1], TIME_LIMIT, |_| ());
        check(&holds, &policy(), &[]);
        assert_eq!(holds.cosignatures(&policy()).idle().len(), 0);
        let changes: [fn(&mut Vec<u8>); 5] = [
            |signature| signature[7] ^= 1,
            |signature| signature[71] ^= 1,
            |signature| signature.truncate(71),
            |signature| signature.truncate(7),
            |signature| signature.push(0),
        ];
        let impossible = |others: &[u8]| with_third(others, TIME_LIMIT + 1, |_| ());
        let garbage = |others: &[u8]| changes.map(|change| with_third(others, TIME, change));
        for note in garbage(&[1, 2]).into_iter().chain([impossible(&[1, 2])]) {
            check(&note, &policy(), &[]);
            let idle = note.cosignatures(&policy()).idle().to_owned();
            assert!(idle.len() == 1 && idle[0].contains("witness.example/w3"), "{idle:?}");
        }
        for note in garbage(&[1]).into_iter().chain([impossible(&[1])]) {
            check(&note, &policy(), &[(checks::LOG_05, Culprit::Board)]);
        }
        // Beside a line of the same witness that holds, garbage changes nothing.
        let beside = with_third(&[1, 3], TIME, |signature| signature[7] ^= 1);
        check(&beside, &policy(), &[]);
    }

    #[test]
    fn a_cosignature_before_what_it_covers_does_not_count() {
        let note = cosigned(&[1, 2]);
        note.verify_after(&policy(), &ELECTION, TIME).expect("at the same time");
        let rejections = note.verify_after(&policy(), &ELECTION, TIME + 1).expect_err("before");
        assert_eq!(rejections.iter().map(|r| r.check).collect::<Vec<_>>(), [checks::LOG_05]);
        let again = note.with_cosignature(&witness(1).cosign(&note, TIME + 1)).expect("note");
        let again = again.with_cosignature(&witness(3).cosign(&note, TIME + 1)).expect("note");
        let verified = again.verify_after(&policy(), &ELECTION, TIME + 1).expect("two count");
        let names = ["witness.example/w1", "witness.example/w3"];
        assert_eq!(verified.cosignatures(), names.map(|name| (name.into(), TIME + 1)));
    }

    #[test]
    fn all_that_is_wrong_with_a_checkpoint_is_told() {
        let line = witness(3).cosign(&signed(&checkpoint(8)), TIME);
        let origin = "board.example".into();
        let other = Checkpoint { origin, ..checkpoint(7) };
        let note = signed(&other).with_cosignature(&line).expect("note");
        let expected = [(checks::LOG_03, Culprit::Board), (checks::LOG_05, Culprit::Board)];
        check(&note, &policy(), &expected);
    }

    #[test]
    fn names_that_could_mislead_are_rejected() {
        let longest = "x".repeat(200);
        for good in ["board.example", "w.example/w-1_2:3", "A", &longest] {
            check_name(good).expect(good);
        }
        let too_long = format!("{longest}x");
        for bad in ["", "a b", "a+b", "a\nb", "a\u{a0}b", "é", "\u{430}", &too_long] {
            check_name(bad).expect_err(bad);
            assert!(BoardSigner::from_seed(Zeroizing::new([1; 32]), bad).is_err());
            assert!(WitnessSigner::from_seed(Zeroizing::new([1; 32]), bad).is_err());
        }
    }

    #[test]
    fn keys_on_the_wire_are_canonical_and_their_names_are_checked() {
        let key = board().board().key;
        let text = format!(r#"{{"key":"{key}","name":"board.example"}}"#);
        assert_eq!(encoding::encode(&board().board()), text);
        assert_eq!(encoding::decode(text.as_bytes()), Ok(board().board()));
        let name = "board.example".into();
        assert_eq!(encoding::decode(text.as_bytes()), Ok(LogKey { key, name }));
        let reduced = |last: u8| {
            Bytes::<32>(core::array::from_fn(|i| {
                if i == 0 {
                    last
                } else if i == 31 {
                    0x7f
                } else {
                    0xff
                }
            }))
        };
        let with = |key: Bytes<32>| text.replace(&board().board().key.to_string(), &key.to_string());
        encoding::decode::<LogKey>(with(reduced(0xec)).as_bytes()).expect("2^255 - 20");
        for last in [0xed, 0xee, 0xff] {
            let key = encoding::decode::<LogKey>(with(reduced(last)).as_bytes());
            assert_eq!(key.expect_err("not reduced").check, checks::ENC_05);
        }
        let changes = [
            ("board.example", "board example", checks::ENC_09),
            ("}", ",\"note\":\"\"}", checks::ENC_02),
            ("\"key\":\"", "\"key\":\"A", checks::ENC_04),
        ];
        for (from, to, check) in changes {
            let text = text.replace(from, to);
            let board = encoding::decode::<LogKey>(text.as_bytes());
            assert_eq!(board.expect_err("board").check, check);
            let witness = encoding::decode::<LogKey>(text.as_bytes());
            assert_eq!(witness.expect_err("witness").check, check);
        }
    }

    #[test]
    fn secret_keys_are_not_printed() {
        let (board, witness) = (format!("{:?}", board()), format!("{:?}", witness(1)));
        assert_eq!(board, "BoardSigner(board.example, <redacted>)");
        assert_eq!(witness, "WitnessSigner(witness.example/w1, <redacted>)");
    }
}

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

use crate::note::{SignatureLine, SignedNote, check_signature, key_id, public_key, signature_line};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use core::fmt;
use ed25519_dalek::{Signer as _, SigningKey};
use tabella_crypto::bytes::{Bytes, Hash};
use tabella_crypto::checks;
use tabella_crypto::election::manifest::{LogKey, check_name};
use tabella_crypto::rejection::{Culprit, Rejection};
use zeroize::Zeroizing;

/// Largest log of which there can be a checkpoint (C2SP tlog-checkpoint).
pub(crate) const SIZE_LIMIT: u64 = i64::MAX as u64;
/// Signature type of a plain Ed25519 signature over the note's text.
pub(crate) const BOARD_SIGNATURE: u8 = 0x01;

/// A board's statement about a log: after `size` entries the tree has this root.
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

/// A checkpoint with its signature lines, kept as it was received. Nothing about it is verified but
/// its form.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    pub(crate) text: String,
    pub(crate) checkpoint: Checkpoint,
    pub(crate) lines: Vec<SignatureLine>,
}

impl SignedCheckpoint {
    /// Reads a signed note whose text is a checkpoint.
    ///
    /// # Errors
    /// LOG-03 for a text that is not exactly origin, size and root in canonical form, for malformed
    /// signature lines, and beyond [`NOTE_LIMIT_BYTES`](crate::note::NOTE_LIMIT_BYTES) or
    /// [`SIGNATURE_LIMIT`](crate::note::SIGNATURE_LIMIT).
    pub fn parse(text: &str) -> Result<SignedCheckpoint, Rejection> {
        let read = || {
            let SignedNote { body, lines } = SignedNote::parse(text)?;
            Ok(SignedCheckpoint { text: text.into(), checkpoint: Checkpoint::parse(&body)?, lines })
        };
        read().map_err(|reason: String| Rejection::new(checks::LOG_03, Culprit::Board, reason))
    }

    /// The note as it was received.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The checkpoint in the note, before anyone has verified it.
    pub fn unverified(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note with one more signature line, newline included, as [`WitnessSigner::cosign`](crate::witness::WitnessSigner::cosign)
    /// makes it.
    ///
    /// The line is checked for its form only.
    ///
    /// # Errors
    /// As [`SignedCheckpoint::parse`].
    pub fn with_cosignature(&self, line: &str) -> Result<SignedCheckpoint, Rejection> {
        SignedCheckpoint::parse(&format!("{}{line}", self.text))
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

    /// The signatures that claim to be by this key.
    pub(crate) fn signatures(&self, name: &str, kind: u8, key: &Bytes<32>) -> impl Iterator<Item = &[u8]> {
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

#[cfg(test)]
mod tests;

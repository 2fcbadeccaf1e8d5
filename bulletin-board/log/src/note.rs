//! (2.2) Signed notes (C2SP `signed-note`): a text, an empty line, and signature lines under names.
//!
//! Notes are public: nothing here but signing is constant-time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use tabella_crypto::bytes::{Bytes, Hash};

/// Longest signed note, in bytes.
pub const NOTE_LIMIT_BYTES: usize = 1 << 20;
/// Most signature lines of a note; C2SP demands at least 16.
pub const SIGNATURE_LIMIT: usize = 64;

/// A signed note, of which nothing is verified but its form.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SignedNote {
    pub(crate) body: String,
    pub(crate) lines: Vec<SignatureLine>,
}

impl SignedNote {
    /// Reads a note whose text has no empty line, so that the first one ends it.
    ///
    /// # Errors
    /// The fault of its form, in words.
    pub(crate) fn parse(text: &str) -> Result<SignedNote, String> {
        if text.len() > NOTE_LIMIT_BYTES {
            return Err(format!("{} bytes; the limit is {NOTE_LIMIT_BYTES}", text.len()));
        }
        if text.contains(|c: char| c.is_control() && c != '\n') {
            return Err("a control character".into());
        }
        let (body, lines) = match text.find("\n\n") {
            Some(end) => (&text[..=end], &text[end + 2..]),
            None => return Err("no empty line before the signatures".into()),
        };
        let lines = lines.strip_suffix('\n').ok_or("no signature line with its newline at the end")?;
        if lines.split('\n').count() > SIGNATURE_LIMIT {
            return Err(format!("more than {SIGNATURE_LIMIT} signatures"));
        }
        let lines = lines.split('\n').map(SignatureLine::parse).collect::<Result<_, _>>()?;
        Ok(SignedNote { body: body.into(), lines })
    }
}

/// One signature line of a note. Whose it is, is only claimed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SignatureLine {
    pub(crate) name: String,
    pub(crate) key_id: [u8; 4],
    pub(crate) signature: Vec<u8>,
}

impl SignatureLine {
    pub(crate) fn parse(line: &str) -> Result<SignatureLine, String> {
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

pub(crate) fn signature_line(name: &str, parts: &[&[u8]]) -> String {
    format!("— {name} {}\n", STANDARD.encode(parts.concat()))
}

/// C2SP signed-note: `SHA-256(name || 0x0A || type || public key)[:4]`.
pub(crate) fn key_id(name: &str, kind: u8, key: &Bytes<32>) -> [u8; 4] {
    let [a, b, c, d, ..] = Hash::of(&[name.as_bytes(), b"\n", &[kind], &key.0]).0;
    [a, b, c, d]
}

pub(crate) fn public_key(key: &SigningKey) -> Bytes<32> {
    Bytes(key.verifying_key().to_bytes())
}

/// Strict Ed25519: reduced scalar, no key and no R of small order, no cofactor.
pub(crate) fn check_signature(key: &Bytes<32>, message: &[u8], signature: &[u8]) -> Result<(), String> {
    let key = VerifyingKey::from_bytes(&key.0).map_err(|_| "the key is not an Ed25519 key")?;
    let signature = Signature::from_slice(signature).map_err(|_| "a signature of another length")?;
    key.verify_strict(message, &signature).map_err(|_| "an invalid signature".into())
}

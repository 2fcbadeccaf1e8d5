//! Input that is refused before it says anything: bytes that do not decode ([`DecodeError`]), and what a person
//! mistyped ([`InputError`]). What decodes and breaks a rule is a [`Rejection`](crate::rejection::Rejection).

use crate::checks::{self, Check};
use core::fmt;

/// Bytes that are not an encoding of anything the protocol knows; the sender's fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{check}: {reason}")]
pub struct DecodeError {
    /// The check that refused: an ENC id, or REP-02 for an unknown kind or rule.
    pub check: Check,
    /// What was wrong and where, for people.
    pub reason: String,
}

impl DecodeError {
    /// A decode error of `check`.
    pub fn new(check: Check, reason: impl Into<String>) -> Self {
        Self { check, reason: reason.into() }
    }

    /// The same error on its way through serde.
    pub(crate) fn into_serde<E: serde::de::Error>(self) -> E {
        fault(self.check, self.reason)
    }
}

/// A value that a person typed, pasted or chose is not the one that is asked for: it has a typing error, or it
/// belongs to something else. No one is at fault, and they can try again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{check}: {reason}")]
pub struct InputError {
    /// The check that refused: ROL-07 for a code, RCP-13 or an ENC id for any other value.
    pub check: Check,
    /// What was wrong, for people. Never the value itself.
    pub reason: String,
}

impl InputError {
    /// An input error of `check`.
    pub fn new(check: Check, reason: impl Into<String>) -> Self {
        Self { check, reason: reason.into() }
    }
}

/// A value that was typed without an error, and is not an encoding of what is asked for.
impl From<DecodeError> for InputError {
    fn from(error: DecodeError) -> InputError {
        InputError { check: error.check, reason: error.reason }
    }
}

/// The checks that a `Deserialize` of this crate can name.
const OWN: [Check; 8] = [
    checks::ENC_03,
    checks::ENC_04,
    checks::ENC_05,
    checks::ENC_06,
    checks::ENC_07,
    checks::ENC_08,
    checks::ENC_09,
    checks::REP_02,
];

/// An error of serde, which carries only text, that names a check. [`written_by_fault`] reads it again.
pub(crate) fn fault<E: serde::de::Error>(check: Check, reason: impl fmt::Display) -> E {
    E::custom(format_args!("{check}: {reason}"))
}

/// The error that [`fault`] wrote, if a sentence is one of its own. Its sentences begin with an id; serde's never
/// do, and what a sender wrote stands only later in them, in quotation marks.
pub(crate) fn written_by_fault(sentence: &str) -> Option<DecodeError> {
    let (check, reason) = OWN.iter().find_map(|check| Some((*check, sentence.strip_prefix(check.id())?)))?;
    Some(DecodeError::new(check, reason.trim_start_matches([':', ' '])))
}

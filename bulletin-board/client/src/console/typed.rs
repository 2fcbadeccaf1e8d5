//! Trust files, ids and credentials: what people bring to a command, each read in one place.

use std::path::Path;
use tabella_crypto::bytes::{Bytes, Hash};
use tabella_crypto::carried::file_name;
use tabella_crypto::error::{DecodeError, InputError};
use tabella_crypto::group::Point;
use tabella_crypto::readable::{self, Kind};
use tabella_log::trust::Trust;

/// A trust file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TrustFileError {
    /// It cannot be read.
    #[error("cannot read the trust file {file}: {source}")]
    Unreadable {
        /// Its name.
        file: String,
        /// The system's error.
        source: std::io::Error,
    },
    /// It is not a trust file.
    #[error(
        "{file} is not a trust file, or was changed on its way ({reason}): get it again, or make one with \
         `tabella-audit trust` and compare it with the announcement of the election"
    )]
    NotOne {
        /// Its name.
        file: String,
        /// The fault in it.
        reason: DecodeError,
    },
}

/// (REP-03) Reads a trust file; there is no other source of what is trusted.
///
/// # Errors
/// The file cannot be read, or is not a trust file.
pub fn read_trust(path: &Path) -> Result<Trust, TrustFileError> {
    let name = || file_name(path).into_owned();
    let file = std::fs::read(path).map_err(|source| TrustFileError::Unreadable { file: name(), source })?;
    Trust::read(&file).map_err(|reason| TrustFileError::NotOne { file: name(), reason })
}

/// The kinds of text that people type or paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// An election id, as base64url or in its text form.
    Election,
    /// A tally, as base64url or in its text form.
    Tally,
    /// A tracker, in its text form.
    Tracker,
    /// A credential, as base64url or as on the letter.
    Credential,
}

/// (RCP-13) Something that was typed, and is not what it should be.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{} ({error})", words(.what))]
pub struct Mistyped {
    /// The kind that it should be.
    pub what: Typed,
    /// The fault in it.
    pub error: InputError,
}

fn words(what: &Typed) -> &'static str {
    match what {
        Typed::Election => {
            "this is not an election id: it has 43 characters, or begins with election1. Copy it from the \
             announcement"
        }
        Typed::Tally => {
            "this is not a tally: it has 43 characters, or begins with tally1. `tabella-audit verify` shows it"
        }
        Typed::Tracker => "this is not a tracker: it begins with tracker1",
        Typed::Credential => {
            "this is not a credential: it has 43 characters, or begins with credential1. It stands on the letter"
        }
    }
}

impl Typed {
    /// Reads an election id.
    ///
    /// # Errors
    /// It is not one.
    pub fn election(text: &str) -> Result<Hash, Mistyped> {
        Typed::Election.or_mistyped(readable::read_either(Kind::Election, text).map(Bytes))
    }

    /// Reads a tally.
    ///
    /// # Errors
    /// It is not one.
    pub fn tally(text: &str) -> Result<Hash, Mistyped> {
        Typed::Tally.or_mistyped(readable::read_either(Kind::Tally, text).map(Bytes))
    }

    /// Reads a tracker.
    ///
    /// # Errors
    /// It is not one, by its checksum.
    pub fn tracker(text: &str) -> Result<Hash, Mistyped> {
        Typed::Tracker.or_mistyped(readable::read_tracker(text))
    }

    /// Reads a credential.
    ///
    /// # Errors
    /// It is not one, by its checksum.
    pub fn credential(text: &str) -> Result<Point, Mistyped> {
        let point = readable::read_either(Kind::Credential, text).and_then(|bytes| Ok(Point::decode(bytes)?));
        Typed::Credential.or_mistyped(point)
    }

    fn or_mistyped<T>(self, read: Result<T, InputError>) -> Result<T, Mistyped> {
        read.map_err(|error| Mistyped { what: self, error })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::checks;
    use tabella_crypto::generators::G;

    const HASH: Hash = Bytes([7; 32]);

    #[test]
    fn ids_are_read_in_both_their_forms() {
        for (kind, read) in [
            (Kind::Election, Typed::election as fn(&str) -> Result<Hash, Mistyped>),
            (Kind::Tally, Typed::tally),
        ] {
            let shown = readable::show(kind, &HASH.0);
            for text in [HASH.to_string(), shown.clone(), shown.to_uppercase().replace(' ', "")] {
                assert_eq!(read(&text).expect(&text), HASH);
            }
            assert_eq!(read("x").expect_err("short").error.check, checks::RCP_13);
        }
        assert_eq!(Typed::tracker(&readable::tracker(&HASH)).expect("tracker"), HASH);
        assert!(Typed::tracker(&readable::show(Kind::Election, &HASH.0)).is_err());
    }

    #[test]
    fn a_credential_is_read_in_both_forms_and_one_wrong_character_is_found() {
        let credential = Point::new(G).expect("G");
        let letter = readable::show(Kind::Credential, credential.as_bytes());
        for typed in [
            credential.to_string(),
            format!("\u{feff}<{credential}>."),
            letter.clone(),
            letter.to_uppercase().replace(' ', ""),
            format!("\u{201c}{}\u{201d},", letter.replace(' ', "\u{2013}\r\n")),
        ] {
            assert_eq!(Typed::credential(&typed).expect("credential"), credential);
        }
        let wrong = Typed::credential(&letter.replace('l', "p")).expect_err("wrong");
        assert_eq!((wrong.what, wrong.error.check), (Typed::Credential, checks::RCP_13));
        assert!(Typed::credential(&readable::tracker(&HASH)).is_err());
    }

    #[test]
    fn a_trust_file_that_is_missing_or_is_none_is_named() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("trust.json");
        assert!(
            read_trust(&path).expect_err("missing").to_string().starts_with("cannot read the trust file")
        );
        std::fs::write(&path, "{}").expect("written");
        assert!(read_trust(&path).expect_err("empty").to_string().contains("is not a trust file"));
    }
}

//! The trust file: what a verifier brings itself and never takes from a record.

use crate::witness::Policy;
use serde::{Deserialize, Serialize};
use tabella_crypto::bytes::Hash;
use tabella_crypto::carried;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::{LogKey, Manifest, Witnesses};
use tabella_crypto::encoding;
use tabella_crypto::error::DecodeError;
use tabella_crypto::readable::{self, Kind};
use tabella_crypto::rejection::{Culprit, Rejection};

/// `trust.json`. Fields in canonical order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trust {
    /// Name and key of the board.
    pub board: LogKey,
    /// The election id.
    pub election: Hash,
    /// The difference that the clocks of board and witnesses may have.
    pub tolerance_seconds: u64,
    /// Witnesses and quorum; none and 0 for an unwitnessed election.
    pub witnesses: Witnesses,
}

/// Clock tolerance of a new trust file.
pub const TOLERANCE_SECONDS: u64 = 300;

impl Trust {
    /// The trust of an official or observer who has compared this manifest with the announcement.
    pub fn of(election: &Hash, manifest: &Manifest) -> Trust {
        Trust {
            board: manifest.board.clone(),
            election: *election,
            tolerance_seconds: TOLERANCE_SECONDS,
            witnesses: manifest.witnesses.clone(),
        }
    }

    /// Reads a trust file, whatever its journey did to line ends and white space ([`carried::json`]).
    ///
    /// # Errors
    /// What is wrong with it; MAN-10 for witnesses of whom none needs to sign.
    pub fn read(file: impl AsRef<[u8]>) -> Result<Trust, DecodeError> {
        let trust: Trust = encoding::decode(carried::json(file.as_ref())?.as_bytes())?;
        let Witnesses { keys, quorum } = &trust.witnesses;
        if *quorum == 0 && !keys.is_empty() {
            let reason = "it has witnesses and the quorum 0, which no election has";
            return Err(DecodeError::new(checks::MAN_10, reason));
        }
        Ok(trust)
    }

    /// The file's bytes: one canonical line.
    pub fn to_text(&self) -> String {
        format!("{}\n", encoding::encode(self))
    }

    /// SHA-256 of the canonical line, for voters' letters.
    pub fn hash(&self) -> Hash {
        Hash::of(&[encoding::encode(self).as_bytes()])
    }

    /// The hash as people see it.
    pub fn shown_hash(&self) -> String {
        readable::show(Kind::Trust, &self.hash().0)
    }

    /// The signatures that a checkpoint needs.
    pub fn policy(&self) -> Policy {
        Policy {
            board: self.board.clone(),
            witnesses: self.witnesses.keys.clone(),
            quorum: self.witnesses.quorum,
        }
    }

    /// MAN-02 and MAN-03: whether a manifest with this id, in entry `index`, is the one that is trusted.
    pub fn check(&self, id: &Hash, manifest: &Manifest, index: u64) -> Vec<Rejection> {
        let mut rejections = vec![];
        let mut unless = |holds: bool, check, reason: &str| {
            if !holds {
                rejections.push(Rejection::new(check, Culprit::Entry(index), reason));
            }
        };
        unless(*id == self.election, checks::MAN_02, "the manifest is not that of the trusted election id");
        let same_board = manifest.board == self.board;
        let (mut ours, mut theirs) = (self.witnesses.clone(), manifest.witnesses.clone());
        ours.keys.sort();
        theirs.keys.sort();
        unless(
            same_board && ours == theirs,
            checks::MAN_03,
            "board key, witnesses or quorum are not those of the trust file",
        );
        rejections
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::bytes::Bytes;

    #[test]
    fn a_trust_file_is_the_same_whatever_an_editor_or_mail_did_to_it() {
        let key = |byte: u8, name: &str| LogKey { key: Bytes([byte; 32]), name: name.into() };
        let trust = Trust {
            board: key(1, "board.example"),
            election: Bytes([2; 32]),
            tolerance_seconds: 300,
            witnesses: Witnesses { keys: vec![key(3, "w1"), key(4, "w2")], quorum: 1 },
        };
        let text = trust.to_text();
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let utf16 = |text: &str| -> Vec<u8> {
            "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
        };
        let wrapped: String = text
            .as_bytes()
            .chunks(76)
            .map(|part| format!("> {}\r\n", String::from_utf8_lossy(part)))
            .collect();
        for carried in [
            text.trim_end().as_bytes().to_vec(),
            format!("\u{feff}\r\n{}\r\n\r\n", text.trim_end()).into_bytes(),
            serde_json::to_string_pretty(&value).expect("JSON").into_bytes(),
            wrapped.into_bytes(),
            utf16(&text),
        ] {
            let read = Trust::read(&carried).expect("the same");
            assert_eq!((&read, read.hash()), (&trust, trust.hash()));
        }
        for damaged in
            [&text[..text.len() / 2], &text.replace("w1", "w\\u0031"), &text.replace(":300", ":\"300\"")]
        {
            assert!(Trust::read(damaged).is_err(), "{damaged}");
        }
    }

    // MAN-10, REP-03
    #[test]
    fn a_trust_file_with_witnesses_of_whom_none_needs_to_sign_is_refused() {
        let key = |byte: u8, name: &str| LogKey { key: Bytes([byte; 32]), name: name.into() };
        let trust = |keys: &[LogKey], quorum| Trust {
            board: key(1, "board.example"),
            election: Bytes([2; 32]),
            tolerance_seconds: 300,
            witnesses: Witnesses { keys: keys.to_vec(), quorum },
        };
        let read = |trust: &Trust| Trust::read(trust.to_text()).map_err(|error| error.check);
        assert_eq!(read(&trust(&[key(3, "w1")], 0)), Err(checks::MAN_10));
        for usable in [trust(&[], 0), trust(&[key(3, "w1")], 1)] {
            assert_eq!(read(&usable), Ok(usable));
        }
    }
}

//! (RCP-14) Evidence files: what convinces a third party of a fault, from one small file and nothing else.
//!
//! ```text
//! {"board":{"key":"Ajm9…","name":"board.example"},"case":{"checkpoints":{…}},"election":"l6MO…"}
//! ```
//!
//! A case holds only what the accused has signed, and what hashes bind to it. Nothing in it is believed
//! because someone has made a file of it: [`Evidence::verify`] computes everything again. Anyone can make
//! up an election with keys of their own and prove something against these: a reader compares election id
//! and board with the announcement ([`Evidence::compare`]).

mod checkpoints; // the board signed two logs
mod complaint; // a trustee complained about a good share
mod receipt; // the board removed or changed an entry
mod index; // a record, indexed for the search
pub mod search; // what a record and given files prove
mod share; // a trustee's decryption share is not valid
mod taus; // a trustee decrypted two tallies

pub use checkpoints::TwoLogs;
pub use complaint::FalseComplaint;
pub use receipt::OtherEntry;
pub use share::InvalidShare;
pub use taus::TwoTallies;

use core::fmt;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::election::manifest::{LogKey, Manifest, SUITE, VERSION};
use tabella_crypto::election::statement::{Body, Statement};
use tabella_crypto::encoding;
use tabella_crypto::error::DecodeError;
use tabella_crypto::proofs::batch::{Bases, verify_one};
use tabella_crypto::readable;
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::checkpoint::{Checkpoint, SignedCheckpoint};
use tabella_log::entry::Entry;
use tabella_log::trust::Trust;
use tabella_log::witness::Policy;

/// No evidence file is longer, in bytes.
pub const EVIDENCE_LIMIT_BYTES: usize = 1 << 22;

/// An evidence file. Nothing about it is verified but its encoding.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The board of the election.
    pub board: LogKey,
    /// The case.
    pub case: Case,
    /// The election id.
    pub election: Hash,
}

/// A case, by the field that names it in the file.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Case {
    /// The board signed two checkpoints that no log has both of.
    Checkpoints(TwoLogs),
    /// A trustee complained about a dealer whose share was good.
    Complaint(FalseComplaint),
    /// The board signed a receipt, and a log with something else in its place.
    Receipt(OtherEntry),
    /// A trustee signed a decryption share that is not valid.
    Share(InvalidShare),
    /// A trustee signed decryption shares for two tallies.
    Taus(TwoTallies),
}

impl<'de> Deserialize<'de> for Case {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Case, D::Error> {
        deserializer.deserialize_map(OneCase)
    }
}

/// An object with the name of one case: another name is REP-02, none at all or a second one ENC-02.
struct OneCase;

impl<'de> Visitor<'de> for OneCase {
    type Value = Case;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with one case")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Case, A::Error> {
        const NAMES: [&str; 5] = ["checkpoints", "complaint", "receipt", "share", "taus"];
        let mut read: Option<(&str, Case)> = None;
        while let Some(name) = map.next_key::<String>()? {
            let Some(known) = NAMES.into_iter().find(|known| *known == name) else {
                return Err(A::Error::unknown_variant(&name, &NAMES));
            };
            match &read {
                Some((before, _)) if *before == known => return Err(A::Error::duplicate_field(known)),
                Some(_) => return Err(A::Error::custom("more than one case")),
                None => {}
            }
            let case = match known {
                "checkpoints" => Case::Checkpoints(map.next_value()?),
                "complaint" => Case::Complaint(map.next_value()?),
                "receipt" => Case::Receipt(map.next_value()?),
                "share" => Case::Share(map.next_value()?),
                _ => Case::Taus(map.next_value()?),
            };
            read = Some((known, case));
        }
        read.map(|(_, case)| case).ok_or_else(|| A::Error::custom("no case"))
    }
}

/// A statement or an entry line: an object, which is read when its turn comes.
fn object<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<RawValue>, D::Error> {
    let value = Box::<RawValue>::deserialize(deserializer)?;
    if value.get().starts_with('{') {
        Ok(value)
    } else {
        Err(D::Error::custom("a statement is not an object"))
    }
}

/// The proof in an evidence file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    fault: Rejection,
    key: String,
    name: String,
}

impl Proven {
    /// The check that was violated, by whom, and how.
    pub fn fault(&self) -> &Rejection {
        &self.fault
    }

    /// The public key of the culprit, which signed what the file holds.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The culprit's name, as the manifest or the log has it.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Evidence {
    /// Reads an evidence file; a newline may end it.
    ///
    /// # Errors
    /// An ENC id, or REP-02 for an unknown case.
    pub fn read(bytes: &[u8]) -> Result<Evidence, DecodeError> {
        let line = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        let evidence = encoding::decode_within(EVIDENCE_LIMIT_BYTES, line)?;
        // The statements stand in it as they are; the form of the line is theirs too.
        let text = String::from_utf8_lossy(line);
        encoding::demand_canonical(&text, &encoding::parse::<serde_json::Value>(&text)?)?;
        Ok(evidence)
    }

    /// The file's bytes: one canonical line.
    pub fn to_text(&self) -> String {
        format!("{}\n", encoding::encode(self))
    }

    /// Checks that the file proves what it says, about the board and the election that it names.
    ///
    /// The caller compares these with the announcement, or with [`Evidence::compare`].
    ///
    /// # Errors
    /// The first check that fails, culprit `name`: an id of ENC, LOG, MAN, KEY, TAL or RCP for a part that
    /// is not valid by itself, RCP-14 when all parts are valid and no one is at fault.
    pub fn verify(&self, name: &str) -> Result<Proven, Rejection> {
        let proven = match &self.case {
            Case::Checkpoints(case) => case.verify(self),
            Case::Complaint(case) => case.verify(self),
            Case::Receipt(case) => case.verify(self),
            Case::Share(case) => case.verify(self),
            Case::Taus(case) => case.verify(self),
        };
        // No one but the file is at fault for what is not valid in it.
        proven.map_err(|rejection| Rejection { culprit: Culprit::File(name.to_owned()), ..rejection })
    }

    /// Compares board and election with those of a trust file.
    ///
    /// # Errors
    /// MAN-02 or MAN-03, culprit `name`.
    pub fn compare(&self, trust: &Trust, name: &str) -> Result<(), Rejection> {
        let refuse = |check, reason| Err(Rejection::new(check, Culprit::File(name.to_owned()), reason));
        if self.election != trust.election {
            return refuse(checks::MAN_02, "the election is not that of the trust file");
        }
        if self.board != trust.board {
            return refuse(checks::MAN_03, "the board is not that of the trust file");
        }
        Ok(())
    }

    /// LOG-03 and LOG-04: a checkpoint that the board has signed, without lines of others.
    fn checkpoint(&self, note: &str) -> Result<Checkpoint, Rejection> {
        self.signed_by_board(&SignedCheckpoint::parse(note)?)
    }

    /// As [`Evidence::checkpoint`]. A note carries no line that would say nothing, so that no byte of evidence
    /// is free (LOG-03).
    fn signed_by_board(&self, signed: &SignedCheckpoint) -> Result<Checkpoint, Rejection> {
        let checkpoint = signed.verify_board(&self.board, &self.election)?;
        if signed.with_lines_of(&board_alone(&self.board), &self.election) != *signed {
            return Err(refuse(checks::LOG_03, "a checkpoint with signature lines that prove nothing here"));
        }
        Ok(checkpoint)
    }

    /// LOG-12, LOG-13, MAN-01 to MAN-03: the manifest of the election, on this board, under these rules. What
    /// was signed under the rules of another suite says nothing under these.
    fn manifest(&self, statement: &RawValue) -> Result<Manifest, Rejection> {
        let statement = signed(statement)?;
        let Body::Manifest(manifest) = statement.body else {
            return Err(refuse(checks::LOG_12, format!("a {} is not a manifest", statement.body.kind())));
        };
        if manifest.version != VERSION || manifest.suite != SUITE {
            return Err(refuse(checks::MAN_01, "a manifest of another version or suite"));
        }
        if statement.digest != self.election {
            return Err(refuse(checks::MAN_02, "the manifest is not that of the election"));
        }
        if manifest.board != self.board {
            return Err(refuse(checks::MAN_03, "the board is not that of the manifest"));
        }
        Ok(manifest)
    }

    /// LOG-13 and LOG-14: `phi` is the hash of this `open` entry of the election. A trustee who signed for phi
    /// has read the entry, and phi, being its hash, says which election it means.
    fn opened(&self, line: &RawValue, phi: &Hash) -> Result<(), Rejection> {
        let entry = signed_entry(line)?;
        let is_open = matches!(entry.statement.body, Body::Open(_));
        if is_open && entry.statement.election == self.election && entry.hash == *phi {
            return Ok(());
        }
        Err(refuse(checks::LOG_14, format!("{phi} is not the fingerprint of the election's open entry")))
    }

    fn against_board(&self, check: Check, reason: impl Into<String>) -> Proven {
        let (key, name) = (self.board.key.to_string(), self.board.name.clone());
        Proven { fault: Rejection::new(check, Culprit::Board, reason), key, name }
    }
}

/// A trustee as culprit.
fn against_trustee(manifest: &Manifest, index: u64, check: Check, reason: impl Into<String>) -> Proven {
    let fault = Rejection::new(check, Culprit::Trustee(index), reason);
    let party = usize::try_from(index - 1).ok().and_then(|position| manifest.trustees.get(position));
    let (key, name) = party.map(|party| (party.key.to_string(), party.name.to_string())).unwrap_or_default();
    Proven { fault, key, name }
}

/// The policy of whoever trusts no witness: what the board alone has signed.
fn board_alone(board: &LogKey) -> Policy {
    Policy { board: board.clone(), witnesses: vec![], quorum: 0 }
}

/// A fault of the file, as [`Evidence::verify`] will say.
fn refuse(check: Check, reason: impl Into<String>) -> Rejection {
    Rejection::new(check, Culprit::Board, reason)
}

/// As [`refuse`], for a part that does not decode.
fn unreadable(error: DecodeError) -> Rejection {
    refuse(error.check, error.reason)
}

/// The first of several rejections, of which there is one.
fn first(rejections: Vec<Rejection>) -> Rejection {
    let none = || refuse(checks::RCP_14, "no reason given");
    rejections.into_iter().next().unwrap_or_else(none)
}

/// Everything in the file is valid, and no one is at fault.
fn no_fault(reason: impl Into<String>) -> Rejection {
    refuse(checks::RCP_14, reason)
}

/// LOG-13: a statement that its author has signed.
fn signed(statement: &RawValue) -> Result<Statement, Rejection> {
    let statement = Statement::decode(statement.get()).map_err(unreadable)?;
    demand_signed(&statement)?;
    Ok(statement)
}

/// LOG-13: the same for an entry line.
fn signed_entry(line: &RawValue) -> Result<Entry, Rejection> {
    let entry = Entry::decode(line.get().as_bytes()).map_err(unreadable)?;
    demand_signed(&entry.statement)?;
    Ok(entry)
}

/// LOG-13.
fn demand_signed(statement: &Statement) -> Result<(), Rejection> {
    let claim = statement.signature_claim(Culprit::Open);
    match verify_one(&Bases::new(None, vec![]), &claim).into_iter().next() {
        Some(rejection) => Err(rejection),
        None => Ok(()),
    }
}

/// A fingerprint as people see it.
fn fingerprint(phi: &Hash) -> String {
    readable::show(readable::Kind::Fingerprint, &phi.0)
}

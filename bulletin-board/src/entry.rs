//! (2.1) Entries: one canonical JSON line each, chained by hash.

use crate::merkle;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tabella_crypto::election::statement::{Kind, Statement};
use tabella_crypto::encoding::{self, Hash};
use tabella_crypto::error::DecodeError;

/// The wire form. Fields in canonical order.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire<'a> {
    at: u64,
    index: u64,
    previous: Hash,
    #[serde(borrow)]
    statement: &'a RawValue,
}

/// A decoded entry. Nothing about it has been verified but its encoding.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When the board accepted it, Unix seconds.
    pub at: u64,
    /// Its position in the log, from 0.
    pub index: u64,
    /// Hash of the entry before it; 32 zero bytes at 0.
    pub previous: Hash,
    /// What the author said.
    pub statement: Statement,
    /// `SHA-256(0x00 || line)`: the link of the chain and the leaf of the tree.
    pub hash: Hash,
}

impl Entry {
    /// Decodes a line, without its newline.
    ///
    /// # Errors
    /// An ENC id, or REP-02 for an unknown kind or contest rule.
    pub fn decode(line: &[u8]) -> Result<Entry, DecodeError> {
        let text = encoding::plain_text(line)?;
        encoding::check_shape(text)?;
        let wire: Wire<'_> = encoding::decode_shaped(text)?;
        Ok(Entry {
            at: wire.at,
            index: wire.index,
            previous: wire.previous,
            statement: Statement::decode_shaped(wire.statement.get())?,
            hash: merkle::leaf_hash(line),
        })
    }

    /// The line of an entry whose statement is `statement` (canonical bytes).
    pub fn line(at: u64, index: u64, previous: &Hash, statement: &str) -> String {
        format!(r#"{{"at":{at},"index":{index},"previous":"{previous}","statement":{statement}}}"#)
    }

    /// What kind of statement a line that does not decode seems to hold: only to know what else in the
    /// record cannot be judged.
    pub fn apparent_kind(line: &[u8]) -> Option<Kind> {
        let value: serde_json::Value = serde_json::from_slice(line).ok()?;
        let name = value.get("statement")?.get("kind")?.as_str()?;
        Kind::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// The canonical bytes of the statement in a line, as its author made them.
///
/// # Errors
/// As [`Entry::decode`], for the outer form only.
pub fn statement_of(line: &[u8]) -> Result<String, DecodeError> {
    let wire: Wire<'_> = encoding::decode_shaped(encoding::plain_text(line)?)?;
    Ok(wire.statement.get().to_owned())
}

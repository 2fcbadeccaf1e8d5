//! (2.1) Entries: one canonical JSON line each, chained by hash.

use crate::merkle;
use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::statement::{BallotShape, Kind, Statement};
use tabella_crypto::encoding;
use tabella_crypto::error::DecodeError;
use tabella_crypto::group::{Point, PointBytes, decompress};

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
        let wire: Wire<'_> = encoding::parse(text)?;
        // The outer object is read before the statement; their form is looked at last, from within.
        let statement = Statement::decode_shaped(wire.statement.get())?;
        encoding::demand_canonical(text, &wire)?;
        Ok(Entry {
            at: wire.at,
            index: wire.index,
            previous: wire.previous,
            statement,
            hash: merkle::leaf_hash(line),
        })
    }

    /// Decodes many lines, each as [`Entry::decode`] does, with the points of all their ballots together.
    ///
    /// First come the shapes of the ballots, then their points. A line that fails in either stage, or is no ballot, is
    /// decoded alone, so that its first fault is the one that is named.
    pub fn decode_all(lines: &[impl AsRef<[u8]>]) -> Vec<Result<Entry, DecodeError>> {
        let mut encodings = vec![];
        let mut shape = |line: &[u8]| {
            BallotLine::read(line)?.try_map(|encoding| {
                encodings.push(encoding);
                Some(encodings.len() - 1)
            })
        };
        let shapes: Vec<_> = lines.iter().map(|line| shape(line.as_ref())).collect();
        let points = decompress(&encodings);
        let entry = |(line, shape): (_, Option<BallotLine<usize>>)| {
            let decoded = shape.and_then(|shape| shape.try_map(|place| points[place]));
            decoded.map_or_else(|| Entry::decode(line), |ballot| Ok(ballot.into()))
        };
        lines.iter().map(AsRef::as_ref).zip(shapes).map(entry).collect()
    }

    /// Index and previous hash of a line, whose statement is not looked at.
    ///
    /// # Errors
    /// As [`Entry::decode`], for the outer form only.
    pub fn link(line: &[u8]) -> Result<(u64, Hash), DecodeError> {
        let wire: Wire<'_> = encoding::decode_shaped(encoding::plain_text(line)?)?;
        Ok((wire.index, wire.previous))
    }

    /// The line of an entry whose statement is `statement` (canonical bytes).
    pub fn line(at: u64, index: u64, previous: &Hash, statement: &str) -> String {
        format!(r#"{{"at":{at},"index":{index},"previous":"{previous}","statement":{statement}}}"#)
    }
}

/// A line with a ballot whose shape is right; its points are of type `P`.
struct BallotLine<P = PointBytes> {
    at: u64,
    index: u64,
    previous: Hash,
    ballot: BallotShape<P>,
    hash: Hash,
}

impl BallotLine {
    fn read(line: &[u8]) -> Option<BallotLine> {
        let text = encoding::plain_text(line).ok()?;
        // Saves others from being read twice.
        if !text.contains(r#""kind":"ballot""#) {
            return None;
        }
        encoding::check_shape(text).ok()?;
        let wire: Wire<'_> = encoding::parse(text).ok()?;
        let ballot = BallotShape::read(wire.statement.get())?;
        encoding::demand_canonical(text, &wire).ok()?;
        let Wire { at, index, previous, .. } = wire;
        Some(BallotLine { at, index, previous, ballot, hash: merkle::leaf_hash(line) })
    }
}

impl<P> BallotLine<P> {
    fn try_map<Q>(self, f: impl FnMut(P) -> Option<Q>) -> Option<BallotLine<Q>> {
        let BallotLine { at, index, previous, ballot, hash } = self;
        Some(BallotLine { at, index, previous, ballot: ballot.try_map(f)?, hash })
    }
}

impl From<BallotLine<Point>> for Entry {
    fn from(line: BallotLine<Point>) -> Entry {
        let BallotLine { at, index, previous, ballot, hash } = line;
        Entry { at, index, previous, statement: ballot.into(), hash }
    }
}

/// The kind of statement that a line which does not decode seems to hold: only to know what else in the record
/// cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApparentKind {
    /// One of the kinds.
    Known(Kind),
    /// A name that is none of the kinds.
    Unknown,
    /// The line has no such name that can be read.
    Unreadable,
}

impl ApparentKind {
    /// The string at the first `kind` of the object at the first `statement`, in whatever JSON.
    pub fn of(line: &[u8]) -> ApparentKind {
        let name = encoding::plain_text(line)
            .ok()
            .filter(
                |text| !matches!(encoding::check_shape(text), Err(error) if error.check != checks::ENC_03),
            )
            .and_then(|text| First::find(text, "statement"))
            .and_then(|statement| First::find(statement.get(), "kind"))
            .and_then(|kind| serde_json::from_str::<String>(kind.get()).ok());
        match name {
            None => ApparentKind::Unreadable,
            Some(name) => {
                let known = Kind::ALL.iter().copied().find(|kind| kind.name() == name);
                known.map_or(ApparentKind::Unknown, ApparentKind::Known)
            }
        }
    }
}

/// The first field of a name in an object.
struct First<'a>(&'a str);

impl First<'_> {
    fn find<'t>(text: &'t str, name: &str) -> Option<&'t RawValue> {
        serde_json::Deserializer::from_str(text).deserialize_map(First(name)).ok().flatten()
    }
}

impl<'de> Visitor<'de> for First<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
            if name == self.0 {
                found = found.or(Some(value));
            }
        }
        Ok(found)
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

//! A record, indexed for the search.

use crate::lines::Line;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashMap};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::statement::Body;
use tabella_log::checkpoint::Checkpoint;
use tabella_log::entry::{ApparentKind, Entry, statement_of};
use tabella_log::merkle::Tree;
use tabella_log::rulebook::{Collected, Election};

/// The record, folded, and of its lines those that evidence is made of.
#[derive(Default)]
pub(super) struct RecordIndex {
    pub(super) election: Election,
    pub(super) tree: Tree,
    /// The entries with deals, by their hash.
    pub(super) deals: HashMap<Hash, Box<RawValue>>,
    pub(super) manifest: Option<Box<RawValue>>,
    /// The first one of each trustee.
    pub(super) confirmations: BTreeMap<u64, Box<RawValue>>,
    pub(super) complaints: Vec<Box<RawValue>>,
    pub(super) open: Option<Box<RawValue>>,
    pub(super) close: Option<Hash>,
    pub(super) shares: Vec<Box<RawValue>>,
}

impl RecordIndex {
    /// Takes the next line, and the entry in it if it decodes.
    pub(super) fn take(&mut self, line: &Line, entry: Option<Entry>) {
        if line.bytes.is_empty() {
            return;
        }
        self.tree.push(line.hash);
        let Some(entry) = entry else {
            self.election.advance_unreadable(line.hash, ApparentKind::of(&line.bytes));
            return;
        };
        self.election.apply(&entry, &mut Collected::default());
        // What decodes is UTF-8.
        let text = core::str::from_utf8(&line.bytes).unwrap_or_default();
        let statement = || statement_of(&line.bytes).ok().and_then(|statement| raw(&statement));
        match entry.statement.body {
            Body::Manifest(_) if entry.index == 0 => self.manifest = statement(),
            Body::KeyDeal(_) => self.deals.extend(raw(text).map(|line| (entry.hash, line))),
            Body::KeyConfirmation(_) => {
                let manifest = self.election.manifest();
                let trustee = manifest.and_then(|manifest| manifest.trustee_index(&entry.statement.author));
                if let (Some(trustee), Some(statement)) = (trustee, statement()) {
                    self.confirmations.entry(trustee).or_insert(statement);
                }
            }
            Body::KeyComplaint(_) => self.complaints.extend(statement()),
            Body::Open(_) if self.election.fingerprint() == Some(&entry.hash) => self.open = raw(text),
            Body::Close(_) if self.election.tally().is_some() => {
                self.close.get_or_insert(entry.hash);
            }
            Body::DecryptionShare(_) => self.shares.extend(statement()),
            _ => {}
        }
    }

    /// Returns true if the record begins with the log of a checkpoint.
    pub(super) fn fits(&self, checkpoint: &Checkpoint) -> bool {
        self.tree.root_at(checkpoint.size) == Some(checkpoint.root)
    }
}

/// A text as JSON, if it is.
pub(super) fn raw(text: &str) -> Option<Box<RawValue>> {
    RawValue::from_string(text.to_owned()).ok()
}

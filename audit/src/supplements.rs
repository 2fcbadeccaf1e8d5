//! What may be given beside a record: other checkpoints of its log, receipts, decryption shares, and
//! records of other elections (`docs/specification.md`).
//!
//! What is wrong with a file itself is the file's fault and no one else's: whoever gave it may have made
//! it up. Only what its signatures prove counts against the board or a trustee.

mod dates; // LOG-06
mod keys; // KEY-13
mod shares; // DEC-06

use crate::faults::Fault;
use dates::DatedCheckpoint;
use keys::CeremonyKeys;
use shares::Shares;
use std::collections::BTreeMap;
use std::io::{self, BufRead};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::encoding;
use tabella_crypto::error::DecodeError;
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::checkpoint::{Checkpoint, SignedCheckpoint};
use tabella_log::entry::Entry;
use tabella_log::merkle::{Frontier, leaf_hash};
use tabella_log::receipt::Receipt;
use tabella_log::rulebook::{Election, Judgement};
use tabella_log::trust::Trust;

/// A file that was given, by the name under which reports speak of it.
#[derive(Clone, Debug)]
pub struct NamedFile<T = Vec<u8>> {
    /// Its name.
    pub name: String,
    /// Its content.
    pub content: T,
}

/// The log of another election's record: its `entries.jsonl`.
pub type OtherRecord<'a> = NamedFile<Box<dyn BufRead + 'a>>;

/// Everything that was given beside a record.
#[derive(Default)]
pub struct Supplements<'a> {
    /// Checkpoints of the same log: signed notes.
    pub checkpoints: Vec<NamedFile>,
    /// Receipts: `.tlog-proof` files.
    pub receipts: Vec<NamedFile>,
    /// Decryption shares: statements, of one line each.
    pub shares: Vec<NamedFile>,
    /// Records of other elections.
    pub other_records: Vec<OtherRecord<'a>>,
}

impl Supplements<'_> {
    /// How many files there are.
    pub fn counts(&self) -> SupplementCounts {
        SupplementCounts {
            checkpoints: self.checkpoints.len() as u64,
            receipts: self.receipts.len() as u64,
            shares: self.shares.len() as u64,
            other_records: self.other_records.len() as u64,
        }
    }
}

/// How many files of each sort were given.
#[derive(Clone, Copy, Debug, Default)]
pub struct SupplementCounts {
    /// Checkpoints.
    pub checkpoints: u64,
    /// Receipts.
    pub receipts: u64,
    /// Decryption shares.
    pub shares: u64,
    /// Records of other elections.
    pub other_records: u64,
}

/// The files that were given, while the record is folded: of the record it keeps no more than they ask for.
pub(crate) struct Comparison<'a> {
    trust: Trust,
    faults: Vec<Fault>,
    remarks: Vec<String>,
    /// By the board of the trust file, each with the name of its file.
    checkpoints: Vec<NamedFile<Checkpoint>>,
    /// Index and hash of a line that the board has signed.
    receipts: Vec<NamedFile<(u64, Hash)>>,
    shares: Shares,
    keys: CeremonyKeys<'a>,
    /// (LOG-06) Checkpoints with the cosignatures of trusted witnesses.
    seen: Vec<NamedFile<DatedCheckpoint>>,
    /// Root of the record at each size that a checkpoint states.
    roots: BTreeMap<u64, Option<Hash>>,
    /// Hash of the record's line at each index that a receipt states.
    leaves: BTreeMap<u64, Option<Hash>>,
}

/// The outcome of a comparison.
#[derive(Default)]
pub(crate) struct Compared {
    pub(crate) faults: Vec<Fault>,
    /// Remarks that a reader should know, and that fail nothing.
    pub(crate) remarks: Vec<String>,
}

impl<'a> Comparison<'a> {
    /// Checks what the files say by themselves.
    pub(crate) fn new(supplements: Supplements<'a>, trust: &Trust) -> Comparison<'a> {
        let mut comparison = Comparison {
            trust: trust.clone(),
            faults: vec![],
            remarks: vec![],
            checkpoints: vec![],
            receipts: vec![],
            seen: vec![],
            shares: Shares::new(supplements.shares),
            keys: CeremonyKeys::new(supplements.other_records),
            roots: BTreeMap::new(),
            leaves: BTreeMap::new(),
        };
        for file in supplements.checkpoints {
            match read_checkpoint(&file.content, trust) {
                Ok(signed) => comparison.expect(&file.name, &signed),
                Err(rejection) => comparison.blame_file(&file.name, vec![rejection]),
            }
        }
        for file in supplements.receipts {
            match read_receipt(&file.content, trust) {
                Ok(receipt) => {
                    comparison.expect(&file.name, &receipt.checkpoint);
                    comparison.leaves.insert(receipt.index, None);
                    let line = (receipt.index, leaf_hash(receipt.line.as_bytes()));
                    comparison.receipts.push(NamedFile { name: file.name, content: line });
                }
                Err(rejections) => comparison.blame_file(&file.name, rejections),
            }
        }
        comparison
    }

    /// Remembers what a checkpoint by the board says.
    fn expect(&mut self, name: &str, signed: &SignedCheckpoint) {
        let checkpoint = signed.unverified().clone();
        let cosignatures = signed.cosignatures(&self.trust.policy());
        self.remarks.extend(cosignatures.invalid().iter().map(|what| format!("{name}: {what}")));
        self.seen.push(NamedFile {
            name: name.to_owned(),
            content: DatedCheckpoint::new(checkpoint.size, cosignatures),
        });
        let nothing = Frontier::default();
        self.roots.insert(checkpoint.size, (checkpoint.size == 0).then(|| nothing.root()));
        self.checkpoints.push(NamedFile { name: name.to_owned(), content: checkpoint });
    }

    fn blame_file(&mut self, name: &str, rejections: Vec<Rejection>) {
        for Rejection { check, reason, .. } in rejections {
            self.faults.push(fault(check, Culprit::File(name.to_owned()), reason));
        }
    }

    /// Notes a line of the record; `tree` is that of all lines up to this one.
    pub(crate) fn take_line(&mut self, tree: &Frontier, hash: &Hash) {
        if let Some(root) = self.roots.get_mut(&tree.size()) {
            *root = Some(tree.root());
        }
        if let Some(leaf) = self.leaves.get_mut(&(tree.size() - 1)) {
            *leaf = Some(*hash);
        }
    }

    /// (LOG-06) Notes the date of an entry.
    pub(crate) fn take_date(&mut self, index: u64, at: u64) {
        self.seen.iter_mut().for_each(|seen| seen.content.take(index, at));
    }

    /// Notes what an entry of the record has in common with what was given; `trustee` is the index of its
    /// author.
    pub(crate) fn take_entry(
        &mut self,
        index: u64,
        entry: &Entry,
        judgement: &Judgement,
        trustee: Option<u64>,
    ) {
        // LOG-13, which is known later, blocks by the entry of the fault.
        let blocking = [checks::LOG_11, checks::LOG_12, checks::LOG_14, checks::KEY_10];
        let blocked = judgement.rejections.iter().any(|rejection| blocking.contains(&rejection.check));
        if let (Some(trustee), false) = (trustee, blocked) {
            self.keys.take(index, &entry.statement.body, trustee);
            self.shares.take(&entry.statement, trustee);
        }
    }

    /// Compares what was given with the record as if it ended here.
    ///
    /// # Errors
    /// A file cannot be read, or cannot be compared with this record: there is no verdict then.
    pub(crate) fn conclude(&mut self, election: &Election) -> io::Result<Compared> {
        let mut compared = Compared { faults: self.faults.clone(), remarks: self.remarks.clone() };
        self.compare_checkpoints(election.size(), &mut compared)?;
        for NamedFile { name, content: (index, hash) } in &self.receipts {
            if self.leaves[index] != Some(*hash) {
                let reason = format!("line {index} is not the one of the receipt {name}");
                compared.faults.push(fault(checks::RCP_04, Culprit::Board, reason));
            }
        }
        let (quorum, tolerance) = (self.trust.witnesses.quorum, self.trust.tolerance_seconds);
        for NamedFile { name, content: seen } in &self.seen {
            match seen.contradicts(name, quorum, tolerance) {
                Ok(remarks) => compared.remarks.extend(remarks),
                Err(reason) => compared.faults.push(fault(checks::LOG_06, Culprit::Board, reason)),
            }
        }
        compared.faults.extend(self.shares.judge(election)?);
        compared.faults.extend(self.keys.compare(&self.trust.election)?);
        Ok(compared)
    }

    /// LOG-08.
    fn compare_checkpoints(&self, size: u64, compared: &mut Compared) -> io::Result<()> {
        for NamedFile { name, content: checkpoint } in &self.checkpoints {
            let Some(root) = self.roots[&checkpoint.size] else {
                return Err(incomparable(format!(
                    "{name} is of {} entries, but the record has {size}: fetch the record again",
                    checkpoint.size
                )));
            };
            if root != checkpoint.root {
                let reason = format!(
                    "the first {} entries have root {root}, but the board has signed {} in {name}",
                    checkpoint.size, checkpoint.root
                );
                compared.faults.push(fault(checks::LOG_08, Culprit::Board, reason));
            }
        }
        Ok(())
    }
}

/// A fault of no entry.
fn fault(check: Check, culprit: Culprit, reason: impl Into<String>) -> Fault {
    Fault { entry: None, rejection: Rejection::new(check, culprit, reason) }
}

fn incomparable(reason: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, reason)
}

/// LOG-03 and LOG-04.
fn read_checkpoint(bytes: &[u8], trust: &Trust) -> Result<SignedCheckpoint, Rejection> {
    let text = core::str::from_utf8(bytes)
        .map_err(|error| Rejection::new(checks::LOG_03, Culprit::Board, format!("not UTF-8: {error}")))?;
    let signed = SignedCheckpoint::parse(text)?;
    signed.verify_board(&trust.board, &trust.election)?;
    Ok(signed)
}

/// RCP-01, with LOG-01, LOG-03, LOG-04 and LOG-09.
fn read_receipt(bytes: &[u8], trust: &Trust) -> Result<Receipt, Vec<Rejection>> {
    let refuse = |check, reason: String| Rejection::new(check, Culprit::Board, reason);
    let text = core::str::from_utf8(bytes)
        .map_err(|error| vec![refuse(checks::RCP_01, format!("not UTF-8: {error}"))])?;
    let receipt = Receipt::parse(text).map_err(|rejection| vec![rejection])?;
    let verified = receipt.verify(&trust.policy(), &trust.election);
    let stated = Entry::decode(receipt.line.as_bytes()).map_or(receipt.index, |entry| entry.index);
    if stated == receipt.index {
        return verified.map(|_| receipt);
    }
    let misplaced = format!("the line says that it is entry {stated}, the receipt {}", receipt.index);
    let mut rejections =
        verified.err().unwrap_or_else(|| vec![refuse(checks::RCP_01, "the receipt is not valid".into())]);
    rejections.push(refuse(checks::LOG_01, misplaced));
    Err(rejections)
}

/// ENC-08 and ENC-09: a statement in a file of its own; a newline may end it.
pub(crate) fn statement_text(bytes: &[u8]) -> Result<&str, DecodeError> {
    encoding::plain_text(bytes.strip_suffix(b"\n").unwrap_or(bytes))
}

//! Where the lines of a log go, and what is signed over them.

use super::keys::Keys;
use std::io::{self, Write};
use tabella_log::checkpoint::{Checkpoint, SignedCheckpoint};
use tabella_log::merkle::{Frontier, Tree, leaf_hash};
use tabella_log::receipt::Receipt;
use tabella_log::trust::Trust;

/// Where the lines of a log go, one by one.
pub trait Sink {
    /// Takes the next line, which has no newline.
    fn take(&mut self, line: String);
}

impl Sink for Vec<String> {
    fn take(&mut self, line: String) {
        self.push(line);
    }
}

/// `entries.jsonl` as it is written, so that no log has to fit in memory.
pub struct EntriesFile<W> {
    writer: W,
    written: io::Result<()>,
}

impl<W: Write> EntriesFile<W> {
    /// An empty file.
    pub fn new(writer: W) -> EntriesFile<W> {
        EntriesFile { writer, written: Ok(()) }
    }

    /// The writer, once every line has reached it.
    ///
    /// # Errors
    /// The first failure to write; no line after it was written.
    pub fn finish(mut self) -> io::Result<W> {
        self.written?;
        self.writer.flush()?;
        Ok(self.writer)
    }
}

impl<W: Write> Sink for EntriesFile<W> {
    fn take(&mut self, mut line: String) {
        line.push('\n');
        if self.written.is_ok() {
            self.written = self.writer.write_all(line.as_bytes());
        }
    }
}

/// A finished record, and what an observer trusts.
#[derive(Clone, Debug)]
pub struct Record {
    /// The lines, without newlines.
    pub lines: Vec<String>,
    /// The signed note.
    pub checkpoint: String,
    /// The trust file.
    pub trust: Trust,
    /// The bytes of `entries.jsonl` where they are not the lines with a newline each.
    pub file: Option<Vec<u8>>,
}

impl Record {
    /// The bytes of `entries.jsonl`.
    pub fn entries(&self) -> Vec<u8> {
        if let Some(file) = &self.file {
            return file.clone();
        }
        self.lines.iter().flat_map(|line| [line.as_bytes(), b"\n"]).flatten().copied().collect()
    }
}

/// Board and witnesses sign the tree over `lines` at time `at`.
pub fn sign(keys: &Keys, lines: &[String], trust: &Trust, at: u64) -> String {
    let mut tree = Frontier::default();
    lines.iter().for_each(|line| tree.push(leaf_hash(line.as_bytes())));
    sign_tree(keys, &tree, trust, at)
}

/// Board and witnesses sign a tree at time `at`.
pub fn sign_tree(keys: &Keys, tree: &Frontier, trust: &Trust, at: u64) -> String {
    let origin = trust.board.origin(&trust.election);
    let note = keys.board.sign(&Checkpoint { origin, size: tree.size(), root: tree.root() });
    let signed = SignedCheckpoint::parse(&note).expect("a checkpoint");
    let cosigned = keys.witnesses.iter().fold(signed, |signed, witness| {
        signed.with_cosignature(&witness.cosign(&signed, at)).expect("a cosignature")
    });
    cosigned.as_str().to_owned()
}

/// The receipt of a line under a checkpoint over all `lines`, signed at time `at`.
pub fn receipt(keys: &Keys, lines: &[String], trust: &Trust, index: u64, at: u64) -> Receipt {
    let mut tree = Tree::default();
    lines.iter().for_each(|line| tree.push(leaf_hash(line.as_bytes())));
    Receipt {
        line: lines[index as usize].clone(),
        index,
        path: tree.inclusion(index, tree.size()).expect("a path"),
        checkpoint: SignedCheckpoint::parse(&sign(keys, lines, trust, at)).expect("a checkpoint"),
    }
}

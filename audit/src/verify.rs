//! The fold over all lines of a record, with decoding and proofs in batches on all cores.

mod fold; // lines into an election, and what is wrong with them
mod conclusion; // the checkpoint, and what was given beside the record

use crate::lines::{Line, LineSplitter, Lines};
use crate::supplements::{SupplementCounts, Supplements};
use fold::Fold;
use rand::TryCryptoRng;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, BufRead};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::Check;
use tabella_crypto::election::statement::Kind;
use tabella_crypto::error::DecodeError;
use tabella_crypto::rejection::Rejection;
use tabella_log::entry::Entry;
use tabella_log::rulebook::Election;
use tabella_log::trust::Trust;

/// Most lines that are decoded and folded before their proofs are checked, and about how many bytes.
const CHUNK_LINES: usize = 1_024;
const CHUNK_BYTES: usize = 1 << 23;
/// Lines whose points are decoded together, by one core.
const DECODED_LINES: usize = 32;

/// The findings of the fold over a record.
#[derive(Debug)]
pub struct Findings<'a> {
    /// The folded election.
    pub election: Cow<'a, Election>,
    /// Every check that refused, in the order of the catalogue, then of the record: of each the first
    /// 10,000 faults.
    pub faults: Vec<Rejection>,
    /// How many faults there are besides, by check.
    pub more: BTreeMap<Check, u64>,
    /// The faults of decryption shares that were named and skipped (DEC-05).
    pub refused_shares: Vec<Rejection>,
    /// Remarks that a reader should know, and that fail nothing: cosignatures that do not count.
    pub remarks: Vec<String>,
    /// Number of entries of each kind that decoded.
    pub kinds: BTreeMap<Kind, u64>,
    /// Number of lines.
    pub lines: u64,
    /// Number of batches of proofs.
    pub batches: u64,
    /// Number of witnesses whose cosignatures count.
    pub cosignatures: u64,
    /// True if the checkpoint has the form of one.
    pub checkpoint_readable: bool,
    /// Number of files given beside the record.
    pub supplements: SupplementCounts,
    /// SHA-256 of the record file.
    pub record: Hash,
}

/// Verifies a record: `entries` is its log, `checkpoint` its signed note. Nothing else was given.
///
/// # Errors
/// As [`verify_with`].
pub fn verify<R: TryCryptoRng>(
    entries: impl BufRead,
    checkpoint: &str,
    trust: &Trust,
    rng: impl Fn() -> R + Sync,
    progress: impl FnMut(u64),
) -> io::Result<Findings<'static>> {
    verify_with(Supplements::default(), entries, checkpoint, trust, rng, progress)
}

/// Verifies a record as [`verify`], and compares it with what was given beside it.
///
/// `rng` makes the sources of batch coefficients; it must be the operating system's. `progress` is called
/// with the number of lines done.
///
/// # Errors
/// The record or a given file cannot be read or compared, or there is no randomness: there is no verdict
/// then.
pub fn verify_with<R: TryCryptoRng>(
    supplements: Supplements<'_>,
    mut entries: impl BufRead,
    checkpoint: &str,
    trust: &Trust,
    rng: impl Fn() -> R + Sync,
    mut progress: impl FnMut(u64),
) -> io::Result<Findings<'static>> {
    let mut verifier = Verifier::new(trust, supplements);
    loop {
        let piece = entries.fill_buf()?;
        if piece.is_empty() {
            return verifier.finish(checkpoint, &rng);
        }
        let used = piece.len();
        verifier.take(piece, &rng)?;
        entries.consume(used);
        progress(verifier.lines());
    }
}

/// The same by pieces, for those who cannot wait for the next one, and for those who follow a log that grows:
/// [`Verifier::conclude`] says what has been found so far, and more pieces may be taken after it.
pub struct Verifier<'a> {
    fold: Fold<'a>,
    splitter: LineSplitter,
    chunk: Chunk,
}

impl<'a> Verifier<'a> {
    /// Nothing of the record has been taken yet.
    pub fn new(trust: &Trust, supplements: Supplements<'a>) -> Verifier<'a> {
        let fold = Fold::new(trust, supplements);
        Verifier { fold, splitter: LineSplitter::default(), chunk: Chunk::default() }
    }

    /// Takes a piece of the record's log, cut anywhere; `rng` as in [`verify_with`].
    ///
    /// # Errors
    /// There is no randomness: there is no verdict then.
    pub fn take<R: TryCryptoRng>(
        &mut self,
        mut piece: &[u8],
        rng: &(impl Fn() -> R + Sync),
    ) -> io::Result<()> {
        while !piece.is_empty() {
            let (used, line) = self.splitter.push(piece);
            piece = &piece[used..];
            line.into_iter().for_each(|line| self.chunk.push(line));
            if self.chunk.is_full() {
                self.fold.take(core::mem::take(&mut self.chunk).waiting, rng)?;
                self.fold.end_chunk();
            }
        }
        Ok(())
    }

    /// Number of lines that have been verified.
    pub fn lines(&self) -> u64 {
        self.fold.lines
    }

    /// Concludes as if the record ended here; `checkpoint` is its signed note. More pieces may be taken afterwards,
    /// and concluded upon again: the findings are those of a verifier that has taken the same lines at once.
    ///
    /// A last line that has no newline yet is taken as it stands, which is a fault (ENC-10) and stays one: those who
    /// go on conclude between lines.
    ///
    /// # Errors
    /// As [`verify_with`].
    pub fn conclude<R: TryCryptoRng>(
        &mut self,
        checkpoint: &str,
        rng: &(impl Fn() -> R + Sync),
    ) -> io::Result<Findings<'_>> {
        self.take_waiting(rng)?;
        let conclusion = self.fold.conclude(checkpoint)?;
        let record = self.splitter.file_hash();
        Ok(self.fold.findings(conclusion, record, Cow::Borrowed(&self.fold.election)))
    }

    /// The last conclusion, which keeps the election.
    fn finish<R: TryCryptoRng>(
        mut self,
        checkpoint: &str,
        rng: &(impl Fn() -> R + Sync),
    ) -> io::Result<Findings<'static>> {
        self.take_waiting(rng)?;
        let conclusion = self.fold.conclude(checkpoint)?;
        let election = core::mem::take(&mut self.fold.election);
        Ok(self.fold.findings(conclusion, self.splitter.file_hash(), Cow::Owned(election)))
    }

    /// Takes what waits for a full chunk. The chunk goes on where it was, so that those who conclude often find what
    /// those find who conclude once.
    fn take_waiting<R: TryCryptoRng>(&mut self, rng: &(impl Fn() -> R + Sync)) -> io::Result<()> {
        self.splitter.finish().into_iter().for_each(|line| self.chunk.push(line));
        self.fold.take(core::mem::take(&mut self.chunk.waiting), rng)
    }
}

/// Lines that are decoded, folded and checked together.
#[derive(Default)]
struct Chunk {
    waiting: Vec<Line>,
    lines: usize,
    bytes: usize,
}

impl Chunk {
    fn push(&mut self, line: Line) {
        self.lines += 1;
        self.bytes += line.bytes.len();
        self.waiting.push(line);
    }

    fn is_full(&self) -> bool {
        self.lines >= CHUNK_LINES || self.bytes >= CHUNK_BYTES
    }
}

pub(crate) fn read_chunk(lines: &mut Lines<impl BufRead>) -> io::Result<Vec<Line>> {
    let mut chunk = Chunk::default();
    while !chunk.is_full() {
        let Some(line) = lines.next_line()? else { break };
        chunk.push(line);
    }
    Ok(chunk.waiting)
}

/// Decodes lines on all cores.
pub(crate) fn decode_all(chunk: &[Line]) -> Vec<Result<Entry, DecodeError>> {
    let parts: Vec<&[Line]> = chunk.chunks(DECODED_LINES).collect();
    map_all(&parts, |lines| Entry::decode_all(lines)).into_iter().flatten().collect()
}

#[cfg(feature = "parallel")]
pub(crate) fn map_all<T: Sync, U: Send>(items: &[T], work: impl Fn(&T) -> U + Sync + Send) -> Vec<U> {
    use rayon::prelude::*;
    items.par_iter().map(work).collect()
}

#[cfg(not(feature = "parallel"))]
pub(crate) fn map_all<T, U>(items: &[T], work: impl Fn(&T) -> U) -> Vec<U> {
    items.iter().map(work).collect()
}

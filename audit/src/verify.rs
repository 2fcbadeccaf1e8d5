//! The fold over all lines of a record, with decoding and proofs in batches on all cores.

use crate::faults::{Fault, Faults};
use crate::given::{Comparison, Counts, Given};
use crate::lines::{Cutter, Line, Lines};
use rand::TryCryptoRng;
use std::collections::BTreeMap;
use std::io::{self, BufRead};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::error::DecodeError;
use tabella_crypto::proofs::Claim;
use tabella_crypto::proofs::batch::{self, Bases};
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::entry::{ApparentKind, Entry};
use tabella_log::merkle::Frontier;
use tabella_log::rulebook::{Collected, Election};
use tabella_log::trust::Trust;

/// Most lines that are decoded and folded before their proofs are checked, and about how many bytes.
const CHUNK_LINES: usize = 1_024;
const CHUNK_BYTES: usize = 1 << 23;
/// Claims per multi-scalar multiplication: two for a ballot.
const BATCH_CLAIMS: usize = 1_024;

/// What the fold over a record found.
#[derive(Debug)]
pub struct Findings {
    /// The folded election.
    pub election: Election,
    /// Every check that refused, in the order of the catalogue, then of the record: of each the first
    /// 10,000 faults.
    pub faults: Vec<Rejection>,
    /// How many faults there are besides, by check.
    pub more: BTreeMap<Check, u64>,
    /// What is wrong with decryption shares that were named and skipped (DEC-05).
    pub refused_shares: Vec<Rejection>,
    /// What a reader should know and what fails nothing: cosignatures that do not count.
    pub remarks: Vec<String>,
    /// Number of entries of each kind that decoded.
    pub kinds: BTreeMap<Kind, u64>,
    /// Number of lines.
    pub lines: u64,
    /// Number of batches of proofs.
    pub batches: u64,
    /// Number of witnesses whose cosignatures count.
    pub cosignatures: u64,
    /// Whether the checkpoint had the form of one.
    pub checkpoint_readable: bool,
    /// Number of files given besides the record.
    pub given: Counts,
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
) -> io::Result<Findings> {
    verify_with(Given::default(), entries, checkpoint, trust, rng, progress)
}

/// Verifies a record as [`verify`], and compares it with what was given besides.
///
/// `rng` makes the sources of batch weights; it must be the operating system's. `progress` is called
/// with the number of lines done.
///
/// # Errors
/// The record or a given file cannot be read or compared, or there is no randomness: there is no verdict
/// then.
pub fn verify_with<R: TryCryptoRng>(
    given: Given<'_>,
    mut entries: impl BufRead,
    checkpoint: &str,
    trust: &Trust,
    rng: impl Fn() -> R + Sync,
    mut progress: impl FnMut(u64),
) -> io::Result<Findings> {
    let mut verifier = Verifier::new(trust, given);
    loop {
        let piece = entries.fill_buf()?;
        if piece.is_empty() {
            return verifier.finish(checkpoint, rng);
        }
        let used = piece.len();
        verifier.take(piece, &rng)?;
        entries.consume(used);
        progress(verifier.lines());
    }
}

/// The same by pieces, for those who cannot wait for the next one.
pub struct Verifier<'a> {
    fold: Fold<'a>,
    cutter: Cutter,
    chunk: Chunk,
}

impl<'a> Verifier<'a> {
    /// Nothing of the record has been taken yet.
    pub fn new(trust: &Trust, given: Given<'a>) -> Verifier<'a> {
        Verifier { fold: Fold::new(trust, given), cutter: Cutter::default(), chunk: Chunk::default() }
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
            let (used, line) = self.cutter.cut(piece);
            piece = &piece[used..];
            line.into_iter().for_each(|line| self.chunk.push(line));
            if self.chunk.is_full() {
                self.fold.take(core::mem::take(&mut self.chunk).lines, rng)?;
            }
        }
        Ok(())
    }

    /// Number of lines that have been verified.
    pub fn lines(&self) -> u64 {
        self.fold.lines
    }

    /// What was found, when all pieces have been taken; `checkpoint` is the record's signed note.
    ///
    /// # Errors
    /// As [`verify_with`].
    pub fn finish<R: TryCryptoRng>(
        mut self,
        checkpoint: &str,
        rng: impl Fn() -> R + Sync,
    ) -> io::Result<Findings> {
        self.cutter.end().into_iter().for_each(|line| self.chunk.push(line));
        self.fold.take(self.chunk.lines, &rng)?;
        self.fold.finish(checkpoint, self.cutter.file_hash())
    }
}

/// Lines that are decoded, folded and checked together.
#[derive(Default)]
struct Chunk {
    lines: Vec<Line>,
    bytes: usize,
}

impl Chunk {
    fn push(&mut self, line: Line) {
        self.bytes += line.bytes.len();
        self.lines.push(line);
    }

    fn is_full(&self) -> bool {
        self.lines.len() >= CHUNK_LINES || self.bytes >= CHUNK_BYTES
    }
}

pub(crate) fn read_chunk(lines: &mut Lines<impl BufRead>) -> io::Result<Vec<Line>> {
    let mut chunk = Chunk::default();
    while !chunk.is_full() {
        let Some(line) = lines.next_line()? else { break };
        chunk.push(line);
    }
    Ok(chunk.lines)
}

struct Fold<'a> {
    trust: Trust,
    given: Counts,
    comparison: Comparison<'a>,
    election: Election,
    frontier: Frontier,
    faults: Faults,
    refused_shares: Vec<Fault>,
    remarks: Vec<String>,
    kinds: BTreeMap<Kind, u64>,
    lines: u64,
    batches: u64,
    /// The entry with the latest date.
    latest: Option<(u64, u64)>,
}

impl<'a> Fold<'a> {
    fn new(trust: &Trust, given: Given<'a>) -> Fold<'a> {
        Fold {
            trust: trust.clone(),
            given: given.counts(),
            comparison: Comparison::new(given, trust),
            election: Election::new(),
            frontier: Frontier::default(),
            faults: Faults::default(),
            refused_shares: vec![],
            remarks: vec![],
            kinds: BTreeMap::new(),
            lines: 0,
            batches: 0,
            latest: None,
        }
    }

    /// Decodes lines on all cores, folds them in order, and checks their proofs on all cores.
    fn take<R: TryCryptoRng>(&mut self, chunk: Vec<Line>, rng: &(impl Fn() -> R + Sync)) -> io::Result<()> {
        let decoded = map_all(&chunk, |line| Entry::decode(&line.bytes));
        let mut collected = Collected::default();
        for (line, decoded) in chunk.iter().zip(decoded) {
            self.take_line(line, decoded, &mut collected);
        }
        self.check_proofs(collected, rng)?;
        self.faults.settle();
        Ok(())
    }

    fn take_line(&mut self, line: &Line, decoded: Result<Entry, DecodeError>, collected: &mut Collected) {
        let index = self.election.size();
        if let Some(fault) = line.fault {
            self.fault(Some(index), Rejection::new(checks::ENC_10, Culprit::Entry(index), fault));
            if line.bytes.is_empty() {
                return;
            }
        }
        self.lines += 1;
        self.frontier.push(line.hash);
        self.comparison.take_line(&self.frontier, &line.hash);
        let entry = match decoded {
            Ok(entry) => entry,
            Err(error) => {
                self.fault(Some(index), Rejection::new(error.check, Culprit::Entry(index), error.reason));
                self.election.advance_unreadable(line.hash, ApparentKind::of(&line.bytes));
                return;
            }
        };
        *self.kinds.entry(entry.statement.body.kind()).or_default() += 1;
        if self.latest.is_none_or(|(_, at)| at < entry.at) {
            self.latest = Some((index, entry.at));
        }
        self.comparison.take_date(index, entry.at);
        let founds = self.election.id().is_none();
        let judgement = self.election.apply(&entry, collected);
        let founds = founds && self.election.id().is_some();
        let refused = judgement.refused_share().cloned();
        self.refused_shares.extend(refused.map(|rejection| Fault { entry: Some(index), rejection }));
        for rejection in judgement.faults() {
            self.fault(Some(index), rejection.clone());
        }
        if let Some(manifest) = self.election.manifest() {
            let trustee = manifest.trustee_index(&entry.statement.author);
            self.comparison.take_entry(index, &entry, &judgement, trustee);
        }
        // LOG-12 and LOG-14 block MAN; LOG-13 does when its proof has been checked.
        let blocked = |fault: &Rejection| [checks::LOG_12, checks::LOG_14].contains(&fault.check);
        if let (true, Body::Manifest(manifest)) = (founds, &entry.statement.body) {
            if !judgement.faults().any(blocked) {
                for rejection in self.trust.check(&entry.statement.digest, manifest, index) {
                    self.fault(Some(index), rejection);
                }
            }
        }
    }

    fn check_proofs<R: TryCryptoRng>(
        &mut self,
        collected: Collected,
        rng: &(impl Fn() -> R + Sync),
    ) -> io::Result<()> {
        let none = Bases::new(None, vec![]);
        let bases = self.election.bases().unwrap_or(&none);
        let claims = collected.0;
        let batches: Vec<&[Claim]> = claims.chunks(BATCH_CLAIMS).collect();
        let verdicts = map_all(&batches, |batch| batch::verify(bases, batch, &mut rng()).ok());
        self.batches += batches.len() as u64;
        let mut rejections = vec![];
        for verdict in verdicts {
            rejections.extend(verdict.ok_or_else(|| io::Error::other("the source of randomness failed"))?);
        }
        for rejection in rejections {
            self.fault(rejection.culprit.entry(), rejection);
        }
        Ok(())
    }

    fn fault(&mut self, entry: Option<u64>, rejection: Rejection) {
        self.faults.push(Fault { entry, rejection });
    }

    fn finish(mut self, checkpoint: &str, record: Hash) -> io::Result<Findings> {
        if self.election.has_no_manifest() {
            self.fault(None, Rejection::new(checks::MAN_02, Culprit::Board, "the record has no manifest"));
        }
        let readable = match SignedCheckpoint::parse(checkpoint) {
            Ok(signed) => Some(signed),
            Err(rejection) => {
                self.fault(None, rejection);
                None
            }
        };
        let cosignatures = readable.as_ref().map_or(0, |signed| self.check_checkpoint(signed));
        self.check_generators();
        let compared = self.comparison.finish(&self.election)?;
        compared.faults.into_iter().for_each(|fault| self.faults.push(fault));
        self.remarks.extend(compared.remarks);
        let refused_shares = self.faults.in_force(self.refused_shares);
        let (faults, more) = self.faults.sorted();
        Ok(Findings {
            faults,
            more,
            election: self.election,
            refused_shares,
            remarks: self.remarks,
            kinds: self.kinds,
            lines: self.lines,
            batches: self.batches,
            cosignatures,
            checkpoint_readable: readable.is_some(),
            given: self.given,
            record,
        })
    }

    /// LOG-02 to LOG-06: the final checkpoint. Returns the number of witnesses whose cosignatures count.
    fn check_checkpoint(&mut self, signed: &SignedCheckpoint) -> u64 {
        let stated = signed.unverified();
        if stated.size != self.frontier.size() || stated.root != self.frontier.root() {
            let reason = format!(
                "the record has {} entries with root {}, the checkpoint says {} with root {}",
                self.frontier.size(),
                self.frontier.root(),
                stated.size,
                stated.root
            );
            self.fault(None, Rejection::new(checks::LOG_02, Culprit::Board, reason));
        }
        let policy = self.trust.policy();
        // A cosignature is not older than the entries below it.
        let (last, at) = self.latest.unwrap_or_default();
        let earliest = at.saturating_sub(self.trust.tolerance_seconds);
        if let Err(rejections) = signed.verify_after(&policy, &self.trust.election, earliest) {
            rejections.into_iter().for_each(|rejection| self.fault(None, rejection));
        }
        let cosignatures = signed.cosignatures(&policy);
        self.remarks.extend(cosignatures.idle().iter().map(|what| format!("the checkpoint: {what}")));
        let early = |time| time < earliest;
        let says = |(witness, time): (&str, u64)| {
            format!("witness {witness} cosigned the checkpoint at {time}, but entry {last} is dated {at}")
        };
        let contradictions: Vec<String> =
            cosignatures.holding().filter(|(_, time)| early(*time)).map(says).collect();
        let witnesses = cosignatures.distinct(early).len() as u64;
        if policy.quorum > 0 && witnesses >= policy.quorum {
            let reason = format!("a quorum contradicts the dates: {}", contradictions.join("; "));
            self.fault(None, Rejection::new(checks::LOG_06, Culprit::Board, reason));
        }
        self.remarks.extend(contradictions.into_iter().map(|what| format!("{what}: that does not count")));
        cosignatures.distinct(|time| !early(time)).len() as u64
    }

    /// PRF-08: the generators, recomputed, are distinct from each other and from the election key.
    fn check_generators(&mut self) {
        let (Some(open), Some(manifest)) = (self.election.opening(), self.election.manifest()) else {
            return;
        };
        if self.election.blocked(checks::PRF_08).is_some() {
            return;
        }
        let bases = tabella_crypto::generators::bit_bases(manifest.bit_bases());
        if !tabella_crypto::generators::are_distinct(open.election_key.element(), &bases) {
            let reason = "the election key is a generator, or two generators are equal";
            self.fault(None, Rejection::new(checks::PRF_08, Culprit::Board, reason));
        }
    }
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

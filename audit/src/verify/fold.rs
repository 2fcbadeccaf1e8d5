//! Lines into an election, and what is wrong with them.

use super::{decode_all, map_all};
use crate::faults::{Fault, Faults};
use crate::lines::Line;
use crate::supplements::{Comparison, SupplementCounts, Supplements};
use rand::TryCryptoRng;
use std::collections::BTreeMap;
use std::io;
use tabella_crypto::checks;
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::error::DecodeError;
use tabella_crypto::proofs::Claim;
use tabella_crypto::proofs::batch::{self, Bases};
use tabella_crypto::randomness::NoRandomness;
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::entry::{ApparentKind, Entry};
use tabella_log::merkle::Frontier;
use tabella_log::rulebook::{Collected, Election};
use tabella_log::trust::Trust;

/// Claims per multi-scalar multiplication: two for a ballot.
const BATCH_CLAIMS: usize = 1_024;

/// The record so far.
pub(super) struct Fold<'a> {
    pub(super) trust: Trust,
    pub(super) supplements: SupplementCounts,
    pub(super) comparison: Comparison<'a>,
    pub(super) election: Election,
    pub(super) frontier: Frontier,
    pub(super) faults: Faults,
    pub(super) refused_shares: Vec<Fault>,
    pub(super) kinds: BTreeMap<Kind, u64>,
    pub(super) lines: u64,
    /// The entry with the latest date: index and date.
    pub(super) latest: Option<(u64, u64)>,
    /// Batches of the chunks that are full.
    batches: u64,
    /// Claims of the chunk that is not full yet.
    open_claims: usize,
}

impl<'a> Fold<'a> {
    pub(super) fn new(trust: &Trust, supplements: Supplements<'a>) -> Fold<'a> {
        Fold {
            trust: trust.clone(),
            supplements: supplements.counts(),
            comparison: Comparison::new(supplements, trust),
            election: Election::new(),
            frontier: Frontier::default(),
            faults: Faults::default(),
            refused_shares: vec![],
            kinds: BTreeMap::new(),
            lines: 0,
            latest: None,
            batches: 0,
            open_claims: 0,
        }
    }

    /// Decodes lines on all cores, folds them in order, and checks their proofs on all cores.
    ///
    /// # Errors
    /// There is no randomness: there is no verdict then.
    pub(super) fn take<R: TryCryptoRng>(
        &mut self,
        chunk: Vec<Line>,
        rng: &(impl Fn() -> R + Sync),
    ) -> io::Result<()> {
        let decoded = decode_all(&chunk);
        let mut collected = Collected::default();
        for (line, decoded) in chunk.iter().zip(decoded) {
            self.take_line(line, decoded, &mut collected);
        }
        self.check_proofs(collected, rng)?;
        self.faults.settle();
        Ok(())
    }

    /// The chunk is full.
    pub(super) fn end_chunk(&mut self) {
        self.batches = self.batches();
        self.open_claims = 0;
    }

    /// Number of batches of proofs, with each chunk taken at once.
    pub(super) fn batches(&self) -> u64 {
        self.batches + self.open_claims.div_ceil(BATCH_CLAIMS) as u64
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
        self.open_claims += claims.len();
        let mut rejections = vec![];
        for verdict in verdicts {
            rejections.extend(verdict.ok_or_else(|| io::Error::other(NoRandomness))?);
        }
        for rejection in rejections {
            self.fault(rejection.culprit.entry(), rejection);
        }
        Ok(())
    }

    fn fault(&mut self, entry: Option<u64>, rejection: Rejection) {
        self.faults.push(Fault { entry, rejection });
    }
}

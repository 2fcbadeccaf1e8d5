//! One batch: judged, made durable, signed, kept, published, answered.

use super::clock::Guard;
use super::public_view::{CastBallot, PublishedLog, ViewUpdate};
use super::rate::Rate;
use super::{Accepted, Logs, Refusal, Submission};
use crate::store::{Append, CheckpointFile, Head, MachineError, Store};
use rand::rngs::SysRng;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::statement::{Body, Frame, Kind};
use tabella_crypto::encoding;
use tabella_crypto::group::Point;
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::checkpoint::{BoardSigner, Checkpoint, SignedCheckpoint};
use tabella_log::entry::Entry;
use tabella_log::merkle::{Frontier, Tree};
use tabella_log::rulebook::{Election, Immediate, Judgement, Next, Proofs};
use tokio::sync::mpsc;

/// Most statements of a batch.
const BATCH: usize = 256;
/// The time between two looks at the clock, whether anything comes or not.
const LOOK: Duration = Duration::from_secs(5);

/// Everything that only one may change.
pub(super) struct Sequencer {
    pub(super) store: Store,
    pub(super) checkpoints: CheckpointFile,
    pub(super) signer: BoardSigner,
    pub(super) creators: Vec<Point>,
    pub(super) guard: Guard,
    pub(super) logs: BTreeMap<Hash, PendingLog>,
    pub(super) published: Arc<Logs>,
    /// (SRV-12) The reason why nothing may be taken from the start.
    pub(super) failed: Option<MachineError>,
}

impl Sequencer {
    /// Takes batch after batch, until no one can submit any more or one fails; then closes the store.
    pub(super) async fn run(mut self, waiting: mpsc::Receiver<Submission>) -> Result<(), MachineError> {
        let result = self.take_all(waiting).await;
        result.and(self.store.close().await)
    }

    async fn take_all(&mut self, mut waiting: mpsc::Receiver<Submission>) -> Result<(), MachineError> {
        let mut submissions = Vec::with_capacity(BATCH);
        if let Some(error) = self.failed.take() {
            return self.refuse_all(waiting, error).await;
        }
        loop {
            self.guard.doubt(&self.logs);
            match tokio::time::timeout(LOOK, waiting.recv_many(&mut submissions, BATCH)).await {
                Err(_) => continue,
                Ok(0) => return Ok(()),
                Ok(_) => {}
            }
            if let Err(error) = self.take(submissions.drain(..)).await {
                if error.check == Some(checks::SRV_03) {
                    return Err(error);
                }
                return self.refuse_all(waiting, error).await;
            }
        }
    }

    /// (SRV-12) The fate of a batch is not known before the next start. What was signed before can be read
    /// all the same; nothing is judged or signed any more.
    async fn refuse_all(
        &mut self,
        mut waiting: mpsc::Receiver<Submission>,
        error: MachineError,
    ) -> Result<(), MachineError> {
        tracing::error!("{error}. Readers are still served; nothing more is accepted until the next start");
        while let Some(submission) = waiting.recv().await {
            // Whoever asked may be gone.
            let _ = submission.answer.send(Err(Refusal::CannotWrite));
        }
        Err(error)
    }

    /// Refusals wait for the end of the batch too: they may rest on entries that are not durable yet.
    async fn take(&mut self, batch: impl Iterator<Item = Submission>) -> Result<(), MachineError> {
        let mut touched = BTreeSet::new();
        let doubt = self.guard.doubt(&self.logs);
        let mut judge = |submission: &Submission| match &doubt {
            Some(reason) => Err(Refusal::ClockInDoubt(reason.clone())),
            None => self.judge(submission, &mut touched),
        };
        let judged: Vec<_> = batch.map(|submission| (judge(&submission), submission.answer)).collect();
        let committed = if touched.is_empty() { Ok(()) } else { self.commit(touched).await };
        // Where someone else writes, the process ends: no one gets an answer.
        if committed.as_ref().is_err_and(|error| error.check == Some(checks::SRV_03)) {
            return committed;
        }
        for (answer, asked) in judged {
            let answer = if committed.is_ok() { answer } else { Err(Refusal::CannotWrite) };
            // Whoever asked may be gone; the entry stays, and a retry finds it.
            let _ = asked.send(answer);
        }
        committed
    }

    fn judge(&mut self, submission: &Submission, touched: &mut BTreeSet<Hash>) -> Result<Accepted, Refusal> {
        let accepted = match submission.election {
            Some(election) => self.judge_next(election, &submission.statement),
            None => self.judge_manifest(&submission.statement),
        };
        if let Ok(Accepted { election, new: true, .. }) = accepted {
            touched.insert(election);
        }
        accepted
    }

    /// A statement for an election that there is.
    fn judge_next(&mut self, election: Hash, statement: &[u8]) -> Result<Accepted, Refusal> {
        let log = self.logs.get_mut(&election).ok_or(Refusal::UnknownElection)?;
        let frame = read_frame(statement)?;
        // (SRV-07) The digest covers all but the signature: of two copies, the first is the entry.
        if let Some(index) = log.election.find(&frame.digest) {
            return Ok(Accepted { election, index, new: false });
        }
        let at = log.next_at(self.guard.now());
        if let Some(wait_seconds) = log.wait_seconds(&frame, at) {
            return Err(Refusal::TooOften { wait_seconds });
        }
        let next = log.election.judge_in_stages(&frame, at, &mut Immediate(SysRng))?;
        let index = next.entry.index;
        log.append(next);
        Ok(Accepted { election, index, new: true })
    }

    /// A manifest, which founds an election: its digest is the election id.
    fn judge_manifest(&mut self, statement: &[u8]) -> Result<Accepted, Refusal> {
        let frame = read_frame(statement)?;
        let (election, author) = (frame.digest, &frame.author);
        if self.logs.contains_key(&election) {
            return Ok(Accepted { election, index: 0, new: false });
        }
        if !self.creators.contains(author) {
            let reason =
                format!("the key {author} is not among those that may create elections on this board");
            return Err(Refusal::NotListed(Rejection::new(checks::SRV_16, Culprit::Entry(0), reason)));
        }
        let mut log = PendingLog::new();
        let at = log.next_at(self.guard.now());
        let next = log.election.judge_in_stages(&frame, at, &mut Immediate(SysRng))?;
        if let Some(rejection) = self.judge_board(&next.entry) {
            return Err(Refusal::Rejected(vec![rejection]));
        }
        log.append(next);
        self.logs.insert(election, log);
        Ok(Accepted { election, index: 0, new: true })
    }

    /// (MAN-03) The manifest must name this board.
    fn judge_board(&self, entry: &Entry) -> Option<Rejection> {
        let board = self.signer.board();
        match &entry.statement.body {
            Body::Manifest(manifest) if manifest.board != board => Some(Rejection::new(
                checks::MAN_03,
                Culprit::Entry(0),
                format!(
                    "the manifest names another board; this one is {} with the key {}",
                    board.name, board.key
                ),
            )),
            _ => None,
        }
    }

    /// (2.6) Durable, then signed, then kept, then published.
    async fn commit(&mut self, touched: BTreeSet<Hash>) -> Result<(), MachineError> {
        let mut appends = vec![];
        for election in touched {
            if let Some(log) = self.logs.get_mut(&election) {
                appends.push(log.take_batch(election, self.signer.board().origin(&election)));
            }
        }
        self.store.append(&appends).await?;
        let sign =
            |append: &Append| Ok((append.election, sign(&self.signer, &append.election, &append.after)?));
        let notes = appends.iter().map(sign).collect::<Result<Vec<_>, MachineError>>()?;
        self.checkpoints.keep(notes.clone())?;
        self.store.keep_notes(&notes).await?;
        for (append, (election, note)) in appends.iter().zip(notes) {
            tracing::info!(%election, size = append.after.size, appended = append.lines.len(), "signed");
            if let Some(log) = self.logs.get_mut(&election) {
                let published = log.publish(append, note);
                self.published.write().unwrap_or_else(PoisonError::into_inner).insert(election, published);
            }
        }
        Ok(())
    }
}

fn read_frame(statement: &[u8]) -> Result<Frame<'_>, Refusal> {
    encoding::plain_text(statement).and_then(Frame::read).map_err(Refusal::Undecodable)
}

/// Signs what is durable (SRV-02); the same head always gets the same note.
pub(super) fn sign(
    signer: &BoardSigner,
    election: &Hash,
    head: &Head,
) -> Result<SignedCheckpoint, MachineError> {
    let origin = signer.board().origin(election);
    let note = signer.sign(&Checkpoint { origin, size: head.size, root: head.root });
    SignedCheckpoint::parse(&note)
        .map_err(|rejection| MachineError::failed("signing a checkpoint", rejection))
}

/// The log of an election as only the sequencer sees it, which may be ahead of what is signed by the entries of one batch.
pub(super) struct PendingLog {
    pub(super) election: Election,
    rate: Rate,
    frontier: Frontier,
    /// The head in the store; of a new election there is none.
    durable: Head,
    /// The entries after it.
    lines: Vec<(String, Hash)>,
    /// The ballots that are not published yet.
    cast: Vec<CastBallot>,
    pub(super) published: Option<Arc<PublishedLog>>,
}

impl PendingLog {
    pub(super) fn new() -> PendingLog {
        PendingLog {
            election: Election::new(),
            rate: Rate::default(),
            frontier: Frontier::default(),
            durable: Head::empty(),
            lines: vec![],
            cast: vec![],
            published: None,
        }
    }

    fn head(&self) -> Head {
        Head { size: self.frontier.size(), root: self.frontier.root() }
    }

    /// (SRV-14) The date of the next entry, which is never before the one of the last.
    fn next_at(&self, now: u64) -> u64 {
        now.max(self.election.last_at())
    }

    /// (SRV-08) Seconds that a ballot has to wait; after closing it is refused for another reason.
    fn wait_seconds(&self, frame: &Frame<'_>, at: u64) -> Option<u64> {
        let closing = self.election.manifest()?.closes_at;
        let counts = frame.kind == Kind::Ballot && at < closing;
        self.rate.wait_seconds(&frame.author, at, closing).filter(|_| counts)
    }

    fn append(&mut self, next: Next) {
        let Next { line, entry, judgement } = next;
        self.advance(&entry, &judgement);
        self.lines.push((line, entry.hash));
    }

    fn advance(&mut self, entry: &Entry, judgement: &Judgement) {
        self.cast.extend(CastBallot::of(entry, &self.election));
        self.election.advance(entry, judgement);
        self.rate.count(entry);
        self.frontier.push(entry.hash);
    }

    /// Takes an entry back that was stored.
    pub(super) fn refold(&mut self, entry: &Entry, proofs: &mut impl Proofs) -> Result<(), Vec<Rejection>> {
        let judgement = self.election.judge(entry, proofs);
        if !judgement.rejections.is_empty() {
            return Err(judgement.rejections);
        }
        self.advance(entry, &judgement);
        Ok(())
    }

    /// Everything refolded was durable; returns its head.
    pub(super) fn settle(&mut self) -> Head {
        self.durable = self.head();
        self.durable
    }

    /// The entries that the batch has appended; the store makes them durable, or the process ends.
    fn take_batch(&mut self, election: Hash, origin: String) -> Append {
        let (before, after) = (self.durable, self.head());
        let created = (before.size == 0).then(|| (origin, self.election.last_at()));
        self.durable = after;
        Append { election, created, before, after, lines: core::mem::take(&mut self.lines) }
    }

    /// Publishes what a checkpoint covers.
    fn publish(&mut self, append: &Append, checkpoint: SignedCheckpoint) -> Arc<PublishedLog> {
        let leaves = append.lines.iter().map(|(_, hash)| *hash);
        match &self.published {
            Some(published) => {
                let update =
                    ViewUpdate::of(&append.election, &self.election, core::mem::take(&mut self.cast));
                published.advance(leaves, checkpoint, update);
                published.clone()
            }
            None => {
                let mut tree = Tree::default();
                leaves.for_each(|leaf| tree.push(leaf));
                self.publish_first(&append.election, tree, checkpoint)
            }
        }
    }

    /// Publishes a log that readers have not seen yet.
    pub(super) fn publish_first(
        &mut self,
        id: &Hash,
        tree: Tree,
        checkpoint: SignedCheckpoint,
    ) -> Arc<PublishedLog> {
        let update = ViewUpdate::of(id, &self.election, core::mem::take(&mut self.cast));
        let published = Arc::new(PublishedLog::new(tree, checkpoint, &self.election, update));
        self.published = Some(published.clone());
        published
    }
}

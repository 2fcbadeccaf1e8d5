//! The sequencer: the one task that decides what is appended, in which order, and dated when (2.6).
//!
//! It owns the state of every election and takes what is waiting as one batch: judge each statement by
//! the rulebook, against the entries of the same batch too (SRV-01); make the batch durable in one
//! transaction (SRV-02, SRV-03); sign; keep the checkpoints outside the database (SRV-04); show them to
//! readers; and only then answer. Whoever asked may be gone by then: the transaction is never theirs.
//!
//! If anything about a batch fails that is not the fault of a statement, what became of it is not known: no
//! receipt leaves, nothing more is taken or signed, and the next start reads what is durable (SRV-12). What was
//! signed before is served on. Where someone else has written to the database, the process must stop (SRV-03).

mod batch;
mod clock;
mod public_view;
mod rate;
mod restart;
mod turnout;

use crate::store::{CheckpointFile, Files, Lock, MachineError, Reader, Store};
use batch::Sequencer;
use clock::Guard;
pub use clock::{Clock, confirm};
pub use public_view::{Announced, CastBallot, PublicView, PublishedLog};
use restart::Refolded;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::manifest::LogKey;
use tabella_crypto::error::DecodeError;
use tabella_crypto::group::Point;
use tabella_crypto::rejection::Rejection;
use tabella_log::checkpoint::BoardSigner;
use tabella_log::rulebook::Refused;
use tokio::sync::{mpsc, oneshot};
pub use turnout::Turnout;

/// Statements that wait for the sequencer at most.
const QUEUE: usize = 1_024;

/// The operator's settings.
pub struct Settings {
    /// The files of the board.
    pub files: Files,
    /// The name of the board.
    pub name: String,
    /// (SRV-16) The officials who may create elections.
    pub creators: Vec<Point>,
    /// The time.
    pub clock: Clock,
}

/// A board that runs: what its routes need. The sequencer ends when the last clone is gone.
#[derive(Clone)]
pub struct Board {
    /// Name and key.
    pub key: LogKey,
    clock: Clock,
    logs: Arc<Logs>,
    reader: Reader,
    queue: mpsc::Sender<Submission>,
}

/// The logs that the sequencer has published, by election.
type Logs = RwLock<BTreeMap<Hash, Arc<PublishedLog>>>;

/// The end of the sequencer.
pub struct Running(oneshot::Receiver<Result<(), MachineError>>);

/// A statement on its way into the log of an election, or of a new one.
struct Submission {
    election: Option<Hash>,
    statement: Vec<u8>,
    answer: oneshot::Sender<Result<Accepted, Refusal>>,
}

/// The place of a statement in a log, under a checkpoint that is signed and kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The election.
    pub election: Hash,
    /// The index of the entry.
    pub index: u64,
    /// True if it was appended now; if not, it was there already (SRV-07).
    pub new: bool,
}

/// The reason why a statement is not in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not a statement in canonical form.
    Undecodable(DecodeError),
    /// (SRV-16) Its author may not create elections here.
    NotListed(Rejection),
    /// Everything that is wrong with it.
    Rejected(Vec<Rejection>),
    /// There is no such election.
    UnknownElection,
    /// Too many statements are waiting.
    Busy,
    /// (SRV-08) The next ballot of this credential has to wait.
    TooOften {
        /// Seconds after which the same ballot may be sent again.
        wait_seconds: u64,
    },
    /// (SRV-14) The reason why the clock may not be believed: nothing is dated, so nothing is taken.
    ClockInDoubt(String),
    /// (SRV-12) The board could not write; whether the statement is in the log shows after the next start.
    CannotWrite,
    /// The sequencer has stopped; whether the statement is in the log shows after a start.
    Stopped,
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Refusal {
        match refused {
            Refused::Undecodable(error) => Refusal::Undecodable(error),
            Refused::Rejected(rejections) => Refusal::Rejected(rejections),
        }
    }
}

/// Opens the files of a board, checks everything that is stored, and starts the sequencer.
///
/// # Errors
/// SRV-05 while another process writes; SRV-06 for a stored log that is not what it was; SRV-04 for
/// one that is behind what was signed, or contradicts it; a machine that fails. Where only a checkpoint cannot be
/// kept, the board starts for those who read (SRV-12).
pub async fn start(settings: Settings) -> Result<(Board, Running), MachineError> {
    let lock = settings.files.lock()?;
    let mut store = Store::open(&settings.files.database).await?;
    let checked = match check(&settings, &mut store).await {
        Ok(checked) => checked,
        Err(error) => {
            // The reason is why it does not start; that closing fails too would not add to it.
            let _ = store.close().await;
            return Err(error);
        }
    };
    let Checked { signer, checkpoints, refolded: Refolded { logs, failed } } = checked;
    let lock = Arc::new(lock);
    let published = logs.iter().filter_map(|(id, log)| Some((*id, log.published.clone()?))).collect();
    let published: Arc<Logs> = Arc::new(RwLock::new(published));
    let (queue, waiting) = mpsc::channel(QUEUE);
    let Settings { creators, clock, files, .. } = settings;
    let guard = Guard::new(clock.clone(), files.confirmation, lock.clone());
    let (key, reader) = (signer.board(), store.reader());
    let board = Board { key, clock, logs: published.clone(), reader, queue };
    let sequencer = Sequencer { store, checkpoints, signer, creators, guard, logs, published, failed };
    Ok((board, spawn(sequencer, waiting, lock)?))
}

/// The stored state, found to be what was signed.
struct Checked {
    signer: BoardSigner,
    checkpoints: CheckpointFile,
    refolded: Refolded,
}

async fn check(settings: &Settings, store: &mut Store) -> Result<Checked, MachineError> {
    let Settings { files, name, .. } = settings;
    let heads = store.stored_heads().await?;
    let is_new = heads.is_empty();
    let signer = BoardSigner::from_seed(files.seed(is_new)?, name)
        .map_err(|reason| MachineError::failed("naming the board", reason))?;
    let mut checkpoints = CheckpointFile::open(&files.checkpoints, &signer.board(), is_new)?;
    let refolded = restart::refold(store, heads, &signer, &mut checkpoints).await?;
    Ok(Checked { signer, checkpoints, refolded })
}

/// Runs the sequencer on a thread of its own: checking proofs takes all of a processor.
fn spawn(
    sequencer: Sequencer,
    waiting: mpsc::Receiver<Submission>,
    lock: Arc<Lock>,
) -> Result<Running, MachineError> {
    let failed = |error| MachineError::failed("starting the sequencer", error);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().map_err(failed)?;
    let (stopped, running) = oneshot::channel();
    let run = move || {
        let result = runtime.block_on(sequencer.run(waiting));
        // The next process may write when this one has closed everything.
        drop(lock);
        // No one listens any more when the process is ending anyway.
        let _ = stopped.send(result);
    };
    std::thread::Builder::new().name("sequencer".into()).spawn(run).map_err(failed)?;
    Ok(Running(running))
}

impl Running {
    /// Waits for the end of the sequencer: when every [`Board`] is gone and everything is closed, or
    /// when it fails.
    ///
    /// # Errors
    /// The reason why it failed. The process must stop.
    pub async fn stopped(self) -> Result<(), MachineError> {
        let crashed =
            |_| MachineError::failed("the sequencer", "it panicked; this is a bug, please report it");
        self.0.await.map_err(crashed)?
    }
}

impl Board {
    /// Brings a statement to an election, or a manifest to the board, and waits until it is signed.
    ///
    /// # Errors
    /// The reason why it is not in the log.
    pub async fn submit(&self, election: Option<Hash>, statement: Vec<u8>) -> Result<Accepted, Refusal> {
        let (answer, answered) = oneshot::channel();
        self.queue.try_send(Submission { election, statement, answer }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Refusal::Busy,
            mpsc::error::TrySendError::Closed(_) => Refusal::Stopped,
        })?;
        answered.await.unwrap_or(Err(Refusal::Stopped))
    }

    /// The log of an election, as far as it is signed.
    pub fn log(&self, election: &Hash) -> Option<Arc<PublishedLog>> {
        self.logs.read().unwrap_or_else(PoisonError::into_inner).get(election).cloned()
    }

    /// Every log, by election id.
    pub fn logs(&self) -> Vec<Arc<PublishedLog>> {
        self.logs.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// Unix seconds, as the board sees them.
    pub fn now(&self) -> u64 {
        self.clock.now()
    }

    /// The reader of stored lines.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }
}

//! One visit of one voter: from the code to a ballot that is in the log.
//!
//! ```text
//! Polls ─ admit ─> Session ─ prepare ─> Prepared ─ cast ─> Sent ─ answered ─> Answered ─ continues ─> VerifiedBallot
//!                     ^                    │
//!                     ├───── discard ──────┤
//!                     └──── challenge ─────┘  and a BallotOpening, for the second device
//! ```
//!
//! Each step consumes the state before, so that no ballot is cast twice, or cast and opened; a step that is refused
//! gives it back. Nothing here is sent or kept: the caller posts [`Sent::ballot`] until the board has answered, and
//! keeps the receipt that [`Sent::answered`] has found valid before it asks for the proof that
//! [`Answered::continues`] needs.
//!
//! ```
//! # use tabella_crypto::{bytes::Hash, election::ballot::Selections};
//! # use tabella_log::receipt::Receipt;
//! # use tabella_vote::{receipt::VerifiedBallot, session::Session};
//! # fn visit(session: Session, one: Selections, receipt: &Receipt, proof: &[Hash]) -> Option<VerifiedBallot> {
//! # let mut rng = rand::rngs::SysRng;
//! let (opening, session) = session.prepare(one.clone(), &mut rng).ok()?.challenge();
//! let session = session.prepare(one.clone(), &mut rng).ok()?.discard();
//! let sent = session.prepare(one, &mut rng).ok()?.cast();
//! let answered = sent.answered(receipt).ok()?;
//! answered.continues(proof).ok()
//! # }
//! ```

mod not_admitted; // why a voter cannot cast a ballot now

pub use self::not_admitted::NotAdmitted;

use crate::receipt::{SignedBallot, VerifiedBallot, check_answer};
use core::fmt;
use rand::TryCryptoRng;
use std::collections::BTreeMap;
use std::sync::Arc;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::ballot::{
    BallotOpening, OpenElection, Place, PreparedBallot, Seed, SelectionError, Selections,
};
use tabella_crypto::election::credential::Code;
use tabella_crypto::group::Point;
use tabella_crypto::randomness::NoRandomness;
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_crypto::signature::SigningKey;
use tabella_log::checkpoint::Checkpoint;
use tabella_log::copy::LogCopy;
use tabella_log::merkle::verify_consistency;
use tabella_log::receipt::Receipt;
use tabella_log::rulebook::{Latest, Phase};
use tabella_log::trust::Trust;

/// Why no ballot was prepared; holds no selection.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrepareError {
    /// The selections do not fit the ballot.
    #[error(transparent)]
    Selections(#[from] SelectionError),
    /// No randomness, no ballot.
    #[error("{check}: {0}", check = checks::RCP_12)]
    Randomness(#[from] NoRandomness),
}

/// A step that was refused: the state before it, from which it may be tried again, and the reason.
#[derive(Debug)]
pub struct Refused<State, Reason> {
    /// The state before the step.
    pub state: Box<State>,
    /// What refused it.
    pub reason: Reason,
}

impl<State, Reason> Refused<State, Reason> {
    fn new(state: State, reason: Reason) -> Refused<State, Reason> {
        Refused { state: Box::new(state), reason }
    }
}

/// An election in which ballots are accepted, in a copy of its log that this device has verified itself.
pub struct Polls<'a> {
    log: &'a LogCopy,
    election: Arc<OpenElection>,
}

impl<'a> Polls<'a> {
    /// Compiles the ballots of an election, once for all sessions.
    ///
    /// # Errors
    /// [`NotAdmitted::NotOpen`] before the election has been opened.
    pub fn open(log: &'a LogCopy) -> Result<Polls<'a>, NotAdmitted> {
        let not_open = NotAdmitted::NotOpen(log.election().phase());
        let election = log.election().open_election().ok_or(not_open)?;
        Ok(Polls { log, election: Arc::new(election) })
    }

    /// The session of a voter; the copy must have been made for the ballots of their credential
    /// ([`LogCopy::with_ballots_of`]).
    ///
    /// # Errors
    /// As [`NotAdmitted`] says.
    pub fn admit(&self, code: &Code) -> Result<Session, NotAdmitted> {
        let credential = code.credential();
        let turn = turn(self.log, credential.public())?;
        let (election, trust) = (Arc::clone(&self.election), self.log.trust().clone());
        Ok(Session { election, trust, credential, turn })
    }
}

/// What a log says to a credential that may vote.
#[derive(Clone)]
struct Turn {
    /// Where the next ballot goes.
    place: Place,
    latest: Option<Latest>,
    /// The log that says so.
    seen: Checkpoint,
}

/// (ROL-07, LOG-11, RCP-05) The turn of a credential.
fn turn(log: &LogCopy, credential: &Point) -> Result<Turn, NotAdmitted> {
    let under_checkpoint = log.checkpoint().filter(|seen| seen.checkpoint().size == log.tree().size());
    let (Some(seen), true) = (under_checkpoint, log.verifies_ballots_of(credential)) else {
        return Err(NotAdmitted::NotVerified);
    };
    let election = log.election();
    if election.phase() != Phase::Voting {
        return Err(NotAdmitted::NotOpen(election.phase()));
    }
    let place = election.place(credential).ok_or(NotAdmitted::NotInRoll)?;
    Ok(Turn { place, latest: election.latest(credential), seen: seen.checkpoint().clone() })
}

/// A voter who has been admitted, and has prepared no ballot.
///
/// ```compile_fail
/// # fn f(session: tabella_vote::session::Session, one: tabella_crypto::election::ballot::Selections) {
/// # let mut rng = rand::rngs::SysRng;
/// let first = session.prepare(one.clone(), &mut rng);
/// let second = session.prepare(one, &mut rng);
/// # }
/// ```
pub struct Session {
    election: Arc<OpenElection>,
    trust: Trust,
    credential: SigningKey,
    turn: Turn,
}

impl Session {
    /// The voter's public credential.
    pub fn author(&self) -> &Point {
        self.credential.public()
    }

    /// The election.
    pub fn election(&self) -> &Arc<OpenElection> {
        &self.election
    }

    /// Position of the voter's style in the manifest, from 0.
    pub fn style(&self) -> u64 {
        self.turn.place.style
    }

    /// The ballot that the next one replaces.
    pub fn latest(&self) -> Option<Latest> {
        self.turn.latest
    }

    /// Takes into account what has come into the log meanwhile: `log` is the same copy, or a later one.
    ///
    /// # Errors
    /// As [`NotAdmitted`] says; the session stays as it was.
    pub fn refresh(&mut self, log: &LogCopy) -> Result<(), NotAdmitted> {
        let seen = &self.turn.seen;
        if log.tree().root_at(seen.size) != Some(seen.root) {
            return Err(NotAdmitted::AnotherLog);
        }
        self.turn = turn(log, self.author())?;
        Ok(())
    }

    /// Selections by contest and option id, as [`Selections::choose`] reads them.
    ///
    /// # Errors
    /// An unknown contest or option, or a broken rule.
    pub fn choose(&self, choices: &BTreeMap<String, Vec<String>>) -> Result<Selections, SelectionError> {
        Selections::choose(&self.election.manifest, self.style(), choices)
    }

    /// Encrypts and proves; nothing is sent. `rng` is the operating system's.
    ///
    /// # Errors
    /// Selections of another style, or RCP-12 when the source of randomness does not work.
    pub fn prepare<R: TryCryptoRng>(
        self,
        selections: Selections,
        rng: &mut R,
    ) -> Result<Prepared, Refused<Session, PrepareError>> {
        match self.encrypt(selections, rng) {
            Ok(ballot) => Ok(Prepared { session: self, ballot }),
            Err(error) => Err(Refused::new(self, error)),
        }
    }

    fn encrypt<R: TryCryptoRng>(
        &self,
        selections: Selections,
        rng: &mut R,
    ) -> Result<PreparedBallot, PrepareError> {
        let seed = Seed::generate(rng)?;
        Ok(self.election.prepare(self.author(), self.turn.place, selections, seed)?)
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Session({}, <redacted>)", self.author())
    }
}

/// A ballot of this voter whose tracker they have seen, or are about to see, before they say cast or test.
/// [`Prepared::cast`] and [`Prepared::challenge`] both consume it (RCP-10).
///
/// ```compile_fail
/// # fn f(prepared: tabella_vote::session::Prepared) {
/// let opening = prepared.challenge();
/// let sent = prepared.cast();
/// # }
/// ```
///
/// ```compile_fail
/// # fn f(prepared: tabella_vote::session::Prepared) {
/// let sent = prepared.cast();
/// let opening = prepared.challenge();
/// # }
/// ```
///
/// ```compile_fail
/// # fn f(prepared: tabella_vote::session::Prepared) {
/// let session = prepared.discard();
/// let sent = prepared.cast();
/// # }
/// ```
#[derive(Debug)]
pub struct Prepared {
    session: Session,
    ballot: PreparedBallot,
}

impl Prepared {
    /// (5.9) The digest of the unsigned ballot. The voter keeps it, in full, outside this device before
    /// they decide.
    pub fn tracker(&self) -> &Hash {
        self.ballot.tracker()
    }

    /// The voter's public credential.
    pub fn author(&self) -> &Point {
        self.session.author()
    }

    /// (5.11) The ballot's number among those of the voter, from 0.
    pub fn sequence(&self) -> u64 {
        self.session.turn.place.sequence
    }

    /// Signs the ballot; seed, selections and key are gone afterwards.
    pub fn cast(self) -> Sent {
        let Session { trust, credential, turn, .. } = self.session;
        let (tracker, author) = (*self.ballot.tracker(), *credential.public());
        let statement = self.ballot.cast(&credential).expect("it was prepared for this very credential");
        Sent { ballot: SignedBallot { statement, tracker, author }, trust, seen: turn.seen }
    }

    /// (5.10) Opens the ballot instead of casting it: it can never be cast afterwards. The voter goes on with a ballot
    /// of fresh randomness.
    pub fn challenge(self) -> (BallotOpening, Session) {
        (self.ballot.challenge(), self.session)
    }

    /// Forgets the ballot: the voter wants to choose again.
    pub fn discard(self) -> Session {
        self.session
    }
}

/// A ballot that is signed, and may have been posted; whether the board has it is unknown. Nothing in it is secret.
///
/// ```compile_fail
/// # fn f(sent: tabella_vote::session::Sent, receipt: &tabella_log::receipt::Receipt) {
/// let answered = sent.answered(receipt);
/// let again = sent.answered(receipt);
/// # }
/// ```
#[derive(Debug)]
pub struct Sent {
    ballot: SignedBallot,
    trust: Trust,
    /// The log from which the ballot's place was taken.
    seen: Checkpoint,
}

impl Sent {
    /// The id of the election in which it is posted.
    pub fn election(&self) -> &Hash {
        &self.trust.election
    }

    /// What is posted, again and again until the board has answered (RCP-06).
    pub fn ballot(&self) -> &SignedBallot {
        &self.ballot
    }

    /// RCP-01 to RCP-03: verifies the board's answer.
    ///
    /// # Errors
    /// As [`check_answer`].
    pub fn answered(self, receipt: &Receipt) -> Result<Answered, Refused<Sent, Vec<Rejection>>> {
        match check_answer(&self.ballot, receipt, &self.trust.policy(), &self.trust.election) {
            Ok(ballot) => Ok(Answered { ballot, seen: self.seen }),
            Err(rejections) => Err(Refused::new(self, rejections)),
        }
    }
}

/// A ballot that is in a log that the board has signed. That this log continues the one that the session has seen is
/// still to be shown.
///
/// ```compile_fail
/// # fn f(answered: tabella_vote::session::Answered) {
/// let ballot = answered.continues(&[]);
/// let again = answered.continues(&[]);
/// # }
/// ```
#[derive(Debug)]
pub struct Answered {
    ballot: VerifiedBallot,
    seen: Checkpoint,
}

impl Answered {
    /// The ballot.
    pub fn ballot(&self) -> &VerifiedBallot {
        &self.ballot
    }

    /// The sizes of the log that the session has seen, and of the one that the receipt is about. The board has a
    /// consistency proof between them, unless the second is not larger.
    pub fn sizes(&self) -> (u64, u64) {
        (self.seen.size, self.ballot.checkpoint().checkpoint().size)
    }

    /// LOG-08, LOG-10: the ballot went into the log that the session has seen. `proof` is the board's, unverified.
    ///
    /// # Errors
    /// LOG-08 for a log that is not larger than the one without this ballot, else LOG-10.
    pub fn continues(self, proof: &[Hash]) -> Result<VerifiedBallot, Refused<Answered, Rejection>> {
        let now = self.ballot.checkpoint().checkpoint();
        let verdict = if now.size <= self.seen.size {
            let reason = format!(
                "the board signed a log of {} entries with this ballot, and before that one of {} without it",
                now.size, self.seen.size
            );
            Err(Rejection::new(checks::LOG_08, Culprit::Board, reason))
        } else {
            verify_consistency(self.seen.size, &self.seen.root, now.size, &now.root, proof)
        };
        match verdict {
            Ok(()) => Ok(self.ballot),
            Err(rejection) => Err(Refused::new(self, rejection)),
        }
    }
}

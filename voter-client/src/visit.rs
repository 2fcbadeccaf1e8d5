//! One visit: from the code to a prepared ballot, whose tracker the voter sees before they say cast or
//! challenge.
//!
//! ```text
//! Code ─ admit ─> Visit ─ prepare ─> Prepared ─ cast ──────> Sent           (to the board)
//!                                             └ challenge ─> BallotOpening  (to the second device)
//! ```

use core::fmt;
use rand::TryCryptoRng;
use std::collections::BTreeMap;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::election::ballot::{
    BallotOpening, OpenElection, Place, PreparedBallot, Seed, SelectionError, Selections,
};
use tabella_crypto::election::credential::Code;
use tabella_crypto::group::Point;
use tabella_crypto::randomness::NoRandomness;
use tabella_crypto::signature::SigningKey;
use tabella_log::rulebook::{Election, Phase};

/// Why a voter cannot cast a ballot now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoVisit {
    /// The credential is not in the roll.
    #[error(
        "the credential of this code is not in the roll of this election: compare the code with the letter for \
         this election, and if it is right, tell the election office that your code is missing in its roll"
    )]
    NotInRoll,
    /// No ballot is accepted in this phase.
    #[error("{}", no_voting(*.0))]
    NotOpen(Phase),
}

impl NoVisit {
    /// The check that refused.
    pub fn check(&self) -> Check {
        match self {
            NoVisit::NotInRoll => checks::ROL_07,
            NoVisit::NotOpen(_) => checks::LOG_11,
        }
    }
}

fn no_voting(phase: Phase) -> &'static str {
    match phase.name() {
        "setup" => "voting has not begun",
        "void" => "the election is void: it starts again under a new election id",
        _ => "voting is over",
    }
}

/// (ROL-07) Where the next ballot of a credential goes, if one may be cast now.
///
/// `log` has been verified by this device, under a checkpoint.
///
/// # Errors
/// Voting is not open, or the credential is not in the roll.
pub fn admit(log: &Election, credential: &Point) -> Result<Place, NoVisit> {
    if log.phase() != Phase::Voting {
        return Err(NoVisit::NotOpen(log.phase()));
    }
    log.place(credential).ok_or(NoVisit::NotInRoll)
}

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

/// A voter at their device: the open election, their key, and the place of their next ballot.
pub struct Visit<'a> {
    election: &'a OpenElection,
    credential: SigningKey,
    place: Place,
}

impl<'a> Visit<'a> {
    /// A visit with a code that was read for this election, at the place that [`admit`] gave.
    pub fn begin(election: &'a OpenElection, code: &Code, place: Place) -> Visit<'a> {
        Visit { election, credential: code.credential(), place }
    }

    /// The voter's public credential.
    pub fn author(&self) -> &Point {
        self.credential.public()
    }

    /// Selections by contest and option id, as [`Selections::choose`] reads them.
    ///
    /// # Errors
    /// An unknown contest or option, or a broken rule.
    pub fn choose(&self, choices: &BTreeMap<String, Vec<String>>) -> Result<Selections, SelectionError> {
        Selections::choose(&self.election.manifest, self.place.style, choices)
    }

    /// Encrypts and proves; nothing is sent. `rng` is the operating system's.
    ///
    /// # Errors
    /// Selections of another style, or a random number generator that failed (RCP-12).
    pub fn prepare<R: TryCryptoRng>(
        self,
        selections: Selections,
        rng: &mut R,
    ) -> Result<Prepared, PrepareError> {
        let seed = Seed::generate(rng)?;
        let ballot = self.election.prepare(self.author(), self.place, selections, seed)?;
        Ok(Prepared { ballot, credential: self.credential, sequence: self.place.sequence })
    }
}

impl fmt::Debug for Visit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Visit({}, <redacted>)", self.author())
    }
}

/// A prepared ballot of this voter. [`Prepared::cast`] and [`Prepared::challenge`] both consume it
/// (RCP-10).
///
/// ```compile_fail
/// # fn f(prepared: tabella_vote::visit::Prepared) {
/// let opening = prepared.challenge();
/// let sent = prepared.cast();
/// # }
/// ```
///
/// ```compile_fail
/// # fn f(prepared: tabella_vote::visit::Prepared) {
/// let sent = prepared.cast();
/// let opening = prepared.challenge();
/// # }
/// ```
#[derive(Debug)]
pub struct Prepared {
    ballot: PreparedBallot,
    credential: SigningKey,
    sequence: u64,
}

impl Prepared {
    /// (5.9) The digest of the unsigned ballot. The voter keeps it, in full, outside this device before
    /// they decide.
    pub fn tracker(&self) -> &Hash {
        self.ballot.tracker()
    }

    /// The voter's public credential.
    pub fn author(&self) -> &Point {
        self.credential.public()
    }

    /// (5.11) The ballot's number among those of the voter, from 0.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Signs the ballot; seed, selections and key are gone afterwards.
    pub fn cast(self) -> Sent {
        let (tracker, author) = (*self.tracker(), *self.author());
        // Unwrap safety: the ballot was prepared for this very credential.
        #[allow(clippy::unwrap_used)]
        let statement = self.ballot.cast(&self.credential).unwrap();
        Sent { statement, tracker, author }
    }

    /// (5.10) Opens the ballot instead of casting it: it can never be cast afterwards.
    pub fn challenge(self) -> BallotOpening {
        self.ballot.challenge()
    }
}

/// What is posted to the board, and what the answer is held against. Nothing in it is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The canonical bytes of the signed ballot; a retry posts the same bytes (RCP-06).
    pub statement: String,
    /// (5.9) Its tracker.
    pub tracker: Hash,
    /// The voter's public credential.
    pub author: Point,
}

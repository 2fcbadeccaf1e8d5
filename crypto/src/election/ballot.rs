//! §5 Ballots: prepared on the voter's device, then either cast or challenged, never both.

mod open_election;
mod opening;
mod selections;

pub use self::open_election::OpenElection;
pub use self::opening::BallotOpening;
pub use self::selections::{SelectionError, Selections};

use super::unsigned::Unsigned;
use crate::bytes::{Bytes, Hash};
use crate::checks;
use crate::domain::{self, Purpose};
use crate::elgamal::Ciphertext;
use crate::encoding;
use crate::error::{DecodeError, InputError};
use crate::group::{Derivation, Point};
use crate::plan::Plan;
use crate::proofs::Claim;
use crate::proofs::bits::Argument;
use crate::randomness::{NoRandomness, fresh_bytes};
use crate::readable;
use crate::rejection::Culprit;
use crate::signature::SigningKey;
use crate::transcript::Transcript;
use core::fmt;
use rand::TryCryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha512};
use zeroize::Zeroizing;

/// The body of a `ballot` statement. Always encrypted; the plaintext is [`Selections`]. What depends on them
/// has a fixed length (BAL-08).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballot<P = Point> {
    /// One per slot of the style's contests, in manifest order.
    pub ciphertexts: Vec<Ciphertext<P>>,
    /// (5.11) Tracker of the credential's ballot before, or 32 zero bytes.
    pub previous: Hash,
    /// (5.3) The argument.
    pub proof: Argument<P>,
    /// (5.11) 0, 1, 2, ...
    pub sequence: u64,
    /// Position of the style in the manifest, from 0.
    pub style: u64,
}

/// The context that a ballot is bound to, besides its ciphertexts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// phi, the fingerprint of the election.
    pub phi: Hash,
    /// The public credential `P`.
    pub author: Point,
    /// Position of the style in the manifest, from 0.
    pub style: u64,
    /// (5.11) The ballot's place among those of its credential.
    pub sequence: u64,
    /// (5.11) Tracker of the ballot before, or 32 zero bytes.
    pub previous: Hash,
}

impl Context {
    /// Transcript `ballot`: phi, author, style, sequence, previous, number of ciphertexts and all of them.
    pub fn transcript(&self, ciphertexts: &[Ciphertext]) -> Transcript {
        let mut transcript = Transcript::new(Purpose::Ballot);
        transcript.hash("phi", &self.phi);
        transcript.point("author", &self.author);
        transcript.integer("style", self.style);
        transcript.integer("sequence", self.sequence);
        transcript.hash("previous", &self.previous);
        transcript.integer("ciphertexts", ciphertexts.len() as u64);
        for ciphertext in ciphertexts {
            transcript.point("alpha", &ciphertext.alpha);
            transcript.point("beta", &ciphertext.beta);
        }
        transcript
    }

    /// (5.10, RCP-11) The derivation of all randomness of a ballot from its seed and its whole context.
    fn derivation(&self, seed: &Seed, selections: &Selections) -> Derivation {
        let mut salt = Sha512::new();
        salt.update(domain::BALLOT_SALT);
        salt.update(self.phi.0);
        salt.update(self.author.as_bytes());
        salt.update(self.style.to_le_bytes());
        salt.update(self.sequence.to_le_bytes());
        salt.update(self.previous.0);
        salt.update((selections.values.len() as u64).to_le_bytes());
        for value in selections.values.iter() {
            salt.update(value.to_le_bytes());
        }
        let salt: Zeroizing<[u8; 64]> = Zeroizing::new(salt.finalize().into());
        Derivation::new(seed.0.as_ref(), salt.as_ref())
    }
}

impl<P> Ballot<P> {
    /// The same ballot with `f` of each of its points, in order; `None` as soon as `f` gives that.
    pub(super) fn try_map<Q>(self, f: &mut impl FnMut(P) -> Option<Q>) -> Option<Ballot<Q>> {
        let ciphertexts = self.ciphertexts.into_iter().map(|ciphertext| ciphertext.try_map(f));
        Some(Ballot {
            ciphertexts: ciphertexts.collect::<Option<_>>()?,
            previous: self.previous,
            proof: self.proof.try_map(f)?,
            sequence: self.sequence,
            style: self.style,
        })
    }
}

impl Ballot {
    /// The context that the ballot is bound to, for its author.
    pub fn context(&self, phi: &Hash, author: &Point) -> Context {
        Context {
            phi: *phi,
            author: *author,
            style: self.style,
            sequence: self.sequence,
            previous: self.previous,
        }
    }

    /// The place that the ballot names.
    pub fn place(&self) -> Place {
        Place { style: self.style, sequence: self.sequence, previous: self.previous }
    }

    /// (BAL-03) Returns true if the ballot has the shape of the plan.
    pub fn has_shape(&self, plan: &Plan) -> bool {
        self.ciphertexts.len() == plan.ciphertexts().len() && self.proof.has_shape(plan)
    }

    /// (5.4)-(5.7) as a claim; the caller has checked [`Ballot::has_shape`].
    pub fn claim(&self, phi: &Hash, author: &Point, plan: &Plan, culprit: Culprit) -> Claim {
        let transcript = self.context(phi, author).transcript(&self.ciphertexts);
        Claim { culprit, equations: self.proof.equations(transcript, plan, &self.ciphertexts) }
    }
}

/// The fresh 32 bytes from which all randomness of one ballot derives; never used twice.
pub struct Seed(Zeroizing<[u8; 32]>);

impl Seed {
    /// A fresh seed from the operating system's randomness.
    ///
    /// # Errors
    /// The source fails or repeats itself: no randomness, no ballot (RCP-12).
    pub fn generate<R: TryCryptoRng>(rng: &mut R) -> Result<Seed, NoRandomness> {
        fresh_bytes(rng).map(Seed)
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

/// The place of a ballot in the log, by the roll and the ballots before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Position of the style in the manifest, from 0.
    pub style: u64,
    /// (5.11) 0 for the first ballot of the credential.
    pub sequence: u64,
    /// (5.11) Tracker of the credential's ballot before, or 32 zero bytes.
    pub previous: Hash,
}

impl Place {
    /// The place that the body of a ballot names, read without its points and its proof.
    ///
    /// # Errors
    /// An ENC id where it cannot be read.
    pub fn of_body(body: &str) -> Result<Place, DecodeError> {
        /// The fields that are looked at; the others are passed over.
        #[derive(Deserialize)]
        struct Glance {
            previous: Hash,
            sequence: u64,
            style: u64,
        }
        let Glance { previous, sequence, style } = encoding::parse(body)?;
        Ok(Place { style, sequence, previous })
    }
}

/// A ballot whose tracker the voter sees before they say cast or challenge. Both consume it (RCP-10).
///
/// ```compile_fail
/// # fn f(prepared: tabella_crypto::election::ballot::PreparedBallot, key: tabella_crypto::signature::SigningKey) {
/// let opening = prepared.challenge();
/// let statement = prepared.cast(&key);
/// # }
/// ```
///
/// ```compile_fail
/// # fn f(prepared: tabella_crypto::election::ballot::PreparedBallot, key: tabella_crypto::signature::SigningKey) {
/// let statement = prepared.cast(&key);
/// let opening = prepared.challenge();
/// # }
/// ```
pub struct PreparedBallot {
    tracker: Hash,
    unsigned: Unsigned,
    body: Ballot,
    context: Context,
    selections: Selections,
    seed: Seed,
}

impl PreparedBallot {
    /// (5.9) The digest of the unsigned ballot.
    pub fn tracker(&self) -> &Hash {
        &self.tracker
    }

    /// The encrypted ballot.
    pub fn ballot(&self) -> &Ballot {
        &self.body
    }

    /// Signs the ballot and forgets its seed: the statement to post.
    ///
    /// # Errors
    /// ROL-07 when `credential` is not the one that the ballot was prepared for; the ballot is lost.
    pub fn cast(self, credential: &SigningKey) -> Result<String, InputError> {
        if *credential.public() != self.context.author {
            return Err(InputError::new(checks::ROL_07, "the ballot was prepared for another credential"));
        }
        Ok(self.unsigned.sign(credential))
    }

    /// (5.10) Opens the ballot instead of casting it: it can never be cast afterwards.
    pub fn challenge(self) -> BallotOpening {
        BallotOpening {
            author: self.context.author,
            election: self.context.phi,
            previous: self.context.previous,
            seed: Bytes(*self.seed.0),
            selections: self.selections.values.to_vec(),
            sequence: self.context.sequence,
            style: self.context.style,
            tracker: self.tracker,
        }
    }
}

impl fmt::Debug for PreparedBallot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PreparedBallot({})", readable::tracker(&self.tracker))
    }
}

//! §5 Ballots: prepared on the voter's device, then either cast or challenged, never both.

use super::credential::random_bytes;
use super::manifest::{Id, Manifest};
use super::statement::{Kind, Unsigned};
use crate::checks;
use crate::domain::{self, Purpose};
use crate::elgamal::{Ciphertext, EncryptionKey};
use crate::encoding::{self, Bytes, Hash, encode};
use crate::error::{Culprit, DecodeError, Rejection};
use crate::group::{Derivation, Element, Point};
use crate::plan::{BrokenRule, Plan};
use crate::proofs::Claim;
use crate::proofs::bits::{self, Argument, Blinding, Secrets};
use crate::signature::SigningKey;
use crate::text;
use crate::transcript::Transcript;
use core::fmt;
use rand::TryCryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha512};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// The body of a `ballot` statement. Always encrypted; the plaintext is [`Selections`]. What depends on them
/// has a fixed length (BAL-08).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// One per slot of the style's contests, in manifest order.
    pub ciphertexts: Vec<Ciphertext>,
    /// (5.11) Tracker of the credential's ballot before, or 32 zero bytes.
    pub previous: Hash,
    /// (5.3) The argument.
    pub proof: Argument,
    /// (5.11) 0, 1, 2, ...
    pub sequence: u64,
    /// Position of the style in the manifest, from 0.
    pub style: u64,
}

/// What a ballot is bound to, besides its ciphertexts.
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

impl Ballot {
    /// What the ballot is bound to, for its author.
    pub fn context(&self, phi: &Hash, author: &Point) -> Context {
        Context {
            phi: *phi,
            author: *author,
            style: self.style,
            sequence: self.sequence,
            previous: self.previous,
        }
    }

    /// Where the ballot says that it goes.
    pub fn place(&self) -> Place {
        Place { style: self.style, sequence: self.sequence, previous: self.previous }
    }

    /// (BAL-03) Whether the ballot has the shape of the plan.
    pub fn has_shape(&self, plan: &Plan) -> bool {
        self.ciphertexts.len() == plan.ciphertexts().len() && self.proof.has_shape(plan)
    }

    /// (5.4)-(5.7) as a claim; the caller has checked [`Ballot::has_shape`].
    pub fn claim(&self, phi: &Hash, author: &Point, plan: &Plan, culprit: Culprit) -> Claim {
        let transcript = self.context(phi, author).transcript(&self.ciphertexts);
        Claim { culprit, equations: self.proof.equations(transcript, plan, &self.ciphertexts) }
    }
}

/// What a voter wants: the value of every slot of their style, in ballot order. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Selections {
    values: Zeroizing<Vec<u64>>,
}

/// Why selections do not fit the ballot; holds no selection.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// The ballot has no such contest.
    #[error("there is no contest {0:?} on this ballot")]
    UnknownContest(String),
    /// The contest has no such option.
    #[error("contest {contest:?} has no option {option:?}")]
    UnknownOption {
        /// The contest.
        contest: String,
        /// What was asked for.
        option: String,
    },
    /// An option is named more than once.
    #[error("contest {contest:?}: an option is named twice; name each at most once")]
    Twice {
        /// The contest.
        contest: String,
    },
    /// The rule of the contest does not allow this selection.
    #[error("contest {contest:?}: {rule}")]
    BrokenRule {
        /// The contest.
        contest: String,
        /// What the rule allows, in words.
        rule: String,
    },
}

/// The word for an explicit blank vote in [`Selections::choose`].
pub const BLANK: &str = "blank";

impl Selections {
    /// Selections by contest and option id; [`BLANK`] alone is the blank vote. Contests left out are
    /// left empty.
    ///
    /// # Errors
    /// An unknown contest or option, or a broken rule.
    pub fn choose(
        manifest: &Manifest,
        style: u64,
        choices: &BTreeMap<String, Vec<String>>,
    ) -> Result<Selections, SelectionError> {
        let contests = contests(manifest, style);
        let on_ballot = |id: &str| contests.iter().any(|contest| contest.id.as_str() == id);
        if let Some(unknown) = choices.keys().find(|id| !on_ballot(id)) {
            return Err(SelectionError::UnknownContest(unknown.clone()));
        }
        let mut values = Zeroizing::new(vec![]);
        for contest in &contests {
            let mut slots = Zeroizing::new(vec![0; contest.slots()]);
            for option in choices.get(contest.id.as_str()).into_iter().flatten() {
                let named = contest.options.iter().position(|o| o.id.as_str() == option);
                let blank = (option == BLANK && contest.rule.has_blank()).then_some(contest.options.len());
                let slot = named.or(blank).ok_or_else(|| SelectionError::UnknownOption {
                    contest: contest.id.to_string(),
                    option: option.clone(),
                })?;
                if slots[slot] == 1 {
                    return Err(SelectionError::Twice { contest: contest.id.to_string() });
                }
                slots[slot] = 1;
            }
            values.extend(slots.iter());
        }
        Selections::new(manifest, style, values)
    }

    /// Selections by slot values, in ballot order.
    ///
    /// # Errors
    /// A broken rule.
    pub fn new(
        manifest: &Manifest,
        style: u64,
        values: Zeroizing<Vec<u64>>,
    ) -> Result<Selections, SelectionError> {
        let contests = contests(manifest, style);
        let shapes: Vec<_> = contests.iter().map(|contest| contest.shape()).collect();
        let broken = |BrokenRule { contest }: BrokenRule| SelectionError::BrokenRule {
            contest: contests.get(contest).map(|contest| contest.id.to_string()).unwrap_or_default(),
            rule: contests.get(contest).map(|contest| contest.rule.to_string()).unwrap_or_default(),
        };
        Plan::compile(&shapes).witness(&values).map_err(broken)?;
        Ok(Selections { values })
    }

    /// For each contest of the style, the ids of what is selected ([`BLANK`] for the blank vote).
    pub fn describe(&self, manifest: &Manifest, style: u64) -> Vec<(Id, Vec<String>)> {
        let mut values = self.values.iter();
        let mut describe = |contest: &super::manifest::Contest| {
            let ids = contest.options.iter().map(|option| option.id.to_string());
            let ids = ids.chain(contest.rule.has_blank().then(|| BLANK.to_owned()));
            let chosen =
                ids.zip(values.by_ref()).filter(|(_, value)| **value > 0).map(|(id, _)| id).collect();
            (contest.id.clone(), chosen)
        };
        contests(manifest, style).into_iter().map(&mut describe).collect()
    }
}

impl fmt::Debug for Selections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

fn contests(manifest: &Manifest, style: u64) -> Vec<&super::manifest::Contest> {
    let style = usize::try_from(style).ok().and_then(|style| manifest.styles.get(style));
    let positions = style.map(|style| manifest.style_contests(style)).unwrap_or_default();
    positions.into_iter().map(|c| &manifest.contests[c]).collect()
}

/// The fresh 32 bytes from which all randomness of one ballot derives; never used twice.
pub struct Seed(Zeroizing<[u8; 32]>);

impl Seed {
    /// A fresh seed from the operating system's randomness.
    ///
    /// # Errors
    /// RCP-12 when the source fails or repeats itself: no randomness, no ballot.
    pub fn generate<R: TryCryptoRng>(rng: &mut R) -> Result<Seed, DecodeError> {
        random_bytes(rng)
            .map(Seed)
            .ok_or_else(|| DecodeError::new(checks::RCP_12, "the source of randomness does not work"))
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

/// What a voting or checking device needs to know of an open election, from entries it verified.
pub struct OpenElection {
    /// phi.
    pub phi: Hash,
    /// The manifest.
    pub manifest: Manifest,
    key: EncryptionKey,
    plans: Vec<Plan>,
    bases: Vec<Element>,
}

impl OpenElection {
    /// Compiles the plans of all styles; `key` is `Y` of the verified `open` entry with hash `phi`.
    ///
    /// The manifest has passed its checks.
    pub fn new(manifest: Manifest, phi: Hash, key: Point) -> OpenElection {
        let plans = manifest.plans();
        let bases = crate::generators::bit_bases(manifest.bit_bases());
        OpenElection { phi, manifest, key: EncryptionKey::new(key), plans, bases }
    }

    /// The election key `Y`.
    pub fn key(&self) -> &Point {
        self.key.point()
    }

    /// Encrypts selections and proves the ballot; nothing is sent.
    ///
    /// `author` is the voter's public credential; style, sequence and previous are those the log
    /// demands of it.
    ///
    /// # Errors
    /// A style or selections that do not fit the manifest.
    pub fn prepare(
        &self,
        author: &Point,
        place: Place,
        selections: Selections,
        seed: Seed,
    ) -> Result<PreparedBallot, SelectionError> {
        let no_style = || SelectionError::UnknownContest(format!("of style {}", place.style));
        let plan =
            usize::try_from(place.style).ok().and_then(|style| self.plans.get(style)).ok_or_else(no_style)?;
        let Place { style, sequence, previous } = place;
        let context = Context { phi: self.phi, author: *author, style, sequence, previous };
        let body = self.encrypt(plan, &context, &selections, &seed).ok_or_else(no_style)?;
        let unsigned = Unsigned::new(author, &encode(&body), &self.phi, Kind::Ballot);
        Ok(PreparedBallot { tracker: unsigned.digest(), unsigned, body, context, selections, seed })
    }

    /// (5.10) The ballot as a function of seed, context and selections.
    fn encrypt(
        &self,
        plan: &Plan,
        context: &Context,
        selections: &Selections,
        seed: &Seed,
    ) -> Option<Ballot> {
        let bits = plan.witness(&selections.values).ok()?;
        let derivation = context.derivation(seed, selections);
        let randomness: Vec<_> = (1..=plan.ciphertexts().len() as u64)
            .map(|i| derivation.scalar(&[domain::BALLOT_RANDOMNESS, &i.to_le_bytes()]))
            .collect();
        let ciphertexts = selections.values.iter().zip(&randomness).map(|(v, r)| self.key.encrypt(*v, r));
        let ciphertexts: Vec<Ciphertext> = ciphertexts.collect::<Option<_>>()?;
        let secrets = Secrets { bits, randomness, blinding: Blinding::derive(&derivation, plan.bits()) };
        let statement = bits::Statement { plan, bases: &self.bases, ciphertexts: &ciphertexts };
        let proof = bits::prove(context.transcript(&ciphertexts), statement, &self.key, &secrets)?;
        let Context { previous, sequence, style, .. } = *context;
        Some(Ballot { ciphertexts, previous, proof, sequence, style })
    }
}

/// Where in the log a ballot goes: what the roll and the ballots before it say.
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
    /// `credential` is not the one the ballot was prepared for; the ballot is lost.
    pub fn cast(self, credential: &SigningKey) -> Result<String, DecodeError> {
        if *credential.public() != self.context.author {
            return Err(DecodeError::new(checks::ROL_07, "the ballot was prepared for another credential"));
        }
        Ok(self.unsigned.sign(credential))
    }

    /// (5.10) Opens the ballot instead of casting it: it can never be cast afterwards.
    pub fn challenge(self) -> Opening {
        Opening {
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
        write!(f, "PreparedBallot({})", text::tracker(&self.tracker))
    }
}

/// (5.10) A challenged ballot, opened: what the second device gets. Fields in canonical order.
///
/// It shows a selection that is not cast, so printing it is no secret; its ballot never reaches the log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// The public credential, to be compared with the voter's letter.
    pub author: Point,
    /// phi.
    pub election: Hash,
    /// Tracker of the credential's ballot before.
    pub previous: Hash,
    /// The seed.
    pub seed: Bytes<32>,
    /// The value of every slot.
    pub selections: Vec<u64>,
    /// The sequence number.
    pub sequence: u64,
    /// The style.
    pub style: u64,
    /// The tracker that the voting device showed.
    pub tracker: Hash,
}

impl Opening {
    /// (5.10) Rebuilds the ballot bit for bit and returns what it really encrypts.
    ///
    /// `election` is what this device verified itself, `credential` the one on the voter's letter and
    /// `tracker` the one that the voter noted from the voting device. The caller then shows the
    /// selections to the voter, who alone can say whether they made them, and looks for the tracker in
    /// the log (RCP-09).
    ///
    /// # Errors
    /// RCP-08 for another election or credential, RCP-07 for a ballot that does not rebuild.
    pub fn check(
        &self,
        election: &OpenElection,
        credential: &Point,
        tracker: &Hash,
    ) -> Result<Selections, Rejection> {
        let reject = |check, reason: &str| Err(Rejection::new(check, Culprit::Tracker(self.tracker), reason));
        if self.election != election.phi {
            return reject(checks::RCP_08, "the opened ballot is of another election");
        }
        if self.author != *credential {
            return reject(
                checks::RCP_08,
                "the opened ballot is not of the credential on the voter's letter",
            );
        }
        let values = Zeroizing::new(self.selections.clone());
        let Ok(selections) = Selections::new(&election.manifest, self.style, values) else {
            return reject(checks::RCP_07, "the opened selections do not fit the ballot");
        };
        let place = Place { style: self.style, sequence: self.sequence, previous: self.previous };
        let seed = Seed(Zeroizing::new(self.seed.0));
        let Ok(rebuilt) = election.prepare(&self.author, place, selections.clone(), seed) else {
            return reject(checks::RCP_07, "the opened ballot cannot be rebuilt");
        };
        if rebuilt.tracker != self.tracker {
            return reject(
                checks::RCP_07,
                "the opening is not that of its own tracker: the voting device lied, or the file was changed on its way",
            );
        }
        if rebuilt.tracker != *tracker {
            return reject(
                checks::RCP_07,
                "the opened ballot is not the one whose tracker was shown: the voting device lied",
            );
        }
        Ok(selections)
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Opening({})", text::tracker(&self.tracker))
    }
}

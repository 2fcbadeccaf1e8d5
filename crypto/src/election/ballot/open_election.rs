//! What a device makes ballots from: an open election.

use super::{Ballot, Context, Place, PreparedBallot, Seed, SelectionError, Selections};
use crate::bytes::Hash;
use crate::domain;
use crate::election::kind::Kind;
use crate::election::manifest::Manifest;
use crate::election::unsigned::Unsigned;
use crate::elgamal::{Ciphertext, EncryptionKey};
use crate::encoding::encode;
use crate::generators;
use crate::group::{Element, Point};
use crate::plan::Plan;
use crate::proofs::bits::{self, Blinding, Secrets};

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
        let bases = generators::bit_bases(manifest.bit_bases());
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
        let relation = bits::Relation { plan, bases: &self.bases, ciphertexts: &ciphertexts };
        let proof = bits::prove(context.transcript(&ciphertexts), relation, &self.key, &secrets)?;
        let Context { previous, sequence, style, .. } = *context;
        Some(Ballot { ciphertexts, previous, proof, sequence, style })
    }
}

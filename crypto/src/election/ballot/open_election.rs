//! What a device makes ballots from: an open election.

use super::{Ballot, Context, Place, PreparedBallot, Seed, SelectionError, Selections};
use crate::bytes::Hash;
use crate::domain;
use crate::election::kind::Kind;
use crate::election::manifest::CheckedManifest;
use crate::election::unsigned::Unsigned;
use crate::elgamal::{Ciphertext, EncryptionKey};
use crate::encoding::encode;
use crate::group::Point;
use crate::plan::Plan;
use crate::proofs::bits::{self, Blinding, Secrets};

/// An open election as a voting or checking device knows it, from entries that it has verified.
pub struct OpenElection {
    /// phi.
    pub phi: Hash,
    /// The manifest.
    pub manifest: CheckedManifest,
    key: EncryptionKey,
}

impl OpenElection {
    /// The election whose verified `open` entry has the hash `phi` and the key `Y`.
    pub fn new(manifest: CheckedManifest, phi: Hash, key: Point) -> OpenElection {
        OpenElection { phi, manifest, key: EncryptionKey::new(key) }
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
        let no_style = || SelectionError::UnknownStyle(place.style);
        let plan = &self.manifest.ballot_style(place.style).ok_or_else(no_style)?.plan;
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
        let relation = bits::Relation { plan, bases: self.manifest.bit_bases(), ciphertexts: &ciphertexts };
        let proof = bits::prove(context.transcript(&ciphertexts), relation, &self.key, &secrets)?;
        let Context { previous, sequence, style, .. } = *context;
        Some(Ballot { ciphertexts, previous, proof, sequence, style })
    }
}

//! (4.4), (4.6) Proofs that a trustee can use its share: the rehearsal of a confirmation, and signs of life.

use super::{KeyShare, Liveness, Rehearsal};
use crate::bytes::Hash;
use crate::checks;
use crate::domain::Purpose;
use crate::generators;
use crate::group::{Element, Point};
use crate::proofs::Claim;
use crate::proofs::dleq::Dleq;
use crate::rejection::Culprit;
use crate::transcript::Transcript;

impl KeyShare {
    /// (4.4) The rehearsal of a confirmation; `last_deal` is the hash of the last `key-deal` entry.
    pub fn rehearse(&self, election: &Hash, last_deal: &Hash) -> Rehearsal {
        self.prove_possession(Purpose::Rehearsal, election, generators::rehearsal(last_deal))
    }

    /// (4.6) A sign of life on entry `k` with hash `entry_hash`.
    pub fn live(&self, election: &Hash, entry: u64, entry_hash: &Hash) -> Liveness {
        let Rehearsal { D, proof } =
            self.prove_possession(Purpose::Liveness, election, generators::liveness(entry_hash));
        Liveness { D, entry, proof }
    }

    /// Proves that this is the share behind `X_j`, on a base that is the hash of an entry.
    fn prove_possession(&self, purpose: Purpose, election: &Hash, base: Element) -> Rehearsal {
        // No one finds an entry whose hash is the identity, and the share is not zero: `X_j` is a point.
        let base = Point::expect_non_identity(base);
        let product = Point::expect_non_identity(base.element() * self.secret().0);
        let transcript =
            key_transcript(purpose, election, self.index(), self.public(), base.element(), &product);
        Rehearsal { D: product, proof: Dleq::prove(transcript, &base, self.secret()) }
    }
}

/// Transcripts `rehearsal` and `liveness`: election id, index, `X_j`, `Q`, `D`.
fn key_transcript(
    purpose: Purpose,
    election: &Hash,
    index: u64,
    public: &Point,
    base: &Element,
    product: &Point,
) -> Transcript {
    let mut transcript = Transcript::new(purpose);
    transcript.hash("election", election);
    transcript.integer("trustee", index);
    transcript.point("X", public);
    transcript.element("Q", base);
    transcript.point("D", product);
    transcript
}

impl Rehearsal {
    /// (4.4) The claim that the rehearsal of trustee `index` is valid (KEY-09); `Q` is recomputed.
    pub fn claim(
        &self,
        election: &Hash,
        index: u64,
        public: &Point,
        last_deal: &Hash,
        culprit: Culprit,
    ) -> Claim {
        let base = generators::rehearsal(last_deal);
        let transcript = key_transcript(Purpose::Rehearsal, election, index, public, &base, &self.D);
        let equations =
            self.proof.equations(transcript, checks::KEY_09, &base, public.element(), self.D.element());
        Claim { culprit, equations }
    }
}

impl Liveness {
    /// (4.6) The claim that the sign of life of trustee `index` is valid (KEY-14); `Q` is recomputed.
    pub fn claim(
        &self,
        election: &Hash,
        index: u64,
        public: &Point,
        entry_hash: &Hash,
        culprit: Culprit,
    ) -> Claim {
        let base = generators::liveness(entry_hash);
        let transcript = key_transcript(Purpose::Liveness, election, index, public, &base, &self.D);
        let equations =
            self.proof.equations(transcript, checks::KEY_14, &base, public.element(), self.D.element());
        Claim { culprit, equations }
    }
}

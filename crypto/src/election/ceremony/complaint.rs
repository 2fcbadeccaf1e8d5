//! (4.5) Complaints: a trustee shows everyone a bad share that it was dealt.

use super::share::shared_secret;
use super::{Ceremony, KeyComplaint, KeyDeal, TrusteeSeed};
use crate::bytes::Hash;
use crate::checks;
use crate::domain::Purpose;
use crate::group::Point;
use crate::proofs::Claim;
use crate::proofs::dleq::Dleq;
use crate::rejection::Culprit;
use crate::transcript::Transcript;

/// Transcript `complaint`: election id, dealer, complainer, `T_j`, `E_i`, `S`.
fn complaint_transcript(
    ceremony: &Ceremony,
    dealer: u64,
    j: u64,
    trustee: &Point,
    deal: &KeyDeal,
    secret: &Point,
) -> Transcript {
    let mut transcript = Transcript::new(Purpose::Complaint);
    transcript.hash("election", &ceremony.election);
    transcript.integer("dealer", dealer);
    transcript.integer("trustee", j);
    transcript.point("T", trustee);
    transcript.point("E", &deal.ephemeral);
    transcript.point("S", secret);
    transcript
}

impl KeyComplaint {
    /// (4.5) Reveals `S`, so that anyone can open the share of trustee `j` and see who is at fault.
    ///
    /// The caller has verified the dealer's possession proof; without it `S` must not be revealed
    /// (TRU-10).
    pub fn make(
        seed: &TrusteeSeed,
        ceremony: &Ceremony,
        deal: &KeyDeal,
        dealer: u64,
        entry: &Hash,
        j: u64,
    ) -> KeyComplaint {
        let identity = seed.identity();
        let secret = shared_secret(&identity, deal);
        let transcript = complaint_transcript(ceremony, dealer, j, identity.public(), deal, &secret);
        let proof = Dleq::prove(transcript, &deal.ephemeral, identity.secret());
        KeyComplaint { S: secret, deal: *entry, proof }
    }

    /// DLEQ(G, T_j; E_i, S), as equations of KEY-11. The caller has found the deal and its dealer by the hash that
    /// the complaint names.
    pub fn claim(
        &self,
        ceremony: &Ceremony,
        deal: &KeyDeal,
        dealer: u64,
        j: u64,
        trustee: &Point,
        culprit: Culprit,
    ) -> Claim {
        let transcript = complaint_transcript(ceremony, dealer, j, trustee, deal, &self.S);
        let base = deal.ephemeral.element();
        let equations =
            self.proof.equations(transcript, checks::KEY_11, base, trustee.element(), self.S.element());
        Claim { culprit, equations }
    }

    /// Returns true if the opened share is bad, so that the dealer is at fault and not the complainer.
    pub fn shows_a_bad_share(&self, ceremony: &Ceremony, deal: &KeyDeal, dealer: u64, j: u64) -> bool {
        deal.open_share(ceremony, dealer, j, &self.S).is_none()
    }
}

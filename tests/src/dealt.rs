//! Elections in which trustee 1 deals something else: a secret that has served before, or what it has copied.

use crate::harness::{Attacker, Draft, Keys};
use tabella_crypto::bytes::Hash;
use tabella_crypto::domain::Purpose;
use tabella_crypto::election::ceremony::{Ceremony, Dealer, KeyDeal};
use tabella_crypto::election::statement::Body;
use tabella_crypto::generators::G;
use tabella_crypto::group::{Derivation, Point, PublicScalar, Scalar};
use tabella_crypto::proofs::possession::Possession;
use tabella_crypto::transcript::Transcript;

/// Makes the deal of trustee 1 from the ceremony and the hash of its last commitment.
pub struct Dealt<F>(pub F);

impl<F: FnMut(&Ceremony, &Hash) -> KeyDeal> Attacker for Dealt<F> {
    fn draft(&mut self, draft: &mut Draft, keys: &Keys) {
        if draft.index == 1 + keys.trustees.len() as u64 {
            let trustees = keys.trustees.iter().map(|seed| *seed.identity().public()).collect();
            let ceremony = Ceremony { election: draft.election, threshold: 2, trustees };
            // The entry before the first deal is the last commitment.
            draft.body = Body::KeyDeal((self.0)(&ceremony, &draft.previous));
        }
    }
}

/// The deal that trustee 1 makes in the election `first`, proven anew for another ceremony.
#[allow(non_snake_case)]
pub fn dealt_again(first: &Hash, keys: &Keys, ceremony: &Ceremony, last: &Hash) -> KeyDeal {
    let own = Ceremony { election: *first, ..ceremony.clone() };
    let honest = Dealer::new(&keys.trustees[0], &own, 1).deal(last);
    let derivation = Derivation::new(keys.trustees[0].expose(), &own.election.0);
    let secret = |info: &[&[u8]]| Scalar::from_bytes_mod_order_wide(&derivation.bytes::<64>(info));
    let a = secret(&[b"tabella/1/coefficient", &0u64.to_le_bytes()]);
    let e = secret(&[b"tabella/1/ephemeral"]);
    let mut transcript = Transcript::new(Purpose::Possession);
    transcript.hash("election", &ceremony.election);
    transcript.integer("trustee", 1);
    transcript.points("A", honest.coefficients.iter());
    transcript.point("E", &honest.ephemeral);
    transcript.hash("last commitment", last);
    let point = |scalar: &Scalar| Point::new(G * scalar).expect("a point");
    let (k_a, k_e) = (Scalar::from(5u64), Scalar::from(7u64));
    let (R_a, R_e) = (point(&k_a), point(&k_e));
    transcript.point("R_a", &R_a);
    transcript.point("R_e", &R_e);
    let c = transcript.challenge("c");
    let proof = Possession { R_a, R_e, s_a: PublicScalar(k_a + c * a), s_e: PublicScalar(k_e + c * e) };
    KeyDeal { proof, ..honest }
}

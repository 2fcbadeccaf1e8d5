//! The ceremony as a whole: deals, shares, complaints, rehearsals and signs of life.

use super::*;
use crate::generators::G;
use crate::group::Scalar;
use crate::proofs::Claim;
use crate::proofs::batch::{Bases, verify_one};
use crate::rejection::Culprit;

fn seed(i: u8) -> TrusteeSeed {
    TrusteeSeed::from_bytes(Zeroizing::new([i; 32]))
}

fn ceremony(n: u8, threshold: u64) -> (Ceremony, Vec<KeyDeal>) {
    let trustees = (1..=n).map(|i| *seed(i).identity().public()).collect();
    let ceremony = Ceremony { election: Hash::of(&[b"election"]), threshold, trustees };
    let deal = |i| Dealer::new(&seed(i), &ceremony, i.into()).deal(&Hash::ZERO);
    let deals = (1..=n).map(deal).collect();
    (ceremony, deals)
}

fn failing(claim: &Claim) -> Vec<&'static str> {
    verify_one(&Bases::new(None, vec![]), claim).iter().map(|rejection| rejection.check.id()).collect()
}

#[test]
fn every_set_of_t_shares_gives_the_election_key() {
    let (ceremony, deals) = ceremony(5, 3);
    let keys = CeremonyKeys::new(&ceremony, &deals).expect("keys");
    for set in [[1, 2, 3], [1, 3, 5], [2, 4, 5]] {
        let sum: Element = set
            .iter()
            .zip(lagrange(&set))
            .map(|(j, lambda)| keys.X[*j as usize - 1].element() * lambda)
            .sum();
        assert_eq!(&sum, keys.Y.element());
    }
    for j in 1..=5 {
        let share = KeyShare::open(&seed(j as u8), &ceremony, &deals, j).expect("share");
        assert_eq!(share.public(), &keys.X[j as usize - 1]);
    }
}

#[test]
fn keys_of_the_most_trustees_that_fit_a_line_take_no_time_to_speak_of() {
    // 560 deals of 560 coefficients: 175 million multiplications, were they done for each deal.
    let point = |i| Point::new(G * Scalar::from(i)).expect("point");
    let trustees: Vec<Point> = (1..=560u64).map(point).collect();
    let (_, deals) = ceremony(2, 2);
    let deal = KeyDeal { coefficients: trustees.clone(), ..deals[0].clone() };
    let ceremony = Ceremony { election: Hash::ZERO, threshold: 560, trustees };
    let started = std::time::Instant::now();
    let keys = CeremonyKeys::new(&ceremony, &vec![deal; 560]).expect("keys");
    assert_eq!(keys.Y, point(560));
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn an_honest_deal_opens_its_commitment_and_proves_possession() {
    let (ceremony, deals) = ceremony(3, 2);
    let dealer = Dealer::new(&seed(2), &ceremony, 2);
    assert!(deals[1].opens(&dealer.commit(), &ceremony, 2));
    assert!(!deals[1].opens(&dealer.commit(), &ceremony, 1));
    let claim = |index, last| deals[1].claim(&ceremony, index, last, Culprit::Trustee(index)).expect("claim");
    assert_eq!(failing(&claim(2, &Hash::ZERO)), Vec::<&str>::new());
    assert_eq!(failing(&claim(1, &Hash::ZERO)), ["KEY-04"], "the index is bound");
    assert_eq!(failing(&claim(2, &Hash::of(&[b"other"]))), ["KEY-04"], "the last commitment is bound");
}

#[test]
fn an_ephemeral_key_without_possession_is_rejected() {
    let (ceremony, mut deals) = ceremony(3, 2);
    deals[0].proof.s_e.0 += Scalar::ONE;
    let claim = deals[0].claim(&ceremony, 1, &Hash::ZERO, Culprit::Trustee(1)).expect("claim");
    assert_eq!(failing(&claim), ["KEY-05"]);
}

#[test]
fn a_bad_share_is_found_and_the_complaint_convinces_everybody() {
    let (ceremony, mut deals) = ceremony(3, 2);
    let good = deals[0].clone();
    deals[0].shares[1] = good.shares[2].clone();
    let error = KeyShare::open(&seed(2), &ceremony, &deals, 2).expect_err("bad share");
    assert_eq!(error, BadShare { dealer: 1 });
    let entry = Hash::of(&[b"entry"]);
    let complaint = KeyComplaint::make(&seed(2), &ceremony, &deals[0], 1, &entry, 2);
    assert_eq!(complaint.deal, entry);
    let fails = |complaint: &KeyComplaint, dealer| {
        let trustee = &ceremony.trustees[1];
        failing(&complaint.claim(&ceremony, &deals[0], dealer, 2, trustee, Culprit::Trustee(2)))
    };
    assert_eq!(fails(&complaint, 1), Vec::<&str>::new());
    assert_eq!(fails(&complaint, 3), ["KEY-11"], "the dealer is bound");
    assert!(complaint.shows_a_bad_share(&ceremony, &deals[0], 1, 2));
    assert!(!complaint.shows_a_bad_share(&ceremony, &good, 1, 2), "a false complaint shows a good share");
    let mut forged = complaint;
    forged.S = Point::new(forged.S.element() + G).expect("point");
    assert_eq!(fails(&forged, 1), ["KEY-11"]);
}

#[test]
fn rehearsals_and_signs_of_life_hold_for_their_own_trustee_and_entry_only() {
    let (ceremony, deals) = ceremony(3, 2);
    let share = KeyShare::open(&seed(1), &ceremony, &deals, 1).expect("share");
    let keys = CeremonyKeys::new(&ceremony, &deals).expect("keys");
    let last = Hash::of(&[b"last deal"]);
    let rehearsal = share.rehearse(&ceremony.election, &last);
    let claim = |index: u64, hash: &Hash| {
        let public = &keys.X[index as usize - 1];
        rehearsal.claim(&ceremony.election, index, public, hash, Culprit::Trustee(index))
    };
    assert_eq!(failing(&claim(1, &last)), Vec::<&str>::new());
    assert_eq!(failing(&claim(2, &last)), ["KEY-09"]);
    assert_eq!(failing(&claim(1, &Hash::ZERO)), ["KEY-09"]);
    let live = share.live(&ceremony.election, 7, &last);
    let claim = |index: u64, hash: &Hash| {
        live.claim(&ceremony.election, index, &keys.X[index as usize - 1], hash, Culprit::Trustee(index))
    };
    assert_eq!(failing(&claim(1, &last)), Vec::<&str>::new());
    assert_eq!(failing(&claim(2, &last)), ["KEY-14"]);
    assert_eq!(failing(&claim(1, &Hash::ZERO)), ["KEY-14"]);
}

//! Batches (§7): errors that cancel, and one forged ballot among 200 honest ones (PRF-09).

use super::ballots::{all, forged_ballot, honest_ballot};
use super::prover::{Election, HONEST, Prover, scalar};
use super::verifier::{named, rows, sum};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;
use rand::rngs::SysRng;
use tabella_crypto::generators::H;
use tabella_crypto::group::{Element, Scalar, is_identity};
use tabella_crypto::proofs::Claim;
use tabella_crypto::proofs::batch::{verify, verify_one};
use tabella_crypto::rejection::Culprit;

/// A verifier with one weight for everything: it adds all equations up.
fn accepts_with_equal_weights(election: &Election, claims: &[Claim]) -> bool {
    accepts_with_weights(election, claims, |_| Scalar::ONE)
}

/// A verifier with one random coefficient per ballot instead of one per equation.
fn accepts_with_a_weight_per_ballot(election: &Election, claims: &[Claim]) -> bool {
    accepts_with_weights(election, claims, |ballot| scalar("weight", ballot))
}

fn accepts_with_weights(election: &Election, claims: &[Claim], weight: fn(u64) -> Scalar) -> bool {
    let ballot = |(claim, weight): (&Claim, Scalar)| {
        let equations = claim.equations.iter().map(|equation| sum(equation, &H, &election.Y, &election.K));
        equations.sum::<Element>() * weight
    };
    is_identity(&claims.iter().zip((0..).map(weight)).map(ballot).sum())
}

/// A ballot that is honest but for what `change` does to its commitments.
fn claim(election: &Election, index: u64, change: impl FnOnce(&mut Prover<'_>)) -> Claim {
    let voter = election.voter(&format!("voter {index}"));
    let mut prover = election.prover(&format!("voter {index}"), &HONEST);
    change(&mut prover);
    let ballot = forged_ballot(&prover, &voter);
    ballot.claim(&election.phi, &voter.author, &election.plan, Culprit::Entry(index))
}

fn check(election: &Election, claims: &[Claim], expected: &[(u64, &[&'static str])]) {
    let expected: Vec<_> = expected.iter().flat_map(|(index, ids)| rows(ids, *index)).collect();
    let said = verify(&election.bases(), claims, &mut SysRng).expect("randomness");
    assert_eq!(named(&said), expected);
    let one_by_one: Vec<_> = claims.iter().flat_map(|claim| verify_one(&election.bases(), claim)).collect();
    assert_eq!(said, one_by_one);
    assert!(accepts_with_equal_weights(election, claims), "the forgery is live");
}

#[test]
fn errors_that_cancel_in_a_batch_are_found_and_both_culprits_are_named() {
    let election = Election::new();
    let offset = *H * scalar("offset", 0);
    let none = |_: &mut Prover<'_>| ();
    // The same equation of two ballots, next to each other or far apart.
    for distance in [1, 2, 7] {
        let mut claims = vec![claim(&election, 0, |prover| prover.added.A = offset)];
        claims.extend((1..distance).map(|index| claim(&election, index, none)));
        claims.push(claim(&election, distance, |prover| prover.added.A = -offset));
        check(&election, &claims, &[(0, &["PRF-02"]), (distance, &["PRF-02"])]);
    }
    // (5.6) of one ballot and (5.4) of another.
    let claims = [
        claim(&election, 0, |prover| prover.added.R_2 = offset),
        claim(&election, 1, |prover| prover.added.A = -offset),
    ];
    check(&election, &claims, &[(0, &["PRF-04"]), (1, &["PRF-02"])]);
}

#[test]
fn errors_that_cancel_inside_one_ballot_are_found() {
    let election = Election::new();
    let offset = scalar("offset", 1);
    type Change = fn(&mut Prover<'_>, Scalar);
    let opening_and_bits: Change = |prover, d| (prover.added.A, prover.added.D) = (*H * d, *H * -d);
    let both_halves: Change = |prover, d| (prover.added.R_1, prover.added.R_2) = (G * d, G * -d);
    // (5.7) is a multiple of G: minus the error of gamma.
    let half_and_constraints: Change = |prover, d| (prover.added.R_1, prover.added.gamma) = (G * d, d);
    for (change, ids) in [
        (opening_and_bits, &["PRF-02", "PRF-03"] as &[_]),
        (both_halves, &["PRF-04"]),
        (half_and_constraints, &["PRF-04", "PRF-05"]),
    ] {
        let claims = [claim(&election, 0, |_| ()), claim(&election, 1, |prover| change(prover, offset))];
        check(&election, &claims, &[(1, ids)]);
        assert!(accepts_with_a_weight_per_ballot(&election, &claims), "live for one weight per ballot too");
    }
}

#[test]
fn a_batch_names_the_same_culprits_as_one_by_one_wherever_the_forged_ballot_is() {
    let election = Election::new();
    let bases = election.bases();
    let honest: Vec<Claim> = (0..200)
        .map(|index| {
            let voter = election.voter(&format!("voter {index}"));
            let ballot = honest_ballot(&election, &voter);
            ballot.claim(&election.phi, &voter.author, &election.plan, Culprit::Entry(index))
        })
        .collect();
    assert!(honest.iter().all(|claim| verify_one(&bases, claim).is_empty()));
    let check = |claims: &[Claim], expected: &[_]| {
        let said = verify(&bases, claims, &mut SysRng).expect("randomness");
        assert_eq!(said, expected);
    };
    check(&honest, &[]);

    let forged: Vec<Claim> =
        (1_000..).zip(all(&election)).map(|(index, forgery)| forgery.claim(&election, index)).collect();
    // The first, the last, and one in between that differs from forger to forger.
    for (turn, claim) in forged.iter().enumerate() {
        for position in [0, 1 + 37 * turn % 199, 200] {
            let mut claims = honest.clone();
            claims.insert(position, claim.clone());
            check(&claims, &verify_one(&bases, claim));
        }
    }
    // Every position of a smaller batch.
    for position in 0..=32 {
        let mut claims = honest[..32].to_vec();
        claims.insert(position, forged[position % forged.len()].clone());
        check(&claims, &verify_one(&bases, &claims[position]));
    }
    // All of them at once, spread over the honest ones.
    let mut claims = honest;
    for (turn, claim) in forged.iter().enumerate() {
        claims.insert(4 * turn, claim.clone());
    }
    let one_by_one: Vec<_> = claims.iter().flat_map(|claim| verify_one(&bases, claim)).collect();
    check(&claims, &one_by_one);
}

//! How proofs and signatures are checked.

use rand::TryCryptoRng;
use tabella_crypto::proofs::Claim;
use tabella_crypto::proofs::batch::{self, Bases};
use tabella_crypto::rejection::Rejection;

/// How proofs and signatures are checked: at once by the board, collected by the auditor.
pub trait Proofs {
    /// Checks claims of one entry, or keeps them for later; returns what is known to be wrong now.
    fn check(&mut self, bases: &Bases, claims: Vec<Claim>) -> Vec<Rejection>;
}

/// Checks at once, with batch coefficients from `rng`, which is the operating system's.
pub struct Immediate<R>(pub R);

impl<R: TryCryptoRng> Proofs for Immediate<R> {
    fn check(&mut self, bases: &Bases, claims: Vec<Claim>) -> Vec<Rejection> {
        // Without weights each equation is checked alone, which is slower and as sure.
        batch::verify(bases, &claims, &mut self.0).unwrap_or_else(|_| OneByOne.check(bases, claims))
    }
}

/// Checks at once and equation by equation: slower, and without any randomness.
pub struct OneByOne;

impl Proofs for OneByOne {
    fn check(&mut self, bases: &Bases, claims: Vec<Claim>) -> Vec<Rejection> {
        claims.iter().flat_map(|claim| batch::verify_one(bases, claim)).collect()
    }
}

/// Collects claims for batches.
#[derive(Default)]
pub struct Collected(pub Vec<Claim>);

impl Proofs for Collected {
    fn check(&mut self, _bases: &Bases, claims: Vec<Claim>) -> Vec<Rejection> {
        self.0.extend(claims);
        vec![]
    }
}

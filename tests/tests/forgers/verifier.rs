//! Verifiers with a gap. A forger is live when the verifier with its gap accepts.

use super::prover::Election;
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;
use tabella_crypto::election::ballot::{Ballot, Context};
use tabella_crypto::generators::H;
use tabella_crypto::group::{Element, is_identity};
use tabella_crypto::plan::Plan;
use tabella_crypto::proofs::batch::{verify, verify_one};
use tabella_crypto::proofs::{Base, Claim, Equation};
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_crypto::transcript::{Transcript, instrument};

/// Positions of the equations of one ballot.
pub const OPENING: usize = 0;
pub const BITS: usize = 1;
pub const ALPHA: usize = 2;
pub const BETA: usize = 3;
pub const CONSTRAINTS: usize = 4;

/// What a bad verifier does differently from ours; by default nothing.
#[derive(Default)]
pub struct Gap {
    /// Equations that it does not look at.
    pub blind_to: Vec<usize>,
    /// Context and ciphertexts, absorbed in another way.
    pub transcript: Option<Box<dyn Fn() -> Transcript>>,
    /// Index of the item that its transcripts leave out.
    pub left_out: Option<usize>,
    /// Another plan.
    pub plan: Option<Plan>,
    /// Another `H`, and other `K_j`.
    pub bases: Option<(Element, Vec<Element>)>,
}

impl Gap {
    /// A verifier that does not look at some equations.
    pub fn blind_to(equations: &[usize]) -> Gap {
        Gap { blind_to: equations.to_vec(), ..Gap::default() }
    }

    /// A verifier with another transcript.
    pub fn transcript(transcript: impl Fn() -> Transcript + 'static) -> Gap {
        Gap { transcript: Some(Box::new(transcript)), ..Gap::default() }
    }

    fn accepts(&self, election: &Election, forgery: &Forgery) -> bool {
        let Forgery { ballot, voter, .. } = forgery;
        let equations = || {
            let transcript = match &self.transcript {
                Some(transcript) => transcript(),
                None => voter.transcript(&ballot.ciphertexts),
            };
            let plan = self.plan.as_ref().unwrap_or(&election.plan);
            ballot.proof.equations(transcript, plan, &ballot.ciphertexts)
        };
        let equations = match self.left_out {
            Some(index) => instrument::leave_out(index, equations).0,
            None => equations(),
        };
        let (h, k) = self.bases.clone().unwrap_or_else(|| (*H, election.K.clone()));
        let seen = (0..).zip(&equations).filter(|(position, _)| !self.blind_to.contains(position));
        seen.map(|(_, equation)| sum(equation, &h, &election.Y, &k)).all(|sum| is_identity(&sum))
    }
}

/// The left side of an equation, over any bases.
pub fn sum(equation: &Equation, h: &Element, key: &Element, k: &[Element]) -> Element {
    let element = |base: &Base| match base {
        Base::G => G,
        Base::H => *h,
        Base::Key => *key,
        Base::K(j) => k[j - 1],
        Base::Element(element) => *element,
    };
    equation.terms.iter().map(|(base, scalar)| element(base) * scalar).sum()
}

/// One forged ballot and what must be said about it.
pub struct Forgery {
    pub name: String,
    /// In whose name and at which place it is cast.
    pub voter: Context,
    pub ballot: Ballot,
    /// The exact set of ids.
    pub expected: &'static [&'static str],
    /// Accepts the forgery.
    pub gap: Gap,
}

impl Forgery {
    pub fn new(
        name: impl Into<String>,
        voter: &Context,
        ballot: Ballot,
        expected: &'static [&'static str],
        gap: Gap,
    ) -> Forgery {
        Forgery { name: name.into(), voter: *voter, ballot, expected, gap }
    }

    /// The claim that our verifier checks, at position `index` of a log.
    pub fn claim(&self, election: &Election, index: u64) -> Claim {
        assert!(self.ballot.has_shape(&election.plan), "{}: BAL-03 is not what is tested here", self.name);
        self.ballot.claim(&self.voter.phi, &self.voter.author, &election.plan, Culprit::Entry(index))
    }
}

/// Ours says exactly the expected ids, alone and as a batch of one; the verifier with the gap accepts.
pub fn check(election: &Election, forgery: &Forgery) {
    let claim = forgery.claim(election, 0);
    let said = verify_one(&election.bases(), &claim);
    assert_eq!(named(&said), rows(forgery.expected, 0), "{}", forgery.name);
    assert_eq!(verify(&election.bases(), &[claim], &mut rand::rngs::SysRng), Ok(said), "{}", forgery.name);
    assert!(forgery.gap.accepts(election, forgery), "{}: the forgery is live", forgery.name);
}

/// The ids that ours says about a ballot.
pub fn rejected(election: &Election, voter: &Context, ballot: &Ballot) -> Vec<&'static str> {
    let claim = ballot.claim(&voter.phi, &voter.author, &election.plan, Culprit::Entry(0));
    verify_one(&election.bases(), &claim).iter().map(|rejection| rejection.check.id()).collect()
}

/// What was said, without the words.
pub fn named(rejections: &[Rejection]) -> Vec<(&'static str, Culprit)> {
    rejections.iter().map(|rejection| (rejection.check.id(), rejection.culprit.clone())).collect()
}

/// Some ids, all about one entry.
pub fn rows(ids: &[&'static str], index: u64) -> Vec<(&'static str, Culprit)> {
    ids.iter().map(|id| (*id, Culprit::Entry(index))).collect()
}

//! A fork of the prover of (5.3) without a conscience: it commits to whatever it is given.

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;
use tabella_crypto::bytes::Hash;
use tabella_crypto::contest::{Choice, ContestShape, Rule};
use tabella_crypto::election::ballot::{Ballot, Context};
use tabella_crypto::elgamal::{Ciphertext, EncryptionKey};
use tabella_crypto::generators::{H, bit_bases};
use tabella_crypto::group::{Derivation, Element, Point, PublicScalar, Scalar};
use tabella_crypto::plan::{Number, Plan};
use tabella_crypto::proofs::batch::Bases;
use tabella_crypto::proofs::bits::Argument;
use tabella_crypto::transcript::Transcript;

/// An election of which the forgers know everything, its secret key included.
///
/// Two contests: 1 to 3 of 4 options or blank, and exactly 1 of 2. The bits are the four options, the
/// blank vote, two slack bits of weight 1, and the two options of the second contest.
#[allow(non_snake_case)]
pub struct Election {
    pub secret: Scalar,
    pub Y: Element,
    pub key: EncryptionKey,
    pub phi: Hash,
    pub plan: Plan,
    pub K: Vec<Element>,
}

/// Positions of the two slack bits of the first contest.
pub const SLACK: [usize; 2] = [5, 6];

/// Bits of a vote that every rule allows: options 1 and 2, one slack bit, the first of the second contest.
pub const HONEST: [i64; 9] = [1, 1, 0, 0, 0, 1, 0, 1, 0];

impl Election {
    pub fn new() -> Election {
        Election::with_secret(scalar("election key", 0))
    }

    pub fn with_secret(secret: Scalar) -> Election {
        let key = EncryptionKey::new(point(G * secret));
        let plan = Plan::compile(&[choice(1, 3, 4, true), choice(1, 1, 2, false)]);
        let bases = bit_bases(plan.bits());
        Election { secret, Y: G * secret, key, phi: Hash::of(&[b"open"]), plan, K: bases }
    }

    /// What a real verifier holds.
    pub fn bases(&self) -> Bases {
        Bases::new(Some(self.Y), self.K.clone())
    }

    /// The place of the first ballot of a voter.
    pub fn voter(&self, name: &str) -> Context {
        let author = point(G * scalar(name, 0));
        Context { phi: self.phi, author, style: 0, sequence: 0, previous: Hash::ZERO }
    }

    /// A prover with the given bits, honest but for them.
    pub fn prover(&self, name: &str, bits: &[i64]) -> Prover<'_> {
        assert_eq!(bits.len(), self.plan.bits());
        let bits: Vec<Scalar> = bits.iter().map(|bit| signed(*bit)).collect();
        let values: Vec<Scalar> = self.plan.ciphertexts().iter().map(|number| number.of(&bits)).collect();
        let randomness: Vec<Scalar> = (0..values.len() as u64).map(|i| scalar(name, 100 + i)).collect();
        let ciphertexts = values.iter().zip(&randomness).map(|(v, r)| self.encrypt(v, r)).collect();
        Prover {
            election: self,
            plan: self.plan.clone(),
            H: *H,
            K: self.K.clone(),
            bits,
            randomness,
            ciphertexts,
            a: (0..self.plan.bits() as u64).map(|j| scalar(name, 200 + j)).collect(),
            blinding: [1, 2, 3, 4, 5].map(|i| scalar(name, i)),
            added: Added::default(),
        }
    }

    /// (5.1), for any value.
    pub fn encrypt(&self, value: &Scalar, r: &Scalar) -> Ciphertext {
        Ciphertext { alpha: point(G * r), beta: point(self.Y * r + G * value) }
    }

    /// Whether what a ballot decrypts to is a vote that the rules allow.
    pub fn is_legal(&self, ballot: &Ballot) -> bool {
        let value = |ciphertext: &Ciphertext| {
            let message = ciphertext.beta.element() - ciphertext.alpha.element() * self.secret;
            (0..2).find(|v| G * Scalar::from(*v) == message)
        };
        let values: Option<Vec<u64>> = ballot.ciphertexts.iter().map(value).collect();
        values.is_some_and(|values| self.plan.witness(&values).is_ok())
    }
}

/// Errors added to commitments before the next challenge is drawn.
#[allow(non_snake_case)]
#[derive(Default)]
pub struct Added {
    pub A: Element,
    pub D: Element,
    pub R_1: Element,
    pub R_2: Element,
    pub gamma: Scalar,
}

/// A prover of which every value can be changed before it proves.
#[allow(non_snake_case)]
pub struct Prover<'a> {
    pub election: &'a Election,
    pub plan: Plan,
    /// The bases that the prover uses, whatever the verifier's are.
    pub H: Element,
    pub K: Vec<Element>,
    /// Need not be 0 or 1.
    pub bits: Vec<Scalar>,
    /// `r_i` as they enter `z3`.
    pub randomness: Vec<Scalar>,
    /// Need not fit bits and randomness.
    pub ciphertexts: Vec<Ciphertext>,
    pub a: Vec<Scalar>,
    /// `r_V, s, t, u, rho`.
    pub blinding: [Scalar; 5],
    pub added: Added,
}

/// An argument with the challenges it was made for.
pub struct Proof {
    pub argument: Argument,
    pub y: Scalar,
    pub theta: Scalar,
    pub x: Scalar,
}

impl Prover<'_> {
    /// Encrypts `value` in slot `i`, whatever the bits say.
    pub fn put(&mut self, i: usize, value: &Scalar) {
        self.ciphertexts[i] = self.election.encrypt(value, &self.randomness[i]);
    }

    /// (5.3), step by step.
    #[allow(non_snake_case)]
    pub fn prove(&self, mut transcript: Transcript) -> Proof {
        let [r_V, s, t, u, rho] = self.blinding;
        let commit = |blinding: Scalar, values: &[Scalar]| {
            self.H * blinding + values.iter().zip(&self.K).map(|(value, base)| base * value).sum::<Element>()
        };
        let V = point(commit(r_V, &self.bits));
        let A = point(commit(s, &self.a) + self.added.A);
        transcript.point("V", &V);
        transcript.point("A", &A);
        let (y, theta) = (transcript.challenge("y"), transcript.challenge("theta"));

        let terms = || self.a.iter().zip(&self.bits).zip(powers(y));
        let linear: Scalar = terms().map(|((a, b), power)| power * a * (Scalar::ONE - b - b)).sum();
        let square: Scalar = terms().map(|((a, _), power)| power * a * a).sum();
        let masked = self.weighted(y, &self.a);
        let left = self.plan.constraints().iter().map(|constraint| self.plan.left_side(constraint, &self.a));
        let gamma = powers(theta).zip(left).map(|(power, left)| power * left).sum::<Scalar>();
        let B = point(self.H * t + G * linear);
        let D = point(self.H * u - G * square + self.added.D);
        let R_1 = point(G * rho + self.added.R_1);
        let R_2 = point(self.election.Y * rho + G * masked + self.added.R_2);
        let gamma = PublicScalar(gamma + self.added.gamma);
        for (label, commitment) in [("B", &B), ("D", &D), ("R_1", &R_1), ("R_2", &R_2)] {
            transcript.point(label, commitment);
        }
        transcript.scalar("gamma", &gamma.0);
        let x = transcript.challenge("x");

        let f = self.bits.iter().zip(&self.a).map(|(b, a)| PublicScalar(b * x + a)).collect();
        let randomness: Scalar = powers(y).zip(&self.randomness).map(|(power, r)| power * r).sum();
        let [z1, z2, z3] = [r_V * x + s, t * x + u, randomness * x + rho].map(PublicScalar);
        let argument = Argument { A, B, D, R_1, R_2, V, f, gamma, z1, z2, z3 };
        Proof { argument, y, theta, x }
    }

    /// `sum_i y^i sum_j u_ij values_j`.
    pub fn weighted(&self, y: Scalar, values: &[Scalar]) -> Scalar {
        let number = |number: &Number| number.of(values);
        powers(y).zip(self.plan.ciphertexts().iter().map(number)).map(|(power, v)| power * v).sum()
    }
}

/// `y, y^2, y^3, ...`
pub fn powers(y: Scalar) -> impl Iterator<Item = Scalar> {
    core::iter::successors(Some(y), move |power| Some(power * y))
}

/// A choice contest.
pub fn choice(min: u64, max: u64, options: usize, blank: bool) -> ContestShape {
    Rule::Choice(Choice { min, max, blank }).shape(options).expect("possible")
}

/// An integer modulo the group order.
pub fn signed(value: i64) -> Scalar {
    let size = Scalar::from(value.unsigned_abs());
    if value < 0 { -size } else { size }
}

/// A scalar that looks random and is the same in every run.
pub fn scalar(name: &str, i: u64) -> Scalar {
    let bytes = Derivation::new(name.as_bytes(), b"").bytes::<64>(&[b"forger", &i.to_le_bytes()]);
    Scalar::from_bytes_mod_order_wide(&bytes)
}

/// An element that is not the identity.
pub fn point(element: Element) -> Point {
    Point::new(element).expect("not the identity")
}

//! Forgers that choose something after its challenge: because a transcript leaves it out, or because
//! generators have a relation that they know.

use super::ballots::{check_all, illegal, place, position, voter_ballot, with_two_randomnesses};
use super::prover::{Election, HONEST, Proof, Prover, SLACK, point, powers, scalar};
use super::verifier::{BITS, Forgery, Gap};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;
use tabella_crypto::election::ballot::Context;
use tabella_crypto::elgamal::Ciphertext;
use tabella_crypto::generators::H;
use tabella_crypto::group::{Element, Scalar};
use tabella_crypto::proofs::bits::Argument;
use tabella_crypto::transcript::instrument;

/// An item that is not absorbed can be chosen after the challenge.
pub fn omissions_that_are_used(election: &Election) -> Vec<Forgery> {
    let voter = election.voter("forger");
    let use_omission = |label: &'static str, make: Make, fit: Fit| {
        let left_out = position(election, label);
        // What fits can be a square root, so that every second try succeeds.
        let attempt = |n: u32| {
            let prover = make(election, &format!("{label} {n}"));
            let prove = || prover.prove(voter.transcript(&prover.ciphertexts));
            let (mut proof, _) = instrument::leave_out(left_out, prove);
            fit(&prover, &mut proof)?;
            Some(voter_ballot(&voter, prover.ciphertexts.clone(), proof.argument))
        };
        let ballot = (0..100).find_map(attempt).expect("one of 100 tries");
        let gap = Gap { left_out: Some(left_out), ..Gap::default() };
        illegal(election, &format!("{label} chosen late"), ballot, &["PRF-01"], gap)
    };
    vec![
        ciphertexts_chosen_late(election, &voter),
        use_omission("V", overvote, fit_V),
        use_omission("A", overvote, fit_A),
        use_omission("B", twice, fit_B),
        use_omission("D", twice, fit_D),
        use_omission("R_1", with_two_randomnesses, fit_R_1),
        use_omission("R_2", thousand, fit_R_2),
        use_omission("gamma", overvote, fit_gamma),
    ]
}

/// A prover that lies.
type Make = for<'a> fn(&'a Election, &str) -> Prover<'a>;

fn overvote<'a>(election: &'a Election, name: &str) -> Prover<'a> {
    election.prover(name, &[1, 1, 1, 1, 0, 0, 0, 1, 0])
}

fn twice<'a>(election: &'a Election, name: &str) -> Prover<'a> {
    election.prover(name, &[2, 0, 0, 0, 0, 1, 0, 1, 0])
}

fn thousand<'a>(election: &'a Election, name: &str) -> Prover<'a> {
    let mut prover = election.prover(name, &HONEST);
    prover.put(0, &Scalar::from(1_000u64));
    prover
}

/// Offsets `d_i` with `sum y^i d_i = 0`, added when `y` is known.
fn ciphertexts_chosen_late(election: &Election, voter: &Context) -> Forgery {
    let transcript = {
        let voter = *voter;
        move || place(&voter)
    };
    let mut prover = election.prover("late ciphertexts", &HONEST);
    let proof = prover.prove(transcript());
    let offset = Scalar::from(1_000u64);
    for (i, offset) in [(0, offset), (1, -offset * proof.y.invert())] {
        prover.ciphertexts[i].beta = point(prover.ciphertexts[i].beta.element() + G * offset);
    }
    let ballot = voter_ballot(voter, prover.ciphertexts.clone(), proof.argument);
    illegal(election, "ciphertexts chosen late", ballot, &["PRF-01"], Gap::transcript(transcript))
}

/// Changes an argument so that it fits its challenges; `None` when another try is needed.
type Fit = fn(&Prover<'_>, &mut Proof) -> Option<()>;

/// `z1 H + sum f_j K_j`, the right side of (5.4).
fn opening(prover: &Prover<'_>, proof: &Argument) -> Element {
    prover.H * proof.z1.0 + proof.f.iter().zip(&prover.K).map(|(f, base)| base * f.0).sum::<Element>()
}

/// `z2 H + (sum y^j f_j (x - f_j)) G`, the right side of (5.5).
fn products(prover: &Prover<'_>, Proof { argument, y, x, .. }: &Proof) -> Element {
    let terms = powers(*y).zip(&argument.f).map(|(power, f)| power * f.0 * (x - f.0));
    prover.H * argument.z2.0 + G * terms.sum::<Scalar>()
}

/// `sum y^i C_i` over one half of the ciphertexts.
fn combined(prover: &Prover<'_>, y: &Scalar, half: fn(&Ciphertext) -> &Element) -> Element {
    powers(*y).zip(prover.ciphertexts.iter().map(half)).map(|(power, half)| half * power).sum()
}

#[allow(non_snake_case)]
fn fit_V(prover: &Prover<'_>, proof: &mut Proof) -> Option<()> {
    balance_slack(prover, proof)?;
    let right = opening(prover, &proof.argument);
    proof.argument.V = point((right - proof.argument.A.element()) * proof.x.invert());
    Some(())
}

#[allow(non_snake_case)]
fn fit_A(prover: &Prover<'_>, proof: &mut Proof) -> Option<()> {
    balance_slack(prover, proof)?;
    let right = opening(prover, &proof.argument);
    proof.argument.A = point(right - proof.argument.V.element() * proof.x);
    Some(())
}

#[allow(non_snake_case)]
fn fit_B(prover: &Prover<'_>, proof: &mut Proof) -> Option<()> {
    let right = products(prover, proof);
    proof.argument.B = point((right - proof.argument.D.element()) * proof.x.invert());
    Some(())
}

#[allow(non_snake_case)]
fn fit_D(prover: &Prover<'_>, proof: &mut Proof) -> Option<()> {
    let right = products(prover, proof);
    proof.argument.D = point(right - proof.argument.B.element() * proof.x);
    Some(())
}

#[allow(non_snake_case)]
fn fit_R_1(prover: &Prover<'_>, proof: &mut Proof) -> Option<()> {
    let alphas = combined(prover, &proof.y, |ciphertext| ciphertext.alpha.element());
    proof.argument.R_1 = point(G * proof.argument.z3.0 - alphas * proof.x);
    Some(())
}

#[allow(non_snake_case)]
fn fit_R_2(prover: &Prover<'_>, proof: &mut Proof) -> Option<()> {
    let betas = combined(prover, &proof.y, |ciphertext| ciphertext.beta.element());
    let f: Vec<Scalar> = proof.argument.f.iter().map(|f| f.0).collect();
    let right = prover.election.Y * proof.argument.z3.0 + G * prover.weighted(proof.y, &f);
    proof.argument.R_2 = point(right - betas * proof.x);
    Some(())
}

fn fit_gamma(prover: &Prover<'_>, proof: &mut Proof) -> Option<()> {
    let f: Vec<Scalar> = proof.argument.f.iter().map(|f| f.0).collect();
    let excess = prover.plan.constraints().iter().map(|constraint| {
        prover.plan.left_side(constraint, &f) - proof.x * Scalar::from(constraint.constant)
    });
    proof.argument.gamma.0 = powers(proof.theta).zip(excess).map(|(power, excess)| power * excess).sum();
    Some(())
}

#[test]
fn what_is_chosen_after_its_challenge_is_rejected() {
    check_all(omissions_that_are_used);
}

/// `H = zG`, `K_1 = zH`, and both slack bases multiples of `H`.
///
/// One known relation among the `K_j` does not help: every `f_j` is in (5.6) or (5.7) too. Two do.
pub fn generators_with_a_trapdoor(election: &Election) -> Vec<Forgery> {
    let voter = election.voter("forger");
    let z = scalar("trapdoor", 0);
    let forge = |name: &str, prover: &Prover<'_>, argument, expected, blind_to: &[usize]| {
        let bases = Some((prover.H, prover.K.clone()));
        let ballot = voter_ballot(&voter, prover.ciphertexts.clone(), argument);
        illegal(election, name, ballot, expected, Gap { bases, ..Gap::blind_to(blind_to) })
    };

    // B and D commit to nothing: z2 takes up what a bit of 2 leaves over.
    let mut known_h = twice(election, "H = zG");
    known_h.H = G * z;
    let Proof { mut argument, y, x, .. } = known_h.prove(voter.transcript(&known_h.ciphertexts));
    let left_over = powers(y).zip(&known_h.bits).map(|(power, b)| power * b * (Scalar::ONE - b));
    argument.z2.0 -= x * x * left_over.sum::<Scalar>() * z.invert();
    let known_h = forge("H = zG", &known_h, argument, &["PRF-02", "PRF-03"], &[]);

    let mut known_k = twice(election, "K_1 = zH");
    known_k.K[0] = *H * z;
    let argument = known_k.prove(voter.transcript(&known_k.ciphertexts)).argument;
    let known_k = forge("K_1 = zH", &known_k, argument, &["PRF-02", "PRF-03"], &[BITS]);

    // V opens to any slack: z1 takes up the difference.
    let both = |n: u32| {
        let mut prover = overvote(election, &format!("slack {n}"));
        let z = SLACK.map(|j| scalar("trapdoor", j as u64));
        SLACK.iter().zip(&z).for_each(|(j, z)| prover.K[*j] = *H * z);
        let mut proof = prover.prove(voter.transcript(&prover.ciphertexts));
        let before = SLACK.map(|j| proof.argument.f[j].0);
        balance_slack(&prover, &mut proof)?;
        for (k, j) in SLACK.into_iter().enumerate() {
            proof.argument.z1.0 += z[k] * (before[k] - proof.argument.f[j].0);
        }
        Some(forge("both slack bases multiples of H", &prover, proof.argument, &["PRF-02"], &[]))
    };
    vec![known_h, known_k, (0..100).find_map(both).expect("one of 100 tries")]
}

#[test]
fn a_proof_over_generators_with_a_trapdoor_is_rejected() {
    check_all(generators_with_a_trapdoor);
}

/// Chooses the responses of both slack bits so that (5.5) and (5.7) hold although there are too many
/// selections. Slack is in no ciphertext, so only (5.4) can notice.
///
/// Both bits are 0 in the proof as it is. With `f_6 + f_7 = L` by (5.7), (5.5) is quadratic in `f_6`.
fn balance_slack(prover: &Prover<'_>, proof: &mut Proof) -> Option<()> {
    let Proof { argument, y, x, .. } = proof;
    let constraint = &prover.plan.constraints()[0];
    let excess = prover.plan.left_side(constraint, &prover.bits) - Scalar::from(constraint.constant);
    let [a, b] = SLACK.map(|j| prover.a[j]);
    let [p, q] = SLACK.map(|j| powers(*y).nth(j).expect("endless"));
    let l = a + b - *x * excess;
    let committed = *x * (p * a + q * b) - p * a * a - q * b * b;
    // p f (x - f) + q (l - f)(x - l + f) = committed
    let square = -(p + q);
    let linear = p * *x + q * (l + l - *x);
    let constant = q * l * (*x - l) - committed;
    let root = square_root(&(linear * linear - Scalar::from(4u64) * square * constant))?;
    let f = (root - linear) * (square + square).invert();
    argument.f[SLACK[0]].0 = f;
    argument.f[SLACK[1]].0 = l - f;
    Some(())
}

/// A square root modulo `l`, which is 5 modulo 8.
pub fn square_root(square: &Scalar) -> Option<Scalar> {
    let last = -Scalar::ONE;
    let root = square * power(square, &last, 3);
    let other = root * power(&Scalar::from(2u64), &last, 2);
    [root, other].into_iter().find(|root| root * root == *square)
}

/// `base^(exponent >> shift)`.
fn power(base: &Scalar, exponent: &Scalar, shift: usize) -> Scalar {
    (shift..256).rev().fold(Scalar::ONE, |result, bit| {
        let squared = result * result;
        if exponent.as_bytes()[bit / 8] >> (bit % 8) & 1 == 1 { squared * base } else { squared }
    })
}

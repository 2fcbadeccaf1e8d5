//! Tests of the ballot argument.

use super::prover::Prover;
use super::*;
use crate::contest::{Choice, ContestShape, Rule};
use crate::domain::Purpose;
use crate::elgamal::{Ciphertext, EncryptionKey};
use crate::generators::{G, H, bit_bases};
use crate::group::{Derivation, Element};
use crate::proofs::Claim;
use crate::proofs::batch::{Bases, verify_one};
use crate::rejection::Culprit;
use proptest::prelude::*;

struct Case {
    plan: Plan,
    bases: Vec<Element>,
    key: EncryptionKey,
    ciphertexts: Vec<Ciphertext>,
    secrets: Secrets,
}

impl Case {
    fn new(contests: &[ContestShape], values: &[u64], seed: &[u8]) -> Option<Case> {
        let plan = Plan::compile(contests);
        let bits = plan.witness(values).ok()?;
        let ballot = Derivation::new(seed, b"test");
        let key = EncryptionKey::new(Point::public(&ballot.scalar(&[b"key"]))?);
        let randomness: Vec<_> =
            (0..values.len() as u64).map(|i| ballot.scalar(&[b"r", &i.to_le_bytes()])).collect();
        let ciphertexts =
            values.iter().zip(&randomness).map(|(v, r)| key.encrypt(*v, r)).collect::<Option<_>>()?;
        let blinding = Blinding::derive(&ballot, plan.bits());
        let bases = bit_bases(plan.bits());
        Some(Case { plan, bases, key, ciphertexts, secrets: Secrets { bits, randomness, blinding } })
    }

    fn relation(&self) -> Relation<'_> {
        Relation { plan: &self.plan, bases: &self.bases, ciphertexts: &self.ciphertexts }
    }

    fn prover(&self) -> Prover<'_> {
        Prover { relation: self.relation(), key: &self.key, secrets: &self.secrets }
    }

    fn prove(&self) -> Argument {
        prove(Transcript::new(Purpose::Ballot), self.relation(), &self.key, &self.secrets).expect("proof")
    }

    fn failing(&self, argument: &Argument) -> Vec<&'static str> {
        let equations = argument.equations(Transcript::new(Purpose::Ballot), &self.plan, &self.ciphertexts);
        let claim = Claim { culprit: Culprit::Entry(0), equations };
        let bases = Bases::new(Some(*self.key.point().element()), self.bases.clone());
        verify_one(&bases, &claim).iter().map(|rejection| rejection.check.id()).collect()
    }
}

fn choice(min: u64, max: u64, options: usize, blank: bool) -> ContestShape {
    Rule::Choice(Choice { min, max, blank }).shape(options).expect("possible")
}

fn arb_case() -> impl Strategy<Value = (Vec<ContestShape>, Vec<u64>, [u8; 32])> {
    let contest = (1..6usize).prop_flat_map(|options| {
        (1..=options as u64).prop_flat_map(move |max| {
            (0..=max, any::<bool>()).prop_flat_map(move |(min, blank)| {
                let shape = choice(min, max, options, blank);
                let count = if blank { min..=max + 1 } else { min..=max };
                (Just(shape), count, Just(options).prop_shuffle_indices())
            })
        })
    });
    (proptest::collection::vec(contest, 1..4), any::<[u8; 32]>()).prop_map(|(contests, seed)| {
        let mut values = vec![];
        for (shape, count, order) in &contests {
            let Rule::Choice(Choice { max, blank, .. }) = shape.rule();
            let mut contest = vec![0; shape.slots().len()];
            if blank && *count > max {
                contest[shape.options()] = 1;
            } else {
                order.iter().take(*count as usize).for_each(|option| contest[*option] = 1);
            }
            values.extend(contest);
        }
        (contests.into_iter().map(|(shape, _, _)| shape).collect(), values, seed)
    })
}

trait ShuffleIndices {
    fn prop_shuffle_indices(self) -> BoxedStrategy<Vec<usize>>;
}

impl ShuffleIndices for Just<usize> {
    fn prop_shuffle_indices(self) -> BoxedStrategy<Vec<usize>> {
        self.prop_map(|count| (0..count).collect::<Vec<_>>()).prop_shuffle().boxed()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_allowed_selection_has_an_accepted_proof((contests, values, seed) in arb_case()) {
        let case = Case::new(&contests, &values, &seed).expect("allowed");
        prop_assert_eq!(case.failing(&case.prove()), Vec::<&str>::new());
    }

    /// Two and three challenges on the same commitments give back the bits and the randomness.
    #[test]
    fn the_argument_is_one_of_knowledge((contests, values, seed) in arb_case()) {
        let case = Case::new(&contests, &values, &seed).expect("allowed");
        let prover = case.prover();
        let [y, theta, x1, x2, x3] = [3u64, 5, 7, 11, 13].map(Scalar::from);
        let finish = |y: &Scalar, x: &Scalar| {
            let first = prover.commit().expect("points");
            let second = prover.respond(y, &theta).expect("points");
            prover.finish(first, second, y, x)
        };
        let [one, two, three] = [finish(&y, &x1), finish(&y, &x2), finish(&y, &x3)];
        let slope = |a: &PublicScalar, b: &PublicScalar| (b.0 - a.0) * (x2 - x1).invert();
        // Two x in (5.4) open V to (r_V, b).
        let bits: Vec<Scalar> = one.f.iter().zip(&two.f).map(|(a, b)| slope(a, b)).collect();
        let opened = *H * slope(&one.z1, &two.z1)
            + bits.iter().zip(&case.bases).map(|(b, base)| base * b).sum::<Element>();
        prop_assert_eq!(&opened, one.V.element());
        // The third x lies on the same lines, and every bit is 0 or 1.
        for ((f1, f3), b) in one.f.iter().zip(&three.f).zip(&bits) {
            prop_assert_eq!(f3.0, f1.0 + (x3 - x1) * b);
            prop_assert!(*b == Scalar::ZERO || *b == Scalar::ONE);
        }
        let extracted: Vec<Scalar> = case.plan.ciphertexts().iter().map(|number| number.of(&bits)).collect();
        prop_assert_eq!(extracted, values.iter().map(|v| Scalar::from(*v)).collect::<Vec<_>>());
        // Two x in (5.6) give the randomness of the combined ciphertext.
        let r = slope(&one.z3, &two.z3);
        let alpha: Element = powers(&y).zip(&case.ciphertexts).map(|(p, c)| c.alpha.element() * p).sum();
        prop_assert_eq!(alpha, G * r);
    }

    #[test]
    fn any_changed_response_is_rejected((contests, values, seed) in arb_case(), which in 0..5usize) {
        let case = Case::new(&contests, &values, &seed).expect("allowed");
        let mut argument = case.prove();
        let (scalar, expected): (&mut PublicScalar, &[&str]) = match which {
            0 => (&mut argument.z1, &["PRF-02"]),
            1 => (&mut argument.z2, &["PRF-03"]),
            2 => (&mut argument.z3, &["PRF-04"]),
            3 => (&mut argument.f[0], &["PRF-02", "PRF-03", "PRF-04", "PRF-05"]),
            _ => (&mut argument.gamma, &[]),
        };
        scalar.0 += Scalar::ONE;
        let failing = case.failing(&argument);
        if which == 4 {
            // gamma is absorbed: x changes, and with it every equation.
            prop_assert_eq!(failing, vec!["PRF-01"]);
        } else {
            prop_assert_eq!(failing, expected);
        }
    }
}

#[test]
fn commitments_changed_before_the_challenges_fail_their_own_equation() {
    let case = Case::new(&[choice(1, 1, 3, false)], &[0, 1, 0], b"seed").expect("allowed");
    let prover = case.prover();
    let add = |point: Point| Point::new(point.element() + G).expect("point");
    type Change = fn(&mut First, &mut Second, fn(Point) -> Point);
    let run = |change: Change| {
        let mut transcript = Transcript::new(Purpose::Ballot);
        let mut first = prover.commit().expect("points");
        let mut unused = prover.respond(&Scalar::ONE, &Scalar::ONE).expect("points");
        let point = |p: Point| Point::new(p.element() + *H).expect("point");
        change(&mut first, &mut unused, point);
        let (y, theta) = first.challenge(&mut transcript);
        let mut second = prover.respond(&y, &theta).expect("points");
        change(&mut prover.commit().expect("points"), &mut second, point);
        let x = second.challenge(&mut transcript);
        case.failing(&prover.finish(first, second, &y, &x))
    };
    assert_eq!(run(|first, _, add| first.A = add(first.A)), ["PRF-02"]);
    assert_eq!(run(|_, second, add| second.D = add(second.D)), ["PRF-03"]);
    assert_eq!(run(|_, second, add| second.R_1 = add(second.R_1)), ["PRF-04"]);
    assert_eq!(run(|_, second, _| second.gamma.0 += Scalar::ONE), ["PRF-05"]);
    let mut argument = case.prove();
    argument.V = add(argument.V);
    assert_eq!(case.failing(&argument), ["PRF-01"], "V is absorbed");
}

//! (5.3)-(5.7) The ballot argument: a vector of secret bits that satisfies public linear equations,
//! and ciphertexts that encrypt public linear functions of these bits.
//!
//! Six points for a whole ballot, whatever the number of contests, and one scalar per bit. Why it is
//! sound and private: `docs/argument.md`. After Bootle et al. 2015 and Groth-Kohlweiss 2015.
//!
//! Constant time: `V, A, B, D, R` and every use of bits and nonces. Not constant time: verification.

use super::{Base, Equation};
use crate::checks;
use crate::domain;
use crate::elgamal::{Ciphertext, EncryptionKey};
use crate::generators::H_TABLE;
use crate::group::{Derivation, Element, Point, PublicScalar, Scalar, SecretScalar, identity, powers};
use crate::plan::{Bits, Plan};
use crate::transcript::Transcript;
use curve25519_dalek::traits::MultiscalarMul;
use serde::{Deserialize, Serialize};
use subtle::{ConditionallyNegatable as _, ConditionallySelectable as _};

/// The argument as it stands in a ballot. Letters as in (5.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case, missing_docs)]
pub struct Argument {
    pub A: Point,
    pub B: Point,
    pub D: Point,
    pub R_1: Point,
    pub R_2: Point,
    pub V: Point,
    /// One per bit.
    pub f: Vec<PublicScalar>,
    pub gamma: PublicScalar,
    pub z1: PublicScalar,
    pub z2: PublicScalar,
    pub z3: PublicScalar,
}

/// The prover's blinding: everything random in the argument.
#[allow(non_snake_case)]
pub struct Blinding {
    r_V: SecretScalar,
    a: Vec<SecretScalar>,
    s: SecretScalar,
    t: SecretScalar,
    u: SecretScalar,
    rho: SecretScalar,
}

impl Blinding {
    /// (5.10) Derives the blinding of a ballot with `bits` bits from its seed.
    pub fn derive(ballot: &Derivation, bits: usize) -> Blinding {
        let one = |name: &[u8]| ballot.scalar(&[domain::BALLOT_BLINDING, name]);
        Blinding {
            r_V: one(b"r_V"),
            a: (1..=bits as u64).map(|j| ballot.scalar(&[domain::BALLOT_BIT, &j.to_le_bytes()])).collect(),
            s: one(b"s"),
            t: one(b"t"),
            u: one(b"u"),
            rho: one(b"rho"),
        }
    }
}

/// The prover's secrets: bits, randomness of the ciphertexts, blinding.
pub struct Secrets {
    /// `b_j`.
    pub bits: Bits,
    /// `r_i`, one per ciphertext.
    pub randomness: Vec<SecretScalar>,
    /// Everything else.
    pub blinding: Blinding,
}

/// What is proven: these ciphertexts fit this plan under this key.
#[derive(Clone, Copy)]
pub struct Relation<'a> {
    /// The plan of the style.
    pub plan: &'a Plan,
    /// `K_1 .. K_m`; at least as many as the plan has bits.
    pub bases: &'a [Element],
    /// The ballot's ciphertexts; as many as in the plan.
    pub ciphertexts: &'a [Ciphertext],
}

/// Proves a ballot. `transcript` has absorbed the context of the ballot and its ciphertexts.
///
/// `None` if a point would be the identity, which has probability 2^-252.
pub fn prove(
    mut transcript: Transcript,
    relation: Relation<'_>,
    key: &EncryptionKey,
    secrets: &Secrets,
) -> Option<Argument> {
    let prover = Prover { relation, key, secrets };
    let first = prover.commit()?;
    let (y, theta) = first.challenge(&mut transcript);
    let second = prover.respond(&y, &theta)?;
    let x = second.challenge(&mut transcript);
    Some(prover.finish(first, second, &y, &x))
}

/// `V, A`: fixed before `y`.
#[allow(non_snake_case)]
struct First {
    V: Point,
    A: Point,
}

impl First {
    fn challenge(&self, transcript: &mut Transcript) -> (Scalar, Scalar) {
        transcript.point("V", &self.V);
        transcript.point("A", &self.A);
        (transcript.challenge("y"), transcript.challenge("theta"))
    }
}

/// `B, D, R, gamma`: fixed before `x`.
#[allow(non_snake_case)]
struct Second {
    B: Point,
    D: Point,
    R_1: Point,
    R_2: Point,
    gamma: PublicScalar,
}

impl Second {
    fn challenge(&self, transcript: &mut Transcript) -> Scalar {
        transcript.point("B", &self.B);
        transcript.point("D", &self.D);
        transcript.point("R_1", &self.R_1);
        transcript.point("R_2", &self.R_2);
        transcript.scalar("gamma", &self.gamma.0);
        transcript.challenge("x")
    }
}

/// The prover between challenges; only [`prove`] and the tests of knowledge call its steps.
struct Prover<'a> {
    relation: Relation<'a>,
    key: &'a EncryptionKey,
    secrets: &'a Secrets,
}

impl Prover<'_> {
    /// `V = r_V H + sum b_j K_j`, `A = s H + sum a_j K_j`.
    fn commit(&self) -> Option<First> {
        let blinding = &self.secrets.blinding;
        let bases = &self.relation.bases[..blinding.a.len()];
        let chosen = self.secrets.bits.choices().zip(bases);
        let bits: Element =
            chosen.map(|(bit, base)| Element::conditional_select(&identity(), base, bit)).sum();
        let nonces = Element::multiscalar_mul(blinding.a.iter().map(|a| &a.0), bases);
        Some(First {
            V: Point::new(&*H_TABLE * &blinding.r_V.0 + bits)?,
            A: Point::new(&*H_TABLE * &blinding.s.0 + nonces)?,
        })
    }

    /// `B = t H + (sum y^j a_j (1 - 2 b_j)) G`, `D = u H - (sum y^j a_j^2) G`,
    /// `R = (rho G, rho Y + (sum_i y^i sum_j u_ij a_j) G)`, `gamma = sum_k theta^k sum_j w_kj a_j`.
    fn respond(&self, y: &Scalar, theta: &Scalar) -> Option<Second> {
        let blinding = &self.secrets.blinding;
        let plan = self.relation.plan;
        let (mut linear, mut square) = (SecretScalar(Scalar::ZERO), SecretScalar(Scalar::ZERO));
        for ((a, bit), power) in blinding.a.iter().zip(self.secrets.bits.choices()).zip(powers(y)) {
            let mut signed = a.clone();
            signed.0.conditional_negate(bit);
            linear.0 += power * signed.0;
            square.0 += power * a.0 * a.0;
        }
        let a = SecretVector::new(&blinding.a);
        let masked = SecretScalar(weighted(plan, y, &a.0));
        let gamma = powers(theta)
            .zip(plan.constraints())
            .map(|(power, constraint)| power * plan.left_side(constraint, &a.0))
            .sum();
        Some(Second {
            B: Point::new(&*H_TABLE * &blinding.t.0 + Element::mul_base(&linear.0))?,
            D: Point::new(&*H_TABLE * &blinding.u.0 - Element::mul_base(&square.0))?,
            R_1: Point::new(Element::mul_base(&blinding.rho.0))?,
            R_2: Point::new(self.key.mul(&blinding.rho.0) + Element::mul_base(&masked.0))?,
            gamma: PublicScalar(gamma),
        })
    }

    /// `f_j = b_j x + a_j`, `z1 = r_V x + s`, `z2 = t x + u`, `z3 = x sum_i y^i r_i + rho`.
    fn finish(&self, first: First, second: Second, y: &Scalar, x: &Scalar) -> Argument {
        let blinding = &self.secrets.blinding;
        let f = self
            .secrets
            .bits
            .choices()
            .zip(&blinding.a)
            .map(|(bit, a)| PublicScalar(Scalar::conditional_select(&Scalar::ZERO, x, bit) + a.0));
        let randomness = powers(y).zip(&self.secrets.randomness).map(|(power, r)| power * r.0);
        Argument {
            A: first.A,
            B: second.B,
            D: second.D,
            R_1: second.R_1,
            R_2: second.R_2,
            V: first.V,
            f: f.collect(),
            gamma: second.gamma,
            z1: PublicScalar(blinding.r_V.0 * x + blinding.s.0),
            z2: PublicScalar(blinding.t.0 * x + blinding.u.0),
            z3: PublicScalar(x * randomness.sum::<Scalar>() + blinding.rho.0),
        }
    }
}

/// Plain scalars of secrets for linear functions of the plan; zeroised when dropped.
struct SecretVector(Vec<Scalar>);

impl SecretVector {
    fn new(secrets: &[SecretScalar]) -> SecretVector {
        SecretVector(secrets.iter().map(|secret| secret.0).collect())
    }
}

impl Drop for SecretVector {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

impl Argument {
    /// Whether the argument has as many responses as the plan has bits (part of BAL-03).
    pub fn has_shape(&self, plan: &Plan) -> bool {
        self.f.len() == plan.bits()
    }

    /// (5.4)-(5.7) as equations of PRF-02, PRF-03, PRF-04 (both halves) and PRF-05.
    ///
    /// `transcript` has absorbed the context of the ballot and its ciphertexts; the caller has checked
    /// that ciphertexts and responses are as many as the plan demands.
    pub fn equations(
        &self,
        mut transcript: Transcript,
        plan: &Plan,
        ciphertexts: &[Ciphertext],
    ) -> Vec<Equation> {
        let (y, theta) = First { V: self.V, A: self.A }.challenge(&mut transcript);
        let second = Second { B: self.B, D: self.D, R_1: self.R_1, R_2: self.R_2, gamma: self.gamma };
        let x = second.challenge(&mut transcript);
        let f: Vec<Scalar> = self.f.iter().map(|f| f.0).collect();
        vec![
            self.opening(&f, &x),
            self.bits(&f, &y, &x),
            self.first_halves(ciphertexts, &y, &x),
            self.second_halves(plan, ciphertexts, &f, &y, &x),
            self.constraints(plan, &f, &theta, &x),
        ]
    }

    /// (5.4) `x V + A = z1 H + Σ f_j K_j`
    fn opening(&self, f: &[Scalar], x: &Scalar) -> Equation {
        let mut terms = vec![(self.V.into(), *x), (self.A.into(), Scalar::ONE), (Base::H, -self.z1.0)];
        terms.extend(f.iter().enumerate().map(|(j, f)| (Base::K(j + 1), -f)));
        Equation::new(checks::PRF_02, terms)
    }

    /// (5.5) `x B + D = z2 H + (Σ y^j f_j (x - f_j)) G`
    fn bits(&self, f: &[Scalar], y: &Scalar, x: &Scalar) -> Equation {
        let sum: Scalar = powers(y).zip(f).map(|(power, f)| power * f * (x - f)).sum();
        Equation::new(
            checks::PRF_03,
            vec![(self.B.into(), *x), (self.D.into(), Scalar::ONE), (Base::H, -self.z2.0), (Base::G, -sum)],
        )
    }

    /// (5.6) `x Σ y^i alpha_i + R_1 = z3 G`
    fn first_halves(&self, ciphertexts: &[Ciphertext], y: &Scalar, x: &Scalar) -> Equation {
        let mut terms = vec![(self.R_1.into(), Scalar::ONE), (Base::G, -self.z3.0)];
        terms.extend(powers(y).zip(ciphertexts).map(|(power, c)| (c.alpha.into(), x * power)));
        Equation::new(checks::PRF_04, terms)
    }

    /// (5.6) `x Σ y^i beta_i + R_2 = z3 Y + (Σ_i y^i Σ_j u_ij f_j) G`
    fn second_halves(
        &self,
        plan: &Plan,
        ciphertexts: &[Ciphertext],
        f: &[Scalar],
        y: &Scalar,
        x: &Scalar,
    ) -> Equation {
        let mut terms =
            vec![(self.R_2.into(), Scalar::ONE), (Base::Key, -self.z3.0), (Base::G, -weighted(plan, y, f))];
        terms.extend(powers(y).zip(ciphertexts).map(|(power, c)| (c.beta.into(), x * power)));
        Equation::new(checks::PRF_04, terms)
    }

    /// (5.7) `Σ_k theta^k (Σ_j w_kj f_j - x c_k) = gamma`, as a multiple of `G`
    fn constraints(&self, plan: &Plan, f: &[Scalar], theta: &Scalar, x: &Scalar) -> Equation {
        let sum: Scalar = powers(theta)
            .zip(plan.constraints())
            .map(|(power, constraint)| {
                power * (plan.left_side(constraint, f) - x * Scalar::from(constraint.constant))
            })
            .sum();
        Equation::new(checks::PRF_05, vec![(Base::G, sum - self.gamma.0)])
    }
}

/// `Σ_i y^i Σ_j u_ij values_j`.
fn weighted(plan: &Plan, y: &Scalar, values: &[Scalar]) -> Scalar {
    powers(y).zip(plan.ciphertexts()).map(|(power, number)| power * number.of(values)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Purpose;
    use crate::generators::{G, H, bit_bases};
    use crate::plan::{ContestShape, Rule};
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
            let equations =
                argument.equations(Transcript::new(Purpose::Ballot), &self.plan, &self.ciphertexts);
            let claim = Claim { culprit: Culprit::Entry(0), equations };
            let bases = Bases::new(Some(*self.key.point().element()), self.bases.clone());
            verify_one(&bases, &claim).iter().map(|rejection| rejection.check.id()).collect()
        }
    }

    fn choice(min: u64, max: u64, options: usize, blank: bool) -> ContestShape {
        ContestShape { rule: Rule::Choice { min, max, blank }, options }
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
                let Rule::Choice { max, blank, .. } = shape.rule;
                let mut contest = vec![0; shape.rule.slots(shape.options)];
                if blank && *count > max {
                    contest[shape.options] = 1;
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
}

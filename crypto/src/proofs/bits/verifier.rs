//! The verifier: the equations of an argument.

use super::{Argument, First, Second, weighted};
use crate::checks;
use crate::elgamal::Ciphertext;
use crate::group::{Scalar, powers};
use crate::plan::Plan;
use crate::proofs::{Base, Equation};
use crate::transcript::Transcript;

impl Argument {
    /// Returns true if the argument has as many responses as the plan has bits (part of BAL-03).
    pub fn has_shape(&self, plan: &Plan) -> bool {
        self.f.len() == plan.bits()
    }

    /// (5.4)-(5.7) as equations of PRF-02, PRF-03, PRF-04 (both halves) and PRF-05.
    ///
    /// `transcript` has absorbed the context of the ballot and its ciphertexts; the caller has checked
    /// that ciphertexts and responses are as many as the plan requires.
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

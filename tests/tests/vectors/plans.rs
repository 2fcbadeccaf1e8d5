//! Plans of ballots, and the bits of selections.

use super::values::{challenge, derived, scalar, secret};
use serde_json::{Value, json};
use tabella_crypto::contest::{Choice, ContestShape, Rule};
use tabella_crypto::domain::Purpose;
use tabella_crypto::elgamal::{Ciphertext, EncryptionKey};
use tabella_crypto::generators::bit_bases;
use tabella_crypto::group::{Derivation, Point, Scalar};
use tabella_crypto::plan::{Number, Plan, place_values};
use tabella_crypto::proofs::bits::{Blinding, Relation, Secrets, prove};
use tabella_crypto::transcript::{Transcript, instrument};

pub fn plans() -> Value {
    let choice =
        |min, max, options, blank| Rule::Choice(Choice { blank, max, min }).shape(options).expect("possible");
    let ballots: [(&[ContestShape], &[&[u64]]); 6] = [
        (&[choice(1, 1, 5, false)], &[&[0, 0, 1, 0, 0]]),
        (&[choice(0, 1, 2, false)], &[&[0, 0], &[0, 1]]),
        (&[choice(1, 3, 4, true)], &[&[1, 0, 0, 0, 0], &[1, 1, 1, 0, 0], &[0, 0, 0, 0, 1]]),
        (&[choice(0, 6, 6, false)], &[&[0; 6], &[1, 0, 0, 0, 0, 0], &[1, 1, 1, 1, 0, 0], &[1; 6]]),
        (&[choice(2, 2, 3, true), choice(1, 1, 2, false)], &[&[1, 0, 1, 0, 0, 1], &[0, 0, 0, 1, 1, 0]]),
        (
            &[choice(0, 5, 5, true), choice(1, 1, 3, true), choice(0, 2, 2, false)],
            &[&[1, 1, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0], &[0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0]],
        ),
    ];
    let refused: [(&[ContestShape], &[u64], usize); 6] = [
        (&[choice(1, 1, 3, false)], &[0, 0, 0], 0),
        (&[choice(1, 1, 3, false)], &[1, 1, 0], 0),
        (&[choice(1, 1, 3, false)], &[2, 0, 0], 0),
        (&[choice(0, 2, 3, true)], &[1, 0, 0, 1], 0),
        (&[choice(1, 2, 2, true), choice(1, 2, 2, true)], &[1, 0, 0, 0, 0, 0], 1),
        (&[choice(1, 2, 2, true), choice(1, 2, 2, true)], &[0, 0, 1, 1, 1, 1], 1),
    ];
    let refused = refused.map(|(contests, values, contest)| {
        let broken = Plan::compile(contests).witness(values).err().map(|broken| broken.contest);
        assert_eq!(broken, Some(contest), "{values:?}");
        json!({"contests": shapes(contests), "selections": values, "broken_contest": contest})
    });
    json!({
        "weights": (0..=20).map(|d| json!({"d": d, "weights": place_values(d)})).collect::<Vec<_>>(),
        "plans": ballots.map(|(contests, selections)| plan(contests, selections)),
        "refused": refused,
    })
}

fn shapes(contests: &[ContestShape]) -> Vec<Value> {
    contests.iter().map(|contest| json!({"rule": contest.rule(), "options": contest.options()})).collect()
}

/// Bits and ciphertexts are counted from 1, as in (5.2).
fn plan(contests: &[ContestShape], selections: &[&[u64]]) -> Value {
    let plan = Plan::compile(contests);
    let number =
        |number: &Number| json!({"first_bit": number.bits.start + 1, "weights": number.place_values});
    let constraints: Vec<Value> = plan
        .constraints()
        .iter()
        .map(|constraint| {
            let terms = constraint.terms.iter().map(|(i, coefficient)| [*i as u64 + 1, *coefficient]);
            json!({
                "constant": constraint.constant,
                "slack": number(&constraint.slack),
                "ciphertexts": terms.collect::<Vec<_>>(),
                "bits": bit_coefficients(&plan, |bits| plan.left_side(constraint, bits)),
            })
        })
        .collect();
    let selections: Vec<Value> = selections
        .iter()
        .map(|values| json!({"selections": values, "bits": bits_of(&plan, values)}))
        .collect();
    json!({
        "contests": shapes(contests),
        "bits": plan.bits(),
        "ciphertexts": plan.ciphertexts().iter().map(number).collect::<Vec<_>>(),
        "constraints": constraints,
        "selections": selections,
    })
}

/// The small coefficient of each bit in a linear function of the bits.
fn bit_coefficients(plan: &Plan, function: impl Fn(&[Scalar]) -> Scalar) -> Vec<u64> {
    let coefficient = |j: usize| {
        let mut bits = vec![Scalar::ZERO; plan.bits()];
        bits[j] = Scalar::ONE;
        let value = function(&bits);
        (0..1_000u64).find(|small| Scalar::from(*small) == value).expect("a small coefficient")
    };
    (0..plan.bits()).map(coefficient).collect()
}

/// The bits that our prover uses, read from a proof whose blinding is known: `b_j = (f_j - a_j) / x`.
fn bits_of(plan: &Plan, values: &[u64]) -> Vec<u64> {
    let [key, salt] = [b"plan".as_slice(), b"blinding"];
    let y = EncryptionKey::new(Point::public(&secret(&derived(key, salt, &[b"Y"]))).expect("point"));
    let randomness: Vec<_> =
        (0..values.len()).map(|i| secret(&derived(key, salt, &[b"r", &[i as u8]]))).collect();
    let ciphertexts: Vec<Ciphertext> =
        values.iter().zip(&randomness).map(|(v, r)| y.encrypt(*v, r).expect("ciphertext")).collect();
    let blinding = Blinding::derive(&Derivation::new(key, salt), plan.bits());
    let bits = plan.witness(values).unwrap_or_else(|broken| panic!("{broken:?}: {values:?}"));
    let secrets = Secrets { bits, randomness, blinding };
    let bases = bit_bases(plan.bits());
    let relation = Relation { plan, bases: &bases, ciphertexts: &ciphertexts };
    let (proof, log) = instrument::record(|| prove(Transcript::new(Purpose::Ballot), relation, &y, &secrets));
    let x = challenge(&log, "x");
    let bit = |(j, f): (u64, &Scalar)| {
        let a = derived(key, salt, &[b"tabella/1/ballot/a", &j.to_le_bytes()]);
        let bit = (f - a) * x.invert();
        (0..2u64).find(|b| Scalar::from(*b) == bit).unwrap_or_else(|| panic!("{}", scalar(&bit)))
    };
    let f: Vec<Scalar> = proof.expect("proof").f.iter().map(|f| f.0).collect();
    (1..).zip(&f).map(bit).collect()
}

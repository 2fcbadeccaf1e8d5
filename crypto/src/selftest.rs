//! (REP-10) A test of the machine at start: known answers of every primitive that a verdict rests on.

use crate::bytes::{Hash, hex};
use crate::contest::{Choice, Rule};
use crate::domain::Purpose;
use crate::generators::{self, G};
use crate::group::{Derivation, Scalar, element_bytes};
use crate::plan::{Plan, place_values};
use crate::transcript::Transcript;
use sha2::{Digest as _, Sha512};

/// Runs the self-test.
///
/// # Errors
/// The primitive whose answer is wrong: then nothing that this program says can be relied on.
pub fn run() -> Result<(), &'static str> {
    compare(&ANSWERS)
}

/// The answers that this machine must give.
struct Answers {
    sha256: &'static str,
    sha512: &'static str,
    five_g: &'static str,
    h: &'static str,
    k_1: &'static str,
    challenge: &'static str,
    derived: &'static str,
    place_values: [u64; 3],
    bits_and_ciphertexts: (usize, usize),
}

const ANSWERS: Answers = Answers {
    // FIPS 180-4, "abc".
    sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    sha512: "ddaf35a193617abacc417349ae204131",
    // RFC 9496, A.1: multiples of the generator.
    five_g: "e882b131016b52c1d3337080187cf768423efccbb517bb495ab812c4160ff44e",
    // tests/vectors/generators.json.
    h: "5e432aabbc8e89e692c38764e95a407108fc57a483c169c782678224f97b5b17",
    k_1: "dccad83aefc0269225c2acb02af74a94b9c1e770968eb7c647872075cbb20d7f",
    challenge: "ce88ae86c523c45f5e7d462bd522f23046b6b7240770ebb1a77e04da86764c03",
    derived: "24156e2c35525baaf3d0fbb92b734c8032a110a3f12e2596e441e1924870d84c",
    place_values: [1, 2, 2],
    bits_and_ciphertexts: (7, 5),
};

fn compare(answers: &Answers) -> Result<(), &'static str> {
    let expect = |holds: bool, what: &'static str| if holds { Ok(()) } else { Err(what) };
    expect(hex(&Hash::of(&[b"abc"]).0) == answers.sha256, "SHA-256")?;
    expect(hex(&Sha512::digest(b"abc")).starts_with(answers.sha512), "SHA-512")?;
    expect(hex(&element_bytes(&(G * Scalar::from(5u64)))) == answers.five_g, "ristretto255")?;
    expect(hex(&element_bytes(&generators::H)) == answers.h, "generator H")?;
    expect(hex(&element_bytes(&generators::bit_bases(1)[0])) == answers.k_1, "generator K_1")?;
    let mut transcript = Transcript::new(Purpose::SelfTest);
    transcript.integer("item", 7);
    expect(hex(transcript.challenge("c").as_bytes()) == answers.challenge, "transcript")?;
    let derived = Derivation::new(b"key", b"salt").bytes::<32>(&[b"info"]);
    expect(hex(derived.as_ref()) == answers.derived, "HKDF-SHA-512")?;
    expect(place_values(5) == answers.place_values, "place values")?;
    let rule = Rule::Choice(Choice { min: 1, max: 3, blank: true });
    let plan = Plan::compile(&[rule.shape(4).map_err(|_| "plan")?]);
    expect((plan.bits(), plan.ciphertexts().len()) == answers.bits_and_ciphertexts, "plan")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_self_test_passes() {
        assert_eq!(run(), Ok(()));
    }

    // REP-10, PRF-08
    #[test]
    fn the_self_test_names_the_one_primitive_whose_answer_is_another() {
        let zero = "0000000000000000000000000000000000000000000000000000000000000000";
        for (answers, named) in [
            (Answers { sha256: zero, ..ANSWERS }, "SHA-256"),
            (Answers { sha512: zero, ..ANSWERS }, "SHA-512"),
            (Answers { five_g: zero, ..ANSWERS }, "ristretto255"),
            (Answers { h: ANSWERS.k_1, ..ANSWERS }, "generator H"),
            (Answers { k_1: ANSWERS.h, ..ANSWERS }, "generator K_1"),
            (Answers { challenge: zero, ..ANSWERS }, "transcript"),
            (Answers { derived: zero, ..ANSWERS }, "HKDF-SHA-512"),
            (Answers { place_values: [1, 2, 4], ..ANSWERS }, "place values"),
            (Answers { bits_and_ciphertexts: (8, 5), ..ANSWERS }, "plan"),
        ] {
            assert_eq!(compare(&answers), Err(named));
        }
    }
}

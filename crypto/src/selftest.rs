//! (REP-10) A test of the machine at start: known answers of every primitive that a verdict rests on.

use crate::encoding::Hash;
use crate::generators::{self, G};
use crate::group::{Derivation, Scalar, element_bytes};
use crate::plan::{ContestShape, Plan, Rule, weights};
use crate::transcript::Transcript;
use sha2::{Digest as _, Sha512};

/// Runs the self-test.
///
/// # Errors
/// The primitive whose answer is wrong: then nothing that this program says can be relied on.
pub fn run() -> Result<(), &'static str> {
    let expect = |holds: bool, what: &'static str| if holds { Ok(()) } else { Err(what) };
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    // FIPS 180-4, "abc".
    let sha256 = hex(&Hash::of(&[b"abc"]).0);
    expect(sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "SHA-256")?;
    let sha512 = hex(&Sha512::digest(b"abc"));
    expect(sha512.starts_with("ddaf35a193617abacc417349ae204131"), "SHA-512")?;
    // RFC 9496, A.1: multiples of the generator.
    let five = hex(&element_bytes(&(G * Scalar::from(5u64))));
    expect(five == "e882b131016b52c1d3337080187cf768423efccbb517bb495ab812c4160ff44e", "ristretto255")?;
    // tests/vectors/generators.json.
    let h = hex(&element_bytes(&generators::H));
    expect(h == H_HEX, "generator H")?;
    let k = hex(&element_bytes(&generators::bit_bases(1)[0]));
    expect(k == K_1_HEX, "generator K_1")?;
    let mut transcript = Transcript::new("self-test");
    transcript.integer("item", 7);
    expect(hex(transcript.challenge("c").as_bytes()) == CHALLENGE_HEX, "transcript")?;
    let derived = Derivation::new(b"key", b"salt").bytes::<32>(&[b"info"]);
    expect(hex(derived.as_ref()) == DERIVED_HEX, "HKDF-SHA-512")?;
    expect(weights(5) == [1, 2, 2], "plan weights")?;
    let rule = Rule::Choice { min: 1, max: 3, blank: true };
    let plan = Plan::compile(&[ContestShape { rule, options: 4 }]);
    expect(plan.bits() == 7 && plan.ciphertexts().len() == 5, "plan")
}

const H_HEX: &str = "5e432aabbc8e89e692c38764e95a407108fc57a483c169c782678224f97b5b17";
const K_1_HEX: &str = "dccad83aefc0269225c2acb02af74a94b9c1e770968eb7c647872075cbb20d7f";
const CHALLENGE_HEX: &str = "ce88ae86c523c45f5e7d462bd522f23046b6b7240770ebb1a77e04da86764c03";
const DERIVED_HEX: &str = "24156e2c35525baaf3d0fbb92b734c8032a110a3f12e2596e441e1924870d84c";

#[cfg(test)]
mod tests {
    #[test]
    fn the_self_test_passes() {
        assert_eq!(super::run(), Ok(()));
    }
}

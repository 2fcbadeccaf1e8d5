//! §3 Codes and credentials: what a voter holds, and what the roll says.

use crate::bytes::{Hash, hex};
use crate::carried;
use crate::checks;
use crate::domain;
use crate::error::InputError;
use crate::group::SecretScalar;
use crate::randomness::{NoRandomness, fresh_bytes};
use crate::readable::groups_of_four;
use crate::signature::SigningKey;
use bech32::primitives::checksum::Engine;
use bech32::{Bech32m, ByteIterExt as _, Fe32, Hrp};
use core::fmt;
use rand::TryCryptoRng;
use zeroize::Zeroizing;

/// Characters of a code that carry its 130 random bits.
const DATA_CHARACTERS: usize = 26;

/// A voter's secret code: 26 characters of five random bits each, and a checksum of 6 characters that
/// is bound to the election. Zeroised when dropped, never printed by accident.
pub struct Code {
    data: Zeroizing<String>,
    election: Hash,
}

impl Code {
    /// Makes a code from operating-system randomness.
    ///
    /// # Errors
    /// The source fails or repeats itself: no randomness, no code (ROL-08).
    pub fn generate<R: TryCryptoRng>(election: &Hash, rng: &mut R) -> Result<Code, NoRandomness> {
        let bytes = fresh_bytes(rng)?;
        // 17 of the 32 bytes hold 130 bits and 6 to spare.
        let data = bytes[..17].iter().copied().bytes_to_fes().take(DATA_CHARACTERS).map(Fe32::to_char);
        Ok(Code { data: Zeroizing::new(data.collect()), election: *election })
    }

    /// Reads what a voter typed or pasted: see [`carried::letters`].
    ///
    /// # Errors
    /// ROL-07 for a typing error or a code of another election.
    pub fn read(text: &str, election: &Hash) -> Result<Code, InputError> {
        let wrong = |reason: &str| Err(InputError::new(checks::ROL_07, reason));
        let plain = carried::letters(text);
        if plain.chars().count() != DATA_CHARACTERS + 6 {
            return wrong("a code has 8 groups of 4 characters: please compare with your letter");
        }
        let Some(data) = plain.get(..DATA_CHARACTERS) else {
            return wrong("a character of the code is not allowed: please compare with your letter");
        };
        let code = Code { data: Zeroizing::new(data.to_owned()), election: *election };
        if data.chars().any(|c| Fe32::from_char(c).is_err()) || code.characters().as_str() != plain.as_str() {
            return wrong("the code has a typo or belongs to another election");
        }
        Ok(code)
    }

    /// The code for the voter's letter, in 8 groups of 4 characters.
    pub fn show(&self) -> Zeroizing<String> {
        Zeroizing::new(groups_of_four(&self.characters()))
    }

    /// `x = wide(HKDF-SHA-512(code, salt = election id, info = "tabella/1/credential"))`, `P = xG`.
    ///
    /// The code enters as its 26 characters without the checksum, in lower case ASCII.
    pub fn credential(&self) -> SigningKey {
        let secret = SecretScalar::derive(self.data.as_bytes(), &self.election.0, &[domain::CREDENTIAL]);
        SigningKey::new(secret)
    }

    /// Data and checksum: Bech32m under a prefix made of the first 20 bytes of the election id, in hex.
    fn characters(&self) -> Zeroizing<String> {
        let prefix = hex(&self.election.0[..20]);
        let data = self.data.chars().filter_map(|c| Fe32::from_char(c).ok());
        let mut engine = Engine::<Bech32m>::new();
        engine.input_hrp(Hrp::parse_unchecked(&prefix));
        data.clone().for_each(|fe| engine.input_fe(fe));
        engine.input_target_residue();
        let residue = *engine.residue();
        let checksum = (0..6).map(|k| {
            use bech32::primitives::checksum::PackedFe32 as _;
            Fe32::try_from(residue.unpack(5 - k)).expect("unpack gives five bits")
        });
        Zeroizing::new(data.chain(checksum).map(Fe32::to_char).collect())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::convert::Infallible;
    use rand::rngs::SysRng;
    use rand::{TryCryptoRng, TryRng};

    const ELECTION: Hash = crate::bytes::Bytes([9; 32]);

    /// A source that always gives the same byte.
    struct Stuck(u8);

    impl TryRng for Stuck {
        type Error = Infallible;
        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            Ok(self.0.into())
        }
        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            Ok(self.0.into())
        }
        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
            bytes.fill(self.0);
            Ok(())
        }
    }

    impl TryCryptoRng for Stuck {}

    #[test]
    fn a_code_has_eight_groups_of_four_and_reads_back_however_it_is_typed() {
        let code = Code::generate(&ELECTION, &mut SysRng).expect("code");
        let shown = code.show();
        assert_eq!(shown.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8]);
        let wide = |c: char| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c);
        for typed in [
            shown.to_uppercase(),
            shown.replace(' ', ""),
            shown.replace(' ', "-"),
            shown.replace(' ', " \u{2013}\r\n"),
            format!("\u{feff}\u{201e}{}\u{201c}.", *shown),
            shown.replace(' ', "%20"),
            shown.split(' ').collect::<Vec<_>>().join("").chars().map(wide).collect(),
        ] {
            let read = Code::read(&typed, &ELECTION).expect("typed");
            assert_eq!(read.credential().public(), code.credential().public());
        }
    }

    #[test]
    fn every_single_substitution_and_adjacent_swap_in_a_code_is_found() {
        for _ in 0..1_000 {
            let code = Code::generate(&ELECTION, &mut SysRng).expect("code");
            let plain: Vec<char> = code.show().replace(' ', "").chars().collect();
            let refused = |changed: &[char]| {
                let text: String = changed.iter().collect();
                assert_eq!(Code::read(&text, &ELECTION).expect_err(&text).check, checks::ROL_07);
            };
            for position in 0..plain.len() {
                for replacement in "qpzry9x8gf2tvdw0s3jn54khce6mua7lb1io".chars() {
                    if replacement != plain[position] {
                        let mut changed = plain.clone();
                        changed[position] = replacement;
                        refused(&changed);
                    }
                }
                if position + 1 < plain.len() && plain[position] != plain[position + 1] {
                    let mut swapped = plain.clone();
                    swapped.swap(position, position + 1);
                    refused(&swapped);
                }
            }
        }
    }

    #[test]
    fn a_code_of_another_election_is_refused() {
        let code = Code::generate(&ELECTION, &mut SysRng).expect("code");
        let other = crate::bytes::Bytes([8; 32]);
        assert_eq!(Code::read(&code.show(), &other).expect_err("twin").check, checks::ROL_07);
        assert_eq!(Code::read("short", &ELECTION).expect_err("short").check, checks::ROL_07);
        assert_eq!(Code::read(&"ü".repeat(32), &ELECTION).expect_err("odd").check, checks::ROL_07);
    }

    /// A source that fails.
    struct Broken;

    impl TryRng for Broken {
        type Error = core::fmt::Error;
        fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
            Err(core::fmt::Error)
        }
        fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
            Err(core::fmt::Error)
        }
        fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Self::Error> {
            Err(core::fmt::Error)
        }
    }

    impl TryCryptoRng for Broken {}

    // ROL-08
    #[test]
    fn no_code_is_made_from_a_source_that_fails() {
        assert_eq!(Code::generate(&ELECTION, &mut Broken).expect_err("broken"), NoRandomness);
    }

    // ROL-08
    #[test]
    fn no_code_is_made_from_a_source_that_is_stuck() {
        for byte in [0, 7] {
            assert_eq!(Code::generate(&ELECTION, &mut Stuck(byte)).expect_err("stuck"), NoRandomness);
        }
    }
}

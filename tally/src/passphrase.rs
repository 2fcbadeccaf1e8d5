//! Passphrases of key files, and what one that was typed may mean.
//!
//! The same characters can be typed as different bytes: an Ü as one character or as U with two dots, a space that does
//! not break. A passphrase is prepared as RFC 8265 says (OpaqueString) before it protects a key.

use age::secrecy::{ExposeSecret as _, SecretString};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// (RFC 8265, 4.2) What protects a key: every space is U+0020, and the whole is in normal form C.
pub fn prepared(passphrase: &SecretString) -> SecretString {
    let spaced = passphrase.expose_secret().chars().map(|c| if is_space(c) { ' ' } else { c });
    collect(spaced.nfc())
}

/// What a passphrase that was typed may mean: as it is prepared, as it was typed (key files of other programs and
/// of earlier versions), and with letters of normal width.
pub fn meanings(passphrase: &SecretString) -> Vec<SecretString> {
    let mut meanings: Vec<SecretString> = vec![];
    for meaning in [prepared(passphrase), passphrase.clone(), collect(passphrase.expose_secret().nfkc())] {
        if meanings.iter().all(|other| other.expose_secret() != meaning.expose_secret()) {
            meanings.push(meaning);
        }
    }
    meanings
}

/// Returns true if every keyboard has its characters.
pub fn is_plain(passphrase: &SecretString) -> bool {
    passphrase.expose_secret().is_ascii()
}

/// Category Zs but for U+0020.
fn is_space(c: char) -> bool {
    matches!(c, '\u{00A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

fn collect(characters: impl Iterator<Item = char>) -> SecretString {
    // Room enough that no copy stays behind when the text grows.
    let mut text = Zeroizing::new(String::with_capacity(4_096));
    text.extend(characters);
    SecretString::from(text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_means_the_same_on_every_keyboard() {
        let prepare = |typed: &str| prepared(&SecretString::from(typed)).expose_secret().to_owned();
        for typed in ["grün\u{a0}zwei", "gru\u{308}n\u{2007}zwei", "grün zwei"] {
            assert_eq!(prepare(typed), "grün zwei");
        }
        assert_eq!(prepare(" Ab  C "), " Ab  C ", "nothing else is changed");
        let meanings = |typed: &str| -> Vec<String> {
            meanings(&SecretString::from(typed))
                .iter()
                .map(|secret| secret.expose_secret().to_owned())
                .collect()
        };
        assert_eq!(meanings("ab c"), ["ab c"], "one try is enough");
        assert_eq!(meanings("ａ\u{3000}ü"), ["ａ ü", "ａ\u{3000}ü", "a ü"]);
    }
}

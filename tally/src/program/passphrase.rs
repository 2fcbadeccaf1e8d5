//! Passphrases of key files: from a prompt, or the first line of a file; never from the command line.
//!
//! The same characters can be typed as different bytes: an Ü as one character or as U with two dots, a space that does
//! not break. A passphrase is prepared as RFC 8265 says (OpaqueString) before it protects a key.

use crate::program::answer::Failure;
use crate::program::files::cannot_read;
use age::secrecy::{ExposeSecret as _, SecretString};
use std::path::Path;
use tabella_crypto::carried;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// The first line of a file.
///
/// # Errors
/// The file cannot be read, is not text, or its first line is empty.
pub fn from_file(path: &Path) -> Result<SecretString, Failure> {
    let bytes = Zeroizing::new(std::fs::read(path).map_err(|error| cannot_read(path, &error))?);
    let text = carried::decode(&bytes)
        .map(Zeroizing::new)
        .map_err(|error| Failure::failed(format!("{} is no text: {}", path.display(), error.reason)))?;
    let line = text.lines().next().unwrap_or("");
    if line.is_empty() {
        return Err(Failure::failed(format!("the first line of {} is empty", path.display())));
    }
    Ok(SecretString::from(line))
}

/// Asks for the passphrase of a key file.
///
/// # Errors
/// There is no terminal.
pub fn ask(path: &Path) -> Result<SecretString, Failure> {
    prompt(&format!("Passphrase of {}: ", path.display()))
}

/// Asks twice for a new passphrase.
///
/// # Errors
/// There is no terminal, the passphrase is empty, or the two differ.
pub fn choose() -> Result<SecretString, Failure> {
    let first = prompt("New passphrase: ")?;
    if first.expose_secret().is_empty() {
        return Err(Failure::failed("the passphrase is empty; nothing was written"));
    }
    let second = prompt("The same again: ")?;
    if prepared(&first).expose_secret() != prepared(&second).expose_secret() {
        return Err(Failure::failed("the two passphrases differ; nothing was written: please try again"));
    }
    Ok(first)
}

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

/// Whether every keyboard has its characters.
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

fn prompt(words: &str) -> Result<SecretString, Failure> {
    rpassword::prompt_password(words).map(SecretString::from).map_err(|error| {
        Failure::failed(format!(
            "cannot ask for the passphrase ({error}): use a terminal, or --passphrase-file FILE"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_line_of_a_passphrase_file_counts_whatever_wrote_it() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("passphrase");
        let utf16: Vec<u8> = "\u{feff}a b\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, expected) in [
            (&b"a b\nc"[..], Some("a b")),
            (b"a\r\n", Some("a")),
            (b"\xef\xbb\xbfa \n", Some("a ")),
            (&utf16, Some("a b")),
            (b"\nx", None),
            (b"", None),
            (b"\xff", None),
        ] {
            std::fs::write(&path, bytes).expect("write");
            let read = from_file(&path).ok();
            assert_eq!(read.as_ref().map(|secret| secret.expose_secret()), expected, "{bytes:?}");
        }
        assert!(from_file(&folder.path().join("missing")).is_err());
    }

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

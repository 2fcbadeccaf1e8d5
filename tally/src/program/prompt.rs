//! Passphrases from a prompt, or from the first line of a file; never from the command line.

use crate::passphrase::prepared;
use age::secrecy::{ExposeSecret as _, SecretString};
use std::path::Path;
use tabella_client::console::{Failure, read_file};
use tabella_crypto::carried;
use zeroize::Zeroizing;

/// Reads the passphrase that is the first line of a file.
///
/// # Errors
/// The file cannot be read, is not text, or its first line is empty.
pub fn from_file(path: &Path) -> Result<SecretString, Failure> {
    let bytes = Zeroizing::new(read_file(path)?);
    let text = carried::decode(&bytes)
        .map(Zeroizing::new)
        .map_err(|error| Failure::failed(format!("{} is not text: {}", path.display(), error.reason)))?;
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
}

//! Passphrases of key files: from a prompt, or the first line of a file; never from the command line.

use crate::answer::Failure;
use crate::durable::cannot_read;
use age::secrecy::{ExposeSecret as _, SecretString};
use std::path::Path;
use zeroize::Zeroizing;

/// The first line of a file.
///
/// # Errors
/// The file cannot be read, or its first line is empty.
pub fn from_file(path: &Path) -> Result<SecretString, Failure> {
    let text = Zeroizing::new(std::fs::read_to_string(path).map_err(|error| cannot_read(path, &error))?);
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
    if first.expose_secret() != second.expose_secret() {
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
    fn only_the_first_line_of_a_passphrase_file_counts() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("passphrase");
        for (text, expected) in [("a b\nc", Some("a b")), ("a\r\n", Some("a")), ("\nx", None), ("", None)] {
            std::fs::write(&path, text).expect("write");
            let read = from_file(&path).ok();
            assert_eq!(read.as_ref().map(|secret| secret.expose_secret()), expected, "{text:?}");
        }
        assert!(from_file(&folder.path().join("missing")).is_err());
    }
}

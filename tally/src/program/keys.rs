//! Key files on this machine: `keygen`, and keys that are read again from their file for every step.

use crate::key::{Key, LIMIT_BYTES, Role};
use crate::key_file::{self, KeyFile, KeyFileError};
use crate::passphrase;
use crate::program::prompt;
use age::secrecy::SecretString;
use rand::rngs::SysRng;
use serde_json::json;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use tabella_client::console::{Answer, Failure, FileError, Outcome, PendingFile, Readers, check_absent};
use tabella_crypto::text::Text;
use zeroize::Zeroizing;

/// How a new key file is protected.
pub enum Protection {
    /// Encrypted under a passphrase.
    Passphrase(SecretString),
    /// Not at all: for tests only.
    UnencryptedTestKey,
}

/// Writes a key to a new file, readable by its owner alone.
///
/// # Errors
/// There is a file already, or it cannot be written.
pub fn write(key: &Key, path: &Path, protection: &Protection) -> Result<(), Failure> {
    check_absent(path)?;
    let mut pending = PendingFile::new(path, Readers::Owner)?;
    let written = match protection {
        Protection::UnencryptedTestKey => pending.write_all(&key_file::unencrypted(key)),
        Protection::Passphrase(passphrase) => pending.write_all(key_file::seal(key, passphrase)?.as_bytes()),
    };
    written.map_err(|error| FileError::write(path, error))?;
    Ok(pending.keep_new()?)
}

/// `keygen`: makes a key and its file.
///
/// # Errors
/// The name is not allowed, no passphrase is given, or the file exists or cannot be written.
pub fn keygen(name: &str, role: Role, path: &Path, protection: &Protection) -> Outcome {
    let name =
        Text::normalised(name).map_err(|error| Failure::failed(format!("--name: {}", error.reason)))?;
    let key = Key::generate(name, role, &mut SysRng)?;
    write(&key, path, protection)?;
    let public = key.public();
    let mut words = format!(
        "Made a key for the {role} {}, in {}.\n\nPublic key: {public}\n\nAs it stands in the draft of an \
         election:\n\n  [[{role}s]]\n  name = {}\n  key = \"{public}\"\n\n{}",
        key.name,
        path.display(),
        toml::Value::from(key.name.as_str()),
        next(&key),
    );
    if matches!(protection, Protection::Passphrase(passphrase) if !passphrase::is_plain(passphrase)) {
        words += "\n\nThe passphrase has characters that some keyboards do not have. Make sure that you can type it on \
                  the machine where the key will be used.";
    }
    let facts = json!({
        "file": path,
        "name": key.name,
        "public": public,
        "role": role,
        "unencrypted_test_key": matches!(protection, Protection::UnencryptedTestKey),
    });
    Ok(Answer::new(facts, words))
}

/// What the person with a new key does next.
fn next(key: &Key) -> String {
    let public = key.public();
    match key.role {
        Role::Official => format!(
            "Next: keep a copy of the file and its passphrase in a safe place. Copy the three lines into the \
             draft, and give the public key to the operator of the board \
             (tabella-board serve --creator {public})."
        ),
        Role::Registrar => "Next: keep a copy of the file and its passphrase in a safe place. Give the \
                            three lines to the official, for the draft."
            .into(),
        Role::Trustee => "Next: keep a copy of the file and its passphrase in a safe place: without them \
                          your part of the election cannot be decrypted. Use this key for one election \
                          only. Give the three lines to the official, for the draft."
            .into(),
    }
}

/// A key file, and the passphrase once it is known. Every [`KeySource::load`] reads the file again, so
/// that what is used is what the backup holds (TRU-11).
pub struct KeySource {
    path: PathBuf,
    passphrase: Option<SecretString>,
    /// It was said that the key is not encrypted.
    warned: bool,
}

impl KeySource {
    /// A key file; its passphrase is asked for when it is needed and none is given.
    pub fn new(path: &Path, passphrase: Option<SecretString>) -> KeySource {
        KeySource { path: path.to_owned(), passphrase, warned: false }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the key from the file, for a command of `role`.
    ///
    /// # Errors
    /// The file cannot be read or decrypted, is damaged, or holds a key for another role.
    pub fn load(&mut self, role: Role) -> Result<Key, Failure> {
        let file = KeyFile::read(&self.read()?).map_err(|error| self.unusable(error))?;
        let (key, encrypted) = match file {
            KeyFile::Encrypted(armored) => {
                (key_file::open(&armored, self.passphrase()?).map_err(|error| self.unusable(error))?, true)
            }
            KeyFile::Unencrypted(key) => (*key, false),
        };
        if key.role != role {
            return Err(Failure::failed(format!(
                "{} holds the key of {} ({}); this command needs that of {}",
                self.path.display(),
                article(key.role),
                key.name,
                article(role)
            )));
        }
        if !encrypted && !core::mem::replace(&mut self.warned, true) {
            eprintln!(
                "WARNING: {} is an unencrypted test key. Anyone who can read the file has the key. \
                 Never use it in a real election.",
                self.path.display()
            );
        }
        Ok(key)
    }

    fn read(&self) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(LIMIT_BYTES + 1));
        std::fs::File::open(&self.path)
            .and_then(|file| file.take(LIMIT_BYTES as u64 + 1).read_to_end(&mut bytes))
            .map_err(|error| FileError::read(&self.path, error))?;
        Ok(bytes)
    }

    fn passphrase(&mut self) -> Result<&SecretString, Failure> {
        let passphrase = match self.passphrase.take() {
            Some(passphrase) => passphrase,
            None => prompt::ask(&self.path)?,
        };
        Ok(self.passphrase.insert(passphrase))
    }

    fn unusable(&self, error: KeyFileError) -> Failure {
        let shown = self.path.display();
        Failure::failed(match error {
            KeyFileError::NotOne => {
                format!("{shown} is not a key file, or it is damaged: use your backup")
            }
            KeyFileError::Changed(error) => {
                format!("cannot decrypt {shown}, which was changed or is damaged: use your backup ({error})")
            }
            KeyFileError::WrongPassphrase => format!("the passphrase is not that of {shown}"),
        })
    }
}

fn article(role: Role) -> &'static str {
    match role {
        Role::Official => "an official",
        Role::Registrar => "a registrar",
        Role::Trustee => "a trustee",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(folder: &Path, protection: &Protection) -> (Key, PathBuf) {
        let name = Text::new("Ann Berg").expect("text");
        let key = Key::generate(name, Role::Trustee, &mut SysRng).expect("key");
        let path = folder.join("ann.key");
        write(&key, &path, protection).expect("written");
        (key, path)
    }

    fn error(path: &Path, passphrase: Option<&str>, role: Role) -> String {
        let mut source = KeySource::new(path, passphrase.map(SecretString::from));
        let failure = source.load(role).expect_err("loaded");
        assert_eq!(failure.exit_code(), 2);
        failure.to_string()
    }

    #[test]
    fn a_key_file_opens_with_its_passphrase_only_and_a_damaged_one_asks_for_the_backup() {
        let folder = tempfile::tempdir().expect("folder");
        let (key, path) =
            written(folder.path(), &Protection::Passphrase(SecretString::from("correct horse")));
        let mut source = KeySource::new(&path, Some(SecretString::from("correct horse")));
        assert_eq!(source.load(Role::Trustee).expect("loaded").public(), key.public());
        assert!(error(&path, Some("wrong"), Role::Trustee).contains("the passphrase is not that of"));
        std::fs::write(&path, "unreadable").expect("damage");
        assert!(error(&path, Some("correct horse"), Role::Trustee).contains("use your backup"));
    }

    #[test]
    fn a_passphrase_that_some_keyboards_do_not_have_is_pointed_out() {
        let folder = tempfile::tempdir().expect("folder");
        let made = |name: &str, passphrase: &str| {
            let protection = Protection::Passphrase(SecretString::from(passphrase));
            keygen("Ann", Role::Trustee, &folder.path().join(name), &protection).expect("made").words
        };
        let words = made("a", "gr\u{fc}n");
        assert!(words.contains("some keyboards do not have") && !words.contains("gr\u{fc}n"), "{words}");
        assert!(!made("b", "correct horse").contains("keyboards"));
    }

    #[test]
    fn a_key_for_another_role_is_refused() {
        let folder = tempfile::tempdir().expect("folder");
        let (_, path) = written(folder.path(), &Protection::UnencryptedTestKey);
        assert!(error(&path, None, Role::Official).contains("needs that of an official"));
        assert!(error(&folder.path().join("missing"), None, Role::Official).contains("cannot read"));
    }

    #[test]
    fn keygen_never_overwrites_a_key_and_says_what_comes_next() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("key");
        let make = |name: &str| keygen(name, Role::Trustee, &path, &Protection::UnencryptedTestKey);
        assert!(make("a\u{202E}b").is_err());
        assert!(!path.exists());
        let answer = make("Ann").expect("made");
        assert!(answer.words.contains("Next:") && answer.facts["role"] == "trustee");
        let public = answer.facts["public"].as_str().expect("public");
        let draft = format!("  [[trustees]]\n  name = \"Ann\"\n  key = \"{public}\"\n");
        assert!(answer.words.contains(&draft), "{}", answer.words);
        let before = std::fs::read(&path).expect("file");
        assert!(make("Ann").expect_err("overwritten").to_string().contains("never overwritten"));
        assert_eq!(std::fs::read(&path).expect("file"), before);
    }
}

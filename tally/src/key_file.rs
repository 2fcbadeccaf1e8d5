//! Key files: the one backup of every secret of an official, registrar or trustee.
//!
//! A key file is age-encrypted (armored) under a passphrase; inside is one JSON object:
//! `{"name":"Ann Berg","public":"<43 characters>","role":"trustee","seed":"<43 characters>"}`. It opens
//! with any age program too. Test keys hold the same object in the clear, marked
//! `"unencrypted_test_key":true`.

use crate::program::answer::{Answer, Failure, Outcome};
use crate::program::files::{Pending, Readers, cannot_read, cannot_write, demand_absent};
use crate::program::passphrase;
use age::armor::ArmoredReader;
use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, scrypt};
use core::fmt;
use rand::rngs::SysRng;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use tabella_crypto::bytes::{base64url, from_base64url};
use tabella_crypto::carried;
use tabella_crypto::election::ceremony::TrusteeSeed;
use tabella_crypto::group::Point;
use tabella_crypto::signature::SigningKey;
use tabella_crypto::text::Text;
use zeroize::Zeroizing;

/// Longest key file that is read.
const LIMIT_BYTES: u64 = 1 << 16;
/// Most work that a key file may ask for, as the logarithm of its cost: 4 GiB of memory.
const WORK_LIMIT: u8 = 22;
const ARMOR: &str = "-----BEGIN AGE ENCRYPTED FILE-----";

/// Whose key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Creates, opens and closes elections and announces their results.
    Official,
    /// Publishes the roll.
    Registrar,
    /// Holds a share of the election key.
    Trustee,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Role::Official => "official",
            Role::Registrar => "registrar",
            Role::Trustee => "trustee",
        })
    }
}

/// What is inside a key file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire<'a> {
    name: Text,
    public: Point,
    role: Role,
    #[serde(borrow)]
    seed: &'a str,
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    unencrypted_test_key: bool,
}

/// A key in memory, for as long as one step takes. It is written to its file and nowhere else (TRU-12):
///
/// ```compile_fail
/// fn serialised<T: serde::Serialize>() {}
/// serialised::<tabella_tally::key_file::Key>();
/// ```
#[derive(Debug)]
pub struct Key {
    /// Whose key it is.
    pub name: Text,
    /// What it is for.
    pub role: Role,
    seed: TrusteeSeed,
    signing: SigningKey,
}

impl Key {
    /// A fresh key.
    ///
    /// # Errors
    /// The operating system's random number generator failed.
    pub fn generate(name: Text, role: Role) -> Result<Key, Failure> {
        let seed = TrusteeSeed::generate(&mut SysRng)
            .map_err(|error| Failure::failed(format!("{error}: no key was made")))?;
        Ok(Key { name, role, signing: seed.identity(), seed })
    }

    /// What statements are signed with.
    pub fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// The public key.
    pub fn public(&self) -> &Point {
        self.signing.public()
    }

    /// What every ceremony secret derives from.
    pub fn seed(&self) -> &TrusteeSeed {
        &self.seed
    }

    fn encode(&self, unencrypted_test_key: bool) -> Zeroizing<Vec<u8>> {
        let seed = Zeroizing::new(base64url(self.seed.expose()));
        let wire = Wire {
            name: self.name.clone(),
            public: *self.public(),
            role: self.role,
            seed: &seed,
            unencrypted_test_key,
        };
        // Room enough that no copy of the seed stays behind when the buffer grows.
        let mut bytes = Zeroizing::new(Vec::with_capacity(LIMIT_BYTES as usize));
        // Unwrap safety: a struct with string keys, written to memory.
        #[allow(clippy::unwrap_used)]
        serde_json::to_writer(&mut *bytes, &wire).unwrap();
        bytes
    }

    /// `None` for anything but a key file; the reason is not shown, because it could quote the seed.
    fn decode(bytes: &[u8], unencrypted: bool) -> Option<Key> {
        let wire: Wire<'_> = serde_json::from_slice(bytes).ok()?;
        let seed = TrusteeSeed::from_bytes(Zeroizing::new(from_base64url(wire.seed).ok()?));
        let signing = seed.identity();
        let sound = *signing.public() == wire.public && wire.unencrypted_test_key == unencrypted;
        sound.then_some(Key { name: wire.name, role: wire.role, seed, signing })
    }
}

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
    demand_absent(path)?;
    let mut pending = Pending::new(path, Readers::Owner)?;
    let written = match protection {
        Protection::UnencryptedTestKey => {
            pending.write_all(&key.encode(true)).and_then(|()| pending.write_all(b"\n"))
        }
        Protection::Passphrase(passphrase) => {
            let recipient = scrypt::Recipient::new(passphrase::prepared(passphrase));
            let armored = age::encrypt_and_armor(&recipient, &key.encode(false))
                .map_err(|error| Failure::failed(format!("cannot encrypt the key: {error}")))?;
            pending.write_all(armored.as_bytes())
        }
    };
    written.map_err(|error| cannot_write(path, &error))?;
    pending.keep_new()
}

/// `keygen`: makes a key and its file.
///
/// # Errors
/// The name is not allowed, no passphrase is given, or the file exists or cannot be written.
pub fn keygen(name: &str, role: Role, path: &Path, protection: &Protection) -> Outcome {
    let name =
        Text::normalised(name).map_err(|error| Failure::failed(format!("--name: {}", error.reason)))?;
    let key = Key::generate(name, role)?;
    write(&key, path, protection)?;
    let public = key.public();
    let unencrypted = matches!(protection, Protection::UnencryptedTestKey);
    let mut words = format!(
        "Made a key for the {role} {}, in {}.\n\nPublic key: {public}\n\nAs it stands in the draft of an \
         election:\n\n  [[{role}s]]\n  name = {}\n  key = \"{public}\"\n\n",
        key.name,
        path.display(),
        toml::Value::from(key.name.as_str()),
    );
    words += &match role {
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
    };
    if matches!(protection, Protection::Passphrase(passphrase) if !passphrase::is_plain(passphrase)) {
        words += "\n\nThe passphrase has characters that some keyboards do not have. Make sure that you can type it on \
                  the machine where the key will be used.";
    }
    let facts = json!({
        "command": "keygen",
        "file": path,
        "name": key.name,
        "public": public,
        "role": role,
        "unencrypted_test_key": unencrypted,
    });
    Ok(Answer { words, facts })
}

/// A key file, and the passphrase once it is known. Every [`KeySource::load`] reads the file again, so
/// that what is used is what the backup holds (TRU-11).
pub struct KeySource {
    path: PathBuf,
    passphrase: Option<SecretString>,
    /// Whether it was said that the key is not encrypted.
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
        let bytes = self.read()?;
        let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii_start();
        let encrypted = !start.starts_with(b"{");
        let plain =
            if encrypted { self.decrypt(&self.armored(&bytes)?)? } else { Zeroizing::new(start.to_vec()) };
        let shown = self.path.display();
        let key = Key::decode(&plain, !encrypted).ok_or_else(|| {
            Failure::failed(format!("{shown} is not a key file, or it is damaged: use your backup"))
        })?;
        if key.role != role {
            return Err(Failure::failed(format!(
                "{shown} holds the key of {} ({}); this command needs that of {}",
                article(key.role),
                key.name,
                article(role)
            )));
        }
        if !encrypted && !core::mem::replace(&mut self.warned, true) {
            eprintln!(
                "WARNING: {shown} is an unencrypted test key. Anybody who can read the file has the key. \
                 Never use it in a real election."
            );
        }
        Ok(key)
    }

    fn read(&self) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(LIMIT_BYTES as usize + 1));
        std::fs::File::open(&self.path)
            .and_then(|file| file.take(LIMIT_BYTES + 1).read_to_end(&mut bytes))
            .map_err(|error| cannot_read(&self.path, &error))?;
        Ok(bytes)
    }

    /// The encrypted file as it was written, whatever became of its line ends.
    fn armored(&self, bytes: &[u8]) -> Result<String, Failure> {
        let text = carried::text(bytes).ok().filter(|text| text.starts_with(ARMOR));
        text.ok_or_else(|| {
            Failure::failed(format!(
                "{} is not a key file, or it is damaged: use your backup",
                self.path.display()
            ))
        })
    }

    fn decrypt(&mut self, armored: &str) -> Result<Zeroizing<Vec<u8>>, Failure> {
        if self.passphrase.is_none() {
            self.passphrase = Some(passphrase::ask(&self.path)?);
        }
        let shown = self.path.display();
        for passphrase in passphrase::meanings(&self.passphrase.clone().unwrap_or_default()) {
            match open(armored, passphrase) {
                Err(DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed) => {}
                Ok(plain) => return Ok(plain),
                Err(error) => {
                    return Err(Failure::failed(format!(
                        "cannot decrypt {shown}, which was changed or is damaged: use your backup ({error})"
                    )));
                }
            }
        }
        Err(Failure::failed(format!("the passphrase is not that of {shown}")))
    }
}

fn open(armored: &str, passphrase: SecretString) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    let mut plain = Zeroizing::new(Vec::with_capacity(LIMIT_BYTES as usize));
    let decryptor = Decryptor::new_buffered(ArmoredReader::new(armored.as_bytes()))?;
    let mut identity = scrypt::Identity::new(passphrase);
    // Not by how fast this machine seems to be now: a key that was made on a fast one opens on a slow one.
    identity.set_max_work_factor(WORK_LIMIT);
    decryptor.decrypt(core::iter::once(&identity as _))?.read_to_end(&mut plain)?;
    Ok(plain)
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

    fn ann() -> Text {
        Text::new("Ann Berg").expect("text")
    }

    fn written(folder: &Path, protection: &Protection) -> (Key, PathBuf) {
        let key = Key::generate(ann(), Role::Trustee).expect("key");
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
    fn an_encrypted_key_reads_back_with_its_passphrase_only() {
        let folder = tempfile::tempdir().expect("folder");
        let (key, path) =
            written(folder.path(), &Protection::Passphrase(SecretString::from("correct horse")));
        let text = std::fs::read_to_string(&path).expect("file");
        assert!(text.starts_with(ARMOR));
        let mut source = KeySource::new(&path, Some(SecretString::from("correct horse")));
        let read = source.load(Role::Trustee).expect("loaded");
        assert_eq!(read.seed().expose(), key.seed().expose());
        assert_eq!((read.public(), &read.name), (key.public(), &key.name));
        assert!(error(&path, Some("wrong"), Role::Trustee).contains("passphrase"));
        std::fs::write(&path, text.replace('A', "B")).expect("damage");
        assert!(!error(&path, Some("correct horse"), Role::Trustee).is_empty());
    }

    #[test]
    fn a_key_file_that_went_by_mail_opens_with_its_passphrase_on_every_keyboard() {
        let folder = tempfile::tempdir().expect("folder");
        let (key, path) =
            written(folder.path(), &Protection::Passphrase(SecretString::from("gr\u{fc}n zwei")));
        let text = std::fs::read_to_string(&path).expect("file");
        let quoted: String = text.lines().map(|line| format!("> {line} \r\n")).collect();
        for carried in
            [format!("\u{feff}{}", text.replace('\n', "\r\n")), quoted, format!("\n{}", text.trim_end())]
        {
            std::fs::write(&path, carried).expect("carried");
            let mut source = KeySource::new(&path, Some(SecretString::from("gru\u{308}n\u{a0}zwei")));
            assert_eq!(source.load(Role::Trustee).expect("loaded").public(), key.public());
        }
    }

    #[test]
    fn a_key_file_of_another_program_opens_with_the_passphrase_as_it_was_typed() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("key");
        let key = Key::generate(ann(), Role::Trustee).expect("key");
        let raw = SecretString::from("gru\u{308}n");
        let mut recipient = scrypt::Recipient::new(raw.clone());
        recipient.set_work_factor(2);
        let armored = age::encrypt_and_armor(&recipient, &key.encode(false)).expect("encrypted");
        std::fs::write(&path, armored).expect("written");
        let read = KeySource::new(&path, Some(raw)).load(Role::Trustee).expect("loaded");
        assert_eq!(read.public(), key.public());
        assert!(error(&path, Some("grun"), Role::Trustee).contains("the passphrase is not that of"));
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
    fn a_test_key_is_marked_and_reads_back() {
        let folder = tempfile::tempdir().expect("folder");
        let (key, path) = written(folder.path(), &Protection::UnencryptedTestKey);
        let text = std::fs::read_to_string(&path).expect("file");
        assert!(text.contains(r#""unencrypted_test_key":true"#));
        let read = KeySource::new(&path, None).load(Role::Trustee).expect("loaded");
        assert_eq!(read.public(), key.public());
    }

    // TRU-11, TRU-12
    #[test]
    fn damaged_files_are_refused_without_showing_what_is_in_them() {
        let folder = tempfile::tempdir().expect("folder");
        let (key, path) = written(folder.path(), &Protection::UnencryptedTestKey);
        let text = std::fs::read_to_string(&path).expect("file");
        let seed = base64url(key.seed().expose());
        let other = base64url(key.public().as_bytes());
        for damaged in [
            text.replace(r#","unencrypted_test_key":true"#, ""),
            text.replace(&seed, &other),
            text.replace(&seed, &format!("\\u0041{}", &seed[1..])),
            text.replace("\"seed\"", "\"seed\":\"x\",\"note\""),
            text.replace("trustee", "king"),
            text[..text.len() / 2].to_owned(),
            String::new(),
        ] {
            std::fs::write(&path, &damaged).expect("write");
            let error = error(&path, None, Role::Trustee);
            assert!(error.contains("not a key file") && !error.contains(&seed[..8]), "{error}");
        }
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

    // TRU-12
    #[test]
    fn a_key_prints_without_its_secrets() {
        let key = Key::generate(ann(), Role::Official).expect("key");
        let shown = format!("{key:?}");
        assert!(shown.contains("redacted") && !shown.contains(&base64url(key.seed().expose())));
    }
}

//! Key files: the one backup of every secret of an official, registrar or trustee.
//!
//! A key file is age-encrypted (armored) under a passphrase; inside is one JSON object:
//! `{"name":"Ann Berg","public":"<43 characters>","role":"trustee","seed":"<43 characters>"}`. It opens
//! with any age program too. Test keys hold the same object in the clear, marked
//! `"unencrypted_test_key":true`.

use crate::key::{Key, LIMIT_BYTES};
use crate::passphrase;
use crate::refusal::Refusal;
use age::armor::ArmoredReader;
use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, scrypt};
use std::io::Read as _;
use tabella_crypto::carried;
use zeroize::Zeroizing;

/// Most work that a key file may ask for, as the logarithm of its cost: 4 GiB of memory.
const WORK_LIMIT: u8 = 22;
const ARMOR: &str = "-----BEGIN AGE ENCRYPTED FILE-----";

/// What is in a key file.
#[derive(Debug)]
pub enum KeyFile {
    /// An age file, armored as it was written: see [`open`].
    Encrypted(String),
    /// A test key, which everyone who can read the file has.
    Unencrypted(Box<Key>),
}

/// Why a key file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFileError {
    /// It is not a key file, or it is damaged. Why is not said, because that could quote the seed.
    NotOne,
    /// It was changed, or is damaged: what age says.
    Changed(String),
    /// The passphrase is that of another file.
    WrongPassphrase,
}

impl KeyFile {
    /// Reads the bytes of a key file, whatever became of its line ends on the way.
    ///
    /// # Errors
    /// It is not one.
    pub fn read(bytes: &[u8]) -> Result<KeyFile, KeyFileError> {
        let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        if start.starts_with(b"{") {
            return Key::decode(start, true)
                .map(|key| KeyFile::Unencrypted(Box::new(key)))
                .ok_or(KeyFileError::NotOne);
        }
        let armored = carried::text(bytes).ok().filter(|text| text.starts_with(ARMOR));
        armored.map(KeyFile::Encrypted).ok_or(KeyFileError::NotOne)
    }
}

/// The text of a key file, encrypted under a passphrase.
///
/// # Errors
/// It cannot be encrypted.
pub fn seal(key: &Key, passphrase: &SecretString) -> Result<String, Refusal> {
    let recipient = scrypt::Recipient::new(passphrase::prepared(passphrase));
    age::encrypt_and_armor(&recipient, &key.encode(false))
        .map_err(|error| Refusal::unusable(format!("cannot encrypt the key: {error}")))
}

/// The text of a key file that is not encrypted: for tests only.
pub fn unencrypted(key: &Key) -> Zeroizing<Vec<u8>> {
    let mut text = key.encode(true);
    text.push(b'\n');
    text
}

/// Opens an encrypted key file with what was typed as its passphrase.
///
/// # Errors
/// The passphrase is another one, or the file is damaged.
pub fn open(armored: &str, passphrase: &SecretString) -> Result<Key, KeyFileError> {
    for passphrase in passphrase::meanings(passphrase) {
        match decrypt(armored, passphrase) {
            Err(DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed) => {}
            Ok(plain) => return Key::decode(&plain, false).ok_or(KeyFileError::NotOne),
            Err(error) => return Err(KeyFileError::Changed(error.to_string())),
        }
    }
    Err(KeyFileError::WrongPassphrase)
}

fn decrypt(armored: &str, passphrase: SecretString) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    // Room enough that no copy of the seed stays behind when the buffer grows.
    let mut plain = Zeroizing::new(Vec::with_capacity(LIMIT_BYTES));
    let decryptor = Decryptor::new_buffered(ArmoredReader::new(armored.as_bytes()))?;
    let mut identity = scrypt::Identity::new(passphrase);
    // Not by how fast this machine seems to be now: a key that was made on a fast one opens on a slow one.
    identity.set_max_work_factor(WORK_LIMIT);
    decryptor.decrypt(core::iter::once(&identity as _))?.read_to_end(&mut plain)?;
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Role;
    use rand::rngs::SysRng;
    use tabella_crypto::bytes::base64url;
    use tabella_crypto::text::Text;

    fn key() -> Key {
        Key::generate(Text::new("Ann Berg").expect("text"), Role::Trustee, &mut SysRng).expect("key")
    }

    /// The key in a file, opened with this passphrase.
    fn opened(file: &str, passphrase: &str) -> Result<Key, KeyFileError> {
        match KeyFile::read(file.as_bytes())? {
            KeyFile::Encrypted(armored) => open(&armored, &SecretString::from(passphrase)),
            KeyFile::Unencrypted(_) => panic!("not encrypted"),
        }
    }

    fn error(file: &str, passphrase: &str) -> KeyFileError {
        opened(file, passphrase).expect_err("opened")
    }

    #[test]
    fn an_encrypted_key_reads_back_with_its_passphrase_only() {
        let key = key();
        let file = seal(&key, &SecretString::from("correct horse")).expect("sealed");
        let read = opened(&file, "correct horse").expect("opened");
        assert_eq!(read.seed().expose(), key.seed().expose());
        assert_eq!((read.public(), &read.name, read.role), (key.public(), &key.name, key.role));
        assert_eq!(error(&file, "wrong"), KeyFileError::WrongPassphrase);
        assert!(opened(&file.replace('A', "B"), "correct horse").is_err(), "damaged");
    }

    #[test]
    fn a_key_file_that_went_by_mail_opens_with_its_passphrase_on_every_keyboard() {
        let key = key();
        let file = seal(&key, &SecretString::from("gr\u{fc}n zwei")).expect("sealed");
        let quoted: String = file.lines().map(|line| format!("> {line} \r\n")).collect();
        for carried in
            [format!("\u{feff}{}", file.replace('\n', "\r\n")), quoted, format!("\n{}", file.trim_end())]
        {
            assert_eq!(opened(&carried, "gru\u{308}n\u{a0}zwei").expect("opened").public(), key.public());
        }
    }

    #[test]
    fn a_key_file_of_another_program_opens_with_the_passphrase_as_it_was_typed() {
        let key = key();
        let mut recipient = scrypt::Recipient::new(SecretString::from("gru\u{308}n"));
        recipient.set_work_factor(2);
        let file = age::encrypt_and_armor(&recipient, &key.encode(false)).expect("encrypted");
        assert_eq!(opened(&file, "gru\u{308}n").expect("opened").public(), key.public());
        assert_eq!(error(&file, "grun"), KeyFileError::WrongPassphrase);
    }

    #[test]
    fn a_test_key_is_marked_and_reads_back() {
        let key = key();
        let file = unencrypted(&key);
        assert!(core::str::from_utf8(&file).expect("text").contains(r#""unencrypted_test_key":true"#));
        let Ok(KeyFile::Unencrypted(read)) = KeyFile::read(&file) else { panic!("encrypted") };
        assert_eq!(read.public(), key.public());
    }

    // TRU-11, TRU-12
    #[test]
    fn damaged_files_are_refused_without_showing_what_is_in_them() {
        let key = key();
        let text = String::from_utf8(unencrypted(&key).to_vec()).expect("text");
        let seed = base64url(key.seed().expose());
        for damaged in [
            text.replace(r#","unencrypted_test_key":true"#, ""),
            text.replace(&seed, &base64url(key.public().as_bytes())),
            text.replace(&seed, &format!("\\u0041{}", &seed[1..])),
            text.replace("\"seed\"", "\"seed\":\"x\",\"note\""),
            text.replace("trustee", "king"),
            text[..text.len() / 2].to_owned(),
            String::new(),
        ] {
            assert_eq!(KeyFile::read(damaged.as_bytes()).expect_err("read"), KeyFileError::NotOne);
        }
    }
}

//! What the voter brings: trust file, code, tracker, credential, choices. Typing errors are found here,
//! before any request.

use crate::failure::{Result, Spoken};
use crate::words::say;
use core::fmt;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tabella_client::console::{self, OrFail as _, Typed};
use tabella_crypto::bytes::Hash;
use tabella_crypto::carried::{self, file_name};
use tabella_crypto::election::credential::Code;
use tabella_crypto::group::Point;
use tabella_log::address::board_address;
use tabella_log::trust::Trust;
use zeroize::Zeroizing;

/// Board and trust file.
#[derive(clap::Args)]
pub(crate) struct BoardArguments {
    /// Address of the board, such as https://board.example.
    #[arg(long, value_name = "URL", value_parser = board_address)]
    pub(crate) board: String,
    /// Your trust file: what you trust comes from you and never from the board.
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: PathBuf,
}

/// Board, trust file and code: what somebody needs who prepares a ballot.
#[derive(clap::Args)]
pub(crate) struct VoterArguments {
    #[command(flatten)]
    pub(crate) board: BoardArguments,
    /// A file that holds your code; without it you are asked, without echo.
    #[arg(long, value_name = "FILE")]
    pub(crate) code_file: Option<PathBuf>,
}

/// Choices by contest and option id.
pub(crate) type Choices = BTreeMap<String, Vec<String>>;

/// Reads a trust file.
pub(crate) fn read_trust(path: &Path) -> Result<Trust> {
    Ok(console::read_trust(path)?)
}

/// Reads a file; `otherwise` says that it cannot be read.
pub(crate) fn read_file(path: &Path, otherwise: &str) -> Result<Vec<u8>> {
    Ok(std::fs::read(path).or_fail(otherwise)?)
}

/// Reads a file of text, as it is or as another system wrote it.
pub(crate) fn read_text(path: &Path, otherwise: &str) -> Result<String> {
    let file = read_file(path, otherwise)?;
    carried::decode(&file)
        .map_err(|error| Spoken::failed(say!("not-a-text", file = file_name(path), reason = error.reason)))
}

/// What to say of a file that is not what the voter was given: no one is at fault for it.
pub(crate) fn changed(path: &Path, what: &str, reason: &dyn fmt::Display) -> Spoken {
    Spoken::failed(say!("changed", file = file_name(path), what = what, reason = reason))
}

/// The code, from a file or asked for without echo; at most three tries.
pub(crate) fn read_code(file: Option<&Path>, election: &Hash) -> Result<Code> {
    if let Some(path) = file {
        let text = Zeroizing::new(read_text(path, &say!("cannot-read-code", file = file_name(path)))?);
        return Ok(Code::read(&text, election)?);
    }
    let mut tries_left = 3;
    loop {
        let typed = rpassword::prompt_password(say!("ask-code")).or_fail(say!("no-terminal"))?;
        tries_left -= 1;
        match Code::read(&Zeroizing::new(typed), election) {
            // ROL-07
            Err(_) if tries_left > 0 => eprintln!("{}", say!("try-again", reason = say!("error-code"))),
            code => return Ok(code?),
        }
    }
}

/// (RCP-13) A tracker in its text form, checked by its checksum.
pub(crate) fn read_tracker(typed: &str) -> Result<Hash> {
    Ok(Typed::tracker(typed)?)
}

/// A credential as it stands on the letter, or as base64url.
pub(crate) fn read_credential(typed: &str) -> Result<Point> {
    Ok(Typed::credential(typed)?)
}

/// Reads `CONTEST=OPTION,OPTION` arguments; nothing after `=` selects nothing.
pub(crate) fn read_choices(arguments: &[String]) -> Result<Choices> {
    let mut choices = Choices::new();
    for argument in arguments {
        let (contest, options) =
            argument.split_once('=').ok_or_else(|| Spoken::failed(say!("choice-form")))?;
        let options = options.split(',').map(str::trim).filter(|option| !option.is_empty());
        if choices.insert(contest.trim().to_owned(), options.map(Into::into).collect()).is_some() {
            return Err(Spoken::failed(say!("contest-twice", contest = format!("{contest:?}"))));
        }
    }
    Ok(choices)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::checks;
    use tabella_crypto::generators::G;
    use tabella_crypto::readable::{self, Kind};

    #[test]
    fn choices_are_read_and_a_contest_given_twice_is_refused() {
        let read =
            |arguments: &[&str]| read_choices(&arguments.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>());
        let expected = [("a", vec!["x", "y"]), ("b", vec![])];
        let expected = expected
            .map(|(contest, options)| (contest.into(), options.into_iter().map(Into::into).collect()));
        assert_eq!(read(&["a=x, y", "b="]).expect("choices"), Choices::from(expected));
        for wrong in [&["a"][..], &["a=x", "a=y"]] {
            assert!(read(wrong).is_err());
        }
    }

    #[test]
    fn a_credential_with_a_wrong_character_is_named() {
        let credential = Point::new(G).expect("G");
        let letter = readable::show(Kind::Credential, credential.as_bytes());
        assert_eq!(read_credential(&letter).expect("credential"), credential);
        let Spoken(wrong) = read_credential(&letter.replace("l", "p")).expect_err("wrong");
        assert!(wrong.to_string().starts_with("this is not a credential: a character is wrong"), "{wrong}");
    }

    #[test]
    fn a_code_from_a_file_is_read_and_a_typing_error_is_found() {
        let election = Hash::of(&[b"election"]);
        let code = Code::generate(&election, &mut rand::rngs::SysRng).expect("code");
        let file = tempfile::NamedTempFile::new().expect("file");
        let write = |text: &str| std::fs::write(file.path(), text).expect("written");
        write(&format!("{}\n", *code.show()));
        let read = read_code(Some(file.path()), &election).expect("code");
        assert_eq!(read.credential().public(), code.credential().public());
        let utf16: Vec<u8> = format!("\u{feff}{}\r\n", code.show().to_uppercase())
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        std::fs::write(file.path(), utf16).expect("written");
        let read = read_code(Some(file.path()), &election).expect("code");
        assert_eq!(read.credential().public(), code.credential().public());
        write(&code.show()[1..]);
        let Spoken(wrong) = read_code(Some(file.path()), &election).expect_err("wrong");
        assert_eq!(wrong.checks(), [checks::ROL_07]);
    }
}

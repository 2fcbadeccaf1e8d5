//! `election check` and `election create`: what a draft would publish, and publishing it.

use super::summary::{self, Summary};
use crate::key::Key;
use crate::official::draft::{self, Drafted};
use crate::official::{client_files, manifest, soundness};
use crate::posted::Posted;
use crate::program::asking::{self, Consent};
use crate::program::board;
use crate::program::words::languages;
use jiff::tz::TimeZone;
use rand::rngs::SysRng;
use serde_json::json;
use std::path::{Path, PathBuf};
use tabella_client::HttpBoard;
use tabella_client::console::{Answer, Failure, FileError, Outcome, Readers, read_file, times, write_file};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::TrusteeSeed;
use tabella_crypto::election::manifest::{Manifest, text_in};
use tabella_crypto::election::statement::{Body, sign};
use tabella_crypto::readable;
use tabella_log::trust::Trust;

/// The signed manifest statement, in the folder that `election create` writes.
pub const MANIFEST: &str = "manifest.json";
/// The trust file, in the same folder.
pub const TRUST: &str = "trust.json";

/// A draft, what belongs to it, and what is allowed in it.
#[derive(Clone, Copy, Debug)]
pub struct DraftFiles<'a> {
    /// The draft.
    pub draft: &'a Path,
    /// The hashes of the web client, as [`client_files::read`] reads them.
    pub client: Option<&'a Path>,
    /// Voting may be over, or end more than a year from now.
    pub unusual_times: bool,
    /// Contests with one or two ballots may be decrypted.
    pub small_minimum: bool,
}

impl DraftFiles<'_> {
    /// Everything that can be said of it without a key and a board.
    fn read(self) -> Result<(Drafted, Summary), Failure> {
        let folder = self.draft.parent().unwrap_or(Path::new(""));
        let beside = |name: &Path| {
            let path = folder.join(name);
            std::fs::read(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))
        };
        let mut drafted = draft::read(&read_file(self.draft)?, &beside)
            .map_err(|refusal| Failure::from(refusal).context(self.draft.display()))?;
        if let Some(client) = self.client {
            if !drafted.manifest.client.is_empty() {
                return Err(Failure::failed(
                    "the draft names the files of the web client itself: give either [[client]] or --client",
                ));
            }
            let sums = std::fs::read_to_string(client).map_err(|error| FileError::read(client, error))?;
            drafted.manifest.client = client_files::read(&sums)?;
        }
        soundness::check(&drafted.manifest)?;
        if !self.small_minimum {
            summary::check_safe_minimum(&drafted.manifest)?;
        }
        if !self.unusual_times {
            summary::check_usual_times(&drafted.manifest, times::now())?;
        }
        let summary = Summary::of(&drafted, times::now(), &TimeZone::system());
        Ok((drafted, summary))
    }
}

/// `election check`: says what `election create` would publish, without a key and without a board.
///
/// # Errors
/// Those of [`create`] that the draft has.
pub fn check(files: DraftFiles<'_>) -> Outcome {
    let (drafted, summary) = files.read()?;
    // As long as the official's, whoever signs.
    let anyone = TrusteeSeed::generate(&mut SysRng)
        .map_err(|error| Failure::failed(format!("{error}: use another machine")))?;
    let body = Body::Manifest(drafted.manifest.clone());
    let statement = sign(&anyone.identity(), &Hash::ZERO, &body);
    soundness::check_length(&drafted.manifest, &statement)?;
    let words = format!(
        "The draft makes this election. Nothing was posted.\n\n{}\n\nNext: when every line is right, \
         tabella-tally election create --draft {} --key FILE --board URL --out DIR",
        summary.words,
        files.draft.display(),
    );
    Ok(Answer::new(summary.facts(&drafted), words))
}

/// `election create`: shows what a draft makes, asks, and signs and posts its manifest.
///
/// # Errors
/// The draft cannot be read or makes no sense, no one says yes, the board refuses, its receipt is not valid, or the
/// files cannot be written. Doing it again is safe: the same draft and key give the same election.
pub fn create(
    files: DraftFiles<'_>,
    consent: Consent,
    official: &Key,
    board: &HttpBoard,
    folder: &Path,
) -> Outcome {
    let (drafted, summary) = files.read()?;
    let statement = manifest::statement(official, &drafted.manifest)?;
    soundness::check_length(&drafted.manifest, &statement)?;
    let (id, manifest) = manifest::judge(&statement, SysRng)?;
    let trust = Trust::of(&id, &manifest);
    std::fs::create_dir_all(folder).map_err(|error| FileError::write(folder, error))?;
    let paths = [folder.join(MANIFEST), folder.join(TRUST)];
    let texts = [format!("{statement}\n"), trust.to_text()];
    for (path, text) in paths.iter().zip(&texts) {
        check_same_or_absent(path, text)?;
    }
    ask(&summary.words, consent)?;
    let posted = board::create(board, &trust, &statement)?;
    if posted.entry.index != 0 {
        return Err(Failure::refused(
            checks::LOG_01,
            format!(
                "the board put the manifest at index {} of the log, not at 0: it does not work as it must. Tell its operator",
                posted.entry.index
            ),
        ));
    }
    for (path, text) in paths.iter().zip(&texts) {
        write_file(path, text, Readers::Everyone)?;
    }
    Ok(created(&manifest, &trust, &paths, board, &posted))
}

fn created(
    manifest: &Manifest,
    trust: &Trust,
    [manifest_path, trust_path]: &[PathBuf; 2],
    board: &HttpBoard,
    posted: &Posted,
) -> Answer {
    let id = &trust.election;
    let shown = readable::show(readable::Kind::Election, &id.0);
    let words = format!(
        "Created the election \"{title}\": {standing}.\n\n  Election id  {shown}\n               {id}\n  \
         Trust file   {trust_hash}\n\nWritten: {manifest_path} and {trust_path}.\n\nNext: announce the \
         election id and the hash of the trust file where everyone sees them (print, gazette, web site), \
         and give {trust_path} to the trustees and {manifest_path} to the registrar. Each trustee then runs\n  \
         tabella-tally trustee ceremony --key FILE --board {address} --trust {trust_path} --wait",
        title = text_in(&manifest.title, &languages(manifest)),
        standing = posted.standing.in_words(),
        trust_hash = trust.shown_hash(),
        manifest_path = manifest_path.display(),
        trust_path = trust_path.display(),
        address = board.address(),
    );
    let facts = json!({
        "election": id,
        "election_text": shown,
        "manifest": manifest_path,
        "standing": posted.standing,
        "trust": trust_path,
        "trust_hash": trust.hash(),
        "trust_hash_text": trust.shown_hash(),
    });
    Answer::new(facts, words)
}

/// Shows what is about to be published, and demands a yes.
fn ask(summary: &str, consent: Consent) -> Result<(), Failure> {
    let words = format!("This is the election that you are about to publish.\n\n{summary}");
    if consent == Consent::Given {
        eprintln!("{words}\n");
        return Ok(());
    }
    let alone = "no one is there to say yes to what would be published: run this in a terminal, or look at it with \
                 `tabella-tally election check DRAFT` and give --yes. Nothing was posted";
    if asking::is_yes(&words, "Publish it? It can never be changed or taken back.", alone)? {
        return Ok(());
    }
    Err(Failure::failed("you did not say yes: nothing was posted. Correct the draft, and run this again"))
}

fn check_same_or_absent(path: &Path, text: &str) -> Result<(), Failure> {
    match std::fs::read_to_string(path) {
        Ok(there) if there != text => Err(Failure::failed(format!(
            "{} belongs to another election and is not overwritten: choose another folder with --out",
            path.display()
        ))),
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(FileError::read(path, error).into())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_another_election_are_not_overwritten() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join(TRUST);
        assert!(check_same_or_absent(&path, "a").is_ok());
        std::fs::write(&path, "a").expect("write");
        assert!(check_same_or_absent(&path, "a").is_ok());
        assert_eq!(check_same_or_absent(&path, "b").expect_err("other").exit_code(), 2);
    }
}

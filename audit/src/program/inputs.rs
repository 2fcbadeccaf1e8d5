//! What observers bring: a place, and what they kept or were shown.

use clap::Args;
use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};
use tabella_audit::supplements::{NamedFile, OtherRecord, Supplements};
use tabella_client::RecordFolder;
use tabella_client::console::FileError;
use tabella_crypto::carried;
use tabella_log::address::board_address;
use tabella_log::carried::CARRIED_LIMIT_BYTES;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::receipt::Receipt;

/// Files that someone kept or was shown, to compare with the record.
#[derive(Args)]
pub(crate) struct SupplementArguments {
    /// A checkpoint that the board signed, seen at another time or by someone else; may be repeated.
    #[arg(long = "checkpoint", value_name = "FILE")]
    checkpoints: Vec<PathBuf>,
    /// A voter's receipt; may be repeated.
    #[arg(long = "receipt", value_name = "FILE")]
    receipts: Vec<PathBuf>,
    /// A decryption share that a trustee handed over outside the log; may be repeated.
    #[arg(long = "share", value_name = "FILE")]
    shares: Vec<PathBuf>,
}

/// A record folder that is there, or the address of a board.
///
/// # Errors
/// It is neither, in words for people that repeat nothing of it: it may be a link with a voting code.
pub(crate) fn place(typed: &str) -> Result<String, String> {
    if Path::new(typed).exists() {
        return Ok(typed.to_owned());
    }
    board_address(typed).map_err(|_| {
        "there is no such folder, and it is not the address of a board, which begins with https:// as in \
         https://board.example"
            .into()
    })
}

impl SupplementArguments {
    /// The files, read, and records of other elections, opened.
    ///
    /// # Errors
    /// One of them cannot be read.
    pub(crate) fn read(&self, other_records: &[PathBuf]) -> Result<Supplements<'static>, FileError> {
        let checkpoint = |file: &[u8]| SignedCheckpoint::read(file).ok().map(|signed| signed.to_string());
        let receipt = |file: &[u8]| Receipt::read(file).ok().map(|receipt| receipt.to_text());
        Ok(Supplements {
            checkpoints: read_all(&self.checkpoints, checkpoint)?,
            receipts: read_all(&self.receipts, receipt)?,
            shares: statements(&self.shares)?,
            other_records: other_records
                .iter()
                .map(|folder| other_record(folder))
                .collect::<Result<_, _>>()?,
        })
    }
}

/// Statements, each in a file of its own.
///
/// # Errors
/// One of them cannot be read.
pub(crate) fn statements(paths: &[PathBuf]) -> Result<Vec<NamedFile>, FileError> {
    read_all(paths, |file| carried::json(file).ok())
}

/// Files as they were written, whatever their journey did to line ends and the like; one of which nothing can be made
/// stays as it is.
fn read_all(
    paths: &[PathBuf],
    written: impl Fn(&[u8]) -> Option<String>,
) -> Result<Vec<NamedFile>, FileError> {
    let one = |path: &PathBuf| {
        let NamedFile { name, content } = read(path, CARRIED_LIMIT_BYTES)?;
        let content = written(&content).map_or(content, String::into_bytes);
        Ok(NamedFile { name, content })
    };
    paths.iter().map(one).collect()
}

/// The bytes of a file, or enough of them to see that they are over the limit.
///
/// # Errors
/// It cannot be read.
pub(crate) fn read(path: &Path, limit: usize) -> Result<NamedFile, FileError> {
    let mut content = vec![];
    File::open(path)
        .and_then(|file| file.take(limit as u64 + 1).read_to_end(&mut content))
        .map_err(|error| FileError::read(path, error))?;
    Ok(NamedFile { name: path.display().to_string(), content })
}

/// The log of another election's record.
fn other_record(folder: &Path) -> Result<OtherRecord<'static>, FileError> {
    let path = RecordFolder::new(folder).entries_path();
    let file = File::open(&path).map_err(|error| FileError::read(&path, error))?;
    Ok(OtherRecord {
        name: folder.display().to_string(),
        content: Box::new(BufReader::with_capacity(1 << 20, file)),
    })
}

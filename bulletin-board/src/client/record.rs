//! A record: the log and its checkpoint, in a folder or on a board.

use super::{ClientError, HttpBoard, read_line};
use crate::checkpoint::NOTE_LIMIT_BYTES;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use tabella_crypto::encoding::Hash;

/// The file that holds the log, byte for byte.
pub const ENTRIES: &str = "entries.jsonl";
/// The file that holds the signed note.
pub const CHECKPOINT: &str = "checkpoint";

/// A folder with [`ENTRIES`] and [`CHECKPOINT`].
#[derive(Clone, Debug)]
pub struct RecordFolder(PathBuf);

impl RecordFolder {
    /// The record in a folder, which need not exist yet.
    pub fn new(folder: impl AsRef<Path>) -> RecordFolder {
        RecordFolder(folder.as_ref().to_owned())
    }

    /// The file with the log.
    pub fn entries_path(&self) -> PathBuf {
        self.0.join(ENTRIES)
    }

    fn open(&self, name: &str) -> Result<File, ClientError> {
        let path = self.0.join(name);
        File::open(&path)
            .map_err(|error| ClientError::Unavailable(format!("cannot read {}: {error}", path.display())))
    }

    /// Downloads an election from a board; returns its size. Each file appears whole or not at all.
    ///
    /// Nothing is verified but the length of lines: the rest is what the auditor is for.
    ///
    /// # Errors
    /// The board cannot be read or the folder not written.
    pub fn fetch(
        &self,
        board: &HttpBoard,
        election: &Hash,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<u64, ClientError> {
        let failed = |error: std::io::Error| {
            ClientError::Unavailable(format!("cannot write the record to {}: {error}", self.0.display()))
        };
        std::fs::create_dir_all(&self.0).map_err(failed)?;
        let checkpoint = board.checkpoint(election)?;
        let size = checkpoint.unverified().size;
        let mut lines = board.entries(election, 0, size)?;
        let mut file = std::io::BufWriter::new(self.create(ENTRIES).map_err(failed)?);
        for count in 1..=size {
            let mut line = read_line(&mut lines)?;
            line.push(b'\n');
            file.write_all(&line).map_err(failed)?;
            progress(count, size);
        }
        self.keep(ENTRIES, file.into_inner().map_err(|error| failed(error.into_error()))?).map_err(failed)?;
        let mut file = self.create(CHECKPOINT).map_err(failed)?;
        file.write_all(checkpoint.as_str().as_bytes()).map_err(failed)?;
        self.keep(CHECKPOINT, file).map_err(failed)?;
        Ok(size)
    }

    fn partial(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.partial"))
    }

    fn create(&self, name: &str) -> std::io::Result<File> {
        File::create(self.partial(name))
    }

    /// Gives a whole file its name.
    fn keep(&self, name: &str, file: File) -> std::io::Result<()> {
        file.sync_all()?;
        std::fs::rename(self.partial(name), self.0.join(name))
    }
}

/// Where a record is read from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A folder.
    Folder(RecordFolder),
    /// A board, for one election.
    Board(HttpBoard, Hash),
}

impl Source {
    /// A folder, or a board when `place` is an `http` address; `election` is that of the trust file.
    pub fn new(place: &str, election: &Hash) -> Source {
        if place.starts_with("http://") || place.starts_with("https://") {
            Source::Board(HttpBoard::new(place), *election)
        } else {
            Source::Folder(RecordFolder::new(place))
        }
    }

    /// The signed note, as text.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn checkpoint(&self) -> Result<String, ClientError> {
        match self {
            Source::Board(board, election) => board.checkpoint(election).map(|note| note.as_str().to_owned()),
            Source::Folder(folder) => {
                let mut bytes = vec![];
                let limit = NOTE_LIMIT_BYTES as u64 + 1;
                let read = folder.open(CHECKPOINT)?.take(limit).read_to_end(&mut bytes);
                read.map_err(|error| {
                    ClientError::Unavailable(format!("cannot read the checkpoint: {error}"))
                })?;
                Ok(String::from_utf8_lossy(&bytes).into_owned())
            }
        }
    }

    /// The lines of the log, from a board up to `size`.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn lines(&self, size: u64) -> Result<Box<dyn BufRead + Send>, ClientError> {
        match self {
            Source::Board(board, election) => Ok(Box::new(board.entries(election, 0, size)?)),
            Source::Folder(folder) => Ok(Box::new(BufReader::with_capacity(1 << 20, folder.open(ENTRIES)?))),
        }
    }
}

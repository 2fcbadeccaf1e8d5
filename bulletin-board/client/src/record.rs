//! A record: the log and its checkpoint, in a folder or on a board.

use super::console::{FileError, PendingFile, Readers};
use super::download::AsFile;
use super::{ClientError, HttpBoard, Tell};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::note::NOTE_LIMIT_BYTES;
use tabella_log::trust::Trust;

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
    /// The board's signature is verified before the first entry is taken, and of every entry that it continues the
    /// chain: the rest is what the auditor is for.
    ///
    /// # Errors
    /// The board cannot be read or the folder not written; LOG-03, LOG-04 or what [`Download`](super::Download)
    /// finds. Then no file has been written.
    pub fn fetch(
        &self,
        board: &HttpBoard,
        trust: &Trust,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<u64, ClientError> {
        self.fetch_since(board, trust, 0, progress)
    }

    /// As [`RecordFolder::fetch`], where a checkpoint of `known` entries has been seen before: see
    /// [`HttpBoard::checkpoint_since`].
    ///
    /// # Errors
    /// As [`RecordFolder::fetch`].
    pub fn fetch_since(
        &self,
        board: &HttpBoard,
        trust: &Trust,
        known: u64,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<u64, ClientError> {
        let checkpoint = board.checkpoint_since(&trust.election, known)?;
        let size = checkpoint.verify_board(&trust.board, &trust.election)?.size;
        let is_new = !self.0.exists();
        std::fs::create_dir_all(&self.0).map_err(|error| {
            ClientError::Unavailable(format!("cannot make the folder {}: {error}", self.0.display()))
        })?;
        let fetched = self.fetch_files(board, &checkpoint, size, trust, progress);
        if fetched.is_err() && is_new {
            // An empty folder does no harm; that it cannot be removed would not add to the error.
            let _ = std::fs::remove_dir(&self.0);
        }
        fetched.map(|()| size)
    }

    fn fetch_files(
        &self,
        board: &HttpBoard,
        checkpoint: &SignedCheckpoint,
        size: u64,
        trust: &Trust,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(), ClientError> {
        let path = self.entries_path();
        let failed = |error| unwritten(FileError::write(&path, error));
        let mut lines = board.entries(&trust.election, 0, size)?;
        let entries = PendingFile::new(&path, Readers::Everyone).map_err(unwritten)?;
        let mut file = std::io::BufWriter::new(entries);
        let mut count = 0;
        while let Some(mut line) = lines.next_link()? {
            line.push(b'\n');
            file.write_all(&line).map_err(failed)?;
            count += 1;
            progress(count, size);
        }
        let entries = file.into_inner().map_err(|error| failed(error.into_error()))?;
        let path = self.0.join(CHECKPOINT);
        let mut note = PendingFile::new(&path, Readers::Everyone).map_err(unwritten)?;
        note.write_all(checkpoint.as_str().as_bytes())
            .map_err(|error| unwritten(FileError::write(&path, error)))?;
        entries.replace().and_then(|()| note.replace()).map_err(unwritten)
    }
}

fn unwritten(error: FileError) -> ClientError {
    ClientError::Unavailable(error.to_string())
}

/// The place that a record is read from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A folder.
    Folder(RecordFolder),
    /// A board, and what its reader trusts.
    Board(HttpBoard, Box<Trust>),
}

impl Source {
    /// A folder, or a board when `place` is an `http` address, of which `limit_bytes` are read at most.
    pub fn new(place: &str, trust: &Trust, limit_bytes: u64) -> Source {
        if place.starts_with("http://") || place.starts_with("https://") {
            Source::Board(HttpBoard::new(place).with_limit(limit_bytes), Box::new(trust.clone()))
        } else {
            Source::Folder(RecordFolder::new(place))
        }
    }

    /// The same; of a board as [`HttpBoard::telling`].
    #[must_use]
    pub fn telling(self, tell: Tell) -> Source {
        match self {
            Source::Board(board, trust) => Source::Board(board.telling(tell), trust),
            folder => folder,
        }
    }

    /// The signed note, as text. From a board it is signed by the board: without that nothing is downloaded.
    ///
    /// # Errors
    /// It cannot be read; LOG-03 or LOG-04 from a board.
    pub fn checkpoint(&self) -> Result<String, ClientError> {
        match self {
            Source::Board(board, trust) => {
                let note = board.checkpoint(&trust.election)?;
                note.verify_board(&trust.board, &trust.election)?;
                Ok(note.as_str().to_owned())
            }
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

    /// The lines of the log, from a board up to `size`, or up to the first that is not the next entry.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn lines(&self, size: u64) -> Result<Box<dyn BufRead + Send>, ClientError> {
        match self {
            Source::Board(board, trust) => {
                Ok(Box::new(AsFile::new(board.entries(&trust.election, 0, size)?)))
            }
            Source::Folder(folder) => Ok(Box::new(BufReader::with_capacity(1 << 20, folder.open(ENTRIES)?))),
        }
    }
}

//! Files that appear whole or not at all, and survive a crash once they are there.

use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tabella_crypto::carried::file_name;
use tempfile::{Builder, NamedTempFile};

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Its owner alone: mode 0600.
    Owner,
    /// Everyone whom the machine lets.
    Everyone,
}

/// A file that cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be read.
    #[error("cannot read {file}: {source}")]
    Read {
        /// How to speak of it: see [`file_name`].
        file: String,
        /// The system's error.
        source: io::Error,
    },
    /// It cannot be written.
    #[error("cannot write {file}: {source}")]
    Write {
        /// How to speak of it: see [`file_name`].
        file: String,
        /// The system's error.
        source: io::Error,
    },
    /// There is one already, which is kept.
    #[error(
        "{file} exists already and is never overwritten: choose another name, or move the file away \
         if you are sure that no one needs it"
    )]
    Exists {
        /// Its name.
        file: String,
    },
}

impl FileError {
    /// A file that cannot be read.
    pub fn read(path: &Path, source: io::Error) -> FileError {
        FileError::Read { file: file_name(path).into_owned(), source }
    }

    /// A file that cannot be written.
    pub fn write(path: &Path, source: io::Error) -> FileError {
        FileError::Write { file: file_name(path).into_owned(), source }
    }

    fn exists(path: &Path) -> FileError {
        FileError::Exists { file: path.display().to_string() }
    }
}

/// Reads a file.
///
/// # Errors
/// [`FileError::Read`].
pub fn read_file(path: &Path) -> Result<Vec<u8>, FileError> {
    std::fs::read(path).map_err(|error| FileError::read(path, error))
}

/// Writes a file, instead of one that may be there.
///
/// # Errors
/// [`FileError::Write`]: then nothing has changed.
pub fn write_file(path: &Path, content: impl AsRef<[u8]>, readers: Readers) -> Result<(), FileError> {
    let mut pending = PendingFile::new(path, readers)?;
    pending.write_all(content.as_ref()).map_err(|error| FileError::write(path, error))?;
    pending.replace()
}

/// Refuses to go on when there is a file at `path`: for a clear word before long work.
///
/// # Errors
/// [`FileError::Exists`].
pub fn check_absent(path: &Path) -> Result<(), FileError> {
    match path.symlink_metadata() {
        Ok(_) => Err(FileError::exists(path)),
        Err(_) => Ok(()),
    }
}

/// A file under a temporary name beside its place; dropped, it is gone.
#[derive(Debug)]
pub struct PendingFile {
    file: NamedTempFile,
    path: PathBuf,
}

impl PendingFile {
    /// Begins a file that will be at `path`.
    ///
    /// # Errors
    /// The folder cannot be written to.
    pub fn new(path: &Path, readers: Readers) -> Result<PendingFile, FileError> {
        let mut builder = Builder::new();
        builder.prefix(".tabella-");
        if let Some(permissions) = permissions(readers) {
            builder.permissions(permissions);
        }
        let file = builder.tempfile_in(folder(path)).map_err(|error| FileError::write(path, error))?;
        Ok(PendingFile { file, path: path.to_owned() })
    }

    /// Puts the file in its place, unless one is there.
    ///
    /// # Errors
    /// There is a file already, or the machine fails: then nothing has changed.
    pub fn keep_new(self) -> Result<(), FileError> {
        let PendingFile { file, path } = self;
        file.as_file().sync_all().map_err(|error| FileError::write(&path, error))?;
        file.persist_noclobber(&path).map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => FileError::exists(&path),
            _ => FileError::write(&path, error.error),
        })?;
        sync_folder(&path)
    }

    /// Puts the file in its place, instead of one that may be there.
    ///
    /// # Errors
    /// The machine fails: then nothing has changed.
    pub fn replace(self) -> Result<(), FileError> {
        let PendingFile { file, path } = self;
        file.as_file().sync_all().map_err(|error| FileError::write(&path, error))?;
        file.persist(&path).map_err(|error| FileError::write(&path, error.error))?;
        sync_folder(&path)
    }
}

impl Write for PendingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A new name that nothing else can take: for a file that must have its place before there is anything to write.
/// Dropped before it is written, the name is free again.
#[derive(Debug)]
pub struct ReservedFile {
    path: PathBuf,
    written: bool,
}

impl ReservedFile {
    /// Reserves the name with an empty file.
    ///
    /// # Errors
    /// There is a file already, or the machine fails.
    pub fn new(path: &Path) -> Result<ReservedFile, FileError> {
        File::create_new(path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => FileError::exists(path),
            _ => FileError::write(path, error),
        })?;
        Ok(ReservedFile { path: path.to_owned(), written: false })
    }

    /// Writes the whole file.
    ///
    /// # Errors
    /// The machine fails.
    pub fn write(mut self, content: impl AsRef<[u8]>, readers: Readers) -> Result<(), FileError> {
        write_file(&self.path, content, readers)?;
        self.written = true;
        Ok(())
    }
}

impl Drop for ReservedFile {
    fn drop(&mut self) {
        if !self.written {
            // There is nothing in it, so nothing is lost when this fails.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A new name in a folder is durable when the folder is.
fn sync_folder(path: &Path) -> Result<(), FileError> {
    if cfg!(unix) {
        let synced = File::open(folder(path)).and_then(|folder| folder.sync_all());
        synced.map_err(|error| FileError::write(path, error))?;
    }
    Ok(())
}

#[cfg(unix)]
fn permissions(readers: Readers) -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(Permissions::from_mode(match readers {
        Readers::Owner => 0o600,
        Readers::Everyone => 0o644,
    }))
}

#[cfg(not(unix))]
fn permissions(_readers: Readers) -> Option<Permissions> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, text: &str) -> PendingFile {
        let mut pending = PendingFile::new(path, Readers::Owner).expect("pending");
        pending.write_all(text.as_bytes()).expect("write");
        pending
    }

    #[test]
    fn a_file_that_is_there_is_not_overwritten_by_a_new_one() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("file");
        write(&path, "first").keep_new().expect("new");
        let error = write(&path, "second").keep_new().expect_err("overwritten");
        assert!(error.to_string().contains("never overwritten"), "{error}");
        assert!(check_absent(&path).is_err());
        assert_eq!(std::fs::read_to_string(&path).expect("file"), "first");
        write(&path, "third").replace().expect("replace");
        assert_eq!(std::fs::read_to_string(&path).expect("file"), "third");
        assert_eq!(std::fs::read_dir(&folder).expect("folder").count(), 1, "no temporary file stays");
    }

    #[test]
    fn a_file_that_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().expect("folder");
        drop(write(&folder.path().join("file"), "half"));
        assert_eq!(std::fs::read_dir(&folder).expect("folder").count(), 0);
        assert!(PendingFile::new(&folder.path().join("missing/file"), Readers::Owner).is_err());
    }

    #[test]
    fn a_reserved_name_is_free_again_unless_something_is_written() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("receipt");
        drop(ReservedFile::new(&path).expect("new"));
        assert!(!path.exists(), "nothing was written");
        let reserved = ReservedFile::new(&path).expect("new");
        assert!(matches!(ReservedFile::new(&path), Err(FileError::Exists { .. })));
        reserved.write("kept", Readers::Everyone).expect("kept");
        assert!(matches!(ReservedFile::new(&path), Err(FileError::Exists { .. })));
        assert_eq!(read_file(&path).expect("text"), b"kept");
    }

    #[cfg(unix)]
    #[test]
    fn secrets_are_readable_by_their_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("file");
        write(&path, "secret").keep_new().expect("new");
        assert_eq!(path.metadata().expect("file").permissions().mode() & 0o777, 0o600);
        write_file(&path, "another", Readers::Owner).expect("replaced");
        assert_eq!(path.metadata().expect("file").permissions().mode() & 0o777, 0o600);
    }
}

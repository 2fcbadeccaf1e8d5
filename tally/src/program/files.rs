//! Files that appear whole or not at all, and survive a crash once they are there.

use crate::program::answer::Failure;
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
    /// Whoever the machine lets.
    Everybody,
}

/// A file under a temporary name beside its place; dropped, it is gone.
pub struct Pending {
    file: NamedTempFile,
    path: PathBuf,
}

impl Pending {
    /// Begins a file that will be at `path`.
    ///
    /// # Errors
    /// The folder cannot be written to.
    pub fn new(path: &Path, readers: Readers) -> Result<Pending, Failure> {
        let mut builder = Builder::new();
        builder.prefix(".tabella-");
        if let Some(permissions) = permissions(readers) {
            builder.permissions(permissions);
        }
        let file = builder.tempfile_in(folder(path)).map_err(|error| cannot_write(path, &error))?;
        Ok(Pending { file, path: path.to_owned() })
    }

    /// Puts the file in its place, unless one is there.
    ///
    /// # Errors
    /// There is a file already, or the machine fails: then nothing has changed.
    pub fn keep_new(self) -> Result<(), Failure> {
        let Pending { file, path } = self;
        file.as_file().sync_all().map_err(|error| cannot_write(&path, &error))?;
        file.persist_noclobber(&path).map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => exists(&path),
            _ => cannot_write(&path, &error.error),
        })?;
        sync_folder(&path)
    }

    /// Puts the file in its place, instead of one that may be there.
    ///
    /// # Errors
    /// The machine fails: then nothing has changed.
    pub fn replace(self) -> Result<(), Failure> {
        let Pending { file, path } = self;
        file.as_file().sync_all().map_err(|error| cannot_write(&path, &error))?;
        file.persist(&path).map_err(|error| cannot_write(&path, &error.error))?;
        sync_folder(&path)
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Refuses to go on when there is a file at `path`: for a clear word before long work.
///
/// # Errors
/// There is.
pub fn demand_absent(path: &Path) -> Result<(), Failure> {
    match path.symlink_metadata() {
        Ok(_) => Err(exists(path)),
        Err(_) => Ok(()),
    }
}

/// What to say when a file cannot be written.
pub fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::failed(format!("cannot write {}: {error}", file_name(path)))
}

/// What to say when a file cannot be read.
pub fn cannot_read(path: &Path, error: &io::Error) -> Failure {
    Failure::failed(format!("cannot read {}: {error}", file_name(path)))
}

fn exists(path: &Path) -> Failure {
    Failure::failed(format!(
        "{} exists already and is never overwritten: choose another name, or move the file away \
         if you are sure that nobody needs it",
        path.display()
    ))
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A new name in a folder is durable when the folder is.
fn sync_folder(path: &Path) -> Result<(), Failure> {
    if cfg!(unix) {
        let synced = File::open(folder(path)).and_then(|folder| folder.sync_all());
        synced.map_err(|error| cannot_write(path, &error))?;
    }
    Ok(())
}

#[cfg(unix)]
fn permissions(readers: Readers) -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(Permissions::from_mode(match readers {
        Readers::Owner => 0o600,
        Readers::Everybody => 0o644,
    }))
}

#[cfg(not(unix))]
fn permissions(_readers: Readers) -> Option<Permissions> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, text: &str) -> Pending {
        let mut pending = Pending::new(path, Readers::Owner).expect("pending");
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
        assert!(demand_absent(&path).is_err());
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
        assert!(Pending::new(&folder.path().join("missing/file"), Readers::Owner).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn secrets_are_readable_by_their_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("file");
        write(&path, "secret").keep_new().expect("new");
        assert_eq!(path.metadata().expect("file").permissions().mode() & 0o777, 0o600);
    }
}

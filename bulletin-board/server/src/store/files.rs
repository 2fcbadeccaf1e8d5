//! The files that the board keeps beside its database: a lock, its secret seed, and what it signed last.

use super::{Cause, MachineError};
use rand::TryRng as _;
use rand::rngs::SysRng;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};
use tabella_crypto::bytes::{Hash, base64url, from_base64url};
use tabella_crypto::checks;
use tabella_crypto::election::manifest::LogKey;
use tabella_log::checkpoint::SignedCheckpoint;
use zeroize::Zeroizing;

/// The places of the files of a board.
#[derive(Clone, Debug)]
pub struct Files {
    /// The database.
    pub database: PathBuf,
    /// Held by the process that keeps the logs.
    pub lock: PathBuf,
    /// The board's secret seed.
    pub key: PathBuf,
    /// The checkpoints that were signed last; best on another disk.
    pub checkpoints: PathBuf,
    /// (SRV-14) Written when the operator has confirmed the clock, and taken away by the board.
    pub confirmation: PathBuf,
}

impl Files {
    /// The files of a database: beside the file itself, whatever link leads to it.
    ///
    /// # Errors
    /// There is no such folder.
    pub fn of(database: &Path, checkpoints: Option<PathBuf>) -> Result<Files, MachineError> {
        let resolve =
            |path: &Path| resolve(path).map_err(|error| failed("finding the folder of", path, error));
        let database = resolve(database)?;
        let beside = |extension: &str| {
            let mut path = OsString::from(&database);
            path.push(extension);
            PathBuf::from(path)
        };
        Ok(Files {
            lock: beside(".lock"),
            key: beside(".key"),
            confirmation: beside(".clock"),
            checkpoints: match checkpoints {
                Some(path) => resolve(&path)?,
                None => beside(".checkpoints"),
            },
            database,
        })
    }

    /// (SRV-05) Becomes the one writer, for as long as the lock lives. The system gives it up with the
    /// process.
    ///
    /// # Errors
    /// SRV-05 while another process is.
    pub fn lock(&self) -> Result<Lock, MachineError> {
        let is_new = !self.lock.exists();
        let options = OpenOptions::new().create(true).truncate(false).write(true).open(&self.lock);
        let file = options.map_err(|error| failed("opening", &self.lock, error))?;
        match file.try_lock() {
            Ok(()) => {
                // A new file says nothing of when a board ran: not to the next start either.
                if is_new {
                    file.set_modified(UNIX_EPOCH).map_err(|error| failed("dating", &self.lock, error))?;
                }
                let modified = file.metadata().and_then(|metadata| metadata.modified()).ok();
                let marked = modified.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
                Ok(Lock { file, marked: marked.map(|time| time.as_secs()) })
            }
            Err(TryLockError::WouldBlock) => Err(MachineError::refused(
                checks::SRV_05,
                format!(
                    "another process writes the logs in {}: there is only one writer, so stop it first",
                    self.database.display()
                ),
            )),
            Err(TryLockError::Error(error)) => Err(failed("locking", &self.lock, error)),
        }
    }

    /// The board's seed, made from the system's randomness where there is none and `may_create`.
    ///
    /// # Errors
    /// A file that is missing, malformed, or open to others.
    pub fn seed(&self, may_create: bool) -> Result<Zeroizing<[u8; 32]>, MachineError> {
        match fs::read_to_string(&self.key).map(Zeroizing::new) {
            Ok(text) => self.read_seed(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound && may_create => self.create_seed(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(MachineError::failed(
                "starting",
                format!(
                    "the database has elections, but the board's key {} is missing: restore it from your copy. \
                     No other key can continue them",
                    self.key.display()
                ),
            )),
            Err(error) => Err(failed("reading", &self.key, error)),
        }
    }

    fn read_seed(&self, text: &str) -> Result<Zeroizing<[u8; 32]>, MachineError> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let metadata = fs::metadata(&self.key).map_err(|error| failed("reading", &self.key, error))?;
            if metadata.permissions().mode() & 0o077 != 0 {
                let reason = format!("others may open it: chmod 600 {}", self.key.display());
                return Err(failed("reading", &self.key, reason));
            }
        }
        // The reason names no character of the seed.
        from_base64url(text.trim_end_matches('\n')).map(Zeroizing::new).map_err(|_| {
            let reason = "it is not one line of 43 characters of base64url. If the board has never run with \
                          it, remove the file";
            failed("reading", &self.key, reason)
        })
    }

    fn create_seed(&self) -> Result<Zeroizing<[u8; 32]>, MachineError> {
        let failed = |error: Cause| failed("creating", &self.key, error);
        let mut seed = Zeroizing::new([0; 32]);
        SysRng.try_fill_bytes(seed.as_mut()).map_err(|error| failed(error.to_string().into()))?;
        if *seed == [0; 32] {
            return Err(failed("the random number generator of the system failed".into()));
        }
        let text = Zeroizing::new(format!("{}\n", base64url(seed.as_ref())));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let write = || {
            let mut file = options.open(&self.key)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            sync_folder(&self.key)
        };
        write().map_err(|error: io::Error| failed(error.into()))?;
        Ok(seed)
    }
}

/// The right to write; ends with the value. The date of its file is that at which a board last ran.
#[derive(Debug)]
pub struct Lock {
    file: File,
    marked: Option<u64>,
}

impl Lock {
    /// (SRV-14) When a board last marked that it runs, before this one; never where the file is new.
    pub fn marked(&self) -> Option<u64> {
        self.marked
    }

    /// (SRV-14) Marks that a board runs now, in Unix seconds.
    ///
    /// # Errors
    /// The system does not set the date of the file.
    pub fn mark(&self, now: u64) -> io::Result<()> {
        let time = UNIX_EPOCH.checked_add(Duration::from_secs(now));
        self.file.set_modified(time.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?)
    }
}

/// (SRV-04, 2.6) The checkpoints that were signed last, one of each election, outside the database.
///
/// The file is the signed notes, one after the other. It is replaced as a whole: written beside,
/// brought to the disk, and renamed.
#[derive(Debug)]
pub struct CheckpointFile {
    path: PathBuf,
    notes: Vec<(Hash, SignedCheckpoint)>,
}

impl CheckpointFile {
    /// Reads the file, or creates an empty one where there is none and `may_create`.
    ///
    /// # Errors
    /// SRV-04 for a file that is missing or holds anything but checkpoints that `board` signed.
    pub fn open(path: &Path, board: &LogKey, may_create: bool) -> Result<CheckpointFile, MachineError> {
        let refuse = |reason: String| {
            MachineError::refused(
                checks::SRV_04,
                format!(
                    "{} {reason}. It must hold the newest checkpoint that the board signed of every election: \
                     restore the file, or write the newest checkpoints that voters, observers or witnesses have \
                     into it, one after the other",
                    path.display()
                ),
            )
        };
        let mut file = CheckpointFile { path: path.to_owned(), notes: vec![] };
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && may_create => {
                write_notes(path, &[])?;
                return Ok(file);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(refuse("is missing, although the database has elections".into()));
            }
            Err(error) => return Err(failed("reading", path, error)),
        };
        for note in notes(&text) {
            file.notes
                .push(read_note(note, board).map_err(|reason| refuse(format!("is damaged: {reason}")))?);
        }
        Ok(file)
    }

    /// Every checkpoint in the file, with its election.
    pub fn notes(&self) -> &[(Hash, SignedCheckpoint)] {
        &self.notes
    }

    /// The checkpoint of an election in the file.
    pub fn note(&self, election: &Hash) -> Option<&SignedCheckpoint> {
        self.notes.iter().find(|(other, _)| other == election).map(|(_, note)| note)
    }

    /// Keeps newer checkpoints in the place of those of the same elections; when this returns they are
    /// on the disk. Nothing is written when they all are there already.
    ///
    /// # Errors
    /// SRV-12 for a disk that fails. The checkpoints must then not be shown to anyone.
    pub fn keep(&mut self, newer: Vec<(Hash, SignedCheckpoint)>) -> Result<(), MachineError> {
        if newer.iter().all(|(election, note)| self.note(election) == Some(note)) {
            return Ok(());
        }
        let mut notes = self.notes.clone();
        notes.retain(|(election, _)| newer.iter().all(|(other, _)| other != election));
        notes.extend(newer);
        write_notes(&self.path, &notes).map_err(|error| error.refusing(checks::SRV_12))?;
        self.notes = notes;
        Ok(())
    }
}

fn write_notes(path: &Path, notes: &[(Hash, SignedCheckpoint)]) -> Result<(), MachineError> {
    let mut beside = OsString::from(path);
    beside.push(".new");
    let write = || {
        let mut file = File::create(&beside)?;
        for (_, note) in notes {
            file.write_all(note.as_str().as_bytes())?;
        }
        file.sync_all()?;
        fs::rename(&beside, path)?;
        sync_folder(path)
    };
    write().map_err(|error| failed("writing", path, error))
}

/// Cuts a text after every signature line that another text follows.
fn notes(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    core::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (mut end, mut signed) = (0, false);
        for line in rest.split_inclusive('\n') {
            let signature = line.starts_with('—');
            if signed && !signature {
                break;
            }
            signed |= signature;
            end += line.len();
        }
        let (note, after) = rest.split_at(end);
        rest = after;
        Some(note)
    })
}

fn read_note(note: &str, board: &LogKey) -> Result<(Hash, SignedCheckpoint), String> {
    let checkpoint = SignedCheckpoint::parse(note).map_err(|rejection| rejection.reason)?;
    let origin = &checkpoint.unverified().origin;
    let election = origin.rsplit_once('/').and_then(|(_, election)| election.parse().ok());
    let election: Hash = election.ok_or_else(|| format!("{origin} names no election"))?;
    checkpoint.verify_board(board, &election).map_err(|rejection| {
        format!("the checkpoint of {origin} is not by {} with this key: {}", board.name, rejection.reason)
    })?;
    Ok((election, checkpoint))
}

fn failed(doing: &str, path: &Path, cause: impl Into<Cause>) -> MachineError {
    MachineError::failed(format!("{doing} {}", path.display()), cause)
}

/// The path of the file itself, which need not be there yet.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    if let Ok(path) = path.canonicalize() {
        return Ok(path);
    }
    let name = path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    Ok(folder(path).canonicalize()?.join(name))
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Makes the names in the folder of a file durable, where the system can.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder(path))?.sync_all() } else { Ok(()) }
}

//! The store: one SQLite file that holds every log, and the only SQL of the project.
//!
//! # What the rest relies on
//!
//! **The record is a register.** For each election there is one record (size, root). It is changed by
//! [`Store::append`] alone, by compare-and-swap, in the transaction that inserts the entries it covers
//! (SRV-03). So two writers that start from one value cannot both go on: whoever loses finds another
//! value than it expected, and stops. The lock file ([`Files::lock`]) makes this a second line, and not
//! the first (SRV-05).
//!
//! **Durable means durable.** When [`Store::append`] returns, the entries and the record survive the
//! loss of power: the database is in WAL mode with `synchronous=FULL`, which is read back at start
//! and refused otherwise. Nothing is signed before that (SRV-02). When it fails, nothing is known: the
//! transaction may be in the file or not. The caller never tries again and writes nothing more; the next
//! start reads what there is (SRV-12). Readers go on below what was signed before.
//!
//! **Entries stay.** A line is stored byte for byte and never changed, deleted or skipped; triggers see
//! to it, and a start without them is refused. What is read is held against the hash that was stored
//! with it, so that a line that has rotted is never served (SRV-06, SRV-09).
//!
//! **A database can be turned back.** A restored backup brings its own memory with it and looks sound.
//! Therefore what was signed last is also kept in a file outside the database ([`CheckpointFile`]),
//! written before the answer leaves, and a start that finds the database behind it is refused
//! (SRV-04, 2.6). That file is worth most on another disk, outside the backup of the database.
//!
//! Writes are immediate transactions on one connection, of one task. Readers have their own
//! connections, see only what is committed, and cannot write.

mod files;

pub use files::{CheckpointFile, Files, Lock};

use core::fmt;
use futures_util::TryStreamExt as _;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteExecutor, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Connection as _};
use std::path::Path;
use std::time::Duration;
use tabella_crypto::bytes::{Bytes, Hash};
use tabella_crypto::checks::{self, Check};
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::merkle::{self, leaf_hash};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");
/// The triggers of the migrations, all of which must be there.
const TRIGGERS: i64 = 9;
/// Connections for readers.
const READERS: u32 = 8;
/// Rows that a reader's connection reads ahead.
const ROWS: usize = 4;
/// How long a reader waits for one of them.
const READER_TIMEOUT: Duration = Duration::from_secs(5);

/// What stops the board. It is for its operator: whoever asks the board only hears that it failed.
#[derive(Debug)]
pub struct MachineError {
    /// The check that refused, if it was one.
    pub check: Option<Check>,
    /// What happened and what to do.
    pub reason: String,
}

impl MachineError {
    /// A promise that cannot be kept any more.
    pub fn refused(check: Check, reason: impl Into<String>) -> MachineError {
        MachineError { check: Some(check), reason: reason.into() }
    }

    /// A machine that does not do what it should.
    pub fn failed(doing: impl fmt::Display, error: impl fmt::Display) -> MachineError {
        MachineError { check: None, reason: format!("{doing} failed: {error}") }
    }
}

impl fmt::Display for MachineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.check {
            Some(check) => write!(f, "{check}: {}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}

impl std::error::Error for MachineError {}

/// Number of entries of a log and the root over them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of entries.
    pub size: u64,
    /// The RFC 6962 root.
    pub root: Hash,
}

impl Head {
    /// The head of an empty log.
    pub fn empty() -> Head {
        Head { size: 0, root: merkle::Frontier::default().root() }
    }
}

/// The record of an election, as it is stored.
#[derive(Clone, Debug)]
pub struct Record {
    /// The election id.
    pub election: Hash,
    /// The origin of its checkpoints.
    pub origin: String,
    /// What is durable.
    pub head: Head,
    /// The signed note of `head`, if it was stored.
    pub note: Option<String>,
}

/// What a batch appends to the log of one election.
#[derive(Clone, Debug)]
pub struct Append {
    /// The election id.
    pub election: Hash,
    /// Of a new election: the origin of its checkpoints, and when its manifest came.
    pub created: Option<(String, u64)>,
    /// What the record must be before.
    pub before: Head,
    /// What it is afterwards.
    pub after: Head,
    /// The lines from index `before.size` on, each with its hash.
    pub lines: Vec<(String, Hash)>,
}

/// The one writer.
pub struct Store {
    connection: SqliteConnection,
    readers: Reader,
}

impl Store {
    /// Opens or creates the database. The caller holds its lock for as long as the store lives.
    ///
    /// # Errors
    /// A database that cannot be opened, has other settings than it needs, or lacks its triggers.
    pub async fn open(database: &Path) -> Result<Store, MachineError> {
        let failed =
            |error: sqlx::Error| MachineError::failed(format!("opening {}", database.display()), error);
        let options = SqliteConnectOptions::new().filename(database).disable_statement_logging();
        let writing = options
            .clone()
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("fullfsync", "ON"); // for macOS, whose fsync alone does not reach the disk
        let mut connection = writing.connect().await.map_err(failed)?;
        let migrated = MIGRATIONS.run_direct(None, &mut connection, false).await;
        let checked = match migrated {
            Ok(()) => check_settings(&mut connection).await,
            Err(error) => Err(failed(error.into())),
        };
        if let Err(error) = checked {
            let _ = connection.close().await;
            return Err(error);
        }
        let readers = SqlitePoolOptions::new().max_connections(READERS).acquire_timeout(READER_TIMEOUT);
        let pool = readers.connect_lazy_with(options.read_only(true).row_buffer_size(ROWS));
        Ok(Store { connection, readers: Reader { pool } })
    }

    /// Another pair of eyes.
    pub fn reader(&self) -> Reader {
        self.readers.clone()
    }

    /// The record of every election, by id.
    ///
    /// # Errors
    /// SRV-06 for an election without a record; a failing database.
    pub async fn records(&mut self) -> Result<Vec<Record>, MachineError> {
        type Row = (Vec<u8>, String, Option<i64>, Option<Vec<u8>>, Option<String>);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, origin, size, root, note
             FROM elections LEFT JOIN checkpoints ON election = id ORDER BY id",
        )
        .fetch_all(&mut self.connection)
        .await
        .map_err(|error| MachineError::failed("reading the elections", error))?;
        let record = |(id, origin, size, root, note): Row| {
            let rotten = || MachineError::refused(checks::SRV_06, format!("the record of {origin} is lost"));
            let election = hash(&id).ok_or_else(rotten)?;
            let size = size.and_then(|size| u64::try_from(size).ok()).ok_or_else(rotten)?;
            let root = root.and_then(|root| hash(&root)).ok_or_else(rotten)?;
            Ok(Record { election, origin, head: Head { size, root }, note })
        };
        rows.into_iter().map(record).collect()
    }

    /// As [`Reader::lines`], on the connection of the writer.
    ///
    /// # Errors
    /// As [`Reader::lines`].
    pub async fn lines(&mut self, election: &Hash, from: u64, to: u64) -> Result<Vec<String>, MachineError> {
        lines(&mut self.connection, election, from, to, usize::MAX).await
    }

    /// Whether there are entries after the first `size` of a log.
    ///
    /// # Errors
    /// A failing database.
    pub async fn has_more(&mut self, election: &Hash, size: u64) -> Result<bool, MachineError> {
        let more =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM entries WHERE election = ? AND idx >= ?)");
        more.bind(&election.0[..])
            .bind(integer(size))
            .fetch_one(&mut self.connection)
            .await
            .map_err(|error| MachineError::failed("reading the entries", error))
    }

    /// Makes a batch durable: all of it, or nothing.
    ///
    /// # Errors
    /// SRV-03 when a record is not what it must be before: another writer was there. SRV-12 when the
    /// transaction fails, which leaves open whether it is in the file. Either way nothing more may be written.
    pub async fn append(&mut self, batch: &[Append]) -> Result<(), MachineError> {
        let failed = |error: sqlx::Error| {
            MachineError::refused(
                checks::SRV_12,
                format!(
                    "the transaction failed, or its outcome is unknown: {error}. Nothing of it was signed; see to \
                     the disk and start the board again, which reads what is durable"
                ),
            )
        };
        let mut transaction = self.connection.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
        for append in batch {
            insert(&mut transaction, append).await.map_err(failed)?;
            if !swap(&mut transaction, append).await.map_err(failed)? {
                return Err(MachineError::refused(
                    checks::SRV_03,
                    format!(
                        "the record of election {} is not the one of size {} that this board wrote: another \
                         writer was there. Nothing was signed; find out who writes to the database",
                        append.election, append.before.size
                    ),
                ));
            }
        }
        transaction.commit().await.map_err(failed)
    }

    /// Keeps the signed notes of heads that are durable.
    ///
    /// # Errors
    /// SRV-03 when a record has another head; SRV-12 when the database fails.
    pub async fn keep_notes(&mut self, notes: &[(Hash, SignedCheckpoint)]) -> Result<(), MachineError> {
        let failed = |error: sqlx::Error| {
            MachineError::refused(checks::SRV_12, format!("keeping a checkpoint failed: {error}"))
        };
        let mut transaction = self.connection.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
        for (election, note) in notes {
            let head = note.unverified();
            let keep =
                sqlx::query("UPDATE checkpoints SET note = ? WHERE election = ? AND size = ? AND root = ?");
            let keep = keep.bind(note.as_str()).bind(&election.0[..]);
            let keep = keep.bind(integer(head.size)).bind(&head.root.0[..]);
            let kept = keep.execute(&mut *transaction).await.map_err(failed)?;
            if kept.rows_affected() != 1 {
                let reason = format!("the record of election {election} is not of size {}", head.size);
                return Err(MachineError::refused(checks::SRV_03, reason));
            }
        }
        transaction.commit().await.map_err(failed)
    }

    /// Closes every connection.
    ///
    /// # Errors
    /// A failing database.
    pub async fn close(self) -> Result<(), MachineError> {
        self.readers.pool.close().await;
        self.connection.close().await.map_err(|error| MachineError::failed("closing the database", error))
    }
}

/// Readers of what is committed. Clones share their connections.
#[derive(Clone)]
pub struct Reader {
    pool: SqlitePool,
}

impl Reader {
    /// The lines of the entries `from..to`, without their newlines.
    ///
    /// # Errors
    /// SRV-06 for an entry that is missing or is not the one that was stored; a failing database.
    pub async fn lines(&self, election: &Hash, from: u64, to: u64) -> Result<Vec<String>, MachineError> {
        lines(&self.pool, election, from, to, usize::MAX).await
    }

    /// The first of these lines, as many as fit a number of bytes; at least one where there is one.
    ///
    /// # Errors
    /// As [`Reader::lines`].
    pub async fn chunk(
        &self,
        election: &Hash,
        from: u64,
        to: u64,
        bytes: usize,
    ) -> Result<Vec<String>, MachineError> {
        lines(&self.pool, election, from, to, bytes).await
    }
}

async fn lines(
    executor: impl SqliteExecutor<'_>,
    election: &Hash,
    from: u64,
    to: u64,
    most_bytes: usize,
) -> Result<Vec<String>, MachineError> {
    let query = sqlx::query_as::<_, (i64, Vec<u8>, Vec<u8>)>(
        "SELECT idx, line, hash FROM entries WHERE election = ? AND idx >= ? AND idx < ? ORDER BY idx",
    );
    let query = query.bind(&election.0[..]).bind(integer(from)).bind(integer(to));
    let mut rows = query.fetch(executor);
    let rotten = |index: u64, what: &str| {
        MachineError::refused(checks::SRV_06, format!("entry {index} of election {election} {what}"))
    };
    let (mut lines, mut bytes): (Vec<String>, usize) = (vec![], 0);
    for index in from..to {
        let row = rows.try_next().await.map_err(|error| MachineError::failed("reading entries", error))?;
        let Some((_, line, stored)) = row.filter(|(idx, ..)| u64::try_from(*idx) == Ok(index)) else {
            return Err(rotten(index, "is missing"));
        };
        if hash(&stored) != Some(leaf_hash(&line)) {
            return Err(rotten(index, "is not the line that was stored: its hash is another"));
        }
        bytes += line.len() + 1;
        if bytes > most_bytes && !lines.is_empty() {
            break;
        }
        lines.push(String::from_utf8(line).map_err(|_| rotten(index, "is not UTF-8"))?);
    }
    Ok(lines)
}

/// Inserts the election, if it is new, and the entries.
async fn insert(connection: &mut SqliteConnection, append: &Append) -> Result<(), sqlx::Error> {
    let election = &append.election.0[..];
    if let Some((origin, at)) = &append.created {
        let insert = sqlx::query("INSERT INTO elections (id, origin, created) VALUES (?, ?, ?)");
        insert.bind(election).bind(origin).bind(integer(*at)).execute(&mut *connection).await?;
        let empty = Head::empty();
        let insert = sqlx::query("INSERT INTO checkpoints (election, size, root) VALUES (?, 0, ?)");
        insert.bind(election).bind(&empty.root.0[..]).execute(&mut *connection).await?;
    }
    for (index, (line, hash)) in (append.before.size..).zip(&append.lines) {
        let insert = sqlx::query("INSERT INTO entries (election, idx, line, hash) VALUES (?, ?, ?, ?)");
        let insert = insert.bind(election).bind(integer(index)).bind(line.as_bytes()).bind(&hash.0[..]);
        insert.execute(&mut *connection).await?;
    }
    Ok(())
}

/// Compares the record with what it must be, and swaps it; whether exactly one was swapped.
async fn swap(connection: &mut SqliteConnection, append: &Append) -> Result<bool, sqlx::Error> {
    let swap = sqlx::query(
        "UPDATE checkpoints SET size = ?, root = ?, note = NULL WHERE election = ? AND size = ? AND root = ?",
    );
    let swapped = swap
        .bind(integer(append.after.size))
        .bind(&append.after.root.0[..])
        .bind(&append.election.0[..])
        .bind(integer(append.before.size))
        .bind(&append.before.root.0[..])
        .execute(connection)
        .await?;
    Ok(swapped.rows_affected() == 1)
}

/// Reads back what durability and the triggers rest on.
async fn check_settings(connection: &mut SqliteConnection) -> Result<(), MachineError> {
    let failed = |error| MachineError::failed("reading the settings of the database back", error);
    let journal: String =
        sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut *connection).await.map_err(failed)?;
    let synchronous: i64 =
        sqlx::query_scalar("PRAGMA synchronous").fetch_one(&mut *connection).await.map_err(failed)?;
    let foreign_keys: i64 =
        sqlx::query_scalar("PRAGMA foreign_keys").fetch_one(&mut *connection).await.map_err(failed)?;
    let triggers: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'")
        .fetch_one(&mut *connection)
        .await
        .map_err(failed)?;
    let settings = [
        ("journal_mode", journal.as_str(), "wal"),
        ("synchronous", &synchronous.to_string(), "2"),
        ("foreign_keys", &foreign_keys.to_string(), "1"),
        ("number of triggers", &triggers.to_string(), &TRIGGERS.to_string()),
    ];
    for (setting, found, needed) in settings {
        if found != needed {
            return Err(MachineError::failed(
                "starting",
                format!(
                    "the database has {setting} {found} where {needed} is needed: it must be on a local disk, \
                     and nobody else may change it"
                ),
            ));
        }
    }
    Ok(())
}

fn hash(bytes: &[u8]) -> Option<Hash> {
    bytes.try_into().ok().map(Bytes)
}

/// Integers of the protocol are below 2^53; a larger one matches nothing.
fn integer(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A connection with the settings that [`Store::open`] asks for, but one.
    async fn refused(change: impl FnOnce(SqliteConnectOptions) -> SqliteConnectOptions) -> String {
        let folder = tempfile::tempdir().expect("folder");
        let database = folder.path().join("board.sqlite");
        Store::open(&database).await.expect("open").close().await.expect("close");
        let options = SqliteConnectOptions::new()
            .filename(&database)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let mut sound = options.clone().connect().await.expect("connect");
        check_settings(&mut sound).await.expect("settings");
        sound.close().await.expect("close");
        let mut connection = change(options).connect().await.expect("connect");
        let error = check_settings(&mut connection).await.expect_err("accepted");
        connection.close().await.expect("close");
        error.reason
    }

    // SRV-02; crash row 5.
    #[tokio::test]
    async fn settings_on_which_durability_rests_are_read_back_and_refused() {
        let check = |reason: String, expected: &str| assert!(reason.contains(expected), "{reason}");
        let delete = refused(|options| options.journal_mode(SqliteJournalMode::Delete)).await;
        check(delete, "journal_mode delete");
        let normal = refused(|options| options.synchronous(SqliteSynchronous::Normal)).await;
        check(normal, "synchronous 1");
        check(refused(|options| options.synchronous(SqliteSynchronous::Off)).await, "synchronous 0");
        check(refused(|options| options.foreign_keys(false)).await, "foreign_keys 0");
    }

    // SRV-03; crash row 6.
    #[tokio::test]
    async fn of_two_batches_that_start_from_one_record_the_second_stops() {
        let folder = tempfile::tempdir().expect("folder");
        let database = folder.path().join("board.sqlite");
        let mut store = Store::open(&database).await.expect("open");
        let mut other = Store::open(&database).await.expect("open");
        let batch = |line: &str| {
            let hash = leaf_hash(line.as_bytes());
            let mut tree = merkle::Frontier::default();
            tree.push(hash);
            Append {
                election: Hash::ZERO,
                created: Some(("board.example".into(), 1)),
                before: Head::empty(),
                after: Head { size: 1, root: tree.root() },
                lines: vec![(line.into(), hash)],
            }
        };
        store.append(&[batch("first")]).await.expect("first");
        assert_eq!(other.append(&[batch("second")]).await.expect_err("second").check, Some(checks::SRV_12));
        let stale = |line: &str| Append { created: None, lines: vec![], ..batch(line) };
        assert_eq!(other.append(&[stale("second")]).await.expect_err("stale").check, Some(checks::SRV_03));
        // Nothing of a batch that failed is there, whatever came first in it.
        let mut next = stale("first");
        next.before = next.after;
        next.after.size = 2;
        next.lines = batch("next").lines;
        assert_eq!(other.append(&[next, stale("x")]).await.expect_err("half").check, Some(checks::SRV_03));
        assert_eq!(store.lines(&Hash::ZERO, 0, 1).await.expect("lines"), ["first"]);
        assert!(!store.has_more(&Hash::ZERO, 1).await.expect("more"));
        assert_eq!(store.lines(&Hash::ZERO, 0, 2).await.expect_err("gap").check, Some(checks::SRV_06));
        for store in [store, other] {
            store.close().await.expect("close");
        }
    }
}

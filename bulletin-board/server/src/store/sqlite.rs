//! The store in one SQLite file: WAL mode with `synchronous=FULL`.

use super::{Append, Head, MachineError, StoredHead};
use futures_util::TryStreamExt as _;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteExecutor, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Connection as _, FromRow};
use std::path::Path;
use std::time::Duration;
use tabella_crypto::bytes::{Bytes, Hash};
use tabella_crypto::checks;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::merkle::leaf_hash;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations/sqlite");
/// Connections for readers.
const READERS: u32 = 8;
/// Rows that a reader's connection reads ahead.
const ROWS: usize = 4;
/// The time that a reader waits for one of them.
const READER_TIMEOUT: Duration = Duration::from_secs(5);

/// A row of `elections` with its row of `checkpoints`, if it has one.
#[derive(FromRow)]
struct HeadRow {
    id: Vec<u8>,
    origin: String,
    size: Option<i64>,
    root: Option<Vec<u8>>,
    note: Option<String>,
}

impl HeadRow {
    fn read(self) -> Result<StoredHead, MachineError> {
        let HeadRow { id, origin, size, root, note } = self;
        let lost = || MachineError::refused(checks::SRV_06, format!("the stored head of {origin} is lost"));
        let election = hash(&id).ok_or_else(lost)?;
        let size = size.and_then(|size| u64::try_from(size).ok()).ok_or_else(lost)?;
        let root = root.and_then(|root| hash(&root)).ok_or_else(lost)?;
        Ok(StoredHead { election, origin, head: Head { size, root }, note })
    }
}

/// A row of `entries`.
#[derive(FromRow)]
struct EntryRow {
    idx: i64,
    line: Vec<u8>,
    hash: Vec<u8>,
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

    /// A handle for readers.
    pub fn reader(&self) -> Reader {
        self.readers.clone()
    }

    /// The stored head of every election, by id.
    ///
    /// # Errors
    /// SRV-06 for an election without a head; a failing database.
    pub async fn stored_heads(&mut self) -> Result<Vec<StoredHead>, MachineError> {
        let rows: Vec<HeadRow> = sqlx::query_as(
            "SELECT id, origin, size, root, note
             FROM elections LEFT JOIN checkpoints ON election = id ORDER BY id",
        )
        .fetch_all(&mut self.connection)
        .await
        .map_err(|error| MachineError::failed("reading the elections", error))?;
        rows.into_iter().map(HeadRow::read).collect()
    }

    /// As [`Reader::lines`], on the connection of the writer.
    ///
    /// # Errors
    /// As [`Reader::lines`].
    pub async fn lines(&mut self, election: &Hash, from: u64, to: u64) -> Result<Vec<String>, MachineError> {
        lines(&mut self.connection, election, from, to, usize::MAX).await
    }

    /// Returns true if there are entries after the first `size` of a log.
    ///
    /// # Errors
    /// A failing database.
    pub async fn has_more(&mut self, election: &Hash, size: u64) -> Result<bool, MachineError> {
        let more =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM entries WHERE election = $1 AND idx >= $2)");
        more.bind(&election.0[..])
            .bind(integer(size))
            .fetch_one(&mut self.connection)
            .await
            .map_err(|error| MachineError::failed("reading the entries", error))
    }

    /// Makes a batch durable: all of it, or nothing.
    ///
    /// # Errors
    /// SRV-03 when a stored head is not what it must be before: another writer was there. SRV-12 when the
    /// transaction fails, which leaves open whether it is in the file. Either way nothing more may be written.
    pub async fn append(&mut self, batch: &[Append]) -> Result<(), MachineError> {
        let failed = |error: sqlx::Error| {
            MachineError::refused(
                checks::SRV_12,
                format!(
                    "the transaction failed, or its outcome is unknown: {error}. Nothing of it was signed. Check \
                     the disk and restart the board, which reads what is durable"
                ),
            )
            .because(error)
        };
        let mut transaction = self.connection.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
        for append in batch {
            insert(&mut transaction, append).await.map_err(failed)?;
            if !swap(&mut transaction, append).await.map_err(failed)? {
                return Err(MachineError::refused(
                    checks::SRV_03,
                    format!(
                        "the stored head of election {} is not the one of size {} that this board wrote: another \
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
    /// SRV-03 when a stored head is a different one; SRV-12 when the database fails.
    pub async fn keep_notes(&mut self, notes: &[(Hash, SignedCheckpoint)]) -> Result<(), MachineError> {
        let failed =
            |error: sqlx::Error| MachineError::failed("keeping a checkpoint", error).refusing(checks::SRV_12);
        let mut transaction = self.connection.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
        for (election, note) in notes {
            let head = note.unverified();
            let keep = sqlx::query(
                "UPDATE checkpoints SET note = $1 WHERE election = $2 AND size = $3 AND root = $4",
            );
            let keep = keep.bind(note.as_str()).bind(&election.0[..]);
            let keep = keep.bind(integer(head.size)).bind(&head.root.0[..]);
            let kept = keep.execute(&mut *transaction).await.map_err(failed)?;
            if kept.rows_affected() != 1 {
                let reason = format!("the stored head of election {election} is not of size {}", head.size);
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
    let query = sqlx::query_as::<_, EntryRow>(
        "SELECT idx, line, hash FROM entries WHERE election = $1 AND idx >= $2 AND idx < $3 ORDER BY idx",
    );
    let query = query.bind(&election.0[..]).bind(integer(from)).bind(integer(to));
    let mut rows = query.fetch(executor);
    let rotten = |index: u64, what: &str| {
        MachineError::refused(checks::SRV_06, format!("entry {index} of election {election} {what}"))
    };
    let (mut lines, mut bytes): (Vec<String>, usize) = (vec![], 0);
    for index in from..to {
        let row = rows.try_next().await.map_err(|error| MachineError::failed("reading entries", error))?;
        let Some(EntryRow { line, hash: stored, .. }) = row.filter(|row| u64::try_from(row.idx) == Ok(index))
        else {
            return Err(rotten(index, "is missing"));
        };
        if hash(&stored) != Some(leaf_hash(&line)) {
            return Err(rotten(index, "is not the line that was stored: its hash differs"));
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
        let insert = sqlx::query("INSERT INTO elections (id, origin, created) VALUES ($1, $2, $3)");
        insert.bind(election).bind(origin).bind(integer(*at)).execute(&mut *connection).await?;
        let empty = Head::empty();
        let insert = sqlx::query("INSERT INTO checkpoints (election, size, root) VALUES ($1, 0, $2)");
        insert.bind(election).bind(&empty.root.0[..]).execute(&mut *connection).await?;
    }
    for (index, (line, hash)) in (append.before.size..).zip(&append.lines) {
        let insert = sqlx::query("INSERT INTO entries (election, idx, line, hash) VALUES ($1, $2, $3, $4)");
        let insert = insert.bind(election).bind(integer(index)).bind(line.as_bytes()).bind(&hash.0[..]);
        insert.execute(&mut *connection).await?;
    }
    Ok(())
}

/// Compares the stored head with what it must be, and swaps it; whether exactly one was swapped.
async fn swap(connection: &mut SqliteConnection, append: &Append) -> Result<bool, sqlx::Error> {
    let swap = sqlx::query(
        "UPDATE checkpoints SET size = $1, root = $2, note = NULL WHERE election = $3 AND size = $4 AND root = $5",
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
        ("number of triggers", &triggers.to_string(), &triggers_of_the_migrations().to_string()),
    ];
    for (setting, found, needed) in settings {
        if found != needed {
            return Err(MachineError::failed(
                "starting",
                format!(
                    "the database has {setting} {found} where {needed} is needed: it must be on a local disk, \
                     and nothing else may modify it"
                ),
            ));
        }
    }
    Ok(())
}

/// The triggers that the migrations create, all of which must be there.
fn triggers_of_the_migrations() -> usize {
    let lines = MIGRATIONS.iter().flat_map(|migration| migration.sql.as_str().lines());
    lines.filter(|line| line.starts_with("CREATE TRIGGER ")).count()
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
    use crate::store::contract;

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

    #[tokio::test]
    async fn two_connections_to_one_file_keep_the_contract() {
        let folder = tempfile::tempdir().expect("folder");
        let open = async || Store::open(&folder.path().join("board.sqlite")).await.expect("open");
        contract::of_two_batches_that_start_from_one_head_the_second_stops(open().await, open().await).await;
    }
}

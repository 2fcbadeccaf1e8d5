//! `replay`: many voters, for rehearsals.

use crate::board::{cast, download};
use crate::cast::short;
use crate::failure::{Result, Spoken};
use crate::inputs::{BoardArguments, Choices, read_text, read_trust};
use rand::rngs::SysRng;
use rayon::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tabella_client::HttpBoard;
use tabella_client::console::{Answer, Failure, OrFail as _, Progress, Readers, ReservedFile, join_limited};
use tabella_crypto::bytes::Hash;
use tabella_crypto::carried::{self, Table};
use tabella_crypto::election::ballot::Selections;
use tabella_crypto::election::credential::Code;
use tabella_crypto::group::Point;
use tabella_log::witness::Standing;
use tabella_vote::session::{Polls, Session};
use zeroize::Zeroizing;

/// Cast the ballots of many voters, for a rehearsal.
///
/// A tool for testers, which speaks English in every language. No voter needs it.
///
/// Reads the log once, then prepares and casts a ballot for every voter and verifies every receipt. Run it
/// again with other selections to vote again for the same voters. Impossible choices are found before
/// anything is sent. Ends at once, with exit code 2, when the board cannot be reached; exits with 1 when
/// the ballot of some voter was refused or its receipt is not valid, and names these voters by their row:
/// the first voter of codes.csv is row 1.
///
/// JSON keys: `cast` (number of ballots with a valid receipt), `encryption_ms` (median processor time to encrypt
/// and prove one ballot, in milliseconds; null without ballots), `failed` [{error, refused_by, row}], `seconds`,
/// `standing` {name: number of receipts}, `threads`, `voters` (how many were to vote). `error` has the first row
/// for every check.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    #[command(flatten)]
    board: BoardArguments,
    /// The codes, as the registrar's tool or a spreadsheet writes them: CSV with a header line and a column `code`.
    #[arg(long, value_name = "CODES.csv")]
    codes: PathBuf,
    /// A JSON array with one object {CONTEST: [OPTION, ...]} for every row of the codes, in their order.
    #[arg(long, value_name = "FILE.json")]
    selections: PathBuf,
    /// At most COUNT voters.
    #[arg(long, value_name = "COUNT")]
    first: Option<usize>,
    /// Skip the first COUNT rows, and their selections.
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    skip: usize,
    /// A folder for the receipts, named ROW-TRACKER.tlog-proof; without it they are only verified.
    #[arg(long, value_name = "FOLDER")]
    receipts: Option<PathBuf>,
    /// Voters in parallel.
    #[arg(long, value_name = "COUNT", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: u16,
}

/// One row of the codes, with its choices.
struct Voter {
    row: usize,
    code: Code,
    choices: Choices,
}

/// A voter who is about to vote.
struct Ready {
    row: usize,
    session: Session,
    selections: Selections,
}

/// A ballot that was cast.
struct Cast {
    encryption: Duration,
    standing: Standing,
}

/// The row of a voter, and what became of their ballot: cast, or refused.
type Outcome = (usize, Result<Cast, Failure>);

pub(crate) fn run(arguments: &Arguments) -> Result<Answer> {
    let trust = read_trust(&arguments.board.trust)?;
    let voters = read_voters(arguments, &trust.election)?;
    if let Some(folder) = &arguments.receipts {
        std::fs::create_dir_all(folder).or_fail(format!("cannot make {}", folder.display()))?;
    }
    let own: Vec<Point> = voters.iter().map(|voter| *voter.code.credential().public()).collect();
    let mirror = download(&arguments.board, trust, own)?;
    let polls = Polls::open(mirror.copy())?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(arguments.threads.into()).build();
    let pool = pool.or_fail("cannot start threads")?;
    pool.install(|| {
        // Nothing is sent before all choices are known to be possible.
        let ready = voters.into_par_iter().map(|voter| ready(&polls, voter));
        let ready: Vec<Ready> = ready.collect::<Result<_>>()?;
        let progress = Progress::new("", "ballots", ready.len() as u64);
        let start = Instant::now();
        // A board keeps few idle connections for a caller: every thread has its own.
        let boards: Vec<HttpBoard> =
            (0..arguments.threads).map(|_| HttpBoard::new(&arguments.board.board)).collect();
        let vote_and_count = |voter| {
            let board = &boards[rayon::current_thread_index().unwrap_or(0)];
            let outcome = vote(board, voter, arguments.receipts.as_deref());
            progress.step();
            outcome
        };
        // One voter at a time for each thread, so that the rows are cast about in order.
        let outcomes = ready.into_par_iter().with_max_len(1).map(vote_and_count);
        let outcomes: Vec<Outcome> = outcomes.collect::<Result<_>>()?;
        let seconds = start.elapsed().as_secs_f64();
        drop(progress);
        Ok(answer(outcomes, seconds, arguments.threads))
    })
}

fn read_voters(arguments: &Arguments, election: &Hash) -> Result<Vec<Voter>> {
    let selections = read_selections(&arguments.selections)?;
    let codes = read_codes(&arguments.codes)?;
    if selections.len() > codes.len() {
        return Err(Spoken::failed(format!(
            "there are selections for {} voters, and codes for {} only: nothing was sent. Every voter needs a code; \
             leave out the selections that have none",
            selections.len(),
            codes.len()
        )));
    }
    let last =
        arguments.first.map_or(codes.len(), |first| arguments.skip.saturating_add(first).min(codes.len()));
    if selections.len() < last {
        return Err(Spoken::failed(format!(
            "there are selections for {} rows only, and {last} are needed: nothing was sent. Give --first or more \
             selections",
            selections.len()
        )));
    }
    let rows = codes.into_iter().zip(selections).enumerate().take(last).skip(arguments.skip);
    rows.map(|(position, (typed, choices))| {
        let row = position + 1;
        let code = Code::read(&typed, election).map_err(|error| of_row(row, error))?;
        Ok(Voter { row, code, choices })
    })
    .collect()
}

fn of_row(row: usize, error: impl Into<Spoken>) -> Spoken {
    error.into().context(format!("row {row}"))
}

fn read_selections(path: &Path) -> Result<Vec<Choices>> {
    serde_json::from_str(&read_text(path, &cannot_read(path))?).map_err(|error| {
        // What a selection is must not be repeated.
        let (file, line, column) = (path.display(), error.line(), error.column());
        let what = "a JSON array of objects {CONTEST: [OPTION, ...]}";
        Spoken::failed(format!("{file} is not {what}: line {line}, column {column}"))
    })
}

fn cannot_read(path: &Path) -> String {
    format!("cannot read {}", path.display())
}

/// The column `code`, by row.
fn read_codes(path: &Path) -> Result<Vec<Zeroizing<String>>> {
    let text = Zeroizing::new(read_text(path, &cannot_read(path))?);
    let Table { text, separator, .. } = carried::table(&text);
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let not_a_table = format!("{} is not a table", path.display());
    let header = reader.headers().or_fail(&not_a_table)?;
    let column = header.iter().position(|name| carried::column_name(name) == "code");
    let none = || Spoken::failed(format!("{} has no column named code", path.display()));
    let column = column.ok_or_else(none)?;
    let mut codes = vec![];
    for record in reader.records() {
        let record = record.or_fail(&not_a_table)?;
        // Spreadsheets write rows in which there is nothing.
        if record.iter().any(|cell| !carried::trim(cell).is_empty()) {
            codes.push(Zeroizing::new(record.get(column).unwrap_or_default().to_owned()));
        }
    }
    Ok(codes)
}

/// The session of a voter, up to their choices.
fn ready(polls: &Polls<'_>, voter: Voter) -> Result<Ready> {
    let Voter { row, code, choices } = voter;
    let session = polls.admit(&code).map_err(|error| of_row(row, error))?;
    let selections = session.choose(&choices).map_err(|error| of_row(row, error))?;
    Ok(Ready { row, session, selections })
}

/// Prepares, casts, verifies the receipt. Only a negative verdict is an outcome; anything else ends the
/// rehearsal.
fn vote(board: &HttpBoard, voter: Ready, receipts: Option<&Path>) -> Result<Outcome> {
    let row = voter.row;
    match vote_once(board, voter, receipts) {
        Ok(cast) => Ok((row, Ok(cast))),
        Err(Spoken(refused @ Failure::Refused { .. })) => Ok((row, Err(refused))),
        Err(failed) => Err(of_row(row, failed)),
    }
}

fn vote_once(board: &HttpBoard, voter: Ready, receipts: Option<&Path>) -> Result<Cast> {
    let start = thread_time();
    let prepared = voter.session.prepare(voter.selections, &mut SysRng).map_err(|refused| refused.reason)?;
    let encryption = thread_time().saturating_sub(start);
    let tracker = *prepared.tracker();
    let (receipt, answered) = cast(board, prepared.cast())?;
    if let Some(folder) = receipts {
        let path = folder.join(format!("{:06}-{}.tlog-proof", voter.row, short(&tracker)));
        ReservedFile::new(&path)?.write(receipt.to_text(), Readers::Everyone)?;
    }
    Ok(Cast { encryption, standing: answered.ballot().standing() })
}

/// What this thread has used of a processor: with more threads than processors the clock on the wall says more.
#[cfg(unix)]
fn thread_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

/// The clock on the wall, where threads have none of their own.
#[cfg(not(unix))]
fn thread_time() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    START.elapsed()
}

fn answer(outcomes: Vec<Outcome>, seconds: f64, threads: u16) -> Answer {
    let voters = outcomes.len();
    let (mut times, mut standing, mut failed) = (vec![], BTreeMap::new(), vec![]);
    let (mut first_by_check, mut refused_rows) = (BTreeMap::new(), vec![]);
    for (row, outcome) in outcomes {
        match outcome {
            Ok(cast) => {
                times.push(cast.encryption);
                *standing.entry(cast.standing.name()).or_insert(0u64) += 1;
            }
            Err(refused) => {
                let checks: Vec<&str> = refused.checks().iter().map(|check| check.id()).collect();
                failed.push(json!({ "error": refused.to_string(), "refused_by": checks, "row": row }));
                refused_rows.push(format!("  Row {row}: {}", refused.words()));
                for check in refused.checks() {
                    first_by_check.entry(*check).or_insert_with(|| format!("row {row}: {refused}"));
                }
            }
        }
    }
    times.sort();
    let median_ms = times.get(times.len() / 2).map(|time| (time.as_secs_f64() * 1e6).round() / 1e3);
    let per_ballot =
        median_ms.map_or_else(String::new, |ms| format!(", {ms} ms of a processor to encrypt one (median)"));
    let mut sentences =
        vec![format!("{} of {voters} ballots cast in {seconds:.1} seconds{per_ballot}.", times.len())];
    sentences.extend(standing.iter().map(|(name, count)| format!("  {name}: {count}")));
    sentences.extend(refused_rows);
    let details = json!({
        "cast": times.len(),
        "encryption_ms": median_ms,
        "failed": failed,
        "seconds": (seconds * 1e3).round() / 1e3,
        "standing": standing,
        "threads": threads,
        "voters": voters,
    });
    let answer = Answer::new(details, sentences.join("\n"));
    if first_by_check.is_empty() {
        return answer;
    }
    let reasons: Vec<String> = first_by_check.values().cloned().collect();
    answer.but(Failure::by(first_by_check.into_keys(), join_limited(&reasons)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_codes_that_a_spreadsheet_has_saved_is_read() {
        let file = tempfile::NamedTempFile::new().expect("file");
        let read = |bytes: &[u8]| {
            std::fs::write(file.path(), bytes).expect("written");
            let codes = read_codes(file.path())?;
            Ok::<_, Spoken>(codes.iter().map(|code| code.as_str().to_owned()).collect::<Vec<_>>())
        };
        for table in [
            "voter,code,note\nAnn,aaaa bbbb,\nBo,cccc dddd,\n",
            "sep=;\r\nVoter;Code;Note\r\nAnn;aaaa bbbb;\r\nBo;cccc dddd;\r\n;;\r\n;;\r\n",
            "\u{feff}voter\t CODE \tnote\r\nAnn\taaaa bbbb\t\r\n\t \t\r\nBo\tcccc dddd\t\r\n",
            "code\raaaa bbbb\rcccc dddd\r",
            "voter,code\nAnn,aaaa bbbb,,\nBo,cccc dddd\n",
        ] {
            assert_eq!(read(table.as_bytes()).expect(table), ["aaaa bbbb", "cccc dddd"], "{table}");
        }
        let utf16: Vec<u8> =
            "\u{feff}Code\r\naaaa bbbb\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf16).expect("UTF-16"), ["aaaa bbbb"]);
        let Spoken(error) = read(b"voter;link\nAnn;x\n").expect_err("no codes");
        assert!(error.to_string().ends_with("has no column named code"), "{error}");
    }
}

//! The program of observers: makes trust files, downloads records, verifies them, makes and checks
//! evidence, compares the web client.

mod inputs; // what observers bring
mod announcement; // trust files, to compare with the announcement
mod record; // downloading and verifying a record
mod remarks; // what is said besides the report
mod evidence; // evidence files, in plain words
mod browser; // asks for files as a browser asks
mod client; // the web client that a board serves

use clap::{Parser, Subcommand};
use inputs::SupplementArguments;
use std::path::PathBuf;
use std::process::ExitCode;
use tabella_client::console::{
    EXIT_CODES, Failure, OrFail as _, Outcome, finish, read_trust, redirected, without_values,
};
use tabella_client::{DOWNLOAD_LIMIT_BYTES, HttpBoard, Source};
use tabella_log::address::board_address;

/// Verify a Tabella election from its public record, without trusting anyone.
#[derive(Parser)]
#[command(version, max_term_width = 100, after_long_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Print one JSON object on standard output instead of words.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Make a trust file from what a board shows, and print what you must compare with the announcement.
    ///
    /// JSON keys: `trust`, the hash of the trust file in its text form.
    Trust {
        /// Address of the board, such as http://board.example.
        #[arg(value_parser = board_address)]
        board: String,
        /// The election id, as announced.
        #[arg(long, value_name = "ID", allow_hyphen_values = true)]
        election: String,
        /// Where to write the trust file.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Download the record of an election into a folder.
    ///
    /// JSON keys: `size`, the number of entries.
    Fetch {
        /// Address of the board.
        #[arg(value_parser = board_address)]
        board: String,
        /// Your trust file.
        #[arg(long, value_name = "FILE")]
        trust: PathBuf,
        /// Where to write entries.jsonl and checkpoint.
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
        /// Most bytes to take from a board.
        #[arg(long, value_name = "BYTES", default_value_t = DOWNLOAD_LIMIT_BYTES)]
        max_bytes: u64,
    },
    /// Verify a record: every check, with its verdict.
    ///
    /// Exit code: 0 when every check that applies has passed, 1 when one has not, 2 on wrong use, on a failing
    /// machine, or when the record is accepted and a file given beside it was changed on its way.
    ///
    /// JSON keys: those of the report (docs/architecture.md); `line_ends_only`, true when only the line ends of
    /// this copy are wrong; `set_aside`, the files that could not be used, with the reason.
    Verify {
        /// A record folder, or the address of a board.
        #[arg(value_parser = inputs::place)]
        place: String,
        /// Your trust file: what you trust comes from you and never from the record.
        #[arg(long, value_name = "FILE")]
        trust: Option<PathBuf>,
        #[command(flatten)]
        supplements: SupplementArguments,
        /// Another record that must share no key with this one; may be repeated.
        #[arg(long = "other", value_name = "FOLDER")]
        other_records: Vec<PathBuf>,
        /// Most bytes to take from a board.
        #[arg(long, value_name = "BYTES", default_value_t = DOWNLOAD_LIMIT_BYTES)]
        max_bytes: u64,
        /// Number of cores to use; all by default.
        #[arg(long, value_name = "COUNT")]
        threads: Option<usize>,
    },
    /// Compare the web client that a board serves with the hashes in the manifest of the election.
    ///
    /// Downloads every file that the manifest names, and the pages that voters and observers open, and
    /// prints them one by one. It sees what the board serves to this program now: do it from several places
    /// and at several times.
    ///
    /// Exit code: 0 when all are the same, 1 when one differs or is missing or the manifest names none, 2 on
    /// wrong use or a failing machine.
    ///
    /// JSON keys: `election`; `files` [{expected, path, served, verdict}]; `same`.
    Client {
        /// Address of the board.
        #[arg(value_parser = board_address)]
        board: String,
        /// Your trust file.
        #[arg(long, value_name = "FILE")]
        trust: PathBuf,
    },
    /// Turn what a record and kept files prove against board or trustees into files that stand alone.
    ///
    /// Exit code: 0 when something was found and written, 1 when there is no provable fault, 2 on wrong use, on a
    /// failing machine, on a record that is too short for the files given, or when nothing was found and a file was
    /// changed on its way.
    ///
    /// JSON keys: `evidence` [{board, check, culprit, election, file, key, name, proven, reason}]; `phase`;
    /// `set_aside`, the files that could not be used, with the reason.
    Evidence {
        /// A record folder, or the address of a board.
        #[arg(value_parser = inputs::place)]
        place: String,
        /// Your trust file.
        #[arg(long, value_name = "FILE")]
        trust: PathBuf,
        /// Where to write the evidence; further findings go to FILE-2, FILE-3 and so on, before the extension.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        supplements: SupplementArguments,
        /// A complaint of a trustee that the board refused; may be repeated.
        #[arg(long = "complaint", value_name = "FILE")]
        complaints: Vec<PathBuf>,
        /// Most bytes to take from a board.
        #[arg(long, value_name = "BYTES", default_value_t = DOWNLOAD_LIMIT_BYTES)]
        max_bytes: u64,
    },
    /// Check an evidence file, without anything else.
    ///
    /// Exit code: 0 when the file proves what it says, 1 when it does not, 2 on wrong use, on a failing machine, or
    /// when the file was changed on its way: it does not decode, or a signature in it is not valid.
    ///
    /// JSON keys: `board`, `check`, `culprit`, `election`, `file`, `key`, `name`, `proven`, `reason`.
    CheckEvidence {
        /// The evidence file.
        file: PathBuf,
        /// Your trust file, to compare election and board with; without it compare them yourself.
        #[arg(long, value_name = "FILE")]
        trust: Option<PathBuf>,
    },
}

impl Command {
    fn name(&self) -> &'static str {
        match self {
            Command::Trust { .. } => "trust",
            Command::Fetch { .. } => "fetch",
            Command::Verify { .. } => "verify",
            Command::Client { .. } => "client",
            Command::Evidence { .. } => "evidence",
            Command::CheckEvidence { .. } => "check-evidence",
        }
    }
}

/// (REP-08) The exit code tells the verdict; after an error there is none.
fn main() -> ExitCode {
    let cli = Cli::try_parse().unwrap_or_else(|error| without_values(error).exit());
    let command = cli.command.name();
    finish("tabella-audit", command, cli.json, run(cli.command))
}

fn run(command: Command) -> Outcome {
    // REP-10
    tabella_crypto::selftest::run().map_err(|what| {
        Failure::failed(format!("the self-test of {what} failed: do not trust this machine"))
    })?;
    match command {
        Command::Trust { board, election, out } => announcement::make_trust(&board, &election, &out),
        Command::Fetch { board, trust, out, max_bytes } => {
            record::fetch(&board_at(&board).with_limit(max_bytes), &read_trust(&trust)?, &out)
        }
        Command::Verify { place, trust, supplements, other_records, max_bytes, threads } => {
            let trust = trust.ok_or_else(|| {
                Failure::failed(
                    "no trust file given (--trust FILE): without one there is no verdict. \
                     Make one with `tabella-audit trust` and compare it with the election's announcement",
                )
            })?;
            if let Some(threads) = threads {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
                pool.build_global().or_fail("cannot start the threads")?;
            }
            let supplements = supplements.read(&other_records)?;
            let trust = read_trust(&trust)?;
            let source = Source::new(&place, &trust, max_bytes).telling(redirected);
            record::verify(&place, &source, &trust, supplements)
        }
        Command::Client { board, trust } => client::compare(&board, &read_trust(&trust)?),
        Command::Evidence { place, trust, out, supplements, complaints, max_bytes } => {
            let (complaints, trust) = (inputs::statements(&complaints)?, read_trust(&trust)?);
            let source = Source::new(&place, &trust, max_bytes).telling(redirected);
            evidence::make(&source, &trust, &out, &supplements.read(&[])?, &complaints)
        }
        Command::CheckEvidence { file, trust } => {
            let trust = trust.map(|trust| read_trust(&trust)).transpose()?;
            evidence::check(&file, trust.as_ref())
        }
    }
}

fn board_at(address: &str) -> HttpBoard {
    HttpBoard::new(address).telling(redirected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}

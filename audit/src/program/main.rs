//! The program of observers: makes trust files, downloads records, verifies them, makes and checks
//! evidence, compares the web client.

mod browser; // asks for files as a browser asks
mod client; // the web client that a board serves
mod evidence; // evidence files, in plain words
mod files; // what observers bring
mod remarks; // what is said besides the report

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use files::Beside;
use indicatif::{ProgressBar, ProgressStyle};
use rand::rngs::SysRng;
use remarks::Said;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tabella_audit::given::Given;
use tabella_audit::report::{LOOK_ALIKES, Report};
use tabella_audit::verify::verify_with;
use tabella_client::console::without_values;
use tabella_client::{DOWNLOAD_LIMIT_BYTES, HttpBoard, RecordFolder, Source};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::manifest::{Manifest, text_in};
use tabella_crypto::election::statement::Body;
use tabella_crypto::readable;
use tabella_log::address::board_address;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::entry::Entry;
use tabella_log::trust::Trust;

/// Verify a Tabella election from its public record, trusting nobody.
///
/// Exit code: 0 when every applicable check holds, 1 when one does not, 2 on wrong use, a failing machine, or when the
/// record is accepted and a given file was changed on its way.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a trust file from what a board shows, and say what you must compare with the announcement.
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
        /// Most bytes that are taken from a board.
        #[arg(long, value_name = "BYTES", default_value_t = DOWNLOAD_LIMIT_BYTES)]
        max_bytes: u64,
    },
    /// Verify a record: every check, with its verdict.
    Verify {
        /// A record folder, or the address of a board.
        #[arg(value_parser = files::place)]
        place: String,
        /// Your trust file: what you trust comes from you and never from the record.
        #[arg(long, value_name = "FILE")]
        trust: Option<PathBuf>,
        #[command(flatten)]
        beside: Beside,
        /// Another record that must share no key with this one; may be given often.
        #[arg(long = "other", value_name = "FOLDER")]
        others: Vec<PathBuf>,
        /// Print the report as JSON.
        #[arg(long)]
        json: bool,
        /// Most bytes that are taken from a board.
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
    Client {
        /// Address of the board.
        #[arg(value_parser = board_address)]
        board: String,
        /// Your trust file.
        #[arg(long, value_name = "FILE")]
        trust: PathBuf,
        /// Print the comparison as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Turn what a record and kept files prove against board or trustees into files that stand alone.
    ///
    /// Exit code: 0 when something was found and written, 1 when there is nothing to accuse anybody of, 2
    /// on wrong use, a failing machine, a record that is too short for what was given, or nothing found and a file
    /// that was changed on its way.
    Evidence {
        /// A record folder, or the address of a board.
        #[arg(value_parser = files::place)]
        place: String,
        /// Your trust file.
        #[arg(long, value_name = "FILE")]
        trust: PathBuf,
        /// Where to write the evidence; what more is found goes to FILE-2, FILE-3 and so on, before the
        /// extension.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        beside: Beside,
        /// A complaint of a trustee that the board refused; may be given often.
        #[arg(long = "complaint", value_name = "FILE")]
        complaints: Vec<PathBuf>,
        /// Most bytes that are taken from a board.
        #[arg(long, value_name = "BYTES", default_value_t = DOWNLOAD_LIMIT_BYTES)]
        max_bytes: u64,
        /// Print what was found as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Check an evidence file, without anything else.
    ///
    /// Exit code: 0 when the file proves what it says, 1 when it does not, 2 on wrong use, a failing machine, or a
    /// file that was changed on its way: it does not decode, or a signature in it does not hold.
    CheckEvidence {
        /// The evidence file.
        file: PathBuf,
        /// Your trust file, to compare election and board with; without it compare them yourself.
        #[arg(long, value_name = "FILE")]
        trust: Option<PathBuf>,
        /// Print the verdict as JSON.
        #[arg(long)]
        json: bool,
    },
}

/// (REP-08) The exit code tells the verdict; after an error there is none.
fn main() -> ExitCode {
    let cli = Cli::try_parse().unwrap_or_else(|error| without_values(error).exit());
    match run(cli.command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("tabella-audit: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whether the verdict is positive.
fn run(command: Command) -> anyhow::Result<bool> {
    // REP-10
    tabella_crypto::selftest::run()
        .map_err(|what| anyhow::anyhow!("the self-test of {what} failed: do not trust this machine"))?;
    match command {
        Command::Trust { board, election, out } => make_trust(&board, &election, &out),
        Command::Fetch { board, trust, out, max_bytes } => {
            fetch(&board, &files::trust(&trust)?, &out, max_bytes)
        }
        Command::Verify { place, trust, beside, others, json, max_bytes, threads } => {
            let trust = trust.context(
                "no trust file given (--trust FILE): without one there is no verdict. \
                 Make one with `tabella-audit trust` and compare it with the election's announcement",
            )?;
            if let Some(threads) = threads {
                rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
            }
            let mut given = beside.read()?;
            given.others = others.iter().map(|folder| files::other(folder)).collect::<Result<_, _>>()?;
            let trust = files::trust(&trust)?;
            verify_record(&place, Source::new(&place, &trust, max_bytes).telling(told), &trust, given, json)
        }
        Command::Client { board, trust, json } => client::compare(&board, &files::trust(&trust)?, json),
        Command::Evidence { place, trust, out, beside, complaints, max_bytes, json } => {
            let (complaints, trust) = (files::statements(&complaints)?, files::trust(&trust)?);
            let source = Source::new(&place, &trust, max_bytes).telling(told);
            evidence::make(&source, &trust, &out, &beside.read()?, &complaints, json)
        }
        Command::CheckEvidence { file, trust, json } => {
            evidence::check(&file, trust.as_deref().map(files::trust).transpose()?.as_ref(), json)
        }
    }
}

/// An election id as base64url or in its text form.
fn read_election(text: &str) -> anyhow::Result<Hash> {
    readable::read_either(readable::Kind::Election, text)
        .map(tabella_crypto::bytes::Bytes)
        .context("an election id is 43 characters of base64url, or begins with election1")
}

fn make_trust(address: &str, election: &str, out: &Path) -> anyhow::Result<bool> {
    let election = read_election(election)?;
    let manifest = manifest_of(&board_at(address), &election)?;
    let trust = Trust::of(&election, &manifest);
    std::fs::write(out, trust.to_text()).with_context(|| format!("cannot write {}", out.display()))?;
    println!("{}", to_compare(&trust, &manifest));
    println!(
        "\nWritten to {}. Next: tabella-audit verify {address} --trust {}",
        out.display(),
        out.display()
    );
    Ok(true)
}

fn board_at(address: &str) -> HttpBoard {
    HttpBoard::new(address).telling(told)
}

/// Tells of a redirect that is followed.
fn told(from: &str, to: &str) {
    eprintln!(
        "tabella-audit: the board at {from} redirects to {to}, which was asked instead: give that address"
    );
}

/// (MAN-02) The manifest of an election, from the first entry of its log.
fn manifest_of(board: &HttpBoard, election: &Hash) -> anyhow::Result<Manifest> {
    let line = board.entries(election, 0, 1)?.next_line()?.context("the log is empty")?;
    manifest_in(&line, election)
}

/// (MAN-02) The manifest in the first entry of the log of an election: a line, with or without its end.
fn manifest_in(line: &[u8], election: &Hash) -> anyhow::Result<Manifest> {
    let entry = Entry::decode(line.strip_suffix(b"\n").unwrap_or(line))?;
    let Body::Manifest(manifest) = entry.statement.body else {
        anyhow::bail!("the first entry is no manifest");
    };
    if entry.statement.digest != *election {
        anyhow::bail!("MAN-02: the board shows another manifest than that of the election id");
    }
    Ok(manifest)
}

/// What a person must compare with the published announcement.
fn to_compare(trust: &Trust, manifest: &Manifest) -> String {
    let mut lines = vec![
        "Compare every line with the official announcement of the election (print, gazette, official web site).".to_owned(),
        "If a line differs, somebody wants you to check another election: do not use this trust file.\n".to_owned(),
        format!("  Title        {}", text_in(&manifest.title, &["en"])),
        format!("  Election     {}", readable::show(readable::Kind::Election, &trust.election.0)),
        format!("  Board        {} with key {}", trust.board.name, trust.board.key),
        format!("  Trustees     {} of {} are needed to decrypt:", manifest.threshold, manifest.trustees.len()),
    ];
    lines.extend(
        manifest.trustees.iter().map(|party| format!("               {}  {}", party.key, party.name)),
    );
    if manifest.unwitnessed {
        lines.push("  Witnesses    none: recorded by the board alone, no independent witness".into());
        lines.extend(manifest.collusion_in_words().map(|collusion| format!("               {collusion}")));
    } else {
        lines.push(format!(
            "  Witnesses    {} of {} must cosign:",
            trust.witnesses.quorum,
            trust.witnesses.keys.len()
        ));
        lines.extend(
            trust
                .witnesses
                .keys
                .iter()
                .map(|witness| format!("               {}  {}", witness.key, witness.name)),
        );
    }
    lines.push(format!("  Trust file   {}", trust.shown_hash()));
    for [one, other] in manifest.look_alikes().iter().take(LOOK_ALIKES) {
        lines.push(format!("\nWARNING: {one:?} and {other:?} are two, and look alike."));
    }
    lines.join("\n")
}

fn fetch(address: &str, trust: &Trust, out: &Path, limit_bytes: u64) -> anyhow::Result<bool> {
    let bar = progress_bar(0);
    let board = board_at(address).with_limit(limit_bytes);
    let count = RecordFolder::new(out).fetch(&board, trust, &mut |done, size| {
        bar.set_length(size);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    println!(
        "{count} entries written to {}. Nothing is verified yet. Next: tabella-audit verify {} --trust FILE",
        out.display(),
        out.display()
    );
    Ok(true)
}

fn verify_record(
    place: &str,
    source: Source,
    trust: &Trust,
    given: Given<'_>,
    json: bool,
) -> anyhow::Result<bool> {
    let checkpoint = source.checkpoint()?;
    let size = SignedCheckpoint::parse(&checkpoint).map_or(0, |signed| signed.unverified().size);
    let lines = source.lines(size)?;
    let bar = progress_bar(size);
    let progress = |done| bar.set_position(done);
    let names = remarks::names(&given);
    let mut findings = verify_with(given, lines, &checkpoint, trust, || SysRng, progress)
        .with_context(|| format!("there is no verdict on the record at {place}"))?;
    bar.finish_and_clear();
    let set_aside = remarks::set_aside(&mut findings, &names);
    let line_ends_only = remarks::line_ends_only(&findings, &source, &checkpoint, trust);
    let report = Report::new(&findings, trust);
    if json {
        let said = Said { report: &report, line_ends_only, set_aside: &set_aside };
        println!("{}", serde_json::to_string_pretty(&said)?);
    } else {
        print!("{}", report.to_text());
        if line_ends_only {
            println!("Only the line ends of this copy differ: fetch it again.");
        }
    }
    set_aside.iter().for_each(|words| eprintln!("{words}"));
    if report.is_accepted() && !set_aside.is_empty() {
        anyhow::bail!("the record is accepted, but not every file that was given could be used");
    }
    Ok(report.is_accepted())
}

/// On a terminal; nowhere else.
fn progress_bar(size: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} entries, {eta} left");
    ProgressBar::new(size).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

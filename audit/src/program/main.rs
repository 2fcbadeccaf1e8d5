//! The program of observers: makes trust files, downloads records, verifies them.

use anyhow::Context as _;
use clap::{Args, Parser, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use rand::rngs::SysRng;
use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tabella_audit::given::{Given, Named};
use tabella_audit::report::Report;
use tabella_audit::verify::verify_with;
use tabella_board::checkpoint::{NOTE_LIMIT_BYTES, SignedCheckpoint};
use tabella_board::client::{HttpBoard, RecordFolder, Source};
use tabella_board::entry::Entry;
use tabella_board::receipt::RECEIPT_LIMIT_BYTES;
use tabella_board::trust::Trust;
use tabella_crypto::election::manifest::{Manifest, text_in};
use tabella_crypto::election::statement::Body;
use tabella_crypto::encoding::{Hash, LINE_LIMIT_BYTES};
use tabella_crypto::text;

/// Verify a Tabella election from its public record, trusting nobody.
///
/// Exit code: 0 when every applicable check holds, 1 when one does not, 2 on wrong use or a failing
/// machine.
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
        board: String,
        /// Your trust file.
        #[arg(long, value_name = "FILE")]
        trust: PathBuf,
        /// Where to write entries.jsonl and checkpoint.
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
    },
    /// Verify a record: every check, with its verdict.
    Verify {
        /// A record folder, or the address of a board.
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
        /// Number of cores to use; all by default.
        #[arg(long, value_name = "COUNT")]
        threads: Option<usize>,
    },
}

/// What somebody kept or was shown, to hold it against the record.
#[derive(Args)]
struct Beside {
    /// A checkpoint that the board signed, seen at another time or by somebody else; may be given often.
    #[arg(long = "checkpoint", value_name = "FILE")]
    checkpoints: Vec<PathBuf>,
    /// A voter's receipt; may be given often.
    #[arg(long = "receipt", value_name = "FILE")]
    receipts: Vec<PathBuf>,
    /// A decryption share that a trustee handed over outside the log; may be given often.
    #[arg(long = "share", value_name = "FILE")]
    shares: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let cli = Cli::try_parse().unwrap_or_else(|error| error.exit());
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
        Command::Fetch { board, trust, out } => fetch(&board, &read_trust(&trust)?, &out),
        Command::Verify { place, trust, beside, others, json, threads } => {
            let trust = trust.context(
                "no trust file given (--trust FILE): without one there is no verdict. \
                 Make one with `tabella-audit trust` and compare it with the election's announcement",
            )?;
            if let Some(threads) = threads {
                rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
            }
            let mut given = beside.read()?;
            given.others = others.iter().map(|folder| open_other(folder)).collect::<Result<_, _>>()?;
            verify_record(&place, &read_trust(&trust)?, given, json)
        }
    }
}

fn read_trust(path: &Path) -> anyhow::Result<Trust> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the trust file {}", path.display()))?;
    Trust::read(&text).with_context(|| format!("{} is not a trust file", path.display()))
}

impl Beside {
    fn read(&self) -> anyhow::Result<Given<'static>> {
        let read = |paths: &[PathBuf], limit| paths.iter().map(|path| read_file(path, limit)).collect();
        let checkpoints: anyhow::Result<_> = read(&self.checkpoints, NOTE_LIMIT_BYTES);
        let receipts: anyhow::Result<_> = read(&self.receipts, RECEIPT_LIMIT_BYTES);
        let shares: anyhow::Result<_> = read(&self.shares, LINE_LIMIT_BYTES);
        Ok(Given { checkpoints: checkpoints?, receipts: receipts?, shares: shares?, others: vec![] })
    }
}

/// The bytes of a file, or enough of them to see that they are over the limit.
fn read_file(path: &Path, limit: usize) -> anyhow::Result<Named<Vec<u8>>> {
    let failed = || format!("cannot read {}", path.display());
    let mut content = vec![];
    // A newline may end a line of the greatest length.
    let file = File::open(path).with_context(failed)?;
    file.take(limit as u64 + 2).read_to_end(&mut content).with_context(failed)?;
    Ok(Named { name: path.display().to_string(), content })
}

/// The log of another election's record.
fn open_other(folder: &Path) -> anyhow::Result<Named<Box<dyn BufRead>>> {
    let path = RecordFolder::new(folder).entries_path();
    let file = File::open(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Named {
        name: folder.display().to_string(),
        content: Box::new(BufReader::with_capacity(1 << 20, file)),
    })
}

/// An election id as base64url or in its text form.
fn read_election(text: &str) -> anyhow::Result<Hash> {
    text.parse()
        .or_else(|_| text::read(text::Kind::Election, text).map(tabella_crypto::encoding::Bytes))
        .context("an election id is 43 characters of base64url, or begins with election1")
}

fn make_trust(address: &str, election: &str, out: &Path) -> anyhow::Result<bool> {
    let election = read_election(election)?;
    let board = HttpBoard::new(address);
    let mut line = String::new();
    board.entries(&election, 0, 1)?.take(LINE_LIMIT_BYTES as u64 + 1).read_line(&mut line)?;
    let entry = Entry::decode(line.trim_end_matches('\n').as_bytes())?;
    let Body::Manifest(manifest) = entry.statement.body else {
        anyhow::bail!("the first entry is no manifest");
    };
    if entry.statement.digest != election {
        anyhow::bail!("MAN-02: the board shows another manifest than that of the election id you gave");
    }
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

/// What a person must compare with the published announcement.
fn to_compare(trust: &Trust, manifest: &Manifest) -> String {
    let mut lines = vec![
        "Compare every line with the official announcement of the election (print, gazette, official web site).".to_owned(),
        "If a line differs, somebody wants you to check another election: do not use this trust file.\n".to_owned(),
        format!("  Title        {}", text_in(&manifest.title, &["en"])),
        format!("  Election     {}", text::show(text::Kind::Election, &trust.election.0)),
        format!("  Board        {} with key {}", trust.board.name, trust.board.key),
        format!("  Trustees     {} of {} are needed to decrypt:", manifest.threshold, manifest.trustees.len()),
    ];
    lines.extend(
        manifest.trustees.iter().map(|party| format!("               {}  {}", party.key, party.name)),
    );
    if manifest.unwitnessed {
        lines.push("  Witnesses    none: recorded by the board alone, no independent witness".into());
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
    lines.join("\n")
}

fn fetch(address: &str, trust: &Trust, out: &Path) -> anyhow::Result<bool> {
    let bar = ProgressBar::hidden();
    let bar = if std::io::stderr().is_terminal() { progress_bar(0) } else { bar };
    let count =
        RecordFolder::new(out).fetch(&HttpBoard::new(address), &trust.election, &mut |done, size| {
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

fn verify_record(place: &str, trust: &Trust, given: Given<'_>, json: bool) -> anyhow::Result<bool> {
    let source = Source::new(place, &trust.election);
    let checkpoint = source.checkpoint()?;
    let size = SignedCheckpoint::parse(&checkpoint).map_or(0, |signed| signed.unverified().size);
    let lines = source.lines(size)?;
    let bar = if std::io::stderr().is_terminal() { progress_bar(size) } else { ProgressBar::hidden() };
    let progress = |done| bar.set_position(done);
    let findings = verify_with(given, lines, &checkpoint, trust, || SysRng, progress)
        .with_context(|| format!("there is no verdict on the record at {place}"))?;
    bar.finish_and_clear();
    let report = Report::new(&findings, trust);
    if json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print!("{}", report.to_text());
    }
    Ok(report.is_accepted())
}

fn progress_bar(size: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} entries, {eta} left");
    ProgressBar::new(size).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

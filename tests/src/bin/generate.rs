//! Writes an election of any size, the same one for the same seed, to measure with:
//! `generate --out DIR [--voters N] [--ballots M] [--options K] [--seed S] [--open]`.

use clap::Parser;
use std::fs::{self, File};
use std::io::{BufWriter, IsTerminal as _};
use std::path::PathBuf;
use tabella_tests::generate::{Size, generate};
use tabella_tests::harness::EntriesFile;

/// Write an election with one contest: a complete record that an auditor accepts.
#[derive(Parser)]
struct Cli {
    /// Where to write `entries.jsonl`, `checkpoint`, `trust.json`, and `code`: that of a voter who has not voted
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Number of voters; as many as there are ballots by default
    #[arg(long)]
    voters: Option<usize>,
    /// Number of ballots; beyond the number of voters they are re-votes
    #[arg(long, default_value_t = 2_000)]
    ballots: usize,
    /// Number of options, of which each voter chooses one
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=400))]
    options: u16,
    /// Where everything random comes from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Leave the election open
    #[arg(long)]
    open: bool,
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let size =
        Size { voters: cli.voters.unwrap_or(cli.ballots), ballots: cli.ballots, options: cli.options.into() };
    fs::create_dir_all(&cli.out)?;
    let file = EntriesFile::new(BufWriter::new(File::create(cli.out.join("entries.jsonl"))?));
    let watched = std::io::stderr().is_terminal();
    let progress = |done: usize| {
        if watched {
            eprint!("\r{done} of {} ballots", cli.ballots);
        }
    };
    let (file, papers) = generate(size, cli.seed, cli.open, file, progress)?;
    if watched {
        eprintln!();
    }
    file.finish()?;
    let write = |name: &str, bytes: &[u8]| fs::write(cli.out.join(name), bytes);
    write("checkpoint", papers.checkpoint.as_bytes())?;
    write("trust.json", papers.trust.to_text().as_bytes())?;
    Ok(write("code", papers.code.show().as_bytes())?)
}

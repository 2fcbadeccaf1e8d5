//! Writes random small elections with at most one random change as cases, each with what our auditor says,
//! for another verifier to be held against: `mutants --out DIR [--from SEED] [--count N]`.

use clap::Parser;
use std::path::PathBuf;
use tabella_tests::cases::{Case, audit};
use tabella_tests::mutants::mutant;

/// Random records, as folders like those of tests/corpus.
#[derive(Parser)]
struct Cli {
    /// The first seed.
    #[arg(long, default_value_t = 0)]
    from: u64,
    /// How many.
    #[arg(long, default_value_t = 1_000)]
    count: u64,
    /// Where to write them.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let mut accepted = 0;
    for seed in cli.from..cli.from + cli.count {
        let (record, done) = mutant(seed);
        let expected = audit(&record);
        accepted += u64::from(expected.is_empty());
        let case = Case { name: format!("mutant-{seed}"), record, given: vec![], expected, phase: None };
        for (path, bytes) in case.files() {
            let path = cli.out.join(path);
            std::fs::create_dir_all(path.parent().unwrap_or(&cli.out))?;
            std::fs::write(path, bytes)?;
        }
        std::fs::write(cli.out.join(&case.name).join("change.txt"), done + "\n")?;
    }
    println!("{} records from seed {}, {accepted} of them accepted", cli.count, cli.from);
    Ok(())
}

//! Writes random small elections with at most one random change as cases, each with what our auditor says,
//! for another verifier to be compared with: `mutants --out DIR [--from SEED] [--count N]`. And as many evidence
//! files, made of those of the corpus.

use clap::Parser;
use serde_json::json;
use std::path::{Path, PathBuf};
use tabella_audit::evidence::Evidence;
use tabella_tests::cases::{Case, audit, culprit};
use tabella_tests::mutants::{evidence_mutant, mutant};

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
    write_evidence(&cli)
}

fn write_evidence(cli: &Cli) -> anyhow::Result<()> {
    let files = evidence_of_the_corpus()?;
    let mut proven = 0;
    for seed in cli.from..cli.from + cli.count {
        let (file, done) = evidence_mutant(seed, &files);
        let folder = cli.out.join(format!("mutant-evidence-{seed}"));
        let named = "file evidence.json".to_owned();
        let (check, culprit, verdict) = match Evidence::read(file.as_bytes()) {
            Err(error) => (error.check, named, "not proven"),
            Ok(evidence) => match evidence.verify("evidence.json") {
                Err(rejection) => (rejection.check, named, "not proven"),
                Ok(said) => (said.fault().check, culprit(&said.fault().culprit), "proven"),
            },
        };
        proven += u64::from(verdict == "proven");
        let expected = json!({ "checks": { check.id(): [culprit] }, "verdict": verdict });
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("evidence.json"), file)?;
        std::fs::write(folder.join("expected.json"), format!("{expected}\n"))?;
        std::fs::write(folder.join("change.txt"), done + "\n")?;
    }
    println!("{} evidence files, {proven} of them prove something", cli.count);
    Ok(())
}

/// The texts of all evidence files of the corpus, in the order of their names.
fn evidence_of_the_corpus() -> anyhow::Result<Vec<String>> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths = vec![];
    for case in std::fs::read_dir(corpus)? {
        paths.push(case?.path().join("evidence.json"));
    }
    paths.retain(|path| path.exists());
    paths.sort();
    paths.into_iter().map(|path| Ok(std::fs::read_to_string(path)?)).collect()
}

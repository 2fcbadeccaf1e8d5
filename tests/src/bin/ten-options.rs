//! Writes an open election with one contest of ten options, its ballots, and the code of a voter who has
//! not voted, for `scripts/bench-web`: `ten-options --out DIR [--ballots N]`.

use clap::Parser;
use rand::rngs::SysRng;
use std::path::PathBuf;
use std::sync::Arc;
use tabella_crypto::contest::{Choice, Rule};
use tabella_crypto::election::credential::Code;
use tabella_tests::harness::{Harness, Nobody, Spec};

/// An open election to measure with.
#[derive(Parser)]
struct Cli {
    /// How many ballots are in the log.
    #[arg(long, default_value_t = 2_000)]
    ballots: usize,
    /// Where to write `entries.jsonl`, `checkpoint`, `trust.json` and `code`.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let spec = Spec {
        contests: vec![("question", Rule::Choice(Choice { min: 1, max: 1, blank: false }), 10)],
        styles: vec![vec!["question"]],
        voters: vec![(0, 1); cli.ballots + 1],
        ballots: (0..cli.ballots).map(|voter| (voter, vec![vec![voter % 10]])).collect(),
        ..Spec::tiny()
    };
    let mut nobody = Nobody;
    let mut harness = Harness::new(spec, &mut nobody);
    harness.found();
    let code = Code::generate(&harness.record().trust.election, &mut SysRng)?;
    harness.keys.voters[cli.ballots] = Arc::new(code.credential());
    harness.commit();
    harness.deal();
    harness.confirm();
    harness.enrol();
    harness.open();
    harness.vote();
    let record = harness.record();
    std::fs::create_dir_all(&cli.out)?;
    let write = |name: &str, bytes: &[u8]| std::fs::write(cli.out.join(name), bytes);
    write("entries.jsonl", &record.entries())?;
    write("checkpoint", record.checkpoint.as_bytes())?;
    write("trust.json", record.trust.to_text().as_bytes())?;
    Ok(write("code", code.show().as_bytes())?)
}

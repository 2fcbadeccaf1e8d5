//! Ballots per second of the whole audit: `cargo bench -p tabella-tests --bench audit`.

use divan::counter::ItemsCount;
use rand::rngs::SysRng;
use tabella_audit::report::Report;
use tabella_audit::verify::verify;
use tabella_crypto::contest::{Choice, Rule};
use tabella_tests::harness::{Harness, Nobody, Record, Spec};

const BALLOTS: usize = 20_000;

fn main() {
    divan::main();
}

/// One choice of five for each of many voters.
fn record() -> Record {
    let spec = Spec {
        contests: vec![("question", Rule::Choice(Choice { min: 1, max: 1, blank: false }), 5)],
        styles: vec![vec!["question"]],
        voters: vec![(0, 1); BALLOTS],
        ballots: (0..BALLOTS).map(|voter| (voter, vec![vec![voter % 5]])).collect(),
        ..Spec::tiny()
    };
    Harness::run(spec, &mut Nobody)
}

/// Decoding, rules, signatures, proofs in batches on all cores, tally, tree, report.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn audit_a_record_of_20000_ballots(bencher: divan::Bencher<'_, '_>) {
    let record = record();
    let entries = record.entries();
    bencher.counter(ItemsCount::new(BALLOTS)).bench(|| {
        let findings =
            verify(&entries[..], &record.checkpoint, &record.trust, || SysRng, |_| {}).expect("memory");
        assert!(Report::new(&findings, &record.trust).is_accepted());
    });
}

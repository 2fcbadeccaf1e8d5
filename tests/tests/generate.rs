//! Generated elections are valid, of the size that was asked for, and the same for the same seed.

use rand::rngs::SysRng;
use tabella_audit::report::Report;
use tabella_audit::supplements::Supplements;
use tabella_audit::verify::Verifier;
use tabella_log::rulebook::Phase;
use tabella_tests::generate::{Papers, Size, generate};
use tabella_tests::harness::{EntriesFile, Sink};

const SIZE: Size = Size { voters: 70, ballots: 100, options: 5 };

/// An auditor who sees the lines as they are made, and keeps none.
struct Auditor(Verifier<'static>);

impl Sink for Auditor {
    fn take(&mut self, line: String) {
        self.0.take(format!("{line}\n").as_bytes(), &|| SysRng).expect("randomness");
    }
}

/// The bytes of `entries.jsonl`, and the rest.
fn generated(seed: u64, open: bool) -> (Vec<u8>, Papers) {
    let (file, papers) = generate(SIZE, seed, open, EntriesFile::new(vec![]), |_| {}).expect("a record");
    (file.finish().expect("memory"), papers)
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_gives_others() {
    let ((first, papers), (second, again)) = (generated(7, false), generated(7, false));
    assert_eq!(first, second);
    assert_eq!(papers.checkpoint, again.checkpoint);
    assert_eq!(papers.code.show(), again.code.show());
    assert_ne!(first, generated(8, false).0);
}

#[test]
fn a_generated_election_is_accepted_with_its_result_and_all_its_voters() {
    // The trust file is known before the lines are: it depends on the seed alone.
    let (_, Papers { trust, .. }) = generated(9, false);
    let auditor = Auditor(Verifier::new(&trust, Supplements::default()));
    let (mut auditor, papers) = generate(SIZE, 9, false, auditor, |_| {}).expect("a record");
    let findings = auditor.0.conclude(&papers.checkpoint, &|| SysRng).expect("memory");
    let report = Report::new(&findings, &trust);
    assert!(report.is_accepted(), "{}", report.to_text());
    assert_eq!((findings.election.phase(), findings.election.counted()), (Phase::Finished, 70));
    assert_eq!(report.contests[0].options.iter().filter_map(|option| option.total).sum::<u64>(), 70);
}

#[test]
fn an_election_that_stays_open_is_accepted_so_far_and_its_code_may_still_vote() {
    let (entries, papers) = generated(9, true);
    let mut verifier = Verifier::new(&papers.trust, Supplements::default());
    verifier.take(&entries, &|| SysRng).expect("randomness");
    let findings = verifier.conclude(&papers.checkpoint, &|| SysRng).expect("memory");
    assert!(Report::new(&findings, &papers.trust).is_accepted());
    assert_eq!(findings.election.phase(), Phase::Voting);
    let voter = *papers.code.credential().public();
    assert_eq!(findings.election.place(&voter).map(|place| place.sequence), Some(0));
}

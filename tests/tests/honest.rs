//! Honest records never reject (rule 11): whole elections by seed, with the totals that one counts in the
//! clear.

use rand::rngs::{StdRng, SysRng};
use rand::{RngExt as _, SeedableRng, TryRng as _};
use std::collections::BTreeMap;
use tabella_audit::report::{ContestReport, Report};
use tabella_audit::verify::verify;
use tabella_crypto::contest::{Choice, Rule};
use tabella_tests::harness::{Harness, Nobody, Record, Spec};
use tabella_tests::mutants::random_spec;

/// What is shown of a contest: the totals of its options and of the blank vote, or none that are withheld.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    options: Vec<Option<u64>>,
    blank: Option<u64>,
    withheld: bool,
}

/// Counts in the clear.
fn counted(spec: &Spec) -> Vec<Shown> {
    let last: BTreeMap<usize, _> = spec.ballots.iter().map(|(voter, choices)| (*voter, choices)).collect();
    let contest = |(name, rule, options): &(&str, Rule, usize)| {
        let mut weights: BTreeMap<u64, u64> = BTreeMap::new();
        let mut totals = vec![0; rule.slots(*options).len()];
        for (voter, choices) in &last {
            let (style, weight) = spec.voters[*voter];
            if let Some(position) = spec.styles[style as usize].iter().position(|other| other == name) {
                *weights.entry(weight).or_default() += 1;
                choices[position].iter().for_each(|slot| totals[*slot] += weight);
            }
        }
        let few = |ballots: &u64| *ballots < spec.minimum;
        let withheld = !weights.is_empty()
            && (few(&weights.values().sum()) || !spec.revealing_weights && weights.values().any(few));
        let mut shown: Vec<Option<u64>> =
            totals.into_iter().map(|total| (!withheld).then_some(total)).collect();
        let blank = rule.has_blank().then(|| shown.pop()).flatten().flatten();
        Shown { options: shown, blank, withheld }
    };
    spec.contests.iter().map(contest).collect()
}

/// The flag where the roll needs it (3.3).
fn with_the_flag_it_needs(mut spec: Spec) -> Spec {
    let few = |name: &str| {
        let mut weights: BTreeMap<u64, u64> = BTreeMap::new();
        let entitled = spec.voters.iter().filter(|(style, _)| spec.styles[*style as usize].contains(&name));
        entitled.for_each(|(_, weight)| *weights.entry(*weight).or_default() += 1);
        weights.values().any(|count| *count < spec.minimum)
    };
    spec.revealing_weights |= spec.contests.iter().any(|(name, ..)| few(name));
    spec
}

fn audit(record: &Record) -> Report {
    let entries = record.entries();
    let findings =
        verify(&entries[..], &record.checkpoint, &record.trust, || SysRng, |_| {}).expect("memory");
    Report::new(&findings, &record.trust)
}

/// The record is accepted, and what people are shown is what one counts in the clear.
fn check(spec: &Spec) {
    let report = audit(&Harness::run(spec.clone(), &mut Nobody));
    assert!(report.is_accepted() && report.phase == "finished", "{spec:?}\n{}", report.to_text());
    let shown = |contest: &ContestReport| Shown {
        options: contest.options.iter().map(|option| option.total).collect(),
        blank: contest.blank,
        withheld: contest.withheld,
    };
    let expected = counted(spec);
    assert_eq!(report.contests.iter().map(shown).collect::<Vec<_>>(), expected, "{spec:?}");
    let text = report.to_text();
    for (contest, expected) in report.contests.iter().zip(&expected) {
        for (option, total) in contest.options.iter().zip(&expected.options) {
            let total = total.map_or("-".into(), |total| total.to_string());
            assert!(text.contains(&format!("{total:>10}  {}\n", option.label)), "{text}");
        }
    }
}

fn seeded() -> StdRng {
    let seed = SysRng.try_next_u64().expect("randomness");
    println!("seed {seed}");
    StdRng::seed_from_u64(seed)
}

// RES-05
#[test]
fn random_honest_elections_are_accepted_with_the_totals_counted_in_the_clear() {
    let mut rng = seeded();
    for _ in 0..150 {
        check(&with_the_flag_it_needs(random_spec(&mut rng)));
    }
}

#[test]
fn honest_elections_at_the_edges_are_accepted() {
    let base = Spec::base();
    check(&Spec { ballots: vec![], ..base.clone() });
    let blank = |voter: usize| {
        (voter, if base.voters[voter].0 == 0 { vec![vec![0], vec![3]] } else { vec![vec![0]] })
    };
    check(&Spec { ballots: (0..base.voters.len()).map(blank).collect(), ..base.clone() });
    let only_blank = Rule::Choice(Choice { min: 1, max: 2, blank: true });
    check(&Spec {
        contests: vec![("chair", only_blank, 3)],
        styles: vec![vec!["chair"]],
        voters: vec![(0, 1); 5],
        ballots: (0..5).map(|voter| (voter, vec![vec![3]])).collect(),
        ..base.clone()
    });
    check(&Spec { threshold: 3, live: vec![1, 2, 3], decrypting: vec![3, 1, 2], ..base.clone() });
    check(&Spec { trustees: 2, threshold: 2, live: vec![1, 2], decrypting: vec![2, 1], ..base });
}

#[test]
fn every_set_of_enough_trustees_decrypts_to_the_same_totals() {
    for (trustees, threshold) in [(3, 2), (4, 2), (4, 3), (4, 4)] {
        for set in 0..1u64 << trustees {
            let decrypting: Vec<u64> = (1..=trustees).filter(|i| set >> (i - 1) & 1 == 1).collect();
            if decrypting.len() as u64 >= threshold {
                let live = (1..=threshold).collect();
                // With witnesses half of the trustees may be enough.
                check(&Spec { trustees, threshold, live, decrypting, witnesses: 4, ..Spec::tiny() });
            }
        }
    }
}

#[test]
fn an_honest_election_of_300_voters_with_re_votes_is_accepted() {
    let mut rng = seeded();
    let voters: Vec<(u64, u64)> = (0..300).map(|i| (i % 2, 1 + i % 3)).collect();
    let ballots = (0..350).map(|_| {
        let voter = rng.random_range(0..voters.len());
        let projects = match rng.random_range(0..4) {
            0 => vec![],
            1 => vec![3],
            first => vec![0, first - 1],
        };
        let chair = vec![rng.random_range(0..3)];
        (voter, if voters[voter].0 == 0 { vec![chair, projects] } else { vec![chair] })
    });
    let ballots = ballots.collect();
    check(&Spec { voters, ballots, minimum: 10, ..Spec::base() });
}

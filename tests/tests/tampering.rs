//! Records that were tampered with as files, and one small mutation per group of checks with everything
//! above rebuilt: the auditor names exactly the check.

use rand::rngs::SysRng;
use std::collections::BTreeSet;
use tabella_audit::report::Report;
use tabella_audit::verify::verify;
use tabella_crypto::election::roll::revealing_weights;
use tabella_crypto::election::statement::Body;
use tabella_crypto::encoding::INTEGER_LIMIT;
use tabella_log::entry::Entry;
use tabella_log::rulebook::{Election, Immediate};
use tabella_tests::harness::{Attacker, CLOSING, Draft, Harness, Keys, Nobody, Record, Spec, manifest, sign};

fn audit(record: &Record) -> Report {
    let entries = record.entries();
    let findings =
        verify(&entries[..], &record.checkpoint, &record.trust, || SysRng, |_| {}).expect("memory");
    Report::new(&findings, &record.trust)
}

fn check(record: &Record, expected: &[&'static str], what: &str) {
    assert_eq!(audit(record).failed(), expected.iter().copied().collect::<BTreeSet<_>>(), "{what}");
}

fn base() -> Record {
    Harness::run(Spec::base(), &mut Nobody)
}

#[test]
fn an_honest_election_is_accepted_with_the_right_totals() {
    let report = audit(&base());
    assert_eq!(report.failed(), BTreeSet::new(), "{}", report.to_text());
    assert_eq!((report.phase, report.counted, report.weight), ("finished", 6, 8));
    let totals = |i: usize| report.contests[i].options.iter().map(|o| o.total).collect::<Vec<_>>();
    assert_eq!(totals(0), [Some(2), Some(2), Some(4)]);
    assert_eq!((totals(1), report.contests[1].blank), (vec![Some(2), Some(3), Some(0)], Some(1)));
}

#[test]
fn every_prefix_of_an_honest_election_is_accepted_so_far() {
    let whole = base();
    let keys = Keys::new(&Spec::base());
    for size in 1..whole.lines.len() {
        let lines = whole.lines[..size].to_vec();
        let checkpoint = sign(&keys, &lines, &whole.trust, CLOSING);
        check(&Record { lines, checkpoint, ..whole.clone() }, &[], &format!("{size} entries"));
    }
}

#[test]
fn an_empty_record_is_rejected_even_under_a_signed_checkpoint() {
    let trust = base().trust;
    let checkpoint = sign(&Keys::new(&Spec::base()), &[], &trust, CLOSING);
    check(&Record { lines: vec![], checkpoint, trust, file: None }, &["MAN-02"], "no entries");
}

#[test]
fn every_set_of_t_trustees_gives_the_same_accepted_result() {
    let totals = |decrypting: Vec<u64>| {
        let record = Harness::run(Spec { decrypting, ..Spec::base() }, &mut Nobody);
        let report = audit(&record);
        assert!(report.is_accepted(), "{}", report.to_text());
        report.contests.iter().flat_map(|c| c.options.iter().map(|o| o.total)).collect::<Vec<_>>()
    };
    let expected = totals(vec![1, 2]);
    for decrypting in [vec![1, 3], vec![2, 3], vec![3, 2, 1]] {
        assert_eq!(totals(decrypting), expected);
    }
}

#[test]
fn flipped_dropped_swapped_and_doubled_lines_are_rejected() {
    let honest = base();
    for i in 0..honest.lines.len() {
        let mut flipped = honest.clone();
        let middle = flipped.lines[i].len() / 2;
        let mut bytes = flipped.lines[i].clone().into_bytes();
        bytes[middle] ^= 1;
        flipped.lines[i] = String::from_utf8_lossy(&bytes).into_owned();
        let mut dropped = honest.clone();
        dropped.lines.remove(i);
        let mut doubled = honest.clone();
        doubled.lines.insert(i, honest.lines[i].clone());
        let mut swapped = honest.clone();
        swapped.lines.swap(i, (i + 1) % honest.lines.len());
        for (what, record) in [("flip", flipped), ("drop", dropped), ("double", doubled), ("swap", swapped)] {
            let failed = audit(&record).failed();
            assert!(failed.contains("LOG-02"), "{what} {i}: {failed:?}");
        }
    }
}

/// Changes the draft with one index.
struct At<F>(u64, F);

impl<F: FnMut(&mut Draft, &Keys)> Attacker for At<F> {
    fn draft(&mut self, draft: &mut Draft, keys: &Keys) {
        if draft.index == self.0 {
            (self.1)(draft, keys);
        }
    }
}

fn attack(index: u64, change: impl FnMut(&mut Draft, &Keys)) -> Record {
    Harness::run(Spec::base(), &mut At(index, change))
}

#[test]
fn a_roll_of_weights_that_overflow_is_rejected_and_stops_nothing() {
    struct Heavy;
    impl Attacker for Heavy {
        fn draft(&mut self, draft: &mut Draft, _keys: &Keys) {
            if let Body::Roll(part) = &mut draft.body {
                part.rows.iter_mut().for_each(|row| row.weight = INTEGER_LIMIT);
            }
        }
    }
    let mut attacker = Heavy;
    let spec =
        Spec { voters: vec![(0, 1); 3_000], ballots: vec![(0, vec![vec![0], vec![3]])], ..Spec::base() };
    let mut harness = Harness::new(spec, &mut attacker);
    harness.prepare();
    harness.vote();
    harness.close();
    check(&harness.record(), &["ROL-03"], "weights of 2^53-1");
}

#[test]
fn a_rebuilt_record_is_rejected_by_exactly_the_check_that_names_the_change() {
    let last = base().lines.len() as u64 - 1;
    check(&attack(3, |draft, _| draft.index += 1), &["LOG-01"], "index");
    check(&attack(14, |draft, _| draft.at -= 2), &["LOG-07"], "date");
    check(&attack(2, |draft, _| draft.election.0[0] ^= 1), &["LOG-14"], "election");
    check(
        &attack(last, |draft, keys| draft.author = keys.trustees[0].identity().into()),
        &["LOG-12"],
        "role",
    );
    check(
        &attack(last, |draft, _| {
            if let Body::Result(result) = &mut draft.body {
                result.totals[0].options[0].total += 1;
            }
        }),
        &["RES-01", "RES-02"],
        "a vote too many",
    );
    check(
        &attack(last, |draft, _| {
            if let Body::Result(result) = &mut draft.body {
                let options = &mut result.totals[0].options;
                (options[0].total, options[2].total) = (options[2].total, options[0].total);
            }
        }),
        &["RES-01"],
        "totals of two options swapped",
    );
    check(
        &attack(last, |draft, _| {
            if let Body::Result(result) = &mut draft.body {
                result.count += 1;
            }
        }),
        &["TAL-02"],
        "count",
    );
}

#[test]
fn an_unreadable_line_out_of_order_is_named_and_changes_nothing() {
    /// The ballot before a re-vote claims to be of another kind, and is no statement of it.
    struct Claims(&'static str);
    impl Attacker for Claims {
        fn line(&mut self, index: u64, line: String) -> String {
            if index == 16 { line.replace("\"kind\":\"ballot\"", self.0) } else { line }
        }
    }
    assert!(base().lines[16].contains("\"kind\":\"ballot\""));
    for kind in ["roll", "open", "decryption-share", "result"] {
        let claim = format!("\"kind\":\"{kind}\"").leak();
        check(&Harness::run(Spec::base(), &mut Claims(claim)), &["ENC-02"], kind);
    }
}

#[test]
fn of_many_rare_weights_one_is_named_for_each_contest() {
    let manifest = manifest(&Spec::base(), &Keys::new(&Spec::base()));
    let reasons = revealing_weights(&manifest, (1..10_000).map(|weight| (0, weight)));
    assert_eq!(reasons.len(), manifest.contests.len());
    assert!(reasons[0].contains("only 1 voters have weight 1") && reasons[0].contains("9998 other weights"));
}

/// Changes drafts, and gives what it changed the signature of the entry before.
struct Unsigned<F>(F, bool);

impl<F: FnMut(&mut Draft) -> bool> Attacker for Unsigned<F> {
    fn draft(&mut self, draft: &mut Draft, _keys: &Keys) {
        self.1 = (self.0)(draft);
    }

    fn line(&mut self, index: u64, line: String) -> String {
        let signature = |line: &str| line.rsplit_once("\"signature\"").expect("a signature").1.to_owned();
        let before = |index: u64| signature(&base().lines[index as usize - 1]);
        if self.1 { line.replace(&signature(&line), &before(index)) } else { line }
    }
}

fn check_unsigned(change: impl FnMut(&mut Draft) -> bool, expected: &[&'static str], what: &str) {
    let record = Harness::run(Spec::base(), &mut Unsigned(change, false));
    check(&record, expected, what);
    let (mut board, mut found) = (Election::new(), BTreeSet::new());
    for line in &record.lines {
        let entry = Entry::decode(line.as_bytes()).expect("an entry");
        let judgement = board.apply(&entry, &mut Immediate(SysRng));
        found.extend(judgement.rejections.iter().map(|rejection| rejection.check.id()));
    }
    assert_eq!(found, expected.iter().copied().collect(), "{what}, as the board sees it");
}

#[test]
fn board_and_auditor_name_the_same_faults_of_statements_that_are_not_signed() {
    let open = |draft: &mut Draft| {
        let Body::Open(open) = &mut draft.body else { return false };
        open.last_roll.0[0] ^= 1;
        true
    };
    check_unsigned(open, &["LOG-01", "LOG-13"], "an open after another entry");
    let close = |draft: &mut Draft| {
        let early = matches!(draft.body, Body::Close(_));
        draft.at = if early { CLOSING - 1 } else { draft.at };
        early
    };
    check_unsigned(close, &["LOG-13", "LOG-16"], "a close before closing time");
    let confirmation = |draft: &mut Draft| {
        let Body::KeyConfirmation(confirmation) = &mut draft.body else { return false };
        confirmation.rehearsal.D = confirmation.Y;
        true
    };
    check_unsigned(confirmation, &["KEY-15", "LOG-13"], "confirmations without a rehearsal");
}

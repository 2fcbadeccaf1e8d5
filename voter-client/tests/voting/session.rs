use crate::election::{ANN, BEA, Setting, choices_of, ids};
use core::convert::Infallible;
use rand::rngs::SysRng;
use rand::{TryCryptoRng, TryRng};
use std::collections::HashSet;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::ballot::{Place, Seed, SelectionError, Selections};
use tabella_crypto::election::credential::Code;
use tabella_crypto::election::statement::{Body, Statement};
use tabella_crypto::randomness::NoRandomness;
use tabella_log::copy::{Depth, LogCopy};
use tabella_log::rulebook::Phase;
use tabella_vote::session::{NotAdmitted, Polls, PrepareError, Session};

/// A source that always gives zeros.
struct Zeros;

impl TryRng for Zeros {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(0)
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(0)
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill(0);
        Ok(())
    }
}

impl TryCryptoRng for Zeros {}

#[test]
fn the_ballot_that_is_sent_has_the_tracker_and_credential_that_were_shown() {
    let setting = Setting::new(0, 0);
    let prepared = setting.prepare(0, ANN);
    let tracker = *prepared.tracker();
    assert_eq!((*prepared.author(), prepared.sequence()), (setting.credential(0), 0));
    let sent = prepared.cast();
    let ballot = sent.ballot();
    let statement = Statement::decode(&ballot.statement).expect("statement");
    assert_eq!((statement.digest, statement.author), (tracker, setting.credential(0)));
    assert_eq!((ballot.tracker, ballot.author), (tracker, setting.credential(0)));
    assert_eq!(*sent.election(), setting.trust.election);
}

#[test]
fn a_later_ballot_takes_the_next_place() {
    let mut setting = Setting::new(0, 0);
    let (first, _) = setting.cast(0, ANN);
    let (second, _) = setting.cast(0, BEA);
    let Body::Ballot(ballot) = Statement::decode(&second.statement).expect("statement").body else {
        panic!("no ballot");
    };
    assert_eq!((ballot.sequence, ballot.previous), (1, first.tracker));
}

#[test]
fn two_ballots_of_the_same_choices_share_nothing() {
    let setting = Setting::new(0, 0);
    let (one, other) = (setting.prepare(0, ANN), setting.prepare(0, ANN));
    assert_ne!(one.tracker(), other.tracker());
}

/// Why a copy of the log, made for a code, does not admit it.
fn not_admitted(copy: &LogCopy, code: &Code) -> NotAdmitted {
    Polls::open(copy).and_then(|polls| polls.admit(code)).expect_err("admitted")
}

#[test]
fn a_stranger_and_a_voter_too_early_or_too_late_are_not_admitted() {
    let mut setting = Setting::new(0, 0);
    let stranger = Code::generate(&setting.trust.election, &mut SysRng).expect("code");
    let refused = not_admitted(&setting.copy([*stranger.credential().public()]), &stranger);
    assert_eq!((refused, refused.check()), (NotAdmitted::NotInRoll, checks::ROL_07));
    assert!(refused.to_string().contains("if it is right, tell the election office"), "{refused}");
    let too_early = not_admitted(&LogCopy::new(setting.trust.clone(), Depth::Everything), &setting.codes[0]);
    assert_eq!((too_early, too_early.check()), (NotAdmitted::NotOpen(Phase::Empty), checks::LOG_11));
    assert_eq!(too_early.to_string(), "voting has not begun");
    setting.close();
    let too_late = not_admitted(&setting.copy([setting.credential(0)]), &setting.codes[0]);
    assert_eq!((too_late, too_late.check()), (NotAdmitted::NotOpen(Phase::Closed), checks::LOG_11));
    assert_eq!(too_late.to_string(), "voting is over");
}

// RCP-05
#[test]
fn no_session_relies_on_entries_that_were_not_verified() {
    let mut setting = Setting::new(0, 0);
    let refused = |copy: &LogCopy| {
        let refused = not_admitted(copy, &setting.codes[0]);
        assert_eq!((refused, refused.check()), (NotAdmitted::NotVerified, checks::RCP_05));
    };
    // The ballots of another voter alone have been verified in full.
    refused(&setting.copy([setting.credential(1)]));
    let own = [setting.credential(0)];
    let mut copy = LogCopy::new(setting.trust.clone(), Depth::WithoutBallotProofs).with_ballots_of(own);
    for line in &setting.log.lines {
        copy.take(line.as_bytes(), SysRng).expect("line");
    }
    // No checkpoint covers what was taken.
    refused(&copy);
    setting.update(&mut copy);
    Polls::open(&copy).and_then(|polls| polls.admit(&setting.codes[0])).expect("admitted");
    setting.cast(1, BEA);
    copy.take(setting.log.lines.last().expect("ballot").as_bytes(), SysRng).expect("line");
    let refused = not_admitted(&copy, &setting.codes[0]);
    assert_eq!(refused, NotAdmitted::NotVerified);
}

#[test]
fn a_ballot_that_comes_while_the_voter_chooses_is_taken_into_account() {
    let mut setting = Setting::new(0, 0);
    let mut copy = setting.copy([setting.credential(0)]);
    let mut session = Polls::open(&copy).and_then(|polls| polls.admit(&setting.codes[0])).expect("admitted");
    assert_eq!(session.latest(), None);
    let (other, _) = setting.cast(0, BEA);
    setting.update(&mut copy);
    session.refresh(&copy).expect("still admitted");
    assert_eq!(session.latest().map(|latest| latest.tracker), Some(other.tracker));
    assert_eq!(prepare(session, ANN).sequence(), 1);
}

#[test]
fn a_session_is_refreshed_from_its_own_log_while_voting_is_open() {
    let mut setting = Setting::new(0, 0);
    setting.cast(1, BEA);
    let mut session = setting.session(0);
    // The board forgets the other voter, and shows a log of the same size.
    let mut forgetful = setting.forgetful(setting.log.election.size() - 1);
    forgetful.cast(2, &[]);
    let refused = session.refresh(&forgetful.copy([setting.credential(0)])).expect_err("another log");
    assert_eq!((refused, refused.check()), (NotAdmitted::AnotherLog, checks::LOG_08));
    setting.close();
    let refused = session.refresh(&setting.copy([setting.credential(0)])).expect_err("closed");
    assert_eq!(refused, NotAdmitted::NotOpen(Phase::Closed));
}

fn prepare(session: Session, choices: &[(&str, &[&str])]) -> tabella_vote::session::Prepared {
    let selections = session.choose(&choices_of(choices)).expect("selections");
    session.prepare(selections, &mut SysRng).expect("prepared")
}

// RCP-10
#[test]
fn after_a_test_and_after_a_change_of_mind_the_ballot_is_a_fresh_one() {
    let setting = Setting::new(0, 0);
    let prepared = setting.prepare(0, ANN);
    let first = *prepared.tracker();
    let (opening, session) = prepared.challenge();
    assert_eq!(opening.tracker, first);
    let prepared = prepare(session, ANN);
    let second = *prepared.tracker();
    let third = *prepare(prepared.discard(), ANN).tracker();
    assert!(first != second && second != third && first != third);
}

// RCP-02
#[test]
fn a_wrong_answer_is_refused_and_the_right_one_is_still_taken() {
    let mut setting = Setting::new(0, 0);
    let (_, others) = setting.cast(1, BEA);
    let sent = setting.prepare(0, ANN).cast();
    let index = setting.log.append(&sent.ballot().statement).expect("accepted");
    let refused = sent.answered(&others).expect_err("another voter's");
    assert_eq!(ids(&refused.reason), [checks::RCP_02]);
    let answered = refused.state.answered(&setting.log.receipt(&setting.trust, index)).expect("answered");
    assert_eq!(answered.ballot().index(), index);
}

// LOG-08, LOG-10
#[test]
fn the_log_with_the_ballot_continues_the_one_that_the_session_has_seen() {
    let mut setting = Setting::new(0, 0);
    setting.cast(1, BEA);
    let seen = setting.log.tree.size();
    let cast = |on: &mut Setting| {
        let sent = setting.prepare(0, ANN).cast();
        let index = on.log.append(&sent.ballot().statement).expect("accepted");
        (sent, index)
    };
    let mut forgetful = setting.forgetful(seen - 1);
    let (sent, index) = cast(&mut forgetful);
    let answered = sent.answered(&forgetful.log.receipt(&setting.trust, index)).expect("valid by itself");
    assert_eq!(answered.sizes(), (seen, seen));
    let refused = answered.continues(&[]).expect_err("a ballot has been dropped");
    assert_eq!(refused.reason.check, checks::LOG_08);
    let mut forgetful = setting.forgetful(seen - 1);
    let (sent, index) = cast(&mut forgetful);
    forgetful.cast(1, ANN);
    let answered = sent.answered(&forgetful.log.receipt(&setting.trust, index)).expect("valid by itself");
    let proof = forgetful.log.tree.consistency(seen, seen + 1).expect("proof");
    let refused = answered.continues(&proof).expect_err("a ballot has been dropped");
    assert_eq!(refused.reason.check, checks::LOG_10);
    let sent = setting.prepare(0, ANN).cast();
    let index = setting.log.append(&sent.ballot().statement).expect("accepted");
    let answered = sent.answered(&setting.log.receipt(&setting.trust, index)).expect("answered");
    assert_eq!(answered.sizes(), (seen, seen + 1));
    let refused = answered.continues(&[]).expect_err("no proof");
    assert_eq!(refused.reason.check, checks::LOG_10);
    let proof = setting.log.tree.consistency(seen, seen + 1).expect("proof");
    let ballot = refused.state.continues(&proof).expect("the same log");
    assert_eq!(ballot.index(), index);
}

#[test]
fn choices_that_do_not_fit_the_style_are_refused_without_repeating_them() {
    let setting = Setting::new(0, 0);
    let refused = |voter: usize, choices: &[(&str, &[&str])]| {
        setting.session(voter).choose(&choices_of(choices)).expect_err("refused")
    };
    assert_eq!(
        refused(2, ANN),
        SelectionError::UnknownContest("chair".into()),
        "style 1 has no such contest"
    );
    let unknown = SelectionError::UnknownOption { contest: "chair".into(), option: "eve".into() };
    assert_eq!(refused(0, &[("chair", &["eve"])]), unknown);
    let twice = refused(0, &[("chair", &["ann", "ann"])]).to_string();
    assert_eq!(twice, "contest \"chair\": an option is named twice; name each at most once");
    for broken in
        [&[("chair", &["ann", "bea"][..])][..], &[("chair", &["ann", "blank"])], &[("chair", &[])], &[]]
    {
        let reason = refused(0, broken).to_string();
        assert_eq!(reason, "contest \"chair\": choose exactly 1, or vote blank");
    }
}

/// A source that fails.
struct Broken;

impl TryRng for Broken {
    type Error = core::fmt::Error;
    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Err(core::fmt::Error)
    }
    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Err(core::fmt::Error)
    }
    fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Self::Error> {
        Err(core::fmt::Error)
    }
}

impl TryCryptoRng for Broken {}

#[test]
fn with_a_source_that_fails_there_is_no_ballot() {
    let setting = Setting::new(0, 0);
    let session = setting.session(0);
    let selections = session.choose(&choices_of(ANN)).expect("selections");
    let refused = session.prepare(selections, &mut Broken).expect_err("no ballot");
    assert_eq!(refused.reason, PrepareError::Randomness(NoRandomness));
    assert!(refused.reason.to_string().starts_with("RCP-12"), "{}", refused.reason);
    prepare(*refused.state, ANN);
}

// RCP-11: the response f of a bit that is 0 is its nonce.
#[test]
fn ballots_from_one_seed_in_any_two_contexts_share_neither_randomness_nor_nonces() {
    let setting = Setting::new(0, 0);
    let election = setting.log.election.open_election().expect("open");
    let manifest = &election.manifest;
    let chosen = |choices: &[(&str, &[&str])]| {
        Selections::choose(manifest, 0, &choices_of(choices)).expect("selections")
    };
    let few: &[(&str, &[&str])] = &[("chair", &["ann"])];
    // The bits of "bea", of the blank vote and of "no" are 0 in both.
    let zero_bits = [1, 2, 4];
    let place = |sequence, previous: &[u8]| Place { style: 0, sequence, previous: Hash::of(&[previous]) };
    let contexts = [
        (0, place(0, b"a"), few),
        (0, place(1, b"a"), few),
        (0, place(0, b"b"), few),
        (0, place(0, b"a"), ANN),
        (1, place(0, b"a"), few),
    ];
    let make = |(voter, place, choices): (usize, Place, &[(&str, &[&str])])| {
        let seed = Seed::generate(&mut Given(0)).expect("seed");
        let prepared = election.prepare(&setting.credential(voter), place, chosen(choices), seed);
        prepared.expect("ballot").ballot().clone()
    };
    assert_eq!(make(contexts[0]), make(contexts[0]), "the seed is one and the same");
    let ballots = contexts.map(make);
    let mut seen = HashSet::new();
    for ballot in &ballots {
        for ciphertext in &ballot.ciphertexts {
            assert!(seen.insert(*ciphertext.alpha.as_bytes()), "an alpha twice");
        }
        for bit in zero_bits {
            assert!(seen.insert(ballot.proof.f[bit].0.to_bytes()), "a nonce twice");
        }
    }
    assert_eq!(seen.len(), ballots.len() * (6 + zero_bits.len()));
}

/// A source that counts, from the same start every time.
struct Given(u8);

impl TryRng for Given {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(0)
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(0)
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0 += 1;
        bytes.fill(self.0);
        Ok(())
    }
}

impl TryCryptoRng for Given {}

/// The values of every ballot of style 0 that the rules allow.
fn all_selections() -> Vec<Vec<u64>> {
    let all = (0..64u64).map(|bits| (0..6).map(|bit| bits >> bit & 1).collect::<Vec<u64>>());
    let allowed =
        |values: &Vec<u64>| values[..3].iter().sum::<u64>() == 1 && values[3..].iter().sum::<u64>() <= 2;
    all.filter(allowed).collect()
}

/// Every text of a statement has a length that does not depend on its value, and so has every number but
/// sequence and style.
fn fixed(value: &serde_json::Value, name: &str) {
    match value {
        serde_json::Value::Object(fields) => fields.iter().for_each(|(name, value)| fixed(value, name)),
        serde_json::Value::Array(items) => items.iter().for_each(|value| fixed(value, name)),
        serde_json::Value::String(text) => {
            let length = match name {
                "kind" => 6,
                "signature" => 86,
                _ => 43,
            };
            assert_eq!(text.len(), length, "{name}");
        }
        other => assert!(other.is_u64() && ["sequence", "style"].contains(&name), "{name}: {other}"),
    }
}

// BAL-08
#[test]
fn the_length_of_a_ballot_does_not_depend_on_its_selections() {
    let setting = Setting::new(0, 0);
    let election = setting.log.election.open_election().expect("open");
    let place = setting.log.election.place(&setting.credential(0)).expect("place");
    let selections = all_selections();
    assert_eq!(selections.len(), 21);
    let mut lengths = HashSet::new();
    for values in selections.iter().cycle().take(50 * selections.len()) {
        let values = Selections::new(&election.manifest, 0, values.clone().into()).expect("allowed");
        let seed = Seed::generate(&mut SysRng).expect("seed");
        let prepared = election.prepare(&setting.credential(0), place, values, seed).expect("ballot");
        let statement = prepared.cast(&setting.codes[0].credential()).expect("cast");
        fixed(&serde_json::from_str(&statement).expect("JSON"), "");
        lengths.insert(statement.len());
    }
    assert_eq!(lengths.len(), 1, "{lengths:?}");
}

#[test]
fn without_randomness_there_is_no_ballot() {
    let session = Setting::new(0, 0).session(0);
    let selections = session.choose(&choices_of(ANN)).expect("selections");
    let refused = session.prepare(selections, &mut Zeros).expect_err("no ballot");
    assert_eq!(refused.reason, PrepareError::Randomness(NoRandomness));
    assert!(refused.reason.to_string().starts_with("RCP-12"), "{}", refused.reason);
}

#[test]
fn nothing_secret_is_printed() {
    let setting = Setting::new(0, 0);
    let session = format!("Session({}, <redacted>)", setting.credential(0));
    assert_eq!(format!("{:?}", setting.session(0)), session);
    let prepared = format!("{:?}", setting.prepare(0, ANN));
    assert!(prepared.contains(&session), "{prepared}");
    for secret in ["ann", "selections", "seed", "secret"] {
        assert!(!prepared.contains(secret), "{prepared}");
    }
}

use crate::election::{ANN, BEA, Setting, choices_of};
use core::convert::Infallible;
use rand::rngs::SysRng;
use rand::{TryCryptoRng, TryRng};
use tabella_board::rules::{Election, Phase};
use tabella_crypto::checks;
use tabella_crypto::election::ballot::SelectionError;
use tabella_crypto::election::credential::Code;
use tabella_crypto::election::statement::{Body, Statement};
use tabella_vote::visit::{NoVisit, PrepareError, Visit, admit};

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
    let statement = Statement::decode(&sent.statement).expect("statement");
    assert_eq!((statement.digest, statement.author), (tracker, setting.credential(0)));
    assert_eq!((sent.tracker, sent.author), (tracker, setting.credential(0)));
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

#[test]
fn a_stranger_and_a_voter_too_early_or_too_late_get_no_place() {
    let mut setting = Setting::new(0, 0);
    let stranger = Code::generate(&setting.trust.election, &mut SysRng).expect("code");
    let refused = admit(&setting.log.election, stranger.credential().public()).expect_err("stranger");
    assert_eq!((refused, refused.check()), (NoVisit::NotInRoll, checks::ROL_07));
    let too_early = admit(&Election::new(), &setting.credential(0)).expect_err("too early");
    assert_eq!((too_early, too_early.check()), (NoVisit::NotOpen(Phase::Empty), checks::LOG_11));
    assert_eq!(too_early.to_string(), "voting has not begun");
    setting.close();
    let too_late = admit(&setting.log.election, &setting.credential(0)).expect_err("too late");
    assert_eq!(too_late.to_string(), "voting is over");
}

#[test]
fn choices_that_do_not_fit_the_style_are_refused_without_repeating_them() {
    let setting = Setting::new(0, 0);
    let election = setting.log.election.open_election().expect("open");
    let refused = |voter: usize, choices: &[(&str, &[&str])]| {
        let place = admit(&setting.log.election, &setting.credential(voter)).expect("place");
        Visit::begin(&election, &setting.codes[voter], place)
            .choose(&choices_of(choices))
            .expect_err("refused")
    };
    assert_eq!(
        refused(2, ANN),
        SelectionError::UnknownContest("chair".into()),
        "style 1 has no such contest"
    );
    let unknown = SelectionError::UnknownOption { contest: "chair".into(), option: "eve".into() };
    assert_eq!(refused(0, &[("chair", &["eve"])]), unknown);
    for broken in
        [&[("chair", &["ann", "bea"][..])][..], &[("chair", &["ann", "blank"])], &[("chair", &[])], &[]]
    {
        let reason = refused(0, broken).to_string();
        assert_eq!(reason, "contest \"chair\": choose exactly 1, or vote blank");
    }
}

#[test]
fn without_randomness_there_is_no_ballot() {
    let setting = Setting::new(0, 0);
    let election = setting.log.election.open_election().expect("open");
    let place = admit(&setting.log.election, &setting.credential(0)).expect("place");
    let visit = Visit::begin(&election, &setting.codes[0], place);
    let selections = visit.choose(&choices_of(ANN)).expect("selections");
    let PrepareError::Randomness(error) = visit.prepare(selections, &mut Zeros).expect_err("no ballot")
    else {
        panic!("another error");
    };
    assert_eq!(error.check, checks::RCP_12);
}

#[test]
fn nothing_secret_is_printed() {
    let setting = Setting::new(0, 0);
    let election = setting.log.election.open_election().expect("open");
    let place = admit(&setting.log.election, &setting.credential(0)).expect("place");
    let visit = Visit::begin(&election, &setting.codes[0], place);
    assert_eq!(format!("{visit:?}"), format!("Visit({}, <redacted>)", setting.credential(0)));
    let prepared = format!("{:?}", setting.prepare(0, ANN));
    for secret in ["ann", "selections", "seed", "secret"] {
        assert!(!prepared.contains(secret), "{prepared}");
    }
}

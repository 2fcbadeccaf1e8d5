use crate::election::{ANN, BEA, Setting};
use rand::rngs::SysRng;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::credential::Code;
use tabella_vote::receipt::{VerifiedBallot, check_receipt};
use tabella_vote::status::{Lookup, Status};

/// Looks into the log of a setting, as its checkpoint says.
fn with<T>(setting: &Setting, look: impl FnOnce(&Lookup<'_>) -> T) -> T {
    let signed = setting.log.checkpoint(&setting.trust, setting.log.tree.size());
    let checkpoint = signed.verify(&setting.policy(), &setting.trust.election).expect("checkpoint");
    look(&Lookup::new(&setting.log.election, &checkpoint, &setting.policy()))
}

fn cast(setting: &mut Setting, voter: usize) -> VerifiedBallot {
    let (_, receipt) = setting.cast(voter, ANN);
    check_receipt(&receipt, &setting.policy(), &setting.trust.election).expect("receipt")
}

// RCP-04
#[test]
fn the_last_ballot_is_counted_only_once_voting_is_closed() {
    for (witnesses, quorum) in [(0, 0), (3, 2)] {
        let mut setting = Setting::new(witnesses, quorum);
        let ballot = cast(&mut setting, 0);
        let latest = setting.log.election.latest(&setting.credential(0)).expect("latest");
        assert_eq!(with(&setting, |lookup| lookup.ballot(&ballot)), Status::NotYetCounted(latest));
        setting.close();
        assert_eq!(with(&setting, |lookup| lookup.ballot(&ballot)), Status::Counted(latest));
        assert_eq!(with(&setting, |lookup| lookup.credential(ballot.author())), Status::Counted(latest));
    }
}

// RCP-04
#[test]
fn under_a_checkpoint_without_quorum_nothing_is_called_counted() {
    let mut setting = Setting::new(3, 2);
    cast(&mut setting, 0);
    setting.close();
    setting.log.cosigners = 1;
    // What a receipt is verified with does not demand the quorum.
    let receipt = setting.log.receipt(&setting.trust, 0);
    let verified = receipt.verify(&setting.policy(), &setting.trust.election).expect("received");
    let lookup = Lookup::new(&setting.log.election, verified.checkpoint(), &setting.policy());
    assert_eq!(lookup.credential(&setting.credential(0)).name(), "not-yet-counted");
}

// RCP-04
#[test]
fn a_ballot_that_was_replaced_is_superseded_by_the_sequence_of_the_last_one() {
    let mut setting = Setting::new(0, 0);
    let first = cast(&mut setting, 0);
    let second = cast(&mut setting, 0);
    let third = cast(&mut setting, 0);
    setting.close();
    let last = setting.log.election.latest(first.author()).expect("latest");
    assert_eq!((last.sequence, last.tracker), (2, *third.tracker()));
    with(&setting, |lookup| {
        assert_eq!(lookup.ballot(&first), Status::Superseded(last));
        assert_eq!(lookup.ballot(&second), Status::Superseded(last));
        assert_eq!(lookup.ballot(&third), Status::Counted(last));
    });
}

#[test]
fn a_voter_who_did_not_vote_sees_that_their_code_was_not_used() {
    let mut setting = Setting::new(0, 0);
    cast(&mut setting, 0);
    setting.close();
    with(&setting, |lookup| {
        assert_eq!(lookup.credential(&setting.credential(1)), Status::Absent);
        let stranger = Code::generate(&setting.trust.election, &mut SysRng).expect("code");
        let status = lookup.credential(stranger.credential().public());
        assert_eq!(status, Status::NotInRoll);
        assert_eq!(status.rejection().expect("rejection").check, checks::ROL_07);
    });
}

#[test]
fn a_ballot_that_the_board_dropped_is_missing() {
    let mut setting = Setting::new(0, 0);
    let ballot = cast(&mut setting, 0);
    // Another log of the same board, with another ballot in its place.
    let mut other = setting.forgetful(ballot.index());
    other.cast(0, BEA);
    with(&other, |lookup| {
        let status = lookup.ballot(&ballot);
        assert_eq!(status, Status::Missing);
        assert_eq!(status.rejection().expect("rejection").check, checks::RCP_04);
    });
}

// RCP-04; report 1.
#[test]
fn a_log_that_is_older_than_the_receipt_says_nothing_about_the_ballot() {
    let mut setting = Setting::new(0, 0);
    let ballot = cast(&mut setting, 0);
    let older = setting.forgetful(ballot.index());
    with(&older, |lookup| {
        let (shown, known) = (ballot.index(), ballot.index() + 1);
        let status = lookup.ballot(&ballot);
        assert_eq!(status, Status::OlderView { shown, known });
        assert_eq!((status.name(), status.rejection()), ("older-view", None));
    });
}

#[test]
fn the_tracker_that_was_kept_is_compared_with_that_of_the_last_ballot() {
    let mut setting = Setting::new(0, 0);
    let first = cast(&mut setting, 0);
    let second = cast(&mut setting, 0);
    with(&setting, |lookup| {
        assert_eq!(lookup.compare(second.author(), second.tracker()), Ok(()));
        for (credential, kept) in [
            (setting.credential(0), *first.tracker()),
            (setting.credential(0), Hash::ZERO),
            (setting.credential(1), *second.tracker()),
        ] {
            let rejection = lookup.compare(&credential, &kept).expect_err("another ballot");
            assert_eq!(rejection.check, checks::RCP_04);
        }
    });
}

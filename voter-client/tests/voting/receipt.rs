use crate::election::{ANN, BEA, OPENING, Setting, ids};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::{self, Check};
use tabella_log::entry::Entry;
use tabella_log::receipt::Receipt;
use tabella_log::witness::Standing;
use tabella_vote::receipt::{SignedBallot, check_answer, check_receipt};

fn refused(setting: &Setting, sent: &SignedBallot, receipt: &Receipt, expected: &[Check]) {
    let verdict = check_answer(sent, receipt, &setting.policy(), &setting.trust.election);
    assert_eq!(ids(&verdict.expect_err("accepted")), expected);
}

#[test]
fn the_receipt_of_the_ballot_that_was_sent_is_accepted() {
    let mut setting = Setting::new(3, 2);
    let (sent, receipt) = setting.cast(0, ANN);
    let ballot = check_answer(&sent, &receipt, &setting.policy(), &setting.trust.election).expect("accepted");
    assert_eq!((*ballot.tracker(), *ballot.author()), (sent.tracker, setting.credential(0)));
    assert_eq!((ballot.at(), ballot.index(), ballot.sequence()), (OPENING, receipt.index, 0));
    assert_eq!((ballot.standing(), ballot.standing().name()), (Standing::Recorded, "recorded"));
    let kept = check_receipt(&receipt, &setting.policy(), &setting.trust.election).expect("accepted");
    assert_eq!(kept, ballot);
}

// RCP-02
#[test]
fn a_valid_receipt_of_another_voters_ballot_is_rejected() {
    let mut setting = Setting::new(0, 0);
    let (_, others) = setting.cast(1, ANN);
    let (first, _) = setting.cast(0, ANN);
    refused(&setting, &first, &others, &[checks::RCP_02]);
    // Nor will an earlier ballot of the same voter do.
    let earlier = setting.log.receipt(&setting.trust, others.index + 1);
    let second = setting.sign(0, ANN);
    refused(&setting, &second, &earlier, &[checks::RCP_02]);
    // Nor the same ballot under another signature.
    let mut resigned = first.clone();
    resigned.statement = first.statement.replace("\"signature\":\"", "\"signature\":\"x");
    refused(&setting, &resigned, &earlier, &[checks::RCP_02]);
}

// RCP-02
#[test]
fn a_wrong_tracker_or_credential_is_rejected() {
    let mut setting = Setting::new(0, 0);
    let (sent, receipt) = setting.cast(0, ANN);
    let other_tracker = SignedBallot { tracker: Hash::of(&[b"other"]), ..sent.clone() };
    refused(&setting, &other_tracker, &receipt, &[checks::RCP_02]);
    let other_author = SignedBallot { author: setting.credential(1), ..sent };
    refused(&setting, &other_author, &receipt, &[checks::RCP_02]);
}

// RCP-01
#[test]
fn the_receipt_of_another_board_or_election_is_rejected() {
    let mut setting = Setting::new(0, 0);
    let (sent, receipt) = setting.cast(0, ANN);
    let foreign = Setting::of_board(9, 0, 0);
    let (own, election) = (setting.policy(), setting.trust.election);
    for (policy, election, check) in
        [(foreign.policy(), election, checks::LOG_04), (own, foreign.trust.election, checks::LOG_03)]
    {
        let verdict = check_answer(&sent, &receipt, &policy, &election);
        assert_eq!(ids(&verdict.expect_err("accepted")), [check, checks::RCP_01]);
    }
}

#[test]
fn a_receipt_without_the_boards_signature_is_rejected() {
    let mut setting = Setting::new(0, 0);
    let (sent, receipt) = setting.cast(0, ANN);
    let text = receipt.to_text();
    let (text, signature) = text.split_at(text.find("— ").expect("signature"));
    assert_eq!(Receipt::parse(text).expect_err("no signature line").check, checks::RCP_01);
    let stranger = signature.replace("board.example", "other.example");
    let unsigned = Receipt::parse(&format!("{text}{stranger}")).expect("receipt");
    refused(&setting, &sent, &unsigned, &[checks::LOG_04, checks::RCP_01]);
}

#[test]
fn the_line_of_another_entry_beside_a_valid_proof_is_rejected() {
    let mut setting = Setting::new(0, 0);
    let (_, others) = setting.cast(1, BEA);
    let (sent, receipt) = setting.cast(0, ANN);
    let swapped = Receipt { line: receipt.line.clone(), ..others };
    refused(&setting, &sent, &swapped, &[checks::LOG_09, checks::RCP_01]);
}

#[test]
fn a_line_that_names_another_index_than_its_proof_is_rejected() {
    let mut setting = Setting::new(0, 0);
    let sent = setting.sign(0, ANN);
    // The board puts a line into its tree whose index is not its place, and signs that.
    let index = setting.log.election.size();
    let line = Entry::line(OPENING, index + 1, &setting.log.election.head(), &sent.statement);
    setting.log.tree.push(Entry::decode(line.as_bytes()).expect("line").hash);
    setting.log.lines.push(line);
    let receipt = setting.log.receipt(&setting.trust, index);
    refused(&setting, &sent, &receipt, &[checks::RCP_01]);
}

#[test]
fn an_entry_that_is_no_ballot_is_no_receipt_of_one() {
    let setting = Setting::new(0, 0);
    let receipt = setting.log.receipt(&setting.trust, 0);
    let verdict = check_receipt(&receipt, &setting.policy(), &setting.trust.election);
    assert_eq!(ids(&verdict.expect_err("accepted")), [checks::RCP_01]);
    refused(&setting, &setting.sign(0, ANN), &receipt, &[checks::RCP_02]);
}

#[test]
fn a_line_that_does_not_decode_is_rejected() {
    let mut setting = Setting::new(0, 0);
    let sent = setting.sign(0, ANN);
    let index = setting.log.election.size();
    let line = Entry::line(OPENING, index, &setting.log.election.head(), &sent.statement) + " ";
    setting.log.tree.push(tabella_log::merkle::leaf_hash(line.as_bytes()));
    setting.log.lines.push(line);
    let receipt = setting.log.receipt(&setting.trust, index);
    refused(&setting, &sent, &receipt, &[checks::ENC_01]);
}

// RCP-03
#[test]
fn with_one_cosignature_less_than_the_quorum_a_ballot_is_received_and_not_recorded() {
    let mut setting = Setting::new(3, 2);
    let standing = |setting: &mut Setting, cosigners| {
        setting.log.cosigners = cosigners;
        let (sent, receipt) = setting.cast(0, ANN);
        let verdict = check_answer(&sent, &receipt, &setting.policy(), &setting.trust.election);
        verdict.expect("accepted").standing()
    };
    assert_eq!(standing(&mut setting, 0), Standing::Received);
    assert_eq!(standing(&mut setting, 1), Standing::Received);
    assert_eq!(standing(&mut setting, 2), Standing::Recorded);
    assert_eq!(standing(&mut setting, 3), Standing::Recorded);
}

// RCP-03
#[test]
fn without_witnesses_by_intent_the_board_alone_has_recorded_it() {
    let mut setting = Setting::new(0, 0);
    let (sent, receipt) = setting.cast(0, ANN);
    let ballot = check_answer(&sent, &receipt, &setting.policy(), &setting.trust.election).expect("accepted");
    assert_eq!(ballot.standing(), Standing::Unwitnessed);
    assert_eq!(ballot.standing().in_words(), "recorded by the board alone, no independent witness");
}

use crate::program::Voter;
use tabella_crypto::checks;
use tabella_tests::fake_board::FakeBoard;
use tabella_tests::faulty_records::{faults, honest};
use tabella_tests::harness::{Keys, Spec};

/// A voter who looks up the first credential of a served record, with their own trust file.
fn looks_up(board: &FakeBoard, trust: &str) -> Voter {
    Voter::new(&board.address, trust, Keys::new(&Spec::base()).voters[0].public())
}

#[test]
fn an_honest_record_is_looked_into() {
    let record = honest();
    let voter = looks_up(&FakeBoard::start(&record), &record.trust.to_text());
    assert_eq!(voter.check().accepted().json["status"], "counted");
}

#[test]
fn a_log_with_one_fault_is_refused_by_the_check_that_names_it() {
    for fault in faults() {
        let voter = looks_up(&FakeBoard::start(&fault.record), &fault.record.trust.to_text());
        let said = voter.check();
        println!("{}", fault.what);
        assert_eq!(said.expect(1, &[fault.check.id()]).json.get("status"), None, "{}", fault.what);
    }
}

#[test]
fn what_stands_around_lines_is_refused() {
    let record = honest();
    let board = FakeBoard::start(&record);
    let voter = looks_up(&board, &record.trust.to_text());
    for end in ["\r\n", "\n\n"] {
        board.contents().end = end;
        voter.check().expect(1, &[checks::ENC_10.id()]);
    }
    board.contents().end = "\n";
    board.contents().lines.last_mut().expect("last").push_str("\nmore");
    voter.check().expect(1, &[checks::ENC_10.id()]);
}

// RCP-05
#[test]
fn a_ballot_that_the_board_hides_is_missed() {
    // The second ballot of the first voter is in the signed log, and not in the answer.
    let record = honest();
    let board = FakeBoard::start(&record);
    let second = record.lines.iter().position(|line| line.contains("\"sequence\":1")).expect("a re-vote");
    board.contents().lines.remove(second);
    looks_up(&board, &record.trust.to_text()).check().expect(1, &[checks::LOG_01.id()]);
}

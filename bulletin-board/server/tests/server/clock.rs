//! (SRV-14) A clock that may not be believed.

use crate::board::{Answer, Place, TestBoard};
use crate::election::{CLOSING, OPENING, TestElection, key, manifest};
use crate::whole::voting;
use tabella_board::sequencer::confirm;
use tabella_crypto::election::manifest::Manifest;

/// Asserts that the board takes nothing, signs nothing and says this of its clock, and that reading goes on.
async fn in_doubt(board: &TestBoard, election: &TestElection, statement: &str, reason: &str) {
    let before = board.checkpoint(&election.id).await;
    let answer = board.append(&election.id, statement).await;
    said(&answer, reason);
    said(&board.create(statement).await, reason);
    assert_eq!(answer.headers["retry-after"], "60");
    assert_eq!(board.checkpoint(&election.id).await, before);
    assert_eq!(board.get(&format!("/elections/{}/entries", election.id)).await.status, 200);
}

fn said(answer: &Answer, reason: &str) {
    let problem = answer.refused(503, Some("SRV-14"));
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains(reason), "{detail}");
}

// SRV-14; attack 8.
#[tokio::test]
async fn a_sign_of_life_under_a_clock_that_jumped_past_closing_does_not_end_voting() {
    let (place, board, mut election) = voting().await;
    let live = election.liveness(1);
    place.jump_clock(CLOSING + 7_200);
    in_doubt(&board, &election, &live, "it has jumped ahead by 7 h 16 min").await;
    in_doubt(&board, &election, &election.close(), "it has jumped ahead").await;
    // Set right again, it is believed without a word from anyone: nothing was dated meanwhile.
    place.jump_clock(OPENING);
    place.set_clock(OPENING + 5);
    let ballot = election.ballot("ada", "yes");
    election.append(&board, &ballot).await;
    assert_eq!(election.log.last_at(), OPENING + 5);
    board.stop().await.unwrap();
}

// SRV-14; attack 8.
#[tokio::test]
async fn answers_have_the_date_of_the_clock_also_after_it_was_set_back() {
    let (place, board, _) = voting().await;
    let date = async || board.get("/status").await.headers["date"].to_str().unwrap().to_owned();
    place.jump_clock(1_800_000_000);
    assert_eq!(date().await, "Fri, 15 Jan 2027 08:00:00 GMT");
    place.jump_clock(1_800_007_200);
    assert_eq!(date().await, "Fri, 15 Jan 2027 10:00:00 GMT");
    place.jump_clock(1_800_000_001);
    assert_eq!(date().await, "Fri, 15 Jan 2027 08:00:01 GMT");
    board.stop().await.unwrap();
}

// SRV-14
#[tokio::test]
async fn a_clock_that_is_set_right_by_and_by_is_believed_and_one_that_creeps_away_is_not() {
    let (place, board, mut election) = voting().await;
    let mut now = OPENING;
    for _ in 0..10 {
        // One second in 1,000 while it goes, and what a time service may do at once.
        now += 1_000;
        place.set_clock(now);
        now += 1;
        place.jump_clock(now);
        let ballot = election.ballot(["ada", "bob", "cyn"][now as usize % 3], "yes");
        election.append(&board, &ballot).await;
    }
    place.jump_clock(now + 30);
    let live = election.liveness(1);
    election.append(&board, &live).await;
    for step in 1..5 {
        place.jump_clock(now + 30 + 29 * step);
        in_doubt(&board, &election, &election.liveness(2), "it has jumped ahead by").await;
    }
    board.stop().await.unwrap();
}

// SRV-14; crash row 8.
#[tokio::test]
async fn dates_never_go_back_with_the_clock_and_the_board_says_that_it_is_behind() {
    let (place, board, mut election) = voting().await;
    let last = OPENING;
    let ballot = election.ballot("ada", "yes");
    election.append(&board, &ballot).await;
    place.jump_clock(last - 20);
    let live = election.liveness(1);
    election.append(&board, &live).await;
    assert_eq!(election.log.last_at(), last, "a small step back is nothing");
    place.jump_clock(last - 100);
    in_doubt(&board, &election, &election.liveness(2), "it is 100 s behind the last entry").await;
    board.stop().await.unwrap();

    let board = place.start().await;
    in_doubt(&board, &election, &election.liveness(2), "it is 100 s behind the last entry").await;
    confirm(&place.files().confirmation, last - 100).unwrap();
    let live = election.liveness(2);
    election.append(&board, &live).await;
    assert_eq!(election.log.last_at(), last);
    assert!(!place.files().confirmation.exists(), "a confirmation is used once");
    board.stop().await.unwrap();
}

// SRV-14; report 2.
#[tokio::test]
async fn a_board_that_starts_after_closing_asks_whether_it_really_is_so_late() {
    let (place, board, mut election) = voting().await;
    let live = election.liveness(1);
    election.append(&board, &live).await;
    board.stop().await.unwrap();
    place.jump_clock(CLOSING + 86_400);
    let board = place.start().await;
    in_doubt(&board, &election, &election.liveness(2), "ended 24 h 0 min ago").await;
    board.stop().await.unwrap();
    // The clock was wrong: with the right one voting goes on.
    place.jump_clock(OPENING + 600);
    let board = place.start().await;
    let ballot = election.ballot("ada", "yes");
    election.append(&board, &ballot).await;
    board.stop().await.unwrap();
    // It was right: the operator says so. A confirmation of another time is none.
    place.jump_clock(CLOSING + 86_400);
    let board = place.start().await;
    confirm(&place.files().confirmation, CLOSING).unwrap();
    in_doubt(&board, &election, &election.liveness(2), "ended 24 h 0 min ago").await;
    confirm(&place.files().confirmation, CLOSING + 86_300).unwrap();
    let live = election.liveness(2);
    election.append(&board, &live).await;
    election.append(&board, &election.close()).await;
    board.stop().await.unwrap();
    let board = place.start().await;
    let share = election.decryption_share(1);
    election.append(&board, &share).await;
    board.stop().await.unwrap();
}

/// A board on which votes are cast for ten days, and its election.
async fn ten_days() -> (Place, TestBoard, TestElection) {
    let place = Place::new(vec![*key("official").public()]);
    let board = place.start().await;
    let ten_days = Manifest { closes_at: OPENING + 864_000, ..manifest(&board.key, "Ten days") };
    let mut election = TestElection::found(&board, ten_days).await;
    election.open(&board).await;
    place.set_clock(OPENING);
    let live = election.liveness(1);
    election.append(&board, &live).await;
    (place, board, election)
}

// SRV-14
#[tokio::test]
async fn a_board_that_starts_under_a_clock_set_ahead_a_day_asks_in_the_middle_of_an_election() {
    let (place, board, mut election) = ten_days().await;
    board.stop().await.unwrap();
    place.jump_clock(OPENING + 86_400);
    let board = place.start().await;
    in_doubt(&board, &election, &election.liveness(2), "the board did not run for 24 h 0 min").await;
    // Set right while it runs, it is believed.
    place.jump_clock(OPENING + 60);
    let live = election.liveness(2);
    election.append(&board, &live).await;
    assert_eq!(election.log.last_at(), OPENING + 60);
    board.stop().await.unwrap();
    // A night is no reason to ask.
    place.jump_clock(OPENING + 50_000);
    let board = place.start().await;
    let ballot = election.ballot("ada", "yes");
    election.append(&board, &ballot).await;
    board.stop().await.unwrap();
    // It really did not run for two days: the operator says so.
    place.jump_clock(OPENING + 222_800);
    let board = place.start().await;
    in_doubt(&board, &election, &election.liveness(3), "the board did not run for 2 days").await;
    confirm(&place.files().confirmation, OPENING + 222_800).unwrap();
    let live = election.liveness(3);
    election.append(&board, &live).await;
    board.stop().await.unwrap();
}

// SRV-14
#[tokio::test]
async fn a_board_that_ran_over_a_quiet_weekend_starts_again_without_a_question() {
    let (place, board, mut election) = ten_days().await;
    place.set_clock(OPENING + 259_200);
    // Whatever it looks at, it marks that it runs.
    board.append(&election.id, "").await.refused(400, Some("ENC-01"));
    board.stop().await.unwrap();
    place.jump_clock(OPENING + 262_800);
    let board = place.start().await;
    let ballot = election.ballot("ada", "yes");
    election.append(&board, &ballot).await;
    board.stop().await.unwrap();
    // On another machine, which does not know that it ran, three more days later.
    std::fs::remove_file(place.files().lock).unwrap();
    place.jump_clock(OPENING + 522_000);
    let board = place.start().await;
    in_doubt(&board, &election, &election.liveness(2), "the board did not run for 3 days").await;
    board.stop().await.unwrap();
    // To start it again is no answer.
    let board = place.start().await;
    in_doubt(&board, &election, &election.liveness(2), "the board did not run for 3 days").await;
    board.stop().await.unwrap();
}

// SRV-14
#[tokio::test]
async fn a_finished_election_of_the_future_stops_no_other() {
    let place = Place::new(vec![*key("official").public()]);
    let board = place.start().await;
    let mut election = TestElection::create(&board, "Early").await;
    election.open(&board).await;
    place.set_clock(OPENING);
    for trustee in [1, 2] {
        let live = election.liveness(trustee);
        election.append(&board, &live).await;
    }
    place.set_clock(CLOSING);
    election.append(&board, &election.close()).await;
    let (result, _) = election.result();
    election.append(&board, &result).await;
    board.stop().await.unwrap();
    place.jump_clock(600);
    let board = place.start().await;
    TestElection::create(&board, "Later").await;
    board.stop().await.unwrap();
}

//! Whole elections through the router, and what happens when many come at once.

use crate::board::{Answer, Place, TestBoard};
use crate::election::{CLOSING, OPENING, TestElection, key, manifest_statement};
use axum::http::StatusCode;
use sqlx::Connection as _;
use std::collections::HashSet;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::statement::{Statement, sign};
use tabella_log::entry::Entry;
use tabella_log::merkle::verify_consistency;

/// A board, and an election on it in which ballots can be cast.
pub(crate) async fn voting() -> (Place, TestBoard, TestElection) {
    let place = Place::new(vec![*key("official").public()]);
    let board = place.start().await;
    let mut election = TestElection::create(&board, "Test").await;
    election.open(&board).await;
    place.set_clock(OPENING);
    (place, board, election)
}

// SRV-09
#[tokio::test]
async fn an_election_runs_from_manifest_to_result() {
    let (place, board, mut election) = voting().await;
    let middle = board.checkpoint(&election.id).await;
    for (voter, choice) in [("ada", "yes"), ("bob", "no"), ("cyn", "blank"), ("bob", "yes")] {
        let ballot = election.ballot(voter, choice);
        election.append(&board, &ballot).await;
    }
    for trustee in [1, 3] {
        let live = election.liveness(trustee);
        election.append(&board, &live).await;
    }
    place.set_clock(CLOSING - 1);
    assert_eq!(board.append(&election.id, &election.close()).await.rejections(), ["LOG-16"]);
    place.set_clock(CLOSING);
    let ballot = election.ballot("ada", "no");
    assert_eq!(board.append(&election.id, &ballot).await.rejections(), ["BAL-07"]);
    election.append(&board, &election.close()).await;
    for trustee in [3, 2] {
        let share = election.decryption_share(trustee);
        election.append(&board, &share).await;
    }
    let (result, values) = election.result();
    assert_eq!(values, [2, 0, 1]);
    election.append(&board, &result).await;

    let path = format!("/elections/{}", election.id);
    let summary: serde_json::Value = serde_json::from_str(&board.get(&path).await.text).unwrap();
    let phi = election.log.fingerprint().unwrap().to_string();
    let expected = serde_json::json!({
        "closing": CLOSING, "counted": 3, "fingerprint": phi, "id": election.id.to_string(),
        "opening": OPENING, "phase": "finished", "size": election.log.size(), "title": {"en": "Test"},
    });
    assert_eq!(summary, expected);
    let all = board.get("/elections").await.text;
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&all).unwrap(),
        serde_json::json!({"elections": [summary]})
    );

    // The record that anyone downloads is the log that the participants saw.
    let entries = board.get(&format!("{path}/entries")).await;
    assert_eq!(entries.headers["content-type"], "application/jsonl");
    let lines: Vec<&str> = entries.text.strip_suffix('\n').unwrap().split('\n').collect();
    for (index, line) in (0..).zip(&lines) {
        assert_eq!(Entry::decode(line.as_bytes()).unwrap().hash, *election.log.entry_hash(index).unwrap());
    }
    assert_eq!(lines.len() as u64, election.log.size());
    let part = board.get(&format!("{path}/entries?from=2&to=4")).await.text;
    assert_eq!(part, format!("{}\n{}\n", lines[2], lines[3]));

    let (old, new) = (middle.unverified(), board.checkpoint(&election.id).await);
    let new = new.unverified();
    let proof = board.get(&format!("{path}/consistency?from={}&to={}", old.size, new.size)).await.text;
    let proof: serde_json::Value = serde_json::from_str(&proof).unwrap();
    let proof: Vec<Hash> = proof["proof"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hash| hash.as_str().unwrap().parse().unwrap())
        .collect();
    verify_consistency(old.size, &old.root, new.size, &new.root, &proof).unwrap();
    for index in [0, 7, new.size - 1] {
        let receipt = board.get(&format!("{path}/entries/{index}/receipt?size={}", new.size)).await;
        assert_eq!(receipt.receipt(&board, &election.id).line, lines[index as usize]);
    }
    board.stop().await.unwrap();

    // What is stored folds to the same, and goes on.
    let board = place.start().await;
    assert_eq!(board.checkpoint(&election.id).await.unverified(), new);
    assert_eq!(board.get(&format!("{path}/entries")).await.text, entries.text);
    board.stop().await.unwrap();
}

// SRV-07
#[tokio::test]
async fn one_statement_sent_a_hundred_times_at_once_with_two_signatures_is_one_entry() {
    let (_place, board, election) = voting().await;
    let first = election.ballot("ada", "yes");
    // A signature that does not hold: the digest is what makes a statement the same.
    let second = with_signature_of(&first, &election.ballot("bob", "no"));
    let before = board.checkpoint(&election.id).await.unverified().size;

    let posts = (0..100).map(|i| {
        let (router, id) = (board.router.clone(), election.id);
        let statement = if i % 2 == 0 { first.clone() } else { second.clone() };
        tokio::spawn(async move {
            use tower::ServiceExt as _;
            let request = axum::http::Request::post(format!("/elections/{id}/statements"));
            let request = request.body(axum::body::Body::from(statement)).unwrap();
            let response = router.oneshot(request).await.unwrap();
            let status = response.status();
            let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
            (i % 2, status, String::from_utf8(body.to_vec()).unwrap())
        })
    });
    let posts: Vec<_> = posts.collect();
    let (mut created, mut receipts) = (0, HashSet::new());
    for post in posts {
        match post.await.unwrap() {
            (0, StatusCode::CREATED, receipt) => {
                created += 1;
                receipts.insert(receipt);
            }
            (_, StatusCode::OK, receipt) => {
                receipts.insert(receipt);
            }
            // Before the entry was there, the copy with the false signature was a forgery.
            (1, StatusCode::UNPROCESSABLE_ENTITY, problem) => {
                assert!(problem.contains("LOG-13"), "{problem}")
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((created, receipts.len()), (1, 1), "one entry, one receipt");
    assert_eq!(board.checkpoint(&election.id).await.unverified().size, before + 1);
    board.append(&election.id, &second).await.receipt(&board, &election.id);
    board.stop().await.unwrap();
}

/// Two statements that wait together while the database is slow: one batch, in this order.
async fn in_one_batch(
    place: &Place,
    board: &TestBoard,
    election: &TestElection,
    statements: [&str; 2],
) -> [Answer; 2] {
    let pause = |time| tokio::time::sleep(Duration::from_millis(time));
    let mut database = place.database().await;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut database).await.unwrap();
    let filler = election.liveness(1);
    let later = async |milliseconds, statement| {
        pause(milliseconds).await;
        board.append(&election.id, statement).await
    };
    let unlock = async {
        pause(300).await;
        sqlx::query("ROLLBACK").execute(&mut database).await.unwrap();
    };
    let (filler, first, second, ()) =
        tokio::join!(later(0, &filler), later(150, statements[0]), later(160, statements[1]), unlock);
    filler.receipt(board, &election.id);
    database.close().await.unwrap();
    [first, second]
}

// SRV-01
#[tokio::test]
async fn of_two_ballots_of_one_credential_in_one_batch_one_wins() {
    let (place, board, election) = voting().await;
    let ballots = [&*election.ballot("ada", "yes"), &*election.ballot("ada", "no")];
    let [winner, loser] = in_one_batch(&place, &board, &election, ballots).await;
    assert_eq!(winner.receipt(&board, &election.id).line.matches(ballots[0]).count(), 1);
    assert_eq!(loser.rejections(), ["BAL-04"]);
    board.stop().await.unwrap();
}

// SRV-01
#[tokio::test]
async fn a_ballot_that_copies_another_of_its_batch_is_refused() {
    let (place, board, election) = voting().await;
    let ballot = election.ballot("ada", "yes");
    let copy = election.say(&key("bob"), &Statement::decode(&ballot).unwrap().body);
    let [original, copy] = in_one_batch(&place, &board, &election, [&ballot, &copy]).await;
    original.receipt(&board, &election.id);
    assert_eq!(copy.rejections(), ["BAL-06"], "its proof was not looked at");
    board.stop().await.unwrap();
}

/// Polls a future so often and drops it; false if it was ready before.
async fn drop_after(mut polls: usize, future: impl Future) -> bool {
    let mut future = pin!(future);
    poll_fn(|context| {
        if polls == 0 {
            return Poll::Ready(true);
        }
        polls -= 1;
        future.as_mut().poll(context).map(|_| false)
    })
    .await
}

// SRV-02; crash row 2.
#[tokio::test]
async fn a_request_that_is_dropped_leaves_a_whole_entry_or_none() {
    let (place, board, mut election) = voting().await;
    let mut dropped = 0;
    for polls in 1..=20 {
        place.set_clock(OPENING + 60 * polls as u64);
        let ballot = election.ballot("ada", "yes");
        let size = election.log.size();
        dropped += usize::from(drop_after(polls, board.append(&election.id, &ballot)).await);
        let receipt = board.append(&election.id, &ballot).await.receipt(&board, &election.id);
        assert_eq!(receipt.index, size, "once, whether the first request arrived or not");
        election.fold(&receipt.line, &ballot);
    }
    assert!(dropped > 0);
    board.stop().await.unwrap();
}

// SRV-08
#[tokio::test]
async fn a_credential_that_votes_again_and_again_waits_a_minute_at_most_and_nobody_else() {
    let (place, board, mut election) = voting().await;
    let mut now = OPENING;
    for wait in [0, 0, 0, 0, 0, 5, 10, 20, 40, 60, 60, 60] {
        let ballot = election.ballot("ada", "yes");
        if wait > 0 {
            // Someone who does not have the code uses up nothing, and learns that someone votes often.
            for _ in 0..100 {
                let answer = board.append(&election.id, &ballot).await;
                answer.refused(429, Some(checks::SRV_08.id()));
                assert_eq!(answer.headers["retry-after"], wait.to_string());
            }
            now += wait;
            place.set_clock(now);
        }
        let forged = with_signature_of(&ballot, &election.ballot("ada", "no"));
        assert_eq!(board.append(&election.id, &forged).await.rejections(), ["LOG-13"]);
        election.append(&board, &ballot).await;
    }
    let other = election.ballot("bob", "no");
    election.append(&board, &other).await;
    board.stop().await.unwrap();

    let board = place.start().await;
    let last = election.ballot("ada", "no");
    let answer = board.append(&election.id, &last).await;
    answer.refused(429, Some(checks::SRV_08.id()));
    assert_eq!(answer.headers["retry-after"], "60", "after a start too");
    // In the last hour ten seconds are enough, down to the last second.
    place.set_clock(CLOSING - 3_600);
    for i in 0..12 {
        let ballot = election.ballot("ada", "yes");
        election.append(&board, &ballot).await;
        place.set_clock(CLOSING - 3_600 + 10 * (i + 1));
    }
    place.set_clock(CLOSING - 1);
    let ballot = election.ballot("ada", "no");
    election.append(&board, &ballot).await;
    let late = election.ballot("ada", "yes");
    place.set_clock(CLOSING);
    assert_eq!(board.append(&election.id, &late).await.rejections(), ["BAL-07"], "and not that it must wait");
    board.stop().await.unwrap();
}

/// A statement under the signature of another one.
pub(crate) fn with_signature_of(statement: &str, other: &str) -> String {
    let cut = |statement: &str| statement.rfind("\"signature\":").unwrap();
    format!("{}{}", &statement[..cut(statement)], &other[cut(other)..])
}

// SRV-11
#[tokio::test]
async fn a_statement_that_is_wrong_is_refused_with_every_check_of_a_stage_and_leaves_no_trace() {
    let (_place, board, election) = voting().await;
    let before = board.get(&format!("/elections/{}/entries", election.id)).await.text;
    assert_eq!(board.append(&election.id, &election.close()).await.rejections(), ["KEY-15", "LOG-16"]);
    let strangers = sign(&key("stranger"), &Hash::ZERO, &Statement::decode(&election.close()).unwrap().body);
    assert_eq!(board.append(&election.id, &strangers).await.rejections(), ["LOG-12", "LOG-14"]);
    let manifest = manifest_statement(&board.key, "Test");
    assert_eq!(board.append(&election.id, &manifest).await.status, 200, "the first entry is there already");
    let entries = board.get(&format!("/elections/{}/entries", election.id)).await.text;
    assert_eq!(entries, before);
    board.stop().await.unwrap();
}

// SRV-16
#[tokio::test]
async fn elections_are_created_by_listed_officials_and_for_this_board_only() {
    let place = Place::new(vec![*key("official").public()]);
    let board = place.start().await;
    let manifest = Statement::decode(&manifest_statement(&board.key, "Test")).unwrap().body;
    let strangers = sign(&key("stranger"), &Hash::ZERO, &manifest);
    let problem = board.create(&strangers).await.refused(403, Some("SRV-16"));
    assert_eq!(problem["rejections"][0]["check"], "SRV-16");
    let mut other = board.key.clone();
    other.name = "other.example".into();
    assert_eq!(board.create(&manifest_statement(&other, "Test")).await.rejections(), ["MAN-03"]);
    // A listed name under someone else's signature.
    let forged = with_signature_of(&manifest_statement(&board.key, "Test"), &strangers);
    assert_eq!(board.create(&forged).await.rejections(), ["LOG-13"]);
    assert_eq!(board.get("/elections").await.text, r#"{"elections":[]}"#);
    // Two elections stand side by side; one posted again is the same.
    let first = TestElection::create(&board, "First").await;
    TestElection::create(&board, "Second").await;
    let again = board.create(&manifest_statement(&board.key, "First")).await;
    assert_eq!(again.status, 200);
    assert_eq!(again.receipt(&board, &first.id).index, 0);
    board.stop().await.unwrap();
}

//! Writers: one at a time, durable before signed, and stopped by what fails.

use super::*;

// SRV-05; crash row 6.
#[tokio::test]
async fn there_is_one_writer() {
    let (place, board, election) = three_entries().await;
    let reason = place.refuses_to_start("SRV-05").await;
    assert!(reason.contains("stop it first"), "{reason}");
    assert_eq!(board.checkpoint(&election.id).await.unverified().size, 3, "the first goes on");
    board.stop().await.unwrap();
    place.start().await.stop().await.unwrap();
}

// SRV-03; crash row 6.
#[tokio::test]
async fn a_writer_that_finds_a_head_other_than_its_own_stops_and_signs_nothing() {
    let (place, board, election) = three_entries().await;
    let kept = fs::read(place.path("checkpoints")).unwrap();
    // What another writer would leave: a head that has moved on.
    change(&place, "UPDATE checkpoints SET size = 4, root = zeroblob(32)").await.unwrap();
    board.append(&election.id, &election.commitment(3)).await.refused(500, None);
    assert_eq!(fs::read(place.path("checkpoints")).unwrap(), kept);
    assert_eq!(board.checkpoint(&election.id).await.unverified().size, 3);
    board.append(&election.id, &election.commitment(3)).await.refused(500, None);
    let error = board.stop().await.expect_err("stopped cleanly");
    assert_eq!(error.check.map(|check| check.id()), Some("SRV-03"), "{error}");
}

// SRV-02, SRV-12; crash row 3.
#[tokio::test]
async fn after_a_commit_that_fails_nothing_is_signed_or_taken_and_reading_goes_on() {
    let (place, board, mut election) = three_entries().await;
    let kept = fs::read(place.path("checkpoints")).unwrap();
    // The insert succeeds, the commit does not.
    for sql in [
        "CREATE TABLE bomb (election BLOB REFERENCES elections (id) DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TRIGGER bomb AFTER INSERT ON entries BEGIN INSERT INTO bomb VALUES (zeroblob(32)); END",
    ] {
        change(&place, sql).await.unwrap();
    }
    let commitment = election.commitment(3);
    let path = format!("/elections/{}/entries", election.id);
    let before = board.get(&path).await.text;
    for _ in 0..2 {
        let answer = board.append(&election.id, &commitment).await;
        let problem = answer.refused(503, Some("SRV-12"));
        assert!(problem["detail"].as_str().unwrap().contains("operator must see to the disk"), "{problem}");
        assert_eq!(answer.headers["retry-after"], "60");
        assert_eq!(fs::read(place.path("checkpoints")).unwrap(), kept);
        assert_eq!(board.checkpoint(&election.id).await.unverified().size, 3);
        assert_eq!(board.get(&path).await.text, before);
        let page = board.get(&format!("/view/{}", election.id)).await;
        assert_eq!(page.status, 200);
    }
    // Not even after the cause is gone: what became of the commit is read at a start.
    change(&place, "DROP TRIGGER bomb").await.unwrap();
    board.append(&election.id, &commitment).await.refused(503, Some("SRV-12"));
    change(&place, "CREATE TRIGGER bomb AFTER INSERT ON entries BEGIN SELECT 1; END").await.unwrap();
    let error = board.stop().await.expect_err("stopped cleanly");
    assert_eq!(error.check.map(|check| check.id()), Some("SRV-12"), "{error}");
    assert!(error.reason.contains("FOREIGN KEY"), "{error}");

    let error = place.start_as(NAME).await.err().expect("started");
    assert!(error.reason.contains("number of triggers"), "{error}");
    change(&place, "DROP TRIGGER bomb").await.unwrap();
    let board = place.start().await;
    assert_eq!(board.checkpoint(&election.id).await.unverified().size, 3);
    election.append(&board, &commitment).await;
    board.stop().await.unwrap();
}

// SRV-02, SRV-04
#[tokio::test]
async fn a_checkpoint_that_cannot_be_kept_is_not_shown_and_the_next_start_signs_it_again() {
    let (place, board, election) = three_entries().await;
    let commitment = election.commitment(3);
    let kept = fs::read_to_string(place.path("checkpoints")).unwrap();
    // A folder in the place of the file beside it that is renamed.
    fs::create_dir(place.path("checkpoints.new")).unwrap();
    board.append(&election.id, &commitment).await.refused(503, Some("SRV-12"));
    assert_eq!(board.checkpoint(&election.id).await.unverified().size, 3, "durable, but not shown");
    let entries = board.get(&format!("/elections/{}/entries?to=4", election.id)).await;
    entries.refused(400, None);
    let error = board.stop().await.expect_err("stopped cleanly");
    assert!(error.reason.contains("checkpoints"), "{error}");

    // The disk is still full: whoever reads is shown what was signed before, and nothing is taken.
    let board = place.start().await;
    assert_eq!(board.checkpoint(&election.id).await.as_str(), kept);
    let path = format!("/elections/{}", election.id);
    let summary: serde_json::Value = serde_json::from_str(&board.get(&path).await.text).unwrap();
    assert_eq!(summary["size"], 3);
    board.get(&format!("{path}/entries?to=4")).await.refused(400, None);
    assert_eq!(board.get(&format!("{path}/entries")).await.text.lines().count(), 3);
    board.append(&election.id, &commitment).await.refused(503, Some("SRV-12"));
    board.create(&manifest_statement(&board.key, "Second")).await.refused(503, Some("SRV-12"));
    let error = board.stop().await.expect_err("stopped cleanly");
    assert_eq!(error.check.map(|check| check.id()), Some("SRV-12"), "{error}");
    assert_eq!(fs::read_to_string(place.path("checkpoints")).unwrap(), kept);

    fs::remove_dir(place.path("checkpoints.new")).unwrap();
    let board = place.start().await;
    assert_eq!(board.checkpoint(&election.id).await.unverified().size, 4);
    let again = board.append(&election.id, &commitment).await;
    assert_eq!(again.status, 200, "it was durable all the time");
    assert_eq!(again.receipt(&board, &election.id).index, 3);
    board.stop().await.unwrap();
}

// SRV-02, SRV-12; crash row 8.
#[tokio::test]
async fn a_start_after_which_nothing_is_to_be_signed_writes_nothing() {
    let (place, board, election) = three_entries().await;
    board.stop().await.unwrap();
    // Neither the checkpoints nor the database could be written now.
    fs::create_dir(place.path("checkpoints.new")).unwrap();
    let mut other = place.database().await;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let board = place.start().await;
    assert_eq!(board.checkpoint(&election.id).await.unverified().size, 3);
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    // It takes statements as soon as there is room.
    fs::remove_dir(place.path("checkpoints.new")).unwrap();
    board.append(&election.id, &election.commitment(3)).await.receipt(&board, &election.id);
    board.stop().await.unwrap();
}

// SRV-02, SRV-12; crash row 8.
#[tokio::test]
async fn an_election_whose_first_checkpoint_could_not_be_kept_is_not_shown() {
    let (place, board, first) = three_entries().await;
    fs::create_dir(place.path("checkpoints.new")).unwrap();
    let manifest = manifest_statement(&board.key, "Second");
    board.create(&manifest).await.refused(503, Some("SRV-12"));
    board.stop().await.expect_err("stopped cleanly");
    let board = place.start().await;
    let list: serde_json::Value = serde_json::from_str(&board.get("/elections").await.text).unwrap();
    assert_eq!(list["elections"].as_array().unwrap().len(), 1);
    assert_eq!(list["elections"][0]["id"], first.id.to_string());
    board.stop().await.expect_err("stopped cleanly");
    fs::remove_dir(place.path("checkpoints.new")).unwrap();
    let board = place.start().await;
    assert_eq!(board.create(&manifest).await.status, 200, "it was durable all the time");
    board.stop().await.unwrap();
}

//! What is stored stays, or is never served.

use super::*;

// SRV-06; crash row 9.
#[tokio::test]
async fn any_flipped_bit_of_a_stored_line_or_head_refuses_to_start() {
    let (place, board, election) = three_entries().await;
    board.stop().await.unwrap();
    let sound = fs::read(place.path("board.sqlite")).unwrap();
    let line = line(&place, 1).await;
    // Nothing of a line is free: not its ends, nor anything between.
    for position in [0, 1, 20, line.len() / 2, line.len() - 1] {
        for bit in [0, 7] {
            fs::write(place.path("board.sqlite"), &sound).unwrap();
            let mut flipped = line.clone();
            flipped[position] ^= 1 << bit;
            let hex = tabella_crypto::bytes::hex(&flipped);
            let change = format!("UPDATE entries SET line = x'{hex}' WHERE idx = 1");
            place.damage("entries_never_change", &change).await;
            let reason = place.refuses_to_start("SRV-06").await;
            assert!(reason.contains("entry 1 ") && reason.contains(&election.id.to_string()), "{reason}");
        }
    }
    let changes = [
        ("entries_never_change", "UPDATE entries SET hash = zeroblob(32) WHERE idx = 2"),
        ("entries_never_change", "UPDATE entries SET idx = 7 WHERE idx = 2"),
        ("entries_never_go", "DELETE FROM entries WHERE idx = 2"),
        ("entries_never_go", "DELETE FROM entries WHERE idx = 1"),
        ("checkpoints_only_grow", "UPDATE checkpoints SET root = zeroblob(32)"),
        ("checkpoints_only_grow", "UPDATE checkpoints SET size = 2"),
        ("checkpoints_only_grow", "UPDATE checkpoints SET note = replace(note, '—', '-')"),
        ("checkpoints_never_go", "DELETE FROM checkpoints"),
    ];
    for (trigger, sql) in changes {
        fs::write(place.path("board.sqlite"), &sound).unwrap();
        place.damage(trigger, sql).await;
        let reason = place.refuses_to_start("SRV-06").await;
        assert!(reason.contains(&election.id.to_string()), "{sql}: {reason}");
    }
    fs::write(place.path("board.sqlite"), &sound).unwrap();
    place.start().await.stop().await.unwrap();
}

// SRV-06; crash row 9.
#[tokio::test]
async fn a_flipped_bit_of_the_database_file_is_found_or_changes_nothing_that_is_shown() {
    let (place, board, election) = three_entries().await;
    let path = format!("/elections/{}/entries", election.id);
    let shown = board.get(&path).await.text;
    let note = board.checkpoint(&election.id).await;
    board.stop().await.unwrap();
    let sound = fs::read(place.path("board.sqlite")).unwrap();
    let mut random = SysRng.try_next_u64().unwrap();
    println!("seed {random}");
    let mut found = 0;
    for _ in 0..100 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let bit = (random >> 20) as usize % (sound.len() * 8);
        let mut rotten = sound.clone();
        rotten[bit / 8] ^= 1 << (bit % 8);
        fs::write(place.path("board.sqlite"), &rotten).unwrap();
        for beside in ["board.sqlite-wal", "board.sqlite-shm"] {
            // There is none after a clean stop.
            let _ = fs::remove_file(place.path(beside));
        }
        match place.start_as(NAME).await {
            Ok(board) => {
                let answer = board.get(&path).await;
                assert!(answer.status == 500 || answer.text == shown, "bit {bit}: {answer:?}");
                assert_eq!(board.checkpoint(&election.id).await, note, "bit {bit}");
                // A page that rotted may show when the database is closed.
                let _ = board.stop().await;
            }
            Err(_) => found += 1,
        }
    }
    assert!(found > 0);
}

// SRV-09
#[tokio::test]
async fn bytes_out_are_the_bytes_in_whatever_the_texts_are() {
    let place = Place::new(vec![*key("official").public()]);
    let board = place.start().await;
    let title = "\"quoted\" \\ back/slash {\"b\":1,\"a\":2} Übung 郑国 🗳";
    let statement = manifest_statement(&board.key, title);
    let election = TestElection::create(&board, title).await;
    let path = format!("/elections/{}/entries", election.id);
    let text = board.get(&path).await.text;
    assert!(text.contains(&statement), "{text}");
    board.stop().await.unwrap();
    let mut database = place.database().await;
    let columns = "SELECT type FROM pragma_table_info('entries') WHERE name IN ('line', 'hash')";
    let types: Vec<String> = sqlx::query_scalar(columns).fetch_all(&mut database).await.unwrap();
    assert_eq!(types, ["BLOB", "BLOB"], "bytes, which no function of the database takes for JSON");
    database.close().await.unwrap();
    let board = place.start().await;
    assert_eq!(board.get(&path).await.text, text);
    board.stop().await.unwrap();
}

async fn line(place: &Place, index: i64) -> Vec<u8> {
    let mut database = place.database().await;
    let line = sqlx::query_scalar("SELECT line FROM entries WHERE idx = ?").bind(index);
    let line = line.fetch_one(&mut database).await.unwrap();
    database.close().await.unwrap();
    line
}

// SRV-06, SRV-11; crash row 9.
#[tokio::test]
async fn a_line_that_rots_while_the_board_runs_is_never_served() {
    let (place, board, election) = three_entries().await;
    let flip =
        "UPDATE entries SET line = CAST(replace(CAST(line AS TEXT), '500', '501') AS BLOB) WHERE idx = 1";
    place.damage("entries_never_change", flip).await;
    let path = format!("/elections/{}/entries", election.id);
    board.get(&format!("{path}/1/receipt")).await.refused(500, None);
    assert_eq!(board.get(&format!("{path}/0/receipt")).await.status, 200);
    // A download breaks off instead of being complete.
    let request = axum::http::Request::get(&path).body(axum::body::Body::empty()).unwrap();
    let response = tower::ServiceExt::oneshot(board.router.clone(), request).await.unwrap();
    assert!(axum::body::to_bytes(response.into_body(), usize::MAX).await.is_err());
    board.stop().await.unwrap();
}

// SRV-09; crash row 10.
#[tokio::test]
async fn entries_are_never_changed_deleted_replaced_or_skipped() {
    let (place, board, election) = three_entries().await;
    let refused = [
        ("UPDATE entries SET line = x'00'", "an entry is never changed"),
        ("DELETE FROM entries", "an entry is never deleted"),
        (
            "INSERT INTO entries SELECT election, 4, line, hash FROM entries WHERE idx = 0",
            "after the last one",
        ),
        (
            "REPLACE INTO entries SELECT election, 1, line, hash FROM entries WHERE idx = 0",
            "after the last one",
        ),
        ("INSERT OR IGNORE INTO entries SELECT election, 9, line, hash FROM entries", "after the last one"),
        ("INSERT INTO entries VALUES (zeroblob(32), 0, x'00', zeroblob(32))", "FOREIGN KEY"),
        (
            "INSERT INTO entries SELECT election, 3, 'text', hash FROM entries WHERE idx = 0",
            "cannot store TEXT",
        ),
        ("UPDATE elections SET created = 0", "an election is never changed"),
        ("DELETE FROM elections", "an election is never deleted"),
        ("REPLACE INTO elections SELECT id, origin, 0 FROM elections", "an election is never replaced"),
        ("UPDATE checkpoints SET size = 2", "a checkpoint only grows"),
        ("UPDATE checkpoints SET root = zeroblob(32)", "a checkpoint only grows"),
        ("DELETE FROM checkpoints", "a checkpoint is never deleted"),
        (
            "REPLACE INTO checkpoints SELECT election, 1, root, note FROM checkpoints",
            "a checkpoint is never replaced",
        ),
    ];
    for (sql, expected) in refused {
        let error = change(&place, sql).await.expect_err(sql);
        assert!(error.contains(expected), "{sql}: {error}");
    }
    board.append(&election.id, &election.commitment(3)).await.receipt(&board, &election.id);
    board.stop().await.unwrap();
}

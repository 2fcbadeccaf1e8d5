//! What is stored stays, what is signed was durable, and what does not fit is not started.

use crate::board::{NAME, Place, TestBoard};
use crate::election::{TestElection, key, manifest_statement};
use rand::TryRng as _;
use rand::rngs::SysRng;
use sqlx::Connection as _;
use std::fs;
use tabella_log::checkpoint::SignedCheckpoint;

/// A board with an election of three entries.
async fn three_entries() -> (Place, TestBoard, TestElection) {
    let place = Place::new(vec![*key("official").public()]);
    let board = place.start().await;
    let mut election = TestElection::create(&board, "Test").await;
    for trustee in [1, 2] {
        let commitment = election.commitment(trustee);
        election.append(&board, &commitment).await;
    }
    (place, board, election)
}

async fn change(place: &Place, sql: &'static str) -> Result<u64, String> {
    let mut database = place.database().await;
    let done = sqlx::query(sql).execute(&mut database).await;
    database.close().await.unwrap();
    done.map(|done| done.rows_affected()).map_err(|error| error.to_string())
}

// SRV-04; crash row 7.
#[tokio::test]
async fn an_older_database_does_not_start() {
    let (place, board, mut election) = three_entries().await;
    let empty = Place::new(vec![]);
    empty.start().await.stop().await.unwrap();
    board.stop().await.unwrap();
    let old = fs::read(place.path("board.sqlite")).unwrap();
    let board = place.start().await;
    let commitment = election.commitment(3);
    election.append(&board, &commitment).await;
    let signed = board.checkpoint(&election.id).await;
    board.stop().await.unwrap();

    let new = fs::read(place.path("board.sqlite")).unwrap();
    fs::write(place.path("board.sqlite"), &old).unwrap();
    let reason = place.refuses_to_start("SRV-04").await;
    assert!(reason.contains("signed 4 entries") && reason.contains("ends after 3"), "{reason}");
    fs::copy(empty.path("board.sqlite"), place.path("board.sqlite")).unwrap();
    let reason = place.refuses_to_start("SRV-04").await;
    assert!(reason.contains("does not have that election"), "{reason}");
    fs::write(place.path("board.sqlite"), &new).unwrap();
    let board = place.start().await;
    assert_eq!(board.checkpoint(&election.id).await, signed);
    board.stop().await.unwrap();
}

// SRV-04; crash row 7.
#[tokio::test]
async fn a_database_with_other_entries_than_those_signed_does_not_start() {
    let (place, board, mut election) = three_entries().await;
    board.stop().await.unwrap();
    let fork = Place::new(vec![*key("official").public()]);
    for file in ["board.sqlite", "board.sqlite.key", "checkpoints"] {
        fs::copy(place.path(file), fork.path(file)).unwrap();
    }
    // The same board twice, and the same statement in both, dated differently.
    let commitment = election.commitment(3);
    fork.set_clock(600);
    let forked = fork.start().await;
    forked.append(&election.id, &commitment).await.receipt(&forked, &election.id);
    forked.stop().await.unwrap();
    let board = place.start().await;
    election.append(&board, &commitment).await;
    board.stop().await.unwrap();
    fs::copy(fork.path("board.sqlite"), place.path("board.sqlite")).unwrap();
    let reason = place.refuses_to_start("SRV-04").await;
    assert!(reason.contains("signed 4 entries") && reason.contains("has other entries"), "{reason}");

    let (other, board, _) = three_entries().await;
    board.stop().await.unwrap();
    fs::copy(other.path("board.sqlite"), place.path("board.sqlite")).unwrap();
    let error = place.start_as(NAME).await.err().expect("started");
    assert!(error.reason.contains("start it with its own name and key file"), "{error}");
}

// SRV-04; crash row 4.
#[tokio::test]
async fn a_write_ahead_log_that_is_cut_opens_whole_or_not_at_all() {
    let (place, board, mut election) = three_entries().await;
    let old = fs::read(place.path("checkpoints")).unwrap();
    let commitment = election.commitment(3);
    election.append(&board, &commitment).await;
    // What is on the disk while the board runs.
    let [database, log, key, new] = ["board.sqlite", "board.sqlite-wal", "board.sqlite.key", "checkpoints"]
        .map(|file| fs::read(place.path(file)).unwrap());
    let frame = 24 + 4_096;
    let frames = (log.len() - 32) / frame;
    assert!(frames > 10, "{frames}");
    let ends = (0..=frames).map(|frames| 32 + frames * frame);
    let inside = (0..frames).step_by(3).map(|frames| 32 + frames * frame + 1_000);
    let mut sizes = vec![];
    for (cut, checkpoints) in ends.chain(inside).flat_map(|cut| [(cut, &old), (cut, &new)]) {
        let copy = Place::new(vec![]);
        let files =
            [("board.sqlite", &*database), ("board.sqlite-wal", &log[..cut]), ("board.sqlite.key", &key)];
        for (file, bytes) in files.into_iter().chain([("checkpoints", &**checkpoints)]) {
            fs::write(copy.path(file), bytes).unwrap();
            #[cfg(unix)]
            fs::set_permissions(copy.path(file), std::os::unix::fs::PermissionsExt::from_mode(0o600))
                .unwrap();
        }
        match copy.start_as(NAME).await {
            Ok(copy) => {
                sizes.push(copy.checkpoint(&election.id).await.unverified().size);
                copy.stop().await.unwrap();
            }
            Err(error) => assert_eq!(error.check.map(|check| check.id()), Some("SRV-04"), "{error}"),
        }
    }
    sizes.sort();
    sizes.dedup();
    assert_eq!(sizes, [3, 4]);
    board.stop().await.unwrap();
}

// SRV-04
#[tokio::test]
async fn without_the_checkpoints_or_the_key_a_board_with_elections_does_not_start() {
    let (place, board, election) = three_entries().await;
    let note = board.checkpoint(&election.id).await;
    board.stop().await.unwrap();
    let kept = fs::read_to_string(place.path("checkpoints")).unwrap();
    assert_eq!(kept, note.as_str(), "what is kept is what was shown");

    fs::remove_file(place.path("checkpoints")).unwrap();
    let reason = place.refuses_to_start("SRV-04").await;
    assert!(reason.contains("is missing"), "{reason}");
    for damaged in
        [kept.replace("board.example", "board.example2"), kept.replace("\n3\n", "\n4\n"), "x".into()]
    {
        fs::write(place.path("checkpoints"), damaged).unwrap();
        let reason = place.refuses_to_start("SRV-04").await;
        assert!(reason.contains("is damaged"), "{reason}");
    }
    fs::write(place.path("checkpoints"), &kept).unwrap();
    fs::rename(place.path("board.sqlite.key"), place.path("key")).unwrap();
    let error = place.start_as(NAME).await.err().expect("started");
    assert!(error.reason.contains("the board's key"), "{error}");
    fs::rename(place.path("key"), place.path("board.sqlite.key")).unwrap();
    let error = place.start_as("other.example").await.err().expect("started");
    assert!(error.reason.contains("is damaged"), "{error}");
    place.start().await.stop().await.unwrap();
}

// SRV-06; crash row 9.
#[tokio::test]
async fn any_flipped_bit_of_a_stored_line_or_record_refuses_to_start() {
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
async fn a_writer_that_finds_another_record_than_its_own_stops_and_signs_nothing() {
    let (place, board, election) = three_entries().await;
    let kept = fs::read(place.path("checkpoints")).unwrap();
    // What another writer would leave: a record that has moved on.
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

#[tokio::test]
async fn the_secret_key_is_for_its_owner_only_and_is_not_replaced() {
    let (place, board, _) = three_entries().await;
    board.stop().await.unwrap();
    let path = place.path("board.sqlite.key");
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.len(), 44, "43 characters and a newline");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let error = place.start_as(NAME).await.err().expect("started");
        assert!(error.reason.contains("chmod 600"), "{error}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    fs::write(&path, &text[1..]).unwrap();
    let error = place.start_as(NAME).await.err().expect("started");
    assert!(error.reason.contains("43 characters") && !error.reason.contains(&text[10..20]), "{error}");
    fs::write(&path, &text).unwrap();
    place.start().await.stop().await.unwrap();
}

#[tokio::test]
async fn the_checkpoints_of_all_elections_are_kept_one_after_the_other() {
    let (place, board, first) = three_entries().await;
    let second = TestElection::create(&board, "Second").await;
    assert_eq!(board.create(&manifest_statement(&board.key, "Second")).await.status, 200);
    let mut expected = vec![];
    for election in [&first, &second] {
        expected.push(board.checkpoint(&election.id).await.as_str().to_owned());
    }
    board.stop().await.unwrap();
    let kept = fs::read_to_string(place.path("checkpoints")).unwrap();
    assert_eq!(kept.len(), expected.concat().len());
    assert!(expected.iter().all(|note| kept.contains(note) && SignedCheckpoint::parse(note).is_ok()));
    place.start().await.stop().await.unwrap();
}

//! A database that is older than what was signed, and the files beside it.

use super::*;

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
    assert!(reason.contains("signed 4 entries") && reason.contains("has different entries"), "{reason}");

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

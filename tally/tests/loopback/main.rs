//! The commands against a real board over loopback: the course of an election, and what is refused.

mod cached; // a cache between trustee and board
mod offered; // records that are offered to a trustee, honest and not
mod publishing; // what is shown before an election is public
mod stage; // a board and everybody with a role
mod withheld; // what is said of contests without totals

use serde_json::{Value, json};
use stage::{Board, CLOSING, Stage, other_hash, refused};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tabella_client::{Depth, RecordFolder};
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::Dealer;
use tabella_crypto::election::statement::{Body, sign};
use tabella_tally::key_file::{Protection, Role, keygen};
use tabella_tally::program::answer::Outcome;
use tabella_tally::program::{log, official};
use tabella_tally::record::VerifiedRecord;
use tabella_tally::registrar::roll;
use tabella_tally::trustee::ceremony;
use tabella_tally::trustee::comparison::Comparison;
use tabella_tally::trustee::decryption::{Decision, TallyComparison, decide};
use tabella_tally::trustee::memory::TrusteeState;

/// What trustees say who have compared the tally of a record.
fn compared(record: &VerifiedRecord) -> TallyComparison {
    TallyComparison::With(record.election().tally().expect("closed").tau)
}

fn fact(outcome: Outcome, name: &str) -> Value {
    outcome.expect(name).facts[name].clone()
}

#[test]
fn the_preparation_can_be_repeated_at_every_step() {
    let stage = Stage::new();
    let id = fact(stage.create(), "election");
    assert_eq!(fact(stage.create(), "election"), id, "the same draft and key give the same election");
    assert_eq!(refused(stage.open()), ["LOG-11"]);
    assert_eq!(fact(stage.step("ann"), "steps"), json!(["commitment"]));
    assert_eq!(fact(stage.step("ann"), "steps"), json!([]));
    assert_eq!(fact(stage.step("bo"), "waiting_for"), json!(["cy"]));
    assert_eq!(refused(stage.alive("ann")), ["LOG-11"]);
    for name in ["cy", "ann", "bo", "cy", "cy", "bo"] {
        stage.step(name).expect(name);
    }
    stage.issue("voter\nA\nB\n").expect("issued");
    assert_eq!(refused(stage.publish()), ["LOG-11"], "the last trustee has not confirmed");
    assert_eq!(fact(stage.step("ann"), "finished"), json!(true));
    assert_eq!(refused(stage.open()), ["LOG-11"], "there is no roll");
    assert_eq!(fact(stage.publish(), "posted"), json!(1));
    assert_eq!(fact(stage.publish(), "posted"), json!(0));
    assert_eq!(fact(stage.alive("ann"), "counts_for_closing"), json!(false));
    let phi = fact(stage.open(), "fingerprint");
    assert_eq!(fact(stage.open(), "fingerprint"), phi);
    assert_eq!(fact(stage.publish(), "posted"), json!(0), "all of it is there");
}

#[test]
fn the_result_is_that_of_the_counted_ballots_and_a_small_contest_is_withheld() {
    let stage = Stage::closed();
    let words = stage.decrypt("ann", false).expect("share").words;
    assert!(words.contains("recorded by the board alone, no independent witness"), "{words}");
    assert_eq!(refused(stage.result()), ["DEC-04"]);
    let tau = fact(stage.decrypt("cy", false), "tau");
    let answer = stage.result().expect("result");
    let expected = json!([
        { "blank": 3, "id": "all", "options": [{ "id": "yes", "total": 4 }, { "id": "no", "total": 1 }], "withheld": false, "withheld_because": null },
        { "blank": null, "id": "some", "options": [{ "id": "yes", "total": null }, { "id": "no", "total": null }], "withheld": true, "withheld_because": "few-ballots" },
    ]);
    assert_eq!(answer.facts["contests"], expected);
    assert_eq!((&answer.facts["count"], &answer.facts["weight"]), (&json!(4), &json!(8)));
    assert_eq!(answer.facts["tau"], tau);
    assert!(answer.words.contains("withheld: too few ballots"), "{}", answer.words);
    let again = stage.result().expect("again");
    assert_eq!((&again.facts["already"], &again.facts["contests"]), (&json!(true), &expected));
    assert_eq!(fact(stage.decrypt("ann", false), "reason"), json!("already"));
    assert_eq!(fact(stage.decrypt("bo", false), "reason"), json!("finished"));
}

#[test]
fn without_ballots_there_is_nothing_to_decrypt_and_a_result_all_the_same() {
    let stage = Stage::opened();
    assert_eq!(refused(stage.close()), ["KEY-15"]);
    for name in ["ann", "bo"] {
        assert_eq!(fact(stage.alive(name), "counts_for_closing"), json!(true));
    }
    assert_eq!(refused(stage.close()), ["LOG-16"]);
    assert_eq!(refused(stage.decrypt("ann", false)), [checks::TRU_03.id()]);
    assert_eq!(refused(stage.result()), ["LOG-11"]);
    stage.board.set_clock(CLOSING);
    stage.close().expect("closed");
    assert_eq!(fact(stage.close(), "already"), json!(true));
    assert_eq!(fact(stage.decrypt("ann", false), "reason"), json!("nothing-to-decrypt"));
    let contests = fact(stage.result(), "contests");
    assert_eq!(contests[0]["options"], json!([{ "id": "yes", "total": 0 }, { "id": "no", "total": 0 }]));
}

#[test]
fn only_those_with_the_role_are_let() {
    let stage = Stage::with_key();
    for (name, role) in [("official", Role::Official), ("registrar", Role::Registrar), ("ann", Role::Trustee)]
    {
        let folder = stage.path("strangers");
        std::fs::create_dir_all(&folder).expect("folder");
        keygen(name, role, &folder.join(name), &Protection::UnencryptedTestKey).expect("key");
    }
    stage.issue("voter\nA\nB\n").expect("issued");
    assert_eq!(refused(stage.step("strangers/ann")), [checks::TRU_07.id()]);
    assert_eq!(refused(stage.alive("strangers/ann")), [checks::TRU_07.id()]);
    let (http, trust) = (&stage.board.http, stage.trust());
    let official = stage.key("strangers/official", Role::Official);
    assert_eq!(refused(official::open(&official, http, &trust, true)), ["LOG-12"]);
    let registrar = stage.key("strangers/registrar", Role::Registrar);
    assert_eq!(refused(roll::publish(&stage.path("roll.json"), &registrar, http, &trust)), ["LOG-12"]);
}

#[test]
fn a_roll_that_was_begun_is_not_mixed_with_another() {
    let stage = Stage::with_key();
    stage.issue("voter\nA\nB\n").expect("issued");
    stage.publish().expect("published");
    for file in ["codes.csv", "roll.json"] {
        std::fs::remove_file(stage.path(file)).expect("removed");
    }
    stage.issue("voter\nA\nB\nC\n").expect("issued");
    assert_eq!(refused(stage.publish()), ["ROL-01"]);
}

#[test]
fn the_roll_of_another_election_is_refused_by_the_names_of_both_before_anything_is_published() {
    let stage = Stage::with_key();
    stage.issue("voter\nA\nB\n").expect("issued");
    // The draft had a typing error, so the election is created anew; the codes are those of the first.
    let first = stage.trust().election;
    let draft = std::fs::read_to_string(stage.path("draft.toml")).expect("draft");
    std::fs::write(stage.path("draft.toml"), draft.replace("title = \"T\"", "title = \"Title\""))
        .expect("draft");
    for (file, copy) in [("out/trust.json", "first.json"), ("out/manifest.json", "first-manifest.json")] {
        std::fs::rename(stage.path(file), stage.path(copy)).expect("renamed");
    }
    stage.create().expect("created anew");
    let failure = stage.step("ann").expect_err("a key for every election");
    assert!(
        failure.exit_code() == 2 && failure.to_string().contains("has served another election"),
        "{failure}"
    );
    assert_eq!(stage.mirror().election().size(), 1, "no step was taken");
    // This test goes on with the same keys, as trustees do who have lost their memory.
    for name in ["ann", "bo", "cy"] {
        std::fs::remove_file(stage.path(&format!("{name}.state"))).expect("state");
    }
    for name in ["ann", "bo", "cy"].repeat(3) {
        stage.step(name).expect(name);
    }
    let failure = stage.publish().expect_err("codes of another election");
    assert_eq!(failure.exit_code(), 2);
    let words = failure.to_string();
    for id in [first, stage.trust().election] {
        let shown = tabella_crypto::readable::show(tabella_crypto::readable::Kind::Election, &id.0);
        assert!(words.contains(&shown), "{shown} in {words}");
    }
    assert!(words.contains("Nothing was published. Give the roll"), "{words}");
    assert_eq!(stage.mirror().election().roll_rows(), 0);
    for file in ["codes.csv", "roll.json"] {
        std::fs::remove_file(stage.path(file)).expect("removed");
    }
    stage.issue("voter\nA\nB\n").expect("issued for this election");
    assert_eq!(fact(stage.publish(), "posted"), json!(1));
    stage.open().expect("opened");
}

#[test]
fn a_bad_share_ends_in_a_complaint_that_voids_the_ceremony() {
    let stage = Stage::new();
    stage.create().expect("created");
    for name in ["ann", "bo", "cy", "ann", "bo"] {
        stage.step(name).expect(name);
    }
    // Cy sends ann what is for bo.
    let (trust, cy) = (stage.trust(), stage.key("cy", Role::Trustee));
    let mirror = stage.mirror();
    let election = mirror.election();
    let ceremony = election.ceremony().expect("ceremony");
    let mut deal = Dealer::new(cy.seed(), ceremony, 3).deal(election.last_commitment());
    deal.shares[0] = deal.shares[1].clone();
    let statement = sign(cy.signing(), &trust.election, &Body::KeyDeal(deal));
    log::post(&stage.board.http, &trust, &statement).expect("the board cannot see it");
    assert_eq!(fact(stage.step("bo"), "steps"), json!(["confirmation"]), "bo's share is good");
    let failure = stage.step("ann").expect_err("complaint");
    assert!(failure.words().contains("trustee 3 (cy)") && failure.words().contains("void"), "{failure}");
    assert_eq!((failure.exit_code(), failure.facts()["checks"].clone()), (1, json!([checks::KEY_07.id()])));
    for name in ["ann", "bo", "cy"] {
        assert_eq!(refused(stage.step(name)), ["KEY-11"]);
    }
    assert_eq!(refused(stage.open()), ["LOG-11"]);
}

// TRU-11
#[test]
fn a_trustee_whose_backup_cannot_be_read_does_not_confirm_from_memory() {
    let stage = Stage::new();
    stage.create().expect("created");
    let (trust, http) = (stage.trust(), stage.board.http.clone());
    let mut source = stage.source("ann");
    let ann = std::thread::spawn(move || {
        ceremony::run(&mut source, &http, &trust, true, Comparison::With(trust.election))
    });
    let wait_for = |size: u64| {
        let start = Instant::now();
        while stage.mirror().election().size() < size {
            assert!(start.elapsed() < Duration::from_secs(60), "no {size} entries");
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    for name in ["bo", "cy"] {
        stage.step(name).expect(name);
    }
    // Manifest, three commitments, and the deal of ann, who waits for the others.
    wait_for(5);
    std::fs::write(stage.path("ann"), "unreadable").expect("written");
    for name in ["bo", "cy"] {
        stage.step(name).expect(name);
    }
    let failure = ann.join().expect("ended").expect_err("no confirmation");
    assert!(failure.exit_code() == 2 && failure.to_string().contains("use your backup"), "{failure}");
    assert_eq!(stage.mirror().election().ceremony_steps(1), [true, true, false]);
}

#[test]
fn a_trustee_who_has_not_compared_the_election_takes_no_step() {
    let stage = Stage::new();
    stage.create().expect("created");
    let run = |more: &[&str]| {
        let place = ["--key", "ann", "--board", stage.board.http.address(), "--trust", "out/trust.json"];
        let output = Command::new(env!("CARGO_BIN_EXE_tabella-tally"))
            .args(["--json", "trustee", "ceremony"])
            .args(place)
            .args(more)
            .current_dir(stage.folder.path())
            .stdin(Stdio::null())
            .output()
            .expect("started");
        let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        (output.status.code(), said["checks"].clone())
    };
    assert_eq!(run(&[]), (Some(2), json!([])), "nobody is there to compare");
    let other = other_hash().to_string();
    assert_eq!(run(&["--confirm", &other]), (Some(1), json!([checks::TRU_07.id()])));
    assert_eq!(stage.mirror().election().size(), 1, "no step was taken");
    let announced = stage.trust().election.to_string();
    assert_eq!(run(&["--confirm", &announced]).0, Some(0));
}

#[test]
fn the_hashes_of_the_web_client_go_into_the_manifest_from_one_place_only() {
    let stage = Stage::new();
    let sums = stage.path("SHA256SUMS");
    std::fs::write(&sums, format!("{}  booth.html\n", "0f".repeat(32))).expect("written");
    stage.create_with(Some(&sums)).expect("created");
    let mirror = stage.mirror();
    let client = &mirror.election().manifest().expect("manifest").client;
    let files: Vec<_> = client.iter().map(|file| (file.path.as_str(), file.sha256.0)).collect();
    assert_eq!(files, [("web/booth.html", [15; 32])]);
    let draft = std::fs::read_to_string(stage.path("draft.toml")).expect("draft");
    let named = format!("{draft}\n[[client]]\npath = \"a\"\nsha256 = \"{}\"\n", "0f".repeat(32));
    std::fs::write(stage.path("draft.toml"), named).expect("written");
    let twice = stage.create_with(Some(&sums)).expect_err("twice").to_string();
    assert!(twice.contains("either [[client]] or --client"), "{twice}");
}

/// A second board with the same secret key and name, which holds another log of the same election.
fn forked(stage: &Stage) -> (tempfile::TempDir, Board) {
    let folder = tempfile::tempdir().expect("folder");
    std::fs::copy(stage.path("board.sqlite.key"), folder.path().join("board.sqlite.key")).expect("key");
    let board = Board::start(folder.path(), stage.official().public());
    assert_eq!(board.key, stage.board.key);
    stage.create_on(&board, None).expect("created");
    (folder, board)
}

#[test]
fn a_trustee_takes_no_step_on_a_log_that_is_not_the_one_of_the_step_before() {
    let stage = Stage::new();
    stage.create().expect("created");
    let (_folder, fork) = forked(&stage);
    for name in ["bo", "ann", "cy"] {
        stage.step(name).expect(name);
    }
    // On the other log bo and cy begin again, without their memory; ann remembers.
    for name in ["cy", "bo"] {
        std::fs::remove_file(stage.path(&format!("{name}.state"))).expect("state");
        stage.step_on(&fork, name).expect(name);
    }
    assert_eq!(refused(stage.step_on(&fork, "ann")), [checks::TRU_08.id(), checks::LOG_08.id()]);
    assert_eq!(fact(stage.step("ann"), "steps"), json!(["deal"]), "the first log goes on");
}

#[test]
fn a_record_that_does_not_extend_the_one_seen_before_is_not_decrypted() {
    let stage = Stage::closed();
    let (_folder, fork) = forked(&stage);
    std::fs::remove_file(stage.path("cy.state")).expect("state");
    stage.step_on(&fork, "cy").expect("commitment");
    let trust = stage.trust();
    let mirror = log::mirror(&fork.http, &trust, Depth::Everything).expect("fork");
    let mut state = TrusteeState::beside(&stage.path("ann")).expect("state");
    state.rely_on(&trust.election, mirror.signed_checkpoint().expect("note")).expect("durable");
    drop(state);
    assert_eq!(refused(stage.decrypt("ann", false)), [checks::TRU_02.id(), checks::LOG_08.id()]);
}

#[test]
fn a_second_tally_is_never_decrypted() {
    let stage = Stage::closed();
    let trust = stage.trust();
    let mirror = stage.mirror();
    let note = mirror.signed_checkpoint().expect("note");
    let mut state = TrusteeState::beside(&stage.path("ann")).expect("state");
    state.fix_tau(&trust.election, &other_hash(), note).expect("durable");
    drop(state);
    assert_eq!(refused(stage.decrypt("ann", false)), [checks::TRU_04.id()]);
    let mirror = stage.mirror();
    assert_eq!(mirror.election().valid_shares().count(), 0, "no share left");
}

// TRU-04
#[test]
fn without_witnesses_no_share_leaves_before_the_trustees_have_compared_the_tally() {
    let stage = Stage::closed();
    let folder = stage.folder.path();
    let tau = stage.mirror().election().tally().expect("closed").tau;
    // Nobody is there to be asked.
    assert_eq!(stage.decrypt_as("ann", false, TallyComparison::Ask).expect_err("asked").exit_code(), 2);
    let other = TallyComparison::With(other_hash());
    assert_eq!(refused(stage.decrypt_as("ann", false, other)), [checks::TRU_04.id()]);
    assert_eq!(stage.mirror().election().valid_shares().count(), 0, "no share left");
    // A copy of key and state knows the election and no tally: it is asked all the same.
    for (from, to) in [("ann", "copy"), ("ann.state", "copy.state")] {
        std::fs::copy(folder.join(from), folder.join(to)).expect("copied");
    }
    assert_eq!(fact(stage.decrypt_as("ann", false, TallyComparison::With(tau)), "tau"), json!(tau));
    let copy = TrusteeState::beside(&stage.path("copy")).expect("state");
    assert_eq!(copy.tau(&stage.trust().election), None);
    drop(copy);
    let (_folder, fork) = forked(&stage);
    assert_eq!(fork.key, stage.board.key);
    let said = stage.decrypt_as("copy", false, TallyComparison::Ask);
    assert_eq!(fact(said, "reason"), json!("already"), "on the same record its share is there");
}

// TRU-04
#[test]
fn tau_is_durable_before_the_share_leaves_and_a_killed_trustee_can_go_on() {
    let stage = Stage::closed();
    let trust = stage.trust();
    let record = VerifiedRecord::fetch(&stage.board.http, &trust).expect("record");
    let key = stage.key("ann", Role::Trustee);
    let share =
        |state: &mut TrusteeState| match decide(&key, &record, &trust, state, false, compared(&record)) {
            Ok(Decision::Share { statement, tau, .. }) => (statement, tau),
            other => panic!("{other:?}"),
        };
    let (first, tau) = share(&mut TrusteeState::beside(&stage.path("ann")).expect("state"));
    // Killed before posting: what is on disk knows tau, and the share is the same again.
    let mut state = TrusteeState::beside(&stage.path("ann")).expect("state");
    assert_eq!(state.tau(&trust.election), Some(tau));
    assert_eq!(share(&mut state).0, first);
    drop(state);
    assert_eq!(fact(stage.decrypt("ann", false), "decrypted"), json!(true));
}

#[test]
fn a_restored_key_makes_no_share_unless_somebody_vouches_for_it() {
    let stage = Stage::closed();
    for name in ["ann", "bo"] {
        std::fs::remove_file(stage.path(&format!("{name}.state"))).expect("state");
    }
    assert_eq!(refused(stage.decrypt("ann", false)), [checks::TRU_06.id()]);
    assert_eq!(fact(stage.decrypt("ann", true), "decrypted"), json!(true));
    std::fs::remove_file(stage.path("ann.state")).expect("state");
    assert_eq!(fact(stage.decrypt("ann", false), "reason"), json!("already"), "its share is in the log");
    assert_eq!(refused(stage.decrypt("bo", false)), [checks::TRU_06.id()]);
}

#[test]
fn a_record_that_does_not_hold_is_neither_decrypted_nor_announced() {
    let stage = Stage::closed();
    let trust = stage.trust();
    let folder = stage.path("record");
    let record = RecordFolder::new(&folder);
    record.fetch(&stage.board.http, &trust, &mut |_, _| {}).expect("fetched");
    let opened = VerifiedRecord::open(&folder, &trust).expect("sound");
    assert_eq!(opened.election().counted(), 4);
    let lines = std::fs::read_to_string(record.entries_path()).expect("entries");
    let ballot = lines.lines().position(|line| line.contains("\"ballot\"")).expect("ballot");
    let without: Vec<&str> =
        lines.lines().enumerate().filter(|(index, _)| *index != ballot).map(|(_, line)| line).collect();
    std::fs::write(record.entries_path(), without.join("\n") + "\n").expect("written");
    let failure = VerifiedRecord::open(&folder, &trust).expect_err("a ballot is missing");
    let checks = failure.facts()["checks"].clone();
    for expected in ["LOG-01", "LOG-02"] {
        assert!(checks.as_array().expect("ids").contains(&json!(expected)), "{checks}");
    }
    std::fs::write(record.entries_path(), lines).expect("written");
    VerifiedRecord::open(&folder, &trust).expect("sound again");
    let other = tabella_log::trust::Trust { election: other_hash(), ..trust };
    let failure = VerifiedRecord::open(&folder, &other).expect_err("another election");
    assert!(failure.words().contains("MAN-02"), "{failure}");
}

// TRU-05: the contest "some" has one ballot where the minimum is two.
#[test]
fn a_share_is_made_for_the_slots_of_large_contests_only() {
    let stage = Stage::closed();
    let trust = stage.trust();
    let record = VerifiedRecord::fetch(&stage.board.http, &trust).expect("record");
    let mut state = TrusteeState::beside(&stage.path("ann")).expect("state");
    let key = stage.key("ann", Role::Trustee);
    let Ok(Decision::Share { statement, .. }) =
        decide(&key, &record, &trust, &mut state, false, compared(&record))
    else {
        panic!("no share");
    };
    let body = tabella_crypto::election::statement::Statement::decode(&statement).expect("statement").body;
    let Body::DecryptionShare(share) = body else { panic!("another kind") };
    assert_eq!(share.D.len(), 3, "yes, no and blank of the contest \"all\"; none of \"some\"");
}

//! Small whole elections played by the real programs over HTTP, with trustees who lose their keys.

use std::fs;
use std::path::Path;
use std::time::Duration;
use tabella_tests::programs::{Board, Play, Question, keygen, now, programs};

const VOTERS: usize = 8;
/// Long enough for ceremony, roll and voting on a busy machine.
const VOTING_SECONDS: u64 = 25;

/// An election in which all have voted: 8 voters, trustees 3 of 5.
fn voted(folder: &Path) -> (Board, Play, u64) {
    let programs = programs().expect("built programs");
    let official =
        keygen(&programs, "official", "Election office", &folder.join("official.key")).expect("key");
    keygen(&programs, "registrar", "Voter registry", &folder.join("registrar.key")).expect("key");
    let board = Board::start(&programs, folder, "127.0.0.1:0", &[official], None).expect("board");
    let question = Question {
        title: "A small question".into(),
        contest: "question".into(),
        options: vec!["Yes".into(), "No".into()],
        trustees: 5,
        threshold: 3,
    };
    let play = Play::new(&programs, &folder.join("election"), &board, question).expect("trustees");
    let closing = now() + VOTING_SECONDS;
    play.create(&board, folder, now(), closing, None).expect("manifest");
    play.ceremony().expect("ceremony");
    play.roll(folder, VOTERS).expect("roll");
    play.official(folder, &["election", "open"]).expect("open");
    let ballots: Vec<Vec<usize>> = (0..VOTERS).map(|voter| vec![usize::from(voter % 4 == 0)]).collect();
    play.replay(0, &ballots).expect("ballots");
    (board, play, closing)
}

fn lose(play: &Play, trustees: &[u64]) {
    for i in trustees {
        fs::remove_file(play.trustee_key(*i)).expect("a key file");
    }
}

fn wait_for(closing: u64) {
    while now() < closing {
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn alive(play: &Play, trustees: &[u64]) {
    for i in trustees {
        play.trustee(*i, "alive").expect("alive");
    }
}

fn is_counted(play: &Play, folder: &Path) {
    let (code, report) = play.audit(folder).expect("audit");
    assert_eq!((code, &report["verdict"]), (0, &"accepted".into()), "{report:#}");
    let total = |option: usize| report["contests"][0]["options"][option]["total"].as_u64();
    assert_eq!((total(0), total(1)), (Some(6), Some(2)));
}

#[test]
fn two_trustees_who_lose_their_keys_before_close_do_not_stop_the_tally() {
    let folder = tempfile::tempdir().expect("folder");
    let (_board, play, closing) = voted(folder.path());
    lose(&play, &[2, 4]);
    alive(&play, &[1, 3, 5]);
    wait_for(closing);
    play.official(folder.path(), &["election", "close"]).expect("close");
    for i in [1, 3, 5] {
        play.trustee(i, "decrypt").expect("decrypt");
    }
    play.official(folder.path(), &["result"]).expect("result");
    is_counted(&play, folder.path());
}

#[test]
fn two_trustees_who_lose_their_keys_after_close_do_not_stop_the_tally() {
    let folder = tempfile::tempdir().expect("folder");
    let (_board, play, closing) = voted(folder.path());
    alive(&play, &[1, 2, 3]);
    wait_for(closing);
    play.official(folder.path(), &["election", "close"]).expect("close");
    lose(&play, &[1, 2]);
    for i in [3, 4, 5] {
        play.trustee(i, "decrypt").expect("decrypt");
    }
    play.official(folder.path(), &["result"]).expect("result");
    is_counted(&play, folder.path());
}

#[test]
fn with_three_trustees_lost_there_is_no_result_and_the_program_says_why() {
    let folder = tempfile::tempdir().expect("folder");
    let (_board, play, closing) = voted(folder.path());
    alive(&play, &[1, 2]);
    wait_for(closing);
    let refused = play.official(folder.path(), &["election", "close"]).expect_err("two live trustees");
    assert!(refused.to_string().contains("KEY-15"), "{refused}");
    alive(&play, &[3]);
    play.official(folder.path(), &["election", "close"]).expect("close");
    lose(&play, &[3, 4, 5]);
    for i in [1, 2] {
        play.trustee(i, "decrypt").expect("decrypt");
    }
    let refused = play.official(folder.path(), &["result"]).expect_err("two shares");
    let text = refused.to_string();
    assert!(text.contains("DEC-04") && text.contains('3'), "{text}");
    let (code, report) = play.audit(folder.path()).expect("audit");
    assert_eq!((code, &report["phase"]), (0, &"closed".into()), "the record so far is sound");
}

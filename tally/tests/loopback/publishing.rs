//! What an official is shown before an election is published, and what keeps a mistake from becoming public.

use super::stage::{Stage, refused};
use serde_json::Value;
use std::process::{Command, Stdio};
use tabella_client::HttpBoard;
use tabella_tally::key::Role;
use tabella_tally::program::asking::Consent;
use tabella_tally::program::keys::{Protection, keygen};
use tabella_tally::program::official::{self, DraftFiles};

/// Exit code, standard output as JSON, and standard error.
fn run(stage: &Stage, arguments: &[&str]) -> (Option<i32>, Value, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_tabella-tally"))
        .args(["--json", "election"])
        .args(arguments)
        .env("TZ", "UTC")
        .current_dir(stage.folder.path())
        .stdin(Stdio::null())
        .output()
        .expect("started");
    let said = serde_json::from_slice(&output.stdout).expect("JSON");
    (output.status.code(), said, String::from_utf8(output.stderr).expect("text"))
}

fn elections(board: &HttpBoard) -> usize {
    board.elections().expect("list").len()
}

#[test]
fn an_election_is_shown_in_words_and_published_only_after_a_yes() {
    let stage = Stage::new();
    let board = stage.board.http.address().to_owned();
    let create = ["create", "--draft", "draft.toml", "--key", "official", "--board", &board, "--out", "out"];
    let with = |more: &[&'static str]| run(&stage, &[&create[..], more].concat());
    let (code, said, _) = with(&["--small-minimum"]);
    let words = said["error"].as_str().expect("words");
    assert_eq!(code, Some(2));
    assert!(words.contains("voting would have ended") && words.contains("--unusual-times"), "{words}");
    let allowed = ["--unusual-times", "--small-minimum"];
    let (code, said, _) = with(&allowed);
    let words = said["error"].as_str().expect("words");
    assert!(code == Some(2) && words.contains("give --yes. Nothing was posted"), "{words}");
    assert_eq!(elections(&stage.board.http), 0, "no one has said yes");
    let (code, _, shown) = with(&[&allowed[..], &["--yes"]].concat());
    assert_eq!(code, Some(0), "{shown}");
    assert_eq!(elections(&stage.board.http), 1);
    for expected in [
        "This is the election that you are about to publish.",
        "Opening      Thursday 1 January 1970, 00:16:40 (UTC)",
        "Voting       lasts 16 minutes 40 seconds",
        "choose exactly 1, or vote blank; 2 options",
        "Threshold    any 2 of the 3 trustees together can decrypt",
        "WARNING: minimum_ballots is 2",
        "together with 1 of the 3 trustees, could show two logs",
    ] {
        assert!(shown.contains(expected), "{expected} in\n{shown}");
    }
}

#[test]
fn a_draft_is_checked_without_a_key_and_without_posting_anything() {
    let stage = Stage::new();
    let (code, said, _) = run(&stage, &["check", "draft.toml", "--unusual-times", "--small-minimum"]);
    assert_eq!((code, said["command"].as_str()), (Some(0), Some("election check")), "{said}");
    assert_eq!(said["warnings"].as_array().map(Vec::len), Some(2), "{said}");
    let draft = stage.path("draft.toml");
    let given =
        |unusual_times| DraftFiles { draft: &draft, client: None, unusual_times, small_minimum: true };
    let words = official::check(given(true)).expect("sound").words;
    assert!(words.starts_with("The draft makes this election. Nothing was posted."), "{words}");
    let failure = official::check(given(false)).expect_err("the year 1970");
    assert!(failure.exit_code() == 2 && failure.to_string().contains("voting would have ended"), "{failure}");
    let draft = std::fs::read_to_string(stage.path("draft.toml")).expect("draft");
    let unknown = draft.replace("contests = [\"all\"]", "contests = [\"al\"]");
    std::fs::write(stage.path("draft.toml"), unknown).expect("written");
    let failure = official::check(given(true)).expect_err("unknown contest");
    let words = failure.to_string();
    assert!(words.contains("style one: there is no contest \"al\"; the contests are all, some"), "{words}");
    assert_eq!(elections(&stage.board.http), 0);
}

#[test]
fn a_minimum_below_three_wants_a_flag_before_anything_is_published() {
    let stage = Stage::new();
    let board = stage.board.http.address().to_owned();
    let create = ["create", "--draft", "draft.toml", "--key", "official", "--board", &board, "--out", "out"];
    for command in [&["check", "draft.toml"][..], &[&create[..], &["--yes"]].concat()] {
        let (code, said, _) = run(&stage, &[command, &["--unusual-times"]].concat());
        let words = said["error"].as_str().expect("words");
        assert_eq!(code, Some(2), "{words}");
        assert!(words.contains("minimum_ballots is 2: each of two voters"), "{words}");
        assert!(
            words.contains("or give --small-minimum if that is what you want. Nothing was posted"),
            "{words}"
        );
        assert_eq!(elections(&stage.board.http), 0);
        let (code, said, _) = run(&stage, &[command, &["--unusual-times", "--small-minimum"]].concat());
        assert_eq!(code, Some(0), "no one is locked out: {said}");
    }
    assert_eq!(elections(&stage.board.http), 1);
}

#[test]
fn an_election_with_witnesses_is_told_that_nothing_collects_their_signatures() {
    let stage = Stage::new();
    let draft = std::fs::read_to_string(stage.path("draft.toml")).expect("draft");
    let witness =
        "[[witnesses]]\nname = \"witness.example\"\nkey = \"UJU6RvJiVc2zDQowtqmN7UTfEBqC5lcQ1ZzJslEdniA\"\n";
    let witnessed = draft.replace("unwitnessed = true", "quorum = 1").replacen(
        "[[styles]]",
        &format!("{witness}[[styles]]"),
        1,
    );
    std::fs::write(stage.path("draft.toml"), witnessed.replace("minimum_ballots = 2", "minimum_ballots = 3"))
        .expect("written");
    let (code, said, _) = run(&stage, &["check", "draft.toml", "--unusual-times"]);
    assert_eq!(code, Some(0), "{said}");
    let warnings = said["warnings"].to_string();
    assert!(warnings.contains("no program of this release collects what they sign"), "{warnings}");
    assert_eq!(said["warnings"].as_array().map(Vec::len), Some(1), "{warnings}");
}

#[test]
fn an_official_whom_the_draft_does_not_name_is_told_so_before_anything_is_posted() {
    let stage = Stage::new();
    keygen("Eve", Role::Official, &stage.path("eve"), &Protection::UnencryptedTestKey).expect("key");
    let draft = stage.path("draft.toml");
    let given = DraftFiles { draft: &draft, client: None, unusual_times: true, small_minimum: true };
    let eve = stage.key("eve", Role::Official);
    let outcome = official::create(given, Consent::Given, &eve, &stage.board.http, &stage.path("out"));
    let words = outcome.as_ref().expect_err("a stranger").to_string();
    assert!(words.starts_with("your key is not among the [[officials]] of the draft: put"), "{words}");
    assert_eq!(refused(outcome), ["LOG-12"]);
    assert_eq!(elections(&stage.board.http), 0);
}

#[test]
fn a_manifest_that_is_too_long_is_refused_with_what_takes_the_room() {
    let stage = Stage::new();
    let draft = std::fs::read_to_string(stage.path("draft.toml")).expect("draft");
    let long = format!("description = \"{}\"", "d".repeat(1_900));
    let labels: String = (0..40)
        .map(|i| format!("[[contests]]\nid = \"c{i}\"\ntitle = \"{i}{}\"\nrule = {{ choice = {{ min = 0, max = 1, blank = false }} }}\n[[contests.options]]\nlabel = \"{}\"\n", "t".repeat(1_000), "l".repeat(1_000)))
        .collect();
    let draft = draft.replace("description = \"D\"", &long);
    let (head, _) = draft.split_once("[[styles]]").expect("styles");
    std::fs::write(stage.path("draft.toml"), format!("{head}{labels}")).expect("written");
    let path = stage.path("draft.toml");
    let given = DraftFiles { draft: &path, client: None, unusual_times: true, small_minimum: true };
    let failure = official::check(given).expect_err("too long");
    let words = failure.to_string();
    for expected in
        ["the log has room for 65000", "contest c0: 1 options, whose labels take 1000", "Shorten labels"]
    {
        assert!(words.contains(expected), "{words}");
    }
    assert_eq!(refused(Err(failure)), ["ENC-08"]);
}

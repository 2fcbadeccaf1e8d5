//! What is said of contests whose totals are withheld: the reason, and that there are some.

use super::stage::{CLOSING, Stage};
use rand::rngs::SysRng;
use serde_json::json;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use tabella_audit::report::Report;
use tabella_audit::verify::verify;
use tabella_client::RecordFolder;

/// The text of the election's page on the board.
fn page(stage: &Stage) -> String {
    let address = stage.board.http.address().trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("connected");
    let path = format!("/view/{}", stage.trust().election);
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Language: en\r\nConnection: close\r\n\r\n"
    )
    .expect("asked");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answered");
    answer
}

fn report(stage: &Stage) -> Report {
    let record = RecordFolder::new(stage.path("record"));
    let trust = stage.trust();
    record.fetch(&stage.board.http, &trust, &mut |_, _| {}).expect("fetched");
    let entries = std::fs::read(record.entries_path()).expect("entries");
    let checkpoint = std::fs::read_to_string(stage.path("record/checkpoint")).expect("checkpoint");
    let findings = verify(entries.as_slice(), &checkpoint, &trust, || SysRng, |_| {}).expect("read");
    Report::new(&findings, &trust)
}

#[test]
fn a_withheld_contest_is_said_to_be_so_for_few_ballots_or_for_a_rare_weight_and_never_for_the_other() {
    let stage = Stage::opened();
    // "some" has one ballot. "all" has three, enough, but only one of them has weight 3.
    stage.vote("A", &[("all", "yes"), ("some", "yes")]);
    stage.vote("C", &[("all", "yes")]);
    stage.vote("E", &[("all", "no")]);
    for name in ["ann", "bo"] {
        stage.alive(name).expect("alive");
    }
    stage.board.set_clock(CLOSING);
    stage.close().expect("closed");
    let answer = stage.result().expect("result");
    let because = |contest: usize| answer.facts["contests"][contest]["withheld_because"].clone();
    assert_eq!([because(0), because(1)], [json!("rare-weight"), json!("few-ballots")]);
    let again = stage.result().expect("announced already");
    for words in [answer.words, again.words, report(&stage).to_text()] {
        for expected in [
            "withheld: too few of those who share a weight have voted, and the totals could show how they did",
            "withheld: too few ballots to publish without revealing how someone voted",
        ] {
            assert_eq!(words.matches(expected).count(), 1, "{words}");
        }
    }
    let line = "ACCEPTED (finished): every check that applies has passed, the announced totals are those of the ballots, \
                2 contests withheld";
    assert_eq!(report(&stage).verdict_line(), line);
    let page = page(&stage);
    for expected in [line, "Enough people voted here, but so few of those", "So few people voted here that"] {
        assert_eq!(page.matches(expected).count(), 1, "{expected} in {page}");
    }
}

#[test]
fn whoever_opens_an_election_is_told_which_contests_few_people_could_withhold() {
    let stage = Stage::with_key();
    stage.issue("voter,weight,style\nA,1,both\nB,1,both\nC,3,one\nD,3,one\nE,1,one\n").expect("issued");
    stage.publish().expect("published");
    let words = stage.open().expect("opened").words;
    for expected in [
        "NOTE: contest all: 5 voters in 2 weights; the smallest class has weight 3.",
        "If some of them vote, but fewer than 2 of its 2 voters, the whole contest is withheld",
    ] {
        assert!(words.contains(expected), "{expected} in\n{words}");
    }
    assert!(!words.contains("contest some"), "all of its voters have one weight: {words}");
}

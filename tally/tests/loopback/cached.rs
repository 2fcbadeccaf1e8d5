//! A cache between trustee and board that keeps a checkpoint which it must not keep.

use super::stage::{CLOSING, OPENING, Stage};
use serde_json::json;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use tabella_client::HttpBoard;
use tabella_client::console::Outcome;
use tabella_tally::program::trustee::{self, Comparison, TallyComparison};

/// Passes everything on to the board, but answers for the current checkpoint with `note`, under the address that it
/// knows; a stubborn one under every address.
fn cache(stage: &Stage, note: String, is_stubborn: bool) -> HttpBoard {
    let board = stage.board.http.address().trim_start_matches("http://").to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("address"));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (board, note) = (board.clone(), note.clone());
            std::thread::spawn(move || serve(stream.expect("a client"), &board, &note, is_stubborn));
        }
    });
    HttpBoard::new(&address)
}

fn serve(mut client: TcpStream, board: &str, note: &str, is_stubborn: bool) {
    let mut first = vec![0; 16 << 10];
    let Ok(read) = client.read(&mut first) else { return };
    let request = String::from_utf8_lossy(&first[..read]).into_owned();
    let path = request.split(' ').nth(1).unwrap_or_default();
    let is_known = path.ends_with("/checkpoint") || is_stubborn && path.contains("/checkpoint?");
    if is_known {
        let head =
            format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{note}", note.len());
        client.write_all(head.as_bytes()).expect("sent");
        return;
    }
    let mut upstream = TcpStream::connect(board).expect("the board");
    let request = request.replacen("HTTP/1.1\r\n", "HTTP/1.1\r\nconnection: close\r\n", 1);
    upstream.write_all(request.as_bytes()).expect("passed on");
    let (mut rest, mut body) = (client.try_clone().expect("client"), upstream.try_clone().expect("board"));
    std::thread::spawn(move || std::io::copy(&mut rest, &mut body));
    let _ = std::io::copy(&mut upstream, &mut client);
    let _ = client.shutdown(Shutdown::Both);
}

/// The checkpoint that the board shows now.
fn note(stage: &Stage) -> String {
    let checkpoint = stage.board.http.checkpoint(&stage.trust().election);
    checkpoint.expect("checkpoint").as_str().to_owned()
}

fn decrypt(stage: &Stage, board: &HttpBoard) -> Outcome {
    let tally = stage.mirror().election().tally().expect("closed").tau;
    trustee::decrypt(&mut stage.source("ann"), board, &stage.trust(), false, TallyComparison::With(tally))
}

// TRU-02, TRU-08
#[test]
fn a_trustee_who_is_shown_an_older_state_asks_again_past_the_cache_before_saying_so() {
    let stage = Stage::new();
    stage.create().expect("created");
    let trust = stage.trust();
    for name in ["ann", "bo", "cy"] {
        stage.step(name).expect(name);
    }
    let old = note(&stage);
    let cached = cache(&stage, old.clone(), false);
    for _ in 0..2 {
        for name in ["ann", "bo", "cy"] {
            stage.step(name).expect(name);
        }
    }
    let compared = Comparison::With(trust.election);
    let step =
        trustee::ceremony(&mut stage.source("ann"), &cached, &trust, false, compared).expect("ceremony");
    assert_eq!(step.facts["finished"], json!(true));
    stage.issue("voter,weight,style\nA,1,both\nB,1,both\nC,1,both\n").expect("issued");
    stage.publish().expect("published");
    stage.open().expect("opened");
    stage.board.set_clock(OPENING);
    for (voter, choice) in [("A", "yes"), ("B", "no"), ("C", "yes")] {
        stage.vote(voter, &[("all", choice), ("some", choice)]);
    }
    trustee::alive(&mut stage.source("ann"), &cached, &trust).expect("alive");
    stage.alive("bo").expect("alive");
    stage.board.set_clock(CLOSING);
    stage.close().expect("closed");
    // What there is may really be an older state: then it says so, and blames no one.
    let failure = decrypt(&stage, &cache(&stage, old, true)).expect_err("an older state");
    assert!(failure.words().contains("shows an older state"), "{}", failure.words());
    assert_eq!(decrypt(&stage, &cached).expect("decrypted").facts["decrypted"], json!(true));
}

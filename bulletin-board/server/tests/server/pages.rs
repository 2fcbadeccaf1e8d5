//! The public pages, from the first entry to the result, read as a browser would.

mod all; // every page of every phase
mod election; // the page of an election
mod ballots; // the pages of ballots
mod results; // the result, on the page and as files
mod links; // where links lead
mod languages; // the language of a page
mod commands; // the commands that pages show
mod strangers; // what strangers write

use crate::board::{Answer, NAME, Place, TestBoard};
use crate::election::{CLOSING, OPENING, TestElection, key, manifest, party, texts};
use crate::html::{Element, Page};
use axum::body::Body;
use axum::http::Request;
use std::collections::BTreeSet;
use tabella_board::pages::{PublicUrl, Site};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::manifest::{Address, ClientFile, Manifest};
use tabella_crypto::readable::{self, Kind, show};
use tabella_crypto::text::{Paragraphs, Text};
use tabella_log::rulebook::accepted_line;

const LANGUAGES: [&str; 6] = ["en", "zh-Hans", "de", "fr", "es", "ar"];
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Asks as a browser does.
async fn visit(board: &TestBoard, path: &str, language: &str) -> Answer {
    let request = Request::get(path).header("accept", "text/html,*/*;q=0.8");
    board.send(request.header("accept-language", language).body(Body::empty()).unwrap()).await
}

/// A page that there is.
async fn page(board: &TestBoard, path: &str) -> Page {
    let answer = visit(board, path, "en").await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    Page::read(&answer.text)
}

/// Every page about an election, and those that there are not.
fn paths(election: &TestElection) -> Vec<(String, u16)> {
    let view = format!("/view/{}", election.id);
    let ballots = election.log.counted();
    let mut paths = vec![
        ("/".to_owned(), 200),
        (view.clone(), 200),
        (format!("{view}/ballots"), 200),
        (format!("{view}/ballots?tracker=tracker1"), 200),
        (format!("{view}/ballots?tracker={}", show(Kind::Trust, &[7; 32]).replace(' ', "")), 200),
        (format!("{view}/ballots?tracker={}", show(Kind::Tracker, &[7; 32]).replace(' ', "+")), 200),
        (format!("{view}/ballots/0"), 404),
        (format!("{view}/ballots/none"), 404),
        (format!("{view}/nothing"), 404),
        (format!("/view/{}", Hash::ZERO), 404),
        ("/view/short".to_owned(), 404),
        (format!("/vote/{}", election.id), 404),
        (format!("/vote/{}", Hash::ZERO), 404),
        ("/check".to_owned(), 404),
        (format!("/check/{}", election.id), 404),
        (format!("/audit/{}", election.id), 404),
        ("/web/booth.html".to_owned(), 404),
        ("/nothing".to_owned(), 404),
    ];
    if election.log.result().is_none() {
        paths.push((format!("{view}/results.csv"), 404));
        paths.push((format!("{view}/results.json"), 404));
    }
    if ballots > 0 {
        let latest = election.log.latest(key("ada").public()).unwrap();
        paths.push((format!("{view}/ballots/{}", latest.index), 200));
        let tracker = readable::tracker(&latest.tracker).replace(' ', "+");
        paths.push((format!("{view}/ballots?tracker={tracker}"), 200));
    }
    paths
}

/// An election that is played phase by phase; what is to be tested is tested in each.
struct Stage {
    place: Place,
    board: TestBoard,
    election: TestElection,
}

impl Stage {
    async fn new(change: impl FnOnce(&mut Manifest)) -> Stage {
        let place = Place::new(vec![*key("official").public()]);
        let board = place.start().await;
        let mut manifest = manifest(&board.key, "Playground");
        change(&mut manifest);
        let election = TestElection::found(&board, manifest).await;
        Stage { place, board, election }
    }

    async fn open(&mut self) {
        self.election.open(&self.board).await;
        self.place.set_clock(OPENING);
    }

    async fn vote(&mut self, voter: &str, choice: &str) {
        let ballot = self.election.ballot(voter, choice);
        self.election.append(&self.board, &ballot).await;
    }

    async fn close(&mut self) {
        for trustee in [1, 3] {
            let live = self.election.liveness(trustee);
            self.election.append(&self.board, &live).await;
        }
        self.place.set_clock(CLOSING);
        let close = self.election.close();
        self.election.append(&self.board, &close).await;
    }

    async fn count(&mut self) {
        if self.election.log.tally().unwrap().encrypted().next().is_some() {
            for trustee in [3, 2] {
                let share = self.election.decryption_share(trustee);
                self.election.append(&self.board, &share).await;
            }
        }
    }

    async fn announce(&mut self) {
        let (result, _) = self.election.result();
        self.election.append(&self.board, &result).await;
    }

    fn view(&self) -> String {
        format!("/view/{}", self.election.id)
    }
}

/// Plays a whole election, and shows it to `test` in every phase.
async fn in_every_phase(change: impl FnOnce(&mut Manifest), test: impl AsyncFn(&Stage, &str)) {
    let mut stage = Stage::new(change).await;
    test(&stage, "setup").await;
    stage.election.open(&stage.board).await;
    test(&stage, "waiting").await;
    stage.place.set_clock(OPENING);
    test(&stage, "open").await;
    for (voter, choice) in [("ada", "yes"), ("bob", "no"), ("ada", "blank")] {
        stage.vote(voter, choice).await;
    }
    test(&stage, "open").await;
    stage.place.set_clock(CLOSING);
    test(&stage, "over").await;
    stage.close().await;
    test(&stage, "closed").await;
    stage.count().await;
    test(&stage, "closed").await;
    stage.announce().await;
    test(&stage, "finished").await;
    stage.board.stop().await.unwrap();
}

/// What a voter reads on a board without a web client, whose address is known.
async fn page_without_client(stage: &Stage) -> Page {
    let site = Site { url: Some(PublicUrl::new("https://board.example/").unwrap()), ..Site::default() };
    let router = tabella_board::router::router(stage.board.board.clone(), site);
    let request = Request::get(format!("/vote/{}", stage.election.id)).body(Body::empty()).unwrap();
    let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
    assert_eq!(response.status(), 404);
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    Page::read(core::str::from_utf8(&bytes).unwrap())
}

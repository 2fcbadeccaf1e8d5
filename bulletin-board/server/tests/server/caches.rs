//! What a cache between the board and its readers may keep.

use crate::board::{NAME, Place};
use crate::election::{TestElection, key, manifest_statement};
use axum::http::{Method, StatusCode};
use std::fs;
use tabella_board::pages::{Site, WebClient};

const NOTHING: &str = "no-store";
const ASK_AGAIN: &str = "no-cache";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// A web client of three files.
fn site() -> Site {
    let folder = tempfile::tempdir().unwrap();
    for name in ["booth.html", "check.html", "audit.html"] {
        fs::write(folder.path().join(name), "page").unwrap();
    }
    Site { web_client: Some(WebClient::read(folder.path()).unwrap()), ..Site::default() }
}

// Report 1. Every route that `router.rs` and `pages.rs` list.
#[tokio::test]
async fn no_cache_keeps_what_changes_and_every_answer_says_so() {
    let place = Place::new(vec![*key("official").public()]);
    let board = place.start_with(NAME, site()).await.unwrap();
    let mut election = TestElection::create(&board, "Test").await;
    let commitment = election.commitment(1);
    election.append(&board, &commitment).await;
    let (log, view) = (format!("/elections/{}", election.id), format!("/view/{}", election.id));
    let on = |base: &str, rest: &str| format!("{base}{rest}");
    let gets = [
        ("/status".to_owned(), 200, NOTHING),
        ("/elections".into(), 200, NOTHING),
        (log.clone(), 200, NOTHING),
        (on(&log, "/entries"), 200, NOTHING),
        (on(&log, "/entries?from=0"), 200, NOTHING),
        (on(&log, "/entries?to=2"), 200, NOTHING),
        (on(&log, "/entries?from=0&to=2"), 200, FOR_EVER),
        (on(&log, "/entries?from=0&to=3"), 400, NOTHING),
        (on(&log, "/entries/1/receipt"), 200, NOTHING),
        (on(&log, "/entries/1/receipt?size=2"), 200, NOTHING),
        (on(&log, "/checkpoint"), 200, NOTHING),
        (on(&log, "/consistency?from=1"), 200, NOTHING),
        (on(&log, "/consistency?from=1&to=2"), 200, FOR_EVER),
        (on(&log, "/consistency?from=1&to=3"), 400, NOTHING),
        (on(&log, "/statements"), 405, NOTHING),
        ("/".into(), 200, NOTHING),
        (view.clone(), 200, NOTHING),
        (on(&view, "/ballots"), 200, NOTHING),
        (on(&view, "/ballots/0"), 404, NOTHING),
        (on(&view, "/results.csv"), 404, NOTHING),
        (on(&view, "/results.json"), 404, NOTHING),
        (format!("/vote/{}", election.id), 200, ASK_AGAIN),
        ("/check".into(), 308, NOTHING),
        ("/check/".into(), 200, ASK_AGAIN),
        (format!("/check/{}", election.id), 200, ASK_AGAIN),
        (format!("/audit/{}", election.id), 200, ASK_AGAIN),
        ("/web/booth.html".into(), 200, ASK_AGAIN),
        ("/web/none.js".into(), 404, NOTHING),
        ("/style.css".into(), 200, ASK_AGAIN),
        ("/nothing".into(), 404, NOTHING),
    ];
    for (path, status, expected) in gets {
        for method in [Method::GET, Method::HEAD] {
            let answer = board.ask(method, &path).await;
            let header = answer.headers.get("cache-control").map(|value| value.to_str().unwrap());
            assert_eq!((answer.status.as_u16(), header), (status, Some(expected)), "{path}");
        }
    }
    let posts = [
        board.create(&manifest_statement(&board.key, "Other")).await,
        board.append(&election.id, &commitment).await,
        board.append(&election.id, "x").await,
        board.ask(Method::DELETE, "/elections").await,
    ];
    let statuses =
        [StatusCode::CREATED, StatusCode::OK, StatusCode::BAD_REQUEST, StatusCode::METHOD_NOT_ALLOWED];
    for (answer, status) in posts.into_iter().zip(statuses) {
        assert_eq!((answer.status, &answer.headers["cache-control"]), (status, &NOTHING.parse().unwrap()));
    }
    board.stop().await.unwrap();
}

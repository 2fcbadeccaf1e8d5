//! The files of the built web client, as they are served.

use crate::board::{NAME, Place, TestBoard};
use crate::election::{TestElection, key};
use axum::body::Body;
use axum::http::Request;
use std::fs;
use tabella_board::pages::{Site, WebClient};

/// A folder with these files, read as `--web` does.
fn read(files: &[(&str, &str)]) -> Result<WebClient, String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    WebClient::read(folder.path()).map_err(|error| error.reason)
}

fn small() -> Site {
    let files = [
        ("booth.html", "booth"),
        ("check.html", "check"),
        ("audit.html", "audit"),
        ("worker.js", "worker"),
        ("tabella.wasm", "wasm"),
        ("tabella-check.html", "all in one"),
        ("SHA256SUMS", "sums"),
    ];
    Site { web_client: Some(read(&files).unwrap()), ..Site::default() }
}

async fn board() -> (Place, TestBoard) {
    let place = Place::new(vec![*key("official").public()]);
    let board = place.start_with(NAME, small()).await.unwrap();
    (place, board)
}

// SRV-15
#[tokio::test]
async fn the_web_client_is_served_byte_for_byte_under_a_policy_without_other_origins() {
    let (_place, board) = board().await;
    let election = TestElection::create(&board, "Test").await.id;
    let files = [
        (format!("/vote/{election}"), "text/html; charset=utf-8", "booth"),
        ("/check/".into(), "text/html; charset=utf-8", "check"),
        (format!("/check/{election}"), "text/html; charset=utf-8", "check"),
        (format!("/audit/{election}"), "text/html; charset=utf-8", "audit"),
        ("/web/booth.html".into(), "text/html; charset=utf-8", "booth"),
        ("/web/worker.js".into(), "text/javascript; charset=utf-8", "worker"),
        ("/web/tabella.wasm".into(), "application/wasm", "wasm"),
        ("/web/SHA256SUMS".into(), "text/plain; charset=utf-8", "sums"),
        ("/web/tabella-check.html".into(), "text/html; charset=utf-8", "all in one"),
    ];
    for (path, content_type, text) in files {
        let answer = board.get(&path).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, text), "{path}");
        assert_eq!(answer.headers["content-type"], content_type, "{path}");
        assert_eq!(answer.headers["cache-control"], "no-cache", "{path}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(answer.headers["referrer-policy"], "no-referrer", "{path}");
        assert_eq!(answer.headers["cross-origin-opener-policy"], "same-origin", "{path}");
        // A page from elsewhere compares the files in a browser, which must be allowed to read them.
        assert_eq!(answer.headers["access-control-allow-origin"], "*", "{path}");
        let camera = if path.starts_with("/check") { "camera=(self)," } else { "camera=()," };
        let permissions = answer.headers["permissions-policy"].to_str().unwrap();
        assert!(permissions.starts_with(camera), "{path}: {permissions}");
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        assert!(!policy.contains("http") && !policy.contains('*'), "{policy}");
        assert!(policy.contains("require-trusted-types-for 'script'"), "{policy}");
        let is_attachment = answer.headers.get("content-disposition").is_some();
        assert_eq!(is_attachment, path.ends_with("tabella-check.html"), "{path}");
    }
    board.stop().await.unwrap();
}

#[tokio::test]
async fn whoever_has_a_file_already_is_not_sent_it_again() {
    let (_place, board) = board().await;
    for path in ["/web/worker.js", "/style.css"] {
        let first = board.get(path).await;
        let etag = first.headers["etag"].to_str().unwrap();
        let ask = |known: String| Request::get(path).header("if-none-match", known).body(Body::empty());
        for known in [etag.to_owned(), format!("W/{etag}"), format!("\"other\", {etag}"), "*".into()] {
            let again = board.send(ask(known.clone()).unwrap()).await;
            assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""), "{known}");
            assert_eq!(again.headers["etag"], etag);
            assert!(again.headers.contains_key("content-security-policy"));
        }
        let other = board.send(ask("\"other\"".into()).unwrap()).await;
        assert_eq!((other.status.as_u16(), other.text), (200, first.text));
    }
    board.stop().await.unwrap();
}

#[tokio::test]
async fn the_check_page_is_one_path_deeper_than_its_short_address() {
    let (_place, board) = board().await;
    for (path, target) in [("/check", "check/"), ("/check?lang=fr", "check/?lang=fr")] {
        let answer = board.get(path).await;
        assert_eq!((answer.status.as_u16(), &answer.headers["location"]), (308, &target.parse().unwrap()));
    }
    board.stop().await.unwrap();
}

#[tokio::test]
async fn no_path_leads_out_of_the_web_client() {
    let (_place, board) = board().await;
    for path in ["/web/", "/web/none.js", "/web/..", "/web/%2e%2e%2fboard.sqlite", "/web/../board.sqlite"] {
        assert_eq!(board.get(path).await.status, 404, "{path}");
    }
    board.stop().await.unwrap();
}

#[test]
fn a_folder_that_is_no_web_client_is_refused_with_the_reason() {
    let booth = ("booth.html", "booth");
    let check = |files: &[(&str, &str)], reason: &str| {
        let refused = read(files).err().expect("accepted");
        assert!(refused.contains(reason) && refused.contains("scripts/build-web"), "{refused}");
    };
    check(&[], "there is no booth.html");
    check(&[("check.html", "check")], "there is no booth.html");
    for name in ["official.key", ".env", "board.sqlite", "a b.html", "notes.md"] {
        check(&[booth, (name, "secret")], name);
    }
    let folder = tempfile::tempdir().unwrap();
    let refused = |folder: &std::path::Path| WebClient::read(folder).err().expect("accepted").reason;
    assert!(refused(&folder.path().join("none")).contains("reading the web client in"));
    fs::write(folder.path().join("booth.html"), "booth").unwrap();
    fs::create_dir(folder.path().join("more.js")).unwrap();
    assert!(refused(folder.path()).contains("more.js"));
}

//! The commands that pages show.

use super::*;

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

#[test]
fn an_address_in_a_command_holds_nothing_that_a_shell_obeys() {
    for good in [
        "https://board.example",
        "http://127.0.0.1:8080",
        "http://[::1]:80",
        "https://b.example/a/b",
        "https://city.example/vote",
        "https://city.example/elections",
    ] {
        assert!(PublicUrl::new(good).is_ok(), "{good}");
    }
    for bad in [
        "",
        "board.example",
        "ftp://b.example",
        "https://",
        "https://b;rm",
        "https://b`x`",
        "https://b$(x)",
        "https://b c",
        "https://b&c",
        "https://b|c",
        "https://b'c",
        "javascript://b",
        "https://b<c>",
        "https://ä",
        "https://b.example/check",
        "https://b.example/view/x",
    ] {
        assert!(PublicUrl::new(bad).is_err(), "{bad}");
    }
}

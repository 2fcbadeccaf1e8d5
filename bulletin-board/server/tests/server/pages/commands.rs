//! The commands that pages show.

use super::*;

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

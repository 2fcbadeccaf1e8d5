//! Redirects: which of them a reader follows.

use ureq::Body;
use ureq::http::{Response, Uri};

/// The place to which an answer sends the caller.
pub(super) fn redirect(response: &Response<Body>) -> Option<&str> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    response.headers().get("location").map(|target| target.to_str().unwrap_or_default())
}

/// The address that a redirect leads to, if it is of the same host; from `https` there is no way to `http`.
pub(super) fn followed(url: &str, target: &str) -> Option<String> {
    let old: Uri = url.parse().ok()?;
    if target.starts_with('/') && !target.starts_with("//") {
        return Some(format!("{}://{}{target}", old.scheme_str()?, old.authority()?));
    }
    let new: Uri = target.parse().ok()?;
    let same_host = new.host()?.eq_ignore_ascii_case(old.host()?);
    // What stands before an @ is a name for the server and makes one host look like another.
    let is_plain = !new.authority()?.as_str().contains('@');
    let is_allowed = match (old.scheme_str()?, new.scheme_str()?) {
        ("http", "https") => true,
        ("http", "http") => port(&old, 80) == port(&new, 80),
        ("https", "https") => port(&old, 443) == port(&new, 443),
        _ => false,
    };
    (same_host && is_plain && is_allowed).then(|| target.to_owned())
}

fn port(address: &Uri, usual: u16) -> u16 {
    address.port_u16().unwrap_or(usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_are_followed_on_one_host_and_never_from_https_to_http() {
        let check = |url: &str, target: &str, expected: Option<&str>| {
            assert_eq!(followed(url, target).as_deref(), expected, "{url} {target}");
        };
        let board = "http://board.example/status";
        check(board, "https://board.example/status", Some("https://board.example/status"));
        check("http://board.example:80/x", "https://board.example/x", Some("https://board.example/x"));
        check(board, "/voting/status", Some("http://board.example/voting/status"));
        check(board, "http://BOARD.example/s", Some("http://BOARD.example/s"));
        check(board, "https://other.example/status", None);
        check(board, "https://board.example.evil/status", None);
        check(board, "https://board.example@evil/status", None);
        check(board, "//evil/status", None);
        check(board, "http://board.example:8080/status", None);
        check("https://board.example/status", "http://board.example/status", None);
        check(board, "", None);
        check(
            "http://board.example:8080/s",
            "https://board.example:8443/s",
            Some("https://board.example:8443/s"),
        );
        check("https://board.example/s", "https://board.example:443/s", Some("https://board.example:443/s"));
        check("https://board.example/s", "https://board.example:444/s", None);
        check("https://board.example/s", "https://board.example@board.example/s", None);
        check("http://[::1]:8080/s", "https://[::1]/s", Some("https://[::1]/s"));
        check("http://[::1]:8080/s", "https://[::2]/s", None);
        check("ftp://board.example/s", "ftp://board.example/s", None);
    }

    #[test]
    fn the_last_number_of_an_address_is_no_port() {
        for target in ["https://10.0.0.25/s", "https://10.0.0.2/s", "https://10.0.0./s", "https://10.0.0/s"] {
            assert_eq!(followed("http://10.0.0.1/s", target), None, "{target}");
        }
        assert_eq!(
            followed("http://10.0.0.1/s", "https://10.0.0.1/s").as_deref(),
            Some("https://10.0.0.1/s")
        );
        assert_eq!(followed("http://board2/s", "https://board1/s"), None);
    }
}

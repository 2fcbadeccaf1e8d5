//! Addresses of boards, as people type or paste them.

use tabella_crypto::carried;

/// What begins the paths of a board's pages.
const PAGES: [&str; 5] = ["/vote/", "/view/", "/check/", "/audit/", "/elections/"];

/// The address of a board: its own, or that of one of its pages, such as a voter's link. The marks around it in a mail do
/// not matter.
///
/// # Errors
/// It is none, in words for people that repeat nothing of it: it may be a voting code, or hold one.
pub fn board_address(typed: &str) -> Result<String, String> {
    let plain: String = typed.chars().filter(|c| !carried::is_blank(*c)).collect();
    let plain = plain.split(['#', '?']).next().unwrap_or_default();
    let is_mark = |c: char| !c.is_alphanumeric() && !matches!(c, '/' | '[' | ']' | '-' | '_' | '~');
    let plain = plain.trim_matches(is_mark);
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| plain.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    let Some(scheme) = scheme else {
        return Err(
            "this is not the address of a board, which begins with https:// as in https://board.example"
                .into(),
        );
    };
    let rest = &plain[scheme.len()..];
    let end = PAGES.iter().filter_map(|page| rest.find(page)).min().unwrap_or(rest.len());
    match rest[..end].trim_end_matches('/') {
        "" => Err(format!("there is no name of a board behind {scheme}")),
        board => Ok(format!("{scheme}{board}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_is_found_by_its_address_and_by_that_of_each_of_its_pages() {
        let board = "https://board.example";
        let election = "TRSQmFqimU_vkZ4K_NLGK4_XIxo0zKMn9IHd6RSV_Qc";
        for typed in [
            board.to_owned(),
            format!("{board}/"),
            format!(" <{board}>.\n"),
            format!("\u{feff}“{board}”,"),
            format!("{board}/view/{election}"),
            format!("{board}/vote/{election}#code=9mfulf8ymm0x&trust=trust1g4dd"),
            format!("{board}/elections/{election}/checkpoint"),
            "HTTPS://board.example".into(),
        ] {
            assert_eq!(board_address(&typed).as_deref(), Ok(board), "{typed}");
        }
        assert_eq!(board_address("http://127.0.0.1:8080/").as_deref(), Ok("http://127.0.0.1:8080"));
        assert_eq!(board_address("http://[::1]:8080").as_deref(), Ok("http://[::1]:8080"));
        let below = format!("{board}/voting/view/{election}");
        assert_eq!(board_address(&below).as_deref(), Ok("https://board.example/voting"));
    }

    #[test]
    fn what_is_no_address_is_refused_without_repeating_a_code() {
        for typed in [
            "board.example",
            "",
            "ftp://board.example",
            "vote/x#code=9mfulf8ymm0x",
            "9mfu lf8y mm0x",
            "9mfulf8ymm0x",
        ] {
            let error = board_address(typed).expect_err(typed);
            assert!(error.contains("begins with https://") && !error.contains("9mfu"), "{error}");
        }
        assert!(board_address("https:///").is_err());
    }
}

//! Addresses of boards, as people type or paste them.

use tabella_crypto::carried;

/// The pages of a board: the part of a path behind which an election id or a file is named. The web client has the
/// same table (`voter-client/web/kit/link.ts`).
const PAGES: [&str; 6] = ["vote", "view", "check", "audit", "elections", "web"];

/// The one page that has an address without an election.
const SHORT_PAGE: &str = "check";

/// Length of an election id in base64url.
const ELECTION_LENGTH: usize = 43;

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
    match rest[..page_in(rest).unwrap_or(rest.len())].trim_end_matches('/') {
        "" => Err(format!("there is no name of a board behind {scheme}")),
        board => Ok(format!("{scheme}{board}")),
    }
}

/// The place at which the path of a page begins, in what follows the scheme of its address; none in the address of a board.
///
/// A board may be under a path that is called like a page, such as `/vote`: the last page behind which an election id is
/// named is the one that is meant, else the last behind which anything is named.
pub fn page_in(rest: &str) -> Option<usize> {
    let last = |names: fn(&str) -> bool| {
        let mut begins = rest.match_indices('/').map(|(at, _)| at).filter(|at| {
            let mut parts = rest[at + 1..].split('/');
            parts.next().is_some_and(|page| PAGES.contains(&page)) && parts.next().is_some_and(names)
        });
        begins.next_back()
    };
    let short = || rest.trim_end_matches('/').strip_suffix(SHORT_PAGE)?.strip_suffix('/').map(str::len);
    last(names_election).or_else(short).or_else(|| last(|part| !part.is_empty()))
}

fn names_election(part: &str) -> bool {
    let id = part.split(['?', '#']).next().unwrap_or_default();
    id.len() == ELECTION_LENGTH && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
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
    }

    #[test]
    fn a_board_under_a_path_is_found_even_where_the_path_is_called_like_a_page() {
        let election = "TRSQmFqimU_vkZ4K_NLGK4_XIxo0zKMn9IHd6RSV_Qc";
        for path in ["", "/voting", "/vote", "/elections", "/vote/elections", "/check/vote"] {
            let board = format!("https://city.example{path}");
            for page in PAGES {
                let rest = format!("{page}/{election}");
                assert_eq!(
                    board_address(&format!("{board}/{rest}#code=x")).as_ref(),
                    Ok(&board),
                    "{path} {page}"
                );
            }
            for page in [
                "check",
                "check/",
                "view/short",
                "web/tabella-check.html",
                &format!("elections/{election}/entries/7/receipt"),
                &format!("view/{election}/ballots/7"),
            ] {
                assert_eq!(board_address(&format!("{board}/{page}")).as_ref(), Ok(&board), "{path} {page}");
            }
        }
        for board in ["https://city.example/vote", "https://city.example/elections", "https://vote/voting"] {
            assert_eq!(board_address(board).as_deref(), Ok(board));
            assert_eq!(board_address(&format!("{board}/")).as_deref(), Ok(board));
        }
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

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

/// What is wrong with a command line, without the values in it: one of them may be a voting code, or a link with one.
#[cfg(feature = "command-line")]
pub fn without_values(mut error: clap::Error) -> clap::Error {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    let is_name = |text: &str| {
        text.strip_prefix('-').is_some_and(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
    };
    for kind in [ContextKind::InvalidValue, ContextKind::InvalidSubcommand, ContextKind::InvalidArg] {
        let is_value = match error.get(kind) {
            // The name of an argument, but for one that nobody knows.
            _ if kind == ContextKind::InvalidArg && error.kind() != ErrorKind::UnknownArgument => false,
            Some(ContextValue::String(text)) => !text.is_empty() && !is_name(text),
            _ => false,
        };
        if is_value {
            error.insert(kind, ContextValue::String("\u{2026}".into()));
            error.remove(ContextKind::Suggested);
        }
    }
    error
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

    #[cfg(feature = "command-line")]
    #[test]
    fn what_was_typed_is_not_repeated_where_a_command_line_is_wrong() {
        use clap::{Arg, Command};
        let said = |given: &[&str]| {
            let board = Arg::new("board").long("board").value_parser(board_address);
            let count = Arg::new("count").long("count").value_parser(["one", "two"]);
            let vote = Command::new("vote").args([board, count]);
            let command = Command::new("tabella").subcommand_required(true).subcommand(vote);
            let error = command.try_get_matches_from([&["tabella"], given].concat()).expect_err("wrong");
            without_values(error).render().to_string()
        };
        let code = "9mfulf8ymm0x";
        let link = format!("board.example/vote/x#code={code}");
        let link = link.as_str();
        for (given, expected) in [
            (&["vote", "--board", link][..], "for '--board <board>': this is not the address of a board"),
            (&["vote", "--board", code], "for '--board <board>': this is not the address of a board"),
            (&["vote", "--count", link], "[possible values: one, two]"),
            (&["vote", link], "unexpected argument '\u{2026}' found"),
            (&["vote", code], "unexpected argument '\u{2026}' found"),
            (&["vote", &format!("--code={code}")], "unexpected argument '--code' found"),
            (&["vote", &format!("--{link}")], "unexpected argument"),
            (&["vote", &format!("-{code}")], "unexpected argument"),
            (&[link], "unrecognized subcommand '\u{2026}'"),
            (&["vote", "--bord", "x"], "unexpected argument '--bord' found"),
            (&["vote", "--board"], "a value is required for '--board <board>'"),
        ] {
            let said = said(given);
            assert!(said.contains(expected) && !said.contains("9mfu"), "{given:?}: {said}");
        }
    }
}

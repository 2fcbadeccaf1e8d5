//! Command lines: what is wrong with one, and what the help says of exit codes and JSON.

/// The rule for exit codes and JSON, for the help of every program.
pub const EXIT_CODES: &str = "\
Exit code: 0 on success; 1 when a check says no (the ids are printed; docs/specification.md describes
them); 2 on wrong use, on a failing machine, or when there is no verdict.

With --json, one JSON object on one line of standard output. Keys of every answer: `command`; `error`,
null on success; `exit`, the exit code; `refused_by`, the ids of the checks that say no. A command adds
its own keys; those that it could not find out are missing.";

/// Removes the values from an error about a command line: one of them may be a voting code, or a link with one.
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
    use tabella_log::address::board_address;

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

//! Questions that a person must answer with the word yes.

use std::io::{BufRead as _, IsTerminal as _, Write as _};
use tabella_client::console::Failure;

/// A person is asked, or has said yes beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// Show and ask.
    Ask,
    /// Show, and go on: `--yes`.
    Given,
}

impl Consent {
    /// Consent beforehand if `yes`.
    pub fn of(yes: bool) -> Consent {
        if yes { Consent::Given } else { Consent::Ask }
    }
}

/// Shows what a question is about, and asks it. Returns true if the answer is yes.
///
/// # Errors
/// There is no terminal to ask at: `alone` says what to do then; or the answer cannot be read.
pub fn is_yes(words: &str, question: &str, alone: &str) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::failed(alone));
    }
    eprint!("{words}\n\n{question} Type yes to go on: ");
    let mut answer = String::new();
    let read = std::io::stderr().flush().and_then(|()| std::io::stdin().lock().read_line(&mut answer));
    read.map_err(|error| Failure::failed(format!("cannot read the answer: {error}")))?;
    Ok(answer.trim() == "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_terminal_no_one_is_taken_to_have_said_yes() {
        if !std::io::stdin().is_terminal() {
            let failure = is_yes("words", "Sure?", "run this in a terminal").expect_err("no terminal");
            assert_eq!((failure.exit_code(), failure.to_string().as_str()), (2, "run this in a terminal"));
        }
    }
}

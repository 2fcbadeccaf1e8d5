//! What a command says: sentences for people, one JSON object for programs, and an exit code.

use crate::words::say;
use core::fmt;
use serde_json::{Map, Value};
use std::process::ExitCode;
use tabella_client::ClientError;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::election::ballot::SelectionError;
use tabella_crypto::error::{DecodeError, InputError};
use tabella_crypto::rejection::Rejection;
use tabella_vote::session::NotAdmitted;

/// A check that refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) check: Check,
    pub(crate) reason: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.check, self.reason)
    }
}

impl From<&Rejection> for Finding {
    fn from(rejection: &Rejection) -> Finding {
        Finding { check: rejection.check, reason: rejection.reason.clone() }
    }
}

/// A negative verdict that ends a command.
#[derive(Debug)]
pub(crate) struct Negative(pub(crate) Vec<Rejection>);

impl fmt::Display for Negative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let findings: Vec<String> =
            self.0.iter().map(|rejection| Finding::from(rejection).to_string()).collect();
        f.write_str(&findings.join("; "))
    }
}

impl std::error::Error for Negative {}

/// What a command found out.
pub(crate) struct Answer {
    pub(crate) details: Map<String, Value>,
    pub(crate) sentences: Vec<String>,
    pub(crate) findings: Vec<Finding>,
    /// Why there is no verdict, if so: what was asked cannot be told from what was shown.
    pub(crate) unsettled: Option<String>,
}

impl Answer {
    /// An answer with the JSON object and the sentences of its command, in which nothing was refused.
    pub(crate) fn new(details: Value, sentences: Vec<String>) -> Answer {
        let details = if let Value::Object(details) = details { details } else { Map::new() };
        Answer { details, sentences, findings: vec![], unsettled: None }
    }

    /// The answer with what was refused: anything makes the verdict negative.
    pub(crate) fn with(self, findings: Vec<Finding>) -> Answer {
        Answer { findings, ..self }
    }
}

/// Accepted, rejected or failed, with what was refused.
pub(crate) fn classify(error: &anyhow::Error) -> (Verdict, Vec<Finding>) {
    if let Some(Negative(rejections)) = error.downcast_ref() {
        return (Verdict::Rejected, rejections.iter().map(Finding::from).collect());
    }
    if let Some(not_admitted) = error.downcast_ref::<NotAdmitted>() {
        let finding = Finding { check: not_admitted.check(), reason: not_admitted.to_string() };
        return (Verdict::Rejected, vec![finding]);
    }
    if let Some(mistyped) = error.downcast_ref::<InputError>() {
        let finding = Finding { check: mistyped.check, reason: mistyped.reason.clone() };
        return (Verdict::Rejected, vec![finding]);
    }
    if let Some(wrong) = error.downcast_ref::<DecodeError>() {
        let finding = Finding { check: wrong.check, reason: wrong.reason.clone() };
        return (Verdict::Rejected, vec![finding]);
    }
    match error.downcast_ref::<ClientError>() {
        Some(ClientError::Rejected(rejections)) => {
            (Verdict::Rejected, rejections.iter().map(Finding::from).collect())
        }
        // A board that is busy or slow has said nothing about the statement.
        Some(busy) if busy.is_passing() => (Verdict::Failed, vec![]),
        Some(ClientError::Refused { check: Some(check), detail, .. }) => {
            (Verdict::Rejected, vec![Finding { check: *check, reason: detail.clone() }])
        }
        _ => (Verdict::Failed, vec![]),
    }
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Accepted,
    Rejected,
    Failed,
}

impl Verdict {
    fn exit_code(self) -> u8 {
        match self {
            Verdict::Accepted => 0,
            Verdict::Rejected => 1,
            Verdict::Failed => 2,
        }
    }
}

/// Prints what a command said; its exit code.
pub(crate) fn print(command: &str, answer: anyhow::Result<Answer>, as_json: bool) -> ExitCode {
    let (verdict, findings, error, details, sentences) = match answer {
        Ok(Answer { details, sentences, findings, unsettled }) if findings.is_empty() => {
            let verdict = if unsettled.is_some() { Verdict::Failed } else { Verdict::Accepted };
            (verdict, findings, unsettled, details, sentences)
        }
        Ok(Answer { details, sentences, findings, .. }) => {
            let reasons: Vec<String> = findings.iter().map(Finding::to_string).collect();
            (Verdict::Rejected, findings, Some(reasons.join("\n")), details, sentences)
        }
        Err(error) => {
            let (verdict, findings) = classify(&error);
            (verdict, findings, Some(in_words(&error)), Map::new(), vec![])
        }
    };
    if as_json {
        let mut object = details;
        object.insert("checks".into(), ids(&findings).into());
        object.insert("command".into(), command.into());
        object.insert("error".into(), error.into());
        object.insert("exit".into(), verdict.exit_code().into());
        println!("{}", Value::Object(object));
    } else {
        sentences.iter().for_each(|sentence| println!("{}", visible(sentence)));
        error.iter().for_each(|error| eprintln!("tabella-vote: {}", visible(error)));
    }
    ExitCode::from(verdict.exit_code())
}

/// A fact and its name, on a line of its own.
pub(crate) fn line(label: &str, fact: impl fmt::Display) -> String {
    format!("  {label:<12}  {fact}")
}

/// An error with what led to it, in the language of this process where it has words for it.
pub(crate) fn in_words(error: &anyhow::Error) -> String {
    let causes: Vec<String> = error.chain().map(cause).collect();
    causes.join(": ")
}

fn cause(error: &(dyn std::error::Error + 'static)) -> String {
    if let Some(not_admitted) = error.downcast_ref::<NotAdmitted>() {
        return match not_admitted {
            NotAdmitted::NotInRoll => say!("error-not-in-roll"),
            NotAdmitted::NotOpen(phase) => match phase.name() {
                "setup" => say!("error-not-begun"),
                "void" => say!("error-void"),
                _ => say!("error-over"),
            },
            NotAdmitted::NotVerified | NotAdmitted::AnotherLog => not_admitted.to_string(),
        };
    }
    if let Some(words) = error.downcast_ref::<ClientError>().and_then(of_board) {
        return words;
    }
    match error.downcast_ref::<SelectionError>() {
        Some(SelectionError::UnknownContest(contest)) => {
            say!("error-unknown-contest", contest = format!("{contest:?}"))
        }
        Some(SelectionError::UnknownOption { contest, option }) => {
            say!("error-unknown-option", contest = format!("{contest:?}"), option = format!("{option:?}"))
        }
        Some(SelectionError::Twice { contest }) => {
            say!("error-option-twice", contest = format!("{contest:?}"))
        }
        // What else there is comes from checks and machines, and is the same in all languages.
        _ => error.downcast_ref::<InputError>().and_then(mistyped).unwrap_or_else(|| error.to_string()),
    }
}

/// (ROL-07, RCP-13) The words for a value that someone mistyped.
fn mistyped(error: &InputError) -> Option<String> {
    match error.check {
        checks::ROL_07 => Some(say!("error-code")),
        checks::RCP_13 => Some(say!("error-typing")),
        _ => None,
    }
}

/// (SRV-08) Whether the board wants somebody who has cast several ballots to wait: this one is in no log.
pub(crate) fn is_too_soon(error: &ClientError) -> bool {
    matches!(error, ClientError::Refused { status: 429, check: Some(checks::SRV_08), .. })
}

/// A board that cannot be asked, wants the voter to wait (SRV-08), or refuses.
fn of_board(error: &ClientError) -> Option<String> {
    match error {
        ClientError::Unavailable(detail) => Some(say!("error-no-answer", detail = detail)),
        ClientError::Refused { retry_after, .. } if is_too_soon(error) => {
            Some(say!("error-too-soon", seconds = retry_after.unwrap_or(LONGEST_WAIT_SECONDS)))
        }
        ClientError::Refused { status: 408 | 503, check: Some(checks::SRV_08), .. } => {
            Some(say!("error-busy"))
        }
        ClientError::Refused { status, detail, .. } => {
            Some(say!("error-refused", status = status, detail = detail))
        }
        ClientError::Rejected(_) => None,
    }
}

/// A board that does not say how long to wait lets nobody wait for longer.
const LONGEST_WAIT_SECONDS: u64 = 60;

/// The ids of the checks that refused, each once.
pub(crate) fn ids(findings: &[Finding]) -> Vec<&'static str> {
    let mut ids = vec![];
    for finding in findings {
        if !ids.contains(&finding.check.id()) {
            ids.push(finding.check.id());
        }
    }
    ids
}

/// The text without characters that steer a terminal: a board's words are among it.
pub(crate) fn visible(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if steers(c) { '\u{FFFD}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context as _;
    use tabella_crypto::checks;
    use tabella_crypto::rejection::Culprit;

    fn check(error: impl Into<anyhow::Error>, verdict: Verdict, ids: &[&str]) {
        let error: anyhow::Error = Err::<(), _>(error.into()).context("while voting").expect_err("error");
        let (found, findings) = classify(&error);
        assert_eq!(found, verdict, "{error:#}");
        assert_eq!(super::ids(&findings), ids);
    }

    #[test]
    fn a_check_that_refuses_exits_with_1_and_a_failing_machine_with_2() {
        let rejection = Rejection::new(checks::RCP_02, Culprit::Board, "another statement");
        let refused = |status, check: Option<Check>| ClientError::Refused {
            status,
            check,
            detail: "no".into(),
            retry_after: None,
        };
        check(Negative(vec![rejection.clone()]), Verdict::Rejected, &["RCP-02"]);
        check(ClientError::from(rejection), Verdict::Rejected, &["RCP-02"]);
        check(refused(422, Some(checks::BAL_04)), Verdict::Rejected, &["BAL-04"]);
        check(NotAdmitted::NotInRoll, Verdict::Rejected, &["ROL-07"]);
        check(InputError::new(checks::ROL_07, "typing error"), Verdict::Rejected, &["ROL-07"]);
        check(refused(404, None), Verdict::Failed, &[]);
        check(refused(408, Some(checks::SRV_08)), Verdict::Failed, &[]);
        check(refused(429, Some(checks::SRV_08)), Verdict::Failed, &[]);
        check(ClientError::Unavailable("no route".into()), Verdict::Failed, &[]);
        check(anyhow::anyhow!("disk full"), Verdict::Failed, &[]);
    }

    #[test]
    fn a_board_that_asks_to_wait_is_told_in_words_of_this_program() {
        let said = |status, check: Option<Check>, retry_after| {
            in_words(&ClientError::Refused { status, check, detail: "no".into(), retry_after }.into())
        };
        for (retry_after, seconds) in [(Some(47), "in 47 seconds"), (None, "in 60 seconds")] {
            let words = said(429, Some(checks::SRV_08), retry_after);
            assert!(words.contains("this ballot is not in the log") && words.contains(seconds), "{words}");
        }
        for status in [408, 503] {
            let words = said(status, Some(checks::SRV_08), None);
            assert!(words.starts_with("the board is busy"), "{words}");
        }
        // What a proxy or another check says is no news about the ballot.
        for (status, check) in [(429, None), (503, Some(checks::SRV_12)), (413, Some(checks::SRV_08))] {
            let words = said(status, check, Some(3));
            assert!(words.contains(&status.to_string()) && words.contains("no"), "{words}");
        }
    }

    #[test]
    fn a_board_cannot_steer_the_terminal() {
        assert_eq!(visible("a\u{1b}[2Jb\u{202E}c\nd\u{9b}"), "a\u{FFFD}[2Jb\u{FFFD}c\nd\u{FFFD}");
    }
}

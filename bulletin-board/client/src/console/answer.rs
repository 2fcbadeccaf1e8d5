//! The end of a command: words for people, one JSON object for programs, and an exit code.

use super::files::FileError;
use super::typed::{Mistyped, TrustFileError};
use crate::ClientError;
use core::fmt::Display;
use serde_json::{Map, Value};
use std::io::Write as _;
use std::process::ExitCode;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::error::DecodeError;
use tabella_crypto::rejection::Rejection;

/// The answer of a command: what it found out or did.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The command's own keys, for programs.
    pub facts: Map<String, Value>,
    /// For people, in their language: one line or several.
    pub words: String,
    /// The reason why the command does not exit with 0 although it has an answer: a check says no, or what was asked
    /// cannot be told.
    pub failure: Option<Failure>,
}

impl Answer {
    /// A positive answer; `facts` is an object.
    pub fn new(facts: Value, words: impl Into<String>) -> Answer {
        let facts = if let Value::Object(facts) = facts { facts } else { Map::new() };
        Answer { facts, words: words.into(), failure: None }
    }

    /// The same answer, with a reason why it is not a positive one.
    #[must_use]
    pub fn but(self, failure: Failure) -> Answer {
        Answer { failure: Some(failure), ..self }
    }
}

/// The reason why a command does not exit with 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// A check says no: exit code 1.
    #[error("{reason}")]
    Refused {
        /// The checks, each once.
        checks: Vec<Check>,
        /// The fault, and what to do.
        reason: String,
    },
    /// Wrong use, a failing machine, or no verdict: exit code 2.
    #[error("{0}")]
    Failed(String),
}

/// How every command ends.
pub type Outcome = Result<Answer, Failure>;

impl Failure {
    /// A refusal by one check.
    pub fn refused(check: Check, reason: impl Into<String>) -> Failure {
        Failure::Refused { checks: vec![check], reason: reason.into() }
    }

    /// Wrong use, a failing machine, or no verdict.
    pub fn failed(reason: impl Into<String>) -> Failure {
        Failure::Failed(reason.into())
    }

    /// A refusal by these checks, or a failure where there are none.
    pub fn by(checks: impl IntoIterator<Item = Check>, reason: impl Into<String>) -> Failure {
        let mut each_once = vec![];
        for check in checks {
            if !each_once.contains(&check) {
                each_once.push(check);
            }
        }
        if each_once.is_empty() {
            return Failure::failed(reason);
        }
        Failure::Refused { checks: each_once, reason: reason.into() }
    }

    /// The exit code of the program.
    pub fn exit_code(&self) -> u8 {
        match self {
            Failure::Refused { .. } => 1,
            Failure::Failed(_) => 2,
        }
    }

    /// The checks that say no.
    pub fn checks(&self) -> &[Check] {
        match self {
            Failure::Refused { checks, .. } => checks,
            Failure::Failed(_) => &[],
        }
    }

    /// Returns true if this check is among those that say no.
    pub fn is_by(&self, check: Check) -> bool {
        self.checks().contains(&check)
    }

    /// Returns true if nothing but the cosignatures of witnesses is missing.
    pub fn lacks_witnesses(&self) -> bool {
        self.checks() == [checks::LOG_05]
    }

    /// The same refusal, made on the authority of one more check, and introduced by words.
    #[must_use]
    pub fn because(self, check: Check, words: &str) -> Failure {
        match self {
            Failure::Refused { mut checks, reason } => {
                checks.insert(0, check);
                Failure::Refused { checks, reason: format!("{words}\n{reason}") }
            }
            failed @ Failure::Failed(_) => failed,
        }
    }

    /// The same end, introduced by what was being done.
    #[must_use]
    pub fn context(self, doing: impl Display) -> Failure {
        match self {
            Failure::Refused { checks, reason } => {
                Failure::Refused { checks, reason: format!("{doing}: {reason}") }
            }
            Failure::Failed(reason) => Failure::Failed(format!("{doing}: {reason}")),
        }
    }

    /// For people: the reason, and the ids of the checks that it does not name itself.
    pub fn words(&self) -> String {
        let reason = self.to_string();
        let unnamed: Vec<&str> =
            self.checks().iter().map(|check| check.id()).filter(|id| !reason.contains(id)).collect();
        if unnamed.is_empty() { reason } else { format!("{reason} ({})", unnamed.join(", ")) }
    }
}

impl From<Vec<Rejection>> for Failure {
    fn from(rejections: Vec<Rejection>) -> Failure {
        let reasons: Vec<String> = rejections.iter().map(ToString::to_string).collect();
        Failure::by(rejections.iter().map(|rejection| rejection.check), join_limited(&reasons))
    }
}

impl From<Rejection> for Failure {
    fn from(rejection: Rejection) -> Failure {
        vec![rejection].into()
    }
}

impl From<DecodeError> for Failure {
    fn from(error: DecodeError) -> Failure {
        Failure::refused(error.check, error.to_string())
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Failure {
        Failure::failed(error.to_string())
    }
}

/// A wrong file is wrong use: no check has said anything about the election.
impl From<TrustFileError> for Failure {
    fn from(error: TrustFileError) -> Failure {
        Failure::failed(error.to_string())
    }
}

/// What was mistyped is wrong use: no check has said anything about the election.
impl From<Mistyped> for Failure {
    fn from(mistyped: Mistyped) -> Failure {
        Failure::failed(mistyped.to_string())
    }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Failure {
        match error {
            ClientError::Rejected(rejections) => rejections.into(),
            error if error.is_passing() => {
                Failure::failed(format!("{error}: try again; doing this twice is safe"))
            }
            ClientError::Refused { check: Some(check), detail, .. } => {
                Failure::refused(check, format!("the board refused, by check {check}: {detail}"))
            }
            ClientError::Refused { status: 404, detail, .. } => Failure::failed(format!(
                "the board does not know what was asked for ({detail}): \
                 check the address, and that the trust file is for an election on this board"
            )),
            error => Failure::failed(error.to_string()),
        }
    }
}

/// Says what was being done when an error is a failure: wrong use or a failing machine, whatever its type.
pub trait OrFail<T> {
    /// The value, or a failure of `doing`.
    ///
    /// # Errors
    /// [`Failure::Failed`] instead of the error.
    fn or_fail(self, doing: impl Display) -> Result<T, Failure>;
}

impl<T, E: Display> OrFail<T> for Result<T, E> {
    fn or_fail(self, doing: impl Display) -> Result<T, Failure> {
        self.map_err(|error| Failure::failed(format!("{doing}: {error}")))
    }
}

/// Most lines of one message.
const LINES: usize = 20;

/// Reasons on lines of their own, not too many.
pub fn join_limited(reasons: &[String]) -> String {
    let mut lines: Vec<&str> = reasons.iter().take(LINES).map(String::as_str).collect();
    let more = format!("and {} more", reasons.len().saturating_sub(LINES));
    if reasons.len() > LINES {
        lines.push(&more);
    }
    lines.join("\n")
}

/// Text without characters that steer a terminal: words of a board or of a file are among it.
pub fn printable(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if steers(c) { '\u{FFFD}' } else { c }).collect()
}

/// Tells on standard error that a board redirects to another address: for [`HttpBoard::telling`](crate::HttpBoard::telling).
pub fn redirected(from: &str, to: &str) {
    complain(&format!("the board at {from} redirects to {to}, which was asked instead: give that address"));
}

/// The JSON object of a command: its own facts and the keys of every answer.
fn envelope(command: &str, facts: Map<String, Value>, failure: Option<&Failure>) -> Value {
    let refused_by: Vec<&str> =
        failure.map(Failure::checks).unwrap_or_default().iter().map(|check| check.id()).collect();
    let mut object = facts;
    object.insert("command".into(), command.into());
    object.insert("error".into(), failure.map(ToString::to_string).into());
    object.insert("exit".into(), failure.map_or(0, Failure::exit_code).into());
    object.insert("refused_by".into(), refused_by.into());
    Value::Object(object)
}

/// Says how a command of a program ended, and returns its exit code: 0 for a positive answer, 1 when a check
/// says no, 2 on wrong use, on a failing machine, or when there is no verdict.
///
/// With `json`, one object on one line of standard output and nothing else. Otherwise words on standard output, and
/// on standard error why the answer is not a positive one, unless the words say so themselves.
pub fn finish(program: &str, command: &str, json: bool, outcome: Outcome) -> ExitCode {
    let Answer { facts, words, failure } = outcome.unwrap_or_else(|failure| Answer::default().but(failure));
    let code = failure.as_ref().map_or(0, Failure::exit_code);
    let shown = if json { envelope(command, facts, failure.as_ref()).to_string() } else { printable(&words) };
    if let Err(error) = print(&shown) {
        // What was done is done; but no one has read about it.
        complain(&format!("{program}: cannot write to standard output: {error}"));
        return ExitCode::from(2);
    }
    if let Some(failure) = failure.filter(|failure| !json && !words.contains(&failure.to_string())) {
        complain(&format!("{program}: {}", failure.words()));
    }
    ExitCode::from(code)
}

fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    if !text.is_empty() {
        writeln!(out, "{}", text.strip_suffix('\n').unwrap_or(text))?;
    }
    out.flush()
}

/// Writes to standard error; when that fails too, there is no one left to tell.
fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "{}", printable(text));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tabella_crypto::rejection::Culprit;

    #[test]
    fn a_refusal_by_a_check_is_a_verdict_and_everything_else_a_failure() {
        let refused = |status, check: Option<Check>| {
            let refused = ClientError::Refused { status, check, detail: "so".into(), retry_after: None };
            Failure::from(refused).exit_code()
        };
        assert_eq!(refused(422, Some(checks::LOG_16)), 1);
        assert_eq!(refused(404, None), 2);
        assert_eq!(refused(429, None), 2);
        assert_eq!(refused(429, Some(checks::SRV_08)), 2, "a board that is busy has said nothing");
        assert_eq!(refused(408, Some(checks::SRV_08)), 2);
        assert_eq!(refused(500, Some(checks::LOG_16)), 2, "a board that fails proves nothing");
        assert_eq!(Failure::from(ClientError::Unavailable("gone".into())).exit_code(), 2);
        let rejection = Rejection::new(checks::LOG_08, Culprit::Board, "forked");
        assert_eq!(Failure::from(ClientError::Rejected(vec![rejection])).exit_code(), 1);
        assert_eq!(Failure::from(DecodeError::new(checks::ROL_07, "typing error")).exit_code(), 1);
        assert_eq!(Err::<(), _>("disk full").or_fail("writing").expect_err("failed").exit_code(), 2);
    }

    #[test]
    fn a_refusal_names_every_check_once_and_the_trustees_own_first() {
        let rejections = [checks::BAL_03, checks::BAL_03, checks::LOG_05]
            .map(|id| Rejection::new(id, Culprit::Board, "x"));
        let failure = Failure::from(rejections.to_vec()).because(checks::TRU_01, "not decrypted");
        assert_eq!(failure.checks(), [checks::TRU_01, checks::BAL_03, checks::LOG_05]);
        assert!(failure.words().ends_with("(TRU-01)"), "the reason names the others: {}", failure.words());
        assert_eq!(failure.context("closing").checks().len(), 3);
    }

    #[test]
    fn every_answer_has_the_same_keys_beside_its_own() {
        let facts = json!({ "size": 3 });
        let answer = Answer::new(facts, "three");
        let positive = envelope("check", answer.facts.clone(), None);
        let expected = r#"{"command":"check","error":null,"exit":0,"refused_by":[],"size":3}"#;
        assert_eq!(positive.to_string(), expected);
        let refused = Failure::refused(checks::LOG_08, "forked");
        let negative = envelope("check", answer.facts, Some(&refused));
        let expected = r#"{"command":"check","error":"forked","exit":1,"refused_by":["LOG-08"],"size":3}"#;
        assert_eq!(negative.to_string(), expected);
        let failed = envelope("check", Map::new(), Some(&Failure::failed("disk full")));
        assert_eq!(failed, json!({ "command": "check", "error": "disk full", "exit": 2, "refused_by": [] }));
    }

    #[test]
    fn long_lists_are_cut() {
        let reasons: Vec<String> = (0..25).map(|i| format!("fault {i}")).collect();
        assert_eq!(join_limited(&reasons).lines().count(), 21);
        assert!(join_limited(&reasons).ends_with("and 5 more"));
        assert_eq!(join_limited(&reasons[..2]), "fault 0\nfault 1");
    }

    #[test]
    fn a_board_cannot_steer_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb\u{202E}c\nd\u{9b}"), "a\u{FFFD}[2Jb\u{FFFD}c\nd\u{FFFD}");
    }
}

//! What a command says in the end: to people in words, to machines as one JSON object.

use serde_json::{Value, json};
use tabella_client::ClientError;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::error::{DecodeError, InputError};
use tabella_crypto::rejection::Rejection;

/// What a command did, and what comes next.
#[derive(Clone, Debug)]
pub struct Answer {
    /// For people.
    pub words: String,
    /// For machines: an object whose `command` names the command.
    pub facts: Value,
}

/// Why a command did not do what it was asked to do.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Failure {
    /// A check said no: exit code 1.
    #[error("{reason}")]
    Refused {
        /// The checks.
        checks: Vec<Check>,
        /// What was wrong, and what to do.
        reason: String,
    },
    /// Wrong use or a failing machine: exit code 2.
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

    /// Wrong use or a failing machine.
    pub fn failed(reason: impl Into<String>) -> Failure {
        Failure::Failed(reason.into())
    }

    /// The exit code of the program.
    pub fn exit_code(&self) -> u8 {
        match self {
            Failure::Refused { .. } => 1,
            Failure::Failed(_) => 2,
        }
    }

    /// Whether this check is among those that refused.
    pub fn is_by(&self, check: Check) -> bool {
        matches!(self, Failure::Refused { checks, .. } if checks.contains(&check))
    }

    /// Whether nothing but the cosignatures of witnesses is missing.
    pub fn lacks_witnesses(&self) -> bool {
        matches!(self, Failure::Refused { checks, .. } if *checks == [checks::LOG_05])
    }

    /// The same refusal, made on the authority of one more check, and introduced by words.
    pub fn because(self, check: Check, words: &str) -> Failure {
        match self {
            Failure::Refused { mut checks, reason } => {
                checks.insert(0, check);
                Failure::Refused { checks, reason: format!("{words}\n{reason}") }
            }
            failed @ Failure::Failed(_) => failed,
        }
    }

    /// For machines.
    pub fn facts(&self) -> Value {
        let checks: Vec<&str> = match self {
            Failure::Refused { checks, .. } => ids(checks),
            Failure::Failed(_) => vec![],
        };
        json!({ "checks": checks, "error": self.to_string(), "exit": self.exit_code() })
    }

    /// For people.
    pub fn words(&self) -> String {
        match self {
            Failure::Refused { checks, reason } => {
                format!("refused: {reason}\nChecks that say no: {}", ids(checks).join(", "))
            }
            Failure::Failed(reason) => reason.clone(),
        }
    }
}

impl From<Vec<Rejection>> for Failure {
    fn from(rejections: Vec<Rejection>) -> Failure {
        let mut checks: Vec<Check> = vec![];
        for rejection in &rejections {
            if !checks.contains(&rejection.check) {
                checks.push(rejection.check);
            }
        }
        let reasons: Vec<String> = rejections.iter().map(ToString::to_string).collect();
        Failure::Refused { checks, reason: listed(&reasons) }
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

impl From<InputError> for Failure {
    fn from(error: InputError) -> Failure {
        Failure::refused(error.check, error.to_string())
    }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Failure {
        match error {
            ClientError::Rejected(rejections) => rejections.into(),
            ClientError::Refused { status, check: Some(check), detail, .. } if status < 500 => {
                let reason = format!("the board refused, by check {check}: {detail}");
                Failure::Refused { checks: vec![check], reason }
            }
            ClientError::Refused { status: 404, detail, .. } => Failure::failed(format!(
                "the board does not know what was asked for ({detail}): \
                 check the address, and that the trust file is for an election on this board"
            )),
            other => Failure::failed(format!("{other}: try again; doing this twice is safe")),
        }
    }
}

fn ids(checks: &[Check]) -> Vec<&'static str> {
    checks.iter().map(|check| check.id()).collect()
}

/// Most lines of one message.
const LINES: usize = 20;

/// Reasons on lines of their own, not too many.
pub fn listed(reasons: &[String]) -> String {
    let mut lines: Vec<&str> = reasons.iter().take(LINES).map(String::as_str).collect();
    let more = format!("and {} more", reasons.len().saturating_sub(LINES));
    if reasons.len() > LINES {
        lines.push(&more);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
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
        assert_eq!(refused(500, Some(checks::LOG_16)), 2, "a board that fails proves nothing");
        assert_eq!(Failure::from(ClientError::Unavailable("gone".into())).exit_code(), 2);
        let rejection = Rejection::new(checks::LOG_08, Culprit::Board, "forked");
        assert_eq!(Failure::from(ClientError::Rejected(vec![rejection])).exit_code(), 1);
    }

    #[test]
    fn a_refusal_names_every_check_once_and_the_trustees_own_first() {
        let rejections = [checks::BAL_03, checks::BAL_03, checks::LOG_05]
            .map(|id| Rejection::new(id, Culprit::Board, "x"));
        let failure = Failure::from(rejections.to_vec()).because(checks::TRU_01, "not decrypted");
        assert_eq!(failure.facts()["checks"], json!(["TRU-01", "BAL-03", "LOG-05"]));
        assert!(failure.words().contains("TRU-01, BAL-03, LOG-05"));
    }

    #[test]
    fn long_lists_are_cut() {
        let reasons: Vec<String> = (0..25).map(|i| format!("fault {i}")).collect();
        assert_eq!(listed(&reasons).lines().count(), 21);
        assert!(listed(&reasons).ends_with("and 5 more"));
        assert_eq!(listed(&reasons[..2]), "fault 0\nfault 1");
    }
}

//! Why something was not done or does not hold, as a page gets it.

use serde::Serialize;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::election::ballot::SelectionError;
use tabella_crypto::error::{DecodeError, InputError};
use tabella_crypto::rejection::Rejection;
use tabella_vote::session::{NotAdmitted, PrepareError};

/// A check that refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Fault {
    /// The id, such as ROL-07.
    pub check: String,
    /// Whose fault it is; empty when it is a typing error.
    pub culprit: String,
    /// What is wrong, in English.
    pub reason: String,
}

/// What kind of refusal it is. A page has words of its own for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum RefusalKind {
    /// Checks have spoken.
    Faults,
    /// The machine, the network or wrong use.
    Machine,
    /// More bytes came than are taken.
    TooLarge,
}

/// Everything that refused. Without faults no check has spoken: a download that broke off, or wrong use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Refusal {
    /// The checks that refused.
    pub faults: Vec<Fault>,
    /// Which kind it is.
    pub kind: RefusalKind,
    /// All of it as one English text.
    pub message: String,
}

impl Refusal {
    /// The machine, the network or wrong use: nothing is said about the election.
    pub fn failure(message: impl Into<String>) -> Refusal {
        Refusal { faults: vec![], kind: RefusalKind::Machine, message: message.into() }
    }

    /// A download that is larger than what is taken: nothing is said about the election.
    pub fn too_large(message: String) -> Refusal {
        Refusal { faults: vec![], kind: RefusalKind::TooLarge, message }
    }

    /// One check refused, and no one is at fault.
    fn by(check: Check, reason: String) -> Refusal {
        Refusal::of(vec![Fault { check: check.to_string(), culprit: String::new(), reason }])
    }

    fn of(faults: Vec<Fault>) -> Refusal {
        let reasons: Vec<String> =
            faults.iter().map(|fault| format!("{}: {}", fault.check, fault.reason)).collect();
        Refusal { faults, kind: RefusalKind::Faults, message: reasons.join("; ") }
    }

    /// The ids of the checks that refused, in order.
    pub fn ids(&self) -> Vec<&str> {
        self.faults.iter().map(|fault| fault.check.as_str()).collect()
    }
}

impl From<&Rejection> for Fault {
    fn from(rejection: &Rejection) -> Fault {
        Fault {
            check: rejection.check.to_string(),
            culprit: rejection.culprit.to_string(),
            reason: rejection.reason.clone(),
        }
    }
}

impl From<Vec<Rejection>> for Refusal {
    fn from(rejections: Vec<Rejection>) -> Refusal {
        Refusal::of(rejections.iter().map(Fault::from).collect())
    }
}

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Refusal {
        vec![rejection].into()
    }
}

impl From<DecodeError> for Refusal {
    fn from(error: DecodeError) -> Refusal {
        Refusal::by(error.check, error.reason)
    }
}

impl From<InputError> for Refusal {
    fn from(error: InputError) -> Refusal {
        Refusal::by(error.check, error.reason)
    }
}

impl From<NotAdmitted> for Refusal {
    fn from(not_admitted: NotAdmitted) -> Refusal {
        Refusal::by(not_admitted.check(), not_admitted.to_string())
    }
}

impl From<SelectionError> for Refusal {
    fn from(error: SelectionError) -> Refusal {
        Refusal::failure(error.to_string())
    }
}

impl From<PrepareError> for Refusal {
    fn from(error: PrepareError) -> Refusal {
        match error {
            PrepareError::Selections(error) => error.into(),
            PrepareError::Randomness(error) => Refusal::by(checks::RCP_12, error.to_string()),
        }
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Refusal {
        Refusal::failure(format!("not the JSON that is expected: {error}"))
    }
}

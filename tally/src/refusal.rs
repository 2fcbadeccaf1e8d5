//! Why a step is not taken: checks say no, or what was given cannot be used.

use core::fmt;
use tabella_crypto::checks::Check;
use tabella_crypto::error::{DecodeError, InputError};
use tabella_crypto::rejection::Rejection;

/// Why a step is not taken, with every reason that there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The checks that say no, each once. None where what was given cannot be used, and no one is at fault.
    pub checks: Vec<Check>,
    /// What was being done, before the reasons; empty when they speak for themselves.
    pub head: String,
    /// What is wrong, and what to do.
    pub reasons: Vec<String>,
}

impl Refusal {
    /// A refusal by one check.
    pub fn by(check: Check, reason: impl Into<String>) -> Refusal {
        Refusal { checks: vec![check], head: String::new(), reasons: vec![reason.into()] }
    }

    /// Something that was given cannot be used.
    pub fn unusable(reason: impl Into<String>) -> Refusal {
        Refusal::unusable_for("", vec![reason.into()])
    }

    /// Something that was given cannot be used, for all these reasons.
    pub fn unusable_for(head: impl Into<String>, reasons: Vec<String>) -> Refusal {
        Refusal { checks: vec![], head: head.into(), reasons }
    }

    /// A refusal for these faults, each with the id of its check before it.
    pub fn for_faults(head: impl Into<String>, faults: Vec<(Check, String)>) -> Refusal {
        let reasons = faults.iter().map(|(check, reason)| format!("{check}: {reason}")).collect();
        Refusal { checks: each_once(faults.into_iter().map(|(check, _)| check)), head: head.into(), reasons }
    }

    /// Returns true if this check is among those that say no.
    pub fn is_by(&self, check: Check) -> bool {
        self.checks.contains(&check)
    }

    /// The same refusal, made on the authority of one more check, and introduced by words.
    #[must_use]
    pub fn because(mut self, check: Check, words: &str) -> Refusal {
        self.checks.insert(0, check);
        self.head = if self.head.is_empty() { words.to_owned() } else { format!("{words}\n{}", self.head) };
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reasons = self.reasons.join("\n");
        if self.head.is_empty() { f.write_str(&reasons) } else { write!(f, "{}\n{reasons}", self.head) }
    }
}

impl core::error::Error for Refusal {}

impl From<Vec<Rejection>> for Refusal {
    fn from(rejections: Vec<Rejection>) -> Refusal {
        Refusal {
            checks: each_once(rejections.iter().map(|rejection| rejection.check)),
            head: String::new(),
            reasons: rejections.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Refusal {
        vec![rejection].into()
    }
}

impl From<DecodeError> for Refusal {
    fn from(error: DecodeError) -> Refusal {
        Refusal::by(error.check, error.to_string())
    }
}

impl From<InputError> for Refusal {
    fn from(error: InputError) -> Refusal {
        Refusal::by(error.check, error.to_string())
    }
}

fn each_once(checks: impl Iterator<Item = Check>) -> Vec<Check> {
    let mut once = vec![];
    for check in checks {
        if !once.contains(&check) {
            once.push(check);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::checks;
    use tabella_crypto::rejection::Culprit;

    #[test]
    fn a_refusal_names_every_check_once_and_the_trustees_own_first() {
        let rejections = [checks::BAL_03, checks::BAL_03, checks::LOG_05]
            .map(|check| Rejection::new(check, Culprit::Board, "x"));
        let refusal = Refusal::from(rejections.to_vec()).because(checks::TRU_01, "not decrypted");
        assert_eq!(refusal.checks, [checks::TRU_01, checks::BAL_03, checks::LOG_05]);
        assert_eq!(refusal.reasons.len(), 3);
        assert!(refusal.to_string().starts_with("not decrypted\n"), "{refusal}");
    }
}

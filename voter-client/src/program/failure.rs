//! Why a command did not end well, in the language of this process. What checks and machines say in detail follows in
//! English.

use crate::words::say;
use core::fmt::Display;
use std::io;
use tabella_client::ClientError;
use tabella_client::console::{Failure, FileError, Mistyped, TrustFileError, Typed};
use tabella_crypto::checks;
use tabella_crypto::election::ballot::SelectionError;
use tabella_crypto::error::InputError;
use tabella_crypto::rejection::Rejection;
use tabella_vote::session::{NotAdmitted, PrepareError};

/// A [`Failure`] in the language of this process; the conversions of the console speak English.
#[derive(Debug)]
pub(crate) struct Spoken(pub(crate) Failure);

/// How every part of a command ends.
pub(crate) type Result<T, E = Spoken> = core::result::Result<T, E>;

impl Spoken {
    /// Wrong use, a failing machine, or no verdict.
    pub(crate) fn failed(words: impl Into<String>) -> Spoken {
        Spoken(Failure::failed(words))
    }

    /// The same end, introduced by what was being done.
    pub(crate) fn context(self, doing: impl Display) -> Spoken {
        Spoken(self.0.context(doing))
    }
}

impl From<Failure> for Spoken {
    fn from(failure: Failure) -> Spoken {
        Spoken(failure)
    }
}

impl From<Vec<Rejection>> for Spoken {
    fn from(rejections: Vec<Rejection>) -> Spoken {
        Spoken(rejections.into())
    }
}

impl From<Rejection> for Spoken {
    fn from(rejection: Rejection) -> Spoken {
        vec![rejection].into()
    }
}

impl From<io::Error> for Spoken {
    fn from(error: io::Error) -> Spoken {
        Spoken::failed(error.to_string())
    }
}

impl From<FileError> for Spoken {
    fn from(error: FileError) -> Spoken {
        Spoken::failed(match error {
            FileError::Read { .. } => error.to_string(),
            FileError::Write { file, source } => format!("{}: {source}", say!("cannot-write", file = file)),
            FileError::Exists { file } => say!("file-exists", file = file),
        })
    }
}

impl From<TrustFileError> for Spoken {
    fn from(error: TrustFileError) -> Spoken {
        Spoken::failed(match error {
            TrustFileError::Unreadable { file, source } => {
                format!("{}: {source}", say!("cannot-read-trust", file = file))
            }
            TrustFileError::NotOne { file, reason } => {
                say!("not-a-trust-file", file = file, reason = reason)
            }
        })
    }
}

/// (RCP-13) What somebody typed has an error in it: nothing is said about the election.
impl From<Mistyped> for Spoken {
    fn from(mistyped: Mistyped) -> Spoken {
        let words = match mistyped.what {
            Typed::Tracker => say!("not-a-tracker"),
            Typed::Credential => say!("not-a-credential"),
            Typed::Election | Typed::Tally => mistyped.to_string(),
        };
        let detail = match mistyped.error.check {
            checks::RCP_13 => say!("error-typing"),
            _ => mistyped.error.to_string(),
        };
        Spoken::failed(format!("{words}: {detail}"))
    }
}

/// (ROL-07) A code that has a typing error in it.
impl From<InputError> for Spoken {
    fn from(error: InputError) -> Spoken {
        let reason = if error.check == checks::ROL_07 { say!("error-code") } else { error.to_string() };
        Spoken(Failure::refused(error.check, reason))
    }
}

impl From<NotAdmitted> for Spoken {
    fn from(not_admitted: NotAdmitted) -> Spoken {
        let reason = match not_admitted {
            NotAdmitted::NotInRoll => say!("error-not-in-roll"),
            NotAdmitted::NotOpen(phase) => match phase.name() {
                "setup" => say!("error-not-begun"),
                "void" => say!("error-void"),
                _ => say!("error-over"),
            },
            NotAdmitted::NotVerified | NotAdmitted::AnotherLog => not_admitted.to_string(),
        };
        Spoken(Failure::refused(not_admitted.check(), reason))
    }
}

impl From<SelectionError> for Spoken {
    fn from(error: SelectionError) -> Spoken {
        Spoken::failed(match error {
            SelectionError::UnknownContest(contest) => {
                say!("error-unknown-contest", contest = format!("{contest:?}"))
            }
            SelectionError::UnknownOption { contest, option } => {
                say!("error-unknown-option", contest = format!("{contest:?}"), option = format!("{option:?}"))
            }
            SelectionError::Twice { contest } => {
                say!("error-option-twice", contest = format!("{contest:?}"))
            }
            other => other.to_string(),
        })
    }
}

impl From<PrepareError> for Spoken {
    fn from(error: PrepareError) -> Spoken {
        match error {
            PrepareError::Selections(error) => error.into(),
            // RCP-12: the machine fails.
            PrepareError::Randomness(error) => Spoken::failed(error.to_string()),
        }
    }
}

impl From<ClientError> for Spoken {
    fn from(error: ClientError) -> Spoken {
        let checks = error.checks();
        if let ClientError::Rejected(rejections) = error {
            return rejections.into();
        }
        Spoken(Failure::by(checks, of_board(&error)))
    }
}

/// A board that cannot be asked, wants the voter to wait (SRV-08), or refuses.
fn of_board(error: &ClientError) -> String {
    match error {
        ClientError::Unavailable(detail) => say!("error-no-answer", detail = detail),
        ClientError::Refused { retry_after, .. } if is_too_soon(error) => {
            say!("error-too-soon", seconds = retry_after.unwrap_or(LONGEST_WAIT_SECONDS))
        }
        ClientError::Refused { status: 408 | 503, check: Some(checks::SRV_08), .. } => say!("error-busy"),
        ClientError::Refused { status, detail, .. } => {
            say!("error-refused", status = status, detail = detail)
        }
        ClientError::Rejected(_) => error.to_string(),
    }
}

/// (SRV-08) Returns true if the board wants somebody who has cast several ballots to wait: this one is in no log.
pub(crate) fn is_too_soon(error: &ClientError) -> bool {
    matches!(error, ClientError::Refused { status: 429, check: Some(checks::SRV_08), .. })
}

/// A board that does not say how long to wait lets no one wait for longer.
const LONGEST_WAIT_SECONDS: u64 = 60;

/// A fact and its name, on a line of its own.
pub(crate) fn line(label: &str, fact: impl Display) -> String {
    format!("  {label:<12}  {fact}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::checks::Check;
    use tabella_crypto::rejection::Culprit;

    fn check(error: impl Into<Spoken>, exit_code: u8, checks: &[Check]) {
        let Spoken(failure) = error.into().context("while voting");
        assert_eq!((failure.exit_code(), failure.checks()), (exit_code, checks), "{failure}");
        assert!(failure.to_string().starts_with("while voting: "), "{failure}");
    }

    fn refused(status: u16, check: Option<Check>, retry_after: Option<u64>) -> ClientError {
        ClientError::Refused { status, check, detail: "no".into(), retry_after }
    }

    #[test]
    fn a_check_that_refuses_exits_with_1_and_a_failing_machine_with_2() {
        let rejection = Rejection::new(checks::RCP_02, Culprit::Board, "another statement");
        check(vec![rejection.clone()], 1, &[checks::RCP_02]);
        check(ClientError::from(rejection), 1, &[checks::RCP_02]);
        check(refused(422, Some(checks::BAL_04), None), 1, &[checks::BAL_04]);
        check(NotAdmitted::NotInRoll, 1, &[checks::ROL_07]);
        check(NotAdmitted::NotVerified, 1, &[checks::RCP_05]);
        check(NotAdmitted::AnotherLog, 1, &[checks::LOG_08]);
        check(InputError::new(checks::ROL_07, "typing error"), 1, &[checks::ROL_07]);
        let mistyped = |what| Mistyped { what, error: InputError::new(checks::RCP_13, "typing error") };
        check(mistyped(Typed::Tracker), 2, &[]);
        check(refused(404, None, None), 2, &[]);
        check(refused(408, Some(checks::SRV_08), None), 2, &[]);
        check(refused(429, Some(checks::SRV_08), None), 2, &[]);
        check(ClientError::Unavailable("no route".into()), 2, &[]);
        check(Spoken::failed("disk full"), 2, &[]);
    }

    #[test]
    fn a_board_that_asks_to_wait_is_told_in_words_of_this_program() {
        let said =
            |status, check, retry_after| Spoken::from(refused(status, check, retry_after)).0.to_string();
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
}

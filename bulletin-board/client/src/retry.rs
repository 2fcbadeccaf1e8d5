//! Trying again, where the same request may succeed a moment later.

use super::ClientError;
use std::thread::sleep;
use std::time::{Duration, Instant};
use tabella_crypto::checks;

/// The number of times that a request is made before giving up.
const TRIES: u32 = 3;
/// A board that asks for a longer pause than this is not asked again.
const PATIENCE: Duration = Duration::from_secs(5);
/// The time to wait for witnesses to cosign a new checkpoint.
pub const COSIGNING: Duration = Duration::from_secs(10);
/// The time between two looks whether they have.
pub const POLL: Duration = Duration::from_millis(300);

/// Makes a request up to three times, with a pause before the second try that is twice as long before the third. The
/// request must be safe to repeat.
///
/// # Errors
/// The last error: of the third try, or one after which another try would be of no use.
pub fn with_growing_pauses<T>(
    pause: Duration,
    mut attempt: impl FnMut() -> Result<T, ClientError>,
) -> Result<T, ClientError> {
    for tries in 1..TRIES {
        match attempt() {
            Err(error) => match pause_after(&error, pause * tries) {
                Some(pause) => sleep(pause),
                None => return Err(error),
            },
            answer => return answer,
        }
    }
    attempt()
}

/// The pause before the next try, at least this long; nothing when another try would be of no use.
fn pause_after(error: &ClientError, pause: Duration) -> Option<Duration> {
    match error {
        ClientError::Refused { status: 429, retry_after: Some(seconds), .. } => {
            Some(pause.max(Duration::from_secs(*seconds))).filter(|pause| *pause <= PATIENCE)
        }
        error => Some(pause).filter(|_| error.is_passing()),
    }
}

/// Looks again and again while a checkpoint lacks nothing but cosignatures, for as long as `patience`.
///
/// # Errors
/// Those of `attempt`.
pub fn until_cosigned<T>(
    patience: Duration,
    mut attempt: impl FnMut() -> Result<T, ClientError>,
) -> Result<T, ClientError> {
    let start = Instant::now();
    loop {
        match attempt() {
            Err(ClientError::Rejected(rejections))
                if start.elapsed() < patience
                    && rejections.iter().all(|rejection| rejection.check == checks::LOG_05) =>
            {
                sleep(POLL);
            }
            outcome => return outcome,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::checks::Check;
    use tabella_crypto::rejection::{Culprit, Rejection};

    fn rejected(check: Check) -> ClientError {
        Rejection::new(check, Culprit::Board, "no").into()
    }

    #[test]
    fn a_retry_makes_the_same_request_three_times_at_most() {
        let check = |errors: Vec<ClientError>, expected_tries: usize| {
            let (mut errors, mut tries) = (errors.into_iter(), 0);
            let answer = with_growing_pauses(Duration::ZERO, || {
                tries += 1;
                Err::<(), _>(errors.next().expect("one try too many"))
            });
            assert!(answer.is_err());
            assert_eq!(tries, expected_tries);
        };
        let lost = || ClientError::Unavailable("the connection was lost".into());
        let waiting = |status, retry_after| {
            let detail = "not now".into();
            ClientError::Refused { status, check: None, detail, retry_after }
        };
        let refused = |status| waiting(status, None);
        check(vec![lost(), lost(), lost()], 3);
        check(vec![refused(429), refused(503), lost()], 3);
        check(vec![lost(), refused(409)], 2);
        check(vec![refused(404)], 1);
        check(vec![waiting(429, Some(0)), waiting(429, Some(6))], 2);
        check(vec![waiting(429, Some(u64::MAX))], 1);
        check(vec![rejected(checks::RCP_01)], 1);
    }

    #[test]
    fn witnesses_are_waited_for_and_nothing_else_is() {
        let mut answers = vec![rejected(checks::LOG_05)].into_iter();
        let cosigned = until_cosigned(COSIGNING, || answers.next().map_or(Ok("cosigned"), Err));
        assert_eq!(cosigned.expect("cosigned at the second look"), "cosigned");
        let check = |patience, check: Check| match until_cosigned(patience, || Err::<(), _>(rejected(check)))
        {
            Err(ClientError::Rejected(found)) => assert_eq!(found[0].check, check),
            other => panic!("{other:?}"),
        };
        check(Duration::ZERO, checks::LOG_05);
        check(COSIGNING, checks::LOG_04);
    }
}

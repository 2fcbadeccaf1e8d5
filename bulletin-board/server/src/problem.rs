//! Answers that say what is wrong (RFC 9457), and nothing secret (SRV-11).

use crate::sequencer::Refusal;
use axum::extract::rejection::QueryRejection;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use tabella_crypto::checks::{self, Check};
use tabella_crypto::encoding::{STATEMENT_LIMIT_BYTES, encode};
use tabella_crypto::rejection::Rejection;
use tabella_log::api::{self, RejectionText};

/// Seconds after which a client may try again when the board is busy.
const RETRY_SECONDS: u64 = 2;
/// The same when its operator has to do something first.
const RETRY_LATER_SECONDS: u64 = 60;

/// The reason why there is no other answer: the one place for status codes.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    check: Option<Check>,
    detail: String,
    rejections: Vec<Rejection>,
    /// Seconds after which the same may be sent again.
    retry_after: Option<u64>,
}

impl Problem {
    fn new(status: StatusCode, check: Option<Check>, detail: impl Into<String>) -> Problem {
        Problem { status, check, detail: detail.into(), rejections: vec![], retry_after: None }
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, None, detail)
    }

    pub(crate) fn not_found(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, None, detail)
    }

    pub(crate) fn no_election() -> Problem {
        Problem::not_found("there is no election with this id: 43 characters of base64url")
    }

    pub(crate) fn method_not_allowed() -> Problem {
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, None, "method not allowed on this route")
    }

    pub(crate) fn too_large() -> Problem {
        let detail = format!("a statement has at most {STATEMENT_LIMIT_BYTES} bytes");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, Some(checks::SRV_08), detail)
    }

    pub(crate) fn too_slow() -> Problem {
        let detail = "the statement did not arrive in time; please send it again";
        Problem::new(StatusCode::REQUEST_TIMEOUT, Some(checks::SRV_08), detail)
    }

    pub(crate) fn internal() -> Problem {
        let detail = "internal error; please retry later";
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, None, detail)
    }

    pub(crate) fn busy() -> Problem {
        let detail = "too many statements are waiting; please retry in a moment";
        let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, Some(checks::SRV_08), detail);
        Problem { retry_after: Some(RETRY_SECONDS), ..problem }
    }

    /// (SRV-14)
    fn clock_in_doubt(reason: &str) -> Problem {
        let detail = format!(
            "the clock of the board is in doubt: {reason}. The board accepts nothing until its operator has checked \
             the clock; please retry later"
        );
        let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, Some(checks::SRV_14), detail);
        Problem { retry_after: Some(RETRY_LATER_SECONDS), ..problem }
    }

    /// (SRV-12)
    fn cannot_write() -> Problem {
        let detail = "the board could not write to its disk and accepts nothing more; what it has signed can still \
                      be read. Its operator must see to the disk and restart the board: please retry then";
        let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, Some(checks::SRV_12), detail);
        Problem { retry_after: Some(RETRY_LATER_SECONDS), ..problem }
    }

    /// (SRV-08) All places for readers are taken.
    pub(crate) fn too_many_readers() -> Problem {
        let detail = "too many readers at this moment; please retry in a moment";
        let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, Some(checks::SRV_08), detail);
        Problem { retry_after: Some(RETRY_SECONDS), ..problem }
    }

    fn too_often(wait_seconds: u64) -> Problem {
        let detail = format!(
            "several ballots of this credential arrived in quick succession: wait {wait_seconds} seconds and vote \
             again"
        );
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, Some(checks::SRV_08), detail);
        Problem { retry_after: Some(wait_seconds), ..problem }
    }

    /// Rejections are evidence, so all of them are told; the first one stands for them.
    fn rejected(status: StatusCode, rejections: Vec<Rejection>) -> Problem {
        let check = rejections.first().map(|rejection| rejection.check);
        let detail = rejections.first().map(|rejection| rejection.reason.clone()).unwrap_or_default();
        Problem { rejections, ..Problem::new(status, check, detail) }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        match refusal {
            Refusal::Undecodable(error) => {
                Problem::new(StatusCode::BAD_REQUEST, Some(error.check), error.reason)
            }
            Refusal::NotListed(rejection) => Problem::rejected(StatusCode::FORBIDDEN, vec![rejection]),
            Refusal::Rejected(rejections) => Problem::rejected(StatusCode::UNPROCESSABLE_ENTITY, rejections),
            Refusal::UnknownElection => Problem::no_election(),
            Refusal::Busy => Problem::busy(),
            Refusal::TooOften { wait_seconds } => Problem::too_often(wait_seconds),
            Refusal::ClockInDoubt(reason) => Problem::clock_in_doubt(&reason),
            Refusal::CannotWrite => Problem::cannot_write(),
            Refusal::Stopped => Problem::internal(),
        }
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Problem {
        Problem::bad_request(rejection.body_text())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let wire = api::Problem {
            check: self.check,
            culprit: self.rejections.first().map(|rejection| rejection.culprit.to_string()),
            detail: self.detail,
            rejections: self.rejections.iter().map(RejectionText::from).collect(),
            status: self.status.as_u16(),
            title: self.status.canonical_reason().unwrap_or_default().into(),
            r#type: "about:blank".into(),
        };
        let mut response = (self.status, encode(&wire)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

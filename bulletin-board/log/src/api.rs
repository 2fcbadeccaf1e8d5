//! The JSON that goes over HTTP (`docs/specification.md`, chapter 9): written by the board, read by its clients.
//!
//! Nothing here is proven: it is what a board says, and readers verify its log instead. So a reader passes over
//! fields that it does not know. Fields are in canonical order.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::Check;
use tabella_crypto::election::manifest::{LogKey, Texts};
use tabella_crypto::rejection::Rejection;

/// `GET /status`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Status {
    /// Name and key of the board, as it states them.
    pub board: LogKey,
    /// The version of its program.
    pub version: String,
}

/// `GET /elections`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Elections {
    /// Every election on the board.
    pub elections: Vec<ElectionSummary>,
}

/// `GET /elections/{election}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ElectionSummary {
    /// Closing time, Unix seconds.
    pub closing: u64,
    /// Credentials that have voted.
    pub counted: u64,
    /// phi, once the election is open.
    #[cfg_attr(feature = "typescript", ts(as = "Option<String>"))]
    pub fingerprint: Option<Hash>,
    /// The election id.
    #[cfg_attr(feature = "typescript", ts(as = "String"))]
    pub id: Hash,
    /// Opening time, Unix seconds.
    pub opening: u64,
    /// The name of the phase: setup, open, closed, finished or void (see [`Phase::name`](crate::rulebook::Phase::name)).
    #[cfg_attr(feature = "typescript", ts(type = "Phase"))]
    pub phase: String,
    /// Number of entries.
    pub size: u64,
    /// The title in each language.
    #[cfg_attr(feature = "typescript", ts(type = "Record<string, string>"))]
    pub title: Texts,
}

/// `GET /elections/{election}/consistency`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Consistency {
    /// (A.5) The path of the consistency proof.
    #[cfg_attr(feature = "typescript", ts(as = "Vec<String>"))]
    pub proof: Vec<Hash>,
}

/// Problem details (RFC 9457): every answer that is not a success. A proxy may answer too, in its own way; so a reader
/// takes a field that is missing or of another type as empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Problem {
    /// The check that refused first, if one did and this program knows it.
    #[serde(deserialize_with = "known_check", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<String>", optional))]
    pub check: Option<Check>,
    /// The one at fault, for people.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Option::is_none")]
    pub culprit: Option<String>,
    /// The fault, for people.
    #[serde(deserialize_with = "or_default")]
    pub detail: String,
    /// Every check that refused.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub rejections: Vec<RejectionText>,
    /// The HTTP status.
    #[serde(deserialize_with = "or_default")]
    pub status: u16,
    /// The usual name of the status.
    #[serde(deserialize_with = "or_default")]
    pub title: String,
    /// A URI that names the sort of problem; `about:blank` says that the status does.
    #[serde(deserialize_with = "or_default")]
    pub r#type: String,
}

/// A [`Rejection`] for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RejectionText {
    /// The check that refused, if this program knows it.
    #[serde(default, deserialize_with = "known_check", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<String>", optional))]
    pub check: Option<Check>,
    /// The one at fault.
    pub culprit: String,
    /// The fault, in words.
    pub reason: String,
}

impl From<&Rejection> for RejectionText {
    fn from(rejection: &Rejection) -> RejectionText {
        let Rejection { check, culprit, reason } = rejection;
        RejectionText { check: Some(*check), culprit: culprit.to_string(), reason: reason.clone() }
    }
}

/// A check by its id; none for what is not an id of the catalogue.
fn known_check<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Check>, D::Error> {
    or_default::<Option<String>, D>(deserializer).map(|id| id.as_deref().and_then(Check::from_id))
}

/// A value, or its default where the value is of another type.
fn or_default<'de, T: DeserializeOwned + Default, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::checks;
    use tabella_crypto::encoding::encode;
    use tabella_crypto::rejection::Culprit;

    fn read(json: &str) -> Problem {
        serde_json::from_str(json).expect("a problem")
    }

    #[test]
    fn a_problem_is_read_as_it_was_written() {
        let rejection = Rejection::new(checks::SRV_16, Culprit::Entry(0), "not listed");
        let problem = Problem {
            check: Some(rejection.check),
            culprit: Some("entry 0".into()),
            detail: "not listed".into(),
            rejections: vec![RejectionText::from(&rejection)],
            status: 403,
            title: "Forbidden".into(),
            r#type: "about:blank".into(),
        };
        let json = encode(&problem);
        assert_eq!(
            json,
            r#"{"check":"SRV-16","culprit":"entry 0","detail":"not listed","rejections":[{"check":"SRV-16","culprit":"entry 0","reason":"not listed"}],"status":403,"title":"Forbidden","type":"about:blank"}"#
        );
        assert_eq!(read(&json), problem);
        let bare = Problem { detail: "x".into(), status: 404, ..Problem::default() };
        assert_eq!(encode(&bare), r#"{"detail":"x","status":404,"title":"","type":""}"#);
    }

    // RFC 9457, 3.1: a member of another type is passed over.
    #[test]
    fn what_is_strange_in_a_problem_does_not_hide_the_rest() {
        let known = Problem { detail: "why".into(), ..Problem::default() };
        for strange in [
            r#"{"detail":"why"}"#,
            r#"{"detail":"why","check":"an id of later","instance":"/x"}"#,
            r#"{"detail":"why","check":7,"culprit":[],"rejections":"none","status":"403","title":null,"type":{}}"#,
            r#"{"detail":"why","rejections":[{"check":"BAL-01"}],"status":70000}"#,
        ] {
            assert_eq!(read(strange), known, "{strange}");
        }
        let unknown =
            read(r#"{"rejections":[{"check":"an id of later","culprit":"entry 0","reason":"why"}]}"#);
        assert_eq!((unknown.rejections.len(), unknown.rejections[0].check), (1, None));
    }
}

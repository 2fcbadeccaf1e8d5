//! The law of every decoder: no panic, and what decodes is encoded as the same bytes. What is refused is
//! refused in few words, without a character that a terminal would obey.

use crate::input::Input;
use crate::record::{honest, opened};
use tabella_crypto::bytes::{Bytes, Hash};
use tabella_crypto::carried;
use tabella_crypto::election::ballot::BallotOpening;
use tabella_crypto::election::credential::Code;
use tabella_crypto::election::manifest::{Id, Manifest, check_name};
use tabella_crypto::election::statement::{Body, Kind, Statement};
use tabella_crypto::encoding::{LINE_LIMIT_BYTES, decode, encode};
use tabella_crypto::group::Point;
use tabella_crypto::readable;
use tabella_crypto::text::Text;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::entry::{ApparentKind, Entry, statement_of};
use tabella_log::receipt::Receipt;
use tabella_log::trust::Trust;

/// More than any reason needs; without a bound it would repeat what a sender wrote.
const REASON_LIMIT_BYTES: usize = 1_000;

/// A reason is short and harmless.
pub fn check_reason(reason: &str) {
    assert!(reason.len() <= REASON_LIMIT_BYTES, "a reason of {} bytes", reason.len());
    assert!(!reason.chars().any(char::is_control), "a control character in {reason:?}");
}

/// A line of the record.
pub fn entry(data: &[u8]) {
    let _ = ApparentKind::of(data);
    match Entry::decode(data) {
        Ok(entry) => {
            let statement = encode_statement(&entry.statement);
            let line = Entry::line(entry.at, entry.index, &entry.previous, &statement);
            assert_eq!(line.as_bytes(), data);
            assert_eq!(statement_of(data).as_ref(), Ok(&statement));
        }
        Err(error) => check_reason(&error.reason),
    }
}

/// A statement: as it is, or one of a kind that the first byte chooses around a body.
pub fn statement(data: &[u8]) {
    let mut input = Input(data);
    let choice = usize::from(input.byte());
    let Ok(text) = core::str::from_utf8(input.rest()) else { return };
    let text = match Kind::ALL.get(choice) {
        Some(kind) => statement_of_kind(*kind, text),
        None => text.to_owned(),
    };
    match Statement::decode(&text) {
        Ok(statement) => assert_eq!(encode_statement(&statement), text),
        Err(error) => check_reason(&error.reason),
    }
}

/// A statement around any body, with the signature of another.
pub fn statement_of_kind(kind: Kind, body: &str) -> String {
    let other = &honest().manifest;
    let (author, signature) = (other.author, encode(&other.signature));
    let election = Hash::ZERO;
    format!(
        r#"{{"author":"{author}","body":{body},"election":"{election}","kind":"{kind}","signature":{signature}}}"#
    )
}

fn encode_statement(statement: &Statement) -> String {
    let Statement { author, body, election, signature, .. } = statement;
    let (kind, body, signature) = (body.kind(), body.encode(), encode(signature));
    format!(
        r#"{{"author":"{author}","body":{body},"election":"{election}","kind":"{kind}","signature":{signature}}}"#
    )
}

/// A manifest that decodes is judged in bounded time, and its plans fit a line if nothing forbids them.
pub fn manifest(data: &[u8]) {
    match decode::<Manifest>(data) {
        Ok(manifest) => {
            assert_eq!(encode(&manifest).as_bytes(), data);
            match manifest.check() {
                Ok(manifest) => {
                    for position in 0..manifest.styles.len() as u64 {
                        let plan = &manifest.ballot_style(position).expect("a style").plan;
                        assert!(plan.fits_integers() && 46 * plan.bits() < LINE_LIMIT_BYTES);
                        assert!(plan.bits() <= manifest.bit_bases().len());
                    }
                }
                Err(faults) => faults.iter().for_each(|(_, reason)| {
                    // An id or a name of 2,000 bytes may be in it.
                    assert!(reason.len() <= 40 * REASON_LIMIT_BYTES, "{reason}");
                    assert!(!reason.chars().any(char::is_control), "{reason:?}");
                }),
            }
        }
        Err(error) => check_reason(&error.reason),
    }
}

/// A trust file.
pub fn trust(data: &[u8]) {
    match Trust::read(data) {
        Ok(trust) => {
            assert_eq!(Ok(trust.to_text().trim().to_owned()), carried::json(data));
            assert_eq!(Trust::read(&trust.to_text()).as_ref(), Ok(&trust));
            let honest = honest();
            let _ = honest.checkpoint.verify(&trust.policy(), &trust.election);
            let Body::Manifest(manifest) = &honest.manifest.body else { return };
            let _ = trust.check(&trust.election, manifest, 0);
        }
        Err(error) => check_reason(&error.reason),
    }
}

/// A checkpoint: kept as it was received; nothing but the honest one verifies.
pub fn checkpoint(data: &[u8]) {
    let Ok(text) = core::str::from_utf8(data) else { return };
    match SignedCheckpoint::parse(text) {
        Ok(signed) => {
            assert_eq!(signed.as_str(), text);
            assert!(text.starts_with(&signed.unverified().body()));
            let honest = honest();
            match signed.verify(&honest.record.trust.policy(), &honest.record.trust.election) {
                Ok(verified) => assert_eq!(verified.checkpoint(), honest.checkpoint.unverified()),
                Err(rejections) => rejections.iter().for_each(|rejection| check_reason(&rejection.reason)),
            }
        }
        Err(rejection) => check_reason(&rejection.reason),
    }
}

/// A receipt: one form only, and it holds only for lines of the honest record.
pub fn receipt(data: &[u8]) {
    let exact = core::str::from_utf8(data).ok().and_then(|text| Receipt::parse(text).ok());
    match Receipt::read(data) {
        Ok(receipt) => {
            assert_eq!(Receipt::parse(&receipt.to_text()).as_ref(), Ok(&receipt));
            if let Some(exact) = exact {
                assert_eq!((exact.to_text().as_bytes(), &exact), (data, &receipt));
            }
            let trust = &honest().record.trust;
            match receipt.verify(&trust.policy(), &trust.election) {
                Ok(verified) => {
                    let line = &honest().record.lines[verified.index() as usize];
                    assert_eq!(verified.line(), line);
                }
                Err(rejections) => rejections.iter().for_each(|rejection| check_reason(&rejection.reason)),
            }
            let _ = tabella_vote::receipt::check_receipt(&receipt, &trust.policy(), &trust.election);
        }
        Err(rejection) => check_reason(&rejection.reason),
    }
}

/// What people type: trackers, codes, ids, names and texts.
pub fn text(data: &[u8]) {
    use readable::Kind;
    let Ok(typed) = core::str::from_utf8(data) else { return };
    for kind in [Kind::Tracker, Kind::Fingerprint, Kind::Election, Kind::Credential, Kind::Trust] {
        match readable::read(kind, typed) {
            Ok(bytes) => assert_eq!(readable::read(kind, &readable::show(kind, &bytes)), Ok(bytes)),
            Err(error) => check_reason(&error.reason),
        }
    }
    let election = Hash::ZERO;
    match Code::read(typed, &election) {
        Ok(code) => {
            let again = Code::read(&code.show(), &election).expect("a code that was shown");
            assert_eq!(again.credential().public(), code.credential().public());
        }
        Err(error) => check_reason(&error.reason),
    }
    for (read, normal) in [(Text::new(typed), false), (Text::normalised(typed), true)] {
        match read {
            Ok(text) => {
                assert!(normal || text.as_str() == typed);
                assert_eq!(Text::new(text.as_str()).as_ref(), Ok(&text));
                assert!(!text.as_str().chars().any(char::is_control));
            }
            Err(error) => check_reason(&error.reason),
        }
    }
    if let Ok(bytes) = typed.parse::<Bytes<32>>() {
        assert_eq!(bytes.to_string(), typed);
    }
    if let Ok(point) = typed.parse::<Point>() {
        assert_eq!(point.to_string(), typed);
    }
    if let Ok(id) = Id::new(typed) {
        assert_eq!(id.as_str(), typed);
    }
    if let Err(reason) = check_name(typed) {
        check_reason(&reason);
    }
}

/// A challenged ballot, opened: one that rebuilds is the one of the tracker.
pub fn opening(data: &[u8]) {
    match decode::<BallotOpening>(data) {
        Ok(opening) => {
            assert_eq!(encode(&opening).as_bytes(), data);
            match opening.check(opened(), &opening.author, &opening.tracker) {
                Ok(selections) => drop(selections.describe(&opened().manifest, opening.style)),
                Err(rejection) => check_reason(&rejection.reason),
            }
        }
        Err(error) => check_reason(&error.reason),
    }
}

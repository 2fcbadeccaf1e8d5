//! All of it for JavaScript: structured values as JSON texts, refusals thrown as the JSON text of a `Refusal`. Their types
//! are in `web/src/generated/answers.ts`; `languages` are tags with commas between them.
#![allow(unsafe_code)] // written by #[wasm_bindgen], to pass strings and objects; none is written by hand

use crate::refusal::Refusal;
use crate::{audit, booth, check, log};
use rand::rngs::SysRng;
use serde::Serialize;
use tabella_log::copy::DOWNLOAD_LIMIT_BYTES;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

type JsResult<T> = Result<T, JsValue>;

fn thrown(refusal: Refusal) -> JsValue {
    JsValue::from_str(&serde_json::to_string(&refusal).unwrap_or(refusal.message))
}

fn json(answer: Result<impl Serialize, Refusal>) -> JsResult<String> {
    answer.and_then(|answer| Ok(serde_json::to_string(&answer)?)).map_err(thrown)
}

/// JavaScript counts in doubles, which hold every number up to 2^53.
#[allow(clippy::cast_precision_loss)]
fn number(count: u64) -> f64 {
    count as f64
}

/// The verified copy of one election's log.
#[wasm_bindgen]
pub struct LoadedLog(log::LoadedLog);

#[wasm_bindgen]
impl LoadedLog {
    /// `election`: base64url or `election1...`. `trust`: the hash of the trust file, if there is one to be
    /// matched. `own`: credentials and trackers to be looked up later, with commas between them.
    #[wasm_bindgen(constructor)]
    pub fn new(election: &str, trust: Option<String>, own: Option<String>) -> JsResult<LoadedLog> {
        log::LoadedLog::new(election, trust.as_deref(), own.as_deref()).map(LoadedLog).map_err(thrown)
    }

    /// Takes a piece of entries.jsonl, cut anywhere.
    pub fn take(&mut self, bytes: &[u8]) -> JsResult<()> {
        self.0.take(bytes, SysRng).map_err(thrown)
    }

    /// Number of entries folded.
    pub fn size(&self) -> f64 {
        number(self.0.size())
    }

    /// After a download that broke off: where the next one begins.
    pub fn resume(&mut self) -> f64 {
        number(self.0.resume())
    }

    /// Holds what was taken against a checkpoint; `faults` is empty when entries are missing yet.
    pub fn conclude(&mut self, checkpoint: &str) -> JsResult<()> {
        self.0.conclude(checkpoint).map_err(thrown)
    }

    /// LOG-08: whether a checkpoint that was shown before is a prefix of this log; false where this log is older.
    pub fn extends(&self, checkpoint: &str) -> JsResult<bool> {
        self.0.extends(checkpoint).map_err(thrown)
    }

    /// An `Overview`.
    pub fn overview(&self, languages: &str) -> JsResult<String> {
        json(self.0.overview(languages))
    }

    /// `ClientFile[]`: the files of the web client that the manifest names.
    pub fn client(&self) -> JsResult<String> {
        json(self.0.client())
    }

    /// trust.json made from the manifest.
    pub fn trust(&self) -> JsResult<String> {
        self.0.trust().map_err(thrown)
    }
}

/// The credential of a code; throws ROL-07. Nothing is sent.
#[wasm_bindgen]
pub fn credential(code: String, election: &str) -> JsResult<String> {
    booth::credential(&Zeroizing::new(code), election).map_err(thrown)
}

/// One visit of one voter.
#[wasm_bindgen]
pub struct Booth(booth::Booth);

#[wasm_bindgen]
impl Booth {
    /// The log must have been loaded for the credential of the code. Throws ROL-07, LOG-11.
    #[wasm_bindgen(constructor)]
    pub fn new(log: &LoadedLog, code: String) -> JsResult<Booth> {
        booth::Booth::new(&log.0, &Zeroizing::new(code)).map(Booth).map_err(thrown)
    }

    /// A `PaperView`.
    pub fn paper(&self, languages: &str) -> JsResult<String> {
        json(self.0.paper(languages))
    }

    /// Encrypts `choices`, `{contest: [option ids, or "blank"]}`: a `PreparedView`.
    pub fn prepare(&mut self, log: &LoadedLog, choices: String, languages: &str) -> JsResult<String> {
        json(self.0.prepare(&log.0, &Zeroizing::new(choices), languages, &mut SysRng))
    }

    /// The statement to post.
    pub fn cast(&mut self) -> JsResult<String> {
        self.0.cast().map_err(thrown)
    }

    /// The opening, one line of JSON.
    pub fn challenge(&mut self) -> JsResult<String> {
        self.0.challenge().map_err(thrown)
    }

    /// Verifies the board's answer (RCP-01 to RCP-03): a `CastReceipt`.
    pub fn answer(&mut self, receipt: &str) -> JsResult<String> {
        json(self.0.answer(receipt))
    }

    /// `proof`: what `/consistency?from=&to=` answered; not looked at unless `to > from`.
    pub fn compare(&mut self, proof: &str) -> JsResult<()> {
        self.0.compare(proof).map_err(thrown)
    }
}

/// A `BallotStatus`; the log must have been loaded for the receipt's credential or tracker.
#[wasm_bindgen]
pub fn check_receipt(log: &LoadedLog, receipt: &str) -> JsResult<String> {
    json(check::check_receipt(&log.0, receipt))
}

/// A `TrackerStatus`; the log must have been loaded for the tracker.
#[wasm_bindgen]
pub fn check_tracker(log: &LoadedLog, tracker: &str) -> JsResult<String> {
    json(check::check_tracker(&log.0, tracker))
}

/// A `CredentialStatus`; the log must have been loaded for the credential.
#[wasm_bindgen]
pub fn check_credential(log: &LoadedLog, credential: &str) -> JsResult<String> {
    json(check::check_credential(&log.0, credential))
}

/// A tracker as people see it; throws RCP-13 for a typing error.
#[wasm_bindgen]
pub fn show_tracker(typed: &str) -> JsResult<String> {
    check::show_tracker(typed).map_err(thrown)
}

/// An `OpenedBallot`; throws RCP-07 to RCP-09, and RCP-13 for an opening that cannot be read.
#[wasm_bindgen]
pub fn check_opening(
    log: &LoadedLog,
    opening: &str,
    credential: &str,
    tracker: &str,
    languages: &str,
) -> JsResult<String> {
    json(check::check_opening(&log.0, opening, credential, tracker, languages))
}

/// The `ReceiptContents`, unverified.
#[wasm_bindgen]
pub fn read_receipt(receipt: &str) -> JsResult<String> {
    json(check::read_receipt(receipt))
}

/// The whole verifier by pieces.
#[wasm_bindgen]
pub struct Audit(audit::Audit);

#[wasm_bindgen]
impl Audit {
    /// `trust`: the text of trust.json. What is `downloaded` has a limit; a file that the reader has does not.
    #[wasm_bindgen(constructor)]
    pub fn new(trust: &str, downloaded: bool) -> JsResult<Audit> {
        let limit = if downloaded { DOWNLOAD_LIMIT_BYTES } else { u64::MAX };
        audit::Audit::new(trust).map(|audit| Audit(audit.with_limit(limit))).map_err(thrown)
    }

    /// Takes a piece of entries.jsonl, cut anywhere.
    pub fn take(&mut self, bytes: &[u8]) -> JsResult<()> {
        self.0.take(bytes).map_err(thrown)
    }

    /// Number of lines verified.
    pub fn lines(&self) -> f64 {
        number(self.0.lines())
    }

    /// An `AuditReport`. The audit is used up.
    pub fn finish(self, checkpoint: &str) -> JsResult<String> {
        json(self.0.finish(checkpoint))
    }
}

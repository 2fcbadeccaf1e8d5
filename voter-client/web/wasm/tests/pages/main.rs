//! What pages ask, in small elections made in this process.

#[path = "../../../../tests/voting/election.rs"]
#[allow(dead_code)] // the tests of the program use more of it
mod election; // a small election with its log, as the tests of the voter's program have it
mod log;
mod booth;
mod check;
mod audit;

use election::Setting;
use rand::rngs::SysRng;
use serde::Serialize;
use serde_json::Value;
use tabella_crypto::group::Point;
use tabella_crypto::readable::{self, Kind};
use tabella_log::rulebook::Election;
use tabella_web::log::LoadedLog;
use tabella_web::refusal::Refusal;

/// The bytes of `entries.jsonl` from an entry on.
fn entries(setting: &Setting, from: u64) -> Vec<u8> {
    let lines = setting.log.lines.iter().skip(from as usize);
    lines.flat_map(|line| [line.as_bytes(), b"\n"]).flatten().copied().collect()
}

fn checkpoint(setting: &Setting) -> String {
    setting.log.checkpoint(&setting.trust, setting.log.tree.size()).as_str().to_owned()
}

/// The log of a setting, loaded for credentials and trackers.
fn loaded(setting: &Setting, own: &[String]) -> LoadedLog {
    let mut log =
        LoadedLog::new(&setting.trust.election.to_string(), None, Some(&own.join(","))).expect("log");
    log.take(&entries(setting, 0), SysRng).expect("entries");
    log.conclude(&checkpoint(setting)).expect("checkpoint");
    log
}

fn shown(credential: &Point) -> String {
    readable::show(Kind::Credential, credential.as_bytes())
}

fn json(answer: impl Serialize) -> Value {
    serde_json::to_value(answer).expect("JSON")
}

/// Expects a refusal by these checks.
fn refused<T>(answer: Result<T, Refusal>, expected: &[&str]) {
    let refusal = answer.err().expect("a refusal");
    assert_eq!(refusal.ids(), expected, "{}", refusal.message);
    let thrown = json(&refusal);
    let ids: Vec<_> = thrown["faults"].as_array().expect("faults").iter().map(|f| &f["check"]).collect();
    assert_eq!(ids, expected);
    assert!(thrown["message"].as_str().is_some_and(|message| !message.is_empty()));
}

/// The log as the rulebook sees it.
fn folded(setting: &Setting) -> &Election {
    &setting.log.election
}

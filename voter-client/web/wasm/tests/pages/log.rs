use crate::election::{ANN, Setting};
use crate::{checkpoint, entries, json, loaded, refused};
use rand::rngs::SysRng;
use tabella_crypto::bytes::Hash;
use tabella_crypto::encoding::LINE_LIMIT_BYTES;
use tabella_crypto::readable::{self, Kind};
use tabella_log::copy::too_large;
use tabella_log::trust::Trust;
use tabella_web::log::LoadedLog;
use tabella_web::refusal::RefusalKind as Refused;

fn empty(setting: &Setting) -> LoadedLog {
    LoadedLog::new(&setting.trust.election.to_string(), None, None).expect("log")
}

#[test]
fn a_download_may_be_cut_at_any_byte() {
    let mut setting = Setting::new(3, 2);
    setting.cast(0, ANN);
    let bytes = entries(&setting, 0);
    for length in [1, 2, 3, 1_000, bytes.len()] {
        let mut log = empty(&setting);
        for piece in bytes.chunks(length) {
            log.take(piece, SysRng).expect("a piece");
        }
        assert_eq!(log.size(), setting.log.tree.size());
        log.conclude(&checkpoint(&setting)).expect("checkpoint");
    }
}

#[test]
fn a_download_that_broke_off_accuses_nobody_and_goes_on() {
    let setting = Setting::new(0, 0);
    let bytes = entries(&setting, 0);
    for end in (0..bytes.len()).step_by(499) {
        let mut log = empty(&setting);
        log.take(&bytes[..end], SysRng).expect("a piece");
        refused(log.conclude(&checkpoint(&setting)), &[]);
        let from = log.resume();
        log.take(&entries(&setting, from), SysRng).expect("the rest");
        log.conclude(&checkpoint(&setting)).expect("checkpoint");
    }
}

#[test]
fn a_log_that_grows_says_something_only_under_a_checkpoint_of_all_of_it() {
    let mut setting = Setting::new(0, 0);
    let mut log = loaded(&setting, &[]);
    let size = log.size();
    setting.cast(0, ANN);
    log.take(&entries(&setting, size), SysRng).expect("one more");
    refused(log.overview("en"), &[]);
    log.conclude(&checkpoint(&setting)).expect("checkpoint");
    assert_eq!(json(log.overview("en").expect("overview"))["counted"], 1);
}

#[test]
fn what_is_trusted_is_told_by_its_hash_however_it_is_typed() {
    let setting = Setting::new(3, 2);
    let hash = setting.trust.hash();
    let election = readable::show(Kind::Election, &setting.trust.election.0);
    for typed in [setting.trust.shown_hash(), setting.trust.shown_hash().to_uppercase(), hash.to_string()] {
        let mut log = LoadedLog::new(&election, Some(&typed), None).expect("log");
        log.take(&entries(&setting, 0), SysRng).expect("entries");
        assert_eq!(Trust::read(log.trust().expect("trust")), Ok(setting.trust.clone()));
    }
    let typing_error = setting.trust.shown_hash().replace(' ', "").replacen('q', "p", 1) + "q";
    refused(LoadedLog::new(&election, Some(&typing_error), None).map(|_| ()), &["RCP-13"]);
}

#[test]
fn another_trust_hash_or_election_is_refused_at_the_first_entry() {
    let setting = Setting::new(3, 2);
    let unwitnessed = Setting::new(0, 0);
    let election = setting.trust.election.to_string();
    let mut log = LoadedLog::new(&election, Some(&Hash::ZERO.to_string()), None).expect("log");
    refused(log.take(&entries(&setting, 0), SysRng), &["MAN-03"]);
    let mut log = empty(&unwitnessed);
    refused(log.take(&entries(&setting, 0), SysRng), &["MAN-02"]);
    let mut log = empty(&setting);
    refused(log.take(&entries(&setting, 1), SysRng), &["MAN-02"]);
}

#[test]
fn a_changed_line_is_refused_by_its_check_and_the_log_stays_refused() {
    let setting = Setting::new(0, 0);
    let text = String::from_utf8(entries(&setting, 0)).expect("text");
    for (from, to, ids) in [
        ("\n{\"at\":17", "\n{\"at\":16", &["LOG-07"][..]),
        ("\n{", "\n {", &["ENC-01"]),
        ("\n{", "\r\n{", &["ENC-10"]),
        ("\n{", "\n\n{", &["ENC-10"]),
        ("\"index\":2,", "\"index\":3,", &["LOG-01"]),
    ] {
        let mut log = empty(&setting);
        let changed = text.replacen(from, to, 1);
        refused(log.take(changed.as_bytes(), SysRng), ids);
        refused(log.take(&entries(&setting, log.size()), SysRng), ids);
        refused(log.conclude(&checkpoint(&setting)), ids);
        refused(log.overview("en"), ids);
    }
}

#[test]
fn a_line_without_an_end_is_not_kept() {
    let setting = Setting::new(0, 0);
    let mut log = empty(&setting);
    log.take(&vec![b'x'; LINE_LIMIT_BYTES], SysRng).expect("may be a line yet");
    refused(log.take(b"x", SysRng), &["ENC-08"]);
}

#[test]
fn nothing_may_follow_the_last_line() {
    let setting = Setting::new(0, 0);
    let mut log = empty(&setting);
    log.take(&entries(&setting, 0), SysRng).expect("entries");
    log.take(b"{", SysRng).expect("a line may have begun");
    refused(log.conclude(&checkpoint(&setting)), &["ENC-10"]);
}

#[test]
fn a_checkpoint_needs_board_and_quorum_and_never_shrinks() {
    let mut setting = Setting::new(3, 2);
    setting.cast(0, ANN);
    let mut log = loaded(&setting, &[]);
    let shorter = setting.log.checkpoint(&setting.trust, log.size() - 1);
    refused(log.conclude(shorter.as_str()), &["LOG-02"]);
    refused(log.conclude("not a note"), &["LOG-03"]);
    setting.log.cosigners = 1;
    refused(log.conclude(&checkpoint(&setting)), &["LOG-05"]);
    // Another ballot in the same place.
    let mut twin = setting.forgetful(log.size() - 1);
    twin.cast(0, ANN);
    let mut log = empty(&twin);
    log.take(&entries(&twin, 0), SysRng).expect("entries");
    setting.log.cosigners = 3;
    refused(log.conclude(&checkpoint(&setting)), &["LOG-02"]);
}

// REP-07
#[test]
fn more_bytes_than_a_program_takes_are_not_taken_and_nobody_is_accused() {
    let setting = Setting::new(0, 0);
    let bytes = entries(&setting, 0);
    let limited = |limit: usize| empty(&setting).with_limit(limit as u64);
    let mut log = limited(bytes.len());
    log.take(&bytes, SysRng).expect("exactly as many");
    log.conclude(&checkpoint(&setting)).expect("checkpoint");
    let first = bytes.iter().position(|byte| *byte == b'\n').expect("a line") + 1;
    let mut log = limited(bytes.len() - 1);
    log.take(&bytes[..first], SysRng).expect("a piece");
    let refusal = log.take(&bytes[first..], SysRng).expect_err("too many");
    assert_eq!((refusal.kind, refusal.faults.len()), (Refused::TooLarge, 0));
    assert_eq!(refusal.message, too_large(1, bytes.len() as u64 - 1));
    assert_eq!(json(&refusal)["kind"], "too-large");
    refused(log.conclude(&checkpoint(&setting)), &[]);
    // A download that broke off is not counted twice.
    let mut log = limited(bytes.len());
    log.take(&bytes[..first + 7], SysRng).expect("a piece");
    assert_eq!(log.resume(), 1);
    log.take(&bytes[first..], SysRng).expect("the rest");
}

// LOG-08
#[test]
fn a_log_that_was_loaded_anew_extends_what_was_seen_before_or_is_another_log() {
    let mut setting = Setting::new(0, 0);
    setting.cast(0, ANN);
    let before = checkpoint(&setting);
    let old = loaded(&setting, &[]);
    setting.cast(1, ANN);
    let now = loaded(&setting, &[]);
    assert_eq!(now.extends(&before), Ok(true));
    assert_eq!(old.extends(&checkpoint(&setting)), Ok(false), "an older state, which may come from a cache");
    let mut twin = setting.forgetful(old.size() - 1);
    twin.cast(0, ANN);
    refused(loaded(&twin, &[]).extends(&before), &["LOG-08"]);
    refused(now.extends("not a note"), &["LOG-03"]);
    refused(empty(&setting).extends(&before), &[]);
}

#[test]
fn the_overview_says_what_is_decided_and_where_it_stands() {
    let mut setting = Setting::new(0, 0);
    setting.cast(0, ANN);
    let overview = json(loaded(&setting, &[]).overview("de,en-GB").expect("overview"));
    let trust = &setting.trust;
    for (key, expected) in [
        ("title", "Small election"),
        ("description", "A small election."),
        ("language", "en"),
        ("phase", "open"),
        ("election", &trust.election.to_string()),
        ("election_text", &readable::show(Kind::Election, &trust.election.0)),
        ("trust_text", &trust.shown_hash()),
    ] {
        assert_eq!(overview[key], expected, "{key}");
    }
    assert_eq!((&overview["counted"], &overview["unwitnessed"]), (&json(1), &json(true)));
    assert_eq!(overview["colluding"], serde_json::json!({ "all": 3, "some": 1 }));
    assert_eq!(overview["board"], json(&trust.board));
    let witnessed = json(loaded(&Setting::new(3, 2), &[]).overview("en").expect("overview"));
    assert_eq!((&witnessed["unwitnessed"], witnessed["colluding"].is_null()), (&json(false), true));
    assert!(overview["fingerprint_text"].as_str().expect("text").starts_with("fingerprint1 "));
}

use crate::election::{ANN, BEA, Setting, choices_of};
use crate::{checkpoint, entries, folded, json, loaded, refused, shown};
use rand::rngs::SysRng;
use serde_json::json;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::credential::Code;
use tabella_web::booth::{Booth, credential};
use tabella_web::log::LoadedLog;

/// A voter in their booth, and the log that it was loaded with.
fn enter(setting: &Setting, voter: usize) -> (LoadedLog, Booth) {
    let log = loaded(setting, &[shown(&setting.credential(voter))]);
    let booth = Booth::new(&log, &setting.codes[voter].show()).expect("booth");
    (log, booth)
}

/// Prepares choices; the tracker that is shown.
fn prepare(log: &LoadedLog, booth: &mut Booth, choices: &[(&str, &[&str])]) -> String {
    let choices = serde_json::to_string(&choices_of(choices)).expect("JSON");
    let prepared = json(booth.prepare(log, &choices, "en", &mut SysRng).expect("prepared"));
    prepared["tracker"].as_str().expect("tracker").to_owned()
}

/// What the board answers about consistency.
fn consistency(setting: &Setting, from: u64) -> String {
    let proof = setting.log.tree.consistency(from, setting.log.tree.size()).expect("proof");
    json!({ "proof": proof }).to_string()
}

#[test]
fn a_voter_votes_and_the_answer_holds() {
    let mut setting = Setting::new(3, 2);
    let (log, mut booth) = enter(&setting, 0);
    let paper = json(booth.paper("fr").expect("a paper"));
    assert_eq!((&paper["style"], &paper["earlier"]), (&json!("all"), &json!(null)));
    let chair = &paper["contests"][0];
    let expected = json!({
        "id": "chair", "title": "Chair", "min": 1, "max": 1, "blank": true,
        "options": [{ "id": "ann", "label": "ANN" }, { "id": "bea", "label": "BEA" }],
    });
    assert_eq!(chair, &expected);
    let choices = r#"{"chair":["bea"],"budget":["yes","later"]}"#;
    let prepared = json(booth.prepare(&log, choices, "en", &mut SysRng).expect("prepared"));
    let budget = json!({
        "contest": "budget", "title": "Budget", "options": ["yes", "later"], "labels": ["YES", "LATER"],
    });
    assert_eq!((&prepared["choices"][1], &prepared["sequence"]), (&budget, &json!(0)));
    assert_eq!(prepared["credential"], shown(&setting.credential(0)));
    let index = setting.log.append(&booth.cast().expect("statement")).expect("accepted");
    let receipt = setting.log.receipt(&setting.trust, index).to_text();
    let answer = json(booth.answer(&receipt).expect("answer"));
    assert_eq!((&answer["tracker"], &answer["standing"]), (&prepared["tracker"], &json!("recorded")));
    assert_eq!((&answer["from"], &answer["to"]), (&json!(index), &json!(index + 1)));
    booth.compare(&consistency(&setting, index)).expect("the same log");
}

#[test]
fn a_voter_who_comes_back_sees_their_earlier_ballot_and_replaces_it() {
    let mut setting = Setting::new(0, 0);
    let (sent, receipt) = setting.cast(0, ANN);
    let (log, mut booth) = enter(&setting, 0);
    let earlier = &json(booth.paper("").expect("a paper"))["earlier"];
    assert_eq!((&earlier["index"], &earlier["at"]), (&json!(receipt.index), &json!(setting.log.at)));
    assert_eq!(earlier["tracker"], tabella_crypto::readable::tracker(&sent.tracker));
    prepare(&log, &mut booth, BEA);
    let index = setting.log.append(&booth.cast().expect("statement")).expect("accepted");
    let answer = booth.answer(&setting.log.receipt(&setting.trust, index).to_text()).expect("answer");
    assert_eq!(json(answer)["sequence"], 1);
}

#[test]
fn a_ballot_that_came_meanwhile_is_taken_into_account_after_the_log_was_loaded_on() {
    let mut setting = Setting::new(0, 0);
    let (mut log, mut booth) = enter(&setting, 0);
    prepare(&log, &mut booth, ANN);
    let (_, mut hasty) = enter(&setting, 0);
    prepare(&log, &mut hasty, ANN);
    let stale = hasty.cast().expect("statement");
    let (meanwhile, _) = setting.cast(0, BEA);
    assert!(setting.log.append(&stale).is_err(), "refused, because its place is taken");
    log.take(&entries(&setting, log.size()), SysRng).expect("what is new");
    log.conclude(&checkpoint(&setting)).expect("checkpoint");
    prepare(&log, &mut booth, ANN);
    let earlier = &json(booth.paper("").expect("a paper"))["earlier"];
    assert_eq!(earlier["tracker"], tabella_crypto::readable::tracker(&meanwhile.tracker));
    let index = setting.log.append(&booth.cast().expect("statement")).expect("accepted");
    let answer = booth.answer(&setting.log.receipt(&setting.trust, index).to_text());
    assert_eq!(json(answer.expect("answer"))["sequence"], 1);
}

#[test]
fn a_typing_error_in_the_code_is_found_before_anything_is_loaded() {
    let setting = Setting::new(0, 0);
    let election = setting.trust.election.to_string();
    let code = setting.codes[0].show();
    for typed in [code.to_uppercase(), code.replace(' ', ""), code.replace(' ', "-")] {
        assert_eq!(credential(&typed, &election).expect("credential"), shown(&setting.credential(0)));
    }
    refused(credential(&code[1..], &election), &["ROL-07"]);
    refused(credential(&code, &Hash::ZERO.to_string()), &["ROL-07"]);
}

#[test]
fn who_may_not_vote_now_is_told_why() {
    let mut setting = Setting::new(0, 0);
    let stranger = Code::generate(&setting.trust.election, &mut SysRng).expect("code");
    let log = loaded(&setting, &[shown(stranger.credential().public())]);
    refused(Booth::new(&log, &stranger.show()).map(|_| ()), &["ROL-07"]);
    refused(Booth::new(&log, "a code").map(|_| ()), &["ROL-07"]);
    let (mut log, mut booth) = enter(&setting, 0);
    setting.close();
    log.take(&entries(&setting, log.size()), SysRng).expect("what is new");
    log.conclude(&checkpoint(&setting)).expect("checkpoint");
    refused(booth.prepare(&log, "{}", "", &mut SysRng).map(|_| ()), &["LOG-11"]);
    refused(Booth::new(&log, &setting.codes[0].show()).map(|_| ()), &["LOG-11"]);
}

#[test]
fn no_booth_relies_on_ballots_of_the_voter_that_were_not_verified() {
    let setting = Setting::new(0, 0);
    let log = loaded(&setting, &[shown(&setting.credential(1))]);
    refused(Booth::new(&log, &setting.codes[0].show()).map(|_| ()), &[]);
}

#[test]
fn choices_that_the_rules_do_not_allow_are_refused_and_leave_nothing_to_cast() {
    let setting = Setting::new(0, 0);
    let (log, mut booth) = enter(&setting, 0);
    for choices in [
        "{}",
        r#"{"chair":["ann","bea"]}"#,
        r#"{"chair":["ann","blank"]}"#,
        r#"{"chair":["eve"]}"#,
        r#"{"chair":["ann"],"mayor":["ann"]}"#,
        r#"{"chair":"ann"}"#,
        "",
    ] {
        prepare(&log, &mut booth, ANN);
        refused(booth.prepare(&log, choices, "", &mut SysRng).map(|_| ()), &[]);
        refused(booth.cast(), &[]);
    }
}

#[test]
fn a_prepared_ballot_is_cast_or_challenged_and_never_both() {
    let setting = Setting::new(0, 0);
    let (log, mut booth) = enter(&setting, 0);
    let first = prepare(&log, &mut booth, ANN);
    booth.challenge().expect("opening");
    refused(booth.cast(), &[]);
    assert_ne!(prepare(&log, &mut booth, ANN), first, "fresh randomness");
    booth.cast().expect("statement");
    refused(booth.challenge(), &[]);
    refused(booth.prepare(&log, "{}", "", &mut SysRng).map(|_| ()), &[]);
}

#[test]
fn an_answer_about_another_ballot_or_from_another_log_is_refused() {
    let mut setting = Setting::new(0, 0);
    let (_, other) = setting.cast(1, BEA);
    let (log, mut booth) = enter(&setting, 0);
    refused(booth.answer(&other.to_text()).map(|_| ()), &[]);
    refused(booth.compare(""), &[]);
    prepare(&log, &mut booth, ANN);
    let statement = booth.cast().expect("statement");
    refused(booth.answer(&other.to_text()).map(|_| ()), &["RCP-02"]);
    refused(booth.answer("a receipt").map(|_| ()), &["RCP-01"]);
    // The board forgets the other voter, and takes this ballot into what is left.
    let mut forgetful = setting.forgetful(folded(&setting).size() - 1);
    let index = forgetful.log.append(&statement).expect("accepted");
    let receipt = forgetful.log.receipt(&forgetful.trust, index).to_text();
    booth.answer(&receipt).expect("valid by itself");
    refused(booth.compare(""), &["LOG-08"]);
    // The same, and then the log grows.
    let (log, mut booth) = enter(&setting, 0);
    prepare(&log, &mut booth, ANN);
    let mut forgetful = setting.forgetful(folded(&setting).size() - 1);
    let index = forgetful.log.append(&booth.cast().expect("statement")).expect("accepted");
    forgetful.cast(1, ANN);
    let receipt = forgetful.log.receipt(&forgetful.trust, index).to_text();
    booth.answer(&receipt).expect("valid by itself");
    refused(booth.compare(&consistency(&forgetful, log.size())), &["LOG-10"]);
    refused(booth.compare("{}"), &[]);
}

#[test]
fn without_a_quorum_the_ballot_is_only_received() {
    let mut setting = Setting::new(3, 2);
    let (log, mut booth) = enter(&setting, 0);
    prepare(&log, &mut booth, ANN);
    let index = setting.log.append(&booth.cast().expect("statement")).expect("accepted");
    setting.log.cosigners = 1;
    let answer = booth.answer(&setting.log.receipt(&setting.trust, index).to_text()).expect("answer");
    assert_eq!(json(answer)["standing"], "received");
}

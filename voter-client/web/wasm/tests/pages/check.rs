use crate::election::{ANN, BEA, Setting};
use crate::{entries, json, loaded, refused, shown};
use rand::rngs::SysRng;
use serde_json::json;
use tabella_crypto::bytes::Hash;
use tabella_crypto::encoding::encode;
use tabella_crypto::readable;
use tabella_web::check::{
    check_credential, check_opening, check_receipt, check_tracker, read_receipt, show_tracker,
};
use tabella_web::log::LoadedLog;

#[test]
fn the_second_device_sees_the_choices_that_were_really_encrypted() {
    let setting = Setting::new(0, 0);
    let log = loaded(&setting, &[]);
    let (letter, prepared) = (shown(&setting.credential(0)), setting.prepare(0, ANN));
    let tracker = readable::tracker(prepared.tracker());
    let opening = encode(&prepared.challenge().0);
    let opened = json(check_opening(&log, &opening, &letter, &tracker, "en").expect("opened"));
    assert_eq!(opened["choices"][0]["options"], json!(["ann"]));
    assert_eq!(opened["choices"][1]["labels"], json!(["YES", "LATER"]));
    let carried = format!("\u{feff}> {}\r\n> {}\r\n", &opening[..72], &opening[72..]);
    let typed = format!("\u{201c}{}\u{201d}.", letter.to_uppercase());
    check_opening(&log, &carried, &typed, &tracker, "en").expect("carried");
    let other = readable::tracker(setting.prepare(0, ANN).tracker());
    refused(check_opening(&log, &opening, &letter, &other, "").map(|_| ()), &["RCP-07"]);
    let stranger = shown(&setting.credential(1));
    refused(check_opening(&log, &opening, &stranger, &tracker, "").map(|_| ()), &["RCP-08"]);
    let lie = opening.replace(r#""selections":[1,0,"#, r#""selections":[0,1,"#);
    refused(check_opening(&log, &lie, &letter, &tracker, "").map(|_| ()), &["RCP-07"]);
    // What does not decode was changed on its way: nobody's ballot box is at fault.
    refused(check_opening(&log, "{}", &letter, &tracker, "").map(|_| ()), &["RCP-13"]);
    assert_eq!(show_tracker(&tracker.replace(' ', "").to_uppercase()), Ok(tracker.clone()));
    refused(show_tracker(&tracker[1..]).map(|_| ()), &["RCP-13"]);
}

#[test]
fn a_ballot_is_found_by_its_tracker_and_followed() {
    let mut setting = Setting::new(0, 0);
    let (first, _) = setting.cast(0, ANN);
    let (last, receipt) = setting.cast(0, BEA);
    setting.close();
    let [first, last, never] =
        [first.tracker, last.tracker, Hash::ZERO].map(|tracker| readable::tracker(&tracker));
    let log = loaded(&setting, &[first.clone(), last.clone(), never.clone()]);
    let found = json(check_tracker(&log, &last.to_uppercase()).expect("looked"));
    assert_eq!((&found["found"], &found["status"]), (&json!(true), &json!("counted")));
    assert_eq!((&found["index"], &found["latest"]["index"]), (&json!(receipt.index), &json!(receipt.index)));
    assert_eq!(found["credential"], shown(&setting.credential(0)));
    let found = json(check_tracker(&log, &first).expect("looked"));
    assert_eq!((&found["status"], &found["latest"]["tracker"]), (&json!("superseded"), &json!(last)));
    assert_eq!(json(check_tracker(&log, &never).expect("looked")), json!({ "found": false }));
    refused(check_tracker(&log, &last[1..]).map(|_| ()), &["RCP-13"]);
}

#[test]
fn nothing_is_said_of_ballots_that_were_not_verified() {
    let mut setting = Setting::new(0, 0);
    let (sent, receipt) = setting.cast(0, ANN);
    let log = loaded(&setting, &[shown(&setting.credential(1))]);
    refused(check_tracker(&log, &readable::tracker(&sent.tracker)).map(|_| ()), &[]);
    refused(check_receipt(&log, &receipt.to_text()).map(|_| ()), &[]);
    refused(check_credential(&log, &shown(&setting.credential(0))).map(|_| ()), &[]);
}

#[test]
fn a_ballot_that_the_board_made_up_is_refused_for_its_credential_and_for_its_tracker() {
    let mut setting = Setting::new(0, 0);
    // Signed by somebody who does not have the code.
    let honest = setting.sign(0, ANN);
    let other = setting.sign(1, ANN);
    let signature = |statement: &str| {
        let start = statement.find(r#""signature":""#).expect("signature") + 13;
        statement[start..].split('"').next().expect("end").to_owned()
    };
    let forged = honest.statement.replace(&signature(&honest.statement), &signature(&other.statement));
    setting.log.force(&forged);
    for own in [shown(&setting.credential(0)), readable::tracker(&honest.tracker)] {
        let mut log = LoadedLog::new(&setting.trust.election.to_string(), None, Some(&own)).expect("log");
        refused(log.take(&entries(&setting, 0), SysRng), &["LOG-13"]);
    }
    // For everybody else that is the auditors' business.
    loaded(&setting, &[shown(&setting.credential(1))]);
}

#[test]
fn a_receipt_says_whether_its_ballot_is_counted_or_replaced() {
    let mut setting = Setting::new(3, 2);
    let (_, first) = setting.cast(0, ANN);
    let (_, last) = setting.cast(0, BEA);
    let stated = json(read_receipt(&first.to_text()).expect("stated"));
    assert_eq!(stated["board"], setting.trust.board.name);
    assert_eq!(stated["election"], setting.trust.election.to_string());
    assert_eq!(stated["credential"], shown(&setting.credential(0)));
    let own = [stated["credential"].as_str().expect("credential").to_owned()];
    let status = |setting: &Setting, receipt: &str| {
        let checked = json(check_receipt(&loaded(setting, &own), receipt).expect("checked"));
        assert_eq!((&checked["standing"], &checked["faults"]), (&json!("recorded"), &json!([])));
        checked["status"].as_str().expect("status").to_owned()
    };
    assert_eq!(status(&setting, &last.to_text()), "not-yet-counted");
    setting.close();
    assert_eq!(status(&setting, &last.to_text()), "counted");
    assert_eq!(status(&setting, &first.to_text()), "superseded");
    let quoted: String = first.to_text().lines().map(|line| format!("> {line}\r\n")).collect();
    assert_eq!(status(&setting, &format!("Dear office\n\n{}-- \nAnn", first.to_text())), "superseded");
    assert_eq!((status(&setting, &quoted), read_receipt(&quoted).is_ok()), ("superseded".into(), true));
    let changed = first.to_text().replace("\nindex ", "\nindex 1");
    refused(check_receipt(&loaded(&setting, &own), &changed).map(|_| ()), &["LOG-09", "RCP-01"]);
}

#[test]
fn a_receipt_of_a_dropped_ballot_speaks_against_the_board() {
    let mut setting = Setting::new(0, 0);
    let (_, receipt) = setting.cast(0, ANN);
    let mut forgetful = setting.forgetful(receipt.index);
    forgetful.cast(0, BEA);
    let log = loaded(&forgetful, &[shown(&setting.credential(0))]);
    let checked = json(check_receipt(&log, &receipt.to_text()).expect("checked"));
    assert_eq!(checked["status"], "missing");
    let ids: Vec<_> = checked["faults"].as_array().expect("faults").iter().map(|f| &f["check"]).collect();
    assert_eq!(ids, ["RCP-04", "LOG-08"]);
}

#[test]
fn whether_a_code_was_used_is_answered_from_the_whole_log() {
    let mut setting = Setting::new(0, 0);
    let (sent, _) = setting.cast(0, ANN);
    let credentials = [0, 1].map(|voter| shown(&setting.credential(voter)));
    let stranger = shown(
        tabella_crypto::signature::SigningKey::new(tabella_crypto::group::SecretScalar::derive(
            b"stranger",
            b"",
            &[],
        ))
        .public(),
    );
    let [used, unused] = credentials.clone();
    let log = loaded(&setting, &[used.clone(), unused.clone(), stranger.clone()]);
    let status = |credential: &str| json(check_credential(&log, credential).expect("looked"));
    assert_eq!(status(&used)["status"], "not-yet-counted");
    assert_eq!(status(&used)["latest"]["tracker"], readable::tracker(&sent.tracker));
    assert_eq!((&status(&unused)["status"], &status(&unused)["latest"]), (&json!("absent"), &json!(null)));
    assert_eq!(status(&stranger)["status"], "not-in-roll");
    refused(check_credential(&log, "credential1").map(|_| ()), &["RCP-13"]);
}

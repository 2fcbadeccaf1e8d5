//! The result, on the page and as files.

use super::*;

#[tokio::test]
async fn nothing_of_the_result_is_shown_before_it_is_in_the_log() {
    in_every_phase(
        |_| {},
        async |stage, phase| {
            let view = page(&stage.board, &stage.view()).await;
            let csv = stage.board.get(&format!("{}/results.csv", stage.view())).await;
            let json = stage.board.get(&format!("{}/results.json", stage.view())).await;
            let has_result = view.elements.iter().any(|element| element.attribute("id") == Some("result"));
            let has_bars = view.elements.iter().any(|element| element.attribute("class") == Some("bar"));
            assert_eq!((has_result, has_bars), (phase == "finished", phase == "finished"), "{phase}");
            let in_log = if ["waiting", "over"].contains(&phase) { "open" } else { phase };
            assert!(view.text().contains(&accepted_line(in_log, 0)), "{phase}");
            if phase != "finished" {
                csv.refused(404, None);
                json.refused(404, None);
            }
        },
    )
    .await;
}

#[tokio::test]
async fn the_result_is_shown_as_a_chart_a_table_and_as_files() {
    let mut stage = Stage::new(|_| {}).await;
    stage.open().await;
    for (voter, choice) in [("ada", "yes"), ("bob", "yes"), ("cyn", "blank")] {
        stage.vote(voter, choice).await;
    }
    stage.close().await;
    stage.count().await;
    stage.announce().await;
    let view = page(&stage.board, &stage.view()).await;
    let text = view.text();
    for words in [
        "3 ballots were counted.",
        "yes 2 66.7%",
        "no 0 0.0%",
        "Blank vote 1 33.3%",
        accepted_line("finished", 0).as_str(),
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    let bars: Vec<_> = view.all("rect").map(|bar| bar.attribute("width").unwrap()).collect();
    assert_eq!(bars, ["667", "0", "334"], "most votes first, the blank vote last");

    let csv = stage.board.get(&format!("{}/results.csv", stage.view())).await;
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8; header=present");
    let lines = [
        concat!("\u{feff}", r#""contest","contest title","outcome","option","label","total","ballots""#),
        r#""question","Question","counted","yes","yes","2","3""#,
        r#""question","Question","counted","no","no","0","3""#,
        r#""question","Question","counted","blank","","1","3""#,
    ];
    assert_eq!(csv.text, lines.map(|line| format!("{line}\r\n")).concat());

    let json = stage.board.get(&format!("{}/results.json", stage.view())).await;
    assert_eq!(json.headers["content-type"], "application/json");
    let expected = serde_json::json!({
        "contests": [{
            "ballots": 3, "blank": 1, "id": "question", "outcome": "counted", "title": {"en": "Question"},
            "options": [{"id": "yes", "label": {"en": "yes"}, "total": 2}, {"id": "no", "label": {"en": "no"}, "total": 0}],
        }],
        "count": 3,
        "election": stage.election.id.to_string(),
        "fingerprint": stage.election.log.fingerprint().unwrap().to_string(),
        "title": {"en": "Playground"},
        "weight": 3,
    });
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json.text).unwrap(), expected);
    stage.board.stop().await.unwrap();
}

#[tokio::test]
async fn a_contest_that_is_withheld_is_called_so_and_shows_no_number() {
    let mut stage = Stage::new(|manifest| {
        manifest.minimum = 3;
    })
    .await;
    stage.open().await;
    stage.vote("ada", "yes").await;
    stage.vote("bob", "no").await;
    stage.close().await;
    stage.count().await;
    let tally = stage.election.log.tally().unwrap().clone();
    let result = tally.result(stage.election.log.manifest().unwrap(), &[]);
    let body = tabella_crypto::election::statement::Body::Result(result);
    let statement = stage.election.say(&key("official"), &body);
    stage.election.append(&stage.board, &statement).await;
    let view = page(&stage.board, &stage.view()).await;
    assert!(view.text().contains("They are not published, and were never opened."), "{}", view.text());
    assert_eq!(view.all("rect").count(), 0);
    let csv = stage.board.get(&format!("{}/results.csv", stage.view())).await.text;
    assert!(csv.ends_with("\"question\",\"Question\",\"withheld\",\"\",\"\",\"\",\"\"\r\n"), "{csv}");
    let json = stage.board.get(&format!("{}/results.json", stage.view())).await.text;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let contest = &json["contests"][0];
    assert_eq!(contest["outcome"], "withheld");
    let numbers = [&contest["ballots"], &contest["blank"], &contest["options"][0]["total"]];
    assert!(numbers.iter().all(|number| number.is_null()), "{contest}");
    stage.board.stop().await.unwrap();
}

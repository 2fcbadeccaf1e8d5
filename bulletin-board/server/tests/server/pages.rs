//! The public pages, from the first entry to the result, read as a browser would.

use crate::board::{Answer, NAME, Place, TestBoard};
use crate::election::{CLOSING, OPENING, TestElection, key, manifest, party, texts};
use crate::html::{Element, Page};
use axum::body::Body;
use axum::http::Request;
use std::collections::BTreeSet;
use tabella_board::pages::{PublicUrl, Site};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::manifest::{Address, ClientFile, Manifest};
use tabella_crypto::readable::{self, Kind, show};
use tabella_crypto::text::{Paragraphs, Text};
use tabella_log::rulebook::accepted_line;

const LANGUAGES: [&str; 6] = ["en", "zh-Hans", "de", "fr", "es", "ar"];
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Asks as a browser does.
async fn visit(board: &TestBoard, path: &str, language: &str) -> Answer {
    let request = Request::get(path).header("accept", "text/html,*/*;q=0.8");
    board.send(request.header("accept-language", language).body(Body::empty()).unwrap()).await
}

/// A page that there is.
async fn page(board: &TestBoard, path: &str) -> Page {
    let answer = visit(board, path, "en").await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    Page::read(&answer.text)
}

/// Every page about an election, and those that there are not.
fn paths(election: &TestElection) -> Vec<(String, u16)> {
    let view = format!("/view/{}", election.id);
    let ballots = election.log.counted();
    let mut paths = vec![
        ("/".to_owned(), 200),
        (view.clone(), 200),
        (format!("{view}/ballots"), 200),
        (format!("{view}/ballots?tracker=tracker1"), 200),
        (format!("{view}/ballots?tracker={}", show(Kind::Trust, &[7; 32]).replace(' ', "")), 200),
        (format!("{view}/ballots?tracker={}", show(Kind::Tracker, &[7; 32]).replace(' ', "+")), 200),
        (format!("{view}/ballots/0"), 404),
        (format!("{view}/ballots/none"), 404),
        (format!("{view}/nothing"), 404),
        (format!("/view/{}", Hash::ZERO), 404),
        ("/view/short".to_owned(), 404),
        (format!("/vote/{}", election.id), 404),
        (format!("/vote/{}", Hash::ZERO), 404),
        ("/check".to_owned(), 404),
        (format!("/check/{}", election.id), 404),
        (format!("/audit/{}", election.id), 404),
        ("/web/booth.html".to_owned(), 404),
        ("/nothing".to_owned(), 404),
    ];
    if election.log.result().is_none() {
        paths.push((format!("{view}/results.csv"), 404));
        paths.push((format!("{view}/results.json"), 404));
    }
    if ballots > 0 {
        let latest = election.log.latest(key("ada").public()).unwrap();
        paths.push((format!("{view}/ballots/{}", latest.index), 200));
        let tracker = readable::tracker(&latest.tracker).replace(' ', "+");
        paths.push((format!("{view}/ballots?tracker={tracker}"), 200));
    }
    paths
}

/// An election that is played phase by phase; what is to be tested is tested in each.
struct Stage {
    place: Place,
    board: TestBoard,
    election: TestElection,
}

impl Stage {
    async fn new(change: impl FnOnce(&mut Manifest)) -> Stage {
        let place = Place::new(vec![*key("official").public()]);
        let board = place.start().await;
        let mut manifest = manifest(&board.key, "Playground");
        change(&mut manifest);
        let election = TestElection::found(&board, manifest).await;
        Stage { place, board, election }
    }

    async fn open(&mut self) {
        self.election.open(&self.board).await;
        self.place.set_clock(OPENING);
    }

    async fn vote(&mut self, voter: &str, choice: &str) {
        let ballot = self.election.ballot(voter, choice);
        self.election.append(&self.board, &ballot).await;
    }

    async fn close(&mut self) {
        for trustee in [1, 3] {
            let live = self.election.liveness(trustee);
            self.election.append(&self.board, &live).await;
        }
        self.place.set_clock(CLOSING);
        let close = self.election.close();
        self.election.append(&self.board, &close).await;
    }

    async fn count(&mut self) {
        if self.election.log.tally().unwrap().encrypted().next().is_some() {
            for trustee in [3, 2] {
                let share = self.election.decryption_share(trustee);
                self.election.append(&self.board, &share).await;
            }
        }
    }

    async fn announce(&mut self) {
        let (result, _) = self.election.result();
        self.election.append(&self.board, &result).await;
    }

    fn view(&self) -> String {
        format!("/view/{}", self.election.id)
    }
}

/// Plays a whole election, and shows it to `test` in every phase.
async fn in_every_phase(change: impl FnOnce(&mut Manifest), test: impl AsyncFn(&Stage, &str)) {
    let mut stage = Stage::new(change).await;
    test(&stage, "setup").await;
    stage.election.open(&stage.board).await;
    test(&stage, "waiting").await;
    stage.place.set_clock(OPENING);
    test(&stage, "open").await;
    for (voter, choice) in [("ada", "yes"), ("bob", "no"), ("ada", "blank")] {
        stage.vote(voter, choice).await;
    }
    test(&stage, "open").await;
    stage.place.set_clock(CLOSING);
    test(&stage, "over").await;
    stage.close().await;
    test(&stage, "closed").await;
    stage.count().await;
    test(&stage, "closed").await;
    stage.announce().await;
    test(&stage, "finished").await;
    stage.board.stop().await.unwrap();
}

#[tokio::test]
async fn every_page_of_every_phase_is_complete_in_every_language() {
    in_every_phase(
        |_| {},
        async |stage, phase| {
            for language in LANGUAGES {
                for (path, status) in paths(&stage.election) {
                    let answer = visit(&stage.board, &path, language).await;
                    let about = format!("{phase}, {language}, {path}");
                    assert_eq!(answer.status, status, "{about}: {}", answer.text);
                    assert_eq!(answer.headers["content-type"], "text/html; charset=utf-8", "{about}");
                    assert_eq!(answer.headers["content-language"], language, "{about}");
                    assert_is_accessible(&Page::read(&answer.text), language, &about);
                }
            }
        },
    )
    .await;
}

/// What can be said about a page without a browser.
fn assert_is_accessible(page: &Page, language: &str, about: &str) {
    let html = page.all("html").next().unwrap();
    assert_eq!(html.attribute("lang"), Some(language), "{about}");
    let direction = if language == "ar" { "rtl" } else { "ltr" };
    assert_eq!(html.attribute("dir"), Some(direction), "{about}");
    for (name, count) in [("title", 1), ("h1", 1), ("main", 1), ("header", 1), ("footer", 1)] {
        let found = page.all(name).filter(|element| element.attribute("id") != Some("turnout-name"));
        assert_eq!(found.count(), count, "{name}: {about}");
    }
    let alternatives = page.all("link").filter_map(|link| link.attribute("hreflang"));
    assert_eq!(alternatives.collect::<Vec<_>>(), LANGUAGES, "{about}");
    let mut ids = BTreeSet::new();
    for id in page.elements.iter().filter_map(|element| element.attribute("id")) {
        assert!(ids.insert(id), "the id {id} twice: {about}");
    }
    for element in &page.elements {
        for name in ["aria-labelledby", "aria-describedby", "for"] {
            let named = element.attribute(name).unwrap_or_default();
            assert!(named.split_whitespace().all(|id| ids.contains(id)), "{element:?}: {about}");
        }
        let anchor = element.attribute("href").and_then(|href| href.strip_prefix('#'));
        assert!(anchor.is_none_or(|id| ids.contains(id)), "{element:?}: {about}");
    }
    assert!(page.all("th").all(|cell| cell.attribute("scope").is_some()), "{about}");
    assert_eq!(page.all("table").count(), page.all("caption").count(), "{about}");
    assert!(
        page.all("svg").all(|svg| svg.attribute("role").is_some() || within_hidden(page, svg)),
        "{about}"
    );
    let mut level = 0;
    for heading in page.elements.iter().filter_map(|element| element.name.strip_prefix('h')) {
        let Ok(next) = heading.parse::<u32>() else { continue };
        assert!(next <= level + 1, "h{next} after h{level}: {about}");
        level = next;
    }
}

/// Bars stand in a figure that the table after it says again.
fn within_hidden(page: &Page, svg: &Element) -> bool {
    let is_bar = svg.attribute("class") == Some("bar-track");
    is_bar && page.all("figure").any(|figure| figure.attribute("aria-hidden") == Some("true"))
}

/// Everything that is written by strangers, in a hostile way.
fn hostile(manifest: &mut Manifest) {
    let words = |text: &str| texts(text);
    manifest.title = words("<script>alert(1)</script>");
    let broken = Paragraphs::new("\"><img src=x onerror=alert(2)>").unwrap();
    manifest.description = [("en".to_owned(), broken)].into();
    manifest.contests[0].title = words("javascript:alert(3)");
    manifest.contests[0].options[0].label = words("=HYPERLINK(\"https://evil.example\")<!--");
    manifest.contests[0].options[1].label = words("' onmouseover='alert(4)' {{ 7 * 7 }} {% raw %}");
    manifest.officials = vec![party(&key("official"), "</td></table><iframe src=//evil.example>")];
    manifest.registrars = vec![party(&key("registrar"), "\" onclick=\"alert(5)")];
    let path = Text::new("<svg onload=alert(6)>.html").unwrap();
    manifest.client = vec![ClientFile { path, sha256: Hash::ZERO }];
}

// SRV-15
#[tokio::test]
async fn texts_of_strangers_do_nothing_on_any_page_and_no_page_names_another_origin() {
    in_every_phase(hostile, async |stage, phase| {
        for (path, status) in paths(&stage.election) {
            let answer = visit(&stage.board, &path, "en").await;
            let about = format!("{phase}, {path}");
            assert_eq!(answer.status, status, "{about}: {}", answer.text);
            assert_is_inert(&answer, &about);
        }
        let view = page(&stage.board, &stage.view()).await.text();
        for words in
            ["<script>alert(1)</script>", "javascript:alert(3)", "{{ 7 * 7 }}", "\" onclick=\"alert(5)"]
        {
            assert!(view.contains(words), "{words} is shown as it is");
        }
    })
    .await;
}

/// (SRV-15) The header forbids what is not the board's own, and nothing on the page would need it.
fn assert_is_inert(answer: &Answer, about: &str) {
    assert_eq!(answer.headers["content-security-policy"], POLICY, "{about}");
    assert_eq!(answer.headers["referrer-policy"], "no-referrer", "{about}");
    assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{about}");
    assert_eq!(answer.headers["cross-origin-opener-policy"], "same-origin", "{about}");
    assert!(answer.headers.contains_key("permissions-policy") && !answer.headers.contains_key("set-cookie"));
    let headers = format!("{:?}", answer.headers);
    assert!(!headers.contains("evil.example") && !headers.contains("//"), "{headers}");
    for element in &Page::read(&answer.text).elements {
        let name = element.name.as_str();
        assert!(!["script", "style", "iframe", "img", "object", "embed", "base"].contains(&name), "{about}");
        for (attribute, value) in &element.attributes {
            assert!(!attribute.starts_with("on") && attribute != "style", "{element:?}: {about}");
            if ["href", "src", "action", "formaction", "srcset", "ping", "background"]
                .contains(&attribute.as_str())
            {
                let own = value.starts_with('/') && !value.starts_with("//");
                assert!(own || value.starts_with(['#', '?']) || value == "data:,", "{element:?}: {about}");
            }
        }
    }
}

// SRV-15
#[tokio::test]
async fn what_a_reader_asks_for_comes_back_as_text_only() {
    let stage = Stage::new(|_| {}).await;
    for asked in
        ["\"><script>alert(1)</script>", "' onfocus=alert(1) '", "javascript:alert(1)", "%00", "{{ 7*7 }}"]
    {
        let quoted: String = asked.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for path in [
            format!("{}/ballots?tracker={quoted}", stage.view()),
            format!("{}/ballots?tracker=x&{quoted}={quoted}&lang=de", stage.view()),
            format!("{}?lang={quoted}", stage.view()),
            format!("/{quoted}"),
        ] {
            let answer = visit(&stage.board, &path, quoted.as_str()).await;
            assert_is_inert(&answer, &path);
        }
    }
    stage.board.stop().await.unwrap();
}

// (1.4)
#[tokio::test]
async fn each_paragraph_of_a_description_is_a_paragraph_of_the_page_and_text_only() {
    let stage = Stage::new(|manifest| {
        let text = Paragraphs::new("Two seats.\n</p><script>alert(1)</script>\nThree years.").unwrap();
        manifest.description = [("en".to_owned(), text)].into();
    })
    .await;
    let html = visit(&stage.board, &stage.view(), "en").await.text;
    for paragraph in ["Two seats.", "&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;", "Three years."] {
        let expected = format!("<p><bdi lang=\"en\" translate=\"no\">{paragraph}</bdi></p>");
        assert!(html.contains(&expected), "{expected} in {html}");
    }
    stage.board.stop().await.unwrap();
}

#[tokio::test]
async fn check_pages_that_others_host_are_listed_where_ballots_are_checked() {
    const PAGES: [&str; 2] =
        ["https://union.example/tabella-check.html", "https://check.example/t?e=1&x=%20"];
    let named =
        |manifest: &mut Manifest| manifest.check_pages = PAGES.map(|page| Address::new(page).unwrap()).into();
    let listed = |page: &Page| -> Vec<String> {
        let links = page.all("a").filter(|link| link.attribute("rel") == Some("noreferrer"));
        links.map(|link| link.attribute("href").unwrap().to_owned()).collect()
    };
    in_every_phase(named, async |stage, phase| {
        let id = stage.election.id;
        let expected = PAGES.map(|page| format!("{page}#election={id}")).to_vec();
        let view = page(&stage.board, &stage.view()).await;
        assert_eq!(listed(&view), if phase == "setup" { vec![] } else { expected.clone() }, "{phase}");
        assert_eq!(PAGES.iter().all(|page| view.text().contains(page)), phase != "setup", "{phase}");
        assert_eq!(
            listed(&page(&stage.board, &format!("{}/ballots", stage.view())).await),
            expected,
            "{phase}"
        );
    })
    .await;
    let stage = Stage::new(named).await;
    // Where the address of the board is known, the page need not ask for it.
    let board = "board=https%3A%2F%2Fboard.example";
    let expected = PAGES.map(|page| format!("{page}#{board}&election={}", stage.election.id));
    assert_eq!(listed(&page_without_client(&stage).await), expected);
    stage.board.stop().await.unwrap();
    let stage = Stage::new(|_| {}).await;
    assert!(listed(&page(&stage.board, &format!("{}/ballots", stage.view())).await).is_empty());
    stage.board.stop().await.unwrap();
}

#[tokio::test]
async fn nothing_on_a_page_is_without_a_translation() {
    in_every_phase(
        |manifest| {
            manifest.client = vec![ClientFile { path: Text::new("booth.html").unwrap(), sha256: Hash::ZERO }];
            manifest.check_pages = vec![Address::new("https://union.example/check.html").unwrap()];
        },
        async |stage, phase| {
            for (path, _) in paths(&stage.election) {
                let sign = if path.contains('?') { '&' } else { '?' };
                let answer = visit(&stage.board, &format!("{path}{sign}lang=en-XA"), "en").await;
                let page = Page::read(&answer.text);
                let words =
                    page.texts.iter().filter(|words| words.translate).map(|words| words.text.as_str());
                let names = ["aria-label", "title", "alt", "placeholder"];
                let attributes = page.elements.iter().flat_map(|element| &element.attributes);
                let attributes = attributes.filter(|(name, _)| names.contains(&name.as_str()));
                for said in words.chain(attributes.map(|(_, value)| value.as_str())) {
                    let rest = ["Playground", NAME]
                        .iter()
                        .fold(said.to_owned(), |said, known| said.replace(known, ""));
                    let is_plain = rest.chars().any(|c| c.is_ascii_alphabetic());
                    assert!(!is_plain, "{said:?} on {path} in {phase}");
                }
            }
        },
    )
    .await;
}

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

#[tokio::test]
async fn a_ballot_is_found_by_its_tracker_however_it_is_typed() {
    let mut stage = Stage::new(|_| {}).await;
    stage.open().await;
    stage.vote("ada", "yes").await;
    stage.vote("bob", "no").await;
    let first = stage.election.log.latest(key("ada").public()).unwrap();
    stage.vote("ada", "no").await;
    let second = stage.election.log.latest(key("ada").public()).unwrap();
    let search = async |typed: &str| {
        let quoted: String = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
        page(&stage.board, &format!("{}/ballots?tracker={quoted}", stage.view())).await.text()
    };
    let tracker = readable::tracker(&first.tracker);
    for typed in [tracker.clone(), tracker.to_uppercase(), tracker.replace(' ', ""), format!("  {tracker} ")]
    {
        let found = search(&typed).await;
        assert!(found.contains("This ballot is in the box."), "{typed}: {found}");
        assert!(found.contains(&format!("Replaced by the ballot in entry {}", second.index)), "{found}");
    }
    let found = search(&readable::tracker(&second.tracker)).await;
    assert!(found.contains("Counts, unless its voter votes again"), "{found}");
    let other_end = if tracker.ends_with('q') { 'p' } else { 'q' };
    let wrong = search(&format!("{}{other_end}", &tracker[..tracker.len() - 1])).await;
    assert!(
        wrong.contains("a character is wrong or missing") && !wrong.contains("is in the box."),
        "{wrong}"
    );
    let other = search(&show(Kind::Credential, key("ada").public().as_bytes())).await;
    assert!(other.contains("This is not a tracker."), "{other}");
    let none = search(&readable::tracker(&Hash::ZERO)).await;
    assert!(none.contains("No ballot with this tracker is in the box."), "{none}");
    assert!(none.contains("used to test a device is never put in"), "{none}");

    let alone = page(&stage.board, &format!("{}/ballots/{}", stage.view(), second.index)).await;
    let credential = show(Kind::Credential, key("ada").public().as_bytes());
    let text = alone.text();
    for words in
        [credential, readable::tracker(&second.tracker), format!("Replaces the one in entry {}", first.index)]
    {
        assert!(text.contains(&words), "{words} in {text}");
    }
    for link in alone.all("a").filter_map(|link| link.attribute("href")) {
        if link.starts_with("/elections/") {
            assert_eq!(stage.board.get(link).await.status, 200, "{link}");
        }
    }
    stage.board.stop().await.unwrap();
}

#[tokio::test]
async fn the_list_of_ballots_has_pages_that_stay_as_new_ballots_come() {
    let mut stage = Stage::new(|_| {}).await;
    stage.open().await;
    for round in 0..60 {
        stage.place.set_clock(OPENING + 60 * round);
        stage.vote(["ada", "bob", "cyn"][round as usize % 3], "yes").await;
    }
    let listed = |page: &Page| -> Vec<u64> {
        let links = page.all("a").filter_map(|link| link.attribute("href"));
        links.filter_map(|link| link.rsplit_once("/ballots/")?.1.parse().ok()).collect()
    };
    let link = |page: &Page, rel: &str| {
        let link = page.all("a").find(|link| link.attribute("rel") == Some(rel));
        link.map(|link| link.attribute("href").unwrap().to_owned())
    };
    let newest = stage.election.log.size() - 1;
    let first = page(&stage.board, &format!("{}/ballots", stage.view())).await;
    assert_eq!(listed(&first), (newest - 49..=newest).rev().collect::<Vec<_>>());
    assert_eq!(link(&first, "prev"), None);
    let older = link(&first, "next").unwrap();
    let second = page(&stage.board, &older).await;
    let expected: Vec<u64> = (newest - 59..=newest - 50).rev().collect();
    assert_eq!(listed(&second), expected);
    assert_eq!(link(&second, "next"), None);
    stage.place.set_clock(OPENING + 3_600);
    stage.vote("ada", "no").await;
    assert_eq!(listed(&page(&stage.board, &older).await), expected);
    let back = page(&stage.board, &link(&second, "prev").unwrap()).await;
    assert_eq!(listed(&back), listed(&first));
    for wrong in ["from=word", "from=-1", "from=99999999999999999999", "from=0&from=1"] {
        page(&stage.board, &format!("{}/ballots?{wrong}", stage.view())).await;
    }
    stage.board.stop().await.unwrap();
}

#[tokio::test]
async fn an_election_without_witnesses_says_in_numbers_who_could_read_single_ballots_together() {
    let stage = Stage::new(|_| {}).await;
    let text = page(&stage.board, &stage.view()).await.text();
    assert!(text.contains("together with 1 of the 3 trustees, could show different people"), "{text}");
    stage.board.stop().await.unwrap();
}

/// Where a browser goes from a page to a relative address.
fn resolved(page: &str, address: &str) -> String {
    let (address, query) = address.split_once('?').unwrap_or((address, ""));
    let mut parts: Vec<&str> = page.split('/').collect();
    if !address.is_empty() {
        parts.pop();
    }
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => assert!(parts.pop().is_some_and(|part| part != "voting"), "{page} {address}"),
            part => parts.push(part),
        }
    }
    format!("{}?{query}", parts.join("/"))
}

// Report 4.
#[tokio::test]
async fn under_a_path_every_link_of_every_page_leads_to_a_page_of_the_board() {
    let mut stage = Stage::new(|_| {}).await;
    stage.open().await;
    stage.vote("ada", "yes").await;
    for (path, status) in paths(&stage.election) {
        let answer = visit(&stage.board, &path, "en").await;
        assert_eq!(answer.status, status, "{path}");
        let addresses = ["href=\"", "action=\""].into_iter().flat_map(|name| answer.text.split(name).skip(1));
        for address in addresses.map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&")) {
            if address.starts_with(['#', '?']) || address == "data:," {
                continue;
            }
            let resolved = resolved(&format!("/voting{path}"), &address);
            let target = resolved.strip_prefix("/voting").unwrap_or_else(|| panic!("{path}: {resolved}"));
            let needs_client = ["/vote/", "/check/", "/audit/"].iter().any(|page| target.starts_with(page));
            let found = visit(&stage.board, target, "en").await;
            assert!(found.status == 200 || needs_client, "{path}: {address} leads to {target}");
        }
    }
    stage.board.stop().await.unwrap();
}

#[tokio::test]
async fn pages_are_the_same_after_a_restart() {
    let mut stage = Stage::new(|_| {}).await;
    stage.open().await;
    stage.vote("ada", "yes").await;
    stage.place.set_clock(OPENING + 7_000);
    stage.vote("bob", "yes").await;
    stage.vote("ada", "no").await;
    let ballot = stage.election.log.latest(key("bob").public()).unwrap().index;
    let view = stage.view();
    let paths = ["/".to_owned(), view.clone(), format!("{view}/ballots"), format!("{view}/ballots/{ballot}")];
    let mut before = vec![];
    for path in &paths {
        before.push(visit(&stage.board, path, "en").await.text);
    }
    assert!(before[1].contains("2 of 3 people who may vote have voted (66.7%)"), "{}", before[1]);
    let Stage { place, board, .. } = stage;
    board.stop().await.unwrap();
    let board = place.start().await;
    for (path, before) in paths.iter().zip(before) {
        assert_eq!(visit(&board, path, "en").await.text, before, "{path}");
    }
    board.stop().await.unwrap();
}

#[tokio::test]
async fn a_page_is_in_the_language_that_was_chosen_and_its_links_keep_it() {
    let stage = Stage::new(|manifest| {
        manifest.languages = vec!["en".into(), "de-CH".into()];
        let both = |texts: &mut tabella_crypto::election::manifest::Texts| {
            let words = Text::new(format!("{} auf Deutsch", texts["en"])).unwrap();
            texts.insert("de-CH".into(), words);
        };
        both(&mut manifest.title);
        let description = manifest.description["en"].clone();
        manifest.description.insert("de-CH".into(), description);
        for contest in &mut manifest.contests {
            both(&mut contest.title);
            contest.options.iter_mut().for_each(|option| both(&mut option.label));
        }
    })
    .await;
    let title = |page: &Page| page.all("bdi").nth(1).unwrap().attribute("lang").unwrap().to_owned();
    let wanted = visit(&stage.board, &stage.view(), "de-AT, en;q=0.5").await;
    let german = Page::read(&wanted.text);
    assert_eq!(
        (title(&german).as_str(), wanted.headers["content-language"].to_str().unwrap()),
        ("de-CH", "de")
    );
    assert!(german.text().contains("Playground auf Deutsch"));
    let own = |page: &Page| {
        let links = page.all("a").filter(|link| link.attribute("hreflang").is_none());
        let links = links.map(|link| link.attribute("href").unwrap().to_owned());
        links.filter(|link| link.starts_with("/view") || link == "/").collect::<Vec<_>>()
    };
    assert!(own(&german).iter().all(|link| !link.contains("lang=")), "{:?}", own(&german));
    // Who reads a page in French reads the election in the language that she would like next.
    let chosen = visit(&stage.board, &format!("{}?lang=fr", stage.view()), "de").await;
    let french = Page::read(&chosen.text);
    assert_eq!(
        (title(&french).as_str(), chosen.headers["content-language"].to_str().unwrap()),
        ("de-CH", "fr")
    );
    assert!(own(&french).iter().all(|link| link.ends_with("?lang=fr")), "{:?}", own(&french));
    let unknown = visit(&stage.board, &format!("{}?lang=tlh", stage.view()), "").await;
    assert_eq!(unknown.headers["content-language"], "en");
    let search = visit(&stage.board, &format!("{}/ballots?tracker=a+b&lang=de", stage.view()), "").await;
    let search = Page::read(&search.text);
    let others = search.all("link").filter(|link| link.attribute("hreflang") == Some("es"));
    let others: Vec<_> = others.map(|link| link.attribute("href").unwrap()).collect();
    assert_eq!(others, ["?lang=es&tracker=a%20b"]);
    stage.board.stop().await.unwrap();
}

#[tokio::test]
async fn what_is_wrong_is_a_page_to_a_browser_and_a_problem_to_a_program() {
    let stage = Stage::new(|_| {}).await;
    for (path, words) in [
        ("/nothing".to_owned(), "This page does not exist"),
        (format!("/view/{}", Hash::ZERO), "There is no such election on this board"),
        (format!("/vote/{}", Hash::ZERO), "There is no such election on this board"),
        (format!("{}/ballots/1", stage.view()), "There is no ballot in this entry"),
        (format!("{}/results.csv", stage.view()), "There is no result yet"),
    ] {
        let answer = visit(&stage.board, &path, "en").await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(Page::read(&answer.text).text().contains(words), "{path}");
        stage.board.get(&path).await.refused(404, None);
    }
    let booth = page_without_client(&stage).await.text();
    assert!(booth.contains("tabella-vote cast --board https://board.example"), "{booth}");
    assert!(booth.contains("./scripts/build-web"), "{booth}");
    stage.board.stop().await.unwrap();
}

// MAN-13
#[tokio::test]
async fn names_that_differ_and_look_alike_are_named_on_the_page_of_the_election() {
    let plain = Stage::new(|_| {}).await;
    assert!(!page(&plain.board, &plain.view()).await.text().contains("look alike"));
    plain.board.stop().await.unwrap();
    // The first letter of the second one is Cyrillic.
    let (latin, cyrillic) = ("Adam", "\u{410}dam");
    let stage = Stage::new(|manifest| {
        for (option, label) in manifest.contests[0].options.iter_mut().zip([latin, cyrillic]) {
            option.label = texts(label);
        }
    })
    .await;
    let read = page(&stage.board, &stage.view()).await;
    let text = read.text();
    assert!(text.contains("These names are different and look alike"), "{text}");
    let notice = read.all("div").find(|element| element.attribute("id") == Some("look-alikes"));
    assert_eq!(notice.and_then(|notice| notice.attribute("class")), Some("notice notice-warn"));
    for name in [latin, cyrillic] {
        let apart = read.all("bdi").filter(|element| element.attribute("translate") == Some("no"));
        assert!(
            text.matches(name).count() >= 2 && apart.count() >= 2,
            "{name} stands in its list and in the note"
        );
    }
    stage.board.stop().await.unwrap();
}

/// What a voter reads on a board without a web client, whose address is known.
async fn page_without_client(stage: &Stage) -> Page {
    let site = Site { url: Some(PublicUrl::new("https://board.example/").unwrap()), ..Site::default() };
    let router = tabella_board::router::router(stage.board.board.clone(), site);
    let request = Request::get(format!("/vote/{}", stage.election.id)).body(Body::empty()).unwrap();
    let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
    assert_eq!(response.status(), 404);
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    Page::read(core::str::from_utf8(&bytes).unwrap())
}

#[test]
fn an_address_in_a_command_holds_nothing_that_a_shell_obeys() {
    for good in [
        "https://board.example",
        "http://127.0.0.1:8080",
        "http://[::1]:80",
        "https://b.example/a/b",
        "https://city.example/vote",
        "https://city.example/elections",
    ] {
        assert!(PublicUrl::new(good).is_ok(), "{good}");
    }
    for bad in [
        "",
        "board.example",
        "ftp://b.example",
        "https://",
        "https://b;rm",
        "https://b`x`",
        "https://b$(x)",
        "https://b c",
        "https://b&c",
        "https://b|c",
        "https://b'c",
        "javascript://b",
        "https://b<c>",
        "https://ä",
        "https://b.example/check",
        "https://b.example/view/x",
    ] {
        assert!(PublicUrl::new(bad).is_err(), "{bad}");
    }
}

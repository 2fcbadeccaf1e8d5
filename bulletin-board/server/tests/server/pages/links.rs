//! Where links lead, and what is said where they lead nowhere.

use super::*;

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

//! The pages of ballots.

use super::*;

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

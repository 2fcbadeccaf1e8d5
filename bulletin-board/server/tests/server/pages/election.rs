//! The page of an election.

use super::*;

#[tokio::test]
async fn an_election_without_witnesses_says_in_numbers_who_could_read_single_ballots_together() {
    let stage = Stage::new(|_| {}).await;
    let text = page(&stage.board, &stage.view()).await.text();
    assert!(text.contains("together with 1 of the 3 trustees, could show different people"), "{text}");
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

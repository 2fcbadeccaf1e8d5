//! The language of a page.

use super::*;

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
    // Who reads a page in French reads the election in the language that they would like next.
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

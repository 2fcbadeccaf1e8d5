//! Every page of every phase.

use super::*;

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

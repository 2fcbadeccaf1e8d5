//! What strangers write does nothing on a page.

use super::*;

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

//! What a browser would make of a page: elements with their attributes, and texts. Stricter than a browser:
//! what is not plainly well-formed is refused.

/// Elements that have no end.
const VOID: &[&str] = &["meta", "link", "input", "path", "rect", "!doctype"];

#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// A text, and whether it may be translated.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) text: String,
    pub(crate) translate: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) elements: Vec<Element>,
    pub(crate) texts: Vec<Words>,
}

impl Page {
    pub(crate) fn read(html: &str) -> Page {
        let mut page = Page::default();
        let mut open: Vec<(String, bool)> = vec![];
        let mut rest = html;
        while let Some((text, tail)) = rest.split_once('<') {
            page.take_text(text, &open);
            let (tag, tail) = split_tag(tail);
            rest = tail;
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(open.pop().map(|(name, _)| name).as_deref(), Some(name.trim()), "{html}");
                continue;
            }
            let element = element(tag.trim_end_matches('/'));
            let translate = element.attribute("translate") != Some("no");
            let inherited = open.last().is_none_or(|(_, translate)| *translate);
            if !VOID.contains(&element.name.as_str()) {
                open.push((element.name.clone(), translate && inherited));
            }
            page.elements.push(element);
        }
        assert!(open.is_empty() && rest.trim().is_empty(), "left open: {open:?}");
        page
    }

    fn take_text(&mut self, text: &str, open: &[(String, bool)]) {
        assert!(!text.contains('>'), "an unescaped character in {text:?}");
        let text = unescape(text.trim());
        if !text.is_empty() {
            self.texts.push(Words { text, translate: open.last().is_none_or(|(_, translate)| *translate) });
        }
    }

    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    /// Everything to read, in one line.
    pub(crate) fn text(&self) -> String {
        self.texts.iter().map(|words| words.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// A tag up to its end, which is not within quotes.
fn split_tag(text: &str) -> (&str, &str) {
    let mut quoted = false;
    for (position, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return (&text[..position], &text[position + 1..]),
            '<' if !quoted => panic!("a tag in a tag: {text:.200}"),
            _ => {}
        }
    }
    panic!("a tag without an end: {text:.200}")
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut attributes = vec![];
    rest = rest.trim();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (attribute, tail) = rest.split_at(end);
        let (value, tail) = match tail.strip_prefix("=\"") {
            Some(tail) => tail.split_once('"').expect("the end of a value"),
            None => {
                assert!(!tail.starts_with('='), "a value without quotes in {tag}");
                ("", tail)
            }
        };
        let is_address = ["href", "action", "src"].contains(&attribute);
        let value = unescape(value);
        attributes.push((attribute.to_owned(), if is_address { from_board(&value) } else { value }));
        rest = tail.trim();
    }
    Element { name: name.to_owned(), attributes }
}

/// An address of the board as seen from the board: pages lead there by relative ones, under any path. A test of its
/// own sees to it that they lead to the right place.
fn from_board(address: &str) -> String {
    assert!(!address.starts_with('/'), "{address} leads out of the path that the board is under");
    let rest = address.trim_start_matches("../");
    let rest = rest.strip_prefix("./").unwrap_or(rest);
    if rest.len() < address.len() { format!("/{rest}") } else { address.to_owned() }
}

fn unescape(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'")];
    let plain = pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    let plain = plain.replace("&amp;", "\u{0}");
    assert!(!plain.contains('&'), "an unknown reference in {text}");
    plain.replace('\u{0}', "&")
}

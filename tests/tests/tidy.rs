//! The files of the project are tidy: lines and files that a reader can follow, links that lead somewhere, two READMEs
//! that say the same, plain words, and no promise that Tabella does not keep.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Longest line of Markdown, in characters. Tables, code, and lines that are one unbroken word may be longer.
const MARKDOWN_WIDTH: usize = 110;

/// Longest line of Rust. `rustfmt.toml` says 110; it leaves long texts and comments as they are.
const RUST_WIDTH: usize = 140;

/// Longest line of TypeScript and JavaScript. `.editorconfig` says 112, and prettier keeps to it but in comments.
const SCRIPT_WIDTH: usize = 112;

/// Files that a test writes, with lines as long as they come.
const GENERATED: &[&str] = &["docs/coverage.md", "voter-client/web/src/generated/answers.ts"];

/// Folders that hold no text of ours, wherever they are.
const NOT_OURS: &[&str] = &[".git", "target", "node_modules", "__pycache__"];

/// Folders in which only the documents are ours to change: the other bytes must stay as they are.
const FIXED: &[&str] = &["tests/corpus/", "tests/vectors/", "tests/data/", "tests/fuzz/seeds/"];

/// What is looked at, by the end of its name.
const TEXTS: &[&str] =
    &["css", "ftl", "html", "md", "mjs", "py", "rs", "sql", "toml", "ts", "yml", "check", "demo", "run"];

/// Longest file of production code in lines, without the tests at its end.
const FILE_LINES: usize = 400;

/// Words that a native reader stumbles over, and what to say.
const FOREIGN: &[(&str, &str)] = &[
    ("somebody", "someone"),
    ("everybody", "everyone"),
    ("anybody", "anyone"),
    ("nobody else", "no one else"),
    ("whoever", "anyone who"),
    ("for ever", "forever"),
    ("held against", "compared with"),
    ("hold it against", "compare it with"),
    ("has not the", "does not have the"),
    ("have not the", "do not have the"),
    ("she", "they"),
    ("her", "their"),
    ("herself", "themselves"),
];

/// Catalogues of other languages, which have words of the same letters.
const OTHER_LANGUAGES: &[&str] = &["/ar.ftl", "/de.ftl", "/es.ftl", "/fr.ftl", "/zh-Hans.ftl"];

/// Words that would be promises which Tabella does not keep.
const FORBIDDEN: &[&str] = &["receipt-free", "coercion-resistant", "unhackable", "military-grade"];

/// Where one of them stands in a sentence that denies it: file, and how often.
const DENIED: &[(&str, usize)] =
    &[("README.md", 1), ("SECURITY.md", 1), ("docs/glossary.md", 1), ("docs/threat-model.md", 1)];

/// Repositories of others that we cite. This project has no address yet.
const REPOSITORIES: &[&str] = &["https://github.com/ranked-vote/approval.vote"];

/// Tables of contents whose modules stand in the order in which they rest on each other.
const ORDERED: &[&str] = &[
    "crypto/src/lib.rs",
    "bulletin-board/log/src/lib.rs",
    "bulletin-board/client/src/lib.rs",
    "audit/src/lib.rs",
    "voter-client/src/lib.rs",
    "voter-client/web/wasm/src/lib.rs",
];

/// A line is too long, or a text is untidy.
fn untidiness(name: &str, text: &str) -> Vec<String> {
    let mut found = vec![];
    if !text.is_empty() && (!text.ends_with('\n') || text.ends_with("\n\n")) {
        found.push(format!("{name}: does not end with one newline"));
    }
    let (markdown, rust) = (name.ends_with(".md"), name.ends_with(".rs"));
    let script = name.ends_with(".ts") || name.ends_with(".mjs");
    let mut in_code = false;
    for (number, line) in (1..).zip(text.lines()) {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= markdown && is_fence;
        let place = format!("{name}:{number}");
        if line.ends_with([' ', '\t', '\r']) {
            found.push(format!("{place}: white space at the end"));
        }
        if (markdown || rust) && line.contains('\t') {
            found.push(format!("{place}: a tab"));
        }
        let (width, content) = (line.chars().count(), line.trim_start());
        let is_table = content.starts_with('|');
        let is_one_word = !content.trim_start_matches("- ").contains(' ');
        let is_exempt = in_code || is_fence || is_table || is_one_word || GENERATED.contains(&name);
        if markdown && width > MARKDOWN_WIDTH && !is_exempt {
            found.push(format!("{place}: {width} characters, more than {MARKDOWN_WIDTH}"));
        }
        // A text in quotation marks may be as long as it must be.
        if rust && width > RUST_WIDTH && !line.contains('"') {
            found.push(format!("{place}: {width} characters, more than {RUST_WIDTH}"));
        }
        if script && width > SCRIPT_WIDTH && !line.contains(['"', '`']) && !GENERATED.contains(&name) {
            found.push(format!("{place}: {width} characters, more than {SCRIPT_WIDTH}"));
        }
    }
    found
}

/// A file of production code is too long.
fn too_long(name: &str, text: &str) -> Vec<String> {
    let is_test = name.split('/').any(|part| ["tests", "tests.rs", "benches", "examples"].contains(&part));
    let is_code = name.ends_with(".rs") || (name.ends_with(".ts") && !name.ends_with(".test.ts"));
    let lines = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
    if !is_code || is_test || GENERATED.contains(&name) {
        return vec![];
    }
    let is_long = lines > FILE_LINES;
    is_long.then(|| format!("{name}: {lines} lines, more than {FILE_LINES}")).into_iter().collect()
}

/// Words that stand whole, in a sentence and not in a name.
fn foreign_words(name: &str, text: &str) -> Vec<String> {
    if GENERATED.contains(&name) || OTHER_LANGUAGES.iter().any(|language| name.ends_with(language)) {
        return vec![];
    }
    let is_name = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "_-`/.".contains(c));
    let mut found = vec![];
    for (number, line) in (1..).zip(text.lines()) {
        let lower = line.to_lowercase();
        for (word, better) in FOREIGN {
            for (at, _) in lower.match_indices(word) {
                let (before, after) = (lower[..at].chars().last(), lower[at + word.len()..].chars().next());
                // A full stop behind a word ends a sentence.
                if !is_name(before) && (after == Some('.') || !is_name(after)) {
                    found.push(format!("{name}:{number}: \"{word}\"; say \"{better}\""));
                }
            }
        }
    }
    found
}

/// Promises that are not kept, and addresses of repositories that are not among those of others.
fn claims(name: &str, text: &str) -> Vec<String> {
    let mut found = vec![];
    let lower = text.to_lowercase();
    let count: usize = FORBIDDEN.iter().map(|word| lower.matches(word).count()).sum();
    let denied = DENIED.iter().find(|(file, _)| *file == name).map_or(0, |(_, count)| *count);
    if count != denied {
        found.push(format!("{name}: {count} of the words {FORBIDDEN:?}, and {denied} are expected"));
    }
    for (at, _) in lower.match_indices("://github.com/") {
        let start = lower[..at].rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |before| before + 1);
        if !REPOSITORIES.iter().any(|known| text[start..].starts_with(known)) {
            let address: String = text[start..].chars().take_while(|c| !c.is_whitespace()).collect();
            found.push(format!("{name}: {address} is not among the repositories of others"));
        }
    }
    found
}

/// Markdown without fenced code, and the inside of inline code as spaces: what can hold links and headings.
fn prose(text: &str) -> String {
    let mut out = String::new();
    let mut in_code = false;
    for line in text.lines() {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        if !in_code && !is_fence {
            for (part, is_code) in line.split('`').zip([false, true].into_iter().cycle()) {
                out.push_str(if is_code { " " } else { part });
            }
        }
        out.push('\n');
    }
    out
}

/// The targets of all links and pictures, in order.
fn links(text: &str) -> Vec<String> {
    let prose = prose(text);
    prose.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())).collect()
}

/// Level and text of all headings, in order.
fn headings(text: &str) -> Vec<(usize, String)> {
    let mut in_code = false;
    let mut found = vec![];
    for line in text.lines() {
        in_code ^= line.trim_start().starts_with("```");
        let level = line.chars().take_while(|c| *c == '#').count();
        if !in_code && level > 0 && line[level..].starts_with(' ') {
            found.push((level, line[level..].trim().to_owned()));
        }
    }
    found
}

/// The names under which the headings of a text can be linked to, as a forge makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut names = BTreeSet::new();
    for (_, heading) in headings(text) {
        // Of a link only its text counts.
        let mut parts = heading.split("](");
        let mut shown = parts.next().unwrap_or_default().to_owned();
        parts.for_each(|part| shown.push_str(part.split_once(')').map_or("", |(_, after)| after)));
        let mut name = shown.to_lowercase().replace(' ', "-");
        name.retain(|c| c.is_alphanumeric() || c == '-' || c == '_');
        let before = times.entry(name.clone()).or_insert(0);
        names.insert(if *before == 0 { name } else { format!("{name}-{before}") });
        *before += 1;
    }
    names
}

/// Links of one text that lead nowhere; `read` gives the text of a file, `Some("")` of a folder or picture.
fn dead_links(name: &str, text: &str, read: &dyn Fn(&Path) -> Option<String>) -> Vec<String> {
    let mut found = vec![];
    for link in links(text) {
        if link.contains("://") || link.starts_with("mailto:") {
            continue;
        }
        let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
        let path = if file.is_empty() { PathBuf::from(name) } else { beside(name, file) };
        match read(&path) {
            None => found.push(format!("{name}: there is no {link}")),
            Some(target) if !anchor.is_empty() && !anchors(&target).contains(anchor) => {
                found.push(format!("{name}: {link} has no such heading"));
            }
            Some(_) => {}
        }
    }
    found
}

/// The path of a link as seen from the root.
fn beside(name: &str, link: &str) -> PathBuf {
    let mut path = PathBuf::new();
    for part in Path::new(name).parent().unwrap_or(Path::new("")).join(link).components() {
        match part {
            Component::ParentDir => drop(path.pop()),
            Component::CurDir => {}
            part => path.push(part),
        }
    }
    path
}

/// Fenced blocks, with everything that is said in quotation marks left out: commands, and the nodes of drawings.
fn blocks(text: &str) -> Vec<String> {
    let bare = |block: &str| block.split('"').step_by(2).collect::<String>();
    text.split("```").skip(1).step_by(2).map(bare).collect()
}

/// What is said in inline code, once each.
fn commands(text: &str) -> BTreeSet<String> {
    let prose: String = text.split("```").step_by(2).collect();
    prose.split('`').skip(1).step_by(2).map(|code| code.replace('\n', " ")).collect()
}

/// How a translation differs from its original in what both must have.
fn differences(original: &str, translation: &str) -> Vec<&'static str> {
    let levels = |text: &str| headings(text).into_iter().map(|(level, _)| level).collect::<Vec<_>>();
    let others = |text: &str| {
        let mut links = links(text);
        links.retain(|link| !link.starts_with("README"));
        links.sort();
        links
    };
    let rows = |text: &str| text.lines().filter(|line| line.starts_with(['|', '-'])).count();
    [
        ("headings", levels(original) == levels(translation)),
        ("blocks of commands and drawings", blocks(original) == blocks(translation)),
        ("commands", commands(original) == commands(translation)),
        ("links", others(original) == others(translation)),
        ("rows of tables and lists", rows(original) == rows(translation)),
        ("links to each other", links(original).contains(&"README.zh-Hans.md".to_owned())),
        ("links to each other", links(translation).contains(&"README.md".to_owned())),
    ]
    .into_iter()
    .filter_map(|(what, agrees)| (!agrees).then_some(what))
    .collect()
}

/// The name of the module that a line of a table of contents is about.
fn module(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ")?.split_once(';')?;
    Some(name)
}

/// The modules of its own crate that a file uses, outside its tests: in paths, and in lists such as
/// `use crate::{one, other}`.
fn used_modules(text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n");
    let mut used = BTreeSet::new();
    for path in code.split("crate::").skip(1) {
        let list = path.strip_prefix('{').and_then(|list| list.split('}').next());
        let names = list.unwrap_or_else(|| {
            path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
        });
        used.extend(
            names.split(',').map(|name| name.trim().split("::").next().unwrap_or_default().to_owned()),
        );
    }
    used
}

/// Uses of a module by one that stands before it in the table of contents of their crate; `texts` by path.
fn upward_uses(contents: &str, texts: &BTreeMap<String, String>) -> Vec<String> {
    let folder = contents.strip_suffix("lib.rs").expect("a table of contents");
    let modules: Vec<&str> = texts[contents].lines().filter_map(module).collect();
    assert!(!modules.is_empty(), "{contents} names no module");
    let mut found = vec![];
    for (path, text) in texts.iter().filter(|(path, _)| path.ends_with(".rs") && !path.ends_with("/tests.rs"))
    {
        let Some(inside) = path.strip_prefix(folder) else { continue };
        let own = inside.trim_end_matches(".rs").split('/').next().unwrap_or_default();
        let Some(position) = modules.iter().position(|module| *module == own) else { continue };
        let used = used_modules(text);
        let later = modules[position + 1..].iter().filter(|module| used.contains(**module));
        found.extend(
            later.map(|module| format!("{path} uses `{module}`, which stands after `{own}` in {contents}")),
        );
    }
    found
}

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// All texts of the project, by their path from the root.
fn texts() -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(root().join(&folder)).expect("a folder of the project");
        for entry in entries.map(|entry| entry.expect("an entry of a folder")) {
            let path = folder.join(entry.file_name());
            let name = path.to_string_lossy().replace('\\', "/");
            let file_name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type().expect("a kind of file");
            let is_text = TEXTS.contains(&file_name.rsplit('.').next().unwrap_or_default());
            let is_fixed = FIXED.iter().any(|folder| name.starts_with(folder)) && !name.ends_with(".md");
            if kind.is_dir() && !NOT_OURS.contains(&file_name.as_str()) {
                folders.push(path);
            } else if kind.is_file() && is_text && !is_fixed {
                let text = fs::read_to_string(root().join(&path));
                texts.insert(name.clone(), text.unwrap_or_else(|error| panic!("{name}: {error}")));
            }
        }
    }
    texts
}

/// A text of the project, or nothing but a sign that there is something else.
fn read(path: &Path) -> Option<String> {
    let path = root().join(path);
    path.exists()
        .then(|| if path.is_file() { fs::read_to_string(path).unwrap_or_default() } else { String::new() })
}

/// Fails with all problems that a look at every text finds.
fn check_all(mut look: impl FnMut(&str, &str) -> Vec<String>) {
    let texts = texts();
    assert!(texts.len() > 200, "only {} texts were found", texts.len());
    let problems: Vec<String> = texts.iter().flat_map(|(name, text)| look(name, text)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn lines_are_short_and_files_end_with_one_newline() {
    check_all(untidiness);
}

#[test]
fn files_of_production_code_are_short() {
    check_all(too_long);
}

#[test]
fn no_word_makes_a_native_reader_stumble() {
    // This file names what it looks for.
    // The other rooms still have some of these words in comments.
    let rooms = ["docs/", "tests/", "scripts/"];
    let is_ours = |name: &str| {
        name != "tests/tests/tidy.rs"
            && (!name.contains('/') || rooms.iter().any(|room| name.starts_with(room)))
    };
    check_all(|name, text| if is_ours(name) { foreign_words(name, text) } else { vec![] });
}

#[test]
fn every_link_of_the_documents_leads_to_a_file_and_a_heading() {
    check_all(|name, text| if name.ends_with(".md") { dead_links(name, text, &read) } else { vec![] });
}

#[test]
fn nothing_is_promised_that_is_not_kept_and_no_address_is_made_up() {
    // This file names what it looks for.
    check_all(|name, text| if name == "tests/tests/tidy.rs" { vec![] } else { claims(name, text) });
}

#[test]
fn both_readmes_have_the_same_headings_commands_links_and_drawing() {
    let texts = texts();
    let differences = differences(&texts["README.md"], &texts["README.zh-Hans.md"]);
    assert!(
        differences.is_empty(),
        "README.zh-Hans.md differs from README.md in its {}",
        differences.join(", ")
    );
}

#[test]
fn no_module_uses_one_that_stands_after_it_in_the_table_of_contents() {
    let texts = texts();
    let problems: Vec<String> = ORDERED.iter().flat_map(|contents| upward_uses(contents, &texts)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_module_that_uses_a_later_one_is_noticed() {
    let contents = "//! One crate.\n\npub mod low; // first\nmod middle;\npub mod top;\n";
    for (path, text, expected) in [
        ("a/src/top.rs", "use crate::low;\nuse crate::middle::Thing;\n", 0),
        ("a/src/middle/part.rs", "use crate::low::{One, Other};\n", 0),
        ("a/src/low.rs", "// crate::top\n\n#[cfg(test)]\nmod tests {\n    use crate::top;\n}\n", 0),
        ("a/src/low.rs", "fn f() {\n    crate::top::f();\n}\n", 1),
        ("a/src/middle/part.rs", "use crate::top;\n", 1),
        ("a/src/low.rs", "use crate::{\n    middle::Thing, top,\n};\n", 2),
    ] {
        let files = [("a/src/lib.rs", contents), (path, text)];
        let texts = files.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
        let found = upward_uses("a/src/lib.rs", &texts);
        assert_eq!(found.len(), expected, "{path}: {text}: {found:?}");
    }
}

#[test]
fn a_long_line_a_tab_and_white_space_at_an_end_are_noticed() {
    let long = "a ".repeat(60) + "b";
    for (name, text, expected) in [
        ("a.md", "a\n".to_owned(), 0),
        ("a.md", "a".to_owned(), 1),
        ("a.md", "a\n\n".to_owned(), 1),
        ("a.md", "a \nb\t\n".to_owned(), 3),
        ("a.md", format!("{long}\n"), 1),
        ("a.md", format!("| {long} |\n\n```\n{long}\n```\n"), 0),
        ("a.md", format!("- [a]({})\n", "b".repeat(120)), 0),
        ("docs/coverage.md", format!("{long}\n"), 0),
        ("a.rs", format!("// {long}\n"), 0),
        ("a.rs", format!("// {long}{long}\n"), 1),
        ("a.rs", format!("let a = \"{long}{long}\";\n"), 0),
        ("a.rs", "\ta\n".to_owned(), 1),
    ] {
        let found = untidiness(name, &text);
        assert_eq!(found.len(), expected, "{name} {text:?}: {found:?}");
    }
}

#[test]
fn a_file_that_is_too_long_is_noticed_and_its_tests_do_not_count() {
    let (long, tests) = ("let a;\n".repeat(FILE_LINES + 1), "#[cfg(test)]\nmod tests {}\n".repeat(9));
    let short = "let a;\n".repeat(FILE_LINES - 9) + &tests;
    for (name, text, expected) in [
        ("a/src/b.rs", &long, 1),
        ("a/src/b.ts", &long, 1),
        ("a/src/b.rs", &short, 0),
        ("a/src/b.test.ts", &long, 0),
        ("a/tests/b.rs", &long, 0),
        ("a/src/b/tests.rs", &long, 0),
        ("a/b.md", &long, 0),
    ] {
        assert_eq!(too_long(name, text).len(), expected, "{name}");
    }
}

#[test]
fn a_foreign_word_is_noticed_in_a_sentence_and_not_in_a_name() {
    for (text, expected) in [
        ("It is kept for ever.", 1),
        ("Whoever asks, and somebody.", 2),
        ("She sees her ballot.", 2),
        ("fn somebody_asks() and `whoever` and log-12-somebody", 0),
        ("Here there is a sheet for everyone.", 0),
    ] {
        assert_eq!(foreign_words("a.md", text).len(), expected, "{text}");
    }
    assert!(foreign_words("a/de.ftl", "her").is_empty());
}

#[test]
fn a_link_to_nothing_or_to_no_heading_is_noticed() {
    let files = |path: &Path| match path.to_str() {
        Some("docs/a.md") => Some("# One\n## Two words, (2.1) `x`\n## One\n".to_owned()),
        Some("docs") => Some(String::new()),
        _ => None,
    };
    for (link, leads) in [
        ("a.md", true),
        ("../docs/a.md#one", true),
        ("a.md#one-1", true),
        ("#two-words-21-x", true),
        ("../docs", true),
        ("https://example.org/#x", true),
        ("b.md", false),
        ("a.md#three", false),
        ("a.md#one-2", false),
        ("../../a.md", false),
    ] {
        let found = dead_links("docs/a.md", &format!("see [this]({link})\n"), &files);
        assert_eq!(found.is_empty(), leads, "{link}: {found:?}");
    }
    assert!(links("`[a](b)`\n```\n[a](c)\n```\n").is_empty());
}

#[test]
fn a_promise_and_an_address_that_is_made_up_are_noticed() {
    let (word, site) = (FORBIDDEN[2], "https://github.com/");
    for (name, text, expected) in [
        ("a.md", format!("It is {word}."), 1),
        ("README.md", "It is not Receipt-Free.".to_owned(), 0),
        ("README.md", String::new(), 1),
        ("a.toml", format!("{site}tabella/tabella"), 1),
        ("a.md", format!("([x]({}))", REPOSITORIES[0]), 0),
    ] {
        assert_eq!(claims(name, &text).len(), expected, "{name}: {text}");
    }
}

#[test]
fn a_translation_that_lags_behind_is_noticed() {
    let original = "# A\n[z](README.zh-Hans.md)\n`./x`\n```\na[\"one\"] --> b\n```\n[l](m)\n| row |\n";
    let translation = "# B\n[e](README.md)\n`./x`\n```\na[\"eins\"] --> b\n```\n[k](m)\n| Zeile |\n";
    assert_eq!(differences(original, translation), [""; 0]);
    for (from, to, expected) in [
        ("# B", "# B\n## C", "headings"),
        ("--> b", "--> c", "blocks of commands and drawings"),
        ("`./x`", "`./y`", "commands"),
        ("[k](m)", "[k](n)", "links"),
        ("| Zeile |", "| Zeile |\n| noch eine |", "rows of tables and lists"),
        ("README.md", "README.de.md", "links to each other"),
    ] {
        assert_eq!(differences(original, &translation.replace(from, to)), [expected], "{from}");
    }
}

//! (REP-05) `docs/coverage.md`: for every check, the functions that decide it, the tests that expect it, and how
//! many cases of the corpus name it.
//!
//! `TABELLA_WRITE_DOCUMENTS=1 cargo test -p tabella-tests --test coverage` writes the table anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use tabella_crypto::checks::Check;
use tabella_tests::catalogue::{Row, rows};

const CRATES: &[&str] = &["crypto", "bulletin-board", "audit", "voter-client", "tally", "tests"];

/// Functions that name ids and decide none: they count, or say what blocks what.
const NOT_DECIDING: &[(&str, &str)] =
    &[("audit/src/report/coverage.rs", "coverage"), ("bulletin-board/log/src/rulebook.rs", "blocked")];

/// Rows that no single function decides.
const WITHOUT_FUNCTION: &[(&str, &str)] = &[
    ("REP-05", "about the repository: this table and its test"),
    ("REP-06", "about all checks together"),
    ("REP-07", "about every function that reads bytes"),
];

/// Rows that no test expects.
const UNTESTED: &[(&str, &str)] = &[];

/// Rows of the auditor that no record can fail.
const WITHOUT_CASE: &[(&str, &str)] = &[
    ("PRF-09", "about the verifier"),
    ("PRF-10", "about the verifier"),
    ("DEC-05", "the record passes: `honest-but-for-an-invalid-share-that-is-skipped`"),
    ("RES-04", "`RES-01` fails first, and blocks it"),
    ("RES-05", "about the report"),
    ("REP-01", "about the verifier"),
    ("REP-03", "about the verifier"),
    ("REP-04", "about the verifier"),
    ("REP-05", "about the repository"),
    ("REP-06", "about all records"),
    ("REP-07", "about all bytes"),
    ("REP-08", "about the program"),
    ("REP-09", "about the report"),
    ("REP-10", "about the machine"),
];

fn reason<'a>(list: &[(&str, &'a str)], id: &str) -> Option<&'a str> {
    list.iter().find(|(excepted, _)| *excepted == id).map(|(_, reason)| *reason)
}

/// Names of items, by file.
type Places = BTreeMap<String, BTreeSet<String>>;

/// Where each id occurs.
#[derive(Default)]
struct Found {
    code: BTreeMap<String, Places>,
    tests: BTreeMap<String, Places>,
    corpus: BTreeMap<String, usize>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn found() -> Found {
    let mut found = Found::default();
    for name in CRATES {
        let mut files = vec![];
        list_rust_files(&root().join(name), &mut files);
        for path in files {
            let file =
                path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
            scan(&file, &read(&path), &mut found);
        }
    }
    for case in fs::read_dir(root().join("tests/corpus")).expect("a folder").flatten() {
        let expected = case.path().join("expected.json");
        if expected.exists() {
            let expected: serde_json::Value = serde_json::from_str(&read(&expected)).expect("JSON");
            for id in expected["checks"].as_object().expect("an object").keys() {
                *found.corpus.entry(id.clone()).or_default() += 1;
            }
        }
    }
    found
}

fn list_rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.ends_with("target") {
            continue;
        }
        if path.is_dir() {
            list_rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Notes every id that the text of a file names.
fn scan(file: &str, text: &str, found: &mut Found) {
    let lines: Vec<&str> = text.lines().collect();
    let whole = file.contains("/tests/") || file.starts_with("tests/");
    let tests = if whole { 0 } else { start_of_tests(&lines) };
    for (at, line) in lines.iter().enumerate() {
        let (name, is_function) = owner(&lines, at);
        let (mut in_code, mut in_tests) = (at < tests, at >= tests && is_function);
        in_code &= file != "crypto/src/checks.rs" && !is_about_errors(&lines, at);
        in_code &= !NOT_DECIDING.contains(&(file, name.as_str()));
        let does_not_compile = in_code && is_doc(line) && is_beside_compile_fail(&lines, at);
        in_tests |= does_not_compile;
        for id in ids(line) {
            let note = |places: &mut BTreeMap<String, Places>, name: &str| {
                places.entry(id.clone()).or_default().entry(file.into()).or_default().insert(name.into());
            };
            if in_code {
                note(&mut found.code, &name);
            }
            if in_tests {
                let suffix = if does_not_compile { " (does not compile)" } else { "" };
                note(&mut found.tests, &(name.clone() + suffix));
            }
        }
    }
}

/// The first line of the module of tests; tests are last in a file.
fn start_of_tests(lines: &[&str]) -> usize {
    let starts = |pair: &[&str]| pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod ");
    lines.windows(2).position(starts).unwrap_or(lines.len())
}

/// The ids in a line, as the catalogue writes them.
fn ids(line: &str) -> Vec<String> {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let bytes = line.as_bytes();
    let id = |at: usize| {
        let id = bytes.get(at..at + 6)?;
        let shape = id[..3].iter().all(u8::is_ascii_uppercase)
            && [b'-', b'_'].contains(&id[3])
            && id[4..].iter().all(u8::is_ascii_digit);
        let alone = !bytes[..at].last().is_some_and(is_word) && !bytes.get(at + 6).is_some_and(is_word);
        // An encoding of text has the shape of an id.
        (shape && alone && id != b"UTF-16").then(|| line[at..at + 6].replace('_', "-"))
    };
    (0..bytes.len()).filter_map(id).collect()
}

fn is_doc(line: &str) -> bool {
    ["///", "//!"].iter().any(|mark| line.trim_start().starts_with(mark))
}

/// Whether a line is in the part of a doc comment that lists what other functions refuse.
fn is_about_errors(lines: &[&str], at: usize) -> bool {
    lines[..=at].iter().rev().take_while(|line| is_doc(line)).any(|line| line.contains("# Errors"))
}

/// Whether the doc comment of a line holds an example that must not compile.
fn is_beside_compile_fail(lines: &[&str], at: usize) -> bool {
    let (before, after) = lines.split_at(at);
    let block = before
        .iter()
        .rev()
        .take_while(|line| is_doc(line))
        .chain(after.iter().take_while(|line| is_doc(line)));
    block.into_iter().any(|line| line.contains("```compile_fail"))
}

/// The outermost function around a line, or after it if the line is a comment about one; else another item, or
/// the file. True for a function.
fn owner(lines: &[&str], at: usize) -> (String, bool) {
    let is_note = |line: &&&str| ["//", "#["].iter().any(|mark| line.trim_start().starts_with(mark));
    let at = at + lines[at..].iter().take_while(is_note).count();
    let (mut level, mut item, mut function) = (usize::MAX, None, None);
    for line in lines[..lines.len().min(at + 1)].iter().rev() {
        let indentation = line.len() - line.trim_start().len();
        let goes_on = line.is_empty() || line.trim_start().starts_with([')', '{']) || line.trim() == "where";
        if goes_on || indentation >= level {
            continue;
        }
        level = indentation;
        match declared(line) {
            Some(("fn", name)) => function = Some(name),
            Some((_, name)) => item = item.or(Some(name)),
            None => {}
        }
    }
    (function.or(item).unwrap_or("(file)").to_owned(), function.is_some())
}

/// What a line declares: keyword and name.
fn declared(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split_whitespace().peekable();
    loop {
        let word = words.next()?;
        let is_item = ["fn", "struct", "enum", "trait", "type", "static", "const"].contains(&word);
        if is_item && words.peek() != Some(&"fn") {
            let name = words.next()?;
            return Some((word, name.split(|c: char| !c.is_alphanumeric() && c != '_').next()?));
        }
        if !is_item && !word.starts_with("pub") && word != "async" {
            return None;
        }
    }
}

/// Everything in which code, document and tests disagree.
fn problems(catalogue: &[&str], rows: &[Row], found: &Found) -> Vec<String> {
    let mut problems = vec![];
    let mut unless = |holds: bool, problem: String| {
        if !holds {
            problems.push(problem);
        }
    };
    let written: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    unless(written == catalogue, "the ids of the documents are not those of the code, each once".into());
    for id in found.code.keys().chain(found.tests.keys()).chain(found.corpus.keys()) {
        unless(written.contains(&id.as_str()), format!("{id} is no id of the documents"));
    }
    for Row { id, who, later } in rows {
        let (code, tests) = (found.code.contains_key(id), found.tests.contains_key(id));
        let case = found.corpus.contains_key(id);
        if *later {
            unless(!tests && !case, format!("{id} is later, and a test expects it"));
            continue;
        }
        unless(
            code != reason(WITHOUT_FUNCTION, id).is_some(),
            format!("{id} has no function, or a reason too many"),
        );
        unless(tests != reason(UNTESTED, id).is_some(), format!("{id} has no test, or a reason too many"));
        let demanded = who.contains(&'A') && reason(WITHOUT_CASE, id).is_none();
        unless(case || !demanded, format!("{id} has no case in the corpus"));
        unless(
            !case || reason(WITHOUT_CASE, id).is_none(),
            format!("{id} has a case, and a reason for none"),
        );
    }
    problems
}

/// `docs/coverage.md`.
fn document(rows: &[Row], found: &Found) -> String {
    let mut text = String::from(HEAD);
    for Row { id, who, later } in rows {
        let cell = |places: Option<&Places>, list: &[(&str, &str)], without: &str| match (
            places,
            reason(list, id),
        ) {
            (Some(places), _) => places_text(places),
            (None, Some(reason)) => format!("{without}: {reason}"),
            (None, None) => "-".into(),
        };
        // Of a later row the code only says that it is later.
        let code = cell(found.code.get(id), WITHOUT_FUNCTION, "none");
        let tests = cell(found.tests.get(id), UNTESTED, "untested");
        let corpus = match (found.corpus.get(id), reason(WITHOUT_CASE, id)) {
            (Some(count), _) => count.to_string(),
            (None, Some(reason)) => format!("none: {reason}"),
            (None, None) if who.contains(&'A') => "-".into(),
            (None, None) => "no record decides it".into(),
        };
        let status = if *later { "later" } else { "now" };
        text.push_str(&format!("| {id} | {status} | {code} | {tests} | {corpus} |\n"));
    }
    text
}

fn places_text(places: &Places) -> String {
    let file = |(file, names): (&String, &BTreeSet<String>)| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        format!("`{file}`: {}", names.join(", "))
    };
    places.iter().map(file).collect::<Vec<_>>().join("; ")
}

const HEAD: &str = "\
# From check to code to test

Made by `tests/tests/coverage.rs` from the sources; do not edit. For each check of [specification.md](specification.md): the functions
outside of tests that name it, which are those that decide it or act on its verdict; the tests that name it, with the functions that
make records for them; and how many cases of `tests/corpus/`, records and evidence files, name it.

An example. `BAL-04` is decided in `bulletin-board/log/src/rulebook/voting.rs`, by the rules that board, trustee and auditor share. A change
there must not survive the tests of the fourth column, nor another verifier the records of the fifth.

The test fails when a row that is in force has no function, no test, or no record although a record could decide it; when an id is
unknown to the catalogue; and when this table is not what the sources say. `(file)` is a comment about a whole file.

| id | status | functions | tests | corpus |
|---|---|---|---|---|
";

#[test]
fn every_check_in_force_has_a_function_a_test_and_a_record() {
    let catalogue: Vec<&str> = Check::ALL.iter().map(|check| check.id()).collect();
    let problems = problems(&catalogue, &rows(), &found());
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_table_is_what_the_sources_say() {
    let path = root().join("docs/coverage.md");
    let made = document(&rows(), &found());
    if std::env::var_os("TABELLA_WRITE_DOCUMENTS").is_some() {
        fs::write(path, made).expect("writable");
        return;
    }
    assert!(read(&path) == made, "docs/coverage.md is out of date: see the head of tests/tests/coverage.rs");
}

/// A catalogue of three rows, of which one is later, and sources that agree with it.
fn agreeing() -> (Vec<&'static str>, Vec<Row>, Found) {
    let row = |id: &str, later| Row { id: id.into(), who: BTreeSet::from(['A', 'B']), later };
    let places = || Places::from([("file".into(), BTreeSet::from(["function".into()]))]);
    let of = |ids: &[&str]| ids.iter().map(|id| ((*id).to_owned(), places())).collect();
    let found = Found {
        code: of(&["one", "two", "three"]),
        tests: of(&["one", "two"]),
        corpus: BTreeMap::from([("one".into(), 1), ("two".into(), 2)]),
    };
    (vec!["one", "two", "three"], vec![row("one", false), row("two", false), row("three", true)], found)
}

// REP-05
#[test]
fn an_id_more_or_less_in_code_document_tests_or_corpus_is_noticed() {
    type Change = fn(&mut Vec<&'static str>, &mut Vec<Row>, &mut Found);
    let changes: [(Change, &[&str]); 10] = [
        (|_, _, _| (), &[]),
        (|catalogue, _, _| catalogue.push("four"), &["the ids of the documents"]),
        (|_, rows, _| drop(rows.pop()), &["the ids of the documents", "three is no id"]),
        (|_, rows, _| rows.swap(0, 1), &["the ids of the documents"]),
        (|_, _, found| drop(found.code.insert("four".into(), Places::new())), &["four is no id"]),
        (|_, _, found| drop(found.tests.insert("four".into(), Places::new())), &["four is no id"]),
        (|_, _, found| drop(found.tests.insert("three".into(), Places::new())), &["three is later"]),
        (|_, _, found| drop(found.code.remove("one")), &["one has no function"]),
        (|_, _, found| drop(found.tests.remove("one")), &["one has no test"]),
        (|_, _, found| found.corpus.retain(|id, _| id == "two"), &["one has no case"]),
    ];
    for (change, expected) in changes {
        let (mut catalogue, mut rows, mut found) = agreeing();
        change(&mut catalogue, &mut rows, &mut found);
        let said = problems(&catalogue, &rows, &found);
        assert_eq!(said.len(), expected.len(), "{said:?}");
        assert!(said.iter().zip(expected).all(|(said, expected)| said.starts_with(expected)), "{said:?}");
    }
}

#[test]
fn an_id_belongs_to_the_function_around_it_or_after_it() {
    let id = &Check::ALL[0].to_string();
    let sources = [
        ("fn a() {\n    ID\n}", "a", true),
        (
            "impl B {\n    /// (ID) x\n    #[must_use]\n    pub const fn b(\n        &self,\n    ) -> u8 {\n    }\n}",
            "b",
            true,
        ),
        (
            "pub(crate) async fn c<T>() {\n    struct S;\n    impl S {\n        fn d() {\n            // ID\n            x\n        }\n    }\n}",
            "c",
            true,
        ),
        ("fn e() {\n}\n\nconst F: &[u8] = &[\n    ID,\n];", "F", false),
        ("//! (ID) x\n\nuse y;\nfn g() {}", "(file)", false),
        ("/// ID\npub struct H {\n    x: u8,\n}", "H", false),
        ("fn i(\n    x: u8,\n) -> u8\nwhere\n    T: U,\n{\n    ID\n}", "i", true),
    ];
    for (source, name, is_function) in sources {
        let source = source.replace("ID", id);
        let lines: Vec<&str> = source.lines().collect();
        let at = lines.iter().position(|line| ids(line) == [id.as_str()]).expect("an id");
        assert_eq!(owner(&lines, at), (name.to_owned(), is_function), "{source}");
    }
    let listed = "/// X\n///\n/// # Errors\n/// ID as there.\nfn j() {}".replace("ID", id);
    let lines: Vec<&str> = listed.lines().collect();
    assert!(is_about_errors(&lines, 3) && !is_about_errors(&lines, 0));
}

#[test]
fn what_known_attacks_cites_exists() {
    let text = read(&root().join("docs/known-attacks.md"));
    let (mut functions, mut unknown, mut cited) = (String::new(), vec![], 0);
    for name in CRATES {
        let mut files = vec![];
        list_rust_files(&root().join(name), &mut files);
        files.iter().for_each(|path| functions.push_str(&read(path)));
    }
    let only = |word: &str, other: char| {
        word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == other)
    };
    let groups: BTreeSet<String> = Check::ALL
        .iter()
        .map(|check| check.group().prefix().to_lowercase())
        .chain(["honest".into()])
        .collect();
    for word in text.split('`').skip(1).step_by(2) {
        let exists = if ids(word) == [word] {
            Check::from_id(word).is_some()
        } else if only(word, '_') && word.matches('_').count() >= 3 {
            functions.contains(&format!("fn {word}("))
        } else if only(word, '-') && word.split_once('-').is_some_and(|(group, _)| groups.contains(group)) {
            root().join("tests/corpus").join(word).is_dir()
        } else {
            continue;
        };
        cited += 1;
        if !exists {
            unknown.push(word);
        }
    }
    assert!(unknown.is_empty(), "docs/known-attacks.md cites what is not there: {unknown:#?}");
    assert!(cited > 100, "only {cited} citations were found");
}

#[test]
fn every_paragraph_that_a_comment_cites_is_in_the_specification() {
    let specification = read(&root().join("docs/specification.md"));
    let is_paragraph = |cited: &str| {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        cited.split_once('.').is_some_and(|(chapter, number)| digits(chapter) && digits(number))
    };
    let (mut unknown, mut cited) = (BTreeSet::new(), 0);
    let mut files = vec![];
    CRATES.iter().for_each(|name| list_rust_files(&root().join(name), &mut files));
    for path in files {
        let text = read(&path);
        let comments = text.lines().filter_map(|line| line.split_once("//")).map(|(_, comment)| comment);
        let brackets =
            comments.flat_map(|comment| comment.split('(').skip(1)).filter_map(|part| part.split_once(')'));
        for paragraph in
            brackets.flat_map(|(inside, _)| inside.split(", ")).filter(|inside| is_paragraph(inside))
        {
            cited += 1;
            if !specification.contains(&format!("({paragraph})")) {
                unknown.insert(format!("{}: ({paragraph})", path.display()));
            }
        }
    }
    assert!(unknown.is_empty(), "comments cite what is not in docs/specification.md: {unknown:#?}");
    assert!(cited > 100, "only {cited} citations were found");
}

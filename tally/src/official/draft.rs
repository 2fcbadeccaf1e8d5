//! The draft of a manifest: a TOML file that an official writes; `tally/examples/draft.toml` shows and
//! explains every key.

use crate::official::options;
use crate::program::answer::{Failure, listed};
use crate::program::clock;
use crate::program::files::cannot_read;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tabella_crypto::bytes::Bytes;
use tabella_crypto::contest::Rule;
use tabella_crypto::election::manifest::{
    Address, ClientFile, Contest, ContestOption, Id, LogKey, Manifest, Party, SUITE, Style, Texts, VERSION,
    Witnesses, check_name,
};
use tabella_crypto::error::DecodeError;
use tabella_crypto::text::{Paragraphs, Text};
use toml::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Draft {
    title: Value,
    description: Value,
    languages: Vec<String>,
    opening: Value,
    closing: Value,
    threshold: u64,
    minimum_ballots: u64,
    #[serde(default)]
    quorum: u64,
    #[serde(default)]
    unwitnessed: bool,
    #[serde(default)]
    all_trustees_needed: bool,
    #[serde(default)]
    revealing_weights: bool,
    board: DraftKey,
    #[serde(default)]
    witnesses: Vec<DraftKey>,
    officials: Vec<DraftKey>,
    registrars: Vec<DraftKey>,
    trustees: Vec<DraftKey>,
    contests: Vec<DraftContest>,
    #[serde(default)]
    styles: Vec<DraftStyle>,
    #[serde(default)]
    client: Vec<DraftFile>,
    #[serde(default)]
    check_pages: Vec<String>,
}

/// A name and a public key.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DraftKey {
    name: String,
    key: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DraftContest {
    id: String,
    title: Value,
    rule: Rule,
    #[serde(default)]
    options: Vec<DraftOption>,
    /// A CSV file with the options, see [`options::read`].
    options_file: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DraftOption {
    /// Made of the label when left out.
    id: Option<String>,
    label: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DraftStyle {
    id: String,
    contests: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DraftFile {
    path: String,
    /// As `sha256sum` prints it.
    sha256: String,
}

/// What a draft says, and what the program has added to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafted {
    /// The manifest.
    pub manifest: Manifest,
    /// Contests with options whose ids were made of their labels: these ids, in ballot order.
    pub made_ids: Vec<(Id, Vec<Id>)>,
}

/// Reads a draft and the files that it names, which lie beside it. Whether the manifest makes sense is for
/// [`crate::official::soundness`] and [`Manifest::check`] to say.
///
/// # Errors
/// The draft or a file cannot be read, is not TOML, has unknown or missing keys, or values that cannot be
/// read: every one of them in words.
pub fn open(path: &Path) -> Result<Drafted, Failure> {
    let bytes = std::fs::read(path).map_err(|error| cannot_read(path, &error))?;
    let text = options::text(&bytes)
        .map_err(|reason| Failure::failed(format!("the draft {}: {reason}", path.display())))?;
    read_in(&text, path.parent().unwrap_or(Path::new("")))
}

/// Reads the text of a draft that names no other files, see [`open`].
///
/// # Errors
/// As [`open`].
pub fn read(text: &str) -> Result<Manifest, Failure> {
    read_in(text, Path::new("")).map(|drafted| drafted.manifest)
}

fn read_in(text: &str, folder: &Path) -> Result<Drafted, Failure> {
    let draft: Draft = toml::from_str(text)
        .map_err(|error| Failure::failed(format!("the draft cannot be read: {}", in_words(&error))))?;
    let languages = draft.languages.clone();
    let mut reader = Reader { languages, folder: folder.into(), faults: vec![], made_ids: vec![] };
    let manifest = reader.manifest(draft);
    match manifest {
        Some(manifest) if reader.faults.is_empty() => Ok(Drafted { manifest, made_ids: reader.made_ids }),
        _ => Err(Failure::failed(format!("the draft cannot be used:\n{}", listed(&reader.faults)))),
    }
}

/// What stands at the top of every draft, with an example for a draft without it.
const NEEDED: [(&str, &str); 11] = [
    ("title", "title = \"Board election 2027\""),
    ("description", "description = \"Election of two members of the board.\""),
    ("languages", "languages = [\"en\"]"),
    ("opening", "opening = 2027-03-01T08:00:00+01:00"),
    ("closing", "closing = 2027-03-05T18:00:00+01:00"),
    ("threshold", "threshold = 2"),
    ("minimum_ballots", "minimum_ballots = 10"),
    ("board", "[board]\n  name = \"board.example\"\n  key = \"...\""),
    ("officials", "[[officials]]\n  name = \"Olga Meyer\"\n  key = \"...\""),
    ("registrars", "[[registrars]]\n  name = \"Personnel office\"\n  key = \"...\""),
    ("trustees", "[[trustees]]\n  name = \"Ann Berg\"\n  key = \"...\""),
];

/// What is wrong with the TOML. The place of something that is missing at the top is no place at all.
fn in_words(error: &toml::de::Error) -> String {
    let message = error.message();
    let missing = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
    let is_at_top = error.span().is_none_or(|span| span.start == 0);
    if let Some(field) = missing.filter(|_| is_at_top) {
        let example = NEEDED.iter().find(|(name, _)| *name == field).map(|(_, example)| *example);
        let example = example.unwrap_or(
            "[[contests]]\n  id = \"hours\"\n  title = \"Should the office open on Saturdays?\"\n  \
             rule = { choice = { min = 1, max = 1, blank = false } }\n  \
             options = [{ id = \"yes\", label = \"Yes\" }, { id = \"no\", label = \"No\" }]",
        );
        let place = if example.starts_with('[') { "" } else { " above the first line in square brackets" };
        return format!("`{field}` is missing. Add it{place}, such as\n  {example}");
    }
    let in_a_rule = missing.is_some_and(|field| ["min", "max", "blank"].contains(&field));
    if in_a_rule || message.contains("unknown contest rule") {
        let rule =
            "The rule that exists is choice, such as rule = { choice = { min = 1, max = 1, blank = false } }";
        return format!("{error}{rule}");
    }
    error.to_string()
}

/// How what a person wrote becomes a text.
type ReadText<T> = fn(&str) -> Result<T, DecodeError>;

/// Turns values into those of the protocol, and collects what is wrong.
struct Reader {
    languages: Vec<String>,
    /// Where the files lie that the draft names.
    folder: PathBuf,
    faults: Vec<String>,
    made_ids: Vec<(Id, Vec<Id>)>,
}

impl Reader {
    fn manifest(&mut self, draft: Draft) -> Option<Manifest> {
        // Everything is read before anything is given up, so that all faults show at once.
        let title = self.texts("title", &draft.title, Text::normalised);
        let description = self.texts("description", &draft.description, Paragraphs::normalised);
        let opening = self.time("opening", &draft.opening);
        let closing = self.time("closing", &draft.closing);
        let board = self.log_key("[board]", &draft.board);
        let witnesses = self.all("[[witnesses]]", &draft.witnesses, Reader::log_key);
        let officials = self.all("[[officials]]", &draft.officials, Reader::party);
        let registrars = self.all("[[registrars]]", &draft.registrars, Reader::party);
        let trustees = self.all("[[trustees]]", &draft.trustees, Reader::party);
        let contests = self.all("[[contests]]", &draft.contests, Reader::contest);
        let styles = self.all("[[styles]]", &draft.styles, Reader::style);
        let client = self.all("[[client]]", &draft.client, Reader::client_file);
        let check_pages = self.all("check_pages", &draft.check_pages, |reader, place, address| {
            reader.take(place, Address::new(address))
        });
        let contests = contests?;
        Some(Manifest {
            all_trustees_needed: draft.all_trustees_needed,
            board: board?,
            check_pages: check_pages?,
            client: client?,
            closes_at: closing?,
            styles: match styles? {
                styles if styles.is_empty() => vec![one_style(&contests)?],
                styles => styles,
            },
            contests,
            description: description?,
            languages: draft.languages,
            minimum: draft.minimum_ballots,
            officials: officials?,
            opens_at: opening?,
            registrars: registrars?,
            revealing_weights: draft.revealing_weights,
            suite: SUITE.into(),
            threshold: draft.threshold,
            title: title?,
            trustees: trustees?,
            unwitnessed: draft.unwitnessed,
            version: VERSION,
            witnesses: Witnesses { keys: witnesses?, quorum: draft.quorum },
        })
    }

    fn fault<T>(&mut self, place: &str, reason: impl core::fmt::Display) -> Option<T> {
        self.faults.push(format!("{place}: {reason}"));
        None
    }

    fn take<T, E: core::fmt::Display>(&mut self, place: &str, value: Result<T, E>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(reason) => self.fault(place, reason),
        }
    }

    /// Every item of a list; places count from 1.
    fn all<T, U>(
        &mut self,
        place: &str,
        items: &[T],
        mut read: impl FnMut(&mut Reader, &str, &T) -> Option<U>,
    ) -> Option<Vec<U>> {
        let read: Vec<Option<U>> =
            (1..).zip(items).map(|(number, item)| read(self, &format!("{place} {number}"), item)).collect();
        read.into_iter().collect()
    }

    fn text(&mut self, place: &str, text: &str) -> Option<Text> {
        self.take(place, Text::normalised(text).map_err(|error| error.reason))
    }

    /// A text for each language; a plain string when there is one language.
    fn texts<T>(&mut self, place: &str, value: &Value, read: ReadText<T>) -> Option<Texts<T>> {
        let take = |reader: &mut Reader, place: &str, text: &str| {
            reader.take(place, read(text).map_err(|error| error.reason))
        };
        match (value, self.languages.as_slice()) {
            (Value::String(text), [language]) => {
                let language = language.clone();
                Some(Texts::from([(language, take(self, place, text)?)]))
            }
            (Value::String(_), _) => self.fault(
                place,
                "there is more than one language, or none: give one text for each, \
                 such as { en = \"...\", de = \"...\" }",
            ),
            (Value::Table(table), _) => {
                let texts: Vec<Option<(String, T)>> = table
                    .iter()
                    .map(|(language, text)| {
                        let place = format!("{place}, language {language}");
                        match text {
                            Value::String(text) => Some((language.clone(), take(self, &place, text)?)),
                            _ => self.fault(&place, "expected a text"),
                        }
                    })
                    .collect();
                texts.into_iter().collect()
            }
            _ => self.fault(place, "expected a text, or one text for each language"),
        }
    }

    fn time(&mut self, place: &str, value: &Value) -> Option<u64> {
        match value {
            Value::Integer(seconds) => {
                self.take(place, u64::try_from(*seconds).map_err(|_| "a time before 1970"))
            }
            Value::Datetime(time) => self.take(place, clock::read(&time.to_string())),
            _ => self.fault(
                place,
                "expected a time with its offset, such as 2026-05-01T08:00:00Z without quotes, \
                 or whole Unix seconds",
            ),
        }
    }

    fn log_key(&mut self, place: &str, draft: &DraftKey) -> Option<LogKey> {
        let name = self.take(place, check_name(&draft.name));
        let key = draft.key.parse::<Bytes<32>>().map_err(|error| format!("the key: {}", error.reason));
        let key = self.take(place, key);
        name.and(Some(LogKey { key: key?, name: draft.name.clone() }))
    }

    fn party(&mut self, place: &str, draft: &DraftKey) -> Option<Party> {
        let name = self.text(place, &draft.name);
        let key = self.take(place, draft.key.parse().map_err(|error| format!("the key: {error}")));
        Some(Party { key: key?, name: name? })
    }

    fn contest(&mut self, place: &str, draft: &DraftContest) -> Option<Contest> {
        let id = self.take(place, Id::new(&draft.id));
        let title = self.texts(&format!("{place}, title"), &draft.title, Text::normalised);
        let options = self.options(place, draft);
        let (options, made): (Vec<ContestOption>, Vec<Option<Id>>) = options?.into_iter().unzip();
        let (id, title) = (id?, title?);
        let made: Vec<Id> = made.into_iter().flatten().collect();
        if !made.is_empty() {
            self.made_ids.push((id.clone(), made));
        }
        Some(Contest { id, options, rule: draft.rule, title })
    }

    /// The options of a contest, each with its id again if that was made of the label.
    fn options(&mut self, place: &str, draft: &DraftContest) -> Option<Vec<(ContestOption, Option<Id>)>> {
        let place = format!("{place}, option");
        let drafted = match (&draft.options_file, draft.options.is_empty()) {
            (Some(_), false) => return self.fault(&place, "give either options or options_file"),
            (None, true) => {
                return self.fault(
                    &place,
                    "there is none: give options = [{ id = \"yes\", label = \"Yes\" }, ...], or options_file",
                );
            }
            (Some(file), true) => {
                let listed = options::read(&self.folder.join(file), &self.languages);
                let listed = self.take(&place, listed)?;
                self.all(&place, &listed, |reader, place, option| {
                    let place = format!("{place} (line {})", option.line);
                    let texts = option.labels.iter().map(|(language, label)| {
                        Some((
                            language.clone(),
                            reader.text(&format!("{place}, label, language {language}"), label)?,
                        ))
                    });
                    let texts: Vec<Option<(String, Text)>> = texts.collect();
                    Some((place, option.id.clone(), texts.into_iter().collect::<Option<Texts>>()?))
                })
            }
            (None, false) => self.all(&place, &draft.options, |reader, place, option| {
                let label = reader.texts(&format!("{place}, label"), &option.label, Text::normalised)?;
                Some((place.to_owned(), option.id.clone(), label))
            }),
        }?;
        let mut taken: BTreeSet<String> = drafted.iter().filter_map(|(_, id, _)| id.clone()).collect();
        let option = |(place, id, label): (String, Option<String>, Texts)| match id {
            Some(id) => Some((ContestOption { id: self.take(&place, Id::new(id))?, label }, None)),
            None => {
                let made = self.languages.first().and_then(|language| label.get(language));
                let made = options::made_id(made.map_or("", Text::as_str), &taken);
                taken.insert(made.clone());
                let id = self.take(&place, Id::new(made))?;
                Some((ContestOption { id: id.clone(), label }, Some(id)))
            }
        };
        let options: Vec<Option<_>> = drafted.into_iter().map(option).collect();
        options.into_iter().collect()
    }

    fn style(&mut self, place: &str, draft: &DraftStyle) -> Option<Style> {
        let id = self.take(place, Id::new(&draft.id));
        let contests = self.all(&format!("{place}, contest"), &draft.contests, |reader, place, contest| {
            reader.take(place, Id::new(contest))
        });
        Some(Style { contests: contests?, id: id? })
    }

    fn client_file(&mut self, place: &str, draft: &DraftFile) -> Option<ClientFile> {
        let path = self.text(place, &draft.path);
        let sha256 = self.take(place, read_hex(&draft.sha256).ok_or("sha256 is not 64 hexadecimal digits"));
        Some(ClientFile { path: path?, sha256: sha256? })
    }
}

/// Reads the `SHA256SUMS` of the web client, as `sha256sum` prints it: the board serves its files under
/// `web/`.
///
/// # Errors
/// A line that is no hash with the plain name of a file, a name that is there twice, or no line at all.
pub fn client_files(sums: &str) -> Result<Vec<ClientFile>, Failure> {
    let wrong =
        |reason: String| Failure::failed(format!("the hashes of the web client cannot be used: {reason}"));
    let plain = |name: &&str| {
        !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
            && !name.starts_with('.')
    };
    let mut files: Vec<ClientFile> = vec![];
    for (number, line) in (1..).zip(sums.lines()) {
        let (hash, name) = line.split_once("  ").or_else(|| line.split_once(" *")).unwrap_or_default();
        let file = read_hex(hash).zip(Some(name).filter(plain)).and_then(|(sha256, name)| {
            Some(ClientFile { path: Text::new(format!("web/{name}")).ok()?, sha256 })
        });
        let file = file.ok_or_else(|| wrong(format!("line {number} is not as sha256sum prints it")))?;
        if files.iter().any(|other| other.path == file.path) {
            return Err(wrong(format!("line {number} names {name} again")));
        }
        files.push(file);
    }
    if files.is_empty() {
        return Err(wrong("no file is named".into()));
    }
    Ok(files)
}

/// The style of a draft without styles: everybody decides everything.
fn one_style(contests: &[Contest]) -> Option<Style> {
    let id = Id::new("all").ok()?;
    Some(Style { contests: contests.iter().map(|contest| contest.id.clone()).collect(), id })
}

fn read_hex(text: &str) -> Option<Bytes<32>> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let digits = |i: usize| u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..32).map(digits).collect();
    bytes?.try_into().ok().map(Bytes)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../examples/draft.toml");

    /// The manifest of the example with the witnesses that it shows in comments.
    pub(crate) fn example_with_witnesses() -> Manifest {
        let witnessed = EXAMPLE.replace("unwitnessed = true", "unwitnessed = false");
        let commented = ["# quorum = ", "# [[witnesses]]", "# name = ", "# key = "];
        let line = |line: &str| {
            let is_one = commented.iter().any(|start| line.starts_with(start));
            format!("{}\n", if is_one { &line[2..] } else { line })
        };
        read(&witnessed.lines().map(line).collect::<String>()).expect("with its witnesses")
    }

    /// A draft in one language, with plain texts.
    fn plain() -> String {
        let key = |i: u8| {
            let seed = tabella_crypto::election::ceremony::TrusteeSeed::from_bytes([i; 32].into());
            *seed.identity().public()
        };
        format!(
            r#"
title = "  Be\u0301la "
description = "d"
languages = ["en"]
opening = 1000
closing = 2026-05-01T16:00:00+08:00
threshold = 2
minimum_ballots = 1
unwitnessed = true
[board]
name = "board.example"
key = "{board}"
[[officials]]
name = "O"
key = "{o}"
[[registrars]]
name = "R"
key = "{r}"
[[trustees]]
name = "A"
key = "{a}"
[[trustees]]
name = "B"
key = "{b}"
[[trustees]]
name = "C"
key = "{c}"
[[contests]]
id = "q"
title = "Q?"
rule = {{ choice = {{ min = 0, max = 1, blank = true }} }}
[[contests.options]]
id = "y"
label = "Yes"
[[contests.options]]
id = "n"
label = "No"
"#,
            board = Bytes([5; 32]),
            o = key(1),
            r = key(2),
            a = key(3),
            b = key(4),
            c = key(5),
        )
    }

    #[test]
    fn the_example_is_a_flawless_draft() {
        let manifest = read(EXAMPLE).expect("example");
        assert_eq!(manifest.faults(), []);
        assert_eq!(manifest.languages.len(), 2, "it shows how languages are written");
        assert!(!manifest.styles.is_empty());
        assert!(
            manifest.unwitnessed && manifest.witnesses.keys.is_empty(),
            "it can be held with this release"
        );
        let witnessed = example_with_witnesses();
        assert_eq!(witnessed.faults(), []);
        assert_eq!((witnessed.witnesses.quorum, witnessed.witnesses.keys.len()), (2, 3));
    }

    #[test]
    fn a_plain_draft_gives_a_sound_manifest_with_one_style_and_normalised_texts() {
        let manifest = read(&plain()).expect("plain");
        assert_eq!(manifest.faults(), []);
        assert_eq!(manifest.title["en"].as_str(), "B\u{e9}la");
        assert_eq!((manifest.opens_at, manifest.closes_at), (1_000, 1_777_622_400));
        assert_eq!(manifest.styles[0].id.as_str(), "all");
        assert_eq!(manifest.styles[0].contests[0].as_str(), "q");
        assert!(!manifest.all_trustees_needed && !manifest.revealing_weights);
    }

    #[test]
    fn every_fault_of_a_draft_is_named() {
        let plain = plain();
        let check = |from: &str, to: &str, expected: &str| {
            assert!(plain.contains(from), "{from}");
            let failure = read(&plain.replacen(from, to, 1)).expect_err(to);
            assert_eq!(failure.exit_code(), 2);
            assert!(failure.to_string().contains(expected), "{to}: {failure}");
        };
        check("threshold = 2", "treshold = 2", "unknown field `treshold`");
        check(
            "threshold = 2",
            "",
            "`threshold` is missing. Add it above the first line in square brackets, such as\n  threshold = 2",
        );
        check(
            "[[registrars]]",
            "[[officials]]",
            "`registrars` is missing. Add it, such as\n  [[registrars]]",
        );
        check("threshold = 2", "threshold = -2", "threshold");
        check("threshold = 2", "threshold = = 2", "line");
        check("name = \"O\"", "name = \"O\"\nmail = \"o@example\"", "unknown field `mail`");
        check("id = \"q\"", "id = \"q\"\nminimum = 3", "unknown field `minimum`");
        check("id = \"y\"", "id = \"Y\"", "[[contests]] 1, option 1: an id is");
        check("id = \"y\"", "id = \"y\"\nnote = \"\"", "unknown field `note`");
        check("blank = true", "blank = true, free = 1", "free");
        check(
            "choice = { min = 0",
            "approval = { min = 0",
            "The rule that exists is choice, such as rule = { choice = { min = 1, max = 1, blank = false } }",
        );
        check("[[contests.options]]", "[[contests.answers]]", "unknown field `answers`");
        for left_out in ["min = 0, ", ", blank = true"] {
            check(left_out, "", "such as rule = { choice = { min = 1, max = 1, blank = false } }");
        }
        check(
            "languages = [\"en\"]",
            "languages = [\"en\", \"de\"]",
            "title: there is more than one language",
        );
        check("languages = [\"en\"]", "languages = []", "or none");
        check("title = \"Q?\"", "title = { en = 3 }", "[[contests]] 1, title, language en: expected a text");
        check("title = \"Q?\"", "title = 3", "[[contests]] 1, title: expected a text");
        check("label = \"No\"", "label = \"N\\u200Bo\"", "option 2, label: the character U+200B");
        check("description = \"d\"", "description = \"\"", "description: a text is empty");
        check("opening = 1000", "opening = -1", "opening: a time before 1970");
        check("opening = 1000", "opening = \"now+120s\"", "opening: expected a time");
        check("opening = 1000", "opening = 2026-05-01T16:00:00", "opening: 2026-05-01T16:00:00 is not");
        check("opening = 1000", "opening = 2026-05-01", "opening: 2026-05-01 is not a time");
        check("opening = 1000", "opening = 2026-05-01T08:00:00.25Z", "fraction");
        check("opening = 1000", "opening = 2026-13-01T08:00:00Z", "line");
        check("name = \"board.example\"", "name = \"board example\"", "[board]: a name with the character");
        check("key = \"BQUF", "key = \"BQU", "[board]: the key:");
        check("name = \"B\"", "name = \"\"", "[[trustees]] 2: a text is empty");
        check("[[trustees]]", "[trustee]", "unknown field `trustee`");
    }

    #[test]
    fn a_draft_that_is_not_utf_8_is_refused_with_the_line_and_a_byte_order_mark_is_nothing() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("draft.toml");
        let lines = plain().replace("description = \"d\"", "description = \"M\u{fc}ller\"");
        std::fs::write(&path, lines.chars().map(|c| u8::try_from(c).expect("Latin-1")).collect::<Vec<u8>>())
            .expect("written");
        let failure = open(&path).expect_err("Windows-1252");
        assert!(failure.to_string().ends_with("line 3: not UTF-8; save the file in UTF-8"), "{failure}");
        std::fs::write(&path, format!("\u{feff}{}", plain())).expect("written");
        assert_eq!(open(&path).expect("draft").manifest, read(&plain()).expect("draft"));
    }

    #[test]
    fn options_come_from_a_list_beside_the_draft_and_ids_are_made_of_labels() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("draft.toml");
        let (head, _) = plain()
            .split_once("[[contests.options]]")
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .expect("options");
        let with = |contest: &str| {
            std::fs::write(&path, format!("{head}{contest}\n")).expect("written");
            open(&path)
        };
        let list = |text: &str| std::fs::write(folder.path().join("candidates.csv"), text).expect("written");
        list("id,label\n,Zoë Müller\nking,Ann\n,\"zoe, müller\"\n");
        let drafted = with("options_file = \"candidates.csv\"").expect("list");
        let options = &drafted.manifest.contests[0].options;
        let ids: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
        assert_eq!(ids, ["zoe-muller", "king", "zoe-muller-2"]);
        assert_eq!(options[2].label["en"].as_str(), "zoe, müller");
        let (contest, made) = &drafted.made_ids[0];
        assert_eq!((contest.as_str(), made.len()), ("q", 2), "the ids that were made, for the summary");
        let short =
            with("options = [{ label = \"Yes\" }, { id = \"n\", label = \"No\" }]").expect("short form");
        assert_eq!(short.made_ids[0].1[0].as_str(), "yes");
        for (contest, expected) in [
            ("", "[[contests]] 1, option: there is none: give options = ["),
            (
                "options_file = \"candidates.csv\"\noptions = [{ label = \"A\" }]",
                "either options or options_file",
            ),
            ("options_file = \"none.csv\"", "none.csv"),
        ] {
            let failure = with(contest).expect_err(expected);
            assert!(failure.to_string().contains(expected), "{failure}");
        }
        list("id,label\nA,Ann\n,B\u{200b}o\n");
        let words = with("options_file = \"candidates.csv\"").expect_err("two faults").to_string();
        assert!(words.contains("option 2 (line 3), label, language en: the character U+200B"), "{words}");
    }

    #[test]
    fn faults_are_all_named_at_once() {
        let draft =
            plain().replace("title = \"Q?\"", "title = 1").replace("name = \"C\"", "name = \"\\u202e\"");
        let error = read(&draft).expect_err("two faults").to_string();
        assert!(error.contains("[[contests]] 1, title") && error.contains("[[trustees]] 3"), "{error}");
    }

    #[test]
    fn the_files_of_the_web_client_are_given_as_sha256sum_prints_them() {
        let with =
            |hash: &str| format!("{}\n[[client]]\npath = \"booth.js\"\nsha256 = \"{hash}\"\n", plain());
        let manifest = read(&with(&"0f".repeat(32))).expect("client");
        assert_eq!(manifest.client[0].sha256, Bytes([15; 32]));
        for bad in ["0f".repeat(31), "0g".repeat(32), "é".repeat(32)] {
            assert!(read(&with(&bad)).expect_err(&bad).to_string().contains("hexadecimal"));
        }
    }

    #[test]
    fn the_list_that_sha256sum_prints_gives_the_files_that_the_board_serves() {
        let (zero, one) = ("00".repeat(32), "01".repeat(32));
        let files = client_files(&format!("{zero}  booth.html\n{one} *tabella.wasm\n")).expect("files");
        let files: Vec<_> = files.iter().map(|file| (file.path.as_str(), file.sha256)).collect();
        assert_eq!(files, [("web/booth.html", Bytes([0; 32])), ("web/tabella.wasm", Bytes([1; 32]))]);
        for (bad, reason) in [
            (String::new(), "no file"),
            ("\n".into(), "line 1"),
            (format!("{zero} booth.html"), "line 1"),
            (format!("{zero}  "), "line 1"),
            (format!("{zero}  ../booth.html"), "line 1"),
            (format!("{zero}  a b"), "line 1"),
            (format!("\\{zero}  a"), "line 1"),
            (format!("{}  a", &zero[1..]), "line 1"),
            (format!("{zero}  a\n{one}  a"), "line 2 names a again"),
        ] {
            let error = client_files(&bad).expect_err(&bad).to_string();
            assert!(error.contains(reason), "{bad}: {error}");
        }
    }
}

//! The draft of a manifest: a TOML file that an official writes; `tally/examples/draft.toml` shows and
//! explains every key.

mod reader; // what it says, as values of the protocol

use crate::official::options;
use crate::refusal::Refusal;
use reader::Reader;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use tabella_crypto::contest::Rule;
use tabella_crypto::election::manifest::{Id, Manifest};
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

/// Gives a file that a draft names, or says why it cannot be had.
pub type Files<'a> = &'a dyn Fn(&Path) -> Result<Vec<u8>, String>;

/// For a draft that names no files.
pub const NO_FILES: Files<'static> = &|_| Err("there are no files beside this draft".into());

/// Reads a draft, and the files that it names. If the manifest makes sense is for [`crate::official::soundness`] and
/// [`Manifest::check`] to say.
///
/// # Errors
/// The draft or a file cannot be read, is not TOML, has unknown or missing keys, or values that cannot be
/// read: every one of them in words.
pub fn read(draft: &[u8], files: Files<'_>) -> Result<Drafted, Refusal> {
    let text = options::text(draft).map_err(|reason| Refusal::unusable(format!("the draft: {reason}")))?;
    let draft: Draft = toml::from_str(&text)
        .map_err(|error| Refusal::unusable(format!("the draft cannot be read: {}", in_words(&error))))?;
    let mut reader = Reader::new(draft.languages.clone(), files);
    match reader.manifest(draft) {
        Some(manifest) if reader.faults.is_empty() => Ok(Drafted { manifest, made_ids: reader.made_ids }),
        _ => Err(Refusal::unusable_for("the draft cannot be used:", reader.faults)),
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

/// Describes what is wrong with the TOML. What is missing at the top has no place to name.
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

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use tabella_crypto::bytes::Bytes;

    const EXAMPLE: &str = include_str!("../../examples/draft.toml");

    /// The manifest of the text of a draft.
    fn read(draft: &str) -> Result<Manifest, Refusal> {
        super::read(draft.as_bytes(), NO_FILES).map(|drafted| drafted.manifest)
    }

    /// The manifest of the example.
    pub(crate) fn example() -> Manifest {
        read(EXAMPLE).expect("example")
    }

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
            let refusal = read(&plain.replacen(from, to, 1)).expect_err(to);
            assert_eq!(refusal.checks, []);
            assert!(refusal.to_string().contains(expected), "{to}: {refusal}");
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
        let lines = plain().replace("description = \"d\"", "description = \"M\u{fc}ller\"");
        let latin: Vec<u8> = lines.chars().map(|c| u8::try_from(c).expect("Latin-1")).collect();
        let refusal = super::read(&latin, NO_FILES).expect_err("Windows-1252");
        assert!(refusal.to_string().ends_with("line 3: not UTF-8; save the file in UTF-8"), "{refusal}");
        assert_eq!(read(&format!("\u{feff}{}", plain())), read(&plain()));
    }

    #[test]
    fn options_come_from_a_list_beside_the_draft_and_ids_are_made_of_labels() {
        let plain = plain();
        let (head, _) = plain.split_once("[[contests.options]]").expect("options");
        let with_list = |contest: &str, list: &'static str| {
            let files = |path: &Path| match path.to_str() {
                Some("candidates.csv") => Ok(list.into()),
                _ => Err(format!("cannot read {}", path.display())),
            };
            super::read(format!("{head}{contest}\n").as_bytes(), &files)
        };
        let with = |contest: &str| with_list(contest, "id,label\n,Zoë Müller\nking,Ann\n,\"zoe, müller\"\n");
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
            ("options_file = \"none.csv\"", "cannot read none.csv"),
        ] {
            let refusal = with(contest).expect_err(expected);
            assert!(refusal.to_string().contains(expected), "{refusal}");
        }
        let two_faults = "id,label\nA,Ann\n,B\u{200b}o\n";
        let words =
            with_list("options_file = \"candidates.csv\"", two_faults).expect_err("two faults").to_string();
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
}

//! Options of a contest that come as a list: a CSV file beside the draft; and ids made from labels.

use csv::{ReaderBuilder, StringRecord, Trim};
use std::collections::BTreeSet;
use std::path::Path;
use tabella_crypto::carried::{self, Table};
use tabella_crypto::contest::BLANK;

/// Longest id that is made of a label, so that a number has room after it.
const ID_LENGTH: usize = 56;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The line in the file.
    pub line: u64,
    /// The id, unless one is to be made.
    pub id: Option<String>,
    /// Language and label.
    pub labels: Vec<(String, String)>,
}

/// Reads a list of options: the columns `label` (with one language) or `label-de`, `label-fr` and so on, one
/// for each language, and perhaps `id`. Other columns, and rows in which every field is empty, are passed over.
///
/// # Errors
/// Why the file cannot be used, for people.
pub fn read(path: &Path, languages: &[String]) -> Result<Vec<Listed>, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    read_bytes(&bytes, languages).map_err(|reason| format!("{}: {reason}", path.display()))
}

fn read_bytes(bytes: &[u8], languages: &[String]) -> Result<Vec<Listed>, String> {
    let text = text(bytes)?;
    let Table { text, separator, skipped } = carried::table(&text);
    let mut reader =
        ReaderBuilder::new().trim(Trim::All).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let column = |wanted: &str| header.iter().position(|name| name.eq_ignore_ascii_case(wanted));
    let labels: Vec<(String, usize)> = languages
        .iter()
        .map(|language| {
            let name = format!("label-{language}");
            let alone = column("label").filter(|_| languages.len() == 1);
            column(&name)
                .or(alone)
                .map(|column| (language.clone(), column))
                .ok_or_else(|| missing(&name, &header))
        })
        .collect::<Result<_, String>>()?;
    let id = column("id");
    let mut listed = vec![];
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line) + skipped;
        let field = |column: usize| record.get(column).filter(|field| !field.is_empty());
        let label = |(language, column): &(String, usize)| {
            let label = field(*column).ok_or_else(|| {
                format!(
                    "line {line}: there is no label in {language}; every option needs one for each language"
                )
            })?;
            Ok((language.clone(), label.to_owned()))
        };
        let labels = labels.iter().map(label).collect::<Result<_, String>>()?;
        listed.push(Listed { line, id: id.and_then(field).map(Into::into), labels });
    }
    if listed.is_empty() { Err("no option is in it".into()) } else { Ok(listed) }
}

fn missing(name: &str, header: &StringRecord) -> String {
    let found: Vec<&str> = header.iter().collect();
    format!("the column {name} is missing; the first line names the columns, and has {}", found.join(", "))
}

/// The text of a file that a person made, whatever program wrote it.
///
/// # Errors
/// It is neither UTF-8 nor marked UTF-16, with the line where it stops being so.
pub fn text(bytes: &[u8]) -> Result<String, String> {
    carried::decode(bytes).map_err(|_| {
        let sound = core::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        let line = 1 + bytes[..sound].iter().filter(|byte| **byte == b'\n').count();
        format!("line {line}: not UTF-8; save the file in UTF-8")
    })
}

/// An id made of a label, in ASCII: `Zoë Müller` becomes `zoe-muller`; with a number when it is taken, or
/// would be the word for the blank vote.
pub fn made_id(label: &str, taken: &BTreeSet<String>) -> String {
    let ascii = deunicode::deunicode(label).to_ascii_lowercase();
    let words = ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut id = words.collect::<Vec<_>>().join("-");
    id.truncate(ID_LENGTH);
    let id = id.trim_end_matches('-');
    let id = if id.is_empty() { "option" } else { id };
    let free = |id: &String| !taken.contains(id) && id != BLANK;
    let mut numbered = core::iter::once(id.to_owned()).chain((2u64..).map(|number| format!("{id}-{number}")));
    // One of so many is free.
    numbered.find(free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|tag| (*tag).to_owned()).collect()
    }

    #[test]
    fn a_list_of_candidates_is_read_whatever_program_wrote_it() {
        let list = "\u{feff}Party, label-fr,ID ,label-de\r\nA, Zoé ,zoe,\"Zoe, gen. Z\"\r\n,,,\r\nB,Émile,,Emil\r\n\r\n";
        let read = read_bytes(list.as_bytes(), &languages(&["de", "fr"])).expect("list");
        let labels =
            |de: &str, fr: &str| vec![("de".to_owned(), de.to_owned()), ("fr".to_owned(), fr.to_owned())];
        assert_eq!(
            read,
            [
                Listed { line: 2, id: Some("zoe".into()), labels: labels("Zoe, gen. Z", "Zoé") },
                Listed { line: 4, id: None, labels: labels("Emil", "Émile") },
            ]
        );
        let semicolons = list.replace(',', ";").replace("Zoe; gen", "Zoe, gen");
        assert_eq!(read_bytes(semicolons.as_bytes(), &languages(&["de", "fr"])), Ok(read), "as in Europe");
        let marked = format!("sep=;\r\n{}", semicolons.trim_start_matches('\u{feff}'));
        let lines = read_bytes(marked.as_bytes(), &languages(&["de", "fr"])).expect("list");
        assert_eq!(lines.iter().map(|option| option.line).collect::<Vec<_>>(), [3, 5]);
        let one = read_bytes(b"label\nYes\nNo\n", &languages(&["en"])).expect("list");
        assert_eq!(one[1].labels, [("en".to_owned(), "No".to_owned())]);
    }

    #[test]
    fn a_list_that_cannot_be_used_says_why_and_where() {
        for (list, expected) in [
            (
                &b"name\nA\n"[..],
                "the column label-de is missing; the first line names the columns, and has name",
            ),
            (b"label\nA\n", "the column label-de is missing"),
            (b"label-de;label\nA;B\n", "the column label-fr is missing"),
            (b"label-de,label-fr\nA,B\nC,\n", "line 3: there is no label in fr"),
            (b"label-de,label-fr\n", "no option is in it"),
            (b"label-de,label-fr\nA,B\nM\xfcller,M\n", "line 3: not UTF-8; save the file in UTF-8"),
        ] {
            let reason = read_bytes(list, &languages(&["de", "fr"])).expect_err(expected);
            assert!(reason.contains(expected), "{reason}");
        }
        let reason = read(Path::new("nowhere.csv"), &languages(&["en"])).expect_err("no file");
        assert!(reason.contains("cannot read nowhere.csv"), "{reason}");
    }

    #[test]
    fn an_id_is_made_of_every_label_and_no_two_are_the_same() {
        let mut taken = BTreeSet::new();
        for (label, expected) in [
            ("Zoë Müller", "zoe-muller"),
            ("Zoe  MULLER!", "zoe-muller-2"),
            ("zoé-müller", "zoe-muller-3"),
            ("Blank", "blank-2"),
            ("\u{2014}", "option"),
            ("…!", "option-2"),
            ("Łódź, ul. Piotrkowska 5/7", "lodz-ul-piotrkowska-5-7"),
        ] {
            let id = made_id(label, &taken);
            assert_eq!(id, expected, "{label}");
            assert!(tabella_crypto::election::manifest::Id::new(id.as_str()).is_ok(), "{id}");
            assert!(taken.insert(id));
        }
        for label in ["王伟", "Иван Петров", "محمد", "x".repeat(500).as_str(), "-".repeat(9).as_str()]
        {
            for _ in 0..12 {
                let id = made_id(label, &taken);
                assert!(tabella_crypto::election::manifest::Id::new(id.as_str()).is_ok(), "{id}");
                assert!(taken.insert(id));
            }
        }
    }
}

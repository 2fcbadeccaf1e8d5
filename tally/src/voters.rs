//! The registrar's list of voters: a CSV file that stays with the registrar.
//!
//! The first line names the columns: `voter`, and in any order `weight` (1 when absent or empty) and
//! `style` (a style id; the manifest's first when absent or empty). A voter is whatever the registrar
//! addresses the letter by; it never leaves the registrar's machine.

use crate::answer::{Failure, listed};
use csv::{ReaderBuilder, StringRecord, Trim};
use std::collections::HashMap;
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::encoding::INTEGER_LIMIT;
use tabella_crypto::text::Text;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voter {
    /// Unique in the list.
    pub label: Text,
    /// How much the ballot counts.
    pub weight: u64,
    /// Position of the style in the manifest.
    pub style: u64,
}

/// Reads the list.
///
/// # Errors
/// Every line that cannot be used, by its number.
pub fn read(bytes: &[u8], manifest: &Manifest) -> Result<Vec<Voter>, Failure> {
    // Spreadsheets put a byte order mark in front.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = ReaderBuilder::new().trim(Trim::All).from_reader(bytes);
    let unreadable = |error: csv::Error| Failure::failed(format!("the list of voters: {}", in_words(&error)));
    let columns = Columns::read(reader.headers().map_err(unreadable)?)?;
    let mut voters = vec![];
    let mut lines: HashMap<Text, u64> = HashMap::new();
    let mut faults = vec![];
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                faults.push(in_words(&error));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        match columns.voter(&record, manifest) {
            Ok(voter) => {
                if let Some(first) = lines.insert(voter.label.clone(), line) {
                    faults.push(format!("line {line}: the voter {} is in line {first} already", voter.label));
                }
                voters.push(voter);
            }
            Err(reason) => faults.push(format!("line {line}: {reason}")),
        }
    }
    if !faults.is_empty() {
        return Err(Failure::failed(format!(
            "the list of voters cannot be used; nothing was written:\n{}",
            listed(&faults)
        )));
    }
    if voters.is_empty() {
        return Err(Failure::failed("the list of voters has no voters; nothing was written"));
    }
    Ok(voters)
}

/// csv's own errors quote no field.
fn in_words(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Utf8 { pos, .. } => {
            let line = pos.as_ref().map_or(0, csv::Position::line);
            format!("line {line}: not UTF-8; save the list as CSV in UTF-8")
        }
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let line = pos.as_ref().map_or(0, csv::Position::line);
            format!("line {line}: {len} fields; the first line names {expected_len} columns")
        }
        _ => error.to_string(),
    }
}

/// Where each column is.
struct Columns {
    voter: usize,
    weight: Option<usize>,
    style: Option<usize>,
}

impl Columns {
    fn read(header: &StringRecord) -> Result<Columns, Failure> {
        let refuse = |reason: String| {
            Failure::failed(format!(
                "the list of voters: {reason}. Its first line names the columns, separated by commas: \
                 voter, and if needed weight and style"
            ))
        };
        if let Some(unknown) = header.iter().find(|name| !["voter", "weight", "style"].contains(name)) {
            return Err(refuse(format!("{unknown:?} is not the name of a column")));
        }
        let find = |wanted: &str| -> Result<Option<usize>, Failure> {
            let mut found = header.iter().enumerate().filter(|(_, name)| *name == wanted);
            let first = found.next().map(|(position, _)| position);
            match found.next() {
                Some(_) => Err(refuse(format!("the column {wanted} is there twice"))),
                None => Ok(first),
            }
        };
        Ok(Columns {
            voter: find("voter")?.ok_or_else(|| refuse("the column voter is missing".into()))?,
            weight: find("weight")?,
            style: find("style")?,
        })
    }

    fn voter(&self, record: &StringRecord, manifest: &Manifest) -> Result<Voter, String> {
        let field = |column: Option<usize>| {
            column.and_then(|column| record.get(column)).filter(|field| !field.is_empty())
        };
        let label = field(Some(self.voter)).ok_or("the voter is empty")?;
        // The codes file is often opened with a spreadsheet, which would run it.
        if label.starts_with(['=', '+', '-', '@']) {
            return Err(format!(
                "the voter {label:?} begins with {:?}, which a spreadsheet takes for a formula",
                &label[..1]
            ));
        }
        let label = Text::normalised(label).map_err(|error| format!("the voter: {}", error.reason))?;
        let weight = match field(self.weight) {
            None => 1,
            Some(text) => match text.parse() {
                Ok(weight) if (1..=INTEGER_LIMIT).contains(&weight) && !text.starts_with('+') => weight,
                _ => return Err(format!("the weight {text:?} is not a whole number from 1 on")),
            },
        };
        let style = match field(self.style) {
            None => 0,
            Some(id) => {
                let ids = || manifest.styles.iter().map(|style| style.id.as_str());
                ids().position(|style| style == id).ok_or_else(|| {
                    format!(
                        "there is no style {id:?}; the manifest has {}",
                        ids().collect::<Vec<_>>().join(", ")
                    )
                })? as u64
            }
        };
        Ok(Voter { label, weight, style })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft;

    fn manifest() -> Manifest {
        draft::read(include_str!("../examples/draft.toml")).expect("example")
    }

    fn refused(list: impl AsRef<[u8]>, expected: &str) {
        let list = list.as_ref();
        let failure = read(list, &manifest()).expect_err(expected);
        assert_eq!(failure.exit_code(), 2);
        assert!(failure.to_string().contains(expected), "{failure}");
    }

    #[test]
    fn a_list_is_read_with_its_defaults_whatever_program_wrote_it() {
        let manifest = manifest();
        let second = manifest.styles[1].id.as_str().to_owned();
        let list = format!(
            "\u{feff}style, voter ,weight\r\n{second},\"Berg, Ann\",3\r\n,Ren\u{e9},\r\n , 郑国 , 2\r\n"
        );
        let voters = read(list.as_bytes(), &manifest).expect("list");
        let read: Vec<(&str, u64, u64)> =
            voters.iter().map(|voter| (voter.label.as_str(), voter.weight, voter.style)).collect();
        assert_eq!(read, [("Berg, Ann", 3, 1), ("René", 1, 0), ("郑国", 2, 0)]);
        assert_eq!(super::read(b"voter\nA\n", &manifest).expect("one column").len(), 1);
    }

    #[test]
    fn a_list_that_cannot_be_used_is_refused_with_the_line() {
        refused("", "the column voter is missing");
        refused("voter\n", "no voters");
        refused("name\nA\n", "\"name\" is not the name of a column");
        refused("voter;weight\nA;2\n", "separated by commas");
        refused("voter,voter\nA,B\n", "twice");
        refused("voter,weight\nA,1\nB\n", "line 3: 1 fields");
        refused("voter\nA\nB\nA\n", "line 4: the voter A is in line 2 already");
        refused("voter\nRe\u{301}n\nR\u{e9}n\n", "line 3: the voter R\u{e9}n is in line 2 already");
        refused("voter,weight\nA,1\n,1\n", "line 3: the voter is empty");
        refused("voter,weight\n \t ,1\n", "line 2: the voter is empty");
        for weight in ["0", "-1", "1.5", "+2", "x", "9007199254740992", "99999999999999999999999"] {
            refused(format!("voter,weight\nA,{weight}\n"), "line 2: the weight");
        }
        refused("voter,style\nA,everything\n", "line 2: there is no style \"everything\"");
    }

    #[test]
    fn a_hostile_list_is_refused() {
        for formula in ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"] {
            refused(format!("voter\n\"{formula}\"\n"), "formula");
        }
        refused("voter\n\"A\nB\"\n", "line 2: the voter: the character U+000A");
        refused("voter\n\"A\nB\nC\n", "the voter: the character");
        refused("voter\nA\u{202e}B\n", "U+202E");
        refused("voter\nA\u{0}B\n", "U+0000");
        refused(b"voter\n\xff\xfe\n", "line 2: not UTF-8");
        refused(format!("voter\n{}\n", "x".repeat(5_000)), "the limit is");
        let many: String = (0..100).map(|_| "A\n").collect();
        refused(format!("voter\n{many}"), "and 79 more");
    }
}

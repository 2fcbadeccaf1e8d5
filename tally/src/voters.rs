//! The registrar's list of voters: a CSV file that stays with the registrar.
//!
//! The first line names the columns: `voter`, and in any order `weight` (1 when absent or empty) and
//! `style` (a style id; the manifest's first when absent or empty). A voter is whatever the registrar
//! addresses the letter by; it never leaves the registrar's machine.

use crate::answer::{Failure, listed};
use csv::{ReaderBuilder, StringRecord, Trim};
use std::collections::{BTreeMap, HashMap};
use tabella_crypto::checks::{self, CheckId};
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::election::roll::Row;
use tabella_crypto::encoding::INTEGER_LIMIT;
use tabella_crypto::group::Point;
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

/// ROL-01 to ROL-03, ROL-05 and ROL-06 for a whole roll, in words, before anybody sees it.
pub fn check(rows: &[Row], manifest: &Manifest) -> Vec<(CheckId, String)> {
    let mut faults = vec![];
    if !rows.is_sorted_by(|a, b| a.credential < b.credential) {
        faults.push((checks::ROL_01, "credentials must strictly increase".into()));
    }
    if rows.iter().any(|row| row.style >= manifest.styles.len() as u64) {
        faults.push((checks::ROL_02, "a row has a style that the manifest does not have".into()));
    }
    let total: u128 = rows.iter().map(|row| u128::from(row.weight)).sum();
    let limit = manifest.weight_limit();
    if total > limit.into() || rows.iter().any(|row| row.weight == 0) {
        faults.push((checks::ROL_03, format!("the weights sum to {total}; from 1 each to {limit} together")));
    }
    let keys: Vec<&Point> = manifest.keys().collect();
    if rows.iter().any(|row| keys.contains(&&row.credential)) {
        faults.push((checks::ROL_05, "a credential is the key of an official, registrar or trustee".into()));
    }
    faults.extend(revealing_weights(rows, manifest).into_iter().map(|reason| (checks::ROL_06, reason)));
    faults
}

/// (S19) Weights that would single people out.
fn revealing_weights(rows: &[Row], manifest: &Manifest) -> Vec<String> {
    if manifest.revealing_weights {
        return vec![];
    }
    let mut classes: BTreeMap<(u64, u64), u64> = BTreeMap::new();
    for row in rows {
        *classes.entry((row.style, row.weight)).or_default() += 1;
    }
    let mut reasons = vec![];
    for contest in &manifest.contests {
        let mut weights: BTreeMap<u64, u64> = BTreeMap::new();
        for ((style, weight), count) in &classes {
            let style = usize::try_from(*style).ok().and_then(|style| manifest.styles.get(style));
            if style.is_some_and(|style| style.contests.contains(&contest.id)) {
                *weights.entry(*weight).or_default() += count;
            }
        }
        for (weight, count) in weights.into_iter().filter(|(_, count)| *count < manifest.minimum) {
            reasons.push(format!(
                "in contest {} only {count} voters have weight {weight}, and the manifest's minimum is {}: the \
                 totals could show how they voted. Use larger groups of weights, a smaller minimum, or the \
                 flag revealing_weights",
                contest.id, manifest.minimum
            ));
        }
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft;
    use tabella_crypto::election::ceremony::TrusteeSeed;

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

    fn row(i: u8, weight: u64, style: u64) -> Row {
        let credential = *TrusteeSeed::from_bytes([i; 32].into()).identity().public();
        Row { credential, style, weight }
    }

    fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
        rows.sort_by_key(|row| row.credential);
        rows
    }

    fn checked(rows: &[Row], manifest: &Manifest) -> Vec<CheckId> {
        check(rows, manifest).into_iter().map(|(check, _)| check).collect()
    }

    #[test]
    fn a_roll_that_the_board_would_refuse_is_refused_before() {
        let manifest = Manifest { minimum: 2, ..manifest() };
        let rows = sorted((10..14).map(|i| row(i, 1, 0)).collect());
        assert_eq!(checked(&rows, &manifest), []);
        let reversed: Vec<Row> = rows.iter().rev().cloned().collect();
        assert_eq!(checked(&reversed, &manifest), [checks::ROL_01]);
        let doubled = sorted([rows.clone(), vec![rows[0].clone()]].concat());
        assert_eq!(checked(&doubled, &manifest), [checks::ROL_01]);
        let change = |weight, style| {
            let mut rows = rows.clone();
            rows.iter_mut().for_each(|row| (row.weight, row.style) = (weight, style));
            rows
        };
        assert_eq!(checked(&change(1, 99), &manifest), [checks::ROL_02]);
        assert_eq!(checked(&change(0, 0), &manifest), [checks::ROL_03]);
        assert_eq!(checked(&change(1 << 47, 0), &manifest), [checks::ROL_03]);
        let mut own = rows.clone();
        own[0].credential = manifest.trustees[0].key;
        assert_eq!(checked(&sorted(own), &manifest), [checks::ROL_05]);
    }

    #[test]
    fn weights_that_single_people_out_are_refused_unless_the_manifest_allows_them() {
        let manifest = Manifest { minimum: 2, ..manifest() };
        let rows = sorted((10..14).map(|i| row(i, if i == 10 { 1_000 } else { 1 }, 0)).collect());
        let faults = check(&rows, &manifest);
        assert!(!faults.is_empty() && faults.iter().all(|(check, _)| *check == checks::ROL_06));
        assert!(faults[0].1.contains("only 1 voters have weight 1000"), "{}", faults[0].1);
        assert_eq!(checked(&rows, &Manifest { revealing_weights: true, ..manifest }), []);
    }
}

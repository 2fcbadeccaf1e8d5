//! The registrar's list of voters: a CSV file that stays with the registrar.
//!
//! The first line names the columns: `voter`, and in any order `weight` (1 when absent or empty) and
//! `style` (a style id; the manifest's first when absent or empty). Further columns, such as addresses, are kept for
//! the letters. A voter is whatever the registrar addresses the letter by; it never leaves the registrar's machine.

use crate::refusal::Refusal;
use csv::{ReaderBuilder, StringRecord, Trim};
use std::collections::HashMap;
use tabella_crypto::carried::{self, Table};
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::encoding::INTEGER_LIMIT;
use tabella_crypto::text::{Text, looks};

/// Columns that the codes file gets from us.
const OURS: [&str; 5] = ["code", "credential", "trust", "link", "check"];

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voter {
    /// Unique in the list.
    pub label: Text,
    /// How much the ballot counts.
    pub weight: u64,
    /// Position of the style in the manifest.
    pub style: u64,
    /// Where the voter stands in the list, lines counted from 1.
    pub line: u64,
    /// What stands in the further columns.
    pub others: Vec<String>,
}

/// A list that can be used.
#[derive(Clone, Debug)]
pub struct List {
    /// In the order of the list.
    pub voters: Vec<Voter>,
    /// The names of the further columns.
    pub others: Vec<String>,
    /// What separates the cells of the list.
    pub separator: u8,
}

impl List {
    /// Voters who may be one person who would get two codes: their names differ in nothing but capital letters, white
    /// space and letters that look alike.
    pub fn almost_equal(&self) -> Vec<Vec<&Voter>> {
        let mut groups: Vec<Vec<&Voter>> = vec![];
        let mut known: HashMap<String, usize> = HashMap::new();
        for voter in &self.voters {
            let spellings =
                looks(voter.label.as_str()).map(|text| text.split(carried::is_blank).collect::<String>());
            let group =
                spellings.iter().find_map(|spelling| known.get(spelling)).copied().unwrap_or(groups.len());
            known.extend(spellings.map(|spelling| (spelling, group)));
            if group == groups.len() {
                groups.push(vec![]);
            }
            groups[group].push(voter);
        }
        groups.retain(|voters| voters.len() > 1);
        groups
    }
}

/// Reads the list, whatever program wrote it.
///
/// # Errors
/// Every line that cannot be used, by its number.
pub fn read(bytes: &[u8], manifest: &Manifest) -> Result<List, Refusal> {
    let refuse = |reason: String| Refusal::unusable(format!("the list of voters: {reason}"));
    let text = carried::decode(bytes).map_err(|_| refuse(not_text(bytes)))?;
    let Table { text: table, separator, skipped: first_line } = carried::table(&text);
    if let Some(line) = unclosed(table, separator) {
        let line = line + first_line;
        return Err(refuse(format!("line {line}: a quotation mark (\") opens a field and is never closed")));
    }
    let mut reader = ReaderBuilder::new()
        .trim(Trim::All)
        .flexible(true)
        .delimiter(separator)
        .from_reader(table.as_bytes());
    let header = reader.headers().map_err(|error| refuse(error.to_string()))?.clone();
    let columns = Columns::read(&header)?;
    let mut voters = vec![];
    let mut lines: HashMap<Text, u64> = HashMap::new();
    let mut faults = vec![];
    for record in reader.records() {
        let record = record.map_err(|error| refuse(error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line) + first_line;
        if record.iter().all(|field| carried::trim(field).is_empty()) {
            continue;
        }
        match columns.voter(&record, manifest, line) {
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
        return Err(Refusal::unusable_for("the list of voters cannot be used; nothing was written:", faults));
    }
    if voters.is_empty() {
        return Err(Refusal::unusable("the list of voters has no voters; nothing was written"));
    }
    let others = columns.others.iter().map(|(_, name)| name.clone()).collect();
    Ok(List { voters, others, separator })
}

/// Where a file stops being text.
fn not_text(bytes: &[u8]) -> String {
    let valid = core::str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to());
    let line = 1 + bytes[..valid].iter().filter(|byte| **byte == b'\n').count();
    format!("line {line}: not UTF-8; save the list as CSV in UTF-8")
}

/// The line of a quotation mark that opens a field and is not closed up to the end.
fn unclosed(table: &str, separator: u8) -> Option<u64> {
    let (mut line, mut opened, mut before) = (1, None, '\n');
    for c in table.chars() {
        let begins = before == '\n' || before == char::from(separator);
        match (c, opened) {
            ('"', Some((line, false))) => opened = Some((line, true)),
            // Two of them within a field stand for one.
            ('"', Some((line, true))) => opened = Some((line, false)),
            ('"', None) if begins => opened = Some((line, false)),
            (_, Some((_, true))) => opened = None,
            _ => {}
        }
        line += u64::from(c == '\n');
        before = c;
    }
    opened.and_then(|(line, closed)| (!closed).then_some(line))
}

/// Where each column is.
struct Columns {
    voter: usize,
    weight: Option<usize>,
    style: Option<usize>,
    /// Position and name of each further one.
    others: Vec<(usize, String)>,
    /// How many there are.
    count: usize,
}

impl Columns {
    fn read(header: &StringRecord) -> Result<Columns, Refusal> {
        let refuse = |reason: String| {
            Refusal::unusable(format!(
                "the list of voters: {reason}. Its first line names the columns: voter, and if needed weight and \
                 style; further columns are kept for the letters"
            ))
        };
        let names: Vec<String> = header.iter().map(carried::column_name).collect();
        let find = |wanted: &str| names.iter().position(|name| name == wanted);
        if let Some(ours) = names.iter().find(|name| OURS.contains(&name.as_str())) {
            return Err(refuse(format!(
                "the codes file gets a column {ours} of its own: give yours another name"
            )));
        }
        let is_repeated = |i: &usize| !names[*i].is_empty() && names[..*i].contains(&names[*i]);
        if let Some(repeated) = (0..names.len()).find(is_repeated) {
            let name = carried::trim(&header[repeated]);
            return Err(refuse(format!("the column {name} is there twice: give one of them another name")));
        }
        let (weight, style) = (find("weight"), find("style"));
        let voter = find("voter").ok_or_else(|| refuse("the column voter is missing".into()))?;
        let is_other = |position: usize| ![Some(voter), weight, style].contains(&Some(position));
        let others =
            header.iter().enumerate().map(|(position, name)| (position, carried::trim(name).to_owned()));
        let others = others.filter(|(position, name)| is_other(*position) && !name.is_empty()).collect();
        Ok(Columns { voter, weight, style, others, count: header.len() })
    }

    fn voter(&self, record: &StringRecord, manifest: &Manifest, line: u64) -> Result<Voter, String> {
        let field = |column: Option<usize>| {
            column.and_then(|column| record.get(column)).map(carried::trim).filter(|field| !field.is_empty())
        };
        if record.len() < self.count {
            return Err(format!("{} fields; the first line names {} columns", record.len(), self.count));
        }
        let named = |position: usize| {
            [Some(self.voter), self.weight, self.style].contains(&Some(position))
                || self.others.iter().any(|(other, _)| *other == position)
        };
        if let Some(extra) = (0..record.len()).filter(|i| !named(*i)).find_map(|i| field(Some(i))) {
            return Err(format!(
                "{extra:?} stands below no column name: name the column, or put quotation marks around the field that holds a separator"
            ));
        }
        let label = field(Some(self.voter)).ok_or("the voter is empty")?;
        if label.contains('\n') {
            return Err("the voter holds a line break: is there a quotation mark too many?".into());
        }
        let spaced = label.split_whitespace().collect::<Vec<_>>().join(" ");
        let label = Text::normalised(&spaced).map_err(|error| format!("the voter: {}", error.reason))?;
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
        let others = self.others.iter().map(|(position, _)| field(Some(*position)).unwrap_or("").to_owned());
        let weight = field(self.weight).map_or(Ok(1), weight)?;
        Ok(Voter { label, weight, style, line, others: others.collect() })
    }
}

/// A whole number, also as spreadsheets write it: `1.000000` or `1,0`. Three zeros may be thousands.
fn weight(text: &str) -> Result<u64, String> {
    let (whole, zeros) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if zeros.len() == 3 && zeros.bytes().all(|digit| digit == b'0') {
        let thousand = format!("{whole}{zeros}");
        return Err(format!("the weight {text:?} is {whole} or {thousand}: write it without point or comma"));
    }
    let is_number = !whole.is_empty() && whole.bytes().all(|digit| digit.is_ascii_digit());
    let is_whole = zeros.bytes().all(|digit| digit == b'0') && !text.ends_with(['.', ',']);
    match whole.parse() {
        Ok(weight) if is_number && is_whole && (1..=INTEGER_LIMIT).contains(&weight) => Ok(weight),
        _ => Err(format!("the weight {text:?} is not a whole number from 1 on")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::official::draft::tests::example as manifest;

    fn refused(list: impl AsRef<[u8]>, expected: &str) {
        let list = list.as_ref();
        let refusal = read(list, &manifest()).expect_err(expected);
        assert_eq!(refusal.checks, []);
        assert!(refusal.to_string().contains(expected), "{refusal}");
    }

    fn voters(list: impl AsRef<[u8]>) -> Vec<(String, u64)> {
        let list = read(list.as_ref(), &manifest()).expect("list");
        list.voters.into_iter().map(|voter| (voter.label.as_str().to_owned(), voter.weight)).collect()
    }

    fn anna_and_bo(list: impl AsRef<[u8]>) {
        assert_eq!(voters(list), [("anna".to_owned(), 1), ("bo".to_owned(), 1)]);
    }

    #[test]
    fn a_list_is_read_with_its_defaults_whatever_program_wrote_it() {
        let manifest = manifest();
        let second = manifest.styles[1].id.as_str().to_owned();
        let list = format!(
            "\u{feff}style, voter ,weight\r\n{second},\"Berg, Ann\",3\r\n,Ren\u{e9},\r\n , 郑国 , 2\r\n"
        );
        let list = read(list.as_bytes(), &manifest).expect("list");
        let read: Vec<(&str, u64, u64)> =
            list.voters.iter().map(|voter| (voter.label.as_str(), voter.weight, voter.style)).collect();
        assert_eq!(read, [("Berg, Ann", 3, 1), ("René", 1, 0), ("郑国", 2, 0)]);
        assert_eq!(super::read(b"voter\nA\n", &manifest).expect("one column").voters.len(), 1);
    }

    #[test]
    fn lists_that_offices_have_are_read_as_a_person_would() {
        anna_and_bo("voter;weight\nanna;1\nbo;1\n");
        anna_and_bo("voter\tweight\r\nanna\t1\r\nbo\t1\r\n");
        anna_and_bo("sep=;\r\nvoter;weight\r\nanna;1\r\nbo;1\r\n");
        anna_and_bo("voter,weight,style\r\nanna,,\r\nbo,,\r\n,,\r\n,,\r\n");
        anna_and_bo("\"voter\"\r\n\"anna\"\r\n\"bo\"\r\n\"\"\r\n");
        anna_and_bo("Voter\nanna\nbo\n");
        anna_and_bo("\u{feff} VOTER \ranna\rbo");
        anna_and_bo("voter,weight\nanna,1.000000\nbo,1.0\n");
        anna_and_bo("voter;weight\nanna;1,00\nbo;1\n");
        anna_and_bo("voter,\nanna,\nbo,\n");
        anna_and_bo("voter\nanna,,\nbo\n");
        anna_and_bo("voter\n\u{200e}anna\u{200b}\n\u{ad}bo\u{feff}\n");
        let utf16: Vec<u8> =
            "\u{feff}voter\r\nanna\r\nbo\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        anna_and_bo(utf16);
        assert_eq!(voters("voter\n+41790000001\n@anna:example.org\n")[0].0, "+41790000001");
        assert_eq!(voters("voter\nAnn \u{a0} Berg\n")[0].0, "Ann Berg");
        assert_eq!(voters("voter\n5\" pipe\n")[0].0, "5\" pipe");
        assert_eq!(voters("voter\n\"say \"\"yes\"\"\"\n")[0].0, "say \"yes\"");
    }

    #[test]
    fn further_columns_are_kept() {
        let list = "name,E-Mail,voter,,weight\nAnna,anna@example.org,1,,2\nBo,\"Street 1\nTown\",2,,\n";
        let list = read(list.as_bytes(), &manifest()).expect("list");
        assert_eq!(list.others, ["name", "E-Mail"]);
        assert_eq!(list.voters[0].others, ["Anna", "anna@example.org"]);
        assert_eq!(list.voters[1].others, ["Bo", "Street 1\nTown"]);
        refused("voter,Code\nA,B\n", "a column code of its own");
        refused("voter,\nA,B\n", "line 2: \"B\" stands below no column name");
        refused("voter\nBerg, Ann\n", "line 2: \"Ann\" stands below no column name");
    }

    #[test]
    fn almost_equal_voters_are_found_with_their_lines() {
        let found = |list: &str| -> Vec<Vec<u64>> {
            let list = read(list.as_bytes(), &manifest()).expect("list");
            list.almost_equal().iter().map(|group| group.iter().map(|voter| voter.line).collect()).collect()
        };
        assert_eq!(found("voter\nAnna.Berg@Example.org\nanna.berg@example.org\nbo@example.org\n"), [[2, 3]]);
        assert_eq!(found("voter\nAnn Berg\nBo\nAnnBerg\nＢＯ\nANN BERG\n"), [vec![2, 4, 6], vec![3, 5]]);
        assert_eq!(
            found("voter\nH. Pope\nBo\n\u{41d}. \u{420}\u{43e}\u{440}\u{435}\n"),
            [[2, 4]],
            "in Cyrillic letters"
        );
        assert!(found("voter\nAnn Berg\nAnn Borg\n").is_empty());
        refused("voter\nAnn Berg\nAnn  Berg\n", "line 3: the voter Ann Berg is in line 2 already");
    }

    #[test]
    fn a_list_that_cannot_be_used_is_refused_with_the_line() {
        refused("", "the column voter is missing");
        refused("voter\n", "no voters");
        refused("name\nA\n", "the column voter is missing");
        refused("voter,voter\nA,B\n", "twice");
        refused("voter,weight\nA,1\nB\n", "line 3: 1 fields");
        refused("voter\nA\nB\nA\n", "line 4: the voter A is in line 2 already");
        refused("voter\nRe\u{301}n\nR\u{e9}n\n", "line 3: the voter R\u{e9}n is in line 2 already");
        refused("voter,weight\nA,1\n,1\n", "line 3: the voter is empty");
        refused("voter,weight\n \t ,1\n", "line 2: the voter is empty");
        for weight in
            ["0", "-1", "1.5", "+2", "x", "1.", ",0", "1,0,0", "9007199254740992", "99999999999999999999999"]
        {
            refused(format!("voter;weight\nA;{weight}\n"), "line 2: the weight");
        }
        refused("voter;weight\nA;1.000\n", "is 1 or 1000: write it without point or comma");
        refused("voter,style\nA,everything\n", "line 2: there is no style \"everything\"");
    }

    #[test]
    fn a_hostile_list_is_refused() {
        refused("voter\n\"A\nB\"\n", "line 2: the voter holds a line break");
        refused("voter\nZ\n\"A\nB\nC\n", "line 3: a quotation mark (\") opens a field and is never closed");
        refused("voter\nA\u{202e}B\n", "U+202E");
        refused("voter\nA\u{0}B\n", "U+0000");
        refused(b"voter\nM\xfcller\n", "line 2: not UTF-8");
        refused(format!("voter\n{}\n", "x".repeat(5_000)), "the limit is");
        let many: String = (0..100).map(|_| "A\n").collect();
        let refusal = read(format!("voter\n{many}").as_bytes(), &manifest()).expect_err("twice");
        assert_eq!(refusal.reasons.len(), 99, "every line is named");
    }
}

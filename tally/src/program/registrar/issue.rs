//! `roll issue`.

use crate::program::asking::{self, Consent};
use crate::registrar::classes::{self, Smallest};
use crate::registrar::codes::{self, marked_cells};
use crate::registrar::letters::Letters;
use crate::registrar::roll::RollFile;
use crate::registrar::voters::{self, Voter};
use rand::rngs::SysRng;
use serde_json::json;
use std::io::{BufWriter, IsTerminal as _, Write as _};
use std::path::Path;
use tabella_client::console::{
    Answer, Failure, FileError, Outcome, PendingFile, Progress, Readers, check_absent, join_limited,
    read_file,
};
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::readable;

/// The files of `roll issue`.
#[derive(Clone, Copy, Debug)]
pub struct IssueFiles<'a> {
    /// The manifest that `election create` wrote.
    pub manifest: &'a Path,
    /// The list of voters, see [`voters`].
    pub voters: &'a Path,
    /// New file: every voter's code. Secret.
    pub codes: &'a Path,
    /// New file: the rows for the board.
    pub roll: &'a Path,
    /// The public address of the board, for a column of links that open the booth.
    pub board: Option<&'a str>,
    /// The address of a check page that someone else hosts, in the place of the first one that the manifest names,
    /// or of the board's own.
    pub check_page: Option<&'a str>,
    /// The registrar has accepted that few people can withhold a contest.
    pub consent: Consent,
}

/// `roll issue`: makes a code for every voter, without any network.
///
/// # Errors
/// A file cannot be read or exists already, a line of the list cannot be used, or a check says no:
/// then nothing is written.
pub fn issue(files: IssueFiles<'_>) -> Outcome {
    check_absent(files.codes)?;
    check_absent(files.roll)?;
    let (election, manifest) = codes::read_manifest(&read_file(files.manifest)?, SysRng)
        .map_err(|refusal| Failure::from(refusal).context(files.manifest.display()))?;
    let letters = Letters::new(election, &manifest, files.board, files.check_page)?;
    let list = voters::read(&read_file(files.voters)?, &manifest)?;
    let issue = codes::Issue { list: &list, manifest: &manifest, letters: &letters };
    issue.check()?;
    let classes = classes::smallest(&manifest, issue.classes().into_iter());
    let almost_equal = list.almost_equal();
    accept_risks(&risks(&classes, &almost_equal, &manifest), files.consent)?;
    let roll = write(&issue, files)?;
    let weight: u64 = roll.rows.iter().map(|row| row.weight).sum();
    let shown = readable::show(readable::Kind::Election, &election.0);
    let words = format!(
        "Made {count} codes of total weight {weight} for the election\n  {shown}\nCompare this election id \
         with the official announcement before you use them.\n\n  {codes}  SECRET: one code per voter. \
         Anyone who has a code can vote with it. Print the letters, then destroy the file.\n  {roll}  public: \
         the rows for the board, without names.\n\n{marked}{withheld}\n\nNext: tabella-tally roll publish --roll {roll} --key FILE \
         --board URL --trust FILE",
        count = roll.rows.len(),
        codes = files.codes.display(),
        roll = files.roll.display(),
        marked = marked_in_words(marked_cells(&list)),
        withheld = in_words(&classes, &manifest),
    );
    let lines = |group: &Vec<&Voter>| group.iter().map(|voter| voter.line).collect::<Vec<u64>>();
    let facts = json!({
        "almost_equal": almost_equal.iter().map(lines).collect::<Vec<_>>(),
        "codes": files.codes,
        "election": election,
        "election_text": shown,
        "roll": files.roll,
        "rows": roll.rows.len(),
        "trust_hash_text": letters.trust,
        "weight": weight,
        "weight_classes": classes.iter().map(|class| class.facts(&manifest)).collect::<Vec<_>>(),
    });
    Ok(Answer::new(facts, words))
}

/// Makes the codes, and writes both files or none.
fn write(issue: &codes::Issue<'_>, files: IssueFiles<'_>) -> Result<RollFile, Failure> {
    let mut codes = PendingFile::new(files.codes, Readers::Owner)?;
    let progress = Progress::new("", "codes", issue.list.voters.len() as u64);
    let rows = issue.write_codes(BufWriter::new(&mut codes), &mut SysRng, |done| progress.set(done))?;
    drop(progress);
    let file = RollFile { election: issue.letters.election, rows };
    let mut roll = PendingFile::new(files.roll, Readers::Everyone)?;
    roll.write_all(file.to_text().as_bytes()).map_err(|error| FileError::write(files.roll, error))?;
    codes.keep_new()?;
    roll.keep_new()?;
    Ok(file)
}

fn marked_in_words(cells: usize) -> String {
    if cells == 0 {
        return String::new();
    }
    format!(
        "In the codes file an apostrophe (') stands before {cells} cells that begin with =, +, - or @, so that no \
         spreadsheet takes them for a formula. Take it away before you print the letters, or compare names; the rows \
         are in the order of your list.\n\n"
    )
}

fn in_words(classes: &[Smallest], manifest: &Manifest) -> String {
    let lines = classes.iter().map(|class| format!("  {}.", class.in_words(manifest)));
    format!("When too few people vote:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// Tells what the registrar must know before the letters are printed: (3.3) that few people can withhold a whole
/// contest, and that someone may get two codes.
fn risks(classes: &[Smallest], almost_equal: &[Vec<&Voter>], manifest: &Manifest) -> Vec<String> {
    let mut risks = vec![];
    if classes.iter().any(|class| class.is_at_risk(manifest)) {
        risks.push(format!(
            "{}\n\nLarger classes, a smaller minimum_ballots or revealing_weights would change that, in a new \
             election.",
            in_words(classes, manifest)
        ));
    }
    if !almost_equal.is_empty() {
        let line = |voter: &&Voter| format!("  line {}: {}", voter.line, voter.label);
        let groups: Vec<String> =
            almost_equal.iter().map(|group| group.iter().map(line).collect::<Vec<_>>().join("\n")).collect();
        risks.push(format!(
            "These voters are almost equal. Each of them gets a code: is each of them a person of their own?\n{}",
            join_limited(&groups)
        ));
    }
    risks
}

/// At a terminal a person is asked, unless they said yes beforehand.
fn accept_risks(risks: &[String], consent: Consent) -> Result<(), Failure> {
    let words = risks.join("\n\n");
    if risks.is_empty() {
        return Ok(());
    }
    if consent == Consent::Given || !std::io::stdin().is_terminal() {
        eprintln!("WARNING: {words}\n");
        return Ok(());
    }
    if asking::is_yes(&words, "Make the codes?", "")? {
        return Ok(());
    }
    Err(Failure::failed("you did not say yes: no codes were made, and nothing was written"))
}

#[cfg(test)]
mod tests;

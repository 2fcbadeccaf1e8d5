//! What a registrar does: make codes and roll offline, publish the roll.
//!
//! Codes stay with the registrar, in a file that its owner alone can read; only public rows go to the
//! board (ROL-08).

use crate::answer::{Answer, Failure, Outcome, listed};
use crate::durable::{Pending, Readers, cannot_read, cannot_write, demand_absent};
use crate::election::judge_manifest;
use crate::key_file::Key;
use crate::log::{self, manifest_of};
use crate::voters::{self, Voter};
use indicatif::{ProgressBar, ProgressIterator as _};
use rand::rngs::SysRng;
use serde_json::json;
use std::io::{BufWriter, IsTerminal as _, Write as _};
use std::path::Path;
use tabella_board::client::{Depth, HttpBoard, Mirror};
use tabella_board::rules::Phase;
use tabella_board::trust::Trust;
use tabella_crypto::checks;
use tabella_crypto::election::credential::Code;
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::election::roll::{RollPart, Row};
use tabella_crypto::election::statement::{Body, Statement, sign};
use tabella_crypto::encoding::{self, Hash};
use tabella_crypto::text;

/// The files of `roll issue`.
#[derive(Clone, Copy, Debug)]
pub struct Issue<'a> {
    /// The manifest that `election create` wrote.
    pub manifest: &'a Path,
    /// The list of voters, see [`voters`].
    pub voters: &'a Path,
    /// New file: every voter's code. Secret.
    pub codes: &'a Path,
    /// New file: the rows for the board.
    pub roll: &'a Path,
}

/// `roll issue`: makes a code for every voter, without any network.
///
/// # Errors
/// A file cannot be read or exists already, a line of the list cannot be used, or a check says no:
/// then nothing is written.
pub fn issue(files: Issue<'_>) -> Outcome {
    demand_absent(files.codes)?;
    demand_absent(files.roll)?;
    let statement =
        std::fs::read_to_string(files.manifest).map_err(|error| cannot_read(files.manifest, &error))?;
    let (election, manifest) = judge_manifest(statement.trim_end_matches('\n'))
        .map_err(|failure| failure.because(checks::ROL_07, "the manifest file does not hold"))?;
    let list = std::fs::read(files.voters).map_err(|error| cannot_read(files.voters, &error))?;
    let voters = voters::read(&list, &manifest)?;
    let trust = Trust::of(&election, &manifest).shown_hash();
    let mut codes = Pending::new(files.codes, Readers::Owner)?;
    let rows = write_codes(&mut codes, &voters, &election, &manifest, &trust)
        .map_err(|error| error.unwrap_or_else(|io| cannot_write(files.codes, &io)))?;
    let weight: u64 = rows.iter().map(|row| row.weight).sum();
    let mut roll = Pending::new(files.roll, Readers::Everybody)?;
    roll.write_all(format!("{}\n", encoding::encode(&rows)).as_bytes())
        .map_err(|error| cannot_write(files.roll, &error))?;
    codes.keep_new()?;
    roll.keep_new()?;
    let shown = text::show(text::Kind::Election, &election.0);
    let words = format!(
        "Made {count} codes of total weight {weight} for the election\n  {shown}\nCompare this election id \
         with the official announcement before you use them.\n\n  {codes}  SECRET: one code per voter. \
         Whoever has a code can vote with it. Print the letters, then destroy the file.\n  {roll}  public: \
         the rows for the board, without names.\n\nNext: tabella-tally roll publish --roll {roll} --key FILE \
         --board URL --trust FILE",
        count = rows.len(),
        codes = files.codes.display(),
        roll = files.roll.display(),
    );
    let facts = json!({
        "command": "roll issue",
        "codes": files.codes,
        "election": election,
        "election_text": shown,
        "roll": files.roll,
        "rows": rows.len(),
        "trust_hash_text": trust,
        "weight": weight,
    });
    Ok(Answer { words, facts })
}

/// Why codes could not be written: for another reason, or the file's.
type WriteError = Result<Failure, std::io::Error>;

/// Writes `voter,code,credential,style,weight,trust` lines in the order of the list; returns the rows in
/// the order of the roll, after every check on them.
fn write_codes(
    file: &mut Pending,
    voters: &[Voter],
    election: &Hash,
    manifest: &Manifest,
    trust: &str,
) -> Result<Vec<Row>, WriteError> {
    let machine = |error: csv::Error| Err(std::io::Error::from(error));
    let mut table = csv::Writer::from_writer(BufWriter::new(file));
    table.write_record(["voter", "code", "credential", "style", "weight", "trust"]).map_err(machine)?;
    let mut rows = Vec::with_capacity(voters.len());
    for voter in voters.iter().progress_with(bar(voters.len() as u64)) {
        let code = Code::generate(election, &mut SysRng).map_err(|error| Ok(error.into()))?;
        let shown = code.show();
        // ROL-07: what the letter says leads to the row that is published.
        let read = Code::read(&shown, election).map_err(|error| Ok(error.into()))?;
        let credential = *read.credential().public();
        let style = manifest.styles.get(voter.style as usize).map_or("", |style| style.id.as_str());
        table
            .write_record([
                voter.label.as_str(),
                &shown,
                &text::show(text::Kind::Credential, credential.as_bytes()),
                style,
                &voter.weight.to_string(),
                trust,
            ])
            .map_err(machine)?;
        rows.push(Row { credential, style: voter.style, weight: voter.weight });
    }
    table.flush().map_err(Err)?;
    rows.sort_by_key(|row| row.credential);
    demand_sound(&rows, manifest).map_err(Ok)?;
    Ok(rows)
}

fn bar(length: u64) -> ProgressBar {
    if std::io::stderr().is_terminal() { ProgressBar::new(length) } else { ProgressBar::hidden() }
}

fn demand_sound(rows: &[Row], manifest: &Manifest) -> Result<(), Failure> {
    let faults = voters::check(rows, manifest);
    if faults.is_empty() {
        return Ok(());
    }
    let mut checks: Vec<String> = faults.iter().map(|(check, _)| check.to_string()).collect();
    checks.dedup();
    let reasons: Vec<String> =
        faults.into_iter().map(|(check, reason)| format!("{check}: {reason}")).collect();
    Err(Failure::Refused {
        checks,
        reason: format!("the board would refuse this roll:\n{}", listed(&reasons)),
    })
}

/// Reads the rows that [`issue`] wrote.
///
/// # Errors
/// The file cannot be read, or is not a roll in canonical form.
pub fn read_rows(path: &Path) -> Result<Vec<Row>, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| cannot_read(path, &error))?;
    let text = text.trim_end_matches('\n');
    let rows: Result<Vec<Row>, _> = encoding::check_shape(text).and_then(|()| encoding::decode_shaped(text));
    match rows {
        Ok(rows) if rows.is_empty() => Err(Failure::failed(format!("{} has no rows", path.display()))),
        Ok(rows) => Ok(rows),
        Err(error) => Err(Failure::failed(format!(
            "{} is not a roll as `tabella-tally roll issue` writes it: {error}",
            path.display()
        ))),
    }
}

/// `roll publish`: posts the roll in parts; parts that are in the log already are not posted again.
///
/// # Errors
/// The election does not take a roll now, the log holds other rows, or the board refuses. Doing it
/// again after an interruption is safe.
pub fn publish(roll: &Path, registrar: &Key, board: &HttpBoard, trust: &Trust) -> Outcome {
    let rows = read_rows(roll)?;
    let mirror = log::mirror(board, trust, Depth::WithoutBallotProofs)?;
    let manifest = manifest_of(&mirror)?;
    if !manifest.registrars.iter().any(|party| party.key == *registrar.public()) {
        return Err(Failure::refused(
            checks::LOG_12,
            format!("{} ({}) is not a registrar of this election", registrar.name, registrar.public()),
        ));
    }
    demand_sound(&rows, manifest)?;
    let weight: u64 = rows.iter().map(|row| row.weight).sum();
    let count = rows.len() as u64;
    let parts = parts(rows, registrar, &trust.election)?;
    let missing = missing_parts(&parts, &mirror)?;
    let mut standing = None;
    for part in missing.iter().progress_with(bar(missing.len() as u64)) {
        standing = Some(log::post(board, trust, &part.statement)?.standing);
    }
    let already = parts.len() - missing.len();
    let words = format!(
        "{done}: {count} rows of total weight {weight} in {total} parts.\n\nNext: the official publishes the \
         number of entitled persons for everybody to compare, and runs\n  tabella-tally election open --key \
         FILE --board {address} --trust FILE",
        done = match standing {
            None => "The roll is in the log already".to_owned(),
            Some(standing) if already == 0 => format!("Published the roll ({})", standing.in_words()),
            Some(standing) => format!(
                "Published the rest of the roll ({}; {already} parts were in the log already)",
                standing.in_words()
            ),
        },
        total = parts.len(),
        address = board.address(),
    );
    let facts = json!({
        "command": "roll publish",
        "already": already,
        "election": trust.election,
        "parts": parts.len(),
        "posted": missing.len(),
        "rows": count,
        "standing": standing,
        "weight": weight,
    });
    Ok(Answer { words, facts })
}

/// A signed part; signing the same rows again gives the same bytes.
struct Part {
    statement: String,
    digest: Hash,
    rows: u64,
}

fn parts(rows: Vec<Row>, registrar: &Key, election: &Hash) -> Result<Vec<Part>, Failure> {
    let part = |part: RollPart| {
        let rows = part.rows.len() as u64;
        let statement = sign(registrar.signing(), election, &Body::Roll(part));
        let digest = Statement::decode(&statement)?.digest;
        Ok(Part { statement, digest, rows })
    };
    RollPart::parts(rows).into_iter().map(part).collect()
}

/// The parts that are not in the log, which may hold the first ones of this roll and nothing else.
fn missing_parts<'a>(parts: &'a [Part], mirror: &Mirror) -> Result<&'a [Part], Failure> {
    let election = mirror.election();
    let published = parts.iter().take_while(|part| election.find(&part.digest).is_some()).count();
    let rows: u64 = parts[..published].iter().map(|part| part.rows).sum();
    let missing = &parts[published..];
    if election.roll_rows() != rows {
        return Err(Failure::refused(
            checks::ROL_01,
            "the log holds rows that are not in this file. A roll that was begun must be finished with the \
             same file and key; if that is lost, the election must be created anew",
        ));
    }
    if missing.is_empty() || election.phase() == Phase::Roll {
        return Ok(missing);
    }
    Err(Failure::refused(
        checks::LOG_11,
        match election.phase() {
            Phase::Void => "the election is void: its key ceremony failed. Create a new one",
            phase if phase.name() == "setup" => {
                "the key ceremony is not finished: every trustee runs `tabella-tally trustee ceremony` first"
            }
            _ => "the election has been opened: the roll cannot change any more",
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft;
    use crate::key_file::Role;
    use std::path::PathBuf;
    use tabella_crypto::text::Text;

    struct Office {
        folder: tempfile::TempDir,
        election: Hash,
    }

    impl Office {
        /// A registrar's folder with a signed manifest whose minimum of ballots is 2.
        fn new() -> Office {
            let folder = tempfile::tempdir().expect("folder");
            let official = Key::generate(Text::new("Olga").expect("text"), Role::Official).expect("key");
            let mut manifest = draft::read(include_str!("../examples/draft.toml")).expect("example");
            manifest.officials[0].key = *official.public();
            manifest.minimum = 2;
            let statement = sign(official.signing(), &Hash::ZERO, &Body::Manifest(manifest));
            std::fs::write(folder.path().join("manifest.json"), format!("{statement}\n")).expect("manifest");
            let (election, _) = judge_manifest(&statement).expect("sound");
            Office { folder, election }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn issue(&self, list: &str) -> Outcome {
            std::fs::write(self.path("voters.csv"), list).expect("list");
            let (manifest, voters) = (self.path("manifest.json"), self.path("voters.csv"));
            let (codes, roll) = (self.path("codes.csv"), self.path("roll.json"));
            issue(Issue { manifest: &manifest, voters: &voters, codes: &codes, roll: &roll })
        }

        fn names(&self) -> usize {
            std::fs::read_dir(&self.folder).expect("folder").count()
        }
    }

    #[test]
    fn every_voter_gets_a_code_that_leads_to_a_row_of_the_roll() {
        let office = Office::new();
        let answer = office.issue("voter,weight\n\"Berg, Ann\",3\nBo,1\nCy,3\nDi,1\n").expect("issued");
        assert_eq!((&answer.facts["rows"], &answer.facts["weight"]), (&json!(4), &json!(8)));
        let rows = read_rows(&office.path("roll.json")).expect("rows");
        assert!(rows.is_sorted_by(|a, b| a.credential < b.credential));
        let mut codes = csv::Reader::from_path(office.path("codes.csv")).expect("codes");
        assert_eq!(
            codes.headers().expect("header"),
            ["voter", "code", "credential", "style", "weight", "trust"].as_slice()
        );
        let records: Vec<csv::StringRecord> = codes.records().map(|record| record.expect("record")).collect();
        assert_eq!(
            records.iter().map(|record| &record[0]).collect::<Vec<_>>(),
            ["Berg, Ann", "Bo", "Cy", "Di"]
        );
        for record in &records {
            assert_eq!(record[1].split(' ').count(), 8);
            let code = Code::read(&record[1], &office.election).expect("code");
            let credential = *code.credential().public();
            assert_eq!(text::read(text::Kind::Credential, &record[2]), Ok(*credential.as_bytes()));
            let row = rows.iter().find(|row| row.credential == credential).expect("row");
            assert_eq!(record[4], row.weight.to_string());
            assert!(record[5].starts_with("trust1 "));
        }
    }

    #[test]
    fn codes_never_leave_with_the_roll_and_only_their_owner_can_read_them() {
        let office = Office::new();
        office.issue("voter\nAnn\nBo\n").expect("issued");
        let roll = std::fs::read_to_string(office.path("roll.json")).expect("roll");
        let codes = std::fs::read_to_string(office.path("codes.csv")).expect("codes");
        for secret in codes.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>()[1]) {
            assert!(!roll.contains(secret) && !roll.contains(&secret.replace(' ', "")));
        }
        assert!(!roll.contains("Ann"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = office.path("codes.csv").metadata().expect("codes").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn codes_that_were_made_are_never_overwritten() {
        let office = Office::new();
        office.issue("voter\nAnn\nBo\n").expect("issued");
        let before = std::fs::read(office.path("codes.csv")).expect("codes");
        std::fs::remove_file(office.path("roll.json")).expect("removed");
        assert!(office.issue("voter\nAnn\nBo\n").is_err());
        assert_eq!(std::fs::read(office.path("codes.csv")).expect("codes"), before);
        assert!(!office.path("roll.json").exists());
    }

    #[test]
    fn a_refused_list_leaves_no_files() {
        let office = Office::new();
        let failure = office.issue("voter,weight\nAnn,1\nBo,1\nCy,1000\n").expect_err("S19");
        assert!(failure.is_by(checks::ROL_06) && failure.exit_code() == 1, "{failure}");
        assert!(office.issue("voter\nAnn\nAnn\n").is_err());
        assert_eq!(office.names(), 2, "manifest and list");
    }

    #[test]
    fn a_manifest_that_does_not_hold_gives_no_codes() {
        let office = Office::new();
        let path = office.path("manifest.json");
        let changed =
            std::fs::read_to_string(&path).expect("manifest").replace("board.example", "board.invalid");
        std::fs::write(&path, changed).expect("write");
        let failure = office.issue("voter\nAnn\nBo\n").expect_err("changed");
        assert!(failure.is_by(checks::LOG_13), "{failure}");
        assert_eq!(office.names(), 2);
    }

    #[test]
    fn a_roll_that_was_edited_is_refused() {
        let office = Office::new();
        office.issue("voter\nAnn\nBo\n").expect("issued");
        let text = std::fs::read_to_string(office.path("roll.json")).expect("roll");
        for changed in [
            text.replace("\"style\"", " \"style\""),
            text.replace("weight", "wait"),
            "[]".into(),
            String::new(),
        ] {
            std::fs::write(office.path("roll.json"), changed).expect("write");
            assert_eq!(read_rows(&office.path("roll.json")).expect_err("edited").exit_code(), 2);
        }
    }

    #[test]
    fn the_same_rows_and_key_always_give_the_same_parts() {
        let registrar = Key::generate(Text::new("R").expect("text"), Role::Registrar).expect("key");
        let row = |i: u64| {
            let seed = Hash::of(&[&i.to_le_bytes()]).0;
            let seed = tabella_crypto::election::ceremony::TrusteeSeed::from_bytes(seed.into());
            Row { credential: *seed.identity().public(), style: 0, weight: 1 }
        };
        let rows: Vec<Row> = (0..1_001).map(row).collect();
        let digests = |rows: Vec<Row>| -> Vec<Hash> {
            let parts = parts(rows, &registrar, &Hash::ZERO).expect("parts");
            parts.iter().map(|part| part.digest).collect()
        };
        let first = digests(rows.clone());
        assert_eq!(first.len(), 3);
        assert_eq!(digests(rows.into_iter().rev().collect()), first);
    }
}

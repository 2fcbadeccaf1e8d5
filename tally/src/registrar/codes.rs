//! What a registrar does offline: make a code for every voter, and the rows that the board gets.
//!
//! Codes stay with the registrar, in a file that its owner alone can read; only public rows go to the
//! board (ROL-08).

use crate::program::answer::{Answer, Failure, Outcome, listed};
use crate::program::asking::{self, Consent};
use crate::program::files::{Pending, Readers, cannot_read, cannot_write, demand_absent};
use crate::program::official::judge_manifest;
use crate::registrar::classes::{self, Smallest};
use crate::registrar::letters::CheckPage;
use crate::registrar::roll::{RollFile, bar, demand_sound, demand_weights};
use crate::registrar::voters::{self, List, Voter};
use indicatif::ProgressIterator as _;
use rand::rngs::SysRng;
use serde_json::json;
use std::io::{BufWriter, IsTerminal as _, Write as _};
use std::path::Path;
use tabella_crypto::bytes::Hash;
use tabella_crypto::carried::{self, CHANGED};
use tabella_crypto::checks::{self, Group};
use tabella_crypto::election::credential::Code;
use tabella_crypto::election::manifest::{CheckedManifest, Manifest};
use tabella_crypto::election::roll::Row;
use tabella_crypto::readable;
use tabella_log::address::board_address;
use tabella_log::trust::Trust;
use zeroize::Zeroizing;

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
    /// The public address of the board, for a column of links that open the booth.
    pub board: Option<&'a str>,
    /// The address of a check page that somebody else hosts, in the place of the first one that the manifest names,
    /// or of the board's own.
    pub check_page: Option<&'a str>,
    /// Whether somebody has accepted that few people can withhold a contest.
    pub consent: Consent,
}

/// Whether a link can be made of it. Over `http` whoever is on the way could serve the voting page, with the code in
/// their hands: only this machine itself is spoken to so.
fn is_address(board: &str) -> bool {
    let here = ["127.0.0.1", "[::1]", "localhost"];
    let is_here = |rest: &&str| {
        let host = rest.split('/').next().unwrap_or_default();
        here.iter()
            .any(|name| host.strip_prefix(name).is_some_and(|port| port.is_empty() || port.starts_with(':')))
    };
    let rest = board.strip_prefix("https://").or_else(|| board.strip_prefix("http://").filter(is_here));
    // An address that is read as that of a page would lead to another board.
    rest.is_some() && board_address(board).as_deref() == Ok(board.trim_end_matches('/'))
}

/// The link on a voter's letter: what follows `#` never leaves the voter's browser.
///
/// `code` and `trust` are the texts of their line; white space in them is left out.
fn voting_link(board: &str, election: &Hash, code: &str, trust: &str) -> Zeroizing<String> {
    let (board, [code, trust]) =
        (board.trim_end_matches('/'), [code, trust].map(|text| text.replace(' ', "")));
    Zeroizing::new(format!("{board}/vote/{election}#code={code}&trust={trust}"))
}

/// `roll issue`: makes a code for every voter, without any network.
///
/// # Errors
/// A file cannot be read or exists already, a line of the list cannot be used, or a check says no:
/// then nothing is written.
pub fn issue(files: Issue<'_>) -> Outcome {
    demand_absent(files.codes)?;
    demand_absent(files.roll)?;
    if files.board.is_some_and(|board| !is_address(board)) {
        // It is not repeated: it may be a voter's link, with their code.
        return Err(Failure::failed(
            "--board is not the address of a board for letters: write https:// and where people reach it, such as \
             https://board.example or https://vote.example/voting, without a page, ?, # or white space",
        ));
    }
    let (election, manifest) = read_manifest(files.manifest)?;
    let check_page = CheckPage::choose(files.check_page, &manifest, files.board)
        .map_err(|reason| Failure::failed(format!("--check-page: {reason}")))?;
    let list = std::fs::read(files.voters).map_err(|error| cannot_read(files.voters, &error))?;
    let list = voters::read(&list, &manifest)?;
    let weights: Vec<(u64, u64)> = list.voters.iter().map(|voter| (voter.style, voter.weight)).collect();
    demand_weights(&weights, &manifest)?;
    let classes = classes::smallest(&manifest, weights.into_iter());
    let almost_equal = list.almost_equal();
    accept_risks(&risks(&classes, &almost_equal, &manifest), files.consent)?;
    let trust = Trust::of(&election, &manifest).shown_hash();
    let mut codes = Pending::new(files.codes, Readers::Owner)?;
    let rows = write_codes(&mut codes, files, &list, &election, &manifest, &trust, check_page.as_ref())?;
    let weight: u64 = rows.iter().map(|row| row.weight).sum();
    let mut roll = Pending::new(files.roll, Readers::Everybody)?;
    let file = RollFile { election, rows };
    roll.write_all(file.to_text().as_bytes()).map_err(|error| cannot_write(files.roll, &error))?;
    codes.keep_new()?;
    roll.keep_new()?;
    let shown = readable::show(readable::Kind::Election, &election.0);
    let withheld = in_words(&classes, &manifest);
    let marked = marked_in_words(marked_cells(&list));
    let words = format!(
        "Made {count} codes of total weight {weight} for the election\n  {shown}\nCompare this election id \
         with the official announcement before you use them.\n\n  {codes}  SECRET: one code per voter. \
         Whoever has a code can vote with it. Print the letters, then destroy the file.\n  {roll}  public: \
         the rows for the board, without names.\n\n{marked}{withheld}\n\nNext: tabella-tally roll publish --roll {roll} --key FILE \
         --board URL --trust FILE",
        count = file.rows.len(),
        codes = files.codes.display(),
        roll = files.roll.display(),
    );
    let lines = |group: &Vec<&Voter>| group.iter().map(|voter| voter.line).collect::<Vec<u64>>();
    let facts = json!({
        "command": "roll issue",
        "almost_equal": almost_equal.iter().map(lines).collect::<Vec<_>>(),
        "codes": files.codes,
        "election": election,
        "election_text": shown,
        "roll": files.roll,
        "rows": file.rows.len(),
        "trust_hash_text": trust,
        "weight": weight,
        "weight_classes": classes.iter().map(|class| class.facts(&manifest)).collect::<Vec<_>>(),
    });
    Ok(Answer { words, facts })
}

/// How many cells of the list begin in a way that a spreadsheet takes for a formula; see [`carried::inert`].
fn marked_cells(list: &List) -> usize {
    let cells = |voter: &Voter| {
        let cells = core::iter::once(voter.label.as_str()).chain(voter.others.iter().map(String::as_str));
        cells.filter(|cell| carried::inert(cell) != *cell).count()
    };
    list.voters.iter().map(cells).sum()
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

/// What somebody must know before the letters are printed: (3.3) that few people can withhold a whole contest, and
/// that somebody may get two codes.
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
            listed(&groups)
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

/// The signed manifest that `election create` wrote, whatever its journey did to line ends.
///
/// # Errors
/// It is not what the official signed, which says nothing against anybody; or the board would refuse it.
fn read_manifest(path: &Path) -> Result<(Hash, CheckedManifest), Failure> {
    let bytes = std::fs::read(path).map_err(|error| cannot_read(path, &error))?;
    let changed = |reason: &str| {
        let shown = path.display();
        Failure::failed(format!(
            "{shown}: {CHANGED}. It is not a manifest as `tabella-tally election create` writes it ({reason})"
        ))
    };
    let statement = carried::json(&bytes).map_err(|error| changed(&error.reason))?;
    judge_manifest(&statement).map_err(|failure| match failure {
        failure if failure.is_by(checks::LOG_13) => changed("the signature does not hold"),
        Failure::Refused { checks, reason }
            if checks.iter().all(|check| check.group() == Group::Encoding || *check == checks::REP_02) =>
        {
            changed(&reason)
        }
        failure => failure.because(checks::ROL_07, "the manifest file does not hold"),
    })
}

/// Writes `voter,code,credential,style,weight,trust` lines in the order of the list, with a `link` when there
/// is an address of the board, `check` when there is one of a check page, and the further columns of the list; returns
/// the rows in the order of the roll, after every check on them. Separated as the list is, with a byte order mark, so
/// that spreadsheets open it as it is meant.
fn write_codes(
    file: &mut Pending,
    files: Issue<'_>,
    list: &List,
    election: &Hash,
    manifest: &CheckedManifest,
    trust: &str,
    check_page: Option<&CheckPage>,
) -> Result<Vec<Row>, Failure> {
    let machine = |error: csv::Error| cannot_write(files.codes, &error.into());
    file.write_all("\u{feff}".as_bytes()).map_err(|error| cannot_write(files.codes, &error))?;
    let mut table = csv::WriterBuilder::new().delimiter(list.separator).from_writer(BufWriter::new(file));
    let header = ["voter", "code", "credential", "style", "weight", "trust"];
    let addresses = [files.board.map(|_| "link"), check_page.map(|_| "check")];
    let header = header.into_iter().chain(addresses.into_iter().flatten());
    table.write_record(header.chain(list.others.iter().map(String::as_str))).map_err(machine)?;
    let mut rows = Vec::with_capacity(list.voters.len());
    for voter in list.voters.iter().progress_with(bar(list.voters.len() as u64)) {
        let code = Code::generate(election, &mut SysRng)
            .map_err(|error| Failure::refused(checks::ROL_08, format!("{}: {error}", checks::ROL_08)))?;
        let shown = code.show();
        // ROL-07: what the letter says leads to the row that is published.
        let read = Code::read(&shown, election)?;
        let credential = *read.credential().public();
        let style = manifest.styles.get(voter.style as usize).map_or("", |style| style.id.as_str());
        let link = files.board.map(|board| voting_link(board, election, &shown, trust));
        let shown_credential = readable::show(readable::Kind::Credential, credential.as_bytes());
        let check = check_page.map(|page| page.address(election, &shown_credential, trust));
        let label = carried::inert(voter.label.as_str());
        let cells = [&*label, &shown, &shown_credential, style, &voter.weight.to_string(), trust];
        let addresses = [link.as_deref().map(String::as_str), check.as_deref()];
        let others: Vec<_> = voter.others.iter().map(|other| carried::inert(other)).collect();
        let cells = cells.into_iter().chain(addresses.into_iter().flatten());
        table.write_record(cells.chain(others.iter().map(|other| &**other))).map_err(machine)?;
        rows.push(Row { credential, style: voter.style, weight: voter.weight });
    }
    table.flush().map_err(|error| cannot_write(files.codes, &error))?;
    rows.sort_by_key(|row| row.credential);
    demand_sound(&rows, manifest)?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_file::{Key, Role};
    use crate::official::draft;
    use std::path::PathBuf;
    use tabella_crypto::election::manifest::Address;
    use tabella_crypto::election::statement::{Body, sign};
    use tabella_crypto::text::Text;

    struct Office {
        folder: tempfile::TempDir,
        election: Hash,
    }

    impl Office {
        /// A registrar's folder with a signed manifest whose minimum of ballots is 2.
        fn new() -> Office {
            Office::with(|_| {})
        }

        /// As [`Office::new`], with a check page in the manifest.
        fn naming(page: &str) -> Office {
            Office::with(|manifest| manifest.check_pages = vec![Address::new(page).expect("an address")])
        }

        fn with(write: impl FnOnce(&mut Manifest)) -> Office {
            let folder = tempfile::tempdir().expect("folder");
            let official = Key::generate(Text::new("Olga").expect("text"), Role::Official).expect("key");
            let mut manifest = draft::read(include_str!("../../examples/draft.toml")).expect("example");
            manifest.officials[0].key = *official.public();
            manifest.minimum = 2;
            write(&mut manifest);
            let statement = sign(official.signing(), &Hash::ZERO, &Body::Manifest(manifest));
            std::fs::write(folder.path().join("manifest.json"), format!("{statement}\n")).expect("manifest");
            let (election, _) = judge_manifest(&statement).expect("sound");
            Office { folder, election }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn issue(&self, list: &str) -> Outcome {
            self.issue_for(list, None, None)
        }

        /// With the address of a board, and of a check page that somebody else hosts.
        fn issue_for(&self, list: &str, board: Option<&str>, check_page: Option<&str>) -> Outcome {
            std::fs::write(self.path("voters.csv"), list).expect("list");
            issue(Issue {
                manifest: &self.path("manifest.json"),
                voters: &self.path("voters.csv"),
                codes: &self.path("codes.csv"),
                roll: &self.path("roll.json"),
                board,
                check_page,
                consent: Consent::Given,
            })
        }

        /// The lines of the codes file, of which the first has the names of the columns.
        fn codes(&self) -> Vec<csv::StringRecord> {
            let reader = csv::ReaderBuilder::new().has_headers(false).from_path(self.path("codes.csv"));
            reader.expect("codes").records().map(|record| record.expect("record")).collect()
        }

        /// So that codes can be made again.
        fn remove_codes(&self) {
            for name in ["codes.csv", "roll.json"] {
                std::fs::remove_file(self.path(name)).expect("removed");
            }
        }

        fn names(&self) -> usize {
            std::fs::read_dir(&self.folder).expect("folder").count()
        }
    }

    // ROL-07
    #[test]
    fn every_voter_gets_a_code_that_leads_to_a_row_of_the_roll() {
        let office = Office::new();
        let answer = office.issue("voter,weight\n\"Berg, Ann\",3\nBo,1\nCy,3\nDi,1\n").expect("issued");
        assert_eq!((&answer.facts["rows"], &answer.facts["weight"]), (&json!(4), &json!(8)));
        assert_eq!(answer.facts["weight_classes"][0]["at_risk"], json!(true));
        assert!(answer.words.contains("fewer than 2 of its 2 voters, the whole contest is withheld"));
        let roll = RollFile::read(&office.path("roll.json")).expect("rows");
        assert_eq!(roll.election, office.election);
        let rows = roll.rows;
        assert!(rows.is_sorted_by(|a, b| a.credential < b.credential));
        let lines = office.codes();
        let (header, records) = lines.split_first().expect("a header");
        assert_eq!(header, ["voter", "code", "credential", "style", "weight", "trust"].as_slice());
        assert_eq!(
            records.iter().map(|record| &record[0]).collect::<Vec<_>>(),
            ["Berg, Ann", "Bo", "Cy", "Di"]
        );
        for record in records {
            assert_eq!(record[1].split(' ').count(), 8);
            let code = Code::read(&record[1], &office.election).expect("code");
            let credential = *code.credential().public();
            assert_eq!(readable::read(readable::Kind::Credential, &record[2]), Ok(*credential.as_bytes()));
            let row = rows.iter().find(|row| row.credential == credential).expect("row");
            assert_eq!(record[4], row.weight.to_string());
            assert!(record[5].starts_with("trust1 "));
        }
    }

    #[test]
    fn a_link_opens_the_booth_with_the_code_and_the_trust_hash_behind_the_number_sign() {
        let office = Office::new();
        office.issue_for("voter\nAnn\nBo\n", Some("https://board.example/"), None).expect("issued");
        let lines = office.codes();
        assert_eq!((&lines[0][6], &lines[0][7]), ("link", "check"));
        for record in &lines[1..] {
            let (before, fragment) = record[6].split_once('#').expect("fragment");
            assert_eq!(before, format!("https://board.example/vote/{}", office.election));
            let (code, trust) = fragment.split_once('&').expect("two parts");
            let credential =
                Code::read(code.strip_prefix("code=").expect("code"), &office.election).expect("code");
            let credential =
                readable::show(readable::Kind::Credential, credential.credential().public().as_bytes());
            assert_eq!(record[2], credential);
            assert_eq!(trust, format!("trust={}", record[5].replace(' ', "")));
            let (before, fragment) = record[7].split_once('#').expect("fragment");
            assert_eq!(before, format!("https://board.example/check/{}", office.election));
            assert_eq!(fragment, format!("credential={}&{trust}", record[2].replace(' ', "")));
            assert!(!record[7].contains(&record[1].replace(' ', "")), "the check page never gets the code");
        }
    }

    #[test]
    fn a_check_page_of_others_stands_on_the_letters_in_the_place_of_the_boards_own() {
        let (plain, naming) = (Office::new(), Office::naming("https://paper.example/check.html"));
        let union = "https://union.example/tabella-check.html";
        let board = Some("https://board.example");
        for (office, check_page, board, expected) in [
            (&plain, Some(union), board, union),
            (&plain, Some(union), None, union),
            (&naming, None, board, "https://paper.example/check.html"),
            (&naming, Some(union), board, union),
        ] {
            office.issue_for("voter\nAnn\nBo\n", board, check_page).expect("issued");
            let lines = office.codes();
            office.remove_codes();
            assert_eq!(lines[0].iter().next_back(), Some("check"));
            for record in &lines[1..] {
                let (before, fragment) =
                    record.iter().next_back().and_then(|cell| cell.split_once('#')).expect("address");
                assert_eq!(before, expected);
                assert_eq!(fragment.starts_with("board=https://board.example&"), board.is_some());
                assert!(fragment.contains(&format!("election={}&", office.election)), "{fragment}");
            }
        }
    }

    #[test]
    fn an_address_that_gives_no_link_is_refused_before_a_code_is_made() {
        let office = Office::new();
        let refused = |board, check_page| {
            let failure = office.issue_for("voter\nAnn\nBo\n", board, check_page).expect_err("no link");
            assert_eq!(failure.exit_code(), 2, "{board:?}, {check_page:?}");
            failure.to_string()
        };
        for address in
            ["", "board.example", "https://", "ftp://board.example", "https://board.example/#a", "http://a b"]
        {
            refused(Some(address), None);
            refused(None, Some(address));
        }
        let link = "https://board.example/vote/A#code=hma6s6hf0qpz";
        for words in [refused(Some(link), None), refused(None, Some(link))] {
            assert!(!words.contains("hma6"), "a code in a pasted link is not repeated: {words}");
        }
        let unsafe_or_a_page = [
            "http://board.example",
            "http://127.0.0.1.evil.example",
            "http://localhost@evil.example",
            "https://board.example/view/A",
            "https://board.example/check",
            "https://board.example/vote/of/2027",
        ];
        for address in unsafe_or_a_page {
            refused(Some(address), None);
        }
        for good in [
            "https://vote.example/voting",
            "https://city.example/vote",
            "https://city.example/elections/",
            "http://127.0.0.1:8080",
            "http://localhost",
            "http://[::1]:1/",
        ] {
            assert!(is_address(good), "{good}");
            let link = voting_link(good, &office.election, "code", "trust1");
            assert_eq!(board_address(&link).as_deref(), Ok(good.trim_end_matches('/')), "{}", *link);
        }
        assert_eq!(office.names(), 2, "manifest and list");
    }

    // ROL-08
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

    // ROL-07
    #[test]
    fn no_column_of_the_codes_file_stands_there_twice() {
        let office = Office::new();
        office
            .issue_for("voter,weight,style,Note\nAnn,1,,a\nBo,1,,b\n", Some("https://b.example"), None)
            .expect("issued");
        let header = office.codes().remove(0);
        office.remove_codes();
        for ours in header.iter() {
            let again = format!("voter,{}\nAnn,1\nBo,2\n", ours.to_uppercase());
            // What the list itself has a column for is read, the rest is refused.
            if ["weight", "style", "Note"].contains(&ours) {
                continue;
            }
            let failure = office.issue(&again).expect_err(ours);
            let words = failure.to_string();
            let expected = if ours == "voter" { "is there twice" } else { "give yours another name" };
            assert!(failure.exit_code() == 2 && words.contains(expected), "{ours}: {words}");
        }
        let failure = office.issue("voter,note,Note\nAnn,1,2\nBo,3,4\n").expect_err("twice");
        assert!(failure.to_string().contains("the column Note is there twice"), "{failure}");
        assert_eq!(office.names(), 2, "manifest and list");
    }

    #[test]
    fn a_refused_list_leaves_no_files() {
        let office = Office::new();
        let failure = office.issue("voter,weight\nAnn,1\nBo,1\nCy,1000\n").expect_err("ROL-06");
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
        assert_eq!(failure.exit_code(), 2, "nobody is at fault");
        assert!(failure.to_string().contains("changed on its way: get it again"), "{failure}");
        assert!(failure.to_string().contains("the signature does not hold"), "{failure}");
        assert_eq!(office.names(), 2);
    }

    #[test]
    fn a_manifest_that_went_by_mail_or_through_an_editor_gives_codes() {
        let office = Office::new();
        let path = office.path("manifest.json");
        let text = std::fs::read_to_string(&path).expect("manifest");
        for carried in [
            text.replace('\n', "\r\n"),
            format!("\u{feff}{text}"),
            format!(" {} \n\n", text.trim_end()),
            format!("> {text}"),
        ] {
            std::fs::write(&path, carried).expect("write");
            office.issue("voter\nAnn\nBo\n").expect("issued");
            office.remove_codes();
        }
        std::fs::write(&path, &text[..text.len() / 2]).expect("write");
        let failure = office.issue("voter\nAnn\nBo\n").expect_err("half of it");
        assert!(failure.to_string().contains("changed on its way"), "{failure}");
    }

    #[test]
    fn the_codes_file_opens_right_in_a_spreadsheet_and_has_every_column_of_the_list() {
        let office = Office::new();
        let list = "Name;voter;note\r\nM\u{fc}ller;+41790000001;=1+1\r\n;;\r\n\u{738b}\u{4f1f};@bo:example.org;\"a;b\"\r\n";
        office.issue(list).expect("issued");
        let text = std::fs::read_to_string(office.path("codes.csv")).expect("codes");
        assert!(text.starts_with("\u{feff}voter;code;credential;style;weight;trust;Name;note\n"), "{text}");
        let mut codes =
            csv::ReaderBuilder::new().delimiter(b';').from_path(office.path("codes.csv")).expect("codes");
        let cells = |record: csv::StringRecord| [0, 6, 7].map(|i| record[i].to_owned());
        let records: Vec<[String; 3]> =
            codes.records().map(|record| cells(record.expect("record"))).collect();
        assert_eq!(
            records,
            [["'+41790000001", "M\u{fc}ller", "'=1+1"], ["'@bo:example.org", "\u{738b}\u{4f1f}", "a;b"]]
        );
    }

    #[test]
    fn almost_equal_voters_are_told_with_their_lines() {
        let office = Office::new();
        let answer = office.issue("voter\nAnna@Example.org\nbo\nanna@example.org\n").expect("issued");
        assert_eq!(answer.facts["almost_equal"], json!([[2, 4]]));
        let manifest = draft::read(include_str!("../../examples/draft.toml")).expect("example");
        let list = voters::read(b"voter\nA\na\n", &manifest).expect("list");
        let risks = risks(&[], &list.almost_equal(), &manifest);
        assert!(risks[0].ends_with("a person of their own?\n  line 2: A\n  line 3: a"), "{risks:?}");
    }

    #[test]
    fn a_roll_that_was_edited_is_refused() {
        let office = Office::new();
        office.issue("voter\nAnn\nBo\n").expect("issued");
        let text = std::fs::read_to_string(office.path("roll.json")).expect("roll");
        let rows = text.find('[').expect("rows");
        for (changed, expected) in [
            (text.replace("\"style\"", "\"style \""), "is not a roll as"),
            (text.replace("weight", "wait"), "is not a roll as"),
            (format!("{}[]}}", &text[..rows]), "has no rows: make it again"),
            (String::new(), "is not a roll as"),
            // As earlier versions wrote it.
            (text[rows..].trim_end().trim_end_matches('}').into(), "does not name its election"),
        ] {
            std::fs::write(office.path("roll.json"), changed).expect("write");
            let failure = RollFile::read(&office.path("roll.json")).expect_err("edited");
            assert!(failure.exit_code() == 2 && failure.to_string().contains(expected), "{failure}");
        }
        let carried = format!("\u{feff}{}\r\n\n", text.trim_end().replace(',', ", "));
        std::fs::write(office.path("roll.json"), carried).expect("write");
        assert!(RollFile::read(&office.path("roll.json")).is_ok(), "what an editor does to a line");
    }

    #[test]
    fn cells_that_a_spreadsheet_takes_for_formulas_are_marked_and_the_registrar_is_told() {
        let office = Office::new();
        let list = "voter,phone\n@anna:example.org,+41790000001\nBo,0790000002\n";
        let words = office.issue(list).expect("issued").words;
        assert!(
            words.contains("an apostrophe (') stands before 2 cells that begin with =, +, - or @"),
            "{words}"
        );
        assert!(words.contains("Take it away before you print the letters"), "{words}");
        let codes = std::fs::read_to_string(office.path("codes.csv")).expect("codes");
        assert!(codes.contains("'@anna:example.org,") && codes.contains(",'+41790000001\n"));
        let office = Office::new();
        let words = office.issue("voter\nAnna\nBo\n").expect("issued").words;
        assert!(!words.contains("apostrophe"), "{words}");
    }
}

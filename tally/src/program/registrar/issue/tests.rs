use super::*;
use crate::key::{Key, Role};
use crate::official::draft::tests::example;
use crate::official::manifest::judge;
use std::path::PathBuf;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::credential::Code;
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
        let official =
            Key::generate(Text::new("Olga").expect("text"), Role::Official, &mut SysRng).expect("key");
        let mut manifest = example();
        manifest.officials[0].key = *official.public();
        manifest.minimum = 2;
        write(&mut manifest);
        let statement = sign(official.signing(), &Hash::ZERO, &Body::Manifest(manifest));
        std::fs::write(folder.path().join("manifest.json"), format!("{statement}\n")).expect("manifest");
        let (election, _) = judge(&statement, SysRng).expect("sound");
        Office { folder, election }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn issue(&self, list: &str) -> Outcome {
        self.issue_for(list, None, None)
    }

    /// With the address of a board, and of a check page that someone else hosts.
    fn issue_for(&self, list: &str, board: Option<&str>, check_page: Option<&str>) -> Outcome {
        std::fs::write(self.path("voters.csv"), list).expect("list");
        issue(IssueFiles {
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
    let roll = RollFile::read(&std::fs::read(office.path("roll.json")).expect("roll")).expect("rows");
    assert_eq!(roll.election, office.election);
    let rows = roll.rows;
    assert!(rows.is_sorted_by(|a, b| a.credential < b.credential));
    let lines = office.codes();
    let (header, records) = lines.split_first().expect("a header");
    assert_eq!(header, ["voter", "code", "credential", "style", "weight", "trust"].as_slice());
    assert_eq!(records.iter().map(|record| &record[0]).collect::<Vec<_>>(), ["Berg, Ann", "Bo", "Cy", "Di"]);
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
    let page = "https://board.example/vote/A";
    refused(Some(page), None);
    refused(None, Some("board.example"));
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
fn a_manifest_that_was_changed_gives_no_codes() {
    let office = Office::new();
    let path = office.path("manifest.json");
    let changed = std::fs::read_to_string(&path).expect("manifest").replace("board.example", "board.invalid");
    std::fs::write(&path, changed).expect("write");
    let failure = office.issue("voter\nAnn\nBo\n").expect_err("changed");
    assert_eq!(failure.exit_code(), 2, "no one is at fault");
    assert!(failure.to_string().contains("changed on its way: get it again"), "{failure}");
    assert!(failure.to_string().contains("its signature is not valid"), "{failure}");
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
    let records: Vec<[String; 3]> = codes.records().map(|record| cells(record.expect("record"))).collect();
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
    let manifest = example();
    let list = voters::read(b"voter\nA\na\n", &manifest).expect("list");
    let risks = risks(&[], &list.almost_equal(), &manifest);
    assert!(risks[0].ends_with("a person of their own?\n  line 2: A\n  line 3: a"), "{risks:?}");
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

use crate::election::{ANN, BEA, CLOSING, Setting};
use crate::http::Server;
use serde_json::{Value, json};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::election::ballot::Ballot;
use tabella_crypto::election::statement::{Body, Statement, sign};
use tabella_crypto::group::{Point, Scalar};
use tabella_crypto::readable::{self, Kind};
use tempfile::TempDir;

/// A voter at their terminal, with their trust file and a file for every code.
struct Terminal {
    server: Server,
    folder: TempDir,
}

/// What the program said.
pub(crate) struct Said {
    code: i32,
    pub(crate) json: Value,
    stderr: String,
}

impl Terminal {
    fn before(setting: Setting) -> Terminal {
        let folder = TempDir::new().expect("folder");
        fs::write(folder.path().join("trust.json"), setting.trust.to_text()).expect("written");
        for (voter, code) in setting.codes.iter().enumerate() {
            fs::write(folder.path().join(format!("code{voter}")), code.show().as_bytes()).expect("written");
        }
        Terminal { server: Server::start(setting), folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run_with(&self, arguments: &[&str], typed: &str) -> Said {
        run(&self.server.address, self.folder.path(), arguments, typed)
    }

    fn run(&self, arguments: &[&str]) -> Said {
        self.run_with(arguments, "")
    }

    /// `cast` of voter 0, without questions.
    fn cast(&self, receipt: &str) -> Said {
        let select = ["--select", "chair=ann", "--select", "budget=yes,later"];
        self.run(&[&["cast", "--code-file", "code0", "--receipt", receipt], &select[..]].concat())
    }

    fn credential(&self, voter: usize) -> String {
        readable::show(Kind::Credential, self.server.board().setting.credential(voter).as_bytes())
    }
}

/// Runs the program in a folder with a trust file.
fn run(board: &str, folder: &Path, arguments: &[&str], typed: &str) -> Said {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tabella-vote"))
        .args(arguments)
        .args(["--json", "--board", board, "--trust", "trust.json"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    // The program may be done before it has read everything.
    let _ = program.stdin.take().expect("input").write_all(typed.as_bytes());
    let output = program.wait_with_output().expect("ended");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let (stdout, stderr) = (text(output.stdout), text(output.stderr));
    Said {
        code: output.status.code().expect("exit code"),
        json: serde_json::from_str(&stdout).unwrap_or(Value::Null),
        stderr,
    }
}

/// Somebody with a trust file who looks up a credential on a board.
pub(crate) struct Voter {
    folder: TempDir,
    board: String,
    credential: String,
}

impl Voter {
    pub(crate) fn new(board: &str, trust: &str, credential: &Point) -> Voter {
        let folder = TempDir::new().expect("folder");
        fs::write(folder.path().join("trust.json"), trust).expect("written");
        let credential = readable::show(Kind::Credential, credential.as_bytes());
        Voter { folder, board: board.to_owned(), credential }
    }

    pub(crate) fn check(&self) -> Said {
        run(&self.board, self.folder.path(), &["check", "--credential", &self.credential], "")
    }
}

impl Said {
    pub(crate) fn expect(&self, code: i32, checks: &[&str]) -> &Said {
        let found: Vec<&str> =
            self.json["refused_by"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert_eq!((self.code, found.as_slice()), (code, checks), "{}\n{}", self.json, self.stderr);
        assert_eq!((&self.json["exit"], self.json["error"].is_null()), (&json!(code), code == 0));
        self
    }

    pub(crate) fn accepted(&self) -> &Said {
        self.expect(0, &[])
    }
}

// RCP-04, RCP-13
#[test]
fn a_ballot_is_cast_and_looked_up_until_it_is_counted() {
    let terminal = Terminal::before(Setting::new(3, 2));
    let cast = terminal.cast("receipt");
    let tracker = cast.accepted().json["tracker"].as_str().expect("tracker").to_owned();
    assert_eq!(cast.json["standing"], "recorded");
    assert_eq!((&cast.json["outcome"], &cast.json["sequence"]), (&json!("cast"), &json!(0)));
    assert!(cast.stderr.contains(&tracker), "the tracker is shown in full");
    let status = |receipt: &str, tracker: &str| terminal.run(&["check", receipt, "--tracker", tracker]);
    let open = status("receipt", &tracker);
    assert_eq!(open.accepted().json["status"], "not-yet-counted");
    terminal.server.board().setting.close();
    let closed = status("receipt", &tracker);
    assert_eq!(closed.accepted().json["status"], "counted");
    assert_eq!((&closed.json["phase"], &closed.json["tracker_matches"]), (&json!("closed"), &json!(true)));
    assert_eq!(closed.json["latest"]["tracker"], *tracker);
    let other = readable::tracker(&Hash::of(&[b"other"]));
    assert_eq!(status("receipt", &other).expect(1, &["RCP-04"]).json["tracker_matches"], false);
    let typing_error = tracker.replace('q', "p");
    if typing_error != tracker {
        // No check has said anything about the election.
        let said = status("receipt", &typing_error);
        let error = said.expect(2, &[]).json["error"].as_str().expect("error");
        assert!(error.starts_with("this is not a tracker: a character is wrong or missing"), "{error}");
    }
    terminal.cast("late").expect(1, &["LOG-11"]);
}

// RCP-04
#[test]
fn a_later_ballot_supersedes_and_a_code_that_was_not_used_shows() {
    let terminal = Terminal::before(Setting::new(0, 0));
    terminal.cast("first").accepted();
    let second = terminal.cast("second");
    assert_eq!(second.accepted().json["sequence"], 1);
    assert_eq!(second.json["standing"], "unwitnessed");
    terminal.server.board().setting.close();
    let first = terminal.run(&["check", "first"]);
    assert_eq!(first.accepted().json["status"], "superseded");
    assert_eq!(first.json["latest"]["sequence"], 1);
    assert_eq!(first.json["receipt"]["sequence"], 0);
    assert_eq!(terminal.run(&["check", "second"]).accepted().json["status"], "counted");
    let used = terminal.run(&["check", "--credential", &terminal.credential(0)]);
    assert_eq!(used.accepted().json["status"], "counted");
    let unused = terminal.run(&["check", "--credential", &terminal.credential(1)]);
    assert_eq!(unused.accepted().json["status"], "absent");
    assert_eq!(unused.json["latest"], Value::Null);
}

/// The ballot of a voter that is sent, under a signature that does not hold.
fn forged(setting: &Setting, voter: usize) -> String {
    let statement = setting.sign(voter, BEA).statement;
    let other = setting.sign(voter, ANN).statement;
    let cut = |statement: &str| statement.rfind("\"signature\":").expect("signature");
    format!("{}{}", &statement[..cut(&statement)], &other[cut(&other)..])
}

#[test]
fn a_ballot_that_the_board_forged_is_never_shown_as_the_voters_latest() {
    let terminal = Terminal::before(Setting::new(3, 2));
    terminal.cast("receipt").accepted();
    let own = terminal.credential(0);
    let mut board = terminal.server.board();
    let forgery = forged(&board.setting, 0);
    board.setting.log.force(&forgery);
    drop(board);
    let id = checks::LOG_13.id();
    for arguments in [&["check", "receipt"][..], &["check", "--credential", &own]] {
        let said = terminal.run(arguments);
        assert_eq!(said.expect(1, &[id]).json.get("status"), None, "neither superseded nor counted");
    }
    terminal.cast("second").expect(1, &[id]);
    let challenge = ["challenge", "--code-file", "code0", "--select", "chair=blank", "--out", "opening.json"];
    terminal.run(&challenge).expect(1, &[id]);
    assert_eq!(terminal.server.board().posts.len(), 1, "nothing is sent to such a board");
    // Other voters leave the ballots of others to the auditors, who name it.
    let others = terminal.run(&["check", "--credential", &terminal.credential(1)]);
    assert_eq!(others.accepted().json["status"], "absent");
}

#[test]
fn a_ballot_whose_proof_does_not_hold_is_never_shown_as_the_voters_latest() {
    type Change = fn(&mut Ballot);
    let changes: [(Check, Change); 4] = [
        (checks::PRF_01, |ballot| ballot.ciphertexts.swap(0, 1)),
        (checks::PRF_02, |ballot| ballot.proof.z1.0 += Scalar::ONE),
        (checks::PRF_03, |ballot| ballot.proof.z2.0 += Scalar::ONE),
        (checks::PRF_04, |ballot| ballot.proof.z3.0 += Scalar::ONE),
    ];
    for (check, change) in changes {
        let mut setting = Setting::new(0, 0);
        let sent = setting.sign(0, ANN);
        let Body::Ballot(mut ballot) = Statement::decode(&sent.statement).expect("statement").body else {
            panic!("no ballot");
        };
        change(&mut ballot);
        let phi = *setting.log.election.fingerprint().expect("open");
        let statement = sign(&setting.codes[0].credential(), &phi, &Body::Ballot(ballot));
        setting.log.force(&statement);
        let terminal = Terminal::before(setting);
        terminal.run(&["check", "--credential", &terminal.credential(0)]).expect(1, &[check.id()]);
    }
}

// ROL-07
#[test]
fn a_wrong_code_is_found_before_any_request() {
    let mut terminal = Terminal::before(Setting::new(0, 0));
    fs::write(terminal.path("code0"), Setting::of_board(9, 0, 0).codes[0].show().as_bytes())
        .expect("written");
    terminal.server.address = "http://127.0.0.1:1".into();
    let said = terminal.cast("receipt");
    said.expect(1, &["ROL-07"]);
    let code = fs::read_to_string(terminal.path("code0")).expect("code");
    assert!(!said.stderr.contains(&code) && !said.json.to_string().contains(&code));
}

// LOG-05
#[test]
fn nothing_is_sent_to_a_board_whose_log_too_few_witnesses_have_signed() {
    let mut setting = Setting::new(3, 2);
    setting.log.cosigners = 1;
    let terminal = Terminal::before(setting);
    terminal.cast("receipt").expect(1, &["LOG-05"]);
    terminal.run(&["check", "--credential", &terminal.credential(0)]).expect(1, &["LOG-05"]);
    assert!(terminal.server.board().posts.is_empty());
}

// RCP-03
#[test]
fn a_ballot_that_too_few_witnesses_have_seen_is_received_and_not_recorded() {
    let terminal = Terminal::before(Setting::new(3, 2));
    terminal.server.board().cosigners_then = Some(1);
    let said = terminal.cast("receipt");
    assert_eq!(said.accepted().json["standing"], "received");
    terminal.run(&["check", "receipt"]).expect(1, &[checks::LOG_05.id()]);
    terminal.server.board().setting.log.cosigners = 2;
    assert_eq!(terminal.run(&["check", "receipt"]).accepted().json["standing"], "recorded");
}

// RCP-06
#[test]
fn a_lost_answer_is_asked_for_again_with_the_same_statement() {
    let terminal = Terminal::before(Setting::new(0, 0));
    terminal.server.board().lose_answers = 2;
    let size = terminal.server.board().setting.log.election.size();
    terminal.cast("receipt").accepted();
    let board = terminal.server.board();
    assert_eq!(board.posts.len(), 3);
    assert!(board.posts.iter().all(|post| *post == board.posts[0]));
    assert_eq!(board.setting.log.election.size(), size + 1);
}

// RCP-02
#[test]
fn another_voters_receipt_is_not_taken_for_a_cast_ballot() {
    let mut setting = Setting::new(0, 0);
    let (_, others) = setting.cast(1, BEA);
    let terminal = Terminal::before(setting);
    terminal.server.board().answer_with = Some(others.index);
    let said = terminal.cast("receipt");
    said.expect(1, &["RCP-02"]);
    assert!(!terminal.path("receipt").exists());
}

// LOG-10
#[test]
fn a_log_that_does_not_extend_the_one_downloaded_is_reported_and_the_receipt_kept() {
    let terminal = Terminal::before(Setting::new(0, 0));
    terminal.server.board().no_consistency = true;
    terminal.cast("receipt").expect(1, &["LOG-10"]);
    assert!(terminal.path("receipt").exists());
}

// RCP-04, LOG-08
#[test]
fn a_board_that_drops_a_ballot_is_convicted_by_the_receipt() {
    let terminal = Terminal::before(Setting::new(0, 0));
    let index = terminal.cast("receipt").accepted().json["index"].as_u64().expect("index");
    let tracker = terminal.cast("second").accepted().json["tracker"].as_str().expect("tracker").to_owned();
    let mut forgetful = terminal.server.board().setting.forgetful(index);
    forgetful.cast(0, BEA);
    forgetful.cast(1, ANN);
    terminal.server.board().setting = forgetful;
    let said = terminal.run(&["check", "receipt", "--tracker", &tracker]);
    assert_eq!(said.expect(1, &["LOG-08", "RCP-04"]).json["status"], "missing");
}

// RCP-04, LOG-08; report 1.
#[test]
fn a_cache_before_an_honest_board_does_not_make_it_look_like_a_cheat() {
    let terminal = Terminal::before(Setting::new(0, 0));
    let before = terminal.server.board().setting.log.tree.size();
    let tracker = terminal.cast("receipt").accepted().json["tracker"].as_str().expect("tracker").to_owned();
    terminal.server.board().cached = Some(before);
    let look = || terminal.run(&["check", "receipt", "--tracker", &tracker]);
    // Asked again under an address that the cache does not know, the board shows what it has.
    let said = look();
    assert_eq!(said.accepted().json["status"], "not-yet-counted");
    assert_eq!(said.json["tracker_matches"], true);
    terminal.server.board().stubborn = true;
    let said = look();
    let said = said.expect(2, &[]);
    assert_eq!((&said.json["status"], &said.json["tracker_matches"]), (&json!("older-view"), &json!(null)));
    let error = said.json["error"].as_str().expect("an error");
    let expected = format!("shows an older state: {before} of at least {} entries", before + 1);
    assert!(error.contains(&expected) && error.contains("This is not evidence yet"), "{error}");
    assert!(!said.stderr.contains("evidence against"), "{}", said.stderr);
}

// RCP-01
#[test]
fn a_receipt_that_does_not_hold_says_nothing_against_anybody() {
    let terminal = Terminal::before(Setting::new(0, 0));
    terminal.cast("receipt").accepted();
    let text = fs::read_to_string(terminal.path("receipt")).expect("receipt");
    let (_, foreign) = Setting::of_board(9, 0, 0).cast(0, ANN);
    let (half, rest) = text.split_at(text.len() / 2);
    for (name, file, reason) in [
        ("foreign", foreign.to_text(), "LOG-03"),
        ("empty", String::new(), "not a tlog-proof"),
        ("half", half.to_owned(), "It is not a receipt"),
        ("changed", format!("{half}A{}", &rest[1..]), "It is not a receipt"),
        ("moved", text.replacen("\nindex ", "\nindex 1", 1), "LOG-09"),
    ] {
        fs::write(terminal.path(name), file).expect("written");
        let said = terminal.run(&["check", name]);
        let error = said.expect(2, &[]).json["error"].as_str().expect("error");
        assert!(error.contains("changed on its way: get it again") && error.contains(reason), "{error}");
        assert!(error.ends_with("Nothing is said against anybody"), "{error}");
    }
    terminal.run(&["check", "not-there"]).expect(2, &[]);
}

#[test]
fn what_mail_and_editors_do_to_files_and_values_does_not_matter() {
    let terminal = Terminal::before(Setting::new(0, 0));
    let cast = terminal.cast("receipt");
    let tracker = cast.accepted().json["tracker"].as_str().expect("tracker").to_owned();
    let receipt = fs::read_to_string(terminal.path("receipt")).expect("receipt");
    let trust = fs::read_to_string(terminal.path("trust.json")).expect("trust");
    let code = fs::read_to_string(terminal.path("code0")).expect("code");
    let quoted = |text: &str| text.lines().map(|line| format!("> {line}\r\n")).collect::<String>();
    let utf16 = |text: &str| {
        format!("\u{feff}{}", text.replace('\n', "\r\n")).encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let journeys: [fn(&str) -> String; 4] = [
        |text| text.replace('\n', "\r\n"),
        |text| format!("\u{feff}\n{text}\n\n"),
        |text| text.trim_end().to_owned(),
        |text| text.lines().map(|line| format!("  {line} \n")).collect(),
    ];
    let mut journeys: Vec<Vec<Vec<u8>>> = journeys
        .iter()
        .map(|journey| [&receipt, &trust, &code].iter().map(|text| journey(text).into_bytes()).collect())
        .collect();
    journeys.push([&receipt, &trust, &code].iter().map(|text| utf16(text)).collect());
    journeys.push(vec![
        quoted(&receipt).into_bytes(),
        quoted(&trust).into_bytes(),
        code.to_uppercase().into_bytes(),
    ]);
    let typed = format!("\u{201c}{}\u{201d}.", tracker.to_uppercase().replace(' ', "\u{2011}"));
    for (number, files) in journeys.iter().enumerate() {
        for (name, bytes) in ["receipt", "trust.json", "code0"].iter().zip(files) {
            fs::write(terminal.path(name), bytes).expect("written");
        }
        let said = terminal.run(&["check", "receipt", "--tracker", &typed]);
        assert_eq!(said.accepted().json["tracker_matches"], true, "journey {number}");
        let again = format!("again{number}");
        let select = ["--select", "chair=ann", "--out", again.as_str()];
        terminal.run(&[&["challenge", "--code-file", "code0"], &select[..]].concat()).accepted();
    }
}

// BAL-07, LOG-11
#[test]
fn who_comes_too_early_or_too_late_is_told_when_before_choosing() {
    let say = |terminal: &Terminal, check: &str, words: &[&str]| {
        // Nothing is typed: whoever is asked for a choice ends with another error.
        let said = terminal.run(&["cast", "--code-file", "code0", "--receipt", "receipt"]);
        let error = said.expect(1, &[check]).json["error"].as_str().expect("error");
        assert!(words.iter().all(|word| error.contains(word)), "{error}");
        assert!(error.ends_with("Nothing was sent."), "{error}");
        assert!(terminal.server.board().posts.is_empty() && !terminal.path("receipt").exists());
    };
    let terminal = Terminal::before(Setting::new(0, 0));
    terminal.server.board().date = Some("Tue, 14 Nov 2023 22:13:19 GMT");
    say(&terminal, "BAL-07", &["Voting starts at", "2023-11-14 22:13:20 UTC"]);
    terminal.server.board().date = Some("Tue, 14 Nov 2023 22:30:00 GMT");
    say(&terminal, "BAL-07", &["Voting ended at", "2023-11-14 22:30:00 UTC"]);
    terminal.server.board().date = Some("Tue, 14 Nov 2023 22:29:59 GMT");
    terminal.cast("in-time").accepted();
    terminal.server.board().posts.clear();
    terminal.server.board().setting.close();
    say(&terminal, "LOG-11", &["Voting ended at", "2023-11-14 22:30:00 UTC"]);
}

// BAL-07
#[test]
fn a_ballot_that_the_board_dates_too_late_is_said_to_be_late_and_not_in_the_log() {
    let terminal = Terminal::before(Setting::new(0, 0));
    terminal.server.board().setting.log.at = CLOSING;
    let said = terminal.cast("receipt");
    let error = said.expect(1, &["BAL-07"]).json["error"].as_str().expect("error");
    assert!(error.contains("Voting ended at") && error.contains("it is not in the log"), "{error}");
    assert!(!error.contains(&CLOSING.to_string()), "{error}");
}

// BAL-04
#[test]
fn whose_code_was_used_in_the_meantime_is_told_so() {
    let terminal = Terminal::before(Setting::new(0, 0));
    let other = terminal.server.board().setting.sign(0, BEA).statement;
    terminal.server.board().meanwhile = Some(other);
    let said = terminal.cast("receipt");
    let error = said.expect(1, &["BAL-04"]).json["error"].as_str().expect("error");
    assert!(error.contains("another ballot with your code arrived in the meantime"), "{error}");
    terminal.cast("receipt").accepted();
}

// RCP-07
#[test]
fn choices_are_asked_for_contest_by_contest_and_a_test_is_followed_by_the_vote() {
    let terminal = Terminal::before(Setting::new(0, 0));
    let typed = "3\n1,2\n1\n\nx\nt\nb\n1,3\nc\n";
    let said = terminal.run_with(&["cast", "--code-file", "code0", "--receipt", "receipt"], typed);
    assert_eq!(said.accepted().json["sequence"], 0);
    for words in [
        "Rule: choose exactly 1, or vote blank.",
        "the options have the numbers 1 to 2",
        "that is not allowed here",
        "Chair: ANN",
        "Budget: nothing selected",
        "Please type c, t or q.",
        "Chair: blank vote",
        "Budget: YES, LATER",
    ] {
        assert!(said.stderr.contains(words), "{words:?} in {}", said.stderr);
    }
    let openings: Vec<PathBuf> = fs::read_dir(terminal.folder.path())
        .expect("folder")
        .map(|file| file.expect("file").path())
        .filter(|path| path.to_string_lossy().ends_with(".opening.json"))
        .collect();
    assert_eq!(openings.len(), 1);
    let opening = openings[0].to_str().expect("path");
    let tracker = said.stderr.lines().find(|line| line.starts_with("  tracker1")).expect("tracker");
    let check = |expect: &str| {
        let credential = terminal.credential(0);
        let given = ["--credential", &credential, "--tracker", tracker, "--expect", expect];
        terminal.run(&[&["check-challenge", opening], &given[..]].concat())
    };
    let found = check("chair=ann");
    assert_eq!(found.accepted().json["expected"], true);
    assert_eq!(found.json["selections"][0]["options"], json!(["ann"]));
    check("chair=bea").expect(1, &["RCP-07"]);
    // Nothing that was chosen or drawn for the ballot that was cast is on the disk.
    let receipt = fs::read_to_string(terminal.path("receipt")).expect("receipt");
    assert!(!receipt.contains("seed") && !receipt.contains("selections"));
    assert_eq!(fs::read_dir(terminal.folder.path()).expect("folder").count(), 3 + 1 + 1 + 1);
}

#[test]
fn nothing_is_sent_when_the_voter_quits_or_says_nothing() {
    let terminal = Terminal::before(Setting::new(0, 0));
    for typed in ["1\n\nq\n", "1\n", ""] {
        terminal.run_with(&["cast", "--code-file", "code0", "--receipt", "receipt"], typed).expect(2, &[]);
    }
    assert!(terminal.server.board().posts.is_empty());
    assert!(!terminal.path("receipt").exists());
}

// RCP-07, RCP-08
#[test]
fn a_challenged_ballot_is_opened_and_never_sent() {
    let terminal = Terminal::before(Setting::new(0, 0));
    let challenge = ["challenge", "--code-file", "code1", "--select", "chair=blank", "--out", "opening.json"];
    let opened = terminal.run(&challenge);
    assert_eq!(opened.accepted().json["outcome"], "challenged");
    let tracker = opened.json["tracker"].as_str().expect("tracker");
    let check = |credential: &str, tracker: &str| {
        let given = ["opening.json", "--credential", credential, "--tracker", tracker];
        terminal.run(&[&["check-challenge"], &given[..]].concat())
    };
    let found = check(&terminal.credential(1), tracker);
    assert_eq!(found.accepted().json["selections"][0]["labels"], json!(["blank vote"]));
    assert_eq!(found.json["expected"], Value::Null);
    check(&terminal.credential(0), tracker).expect(1, &["RCP-08"]);
    check(&terminal.credential(1), &readable::tracker(&Hash::ZERO)).expect(1, &["RCP-07"]);
    terminal.run(&challenge).expect(2, &[]);
    assert!(terminal.server.board().posts.is_empty());
    let opening = fs::read_to_string(terminal.path("opening.json")).expect("opening");
    for carried in [format!("\u{feff}> {}\r\n", opening.trim_end()), format!("\n\n{}", opening.trim_end())] {
        fs::write(terminal.path("opening.json"), carried).expect("written");
        check(&terminal.credential(1), tracker).accepted();
    }
    for damaged in ["{}", &opening[..opening.len() / 2]] {
        fs::write(terminal.path("opening.json"), damaged).expect("written");
        let said = check(&terminal.credential(1), tracker);
        let error = said.expect(2, &[]).json["error"].as_str().expect("error");
        assert!(error.contains("changed on its way: get it again"), "{error}");
    }
}

#[test]
fn a_code_that_was_pasted_in_a_wrong_place_is_not_repeated() {
    let terminal = Terminal::before(Setting::new(0, 0));
    let code = fs::read_to_string(terminal.path("code0")).expect("code");
    let plain = code.replace(' ', "");
    let link = format!("board.example/vote/x#code={plain}");
    let address = terminal.server.address.as_str();
    let credential = terminal.credential(0);
    for secret in [code.trim(), &plain, &link] {
        for arguments in [
            &["cast", "--board", secret, "--trust", "trust.json"][..],
            &["cast", "--board", address, "--trust", secret],
            &["cast", "--board", address, "--trust", "trust.json", secret],
            &["cast", "--board", address, "--trust", "trust.json", "--code-file", secret],
            &[
                "cast",
                "--board",
                address,
                "--trust",
                "trust.json",
                "--code-file",
                "code0",
                "--select",
                secret,
            ],
            &["check", "--board", address, "--trust", "trust.json", secret],
            &["check", "--board", address, "--trust", "trust.json", "--credential", secret],
            &[
                "check",
                "--board",
                address,
                "--trust",
                "trust.json",
                "--credential",
                &credential,
                "--tracker",
                secret,
            ],
            &["check-challenge", secret, "--board", address, "--trust", "trust.json"],
            &[secret],
        ] {
            let mut program = Command::new(env!("CARGO_BIN_EXE_tabella-vote"));
            let program = program.args(arguments).current_dir(terminal.folder.path()).stdin(Stdio::null());
            let output = program.output().expect("started");
            let said = [output.stdout, output.stderr].concat();
            let said = String::from_utf8(said).expect("UTF-8").replace(' ', "");
            assert!(matches!(output.status.code(), Some(1 | 2)), "{arguments:?}");
            assert!(!said.contains(&plain[..8]), "{arguments:?}: {said}");
        }
    }
    assert!(terminal.server.board().posts.is_empty());
}

#[test]
fn a_rehearsal_casts_for_everybody_and_again_with_other_choices() {
    let terminal = Terminal::before(Setting::new(0, 0));
    let code = |voter: usize| fs::read_to_string(terminal.path(&format!("code{voter}"))).expect("code");
    let table = |codes: &[String]| {
        // As European spreadsheets save it, with a byte order mark.
        let row = |(i, code): (usize, &String)| format!("Voter {i};{code};;all;1;;\"a;b\"\r\n");
        let rows: String = codes.iter().enumerate().map(row).collect();
        fs::write(
            terminal.path("codes.csv"),
            format!("\u{feff}voter;code;credential;style;weight;trust;note\r\n{rows}"),
        )
        .expect("written");
    };
    let selections =
        |selections: Value| fs::write(terminal.path("s.json"), selections.to_string()).expect("written");
    let replay = |more: &[&str]| {
        terminal.run(&[&["replay", "--codes", "codes.csv", "--selections", "s.json"], more].concat())
    };
    table(&[code(0), code(1), code(2)]);
    selections(json!([{"chair": ["ann"]}, {"chair": ["blank"]}, {"budget": ["no"]}]));
    let first = replay(&["--receipts", "receipts"]);
    assert_eq!(first.accepted().json["cast"], 3);
    assert_eq!(first.json["standing"], json!({"unwitnessed": 3}));
    assert!(first.json["encryption_ms"].as_f64().expect("time") > 0.0);
    assert_eq!(fs::read_dir(terminal.path("receipts")).expect("folder").count(), 3);
    selections(json!([{}, {"chair": ["ann"], "budget": ["yes"]}, {}]));
    let again = replay(&["--skip", "1", "--first", "1", "--threads", "2"]);
    assert_eq!((&again.accepted().json["cast"], &again.json["voters"]), (&json!(1), &json!(1)));
    let credential = terminal.server.board().setting.credential(1);
    let latest = terminal.server.board().setting.log.election.latest(&credential);
    assert_eq!(latest.expect("latest").sequence, 1);
    // Impossible choices are found before anything is sent.
    let sent = terminal.server.board().posts.len();
    selections(json!([{"chair": ["ann"]}, {"chair": ["ann", "bea"]}, {}]));
    replay(&[]).expect(2, &[]);
    selections(json!([{"chair": ["ann"]}]));
    replay(&[]).expect(2, &[]);
    selections(json!([{"chair": ["ann"]}, {"chair": ["ann"]}, {}, {}]));
    let words = replay(&[]).expect(2, &[]).json["error"].as_str().expect("words").to_owned();
    assert!(
        words.contains("there are selections for 4 voters, and codes for 3 only: nothing was sent"),
        "{words}"
    );
    assert_eq!(terminal.server.board().posts.len(), sent);
    // The same voter twice: one of their ballots comes second and is refused.
    table(&[code(0), code(0)]);
    selections(json!([{"chair": ["ann"]}, {"chair": ["bea"]}]));
    let twice = replay(&["--threads", "1"]);
    assert_eq!(twice.expect(1, &["BAL-04"]).json["failed"][0]["row"], 2);
    assert_eq!(twice.json["cast"], 1);
}

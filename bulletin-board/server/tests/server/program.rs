//! The program: how it starts, what it says, and how it ends.
#![cfg(unix)]

use crate::board::Place;
use crate::election::{TestElection, key, manifest, manifest_statement};
use rand::TryRng as _;
use rand::rngs::SysRng;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tabella_board::sequencer::Clock;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::{LogKey, Manifest};
use tabella_crypto::election::statement::Statement;
use tabella_crypto::group::Point;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::merkle::{Tree, leaf_hash};
use tabella_log::receipt::Receipt;
use tabella_log::witness::Policy;

/// A board that runs as a process; killed at the end.
struct Process {
    child: Child,
    key: LogKey,
    address: String,
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tabella-board"));
    command.arg("serve").arg("--database").arg(folder.join("board.sqlite"));
    command.args(["--listen", "127.0.0.1:0", "--name", "board.example", "--json"]);
    command.args(["--creator", &key("official").public().to_string()]);
    command
}

/// The same under a limit that the shell sets, such as `ulimit -n 48`.
fn limited(folder: &Path, limit: &str) -> Command {
    let program = command(folder);
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("trap '' XFSZ; {limit}; exec \"$0\" \"$@\"")]);
    shell.arg(program.get_program()).args(program.get_args());
    shell
}

impl Process {
    fn start(folder: &Path) -> Process {
        Process::run(folder, &mut command(folder))
    }

    fn run(folder: &Path, command: &mut Command) -> Process {
        let log = fs::File::options().create(true).append(true).open(folder.join("log")).unwrap();
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        let text = |name: &str| ready[name].as_str().unwrap().to_owned();
        let key = LogKey { key: text("key").parse().unwrap(), name: text("name") };
        Process { child, key, address: text("listen") }
    }

    fn create(&self, manifest: &str) -> String {
        post(&self.address, "/elections", manifest).unwrap()
    }

    fn get(&self, path: &str) -> String {
        let answer = send(&self.address, &format!("GET {path} HTTP/1.0\r\nhost: board\r\n\r\n")).unwrap();
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    fn signal(&mut self, signal: &str) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn send(address: &str, request: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

fn post(address: &str, path: &str, statement: &str) -> io::Result<String> {
    let head = "HTTP/1.1\r\nhost: board\r\nconnection: close\r\ncontent-length:";
    send(address, &format!("POST {path} {head} {}\r\n\r\n{statement}", statement.len()))
}

/// The receipt in an answer, or nothing when the board gave none.
fn receipt(answer: io::Result<String>) -> Option<Receipt> {
    let answer = answer.ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let accepted = head.starts_with("HTTP/1.1 201") || head.starts_with("HTTP/1.1 200");
    accepted.then(|| Receipt::parse(body).ok())?
}

fn run(command: &mut Command) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), String::from_utf8([stdout, stderr].concat()).unwrap())
}

// SRV-05, SRV-11; crash rows 1 and 6.
#[test]
fn the_program_serves_stops_on_signals_and_keeps_what_it_answered_when_it_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let mut board = Process::start(folder.path());
    let manifest = manifest_statement(&board.key, "Test");
    let answer = board.create(&manifest);
    assert!(answer.starts_with("HTTP/1.1 201 Created\r\n"), "{answer}");
    let (_, receipt) = answer.split_once("\r\n\r\n").unwrap();
    let receipt = Receipt::parse(receipt).unwrap();
    let policy = Policy { board: board.key.clone(), witnesses: vec![], quorum: 0 };
    receipt.verify(&policy, &Statement::decode(&manifest).unwrap().digest).unwrap();

    let (code, output) = run(&mut command(folder.path()));
    assert_eq!(code, Some(2), "a second writer");
    assert!(output.contains("SRV-05"), "{output}");

    assert_eq!(board.signal("-KILL"), None);
    let mut board = Process::start(folder.path());
    assert_eq!(board.key, policy.board, "the key stays");
    let again = board.create(&manifest);
    assert!(
        again.starts_with("HTTP/1.1 200 OK\r\n") && again.ends_with(receipt.checkpoint.as_str()),
        "{again}"
    );
    let code = "hma6 s6hf urpq 0pjl 0cjw sdya fm06 5kj3";
    let mistake = post(&board.address, "/elections", &format!("\"{code}\"")).unwrap();
    assert!(mistake.starts_with("HTTP/1.1 400") && !mistake.contains("hma6"), "{mistake}");
    assert_eq!(board.signal("-TERM"), Some(0));
    let mut board = Process::start(folder.path());
    // An idle connection does not keep it.
    let _idle = TcpStream::connect(&board.address).unwrap();
    assert_eq!(board.signal("-INT"), Some(0));

    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    let seed = fs::read_to_string(folder.path().join("board.sqlite.key")).unwrap();
    assert!(log.contains("signed") && !log.contains(seed.trim()) && !log.contains("127.0.0.1"), "{log}");
    assert!(!log.contains("hma6"), "{log}");
}

/// An election whose roll is being published, one row after the other, and what the board has answered.
struct Story {
    election: TestElection,
    /// In the order of a roll.
    credentials: Vec<Point>,
    /// The receipts of its entries, and of the elections that were made beside it.
    receipts: Vec<(Hash, Receipt)>,
}

impl Story {
    /// A board in this folder on which trustees have made a key; the board is stopped.
    fn prepared(folder: &Path) -> Story {
        let prepare = async {
            let place = Place::new(vec![*key("official").public()]);
            // The program goes by the clock of the machine.
            place.set_clock(Clock::system().now());
            let board = place.start().await;
            let manifest = Manifest { closes_at: 253_402_300_799, ..manifest(&board.key, "Test") };
            let mut election = TestElection::found(&board, manifest).await;
            election.make_key(&board).await;
            board.stop().await.unwrap();
            for file in ["board.sqlite", "board.sqlite.key"] {
                fs::copy(place.path(file), folder.join(file)).unwrap();
            }
            fs::copy(place.path("checkpoints"), folder.join("board.sqlite.checkpoints")).unwrap();
            election
        };
        let election = tokio::runtime::Runtime::new().unwrap().block_on(prepare);
        let mut credentials: Vec<Point> = (0..5_000).map(|i| *key(&format!("voter {i}")).public()).collect();
        credentials.sort();
        Story { election, credentials, receipts: vec![] }
    }

    /// The next part of the roll.
    fn next(&self) -> String {
        self.election.roll_part(self.credentials[self.election.log.roll_rows() as usize])
    }

    /// Posts one part of the roll after the other, until there is no receipt.
    fn go_on(&mut self, address: &str) {
        let path = format!("/elections/{}/statements", self.election.id);
        loop {
            // What was on its way when the board ended is sent again, byte for byte.
            let statement = self.next();
            let Some(receipt) = receipt(post(address, &path, &statement)) else { return };
            self.election.fold(&receipt.line, &statement);
            self.receipts.push((self.election.id, receipt));
        }
    }

    /// Everything that was answered is true of what the board shows now.
    fn holds(&self, board: &Process) {
        let policy = Policy { board: board.key.clone(), witnesses: vec![], quorum: 0 };
        let mut trees: BTreeMap<Hash, (Vec<String>, Tree)> = BTreeMap::new();
        for (election, receipt) in &self.receipts {
            let (lines, tree) = trees.entry(*election).or_insert_with(|| {
                let text = board.get(&format!("/elections/{election}/entries"));
                let lines: Vec<String> = text.lines().map(str::to_owned).collect();
                let mut tree = Tree::default();
                lines.iter().for_each(|line| tree.push(leaf_hash(line.as_bytes())));
                let note = board.get(&format!("/elections/{election}/checkpoint"));
                let now = SignedCheckpoint::parse(&note).unwrap();
                now.verify_board(&board.key, election).unwrap();
                let now = now.unverified();
                assert_eq!((now.size, now.root), (tree.size(), tree.root()));
                (lines, tree)
            });
            receipt.verify(&policy, election).unwrap();
            let then = receipt.checkpoint.unverified();
            assert_eq!(lines[receipt.index as usize], receipt.line, "acknowledged is included");
            assert_eq!(tree.root_at(then.size), Some(then.root), "what was signed is a prefix");
        }
    }
}

/// Makes one election after the other, until there is no receipt.
fn create_elections(address: &str, key: &LogKey, round: u64) -> Vec<(Hash, Receipt)> {
    let create = |i: u64| {
        let manifest = manifest_statement(key, &format!("Election {round}-{i}"));
        let receipt = receipt(post(address, "/elections", &manifest))?;
        Some((Statement::decode(&manifest).unwrap().digest, receipt))
    };
    (0..).map_while(create).collect()
}

// SRV-02, SRV-12; crash rows 1 and 11.
#[test]
fn a_board_that_is_killed_again_and_again_under_load_keeps_everything_that_it_answered() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = Story::prepared(folder.path());
    let mut random = SysRng.try_next_u64().unwrap();
    println!("seed {random}");
    // Twelve rounds; more where the machine is too slow to append much between two kills.
    for round in 0..60 {
        if round >= 12 && story.receipts.len() > 12 {
            break;
        }
        let mut board = Process::start(folder.path());
        story.holds(&board);
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let microseconds = (random >> 33) % 60_000;
        let (address, key) = (board.address.clone(), board.key.clone());
        let others = std::thread::spawn(move || create_elections(&address, &key, round));
        let (child, ended) = (&mut board.child, &board.address);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(Duration::from_micros(microseconds));
                child.kill().unwrap();
                child.wait().unwrap();
            });
            story.go_on(ended);
        });
        story.receipts.extend(others.join().unwrap());
    }
    let mut board = Process::start(folder.path());
    story.holds(&board);
    assert!(story.receipts.len() > 12, "{} receipts", story.receipts.len());
    assert_eq!(board.signal("-TERM"), Some(0));
}

// SRV-12; crash row 8.
#[test]
fn a_board_whose_disk_is_full_signs_nothing_more_is_read_on_and_recovers_without_loss() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = Story::prepared(folder.path());
    // Blocks of 512 bytes or more: the write-ahead log may grow to some hundreds of kilobytes.
    let mut board = Process::run(folder.path(), &mut limited(folder.path(), "ulimit -f 1000"));
    story.go_on(&board.address);
    assert!(!story.receipts.is_empty());
    let statement = story.election.liveness(1 + story.election.log.size() % 3);
    let path = format!("/elections/{}/statements", story.election.id);
    let refused = post(&board.address, &path, &statement).unwrap();
    assert!(refused.starts_with("HTTP/1.1 503") && refused.contains("see to the disk"), "{refused}");
    story.holds(&board);
    assert_eq!(board.signal("-TERM"), Some(2), "it says that something was wrong");
    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.contains(checks::SRV_12.id()) && log.contains("Readers are still served"), "{log}");
    assert!(!log.contains('\u{1b}'), "no colours in a file: {log}");

    let mut board = Process::start(folder.path());
    story.holds(&board);
    let again = receipt(post(&board.address, &path, &statement)).unwrap();
    assert_eq!(again.index, story.election.log.size());
    assert_eq!(board.signal("-TERM"), Some(0));
}

// SRV-08; crash row 8.
#[test]
fn a_board_without_file_handles_serves_again_when_there_are_some() {
    let folder = tempfile::tempdir().unwrap();
    let mut board = Process::run(folder.path(), &mut limited(folder.path(), "ulimit -n 48"));
    let idle: Vec<TcpStream> = (0..50).map(|_| TcpStream::connect(&board.address).unwrap()).collect();
    let log = || fs::read_to_string(folder.path().join("log")).unwrap();
    let start = Instant::now();
    while !log().contains("accepting a connection failed") {
        assert!(start.elapsed() < Duration::from_secs(60), "{}", log());
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(idle);
    let manifest = manifest_statement(&board.key, "Test");
    assert!(receipt(post(&board.address, "/elections", &manifest)).is_some());
    assert_eq!(board.signal("-TERM"), Some(0));
}

#[test]
fn wrong_use_ends_with_2_and_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let official = key("official").public().to_string();
    let serve = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tabella-board"));
        run(command.current_dir(folder.path()).arg("serve").args(arguments))
    };
    let check = |arguments: &[&str], expected: &str| {
        let (code, output) = serve(arguments);
        assert_eq!(code, Some(2), "{output}");
        assert!(output.contains(expected), "{output}");
    };
    let all = ["--database", "b.sqlite", "--listen", "127.0.0.1:0", "--name", "b", "--creator", &official];
    let with = |position: usize, value: &'static str| {
        let mut arguments = all;
        arguments[position] = value;
        arguments
    };
    check(&[], "--database");
    check(&all[..6], "--creator");
    check(&with(5, "two words"), "U+0020");
    check(&with(7, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "ENC-06");
    check(&with(1, "none/b.sqlite"), "none/b.sqlite");
    check(&with(3, "nowhere"), "listening on nowhere");
    fs::write(folder.path().join("text.sqlite"), "no database").unwrap();
    check(&with(1, "text.sqlite"), "text.sqlite");
    fs::write(folder.path().join("text.sqlite"), "no database, but longer than the head of one".repeat(9))
        .unwrap();
    check(&with(1, "text.sqlite"), "not a database");
    let help = run(Command::new(env!("CARGO_BIN_EXE_tabella-board")).args(["serve", "--help"]));
    assert_eq!(help.0, Some(0));
    for option in [
        "--database",
        "--listen",
        "--name",
        "--creator",
        "--checkpoint-file",
        "--json",
        "--web",
        "--public-url",
        ".key",
    ] {
        assert!(help.1.contains(option), "{}", help.1);
    }
}

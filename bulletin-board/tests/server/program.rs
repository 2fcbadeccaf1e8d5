//! The program: how it starts, what it says, and how it ends.
#![cfg(unix)]

use crate::election::{key, manifest_statement};
use serde_json::Value;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use tabella_board::checkpoint::Policy;
use tabella_board::receipt::Receipt;
use tabella_crypto::election::manifest::LogKey;
use tabella_crypto::election::statement::Statement;

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

impl Process {
    fn start(folder: &Path) -> Process {
        let log = fs::File::options().create(true).append(true).open(folder.join("log")).unwrap();
        let mut child = command(folder).stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        let text = |name: &str| ready[name].as_str().unwrap().to_owned();
        let key = LogKey { key: text("key").parse().unwrap(), name: text("name") };
        Process { child, key, address: text("listen") }
    }

    fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn create(&self, manifest: &str) -> String {
        let head = "POST /elections HTTP/1.1\r\nhost: board\r\nconnection: close\r\ncontent-length:";
        self.send(&format!("{head} {}\r\n\r\n{manifest}", manifest.len()))
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

fn run(command: &mut Command) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), String::from_utf8([stdout, stderr].concat()).unwrap())
}

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
    assert_eq!(board.signal("-TERM"), Some(0));
    let mut board = Process::start(folder.path());
    // An idle connection does not keep it.
    let _idle = TcpStream::connect(&board.address).unwrap();
    assert_eq!(board.signal("-INT"), Some(0));

    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    let seed = fs::read_to_string(folder.path().join("board.sqlite.key")).unwrap();
    assert!(log.contains("signed") && !log.contains(seed.trim()) && !log.contains("127.0.0.1"), "{log}");
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
    for option in ["--database", "--listen", "--name", "--creator", "--checkpoint-file", "--json", ".key"] {
        assert!(help.1.contains(option), "{}", help.1);
    }
}

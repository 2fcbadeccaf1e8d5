//! A record over HTTP, as a board would serve it; right or wrong, and to the letter.

use crate::harness::Record;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};

/// What is served, and what has been posted to it.
pub struct Contents {
    /// The lines, without newlines.
    pub lines: Vec<String>,
    /// The signed notes: one for each request in turn, the last again and again.
    pub checkpoints: Vec<String>,
    /// What stands at the end of every line.
    pub end: &'static str,
    /// Every statement that was posted. None is taken.
    pub posts: Vec<String>,
    /// What else is served, by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What was asked for, in order: path and query, and as what program.
    pub asked: Vec<(String, String)>,
}

/// A board at an address that serves one record.
pub struct FakeBoard {
    /// Its address.
    pub address: String,
    contents: Arc<Mutex<Contents>>,
}

impl FakeBoard {
    /// Serves until the end of the process.
    pub fn start(record: &Record) -> FakeBoard {
        let listener = TcpListener::bind("127.0.0.1:0").expect("socket");
        let address = format!("http://{}", listener.local_addr().expect("address"));
        let (lines, checkpoints) = (record.lines.clone(), vec![record.checkpoint.clone()]);
        let contents = Arc::new(Mutex::new(Contents {
            lines,
            checkpoints,
            end: "\n",
            posts: vec![],
            files: BTreeMap::new(),
            asked: vec![],
        }));
        let shared = contents.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let contents = shared.clone();
                // A client that is gone needs no answer.
                std::thread::spawn(move || answer(stream, &contents).ok());
            }
        });
        FakeBoard { address, contents }
    }

    /// What is served now.
    pub fn contents(&self) -> MutexGuard<'_, Contents> {
        self.contents.lock().expect("contents")
    }

    /// Serves another record from now on.
    pub fn show(&self, record: &Record) {
        let mut contents = self.contents();
        contents.lines.clone_from(&record.lines);
        contents.checkpoints = vec![record.checkpoint.clone()];
    }
}

fn answer(stream: TcpStream, contents: &Mutex<Contents>) -> std::io::Result<()> {
    let mut reader = BufReader::new(&stream);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let (mut length, mut agent) = (0, String::new());
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        match header.trim().to_lowercase().split_once(": ") {
            Some(("content-length", value)) => length = value.parse().unwrap_or(0),
            Some(("user-agent", value)) => value.clone_into(&mut agent),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut parts = request.split(' ');
    let (method, target) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let mut contents = contents.lock().expect("contents");
    contents.asked.push((target.to_owned(), agent));
    let (status, text) = contents.answer(method, target, &body);
    drop(contents);
    let head =
        format!("HTTP/1.1 {status} Text\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", text.len());
    (&stream).write_all(head.as_bytes())?;
    (&stream).write_all(&text)
}

impl Contents {
    fn answer(&mut self, method: &str, target: &str, body: &[u8]) -> (u16, Vec<u8>) {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if let Some(file) = self.files.get(path) {
            return (200, file.clone());
        }
        let number = |name: &str| {
            let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
            value.and_then(|value| value.parse::<usize>().ok()).unwrap_or_default()
        };
        match (method, path.rsplit('/').next().unwrap_or_default()) {
            ("GET", "checkpoint") => {
                let note = self.checkpoints[0].clone();
                if self.checkpoints.len() > 1 {
                    self.checkpoints.remove(0);
                }
                (200, note.into_bytes())
            }
            ("GET", "entries") => {
                let to = number("to").min(self.lines.len());
                let lines = &self.lines[number("from").min(to)..to];
                (200, lines.iter().flat_map(|line| [line, self.end].concat().into_bytes()).collect())
            }
            ("POST", _) => {
                self.posts.push(String::from_utf8_lossy(body).into_owned());
                (503, br#"{"title":"not now"}"#.to_vec())
            }
            _ => (404, br#"{"title":"there is nothing here"}"#.to_vec()),
        }
    }
}

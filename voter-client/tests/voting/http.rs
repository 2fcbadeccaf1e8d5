//! The log of a setting, served over HTTP as far as voters need it, by a board that may misbehave.

use crate::election::Setting;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::statement::Statement;

/// A board, and how it misbehaves.
pub(crate) struct Board {
    pub(crate) setting: Setting,
    /// Every statement that was posted, in order.
    pub(crate) posts: Vec<String>,
    /// Accept so many posts without answering them.
    pub(crate) lose_answers: usize,
    /// Answer every post with the receipt of this entry.
    pub(crate) answer_with: Option<u64>,
    /// How many witnesses still cosign when something has been posted.
    pub(crate) cosigners_then: Option<usize>,
    /// Nobody may cast before so many seconds.
    pub(crate) too_soon: Option<u64>,
    /// What the clock of the board shows, if it says so.
    pub(crate) date: Option<&'static str>,
    /// A statement that arrives just before the next post.
    pub(crate) meanwhile: Option<String>,
    /// Show another log to whoever asks for a consistency proof.
    pub(crate) no_consistency: bool,
    /// A cache between board and reader has kept the checkpoint of this size, under the addresses that it knows.
    pub(crate) cached: Option<u64>,
    /// It keeps it under every address.
    pub(crate) stubborn: bool,
}

/// A board at an address.
pub(crate) struct Server {
    pub(crate) address: String,
    board: Arc<Mutex<Board>>,
}

impl Server {
    pub(crate) fn start(setting: Setting) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("socket");
        let address = format!("http://{}", listener.local_addr().expect("address"));
        let board = Board {
            setting,
            posts: vec![],
            lose_answers: 0,
            answer_with: None,
            cosigners_then: None,
            too_soon: None,
            date: None,
            meanwhile: None,
            no_consistency: false,
            cached: None,
            stubborn: false,
        };
        let board = Arc::new(Mutex::new(board));
        let served = board.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let board = served.clone();
                // A client that is gone needs no answer.
                std::thread::spawn(move || serve(stream, &board).ok());
            }
        });
        Server { address, board }
    }

    pub(crate) fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().expect("board")
    }
}

fn serve(stream: TcpStream, board: &Mutex<Board>) -> std::io::Result<()> {
    let mut reader = BufReader::new(&stream);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        match header.trim().to_lowercase().split_once(": ") {
            Some(("content-length", value)) => length = value.parse().unwrap_or(0),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let body = String::from_utf8_lossy(&body);
    let (method, target) = request.split_once(' ').unwrap_or_default();
    let target = target.split(' ').next().unwrap_or_default();
    let mut board = board.lock().expect("board");
    let Some((status, text)) = board.answer(method, target, &body) else { return Ok(()) };
    let date = board.date.map_or_else(String::new, |date| format!("date: {date}\r\n"));
    let wait = board.too_soon.filter(|_| status == 429);
    let wait = wait.map_or_else(String::new, |seconds| format!("retry-after: {seconds}\r\n"));
    let length = text.len();
    let head = format!(
        "HTTP/1.1 {status} Text\r\n{date}{wait}content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    drop(board);
    (&stream).write_all((head + &text).as_bytes())
}

impl Board {
    /// Status and body; nothing when the answer is lost.
    fn answer(&mut self, method: &str, target: &str, body: &str) -> Option<(u16, String)> {
        if target == "/status" {
            return Some((200, "{}".into()));
        }
        let own = format!("/elections/{}/", self.setting.trust.election);
        let (path, query) = target.strip_prefix(&own)?.split_once('?').unwrap_or((target, ""));
        let path = path.strip_prefix(&own).unwrap_or(path);
        let number = |name: &str| {
            let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
            value.and_then(|value| value.parse::<usize>().ok()).unwrap_or_default()
        };
        let Setting { log, trust, .. } = &self.setting;
        match (method, path) {
            ("GET", "checkpoint") => {
                let cached = self.cached.filter(|_| query.is_empty() || self.stubborn);
                let size = cached.unwrap_or(log.tree.size());
                Some((200, log.checkpoint(trust, size).to_string()))
            }
            ("GET", "entries") => {
                let lines = &log.lines[number("from")..number("to")];
                Some((200, lines.iter().map(|line| format!("{line}\n")).collect()))
            }
            ("GET", "consistency") => {
                let path = log.tree.consistency(number("from") as u64, number("to") as u64);
                let mut path: Vec<String> = path.expect("path").iter().map(Hash::to_string).collect();
                if self.no_consistency {
                    path.push(Hash::ZERO.to_string());
                }
                Some((200, serde_json::json!({ "proof": path }).to_string()))
            }
            ("POST", "statements") => self.post(body),
            _ => Some((404, r#"{"title":"there is nothing here"}"#.into())),
        }
    }

    fn post(&mut self, statement: &str) -> Option<(u16, String)> {
        self.posts.push(statement.to_owned());
        if self.too_soon.is_some() {
            let problem =
                serde_json::json!({ "check": "SRV-08", "detail": "several ballots", "title": "wait" });
            return Some((429, problem.to_string()));
        }
        let digest = Statement::decode(statement).expect("statement").digest;
        let Setting { log, trust, .. } = &mut self.setting;
        if let Some(meanwhile) = self.meanwhile.take() {
            log.append(&meanwhile).expect("accepted");
        }
        let index = match log.election.find(&digest).map_or_else(|| log.append(statement), Ok) {
            Ok(index) => self.answer_with.unwrap_or(index),
            Err(rejections) => {
                let problem = serde_json::json!({
                    "check": rejections[0].check.id(),
                    "detail": rejections[0].reason,
                    "title": "refused",
                });
                return Some((422, problem.to_string()));
            }
        };
        if let Some(cosigners) = self.cosigners_then {
            log.cosigners = cosigners;
        }
        if self.lose_answers > 0 {
            self.lose_answers -= 1;
            return None;
        }
        Some((200, log.receipt(trust, index).to_text()))
    }
}

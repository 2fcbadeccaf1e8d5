use super::*;
use std::io::Write as _;
use std::net::TcpListener;
use tabella_log::checkpoint::{BoardSigner, Checkpoint};
use zeroize::Zeroizing;

#[test]
fn the_words_of_a_hostile_board_do_nothing_to_a_terminal() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let board = HttpBoard::new(&format!("http://{}", listener.local_addr().expect("address")));
    let detail = format!("\\u001b[2J{}", "x".repeat(60_000));
    let answer = format!(r#"{{"check":"\u001b[31m","detail":"{detail}"}}"#);
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a client");
        let _ = stream.read(&mut [0; 4_096]);
        let head = format!("HTTP/1.1 422 No\r\ncontent-length: {}\r\n\r\n", answer.len());
        stream.write_all((head + &answer).as_bytes()).expect("sent");
    });
    let Err(ClientError::Refused { check: None, detail, .. }) = board.status() else {
        panic!("not refused");
    };
    server.join().expect("answered");
    assert!(detail.starts_with("\\u{1b}[2Jxxx"), "{detail}");
    assert!(detail.len() < 1_000);
}

#[test]
fn an_address_that_is_none_is_answered_with_what_to_write() {
    let said = |address: &str| match HttpBoard::new(address).status() {
        Err(ClientError::Unavailable(reason)) => reason,
        other => panic!("{other:?}"),
    };
    let id = "A".repeat(43);
    assert!(said("board.example").contains("begins with https://"), "{}", said("board.example"));
    assert!(said("ftp://board.example").contains("begins with https://"));
    for page in ["view", "vote", "check", "audit", "elections"] {
        let reason = said(&format!("https://board.example/voting/{page}/{id}#code=x"));
        assert!(reason.ends_with("the board is at https://board.example/voting"), "{reason}");
    }
    assert!(said("https://").contains("is not the address of a board"));
    for path in ["voting", "vote", "elections"] {
        assert_eq!(wrong_address(&format!("https://board.example/{path}")), None);
    }
    assert_eq!(wrong_address("http://127.0.0.1:8080"), None);
}

#[test]
fn a_redirect_that_is_followed_is_told_once_with_its_place() {
    static TOLD: std::sync::Mutex<Vec<(String, String)>> = std::sync::Mutex::new(vec![]);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("address"));
    let board = HttpBoard::new(&format!("{address}/old"))
        .telling(|from, to| TOLD.lock().expect("told").push((from.to_owned(), to.to_owned())));
    let moved = format!("HTTP/1.1 301 Moved\r\nlocation: {address}/new/elections\r\n");
    let server = std::thread::spawn(move || {
        for head in [moved.as_str(), "HTTP/1.1 200 OK\r\n", moved.as_str(), "HTTP/1.1 200 OK\r\n"] {
            let (mut stream, _) = listener.accept().expect("a client");
            let _ = stream.read(&mut [0; 4_096]);
            let body = r#"{"elections":[]}"#;
            let rest = format!("connection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len());
            stream.write_all((head.to_owned() + &rest).as_bytes()).expect("sent");
        }
    });
    for _ in 0..2 {
        assert!(board.elections().expect("followed").is_empty());
    }
    server.join().expect("answered");
    let told = TOLD.lock().expect("told").clone();
    assert_eq!(told, [(format!("{address}/old"), format!("{address}/new"))]);
}

#[test]
fn an_older_state_is_asked_for_again_once_and_past_a_cache() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let board = HttpBoard::new(&format!("http://{}", listener.local_addr().expect("address")));
    let signer = BoardSigner::from_seed(Zeroizing::new([1; 32]), "board.example").expect("a name");
    let note = move |size| {
        let origin = signer.board().origin(&Hash::ZERO);
        signer.sign(&Checkpoint { origin, size, root: Hash::ZERO })
    };
    // A cache that knows the plain address; the last answers are those of a board that has no more.
    let server = std::thread::spawn(move || {
        let mut asked = vec![];
        for size in [3, 3, 5, 3, 3] {
            let (mut stream, _) = listener.accept().expect("a client");
            let mut request = [0; 4_096];
            let read = stream.read(&mut request).expect("a request");
            let request = String::from_utf8_lossy(&request[..read]).into_owned();
            asked.push(request.lines().next().unwrap_or_default().contains("?afresh="));
            let note = note(size);
            let head =
                format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", note.len());
            stream.write_all((head + &note).as_bytes()).expect("sent");
        }
        asked
    });
    let size = |known| board.checkpoint_since(&Hash::ZERO, known).expect("a note").unverified().size;
    assert_eq!((size(3), size(4), size(4)), (3, 5, 3));
    assert_eq!(server.join().expect("answered"), [false, false, true, false, true]);
}

/// Answers one request with this head; what was asked.
fn answer_once(head: &'static str) -> (HttpBoard, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let board = HttpBoard::new(&format!("http://{}", listener.local_addr().expect("address")));
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a client");
        let mut asked = [0; 4_096];
        let read = stream.read(&mut asked).expect("a request");
        stream.write_all(head.as_bytes()).expect("sent");
        String::from_utf8_lossy(&asked[..read]).into_owned()
    });
    (board, server)
}

#[test]
fn a_statement_is_never_sent_on_and_the_message_names_the_place() {
    let moved = "HTTP/1.1 308 Moved\r\nlocation: https://elsewhere.example/\r\ncontent-length: 0\r\n\r\n";
    let (board, server) = answer_once(moved);
    let Err(ClientError::Unavailable(reason)) = board.create("{}") else { panic!("sent on") };
    assert!(
        reason.contains("redirects to https://elsewhere.example/: a statement is never forwarded"),
        "{reason}"
    );
    assert!(server.join().expect("asked").starts_with("POST /elections"));
    let (board, server) = answer_once(moved);
    let Err(ClientError::Unavailable(reason)) = board.status() else { panic!("followed") };
    assert!(
        reason.contains("redirects to https://elsewhere.example/, which is a different place"),
        "{reason}"
    );
    assert!(server.join().expect("asked").to_lowercase().contains("cache-control: no-cache"));
}

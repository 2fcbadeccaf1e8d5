//! Limits, forms and answers.

use crate::board::{NAME, Place, TestBoard};
use crate::election::{TestElection, key, manifest_statement, trustee};
use axum::body::Body;
use axum::http::{Method, Request};
use futures_util::stream;
use sqlx::Connection as _;
use std::convert::Infallible;
use std::time::Duration;
use tabella_board::listen::serve;
use tabella_board::sequencer::Refusal;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::statement::{Kind, Unsigned};
use tabella_crypto::encoding::STATEMENT_LIMIT_BYTES;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A board with an election of two entries.
pub(crate) async fn two_entries() -> (Place, TestBoard, TestElection) {
    let place = Place::new(vec![*key("official").public()]);
    let board = place.start().await;
    let mut election = TestElection::create(&board, "Test").await;
    let commitment = election.commitment(1);
    election.append(&board, &commitment).await;
    (place, board, election)
}

// SRV-11
#[tokio::test]
async fn bytes_in_another_form_are_refused_with_the_check_that_found_it() {
    let (_place, board, election) = two_entries().await;
    let good = election.commitment(2);
    let bad: [(Vec<u8>, &str); 10] = [
        (vec![], "ENC-01"),
        (b"{".to_vec(), "ENC-01"),
        (vec![0xff; 10], "ENC-09"),
        (format!("{good}\n").into(), "ENC-01"),
        (format!(" {good}").into(), "ENC-01"),
        (good.replace("\"author\"", "\"Author\"").into(), "ENC-02"),
        (good.replace("\"kind\":\"key-commitment\"", "\"kind\":\"note\"").into(), "REP-02"),
        ("[".repeat(60_000).into(), "ENC-08"),
        (format!("{good},\"statement\":{good}").into(), "ENC-01"),
        (b"{\"a\":1e999}".to_vec(), "ENC-03"),
    ];
    for (bytes, check) in bad {
        let path = format!("/elections/{}/statements", election.id);
        for path in [path.as_str(), "/elections"] {
            let answer = board.post(path, bytes.clone()).await;
            let problem = answer.refused(400, Some(check));
            assert!(!problem["detail"].as_str().unwrap().is_empty());
            assert!(problem.get("rejections").is_none() && problem.get("culprit").is_none());
        }
    }
    assert_eq!(board.checkpoint(&election.id).await.unverified().size, 2);
    board.stop().await.unwrap();
}

// SRV-08
#[tokio::test]
async fn a_body_over_the_limit_is_refused_before_it_is_read() {
    let (_place, board, election) = two_entries().await;
    let path = format!("/elections/{}/statements", election.id);
    let announced = Request::post(&path).header("content-length", "70000");
    let announced =
        announced.body(Body::from_stream(stream::pending::<Result<Vec<u8>, Infallible>>())).unwrap();
    board.send(announced).await.refused(413, Some("SRV-08"));
    // Not announced, and without an end.
    let endless = Body::from_stream(stream::repeat_with(|| Ok::<_, Infallible>(vec![b' '; 1_000])));
    board.post(&path, endless).await.refused(413, Some("SRV-08"));
    board.post("/elections", vec![b' '; STATEMENT_LIMIT_BYTES + 1]).await.refused(413, Some("SRV-08"));
    board.post("/elections", vec![b' '; STATEMENT_LIMIT_BYTES]).await.refused(400, Some("ENC-01"));
    board.stop().await.unwrap();
}

// SRV-08
#[tokio::test]
async fn a_body_that_does_not_arrive_in_time_is_refused() {
    let (_place, board, election) = two_entries().await;
    tokio::time::pause();
    let slow = Body::from_stream(stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_secs(3)).await;
        Some((Ok::<_, Infallible>(b"[".to_vec()), ()))
    }));
    let answer = board.post(&format!("/elections/{}/statements", election.id), slow).await;
    answer.refused(408, Some("SRV-08"));
    let broken = stream::iter([Ok(b"[".to_vec()), Err(std::io::Error::other("cut"))]);
    board.post("/elections", Body::from_stream(broken)).await.refused(400, None);
}

// SRV-08
#[tokio::test]
async fn a_head_that_does_not_arrive_in_time_ends_the_connection() {
    let (_place, board, _) = two_entries().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let router = board.router.clone();
    let server = tokio::spawn(serve(listener, router, async { stopped.await.unwrap_or(()) }));
    tokio::time::pause();
    let mut answers = vec![];
    for head in ["", "GET /status HTTP/1.1\r\nhost:", "GET /status HTTP/1.1\r\nhost: b\r\n\r\n"] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answers.push(answer);
    }
    assert_eq!(answers[..2], ["", ""]);
    assert!(answers[2].starts_with("HTTP/1.1 200 OK\r\n"), "{answers:?}");
    stop.send(()).unwrap();
    server.await.unwrap();
    board.stop().await.unwrap();
}

#[tokio::test]
async fn unknown_routes_methods_ids_and_numbers_are_refused_in_the_same_form() {
    let (_place, board, election) = two_entries().await;
    let unknown = "A".repeat(43);
    let id = election.id;
    for (path, status) in [
        ("/nothing".to_owned(), 404),
        ("/elections/".to_owned(), 404),
        ("/elections/x".to_owned(), 404),
        ("/elections/%ff/checkpoint".to_owned(), 404),
        (format!("/elections/{unknown}"), 404),
        (format!("/elections/{unknown}/entries"), 404),
        (format!("/elections/{id}x/entries"), 404),
        (format!("/elections/{id}/nothing"), 404),
        (format!("/elections/{id}/entries/2/receipt"), 404),
        (format!("/elections/{id}/entries/-1/receipt"), 400),
        (format!("/elections/{id}/entries/0/receipt?size=3"), 400),
        (format!("/elections/{id}/entries?from=2&to=1"), 400),
        (format!("/elections/{id}/entries?to=3"), 400),
        (format!("/elections/{id}/entries?from=3"), 400),
        (format!("/elections/{id}/entries?from=x"), 400),
        (format!("/elections/{id}/entries?from=18446744073709551616"), 400),
        (format!("/elections/{id}/entries?start=0"), 400),
        (format!("/elections/{id}/consistency"), 400),
        (format!("/elections/{id}/consistency?from=0"), 400),
        (format!("/elections/{id}/consistency?from=2&to=1"), 400),
        (format!("/elections/{id}/consistency?from=1&to=3"), 400),
    ] {
        let problem = board.get(&path).await.refused(status, None);
        assert_eq!(problem["type"], "about:blank", "{path}");
    }
    let path = format!("/elections/{unknown}/statements");
    board.post(&path, election.commitment(2)).await.refused(404, None);
    board.ask(Method::DELETE, "/elections").await.refused(405, None);
    board.get(&format!("/elections/{id}/statements")).await.refused(405, None);
    board.stop().await.unwrap();
}

#[tokio::test]
async fn everything_that_is_read_is_read_up_to_the_signed_checkpoint() {
    let (_place, board, election) = two_entries().await;
    let path = format!("/elections/{}", election.id);
    assert_eq!(board.get(&format!("{path}/entries")).await.text.lines().count(), 2);
    for empty in ["?from=2", "?from=1&to=1", "?to=0"] {
        let answer = board.get(&format!("{path}/entries{empty}")).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, ""));
    }
    assert_eq!(board.get(&format!("{path}/consistency?from=2")).await.text, r#"{"proof":[]}"#);
    let proof = board.get(&format!("{path}/consistency?from=1")).await.text;
    assert_eq!(proof, format!(r#"{{"proof":["{}"]}}"#, election.log.head()));
    let receipt = board.get(&format!("{path}/entries/1/receipt?size=2")).await;
    assert_eq!(receipt.receipt(&board, &election.id).index, 1);
    board.stop().await.unwrap();
}

#[tokio::test]
async fn pages_of_any_origin_may_read_and_heads_have_no_body() {
    let (_place, board, election) = two_entries().await;
    let status = board.get("/status").await;
    let key = board.key.key;
    let expected =
        format!(r#"{{"board":{{"key":"{key}","name":"{NAME}"}},"version":"{}"}}"#, env!("CARGO_PKG_VERSION"));
    assert_eq!(status.text, expected);
    assert_eq!(status.headers["content-type"], "application/json");
    let path = format!("/elections/{}", election.id);
    for path in
        ["/status".to_owned(), format!("{path}/checkpoint"), format!("{path}/entries"), "/x".to_owned()]
    {
        let whole = board.get(&path).await;
        assert_eq!(whole.headers["access-control-allow-origin"], "*", "{path}");
        assert_eq!(whole.headers["x-content-type-options"], "nosniff");
        let head = board.ask(Method::HEAD, &path).await;
        assert_eq!((head.status, head.text.as_str()), (whole.status, ""));
        assert_eq!(head.headers["content-type"], whole.headers["content-type"]);
    }
    for answer in [
        board.create(&manifest_statement(&board.key, "Test")).await,
        board.append(&election.id, "x").await,
        board.ask(Method::OPTIONS, "/elections").await,
    ] {
        assert!(!answer.headers.contains_key("access-control-allow-origin"), "{answer:?}");
    }
    board.stop().await.unwrap();
}

// SRV-08; crash row 8.
#[tokio::test]
async fn when_too_many_wait_the_others_are_told_when_to_come_back() {
    let (place, board, election) = two_entries().await;
    // A writer that is kept waiting by the database, which is as slow as a disk can be.
    let mut database = place.database().await;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut database).await.unwrap();
    let statement = election.commitment(2);
    let submit = |_| {
        let (board, id, statement) = (board.board.clone(), election.id, statement.clone().into_bytes());
        tokio::spawn(async move { board.submit(Some(id), statement).await })
    };
    let mut waiting = vec![submit(0)];
    tokio::time::sleep(Duration::from_millis(200)).await;
    waiting.extend((1..1_200).map(submit));
    while !waiting.iter().any(|post| post.is_finished()) {
        tokio::task::yield_now().await;
    }
    let answer = board.append(&election.id, &statement).await;
    answer.refused(503, Some("SRV-08"));
    assert_eq!(answer.headers["retry-after"], "2");
    sqlx::query("ROLLBACK").execute(&mut database).await.unwrap();
    database.close().await.unwrap();
    let mut appended = 0;
    for post in waiting {
        match post.await.unwrap() {
            Ok(accepted) => appended += u64::from(accepted.new),
            Err(refusal) => assert_eq!(refusal, Refusal::Busy),
        }
    }
    assert_eq!(appended, 1);
    assert_eq!(board.checkpoint(&election.id).await.unverified().size, 3);
    board.stop().await.unwrap();
}

/// A board at an address, until it is told to stop.
pub(crate) struct Served {
    pub(crate) address: std::net::SocketAddr,
    stop: tokio::sync::oneshot::Sender<()>,
    server: tokio::task::JoinHandle<()>,
}

impl Served {
    pub(crate) async fn start(board: &TestBoard) -> Served {
        Served::start_with(board.router.clone()).await
    }

    pub(crate) async fn start_with(router: axum::Router) -> Served {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let server = tokio::spawn(serve(listener, router, async { stopped.await.unwrap_or(()) }));
        Served { address, stop, server }
    }

    /// The status and body of the answer to these bytes, after which the client sends nothing more.
    pub(crate) async fn send(&self, bytes: &[u8]) -> (String, String) {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        // A server that has seen enough closes its side before everything is written.
        let _ = stream.write_all(bytes).await;
        let mut answer = vec![];
        let _ = stream.read_to_end(&mut answer).await;
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).unwrap_or_default();
        (status.to_owned(), body.to_owned())
    }

    /// A request that posts a statement.
    pub(crate) fn post(&self, election: &Hash, statement: &str) -> String {
        let head = "HTTP/1.1\r\nhost: b\r\nconnection: close\r\ncontent-length:";
        format!("POST /elections/{election}/statements {head} {}\r\n\r\n{statement}", statement.len())
    }

    pub(crate) async fn stop(self) {
        self.stop.send(()).unwrap();
        self.server.await.unwrap();
    }
}

#[tokio::test]
async fn lengths_that_lie_and_bodies_without_end_are_refused_before_they_are_read() {
    let (_place, board, election) = two_entries().await;
    let served = Served::start(&board).await;
    let post = |headers: &str| {
        format!("POST /elections/{}/statements HTTP/1.1\r\nhost: b\r\n{headers}\r\n\r\n", election.id)
    };
    for length in ["65001", "2147483648", "4294967297", "9223372036854775807"] {
        let (status, problem) = served.send(post(&format!("content-length: {length}")).as_bytes()).await;
        assert_eq!(status, "413", "{length}: {problem}");
        assert!(problem.contains(checks::SRV_08.id()), "{problem}");
    }
    for length in
        ["18446744073709551615", "18446744073709551616", "-1", "1e3", "0x10", "10\r\ncontent-length: 11"]
    {
        let (status, _) = served.send(post(&format!("content-length: {length}")).as_bytes()).await;
        assert!(["400", "431"].contains(&status.as_str()), "{length}: {status}");
    }
    let chunk = format!("3e8\r\n{}\r\n", " ".repeat(1_000));
    let endless = post("transfer-encoding: chunked") + &chunk.repeat(1_000);
    assert_eq!(served.send(endless.as_bytes()).await.0, "413", "a megabyte in chunks");
    let huge = post("transfer-encoding: chunked") + "7fffffff\r\n" + &" ".repeat(70_000);
    assert_eq!(served.send(huge.as_bytes()).await.0, "413", "one chunk of 2^31");
    let head = post(&format!("x: {}", "y".repeat(20_000)));
    assert_eq!(served.send(head.as_bytes()).await.0, "431", "a head of 20 kB");
    tokio::time::pause();
    for slow in [post("content-length: 1000") + "[", post("transfer-encoding: chunked") + "3e8\r\n["] {
        let (status, problem) = served.send(slow.as_bytes()).await;
        assert_eq!(status, "408", "{problem}");
        assert!(problem.contains(checks::SRV_08.id()), "{problem}");
    }
    served.stop().await;
    assert_eq!(board.checkpoint(&election.id).await.unverified().size, 2);
    board.stop().await.unwrap();
}

// SRV-08; attack 5.
#[tokio::test]
async fn readers_who_stall_leave_places_for_those_who_post_and_lose_theirs_in_time() {
    let (_place, board, mut election) = two_entries().await;
    // An answer that fills what the system keeps for a client, many times.
    let endless =
        || async { Body::from_stream(stream::repeat_with(|| Ok::<_, Infallible>(vec![b' '; 65_536]))) };
    let router = board.router.clone().route("/endless", axum::routing::get(endless));
    let served = Served::start_with(router).await;
    let mut stalled = vec![];
    for _ in 0..512 {
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        stream.write_all(b"GET /endless HTTP/1.1\r\nhost: b\r\n\r\n").await.unwrap();
        let mut first = [0];
        stream.read_exact(&mut first).await.unwrap();
        stalled.push(stream);
    }
    let get = b"GET /status HTTP/1.1\r\nhost: b\r\nconnection: close\r\n\r\n";
    let (status, problem) = served.send(get).await;
    assert!(status == "503" && problem.contains("too many readers"), "{status} {problem}");
    let statement = election.commitment(2);
    let (status, receipt) = served.send(served.post(&election.id, &statement).as_bytes()).await;
    assert_eq!(status, "201", "{receipt}");
    election.fold(&tabella_log::receipt::Receipt::parse(&receipt).unwrap().line, &statement);
    // Half a minute later no one waits for them any more.
    tokio::time::pause();
    tokio::time::sleep(Duration::from_secs(40)).await;
    tokio::time::resume();
    let (status, _) = served.send(get).await;
    assert_eq!(status, "200");
    drop(stalled);
    served.stop().await;
    board.stop().await.unwrap();
}

// SRV-08; attack 5.
#[tokio::test]
async fn lines_are_read_in_pieces_of_bounded_size() {
    let (_place, board, mut election) = two_entries().await;
    for trustee in [2, 3] {
        let commitment = election.commitment(trustee);
        election.append(&board, &commitment).await;
    }
    let reader = board.board.reader();
    let all = reader.lines(&election.id, 0, 4).await.unwrap();
    let two = all[0].len() + all[1].len() + 2;
    for (bytes, lines) in [(0, 1), (1, 1), (two - 1, 1), (two, 2), (two + 1, 2), (1 << 20, 4)] {
        let chunk = reader.chunk(&election.id, 0, 4, bytes).await.unwrap();
        assert_eq!(chunk, all[..lines], "{bytes} bytes");
    }
    board.stop().await.unwrap();
}

// SRV-11
#[tokio::test]
async fn an_answer_repeats_nothing_of_a_secret_that_was_sent_by_mistake() {
    let (_place, board, election) = two_entries().await;
    let seed = "h6l3l0iIjaXZa7vOBBtRCcb_wMTzBWHAFwOEpZItnqE";
    let code = "hma6 s6hf urpq 0pjl 0cjw sdya fm06 5kj3";
    let good = election.commitment(2);
    // In the body too, which is read when the signature holds.
    let body = format!("{{\"a\":\"{code}\",\"commitment\":\"{seed}\"}}");
    let signer = trustee(2).identity();
    let signed = Unsigned::new(signer.public(), &body, &election.id, Kind::KeyCommitment).sign(&signer);
    let sent = [
        signed,
        format!("\"{code}\""),
        code.to_owned(),
        format!("{{\"name\":\"Ann\",\"role\":\"trustee\",\"seed\":\"{seed}\"}}"),
        format!("{{\"author\":\"{seed}\",\"seed\":\"{seed}\",\"selections\":[4711,1]}}"),
        good.replacen("\"kind\":\"", &format!("\"kind\":{{\"x\":\"{code}\"}},\"k\":\""), 1),
        format!("{{\"author\":\"{code}\"}}"),
    ];
    for statement in sent {
        let answer = board.append(&election.id, &statement).await;
        assert_eq!(answer.status, 400, "{answer:?}");
        for secret in [seed, code, "hma6", "4711"] {
            assert!(!answer.text.contains(secret), "{}", answer.text);
        }
    }
    board.stop().await.unwrap();
}

//! (SRV-08) Many connections at once: who keeps a place, and who makes room.

use crate::requests::{Served, two_entries};
use axum::body::Body;
use futures_util::stream;
use std::convert::Infallible;
use std::io::ErrorKind;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::Mutex;
use tokio::time::{pause, resume, sleep, timeout};

/// One crowd at a time: each needs a few thousand files.
static CROWD: Mutex<()> = Mutex::const_new(());
/// More than a board keeps.
const MANY: usize = 1_100;
const GET: &[u8] = b"GET /status HTTP/1.1\r\nhost: b\r\n\r\n";

/// The status and body of an answer that comes before any time limit has run out.
async fn soon(served: &Served, request: &str) -> (String, String) {
    timeout(Duration::from_secs(6), served.send(request.as_bytes())).await.expect("an answer in time")
}

async fn is_read(served: &Served) {
    let (status, body) = soon(served, "GET /status HTTP/1.1\r\nhost: b\r\nconnection: close\r\n\r\n").await;
    assert_eq!(status, "200", "{body}");
}

/// Returns true if the server has ended a connection over which nothing is to be read.
async fn has_ended(stream: &mut TcpStream) -> bool {
    sleep(Duration::from_millis(50)).await;
    match stream.try_read(&mut [0; 16]) {
        Ok(0) => true,
        Ok(_) => panic!("an answer"),
        Err(error) => error.kind() != ErrorKind::WouldBlock,
    }
}

async fn ask_and_read(stream: &mut TcpStream) -> String {
    stream.write_all(GET).await.unwrap();
    let mut answer = [0; 2_048];
    let read = stream.read(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer[..read]).into_owned()
}

// SRV-08
#[tokio::test]
async fn readers_who_keep_their_connections_after_an_answer_make_room_for_others() {
    let _crowd = CROWD.lock().await;
    let (_place, board, mut election) = two_entries().await;
    let served = Served::start(&board).await;
    let mut kept = vec![];
    for _ in 0..MANY {
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        let answer = ask_and_read(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        kept.push(stream);
    }
    is_read(&served).await;
    let statement = election.commitment(2);
    let (status, receipt) = soon(&served, &served.post(&election.id, &statement)).await;
    assert_eq!(status, "201", "{receipt}");
    election.fold(&tabella_log::receipt::Receipt::parse(&receipt).unwrap().line, &statement);
    // The one that has waited longest has ended; the last one goes on.
    assert!(has_ended(&mut kept[0]).await);
    assert!(ask_and_read(&mut kept[MANY - 1]).await.starts_with("HTTP/1.1 200"));
    drop(kept);
    served.stop().await;
    board.stop().await.unwrap();
}

// SRV-08
#[tokio::test]
async fn connections_over_which_nothing_is_asked_make_room_for_those_who_ask() {
    let _crowd = CROWD.lock().await;
    let (_place, board, election) = two_entries().await;
    let served = Served::start(&board).await;
    let mut silent = vec![];
    for i in 0..MANY {
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        if i % 2 == 1 {
            stream.write_all(&GET[..10]).await.unwrap();
        }
        silent.push(stream);
    }
    is_read(&served).await;
    let (status, receipt) = soon(&served, &served.post(&election.id, &election.commitment(2))).await;
    assert_eq!(status, "201", "{receipt}");
    assert!(has_ended(&mut silent[0]).await);
    assert!(!has_ended(&mut silent[MANY - 1]).await);
    drop(silent);
    served.stop().await;
    board.stop().await.unwrap();
}

// SRV-08
#[tokio::test]
async fn readers_who_take_next_to_nothing_make_room_and_those_who_take_what_comes_do_not() {
    let _crowd = CROWD.lock().await;
    let (_place, board, _) = two_entries().await;
    let endless =
        || async { Body::from_stream(stream::repeat_with(|| Ok::<_, Infallible>(vec![b' '; 65_536]))) };
    let router = board.router.clone().route("/endless", axum::routing::get(endless));
    let served = Served::start_with(router).await;
    let mut readers = vec![];
    for _ in 0..512 {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(8 << 10).unwrap();
        let mut stream = socket.connect(served.address).await.unwrap();
        stream.write_all(b"GET /endless HTTP/1.1\r\nhost: b\r\n\r\n").await.unwrap();
        stream.read_exact(&mut [0]).await.unwrap();
        readers.push(stream);
    }
    let (status, problem) =
        soon(&served, "GET /status HTTP/1.1\r\nhost: b\r\nconnection: close\r\n\r\n").await;
    assert!(status == "503" && problem.contains("too many readers"), "{status} {problem}");
    // Less than the half minute after which whoever takes nothing is left anyway.
    let mut megabyte = vec![0; 1 << 20];
    for _ in 0..2 {
        for (i, reader) in readers.iter_mut().enumerate() {
            let taken = if i == 0 { 1 << 20 } else { 6_000 };
            reader.read_exact(&mut megabyte[..taken]).await.unwrap();
        }
        pause();
        sleep(Duration::from_secs(13)).await;
        resume();
    }
    for _ in 0..8 {
        is_read(&served).await;
    }
    readers[0].read_exact(&mut megabyte).await.expect("the one that takes what comes is kept");
    drop(readers);
    served.stop().await;
    board.stop().await.unwrap();
}

// SRV-08
#[tokio::test]
async fn statements_that_do_not_come_make_room_for_one_that_does_and_never_take_the_places_of_readers() {
    let _crowd = CROWD.lock().await;
    let (_place, board, election) = two_entries().await;
    let served = Served::start(&board).await;
    let mut slow = vec![];
    for _ in 0..MANY {
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        let head = "POST /elections HTTP/1.1\r\nhost: b\r\ncontent-length: 1000\r\n\r\n[";
        stream.write_all(head.as_bytes()).await.unwrap();
        slow.push(stream);
    }
    pause();
    sleep(Duration::from_secs(3)).await;
    resume();
    is_read(&served).await;
    let (status, receipt) = soon(&served, &served.post(&election.id, &election.commitment(2))).await;
    assert_eq!(status, "201", "{receipt}");
    is_read(&served).await;
    assert!(has_ended(&mut slow[0]).await, "the one that was on its way longest");
    drop(slow);
    served.stop().await;
    board.stop().await.unwrap();
}

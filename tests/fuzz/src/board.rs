//! Requests to the routes of a board that has an election in every phase, in memory and without a socket.

use crate::decoders::statement_of_kind;
use crate::input::Input;
use crate::record::spec;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use tabella_board::pages::Site;
use tabella_board::router::router;
use tabella_board::sequencer::{Clock, Running, Settings, start};
use tabella_board::store::Files;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::manifest::LogKey;
use tabella_crypto::election::statement::{Body as Said, Kind};
use tabella_log::entry::{Entry, statement_of};
use tabella_tests::harness::{Attacker, Draft, Harness, Keys, Spec};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt as _;

/// More than any answer needs: a roll of which every row is wrong in every way.
const ANSWER_LIMIT_BYTES: usize = 1 << 20;

/// The kind of statement that comes next in each election.
const NEXT: [Kind; 7] = [
    Kind::KeyCommitment,
    Kind::KeyDeal,
    Kind::KeyConfirmation,
    Kind::Roll,
    Kind::Ballot,
    Kind::DecryptionShare,
    Kind::Result,
];

struct TestBoard {
    runtime: Runtime,
    router: Router,
    elections: Vec<Hash>,
    _running: Running,
    _folder: TempDir,
}

static BOARD: LazyLock<Mutex<TestBoard>> = LazyLock::new(|| Mutex::new(TestBoard::start()));

/// Any request has a short answer that blames the machine for nothing.
pub fn http(data: &[u8]) {
    let mut input = Input(data);
    let board = BOARD.lock().expect("no panic before");
    let choice = usize::from(input.byte());
    let election = &board.elections[choice % NEXT.len()];
    let path = match choice / NEXT.len() % 3 {
        0 => "/elections".to_owned(),
        _ => format!("/elections/{election}/statements"),
    };
    let kind = Kind::ALL.get(usize::from(input.byte()));
    let rest = input.rest();
    let (method, path, body) = match (choice / NEXT.len() / 3 % 3, kind, core::str::from_utf8(rest)) {
        (0, _, Ok(tail)) => ("GET", format!("/elections/{election}/{tail}"), vec![]),
        (1, Some(kind), Ok(said)) => ("POST", path, statement_of_kind(*kind, said).into_bytes()),
        _ => ("POST", path, rest.to_vec()),
    };
    let Ok(request) = Request::builder().method(method).uri(path).body(Body::from(body)) else { return };
    let (status, answer) = board.ask(request);
    assert!(!status.is_server_error(), "{status}: {}", String::from_utf8_lossy(&answer));
    assert!(answer.len() <= ANSWER_LIMIT_BYTES, "{status} with {} bytes", answer.len());
}

impl TestBoard {
    fn start() -> TestBoard {
        let runtime = Builder::new_current_thread().enable_time().build().expect("a runtime");
        let folder = tempfile::tempdir().expect("a folder");
        let now = Arc::new(AtomicU64::new(0));
        let clock = now.clone();
        let specs: Vec<Spec> = (1..).zip(NEXT).map(|(seed, _)| Spec { seed, ..spec() }).collect();
        let settings = Settings {
            files: Files::of(&folder.path().join("board.sqlite"), None).expect("files"),
            name: "board.example".into(),
            creators: specs.iter().map(|spec| *Keys::new(spec).official.public()).collect(),
            clock: Clock::unguarded(move || clock.load(Ordering::SeqCst)),
        };
        let (board, running) = runtime.block_on(start(settings)).expect("a board");
        let key = board.key.clone();
        let mut board = TestBoard {
            runtime,
            router: router(board, Site::default()),
            elections: vec![],
            _running: running,
            _folder: folder,
        };
        for (spec, next) in specs.into_iter().zip(NEXT) {
            board.play(spec, next, &key, &now);
        }
        board
    }

    /// Posts an election up to the first statement of a kind.
    fn play(&mut self, spec: Spec, next: Kind, key: &LogKey, clock: &AtomicU64) {
        let record = Harness::run(spec, &mut OnBoard(key));
        let election = record.trust.election;
        for line in &record.lines {
            let entry = Entry::decode(line.as_bytes()).expect("an entry");
            if entry.statement.body.kind() == next {
                break;
            }
            clock.store(entry.at, Ordering::SeqCst);
            let path = match entry.index {
                0 => "/elections".to_owned(),
                _ => format!("/elections/{election}/statements"),
            };
            let statement = statement_of(line.as_bytes()).expect("a statement");
            let request = Request::post(path).body(Body::from(statement)).expect("a request");
            let (status, answer) = self.ask(request);
            assert_eq!(status, StatusCode::CREATED, "{}", String::from_utf8_lossy(&answer));
        }
        self.elections.push(election);
    }

    fn ask(&self, request: Request<Body>) -> (StatusCode, Vec<u8>) {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.expect("an answer");
            let status = response.status();
            (status, to_bytes(response.into_body(), usize::MAX).await.expect("a body").to_vec())
        })
    }
}

/// Lets the manifest name the board that there is.
struct OnBoard<'a>(&'a LogKey);

impl Attacker for OnBoard<'_> {
    fn draft(&mut self, draft: &mut Draft, _keys: &Keys) {
        if let Said::Manifest(manifest) = &mut draft.body {
            manifest.board = self.0.clone();
        }
    }
}

//! One board in a folder of its own, with a clock that the test sets.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tabella_board::pages::Site;
use tabella_board::router::router;
use tabella_board::sequencer::{Board, Clock, Running, Settings, start};
use tabella_board::store::{Files, MachineError};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::manifest::LogKey;
use tabella_crypto::group::Point;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::receipt::Receipt;
use tabella_log::witness::Policy;
use tempfile::TempDir;
use tower::ServiceExt as _;

pub(crate) const NAME: &str = "board.example";

/// The folder and the clock of a board, whether it runs or not.
pub(crate) struct Place {
    folder: TempDir,
    clock: Arc<Mutex<Reading>>,
    creators: Vec<Point>,
}

/// What the two clocks of the machine say, in seconds.
#[derive(Clone, Copy)]
struct Reading {
    wall: u64,
    steady: u64,
}

impl Place {
    pub(crate) fn new(creators: Vec<Point>) -> Place {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(Mutex::new(Reading { wall: 500, steady: 7_000 }));
        Place { folder, clock, creators }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn files(&self) -> Files {
        Files::of(&self.path("board.sqlite"), Some(self.path("checkpoints"))).unwrap()
    }

    /// Time passes until then.
    pub(crate) fn set_clock(&self, time: u64) {
        let mut clock = self.clock.lock().unwrap();
        clock.steady += time - clock.wall;
        clock.wall = time;
    }

    /// Someone sets the clock, or it is broken.
    pub(crate) fn jump_clock(&self, time: u64) {
        self.clock.lock().unwrap().wall = time;
    }

    fn clock(&self) -> Clock {
        let (wall, steady) = (self.clock.clone(), self.clock.clone());
        Clock::new(move || wall.lock().unwrap().wall, move || steady.lock().unwrap().steady)
    }

    pub(crate) async fn start_as(&self, name: &str) -> Result<TestBoard, MachineError> {
        self.start_with(name, Site::default()).await
    }

    pub(crate) async fn start_with(&self, name: &str, site: Site) -> Result<TestBoard, MachineError> {
        let settings = Settings {
            files: self.files(),
            name: name.into(),
            creators: self.creators.clone(),
            clock: self.clock(),
        };
        let (board, running) = start(settings).await?;
        Ok(TestBoard { key: board.key.clone(), router: router(board.clone(), site), board, running })
    }

    pub(crate) async fn start(&self) -> TestBoard {
        self.start_as(NAME).await.unwrap()
    }

    /// Starts and asserts which check refuses; returns the reason.
    pub(crate) async fn refuses_to_start(&self, check: &str) -> String {
        let error = self.start_as(NAME).await.err().expect("started");
        assert_eq!(error.check.map(|check| check.id()), Some(check), "{error}");
        error.reason
    }

    /// A connection past the board.
    pub(crate) async fn database(&self) -> SqliteConnection {
        SqliteConnectOptions::new().filename(self.path("board.sqlite")).connect().await.unwrap()
    }

    /// Changes the database in a way that a trigger forbids, as a failing disk would.
    pub(crate) async fn damage(&self, trigger: &'static str, change: &str) {
        let mut database = self.database().await;
        let sql = sqlx::query_scalar("SELECT sql FROM sqlite_schema WHERE name = ?").bind(trigger);
        let sql: String = sql.fetch_one(&mut database).await.unwrap();
        for statement in [format!("DROP TRIGGER {trigger}"), change.to_owned(), sql] {
            sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut database).await.unwrap();
        }
        database.close().await.unwrap();
    }
}

/// A board that runs.
pub(crate) struct TestBoard {
    pub(crate) key: LogKey,
    pub(crate) board: Board,
    pub(crate) router: Router,
    running: Running,
}

/// What it answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl TestBoard {
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let text = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, text }
    }

    pub(crate) async fn ask(&self, method: Method, path: &str) -> Answer {
        self.send(Request::builder().method(method).uri(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path).await
    }

    pub(crate) async fn post(&self, path: &str, statement: impl Into<Body>) -> Answer {
        self.send(Request::post(path).body(statement.into()).unwrap()).await
    }

    pub(crate) async fn create(&self, manifest: &str) -> Answer {
        self.post("/elections", manifest.to_owned()).await
    }

    pub(crate) async fn append(&self, election: &Hash, statement: &str) -> Answer {
        self.post(&format!("/elections/{election}/statements"), statement.to_owned()).await
    }

    pub(crate) fn policy(&self) -> Policy {
        Policy { board: self.key.clone(), witnesses: vec![], quorum: 0 }
    }

    pub(crate) async fn checkpoint(&self, election: &Hash) -> SignedCheckpoint {
        let answer = self.get(&format!("/elections/{election}/checkpoint")).await;
        let checkpoint = SignedCheckpoint::parse(&answer.text).unwrap();
        checkpoint.verify_board(&self.key, election).unwrap();
        checkpoint
    }

    /// Ends the board cleanly, or tells why it ended.
    pub(crate) async fn stop(self) -> Result<(), MachineError> {
        drop((self.board, self.router));
        self.running.stopped().await
    }
}

impl Answer {
    /// The receipt in the answer, which holds.
    pub(crate) fn receipt(&self, board: &TestBoard, election: &Hash) -> Receipt {
        assert!(self.status.is_success(), "{self:?}");
        assert_eq!(self.headers["content-type"], "text/plain; charset=utf-8");
        let receipt = Receipt::parse(&self.text).unwrap();
        receipt.verify(&board.policy(), election).unwrap();
        receipt
    }

    /// Asserts a problem with this status and, if it names one, this check.
    pub(crate) fn refused(&self, status: u16, check: Option<&str>) -> serde_json::Value {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.headers["content-type"], "application/problem+json");
        let problem: serde_json::Value = serde_json::from_str(&self.text).unwrap();
        assert_eq!(problem.get("check").and_then(serde_json::Value::as_str), check, "{self:?}");
        assert_eq!(problem["status"], status);
        problem
    }

    /// The checks of a 422, in order.
    pub(crate) fn rejections(&self) -> Vec<String> {
        assert_eq!(self.status, 422, "{self:?}");
        let problem: serde_json::Value = serde_json::from_str(&self.text).unwrap();
        let rejections = problem["rejections"].as_array().unwrap();
        rejections.iter().map(|rejection| rejection["check"].as_str().unwrap().to_owned()).collect()
    }
}

//! A board in this process, reached over loopback, with a clock that the test sets; and everybody who has
//! a role, each with a key file in one folder.

use rand::rngs::SysRng;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tabella_board::listen::serve;
use tabella_board::pages::Site;
use tabella_board::router::router;
use tabella_board::sequencer::{Clock, Settings, start};
use tabella_board::store::Files;
use tabella_client::{Depth, DownloadedLog, HttpBoard};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ballot::{Seed, Selections};
use tabella_crypto::election::credential::Code;
use tabella_crypto::group::Point;
use tabella_crypto::text::Text;
use tabella_log::trust::Trust;
use tabella_tally::key_file::{self, Key, KeySource, Protection, Role};
use tabella_tally::official::result;
use tabella_tally::program::answer::{Failure, Outcome};
use tabella_tally::program::asking::Consent;
use tabella_tally::program::official::Given;
use tabella_tally::program::{log, official};
use tabella_tally::registrar::codes::{self, Issue};
use tabella_tally::registrar::roll;
use tabella_tally::trustee::comparison::Comparison;
use tabella_tally::trustee::decryption::TallyComparison;
use tabella_tally::trustee::{ceremony, decryption, liveness};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

pub(crate) const BEFORE: u64 = 500;
pub(crate) const OPENING: u64 = 1_000;
pub(crate) const CLOSING: u64 = 2_000;

/// A board that runs until it is dropped.
pub(crate) struct Board {
    pub(crate) http: HttpBoard,
    pub(crate) key: String,
    clock: Arc<AtomicU64>,
    _runtime: Runtime,
}

impl Board {
    /// A board with its database in `folder`, which may hold a board's key already.
    pub(crate) fn start(folder: &Path, creator: &Point) -> Board {
        let clock = Arc::new(AtomicU64::new(BEFORE));
        let shared = clock.clone();
        let settings = Settings {
            files: Files::of(&folder.join("board.sqlite"), None).expect("files"),
            name: "board.example".into(),
            creators: vec![*creator],
            clock: Clock::unguarded(move || shared.load(Ordering::SeqCst)),
        };
        let runtime = Runtime::new().expect("runtime");
        let (board, _running) = runtime.block_on(start(settings)).expect("board");
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("listener");
        let address = format!("http://{}", listener.local_addr().expect("address"));
        let key = board.key.key.to_string();
        runtime.spawn(serve(listener, router(board, Site::default()), std::future::pending()));
        Board { http: HttpBoard::new(&address), key, clock, _runtime: runtime }
    }

    pub(crate) fn set_clock(&self, time: u64) {
        self.clock.store(time, Ordering::SeqCst);
    }
}

/// An election with 2 of 3 trustees, two contests and two styles.
pub(crate) struct Stage {
    pub(crate) board: Board,
    pub(crate) folder: TempDir,
}

impl Stage {
    /// Keys for everybody, a board, and a draft.
    pub(crate) fn new() -> Stage {
        let folder = tempfile::tempdir().expect("folder");
        let mut publics = vec![];
        let names = ["official", "registrar", "ann", "bo", "cy"];
        let roles = [Role::Official, Role::Registrar, Role::Trustee, Role::Trustee, Role::Trustee];
        for (name, role) in names.into_iter().zip(roles) {
            let key = Key::generate(Text::new(name).expect("text"), role).expect("key");
            key_file::write(&key, &folder.path().join(name), &Protection::UnencryptedTestKey).expect("file");
            publics.push(*key.public());
        }
        let board = Board::start(folder.path(), &publics[0]);
        let mut draft = format!(
            "title = \"T\"\ndescription = \"D\"\nlanguages = [\"en\"]\nopening = {OPENING}\nclosing = {CLOSING}\n\
             threshold = 2\nminimum_ballots = 2\nunwitnessed = true\n\
             [board]\nname = \"board.example\"\nkey = \"{}\"\n",
            board.key
        );
        for ((name, role), key) in names.into_iter().zip(roles).zip(&publics) {
            writeln!(draft, "[[{role}s]]\nname = \"{name}\"\nkey = \"{key}\"").expect("string");
        }
        for contest in ["all", "some"] {
            let rule = "{ choice = { min = 1, max = 1, blank = true } }";
            writeln!(draft, "[[contests]]\nid = \"{contest}\"\ntitle = \"{contest}?\"\nrule = {rule}")
                .expect("string");
            draft += "[[contests.options]]\nid = \"yes\"\nlabel = \"Yes\"\n";
            draft += "[[contests.options]]\nid = \"no\"\nlabel = \"No\"\n";
        }
        draft += "[[styles]]\nid = \"one\"\ncontests = [\"all\"]\n";
        draft += "[[styles]]\nid = \"both\"\ncontests = [\"all\", \"some\"]\n";
        std::fs::write(folder.path().join("draft.toml"), draft).expect("draft");
        Stage { board, folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn key(&self, name: &str, role: Role) -> Key {
        self.source(name).load(role).expect("key")
    }

    pub(crate) fn source(&self, name: &str) -> KeySource {
        KeySource::new(&self.path(name), None)
    }

    pub(crate) fn official(&self) -> Key {
        self.key("official", Role::Official)
    }

    pub(crate) fn trust(&self) -> Trust {
        log::read_trust(&self.path("out/trust.json")).expect("trust file")
    }

    pub(crate) fn create(&self) -> Outcome {
        self.create_with(None)
    }

    /// As [`Stage::create`], with the hashes of a web client.
    pub(crate) fn create_with(&self, client: Option<&Path>) -> Outcome {
        self.create_on(&self.board, client)
    }

    /// The times of this stage are over long since.
    pub(crate) fn create_on(&self, board: &Board, client: Option<&Path>) -> Outcome {
        let draft = self.path("draft.toml");
        let given = Given { draft: &draft, client, unusual_times: true, small_minimum: true };
        official::create(given, Consent::Given, &self.official(), &board.http, &self.path("out"))
    }

    /// One step of a trustee, who has compared the election id.
    pub(crate) fn step(&self, name: &str) -> Outcome {
        self.step_on(&self.board, name)
    }

    pub(crate) fn step_on(&self, board: &Board, name: &str) -> Outcome {
        let trust = self.trust();
        let compared = Comparison::With(trust.election);
        ceremony::run(&mut self.source(name), &board.http, &trust, false, compared)
    }

    /// Created, and every trustee has committed, dealt and confirmed.
    pub(crate) fn with_key() -> Stage {
        let stage = Stage::new();
        stage.create().expect("created");
        for _ in 0..3 {
            for name in ["ann", "bo", "cy"] {
                stage.step(name).expect(name);
            }
        }
        stage
    }

    pub(crate) fn issue(&self, voters: &str) -> Outcome {
        std::fs::write(self.path("voters.csv"), voters).expect("voters");
        codes::issue(Issue {
            manifest: &self.path("out/manifest.json"),
            voters: &self.path("voters.csv"),
            codes: &self.path("codes.csv"),
            roll: &self.path("roll.json"),
            board: None,
            consent: Consent::Given,
            check_page: None,
        })
    }

    pub(crate) fn publish(&self) -> Outcome {
        let registrar = self.key("registrar", Role::Registrar);
        roll::publish(&self.path("roll.json"), &registrar, &self.board.http, &self.trust())
    }

    pub(crate) fn open(&self) -> Outcome {
        official::open(&self.official(), &self.board.http, &self.trust(), true)
    }

    pub(crate) fn close(&self) -> Outcome {
        official::close(&self.official(), &self.board.http, &self.trust(), false, false)
    }

    pub(crate) fn alive(&self, name: &str) -> Outcome {
        liveness::run(&mut self.source(name), &self.board.http, &self.trust())
    }

    pub(crate) fn decrypt(&self, name: &str, restored: bool) -> Outcome {
        let tally = self.mirror().election().tally().map(|tally| tally.tau);
        let comparison = tally.map_or(TallyComparison::Ask, TallyComparison::With);
        self.decrypt_as(name, restored, comparison)
    }

    pub(crate) fn decrypt_as(&self, name: &str, restored: bool, comparison: TallyComparison) -> Outcome {
        let mut keys = self.source(name);
        decryption::run(&mut keys, &self.board.http, &self.trust(), restored, comparison)
    }

    pub(crate) fn result(&self) -> Outcome {
        result::run(&self.official(), &self.board.http, &self.trust())
    }

    /// Open, with five voters.
    pub(crate) fn opened() -> Stage {
        let stage = Stage::with_key();
        stage.issue("voter,weight,style\nA,1,both\nB,1,both\nC,3,one\nD,3,one\nE,1,one\n").expect("issued");
        stage.publish().expect("published");
        stage.open().expect("opened");
        stage.board.set_clock(OPENING);
        stage
    }

    /// The voter with this label votes, in every contest of the style.
    pub(crate) fn vote(&self, voter: &str, choices: &[(&str, &str)]) {
        let trust = self.trust();
        let mut codes = csv::Reader::from_path(self.path("codes.csv")).expect("codes");
        let record = codes.records().map(|record| record.expect("record")).find(|record| &record[0] == voter);
        let code = Code::read(&record.expect("voter")[1], &trust.election).expect("code");
        let mirror = self.mirror();
        let open = mirror.election().open_election().expect("open");
        let place = mirror.election().place(code.credential().public()).expect("in the roll");
        let choices = choices.iter().map(|(contest, option)| (contest.to_string(), vec![option.to_string()]));
        let selections = Selections::choose(&open.manifest, place.style, &choices.collect());
        let seed = Seed::generate(&mut SysRng).expect("seed");
        let prepared = open.prepare(code.credential().public(), place, selections.expect("selections"), seed);
        let ballot = prepared.expect("ballot").cast(&code.credential()).expect("cast");
        log::post(&self.board.http, &trust, &ballot).expect("accepted");
    }

    pub(crate) fn mirror(&self) -> DownloadedLog {
        log::mirror(&self.board.http, &self.trust(), Depth::Everything).expect("log")
    }

    /// Voting is over: C has voted twice, B not at all, so that the contest "some" has one ballot.
    pub(crate) fn closed() -> Stage {
        let stage = Stage::opened();
        stage.vote("A", &[("all", "yes"), ("some", "yes")]);
        for (voter, choice) in [("C", "yes"), ("D", "yes"), ("E", "no"), ("C", "blank")] {
            stage.vote(voter, &[("all", choice)]);
        }
        for name in ["ann", "bo"] {
            stage.alive(name).expect("alive");
        }
        stage.board.set_clock(CLOSING);
        stage.close().expect("closed");
        stage
    }
}

/// The ids of the checks that refused.
pub(crate) fn refused(outcome: Outcome) -> Vec<String> {
    match outcome {
        Err(Failure::Refused { checks, .. }) => checks.iter().map(ToString::to_string).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

/// A hash that is not that of anything.
pub(crate) fn other_hash() -> Hash {
    Hash::of(&[b"other"])
}

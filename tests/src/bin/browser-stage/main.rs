//! The stage of the browser tests: a board with elections in every phase, played by someone who holds all keys.
//!
//! The board runs in this process with a clock that is set back while the past is being made. One line of
//! JSON says where it is and what stands in the letters of the voters:
//!
//! ```text
//! {"address", "elections": [{"name", "id", "trust", "letters": [{"author", "code", "credential", "style"}]}]}
//! ```
//!
//! Then every line of standard input is a command, and every command has one line of JSON as its answer:
//!
//! ```text
//! cast ELECTION VOTER [[0],[1,2]]   the voter's ballot, as slots of each contest of their style
//! close ELECTION                    as if its closing time had come
//! decrypt ELECTION
//! result ELECTION
//! stop                              as does the end of standard input
//! ```

mod elections;

use anyhow::{Context as _, bail};
use clap::Parser;
use elections::{Scene, scenes};
use rand::rngs::SysRng;
use serde::Serialize;
use std::io::{BufRead as _, Write as _, stdin, stdout};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tabella_board::listen::serve;
use tabella_board::pages::{Site, WebClient};
use tabella_board::router::router;
use tabella_board::sequencer::{self, Settings, start};
use tabella_board::store::Files;
use tabella_client::HttpBoard;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ceremony::KeyComplaint;
use tabella_crypto::election::credential::Code;
use tabella_crypto::election::manifest::{ClientFile, LogKey, Manifest};
use tabella_crypto::election::statement::{Body, Statement};
use tabella_crypto::group::Point;
use tabella_crypto::readable;
use tabella_crypto::text::Text;
use tabella_log::entry::statement_of;
use tabella_log::rulebook::Phase;
use tabella_tests::harness::{Attacker, Draft, Harness, Keys};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

const DAY: u64 = 86_400;

/// A board with elections in every phase, for the tests in a browser.
#[derive(Parser)]
#[command(name = "browser-stage")]
struct Arguments {
    /// The built web client that the board serves
    #[arg(long, value_name = "DIR")]
    web: Option<PathBuf>,
}

/// A clock that is moved from outside.
#[derive(Clone)]
struct Clock(Arc<AtomicU64>);

impl Clock {
    fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }

    fn set(&self, time: u64) {
        self.0.store(time, Ordering::SeqCst);
    }
}

fn main() -> anyhow::Result<()> {
    let Arguments { web } = Arguments::parse();
    let web_client = web.as_deref().map(WebClient::read).transpose()?;
    let site = Site { web_client, ..Site::default() };
    let named = client_files(web.as_deref())?;
    let folder = tempfile::tempdir()?;
    let now = sequencer::Clock::system().now();
    let clock = Clock(Arc::new(AtomicU64::new(now)));
    let scenes = scenes();
    let creators = scenes.iter().map(|scene| *Keys::new(&scene.spec).official.public()).collect();
    let runtime = Runtime::new()?;
    let (board, key) = runtime.block_on(open_board(folder.path(), &clock, creators, site))?;

    let mut posts: Vec<OnBoard> =
        scenes.iter().map(|scene| OnBoard::new(scene, &board, &key, &named, now)).collect();
    let mut plays = vec![];
    for (scene, posts) in scenes.iter().zip(&mut posts) {
        plays.push(Play::begin(scene, posts, &board, &clock, now)?);
    }
    clock.set(now);
    say(&Curtain { address: board.address(), elections: plays.iter().map(Play::bill).collect() })?;
    for line in stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split_whitespace().collect();
        let [act, name, rest @ ..] = &words[..] else { break };
        let play = plays.iter_mut().find(|play| play.name == *name);
        play.with_context(|| format!("no election {name}"))?.act(act, rest, &clock)?;
        say(&serde_json::json!({ "done": line }))?;
    }
    Ok(())
}

/// What the manifests say of the web client: nothing where its folder has no list of hashes, as that of a liar.
fn client_files(web: Option<&Path>) -> anyhow::Result<Vec<ClientFile>> {
    let Some((web, sums)) =
        web.and_then(|web| Some((web, std::fs::read_to_string(web.join("SHA256SUMS")).ok()?)))
    else {
        return Ok(vec![]);
    };
    let file = |line: &str| {
        let (_, name) = line.split_once("  ").context("not as sha256sum prints it")?;
        let sha256 = Hash::of(&[&std::fs::read(web.join(name))?]);
        Ok(ClientFile { path: Text::new(format!("web/{name}"))?, sha256 })
    };
    sums.lines().map(file).collect()
}

fn say(answer: &impl Serialize) -> anyhow::Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{}", serde_json::to_string(answer)?)?;
    Ok(out.flush()?)
}

/// A board on a free port of this machine, until the end of the process.
async fn open_board(
    folder: &Path,
    clock: &Clock,
    creators: Vec<Point>,
    site: Site,
) -> anyhow::Result<(HttpBoard, LogKey)> {
    let clock = clock.clone();
    let settings = Settings {
        files: Files::of(&folder.join("board.sqlite"), None)?,
        name: "board.lindenfeld.example".into(),
        creators,
        clock: sequencer::Clock::unguarded(move || clock.now()),
    };
    let (board, running) = start(settings).await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let (address, key) = (format!("http://{}", listener.local_addr()?), board.key.clone());
    tokio::spawn(async move {
        serve(listener, router(board, site), std::future::pending()).await;
        drop(running);
    });
    Ok((HttpBoard::new(&address), key))
}

/// Brings what the harness makes to a real board, and goes on with the line that the board made of it.
struct OnBoard {
    board: HttpBoard,
    key: LogKey,
    write: fn(&mut Manifest),
    client: Vec<ClientFile>,
    opening: u64,
    closing: u64,
    /// Whether the first trustee deals a share that does not fit.
    bad_deal: bool,
    election: Option<Hash>,
}

impl OnBoard {
    fn new(scene: &Scene, board: &HttpBoard, key: &LogKey, client: &[ClientFile], now: u64) -> OnBoard {
        let (opening, closing) = match scene.phase {
            Phase::Voting => (now - 3 * DAY, now + 2 * DAY),
            Phase::Closed | Phase::Finished => (now - 4 * DAY, now - DAY / 2),
            _ => (now + 3 * DAY, now + 10 * DAY),
        };
        OnBoard {
            board: board.clone(),
            key: key.clone(),
            write: scene.write,
            client: client.to_vec(),
            opening,
            closing,
            bad_deal: scene.phase == Phase::Void,
            election: None,
        }
    }
}

impl Attacker for OnBoard {
    fn draft(&mut self, draft: &mut Draft, keys: &Keys) {
        let first_deal = 1 + keys.trustees.len() as u64;
        match &mut draft.body {
            Body::Manifest(manifest) => {
                (self.write)(manifest);
                manifest.board = self.key.clone();
                manifest.client = self.client.clone();
                (manifest.opens_at, manifest.closes_at) = (self.opening, self.closing);
            }
            Body::KeyDeal(deal) if self.bad_deal && draft.index == first_deal => {
                deal.shares[1] = deal.shares[2].clone();
            }
            _ => {}
        }
    }

    fn line(&mut self, _index: u64, line: String) -> String {
        let statement = statement_of(line.as_bytes()).expect("a statement");
        let receipt = match &self.election {
            Some(election) => self.board.post(election, &statement),
            None => self.board.create(&statement),
        };
        self.election.get_or_insert_with(|| Statement::decode(&statement).expect("a statement").digest);
        receipt.unwrap_or_else(|error| panic!("the board does not take {statement}: {error}")).line
    }
}

/// An election on the board, and all its keys.
struct Play<'a> {
    name: &'static str,
    board: HttpBoard,
    harness: Harness<'a>,
    codes: Vec<Code>,
}

impl<'a> Play<'a> {
    /// Makes the election and brings it to its phase, in the past.
    fn begin(
        scene: &Scene,
        posts: &'a mut OnBoard,
        board: &HttpBoard,
        clock: &Clock,
        now: u64,
    ) -> anyhow::Result<Play<'a>> {
        let (opening, closing) = (posts.opening, posts.closing);
        clock.set(opening.min(now) - DAY);
        let harness = Harness::new(scene.spec.clone(), posts);
        let mut play = Play { name: scene.name, board: board.clone(), harness, codes: vec![] };
        play.prepare(scene.phase)?;
        if !matches!(scene.phase, Phase::Voting | Phase::Closed | Phase::Finished) {
            return Ok(play);
        }
        clock.set(opening);
        play.harness.show_life();
        // Voters come by day and by night, and not at regular intervals.
        let step = (closing.min(now) - opening) / (scene.spec.ballots.len() as u64 + 1);
        for (i, (voter, choices)) in (1..).zip(&scene.spec.ballots) {
            clock.set(opening + i * step - (i * i * 1_733) % step);
            play.harness.cast(*voter, choices);
        }
        clock.set(closing);
        if matches!(scene.phase, Phase::Closed | Phase::Finished) {
            play.harness.close();
        }
        if scene.phase == Phase::Finished {
            clock.set(closing + 3_600);
            play.harness.announce();
        }
        Ok(play)
    }

    /// Manifest, codes, ceremony, roll, open, as far as the election comes.
    fn prepare(&mut self, phase: Phase) -> anyhow::Result<()> {
        self.harness.found();
        let election = *self.harness.election().id().context("no manifest")?;
        self.codes = (0..self.harness.keys.voters.len())
            .map(|_| Code::generate(&election, &mut SysRng))
            .collect::<Result<_, _>>()?;
        self.harness.keys.voters = self.codes.iter().map(|code| Arc::new(code.credential())).collect();
        self.harness.commit();
        self.harness.deal();
        match phase {
            Phase::Confirmations => {}
            Phase::Void => self.complain()?,
            _ => {
                self.harness.confirm();
                self.harness.enrol();
                self.harness.open();
            }
        }
        Ok(())
    }

    /// The second trustee shows that the share that the first has dealt is not good.
    fn complain(&mut self) -> anyhow::Result<()> {
        let election = self.harness.election();
        let ceremony = election.ceremony().context("no ceremony")?;
        let (dealer, deal) = election.deals().next().context("no deal")?;
        let entry = election.deal_entry(dealer).context("no deal")?;
        let complaint = KeyComplaint::make(&self.harness.keys.trustees[1], ceremony, deal, dealer, entry, 2);
        self.harness.post(Body::KeyComplaint(complaint), Some(2));
        Ok(())
    }

    /// What stands on the bill.
    fn bill(&self) -> Bill<'_> {
        let record = self.harness.record();
        let spec = &self.harness.spec;
        let letter = |(code, (style, _)): (&Code, &(u64, u64))| Letter {
            author: *code.credential().public(),
            code: code.show().to_string(),
            credential: readable::show(readable::Kind::Credential, code.credential().public().as_bytes()),
            style: *style,
        };
        Bill {
            name: self.name,
            id: record.trust.election,
            trust: record.trust.shown_hash(),
            letters: self.codes.iter().zip(&spec.voters).map(letter).collect(),
        }
    }

    fn act(&mut self, act: &str, rest: &[&str], clock: &Clock) -> anyhow::Result<()> {
        self.catch_up()?;
        match (act, rest) {
            ("cast", [voter, choices]) => {
                self.harness.cast(voter.parse()?, &serde_json::from_str::<Vec<_>>(choices)?);
            }
            ("close", []) => {
                let now = clock.now();
                clock.set(self.harness.election().manifest().context("no manifest")?.closes_at);
                self.harness.close();
                clock.set(now);
            }
            ("decrypt", []) => self.harness.decrypt(),
            ("result", []) => self.harness.conclude(),
            _ => bail!("there is no such command"),
        }
        Ok(())
    }

    /// Takes what others have posted since.
    fn catch_up(&mut self) -> anyhow::Result<()> {
        let election = *self.harness.election().id().context("no manifest")?;
        let (from, to) = (self.harness.election().size(), self.board.election(&election)?.size);
        let mut lines = self.board.entries(&election, from, to)?;
        while let Some(line) = lines.next_line()? {
            self.harness.push(String::from_utf8(line)?);
        }
        Ok(())
    }
}

/// The first line of the output.
#[derive(Serialize)]
struct Curtain<'a> {
    address: &'a str,
    elections: Vec<Bill<'a>>,
}

/// An election in the first line of the output.
#[derive(Serialize)]
struct Bill<'a> {
    name: &'a str,
    id: Hash,
    trust: String,
    letters: Vec<Letter>,
}

/// What a voter has got by post, the author of their ballots, and the number of their ballot style.
#[derive(Serialize)]
struct Letter {
    author: Point,
    code: String,
    credential: String,
    style: u64,
}

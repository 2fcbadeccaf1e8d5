//! A small election with its log: three trustees, two of whom are needed, and three voters.

use rand::rngs::SysRng;
use std::collections::BTreeMap;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::Check;
use tabella_crypto::contest::{Choice, Rule};
use tabella_crypto::election::ceremony::{
    Dealer, KeyCommitment, KeyConfirmation, KeyDeal, KeyShare, TrusteeSeed,
};
use tabella_crypto::election::credential::Code;
use tabella_crypto::election::manifest::{
    Contest, ContestOption, Id, Manifest, Party, SUITE, Style, Texts, VERSION, Witnesses,
};
use tabella_crypto::election::roll::{Open, RollPart, Row};
use tabella_crypto::election::statement::{Body, sign};
use tabella_crypto::election::tally::Close;
use tabella_crypto::group::{Point, SecretScalar};
use tabella_crypto::rejection::Rejection;
use tabella_crypto::signature::SigningKey;
use tabella_crypto::text::{Paragraphs, Text};
use tabella_log::checkpoint::{BoardSigner, Checkpoint, SignedCheckpoint};
use tabella_log::copy::{Depth, LogCopy};
use tabella_log::entry::{Entry, statement_of};
use tabella_log::merkle::Tree;
use tabella_log::receipt::Receipt;
use tabella_log::rulebook::{Collected, Election, Immediate};
use tabella_log::trust::Trust;
use tabella_log::witness::{Policy, WitnessSigner};
use tabella_vote::receipt::SignedBallot;
use tabella_vote::session::{Polls, Prepared, Session};
use zeroize::Zeroizing;

/// Opening time, and the date of every entry before `close`.
pub(crate) const OPENING: u64 = 1_700_000_000;
/// Closing time.
pub(crate) const CLOSING: u64 = OPENING + 1_000;

/// A board's log as it grows.
pub(crate) struct Log {
    pub(crate) lines: Vec<String>,
    pub(crate) election: Election,
    pub(crate) tree: Tree,
    pub(crate) at: u64,
    board: BoardSigner,
    witnesses: Vec<WitnessSigner>,
    /// How many witnesses cosign.
    pub(crate) cosigners: usize,
}

/// An election that is open, with everybody's secrets.
pub(crate) struct Setting {
    pub(crate) log: Log,
    pub(crate) trust: Trust,
    pub(crate) codes: Vec<Code>,
    seeds: Vec<TrusteeSeed>,
    official: SigningKey,
}

pub(crate) fn texts(text: &str) -> Texts {
    Texts::from([("en".to_owned(), Text::new(text).expect("text"))])
}

fn id(text: &str) -> Id {
    Id::new(text).expect("id")
}

fn key(of: &str) -> SigningKey {
    SigningKey::new(SecretScalar::derive(of.as_bytes(), b"", &[]))
}

fn party(name: &str, key: &Point) -> Party {
    Party { key: *key, name: Text::new(name).expect("name") }
}

fn contest(name: &str, title: &str, options: &[&str], rule: Rule) -> Contest {
    let option = |name: &&str| ContestOption { id: id(name), label: texts(&name.to_uppercase()) };
    Contest { id: id(name), options: options.iter().map(option).collect(), rule, title: texts(title) }
}

/// Two contests for style 0, the second alone for style 1.
fn manifest(
    board: &BoardSigner,
    witnesses: &[WitnessSigner],
    quorum: u64,
    seeds: &[TrusteeSeed],
) -> Manifest {
    let trustee = |(i, seed): (usize, &TrusteeSeed)| party(&format!("Trustee {i}"), seed.identity().public());
    Manifest {
        all_trustees_needed: false,
        board: board.board(),
        check_pages: vec![],
        client: vec![],
        closes_at: CLOSING,
        contests: vec![
            contest("chair", "Chair", &["ann", "bea"], Rule::Choice(Choice { blank: true, max: 1, min: 1 })),
            contest(
                "budget",
                "Budget",
                &["yes", "no", "later"],
                Rule::Choice(Choice { blank: false, max: 2, min: 0 }),
            ),
        ],
        description: [("en".to_owned(), Paragraphs::new("A small election.").expect("text"))].into(),
        languages: vec!["en".into()],
        minimum: 1,
        officials: vec![party("Official", key("official").public())],
        opens_at: OPENING,
        registrars: vec![party("Registrar", key("registrar").public())],
        revealing_weights: false,
        styles: vec![
            Style { contests: vec![id("chair"), id("budget")], id: id("all") },
            Style { contests: vec![id("budget")], id: id("guests") },
        ],
        suite: SUITE.into(),
        threshold: 2,
        title: texts("Small election"),
        trustees: seeds.iter().enumerate().map(trustee).collect(),
        unwitnessed: witnesses.is_empty(),
        version: VERSION,
        witnesses: Witnesses { keys: witnesses.iter().map(WitnessSigner::witness).collect(), quorum },
    }
}

impl Log {
    /// Appends a statement, or says which checks refuse it.
    pub(crate) fn append(&mut self, statement: &str) -> Result<u64, Vec<Rejection>> {
        let (index, head) = (self.election.size(), self.election.head());
        let line = Entry::line(self.at, index, &head, statement);
        let entry = Entry::decode(line.as_bytes()).expect("line");
        let judgement = self.election.judge(&entry, &mut Immediate(SysRng));
        if !judgement.rejections.is_empty() {
            return Err(judgement.rejections);
        }
        self.election.advance(&entry, &judgement);
        self.tree.push(entry.hash);
        self.lines.push(line);
        Ok(index)
    }

    /// Appends a statement that a lying board takes although its signature or proof does not hold.
    pub(crate) fn force(&mut self, statement: &str) -> u64 {
        let (index, head) = (self.election.size(), self.election.head());
        let line = Entry::line(self.at, index, &head, statement);
        let entry = Entry::decode(line.as_bytes()).expect("line");
        assert_eq!(self.election.apply(&entry, &mut Collected::default()).rejections, [], "but for proofs");
        self.tree.push(entry.hash);
        self.lines.push(line);
        index
    }

    /// The checkpoint of a size, cosigned by those who cosign.
    pub(crate) fn checkpoint(&self, trust: &Trust, size: u64) -> SignedCheckpoint {
        self.signed(trust, size, self.cosigners)
    }

    fn signed(&self, trust: &Trust, size: u64, cosigners: usize) -> SignedCheckpoint {
        let root = self.tree.root_at(size).expect("size");
        let checkpoint = Checkpoint { origin: trust.board.origin(&trust.election), size, root };
        let mut signed = SignedCheckpoint::parse(&self.board.sign(&checkpoint)).expect("note");
        for witness in &self.witnesses[..cosigners] {
            signed = signed.with_cosignature(&witness.cosign(&signed, self.at)).expect("note");
        }
        signed
    }

    /// The receipt of an entry, under the checkpoint of the whole log.
    pub(crate) fn receipt(&self, trust: &Trust, index: u64) -> Receipt {
        let size = self.tree.size();
        Receipt {
            line: self.lines[usize::try_from(index).expect("index")].clone(),
            index,
            path: self.tree.inclusion(index, size).expect("path"),
            checkpoint: self.checkpoint(trust, size),
        }
    }
}

impl Setting {
    /// An open election with so many witnesses, of whom `quorum` must cosign, and all do.
    pub(crate) fn new(witnesses: u8, quorum: u64) -> Setting {
        Setting::of_board(1, witnesses, quorum)
    }

    /// As [`Setting::new`], on a board with another key.
    pub(crate) fn of_board(board: u8, witnesses: u8, quorum: u64) -> Setting {
        let board = BoardSigner::from_seed(Zeroizing::new([board; 32]), "board.example").expect("board");
        let witness = |i| {
            WitnessSigner::from_seed(Zeroizing::new([100 + i; 32]), &format!("witness.example/{i}"))
                .expect("witness")
        };
        let witnesses: Vec<WitnessSigner> = (0..witnesses).map(witness).collect();
        let seeds: Vec<TrusteeSeed> =
            (1..=3).map(|i| TrusteeSeed::from_bytes(Zeroizing::new([i; 32]))).collect();
        let manifest = manifest(&board, &witnesses, quorum, &seeds);
        let mut log = Log {
            lines: vec![],
            election: Election::new(),
            tree: Tree::default(),
            at: OPENING,
            board,
            cosigners: witnesses.len(),
            witnesses,
        };
        let official = key("official");
        log.append(&sign(&official, &Hash::ZERO, &Body::Manifest(manifest.clone()))).expect("manifest");
        let trust = Trust::of(log.election.id().expect("id"), &manifest);
        let codes = (0..3).map(|_| Code::generate(&trust.election, &mut SysRng).expect("code")).collect();
        let mut setting = Setting { log, trust, codes, seeds, official };
        setting.hold_ceremony();
        setting.open();
        setting
    }

    fn hold_ceremony(&mut self) {
        let ceremony = self.log.election.ceremony().expect("ceremony").clone();
        let post = |log: &mut Log, seed: &TrusteeSeed, body: &Body| {
            log.append(&sign(&seed.identity(), &ceremony.election, body)).expect("accepted");
        };
        for (i, seed) in (1..).zip(&self.seeds) {
            let commitment: KeyCommitment = Dealer::new(seed, &ceremony, i).commit();
            post(&mut self.log, seed, &Body::KeyCommitment(commitment));
        }
        for (i, seed) in (1..).zip(&self.seeds) {
            let last = *self.log.election.last_commitment();
            let deal = Dealer::new(seed, &ceremony, i).deal(&last);
            post(&mut self.log, seed, &Body::KeyDeal(deal));
        }
        let keys = self.log.election.keys().expect("keys").clone();
        for (i, seed) in (1..).zip(&self.seeds) {
            let last = *self.log.election.last_deal();
            let rehearsal = self.share(i).rehearse(&ceremony.election, &last);
            let confirmation = KeyConfirmation { X: keys.X.clone(), Y: keys.Y, rehearsal };
            post(&mut self.log, seed, &Body::KeyConfirmation(confirmation));
        }
    }

    fn share(&self, trustee: u64) -> KeyShare {
        let election = &self.log.election;
        let deals: Vec<KeyDeal> = election.deals().map(|(_, deal)| deal.clone()).collect();
        let seed = &self.seeds[trustee as usize - 1];
        KeyShare::open(seed, election.ceremony().expect("ceremony"), &deals, trustee).expect("share")
    }

    /// The roll, with the last voter in style 1, and `open`.
    fn open(&mut self) {
        let row = |(i, code): (usize, &Code)| Row {
            credential: *code.credential().public(),
            style: u64::from(i + 1 == self.codes.len()),
            weight: 1,
        };
        let rows: Vec<Row> = self.codes.iter().enumerate().map(row).collect();
        let part = RollPart::parts(rows).remove(0);
        let election = self.trust.election;
        self.log.append(&sign(&key("registrar"), &election, &Body::Roll(part))).expect("roll");
        let open = Open {
            election_key: self.log.election.keys().expect("keys").Y,
            last_roll: *self.log.election.last_roll(),
            rows: self.log.election.roll_rows(),
            weight: self.log.election.roll_weight(),
        };
        self.log.append(&sign(&self.official, &election, &Body::Open(open))).expect("open");
    }

    /// Signs of life, then `close`.
    pub(crate) fn close(&mut self) {
        let phi = *self.log.election.fingerprint().expect("open");
        let last = self.log.election.size() - 1;
        let hash = *self.log.election.entry_hash(last).expect("entry");
        for trustee in 1..=2 {
            let live = self.share(trustee).live(&self.trust.election, last, &hash);
            let identity = self.seeds[trustee as usize - 1].identity();
            self.log.append(&sign(&identity, &phi, &Body::Liveness(live))).expect("liveness");
        }
        self.log.at = CLOSING;
        self.log
            .append(&sign(&self.official, &phi, &Body::Close(Close { previous: self.log.election.head() })))
            .expect("close");
    }

    /// The same election and people, on a board that has forgotten all but the first entries.
    pub(crate) fn forgetful(&self, size: u64) -> Setting {
        let mut other = Setting::new(self.log.witnesses.len() as u8, self.trust.witnesses.quorum);
        other.log = Log { lines: vec![], election: Election::new(), tree: Tree::default(), ..other.log };
        for line in self.log.lines.iter().take(size as usize) {
            let statement = statement_of(line.as_bytes()).expect("statement");
            other.log.append(&statement).expect("accepted");
        }
        other.trust = self.trust.clone();
        let again = |code: &Code| Code::read(&code.show(), &self.trust.election).expect("code");
        other.codes = self.codes.iter().map(again).collect();
        other
    }

    /// The public credential of a voter.
    pub(crate) fn credential(&self, voter: usize) -> Point {
        *self.codes[voter].credential().public()
    }

    /// The copy of the log that devices of these credentials have, under a checkpoint that all witnesses cosigned.
    pub(crate) fn copy(&self, own: impl IntoIterator<Item = Point>) -> LogCopy {
        let mut copy = LogCopy::new(self.trust.clone(), Depth::WithoutBallotProofs).with_ballots_of(own);
        self.update(&mut copy);
        copy
    }

    /// Brings a copy of the log up to date.
    pub(crate) fn update(&self, copy: &mut LogCopy) {
        for line in &self.log.lines[copy.tree().size() as usize..] {
            copy.take(line.as_bytes(), SysRng).expect("line");
        }
        let (size, all) = (self.log.tree.size(), self.log.witnesses.len());
        copy.conclude(self.log.signed(&self.trust, size, all)).expect("checkpoint");
    }

    /// The session of a voter, in the log as it is now.
    pub(crate) fn session(&self, voter: usize) -> Session {
        let copy = self.copy([self.credential(voter)]);
        Polls::open(&copy).and_then(|polls| polls.admit(&self.codes[voter])).expect("admitted")
    }

    /// The ballot of a voter, prepared for their next place.
    pub(crate) fn prepare(&self, voter: usize, choices: &[(&str, &[&str])]) -> Prepared {
        let session = self.session(voter);
        let selections = session.choose(&choices_of(choices)).expect("selections");
        session.prepare(selections, &mut SysRng).expect("prepared")
    }

    /// The same, signed.
    pub(crate) fn sign(&self, voter: usize, choices: &[(&str, &[&str])]) -> SignedBallot {
        self.prepare(voter, choices).cast().ballot().clone()
    }

    /// A ballot that is in the log, with its receipt.
    pub(crate) fn cast(&mut self, voter: usize, choices: &[(&str, &[&str])]) -> (SignedBallot, Receipt) {
        let sent = self.sign(voter, choices);
        let index = self.log.append(&sent.statement).expect("accepted");
        (sent, self.log.receipt(&self.trust, index))
    }

    pub(crate) fn policy(&self) -> Policy {
        self.trust.policy()
    }
}

/// Choices for a voter of style 0.
pub(crate) const ANN: &[(&str, &[&str])] = &[("chair", &["ann"]), ("budget", &["yes", "later"])];
/// Other choices for a voter of style 0.
pub(crate) const BEA: &[(&str, &[&str])] = &[("chair", &["bea"])];

pub(crate) fn choices_of(choices: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
    let owned = |(contest, options): &(&str, &[&str])| {
        ((*contest).to_owned(), options.iter().map(|option| (*option).to_owned()).collect())
    };
    choices.iter().map(owned).collect()
}

/// The ids of rejections, in their order.
pub(crate) fn ids(rejections: &[Rejection]) -> Vec<Check> {
    rejections.iter().map(|rejection| rejection.check).collect()
}

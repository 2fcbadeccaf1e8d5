//! One small election: 2 of 3 trustees, 3 voters, one contest; and every statement that it needs.

use crate::board::TestBoard;
use rand::rngs::SysRng;
use std::collections::BTreeMap;
use tabella_crypto::bytes::Hash;
use tabella_crypto::contest::{Choice, Rule};
use tabella_crypto::election::ballot::{Place, Seed, Selections};
use tabella_crypto::election::ceremony::{Dealer, KeyConfirmation, KeyDeal, KeyShare, TrusteeSeed};
use tabella_crypto::election::manifest::{
    Contest, ContestOption, Id, LogKey, Manifest, Party, SUITE, Style, Texts, VERSION, Witnesses,
};
use tabella_crypto::election::roll::{Open, RollPart, Row};
use tabella_crypto::election::statement::{Body, Statement, sign};
use tabella_crypto::election::tally::{Close, DiscreteLog};
use tabella_crypto::group::{Point, SecretScalar};
use tabella_crypto::signature::SigningKey;
use tabella_crypto::text::{Paragraphs, Text};
use tabella_log::entry::Entry;
use tabella_log::rulebook::{Election, Immediate};
use zeroize::Zeroizing;

pub(crate) const OPENING: u64 = 1_000;
pub(crate) const CLOSING: u64 = 20_000;
const TRUSTEES: u8 = 3;

/// A key that is always the same for a name.
pub(crate) fn key(name: &str) -> SigningKey {
    SigningKey::new(SecretScalar::derive(name.as_bytes(), b"", &[]))
}

pub(crate) fn trustee(index: u64) -> TrusteeSeed {
    TrusteeSeed::from_bytes(Zeroizing::new([index as u8; 32]))
}

pub(crate) fn texts(text: &str) -> Texts {
    BTreeMap::from([("en".to_owned(), Text::new(text).unwrap())])
}

pub(crate) fn party(key: &SigningKey, name: &str) -> Party {
    Party { key: *key.public(), name: Text::new(name).unwrap() }
}

/// The manifest of an election with this title on this board.
pub(crate) fn manifest(board: &LogKey, title: &str) -> Manifest {
    let option = |id: &str| ContestOption { id: Id::new(id).unwrap(), label: texts(id) };
    let id = |id: &str| Id::new(id).unwrap();
    let trustees = (1..=TRUSTEES).map(|i| party(&trustee(i.into()).identity(), &format!("Trustee {i}")));
    Manifest {
        all_trustees_needed: false,
        board: board.clone(),
        check_pages: vec![],
        client: vec![],
        closes_at: CLOSING,
        contests: vec![Contest {
            id: id("question"),
            options: vec![option("yes"), option("no")],
            rule: Rule::Choice(Choice { blank: true, max: 1, min: 1 }),
            title: texts("Question"),
        }],
        description: BTreeMap::from([("en".to_owned(), Paragraphs::new("A test.").unwrap())]),
        languages: vec!["en".into()],
        minimum: 1,
        officials: vec![party(&key("official"), "Official")],
        opens_at: OPENING,
        registrars: vec![party(&key("registrar"), "Registrar")],
        revealing_weights: false,
        styles: vec![Style { contests: vec![id("question")], id: id("all") }],
        suite: SUITE.into(),
        threshold: 2,
        title: texts(title),
        trustees: trustees.collect(),
        unwitnessed: true,
        version: VERSION,
        witnesses: Witnesses { keys: vec![], quorum: 0 },
    }
}

/// The manifest statement of the listed official.
pub(crate) fn manifest_statement(board: &LogKey, title: &str) -> String {
    sign(&key("official"), &Hash::ZERO, &Body::Manifest(manifest(board, title)))
}

/// Everyone with a role, and the log as they know it.
pub(crate) struct TestElection {
    pub(crate) id: Hash,
    pub(crate) log: Election,
}

impl TestElection {
    /// Founds an election on a board.
    pub(crate) async fn create(board: &TestBoard, title: &str) -> TestElection {
        TestElection::found(board, manifest(&board.key, title)).await
    }

    /// Founds an election with this manifest.
    pub(crate) async fn found(board: &TestBoard, manifest: Manifest) -> TestElection {
        let statement = sign(&key("official"), &Hash::ZERO, &Body::Manifest(manifest));
        let id = Statement::decode(&statement).unwrap().digest;
        let mut election = TestElection { id, log: Election::new() };
        let answer = board.create(&statement).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        election.fold(&answer.receipt(board, &id).line, &statement);
        election
    }

    /// Posts a statement of which nothing is wrong.
    pub(crate) async fn append(&mut self, board: &TestBoard, statement: &str) {
        let answer = board.append(&self.id, statement).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        self.fold(&answer.receipt(board, &self.id).line, statement);
    }

    /// Takes an entry into account that must hold this statement.
    pub(crate) fn fold(&mut self, line: &str, statement: &str) {
        assert_eq!(tabella_log::entry::statement_of(line.as_bytes()).unwrap(), statement);
        let entry = Entry::decode(line.as_bytes()).unwrap();
        let judgement = self.log.apply(&entry, &mut Immediate(SysRng));
        assert_eq!(judgement.rejections, []);
    }

    pub(crate) fn say(&self, author: &SigningKey, body: &Body) -> String {
        sign(author, self.log.statement_election().unwrap(), body)
    }

    fn deals(&self) -> Vec<KeyDeal> {
        self.log.deals().map(|(_, deal)| deal.clone()).collect()
    }

    fn share(&self, j: u64) -> KeyShare {
        KeyShare::open(&trustee(j), self.log.ceremony().unwrap(), &self.deals(), j).unwrap()
    }

    pub(crate) fn commitment(&self, i: u64) -> String {
        let dealer = Dealer::new(&trustee(i), self.log.ceremony().unwrap(), i);
        self.say(&trustee(i).identity(), &Body::KeyCommitment(dealer.commit()))
    }

    fn deal(&self, i: u64) -> String {
        let dealer = Dealer::new(&trustee(i), self.log.ceremony().unwrap(), i);
        let deal = dealer.deal(self.log.last_commitment());
        self.say(&trustee(i).identity(), &Body::KeyDeal(deal))
    }

    fn confirmation(&self, j: u64) -> String {
        let keys = self.log.keys().unwrap().clone();
        let rehearsal = self.share(j).rehearse(&self.id, self.log.last_deal());
        let confirmation = KeyConfirmation { X: keys.X, Y: keys.Y, rehearsal };
        self.say(&trustee(j).identity(), &Body::KeyConfirmation(confirmation))
    }

    pub(crate) fn liveness(&self, j: u64) -> String {
        let entry = self.log.newest_lasting_entry().unwrap();
        let live = self.share(j).live(&self.id, entry, self.log.entry_hash(entry).unwrap());
        self.say(&trustee(j).identity(), &Body::Liveness(live))
    }

    /// The ceremony.
    pub(crate) async fn make_key(&mut self, board: &TestBoard) {
        for step in [TestElection::commitment, TestElection::deal, TestElection::confirmation] {
            for i in 1..=TRUSTEES.into() {
                let statement = step(self, i);
                self.append(board, &statement).await;
            }
        }
    }

    /// A part of the roll with one row.
    pub(crate) fn roll_part(&self, credential: Point) -> String {
        let rows = vec![Row { credential, style: 0, weight: 1 }];
        self.say(&key("registrar"), &Body::Roll(RollPart { rows }))
    }

    /// The ceremony, the roll, and `open`.
    pub(crate) async fn open(&mut self, board: &TestBoard) {
        self.make_key(board).await;
        let row = |voter: &str| Row { credential: *key(voter).public(), style: 0, weight: 1 };
        for part in RollPart::parts(["ada", "bob", "cyn"].map(row).to_vec()) {
            self.append(board, &self.say(&key("registrar"), &Body::Roll(part))).await;
        }
        let open = Open {
            election_key: self.log.keys().unwrap().Y,
            last_roll: *self.log.last_roll(),
            rows: self.log.roll_rows(),
            weight: self.log.roll_weight(),
        };
        self.append(board, &self.say(&key("official"), &Body::Open(open))).await;
    }

    /// A ballot of a voter, at the place that the log demands.
    pub(crate) fn ballot(&self, voter: &str, choice: &str) -> String {
        let place = self.log.place(key(voter).public()).unwrap();
        self.ballot_at(voter, choice, place)
    }

    pub(crate) fn ballot_at(&self, voter: &str, choice: &str, place: Place) -> String {
        let election = self.log.open_election().unwrap();
        let choices = BTreeMap::from([("question".to_owned(), vec![choice.to_owned()])]);
        let selections = Selections::choose(&election.manifest, 0, &choices).unwrap();
        let seed = Seed::generate(&mut SysRng).unwrap();
        let voter = key(voter);
        election.prepare(voter.public(), place, selections, seed).unwrap().cast(&voter).unwrap()
    }

    pub(crate) fn close(&self) -> String {
        self.say(&key("official"), &Body::Close(Close { previous: self.log.head() }))
    }

    pub(crate) fn decryption_share(&self, j: u64) -> String {
        let share = self.log.tally().unwrap().decrypt(&self.share(j)).unwrap();
        self.say(&trustee(j).identity(), &Body::DecryptionShare(share))
    }

    pub(crate) fn result(&self) -> (String, Vec<u64>) {
        let tally = self.log.tally().unwrap();
        let shares: Vec<_> = self.log.valid_shares().take(2).collect();
        let logarithms = DiscreteLog::new(self.log.roll_weight(), 3);
        let points = tally.combine(&shares);
        let values: Vec<u64> = points.iter().map(|point| logarithms.solve(point).unwrap()).collect();
        let result = tally.result(self.log.manifest().unwrap(), &values);
        (self.say(&key("official"), &Body::Result(result)), values)
    }
}

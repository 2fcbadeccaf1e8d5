//! Whatever is put together from what honest parties have signed, in three elections with the same keys,
//! and changed at random: it proves nothing.

use super::trustees::{BadDeal, complaint};
use super::{base, json, twin};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde_json::{Value, json};
use tabella_audit::evidence::Evidence;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::statement::{Body, Kind};
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::entry::{ApparentKind, Entry, statement_of};
use tabella_log::merkle::{Tree, leaf_hash};
use tabella_tests::harness::{CLOSING, Harness, Keys, Record, Spec, receipt, sign};

/// Files of each kind.
const ROUNDS: usize = 400;
/// How often each of them is changed.
const CHANGES: usize = 3;

/// Everything that an election's honest parties have published.
struct World {
    record: Record,
    tree: Tree,
    /// By the board alone, and with cosignatures, for every size.
    notes: Vec<[String; 2]>,
    /// With the board's signature alone, one for every index and size.
    receipts: Vec<String>,
    statements: Vec<(Kind, Value)>,
    lines: Vec<Value>,
    /// What tau is over; null before the end.
    tally: Value,
    hashes: Vec<Hash>,
}

impl World {
    fn new(record: Record, keys: &Keys) -> World {
        let mut tree = Tree::default();
        record.lines.iter().for_each(|line| tree.push(leaf_hash(line.as_bytes())));
        let cosigned = |size: usize| sign(keys, &record.lines[..size], &record.trust, CLOSING);
        let bare = |note: &str| keys.board.sign(SignedCheckpoint::parse(note).expect("a note").unverified());
        let notes: Vec<[String; 2]> =
            (0..=record.lines.len()).map(cosigned).map(|note| [bare(&note), note]).collect();
        let proof = |size: usize, index: u64| {
            let mut proof = receipt(keys, &record.lines[..size], &record.trust, index, CLOSING);
            proof.checkpoint = SignedCheckpoint::parse(&notes[size][0]).expect("a note");
            proof.to_text()
        };
        let sizes = 1..=record.lines.len();
        let receipts = sizes.flat_map(|size| (0..size as u64).map(move |index| (size, index)));
        let receipts = receipts.map(|(size, index)| proof(size, index)).collect();
        let statement = |line: &String| {
            let ApparentKind::Known(kind) = ApparentKind::of(line.as_bytes()) else { panic!("a kind") };
            (kind, json(&statement_of(line.as_bytes()).expect("a statement")))
        };
        // All nodes of all trees.
        let mut hashes: Vec<Hash> = vec![Hash::ZERO];
        for to in 0..=tree.size() {
            (0..=to).for_each(|from| hashes.extend(tree.nodes(from, to).expect("nodes")));
        }
        hashes.sort();
        hashes.dedup();
        World {
            receipts,
            statements: record.lines.iter().map(statement).collect(),
            lines: record.lines.iter().map(|line| json(line)).collect(),
            tally: tally(&record),
            record,
            tree,
            notes,
            hashes,
        }
    }
}

fn tally(record: &Record) -> Value {
    let mut election = tabella_log::rulebook::Election::new();
    let mut close = Hash::ZERO;
    for line in &record.lines {
        let entry = Entry::decode(line.as_bytes()).expect("an entry");
        election.apply(&entry, &mut tabella_log::rulebook::Collected::default());
        if let Body::Close(_) = entry.statement.body {
            close = entry.hash;
        }
    }
    json!(election.tally().map(|tally| tally.preimage(&close)))
}

struct Forger {
    rng: StdRng,
    home: usize,
    worlds: Vec<World>,
}

impl Forger {
    fn below(&mut self, bound: usize) -> usize {
        (self.rng.next_u64() % bound.max(1) as u64) as usize
    }

    fn often(&mut self) -> bool {
        self.below(8) != 0
    }

    /// Mostly the same world.
    fn world(&mut self) -> usize {
        if self.often() { self.home } else { self.below(self.worlds.len()) }
    }

    fn note(&mut self) -> (usize, String) {
        let world = self.world();
        let size = self.below(self.worlds[world].notes.len());
        let cosigned = usize::from(!self.often());
        (size, self.worlds[world].notes[size][cosigned].clone())
    }

    fn hash(&mut self) -> Hash {
        let world = self.world();
        let position = self.below(self.worlds[world].hashes.len());
        self.worlds[world].hashes[position]
    }

    /// Mostly of the kind, if there is one.
    fn statement(&mut self, kind: Kind) -> Value {
        let (world, right) = (self.world(), self.often());
        let statements = &self.worlds[world].statements;
        let matching: Vec<usize> =
            (0..statements.len()).filter(|i| !right || statements[*i].0 == kind).collect();
        let position = if matching.is_empty() { 0 } else { matching[self.below(matching.len())] };
        self.worlds[world].statements[position].1.clone()
    }

    fn line(&mut self, kind: Kind) -> Value {
        let (world, right) = (self.world(), self.often());
        let World { statements, lines, .. } = &self.worlds[world];
        let position = statements.iter().position(|(k, _)| right && *k == kind);
        let position = position.filter(|position| *position < lines.len()).unwrap_or(0);
        lines[position].clone()
    }

    /// The nodes of two sizes, right or wrong.
    fn nodes(&mut self, from: usize, to: usize) -> Value {
        let world = self.world();
        let right = self.often();
        let size = self.worlds[world].tree.size() as usize + 1;
        let (from, to) = if right { (from, to) } else { (self.below(size), self.below(size)) };
        match self.worlds[world].tree.nodes(from as u64, to as u64) {
            Some(nodes) => json!(nodes),
            None => (0..self.below(5)).map(|_| json!(self.hash())).collect(),
        }
    }

    fn case(&mut self, kind: usize) -> Value {
        match kind {
            0 => {
                let ((a, earlier), (b, later)) = (self.note(), self.note());
                let ((a, earlier), (b, later)) =
                    if a <= b { ((a, earlier), (b, later)) } else { ((b, later), (a, earlier)) };
                json!({"checkpoints": {"earlier": earlier, "later": later, "nodes": self.nodes(a, b)}})
            }
            1 => {
                let (size, checkpoint) = self.note();
                let world = self.world();
                let position = self.below(self.worlds[world].receipts.len());
                let receipt = self.worlds[world].receipts[position].clone();
                let index: u64 = receipt.lines().nth(2).and_then(|l| l[6..].parse().ok()).expect("an index");
                let index = if self.often() { index } else { self.below(30) as u64 };
                let world = self.world();
                let world = &self.worlds[world];
                let path = world.tree.inclusion(index, size as u64);
                let line = world.record.lines.get(index as usize);
                let leaf = line.map(|line| leaf_hash(line.as_bytes())).filter(|_| path.is_some());
                let mut path = path.unwrap_or_default();
                let mut leaf = leaf.unwrap_or(Hash::ZERO);
                if !self.often() {
                    leaf = self.hash();
                    path.truncate(self.below(5));
                }
                json!({"receipt": {"checkpoint": checkpoint, "leaf": leaf, "path": path, "receipt": receipt}})
            }
            2 => {
                let tally = self.world();
                json!({"share": {
                    "confirmation": self.statement(Kind::KeyConfirmation),
                    "manifest": self.statement(Kind::Manifest),
                    "open": self.line(Kind::Open),
                    "share": self.statement(Kind::DecryptionShare),
                    "tally": self.worlds[tally].tally,
                }})
            }
            3 => json!({"taus": {
                "manifest": self.statement(Kind::Manifest),
                "open": self.line(Kind::Open),
                "shares": [self.statement(Kind::DecryptionShare), self.statement(Kind::DecryptionShare)],
            }}),
            _ => json!({"complaint": {
                "complaint": self.statement(Kind::KeyComplaint),
                "deal": self.line(Kind::KeyDeal),
                "manifest": self.statement(Kind::Manifest),
            }}),
        }
    }

    fn file(&mut self, kind: usize) -> Value {
        self.home = self.below(self.worlds.len());
        let case = self.case(kind);
        let world = self.world();
        let trust = &self.worlds[world].record.trust;
        json!({"board": trust.board, "case": case, "election": trust.election})
    }

    /// Changes one thing somewhere in a value.
    fn change(&mut self, value: &mut Value) {
        match value {
            Value::Object(fields) => {
                let position = self.below(fields.len());
                if let Some(field) = fields.values_mut().nth(position) {
                    self.change(field);
                }
            }
            Value::Array(items) => {
                let (at, other) = (self.below(items.len()), self.below(items.len()));
                match (self.below(6), items.is_empty()) {
                    (_, true) => items.push(json!(self.hash())),
                    (0, _) => drop(items.remove(at)),
                    (1, _) => items.insert(other, items[at].clone()),
                    (2, _) => items.swap(at, other),
                    _ => self.change(&mut items[at]),
                }
            }
            Value::String(text) if text.len() == 43 && self.below(2) == 0 => *text = self.hash().to_string(),
            Value::String(text) => {
                let position = self.below(text.len());
                if text.is_char_boundary(position) && text.is_char_boundary(position + 1) && !text.is_empty()
                {
                    let other = b"AQgw09-_\n"[self.below(9)] as char;
                    text.replace_range(position..=position, &other.to_string());
                }
            }
            Value::Number(_) => *value = json!(self.below(30)),
            Value::Bool(_) => *value = json!(self.below(2) == 0),
            Value::Null => {}
        }
    }
}

/// The check by which a file is refused.
fn refusal(value: &Value) -> Option<&'static str> {
    let text = serde_json::to_string(value).expect("JSON");
    match Evidence::read(text.as_bytes()) {
        Ok(evidence) => evidence.verify("file").err().map(|rejection| rejection.check.id()),
        Err(error) => Some(error.check.id()),
    }
}

#[test]
fn nothing_that_is_put_together_from_what_is_genuine_accuses_anybody() {
    let (record, keys) = base();
    // A third election, which ends with a true complaint.
    let mut bad = Harness::run(Spec { minimum: 3, ..Spec::base() }, &mut BadDeal);
    bad.lines.truncate(7);
    let complained = json(&complaint(&bad, &keys, 1, 2));
    let mut worlds: Vec<World> = [record, twin(), bad].map(|record| World::new(record, &keys)).into();
    worlds[2].statements.push((Kind::KeyComplaint, complained));
    let mut forger = Forger { rng: StdRng::seed_from_u64(14), home: 0, worlds };
    let mut holds = [0; 5];
    for round in 0..ROUNDS {
        for (kind, holds) in holds.iter_mut().enumerate() {
            let mut file = forger.file(kind);
            // Everything in it holds, and no one is at fault.
            *holds += usize::from(refusal(&file) == Some("RCP-14"));
            for _ in 0..=CHANGES {
                assert!(refusal(&file).is_some(), "round {round}: {file}");
                forger.change(&mut file);
            }
        }
    }
    assert!(holds.iter().all(|count| *count > 3), "the forger is live: {holds:?}");
}

//! A whole election in memory, made from one seed by somebody who holds every key.
//!
//! [`Harness`] plays all honest roles in order, each on the log as it really is. An [`Attacker`] may
//! change any statement before it is signed, or any line before it is chained; everything above is then
//! rebuilt, signed and continued honestly, so that only the one check that names the change can catch it.

use rand::SeedableRng;
use rand::rngs::StdRng;
use std::collections::BTreeMap;
use std::sync::Arc;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ballot::{Ballot, Place, Seed, Selections};
use tabella_crypto::election::ceremony::{
    CeremonyKeys, Dealer, KeyConfirmation, KeyDeal, KeyShare, TrusteeSeed,
};
use tabella_crypto::election::manifest::{
    Contest, ContestOption, Id, LogKey, Manifest, Party, SUITE, Style, Texts, VERSION, Witnesses,
};
use tabella_crypto::election::roll::{Open, RollPart, Row};
use tabella_crypto::election::statement::{Body, Kind, Unsigned};
use tabella_crypto::election::tally::{Close, DiscreteLog};
use tabella_crypto::group::SecretScalar;
use tabella_crypto::plan::Rule;
use tabella_crypto::signature::SigningKey;
use tabella_crypto::text::{Paragraphs, Text};
use tabella_log::checkpoint::{BoardSigner, Checkpoint, SignedCheckpoint};
use tabella_log::entry::{ApparentKind, Entry};
use tabella_log::merkle::{Frontier, Tree, leaf_hash};
use tabella_log::receipt::Receipt;
use tabella_log::rulebook::{Collected, Election};
use tabella_log::trust::Trust;
use tabella_log::witness::WitnessSigner;
use zeroize::Zeroizing;

/// When the election of a harness opens, Unix seconds.
pub const OPENING: u64 = 1_800_000_000;
/// When it closes.
pub const CLOSING: u64 = OPENING + 864_000;

/// What kind of election to make.
#[derive(Clone, Debug)]
pub struct Spec {
    /// Everything random derives from it.
    pub seed: u64,
    /// Number of trustees.
    pub trustees: u64,
    /// How many of them are needed.
    pub threshold: u64,
    /// The trustees who post a share.
    pub decrypting: Vec<u64>,
    /// The trustees who show a live key.
    pub live: Vec<u64>,
    /// Number of witnesses; the quorum is the smallest majority and one more if there is room.
    pub witnesses: u64,
    /// The contests.
    pub contests: Vec<(&'static str, Rule, usize)>,
    /// The contests of each style.
    pub styles: Vec<Vec<&'static str>>,
    /// Style and weight of each voter.
    pub voters: Vec<(u64, u64)>,
    /// Fewest ballots of an announced contest.
    pub minimum: u64,
    /// Whether totals may show the weights of few people.
    pub revealing_weights: bool,
    /// In order: the voter, and for each contest of its style the chosen slots.
    pub ballots: Vec<(usize, Vec<Vec<usize>>)>,
}

impl Spec {
    /// The small base election: 3 trustees, t = 2; 7 voters of two styles and two weights; a blank vote,
    /// an empty vote and a re-vote; 4 witnesses.
    pub fn base() -> Spec {
        Spec {
            seed: 1,
            trustees: 3,
            threshold: 2,
            decrypting: vec![1, 3],
            live: vec![1, 2],
            witnesses: 4,
            contests: vec![
                ("chair", Rule::Choice { min: 1, max: 1, blank: false }, 3),
                ("projects", Rule::Choice { min: 0, max: 2, blank: true }, 3),
            ],
            styles: vec![vec!["chair", "projects"], vec!["chair"]],
            voters: vec![(0, 1), (0, 1), (0, 1), (0, 2), (0, 2), (1, 1), (1, 1)],
            minimum: 2,
            revealing_weights: false,
            ballots: vec![
                (0, vec![vec![0], vec![0, 2]]),
                (1, vec![vec![1], vec![3]]),
                (3, vec![vec![2], vec![]]),
                (0, vec![vec![1], vec![1]]),
                (4, vec![vec![2], vec![0, 1]]),
                (5, vec![vec![0]]),
                (6, vec![vec![0]]),
            ],
        }
    }

    /// The smallest election: 1 contest, 3 voters, no witnesses.
    pub fn tiny() -> Spec {
        Spec {
            witnesses: 0,
            contests: vec![("chair", Rule::Choice { min: 1, max: 1, blank: false }, 2)],
            styles: vec![vec!["chair"]],
            voters: vec![(0, 1); 3],
            minimum: 1,
            ballots: vec![(0, vec![vec![0]]), (1, vec![vec![1]]), (2, vec![vec![1]])],
            ..Spec::base()
        }
    }
}

/// Every secret key of an election.
pub struct Keys {
    /// Opens, closes and announces.
    pub official: Arc<SigningKey>,
    /// Publishes the roll.
    pub registrar: Arc<SigningKey>,
    /// Trustees 1..n.
    pub trustees: Vec<TrusteeSeed>,
    /// Voters, in the order of the specification.
    pub voters: Vec<Arc<SigningKey>>,
    /// Signs checkpoints.
    pub board: BoardSigner,
    /// Cosign checkpoints.
    pub witnesses: Vec<WitnessSigner>,
}

impl Keys {
    /// All keys of a specification.
    pub fn new(spec: &Spec) -> Keys {
        let bytes = |what: &str, i: u64| {
            Hash::of(&[b"harness", &spec.seed.to_le_bytes(), what.as_bytes(), &i.to_le_bytes()]).0
        };
        let signing = |what: &str, i: u64| {
            Arc::new(SigningKey::new(SecretScalar::derive(&bytes(what, i), b"", &[b"key"])).expect("a key"))
        };
        let witness = |i| {
            WitnessSigner::from_seed(Zeroizing::new(bytes("witness", i)), &format!("witness.example/w{i}"))
        };
        Keys {
            official: signing("official", 0),
            registrar: signing("registrar", 0),
            trustees: (1..=spec.trustees)
                .map(|i| TrusteeSeed::from_bytes(Zeroizing::new(bytes("trustee", i))))
                .collect(),
            voters: (0..spec.voters.len() as u64).map(|i| signing("voter", i)).collect(),
            board: BoardSigner::from_seed(Zeroizing::new(bytes("board", 0)), "board.example")
                .expect("a name"),
            witnesses: (1..=spec.witnesses).map(|i| witness(i).expect("a name")).collect(),
        }
    }
}

/// A statement before it is signed.
pub struct Draft {
    /// Its date.
    pub at: u64,
    /// Its place in the log.
    pub index: u64,
    /// Hash of the entry before it.
    pub previous: Hash,
    /// What its `election` says.
    pub election: Hash,
    /// What it says.
    pub body: Body,
    /// Who signs it.
    pub author: Arc<SigningKey>,
    /// What stands for the body instead of its canonical bytes.
    pub odd_body: Option<String>,
}

/// Somebody who holds all keys and changes one thing.
pub trait Attacker {
    /// Changes a statement before it is signed.
    fn draft(&mut self, _draft: &mut Draft, _keys: &Keys) {}

    /// Changes a line before it is chained; the next entry links to what is returned.
    fn line(&mut self, _index: u64, line: String) -> String {
        line
    }
}

/// Nobody attacks.
pub struct Nobody;

impl Attacker for Nobody {}

/// A finished record, and what an observer trusts.
#[derive(Clone, Debug)]
pub struct Record {
    /// The lines, without newlines.
    pub lines: Vec<String>,
    /// The signed note.
    pub checkpoint: String,
    /// The trust file.
    pub trust: Trust,
    /// The bytes of `entries.jsonl` where they are not the lines with a newline each.
    pub file: Option<Vec<u8>>,
}

impl Record {
    /// The bytes of `entries.jsonl`.
    pub fn entries(&self) -> Vec<u8> {
        if let Some(file) = &self.file {
            return file.clone();
        }
        self.lines.iter().flat_map(|line| [line.as_bytes(), b"\n"]).flatten().copied().collect()
    }
}

/// The election while it is being made.
pub struct Harness<'a> {
    /// What is made.
    pub spec: Spec,
    /// Every secret key.
    pub keys: Keys,
    attacker: &'a mut dyn Attacker,
    election: Election,
    lines: Vec<String>,
    trust: Option<Trust>,
    /// What the trustees dealt, also where the log does not show it.
    dealt: BTreeMap<u64, KeyDeal>,
    at: u64,
    rng: StdRng,
}

impl<'a> Harness<'a> {
    /// Makes the whole election.
    pub fn run(spec: Spec, attacker: &'a mut dyn Attacker) -> Record {
        let mut harness = Harness::new(spec, attacker);
        harness.prepare();
        harness.vote();
        harness.close();
        harness.announce();
        harness.record()
    }

    /// An empty log.
    pub fn new(spec: Spec, attacker: &'a mut dyn Attacker) -> Harness<'a> {
        let (keys, rng) = (Keys::new(&spec), StdRng::seed_from_u64(spec.seed));
        let at = OPENING - 5_000;
        Harness {
            spec,
            keys,
            attacker,
            election: Election::new(),
            lines: vec![],
            trust: None,
            dealt: BTreeMap::new(),
            at,
            rng,
        }
    }

    /// The lines so far.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// The log as the rulebook sees it.
    pub fn election(&self) -> &Election {
        &self.election
    }

    /// Manifest, ceremony, roll, open.
    pub fn prepare(&mut self) {
        self.found();
        self.commit();
        self.deal();
        self.confirm();
        self.enrol();
        self.open();
    }

    /// The manifest, from which the observer makes the trust file.
    pub fn found(&mut self) {
        self.post(Body::Manifest(manifest(&self.spec, &self.keys)), None);
    }

    /// So many seconds go by.
    pub fn pass(&mut self, seconds: u64) {
        self.at += seconds;
    }

    /// The rows of the roll, in order.
    pub fn roll(&self) -> Vec<Row> {
        let row = |(voter, (style, weight)): (&Arc<SigningKey>, &(u64, u64))| Row {
            credential: *voter.public(),
            style: *style,
            weight: *weight,
        };
        let mut rows: Vec<Row> = self.keys.voters.iter().zip(&self.spec.voters).map(row).collect();
        rows.sort_by_key(|row| row.credential);
        rows
    }

    /// The roll.
    pub fn enrol(&mut self) {
        for part in RollPart::parts(self.roll()) {
            self.post(Body::Roll(part), None);
        }
    }

    /// The end of the preparation.
    pub fn open(&mut self) {
        let (rows, weight) = (self.election.roll_rows(), self.election.roll_weight());
        if let Some(keys) = self.ceremony_keys() {
            let open = Open { election_key: keys.Y, last_roll: *self.election.last_roll(), rows, weight };
            self.post(Body::Open(open), None);
        }
    }

    /// (4.1) All commitments.
    pub fn commit(&mut self) {
        let Some(ceremony) = self.election.ceremony().cloned() else { return };
        for i in 1..=self.spec.trustees {
            let commitment = Dealer::new(&self.keys.trustees[i as usize - 1], &ceremony, i).commit();
            self.post(Body::KeyCommitment(commitment), Some(i));
        }
    }

    /// (4.2) All deals.
    pub fn deal(&mut self) {
        let Some(ceremony) = self.election.ceremony().cloned() else { return };
        let last = *self.election.last_commitment();
        for i in 1..=self.spec.trustees {
            let deal = Dealer::new(&self.keys.trustees[i as usize - 1], &ceremony, i).deal(&last);
            if let Some(deal) = deal {
                self.post(Body::KeyDeal(deal), Some(i));
            }
        }
    }

    /// (4.4) All confirmations.
    pub fn confirm(&mut self) {
        let Some(ceremony) = self.election.ceremony().cloned() else { return };
        let last = *self.election.last_deal();
        for j in 1..=self.spec.trustees {
            let Some(keys) = self.ceremony_keys() else { return };
            if let Some(share) = self.share(j) {
                let rehearsal = share.rehearse(&ceremony.election, &last).expect("a rehearsal");
                self.post(
                    Body::KeyConfirmation(KeyConfirmation { X: keys.X, Y: keys.Y, rehearsal }),
                    Some(j),
                );
            }
        }
    }

    /// The key share of a trustee, if every deal gives it a good one.
    pub fn share(&self, j: u64) -> Option<KeyShare> {
        KeyShare::open(&self.keys.trustees[j as usize - 1], self.election.ceremony()?, &self.deals(), j).ok()
    }

    /// The deals of the log; of one that cannot be read, or is not its trustee's, what the trustee dealt.
    fn deals(&self) -> Vec<KeyDeal> {
        let mut deals = self.dealt.clone();
        deals.extend(self.election.deals().map(|(i, deal)| (i, deal.clone())));
        deals.into_values().collect()
    }

    fn ceremony_keys(&self) -> Option<CeremonyKeys> {
        let deals = self.deals();
        let of_deals = || CeremonyKeys::new(self.election.ceremony()?, deals.iter());
        let complete = deals.len() as u64 == self.spec.trustees;
        self.election.keys().cloned().or_else(|| of_deals().filter(|_| complete))
    }

    /// All ballots, and signs of life.
    pub fn vote(&mut self) {
        self.show_life();
        self.cast_all();
    }

    /// (4.6) Signs of life on the last entry that is none itself, later than those before.
    pub fn show_life(&mut self) {
        self.at = self.at.max(OPENING);
        for j in self.spec.live.clone() {
            let Some(id) = self.election.id().copied() else { return };
            let Some(entry) = self.election.newest_lasting_entry() else { return };
            if let (Some(share), Some(hash)) = (self.share(j), self.election.entry_hash(entry)) {
                let live = share.live(&id, entry, hash).expect("a sign of life");
                self.post(Body::Liveness(live), Some(j));
            }
        }
    }

    /// All ballots of the specification.
    pub fn cast_all(&mut self) {
        self.at = self.at.max(OPENING);
        for (voter, choices) in self.spec.ballots.clone() {
            self.cast(voter, &choices);
        }
    }

    /// A ballot of one voter, at the next place of their credential.
    pub fn cast(&mut self, voter: usize, choices: &[Vec<usize>]) {
        if let Some(ballot) = self.ballot(voter, choices) {
            self.post(Body::Ballot(ballot), Some(voter as u64));
        }
    }

    /// A ballot of one voter on a certain date.
    pub fn cast_at(&mut self, at: u64, voter: usize, choices: &[Vec<usize>]) {
        self.at = at;
        self.cast(voter, choices);
    }

    /// An honest ballot of one voter for the next place of their credential.
    pub fn ballot(&mut self, voter: usize, choices: &[Vec<usize>]) -> Option<Ballot> {
        // Who is not in the roll goes on as if they were.
        let missing = Place { style: self.spec.voters[voter].0, sequence: 0, previous: Hash::ZERO };
        let place = self.election.place(self.keys.voters[voter].public()).unwrap_or(missing);
        self.ballot_at(voter, choices, place)
    }

    /// The same for any place.
    pub fn ballot_at(&mut self, voter: usize, choices: &[Vec<usize>], place: Place) -> Option<Ballot> {
        let open = self.election.open_election()?;
        let author = *self.keys.voters[voter].public();
        let manifest = &open.manifest;
        let style = manifest.styles.get(place.style as usize)?;
        let mut values = vec![];
        for (contest, chosen) in manifest.style_contests(style).into_iter().zip(choices) {
            let slots = manifest.contests[contest].slots();
            values.extend((0..slots).map(|slot| u64::from(chosen.contains(&slot))));
        }
        let selections = Selections::new(manifest, place.style, Zeroizing::new(values)).ok()?;
        let seed = Seed::generate(&mut self.rng).expect("a seed");
        let prepared = open.prepare(&author, place, selections, seed).ok()?;
        Some(prepared.ballot().clone())
    }

    /// The end of voting.
    pub fn close(&mut self) {
        self.at = self.at.max(CLOSING);
        self.post(Body::Close(Close { previous: self.election.head() }), None);
    }

    /// Shares and result.
    pub fn announce(&mut self) {
        self.decrypt();
        self.conclude();
    }

    /// (6.2) The decryption shares.
    pub fn decrypt(&mut self) {
        let Some(tally) = self.election.tally().cloned() else { return };
        for i in self.spec.decrypting.clone() {
            if let Some(share) = self.share(i).and_then(|share| tally.decrypt(&share)) {
                self.post(Body::DecryptionShare(share), Some(i));
            }
        }
    }

    /// (6.3) The result.
    pub fn conclude(&mut self) {
        let Some(tally) = self.election.tally().cloned() else { return };
        let shares: Vec<_> = self.election.valid_shares().take(self.spec.threshold as usize).collect();
        let points = tally.combine(&shares);
        // Forged ballots may be worth more than the roll; a forged roll may be too heavy to count.
        let bound = self.election.roll_weight().min(1 << 20) + 4_096;
        let logarithms = DiscreteLog::new(bound, points.len());
        let values: Vec<u64> = points.iter().map(|point| logarithms.solve(point).unwrap_or(0)).collect();
        if let Some(manifest) = self.election.manifest() {
            let result = tally.result(manifest, &values);
            self.post(Body::Result(result), None);
        }
    }

    /// Signs, dates and chains a statement. `who` is the trustee (from 1) or voter (from 0).
    pub fn post(&mut self, body: Body, who: Option<u64>) {
        let identity = |trustee: u64| Arc::new(self.keys.trustees[trustee as usize - 1].identity());
        let author = match (&body, who) {
            (Body::Ballot(_), Some(voter)) => self.keys.voters[voter as usize].clone(),
            (Body::Roll(_), _) => self.keys.registrar.clone(),
            (_, Some(trustee)) => identity(trustee),
            _ => self.keys.official.clone(),
        };
        self.publish(body, author, who);
    }

    /// The same for any author.
    pub fn post_by(&mut self, body: Body, author: Arc<SigningKey>) {
        self.publish(body, author, None);
    }

    fn publish(&mut self, body: Body, author: Arc<SigningKey>, who: Option<u64>) {
        let election = match &body {
            Body::Manifest(_) => Hash::ZERO,
            _ => self.election.statement_election().copied().unwrap_or(Hash::ZERO),
        };
        let (index, previous) = (self.election.size(), self.election.head());
        self.at += 1;
        let mut draft = Draft { at: self.at, index, previous, election, body, author, odd_body: None };
        self.attacker.draft(&mut draft, &self.keys);
        if let (Body::KeyDeal(deal), Some(trustee)) = (&draft.body, who) {
            self.dealt.entry(trustee).or_insert_with(|| deal.clone());
        }
        let body = draft.odd_body.unwrap_or_else(|| draft.body.encode());
        let unsigned = Unsigned::new(draft.author.public(), &body, &draft.election, draft.body.kind());
        let line = Entry::line(draft.at, draft.index, &draft.previous, &unsigned.sign(&draft.author));
        let line = self.attacker.line(index, line);
        self.push(line);
    }

    /// Appends a line, whatever it is.
    pub fn push(&mut self, line: String) {
        match Entry::decode(line.as_bytes()) {
            Ok(entry) => {
                self.election.apply(&entry, &mut Collected::default());
                if let (0, Body::Manifest(manifest)) = (entry.index, &entry.statement.body) {
                    self.trust = Some(Trust::of(&entry.statement.digest, manifest));
                }
            }
            Err(_) => {
                let kind = ApparentKind::of(line.as_bytes());
                self.election.advance_unreadable(leaf_hash(line.as_bytes()), kind);
            }
        }
        self.lines.push(line);
    }

    /// The record as it stands, under a checkpoint that board and witnesses sign.
    pub fn record(&self) -> Record {
        let trust = self.trust.clone().unwrap_or_else(|| trust(&self.spec, &self.keys));
        let checkpoint = sign(&self.keys, &self.lines, &trust, self.at);
        Record { lines: self.lines.clone(), checkpoint, trust, file: None }
    }
}

/// What an observer trusts who has compared the honest manifest with the announcement.
pub fn trust(spec: &Spec, keys: &Keys) -> Trust {
    let manifest = manifest(spec, keys);
    let body = Body::Manifest(manifest.clone()).encode();
    let statement = Unsigned::new(keys.official.public(), &body, &Hash::ZERO, Kind::Manifest);
    Trust::of(&statement.digest(), &manifest)
}

/// Board and witnesses sign the tree over `lines` at time `at`.
pub fn sign(keys: &Keys, lines: &[String], trust: &Trust, at: u64) -> String {
    let mut tree = Frontier::default();
    lines.iter().for_each(|line| tree.push(leaf_hash(line.as_bytes())));
    let origin = trust.board.origin(&trust.election);
    let note = keys.board.sign(&Checkpoint { origin, size: tree.size(), root: tree.root() });
    let signed = SignedCheckpoint::parse(&note).expect("a checkpoint");
    let cosigned = keys.witnesses.iter().fold(signed, |signed, witness| {
        signed.with_cosignature(&witness.cosign(&signed, at)).expect("a cosignature")
    });
    cosigned.as_str().to_owned()
}

/// The receipt of a line under a checkpoint over all `lines`, signed at time `at`.
pub fn receipt(keys: &Keys, lines: &[String], trust: &Trust, index: u64, at: u64) -> Receipt {
    let mut tree = Tree::default();
    lines.iter().for_each(|line| tree.push(leaf_hash(line.as_bytes())));
    Receipt {
        line: lines[index as usize].clone(),
        index,
        path: tree.inclusion(index, tree.size()).expect("a path"),
        checkpoint: SignedCheckpoint::parse(&sign(keys, lines, trust, at)).expect("a checkpoint"),
    }
}

/// The manifest of a specification.
pub fn manifest(spec: &Spec, keys: &Keys) -> Manifest {
    let texts = |english: &str, chinese: &str| -> Texts {
        let text = |text: &str| Text::new(text).expect("a text");
        BTreeMap::from([("en".into(), text(english)), ("zh-Hans".into(), text(chinese))])
    };
    let paragraphs = |english: &str, chinese: &str| {
        let text = |text: &str| Paragraphs::new(text).expect("a text");
        BTreeMap::from([("en".into(), text(english)), ("zh-Hans".into(), text(chinese))])
    };
    let id = |text: &str| Id::new(text).expect("an id");
    let name = |text: String| Text::new(text).expect("a name");
    let contest = |(title, rule, options): &(&str, Rule, usize)| Contest {
        id: id(title),
        options: (0..*options)
            .map(|o| ContestOption {
                id: id(&format!("option-{o}")),
                label: texts(&format!("Option {o}"), &format!("选项 {o}")),
            })
            .collect(),
        rule: *rule,
        title: texts(title, title),
    };
    let trustee = |(i, seed): (usize, &TrusteeSeed)| Party {
        key: *seed.identity().public(),
        name: name(format!("Trustee {}", i + 1)),
    };
    let witnesses: Vec<LogKey> = keys.witnesses.iter().map(WitnessSigner::witness).collect();
    let quorum = if witnesses.is_empty() { 0 } else { (spec.witnesses / 2 + 1).max(spec.witnesses - 1) };
    Manifest {
        all_trustees_needed: spec.threshold == spec.trustees,
        board: keys.board.board(),
        check_pages: vec![],
        client: vec![],
        closing: CLOSING,
        contests: spec.contests.iter().map(contest).collect(),
        description: paragraphs("A made-up election", "虚构的选举"),
        languages: vec!["en".into(), "zh-Hans".into()],
        minimum: spec.minimum,
        officials: vec![Party { key: *keys.official.public(), name: name("Official".into()) }],
        opening: OPENING,
        registrars: vec![Party { key: *keys.registrar.public(), name: name("Registrar".into()) }],
        revealing_weights: spec.revealing_weights,
        styles: spec
            .styles
            .iter()
            .enumerate()
            .map(|(i, contests)| Style {
                contests: contests.iter().map(|contest| id(contest)).collect(),
                id: id(&format!("style-{i}")),
            })
            .collect(),
        suite: SUITE.into(),
        threshold: spec.threshold,
        title: texts("A test election", "测试选举"),
        trustees: keys.trustees.iter().enumerate().map(trustee).collect(),
        unwitnessed: spec.witnesses == 0,
        version: VERSION,
        witnesses: Witnesses { keys: witnesses, quorum },
    }
}

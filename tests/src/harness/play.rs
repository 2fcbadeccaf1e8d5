//! All honest roles in order, each on the log as it really is.

use super::attack::{Attacker, Draft};
use super::keys::Keys;
use super::manifest::{manifest, trust};
use super::record::{Record, Sink, sign_tree};
use super::spec::{CLOSING, OPENING, Spec};
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::collections::BTreeMap;
use std::sync::Arc;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ballot::{Ballot, OpenElection, Place, Seed, Selections};
use tabella_crypto::election::ceremony::{CeremonyKeys, Dealer, KeyConfirmation, KeyDeal, KeyShare};
use tabella_crypto::election::roll::{Open, RollPart, Row};
use tabella_crypto::election::statement::{Body, Unsigned};
use tabella_crypto::election::tally::{Close, DiscreteLog};
use tabella_crypto::signature::SigningKey;
use tabella_log::entry::{ApparentKind, Entry};
use tabella_log::merkle::{Frontier, leaf_hash};
use tabella_log::rulebook::{Collected, Election};
use tabella_log::trust::Trust;
use zeroize::Zeroizing;

/// The election while it is being made.
pub struct Harness<'a, S = Vec<String>> {
    /// What is made.
    pub spec: Spec,
    /// Every secret key.
    pub keys: Keys,
    attacker: &'a mut dyn Attacker,
    pub(super) election: Election,
    tree: Frontier,
    sink: S,
    trust: Option<Trust>,
    /// What the trustees dealt, also where the log does not show it.
    dealt: BTreeMap<u64, KeyDeal>,
    pub(super) at: u64,
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

    /// An empty log, whose lines stay in memory.
    pub fn new(spec: Spec, attacker: &'a mut dyn Attacker) -> Harness<'a> {
        Harness::into(vec![], spec, attacker)
    }

    /// The lines so far.
    pub fn lines(&self) -> &[String] {
        &self.sink
    }

    /// The record as it stands, under a checkpoint that board and witnesses sign.
    pub fn record(&self) -> Record {
        Record { lines: self.sink.clone(), checkpoint: self.checkpoint(), trust: self.trust(), file: None }
    }
}

impl<'a, S: Sink> Harness<'a, S> {
    /// An empty log, whose lines go into `sink`.
    pub fn into(sink: S, spec: Spec, attacker: &'a mut dyn Attacker) -> Harness<'a, S> {
        let (keys, rng) = (Keys::new(&spec), StdRng::seed_from_u64(spec.seed));
        Harness {
            spec,
            keys,
            attacker,
            election: Election::new(),
            tree: Frontier::default(),
            sink,
            trust: None,
            dealt: BTreeMap::new(),
            at: OPENING - 5_000,
            rng,
        }
    }

    /// The sink with all lines.
    pub fn into_sink(self) -> S {
        self.sink
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
        // No honest trustee deals under a manifest that asks for no shares (MAN-09).
        if ceremony.threshold == 0 {
            return;
        }
        let last = *self.election.last_commitment();
        for i in 1..=self.spec.trustees {
            let deal = Dealer::new(&self.keys.trustees[i as usize - 1], &ceremony, i).deal(&last);
            self.post(Body::KeyDeal(deal), Some(i));
        }
    }

    /// (4.4) All confirmations.
    pub fn confirm(&mut self) {
        let Some(ceremony) = self.election.ceremony().cloned() else { return };
        let last = *self.election.last_deal();
        for j in 1..=self.spec.trustees {
            let Some(keys) = self.ceremony_keys() else { return };
            if let Some(share) = self.share(j) {
                let rehearsal = share.rehearse(&ceremony.election, &last);
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

    /// All ballots, and liveness proofs.
    pub fn vote(&mut self) {
        self.show_life();
        self.cast_all();
    }

    /// (4.6) Liveness proofs on the last entry that is none itself, later than those before.
    pub fn show_life(&mut self) {
        self.at = self.at.max(OPENING);
        for j in self.spec.live.clone() {
            let Some(id) = self.election.id().copied() else { return };
            let Some(entry) = self.election.newest_lasting_entry() else { return };
            if let (Some(share), Some(hash)) = (self.share(j), self.election.entry_hash(entry)) {
                let live = share.live(&id, entry, hash);
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
        let selections = selections(&open, place.style, choices)?;
        let seed = Seed::generate(&mut self.rng).expect("a seed");
        let prepared = open.prepare(self.keys.voters[voter].public(), place, selections, seed).ok()?;
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
        let most = (self.spec.voters.len() as u64).max(1 << 20);
        let bound = self.election.roll_weight().min(most) + 4_096;
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
            Ok(entry) => self.append(&entry, line),
            Err(_) => {
                let (hash, kind) = (leaf_hash(line.as_bytes()), ApparentKind::of(line.as_bytes()));
                self.election.advance_unreadable(hash, kind);
                self.tree.push(hash);
                self.sink.take(line);
            }
        }
    }

    /// Appends a line that decodes to `entry`.
    pub(super) fn append(&mut self, entry: &Entry, line: String) {
        self.election.apply(entry, &mut Collected::default());
        if let (0, Body::Manifest(manifest)) = (entry.index, &entry.statement.body) {
            self.trust = Some(Trust::of(&entry.statement.digest, manifest));
        }
        self.tree.push(entry.hash);
        self.sink.take(line);
    }

    /// The note that board and witnesses sign now.
    pub fn checkpoint(&self) -> String {
        sign_tree(&self.keys, &self.tree, &self.trust(), self.at)
    }

    /// What an observer trusts who has compared the manifest with the announcement.
    pub fn trust(&self) -> Trust {
        self.trust.clone().unwrap_or_else(|| trust(&self.spec, &self.keys))
    }
}

/// The slots that are chosen in each contest, as selections; `None` when they break a rule.
pub(super) fn selections(open: &OpenElection, style: u64, choices: &[Vec<usize>]) -> Option<Selections> {
    let plan = &open.manifest.ballot_style(style)?.plan;
    let mut values = vec![];
    for (slots, chosen) in plan.contests().iter().zip(choices) {
        values.extend((0..slots.len()).map(|slot| u64::from(chosen.contains(&slot))));
    }
    Selections::new(&open.manifest, style, Zeroizing::new(values)).ok()
}

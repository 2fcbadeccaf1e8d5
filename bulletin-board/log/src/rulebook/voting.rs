//! BAL and PRF: ballots, from `open` to `close`.

use super::{Effect, Election, EntryFaults};
use crate::entry::Entry;
use std::collections::HashSet;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::ballot::{Ballot, OpenElection, Place};
use tabella_crypto::election::roll::{Open, Row};
use tabella_crypto::election::tally::{Aggregates, Close};
use tabella_crypto::elgamal::Ciphertext;
use tabella_crypto::generators::G;
use tabella_crypto::group::Point;
use tabella_crypto::proofs::Claim;
use tabella_crypto::proofs::batch::Bases;

/// One credential of the roll.
#[derive(Clone, Debug)]
pub(super) struct Voter {
    pub(super) style: u64,
    pub(super) weight: u64,
    latest: Option<Latest>,
    counted: Option<Counted>,
}

impl Voter {
    pub(super) fn new(row: &Row) -> Voter {
        Voter { style: row.style, weight: row.weight, latest: None, counted: None }
    }

    /// (5.11) Sequence and previous of the next ballot.
    fn place(&self) -> Place {
        let (sequence, previous) = match &self.latest {
            None => (0, Hash::ZERO),
            Some(latest) => (latest.sequence + 1, latest.tracker),
        };
        Place { style: self.style, sequence, previous }
    }
}

/// The ballot of a credential that is in the sums.
#[derive(Clone, Debug)]
struct Counted {
    style: u64,
    /// Encodings of alpha and beta, to take it out of the sums when it is superseded.
    ciphertexts: Box<[[[u8; 32]; 2]]>,
}

impl Counted {
    fn new(ballot: &Ballot) -> Counted {
        let encode = |c: &Ciphertext| [*c.alpha.as_bytes(), *c.beta.as_bytes()];
        Counted { style: ballot.style, ciphertexts: ballot.ciphertexts.iter().map(encode).collect() }
    }

    fn decode(&self) -> Vec<Ciphertext> {
        // Unwrap safety: these are encodings of decoded points.
        #[allow(clippy::unwrap_used)]
        let decode = |[alpha, beta]: &[[u8; 32]; 2]| Ciphertext {
            alpha: Point::decode(*alpha).unwrap(),
            beta: Point::decode(*beta).unwrap(),
        };
        self.ciphertexts.iter().map(decode).collect()
    }
}

/// The last ballot of a credential: what the next one must name, and what a voter looks up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latest {
    /// Its tracker.
    pub tracker: Hash,
    /// Its sequence number.
    pub sequence: u64,
    /// The entry that it is in.
    pub index: u64,
    /// When the board accepted it, Unix seconds.
    pub at: u64,
}

/// The election as `open` fixed it, and the ballots since.
#[derive(Clone, Debug, Default)]
pub(super) struct Voting {
    pub(super) open: Option<Opened>,
    /// Every alpha of every ballot that can be read.
    alphas: HashSet<[u8; 32]>,
}

/// An open election.
#[derive(Clone, Debug)]
pub(super) struct Opened {
    index: u64,
    phi: Hash,
    body: Open,
    aggregates: Aggregates,
}

impl Voting {
    /// BAL-06: checks that no alpha of a ballot occurs twice in it, or in a ballot before it.
    fn judge_alphas(&self, ballot: &Ballot, faults: &mut EntryFaults) {
        let mut own = HashSet::new();
        let fresh =
            |c: &Ciphertext| own.insert(*c.alpha.as_bytes()) && !self.alphas.contains(c.alpha.as_bytes());
        let unique = ballot.ciphertexts.iter().map(fresh).filter(|fresh| !fresh).count() == 0;
        faults.require(unique, checks::BAL_06, || {
            "an alpha of this ballot occurs elsewhere: it was copied".into()
        });
    }

    fn note_alphas(&mut self, ballot: &Ballot) {
        self.alphas.extend(ballot.ciphertexts.iter().map(|ciphertext| *ciphertext.alpha.as_bytes()));
    }
}

impl Election {
    pub(super) fn judge_ballot(
        &self,
        entry: &Entry,
        ballot: &Ballot,
        faults: &mut EntryFaults,
        claims: &mut Vec<Claim>,
    ) -> Effect {
        let (Some(setup), Some(open)) = (&self.setup, &self.voting.open) else { return Effect::Nothing };
        let author = &entry.statement.author;
        self.judge_place(author, &ballot.place(), faults);
        // A style that does not exist is BAL-02, or ROL-02, and has no shape.
        if let Some(style) = setup.manifest.ballot_style(ballot.style) {
            if !ballot.has_shape(&style.plan) {
                // Blocks PRF.
                faults.reject(checks::BAL_03, "the ballot does not have the shape that its style requires");
            } else if !self.unreadable.open {
                claims.push(ballot.claim(&open.phi, author, &style.plan, faults.culprit.clone()));
            }
        }
        self.voting.judge_alphas(ballot, faults);
        self.judge_time(entry.at, faults);
        Effect::Content
    }

    /// BAL-07: checks that voting is open at a time.
    pub(super) fn judge_time(&self, at: u64, faults: &mut EntryFaults) {
        let Some(manifest) = self.manifest() else { return };
        let (opens_at, closes_at) = (manifest.opens_at, manifest.closes_at);
        faults.require((opens_at..closes_at).contains(&at), checks::BAL_07, || {
            format!("dated {at}; voting is from {opens_at} and before {closes_at}")
        });
    }

    /// BAL-01, BAL-02, BAL-04 and BAL-05: checks that this is where the next ballot of a credential goes.
    pub(super) fn judge_place(&self, author: &Point, named: &Place, faults: &mut EntryFaults) {
        let voter = self.roll.voters.get(author);
        if !self.unreadable.roll {
            faults.require(voter.is_some(), checks::BAL_01, || format!("{author} is not in the roll"));
        }
        let Some(voter) = voter else { return };
        faults.require(named.style == voter.style, checks::BAL_02, || {
            format!("style {}; the roll says {}", named.style, voter.style)
        });
        if self.unreadable.ballots {
            return;
        }
        let expected = voter.place();
        if named.sequence != expected.sequence {
            // Blocks BAL-05.
            faults.reject(
                checks::BAL_04,
                format!("sequence {}; expected {}", named.sequence, expected.sequence),
            );
        } else if named.previous != expected.previous {
            faults.reject(checks::BAL_05, "previous is not the tracker of the ballot before");
        }
    }

    pub(super) fn take_open(&mut self, entry: &Entry, open: &Open) {
        if let Some(setup) = &mut self.setup {
            setup.bases = Bases::new(Some(*open.election_key.element()), setup.manifest.bit_bases().to_vec());
            let aggregates = Aggregates::new(&setup.manifest);
            let index = self.chain.size() - 1;
            self.voting.open = Some(Opened { index, phi: entry.hash, body: open.clone(), aggregates });
        }
    }

    /// The end of the preparation is known, the election key is not.
    pub(super) fn take_unreadable_open(&mut self, phi: Hash) {
        self.unreadable.open = true;
        // Unwrap safety: G is not the identity.
        #[allow(clippy::unwrap_used)]
        let election_key = self.rounds.keys.as_ref().map_or_else(|| Point::new(G).unwrap(), |keys| keys.Y);
        let body = Open { election_key, last_roll: *self.last_roll(), rows: 0, weight: 0 };
        if let Some(setup) = &self.setup {
            let aggregates = Aggregates::new(&setup.manifest);
            self.voting.open = Some(Opened { index: self.size() - 1, phi, body, aggregates });
        }
    }

    /// The ballot with the highest sequence of a credential counts if it has the shape of its style, whatever
    /// else is wrong with it: no one decrypts a total without it (5.12).
    pub(super) fn take_ballot(&mut self, entry: &Entry, ballot: &Ballot) {
        self.voting.note_alphas(ballot);
        let (Some(setup), Some(open)) = (&self.setup, &mut self.voting.open) else { return };
        let Some(voter) = self.roll.voters.get_mut(&entry.statement.author) else { return };
        if voter.latest.is_some_and(|latest| latest.sequence >= ballot.sequence) {
            return;
        }
        let (tracker, index) = (entry.statement.digest, self.chain.size() - 1);
        voter.latest = Some(Latest { tracker, sequence: ballot.sequence, index, at: entry.at });
        let style_of = |position| setup.manifest.ballot_style(position);
        if let Some(counted) = voter.counted.take() {
            if let Some(style) = style_of(counted.style) {
                open.aggregates.remove(style, voter.weight, &counted.decode());
            }
        }
        if let Some(style) = style_of(ballot.style).filter(|style| ballot.has_shape(&style.plan)) {
            open.aggregates.add(style, voter.weight, &ballot.ciphertexts);
            voter.counted = Some(Counted::new(ballot));
        }
    }

    pub(super) fn judge_close(&self, entry: &Entry, close: &Close, faults: &mut EntryFaults) -> Effect {
        faults.require(close.previous == entry.previous, checks::LOG_01, || {
            "close names another entry than the one before it".into()
        });
        let Some(manifest) = self.manifest() else { return Effect::Content };
        let closes_at = manifest.closes_at;
        faults.require(entry.at >= closes_at, checks::LOG_16, || {
            format!("dated {}; closing is {closes_at}", entry.at)
        });
        faults.require(self.has_live_quorum(), checks::KEY_15, || {
            "fewer than t trustees have shown a live key since open".into()
        });
        Effect::Content
    }

    /// Ends the voting with an entry of the kind `close`, whether it can be read or not.
    pub(super) fn close(&mut self, hash: &Hash) {
        if let (Some(setup), Some(open)) = (&self.setup, &self.voting.open) {
            self.decryption.tally = Some(open.aggregates.close(&setup.manifest, &open.phi, hash));
        }
    }

    /// phi, once the election is open.
    pub fn fingerprint(&self) -> Option<&Hash> {
        self.voting.open.as_ref().map(|open| &open.phi)
    }

    /// The entry that opened the election.
    pub fn opened_at(&self) -> Option<u64> {
        self.voting.open.as_ref().map(|open| open.index)
    }

    /// The body of `open`.
    pub fn open_body(&self) -> Option<&Open> {
        self.voting.open.as_ref().map(|open| &open.body)
    }

    /// The election as a voting device needs it, once it is open.
    pub fn open_election(&self) -> Option<OpenElection> {
        let (setup, open) = (self.setup.as_ref()?, self.voting.open.as_ref()?);
        Some(OpenElection::new(setup.manifest.clone(), open.phi, open.body.election_key))
    }

    /// The value that `election` must have in a statement made now (2.3).
    pub fn statement_election(&self) -> Option<&Hash> {
        self.fingerprint().or(self.id())
    }

    /// The place of the next ballot of a credential; `None` when it is not in the roll.
    pub fn place(&self, credential: &Point) -> Option<Place> {
        self.roll.voters.get(credential).map(Voter::place)
    }

    /// The last ballot of a credential; `None` when it has none.
    pub fn latest(&self, credential: &Point) -> Option<Latest> {
        self.roll.voters.get(credential)?.latest
    }

    /// Number of credentials that have voted.
    pub fn counted(&self) -> u64 {
        self.voting.open.as_ref().map_or(0, |open| open.aggregates.count())
    }

    /// Total weight of the credentials that have voted.
    pub fn counted_weight(&self) -> u64 {
        self.voting.open.as_ref().map_or(0, |open| open.aggregates.weight())
    }
}

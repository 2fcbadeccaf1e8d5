//! Many honest ballots at once, on all cores. No attacker sees them.

use super::keys::Keys;
use super::play::{Harness, selections};
use super::record::Sink;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rayon::prelude::*;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ballot::{OpenElection, Seed};
use tabella_log::entry::Entry;
use tabella_log::merkle::leaf_hash;
use tabella_log::rulebook::Election;

/// A ballot to be cast.
pub struct Vote {
    /// Who casts it, in the order of the specification.
    pub voter: usize,
    /// When, Unix seconds.
    pub at: u64,
    /// For each contest of the voter's style, the chosen slots.
    pub choices: Vec<Vec<usize>>,
}

impl<S: Sink> Harness<'_, S> {
    /// Casts the ballots of different voters, in this order.
    ///
    /// # Panics
    /// The election is not open, a voter is not in the roll, or choices break a rule.
    pub fn cast_crowd(&mut self, votes: &[Vote]) {
        let (first, mut previous) = (self.election.size(), self.election.head());
        let open = self.election.open_election().expect("an open election");
        let devices = Devices { open, election: &self.election, keys: &self.keys, seed: self.spec.seed };
        let sign = |(i, vote): (usize, &Vote)| devices.sign(first + i as u64, vote);
        let statements: Vec<String> = votes.par_iter().enumerate().map(sign).collect();
        let mut lines = vec![];
        for ((index, vote), statement) in (first..).zip(votes).zip(&statements) {
            let line = Entry::line(vote.at, index, &previous, statement);
            previous = leaf_hash(line.as_bytes());
            lines.push(line);
        }
        let decode = |line: &String| Entry::decode(line.as_bytes()).expect("an honest entry");
        let entries: Vec<Entry> = lines.par_iter().map(decode).collect();
        entries.iter().zip(lines).for_each(|(entry, line)| self.append(entry, line));
        self.at = votes.last().map_or(self.at, |vote| vote.at);
    }
}

/// The devices of all voters.
struct Devices<'a> {
    open: OpenElection,
    election: &'a Election,
    keys: &'a Keys,
    seed: u64,
}

impl Devices<'_> {
    /// The signed statement of a ballot for the next place of its voter.
    fn sign(&self, index: u64, vote: &Vote) -> String {
        let key = &self.keys.voters[vote.voter];
        let place = self.election.place(key.public()).expect("a voter of the roll");
        let selections =
            selections(&self.open, place.style, &vote.choices).expect("choices that keep the rules");
        let randomness = Hash::of(&[b"crowd", &self.seed.to_le_bytes(), &index.to_le_bytes()]);
        let seed = Seed::generate(&mut StdRng::from_seed(randomness.0)).expect("a seed");
        let prepared = self.open.prepare(key.public(), place, selections, seed).expect("a ballot");
        prepared.cast(key).expect("the voter's own key")
    }
}

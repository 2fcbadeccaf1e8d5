//! (SRV-08) How often one credential may vote again: the log is kept for ever, and grows with every ballot.

use crate::entry::Entry;
use std::collections::HashMap;
use tabella_crypto::election::statement::Kind;
use tabella_crypto::group::Point;

/// Seconds over which ballots are counted.
const WINDOW_SECONDS: u64 = 3_600;
/// Most ballots of one credential in that time.
const BALLOTS: u32 = 30;

/// The ballots of the current window by credential, which is all that is remembered.
///
/// Only ballots in the log count: nobody without the code can use up what a voter may do. They are counted
/// by their dates, so that a start on the stored log counts the same.
#[derive(Debug, Default)]
pub(super) struct Rate {
    window: u64,
    ballots: HashMap<Point, u32>,
}

impl Rate {
    /// Seconds to wait, if this entry is one ballot too many.
    pub(super) fn wait_seconds(&self, entry: &Entry) -> Option<u64> {
        let author = &entry.statement.author;
        let full = self.ballots.get(author).is_some_and(|ballots| *ballots >= BALLOTS);
        let too_many = is_ballot(entry) && full && window(entry) == self.window;
        too_many.then(|| WINDOW_SECONDS - entry.at % WINDOW_SECONDS)
    }

    /// Counts an entry of the log.
    pub(super) fn count(&mut self, entry: &Entry) {
        if !is_ballot(entry) {
            return;
        }
        if window(entry) != self.window {
            self.window = window(entry);
            self.ballots.clear();
        }
        *self.ballots.entry(entry.statement.author).or_default() += 1;
    }
}

fn is_ballot(entry: &Entry) -> bool {
    entry.statement.body.kind() == Kind::Ballot
}

fn window(entry: &Entry) -> u64 {
    entry.at / WINDOW_SECONDS
}

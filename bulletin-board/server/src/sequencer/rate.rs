//! (SRV-08) The pace at which one credential may vote again: every ballot stays in the log, which must not be flooded,
//! and no one who has a voter's code may use up what the voter may do.
//!
//! ```text
//! ballots in a row    1 to 4    5     6     7     8    9 and more
//! then wait           -         5 s   10 s  20 s  40 s  60 s        never more than 10 s in the last hour
//! ```
//!
//! A pause of ten minutes ends the row. Whatever came before, the next ballot waits a minute at most, so there is
//! room until closing.

use std::collections::HashMap;
use tabella_crypto::election::statement::Kind;
use tabella_crypto::group::Point;
use tabella_log::entry::Entry;

/// Ballots in a row after which the next one waits.
const FREE: u32 = 4;
/// The first wait, in seconds; it doubles with every ballot.
const FIRST_SECONDS: u64 = 5;
/// The longest wait, in seconds.
const LONGEST_SECONDS: u64 = 60;
/// The longest wait in the last hour before closing, in seconds.
const LONGEST_AT_LAST_SECONDS: u64 = 10;
/// The last hour before closing, in seconds.
const LAST_SECONDS: u64 = 3_600;
/// A pause that ends a row, in seconds.
const PAUSE_SECONDS: u64 = 600;

/// The last ballots of every credential that has voted.
///
/// Only ballots in the log count: no one without the code can use up what a voter may do. They are counted
/// by their dates, so that a start on the stored log counts the same.
#[derive(Debug, Default)]
pub(super) struct Rate(HashMap<Point, Row>);

/// Ballots of one credential without a pause between them.
#[derive(Debug)]
struct Row {
    /// Date of the last one, Unix seconds.
    last: u64,
    ballots: u32,
}

impl Rate {
    /// Seconds to wait, if a ballot of this credential would come too soon at this time.
    pub(super) fn wait_seconds(&self, author: &Point, at: u64, closing: u64) -> Option<u64> {
        let row = self.0.get(author)?;
        let doublings = row.ballots.checked_sub(FREE + 1)?;
        let distance = FIRST_SECONDS << doublings.min(10);
        let is_last = at + LAST_SECONDS >= closing;
        let longest = if is_last { LONGEST_AT_LAST_SECONDS } else { LONGEST_SECONDS };
        let next = row.last + distance.min(longest);
        next.checked_sub(at).filter(|wait| *wait > 0)
    }

    /// Counts an entry of the log.
    pub(super) fn count(&mut self, entry: &Entry) {
        if entry.statement.body.kind() != Kind::Ballot {
            return;
        }
        let row = self.0.entry(entry.statement.author).or_insert(Row { last: entry.at, ballots: 0 });
        if entry.at >= row.last + PAUSE_SECONDS {
            row.ballots = 0;
        }
        row.ballots = row.ballots.saturating_add(1);
        row.last = entry.at;
    }
}

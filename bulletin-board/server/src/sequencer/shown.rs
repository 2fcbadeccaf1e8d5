//! What the public pages show of an election beside its log: kept while entries are folded, so that a
//! page costs no second reading. Nothing here is more than what the log says to everybody.

use std::sync::Arc;
use tabella_crypto::election::manifest::{Contest, Manifest};
use tabella_crypto::election::statement::Body;
use tabella_crypto::election::tally::{ElectionResult, Withheld};
use tabella_crypto::encoding::Hash;
use tabella_log::api::ElectionSummary;
use tabella_log::entry::Entry;
use tabella_log::rulebook::{Election, Phase};

/// Most steps of a [`Turnout`].
const STEPS: u64 = 400;
const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;
/// Lengths of a step that people count in, in seconds.
const STEP_SECONDS: &[u64] =
    &[1, 5, 15, 60, 300, 900, 1_800, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY];

/// One ballot in the box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CastBallot {
    /// The entry that holds it.
    pub index: u64,
    /// When the board accepted it, Unix seconds.
    pub at: u64,
    /// Its tracker.
    pub tracker: Hash,
    /// The entry of the ballot of the same credential that it supersedes.
    pub replaces: Option<u64>,
    /// The entry of the ballot that supersedes it.
    pub replaced_by: Option<u64>,
}

impl CastBallot {
    /// The ballot in an entry, if it holds one; `election` is the log before it.
    pub(super) fn of(entry: &Entry, election: &Election) -> Option<CastBallot> {
        let Body::Ballot(_) = entry.statement.body else { return None };
        Some(CastBallot {
            index: entry.index,
            at: entry.at,
            tracker: entry.statement.digest,
            replaces: election.latest(&entry.statement.author).map(|latest| latest.index),
            replaced_by: None,
        })
    }
}

/// How many credentials had voted by when: their first ballots, counted in steps of one length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turnout {
    opening: u64,
    closing: u64,
    step_seconds: u64,
    steps: Vec<u64>,
}

impl Turnout {
    fn new(opening: u64, closing: u64) -> Turnout {
        let length = closing.saturating_sub(opening);
        let fits = |step: &&u64| length.div_ceil(**step) <= STEPS;
        let in_days = || length.div_ceil(STEPS).div_ceil(DAY).max(1) * DAY;
        let step_seconds = STEP_SECONDS.iter().find(fits).copied().unwrap_or_else(in_days);
        Turnout { opening, closing, step_seconds, steps: vec![] }
    }

    /// Counts a first ballot; (BAL-07) it is dated within the voting time, and (LOG-07) not before the last.
    fn count(&mut self, at: u64) {
        let step = at.saturating_sub(self.opening) / self.step_seconds;
        let step = usize::try_from(step.min(STEPS)).unwrap_or_default();
        if self.steps.len() <= step {
            self.steps.resize(step + 1, 0);
        }
        self.steps[step] += 1;
    }

    /// Ends of the steps up to the last first ballot, and how many had voted by then.
    pub fn by(&self) -> impl Iterator<Item = (u64, u64)> {
        let mut voted = 0;
        (1..).zip(&self.steps).map(move |(step, first_ballots)| {
            voted += first_ballots;
            (self.closing.min(self.opening + step * self.step_seconds), voted)
        })
    }

    /// The length of a step.
    pub fn step_seconds(&self) -> u64 {
        self.step_seconds
    }
}

/// An announced result, with what its shares are shares of.
#[derive(Clone, Debug, PartialEq)]
pub struct Announced {
    /// The result as it stands in the log.
    pub result: ElectionResult,
    /// Total weight of the counted ballots that carry each contest, in manifest order.
    pub weights: Vec<u64>,
    /// Why each contest is withheld that is, in manifest order.
    pub withheld: Vec<Option<Withheld>>,
}

impl Announced {
    fn of(election: &Election) -> Option<Announced> {
        let (result, tally) = (election.result()?, election.tally()?);
        let manifest = election.manifest()?;
        let withheld = (0..manifest.contests.len()).map(|contest| tally.why_withheld(manifest, contest));
        Some(Announced {
            result: result.clone(),
            weights: tally.weights.clone(),
            withheld: withheld.collect(),
        })
    }
}

/// What the pages show, up to a signed checkpoint.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The manifest.
    pub manifest: Arc<Manifest>,
    /// Where the election stands.
    pub phase: Phase,
    /// Rows of the roll.
    pub eligible: u64,
    /// Every ballot, by index.
    pub ballots: Vec<CastBallot>,
    /// When they came.
    pub turnout: Turnout,
    /// The result, and nothing of it before it is in the log.
    pub announced: Option<Announced>,
}

/// What a batch changes, and where the election stands after it.
pub(super) struct News {
    pub(super) summary: ElectionSummary,
    phase: Phase,
    cast: Vec<CastBallot>,
    eligible: u64,
    announced: Option<Announced>,
}

impl News {
    pub(super) fn of(id: &Hash, election: &Election, cast: Vec<CastBallot>) -> News {
        News {
            summary: summary(id, election),
            phase: election.phase(),
            cast,
            eligible: election.roll_rows(),
            announced: Announced::of(election),
        }
    }
}

fn summary(id: &Hash, election: &Election) -> ElectionSummary {
    let manifest = election.manifest();
    ElectionSummary {
        closing: manifest.map_or(0, |manifest| manifest.closing),
        counted: election.counted(),
        fingerprint: election.fingerprint().copied(),
        id: *id,
        opening: manifest.map_or(0, |manifest| manifest.opening),
        phase: election.phase().name().into(),
        size: election.size(),
        title: manifest.map(|manifest| manifest.title.clone()).unwrap_or_default(),
    }
}

impl Shown {
    /// What there is to show of an election before anything has happened.
    pub(super) fn new(manifest: &Manifest) -> Shown {
        Shown {
            manifest: Arc::new(manifest.clone()),
            phase: Phase::Empty,
            eligible: 0,
            ballots: vec![],
            turnout: Turnout::new(manifest.opening, manifest.closing),
            announced: None,
        }
    }

    pub(super) fn advance(&mut self, news: News) {
        self.phase = news.phase;
        self.eligible = news.eligible;
        self.announced = news.announced;
        for ballot in news.cast {
            match ballot.replaces.and_then(|index| self.position(index)) {
                Some(position) => self.ballots[position].replaced_by = Some(ballot.index),
                None => self.turnout.count(ballot.at),
            }
            self.ballots.push(ballot);
        }
    }

    /// Where the ballot of an entry stands in [`Shown::ballots`].
    pub fn position(&self, index: u64) -> Option<usize> {
        self.ballots.binary_search_by_key(&index, |ballot| ballot.index).ok()
    }

    /// The ballot with this tracker.
    pub fn find(&self, tracker: &Hash) -> Option<&CastBallot> {
        self.ballots.iter().find(|ballot| ballot.tracker == *tracker)
    }

    /// The weight of the counted ballots of a contest whose totals are announced.
    pub fn counted_weight(&self, contest: &Contest) -> Option<u64> {
        self.announced.as_ref()?.weights.get(self.contest_position(contest)?).copied()
    }

    /// Why a contest is withheld, if it is.
    pub fn why_withheld(&self, contest: &Contest) -> Option<Withheld> {
        self.announced.as_ref()?.withheld.get(self.contest_position(contest)?).copied()?
    }

    fn contest_position(&self, contest: &Contest) -> Option<usize> {
        self.manifest.contests.iter().position(|other| other.id == contest.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_turnout_of_any_voting_time_fits_a_few_hundred_steps_and_loses_no_voter() {
        for length in [1, 59, 400, 401, 90_000, 1_209_600, 31_536_000, 1 << 52] {
            let mut turnout = Turnout::new(1_000, 1_000 + length);
            let times = (0..=20).map(|part| 1_000 + (length - 1) / 20 * part).chain([1_000 + length - 1]);
            times.for_each(|at| turnout.count(at));
            assert!(turnout.steps.len() as u64 <= STEPS + 1, "{length}: {}", turnout.steps.len());
            let by: Vec<(u64, u64)> = turnout.by().collect();
            assert!(by.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1), "{length}");
            assert_eq!(by.last().copied(), Some((1_000 + length, 22)), "{length}");
        }
    }
}

//! The public view of an election: its log up to the signed checkpoint and never more, and what the public pages
//! show of it, kept while entries are folded, so that a page costs no second reading.

use super::turnout::Turnout;
use std::sync::{Arc, PoisonError, RwLock};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::manifest::{CheckedManifest, Contest};
use tabella_crypto::election::statement::Body;
use tabella_crypto::election::tally::{ElectionResult, Withheld};
use tabella_log::api::ElectionSummary;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::entry::Entry;
use tabella_log::merkle::Tree;
use tabella_log::rulebook::{Election, Phase};

/// The log of one election as everyone may see it.
pub struct PublishedLog(RwLock<PublicView>);

/// One state of a [`PublishedLog`].
pub struct PublicView {
    /// The tree of exactly the size of the checkpoint.
    pub tree: Tree,
    /// The signed checkpoint.
    pub checkpoint: SignedCheckpoint,
    /// The summary that programs are told.
    pub summary: ElectionSummary,
    /// The manifest.
    pub manifest: Arc<CheckedManifest>,
    /// The phase of the election.
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

/// The changes that a batch makes, and where the election stands after it.
pub(super) struct ViewUpdate {
    summary: ElectionSummary,
    phase: Phase,
    cast: Vec<CastBallot>,
    eligible: u64,
    announced: Option<Announced>,
}

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

/// An announced result, with what its shares are shares of.
#[derive(Clone, Debug, PartialEq)]
pub struct Announced {
    /// The result as it stands in the log.
    pub result: ElectionResult,
    /// Total weight of the counted ballots that carry each contest, in manifest order.
    pub weights: Vec<u64>,
    /// The reason for each contest that is withheld, in manifest order.
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

impl PublishedLog {
    /// A log whose manifest has been accepted, up to this checkpoint.
    pub(super) fn new(
        tree: Tree,
        checkpoint: SignedCheckpoint,
        election: &Election,
        update: ViewUpdate,
    ) -> PublishedLog {
        // Unwrap safety: nothing is accepted before a manifest without faults.
        #[allow(clippy::unwrap_used)]
        let manifest = election.manifest().unwrap();
        let mut view = PublicView {
            tree,
            checkpoint,
            summary: update.summary.clone(),
            manifest: Arc::new(manifest.clone()),
            phase: update.phase,
            eligible: 0,
            ballots: vec![],
            turnout: Turnout::new(manifest.opens_at, manifest.closes_at),
            announced: None,
        };
        view.advance(update);
        PublishedLog(RwLock::new(view))
    }

    /// Reads one state; writers wait meanwhile.
    pub fn read<T>(&self, from: impl FnOnce(&PublicView) -> T) -> T {
        from(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn advance(
        &self,
        leaves: impl Iterator<Item = Hash>,
        checkpoint: SignedCheckpoint,
        update: ViewUpdate,
    ) {
        let mut view = self.0.write().unwrap_or_else(PoisonError::into_inner);
        leaves.for_each(|leaf| view.tree.push(leaf));
        view.checkpoint = checkpoint;
        view.advance(update);
    }
}

impl ViewUpdate {
    /// The changes that readers have not seen yet, `cast` among them.
    pub(super) fn of(id: &Hash, election: &Election, cast: Vec<CastBallot>) -> ViewUpdate {
        ViewUpdate {
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
        closing: manifest.map_or(0, |manifest| manifest.closes_at),
        counted: election.counted(),
        fingerprint: election.fingerprint().copied(),
        id: *id,
        opening: manifest.map_or(0, |manifest| manifest.opens_at),
        phase: election.phase().name().into(),
        size: election.size(),
        title: manifest.map(|manifest| manifest.title.clone()).unwrap_or_default(),
    }
}

impl PublicView {
    fn advance(&mut self, update: ViewUpdate) {
        self.summary = update.summary;
        self.phase = update.phase;
        self.eligible = update.eligible;
        self.announced = update.announced;
        for ballot in update.cast {
            match ballot.replaces.and_then(|index| self.position(index)) {
                Some(position) => self.ballots[position].replaced_by = Some(ballot.index),
                None => self.turnout.count(ballot.at),
            }
            self.ballots.push(ballot);
        }
    }

    /// The position in [`PublicView::ballots`] of the ballot in an entry.
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

    /// The reason why a contest is withheld, if it is.
    pub fn why_withheld(&self, contest: &Contest) -> Option<Withheld> {
        self.announced.as_ref()?.withheld.get(self.contest_position(contest)?).copied()?
    }

    fn contest_position(&self, contest: &Contest) -> Option<usize> {
        self.manifest.contests.iter().position(|other| other.id == contest.id)
    }
}

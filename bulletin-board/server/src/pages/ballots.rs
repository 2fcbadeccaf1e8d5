//! The pages of ballots: all of them, one found by its tracker, and one alone.

use super::check_pages::CheckPage;
use super::render::LocalText;
use super::request::{PageError, PageRequest};
use crate::sequencer::{CastBallot, PublicView};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use tabella_crypto::readable::{self, Kind};
use tabella_log::entry::Entry;
use tabella_log::rulebook::Phase;

/// Ballots on a page.
const BALLOTS: usize = 50;

/// A ballot as a row.
#[derive(Serialize)]
struct Row {
    index: u64,
    at: u64,
    tracker: String,
    replaces: Option<u64>,
    replaced_by: Option<u64>,
}

impl Row {
    fn of(ballot: &CastBallot) -> Row {
        let CastBallot { index, at, replaces, replaced_by, .. } = *ballot;
        Row { index, at, tracker: readable::tracker(&ballot.tracker), replaces, replaced_by }
    }
}

/// The outcome of a search for a tracker.
#[derive(Serialize)]
#[serde(untagged)]
enum TrackerSearch {
    /// The reason why there is none, in a word: wrong, other or none.
    None(&'static str),
    Ballot(Row),
}

impl TrackerSearch {
    /// Looks for what a reader typed.
    fn of(typed: &str, view: &PublicView) -> TrackerSearch {
        match readable::read_tracker(typed) {
            Ok(tracker) => {
                let found = view.find(&tracker).map(|ballot| TrackerSearch::Ballot(Row::of(ballot)));
                found.unwrap_or(TrackerSearch::None("none"))
            }
            Err(_) if is_other(typed) => TrackerSearch::None("other"),
            Err(_) => TrackerSearch::None("wrong"),
        }
    }
}

/// Returns true for something that was typed without a mistake and is not a tracker.
fn is_other(typed: &str) -> bool {
    let others = [Kind::Fingerprint, Kind::Election, Kind::Credential, Kind::Trust];
    others.into_iter().any(|kind| readable::read(kind, typed).is_ok())
}

/// The word for a ballot that no other replaces.
fn standing(phase: Phase) -> &'static str {
    if phase == Phase::Voting { "counts" } else { "counted" }
}

/// `GET /view/{election}/ballots`: the newest first, from the entry `from` on.
pub(super) async fn list(request: PageRequest) -> Response {
    #[derive(Serialize)]
    struct Page<'a> {
        title: LocalText,
        total: u64,
        voted: u64,
        typed: &'a str,
        found: Option<TrackerSearch>,
        check_pages: Vec<CheckPage>,
        standing: &'static str,
        ballots: Vec<Row>,
        newer: Option<u64>,
        older: Option<u64>,
    }
    let Some((election, log)) = request.log() else { return request.error(PageError::NoElection) };
    let typed = request.parameter("tracker").unwrap_or_default().trim();
    let from = request.parameter("from").and_then(|from| from.parse().ok()).unwrap_or(u64::MAX);
    let page = log.read(|view| {
        let ballots = &view.ballots;
        let end = ballots.partition_point(|ballot| ballot.index <= from);
        let start = end.saturating_sub(BALLOTS);
        let newest_of = |end: usize| end.checked_sub(1).and_then(|last| ballots.get(last));
        let newer = (end < ballots.len()).then(|| newest_of(ballots.len().min(end + BALLOTS)));
        Page {
            title: request.say(&view.manifest, &view.summary.title),
            total: ballots.len() as u64,
            voted: view.summary.counted,
            typed,
            found: (!typed.is_empty()).then(|| TrackerSearch::of(typed, view)),
            check_pages: CheckPage::all(request.pages.site.url.as_ref(), &election, &view.manifest),
            standing: standing(view.phase),
            ballots: ballots[start..end].iter().rev().map(Row::of).collect(),
            newer: newer.flatten().map(|ballot| ballot.index),
            older: newest_of(start).map(|ballot| ballot.index),
        }
    });
    request.page(StatusCode::OK, "ballots.html", "ballots", page)
}

/// `GET /view/{election}/ballots/{index}`.
pub(super) async fn one(request: PageRequest) -> Response {
    #[derive(Serialize)]
    struct Page {
        title: LocalText,
        ballot: Row,
        standing: &'static str,
        credential: String,
    }
    let Some((election, log)) = request.log() else { return request.error(PageError::NoElection) };
    let index = request.path.get("index").and_then(|index| index.parse().ok());
    let found = log.read(|view| {
        let ballot = view.ballots.get(view.position(index?)?)?;
        let title = request.say(&view.manifest, &view.summary.title);
        Some((title, Row::of(ballot), standing(view.phase)))
    });
    let Some((title, ballot, standing)) = found else { return request.error(PageError::NoBallot) };
    let lines = request.pages.board.reader().lines(&election, ballot.index, ballot.index + 1).await;
    let lines = lines.inspect_err(|error| tracing::error!("{error}")).unwrap_or_default();
    let entry = lines.first().and_then(|line| Entry::decode(line.as_bytes()).ok());
    let Some(entry) = entry else { return request.error(PageError::Internal) };
    let credential = readable::show(Kind::Credential, entry.statement.author.as_bytes());
    let page = Page { title, ballot, standing, credential };
    request.page(StatusCode::OK, "ballot.html", "ballot", page)
}

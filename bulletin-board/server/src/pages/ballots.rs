//! The pages of ballots: all of them, one found by its tracker, and one alone.

use super::check_pages::CheckPage;
use super::render::Said;
use super::{Visit, Wrong};
use crate::sequencer::{CastBallot, Shown};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use tabella_crypto::text::{self, Kind};
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
        Row { index, at, tracker: text::tracker(&ballot.tracker), replaces, replaced_by }
    }
}

/// What became of a search.
#[derive(Serialize)]
#[serde(untagged)]
enum Found {
    /// A word for why there is none: wrong, other or none.
    Not(&'static str),
    Ballot(Row),
}

impl Found {
    /// Looks for what somebody typed.
    fn of(asked: &str, shown: &Shown) -> Found {
        match text::read_tracker(asked) {
            Ok(tracker) => {
                let found = shown.find(&tracker).map(|ballot| Found::Ballot(Row::of(ballot)));
                found.unwrap_or(Found::Not("none"))
            }
            Err(_) if is_other(asked) => Found::Not("other"),
            Err(_) => Found::Not("wrong"),
        }
    }
}

/// Whether somebody typed, without a mistake, something that is no tracker.
fn is_other(asked: &str) -> bool {
    let others = [Kind::Fingerprint, Kind::Election, Kind::Credential, Kind::Trust];
    others.into_iter().any(|kind| text::read(kind, asked).is_ok())
}

/// What is said of a ballot that no other replaces.
fn standing(phase: Phase) -> &'static str {
    if phase == Phase::Voting { "counts" } else { "counted" }
}

/// `GET /view/{election}/ballots`: the newest first, from the entry `from` on.
pub(super) async fn list(visit: Visit) -> Response {
    #[derive(Serialize)]
    struct Page<'a> {
        title: Said,
        total: u64,
        voted: u64,
        asked: &'a str,
        found: Option<Found>,
        check_pages: Vec<CheckPage>,
        standing: &'static str,
        ballots: Vec<Row>,
        newer: Option<u64>,
        older: Option<u64>,
    }
    let Some((election, log)) = visit.log() else { return visit.wrong(Wrong::NoElection) };
    let asked = visit.asked("tracker").unwrap_or_default().trim();
    let from = visit.asked("from").and_then(|from| from.parse().ok()).unwrap_or(u64::MAX);
    let page = log.look(|view| {
        let ballots = &view.shown.ballots;
        let end = ballots.partition_point(|ballot| ballot.index <= from);
        let start = end.saturating_sub(BALLOTS);
        let newest_of = |end: usize| end.checked_sub(1).and_then(|last| ballots.get(last));
        let newer = (end < ballots.len()).then(|| newest_of(ballots.len().min(end + BALLOTS)));
        Page {
            title: visit.say(&view.shown.manifest, &view.summary.title),
            total: ballots.len() as u64,
            voted: view.summary.counted,
            asked,
            found: (!asked.is_empty()).then(|| Found::of(asked, &view.shown)),
            check_pages: CheckPage::all(&visit, &election, &view.shown.manifest),
            standing: standing(view.shown.phase),
            ballots: ballots[start..end].iter().rev().map(Row::of).collect(),
            newer: newer.flatten().map(|ballot| ballot.index),
            older: newest_of(start).map(|ballot| ballot.index),
        }
    });
    visit.page(StatusCode::OK, "ballots.html", "ballots", page)
}

/// `GET /view/{election}/ballots/{index}`.
pub(super) async fn one(visit: Visit) -> Response {
    #[derive(Serialize)]
    struct Page {
        title: Said,
        ballot: Row,
        standing: &'static str,
        credential: String,
    }
    let Some((election, log)) = visit.log() else { return visit.wrong(Wrong::NoElection) };
    let index = visit.path.get("index").and_then(|index| index.parse().ok());
    let found = log.look(|view| {
        let ballot = view.shown.ballots.get(view.shown.position(index?)?)?;
        let title = visit.say(&view.shown.manifest, &view.summary.title);
        Some((title, Row::of(ballot), standing(view.shown.phase)))
    });
    let Some((title, ballot, standing)) = found else { return visit.wrong(Wrong::NoBallot) };
    let lines = visit.pages.board.reader().lines(&election, ballot.index, ballot.index + 1).await;
    let lines = lines.inspect_err(|error| tracing::error!("{error}")).unwrap_or_default();
    let entry = lines.first().and_then(|line| Entry::decode(line.as_bytes()).ok());
    let Some(entry) = entry else { return visit.wrong(Wrong::Internal) };
    let credential = text::show(Kind::Credential, entry.statement.author.as_bytes());
    let page = Page { title, ballot, standing, credential };
    visit.page(StatusCode::OK, "ballot.html", "ballot", page)
}

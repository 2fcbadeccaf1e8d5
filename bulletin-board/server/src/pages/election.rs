//! The page of all elections, and the page of one.

use super::check_pages::CheckPage;
use super::render::Said;
use super::results::{self, ResultView};
use super::{Visit, Wrong, words::Language};
use crate::sequencer::{Shown, View};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use tabella_crypto::election::manifest::{ClientFile, Contest, LogKey, Manifest, Party};
use tabella_crypto::encoding::Hash;
use tabella_crypto::plan::Rule;
use tabella_crypto::text::{Kind, show};
use tabella_log::api::ElectionSummary;
use tabella_log::rulebook::{Phase, accepted_line};
use tabella_log::trust::Trust;
use tabella_log::witness::Policy;

/// Most pairs of texts that look alike of which a reader is warned.
const LOOK_ALIKES: usize = 20;
/// Most rows of the turnout table.
const ROWS: usize = 24;
/// The chart of the turnout is as many units wide and high.
const CHART: (u64, u64) = (1_000, 300);

/// Where an election stands, as people see it: the phase, and within `open` also the time.
fn state(shown: &Shown, now: u64) -> &'static str {
    match shown.phase {
        Phase::Voting if now < shown.manifest.opening => "waiting",
        Phase::Voting if now >= shown.manifest.closing => "over",
        phase => phase.name(),
    }
}

/// An election in the list of all.
#[derive(Serialize)]
struct Listed {
    id: String,
    title: Said,
    state: &'static str,
    opening: u64,
    closing: u64,
    voted: u64,
    eligible: u64,
}

/// `GET /`: what can be voted on first, what is over last.
pub(super) async fn all(visit: Visit) -> Response {
    #[derive(Serialize)]
    struct Page {
        elections: Vec<Listed>,
    }
    let now = visit.pages.board.now();
    let listed = |view: &View| {
        let summary = &view.summary;
        Listed {
            id: summary.id.to_string(),
            title: visit.say(&view.shown.manifest, &summary.title),
            state: state(&view.shown, now),
            opening: summary.opening,
            closing: summary.closing,
            voted: summary.counted,
            eligible: view.shown.eligible,
        }
    };
    let mut elections: Vec<Listed> = visit.pages.board.logs().iter().map(|log| log.look(listed)).collect();
    let order = ["open", "over", "closed", "waiting", "setup", "finished", "void"];
    let rank = |listed: &Listed| order.iter().position(|state| *state == listed.state);
    elections.sort_by(|one, other| rank(one).cmp(&rank(other)).then(other.closing.cmp(&one.closing)));
    visit.page(StatusCode::OK, "elections.html", "", Page { elections })
}

/// Everything on the page of an election.
#[derive(Serialize)]
struct Page<'a> {
    title: Said,
    /// One paragraph after the other.
    description: Vec<Said>,
    state: &'static str,
    opening: u64,
    closing: u64,
    voted: u64,
    eligible: u64,
    check_pages: Vec<CheckPage>,
    turnout: Option<TurnoutView>,
    contests: Vec<ContestView>,
    /// Pairs of labels or names that differ and look alike.
    look_alikes: Vec<[String; 2]>,
    result: Option<ResultView>,
    trustees: Vec<Person>,
    officials: Vec<Person>,
    registrars: Vec<Person>,
    threshold: u64,
    all_needed: bool,
    url: &'a str,
    last_line: String,
    election_text: String,
    fingerprint_text: Option<String>,
    trust_text: String,
    witnesses: Vec<WitnessView>,
    cosigned: usize,
    quorum: u64,
    /// Without witnesses: how many trustees could read single ballots together with the board and an official.
    collusion: u64,
    trustee_count: u64,
    checkpoint: CheckpointView,
    board_key: String,
    client: Vec<FileView>,
}

/// `GET /view/{election}`.
pub(super) async fn one(visit: Visit) -> Response {
    let Some((election, log)) = visit.log() else { return visit.wrong(Wrong::NoElection) };
    let now = visit.pages.board.now();
    let page = log.look(|view| page(&visit, &election, view, now));
    match page {
        Ok(page) => visit.page(StatusCode::OK, "election.html", "election", page),
        Err(reason) => {
            tracing::error!("the page of an election: {reason}");
            visit.wrong(Wrong::Internal)
        }
    }
}

fn page<'a>(visit: &'a Visit, election: &Hash, view: &View, now: u64) -> Result<Page<'a>, String> {
    let View { checkpoint, summary, shown, .. } = view;
    let manifest: &Manifest = &shown.manifest;
    let trust = Trust::of(election, manifest);
    let witnesses = witnesses(&checkpoint.cosignatures(&trust.policy()).distinct(|_| true), &trust.policy());
    let people = |parties: &[Party]| parties.iter().map(Person::of).collect();
    Ok(Page {
        title: visit.say(manifest, &manifest.title),
        description: visit.say_description(manifest),
        state: state(shown, now),
        opening: manifest.opening,
        closing: manifest.closing,
        voted: summary.counted,
        eligible: shown.eligible,
        check_pages: CheckPage::all(visit, election, manifest),
        turnout: TurnoutView::of(shown, summary, now, visit.language)?,
        contests: manifest.contests.iter().map(|contest| ContestView::of(visit, manifest, contest)).collect(),
        look_alikes: look_alikes(manifest),
        result: results::view(visit, shown)?,
        trustees: people(&manifest.trustees),
        officials: people(&manifest.officials),
        registrars: people(&manifest.registrars),
        threshold: manifest.threshold,
        all_needed: manifest.all_trustees_needed,
        url: visit.url(),
        last_line: accepted_line(
            shown.phase.name(),
            shown.announced.as_ref().map_or(0, |announced| announced.result.withheld.len()),
        ),
        election_text: show(Kind::Election, &election.0),
        fingerprint_text: summary.fingerprint.map(|phi| show(Kind::Fingerprint, &phi.0)),
        trust_text: trust.shown_hash(),
        cosigned: witnesses.iter().filter(|witness| witness.at.is_some()).count(),
        witnesses,
        quorum: manifest.witnesses.quorum,
        collusion: manifest.unwitnessed_collusion().unwrap_or_default(),
        trustee_count: manifest.trustee_count(),
        checkpoint: CheckpointView { text: checkpoint.as_str().to_owned(), size: summary.size },
        board_key: manifest.board.key.to_string(),
        client: manifest.client.iter().map(FileView::of).collect(),
    })
}

fn look_alikes(manifest: &Manifest) -> Vec<[String; 2]> {
    manifest.look_alikes().iter().take(LOOK_ALIKES).map(|pair| pair.map(str::to_owned)).collect()
}

/// The signed state of the log.
#[derive(Serialize)]
struct CheckpointView {
    text: String,
    size: u64,
}

/// Somebody with a role.
#[derive(Serialize)]
struct Person {
    name: String,
    key: String,
}

impl Person {
    fn of(party: &Party) -> Person {
        Person { name: party.name.to_string(), key: party.key.to_string() }
    }
}

/// A witness, and when it has cosigned the checkpoint.
#[derive(Serialize)]
struct WitnessView {
    name: String,
    key: String,
    at: Option<u64>,
}

fn witnesses(cosigned: &[(String, u64)], policy: &Policy) -> Vec<WitnessView> {
    let at = |witness: &LogKey| cosigned.iter().find(|(name, _)| *name == witness.name).map(|(_, at)| *at);
    let view = |witness: &LogKey| WitnessView {
        name: witness.name.clone(),
        key: witness.key.to_string(),
        at: at(witness),
    };
    policy.witnesses.iter().map(view).collect()
}

/// A file of the web client.
#[derive(Serialize)]
struct FileView {
    path: String,
    sha256: String,
}

impl FileView {
    fn of(file: &ClientFile) -> FileView {
        // As sha256sum prints it.
        let sha256 = file.sha256.0.iter().map(|byte| format!("{byte:02x}")).collect();
        FileView { path: file.path.to_string(), sha256 }
    }
}

/// A question and its possible answers.
#[derive(Serialize)]
struct ContestView {
    title: Said,
    options: Vec<Said>,
    min: u64,
    max: u64,
    has_blank: bool,
}

impl ContestView {
    fn of(visit: &Visit, manifest: &Manifest, contest: &Contest) -> ContestView {
        let Rule::Choice { blank, max, min } = contest.rule;
        ContestView {
            title: visit.say(manifest, &contest.title),
            options: contest.options.iter().map(|option| visit.say(manifest, &option.label)).collect(),
            min,
            max,
            has_blank: blank,
        }
    }
}

/// How many had voted by when, as a line and as a table.
#[derive(Serialize)]
struct TurnoutView {
    share: String,
    /// The number at the upper end of the chart.
    top: u64,
    /// The line, and the same with the area under it; empty before the first ballot.
    points: String,
    area: String,
    rows: Vec<TurnoutRow>,
}

#[derive(Serialize)]
struct TurnoutRow {
    at: u64,
    voted: u64,
    share: String,
}

impl TurnoutView {
    /// Once the election is open.
    fn of(
        shown: &Shown,
        summary: &ElectionSummary,
        now: u64,
        language: &Language,
    ) -> Result<Option<TurnoutView>, String> {
        if summary.fingerprint.is_none() || shown.eligible == 0 {
            return Ok(None);
        }
        let by: Vec<(u64, u64)> = shown.turnout.by().collect();
        let share = |voted| language.percent(voted, shown.eligible);
        let every = by.len().div_ceil(ROWS).max(1);
        let is_row = |position: usize| position % every == every - 1 || position + 1 == by.len();
        let rows = by.iter().enumerate().filter(|(position, _)| is_row(*position));
        let row = |(_, (at, voted)): (usize, &(u64, u64))| {
            // The last step may not be over yet.
            Ok(TurnoutRow { at: (*at).min(now.max(summary.opening)), voted: *voted, share: share(*voted)? })
        };
        let rows = rows.map(row).collect::<Result<_, String>>()?;
        let top = top(summary.counted, shown.eligible);
        let points = line(&by, summary, top, now);
        let last = points.rsplit(['M', 'L']).next().and_then(|point| point.split(' ').next()).unwrap_or("0");
        let area = format!("{points}L{last} {}Z", CHART.1);
        Ok(Some(TurnoutView { share: share(summary.counted)?, top, points, area, rows }))
    }
}

/// All who may vote, or a round number where the line would lie on the ground.
fn top(voted: u64, eligible: u64) -> u64 {
    if voted.saturating_mul(4) >= eligible {
        return eligible;
    }
    let mut round = (0..16).flat_map(|zeros| [1, 2, 5].map(|digit| digit * 10_u64.pow(zeros)));
    round.find(|top| *top >= voted.max(5)).map_or(eligible, |top| top.min(eligible))
}

/// The line of a chart, from opening to now or closing.
fn line(by: &[(u64, u64)], summary: &ElectionSummary, top: u64, now: u64) -> String {
    let Some((_, voted)) = by.last() else { return String::new() };
    let (width, height) = CHART;
    let scaled = |part: u64, whole: u64, size: u64| {
        let (part, whole, size) = (u128::from(part.min(whole)), u128::from(whole.max(1)), u128::from(size));
        (part * size / whole) as u64 // at most `size`
    };
    let length = summary.closing.saturating_sub(summary.opening);
    let x = |at: u64| scaled(at.saturating_sub(summary.opening), length, width);
    let y = |voted: u64| height - scaled(voted, top, height);
    let end = now.clamp(summary.opening, summary.closing.max(summary.opening));
    let until = by.iter().map(|(at, voted)| ((*at).min(end), *voted)).chain([(end, *voted)]);
    let points: String = until.map(|(at, voted)| format!("L{} {}", x(at), y(voted))).collect();
    format!("M0 {height}{points}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chart_reaches_to_all_who_may_vote_unless_few_have() {
        let check = |voted, eligible, expected| assert_eq!(top(voted, eligible), expected);
        check(0, 3, 3);
        check(1, 4, 4);
        check(1_301, 1_301, 1_301);
        check(3, 1_000_000, 5);
        check(120_000, 1_000_000, 200_000);
        check(1 << 40, 1 << 52, 2_000_000_000_000);
    }
}

//! The page of all elections, and the page of one.

use super::check_pages::CheckPage;
use super::render::LocalText;
use super::request::{PageError, PageRequest};
use super::results::{self, ResultView};
use super::turnout::TurnoutView;
use crate::sequencer::PublicView;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use tabella_crypto::bytes::{Hash, hex};
use tabella_crypto::contest::Rule;
use tabella_crypto::election::manifest::{ClientFile, Contest, LogKey, Manifest, Party};
use tabella_crypto::readable::{Kind, show};
use tabella_log::rulebook::{Phase, accepted_line};
use tabella_log::trust::Trust;
use tabella_log::witness::Policy;

/// Most pairs of texts that look alike of which a reader is warned.
const LOOK_ALIKES: usize = 20;
/// The state of an election as people see it: the phase, and within `open` also the time.
fn state(view: &PublicView, now: u64) -> &'static str {
    match view.phase {
        Phase::Voting if now < view.manifest.opens_at => "waiting",
        Phase::Voting if now >= view.manifest.closes_at => "over",
        phase => phase.name(),
    }
}

/// An election in the list of all.
#[derive(Serialize)]
struct Listed {
    id: String,
    title: LocalText,
    state: &'static str,
    opening: u64,
    closing: u64,
    voted: u64,
    eligible: u64,
}

/// `GET /`: what can be voted on first, what is over last.
pub(super) async fn all(request: PageRequest) -> Response {
    #[derive(Serialize)]
    struct Page {
        elections: Vec<Listed>,
    }
    let now = request.pages.board.now();
    let listed = |view: &PublicView| {
        let summary = &view.summary;
        Listed {
            id: summary.id.to_string(),
            title: request.say(&view.manifest, &summary.title),
            state: state(view, now),
            opening: summary.opening,
            closing: summary.closing,
            voted: summary.counted,
            eligible: view.eligible,
        }
    };
    let mut elections: Vec<Listed> = request.pages.board.logs().iter().map(|log| log.read(listed)).collect();
    let order = ["open", "over", "closed", "waiting", "setup", "finished", "void"];
    let rank = |listed: &Listed| order.iter().position(|state| *state == listed.state);
    elections.sort_by(|one, other| rank(one).cmp(&rank(other)).then(other.closing.cmp(&one.closing)));
    request.page(StatusCode::OK, "elections.html", "", Page { elections })
}

/// Everything on the page of an election.
#[derive(Serialize)]
struct Page<'a> {
    title: LocalText,
    /// One paragraph after the other.
    description: Vec<LocalText>,
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
pub(super) async fn one(request: PageRequest) -> Response {
    let Some((election, log)) = request.log() else { return request.error(PageError::NoElection) };
    let now = request.pages.board.now();
    let page = log.read(|view| page(&request, &election, view, now));
    match page {
        Ok(page) => request.page(StatusCode::OK, "election.html", "election", page),
        Err(reason) => {
            tracing::error!("the page of an election: {reason}");
            request.error(PageError::Internal)
        }
    }
}

fn page<'a>(
    request: &'a PageRequest,
    election: &Hash,
    view: &PublicView,
    now: u64,
) -> Result<Page<'a>, String> {
    let PublicView { checkpoint, summary, manifest, .. } = view;
    let trust = Trust::of(election, manifest);
    let witnesses = witnesses(&checkpoint.cosignatures(&trust.policy()).distinct(|_| true), &trust.policy());
    let people = |parties: &[Party]| parties.iter().map(Person::of).collect();
    Ok(Page {
        title: request.say(manifest, &manifest.title),
        description: request.say_description(manifest),
        state: state(view, now),
        opening: manifest.opens_at,
        closing: manifest.closes_at,
        voted: summary.counted,
        eligible: view.eligible,
        check_pages: CheckPage::all(request.pages.site.url.as_ref(), election, manifest),
        turnout: TurnoutView::of(view, now, request.language)?,
        contests: manifest
            .contests
            .iter()
            .map(|contest| ContestView::of(request, manifest, contest))
            .collect(),
        look_alikes: look_alikes(manifest),
        result: results::view(request, view)?,
        trustees: people(&manifest.trustees),
        officials: people(&manifest.officials),
        registrars: people(&manifest.registrars),
        threshold: manifest.threshold,
        all_needed: manifest.all_trustees_needed,
        url: request.url(),
        last_line: accepted_line(
            view.phase.name(),
            view.announced.as_ref().map_or(0, |announced| announced.result.withheld.len()),
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

/// Someone with a role.
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
        let sha256 = hex(&file.sha256.0);
        FileView { path: file.path.to_string(), sha256 }
    }
}

/// A question and its possible answers.
#[derive(Serialize)]
struct ContestView {
    title: LocalText,
    options: Vec<LocalText>,
    rule: Rule,
}

impl ContestView {
    fn of(request: &PageRequest, manifest: &Manifest, contest: &Contest) -> ContestView {
        ContestView {
            title: request.say(manifest, &contest.title),
            options: contest.options.iter().map(|option| request.say(manifest, &option.label)).collect(),
            rule: contest.rule,
        }
    }
}

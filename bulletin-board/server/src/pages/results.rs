//! The announced result: on the page, and as files. There is nothing of it before it is in the log.

use super::render::LocalText;
use super::request::{PageError, PageRequest};
use crate::sequencer::{Announced, PublicView};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tabella_crypto::bytes::Hash;
use tabella_crypto::carried;
use tabella_crypto::election::manifest::{Contest, Manifest};
use tabella_crypto::election::tally::{ContestTotals, Withheld};

/// Width of a bar that stands for all ballots.
const WIDTH: u128 = 1_000;

/// The result on the page of an election.
#[derive(Serialize)]
pub(super) struct ResultView {
    count: u64,
    weight: u64,
    contests: Vec<ContestView>,
}

#[derive(Serialize)]
struct ContestView {
    title: LocalText,
    outcome: &'static str,
    /// True if it is withheld for a rare weight, and not for too few ballots.
    is_rare_weight: bool,
    /// Weight of the ballots that carry the contest.
    weight: u64,
    /// True if a ballot may name more than one option.
    is_plural: bool,
    /// In ballot order, the blank vote last.
    rows: Vec<Row>,
    /// The same, most votes first.
    chart: Vec<Row>,
}

#[derive(Clone, Serialize)]
struct Row {
    /// None for the blank vote.
    label: Option<LocalText>,
    total: u64,
    share: String,
    width: u64,
}

/// The result as people see it, if there is one.
pub(super) fn view(request: &PageRequest, view: &PublicView) -> Result<Option<ResultView>, String> {
    let Some(announced) = &view.announced else { return Ok(None) };
    let contest = |contest: &Contest| contest_view(request, view, announced, contest);
    let contests = view.manifest.contests.iter().map(contest).collect::<Result<_, String>>()?;
    Ok(Some(ResultView { count: announced.result.count, weight: announced.result.weight, contests }))
}

/// The outcome of a contest, in a word, and its totals.
fn outcome<'a>(announced: &'a Announced, contest: &Contest) -> (&'static str, Option<&'a ContestTotals>) {
    let result = &announced.result;
    match result.totals.iter().find(|totals| totals.contest == contest.id) {
        Some(totals) => ("counted", Some(totals)),
        None if result.withheld.contains(&contest.id) => ("withheld", None),
        None => ("empty", None),
    }
}

fn contest_view(
    request: &PageRequest,
    view: &PublicView,
    announced: &Announced,
    contest: &Contest,
) -> Result<ContestView, String> {
    let manifest: &Manifest = &view.manifest;
    let (outcome, totals) = outcome(announced, contest);
    // Of a contest that is withheld nothing is said.
    let weight = totals.and_then(|_| view.counted_weight(contest)).unwrap_or(0);
    let row = |(label, total)| {
        let width = (u128::from(total) * WIDTH).div_ceil(u128::from(weight.max(1))).min(WIDTH);
        Ok(Row { label, total, share: request.language.percent(total, weight)?, width: width as u64 })
    };
    let label = |slot| contest.option(slot).map(|option| request.say(manifest, &option.label));
    let values = totals.map(ContestTotals::values).unwrap_or_default();
    let rows = contest.slots().into_iter().map(label).zip(values).map(row);
    let rows = rows.collect::<Result<Vec<Row>, String>>()?;
    let mut chart = rows.clone();
    chart.sort_by_key(|row| (row.label.is_none(), u64::MAX - row.total));
    Ok(ContestView {
        title: request.say(manifest, &contest.title),
        outcome,
        is_rare_weight: view.why_withheld(contest) == Some(Withheld::RareWeight),
        weight,
        is_plural: contest.rule.is_plural(),
        rows,
        chart,
    })
}

/// `GET /view/{election}/results.csv` (RFC 4180), with a byte order mark: without one, spreadsheets take it for another
/// encoding.
pub(super) async fn csv(request: PageRequest) -> Response {
    file(&request, "text/csv; charset=utf-8; header=present", "csv", |_, view, announced| {
        let rows =
            view.manifest.contests.iter().flat_map(|contest| csv_rows(&request, view, announced, contest));
        csv_text(rows.collect())
    })
}

/// The cells of a row: contest, contest title, outcome, option, label, total, ballots.
type Cells = [String; 7];

fn csv_rows(
    request: &PageRequest,
    view: &PublicView,
    announced: &Announced,
    contest: &Contest,
) -> Vec<Cells> {
    let manifest: &Manifest = &view.manifest;
    let (outcome, totals) = outcome(announced, contest);
    let title = request.say(manifest, &contest.title).text;
    let row = |option: &str, label: String, total: String, ballots: &str| {
        let (contest, outcome) = (contest.id.as_str().to_owned(), outcome.to_owned());
        [contest, title.clone(), outcome, option.to_owned(), label, total, ballots.to_owned()]
    };
    let Some(totals) = totals else { return vec![row("", String::new(), String::new(), "")] };
    let ballots = view.counted_weight(contest).unwrap_or(0).to_string();
    let mut rows = vec![];
    for ((slot, id), total) in contest.slots().into_iter().zip(contest.slot_ids()).zip(totals.values()) {
        let label = contest.option(slot).map(|option| request.say(manifest, &option.label).text);
        rows.push(row(id, label.unwrap_or_default(), total.to_string(), &ballots));
    }
    rows
}

/// A table in which every cell is quoted, and none is taken for a formula by a spreadsheet.
fn csv_text(rows: Vec<Cells>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let head = ["contest", "contest title", "outcome", "option", "label", "total", "ballots"];
    for row in [head.map(str::to_owned)].into_iter().chain(rows) {
        writer
            .write_record(row.map(|cell| carried::inert(&cell).into_owned()))
            .expect("rows of one length are written to memory");
    }
    let bytes = writer.into_inner().expect("memory takes what is written");
    String::from_utf8(bytes).expect("cells are text")
}

/// `GET /view/{election}/results.json`: the totals in the order of the ballot, texts in every language.
pub(super) async fn json(request: PageRequest) -> Response {
    file(&request, "application/json", "json", |election, view, announced| {
        let manifest: &Manifest = &view.manifest;
        let contest = |contest: &Contest| {
            let (outcome, totals) = outcome(announced, contest);
            let options = contest.options.iter().enumerate().map(|(position, option)| {
                let total = totals.and_then(|totals| totals.options.get(position)).map(|total| total.total);
                serde_json::json!({"id": option.id, "label": option.label, "total": total})
            });
            serde_json::json!({
                "ballots": totals.and_then(|_| view.counted_weight(contest)),
                "blank": totals.and_then(|totals| totals.blank),
                "id": contest.id,
                "options": options.collect::<Vec<_>>(),
                "outcome": outcome,
                "title": contest.title,
            })
        };
        let value = serde_json::json!({
            "contests": manifest.contests.iter().map(contest).collect::<Vec<_>>(),
            "count": announced.result.count,
            "election": election,
            "fingerprint": view.summary.fingerprint,
            "title": manifest.title,
            "weight": announced.result.weight,
        });
        format!("{value}\n")
    })
}

/// The result as a file to keep.
fn file(
    request: &PageRequest,
    content_type: &'static str,
    kind: &str,
    text: impl FnOnce(&Hash, &PublicView, &Announced) -> String,
) -> Response {
    let Some((election, log)) = request.log() else { return request.error(PageError::NoElection) };
    let text = log.read(|view| {
        let announced = view.announced.as_ref()?;
        Some(text(&election, view, announced))
    });
    let Some(text) = text else { return request.error(PageError::NoResult) };
    let mut response = ([(CONTENT_TYPE, content_type)], text).into_response();
    // Unwrap safety: an election id is base64url.
    #[allow(clippy::unwrap_used)]
    let name = HeaderValue::try_from(format!("attachment; filename=\"results-{election}.{kind}\"")).unwrap();
    response.headers_mut().insert(CONTENT_DISPOSITION, name);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_or_ends_early() {
        let cells = |text: &str| [text, "", "", "", "", "", ""].map(str::to_owned);
        let check = |text: &str, expected: &str| {
            let text = csv_text(vec![cells(text)]);
            let expected = format!("{expected},\"\",\"\",\"\",\"\",\"\",\"\"\r\n");
            assert!(
                text.starts_with("\u{feff}\"contest\",") && text.ends_with(&("\n".to_owned() + &expected)),
                "{text}"
            );
        };
        check("Ada", "\"Ada\"");
        check("", "\"\"");
        check("1,301", "\"1,301\"");
        check("say \"yes\"", "\"say \"\"yes\"\"\"");
        check("=HYPERLINK(\"https://example.org\")", "\"'=HYPERLINK(\"\"https://example.org\"\")\"");
        for text in ["+1", "-1", "@SUM(1)", " =1", "＝1"] {
            check(text, &format!("\"'{text}\""));
        }
    }
}

//! The turnout on the page of an election: a line and a table.

use super::words::Language;
use crate::sequencer::PublicView;
use serde::Serialize;
use tabella_log::api::ElectionSummary;

/// Most rows of the turnout table.
const ROWS: usize = 24;
/// The chart of the turnout is as many units wide and high.
const CHART: (u64, u64) = (1_000, 300);

/// The turnout, as a line and as a table.
#[derive(Serialize)]
pub(super) struct TurnoutView {
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
    pub(super) fn of(
        view: &PublicView,
        now: u64,
        language: &Language,
    ) -> Result<Option<TurnoutView>, String> {
        let summary = &view.summary;
        if summary.fingerprint.is_none() || view.eligible == 0 {
            return Ok(None);
        }
        let by: Vec<(u64, u64)> = view.turnout.by().collect();
        let share = |voted| language.percent(voted, view.eligible);
        let every = by.len().div_ceil(ROWS).max(1);
        let is_row = |position: usize| position % every == every - 1 || position + 1 == by.len();
        let rows = by.iter().enumerate().filter(|(position, _)| is_row(*position));
        let row = |(_, (at, voted)): (usize, &(u64, u64))| {
            // The last step may not be over yet.
            Ok(TurnoutRow { at: (*at).min(now.max(summary.opening)), voted: *voted, share: share(*voted)? })
        };
        let rows = rows.map(row).collect::<Result<_, String>>()?;
        let top = top(summary.counted, view.eligible);
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

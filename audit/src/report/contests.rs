//! (RES-05) The totals that people are shown.

use crate::verify::Findings;
use serde::Serialize;
use tabella_crypto::election::manifest::{Contest, Manifest, text_in};
use tabella_crypto::election::tally::Withheld;
use tabella_log::rulebook::Phase;

/// One contest of the result.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ContestReport {
    /// Blank votes; null without a blank vote or before the result.
    pub blank: Option<u64>,
    /// The contest's id.
    pub id: String,
    /// Its options.
    pub options: Vec<OptionReport>,
    /// The contest's title.
    pub title: String,
    /// True if its totals are withheld.
    pub withheld: bool,
    /// The reason; null unless they are withheld.
    pub withheld_because: Option<Withheld>,
}

/// One option of the result.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OptionReport {
    /// The option's id.
    pub id: String,
    /// The label that people read.
    pub label: String,
    /// Its total; null until it is announced and is right.
    pub total: Option<u64>,
}

/// (RES-05) The totals that people are shown, from the record that was verified; none of one that is rejected.
pub(super) fn contests(manifest: &Manifest, findings: &Findings, accepted: bool) -> Vec<ContestReport> {
    let finished = accepted && findings.election.phase() == Phase::Finished;
    let result = findings.election.result().filter(|_| finished);
    let contest = |(position, contest): (usize, &Contest)| {
        let withheld = result.is_some_and(|result| result.withheld.contains(&contest.id));
        let why = || findings.election.tally().and_then(|tally| tally.why_withheld(manifest, position));
        let totals = result.and_then(|result| result.totals_of(contest));
        let total = |position: usize| totals.as_ref()?.options.get(position).map(|option| option.total);
        ContestReport {
            blank: totals.as_ref().and_then(|totals| totals.blank),
            id: contest.id.to_string(),
            options: contest
                .options
                .iter()
                .enumerate()
                .map(|(position, option)| OptionReport {
                    id: option.id.to_string(),
                    label: text_in(&option.label, &["en"]).to_owned(),
                    total: total(position),
                })
                .collect(),
            title: text_in(&contest.title, &["en"]).to_owned(),
            withheld,
            withheld_because: withheld.then(why).flatten(),
        }
    };
    manifest.contests.iter().enumerate().map(contest).collect()
}

//! What a voter wants, before it is encrypted.

use crate::contest::NamingError;
use crate::election::manifest::{BallotStyle, CheckedManifest, Contest, Id};
use crate::plan::BrokenRule;
use core::fmt;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// A voter's choices: the value of every slot of their style, in ballot order. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Selections {
    pub(super) values: Zeroizing<Vec<u64>>,
}

/// A reason why selections do not fit the ballot; it repeats no selection.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// The manifest has no ballot style with this position.
    #[error("there is no ballot style {0}")]
    UnknownStyle(u64),
    /// The ballot has no such contest.
    #[error("there is no contest {0:?} on this ballot")]
    UnknownContest(String),
    /// The contest has no such option.
    #[error("contest {contest:?} has no option {option:?}")]
    UnknownOption {
        /// The contest.
        contest: String,
        /// The option that was asked for.
        option: String,
    },
    /// An option is named more than once.
    #[error("contest {contest:?}: an option is named twice; name each at most once")]
    Twice {
        /// The contest.
        contest: String,
    },
    /// The rule of the contest does not allow this selection.
    #[error("contest {contest:?}: {rule}")]
    BrokenRule {
        /// The contest.
        contest: String,
        /// The rule in words.
        rule: String,
    },
}

impl SelectionError {
    fn naming(contest: &Contest, error: NamingError) -> SelectionError {
        let contest = contest.id.to_string();
        match error {
            NamingError::Unknown(option) => SelectionError::UnknownOption { contest, option },
            NamingError::Twice => SelectionError::Twice { contest },
        }
    }
}

impl Selections {
    /// Selections by contest and option id; [`BLANK`](crate::contest::BLANK) alone is the blank vote. Contests
    /// left out are left empty.
    ///
    /// # Errors
    /// An unknown style, contest or option, or a broken rule.
    pub fn choose(
        manifest: &CheckedManifest,
        style: u64,
        choices: &BTreeMap<String, Vec<String>>,
    ) -> Result<Selections, SelectionError> {
        let on_ballot = ballot_style(manifest, style)?;
        let contests: Vec<&Contest> = manifest.contests_of(on_ballot).collect();
        let is_unknown = |id: &&String| contests.iter().all(|contest| contest.id.as_str() != id.as_str());
        if let Some(unknown) = choices.keys().find(is_unknown) {
            return Err(SelectionError::UnknownContest(unknown.clone()));
        }
        let mut values = Zeroizing::new(vec![]);
        for contest in contests {
            let named = choices.get(contest.id.as_str()).map_or(&[][..], Vec::as_slice);
            let read = contest.read(named).map_err(|error| SelectionError::naming(contest, error))?;
            values.extend(read.iter());
        }
        Selections::new(manifest, style, values)
    }

    /// Selections by slot values, in ballot order.
    ///
    /// # Errors
    /// An unknown style, or a broken rule.
    pub fn new(
        manifest: &CheckedManifest,
        style: u64,
        values: Zeroizing<Vec<u64>>,
    ) -> Result<Selections, SelectionError> {
        let style = ballot_style(manifest, style)?;
        let broken = |BrokenRule { contest }| {
            let contest = manifest.contests_of(style).nth(contest);
            SelectionError::BrokenRule {
                contest: contest.map(|contest| contest.id.to_string()).unwrap_or_default(),
                rule: contest.map(|contest| contest.rule.to_string()).unwrap_or_default(),
            }
        };
        style.plan.witness(&values).map_err(broken)?;
        Ok(Selections { values })
    }

    /// For each contest of the style, the ids of what is selected ([`BLANK`](crate::contest::BLANK) for the
    /// blank vote); `style` is the one that the selections were made for.
    pub fn describe(&self, manifest: &CheckedManifest, style: u64) -> Vec<(Id, Vec<String>)> {
        let Some(style) = manifest.ballot_style(style) else { return vec![] };
        let values = style.plan.contests().iter().filter_map(|slots| self.values.get(slots.clone()));
        let described = manifest.contests_of(style).zip(values);
        described.map(|(contest, values)| (contest.id.clone(), contest.describe(values))).collect()
    }
}

fn ballot_style(manifest: &CheckedManifest, style: u64) -> Result<&BallotStyle, SelectionError> {
    manifest.ballot_style(style).ok_or(SelectionError::UnknownStyle(style))
}

impl fmt::Debug for Selections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

//! A manifest by which an election can be held, and what follows from it alone.

use super::{Contest, Manifest, Style};
use crate::checks::{self, Check};
use crate::generators;
use crate::group::Element;
use crate::plan::Plan;
use core::ops::Deref;

/// A manifest by which an election can be held, with the plan of each style and the generators for their bits,
/// compiled once. Only [`Manifest::check`] and [`Manifest::usable`] make one.
#[derive(Clone, Debug)]
pub struct CheckedManifest {
    manifest: Manifest,
    ballot_styles: Vec<BallotStyle>,
    bit_bases: Vec<Element>,
}

/// The contests of one ballot style, and the plan of its ballots.
#[derive(Clone, Debug)]
pub struct BallotStyle {
    /// Its contests, as positions in the manifest, in manifest order.
    pub contests: Vec<usize>,
    /// Its bits, ciphertexts and constraints.
    pub plan: Plan,
}

impl Deref for CheckedManifest {
    type Target = Manifest;

    fn deref(&self) -> &Manifest {
        &self.manifest
    }
}

impl CheckedManifest {
    /// The ballot style with this position in the manifest, as rolls and ballots name it, if there is one.
    pub fn ballot_style(&self, position: u64) -> Option<&BallotStyle> {
        self.ballot_styles.get(usize::try_from(position).ok()?)
    }

    /// The contests of a ballot style, in ballot order.
    pub fn contests_of(&self, style: &BallotStyle) -> impl Iterator<Item = &Contest> {
        style.contests.iter().filter_map(|position| self.contests.get(*position))
    }

    /// The generators `K_j`, as many as the largest style needs.
    pub fn bit_bases(&self) -> &[Element] {
        &self.bit_bases
    }
}

impl Manifest {
    /// (MAN) Checks what the manifest says by itself.
    ///
    /// # Errors
    /// As [`Manifest::faults`].
    pub fn check(self) -> Result<CheckedManifest, Vec<(Check, String)>> {
        let faults = self.faults();
        if faults.is_empty() { self.compile().map_err(|fault| vec![fault]) } else { Err(faults) }
    }

    /// The auditor's way: a manifest that fails a check counts all the same, so that the rest of a faulty record
    /// is judged too. `None` if no election can be held by it: MAN-01, MAN-06, MAN-07 or MAN-08 fails, or two
    /// contests have one id (MAN-04).
    pub fn usable(self) -> Option<CheckedManifest> {
        let impossible = [checks::MAN_01, checks::MAN_06, checks::MAN_07, checks::MAN_08];
        let is_possible = self.faults().iter().all(|(check, _)| !impossible.contains(check));
        if is_possible && self.has_distinct_contests() { self.compile().ok() } else { None }
    }

    fn compile(self) -> Result<CheckedManifest, (Check, String)> {
        let ballot_style =
            |style| Ok(BallotStyle { contests: self.style_contests(style), plan: self.plan(style)? });
        let ballot_styles = self.styles.iter().map(ballot_style).collect::<Result<Vec<_>, String>>();
        let ballot_styles = ballot_styles.map_err(|reason| (checks::MAN_06, reason))?;
        let bits = ballot_styles.iter().map(|style| style.plan.bits()).max().unwrap_or(0);
        Ok(CheckedManifest { manifest: self, ballot_styles, bit_bases: generators::bit_bases(bits) })
    }

    /// The contests of a style, as positions in the manifest, in manifest order.
    fn style_contests(&self, style: &Style) -> Vec<usize> {
        (0..self.contests.len()).filter(|c| style.contests.contains(&self.contests[*c].id)).collect()
    }

    /// The plan of a style, unless a contest in it is impossible (MAN-06).
    pub(super) fn plan(&self, style: &Style) -> Result<Plan, String> {
        let shapes = self.style_contests(style).into_iter().map(|position| self.contests[position].shape());
        Ok(Plan::compile(&shapes.collect::<Result<Vec<_>, String>>()?))
    }
}

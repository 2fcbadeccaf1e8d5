//! The turnout over time, in steps that people count in.

/// Most steps of a [`Turnout`].
const STEPS: u64 = 400;
const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;
/// Lengths of a step that people count in, in seconds.
const STEP_SECONDS: &[u64] =
    &[1, 5, 15, 60, 300, 900, 1_800, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY];

/// The number of credentials that had voted by when: their first ballots, counted in steps of one length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turnout {
    opening: u64,
    closing: u64,
    step_seconds: u64,
    steps: Vec<u64>,
}

impl Turnout {
    pub(super) fn new(opening: u64, closing: u64) -> Turnout {
        let length = closing.saturating_sub(opening);
        let fits = |step: &&u64| length.div_ceil(**step) <= STEPS;
        let in_days = || length.div_ceil(STEPS).div_ceil(DAY).max(1) * DAY;
        let step_seconds = STEP_SECONDS.iter().find(fits).copied().unwrap_or_else(in_days);
        Turnout { opening, closing, step_seconds, steps: vec![] }
    }

    /// Counts a first ballot; (BAL-07) it is dated within the voting time, and (LOG-07) not before the last.
    pub(super) fn count(&mut self, at: u64) {
        let step = at.saturating_sub(self.opening) / self.step_seconds;
        let step = usize::try_from(step.min(STEPS)).unwrap_or_default();
        if self.steps.len() <= step {
            self.steps.resize(step + 1, 0);
        }
        self.steps[step] += 1;
    }

    /// Ends of the steps up to the last first ballot, and how many had voted by then.
    pub fn by(&self) -> impl Iterator<Item = (u64, u64)> {
        let mut voted = 0;
        (1..).zip(&self.steps).map(move |(step, first_ballots)| {
            voted += first_ballots;
            (self.closing.min(self.opening + step * self.step_seconds), voted)
        })
    }

    /// The length of a step.
    pub fn step_seconds(&self) -> u64 {
        self.step_seconds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_turnout_of_any_voting_time_fits_a_few_hundred_steps_and_loses_no_voter() {
        for length in [1, 59, 400, 401, 90_000, 1_209_600, 31_536_000, 1 << 52] {
            let mut turnout = Turnout::new(1_000, 1_000 + length);
            let times = (0..=20).map(|part| 1_000 + (length - 1) / 20 * part).chain([1_000 + length - 1]);
            times.for_each(|at| turnout.count(at));
            assert!(turnout.steps.len() as u64 <= STEPS + 1, "{length}: {}", turnout.steps.len());
            let by: Vec<(u64, u64)> = turnout.by().collect();
            assert!(by.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1), "{length}");
            assert_eq!(by.last().copied(), Some((1_000 + length, 22)), "{length}");
        }
    }
}

//! (6.3) The totals behind the combined points: discrete logarithms in bounded memory.

use crate::generators::G;
use crate::group::{Element, Scalar, identity};
use std::collections::HashMap;

/// As much of an encoding as tells the baby steps apart.
type Key = [u8; 12];

/// Discrete logarithms to the base `G` in 0..=bound, by baby steps and giant steps.
///
/// The table takes at most 143 MB ([`DiscreteLog::WIDTH_LIMIT`] baby steps), whatever the bound. A search
/// takes at most `bound / width + 1` giant steps, each about a microsecond: at once for sums up to 10^12,
/// a minute or two for the largest bound, 2^48.
pub struct DiscreteLog {
    bound: u64,
    width: u64,
    /// Encoding of `2 i G` for `i` in 0..width.
    baby_steps: HashMap<Key, u32>,
}

impl DiscreteLog {
    /// Most baby steps: they fill a table of 2^23 places, 17 bytes each, to seven eighths.
    pub const WIDTH_LIMIT: u64 = 7 << 20;
    /// Points that are encoded at the same time.
    const BATCH: u64 = 1_024;

    /// Prepares about `sqrt(bound * logarithms)` baby steps for that many logarithms.
    pub fn new(bound: u64, logarithms: usize) -> DiscreteLog {
        DiscreteLog::prepare(bound, logarithms, |_| ())
    }

    /// As [`DiscreteLog::new`]; `progress` hears how many baby steps were taken since it last heard.
    pub fn prepare(bound: u64, logarithms: usize, mut progress: impl FnMut(u64)) -> DiscreteLog {
        let width = DiscreteLog::width(bound, logarithms);
        let mut baby_steps = HashMap::with_capacity(width as usize);
        let mut point = identity();
        let mut done = 0;
        while done < width {
            let count = (width - done).min(DiscreteLog::BATCH);
            let encodings = Element::double_and_compress_batch(&steps(&mut point, &G, count));
            baby_steps.extend(encodings.iter().map(|encoding| key(encoding.as_bytes())).zip(done as u32..));
            progress(count);
            done += count;
        }
        DiscreteLog { bound, width, baby_steps }
    }

    /// Number of baby steps for so many logarithms.
    pub fn width(bound: u64, logarithms: usize) -> u64 {
        let product = bound.saturating_add(1).saturating_mul(logarithms.max(1) as u64);
        product.isqrt().clamp(1, DiscreteLog::WIDTH_LIMIT)
    }

    /// Most giant steps of one search.
    pub fn giant_steps(&self) -> u64 {
        self.bound / self.width + 1
    }

    /// `v` in 0..=bound with `v G = target`; `None` if there is none (RES-04), after bounded work.
    pub fn solve(&self, target: &Element) -> Option<u64> {
        self.search(target, |_| ())
    }

    /// As [`DiscreteLog::solve`]; `progress` hears how many giant steps were taken since it last heard.
    pub fn search(&self, target: &Element, mut progress: impl FnMut(u64)) -> Option<u64> {
        let giant = -(G * Scalar::from(self.width));
        let mut point = *target;
        let mut done = 0;
        while done < self.giant_steps() {
            let count = (self.giant_steps() - done).min(DiscreteLog::BATCH);
            let encodings = Element::double_and_compress_batch(&steps(&mut point, &giant, count));
            for (k, encoding) in (done..).zip(&encodings) {
                if let Some(i) = self.baby_steps.get(&key(encoding.as_bytes())) {
                    let value = k * self.width + u64::from(*i);
                    // A part of an encoding was compared, so the whole is.
                    if value <= self.bound && G * Scalar::from(value) == *target {
                        return Some(value);
                    }
                }
            }
            progress(count);
            done += count;
        }
        None
    }
}

/// `count` points, from `point` on in steps of `step`; `point` becomes the one after them.
fn steps(point: &mut Element, step: &Element, count: u64) -> Vec<Element> {
    let mut next = || {
        let this = *point;
        *point = this + step;
        this
    };
    (0..count).map(|_| next()).collect()
}

fn key(encoding: &[u8; 32]) -> Key {
    let mut key = Key::default();
    key.copy_from_slice(&encoding[..12]);
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::elgamal::message;

    #[test]
    fn logarithms_within_the_bound_are_found_and_no_others() {
        for (bound, count) in [(0, 1), (1, 1), (10, 1), (2_000, 5), (1_000_000, 1)] {
            let logarithms = DiscreteLog::new(bound, count);
            for value in [0, 1, bound / 2, bound.saturating_sub(1), bound] {
                if value <= bound {
                    assert_eq!(logarithms.solve(&message(value)), Some(value), "{value} of {bound}");
                }
            }
            assert_eq!(logarithms.solve(&message(bound + 1)), None);
            assert_eq!(logarithms.solve(&-G), None);
        }
    }

    #[test]
    fn the_table_is_bounded_for_every_bound_and_number_of_totals() {
        assert_eq!(DiscreteLog::width(1 << 48, 1), DiscreteLog::WIDTH_LIMIT);
        assert_eq!(DiscreteLog::width(u64::MAX, usize::MAX), DiscreteLog::WIDTH_LIMIT);
        assert_eq!(DiscreteLog::width(0, 0), 1);
        // 2^23 places of 16 bytes and one more each: what the standard library's table makes of it.
        let table: HashMap<Key, u32> = HashMap::with_capacity(DiscreteLog::WIDTH_LIMIT as usize);
        assert_eq!(table.capacity() as u64, DiscreteLog::WIDTH_LIMIT);
        assert_eq!(size_of::<(Key, u32)>(), 16);
    }

    #[test]
    fn a_small_table_finds_a_large_total_and_says_how_far_it_is() {
        let bound = 1 << 20;
        let (mut prepared, mut searched) = (0, 0);
        let narrow = DiscreteLog::prepare(1_023, 1, |steps| prepared += steps);
        let narrow = DiscreteLog { bound, ..narrow };
        assert_eq!((prepared, narrow.giant_steps()), (32, bound / 32 + 1));
        assert_eq!(narrow.search(&message(bound), |steps| searched += steps), Some(bound));
        assert!(searched <= narrow.giant_steps() && searched + 1_024 > narrow.giant_steps());
        searched = 0;
        assert_eq!(narrow.search(&message(bound + 1), |steps| searched += steps), None);
        assert_eq!(searched, narrow.giant_steps(), "every step is told");
    }
}

//! (6.3) The result: the shares combined, and the totals found.

use crate::key::Key;
use crate::log::manifest_of;
use crate::refusal::Refusal;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::{Contest, Manifest};
use tabella_crypto::election::statement::{Body, sign};
use tabella_crypto::election::tally::{DecryptionShare, DiscreteLog, ElectionResult, Tally};
use tabella_crypto::group::Element;
use tabella_log::rulebook::Election;
use tabella_log::trust::Trust;

/// The statement that announces a result.
pub fn statement(official: &Key, election: &Election, trust: &Trust, result: &ElectionResult) -> String {
    let phi = election.fingerprint().unwrap_or(&trust.election);
    sign(official.signing(), phi, &Body::Result(result.clone()))
}

/// A search for totals, as far as it is known beforehand: with very large weights it takes minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// How many totals are searched.
    pub totals: u64,
    /// None is larger.
    pub bound: u64,
    /// How many steps it takes at most.
    pub steps: u64,
}

/// Computes the result that follows from a verified log, from the shares of the t smallest valid indices. `progress`
/// is told about the search, and how many of its steps are done.
///
/// # Errors
/// The election is not closed, shares are missing (DEC-04), or a total is out of bounds (RES-04): an error, never a
/// retry.
pub fn compute(election: &Election, progress: impl FnMut(&Search, u64)) -> Result<ElectionResult, Refusal> {
    let manifest = manifest_of(election)?;
    let Some(tally) = election.tally() else {
        return Err(Refusal::by(
            checks::LOG_11,
            format!(
                "the election is not closed (its phase is {}): run `tabella-tally election close` after the closing time",
                election.phase().name()
            ),
        ));
    };
    let shares: Vec<(u64, &DecryptionShare)> =
        election.valid_shares().take(manifest.threshold as usize).collect();
    if tally.encrypted().next().is_some() && (shares.len() as u64) < manifest.threshold {
        return Err(short_of_shares(manifest, &shares));
    }
    let values = totals_of(&tally.combine(&shares), bound(tally, manifest), progress).ok_or_else(|| {
        Refusal::by(
            checks::RES_04,
            "a total lies outside of what the counted ballots allow. No result was announced: keep the record, \
             and tell the trustees and the auditors",
        )
    })?;
    Ok(tally.result(manifest, &values))
}

/// No option has a larger total in valid ballots.
fn bound(tally: &Tally, manifest: &Manifest) -> u64 {
    let largest = |(contest, weight): (&Contest, &u64)| weight.saturating_mul(contest.rule.largest_value());
    manifest.contests.iter().zip(&tally.weights).map(largest).max().unwrap_or(0)
}

/// The logarithms of all points, `None` if one has none up to `bound`.
fn totals_of(points: &[Element], bound: u64, mut progress: impl FnMut(&Search, u64)) -> Option<Vec<u64>> {
    let totals = points.len() as u64;
    let width = DiscreteLog::width(bound, points.len());
    let giant_steps = bound / width + 1;
    let search = Search { totals, bound, steps: width.saturating_add(giant_steps.saturating_mul(totals)) };
    progress(&search, 0);
    let mut done = 0;
    let logarithms = DiscreteLog::prepare(bound, points.len(), |steps| {
        done += steps;
        progress(&search, done);
    });
    let mut values = vec![];
    for (number, point) in (0..).zip(points) {
        let mut done = width + giant_steps * number;
        let value = logarithms.search(point, |steps| {
            done += steps;
            progress(&search, done);
        });
        values.push(value?);
    }
    Some(values)
}

fn short_of_shares(manifest: &Manifest, shares: &[(u64, &DecryptionShare)]) -> Refusal {
    let has = |index: &u64| shares.iter().any(|(trustee, _)| trustee == index);
    let missing = (1..).zip(&manifest.trustees).filter(|(index, _)| !has(index));
    let missing: Vec<&str> = missing.map(|(_, party)| party.name.as_str()).collect();
    Refusal::by(
        checks::DEC_04,
        format!(
            "{} of the {} decryption shares that are needed are in the log. Trustees without one: {}. They run \
             `tabella-tally trustee decrypt`",
            shares.len(),
            manifest.threshold,
            missing.join(", ")
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;
    use tabella_crypto::generators::H;
    use tabella_crypto::group::Point;
    use tabella_tests::harness::{Attacker, Draft, Harness, Keys, Spec};

    /// Adds a point whose logarithm no one knows to the first option of a ballot; proofs are not looked at.
    struct Random;

    impl Attacker for Random {
        fn draft(&mut self, draft: &mut Draft, _keys: &Keys) {
            if let Body::Ballot(ballot) = &mut draft.body {
                let beta = &mut ballot.ciphertexts[0].beta;
                *beta = Point::new(beta.element() + *H).expect("point");
            }
        }
    }

    #[test]
    fn a_total_without_a_logarithm_is_an_error_in_bounded_time() {
        let mut random = Random;
        let mut harness = Harness::new(Spec::base(), &mut random);
        harness.prepare();
        harness.vote();
        harness.close();
        let tally = harness.election().tally().expect("closed").clone();
        for trustee in 1..=2 {
            let share = tally.decrypt(&harness.share(trustee).expect("share")).expect("slots");
            harness.post(Body::DecryptionShare(share), Some(trustee));
        }
        let election = harness.election();
        assert_eq!(election.valid_shares().count(), 2);
        let start = Instant::now();
        let refusal = compute(election, |_, _| {}).expect_err("no logarithm");
        assert!(refusal.is_by(checks::RES_04), "{refusal}");
        assert!(start.elapsed().as_secs() < 10);
    }
}

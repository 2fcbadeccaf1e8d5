//! (6.3) What an official does in the end: combine the shares, find the totals, announce them.

use crate::key_file::Key;
use crate::program::answer::{Answer, Failure, Outcome};
use crate::program::log::{self, Posted};
use crate::program::official::{demand_official, languages};
use crate::record::VerifiedRecord;
use serde_json::{Value, json};
use tabella_client::HttpBoard;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::{Contest, Manifest, text_in};
use tabella_crypto::election::statement::{Body, sign};
use tabella_crypto::election::tally::{DecryptionShare, DiscreteLog, ElectionResult, Tally, Withheld};
use tabella_crypto::group::Element;
use tabella_log::rulebook::{Election, Phase};
use tabella_log::trust::Trust;

/// `result`: verifies the whole record, combines the shares of the t smallest valid indices, and
/// announces the totals.
///
/// # Errors
/// The record is rejected, the election is not closed, shares are missing, a total is out of bounds, or
/// the board refuses or cannot be reached.
pub fn run(official: &Key, board: &HttpBoard, trust: &Trust) -> Outcome {
    let record = VerifiedRecord::fetch(board, trust)?;
    let election = record.election();
    let Some(manifest) = election.manifest() else {
        return Err(Failure::refused(
            checks::LOG_11,
            "the log on the board has no manifest: check address and trust file",
        ));
    };
    demand_official(official, manifest)?;
    if let (Phase::Finished, Some(result)) = (election.phase(), election.result()) {
        return Ok(announced(election, manifest, result, (trust, board), None));
    }
    let result = compute(election, manifest)?;
    let phi = election.fingerprint().copied().unwrap_or(trust.election);
    let statement = sign(official.signing(), &phi, &Body::Result(result.clone()));
    let posted = log::post(board, trust, &statement)?;
    Ok(announced(election, manifest, &result, (trust, board), Some(&posted)))
}

/// The result that follows from a verified log.
fn compute(election: &Election, manifest: &Manifest) -> Result<ElectionResult, Failure> {
    let Some(tally) = election.tally() else {
        return Err(Failure::refused(
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
    // (6.3) An error, never a retry.
    let values = totals_of(&tally.combine(&shares), bound(tally, manifest)).ok_or_else(|| {
        Failure::refused(
            checks::RES_04,
            "a total lies outside of what the counted ballots allow. No result was announced: keep the record, \
             and tell the trustees and the auditors",
        )
    })?;
    Ok(tally.result(manifest, &values))
}

/// No option has a larger total in ballots that hold.
fn bound(tally: &Tally, manifest: &Manifest) -> u64 {
    let largest = |(contest, weight): (&Contest, &u64)| weight.saturating_mul(contest.rule.largest_value());
    manifest.contests.iter().zip(&tally.weights).map(largest).max().unwrap_or(0)
}

/// The logarithms of all points, `None` if one has none up to `bound`. Says what it does: with very large
/// weights it takes minutes.
fn totals_of(points: &[Element], bound: u64) -> Option<Vec<u64>> {
    /// Steps after which somebody who waits wants to know why: some seconds.
    const MANY: u64 = 1 << 22;
    let searches = points.len() as u64;
    let width = DiscreteLog::width(bound, points.len());
    let giant_steps = bound / width + 1;
    let steps = width.saturating_add(giant_steps.saturating_mul(searches));
    if steps > MANY {
        eprintln!(
            "Searching {searches} totals up to {bound}: with weights as large as these it can take some \
             minutes, and 150 MB of memory. Stopping it loses nothing: run the command again."
        );
    }
    let bar = crate::record::bar("searching the totals", "steps");
    bar.set_length(steps);
    let logarithms = DiscreteLog::prepare(bound, points.len(), |steps| bar.inc(steps));
    let search = |(number, point): (u64, &Element)| {
        let total = logarithms.search(point, |steps| bar.inc(steps));
        bar.set_position(width + giant_steps * number);
        total
    };
    let values = (1..).zip(points).map(search).collect();
    bar.finish_and_clear();
    values
}

fn short_of_shares(manifest: &Manifest, shares: &[(u64, &DecryptionShare)]) -> Failure {
    let has = |index: &u64| shares.iter().any(|(trustee, _)| trustee == index);
    let missing = (1..).zip(&manifest.trustees).filter(|(index, _)| !has(index));
    let missing: Vec<&str> = missing.map(|(_, party)| party.name.as_str()).collect();
    Failure::refused(
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

fn announced(
    election: &Election,
    manifest: &Manifest,
    result: &ElectionResult,
    (trust, board): (&Trust, &HttpBoard),
    posted: Option<&Posted>,
) -> Answer {
    let why = |contest| election.tally().and_then(|tally| tally.why_withheld(manifest, contest));
    let withheld: Vec<Option<Withheld>> = (0..manifest.contests.len()).map(why).collect();
    let words = format!(
        "{}.\n\n{}\n\nNext: everybody can check this with their own trust file:\n  tabella-audit verify {} \
         --trust FILE\nAfter the audit the trustees destroy their key files and all copies.",
        match posted {
            Some(posted) => format!("Announced the result: {}", posted.standing.in_words()),
            None => "The result is announced already".into(),
        },
        in_words(manifest, result, &withheld),
        board.address(),
    );
    let facts = json!({
        "command": "result",
        "already": posted.is_none(),
        "contests": manifest
            .contests
            .iter()
            .zip(&withheld)
            .map(|(contest, why)| facts(contest, result, *why))
            .collect::<Vec<_>>(),
        "count": result.count,
        "election": trust.election,
        "entry": posted.map(|posted| posted.entry.index),
        "standing": posted.map(|posted| posted.standing),
        "tau": result.tau,
        "weight": result.weight,
    });
    Answer { words, facts }
}

fn in_words(manifest: &Manifest, result: &ElectionResult, withheld: &[Option<Withheld>]) -> String {
    let languages = languages(manifest);
    let mut lines = vec![];
    for (contest, why) in manifest.contests.iter().zip(withheld) {
        lines.push(text_in(&contest.title, &languages).to_owned());
        match result.totals_of(contest) {
            None => {
                lines.push(format!("            withheld: {}", why.map_or("", Withheld::in_words)));
            }
            Some(totals) => {
                for (slot, total) in contest.slots().into_iter().zip(totals.values()) {
                    let label = contest.option(slot).map(|option| text_in(&option.label, &languages));
                    lines.push(format!("{total:>10}  {}", label.unwrap_or("(blank)")));
                }
            }
        }
    }
    lines.push(format!("{:>10}  ballots counted, of total weight {}", result.count, result.weight));
    lines.join("\n")
}

fn facts(contest: &Contest, result: &ElectionResult, why: Option<Withheld>) -> Value {
    let totals = result.totals_of(contest);
    let options = contest.options.iter().enumerate().map(|(position, option)| {
        let total =
            totals.as_ref().and_then(|totals| totals.options.get(position)).map(|option| option.total);
        json!({ "id": option.id, "total": total })
    });
    json!({
        "blank": totals.as_ref().and_then(|totals| totals.blank),
        "id": contest.id,
        "options": options.collect::<Vec<_>>(),
        "withheld": totals.is_none(),
        "withheld_because": why,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;
    use tabella_crypto::generators::H;
    use tabella_crypto::group::Point;
    use tabella_tests::harness::{Attacker, Draft, Harness, Keys, Spec};

    /// Adds a point whose logarithm nobody knows to the first option of a ballot; proofs are not looked at.
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
        let failure = compute(election, election.manifest().expect("manifest")).expect_err("no logarithm");
        assert!(failure.is_by(checks::RES_04) && failure.exit_code() == 1, "{failure}");
        assert!(start.elapsed().as_secs() < 10);
    }
}

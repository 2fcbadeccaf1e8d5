//! On the second device: did the first one encrypt what the voter told it? (5.10)

use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::ballot::{BallotOpening, Selections};
use tabella_crypto::group::Point;
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::rulebook::Election;

/// RCP-07 to RCP-09: rebuilds a challenged ballot and returns what it really encrypts.
///
/// `log` is what this device downloaded and verified itself: election key and phi come from it alone.
/// `credential` is the one on the voter's letter, `tracker` the one that they noted from the
/// voting device. The selections are then shown to the voter, who alone can say whether they made them; or
/// [`compare`] compares them with those that the voter names. The board answers for none of it.
///
/// # Errors
/// Everything that fails of: RCP-08 for another election, credential or style; RCP-07 for a ballot that
/// does not rebuild to this tracker; RCP-09 when the ballot is in the log.
pub fn check_opening(
    opening: &BallotOpening,
    log: &Election,
    credential: &Point,
    tracker: &Hash,
) -> Result<Selections, Vec<Rejection>> {
    let Some(election) = log.open_election() else {
        let reason = "the election has not been opened";
        return Err(vec![Rejection::new(checks::RCP_08, Culprit::Open, reason)]);
    };
    let mut rejections = vec![];
    match log.place(credential) {
        None => {
            let reason = "the credential on the letter is not in the roll";
            rejections.push(Rejection::new(checks::RCP_08, Culprit::Open, reason));
        }
        Some(place) if place.style != opening.style => {
            let reason = "the opened ballot has another style than the roll says";
            rejections.push(Rejection::new(checks::RCP_08, Culprit::Tracker(opening.tracker), reason));
        }
        Some(_) => {}
    }
    let checked = opening.check(&election, credential, tracker);
    for digest in [&opening.tracker, tracker] {
        rejections.extend(log.find(digest).map(|index| cast_all_the_same(index, digest)));
    }
    rejections.dedup();
    match checked {
        Ok(selections) if rejections.is_empty() => Ok(selections),
        checked => {
            rejections.extend(checked.err());
            rejections.sort();
            Err(rejections)
        }
    }
}

/// RCP-07: compares what the ballot with this tracker really encrypts with what the voter says they chose.
///
/// # Errors
/// RCP-07 when they differ; the reason holds no selection.
pub fn compare(encrypted: &Selections, chosen: &Selections, tracker: &Hash) -> Result<(), Rejection> {
    if encrypted == chosen {
        return Ok(());
    }
    let reason = "the ballot encrypts other choices than those you made: the voting device lied";
    Err(Rejection::new(checks::RCP_07, Culprit::Tracker(*tracker), reason))
}

fn cast_all_the_same(index: u64, tracker: &Hash) -> Rejection {
    let culprit = Culprit::Ballot { index, tracker: *tracker };
    let reason =
        format!("the challenged ballot is in the log, as entry {index}: an opened ballot must never be cast");
    Rejection::new(checks::RCP_09, culprit, reason)
}

//! On the second device: did the first one encrypt what the voter told it? (5.10)

use tabella_crypto::checks;
use tabella_crypto::election::ballot::{Opening, Selections};
use tabella_crypto::encoding::Hash;
use tabella_crypto::error::{Culprit, Rejection};
use tabella_crypto::group::Point;
use tabella_log::rulebook::Election;

/// RCP-07 to RCP-09: rebuilds a challenged ballot and returns what it really encrypts.
///
/// `log` is what this device downloaded and verified itself: election key and phi come from it alone.
/// `credential` is the one on the voter's letter, `tracker` the one that she noted from the voting
/// device. The selections are then shown to the voter, who alone can say whether she made them; or
/// [`compare`] holds them against those she names.
///
/// # Errors
/// Everything that fails of: RCP-08 for another election, credential or style; RCP-07 for a ballot that
/// does not rebuild to this tracker; RCP-09 when the ballot is in the log.
pub fn check_opening(
    opening: &Opening,
    log: &Election,
    credential: &Point,
    tracker: &Hash,
) -> Result<Selections, Vec<Rejection>> {
    let Some(election) = log.open_election() else {
        return Err(vec![refuse(checks::RCP_08, "the election has not been opened")]);
    };
    let mut rejections = vec![];
    match log.place(credential) {
        None => rejections.push(refuse(checks::RCP_08, "the credential on the letter is not in the roll")),
        Some(place) if place.style != opening.style => {
            rejections.push(refuse(checks::RCP_08, "the opened ballot has another style than the roll says"));
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

/// RCP-07: holds what the ballot really encrypts against what the voter says she chose.
///
/// # Errors
/// RCP-07 when they differ; the reason holds no selection.
pub fn compare(encrypted: &Selections, chosen: &Selections) -> Result<(), Rejection> {
    if encrypted == chosen {
        return Ok(());
    }
    Err(refuse(
        checks::RCP_07,
        "the ballot encrypts other choices than those you made: the voting device lied",
    ))
}

fn refuse(check: checks::Check, reason: &str) -> Rejection {
    Rejection::new(check, Culprit::Board, reason)
}

fn cast_all_the_same(index: u64, tracker: &Hash) -> Rejection {
    let culprit = Culprit::Ballot { index, tracker: *tracker };
    let reason =
        format!("the challenged ballot is in the log, as entry {index}: an opened ballot must never be cast");
    Rejection::new(checks::RCP_09, culprit, reason)
}

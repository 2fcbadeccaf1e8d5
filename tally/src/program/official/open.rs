//! `election open`.

use super::ATTEMPTS;
use crate::key::Key;
use crate::log::manifest_of;
use crate::official::{manifest::check_official, opening};
use crate::posted::Posted;
use crate::program::board;
use crate::program::words::length;
use crate::registrar::classes;
use jiff::tz::TimeZone;
use serde_json::json;
use tabella_client::console::{Answer, Failure, Outcome, times};
use tabella_client::{Depth, DownloadedLog, HttpBoard};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::election::roll::Open;
use tabella_crypto::readable;
use tabella_log::rulebook::Election;
use tabella_log::trust::Trust;

/// `election open`: seals manifest, key and roll; its hash is the fingerprint phi.
///
/// # Errors
/// The ceremony or the roll is not finished, voting would be over already (`unusual_times` allows that), or the
/// board refuses.
pub fn open(official: &Key, board: &HttpBoard, trust: &Trust, unusual_times: bool) -> Outcome {
    let mut mirror = board::mirror(board, trust, Depth::Everything)?;
    let manifest = manifest_of(mirror.election())?;
    check_official(official, manifest)?;
    if mirror.election().open_body().is_none() && !unusual_times {
        check_time_left(manifest, times::now())?;
    }
    for attempt in 1.. {
        let election = mirror.election();
        if let (Some(body), Some(phi)) = (election.open_body(), election.fingerprint()) {
            return Ok(opened(&mirror, phi, body, None));
        }
        let opening = opening::open(official, election, trust)?;
        match board::post(board, trust, &opening.statement) {
            Ok(posted) => return Ok(opened(&mirror, &posted.entry.hash, &opening.body, Some(&posted))),
            // A part of the roll came in between: begin again after it.
            Err(failure) if failure.is_by(checks::LOG_01) && attempt < ATTEMPTS => {
                board::refresh(&mut mirror)?
            }
            Err(failure) => return Err(failure),
        }
    }
    Err(Failure::failed("the log grows too fast to open the election: try again"))
}

/// No one could vote in an election that is opened after its end.
fn check_time_left(manifest: &Manifest, now: u64) -> Result<(), Failure> {
    if now < manifest.closes_at {
        return Ok(());
    }
    Err(Failure::failed(format!(
        "voting ended at {}, {} ago: no one could vote, so the election was not opened. Create a new one with a later \
         closing; or look at the clock of this machine if that is wrong. --unusual-times opens it all the same",
        times::in_calendar(manifest.closes_at, &TimeZone::system()).join(", "),
        length(now - manifest.closes_at),
    )))
}

fn opened(mirror: &DownloadedLog, phi: &Hash, body: &Open, posted: Option<&Posted>) -> Answer {
    let shown = readable::show(readable::Kind::Fingerprint, &phi.0);
    let numbers = mirror.election().manifest().map(|manifest| {
        (times::in_words(manifest.opens_at), times::in_words(manifest.closes_at), manifest.threshold)
    });
    let (from, to, threshold) = numbers.unwrap_or_default();
    let withheld = withheld_in_words(mirror.election());
    let words = format!(
        "{done}: the roll has {rows} rows of total weight {weight}, and nothing about the election can \
         change any more.\n\n  Fingerprint  {shown}\n               {phi}\n\nVoting is from {from} to \
         before {to}.\n\n{withheld}Next: publish the fingerprint, and the number of entitled persons for everyone to \
         compare with the {rows} rows. Until voting ends at least {threshold} trustees must run\n  \
         tabella-tally trustee alive --key FILE --board {address} --trust FILE",
        done = match posted {
            Some(posted) => format!("Opened the election ({})", posted.standing.in_words()),
            None => "The election is open already".into(),
        },
        rows = body.rows,
        weight = body.weight,
        address = mirror.board().address(),
    );
    let facts = json!({
        "already": posted.is_none(),
        "election": mirror.trust().election,
        "election_key": body.election_key,
        "entry": posted.map(|posted| posted.entry.index),
        "fingerprint": phi,
        "fingerprint_text": shown,
        "rows": body.rows,
        "standing": posted.map(|posted| posted.standing),
        "weight": body.weight,
    });
    Answer::new(facts, words)
}

/// (6.1) Names the contests that few people could withhold, as `roll issue` has told the registrar.
fn withheld_in_words(election: &Election) -> String {
    let Some(manifest) = election.manifest() else { return String::new() };
    let risks = classes::at_risk(&classes::smallest(manifest, election.roll_classes()), manifest);
    risks.iter().map(|risk| format!("NOTE: {risk}.\n\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::official::draft::tests::example;

    #[test]
    fn an_election_whose_voting_is_over_is_not_opened() {
        let manifest = example();
        check_time_left(&manifest, manifest.closes_at - 1).expect("a second is left");
        let failure = check_time_left(&manifest, manifest.closes_at + 3_600).expect_err("over");
        assert_eq!(failure.exit_code(), 2);
        let words = failure.to_string();
        for expected in
            ["Friday 5 March 2027, 17:00:00 (UTC)", "1 hour ago", "Create a new one with a later closing"]
        {
            assert!(words.contains(expected), "{words}");
        }
    }
}

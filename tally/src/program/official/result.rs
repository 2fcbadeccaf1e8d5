//! `result`.

use crate::key::Key;
use crate::log::manifest_of;
use crate::official::manifest::check_official;
use crate::official::result::{self, Search};
use crate::posted::Posted;
use crate::program::words::languages;
use crate::program::{board, record};
use serde_json::{Value, json};
use tabella_client::HttpBoard;
use tabella_client::console::{Answer, Outcome, Progress};
use tabella_crypto::election::manifest::{Contest, Manifest, text_in};
use tabella_crypto::election::tally::{ElectionResult, Withheld};
use tabella_log::rulebook::{Election, Phase};
use tabella_log::trust::Trust;

/// `result`: verifies the whole record, combines the shares of the t smallest valid indices, and
/// announces the totals.
///
/// # Errors
/// The record is rejected, the election is not closed, shares are missing, a total is out of bounds, or
/// the board refuses or cannot be reached.
pub fn result(official: &Key, board: &HttpBoard, trust: &Trust) -> Outcome {
    let record = record::fetch(board, trust)?;
    let election = record.election();
    let manifest = manifest_of(election)?;
    check_official(official, manifest)?;
    if let (Phase::Finished, Some(result)) = (election.phase(), election.result()) {
        return Ok(announced(election, manifest, result, board, None));
    }
    let progress = Progress::new("searching the totals", "steps", 0);
    let result = result::compute(election, |search, done| {
        if done == 0 {
            warn(search);
        }
        progress.set_of(done, search.steps);
    })?;
    drop(progress);
    let statement = result::statement(official, election, trust, &result);
    let posted = board::post(board, trust, &statement)?;
    Ok(announced(election, manifest, &result, board, Some(&posted)))
}

/// Says why a long search takes long.
fn warn(search: &Search) {
    /// Steps after which someone who waits wants to know why: some seconds.
    const MANY: u64 = 1 << 22;
    if search.steps > MANY {
        eprintln!(
            "Searching {} totals up to {}: with weights as large as these it can take some \
             minutes, and 150 MB of memory. Stopping it loses nothing: run the command again.",
            search.totals, search.bound
        );
    }
}

fn announced(
    election: &Election,
    manifest: &Manifest,
    result: &ElectionResult,
    board: &HttpBoard,
    posted: Option<&Posted>,
) -> Answer {
    let why = |contest| election.tally().and_then(|tally| tally.why_withheld(manifest, contest));
    let withheld: Vec<Option<Withheld>> = (0..manifest.contests.len()).map(why).collect();
    let words = format!(
        "{}.\n\n{}\n\nNext: anyone can check this with their own trust file:\n  tabella-audit verify {} \
         --trust FILE\nAfter the audit the trustees destroy their key files and all copies.",
        match posted {
            Some(posted) => format!("Announced the result: {}", posted.standing.in_words()),
            None => "The result is announced already".into(),
        },
        in_words(manifest, result, &withheld),
        board.address(),
    );
    let facts = json!({
        "already": posted.is_none(),
        "contests": manifest
            .contests
            .iter()
            .zip(&withheld)
            .map(|(contest, why)| facts(contest, result, *why))
            .collect::<Vec<_>>(),
        "count": result.count,
        "election": election.id(),
        "entry": posted.map(|posted| posted.entry.index),
        "standing": posted.map(|posted| posted.standing),
        "tau": result.tau,
        "weight": result.weight,
    });
    Answer::new(facts, words)
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

//! `roll publish`.

use crate::key::Key;
use crate::log::manifest_of;
use crate::program::board;
use crate::registrar::roll::{self, RollFile};
use serde_json::json;
use std::path::Path;
use tabella_client::console::{Answer, Failure, Outcome, Progress, read_file};
use tabella_client::{Depth, HttpBoard};
use tabella_log::trust::Trust;

/// `roll publish`: posts the roll in parts; parts that are in the log already are not posted again.
///
/// # Errors
/// The election does not take a roll now, the log holds other rows, or the board refuses. Doing it
/// again after an interruption is safe.
pub fn publish(file: &Path, registrar: &Key, board: &HttpBoard, trust: &Trust) -> Outcome {
    let roll = RollFile::read(&read_file(file)?)
        .and_then(|roll| roll.check_for(&trust.election).map(|()| roll))
        .map_err(|refusal| Failure::from(refusal).context(file.display()))?;
    let rows = roll.rows;
    let mirror = board::mirror(board, trust, Depth::WithoutBallotProofs)?;
    let manifest = manifest_of(mirror.election())?;
    roll::check_registrar(registrar, manifest)?;
    roll::check(&rows, manifest)?;
    let weight: u64 = rows.iter().map(|row| row.weight).sum();
    let count = rows.len();
    let parts = roll::parts(rows, registrar, &trust.election)?;
    let missing = roll::missing_parts(&parts, mirror.election())?;
    let progress = Progress::new("", "parts", missing.len() as u64);
    let mut standing = None;
    for part in missing {
        standing = Some(board::post(board, trust, &part.statement)?.standing);
        progress.step();
    }
    drop(progress);
    let already = parts.len() - missing.len();
    let words = format!(
        "{done}: {count} rows of total weight {weight} in {total} parts.\n\nNext: the official publishes the \
         number of entitled persons for everyone to compare, and runs\n  tabella-tally election open --key \
         FILE --board {address} --trust FILE",
        done = match standing {
            None => "The roll is in the log already".to_owned(),
            Some(standing) if already == 0 => format!("Published the roll ({})", standing.in_words()),
            Some(standing) => format!(
                "Published the rest of the roll ({}; {already} parts were in the log already)",
                standing.in_words()
            ),
        },
        total = parts.len(),
        address = board.address(),
    );
    let facts = json!({
        "already": already,
        "election": trust.election,
        "parts": parts.len(),
        "posted": missing.len(),
        "rows": count,
        "standing": standing,
        "weight": weight,
    });
    Ok(Answer::new(facts, words))
}

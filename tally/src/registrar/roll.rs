//! The roll, as the board gets it: rows without names, checked before anybody sees them, in parts.

use crate::key_file::Key;
use crate::program::answer::{Answer, Failure, Outcome, listed};
use crate::program::files::cannot_read;
use crate::program::log::{self, manifest_of};
use indicatif::{ProgressBar, ProgressFinish, ProgressIterator as _};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::io::IsTerminal as _;
use std::path::Path;
use tabella_client::{Depth, DownloadedLog, HttpBoard};
use tabella_crypto::bytes::Hash;
use tabella_crypto::carried;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::election::manifest::{CheckedManifest, Manifest};
use tabella_crypto::election::roll::{RollPart, RollSum, Row, check_rows, check_weights, revealing_weights};
use tabella_crypto::election::statement::{Body, Statement, sign};
use tabella_crypto::encoding;
use tabella_crypto::readable;
use tabella_log::rulebook::Phase;
use tabella_log::trust::Trust;

pub(crate) fn bar(length: u64) -> ProgressBar {
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new(length) } else { ProgressBar::hidden() };
    bar.with_finish(ProgressFinish::AndClear)
}

pub(crate) fn demand_sound(rows: &[Row], manifest: &CheckedManifest) -> Result<(), Failure> {
    refuse(check(rows, manifest))
}

/// ROL-03 and ROL-06, before there are rows; `voters` are style and weight of each.
pub(crate) fn demand_weights(voters: &[(u64, u64)], manifest: &CheckedManifest) -> Result<(), Failure> {
    let faults = check_weights(manifest, &RollSum::default(), voters.iter().map(|(_, weight)| *weight));
    refuse(first_of_each(faults, voters.iter().copied(), manifest))
}

fn refuse(faults: Vec<(Check, String)>) -> Result<(), Failure> {
    if faults.is_empty() {
        return Ok(());
    }
    let mut checks: Vec<Check> = faults.iter().map(|(check, _)| *check).collect();
    checks.dedup();
    let reasons: Vec<String> =
        faults.into_iter().map(|(check, reason)| format!("{check}: {reason}")).collect();
    Err(Failure::Refused {
        checks,
        reason: format!("the board would refuse this roll:\n{}", listed(&reasons)),
    })
}

/// ROL-01 to ROL-03, ROL-05 and ROL-06 for a whole roll, in words, before anybody sees it.
fn check(rows: &[Row], manifest: &CheckedManifest) -> Vec<(Check, String)> {
    let faults = check_rows(manifest, &RollSum::default(), rows);
    first_of_each(faults, rows.iter().map(|row| (row.style, row.weight)), manifest)
}

/// The first fault of each check, for what is wrong with one row is mostly wrong with many; and ROL-06.
fn first_of_each(
    mut faults: Vec<(Check, String)>,
    voters: impl Iterator<Item = (u64, u64)>,
    manifest: &Manifest,
) -> Vec<(Check, String)> {
    faults.dedup_by_key(|(check, _)| *check);
    let reasons = revealing_weights(manifest, voters);
    faults.extend(reasons.into_iter().map(|reason| (checks::ROL_06, reason)));
    faults
}

/// What goes from [`crate::registrar::codes::issue`] to [`publish`]: one canonical line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollFile {
    /// The election that the codes belong to.
    pub election: Hash,
    /// The rows.
    pub rows: Vec<Row>,
}

impl RollFile {
    /// Reads the file.
    ///
    /// # Errors
    /// It cannot be read, names no election, has no rows, or is not in canonical form.
    pub fn read(path: &Path) -> Result<RollFile, Failure> {
        let file = std::fs::read(path).map_err(|error| cannot_read(path, &error))?;
        let wrong = |reason: String| Failure::failed(format!("{} {reason}", path.display()));
        let text = carried::json(&file).map_err(|error| wrong(format!("is no text: {}", error.reason)))?;
        if text.starts_with('[') {
            return Err(wrong(
                "is a roll that does not name its election: an older version of this program wrote it. Make \
                 codes and roll again with `tabella-tally roll issue` and the manifest.json of this election; \
                 codes that were made with the old file are void"
                    .into(),
            ));
        }
        let roll: Result<RollFile, _> =
            encoding::check_shape(&text).and_then(|()| encoding::decode_shaped(&text));
        match roll {
            Ok(roll) if roll.rows.is_empty() => {
                Err(wrong("has no rows: make it again with `tabella-tally roll issue`".into()))
            }
            Ok(roll) => Ok(roll),
            Err(error) => Err(wrong(format!(
                "is not a roll as `tabella-tally roll issue` writes it ({error}): use your copy of the file as \
                 it was written"
            ))),
        }
    }

    /// The text of the file.
    pub fn to_text(&self) -> String {
        format!("{}\n", encoding::encode(self))
    }

    /// Refuses the roll of another election: nobody could vote with its codes.
    fn demand_for(&self, election: &Hash, path: &Path) -> Result<(), Failure> {
        if self.election == *election {
            return Ok(());
        }
        let [own, trusted] =
            [&self.election, election].map(|id| readable::show(readable::Kind::Election, &id.0));
        Err(Failure::failed(format!(
            "{} is the roll of another election: nobody could vote with its codes.\n\n  The roll is for    \
             {own}\n  The trust file is  {trusted}\n\nNothing was published. Give the roll that `tabella-tally \
             roll issue` made with the manifest.json of this election, or the trust file of the other one",
            path.display()
        )))
    }
}

/// `roll publish`: posts the roll in parts; parts that are in the log already are not posted again.
///
/// # Errors
/// The election does not take a roll now, the log holds other rows, or the board refuses. Doing it
/// again after an interruption is safe.
pub fn publish(roll: &Path, registrar: &Key, board: &HttpBoard, trust: &Trust) -> Outcome {
    let file = RollFile::read(roll)?;
    file.demand_for(&trust.election, roll)?;
    let rows = file.rows;
    let mirror = log::mirror(board, trust, Depth::WithoutBallotProofs)?;
    let manifest = manifest_of(&mirror)?;
    if !manifest.registrars.iter().any(|party| party.key == *registrar.public()) {
        return Err(Failure::refused(
            checks::LOG_12,
            format!(
                "{} ({}) is not a registrar of this election: use the key of a registrar whom its manifest names, and the \
                 trust file of that election",
                registrar.name,
                registrar.public()
            ),
        ));
    }
    demand_sound(&rows, manifest)?;
    let weight: u64 = rows.iter().map(|row| row.weight).sum();
    let count = rows.len() as u64;
    let parts = parts(rows, registrar, &trust.election)?;
    let missing = missing_parts(&parts, &mirror)?;
    let mut standing = None;
    for part in missing.iter().progress_with(bar(missing.len() as u64)) {
        standing = Some(log::post(board, trust, &part.statement)?.standing);
    }
    let already = parts.len() - missing.len();
    let words = format!(
        "{done}: {count} rows of total weight {weight} in {total} parts.\n\nNext: the official publishes the \
         number of entitled persons for everybody to compare, and runs\n  tabella-tally election open --key \
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
        "command": "roll publish",
        "already": already,
        "election": trust.election,
        "parts": parts.len(),
        "posted": missing.len(),
        "rows": count,
        "standing": standing,
        "weight": weight,
    });
    Ok(Answer { words, facts })
}

/// A signed part; signing the same rows again gives the same bytes.
struct Part {
    statement: String,
    digest: Hash,
    rows: u64,
}

fn parts(rows: Vec<Row>, registrar: &Key, election: &Hash) -> Result<Vec<Part>, Failure> {
    let part = |part: RollPart| {
        let rows = part.rows.len() as u64;
        let statement = sign(registrar.signing(), election, &Body::Roll(part));
        let digest = Statement::decode(&statement)?.digest;
        Ok(Part { statement, digest, rows })
    };
    RollPart::parts(rows).into_iter().map(part).collect()
}

/// The parts that are not in the log, which may hold the first ones of this roll and nothing else.
fn missing_parts<'a>(parts: &'a [Part], mirror: &DownloadedLog) -> Result<&'a [Part], Failure> {
    let election = mirror.election();
    let published = parts.iter().take_while(|part| election.find(&part.digest).is_some()).count();
    let rows: u64 = parts[..published].iter().map(|part| part.rows).sum();
    let missing = &parts[published..];
    if election.roll_rows() != rows {
        return Err(Failure::refused(
            checks::ROL_01,
            "the log holds rows that are not in this file. A roll that was begun must be finished with the \
             same file and key; if that is lost, the election must be created anew",
        ));
    }
    if missing.is_empty() || election.phase() == Phase::Roll {
        return Ok(missing);
    }
    Err(Failure::refused(
        checks::LOG_11,
        match election.phase() {
            Phase::Void => "the election is void: its key ceremony failed. The official creates a new one",
            phase if phase.name() == "setup" => {
                "the key ceremony is not finished: every trustee runs `tabella-tally trustee ceremony` first"
            }
            _ => {
                "the election has been opened: the roll cannot change any more. Who is missing in it can vote in a new \
                  election only"
            }
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_file::Role;
    use crate::official::draft;
    use tabella_crypto::election::ceremony::TrusteeSeed;
    use tabella_crypto::text::Text;

    fn manifest() -> Manifest {
        draft::read(include_str!("../../examples/draft.toml")).expect("example")
    }

    /// The example with a minimum of two ballots.
    fn checked_manifest(revealing_weights: bool) -> CheckedManifest {
        let manifest = Manifest { minimum: 2, revealing_weights, ..manifest() };
        manifest.check().expect("a manifest")
    }

    fn row(i: u8, weight: u64, style: u64) -> Row {
        let credential = *TrusteeSeed::from_bytes([i; 32].into()).identity().public();
        Row { credential, style, weight }
    }

    fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
        rows.sort_by_key(|row| row.credential);
        rows
    }

    fn checked(rows: &[Row], manifest: &CheckedManifest) -> Vec<Check> {
        check(rows, manifest).into_iter().map(|(check, _)| check).collect()
    }

    #[test]
    fn a_roll_that_the_board_would_refuse_is_refused_before() {
        let manifest = checked_manifest(false);
        let rows = sorted((10..14).map(|i| row(i, 1, 0)).collect());
        assert_eq!(checked(&rows, &manifest), []);
        let reversed: Vec<Row> = rows.iter().rev().cloned().collect();
        assert_eq!(checked(&reversed, &manifest), [checks::ROL_01]);
        let doubled = sorted([rows.clone(), vec![rows[0].clone()]].concat());
        assert_eq!(checked(&doubled, &manifest), [checks::ROL_01]);
        let change = |weight, style| {
            let mut rows = rows.clone();
            rows.iter_mut().for_each(|row| (row.weight, row.style) = (weight, style));
            rows
        };
        assert_eq!(checked(&change(1, 99), &manifest), [checks::ROL_02]);
        assert_eq!(checked(&change(0, 0), &manifest), [checks::ROL_03]);
        assert_eq!(checked(&change(1 << 47, 0), &manifest), [checks::ROL_03]);
        let heavy = demand_sound(&change(1 << 47, 0), &manifest).expect_err("heavy").to_string();
        let words = "each must be at least 1, and all together at most 281474976710656. Use a larger unit";
        assert!(heavy.contains(words), "{heavy}");
        let mut own = rows.clone();
        own[0].credential = manifest.trustees[0].key;
        assert_eq!(checked(&sorted(own), &manifest), [checks::ROL_05]);
    }

    #[test]
    fn weights_that_single_people_out_are_refused_unless_the_manifest_allows_them() {
        let manifest = checked_manifest(false);
        let rows = sorted((10..14).map(|i| row(i, if i == 10 { 1_000 } else { 1 }, 0)).collect());
        let faults = check(&rows, &manifest);
        assert!(!faults.is_empty() && faults.iter().all(|(check, _)| *check == checks::ROL_06));
        assert!(faults[0].1.contains("only 1 voters have weight 1000"), "{}", faults[0].1);
        assert_eq!(checked(&rows, &checked_manifest(true)), []);
    }

    #[test]
    fn the_same_rows_and_key_always_give_the_same_parts() {
        let registrar = Key::generate(Text::new("R").expect("text"), Role::Registrar).expect("key");
        let row = |i: u64| {
            let seed = Hash::of(&[&i.to_le_bytes()]).0;
            let seed = tabella_crypto::election::ceremony::TrusteeSeed::from_bytes(seed.into());
            Row { credential: *seed.identity().public(), style: 0, weight: 1 }
        };
        let rows: Vec<Row> = (0..1_001).map(row).collect();
        let digests = |rows: Vec<Row>| -> Vec<Hash> {
            let parts = parts(rows, &registrar, &Hash::ZERO).expect("parts");
            parts.iter().map(|part| part.digest).collect()
        };
        let first = digests(rows.clone());
        assert_eq!(first.len(), 3);
        assert_eq!(digests(rows.into_iter().rev().collect()), first);
    }
}

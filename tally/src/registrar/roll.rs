//! The roll, as the board gets it: rows without names, checked before anyone sees them, in parts.

use crate::key::Key;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use tabella_crypto::bytes::Hash;
use tabella_crypto::carried;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::election::manifest::{CheckedManifest, Manifest};
use tabella_crypto::election::roll::{RollPart, RollSum, Row, check_rows, check_weights, revealing_weights};
use tabella_crypto::election::statement::{Body, Statement, sign};
use tabella_crypto::encoding;
use tabella_crypto::readable;
use tabella_log::rulebook::{Election, Phase};

const REFUSED: &str = "the board would refuse this roll:";

/// ROL-01 to ROL-03, ROL-05 and ROL-06 for a whole roll, before anyone sees it.
///
/// # Errors
/// Every check that says no, in words.
pub fn check(rows: &[Row], manifest: &CheckedManifest) -> Result<(), Refusal> {
    none_of(row_faults(rows, manifest))
}

/// ROL-03 and ROL-06, before there are rows; `voters` are style and weight of each.
///
/// # Errors
/// Every check that says no, in words.
pub fn check_voters(voters: &[(u64, u64)], manifest: &CheckedManifest) -> Result<(), Refusal> {
    let faults = check_weights(manifest, &RollSum::default(), voters.iter().map(|(_, weight)| *weight));
    none_of(first_of_each(faults, voters.iter().copied(), manifest))
}

fn none_of(faults: Vec<(Check, String)>) -> Result<(), Refusal> {
    if faults.is_empty() { Ok(()) } else { Err(Refusal::for_faults(REFUSED, faults)) }
}

fn row_faults(rows: &[Row], manifest: &CheckedManifest) -> Vec<(Check, String)> {
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

/// What goes from `roll issue` to `roll publish`: one canonical line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollFile {
    /// The election that the codes belong to.
    pub election: Hash,
    /// The rows.
    pub rows: Vec<Row>,
}

impl RollFile {
    /// Reads the bytes of the file.
    ///
    /// # Errors
    /// It names no election, has no rows, or is not in canonical form.
    pub fn read(file: &[u8]) -> Result<RollFile, Refusal> {
        let text = carried::json(file)
            .map_err(|error| Refusal::unusable(format!("the roll file is not text: {}", error.reason)))?;
        if text.starts_with('[') {
            return Err(Refusal::unusable(
                "the roll file does not name its election: an older version of this program wrote it. Make \
                 codes and roll again with `tabella-tally roll issue` and the manifest.json of this election; \
                 codes that were made with the old file are void",
            ));
        }
        let roll: Result<RollFile, _> =
            encoding::check_shape(&text).and_then(|()| encoding::decode_shaped(&text));
        match roll {
            Ok(roll) if roll.rows.is_empty() => Err(Refusal::unusable(
                "the roll file has no rows: make it again with `tabella-tally roll issue`",
            )),
            Ok(roll) => Ok(roll),
            Err(error) => Err(Refusal::unusable(format!(
                "the roll file is not a roll as `tabella-tally roll issue` writes it ({error}): use your copy of the \
                 file as it was written"
            ))),
        }
    }

    /// The text of the file.
    pub fn to_text(&self) -> String {
        format!("{}\n", encoding::encode(self))
    }

    /// Refuses the roll of another election: no one could vote with its codes.
    ///
    /// # Errors
    /// It is.
    pub fn check_for(&self, election: &Hash) -> Result<(), Refusal> {
        if self.election == *election {
            return Ok(());
        }
        let [own, trusted] =
            [&self.election, election].map(|id| readable::show(readable::Kind::Election, &id.0));
        Err(Refusal::unusable(format!(
            "this is the roll of another election: no one could vote with its codes.\n\n  The roll is for    \
             {own}\n  The trust file is  {trusted}\n\nNothing was published. Give the roll that `tabella-tally \
             roll issue` made with the manifest.json of this election, or the trust file of the other one"
        )))
    }
}

/// (LOG-12) Refuses a key that does not have the role of a registrar in the manifest.
///
/// # Errors
/// It does not.
pub fn check_registrar(registrar: &Key, manifest: &Manifest) -> Result<(), Refusal> {
    if manifest.registrars.iter().any(|party| party.key == *registrar.public()) {
        return Ok(());
    }
    Err(Refusal::by(
        checks::LOG_12,
        format!(
            "{} ({}) is not a registrar of this election: use the key of a registrar whom its manifest names, and the \
             trust file of that election",
            registrar.name,
            registrar.public()
        ),
    ))
}

/// A signed part; signing the same rows again gives the same bytes.
#[derive(Debug)]
pub struct Part {
    /// The signed statement.
    pub statement: String,
    digest: Hash,
    rows: u64,
}

/// Cuts a roll into signed parts.
///
/// # Errors
/// A part could not be read back.
pub fn parts(rows: Vec<Row>, registrar: &Key, election: &Hash) -> Result<Vec<Part>, Refusal> {
    let part = |part: RollPart| {
        let rows = part.rows.len() as u64;
        let statement = sign(registrar.signing(), election, &Body::Roll(part));
        let digest = Statement::decode(&statement)?.digest;
        Ok(Part { statement, digest, rows })
    };
    RollPart::parts(rows).into_iter().map(part).collect()
}

/// The parts that are not in the log, which may hold the first ones of this roll and nothing else.
///
/// # Errors
/// It holds other rows (ROL-01), or takes no roll now.
pub fn missing_parts<'a>(parts: &'a [Part], election: &Election) -> Result<&'a [Part], Refusal> {
    let published = parts.iter().take_while(|part| election.find(&part.digest).is_some()).count();
    let rows: u64 = parts[..published].iter().map(|part| part.rows).sum();
    let missing = &parts[published..];
    if election.roll_rows() != rows {
        return Err(Refusal::by(
            checks::ROL_01,
            "the log holds rows that are not in this file. A roll that was begun must be finished with the \
             same file and key; if that is lost, the election must be created anew",
        ));
    }
    if missing.is_empty() || election.phase() == Phase::Roll {
        return Ok(missing);
    }
    Err(Refusal::by(
        checks::LOG_11,
        match election.phase() {
            Phase::Void => "the election is void: its key ceremony failed. The official creates a new one",
            phase if phase.name() == "setup" => {
                "the key ceremony is not finished: every trustee runs `tabella-tally trustee ceremony` first"
            }
            _ => {
                "the election has been opened: the roll cannot change any more. People who are missing in it can vote in a new \
                  election only"
            }
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Role;
    use crate::official::draft::tests::example as manifest;
    use rand::rngs::SysRng;
    use tabella_crypto::election::ceremony::TrusteeSeed;
    use tabella_crypto::text::Text;

    fn row(i: u8, weight: u64, style: u64) -> Row {
        let credential = *TrusteeSeed::from_bytes([i; 32].into()).identity().public();
        Row { credential, style, weight }
    }

    fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
        rows.sort_by_key(|row| row.credential);
        rows
    }

    /// The example with a minimum of two ballots.
    fn checked_manifest(revealing_weights: bool) -> CheckedManifest {
        let manifest = Manifest { minimum: 2, revealing_weights, ..manifest() };
        manifest.check().expect("a manifest")
    }

    fn checked(rows: &[Row], manifest: &CheckedManifest) -> Vec<Check> {
        row_faults(rows, manifest).into_iter().map(|(check, _)| check).collect()
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
        let heavy = check(&change(1 << 47, 0), &manifest).expect_err("heavy").to_string();
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
        let faults = row_faults(&rows, &manifest);
        assert!(!faults.is_empty() && faults.iter().all(|(check, _)| *check == checks::ROL_06));
        assert!(faults[0].1.contains("only 1 voters have weight 1000"), "{}", faults[0].1);
        assert_eq!(checked(&rows, &checked_manifest(true)), []);
    }

    #[test]
    fn the_same_rows_and_key_always_give_the_same_parts() {
        let registrar =
            Key::generate(Text::new("R").expect("text"), Role::Registrar, &mut SysRng).expect("key");
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

    #[test]
    fn a_roll_that_was_edited_is_refused() {
        let text = RollFile { election: Hash::ZERO, rows: vec![row(10, 1, 0), row(11, 1, 0)] }.to_text();
        let rows = text.find('[').expect("rows");
        for (changed, expected) in [
            (text.replace("\"style\"", "\"style \""), "is not a roll as"),
            (text.replace("weight", "wait"), "is not a roll as"),
            (format!("{}[]}}", &text[..rows]), "has no rows: make it again"),
            (String::new(), "is not a roll as"),
            // As earlier versions wrote it.
            (text[rows..].trim_end().trim_end_matches('}').into(), "does not name its election"),
        ] {
            let refusal = RollFile::read(changed.as_bytes()).expect_err("edited");
            assert!(refusal.checks.is_empty() && refusal.to_string().contains(expected), "{refusal}");
        }
        let carried = format!("\u{feff}{}\r\n\n", text.trim_end().replace(',', ", "));
        assert!(RollFile::read(carried.as_bytes()).is_ok(), "what an editor does to a line");
    }
}

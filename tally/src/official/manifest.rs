//! The manifest: signed by an official, and judged as the board will judge it.

use crate::key::Key;
use crate::refusal::Refusal;
use rand::TryCryptoRng;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::{CheckedManifest, Manifest};
use tabella_crypto::election::statement::{Body, sign};
use tabella_log::entry::Entry;
use tabella_log::rulebook::{Election, Immediate};

/// The statement that creates an election.
///
/// # Errors
/// The key is not among the officials of the manifest.
pub fn statement(official: &Key, manifest: &Manifest) -> Result<String, Refusal> {
    if is_official(official, manifest) {
        return Ok(sign(official.signing(), &Hash::ZERO, &Body::Manifest(manifest.clone())));
    }
    Err(Refusal::by(
        checks::LOG_12,
        format!(
            "your key is not among the [[officials]] of the draft: put {} ({}) there, or use the key of an \
             official who is. Nothing was posted",
            official.public(),
            official.name,
        ),
    ))
}

/// Judges a manifest statement by the rulebook, as the first entry of a log; gives the election id.
///
/// # Errors
/// Every check that refuses it, in words.
pub fn judge<R: TryCryptoRng>(statement: &str, rng: R) -> Result<(Hash, CheckedManifest), Refusal> {
    let entry = Entry::decode(Entry::line(0, 0, &Hash::ZERO, statement).as_bytes())?;
    let mut election = Election::new();
    let judgement = election.apply(&entry, &mut Immediate(rng));
    if !judgement.rejections.is_empty() {
        return Err(judgement.rejections.into());
    }
    // The rulebook lets nothing else be the first entry.
    let not_a_manifest = || Refusal::by(checks::LOG_11, "this is not a manifest");
    Ok((entry.statement.digest, election.manifest().ok_or_else(not_a_manifest)?.clone()))
}

/// (LOG-12) Refuses a key that does not have the role of an official in the manifest.
///
/// # Errors
/// It does not.
pub fn check_official(official: &Key, manifest: &Manifest) -> Result<(), Refusal> {
    if is_official(official, manifest) {
        return Ok(());
    }
    Err(Refusal::by(
        checks::LOG_12,
        format!(
            "{} ({}) is not an official of this election: use the key of an official whom its manifest names, \
             and the trust file of that election",
            official.name,
            official.public()
        ),
    ))
}

fn is_official(key: &Key, manifest: &Manifest) -> bool {
    manifest.officials.iter().any(|party| party.key == *key.public())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Role;
    use crate::official::draft::tests::example;
    use rand::rngs::SysRng;
    use tabella_crypto::election::tally::Close;
    use tabella_crypto::text::Text;
    use tabella_log::trust::Trust;

    fn key() -> Key {
        Key::generate(Text::new("Olga").expect("text"), Role::Official, &mut SysRng).expect("key")
    }

    /// The example's manifest with this official in it, signed by them.
    fn signed(key: &Key, change: impl FnOnce(&mut Manifest)) -> String {
        let mut manifest = example();
        manifest.officials[0].key = *key.public();
        change(&mut manifest);
        sign(key.signing(), &Hash::ZERO, &Body::Manifest(manifest))
    }

    #[test]
    fn a_manifest_is_judged_by_the_rulebook_with_every_fault_in_words() {
        let key = key();
        let (id, manifest) = judge(&signed(&key, |_| {}), SysRng).expect("sound");
        assert_eq!(manifest.officials[0].key, *key.public());
        assert_eq!(Trust::of(&id, &manifest).check(&id, &manifest, 0), []);
        let two_faults = signed(&key, |manifest| {
            manifest.threshold = 1;
            manifest.minimum = 0;
        });
        let refusal = judge(&two_faults, SysRng).expect_err("two faults");
        assert!(refusal.is_by(checks::MAN_09) && refusal.is_by(checks::MAN_12), "{refusal}");
        assert!(refusal.to_string().contains("threshold 1 of"), "{refusal}");
    }

    #[test]
    fn a_manifest_that_does_not_name_its_official_or_is_changed_is_refused() {
        let stranger = key();
        let refused = |statement: &str| judge(statement, SysRng).expect_err("refused");
        let statement = signed(&stranger, |manifest| manifest.officials[0].key = *key().public());
        assert!(refused(&statement).is_by(checks::LOG_12));
        let changed = signed(&stranger, |_| {}).replace("board.example", "board.invalid");
        assert!(refused(&changed).is_by(checks::LOG_13));
        refused("{}");
        let close = sign(stranger.signing(), &Hash::ZERO, &Body::Close(Close { previous: Hash::ZERO }));
        assert!(refused(&close).is_by(checks::LOG_11));
    }
}

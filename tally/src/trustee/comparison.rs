//! (TRU-07) Whose step it is, and of which election: the announced one.

use crate::key::Key;
use crate::refusal::Refusal;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::readable;
use tabella_log::trust::Trust;

/// The index of a trustee's key in the manifest.
///
/// # Errors
/// TRU-07: the key is not among the trustees.
pub fn trustee_index(key: &Key, manifest: &Manifest) -> Result<u64, Refusal> {
    manifest.trustee_index(key.public()).ok_or_else(|| {
        Refusal::by(
            checks::TRU_07,
            format!(
                "the key of {} ({}) is not among the trustees of this election: it is the wrong key file, or \
                 not the election you were asked to be a trustee of. Use the key file whose public key you gave to the \
                 official",
                key.name,
                key.public()
            ),
        )
    })
}

/// Refuses an election that is not the announced one.
///
/// # Errors
/// TRU-07: the announced election id is not that of the trust file.
pub fn check_announced(announced: &Hash, trust: &Trust) -> Result<(), Refusal> {
    if *announced == trust.election {
        return Ok(());
    }
    Err(Refusal::by(
        checks::TRU_07,
        format!(
            "the election id you gave is not that of the trust file, which is\n  {}\nFind out which \
             one was announced before you go on",
            readable::show(readable::Kind::Election, &trust.election.0)
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Role;
    use crate::official::draft::tests::example_with_witnesses;
    use rand::rngs::SysRng;
    use tabella_crypto::bytes::Bytes;
    use tabella_crypto::text::Text;

    #[test]
    fn a_key_that_is_not_a_trustees_is_refused() {
        let name = Text::new("Eve").expect("text");
        let key = Key::generate(name, Role::Trustee, &mut SysRng).expect("key");
        let mut manifest = example_with_witnesses();
        assert!(trustee_index(&key, &manifest).expect_err("stranger").is_by(checks::TRU_07));
        manifest.trustees[2].key = *key.public();
        assert_eq!(trustee_index(&key, &manifest).expect("third"), 3);
    }

    #[test]
    fn an_election_that_is_not_the_announced_one_is_refused() {
        let trust = Trust::of(&Bytes([7; 32]), &example_with_witnesses());
        assert!(check_announced(&Bytes([7; 32]), &trust).is_ok());
        assert!(check_announced(&Bytes([8; 32]), &trust).expect_err("other").is_by(checks::TRU_07));
    }
}

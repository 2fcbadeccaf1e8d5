//! TRU-07: before the first step a person compares the election with its announcement.

use crate::key_file::Key;
use crate::program::answer::Failure;
use crate::program::asking;
use crate::program::clock;
use crate::program::official::languages;
use crate::program::summary;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::{Manifest, text_in};
use tabella_crypto::readable;
use tabella_log::trust::Trust;

/// How a person says that the manifest is the announced one (TRU-07).
#[derive(Clone, Copy, Debug)]
pub enum Comparison {
    /// Shows it and asks.
    Ask,
    /// The announced election id was given beforehand.
    With(Hash),
}

impl Comparison {
    /// Refuses unless the election is the announced one; `compared` says that a person said so before.
    ///
    /// # Errors
    /// TRU-07 when it is not, or nobody says that it is.
    pub fn demand(
        self,
        manifest: &Manifest,
        trust: &Trust,
        index: u64,
        compared: bool,
    ) -> Result<(), Failure> {
        match self {
            Comparison::With(announced) if announced != trust.election => Err(Failure::refused(
                checks::TRU_07,
                format!(
                    "the election id you gave is not that of the trust file, which is\n  {}\nFind out which \
                     one was announced before you go on",
                    readable::show(readable::Kind::Election, &trust.election.0)
                ),
            )),
            Comparison::Ask if !compared => ask(&in_words(manifest, trust, index)),
            Comparison::With(_) | Comparison::Ask => Ok(()),
        }
    }
}

/// The index of a trustee's key in the manifest.
///
/// # Errors
/// TRU-07: the key is not among the trustees.
pub fn trustee_index(key: &Key, manifest: &Manifest) -> Result<u64, Failure> {
    manifest.trustee_index(key.public()).ok_or_else(|| {
        Failure::refused(
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

/// What a trustee compares with the announcement, from the verified manifest.
pub fn in_words(manifest: &Manifest, trust: &Trust, index: u64) -> String {
    let languages = languages(manifest);
    let mut lines = vec![
        "This is the election that you are about to make a key for. Compare every line with its official"
            .to_owned(),
        "announcement (print, gazette, web site); if a line differs, say no.\n".into(),
        format!("  Title        {}", text_in(&manifest.title, &languages)),
        format!("  Election id  {}", readable::show(readable::Kind::Election, &trust.election.0)),
        format!("               {}", trust.election),
        format!("  You are      trustee {index} of {}", manifest.trustees.len()),
        format!("  Threshold    any {} of the trustees together can decrypt", manifest.threshold),
    ];
    if manifest.all_trustees_needed {
        lines.push("               ALL are needed: if one key is lost, there is no result".into());
    }
    for (number, party) in (1..).zip(&manifest.trustees) {
        let label = if number == 1 { "Trustees" } else { "" };
        let own = if number == index { "   <- your key" } else { "" };
        lines.push(format!("  {label:<11}  {number}  {}  {}{own}", party.key, party.name));
    }
    for (number, contest) in (1..).zip(&manifest.contests) {
        let label = if number == 1 { "Contests" } else { "" };
        let title = text_in(&contest.title, &languages);
        lines.push(format!("  {label:<11}  {title} ({} options)", contest.options.len()));
    }
    lines.push(format!("  Voting       from {}", clock::in_words(manifest.opens_at)));
    lines.push(format!("               to before {}", clock::in_words(manifest.closes_at)));
    lines.push(format!("  Minimum      {} ballots, or a contest is not decrypted", manifest.minimum));
    lines.push(format!("  Board        {} with key {}", trust.board.name, trust.board.key));
    if manifest.unwitnessed {
        lines.push("  Witnesses    none: recorded by the board alone, no independent witness".into());
        lines.extend(manifest.collusion_in_words().map(|collusion| format!("               {collusion}")));
    } else {
        let (quorum, count) = (trust.witnesses.quorum, trust.witnesses.keys.len());
        lines.push(format!("  Witnesses    {quorum} of {count} must cosign"));
        let witnesses = trust.witnesses.keys.iter();
        lines.extend(witnesses.map(|witness| format!("               {}  {}", witness.key, witness.name)));
    }
    lines.extend(summary::look_alikes(manifest).map(|warning| format!("\nWARNING: {warning}")));
    lines.join("\n")
}

fn ask(words: &str) -> Result<(), Failure> {
    let alone = "a person must compare the election with its announcement: run this in a terminal, or give the \
                 announced election id with --confirm ELECTION_ID";
    if asking::is_yes(words, "Is this the announced election?", alone)? {
        return Ok(());
    }
    Err(Failure::refused(
        checks::TRU_07,
        "the election was not confirmed: no step was taken. Find out which election was announced, and run this \
         again",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_file::Role;
    use crate::official::draft;
    use tabella_crypto::bytes::Bytes;
    use tabella_crypto::text::Text;

    fn manifest() -> Manifest {
        draft::tests::example_with_witnesses()
    }

    #[test]
    fn a_person_is_shown_what_must_be_compared() {
        let manifest = manifest();
        let trust = Trust::of(&Bytes([7; 32]), &manifest);
        let words = in_words(&manifest, &trust, 2);
        let shown = readable::show(readable::Kind::Election, &[7; 32]);
        let count = manifest.trustees.len();
        for expected in [
            manifest.title["en"].as_str(),
            &shown,
            &format!("trustee 2 of {count}"),
            &format!("any {} of the trustees", manifest.threshold),
            &clock::in_words(manifest.opens_at),
            &clock::in_words(manifest.closes_at),
            &manifest.board.key.to_string(),
            &format!("{} of {} must cosign", manifest.witnesses.quorum, manifest.witnesses.keys.len()),
        ] {
            assert!(words.contains(expected), "{expected} in\n{words}");
        }
        for party in &manifest.trustees {
            assert!(words.contains(party.name.as_str()) && words.contains(&party.key.to_string()));
        }
        let own = words.lines().find(|line| line.contains("<- your key")).expect("own line");
        assert!(own.contains(&manifest.trustees[1].key.to_string()));
        assert!(!words.contains("ALL are needed"));
        assert!(!words.contains("WARNING"));
        let mut alike = manifest.clone();
        alike.contests[0].options[0].label.insert("en".into(), Text::new("Adam").expect("text"));
        // The first letter is Cyrillic.
        alike.contests[0].options[1].label.insert("en".into(), Text::new("\u{410}dam").expect("text"));
        let words = in_words(&alike, &trust, 2);
        assert!(
            words.contains("WARNING: \"Adam\" and \"\u{410}dam\" differ in letters that look alike"),
            "{words}"
        );
        let unwitnessed = Manifest { unwitnessed: true, all_trustees_needed: true, ..manifest };
        let words = in_words(&unwitnessed, &trust, 2);
        assert!(words.contains("recorded by the board alone, no independent witness"));
        assert!(words.contains("ALL are needed"));
    }

    #[test]
    fn a_key_that_is_not_a_trustees_is_refused() {
        let key = Key::generate(Text::new("Eve").expect("text"), Role::Trustee).expect("key");
        let mut manifest = manifest();
        assert!(trustee_index(&key, &manifest).expect_err("stranger").is_by(checks::TRU_07));
        manifest.trustees[2].key = *key.public();
        assert_eq!(trustee_index(&key, &manifest).expect("third"), 3);
    }

    #[test]
    fn an_election_that_nobody_has_compared_is_refused() {
        let manifest = manifest();
        let trust = Trust::of(&Bytes([7; 32]), &manifest);
        let demand = |comparison: Comparison, compared| comparison.demand(&manifest, &trust, 1, compared);
        assert!(demand(Comparison::With(Bytes([7; 32])), false).is_ok());
        for compared in [false, true] {
            let failure = demand(Comparison::With(Bytes([8; 32])), compared).expect_err("other");
            assert!(failure.is_by(checks::TRU_07));
        }
        assert!(demand(Comparison::Ask, true).is_ok());
    }
}

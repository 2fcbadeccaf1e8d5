//! 32-byte values as people read and type them: Bech32m with a checksum, in groups of four.

use crate::bytes::{Bytes, Hash, from_base64url};
use crate::carried;
use crate::checks;
use crate::error::InputError;
use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32m, Hrp};

/// The kind of a 32-byte value, which stands before it, so that no one mistakes one kind for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// (5.9) The digest of an unsigned ballot.
    Tracker,
    /// phi, the hash of the `open` entry.
    Fingerprint,
    /// The digest of the manifest.
    Election,
    /// A voter's public credential.
    Credential,
    /// The SHA-256 hash of a trust file.
    Trust,
    /// (6.1) tau, the hash of what trustees decrypt.
    Tally,
}

impl Kind {
    fn prefix(self) -> Hrp {
        Hrp::parse_unchecked(match self {
            Kind::Tracker => "tracker",
            Kind::Fingerprint => "fingerprint",
            Kind::Election => "election",
            Kind::Credential => "credential",
            Kind::Trust => "trust",
            Kind::Tally => "tally",
        })
    }
}

/// Shows 32 bytes in full: `tracker1` and then Bech32m characters in groups of four.
pub fn show(kind: Kind, bytes: &[u8; 32]) -> String {
    let text = bech32::encode::<Bech32m>(kind.prefix(), bytes)
        .expect("a prefix and 32 bytes are far below the length limit of Bech32m");
    let (prefix, data) = text.split_at(kind.prefix().len() + 1);
    format!("{prefix} {}", groups_of_four(data))
}

/// Reads what [`show`] wrote, however it was typed or pasted: see [`carried::letters`].
///
/// # Errors
/// RCP-13 with the reason: another kind of value, a typing error, a wrong length.
pub fn read(kind: Kind, text: &str) -> Result<[u8; 32], InputError> {
    let wrong = |reason: String| InputError::new(checks::RCP_13, reason);
    let plain = carried::letters(text);
    let checked = CheckedHrpstring::new::<Bech32m>(&plain)
        .map_err(|_| wrong("a character is wrong or missing: please compare with the original".into()))?;
    if checked.hrp() != kind.prefix() {
        return Err(wrong(format!("this is a {}, expected a {}", checked.hrp(), kind.prefix())));
    }
    let bytes: Vec<u8> = checked.byte_iter().collect();
    bytes.try_into().map_err(|_| wrong("wrong length".into()))
}

/// Reads a value in either of its forms: as [`show`] wrote it, or as base64url.
///
/// # Errors
/// RCP-13 with the reason.
pub fn read_either(kind: Kind, text: &str) -> Result<[u8; 32], InputError> {
    from_base64url(&carried::base64url(text)).or_else(|_| read(kind, text))
}

/// A tracker as people see it.
pub fn tracker(hash: &Hash) -> String {
    show(Kind::Tracker, &hash.0)
}

/// Reads a tracker.
///
/// # Errors
/// RCP-13 with the reason.
pub fn read_tracker(text: &str) -> Result<Hash, InputError> {
    read(Kind::Tracker, text).map(Bytes)
}

pub(crate) fn groups_of_four(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = characters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [Kind; 6] =
        [Kind::Tracker, Kind::Fingerprint, Kind::Election, Kind::Credential, Kind::Trust, Kind::Tally];

    #[test]
    fn a_tracker_reads_back_and_one_changed_character_is_refused() {
        for kind in KINDS {
            let shown = show(kind, &[7; 32]);
            assert_eq!(read(kind, &shown.to_uppercase().replace(' ', "-")), Ok([7; 32]));
            let refused = |text: String| {
                assert_eq!(read(kind, &text).expect_err(&text).check, checks::RCP_13);
            };
            let data: Vec<char> = shown.chars().filter(|c| *c != ' ').collect();
            for position in 0..data.len() {
                for replacement in ('a'..='z').chain('0'..='9').filter(|c| *c != data[position]) {
                    let mut changed = data.clone();
                    changed[position] = replacement;
                    refused(changed.iter().collect());
                }
                let mut shorter = data.clone();
                shorter.remove(position);
                refused(shorter.iter().collect());
            }
            let other = if kind == Kind::Tracker { Kind::Fingerprint } else { Kind::Tracker };
            assert_eq!(read(other, &shown).expect_err("another kind").check, checks::RCP_13);
        }
    }

    #[test]
    fn a_value_is_read_in_both_its_forms() {
        let id = Bytes([0xFB; 32]);
        let shown = show(Kind::Election, &id.0);
        for typed in [
            id.to_string(),
            format!("{id}."),
            shown.clone(),
            format!("\u{201c}{}\u{201d}", shown.replace(' ', "\u{2011}")),
        ] {
            assert_eq!(read_either(Kind::Election, &typed), Ok(id.0), "{typed}");
        }
        assert_eq!(read_either(Kind::Tracker, &shown).expect_err("another kind").check, checks::RCP_13);
    }
}

//! Text forms for people: Bech32m with a checksum, in groups of four; and (1.4) texts shown to people.

use crate::carried;
use crate::checks;
use crate::encoding::{Bytes, Hash, fault, from_base64url};
use crate::error::DecodeError;
use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32m, Hrp};
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// Longest text, in bytes of UTF-8.
pub const TEXT_LIMIT_BYTES: usize = 2_000;

/// About the longest quotation of a stranger's words in a message, in bytes.
pub const QUOTE_LIMIT_BYTES: usize = 400;

/// What a 32-byte value is, so that one kind cannot be mistaken for another.
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
    /// SHA-256 of a trust file.
    Trust,
}

impl Kind {
    fn prefix(self) -> Hrp {
        Hrp::parse_unchecked(match self {
            Kind::Tracker => "tracker",
            Kind::Fingerprint => "fingerprint",
            Kind::Election => "election",
            Kind::Credential => "credential",
            Kind::Trust => "trust",
        })
    }
}

/// Shows 32 bytes in full: `tracker1` and then Bech32m characters in groups of four.
pub fn show(kind: Kind, bytes: &[u8; 32]) -> String {
    // Unwrap safety: prefix and 32 bytes are far below the length limit of Bech32m.
    #[allow(clippy::unwrap_used)]
    let text = bech32::encode::<Bech32m>(kind.prefix(), bytes).unwrap();
    let (prefix, data) = text.split_at(kind.prefix().len() + 1);
    format!("{prefix} {}", groups_of_four(data))
}

/// Reads what [`show`] wrote, however it was typed or pasted: see [`carried::letters`].
///
/// # Errors
/// RCP-13 with the reason: another kind of value, a typing error, a wrong length.
pub fn read(kind: Kind, text: &str) -> Result<[u8; 32], DecodeError> {
    let wrong = |reason: String| DecodeError::new(checks::RCP_13, reason);
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
/// As [`read`].
pub fn read_either(kind: Kind, text: &str) -> Result<[u8; 32], DecodeError> {
    from_base64url(&carried::base64url(text)).or_else(|_| read(kind, text))
}

/// A tracker as people see it.
pub fn tracker(hash: &Hash) -> String {
    show(Kind::Tracker, &hash.0)
}

/// Reads a tracker.
///
/// # Errors
/// As [`read`].
pub fn read_tracker(text: &str) -> Result<Hash, DecodeError> {
    read(Kind::Tracker, text).map(Bytes)
}

pub(crate) fn groups_of_four(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = characters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// (1.4) A text for people: NFC, 1 to [`TEXT_LIMIT_BYTES`] bytes, no control, bidi or invisible characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

impl Text {
    /// Checks a text as it is.
    ///
    /// # Errors
    /// ENC-09 with what is wrong.
    pub fn new(text: impl Into<String>) -> Result<Text, DecodeError> {
        let text = text.into();
        let wrong = |reason: String| Err(DecodeError::new(checks::ENC_09, reason));
        if text.is_empty() {
            return wrong("a text is empty".into());
        }
        if text.len() > TEXT_LIMIT_BYTES {
            return wrong(format!("a text of {} bytes; the limit is {TEXT_LIMIT_BYTES}", text.len()));
        }
        if let Some(character) = text.chars().find(|c| is_forbidden(*c)) {
            return wrong(format!("the character U+{:04X} is not allowed", character as u32));
        }
        if !is_nfc(&text) {
            return wrong("a text is not in Unicode normal form C".into());
        }
        Ok(Text(text))
    }

    /// Normalises what a person typed to NFC, then checks it.
    ///
    /// # Errors
    /// As [`Text::new`].
    pub fn normalised(text: &str) -> Result<Text, DecodeError> {
        Text::new(text.trim().nfc().collect::<String>())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Control characters, bidi controls, zero-width and other invisible or unassigned-for-text characters.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// Words of a stranger, for a message: characters that a terminal would obey or a reader would not see
/// are escaped, and what is over [`QUOTE_LIMIT_BYTES`] is cut off.
pub fn quote(words: &str) -> String {
    let mut quoted = String::new();
    for c in words.chars() {
        if quoted.len() >= QUOTE_LIMIT_BYTES {
            quoted.push('…');
            break;
        }
        if is_forbidden(c) { quoted.extend(c.escape_unicode()) } else { quoted.push(c) }
    }
    quoted
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        let text = String::deserialize(deserializer)?;
        Text::new(text).map_err(|error| fault(error.check, error.reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tracker_reads_back_and_one_changed_character_is_refused() {
        for kind in [Kind::Tracker, Kind::Fingerprint, Kind::Election, Kind::Credential, Kind::Trust] {
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

    #[test]
    fn words_of_strangers_are_quoted_without_effect_and_not_at_length() {
        assert_eq!(quote("unknown field `note`, expected 选项"), "unknown field `note`, expected 选项");
        assert_eq!(quote("a\u{1b}[2Jb\u{202e}c\u{9b}"), "a\\u{1b}[2Jb\\u{202e}c\\u{9b}");
        assert_eq!(quote(&"x".repeat(60_000)), "x".repeat(QUOTE_LIMIT_BYTES) + "…");
        assert!(quote(&"\u{e0001}".repeat(60_000)).len() < QUOTE_LIMIT_BYTES + 20);
    }

    #[test]
    fn texts_that_could_mislead_a_reader_are_rejected() {
        let too_long = "x".repeat(TEXT_LIMIT_BYTES + 1);
        for bad in ["", "a\u{202E}b", "a\u{200B}b", "e\u{0301}", "a\nb", "\u{FEFF}a", too_long.as_str()] {
            assert_eq!(Text::new(bad).expect_err(bad).check, checks::ENC_09);
        }
        assert_eq!(Text::normalised(" e\u{0301} ").expect("normalised").as_str(), "\u{e9}");
        assert!(Text::new("郑国 Übung").is_ok());
    }
}

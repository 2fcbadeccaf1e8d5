//! (1.4) Texts that people are shown.

mod assigned; // the table of Unicode
mod characters; // which, and where
mod comparison; // which texts are the same to a reader

pub use self::assigned::{ASSIGNED, UNICODE_VERSION};
pub use self::comparison::{comparison_key, looks};

use self::characters::{check_line, is_white};
use crate::checks;
use crate::error::DecodeError;
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::UnicodeNormalization as _;

/// Longest text, in bytes of UTF-8.
pub const TEXT_LIMIT_BYTES: usize = 2_000;

/// (1.4) A text for people: of assigned characters, in NFC, words apart by one space each, 1 to
/// [`TEXT_LIMIT_BYTES`] bytes; no control, bidi or invisible characters but where orthography needs them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

impl Text {
    /// Checks a text as it is.
    ///
    /// # Errors
    /// ENC-09 with what is wrong.
    pub fn new(text: impl Into<String>) -> Result<Text, DecodeError> {
        let text = text.into();
        check_length(&text).and_then(|()| check_line(&text)).map_err(refuse)?;
        Ok(Text(text))
    }

    /// Puts what a person typed into the form of a text, and checks it: NFC, one plain space for spaces of any
    /// kind and number, and none at the ends.
    ///
    /// # Errors
    /// As [`Text::new`].
    pub fn normalised(text: &str) -> Result<Text, DecodeError> {
        Text::new(words_apart(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// (1.4) One paragraph or more, each as a [`Text`], with one newline between two of them; together at most
/// [`TEXT_LIMIT_BYTES`] bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Paragraphs(String);

impl Paragraphs {
    /// Checks paragraphs as they are.
    ///
    /// # Errors
    /// ENC-09 with what is wrong.
    pub fn new(text: impl Into<String>) -> Result<Paragraphs, DecodeError> {
        let text = text.into();
        check_length(&text).and_then(|()| text.split('\n').try_for_each(check_line)).map_err(refuse)?;
        Ok(Paragraphs(text))
    }

    /// Puts what a person typed into the form of paragraphs, and checks it: an empty line or a new one begins
    /// a paragraph, and each is put into form as [`Text::normalised`] does.
    ///
    /// # Errors
    /// As [`Paragraphs::new`].
    pub fn normalised(text: &str) -> Result<Paragraphs, DecodeError> {
        let lines: Vec<String> = text.lines().map(words_apart).filter(|line| !line.is_empty()).collect();
        Paragraphs::new(lines.join("\n"))
    }

    /// All paragraphs, with a newline between two of them.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One after the other.
    pub fn each(&self) -> impl Iterator<Item = &str> {
        self.0.split('\n')
    }
}

fn refuse(reason: String) -> DecodeError {
    DecodeError::new(checks::ENC_09, reason)
}

fn words_apart(text: &str) -> String {
    // Tabs and line breaks in the middle are no accident: they are refused.
    let words = text.trim().split(is_white).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").nfc().collect()
}

fn check_length(text: &str) -> Result<(), String> {
    if text.len() > TEXT_LIMIT_BYTES {
        return Err(format!("a text of {} bytes; the limit is {TEXT_LIMIT_BYTES}", text.len()));
    }
    Ok(())
}

macro_rules! wire {
    ($type:ident) => {
        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", self.0)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                let text = String::deserialize(deserializer)?;
                $type::new(text).map_err(DecodeError::into_serde)
            }
        }
    };
}

wire!(Text);
wire!(Paragraphs);

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let error = Text::new(text).expect_err(text);
        assert_eq!(error.check, checks::ENC_09, "{text:?}");
        error.reason
    }

    #[test]
    fn texts_that_could_mislead_a_reader_are_rejected() {
        let too_long = "x".repeat(TEXT_LIMIT_BYTES + 1);
        for bad in ["", "a\u{202E}b", "a\u{200B}b", "e\u{0301}", "a\nb", "\u{FEFF}a", too_long.as_str()] {
            refused(bad);
        }
        assert_eq!(Text::normalised(" e\u{0301} ").expect("normalised").as_str(), "\u{e9}");
        assert!(Text::new("郑国 Übung").is_ok());
    }

    #[test]
    fn joiners_and_selectors_stand_where_orthography_needs_them() {
        for good in [
            "علی\u{200C}رضا",
            "ශ්\u{200D}රී ලංකා",
            "क्\u{200D}",
            "क्\u{200D} ष",
            "✔\u{FE0F}",
            "☎\u{FE0E} 7",
            "©\u{FE0F}",
            "1\u{FE0F}\u{20E3}",
            "👩\u{1F3FD}\u{200D}🚀",
            "🏳\u{FE0F}\u{200D}🌈",
        ] {
            assert_eq!(Text::new(good).expect(good).as_str(), good);
        }
        for bad in [
            "a\u{200C}b",
            "a\u{200D}b",
            "علی\u{200C}",
            "\u{200C}علی",
            "علی\u{200C}\u{200C}رضا",
            "علی\u{200C} رضا",
            "\u{200D}රී",
            "ර\u{200D}a",
            "👩\u{200D}",
            "a\u{200D}🚀",
            "a\u{FE0F}",
            "\u{FE0F}",
            "✔\u{FE0F}\u{FE0F}",
            "✔\u{FE01}",
            "1\u{FE0F}",
            "x\u{FE0F}\u{20E3}",
        ] {
            assert!(refused(bad).contains("is not allowed"), "{bad:?}");
        }
    }

    #[test]
    fn words_are_apart_by_one_plain_space_each() {
        for bad in [" a", "a ", "a  b", " "] {
            assert!(refused(bad).contains("space"), "{bad:?}");
        }
        for bad in
            ["\u{A0}", "\u{1680}", "\u{2002}", "\u{2028}", "\u{202F}", "\u{205F}", "\u{2800}", "\u{3000}"]
        {
            assert!(refused(&format!("a{bad}b")).ends_with("is not allowed"), "{bad:?}");
        }
        assert_eq!(Text::normalised("\t\u{3000}a \u{A0}b\n").expect("tidy").as_str(), "a b");
        for bad in ["a\tb", "a\nb"] {
            assert_eq!(Text::normalised(bad).expect_err(bad).check, checks::ENC_09);
        }
    }

    #[test]
    fn a_code_point_that_the_version_does_not_know_is_rejected() {
        // Unassigned (of Unicode 16, in a gap, noncharacters), private use.
        for bad in ['\u{16D63}', '\u{0378}', '\u{FFFF}', '\u{FDD0}', '\u{10FFFF}', '\u{E000}', '\u{F0000}'] {
            assert!(refused(&format!("a{bad}")).contains("not one of Unicode 15.1.0"), "{bad:?}");
        }
        // Of Unicode 15.0 and 15.1.
        for good in ['\u{1E08F}', '\u{2EBF0}'] {
            Text::new(format!("a{good}")).expect("assigned");
        }
        assert!(refused("a\u{1E08F}\u{0323}").contains("normal form C"));
    }

    #[test]
    fn a_description_is_one_paragraph_or_more() {
        let new = |text: &str| Paragraphs::new(text);
        assert_eq!(new("a b\nc").expect("two").each().collect::<Vec<_>>(), ["a b", "c"]);
        new(&format!("{}\n{}", "x".repeat(999), "x".repeat(1_000))).expect("at the limit");
        for bad in ["", "\n", "a\n", "\na", "a\n\nb", "a \nb", "a\n b", "a\r\nb", "क्\u{200D}\n\u{200D}"]
        {
            assert_eq!(new(bad).expect_err(bad).check, checks::ENC_09);
        }
        new(&format!("{}\n{}", "x".repeat(1_000), "x".repeat(1_000))).expect_err("too long");
        assert_eq!(Paragraphs::normalised("\r\n a  b\r\n\r\nc \n").expect("tidy").as_str(), "a b\nc");
    }
}

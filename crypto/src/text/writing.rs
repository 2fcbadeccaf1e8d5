//! (1.4) Texts shown to people: which characters, in which form, and which of them are the same to a reader.

use super::assigned::{ASSIGNED, UNICODE_VERSION};
use crate::checks;
use crate::encoding::fault;
use crate::error::DecodeError;
use caseless::Caseless as _;
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// Longest text, in bytes of UTF-8.
pub const TEXT_LIMIT_BYTES: usize = 2_000;

/// About the longest quotation of a stranger's words in a message, in bytes.
pub const QUOTE_LIMIT_BYTES: usize = 400;

const NON_JOINER: char = '\u{200C}';
const JOINER: char = '\u{200D}';

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
        Text::new(tidy(text))
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
        let lines: Vec<String> = text.lines().map(tidy).filter(|line| !line.is_empty()).collect();
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

fn tidy(text: &str) -> String {
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

/// Everything but the length.
fn check_line(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err("a text is empty".into());
    }
    if text.starts_with(' ') || text.ends_with(' ') || text.contains("  ") {
        return Err("a space at the beginning or end of a text, or two in a row".into());
    }
    if let Some(c) = text.chars().find(|c| !is_assigned(*c)) {
        return Err(format!("the character U+{:04X} is not one of Unicode {UNICODE_VERSION}", u32::from(c)));
    }
    let characters: Vec<char> = text.chars().collect();
    for (at, c) in characters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| characters.get(at)).copied();
        let allowed = is_plain(*c) || joins(before, *c, characters.get(at + 1).copied());
        if !allowed {
            return Err(format!("the character U+{:04X} is not allowed{}", u32::from(*c), place(*c)));
        }
    }
    if is_nfc(text) { Ok(()) } else { Err("a text is not in Unicode normal form C".into()) }
}

/// Whether a character may stand anywhere in a text.
fn is_plain(c: char) -> bool {
    !is_hidden(c) && (c == ' ' || !is_white(c))
}

/// Some characters are allowed elsewhere.
fn place(c: char) -> &'static str {
    if matches!(c, NON_JOINER | JOINER | '\u{FE0E}' | '\u{FE0F}') { " here" } else { "" }
}

/// Whether a code point is assigned in [`super::UNICODE_VERSION`], and not for private use.
fn is_assigned(c: char) -> bool {
    let code = u32::from(c);
    let after = ASSIGNED.partition_point(|(first, _)| *first <= code);
    after.checked_sub(1).is_some_and(|at| code <= ASSIGNED[at].1)
}

/// White space (categories Zs, Zl, Zp), and the blank pattern of braille.
fn is_white(c: char) -> bool {
    matches!(c,
        ' ' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{2028}'..='\u{2029}' | '\u{202F}'
        | '\u{205F}' | '\u{2800}' | '\u{3000}')
}

/// Control characters, bidi controls, zero-width and other invisible characters.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a joiner or a variation selector stands where orthography, or a pictograph, needs it.
fn joins(before: Option<char>, c: char, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    match c {
        NON_JOINER => is_joining(before) && after.is_some_and(is_joining),
        JOINER => {
            let in_script = is_joining(before) && after.is_none_or(|after| after == ' ' || is_joining(after));
            let in_picture = is_pictograph(before) || before == '\u{FE0F}';
            in_script || (in_picture && after.is_some_and(is_pictograph))
        }
        '\u{FE0E}' | '\u{FE0F}' => {
            let keycap = matches!(before, '0'..='9' | '#' | '*') && after == Some('\u{20E3}');
            is_pictograph(before) || matches!(before, '\u{A9}' | '\u{AE}') || keycap
        }
        _ => false,
    }
}

/// The blocks of scripts whose letters join, or form clusters.
fn is_joining(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{1CFF}' | '\u{A800}'..='\u{ABFF}' | '\u{10A00}'..='\u{11FFF}' | '\u{1E900}'..='\u{1E95F}')
}

/// The blocks of pictographs and signs.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{203C}'..='\u{329F}' | '\u{1F000}'..='\u{1FAFF}')
}

/// What two texts have in common that are the same to a reader: NFKC, case folding, NFKC, without joiners and
/// variation selectors.
pub fn comparison_key(text: &str) -> String {
    let folded: String = text.nfkc().default_case_fold().collect();
    let silent = |c: &char| matches!(*c, NON_JOINER | JOINER | '\u{FE0E}' | '\u{FE0F}');
    folded.nfkc().filter(|c| !silent(c)).collect()
}

/// What texts that look alike have in common, in one of two ways: letters of whatever script that are drawn alike
/// (Unicode Technical Standard 39), as they are and in lower case. Never a check: tables of what looks alike grow.
pub fn looks(text: &str) -> [String; 2] {
    let skeleton = |text: &str| unicode_security::confusable_detection::skeleton(text).collect::<String>();
    [text, &comparison_key(text)].map(|text| comparison_key(&skeleton(text)))
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
        if is_hidden(c) { quoted.extend(c.escape_unicode()) } else { quoted.push(c) }
    }
    quoted
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
                $type::new(text).map_err(|error| fault(error.check, error.reason))
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

    #[test]
    fn texts_are_the_same_to_a_reader_whatever_their_case_and_width() {
        for (one, other) in [
            ("A. Berg", "a. berg"),
            ("Straße", "STRASSE"),
            ("ﬁsh", "FISH"),
            ("Ａ", "a"),
            ("علی\u{200C}رضا", "علیرضا"),
            ("✔\u{FE0F}", "✔"),
            ("Ω", "ω"),
            ("ΐ", "\u{1FD3}"),
        ] {
            assert_eq!(comparison_key(one), comparison_key(other), "{one} {other}");
        }
        assert_ne!(comparison_key("A. Berg"), comparison_key("A. Bergé"));
        assert_ne!(comparison_key("Anna"), comparison_key("Аnna"), "Cyrillic A");
        for (one, other) in
            [("Anna", "Аnna"), ("ANNA", "Аnna"), ("Option 1", "Option l"), ("O", "0"), ("ΟΚ", "OK")]
        {
            let (one, other) = (looks(one), looks(other));
            assert!(one[0] == other[0] || one[1] == other[1], "{one:?} {other:?}");
        }
        let (one, other) = (looks("Anna"), looks("Anne"));
        assert!(one[0] != other[0] && one[1] != other[1], "{one:?} {other:?}");
    }
}

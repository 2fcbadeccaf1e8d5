//! Texts that are the same to a reader, or look alike.

use super::characters::{JOINER, NON_JOINER};
use caseless::Caseless as _;
use unicode_normalization::UnicodeNormalization as _;

/// The form that two texts share if they are the same to a reader: NFKC, case folding, NFKC, without joiners and
/// variation selectors.
pub fn comparison_key(text: &str) -> String {
    let folded: String = text.nfkc().default_case_fold().collect();
    let silent = |c: &char| matches!(*c, NON_JOINER | JOINER | '\u{FE0E}' | '\u{FE0F}');
    folded.nfkc().filter(|c| !silent(c)).collect()
}

/// Two forms, of which texts that look alike share one: with letters of any script that are drawn alike replaced by
/// one of them (Unicode Technical Standard 39), as they are and in lower case. Never a check: the tables of what
/// looks alike grow.
pub fn looks(text: &str) -> [String; 2] {
    let skeleton = |text: &str| unicode_security::confusable_detection::skeleton(text).collect::<String>();
    [text, &comparison_key(text)].map(|text| comparison_key(&skeleton(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

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

//! Texts that people carried: by mail, through editors and spreadsheets, over phone keyboards.
//!
//! What these change without being asked is undone here. Nothing is believed for it: whether a text is still
//! the one that was written is said by its signature, hash or checksum.

mod files;
mod table;
mod typed;

pub use self::files::{decode, json, text};
pub use self::table::{Table, column_name, inert, separator, table};
pub use self::typed::{base64url, letters};

use std::borrow::Cow;
use std::path::Path;

/// The words for a file that is not what was written.
pub const CHANGED: &str = "this file was changed on its way: get it again";

/// White space, and what cannot be seen at all; not the joiners, which some names need.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{00AD}' | '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}')
}

/// A text without blanks around it.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// The name of a file, as messages show it. A voting code, or a link with one, that was given where the name of a
/// file belongs is not repeated.
pub fn file_name(named: &Path) -> Cow<'_, str> {
    let name = named.to_string_lossy();
    let is_plain = name.contains(['.', '/', '\\']);
    let is_code = !is_plain && name.chars().filter(|c| c.is_alphanumeric()).count() >= CODE_LIKE;
    if is_code || letters(&name).contains("code") && name.contains(['#', '=', '&', '?', '%']) {
        return "\u{2026}".into();
    }
    name
}

/// So many letters and digits may be most of a voting code.
const CODE_LIKE: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voting_code_in_the_place_of_a_file_name_is_not_repeated() {
        let code = "hma6 s6hf 0qpz 9857 hma6 s6hf 0qpz 9857";
        for secret in [
            code.to_owned(),
            code.replace(' ', ""),
            code.replace(' ', "-").to_uppercase(),
            format!("https://board.example/vote/x#code={}&trust=trust1x", code.replace(' ', "")),
            "board.example/vote/x#CODE%3Dhma6s6hf".into(),
        ] {
            assert_eq!(file_name(Path::new(&secret)), "\u{2026}");
        }
        for plain in [
            "code.txt",
            "trust.json",
            "/home/ann/my code",
            "9mfulf8y.tlog-proof",
            "./codes/hma6s6hf0qpz9857hma6s6hf",
        ] {
            assert_eq!(file_name(Path::new(plain)), plain);
        }
    }
}

//! (1.4) The characters of a text, and where each may stand.

use super::assigned::{ASSIGNED, UNICODE_VERSION};
use crate::quote::is_hidden;
use unicode_normalization::is_nfc;

pub(super) const NON_JOINER: char = '\u{200C}';
pub(super) const JOINER: char = '\u{200D}';

/// Checks one line of a text, but not its length.
///
/// # Errors
/// What is wrong, for people.
pub(super) fn check_line(text: &str) -> Result<(), String> {
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

/// Returns true for a character that may stand anywhere in a text.
fn is_plain(c: char) -> bool {
    !is_hidden(c) && (c == ' ' || !is_white(c))
}

/// Words for characters that are allowed elsewhere.
fn place(c: char) -> &'static str {
    if matches!(c, NON_JOINER | JOINER | '\u{FE0E}' | '\u{FE0F}') { " here" } else { "" }
}

/// Returns true for a code point that is assigned in [`UNICODE_VERSION`], and not for private use.
fn is_assigned(c: char) -> bool {
    let code = u32::from(c);
    let after = ASSIGNED.partition_point(|(first, _)| *first <= code);
    after.checked_sub(1).is_some_and(|at| code <= ASSIGNED[at].1)
}

/// Returns true for white space (categories Zs, Zl, Zp), and the blank pattern of braille.
pub(super) fn is_white(c: char) -> bool {
    matches!(c,
        ' ' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{2028}'..='\u{2029}' | '\u{202F}'
        | '\u{205F}' | '\u{2800}' | '\u{3000}')
}

/// Returns true for a joiner or a variation selector that stands where orthography, or a pictograph, needs it.
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

/// Returns true in the blocks of scripts whose letters join, or form clusters.
fn is_joining(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{1CFF}' | '\u{A800}'..='\u{ABFF}' | '\u{10A00}'..='\u{11FFF}' | '\u{1E900}'..='\u{1E95F}')
}

/// Returns true in the blocks of pictographs and signs.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{203C}'..='\u{329F}' | '\u{1F000}'..='\u{1FAFF}')
}

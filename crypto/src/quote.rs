//! Untrusted text in messages: what a terminal would obey or a reader would not see is escaped.

/// About the longest quotation of untrusted text in a message, in bytes.
pub const QUOTE_LIMIT_BYTES: usize = 400;

/// Quotes untrusted text in a message: characters that a terminal would obey or a reader would not see are
/// escaped, and what is over [`QUOTE_LIMIT_BYTES`] is cut off.
pub fn quote(text: &str) -> String {
    let mut quoted = String::new();
    for c in text.chars() {
        if quoted.len() >= QUOTE_LIMIT_BYTES {
            quoted.push('…');
            break;
        }
        if is_hidden(c) { quoted.extend(c.escape_unicode()) } else { quoted.push(c) }
    }
    quoted
}

/// Returns true for control characters, bidi controls, zero-width and other invisible characters.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn untrusted_text_is_quoted_without_effect_and_not_at_length() {
        assert_eq!(quote("unknown field `note`, expected 选项"), "unknown field `note`, expected 选项");
        assert_eq!(quote("a\u{1b}[2Jb\u{202e}c\u{9b}"), "a\\u{1b}[2Jb\\u{202e}c\\u{9b}");
        assert_eq!(quote(&"x".repeat(60_000)), "x".repeat(QUOTE_LIMIT_BYTES) + "…");
        assert!(quote(&"\u{e0001}".repeat(60_000)).len() < QUOTE_LIMIT_BYTES + 20);
    }
}

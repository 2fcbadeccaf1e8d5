//! Values that someone typed, pasted or scanned.

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// The letters and digits of a code, tracker or the like that someone typed or pasted: small, of normal width,
/// digits of the West. Spaces, line breaks, dashes, quotation marks, full stops, what cannot be seen, and what mail
/// programs write in place of a character do not matter.
pub fn letters(typed: &str) -> Zeroizing<String> {
    let plain = unescaped(typed);
    // Room enough that no copy of a code stays behind when the text grows.
    let mut letters = Zeroizing::new(String::with_capacity(4 * plain.len()));
    letters.extend(plain.nfkc().map(digit).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
    letters
}

/// As [`letters`], for base64url, in which capital letters, hyphens and underscores are part of the value.
pub fn base64url(typed: &str) -> String {
    let plain = |c| if is_dash(c) { '-' } else { digit(c) };
    unescaped(typed).nfkc().map(plain).filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}')
}

/// Zero in scripts whose digits phone keyboards type.
const ZEROS: [char; 17] = [
    '\u{0660}', '\u{06F0}', '\u{0966}', '\u{09E6}', '\u{0A66}', '\u{0AE6}', '\u{0B66}', '\u{0BE6}',
    '\u{0C66}', '\u{0CE6}', '\u{0D66}', '\u{0E50}', '\u{0ED0}', '\u{0F20}', '\u{1040}', '\u{17E0}',
    '\u{1810}',
];

/// A digit of any of these scripts as digit of the West; any other character as it is.
fn digit(c: char) -> char {
    let value = |zero: &char| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10);
    ZEROS.iter().find_map(value).and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

/// With the characters for which mail programs write `%20` or `&amp;`.
fn unescaped(text: &str) -> Zeroizing<String> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text.as_bytes();
    while let [first, ..] = rest {
        let (length, byte) = escape(rest).unwrap_or((1, *first));
        bytes.push(byte);
        rest = &rest[length..];
    }
    Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned())
}

/// The length of what stands for a byte, and the byte.
fn escape(text: &[u8]) -> Option<(usize, u8)> {
    if let [b'%', high, low, ..] = text {
        let hex = |digit: &u8| char::from(*digit).to_digit(16);
        return Some((3, u8::try_from(hex(high)? * 16 + hex(low)?).ok()?));
    }
    let names: [(&[u8], u8); 6] = [
        (b"&amp;", b'&'),
        (b"&lt;", b'<'),
        (b"&gt;", b'>'),
        (b"&quot;", b'"'),
        (b"&nbsp;", b' '),
        (b"&shy;", b' '),
    ];
    names.iter().find(|(name, _)| text.starts_with(name)).map(|(name, byte)| (name.len(), *byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_way_to_type_a_code_matters(breaks: [u8; 8], capital: bool, wide: bool) {
            let groups = ["hma6", "s6hf", "0qpz", "9857"];
            let between = [
                "", " ", "\u{a0}", "\n", "\r\n", "-", "\u{2013}", "\u{2011}", "\u{ad}", "\u{200b}", "\u{202f}", ". ", "%20", "&nbsp;", "_", "–\t",
            ];
            let around = ["", " ", "\"", "“", "<", "\u{feff}", "(", ".", ",", "\u{200e}", "`", "»"];
            let mut typed = around[usize::from(breaks[0]) % around.len()].to_owned();
            for (group, split) in groups.iter().zip(&breaks[1..]) {
                typed += group;
                typed += between[usize::from(*split) % between.len()];
            }
            typed += around[usize::from(breaks[7]) % around.len()];
            if capital {
                typed = typed.replace("hma", "HMA");
            }
            if wide {
                typed = typed.replace('h', "ｈ").replace('6', "６").replace("H", "Ｈ");
            }
            let read = letters(&typed);
            prop_assert_eq!(read.as_str(), groups.concat());
        }
    }

    #[test]
    fn digits_of_other_keyboards_are_digits() {
        assert_eq!(letters("٠١٢٣٤٥٦٧٨٩ ۴۵۶ ०९").as_str(), "012345678945609");
    }

    #[test]
    fn a_value_in_base64url_keeps_its_capitals_and_hyphens() {
        let id = "l6MOPMqfnirm8uE6bzRNCQhBoDRRRbcXS9W8EgLKk-s";
        for typed in [
            format!(" {id}.\n"),
            id.replace('-', "\u{2011}"),
            format!("<{id}>"),
            format!("\u{feff}\"{id}\""),
            format!("{id}="),
        ] {
            assert_eq!(base64url(&typed), id, "{typed}");
        }
        assert_eq!(base64url("a%2Db%5Fc"), "a-b_c");
    }
}

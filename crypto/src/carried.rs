//! Texts that people carried: by mail, through editors and spreadsheets, over phone keyboards.
//!
//! What these change without being asked is undone here. Nothing is believed for it: whether a text is still
//! the one that was written is said by its signature, hash or checksum.

use crate::checks;
use crate::error::DecodeError;
use std::borrow::Cow;
use std::path::Path;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// What to say of a file that is not what was written.
pub const CHANGED: &str = "this file was changed on its way: get it again";

/// The text of a file: UTF-8, or UTF-16 with its byte order mark; without the mark, with line ends of one sort.
///
/// # Errors
/// ENC-09 for anything else.
pub fn decode(bytes: &[u8]) -> Result<String, DecodeError> {
    let wrong = || DecodeError::new(checks::ENC_09, "neither UTF-8, nor UTF-16 with its mark");
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let pairs = rest.chunks_exact(2);
        let is_whole = pairs.remainder().is_empty();
        let units: Vec<u16> = pairs.map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok().filter(|_| is_whole).ok_or_else(wrong)
    };
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        [0xEF, 0xBB, 0xBF, rest @ ..] | rest => {
            core::str::from_utf8(rest).map_err(|_| wrong())?.trim_start_matches('\u{FEFF}').to_owned()
        }
    };
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

/// A text of several lines: every line without blanks around it and without the marks of a quotation (`> `) that
/// all lines have; no blank lines around the text, and a newline at its end.
///
/// # Errors
/// As [`decode`].
pub fn text(bytes: &[u8]) -> Result<String, DecodeError> {
    let decoded = decode(bytes)?;
    let mut lines: Vec<&str> = decoded.lines().map(trim).collect();
    let is_quoted = |lines: &[&str]| {
        let mut written = lines.iter().filter(|line| !line.is_empty()).peekable();
        written.peek().is_some() && written.all(|line| line.starts_with('>'))
    };
    while is_quoted(&lines) {
        lines.iter_mut().for_each(|line| *line = trim(line.strip_prefix('>').unwrap_or(line)));
    }
    let Some(first) = lines.iter().position(|line| !line.is_empty()) else { return Ok(String::new()) };
    let last = lines.iter().rposition(|line| !line.is_empty()).unwrap_or(first);
    Ok(lines[first..=last].join("\n") + "\n")
}

/// The line of canonical JSON in a file: without white space between its parts, and without the line breaks
/// that somebody put into its strings.
///
/// # Errors
/// As [`decode`].
pub fn json(bytes: &[u8]) -> Result<String, DecodeError> {
    let text = text(bytes)?;
    let mut line = String::with_capacity(text.len());
    let (mut inside, mut escaped) = (false, false);
    for c in text.chars() {
        if c == '\n' || !inside && is_blank(c) {
            continue;
        }
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = inside,
            '"' => inside = !inside,
            _ => {}
        }
        line.push(c);
    }
    Ok(line)
}

/// The letters and digits of a code, tracker or the like that somebody typed or pasted: small, of normal width,
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

/// A cell of a table that a spreadsheet takes for a text: what it would take for a formula gets an apostrophe.
pub fn inert(cell: &str) -> Cow<'_, str> {
    let is_formula =
        cell.trim_start().starts_with(['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}']);
    if is_formula { format!("'{cell}").into() } else { cell.into() }
}

/// A table as a spreadsheet or a person wrote it, ready for a reader of CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table<'a> {
    /// The lines, of which the first names the columns.
    pub text: &'a str,
    /// What separates the cells.
    pub separator: u8,
    /// How many lines of the file come before.
    pub skipped: u64,
}

/// Finds the table in a text that [`decode`] gave: without the line `sep=;` that some spreadsheets write before it.
pub fn table(text: &str) -> Table<'_> {
    let (skipped, text) = match text.split_once('\n') {
        Some((first, table)) if first.trim_matches('"').to_lowercase().starts_with("sep=") => (1, table),
        _ => (0, text),
    };
    let separator = separator(text.trim_start().lines().next().unwrap_or_default());
    Table { text, separator, skipped }
}

/// The names of the columns of a table, as they are compared: in small letters, without blanks around them.
pub fn column_name(name: &str) -> String {
    trim(name).to_lowercase()
}

/// How to speak of a file that somebody named. A voting code, or a link with one, that was given where the name of a
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

/// What separates the cells of a table, by its first line: a comma, a semicolon as in Europe, or a tabulator.
pub fn separator(first_line: &str) -> u8 {
    let count = |separator: &u8| {
        let (mut count, mut quoted) = (0, false);
        for byte in first_line.bytes() {
            quoted ^= byte == b'"';
            count += usize::from(!quoted && byte == *separator);
        }
        count
    };
    // The last of the greatest.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
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

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let order = if little { u16::to_le_bytes } else { u16::to_be_bytes };
        core::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(order).collect()
    }

    /// Every harmless change, one bit of `which` for each.
    fn carried(text: &str, which: u16) -> Vec<u8> {
        let has = |bit: u16| which & (1 << bit) != 0;
        let mut text = text.to_owned();
        if has(0) {
            text = text.lines().map(|line| format!("{line} \t\n")).collect();
        }
        if has(1) {
            text = text.lines().map(|line| format!("\u{a0} {line}\n")).collect();
        }
        if has(2) {
            text = text
                .lines()
                .map(|line| if line.is_empty() { ">\n".into() } else { format!("> {line}\n") })
                .collect();
        }
        if has(3) {
            text = text.trim_end().to_owned();
        }
        if has(4) {
            text = format!("\n \n{text}\n\n");
        }
        if has(5) {
            text = text.replace('\n', if has(6) { "\r" } else { "\r\n" });
        }
        match (has(7), has(8), has(9)) {
            (true, _, _) => utf16(&text, has(8)),
            (_, true, _) => format!("\u{feff}{text}").into_bytes(),
            _ => text.into_bytes(),
        }
    }

    proptest! {
        #[test]
        fn no_harmless_change_of_a_file_matters(which: u16) {
            let lines = "c2sp.org/x@v1\nextra a+/=\n\nboard — Ü\n12\n";
            prop_assert_eq!(text(&carried(lines, which)), Ok(lines.to_owned()));
            let line = r#"{"a":"x y","b":["\"\\",1],"c":"— Ü"}"#;
            prop_assert_eq!(json(&carried(&format!("{line}\n"), which)), Ok(line.to_owned()));
            let pretty = "{\n  \"a\" : \"x y\",\n  \"b\":[ \"\\\"\\\\\" , 1 ],\n\t\"c\": \"— Ü\" }\n";
            prop_assert_eq!(json(&carried(pretty, which)), Ok(line.to_owned()));
        }

        #[test]
        fn reading_what_was_read_changes_nothing(bytes: Vec<u8>) {
            if let Ok(once) = text(&bytes) {
                prop_assert_eq!(text(once.as_bytes()), Ok(once));
            }
        }

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

    #[test]
    fn a_line_that_was_wrapped_is_one_line_again() {
        assert_eq!(
            json(b"{\"key\":\"AAAA\nBBBB\",\r\n\"n\":1\n2}"),
            Ok(r#"{"key":"AAAABBBB","n":12}"#.into())
        );
        assert_eq!(json(b"{\"a\":\"\\\n\"\"}"), Ok(r#"{"a":"\""}"#.into()));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"\x97 board"[..], b"\xff\xfe\x00\xd8", b"\x00\xff"] {
            assert_eq!(text(bytes).expect_err("no text").check, checks::ENC_09);
        }
        assert_eq!(text(b" \r\n>\n"), Ok(String::new()));
    }

    #[test]
    fn a_cell_is_never_a_formula() {
        for cell in ["=HYPERLINK(1)", "+41790000001", "-1", "@anna:example.org", " =1", "\u{FF1D}1"] {
            assert_eq!(inert(cell), format!("'{cell}"));
        }
        assert_eq!(inert("Anna = Bo"), "Anna = Bo");
    }

    #[test]
    fn a_table_is_found_whatever_spreadsheet_wrote_it() {
        let found = |text, separator, skipped| Table { text, separator, skipped };
        assert_eq!(table("a;b\n1;2\n"), found("a;b\n1;2\n", b';', 0));
        assert_eq!(table("sep=;\na,b;c\n"), found("a,b;c\n", b',', 1));
        assert_eq!(table("\"SEP=,\"\na\tb\n"), found("a\tb\n", b'\t', 1));
        assert_eq!(table("separate,b\n1,2\n").skipped, 0);
        assert_eq!(table(""), found("", b',', 0));
        assert_eq!(column_name("\u{feff} Code "), "code");
    }

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

    #[test]
    fn the_separator_of_a_table_is_the_one_that_its_first_line_has_most() {
        for (line, separator) in [
            ("voter", b','),
            ("", b','),
            ("voter,weight", b','),
            ("voter;weight", b';'),
            ("a\tb\tc,d", b'\t'),
            ("\"a,b,c\";d", b';'),
        ] {
            assert_eq!(super::separator(line), separator, "{line}");
        }
    }

    #[test]
    fn only_a_quotation_of_every_line_is_taken_off() {
        assert_eq!(text(b">> a\n> > b\n"), Ok("a\nb\n".into()));
        assert_eq!(text(b"> a\nb\n"), Ok("> a\nb\n".into()));
    }
}

//! Files: their characters, their lines, and JSON that editors have wrapped.

use super::{is_blank, trim};
use crate::checks;
use crate::error::DecodeError;

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
/// that someone put into its strings.
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
    fn bytes_that_are_not_text_are_refused() {
        for bytes in [&b"\x97 board"[..], b"\xff\xfe\x00\xd8", b"\x00\xff"] {
            assert_eq!(text(bytes).expect_err("no text").check, checks::ENC_09);
        }
        assert_eq!(text(b" \r\n>\n"), Ok(String::new()));
    }

    #[test]
    fn only_a_quotation_of_every_line_is_taken_off() {
        assert_eq!(text(b">> a\n> > b\n"), Ok("a\nb\n".into()));
        assert_eq!(text(b"> a\nb\n"), Ok("> a\nb\n".into()));
    }
}

//! (1.1) Canonical JSON (RFC 8785), with its limits checked before anything is allocated.
//!
//! [`decode`] accepts only what [`encode`] would have written. Wire structs keep their fields in
//! canonical (sorted) order and deny unknown ones; a test compares them with a JCS library.

use crate::checks;
use crate::error::{self, DecodeError};
use crate::quote::quote;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Longest entry line, in bytes, without its newline (1.1).
pub const LINE_LIMIT_BYTES: usize = 65_535;
/// Longest statement, in bytes (1.1).
pub const STATEMENT_LIMIT_BYTES: usize = 65_000;
/// Largest integer of the protocol: 2^53 - 1.
pub const INTEGER_LIMIT: u64 = (1 << 53) - 1;
/// Deepest nesting of arrays and objects in a line.
const DEPTH_LIMIT: usize = 16;

/// The canonical bytes of a value.
///
/// The caller's wire structs have their fields in sorted order and hold integers up to
/// [`INTEGER_LIMIT`] only.
pub fn encode<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("wire structs have string keys and serialise without error")
}

/// Decodes canonical bytes: accepts `bytes` only if encoding the result gives them back.
///
/// # Errors
/// ENC-01 to ENC-09 or REP-02, with what was wrong and where.
pub fn decode<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, DecodeError> {
    decode_within(LINE_LIMIT_BYTES, bytes)
}

/// Decodes canonical bytes as [`decode`] does, from a file that may be longer than a line.
///
/// # Errors
/// As [`decode`].
pub fn decode_within<T: DeserializeOwned + Serialize>(
    limit_bytes: usize,
    bytes: &[u8],
) -> Result<T, DecodeError> {
    let text = text_within(limit_bytes, bytes)?;
    check_shape(text)?;
    decode_shaped(text)
}

/// Decodes text whose numbers and nesting [`check_shape`] has checked, alone or as part of a larger text. The
/// value may borrow from the text.
///
/// # Errors
/// As [`decode`].
pub fn decode_shaped<'a, T: Deserialize<'a> + Serialize>(text: &'a str) -> Result<T, DecodeError> {
    let value: T = parse(text)?;
    demand_canonical(text, &value)?;
    Ok(value)
}

/// Reads text whose shape was checked, field by field, whether its form is canonical or not.
///
/// # Errors
/// The fault of the first faulty field.
pub fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, DecodeError> {
    serde_json::from_str(text).map_err(classify)
}

/// Checks that a text is the encoding of the value that was read from it.
///
/// # Errors
/// ENC-01, or ENC-02 where a list stands for an object.
pub fn demand_canonical<T: Serialize>(text: &str, value: &T) -> Result<(), DecodeError> {
    if encode(value) == text { Ok(()) } else { Err(not_canonical(text, value)) }
}

/// The fault of a text that decodes to a value but is not its encoding: the same JSON in another form (ENC-01),
/// or other JSON that was taken for it, such as a list for an object (ENC-02).
fn not_canonical<T: Serialize>(text: &str, value: &T) -> DecodeError {
    let read: Option<serde_json::Value> = serde_json::from_str(text).ok();
    if read == serde_json::to_value(value).ok() {
        let form = "not in canonical form (RFC 8785: sorted keys, no white space, shortest escapes)";
        DecodeError::new(checks::ENC_01, form)
    } else {
        DecodeError::new(checks::ENC_02, "expected an object, found a list")
    }
}

/// The text of a whole line: within [`LINE_LIMIT_BYTES`] and UTF-8.
///
/// # Errors
/// ENC-08 or ENC-09.
pub fn plain_text(bytes: &[u8]) -> Result<&str, DecodeError> {
    text_within(LINE_LIMIT_BYTES, bytes)
}

fn text_within(limit_bytes: usize, bytes: &[u8]) -> Result<&str, DecodeError> {
    if bytes.len() > limit_bytes {
        return Err(DecodeError::new(
            checks::ENC_08,
            format!("{} bytes; the limit is {limit_bytes}", bytes.len()),
        ));
    }
    core::str::from_utf8(bytes)
        .map_err(|error| DecodeError::new(checks::ENC_09, format!("not UTF-8: {error}")))
}

/// Gives an error of serde its check id: the one that a `Deserialize` of ours wrote into it, or one by its kind.
fn classify(error: serde_json::Error) -> DecodeError {
    let reason = quote(&error.to_string());
    if let Some(own) = error::written_by_fault(&reason) {
        return own;
    }
    let reason = without_values(reason);
    let check = match error.classify() {
        serde_json::error::Category::Data if reason.starts_with("duplicate field") => checks::ENC_01,
        serde_json::error::Category::Data if reason.starts_with("unknown variant") => checks::REP_02,
        serde_json::error::Category::Data => checks::ENC_02,
        _ => checks::ENC_01,
    };
    DecodeError::new(check, reason)
}

/// serde's sentence without the value that it complains about, which may be a secret that someone sent to the
/// wrong place (SRV-11).
fn without_values(reason: String) -> String {
    for what in ["invalid type: ", "invalid value: "] {
        if let Some(rest) = reason.strip_prefix(what) {
            let kind = rest.split([' ', ',']).next().unwrap_or_default();
            let expected = rest.rfind(", expected ").map_or("", |at| &rest[at..]);
            return format!("{what}{kind}{expected}");
        }
    }
    reason
}

/// Checks a text as a whole, before anything in it is read: nesting (ENC-08), syntax (ENC-01), numbers (ENC-03).
///
/// # Errors
/// The first of these checks that fails.
pub fn check_shape(text: &str) -> Result<(), DecodeError> {
    let shape = Shape::of(text);
    if shape.depth > DEPTH_LIMIT {
        let reason = format!("nested deeper than {DEPTH_LIMIT}");
        return Err(DecodeError::new(checks::ENC_08, reason));
    }
    // Reads everything and keeps nothing, in memory that does not grow with the nesting.
    serde_json::from_str::<serde::de::IgnoredAny>(text)
        .map_err(|error| DecodeError::new(checks::ENC_01, error.to_string()))?;
    if shape.lone_surrogate {
        return Err(DecodeError::new(checks::ENC_01, "an escaped lone surrogate"));
    }
    if shape.bad_number {
        return Err(DecodeError::new(checks::ENC_03, "not an integer between 0 and 2^53-1"));
    }
    Ok(())
}

/// The result of scanning a text, whether it is JSON or not.
#[derive(Default)]
struct Shape {
    /// Most brackets open at once, outside strings.
    depth: usize,
    /// A number is not an integer from 0 to [`INTEGER_LIMIT`].
    bad_number: bool,
    /// A string escapes one half of a pair of surrogates.
    lone_surrogate: bool,
}

impl Shape {
    fn of(text: &str) -> Shape {
        let mut shape = Shape::default();
        let mut open: usize = 0;
        let mut rest = text;
        while let Some(first) = rest.bytes().next() {
            let mut length = 1;
            match first {
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                b'"' => length = shape.string(rest),
                b'-' | b'0'..=b'9' => {
                    let part = |b: &u8| b.is_ascii_digit() || b"+-.eE".contains(b);
                    length = rest.bytes().take_while(|byte| part(byte)).count();
                    let number = &rest[..length];
                    shape.bad_number |= !number.bytes().all(|byte| byte.is_ascii_digit())
                        || number.parse::<u64>().map_or(true, |value| value > INTEGER_LIMIT);
                }
                _ => {}
            }
            shape.depth = shape.depth.max(open);
            // Characters of more than one byte do not begin with any of the above.
            let next = (length..=rest.len()).find(|i| rest.is_char_boundary(*i)).unwrap_or(rest.len());
            rest = &rest[next..];
        }
        shape
    }

    /// The length of the string at the start of a text, quotation marks included.
    fn string(&mut self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let unit = |at: usize| {
            let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
            u16::from_str_radix(core::str::from_utf8(digits).ok()?, 16).ok()
        };
        let mut i = 1;
        while i < bytes.len() {
            match bytes[i] {
                b'"' => return i + 1,
                b'\\' => match unit(i) {
                    Some(0xD800..=0xDBFF) if matches!(unit(i + 6), Some(0xDC00..=0xDFFF)) => i += 12,
                    Some(0xD800..=0xDFFF) => {
                        self.lone_surrogate = true;
                        i += 6;
                    }
                    _ => i += 2,
                },
                _ => i += 1,
            }
        }
        bytes.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::Hash;
    use crate::checks::Check;

    #[test]
    fn an_error_repeats_no_value() {
        let reason = |text: &str| decode::<Sample>(text.as_bytes()).expect_err(text).reason;
        for text in [
            r#""hma6 s6hf""#,
            r#"{"count":"hma6 s6hf, expected x","hash":"","list":[],"text":""}"#,
            r#"{"count":1,"hash":"hma6","list":[],"text":""}"#,
            r#"{"count":1,"hash":4711,"list":[],"text":""}"#,
        ] {
            let reason = reason(text);
            assert!(!reason.contains("hma6") && !reason.contains("4711"), "{reason}");
        }
        assert!(reason("\"x\"").starts_with("invalid type: string, expected struct Sample"));
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        count: u64,
        hash: Hash,
        list: Vec<u64>,
        text: String,
    }

    const HASH: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    fn check(text: &str, expected: Check) {
        match decode::<Sample>(text.as_bytes()) {
            Ok(sample) => panic!("accepted {sample:?} from {text}"),
            Err(error) => assert_eq!(error.check, expected, "{text}: {error}"),
        }
    }

    fn sample(count: &str, hash: &str, list: &str) -> String {
        format!(r#"{{"count":{count},"hash":"{hash}","list":{list},"text":"A"}}"#)
    }

    #[test]
    fn only_the_canonical_form_decodes() {
        let good = sample("7", HASH, "[1,2]");
        assert_eq!(encode(&decode::<Sample>(good.as_bytes()).expect("good")), good);
        check(&good.replace("\"count\":7,", "").replace("\"text\"", "\"count\":7,\"text\""), checks::ENC_01);
        check(&good.replace("7,", "7, "), checks::ENC_01);
        check(&good.replace("\"A\"", "\"\\u0041\""), checks::ENC_01);
        check(&good.replace("{\"count\":7", "{\"count\":7,\"count\":7"), checks::ENC_01);
        check(&good.replace('7', "07"), checks::ENC_01);
        check(&format!("{good} "), checks::ENC_01);
        check(&good[..good.len() - 1], checks::ENC_01);
    }

    #[test]
    fn fields_are_exactly_those_of_the_struct() {
        let good = sample("7", HASH, "[]");
        check(&good.replace("\"text\"", "\"note\":\"\",\"text\""), checks::ENC_02);
        check(&good.replace("\"count\":7,", ""), checks::ENC_02);
        check(&sample("\"0\"", HASH, "[]"), checks::ENC_02);
        check(&good.replace("\"text\"", "\"ENC-05: x\":0,\"text\""), checks::ENC_02);
        check(&format!(r#"[7,"{HASH}",[],"A"]"#), checks::ENC_02);
    }

    #[test]
    fn names_that_a_sender_wrote_are_quoted_in_few_words_and_values_not_at_all() {
        let good = sample("7", HASH, "[]");
        let long = format!("\\u001b[2J{}", "x".repeat(60_000));
        let reason = |bad: String| decode::<Sample>(bad.as_bytes()).expect_err("bad").reason;
        let name = reason(good.replace("\"text\"", &format!("\"{long}\":0,\"text\"")));
        assert!(name.contains("[2Jxxx") && name.len() < 1_000, "{name}");
        assert!(!name.contains(char::is_control), "{name:?}");
        let value = reason(sample(&format!("\"{long}\""), HASH, "[]"));
        assert!(!value.contains("xxx") && !value.contains(char::is_control), "{value:?}");
    }

    #[test]
    fn integers_outside_the_range_are_rejected() {
        check(&sample("-1", HASH, "[]"), checks::ENC_03);
        check(&sample("9007199254740992", HASH, "[]"), checks::ENC_03);
        check(&sample("1.5", HASH, "[]"), checks::ENC_03);
        check(&sample("7", HASH, "[18446744073709551616]"), checks::ENC_03);
        assert!(decode::<Sample>(sample("9007199254740991", HASH, "[]").as_bytes()).is_ok());
    }

    #[test]
    fn byte_strings_of_another_form_are_rejected() {
        check(&sample("7", &HASH[1..], "[]"), checks::ENC_04);
        check(&sample("7", &format!("{HASH}A"), "[]"), checks::ENC_04);
        check(&sample("7", &format!("{}=", &HASH[1..]), "[]"), checks::ENC_04);
        check(&sample("7", &format!("{}+", &HASH[1..]), "[]"), checks::ENC_04);
        check(&sample("7", &format!("{}B", &HASH[1..]), "[]"), checks::ENC_04);
    }

    #[test]
    fn oversized_and_deep_input_is_rejected_before_it_is_read() {
        check(&" ".repeat(LINE_LIMIT_BYTES + 1), checks::ENC_08);
        check(&"[".repeat(30_000), checks::ENC_08);
        assert_eq!(decode::<Sample>(&[0xff]).expect_err("bad").check, checks::ENC_09);
        let good = sample("7", HASH, "[]");
        assert!(decode_within::<Sample>(good.len(), good.as_bytes()).is_ok());
        let error = decode_within::<Sample>(good.len() - 1, good.as_bytes()).expect_err("too long");
        assert_eq!(error.check, checks::ENC_08);
    }
}

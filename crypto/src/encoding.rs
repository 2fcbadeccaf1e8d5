//! (1.1) Canonical bytes: RFC 8785 JSON, 32-byte values as base64url, limits before allocation.
//!
//! [`decode`] accepts only what [`encode`] would have written. Wire structs keep their fields in
//! canonical (sorted) order and deny unknown ones; a test holds them against a JCS library.

use crate::checks::{self, Check};
use crate::error::DecodeError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use core::fmt;
use serde::de::{DeserializeOwned, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

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

/// As [`decode`], for files that may be longer than a line.
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

/// As [`decode`], for text whose numbers and nesting [`check_shape`] has checked, alone or as part of a
/// larger text. The value may borrow from the text.
///
/// # Errors
/// As [`decode`].
pub fn decode_shaped<'a, T: Deserialize<'a> + Serialize>(text: &'a str) -> Result<T, DecodeError> {
    let value: T = parse(text)?;
    demand_canonical(text, &value)?;
    Ok(value)
}

/// Reads a text whose shape was checked, field by field, whatever its form.
///
/// # Errors
/// What is wrong with the first field that is.
pub fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, DecodeError> {
    serde_json::from_str(text).map_err(classify)
}

/// Whether a text is the encoding of the value that was read from it.
///
/// # Errors
/// ENC-01, or ENC-02 where a list stands for an object.
pub fn demand_canonical<T: Serialize>(text: &str, value: &T) -> Result<(), DecodeError> {
    if encode(value) == text { Ok(()) } else { Err(not_canonical(text, value)) }
}

/// What is wrong with a text that decodes to a value but is not its encoding: the same JSON written
/// otherwise (ENC-01), or other JSON that was taken for it, such as a list for an object (ENC-02).
fn not_canonical<T: Serialize>(text: &str, value: &T) -> DecodeError {
    let read: Option<serde_json::Value> = serde_json::from_str(text).ok();
    if read == serde_json::to_value(value).ok() {
        let form = "not in canonical form (RFC 8785: sorted keys, no white space, shortest escapes)";
        DecodeError::new(checks::ENC_01, form)
    } else {
        DecodeError::new(checks::ENC_02, "a list stands where an object is expected")
    }
}

/// ENC-08 and ENC-09 for a whole line: within [`LINE_LIMIT_BYTES`] and UTF-8.
///
/// # Errors
/// One of these two.
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

/// Gives a serde error its check id. Our own errors start with the id; serde's never do, and what a
/// sender wrote stands only later in its sentences: it is quoted.
fn classify(error: serde_json::Error) -> DecodeError {
    let reason = crate::text::quote(&error.to_string());
    const OWN: [Check; 8] = [
        checks::ENC_03,
        checks::ENC_04,
        checks::ENC_05,
        checks::ENC_06,
        checks::ENC_07,
        checks::ENC_08,
        checks::ENC_09,
        checks::REP_02,
    ];
    for check in OWN {
        if let Some(rest) = reason.strip_prefix(check.id()) {
            return DecodeError::new(check, rest.trim_start_matches([':', ' ']));
        }
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

/// serde's sentence without the value that it complains of, which may be a secret that somebody sent to the
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

/// Writes the error of a check so that [`classify`] finds it again.
pub(crate) fn fault<E: serde::de::Error>(check: Check, reason: impl fmt::Display) -> E {
    E::custom(format_args!("{check}: {reason}"))
}

/// What holds for a text as a whole, before anything in it is read: nesting (ENC-08), syntax (ENC-01),
/// numbers (ENC-03).
///
/// # Errors
/// The first of these that does not hold.
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
        return Err(DecodeError::new(checks::ENC_01, "an escape of half a character"));
    }
    if shape.bad_number {
        return Err(DecodeError::new(checks::ENC_03, "a number that is no integer from 0 to 2^53-1"));
    }
    Ok(())
}

/// What a scan of a text shows, whether it is JSON or not.
#[derive(Default)]
struct Shape {
    /// Most brackets open at once, outside strings.
    depth: usize,
    /// Whether a number is not an integer from 0 to [`INTEGER_LIMIT`].
    bad_number: bool,
    /// Whether a string escapes one half of a pair of surrogates.
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

/// Writes bytes as base64url without padding.
pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads exactly `N` bytes from base64url without padding.
///
/// # Errors
/// ENC-04 for other characters, padding, spare bits or another length.
pub fn from_base64url<const N: usize>(text: &str) -> Result<[u8; N], DecodeError> {
    let wrong = |reason: String| DecodeError::new(checks::ENC_04, reason);
    let length = (N * 8).div_ceil(6);
    if text.len() != length {
        return Err(wrong(format!("{} characters of base64url; expected {length}", text.len())));
    }
    let mut bytes = [0; N];
    // The engine refuses padding, foreign characters and spare bits that are set.
    match URL_SAFE_NO_PAD.decode_slice(text, &mut bytes) {
        Ok(read) if read == N => Ok(bytes),
        Ok(_) => Err(wrong(format!("not {N} bytes of base64url"))),
        Err(error) => Err(wrong(format!("not base64url without padding: {error}"))),
    }
}

/// Serialises 32-byte-like wire values through their base64url text.
pub(crate) fn serialize_bytes<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&base64url(bytes))
}

/// Deserialises exactly `N` bytes from base64url text; errors carry ENC-04.
pub(crate) fn deserialize_bytes<'de, const N: usize, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<[u8; N], D::Error> {
    struct Text<const N: usize>;
    impl<const N: usize> Visitor<'_> for Text<N> {
        type Value = [u8; N];
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a string of base64url for {N} bytes")
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<[u8; N], E> {
            from_base64url(text).map_err(|error| fault(error.check, error.reason))
        }
    }
    deserializer.deserialize_str(Text::<N>)
}

/// `N` bytes that travel as base64url without padding: keys of other schemes, share ciphertexts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes<const N: usize>(pub [u8; N]);

impl<const N: usize> Default for Bytes<N> {
    fn default() -> Self {
        Self([0; N])
    }
}

impl<const N: usize> Serialize for Bytes<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_bytes(&self.0, serializer)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Bytes<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_bytes(deserializer).map(Self)
    }
}

impl<const N: usize> fmt::Debug for Bytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url(&self.0))
    }
}

impl<const N: usize> fmt::Display for Bytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url(&self.0))
    }
}

impl<const N: usize> core::str::FromStr for Bytes<N> {
    type Err = DecodeError;
    fn from_str(text: &str) -> Result<Self, DecodeError> {
        from_base64url(text).map(Self)
    }
}

/// Bytes of any length that travel as base64url without padding.
#[derive(Clone, PartialEq, Eq)]
pub struct ByteString(pub Vec<u8>);

impl Serialize for ByteString {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_bytes(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for ByteString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = URL_SAFE_NO_PAD.decode(text);
        bytes
            .map(Self)
            .map_err(|error| fault(checks::ENC_04, format_args!("not base64url without padding: {error}")))
    }
}

impl fmt::Debug for ByteString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url(&self.0))
    }
}

/// A SHA-256 hash: of an entry, a statement (its digest or tracker), a tree.
pub type Hash = Bytes<32>;

impl Hash {
    /// 32 zero bytes: `previous` of the first entry and of a first ballot, `election` of a manifest.
    pub const ZERO: Hash = Bytes([0; 32]);

    /// SHA-256 over the concatenation of `parts`.
    pub fn of(parts: &[&[u8]]) -> Hash {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        Bytes(hasher.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

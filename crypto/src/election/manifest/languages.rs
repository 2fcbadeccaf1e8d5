//! Language tags, and texts in several languages, as they are read from the wire.

use super::Texts;
use crate::checks;
use crate::error::fault;
use core::fmt;
use core::marker::PhantomData;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// Longest language tag, in characters.
const TAG_LIMIT: usize = 35;

/// (ENC-09) The form of a language tag: 2 to 35 characters, parts with one `-` between two of them, the first of
/// 2 to 8 letters, each other of 1 to 8 letters or digits.
///
/// # Errors
/// A reason, for people.
pub fn check_tag(tag: &str) -> Result<(), String> {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let is_sound = tag.len() <= TAG_LIMIT
        && (2..=8).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    if is_sound { Ok(()) } else { Err("not the form of a language tag, such as en, de-CH or zh-Hans".into()) }
}

/// A language tag in its form.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Tag(String);

impl<'de> Deserialize<'de> for Tag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Tag, D::Error> {
        let tag = String::deserialize(deserializer)?;
        check_tag(&tag).map_err(|reason| fault(checks::ENC_09, reason))?;
        Ok(Tag(tag))
    }
}

/// Reads a list of language tags.
pub(super) fn tags<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(Vec::<Tag>::deserialize(deserializer)?.into_iter().map(|tag| tag.0).collect())
}

/// Reads texts by language: a tag that stands twice (ENC-01) or has another form (ENC-09) is refused before its
/// text is read.
pub(super) fn texts<'de, T, D>(deserializer: D) -> Result<Texts<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    struct Read<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Read<T> {
        type Value = Texts<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object with one text per language")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Texts<T>, A::Error> {
            let mut texts = Texts::new();
            while let Some(tag) = map.next_key::<String>()? {
                if texts.contains_key(&tag) {
                    return Err(A::Error::custom("duplicate field"));
                }
                check_tag(&tag).map_err(|reason| fault(checks::ENC_09, reason))?;
                let text = map.next_value()?;
                texts.insert(tag, text);
            }
            Ok(texts)
        }
    }

    deserializer.deserialize_map(Read(PhantomData))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_tag_is_ascii_in_parts() {
        for good in ["en", "de-CH", "zh-Hans", "sl-rozaj-biske-1994", "abcdefgh-1", "xy"] {
            check_tag(good).expect(good);
        }
        let long = format!("en{}", "-abcdefgh".repeat(4));
        for bad in ["", "e", "en-", "-en", "en--us", "e1", "en_US", "é", "abcdefghi", "en-abcdefghi", &long]
        {
            check_tag(bad).expect_err(bad);
        }
    }
}

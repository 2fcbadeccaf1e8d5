//! What a draft says, as values of the protocol, with every fault and its place.

use super::{Draft, DraftContest, DraftFile, DraftKey, DraftStyle, Files};
use crate::official::client_files::read_hex;
use crate::official::options;
use jiff::Timestamp;
use std::collections::BTreeSet;
use tabella_crypto::bytes::Bytes;
use tabella_crypto::election::manifest::{
    Address, ClientFile, Contest, ContestOption, Id, LogKey, Manifest, Party, SUITE, Style, Texts, VERSION,
    Witnesses, check_name,
};
use tabella_crypto::error::DecodeError;
use tabella_crypto::text::{Paragraphs, Text};
use toml::Value;
use toml::value::Datetime;

/// How what a person wrote becomes a text.
type ReadText<T> = fn(&str) -> Result<T, DecodeError>;

/// Turns values into those of the protocol, and collects what is wrong.
pub(super) struct Reader<'a> {
    languages: Vec<String>,
    files: Files<'a>,
    /// What is wrong, each with its place.
    pub(super) faults: Vec<String>,
    /// Contests with options whose ids were made of their labels: these ids.
    pub(super) made_ids: Vec<(Id, Vec<Id>)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(languages: Vec<String>, files: Files<'a>) -> Reader<'a> {
        Reader { languages, files, faults: vec![], made_ids: vec![] }
    }

    /// The manifest, unless something is wrong.
    pub(super) fn manifest(&mut self, draft: Draft) -> Option<Manifest> {
        // Everything is read before anything is given up, so that all faults show at once.
        let title = self.texts("title", &draft.title, Text::normalised);
        let description = self.texts("description", &draft.description, Paragraphs::normalised);
        let opening = self.time("opening", &draft.opening);
        let closing = self.time("closing", &draft.closing);
        let board = self.log_key("[board]", &draft.board);
        let witnesses = self.all("[[witnesses]]", &draft.witnesses, Reader::log_key);
        let officials = self.all("[[officials]]", &draft.officials, Reader::party);
        let registrars = self.all("[[registrars]]", &draft.registrars, Reader::party);
        let trustees = self.all("[[trustees]]", &draft.trustees, Reader::party);
        let contests = self.all("[[contests]]", &draft.contests, Reader::contest);
        let styles = self.all("[[styles]]", &draft.styles, Reader::style);
        let client = self.all("[[client]]", &draft.client, Reader::client_file);
        let check_pages = self.all("check_pages", &draft.check_pages, |reader, place, address| {
            reader.take(place, Address::new(address))
        });
        let contests = contests?;
        Some(Manifest {
            all_trustees_needed: draft.all_trustees_needed,
            board: board?,
            check_pages: check_pages?,
            client: client?,
            closes_at: closing?,
            styles: match styles? {
                styles if styles.is_empty() => vec![one_style(&contests)?],
                styles => styles,
            },
            contests,
            description: description?,
            languages: draft.languages,
            minimum: draft.minimum_ballots,
            officials: officials?,
            opens_at: opening?,
            registrars: registrars?,
            revealing_weights: draft.revealing_weights,
            suite: SUITE.into(),
            threshold: draft.threshold,
            title: title?,
            trustees: trustees?,
            unwitnessed: draft.unwitnessed,
            version: VERSION,
            witnesses: Witnesses { keys: witnesses?, quorum: draft.quorum },
        })
    }

    fn fault<T>(&mut self, place: &str, reason: impl core::fmt::Display) -> Option<T> {
        self.faults.push(format!("{place}: {reason}"));
        None
    }

    fn take<T, E: core::fmt::Display>(&mut self, place: &str, value: Result<T, E>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(reason) => self.fault(place, reason),
        }
    }

    /// Every item of a list; places count from 1.
    fn all<T, U>(
        &mut self,
        place: &str,
        items: &[T],
        mut read: impl FnMut(&mut Reader<'a>, &str, &T) -> Option<U>,
    ) -> Option<Vec<U>> {
        let read: Vec<Option<U>> =
            (1..).zip(items).map(|(number, item)| read(self, &format!("{place} {number}"), item)).collect();
        read.into_iter().collect()
    }

    fn text(&mut self, place: &str, text: &str) -> Option<Text> {
        self.take(place, Text::normalised(text).map_err(|error| error.reason))
    }

    /// A text for each language; a plain string when there is one language.
    fn texts<T>(&mut self, place: &str, value: &Value, read: ReadText<T>) -> Option<Texts<T>> {
        let take = |reader: &mut Reader<'a>, place: &str, text: &str| {
            reader.take(place, read(text).map_err(|error| error.reason))
        };
        match (value, self.languages.as_slice()) {
            (Value::String(text), [language]) => {
                let language = language.clone();
                Some(Texts::from([(language, take(self, place, text)?)]))
            }
            (Value::String(_), _) => self.fault(
                place,
                "there is more than one language, or none: give one text for each, \
                 such as { en = \"...\", de = \"...\" }",
            ),
            (Value::Table(table), _) => {
                let texts: Vec<Option<(String, T)>> = table
                    .iter()
                    .map(|(language, text)| {
                        let place = format!("{place}, language {language}");
                        match text {
                            Value::String(text) => Some((language.clone(), take(self, &place, text)?)),
                            _ => self.fault(&place, "expected a text"),
                        }
                    })
                    .collect();
                texts.into_iter().collect()
            }
            _ => self.fault(place, "expected a text, or one text for each language"),
        }
    }

    fn time(&mut self, place: &str, value: &Value) -> Option<u64> {
        match value {
            Value::Integer(seconds) => {
                self.take(place, u64::try_from(*seconds).map_err(|_| "a time before 1970"))
            }
            Value::Datetime(time) => self.take(place, seconds(time)),
            _ => self.fault(
                place,
                "expected a time with its offset, such as 2026-05-01T08:00:00Z without quotes, \
                 or whole Unix seconds",
            ),
        }
    }

    fn log_key(&mut self, place: &str, draft: &DraftKey) -> Option<LogKey> {
        let name = self.take(place, check_name(&draft.name));
        let key = draft.key.parse::<Bytes<32>>().map_err(|error| format!("the key: {}", error.reason));
        let key = self.take(place, key);
        name.and(Some(LogKey { key: key?, name: draft.name.clone() }))
    }

    fn party(&mut self, place: &str, draft: &DraftKey) -> Option<Party> {
        let name = self.text(place, &draft.name);
        let key = self.take(place, draft.key.parse().map_err(|error| format!("the key: {error}")));
        Some(Party { key: key?, name: name? })
    }

    fn contest(&mut self, place: &str, draft: &DraftContest) -> Option<Contest> {
        let id = self.take(place, Id::new(&draft.id));
        let title = self.texts(&format!("{place}, title"), &draft.title, Text::normalised);
        let options = self.options(place, draft);
        let (options, made): (Vec<ContestOption>, Vec<Option<Id>>) = options?.into_iter().unzip();
        let (id, title) = (id?, title?);
        let made: Vec<Id> = made.into_iter().flatten().collect();
        if !made.is_empty() {
            self.made_ids.push((id.clone(), made));
        }
        Some(Contest { id, options, rule: draft.rule, title })
    }

    /// The options of a contest, each with its id again if that was made of the label.
    fn options(&mut self, place: &str, draft: &DraftContest) -> Option<Vec<(ContestOption, Option<Id>)>> {
        let place = format!("{place}, option");
        let drafted = match (&draft.options_file, draft.options.is_empty()) {
            (Some(_), false) => return self.fault(&place, "give either options or options_file"),
            (None, true) => {
                return self.fault(
                    &place,
                    "there is none: give options = [{ id = \"yes\", label = \"Yes\" }, ...], or options_file",
                );
            }
            (Some(file), true) => {
                let listed = (self.files)(file).and_then(|bytes| {
                    options::read(&bytes, &self.languages)
                        .map_err(|reason| format!("{}: {reason}", file.display()))
                });
                let listed = self.take(&place, listed)?;
                self.all(&place, &listed, |reader, place, option| {
                    let place = format!("{place} (line {})", option.line);
                    let texts = option.labels.iter().map(|(language, label)| {
                        Some((
                            language.clone(),
                            reader.text(&format!("{place}, label, language {language}"), label)?,
                        ))
                    });
                    let texts: Vec<Option<(String, Text)>> = texts.collect();
                    Some((place, option.id.clone(), texts.into_iter().collect::<Option<Texts>>()?))
                })
            }
            (None, false) => self.all(&place, &draft.options, |reader, place, option| {
                let label = reader.texts(&format!("{place}, label"), &option.label, Text::normalised)?;
                Some((place.to_owned(), option.id.clone(), label))
            }),
        }?;
        let mut taken: BTreeSet<String> = drafted.iter().filter_map(|(_, id, _)| id.clone()).collect();
        let option = |(place, id, label): (String, Option<String>, Texts)| match id {
            Some(id) => Some((ContestOption { id: self.take(&place, Id::new(id))?, label }, None)),
            None => {
                let made = self.languages.first().and_then(|language| label.get(language));
                let made = options::made_id(made.map_or("", Text::as_str), &taken);
                taken.insert(made.clone());
                let id = self.take(&place, Id::new(made))?;
                Some((ContestOption { id: id.clone(), label }, Some(id)))
            }
        };
        let options: Vec<Option<_>> = drafted.into_iter().map(option).collect();
        options.into_iter().collect()
    }

    fn style(&mut self, place: &str, draft: &DraftStyle) -> Option<Style> {
        let id = self.take(place, Id::new(&draft.id));
        let contests = self.all(&format!("{place}, contest"), &draft.contests, |reader, place, contest| {
            reader.take(place, Id::new(contest))
        });
        Some(Style { contests: contests?, id: id? })
    }

    fn client_file(&mut self, place: &str, draft: &DraftFile) -> Option<ClientFile> {
        let path = self.text(place, &draft.path);
        let sha256 = self.take(place, read_hex(&draft.sha256).ok_or("sha256 is not 64 hexadecimal digits"));
        Some(ClientFile { path: path?, sha256: sha256? })
    }
}

/// The style of a draft without styles: everyone decides everything.
fn one_style(contests: &[Contest]) -> Option<Style> {
    let id = Id::new("all").ok()?;
    Some(Style { contests: contests.iter().map(|contest| contest.id.clone()).collect(), id })
}

/// A time of RFC 3339, in whole seconds since 1970.
fn seconds(time: &Datetime) -> Result<u64, String> {
    let text = time.to_string();
    let time: Timestamp = text.parse().map_err(|_| {
        format!(
            "{text} is not a time with its offset, such as 2026-05-01T08:00:00Z or 2026-05-01T16:00:00+08:00"
        )
    })?;
    if time.subsec_nanosecond() != 0 {
        return Err(format!("{text} has a fraction of a second; give whole seconds"));
    }
    u64::try_from(time.as_second()).map_err(|_| format!("{text} is before 1970"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_need_an_offset_and_whole_seconds_after_1970() {
        let read = |text: &str| seconds(&text.parse().expect("a time of TOML"));
        assert_eq!(read("2026-05-01T16:00:00+08:00"), Ok(1_777_622_400));
        for bad in ["2026-05-01", "2026-05-01T16:00:00", "1960-01-01T00:00:00Z", "2026-05-01T16:00:00.5Z"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}

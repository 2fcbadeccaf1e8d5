//! The words of the pages in six languages, from the Fluent catalogues in `bulletin-board/server/pages/locales`,
//! and how numbers and times are written in each.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;
use std::sync::OnceLock;
use tabella_crypto::election::manifest::Manifest;
use tabella_log::languages;
use time::OffsetDateTime;
use unic_langid::LanguageIdentifier;

/// A language of the pages.
pub(crate) struct Language {
    /// Its tag (BCP 47), as in `lang` and `?lang=`.
    pub(crate) tag: &'static str,
    /// Its name in itself.
    pub(crate) name: &'static str,
    /// ltr or rtl.
    pub(crate) direction: &'static str,
    bundle: FluentBundle<FluentResource>,
    /// Between thousands, and before the decimals.
    marks: Marks,
}

#[derive(Clone, Copy)]
struct Marks {
    thousands: &'static str,
    decimals: &'static str,
    /// Fewest digits that are grouped.
    digits: usize,
}

const COMMA: Marks = Marks { thousands: ",", decimals: ".", digits: 4 };
const POINT: Marks = Marks { thousands: ".", decimals: ",", digits: 4 };
const SPACE: Marks = Marks { thousands: "\u{202F}", decimals: ",", digits: 5 };

/// Tag, name and catalogue; the first language is for whoever asks for none of them.
const CATALOGUES: [(&str, &str, &str); 6] = [
    ("en", "English", include_str!("../../pages/locales/en.ftl")),
    ("zh-Hans", "简体中文", include_str!("../../pages/locales/zh-Hans.ftl")),
    ("de", "Deutsch", include_str!("../../pages/locales/de.ftl")),
    ("fr", "Français", include_str!("../../pages/locales/fr.ftl")),
    ("es", "Español", include_str!("../../pages/locales/es.ftl")),
    ("ar", "العربية", include_str!("../../pages/locales/ar.ftl")),
];
/// English with accents: what has none on a page does not come from a catalogue.
const PSEUDO: &str = "en-XA";

static LANGUAGES: OnceLock<Vec<Language>> = OnceLock::new();

/// The languages that people choose from.
pub(crate) fn languages() -> &'static [Language] {
    let (_, offered) = all().split_last().unwrap_or((&all()[0], &[]));
    offered
}

/// The same, and at the end the pseudo-language.
fn all() -> &'static [Language] {
    LANGUAGES.get_or_init(|| {
        let [(_, _, english), ..] = CATALOGUES;
        let pseudo = (PSEUDO, "English", english);
        CATALOGUES.into_iter().chain([pseudo]).map(Language::new).collect()
    })
}

/// The language with exactly this tag.
pub(crate) fn language(tag: &str) -> Option<&'static Language> {
    all().iter().find(|language| language.tag.eq_ignore_ascii_case(tag))
}

/// The first of some tags that the pages speak, or English.
pub(crate) fn best(tags: &[String]) -> &'static Language {
    let offered = languages().iter().map(|language| language.tag);
    languages::best(offered, tags).and_then(language).unwrap_or(&languages()[0])
}

/// The language of an election that suits these tags best, or its first.
pub(crate) fn best_of<'a>(manifest: &'a Manifest, tags: &[String]) -> &'a str {
    let offered = || manifest.languages.iter().map(String::as_str);
    languages::best(offered(), tags).or_else(|| offered().next()).unwrap_or("und")
}

/// The tags of an `Accept-Language` header, the most wanted first.
pub(crate) fn accepted(header: &str) -> Vec<String> {
    let weighted = |part: &str| {
        let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
        let weight: f32 = weight.trim().parse().ok()?;
        (weight > 0.0).then(|| (weight, tag.trim().to_owned()))
    };
    let mut tags: Vec<(f32, String)> = header.split(',').take(20).filter_map(weighted).collect();
    tags.sort_by(|one, other| other.0.total_cmp(&one.0));
    tags.into_iter().map(|(_, tag)| tag).collect()
}

impl Language {
    fn new((tag, name, catalogue): (&'static str, &'static str, &'static str)) -> Language {
        // Unwrap safety: tags and catalogues are part of the program, and tests read all of them.
        #[allow(clippy::unwrap_used)]
        let (id, resource) = (
            tag.parse::<LanguageIdentifier>().unwrap(),
            FluentResource::try_new(catalogue.to_owned()).unwrap(),
        );
        let is_arabic = tag == "ar";
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Numbers and names stand on their own among words from right to left.
        bundle.set_use_isolating(is_arabic);
        let (marks, format): (Marks, fn(&FluentValue<'_>, &_) -> Option<String>) = match tag {
            "de" => (POINT, |value, _| number_of(value, POINT)),
            "fr" | "es" => (SPACE, |value, _| number_of(value, SPACE)),
            _ => (COMMA, |value, _| number_of(value, COMMA)),
        };
        bundle.set_formatter(Some(format));
        if tag == PSEUDO {
            bundle.set_transform(Some(accented));
        }
        // Unwrap safety: as above; no key stands twice in a catalogue.
        #[allow(clippy::unwrap_used)]
        bundle.add_resource(resource).unwrap();
        Language { tag, name, direction: if is_arabic { "rtl" } else { "ltr" }, bundle, marks }
    }

    /// The words of a key.
    ///
    /// # Errors
    /// No such key, or a variable that its words need and `args` lack.
    pub(crate) fn say(&self, key: &str, args: &FluentArgs<'_>) -> Result<String, String> {
        let words = self.bundle.get_message(key).and_then(|message| message.value());
        let words = words.ok_or_else(|| format!("no words for {key} in {}", self.tag))?;
        let mut faults = vec![];
        let said = self.bundle.format_pattern(words, Some(args), &mut faults).into_owned();
        if faults.is_empty() { Ok(said) } else { Err(format!("{key} in {}: {faults:?}", self.tag)) }
    }

    /// A number as people write it.
    pub(crate) fn number(&self, number: u64) -> String {
        grouped(number, self.marks)
    }

    /// The share of `part` in `whole` in percent, with one decimal.
    ///
    /// # Errors
    /// As [`Language::say`].
    pub(crate) fn percent(&self, part: u64, whole: u64) -> Result<String, String> {
        let (part, whole) = (u128::from(part), u128::from(whole.max(1)));
        let tenths = (part * 1_000 + whole / 2) / whole;
        let value = format!("{}{}{}", tenths / 10, self.marks.decimals, tenths % 10);
        self.say("percent", &FluentArgs::from_iter([("value", value)]))
    }

    /// A time in UTC: for programs, and in words.
    ///
    /// # Errors
    /// As [`Language::say`].
    pub(crate) fn time(&self, at: u64, seconds: bool) -> Result<(String, String), String> {
        let time = i64::try_from(at).ok().and_then(|at| OffsetDateTime::from_unix_timestamp(at).ok());
        let Some(time) = time else { return Ok((String::new(), self.number(at))) };
        let (year, month, day) = (time.year(), u8::from(time.month()), time.day());
        let (hour, minute, second) = time.to_hms();
        let mut clock = format!("{hour:02}:{minute:02}");
        if seconds {
            clock += &format!(":{second:02}");
        }
        let mut args = FluentArgs::new();
        args.set("year", year.to_string());
        args.set("month", u32::from(month));
        args.set("day", day.to_string());
        args.set("clock", clock);
        let machine = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
        Ok((machine, self.say("date-and-time", &args)?))
    }
}

fn number_of(value: &FluentValue<'_>, marks: Marks) -> Option<String> {
    match value {
        // Only counts are given as numbers, and those are far below 2^53.
        FluentValue::Number(number) if number.value >= 0.0 => Some(grouped(number.value as u64, marks)),
        _ => None,
    }
}

fn grouped(number: u64, marks: Marks) -> String {
    let digits = number.to_string();
    if digits.len() < marks.digits {
        return digits;
    }
    let (first, rest) = digits.split_at((digits.len() - 1) % 3 + 1);
    let groups = rest.as_bytes().chunks(3).map(|group| String::from_utf8_lossy(group).into_owned());
    [first.to_owned()].into_iter().chain(groups).collect::<Vec<_>>().join(marks.thousands)
}

const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED: &str = "áƀçđéƒğĥíĵķłɱñóƥɋřšŧúṽŵẋýžÁɃÇĐÉƑĞĤÍĴĶŁṀÑÓƤɊŘŠŦÚṼŴẊÝŽ";

/// The same words with an accent on every letter.
fn accented(words: &str) -> Cow<'_, str> {
    let letter = |c: char| PLAIN.find(c).and_then(|at| ACCENTED.chars().nth(at)).unwrap_or(c);
    words.chars().map(letter).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::Path;

    /// Every key of a catalogue with its variables.
    fn keys(catalogue: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut key = String::new();
        for line in catalogue.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =").filter(|_| line.starts_with(char::is_alphabetic)) {
                key = name.to_owned();
                assert!(!keys.contains_key(&key), "{key} twice");
                keys.insert(key.clone(), BTreeSet::new());
            }
            for variable in line.split('$').skip(1) {
                let end = variable.find(|c: char| !c.is_alphanumeric() && c != '-');
                let name = &variable[..end.unwrap_or(variable.len())];
                keys.get_mut(&key).expect("a key").insert(name.to_owned());
            }
        }
        keys
    }

    #[test]
    fn every_language_has_the_same_keys_with_the_same_variables() {
        let [(_, _, english), others @ ..] = CATALOGUES;
        let english = keys(english);
        for (tag, _, catalogue) in others {
            let keys = keys(catalogue);
            let names = |keys: &BTreeMap<String, BTreeSet<String>>| keys.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(&keys), names(&english), "{tag}");
            for (key, variables) in &keys {
                assert_eq!(variables, &english[key], "{tag}: {key}");
            }
        }
    }

    /// Every key that a template or this program names.
    fn used() -> BTreeSet<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders = [("pages", "html"), ("src/pages", "rs")];
        let mut texts = vec![fs::read_to_string(root.join("src/pages.rs")).expect("pages.rs")];
        for (folder, kind) in folders {
            for entry in fs::read_dir(root.join(folder)).expect("a folder").flatten() {
                if entry.path().extension().is_some_and(|extension| extension == kind) {
                    let text = fs::read_to_string(entry.path()).expect("a file");
                    texts.push(text.split("#[cfg(test)]").next().unwrap_or_default().to_owned());
                }
            }
        }
        let english = keys(CATALOGUES[0].2);
        let quoted = |text: &str| text.split('"').map(str::to_owned).collect::<Vec<_>>();
        let mut used: BTreeSet<String> = texts.iter().flat_map(|text| quoted(text)).collect();
        for text in &texts {
            let calls = [" t(\"", "(t(\""].into_iter().flat_map(|call| text.split(call).skip(1));
            for call in calls {
                let key = call.split('"').next().unwrap_or_default();
                let is_prefix = key.ends_with('-');
                assert!(english.contains_key(key) || is_prefix, "no words for {key}");
                if is_prefix {
                    used.extend(english.keys().filter(|name| name.starts_with(key)).cloned());
                }
            }
        }
        used
    }

    #[test]
    fn every_key_that_a_page_uses_has_words_and_no_words_are_left_over() {
        let used = used();
        let unused: Vec<String> =
            keys(CATALOGUES[0].2).into_keys().filter(|key| !used.contains(key)).collect();
        assert!(unused.is_empty(), "{unused:?}");
    }

    #[test]
    fn the_reader_gets_the_language_that_she_wants_most() {
        let check = |header: &str, tag: &str| assert_eq!(best(&accepted(header)).tag, tag, "{header}");
        check("", "en");
        check("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans");
        check("nl, de-AT;q=0.7, fr;q=0.8", "fr");
        check("en;q=0, ar;q=0.1", "ar");
        check("*;q=0.5, x;q=word", "en");
        assert_eq!(language("zh-hans").map(|language| language.tag), Some("zh-Hans"));
        assert_eq!(language("en-XA").map(|language| language.tag), Some("en-XA"));
        assert!(language("xx").is_none() && languages().iter().all(|language| language.tag != PSEUDO));
    }

    #[test]
    fn numbers_shares_and_times_are_written_as_the_language_writes_them() {
        let check = |tag: &str, number: &str, percent: &str, time: &str| {
            let language = language(tag).expect("spoken");
            assert_eq!(language.number(1_234_567), number, "{tag}");
            assert_eq!(language.percent(1, 3).as_deref(), Ok(percent), "{tag}");
            let (machine, words) = language.time(1_793_000_096, true).expect("words");
            assert_eq!((machine.as_str(), words.as_str()), ("2026-10-26T07:34:56Z", time), "{tag}");
        };
        check("en", "1,234,567", "33.3%", "26 October 2026, 07:34:56 UTC");
        check("zh-Hans", "1,234,567", "33.3%", "2026年10月26日 07:34:56（UTC）");
        check("de", "1.234.567", "33,3\u{A0}%", "26. Oktober 2026, 07:34:56 Uhr UTC");
        check("fr", "1\u{202F}234\u{202F}567", "33,3\u{202F}%", "26 octobre 2026 à 07:34:56 UTC");
        check("es", "1\u{202F}234\u{202F}567", "33,3\u{A0}%", "26 de octubre de 2026, 07:34:56 UTC");
        let numbers = [0, 7, 999, 1_000, 12_345].map(|number| language("es").expect("es").number(number));
        assert_eq!(numbers, ["0", "7", "999", "1000", "12\u{202F}345"]);
    }
}

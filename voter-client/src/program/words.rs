//! What the program says to people, in six languages: the Fluent catalogues in `voter-client/locales`.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::sync::OnceLock;
use tabella_crypto::election::manifest::Manifest;
use tabella_log::languages::suitable;
use unic_langid::LanguageIdentifier;

/// Tag and catalogue; the first language is for whoever asks for none of them.
const CATALOGUES: [(&str, &str); 6] = [
    ("en", include_str!("../../locales/en.ftl")),
    ("zh-Hans", include_str!("../../locales/zh-Hans.ftl")),
    ("de", include_str!("../../locales/de.ftl")),
    ("fr", include_str!("../../locales/fr.ftl")),
    ("es", include_str!("../../locales/es.ftl")),
    ("ar", include_str!("../../locales/ar.ftl")),
];

/// The language of this process; English until it is chosen.
static WORDS: OnceLock<Words> = OnceLock::new();

struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    fn new((tag, catalogue): (&str, &str)) -> Words {
        // Unwrap safety: tags and catalogues are part of the program, and tests read all of them.
        #[allow(clippy::unwrap_used)]
        let (id, resource) = (
            tag.parse::<LanguageIdentifier>().unwrap(),
            FluentResource::try_new(catalogue.to_owned()).unwrap(),
        );
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Marks that isolate would be shown, or steer a terminal.
        bundle.set_use_isolating(false);
        // Unwrap safety: as above; no key stands twice in a catalogue.
        #[allow(clippy::unwrap_used)]
        bundle.add_resource(resource).unwrap();
        Words { bundle }
    }

    fn say(&self, key: &str, args: &FluentArgs<'_>) -> String {
        let words = self.bundle.get_message(key).and_then(|message| message.value());
        // Tests hold keys and variables of all languages against the program.
        words.map_or_else(
            || key.to_owned(),
            |words| self.bundle.format_pattern(words, Some(args), &mut vec![]).into_owned(),
        )
    }
}

/// The words of a key, in the language of this process.
pub(crate) fn words_of(key: &str, args: &FluentArgs<'_>) -> String {
    WORDS.get_or_init(|| Words::new(CATALOGUES[0])).say(key, args)
}

/// The words of a key with its variables: `say!(key, name = value)`.
macro_rules! say {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        let arguments: Vec<(&str, String)> = vec![$((stringify!($name), $value.to_string())),*];
        $crate::words::words_of($key, &arguments.into_iter().collect())
    }};
}
pub(crate) use say;

/// The language that somebody wants.
#[derive(Debug)]
pub(crate) struct Wanted {
    tag: Option<String>,
    /// Whether it was asked for by name, and not taken from the environment.
    is_given: bool,
}

impl Wanted {
    /// The language that was given, or that of the environment. What programs read does not depend on the
    /// environment.
    pub(crate) fn of(given: Option<String>, as_json: bool) -> Wanted {
        let is_given = given.is_some();
        let environment = || environment(|name| std::env::var(name).ok()).filter(|_| !as_json);
        Wanted { tag: given.or_else(environment), is_given }
    }

    /// Makes the process speak it, once; what to say when it cannot, and was asked to.
    pub(crate) fn speak(&self) -> Option<String> {
        let tag = self.tag.as_deref()?;
        let known = CATALOGUES.map(|(tag, _)| tag);
        let spoken = suitable(known, tag);
        if let Some(found) = CATALOGUES.iter().find(|(tag, _)| Some(*tag) == spoken) {
            let _ = WORDS.set(Words::new(*found));
            return None;
        }
        self.is_given.then(|| say!("no-such-language", language = tag, known = known.join(", ")))
    }

    /// The language of an election that is this one, or close to it.
    pub(crate) fn texts<'a>(&self, manifest: &'a Manifest) -> Vec<&'a str> {
        let Some(tag) = self.tag.as_deref() else { return vec![] };
        suitable(manifest.languages.iter().map(String::as_str), tag).into_iter().collect()
    }

    /// What to say when it was asked for, and an election has no texts in it.
    pub(crate) fn lacking(&self, manifest: &Manifest) -> Option<String> {
        let tag = self.tag.as_deref().filter(|_| self.is_given && self.texts(manifest).is_empty())?;
        let shown = manifest.languages.first().map_or("", String::as_str);
        Some(say!("no-such-texts", language = tag, shown = shown))
    }
}

/// The tag of a locale of the environment, such as `de-AT` of `de_AT.UTF-8`; none of `C` and `POSIX`.
fn tag_of(locale: &str) -> Option<String> {
    let tag = locale.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
    (!matches!(tag.as_str(), "" | "C" | "POSIX")).then_some(tag)
}

/// The tag that the environment asks for: the first of LC_ALL, LC_MESSAGES and LANG that is there.
fn environment(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|v| !v.is_empty()));
    locale.as_deref().and_then(tag_of)
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
                assert!(keys.insert(key.clone(), BTreeSet::new()).is_none(), "{key} twice");
            }
            for variable in line.split('$').skip(1) {
                let end = variable.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                let name = &variable[..end.unwrap_or(variable.len())];
                keys.get_mut(&key).expect("a key").insert(name.to_owned());
            }
        }
        keys
    }

    /// Every key that the program says, with the variables that it gives.
    fn said() -> BTreeMap<String, BTreeSet<String>> {
        let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/program");
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let text = fs::read_to_string(entry.path()).expect("a file");
            let program = text.split("#[cfg(test)]").next().unwrap_or_default();
            for call in program.split("say!(").skip(1) {
                let call: String = call.chars().filter(|c| !c.is_whitespace()).collect();
                let Some((key, rest)) = call.strip_prefix('"').and_then(|call| call.split_once('"')) else {
                    continue;
                };
                let mut names = BTreeSet::new();
                let (mut depth, mut start) = (0, 0);
                for (at, c) in rest.char_indices() {
                    match c {
                        '(' | '[' | '{' => depth += 1,
                        ')' if depth == 0 => break,
                        ')' | ']' | '}' => depth -= 1,
                        ',' if depth == 0 => start = at + 1,
                        '=' if depth == 0
                            && rest[start..at].chars().all(|c| c.is_ascii_alphanumeric() || c == '_') =>
                        {
                            names.insert(rest[start..at].to_owned());
                        }
                        _ => {}
                    }
                }
                said.entry(key.to_owned()).or_default().extend(names);
            }
        }
        said
    }

    #[test]
    fn every_language_has_the_words_that_the_program_says_with_the_variables_that_it_gives() {
        let said = said();
        assert!(said.len() > 20, "the keys are found: {said:?}");
        for (tag, catalogue) in CATALOGUES {
            let keys = keys(catalogue);
            let names = |keys: &BTreeMap<String, BTreeSet<String>>| keys.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(&keys), names(&said), "{tag}");
            for (key, variables) in &keys {
                assert_eq!(variables, &said[key], "{tag}: {key}");
            }
        }
    }

    #[test]
    fn the_words_of_every_language_can_be_said() {
        for (tag, catalogue) in CATALOGUES {
            let words = Words::new((tag, catalogue));
            for (key, variables) in keys(catalogue) {
                let args = variables.iter().map(|name| (name.as_str(), format!("<{name}>"))).collect();
                let said = words.say(&key, &args);
                assert!(said != key && !said.is_empty(), "{tag}: {key}");
                for name in variables {
                    assert!(said.contains(&format!("<{name}>")), "{tag}: {key} does not say {name}");
                }
            }
        }
    }

    #[test]
    fn the_environment_chooses_when_nobody_else_does() {
        let with = |pairs: &[(&str, &str)]| {
            let pairs: BTreeMap<String, String> =
                pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            environment(|name| pairs.get(name).cloned())
        };
        assert_eq!(with(&[("LANG", "de_AT.UTF-8")]).as_deref(), Some("de-AT"));
        assert_eq!(with(&[("LANG", "de_AT.UTF-8"), ("LC_ALL", "fr_FR@euro")]).as_deref(), Some("fr-FR"));
        assert_eq!(with(&[("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")]).as_deref(), Some("zh-CN"));
        for none in [&[][..], &[("LANG", "C.UTF-8")], &[("LC_ALL", "POSIX"), ("LANG", "de_DE")]] {
            assert_eq!(with(none), None);
        }
    }
}

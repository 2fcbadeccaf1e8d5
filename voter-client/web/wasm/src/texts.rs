//! The election's texts, in the languages that a reader wants.

use tabella_crypto::election::manifest::Manifest;

/// Which languages of a manifest suit a reader, from `languages`: tags with commas between them, the
/// preferred one first. The manifest's own first language is the last resort.
///
/// For each tag: the same one; else a shorter one, as RFC 4647 looks them up; else any of that language.
pub fn suitable<'a>(manifest: &'a Manifest, languages: &str) -> Vec<&'a str> {
    let tags = languages.split(',').map(str::trim).filter(|tag| !tag.is_empty());
    let own = || manifest.languages.iter().map(String::as_str);
    tags.filter_map(|tag| lookup(own(), tag)).chain(own().next()).collect()
}

fn lookup<'a>(mut own: impl Iterator<Item = &'a str> + Clone, tag: &str) -> Option<&'a str> {
    let shorter = core::iter::successors(Some(tag), |tag| tag.rsplit_once('-').map(|(shorter, _)| shorter));
    let found = shorter.into_iter().find_map(|tag| own.clone().find(|own| own.eq_ignore_ascii_case(tag)));
    let language = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    found.or_else(|| own.find(|own| language(own) == language(tag)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_their_language_or_the_nearest_one() {
        let own = ["en", "zh-Hans", "pt-BR", "sr-Latn"];
        for (tag, expected) in [
            ("en", Some("en")),
            ("EN-gb", Some("en")),
            ("zh-hans", Some("zh-Hans")),
            ("zh-Hans-CN", Some("zh-Hans")),
            ("zh-CN", Some("zh-Hans")),
            ("pt", Some("pt-BR")),
            ("sr-Latn-RS", Some("sr-Latn")),
            ("de", None),
            ("e", None),
            ("", None),
        ] {
            assert_eq!(lookup(own.into_iter(), tag), expected, "{tag}");
        }
    }
}

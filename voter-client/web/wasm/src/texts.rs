//! The election's texts, in the languages that a reader wants.

use tabella_crypto::election::manifest::Manifest;
use tabella_log::languages;

/// The languages of a manifest that suit a reader, from `languages`: tags with commas between them, the preferred one
/// first. The manifest's own first language is the last resort.
pub fn suitable<'a>(manifest: &'a Manifest, languages: &str) -> Vec<&'a str> {
    let tags = languages.split(',').map(str::trim).filter(|tag| !tag.is_empty());
    let own = || manifest.languages.iter().map(String::as_str);
    tags.filter_map(|tag| languages::suitable(own(), tag)).chain(own().next()).collect()
}

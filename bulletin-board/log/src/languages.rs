//! The language that suits a reader, among those that there are: one rule for the board's pages, the programs and the
//! web client. Tags are those of BCP 47.

/// The language that suits this tag: the same one; else a shorter one, as RFC 4647 (3.4) looks them up; else any of the
/// same primary language, such as zh-Hans for zh-CN.
pub fn suitable<'a>(offered: impl IntoIterator<Item = &'a str> + Clone, tag: &str) -> Option<&'a str> {
    let find = |matches: &dyn Fn(&str) -> bool| offered.clone().into_iter().find(|own| matches(own));
    let shorter = core::iter::successors(Some(tag), |tag| tag.rsplit_once('-').map(|(shorter, _)| shorter));
    let found = shorter.into_iter().find_map(|tag| find(&|own| own.eq_ignore_ascii_case(tag)));
    found.or_else(|| find(&|own| primary(own).eq_ignore_ascii_case(primary(tag))))
}

/// The language that suits the first of these tags that any suits.
pub fn best<'a>(
    offered: impl IntoIterator<Item = &'a str> + Clone,
    tags: impl IntoIterator<Item = impl AsRef<str>>,
) -> Option<&'a str> {
    tags.into_iter().find_map(|tag| suitable(offered.clone(), tag.as_ref()))
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_their_language_or_the_nearest_one() {
        let offered = ["en", "zh-Hans", "pt-BR", "sr-Latn"];
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
            assert_eq!(suitable(offered, tag), expected, "{tag}");
        }
        assert_eq!(best(offered, ["de", "pt-PT", "en"]), Some("pt-BR"));
        assert_eq!(best(offered, [""; 0]), None);
    }
}

//! The faults of a draft's manifest, told to the person who wrote the draft: which of many, and what to do.
//! The rulebook ([`Manifest::check`]) has the last word; it says the same to programs.

mod texts; // in every language, and told apart

use crate::refusal::Refusal;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::contest::BLANK;
use tabella_crypto::election::manifest::{Contest, Manifest, Party, Texts};
use tabella_crypto::encoding::STATEMENT_LIMIT_BYTES;

/// Refuses a manifest that the rulebook would refuse.
///
/// # Errors
/// Every check that says no, in words.
pub fn check(manifest: &Manifest) -> Result<(), Refusal> {
    let mut faults = faults(manifest);
    if faults.is_empty() {
        faults = manifest.faults();
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(Refusal::for_faults("the draft does not make an election; nothing was posted:", faults))
}

/// Refuses a manifest that is too long for the log.
///
/// # Errors
/// ENC-08, with what takes the most room.
pub fn check_length(manifest: &Manifest, statement: &str) -> Result<(), Refusal> {
    if statement.len() <= STATEMENT_LIMIT_BYTES {
        return Ok(());
    }
    let labels = |contest: &Contest| contest.options.iter().map(|option| bytes(&option.label)).sum::<usize>();
    let ids =
        |contest: &Contest| contest.options.iter().map(|option| option.id.as_str().len()).sum::<usize>();
    let mut contests: Vec<&Contest> = manifest.contests.iter().collect();
    contests.sort_by_key(|contest| core::cmp::Reverse(labels(contest)));
    let largest = contests.iter().take(3).map(|contest| {
        format!(
            "\n  contest {}: {} options, whose labels take {} bytes in {} languages, and whose ids take {}",
            contest.id,
            contest.options.len(),
            labels(contest),
            manifest.languages.len(),
            ids(contest),
        )
    });
    Err(Refusal::by(
        checks::ENC_08,
        format!(
            "the manifest of this draft takes {} bytes, and the log has room for {STATEMENT_LIMIT_BYTES}. The most \
             room is taken by{}\nand the description takes {} bytes. Shorten labels or description, use shorter \
             ids, leave out a language, or make two elections of it",
            statement.len(),
            largest.collect::<String>(),
            bytes(&manifest.description),
        ),
    ))
}

fn bytes<T: AsRef<str>>(texts: &Texts<T>) -> usize {
    texts.values().map(|text| text.as_ref().len()).sum()
}

fn faults(manifest: &Manifest) -> Vec<(Check, String)> {
    let mut faults = vec![];
    let ids = manifest.contests.iter().map(|contest| contest.id.as_str()).collect();
    for (id, places) in repeated(ids) {
        let reason = format!("the contests {places} have the same id {id:?}: give each an id of its own");
        faults.push((checks::MAN_04, reason));
    }
    let ids = manifest.styles.iter().map(|style| style.id.as_str()).collect();
    for (id, places) in repeated(ids) {
        let reason = format!("the styles {places} have the same id {id:?}: give each an id of its own");
        faults.push((checks::MAN_04, reason));
    }
    for contest in &manifest.contests {
        faults.extend(option_ids(contest).into_iter().map(|reason| (checks::MAN_04, reason)));
    }
    for (role, parties) in roles(manifest) {
        for (name, places) in repeated(parties.iter().map(|party| party.name.as_str()).collect()) {
            let reason = format!("the {role} {places} have the same name {name:?}: tell them apart");
            faults.push((checks::MAN_04, reason));
        }
    }
    faults.extend(keys(manifest).into_iter().map(|reason| (checks::MAN_05, reason)));
    faults.extend(styles(manifest).into_iter().map(|reason| (checks::MAN_07, reason)));
    faults.extend(texts::faults(manifest).into_iter().map(|reason| (checks::MAN_13, reason)));
    faults
}

fn roles(manifest: &Manifest) -> [(&'static str, &[Party]); 3] {
    [
        ("officials", &manifest.officials),
        ("registrars", &manifest.registrars),
        ("trustees", &manifest.trustees),
    ]
}

/// Finds what is there more than once, with its places counted from 1: `2 and 5`.
fn repeated<T: PartialEq + Copy>(items: Vec<T>) -> Vec<(T, String)> {
    let mut found: Vec<(T, String)> = vec![];
    for (position, item) in items.iter().enumerate() {
        let is_first = !items[..position].contains(item);
        let places: Vec<String> = (1..)
            .zip(&items)
            .filter(|(_, other)| *other == item)
            .map(|(place, _): (u64, _)| place.to_string())
            .collect();
        if let ([before @ .., last], true) = (places.as_slice(), is_first && places.len() > 1) {
            found.push((*item, format!("{} and {last}", before.join(", "))));
        }
    }
    found
}

fn option_ids(contest: &Contest) -> Vec<String> {
    let ids = contest.options.iter().map(|option| option.id.as_str()).collect();
    let mut reasons: Vec<String> = repeated(ids)
        .into_iter()
        .map(|(id, places)| {
            format!(
                "contest {}: the options {places} have the same id {id:?}: give each an id of its own",
                contest.id
            )
        })
        .collect();
    let is_blank = |option: &&tabella_crypto::election::manifest::ContestOption| option.id.as_str() == BLANK;
    if let Some(option) = contest.options.iter().find(is_blank).filter(|_| contest.rule.has_blank()) {
        reasons.push(format!(
            "contest {}: the id {:?} stands for the blank vote of its rule, and cannot be that of an option: call \
             the option something else, or set blank = false",
            contest.id, option.id
        ));
    }
    reasons
}

/// Names the holders of keys that are the same.
fn keys(manifest: &Manifest) -> Vec<String> {
    let mut holders = vec![("the board".to_owned(), manifest.board.key.0)];
    for (role, parties) in roles(manifest) {
        let holder = |(number, party): (u64, &Party)| {
            (format!("{} {number} ({})", &role[..role.len() - 1], party.name), *party.key.as_bytes())
        };
        holders.extend((1..).zip(parties).map(holder));
    }
    holders
        .extend(manifest.witnesses.keys.iter().map(|key| (format!("the witness {}", key.name), key.key.0)));
    let mut reasons = vec![];
    for (position, (holder, key)) in holders.iter().enumerate() {
        if let Some((first, _)) = holders[..position].iter().find(|(_, other)| other == key) {
            reasons.push(format!(
                "{first} and {holder} have the same key: everyone with a role needs a key of their own"
            ));
        }
    }
    reasons
}

fn styles(manifest: &Manifest) -> Vec<String> {
    let known: Vec<&str> = manifest.contests.iter().map(|contest| contest.id.as_str()).collect();
    let mut reasons = vec![];
    for style in &manifest.styles {
        let named: Vec<&str> = style.contests.iter().map(|id| id.as_str()).collect();
        if named.is_empty() {
            reasons.push(format!("style {}: it names no contest: add one, or leave the style out", style.id));
        }
        for unknown in named.iter().filter(|id| !known.contains(id)) {
            reasons.push(format!(
                "style {}: there is no contest {unknown:?}; the contests are {}",
                style.id,
                known.join(", ")
            ));
        }
        for (id, _) in repeated(named) {
            reasons.push(format!("style {}: it names contest {id:?} more than once", style.id));
        }
    }
    let carried = |id: &str| {
        manifest.styles.iter().any(|style| style.contests.iter().any(|other| other.as_str() == id))
    };
    let idle = known.iter().filter(|id| !carried(id));
    reasons.extend(idle.map(|id| {
        format!(
            "contest {id}: no style names it, so no one could vote in it: add it to a style, or leave it out"
        )
    }));
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::official::draft;
    use tabella_crypto::text::Text;

    fn example() -> Manifest {
        draft::tests::example_with_witnesses()
    }

    /// The one reason why a changed example is refused.
    pub(super) fn reason(change: impl FnOnce(&mut Manifest)) -> String {
        let mut manifest = example();
        change(&mut manifest);
        assert_ne!(manifest.faults(), [], "the rulebook refuses it too");
        let refusal = check(&manifest).expect_err("refused");
        assert_eq!(refusal.checks.len(), 1);
        let words = refusal.to_string();
        let (head, reason) = words.split_once('\n').expect("two lines");
        assert_eq!(head, "the draft does not make an election; nothing was posted:");
        reason.to_owned()
    }

    #[test]
    fn the_example_is_sound() {
        check(&example()).expect("sound");
    }

    #[test]
    fn what_is_there_twice_is_named_with_its_places_and_nothing_that_follows_from_it() {
        let twice = reason(|manifest| {
            let mut copy = manifest.contests[0].clone();
            copy.title = manifest.contests[1].title.clone();
            manifest.contests.push(copy);
        });
        assert_eq!(
            twice,
            "MAN-04: the contests 1 and 3 have the same id \"council\": give each an id of its own"
        );
        assert_eq!(
            reason(|manifest| manifest.contests[0].options[2].id = manifest.contests[0].options[0].id.clone()),
            "MAN-04: contest council: the options 1 and 3 have the same id \"adler\": give each an id of its own"
        );
        assert_eq!(
            reason(|manifest| manifest.styles[1].id = manifest.styles[0].id.clone()),
            "MAN-04: the styles 1 and 2 have the same id \"employees\": give each an id of its own"
        );
        assert_eq!(
            reason(|manifest| manifest.trustees[2].name = manifest.trustees[0].name.clone()),
            "MAN-04: the trustees 1 and 3 have the same name \"Ann Berg\": tell them apart"
        );
        assert_eq!(
            repeated(vec![7, 1, 7, 2, 7, 2]),
            [(7, "1, 3 and 5".to_owned()), (2, "4 and 6".to_owned())]
        );
    }

    #[test]
    fn an_option_called_blank_is_named_with_its_contest() {
        let blank = reason(|manifest| {
            manifest.contests[0].options[1].id =
                tabella_crypto::election::manifest::Id::new("blank").expect("id");
        });
        assert!(
            blank.starts_with("MAN-04: contest council: the id blank stands for the blank vote"),
            "{blank}"
        );
    }

    #[test]
    fn a_key_that_two_share_is_named_by_its_holders() {
        assert_eq!(
            reason(|manifest| manifest.trustees[1].key = manifest.officials[0].key),
            "MAN-05: official 1 (Olga Meyer) and trustee 2 (王伟) have the same key: everyone with a role needs a key of \
             their own"
        );
        let witness = reason(|manifest| manifest.witnesses.keys[0].key = manifest.board.key);
        assert!(
            witness.starts_with("MAN-05: the board and the witness witness.example/w1 have the same key")
        );
    }

    #[test]
    fn a_style_with_an_unknown_contest_names_it_and_those_that_exist() {
        let hors = tabella_crypto::election::manifest::Id::new("hors").expect("id");
        assert_eq!(
            reason(|manifest| manifest.styles[0].contests.push(hors)),
            "MAN-07: style employees: there is no contest \"hors\"; the contests are council, hours"
        );
        let idle = reason(|manifest| manifest.styles[0].contests.truncate(1));
        assert!(idle.starts_with("MAN-07: contest hours: no style names it"), "{idle}");
        assert!(
            reason(|manifest| manifest.styles[1].contests.clear())
                .contains("style trainees: it names no contest")
        );
        let doubled = reason(|manifest| {
            let first = manifest.styles[0].contests[0].clone();
            manifest.styles[0].contests.push(first);
        });
        assert_eq!(doubled, "MAN-07: style employees: it names contest \"council\" more than once");
    }

    #[test]
    fn too_many_options_say_how_many_there_are_and_how_many_fit() {
        let many = reason(|manifest| {
            let option = manifest.contests[0].options[0].clone();
            manifest.contests[0].options = (0..500)
                .map(|i| {
                    let mut option = option.clone();
                    option.id = tabella_crypto::election::manifest::Id::new(format!("o{i}")).expect("id");
                    for label in option.label.values_mut() {
                        *label = Text::new(format!("{i}")).expect("text");
                    }
                    option
                })
                .collect();
        });
        assert!(many.starts_with("MAN-08: a ballot of style employees could take"), "{many}");
        assert!(
            many.contains("its contests have 503 options together, blank votes included, and about 41"),
            "{many}"
        );
    }

    #[test]
    fn what_else_the_rulebook_refuses_is_refused_in_its_words() {
        assert!(reason(|manifest| manifest.minimum = 0).starts_with("MAN-12: "));
    }

    #[test]
    fn a_manifest_that_is_too_long_says_what_takes_the_room() {
        let manifest = example();
        check_length(&manifest, &"x".repeat(STATEMENT_LIMIT_BYTES)).expect("just fits");
        let refusal = check_length(&manifest, &"x".repeat(STATEMENT_LIMIT_BYTES + 1)).expect_err("too long");
        assert!(refusal.is_by(checks::ENC_08));
        let words = refusal.to_string();
        for expected in [
            "the manifest of this draft takes 65001 bytes, and the log has room for 65000",
            "contest council: 3 options, whose labels take",
            "Shorten labels or description, use shorter ids, leave out a language, or make two elections",
        ] {
            assert!(words.contains(expected), "{words}");
        }
    }
}

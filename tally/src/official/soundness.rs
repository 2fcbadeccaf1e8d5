//! What is wrong with the manifest of a draft, said to the person who wrote the draft: which of many, and what
//! to do. The rulebook ([`Manifest::check`]) has the last word; it says the same to programs.

use crate::program::answer::{Failure, listed};
use tabella_crypto::checks::{self, Check};
use tabella_crypto::contest::BLANK;
use tabella_crypto::election::manifest::{Contest, Manifest, Party, Texts};
use tabella_crypto::encoding::STATEMENT_LIMIT_BYTES;
use tabella_crypto::text::{Text, comparison_key};

/// Refuses a manifest that the rulebook would refuse.
///
/// # Errors
/// Every check that says no, in words.
pub fn demand(manifest: &Manifest) -> Result<(), Failure> {
    let mut faults = faults(manifest);
    if faults.is_empty() {
        faults = manifest.faults();
    }
    if faults.is_empty() {
        return Ok(());
    }
    let mut checks: Vec<Check> = vec![];
    for (check, _) in &faults {
        if !checks.contains(check) {
            checks.push(*check);
        }
    }
    let reasons: Vec<String> = faults.iter().map(|(check, reason)| format!("{check}: {reason}")).collect();
    Err(Failure::Refused {
        checks,
        reason: format!("the draft makes no election; nothing was posted:\n{}", listed(&reasons)),
    })
}

/// Refuses a manifest that is too long for the log.
///
/// # Errors
/// ENC-08, with what takes the most room.
pub fn demand_short(manifest: &Manifest, statement: &str) -> Result<(), Failure> {
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
    Err(Failure::refused(
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
    faults.extend(texts(manifest).into_iter().map(|reason| (checks::MAN_13, reason)));
    faults
}

fn roles(manifest: &Manifest) -> [(&'static str, &[Party]); 3] {
    [
        ("officials", &manifest.officials),
        ("registrars", &manifest.registrars),
        ("trustees", &manifest.trustees),
    ]
}

/// What is there more than once, with its places counted from 1: `2 and 5`.
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

/// Whose keys are the same.
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
                "{first} and {holder} have the same key: everybody with a role needs a key of their own"
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
            "contest {id}: no style names it, so nobody could vote in it: add it to a style, or leave it out"
        )
    }));
    reasons
}

fn texts(manifest: &Manifest) -> Vec<String> {
    let mut reasons = vec![];
    let mut complete = |what: String, present: Vec<&String>| {
        let lacks = manifest.languages.iter().filter(|language| !present.contains(language));
        let lacks: Vec<&str> = lacks.map(String::as_str).collect();
        let strange = present.iter().filter(|language| !manifest.languages.contains(language));
        let strange: Vec<&str> = strange.map(|language| language.as_str()).collect();
        if !lacks.is_empty() {
            reasons.push(format!("{what} has no text in {}: add it", lacks.join(", ")));
        }
        if !strange.is_empty() {
            reasons.push(format!(
                "{what} has a text in {}, which is not among the languages: add the language, or leave the text out",
                strange.join(", ")
            ));
        }
    };
    complete("the title".into(), manifest.title.keys().collect());
    complete("the description".into(), manifest.description.keys().collect());
    for contest in &manifest.contests {
        complete(format!("contest {}: the title", contest.id), contest.title.keys().collect());
        for option in &contest.options {
            let present = option.label.keys().collect();
            complete(format!("contest {}: the label of option {}", contest.id, option.id), present);
        }
    }
    for contest in &manifest.contests {
        for language in &manifest.languages {
            reasons.extend(equal_labels(contest, language));
        }
    }
    reasons
}

fn equal_labels(contest: &Contest, language: &str) -> Vec<String> {
    let labels: Vec<&str> =
        contest.options.iter().map(|option| option.label.get(language).map_or("", Text::as_str)).collect();
    // (MAN-13) Capital letters and the like do not tell labels apart.
    let keys: Vec<String> = labels.iter().map(|label| comparison_key(label)).collect();
    let mut reasons = vec![];
    for (position, label) in labels.iter().enumerate().filter(|(_, label)| !label.is_empty()) {
        if let Some(first) = keys[..position].iter().position(|other| *other == keys[position]) {
            let shown = if labels[first] == *label {
                format!("{label:?}")
            } else {
                format!(
                    "{:?} and {label:?}, which differ in capital letters and the like only",
                    labels[first]
                )
            };
            let [first, second] = [first, position].map(|position| &contest.options[position]);
            reasons.push(format!(
                "contest {}: the options {} and {} have the same label in {language}, {shown}: tell them apart, for \
                 example by place or year of birth",
                contest.id, first.id, second.id
            ));
        }
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::official::draft;

    fn example() -> Manifest {
        draft::tests::example_with_witnesses()
    }

    /// The one reason why a changed example is refused.
    fn reason(change: impl FnOnce(&mut Manifest)) -> String {
        let mut manifest = example();
        change(&mut manifest);
        assert_ne!(manifest.faults(), [], "the rulebook refuses it too");
        let failure = demand(&manifest).expect_err("refused");
        assert_eq!(failure.exit_code(), 1);
        let words = failure.to_string();
        let (head, reason) = words.split_once('\n').expect("two lines");
        assert_eq!(head, "the draft makes no election; nothing was posted:");
        reason.to_owned()
    }

    #[test]
    fn the_example_is_sound() {
        demand(&example()).expect("sound");
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
            "MAN-05: official 1 (Olga Meyer) and trustee 2 (王伟) have the same key: everybody with a role needs a key of \
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
    fn a_text_that_is_missing_names_its_language_and_one_too_many_too() {
        let missing = reason(|manifest| {
            manifest.contests[1].options[0].label.remove("zh-Hans");
        });
        assert_eq!(missing, "MAN-13: contest hours: the label of option yes has no text in zh-Hans: add it");
        let strange = reason(|manifest| {
            let text = manifest.title["en"].clone();
            manifest.title.insert("fr".into(), text);
        });
        assert!(strange.starts_with("MAN-13: the title has a text in fr, which is not among the languages"));
    }

    #[test]
    fn equal_labels_are_named_with_both_options_and_the_label() {
        let same = reason(|manifest| {
            let options = &mut manifest.contests[0].options;
            let label = options[0].label["en"].clone();
            options[2].label.insert("en".into(), label);
        });
        assert!(
            same.starts_with(
                "MAN-13: contest council: the options adler and dubois have the same label in en, \"Maria Adler\": tell them apart"
            ),
            "{same}"
        );
    }

    #[test]
    fn labels_that_differ_in_capital_letters_only_are_the_same_and_both_are_shown() {
        let same = reason(|manifest| {
            let label = Text::new("MARIA ADLER").expect("text");
            manifest.contests[0].options[2].label.insert("en".into(), label);
        });
        let shown = "\"Maria Adler\" and \"MARIA ADLER\", which differ in capital letters and the like only";
        assert!(same.contains(shown), "{same}");
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
        demand_short(&manifest, &"x".repeat(STATEMENT_LIMIT_BYTES)).expect("just fits");
        let failure = demand_short(&manifest, &"x".repeat(STATEMENT_LIMIT_BYTES + 1)).expect_err("too long");
        assert!(failure.is_by(checks::ENC_08));
        let words = failure.to_string();
        for expected in [
            "the manifest of this draft takes 65001 bytes, and the log has room for 65000",
            "contest council: 3 options, whose labels take",
            "Shorten labels or description, use shorter ids, leave out a language, or make two elections",
        ] {
            assert!(words.contains(expected), "{words}");
        }
    }
}

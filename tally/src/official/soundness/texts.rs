//! (MAN-13) Texts in every language, and options that people can tell apart.

use tabella_crypto::election::manifest::{Contest, Manifest};
use tabella_crypto::text::{Text, comparison_key};

pub(super) fn faults(manifest: &Manifest) -> Vec<String> {
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
    use super::super::tests::reason;
    use super::*;

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
}

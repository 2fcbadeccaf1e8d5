//! The ballot paper: what a voter is asked, what they may type, and their choices in words.

use tabella_crypto::contest::{BLANK, SlotName};
use tabella_crypto::election::ballot::{SelectionError, Selections};
use tabella_crypto::election::manifest::{CheckedManifest, Contest, Id, Texts, text_in};
use zeroize::Zeroizing;

/// The letter that a voter types for a blank vote.
pub const BLANK_KEY: &str = "b";
/// The label of the blank vote for programs.
pub const BLANK_LABEL: &str = "blank vote";

/// The contests of one style, in the languages that the voter wants.
pub struct Paper<'a> {
    manifest: &'a CheckedManifest,
    style: u64,
    contests: Vec<&'a Contest>,
    languages: Vec<&'a str>,
}

/// The choice in one contest, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The contest's id.
    pub contest: String,
    /// The contest's title for people.
    pub title: String,
    /// The ids of what is selected, [`BLANK`] for the blank vote.
    pub options: Vec<String>,
    /// The labels for people; [`BLANK_LABEL`] for the blank vote.
    pub labels: Vec<String>,
}

/// The reason why what was typed is not a choice; it repeats no selection.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    /// Neither numbers nor the letter for a blank vote.
    #[error("please type numbers separated by commas{}", or_blank(*.blank))]
    NotNumbers {
        /// True if the contest has a blank vote.
        blank: bool,
    },
    /// A number that no option has.
    #[error("the options have the numbers 1 to {options}")]
    NoSuchOption {
        /// How many options there are.
        options: usize,
    },
    /// One option twice.
    #[error("one number is there twice")]
    Twice,
    /// The rule does not allow it.
    #[error("that is not allowed here: {rule}")]
    BrokenRule {
        /// The rule in words.
        rule: String,
    },
}

fn or_blank(blank: bool) -> String {
    if blank { format!(", or {BLANK_KEY} for a blank vote") } else { String::new() }
}

impl<'a> Paper<'a> {
    /// The ballot paper of a style; texts in the first of `languages` that the manifest has, else in its
    /// own first one.
    ///
    /// # Errors
    /// The manifest has no such style.
    pub fn new(
        manifest: &'a CheckedManifest,
        style: u64,
        languages: &[&'a str],
    ) -> Result<Paper<'a>, SelectionError> {
        let ballot_style = manifest.ballot_style(style).ok_or(SelectionError::UnknownStyle(style))?;
        let default = manifest.languages.first().map(String::as_str);
        Ok(Paper {
            manifest,
            style,
            contests: manifest.contests_of(ballot_style).collect(),
            languages: languages.iter().copied().chain(default).collect(),
        })
    }

    /// The contests, in ballot order.
    pub fn contests(&self) -> &[&'a Contest] {
        &self.contests
    }

    /// The election's title.
    pub fn title(&self) -> &'a str {
        self.text(&self.manifest.title)
    }

    /// The selections of the whole paper, from the values of each contest in ballot order.
    ///
    /// # Errors
    /// A broken rule.
    pub fn selections(&self, values: &[Zeroizing<Vec<u64>>]) -> Result<Selections, SelectionError> {
        let slots = values.iter().map(|contest| contest.len()).sum();
        let mut all = Zeroizing::new(Vec::with_capacity(slots));
        values.iter().for_each(|contest| all.extend_from_slice(contest));
        Selections::new(self.manifest, self.style, all)
    }

    /// Selections in words, contest by contest.
    pub fn words(&self, selections: &Selections) -> Vec<Choice> {
        let described = selections.describe(self.manifest, self.style);
        let in_words = |(contest, (id, options)): (&&Contest, (Id, Vec<String>))| Choice {
            contest: id.to_string(),
            title: self.text(&contest.title).to_owned(),
            labels: options.iter().map(|option| self.label(contest, option)).collect(),
            options,
        };
        self.contests.iter().zip(described).map(in_words).collect()
    }

    fn label(&self, contest: &Contest, option: &str) -> String {
        let named = contest.options.iter().find(|candidate| candidate.id.as_str() == option);
        match named {
            Some(option) => self.text(&option.label).to_owned(),
            None if option == BLANK => BLANK_LABEL.into(),
            None => option.to_owned(),
        }
    }

    /// A text in the language of the paper.
    pub fn text(&self, texts: &'a Texts) -> &'a str {
        text_in(texts, &self.languages)
    }
}

/// Reads what a voter typed for a contest: the value of each of its slots.
///
/// Numbers count from 1 in the order of the contest's options; nothing at all selects nothing.
///
/// # Errors
/// The reason, for the voter to try again.
pub fn read_choice(contest: &Contest, typed: &str) -> Result<Zeroizing<Vec<u64>>, ChoiceError> {
    let slots = contest.slots();
    let position = |wanted: SlotName| slots.iter().position(|slot| *slot == wanted);
    let blank = position(SlotName::Blank);
    let mut values = Zeroizing::new(vec![0; slots.len()]);
    let typed = typed.trim();
    if let Some(blank) = blank.filter(|_| typed.eq_ignore_ascii_case(BLANK_KEY)) {
        values[blank] = 1;
    } else if !typed.is_empty() {
        for number in typed.split(',') {
            let not_numbers = |_| ChoiceError::NotNumbers { blank: blank.is_some() };
            let number: usize = number.trim().parse().map_err(not_numbers)?;
            let option = number.checked_sub(1).and_then(|option| position(SlotName::Option(option)));
            let option = option.ok_or(ChoiceError::NoSuchOption { options: contest.options.len() })?;
            if values[option] == 1 {
                return Err(ChoiceError::Twice);
            }
            values[option] = 1;
        }
    }
    if contest.allows(&values) {
        Ok(values)
    } else {
        Err(ChoiceError::BrokenRule { rule: contest.rule.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::contest::{Choice, Rule};
    use tabella_crypto::election::manifest::ContestOption;
    use tabella_crypto::text::Text;

    fn texts(text: &str) -> Texts {
        Texts::from([("en".to_owned(), Text::new(text).expect("text"))])
    }

    fn contest(min: u64, max: u64, blank: bool) -> Contest {
        let option = |id: &str| ContestOption { id: Id::new(id).expect("id"), label: texts(id) };
        Contest {
            id: Id::new("board").expect("id"),
            options: ["a", "b", "c"].map(option).into(),
            rule: Rule::Choice(Choice { blank, max, min }),
            title: texts("Who sits on the board?"),
        }
    }

    fn check(contest: &Contest, typed: &str, expected: Result<&[u64], ChoiceError>) {
        let read = read_choice(contest, typed).map(|values| values.to_vec());
        assert_eq!(read, expected.map(<[u64]>::to_vec), "{typed:?}");
    }

    #[test]
    fn numbers_in_any_order_and_the_letter_for_blank_are_read() {
        let contest = contest(1, 2, true);
        check(&contest, "1", Ok(&[1, 0, 0, 0]));
        check(&contest, " 3 ,1\n", Ok(&[1, 0, 1, 0]));
        check(&contest, "b", Ok(&[0, 0, 0, 1]));
        check(&contest, " B \n", Ok(&[0, 0, 0, 1]));
        check(&self::contest(0, 2, false), "", Ok(&[0, 0, 0]));
    }

    #[test]
    fn what_is_no_choice_is_refused_with_a_reason_that_repeats_nothing() {
        let contest = contest(1, 2, true);
        let rule = || ChoiceError::BrokenRule { rule: "choose 1 to 2, or vote blank".into() };
        for typed in ["x", "1;2", "1 2", "b,1", "1,b", "1,", "-1", "blank", "1.0", "٣"] {
            check(&contest, typed, Err(ChoiceError::NotNumbers { blank: true }));
        }
        for typed in ["0", "4", "1,4", "18446744073709551615"] {
            check(&contest, typed, Err(ChoiceError::NoSuchOption { options: 3 }));
        }
        check(&contest, "2,2", Err(ChoiceError::Twice));
        check(&contest, "1,2,3", Err(rule()));
        check(&contest, "", Err(rule()));
        check(&self::contest(1, 1, false), "b", Err(ChoiceError::NotNumbers { blank: false }));
        let shown = ChoiceError::NotNumbers { blank: true }.to_string();
        assert_eq!(shown, "please type numbers separated by commas, or b for a blank vote");
    }
}

//! The conversation with a voter at a terminal. Nothing that they type is kept.

use crate::failure::{Result, Spoken};
use crate::words::say;
use std::io::{BufRead, Write};
use tabella_client::console::OrFail as _;
use tabella_crypto::contest::{Amount, BLANK, Rule};
use tabella_crypto::election::ballot::Selections;
use tabella_crypto::election::manifest::Contest;
use tabella_vote::paper::{BLANK_KEY, BLANK_LABEL, Choice, ChoiceError, Paper, read_choice};
use zeroize::Zeroizing;

/// What the voter says when they have seen the tracker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Send this ballot.
    Cast,
    /// Open it instead, to test the device.
    Challenge,
    /// Neither.
    Quit,
}

/// Questions on one side, answers on the other.
pub(crate) struct Conversation<R, W> {
    pub(crate) answers: R,
    pub(crate) questions: W,
}

impl<R: BufRead, W: Write> Conversation<R, W> {
    /// Puts every contest of the paper to the voter.
    pub(crate) fn choose(&mut self, paper: &Paper<'_>) -> Result<Selections> {
        self.say(&format!("\n{}", paper.title()))?;
        let mut values = vec![];
        for contest in paper.contests() {
            self.say(&format!("\n{}", question(paper, contest)))?;
            values.push(loop {
                let typed = self.ask(&prompt(contest))?;
                match read_choice(contest, &typed) {
                    Ok(choice) => break choice,
                    Err(error) => self.say(&sorry(&error, contest))?,
                }
            });
        }
        Ok(paper.selections(&values)?)
    }

    /// Shows selections in words.
    pub(crate) fn show(&mut self, heading: &str, choices: &[Choice]) -> Result<()> {
        self.say(&format!("\n{heading}\n{}", in_words(choices)))
    }

    /// Shows the tracker in full and asks what is to be done with the ballot.
    pub(crate) fn decide(&mut self, tracker: &str) -> Result<Decision> {
        self.say(&format!("\n{}\n\n  {tracker}\n\n{}", say!("your-tracker"), say!("keep-tracker")))?;
        loop {
            let typed = self.ask(&say!("ask-decision"))?;
            match decision(&typed) {
                Some(decision) => return Ok(decision),
                None => self.say(&say!("ask-decision-again"))?,
            }
        }
    }

    /// Says something.
    pub(crate) fn say(&mut self, text: &str) -> Result<()> {
        Ok(writeln!(self.questions, "{text}")?)
    }

    fn ask(&mut self, prompt: &str) -> Result<Zeroizing<String>> {
        write!(self.questions, "{prompt}")?;
        self.questions.flush()?;
        let mut typed = Zeroizing::new(String::new());
        let read = self.answers.read_line(&mut typed).or_fail(say!("cannot-read-answer"))?;
        if read > 0 { Ok(typed) } else { Err(Spoken::failed(say!("no-answer"))) }
    }
}

/// A contest as it is put to the voter: its title, its options with numbers, its rule in words.
fn question(paper: &Paper<'_>, contest: &Contest) -> String {
    let mut lines = vec![paper.text(&contest.title).to_owned()];
    for (number, option) in (1..).zip(&contest.options) {
        lines.push(format!("  {number:>3}  {}", paper.text(&option.label)));
    }
    lines.push(rule(contest));
    lines.join("\n")
}

fn rule(contest: &Contest) -> String {
    match contest.rule {
        Rule::Choice(choice) => amount(choice.amount(), choice.blank),
    }
}

fn amount(amount: Amount, or_blank: bool) -> String {
    match (amount, or_blank) {
        (Amount::Exactly(max), false) => say!("rule-exactly", max = max),
        (Amount::Exactly(max), true) => say!("rule-exactly-or-blank", max = max),
        (Amount::UpTo(max), false) => say!("rule-up-to", max = max),
        (Amount::UpTo(max), true) => say!("rule-up-to-or-blank", max = max),
        (Amount::Between(min, max), false) => say!("rule-between", min = min, max = max),
        (Amount::Between(min, max), true) => say!("rule-between-or-blank", min = min, max = max),
    }
}

/// How to answer a contest.
fn prompt(contest: &Contest) -> String {
    match (contest.rule.is_plural(), contest.rule.has_blank()) {
        (false, false) => say!("ask-number"),
        (false, true) => say!("ask-number-or-blank", key = BLANK_KEY),
        (true, false) => say!("ask-numbers"),
        (true, true) => say!("ask-numbers-or-blank", key = BLANK_KEY),
    }
}

/// What was wrong with an answer.
fn sorry(error: &ChoiceError, contest: &Contest) -> String {
    match error {
        ChoiceError::NotNumbers { blank: true } => say!("sorry-numbers-or-blank", key = BLANK_KEY),
        ChoiceError::NotNumbers { blank: false } => say!("sorry-numbers"),
        ChoiceError::NoSuchOption { options } => say!("sorry-no-such-option", options = options),
        ChoiceError::Twice => say!("sorry-twice"),
        ChoiceError::BrokenRule { .. } => say!("sorry-rule", rule = rule(contest)),
    }
}

/// A letter, its word in English, or its word in the language of this process.
fn decision(typed: &str) -> Option<Decision> {
    let typed = typed.trim().to_lowercase();
    let words = [
        ("c", "cast", say!("word-cast"), Decision::Cast),
        ("t", "test", say!("word-test"), Decision::Challenge),
        ("q", "quit", say!("word-quit"), Decision::Quit),
    ];
    let is = |(letter, english, word, _): &(&str, &str, String, Decision)| {
        [*letter, *english, word.as_str()].contains(&typed.as_str())
    };
    words.into_iter().find(is).map(|(_, _, _, decision)| decision)
}

/// Selections, one contest a line.
pub(crate) fn in_words(choices: &[Choice]) -> String {
    let line = |choice: &Choice| {
        let is_blank = choice.options == [BLANK] && choice.labels == [BLANK_LABEL];
        let chosen = match choice.labels.as_slice() {
            [] => say!("nothing-selected"),
            _ if is_blank => say!("blank-vote"),
            labels => labels.join(", "),
        };
        format!("  {}: {chosen}", choice.title)
    };
    choices.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converse(typed: &str) -> (Result<Decision>, String) {
        let mut conversation = Conversation { answers: typed.as_bytes(), questions: vec![] };
        let decision = conversation.decide("tracker1 aaaa bbbb");
        (decision, String::from_utf8(conversation.questions).expect("UTF-8"))
    }

    #[test]
    fn the_tracker_is_shown_before_the_voter_decides() {
        for (typed, expected) in [
            ("c\n", Decision::Cast),
            (" T \n", Decision::Challenge),
            ("vote\nq\n", Decision::Quit),
            ("Cast\n", Decision::Cast),
            ("test\n", Decision::Challenge),
            (" quit \n", Decision::Quit),
        ] {
            let (decision, said) = converse(typed);
            assert_eq!(decision.expect("decision"), expected);
            let (tracker, question) = (said.find("tracker1 aaaa bbbb"), said.find("c = cast"));
            assert!(tracker.is_some() && tracker < question, "{said}");
        }
    }

    #[test]
    fn without_an_answer_nothing_is_decided() {
        assert!(converse("").0.is_err());
        assert!(converse("x\n").0.is_err());
    }
}

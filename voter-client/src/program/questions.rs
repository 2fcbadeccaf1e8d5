//! The conversation with a voter at a terminal. Nothing that she types is kept.

use anyhow::Context as _;
use std::io::{BufRead, Write};
use tabella_crypto::election::ballot::Selections;
use tabella_vote::paper::{Choice, Paper, read_choice};
use zeroize::Zeroizing;

/// What the voter says when she has seen the tracker.
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
    pub(crate) fn choose(&mut self, paper: &Paper<'_>) -> anyhow::Result<Selections> {
        self.say(&format!("\n{}", paper.title()))?;
        let mut values = vec![];
        for contest in paper.contests() {
            self.say(&format!("\n{}", paper.question(contest)))?;
            values.push(loop {
                let typed = self.ask(&paper.prompt(contest))?;
                match read_choice(contest, &typed) {
                    Ok(choice) => break choice,
                    Err(error) => self.say(&format!("Sorry, {error}."))?,
                }
            });
        }
        Ok(paper.selections(&values)?)
    }

    /// Shows selections in words.
    pub(crate) fn show(&mut self, heading: &str, choices: &[Choice]) -> anyhow::Result<()> {
        self.say(&format!("\n{heading}\n{}", in_words(choices)))
    }

    /// Shows the tracker in full and asks what is to be done with the ballot.
    pub(crate) fn decide(&mut self, tracker: &str) -> anyhow::Result<Decision> {
        self.say(&format!(
            "\nYour ballot is encrypted and has not been sent. Its tracker:\n\n  {tracker}\n\n\
             Keep the whole tracker outside this device now: print it, photograph it, or note it on another device."
        ))?;
        loop {
            let typed = self.ask("c = cast this ballot, t = test this device with it, q = quit: ")?;
            match typed.trim().to_lowercase().as_str() {
                "c" => return Ok(Decision::Cast),
                "t" => return Ok(Decision::Challenge),
                "q" => return Ok(Decision::Quit),
                _ => self.say("Please type c, t or q.")?,
            }
        }
    }

    /// Says something.
    pub(crate) fn say(&mut self, text: &str) -> anyhow::Result<()> {
        Ok(writeln!(self.questions, "{text}")?)
    }

    fn ask(&mut self, prompt: &str) -> anyhow::Result<Zeroizing<String>> {
        write!(self.questions, "{prompt}")?;
        self.questions.flush()?;
        let mut typed = Zeroizing::new(String::new());
        let read = self.answers.read_line(&mut typed).context("cannot read your answer")?;
        anyhow::ensure!(read > 0, "there is no answer: nothing was sent");
        Ok(typed)
    }
}

/// Selections, one contest a line.
pub(crate) fn in_words(choices: &[Choice]) -> String {
    let line = |choice: &Choice| {
        let chosen =
            if choice.labels.is_empty() { "nothing selected".into() } else { choice.labels.join(", ") };
        format!("  {}: {chosen}", choice.title)
    };
    choices.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converse(typed: &str) -> (anyhow::Result<Decision>, String) {
        let mut conversation = Conversation { answers: typed.as_bytes(), questions: vec![] };
        let decision = conversation.decide("tracker1 aaaa bbbb");
        (decision, String::from_utf8(conversation.questions).expect("UTF-8"))
    }

    #[test]
    fn the_tracker_is_shown_before_the_voter_decides() {
        for (typed, expected) in
            [("c\n", Decision::Cast), (" T \n", Decision::Challenge), ("cast\nq\n", Decision::Quit)]
        {
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

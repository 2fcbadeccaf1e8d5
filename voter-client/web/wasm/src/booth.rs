//! One visit of one voter, step by step: [`tabella_vote::session`] for JavaScript, which has no types that are used up.

use crate::log::{LoadedLog, read_hash};
use crate::refusal::Refusal;
use crate::texts::suitable;
use rand::TryCryptoRng;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use tabella_crypto::contest::{Choice, Rule};
use tabella_crypto::election::ballot::{OpenElection, Selections};
use tabella_crypto::election::credential::Code;
use tabella_crypto::election::manifest::{Contest, text_in};
use tabella_crypto::encoding::encode;
use tabella_crypto::group::Point;
use tabella_crypto::readable::{self, Kind};
use tabella_log::api::Consistency;
use tabella_log::receipt::Receipt;
use tabella_log::rulebook::Latest;
use tabella_vote::paper::{self, Paper};
use tabella_vote::session::{Answered, Polls, Prepared, Refused, Sent, Session};

/// A voter at their device.
pub struct Booth {
    election: Arc<OpenElection>,
    style: u64,
    latest: Option<Latest>,
    /// How far the visit is: one of these at most.
    session: Option<Session>,
    prepared: Option<Prepared>,
    sent: Option<Sent>,
    answered: Option<Answered>,
}

/// The ballot paper.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PaperView {
    contests: Vec<ContestView>,
    earlier: Option<LatestBallot>,
    /// That of the texts here.
    language: String,
    style: String,
}

/// A contest on the ballot paper: `min` to `max` options, or a blank vote where there is one.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ContestView {
    blank: bool,
    id: String,
    max: u64,
    min: u64,
    options: Vec<OptionView>,
    title: String,
}

/// One of its options.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OptionView {
    id: String,
    label: String,
}

/// The last ballot of a credential.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LatestBallot {
    at: u64,
    index: u64,
    sequence: u64,
    tracker: String,
}

/// A ballot that is encrypted and not yet sent.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PreparedView {
    choices: Vec<ChoiceView>,
    credential: String,
    sequence: u64,
    tracker: String,
}

/// What is selected in one contest: `blank` among the options is the blank vote.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChoiceView {
    contest: String,
    labels: Vec<String>,
    options: Vec<String>,
    title: String,
}

/// A ballot that is in a log that the board has signed.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CastReceipt {
    at: u64,
    credential: String,
    /// The size of the log that was loaded.
    from: u64,
    index: u64,
    sequence: u64,
    #[cfg_attr(test, ts(type = "Standing"))]
    standing: &'static str,
    /// The size of the log that the receipt is about. When it is larger, [`Booth::compare`] needs the
    /// consistency proof between both.
    to: u64,
    tracker: String,
}

/// The public credential of a code, as people see it. Nothing is sent.
///
/// # Errors
/// ROL-07 for a typing error or a code of another election.
pub fn credential(code: &str, election: &str) -> Result<String, Refusal> {
    let code = Code::read(code, &read_hash(Kind::Election, election)?)?;
    Ok(show_credential(code.credential().public()))
}

impl Booth {
    /// A visit, in a log that was loaded for the credential of this code.
    ///
    /// # Errors
    /// ROL-07 for a typing error or a credential that is not in the roll, LOG-11 when voting is not open.
    pub fn new(log: &LoadedLog, code: &str) -> Result<Booth, Refusal> {
        let code = Code::read(code, &log.replica()?.trust().election)?;
        let replica = log.replica_for(code.credential().public())?;
        let session = Polls::open(replica)?.admit(&code)?;
        let (election, style, latest) = (Arc::clone(session.election()), session.style(), session.latest());
        let (prepared, sent, answered) = (None, None, None);
        Ok(Booth { election, style, latest, session: Some(session), prepared, sent, answered })
    }

    /// What the voter is asked; `languages` as in [`suitable`].
    ///
    /// # Errors
    /// The manifest has no such style.
    pub fn paper(&self, languages: &str) -> Result<PaperView, Refusal> {
        let manifest = &self.election.manifest;
        let languages = suitable(manifest, languages);
        let style = usize::try_from(self.style).ok().and_then(|style| manifest.styles.get(style));
        let paper = Paper::new(manifest, self.style, &languages)?;
        Ok(PaperView {
            contests: paper.contests().iter().map(|contest| show_contest(contest, &languages)).collect(),
            earlier: self.latest.as_ref().map(show_latest),
            language: languages.first().copied().unwrap_or_default().to_owned(),
            style: style.map(|style| style.id.to_string()).unwrap_or_default(),
        })
    }

    /// Encrypts and proves; nothing is sent. What was prepared before is forgotten.
    ///
    /// `log` is the one that the visit began with, as it is now. `choices` is JSON: option ids by contest id, `blank`
    /// for a blank vote.
    ///
    /// # Errors
    /// As [`Booth::new`]; choices that the rules do not allow; RCP-12 without randomness.
    pub fn prepare<R: TryCryptoRng>(
        &mut self,
        log: &LoadedLog,
        choices: &str,
        languages: &str,
        rng: &mut R,
    ) -> Result<PreparedView, Refusal> {
        if let Some(prepared) = self.prepared.take() {
            self.session = Some(prepared.discard());
        }
        let session = self.session.as_mut().ok_or_else(|| Refusal::failure("the ballot has been cast"))?;
        session.refresh(log.replica_for(session.author())?)?;
        self.latest = session.latest();
        let choices: BTreeMap<String, Vec<String>> = serde_json::from_str(choices)?;
        let selections = session.choose(&choices)?;
        let choices = show_choices(&self.election, self.style, &selections, languages)?;
        let session = take(&mut self.session, "the ballot has been cast")?;
        let prepared =
            session.prepare(selections, rng).map_err(|refused| undo(&mut self.session, refused))?;
        let shown = PreparedView {
            choices,
            credential: show_credential(prepared.author()),
            sequence: prepared.sequence(),
            tracker: readable::tracker(prepared.tracker()),
        };
        self.prepared = Some(prepared);
        Ok(shown)
    }

    /// Signs what was prepared: the statement to post, again and again until the board has answered.
    ///
    /// # Errors
    /// Nothing is prepared.
    pub fn cast(&mut self) -> Result<String, Refusal> {
        let sent = take(&mut self.prepared, "no ballot is prepared")?.cast();
        let statement = sent.ballot().statement.clone();
        self.sent = Some(sent);
        Ok(statement)
    }

    /// (5.10) Opens what was prepared, as one line for a second device: it can never be cast afterwards.
    ///
    /// # Errors
    /// Nothing is prepared.
    pub fn challenge(&mut self) -> Result<String, Refusal> {
        let (opening, session) = take(&mut self.prepared, "no ballot is prepared")?.challenge();
        self.session = Some(session);
        Ok(encode(&opening))
    }

    /// RCP-01 to RCP-03: verifies the board's answer to what was cast.
    ///
    /// # Errors
    /// Everything that is wrong with it, or nothing was cast.
    pub fn answer(&mut self, receipt: &str) -> Result<CastReceipt, Refusal> {
        let receipt = Receipt::parse(receipt)?;
        let sent = take(&mut self.sent, "no ballot was cast")?;
        let answered = sent.answered(&receipt).map_err(|refused| undo(&mut self.sent, refused))?;
        let (ballot, (from, to)) = (answered.ballot(), answered.sizes());
        let answer = CastReceipt {
            at: ballot.at(),
            credential: show_credential(ballot.author()),
            from,
            index: ballot.index(),
            sequence: ballot.sequence(),
            standing: ballot.standing().name(),
            to,
            tracker: readable::tracker(ballot.tracker()),
        };
        self.answered = Some(answered);
        Ok(answer)
    }

    /// LOG-08, LOG-10: the ballot went into the log that was loaded. `proof` is the board's answer about consistency,
    /// and is not looked at unless that log has grown.
    ///
    /// # Errors
    /// The ballot went into another log, or no answer has been verified.
    pub fn compare(&mut self, proof: &str) -> Result<(), Refusal> {
        let has_grown = self.answered.as_ref().map(Answered::sizes).is_some_and(|(from, to)| from < to);
        let path = if has_grown { serde_json::from_str::<Consistency>(proof)?.proof } else { vec![] };
        let answered = take(&mut self.answered, "no answer has been verified")?;
        answered.continues(&path).map_err(|refused| undo(&mut self.answered, refused))?;
        Ok(())
    }
}

/// The state that a step needs.
fn take<S>(state: &mut Option<S>, otherwise: &str) -> Result<S, Refusal> {
    state.take().ok_or_else(|| Refusal::failure(otherwise))
}

/// Puts the state back from which a step was refused.
fn undo<S>(state: &mut Option<S>, refused: Refused<S, impl Into<Refusal>>) -> Refusal {
    *state = Some(*refused.state);
    refused.reason.into()
}

fn show_contest(contest: &Contest, languages: &[&str]) -> ContestView {
    let options = contest.options.iter().map(|option| OptionView {
        id: option.id.to_string(),
        label: text_in(&option.label, languages).to_owned(),
    });
    match contest.rule {
        Rule::Choice(Choice { blank, max, min }) => ContestView {
            blank,
            id: contest.id.to_string(),
            max,
            min,
            options: options.collect(),
            title: text_in(&contest.title, languages).to_owned(),
        },
    }
}

/// Selections of a style in words.
///
/// # Errors
/// The manifest has no such style.
pub(crate) fn show_choices(
    election: &OpenElection,
    style: u64,
    selections: &Selections,
    languages: &str,
) -> Result<Vec<ChoiceView>, Refusal> {
    let languages = suitable(&election.manifest, languages);
    let words = Paper::new(&election.manifest, style, &languages)?.words(selections);
    let show =
        |paper::Choice { contest, title, options, labels }| ChoiceView { contest, labels, options, title };
    Ok(words.into_iter().map(show).collect())
}

pub(crate) fn show_latest(latest: &Latest) -> LatestBallot {
    let Latest { tracker, sequence, index, at } = latest;
    LatestBallot { at: *at, index: *index, sequence: *sequence, tracker: readable::tracker(tracker) }
}

pub(crate) fn show_credential(credential: &Point) -> String {
    readable::show(Kind::Credential, credential.as_bytes())
}

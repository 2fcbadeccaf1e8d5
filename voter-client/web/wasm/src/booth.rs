//! One visit of one voter: prepare, then cast or challenge; the answer, held against what was sent.

use crate::log::{Log, read_hash};
use crate::refusal::Refusal;
use crate::texts::suitable;
use rand::TryCryptoRng;
use serde::Serialize;
use std::collections::BTreeMap;
use tabella_crypto::election::ballot::{OpenElection, Selections};
use tabella_crypto::election::credential::Code;
use tabella_crypto::election::manifest::{Contest, text_in};
use tabella_crypto::encoding::encode;
use tabella_crypto::group::Point;
use tabella_crypto::plan::Rule;
use tabella_crypto::text::{self, Kind};
use tabella_log::api::Consistency;
use tabella_log::merkle::verify_consistency;
use tabella_log::receipt::Receipt;
use tabella_log::rulebook::Latest;
use tabella_vote::paper::{Choice, Paper};
use tabella_vote::receipt::{VerifiedBallot, check_answer};
use tabella_vote::visit::{Prepared, Sent, Visit, admit};

/// A voter at their device.
pub struct Booth {
    code: Code,
    election: OpenElection,
    prepared: Option<Prepared>,
    sent: Option<Sent>,
    cast: Option<(Receipt, VerifiedBallot)>,
}

/// The ballot paper.
#[derive(Serialize)]
pub struct PaperShown {
    contests: Vec<ContestShown>,
    earlier: Option<Earlier>,
    /// That of the texts here.
    language: String,
    style: String,
}

#[derive(Serialize)]
struct ContestShown {
    blank: bool,
    id: String,
    max: u64,
    min: u64,
    options: Vec<OptionShown>,
    title: String,
}

#[derive(Serialize)]
struct OptionShown {
    id: String,
    label: String,
}

/// The last ballot of a credential.
#[derive(Serialize)]
pub struct Earlier {
    at: u64,
    index: u64,
    sequence: u64,
    tracker: String,
}

/// A ballot that is encrypted and not yet sent.
#[derive(Serialize)]
pub struct PreparedShown {
    choices: Vec<ChoiceShown>,
    credential: String,
    sequence: u64,
    tracker: String,
}

/// What is selected in one contest: `blank` among the options is the blank vote.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ChoiceShown {
    contest: String,
    labels: Vec<String>,
    options: Vec<String>,
    title: String,
}

/// A ballot that is in a log that the board has signed.
#[derive(Serialize)]
pub struct Answer {
    at: u64,
    credential: String,
    /// The size of the log that was loaded.
    from: u64,
    index: u64,
    sequence: u64,
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
    pub fn new(log: &Log, code: &str) -> Result<Booth, Refusal> {
        let election = log.replica()?.trust().election;
        let code = Code::read(code, &election)?;
        let author = *code.credential().public();
        let election = log.replica_for(&author)?.election();
        admit(election, &author)?;
        let election =
            election.open_election().ok_or_else(|| Refusal::failure("the election has not been opened"))?;
        Ok(Booth { code, election, prepared: None, sent: None, cast: None })
    }

    fn author(&self) -> Point {
        *self.code.credential().public()
    }

    /// What the voter is asked; `languages` as in [`suitable`].
    ///
    /// # Errors
    /// As [`Booth::new`].
    pub fn paper(&self, log: &Log, languages: &str) -> Result<PaperShown, Refusal> {
        let author = self.author();
        let log = log.replica_for(&author)?.election();
        let place = admit(log, &author)?;
        let manifest = &self.election.manifest;
        let languages = suitable(manifest, languages);
        let style = usize::try_from(place.style).ok().and_then(|style| manifest.styles.get(style));
        let paper = Paper::new(manifest, place.style, &languages);
        Ok(PaperShown {
            contests: paper.contests().iter().map(|contest| show_contest(contest, &languages)).collect(),
            earlier: log.latest(&author).as_ref().map(show_latest),
            language: languages.first().copied().unwrap_or_default().to_owned(),
            style: style.map(|style| style.id.to_string()).unwrap_or_default(),
        })
    }

    /// Encrypts and proves; nothing is sent. What was prepared before is forgotten.
    ///
    /// `choices` is JSON: option ids by contest id, `blank` for a blank vote.
    ///
    /// # Errors
    /// As [`Booth::new`]; choices that the rules do not allow; RCP-12 without randomness.
    pub fn prepare<R: TryCryptoRng>(
        &mut self,
        log: &Log,
        choices: &str,
        languages: &str,
        rng: &mut R,
    ) -> Result<PreparedShown, Refusal> {
        self.prepared = None;
        let author = self.author();
        let place = admit(log.replica_for(&author)?.election(), &author)?;
        let choices: BTreeMap<String, Vec<String>> = serde_json::from_str(choices)?;
        let visit = Visit::begin(&self.election, &self.code, place);
        let selections = visit.choose(&choices)?;
        let shown = show_choices(&self.election, place.style, &selections, languages);
        let prepared = visit.prepare(selections, rng)?;
        let answer = PreparedShown {
            choices: shown,
            credential: show_credential(prepared.author()),
            sequence: prepared.sequence(),
            tracker: text::tracker(prepared.tracker()),
        };
        self.prepared = Some(prepared);
        Ok(answer)
    }

    /// Signs what was prepared: the statement to post, again and again until the board has answered.
    ///
    /// # Errors
    /// Nothing is prepared.
    pub fn cast(&mut self) -> Result<String, Refusal> {
        let sent = self.take_prepared()?.cast();
        let statement = sent.statement.clone();
        (self.sent, self.cast) = (Some(sent), None);
        Ok(statement)
    }

    /// (5.10) Opens what was prepared, as one line for a second device: it can never be cast afterwards.
    ///
    /// # Errors
    /// Nothing is prepared.
    pub fn challenge(&mut self) -> Result<String, Refusal> {
        Ok(encode(&self.take_prepared()?.challenge()))
    }

    fn take_prepared(&mut self) -> Result<Prepared, Refusal> {
        self.prepared.take().ok_or_else(|| Refusal::failure("no ballot is prepared"))
    }

    /// RCP-01 to RCP-03: verifies the board's answer to what was cast.
    ///
    /// # Errors
    /// Everything that does not hold, or nothing was cast.
    pub fn answer(&mut self, log: &Log, receipt: &str) -> Result<Answer, Refusal> {
        let sent = self.sent.as_ref().ok_or_else(|| Refusal::failure("no ballot was cast"))?;
        let replica = log.replica()?;
        let receipt = Receipt::parse(receipt)?;
        let trust = replica.trust();
        let ballot = check_answer(sent, &receipt, &trust.policy(), &trust.election)?;
        let answer = Answer {
            at: ballot.at(),
            credential: show_credential(ballot.author()),
            from: replica.tree().size(),
            index: ballot.index(),
            sequence: ballot.sequence(),
            standing: ballot.standing().name(),
            to: ballot.checkpoint().checkpoint().size,
            tracker: text::tracker(ballot.tracker()),
        };
        self.cast = Some((receipt, ballot));
        Ok(answer)
    }

    /// LOG-08, LOG-10: whether the ballot went into the log that was loaded. `proof` is the board's answer
    /// about consistency, and is not looked at when the loaded log covers the receipt.
    ///
    /// # Errors
    /// It did not, or there is no answer yet.
    pub fn compare(&self, log: &Log, proof: &str) -> Result<(), Refusal> {
        let (receipt, ballot) =
            self.cast.as_ref().ok_or_else(|| Refusal::failure("no answer has been verified"))?;
        let replica = log.replica()?;
        let (before, now) = (replica.tree(), ballot.checkpoint().checkpoint());
        if now.size <= before.size() {
            return Ok(replica.extends(&receipt.checkpoint).map(|_| ())?);
        }
        let path = serde_json::from_str::<Consistency>(proof)?.proof;
        Ok(verify_consistency(before.size(), &before.root(), now.size, &now.root, &path)?)
    }
}

fn show_contest(contest: &Contest, languages: &[&str]) -> ContestShown {
    let Rule::Choice { blank, max, min } = contest.rule;
    let options = contest.options.iter().map(|option| OptionShown {
        id: option.id.to_string(),
        label: text_in(&option.label, languages).to_owned(),
    });
    ContestShown {
        blank,
        id: contest.id.to_string(),
        max,
        min,
        options: options.collect(),
        title: text_in(&contest.title, languages).to_owned(),
    }
}

/// Selections of a style in words.
pub(crate) fn show_choices(
    election: &OpenElection,
    style: u64,
    selections: &Selections,
    languages: &str,
) -> Vec<ChoiceShown> {
    let languages = suitable(&election.manifest, languages);
    let words = Paper::new(&election.manifest, style, &languages).words(selections);
    let show = |Choice { contest, title, options, labels }| ChoiceShown { contest, labels, options, title };
    words.into_iter().map(show).collect()
}

pub(crate) fn show_latest(latest: &Latest) -> Earlier {
    let Latest { tracker, sequence, index, at } = latest;
    Earlier { at: *at, index: *index, sequence: *sequence, tracker: text::tracker(tracker) }
}

pub(crate) fn show_credential(credential: &Point) -> String {
    text::show(Kind::Credential, credential.as_bytes())
}

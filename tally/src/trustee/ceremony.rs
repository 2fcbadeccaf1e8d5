//! What a trustee does before the election (§4): commit, deal, confirm or complain, one step at a time,
//! each on a log that extends the one of the step before.

use crate::key_file::{Key, KeySource, Role};
use crate::program::answer::{Answer, Failure, Outcome};
use crate::program::log::{self, POLL, manifest_of};
use crate::trustee::comparison::{Comparison, trustee_index};
use crate::trustee::memory::TrusteeState;
use serde_json::json;
use std::thread::sleep;
use std::time::{Duration, Instant};
use tabella_client::{Depth, DownloadedLog, HttpBoard};
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::{
    BadShare, Ceremony, Dealer, KeyComplaint, KeyConfirmation, KeyDeal, KeyShare,
};
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::election::statement::{Body, sign};
use tabella_log::copy::older_view;
use tabella_log::rulebook::{Election, Phase};
use tabella_log::trust::Trust;
use tabella_log::witness::Standing;

/// How long board or witnesses may be out of reach while a trustee waits for the others.
const OUTAGE: Duration = Duration::from_secs(60);

/// `trustee ceremony`: takes the next step, or with `wait` every step until all have confirmed.
///
/// # Errors
/// The key has served another election, the manifest was not compared, the log does not extend the one seen
/// before, something in it is not valid, a dealer's share is bad, or the board refuses or cannot be reached.
pub fn run(
    keys: &mut KeySource,
    board: &HttpBoard,
    trust: &Trust,
    wait: bool,
    comparison: Comparison,
) -> Outcome {
    let key = keys.load(Role::Trustee)?;
    let mirror = log::mirror(board, trust, Depth::Everything).map_err(named)?;
    let mut trustee = Trustee::new(keys, &key, mirror)?;
    drop(key);
    trustee.state.demand_new_key(&trust.election)?;
    // TRU-07, before the first step; what was compared once need not be compared again.
    let compared = trustee.state.knows(&trust.election);
    comparison.demand(manifest_of(&trustee.mirror)?, trust, trustee.index, compared)?;
    let mut steps = vec![];
    loop {
        match trustee.next() {
            Next::Take(step) => {
                let standing = trustee.take(step)?;
                steps.push((step, standing));
                if !wait {
                    match log::refresh(&mut trustee.mirror) {
                        Err(failure) if failure.lacks_witnesses() => {}
                        refreshed => refreshed?,
                    }
                    return Ok(trustee.answer(&steps));
                }
                eprintln!("{}: {}.", step.done(), standing.in_words());
                trustee.follow()?;
            }
            Next::Wait if wait => trustee.wait()?,
            Next::Wait | Next::Finished => return Ok(trustee.answer(&steps)),
            Next::Void => return Err(void(&steps)),
        }
    }
}

/// A step of one trustee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Commit,
    Deal,
    Confirm,
}

impl Step {
    const ALL: [Step; 3] = [Step::Commit, Step::Deal, Step::Confirm];

    fn name(self) -> &'static str {
        match self {
            Step::Commit => "commitment",
            Step::Deal => "deal",
            Step::Confirm => "confirmation",
        }
    }

    fn done(self) -> &'static str {
        match self {
            Step::Commit => "Committed to this key's deal",
            Step::Deal => "Dealt shares to every trustee",
            Step::Confirm => "Checked every share and confirmed the election key",
        }
    }

    /// The step that the ceremony is at.
    fn of(phase: Phase) -> Option<Step> {
        match phase {
            Phase::Commitments => Some(Step::Commit),
            Phase::Deals => Some(Step::Deal),
            Phase::Confirmations => Some(Step::Confirm),
            _ => None,
        }
    }
}

/// What there is to do for a trustee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Take(Step),
    /// Others have to take theirs.
    Wait,
    Finished,
    Void,
}

/// A trustee in the middle of the ceremony.
struct Trustee<'a> {
    keys: &'a mut KeySource,
    index: u64,
    state: TrusteeState,
    mirror: DownloadedLog,
    /// Whom it said it waits for.
    waiting_for: Vec<String>,
}

impl<'a> Trustee<'a> {
    fn new(keys: &'a mut KeySource, key: &Key, mut mirror: DownloadedLog) -> Result<Trustee<'a>, Failure> {
        let index = trustee_index(key, manifest_of(&mirror)?)?;
        let state = TrusteeState::beside(keys.path())?;
        demand_extension(&mut mirror, &state)?;
        Ok(Trustee { keys, index, state, mirror, waiting_for: vec![] })
    }

    fn next(&self) -> Next {
        let election = self.mirror.election();
        next(election.phase(), election.ceremony_steps(self.index))
    }

    /// Takes a step on the log as the mirror has it.
    fn take(&mut self, step: Step) -> Result<Standing, Failure> {
        // TRU-11: from the stored backup, every time.
        let key = self.keys.load(Role::Trustee)?;
        let election = self.mirror.election();
        let refuse = || {
            Failure::refused(
                checks::LOG_11,
                "the log does not hold what this step needs: look at it with `tabella-audit verify`, and ask the official",
            )
        };
        let ceremony = election.ceremony().ok_or_else(refuse)?;
        let incomplete = || Failure::failed("the log does not hold what this step needs: run this again");
        let (body, bad) = match step {
            Step::Commit => {
                (Body::KeyCommitment(Dealer::new(key.seed(), ceremony, self.index).commit()), None)
            }
            Step::Deal => {
                let deal = Dealer::new(key.seed(), ceremony, self.index).deal(election.last_commitment());
                (Body::KeyDeal(deal), None)
            }
            Step::Confirm => {
                let deals: Vec<KeyDeal> = election.deals().map(|(_, deal)| deal.clone()).collect();
                match KeyShare::open(key.seed(), ceremony, &deals, self.index) {
                    Ok(share) => {
                        let body = confirm(election, ceremony, &share).ok_or_else(incomplete)?;
                        (Body::KeyConfirmation(body), None)
                    }
                    Err(bad) => {
                        let body =
                            complain(&key, election, &deals, self.index, bad).ok_or_else(incomplete)?;
                        (Body::KeyComplaint(body), Some(bad))
                    }
                }
            }
        };
        // TRU-08: what this step relied on is remembered before it is taken.
        remember(&mut self.state, &self.mirror)?;
        let trust = self.mirror.trust();
        let statement = sign(key.signing(), &trust.election, &body);
        let posted = log::post(self.mirror.board(), trust, &statement)?;
        match bad {
            None => Ok(posted.standing),
            Some(bad) => Err(complained(bad, manifest_of(&self.mirror)?)),
        }
    }

    /// Says for whom it waits, and waits for something new in the log.
    fn wait(&mut self) -> Result<(), Failure> {
        let missing = missing(self.mirror.election());
        if missing != self.waiting_for {
            eprintln!("Waiting for: {}.", missing.join(", "));
            self.waiting_for = missing;
        }
        self.follow()
    }

    /// Looks at the log until there is something new in it, whatever happens to board and witnesses for a
    /// while.
    fn follow(&mut self) -> Result<(), Failure> {
        let size = self.mirror.election().size();
        let mut reached = Instant::now();
        loop {
            match log::refresh(&mut self.mirror) {
                Ok(()) => reached = Instant::now(),
                Err(failure) => {
                    let passing = failure.exit_code() == 2 || failure.lacks_witnesses();
                    if !passing || reached.elapsed() > OUTAGE {
                        return Err(failure);
                    }
                }
            }
            if self.mirror.election().size() > size {
                return Ok(());
            }
            sleep(POLL);
        }
    }

    fn answer(&self, steps: &[(Step, Standing)]) -> Answer {
        let mirror = &self.mirror;
        let finished = self.next() == Next::Finished;
        let waiting_for = missing(mirror.election());
        let mut words: Vec<String> = steps
            .iter()
            .map(|(step, standing)| format!("{}: {}.", step.done(), standing.in_words()))
            .collect();
        if finished {
            words.push(format!(
                "The key ceremony is finished: all {} trustees have confirmed the election key. Next: the \
                 registrar publishes the roll and the official opens the election. Keep your key file and its \
                 passphrase safe; after the opening run\n  tabella-tally trustee alive --key FILE --board {} \
                 --trust FILE",
                mirror.election().manifest().map_or(0, |manifest| manifest.trustee_count()),
                mirror.board().address()
            ));
        } else if let Next::Take(step) = self.next() {
            words.push(format!("Next: run the same command again, for the {}.", step.name()));
        } else {
            words.push(format!(
                "Next: run the same command again when these have taken this step too: {}. With --wait it goes \
                 on by itself.",
                waiting_for.join(", ")
            ));
        }
        let facts = json!({
            "command": "trustee ceremony",
            "election": mirror.trust().election,
            "election_key": if finished { mirror.election().keys().map(|keys| keys.Y) } else { None },
            "finished": finished,
            "standing": steps.last().map(|(_, standing)| standing),
            "steps": steps.iter().map(|(step, _)| step.name()).collect::<Vec<_>>(),
            "trustee": self.index,
            "waiting_for": waiting_for,
        });
        Answer { words: words.join("\n\n"), facts }
    }
}

/// What there is to do, by the phase and the trustee's own steps in the log.
fn next(phase: Phase, taken: [bool; 3]) -> Next {
    match (phase, Step::of(phase)) {
        (Phase::Void, _) => Next::Void,
        (_, None) => Next::Finished,
        (_, Some(step)) => {
            let position = Step::ALL.iter().position(|other| *other == step).unwrap_or(0);
            if taken[position] { Next::Wait } else { Next::Take(step) }
        }
    }
}

/// The trustees who have not taken the step that the ceremony is at, by name.
fn missing(election: &Election) -> Vec<String> {
    let (Some(step), Some(manifest)) = (Step::of(election.phase()), election.manifest()) else {
        return vec![];
    };
    let position = Step::ALL.iter().position(|other| *other == step).unwrap_or(0);
    let trustees = (1..).zip(&manifest.trustees);
    let missing = trustees.filter(|(index, _)| !election.ceremony_steps(*index)[position]);
    missing.map(|(_, party)| party.name.to_string()).collect()
}

/// TRU-08: the log extends the one of the step before. An older state is asked for again, past whatever keeps it.
///
/// # Errors
/// TRU-08 and LOG-08 when it does not.
pub fn demand_extension(mirror: &mut DownloadedLog, state: &TrusteeState) -> Result<(), Failure> {
    let Some(earlier) = state.checkpoint(&mirror.trust().election)? else { return Ok(()) };
    let known = earlier.unverified().size;
    if mirror.tree().size() < known {
        log::refresh_since(mirror, known)?;
    }
    let extends = mirror.extends(&earlier).map_err(|rejection| {
        Failure::from(rejection).because(
            checks::TRU_08,
            "the board shows another log than it did at your step before. Keep the state file beside your \
             key: it holds the board's signature on the other log. Tell the other trustees",
        )
    })?;
    if !extends {
        return Err(Failure::failed(older_view(mirror.tree().size(), known)));
    }
    Ok(())
}

/// What a log that does not hold means for the ceremony. TRU-08: no step is taken on a log that too few
/// witnesses have signed. TRU-10: nothing is revealed to a dealer without proof of its ephemeral key.
fn named(failure: Failure) -> Failure {
    if failure.lacks_witnesses() {
        let words =
            "too few witnesses have signed the log that the board shows. No step was taken; try again";
        failure.because(checks::TRU_08, words)
    } else if failure.is_by(checks::KEY_04) || failure.is_by(checks::KEY_05) {
        let words = "a dealer has not proven its keys. Its deal is refused, and nothing is revealed about it";
        failure.because(checks::TRU_10, words)
    } else {
        failure
    }
}

/// Remembers the mirror's checkpoint.
///
/// # Errors
/// It cannot be written durably.
pub fn remember(state: &mut TrusteeState, mirror: &DownloadedLog) -> Result<(), Failure> {
    match mirror.signed_checkpoint() {
        Some(checkpoint) => state.rely_on(&mirror.trust().election, checkpoint),
        None => Err(Failure::failed("there is no checkpoint to rely on: run this again")),
    }
}

/// (4.4) All keys, and the rehearsal with the stored backup.
fn confirm(election: &Election, ceremony: &Ceremony, share: &KeyShare) -> Option<KeyConfirmation> {
    let keys = election.keys()?;
    let rehearsal = share.rehearse(&ceremony.election, election.last_deal());
    Some(KeyConfirmation { X: keys.X.clone(), Y: keys.Y, rehearsal })
}

/// (4.5) The mirror has verified the dealer's proof of possession (TRU-10): without it the deal would
/// not be in the mirror.
fn complain(
    key: &Key,
    election: &Election,
    deals: &[KeyDeal],
    index: u64,
    bad: BadShare,
) -> Option<KeyComplaint> {
    let entry = election.deal_entry(bad.dealer)?;
    let deal = deals.get(usize::try_from(bad.dealer.checked_sub(1)?).ok()?)?;
    Some(KeyComplaint::make(key.seed(), election.ceremony()?, deal, bad.dealer, entry, index))
}

fn complained(bad: BadShare, manifest: &Manifest) -> Failure {
    let dealer = manifest.trustees.get(bad.dealer as usize - 1).map_or("?", |party| party.name.as_str());
    Failure::refused(
        checks::KEY_07,
        format!(
            "trustee {} ({dealer}) dealt this key a bad share. A complaint that proves it is in the log: the \
             ceremony is void, and nobody can vote in this election. Next: find out what happened, then the \
             official creates the election anew, with new keys",
            bad.dealer
        ),
    )
}

fn void(steps: &[(Step, Standing)]) -> Failure {
    let taken = if steps.is_empty() { "" } else { " since this trustee's last step" };
    Failure::refused(
        checks::KEY_11,
        format!(
            "the ceremony is void: a complaint was upheld{taken}. `tabella-audit verify` shows who was at \
             fault. Next: the official creates the election anew, with new keys"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_client::ClientError;
    use tabella_crypto::rejection::{Culprit, Rejection};

    #[test]
    fn without_a_quorum_no_step_is_taken() {
        let refused = |check| {
            let rejection = Rejection::new(check, Culprit::Board, "too few");
            named(ClientError::from(rejection).into()).facts()["checks"].clone()
        };
        assert_eq!(refused(checks::LOG_05), json!([checks::TRU_08, checks::LOG_05]));
        assert_eq!(refused(checks::LOG_04), json!([checks::LOG_04]));
    }

    #[test]
    fn each_phase_asks_for_its_own_step_once() {
        let check = |phase, taken, expected| assert_eq!(next(phase, taken), expected, "{phase:?} {taken:?}");
        check(Phase::Commitments, [false, false, false], Next::Take(Step::Commit));
        check(Phase::Commitments, [true, false, false], Next::Wait);
        check(Phase::Deals, [true, false, false], Next::Take(Step::Deal));
        check(Phase::Deals, [true, true, false], Next::Wait);
        check(Phase::Confirmations, [true, true, false], Next::Take(Step::Confirm));
        check(Phase::Confirmations, [true, true, true], Next::Wait);
        for phase in [Phase::Roll, Phase::Voting, Phase::Closed, Phase::Finished] {
            check(phase, [true, true, true], Next::Finished);
        }
        check(Phase::Void, [true, true, false], Next::Void);
    }
}

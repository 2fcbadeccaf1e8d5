//! What a trustee does before the election (§4): commit, deal, confirm or complain, one step at a time,
//! each on a log that extends the one of the step before.

use crate::key::Key;
use crate::log::manifest_of;
use crate::refusal::Refusal;
use crate::trustee::comparison::trustee_index;
use crate::trustee::memory::{Memory, Pending};
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::{
    BadShare, Ceremony, Dealer, KeyComplaint, KeyConfirmation, KeyDeal, KeyShare,
};
use tabella_crypto::election::statement::{Body, sign};
use tabella_log::copy::{LogCopy, older_view};
use tabella_log::rulebook::{Election, Phase};

/// A step of one trustee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Commits to a deal.
    Commit,
    /// Deals shares to every trustee.
    Deal,
    /// Checks every share, and confirms the election key, or complains.
    Confirm,
}

impl Step {
    /// The name of the step.
    pub fn name(self) -> &'static str {
        match self {
            Step::Commit => "commitment",
            Step::Deal => "deal",
            Step::Confirm => "confirmation",
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

    fn position(self) -> usize {
        self as usize
    }
}

/// What comes next for a trustee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// A step of this trustee.
    Take(Step),
    /// Others have to take theirs: see [`missing`].
    Wait,
    /// All have confirmed.
    Finished,
    /// A complaint was upheld.
    Void,
}

impl Next {
    /// What comes next for trustee `index`, by the phase and its own steps in the log.
    pub fn of(election: &Election, index: u64) -> Next {
        Next::after(election.phase(), election.ceremony_steps(index))
    }

    fn after(phase: Phase, taken: [bool; 3]) -> Next {
        match (phase, Step::of(phase)) {
            (Phase::Void, _) => Next::Void,
            (_, None) => Next::Finished,
            (_, Some(step)) if taken[step.position()] => Next::Wait,
            (_, Some(step)) => Next::Take(step),
        }
    }
}

/// The trustees who have not taken the step that the ceremony is at, by name.
pub fn missing(election: &Election) -> Vec<String> {
    let (Some(step), Some(manifest)) = (Step::of(election.phase()), election.manifest()) else {
        return vec![];
    };
    let trustees = (1..).zip(&manifest.trustees);
    let missing = trustees.filter(|(index, _)| !election.ceremony_steps(*index)[step.position()]);
    missing.map(|(_, party)| party.name.to_string()).collect()
}

/// A step, signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedStep {
    /// The signed statement.
    pub statement: String,
    /// The share that it complains of, which voids the ceremony.
    pub complaint: Option<BadShare>,
}

/// Takes a step on a log. The key is that of the stored backup, read again for every step (TRU-11).
///
/// # Errors
/// The key is not a trustee's, the log does not extend the one of the step before (TRU-08), or it does not hold what
/// the step needs.
pub fn take(step: Step, key: &Key, log: &LogCopy, memory: &Memory) -> Result<Pending<SignedStep>, Refusal> {
    check_extension(log, memory)?;
    let (election, trusted) = (log.election(), &log.trust().election);
    let index = trustee_index(key, manifest_of(election)?)?;
    let needed = election.ceremony().zip(log.signed_checkpoint());
    let incomplete = || {
        Refusal::by(
            checks::LOG_11,
            "the log does not hold what this step needs: look at it with `tabella-audit verify`, and ask the official",
        )
    };
    let (ceremony, checkpoint) = needed.ok_or_else(incomplete)?;
    // TRU-08: what this step relied on is remembered before it is taken.
    let memory = memory.relying_on(trusted, checkpoint);
    let (body, complaint) = body(step, key, election, ceremony, index).ok_or_else(incomplete)?;
    let statement = sign(key.signing(), trusted, &body);
    Ok(Pending::new(memory, SignedStep { statement, complaint }))
}

fn body(
    step: Step,
    key: &Key,
    election: &Election,
    ceremony: &Ceremony,
    index: u64,
) -> Option<(Body, Option<BadShare>)> {
    let dealer = || Dealer::new(key.seed(), ceremony, index);
    match step {
        Step::Commit => Some((Body::KeyCommitment(dealer().commit()), None)),
        Step::Deal => Some((Body::KeyDeal(dealer().deal(election.last_commitment())), None)),
        Step::Confirm => {
            let deals: Vec<KeyDeal> = election.deals().map(|(_, deal)| deal.clone()).collect();
            match KeyShare::open(key.seed(), ceremony, &deals, index) {
                Ok(share) => Some((Body::KeyConfirmation(confirm(election, ceremony, &share)?), None)),
                Err(bad) => {
                    let complaint = complain(key, election, ceremony, &deals, index, bad)?;
                    Some((Body::KeyComplaint(complaint), Some(bad)))
                }
            }
        }
    }
}

/// (4.4) All keys, and the rehearsal with the stored backup.
fn confirm(election: &Election, ceremony: &Ceremony, share: &KeyShare) -> Option<KeyConfirmation> {
    let keys = election.keys()?;
    let rehearsal = share.rehearse(&ceremony.election, election.last_deal());
    Some(KeyConfirmation { X: keys.X.clone(), Y: keys.Y, rehearsal })
}

/// (4.5) The log was verified with the dealer's proof of possession (TRU-10): without it the deal would
/// not be in it.
fn complain(
    key: &Key,
    election: &Election,
    ceremony: &Ceremony,
    deals: &[KeyDeal],
    index: u64,
    bad: BadShare,
) -> Option<KeyComplaint> {
    let entry = election.deal_entry(bad.dealer)?;
    let deal = deals.get(usize::try_from(bad.dealer.checked_sub(1)?).ok()?)?;
    Some(KeyComplaint::make(key.seed(), ceremony, deal, bad.dealer, entry, index))
}

/// (TRU-08) Checks that the log extends the one of the step before.
///
/// # Errors
/// TRU-08 and LOG-08 when it does not; it is an older state of the log.
pub fn check_extension(log: &LogCopy, memory: &Memory) -> Result<(), Refusal> {
    let Some(earlier) = memory.checkpoint(&log.trust().election)? else { return Ok(()) };
    let extends = log.extends(&earlier).map_err(|rejection| {
        Refusal::from(rejection).because(
            checks::TRU_08,
            "the board shows another log than it did at your step before. Keep the state file beside your \
             key: it holds the board's signature on the other log. Tell the other trustees",
        )
    })?;
    if extends {
        return Ok(());
    }
    Err(Refusal::unusable(older_view(log.tree().size(), earlier.unverified().size)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phase_asks_for_its_own_step_once() {
        let check = |phase, taken, expected| {
            assert_eq!(Next::after(phase, taken), expected, "{phase:?} {taken:?}");
        };
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

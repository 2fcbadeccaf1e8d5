//! `trustee ceremony`: one step, or with `--wait` every step until all have confirmed.

use super::catch_up;
use super::comparison::Comparison;
use crate::key::Role;
use crate::log::manifest_of;
use crate::program::board;
use crate::program::keys::KeySource;
use crate::program::state_file::StateFile;
use crate::trustee::ceremony::{Next, Step, check_extension, missing, take};
use crate::trustee::comparison::trustee_index;
use serde_json::json;
use std::thread::sleep;
use std::time::{Duration, Instant};
use tabella_client::console::{Answer, Failure, Outcome};
use tabella_client::retry::POLL;
use tabella_client::{Depth, DownloadedLog, HttpBoard};
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::BadShare;
use tabella_crypto::election::manifest::Manifest;
use tabella_log::trust::Trust;
use tabella_log::witness::Standing;

/// How long board or witnesses may be out of reach while a trustee waits for the others.
const OUTAGE: Duration = Duration::from_secs(60);

/// `trustee ceremony`: takes the next step, or with `wait` every step until all have confirmed.
///
/// # Errors
/// The key has served another election, the manifest was not compared, the log does not extend the one seen
/// before, something in it is not valid, a dealer's share is bad, or the board refuses or cannot be reached.
pub fn ceremony(
    keys: &mut KeySource,
    board: &HttpBoard,
    trust: &Trust,
    wait: bool,
    comparison: Comparison,
) -> Outcome {
    let mut trustee = Trustee::begin(keys, board, trust)?;
    trustee.state.memory().check_new_key(&trust.election)?;
    // TRU-07, before the first step; what was compared once need not be compared again.
    let compared = trustee.state.memory().knows(&trust.election);
    comparison.check(manifest_of(trustee.mirror.election())?, trust, trustee.index, compared)?;
    let mut steps = vec![];
    loop {
        match trustee.next() {
            Next::Take(step) => {
                let standing = trustee.take(step)?;
                steps.push((step, standing));
                if !wait {
                    trustee.look_again()?;
                    return Ok(trustee.answer(&steps));
                }
                eprintln!("{}: {}.", done(step), standing.in_words());
                trustee.follow()?;
            }
            Next::Wait if wait => trustee.wait()?,
            Next::Wait | Next::Finished => return Ok(trustee.answer(&steps)),
            Next::Void => return Err(void(&steps)),
        }
    }
}

fn done(step: Step) -> &'static str {
    match step {
        Step::Commit => "Committed to this key's deal",
        Step::Deal => "Dealt shares to every trustee",
        Step::Confirm => "Checked every share and confirmed the election key",
    }
}

/// A trustee in the middle of the ceremony.
struct Trustee<'a> {
    keys: &'a mut KeySource,
    index: u64,
    state: StateFile,
    mirror: DownloadedLog,
    /// The trustees already reported as missing.
    reported: Vec<String>,
}

impl<'a> Trustee<'a> {
    fn begin(keys: &'a mut KeySource, board: &HttpBoard, trust: &Trust) -> Result<Trustee<'a>, Failure> {
        let key = keys.load(Role::Trustee)?;
        let mut mirror = board::mirror(board, trust, Depth::Everything).map_err(add_context)?;
        let index = trustee_index(&key, manifest_of(mirror.election())?)?;
        let state = StateFile::beside(keys.path())?;
        catch_up(&mut mirror, state.memory())?;
        check_extension(mirror.copy(), state.memory())?;
        Ok(Trustee { keys, index, state, mirror, reported: vec![] })
    }

    fn next(&self) -> Next {
        Next::of(self.mirror.election(), self.index)
    }

    /// Takes a step on the log as the mirror has it.
    fn take(&mut self, step: Step) -> Result<Standing, Failure> {
        // TRU-11: from the stored backup, every time.
        let key = self.keys.load(Role::Trustee)?;
        let signed = self.state.keep(take(step, &key, self.mirror.copy(), self.state.memory())?)?;
        let posted = board::post(self.mirror.board(), self.mirror.trust(), &signed.statement)?;
        match signed.complaint {
            None => Ok(posted.standing),
            Some(bad) => Err(complained(bad, manifest_of(self.mirror.election())?)),
        }
    }

    /// Takes what is new in the log, unless witnesses still have to sign it.
    fn look_again(&mut self) -> Result<(), Failure> {
        match board::refresh(&mut self.mirror) {
            Err(failure) if failure.lacks_witnesses() => Ok(()),
            refreshed => refreshed,
        }
    }

    /// Says for whom it waits, and waits for something new in the log.
    fn wait(&mut self) -> Result<(), Failure> {
        let missing = missing(self.mirror.election());
        if missing != self.reported {
            eprintln!("Waiting for: {}.", missing.join(", "));
            self.reported = missing;
        }
        self.follow()
    }

    /// Looks at the log until there is something new in it, whatever happens to board and witnesses for a
    /// while.
    fn follow(&mut self) -> Result<(), Failure> {
        let size = self.mirror.election().size();
        let mut reached = Instant::now();
        loop {
            match board::refresh(&mut self.mirror) {
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
            .map(|(step, standing)| format!("{}: {}.", done(*step), standing.in_words()))
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
            "election": mirror.trust().election,
            "election_key": if finished { mirror.election().keys().map(|keys| keys.Y) } else { None },
            "finished": finished,
            "standing": steps.last().map(|(_, standing)| standing),
            "steps": steps.iter().map(|(step, _)| step.name()).collect::<Vec<_>>(),
            "trustee": self.index,
            "waiting_for": waiting_for,
        });
        Answer::new(facts, words.join("\n\n"))
    }
}

/// Names what a log that is not valid means for the ceremony. TRU-08: no step is taken on a log that too few
/// witnesses have signed. TRU-10: nothing is revealed to a dealer without proof of its ephemeral key.
fn add_context(failure: Failure) -> Failure {
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

fn complained(bad: BadShare, manifest: &Manifest) -> Failure {
    let dealer = manifest.trustees.get(bad.dealer as usize - 1).map_or("?", |party| party.name.as_str());
    Failure::refused(
        checks::KEY_07,
        format!(
            "trustee {} ({dealer}) sent this trustee an invalid share. A complaint that proves it is in the log: the \
             ceremony is void, and no one can vote in this election. Next: find out what happened, then the \
             official creates the election again, with new keys",
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
             fault. Next: the official creates the election again, with new keys"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::rejection::{Culprit, Rejection};

    #[test]
    fn without_a_quorum_no_step_is_taken() {
        let refused = |check| {
            let failure = Failure::from(Rejection::new(check, Culprit::Board, "too few"));
            add_context(failure).checks().to_vec()
        };
        assert_eq!(refused(checks::LOG_05), [checks::TRU_08, checks::LOG_05]);
        assert_eq!(refused(checks::LOG_04), [checks::LOG_04]);
    }
}

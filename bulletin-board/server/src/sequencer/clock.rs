//! (SRV-14) The clock, and whether it may be believed. A wrong date cannot be taken back: one entry dated after
//! closing ends voting. So the clock of the machine is compared with a steady one, which no one sets, and with
//! the entries; while they disagree the board takes nothing and signs nothing, and reading goes on.
//!
//! No steady clock outlives the process. So a board that runs marks every minute when it ran, by the date of its
//! lock file; a start long after that is one of a board that really did not run, or of a clock that is ahead.

use super::batch::PendingLog;
use crate::store::Lock;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use tabella_crypto::bytes::Hash;
use tabella_log::rulebook::Phase;

/// Seconds by which clocks and entries may disagree.
const TOLERANCE_SECONDS: u64 = 30;
/// The milliseconds of a second by which the machine's clock may be set right little by little, as time services do.
const SLEW_MILLISECONDS: i64 = 1;
/// Age up to which a confirmation is taken, in seconds.
const CONFIRMATION_SECONDS: u64 = 600;
/// The time for which a board may seem not to have run, in seconds: longer than a night, and less than a day, by which a date
/// that was mistyped is wrong.
const PAUSE_SECONDS: u64 = 20 * 3_600;
/// The time between two marks that the board runs, in seconds.
const MARK_SECONDS: u64 = 60;

/// Two clocks: the machine's, which says the date and can be set, and one that only goes on.
#[derive(Clone)]
pub struct Clock {
    wall: Arc<dyn Fn() -> u64 + Send + Sync>,
    /// None where the first is believed whatever it says.
    steady: Option<Arc<dyn Fn() -> u64 + Send + Sync>>,
}

impl Clock {
    /// The clocks of the machine.
    pub fn system() -> Clock {
        let start = Instant::now();
        Clock::new(
            || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs()),
            move || start.elapsed().as_secs(),
        )
    }

    /// Two other clocks: Unix seconds, and seconds since anything.
    pub fn new(
        wall: impl Fn() -> u64 + Send + Sync + 'static,
        steady: impl Fn() -> u64 + Send + Sync + 'static,
    ) -> Clock {
        Clock { wall: Arc::new(wall), steady: Some(Arc::new(steady)) }
    }

    /// A clock in Unix seconds that is believed whatever it says: for tests which play elections of several times
    /// on one board.
    pub fn unguarded(wall: impl Fn() -> u64 + Send + Sync + 'static) -> Clock {
        Clock { wall: Arc::new(wall), steady: None }
    }

    /// Unix seconds.
    pub fn now(&self) -> u64 {
        (self.wall)()
    }
}

/// Writes down that the operator has looked at the clock and found it right; a board that runs takes it up.
///
/// # Errors
/// The file cannot be written.
pub fn confirm(confirmation: &Path, now: u64) -> std::io::Result<()> {
    fs::write(confirmation, format!("{now}\n"))
}

/// The guard of the clock: what is known about it, and whether it is in doubt.
pub(super) struct Guard {
    clock: Clock,
    confirmation: PathBuf,
    lock: Arc<Lock>,
    /// The steady clock when the board last marked that it runs, in seconds.
    marked: Option<u64>,
    believed: Option<Believed>,
    /// The date up to which entries may lie ahead of the clock: the operator has said so.
    confirmed: u64,
    doubt: Option<String>,
}

/// A clock that agrees with everything so far.
struct Believed {
    /// The time by which the machine's clock is ahead of the steady one, in milliseconds.
    offset: i64,
    /// The steady clock when it was last looked at, in seconds.
    looked: u64,
}

impl Guard {
    pub(super) fn new(clock: Clock, confirmation: PathBuf, lock: Arc<Lock>) -> Guard {
        Guard { clock, confirmation, lock, marked: None, believed: None, confirmed: 0, doubt: None }
    }

    pub(super) fn now(&self) -> u64 {
        self.clock.now()
    }

    /// The reason why the clock may not be believed now; the operator's log says it when it changes.
    pub(super) fn doubt(&mut self, logs: &BTreeMap<Hash, PendingLog>) -> Option<String> {
        let (wall, steady) = (self.clock.now(), self.clock.steady.as_ref()?());
        let mut doubt = self.look(wall, steady, logs);
        if doubt.is_some() && self.take_confirmation(wall) {
            self.confirmed = last_entry(logs);
            self.believed = Some(Believed { offset: offset(wall, steady), looked: steady });
            tracing::warn!("the operator has confirmed the clock");
            doubt = self.look(wall, steady, logs);
        }
        match &doubt {
            Some(reason) if self.doubt.is_none() => tracing::error!(
                "SRV-14: the clock is in doubt: {reason}. Nothing is accepted or signed until the clock is right \
                 or you have confirmed it with: tabella-board confirm-clock"
            ),
            None if self.doubt.is_some() => {
                tracing::info!("the clock is no longer in doubt: statements are accepted again")
            }
            _ => {}
        }
        if doubt.is_none() {
            self.mark(wall, steady);
        }
        self.doubt.clone_from(&doubt);
        doubt
    }

    fn look(&mut self, wall: u64, steady: u64, logs: &BTreeMap<Hash, PendingLog>) -> Option<String> {
        if let Some(behind) = last_entry(logs).checked_sub(wall).filter(|behind| *behind > TOLERANCE_SECONDS)
            && last_entry(logs) > self.confirmed
        {
            return Some(format!("it is {} behind the last entry", words(behind)));
        }
        let offset = offset(wall, steady);
        let Some(believed) = &mut self.believed else {
            let slept = logs.iter().find_map(|(election, log)| slept_over_closing(election, log, wall));
            let doubt = slept.or_else(|| paused(logs, self.lock.marked(), wall));
            if doubt.is_none() {
                self.believed = Some(Believed { offset, looked: steady });
            }
            return doubt;
        };
        let jump = offset - believed.offset;
        if jump.unsigned_abs() > TOLERANCE_SECONDS * 1_000 {
            let way = if jump > 0 { "ahead" } else { "back" };
            return Some(format!("it has jumped {way} by {}", words(jump.unsigned_abs() / 1_000)));
        }
        let elapsed = i64::try_from(steady.saturating_sub(believed.looked)).unwrap_or(i64::MAX);
        let most = elapsed.saturating_mul(SLEW_MILLISECONDS);
        *believed = Believed { offset: believed.offset + jump.clamp(-most, most), looked: steady };
        None
    }

    /// Marks that the board runs under a clock that is believed. Where the disk does not take that, the next start
    /// asks rather too often.
    fn mark(&mut self, wall: u64, steady: u64) {
        if self.marked.is_none_or(|marked| steady >= marked.saturating_add(MARK_SECONDS)) {
            self.marked = Some(steady);
            let _ = self.lock.mark(wall);
        }
    }

    /// Returns true if the operator has confirmed the clock just now; a confirmation is used once.
    fn take_confirmation(&self, wall: u64) -> bool {
        let Ok(text) = fs::read_to_string(&self.confirmation) else { return false };
        let removed = fs::remove_file(&self.confirmation).is_ok();
        let is_fresh = text.trim().parse().is_ok_and(|at| wall.abs_diff(at) <= CONFIRMATION_SECONDS);
        removed && is_fresh
    }
}

/// (SRV-14) At a start: whether voting would have ended while the board did not run. Then either it did not
/// run, or its clock is ahead, and the next entry would end voting.
fn slept_over_closing(election: &Hash, log: &PendingLog, wall: u64) -> Option<String> {
    let closing = log.election.manifest()?.closes_at;
    let over = log.election.phase() == Phase::Voting && (log.election.last_at()..wall + 1).contains(&closing);
    over.then(|| {
        format!(
            "by it, voting in election {election} ended {} ago, while the board did not run",
            words(wall - closing)
        )
    })
}

/// (SRV-14) At a start, while an election is being prepared or votes are cast: whether the board did not run for so
/// long that its clock may well be ahead. It ran when its last entry came, and when it last marked that it did.
fn paused(logs: &BTreeMap<Hash, PendingLog>, marked: Option<u64>, wall: u64) -> Option<String> {
    let over = |phase| matches!(phase, Phase::Closed | Phase::Finished | Phase::Void);
    let election = logs.iter().find(|(_, log)| !over(log.election.phase()))?.0;
    let ran = last_entry(logs).max(marked.filter(|marked| *marked <= wall).unwrap_or(0));
    let pause = wall.checked_sub(ran).filter(|pause| *pause > PAUSE_SECONDS)?;
    Some(format!("by it, the board did not run for {}, while election {election} went on", words(pause)))
}

/// The date of the last entry of all elections that go on.
fn last_entry(logs: &BTreeMap<Hash, PendingLog>) -> u64 {
    let goes_on = |log: &&PendingLog| !matches!(log.election.phase(), Phase::Finished | Phase::Void);
    logs.values().filter(goes_on).map(|log| log.election.last_at()).max().unwrap_or(0)
}

fn offset(wall: u64, steady: u64) -> i64 {
    let seconds = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    seconds(wall).saturating_sub(seconds(steady)).saturating_mul(1_000)
}

fn words(seconds: u64) -> String {
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7_199 => format!("{} min", seconds / 60),
        7_200..=172_799 => format!("{} h {} min", seconds / 3_600, seconds / 60 % 60),
        _ => format!("{} days", seconds / 86_400),
    }
}

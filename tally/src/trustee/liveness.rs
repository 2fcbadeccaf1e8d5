//! (4.6) A trustee's liveness proof: its key, from the stored backup, still decrypts.

use crate::key::Key;
use crate::log::manifest_of;
use crate::refusal::Refusal;
use crate::trustee::ceremony::check_extension;
use crate::trustee::comparison::trustee_index;
use crate::trustee::memory::{Memory, Pending};
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::{KeyDeal, KeyShare};
use tabella_crypto::election::statement::{Body, sign};
use tabella_log::copy::LogCopy;
use tabella_log::rulebook::{Election, Phase, Sign};

/// What a trustee can show now.
#[derive(Debug)]
pub enum Life {
    /// A new sign of life, on this entry.
    New {
        /// The newest entry that is not a sign of life itself.
        on_entry: u64,
        /// The signed statement.
        statement: Pending<String>,
    },
    /// Nothing more: the log holds nothing on which to show it again.
    Stands(Sign),
}

/// Shows that the key works.
///
/// # Errors
/// The key is not a trustee's or does not fit the ceremony, the log does not extend the one seen before, or it takes no
/// signs of life now.
pub fn show(key: &Key, log: &LogCopy, memory: &Memory) -> Result<Life, Refusal> {
    let (election, trusted) = (log.election(), &log.trust().election);
    let index = trustee_index(key, manifest_of(election)?)?;
    check_extension(log, memory)?;
    let on_entry = match next_sign(election, index)? {
        Next::On(entry) => entry,
        Next::Stands(sign) => return Ok(Life::Stands(sign)),
    };
    let share = key_share(key, election, index)?;
    let hash = election.entry_hash(on_entry).copied().unwrap_or_default();
    let life = share.live(trusted, on_entry, &hash);
    let checkpoint = log
        .signed_checkpoint()
        .ok_or_else(|| Refusal::unusable("there is no checkpoint to rely on: run this again"))?;
    let named = election.statement_election().unwrap_or(trusted);
    let statement = sign(key.signing(), named, &Body::Liveness(life));
    let statement = Pending::new(memory.relying_on(trusted, checkpoint), statement);
    Ok(Life::New { on_entry, statement })
}

/// Where a sign of life would be given.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    On(u64),
    Stands(Sign),
}

/// (KEY-16) A sign of life is on a later entry than the last one.
fn next_sign(election: &Election, index: u64) -> Result<Next, Refusal> {
    if !matches!(election.phase(), Phase::Roll | Phase::Voting) {
        return Err(Refusal::by(
            checks::LOG_11,
            format!(
                "a sign of life can be given from the last confirmation until the election is closed; its \
                 phase is {}",
                election.phase().name()
            ),
        ));
    }
    let newest = election.newest_lasting_entry().unwrap_or_default();
    match election.last_sign(index) {
        Some(last) if newest <= last.entry => Ok(Next::Stands(*last)),
        _ => Ok(Next::On(newest)),
    }
}

/// (TRU-11) A trustee's share of the election key, from its key file and the deals of a verified log.
///
/// # Errors
/// The key file is not the one that took part in the ceremony.
pub fn key_share(key: &Key, election: &Election, index: u64) -> Result<KeyShare, Refusal> {
    let deals: Vec<KeyDeal> = election.deals().map(|(_, deal)| deal.clone()).collect();
    let share =
        election.ceremony().and_then(|ceremony| KeyShare::open(key.seed(), ceremony, &deals, index).ok());
    share.ok_or_else(|| {
        Refusal::by(
            checks::KEY_07,
            "the shares that were dealt to this key do not open with this key file: it is damaged, or the \
             ceremony was not finished. Use your backup",
        )
    })
}

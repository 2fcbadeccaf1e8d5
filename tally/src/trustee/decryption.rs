//! (6.2) A trustee's decryption share. The program verifies the whole record itself and recomputes the
//! tally from it: there is no way to ask it for anything else (TRU-02).

use crate::key_file::{Key, KeySource, Role};
use crate::program::answer::{Answer, Failure, Outcome};
use crate::program::log;
use crate::record::VerifiedRecord;
use crate::trustee::comparison::trustee_index;
use crate::trustee::liveness::key_share;
use crate::trustee::memory::TrusteeState;
use serde_json::json;
use std::io::{BufRead as _, IsTerminal as _, Write as _};
use tabella_client::HttpBoard;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::election::statement::{Body, sign};
use tabella_crypto::readable;
use tabella_log::copy::older_view;
use tabella_log::rulebook::{Election, Phase};
use tabella_log::trust::Trust;

/// What a person says about the tally before a share of it leaves (TRU-04).
#[derive(Clone, Copy, Debug)]
pub enum TallyComparison {
    /// Shows it and asks, in an election without witnesses.
    Ask,
    /// The tally that the trustees have compared was given beforehand: tau.
    With(Hash),
}

/// `trustee decrypt`: verifies the record, and posts this trustee's share of the one tally it decrypts.
///
/// `restored` says that the key was restored from a backup without its state file.
///
/// # Errors
/// TRU-01 to TRU-06: see `docs/specification.md`; or the board refuses or cannot be reached.
pub fn run(
    keys: &mut KeySource,
    board: &HttpBoard,
    trust: &Trust,
    restored: bool,
    comparison: TallyComparison,
) -> Outcome {
    let key = keys.load(Role::Trustee)?;
    let mut state = TrusteeState::beside(keys.path())?;
    let known = state.checkpoint(&trust.election)?.map_or(0, |earlier| earlier.unverified().size);
    let record = VerifiedRecord::fetch_since(board, trust, known).map_err(|failure| {
        failure.because(
            checks::TRU_01,
            "the record on the board does not hold. Nothing was decrypted: the difference of two tallies \
             could be a single ballot. `tabella-audit verify` shows every check",
        )
    })?;
    match decide(&key, &record, trust, &mut state, restored, comparison)? {
        Decision::Nothing(why) => Ok(nothing(&why, trust)),
        Decision::Share { statement, index, tau } => {
            let posted = log::post(board, trust, &statement)?;
            let words = format!(
                "Verified the whole record and posted the decryption share of trustee {index}: {}.\n\n  Tally  \
                 {}\n\nThe other trustees must have the same tally. Next: when enough trustees have posted \
                 theirs, the official runs\n  tabella-tally result --key FILE --board {} --trust FILE\nKeep \
                 your key file until the result has been audited; then destroy it and its copies.",
                posted.standing.in_words(),
                readable::show(readable::Kind::Tally, &tau.0),
                board.address()
            );
            let facts = json!({
                "command": "trustee decrypt",
                "decrypted": true,
                "election": trust.election,
                "entry": posted.entry.index,
                "reason": null,
                "standing": posted.standing,
                "tally_text": readable::show(readable::Kind::Tally, &tau.0),
                "tau": tau,
                "trustee": index,
            });
            Ok(Answer { words, facts })
        }
    }
}

/// What a trustee does about a verified record.
#[derive(Debug)]
pub enum Decision {
    /// Nothing, for this reason.
    Nothing(Why),
    /// Posts a share; its tau is durable already.
    Share {
        /// The signed statement.
        statement: String,
        /// The trustee's index.
        index: u64,
        /// What is decrypted.
        tau: Hash,
    },
}

/// Why there is nothing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// (TRU-06) The own share is in the log.
    Already(Hash),
    /// The result is announced without it.
    Finished,
    /// No slot has a `D_j` (TAL-04).
    NothingToDecrypt,
}

/// TRU-02 to TRU-06: what to do about a record that was verified.
///
/// # Errors
/// The record does not extend the one seen before, the election is not closed, this key has made a share
/// for another tally or may have, nobody has compared the tally, or the memory cannot be written.
pub fn decide(
    key: &Key,
    record: &VerifiedRecord,
    trust: &Trust,
    state: &mut TrusteeState,
    restored: bool,
    comparison: TallyComparison,
) -> Result<Decision, Failure> {
    let election = record.election();
    // Every record that is accepted has a manifest.
    let manifest = election.manifest().ok_or_else(|| Failure::refused(checks::LOG_11, "no manifest"))?;
    let index = trustee_index(key, manifest)?;
    demand_same_record(record, trust, state)?;
    let (Some(tally), Some(phi)) = (election.tally(), election.fingerprint()) else {
        return Err(Failure::refused(
            checks::TRU_03,
            format!(
                "the election is not closed (its phase is {}): nothing is decrypted before",
                election.phase().name()
            ),
        ));
    };
    if tally.encrypted().next().is_none() {
        return Ok(Decision::Nothing(Why::NothingToDecrypt));
    }
    if own_share(election, index) {
        state.fix_tau(&trust.election, &tally.tau, record.checkpoint())?;
        return Ok(Decision::Nothing(Why::Already(tally.tau)));
    }
    demand_memory(state, trust, restored)?;
    if election.phase() != Phase::Finished {
        demand_comparison(manifest, state, trust, &tally.tau, comparison)?;
    }
    // TRU-04: durable before the share exists outside this process.
    state.fix_tau(&trust.election, &tally.tau, record.checkpoint())?;
    if election.phase() == Phase::Finished {
        return Ok(Decision::Nothing(Why::Finished));
    }
    // TRU-05: the tally has no slots of a contest under the minimum.
    let share = tally.decrypt(&key_share(key, election, index)?);
    let share = share.ok_or_else(|| Failure::failed("the share could not be computed"))?;
    let statement = sign(key.signing(), phi, &Body::DecryptionShare(share));
    Ok(Decision::Share { statement, index, tau: tally.tau })
}

/// The record extends the one of the step before; if it does not, a second tau is named too (TRU-04).
fn demand_same_record(record: &VerifiedRecord, trust: &Trust, state: &TrusteeState) -> Result<(), Failure> {
    let Some(earlier) = state.checkpoint(&trust.election)? else { return Ok(()) };
    let known = earlier.unverified().size;
    let rejection = match record.extends(&earlier, trust) {
        Ok(true) => return Ok(()),
        Ok(false) => return Err(Failure::failed(older_view(record.election().size(), known))),
        Err(rejection) => rejection,
    };
    let failure = Failure::from(rejection).because(
        checks::TRU_02,
        "the record is not the one you took part in. Nothing was decrypted. Keep the state file beside your \
         key: it holds the board's signature on the other log. Tell the other trustees",
    );
    let tau = record.election().tally().map(|tally| tally.tau);
    match tau.map(|tau| state.demand_one_tau(&trust.election, &tau)) {
        Some(Err(second)) => Err(failure.because(checks::TRU_04, &second.to_string())),
        _ => Err(failure),
    }
}

fn own_share(election: &Election, index: u64) -> bool {
    election.valid_shares().any(|(trustee, _)| trustee == index)
}

/// TRU-06: a key without memory may have decrypted before. Under a quorum its share would be in the
/// record; a board without witnesses could hide it.
fn demand_memory(state: &TrusteeState, trust: &Trust, restored: bool) -> Result<(), Failure> {
    if state.knows(&trust.election) || !trust.policy().is_unwitnessed() || restored {
        return Ok(());
    }
    Err(Failure::refused(
        checks::TRU_06,
        "beside this key file there is no state file that knows this election, so this program cannot tell \
         whether the key has decrypted before, and there are no witnesses who would show it. Use the folder \
         where the ceremony was held. Only if you are sure that this key has made no share for this election, \
         say so with --restored",
    ))
}

/// TRU-04, between trustees: without witnesses two of them may be shown two records. What a person has said of this
/// very tally on this machine need not be said again.
fn demand_comparison(
    manifest: &Manifest,
    state: &TrusteeState,
    trust: &Trust,
    tau: &Hash,
    comparison: TallyComparison,
) -> Result<(), Failure> {
    state.demand_one_tau(&trust.election, tau)?;
    match comparison {
        TallyComparison::With(compared) if compared != *tau => Err(Failure::refused(
            checks::TRU_04,
            format!(
                "the tally you gave is not that of the record, which is\n  {}\nNothing was decrypted. If another \
                 trustee sees the one you gave, two views of the election exist: keep both records, and tell the \
                 other trustees and the auditors",
                readable::show(readable::Kind::Tally, &tau.0)
            ),
        )),
        TallyComparison::Ask if manifest.unwitnessed && state.tau(&trust.election).is_none() => {
            ask(&compared_in_words(manifest, tau))
        }
        TallyComparison::With(_) | TallyComparison::Ask => Ok(()),
    }
}

/// What a trustee compares with the others before it releases a share.
fn compared_in_words(manifest: &Manifest, tau: &Hash) -> String {
    format!(
        "The whole record holds. This is the tally that a share of this key would open:\n\n  {}\n\nThere are no \
         witnesses: {}. Compare the tally with the other trustees, every group of characters, by telephone or in \
         one room. Say no if one of them sees another tally, and if this key has decrypted on another machine, or \
         from another copy of its files.",
        readable::show(readable::Kind::Tally, &tau.0),
        manifest.collusion_in_words().unwrap_or_default()
    )
}

fn ask(words: &str) -> Result<(), Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::failed(
            "without witnesses the trustees must compare the tally before one of them decrypts: run this in a \
             terminal, or give the tally that you have compared with --tally TALLY (tabella-audit verify shows it)",
        ));
    }
    eprint!(
        "{words}\n\nDo all trustees see this tally, and has this key decrypted nowhere else? Type yes to go on: "
    );
    let mut answer = String::new();
    let read = std::io::stderr().flush().and_then(|()| std::io::stdin().lock().read_line(&mut answer));
    read.map_err(|error| Failure::failed(format!("cannot read the answer: {error}")))?;
    if answer.trim() == "yes" {
        return Ok(());
    }
    Err(Failure::refused(checks::TRU_04, "the tally was not confirmed: nothing was decrypted"))
}

fn nothing(why: &Why, trust: &Trust) -> Answer {
    let (reason, tau, words) = match why {
        Why::Already(tau) => (
            "already",
            Some(tau),
            "This trustee's decryption share is in the log already. Nothing was posted.".to_owned(),
        ),
        Why::Finished => (
            "finished",
            None,
            "The result is announced; this trustee's share was not needed. Nothing was posted.".to_owned(),
        ),
        Why::NothingToDecrypt => (
            "nothing-to-decrypt",
            None,
            "There is nothing to decrypt: no contest has enough ballots, or none needs a key. Nothing was \
             posted. Next: the official announces the result with `tabella-tally result`."
                .to_owned(),
        ),
    };
    let facts = json!({
        "command": "trustee decrypt",
        "decrypted": false,
        "election": trust.election,
        "entry": null,
        "reason": reason,
        "standing": null,
        "tau": tau,
        "trustee": null,
    });
    Answer { words, facts }
}

//! `trustee decrypt`.

use crate::key::{Key, Role};
use crate::log::manifest_of;
use crate::posted::Posted;
use crate::program::keys::KeySource;
use crate::program::state_file::StateFile;
use crate::program::{asking, board, record};
use crate::record::VerifiedRecord;
use crate::trustee::decryption::{Act, Decision, Declaration, decide};
use serde_json::json;
use tabella_client::HttpBoard;
use tabella_client::console::{Answer, Failure, Outcome};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::readable;
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
pub fn decrypt(
    keys: &mut KeySource,
    board: &HttpBoard,
    trust: &Trust,
    restored: bool,
    comparison: TallyComparison,
) -> Outcome {
    let key = keys.load(Role::Trustee)?;
    let mut state = StateFile::beside(keys.path())?;
    let earlier = state.memory().checkpoint(&trust.election)?;
    let known = earlier.map_or(0, |earlier| earlier.unverified().size);
    let record = record::fetch_since(board, trust, known).map_err(|failure| {
        failure.because(
            checks::TRU_01,
            "the record on the board is not valid. Nothing was decrypted: the difference of two tallies \
             could be a single ballot. `tabella-audit verify` shows every check",
        )
    })?;
    Ok(match act(&key, &record, trust, &mut state, restored, comparison)? {
        Some(Act::Post { statement, index, tau }) => {
            let posted = board::post(board, trust, &statement)?;
            decrypted(trust, board, index, &tau, &posted)
        }
        Some(Act::Already(tau)) => nothing(
            trust,
            "already",
            Some(tau),
            "This trustee's decryption share is in the log already. Nothing was posted.",
        ),
        Some(Act::Finished) => nothing(
            trust,
            "finished",
            None,
            "The result is announced; this trustee's share was not needed. Nothing was posted.",
        ),
        None => nothing(
            trust,
            "nothing-to-decrypt",
            None,
            "There is nothing to decrypt: no contest has enough ballots, or none needs a key. Nothing was \
             posted. Next: the official announces the result with `tabella-tally result`.",
        ),
    })
}

/// Decides, asks where a person must have compared the tally, and remembers; `None` if there is nothing to decrypt.
fn act(
    key: &Key,
    record: &VerifiedRecord,
    trust: &Trust,
    state: &mut StateFile,
    restored: bool,
    comparison: TallyComparison,
) -> Result<Option<Act>, Failure> {
    let compared = match comparison {
        TallyComparison::Ask => None,
        TallyComparison::With(tau) => Some(tau),
    };
    let mut declared = Declaration { restored, compared };
    loop {
        match decide(key, record, trust, state.memory(), declared)? {
            Decision::NothingToDecrypt => return Ok(None),
            Decision::Compare(tau) => {
                ask(&compared_in_words(manifest_of(record.election())?, &tau))?;
                declared.compared = Some(tau);
            }
            Decision::Remember(pending) => return state.keep(pending).map(Some),
        }
    }
}

/// The words with which a trustee compares the tally with the others before a share of it leaves.
fn compared_in_words(manifest: &Manifest, tau: &Hash) -> String {
    format!(
        "The whole record is valid. This is the tally that a share of this key would open:\n\n  {}\n\nThere are no \
         witnesses: {}. Compare the tally with the other trustees, every group of characters, by telephone or in \
         one room. Say no if one of them sees another tally, and if this key has decrypted on another machine, or \
         from another copy of its files.",
        readable::show(readable::Kind::Tally, &tau.0),
        manifest.collusion_in_words().unwrap_or_default()
    )
}

fn ask(words: &str) -> Result<(), Failure> {
    let alone = "without witnesses the trustees must compare the tally before one of them decrypts: run this in a \
                 terminal, or give the tally that you have compared with --tally TALLY (tabella-audit verify shows it)";
    let question = "Do all trustees see this tally, and has this key decrypted nowhere else?";
    if asking::is_yes(words, question, alone)? {
        return Ok(());
    }
    Err(Failure::refused(checks::TRU_04, "the tally was not confirmed: nothing was decrypted"))
}

fn decrypted(trust: &Trust, board: &HttpBoard, index: u64, tau: &Hash, posted: &Posted) -> Answer {
    let tally = readable::show(readable::Kind::Tally, &tau.0);
    let words = format!(
        "Verified the whole record and posted the decryption share of trustee {index}: {}.\n\n  Tally  \
         {tally}\n\nThe other trustees must have the same tally. Next: when enough trustees have posted \
         theirs, the official runs\n  tabella-tally result --key FILE --board {} --trust FILE\nKeep \
         your key file until the result has been audited; then destroy it and its copies.",
        posted.standing.in_words(),
        board.address()
    );
    let facts = json!({
        "decrypted": true,
        "election": trust.election,
        "entry": posted.entry.index,
        "reason": null,
        "standing": posted.standing,
        "tally_text": tally,
        "tau": tau,
        "trustee": index,
    });
    Answer::new(facts, words)
}

/// Says why nothing was posted.
fn nothing(trust: &Trust, reason: &str, tau: Option<Hash>, words: &str) -> Answer {
    let facts = json!({
        "decrypted": false,
        "election": trust.election,
        "entry": null,
        "reason": reason,
        "standing": null,
        "tau": tau,
        "trustee": null,
    });
    Answer::new(facts, words)
}

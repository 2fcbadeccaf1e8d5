//! `check`: what became of a ballot, and was a code used?

use crate::board::{collusion, lookup, open_since};
use crate::failure::{Result, line};
use crate::inputs::{BoardArguments, changed, read_credential, read_file, read_tracker, read_trust};
use crate::words::say;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tabella_client::DownloadedLog;
use tabella_client::console::{Answer, Failure};
use tabella_crypto::carried::file_name;
use tabella_crypto::group::Point;
use tabella_crypto::readable::{self, Kind};
use tabella_crypto::rejection::Rejection;
use tabella_log::receipt::Receipt;
use tabella_log::rulebook::{Latest, Phase};
use tabella_log::trust::Trust;
use tabella_log::witness::Standing;
use tabella_vote::receipt::{VerifiedBallot, check_receipt};
use tabella_vote::status::{Lookup, Status};

/// Look up what became of your ballot, or whether your code was used.
///
/// Downloads and verifies the log with every ballot of the credential, and looks there; the board is not asked. With a receipt: is its
/// ballot still in the log, does the log extend the one that the board signed then, is the ballot counted,
/// superseded by a later one, or missing? With --credential: the last ballot of that credential, or that
/// there is none. `counted` is said only of a log that ends voting, under enough witnesses; otherwise
/// `not-yet-counted`. Do this on another device than the one you voted with.
///
/// JSON keys: `credential`; `latest`, its last ballot {index, sequence, tracker} or null; `phase` (setup, open,
/// closed, finished or void); `receipt`, its ballot {at, index, sequence, tracker} or null; `size` of the log;
/// `standing` of the log (recorded, or unwitnessed); `status` (counted, not-yet-counted,
/// superseded, missing, absent, not-in-roll or older-view); `tracker_matches` (null without --tracker). They are there
/// with exit codes 0 and 1, unless the receipt or the log itself does not hold.
///
/// `older-view` with exit code 2: the board, or a cache between, shows fewer entries than your receipt covers. That
/// is no verdict and no evidence: ask again later.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
#[group(id = "what", required = true, multiple = false, args = ["receipt", "credential"])]
pub(crate) struct Arguments {
    /// The receipt that you kept.
    receipt: Option<PathBuf>,
    #[command(flatten)]
    board: BoardArguments,
    /// The credential on your letter, instead of a receipt.
    #[arg(long, allow_hyphen_values = true)]
    credential: Option<String>,
    /// The tracker of your last ballot that you kept outside the voting device: is it the one in the log?
    #[arg(long)]
    tracker: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Answer> {
    let trust = read_trust(&arguments.board.trust)?;
    let kept = arguments.tracker.as_deref().map(read_tracker).transpose()?;
    let mut rejections: Vec<Rejection> = vec![];
    let (credential, ballot, checkpoint) = match (&arguments.receipt, &arguments.credential) {
        (Some(path), _) => {
            let (receipt, ballot) = read_receipt(path, &trust)?;
            (*ballot.author(), Some(ballot), Some(receipt.checkpoint))
        }
        (None, typed) => (read_credential(typed.as_deref().unwrap_or_default())?, None, None),
    };
    let known = checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.unverified().size);
    let mirror = open_since(&arguments.board, credential, known)?;
    let lookup = lookup(&mirror)?;
    // LOG-08
    rejections.extend(checkpoint.and_then(|checkpoint| mirror.extends(&checkpoint).err()));
    let status = match &ballot {
        Some(ballot) => lookup.ballot(ballot),
        None => lookup.credential(&credential),
    };
    rejections.extend(status.rejection());
    let unsettled = match status {
        Status::OlderView { shown, known } => Some(say!("older-view", shown = shown, known = known)),
        _ => None,
    };
    // The last ballot of an older state may well be another one.
    let kept = kept.filter(|_| unsettled.is_none());
    let matches = kept.map(|kept| lookup.compare(&credential, &kept));
    let tracker_matches = matches.as_ref().map(Result::is_ok);
    rejections.extend(matches.and_then(Result::err));
    let phase = mirror.election().phase().name();
    let details = json!({
        "credential": credential,
        "latest": lookup.latest(&credential).map(|latest| place(&latest)),
        "phase": phase,
        "receipt": ballot.as_ref().map(receipt_json),
        "size": mirror.election().size(),
        "standing": lookup.standing().name(),
        "status": status.name(),
        "tracker_matches": tracker_matches,
    });
    let mut sentences = vec![
        line(&say!("label-credential"), readable::show(Kind::Credential, credential.as_bytes())),
        line(&say!("label-log"), log_in_words(&mirror, lookup.standing())),
        format!("{}\n", line(&say!("label-status"), in_words(&status))),
    ];
    sentences.extend(collusion(&mirror));
    sentences.extend(advice(&lookup, &credential, &status, tracker_matches));
    let answer = Answer::new(details, sentences.join("\n"));
    Ok(match unsettled {
        _ if !rejections.is_empty() => answer.but(rejections.into()),
        Some(reason) => answer.but(Failure::failed(reason)),
        None => answer,
    })
}

/// RCP-01: a receipt that does not hold was changed on its way, or is another file; which of it cannot be known, so
/// that nobody is blamed.
fn read_receipt(path: &Path, trust: &Trust) -> Result<(Receipt, VerifiedBallot)> {
    let file = read_file(path, &say!("cannot-read-receipt", file = file_name(path)))?;
    let receipt =
        Receipt::read(&file).map_err(|rejection| changed(path, &say!("what-receipt"), &rejection.reason))?;
    let ballot = check_receipt(&receipt, &trust.policy(), &trust.election).map_err(|rejections| {
        let reasons: Vec<String> = rejections.iter().map(ToString::to_string).collect();
        changed(path, &say!("what-receipt-here"), &reasons.join("; "))
    })?;
    Ok((receipt, ballot))
}

fn place(latest: &Latest) -> Value {
    json!({
        "index": latest.index,
        "sequence": latest.sequence,
        "tracker": readable::tracker(&latest.tracker),
    })
}

fn receipt_json(ballot: &VerifiedBallot) -> Value {
    json!({
        "at": ballot.at(),
        "index": ballot.index(),
        "sequence": ballot.sequence(),
        "tracker": readable::tracker(ballot.tracker()),
    })
}

fn log_in_words(mirror: &DownloadedLog, standing: Standing) -> String {
    let phase = match mirror.election().phase() {
        Phase::Voting => say!("phase-open"),
        Phase::Closed => say!("phase-closed"),
        Phase::Finished => say!("phase-finished"),
        Phase::Void => say!("phase-void"),
        _ => say!("phase-setup"),
    };
    let standing = match standing {
        Standing::Recorded => say!("log-recorded"),
        Standing::Unwitnessed => say!("log-unwitnessed"),
        Standing::Received => say!("log-received"),
    };
    say!("log-line", size = mirror.election().size(), phase = phase, standing = standing)
}

fn in_words(status: &Status) -> String {
    match status {
        Status::NotInRoll => say!("status-not-in-roll"),
        Status::Absent => say!("status-absent"),
        Status::NotYetCounted(latest) => {
            say!("status-not-yet-counted", index = latest.index, sequence = latest.sequence)
        }
        Status::Counted(latest) => say!("status-counted", index = latest.index, sequence = latest.sequence),
        Status::Superseded(latest) => {
            say!("status-superseded", index = latest.index, sequence = latest.sequence)
        }
        Status::Missing => say!("status-missing"),
        Status::OlderView { .. } => say!("status-older-view"),
    }
}

/// What the voter should know or do.
fn advice(
    lookup: &Lookup<'_>,
    credential: &Point,
    status: &Status,
    tracker_matches: Option<bool>,
) -> Vec<String> {
    let mut advice = vec![];
    let is_known = !matches!(status, Status::OlderView { .. });
    if let Some(latest) = lookup.latest(credential).filter(|_| is_known) {
        advice.push(format!("{}\n\n  {}\n", say!("last-tracker"), readable::tracker(&latest.tracker)));
        advice.push(match tracker_matches {
            Some(true) => say!("tracker-same"),
            Some(false) => say!("tracker-other"),
            None => say!("tracker-compare"),
        });
    }
    match status {
        Status::Superseded(_) => advice.push(say!("advice-superseded")),
        Status::NotYetCounted(_) => advice.push(say!("advice-not-yet-counted")),
        Status::Missing => advice.push(say!("advice-missing")),
        Status::Absent | Status::Counted(_) | Status::NotInRoll | Status::OlderView { .. } => {}
    }
    advice
}

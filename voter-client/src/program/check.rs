//! `check`: what became of a ballot, and was a code used?

use crate::answer::{Answer, Finding};
use crate::board::{lookup, open_since};
use crate::given::{BoardArguments, changed, read_credential, read_file, read_tracker, read_trust};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tabella_board::receipt::Receipt;
use tabella_board::replica::older_view;
use tabella_board::rules::Latest;
use tabella_board::trust::Trust;
use tabella_crypto::error::Rejection;
use tabella_crypto::group::Point;
use tabella_crypto::text::{self, Kind};
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

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Answer> {
    let trust = read_trust(&arguments.board.trust)?;
    let kept = arguments.tracker.as_deref().map(read_tracker).transpose()?;
    let mut rejections = vec![];
    let mut found = vec![];
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
        Status::OlderView { shown, known } => Some(older_view(shown, known)),
        _ => None,
    };
    // The last ballot of an older state may well be another one.
    let kept = kept.filter(|_| unsettled.is_none());
    let matches = kept.map(|kept| lookup.compare(&credential, &kept));
    let tracker_matches = matches.as_ref().map(Result::is_ok);
    rejections.extend(matches.and_then(Result::err));
    found.extend(rejections.iter().map(|rejection: &Rejection| Finding::from(rejection)));
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
        format!("  Credential   {}", text::show(Kind::Credential, credential.as_bytes())),
        format!(
            "  Log          {} entries, {phase}, {}",
            mirror.election().size(),
            lookup.standing().words()
        ),
        format!("  Status       {}\n", in_words(&status)),
    ];
    sentences.extend(advice(&lookup, &credential, &status, tracker_matches));
    Ok(Answer { unsettled, ..Answer::new(details, sentences).with(found) })
}

/// RCP-01: a receipt that does not hold was changed on its way, or is another file; which of it cannot be known, so
/// that nobody is blamed.
fn read_receipt(path: &Path, trust: &Trust) -> anyhow::Result<(Receipt, VerifiedBallot)> {
    let file = read_file(path, "the receipt")?;
    let receipt = Receipt::read(&file).map_err(|rejection| changed(path, "a receipt", &rejection.reason))?;
    let ballot = check_receipt(&receipt, &trust.policy(), &trust.election).map_err(|rejections| {
        let reasons: Vec<String> =
            rejections.iter().map(|rejection| Finding::from(rejection).to_string()).collect();
        changed(path, "a receipt of this election on this board", &reasons.join("; "))
    })?;
    Ok((receipt, ballot))
}

fn place(latest: &Latest) -> Value {
    json!({
        "index": latest.index,
        "sequence": latest.sequence,
        "tracker": text::tracker(&latest.tracker),
    })
}

fn receipt_json(ballot: &VerifiedBallot) -> Value {
    json!({
        "at": ballot.at(),
        "index": ballot.index(),
        "sequence": ballot.sequence(),
        "tracker": text::tracker(ballot.tracker()),
    })
}

fn in_words(status: &Status) -> String {
    match status {
        Status::NotInRoll => "not in the roll".into(),
        Status::Absent => {
            "there is no ballot of this credential in the whole log: its code was not used".into()
        }
        Status::NotYetCounted(latest) => {
            format!("in the log (entry {}, sequence {}), not yet counted", latest.index, latest.sequence)
        }
        Status::Counted(latest) => format!("counted (entry {}, sequence {})", latest.index, latest.sequence),
        Status::Superseded(latest) => {
            format!("superseded by sequence {} (entry {})", latest.sequence, latest.index)
        }
        Status::Missing => "missing: the ballot of the receipt is not in the log".into(),
        Status::OlderView { .. } => "not known: the log that is shown is older than the receipt".into(),
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
        advice.push(format!(
            "The tracker of the last ballot of this credential:\n\n  {}\n",
            text::tracker(&latest.tracker)
        ));
        advice.push(match tracker_matches {
            Some(true) => "It is the tracker that you kept.".into(),
            Some(false) => {
                "It is NOT the tracker that you kept: this device or the one you voted with, or somebody with your \
                 code, cast another ballot. Vote again while voting is open, and complain."
                    .into()
            }
            None => "Compare it, in full, with the one that you kept outside the voting device. Without this \
                     comparison, the status says nothing about a lying device."
                .to_owned(),
        });
    }
    match status {
        Status::Superseded(_) => advice.push(
            "If you did not vote again, somebody else has used your code: vote again while voting is open, and complain."
                .into(),
        ),
        Status::NotYetCounted(_) => {
            advice.push("Look again after voting has closed. Until then a later ballot would replace this one.".into());
        }
        Status::Missing => advice.push("Keep the receipt, and complain with it: it is evidence against the board.".into()),
        Status::Absent | Status::Counted(_) | Status::NotInRoll | Status::OlderView { .. } => {}
    }
    advice
}

//! `cast`: choose, see the tracker, cast or test the device, and keep the receipt.

use crate::board::{cast, collusion, demand_continuation, download};
use crate::failure::{Result, Spoken, is_too_soon, line};
use crate::inputs::{VoterArguments, read_choices, read_code, read_trust};
use crate::questions::{Conversation, Decision};
use crate::times;
use crate::words::{Wanted, say};
use rand::rngs::SysRng;
use serde_json::json;
use std::io::{BufRead, IsTerminal as _, Write, stderr, stdin};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tabella_client::DownloadedLog;
use tabella_client::console::times::in_words;
use tabella_client::console::{Answer, Readers, ReservedFile};
use tabella_crypto::bytes::Hash;
use tabella_crypto::encoding::encode;
use tabella_crypto::group::Point;
use tabella_crypto::readable::{self, Kind};
use tabella_log::witness::Standing;
use tabella_vote::paper::Paper;
use tabella_vote::receipt::VerifiedBallot;
use tabella_vote::session::{Polls, Prepared, Session};

/// Cast your ballot.
///
/// Asks for your code and puts every contest to you, or takes your choices from --select. Then shows the
/// tracker of the encrypted ballot in full and asks: cast it, test this device with it, or quit. A ballot is
/// called cast only when the board has shown, by a receipt that is verified here, that it is in its signed
/// log. You may vote again until voting closes: only your last ballot counts.
///
/// JSON keys: `outcome` (cast or challenged), `credential`, `sequence` (from 0) and `tracker` of the ballot;
/// when cast also `at` (Unix seconds), `index` of its entry, `receipt` (the file) and `standing` (recorded,
/// received, or unwitnessed); when challenged `opening` (the file).
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    #[command(flatten)]
    voter: VoterArguments,
    /// Options of a contest by their ids, `blank` for a blank vote; once for every contest. Others who use
    /// this machine can see it: for rehearsals. Contests left out are left empty.
    #[arg(long, value_name = "CONTEST=OPTION[,OPTION...]", allow_hyphen_values = true)]
    select: Vec<String>,
    /// Where to save the receipt; by default the first 8 characters of the tracker with .tlog-proof, in the
    /// current folder. A file that is there already is never overwritten.
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    /// Do not ask before casting. Nor are you asked when --select is given and standard input is no terminal.
    #[arg(long, requires = "select")]
    yes: bool,
}

pub(crate) fn run(arguments: &Arguments, language: &Wanted) -> Result<Answer> {
    let trust = read_trust(&arguments.voter.board.trust)?;
    let given = read_choices(&arguments.select)?;
    let code = read_code(arguments.voter.code_file.as_deref(), &trust.election)?;
    let mut mirror = download(&arguments.voter.board, trust, [*code.credential().public()])?;
    times::demand_voting(&mirror)?;
    let mut session = Polls::open(mirror.copy())?.admit(&code)?;
    let election = Arc::clone(session.election());
    let paper = Paper::new(&election.manifest, session.style(), &language.texts(&election.manifest))?;
    let mut voter = Conversation { answers: stdin().lock(), questions: stderr() };
    let ask = given.is_empty() || !arguments.yes && stdin().is_terminal();
    if let Some(lacking) = language.lacking(&election.manifest).filter(|_| ask) {
        voter.say(&format!("\n{lacking}"))?;
    }
    if ask && session.latest().is_some() {
        voter.say(&format!("\n{}", say!("voted-before")))?;
    }
    loop {
        let selections = if given.is_empty() { voter.choose(&paper)? } else { session.choose(&given)? };
        if ask {
            voter.show(&say!("you-have-chosen"), &paper.words(&selections))?;
            // Choosing takes time: another ballot of this credential may have arrived meanwhile.
            mirror.update(SysRng)?;
            session.refresh(mirror.copy())?;
        }
        let prepared = session.prepare(selections, &mut SysRng).map_err(|refused| refused.reason)?;
        let tracker = readable::tracker(prepared.tracker());
        match if ask { voter.decide(&tracker)? } else { Decision::Cast } {
            Decision::Cast => return send(&mirror, prepared, arguments.receipt.as_deref(), &mut voter),
            Decision::Quit => return Err(Spoken::failed(say!("you-quit"))),
            Decision::Challenge => {
                let path = PathBuf::from(format!("{}.opening.json", short(prepared.tracker())));
                let (answer, again) = open(prepared, &path)?;
                if !given.is_empty() {
                    return Ok(answer);
                }
                voter.say(&answer.words)?;
                voter.say(&format!("\n{}", say!("now-vote")))?;
                session = again;
            }
        }
    }
}

/// Casts the ballot, verifies the answer, saves the receipt.
fn send<R: BufRead, W: Write>(
    mirror: &DownloadedLog,
    prepared: Prepared,
    path: Option<&Path>,
    voter: &mut Conversation<R, W>,
) -> Result<Answer> {
    let default = PathBuf::from(format!("{}.tlog-proof", short(prepared.tracker())));
    let path = path.unwrap_or(&default);
    // A receipt that cannot be kept must show before the ballot is cast.
    let file = ReservedFile::new(path)?;
    let tracker = readable::tracker(prepared.tracker());
    voter.say(&format!("\n{}\n\n  {tracker}\n", say!("sending")))?;
    let author = *prepared.author();
    let (receipt, answered) = cast(mirror.board(), prepared.cast()).map_err(|error| {
        if is_too_soon(&error) {
            // (RCP-06) A board that has taken one of the earlier tries answers with the receipt.
            return error.into();
        }
        let known = times::refused(&error, mirror);
        known.map_or_else(|| Spoken::from(error).context(uncertain(&author)), Spoken)
    })?;
    file.write(receipt.to_text(), Readers::Everyone)?;
    let ballot = demand_continuation(mirror, answered)
        .map_err(|error| error.context(say!("another-log", file = path.display())))?;
    let details = json!({
        "at": ballot.at(),
        "credential": ballot.author(),
        "index": ballot.index(),
        "outcome": "cast",
        "receipt": path.display().to_string(),
        "sequence": ballot.sequence(),
        "standing": ballot.standing().name(),
        "tracker": tracker,
    });
    Ok(Answer::new(details, sentences(&ballot, collusion(mirror), &tracker, path).join("\n")))
}

/// What to do when nothing shows what became of a ballot.
fn uncertain(author: &Point) -> String {
    let credential = readable::show(Kind::Credential, author.as_bytes());
    say!("no-receipt", command = format!("tabella-vote check --credential \"{credential}\""))
}

fn sentences(ballot: &VerifiedBallot, collusion: Option<String>, tracker: &str, path: &Path) -> Vec<String> {
    let standing = match ballot.standing() {
        Standing::Recorded => say!("standing-recorded"),
        Standing::Unwitnessed => say!("standing-unwitnessed"),
        Standing::Received => say!("standing-received"),
    };
    let later = format!("tabella-vote check {} --board URL --trust FILE", path.display());
    let standing = [standing].into_iter().chain(collusion).collect::<Vec<_>>().join(" ");
    vec![
        format!("{standing}\n"),
        line(&say!("label-time"), in_words(ballot.at())),
        line(&say!("label-tracker"), tracker),
        line(&say!("label-entry"), ballot.index()),
        format!("{}\n", line(&say!("label-receipt"), path.display())),
        say!("receipt-proves"),
        format!("{}\n", say!("receipt-proves-not")),
        say!("vote-again"),
        say!("look-later", command = later),
    ]
}

/// Opens a ballot and writes the opening: it can never be cast. The session goes on.
pub(crate) fn open(prepared: Prepared, path: &Path) -> Result<(Answer, Session)> {
    let file = ReservedFile::new(path)?;
    let (tracker, credential, sequence) =
        (readable::tracker(prepared.tracker()), *prepared.author(), prepared.sequence());
    let (opening, session) = prepared.challenge();
    file.write(format!("{}\n", encode(&opening)), Readers::Everyone)?;
    let details = json!({
        "credential": credential,
        "opening": path.display().to_string(),
        "outcome": "challenged",
        "sequence": sequence,
        "tracker": tracker,
    });
    let command = "--board URL --trust FILE --credential CREDENTIAL --tracker TRACKER";
    let sentences = [
        format!("{}\n", say!("opened")),
        line(&say!("label-tracker"), tracker),
        format!("{}\n", line(&say!("label-opening"), path.display())),
        say!("opened-next"),
        format!("  tabella-vote check-challenge {} {command}", path.display()),
        say!("opened-shows"),
    ];
    Ok((Answer::new(details, sentences.join("\n")), session))
}

/// The first 8 characters of a tracker, for file names.
pub(crate) fn short(tracker: &Hash) -> String {
    let shown = readable::tracker(tracker);
    let data = shown.split_once(' ').map_or(shown.as_str(), |(_, data)| data);
    data.chars().filter(|c| *c != ' ').take(8).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_named_after_its_tracker() {
        let tracker = Hash::of(&[b"ballot"]);
        let shown = readable::tracker(&tracker).replace(' ', "");
        assert_eq!(format!("tracker1{}", short(&tracker)), shown[..16]);
    }
}

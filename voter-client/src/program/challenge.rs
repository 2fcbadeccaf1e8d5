//! `challenge` and `check-challenge`: testing a voting device, on both sides.

use crate::board::{download, open as open_board};
use crate::cast;
use crate::failure::{Result, Spoken, line};
use crate::inputs::{
    BoardArguments, VoterArguments, changed, read_choices, read_code, read_credential, read_file,
    read_tracker, read_trust,
};
use crate::questions::in_words;
use crate::words::{Wanted, say};
use rand::rngs::SysRng;
use serde_json::json;
use std::path::{Path, PathBuf};
use tabella_client::console::Answer;
use tabella_crypto::carried::{self, file_name};
use tabella_crypto::election::ballot::{BallotOpening, Selections};
use tabella_crypto::encoding::decode;
use tabella_crypto::readable::{self, Kind};
use tabella_vote::challenge::{check_opening, compare};
use tabella_vote::paper::{Choice, Paper};
use tabella_vote::session::Polls;

/// Prepare a ballot and open it instead of casting it.
///
/// Shows the tracker and writes the opening for a second device (check-challenge). The ballot can never be
/// cast afterwards. A lying device that knows beforehand that it is tested can behave: for a real test use
/// `cast`, and answer t when you have seen the tracker.
///
/// JSON keys: `credential`, `opening` (the file), `outcome` (challenged), `sequence`, `tracker`.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    #[command(flatten)]
    voter: VoterArguments,
    /// Options of a contest by their ids, `blank` for a blank vote; once for every contest.
    #[arg(long, value_name = "CONTEST=OPTION[,OPTION...]", required = true, allow_hyphen_values = true)]
    select: Vec<String>,
    /// Where to write the opening. A file that is there already is never overwritten.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// On a second device: check what a challenged ballot really encrypts.
///
/// Downloads and verifies the log itself, rebuilds the ballot, and prints the choices that are really in it:
/// compare them with those you made, or name yours with --expect. Run it again after voting has closed: a
/// challenged ballot must never appear in the log.
///
/// JSON keys: `credential`; `expected` (true when --expect was given and holds, else null); `selections`
/// [{contest, labels, options, title}], the options by their ids; `sequence`; `style` (its id); `tracker`.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct CheckArguments {
    /// The opening that the voting device wrote.
    #[arg(value_name = "OPENING.json")]
    opening: PathBuf,
    #[command(flatten)]
    board: BoardArguments,
    /// The credential on your letter.
    #[arg(long, allow_hyphen_values = true)]
    credential: String,
    /// The tracker that the voting device showed before you said that this is a test.
    #[arg(long)]
    tracker: String,
    /// What you chose, by ids; once for every contest. Without it you compare by eye.
    #[arg(long, value_name = "CONTEST=OPTION[,OPTION...]", allow_hyphen_values = true)]
    expect: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Answer> {
    let trust = read_trust(&arguments.voter.board.trust)?;
    let choices = read_choices(&arguments.select)?;
    let code = read_code(arguments.voter.code_file.as_deref(), &trust.election)?;
    let mirror = download(&arguments.voter.board, trust, [*code.credential().public()])?;
    let session = Polls::open(mirror.copy())?.admit(&code)?;
    let selections = session.choose(&choices)?;
    let prepared = session.prepare(selections, &mut SysRng).map_err(|refused| refused.reason)?;
    Ok(cast::open(prepared, &arguments.out)?.0)
}

/// An opening that cannot be read was changed on its way, or the voting device wrote none: nothing is said of it.
fn read_opening(path: &Path) -> Result<BallotOpening> {
    let file = read_file(path, &say!("cannot-read-opening", file = file_name(path)))?;
    let opening = carried::json(&file).and_then(|line| decode(line.as_bytes()));
    opening.map_err(|error| changed(path, &say!("what-opening"), &error))
}

pub(crate) fn check(arguments: &CheckArguments, language: &Wanted) -> Result<Answer> {
    let credential = read_credential(&arguments.credential)?;
    let tracker = read_tracker(&arguments.tracker)?;
    let expected = read_choices(&arguments.expect)?;
    let opening = read_opening(&arguments.opening)?;
    let mirror = open_board(&arguments.board, credential)?;
    let selections = check_opening(&opening, mirror.election(), &credential, &tracker)?;
    let manifest = mirror.election().manifest().ok_or_else(|| Spoken::failed("the log has no manifest"))?;
    if !expected.is_empty() {
        let chosen = Selections::choose(manifest, opening.style, &expected)?;
        compare(&selections, &chosen, &tracker)?;
    }
    let words = Paper::new(manifest, opening.style, &language.texts(manifest))?.words(&selections);
    let style = usize::try_from(opening.style).ok().and_then(|style| manifest.styles.get(style));
    let choice = |choice: &Choice| {
        json!({
            "contest": choice.contest,
            "labels": choice.labels,
            "options": choice.options,
            "title": choice.title,
        })
    };
    let details = json!({
        "credential": opening.author,
        "expected": (!expected.is_empty()).then_some(true),
        "selections": words.iter().map(choice).collect::<Vec<_>>(),
        "sequence": opening.sequence,
        "style": style.map(|style| style.id.as_str()),
        "tracker": readable::tracker(&tracker),
    });
    let verdict = if expected.is_empty() { say!("compare-choices") } else { say!("choices-as-named") };
    let sentences = [
        format!("{}\n", say!("rebuilt")),
        line(&say!("label-credential"), readable::show(Kind::Credential, credential.as_bytes())),
        format!("{}\n", line(&say!("label-tracker"), readable::tracker(&tracker))),
        format!("{}\n{}\n", say!("really-in-it"), in_words(&words)),
        verdict,
        say!("check-again-later"),
    ];
    Ok(Answer::new(details, sentences.join("\n")))
}

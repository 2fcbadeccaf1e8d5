//! The program of voters: cast, test the device, and look afterwards, trusting no one.

mod failure; // why a command did not end well, in six languages
mod inputs; // what the voter brings: trust file, code, tracker, credential, choices
mod board; // the verified log, and posting to it
mod words; // in six languages
mod times; // when voting is possible
mod questions; // the conversation on a terminal
mod cast;
mod challenge;
mod check;
mod replay;

use clap::{Parser, Subcommand};
use failure::Spoken;
use std::process::ExitCode;
use tabella_client::console::{Answer, EXIT_CODES, finish, without_values};
use words::Wanted;

/// Vote in a Tabella election, test your device, and look afterwards what became of your ballot.
///
/// Everything that the board shows is verified on this machine against your own trust file.
#[derive(Parser)]
#[command(version, max_term_width = 100, after_long_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Print one JSON object on standard output, with the keys named in the help of each command.
    #[arg(long, global = true)]
    json: bool,
    /// Language that the program speaks, and in which it shows titles and options, such as de: en, zh-Hans,
    /// de, fr, es and ar, and for the election's own texts whatever it has. By default that of the environment
    /// (LC_ALL, LANG). With --json the program's own words are English.
    #[arg(long, global = true, value_name = "TAG")]
    language: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    Cast(cast::Arguments),
    Challenge(challenge::Arguments),
    CheckChallenge(challenge::CheckArguments),
    Check(check::Arguments),
    Replay(replay::Arguments),
}

impl Command {
    fn name(&self) -> &'static str {
        match self {
            Command::Cast(_) => "cast",
            Command::Challenge(_) => "challenge",
            Command::CheckChallenge(_) => "check-challenge",
            Command::Check(_) => "check",
            Command::Replay(_) => "replay",
        }
    }

    fn run(&self, language: &Wanted) -> failure::Result<Answer> {
        // REP-10
        tabella_crypto::selftest::run().map_err(|what| {
            Spoken::failed(format!("the self-test of {what} failed: do not trust this machine"))
        })?;
        match self {
            Command::Cast(arguments) => cast::run(arguments, language),
            Command::Challenge(arguments) => challenge::run(arguments),
            Command::CheckChallenge(arguments) => challenge::check(arguments, language),
            Command::Check(arguments) => check::run(arguments),
            Command::Replay(arguments) => replay::run(arguments),
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::try_parse().unwrap_or_else(|error| without_values(error).exit());
    let language = Wanted::of(cli.language, cli.json);
    if !cli.json {
        language.speak().iter().for_each(|unknown| eprintln!("tabella-vote: {unknown}"));
    }
    let outcome = cli.command.run(&language).map_err(|Spoken(failure)| failure);
    finish("tabella-vote", cli.command.name(), cli.json, outcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent_and_a_credential_may_begin_with_a_hyphen() {
        Cli::command().debug_assert();
        let check = ["tabella-vote", "check", "--board", "http://b", "--trust", "t", "--credential", "-abc"];
        assert!(Cli::try_parse_from(check).is_ok());
        for wrong in [&check[..6], &[&check[..], &["receipt"]].concat()] {
            assert!(Cli::try_parse_from(wrong).is_err(), "a receipt or a credential, and not both");
        }
        let unasked = ["tabella-vote", "cast", "--board", "http://b", "--trust", "t", "--yes"];
        assert!(Cli::try_parse_from(unasked).is_err(), "--yes without --select");
    }
}

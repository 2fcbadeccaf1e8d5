//! The command line.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use tabella_client::console::EXIT_CODES;
use tabella_log::address::board_address;
use tabella_tally::key::Role;

/// Administer a Tabella election: keys, manifest, roll, key ceremony, decryption, result.
///
/// The steps of an election:
///
///   keygen            everyone with a role makes a key
///   election check    the official looks at what a draft would announce
///   election create   the official announces the election
///   trustee ceremony  the trustees make the election key
///   roll issue        the registrar makes the voters' codes, offline
///   roll publish      the registrar publishes the roll
///   election open     the official opens the election
///   trustee alive     the trustees show that their keys work
///   election close    the official ends voting
///   trustee decrypt   the trustees verify the record and decrypt the totals
///   result            the official announces the totals
///
/// Every command can be repeated safely after an interruption.
#[derive(Parser)]
#[command(name = "tabella-tally", version, max_term_width = 100, verbatim_doc_comment, after_long_help = EXIT_CODES)]
pub(crate) struct Cli {
    /// Print one JSON object on standard output instead of words.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Take the passphrase of the key file from the first line of this file; otherwise you are prompted.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a key and write it to a new file, encrypted under a passphrase.
    ///
    /// The file is the only copy of the secret, in the format of age (age-encryption.org): keep a backup
    /// of it, and its passphrase. An existing file is never overwritten. The public key is printed.
    Keygen {
        /// What the key is for.
        #[arg(long)]
        role: Role,
        /// Whose key it is, as in the manifest.
        #[arg(long)]
        name: String,
        /// The new key file.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Do not encrypt the key. For tests only: anyone who can read the file has the key.
        #[arg(long, conflicts_with = "passphrase_file")]
        unencrypted_test_key: bool,
    },
    /// Create, open and close an election (officials).
    #[command(subcommand)]
    Election(ElectionCommand),
    /// Make the voters' codes and publish the roll (registrars).
    #[command(subcommand)]
    Roll(RollCommand),
    /// Make the election key, show signs of life, decrypt (trustees).
    #[command(subcommand)]
    Trustee(TrusteeCommand),
    /// Announce the result (officials).
    ///
    /// Download the whole record and verify it, combine the decryption shares, and post the totals.
    Result(#[command(flatten)] Place),
}

impl Command {
    /// The name of a command, in JSON.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Command::Keygen { .. } => "keygen",
            Command::Election(ElectionCommand::Create { .. }) => "election create",
            Command::Election(ElectionCommand::Check { .. }) => "election check",
            Command::Election(ElectionCommand::Open { .. }) => "election open",
            Command::Election(ElectionCommand::Close { .. }) => "election close",
            Command::Roll(RollCommand::Issue { .. }) => "roll issue",
            Command::Roll(RollCommand::Publish { .. }) => "roll publish",
            Command::Trustee(TrusteeCommand::Ceremony { .. }) => "trustee ceremony",
            Command::Trustee(TrusteeCommand::Alive(_)) => "trustee alive",
            Command::Trustee(TrusteeCommand::Decrypt { .. }) => "trustee decrypt",
            Command::Result(_) => "result",
        }
    }
}

#[derive(Subcommand)]
pub(crate) enum ElectionCommand {
    /// Turn a draft into the manifest, sign it, and create the election on the board.
    ///
    /// Show first what is about to be published, which can never be changed or taken back, and ask.
    /// Write DIR/manifest.json (the signed manifest, for the registrar) and DIR/trust.json (the trust
    /// file, for everyone). The draft is a TOML file; tally/examples/draft.toml explains every key.
    Create {
        /// The draft.
        #[arg(long, value_name = "FILE")]
        draft: PathBuf,
        #[command(flatten)]
        allowed: Allowed,
        /// Do not ask: you have looked at the summary (election check) and it is right.
        #[arg(long)]
        yes: bool,
        /// The official's key file.
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// Address of the board, such as http://board.example.
        #[arg(long, value_name = "URL", value_parser = board_address)]
        board: String,
        /// The folder for the two files; created if missing.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Say what `create` would publish, and what is wrong with it. Nothing is posted.
    Check {
        /// The draft.
        #[arg(value_name = "DRAFT")]
        draft: PathBuf,
        #[command(flatten)]
        allowed: Allowed,
    },
    /// Seal manifest, election key and roll, so that voting can begin at the opening time.
    Open {
        #[command(flatten)]
        place: Place,
        /// Open the election although its voting is over, for a rehearsal.
        #[arg(long)]
        unusual_times: bool,
    },
    /// End voting, after the closing time.
    Close {
        #[command(flatten)]
        place: Place,
        /// Wait for the closing time.
        #[arg(long)]
        wait: bool,
        /// Close although voting goes on by the clock of this machine: you have compared the time elsewhere.
        #[arg(long)]
        my_clock_is_wrong: bool,
    },
}

#[derive(Subcommand)]
pub(crate) enum RollCommand {
    /// Make a code for every voter, offline.
    ///
    /// The list of voters is a CSV file whose first line is "voter", or "voter,weight,style": weight is 1
    /// and style the first of the manifest when they are left out. Further columns, such as addresses, are kept.
    /// The codes file has the columns voter, code, credential, style, weight, trust, and then those further ones,
    /// for the letters; it is secret. With --board it has two columns before them, each for a QR code on the
    /// letter: link opens the voting page with code and trust hash filled in; check opens the check page, for a
    /// second device, with credential and trust hash and without the code. The
    /// roll file holds the public rows for the board. Neither is ever overwritten.
    Issue {
        /// The manifest.json that `election create` wrote.
        #[arg(long, value_name = "FILE")]
        manifest: PathBuf,
        /// The list of voters.
        #[arg(long, value_name = "FILE")]
        voters: PathBuf,
        /// The new file with the codes. Secret.
        #[arg(long, value_name = "FILE")]
        codes: PathBuf,
        /// The new file with the roll.
        #[arg(long, value_name = "FILE")]
        roll: PathBuf,
        /// The public address of the board, such as https://board.example. Nothing is sent to it.
        #[arg(long, value_name = "URL")]
        board: Option<String>,
        /// The address of a check page that someone else hosts. It stands on the letters instead of the first one
        /// that the manifest names, or of the board's own.
        #[arg(long, value_name = "URL")]
        check_page: Option<String>,
        /// Do not ask when few people of a rare weight could withhold a whole contest: only warn.
        #[arg(long)]
        yes: bool,
    },
    /// Publish the roll on the board, in parts. After an interruption, run it again.
    Publish {
        /// The roll file.
        #[arg(long, value_name = "FILE")]
        roll: PathBuf,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Subcommand)]
pub(crate) enum TrusteeCommand {
    /// Take part in the key ceremony: commit, deal, confirm or complain.
    ///
    /// Take one step, or with --wait all of them. Before the first step you are shown the election, to compare
    /// with the announcement. What a step relied on is kept in FILE.state beside the key file.
    Ceremony {
        #[command(flatten)]
        place: Place,
        /// Wait for the other trustees, until all have confirmed.
        #[arg(long)]
        wait: bool,
        /// The election id as you read it in the announcement, instead of being asked.
        #[arg(long, value_name = "ELECTION_ID", allow_hyphen_values = true)]
        confirm: Option<String>,
    },
    /// Show that the key still works; t trustees must do so between opening and closing.
    Alive(#[command(flatten)] Place),
    /// Verify the whole record, then post this trustee's decryption share.
    ///
    /// The record is downloaded into a temporary folder (set TMPDIR to choose where). It is decrypted
    /// only when every check passes, the election is closed, and this key has made no share for another
    /// tally.
    Decrypt {
        #[command(flatten)]
        place: Place,
        /// The key was restored from a backup and its state file is lost: you are sure that it has made
        /// no decryption share for this election. Needed only for elections without witnesses.
        #[arg(long)]
        restored: bool,
        /// The tally that you have compared with the other trustees, as `tabella-audit verify` shows it; without it you are
        /// asked, in an election without witnesses.
        #[arg(long, value_name = "TALLY")]
        tally: Option<String>,
    },
}

/// What belongs to a draft.
#[derive(Args)]
pub(crate) struct Allowed {
    /// The SHA256SUMS of the web client that the board serves: its files and their hashes go into the
    /// manifest, so that everyone can compare (tabella-audit client).
    #[arg(long, value_name = "FILE")]
    pub(crate) client: Option<PathBuf>,
    /// Voting is over already, or ends more than a year from now, and that is not a typing error.
    #[arg(long)]
    pub(crate) unusual_times: bool,
    /// minimum_ballots is 1 or 2, and totals may show how someone voted.
    #[arg(long)]
    pub(crate) small_minimum: bool,
}

/// Key, board and trust file.
#[derive(Args)]
pub(crate) struct Place {
    /// Your key file.
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,
    /// Address of the board, such as http://board.example.
    #[arg(long, value_name = "URL", value_parser = board_address)]
    pub(crate) board: String,
    /// Your trust file: what you trust comes from you and never from the board.
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound_and_every_argument_is_explained() {
        let mut command = Cli::command();
        command.build();
        command.clone().debug_assert();
        let mut commands = vec![command];
        while let Some(command) = commands.pop() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments().filter(|argument| argument.get_id() != "subcommand") {
                assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
            }
            commands.extend(command.get_subcommands().cloned());
        }
    }
}

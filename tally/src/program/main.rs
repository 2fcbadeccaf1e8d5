//! The program of officials, registrars and trustees.

use clap::{Args, Parser, Subcommand};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tabella_client::HttpBoard;
use tabella_client::console::without_values;
use tabella_log::address::board_address;
use tabella_log::trust::Trust;
use tabella_tally::key_file::{self, Key, KeySource, Protection, Role};
use tabella_tally::official::result;
use tabella_tally::program::answer::{Failure, Outcome};
use tabella_tally::program::asking::Consent;
use tabella_tally::program::{log, official, passphrase};
use tabella_tally::registrar::codes::{self, Issue};
use tabella_tally::registrar::roll;
use tabella_tally::trustee::comparison::Comparison;
use tabella_tally::trustee::decryption::TallyComparison;
use tabella_tally::trustee::{ceremony, decryption, liveness};

/// Hold a Tabella election: keys, manifest, roll, key ceremony, decryption, result.
///
/// An election takes this course:
///
///   keygen            everybody with a role makes a key
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
/// Exit code: 0 when the command did what it says, 1 when a check said no (the ids are printed), 2 on
/// wrong use or a failing machine. Every command can be repeated safely after an interruption.
#[derive(Parser)]
#[command(version, max_term_width = 100, verbatim_doc_comment)]
struct Cli {
    /// Print one JSON object on standard output instead of words.
    #[arg(long, global = true)]
    json: bool,
    /// Take the passphrase of the key file from the first line of this file; it is asked for otherwise.
    #[arg(long, global = true, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a key and write it to a new file, encrypted under a passphrase.
    ///
    /// The file is the only copy of the secret, in the format of age (age-encryption.org): keep a backup
    /// of it, and its passphrase. An existing file is never overwritten. Prints the public key.
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
        /// Do not encrypt the key. For tests only: anybody who can read the file has the key.
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
    /// Downloads the whole record and verifies it, combines the decryption shares, and posts the totals.
    Result(#[command(flatten)] Place),
}

#[derive(Subcommand)]
enum ElectionCommand {
    /// Make the manifest of a draft, sign it, and create the election on the board.
    ///
    /// Shows first what is about to be published, which can never be changed or taken back, and asks.
    /// Writes DIR/manifest.json (the signed manifest, for the registrar) and DIR/trust.json (the trust
    /// file, for everybody). The draft is a TOML file; tally/examples/draft.toml explains every key.
    Create {
        /// The draft.
        #[arg(long, value_name = "FILE")]
        draft: PathBuf,
        #[command(flatten)]
        given: Given,
        /// Do not ask: you have looked at the summary (election check) and it is right.
        #[arg(long)]
        yes: bool,
        /// The official's key file.
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// Address of the board, such as http://board.example.
        #[arg(long, value_name = "URL", value_parser = board_address)]
        board: String,
        /// The folder for the two files; it is made if needed.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Say what `create` would publish, and what is wrong with it. Nothing is posted.
    Check {
        /// The draft.
        #[arg(value_name = "DRAFT")]
        draft: PathBuf,
        #[command(flatten)]
        given: Given,
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
enum RollCommand {
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
        /// The address of a check page that somebody else hosts. It stands on the letters in the place of the first one
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
enum TrusteeCommand {
    /// Take part in the key ceremony: commit, deal, confirm or complain.
    ///
    /// Takes one step, or with --wait all of them. Before the first step it shows the election, for you
    /// to compare with the announcement. What it relied on is kept in FILE.state beside the key file.
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
    /// only when every check holds, the election is closed, and this key has made no share for another
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

/// What is given beside a draft.
#[derive(Args)]
struct Given {
    /// The SHA256SUMS of the web client that the board serves: its files and their hashes go into the
    /// manifest, so that everybody can compare (tabella-audit client).
    #[arg(long, value_name = "FILE")]
    client: Option<PathBuf>,
    /// Voting is over already, or ends more than a year from now, and that is no typing error.
    #[arg(long)]
    unusual_times: bool,
    /// minimum_ballots is 1 or 2, and totals may show how somebody voted.
    #[arg(long)]
    small_minimum: bool,
}

impl Given {
    fn beside<'a>(&'a self, draft: &'a Path) -> official::Given<'a> {
        official::Given {
            draft,
            client: self.client.as_deref(),
            unusual_times: self.unusual_times,
            small_minimum: self.small_minimum,
        }
    }
}

/// Key, board and trust file.
#[derive(Args)]
struct Place {
    /// Your key file.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Address of the board, such as http://board.example.
    #[arg(long, value_name = "URL", value_parser = board_address)]
    board: String,
    /// Your trust file: what you trust comes from you and never from the board.
    #[arg(long, value_name = "FILE")]
    trust: PathBuf,
}

impl Place {
    fn board(&self) -> HttpBoard {
        board_at(&self.board)
    }

    fn trust(&self) -> Result<Trust, Failure> {
        log::read_trust(&self.trust)
    }
}

fn board_at(address: &str) -> HttpBoard {
    HttpBoard::new(address).telling(|from, to| {
        eprintln!(
            "tabella-tally: the board at {from} redirects to {to}, which was asked instead: give that address"
        );
    })
}

fn main() -> ExitCode {
    let cli = Cli::try_parse().unwrap_or_else(|error| without_values(error).exit());
    let json = cli.json;
    let (shown, code) = match run(cli) {
        Ok(answer) if json => (Some(answer.facts.to_string()), ExitCode::SUCCESS),
        Ok(answer) => (Some(answer.words), ExitCode::SUCCESS),
        Err(failure) if json => (Some(failure.facts().to_string()), failure.exit_code().into()),
        Err(failure) => {
            eprintln!("tabella-tally: {}", failure.words());
            (None, failure.exit_code().into())
        }
    };
    let mut out = std::io::stdout().lock();
    match shown.map_or(Ok(()), |shown| writeln!(out, "{shown}").and_then(|()| out.flush())) {
        Ok(()) => code,
        // What was done is done; but nobody has read about it.
        Err(_) => ExitCode::from(2),
    }
}

fn run(cli: Cli) -> Outcome {
    // REP-10
    tabella_crypto::selftest::run().map_err(|what| {
        Failure::failed(format!("the self-test of {what} failed: do not trust this machine"))
    })?;
    let secret = Passphrase(cli.passphrase_file);
    match cli.command {
        Command::Keygen { role, name, out, unencrypted_test_key } => {
            tabella_tally::program::files::demand_absent(&out)?;
            key_file::keygen(&name, role, &out, &secret.protection(unencrypted_test_key)?)
        }
        Command::Election(ElectionCommand::Create { draft, given, yes, key, board, out }) => {
            let official = secret.key(&key, Role::Official)?;
            let board = board_at(&board);
            official::create(given.beside(&draft), Consent::of(yes), &official, &board, &out)
        }
        Command::Election(ElectionCommand::Check { draft, given }) => official::check(given.beside(&draft)),
        Command::Election(ElectionCommand::Open { place, unusual_times }) => {
            let trust = place.trust()?;
            official::open(&secret.key(&place.key, Role::Official)?, &place.board(), &trust, unusual_times)
        }
        Command::Election(ElectionCommand::Close { place, wait, my_clock_is_wrong }) => {
            let trust = place.trust()?;
            let official = secret.key(&place.key, Role::Official)?;
            official::close(&official, &place.board(), &trust, wait, my_clock_is_wrong)
        }
        Command::Roll(RollCommand::Issue { manifest, voters, codes, roll, board, check_page, yes }) => {
            codes::issue(Issue {
                manifest: &manifest,
                voters: &voters,
                codes: &codes,
                roll: &roll,
                board: board.as_deref(),
                consent: Consent::of(yes),
                check_page: check_page.as_deref(),
            })
        }
        Command::Roll(RollCommand::Publish { roll, place }) => {
            let trust = place.trust()?;
            roll::publish(&roll, &secret.key(&place.key, Role::Registrar)?, &place.board(), &trust)
        }
        Command::Trustee(command) => trustee(command, &secret),
        Command::Result(place) => {
            let trust = place.trust()?;
            result::run(&secret.key(&place.key, Role::Official)?, &place.board(), &trust)
        }
    }
}

fn trustee(command: TrusteeCommand, secret: &Passphrase) -> Outcome {
    match command {
        TrusteeCommand::Ceremony { place, wait, confirm } => {
            let comparison = match confirm {
                Some(id) => Comparison::With(log::read_election(&id)?),
                None => Comparison::Ask,
            };
            let trust = place.trust()?;
            ceremony::run(&mut secret.source(&place.key)?, &place.board(), &trust, wait, comparison)
        }
        TrusteeCommand::Alive(place) => {
            let trust = place.trust()?;
            liveness::run(&mut secret.source(&place.key)?, &place.board(), &trust)
        }
        TrusteeCommand::Decrypt { place, restored, tally } => {
            let comparison = match tally {
                Some(tally) => TallyComparison::With(log::read_tally(&tally)?),
                None => TallyComparison::Ask,
            };
            let trust = place.trust()?;
            decryption::run(&mut secret.source(&place.key)?, &place.board(), &trust, restored, comparison)
        }
    }
}

/// Where passphrases come from.
struct Passphrase(Option<PathBuf>);

impl Passphrase {
    fn protection(&self, unencrypted_test_key: bool) -> Result<Protection, Failure> {
        if unencrypted_test_key {
            eprintln!(
                "WARNING: this key will NOT be encrypted. Anybody who can read the file has the key. \
                 It is for tests only; never use it in a real election."
            );
            return Ok(Protection::UnencryptedTestKey);
        }
        let passphrase = match &self.0 {
            Some(path) => passphrase::from_file(path)?,
            None => passphrase::choose()?,
        };
        Ok(Protection::Passphrase(passphrase))
    }

    fn source(&self, key: &Path) -> Result<KeySource, Failure> {
        let passphrase = self.0.as_deref().map(passphrase::from_file).transpose()?;
        Ok(KeySource::new(key, passphrase))
    }

    fn key(&self, key: &Path, role: Role) -> Result<Key, Failure> {
        self.source(key)?.load(role)
    }
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

//! The program of officials, registrars and trustees.

mod arguments; // the command line

use arguments::{Allowed, Cli, Command, ElectionCommand, Place, RollCommand, TrusteeCommand};
use clap::Parser as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tabella_client::HttpBoard;
use tabella_client::console::{
    Failure, Outcome, Typed, check_absent, finish, read_trust, redirected, without_values,
};
use tabella_tally::key::{Key, Role};
use tabella_tally::program::asking::Consent;
use tabella_tally::program::keys::{KeySource, Protection, keygen};
use tabella_tally::program::official::{self, DraftFiles};
use tabella_tally::program::prompt;
use tabella_tally::program::registrar::{self, IssueFiles};
use tabella_tally::program::trustee::{self, Comparison, TallyComparison};

fn main() -> ExitCode {
    let cli = Cli::try_parse().unwrap_or_else(|error| without_values(error).exit());
    let command = cli.command.name();
    let json = cli.json;
    finish("tabella-tally", command, json, run(cli))
}

fn run(cli: Cli) -> Outcome {
    // REP-10
    tabella_crypto::selftest::run().map_err(|what| {
        Failure::failed(format!("the self-test of {what} failed: do not trust this machine"))
    })?;
    let secret = Passphrase(cli.passphrase_file);
    match cli.command {
        Command::Keygen { role, name, out, unencrypted_test_key } => {
            check_absent(&out)?;
            keygen(&name, role, &out, &secret.protection(unencrypted_test_key)?)
        }
        Command::Election(command) => election(command, &secret),
        Command::Roll(command) => roll(command, &secret),
        Command::Trustee(command) => trustee(command, &secret),
        Command::Result(place) => {
            let trust = read_trust(&place.trust)?;
            official::result(&secret.key(&place.key, Role::Official)?, &board_at(&place.board), &trust)
        }
    }
}

fn election(command: ElectionCommand, secret: &Passphrase) -> Outcome {
    match command {
        ElectionCommand::Create { draft, allowed, yes, key, board, out } => {
            let official = secret.key(&key, Role::Official)?;
            let board = board_at(&board);
            official::create(files(&draft, &allowed), Consent::of(yes), &official, &board, &out)
        }
        ElectionCommand::Check { draft, allowed } => official::check(files(&draft, &allowed)),
        ElectionCommand::Open { place, unusual_times } => {
            let trust = read_trust(&place.trust)?;
            let official = secret.key(&place.key, Role::Official)?;
            official::open(&official, &board_at(&place.board), &trust, unusual_times)
        }
        ElectionCommand::Close { place, wait, my_clock_is_wrong } => {
            let trust = read_trust(&place.trust)?;
            let official = secret.key(&place.key, Role::Official)?;
            official::close(&official, &board_at(&place.board), &trust, wait, my_clock_is_wrong)
        }
    }
}

fn roll(command: RollCommand, secret: &Passphrase) -> Outcome {
    match command {
        RollCommand::Issue { manifest, voters, codes, roll, board, check_page, yes } => {
            registrar::issue(IssueFiles {
                manifest: &manifest,
                voters: &voters,
                codes: &codes,
                roll: &roll,
                board: board.as_deref(),
                check_page: check_page.as_deref(),
                consent: Consent::of(yes),
            })
        }
        RollCommand::Publish { roll, place } => {
            let trust = read_trust(&place.trust)?;
            let registrar = secret.key(&place.key, Role::Registrar)?;
            registrar::publish(&roll, &registrar, &board_at(&place.board), &trust)
        }
    }
}

fn trustee(command: TrusteeCommand, secret: &Passphrase) -> Outcome {
    let with = |place: Place| {
        let trust = read_trust(&place.trust)?;
        Ok::<_, Failure>((secret.source(&place.key)?, board_at(&place.board), trust))
    };
    match command {
        TrusteeCommand::Ceremony { place, wait, confirm } => {
            let announced = confirm.map(|id| Typed::election(&id)).transpose()?;
            let comparison = announced.map_or(Comparison::Ask, Comparison::With);
            let (mut keys, board, trust) = with(place)?;
            trustee::ceremony(&mut keys, &board, &trust, wait, comparison)
        }
        TrusteeCommand::Alive(place) => {
            let (mut keys, board, trust) = with(place)?;
            trustee::alive(&mut keys, &board, &trust)
        }
        TrusteeCommand::Decrypt { place, restored, tally } => {
            let compared = tally.map(|tally| Typed::tally(&tally)).transpose()?;
            let comparison = compared.map_or(TallyComparison::Ask, TallyComparison::With);
            let (mut keys, board, trust) = with(place)?;
            trustee::decrypt(&mut keys, &board, &trust, restored, comparison)
        }
    }
}

fn files<'a>(draft: &'a Path, allowed: &'a Allowed) -> DraftFiles<'a> {
    DraftFiles {
        draft,
        client: allowed.client.as_deref(),
        unusual_times: allowed.unusual_times,
        small_minimum: allowed.small_minimum,
    }
}

fn board_at(address: &str) -> HttpBoard {
    HttpBoard::new(address).telling(redirected)
}

/// Where passphrases come from.
struct Passphrase(Option<PathBuf>);

impl Passphrase {
    fn protection(&self, unencrypted_test_key: bool) -> Result<Protection, Failure> {
        if unencrypted_test_key {
            eprintln!(
                "WARNING: this key will NOT be encrypted. Anyone who can read the file has the key. \
                 It is for tests only; never use it in a real election."
            );
            return Ok(Protection::UnencryptedTestKey);
        }
        let passphrase = match &self.0 {
            Some(path) => prompt::from_file(path)?,
            None => prompt::choose()?,
        };
        Ok(Protection::Passphrase(passphrase))
    }

    fn source(&self, key: &Path) -> Result<KeySource, Failure> {
        let passphrase = self.0.as_deref().map(prompt::from_file).transpose()?;
        Ok(KeySource::new(key, passphrase))
    }

    fn key(&self, key: &Path, role: Role) -> Result<Key, Failure> {
        self.source(key)?.load(role)
    }
}

//! `tabella-board`: the program that keeps the public logs of elections and serves them.

use clap::{Parser, Subcommand};
use serde::Serialize;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use tabella_board::listen::serve;
use tabella_board::pages::{PublicUrl, Site, WebClient};
use tabella_board::router::router;
use tabella_board::sequencer::{self, Clock, Settings};
use tabella_board::store::{Files, MachineError};
use tabella_crypto::bytes::Bytes;
use tabella_crypto::election::manifest::check_name;
use tabella_crypto::encoding::encode;
use tabella_crypto::group::Point;
use tokio::net::TcpListener;

/// Keep the public logs of elections, and serve them over HTTP.
///
/// The board orders, dates and serves what officials, registrars, trustees and voters sign. It holds
/// no secret of an election: anyone who reads its logs can check everything it does.
///
/// Exit codes: 0 after a clean stop (Ctrl-C or SIGTERM), 2 on wrong use or a machine that fails.
#[derive(Parser)]
#[command(name = "tabella-board", version, verbatim_doc_comment)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the elections in a database, creating it on first start.
    ///
    /// Beside the database FILE there are:
    ///   FILE.key          the board's secret key, created on first start. Keep a copy of it in a safe
    ///                     place: without it no election can continue.
    ///   FILE.lock         held while the board runs: there is one writer. Its date says when it last ran.
    ///   FILE.checkpoints  the last signed checkpoint of every election. The board does not start on a
    ///                     database that is older. Best on another disk, see --checkpoint-file.
    ///   FILE.clock        for a moment, after `tabella-board confirm-clock`.
    ///
    /// The board speaks plain HTTP: put it behind a TLS proxy with per-address rate limiting.
    ///
    /// When it cannot write (a full disk), or doubts its clock, it keeps serving what it has signed, answers 503
    /// to everyone who posts, and says on standard error what to do.
    #[command(verbatim_doc_comment)]
    Serve(Serve),
    /// Confirm that the clock of this machine is right, when the board doubts it.
    ///
    /// A wrong date in the log cannot be taken back. The board doubts the clock when it has jumped or is behind
    /// the last entry, or when it says at a start that voting ended meanwhile or that the board did not run for
    /// more than 20 hours during an election. Then the board accepts nothing and signs nothing until the clock is
    /// right or this command has been given. The command shows the clock and asks; compare it with another clock
    /// first. A running board continues within seconds.
    #[command(verbatim_doc_comment)]
    ConfirmClock(ConfirmClock),
}

#[derive(clap::Args)]
struct ConfirmClock {
    /// The database of the board
    #[arg(long, value_name = "FILE")]
    database: PathBuf,
    /// Do not ask: you have compared the clock
    #[arg(long)]
    yes: bool,
}

#[derive(clap::Args)]
struct Serve {
    /// The SQLite database of all logs
    #[arg(long, value_name = "FILE")]
    database: PathBuf,
    /// Address and port to listen on, such as 127.0.0.1:8080; with port 0 the system chooses a port
    #[arg(long, value_name = "ADDR")]
    listen: String,
    /// The board's name, such as board.example: it is in every checkpoint and never changes
    #[arg(long, value_parser = parse_name)]
    name: String,
    /// Public key of an official who may create elections here, as base64url; may be repeated
    #[arg(long, value_name = "KEY", required = true, allow_hyphen_values = true)]
    creator: Vec<Point>,
    /// Where the last signed checkpoints are kept [default: the database with .checkpoints appended]
    #[arg(long, value_name = "FILE")]
    checkpoint_file: Option<PathBuf>,
    /// The folder of the built web client (./scripts/build-web): voters can then vote, check and audit in a browser
    #[arg(long, value_name = "DIR")]
    web: Option<PathBuf>,
    /// The address at which people reach this board, such as https://board.example, for the commands that its
    /// pages show [default: http:// and what it listens on]
    #[arg(long, value_name = "URL", value_parser = PublicUrl::new)]
    public_url: Option<PublicUrl>,
    /// Announce readiness as one line of JSON: {"key","listen","name"}
    #[arg(long)]
    json: bool,
}

fn parse_name(name: &str) -> Result<String, String> {
    check_name(name).map(|()| name.to_owned())
}

fn main() -> ExitCode {
    let serve = match Arguments::parse().command {
        Command::Serve(serve) => serve,
        Command::ConfirmClock(arguments) => {
            return confirm_clock(&arguments).map_or_else(|error| fail(&error), |()| ExitCode::SUCCESS);
        }
    };
    // Colours are for people who watch, not for a file.
    let is_watched = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(is_watched).init();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&MachineError::failed("starting", error)),
    };
    match runtime.block_on(run(serve)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

fn fail(error: &MachineError) -> ExitCode {
    eprintln!("tabella-board: {error}");
    ExitCode::from(2)
}

fn confirm_clock(arguments: &ConfirmClock) -> Result<(), MachineError> {
    let failed = |error| MachineError::failed("confirming the clock", error);
    let files = Files::of(&arguments.database, None)?;
    if !files.database.exists() {
        return Err(MachineError::failed(
            "confirming the clock",
            format!("there is no database {}", files.database.display()),
        ));
    }
    let now = Clock::system().now();
    println!("The clock of this machine says {} UTC.", in_words(now));
    if !arguments.yes {
        print!("Compare it with another clock. Is it right? [yes/no] ");
        std::io::stdout().flush().map_err(failed)?;
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer).map_err(failed)?;
        if answer.trim() != "yes" {
            return Err(MachineError::failed(
                "confirming the clock",
                "not confirmed: set the clock right; the board notices that by itself",
            ));
        }
    }
    sequencer::confirm(&files.confirmation, now).map_err(failed)?;
    println!("Confirmed. A board that runs on this database and doubts the clock continues within seconds.");
    Ok(())
}

/// A time with its weekday, such as `Monday, 2026-10-26 07:34:56`.
fn in_words(now: u64) -> String {
    let time = i64::try_from(now).ok().and_then(|now| time::OffsetDateTime::from_unix_timestamp(now).ok());
    time.map_or_else(
        || format!("{now} seconds since 1970,"),
        |time| {
            let (hour, minute, second) = time.to_hms();
            format!("{}, {} {hour:02}:{minute:02}:{second:02}", time.weekday(), time.date())
        },
    )
}

/// Runs until it is told to stop, or the sequencer ends.
async fn run(arguments: Serve) -> Result<(), MachineError> {
    let files = Files::of(&arguments.database, arguments.checkpoint_file.clone())?;
    let settings = Settings {
        files,
        name: arguments.name.clone(),
        creators: arguments.creator.clone(),
        clock: Clock::system(),
    };
    let web_client = arguments.web.as_deref().map(WebClient::read).transpose()?;
    let (board, running) = sequencer::start(settings).await?;
    let listening = |error| MachineError::failed(format!("listening on {}", arguments.listen), error);
    let listener = TcpListener::bind(&arguments.listen).await.map_err(listening)?;
    let address = listener.local_addr().map_err(listening)?;
    let url = arguments.public_url.clone().or_else(|| PublicUrl::new(&format!("http://{address}")).ok());
    let site = Site { web_client, url };
    let stop_signals =
        stop_signals().map_err(|error| MachineError::failed("listening for signals", error))?;
    let ready = Ready { key: board.key.key, listen: address.to_string(), name: &arguments.name };
    ready
        .announce(arguments.json)
        .map_err(|error| MachineError::failed("writing to standard output", error))?;

    let mut running = core::pin::pin!(running.stopped());
    let mut ended = None;
    let stop = async {
        tokio::select! {
            () = stop_signals => tracing::info!("stopping"),
            end = &mut running => ended = Some(end),
        }
    };
    serve(listener, router(board, site), stop).await;
    match ended {
        Some(end) => end,
        None => running.await,
    }
}

/// The facts that a program needs which has started the board. Fields in canonical order.
#[derive(Serialize)]
struct Ready<'a> {
    key: Bytes<32>,
    listen: String,
    name: &'a str,
}

impl Ready<'_> {
    fn announce(&self, json: bool) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        if json {
            writeln!(out, "{}", encode(self))?;
        } else {
            writeln!(out, "Board {}", self.name)?;
            writeln!(out, "Key   {}", self.key)?;
            writeln!(out, "Ready at http://{}", self.listen)?;
        }
        out.flush()
    }
}

/// Ctrl-C, or SIGTERM where there is one; heard from now on, even before anyone waits.
#[cfg(unix)]
fn stop_signals() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupted, mut terminated) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// Ctrl-C.
#[cfg(not(unix))]
fn stop_signals() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            core::future::pending::<()>().await;
        }
    })
}

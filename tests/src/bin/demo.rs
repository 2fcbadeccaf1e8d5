//! A whole election on real ballots, played by the real programs, told step by step. Run it as `./demo`.

use anyhow::{Context as _, ensure};
use clap::Parser;
use serde_json::Value;
use std::fs;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use tabella_tests::programs::{Board, Play, Question, keygen, now, option_id, programs, run};
use tabella_tests::utah::{Approval, utah_2025_senate_11};

/// Voters who first cast something else and then re-vote.
const RE_VOTERS: usize = 20;
/// Voters who test their device before they vote.
const CHALLENGERS: usize = 10;
/// Ballots of the practice election by which the closing time of the other is set.
const TRIAL_BALLOTS: usize = 100;
/// Letters of the practice election for those who watch.
const SPARE_LETTERS: usize = 2;
/// How long the practice election stays open.
const PRACTICE_SECONDS: u64 = 7 * 86_400;
/// The trustees who decrypt; the others are on holiday, with their keys.
const DECRYPTING: [u64; 3] = [1, 3, 5];

/// Run a whole election on 1,301 real ballots and audit it.
#[derive(Parser)]
#[command(name = "demo")]
struct Cli {
    /// End after the audit instead of serving the board.
    #[arg(long)]
    once: bool,
    /// Where to leave record/, trust.json and report.json.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Where the board listens.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: String,
    /// The built web client that the board serves.
    #[arg(long, value_name = "FOLDER")]
    web: Option<PathBuf>,
}

fn main() -> ExitCode {
    match demo(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nThe demo failed: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The story on the terminal.
struct Story {
    start: Instant,
    step: u32,
}

impl Story {
    fn step(&mut self, title: &str) {
        self.step += 1;
        println!("\n{:>6.1} s  {}. {title}", self.start.elapsed().as_secs_f64(), self.step);
    }

    fn say(&self, text: impl AsRef<str>) {
        for line in text.as_ref().lines() {
            println!("             {line}");
        }
    }
}

fn demo(cli: &Cli) -> anyhow::Result<()> {
    let programs = programs()?;
    let temporary = tempfile::tempdir()?;
    let folder = temporary.path();
    let real = utah_2025_senate_11()?;
    let mut story = Story { start: Instant::now(), step: 0 };
    println!("Tabella: a whole election with {} real ballots", real.ballots.len());
    println!("{}, {}", real.title, real.date);
    println!("Ballots: {}", real.attribution);

    story.step("The election office starts a public bulletin board");
    let official = keygen(&programs, "official", "Election office", &folder.join("official.key"))?;
    keygen(&programs, "registrar", "Voter registry", &folder.join("registrar.key"))?;
    let board = Board::start(&programs, folder, &cli.listen, &[official], cli.web.as_deref())?;
    story.say(format!(
        "It listens at {}. Everyone may read it. Nothing on it can be changed or removed:\n\
         each entry carries the hash of the one before, and the board signs the whole.\n\
         All keys of this demo are test keys without a passphrase.",
        board.address
    ));

    let setting =
        Setting { programs: &programs, folder, board: &board, real: &real, web: cli.web.as_deref() };
    let practice = practise(&mut story, &setting)?;
    let (play, closing) = prepare(&mut story, &setting, &practice)?;
    vote(&mut story, &play, &real, closing)?;
    check_a_receipt(&mut story, &play)?;
    let (report, out) = count(&mut story, &play, folder, closing, cli.out.as_deref())?;
    compare(&mut story, &real, &report)?;
    tamper(&mut story, &play, &out)?;
    farewell(&story, &play, &practice.play, &out, cli)
}

/// What every election of the demo needs.
struct Setting<'a> {
    programs: &'a Path,
    folder: &'a Path,
    board: &'a Board,
    real: &'a Approval,
    web: Option<&'a Path>,
}

/// An election that stays open, and how long things take on this machine.
struct Practice {
    play: Play,
    setup: Duration,
    voting: Duration,
}

fn practise(story: &mut Story, setting: &Setting<'_>) -> anyhow::Result<Practice> {
    let Setting { programs, folder, board, real, web } = *setting;
    story.step(&format!("A practice election with {TRIAL_BALLOTS} ballots tells how long voting takes here"));
    let question = question(real, format!("Practice: {}", real.title), 3, 2);
    let play = Play::new(programs, &folder.join("practice"), board, question)?;
    let start = Instant::now();
    let opening = now();
    play.create(board, folder, opening, opening + PRACTICE_SECONDS, web)?;
    play.ceremony()?;
    play.roll(folder, SPARE_LETTERS + TRIAL_BALLOTS)?;
    play.official(folder, &["election", "open"])?;
    let setup = start.elapsed();
    let start = Instant::now();
    play.replay(SPARE_LETTERS, &real.ballots[..TRIAL_BALLOTS])?;
    let voting = start.elapsed();
    let (code, _) = play.audit(&folder.join("practice"))?;
    ensure!(code == 0, "the practice election does not pass the audit");
    story.say(format!(
        "{TRIAL_BALLOTS} ballots took {:.1} s: encrypted, proven, posted, recorded, and every receipt verified.\n\
         It stays open: {SPARE_LETTERS} letters are left for you.",
        voting.as_secs_f64()
    ));
    Ok(Practice { play, setup, voting })
}

fn question(real: &Approval, title: String, trustees: u64, threshold: u64) -> Question {
    Question { title, contest: "senate-11".into(), options: real.candidates.clone(), trustees, threshold }
}

fn prepare(story: &mut Story, setting: &Setting<'_>, practice: &Practice) -> anyhow::Result<(Play, u64)> {
    let Setting { programs, folder, board, real, web } = *setting;
    story.step("The election is announced: who may vote on what, until when, and who holds the key");
    let question = question(real, real.title.clone(), 5, 3);
    let play = Play::new(programs, &folder.join("election"), board, question)?;
    let ballots = real.ballots.len() + RE_VOTERS + 5 * CHALLENGERS;
    let estimate = practice.setup.as_secs_f64() * 2.0
        + practice.voting.as_secs_f64() * ballots as f64 / TRIAL_BALLOTS as f64;
    let opening = now();
    let closing = opening + (2.0 * estimate).ceil() as u64 + 5;
    play.create(board, folder, opening, closing, web)?;
    story.say(format!(
        "Voting closes in {} s, twice what the practice lets us expect. The time stands in the manifest:\n\
         nobody can move it any more.",
        closing - opening
    ));

    story.step("Five trustees make the election key together (3 of 5 are needed to decrypt)");
    play.ceremony()?;
    story.say(
        "Each is a program of its own. No single trustee ever holds the key, and any two together\n\
         cannot decrypt anything. Each has shown that its backup works.",
    );

    story.step(&format!("The registry prints {} letters with secret codes", real.ballots.len()));
    play.roll(folder, real.ballots.len())?;
    play.official(folder, &["election", "open"])?;
    story.say(format!(
        "The board learns only random credentials, no names. The election is open.\n\
         A letter reads: code {}",
        play.letter(0, "code")?
    ));
    Ok((play, closing))
}

fn vote(story: &mut Story, play: &Play, real: &Approval, closing: u64) -> anyhow::Result<()> {
    story.step(&format!("{CHALLENGERS} voters test their device before they vote"));
    for voter in 0..CHALLENGERS {
        challenge(play, voter, &real.ballots[voter])?;
    }
    story.say(
        "The device shows the ballot's tracker first and then has to open the ballot. A second program,\n\
         knowing only the public record, rebuilds it and finds the voter's own choices in it.\n\
         An opened ballot can never be cast.",
    );

    story.step(&format!("{RE_VOTERS} voters vote, and will change their mind"));
    let others: Vec<Vec<usize>> =
        real.ballots[..RE_VOTERS].iter().map(|b| opposite(b, real.candidates.len())).collect();
    play.replay(0, &others)?;

    story.step(&format!("All {} voters vote; the {RE_VOTERS} from before vote again", real.ballots.len()));
    let start = Instant::now();
    play.replay(0, &real.ballots)?;
    let seconds = start.elapsed().as_secs_f64();
    story.say(format!(
        "Each ballot is encrypted by the voter's program and proven to be well-formed; {:.0} ballots per second.\n\
         A voter is told \"cast\" only after their program has verified that the signed board contains their ballot.",
        real.ballots.len() as f64 / seconds
    ));
    ensure!(
        now() < closing,
        "voting had not finished by the closing time that was fixed in advance: this machine is busier than during the practice"
    );
    Ok(())
}

/// The approvals that the voter does not want.
fn opposite(ballot: &[usize], candidates: usize) -> Vec<usize> {
    (0..candidates).filter(|candidate| !ballot.contains(candidate)).collect()
}

/// One voter challenges with one program, and checks with another.
fn challenge(play: &Play, voter: usize, ballot: &[usize]) -> anyhow::Result<()> {
    let chosen: Vec<String> = ballot.iter().map(|o| option_id(&play.question.options[*o])).collect();
    let selection = format!("{}={}", play.question.contest, chosen.join(","));
    let (code, opening) = (play.file("code.txt"), play.file(&format!("opening-{voter}.json")));
    fs::write(&code, play.letter(voter, "code")?)?;
    let mut device = play.on_board("tabella-vote", &["--json", "challenge", "--select", &selection]);
    let shown: Value =
        serde_json::from_str(&run(device.arg("--code-file").arg(&code).arg("--out").arg(&opening))?)?;
    let tracker = shown["tracker"].as_str().context("the device shows no tracker")?;
    let credential = play.letter(voter, "credential")?;
    let mut second = play.on_board(
        "tabella-vote",
        &["check-challenge", "--credential", &credential, "--tracker", tracker, "--expect", &selection],
    );
    run(second.arg(&opening))?;
    fs::remove_file(code)?;
    Ok(())
}

fn check_a_receipt(story: &mut Story, play: &Play) -> anyhow::Result<()> {
    story.step("A voter looks up their ballot from another device");
    let credential = play.letter(0, "credential")?;
    let said = run(&mut play.on_board("tabella-vote", &["check", "--credential", &credential]))?;
    story.say(said.trim());
    Ok(())
}

fn count(
    story: &mut Story,
    play: &Play,
    folder: &Path,
    closing: u64,
    out: Option<&Path>,
) -> anyhow::Result<(Value, PathBuf)> {
    story
        .step("Trustees 1, 3 and 5 show that their keys still work; 2 and 4 leave for a holiday with theirs");
    for i in DECRYPTING {
        play.trustee(i, "alive")?;
    }
    for i in (1..=play.question.trustees).filter(|i| !DECRYPTING.contains(i)) {
        fs::remove_file(play.trustee_key(i))?;
    }

    story.step("Waiting for the closing time");
    count_down(story, closing)?;
    play.official(folder, &["election", "close", "--wait"])?;

    story.step("Three trustees verify the whole record, each by itself, and decrypt the totals only");
    for i in DECRYPTING {
        play.trustee(i, "decrypt")?;
        story.say(format!("trustee {i}: verified, decrypted"));
    }
    play.official(folder, &["result"])?;

    story.step("An observer downloads the record and audits it, trusting nobody");
    let out = out.map_or_else(|| folder.join("out"), Path::to_owned);
    fs::create_dir_all(&out)?;
    let start = Instant::now();
    let (code, report) = play.audit(&out)?;
    let seconds = start.elapsed().as_secs_f64();
    fs::write(out.join("report.json"), format!("{}\n", serde_json::to_string_pretty(&report)?))?;
    fs::copy(play.file("trust.json"), out.join("trust.json"))?;
    ensure!(code == 0, "the audit rejects the record: see {}", out.join("report.json").display());
    let passed = report["checks"]
        .as_array()
        .map_or(0, |checks| checks.iter().filter(|c| c["verdict"] == "passed").count());
    story.say(format!(
        "{} entries, {} ballots counted: accepted, {passed} checks passed, in {seconds:.1} s with the download.",
        report["size"], report["counted"]
    ));
    Ok((report, out))
}

/// Counts down on a terminal; elsewhere says once how long it takes.
fn count_down(story: &Story, closing: u64) -> anyhow::Result<()> {
    let terminal = std::io::stdout().is_terminal();
    if !terminal {
        story.say(format!("{} s left", closing.saturating_sub(now())));
    }
    while now() < closing {
        if terminal {
            print!("\r             {:>3} s left ", closing - now());
            std::io::stdout().flush()?;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    if terminal {
        println!("\r             closed.   ");
    }
    Ok(())
}

fn compare(story: &mut Story, real: &Approval, report: &Value) -> anyhow::Result<()> {
    story.step("The announced totals, beside the known ones of the real election");
    let options = report["contests"][0]["options"].as_array().context("no contest in the report")?;
    ensure!(options.len() == real.candidates.len(), "the report has {} options", options.len());
    for (option, candidate) in options.iter().zip(&real.candidates) {
        let (total, known) = (option["total"].as_u64(), real.totals.get(candidate).copied());
        story.say(format!("{:>5}  {:>5}  {candidate}", total.unwrap_or(0), known.unwrap_or(0)));
        ensure!(total.is_some() && total == known, "the totals of {candidate} differ");
    }
    ensure!(report["counted"] == real.ballots.len(), "{} ballots counted", report["counted"]);
    Ok(())
}

/// Flips one bit of one ballot and audits again.
fn tamper(story: &mut Story, play: &Play, out: &Path) -> anyhow::Result<()> {
    story.step("What if someone changes one bit of one ballot in the record?");
    let tampered = tempfile::tempdir()?;
    let mut entries = fs::read(out.join("record/entries.jsonl"))?;
    let middle = entries.len() / 2;
    entries[middle] ^= 1;
    fs::write(tampered.path().join("entries.jsonl"), entries)?;
    fs::copy(out.join("record/checkpoint"), tampered.path().join("checkpoint"))?;
    let (code, report) = play.audit_record(tampered.path())?;
    let failed = report["checks"].as_array().into_iter().flatten().filter(|c| c["verdict"] == "failed");
    let failed: Vec<&str> = failed.filter_map(|check| check["id"].as_str()).collect();
    ensure!(code == 1, "the audit accepts a record that was tampered with");
    story.say(format!("The audit rejects it and names the checks: {}", failed.join(", ")));
    Ok(())
}

fn farewell(story: &Story, play: &Play, practice: &Play, out: &Path, cli: &Cli) -> anyhow::Result<()> {
    println!(
        "\n{:>6.1} s  Done. Why you can trust this result without trusting us:",
        story.start.elapsed().as_secs_f64()
    );
    story.say(
        "every ballot carries a proof, every step is in the public record, and the audit recomputes\n\
         all of it. Nobody, not even three trustees together with the board, can announce another total\n\
         that passes.",
    );
    if cli.out.is_some() || !cli.once {
        story.say(format!(
            "\nAudit it yourself:\n  {} verify {} --trust {}",
            programs()?.join("tabella-audit").display(),
            out.join("record").display(),
            out.join("trust.json").display()
        ));
    }
    if cli.once {
        return Ok(());
    }
    invite(story, play, practice, cli.web.is_some())?;
    let (stop, stopped) = std::sync::mpsc::channel();
    ctrlc::set_handler(move || {
        // A second Ctrl-C finds no one listening.
        let _ = stop.send(());
    })?;
    stopped.recv()?;
    Ok(())
}

/// Where to look, and how to vote in the practice election.
fn invite(story: &Story, play: &Play, practice: &Play, web: bool) -> anyhow::Result<()> {
    let (board, open) = (practice.board(), practice.election()?);
    println!("\n          Open this in your browser:");
    story.say(format!(
        "\nall elections    {board}/\nthis result      {board}/view/{}\npractice         {board}/view/{open}",
        play.election()?
    ));
    if web {
        for letter in 0..SPARE_LETTERS {
            story.say(format!(
                "\nvote with letter {}, in the practice election:\n  {}\non a second device, to note the tracker and to check:\n  {}",
                letter + 1,
                practice.letter(letter, "link")?,
                practice.letter(letter, "check")?
            ));
        }
    } else {
        story.say(format!(
            "\nThis board serves no voting page, because the web client was not built. Vote in a terminal instead:\n  \
             {} cast --board {board} --trust {}\n  code of letter 1: {}",
            programs()?.join("tabella-vote").display(),
            practice.file("trust.json").display(),
            practice.letter(0, "code")?
        ));
    }
    story.say("\nPress Ctrl-C to stop the board; everything is then deleted.");
    Ok(())
}

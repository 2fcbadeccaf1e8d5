//! An election played by the real programs, as processes that meet on the board only.

use anyhow::{Context as _, bail, ensure};
use serde_json::Value;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

/// Where the programs are: `TABELLA_PROGRAMS`, or beside the running one.
///
/// # Errors
/// They have not been built.
pub fn programs() -> anyhow::Result<PathBuf> {
    let folder = match std::env::var_os("TABELLA_PROGRAMS") {
        Some(folder) => PathBuf::from(folder),
        None => std::env::current_exe()?.parent().context("no folder")?.to_owned(),
    };
    let missing = ["tabella-board", "tabella-tally", "tabella-vote", "tabella-audit"]
        .into_iter()
        .find(|name| !folder.join(name).is_file());
    if let Some(name) = missing {
        bail!("{name} is not in {}: run `cargo build --release` and set TABELLA_PROGRAMS", folder.display());
    }
    Ok(folder)
}

/// Unix seconds.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs())
}

/// Runs a program to its end; its standard output.
///
/// # Errors
/// It did not exit with 0; the text holds what it said.
pub fn run(command: &mut Command) -> anyhow::Result<String> {
    let output = command_output(command)?;
    finished(command, &output)
}

/// Runs a program to its end, whatever its exit code.
///
/// # Errors
/// It could not be started.
pub fn command_output(command: &mut Command) -> anyhow::Result<Output> {
    command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {command:?}"))
}

fn finished(command: &Command, output: &Output) -> anyhow::Result<String> {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let name = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy();
        let arguments: Vec<_> = command.get_args().map(|a| a.to_string_lossy()).collect();
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("{name} {} ended with {}:\n{said}{complaint}", arguments.join(" "), output.status);
    }
    Ok(said)
}

/// A running board; it is stopped when this is dropped.
pub struct Board {
    child: Child,
    /// Its address on loopback.
    pub address: String,
    /// Its Ed25519 key.
    pub key: String,
    /// Its name.
    pub name: String,
}

impl Board {
    /// Starts a board on SQLite in a folder and waits until it listens. It serves the web client in `web`.
    ///
    /// # Errors
    /// It does not start; it has said why.
    pub fn start(
        programs: &Path,
        folder: &Path,
        listen: &str,
        creators: &[String],
        web: Option<&Path>,
    ) -> anyhow::Result<Board> {
        let mut command = Command::new(programs.join("tabella-board"));
        command.args(["serve", "--json", "--name", "demo.tabella.example", "--listen", listen, "--database"]);
        command.arg(folder.join("board.sqlite"));
        for creator in creators {
            command.args(["--creator", creator]);
        }
        if let Some(web) = web {
            command.arg("--web").arg(web);
        }
        let log = fs::File::create(folder.join("board.log"))?;
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).spawn().context("the board")?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("no output")?).read_line(&mut line)?;
        let Ok(ready) = serde_json::from_str::<Value>(&line) else {
            let _ = child.kill();
            bail!("the board did not start: {}", fs::read_to_string(folder.join("board.log"))?);
        };
        let field =
            |name: &str| ready[name].as_str().map(str::to_owned).context("unexpected output of the board");
        let (listen, key, name) = (field("listen")?, field("key")?, field("name")?);
        Ok(Board { child, address: format!("http://{listen}"), key, name })
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What is decided, and by how many trustees.
pub struct Question {
    /// Title of the election.
    pub title: String,
    /// Id of the one contest.
    pub contest: String,
    /// Its options.
    pub options: Vec<String>,
    /// Number of trustees.
    pub trustees: u64,
    /// How many of them are needed.
    pub threshold: u64,
}

/// One election on a board: its folder holds keys, draft, trust file, codes.
pub struct Play {
    programs: PathBuf,
    /// Where the files of this election are.
    pub folder: PathBuf,
    board: String,
    /// What is decided.
    pub question: Question,
}

/// The id of an option, from its label.
pub fn option_id(label: &str) -> String {
    label.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}

/// Makes an official's or registrar's key file; returns its public key.
///
/// # Errors
/// The program refuses.
pub fn keygen(programs: &Path, role: &str, name: &str, file: &Path) -> anyhow::Result<String> {
    let mut command = Command::new(programs.join("tabella-tally"));
    command.args(["keygen", "--unencrypted-test-key", "--role", role, "--name", name, "--out"]).arg(file);
    run(&mut command)?;
    let key: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
    Ok(key["public"].as_str().context("the key file has no public key")?.to_owned())
}

impl Play {
    /// An election in `folder`, which already holds `official.key` and `registrar.key`.
    ///
    /// # Errors
    /// The folder cannot be made, or the trustees' keys not.
    pub fn new(programs: &Path, folder: &Path, board: &Board, question: Question) -> anyhow::Result<Play> {
        fs::create_dir_all(folder)?;
        let play = Play {
            programs: programs.to_owned(),
            folder: folder.to_owned(),
            board: board.address.clone(),
            question,
        };
        for i in 1..=play.question.trustees {
            keygen(programs, "trustee", &format!("Trustee {i}"), &play.trustee_key(i))?;
        }
        Ok(play)
    }

    /// The key file of a trustee.
    pub fn trustee_key(&self, i: u64) -> PathBuf {
        self.folder.join(format!("trustee-{i}.key"))
    }

    /// A file of this election.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A command of one of the programs for this election.
    pub fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.args(arguments);
        command
    }

    /// As [`Play::command`], with the board and the trust file.
    pub fn on_board(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = self.command(program, arguments);
        command.args(["--board", &self.board, "--trust"]).arg(self.file("trust.json"));
        command
    }

    /// The address of the board.
    pub fn board(&self) -> &str {
        &self.board
    }

    /// Writes the draft and posts the manifest: makes `manifest.json` and `trust.json`. The manifest names the
    /// files of the web client in `web`.
    ///
    /// # Errors
    /// The program refuses.
    pub fn create(
        &self,
        board: &Board,
        keys: &Path,
        opening: u64,
        closing: u64,
        web: Option<&Path>,
    ) -> anyhow::Result<String> {
        let public = |file: PathBuf| -> anyhow::Result<String> {
            let key: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
            Ok(key["public"].as_str().context("no public key")?.to_owned())
        };
        let mut draft = format!(
            "title = {:?}\ndescription = \"Choose as many options as you like.\"\nlanguages = [\"en\"]\n\
             opening = {opening}\nclosing = {closing}\nthreshold = {}\nminimum_ballots = 5\nunwitnessed = true\n\n\
             [board]\nname = {:?}\nkey = {:?}\n",
            self.question.title, self.question.threshold, board.name, board.key
        );
        let mut party = |role: &str, name: &str, key: &str| {
            draft.push_str(&format!("\n[[{role}]]\nname = {name:?}\nkey = {key:?}\n"));
        };
        party("officials", "Election office", &public(keys.join("official.key"))?);
        party("registrars", "Voter registry", &public(keys.join("registrar.key"))?);
        for i in 1..=self.question.trustees {
            party("trustees", &format!("Trustee {i}"), &public(self.trustee_key(i))?);
        }
        draft.push_str(&format!(
            "\n[[contests]]\nid = {:?}\ntitle = {:?}\nrule = {{ choice = {{ min = 0, max = {}, blank = false }} }}\n",
            self.question.contest,
            self.question.title,
            self.question.options.len()
        ));
        for label in &self.question.options {
            draft.push_str(&format!(
                "\n[[contests.options]]\nid = {:?}\nlabel = {label:?}\n",
                option_id(label)
            ));
        }
        fs::write(self.file("draft.toml"), draft)?;
        let mut command =
            self.command("tabella-tally", &["election", "create", "--yes", "--board", &self.board, "--key"]);
        command
            .arg(keys.join("official.key"))
            .arg("--draft")
            .arg(self.file("draft.toml"))
            .arg("--out")
            .arg(&self.folder);
        if let Some(web) = web {
            command.arg("--client").arg(web.join("SHA256SUMS"));
        }
        run(&mut command)
    }

    /// The election id, from the trust file.
    ///
    /// # Errors
    /// There is none yet.
    pub fn election(&self) -> anyhow::Result<String> {
        let trust: Value = serde_json::from_str(&fs::read_to_string(self.file("trust.json"))?)?;
        Ok(trust["election"].as_str().context("no election id")?.to_owned())
    }

    /// Runs the key ceremony with one process per trustee, all at once.
    ///
    /// # Errors
    /// A trustee refuses.
    pub fn ceremony(&self) -> anyhow::Result<()> {
        let id = self.election()?;
        let start = |i| {
            let mut command =
                self.on_board("tabella-tally", &["trustee", "ceremony", "--wait", "--confirm", &id]);
            command
                .arg("--key")
                .arg(self.trustee_key(i))
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped());
            let child = command.spawn().with_context(|| format!("trustee {i}"))?;
            anyhow::Ok((command, child))
        };
        let started: Vec<_> = (1..=self.question.trustees).map(start).collect::<Result<_, _>>()?;
        for (command, child) in started {
            finished(&command, &child.wait_with_output()?)?;
        }
        Ok(())
    }

    /// Issues codes to `voters` people and publishes the roll.
    ///
    /// # Errors
    /// A program refuses.
    pub fn roll(&self, keys: &Path, voters: usize) -> anyhow::Result<()> {
        let rows: String = (1..=voters).map(|i| format!("voter {i}\n")).collect();
        fs::write(self.file("voters.csv"), format!("voter\n{rows}"))?;
        let mut issue = self.command("tabella-tally", &["roll", "issue", "--manifest"]);
        issue.arg(self.file("manifest.json")).arg("--voters").arg(self.file("voters.csv"));
        issue.arg("--codes").arg(self.file("codes.csv")).arg("--roll").arg(self.file("roll.json"));
        issue.args(["--board", &self.board]);
        run(&mut issue)?;
        let mut publish = self.on_board("tabella-tally", &["roll", "publish"]);
        publish.arg("--roll").arg(self.file("roll.json")).arg("--key").arg(keys.join("registrar.key"));
        run(&mut publish)?;
        Ok(())
    }

    /// A step of the official: `["election", "open"]`, `["election", "close"]`, `["result"]`.
    ///
    /// # Errors
    /// The program refuses.
    pub fn official(&self, keys: &Path, arguments: &[&str]) -> anyhow::Result<String> {
        run(self.on_board("tabella-tally", arguments).arg("--key").arg(keys.join("official.key")))
    }

    /// A step of a trustee: `alive` or `decrypt`.
    ///
    /// # Errors
    /// The program refuses.
    pub fn trustee(&self, i: u64, step: &str) -> anyhow::Result<String> {
        let mut command = self.on_board("tabella-tally", &["trustee", step]);
        command.arg("--key").arg(self.trustee_key(i));
        if step == "decrypt" {
            // What the trustees have compared.
            let (_, report) = self.audit_record(Path::new(&self.board))?;
            command.arg("--tally").arg(report["tally"].as_str().context("the report shows no tally")?);
        }
        run(&mut command)
    }

    /// Casts for the voters `skip .. skip + selections.len()`, in the order of the roll's codes.
    ///
    /// # Errors
    /// A ballot is refused or a receipt does not hold.
    pub fn replay(&self, skip: usize, selections: &[Vec<usize>]) -> anyhow::Result<String> {
        let options: Vec<String> = self.question.options.iter().map(|label| option_id(label)).collect();
        let ballot = |chosen: &Vec<usize>| {
            let chosen: Vec<&String> = chosen.iter().map(|option| &options[*option]).collect();
            serde_json::json!({ self.question.contest.as_str(): chosen })
        };
        let all: Vec<Value> =
            core::iter::repeat_n(serde_json::json!({}), skip).chain(selections.iter().map(ballot)).collect();
        fs::write(self.file("selections.json"), serde_json::to_string(&all)?)?;
        let (skip, count) = (skip.to_string(), selections.len().to_string());
        let mut command =
            self.on_board("tabella-vote", &["--json", "replay", "--skip", &skip, "--first", &count]);
        command
            .arg("--codes")
            .arg(self.file("codes.csv"))
            .arg("--selections")
            .arg(self.file("selections.json"));
        run(&mut command)
    }

    /// A field of a voter's row in `codes.csv`, voters counted from 0.
    ///
    /// # Errors
    /// There is no such voter or field.
    pub fn letter(&self, voter: usize, field: &str) -> anyhow::Result<String> {
        let text = fs::read_to_string(self.file("codes.csv"))?;
        let mut lines = text.lines().map(|line| line.split(',').map(|cell| cell.trim_matches('"')));
        let column = lines.next().and_then(|mut header| header.position(|name| name == field));
        let row = lines.nth(voter);
        let cell = column.and_then(|column| row.and_then(|mut row| row.nth(column)));
        cell.map(str::to_owned).with_context(|| format!("no {field} of voter {voter} in codes.csv"))
    }

    /// Downloads the record into `folder`/record and audits it; the exit code and the report.
    ///
    /// # Errors
    /// The programs cannot run.
    pub fn audit(&self, folder: &Path) -> anyhow::Result<(i32, Value)> {
        let mut fetch = self.command("tabella-audit", &["fetch", &self.board, "--trust"]);
        run(fetch.arg(self.file("trust.json")).arg("--out").arg(folder.join("record")))?;
        self.audit_record(&folder.join("record"))
    }

    /// Audits a record folder; the exit code and the report.
    ///
    /// # Errors
    /// The program cannot run.
    pub fn audit_record(&self, record: &Path) -> anyhow::Result<(i32, Value)> {
        let mut verify = self.command("tabella-audit", &["verify", "--json"]);
        let output = command_output(verify.arg(record).arg("--trust").arg(self.file("trust.json")))?;
        let code = output.status.code().context("the auditor was killed")?;
        ensure!(code < 2, "the auditor could not run: {}", String::from_utf8_lossy(&output.stderr));
        Ok((code, serde_json::from_slice(&output.stdout)?))
    }
}

//! Fills the corpora of `scripts/fuzz` from an honest election, the test vectors and the hostile records, so
//! that nothing of them is committed twice.

use anyhow::Context as _;
use std::fs;
use std::path::{Path, PathBuf};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ballot::{Seed, Selections};
use tabella_crypto::election::credential::Code;
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::encoding::{LINE_LIMIT_BYTES, encode};
use tabella_crypto::readable;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::entry::{Entry, statement_of};
use tabella_log::merkle::Tree;
use tabella_log::receipt::Receipt;
use tabella_tests::harness::{Harness, Keys, Nobody, Record, Spec};

// The first byte of a request; see `http` in tests/fuzz.
const ELECTIONS: u8 = 7;
const POST_BODY: u8 = 4 * ELECTIONS;
const POST: u8 = 7 * ELECTIONS;

fn main() -> anyhow::Result<()> {
    let out = std::env::args_os().nth(1).context("say where the corpora are: fuzz-seeds FOLDER")?;
    let seeds = Seeds(PathBuf::from(out));
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    for spec in [Spec::tiny(), Spec::base()] {
        seeds.of_record(&Harness::run(spec, &mut Nobody))?;
    }
    seeds.of_changes()?;
    seeds.of_opening(&Spec::tiny())?;
    seeds.of_vectors(&tests.join("vectors"))?;
    seeds.of_hostile_records(&tests.join("corpus"))?;
    seeds.of_limits()
}

/// The folder with one corpus for each target.
struct Seeds(PathBuf);

impl Seeds {
    /// One input, under its hash: what is there already stays.
    fn add(&self, target: &str, input: &[u8]) -> anyhow::Result<()> {
        let folder = self.0.join(target);
        fs::create_dir_all(&folder)?;
        let path = folder.join(Hash::of(&[input]).to_string());
        fs::write(&path, input).with_context(|| format!("cannot write {}", path.display()))
    }

    fn of_record(&self, record: &Record) -> anyhow::Result<()> {
        let trust = record.trust.to_text();
        self.of_files(&record.entries(), &record.checkpoint, trust.trim_end())?;
        let mut tree = Tree::default();
        for line in &record.lines {
            tree.push(tabella_log::merkle::leaf_hash(line.as_bytes()));
        }
        let checkpoint = SignedCheckpoint::parse(&record.checkpoint)?;
        for (index, line) in (0..).zip(&record.lines) {
            let path = tree.inclusion(index, tree.size()).context("an entry of the tree")?;
            let receipt = Receipt { line: line.clone(), index, path, checkpoint: checkpoint.clone() };
            self.add("receipt", receipt.to_text().as_bytes())?;
            // Targets that verify a whole record take fewer seeds.
            if index % 8 == 0 {
                self.add("given", &[b"\x01", receipt.to_text().as_bytes()].concat())?;
            }
            if Entry::decode(line.as_bytes())?.statement.body.kind() == Kind::DecryptionShare {
                self.add("given", &[b"\x02", statement_of(line.as_bytes())?.as_bytes()].concat())?;
            }
        }
        Ok(())
    }

    /// One change of every sort, see `Tampered` in tests/fuzz.
    fn of_changes(&self) -> anyhow::Result<()> {
        for change in 0..12 {
            for line in (change % 4..22).step_by(4) {
                let input = [line, 0, change, 3, 0, 0, 0, 0];
                self.add("tampered", &input)?;
                self.add("differential", &[&input[..], &[0, 0, 11]].concat())?;
            }
        }
        Ok(())
    }

    /// The files of a record, and every line of it.
    fn of_files(&self, entries: &[u8], checkpoint: &str, trust: &str) -> anyhow::Result<()> {
        self.add("record", &[trust.as_bytes(), b"\0", checkpoint.as_bytes(), b"\0", entries].concat())?;
        self.add("checkpoint", checkpoint.as_bytes())?;
        self.add("given", &[b"\0", checkpoint.as_bytes()].concat())?;
        self.add("given", &[b"\x03", entries].concat())?;
        self.add("trust", trust.as_bytes())?;
        entries.split(|byte| *byte == b'\n').try_for_each(|line| self.of_line(line))
    }

    fn of_line(&self, line: &[u8]) -> anyhow::Result<()> {
        if line.len() > LINE_LIMIT_BYTES + 100 {
            return Ok(());
        }
        self.add("entry", line)?;
        if let Ok(statement) = statement_of(line) {
            self.of_statement(&statement)?;
        }
        if let Ok(entry) = Entry::decode(line) {
            self.of_body(&entry.statement.body)?;
        }
        Ok(())
    }

    fn of_statement(&self, statement: &str) -> anyhow::Result<()> {
        self.add("statement", &[b"\xff", statement.as_bytes()].concat())?;
        self.add("http", &[&[POST, 0], statement.as_bytes()].concat())
    }

    fn of_body(&self, body: &Body) -> anyhow::Result<()> {
        let kind = Kind::ALL.iter().position(|kind| *kind == body.kind()).unwrap_or(0) as u8;
        let text = body.encode();
        self.add("statement", &[&[kind], text.as_bytes()].concat())?;
        for election in 0..ELECTIONS {
            self.add("http", &[&[POST_BODY + election, kind], text.as_bytes()].concat())?;
        }
        if let Body::Manifest(manifest) = body {
            self.add("manifest", text.as_bytes())?;
            for label in manifest.title.values() {
                self.add("text", label.as_str().as_bytes())?;
            }
        }
        Ok(())
    }

    /// A challenged ballot, opened, and what a voter types.
    fn of_opening(&self, spec: &Spec) -> anyhow::Result<()> {
        let mut nobody = Nobody;
        let mut harness = Harness::new(spec.clone(), &mut nobody);
        harness.prepare();
        let open = harness.election().open_election().context("an open election")?;
        let author = *Keys::new(spec).voters[0].public();
        let place = harness.election().place(&author).context("a voter")?;
        let choices = [("chair".to_owned(), vec!["option-0".to_owned()])].into();
        let selections = Selections::choose(&open.manifest, place.style, &choices)?;
        let prepared = open.prepare(&author, place, selections, Seed::generate(&mut rand::rngs::SysRng)?)?;
        self.add("text", readable::tracker(prepared.tracker()).as_bytes())?;
        self.add("text", Code::generate(&Hash::ZERO, &mut rand::rngs::SysRng)?.show().as_bytes())?;
        self.add("opening", encode(&prepared.challenge()).as_bytes())
    }

    /// Every string of the vectors: points, statements, texts and what people type.
    fn of_vectors(&self, folder: &Path) -> anyhow::Result<()> {
        for name in ["encoding.json", "text.json", "ballot.json", "ceremony.json", "tally.json"] {
            let file = fs::read_to_string(folder.join(name)).with_context(|| name.to_owned())?;
            self.of_strings(&serde_json::from_str(&file)?)?;
        }
        Ok(())
    }

    fn of_strings(&self, value: &serde_json::Value) -> anyhow::Result<()> {
        use serde_json::Value::{Array, Object, String};
        match value {
            String(text) if text.starts_with('{') => self.of_statement(text),
            String(text) => self.add("text", text.as_bytes()),
            Array(values) => values.iter().try_for_each(|value| self.of_strings(value)),
            Object(fields) => fields.values().try_for_each(|value| self.of_strings(value)),
            _ => Ok(()),
        }
    }

    /// However many cases there are: every line that does not decode, every other file, and one record in ten,
    /// because to verify one takes long.
    fn of_hostile_records(&self, folder: &Path) -> anyhow::Result<()> {
        let cases: Result<Vec<_>, _> =
            fs::read_dir(folder)?.map(|case| case.map(|case| case.path())).collect();
        let mut cases: Vec<PathBuf> = cases?.into_iter().filter(|case| case.is_dir()).collect();
        cases.sort();
        for (position, case) in cases.iter().enumerate() {
            let read = |name: &str| fs::read(case.join(name)).unwrap_or_default();
            let [entries, checkpoint, trust] =
                ["record/entries.jsonl", "record/checkpoint", "trust.json"].map(read);
            let mut lines = entries.split(|byte| *byte == b'\n');
            lines.try_for_each(
                |line| if Entry::decode(line).is_err() { self.of_line(line) } else { Ok(()) },
            )?;
            self.add("checkpoint", &checkpoint)?;
            self.add("trust", trust.trim_ascii_end())?;
            if position % 10 == 0 {
                self.add("record", &[trust.trim_ascii_end(), b"\0", &checkpoint, b"\0", &entries].concat())?;
            }
        }
        Ok(())
    }

    /// Lines as long as they may be, of what costs most to read.
    fn of_limits(&self) -> anyhow::Result<()> {
        for (start, repeated, end) in [
            ("", "[", ""),
            ("[0", ",0", "]"),
            ("{\"a\":0", ",\"a\":0", "}"),
            ("1", "0", ""),
            ("\"", "\\u0000", "\""),
        ] {
            let repeated = repeated.repeat(60_000 / repeated.len());
            let line = format!("{start}{repeated}{end}");
            self.add("entry", line.as_bytes())?;
            self.add("statement", &[&[0], line.as_bytes()].concat())?;
            self.add("manifest", line.as_bytes())?;
            self.add("record", &[b"\0\0", line.as_bytes(), b"\n"].concat())?;
        }
        for tail in
            ["entries?from=0&to=2", "entries/0/receipt?size=1", "checkpoint", "consistency?from=1&to=2"]
        {
            self.add("http", &[b"\0\0", tail.as_bytes()].concat())?;
        }
        self.add("record", &[b"\0\0", &b"\n".repeat(10_000)[..]].concat())?;
        self.add("record", &[b"\0\0", &b"x\n".repeat(5_000)[..]].concat())
    }
}

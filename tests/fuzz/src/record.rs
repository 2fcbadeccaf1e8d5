//! Whole records: any bytes, and an honest record that was tampered with.

use crate::input::Input;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use tabella_audit::lines::Lines;
use tabella_audit::report::Report;
use tabella_audit::supplements::{NamedFile, Supplements};
use tabella_audit::verify::{Findings, verify, verify_with};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::{Check, KEY_13};
use tabella_crypto::election::ballot::OpenElection;
use tabella_crypto::election::statement::{Statement, Unsigned};
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_crypto::signature::SigningKey;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::entry::{ApparentKind, Entry};
use tabella_log::rulebook::{Election, Immediate};
use tabella_log::trust::Trust;
use tabella_tests::harness::{CLOSING, Harness, Keys, Nobody, Record, Spec, sign};

/// An honest record, and what the targets need to know of it.
pub struct Honest {
    /// The record.
    pub record: Record,
    /// Its entries file.
    pub entries: Vec<u8>,
    /// Its checkpoint.
    pub checkpoint: SignedCheckpoint,
    /// Its first statement.
    pub manifest: Statement,
    keys: Keys,
}

/// The smallest election that has everything: a witness, and a voter who votes again.
pub fn spec() -> Spec {
    let mut spec = Spec { witnesses: 1, ..Spec::tiny() };
    spec.ballots.push((0, vec![vec![1]]));
    spec
}

static HONEST: LazyLock<Honest> = LazyLock::new(|| {
    let record = Harness::run(spec(), &mut Nobody);
    Honest {
        entries: record.entries(),
        checkpoint: SignedCheckpoint::parse(&record.checkpoint).expect("a checkpoint"),
        manifest: Entry::decode(record.lines[0].as_bytes()).expect("an entry").statement,
        keys: Keys::new(&spec()),
        record,
    }
});

static OPENED: LazyLock<OpenElection> = LazyLock::new(|| {
    let mut election = Election::new();
    for line in &honest().record.lines {
        let entry = Entry::decode(line.as_bytes()).expect("an entry");
        election.apply(&entry, &mut Immediate(rng()));
    }
    election.open_election().expect("an open election")
});

/// The honest record.
pub fn honest() -> &'static Honest {
    &HONEST
}

/// Its election, once open.
pub fn opened() -> &'static OpenElection {
    &OPENED
}

/// Batch weights that are the same in every run.
fn rng() -> StdRng {
    StdRng::seed_from_u64(1)
}

/// Trust file, checkpoint and entries with a zero byte between them.
pub fn record(data: &[u8]) {
    let mut parts = data.splitn(3, |byte| *byte == 0);
    let trust = parts.next().and_then(|bytes| core::str::from_utf8(bytes).ok());
    let trust = trust.and_then(|text| Trust::read(text).ok());
    let trust = trust.unwrap_or_else(|| honest().record.trust.clone());
    let checkpoint = String::from_utf8_lossy(parts.next().unwrap_or_default());
    let entries = parts.next().unwrap_or_default();
    let _ = judge(entries, &checkpoint, &trust);
}

fn judge(entries: &[u8], checkpoint: &str, trust: &Trust) -> (Findings<'static>, Report) {
    let findings = verify(entries, checkpoint, trust, rng, |_| {}).expect("memory can be read");
    let report = Report::new(&findings, trust);
    let text = report.to_text();
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "a control character in {text:?}");
    assert!(serde_json::to_string(&report).is_ok());
    (findings, report)
}

/// A record is accepted only if every byte of it is that of the honest record, unless its authors and the
/// board signed it anew.
pub fn tampered(data: &[u8]) {
    let record = Tampered::new(data);
    let (_, report) = judge(&record.entries, &record.checkpoint, &record.trust);
    if record.entries == honest().entries {
        assert!(report.is_accepted(), "{}", report.to_text());
    } else if !record.signed_anew {
        assert!(!report.is_accepted(), "{}", report.to_text());
    }
}

/// The board, which checks one by one and at once, and the auditor, who checks in batches, name the same
/// faults of the same entries.
pub fn differential(data: &[u8]) {
    let record = Tampered::new(data);
    let (findings, _) = judge(&record.entries, &record.checkpoint, &record.trust);
    // What is wrong with the record as a whole, or with how its lines stand in the file.
    let whole = ["ENC-10", "LOG-02", "LOG-03", "LOG-04", "LOG-05", "LOG-06", "MAN-02", "MAN-03", "PRF-08"];
    let of_entries = findings.faults.iter().filter(|fault| !whole.contains(&fault.check.id()));
    let collected: BTreeSet<(Check, Culprit)> =
        of_entries.map(|fault| (fault.check, fault.culprit.clone())).collect();
    assert_eq!(collected, one_by_one(&record.entries));
}

fn one_by_one(entries: &[u8]) -> BTreeSet<(Check, Culprit)> {
    let mut election = Election::new();
    let mut lines = Lines::new(entries);
    let mut faults = BTreeSet::new();
    while let Some(line) = lines.next_line().expect("memory can be read") {
        if line.bytes.is_empty() {
            continue;
        }
        match Entry::decode(&line.bytes) {
            Ok(entry) => {
                let judgement = election.apply(&entry, &mut Immediate(rng()));
                faults.extend(
                    judgement.faults().map(|Rejection { check, culprit, .. }| (*check, culprit.clone())),
                );
            }
            Err(error) => {
                faults.insert((error.check, Culprit::Entry(election.size())));
                election.advance_unreadable(line.hash, ApparentKind::of(&line.bytes));
            }
        }
    }
    faults
}

/// A file given besides the honest record: the board has signed nothing that contradicts its record, so the
/// file alone can be at fault.
pub fn given(data: &[u8]) {
    let mut input = Input(data);
    let choice = input.byte() % 4;
    let (name, content) = ("given".to_owned(), input.rest());
    let mut given = Supplements::default();
    match choice {
        0 => given.checkpoints.push(NamedFile { name, content: content.to_vec() }),
        1 => given.receipts.push(NamedFile { name, content: content.to_vec() }),
        2 => given.shares.push(NamedFile { name, content: content.to_vec() }),
        _ => given.other_records.push(NamedFile { name, content: Box::new(content) }),
    }
    let Honest { entries, record: Record { checkpoint, trust, .. }, .. } = honest();
    // What cannot be compared has no verdict.
    let Ok(findings) = verify_with(given, &entries[..], checkpoint, trust, rng, |_| {}) else { return };
    for fault in &findings.faults {
        let of_file = matches!(fault.culprit, Culprit::File(_)) || fault.check == KEY_13;
        assert!(of_file, "{fault}");
    }
    let _ = Report::new(&findings, trust).to_text();
}

/// The honest record after the changes that an input describes.
struct Tampered {
    entries: Vec<u8>,
    checkpoint: String,
    trust: Trust,
    signed_anew: bool,
}

/// Most changes of one input.
const CHANGES: usize = 8;

impl Tampered {
    fn new(data: &[u8]) -> Tampered {
        let honest = honest();
        let mut input = Input(data);
        let mut lines: Vec<Vec<u8>> =
            honest.record.lines.iter().map(|line| line.clone().into_bytes()).collect();
        let (trust, mut checkpoint) = (honest.record.trust.clone(), honest.record.checkpoint.clone());
        let mut signed_anew = false;
        for _ in 0..CHANGES {
            if input.is_empty() || lines.is_empty() {
                break;
            }
            let line = input.below(lines.len());
            match input.byte() % 12 {
                0 => change_byte(&mut lines[line], &mut input),
                1 => insert_bytes(&mut lines[line], &mut input),
                2 => drop(lines.remove(line)),
                3 => {
                    let copy = lines[line].clone();
                    let place = input.below(lines.len() + 1);
                    lines.insert(place, copy);
                }
                4 => {
                    let other = input.below(lines.len());
                    lines.swap(line, other);
                }
                5 | 6 => copy_value(&mut lines, line, &mut input),
                7 | 8 => change_integer(&mut lines[line], &mut input),
                // No longer canonical, and its kind can still be seen.
                9 => lines[line].push(b' '),
                10 => change_kind(&mut lines[line], &mut input),
                _ => signed_anew = true,
            }
        }
        if signed_anew {
            sign_anew(&mut lines, &honest.keys);
            let texts: Vec<String> =
                lines.iter().map(|line| String::from_utf8_lossy(line).into_owned()).collect();
            checkpoint = sign(&honest.keys, &texts, &trust, CLOSING + 1_000);
        }
        let mut entries: Vec<u8> =
            lines.iter().flat_map(|line| [&line[..], b"\n"]).flatten().copied().collect();
        if input.byte() == 1 {
            entries.pop();
        }
        Tampered { entries, checkpoint, trust, signed_anew }
    }
}

fn change_byte(line: &mut Vec<u8>, input: &mut Input<'_>) {
    if !line.is_empty() {
        let place = input.below(line.len());
        line[place] = input.byte();
    }
}

fn insert_bytes(line: &mut Vec<u8>, input: &mut Input<'_>) {
    let place = input.below(line.len() + 1);
    let bytes = [input.byte()].repeat(1 + input.below(64));
    line.splice(place..place, bytes);
}

/// Puts one value of 32 bytes, such as a point or a hash, in the place of another.
fn copy_value(lines: &mut [Vec<u8>], line: usize, input: &mut Input<'_>) {
    let other = input.below(lines.len());
    let value = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
    let (from, to) = (runs(&lines[other], value, 43), runs(&lines[line], value, 43));
    if !from.is_empty() && !to.is_empty() {
        let (from, to) = (from[input.below(from.len())].clone(), to[input.below(to.len())].clone());
        let copy = lines[other][from].to_vec();
        lines[line][to].copy_from_slice(&copy);
    }
}

/// Puts another integer in the place of one.
fn change_integer(line: &mut Vec<u8>, input: &mut Input<'_>) {
    let integers: Vec<_> = (1..=16).flat_map(|digits| runs(line, u8::is_ascii_digit, digits)).collect();
    if !integers.is_empty() {
        let place = integers[input.below(integers.len())].clone();
        let value = match input.byte() {
            0 => (1 << 53) - 1,
            1 => 1 << 48,
            2 => 1 << 32,
            3 => CLOSING,
            small => u64::from(small) - 4,
        };
        line.splice(place, value.to_string().into_bytes());
    }
}

/// Lets a line claim another kind.
fn change_kind(line: &mut Vec<u8>, input: &mut Input<'_>) {
    use tabella_crypto::election::statement::Kind;
    let text = String::from_utf8_lossy(line).into_owned();
    let kind = Kind::ALL[input.below(Kind::ALL.len())];
    if let Some((before, after)) = text.split_once("\"kind\":\"")
        && let Some((_, after)) = after.split_once('"')
    {
        *line = format!("{before}\"kind\":\"{kind}\"{after}").into_bytes();
    }
}

/// Where bytes of a class stand in runs of exactly this length.
fn runs(line: &[u8], class: impl Fn(&u8) -> bool, length: usize) -> Vec<core::ops::Range<usize>> {
    let mut found = vec![];
    let mut start = 0;
    for (place, byte) in line.iter().chain(b"\"").enumerate() {
        if !class(byte) {
            if place - start == length {
                found.push(start..place);
            }
            start = place + 1;
        }
    }
    found
}

/// Signs every statement that decodes by its author, and chains all lines.
fn sign_anew(lines: &mut [Vec<u8>], keys: &Keys) {
    let trustees: Vec<SigningKey> = keys.trustees.iter().map(|seed| seed.identity()).collect();
    let others = [&keys.official, &keys.registrar].into_iter().chain(&keys.voters);
    let all: Vec<&SigningKey> = others.map(AsRef::as_ref).chain(&trustees).collect();
    let mut previous = Hash::ZERO;
    for (index, line) in (0..).zip(lines) {
        if let Ok(entry) = Entry::decode(line) {
            let statement = &entry.statement;
            if let Some(key) = all.iter().find(|key| *key.public() == statement.author) {
                let body = statement.body.encode();
                let unsigned =
                    Unsigned::new(&statement.author, &body, &statement.election, statement.body.kind());
                *line = Entry::line(entry.at, index, &previous, &unsigned.sign(key)).into_bytes();
            }
        }
        previous = tabella_log::merkle::leaf_hash(line);
    }
}

//! Random small elections with at most one random change, for two verifiers that should say the same.

use crate::harness::{Attacker, CLOSING, Draft, Harness, Keys, Nobody, Record, Spec, sign};
use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _, SeedableRng};
use serde_json::Value;
use tabella_crypto::bytes::base64url;
use tabella_crypto::contest::{Choice, Rule};
use tabella_crypto::encoding::INTEGER_LIMIT;

/// A record made from one seed, and what was done to it.
pub fn mutant(seed: u64) -> (Record, String) {
    let mut rng = StdRng::seed_from_u64(seed);
    let spec = random_spec(&mut rng);
    let honest = Harness::run(spec.clone(), &mut Nobody);
    let entry = rng.random_range(0..honest.lines.len() as u64);
    let change = rng.random_range(0..20);
    match change {
        0 | 1 => (honest, "honest".into()),
        2 | 3 => reordered(&spec, honest, entry, &mut rng),
        4 => {
            let checkpoint = edit(&honest.checkpoint, &mut rng);
            (Record { checkpoint, ..honest }, "checkpoint edited".into())
        }
        5 => distrusting(honest, &mut rng),
        6 => raw(honest, &mut rng),
        _ => {
            let mut mutation = Mutation { entry, change, rng, honest: honest.lines, done: String::new() };
            let record = Harness::run(spec, &mut mutation);
            (record, format!("entry {entry}: {}", mutation.done))
        }
    }
}

/// An evidence file made of others, and what was done: one with a change, or with parts of others of its case.
pub fn evidence_mutant(seed: u64, files: &[String]) -> (String, String) {
    let mut rng = StdRng::seed_from_u64(seed);
    let text = &files[rng.random_range(0..files.len())];
    let change = rng.random_range(0..4);
    let Ok(mut value) = serde_json::from_str::<Value>(text) else { return (text.clone(), "none".into()) };
    let done = match change {
        0 => return (edit(text, &mut rng), "file edited".into()),
        1 => mutate(&mut value, files, &mut rng),
        _ => {
            let parts = rng.random_range(1..=3);
            (0..parts).map(|_| mix(&mut value, files, &mut rng)).collect::<Vec<_>>().join(", ")
        }
    };
    (format!("{value}\n"), done)
}

/// Puts one part of another file of the same case into a file.
fn mix(value: &mut Value, files: &[String], rng: &mut StdRng) -> String {
    let case_of = |value: &Value| value["case"].as_object().and_then(|case| case.keys().next().cloned());
    let Some(case) = case_of(value) else { return "none".into() };
    let others: Vec<Value> = files
        .iter()
        .filter_map(|other| serde_json::from_str(other).ok())
        .filter(|other: &Value| case_of(other).as_ref() == Some(&case))
        .collect();
    let other = &others[rng.random_range(0..others.len())];
    let fields: Vec<&String> =
        other["case"][&case].as_object().into_iter().flat_map(|fields| fields.keys()).collect();
    let place = rng.random_range(0..fields.len() + 2);
    if let Some(field) = fields.get(place) {
        value["case"][&case][field] = other["case"][&case][field].clone();
        return format!("another {field}");
    }
    let field = if place == fields.len() { "election" } else { "board" };
    value[field] = other[field].clone();
    format!("another {field}")
}

/// An honest election of at most four voters, of any rule.
pub fn random_spec(rng: &mut StdRng) -> Spec {
    let (trustees, threshold) = [(3, 2), (3, 2), (4, 3), (2, 2)][rng.random_range(0..4)];
    let names = ["chair", "board", "statutes"];
    let contests: Vec<_> = names[..rng.random_range(1..=2)]
        .iter()
        .map(|name| {
            let options = rng.random_range(1..=3);
            let max = rng.random_range(1..=options);
            let (min, blank) = (rng.random_range(0..=max), rng.random());
            (*name, Rule::Choice(Choice { min, max, blank }), options as usize)
        })
        .collect();
    let all: Vec<&'static str> = contests.iter().map(|(name, ..)| *name).collect();
    let styles = if rng.random() { vec![all.clone(), vec![all[0]]] } else { vec![all] };
    let revealing_weights = rng.random();
    let voter = |rng: &mut StdRng| {
        let weight = if revealing_weights { rng.random_range(1..=3) } else { 1 };
        (rng.random_range(0..styles.len() as u64), weight)
    };
    let voters: Vec<(u64, u64)> = (0..rng.random_range(1..=4)).map(|_| voter(rng)).collect();
    let ballots = (0..rng.random_range(0..=5))
        .map(|_| {
            let who = rng.random_range(0..voters.len());
            let style = &styles[voters[who].0 as usize];
            let chosen = |name: &&str| {
                let (_, Rule::Choice(Choice { min, blank, .. }), options) =
                    *contests.iter().find(|contest| contest.0 == *name).expect("a contest");
                if blank && rng.random() { vec![options] } else { (0..min as usize).collect() }
            };
            (who, style.iter().map(chosen).collect())
        })
        .collect();
    let mut some = || (1..=trustees).filter(|i| *i <= threshold || rng.random()).collect();
    let (decrypting, live) = (some(), some());
    Spec {
        seed: rng.random_range(0..4),
        trustees,
        threshold,
        decrypting,
        live,
        witnesses: [0, 0, 3][rng.random_range(0..3)],
        contests,
        styles,
        voters,
        minimum: rng.random_range(1..=2),
        revealing_weights: revealing_weights || rng.random(),
        ballots,
    }
}

/// An entry dropped, doubled or swapped, under a tree and checkpoint that fit.
fn reordered(spec: &Spec, mut record: Record, entry: u64, rng: &mut StdRng) -> (Record, String) {
    let (i, j) = (entry as usize, rng.random_range(0..record.lines.len()));
    let done = match rng.random_range(0..3) {
        0 => {
            record.lines.remove(i);
            format!("entry {i} dropped")
        }
        1 => {
            record.lines.insert(j, record.lines[i].clone());
            format!("entry {i} again at {j}")
        }
        _ => {
            record.lines.swap(i, j);
            format!("entries {i} and {j} swapped")
        }
    };
    record.checkpoint = sign(&Keys::new(spec), &record.lines, &record.trust, CLOSING + 1_000);
    (record, done)
}

fn distrusting(mut record: Record, rng: &mut StdRng) -> (Record, String) {
    let trust = &mut record.trust;
    let done = match rng.random_range(0..5) {
        0 => {
            trust.election.0[3] ^= 1;
            "another election"
        }
        1 => {
            trust.board.name.push('x');
            "another name of the board"
        }
        2 => {
            trust.board.key.0[0] ^= 1;
            "another key of the board"
        }
        3 => {
            trust.witnesses.keys.pop();
            "one witness less"
        }
        _ => {
            trust.witnesses.quorum += 1;
            "a larger quorum"
        }
    };
    (record, format!("trusted: {done}"))
}

/// A byte of the file changed, and nothing above it.
fn raw(record: Record, rng: &mut StdRng) -> (Record, String) {
    let mut file = record.entries();
    let at = rng.random_range(0..file.len());
    match rng.random_range(0..3) {
        0 => file[at] ^= 1 << rng.random_range(0..8),
        1 => file.insert(at, rng.random()),
        _ => drop(file.remove(at)),
    }
    (Record { file: Some(file), ..record }, format!("byte {at}"))
}

/// A character of a text replaced, added or taken away.
fn edit(text: &str, rng: &mut StdRng) -> String {
    const ODD: &[char] =
        &['0', 'A', 'z', '"', '{', '}', '[', ']', ',', ':', '\\', ' ', '-', '=', '\u{e9}', '\u{202e}'];
    let mut characters: Vec<char> = text.chars().collect();
    let (at, odd) = (rng.random_range(0..characters.len()), ODD[rng.random_range(0..ODD.len())]);
    match rng.random_range(0..3) {
        0 => characters[at] = odd,
        1 => characters.insert(at, odd),
        _ => drop(characters.remove(at)),
    }
    characters.into_iter().collect()
}

/// One entry changed, and everything above it made again.
struct Mutation {
    entry: u64,
    change: u64,
    rng: StdRng,
    honest: Vec<String>,
    done: String,
}

impl Attacker for Mutation {
    fn draft(&mut self, draft: &mut Draft, keys: &Keys) {
        if draft.index != self.entry || !self.done.is_empty() {
            return;
        }
        let rng = &mut self.rng;
        match self.change {
            7 => {
                let far = [1, 2, 1_000, 1_000_000][rng.random_range(0..4)];
                draft.at = if rng.random() { draft.at + far } else { draft.at.saturating_sub(far) };
                self.done = "date".into();
            }
            8 => {
                match rng.random_range(0..3) {
                    0 => draft.index = rng.random_range(0..30),
                    1 => draft.previous.0[7] ^= 1,
                    _ => draft.election.0[7] ^= 1,
                }
                self.done = "place".into();
            }
            9 => {
                let trustee = rng.random_range(0..keys.trustees.len());
                draft.author = match rng.random_range(0..4) {
                    0 => keys.official.clone(),
                    1 => keys.registrar.clone(),
                    2 => keys.voters[rng.random_range(0..keys.voters.len())].clone(),
                    _ => keys.trustees[trustee].identity().into(),
                };
                self.done = "author".into();
            }
            10 => {}
            _ => {
                let mut body: Value = serde_json::from_str(&draft.body.encode()).expect("JSON");
                self.done = mutate(&mut body, &self.honest, rng);
                draft.odd_body = Some(body.to_string());
            }
        }
    }

    fn line(&mut self, index: u64, line: String) -> String {
        if index != self.entry || !self.done.is_empty() {
            return line;
        }
        self.done = "line edited".into();
        edit(&line, &mut self.rng)
    }
}

/// Changes one value somewhere in a body; keys stay sorted.
fn mutate(value: &mut Value, honest: &[String], rng: &mut StdRng) -> String {
    match value {
        Value::Array(items) if !items.is_empty() => {
            let (i, j) = (rng.random_range(0..items.len()), rng.random_range(0..items.len()));
            match rng.random_range(0..8) {
                0 => {
                    items.remove(i);
                    format!("/{i} removed")
                }
                1 => {
                    items.insert(j, items[i].clone());
                    format!("/{i} again at {j}")
                }
                2 => {
                    items.swap(i, j);
                    format!("/{i} and {j} swapped")
                }
                _ => format!("/{i}{}", mutate(&mut items[i], honest, rng)),
            }
        }
        Value::Object(fields) if !fields.is_empty() => {
            let name = fields.keys().nth(rng.random_range(0..fields.len())).expect("a field").clone();
            match rng.random_range(0..20) {
                0 => {
                    fields.remove(&name);
                    format!("/{name} removed")
                }
                1 => {
                    fields.insert(format!("{name}x"), Value::Null);
                    format!("/{name}x added")
                }
                _ => format!("/{name}{}", mutate(&mut fields[&name], honest, rng)),
            }
        }
        Value::String(text) => {
            let before = text.clone();
            *text = match rng.random_range(0..4) {
                0 => edit(text, rng),
                1 => String::new(),
                2 if before.len() == 43 => {
                    let mut bytes = [0; 32];
                    rng.fill_bytes(&mut bytes);
                    base64url(&bytes)
                }
                _ => borrowed(honest, before.len(), rng).unwrap_or_default(),
            };
            format!(": {before:?} became {text:?}")
        }
        Value::Number(number) => {
            let before = number.as_u64().unwrap_or(0);
            let after = match rng.random_range(0..6) {
                0 => before.wrapping_sub(1),
                1 => before + 1,
                2 => 0,
                3 => INTEGER_LIMIT,
                4 => INTEGER_LIMIT + 1,
                _ => rng.random_range(0..10),
            };
            *value = if after == u64::MAX { Value::from(-1) } else { Value::from(after) };
            format!(": {before} became {value}")
        }
        Value::Bool(flag) => {
            *flag = !*flag;
            ": flipped".into()
        }
        other => {
            *other = Value::from("odd");
            ": odd".into()
        }
    }
}

/// A text of some length from another place of the record.
fn borrowed(honest: &[String], length: usize, rng: &mut StdRng) -> Option<String> {
    let line = &honest[rng.random_range(0..honest.len())];
    let texts: Vec<&str> = line.split('"').filter(|text| text.len() == length).collect();
    (!texts.is_empty()).then(|| texts[rng.random_range(0..texts.len())].to_owned())
}

//! Signed notes, cosignatures and receipts (2.2), (2.5), byte for byte.

use serde_json::{Value, json};
use tabella_crypto::bytes::{Hash, hex};
use tabella_log::checkpoint::{BoardSigner, Checkpoint, SignedCheckpoint};
use tabella_log::merkle::{Tree, leaf_hash};
use tabella_log::receipt::Receipt;
use tabella_log::witness::{Policy, WitnessSigner};
use zeroize::Zeroizing;

const TIME: u64 = 1_800_000_060;

fn seed(what: &str) -> [u8; 32] {
    Hash::of(&[b"notes", what.as_bytes()]).0
}

fn election() -> Hash {
    Hash::of(&[b"election"])
}

fn board() -> BoardSigner {
    BoardSigner::from_seed(Zeroizing::new(seed("board")), "board.example").expect("a name")
}

fn witness(i: u8) -> WitnessSigner {
    let name = format!("witness.example/w{i}");
    WitnessSigner::from_seed(Zeroizing::new(seed(&name)), &name).expect("a name")
}

fn policy() -> Policy {
    Policy { board: board().board(), witnesses: [1, 2, 3].map(|i| witness(i).witness()).into(), quorum: 2 }
}

/// Lines of a log of nine entries; what they say does not matter to a tree.
pub fn lines() -> Vec<String> {
    (0..9).map(|entry| format!("line {entry}")).collect()
}

fn tree() -> Tree {
    let mut tree = Tree::default();
    lines().iter().for_each(|line| tree.push(leaf_hash(line.as_bytes())));
    tree
}

fn signed() -> SignedCheckpoint {
    let (tree, origin) = (tree(), policy().board.origin(&election()));
    let note = board().sign(&Checkpoint { origin, size: tree.size(), root: tree.root() });
    SignedCheckpoint::parse(&note).expect("a note")
}

fn cosigned(witnesses: &[u8]) -> SignedCheckpoint {
    witnesses.iter().fold(signed(), |note, i| {
        let line = witness(*i).cosign(&note, TIME);
        note.with_cosignature(&line).expect("cosigned")
    })
}

/// Key id and signature of a line, as in C2SP signed-note: `line` is `— name base64(key id || payload)`.
fn line(name: &str, kind: u8, key: &[u8; 32], message: &str, line: &str) -> Value {
    let input = [name.as_bytes(), b"\n", &[kind], key].concat();
    json!({
        "name": name,
        "key_id_input": hex(&input),
        "key_id": hex(&Hash::of(&[&input]).0[..4]),
        "message": message,
        "line": line,
    })
}

fn last_line(note: &SignedCheckpoint) -> String {
    note.as_str().lines().next_back().expect("lines").to_owned()
}

pub fn notes() -> Value {
    let note = signed();
    let (text, origin, key) =
        (note.unverified().body(), policy().board.origin(&election()), policy().board.key);
    let first = &policy().witnesses[0];
    let message = format!("cosignature/v1\ntime {TIME}\n{text}");
    let witnesses = [1, 2, 3].map(|i| {
        let witness = witness(i).witness();
        json!({"name": witness.name, "key": witness.key, "secret": hex(&seed(&witness.name))})
    });
    json!({
        "election": election(),
        "board": {"name": "board.example", "key": key, "secret": hex(&seed("board"))},
        "witnesses": witnesses,
        "origin": origin,
        "signature": line(&origin, 1, &key.0, &text, &last_line(&note)),
        "cosignature": {
            "time": TIME,
            "line": line(&first.name, 4, &first.key.0, &message, &last_line(&cosigned(&[1]))),
        },
        "notes": judged(),
        "cosigned": counted(),
        "receipt": receipt(),
        "receipts": receipts(),
    })
}

/// `[what, note, ids]`: what fails of form, origin and the board's signature.
fn judged() -> Vec<Value> {
    let note = signed().as_str().to_owned();
    let row = |what: &str, note: String, expected: &[&str]| {
        let found: Vec<&str> = match SignedCheckpoint::parse(&note) {
            Err(rejection) => vec![rejection.check.id()],
            Ok(signed) => signed
                .verify_board(&policy().board, &election())
                .err()
                .iter()
                .map(|rejection| rejection.check.id())
                .collect(),
        };
        assert_eq!(found, expected, "{what}");
        json!([what, note, expected])
    };
    let and = |line: &str| format!("{note}{line}\n");
    let board_line = last_line(&signed());
    vec![
        row("as the board signs it", note.clone(), &[]),
        row("with three cosignatures", cosigned(&[1, 2, 3]).as_str().into(), &[]),
        row("with the line of a stranger", and("— stranger.example BwcHBwc="), &[]),
        row("signed twice", and(&board_line), &[]),
        row(
            "a second signature under the name and key id of the board that does not hold",
            {
                let (start, end) = board_line.split_at(board_line.len() - 20);
                and(&format!("{start}{}", end.replace(|c: char| c.is_ascii_lowercase(), "A")))
            },
            &["LOG-04"],
        ),
        row("another size", note.replace("\n9\n", "\n8\n"), &["LOG-04"]),
        row(
            "another election",
            note.replace(&election().to_string(), &Hash::of(&[b"twin"]).to_string()),
            &["LOG-03"],
        ),
        row("a size with a zero before it", note.replace("\n9\n", "\n09\n"), &["LOG-03"]),
        row("size 2^63", note.replace("\n9\n", "\n9223372036854775808\n"), &["LOG-03"]),
        row("size 2^63-1", note.replace("\n9\n", "\n9223372036854775807\n"), &["LOG-04"]),
        row("an extension line", note.replace("\n\n", "\nmore\n\n"), &["LOG-03"]),
        row("no signature line", note.split_inclusive('\n').take(4).collect(), &["LOG-03"]),
        row("no newline at the end", note.trim_end().into(), &["LOG-03"]),
        row("carriage returns", note.replace('\n', "\r\n"), &["LOG-03"]),
        row("a name with a plus sign", and("— a+b BwcHBwc="), &["LOG-03"]),
        row("a name with U+00A0", and("— a\u{a0}b BwcHBwc="), &["LOG-03"]),
        row("a name with U+0085", and("— a\u{85}b BwcHBwc="), &["LOG-03"]),
        row("a payload of four bytes", and("— stranger.example BwcHBw=="), &["LOG-03"]),
        row("spare bits in a payload", and("— stranger.example BwcHBwd="), &["LOG-03"]),
        row("nothing", String::new(), &["LOG-03"]),
    ]
}

/// `[what, note, names]`: the witnesses whose cosignatures hold.
fn counted() -> Vec<Value> {
    let note = signed();
    let row = |what: &str, note: &str, expected: &[&str]| {
        let signed = SignedCheckpoint::parse(note).expect("a note");
        let cosignatures = signed.cosignatures(&policy()).distinct(|_| true);
        let names: Vec<&str> = cosignatures.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, expected, "{what}");
        json!([what, note, expected])
    };
    let [one, two] = ["witness.example/w1", "witness.example/w2"];
    let honest = cosigned(&[1, 2]);
    let odd = |change: fn(&mut Vec<u8>)| {
        use base64::Engine as _;
        use base64::engine::general_purpose::STANDARD;
        let line = last_line(&cosigned(&[1]));
        let (name, payload) = line.rsplit_once(' ').expect("a line");
        let mut payload = STANDARD.decode(payload).expect("base64");
        change(&mut payload);
        format!("{}{name} {}\n", note.as_str(), STANDARD.encode(payload))
    };
    vec![
        row("nobody", note.as_str(), &[]),
        row("two witnesses", honest.as_str(), &[one, two]),
        row("one witness twice", cosigned(&[1, 1]).as_str(), &[one]),
        row("the time changed", &odd(|payload| payload[11] ^= 1), &[]),
        row("a time of 2^63", &odd(|payload| payload[4] |= 0x80), &[]),
        row("a byte too many", &odd(|payload| payload.push(0)), &[]),
        row(
            "no time",
            &odd(|payload| {
                payload.drain(4..12);
            }),
            &[],
        ),
        row("another key id", &odd(|payload| payload[0] ^= 1), &[]),
        row("over another note", &honest.as_str().replace("\n9\n", "\n8\n"), &[]),
    ]
}

/// The receipt of entry 4 among nine.
fn made() -> Receipt {
    let path = tree().inclusion(4, 9).expect("a path");
    Receipt { line: lines()[4].clone(), index: 4, path, checkpoint: cosigned(&[1, 2]) }
}

fn receipt() -> Value {
    let receipt = made();
    json!({
        "entry": receipt.line,
        "index": receipt.index,
        "leaf": leaf_hash(receipt.line.as_bytes()),
        "path": receipt.path,
        "text": receipt.to_text(),
    })
}

/// `[what, text, ids]`: everything that fails of a receipt.
fn receipts() -> Vec<Value> {
    let text = made().to_text();
    let row = |what: &str, text: String, expected: &[&str]| {
        let found: Vec<&str> = match Receipt::parse(&text) {
            Err(rejection) => vec![rejection.check.id()],
            Ok(receipt) => match receipt.verify(&policy(), &election()) {
                Ok(_) => vec![],
                Err(rejections) => rejections.iter().map(|rejection| rejection.check.id()).collect(),
            },
        };
        assert_eq!(found, expected, "{what}");
        json!([what, text, expected])
    };
    let changed = |change: fn(&mut Receipt)| {
        let mut receipt = made();
        change(&mut receipt);
        receipt.to_text()
    };
    vec![
        row("as the board makes it", text.clone(), &[]),
        row("without cosignatures", changed(|receipt| receipt.checkpoint = signed()), &[]),
        row(
            "of the first entry of one",
            {
                let mut tree = Tree::default();
                tree.push(leaf_hash(b"line 0"));
                let origin = policy().board.origin(&election());
                let note = board().sign(&Checkpoint { origin, size: 1, root: tree.root() });
                let checkpoint = SignedCheckpoint::parse(&note).expect("a note");
                Receipt { line: "line 0".into(), index: 0, path: vec![], checkpoint }.to_text()
            },
            &[],
        ),
        row("another line", changed(|receipt| receipt.line = "line 5".into()), &["LOG-09", "RCP-01"]),
        row("another index", changed(|receipt| receipt.index = 5), &["LOG-09", "RCP-01"]),
        row(
            "a path cut short",
            changed(|receipt| {
                receipt.path.pop();
            }),
            &["LOG-09", "RCP-01"],
        ),
        row("index 04", text.replace("\nindex 4\n", "\nindex 04\n"), &["RCP-01"]),
        row("no index", text.replace("index 4\n", ""), &["RCP-01"]),
        row(
            "no extra line",
            text.split_inclusive('\n').enumerate().filter(|(i, _)| *i != 1).map(|(_, l)| l).collect(),
            &["RCP-01"],
        ),
        row("another version", text.replace("tlog-proof@v1", "tlog-proof@v2"), &["RCP-01"]),
        row("no checkpoint", text.split("\n\n").next().expect("text").into(), &["RCP-01"]),
        row("a checkpoint that is none", text.replace("\n9\n", "\n09\n"), &["RCP-01"]),
    ]
}

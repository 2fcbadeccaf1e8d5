//! LOG: chain, tree, checkpoint, order, roles, signatures.

use super::attack::{
    Case, audit, body_of, case, changed, finish, honest, index_of, played, point, rewritten, scalar,
    signature_of, stranger, with_signature,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey as LogSigningKey};
use std::sync::Arc;
use tabella_crypto::bytes::Hash;
use tabella_crypto::domain::Purpose;
use tabella_crypto::election::roll::{Open, RollPart};
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::group::{Element, Scalar};
use tabella_crypto::signature::SigningKey;
use tabella_crypto::transcript::{Transcript, instrument};
use tabella_log::checkpoint::{Checkpoint, SignedCheckpoint};
use tabella_log::entry::{Entry, statement_of};
use tabella_log::merkle::{Frontier, leaf_hash};
use tabella_tests::harness::{CLOSING, Harness, Keys, OPENING, Record, Spec, manifest, sign};

pub fn cases() -> Vec<Case> {
    let mut cases = vec![];
    cases.extend(chain());
    cases.extend(trees());
    cases.extend(checkpoints());
    cases.extend(cosignatures());
    cases.extend(dates());
    cases.extend(order());
    cases.extend(roles());
    cases.extend(signatures());
    cases.extend(elections());
    cases
}

/// A small election in which every trustee shows life, so that one liveness proof may fail.
fn lively() -> Spec {
    Spec { live: vec![1, 2, 3], ..Spec::tiny() }
}

/// The record with other lines, under a tree and checkpoint that fit them.
fn rebuilt(spec: &Spec, change: impl FnOnce(&mut Vec<String>)) -> Record {
    let mut record = honest(spec);
    change(&mut record.lines);
    record.checkpoint = sign(&Keys::new(spec), &record.lines, &record.trust, CLOSING + 100);
    record
}

fn entries(from: usize, to: usize) -> Vec<(&'static str, String)> {
    (from..to).map(|index| ("LOG-01", format!("entry {index}"))).collect()
}

fn refs<'a>(expected: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    expected.iter().map(|(id, culprit)| (*id, culprit.as_str())).collect()
}

fn chain() -> Vec<Case> {
    let spec = lively();
    let record = honest(&spec);
    let count = record.lines.len();
    let life = index_of(&record, Kind::Liveness, 2);
    let ballot = index_of(&record, Kind::Ballot, 0);
    vec![
        case(
            "log-01-entry-dropped",
            rebuilt(&spec, |lines| {
                lines.remove(life);
            }),
            &refs(&entries(life, count - 1)),
        ),
        case(
            "log-01-entries-swapped",
            rebuilt(&spec, |lines| lines.swap(ballot, ballot + 1)),
            // The first of the two is dated after the second.
            &refs(&[entries(ballot, ballot + 3), vec![("LOG-07", format!("entry {}", ballot + 1))]].concat()),
        ),
        case(
            "log-01-entry-doubled",
            rebuilt(&spec, |lines| lines.insert(life, lines[life].clone())),
            // It is a second liveness proof within a minute, too.
            &refs(
                &[
                    entries(life + 1, count + 1),
                    ["LOG-15", "KEY-16"].map(|id| (id, format!("entry {}", life + 1))).into(),
                ]
                .concat(),
            ),
        ),
        case(
            "log-01-other-index",
            changed(&spec, Kind::Ballot, 1, |draft, _| draft.index += 1),
            &[("LOG-01", &format!("entry {}", index_of(&record, Kind::Ballot, 1)))],
        ),
        case(
            "log-01-other-previous",
            changed(&spec, Kind::Ballot, 1, |draft, _| draft.previous.0[5] ^= 1),
            &[("LOG-01", &format!("entry {}", index_of(&record, Kind::Ballot, 1)))],
        ),
        case(
            "log-01-other-index-of-open",
            changed(&spec, Kind::Open, 0, |draft, _| draft.index += 90),
            &[("LOG-01", &format!("entry {}", index_of(&record, Kind::Open, 0)))],
        ),
        case(
            "log-01-first-entry-with-a-previous",
            changed(&spec, Kind::Manifest, 0, |draft, _| draft.previous = Hash::of(&[b"before"])),
            &[("LOG-01", "entry 0")],
        ),
        case(
            "log-01-open-names-another-entry-than-the-last-roll",
            changed(&spec, Kind::Open, 0, |draft, _| {
                if let Body::Open(open) = &mut draft.body {
                    open.last_roll.0[0] ^= 1;
                }
            }),
            &[("LOG-01", &format!("entry {}", index_of(&record, Kind::Open, 0)))],
        ),
        case(
            "log-01-close-names-another-entry-than-the-one-before-it",
            changed(&spec, Kind::Close, 0, |draft, _| {
                if let Body::Close(close) = &mut draft.body {
                    close.previous = leaf_hash(b"another log");
                }
            }),
            &[("LOG-01", &format!("entry {}", index_of(&record, Kind::Close, 0)))],
        ),
        case(
            "log-01-close-of-a-log-without-the-last-ballot",
            changed(&spec, Kind::Close, 0, |draft, _| {
                if let Body::Close(close) = &mut draft.body {
                    let last_but_one = index_of(&record, Kind::Ballot, 1);
                    close.previous = leaf_hash(record.lines[last_but_one].as_bytes());
                }
            }),
            &[("LOG-01", &format!("entry {}", index_of(&record, Kind::Close, 0)))],
        ),
        case("log-01-open-over-an-older-roll", open_over_an_older_roll(&spec), &[("LOG-01", "entry 12")]),
        case("honest-open-after-a-sign-of-life", life_between_roll_and_open(&spec), &[]),
        case(
            "log-02-last-entry-withheld",
            {
                let mut record = record.clone();
                record.lines.pop();
                record
            },
            &[("LOG-02", "board")],
        ),
    ]
}

/// The roll in two parts, of which `open` names the first.
fn open_over_an_older_roll(spec: &Spec) -> Record {
    played(spec, |harness| {
        roll_in_two_parts(harness);
        let first = harness.election().entry_hash(10).copied().expect("a part");
        open_naming(harness, first);
        finish(harness);
    })
}

/// Liveness proofs between roll and `open` do not matter.
fn life_between_roll_and_open(spec: &Spec) -> Record {
    played(spec, |harness| {
        roll_in_two_parts(harness);
        let last = harness.election().head();
        harness.show_life();
        assert_eq!(harness.election().last_roll(), &last);
        open_naming(harness, last);
        harness.pass(60);
        finish(harness);
    })
}

fn roll_in_two_parts(harness: &mut Harness<'_>) {
    harness.found();
    harness.commit();
    harness.deal();
    harness.confirm();
    let rows = harness.roll();
    let (first, second) = rows.split_at(1);
    for rows in [first, second] {
        harness.post(Body::Roll(RollPart { rows: rows.to_vec() }), None);
    }
}

fn open_naming(harness: &mut Harness<'_>, last_roll: Hash) {
    let election = harness.election();
    let open = Open {
        election_key: election.keys().expect("keys").Y,
        last_roll,
        rows: election.roll_rows(),
        weight: election.roll_weight(),
    };
    harness.post(Body::Open(open), None);
}

/// Board and witnesses sign whatever they are given.
fn signed(keys: &Keys, checkpoint: &Checkpoint, witnesses: impl Iterator<Item = usize>, time: u64) -> String {
    let note = SignedCheckpoint::parse(&keys.board.sign(checkpoint)).expect("a checkpoint");
    let cosign = |note: SignedCheckpoint, i: usize| {
        note.with_cosignature(&keys.witnesses[i].cosign(&note, time)).expect("a cosignature")
    };
    witnesses.fold(note, cosign).as_str().to_owned()
}

/// A small election with four witnesses.
pub fn witnessed() -> Spec {
    Spec { witnesses: 4, ..Spec::tiny() }
}

/// The election under another checkpoint, signed by the board and all witnesses.
fn under(change: impl FnOnce(&mut Checkpoint, &[String])) -> Record {
    let spec = witnessed();
    let (mut record, keys) = (honest(&spec), Keys::new(&spec));
    let mut checkpoint = SignedCheckpoint::parse(&record.checkpoint).expect("honest").unverified().clone();
    change(&mut checkpoint, &record.lines);
    record.checkpoint = signed(&keys, &checkpoint, 0..4, CLOSING + 100);
    record
}

/// A tree over leaf hashes, with its own ways to make nodes and to go on with an odd number.
fn root(mut level: Vec<Hash>, node: &dyn Fn(&Hash, &Hash) -> Hash, doubled: bool) -> Hash {
    while level.len() > 1 {
        if doubled && level.len() % 2 == 1 {
            level.push(level[level.len() - 1]);
        }
        level = level.chunks(2).map(|pair| if let [a, b] = pair { node(a, b) } else { pair[0] }).collect();
    }
    level[0]
}

fn trees() -> Vec<Case> {
    let leaves = |lines: &[String]| lines.iter().map(|line| leaf_hash(line.as_bytes())).collect::<Vec<_>>();
    let inner = |a: &Hash, b: &Hash| Hash::of(&[&[1], &a.0, &b.0]);
    let plain = |a: &Hash, b: &Hash| Hash::of(&[&a.0, &b.0]);
    let wrong = &[("LOG-02", "board")];
    // There are 21 entries, so that levels are odd.
    vec![
        case("log-02-other-root", under(|checkpoint, _| checkpoint.root.0[7] ^= 1), wrong),
        case("log-02-root-of-no-tree", under(|checkpoint, _| checkpoint.root = Hash::ZERO), wrong),
        case("log-02-one-entry-more", under(|checkpoint, _| checkpoint.size += 1), wrong),
        case(
            "log-02-checkpoint-of-fewer-entries",
            under(|checkpoint, lines| {
                let mut tree = Frontier::default();
                leaves(&lines[..lines.len() - 1]).into_iter().for_each(|leaf| tree.push(leaf));
                *checkpoint =
                    Checkpoint { origin: checkpoint.origin.clone(), size: tree.size(), root: tree.root() };
            }),
            wrong,
        ),
        case("log-02-odd-leaf-doubled", under(|c, lines| c.root = root(leaves(lines), &inner, true)), wrong),
        case(
            "log-02-nodes-without-prefix",
            under(|c, lines| c.root = root(leaves(lines), &plain, false)),
            wrong,
        ),
        case(
            "log-02-leaves-without-prefix",
            under(|c, lines| {
                c.root = root(lines.iter().map(|line| Hash::of(&[line.as_bytes()])).collect(), &inner, false);
            }),
            wrong,
        ),
        case(
            "log-02-leaves-with-their-newline",
            under(|c, lines| {
                let leaf = |line: &String| leaf_hash(format!("{line}\n").as_bytes());
                c.root = root(lines.iter().map(leaf).collect(), &inner, false);
            }),
            wrong,
        ),
    ]
}

/// The board's key of the harness, to sign what its program would not.
pub fn board_key(spec: &Spec) -> LogSigningKey {
    log_key(spec, "board", 0)
}

pub fn log_key(spec: &Spec, what: &str, i: u64) -> LogSigningKey {
    let seed = Hash::of(&[b"harness", &spec.seed.to_le_bytes(), what.as_bytes(), &i.to_le_bytes()]);
    LogSigningKey::from_bytes(&seed.0)
}

pub fn note_line(
    name: &str,
    kind: u8,
    key: &LogSigningKey,
    stated: &LogSigningKey,
    message: &str,
    time: Option<u64>,
) -> String {
    let public = stated.verifying_key().to_bytes();
    let id = Hash::of(&[name.as_bytes(), b"\n", &[kind], &public]).0;
    let time = time.map(u64::to_be_bytes);
    let bytes: Vec<u8> =
        [&id[..4], time.as_ref().map_or(&[][..], |time| &time[..]), &key.sign(message.as_bytes()).to_bytes()]
            .concat();
    format!("— {name} {}\n", STANDARD.encode(bytes))
}

/// The election with a text of the checkpoint that is signed by everyone, whatever it is.
pub fn with_text(change: impl FnOnce(&str) -> String) -> Record {
    let spec = witnessed();
    let mut record = honest(&spec);
    let checkpoint = SignedCheckpoint::parse(&record.checkpoint).expect("honest").unverified().clone();
    let text = change(&checkpoint.body());
    let key = board_key(&spec);
    let mut note = format!("{text}\n{}", note_line(&checkpoint.origin, 1, &key, &key, &text, None));
    let time = CLOSING + 100;
    for (i, witness) in record.trust.witnesses.keys.iter().enumerate() {
        let key = log_key(&spec, "witness", i as u64 + 1);
        let message = format!("cosignature/v1\ntime {time}\n{text}");
        note += &note_line(&witness.name, 4, &key, &key, &message, Some(time));
    }
    record.checkpoint = note;
    record
}

fn checkpoints() -> Vec<Case> {
    let form = &[("LOG-03", "board")];
    let signature = |name: &str, change: fn(&Spec, &Record, &str) -> String| {
        let spec = Spec::tiny();
        let mut record = honest(&spec);
        let checkpoint = SignedCheckpoint::parse(&record.checkpoint).expect("honest").unverified().clone();
        record.checkpoint = change(&spec, &record, &checkpoint.body());
        case(name, record, &[("LOG-04", "board")])
    };
    vec![
        case("honest-checkpoint-put-together-by-hand", with_text(str::to_owned), &[]),
        case("log-03-size-007", with_text(|text| text.replace("\n21\n", "\n0021\n")), form),
        case("log-03-extension-line", with_text(|text| format!("{text}note\n")), form),
        case(
            "log-03-no-root",
            with_text(|text| {
                text.rsplit_once('\n')
                    .and_then(|(text, _)| text.rsplit_once('\n'))
                    .expect("lines")
                    .0
                    .to_owned()
                    + "\n"
            }),
            form,
        ),
        case(
            "log-03-root-with-a-spare-bit",
            with_text(|text| {
                // 43 characters and one of padding: the last character has two spare bits.
                let last = text.trim_end().chars().rev().nth(1).expect("a root");
                const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
                let next =
                    ALPHABET.chars().nth(ALPHABET.find(last).expect("base64") + 1).expect("spare bits are 0");
                text.replace(&format!("{last}=\n"), &format!("{next}=\n"))
            }),
            form,
        ),
        case("log-03-no-checkpoint", Record { checkpoint: String::new(), ..honest(&witnessed()) }, form),
        case(
            "log-03-carriage-returns",
            {
                let record = honest(&witnessed());
                Record { checkpoint: record.checkpoint.replace('\n', "\r\n"), ..record }
            },
            form,
        ),
        case(
            "log-03-origin-of-the-twin",
            under(|checkpoint, _| {
                let twin = Hash::of(&[b"twin"]);
                checkpoint.origin = format!("board.example/{twin}");
            }),
            &[("LOG-03", "board")],
        ),
        signature("log-04-signed-by-another-key", |_, record, text| {
            let origin = record.trust.board.origin(&record.trust.election);
            let other = LogSigningKey::from_bytes(&[9; 32]);
            format!("{text}\n{}", note_line(&origin, 1, &other, &other, text, None))
        }),
        signature("log-04-signed-by-another-key-under-the-key-id-of-the-board", |spec, record, text| {
            let origin = record.trust.board.origin(&record.trust.election);
            let other = LogSigningKey::from_bytes(&[9; 32]);
            format!("{text}\n{}", note_line(&origin, 1, &other, &board_key(spec), text, None))
        }),
        signature("log-04-signature-over-another-text", |spec, record, text| {
            let origin = record.trust.board.origin(&record.trust.election);
            let key = board_key(spec);
            format!("{text}\n{}", note_line(&origin, 1, &key, &key, &text.to_uppercase(), None))
        }),
        signature("log-04-unreduced-response", |spec, record, text| {
            let origin = record.trust.board.origin(&record.trust.election);
            let key = board_key(spec);
            let honest = note_line(&origin, 1, &key, &key, text, None);
            let (name, encoded) = honest.trim_end().rsplit_once(' ').expect("a line");
            let mut bytes = STANDARD.decode(encoded).expect("base64");
            let mut carry = 0;
            let order = [
                0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
                0x14,
            ];
            for i in 0..32 {
                let order = order.get(i).copied().unwrap_or(if i == 31 { 0x10 } else { 0 });
                carry += u16::from(bytes[36 + i]) + order;
                bytes[36 + i] = carry as u8;
                carry >>= 8;
            }
            format!("{text}\n{name} {}\n", STANDARD.encode(bytes))
        }),
        signature("log-04-only-a-stranger-signed", |_, _, text| {
            let other = LogSigningKey::from_bytes(&[9; 32]);
            format!("{text}\n{}", note_line("stranger.example", 1, &other, &other, text, None))
        }),
    ]
}

fn cosignatures() -> Vec<Case> {
    let spec = witnessed();
    let (record, keys) = (honest(&spec), Keys::new(&spec));
    let checkpoint = SignedCheckpoint::parse(&record.checkpoint).expect("honest").unverified().clone();
    let by = |witnesses: &[usize], time| Record {
        checkpoint: signed(&keys, &checkpoint, witnesses.iter().copied(), time),
        ..record.clone()
    };
    let late = CLOSING + 100;
    let last = Entry::decode(record.lines[record.lines.len() - 1].as_bytes()).expect("the result").at;
    // Some cosign in time, and some say another time.
    let with = |honest: &[usize], others: &[(usize, u64)]| {
        let note = SignedCheckpoint::parse(&by(honest, late).checkpoint).expect("a note");
        let cosign = |note: SignedCheckpoint, (i, time): &(usize, u64)| {
            note.with_cosignature(&keys.witnesses[*i].cosign(&note, *time)).expect("cosigned")
        };
        let checkpoint = others.iter().fold(note, cosign).as_str().to_owned();
        Record { checkpoint, ..record.clone() }
    };
    let too_few = &[("LOG-05", "board")];
    let stranger = |name: &str| {
        let mut honest = by(&[0, 1], late);
        let key = LogSigningKey::from_bytes(&[9; 32]);
        let message = format!("cosignature/v1\ntime {late}\n{}", checkpoint.body());
        honest.checkpoint += &note_line(name, 4, &key, &key, &message, Some(late));
        honest
    };
    let forged = |others: &[usize], by_key: &LogSigningKey, time: u64, signed_time: u64| {
        let mut honest = by(others, late);
        let name = &record.trust.witnesses.keys[3].name;
        let stated = log_key(&spec, "witness", 4);
        let message = format!("cosignature/v1\ntime {signed_time}\n{}", checkpoint.body());
        honest.checkpoint += &note_line(name, 4, by_key, &stated, &message, Some(time));
        honest
    };
    let own = log_key(&spec, "witness", 4);
    vec![
        case("honest-quorum-of-three-witnesses", by(&[0, 2, 3], late), &[]),
        case("log-05-one-cosignature-too-few", by(&[0, 1], late), too_few),
        case("log-05-no-cosignature", by(&[], late), too_few),
        case("log-05-one-witness-twice", by(&[0, 1, 1], late), too_few),
        case("log-05-a-stranger", stranger("witness.example/w9"), too_few),
        case("log-05-a-strangers-key-under-a-known-name", stranger("witness.example/w3"), too_few),
        case(
            "honest-quorum-beside-a-cosignature-that-somebody-forged",
            forged(&[0, 1, 2], &LogSigningKey::from_bytes(&[9; 32]), late, late),
            &[],
        ),
        case(
            "honest-quorum-beside-a-time-that-was-not-signed",
            forged(&[0, 1, 2], &own, late, late - 1),
            &[],
        ),
        case(
            "honest-quorum-beside-a-time-beyond-2-to-the-63",
            forged(&[0, 1, 2], &own, 1 << 63, 1 << 63),
            &[],
        ),
        case(
            "log-05-forged-cosignature-makes-no-quorum",
            forged(&[0, 1], &LogSigningKey::from_bytes(&[9; 32]), late, late),
            too_few,
        ),
        case(
            "log-05-time-that-was-not-signed-makes-no-quorum",
            forged(&[0, 1], &own, late, late - 1),
            too_few,
        ),
        case(
            "log-05-time-beyond-2-to-the-63-makes-no-quorum",
            forged(&[0, 1], &own, 1 << 63, 1 << 63),
            too_few,
        ),
        case(
            "log-05-one-key-under-two-names",
            one_key_under_two_names(),
            &[("LOG-05", "board"), ("MAN-05", "entry 0")],
        ),
        case(
            "log-06-a-quorum-cosigned-before-the-last-entry",
            by(&[0, 1, 2], CLOSING - 400),
            &[("LOG-05", "board"), ("LOG-06", "board")],
        ),
        case("honest-cosigned-as-early-as-the-tolerance-allows", by(&[0, 1, 2], last - 300), &[]),
        case(
            "log-06-cosigned-a-second-before-the-tolerance",
            by(&[0, 1, 2], last - 301),
            &[("LOG-05", "board"), ("LOG-06", "board")],
        ),
        case("log-05-one-witness-of-three-was-early", with(&[0, 1], &[(2, 1)]), too_few),
        case("honest-quorum-beside-a-witness-that-lies-about-the-time", with(&[0, 1, 2], &[(3, 1)]), &[]),
        case("honest-quorum-beside-an-earlier-time-of-one-of-them", with(&[0, 1, 2], &[(2, 1)]), &[]),
        case("log-05-two-of-four-witnesses-were-early", with(&[0, 1], &[(2, 1), (3, OPENING)]), too_few),
        case(
            "log-06-a-quorum-was-early-and-a-quorum-was-not",
            with(&[0, 1, 2], &[(0, 1), (1, 1), (3, 1)]),
            &[("LOG-06", "board")],
        ),
    ]
}

/// A manifest and a trust file that list a witness twice; it signs under both names.
fn one_key_under_two_names() -> Record {
    let spec = witnessed();
    let mut keys = Keys::new(&spec);
    let double = |name: &str| {
        tabella_log::witness::WitnessSigner::from_seed(log_key(&spec, "witness", 1).to_bytes().into(), name)
            .expect("a witness")
    };
    keys.witnesses =
        vec![double("witness.example/w1"), double("witness.example/w2"), double("witness.example/w3")];
    keys.witnesses.push(
        tabella_log::witness::WitnessSigner::from_seed([77; 32].into(), "witness.example/w4")
            .expect("a witness"),
    );
    let list = manifest(&spec, &keys).witnesses;
    let record = changed(&spec, Kind::Manifest, 0, |draft, _| {
        if let Body::Manifest(manifest) = &mut draft.body {
            manifest.witnesses = list.clone();
        }
    });
    let checkpoint = SignedCheckpoint::parse(&record.checkpoint).expect("a note").unverified().clone();
    Record { checkpoint: signed(&keys, &checkpoint, 0..3, CLOSING + 100), ..record }
}

fn dates() -> Vec<Case> {
    let spec = lively();
    let record = honest(&spec);
    let entry = |kind, nth| format!("entry {}", index_of(&record, kind, nth));
    vec![
        case(
            "log-07-dated-before-its-predecessor",
            changed(&spec, Kind::Liveness, 1, |draft, _| draft.at -= 2),
            &[("LOG-07", &entry(Kind::Liveness, 1))],
        ),
        case(
            "log-07-ballot-dated-back",
            changed(&spec, Kind::Ballot, 2, |draft, _| draft.at -= 2),
            &[("LOG-07", &entry(Kind::Ballot, 2))],
        ),
        case(
            "log-07-result-dated-long-before",
            changed(&spec, Kind::Result, 0, |draft, _| draft.at = OPENING),
            &[("LOG-07", &entry(Kind::Result, 0))],
        ),
        case(
            "log-16-close-one-second-early",
            changed(&spec, Kind::Close, 0, |draft, _| draft.at = CLOSING - 1),
            &[("LOG-16", &entry(Kind::Close, 0))],
        ),
        case(
            "log-16-close-right-after-open",
            changed(&spec, Kind::Close, 0, |d, _| d.at = OPENING + 100),
            &[("LOG-16", &entry(Kind::Close, 0))],
        ),
    ]
}

/// Every kind in every phase that does not allow it: a statement that would be good elsewhere.
fn order() -> Vec<Case> {
    let spec = lively();
    let record = honest(&spec);
    // The phase after so many steps, and the kinds it allows.
    type Step = fn(&mut Harness<'_>);
    let steps: [(&str, Step, &[Kind]); 9] = [
        ("at-the-beginning", |_| (), &[Kind::Manifest]),
        (
            "among-commitments",
            |h| {
                h.found();
            },
            &[Kind::KeyCommitment],
        ),
        (
            "among-deals",
            |h| {
                h.found();
                h.commit();
            },
            &[Kind::KeyDeal],
        ),
        (
            "among-confirmations",
            |h| {
                h.found();
                h.commit();
                h.deal();
            },
            &[Kind::KeyConfirmation, Kind::KeyComplaint],
        ),
        (
            "before-the-roll",
            |h| {
                h.found();
                h.commit();
                h.deal();
                h.confirm();
            },
            &[Kind::Roll, Kind::Liveness],
        ),
        (
            "after-the-roll",
            |h| {
                h.found();
                h.commit();
                h.deal();
                h.confirm();
                h.enrol();
            },
            &[Kind::Roll, Kind::Open, Kind::Liveness],
        ),
        (
            "while-voting",
            |h| {
                h.prepare();
                h.vote();
            },
            &[Kind::Ballot, Kind::Liveness, Kind::Close],
        ),
        (
            "after-close",
            |h| {
                h.prepare();
                h.vote();
                h.close();
            },
            &[Kind::DecryptionShare, Kind::Result],
        ),
        (
            "after-the-result",
            |h| {
                h.prepare();
                finish(h);
            },
            &[],
        ),
    ];
    let mut cases = vec![];
    for (place, step, allowed) in steps {
        for kind in Kind::ALL.iter().copied().filter(|kind| !allowed.contains(kind)) {
            let body = misplaced(&record, kind);
            let mut index = 0;
            let hostile = played(&spec, |harness| {
                step(harness);
                index = harness.election().size();
                let who = match kind {
                    Kind::Ballot => Some(0),
                    Kind::Manifest | Kind::Open | Kind::Close | Kind::Result | Kind::Roll => None,
                    _ => Some(1),
                };
                harness.post(body, who);
            });
            let culprit = format!("entry {index}");
            let mut expected = vec![("LOG-11", culprit.as_str())];
            if index == 0 {
                // Without a manifest at entry 0 nothing is the election that is trusted.
                expected.push(("MAN-02", "board"));
            }
            cases.push(case(format!("log-11-{kind}-{place}"), hostile, &expected));
        }
    }
    cases.push(case(
        "log-11-deal-before-the-last-commitment",
        played(&spec, |harness| {
            harness.found();
            let ceremony = harness.election().ceremony().cloned().expect("a manifest");
            let dealer = |i: u64| {
                tabella_crypto::election::ceremony::Dealer::new(
                    &Keys::new(&lively()).trustees[i as usize - 1],
                    &ceremony,
                    i,
                )
                .commit()
            };
            harness.post(Body::KeyCommitment(dealer(1)), Some(1));
            harness.post(Body::KeyCommitment(dealer(2)), Some(2));
            let seeds = Keys::new(&lively()).trustees;
            let last = *harness.election().last_commitment();
            let early = tabella_crypto::election::ceremony::Dealer::new(&seeds[0], &ceremony, 1).deal(&last);
            harness.post(Body::KeyDeal(early), Some(1));
            harness.post(Body::KeyCommitment(dealer(3)), Some(3));
            let last = *harness.election().last_commitment();
            for i in [2, 3] {
                let deal =
                    tabella_crypto::election::ceremony::Dealer::new(&seeds[i as usize - 1], &ceremony, i)
                        .deal(&last);
                harness.post(Body::KeyDeal(deal), Some(i));
            }
            harness.confirm();
            harness.enrol();
            harness.open();
            finish(harness);
        }),
        &[("LOG-11", "entry 3")],
    ));
    cases
}

/// A statement of a kind that differs from every one in the record.
fn misplaced(record: &Record, kind: Kind) -> Body {
    match kind {
        Kind::KeyComplaint => Body::KeyComplaint(tabella_crypto::election::ceremony::KeyComplaint {
            S: point(Element::mul_base(&scalar("S"))),
            deal: leaf_hash(record.lines[index_of(record, Kind::KeyDeal, 1)].as_bytes()),
            proof: match body_of(record, Kind::Liveness, 0) {
                Body::Liveness(liveness) => liveness.proof,
                _ => unreachable!("a liveness proof"),
            },
        }),
        _ => {
            let mut body = body_of(record, kind, 0);
            match &mut body {
                Body::Manifest(manifest) => manifest.minimum += 1,
                Body::KeyCommitment(commitment) => commitment.commitment.0[0] ^= 1,
                Body::KeyDeal(deal) => deal.shares[0].0[0] ^= 1,
                Body::KeyConfirmation(confirmation) => confirmation.X.swap(0, 1),
                Body::Liveness(liveness) => liveness.entry += 1,
                Body::Roll(part) => part.rows[0].weight += 1,
                Body::Open(open) => open.rows += 1,
                Body::Ballot(ballot) => ballot.sequence += 7,
                Body::DecryptionShare(share) => share.D.swap(0, 1),
                Body::Result(result) => result.count += 1,
                Body::Close(close) => close.previous.0[0] ^= 1,
                Body::KeyComplaint(_) => {}
            }
            body
        }
    }
}

fn roles() -> Vec<Case> {
    let spec = lively();
    let record = honest(&spec);
    let by = |name: &str, kind: Kind, nth: usize, author: fn(&Keys) -> Arc<SigningKey>| {
        let hostile = changed(&spec, kind, nth, |draft, keys| draft.author = author(keys));
        let culprit = format!("entry {}", index_of(&record, kind, nth));
        case(format!("log-12-{name}"), hostile, &[("LOG-12", &culprit)])
    };
    type Author = fn(&Keys) -> Arc<SigningKey>;
    let registrar: Author = |keys| keys.registrar.clone();
    let official: Author = |keys| keys.official.clone();
    let nobody: Author = |_| stranger("nobody");
    let trustee: Author = |keys| keys.trustees[0].identity().into();
    vec![
        by("close-by-the-registrar", Kind::Close, 0, registrar),
        by("close-by-a-trustee", Kind::Close, 0, trustee),
        by("open-by-the-registrar", Kind::Open, 0, registrar),
        by("result-by-a-trustee", Kind::Result, 0, trustee),
        by("roll-by-an-official", Kind::Roll, 0, official),
        by("sign-of-life-by-an-official", Kind::Liveness, 2, official),
        by("commitment-by-a-stranger", Kind::KeyCommitment, 2, nobody),
        case(
            "log-12-share-by-a-voter",
            Harness::run(
                Spec { decrypting: vec![1, 2, 3], ..spec.clone() },
                &mut super::attack::Change::new(
                    Kind::DecryptionShare,
                    2,
                    |draft: &mut tabella_tests::harness::Draft, keys: &Keys| {
                        draft.author = keys.voters[0].clone()
                    },
                ),
            ),
            &[("LOG-12", &format!("entry {}", index_of(&record, Kind::Result, 0)))],
        ),
        case(
            "log-12-manifest-by-a-key-that-it-does-not-list",
            changed(&spec, Kind::Manifest, 0, |draft, _| draft.author = stranger("nobody")),
            &[("LOG-12", "entry 0")],
        ),
    ]
}

/// The secret of a trustee's signing key.
fn secret(spec: &Spec, trustee: usize) -> Scalar {
    let seeds = Keys::new(spec).trustees;
    let derivation = tabella_crypto::group::Derivation::new(seeds[trustee - 1].expose(), b"");
    Scalar::from_bytes_mod_order_wide(&derivation.bytes::<64>(&[b"tabella/1/identity"]))
}

/// A Schnorr signature with a nonce of our own; `transcript` may leave something out.
fn schnorr(secret: &Scalar, digest: &Hash, nonce: &str, left_out: Option<usize>) -> [u8; 64] {
    let author = point(Element::mul_base(secret));
    let k = scalar(nonce);
    let commitment = point(Element::mul_base(&k));
    let challenge = || {
        let mut transcript = Transcript::new(Purpose::Signature);
        transcript.point("author", &author);
        transcript.hash("digest", digest);
        transcript.point("R", &commitment);
        transcript.challenge("c")
    };
    let c = match left_out {
        // Item 0 is the purpose.
        Some(item) => instrument::leave_out(item + 1, challenge).0,
        None => challenge(),
    };
    let mut bytes = [0; 64];
    bytes[..32].copy_from_slice(commitment.as_bytes());
    bytes[32..].copy_from_slice((k + c * secret).as_bytes());
    bytes
}

fn signatures() -> Vec<Case> {
    let spec = lively();
    let record = honest(&spec);
    let mut cases = vec![];
    let plus_one = |line: String| {
        let mut signature = signature_of(&line);
        signature.response.0 += Scalar::ONE;
        with_signature(&line, &signature.to_bytes())
    };
    for kind in Kind::ALL.iter().copied().filter(|kind| *kind != Kind::KeyComplaint) {
        let nth = usize::from(kind == Kind::Liveness) * 2;
        let culprit = format!("entry {}", index_of(&record, kind, nth));
        let hostile = rewritten(&spec, kind, nth, plus_one);
        cases.push(case(format!("log-13-{kind}-with-a-wrong-response"), hostile, &[("LOG-13", &culprit)]));
    }
    let life = format!("entry {}", index_of(&record, Kind::Liveness, 2));
    let mut forge = |name: &str, change: &dyn Fn(String) -> String| {
        let hostile = rewritten(&spec, Kind::Liveness, 2, change);
        cases.push(case(format!("log-13-{name}"), hostile, &[("LOG-13", &life)]));
    };
    let moved = signature_of(&record.lines[index_of(&record, Kind::Liveness, 1)]).to_bytes();
    forge("signature-of-another-statement", &|line| with_signature(&line, &moved));
    let digest = |line: &str| Entry::decode(line.as_bytes()).expect("an entry").statement.digest;
    forge("signed-by-another-trustee", &|line| {
        with_signature(&line, &schnorr(&secret(&spec, 2), &digest(&line), "k", None))
    });
    for (item, name) in ["author", "digest", "commitment"].iter().enumerate() {
        forge(&format!("challenge-without-the-{name}"), &|line| {
            with_signature(&line, &schnorr(&secret(&spec, 3), &digest(&line), "k", Some(item)))
        });
    }
    // The same statement with a fresh nonce is signed, and is there already.
    let again = played(&spec, |harness| {
        harness.prepare();
        harness.vote();
        let line = rewritten_line(harness, &record, index_of(&record, Kind::Liveness, 2));
        harness.push(with_signature(&line, &schnorr(&secret(&spec, 3), &digest(&line), "fresh", None)));
        harness.close();
        harness.announce();
    });
    let index = index_of(&record, Kind::Close, 0);
    let culprit = format!("entry {index}");
    cases.push(case("log-15-statement-signed-again", again, &[("LOG-15", &culprit), ("KEY-16", &culprit)]));
    let twice = played(&spec, |harness| {
        harness.found();
        harness.commit();
        harness.deal();
        harness.confirm();
        harness.enrol();
        (0..2).for_each(|_| harness.post(Body::Roll(RollPart { rows: vec![] }), None));
        harness.open();
        finish(harness);
    });
    cases.push(case("log-15-empty-part-of-the-roll-twice", twice, &[("LOG-15", "entry 12")]));
    cases
}

/// The statement of an entry of an honest record as the next entry of a log.
fn rewritten_line(harness: &Harness<'_>, record: &Record, index: usize) -> String {
    let statement = statement_of(record.lines[index].as_bytes()).expect("a statement");
    let election = harness.election();
    Entry::line(election.last_at() + 1, election.size(), &election.head(), &statement)
}

fn elections() -> Vec<Case> {
    let spec = lively();
    let record = honest(&spec);
    let twin = Hash::of(&[b"twin"]);
    let mut cases = vec![];
    for kind in Kind::ALL.iter().copied().filter(|kind| *kind != Kind::KeyComplaint) {
        let nth = usize::from(kind == Kind::Liveness) * 2;
        let culprit = format!("entry {}", index_of(&record, kind, nth));
        let hostile = changed(&spec, kind, nth, |draft, _| draft.election = twin);
        let mut case = case(format!("log-14-{kind}-of-another-election"), hostile, &[("LOG-14", &culprit)]);
        if kind == Kind::DecryptionShare {
            // Its proof holds all the same, so that it counts.
            case.expected = audit(&case.record);
        }
        cases.push(case);
    }
    cases.push(case(
        "log-14-ballot-under-the-election-id",
        changed(&spec, Kind::Ballot, 1, |draft, _| draft.election = record.trust.election),
        &[("LOG-14", &format!("entry {}", index_of(&record, Kind::Ballot, 1)))],
    ));
    cases.push(case(
        "log-14-open-under-its-own-hash",
        changed(&spec, Kind::Open, 0, |draft, _| draft.election = draft.previous),
        &[("LOG-14", &format!("entry {}", index_of(&record, Kind::Open, 0)))],
    ));
    cases
}

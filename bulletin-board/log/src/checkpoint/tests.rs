//! Notes, checkpoints and cosignatures, which need each other.

use super::*;
use crate::note::{NOTE_LIMIT_BYTES, SIGNATURE_LIMIT};
use crate::witness::{Policy, TIME_LIMIT, WitnessSigner};
use ed25519_dalek::{Signature, VerifyingKey};
use tabella_crypto::checks::Check;
use tabella_crypto::encoding;

const ELECTION: Hash = Bytes([7; 32]);
const TIME: u64 = 1_679_315_147;

/// What `cosigned(&[1, 3])` is; signed with OpenSSL.
const EXAMPLE: &str = "\
    board.example/BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc\n\
    7\n\
    CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n\
    \n\
    — board.example/BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc JbXeO2m8WBiZfSgXYZmsrWpQ+V+u\
    zC2Egf1rUh7QXGe5PvHNlF2RJF+8ullSYBDBpF9hIqAdHaMWQ77kRDww/D6t4gg=\n\
    — witness.example/w1 9l+P0QAAAABkGFDLO6llb144sb50BZeJzIANp1W/TTxClc1uBEV3mf5/JrDWfAQ8TnG\
    xng6B38eoxD2jAfkS0KIsHYWX+qTRMTi4DA==\n\
    — witness.example/w3 R1osegAAAABkGFDLkZB4gNESoeSDZtyW0ysifd/tJTgu5RyBvfFzlwTDi49p2jfRm2O\
    vZMwE3SUi8NSYMSOGqZ1X750sTQ0UAuqgBw==\n";

fn board() -> BoardSigner {
    BoardSigner::from_seed(Zeroizing::new([1; 32]), "board.example").expect("board")
}

fn witness(number: u8) -> WitnessSigner {
    let name = format!("witness.example/w{number}");
    WitnessSigner::from_seed(Zeroizing::new([0x10 + number; 32]), &name).expect("witness")
}

/// Three witnesses, a quorum of two.
fn policy() -> Policy {
    let witnesses = [1, 2, 3].map(|number| witness(number).witness());
    Policy { board: board().board(), witnesses: witnesses.into(), quorum: 2 }
}

fn unwitnessed() -> Policy {
    let witnesses = Vec::new();
    Policy { witnesses, quorum: 0, ..policy() }
}

fn checkpoint(size: u64) -> Checkpoint {
    Checkpoint { origin: board().board().origin(&ELECTION), size, root: Bytes([9; 32]) }
}

fn signed(checkpoint: &Checkpoint) -> SignedCheckpoint {
    SignedCheckpoint::parse(&board().sign(checkpoint)).expect("note")
}

fn cosigned(witnesses: &[u8]) -> SignedCheckpoint {
    let add = |note: SignedCheckpoint, number: &u8| {
        let line = witness(*number).cosign(&note, TIME);
        note.with_cosignature(&line).expect("cosigned")
    };
    witnesses.iter().fold(signed(&checkpoint(7)), add)
}

/// Which checks refuse a note under a policy, and whom they blame; none when it verifies.
fn check(note: &SignedCheckpoint, policy: &Policy, expected: &[(Check, Culprit)]) {
    let rejections = note.verify(policy, &ELECTION).err().unwrap_or_default();
    let found: Vec<_> = rejections.into_iter().map(|r| (r.check, r.culprit)).collect();
    assert_eq!(found, expected, "{note}");
}

fn check_form(text: &str) {
    let error = SignedCheckpoint::parse(text).expect_err(text);
    assert_eq!(error.check, checks::LOG_03, "{text}");
}

/// Replaces the text of a note and signs that, whatever it is.
fn resigned(body: &str) -> String {
    let origin = board().board().origin(&ELECTION);
    let id = key_id(&origin, BOARD_SIGNATURE, &board().board().key);
    let signature = board().key.sign(body.as_bytes()).to_bytes();
    format!("{body}\n{}", signature_line(&origin, &[&id, &signature]))
}

/// The signature of the board with a scalar that is larger by the group order.
fn malleated(note: &SignedCheckpoint) -> SignedCheckpoint {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let line = &note.lines[0];
    let mut signature = line.signature.clone();
    let mut carry = 0;
    for (byte, order) in signature[32..].iter_mut().zip(ORDER) {
        carry += u16::from(*byte) + u16::from(order);
        *byte = carry as u8;
        carry >>= 8;
    }
    assert_eq!(carry, 0);
    let line = signature_line(&line.name, &[&line.key_id, &signature]);
    let note = format!("{}\n{line}", note.checkpoint.body());
    SignedCheckpoint::parse(&note).expect("note")
}

/// A C2SP verifier key: name, key id in hexadecimal, type and public key in base64.
fn vkey(text: &str) -> (String, Bytes<32>) {
    let parts: Vec<&str> = text.splitn(3, '+').collect();
    let bytes = STANDARD.decode(parts[2]).expect("base64");
    let key = Bytes(bytes[1..].try_into().expect("32 bytes"));
    let id = u32::from_be_bytes(key_id(parts[0], bytes[0], &key));
    assert_eq!(format!("{id:08x}"), parts[1], "{text}");
    (parts[0].into(), key)
}

#[test]
fn key_ids_and_signatures_are_those_of_the_signed_note_examples() {
    // C2SP signed-note v1.1.0, Example.
    let (_, key) = vkey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
    let line = "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYj\
                OBH3mFXmRKuwHjG1Yu72IneyaQM=";
    let line = SignatureLine::parse(line).expect("line");
    check_signature(&key, b"This is an example message.\n", &line.signature).expect("holds");
    check_signature(&key, b"This is an example message.", &line.signature).expect_err("newline");

    // golang.org/x/mod/sumdb/note, whose example has the secret key too.
    let (name, key) = vkey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    let seed = parse_hash("gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=").expect("seed");
    let signer = SigningKey::from_bytes(&seed.0);
    assert_eq!(public_key(&signer), key);
    let text = b"If you think cryptography is the answer to your problem,\n\
                 then you don't know what your problem is.\n";
    let signature = signer.sign(text).to_bytes();
    assert_eq!(
        signature_line(&name, &[&key_id(&name, BOARD_SIGNATURE, &key), &signature]),
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpR\
         Zb6KE6RyyBwJnAM=\n"
    );
}

#[test]
fn a_checkpoint_of_a_public_log_and_its_cosignatures_verify() {
    const NOTE: &str = "arche2025h1.staging.ct.transparency.dev\n\
        1432088532\n\
        U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\
        \n\
        — arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGRE\
        PMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=\n\
        — arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC\
        3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n\
        — transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ\
        2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==\n\
        — witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEc\
        xZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==\n\
        — remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9\
        sXTynk5XeU/zZ0WBxtqB0DrAWfBw==\n";
    let note = SignedCheckpoint::parse(NOTE).expect("note");
    assert_eq!(note.as_str(), NOTE);
    let (origin, key) =
        vkey("arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f");
    assert_eq!(note.check_board_lines(&origin, &key), Ok(()));
    let witnesses = [
        "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
        "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
        "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
    ];
    let witnesses = witnesses.map(|text| {
        let (name, key) = vkey(text);
        check_name(&name).expect("a name of ours too");
        LogKey { key, name }
    });
    let policy = Policy { witnesses: witnesses.into(), ..policy() };
    let cosignatures = note.cosignatures(&policy);
    assert_eq!(cosignatures.invalid(), [] as [String; 0]);
    assert_eq!(cosignatures.distinct(|_| true).len(), 3);
    assert!(cosignatures.valid().all(|(_, time)| time == 0x6a12_2120));
}

#[test]
fn a_cosigned_checkpoint_has_these_bytes_and_verifies() {
    let note = cosigned(&[1, 3]);
    assert_eq!(note.as_str(), EXAMPLE);
    let verified = note.verify(&policy(), &ELECTION).expect("verified");
    assert_eq!(verified.checkpoint(), &checkpoint(7));
    let names = ["witness.example/w1", "witness.example/w3"];
    assert_eq!(verified.cosignatures(), names.map(|name| (name.into(), TIME)));
    assert!(verified.has_quorum());
    let received = note.verify_board(&board().board(), &ELECTION);
    assert_eq!(received, Ok(checkpoint(7)));
}

#[test]
fn lines_of_strangers_can_be_left_out() {
    let note = cosigned(&[1, 9, 3]);
    assert_eq!(note.with_lines_of(&policy(), &ELECTION), cosigned(&[1, 3]));
    assert_eq!(note.with_lines_of(&unwitnessed(), &ELECTION), signed(&checkpoint(7)));
    let none = note.with_lines_of(&policy(), &Hash::ZERO);
    assert_eq!(none.as_str().lines().count(), 6, "{none}");
}

#[test]
fn no_bit_of_a_checkpoint_is_free() {
    let text = cosigned(&[1, 2]).text;
    let holds = |text: &str| {
        SignedCheckpoint::parse(text).is_ok_and(|note| note.verify(&policy(), &ELECTION).is_ok())
    };
    assert!(holds(&text));
    for position in 0..text.len() * 8 {
        let mut changed = text.clone().into_bytes();
        changed[position / 8] ^= 1 << (position % 8);
        assert!(!String::from_utf8(changed).is_ok_and(|changed| holds(&changed)));
    }
    for (end, _) in text.char_indices() {
        assert!(!holds(&text[..end]), "the first {end} bytes");
    }
}

#[test]
fn another_form_of_a_checkpoint_is_rejected_though_it_is_signed() {
    let body = checkpoint(7).body();
    SignedCheckpoint::parse(&resigned(&body)).expect("good");
    SignedCheckpoint::parse(&resigned(&body.replace("\n7\n", "\n0\n"))).expect("size 0");
    let largest = body.replace("\n7\n", "\n9223372036854775807\n");
    SignedCheckpoint::parse(&resigned(&largest)).expect("2^63 - 1");
    for size in ["007", "+7", "-7", "7 ", "", "0x7", "9223372036854775808"] {
        check_form(&resigned(&body.replace("\n7\n", &format!("\n{size}\n"))));
    }
    check_form(&resigned(&format!("{body}an extension line\n")));
    check_form(&resigned(&format!("{body}\n")));
    let (_, after_origin) = body.split_once('\n').expect("origin");
    check_form(&resigned(&format!("\n{after_origin}")));
    check_form(&resigned(&body.replace("CQk=", "CQl=")));
    check_form(&resigned(&body.replace("CQk=", "CQk")));
    check_form(&resigned(&body.replace("CQk=", "CQkJ")));
    check_form(&resigned(&body.replace('\n', "\r\n")));
    check_form(&resigned(&body.replace("board", "bo\tard")));
}

#[test]
fn malformed_signature_lines_are_rejected() {
    let note = cosigned(&[1]);
    let text = note.as_str();
    for line in ["", "x", "—", "— ", "— w", "—  AAAAAAA=", "- w AAAAAAA="] {
        check_form(&format!("{text}{line}\n"));
    }
    // Without a signature, with a spare bit, without padding, base64url, a space at the end.
    for signature in ["AAAAAA==", "AAAAAAB=", "AAAAAAA", "AAAA_AA=", "AAAAAAA= "] {
        check_form(&format!("{text}— w {signature}\n"));
    }
    for name in ["a+b", "a\u{a0}b", "a\u{2003}b", "a\u{85}b", "a\tb", "a\u{7f}b", "a\u{9b}b"] {
        check_form(&format!("{text}— {name} AAAAAAA=\n"));
    }
    SignedCheckpoint::parse(&format!("{text}— w AAAAAAA=\n")).expect("good");
    check_form(text.trim_end());
    check_form(&checkpoint(7).body());
    check_form(&format!("{}\n", checkpoint(7).body()));
    check_form("");
    assert!(note.with_cosignature("— w AAAAAAA=").is_err());
}

#[test]
fn oversized_notes_are_rejected() {
    let text = signed(&checkpoint(7)).text;
    let with_more = |count| format!("{text}{}", "— w AAAAAAA=\n".repeat(count));
    SignedCheckpoint::parse(&with_more(SIGNATURE_LIMIT - 1)).expect("at the limit");
    check_form(&with_more(SIGNATURE_LIMIT));
    check_form(&format!("{text}— w {}\n", "A".repeat(NOTE_LIMIT_BYTES)));
    check_form(&"\n".repeat(NOTE_LIMIT_BYTES));
}

#[test]
fn the_origin_of_another_board_or_election_is_rejected() {
    let refused = [(checks::LOG_03, Culprit::Board)];
    let (twin, own) = (board().board().origin(&Hash::ZERO), checkpoint(7).origin);
    for origin in [twin, format!("x{own}"), own + "x", "board.example".into()] {
        let other = Checkpoint { origin, ..checkpoint(7) };
        check(&signed(&other), &unwitnessed(), &refused);
    }
}

#[test]
fn a_board_signature_by_anything_but_the_trusted_key_is_rejected() {
    let good = signed(&checkpoint(7));
    let SignatureLine { name, key_id, signature } = &good.lines[0];
    let relined = |line: &str| {
        let text = format!("{}\n{line}", good.checkpoint.body());
        SignedCheckpoint::parse(&text).expect("note")
    };
    let other = SigningKey::from_bytes(&[2; 32]).sign(good.checkpoint.body().as_bytes());
    let own_key_as_witness = WitnessSigner { name: name.clone(), key: SigningKey::from_bytes(&[1; 32]) };
    let invalid = signature_line(name, &[key_id, &[0; 64]]);
    let bad = [
        relined(&signature_line(name, &[key_id, &other.to_bytes()])),
        relined(&signature_line(name, &[key_id, &signature[..63]])),
        relined(&signature_line(name, &[key_id, signature, &[0]])),
        relined(&signature_line(name, &[&[0; 4], signature])),
        relined(&signature_line("board.example", &[key_id, signature])),
        relined(&own_key_as_witness.cosign(&good, TIME)),
        malleated(&good),
        // A valid line does not make up for an invalid one of the same key.
        good.with_cosignature(&invalid).expect("note"),
    ];
    check(&good, &unwitnessed(), &[]);
    for bad in bad {
        check(&bad, &unwitnessed(), &[(checks::LOG_04, Culprit::Board)]);
    }
}

#[test]
fn a_key_of_small_order_signs_nothing() {
    // With the neutral element as key, R = B and s = 1 hold for every message unless refused.
    let (mut identity, mut signature) = ([0; 32], [0; 64]);
    identity[0] = 1;
    signature[..32].fill(0x66);
    signature[0] = 0x58;
    signature[32] = 1;
    let key = VerifyingKey::from_bytes(&identity).expect("a point");
    let lax = ed25519_dalek::Verifier::verify(&key, b"", &Signature::from_bytes(&signature));
    assert!(lax.is_ok());
    assert!(check_signature(&Bytes(identity), b"", &signature).is_err());
}

#[test]
fn fewer_than_a_quorum_of_distinct_known_keys_are_rejected() {
    let short = [(checks::LOG_05, Culprit::Board)];
    let cosigned_by_9_too = |numbers: &[u8]| cosigned(&[&[9], numbers].concat());
    for numbers in [&[][..], &[1], &[1, 1], &[3, 3, 3]] {
        check(&cosigned(numbers), &policy(), &short);
        // A stranger neither counts nor harms.
        check(&cosigned_by_9_too(numbers), &policy(), &short);
    }
    for numbers in [&[1, 2][..], &[3, 1], &[1, 1, 2], &[1, 2, 3]] {
        check(&cosigned(numbers), &policy(), &[]);
        check(&cosigned_by_9_too(numbers), &policy(), &[]);
    }
    let again = witness(1).cosign(&cosigned(&[]), TIME + 1);
    let twice = cosigned(&[1]).with_cosignature(&again).expect("note");
    check(&twice, &policy(), &short);
}

#[test]
fn one_key_under_two_names_counts_once() {
    let short = [(checks::LOG_05, Culprit::Board)];
    let double = WitnessSigner { name: "other.example".into(), ..witness(1) };
    let line = double.cosign(&cosigned(&[]), TIME);
    let note = cosigned(&[1]).with_cosignature(&line).expect("note");
    check(&note, &policy(), &short);
    let mut both_listed = policy();
    both_listed.witnesses.push(double.witness());
    check(&note, &both_listed, &short);
}

#[test]
fn a_policy_with_witnesses_needs_a_quorum_and_one_without_needs_none() {
    let (mut no_quorum, mut no_witnesses) = (policy(), policy());
    no_quorum.quorum = 0;
    no_witnesses.witnesses.clear();
    for policy in [no_quorum, no_witnesses] {
        let note = cosigned(&[1, 2]);
        check(&note, &policy, &[(checks::LOG_05, Culprit::Board)]);
    }
    let note = cosigned(&[1]);
    let verified = note.verify(&unwitnessed(), &ELECTION).expect("verified");
    assert!(!verified.has_quorum());
    let received = note.verify_received(&policy(), &ELECTION).expect("fits");
    assert!(!received.has_quorum());
    assert_eq!(received.cosignatures().len(), 1);
}

#[test]
fn a_line_under_a_known_name_that_does_not_hold_is_named_and_counts_for_nothing() {
    let with_third = |others: &[u8], time: u64, change: fn(&mut Vec<u8>)| {
        let line = witness(3).cosign(&cosigned(&[]), time);
        let mut line = SignatureLine::parse(line.trim_end()).expect("line");
        change(&mut line.signature);
        let line = signature_line(&line.name, &[&line.key_id, &line.signature]);
        cosigned(others).with_cosignature(&line).expect("note")
    };
    let holds = with_third(&[1], TIME_LIMIT, |_| ());
    check(&holds, &policy(), &[]);
    assert_eq!(holds.cosignatures(&policy()).invalid().len(), 0);
    let changes: [fn(&mut Vec<u8>); 5] = [
        |signature| signature[7] ^= 1,
        |signature| signature[71] ^= 1,
        |signature| signature.truncate(71),
        |signature| signature.truncate(7),
        |signature| signature.push(0),
    ];
    let impossible = |others: &[u8]| with_third(others, TIME_LIMIT + 1, |_| ());
    let garbage = |others: &[u8]| changes.map(|change| with_third(others, TIME, change));
    for note in garbage(&[1, 2]).into_iter().chain([impossible(&[1, 2])]) {
        check(&note, &policy(), &[]);
        let idle = note.cosignatures(&policy()).invalid().to_owned();
        assert!(idle.len() == 1 && idle[0].contains("witness.example/w3"), "{idle:?}");
    }
    for note in garbage(&[1]).into_iter().chain([impossible(&[1])]) {
        check(&note, &policy(), &[(checks::LOG_05, Culprit::Board)]);
    }
    // Beside a line of the same witness that holds, garbage changes nothing.
    let beside = with_third(&[1, 3], TIME, |signature| signature[7] ^= 1);
    check(&beside, &policy(), &[]);
}

#[test]
fn a_cosignature_before_what_it_covers_does_not_count() {
    let note = cosigned(&[1, 2]);
    note.verify_after(&policy(), &ELECTION, TIME).expect("at the same time");
    let rejections = note.verify_after(&policy(), &ELECTION, TIME + 1).expect_err("before");
    assert_eq!(rejections.iter().map(|r| r.check).collect::<Vec<_>>(), [checks::LOG_05]);
    let again = note.with_cosignature(&witness(1).cosign(&note, TIME + 1)).expect("note");
    let again = again.with_cosignature(&witness(3).cosign(&note, TIME + 1)).expect("note");
    let verified = again.verify_after(&policy(), &ELECTION, TIME + 1).expect("two count");
    let names = ["witness.example/w1", "witness.example/w3"];
    assert_eq!(verified.cosignatures(), names.map(|name| (name.into(), TIME + 1)));
}

#[test]
fn all_that_is_wrong_with_a_checkpoint_is_told() {
    let line = witness(3).cosign(&signed(&checkpoint(8)), TIME);
    let origin = "board.example".into();
    let other = Checkpoint { origin, ..checkpoint(7) };
    let note = signed(&other).with_cosignature(&line).expect("note");
    let expected = [(checks::LOG_03, Culprit::Board), (checks::LOG_05, Culprit::Board)];
    check(&note, &policy(), &expected);
}

#[test]
fn names_that_could_mislead_are_rejected() {
    let longest = "x".repeat(200);
    for good in ["board.example", "w.example/w-1_2:3", "A", &longest] {
        check_name(good).expect(good);
    }
    let too_long = format!("{longest}x");
    for bad in ["", "a b", "a+b", "a\nb", "a\u{a0}b", "é", "\u{430}", &too_long] {
        check_name(bad).expect_err(bad);
        assert!(BoardSigner::from_seed(Zeroizing::new([1; 32]), bad).is_err());
        assert!(WitnessSigner::from_seed(Zeroizing::new([1; 32]), bad).is_err());
    }
}

#[test]
fn keys_on_the_wire_are_canonical_and_their_names_are_checked() {
    let key = board().board().key;
    let text = format!(r#"{{"key":"{key}","name":"board.example"}}"#);
    assert_eq!(encoding::encode(&board().board()), text);
    assert_eq!(encoding::decode(text.as_bytes()), Ok(board().board()));
    let name = "board.example".into();
    assert_eq!(encoding::decode(text.as_bytes()), Ok(LogKey { key, name }));
    let reduced = |last: u8| {
        Bytes::<32>(core::array::from_fn(|i| {
            if i == 0 {
                last
            } else if i == 31 {
                0x7f
            } else {
                0xff
            }
        }))
    };
    let with = |key: Bytes<32>| text.replace(&board().board().key.to_string(), &key.to_string());
    encoding::decode::<LogKey>(with(reduced(0xec)).as_bytes()).expect("2^255 - 20");
    for last in [0xed, 0xee, 0xff] {
        let key = encoding::decode::<LogKey>(with(reduced(last)).as_bytes());
        assert_eq!(key.expect_err("not reduced").check, checks::ENC_05);
    }
    let changes = [
        ("board.example", "board example", checks::ENC_09),
        ("}", ",\"note\":\"\"}", checks::ENC_02),
        ("\"key\":\"", "\"key\":\"A", checks::ENC_04),
    ];
    for (from, to, check) in changes {
        let text = text.replace(from, to);
        let board = encoding::decode::<LogKey>(text.as_bytes());
        assert_eq!(board.expect_err("board").check, check);
        let witness = encoding::decode::<LogKey>(text.as_bytes());
        assert_eq!(witness.expect_err("witness").check, check);
    }
}

#[test]
fn secret_keys_are_not_printed() {
    let (board, witness) = (format!("{:?}", board()), format!("{:?}", witness(1)));
    assert_eq!(board, "BoardSigner(board.example, <redacted>)");
    assert_eq!(witness, "WitnessSigner(witness.example/w1, <redacted>)");
}

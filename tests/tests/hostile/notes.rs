//! Signed notes: their form to the letter, and Ed25519 without exceptions.

use super::attack::{Case, case, changed, honest};
use super::log::{board_key, log_key, note_line, with_text, witnessed};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use curve25519_dalek::edwards::CompressedEdwardsY;
use curve25519_dalek::scalar::Scalar;
use ed25519_dalek::SigningKey;
use sha2::{Digest as _, Sha512};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::statement::{Body, Kind};
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_tests::harness::{CLOSING, Record};

pub fn cases() -> Vec<Case> {
    let mut cases = vec![];
    cases.extend(texts());
    cases.extend(signature_lines());
    cases.extend(board_signatures());
    cases.extend(cosignatures());
    cases
}

const FORM: &[(&str, &str)] = &[("LOG-03", "board")];

/// An election with four witnesses, of whom all have cosigned and three are needed, under a changed note.
fn noted(name: &str, expected: &[(&str, &str)], change: impl FnOnce(&str) -> String) -> Case {
    let record = honest(&witnessed());
    case(name, Record { checkpoint: change(&record.checkpoint), ..record }, expected)
}

/// What the board and the witnesses sign.
fn text_of(note: &str) -> String {
    SignedCheckpoint::parse(note).expect("honest").unverified().body()
}

fn texts() -> Vec<Case> {
    let sized = |size: &'static str| move |text: &str| text.replace("\n21\n", &format!("\n{size}\n"));
    vec![
        case(
            "log-02-size-2-to-the-63-minus-1",
            with_text(sized("9223372036854775807")),
            &[("LOG-02", "board")],
        ),
        case("log-03-size-2-to-the-63", with_text(sized("9223372036854775808")), FORM),
        case("log-03-size-of-twenty-digits", with_text(sized("18446744073709551616")), FORM),
        case("log-03-size-with-a-plus-sign", with_text(sized("+21")), FORM),
        case("log-03-size-in-other-digits", with_text(sized("２１")), FORM),
        case("log-03-no-size", with_text(sized("")), FORM),
        case(
            "log-03-no-origin",
            with_text(|text| text.split_once('\n').map(|(_, rest)| format!("\n{rest}")).expect("lines")),
            FORM,
        ),
        case("log-03-root-without-padding", with_text(|text| text.replace("=\n", "\n")), FORM),
        case(
            "log-03-root-of-31-bytes",
            with_text(|text| {
                let start = text.trim_end().rfind('\n').expect("lines") + 1;
                format!("{}{}\n", &text[..start], STANDARD.encode([7; 31]))
            }),
            FORM,
        ),
        noted("log-03-newline-after-the-end", FORM, |note| format!("{note}\n")),
        noted("log-03-no-newline-at-the-end", FORM, |note| note.trim_end().into()),
        noted("log-03-no-blank-line", FORM, |note| note.replace("\n\n", "\n")),
        noted("log-03-no-signature-line", FORM, |note| format!("{}\n", text_of(note))),
        noted("log-03-nothing-but-the-text", FORM, text_of),
        noted("log-03-blank-line-among-signatures", FORM, |note| {
            note.replace("\n— witness.example/w2", "\n\n— witness.example/w2")
        }),
    ]
}

/// The line of someone whom no one knows.
fn strange(name: &str, payload: &[u8]) -> String {
    format!("— {name} {}\n", STANDARD.encode(payload))
}

fn signature_lines() -> Vec<Case> {
    let and = |line: String| move |note: &str| format!("{note}{line}");
    let by = |name: &str| and(strange(name, &[7; 68]));
    vec![
        noted(
            "honest-note-with-64-signature-lines",
            &[],
            and(strange("stranger.example", &[7; 68]).repeat(59)),
        ),
        noted("log-03-65-signature-lines", FORM, and(strange("stranger.example", &[7; 68]).repeat(60))),
        noted("honest-stranger-with-a-name-in-chinese", &[], by("见证人.example")),
        noted("log-03-control-character-in-a-name", FORM, by("stranger\u{1}.example")),
        noted("log-03-tab-in-a-name", FORM, by("stranger\t.example")),
        noted("log-03-del-in-a-name", FORM, by("stranger\u{7f}.example")),
        noted("log-03-c1-control-in-a-name", FORM, by("stranger\u{9f}.example")),
        noted("log-03-no-break-space-in-a-name", FORM, by("stranger\u{a0}.example")),
        noted("log-03-ideographic-space-in-a-name", FORM, by("stranger\u{3000}.example")),
        noted("log-03-plus-sign-in-a-name", FORM, by("stranger+key")),
        noted("log-03-no-name", FORM, by("")),
        noted("log-03-hyphen-for-the-dash", FORM, and(strange("stranger", &[7; 68]).replace('—', "-"))),
        noted("log-03-two-spaces-before-a-signature", FORM, and(strange("stranger ", &[7; 68]))),
        noted("log-03-signature-of-no-base64", FORM, and("— stranger ~~~~\n".into())),
        noted("log-03-no-signature-in-a-line", FORM, and("— stranger \n".into())),
        noted("log-03-signature-without-a-byte", FORM, and(strange("stranger", &[7; 4]))),
        noted("honest-stranger-with-a-signature-of-one-byte", &[], and(strange("stranger", &[7; 5]))),
        noted("log-03-signature-with-a-spare-bit", FORM, and("— stranger BwcHBwcHBwf=\n".into())),
    ]
}

/// A signature with a commitment of small order, by someone who knows the secret: `s B = R + k A` holds all the same.
fn small_order(seed: &SigningKey, message: &[u8]) -> [u8; 64] {
    let commitment = CompressedEdwardsY([&[1u8][..], &[0; 31]].concat().try_into().expect("32 bytes"));
    let public = seed.verifying_key().to_bytes();
    let hash = Sha512::new().chain_update(commitment.0).chain_update(public).chain_update(message);
    let challenge = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
    let response = challenge * seed.to_scalar();
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(&commitment.0);
    signature[32..].copy_from_slice(response.as_bytes());
    signature
}

/// A signature under the key whose point is the identity: everyone can make it.
fn by_the_identity() -> [u8; 64] {
    let response = Scalar::from(7u8);
    let mut signature = [0; 64];
    let commitment = curve25519_dalek::EdwardsPoint::mul_base(&response).compress();
    signature[..32].copy_from_slice(commitment.as_bytes());
    signature[32..].copy_from_slice(response.as_bytes());
    signature
}

fn board_signatures() -> Vec<Case> {
    let failed = &[("LOG-04", "board")];
    let spec = witnessed();
    let record = honest(&spec);
    let origin = record.trust.board.origin(&record.trust.election);
    let id = |key: &[u8; 32]| Hash::of(&[origin.as_bytes(), b"\n\x01", key]).0;
    let own = board_key(&spec).verifying_key().to_bytes();
    let line = |signature: &[u8]| strange(&origin, &[&id(&own)[..4], signature].concat());
    let first_line = |note: &str| note.lines().find(|line| line.starts_with('—')).expect("signed").to_owned();
    let identity: [u8; 32] = [&[1u8][..], &[0; 31]].concat().try_into().expect("32 bytes");
    let weak = {
        let mut record = changed(&spec, Kind::Manifest, 0, |draft, _| {
            if let Body::Manifest(manifest) = &mut draft.body {
                manifest.board.key.0 = identity;
            }
        });
        let origin = record.trust.board.origin(&record.trust.election);
        let id = Hash::of(&[origin.as_bytes(), b"\n\x01", &identity]).0;
        let weak = strange(&origin, &[&id[..4], &by_the_identity()].concat());
        record.checkpoint =
            record.checkpoint.replace(&format!("{}\n", first_line(&record.checkpoint)), &weak);
        record
    };
    vec![
        noted("honest-board-signed-twice", &[], |note| format!("{note}{}\n", first_line(note))),
        noted("log-04-second-signature-of-the-board-does-not-hold", failed, |note| {
            format!("{note}{}", line(&[7; 64]))
        }),
        noted("log-04-first-signature-of-the-board-does-not-hold", failed, |note| {
            note.replacen("\n\n", &format!("\n\n{}", line(&[7; 64])), 1)
        }),
        noted("log-04-signature-of-63-bytes", failed, |note| {
            note.replace(&format!("{}\n", first_line(note)), &line(&[7; 63]))
        }),
        noted("log-04-commitment-of-small-order", failed, |note| {
            let signature = small_order(&board_key(&spec), text_of(note).as_bytes());
            note.replace(&format!("{}\n", first_line(note)), &line(&signature))
        }),
        case("log-04-key-of-small-order", weak, failed),
        noted("log-04-only-witnesses-have-signed", failed, |note| {
            note.replace(&format!("{}\n", first_line(note)), "")
        }),
    ]
}

/// What does not hold, or not yet, does not count: it is named, and it is no one's fault.
fn cosignatures() -> Vec<Case> {
    let spec = witnessed();
    let message = |text: &str, time: u64| format!("cosignature/v1\ntime {time}\n{text}");
    let own = log_key(&spec, "witness", 4);
    let name = "witness.example/w4";
    let line = |note: &str, time: u64| {
        let text = text_of(note);
        note_line(name, 4, &own, &own, &message(&text, time), Some(time))
    };
    let payload = |line: &str| {
        let encoded = line.trim_end().rsplit_once(' ').expect("a line").1.to_owned();
        STANDARD.decode(encoded).expect("base64")
    };
    // Without the line of the fourth witness.
    let three = |note: &str| {
        let start = note.find(&format!("— {name}")).expect("cosigned");
        note[..start].to_owned()
    };
    // And without that of the third.
    let two = |note: &str| {
        let start = note.find("— witness.example/w3").expect("cosigned");
        note[..start].to_owned()
    };
    let late = CLOSING + 100;
    let too_few = &[("LOG-05", "board")];
    vec![
        noted("honest-cosignature-one-byte-too-long", &[], |note| {
            format!("{}{}", three(note), strange(name, &[&payload(&line(note, late))[..], &[0]].concat()))
        }),
        noted("log-05-cosignature-one-byte-too-long-in-a-quorum", too_few, |note| {
            format!("{}{}", two(note), strange(name, &[&payload(&line(note, late))[..], &[0]].concat()))
        }),
        noted("honest-cosignature-without-a-time", &[], |note| {
            let payload = payload(&line(note, late));
            format!("{}{}", three(note), strange(name, &[&payload[..4], &payload[12..]].concat()))
        }),
        noted("honest-second-cosignature-of-a-witness-does-not-hold", &[], |note| {
            let mut bad = payload(&line(note, late));
            bad[20] ^= 1;
            format!("{note}{}", strange(name, &bad))
        }),
        noted("honest-first-cosignature-of-a-witness-does-not-hold", &[], |note| {
            let mut bad = payload(&line(note, late));
            bad[20] ^= 1;
            format!("{}{}{}", two(note), strange(name, &bad), line(note, late))
        }),
        noted("honest-cosignature-at-2-to-the-53", &[], |note| {
            format!("{}{}", two(note), line(note, 1 << 53))
        }),
        noted("honest-cosignature-at-2-to-the-63-minus-1", &[], |note| {
            format!("{}{}", two(note), line(note, (1 << 63) - 1))
        }),
        noted("log-05-cosignature-with-the-key-id-of-a-plain-signature", too_few, |note| {
            let text = text_of(note);
            format!("{}{}", two(note), note_line(name, 1, &own, &own, &message(&text, late), Some(late)))
        }),
        noted("log-05-plain-signature-of-a-witness", too_few, |note| {
            let text = text_of(note);
            format!("{}{}", two(note), note_line(name, 1, &own, &own, &text, None))
        }),
    ]
}

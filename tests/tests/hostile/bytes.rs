//! ENC and REP-02: odd bytes, signed by their author.

use super::attack::{Case, Change, case, finish, honest, played_by, rewritten};
use serde_json::Value;
use tabella_crypto::bytes::{base64url, from_base64url};
use tabella_crypto::election::statement::Kind;
use tabella_tests::harness::{Draft, Keys, Record, Spec};

/// Where points stand, by kind: JSON pointers into the body.
pub const POINTS: &[(Kind, &str)] = &[
    (Kind::Manifest, "/officials/0/key"),
    (Kind::Manifest, "/registrars/0/key"),
    (Kind::Manifest, "/trustees/1/key"),
    (Kind::KeyDeal, "/coefficients/0"),
    (Kind::KeyDeal, "/coefficients/1"),
    (Kind::KeyDeal, "/ephemeral"),
    (Kind::KeyDeal, "/proof/R_a"),
    (Kind::KeyDeal, "/proof/R_e"),
    (Kind::KeyConfirmation, "/X/1"),
    (Kind::KeyConfirmation, "/Y"),
    (Kind::KeyConfirmation, "/rehearsal/D"),
    (Kind::KeyConfirmation, "/rehearsal/proof/R_1"),
    (Kind::KeyConfirmation, "/rehearsal/proof/R_2"),
    (Kind::Roll, "/rows/0/credential"),
    (Kind::Open, "/election_key"),
    (Kind::Liveness, "/D"),
    (Kind::Liveness, "/proof/R_1"),
    (Kind::Liveness, "/proof/R_2"),
    (Kind::Ballot, "/ciphertexts/0/alpha"),
    (Kind::Ballot, "/ciphertexts/1/beta"),
    (Kind::Ballot, "/proof/A"),
    (Kind::Ballot, "/proof/B"),
    (Kind::Ballot, "/proof/D"),
    (Kind::Ballot, "/proof/R_1"),
    (Kind::Ballot, "/proof/R_2"),
    (Kind::Ballot, "/proof/V"),
    (Kind::DecryptionShare, "/D/1"),
    (Kind::DecryptionShare, "/proof/R_1"),
    (Kind::DecryptionShare, "/proof/R_2"),
];

/// Where scalars stand.
const SCALARS: &[(Kind, &str)] = &[
    (Kind::KeyDeal, "/proof/s_a"),
    (Kind::KeyDeal, "/proof/s_e"),
    (Kind::KeyConfirmation, "/rehearsal/proof/s"),
    (Kind::Liveness, "/proof/s"),
    (Kind::Ballot, "/proof/f/1"),
    (Kind::Ballot, "/proof/gamma"),
    (Kind::Ballot, "/proof/z1"),
    (Kind::Ballot, "/proof/z2"),
    (Kind::Ballot, "/proof/z3"),
    (Kind::DecryptionShare, "/proof/s"),
];

/// Sets a value in a body, and keeps the canonical form.
pub fn set(draft: &mut Draft, pointer: &str, value: Value) {
    let mut body: Value = serde_json::from_str(&draft.body.encode()).expect("JSON");
    *body.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value;
    draft.odd_body = Some(serde_json_canonicalizer::to_string(&body).expect("canonical"));
}

/// Replaces a part of the canonical body.
fn replace(draft: &mut Draft, from: &str, to: &str) {
    let body = draft.body.encode();
    assert!(body.contains(from), "no {from} in {body}");
    draft.odd_body = Some(body.replacen(from, to, 1));
}

pub fn cases() -> Vec<Case> {
    let mut cases = vec![];
    cases.extend(canonical_form());
    cases.extend(fields_and_numbers());
    cases.extend(encodings());
    cases.extend(every_position());
    cases.extend(sizes_and_texts());
    cases.extend(unknown_names());
    cases.extend(files());
    cases
}

/// The spec that most of these cases are about, and the index of its entries.
fn tiny() -> (Spec, Record) {
    let spec = Spec { live: vec![1, 2, 3], ..Spec::tiny() };
    let record = honest(&spec);
    (spec, record)
}

fn entry_of(record: &Record, kind: Kind, nth: usize) -> String {
    format!("entry {}", super::attack::index_of(record, kind, nth))
}

/// One odd body of a kind.
fn odd(id: &str, name: &str, kind: Kind, change: impl FnMut(&mut Draft)) -> Case {
    let (spec, record) = tiny();
    let mut change = change;
    let nth = usize::from(kind == Kind::Liveness) * 2;
    let mut attacker = Change::new(kind, nth, |draft: &mut Draft, _: &Keys| change(draft));
    let hostile = played_by(&spec, &mut attacker, |harness| {
        harness.found();
        harness.commit();
        harness.deal();
        // No one has a key share of a deal that cannot be read.
        if kind != Kind::KeyDeal {
            harness.confirm();
            harness.enrol();
            harness.open();
            finish(harness);
        }
    });
    let name = format!("{}-{name}", id.to_lowercase());
    case(name, hostile, &[(id, &entry_of(&record, kind, nth))])
}

/// One odd line of a kind.
fn odd_line(id: &str, name: &str, kind: Kind, change: impl FnMut(String) -> String) -> Case {
    let (spec, record) = tiny();
    let nth = usize::from(kind == Kind::Liveness) * 2;
    let name = format!("{}-{name}", id.to_lowercase());
    case(name, rewritten(&spec, kind, nth, change), &[(id, &entry_of(&record, kind, nth))])
}

fn canonical_form() -> Vec<Case> {
    let swap = |draft: &mut Draft| {
        let body = draft.body.encode();
        let (rows, weight) = body.split_once(",\"weight\"").expect("two fields");
        let (before, rows) = rows.split_once("\"rows\"").expect("rows");
        let weight = weight.trim_end_matches('}');
        draft.odd_body = Some(format!("{before}\"weight\"{weight},\"rows\"{rows}}}"));
    };
    vec![
        odd("ENC-01", "two-keys-swapped", Kind::Open, swap),
        odd("ENC-01", "space-after-a-colon", Kind::Result, |d| replace(d, "\"count\":", "\"count\": ")),
        odd("ENC-01", "escaped-letter-in-a-title", Kind::Manifest, |d| {
            replace(d, "A test election", "\\u0041 test election");
        }),
        odd("ENC-01", "escaped-letter-in-a-key", Kind::Open, |d| replace(d, "\"rows\"", "\"\\u0072ows\"")),
        odd("ENC-01", "field-twice", Kind::Open, |d| replace(d, "\"rows\":3", "\"rows\":3,\"rows\":3")),
        odd("ENC-01", "leading-zero", Kind::Ballot, |d| replace(d, "\"style\":0", "\"style\":00")),
        odd("ENC-01", "body-cut-short", Kind::Ballot, |d| {
            let body = d.body.encode();
            d.odd_body = Some(body[..body.len() - 1].into());
        }),
        odd("ENC-01", "single-quotes", Kind::Close, |d| d.odd_body = Some("{'':0}".into())),
        odd("ENC-01", "lone-surrogate", Kind::Manifest, |d| replace(d, "A test election", "\\ud800")),
        odd_line("ENC-01", "space-outside-the-statement", Kind::Liveness, |line| {
            line.replace(",\"statement\"", ", \"statement\"")
        }),
        odd_line("ENC-01", "space-at-the-end", Kind::Ballot, |line| format!("{line} ")),
        odd_line("ENC-01", "index-twice", Kind::Ballot, |line| {
            line.replace(",\"previous\"", ",\"index\":1,\"previous\"")
        }),
    ]
}

fn fields_and_numbers() -> Vec<Case> {
    vec![
        odd("ENC-02", "unknown-field", Kind::Close, |d| d.odd_body = Some("{\"note\":\"\"}".into())),
        odd("ENC-02", "unknown-field-in-a-proof", Kind::Ballot, |d| {
            replace(d, "\"z3\":", "\"z4\":\"\",\"z3\":")
        }),
        odd("ENC-02", "missing-field", Kind::Open, |d| replace(d, "\"rows\":3,", "")),
        odd("ENC-02", "text-for-a-number", Kind::Ballot, |d| replace(d, "\"style\":0", "\"style\":\"0\"")),
        odd("ENC-02", "number-for-a-text", Kind::Manifest, |d| replace(d, "\"A test election\"", "7")),
        odd("ENC-02", "null-for-a-point", Kind::Roll, |d| set(d, "/rows/0/credential", Value::Null)),
        odd("ENC-02", "list-for-an-object", Kind::Roll, |d| set(d, "/rows/0", serde_json::json!([]))),
        odd("ENC-02", "object-for-a-list", Kind::Roll, |d| set(d, "/rows", serde_json::json!({}))),
        odd("ENC-02", "number-for-a-flag", Kind::Manifest, |d| set(d, "/unwitnessed", 1.into())),
        odd("ENC-02", "list-for-the-body", Kind::Close, |d| d.odd_body = Some("[]".into())),
        odd_line("ENC-02", "unknown-field-of-an-entry", Kind::Ballot, |line| {
            line.replace(",\"previous\"", ",\"note\":0,\"previous\"")
        }),
        odd_line("ENC-02", "no-date", Kind::Ballot, |line| {
            format!("{{{}", line.split_once(',').expect("fields").1)
        }),
        odd("ENC-03", "negative", Kind::Liveness, |d| set(d, "/entry", (-1).into())),
        odd("ENC-03", "two-to-the-53", Kind::Roll, |d| set(d, "/rows/1/weight", (1u64 << 53).into())),
        odd("ENC-03", "fraction", Kind::Ballot, |d| replace(d, "\"style\":0", "\"style\":0.5")),
        odd("ENC-03", "exponent", Kind::Ballot, |d| replace(d, "\"style\":0", "\"style\":0e0")),
        odd("ENC-03", "minus-zero", Kind::Ballot, |d| replace(d, "\"style\":0", "\"style\":-0")),
        odd("ENC-03", "twenty-digits", Kind::Ballot, |d| {
            replace(d, "\"style\":0", "\"style\":99999999999999999999");
        }),
        odd("ENC-03", "large-number-in-an-unknown-field", Kind::Close, |d| {
            d.odd_body = Some("{\"note\":9007199254740992}".into());
        }),
    ]
}

fn encodings() -> Vec<Case> {
    let edit = |pointer: &'static str, change: fn(&str) -> String| {
        move |draft: &mut Draft| {
            let body: Value = serde_json::from_str(&draft.body.encode()).expect("JSON");
            let before = body.pointer(pointer).and_then(Value::as_str).expect("text");
            set(draft, pointer, change(before).into());
        }
    };
    let alpha = "/ciphertexts/0/alpha";
    let cut = |text: &str| text[..42].to_owned();
    let odd_bit = |text: &str| {
        // The last of 43 characters has two spare bits: 'A' to 'B'.
        const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let last = text.chars().last().and_then(|c| ALPHABET.find(c)).expect("a character");
        format!("{}{}", &text[..42], &ALPHABET[last + 1..last + 2])
    };
    vec![
        odd("ENC-04", "42-characters", Kind::Ballot, edit(alpha, cut)),
        odd("ENC-04", "44-characters", Kind::Ballot, edit(alpha, |text| format!("{text}A"))),
        odd("ENC-04", "padding", Kind::Ballot, edit(alpha, |text| format!("{text}="))),
        odd(
            "ENC-04",
            "standard-alphabet",
            Kind::KeyCommitment,
            edit("/commitment", |t| format!("+{}", &t[1..])),
        ),
        odd("ENC-04", "spare-bit", Kind::Ballot, edit("/proof/z1", odd_bit)),
        odd("ENC-04", "no-bytes", Kind::DecryptionShare, edit("/tau", |_| String::new())),
        odd("ENC-04", "letter-outside-ascii", Kind::Ballot, edit(alpha, |text| format!("é{}", &text[2..]))),
        odd_line("ENC-04", "long-signature", Kind::Liveness, |line| line.replace("\"}}", "AAAA\"}}")),
        odd_line("ENC-04", "previous-of-an-entry", Kind::Ballot, |line| {
            let (before, after) = line.split_once("\"previous\":\"").expect("previous");
            format!("{before}\"previous\":\"{}", &after[1..])
        }),
    ]
}

/// Each bad encoding somewhere, and one of each sort in every position.
fn every_position() -> Vec<Case> {
    let hex = |text: &str| -> [u8; 32] {
        let byte = |i: usize| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).expect("hex");
        core::array::from_fn(byte)
    };
    // RFC 9496, A.2: one of each sort, and points of Edwards curves.
    let bad = [
        ("non-canonical", "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        ("negative", "0100000000000000000000000000000000000000000000000000000000000000"),
        ("no-square", "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371"),
        ("negative-product", "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e"),
        ("zero-y", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        ("of-order-8", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        ("ed25519-key", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
    ];
    let mut cases = vec![];
    for ((sort, encoding), (kind, pointer)) in bad.iter().zip(POINTS.iter().skip(18)) {
        let text = base64url(&hex(encoding));
        cases.push(odd("ENC-05", &format!("{sort}-point"), *kind, |d| set(d, pointer, text.clone().into())));
    }
    let bad_point = base64url(&hex(bad[1].1));
    let identity = base64url(&[0; 32]);
    for (kind, pointer) in POINTS {
        let place = format!("{kind}{}", pointer.replace(['/', '_'], "-").to_lowercase());
        cases.push(odd("ENC-05", &place, *kind, |d| set(d, pointer, bad_point.clone().into())));
        cases.push(odd("ENC-06", &place, *kind, |d| set(d, pointer, identity.clone().into())));
    }
    for (kind, pointer) in SCALARS {
        let place = format!("{kind}{}", pointer.replace(['/', '_'], "-").to_lowercase());
        cases.push(odd("ENC-07", &place, *kind, |draft| {
            let body: Value = serde_json::from_str(&draft.body.encode()).expect("JSON");
            let scalar = body.pointer(pointer).and_then(Value::as_str).expect("text");
            let unreduced = plus_order(&from_base64url(scalar).expect("32 bytes"));
            set(draft, pointer, base64url(&unreduced).into());
        }));
    }
    let author = |to: [u8; 32]| {
        move |line: String| {
            let (before, after) = line.split_once("\"author\":\"").expect("author");
            format!("{before}\"author\":\"{}{}", base64url(&to), &after[43..])
        }
    };
    cases.push(odd_line("ENC-05", "author", Kind::Liveness, author(hex(bad[2].1))));
    cases.push(odd_line("ENC-06", "author", Kind::Liveness, author([0; 32])));
    cases.push(odd_line("ENC-05", "commitment-of-a-signature", Kind::Liveness, |line| {
        signed(&line, Some(hex(bad[2].1)), false)
    }));
    cases.push(odd_line("ENC-06", "commitment-of-a-signature", Kind::Liveness, |line| {
        signed(&line, Some([0; 32]), false)
    }));
    cases.push(odd_line("ENC-07", "response-of-a-signature", Kind::Liveness, |line| {
        signed(&line, None, true)
    }));
    cases
}

/// The line with another commitment in its signature, or an unreduced response.
fn signed(line: &str, commitment: Option<[u8; 32]>, unreduced: bool) -> String {
    let mut bytes = super::attack::signature_of(line).to_bytes();
    if let Some(commitment) = commitment {
        bytes[..32].copy_from_slice(&commitment);
    }
    if unreduced {
        let response = plus_order(bytes.last_chunk().expect("32 bytes"));
        bytes[32..].copy_from_slice(&response);
    }
    super::attack::with_signature(line, &bytes)
}

/// `s + l`, the same scalar written otherwise.
fn plus_order(scalar: &[u8; 32]) -> [u8; 32] {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut carry = 0;
    core::array::from_fn(|i| {
        carry += u16::from(scalar[i]) + u16::from(ORDER[i]);
        let byte = carry as u8;
        carry >>= 8;
        byte
    })
}

fn sizes_and_texts() -> Vec<Case> {
    let title = |text: String| move |draft: &mut Draft| set(draft, "/title/en", text.clone().into());
    let note = |length: usize| {
        move |draft: &mut Draft| draft.odd_body = Some(format!("{{\"note\":\"{}\"}}", "x".repeat(length)))
    };
    let nested = |depth: usize| {
        move |draft: &mut Draft| {
            draft.odd_body = Some(format!("{{\"note\":{}{}}}", "[".repeat(depth), "]".repeat(depth)));
        }
    };
    let mut cases = vec![
        odd_line("ENC-08", "line-of-65536-bytes", Kind::Close, |line| {
            let room = 65_536 - line.len() - "\"note\":\"\",".len();
            line.replace("\"body\":{", &format!("\"body\":{{\"note\":\"{}\",", "x".repeat(room)))
        }),
        odd("ENC-08", "statement-of-over-65000-bytes", Kind::Close, note(64_900)),
        odd("ENC-08", "nested-17-deep", Kind::Close, nested(15)),
        odd("ENC-08", "nested-30000-deep", Kind::Close, nested(30_000)),
        odd("ENC-04", "list-of-10000-empty-points", Kind::DecryptionShare, |draft| {
            set(draft, "/D", vec![Value::from(""); 10_000].into());
        }),
    ];
    for (name, text) in [
        ("decomposed-letter", "Cafe\u{301}".to_owned()),
        ("right-to-left-override", "a\u{202E}b".into()),
        ("zero-width-space", "a\u{200B}b".into()),
        ("byte-order-mark", "\u{FEFF}a".into()),
        ("control-character", "a\u{7}b".into()),
        ("variation-selector", "a\u{FE0F}".into()),
        ("tag-character", "a\u{E0041}".into()),
        ("no-text", String::new()),
        ("text-of-2001-bytes", "x".repeat(2_001)),
        ("space-at-the-beginning", " A title".into()),
        ("space-at-the-end", "A title ".into()),
        ("two-spaces-in-a-row", "A  title".into()),
        ("no-break-space", "A\u{A0}title".into()),
        ("ideographic-space", "选举\u{3000}测试".into()),
        ("blank-pattern-of-braille", "\u{2800}".into()),
        ("line-break-in-a-title", "A\ntitle".into()),
        ("unassigned-code-point", "a\u{16D63}".into()),
        ("noncharacter", "a\u{FDD0}".into()),
        ("private-use", "a\u{E000}".into()),
        ("mark-of-unicode-15-out-of-order", "a\u{1E08F}\u{323}".into()),
        ("non-joiner-between-latin-letters", "a\u{200C}b".into()),
        ("joiner-at-the-beginning", "\u{200D}රී".into()),
        ("joiner-after-a-pictograph", "👩\u{200D}".into()),
        ("selector-after-a-digit", "1\u{FE0F}".into()),
        ("two-selectors", "✔\u{FE0F}\u{FE0F}".into()),
    ] {
        cases.push(odd("ENC-09", name, Kind::Manifest, title(text)));
    }
    for (name, text) in [
        ("description-with-an-empty-paragraph", "One.\n\nTwo."),
        ("description-that-ends-with-a-line-break", "One.\n"),
        ("description-with-a-space-before-a-line-break", "One. \nTwo."),
        ("description-with-a-carriage-return", "One.\r\nTwo."),
    ] {
        cases.push(odd("ENC-09", name, Kind::Manifest, |d| set(d, "/description/en", text.into())));
    }
    cases.push(odd("ENC-09", "description-of-2001-bytes-in-two-paragraphs", Kind::Manifest, |d| {
        set(d, "/description/en", format!("{}\n{}", "x".repeat(1_000), "x".repeat(1_000)).into());
    }));
    for (name, tag) in [
        ("language-of-one-letter", "e"),
        ("language-with-an-underscore", "en_US"),
        ("language-that-ends-with-a-hyphen", "en-"),
        ("language-of-36-characters", "abcdefgh-12345678-abcdefgh-1234567-a"),
        ("language-with-a-letter-outside-ascii", "én"),
    ] {
        cases.push(odd("ENC-09", name, Kind::Manifest, |d| set(d, "/languages/0", tag.into())));
    }
    cases.push(odd("ENC-09", "key-of-texts-that-is-no-language", Kind::Manifest, |d| {
        replace(d, "\"title\":{\"en\":", "\"title\":{\"\":");
    }));
    // Twice, then the form, then the text.
    cases.push(odd("ENC-01", "language-twice-in-a-text", Kind::Manifest, |d| {
        replace(d, "\"label\":{\"en\":", "\"label\":{\"en\":\"a\",\"en\":7,\"en\":");
    }));
    for (name, address) in [
        ("check-page-without-tls", "http://check.example/"),
        ("check-page-with-a-fragment", "https://check.example/#x"),
        ("check-page-of-nothing", "https://"),
        ("check-page-with-a-letter-outside-ascii", "https://prüfen.example"),
    ] {
        cases.push(odd("ENC-09", name, Kind::Manifest, |d| set(d, "/check_pages", vec![address].into())));
    }
    cases.push(odd("ENC-09", "check-page-of-199-bytes", Kind::Manifest, |d| {
        set(d, "/check_pages", vec![format!("https://{}", "x".repeat(191))].into());
    }));
    cases.push(odd("ENC-02", "check-pages-left-out", Kind::Manifest, |d| {
        replace(d, "\"check_pages\":[],", "")
    }));
    // 2^255 - 19, and the same with the sign bit.
    for (name, last) in
        [("board-key-that-is-not-reduced", 0x7f), ("board-key-that-is-not-reduced-negative", 0xff)]
    {
        let key: [u8; 32] = core::array::from_fn(|i| {
            if i == 0 {
                0xed
            } else if i == 31 {
                last
            } else {
                0xff
            }
        });
        cases.push(odd("ENC-05", name, Kind::Manifest, |d| set(d, "/board/key", base64url(&key).into())));
    }
    cases
        .push(odd("ENC-09", "id-with-a-capital", Kind::Manifest, |d| set(d, "/styles/0/id", "Style".into())));
    cases.push(odd("ENC-09", "name-of-a-board-with-a-space", Kind::Manifest, |d| {
        set(d, "/board/name", "board example".into());
    }));
    cases
}

fn unknown_names() -> Vec<Case> {
    vec![
        odd_line("REP-02", "unknown-kind", Kind::Liveness, |line| line.replace("\"liveness\"", "\"note\"")),
        odd("REP-02", "unknown-rule", Kind::Manifest, |d| replace(d, "{\"choice\":", "{\"approval2\":")),
    ]
}

/// ENC-10 and bytes that are not UTF-8: the file itself.
fn files() -> Vec<Case> {
    let (_, record) = tiny();
    let file = |name: &str, expected: &[(&str, &str)], change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = record.entries();
        change(&mut bytes);
        case(name, Record { file: Some(bytes), ..record.clone() }, expected)
    };
    let last = format!("entry {}", record.lines.len() - 1);
    let end_of_line = |bytes: &[u8], nth: usize| {
        bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(nth).expect("a line").0
    };
    let beyond = format!("entry {}", record.lines.len());
    vec![
        file("enc-10-no-newline-at-the-end", &[("ENC-10", &last)], &|bytes| {
            bytes.pop();
        }),
        file("enc-10-carriage-return", &[("ENC-10", "entry 2")], &|bytes| {
            let end = end_of_line(bytes, 2);
            bytes.insert(end, b'\r');
        }),
        file("enc-10-byte-order-mark", &[("ENC-10", "entry 0")], &|bytes| {
            bytes.splice(0..0, *b"\xef\xbb\xbf");
        }),
        file("enc-10-blank-line", &[("ENC-10", "entry 4")], &|bytes| {
            let end = end_of_line(bytes, 3);
            bytes.insert(end, b'\n');
        }),
        file("enc-10-blank-line-at-the-end", &[("ENC-10", &beyond)], &|bytes| bytes.push(b'\n')),
        file(
            "enc-10-text-after-the-end",
            &[("ENC-10", &beyond), ("ENC-01", &beyond), ("LOG-02", "board")],
            &|bytes| {
                bytes.extend(b"end");
            },
        ),
        file(
            "enc-09-no-utf-8",
            &[("ENC-09", "entry 0"), ("LOG-02", "board"), ("LOG-01", "entry 1")],
            &|bytes| {
                let at = bytes.windows(6).position(|w| w == b"A test").expect("the title");
                bytes[at] = 0xff;
            },
        ),
    ]
}

/// What is not a case: the positions are all that there are.
#[test]
fn every_position_of_a_point_is_attacked() {
    let (_, record) = tiny();
    let mut found = std::collections::BTreeSet::new();
    for line in &record.lines {
        let value: Value = serde_json::from_str(line).expect("JSON");
        let kind = value["statement"]["kind"].as_str().expect("a kind").to_owned();
        collect(&value["statement"]["body"], String::new(), &mut |pointer, text| {
            let bytes = from_base64url::<32>(text).ok()?;
            tabella_crypto::group::Point::decode(bytes).ok()?;
            // Positions in lists count once, whatever the index.
            let plain: Vec<&str> = pointer.split('/').filter(|part| part.parse::<u32>().is_err()).collect();
            Some(found.insert((kind.clone(), plain.join("/"))))
        });
    }
    let attacked: std::collections::BTreeSet<_> = POINTS
        .iter()
        .map(|(kind, pointer)| {
            let plain: Vec<&str> = pointer.split('/').filter(|part| part.parse::<u32>().is_err()).collect();
            (kind.name().to_owned(), plain.join("/"))
        })
        .collect();
    // Hashes, scalars and Ed25519 keys are points by chance only.
    assert!(attacked.is_subset(&found), "{:?}", attacked.difference(&found).collect::<Vec<_>>());
}

fn collect(value: &Value, pointer: String, found: &mut impl FnMut(&str, &str) -> Option<bool>) {
    match value {
        Value::String(text) => {
            found(&pointer, text);
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| collect(item, format!("{pointer}/{i}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, item)| collect(item, format!("{pointer}/{name}"), found));
        }
        _ => {}
    }
}

//! Generators, encodings and text forms.

use super::election::Election;
use super::values::{Given, element, scalar};
use curve25519_dalek::constants::{EIGHT_TORSION, RISTRETTO_BASEPOINT_POINT as G};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha512};
use tabella_crypto::bytes::{Hash, base64url, from_base64url, hex};
use tabella_crypto::checks::Check;
use tabella_crypto::election::credential::Code;
use tabella_crypto::election::manifest::{Address, check_tag};
use tabella_crypto::election::statement::{Body, Statement, sign};
use tabella_crypto::election::tally::Close;
use tabella_crypto::error::{DecodeError, InputError};
use tabella_crypto::generators;
use tabella_crypto::group::{Element, Point, PublicScalar, Scalar};
use tabella_crypto::readable::{Kind, read, show};
use tabella_crypto::text::{ASSIGNED, Paragraphs, Text, UNICODE_VERSION, comparison_key};

pub fn generators() -> Value {
    let hash = Hash::of(&[b"an entry"]);
    let row = |name: &str, label: &[u8], index: u64, expected: &Element| {
        let length = [label.len() as u8];
        let input = [&b"tabella/1/generator"[..], &length, label, &index.to_le_bytes()].concat();
        let digest = Sha512::digest(&input);
        let point = Element::from_uniform_bytes(&digest.into());
        assert_eq!(point, *expected, "{name}");
        json!({"name": name, "input": hex(&input), "sha512": hex(&digest), "point": element(&point)})
    };
    let mut list = vec![row("H", b"H", 0, &generators::H)];
    for (j, base) in (1..).zip(&generators::bit_bases(8)) {
        list.push(row(&format!("K_{j}"), b"K", j, base));
    }
    let labels = [b"rehearsal".as_slice(), b"liveness"].map(|label| [label, &hash.0].concat());
    list.push(row("Q of a rehearsal", &labels[0], 0, &generators::rehearsal(&hash)));
    list.push(row("Q of a sign of life", &labels[1], 0, &generators::liveness(&hash)));
    json!({"G": element(&G), "hash": hash, "generators": list})
}

/// Every row is `[what, input, check]`; `check` is null for what is accepted.
pub fn encodings() -> Value {
    json!({
        "points": points(),
        "scalars": scalars(),
        "hashes": hashes(),
        "texts": texts_for_people(),
        "paragraphs": paragraphs(),
        "languages": language_tags(),
        "addresses": addresses(),
        "same_texts": same_texts(),
        "statements": statements(),
        "limits": limits(),
    })
}

fn row<T>(what: &str, input: &str, expected: Option<&str>, result: Result<T, DecodeError>) -> Value {
    row_of(what, input, expected, result.err().map(|error| error.check))
}

/// A row of a value that a person typed.
fn typed<T>(what: &str, input: &str, expected: Option<&str>, result: Result<T, InputError>) -> Value {
    row_of(what, input, expected, result.err().map(|error| error.check))
}

fn row_of(what: &str, input: &str, expected: Option<&str>, check: Option<Check>) -> Value {
    let check = check.map(Check::id);
    assert_eq!(check, expected, "{what}: {input}");
    json!([what, input, check])
}

fn points() -> Vec<Value> {
    let bytes = |hex: &str| -> Vec<u8> {
        let digits = (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16));
        digits.collect::<Result<_, _>>().expect("hex")
    };
    let check = |what: &str, input: &str, expected| row(what, input, expected, input.parse::<Point>());
    let mut rows: Vec<Value> =
        (1..=8u64).map(|n| check(&format!("{n} G"), &element(&(G * Scalar::from(n))), None)).collect();
    rows.push(check("-G", &element(&-G), None));
    rows.push(check("the identity", &base64url(&[0; 32]), Some("ENC-06")));
    for (what, encodings) in [
        (
            "RFC 9496: not a canonical field element",
            &[
                "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            ][..],
        ),
        (
            "RFC 9496: a negative field element",
            &[
                "0100000000000000000000000000000000000000000000000000000000000000",
                "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20",
                "c34c4e1826e5d403b78e246e88aa051c36ccf0aafebffe137d148a2bf9104562",
                "c940e5a4404157cfb1628b108db051a8d439e1a421394ec4ebccb9ec92a8ac78",
                "47cfc5497c53dc8e61c91d17fd626ffb1c49e2bca94eed052281b510b1117a24",
                "f1c6165d33367351b0da8f6e4511010c68174a03b6581212c71c0e1d026c3c72",
                "87260f7a2f12495118360f02c26a470f450dadf34a413d21042b43b9d93e1309",
            ],
        ),
        (
            "RFC 9496: x^2 is not a square",
            &[
                "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
                "4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f",
                "de6a7b00deadc788eb6b6c8d20c0ae96c2f2019078fa604fee5b87d6e989ad7b",
                "bcab477be20861e01e4a0e295284146a510150d9817763caf1a6f4b422d67042",
                "2a292df7e32cababbd9de088d1d1abec9fc0440f637ed2fba145094dc14bea08",
                "f4a9e534fc0d216c44b218fa0c42d99635a0127ee2e53c712f70609649fdff22",
                "8268436f8c4126196cf64b3c7ddbda90746a378625f9813dd9b8457077256731",
                "2810e5cbc2cc4d4eece54f61c6f69758e289aa7ab440b3cbeaa21995c2f4232b",
            ],
        ),
        (
            "RFC 9496: x y is negative",
            &[
                "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e",
                "a45fdc55c76448c049a1ab33f17023edfb2be3581e9c7aade8a6125215e04220",
                "d483fe813c6ba647ebbfd3ec41adca1c6130c2beeee9d9bf065c8d151c5f396e",
                "8a2e1d30050198c65a54483123960ccc38aef6848e1ec8f5f780e8523769ba32",
                "32888462f8b486c68ad7dd9610be5192bbeaf3b443951ac1a8118419d9fa097b",
                "227142501b9d4355ccba290404bde41575b037693cef1f438c47f8fbf35d1165",
                "5c37cc491da847cfeb9281d407efc41e15144c876e0170b499a96a22ed31e01e",
                "445425117cb8c90edcbc7c1cc0e74f747f2c1efa5630a967c64f287792a48a4b",
            ],
        ),
        ("RFC 9496: y is 0", &["ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"]),
    ] {
        rows.extend(encodings.iter().map(|hex| check(what, &base64url(&bytes(hex)), Some("ENC-05"))));
    }
    for (n, torsion) in EIGHT_TORSION.iter().enumerate().skip(1) {
        let encoding = torsion.compress().to_bytes();
        // One of them reads as the identity of ristretto255.
        let expected = if encoding == [0; 32] { "ENC-06" } else { "ENC-05" };
        rows.push(check(
            &format!("Edwards point of small order, {n}"),
            &base64url(&encoding),
            Some(expected),
        ));
    }
    // RFC 8032, test 1.
    let ed25519 = bytes("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    rows.push(check("an Ed25519 public key", &base64url(&ed25519), Some("ENC-05")));
    rows
}

fn scalars() -> Vec<Value> {
    let check = |what: &str, bytes: [u8; 32], expected| {
        let input = base64url(&bytes);
        row(what, &input, expected, from_base64url(&input).and_then(PublicScalar::decode))
    };
    let last = (-Scalar::ONE).to_bytes();
    let plus = |mut bytes: [u8; 32], n: u8| {
        bytes[0] += n;
        bytes
    };
    let mut top_bit = [0; 32];
    top_bit[31] = 0x80;
    vec![
        check("0", [0; 32], None),
        check("1", Scalar::ONE.to_bytes(), None),
        check("l-1", last, None),
        check("l", plus(last, 1), Some("ENC-07")),
        check("l+1", plus(last, 2), Some("ENC-07")),
        check("2^255", top_bit, Some("ENC-07")),
        check("2^256-1", [0xff; 32], Some("ENC-07")),
    ]
}

fn hashes() -> Vec<Value> {
    let check = |what: &str, input: &str, expected| row(what, input, expected, from_base64url::<32>(input));
    let good = Hash::of(&[b"hash"]).to_string();
    let but_last = &good[..42];
    vec![
        check("32 bytes", &good, None),
        check("32 zero bytes", &Hash::ZERO.to_string(), None),
        check("42 characters", but_last, Some("ENC-04")),
        check("44 characters", &format!("{good}A"), Some("ENC-04")),
        check("padding", &format!("{but_last}="), Some("ENC-04")),
        check("padding after 43 characters", &format!("{good}="), Some("ENC-04")),
        check("a character of plain base64", &format!("+{}", &good[1..]), Some("ENC-04")),
        check("a space", &format!(" {}", &good[1..]), Some("ENC-04")),
        check("a spare bit set", &format!("{}B", &Hash::ZERO.to_string()[..42]), Some("ENC-04")),
        check("empty", "", Some("ENC-04")),
    ]
}

fn texts_for_people() -> Vec<Value> {
    let check = |what: &str, input: &str, expected| row(what, input, expected, Text::new(input));
    vec![
        check("letters", "A. Berg", None),
        check("letters of several scripts", "郑国 Übung שלום", None),
        check("2,000 bytes", &"x".repeat(2_000), None),
        check("empty", "", Some("ENC-09")),
        check("2,001 bytes", &"x".repeat(2_001), Some("ENC-09")),
        check("not NFC", "e\u{301}", Some("ENC-09")),
        check("line break", "a\nb", Some("ENC-09")),
        check("right-to-left override", "a\u{202E}b", Some("ENC-09")),
        check("zero-width space", "a\u{200B}b", Some("ENC-09")),
        check("zero-width joiner", "a\u{200D}b", Some("ENC-09")),
        check("byte order mark", "\u{FEFF}a", Some("ENC-09")),
        check("soft hyphen", "a\u{AD}b", Some("ENC-09")),
        check("a space at the beginning", " a", Some("ENC-09")),
        check("a space at the end", "a ", Some("ENC-09")),
        check("two spaces in a row", "a  b", Some("ENC-09")),
        check("no-break space", "a\u{A0}b", Some("ENC-09")),
        check("ideographic space", "a\u{3000}b", Some("ENC-09")),
        check("blank pattern of braille", "a\u{2800}b", Some("ENC-09")),
        check("unassigned in Unicode 15.1", "a\u{16D63}", Some("ENC-09")),
        check("noncharacter", "a\u{FFFF}", Some("ENC-09")),
        check("private use", "a\u{E000}", Some("ENC-09")),
        check("assigned since Unicode 15.0", "a\u{1E08F}", None),
        check("assigned since Unicode 15.1", "\u{2EBF0}", None),
        check("not NFC since Unicode 15.0", "a\u{1E08F}\u{323}", Some("ENC-09")),
        check("zero-width non-joiner in Persian", "علی\u{200C}رضا", None),
        check("zero-width non-joiner at the end", "علی\u{200C}", Some("ENC-09")),
        check("zero-width joiner in Sinhala", "ශ්\u{200D}රී", None),
        check("zero-width joiner at the end", "ක්\u{200D}", None),
        check("zero-width joiner before a space", "ක්\u{200D} ක", None),
        check("zero-width joiner before a Latin letter", "ක්\u{200D}a", Some("ENC-09")),
        check("zero-width joiner in a pictograph", "👩\u{200D}🚀", None),
        check("zero-width joiner after a selector", "🏳\u{FE0F}\u{200D}🌈", None),
        check("zero-width joiner after a pictograph", "👩\u{200D}", Some("ENC-09")),
        check("selector after a sign", "✔\u{FE0F}", None),
        check("selector after (c)", "©\u{FE0E}", None),
        check("selector of a keycap", "1\u{FE0F}\u{20E3}", None),
        check("selector after a digit", "1\u{FE0F}", Some("ENC-09")),
        check("two selectors", "✔\u{FE0F}\u{FE0F}", Some("ENC-09")),
        check("selector after a letter", "a\u{FE0F}", Some("ENC-09")),
    ]
}

fn paragraphs() -> Vec<Value> {
    let check = |what: &str, input: &str, expected| row(what, input, expected, Paragraphs::new(input));
    vec![
        check("one", "A. Berg", None),
        check("two", "A.\nB. C.", None),
        check("2,000 bytes", &format!("{}\n{}", "x".repeat(999), "x".repeat(1_000)), None),
        check("2,001 bytes", &format!("{}\n{}", "x".repeat(1_000), "x".repeat(1_000)), Some("ENC-09")),
        check("empty", "", Some("ENC-09")),
        check("an empty one between two", "a\n\nb", Some("ENC-09")),
        check("a line break at the end", "a\n", Some("ENC-09")),
        check("a space before a line break", "a \nb", Some("ENC-09")),
        check("carriage return", "a\r\nb", Some("ENC-09")),
        check("joiner at the end of a paragraph", "ක්\u{200D}\nb", None),
    ]
}

fn language_tags() -> Vec<Value> {
    let check = |what: &str, input: &str, expected: Option<&str>| {
        let result =
            check_tag(input).map_err(|reason| DecodeError::new(tabella_crypto::checks::ENC_09, reason));
        row(what, input, expected, result)
    };
    vec![
        check("a language", "en", None),
        check("with a country", "de-CH", None),
        check("with a script", "zh-Hans", None),
        check("35 characters", "abcdefgh-12345678-abcdefgh-12345678", None),
        check("36 characters", "abcdefgh-12345678-abcdefgh-1234567-a", Some("ENC-09")),
        check("one letter", "e", Some("ENC-09")),
        check("a digit in the first part", "e1", Some("ENC-09")),
        check("nine letters", "abcdefghi", Some("ENC-09")),
        check("an empty part", "en--us", Some("ENC-09")),
        check("a hyphen at the end", "en-", Some("ENC-09")),
        check("an underscore", "en_US", Some("ENC-09")),
        check("a letter outside ASCII", "én", Some("ENC-09")),
        check("empty", "", Some("ENC-09")),
    ]
}

fn addresses() -> Vec<Value> {
    let check = |what: &str, input: &str, expected: Option<&str>| {
        let result =
            Address::new(input).map_err(|reason| DecodeError::new(tabella_crypto::checks::ENC_09, reason));
        row(what, input, expected, result)
    };
    vec![
        check("an address", "https://check.example/a?b=c&d=%20", None),
        check("198 characters", &format!("https://{}", "x".repeat(190)), None),
        check("199 characters", &format!("https://{}", "x".repeat(191)), Some("ENC-09")),
        check("nothing after the scheme", "https://", Some("ENC-09")),
        check("without TLS", "http://check.example", Some("ENC-09")),
        check("another case", "HTTPS://check.example", Some("ENC-09")),
        check("a fragment", "https://check.example/#x", Some("ENC-09")),
        check("a letter outside ASCII", "https://prüfen.example", Some("ENC-09")),
    ]
}

/// Groups of texts that are the same to a reader, with the key that they have in common.
fn same_texts() -> Value {
    let groups: [&[&str]; 8] = [
        &["A. Berg", "a. berg", "Ａ. Berg"],
        &["Straße", "STRASSE", "straſſe"],
        &["ﬁnal", "FINAL"],
        &["علی\u{200C}رضا", "علیرضا"],
        &["✔", "✔\u{FE0F}"],
        &["ΐ", "\u{1FD3}"],
        &["Anna"],
        &["Аnna"],
    ];
    let groups = groups.map(|texts| {
        let key = comparison_key(texts[0]);
        assert!(texts.iter().all(|text| comparison_key(text) == key), "{texts:?}");
        json!({"key": key, "texts": texts})
    });
    json!(groups)
}

/// The code points that a text may hold: ranges, both ends included.
pub fn unicode() -> Value {
    let ranges: Vec<Value> = ASSIGNED.iter().map(|(first, last)| json!([first, last])).collect();
    json!({"assigned": ranges, "version": UNICODE_VERSION})
}

fn statements() -> Vec<Value> {
    let check = |what: &str, input: &str, expected| row(what, input, expected, Statement::decode(input));
    let close = sign(
        &Election::new().official(),
        &Hash::of(&[b"open"]),
        &Body::Close(Close { previous: Hash::of(&[b"last"]) }),
    );
    let live = live();
    let change = |what: &str, from: &str, to: &str, expected: &'static str| {
        let base = if close.contains(from) { &close } else { &live };
        assert!(base.contains(from), "{what}");
        check(what, &base.replacen(from, to, 1), Some(expected))
    };
    let of = |line: &str, field: &str, length: usize| {
        let start = line.find(&format!("\"{field}\":\"")).expect("field") + field.len() + 4;
        line[start..start + length].to_owned()
    };
    let body = format!("{{\"previous\":\"{}\"}}", Hash::of(&[b"last"]));
    let author = of(&close, "author", 43);
    let election = of(&close, "election", 43);
    let signature = of(&close, "signature", 86);
    let mut unreduced: [u8; 64] = from_base64url(&signature).expect("signature");
    unreduced[32..].copy_from_slice(&[0xff; 32]);
    let mut identity: [u8; 64] = from_base64url(&signature).expect("signature");
    identity[..32].copy_from_slice(&[0; 32]);
    vec![
        check("close", &close, None),
        check("liveness", &live, None),
        change("fields in another order", "{\"author\":", "{\"kind\":\"close\",\"author\":", "ENC-01"),
        change("white space", "\"body\":{", "\"body\": {", "ENC-01"),
        change("white space in the body", "{\"previous\"", "{ \"previous\"", "ENC-01"),
        change("an escape that is not needed", "\"close\"", "\"\\u0063lose\"", "ENC-01"),
        change("a key twice", "{\"author\":", &format!("{{\"author\":\"{author}\",\"author\":"), "ENC-01"),
        change("an integer with a leading zero", "\"entry\":9", "\"entry\":09", "ENC-01"),
        check("something after the end", &format!("{close} "), Some("ENC-01")),
        check("cut off", &close[..close.len() - 1], Some("ENC-01")),
        check("empty", "", Some("ENC-01")),
        change("an unknown field", "{\"previous\"", "{\"note\":\"\",\"previous\"", "ENC-02"),
        change("a missing field", "\"entry\":9,", "", "ENC-02"),
        change("a string for an integer", "\"entry\":9", "\"entry\":\"9\"", "ENC-02"),
        change("a string for an object", &body, "\"\"", "ENC-02"),
        change("null for a string", &format!("\"{author}\""), "null", "ENC-02"),
        change("a negative integer", "\"entry\":9", "\"entry\":-1", "ENC-03"),
        change("minus zero", "\"entry\":9", "\"entry\":-0", "ENC-03"),
        change("2^53", "\"entry\":9", "\"entry\":9007199254740992", "ENC-03"),
        change("a fraction", "\"entry\":9", "\"entry\":9.0", "ENC-03"),
        change("an exponent", "\"entry\":9", "\"entry\":9e0", "ENC-03"),
        change("a hash of 42 characters", &election, &election[..42], "ENC-04"),
        change("an author of 44 characters", &author, &format!("{author}A"), "ENC-04"),
        change("a signature of 63 bytes", &signature, &signature[..84], "ENC-04"),
        change("an author that is no point", &author, &base64url(&[0xff; 32]), "ENC-05"),
        change("the identity as author", &author, &base64url(&[0; 32]), "ENC-06"),
        change("the identity as R of the signature", &signature, &base64url(&identity), "ENC-06"),
        change("a signature with an unreduced s", &signature, &base64url(&unreduced), "ENC-07"),
        change("an unknown kind", "\"close\"", "\"note\"", "REP-02"),
        change("a known kind with the body of another", "\"close\"", "\"open\"", "ENC-02"),
    ]
}

/// A statement with an integer in it.
fn live() -> String {
    let election = Election::new();
    let body = election.share(3).live(&election.id, 9, &Hash::of(&[b"entry 9"]));
    sign(&election.trustee(3), &election.id, &Body::Liveness(body))
}

/// Statements that are too large to write down: `[what, start, repeated, times, end, check]`.
fn limits() -> Vec<Value> {
    let check = |what: &str, [start, repeated, end]: [&str; 3], times: usize, expected| {
        let input = [start, &repeated.repeat(times), end].concat();
        let check = Statement::decode(&input).err().map(|error| error.check.id());
        assert_eq!(check, expected, "{what}");
        json!([what, start, repeated, times, end, check])
    };
    vec![
        check("65,001 bytes", ["{\"author\":\"", "A", "\"}"], 64_988, Some("ENC-08")),
        check("nested deeper than 16", ["", "[", ""], 17, Some("ENC-08")),
        check("nested 30,000 deep", ["", "[", ""], 30_000, Some("ENC-08")),
        check("nested deeper than 16, in objects", ["", "{\"a\":", ""], 17, Some("ENC-08")),
    ]
}

pub fn texts() -> Value {
    let bytes = Hash::of(&[b"shown"]).0;
    let kinds = [
        ("tracker", Kind::Tracker),
        ("fingerprint", Kind::Fingerprint),
        ("election", Kind::Election),
        ("credential", Kind::Credential),
        ("trust", Kind::Trust),
        ("tally", Kind::Tally),
    ];
    let shown = kinds.map(|(name, kind)| json!({"kind": name, "text": show(kind, &bytes)}));
    json!({"bytes": Hash::of(&[b"shown"]), "shown": shown, "read": read_back(&bytes), "codes": codes()})
}

/// Trackers as people type them: `[what, text, check]`.
fn read_back(bytes: &[u8; 32]) -> Vec<Value> {
    let shown = show(Kind::Tracker, bytes);
    let check = |what: &str, input: &str, expected| {
        let result = read(Kind::Tracker, input);
        assert!(result.as_ref().map_or(true, |read| read == bytes), "{what}");
        typed(what, input, expected, result)
    };
    let plain = shown.replace(' ', "");
    let last = if plain.ends_with('q') { "p" } else { "q" };
    let mut swapped: Vec<char> = plain.chars().collect();
    let place = (10..).find(|i| swapped[*i] != swapped[*i + 1]).expect("two different characters");
    swapped.swap(place, place + 1);
    vec![
        check("as shown", &shown, None),
        check("without spaces", &plain, None),
        check("upper case with hyphens", &shown.to_uppercase().replace(' ', "-"), None),
        check("one character changed", &format!("{}{last}", &plain[..plain.len() - 1]), Some("RCP-13")),
        check("two characters swapped", &swapped.iter().collect::<String>(), Some("RCP-13")),
        check("one character missing", &plain[..plain.len() - 1], Some("RCP-13")),
        check("a fingerprint", &show(Kind::Fingerprint, bytes), Some("RCP-13")),
        check("the checksum of Bech32 instead of Bech32m", &bech32_checksum(&plain), Some("RCP-13")),
    ]
}

/// The same text with the checksum of BIP 173: the constants differ in the last six characters only.
fn bech32_checksum(bech32m: &str) -> String {
    const ALPHABET: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    let (data, checksum) = bech32m.split_at(bech32m.len() - 6);
    let changed = checksum.chars().enumerate().map(|(k, c)| {
        let difference = (0x2bc8_30a3u32 ^ 1) >> (5 * (5 - k)) & 31;
        let value = ALPHABET.find(c).expect("a character of Bech32") ^ difference as usize;
        ALPHABET.as_bytes()[value] as char
    });
    data.chars().chain(changed).collect()
}

fn codes() -> Value {
    let election = Hash::of(&[b"election"]);
    let other = Hash::of(&[b"another election"]);
    let random = Hash::of(&[b"randomness of a code"]).0;
    let code = Code::generate(&election, &mut Given(random)).expect("code");
    let shown = code.show().to_string();
    let x = super::values::derived(
        &shown.replace(' ', "").as_bytes()[..26],
        &election.0,
        &[b"tabella/1/credential"],
    );
    assert_eq!(element(&(G * x)), code.credential().public().to_string());
    let check =
        |what: &str, input: &str, expected| typed(what, input, expected, Code::read(input, &election));
    let plain = shown.replace(' ', "");
    let of_other = Code::generate(&other, &mut Given(random)).expect("code").show().to_string();
    json!({
        "election": election,
        "random": hex(&random[..17]),
        "code": shown,
        "x": scalar(&x),
        "credential": code.credential().public(),
        "read": [
            check("as shown", &shown, None),
            check("upper case with hyphens", &shown.to_uppercase().replace(' ', "-"), None),
            check("of another election", &of_other, Some("ROL-07")),
            check("31 characters", &plain[1..], Some("ROL-07")),
            check("33 characters", &format!("{plain}q"), Some("ROL-07")),
            check("a character that is no digit", &format!("b{}", &plain[1..]), Some("ROL-07")),
            check("the first group twice", &format!("{}{}", &plain[..4], &plain[..28]), Some("ROL-07")),
        ],
    })
}

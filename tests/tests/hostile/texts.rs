//! Texts, language tags, addresses, ids and names (1.4), each at the edge of what is allowed.
//!
//! What is refused stands in many lines of one record, a manifest each: every one of them is ENC-09, and the founding
//! manifest before them is good. What is allowed stands in one founding manifest.

use super::attack::{Case, case};
use serde_json::{Value, json};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::statement::{Body, Kind, Statement, Unsigned};
use tabella_log::entry::Entry;
use tabella_log::merkle::leaf_hash;
use tabella_log::trust::Trust;
use tabella_tests::harness::{Keys, OPENING, Record, Spec, manifest, sign};

/// Any string of a manifest, by its place.
type Place = fn(&mut Value, &str);

pub fn cases() -> Vec<Case> {
    vec![
        refused("enc-09-characters-that-no-text-has", &characters(), title),
        refused("enc-09-white-space-in-the-wrong-place", &white_space(), title),
        refused("enc-09-paragraphs-of-another-form", &paragraphs(), description),
        refused("enc-09-joiners-in-the-wrong-place", &joiners_refused(), title),
        refused("enc-09-texts-that-are-not-in-nfc", &not_composed(), title),
        refused("enc-09-language-tags-of-another-form", &tags_refused(), language),
        refused("enc-09-keys-of-texts-of-another-form", &tags_refused(), key_of_texts),
        refused("enc-09-addresses-of-another-form", &addresses_refused(), check_page),
        refused("enc-09-ids-of-another-form", &ids_refused(), contest_id),
        refused("enc-09-names-of-a-board-of-another-form", &names_refused(), board_name),
        refused("enc-09-text-of-over-2000-bytes", &["x".repeat(2_001), "选".repeat(667)], title),
        allowed("honest-unfinished-every-allowed-character", |manifest| {
            label(manifest, &characters_allowed())
        }),
        allowed("honest-unfinished-joiners-where-they-belong", |manifest| {
            label(manifest, &joiners_allowed())
        }),
        allowed("honest-unfinished-texts-of-full-length", |manifest| {
            manifest["title"] = json!({"en": "x".repeat(2_000), "zh-Hans": "选".repeat(666)});
            description(manifest, &[&"x".repeat(999)[..], &"y".repeat(1_000)].join("\n"));
            manifest["board"]["name"] = "b".repeat(200).into();
            manifest["contests"][0]["id"] = "c".repeat(64).into();
            manifest["styles"][0]["contests"][0] = "c".repeat(64).into();
            manifest["check_pages"] = json!([format!("https://{}", "a".repeat(190)), ADDRESS, "https://-"]);
        }),
        tags_allowed(),
        founded("man-01-suite-with-every-escape-that-is-needed", &[("MAN-01", "entry 0")], |manifest| {
            manifest["suite"] = "\u{8}\t\n\u{c}\r\"\\\u{0}\u{1f}\u{7f}/\u{2028}é😀".into();
        }),
        escapes(),
        founded("man-13-two-labels-that-read-the-same", &[("MAN-13", "entry 0")], |manifest| {
            label(manifest, &["Straße ﬁ".into(), "STRASSE FI".into()]);
        }),
        founded("man-13-two-labels-that-differ-in-joiners", &[("MAN-13", "entry 0")], |manifest| {
            label(manifest, &["می\u{200c}خواهم ❤\u{fe0f}".into(), "میخواهم ❤".into()]);
        }),
        founded("man-04-two-names-that-read-the-same", &[("MAN-04", "entry 0")], |manifest| {
            manifest["trustees"][0]["name"] = "Ana Ｒuiz".into();
            manifest["trustees"][2]["name"] = "ANA RUIZ".into();
        }),
        founded("man-13-key-of-texts-in-another-case", &[("MAN-13", "entry 0")], |manifest| {
            manifest["title"] = json!({"EN": "A test election", "zh-Hans": "测试选举"});
        }),
        founded("man-13-no-languages", &[("MAN-13", "entry 0")], |manifest| {
            manifest["languages"] = json!([]);
        }),
        allowed("honest-unfinished-labels-that-only-look-alike", |manifest| {
            label(manifest, &looking_alike())
        }),
        times("man-11-closing-is-opening-in-the-year-9999", END, END, &[("MAN-11", "entry 0")]),
        times("honest-unfinished-closing-in-the-last-second-of-9999", END - 1, END, &[]),
    ]
}

/// The last second of the year 9999.
const END: u64 = 253_402_300_799;
const ADDRESS: &str = "https://check.example:8443/a-z_~/page.html?board=b&x=%20";

/// The body of the manifest of the smallest election.
fn founding() -> Value {
    let spec = Spec::tiny();
    serde_json::from_str(&Body::Manifest(manifest(&spec, &Keys::new(&spec))).encode()).expect("JSON")
}

/// A record of nothing but manifests, of which the first founds the election that is trusted.
fn manifests(bodies: &[Value]) -> Record {
    let canonical = |body: &Value| serde_json_canonicalizer::to_string(body).expect("canonical");
    signed(&bodies.iter().map(canonical).collect::<Vec<_>>())
}

/// The same of bodies as they stand.
fn signed(bodies: &[String]) -> Record {
    let (spec, mut previous, mut lines) = (Spec::tiny(), Hash::ZERO, vec![]);
    let keys = Keys::new(&spec);
    for (index, body) in bodies.iter().enumerate() {
        let unsigned = Unsigned::new(keys.official.public(), body, &Hash::ZERO, Kind::Manifest);
        let line = Entry::line(OPENING, index as u64, &previous, &unsigned.sign(&keys.official));
        previous = leaf_hash(line.as_bytes());
        lines.push(line);
    }
    let statement = tabella_log::entry::statement_of(lines[0].as_bytes()).expect("a statement");
    let trust = match Statement::decode(&statement) {
        Ok(Statement { body: Body::Manifest(manifest), digest, .. }) => Trust::of(&digest, &manifest),
        _ => tabella_tests::harness::trust(&spec, &keys),
    };
    // The name of the board is also in the origin of the checkpoint.
    let board = tabella_log::checkpoint::BoardSigner::from_seed(
        Hash::of(&[b"harness", &spec.seed.to_le_bytes(), b"board", &0u64.to_le_bytes()]).0.into(),
        &trust.board.name,
    );
    let keys = Keys { board: board.expect("a name"), ..keys };
    Record { checkpoint: sign(&keys, &lines, &trust, OPENING), lines, trust, file: None }
}

fn refused(name: &str, texts: &[impl AsRef<str>], place: Place) -> Case {
    let odd = |text: &str| {
        let mut body = founding();
        place(&mut body, text);
        body
    };
    let bodies: Vec<Value> =
        std::iter::once(founding()).chain(texts.iter().map(|text| odd(text.as_ref()))).collect();
    let entries: Vec<String> = (1..bodies.len()).map(|index| format!("entry {index}")).collect();
    let expected: Vec<(&str, &str)> = entries.iter().map(|entry| ("ENC-09", entry.as_str())).collect();
    case(name, manifests(&bodies), &expected)
}

pub fn founded(name: &str, expected: &[(&str, &str)], change: impl FnOnce(&mut Value)) -> Case {
    let mut body = founding();
    change(&mut body);
    case(name, manifests(&[body]), expected)
}

pub fn allowed(name: &str, change: impl FnOnce(&mut Value)) -> Case {
    founded(name, &[], change)
}

fn times(name: &str, opening: u64, closing: u64, expected: &[(&str, &str)]) -> Case {
    founded(name, expected, |manifest| {
        (manifest["opening"], manifest["closing"]) = (opening.into(), closing.into());
    })
}

/// Strings that are escaped otherwise than the canonical form has it, or not at all.
fn escapes() -> Case {
    let canonical = serde_json_canonicalizer::to_string(&founding()).expect("canonical");
    let suite = tabella_crypto::election::manifest::SUITE;
    let written = [
        r"\u0008",
        r"\u0009",
        r"\u000a",
        r"\u000c",
        r"\u000d",
        r"\u0022",
        r"\u005c",
        r"\/",
        r"\u001F",
        r"\u0041",
        r"\u00e9",
        r"\ud83d\ude00",
        r"\ud83d",
        r"\ude00\ud83d",
        r"\x41",
        r"\u12",
        r"\",
        "\t",
        "\u{1}",
        r"\'",
        r"\U0041",
        r"\u004 ",
    ];
    let odd = written.iter().map(|text| canonical.replace(suite, text));
    let bodies: Vec<String> = std::iter::once(canonical.clone()).chain(odd).collect();
    let entries: Vec<String> = (1..bodies.len()).map(|index| format!("entry {index}")).collect();
    let expected: Vec<(&str, &str)> = entries.iter().map(|entry| ("ENC-01", entry.as_str())).collect();
    case("enc-01-strings-that-are-escaped-otherwise", signed(&bodies), &expected)
}

// --- places ---

fn title(manifest: &mut Value, text: &str) {
    manifest["title"]["en"] = text.into();
}

fn description(manifest: &mut Value, text: &str) {
    manifest["description"]["en"] = text.into();
}

fn language(manifest: &mut Value, tag: &str) {
    manifest["languages"][1] = tag.into();
}

fn key_of_texts(manifest: &mut Value, tag: &str) {
    manifest["title"] = json!({ "en": "A test election", tag: "A test election" });
}

fn check_page(manifest: &mut Value, address: &str) {
    manifest["check_pages"] = json!([ADDRESS, address]);
}

fn contest_id(manifest: &mut Value, id: &str) {
    manifest["contests"][0]["id"] = id.into();
}

fn board_name(manifest: &mut Value, name: &str) {
    manifest["board"]["name"] = name.into();
}

/// One option for every text.
fn label(manifest: &mut Value, texts: &[String]) {
    let option = |(i, text): (usize, &String)| json!({ "id": format!("option-{i}"), "label": { "en": text, "zh-Hans": text } });
    manifest["contests"][0]["options"] = texts.iter().enumerate().map(option).collect();
}

// --- texts ---

/// Both ends of every range that is refused, and code points that no one has assigned by Unicode 15.1.
fn characters() -> Vec<String> {
    let ends = [
        (0x00, 0x1f),
        (0x7f, 0x9f),
        (0xad, 0xad),
        (0x34f, 0x34f),
        (0x61c, 0x61c),
        (0x115f, 0x1160),
        (0x17b4, 0x17b5),
        (0x180b, 0x180f),
        (0x200b, 0x200b),
        (0x200e, 0x200f),
        (0x2028, 0x202e),
        (0x2060, 0x206f),
        (0x3164, 0x3164),
        (0xfe00, 0xfe0d),
        (0xfeff, 0xfeff),
        (0xffa0, 0xffa0),
        (0xfff0, 0xfffb),
        (0x1bca0, 0x1bca3),
        (0x1d173, 0x1d17a),
        (0xe0000, 0xe0fff),
        // White space and what looks like it.
        (0x09, 0x0d),
        (0x85, 0x85),
        (0xa0, 0xa0),
        (0x1680, 0x1680),
        (0x2000, 0x200a),
        (0x202f, 0x202f),
        (0x205f, 0x205f),
        (0x3000, 0x3000),
        (0x2800, 0x2800),
        // Private use and noncharacters.
        (0xe000, 0xf8ff),
        (0xf0000, 0xffffd),
        (0x10_0000, 0x10_fffd),
        (0xfdd0, 0xfdef),
        (0xfffe, 0xffff),
        (0x1fffe, 0x1ffff),
        (0x10_fffe, 0x10_ffff),
        // Not assigned by 15.1, the last four of them in 16.0.
        (0x378, 0x379),
        (0x2e5e, 0x2e7f),
        (0x2fe0, 0x2fef),
        (0x1c89, 0x1c8a),
        (0xa7cb, 0xa7cd),
        (0x16d40, 0x16d79),
        (0x1ccf0, 0x1ccf9),
    ]; // fmt: skip
    let chars = ends.iter().flat_map(|(first, last)| [*first, *last]).filter_map(char::from_u32);
    let chars: std::collections::BTreeSet<char> = chars.collect();
    chars.into_iter().map(|c| format!("a{c}b")).collect()
}

/// Their neighbours, and code points that Unicode 15.1 was the first to assign.
fn characters_allowed() -> Vec<String> {
    let near = [
        0x20,
        0x7e,
        0xa1,
        0xac,
        0xae,
        0x34e,
        0x350,
        0x61b,
        0x61d,
        0x115e,
        0x1161,
        0x17b3,
        0x17b6,
        0x180a,
        0x1810,
        0x167f,
        0x1681,
        0x1ffe,
        0x2010,
        0x2027,
        0x2030,
        0x205e,
        0x2070,
        0x27ff,
        0x2801,
        0x3001,
        0x3163,
        0x3165,
        0xfdcf,
        0xfdf0,
        0xfe10,
        0xfdff,
        0xff9f,
        0xffa1,
        0xfffc,
        0xfffd,
        0x1bc9f,
        0x1d172,
        0x1d17b,
        0x2fef + 1,
        0x2ffc,
        0x2fff,
        0x31ef,
        0x2ebf0,
        0x2ee5d,
        0x1e08f,
        0xfa0e,
        0x1c88,
        0xa7ca,
    ]; // fmt: skip
    let near = near.iter().filter_map(|code| char::from_u32(*code));
    near.enumerate().map(|(i, c)| format!("{i} a{c}b")).collect()
}

fn white_space() -> Vec<String> {
    [" ", " a", "a ", "a  b", "a   b", "\u{a0}", "a\u{a0}b", "a\tb", "a\nb", "\na", "a\r\nb", ""]
        .map(String::from)
        .into()
}

fn paragraphs() -> Vec<String> {
    let long = "x".repeat(1_000);
    [
        "\n",
        "a\n",
        "\na",
        "a\n\nb",
        "a\r\nb",
        "a\rb",
        "a \nb",
        "a\n b",
        "a\n \nb",
        "a  b\nc",
        "a\u{2028}b",
        "a\u{b}b",
        "a\tb",
        "",
        &format!("{long}\n{long}"),
    ]
    .map(String::from)
    .into()
} // fmt: skip

fn joiners_refused() -> Vec<String> {
    [
        // U+200C: only between two code points of the joining ranges.
        "a\u{200c}b",
        "\u{200c}می",
        "می\u{200c}",
        "می\u{200c} می",
        "می\u{200c}a",
        "a\u{200c}می",
        "می\u{200c}\u{200c}می",
        "\u{05d0}\u{200c}\u{05d1}",
        "\u{1d00}\u{200c}\u{0628}",
        "\u{0628}\u{200c}\u{1d00}",
        "\u{a7ff}\u{200c}\u{a800}",
        "\u{abf0}\u{200c}\u{ac00}",
        "\u{109ff}\u{200c}\u{10a00}",
        "\u{11fff}\u{200c}\u{12000}",
        "\u{1e8c7}\u{200c}\u{1e900}",
        "\u{1e95f}\u{200c}\u{1ec71}",
        "👨\u{200c}👩",
        // U+200D: after one of them, and before one, a space or the end; or between two pictographs.
        "\u{200d}",
        "\u{200d}क",
        "a\u{200d}b",
        "a\u{200d}",
        "a\u{200d} b",
        "क\u{200d}a",
        "a\u{200d}क",
        "क\u{200d}\u{200d}क",
        "क \u{200d}क",
        "👨\u{200d}",
        "👨\u{200d} 👩",
        "👨\u{200d}a",
        "a\u{200d}👩",
        "👨\u{200d}क",
        "क\u{200d}👩",
        "\u{203b}\u{200d}👩",
        "👨\u{200d}\u{203b}",
        "\u{32a0}\u{200d}👩",
        "👨\u{200d}\u{32a0}",
        "👨\u{200d}\u{1fb00}",
        "\u{1fb00}\u{200d}👩",
        "👨\u{200d}\u{1eef1}",
        "a\u{fe0f}\u{200d}👩",
        "👨\u{fe0e}\u{200d}👩",
        "👨\u{200d}\u{fe0f}👩",
        // U+FE0E and U+FE0F: after a pictograph, © or ®; after 0-9, # or * and before U+20E3.
        "\u{fe0f}",
        "\u{fe0f}a",
        "a\u{fe0f}",
        "a\u{fe0e}b",
        "1\u{fe0f}",
        "1\u{fe0f}a",
        "#\u{fe0e}",
        "a\u{fe0f}\u{20e3}",
        "👨\u{fe0f}\u{fe0f}",
        "\u{203b}\u{fe0f}",
        "\u{32a0}\u{fe0f}",
        "\u{1fb00}\u{fe0f}",
        "\u{a8}\u{fe0f}",
        "\u{aa}\u{fe0f}",
        "+\u{fe0f}\u{20e3}",
        "/\u{fe0f}\u{20e3}",
        ":\u{fe0f}\u{20e3}",
        "\u{fe0f}\u{20e3}",
    ]
    .map(String::from)
    .into()
} // fmt: skip

fn joiners_allowed() -> Vec<String> {
    let texts = [
        "می\u{200c}خواهم",
        "क्\u{200c}ष",
        "\u{0600}\u{200c}\u{1cfa}",
        "\u{a800}\u{200c}\u{abf9}",
        "\u{10a00}\u{200c}\u{11fff}",
        "\u{1e900}\u{200c}\u{1e95f}",
        "क्\u{200d}ष",
        "क्\u{200d}",
        "क्\u{200d} ष",
        "👨\u{200d}👩\u{200d}👧",
        "❤\u{fe0f}\u{200d}🔥",
        "\u{203c}\u{200d}\u{329f}",
        "\u{1f000}\u{200d}\u{1faf8}",
        "☎\u{fe0f}",
        "☏\u{fe0e}",
        "©\u{fe0f} 1",
        "®\u{fe0e} 2",
        "1\u{fe0f}\u{20e3}",
        "#\u{fe0e}\u{20e3}",
        "*\u{fe0f}\u{20e3}",
        "0\u{20e3}",
        "9\u{fe0f}\u{20e3}",
        "\u{203c}\u{fe0f} 3",
        "\u{329f}\u{fe0f} 4",
        "\u{1faf8}\u{fe0f} 5",
    ];
    texts.iter().enumerate().map(|(i, text)| format!("{i} {text}")).collect()
} // fmt: skip

fn not_composed() -> Vec<String> {
    [
        "Cafe\u{301}",
        "\u{212b}",
        "\u{1112}\u{1161}\u{11ab}",
        "a\u{301}\u{323}",
        "\u{0958}",
        "\u{f900}",
        "a\u{1e08f}\u{323}",
        "\u{2126}",
        "\u{344}",
    ]
    .map(String::from)
    .into()
} // fmt: skip

fn tags_refused() -> Vec<String> {
    [
        "",
        "e",
        "-",
        "en-",
        "-en",
        "en--US",
        "e-US",
        "1n",
        "n1",
        "123",
        "abcdefghi",
        "de-123456789",
        "de_CH",
        "de CH",
        "dé",
        "日本",
        "zh-Ｈ",
        "en\u{0}",
        "abcdefgh-12345678-12345678-1234567-1",
    ]
    .map(String::from)
    .into()
} // fmt: skip

fn tags_allowed() -> Case {
    let tags = [
        "ab",
        "abcdefgh",
        "zh-Hant-1-a",
        "XX-1",
        "sr-Latn-RS",
        "abcdefgh-12345678-12345678-12345678",
        "de-1996",
    ];
    allowed("honest-unfinished-language-tags-of-every-form", |manifest| {
        let texts = |text: &str| -> Value {
            tags.iter()
                .map(|tag| (tag.to_string(), Value::from(text)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        manifest["languages"] = json!(tags);
        manifest["title"] = texts("A test election");
        manifest["description"] = texts("A made-up election");
        manifest["contests"][0]["title"] = texts("chair");
        for (i, option) in ["Ann", "Ben"].iter().enumerate() {
            manifest["contests"][0]["options"][i]["label"] = texts(option);
        }
    })
}

fn addresses_refused() -> Vec<String> {
    let long = format!("https://{}", "a".repeat(191));
    [
        "",
        "https://",
        "http://check.example",
        "HTTPS://check.example",
        "check.example",
        "https://check.example/#x",
        "https://check.example/ ",
        "https://münchen.example",
        "https://a@b.example",
        "https://a\"b",
        "https://a+b",
        "ftp://check.example",
        "https:/check.example",
        &long,
    ]
    .map(String::from)
    .into()
} // fmt: skip

fn ids_refused() -> Vec<String> {
    ["", "Chair", "chair 1", "chair/1", "chaır", "chair:1", "chair\n", &"c".repeat(65)]
        .map(String::from)
        .into()
}

fn names_refused() -> Vec<String> {
    ["", "board example", "board@example", "bόard", "board.example\n", "board+1", "board~1", &"b".repeat(201)]
        .map(String::from)
        .into()
}

/// Latin and Cyrillic, with and without an accent: other texts, of which tools warn.
fn looking_alike() -> Vec<String> {
    ["Ana", "Аna", "Anа", "Ána", "Ana 0", "Ana O", "Ana I", "Ana 1", "Ana ß"].map(String::from).into()
}

//! Manifests at the edge: what just fits into a line, the smallest and largest numbers, keys that are just allowed.

use super::attack::{Case, random_point};
use super::texts::{allowed, founded};
use serde_json::{Map, Value, json};
use tabella_crypto::generators::{G, H, bit_bases};
use tabella_crypto::group::Point;

pub fn cases() -> Vec<Case> {
    let mut cases = vec![];
    cases.extend(lines());
    cases.extend(keys());
    cases.extend(thresholds());
    cases.extend(rules_and_ids());
    cases
}

const MANIFEST: &str = "entry 0";

/// Contests with so many options each, one style for each contest, in one language.
fn contests(manifest: &mut Value, counts: &[usize], option: fn(usize) -> String) {
    let text = |text: &str| json!({ "en": text });
    let contest = |(i, count): (usize, &usize)| {
        let options: Vec<Value> =
            (0..*count).map(|o| json!({ "id": option(o), "label": text(&format!("{o}")) })).collect();
        json!({
            "id": format!("c{i}"), "options": options, "title": text("t"),
            "rule": { "choice": { "blank": false, "max": 1, "min": 1 } },
        })
    };
    manifest["languages"] = json!(["en"]);
    (manifest["title"], manifest["description"]) = (text("t"), text("d"));
    manifest["contests"] = counts.iter().enumerate().map(contest).collect();
    manifest["styles"] =
        (0..counts.len()).map(|i| json!({ "contests": [format!("c{i}")], "id": format!("s{i}") })).collect();
}

/// (MAN-08) The longest ballot, share, result and deal have 65,535 bytes, or would have one slot or byte more.
fn lines() -> Vec<Case> {
    let fits =
        |name: &str, change: &dyn Fn(&mut Value)| allowed(&format!("honest-unfinished-{name}"), change);
    let too_long = |name: &str, change: &dyn Fn(&mut Value)| {
        founded(&format!("man-08-{name}"), &[("MAN-08", MANIFEST)], change)
    };
    let ballot =
        |options: usize| move |manifest: &mut Value| contests(manifest, &[options], |o| format!("{o}"));
    let share = |last: usize| {
        move |manifest: &mut Value| contests(manifest, &[350, 350, 350, last], |o| format!("{o}"))
    };
    // 1,000 + 9 (80 + 2) + (80 + id) + 1,061 (40 + 20) = 65,478 + id: an id of 57 letters fits.
    let result = |length: usize| {
        move |manifest: &mut Value| {
            let counts = [vec![106; 9], vec![107]].concat();
            contests(manifest, &counts, |o| format!("option-{o:013}"));
            let id = "c".repeat(length);
            manifest["contests"][9]["id"] = id.clone().into();
            manifest["styles"][9]["contests"][0] = id.into();
        }
    };
    // 1,500 + 109 c + 46 (c + s) for c options and s bits of slack, of which a contest without a minimum has log2.
    let slack = |counts: Vec<usize>, fixed: usize| {
        move |manifest: &mut Value| {
            contests(manifest, &counts, |o| format!("{o}"));
            for (contest, count) in counts.iter().enumerate().skip(fixed) {
                let rule = json!({ "choice": { "blank": false, "max": count, "min": 0 } });
                manifest["contests"][contest]["rule"] = rule;
            }
            let all: Vec<String> = (0..counts.len()).map(|i| format!("c{i}")).collect();
            manifest["styles"] = json!([{ "contests": all, "id": "s" }]);
        }
    };
    let deal = |n: usize, t: usize| {
        move |manifest: &mut Value| {
            let trustee = |i: usize| {
                let key = random_point(&format!("trustee {i}")).to_string();
                json!({ "key": key, "name": format!("{i}") })
            };
            manifest["trustees"] = (0..n).map(trustee).collect();
            manifest["threshold"] = t.into();
        }
    };
    vec![
        fits("longest-ballot", &ballot(413)),
        too_long("a-ballot-of-414-options", &ballot(414)),
        fits("ballot-of-exactly-65535-bytes", &slack([vec![16; 22], vec![27]].concat(), 0)),
        too_long("a-ballot-of-65536-bytes", &slack([vec![56], vec![31; 9], vec![63]].concat(), 1)),
        fits("longest-share", &share(352)),
        too_long("a-share-of-1403-slots", &share(353)),
        fits("longest-result", &result(57)),
        too_long("a-result-of-one-byte-too-many", &result(58)),
        fits("longest-deal", &deal(585, 540)),
        too_long("a-deal-of-one-byte-too-many", &deal(596, 524)),
        founded(
            "man-08-and-man-09-threshold-far-away",
            &[("MAN-08", MANIFEST), ("MAN-09", MANIFEST)],
            |manifest| manifest["threshold"] = ((1u64 << 53) - 1).into(),
        ),
    ]
}

/// (MAN-05) The election has one contest of two options: two bits, so that K_3 is no one's.
fn keys() -> Vec<Case> {
    let key = |element| Point::new(element).expect("not the identity").to_string();
    let trustee = |name: &str, point: String, expected: &[(&str, &str)]| {
        founded(name, expected, |manifest| manifest["trustees"][0]["key"] = point.into())
    };
    let refused = &[("MAN-05", MANIFEST)];
    vec![
        trustee("man-05-trustee-key-minus-g", key(-G), refused),
        trustee("man-05-trustee-key-h", key(*H), refused),
        trustee("man-05-trustee-key-k-1", key(bit_bases(1)[0]), refused),
        trustee("man-05-trustee-key-minus-k-2", key(-bit_bases(2)[1]), refused),
        trustee("honest-unfinished-trustee-key-k-3", key(bit_bases(3)[2]), &[]),
        founded("man-05-official-key-h", refused, |manifest| {
            let other = json!({ "key": key(*H), "name": "Another official" });
            manifest["officials"].as_array_mut().expect("officials").push(other);
        }),
        founded("man-05-registrar-key-k-1", refused, |manifest| {
            manifest["registrars"][0]["key"] = key(bit_bases(1)[0]).into();
        }),
        founded(
            "man-05-and-man-06-trustee-key-h-without-plans",
            &[("MAN-05", MANIFEST), ("MAN-06", MANIFEST)],
            |manifest| {
                manifest["trustees"][0]["key"] = key(*H).into();
                manifest["contests"][0]["rule"]["choice"]["min"] = 2.into();
            },
        ),
        founded("man-06-trustee-key-k-1-where-there-are-no-plans", &[("MAN-06", MANIFEST)], |manifest| {
            manifest["trustees"][0]["key"] = key(bit_bases(1)[0]).into();
            manifest["contests"][0]["rule"]["choice"]["min"] = 2.into();
        }),
    ]
}

/// (MAN-09), (MAN-10) Without witnesses more than half of the trustees are needed.
fn thresholds() -> Vec<Case> {
    let of = |name: &str, n: usize, t: u64, all: bool, expected: &[(&str, &str)]| {
        founded(name, expected, |manifest| {
            let trustee = |i: usize| json!({ "key": random_point(&format!("trustee {i}")).to_string(), "name": format!("{i}") });
            manifest["trustees"] = (0..n).map(trustee).collect();
            (manifest["threshold"], manifest["all_trustees_needed"]) = (t.into(), all.into());
        })
    };
    let refused = &[("MAN-09", MANIFEST)];
    let witnesses = |name: &str, keys: usize, quorum: u64, unwitnessed: bool, expected: &[(&str, &str)]| {
        founded(name, expected, |manifest| {
            let witness = |i: usize| {
                let key =
                    ed25519_dalek::SigningKey::from_bytes(&[i as u8 + 1; 32]).verifying_key().to_bytes();
                json!({ "key": tabella_crypto::bytes::base64url(&key), "name": format!("w{i}") })
            };
            manifest["witnesses"] =
                json!({ "keys": (0..keys).map(witness).collect::<Value>(), "quorum": quorum });
            manifest["unwitnessed"] = unwitnessed.into();
        })
    };
    let unreached = |expected: (&'static str, &'static str)| [expected, ("LOG-05", "board")];
    vec![
        of("man-09-one-trustee-with-the-flag", 1, 1, true, refused),
        of("man-09-flag-and-one-trustee-less", 3, 2, true, refused),
        of("man-09-no-trustees", 0, 0, false, refused),
        of("man-09-no-trustees-with-the-flag", 0, 0, true, refused),
        witnesses("man-10-no-witnesses-without-the-flag", 0, 0, false, &[("MAN-10", MANIFEST)]),
        witnesses("man-10-unwitnessed-with-a-quorum", 0, 1, true, &unreached(("MAN-10", MANIFEST))),
        witnesses("man-10-quorum-of-half", 2, 1, false, &unreached(("MAN-10", MANIFEST))),
        witnesses("man-10-quorum-over-the-witnesses", 1, 2, false, &unreached(("MAN-10", MANIFEST))),
        witnesses("log-05-one-witness-that-has-not-signed", 1, 1, false, &[("LOG-05", "board")]),
        of("honest-unfinished-threshold-of-n-minus-1", 4, 3, false, &[]),
    ]
}

fn rules_and_ids() -> Vec<Case> {
    let wrong = |id: &str, name: &str, change: &dyn Fn(&mut Value)| {
        founded(&format!("{}-{name}", id.to_lowercase()), &[(id, MANIFEST)], change)
    };
    let rule =
        |blank: bool, max: u64, min: u64| json!({ "choice": { "blank": blank, "max": max, "min": min } });
    let second = |manifest: &mut Value, id: &str| {
        let mut contest = manifest["contests"][0].clone();
        contest["id"] = id.into();
        manifest["contests"].as_array_mut().expect("contests").push(contest);
        manifest["styles"][0]["contests"].as_array_mut().expect("contests").push(id.into());
    };
    let mut twice = Map::new();
    twice.insert("choice".into(), rule(false, 1, 1)["choice"].clone());
    twice.insert("approval2".into(), json!({}));
    vec![
        allowed("honest-unfinished-rule-with-every-bound-met", |m| {
            m["contests"][0]["rule"] = rule(true, 2, 2)
        }),
        allowed("honest-unfinished-rule-that-demands-nothing", |m| {
            m["contests"][0]["rule"] = rule(false, 1, 0)
        }),
        wrong("MAN-06", "max-one-over-the-options", &|m| m["contests"][0]["rule"] = rule(false, 3, 1)),
        wrong("MAN-06", "min-one-over-max", &|m| m["contests"][0]["rule"] = rule(false, 1, 2)),
        wrong("MAN-06", "max-0-of-a-rule-with-a-blank-vote", &|m| {
            m["contests"][0]["rule"] = rule(true, 0, 0)
        }),
        wrong("REP-02", "rule-that-is-unknown-beside-a-known-one", &|m| {
            m["contests"][0]["rule"] = twice.clone().into();
        }),
        wrong("ENC-02", "rule-without-a-name", &|m| m["contests"][0]["rule"] = json!({})),
        wrong("ENC-02", "flag-for-a-number", &|m| m["minimum"] = true.into()),
        wrong("ENC-02", "number-for-a-list", &|m| m["client"] = 0.into()),
        wrong("MAN-07", "no-contests", &|m| {
            m["contests"] = json!([]);
            m["styles"][0]["contests"] = json!([]);
        }),
        wrong("MAN-07", "no-styles", &|m| m["styles"] = json!([])),
        wrong("MAN-07", "no-contests-and-no-styles", &|m| {
            (m["contests"], m["styles"]) = (json!([]), json!([]));
        }),
        wrong("MAN-04", "a-contest-that-stands-twice", &|m| {
            let contest = m["contests"][0].clone();
            m["contests"].as_array_mut().expect("contests").push(contest);
        }),
        wrong("MAN-04", "two-officials-of-one-name", &|m| {
            let other = json!({ "key": random_point("official").to_string(), "name": "Official" });
            m["officials"].as_array_mut().expect("officials").push(other);
        }),
        wrong("MAN-04", "two-registrars-of-one-name", &|m| {
            let other = json!({ "key": random_point("registrar").to_string(), "name": "Registrar" });
            m["registrars"].as_array_mut().expect("registrars").push(other);
        }),
        allowed("honest-unfinished-option-called-blank-without-a-blank-vote", |m| {
            m["contests"][0]["options"][1]["id"] = "blank".into();
        }),
        allowed("honest-unfinished-one-option-id-in-two-contests", |m| second(m, "board")),
        allowed("honest-unfinished-parties-of-one-name-in-two-lists", |m| {
            m["officials"][0]["name"] = "Trustee 1".into();
            m["registrars"][0]["name"] = "Trustee 1".into();
        }),
        allowed("honest-unfinished-client-files", |m| {
            let hash = tabella_crypto::bytes::Hash::ZERO;
            m["client"] = json!([{ "path": "a/b c", "sha256": hash }, { "path": "a/b c", "sha256": hash }]);
        }),
    ]
}

//! Rolls, ballots, tallies and files at the edge of what is allowed.

use super::attack::{
    Case, Change, body_of, case, changed, honest, index_of, played, played_by, random_point,
};
use super::unread::Line;
use tabella_crypto::bytes::Hash;
use tabella_crypto::contest::{Choice, Rule};
use tabella_crypto::election::roll::{RollPart, Row};
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::election::tally::ElectionResult;
use tabella_crypto::encoding::LINE_LIMIT_BYTES;
use tabella_crypto::group::Point;
use tabella_tests::harness::{CLOSING, Draft, Harness, Keys, OPENING, Record, Spec};

pub fn cases() -> Vec<Case> {
    let mut cases = vec![];
    cases.extend(rolls());
    cases.extend(numbers());
    cases.extend(ballots());
    cases.extend(weights());
    cases.extend(totals());
    cases.extend(files());
    cases.extend(lines());
    cases
}

fn enrolled(spec: &Spec, parts: impl Fn(Vec<Row>) -> Vec<Vec<Row>>) -> Record {
    played(spec, |harness| {
        harness.found();
        harness.commit();
        harness.deal();
        harness.confirm();
        for rows in parts(harness.roll()) {
            harness.post(Body::Roll(RollPart { rows }), None);
        }
        harness.open();
        harness.vote();
        harness.close();
        harness.announce();
    })
}

fn rolls() -> Vec<Case> {
    let spec = Spec::tiny();
    let nobody = Spec { ballots: vec![], ..Spec::tiny() };
    // More rows, in their places, of voters who stay at home.
    let heavier = |name: &str, weights: &'static [u64], expected: &[(&str, &str)]| {
        let record = enrolled(&nobody, |mut rows| {
            for (i, weight) in weights.iter().enumerate() {
                let credential = random_point(&format!("voter {i}"));
                rows.push(Row { credential, style: 0, weight: *weight });
            }
            rows.sort_by_key(|row| row.credential);
            vec![rows]
        });
        case(name, record, expected)
    };
    let largest = |name: &str, more: u64, expected: &[(&str, &str)]| {
        let record = enrolled(&nobody, |mut rows| {
            rows[2].weight = (1 << 48) - 2 + more;
            vec![rows]
        });
        case(name, record, expected)
    };
    vec![
        case(
            "rol-01-first-part-in-disorder-and-the-second-after-its-last-row",
            enrolled(&spec, |rows| vec![vec![rows[2].clone(), rows[0].clone()], vec![rows[1].clone()]]),
            &[("ROL-01", "entry 10")],
        ),
        case(
            "rol-01-one-credential-at-the-end-and-the-beginning-of-two-parts",
            enrolled(&spec, |rows| vec![rows.clone(), vec![rows[2].clone()]]),
            &[("ROL-01", "entry 11")],
        ),
        case("honest-roll-of-nobody", enrolled(&nobody, |_| vec![vec![]]), &[]),
        largest("honest-total-weight-of-2-to-the-48", 0, &[]),
        largest("rol-03-total-weight-of-one-more-than-2-to-the-48", 1, &[("ROL-03", "entry 10")]),
        heavier(
            "rol-03-weights-of-over-2-to-the-53-together",
            &[LARGEST, LARGEST],
            &[("ROL-03", "entry 10")],
        ),
        {
            let credential: Point = *Keys::new(&spec).official.public();
            let record = enrolled(&nobody, |mut rows| {
                rows.push(Row { credential, style: 0, weight: 1 });
                rows.sort_by_key(|row| row.credential);
                vec![rows]
            });
            case("rol-05-credential-of-the-official", record, &[("ROL-05", "entry 10")])
        },
        with_the_boards_key(&nobody),
        {
            // The first row of a credential counts, also where a check refuses the second.
            let record = enrolled(&spec, |rows| {
                let mut again = rows[1].clone();
                again.weight = 0;
                vec![rows, vec![again]]
            });
            case(
                "rol-03-second-row-of-a-credential-without-weight",
                record,
                &[("ROL-01", "entry 11"), ("ROL-03", "entry 11")],
            )
        },
    ]
}

/// The bytes of the board's key as a credential: an Ed25519 key is none of the keys that ROL-05 means.
fn with_the_boards_key(nobody: &Spec) -> Case {
    let credential = |seed| {
        let spec = Spec { seed, ..nobody.clone() };
        let bytes = Keys::new(&spec).board.board().key.0;
        Point::decode(bytes).ok().map(|credential| (spec, credential))
    };
    let (spec, credential) = (1..).find_map(credential).expect("one of so many is a point");
    let record = enrolled(&spec, |mut rows| {
        rows.push(Row { credential, style: 0, weight: 1 });
        rows.sort_by_key(|row| row.credential);
        vec![rows]
    });
    case("honest-credential-with-the-bytes-of-the-boards-key", record, &[])
}

/// 2^53 - 1, the largest number that there is.
const LARGEST: u64 = (1 << 53) - 1;

/// Numbers in the log that no honest party writes.
fn numbers() -> Vec<Case> {
    let spec = Spec { live: vec![1, 2, 3], ..Spec::tiny() };
    let dated = |name: &str, at: u64, expected: &[(&str, &str)]| {
        case(name, changed(&spec, Kind::Result, 0, |draft, _| draft.at = at), expected)
    };
    vec![
        dated("honest-result-in-the-far-future", LARGEST, &[]),
        case(
            "enc-03-result-at-2-to-the-53",
            Harness::run(
                spec.clone(),
                &mut Line::new(21, |line: String| {
                    format!("{{\"at\":9007199254740992{}", &line[line.find(',').expect("fields")..])
                }),
            ),
            &[("ENC-03", "entry 21")],
        ),
        case(
            "honest-first-entry-at-0",
            played_by(
                &spec,
                &mut Change::new(Kind::Manifest, 0, |draft: &mut Draft, _: &Keys| draft.at = 0),
                |harness| {
                    harness.prepare();
                    harness.vote();
                    harness.close();
                    harness.announce();
                },
            ),
            &[],
        ),
    ]
}

fn ballots() -> Vec<Case> {
    let spec =
        Spec { ballots: vec![(0, vec![vec![0]]), (0, vec![vec![1]]), (0, vec![vec![0]])], ..Spec::tiny() };
    let numbered = |name: &str, numbers: [u64; 3], expected: &[(&str, &str)]| {
        let record = played(&spec, |harness| {
            harness.prepare();
            harness.show_life();
            let mut previous = Hash::ZERO;
            for sequence in numbers {
                let place = tabella_crypto::election::ballot::Place { style: 0, sequence, previous };
                let ballot = harness.ballot_at(0, &[vec![0]], place).expect("a ballot");
                harness.post(Body::Ballot(ballot), Some(0));
                let highest = harness.election().place(harness.keys.voters[0].public()).expect("in the roll");
                previous = highest.previous;
            }
            harness.close();
            harness.announce();
        });
        case(name, record, expected)
    };
    let dated = |name: &str, at: u64, expected: &[(&str, &str)]| {
        let record = played(&Spec::tiny(), |harness| {
            harness.prepare();
            harness.show_life();
            harness.cast_at(at - 1, 0, &[vec![0]]);
            harness.close();
            harness.announce();
        });
        case(name, record, expected)
    };
    vec![
        numbered("bal-04-numbers-0-5-1", [0, 5, 1], &[("BAL-04", "entry 15"), ("BAL-04", "entry 16")]),
        numbered("bal-04-numbers-0-0-1", [0, 0, 1], &[("BAL-04", "entry 15")]),
        numbered("bal-04-numbers-0-1-1", [0, 1, 1], &[("BAL-04", "entry 16")]),
        numbered("honest-numbers-0-1-2", [0, 1, 2], &[]),
        dated("honest-ballot-in-the-last-second", CLOSING - 1, &[]),
        dated("bal-07-ballot-in-the-second-of-closing", CLOSING, &[("BAL-07", "entry 14")]),
        case(
            "honest-ballot-in-the-first-second",
            played(&Spec { live: vec![], ..Spec::tiny() }, |harness| {
                harness.prepare();
                harness.cast_at(OPENING - 1, 0, &[vec![0]]);
            }),
            &[],
        ),
        case(
            "bal-07-ballot-a-second-before-opening",
            played(&Spec { live: vec![], ..Spec::tiny() }, |harness| {
                harness.prepare();
                harness.cast_at(OPENING - 2, 0, &[vec![0]]);
            }),
            &[("BAL-07", "entry 12")],
        ),
    ]
}

/// (6.1) A contest whose totals would show what few have chosen is withheld.
fn weights() -> Vec<Case> {
    let of = |name: &str, minimum: u64, revealing_weights: bool, voters: &[(u64, u64)], voting: &[usize]| {
        let spec = Spec {
            minimum,
            revealing_weights,
            voters: voters.to_vec(),
            ballots: voting.iter().map(|voter| (*voter, vec![vec![voter % 2]])).collect(),
            ..Spec::tiny()
        };
        let record = honest(&spec);
        let Body::Result(result) = body_of(&record, Kind::Result, 0) else { unreachable!("a result") };
        (case(name, record, &[]), result)
    };
    let withheld = |(case, result): (Case, ElectionResult)| {
        assert_eq!((result.withheld.len(), result.totals.len()), (1, 0), "{}", case.name);
        case
    };
    let counted = |(case, result): (Case, ElectionResult)| {
        assert_eq!((result.withheld.len(), result.totals.len()), (0, 1), "{}", case.name);
        case
    };
    let classes: &[(u64, u64)] = &[(0, 1), (0, 1), (0, 1), (0, 5), (0, 5)];
    vec![
        withheld(of(
            "honest-contest-withheld-for-a-weight-of-which-there-is-one",
            2,
            false,
            classes,
            &[0, 1, 2, 3],
        )),
        counted(of("honest-contest-counted-with-two-of-each-weight", 2, false, classes, &[0, 1, 3, 4])),
        counted(of(
            "honest-contest-counted-without-a-ballot-of-the-other-weight",
            2,
            false,
            classes,
            &[0, 1],
        )),
        counted(of("honest-contest-counted-where-the-flag-allows-weights", 2, true, classes, &[0, 1, 2, 3])),
        withheld(of("honest-contest-withheld-one-ballot-under-the-minimum", 3, false, &[(0, 1); 5], &[0, 1])),
        counted(of(
            "honest-contest-counted-with-as-many-ballots-as-the-minimum",
            3,
            false,
            &[(0, 1); 5],
            &[0, 1, 4],
        )),
    ]
}

/// RES-02: bound and rule, each by itself.
fn totals() -> Vec<Case> {
    let spec = Spec {
        contests: vec![("council", Rule::Choice(Choice { min: 0, max: 3, blank: false }), 3)],
        styles: vec![vec!["council"]],
        ballots: vec![(0, vec![vec![0]]), (1, vec![vec![0, 1, 2]])],
        ..Spec::tiny()
    };
    let result = format!("entry {}", index_of(&honest(&spec), Kind::Result, 0));
    let announced = |name: &str, totals: [u64; 3], expected: &[&str]| {
        let record = changed(&spec, Kind::Result, 0, |draft, _| {
            if let Body::Result(result) = &mut draft.body {
                for (option, total) in result.totals[0].options.iter_mut().zip(totals) {
                    option.total = total;
                }
            }
        });
        let expected: Vec<(&str, &str)> = expected.iter().map(|id| (*id, result.as_str())).collect();
        case(name, record, &expected)
    };
    vec![
        announced("honest-totals-of-a-council", [2, 1, 1], &[]),
        announced("res-01-other-totals-within-bound-and-rule", [1, 2, 1], &["RES-01"]),
        announced("res-01-total-of-the-bound", [3, 1, 1], &["RES-01"]),
        announced("res-02-total-over-the-bound-and-within-the-rule", [4, 0, 0], &["RES-01", "RES-02"]),
        announced("res-02-totals-over-the-rule-and-within-the-bound", [3, 3, 1], &["RES-01", "RES-02"]),
        announced("res-02-total-of-2-to-the-53-minus-1", [LARGEST, 0, 0], &["RES-01", "RES-02"]),
    ]
}

/// The first line filled with spaces up to this length, behind a byte order mark, which is no part of it.
fn widen_behind_a_mark(bytes: &mut Vec<u8>, length: usize) {
    let end = bytes.iter().position(|byte| *byte == b'\n').expect("a line");
    bytes.splice(end..end, vec![b' '; length - end]);
    bytes.splice(0..0, *b"\xef\xbb\xbf");
}

/// ENC-10, and what of it stays in a line.
fn files() -> Vec<Case> {
    let record = honest(&Spec::tiny());
    let last = record.lines.len() - 1;
    let file = |name: &str, expected: &[(&str, &str)], change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = record.entries();
        change(&mut bytes);
        case(name, Record { file: Some(bytes), ..record.clone() }, expected)
    };
    let start_of = |bytes: &[u8], entry: usize| {
        if entry == 0 {
            return 0;
        }
        let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        ends.map(|(position, _)| position + 1).nth(entry - 1).expect("a line")
    };
    // Every line, and the blank ones after them.
    let everywhere: Vec<String> = (0..=last + 1).map(|entry| format!("entry {entry}")).collect();
    let everywhere: Vec<(&str, &str)> = everywhere.iter().map(|entry| ("ENC-10", entry.as_str())).collect();
    let (at_last, beyond) = (format!("entry {last}"), format!("entry {}", last + 1));
    vec![
        file("enc-10-byte-order-mark-alone-on-a-line", &[("ENC-10", "entry 0")], &|bytes| {
            bytes.splice(0..0, *b"\xef\xbb\xbf\n");
        }),
        file(
            "enc-01-byte-order-mark-at-the-second-line",
            &[("ENC-01", "entry 1"), ("LOG-01", "entry 2"), ("LOG-02", "board")],
            &|bytes| {
                let start = start_of(bytes, 1);
                bytes.splice(start..start, *b"\xef\xbb\xbf");
            },
        ),
        file(
            "enc-08-over-long-line-behind-a-byte-order-mark",
            &[("ENC-08", "entry 0"), ("ENC-10", "entry 0"), ("LOG-01", "entry 1"), ("LOG-02", "board")],
            &|bytes| widen_behind_a_mark(bytes, LINE_LIMIT_BYTES + 1),
        ),
        file(
            "enc-01-line-of-full-length-behind-a-byte-order-mark",
            &[("ENC-01", "entry 0"), ("ENC-10", "entry 0"), ("LOG-01", "entry 1"), ("LOG-02", "board")],
            &|bytes| widen_behind_a_mark(bytes, LINE_LIMIT_BYTES),
        ),
        file(
            "enc-10-two-byte-order-marks",
            &[("ENC-01", "entry 0"), ("ENC-10", "entry 0"), ("LOG-01", "entry 1"), ("LOG-02", "board")],
            &|bytes| {
                bytes.splice(0..0, *b"\xef\xbb\xbf\xef\xbb\xbf");
            },
        ),
        file("enc-10-carriage-returns-everywhere-and-blank-lines-at-the-end", &everywhere, &|bytes| {
            bytes.extend(*b"\n\n");
            *bytes = bytes.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(&b"\r\n"[..]);
        }),
        file("enc-10-line-of-a-carriage-return", &[("ENC-10", &beyond)], &|bytes| bytes.extend(*b"\r\n")),
        file(
            "enc-01-line-of-two-carriage-returns",
            &[("ENC-01", &beyond), ("ENC-10", &beyond), ("LOG-02", "board")],
            &|bytes| {
                bytes.extend(*b"\r\r\n");
            },
        ),
        file("enc-01-line-of-a-space", &[("ENC-01", &beyond), ("LOG-02", "board")], &|bytes| {
            bytes.extend(*b" \n")
        }),
        file("enc-01-carriage-return-in-a-line", &[("ENC-01", &at_last), ("LOG-02", "board")], &|bytes| {
            let start = start_of(bytes, last) + 1;
            bytes.insert(start, b'\r');
        }),
        file("enc-10-carriage-return-without-a-newline-at-the-end", &[("ENC-10", &at_last)], &|bytes| {
            bytes.pop();
            bytes.push(b'\r');
        }),
        file(
            "enc-08-line-of-65535-bytes-and-a-carriage-return",
            &[("ENC-08", &beyond), ("LOG-02", "board")],
            &|bytes| {
                bytes.extend(b"x".repeat(65_535));
                bytes.extend(*b"\r\n");
            },
        ),
        file(
            "enc-01-line-of-65534-bytes-and-a-carriage-return",
            &[("ENC-01", &beyond), ("ENC-10", &beyond), ("LOG-02", "board")],
            &|bytes| {
                bytes.extend(b"x".repeat(65_534));
                bytes.extend(*b"\r\n");
            },
        ),
        file(
            "enc-08-line-of-65536-bytes-without-a-newline",
            &[("ENC-08", &beyond), ("ENC-10", &beyond), ("LOG-02", "board")],
            &|bytes| {
                bytes.extend(b"x".repeat(65_536));
            },
        ),
        file("enc-08-line-of-140000-bytes", &[("ENC-08", &beyond), ("LOG-02", "board")], &|bytes| {
            bytes.extend(b"x".repeat(140_000));
            bytes.push(b'\n');
        }),
        file("enc-01-line-of-65535-bytes", &[("ENC-01", &beyond), ("LOG-02", "board")], &|bytes| {
            bytes.extend(b"x".repeat(65_535));
            bytes.push(b'\n');
        }),
    ]
}

/// (1.1) The first fault of a line, where it could be several.
fn lines() -> Vec<Case> {
    let spec = Spec { live: vec![1, 2, 3], ..Spec::tiny() };
    let odd = |id: &str, name: &str, change: fn(String) -> String| {
        let record = Harness::run(spec.clone(), &mut Line::new(21, change));
        case(format!("{}-{name}", id.to_lowercase()), record, &[(id, "entry 21")])
    };
    vec![
        odd("ENC-02", "a-fault-of-the-entry-before-one-of-the-statement", |line| {
            line.replacen("\"index\":21", "\"index\":\"21\"", 1).replacen(
                "\"author\":\"",
                "\"author\":\"+",
                1,
            )
        }),
        odd("ENC-04", "a-fault-of-the-author-before-one-of-the-body", |line| {
            line.replacen("\"author\":\"", "\"author\":\"+", 1).replacen("\"count\":3", "\"count\":\"3\"", 1)
        }),
        odd("ENC-04", "a-fault-of-the-signature-before-one-of-the-body", |line| {
            line.replacen("\"signature\":\"", "\"signature\":\"+", 1).replacen(
                "\"count\":3",
                "\"count\":\"3\"",
                1,
            )
        }),
        odd("ENC-03", "a-number-before-a-field", |line| {
            line.replacen("\"count\":3", "\"count\":-3", 1).replacen("\"author\":\"", "\"author\":\"+", 1)
        }),
        odd("ENC-01", "syntax-before-a-number", |line| {
            line.replacen("\"count\":3", "\"count\":-3,", 1).replacen("}}", "}", 1)
        }),
        odd("ENC-01", "text-after-the-object-before-a-number", |line| {
            format!("{}x", line.replacen("\"count\":3", "\"count\":-3", 1))
        }),
        odd("ENC-02", "a-field-before-the-form", |line| line.replacen("\"count\":3", "\"count\": \"3\"", 1)),
        odd("ENC-02", "a-missing-field-after-the-fields-that-are-there", |line| {
            line.replacen("\"count\":3,", "", 1)
        }),
        odd("ENC-04", "a-field-that-is-there-before-a-missing-one", |line| {
            line.replacen("\"count\":3,", "", 1).replacen("\"tau\":\"", "\"tau\":\"+", 1)
        }),
        odd("ENC-02", "an-unknown-field-before-a-doubled-one", |line| {
            line.replacen("\"count\":3", "\"cause\":3,\"count\":3,\"count\":3", 1)
        }),
        odd("ENC-01", "a-doubled-field-whose-value-is-of-another-type", |line| {
            line.replacen("\"count\":3", "\"count\":3,\"count\":\"3\"", 1)
        }),
        odd("ENC-02", "flag-for-a-number-in-a-result", |line| {
            line.replacen("\"count\":3", "\"count\":true", 1)
        }),
        odd("ENC-02", "null-for-a-number-in-a-result", |line| {
            line.replacen("\"count\":3", "\"count\":null", 1)
        }),
        odd("ENC-02", "body-that-is-a-string", |line| {
            let (start, end) =
                (line.find("\"body\":").expect("a body"), line.find(",\"election\"").expect("an election"));
            format!("{}\"body\":\"\"{}", &line[..start], &line[end..])
        }),
        odd("ENC-02", "statement-that-is-a-string", |line| {
            let start = line.find("\"statement\":").expect("a statement");
            format!("{}\"statement\":\"\"}}", &line[..start])
        }),
        odd("ENC-02", "line-that-is-a-list", |line| format!("[{line}]")),
        odd("ENC-02", "line-that-is-a-number", |_| "7".into()),
        odd("ENC-08", "nesting-in-a-line-of-no-json", |_| "[".repeat(17)),
        odd("ENC-01", "sixteen-brackets", |_| "[".repeat(16)),
        odd("ENC-01", "brackets-in-a-string", |_| format!("\"{}\"x", "[".repeat(30))),
        odd("ENC-01", "brackets-after-an-escaped-quote", |_| format!("\"\\\"{}\"x", "[".repeat(30))),
        odd("ENC-08", "brackets-after-an-escaped-backslash", |_| format!("\"\\\\\"{}", "[".repeat(17))),
        odd("ENC-01", "brackets-in-a-string-without-end", |_| format!("\"{}", "[".repeat(30))),
        odd("ENC-01", "closing-brackets-that-nothing-opened", |_| format!("]]]{}", "[".repeat(16))),
        odd("ENC-01", "brackets-of-two-kinds", |_| "[}".repeat(30)),
        odd("ENC-09", "contest-without-an-id-in-a-result", |line| {
            line.replacen("\"contest\":\"chair\"", "\"contest\":\"\"", 1)
        }),
    ]
}

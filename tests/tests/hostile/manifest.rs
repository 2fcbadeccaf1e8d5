//! MAN: the manifest. What it lists is also what the observer trusts, unless a case says otherwise.

use super::attack::{Case, Change, case, honest, played_by, stranger};
use tabella_crypto::contest::{Choice, Rule};
use tabella_crypto::election::manifest::{Address, ContestOption, Id, Manifest, Texts};
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::generators::{G, H, bit_bases};
use tabella_crypto::group::Point;
use tabella_crypto::text::{Paragraphs, Text};
use tabella_tests::harness::{Harness, Keys, Nobody, Record, Spec, trust};

pub fn cases() -> Vec<Case> {
    let mut cases = vec![];
    cases.extend(trusted());
    cases.extend(contents());
    cases
}

/// A record of nothing but a changed manifest, which is all that its election needs to be refused.
fn founded(change: impl Fn(&mut Manifest)) -> Record {
    let spec = Spec::base();
    let mut attacker =
        Change::new(Kind::Manifest, 0, |draft: &mut tabella_tests::harness::Draft, _: &Keys| {
            if let Body::Manifest(manifest) = &mut draft.body {
                change(manifest);
            }
        });
    played_by(&spec, &mut attacker, |harness| harness.found())
}

fn wrong(id: &str, name: &str, change: impl Fn(&mut Manifest)) -> Case {
    case(format!("{}-{name}", id.to_lowercase()), founded(change), &[(id, "entry 0")])
}

/// MAN-02 and MAN-03: the trust file says something else.
fn trusted() -> Vec<Case> {
    let base = honest(&Spec::base());
    let distrust = |name: &str, change: &dyn Fn(&mut Record), expected: &[(&str, &str)]| {
        let mut record = base.clone();
        change(&mut record);
        case(name, record, expected)
    };
    let spec = Spec { seed: 2, ..Spec::base() };
    let twin = Record { trust: base.trust.clone(), ..Harness::run(spec, &mut Nobody) };
    let same_board = {
        // Another election on the same board, with the same witnesses.
        let spec = Spec { minimum: 1, ..Spec::base() };
        Record { trust: trust(&Spec::base(), &Keys::new(&spec)), ..Harness::run(spec, &mut Nobody) }
    };
    let witness = base.trust.witnesses.keys[0].clone();
    vec![
        case(
            "man-02-every-key-replaced",
            twin,
            &[
                ("LOG-03", "board"),
                ("LOG-04", "board"),
                ("LOG-05", "board"),
                ("MAN-02", "entry 0"),
                ("MAN-03", "entry 0"),
            ]
            .into_iter()
            .filter(|(id, _)| *id != "LOG-04")
            .collect::<Vec<_>>(),
        ),
        case(
            "man-02-another-election-of-the-same-board",
            same_board,
            &[("LOG-03", "board"), ("MAN-02", "entry 0")],
        ),
        distrust(
            "man-03-one-witness-more-is-trusted",
            &|record| {
                let mut more = witness.clone();
                more.name = "witness.example/w5".into();
                more.key.0[0] ^= 1;
                record.trust.witnesses.keys.push(more);
            },
            &[("MAN-03", "entry 0")],
        ),
        distrust(
            "man-03-a-larger-quorum-is-trusted",
            &|record| record.trust.witnesses.quorum = 4,
            &[("MAN-03", "entry 0")],
        ),
        distrust(
            "man-03-no-witness-is-trusted",
            &|record| {
                record.trust.witnesses.keys.clear();
                record.trust.witnesses.quorum = 0;
            },
            &[("MAN-03", "entry 0")],
        ),
        distrust("honest-witnesses-in-another-order", &|record| record.trust.witnesses.keys.reverse(), &[]),
    ]
}

/// Labels that need joiners and selectors.
const LABELS: [&str; 3] = ["علی\u{200C}رضا", "ශ්\u{200D}රී", "✔\u{FE0F} 👩\u{1F3FD}\u{200D}🚀"];

/// A manifest alone, without witnesses.
fn without_witnesses(name: &str, trustees: u64, threshold: u64, expected: &[(&str, &str)]) -> Case {
    let record =
        played_by(&Spec { trustees, threshold, ..Spec::tiny() }, &mut Nobody, |harness| harness.found());
    case(name, record, expected)
}

fn text(text: &str) -> Text {
    Text::new(text).expect("a text")
}

fn texts(english: &str, chinese: &str) -> Texts {
    [("en", english), ("zh-Hans", chinese)]
        .map(|(language, text)| (language.to_owned(), Text::new(text).expect("a text")))
        .into()
}

fn id(text: &str) -> Id {
    Id::new(text).expect("an id")
}

fn option(number: usize) -> ContestOption {
    ContestOption {
        id: id(&format!("option-{number}")),
        label: texts(&format!("Option {number}"), &format!("选项 {number}")),
    }
}

fn contents() -> Vec<Case> {
    let key = |element| Point::new(element).expect("not the identity");
    let choice = |min, max, blank| Rule::Choice(Choice { min, max, blank });
    vec![
        wrong("MAN-01", "later-suite", |m| m.suite = "tabella-2-ristretto255-sha512".into()),
        wrong("MAN-01", "later-version", |m| m.version = 2),
        wrong("MAN-01", "version-0", |m| m.version = 0),
        wrong("MAN-04", "two-options-with-one-id", |m| m.contests[0].options[1].id = id("option-0")),
        wrong("MAN-04", "an-option-called-blank", |m| m.contests[1].options[1].id = id("blank")),
        wrong("MAN-04", "two-styles-with-one-id", |m| m.styles[1].id = id("style-0")),
        wrong("MAN-04", "two-trustees-of-one-name", |m| m.trustees[1].name = m.trustees[0].name.clone()),
        wrong("MAN-04", "two-witnesses-of-one-name", |m| {
            m.witnesses.keys[1].name = m.witnesses.keys[0].name.clone()
        }),
        wrong("MAN-04", "two-trustees-of-one-name-but-for-its-case", |m| {
            m.trustees[1].name = text(&m.trustees[0].name.as_str().to_uppercase());
        }),
        wrong("MAN-04", "two-contests-with-one-id", |m| {
            m.contests[1].id = id("chair");
            m.styles[0].contests = vec![id("chair")];
        }),
        wrong("MAN-04", "no-registrar", |m| m.registrars.clear()),
        wrong("MAN-05", "two-trustees-with-one-key", |m| m.trustees[1].key = m.trustees[0].key),
        wrong("MAN-05", "an-official-is-also-registrar", |m| m.registrars[0].key = m.officials[0].key),
        wrong("MAN-05", "trustee-key-g", |m| m.trustees[0].key = key(G)),
        wrong("MAN-05", "trustee-key-minus-h", |m| m.trustees[0].key = key(-*H)),
        wrong("MAN-05", "trustee-key-k-3", |m| m.trustees[0].key = key(bit_bases(3)[2])),
        wrong("MAN-05", "two-witnesses-with-one-key", |m| m.witnesses.keys[1].key = m.witnesses.keys[0].key),
        wrong("MAN-05", "a-witness-has-the-boards-key", |m| m.witnesses.keys[1].key = m.board.key),
        wrong("MAN-06", "min-over-max", |m| m.contests[0].rule = choice(2, 1, false)),
        wrong("MAN-06", "max-over-options", |m| m.contests[0].rule = choice(1, 4, false)),
        wrong("MAN-06", "max-0", |m| m.contests[0].rule = choice(0, 0, false)),
        wrong("MAN-06", "no-options", |m| m.contests[0].options.clear()),
        wrong("MAN-07", "a-contest-that-no-style-carries", |m| {
            m.styles[0].contests = vec![id("chair")];
        }),
        wrong("MAN-07", "a-style-without-contest", |m| m.styles[1].contests.clear()),
        wrong("MAN-07", "a-contest-twice-in-one-style", |m| m.styles[0].contests.push(id("chair"))),
        wrong("MAN-07", "a-style-with-an-unknown-contest", |m| m.styles[0].contests.push(id("treasurer"))),
        wrong("MAN-08", "a-ballot-that-does-not-fit", |m| {
            m.languages = vec!["en".into()];
            m.title.remove("zh-Hans");
            m.description.remove("zh-Hans");
            for contest in &mut m.contests {
                contest.title.remove("zh-Hans");
                contest.options.iter_mut().for_each(|option| drop(option.label.remove("zh-Hans")));
            }
            m.contests[0].options = (0..500).map(option).collect();
            m.contests[0].options.iter_mut().for_each(|option| drop(option.label.remove("zh-Hans")));
        }),
        wrong("MAN-09", "all-trustees-without-the-flag", |m| m.threshold = 3),
        wrong("MAN-09", "threshold-1", |m| m.threshold = 1),
        wrong("MAN-09", "threshold-over-trustees", |m| m.threshold = 4),
        wrong("MAN-09", "flag-without-all-trustees", |m| m.all_trustees_needed = true),
        wrong("MAN-10", "half-of-the-witnesses", |m| m.witnesses.quorum = 2),
        wrong("MAN-11", "closing-is-opening", |m| m.closes_at = m.opens_at),
        wrong("MAN-11", "closing-after-the-year-9999", |m| m.closes_at = 253_402_300_800),
        without_witnesses("man-09-half-of-the-trustees-without-witnesses", 4, 2, &[("MAN-09", "entry 0")]),
        without_witnesses("man-09-two-of-seven-without-witnesses", 7, 2, &[("MAN-09", "entry 0")]),
        without_witnesses("honest-more-than-half-of-the-trustees-without-witnesses", 5, 3, &[]),
        without_witnesses("honest-all-trustees-without-witnesses", 3, 3, &[]),
        case(
            "honest-half-of-the-trustees-with-witnesses",
            Harness::run(Spec { trustees: 4, ..Spec::base() }, &mut Nobody),
            &[],
        ),
        case(
            "honest-last-second-of-the-year-9999-texts-of-all-scripts-and-check-pages",
            founded(|m| {
                m.closes_at = 253_402_300_799;
                let paragraphs = |text: &str| Paragraphs::new(text).expect("paragraphs");
                m.description.insert("en".into(), paragraphs("One paragraph.\nAnother one."));
                for (option, label) in m.contests[0].options.iter_mut().zip(LABELS) {
                    option.label.insert("en".into(), text(label));
                }
                let address = |text: &str| Address::new(text).expect("an address");
                m.check_pages =
                    vec![address("https://check.example/t?e=1&l=en"), address("https://b.example")];
            }),
            &[],
        ),
        wrong("MAN-12", "minimum-0", |m| m.minimum = 0),
        wrong("MAN-13", "a-label-missing-in-one-language", |m| {
            m.contests[0].options[0].label.remove("zh-Hans");
        }),
        wrong("MAN-13", "a-text-in-a-language-of-its-own", |m| {
            m.title.insert("fr".into(), Text::new("Une élection").expect("a text"));
        }),
        wrong("MAN-13", "two-options-with-one-label", |m| {
            m.contests[0].options[1].label = m.contests[0].options[0].label.clone();
        }),
        wrong("MAN-13", "a-language-twice", |m| m.languages.push("en".into())),
        wrong("MAN-13", "two-languages-that-differ-in-case", |m| m.languages.push("EN".into())),
        wrong("MAN-13", "two-options-with-one-label-but-for-its-case", |m| {
            m.contests[0].options[1].label.insert("en".into(), text("OPTION 0"));
        }),
        wrong("MAN-13", "two-options-with-one-label-but-for-its-width", |m| {
            m.contests[0].options[1].label.insert("zh-Hans".into(), text("选项 ０"));
        }),
        wrong("MAN-13", "two-options-with-one-label-but-for-a-joiner", |m| {
            for (option, label) in m.contests[0].options.iter_mut().zip(["علی\u{200C}رضا", "علیرضا"])
            {
                option.label.insert("en".into(), text(label));
            }
        }),
        quorum_case("man-10-quorum-over-witnesses", |m| m.witnesses.quorum = 5),
        quorum_case("man-10-unwitnessed-with-witnesses", |m| m.unwitnessed = true),
        case(
            "man-01-and-man-09-together",
            founded(|m| {
                m.version = 3;
                m.threshold = 1;
            }),
            &[("MAN-01", "entry 0"), ("MAN-09", "entry 0")],
        ),
        wrong("MAN-05", "nobodys-key-twice", |m| {
            let key = *stranger("nobody").public();
            m.registrars[0].key = key;
            m.trustees[2].key = key;
        }),
    ]
}

/// MAN-10 where the observer's own quorum cannot be reached either.
fn quorum_case(name: &str, change: impl Fn(&mut Manifest)) -> Case {
    let record = founded(change);
    let reachable = record.trust.witnesses.quorum <= 4;
    let expected: &[(&str, &str)] =
        if reachable { &[("MAN-10", "entry 0")] } else { &[("LOG-05", "board"), ("MAN-10", "entry 0")] };
    case(name, record, expected)
}

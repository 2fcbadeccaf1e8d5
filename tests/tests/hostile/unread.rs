//! Lines that do not decode: as which kind they count, what they move on, and what they block.

use super::attack::{
    Case, Change, body_of, case, changed, finish, honest, index_of, played, played_by, rewritten,
};
use tabella_crypto::election::roll::RollPart;
use tabella_crypto::election::statement::{Body, Kind};
use tabella_tests::harness::{Attacker, Harness, Spec};

pub fn cases() -> Vec<Case> {
    let mut cases = vec![];
    cases.extend(one_of_each_kind());
    cases.extend(too_few_live());
    cases.extend(apparent_kinds());
    cases.extend(roll_and_ballots());
    cases.extend(after_close());
    cases.extend(dates_and_voids());
    cases
}

/// 3 trustees who all show life, 3 voters. Entries: manifest 0, commitments 1 to 3, deals 4 to 6, confirmations
/// 7 to 9, roll 10, open 11, liveness proofs 12 to 14, ballots 15 to 17, close 18, shares 19 and 20, result 21.
fn lively() -> Spec {
    Spec { live: vec![1, 2, 3], ..Spec::tiny() }
}

/// The same statement with a field that it must not have.
fn odd(line: String) -> String {
    line.replacen(",\"kind\":", ",\"extra\":0,\"kind\":", 1)
}

fn nonsense(_: String) -> String {
    "nonsense".into()
}

/// A line of no kind among the others: everything above is chained to it.
fn push(harness: &mut Harness<'_>, line: &str) {
    harness.push(line.into());
}

/// A record in which one line is unreadable, and the rest as honest as it can be.
fn unread(name: &str, kind: Kind, nth: usize, expected: &[(&str, &str)]) -> Case {
    case(name, rewritten(&lively(), kind, nth, odd), expected)
}

fn one_of_each_kind() -> Vec<Case> {
    let at = |kind, nth| format!("entry {}", index_of(&honest(&lively()), kind, nth));
    let once = |name, kind, nth| unread(name, kind, nth, &[("ENC-02", &at(kind, nth))]);
    vec![
        once("unread-manifest", Kind::Manifest, 0),
        once("unread-commitment", Kind::KeyCommitment, 1),
        once("unread-deal", Kind::KeyDeal, 1),
        once("unread-last-deal", Kind::KeyDeal, 2),
        once("unread-confirmation-enough-without", Kind::KeyConfirmation, 1),
        once("unread-open", Kind::Open, 0),
        once("unread-sign-of-life-enough-without", Kind::Liveness, 0),
        once("unread-close", Kind::Close, 0),
        once("unread-result", Kind::Result, 0),
        case(
            "unread-commitment-of-no-kind",
            rewritten(&lively(), Kind::KeyCommitment, 1, nonsense),
            &[("ENC-01", "entry 2")],
        ),
        case(
            "unread-deal-of-no-kind",
            rewritten(&lively(), Kind::KeyDeal, 2, nonsense),
            &[("ENC-01", "entry 6")],
        ),
        case(
            "unread-deal-and-another-count-in-the-result",
            {
                let mut result = Change::new(Kind::Result, 0, |draft: &mut _, _: &_| {
                    let tabella_tests::harness::Draft { body, .. } = draft;
                    if let Body::Result(result) = body {
                        result.count += 1;
                    }
                });
                let mut both = Both(&mut Line::new(5, odd), &mut result);
                Harness::run(lively(), &mut both)
            },
            &[("ENC-02", "entry 5"), ("TAL-02", "entry 21")],
        ),
    ]
}

/// KEY-15 is blocked by a line that may have been what is missing, and by no other.
fn too_few_live() -> Vec<Case> {
    let two = Spec { live: vec![1, 2], ..Spec::tiny() };
    let confirmations = {
        let mut one = Line::new(7, odd);
        let mut other = Line::new(8, odd);
        Harness::run(lively(), &mut Both(&mut one, &mut other))
    };
    let kinds = |kind: &'static str| {
        move |line: String| odd(line).replacen("\"kind\":\"liveness\"", &format!("\"kind\":\"{kind}\""), 1)
    };
    vec![
        case("unread-confirmations-too-few", confirmations, &[("ENC-02", "entry 7"), ("ENC-02", "entry 8")]),
        case(
            "unread-sign-of-life-too-few",
            rewritten(&two, Kind::Liveness, 1, odd),
            &[("ENC-02", "entry 13")],
        ),
        case(
            "unread-line-of-no-kind-while-voting-too-few-live",
            rewritten(&two, Kind::Liveness, 1, nonsense),
            &[("ENC-01", "entry 13")],
        ),
        case(
            "unread-ballot-while-voting-too-few-live",
            rewritten(&two, Kind::Liveness, 1, kinds("ballot")),
            &[("ENC-02", "entry 13"), ("KEY-15", "entry 17")],
        ),
        case(
            "unread-line-of-an-unknown-kind-while-voting-too-few-live",
            rewritten(&two, Kind::Liveness, 1, |line| line.replace("\"liveness\"", "\"note\"")),
            &[("REP-02", "entry 13"), ("KEY-15", "entry 17")],
        ),
        case(
            "unread-sign-of-life-before-open-too-few",
            played(&two, |harness| {
                harness.found();
                harness.commit();
                harness.deal();
                harness.confirm();
                harness.enrol();
                push(harness, r#"{"statement":{"kind":"liveness"}}"#);
                harness.open();
                harness.spec.live = vec![2];
                finish(harness);
            }),
            &[("ENC-02", "entry 11")],
        ),
    ]
}

/// A line counts as the kind that it names, as none if it names an unknown one, else as what is expected.
fn apparent_kinds() -> Vec<Case> {
    const NOTE: &str = r#"{"statement":{"kind":"note"}}"#;
    let everywhere = played(&lively(), |harness| {
        harness.found();
        push(harness, NOTE);
        harness.commit();
        push(harness, NOTE);
        harness.deal();
        push(harness, NOTE);
        harness.confirm();
        push(harness, NOTE);
        harness.enrol();
        push(harness, NOTE);
        harness.open();
        push(harness, NOTE);
        harness.vote();
        harness.close();
        push(harness, NOTE);
        harness.announce();
        push(harness, NOTE);
    });
    let notes: Vec<String> = [1, 5, 9, 13, 15, 17, 25, 29].iter().map(|n| format!("entry {n}")).collect();
    let notes: Vec<(&str, &str)> = notes.iter().map(|entry| ("ENC-02", entry.as_str())).collect();
    let among = |name: &str, line: &str, expected: &[(&str, &str)]| {
        let record = played(&lively(), |harness| {
            harness.prepare();
            harness.vote();
            push(harness, line);
            harness.close();
            harness.announce();
        });
        case(name, record, expected)
    };
    let in_a_round = played(&lively(), |harness| {
        harness.found();
        harness.commit();
        harness.deal();
        // A second round is full already, so that a line of its kind changes nothing.
        push(harness, r#"{"statement":{"kind":"key-commitment"}}"#);
        push(harness, r#"{"statement":{"kind":"key-deal"}}"#);
        // And what is out of order changes nothing.
        for kind in ["manifest", "roll", "open", "ballot", "close", "decryption-share", "result", "liveness"]
        {
            push(harness, &format!(r#"{{"statement":{{"kind":"{kind}"}}}}"#));
        }
        harness.confirm();
        harness.enrol();
        harness.open();
        finish(harness);
    });
    let out_of_order: Vec<String> = (7..17).map(|n| format!("entry {n}")).collect();
    let out_of_order: Vec<(&str, &str)> = out_of_order.iter().map(|e| ("ENC-02", e.as_str())).collect();
    vec![
        case("unread-lines-of-an-unknown-kind-everywhere", everywhere, &notes),
        case("unread-lines-out-of-order-in-the-ceremony", in_a_round, &out_of_order),
        among(
            "unread-close-by-a-key-with-an-escape",
            r#"{"statement":{"\u006bind":"close"}}"#,
            &[("ENC-02", "entry 18"), ("LOG-11", "entry 19")],
        ),
        among(
            "unread-close-by-the-first-of-two-kinds",
            r#"{"statement":{"kind":"close","kind":"ballot"}}"#,
            &[("ENC-02", "entry 18"), ("LOG-11", "entry 19")],
        ),
        among(
            "unread-close-by-the-first-of-two-statements",
            r#"{"statement":{"kind":"close"},"statement":{"kind":"ballot"}}"#,
            &[("ENC-01", "entry 18"), ("LOG-11", "entry 19")],
        ),
        among("unread-kind-that-is-a-number", r#"{"statement":{"kind":7}}"#, &[("ENC-02", "entry 18")]),
        among(
            "unread-statement-that-is-a-list",
            r#"{"statement":[{"kind":"close"}]}"#,
            &[("ENC-02", "entry 18")],
        ),
        among("unread-kind-outside-the-statement", r#"{"kind":"close"}"#, &[("ENC-02", "entry 18")]),
        among(
            "unread-kind-in-a-line-without-end",
            r#"{"statement":{"kind":"close"}"#,
            &[("ENC-01", "entry 18")],
        ),
        among(
            "unread-kind-in-a-line-nested-too-deep",
            &format!(r#"{{"deep":{}{},"statement":{{"kind":"close"}}}}"#, "[".repeat(16), "]".repeat(16)),
            &[("ENC-08", "entry 18")],
        ),
        among(
            "unread-kind-in-a-line-with-a-large-number",
            r#"{"at":-1,"statement":{"kind":"close"}}"#,
            &[("ENC-03", "entry 18"), ("LOG-11", "entry 19")],
        ),
    ]
}

fn roll_and_ballots() -> Vec<Case> {
    let parts = |name: &str, odd_part: u64, expected: &[(&str, &str)]| {
        let mut attacker = Line::new(odd_part, odd);
        let record = played_by(&lively(), &mut attacker, |harness| {
            harness.found();
            harness.commit();
            harness.deal();
            harness.confirm();
            let mut rows = harness.roll();
            let last = rows.split_off(2);
            harness.post(Body::Roll(RollPart { rows }), None);
            harness.post(Body::Roll(RollPart { rows: last }), None);
            // What `open` repeats cannot be compared.
            harness.open();
            finish(harness);
        });
        case(name, record, expected)
    };
    let copied = {
        // Ballots are judged by what they say, also below one that cannot be read.
        let honest = honest(&lively());
        let Body::Ballot(of_first) = body_of(&honest, Kind::Ballot, 0) else { unreachable!("a ballot") };
        let mut attacker = Line::new(16, odd);
        played_by(&lively(), &mut attacker, |harness| {
            harness.prepare();
            harness.show_life();
            harness.cast(0, &[vec![0]]);
            harness.cast(1, &[vec![1]]);
            let mut ballot = harness.ballot(2, &[vec![1]]).expect("a ballot");
            ballot.ciphertexts[0].alpha = of_first.ciphertexts[0].alpha;
            harness.post(Body::Ballot(ballot), Some(2));
            harness.close();
            harness.announce();
        })
    };
    vec![
        parts("unread-first-part-of-the-roll", 10, &[("ENC-02", "entry 10")]),
        parts("unread-second-part-of-the-roll", 11, &[("ENC-02", "entry 11")]),
        case(
            "unread-ballot-and-then-a-copied-alpha",
            copied,
            &[("ENC-02", "entry 16"), ("BAL-06", "entry 17"), ("PRF-01", "entry 17")],
        ),
        case(
            "unread-ballot-and-then-another-number",
            {
                let mut attacker = Line::new(15, odd);
                let spec = Spec { ballots: vec![(0, vec![vec![0]]), (0, vec![vec![1]])], ..lively() };
                let mut number = Change::new(Kind::Ballot, 1, |draft: &mut _, _: &_| {
                    let tabella_tests::harness::Draft { body, .. } = draft;
                    if let Body::Ballot(ballot) = body {
                        ballot.sequence = 7;
                    }
                });
                Harness::run(spec, &mut Both(&mut attacker, &mut number))
            },
            &[("ENC-02", "entry 15"), ("PRF-01", "entry 16")],
        ),
    ]
}

fn after_close() -> Vec<Case> {
    let three = Spec { decrypting: vec![1, 2, 3], ..lively() };
    let results = played(&lively(), |harness| {
        harness.prepare();
        harness.vote();
        harness.close();
        harness.decrypt();
        push(harness, r#"{"statement":{"kind":"result"}}"#);
        harness.conclude();
    });
    let after = played(&lively(), |harness| {
        harness.prepare();
        finish(harness);
        push(harness, "nonsense");
        push(harness, r#"{"statement":{"kind":"result"}}"#);
    });
    vec![
        case(
            "unread-share-enough-without",
            rewritten(&three, Kind::DecryptionShare, 1, odd),
            &[("ENC-02", "entry 20")],
        ),
        case(
            "unread-share-too-few-without",
            rewritten(&lively(), Kind::DecryptionShare, 1, odd),
            &[("ENC-02", "entry 20")],
        ),
        case(
            "unread-share-of-no-kind-too-few-without",
            rewritten(&lively(), Kind::DecryptionShare, 1, nonsense),
            &[("ENC-01", "entry 20")],
        ),
        case("unread-result-and-then-a-result", results, &[("ENC-02", "entry 21"), ("LOG-11", "entry 22")]),
        case("unread-lines-after-the-result", after, &[("ENC-01", "entry 22"), ("ENC-02", "entry 23")]),
    ]
}

/// LOG-07 and LOG-15 look past lines that do not decode, and into void elections.
fn dates_and_voids() -> Vec<Case> {
    let spec = lively();
    let across = {
        let mut attacker = Line::new(15, odd);
        let mut dated = Change::new(Kind::Ballot, 1, |draft: &mut _, _: &_| {
            let tabella_tests::harness::Draft { at, .. } = draft;
            *at -= 3;
        });
        Harness::run(spec.clone(), &mut Both(&mut attacker, &mut dated))
    };
    let future = {
        // The unreadable line itself is dated long after: no one can see that.
        let mut attacker = Line::new(15, |line: String| odd(line).replacen("\"at\":1", "\"at\":9", 1));
        Harness::run(spec.clone(), &mut attacker)
    };
    let closed_before = changed(&spec, Kind::Ballot, 0, |_, _| ());
    assert_eq!(closed_before.lines, honest(&spec).lines);
    vec![
        case("log-07-across-an-unreadable-line", across, &[("ENC-02", "entry 15"), ("LOG-07", "entry 16")]),
        case("unread-line-with-a-date-far-away", future, &[("ENC-02", "entry 15")]),
    ]
}

/// Changes the line at one index.
pub struct Line<F>(u64, F);

impl<F: FnMut(String) -> String> Line<F> {
    pub fn new(index: u64, change: F) -> Line<F> {
        Line(index, change)
    }
}

impl<F: FnMut(String) -> String> Attacker for Line<F> {
    fn line(&mut self, index: u64, line: String) -> String {
        if index == self.0 { (self.1)(line) } else { line }
    }
}

/// Two attackers, one after the other.
pub struct Both<'a>(pub &'a mut dyn Attacker, pub &'a mut dyn Attacker);

impl Attacker for Both<'_> {
    fn draft(&mut self, draft: &mut tabella_tests::harness::Draft, keys: &tabella_tests::harness::Keys) {
        self.0.draft(draft, keys);
        self.1.draft(draft, keys);
    }

    fn line(&mut self, index: u64, line: String) -> String {
        let line = self.0.line(index, line);
        self.1.line(index, line)
    }
}

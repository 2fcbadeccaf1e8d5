//! Records that small faults of a verifier asked for (`tests/corpus-score/`): without them these faults would not show.

use super::attack::{
    Case, Change, case, changed, honest, index_of, played, played_by, random_point, signature_of, stranger,
    with_signature,
};
use super::log::witnessed;
use super::unread::{Both, Line};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use tabella_crypto::bytes::{ByteString, Hash, base64url};
use tabella_crypto::contest::{Choice, Rule};
use tabella_crypto::election::ballot::Ballot;
use tabella_crypto::election::ceremony::{Ceremony, Dealer, KeyCommitment, KeyComplaint};
use tabella_crypto::election::roll::{RollPart, Row};
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::group::{Derivation, Scalar};
use tabella_log::merkle::leaf_hash;
use tabella_tests::harness::{CLOSING, Draft, Harness, Keys, Nobody, Record, Spec, receipt, sign};

pub fn cases() -> Vec<Case> {
    let mut cases = vec![];
    cases.extend(arguments());
    cases.extend(receipts());
    cases.extend(notes());
    cases.extend(complaints());
    cases.extend(rounds());
    cases.extend(life());
    cases.extend(rolls());
    cases.extend(tallies());
    cases.extend(points());
    cases.extend(lines());
    cases
}

/// Entries: manifest 0, commitments 1 to 3, deals 4 to 6, confirmations 7 to 9, roll 10, open 11, liveness proofs 12 and
/// 13, ballots 14 to 16, close 17, shares 18 and 19, result 20.
fn small() -> Spec {
    Spec::tiny()
}

/// The same line with a signature that does not hold.
fn unsigned(line: String) -> String {
    let mut signature = signature_of(&line);
    signature.response.0 += Scalar::ONE;
    with_signature(&line, &signature.to_bytes())
}

fn to_the_end(harness: &mut Harness<'_>) {
    harness.confirm();
    harness.enrol();
    harness.open();
    super::attack::finish(harness);
}

/// PRF-01 is for ballots of which nothing fits; of what fits in part, the parts that do not are named.
fn arguments() -> Vec<Case> {
    let wrong = |name: &str, change: fn(&mut Ballot), ids: [&str; 2]| {
        let record = changed(&small(), Kind::Ballot, 1, |draft, _| {
            if let Body::Ballot(ballot) = &mut draft.body {
                change(ballot);
            }
        });
        case(name, record, &ids.map(|id| (id, "entry 15")))
    };
    vec![
        wrong(
            "prf-02-and-04-where-only-the-bits-fit",
            |ballot| {
                ballot.proof.z1.0 += Scalar::ONE;
                ballot.proof.z3.0 += Scalar::ONE;
            },
            ["PRF-02", "PRF-04"],
        ),
        wrong(
            "prf-03-and-04-where-only-the-commitment-fits",
            |ballot| {
                ballot.proof.z2.0 += Scalar::ONE;
                ballot.proof.z3.0 += Scalar::ONE;
            },
            ["PRF-03", "PRF-04"],
        ),
        wrong(
            "prf-02-and-03-where-only-the-ciphertexts-fit",
            |ballot| {
                ballot.proof.z1.0 += Scalar::ONE;
                ballot.proof.z2.0 += Scalar::ONE;
            },
            ["PRF-02", "PRF-03"],
        ),
    ]
}

/// The form of a receipt to the letter, and an index beyond the tree.
fn receipts() -> Vec<Case> {
    let (record, keys) = (honest(&small()), Keys::new(&small()));
    let text = receipt(&keys, &record.lines, &record.trust, 15, CLOSING).to_text();
    let line = STANDARD.encode(&record.lines[15]);
    let given = |name: &str, text: String, ids: &[&str]| Case {
        given: vec![("odd.tlog-proof", text.into_bytes())],
        ..case(name, record.clone(), &ids.iter().map(|id| (*id, "file odd.tlog-proof")).collect::<Vec<_>>())
    };
    let first = text.lines().nth(3).expect("a path").to_owned();
    let with_hash = |bytes: &[u8]| text.replacen(&first, &STANDARD.encode(bytes), 1);
    let with_line = |line_: &[u8]| text.replacen(&line, &STANDARD.encode(line_), 1);
    let long_path = |length: usize| {
        let (head, note) = text.split_once("\n\n").expect("a note");
        let missing = length + 3 - head.lines().count();
        format!("{head}{}\n\n{note}", format!("\n{first}").repeat(missing))
    };
    let form: &[&str] = &["RCP-01"];
    let path: &[&str] = &["LOG-09", "RCP-01"];
    let beyond = {
        // Of 18 entries the last is a right child, and an entry 18 would be climbed to the same node.
        let lines = &record.lines[..18];
        let mut odd = receipt(&keys, lines, &record.trust, 17, CLOSING);
        assert_eq!(odd.path[0], leaf_hash(lines[16].as_bytes()));
        odd.index = 18;
        odd.to_text()
    };
    vec![
        given(
            "log-09-index-of-the-size-on-a-path-that-leads-to-the-root",
            beyond,
            &["LOG-01", "LOG-09", "RCP-01"],
        ),
        given("rcp-01-hash-of-31-bytes-in-the-path", with_hash(&[7; 31]), form),
        given("rcp-01-hash-of-33-bytes-in-the-path", with_hash(&[7; 33]), form),
        given("rcp-01-hash-that-is-no-base64", text.replacen(&first, &format!("{}~", &first[1..]), 1), form),
        given("rcp-01-path-of-64-hashes", long_path(64), form),
        given("log-09-path-of-63-hashes", long_path(63), path),
        given("rcp-01-line-of-65536-bytes", with_line(&[b'x'; 65_536]), form),
        given("log-09-line-of-65535-bytes", with_line(&[b'x'; 65_535]), path),
        given("rcp-01-line-that-is-not-utf-8", with_line(b"\xff"), form),
        given("rcp-01-index-with-a-leading-zero", text.replacen("\nindex 15\n", "\nindex 015\n", 1), form),
        given("rcp-01-no-index", text.replacen("\nindex 15\n", "\n", 1), form),
        given("rcp-01-first-line-of-another-version", text.replacen("@v1\n", "@v2\n", 1), form),
        given("rcp-01-no-blank-line-before-the-note", text.replacen("\n\n", "\n", 1), form),
        given("rcp-01-note-without-signatures", text.split_once("\n— ").expect("signed").0.into(), form),
    ]
}

/// A note of exactly so many bytes, with the signature of a stranger.
fn long_note(note: &str, size: usize) -> String {
    let room = size - note.len() - "—  \n".len();
    let (signature, name) = ((room - 1) / 4 * 4, (room - 1) % 4 + 1);
    let line = format!("— {} {}\n", "s".repeat(name), STANDARD.encode(vec![7; signature / 4 * 3]));
    let long = format!("{note}{line}");
    assert_eq!(long.len(), size);
    long
}

fn notes() -> Vec<Case> {
    let noted = |name: &str, size: usize, expected: &[(&str, &str)]| {
        let record = honest(&small());
        case(name, Record { checkpoint: long_note(&record.checkpoint, size), ..record }, expected)
    };
    // Three of four witnesses saw 20 of 21 entries long after the last of them.
    let late = {
        let (record, keys) = (honest(&witnessed()), Keys::new(&witnessed()));
        let checkpoint = sign(&keys, &record.lines[..20], &record.trust, CLOSING + 1_000_000);
        Record { checkpoint, ..record }
    };
    vec![
        noted("honest-note-of-1048576-bytes", 1 << 20, &[]),
        noted("log-03-note-of-1048577-bytes", (1 << 20) + 1, &[("LOG-03", "board")]),
        case("log-02-checkpoint-of-fewer-entries-that-was-cosigned-late", late, &[("LOG-02", "board")]),
    ]
}

fn ceremony_of(harness: &Harness<'_>) -> Ceremony {
    harness.election().ceremony().cloned().expect("a manifest")
}

/// The complaint of trustee 2 about the deal of trustee 1.
fn complaint(harness: &Harness<'_>) -> KeyComplaint {
    let deal = harness.election().deals().next().expect("a deal").1.clone();
    let entry = *harness.election().deal_entry(1).expect("a deal");
    let ceremony = ceremony_of(harness);
    KeyComplaint::make(&harness.keys.trustees[1], &ceremony, &deal, 1, &entry, 2)
}

/// The share of trustee 2 from trustee 1 as `change` makes it of its 32 bytes, sealed as (4.2) says.
fn sealed(keys: &Keys, ceremony: &Ceremony, change: impl Fn(Scalar) -> Vec<u8>) -> ByteString {
    let seed = Derivation::new(keys.trustees[0].expose(), &ceremony.election.0);
    let secret = |info: &[&[u8]]| Scalar::from_bytes_mod_order_wide(&seed.bytes::<64>(info));
    let ephemeral = secret(&[b"tabella/1/ephemeral"]);
    let own = tabella_crypto::group::Element::mul_base(&ephemeral);
    let shared = super::attack::point(ceremony.trustees[1].element() * ephemeral);
    let key = Derivation::new(shared.as_bytes(), &ceremony.election.0).bytes::<32>(&[
        b"tabella/1/share",
        &1u64.to_le_bytes(),
        &2u64.to_le_bytes(),
        super::attack::point(own).as_bytes(),
        ceremony.trustees[1].as_bytes(),
    ]);
    let coefficient = |k: u64| secret(&[b"tabella/1/coefficient", &k.to_le_bytes()]);
    let share = coefficient(0) + coefficient(1) * Scalar::from(2u64);
    let cipher = ChaCha20Poly1305::new(&Key::from(*key));
    ByteString(cipher.encrypt(&Nonce::default(), &change(share)[..]).expect("sealed"))
}

/// `l`, little-endian.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

fn plus_order(share: Scalar) -> Vec<u8> {
    let mut carry = 0;
    let digit = |(a, b): (&u8, &u8)| {
        let sum = u16::from(*a) + u16::from(*b) + carry;
        carry = sum >> 8;
        sum as u8
    };
    share.as_bytes().iter().zip(&ORDER).map(digit).collect()
}

fn complaints() -> Vec<Case> {
    let about = |change: fn(Scalar) -> Vec<u8>, then: fn(&mut Harness<'_>)| {
        let mut deal = Change::new(Kind::KeyDeal, 0, move |draft: &mut Draft, keys: &Keys| {
            if let Body::KeyDeal(deal) = &mut draft.body {
                let id = draft.election;
                let trustees = keys.trustees.iter().map(|seed| *seed.identity().public()).collect();
                deal.shares[1] = sealed(keys, &Ceremony { election: id, threshold: 2, trustees }, change);
            }
        });
        played_by(&small(), &mut deal, |harness| {
            harness.found();
            harness.commit();
            harness.deal();
            harness.post(Body::KeyComplaint(complaint(harness)), Some(2));
            then(harness);
        })
    };
    let longer = |share: Scalar| [share.as_bytes(), &[0][..]].concat();
    let shorter = |share: Scalar| share.as_bytes()[..31].to_vec();
    let by_a_stranger = played(&small(), |harness| {
        harness.found();
        harness.commit();
        harness.deal();
        harness.post_by(Body::KeyComplaint(complaint(harness)), stranger("nobody"));
        to_the_end(harness);
    });
    vec![
        case(
            "key-11-complaint-about-the-same-share-sealed-again",
            about(|share| share.as_bytes().to_vec(), to_the_end),
            &[("KEY-11", "trustee 2")],
        ),
        case("honest-void-after-a-complaint-about-an-unreduced-share", about(plus_order, |_| ()), &[]),
        case(
            "honest-void-after-a-complaint-about-another-share",
            about(|share| (share + Scalar::ONE).as_bytes().to_vec(), |_| ()),
            &[],
        ),
        Case {
            ..case(
                "key-06-share-of-33-bytes-that-a-complaint-shows",
                about(longer, |_| ()),
                &[("KEY-06", "trustee 1")],
            )
        },
        case(
            "key-06-share-of-31-bytes-that-a-complaint-shows",
            about(shorter, |_| ()),
            &[("KEY-06", "trustee 1")],
        ),
        case("log-12-complaint-by-a-stranger", by_a_stranger, &[("LOG-12", "entry 7")]),
    ]
}

/// What comes after the n-th entry of a round changes nothing any more.
fn rounds() -> Vec<Case> {
    let commitment = played(&small(), |harness| {
        harness.found();
        harness.commit();
        harness.post(Body::KeyCommitment(KeyCommitment { commitment: Hash::of(&[b"late"]) }), Some(1));
        harness.deal();
        to_the_end(harness);
    });
    let deal = played(&small(), |harness| {
        harness.found();
        harness.commit();
        harness.deal();
        let (ceremony, last) = (ceremony_of(harness), *harness.election().last_commitment());
        let mut late = Dealer::new(&harness.keys.trustees[0], &ceremony, 1).deal(&last);
        late.shares[0].0[0] ^= 1;
        harness.post(Body::KeyDeal(late), Some(1));
        to_the_end(harness);
    });
    let mut first = Change::new(Kind::KeyConfirmation, 0, wrong_rehearsal);
    let mut second = Change::new(Kind::KeyConfirmation, 1, wrong_rehearsal);
    let unread = played_by(&small(), &mut Both(&mut first, &mut second), |harness| {
        harness.found();
        harness.commit();
        harness.deal();
        harness.confirm();
        harness.push(r#"{"statement":{"kind":"key-confirmation"}}"#.into());
        harness.enrol();
        harness.open();
    });
    vec![
        case("log-11-commitment-after-the-last-that-counts", commitment, &[("LOG-11", "entry 4")]),
        case("log-11-deal-after-the-last-that-counts", deal, &[("LOG-11", "entry 7")]),
        case(
            "unread-confirmation-after-the-last-that-counts",
            unread,
            &[
                ("KEY-09", "trustee 1"),
                ("KEY-09", "trustee 2"),
                ("ENC-02", "entry 10"),
                ("KEY-15", "entry 12"),
            ],
        ),
    ]
}

fn wrong_rehearsal(draft: &mut Draft, _: &Keys) {
    if let Body::KeyConfirmation(confirmation) = &mut draft.body {
        confirmation.rehearsal.proof.s.0 += Scalar::ONE;
    }
}

fn life() -> Vec<Case> {
    let before_open = played(&Spec { live: vec![], ..small() }, |harness| {
        harness.prepare();
        show(harness, 1, 11);
        show(harness, 2, 10);
        harness.cast_all();
        harness.close();
        harness.announce();
    });
    vec![case("key-15-sign-of-life-after-open-on-an-entry-before-it", before_open, &[("KEY-15", "entry 17")])]
}

fn show(harness: &mut Harness<'_>, j: u64, entry: u64) {
    let election = harness.election();
    let hash = *election.entry_hash(entry).expect("an entry");
    let id = *election.id().expect("a manifest");
    let life = harness.share(j).expect("a share").live(&id, entry, &hash);
    harness.post(Body::Liveness(life), Some(j));
}

fn rolls() -> Vec<Case> {
    let enrolled = |attacker: &mut Line<fn(String) -> String>, style: u64, own_part: bool, ballot: u64| {
        let mut ballots = Change::new(Kind::Ballot, 0, move |draft: &mut Draft, _: &Keys| {
            if let Body::Ballot(body) = &mut draft.body {
                body.style = ballot;
            }
        });
        played_by(&small(), &mut Both(attacker, &mut ballots), |harness| {
            harness.found();
            harness.commit();
            harness.deal();
            harness.confirm();
            let mut rows = harness.roll();
            let last = rows.last().expect("voters").credential;
            let after = |n: u32| random_point(&format!("voter {n}"));
            let credential = (0..).map(after).find(|point| *point > last).expect("a later one");
            let more = Row { credential, style, weight: 1 };
            if own_part {
                harness.post(Body::Roll(RollPart { rows }), None);
                harness.post(Body::Roll(RollPart { rows: vec![more] }), None);
            } else {
                rows.push(more);
                harness.post(Body::Roll(RollPart { rows }), None);
            }
            harness.open();
            super::attack::finish(harness);
        })
    };
    let odd = |line: String| line.replacen(",\"kind\":", ",\"extra\":0,\"kind\":", 1);
    vec![
        case(
            "log-13-roll-with-an-unknown-style-that-nobody-signed",
            enrolled(&mut Line::new(10, unsigned), 7, false, 0),
            &[("LOG-13", "entry 10")],
        ),
        case(
            "unread-second-part-of-the-roll-and-a-ballot-of-another-style-from-the-first",
            enrolled(&mut Line::new(11, odd), 0, true, 7),
            &[("ENC-02", "entry 11"), ("BAL-02", "entry 15")],
        ),
    ]
}

fn tallies() -> Vec<Case> {
    let spec = Spec { minimum: 50, revealing_weights: true, ..small() };
    let mut line = Line::new(18, unsigned);
    let for_nothing = played_by(&spec, &mut line, |harness| {
        harness.prepare();
        harness.vote();
        harness.close();
        let mut nobody = Nobody;
        let mut other = Harness::new(small(), &mut nobody);
        other.prepare();
        other.vote();
        other.close();
        let tally = other.election().tally().cloned().expect("closed");
        let mut share = tally.decrypt(&other.share(1).expect("a share")).expect("a share");
        share.tau = harness.election().tally().expect("closed").tau;
        harness.post(Body::DecryptionShare(share), Some(1));
        harness.announce();
    });
    // The transcript of the shares fills a block of STROBE to its last byte.
    let eleven = Spec {
        contests: vec![("chair", Rule::Choice(Choice { min: 1, max: 1, blank: false }), 11)],
        ..small()
    };
    vec![
        case(
            "log-13-share-that-nobody-signed-and-nothing-to-decrypt",
            for_nothing,
            &[("LOG-13", "entry 18")],
        ),
        case("honest-eleven-options", honest(&eleven), &[]),
    ]
}

/// (1.2) The highest bit of an encoding is no part of the field element, and must be zero.
fn points() -> Vec<Case> {
    let record = honest(&small());
    let last = index_of(&record, Kind::Result, 0) as u64;
    let author = |name: &str, bytes: [u8; 32]| {
        let mut line = Line::new(last, |line: String| {
            let start = line.find("\"author\":\"").expect("an author") + 10;
            format!("{}{}{}", &line[..start], base64url(&bytes), &line[start + 43..])
        });
        case(name, Harness::run(small(), &mut line), &[("ENC-05", format!("entry {last}").as_str())])
    };
    let mut four = [0; 32];
    (four[0], four[31]) = (4, 0x80);
    let mut own = *Keys::new(&small()).official.public().as_bytes();
    own[31] |= 0x80;
    vec![
        author("enc-05-small-point-and-the-highest-bit", four),
        author("enc-05-author-and-the-highest-bit", own),
    ]
}

/// A line that is too long to be kept has its hash all the same.
fn lines() -> Vec<Case> {
    let record = played(&small(), |harness| {
        harness.prepare();
        harness.show_life();
        harness.push("x".repeat(140_000));
        harness.cast_all();
        harness.close();
        harness.announce();
    });
    vec![case("enc-08-line-of-140000-bytes-in-the-chain", record, &[("ENC-08", "entry 14")])]
}

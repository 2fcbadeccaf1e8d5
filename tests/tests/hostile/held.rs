//! What files that are given can prove against someone, and what an outsider can make up.

use super::attack::{Case, body_of, case, changed, honest, index_of, played, point, scalar};
use super::ceremony::possess;
use super::log::{log_key, note_line, witnessed};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ceremony::KeyDeal;
use tabella_crypto::election::statement::{Body, Kind, sign as sign_statement};
use tabella_crypto::group::{Element, Scalar};
use tabella_crypto::signature::SigningKey;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::entry::{Entry, statement_of};
use tabella_log::merkle::leaf_hash;
use tabella_tests::harness::{CLOSING, Harness, Keys, Nobody, OPENING, Record, Spec, receipt, sign};

type Files = Vec<(&'static str, Vec<u8>)>;

pub fn cases() -> Vec<Case> {
    let mut cases = vec![];
    cases.extend(witness_times());
    cases.extend(shares());
    cases.extend(other_records());
    cases.extend(receipts());
    cases
}

fn with(name: &str, record: &Record, given: Files, expected: &[(&str, &str)]) -> Case {
    Case { given, ..case(name, record.clone(), expected) }
}

/// A checkpoint over the first 14 entries, before the first ballot, cosigned by some witnesses (from 1), each at a time.
fn early(record: &Record, cosigned: &[(u64, u64)]) -> Vec<u8> {
    let spec = witnessed();
    let keys = Keys::new(&spec);
    let signed = SignedCheckpoint::parse(&sign(&keys, &record.lines[..14], &record.trust, OPENING));
    let bare = keys.board.sign(signed.expect("a note").unverified());
    let text = SignedCheckpoint::parse(&bare).expect("a note").unverified().body();
    let line = |(i, time): &(u64, u64)| {
        let key = log_key(&spec, "witness", *i);
        let message = format!("cosignature/v1\ntime {time}\n{text}");
        note_line(&format!("witness.example/w{i}"), 4, &key, &key, &message, Some(*time))
    };
    format!("{bare}{}", cosigned.iter().map(line).collect::<String>()).into_bytes()
}

/// LOG-06: the board answers only if a quorum says so about one checkpoint.
fn witness_times() -> Vec<Case> {
    let record = honest(&witnessed());
    let first = index_of(&record, Kind::Ballot, 0);
    assert_eq!(first, 14);
    let at = Entry::decode(record.lines[first].as_bytes()).expect("a ballot").at;
    let late = CLOSING + 10_000;
    let tolerance = record.trust.tolerance_seconds;
    let seen = |name: &str, cosigned: &[(u64, u64)], expected: &[(&str, &str)]| {
        with(name, &record, vec![("late.checkpoint", early(&record, cosigned))], expected)
    };
    let board = &[("LOG-06", "board")];
    let forged = {
        let note = String::from_utf8(early(&record, &[(1, late), (2, late)])).expect("text");
        let text = SignedCheckpoint::parse(&note).expect("a note").unverified().body();
        let (own, other) = (log_key(&witnessed(), "witness", 3), log_key(&witnessed(), "stranger", 0));
        let message = format!("cosignature/v1\ntime {late}\n{text}");
        let line = note_line("witness.example/w3", 4, &other, &own, &message, Some(late));
        with(
            "honest-with-two-late-witnesses-and-a-forged-third",
            &record,
            vec![("late.checkpoint", format!("{note}{line}").into_bytes())],
            &[],
        )
    };
    let spec = witnessed();
    let proof = |cosigned: &[(u64, u64)]| {
        let mut receipt = receipt(&Keys::new(&spec), &record.lines[..14], &record.trust, 13, OPENING);
        let note = String::from_utf8(early(&record, cosigned)).expect("text");
        receipt.checkpoint = SignedCheckpoint::parse(&note).expect("a note");
        receipt.to_text().into_bytes()
    };
    vec![
        seen("honest-with-an-old-checkpoint-that-one-witness-cosigned-late", &[(4, late)], &[]),
        seen("honest-with-an-old-checkpoint-that-two-witnesses-cosigned-late", &[(1, late), (4, late)], &[]),
        seen("log-06-old-checkpoint-that-a-quorum-cosigned-late", &[(1, late), (2, late), (4, late)], board),
        seen(
            "log-06-old-checkpoint-that-a-quorum-cosigned-late-and-before",
            &[(1, OPENING), (1, late), (2, late), (2, OPENING), (4, late), (4, OPENING)],
            board,
        ),
        seen(
            "honest-with-an-old-checkpoint-that-one-witness-cosigned-late-three-times",
            &[(1, late), (1, late + 1), (1, late + 2)],
            &[],
        ),
        seen(
            "honest-with-an-old-checkpoint-cosigned-within-the-tolerance",
            &[(1, at + tolerance), (2, at + tolerance), (3, at + tolerance)],
            &[],
        ),
        seen(
            "log-06-old-checkpoint-cosigned-a-second-beyond-the-tolerance",
            &[(1, at + tolerance + 1), (2, at + tolerance + 1), (3, at + tolerance + 1)],
            board,
        ),
        seen("log-06-old-checkpoint-cosigned-before-its-own-entries", &[(1, 5), (2, 5), (3, 5)], board),
        seen("honest-with-an-old-checkpoint-that-two-witnesses-cosigned-too-early", &[(1, 5), (2, 5)], &[]),
        seen("honest-with-an-old-checkpoint-that-nobody-cosigned", &[], &[]),
        forged,
        with(
            "log-06-receipt-that-a-quorum-cosigned-late",
            &record,
            vec![("late.tlog-proof", proof(&[(1, late), (2, late), (3, late)]))],
            board,
        ),
        with(
            "honest-with-a-receipt-that-one-witness-cosigned-late",
            &record,
            vec![("late.tlog-proof", proof(&[(2, late)]))],
            &[],
        ),
    ]
}

/// A share that a trustee (from 1) signed for another tally.
fn another(record: &Record, trustee: usize, tally: &str, kind: impl Fn(&mut Body, &mut Hash)) -> Vec<u8> {
    let mut body = body_of(record, Kind::DecryptionShare, 0);
    if let Body::DecryptionShare(share) = &mut body {
        share.tau = Hash::of(&[tally.as_bytes()]);
    }
    let mut phi = leaf_hash(record.lines[index_of(record, Kind::Open, 0)].as_bytes());
    kind(&mut body, &mut phi);
    let key = Keys::new(&Spec::tiny()).trustees[trustee - 1].identity();
    sign_statement(&key, &phi, &body).into_bytes()
}

/// DEC-06: two signatures of one trustee, or no one is named.
fn shares() -> Vec<Case> {
    let record = honest(&Spec::tiny());
    let one = |trustee, tally| another(&record, trustee, tally, |_, _| ());
    let given = |name: &str, files: Files, expected: &[(&str, &str)]| with(name, &record, files, expected);
    let own = statement_of(record.lines[index_of(&record, Kind::DecryptionShare, 0)].as_bytes());
    let own = own.expect("a share").into_bytes();
    // The record's own share of trustee 1 is for another tally, and refused.
    let refused =
        changed(&Spec { decrypting: vec![1, 2, 3], ..Spec::tiny() }, Kind::DecryptionShare, 0, |draft, _| {
            if let Body::DecryptionShare(share) = &mut draft.body {
                share.tau = Hash::of(&[b"refused"]);
            }
        });
    let unsigned = {
        let mut attacker = super::unread::Line::new(18, |line: String| {
            let mut signature = super::attack::signature_of(&line);
            signature.response.0 += Scalar::ONE;
            super::attack::with_signature(&line, &signature.to_bytes())
        });
        Harness::run(Spec { decrypting: vec![1, 2, 3], ..Spec::tiny() }, &mut attacker)
    };
    vec![
        given(
            "dec-06-two-given-shares-of-one-trustee-for-one-other-tally",
            vec![("a.share", one(2, "other")), ("b.share", one(2, "other"))],
            &[("DEC-06", "")],
        ),
        given(
            "dec-06-one-given-share-against-the-record-and-one-against-nothing",
            vec![("a.share", one(1, "other")), ("b.share", one(2, "other"))],
            &[("DEC-06", "trustee 1")],
        ),
        with(
            "dec-06-share-against-a-refused-share-of-the-record",
            &refused,
            vec![("a.share", another(&refused, 1, "other", |_, _| ()))],
            &[("DEC-06", "trustee 1")],
        ),
        with(
            "dec-06-share-against-an-unsigned-share-of-the-record",
            &unsigned,
            vec![("a.share", another(&unsigned, 1, "other", |_, _| ()))],
            &[("LOG-13", "entry 18"), ("DEC-06", "")],
        ),
        given("honest-with-a-share-that-is-in-the-record", vec![("a.share", own.clone())], &[]),
        given("honest-with-a-share-and-a-newline", vec![("a.share", [&own[..], b"\n"].concat())], &[]),
        given(
            "log-14-given-share-under-the-election-id",
            vec![("a.share", another(&record, 2, "other", |_, phi| *phi = record.trust.election))],
            &[("LOG-14", "file a.share")],
        ),
        given(
            "log-12-given-share-of-a-stranger",
            vec![("a.share", {
                let phi = leaf_hash(record.lines[index_of(&record, Kind::Open, 0)].as_bytes());
                let key: &SigningKey = &super::attack::stranger("nobody");
                sign_statement(key, &phi, &body_of(&record, Kind::DecryptionShare, 0)).into_bytes()
            })],
            &[("LOG-12", "file a.share")],
        ),
        given(
            "log-12-given-share-that-is-a-sign-of-life",
            vec![(
                "a.share",
                another(&record, 2, "other", |body, _| {
                    *body = body_of(&honest(&Spec::tiny()), Kind::Liveness, 0);
                }),
            )],
            &[("LOG-12", "file a.share")],
        ),
        given(
            "enc-02-given-share-without-a-tau",
            vec![(
                "a.share",
                String::from_utf8(own.clone()).expect("text").replace("\"tau\"", "\"tea\"").into_bytes(),
            )],
            &[("ENC-02", "file a.share")],
        ),
        given(
            "rep-02-given-share-of-an-unknown-kind",
            vec![(
                "a.share",
                String::from_utf8(own).expect("text").replace("decryption-share", "note").into_bytes(),
            )],
            &[("REP-02", "file a.share")],
        ),
    ]
}

/// The lines of a made-up record of another election, in which someone deals.
fn dealt(election: &Hash, deals: &[(SigningKey, KeyDeal)]) -> Vec<u8> {
    let line = |(index, (key, deal)): (usize, &(SigningKey, KeyDeal))| {
        let statement = sign_statement(key, election, &Body::KeyDeal(deal.clone()));
        Entry::line(OPENING, index as u64, &Hash::ZERO, &statement)
    };
    deals.iter().enumerate().map(line).collect::<Vec<_>>().join("\n").into_bytes()
}

/// KEY-13: a key that its trustee has proven to hold in another election, and nothing less.
fn other_records() -> Vec<Case> {
    let record = honest(&Spec::tiny());
    let Body::KeyDeal(own) = body_of(&record, Kind::KeyDeal, 0) else { unreachable!("a deal") };
    let twin = Hash::of(&[b"twin"]);
    let trustee = || Keys::new(&Spec::tiny()).trustees[0].identity();
    let given = |name: &str, file: Vec<u8>, expected: &[(&str, &str)]| {
        with(name, &record, vec![("other/entries.jsonl", file)], expected)
    };
    // A whole other election with a deal that its trustee made there, honestly.
    let elsewhere =
        Harness::run(Spec { minimum: 1, ballots: vec![], ..Spec { seed: 9, ..Spec::tiny() } }, &mut Nobody);
    vec![
        given("honest-with-a-made-up-record-by-the-trustee", dealt(&twin, &[(trustee(), own.clone())]), &[]),
        given("honest-with-the-record-of-another-election", elsewhere.entries(), &[]),
        given("honest-with-another-record-of-no-lines", vec![], &[]),
        given("honest-with-another-record-that-cannot-be-read", b"nonsense\n\xff\n{}\n".to_vec(), &[]),
        given("honest-with-a-later-coefficient-in-common", reused(&record, Reused::Second), &[]),
        given(
            "key-13-two-elections-with-one-ephemeral-key",
            reused(&record, Reused::Ephemeral),
            &[("KEY-13", "trustee 1")],
        ),
        given(
            "key-13-two-elections-with-one-secret",
            reused(&record, Reused::Secret),
            &[("KEY-13", "trustee 1")],
        ),
    ]
}

/// What a trustee took over from this election.
#[derive(Clone, Copy)]
enum Reused {
    Ephemeral,
    Secret,
    Second,
}

/// Another election in which trustee 1 deals, with a proof that holds there, and something of this one.
fn reused(record: &Record, which: Reused) -> Vec<u8> {
    let spec = Spec { seed: 3, ..Spec::tiny() };
    let this = record.trust.election;
    let seed = &Keys::new(&Spec::tiny()).trustees[0];
    let derived = |info: &[&[u8]]| {
        let bytes = tabella_crypto::group::Derivation::new(seed.expose(), &this.0).bytes::<64>(info);
        Scalar::from_bytes_mod_order_wide(&bytes)
    };
    let key = derived(&[b"tabella/1/ephemeral"]);
    let (a, e) = match which {
        Reused::Ephemeral => (scalar("a"), key),
        Reused::Secret => (derived(&[b"tabella/1/coefficient", &0u64.to_le_bytes()]), scalar("e")),
        Reused::Second => (scalar("a"), scalar("e")),
    };
    let Body::KeyDeal(own) = body_of(record, Kind::KeyDeal, 0) else { unreachable!("a deal") };
    let other = played(&spec, |harness| {
        harness.found();
        harness.commit();
        let ceremony = harness.election().ceremony().cloned().expect("a manifest");
        let last = *harness.election().last_commitment();
        let points = [point(Element::mul_base(&a)), own.coefficients[1]];
        let ephemeral = point(Element::mul_base(&e));
        let proof = possess(&ceremony, 1, &points, &ephemeral, &last, &a, &e);
        let deal = KeyDeal { coefficients: points.into(), ephemeral, proof, shares: own.shares.clone() };
        harness.post(Body::KeyDeal(deal), Some(1));
    });
    other.entries()
}

/// LOG-08 and RCP-04, at the edges.
fn receipts() -> Vec<Case> {
    let spec = Spec::tiny();
    let (record, keys) = (honest(&spec), Keys::new(&spec));
    let size = record.lines.len();
    let proof = |size: usize, index: usize| {
        receipt(&keys, &record.lines[..size], &record.trust, index as u64, CLOSING).to_text().into_bytes()
    };
    let nothing = keys.board.sign(&tabella_log::checkpoint::Checkpoint {
        origin: record.trust.board.origin(&record.trust.election),
        size: 0,
        root: Hash::of(&[]),
    });
    let lies = keys.board.sign(&tabella_log::checkpoint::Checkpoint {
        origin: record.trust.board.origin(&record.trust.election),
        size: 0,
        root: Hash::ZERO,
    });
    let odd = |name: &str, change: &dyn Fn(&mut tabella_log::receipt::Receipt), expected: &[&str]| {
        let mut receipt = receipt(&keys, &record.lines, &record.trust, 15, CLOSING);
        change(&mut receipt);
        let named: Vec<(&str, &str)> = expected.iter().map(|id| (*id, "file odd.tlog-proof")).collect();
        with(name, &record, vec![("odd.tlog-proof", receipt.to_text().into_bytes())], &named)
    };
    vec![
        with(
            "honest-with-receipts-of-the-first-and-the-last-entry",
            &record,
            vec![
                ("a.tlog-proof", proof(1, 0)),
                ("b.tlog-proof", proof(size, 0)),
                ("c.tlog-proof", proof(size, size - 1)),
                ("d.tlog-proof", proof(16, 15)),
                ("e.tlog-proof", proof(17, 16)),
            ],
            &[],
        ),
        with(
            "honest-with-a-checkpoint-of-no-entries",
            &record,
            vec![("a.checkpoint", nothing.into_bytes())],
            &[],
        ),
        with(
            "log-08-checkpoint-of-no-entries-with-another-root",
            &record,
            vec![("a.checkpoint", lies.into_bytes())],
            &[("LOG-08", "board")],
        ),
        odd("log-09-path-too-long", &|receipt| receipt.path.push(Hash::ZERO), &["LOG-09", "RCP-01"]),
        odd(
            "log-09-index-that-is-the-size",
            &|receipt| {
                receipt.index = 21;
                receipt.path.clear();
            },
            &["LOG-01", "LOG-09", "RCP-01"],
        ),
        odd(
            "log-03-receipt-under-the-checkpoint-of-another-election",
            &|odd| {
                let twin = Harness::run(Spec { seed: 9, ..Spec::tiny() }, &mut Nobody);
                let text = sign(&keys, &record.lines, &twin.trust, CLOSING);
                odd.checkpoint = SignedCheckpoint::parse(&text).expect("a note");
            },
            &["LOG-03", "RCP-01"],
        ),
        with(
            "honest-with-a-receipt-of-a-line-that-does-not-decode",
            &odd_line_record(),
            vec![("a.tlog-proof", {
                let record = odd_line_record();
                receipt(&keys, &record.lines, &record.trust, 15, CLOSING).to_text().into_bytes()
            })],
            &[("ENC-01", "entry 15")],
        ),
    ]
}

fn odd_line_record() -> Record {
    played(&Spec::tiny(), |harness| {
        harness.prepare();
        harness.show_life();
        harness.cast(0, &[vec![0]]);
        harness.push("nonsense".into());
        harness.close();
        harness.announce();
    })
}

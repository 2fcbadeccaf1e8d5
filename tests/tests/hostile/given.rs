//! What the observer holds besides the record: LOG-06, LOG-08, LOG-09, KEY-13, DEC-06, RCP-01, RCP-04.

use super::attack::{Case, body_of, case, changed, honest, index_of};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ceremony::Ceremony;
use tabella_crypto::election::statement::{Body, Kind, sign as sign_statement};
use tabella_log::entry::statement_of;
use tabella_tests::dealt::{Dealt, dealt_again};
use tabella_tests::harness::{CLOSING, Harness, Keys, Nobody, OPENING, Record, Spec, receipt, sign};

type Files = Vec<(&'static str, Vec<u8>)>;

pub fn cases() -> Vec<Case> {
    let spec = Spec::tiny();
    let (record, keys) = (honest(&spec), Keys::new(&spec));
    let of = |record: &Record, name: &str, given: Files, expected: &[(&str, &str)]| Case {
        given,
        ..case(name, record.clone(), expected)
    };
    let with = |name: &str, given: Files, expected: &[(&str, &str)]| of(&record, name, given, expected);
    // The board put another ballot in the place of one, and signed again.
    let ballot = index_of(&record, Kind::Ballot, 1) as u64;
    let fork =
        changed(&Spec { minimum: 1, ballots: other_votes(), ..spec.clone() }, Kind::Close, 0, |_, _| ());
    let early = |lines: &[String], size: u64| sign(&keys, &lines[..size as usize], &record.trust, OPENING);
    let proof = |record: &Record, index: u64| receipt(&keys, &record.lines, &record.trust, index, CLOSING);
    let own = proof(&record, ballot);
    let mut other_line = own.clone();
    other_line.line = record.lines[ballot as usize + 1].clone();
    let mut other_place = own.clone();
    other_place.index += 1;
    let mut no_path = own.clone();
    no_path.path.clear();
    let stranger = Keys::new(&Spec { seed: 7, ..spec.clone() });
    let by_stranger = receipt(&stranger, &record.lines, &record.trust, ballot, CLOSING);
    let share =
        statement_of(record.lines[index_of(&record, Kind::DecryptionShare, 0)].as_bytes()).expect("honest");
    let witnessed = Spec { witnesses: 4, ..spec.clone() };
    let (seen, seen_keys) = (honest(&witnessed), Keys::new(&witnessed));
    let after_closing = sign(&seen_keys, &seen.lines[..ballot as usize], &seen.trust, CLOSING + 1);
    let twin = Harness::run(Spec { seed: 9, ..spec.clone() }, &mut Nobody);
    let unsigned = record.checkpoint.replace("\n21\n", "\n20\n");
    assert_ne!(unsigned, record.checkpoint);
    vec![
        with(
            "honest-with-everything-that-the-observer-holds",
            vec![
                ("earlier.checkpoint", early(&record.lines, 12).into_bytes()),
                ("own.share", share.clone().into_bytes()),
                ("own.tlog-proof", own.to_text().into_bytes()),
                ("other/entries.jsonl", twin.entries()),
            ],
            &[],
        ),
        with(
            "log-08-the-board-signed-another-log-before",
            vec![("earlier.checkpoint", early(&fork.lines, ballot + 1).into_bytes())],
            &[("LOG-08", "board")],
        ),
        with(
            "log-08-two-signed-roots-of-one-size",
            vec![("other.checkpoint", sign(&keys, &fork.lines, &record.trust, CLOSING).into_bytes())],
            &[("LOG-08", "board")],
        ),
        with(
            "rcp-04-the-ballot-of-the-receipt-is-gone",
            vec![("gone.tlog-proof", proof(&fork, ballot).to_text().into_bytes())],
            &[("LOG-08", "board"), ("RCP-04", "board")],
        ),
        with(
            "rcp-01-line-of-another-entry",
            vec![("odd.tlog-proof", other_line.to_text().into_bytes())],
            &[
                ("LOG-01", "file odd.tlog-proof"),
                ("LOG-09", "file odd.tlog-proof"),
                ("RCP-01", "file odd.tlog-proof"),
            ],
        ),
        with(
            "rcp-01-another-index",
            vec![("odd.tlog-proof", other_place.to_text().into_bytes())],
            &[
                ("LOG-01", "file odd.tlog-proof"),
                ("LOG-09", "file odd.tlog-proof"),
                ("RCP-01", "file odd.tlog-proof"),
            ],
        ),
        with(
            "log-09-no-path",
            vec![("odd.tlog-proof", no_path.to_text().into_bytes())],
            &[("LOG-09", "file odd.tlog-proof"), ("RCP-01", "file odd.tlog-proof")],
        ),
        with(
            "rcp-01-signed-by-another-board",
            vec![("odd.tlog-proof", by_stranger.to_text().into_bytes())],
            &[("LOG-04", "file odd.tlog-proof"), ("RCP-01", "file odd.tlog-proof")],
        ),
        with(
            "rcp-01-no-receipt-at-all",
            vec![("odd.tlog-proof", b"receipt".to_vec())],
            &[("RCP-01", "file odd.tlog-proof")],
        ),
        with(
            "log-04-given-checkpoint-that-the-board-did-not-sign",
            vec![("odd.checkpoint", unsigned.into_bytes())],
            &[("LOG-04", "file odd.checkpoint")],
        ),
        of(
            &seen,
            "log-06-ballots-dated-back-behind-a-witness",
            vec![("late.checkpoint", after_closing.into_bytes())],
            &[("LOG-06", "board")],
        ),
        with(
            "dec-06-a-trustee-of-the-record-signed-another-tally-too",
            vec![("other.share", another_tally(&record, &keys, 1, b"all ballots but one").into_bytes())],
            &[("DEC-06", "trustee 1")],
        ),
        with(
            "dec-06-a-trustee-signed-two-tallies-outside-of-the-record",
            vec![
                ("a.share", another_tally(&record, &keys, 2, b"all ballots but one").into_bytes()),
                ("b.share", another_tally(&record, &keys, 2, b"all ballots but two").into_bytes()),
            ],
            &[("DEC-06", "trustee 2")],
        ),
        with(
            "dec-06-a-trustee-signed-another-view-and-nobody-knows-whose-fault-that-is",
            vec![("other.share", another_tally(&record, &keys, 2, b"all ballots but one").into_bytes())],
            &[("DEC-06", "")],
        ),
        with(
            "log-13-given-share-that-the-trustee-did-not-sign",
            vec![(
                "forged.share",
                share.replace(&tau(&record).to_string(), &Hash::ZERO.to_string()).into_bytes(),
            )],
            &[("LOG-13", "file forged.share")],
        ),
        with(
            "honest-though-a-stranger-has-copied-its-ceremony-keys",
            vec![("other/entries.jsonl", same_keys(&record, &keys))],
            &[],
        ),
        with(
            "honest-though-a-stranger-has-copied-a-deal-into-a-whole-record",
            vec![("other/entries.jsonl", copied_deal(&record))],
            &[],
        ),
        with(
            "key-13-a-trustee-has-proven-the-same-secret-in-another-election",
            vec![("other/entries.jsonl", same_secret(&record))],
            &[("KEY-13", "trustee 1")],
        ),
    ]
}

fn other_votes() -> Vec<(usize, Vec<Vec<usize>>)> {
    vec![(0, vec![vec![0]]), (1, vec![vec![0]]), (2, vec![vec![0]])]
}

fn tau(record: &Record) -> Hash {
    match body_of(record, Kind::DecryptionShare, 0) {
        Body::DecryptionShare(share) => share.tau,
        _ => unreachable!("a share"),
    }
}

/// A trustee, from 1, handed over a share of other ballots.
fn another_tally(record: &Record, keys: &Keys, trustee: usize, ballots: &[u8]) -> String {
    let Body::DecryptionShare(mut share) = body_of(record, Kind::DecryptionShare, 0) else {
        unreachable!("a share")
    };
    share.tau = Hash::of(&[ballots]);
    let open = &record.lines[index_of(record, Kind::Open, 0)];
    let phi = tabella_log::merkle::leaf_hash(open.as_bytes());
    sign_statement(&keys.trustees[trustee - 1].identity(), &phi, &Body::DecryptionShare(share))
}

/// Another election in which trustees used what they had derived without the election id.
fn same_keys(record: &Record, keys: &Keys) -> Vec<u8> {
    let mut lines = vec![];
    let twin = Hash::of(&[b"twin"]);
    for (kind, count) in [(Kind::KeyDeal, 3), (Kind::KeyConfirmation, 3)] {
        for nth in 0..count {
            let statement =
                sign_statement(&keys.trustees[nth].identity(), &twin, &body_of(record, kind, nth));
            lines.push(tabella_log::entry::Entry::line(OPENING, lines.len() as u64, &Hash::ZERO, &statement));
        }
    }
    lines.join("\n").into_bytes()
}

/// Another election of the same trustees, in which trustee 1 uses its secret of this one again, and proves it.
fn same_secret(record: &Record) -> Vec<u8> {
    let (spec, first) = (Spec { minimum: 2, ..Spec::tiny() }, record.trust.election);
    let keys = Keys::new(&spec);
    let mut again = Dealt(|ceremony: &Ceremony, last: &Hash| dealt_again(&first, &keys, ceremony, last));
    Harness::run(spec.clone(), &mut again).entries()
}

/// Another election, in which someone has put the deal of trustee 1 of this one.
fn copied_deal(record: &Record) -> Vec<u8> {
    let Body::KeyDeal(deal) = body_of(record, Kind::KeyDeal, 0) else { unreachable!("a deal") };
    let mut copied = Dealt(|_: &Ceremony, _: &Hash| deal.clone());
    Harness::run(Spec { minimum: 2, ..Spec::tiny() }, &mut copied).entries()
}

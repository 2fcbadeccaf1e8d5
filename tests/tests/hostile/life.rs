//! KEY-16: liveness proofs are a minute apart, each on a later entry that is none itself.

use super::attack::{Case, Change, case, played, played_by};
use super::unread::Both;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ceremony::Liveness;
use tabella_crypto::election::statement::{Body, Kind};
use tabella_tests::harness::{Attacker, Draft, Harness, Keys, Nobody, Spec};

pub fn cases() -> Vec<Case> {
    let mut cases = vec![];
    cases.extend(named());
    cases.extend(before());
    cases
}

/// The liveness proof of a trustee on an entry.
fn on(harness: &Harness<'_>, j: u64, entry: u64) -> Liveness {
    let election = harness.election();
    let hash = election.entry_hash(entry).copied().unwrap_or(Hash::ZERO);
    let id = election.id().expect("a manifest");
    harness.share(j).expect("a share").live(id, entry, &hash)
}

fn show(harness: &mut Harness<'_>, j: u64, entry: u64) {
    let life = on(harness, j, entry);
    harness.post(Body::Liveness(life), Some(j));
}

/// Trustees 1 and 2 show life on `open` (entries 12 and 13), voters 1 and 2 vote (14, 15); then someone does
/// something, and the election ends. Trustee 3 has not shown life before.
fn then(name: &str, expected: &[(&str, &str)], act: impl FnOnce(&mut Harness<'_>)) -> Case {
    by(name, &mut Nobody, expected, act)
}

fn by(
    name: &str,
    attacker: &mut dyn Attacker,
    expected: &[(&str, &str)],
    act: impl FnOnce(&mut Harness<'_>),
) -> Case {
    let record = played_by(&Spec::tiny(), attacker, |harness| {
        harness.prepare();
        harness.show_life();
        harness.cast(0, &[vec![0]]);
        harness.cast(1, &[vec![1]]);
        act(harness);
        harness.close();
        harness.announce();
    });
    case(name, record, expected)
}

fn named() -> Vec<Case> {
    vec![
        then("key-16-first-sign-of-life-on-a-sign-of-life", &[("KEY-16", "entry 16")], |harness| {
            show(harness, 3, 13);
        }),
        then("unread-line-of-no-kind-that-a-sign-of-life-names", &[("ENC-01", "entry 16")], |harness| {
            harness.push("nonsense".into());
            show(harness, 3, 16);
        }),
    ]
}

/// "The one before" is that of the same trustee, in order, whatever else is wrong with it.
fn before() -> Vec<Case> {
    let elsewhere = |draft: &mut Draft, _: &Keys| draft.election = Hash::of(&[b"twin"]);
    let across_open = played(&Spec { live: vec![], ..Spec::tiny() }, |harness| {
        harness.found();
        harness.commit();
        harness.deal();
        harness.confirm();
        harness.enrol();
        harness.pass(5_000);
        show(harness, 1, 10);
        harness.open();
        show(harness, 1, 12);
        show(harness, 2, 12);
        harness.cast_all();
        harness.close();
        harness.announce();
    });
    let alone = played_by(
        &Spec { live: vec![], ..Spec::tiny() },
        &mut Both(
            &mut Change::new(Kind::Liveness, 1, |draft: &mut Draft, keys: &Keys| {
                draft.author = keys.trustees[0].identity().into();
            }),
            &mut Nobody,
        ),
        |harness| {
            harness.prepare();
            show(harness, 2, 11);
            show(harness, 2, 10);
            show(harness, 1, 11);
            harness.cast_all();
            harness.close();
            harness.announce();
        },
    );
    vec![
        by(
            "key-16-soon-after-a-sign-of-life-for-another-election",
            &mut Change::new(Kind::Liveness, 2, elsewhere),
            &[("LOG-14", "entry 16"), ("KEY-16", "entry 17")],
            |harness| {
                show(harness, 3, 14);
                show(harness, 3, 15);
            },
        ),
        then(
            "key-16-after-a-sign-of-life-on-an-entry-far-away",
            &[("KEY-14", "trustee 3"), ("KEY-16", "entry 17")],
            |harness| {
                show(harness, 3, (1 << 53) - 1);
                harness.pass(100);
                show(harness, 3, 15);
            },
        ),
        case("key-16-soon-after-a-sign-of-life-before-open", across_open, &[("KEY-16", "entry 13")]),
        case(
            "key-16-after-a-sign-of-life-with-the-key-of-another",
            alone,
            &[("KEY-14", "trustee 1"), ("KEY-16", "entry 14")],
        ),
        by(
            "log-12-sign-of-life-of-a-stranger-is-nobodys",
            &mut Change::new(Kind::Liveness, 2, |draft: &mut Draft, _: &Keys| {
                draft.author = super::attack::stranger("nobody");
            }),
            &[("LOG-12", "entry 16")],
            |harness| {
                show(harness, 3, 15);
                show(harness, 3, 14);
            },
        ),
    ]
}

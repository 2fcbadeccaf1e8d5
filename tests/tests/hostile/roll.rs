//! ROL: the roll, and what `open` says of it.

use super::attack::{Case, case, changed, finish, honest, index_of, played, point, random_point};
use tabella_crypto::election::roll::{RollPart, Row};
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::generators::{G, bit_bases};
use tabella_crypto::group::Point;
use tabella_tests::harness::{Harness, Keys, Record, Spec};

/// The election with other rows, in which voting ends without a result.
fn with_rows(spec: &Spec, change: impl Fn(&mut Vec<Row>)) -> Record {
    played_until_close(spec, |harness| {
        let mut rows = rows(spec);
        change(&mut rows);
        harness.post(Body::Roll(RollPart { rows }), None);
    })
}

fn played_until_close(spec: &Spec, enrol: impl FnOnce(&mut Harness<'_>)) -> Record {
    played(spec, |harness| {
        harness.found();
        harness.commit();
        harness.deal();
        harness.confirm();
        enrol(harness);
        harness.open();
        harness.vote();
        harness.close();
    })
}

fn rows(spec: &Spec) -> Vec<Row> {
    let keys = Keys::new(spec);
    let row =
        |(voter, (style, weight)): (&std::sync::Arc<tabella_crypto::signature::SigningKey>, &(u64, u64))| {
            Row { credential: *voter.public(), style: *style, weight: *weight }
        };
    let mut rows: Vec<Row> = keys.voters.iter().zip(&spec.voters).map(row).collect();
    rows.sort_by_key(|row| row.credential);
    rows
}

/// One row more, in its place.
fn insert(rows: &mut Vec<Row>, credential: Point, style: u64, weight: u64) {
    rows.push(Row { credential, style, weight });
    rows.sort_by_key(|row| row.credential);
}

pub fn cases() -> Vec<Case> {
    let spec = Spec::tiny();
    let record = honest(&spec);
    let roll = format!("entry {}", index_of(&record, Kind::Roll, 0));
    let open = format!("entry {}", index_of(&record, Kind::Open, 0));
    let with = |id: &str, name: &str, change: &dyn Fn(&mut Vec<Row>)| {
        case(format!("{}-{name}", id.to_lowercase()), with_rows(&spec, change), &[(id, &roll)])
    };
    let opened = |name: &str, change: fn(&mut tabella_crypto::election::roll::Open)| {
        let hostile = changed(&spec, Kind::Open, 0, |draft, _| {
            if let Body::Open(open) = &mut draft.body {
                change(open);
            }
        });
        case(name, hostile, &[("ROL-04", &open)])
    };
    let base = Spec::base();
    let base_open = format!("entry {}", index_of(&honest(&base), Kind::Open, 0));
    let classes = |name: &str, voters: &[(u64, u64)]| {
        let spec = Spec { voters: [&base.voters[..], voters].concat(), ..base.clone() };
        case(
            format!("rol-06-{name}"),
            played_until_close(&spec, |harness| harness.enrol()),
            &[("ROL-06", &base_open)],
        )
    };
    let parts = |name: &str, expected: &[(&str, &str)], parts: fn(Vec<Row>) -> Vec<Vec<Row>>| {
        let hostile = played(&spec, |harness| {
            harness.found();
            harness.commit();
            harness.deal();
            harness.confirm();
            for rows in parts(rows(&spec)) {
                harness.post(Body::Roll(RollPart { rows }), None);
            }
            harness.open();
            finish(harness);
        });
        case(name, hostile, expected)
    };
    let trustee = *Keys::new(&spec).trustees[0].identity().public();
    let registrar = *Keys::new(&spec).registrar.public();
    vec![
        with("ROL-01", "two-rows-swapped", &|rows| rows.swap(0, 1)),
        with("ROL-01", "one-credential-twice", &|rows| rows.insert(1, rows[0].clone())),
        parts("rol-01-one-credential-in-two-parts-with-two-weights", &[("ROL-01", "entry 11")], |rows| {
            let mut again = rows[2].clone();
            again.weight = 2;
            vec![rows, vec![again]]
        }),
        parts("rol-01-parts-in-the-wrong-order", &[("ROL-01", "entry 11")], |mut rows| {
            let last = rows.split_off(1);
            vec![last, rows]
        }),
        parts("honest-roll-in-two-parts", &[], |mut rows| {
            let last = rows.split_off(1);
            vec![rows, last]
        }),
        parts("honest-roll-with-an-empty-part", &[], |rows| vec![vec![], rows]),
        with("ROL-02", "style-that-does-not-exist", &|rows| insert(rows, random_point("voter"), 1, 1)),
        with("ROL-02", "style-far-away", &|rows| insert(rows, random_point("voter"), (1 << 53) - 1, 1)),
        with("ROL-03", "weight-0", &|rows| insert(rows, random_point("voter"), 0, 0)),
        with("ROL-03", "weight-2-to-the-49", &|rows| insert(rows, random_point("voter"), 0, 1 << 49)),
        with("ROL-03", "weights-that-are-too-large-together", &|rows| {
            insert(rows, random_point("voter 1"), 0, 1 << 47);
            insert(rows, random_point("voter 2"), 0, 1 << 47);
            insert(rows, random_point("voter 3"), 0, 1 << 47);
        }),
        opened("rol-04-one-row-more-than-there-is", |open| open.rows += 1),
        opened("rol-04-one-row-less-than-there-is", |open| open.rows -= 1),
        opened("rol-04-more-weight-than-there-is", |open| open.weight += 1),
        with("ROL-05", "credential-of-a-trustee", &|rows| insert(rows, trustee, 0, 1)),
        with("ROL-05", "credential-of-the-registrar", &|rows| insert(rows, registrar, 0, 1)),
        with("ROL-05", "credential-g", &|rows| insert(rows, point(G), 0, 1)),
        with("ROL-05", "credential-minus-k-2", &|rows| insert(rows, point(-bit_bases(2)[1]), 0, 1)),
        classes("one-row-of-weight-1000", &[(0, 1_000)]),
        classes(
            "five-rows-of-one-weight-of-which-one-has-the-style",
            &[(0, 5), (1, 5), (1, 5), (1, 5), (1, 5)],
        ),
        {
            let spec = Spec {
                voters: [&base.voters[..], &[(0, 1_000)]].concat(),
                revealing_weights: true,
                ..base.clone()
            };
            case(
                "honest-one-row-of-weight-1000-where-the-flag-allows-it",
                played_until_close(&spec, |harness| harness.enrol()),
                &[],
            )
        },
    ]
}

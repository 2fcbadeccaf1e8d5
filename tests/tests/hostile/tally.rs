//! TAL, DEC and RES: what trustees and the official announce together.

use super::attack::{
    Case, Change, add, case, changed, honest, index_of, played, played_by, point, random_point,
};
use tabella_crypto::bytes::Hash;
use tabella_crypto::contest::{Choice, Rule};
use tabella_crypto::election::ballot::Ballot;
use tabella_crypto::election::manifest::Id;
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::election::tally::{
    ContestTally, DecryptionShare, DiscreteLog, ElectionResult, Slot, Tally,
};
use tabella_crypto::elgamal::Ciphertext;
use tabella_crypto::group::{Element, Scalar, element_bytes};
use tabella_log::entry::Entry;
use tabella_tests::harness::{Draft, Harness, Keys, Record, Spec};

pub fn cases() -> Vec<Case> {
    let mut cases = vec![];
    cases.extend(tallies());
    cases.extend(named());
    cases.extend(nothing_to_decrypt());
    cases.extend(shares());
    cases.extend(totals());
    cases
}

/// (6.1) tau, by hand.
fn tau(phi: &Hash, close: &Hash, tally: &Tally) -> Hash {
    let slots: Vec<&Slot> = tally.slots().collect();
    let aggregates: Vec<u8> = slots
        .iter()
        .flat_map(|slot| [element_bytes(&slot.alpha), element_bytes(&slot.beta)].concat())
        .collect();
    Hash::of(&[
        b"tabella/1/tally",
        &phi.0,
        &close.0,
        &tally.count.to_le_bytes(),
        &tally.weight.to_le_bytes(),
        &(slots.len() as u64).to_le_bytes(),
        &aggregates,
    ])
}

/// All trustees decrypt, and the official announces, another tally than the right one.
fn deviate(name: &str, change: impl Fn(&mut Tally, &mut Hash, &[Ballot])) -> Case {
    deviate_in(&Spec::base(), name, change)
}

fn deviate_in(spec: &Spec, name: &str, change: impl Fn(&mut Tally, &mut Hash, &[Ballot])) -> Case {
    let record = played(spec, |harness| {
        harness.prepare();
        harness.vote();
        harness.close();
        let phi = *harness.election().fingerprint().expect("open");
        let mut close = harness.election().head();
        let mut tally = harness.election().tally().cloned().expect("closed");
        assert_eq!(tau(&phi, &close, &tally), tally.tau);
        change(&mut tally, &mut close, &ballots(harness));
        tally.tau = tau(&phi, &close, &tally);
        announce(harness, &tally);
    });
    let result = format!("entry {}", record.lines.len() - 1);
    let named = spec.decrypting.iter().map(|i| format!("trustee {i}")).collect::<Vec<_>>();
    let expected: Vec<(&str, &str)> = named
        .iter()
        .map(|trustee| ("TAL-01", trustee.as_str()))
        .chain([("TAL-01", result.as_str())])
        .collect();
    case(format!("tal-01-{name}"), record, &expected)
}

/// Shares and result of any tally.
fn announce(harness: &mut Harness<'_>, tally: &Tally) {
    let shares: Vec<(u64, DecryptionShare)> = harness
        .spec
        .decrypting
        .iter()
        .filter_map(|i| Some((*i, tally.decrypt(&harness.share(*i)?)?)))
        .collect();
    for (i, share) in &shares {
        harness.post(Body::DecryptionShare(share.clone()), Some(*i));
    }
    let used: Vec<(u64, &DecryptionShare)> = shares.iter().map(|(i, share)| (*i, share)).collect();
    let points = tally.combine(&used);
    let logarithms = DiscreteLog::new(4_096, points.len());
    let values: Vec<u64> = points.iter().map(|point| logarithms.solve(point).unwrap_or(0)).collect();
    let result = tally.result(harness.election().manifest().expect("a manifest"), &values);
    harness.post(Body::Result(result), None);
}

/// The ballots of a log, in order.
fn ballots(harness: &Harness<'_>) -> Vec<Ballot> {
    let bodies =
        harness.lines().iter().map(|line| Entry::decode(line.as_bytes()).expect("honest").statement.body);
    bodies.filter_map(|body| if let Body::Ballot(ballot) = body { Some(ballot) } else { None }).collect()
}

fn slots(tally: &mut Tally, contest: usize) -> &mut Vec<Slot> {
    match &mut tally.contests[contest] {
        ContestTally::Counted(slots) => slots,
        other => panic!("{other:?}"),
    }
}

/// Adds ciphertexts `factor` times to the first slots of a contest.
fn weigh(tally: &mut Tally, contest: usize, ciphertexts: &[Ciphertext], factor: i64) {
    let size = Scalar::from(factor.unsigned_abs());
    let factor = if factor < 0 { -size } else { size };
    for (slot, ciphertext) in slots(tally, contest).iter_mut().zip(ciphertexts) {
        slot.alpha += ciphertext.alpha.element() * factor;
        slot.beta += ciphertext.beta.element() * factor;
    }
}

fn tallies() -> Vec<Case> {
    // Ballots of the base election: 0 and 3 are by voter 0; 1 by voter 1; 2 and 4 weigh 2; 5 and 6 are of style 1.
    let few =
        Spec { minimum: 3, voters: vec![(0, 1), (0, 1), (0, 1), (1, 1), (1, 1), (1, 1)], ..Spec::base() };
    let few = Spec {
        ballots: vec![
            (0, vec![vec![0], vec![0]]),
            (1, vec![vec![1], vec![1]]),
            (3, vec![vec![2]]),
            (4, vec![vec![0]]),
        ],
        ..few
    };
    let mut cases = vec![
        deviate("superseded-ballot-counted", |tally, _, ballots| {
            for (contest, range) in [(0, 0..3), (1, 3..7)] {
                weigh(tally, contest, &ballots[3].ciphertexts[range.clone()], -1);
                weigh(tally, contest, &ballots[0].ciphertexts[range], 1);
            }
        }),
        deviate("credential-left-out", |tally, _, ballots| {
            for (contest, range) in [(0, 0..3), (1, 3..7)] {
                weigh(tally, contest, &ballots[1].ciphertexts[range], -1);
            }
        }),
        deviate("credential-left-out-and-out-of-the-count", |tally, _, ballots| {
            for (contest, range) in [(0, 0..3), (1, 3..7)] {
                weigh(tally, contest, &ballots[1].ciphertexts[range], -1);
            }
            (tally.count, tally.weight) = (tally.count - 1, tally.weight - 1);
        }),
        deviate("credential-counted-twice", |tally, _, ballots| {
            for (contest, range) in [(0, 0..3), (1, 3..7)] {
                weigh(tally, contest, &ballots[1].ciphertexts[range], 1);
            }
        }),
        deviate("weight-ignored", |tally, _, ballots| {
            for (contest, range) in [(0, 0..3), (1, 3..7)] {
                weigh(tally, contest, &ballots[2].ciphertexts[range.clone()], -1);
                weigh(tally, contest, &ballots[4].ciphertexts[range], -1);
            }
        }),
        deviate("a-vote-added-to-a-slot", |tally, _, _| {
            slots(tally, 0)[0].beta += Element::mul_base(&Scalar::ONE);
        }),
        deviate("slots-of-a-contest-permuted", |tally, _, _| slots(tally, 0).swap(0, 1)),
        deviate("ballots-of-a-style-left-out-of-a-shared-contest", |tally, _, ballots| {
            weigh(tally, 0, &ballots[5].ciphertexts, -1);
            weigh(tally, 0, &ballots[6].ciphertexts, -1);
        }),
        deviate("another-entry-than-close", |_, close, _| *close = Hash::of(&[b"another close"])),
        deviate("another-count", |tally, _, _| tally.count += 1),
        deviate("another-weight", |tally, _, _| tally.weight += 1),
        deviate("a-contest-left-out", |tally, _, _| tally.contests[1] = ContestTally::Withheld),
    ];
    let mut opened = deviate_in(&few, "contest-under-the-minimum-decrypted", |tally, _, ballots| {
        let sum = |i: usize| Slot {
            alpha: ballots[..2].iter().map(|ballot| ballot.ciphertexts[i].alpha.element()).sum(),
            beta: ballots[..2].iter().map(|ballot| ballot.ciphertexts[i].beta.element()).sum(),
        };
        assert_eq!(tally.contests[1], ContestTally::Withheld);
        tally.contests[1] = ContestTally::Counted((3..7).map(sum).collect());
    });
    opened.name = "tal-01-contest-under-the-minimum-decrypted".into();
    cases.push(opened);
    // Only the result deviates: the shares are good.
    let entry = format!("entry {}", honest(&Spec::base()).lines.len() - 1);
    cases.push(case(
        "tal-01-another-tau-in-the-result",
        result(&Spec::base(), |r| r.tau.0[0] ^= 1),
        &[("TAL-01", &entry)],
    ));
    cases
}

/// The honest election with another result.
fn result(spec: &Spec, change: impl Fn(&mut ElectionResult)) -> Record {
    changed(spec, Kind::Result, 0, |draft, _| {
        if let Body::Result(result) = &mut draft.body {
            change(result);
        }
    })
}

/// One contest that is withheld (2 ballots), one that is empty, one that is counted.
fn sorted() -> Spec {
    Spec {
        contests: vec![
            ("chair", Rule::Choice(Choice { min: 1, max: 1, blank: false }), 3),
            ("projects", Rule::Choice(Choice { min: 0, max: 2, blank: true }), 3),
            ("statutes", Rule::Choice(Choice { min: 1, max: 1, blank: false }), 2),
        ],
        styles: vec![vec!["chair", "projects"], vec!["chair"], vec!["statutes"]],
        voters: vec![(0, 1), (0, 1), (0, 1), (1, 1), (1, 1), (1, 1), (2, 1), (2, 1), (2, 1)],
        minimum: 3,
        ballots: vec![
            (0, vec![vec![0], vec![0]]),
            (1, vec![vec![1], vec![1]]),
            (3, vec![vec![2]]),
            (4, vec![vec![0]]),
        ],
        ..Spec::base()
    }
}

fn named() -> Vec<Case> {
    let spec = sorted();
    let entry = format!("entry {}", honest(&spec).lines.len() - 1);
    let id = |text: &str| Id::new(text).expect("an id");
    let wrong = |id: &str, name: &str, change: &dyn Fn(&mut ElectionResult)| {
        case(format!("{}-{name}", id.to_lowercase()), result(&spec, change), &[(id, &entry)])
    };
    vec![
        case("honest-withheld-empty-and-counted-contests", honest(&spec), &[]),
        wrong("TAL-02", "one-ballot-more-in-the-result", &|result| result.count += 1),
        wrong("TAL-02", "more-weight-in-the-result", &|result| result.weight += 1),
        wrong("TAL-03", "withheld-contest-not-named", &|result| result.withheld.clear()),
        wrong("TAL-03", "empty-contest-not-named", &|result| result.empty.clear()),
        wrong("TAL-03", "counted-contest-named-as-withheld", &|result| result.withheld.push(id("chair"))),
        wrong("TAL-03", "withheld-contest-named-as-empty", &|result| {
            result.empty = vec![id("projects"), id("statutes")];
            result.withheld.clear();
        }),
        wrong("TAL-03", "unknown-contest-named", &|result| result.withheld.push(id("treasurer"))),
    ]
}

fn nothing_to_decrypt() -> Vec<Case> {
    let withheld = Spec { minimum: 50, revealing_weights: true, ..Spec::tiny() };
    let share_for_nothing = played(&withheld, |harness| {
        harness.prepare();
        harness.vote();
        harness.close();
        // A share of another election: there is nothing that it could be about.
        let mut nobody = tabella_tests::harness::Nobody;
        let mut other = Harness::new(Spec::tiny(), &mut nobody);
        other.prepare();
        other.vote();
        other.close();
        let tally = other.election().tally().cloned().expect("closed");
        let mut share = tally.decrypt(&other.share(1).expect("a share")).expect("a share");
        share.tau = harness.election().tally().expect("closed").tau;
        harness.post(Body::DecryptionShare(share), Some(1));
        harness.announce();
    });
    let cancelling = Spec { ballots: vec![], ..Spec::tiny() };
    let nobody_voted = honest(&Spec { ballots: vec![], ..Spec::tiny() });
    vec![
        case(
            "tal-04-share-although-there-is-nothing-to-decrypt",
            share_for_nothing,
            &[("TAL-04", "trustee 1")],
        ),
        case("honest-everything-withheld", honest(&withheld), &[]),
        case("honest-nobody-voted", nobody_voted, &[]),
        case("honest-two-voters-make-alpha-cancel", cancelled(&cancelling), &[]),
    ]
}

/// Two voters of one contest whose alphas cancel in a slot: the tally goes on without them.
fn cancelled(spec: &Spec) -> Record {
    use crate::forgers::prover::{Election, choice};
    use tabella_crypto::election::ballot::Context;
    use tabella_crypto::elgamal::EncryptionKey;
    use tabella_crypto::generators::bit_bases;
    use tabella_crypto::plan::Plan;
    played(spec, |harness| {
        harness.prepare();
        harness.show_life();
        let open = harness.election().open_body().cloned().expect("open");
        let phi = *harness.election().fingerprint().expect("open");
        let plan = Plan::compile(&[choice(1, 1, 2, false)]);
        // The secret is not needed: they only make up their own randomness.
        let election = Election {
            secret: Scalar::ONE,
            Y: *open.election_key.element(),
            key: EncryptionKey::new(open.election_key),
            phi,
            K: bit_bases(plan.bits()),
            plan,
        };
        let r = crate::forgers::prover::scalar("shared", 0);
        for (voter, sign) in [(0, Scalar::ONE), (1, -Scalar::ONE)] {
            let author = *harness.keys.voters[voter].public();
            let mut prover = election.prover(&format!("voter {voter}"), &[1, 0]);
            prover.randomness[0] = r * sign;
            prover.put(0, &Scalar::ONE);
            let context = Context { phi, author, style: 0, sequence: 0, previous: Hash::ZERO };
            let ballot = crate::forgers::ballots::forged_ballot(&prover, &context);
            harness.post(Body::Ballot(ballot), Some(voter as u64));
        }
        harness.close();
        harness.announce();
    })
}

fn share(spec: &Spec, nth: usize, change: impl Fn(&mut DecryptionShare)) -> Record {
    changed(spec, Kind::DecryptionShare, nth, |draft, _| {
        if let Body::DecryptionShare(share) = &mut draft.body {
            change(share);
        }
    })
}

fn shares() -> Vec<Case> {
    // Two shares are needed, and two are there.
    let spec = Spec::base();
    let record = honest(&spec);
    let result = format!("entry {}", record.lines.len() - 1);
    let wrong = |id: &str, name: &str, change: &dyn Fn(&mut DecryptionShare)| {
        case(
            format!("{}-{name}", id.to_lowercase()),
            share(&spec, 1, change),
            &[(id, "trustee 3"), ("DEC-04", &result)],
        )
    };
    let d = crate::forgers::prover::scalar("d", 0);
    let of_first = super::attack::body_of(&record, Kind::DecryptionShare, 0);
    let Body::DecryptionShare(of_first) = of_first else { unreachable!("a share") };
    let five = Spec { trustees: 5, threshold: 3, live: vec![1, 2, 3], ..Spec::base() };
    let invalid = |spec: &Spec, nth: usize| share(spec, nth, |share| add(&mut share.D[0]));
    let twice = played(&spec, |harness| {
        harness.prepare();
        harness.vote();
        harness.close();
        let tally = harness.election().tally().cloned().expect("closed");
        let share = tally.decrypt(&harness.share(1).expect("a share")).expect("a share");
        let mut other = share.clone();
        other.D.swap(0, 1);
        harness.post(Body::DecryptionShare(share), Some(1));
        harness.post(Body::DecryptionShare(other), Some(1));
        harness.conclude();
    });
    let too_early = played(&spec, |harness| {
        harness.prepare();
        harness.vote();
        harness.close();
        harness.conclude();
    });
    let early_result = format!("entry {}", too_early.lines.len() - 1);
    // A wrong share that comes first takes the place of its trustee.
    let first_wrong = {
        let spec = Spec { decrypting: vec![1, 2, 3], ..spec.clone() };
        let mut attacker = Change::new(Kind::DecryptionShare, 0, |draft: &mut Draft, _: &Keys| {
            if let Body::DecryptionShare(share) = &mut draft.body {
                add(&mut share.proof.R_1);
            }
        });
        played_by(&spec, &mut attacker, |harness| {
            harness.prepare();
            harness.vote();
            harness.close();
            harness.announce();
        })
    };
    vec![
        wrong("DEC-02", "one-product-left-out", &|share| share.D.truncate(share.D.len() - 1)),
        wrong("DEC-02", "one-product-too-many", &|share| share.D.push(random_point("D"))),
        wrong("DEC-02", "no-products", &|share| share.D.clear()),
        wrong("DEC-03", "another-product", &|share| add(&mut share.D[0])),
        wrong("DEC-03", "offsets-that-cancel-in-a-plain-sum", &|share| {
            let offset = Element::mul_base(&d);
            share.D[0] = point(share.D[0].element() + offset);
            share.D[1] = point(share.D[1].element() - offset);
        }),
        wrong("DEC-03", "products-permuted", &|share| share.D.swap(0, 1)),
        wrong("DEC-03", "wrong-response", &|share| share.proof.s.0 += Scalar::ONE),
        wrong("DEC-03", "other-commitment-to-g", &|share| add(&mut share.proof.R_1)),
        wrong("DEC-03", "other-commitment-to-the-ciphertexts", &|share| add(&mut share.proof.R_2)),
        wrong("DEC-03", "share-of-another-trustee", &|share| *share = of_first.clone()),
        wrong("TAL-01", "share-for-another-tally", &|share| share.tau.0[0] ^= 1),
        case("dec-01-one-trustee-twice-and-no-other", twice, &[("DEC-01", "trustee 1"), ("DEC-04", &result)]),
        case("dec-04-no-shares", too_early, &[("DEC-04", &early_result)]),
        case(
            "dec-04-one-share",
            honest(&Spec { decrypting: vec![3], ..spec.clone() }),
            &[("DEC-04", &format!("entry {}", record.lines.len() - 2))],
        ),
        case(
            "dec-03-three-of-five-with-one-invalid",
            invalid(&Spec { decrypting: vec![1, 2, 5], ..five.clone() }, 1),
            &[("DEC-03", "trustee 2"), ("DEC-04", &format!("entry {}", 1 + 15 + 2 + 3 + 7 + 1 + 3))],
        ),
        // Named and skipped.
        case(
            "honest-but-for-an-invalid-share-that-is-skipped",
            invalid(&Spec { decrypting: vec![1, 2, 3, 4], ..five.clone() }, 1),
            &[],
        ),
        case("honest-but-for-a-first-share-that-is-skipped", first_wrong, &[]),
        case(
            "honest-five-shares-where-three-are-needed",
            honest(&Spec { decrypting: vec![5, 4, 3, 2, 1], ..five }),
            &[],
        ),
        case(
            "honest-all-trustees-needed",
            honest(&Spec { threshold: 3, live: vec![1, 2, 3], decrypting: vec![2, 1, 3], ..spec }),
            &[],
        ),
    ]
}

fn totals() -> Vec<Case> {
    let spec = Spec::base();
    let entry = format!("entry {}", honest(&spec).lines.len() - 1);
    let wrong = |name: &str, ids: &[&str], change: &dyn Fn(&mut ElectionResult)| {
        let expected: Vec<(&str, &str)> = ids.iter().map(|id| (*id, entry.as_str())).collect();
        case(name, result(&spec, change), &expected)
    };
    let set = |contest: usize, option: usize, value: u64| {
        move |result: &mut ElectionResult| result.totals[contest].options[option].total = value
    };
    let index = index_of(&honest(&spec), Kind::Result, 0);
    assert_eq!(entry, format!("entry {index}"));
    vec![
        // In a contest of 0 to 2 of 3 one vote more still is within the rule.
        wrong("res-01-one-vote-more", &["RES-01"], &|result| result.totals[1].options[2].total += 1),
        wrong("res-01-totals-of-two-options-swapped", &["RES-01"], &|result| {
            let options = &mut result.totals[0].options;
            (options[0].total, options[2].total) = (options[2].total, options[0].total);
        }),
        wrong("res-01-another-number-of-blank-votes", &["RES-01"], &|result| {
            result.totals[1].blank = Some(0)
        }),
        wrong("res-02-one-vote-more-than-the-rule-allows", &["RES-01", "RES-02"], &|r| {
            r.totals[0].options[0].total += 1
        }),
        wrong("res-02-one-vote-less-than-the-rule-demands", &["RES-01", "RES-02"], &|r| {
            r.totals[0].options[0].total -= 1
        }),
        wrong("res-02-total-over-the-bound", &["RES-01", "RES-02"], &set(1, 0, (1 << 53) - 1)),
        wrong("res-02-more-blank-votes-than-ballots", &["RES-01", "RES-02"], &|r| {
            r.totals[1].blank = Some(500)
        }),
        wrong("res-03-an-option-missing", &["RES-03"], &|result| drop(result.totals[0].options.pop())),
        wrong("res-03-an-option-twice", &["RES-03"], &|result| {
            let option = result.totals[0].options[0].clone();
            result.totals[0].options.push(option);
        }),
        wrong("res-03-an-option-of-another-name", &["RES-03"], &|result| {
            result.totals[0].options[0].option = Id::new("option-9").expect("an id");
        }),
        wrong("res-03-options-in-another-order", &["RES-03"], &|result| result.totals[0].options.swap(0, 1)),
        wrong("res-03-contests-in-another-order", &["RES-03"], &|result| result.totals.swap(0, 1)),
        wrong("res-03-a-contest-missing", &["RES-03"], &|result| drop(result.totals.pop())),
        wrong("res-03-no-blank-votes-given", &["RES-03"], &|result| result.totals[1].blank = None),
        wrong("res-03-blank-votes-where-there-are-none", &["RES-03"], &|result| {
            result.totals[0].blank = Some(0)
        }),
    ]
}

//! KEY: the key ceremony, complaints, liveness proofs.

use super::attack::{
    Case, Change, add, all_changed, body_of, case, changed, finish, honest, index_of, played, played_by,
    point, random_point, scalar,
};
use super::bytes::set;
use tabella_crypto::bytes::{ByteString, Hash};
use tabella_crypto::domain::Purpose;
use tabella_crypto::election::ceremony::{
    Ceremony, Dealer, KeyCommitment, KeyComplaint, KeyConfirmation, KeyDeal, Liveness, Rehearsal, TrusteeSeed,
};
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::generators::H;
use tabella_crypto::group::{Derivation, Element, Point, PublicScalar, Scalar};
use tabella_crypto::proofs::possession::Possession;
use tabella_crypto::transcript::{Transcript, instrument};
use tabella_tests::harness::{Attacker, Draft, Harness, Keys, Record, Spec};

pub fn cases() -> Vec<Case> {
    let mut cases = vec![];
    cases.extend(one_of_each());
    cases.extend(deals());
    cases.extend(possession());
    cases.extend(confirmations());
    cases.extend(complaints());
    cases.extend(opening());
    cases.extend(life());
    cases.extend(floods());
    cases.extend(early_confirmations());
    cases
}

/// A small election in which every trustee shows life.
fn lively() -> Spec {
    Spec { live: vec![1, 2, 3], ..Spec::tiny() }
}

/// The record up to the last deal: no one honest goes on.
fn until_deals(attacker: &mut dyn Attacker) -> Record {
    played_by(&lively(), attacker, |harness| {
        harness.found();
        harness.commit();
        harness.deal();
    })
}

fn seeds() -> Vec<TrusteeSeed> {
    Keys::new(&lively()).trustees
}

fn ceremony(harness: &Harness<'_>) -> Ceremony {
    harness.election().ceremony().cloned().expect("a manifest")
}

fn one_of_each() -> Vec<Case> {
    let seeds = seeds();
    vec![
        case(
            "key-01-trustee-1-commits-twice-and-trustee-3-never",
            played(&lively(), |harness| {
                harness.found();
                let ceremony = ceremony(harness);
                for i in [1, 2] {
                    harness.post(
                        Body::KeyCommitment(Dealer::new(&seeds[i - 1], &ceremony, i as u64).commit()),
                        Some(i as u64),
                    );
                }
                harness
                    .post(Body::KeyCommitment(KeyCommitment { commitment: Hash::of(&[b"again"]) }), Some(1));
                harness.deal();
            }),
            &[("KEY-01", "trustee 1")],
        ),
        case(
            "key-01-trustee-1-deals-twice-and-trustee-3-never",
            played(&lively(), |harness| {
                harness.found();
                harness.commit();
                let (ceremony, last) = (ceremony(harness), *harness.election().last_commitment());
                let deal = |i: usize| Dealer::new(&seeds[i - 1], &ceremony, i as u64).deal(&last);
                let mut other = deal(1);
                other.shares[2].0[0] ^= 1;
                harness.post(Body::KeyDeal(deal(1)), Some(1));
                harness.post(Body::KeyDeal(deal(2)), Some(2));
                harness.post(Body::KeyDeal(other), Some(1));
                harness.confirm();
                harness.enrol();
                harness.open();
                finish(harness);
            }),
            &[("KEY-01", "trustee 1")],
        ),
        case(
            "key-01-trustee-1-confirms-twice-and-trustee-3-never",
            played(&lively(), |harness| {
                harness.found();
                harness.commit();
                harness.deal();
                let keys = harness.election().keys().cloned().expect("keys");
                let (election, last) = (ceremony(harness).election, *harness.election().last_deal());
                for (round, j) in [(0, 1), (0, 2), (1, 1)] {
                    let rehearsal = harness.share(j).expect("a share").rehearse(&election, &last);
                    let mut body = KeyConfirmation { X: keys.X.clone(), Y: keys.Y, rehearsal };
                    if round == 1 {
                        // The same confirmation again would be the same statement.
                        body.rehearsal = fresh_rehearsal(harness, j, &election, &last);
                    }
                    harness.post(Body::KeyConfirmation(body), Some(j));
                }
                harness.enrol();
                harness.open();
                finish(harness);
            }),
            &[("KEY-01", "trustee 1")],
        ),
    ]
}

/// The key share of a trustee, by someone who knows every seed.
fn share_secret(ceremony: &Ceremony, j: u64) -> Scalar {
    let seeds = seeds();
    let coefficient = |seed: &TrusteeSeed, k: u64| {
        let derivation = Derivation::new(seed.expose(), &ceremony.election.0);
        let bytes = derivation.bytes::<64>(&[b"tabella/1/coefficient", &k.to_le_bytes()]);
        Scalar::from_bytes_mod_order_wide(&bytes)
    };
    let power = |k: u64| (0..k).fold(Scalar::ONE, |power, _| power * Scalar::from(j));
    seeds.iter().flat_map(|seed| (0..ceremony.threshold).map(move |k| coefficient(seed, k) * power(k))).sum()
}

/// A proof of `x` to the base `Q` with a nonce of our own.
#[allow(non_snake_case)]
fn dleq(
    mut transcript: Transcript,
    Q: &Element,
    x: &Scalar,
    nonce: &str,
) -> tabella_crypto::proofs::dleq::Dleq {
    let k = scalar(nonce);
    let (R_1, R_2) = (point(Element::mul_base(&k)), point(Q * k));
    transcript.point("R_1", &R_1);
    transcript.point("R_2", &R_2);
    let c = transcript.challenge("c");
    tabella_crypto::proofs::dleq::Dleq { R_1, R_2, s: PublicScalar(k + c * x) }
}

#[allow(non_snake_case)]
fn shown(purpose: Purpose, ceremony: &Ceremony, j: u64, x: &Scalar, Q: &Element, nonce: &str) -> Rehearsal {
    let D = point(Q * x);
    let mut transcript = Transcript::new(purpose);
    transcript.hash("election", &ceremony.election);
    transcript.integer("trustee", j);
    transcript.point("X", &point(Element::mul_base(x)));
    transcript.element("Q", Q);
    transcript.point("D", &D);
    Rehearsal { D, proof: dleq(transcript, Q, x, nonce) }
}

fn fresh_rehearsal(harness: &Harness<'_>, j: u64, _election: &Hash, last: &Hash) -> Rehearsal {
    let ceremony = ceremony(harness);
    let x = share_secret(&ceremony, j);
    shown(Purpose::Rehearsal, &ceremony, j, &x, &tabella_crypto::generators::rehearsal(last), "fresh")
}

/// (4.1), by hand.
fn commitment(election: &Hash, i: u64, coefficients: &[Point], ephemeral: &Point) -> KeyCommitment {
    let points: Vec<u8> = coefficients.iter().flat_map(|point| *point.as_bytes()).collect();
    let count = (coefficients.len() as u64).to_le_bytes();
    let parts: [&[u8]; 6] =
        [b"tabella/1/key-commitment", &election.0, &i.to_le_bytes(), &count, &points, ephemeral.as_bytes()];
    KeyCommitment { commitment: Hash::of(&parts) }
}

fn deals() -> Vec<Case> {
    let seeds = seeds();
    let with = |name: &str, id: &str, nth: usize, change: fn(&mut KeyDeal)| {
        let mut attacker = Change::new(Kind::KeyDeal, nth, |draft: &mut Draft, _: &Keys| {
            if let Body::KeyDeal(deal) = &mut draft.body {
                change(deal);
            }
        });
        case(name, until_deals(&mut attacker), &[(id, &format!("trustee {}", nth + 1))])
    };
    // Everything of another threshold, committed to and proven.
    let degree = |name: &str, threshold: u64| {
        let record = played(&lively(), |harness| {
            harness.found();
            let honest = ceremony(harness);
            let other = Ceremony { threshold, ..honest.clone() };
            let dealer =
                |i: u64| Dealer::new(&seeds[i as usize - 1], if i == 1 { &other } else { &honest }, i);
            (1..=3).for_each(|i| harness.post(Body::KeyCommitment(dealer(i).commit()), Some(i)));
            let last = *harness.election().last_commitment();
            (1..=3).for_each(|i| harness.post(Body::KeyDeal(dealer(i).deal(&last)), Some(i)));
            harness.confirm();
            harness.enrol();
            harness.open();
        });
        case(name, record, &[("KEY-03", "trustee 1")])
    };
    vec![
        case(
            "key-02-another-deal-than-was-committed-to",
            played(&lively(), |harness| {
                harness.found();
                harness.commit();
                let (ceremony, last) = (ceremony(harness), *harness.election().last_commitment());
                let other = TrusteeSeed::from_bytes([99; 32].into());
                for i in 1..=3u64 {
                    let seed = if i == 2 { &other } else { &seeds[i as usize - 1] };
                    harness.post(Body::KeyDeal(Dealer::new(seed, &ceremony, i).deal(&last)), Some(i));
                }
                harness.confirm();
                harness.enrol();
                harness.open();
                finish(harness);
            }),
            &[("KEY-02", "trustee 2")],
        ),
        case(
            "key-02-commitment-for-another-trustee",
            played(&lively(), |harness| {
                harness.found();
                let ceremony = ceremony(harness);
                for i in 1..=3u64 {
                    let index = if i == 3 { 2 } else { i };
                    let dealer = Dealer::new(&seeds[i as usize - 1], &ceremony, index);
                    harness.post(Body::KeyCommitment(dealer.commit()), Some(i));
                }
                harness.deal();
            }),
            &[("KEY-02", "trustee 3")],
        ),
        degree("key-03-one-coefficient-more", 3),
        degree("key-03-one-coefficient-less", 1),
        with("key-06-one-share-less", "KEY-06", 0, |deal| {
            deal.shares.pop();
        }),
        with("key-06-one-share-more", "KEY-06", 1, |deal| deal.shares.push(deal.shares[0].clone())),
        with("key-06-share-of-47-bytes", "KEY-06", 2, |deal| {
            deal.shares[1].0.pop();
        }),
        with("key-06-share-of-49-bytes", "KEY-06", 2, |deal| deal.shares[1].0.push(0)),
        with("key-06-no-shares", "KEY-06", 0, |deal| deal.shares.clear()),
        with("key-06-empty-share", "KEY-06", 0, |deal| deal.shares[0] = ByteString(vec![])),
    ]
}

/// Transcript `possession` and its proof, by hand, with any secrets.
#[allow(non_snake_case)]
pub fn possess(
    ceremony: &Ceremony,
    i: u64,
    A: &[Point],
    E: &Point,
    last: &Hash,
    a: &Scalar,
    e: &Scalar,
) -> Possession {
    let mut transcript = Transcript::new(Purpose::Possession);
    transcript.hash("election", &ceremony.election);
    transcript.integer("trustee", i);
    transcript.points("A", A.iter());
    transcript.point("E", E);
    transcript.hash("last commitment", last);
    let (k_a, k_e) = (scalar("k_a"), scalar("k_e"));
    let (R_a, R_e) = (point(Element::mul_base(&k_a)), point(Element::mul_base(&k_e)));
    transcript.point("R_a", &R_a);
    transcript.point("R_e", &R_e);
    let c = transcript.challenge("c");
    Possession { R_a, R_e, s_a: PublicScalar(k_a + c * a), s_e: PublicScalar(k_e + c * e) }
}

#[allow(non_snake_case)]
fn possession() -> Vec<Case> {
    let seeds = seeds();
    let mut cases = vec![];
    // The last trustee's deal, made by hand; all others honest.
    type Make = fn(&Ceremony, &[KeyDeal], &Hash) -> KeyDeal;
    let by_hand = |name: &str, id: &str, make: Make| {
        let record = played(&lively(), |harness| {
            harness.found();
            let ceremony = ceremony(harness);
            let dealer = |i: u64| Dealer::new(&seeds[i as usize - 1], &ceremony, i);
            // What the others will deal is known to someone who holds all keys.
            let others: Vec<KeyDeal> = [1, 2].map(|i| dealer(i).deal(&Hash::ZERO)).into();
            let rogue = make(&ceremony, &others, &Hash::ZERO);
            for i in [1, 2] {
                harness.post(Body::KeyCommitment(dealer(i).commit()), Some(i));
            }
            harness.post(
                Body::KeyCommitment(commitment(&ceremony.election, 3, &rogue.coefficients, &rogue.ephemeral)),
                Some(3),
            );
            let last = *harness.election().last_commitment();
            for i in [1, 2] {
                harness.post(Body::KeyDeal(dealer(i).deal(&last)), Some(i));
            }
            harness.post(Body::KeyDeal(make(&ceremony, &others, &last)), Some(3));
        });
        case(name, record, &[(id, "trustee 3")])
    };
    cases.push(by_hand("key-04-rogue-key-of-the-last-trustee", "KEY-04", |ceremony, others, last| {
        let sum: Element = others.iter().map(|deal| *deal.coefficients[0].element()).sum();
        let A = [point(Element::mul_base(&scalar("z")) - sum), random_point("A_31")];
        let e = scalar("e");
        let E = point(Element::mul_base(&e));
        let proof = possess(ceremony, 3, &A, &E, last, &scalar("z"), &e);
        KeyDeal { coefficients: A.into(), ephemeral: E, proof, shares: others[0].shares.clone() }
    }));
    cases.push(by_hand("key-05-ephemeral-key-of-another-dealer", "KEY-05", |ceremony, others, last| {
        let a = scalar("a");
        let A = [point(Element::mul_base(&a)), random_point("A_31")];
        let E = others[0].ephemeral;
        let proof = possess(ceremony, 3, &A, &E, last, &a, &scalar("not e"));
        KeyDeal { coefficients: A.into(), ephemeral: E, proof, shares: others[0].shares.clone() }
    }));
    let deal = |name: &str, id: &str, change: fn(&mut KeyDeal)| {
        let mut attacker = Change::new(Kind::KeyDeal, 1, |draft: &mut Draft, _: &Keys| {
            if let Body::KeyDeal(deal) = &mut draft.body {
                change(deal);
            }
        });
        case(name, until_deals(&mut attacker), &[(id, "trustee 2")])
    };
    cases.push(deal("key-04-wrong-response-for-the-coefficient", "KEY-04", |d| d.proof.s_a.0 += Scalar::ONE));
    cases.push(deal("key-05-wrong-response-for-the-ephemeral-key", "KEY-05", |d| {
        d.proof.s_e.0 += Scalar::ONE
    }));
    cases.push(deal("key-04-both-commitments-changed", "KEY-04", |d| {
        add(&mut d.proof.R_a);
        add(&mut d.proof.R_e);
    }));
    let copied = played(&lively(), |harness| {
        harness.found();
        harness.commit();
        let (ceremony, last) = (ceremony(harness), *harness.election().last_commitment());
        let mut deals: Vec<KeyDeal> =
            (1..=3u64).map(|i| Dealer::new(&seeds[i as usize - 1], &ceremony, i).deal(&last)).collect();
        deals[1].proof = deals[0].proof;
        (1..).zip(deals).for_each(|(i, deal)| harness.post(Body::KeyDeal(deal), Some(i)));
    });
    cases.push(case("key-04-proof-of-another-trustee", copied, &[("KEY-04", "trustee 2")]));
    let earlier = played(&lively(), |harness| {
        harness.found();
        harness.commit();
        let (ceremony, last) = (ceremony(harness), *harness.election().last_commitment());
        for i in 1..=3u64 {
            let last = if i == 2 { Hash::of(&[b"what another board showed"]) } else { last };
            harness
                .post(Body::KeyDeal(Dealer::new(&seeds[i as usize - 1], &ceremony, i).deal(&last)), Some(i));
        }
    });
    cases.push(case("key-04-proof-over-another-last-commitment", earlier, &[("KEY-04", "trustee 2")]));
    // Purpose, then election, trustee, length and 2 points, E, last commitment, R_a, R_e.
    for (item, label) in
        [(1, "election"), (2, "trustee"), (4, "coefficient"), (6, "ephemeral-key"), (7, "last-commitment")]
    {
        let skipping = played(&lively(), |harness| {
            harness.found();
            harness.commit();
            let (ceremony, last) = (ceremony(harness), *harness.election().last_commitment());
            for i in 1..=3u64 {
                let make = || Dealer::new(&seeds[i as usize - 1], &ceremony, i).deal(&last);
                let deal = if i == 2 { instrument::leave_out(item, make).0 } else { make() };
                harness.post(Body::KeyDeal(deal), Some(i));
            }
        });
        cases.push(case(format!("key-04-transcript-without-{label}"), skipping, &[("KEY-04", "trustee 2")]));
    }
    cases
}

fn confirmation(nth: usize, change: impl Fn(&mut KeyConfirmation)) -> Record {
    changed(&lively(), Kind::KeyConfirmation, nth, |draft, _| {
        if let Body::KeyConfirmation(confirmation) = &mut draft.body {
            change(confirmation);
        }
    })
}

fn confirmations() -> Vec<Case> {
    let record = honest(&lively());
    let Body::KeyConfirmation(first) = body_of(&record, Kind::KeyConfirmation, 0) else {
        unreachable!("a confirmation")
    };
    let by_all = all_changed(&lively(), Kind::KeyConfirmation, |draft, _| {
        if let Body::KeyConfirmation(confirmation) = &mut draft.body {
            add(&mut confirmation.X[1]);
        }
    });
    let everyone = &[("KEY-08", "trustee 1"), ("KEY-08", "trustee 2"), ("KEY-08", "trustee 3")];
    // A rehearsal on the deal before the last.
    let old = played(&lively(), |harness| {
        harness.found();
        harness.commit();
        harness.deal();
        let keys = harness.election().keys().cloned().expect("keys");
        let election = ceremony(harness).election;
        let deals = [*harness.election().last_deal(), *harness.election().entry_hash(5).expect("a deal")];
        for j in 1..=3u64 {
            let last = deals[usize::from(j == 2)];
            let rehearsal = harness.share(j).expect("a share").rehearse(&election, &last);
            harness.post(
                Body::KeyConfirmation(KeyConfirmation { X: keys.X.clone(), Y: keys.Y, rehearsal }),
                Some(j),
            );
        }
        harness.enrol();
        harness.open();
        finish(harness);
    });
    vec![
        case("key-08-another-verification-key-in-all-confirmations", by_all, everyone),
        case(
            "key-08-another-election-key",
            confirmation(1, |c| c.Y = random_point("Y")),
            &[("KEY-08", "trustee 2")],
        ),
        case(
            "key-08-verification-keys-swapped",
            confirmation(2, |c| c.X.swap(0, 1)),
            &[("KEY-08", "trustee 3")],
        ),
        case(
            "key-08-one-verification-key-less",
            confirmation(0, |c| {
                c.X.pop();
            }),
            &[("KEY-08", "trustee 1")],
        ),
        case(
            "key-08-one-verification-key-more",
            confirmation(0, |c| c.X.push(c.X[0])),
            &[("KEY-08", "trustee 1")],
        ),
        case(
            "key-09-another-product",
            confirmation(1, |c| add(&mut c.rehearsal.D)),
            &[("KEY-09", "trustee 2")],
        ),
        case(
            "key-09-rehearsal-of-another-trustee",
            confirmation(1, |c| c.rehearsal = first.rehearsal.clone()),
            &[("KEY-09", "trustee 2")],
        ),
        case(
            "key-09-wrong-response",
            confirmation(2, |c| c.rehearsal.proof.s.0 += Scalar::ONE),
            &[("KEY-09", "trustee 3")],
        ),
        case("key-09-rehearsed-on-the-deal-before-the-last", old, &[("KEY-09", "trustee 2")]),
    ]
}

/// Trustee 2 complains about trustee 1, whose deal may be bad.
fn complain(
    bad: bool,
    change: impl Fn(&mut KeyComplaint, &Harness<'_>),
    then: impl Fn(&mut Harness<'_>),
) -> Record {
    let mut attacker = Change::new(Kind::KeyDeal, 0, |draft: &mut Draft, _: &Keys| {
        if let (Body::KeyDeal(deal), true) = (&mut draft.body, bad) {
            deal.shares[1].0[7] ^= 1;
        }
    });
    played_by(&lively(), &mut attacker, |harness| {
        harness.found();
        harness.commit();
        harness.deal();
        let ceremony = ceremony(harness);
        let deal = harness.election().deals().next().expect("a deal").1.clone();
        let entry = *harness.election().deal_entry(1).expect("a deal");
        let mut complaint = KeyComplaint::make(&seeds()[1], &ceremony, &deal, 1, &entry, 2);
        change(&mut complaint, harness);
        harness.post(Body::KeyComplaint(complaint), Some(2));
        then(harness);
    })
}

/// Trustee 1 deals twice and trustee 3 never; trustee 2 complains about the second deal.
fn about_a_second_deal() -> Record {
    let seeds = seeds();
    played(&lively(), |harness| {
        harness.found();
        harness.commit();
        let (ceremony, last) = (ceremony(harness), *harness.election().last_commitment());
        let deal = |i: usize| Dealer::new(&seeds[i - 1], &ceremony, i as u64).deal(&last);
        let mut second = deal(1);
        second.shares[1].0[7] ^= 1;
        harness.post(Body::KeyDeal(deal(1)), Some(1));
        harness.post(Body::KeyDeal(deal(2)), Some(2));
        harness.post(Body::KeyDeal(second.clone()), Some(1));
        let entry = harness.election().head();
        let complaint = KeyComplaint::make(&seeds[1], &ceremony, &second, 1, &entry, 2);
        harness.post(Body::KeyComplaint(complaint), Some(2));
    })
}

fn complaints() -> Vec<Case> {
    let go_on = |harness: &mut Harness<'_>| {
        harness.confirm();
        harness.enrol();
        harness.open();
        finish(harness);
    };
    let false_complaint = &[("KEY-11", "trustee 2")];
    let misplaced = &[("LOG-01", "entry 7")];
    let record = honest(&lively());
    let ignored = complain(
        true,
        |_, _| (),
        |harness| {
            for nth in 0..3 {
                harness.post(body_of(&record, Kind::KeyConfirmation, nth), Some(nth as u64 + 1));
            }
            harness.post(body_of(&record, Kind::Roll, 0), None);
            harness.post(body_of(&record, Kind::Open, 0), None);
        },
    );
    let after: Vec<(&str, String)> = (8..13).map(|entry| ("KEY-10", format!("entry {entry}"))).collect();
    let after: Vec<(&str, &str)> = after.iter().map(|(id, culprit)| (*id, culprit.as_str())).collect();
    let odd = |id: &str, name: &str, pointer: &'static str, value: &'static str| {
        let mut attacker = Change::new(Kind::KeyComplaint, 0, move |draft: &mut Draft, _: &Keys| {
            set(draft, pointer, value.into());
        });
        let hostile = played_by(&lively(), &mut attacker, |harness| {
            harness.found();
            harness.commit();
            harness.deal();
            let ceremony = ceremony(harness);
            let deal = harness.election().deals().next().expect("a deal").1.clone();
            let entry = *harness.election().deal_entry(1).expect("a deal");
            let complaint = KeyComplaint::make(&seeds()[1], &ceremony, &deal, 1, &entry, 2);
            harness.post(Body::KeyComplaint(complaint), Some(2));
            go_on(harness);
        });
        case(format!("{}-key-complaint-{name}", id.to_lowercase()), hostile, &[(id, "entry 7")])
    };
    const NEGATIVE: &str = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const IDENTITY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const ORDER: &str = "7dP1XBpjEljWnPei3vneFAAAAAAAAAAAAAAAAAAAABA";
    vec![
        case("honest-void-after-an-upheld-complaint", complain(true, |_, _| (), |_| ()), &[]),
        case("key-10-ceremony-goes-on-after-an-upheld-complaint", ignored, &after),
        case("key-11-complaint-about-a-good-share", complain(false, |_, _| (), go_on), false_complaint),
        case("key-11-another-shared-secret", complain(true, |c, _| add(&mut c.S), |_| ()), false_complaint),
        case(
            "key-11-wrong-response",
            complain(true, |c, _| c.proof.s.0 += Scalar::ONE, |_| ()),
            false_complaint,
        ),
        case(
            "key-11-complaint-about-another-dealer",
            complain(true, |c, h| c.deal = *h.election().deal_entry(3).expect("a deal"), |_| ()),
            false_complaint,
        ),
        case(
            "log-01-complaint-about-no-entry",
            complain(false, |c, _| c.deal = Hash::ZERO, go_on),
            misplaced,
        ),
        case(
            "log-01-complaint-about-a-deal-of-another-log",
            complain(true, |c, _| c.deal.0[0] ^= 1, |_| ()),
            misplaced,
        ),
        case(
            "log-01-complaint-about-a-commitment",
            complain(true, |c, h| c.deal = *h.election().last_commitment(), |_| ()),
            misplaced,
        ),
        case(
            "key-01-complaint-about-a-second-deal",
            about_a_second_deal(),
            &[("KEY-01", "trustee 1"), ("LOG-01", "entry 7")],
        ),
        odd("ENC-05", "s", "/S", NEGATIVE),
        odd("ENC-06", "s", "/S", IDENTITY),
        odd("ENC-06", "proof-r-1", "/proof/R_1", IDENTITY),
        odd("ENC-05", "proof-r-2", "/proof/R_2", NEGATIVE),
        odd("ENC-07", "proof-s", "/proof/s", ORDER),
    ]
}

fn opening() -> Vec<Case> {
    let open = |key: Point| {
        let mut attacker = Change::new(Kind::Open, 0, move |draft: &mut Draft, _: &Keys| {
            if let Body::Open(open) = &mut draft.body {
                open.election_key = key;
            }
        });
        played_by(&lively(), &mut attacker, |harness| {
            harness.prepare();
            harness.vote();
            harness.close();
        })
    };
    let entry = format!("entry {}", index_of(&honest(&lively()), Kind::Open, 0));
    let alone =
        Spec { trustees: 5, threshold: 3, live: vec![1, 2, 3], decrypting: vec![1, 2, 3], ..Spec::tiny() };
    let repeated = played(&alone, |harness| {
        harness.found();
        harness.commit();
        harness.deal();
        let keys = harness.election().keys().cloned().expect("keys");
        let (election, last) = (ceremony(harness).election, *harness.election().last_deal());
        let rehearsal = harness.share(1).expect("a share").rehearse(&election, &last);
        for n in 0..5 {
            let mut body = KeyConfirmation { X: keys.X.clone(), Y: keys.Y, rehearsal: rehearsal.clone() };
            if n > 0 {
                // Another statement each time: what it says is wrong too.
                body.Y = random_point(&format!("Y {n}"));
            }
            harness.post(Body::KeyConfirmation(body), Some(1));
        }
        harness.enrol();
        harness.open();
    });
    vec![
        case("key-12-another-election-key", open(random_point("Y")), &[("KEY-12", &entry)]),
        case("key-12-election-key-h", open(point(*H)), &[("KEY-12", &entry), ("PRF-08", "board")]),
        case(
            "key-15-one-trustee-confirms-for-all",
            repeated,
            &[("KEY-01", "trustee 1"), ("KEY-08", "trustee 1"), ("KEY-15", "entry 17")],
        ),
    ]
}

fn life() -> Vec<Case> {
    let record = honest(&lively());
    let third = |name: &str, make: &dyn Fn(&Harness<'_>) -> tabella_crypto::election::ceremony::Liveness| {
        let hostile = played(&Spec::tiny(), |harness| {
            harness.prepare();
            harness.show_life();
            let body = make(harness);
            harness.post(Body::Liveness(body), Some(3));
            harness.cast_all();
            harness.close();
            harness.announce();
        });
        case(format!("key-14-{name}"), hostile, &[("KEY-14", "trustee 3")])
    };
    let Body::Liveness(of_first) = body_of(&record, Kind::Liveness, 0) else {
        unreachable!("a liveness proof")
    };
    let on = |harness: &Harness<'_>, entry: u64, hash: &Hash| {
        let id = ceremony(harness).election;
        harness.share(3).expect("a share").live(&id, entry, hash)
    };
    let on_entry = |harness: &Harness<'_>, entry: u64| {
        on(harness, entry, &harness.election().entry_hash(entry).copied().expect("an entry"))
    };
    let few = |name: &str, spec: Spec, early: bool| {
        let hostile = played(&spec, |harness| {
            harness.found();
            harness.commit();
            harness.deal();
            harness.confirm();
            harness.enrol();
            if early {
                // Before `open`, so that it shows nothing about the time since.
                harness.show_life();
            }
            harness.open();
            if !early {
                harness.show_life();
            }
            harness.cast_all();
            harness.close();
            harness.announce();
        });
        let close = format!("entry {}", index_of(&hostile, Kind::Close, 0));
        case(format!("key-15-{name}"), hostile, &[("KEY-15", &close)])
    };
    vec![
        third("entry-before-the-last-confirmation", &|harness| on_entry(harness, 8)),
        third("entry-that-is-not-there-yet", &|harness| on(harness, harness.election().size(), &Hash::ZERO)),
        third("entry-far-away", &|harness| on(harness, (1 << 53) - 1, &Hash::ZERO)),
        third("another-entry-than-its-proof", &|harness| {
            let mut life = on_entry(harness, 11);
            life.entry = 10;
            life
        }),
        third("another-product", &|harness| {
            let mut life = on_entry(harness, 11);
            add(&mut life.D);
            life
        }),
        third("sign-of-life-of-another-trustee", &|_| of_first.clone()),
        few("one-live-trustee-since-open", Spec { live: vec![2], ..Spec::tiny() }, false),
        few("signs-of-life-before-open-only", Spec::tiny(), true),
        few("no-sign-of-life", Spec { live: vec![], ..Spec::tiny() }, false),
        {
            let mut case = case(
                "honest-sign-of-life-on-the-last-confirmation",
                played(&Spec::tiny(), |harness| {
                    harness.prepare();
                    harness.show_life();
                    let body = on_entry(harness, 9);
                    harness.post(Body::Liveness(body), Some(3));
                    harness.cast_all();
                    harness.close();
                    harness.announce();
                }),
                &[],
            );
            case.expected.clear();
            case
        },
    ]
}

/// (KEY-16) Everyone has shown life in entries 12 to 14, on entry 11, and trustee 3 goes on.
fn floods() -> Vec<Case> {
    let play = |name: &str, then: &dyn Fn(&mut Harness<'_>), expected: &[(&str, &str)]| {
        let record = played(&lively(), |harness| {
            harness.prepare();
            harness.show_life();
            harness.cast_all();
            then(harness);
            harness.close();
            harness.announce();
        });
        case(name, record, expected)
    };
    let alone = |name: &str, then: &dyn Fn(&mut Harness<'_>)| play(name, then, &[("KEY-16", "entry 18")]);
    // The next entry comes so many seconds after the last liveness proof of trustee 3.
    let after = |harness: &mut Harness<'_>, seconds: u64| {
        let election = harness.election();
        let at = election.last_sign(3).expect("a liveness proof").at + seconds;
        harness.pass(at - 1 - election.last_at());
    };
    let flood: Vec<String> = (19..30).map(|entry| format!("entry {entry}")).collect();
    let flood: Vec<(&str, &str)> = flood.iter().map(|entry| ("KEY-16", entry.as_str())).collect();
    let other_record = honest(&lively());
    let Body::Liveness(of_first) = body_of(&other_record, Kind::Liveness, 0) else {
        unreachable!("a liveness proof")
    };
    vec![
        play(
            "honest-signs-of-life-a-minute-apart",
            &|harness| {
                after(harness, 60);
                show(harness, 17);
            },
            &[],
        ),
        alone("key-16-a-second-sign-of-life-after-59-seconds", &|harness| {
            after(harness, 59);
            show(harness, 17);
        }),
        alone("key-16-a-second-sign-of-life-on-the-same-entry", &|harness| {
            after(harness, 60);
            harness.post(Body::Liveness(fresh_life(harness, 11)), Some(3));
        }),
        alone("key-16-a-second-sign-of-life-on-an-earlier-entry", &|harness| {
            after(harness, 60);
            show(harness, 10);
        }),
        alone("key-16-sign-of-life-on-that-of-another-trustee", &|harness| {
            after(harness, 60);
            show(harness, 13);
        }),
        alone("key-16-sign-of-life-on-its-own-last-one", &|harness| {
            after(harness, 60);
            show(harness, 14);
        }),
        play(
            "key-16-sign-of-life-on-one-that-does-not-decode",
            &|harness| {
                after(harness, 60);
                let line = harness.lines()[14].replace("\"kind\":\"liveness\"", "\"kind\": \"liveness\"");
                harness.push(line);
                show(harness, 18);
            },
            &[("ENC-01", "entry 18"), ("KEY-16", "entry 19")],
        ),
        play(
            "key-16-a-flood-of-signs-of-life",
            &|harness| {
                after(harness, 60);
                show(harness, 17);
                (0..11).for_each(|i| {
                    let body = fresh_life_named(harness, 17, &format!("flood {i}"));
                    harness.post(Body::Liveness(body), Some(3));
                });
            },
            &flood,
        ),
        play(
            "key-16-one-that-does-not-hold-is-the-one-before-too",
            &|harness| {
                after(harness, 60);
                let mut life = life_on(harness, 17);
                add(&mut life.D);
                harness.post(Body::Liveness(life), Some(3));
                after(harness, 59);
                show(harness, 18);
            },
            &[("KEY-14", "trustee 3"), ("KEY-16", "entry 19"), ("KEY-16", "entry 19")],
        ),
        play(
            "key-14-and-key-16-together",
            &|harness| {
                after(harness, 30);
                harness.post(Body::Liveness(of_first.clone()), Some(3));
            },
            &[("KEY-14", "trustee 3"), ("KEY-16", "entry 18")],
        ),
        play_early_signs(),
    ]
}

/// Liveness proofs before `open`, and within a minute after it: they fail KEY-16, and show that the keys live.
fn play_early_signs() -> Case {
    let record = played(&Spec::tiny(), |harness| {
        harness.found();
        harness.commit();
        harness.deal();
        harness.confirm();
        harness.enrol();
        harness.pass(4_900);
        harness.show_life();
        harness.open();
        harness.show_life();
        harness.cast_all();
        harness.close();
        harness.announce();
    });
    case(
        "key-16-hurried-signs-of-life-show-live-keys",
        record,
        &[("KEY-16", "entry 14"), ("KEY-16", "entry 15")],
    )
}

fn life_on(harness: &Harness<'_>, entry: u64) -> Liveness {
    let hash = harness.election().entry_hash(entry).copied().expect("an entry");
    harness.share(3).expect("a share").live(&ceremony(harness).election, entry, &hash)
}

fn show(harness: &mut Harness<'_>, entry: u64) {
    let life = life_on(harness, entry);
    harness.post(Body::Liveness(life), Some(3));
}

/// A liveness proof with a nonce of its own.
fn fresh_life_named(harness: &Harness<'_>, entry: u64, nonce: &str) -> Liveness {
    let ceremony = ceremony(harness);
    let hash = harness.election().entry_hash(entry).copied().expect("an entry");
    let (x, base) = (share_secret(&ceremony, 3), tabella_crypto::generators::liveness(&hash));
    let Rehearsal { D, proof } = shown(Purpose::Liveness, &ceremony, 3, &x, &base, nonce);
    Liveness { D, entry, proof }
}

fn fresh_life(harness: &Harness<'_>, entry: u64) -> Liveness {
    fresh_life_named(harness, entry, "fresh")
}

/// Confirmations before the last deal are of their round, and show no live keys: what they rehearse on is not there.
fn early_confirmations() -> Vec<Case> {
    let record = honest(&lively());
    let of = |name: &str, early: &'static [usize], expected: &[(&str, &str)]| {
        let hostile = played(&lively(), |harness| {
            harness.found();
            harness.commit();
            let last = *harness.election().last_commitment();
            let ceremony = ceremony(harness);
            let deal = |i: u64| Dealer::new(&seeds()[i as usize - 1], &ceremony, i).deal(&last);
            (1..=2).for_each(|i| harness.post(Body::KeyDeal(deal(i)), Some(i)));
            for j in early {
                harness.post(body_of(&record, Kind::KeyConfirmation, j - 1), Some(*j as u64));
            }
            harness.post(Body::KeyDeal(deal(3)), Some(3));
            let keys = harness.election().keys().cloned().expect("keys");
            let last = *harness.election().last_deal();
            for j in (1..=3u64).filter(|j| !early.contains(&(*j as usize))) {
                let share = harness.share(j).expect("a share");
                let rehearsal = share.rehearse(&ceremony.election, &last);
                harness.post(
                    Body::KeyConfirmation(KeyConfirmation { X: keys.X.clone(), Y: keys.Y, rehearsal }),
                    Some(j),
                );
            }
            harness.enrol();
            harness.open();
            finish(harness);
        });
        case(name, hostile, expected)
    };
    vec![
        of("log-11-one-confirmation-before-the-last-deal", &[1], &[("LOG-11", "entry 6")]),
        of(
            "key-15-two-confirmations-before-the-last-deal",
            &[1, 2],
            &[("KEY-15", "entry 11"), ("LOG-11", "entry 6"), ("LOG-11", "entry 7")],
        ),
    ]
}

//! Entries that fail LOG: they are not judged further, and what they say may count all the same.

use super::attack::{
    Case, Change, add, body_of, case, changed, finish, honest, index_of, played, played_by, point, rewritten,
    signature_of, stranger, with_signature,
};
use super::unread::{Both, Line};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ceremony::KeyComplaint;
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::generators::H;
use tabella_crypto::group::Scalar;
use tabella_tests::harness::{CLOSING, Draft, Harness, Keys, Record, Spec};

pub fn cases() -> Vec<Case> {
    let mut cases = vec![];
    cases.extend(live_keys());
    cases.extend(complaints());
    cases.extend(rounds());
    cases.extend(manifests());
    cases.extend(opened_and_closed());
    cases.extend(ballots());
    cases.extend(shares_and_results());
    cases
}

/// As in `unread`: manifest 0, commitments 1 to 3, deals 4 to 6, confirmations 7 to 9, roll 10, open 11, signs of
/// life 12 to 14, ballots 15 to 17, close 18, shares 19 and 20, result 21.
fn lively() -> Spec {
    Spec { live: vec![1, 2, 3], ..Spec::tiny() }
}

/// Two trustees show life, as many as are needed: ballots 14 to 16, close 17, shares 18 and 19, result 20.
fn two_live() -> Spec {
    Spec { live: vec![1, 2], ..Spec::tiny() }
}

/// The same line with a signature that does not hold.
fn unsigned(line: String) -> String {
    let mut signature = signature_of(&line);
    signature.response.0 += Scalar::ONE;
    with_signature(&line, &signature.to_bytes())
}

/// An election in which the n-th statement of a kind is changed, and the line at an index is not signed.
fn unsigned_and(
    spec: &Spec,
    index: u64,
    kind: Kind,
    nth: usize,
    change: impl FnMut(&mut Draft, &Keys),
) -> Record {
    Harness::run(
        spec.clone(),
        &mut Both(&mut Line::new(index, unsigned), &mut Change::new(kind, nth, change)),
    )
}

fn elsewhere(draft: &mut Draft, _: &Keys) {
    draft.election = Hash::of(&[b"twin"]);
}

/// KEY-15: a trustee who has shown a live key has shown it, signed or not.
fn live_keys() -> Vec<Case> {
    let bad_rehearsal = |draft: &mut Draft, _: &Keys| {
        if let Body::KeyConfirmation(confirmation) = &mut draft.body {
            add(&mut confirmation.rehearsal.D);
        }
    };
    let bad_life = |draft: &mut Draft, _: &Keys| {
        if let Body::Liveness(liveness) = &mut draft.body {
            add(&mut liveness.D);
        }
    };
    let foreign = {
        let mut first = Change::new(Kind::KeyConfirmation, 0, elsewhere);
        let mut second = Change::new(Kind::KeyConfirmation, 1, bad_rehearsal);
        Harness::run(lively(), &mut Both(&mut first, &mut second))
    };
    vec![
        case(
            "log-13-confirmation-shows-a-live-key",
            unsigned_and(&lively(), 7, Kind::KeyConfirmation, 1, bad_rehearsal),
            &[("LOG-13", "entry 7"), ("KEY-09", "trustee 2")],
        ),
        case(
            "log-14-confirmation-shows-a-live-key",
            foreign,
            &[("LOG-14", "entry 7"), ("KEY-09", "trustee 2")],
        ),
        case(
            "log-13-confirmation-without-a-rehearsal-shows-none",
            {
                let mut all = Both(
                    &mut Line::new(7, unsigned),
                    &mut Both(
                        &mut Change::new(Kind::KeyConfirmation, 0, bad_rehearsal),
                        &mut Change::new(Kind::KeyConfirmation, 1, bad_rehearsal),
                    ),
                );
                Harness::run(lively(), &mut all)
            },
            &[("LOG-13", "entry 7"), ("KEY-09", "trustee 2"), ("KEY-15", "entry 11")],
        ),
        case(
            "log-13-sign-of-life-shows-a-live-key",
            rewritten(&two_live(), Kind::Liveness, 1, unsigned),
            &[("LOG-13", "entry 13")],
        ),
        case(
            "log-14-sign-of-life-shows-a-live-key",
            changed(&two_live(), Kind::Liveness, 0, elsewhere),
            &[("LOG-14", "entry 12")],
        ),
        case(
            "log-13-sign-of-life-that-does-not-hold-shows-none",
            unsigned_and(&two_live(), 13, Kind::Liveness, 1, bad_life),
            &[("LOG-13", "entry 13"), ("KEY-15", "entry 17")],
        ),
        case(
            "log-12-sign-of-life-shows-nothing",
            changed(&two_live(), Kind::Liveness, 1, |draft, _| draft.author = stranger("nobody")),
            &[("LOG-12", "entry 13"), ("KEY-15", "entry 17")],
        ),
    ]
}

/// Trustee 2 complains about the deal of trustee 1, which is bad; then someone goes on.
fn complained(bad: bool, line: impl FnMut(String) -> String, then: impl Fn(&mut Harness<'_>)) -> Record {
    let mut deal = Change::new(Kind::KeyDeal, 0, |draft: &mut Draft, _: &Keys| {
        if let (Body::KeyDeal(deal), true) = (&mut draft.body, bad) {
            deal.shares[1].0[7] ^= 1;
        }
    });
    let mut line = Line::new(7, line);
    played_by(&lively(), &mut Both(&mut deal, &mut line), |harness| {
        harness.found();
        harness.commit();
        harness.deal();
        harness.post(Body::KeyComplaint(complaint(harness)), Some(2));
        then(harness);
    })
}

fn complaint(harness: &Harness<'_>) -> KeyComplaint {
    let ceremony = harness.election().ceremony().cloned().expect("a ceremony");
    let deal = harness.election().deals().next().expect("a deal").1.clone();
    let entry = harness.election().entry_hash(4).copied().expect("the first deal");
    KeyComplaint::make(&harness.keys.trustees[1], &ceremony, &deal, 1, &entry, 2)
}

fn complaints() -> Vec<Case> {
    let honest = honest(&lively());
    let again = |harness: &mut Harness<'_>| harness.post(body_of(&honest, Kind::KeyCommitment, 2), Some(3));
    let go_on = |harness: &mut Harness<'_>| {
        harness.confirm();
        harness.enrol();
        harness.open();
        finish(harness);
    };
    let in_the_void = complained(
        true,
        |line| line,
        |harness| {
            harness.push("nonsense".into());
            again(harness);
            harness.push(r#"{"statement":{"kind":"key-complaint"}}"#.into());
            // No one looks at order, author, signature or election any more.
            harness.post_by(body_of(&honest, Kind::Result, 0), stranger("nobody"));
        },
    );
    let dated_back = complained(
        true,
        |line| line,
        |harness| {
            let last = harness.lines().last().expect("a complaint").clone();
            harness.push(last);
        },
    );
    vec![
        case(
            "log-13-complaint-is-upheld-all-the-same",
            complained(true, unsigned, again),
            &[("LOG-13", "entry 7"), ("KEY-10", "entry 8"), ("LOG-15", "entry 8")],
        ),
        case(
            "log-13-complaint-about-a-good-share-accuses-nobody",
            complained(false, unsigned, go_on),
            &[("LOG-13", "entry 7")],
        ),
        case(
            "key-10-lines-after-an-upheld-complaint",
            in_the_void,
            &[
                ("ENC-01", "entry 8"),
                ("KEY-10", "entry 9"),
                ("LOG-15", "entry 9"),
                ("ENC-02", "entry 10"),
                ("KEY-10", "entry 11"),
            ],
        ),
        case(
            "key-10-the-complaint-itself-again",
            dated_back,
            &[("KEY-10", "entry 8"), ("LOG-01", "entry 8"), ("LOG-15", "entry 8")],
        ),
    ]
}

/// Rounds of the ceremony end with their n-th entry, no matter who made it.
fn rounds() -> Vec<Case> {
    let honest = honest(&lively());
    let mut early = Change::new(Kind::KeyCommitment, 0, |draft: &mut Draft, _: &Keys| {
        draft.election = honest.trust.election;
    });
    let before = played_by(&lively(), &mut early, |harness| {
        // Nothing founds the election before its manifest.
        harness.post(body_of(&honest, Kind::KeyCommitment, 0), Some(1));
        harness.found();
        harness.commit();
        harness.deal();
        harness.confirm();
        harness.enrol();
        harness.open();
        finish(harness);
    });
    vec![
        case(
            "log-11-commitment-before-the-manifest",
            before,
            &[("LOG-11", "entry 0"), ("LOG-15", "entry 2")],
        ),
        case(
            "log-12-stranger-deals-in-the-place-of-a-trustee",
            changed(&lively(), Kind::KeyDeal, 2, |draft, _| draft.author = stranger("nobody")),
            &[("LOG-12", "entry 6")],
        ),
        case(
            "log-12-stranger-confirms-in-the-place-of-a-trustee",
            changed(&lively(), Kind::KeyConfirmation, 2, |draft, _| draft.author = stranger("nobody")),
            &[("LOG-12", "entry 9")],
        ),
        case(
            "key-01-trustee-confirms-twice-and-the-second-holds",
            {
                let mut bad = Change::new(Kind::KeyConfirmation, 0, |draft: &mut Draft, _: &Keys| {
                    if let Body::KeyConfirmation(confirmation) = &mut draft.body {
                        confirmation.rehearsal.proof.s.0 += Scalar::ONE;
                    }
                });
                let mut again = Change::new(Kind::KeyConfirmation, 1, |draft: &mut Draft, keys: &Keys| {
                    draft.author = keys.trustees[0].identity().into();
                    draft.body = body_of(&honest, Kind::KeyConfirmation, 0);
                });
                Harness::run(lively(), &mut Both(&mut bad, &mut again))
            },
            &[("KEY-01", "trustee 1"), ("KEY-09", "trustee 1")],
        ),
        case(
            "log-11-open-without-a-roll",
            played(&lively(), |harness| {
                harness.found();
                harness.commit();
                harness.deal();
                harness.confirm();
                harness.open();
            }),
            &[("LOG-11", "entry 10")],
        ),
    ]
}

/// LOG-12 and LOG-14 of a manifest in the wrong place.
fn manifests() -> Vec<Case> {
    let honest = honest(&lively());
    let Body::Manifest(founding) = body_of(&honest, Kind::Manifest, 0) else { unreachable!("a manifest") };
    let second = |name: &str, place: usize, change: &dyn Fn(&mut Draft), expected: &[(&str, &str)]| {
        let mut attacker = Change::new(Kind::Manifest, 1, |draft: &mut Draft, _: &Keys| change(draft));
        let record = played_by(&lively(), &mut attacker, |harness| {
            harness.found();
            harness.commit();
            harness.deal();
            harness.confirm();
            let mut other = founding.clone();
            other.minimum += 1;
            if place == 10 {
                harness.post(Body::Manifest(other.clone()), None);
            }
            harness.enrol();
            harness.open();
            harness.show_life();
            if place == 15 {
                harness.post(Body::Manifest(other), None);
            }
            harness.cast_all();
            harness.close();
            harness.announce();
        });
        case(name, record, expected)
    };
    let outsider = |draft: &mut Draft| {
        let key = *stranger("official").public();
        if let Body::Manifest(manifest) = &mut draft.body {
            manifest.officials[0].key = key;
        }
    };
    let id = honest.trust.election;
    vec![
        second(
            "log-11-second-manifest-by-its-own-official",
            10,
            &|draft| {
                outsider(draft);
                draft.author = stranger("official");
            },
            &[("LOG-11", "entry 10")],
        ),
        second(
            "log-12-second-manifest-by-an-official-whom-it-does-not-list",
            10,
            &outsider,
            &[("LOG-11", "entry 10"), ("LOG-12", "entry 10")],
        ),
        second(
            "log-11-second-manifest-names-the-election",
            10,
            &|draft| draft.election = id,
            &[("LOG-11", "entry 10")],
        ),
        second(
            "log-14-second-manifest-names-another-election",
            10,
            &|draft| draft.election = Hash::of(&[b"twin"]),
            &[("LOG-11", "entry 10"), ("LOG-14", "entry 10")],
        ),
        case(
            "log-13-manifest-that-cannot-be-used",
            {
                let mut impossible = Change::new(Kind::Manifest, 0, |draft: &mut Draft, _: &Keys| {
                    if let Body::Manifest(manifest) = &mut draft.body {
                        manifest.styles[0].contests.clear();
                    }
                });
                Harness::run(lively(), &mut Both(&mut Line::new(0, unsigned), &mut impossible))
            },
            &[("LOG-13", "entry 0")],
        ),
    ]
}

fn opened_and_closed() -> Vec<Case> {
    let other_roll = |draft: &mut Draft| {
        if let Body::Open(open) = &mut draft.body {
            open.last_roll.0[0] ^= 1;
        }
    };
    let early = |draft: &mut Draft, _: &Keys| draft.at = CLOSING - 1;
    let honest = honest(&lively());
    let second_open = |name: &str, change: &dyn Fn(&mut Draft), expected: &[(&str, &str)]| {
        let mut attacker = Change::new(Kind::Open, 1, |draft: &mut Draft, _: &Keys| change(draft));
        let record = played_by(&lively(), &mut attacker, |harness| {
            harness.prepare();
            harness.show_life();
            let mut body = body_of(&honest, Kind::Open, 0);
            if let Body::Open(open) = &mut body {
                open.weight += 1;
            }
            harness.post(body, None);
            harness.cast_all();
            harness.close();
            harness.announce();
        });
        case(name, record, expected)
    };
    vec![
        case(
            "log-12-open-that-names-another-roll",
            changed(&lively(), Kind::Open, 0, |draft, keys| {
                draft.author = keys.registrar.clone();
                other_roll(draft);
            }),
            &[("LOG-12", "entry 11")],
        ),
        case(
            "log-13-open-that-names-another-roll",
            unsigned_and(&lively(), 11, Kind::Open, 0, |draft, _| other_roll(draft)),
            &[("LOG-01", "entry 11"), ("LOG-13", "entry 11")],
        ),
        case(
            "log-13-open-with-the-election-key-h",
            {
                let key = point(*H);
                let mut changed = Change::new(Kind::Open, 0, move |draft: &mut Draft, _: &Keys| {
                    if let Body::Open(open) = &mut draft.body {
                        open.election_key = key;
                    }
                });
                played_by(
                    &Spec { ballots: vec![], ..lively() },
                    &mut Both(&mut Line::new(11, unsigned), &mut changed),
                    |harness| {
                        harness.prepare();
                        finish(harness);
                    },
                )
            },
            &[("LOG-13", "entry 11"), ("PRF-08", "board")],
        ),
        case(
            "log-12-open-with-the-election-key-h",
            {
                let key = point(*H);
                let mut changed = Change::new(Kind::Open, 0, move |draft: &mut Draft, keys: &Keys| {
                    draft.author = keys.registrar.clone();
                    if let Body::Open(open) = &mut draft.body {
                        open.election_key = key;
                    }
                });
                played_by(&Spec { ballots: vec![], ..lively() }, &mut changed, |harness| {
                    harness.prepare();
                    finish(harness);
                })
            },
            &[("LOG-12", "entry 11"), ("PRF-08", "board")],
        ),
        second_open("log-11-second-open-that-names-another-roll", &other_roll, &[("LOG-11", "entry 15")]),
        second_open(
            "log-11-second-open-under-the-election-id",
            &|draft| draft.election = honest.trust.election,
            &[("LOG-11", "entry 15")],
        ),
        case(
            "log-12-close-too-early-and-after-another-entry",
            changed(&lively(), Kind::Close, 0, |draft, keys| {
                draft.author = keys.registrar.clone();
                draft.at = CLOSING - 1;
                if let Body::Close(close) = &mut draft.body {
                    close.previous.0[0] ^= 1;
                }
            }),
            &[("LOG-12", "entry 18")],
        ),
        case(
            "log-13-close-too-early",
            unsigned_and(&lively(), 18, Kind::Close, 0, early),
            &[("LOG-13", "entry 18"), ("LOG-16", "entry 18")],
        ),
        case(
            "log-11-sign-of-life-before-the-last-confirmation",
            played(&two_live(), |harness| {
                harness.found();
                harness.commit();
                harness.deal();
                harness.post(body_of(&honest, Kind::Liveness, 0), Some(1));
                harness.confirm();
                harness.enrol();
                harness.open();
                harness.spec.live = vec![2];
                finish(harness);
            }),
            &[("LOG-11", "entry 7"), ("KEY-15", "entry 17")],
        ),
    ]
}

fn ballots() -> Vec<Case> {
    // All totals are withheld, so that none shows what a forged ballot is worth.
    let spec = Spec { minimum: 50, revealing_weights: true, ..lively() };
    let honest_record = honest(&spec);
    let Body::Ballot(of_first) = body_of(&honest_record, Kind::Ballot, 0) else { unreachable!("a ballot") };
    let copied = |name: &str, first: &mut dyn tabella_tests::harness::Attacker, expected: &[(&str, &str)]| {
        let mut copy = Change::new(Kind::Ballot, 1, |draft: &mut Draft, _: &Keys| {
            if let Body::Ballot(ballot) = &mut draft.body {
                ballot.ciphertexts[0].alpha = of_first.ciphertexts[0].alpha;
            }
        });
        case(name, Harness::run(spec.clone(), &mut Both(first, &mut copy)), expected)
    };
    let twice = [("BAL-06", "entry 16"), ("PRF-01", "entry 16")];
    let with = |first: &[(&'static str, &'static str)]| [first, &twice].concat();
    vec![
        copied(
            "bal-06-alpha-of-a-ballot-that-is-not-signed",
            &mut Line::new(15, unsigned),
            &with(&[("LOG-13", "entry 15")]),
        ),
        copied(
            "bal-06-alpha-of-a-ballot-for-another-election",
            &mut Change::new(Kind::Ballot, 0, elsewhere),
            &with(&[("LOG-14", "entry 15")]),
        ),
        copied(
            "bal-06-alpha-of-a-ballot-dated-after-closing",
            &mut Change::new(Kind::Ballot, 0, |draft: &mut Draft, _: &Keys| draft.at = CLOSING),
            &with(&[("BAL-07", "entry 15"), ("LOG-07", "entry 16")]),
        ),
        case(
            "bal-06-alpha-of-a-strangers-ballot",
            {
                let mut strange = Change::new(Kind::Ballot, 0, |draft: &mut Draft, _: &Keys| {
                    draft.author = stranger("nobody");
                });
                let mut copy = Change::new(Kind::Ballot, 1, |draft: &mut Draft, _: &Keys| {
                    if let Body::Ballot(ballot) = &mut draft.body {
                        ballot.ciphertexts[0].alpha = of_first.ciphertexts[0].alpha;
                    }
                });
                Harness::run(spec.clone(), &mut Both(&mut strange, &mut copy))
            },
            &with(&[("BAL-01", "entry 15"), ("PRF-01", "entry 15")]),
        ),
        case(
            "log-13-copy-of-an-alpha-in-a-ballot-that-is-not-signed",
            unsigned_and(&spec, 16, Kind::Ballot, 1, |draft, _| {
                if let Body::Ballot(ballot) = &mut draft.body {
                    ballot.ciphertexts[0].alpha = of_first.ciphertexts[0].alpha;
                }
            }),
            &[("LOG-13", "entry 16")],
        ),
    ]
}

fn shares_and_results() -> Vec<Case> {
    let with_tau = |draft: &mut Draft, _: &Keys| {
        if let Body::DecryptionShare(share) = &mut draft.body {
            share.tau.0[0] ^= 1;
        }
    };
    let with_product = |draft: &mut Draft, _: &Keys| {
        if let Body::DecryptionShare(share) = &mut draft.body {
            add(&mut share.D[0]);
        }
    };
    let again = played_by(
        &lively(),
        &mut Both(&mut Line::new(19, unsigned), &mut Change::new(Kind::DecryptionShare, 0, with_tau)),
        |harness| {
            harness.prepare();
            harness.vote();
            harness.close();
            harness.spec.decrypting = vec![1, 1, 3];
            harness.announce();
        },
    );
    let twice =
        played_by(&Spec { decrypting: vec![1, 3], ..lively() }, &mut Line::new(19, unsigned), |harness| {
            harness.prepare();
            harness.vote();
            harness.close();
            harness.spec.decrypting = vec![1, 1, 3];
            harness.announce();
        });
    let other_result = played_by(&lively(), &mut Line::new(21, unsigned), |harness| {
        harness.prepare();
        finish(harness);
        let Body::Result(mut result) = body_of(&honest(&lively()), Kind::Result, 0) else {
            unreachable!("a result")
        };
        result.count += 1;
        harness.post(Body::Result(result), None);
    });
    let honest_record = honest(&lively());
    assert_eq!(index_of(&honest_record, Kind::DecryptionShare, 0), 19);
    vec![
        case(
            "log-13-share-is-one-of-t",
            rewritten(&lively(), Kind::DecryptionShare, 0, unsigned),
            &[("LOG-13", "entry 19")],
        ),
        case(
            "log-13-share-that-does-not-hold-is-not-one-of-t",
            unsigned_and(&lively(), 19, Kind::DecryptionShare, 0, with_product),
            &[("LOG-13", "entry 19"), ("DEC-04", "entry 21")],
        ),
        case(
            "log-13-share-for-another-tally-and-then-a-good-one",
            again,
            &[("LOG-13", "entry 19"), ("DEC-01", "trustee 1"), ("DEC-04", "entry 22")],
        ),
        case(
            "log-13-share-and-then-the-same-again",
            twice,
            &[("LOG-13", "entry 19"), ("LOG-15", "entry 20")],
        ),
        case(
            "log-13-result-and-then-another",
            other_result,
            &[("LOG-13", "entry 21"), ("LOG-11", "entry 22")],
        ),
    ]
}

//! BAL and PRF: ballots, alone and among those of a log.

use super::attack::{Case, add, case, changed, finish, honest, index_of, played, point, stranger};
use crate::forgers::ballots::{all, forged_ballot, honest_ballot, prove_honestly};
use crate::forgers::prover::{Election, HONEST, choice, scalar};
use std::sync::Arc;
use tabella_crypto::bytes::Hash;
use tabella_crypto::contest::{Choice, Rule};
use tabella_crypto::election::ballot::{Ballot, Context, Place};
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::elgamal::EncryptionKey;
use tabella_crypto::generators::bit_bases;
use tabella_crypto::group::{Derivation, Element, Scalar, SecretScalar};
use tabella_crypto::plan::Plan;
use tabella_crypto::signature::SigningKey;
use tabella_tests::harness::{CLOSING, Harness, OPENING, Record, Spec};

pub fn cases() -> Vec<Case> {
    let mut cases = vec![];
    cases.extend(entitled());
    cases.extend(shapes());
    cases.extend(sequences());
    cases.extend(alphas());
    cases.extend(dates());
    cases.extend(forged());
    cases.extend(copied());
    cases
}

/// A small election whose contests are those of the forgers, and whose totals are all withheld, so that
/// no total shows what a forged ballot is worth.
fn forgers_spec() -> Spec {
    Spec {
        contests: vec![
            ("council", Rule::Choice(Choice { min: 1, max: 3, blank: true }), 4),
            ("chair", Rule::Choice(Choice { min: 1, max: 1, blank: false }), 2),
        ],
        styles: vec![vec!["council", "chair"]],
        voters: vec![(0, 1); FORGERS.len()],
        ballots: vec![(3, vec![vec![0, 1], vec![0]]), (4, vec![vec![4], vec![1]])],
        minimum: 50,
        revealing_weights: true,
        ..Spec::tiny()
    }
}

/// The voters of [`forgers_spec`] by the names that the forgers give them.
const FORGERS: [&str; 5] = ["alice", "bob", "forger", "honest 1", "honest 2"];

/// Plays the preparation and the honest ballots, and lets forgers who know everything cast theirs.
fn forge(spec: &Spec, cast: impl FnOnce(&mut Harness<'_>, &Election)) -> Record {
    played(spec, |harness| {
        harness.keys.voters = FORGERS.iter().map(|name| Arc::new(signing(&scalar(name, 0)))).collect();
        harness.prepare();
        harness.vote();
        let election = known(harness);
        cast(harness, &election);
        harness.close();
        harness.announce();
    })
}

fn signing(secret: &Scalar) -> SigningKey {
    let mut wide = [0; 64];
    wide[..32].copy_from_slice(secret.as_bytes());
    SigningKey::new(SecretScalar::from_wide(&wide))
}

/// The election of a harness as the forgers see it: its secret key, too.
fn known(harness: &Harness<'_>) -> Election {
    let id = harness.election().id().copied().expect("a manifest");
    let constant = |seed: &tabella_crypto::election::ceremony::TrusteeSeed| {
        let bytes = Derivation::new(seed.expose(), &id.0)
            .bytes::<64>(&[b"tabella/1/coefficient", &0u64.to_le_bytes()]);
        Scalar::from_bytes_mod_order_wide(&bytes)
    };
    let secret: Scalar = harness.keys.trustees.iter().map(constant).sum();
    let open = harness.election().open_body().expect("open");
    assert_eq!(open.election_key, point(Element::mul_base(&secret)));
    let plan = Plan::compile(&[choice(1, 3, 4, true), choice(1, 1, 2, false)]);
    Election {
        secret,
        Y: *open.election_key.element(),
        key: EncryptionKey::new(open.election_key),
        phi: *harness.election().fingerprint().expect("open"),
        K: bit_bases(plan.bits()),
        plan,
    }
}

/// The key of a forgers' voter.
fn key_of(harness: &Harness<'_>, voter: &Context) -> Arc<SigningKey> {
    harness.keys.voters.iter().find(|key| *key.public() == voter.author).expect("a voter").clone()
}

/// The index of the first forged ballot: all of these records have the same number of entries before it.
const FORGED: &str = "entry 16";

/// Every forged proof of the table, in a log.
fn forged() -> Vec<Case> {
    let spec = forgers_spec();
    let mut count = 0;
    forge(&spec, |_, election| count = all(election).len());
    let mut cases = vec![];
    for number in 0..count {
        let mut found = None;
        let record = forge(&spec, |harness, election| {
            let forgery = all(election).swap_remove(number);
            let at_home = election.voter("alice");
            let Context { phi, style, sequence, previous, .. } = forgery.voter;
            // Those for another place are refused for that place already.
            if (phi, style, sequence, previous)
                == (at_home.phi, at_home.style, at_home.sequence, at_home.previous)
            {
                found = Some((forgery.name.clone(), forgery.expected));
                harness.post_by(Body::Ballot(forgery.ballot.clone()), key_of(harness, &forgery.voter));
            }
        });
        if let Some((name, ids)) = found {
            let expected: Vec<(&str, &str)> = ids.iter().map(|id| (*id, FORGED)).collect();
            cases.push(case(format!("prf-{}", hyphenated(&name)), record, &expected));
        }
    }
    cases
}

/// A name as a folder is called.
fn hyphenated(name: &str) -> String {
    let spoken = name.to_lowercase().replace('+', " plus ").replace("-1", " minus 1");
    let plain: String = spoken.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join("-")
}

/// Ballots that only a log shows to be copies.
fn copied() -> Vec<Case> {
    let spec = forgers_spec();
    let alice = |harness: &mut Harness<'_>, election: &Election| {
        let voter = election.voter("alice");
        let ballot = honest_ballot(election, &voter);
        harness.post_by(Body::Ballot(ballot.clone()), key_of(harness, &voter));
        ballot
    };
    let bob = |name: &str, expected: &[(&str, &str)], make: &dyn Fn(&Election, &Ballot) -> Ballot| {
        let record = forge(&spec, |harness, election| {
            let original = alice(harness, election);
            let copy = make(election, &original);
            harness.post_by(Body::Ballot(copy), key_of(harness, &election.voter("bob")));
        });
        case(name, record, expected)
    };
    const COPY: &str = "entry 17";
    let again = forge(&spec, |harness, election| {
        let original = alice(harness, election);
        harness.post_by(Body::Ballot(original), key_of(harness, &election.voter("alice")));
    });
    // What one ballot adds and another takes away cancels for a verifier that adds all equations up.
    let cancelling = forge(&spec, |harness, election| {
        let offset = *tabella_crypto::generators::H * scalar("offset", 0);
        for (name, offset) in [("alice", offset), ("bob", -offset)] {
            let voter = election.voter(name);
            let mut prover = election.prover(name, &HONEST);
            prover.added.A = offset;
            harness.post_by(Body::Ballot(forged_ballot(&prover, &voter)), key_of(harness, &voter));
        }
    });
    vec![
        case(
            "bal-06-ballot-verbatim-appended-again",
            again,
            &[("LOG-15", COPY), ("BAL-04", COPY), ("BAL-06", COPY)],
        ),
        bob(
            "bal-06-ciphertexts-and-proof-under-another-credential",
            &[("PRF-01", COPY), ("BAL-06", COPY)],
            &|_, original| original.clone(),
        ),
        bob(
            "bal-06-one-copied-ciphertext-among-ones-own",
            &[("PRF-04", COPY), ("BAL-06", COPY)],
            &|election, original| {
                let mut prover = election.prover("bob's proof", &HONEST);
                prover.ciphertexts[1] = original.ciphertexts[1];
                forged_ballot(&prover, &election.voter("bob"))
            },
        ),
        bob(
            "bal-06-copied-alpha-with-another-beta",
            &[("PRF-04", COPY), ("BAL-06", COPY)],
            &|election, original| {
                let mut prover = election.prover("bob's proof", &HONEST);
                prover.ciphertexts[1].alpha = original.ciphertexts[1].alpha;
                forged_ballot(&prover, &election.voter("bob"))
            },
        ),
        case("prf-02-errors-of-two-ballots-that-cancel", cancelling, &[("PRF-02", FORGED), ("PRF-02", COPY)]),
        {
            // The same ballot where its contest is counted: the total itself is impossible.
            let spec = Spec { minimum: 1, ..forgers_spec() };
            let record = forge(&spec, |harness, election| {
                let voter = election.voter("forger");
                let mut prover = election.prover("thousand", &HONEST);
                prover.put(0, &Scalar::from(1_000u64));
                harness.post_by(Body::Ballot(forged_ballot(&prover, &voter)), key_of(harness, &voter));
            });
            let result = format!("entry {}", record.lines.len() - 1);
            case("res-02-a-ballot-worth-1000-is-counted", record, &[("PRF-04", FORGED), ("RES-02", &result)])
        },
    ]
}

/// The base election with one honest ballot posted otherwise.
fn with(name: &str, expected: &[(&str, &str)], cast: impl FnOnce(&mut Harness<'_>)) -> Case {
    let spec = Spec { ballots: Spec::base().ballots[..2].into(), minimum: 1, ..Spec::base() };
    let record = played(&spec, |harness| {
        harness.prepare();
        harness.vote();
        cast(harness);
        harness.close();
        harness.announce();
    });
    case(name, record, expected)
}

/// The first entry after two ballots of [`with`].
const NEXT: &str = "entry 16";
const AFTER: &str = "entry 17";

/// Some choices of style 0, and of style 1.
fn choices() -> [Vec<Vec<usize>>; 2] {
    [vec![vec![2], vec![0]], vec![vec![1]]]
}

fn entitled() -> Vec<Case> {
    let [both, chair] = choices();
    vec![
        with("bal-01-flawless-ballot-of-a-stranger", &[("BAL-01", NEXT)], |harness| {
            let key = stranger("nobody");
            // Made for the stranger's key by lending it the place of a voter.
            let lent = std::mem::replace(&mut harness.keys.voters[2], key.clone());
            let place = Place { style: 0, sequence: 0, previous: Hash::ZERO };
            let ballot = harness.ballot_at(2, &both, place).expect("open");
            harness.keys.voters[2] = lent;
            harness.post_by(Body::Ballot(ballot), key);
        }),
        with("bal-01-flawless-ballot-of-a-trustee", &[("BAL-01", NEXT)], |harness| {
            let key = Arc::new(harness.keys.trustees[0].identity());
            let lent = std::mem::replace(&mut harness.keys.voters[2], key.clone());
            let place = Place { style: 0, sequence: 0, previous: Hash::ZERO };
            let ballot = harness.ballot_at(2, &both, place).expect("open");
            harness.keys.voters[2] = lent;
            harness.post_by(Body::Ballot(ballot), key);
        }),
        with("bal-02-ballot-of-a-smaller-style", &[("BAL-02", NEXT)], |harness| {
            let place = Place { style: 1, sequence: 0, previous: Hash::ZERO };
            let ballot = harness.ballot_at(2, &chair, place).expect("open");
            harness.post(Body::Ballot(ballot), Some(2));
        }),
        with("bal-02-ballot-of-a-larger-style", &[("BAL-02", NEXT)], |harness| {
            let place = Place { style: 0, sequence: 0, previous: Hash::ZERO };
            let ballot = harness.ballot_at(5, &both, place).expect("open");
            harness.post(Body::Ballot(ballot), Some(5));
        }),
    ]
}

fn shapes() -> Vec<Case> {
    let [both, _] = choices();
    let shape = |name: &str, expected: &[(&str, &str)], change: &dyn Fn(&mut Ballot)| {
        with(name, expected, |harness| {
            let mut ballot = harness.ballot(2, &both).expect("open");
            change(&mut ballot);
            harness.post(Body::Ballot(ballot), Some(2));
        })
    };
    let odd = &[("BAL-03", NEXT)];
    let larger = forge(&forgers_spec(), |harness, election| {
        let plan = Plan::compile(&[choice(1, 3, 5, true), choice(1, 1, 2, false)]);
        let voter = election.voter("forger");
        let larger = Election { K: bit_bases(plan.bits()), ..known(harness) };
        let ballot = prove_honestly(&larger, &plan, &[1, 1, 0, 0, 0, 0, 1, 0], &voter);
        let _ = election;
        harness.post_by(Body::Ballot(ballot), key_of(harness, &voter));
    });
    vec![
        case("bal-03-one-option-too-many-proven-with-a-larger-plan", larger, &[("BAL-03", FORGED)]),
        shape("bal-03-slack-bits-left-out", odd, &|ballot| ballot.proof.f.truncate(ballot.proof.f.len() - 1)),
        shape("bal-03-one-ciphertext-less", odd, &|ballot| {
            ballot.ciphertexts.truncate(ballot.ciphertexts.len() - 1)
        }),
        shape("bal-03-one-ciphertext-more", odd, &|ballot| {
            let mut more = ballot.ciphertexts[0];
            add(&mut more.alpha);
            ballot.ciphertexts.push(more);
        }),
        shape("bal-03-one-response-more", odd, &|ballot| ballot.proof.f.push(ballot.proof.f[0])),
        shape("bal-03-nothing-in-it", odd, &|ballot| {
            ballot.ciphertexts.clear();
            ballot.proof.f.clear();
        }),
        shape("bal-02-style-that-does-not-exist", &[("BAL-02", NEXT)], &|ballot| ballot.style = 2),
        // The ballot takes its number, whatever its shape: the next one is the second.
        with("bal-03-re-voted-honestly", odd, |harness| {
            let mut ballot = harness.ballot(2, &both).expect("open");
            ballot.proof.f.pop();
            harness.post(Body::Ballot(ballot), Some(2));
            harness.cast(2, &both);
        }),
    ]
}

fn sequences() -> Vec<Case> {
    let [both, _] = choices();
    let at = |harness: &mut Harness<'_>, voter: usize, sequence: u64, previous: Hash| {
        let place = Place { style: 0, sequence, previous };
        let ballot = harness.ballot_at(voter, &both, place).expect("open");
        harness.post(Body::Ballot(ballot), Some(voter as u64));
    };
    let tracker = |harness: &Harness<'_>, voter: usize| {
        harness.election().latest(harness.keys.voters[voter].public()).expect("a ballot").tracker
    };
    vec![
        with("bal-04-first-ballot-is-number-1", &[("BAL-04", NEXT)], |harness| at(harness, 2, 1, Hash::ZERO)),
        with("bal-04-number-2-after-number-0", &[("BAL-04", NEXT)], |harness| {
            let previous = tracker(harness, 0);
            at(harness, 0, 2, previous);
        }),
        with("bal-04-number-1-before-number-0", &[("BAL-04", NEXT), ("BAL-04", AFTER)], |harness| {
            at(harness, 2, 1, Hash::ZERO);
            at(harness, 2, 0, Hash::ZERO);
        }),
        with("bal-04-number-0-twice", &[("BAL-04", NEXT)], |harness| at(harness, 0, 0, Hash::ZERO)),
        with("bal-04-enormous-number", &[("BAL-04", NEXT)], |harness| {
            at(harness, 2, (1 << 53) - 1, Hash::ZERO)
        }),
        with("bal-05-tracker-of-another-voter", &[("BAL-05", NEXT)], |harness| {
            let previous = tracker(harness, 1);
            at(harness, 0, 1, previous);
        }),
        with("bal-05-tracker-of-the-ballot-two-before", &[("BAL-05", AFTER)], |harness| {
            let first = tracker(harness, 0);
            at(harness, 0, 1, first);
            at(harness, 0, 2, first);
        }),
        with("bal-05-re-vote-without-previous", &[("BAL-05", NEXT)], |harness| at(harness, 0, 1, Hash::ZERO)),
        with("bal-05-first-ballot-with-a-previous", &[("BAL-05", NEXT)], |harness| {
            let previous = tracker(harness, 1);
            at(harness, 2, 0, previous);
        }),
        with("honest-three-ballots-of-one-voter", &[], |harness| {
            harness.cast(0, &both);
            harness.cast(0, &both);
        }),
    ]
}

fn alphas() -> Vec<Case> {
    let spec = forgers_spec();
    let again = forge(&spec, |harness, election| {
        let voter = election.voter("forger");
        let prover = election.prover("the same randomness", &HONEST);
        harness.post_by(Body::Ballot(forged_ballot(&prover, &voter)), key_of(harness, &voter));
        let place = harness.election().place(&voter.author).expect("a voter");
        let voter = Context { sequence: place.sequence, previous: place.previous, ..voter };
        harness.post_by(Body::Ballot(forged_ballot(&prover, &voter)), key_of(harness, &voter));
    });
    let inside = forge(&spec, |harness, election| {
        let voter = election.voter("forger");
        let mut prover = election.prover("one randomness for two", &HONEST);
        prover.randomness[1] = prover.randomness[0];
        let one = Scalar::ONE;
        prover.put(1, &one);
        harness.post_by(Body::Ballot(forged_ballot(&prover, &voter)), key_of(harness, &voter));
    });
    vec![
        case("bal-06-re-vote-with-the-same-randomness", again, &[("BAL-06", "entry 17")]),
        case("bal-06-one-alpha-twice-in-a-ballot", inside, &[("BAL-06", FORGED)]),
    ]
}

fn dates() -> Vec<Case> {
    let spec = Spec::tiny();
    let last = index_of(&honest(&spec), Kind::Ballot, 2);
    let dated = |name: &str, at: u64| {
        let hostile = changed(&spec, Kind::Ballot, 2, |draft, _| draft.at = at);
        case(name, hostile, &[("BAL-07", &format!("entry {last}"))])
    };
    let early = played(&spec, |harness| {
        harness.prepare();
        // The clock still stands before the opening.
        harness.cast_at(OPENING - 100, 0, &[vec![0]]);
        finish(harness);
    });
    vec![
        dated("bal-07-dated-exactly-at-closing", CLOSING),
        dated("bal-07-dated-after-closing", CLOSING + 1),
        case("bal-07-dated-before-opening", early, &[("BAL-07", "entry 12")]),
    ]
}

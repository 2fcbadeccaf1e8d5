//! Batches of all that a log asks to be proven: signatures, ballots, deals, rehearsals, complaints, liveness proofs,
//! shares, honest and forged, in any order and in batches of any size.

use super::attack::honest;
use super::{ballots, ceremony, log, tally};
use rand::rngs::{StdRng, SysRng};
use rand::{RngExt as _, SeedableRng, TryRng as _};
use std::collections::{BTreeMap, BTreeSet};
use tabella_crypto::election::statement::Body;
use tabella_crypto::generators::bit_bases;
use tabella_crypto::group::Scalar;
use tabella_crypto::proofs::batch::{Bases, verify, verify_one};
use tabella_crypto::proofs::{Base, Claim};
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::entry::{ApparentKind, Entry};
use tabella_log::merkle::leaf_hash;
use tabella_log::rulebook::{Collected, Election};
use tabella_tests::harness::{Record, Spec};

/// What a record asks to be proven: the claims that the rules collect, and those that they check at once.
fn claims(record: &Record) -> (Election, Vec<Claim>) {
    let (mut election, mut collected) = (Election::new(), Collected::default());
    for line in &record.lines {
        if let Ok(entry) = Entry::decode(line.as_bytes()) {
            collected.0.extend(trustee_claim(&election, record, &entry));
            election.apply(&entry, &mut collected);
        } else {
            election.advance_unreadable(leaf_hash(line.as_bytes()), ApparentKind::of(line.as_bytes()));
        }
    }
    (election, collected.0)
}

/// What a trustee proves in an entry.
fn trustee_claim(election: &Election, record: &Record, entry: &Entry) -> Option<Claim> {
    let author = &entry.statement.author;
    let index = election.manifest()?.trustee_index(author)?;
    let ceremony = election.ceremony()?;
    let public = || election.keys()?.X.get(index as usize - 1);
    let (id, nobody) = (&ceremony.election, Culprit::Board);
    match &entry.statement.body {
        Body::KeyDeal(deal) => deal.claim(ceremony, index, election.last_commitment(), nobody),
        Body::KeyConfirmation(confirmation) => {
            Some(confirmation.rehearsal.claim(id, index, public()?, election.last_deal(), nobody))
        }
        Body::KeyComplaint(complaint) => {
            let named =
                election.deals().find(|(dealer, _)| election.deal_entry(*dealer) == Some(&complaint.deal));
            let (dealer, deal) = named?;
            Some(complaint.claim(ceremony, deal, dealer, index, author, nobody))
        }
        Body::Liveness(liveness) => {
            let seen = leaf_hash(record.lines.get(liveness.entry as usize)?.as_bytes());
            Some(liveness.claim(id, index, public()?, &seen, nobody))
        }
        Body::DecryptionShare(share) => election.tally()?.claim(share, index, public()?),
        _ => None,
    }
}

/// Two claims in which an error of the one is taken away in the other: equal weights would not see it.
fn cancelling(claims: [&Claim; 2], error: Scalar) -> [Claim; 2] {
    let [mut one, mut other] = claims.map(Claim::clone);
    one.equations[0].terms.push((Base::H, error));
    other.equations[0].terms.push((Base::H, -error));
    [one, other]
}

// PRF-09
#[test]
fn batches_of_any_claims_say_what_is_said_one_by_one() {
    let seed = SysRng.try_next_u64().expect("randomness");
    println!("seed {seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    let (election, honest_claims) = claims(&honest(&Spec::base()));
    let key = election.open_body().expect("open").election_key;
    let bases = Bases::new(Some(*key.element()), bit_bases(64));
    let is_small = |claim: &Claim| {
        let mut terms = claim.equations.iter().flat_map(|equation| &equation.terms);
        terms.all(|(base, _)| !matches!(base, Base::K(j) if *j > 64))
    };
    let cases =
        [ballots::cases, ceremony::cases, log::cases, tally::cases].into_iter().flat_map(|cases| cases());
    let all = cases.flat_map(|case| claims(&case.record).1).filter(is_small);
    // By what is wrong with them, so that rare faults are drawn as often as others.
    let mut bad: BTreeMap<Vec<&str>, Vec<Claim>> = BTreeMap::new();
    for claim in all {
        let wrong = verify_one(&bases, &claim).iter().map(|rejection| rejection.check.id()).collect();
        bad.entry(wrong).or_default().push(claim);
    }
    bad.remove(&vec![]);
    let bad: Vec<Vec<Claim>> = bad.into_values().collect();
    assert!(honest_claims.iter().all(|claim| verify_one(&bases, claim).is_empty()));
    let mut named = BTreeSet::new();
    for _ in 0..60 {
        let mut mix: Vec<Claim> = vec![];
        for _ in 0..rng.random_range(0..40) {
            let mut good = || &honest_claims[rng.random_range(0..honest_claims.len())];
            let pair = [good(), good()];
            match rng.random_range(0..10) {
                0 => mix.extend(cancelling(pair, Scalar::from(rng.random_range(1..1_000u64)))),
                1 | 2 => {
                    let alike = &bad[rng.random_range(0..bad.len())];
                    mix.push(alike[rng.random_range(0..alike.len())].clone());
                }
                _ => mix.push(pair[0].clone()),
            }
        }
        for i in (1..mix.len()).rev() {
            mix.swap(i, rng.random_range(0..=i));
        }
        for (claim, index) in mix.iter_mut().zip(0..) {
            claim.culprit = Culprit::Entry(index);
        }
        let one_by_one: Vec<Rejection> = mix.iter().flat_map(|claim| verify_one(&bases, claim)).collect();
        let mut in_batches = vec![];
        let mut rest = &mix[..];
        while !rest.is_empty() {
            let (batch, after) = rest.split_at(rng.random_range(1..=rest.len()));
            in_batches.extend(verify(&bases, batch, &mut SysRng).expect("randomness"));
            rest = after;
        }
        assert_eq!(in_batches, one_by_one);
        assert_eq!(verify(&bases, &mix, &mut SysRng).expect("randomness"), one_by_one);
        named.extend(one_by_one.iter().map(|rejection| rejection.check.id()));
    }
    for id in
        ["LOG-13", "KEY-04", "KEY-05", "KEY-09", "KEY-11", "KEY-14", "PRF-01", "PRF-02", "PRF-04", "DEC-03"]
    {
        assert!(named.contains(id), "no forgery of {id} among {named:?}");
    }
}

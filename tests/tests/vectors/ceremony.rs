//! The key ceremony.

use super::election::Election;
use super::values::{derived, scalar, scalars, transcripts};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;
use serde_json::{Value, json};
use tabella_crypto::bytes::{Hash, hex};
use tabella_crypto::election::ceremony::{Dealer, KeyComplaint, KeyConfirmation, KeyShare};
use tabella_crypto::encoding::encode;
use tabella_crypto::group::{Derivation, Point, Scalar};
use tabella_crypto::proofs::Claim;
use tabella_crypto::proofs::batch::{Bases, verify_one};
use tabella_crypto::rejection::Culprit;
use tabella_crypto::transcript::instrument::record;

/// Hashes of entries; the log itself is not needed here.
struct Entries {
    last_deal: Hash,
    live: Hash,
}

pub fn ceremony() -> Value {
    let election = Election::new();
    let entries = Entries { last_deal: Hash::of(&[b"last deal"]), live: Hash::of(&[b"entry 9"]) };
    json!({
        "election": election.id,
        "threshold": 2,
        "last_commitment": election.last_commitment,
        "last_deal": entries.last_deal,
        "Y": election.keys.Y,
        "X": election.keys.X,
        "trustees": (1..=3).map(|i| trustee(&election, &entries, i)).collect::<Vec<_>>(),
        "complaint": complaint(&election),
        "false_complaint": false_complaint(&election),
    })
}

/// Coefficients and ephemeral secret of a dealer.
fn polynomial(election: &Election, index: u64) -> (Vec<Scalar>, Scalar) {
    let seed = election.seeds[index as usize - 1].expose();
    let of = |info: &[&[u8]]| derived(seed, &election.id.0, info);
    let coefficient = |k: u64| of(&[b"tabella/1/coefficient", &k.to_le_bytes()]);
    ((0..2).map(coefficient).collect(), of(&[b"tabella/1/ephemeral"]))
}

fn dealt(election: &Election, index: u64, j: u64) -> Scalar {
    let (coefficients, _) = polynomial(election, index);
    coefficients[0] + coefficients[1] * Scalar::from(j)
}

fn trustee(election: &Election, entries: &Entries, index: u64) -> Value {
    let position = index as usize - 1;
    let seed = &election.seeds[position];
    let d = derived(seed.expose(), b"", &[b"tabella/1/identity"]);
    assert_eq!(&(G * d), election.ceremony.trustees[position].element());
    let (coefficients, ephemeral) = polynomial(election, index);

    let dealer = Dealer::new(seed, &election.ceremony, index);
    let (deal, deal_log) = record(|| dealer.deal(&election.last_commitment));
    assert_eq!(deal, election.deals[position], "a deal is a function of seed and log");
    assert!(deal.opens(&dealer.commit(), &election.ceremony, index));
    holds(deal.claim(&election.ceremony, index, &election.last_commitment, Culprit::Trustee(index)));

    let share = election.share(index);
    let x: Scalar = (1..=3).map(|i| dealt(election, i, index)).sum();
    assert_eq!(&(G * x), share.public().element());
    let (rehearsal, rehearsal_log) = record(|| share.rehearse(&election.id, &entries.last_deal));
    let public = &election.keys.X[position];
    let culprit = Culprit::Trustee(index);
    holds(Some(rehearsal.claim(&election.id, index, public, &entries.last_deal, culprit.clone())));
    let (live, live_log) = record(|| share.live(&election.id, 9, &entries.live));
    holds(Some(live.claim(&election.id, index, public, &entries.live, culprit)));
    let confirmation = KeyConfirmation { X: election.keys.X.clone(), Y: election.keys.Y, rehearsal };
    json!({
        "index": index,
        "seed": hex(seed.expose()),
        "d": scalar(&d),
        "T": election.ceremony.trustees[position],
        "a": scalars(&coefficients),
        "e": scalar(&ephemeral),
        "commitment": encode(&dealer.commit()),
        "deal": encode(&deal),
        "deal_transcripts": transcripts(&deal_log),
        "shares": (1..=3).map(|j| share_of(election, index, j)).collect::<Vec<_>>(),
        "x": scalar(&x),
        "confirmation": encode(&confirmation),
        "confirmation_transcripts": transcripts(&rehearsal_log),
        "liveness": encode(&live),
        "liveness_entry": entries.live,
        "liveness_transcripts": transcripts(&live_log),
    })
}

/// (4.2) One encrypted share: the key is HKDF(S) and the plaintext `f_i(j)`.
fn share_of(election: &Election, dealer: u64, j: u64) -> Value {
    let (_, e) = polynomial(election, dealer);
    let trustee = election.ceremony.trustees[j as usize - 1];
    let secret = Point::new(trustee.element() * e).expect("point");
    let deal = &election.deals[dealer as usize - 1];
    assert!(deal.open_share(&election.ceremony, dealer, j, &secret).is_some());
    let derivation = Derivation::new(secret.as_bytes(), &election.id.0);
    let key = derivation.bytes::<32>(&[
        b"tabella/1/share",
        &dealer.to_le_bytes(),
        &j.to_le_bytes(),
        deal.ephemeral.as_bytes(),
        trustee.as_bytes(),
    ]);
    json!({
        "to": j,
        "S": secret,
        "key": hex(key.as_ref()),
        "f": scalar(&dealt(election, dealer, j)),
        "ciphertext": deal.shares[j as usize - 1],
    })
}

/// Dealer 1 sends trustee 2 the share of trustee 3.
fn complaint(election: &Election) -> Value {
    let mut deal = election.deals[0].clone();
    deal.shares[1] = deal.shares[2].clone();
    let bad = [&[deal.clone()], &election.deals[1..]].concat();
    let error = KeyShare::open(&election.seeds[1], &election.ceremony, &bad, 2).expect_err("a bad share");
    assert_eq!(error.dealer, 1);
    let entry = Hash::of(&[b"the entry of the bad deal"]);
    let make = || KeyComplaint::make(&election.seeds[1], &election.ceremony, &deal, 1, &entry, 2);
    let (complaint, log) = record(make);
    let trustee = &election.ceremony.trustees[1];
    holds(Some(complaint.claim(&election.ceremony, &deal, 1, 2, trustee, Culprit::Trustee(2))));
    assert!(complaint.shows_a_bad_share(&election.ceremony, &deal, 1, 2));
    json!({
        "dealer": 1,
        "trustee": 2,
        "deal": encode(&deal),
        "complaint": encode(&complaint),
        "transcripts": transcripts(&log),
        "upheld": true,
    })
}

/// Trustee 2 complains about a good share: the proof holds, and everyone sees the good share.
fn false_complaint(election: &Election) -> Value {
    let (deal, entry) = (&election.deals[0], Hash::of(&[b"the entry of the good deal"]));
    let make = || KeyComplaint::make(&election.seeds[1], &election.ceremony, deal, 1, &entry, 2);
    let (complaint, log) = record(make);
    let trustee = &election.ceremony.trustees[1];
    holds(Some(complaint.claim(&election.ceremony, deal, 1, 2, trustee, Culprit::Trustee(2))));
    assert!(!complaint.shows_a_bad_share(&election.ceremony, deal, 1, 2));
    json!({
        "dealer": 1,
        "trustee": 2,
        "deal": encode(deal),
        "complaint": encode(&complaint),
        "transcripts": transcripts(&log),
        "upheld": false,
    })
}

pub fn holds(claim: Option<Claim>) {
    assert_eq!(verify_one(&Bases::new(None, vec![]), &claim.expect("claim")), []);
}

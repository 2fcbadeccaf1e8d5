//! The tally: aggregates, tau, shares, totals.

use super::ballots::ballot_of;
use super::ceremony::holds;
use super::election::Election;
use super::values::{derived, element, scalars, signing_key, transcripts};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;
use serde_json::{Value, json};
use tabella_crypto::bytes::{Hash, hex};
use tabella_crypto::election::ballot::Ballot;
use tabella_crypto::election::ceremony::lagrange;
use tabella_crypto::election::manifest::Contest;
use tabella_crypto::election::tally::{Aggregates, ContestTally, DecryptionShare, DiscreteLog, Slot, Tally};
use tabella_crypto::elgamal::Ciphertext;
use tabella_crypto::encoding::encode;
use tabella_crypto::group::{Element, Point, Scalar, element_bytes};
use tabella_crypto::transcript::instrument::{Item, record};

/// Style, weight and slot values of each voter's latest ballot.
const VOTES: [(u64, u64, &[u64]); 5] = [
    (0, 1, &[0, 1, 0, 0, 1, 0, 1]),
    (0, 1, &[0, 0, 0, 1, 0, 0, 0]),
    (0, 3, &[1, 0, 0, 0, 0, 1, 0]),
    (0, 3, &[0, 1, 0, 0, 1, 1, 0]),
    (1, 1, &[0, 0, 1, 0, 1, 0]),
];

pub fn tally() -> Value {
    let election = Election::new();
    let open = election.open();
    let mut aggregates = Aggregates::new(&election.manifest);
    let mut ballots = vec![];
    for (i, (style, weight, values)) in VOTES.into_iter().enumerate() {
        let name = format!("voter {i}");
        let author = *signing_key(&derived(name.as_bytes(), b"", &[])).public();
        let ballot: Ballot = ballot_of(&open, &author, style, &name, values);
        aggregates.add(election.manifest.ballot_style(style).expect("a style"), weight, &ballot.ciphertexts);
        ballots.push(json!({
            "author": author,
            "style": style,
            "weight": weight,
            "selections": values,
            "ciphertexts": ballot.ciphertexts,
        }));
    }
    let close = Hash::of(&[b"close"]);
    let tally = aggregates.close(&election.manifest, &election.phi, &close);
    // "mayor": weights 1, 1, 3, 3, 1. "parks": 1, 1, 3, 3. "clock" has one ballot and is withheld.
    let totals = [3, 4, 1, 1, 4, 6, 1];
    json!({
        "manifest": election.line,
        "phi": election.phi,
        "close": close,
        "ballots": ballots,
        "tally": decrypted(&election, &tally, &close, &totals),
        "cancelling": cancelling(&election),
    })
}

/// Trustees 1 and 3 decrypt; everything on the way to the result.
fn decrypted(election: &Election, tally: &Tally, close: &Hash, totals: &[u64]) -> Value {
    let set = [1, 3];
    let shares = set.map(|index| {
        let (share, log) = record(|| tally.decrypt(&election.share(index)).expect("share"));
        let public = &election.keys.X[index as usize - 1];
        holds(tally.claim(&share, index, public));
        (index, share, log)
    });
    let messages = tally.combine(&[(1, &shares[0].1), (3, &shares[1].1)]);
    let logarithms = DiscreteLog::new(100, messages.len());
    let solved: Vec<_> = messages.iter().map(|message| logarithms.solve(message)).collect();
    assert_eq!(solved, totals.iter().copied().map(Some).collect::<Vec<_>>());
    let share = |(index, share, log): &(u64, DecryptionShare, Vec<Item>)| {
        json!({
            "trustee": index,
            "share": encode(share),
            "transcripts": transcripts(log),
        })
    };
    let named = |(contest, of): (&Contest, &ContestTally)| {
        let (outcome, slots) = match of {
            ContestTally::Empty => ("empty", vec![]),
            ContestTally::Withheld => ("withheld", vec![]),
            ContestTally::Counted(slots) => ("counted", slots.iter().map(slot).collect()),
        };
        json!({"contest": contest.id.as_str(), "outcome": outcome, "slots": slots})
    };
    json!({
        "count": tally.count,
        "weight": tally.weight,
        "contests": election.manifest.contests.iter().zip(&tally.contests).map(named).collect::<Vec<_>>(),
        "tau_input": hex(&tau_input(tally, election, close)),
        "tau": tally.tau,
        "shares": shares.iter().map(share).collect::<Vec<_>>(),
        "S": set,
        "lambda": scalars(&lagrange(&set)),
        "M": messages.iter().map(element).collect::<Vec<_>>(),
        "totals": totals,
        "result": encode(&tally.result(&election.manifest, totals)),
    })
}

fn slot(slot: &Slot) -> Value {
    json!({"alpha": element(&slot.alpha), "beta": element(&slot.beta)})
}

/// (6.1) What tau is the SHA-256 of.
fn tau_input(tally: &Tally, election: &Election, close: &Hash) -> Vec<u8> {
    let aggregates = tally.slots().flat_map(|slot| [element_bytes(&slot.alpha), element_bytes(&slot.beta)]);
    let aggregates: Vec<u8> = aggregates.flatten().collect();
    let input = [
        &b"tabella/1/tally"[..],
        &election.phi.0,
        &close.0,
        &tally.count.to_le_bytes(),
        &tally.weight.to_le_bytes(),
        &(tally.slots().count() as u64).to_le_bytes(),
        &aggregates,
    ]
    .concat();
    assert_eq!(Hash::of(&[&input]), tally.tau);
    input
}

/// Two voters of style 0 choose their randomness so that the first alpha cancels.
///
/// That slot stays in tau, has no `D_j`, and `M_j` is its beta.
fn cancelling(election: &Election) -> Value {
    let encrypt = |v: u64, r: Scalar| Ciphertext {
        alpha: Point::new(G * r).expect("point"),
        beta: Point::new(election.keys.Y.element() * r + G * Scalar::from(v)).expect("point"),
    };
    let random = |i: u64| derived(b"cancelling", b"", &[&i.to_le_bytes()]);
    let ballot = |values: [u64; 7], sign: Scalar, first: u64| -> Vec<Ciphertext> {
        let r = |i: u64| if i == 0 { sign * random(0) } else { random(first + i) };
        (0..).zip(values).map(|(i, v)| encrypt(v, r(i))).collect()
    };
    let ballots =
        [ballot([1, 0, 0, 0, 1, 1, 0], Scalar::ONE, 10), ballot([1, 0, 0, 0, 0, 1, 0], -Scalar::ONE, 20)];
    let mut aggregates = Aggregates::new(&election.manifest);
    let style = election.manifest.ballot_style(0).expect("a style");
    ballots.iter().for_each(|ballot| aggregates.add(style, 1, ballot));
    let close = Hash::of(&[b"close of the cancelling tally"]);
    let tally = aggregates.close(&election.manifest, &election.phi, &close);
    let alphas: Vec<&Element> = tally.slots().map(|slot| &slot.alpha).collect();
    assert_eq!(alphas[0], &Element::default());
    assert_eq!(tally.encrypted().count(), 6);
    json!({
        "close": close,
        "ballots": ballots.map(|c| json!({"style": 0, "weight": 1, "ciphertexts": c})),
        "tally": decrypted(election, &tally, &close, &[2, 0, 0, 0, 1, 2, 0]),
    })
}

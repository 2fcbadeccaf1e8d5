//! Signatures and ballots.

use super::election::{Election, official_secret};
use super::values::{Given, challenge, derived, scalar, scalars, signing_key, transcripts};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha512};
use std::collections::BTreeMap;
use tabella_crypto::bytes::{Hash, hex};
use tabella_crypto::election::ballot::{Ballot, Context, OpenElection, Place, Seed, Selections};
use tabella_crypto::election::credential::Code;
use tabella_crypto::election::statement::{Body, Statement, sign};
use tabella_crypto::election::tally::Close;
use tabella_crypto::encoding::encode;
use tabella_crypto::group::{Element, Point, Scalar};
use tabella_crypto::proofs::Claim;
use tabella_crypto::proofs::batch::{Bases, verify_one};
use tabella_crypto::readable;
use tabella_crypto::rejection::Culprit;
use tabella_crypto::signature::SigningKey;
use tabella_crypto::transcript::instrument::record;

pub fn signatures() -> Value {
    let election = Election::new();
    let secret = official_secret();
    let close =
        || sign(&election.official(), &election.phi, &Body::Close(Close { previous: Hash::of(&[b"last"]) }));
    let (line, log) = record(close);
    let statement = Statement::decode(&line).expect("close");
    let (c, s) = (challenge(&log, "c"), statement.signature.response.0);
    let nonce = s - c * secret;
    assert_eq!(&(G * nonce), statement.signature.commitment.element());
    let mut changed = statement.clone();
    changed.signature.response.0 += Scalar::ONE;
    let changed = with_signature(&line, &changed);
    let other = signing_key(&derived(b"registrar", b"", &[]));
    let stranger = Statement { author: *other.public(), ..statement.clone() };
    let stranger = line.replace(&statement.author.to_string(), &stranger.author.to_string());
    let moved =
        sign(&election.official(), &Hash::ZERO, &Body::Close(Close { previous: Hash::of(&[b"last"]) }));
    let moved = with_signature(&line, &Statement::decode(&moved).expect("close"));
    let refused = [("s + 1", changed), ("another author", stranger), ("of another statement", moved)];
    let refused = refused.map(|(what, line)| {
        assert_eq!(failing(&signature_claim(&line), None), ["LOG-13"], "{what}");
        json!([what, line, ["LOG-13"]])
    });
    json!({
        "x": scalar(&secret),
        "author": statement.author,
        "unsigned": without_signature(&line),
        "digest": statement.digest,
        "nonce": scalar(&nonce),
        "R": statement.signature.commitment,
        "c": scalar(&c),
        "s": scalar(&s),
        "statement": line,
        "transcripts": transcripts(&log),
        "refused": refused,
    })
}

/// The bytes whose digest is signed, compared with the digest that the decoder computes.
fn without_signature(line: &str) -> String {
    let (unsigned, _) = line.split_once(",\"signature\":").expect("the last field");
    let unsigned = format!("{unsigned}}}");
    let digest = Hash::of(&[b"tabella/1/statement", unsigned.as_bytes()]);
    assert_eq!(digest, Statement::decode(line).expect("statement").digest);
    unsigned
}

fn with_signature(line: &str, other: &Statement) -> String {
    let unsigned = without_signature(line);
    format!("{},\"signature\":{}}}", &unsigned[..unsigned.len() - 1], encode(&other.signature))
}

fn signature_claim(line: &str) -> Claim {
    let Statement { author, digest, signature, .. } = Statement::decode(line).expect("statement");
    Claim { culprit: Culprit::Entry(0), equations: vec![signature.equation(&author, &digest)] }
}

fn failing(claim: &Claim, open: Option<&OpenElection>) -> Vec<&'static str> {
    let bases = open.map_or_else(Vec::new, |open| open.manifest.bit_bases().to_vec());
    let bases = Bases::new(open.map(|open| *open.key().element()), bases);
    verify_one(&bases, claim).iter().map(|rejection| rejection.check.id()).collect()
}

/// A voter of style 0: the contests "mayor" (1 of 3, or blank) and "parks" (up to 2 of 3).
struct Voter {
    code: Code,
    key: SigningKey,
}

pub fn ballots() -> Value {
    let election = Election::new();
    let open = election.open();
    let code = Code::generate(&election.id, &mut Given(Hash::of(&[b"voter"]).0)).expect("code");
    let characters = code.show().replace(' ', "");
    let x = derived(&characters.as_bytes()[..26], &election.id.0, &[b"tabella/1/credential"]);
    let voter = Voter { key: code.credential(), code };
    assert_eq!(&(G * x), voter.key.public().element());

    let first = Place { style: 0, sequence: 0, previous: Hash::ZERO };
    let (first, tracker) = cast(&open, &voter, first, &[("mayor", &["ben"]), ("parks", &["north", "west"])]);
    let second = Place { style: 0, sequence: 1, previous: tracker };
    let (second, tracker) = cast(&open, &voter, second, &[("mayor", &["blank"]), ("parks", &[])]);
    let third = Place { style: 0, sequence: 2, previous: tracker };
    let challenged = challenge_ballot(&open, &voter, third);
    let refused = refused(&open, first["statement"].as_str().expect("a statement"));
    json!({
        "manifest": election.line,
        "election": election.id,
        "phi": election.phi,
        "fingerprint": readable::show(readable::Kind::Fingerprint, &election.phi.0),
        "Y": election.keys.Y,
        "code": voter.code.show().to_string(),
        "x": scalar(&x),
        "credential": voter.key.public(),
        "ballots": [first, second],
        "challenged": challenged,
        "refused": refused,
    })
}

fn selections(open: &OpenElection, chosen: &[(&str, &[&str])]) -> Selections {
    let chosen: BTreeMap<String, Vec<String>> = chosen
        .iter()
        .map(|(contest, options)| ((*contest).into(), options.iter().map(|id| (*id).into()).collect()))
        .collect();
    Selections::choose(&open.manifest, 0, &chosen).expect("allowed")
}

/// The seed of the ballot with this sequence number.
fn seed(sequence: u64) -> [u8; 32] {
    Hash::of(&[b"seed", &sequence.to_le_bytes()]).0
}

fn given(seed: [u8; 32]) -> Seed {
    Seed::generate(&mut Given(seed)).expect("seed")
}

/// A ballot with everything that it was made of, and its tracker.
fn cast(open: &OpenElection, voter: &Voter, place: Place, chosen: &[(&str, &[&str])]) -> (Value, Hash) {
    let seed = seed(place.sequence);
    let prepare = || open.prepare(voter.key.public(), place, selections(open, chosen), given(seed));
    let (prepared, proof_log) = record(prepare);
    let prepared = prepared.expect("prepared");
    let (ballot, tracker) = (prepared.ballot().clone(), *prepared.tracker());
    // A challenge of the same ballot shows the slot values.
    let values = prepare().expect("prepared").challenge().selections;
    let (line, signature_log) = record(|| prepared.cast(&voter.key).expect("cast"));
    assert_eq!(Statement::decode(&line).expect("ballot").digest, tracker);
    without_signature(&line);
    assert_eq!(failing(&ballot_claim(open, &line), Some(open)), [""; 0]);
    assert_eq!(failing(&signature_claim(&line), None), [""; 0]);

    let context = ballot.context(&open.phi, voter.key.public());
    let [y, theta, x] = ["y", "theta", "x"].map(|label| challenge(&proof_log, label));
    let mut log = proof_log;
    log.extend(signature_log);
    let value = json!({
        "style": place.style,
        "sequence": place.sequence,
        "previous": place.previous,
        "chosen": chosen,
        "selections": values,
        "seed": hex(&seed),
        "secrets": secrets(open, &context, &seed, &values, &ballot, &x),
        "y": scalar(&y),
        "theta": scalar(&theta),
        "x": scalar(&x),
        "statement": line,
        "tracker": tracker,
        "tracker_text": readable::tracker(&tracker),
        "transcripts": transcripts(&log),
    });
    (value, tracker)
}

/// (5.10) Everything that derives from the seed, compared with what the ballot shows of it.
fn secrets(
    open: &OpenElection,
    context: &Context,
    seed: &[u8; 32],
    values: &[u64],
    ballot: &Ballot,
    x: &Scalar,
) -> Value {
    let integers = |list: &[u64]| list.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>();
    let input = [
        &b"tabella/1/ballot"[..],
        &context.phi.0,
        context.author.as_bytes(),
        &integers(&[context.style, context.sequence]),
        &context.previous.0,
        &integers(&[values.len() as u64]),
        &integers(values),
    ]
    .concat();
    let salt = Sha512::digest(&input);
    let one = |name: &str| derived(seed, &salt, &[b"tabella/1/ballot/", name.as_bytes()]);
    let many = |name: &str, count: usize| -> Vec<Scalar> {
        let info = format!("tabella/1/ballot/{name}");
        (1..=count as u64).map(|i| derived(seed, &salt, &[info.as_bytes(), &i.to_le_bytes()])).collect()
    };
    let (r, a) = (many("r", values.len()), many("a", ballot.proof.f.len()));
    let bit = |(f, a): (&Scalar, &Scalar)| {
        let bit = (f - a) * x.invert();
        (0..2u64).find(|b| Scalar::from(*b) == bit).expect("a bit")
    };
    let f: Vec<Scalar> = ballot.proof.f.iter().map(|f| f.0).collect();
    let bits: Vec<u64> = f.iter().zip(&a).map(bit).collect();
    for ((ciphertext, r), v) in ballot.ciphertexts.iter().zip(&r).zip(values) {
        assert_eq!(ciphertext.alpha.element(), &(G * r));
        assert_eq!(ciphertext.beta.element(), &(open.key().element() * r + G * Scalar::from(*v)));
    }
    assert_eq!(ballot.proof.z1.0, one("r_V") * x + one("s"));
    assert_eq!(ballot.proof.z2.0, one("t") * x + one("u"));
    assert_eq!(ballot.proof.R_1.element(), &(G * one("rho")));
    json!({
        "salt_input": hex(&input),
        "salt": hex(&salt),
        "bits": bits,
        "r": scalars(&r),
        "a": scalars(&a),
        "r_V": scalar(&one("r_V")),
        "s": scalar(&one("s")),
        "t": scalar(&one("t")),
        "u": scalar(&one("u")),
        "rho": scalar(&one("rho")),
    })
}

fn ballot_claim(open: &OpenElection, line: &str) -> Claim {
    let statement = Statement::decode(line).expect("statement");
    let Body::Ballot(ballot) = &statement.body else { panic!("no ballot") };
    let plan = &open.manifest.ballot_style(ballot.style).expect("a style").plan;
    assert!(ballot.has_shape(plan), "BAL-03 is not what is tested here");
    ballot.claim(&open.phi, &statement.author, plan, Culprit::Entry(0))
}

fn challenge_ballot(open: &OpenElection, voter: &Voter, place: Place) -> Value {
    let chosen = selections(open, &[("mayor", &["cleo"]), ("parks", &["south"])]);
    let author = voter.key.public();
    let prepared = open.prepare(author, place, chosen.clone(), given(seed(place.sequence)));
    let opening = prepared.expect("prepared").challenge();
    assert_eq!(opening.check(open, author, &opening.tracker), Ok(chosen));
    let refused = |what: &str, phi: &Hash, author: &Point, tracker: &Hash| {
        let other = OpenElection::new(open.manifest.clone(), *phi, *open.key());
        let rejection = opening.check(&other, author, tracker).expect_err(what);
        json!({
            "what": what,
            "phi": phi,
            "credential": author,
            "tracker": tracker,
            "check": rejection.check.id(),
        })
    };
    let stranger = Point::new(G).expect("G");
    json!({
        "opening": encode(&opening),
        "refused": [
            refused("another election", &Hash::ZERO, author, &opening.tracker),
            refused("another credential", &open.phi, &stranger, &opening.tracker),
            refused("another tracker", &open.phi, author, &Hash::ZERO),
        ],
    })
}

/// The first ballot with one change, signed again: `[what, statement, ids]`.
fn refused(open: &OpenElection, line: &str) -> Vec<Value> {
    let statement = Statement::decode(line).expect("ballot");
    let Body::Ballot(ballot) = statement.body else { panic!("no ballot") };
    let code = Code::generate(&Election::new().id, &mut Given(Hash::of(&[b"voter"]).0)).expect("code");
    let author = code.credential();
    let row = |what: &str, ids: &[&str], key: &SigningKey, change: &dyn Fn(&mut Ballot)| {
        let mut ballot = ballot.clone();
        change(&mut ballot);
        let line = sign(key, &open.phi, &Body::Ballot(ballot));
        assert_eq!(failing(&ballot_claim(open, &line), Some(open)), ids, "{what}");
        json!([what, line, ids])
    };
    let change = |what: &str, ids: &[&str], change: &dyn Fn(&mut Ballot)| row(what, ids, &author, change);
    let add = |place: &mut Point| *place = Point::new(place.element() + G).expect("point");
    let rerandomise = |ballot: &mut Ballot| {
        let add = |place: &mut Point, u: Element| *place = Point::new(place.element() + u).expect("point");
        add(&mut ballot.ciphertexts[0].alpha, G);
        add(&mut ballot.ciphertexts[0].beta, *open.key().element());
    };
    let all: &[&str] = &["PRF-02", "PRF-03", "PRF-04", "PRF-05"];
    let slack: &[&str] = &["PRF-02", "PRF-03", "PRF-05"];
    let other = signing_key(&derived(b"registrar", b"", &[]));
    vec![
        change("z1 + 1", &["PRF-02"], &|ballot| ballot.proof.z1.0 += Scalar::ONE),
        change("z2 + 1", &["PRF-03"], &|ballot| ballot.proof.z2.0 += Scalar::ONE),
        change("z3 + 1", &["PRF-04"], &|ballot| ballot.proof.z3.0 += Scalar::ONE),
        change("f_1 + 1", all, &|ballot| ballot.proof.f[0].0 += Scalar::ONE),
        change("f_8 + 1, a slack bit", slack, &|ballot| ballot.proof.f[7].0 += Scalar::ONE),
        change("gamma + 1", &["PRF-01"], &|ballot| ballot.proof.gamma.0 += Scalar::ONE),
        change("V + G", &["PRF-01"], &|ballot| add(&mut ballot.proof.V)),
        change("D + G", &["PRF-01"], &|ballot| add(&mut ballot.proof.D)),
        change("R_1 and R_2 swapped", &["PRF-01"], &|ballot| {
            std::mem::swap(&mut ballot.proof.R_1, &mut ballot.proof.R_2);
        }),
        change("two ciphertexts swapped", &["PRF-01"], &|ballot| ballot.ciphertexts.swap(0, 1)),
        change("a ciphertext re-randomised", &["PRF-01"], &rerandomise),
        change("another sequence", &["PRF-01"], &|ballot| ballot.sequence = 1),
        change("another previous", &["PRF-01"], &|ballot| ballot.previous = Hash::of(&[b"other"])),
        row("another author", &["PRF-01"], &other, &|_| ()),
    ]
}

/// What a voter of the tally sends.
pub fn ballot_of(open: &OpenElection, author: &Point, style: u64, name: &str, values: &[u64]) -> Ballot {
    let place = Place { style, sequence: 0, previous: Hash::ZERO };
    let selections = Selections::new(&open.manifest, style, values.to_vec().into()).expect("allowed");
    let seed = given(Hash::of(&[name.as_bytes()]).0);
    open.prepare(author, place, selections, seed).expect("prepared").ballot().clone()
}

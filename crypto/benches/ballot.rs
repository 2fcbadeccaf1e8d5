//! What a ballot costs: to make, to decode, to verify alone and in a batch; and the parts that this is
//! made of, in the same run.
//!
//! `cargo bench -p tabella-crypto` ends with the ratio of what verifying a ballot takes to the sum of its
//! parts; the goal is at most 1.5.

#![allow(missing_docs)]

use curve25519_dalek::ristretto::CompressedRistretto;
use curve25519_dalek::traits::VartimeMultiscalarMul as _;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box, black_box_drop};
use rand::rngs::{StdRng, SysRng};
use rand::{Rng as _, SeedableRng as _};
use serde_json::{Value, json};
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ballot::{OpenElection, Place, Seed, Selections};
use tabella_crypto::election::manifest::{Manifest, SUITE, VERSION};
use tabella_crypto::election::statement::{Body, Statement};
use tabella_crypto::generators::bit_bases;
use tabella_crypto::group::{Element, Point, Scalar, SecretScalar};
use tabella_crypto::plan::Plan;
use tabella_crypto::proofs::Claim;
use tabella_crypto::proofs::batch::{Bases, verify, verify_one};
use tabella_crypto::rejection::Culprit;
use tabella_crypto::signature::SigningKey;

/// Ballots in a batch; each brings 18 points of its own.
const BATCH: usize = 512;
const TERMS: usize = 18 * BATCH;

fn main() {
    divan::main();
    if std::env::args().any(|argument| argument == "--bench") {
        print_ratio();
    }
}

/// An election of one contest, 1 of 5, and a batch of ballots.
struct Fixture {
    open: OpenElection,
    plan: Plan,
    bases: Bases,
    lines: Vec<String>,
    statements: Vec<Statement>,
}

static FIXTURE: LazyLock<Fixture> = LazyLock::new(|| {
    let key = Point::public(&SecretScalar::derive(b"Y", b"", &[])).expect("point");
    let open = OpenElection::new(manifest().check().expect("a manifest"), Hash::of(&[b"open"]), key);
    let plan = open.manifest.ballot_style(0).expect("a style").plan.clone();
    let bases = Bases::new(Some(*key.element()), bit_bases(plan.bits()));
    let lines: Vec<String> = (0..BATCH).map(|voter| cast(&open, voter)).collect();
    let statements = lines.iter().map(|line| Statement::decode(line).expect("ballot")).collect();
    Fixture { open, plan, bases, lines, statements }
});

fn manifest() -> Manifest {
    let key = |name: &str| Point::public(&SecretScalar::derive(name.as_bytes(), b"", &[])).expect("point");
    let party = |name: &str| json!([{"key": key(name), "name": name}]);
    let text = |text: &str| json!({"en": text});
    let options: Vec<Value> = ["a", "b", "c", "d", "e"].map(|id| json!({"id": id, "label": text(id)})).into();
    let manifest = json!({
        "all_trustees_needed": false,
        "board": {"key": Hash::ZERO, "name": "board.example"},
        "check_pages": [],
        "client": [],
        "closing": 2,
        "contests": [{
            "id": "mayor",
            "options": options,
            "rule": {"choice": {"blank": false, "max": 1, "min": 1}},
            "title": text("Mayor"),
        }],
        "description": text("For measurements."),
        "languages": ["en"],
        "minimum": 1,
        "officials": party("official"),
        "opening": 1,
        "registrars": party("registrar"),
        "revealing_weights": false,
        "styles": [{"contests": ["mayor"], "id": "all"}],
        "suite": SUITE,
        "threshold": 2,
        "title": text("Measured"),
        "trustees": party("trustee"),
        "unwitnessed": true,
        "version": VERSION,
        "witnesses": {"keys": [], "quorum": 0},
    });
    serde_json::from_value(manifest).expect("manifest")
}

fn voter(i: usize) -> SigningKey {
    SigningKey::new(SecretScalar::derive(b"voter", b"", &[&i.to_le_bytes()]))
}

fn cast(open: &OpenElection, i: usize) -> String {
    let key = voter(i);
    let mut values = vec![0; 5];
    values[i % 5] = 1;
    let selections = Selections::new(&open.manifest, 0, values.into()).expect("allowed");
    let place = Place { style: 0, sequence: 0, previous: Hash::ZERO };
    let seed = Seed::generate(&mut SysRng).expect("seed");
    open.prepare(key.public(), place, selections, seed).expect("prepared").cast(&key).expect("cast")
}

impl Fixture {
    /// The equations of a ballot and of its signature.
    fn claim(&self, statement: &Statement, index: u64) -> Claim {
        let Body::Ballot(ballot) = &statement.body else { unreachable!("only ballots here") };
        assert!(ballot.has_shape(&self.plan));
        let mut claim = ballot.claim(&self.open.phi, &statement.author, &self.plan, Culprit::Entry(index));
        claim.equations.push(statement.signature.equation(&statement.author, &statement.digest));
        claim
    }

    fn verify_batch(&self) {
        let claims: Vec<Claim> =
            (0..).zip(&self.statements).map(|(index, statement)| self.claim(statement, index)).collect();
        assert_eq!(verify(&self.bases, &claims, &mut SysRng), Ok(vec![]));
    }

    fn decode_batch(&self) {
        for line in &self.lines {
            black_box(Statement::decode(black_box(line)).expect("ballot"));
        }
    }
}

#[divan::bench]
fn encrypt_and_prove_and_sign(bencher: Bencher<'_, '_>) {
    bencher.bench(|| cast(&FIXTURE.open, 7));
}

#[divan::bench]
fn decode(bencher: Bencher<'_, '_>) {
    bencher.bench(|| Statement::decode(black_box(&FIXTURE.lines[0])));
}

#[divan::bench]
fn verify_alone(bencher: Bencher<'_, '_>) {
    bencher.bench(|| verify_one(&FIXTURE.bases, &FIXTURE.claim(&FIXTURE.statements[0], 0)));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn verify_in_a_batch_of_512(bencher: Bencher<'_, '_>) {
    bencher.counter(ItemsCount::new(BATCH)).bench(|| FIXTURE.verify_batch());
}

#[divan::bench]
fn part_claim(bencher: Bencher<'_, '_>) {
    bencher.bench(|| FIXTURE.claim(&FIXTURE.statements[0], 0));
}

#[divan::bench]
fn part_decompression(bencher: Bencher<'_, '_>) {
    let encoding = CompressedRistretto(*FIXTURE.open.key().as_bytes());
    bencher.bench(|| black_box(&encoding).decompress());
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn part_9216_full_terms(bencher: Bencher<'_, '_>) {
    let (scalars, elements) = terms(full);
    bencher.counter(ItemsCount::new(TERMS)).bench(|| Element::vartime_multiscalar_mul(&scalars, &elements));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn part_9216_terms_of_128_bits(bencher: Bencher<'_, '_>) {
    let (scalars, elements) = terms(half);
    bencher.counter(ItemsCount::new(TERMS)).bench(|| Element::vartime_multiscalar_mul(&scalars, &elements));
}

fn full(rng: &mut StdRng) -> Scalar {
    let mut bytes = [0; 64];
    rng.fill_bytes(&mut bytes);
    Scalar::from_bytes_mod_order_wide(&bytes)
}

fn half(rng: &mut StdRng) -> Scalar {
    Scalar::from(u128::from(rng.next_u64()) << 64 | u128::from(rng.next_u64()))
}

fn terms(scalar: fn(&mut StdRng) -> Scalar) -> (Vec<Scalar>, Vec<Element>) {
    let mut rng = StdRng::seed_from_u64(1);
    (0..TERMS).map(|_| (scalar(&mut rng), Element::mul_base(&full(&mut rng)))).unzip()
}

/// Decoding and batch verification of a ballot with its signature, against 17 decompressions, 13 terms of
/// full width and 5 of 128 bits.
///
/// The machine has other work too: everything is measured in turns, and of each the fastest turn counts.
fn print_ratio() {
    // The allocator keeps what it has freed from now on: page faults are not what is measured.
    black_box_drop(vec![0u8; 30 << 20]);
    let fixture = &*FIXTURE;
    let encoding = CompressedRistretto(*fixture.open.key().as_bytes());
    let (full_scalars, elements) = terms(full);
    let (half_scalars, _) = terms(half);
    let work: [(usize, &dyn Fn()); 5] = [
        (1_000, &|| (0..1_000).for_each(|_| black_box_drop(black_box(&encoding).decompress()))),
        (TERMS, &|| black_box_drop(Element::vartime_multiscalar_mul(&full_scalars, &elements))),
        (TERMS, &|| black_box_drop(Element::vartime_multiscalar_mul(&half_scalars, &elements))),
        (BATCH, &|| fixture.decode_batch()),
        (BATCH, &|| fixture.verify_batch()),
    ];
    let mut fastest = [Duration::MAX; 5];
    for _ in 0..50 {
        for ((things, action), fastest) in work.iter().zip(&mut fastest) {
            let start = Instant::now();
            action();
            *fastest = start.elapsed().div_f64(*things as f64).min(*fastest);
        }
    }
    let [decompression, full, half, decode, verify] = fastest;
    let parts = 17 * decompression + 13 * full + 5 * half;
    let ratio = (decode + verify).as_secs_f64() / parts.as_secs_f64();
    println!("\nper ballot of 1 in 5, {} bytes, the fastest of 50 turns:", fixture.lines[0].len());
    println!("  decompression {decompression:?}, term of full width {full:?}, of 128 bits {half:?}");
    println!("  17 decompressions, 13 full terms, 5 terms of 128 bits: {parts:?}");
    println!("  decode {decode:?} + verify in a batch of {BATCH} with signature {verify:?}");
    println!("  ratio {ratio:.2} (goal: at most 1.5)");
}

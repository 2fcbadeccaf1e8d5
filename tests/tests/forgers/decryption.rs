//! Decryption shares that announce another count (DEC-03).

use super::ballots::{forged_ballot, honest_ballot};
use super::prover::{Election, HONEST, point, powers, scalar, signed};
use super::verifier::{named, rejected, sum};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;
use rand::rngs::SysRng;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::DEC_03;
use tabella_crypto::domain::Purpose;
use tabella_crypto::election::ballot::Ballot;
use tabella_crypto::election::ceremony::{
    Ceremony, CeremonyKeys, Dealer, KeyDeal, KeyShare, TrusteeSeed, lagrange,
};
use tabella_crypto::election::tally::{ContestTally, DecryptionShare, DiscreteLog, Slot, Tally};
use tabella_crypto::generators::H;
use tabella_crypto::group::{
    Derivation, Element, Point, PublicScalar, Scalar, SecretScalar, element_bytes, is_identity,
};
use tabella_crypto::proofs::batch::verify;
use tabella_crypto::proofs::dleq::Dleq;
use tabella_crypto::rejection::Culprit;
use tabella_crypto::transcript::Transcript;

/// Three trustees, of whom two are needed, and five voters who all vote the same.
pub struct Trustees {
    pub seeds: Vec<TrusteeSeed>,
    pub ceremony: Ceremony,
    pub deals: Vec<KeyDeal>,
    pub keys: CeremonyKeys,
    /// The hash of the last entry.
    pub last: Hash,
    election: Election,
    ballots: Vec<Ballot>,
}

impl Trustees {
    pub fn new() -> Trustees {
        let seeds: Vec<TrusteeSeed> = (1..=3).map(|i| TrusteeSeed::from_bytes([i; 32].into())).collect();
        let trustees = seeds.iter().map(|seed| *seed.identity().public()).collect();
        let ceremony = Ceremony { election: Hash::of(&[b"manifest"]), threshold: 2, trustees };
        let last = Hash::of(&[b"entry"]);
        let deal = |(i, seed)| Dealer::new(seed, &ceremony, i).deal(&last);
        let deals: Vec<KeyDeal> = (1..).zip(&seeds).map(deal).collect();
        let keys = CeremonyKeys::new(&ceremony, &deals).expect("keys");
        let election = Election::with_secret(polynomial(&seeds, &ceremony, 0));
        assert_eq!(election.Y, *keys.Y.element());
        let vote = |i| honest_ballot(&election, &election.voter(&format!("voter {i}")));
        let ballots = (0..5).map(vote).collect();
        Trustees { seeds, ceremony, deals, keys, last, election, ballots }
    }

    /// The key share of a trustee.
    pub fn share(&self, index: u64) -> KeyShare {
        let seed = &self.seeds[index as usize - 1];
        KeyShare::open(seed, &self.ceremony, &self.deals, index).expect("share")
    }

    /// The tally of all voters and of `more` ballots.
    pub fn tally(&self, more: &[Ballot]) -> Tally {
        let ballots = || self.ballots.iter().chain(more);
        let slot = |i: usize| Slot {
            alpha: ballots().map(|ballot| ballot.ciphertexts[i].alpha.element()).sum(),
            beta: ballots().map(|ballot| ballot.ciphertexts[i].beta.element()).sum(),
        };
        let slots: Vec<Slot> = (0..7).map(slot).collect();
        let bytes = |slot: &Slot| [element_bytes(&slot.alpha), element_bytes(&slot.beta)].concat();
        let aggregates: Vec<u8> = slots.iter().flat_map(bytes).collect();
        let count = ballots().count() as u64;
        let contests = self
            .election
            .plan
            .contests()
            .iter()
            .map(|range| ContestTally::Counted(slots[range.clone()].into()));
        let contests = contests.collect();
        let (ballots, weights) = (vec![count; 2], vec![count; 2]);
        Tally { tau: Hash::of(&[&aggregates]), count, weight: count, ballots, contests, weights }
    }
}

/// `sum_i f_i(j)`: the election secret for 0, else the key of trustee `j`.
fn polynomial(seeds: &[TrusteeSeed], ceremony: &Ceremony, j: u64) -> Scalar {
    let coefficient = |seed: &TrusteeSeed, k: u64| {
        let derivation = Derivation::new(seed.expose(), &ceremony.election.0);
        let bytes = derivation.bytes::<64>(&[b"tabella/1/coefficient", &k.to_le_bytes()]);
        Scalar::from_bytes_mod_order_wide(&bytes)
    };
    seeds.iter().map(|seed| coefficient(seed, 0) + coefficient(seed, 1) * Scalar::from(j)).sum()
}

fn check_rejected(tally: &Tally, share: &DecryptionShare, index: u64, public: &Point, name: &str) {
    let claim = tally.claim(share, index, public).expect("as many D as slots");
    let bases = tabella_crypto::proofs::batch::Bases::new(None, vec![]);
    let said = verify(&bases, &[claim], &mut SysRng).expect("randomness");
    assert_eq!(named(&said), [("DEC-03", Culprit::Trustee(index))], "{name}");
}

/// The transcript of a bad verifier: neither ciphertexts nor shares, nor tau, which is a hash of both halves
/// of the ciphertexts.
fn blind_transcript(public: &Point) -> (Transcript, Scalar) {
    let mut transcript = Transcript::new(Purpose::Decryption);
    transcript.integer("trustee", 1);
    transcript.point("X", public);
    let q = transcript.challenge("q");
    (transcript, q)
}

/// Whether the equations that are seen hold for this transcript and `q`.
fn holds(
    tally: &Tally,
    share: &DecryptionShare,
    public: &Point,
    transcript: (Transcript, Scalar),
    seen: &[usize],
) -> bool {
    let (transcript, q) = transcript;
    let combined = |elements: &mut dyn Iterator<Item = &Element>| {
        powers(q).zip(elements).map(|(power, element)| element * power).sum::<Element>()
    };
    let base = combined(&mut tally.encrypted().map(|slot| &slot.alpha));
    let product = combined(&mut share.D.iter().map(Point::element));
    let equations = share.proof.equations(transcript, DEC_03, &base, public.element(), &product);
    seen.iter().all(|position| is_identity(&sum(&equations[*position], &H, &base, &[])))
}

/// Trustee 1 knows its key and casts the last ballot, an honest one but for its randomness.
///
/// With `c` known before the last ballot, `R_2 = k sum q^j alpha_j + wG` over the ballots before it. Then
/// `D_1` may be off by `dG` if the last ballot has `k sum q^j r_j = w + c q d`.
fn announce(trustees: &Trustees, change: i64) -> (Ballot, Tally, DecryptionShare) {
    let public = &trustees.keys.X[0];
    let x = polynomial(&trustees.seeds, &trustees.ceremony, 1);
    let d = -signed(change) * lagrange(&[1, 2])[0].invert();
    let [k, w] = [scalar("k", 0), scalar("w", 0)];
    let (mut transcript, q) = blind_transcript(public);
    let before = trustees.tally(&[]);
    let before: Element = powers(q).zip(before.slots()).map(|(power, slot)| slot.alpha * power).sum();
    let (first, second) = (point(G * k), point(before * k + G * w));
    transcript.point("R_1", &first);
    transcript.point("R_2", &second);
    let c = transcript.challenge("c");

    let election = &trustees.election;
    let mut prover = election.prover("last voter", &HONEST);
    let others = powers(q).zip(&prover.randomness).skip(1).map(|(power, r)| power * r).sum::<Scalar>();
    prover.randomness[0] = ((w + c * q * d) * k.invert() - others) * q.invert();
    prover.put(0, &Scalar::ONE);
    let ballot = forged_ballot(&prover, &election.voter("last voter"));

    let tally = trustees.tally(std::slice::from_ref(&ballot));
    let mut images: Vec<Element> = tally.slots().map(|slot| slot.alpha * x).collect();
    images[0] += G * d;
    let proof = Dleq { R_1: first, R_2: second, s: PublicScalar(k + c * x) };
    let share = DecryptionShare { D: images.into_iter().map(point).collect(), proof, tau: tally.tau };
    (ballot, tally, share)
}

#[test]
fn a_trustee_who_casts_the_last_ballot_cannot_announce_another_count() {
    let trustees = Trustees::new();
    let election = &trustees.election;
    let logarithms = DiscreteLog::new(2_000, 1);
    for change in [1, -1, 1_000] {
        let (ballot, tally, forged) = announce(&trustees, change);
        assert_eq!(rejected(election, &election.voter("last voter"), &ballot), [""; 0], "an honest ballot");
        assert!(election.is_legal(&ballot));

        let public = &trustees.keys.X[0];
        check_rejected(&tally, &forged, 1, public, "another count");
        assert!(holds(&tally, &forged, public, blind_transcript(public), &[0, 1]), "the forger is live");

        let second = tally.decrypt(&trustees.share(2)).expect("share");
        let counts = |first| -> Vec<_> {
            let messages = tally.combine(&[(1, first), (2, &second)]);
            messages.iter().map(|message| logarithms.solve(message)).collect()
        };
        let honest = tally.decrypt(&trustees.share(1)).expect("share");
        let mut expected = [6, 6, 0, 0, 0, 6, 0].map(Some);
        assert_eq!(counts(&honest), expected);
        expected[0] = 6u64.checked_add_signed(change);
        assert_eq!(counts(&forged), expected);
    }
}

/// A transcript with some lists of points, and its `q`.
fn transcript_with(
    tally: &Tally,
    public: &Point,
    lists: &[(&'static str, Vec<Point>)],
) -> (Transcript, Scalar) {
    let mut transcript = Transcript::new(Purpose::Decryption);
    transcript.hash("tau", &tally.tau);
    transcript.integer("trustee", 1);
    transcript.point("X", public);
    lists.iter().for_each(|(label, points)| transcript.points(label, points.iter()));
    let q = transcript.challenge("q");
    (transcript, q)
}

/// Trustee 1 as a forger, who proves by itself.
struct Forger {
    trustees: Trustees,
    tally: Tally,
    alphas: Vec<Point>,
    images: Vec<Point>,
    x: Scalar,
}

impl Forger {
    fn new() -> Forger {
        let trustees = Trustees::new();
        let tally = trustees.tally(&[]);
        let alphas = tally.encrypted().map(|slot| point(slot.alpha)).collect();
        let images = tally.decrypt(&trustees.share(1)).expect("share").D;
        let x = polynomial(&trustees.seeds, &trustees.ceremony, 1);
        Forger { trustees, tally, alphas, images, x }
    }

    /// A share with a proof for the key `x`, which need not be the trustee's.
    fn prove(&self, transcript: (Transcript, Scalar), x: &Scalar, images: Vec<Point>) -> DecryptionShare {
        let (transcript, q) = transcript;
        let base: Element = powers(q).zip(&self.alphas).map(|(power, alpha)| alpha.element() * power).sum();
        let mut wide = [0; 64];
        wide[..32].copy_from_slice(x.as_bytes());
        let proof =
            Dleq::prove(transcript, &Point::new(base).expect("a point"), &SecretScalar::from_wide(&wide));
        DecryptionShare { D: images, proof, tau: self.tally.tau }
    }

    /// The transcript that every verifier expects.
    fn transcript(&self, images: &[Point]) -> (Transcript, Scalar) {
        let lists = [("alpha", self.alphas.clone()), ("D", images.to_vec())];
        transcript_with(&self.tally, &self.trustees.keys.X[0], &lists)
    }

    /// Rejected by ours, accepted by a verifier with this transcript that sees only some equations.
    fn check(&self, name: &str, share: &DecryptionShare, gap: (Transcript, Scalar), seen: &[usize]) {
        let public = &self.trustees.keys.X[0];
        check_rejected(&self.tally, share, 1, public, name);
        assert!(holds(&self.tally, share, public, gap, seen), "{name}: the forger is live");
    }
}

#[test]
fn a_share_proven_with_other_lists_is_rejected() {
    let forger = Forger::new();
    let (alphas, images) = (forger.alphas.clone(), forger.images.clone());
    // `offset` goes to D_1 and, divided by -q, to D_2, after q is known.
    let check = |name: &str, lists: &[(&'static str, Vec<Point>)], offset: Element| {
        let transcript = || transcript_with(&forger.tally, &forger.trustees.keys.X[0], lists);
        let mut images = images.clone();
        images[0] = point(images[0].element() + offset);
        images[1] = point(images[1].element() - offset * transcript().1.invert());
        let share = forger.prove(transcript(), &forger.x, images);
        forger.check(name, &share, transcript(), &[0, 1]);
    };
    let none = Element::default();
    check("shares left out and changed", &[("alpha", alphas.clone())], G * Scalar::from(1_000u64));
    check("ciphertexts left out", &[("D", images.clone())], none);
    check("one list", &[("alpha", [alphas.as_slice(), &images].concat())], none);
    let (last, others) = alphas.split_last().expect("slots");
    let moved = [&[*last], images.as_slice()].concat();
    check("the last ciphertext among the shares", &[("alpha", others.to_vec()), ("D", moved)], none);
}

#[test]
fn a_share_that_fits_only_a_part_of_the_equations_is_rejected() {
    let forger = Forger::new();
    let other = scalar("another key", 0);
    let images: Vec<Point> = forger.alphas.iter().map(|alpha| point(alpha.element() * other)).collect();
    let share = forger.prove(forger.transcript(&images), &other, images.clone());
    forger.check("decrypted with another key", &share, forger.transcript(&images), &[1]);

    let mut images = forger.images.clone();
    images[0] = point(images[0].element() + G);
    let share = forger.prove(forger.transcript(&images), &forger.x, images.clone());
    forger.check("D_1 + G, proven", &share, forger.transcript(&images), &[0]);

    // Errors that cancel when every slot counts the same.
    images[1] = point(images[1].element() - G);
    let transcript = || (forger.transcript(&images).0, Scalar::ONE);
    let share = forger.prove(transcript(), &forger.x, images.clone());
    forger.check("D_1 + G and D_2 - G, proven without powers of q", &share, transcript(), &[0, 1]);
}

#[test]
fn a_changed_or_borrowed_decryption_share_is_rejected() {
    let trustees = Trustees::new();
    let tally = trustees.tally(&[]);
    let honest = tally.decrypt(&trustees.share(1)).expect("share");
    let add = |place: &mut Point, element: Element| *place = point(place.element() + element);
    let check = |name: &str, change: &dyn Fn(&mut DecryptionShare)| {
        let mut share = honest.clone();
        change(&mut share);
        check_rejected(&tally, &share, 1, &trustees.keys.X[0], name);
    };
    for j in 0..7 {
        check("D_j + G", &|share| add(&mut share.D[j], G));
    }
    check("D_1 + H, D_2 - H", &|share| {
        add(&mut share.D[0], *H);
        add(&mut share.D[1], -*H);
    });
    check("D permuted", &|share| share.D.rotate_left(1));
    check("R_1 + G", &|share| add(&mut share.proof.R_1, G));
    check("R_2 + G", &|share| add(&mut share.proof.R_2, G));
    check("R_1 and R_2 swapped", &|share| {
        core::mem::swap(&mut share.proof.R_1, &mut share.proof.R_2);
    });
    check("s + 1", &|share| share.proof.s.0 += Scalar::ONE);
    check_rejected(&tally, &honest, 2, &trustees.keys.X[1], "trustee 1 as trustee 2");
    check_rejected(&tally, &honest, 2, &trustees.keys.X[0], "the key of trustee 1 as that of trustee 2");
    let earlier = Tally { tau: Hash::of(&[b"earlier"]), ..tally.clone() };
    check_rejected(&earlier, &honest, 1, &trustees.keys.X[0], "relabelled with another tau");
    let (_, later, _) = announce(&trustees, 1);
    check_rejected(&later, &honest, 1, &trustees.keys.X[0], "a tally with one ballot more");
}

//! Forgers of one ballot, in the order of the table.

use super::chosen_late::{self, square_root};
use super::prover::{Election, HONEST, Prover, SLACK, choice, point, powers, scalar};
use super::verifier::{ALPHA, BETA, BITS, CONSTRAINTS, Forgery, Gap, OPENING, check, rejected};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;
use tabella_crypto::bytes::Hash;
use tabella_crypto::contest::ContestShape;
use tabella_crypto::domain::Purpose;
use tabella_crypto::election::ballot::{Ballot, Context};
use tabella_crypto::elgamal::Ciphertext;
use tabella_crypto::generators::H;
use tabella_crypto::group::{Derivation, Point, Scalar, SecretScalar};
use tabella_crypto::plan::Plan;
use tabella_crypto::proofs::bits::{self, Argument, Blinding, Relation, Secrets};
use tabella_crypto::transcript::{Transcript, instrument};

/// Every forger of one ballot.
pub fn all(election: &Election) -> Vec<Forgery> {
    [
        bits_that_are_no_bits,
        votes_that_no_rule_allows,
        proofs_for_another_plan,
        ciphertexts_beside_honest_bits,
        commitments_with_an_error,
        changed_responses,
        copies_under_another_name,
        copies_with_a_fresh_proof,
        swapped_ciphertexts,
        moved_counts,
        chosen_late::omissions_that_are_used,
        chosen_late::generators_with_a_trapdoor,
    ]
    .iter()
    .flat_map(|forgers| forgers(election))
    .collect()
}

pub fn check_all(forgers: fn(&Election) -> Vec<Forgery>) {
    let election = Election::new();
    forgers(&election).iter().for_each(|forgery| check(&election, forgery));
}

/// A vote for options 1 and 2 by our own prover.
pub fn honest_ballot(election: &Election, voter: &Context) -> Ballot {
    prove_honestly(election, &election.plan, &[1, 1, 0, 0, 0, 1, 0], voter)
}

/// Our own prover, for any plan.
pub fn prove_honestly(election: &Election, plan: &Plan, values: &[u64], voter: &Context) -> Ballot {
    let derivation = Derivation::new(b"honest", voter.author.as_bytes());
    let randomness: Vec<SecretScalar> =
        (0..values.len() as u64).map(|i| derivation.scalar(&[b"r", &i.to_le_bytes()])).collect();
    let encrypt = |(v, r): (&u64, &SecretScalar)| election.key.encrypt(*v, r).expect("ciphertext");
    let ciphertexts: Vec<Ciphertext> = values.iter().zip(&randomness).map(encrypt).collect();
    let bits = plan.witness(values).unwrap_or_else(|broken| panic!("{broken:?}"));
    let secrets = Secrets { bits, randomness, blinding: Blinding::derive(&derivation, plan.bits()) };
    let relation = Relation { plan, bases: &election.K, ciphertexts: &ciphertexts };
    let transcript = voter.transcript(&ciphertexts);
    let proof = bits::prove(transcript, relation, &election.key, &secrets).expect("proof");
    voter_ballot(voter, ciphertexts, proof)
}

pub fn voter_ballot(voter: &Context, ciphertexts: Vec<Ciphertext>, proof: Argument) -> Ballot {
    let Context { previous, sequence, style, .. } = *voter;
    Ballot { ciphertexts, previous, proof, sequence, style }
}

/// The ballot of a fork, proven with the transcript that every verifier expects.
pub fn forged_ballot(prover: &Prover<'_>, voter: &Context) -> Ballot {
    let proof = prover.prove(voter.transcript(&prover.ciphertexts));
    voter_ballot(voter, prover.ciphertexts.clone(), proof.argument)
}

#[test]
fn ballots_of_our_prover_and_of_a_fork_that_does_not_lie_are_accepted() {
    let election = Election::new();
    let voter = election.voter("alice");
    let fork = forged_ballot(&election.prover("fork", &HONEST), &voter);
    for ballot in [honest_ballot(&election, &voter), fork] {
        assert!(election.is_legal(&ballot));
        check(&election, &Forgery::new("honest", &voter, ballot, &[], Gap::default()));
    }
}

/// A ballot that decrypts to what no rule allows: the forgery is worth something.
pub fn illegal(
    election: &Election,
    name: &str,
    ballot: Ballot,
    expected: &'static [&'static str],
    gap: Gap,
) -> Forgery {
    assert!(!election.is_legal(&ballot), "{name}");
    Forgery::new(name, &election.voter("forger"), ballot, expected, gap)
}

fn bits_that_are_no_bits(election: &Election) -> Vec<Forgery> {
    let forge = |(name, bits): (&str, [i64; 9])| {
        let ballot = forged_ballot(&election.prover(name, &bits), &election.voter("forger"));
        illegal(election, name, ballot, &["PRF-03"], Gap::blind_to(&[BITS]))
    };
    let mut rows: Vec<Forgery> = [
        ("bit 2", [2, 0, 0, 0, 0, 1, 0, 1, 0]),
        ("bit -1 = l-1", [-1, 1, 1, 0, 0, 1, 1, 1, 0]),
        ("bits 2 and -1 with a legal sum", [2, -1, 0, 0, 0, 1, 1, 1, 0]),
        ("blank vote 2 and a slack bit of -3", [0, 0, 0, 0, 2, -3, 0, 1, 0]),
        ("max+1 selections and a slack bit of -1", [1, 1, 1, 1, 0, -1, 0, 1, 0]),
        ("min-1 selections and a slack bit of 2", [0, 0, 0, 0, 0, 2, 1, 1, 0]),
    ]
    .map(forge)
    .into();
    let name = "slack bits whose errors cancel when every bit counts the same";
    let ballot = forged_ballot(&with_cancelling_slack(election, name), &election.voter("forger"));
    rows.push(illegal(election, name, ballot, &["PRF-03"], Gap::blind_to(&[BITS])));
    rows
}

/// Slack bits with `b + b' = -e` and `b(1-b) + b'(1-b') = 0`, so that `2b^2 + 2eb + e^2 + e = 0`, where the
/// vote is over by `e`: by 1, or by 4 with the blank vote. 2 is no square modulo `l`, so one of them works.
fn with_cancelling_slack<'a>(election: &'a Election, name: &str) -> Prover<'a> {
    let votes = [(1u64, [1, 1, 1, 1, 0, 0, 0, 1, 0]), (4, [1, 1, 1, 1, 1, 0, 0, 1, 0])];
    let prover = votes.iter().find_map(|(e, bits)| {
        let e = Scalar::from(*e);
        let root = square_root(&-(e * e + e + e))?;
        let mut prover = election.prover(name, bits);
        prover.bits[SLACK[0]] = (root - e) * Scalar::from(2u64).invert();
        prover.bits[SLACK[1]] = -e - prover.bits[SLACK[0]];
        Some(prover)
    });
    prover.expect("one of the two")
}

#[test]
fn bits_other_than_0_and_1_are_rejected() {
    check_all(bits_that_are_no_bits);
}

fn votes_that_no_rule_allows(election: &Election) -> Vec<Forgery> {
    let forge = |(name, bits): (&str, [i64; 9])| {
        let ballot = forged_ballot(&election.prover(name, &bits), &election.voter("forger"));
        illegal(election, name, ballot, &["PRF-05"], Gap::blind_to(&[CONSTRAINTS]))
    };
    [
        ("max+1 selections", [1, 1, 1, 1, 0, 0, 0, 1, 0]),
        ("min-1 selections", [0, 0, 0, 0, 0, 1, 1, 1, 0]),
        ("blank together with a selection", [1, 0, 0, 0, 1, 0, 0, 1, 0]),
        ("two options of the second contest", [1, 1, 0, 0, 0, 1, 0, 1, 1]),
        ("one contest over by one, the other under by one", [1, 1, 1, 1, 0, 0, 0, 0, 0]),
    ]
    .map(forge)
    .into()
}

#[test]
fn honest_bits_that_break_the_rule_of_a_contest_are_rejected() {
    check_all(votes_that_no_rule_allows);
}

fn proofs_for_another_plan(election: &Election) -> Vec<Forgery> {
    let forge = |(name, contest, votes): (&str, ContestShape, [u64; 5])| {
        let plan = Plan::compile(&[contest, choice(1, 1, 2, false)]);
        let values: Vec<u64> = votes.into_iter().chain([1, 0]).collect();
        let ballot = prove_honestly(election, &plan, &values, &election.voter("forger"));
        illegal(election, name, ballot, &["PRF-05"], Gap { plan: Some(plan), ..Gap::default() })
    };
    [
        ("min+1 and max+1, the same slack bits", choice(2, 4, 4, true), [1, 1, 1, 1, 0]),
        ("max+1, as many slack bits of other weights", choice(1, 4, 4, true), [1, 1, 1, 1, 0]),
        ("min-1 and max-1, the same slack bits", choice(0, 2, 4, true), [0, 0, 0, 0, 0]),
    ]
    .map(forge)
    .into()
}

#[test]
fn an_honest_proof_for_the_plan_of_another_manifest_is_rejected() {
    check_all(proofs_for_another_plan);
}

fn ciphertexts_beside_honest_bits(election: &Election) -> Vec<Forgery> {
    let voter = election.voter("forger");
    let forge = |name: &str, values: &[(usize, Scalar)]| {
        let mut prover = election.prover(name, &HONEST);
        values.iter().for_each(|(slot, value)| prover.put(*slot, value));
        let gap = Gap::blind_to(&[ALPHA, BETA]);
        illegal(election, name, forged_ballot(&prover, &voter), &["PRF-04"], gap)
    };
    let [two, three, thousand] = [2u64, 3, 1_000].map(Scalar::from);
    vec![
        forge("ciphertext of 2", &[(0, two)]),
        forge("ciphertext of l-1", &[(0, -Scalar::ONE)]),
        forge("ciphertext of 1,000", &[(0, thousand)]),
        forge("+2 on one option and -2 on another", &[(0, three), (1, -Scalar::ONE)]),
        forge("+1,000 in one contest and -1,000 in another", &[(2, thousand), (6, -thousand)]),
        // Only the half with alpha notices.
        illegal(
            election,
            "two randomnesses, from the election secret",
            forged_ballot(&with_two_randomnesses(election, "two randomnesses"), &voter),
            &["PRF-04"],
            Gap::blind_to(&[ALPHA]),
        ),
    ]
}

/// `alpha = rG` and `beta = r' Y + G` with `r' = r + 999/x`: read with `r'` a vote of 1, for trustees 1,000.
pub fn with_two_randomnesses<'a>(election: &'a Election, name: &str) -> Prover<'a> {
    let mut prover = election.prover(name, &HONEST);
    prover.put(0, &Scalar::from(1_000u64));
    prover.randomness[0] += Scalar::from(999u64) * election.secret.invert();
    assert_eq!(*prover.ciphertexts[0].beta.element(), election.Y * prover.randomness[0] + G);
    prover
}

#[test]
fn a_ciphertext_of_anything_but_its_bits_is_rejected() {
    check_all(ciphertexts_beside_honest_bits);
}

fn commitments_with_an_error(election: &Election) -> Vec<Forgery> {
    let voter = election.voter("forger");
    let forge = |name: &str, add: fn(&mut Prover<'_>), expected, equation| {
        let mut prover = election.prover(name, &HONEST);
        add(&mut prover);
        Forgery::new(name, &voter, forged_ballot(&prover, &voter), expected, Gap::blind_to(&[equation]))
    };
    vec![
        forge("A + H", |prover| prover.added.A = *H, &["PRF-02"], OPENING),
        forge("D + H", |prover| prover.added.D = *H, &["PRF-03"], BITS),
        forge("R_1 + G", |prover| prover.added.R_1 = G, &["PRF-04"], ALPHA),
        forge("R_2 + G", |prover| prover.added.R_2 = G, &["PRF-04"], BETA),
        forge("gamma + 1", |prover| prover.added.gamma = Scalar::ONE, &["PRF-05"], CONSTRAINTS),
    ]
}

#[test]
fn a_commitment_with_an_error_fails_its_own_equation() {
    check_all(commitments_with_an_error);
}

fn changed_responses(election: &Election) -> Vec<Forgery> {
    let voter = election.voter("alice");
    let forge = |name: &str, response: fn(&mut Argument) -> &mut Scalar, expected, equations: &[usize]| {
        let mut ballot = honest_ballot(election, &voter);
        *response(&mut ballot.proof) += Scalar::ONE;
        Forgery::new(name, &voter, ballot, expected, Gap::blind_to(equations))
    };
    let option: &[_] = &["PRF-02", "PRF-03", "PRF-04", "PRF-05"];
    let slack: &[_] = &["PRF-02", "PRF-03", "PRF-05"];
    vec![
        forge("z1 + 1", |proof| &mut proof.z1.0, &["PRF-02"], &[OPENING]),
        forge("z2 + 1", |proof| &mut proof.z2.0, &["PRF-03"], &[BITS]),
        forge("z3 + 1", |proof| &mut proof.z3.0, &["PRF-04"], &[ALPHA, BETA]),
        forge("f_1 + 1", |proof| &mut proof.f[0].0, option, &[OPENING, BITS, BETA, CONSTRAINTS]),
        // Slack is in no ciphertext.
        forge("f_6 + 1", |proof| &mut proof.f[SLACK[0]].0, slack, &[OPENING, BITS, CONSTRAINTS]),
    ]
}

#[test]
fn a_changed_response_fails_every_equation_that_it_is_in() {
    check_all(changed_responses);
}

fn copies_under_another_name(election: &Election) -> Vec<Forgery> {
    let alice = election.voter("alice");
    let original = honest_ballot(election, &alice);
    // All of these gaps hash what Alice hashed, whatever the ballot says.
    let hashing_alice = || {
        let ciphertexts = original.ciphertexts.clone();
        Gap::transcript(move || alice.transcript(&ciphertexts))
    };
    let blind = || Gap { blind_to: vec![ALPHA, BETA], ..hashing_alice() };
    let copy = |name: &str, to: Context, change: &dyn Fn(&mut Ballot), gap: Gap| {
        let mut ballot = voter_ballot(&to, original.ciphertexts.clone(), original.proof.clone());
        change(&mut ballot);
        Forgery::new(name, &to, ballot, &["PRF-01"], gap)
    };
    let bob = election.voter("bob");
    let added: Vec<Scalar> = (0..7).map(|i| scalar("re-randomised", i)).collect();
    let rerandomise = |ballot: &mut Ballot| {
        ballot.ciphertexts = rerandomised(election, &original.ciphertexts, &added);
    };
    let carried_along = |ballot: &mut Ballot| {
        rerandomise(ballot);
        let (y, x) = challenges(election, &alice, &original);
        ballot.proof.z3.0 += x * powers(y).zip(&added).map(|(power, u)| power * u).sum::<Scalar>();
    };
    vec![
        copy("ciphertexts and proof of Alice under Bob's credential", bob, &|_| (), hashing_alice()),
        copy("the same with two options permuted", bob, &|ballot| ballot.ciphertexts.swap(0, 2), blind()),
        copy("the same re-randomised, proof kept", bob, &rerandomise, blind()),
        copy("the same re-randomised, z3 carried along", bob, &carried_along, hashing_alice()),
        moved(election, "author", bob),
        moved(election, "phi", Context { phi: Hash::ZERO, ..alice }),
        moved(election, "style", Context { style: 1, ..alice }),
        moved(election, "sequence", Context { sequence: 1, ..alice }),
        moved(election, "previous", Context { previous: Hash::of(&[b"ballot"]), ..alice }),
    ]
}

/// Alice's ballot in another place, whose transcript leaves out what is different there.
fn moved(election: &Election, label: &str, to: Context) -> Forgery {
    let left_out = position(election, label);
    let (original, _) = instrument::leave_out(left_out, || honest_ballot(election, &election.voter("alice")));
    let ballot = voter_ballot(&to, original.ciphertexts, original.proof);
    let gap = Gap { left_out: Some(left_out), ..Gap::default() };
    Forgery::new(format!("another {label}, which the transcript leaves out"), &to, ballot, &["PRF-01"], gap)
}

/// Index of an item in the transcript of a ballot.
pub fn position(election: &Election, label: &str) -> usize {
    let (_, log) = instrument::record(|| honest_ballot(election, &election.voter("alice")));
    log.iter().position(|item| item.label == label).expect("an item of that label")
}

/// `alpha + uG, beta + uY`.
fn rerandomised(election: &Election, ciphertexts: &[Ciphertext], added: &[Scalar]) -> Vec<Ciphertext> {
    let add = |(c, u): (&Ciphertext, &Scalar)| Ciphertext {
        alpha: point(c.alpha.element() + G * u),
        beta: point(c.beta.element() + election.Y * u),
    };
    ciphertexts.iter().zip(added).map(add).collect()
}

/// `y` and `x` of a ballot.
fn challenges(election: &Election, voter: &Context, ballot: &Ballot) -> (Scalar, Scalar) {
    let transcript = || voter.transcript(&ballot.ciphertexts);
    let (_, log) =
        instrument::record(|| ballot.proof.equations(transcript(), &election.plan, &ballot.ciphertexts));
    let challenge = |label: &str| {
        let item = log.iter().find(|item| item.mark == "challenge" && item.label == label);
        let bytes = item.expect("challenge").bytes.as_slice().try_into().expect("32 bytes");
        Scalar::from_bytes_mod_order(bytes)
    };
    (challenge("y"), challenge("x"))
}

#[test]
fn a_proof_for_another_voter_or_place_is_rejected() {
    check_all(copies_under_another_name);
}

fn copies_with_a_fresh_proof(election: &Election) -> Vec<Forgery> {
    let bob = election.voter("bob");
    let alice = honest_ballot(election, &election.voter("alice")).ciphertexts;
    let forge = |name: &str, change: &dyn Fn(&mut Prover<'_>)| {
        let mut prover = election.prover("bob's proof", &HONEST);
        change(&mut prover);
        let ballot = forged_ballot(&prover, &bob);
        assert!(election.is_legal(&ballot), "{name}");
        Forgery::new(name, &bob, ballot, &["PRF-04"], Gap::blind_to(&[ALPHA, BETA]))
    };
    vec![
        forge("all of Alice's, re-randomised, bits guessed right", &|prover| {
            prover.ciphertexts = rerandomised(election, &alice, &prover.randomness);
        }),
        forge("one of Alice's among Bob's own", &|prover| prover.ciphertexts[1] = alice[1]),
    ]
}

#[test]
fn a_fresh_proof_without_the_randomness_of_a_ciphertext_is_rejected() {
    check_all(copies_with_a_fresh_proof);
}

fn swapped_ciphertexts(election: &Election) -> Vec<Forgery> {
    let alice = election.voter("alice");
    let original = honest_ballot(election, &alice);
    let swap = |(name, i, j): (&str, usize, usize)| {
        let mut ballot = original.clone();
        ballot.ciphertexts.swap(i, j);
        let ciphertexts = original.ciphertexts.clone();
        let gap = Gap::transcript(move || alice.transcript(&ciphertexts));
        Forgery::new(name, &alice, ballot, &["PRF-01"], Gap { blind_to: vec![ALPHA, BETA], ..gap })
    };
    [
        ("inside a contest", 0, 3),
        ("with the blank vote", 1, 4),
        ("between contests", 0, 6),
        ("of the same value", 0, 1),
    ]
    .map(swap)
    .into()
}

#[test]
fn swapped_ciphertexts_are_rejected() {
    check_all(swapped_ciphertexts);
}

/// The transcript of a ballot up to its ciphertexts, absorbed by hand.
pub fn place(voter: &Context) -> Transcript {
    let mut transcript = Transcript::new(Purpose::Ballot);
    transcript.hash("phi", &voter.phi);
    transcript.point("author", &voter.author);
    transcript.integer("style", voter.style);
    transcript.integer("sequence", voter.sequence);
    transcript.hash("previous", &voter.previous);
    transcript
}

/// (count, ciphertexts) as absorbed; the rest of the points goes on under other labels.
fn moved_counts(election: &Election) -> Vec<Forgery> {
    let voter = election.voter("forger");
    let prover = election.prover("moved counts", &HONEST);
    let argument = prover.prove(voter.transcript(&prover.ciphertexts)).argument;
    let ciphertexts = prover.ciphertexts.clone();
    let out = {
        let ciphertexts = ciphertexts.clone();
        move || {
            let (last, others) = ciphertexts.split_last().expect("ciphertexts");
            let mut transcript = place(&voter);
            transcript.integer("ciphertexts", others.len() as u64);
            for ciphertext in others {
                transcript.point("alpha", &ciphertext.alpha);
                transcript.point("beta", &ciphertext.beta);
            }
            transcript.point("V", &last.alpha);
            transcript.point("A", &last.beta);
            transcript
        }
    };
    let into = {
        let (ciphertexts, first) = (ciphertexts.clone(), Ciphertext { alpha: argument.V, beta: argument.A });
        move || voter.transcript(&[ciphertexts.as_slice(), &[first]].concat())
    };
    let other_labels = {
        let ciphertexts = ciphertexts.clone();
        move || {
            let mut transcript = place(&voter);
            transcript.integer("ciphertexts", ciphertexts.len() as u64);
            transcript.points("alpha", ciphertexts.iter().map(|ciphertext| &ciphertext.alpha));
            transcript.points("beta", ciphertexts.iter().map(|ciphertext| &ciphertext.beta));
            transcript
        }
    };
    let forge = |name: &str, transcript: Box<dyn Fn() -> Transcript>| {
        let ballot = voter_ballot(&voter, ciphertexts.clone(), prover.prove(transcript()).argument);
        Forgery::new(name, &voter, ballot, &["PRF-01"], Gap::transcript(transcript))
    };
    vec![
        forge("the last ciphertext counted out of its list", Box::new(out)),
        forge("V and A counted into the list of ciphertexts", Box::new(into)),
        forge("two lists instead of one", Box::new(other_labels)),
        forge("another purpose", Box::new(|| Transcript::new(Purpose::Decryption))),
    ]
}

#[test]
fn a_transcript_with_other_lists_is_rejected() {
    check_all(moved_counts);
}

/// No forgers but raw changes to an honest ballot: everything in it but the responses is hashed.
#[test]
fn any_change_to_what_is_hashed_is_a_foreign_transcript() {
    let election = Election::new();
    let voter = election.voter("alice");
    let check = |name: &str, change: &dyn Fn(&mut Ballot)| {
        let mut ballot = honest_ballot(&election, &voter);
        change(&mut ballot);
        assert_eq!(rejected(&election, &voter, &ballot), ["PRF-01"], "{name}");
    };
    let add = |place: &mut Point| *place = point(place.element() + G);
    check("V + G", &|ballot| add(&mut ballot.proof.V));
    check("A + G", &|ballot| add(&mut ballot.proof.A));
    check("B + G", &|ballot| add(&mut ballot.proof.B));
    check("D + G", &|ballot| add(&mut ballot.proof.D));
    check("R_1 + G", &|ballot| add(&mut ballot.proof.R_1));
    check("R_2 + G", &|ballot| add(&mut ballot.proof.R_2));
    check("gamma + 1", &|ballot| ballot.proof.gamma.0 += Scalar::ONE);
    for i in 0..7 {
        check("alpha_i + G", &|ballot| add(&mut ballot.ciphertexts[i].alpha));
        check("beta_i + G", &|ballot| add(&mut ballot.ciphertexts[i].beta));
        check("alpha_i and beta_i swapped", &|ballot| {
            let Ciphertext { alpha, beta } = ballot.ciphertexts[i];
            ballot.ciphertexts[i] = Ciphertext { alpha: beta, beta: alpha };
        });
    }
    check("V and A swapped", &|ballot| core::mem::swap(&mut ballot.proof.V, &mut ballot.proof.A));
    check("B and D swapped", &|ballot| core::mem::swap(&mut ballot.proof.B, &mut ballot.proof.D));
    check("R_1 and R_2 swapped", &|ballot| core::mem::swap(&mut ballot.proof.R_1, &mut ballot.proof.R_2));
}

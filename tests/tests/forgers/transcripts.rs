//! Skip tests: every item that a transcript absorbs is left out once. The list of items is the
//! transcript's own log, so that a new item without a row here fails.

use super::ballots::honest_ballot;
use super::decryption::Trustees;
use super::prover::Election;
use super::verifier::sum;
use rand::rngs::SysRng;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ceremony::{Dealer, KeyComplaint};
use tabella_crypto::generators::H;
use tabella_crypto::group::{SecretScalar, is_identity};
use tabella_crypto::proofs::Claim;
use tabella_crypto::proofs::batch::verify;
use tabella_crypto::rejection::Culprit;
use tabella_crypto::signature::SigningKey;
use tabella_crypto::transcript::instrument::{Item, leave_out, record};

/// For every item: a proof that leaves it out is rejected with `id` alone, and accepted by a verifier
/// that leaves it out too.
fn check<P>(purpose: &str, items: &[&str], id: &str, make: impl Fn() -> P, claim: impl Fn(&P) -> Claim) {
    let election = Election::new();
    let says = |claim: &Claim| -> Vec<&str> {
        let said = verify(&election.bases(), std::slice::from_ref(claim), &mut SysRng).expect("randomness");
        assert!(said.iter().all(|rejection| rejection.culprit == claim.culprit));
        said.iter().map(|rejection| rejection.check.id()).collect()
    };
    let holds = |claim: &Claim| {
        let mut equations = claim.equations.iter();
        equations.all(|equation| is_identity(&sum(equation, &H, &election.Y, &election.K)))
    };

    let (proof, log) = record(&make);
    let (honest, verifier_log) = record(|| claim(&proof));
    assert_eq!(says(&honest), Vec::<&str>::new(), "{purpose}");
    assert_eq!(log, verifier_log, "{purpose}: prover and verifier absorb the same");
    assert_eq!((log[0].mark, log[0].label), (purpose, "purpose"));
    let is_item = |item: &Item| item.mark.is_empty();
    let labels: Vec<&str> = log.iter().filter(|item| is_item(item)).map(|item| item.label).collect();
    assert_eq!(labels, items, "{purpose}: the items, in order");

    for (index, item) in log.iter().enumerate().filter(|(_, item)| is_item(item)) {
        let (proof, _) = leave_out(index, &make);
        assert_eq!(says(&claim(&proof)), [id], "{purpose} without item {index}, {}", item.label);
        let (same_gap, _) = leave_out(index, || claim(&proof));
        assert!(holds(&same_gap), "{purpose} without item {index}, {}: the forgery is live", item.label);
    }
}

#[test]
fn a_ballot_whose_transcript_leaves_out_an_item_is_rejected() {
    let election = Election::new();
    let voter = election.voter("alice");
    let ciphertexts = ["alpha", "beta"].repeat(7);
    let place = ["phi", "author", "style", "sequence", "previous", "ciphertexts"];
    let commitments = ["V", "A", "B", "D", "R_1", "R_2", "gamma"];
    check(
        "ballot",
        &[&place[..], &ciphertexts, &commitments].concat(),
        "PRF-01",
        || honest_ballot(&election, &voter),
        |ballot| ballot.claim(&voter.phi, &voter.author, &election.plan, Culprit::Entry(7)),
    );
}

#[test]
fn a_signature_whose_transcript_leaves_out_an_item_is_rejected() {
    let key = SigningKey::new(SecretScalar::derive(b"author", b"", &[]));
    let digest = Hash::of(&[b"statement"]);
    check(
        "signature",
        &["author", "digest", "R"],
        "LOG-13",
        || key.sign(&digest),
        |signature| Claim {
            culprit: Culprit::Entry(3),
            equations: vec![signature.equation(key.public(), &digest)],
        },
    );
}

#[test]
fn a_possession_proof_whose_transcript_leaves_out_an_item_is_rejected() {
    let Trustees { seeds, ceremony, last, .. } = Trustees::new();
    check(
        "possession",
        &["election", "trustee", "A", "A", "A", "E", "last commitment", "R_a", "R_e"],
        "KEY-04",
        || Dealer::new(&seeds[1], &ceremony, 2).deal(&last),
        |deal| deal.claim(&ceremony, 2, &last, Culprit::Trustee(2)).expect("claim"),
    );
}

#[test]
fn a_rehearsal_whose_transcript_leaves_out_an_item_is_rejected() {
    let trustees = Trustees::new();
    let (election, share) = (trustees.ceremony.election, trustees.share(2));
    check(
        "rehearsal",
        &["election", "trustee", "X", "Q", "D", "R_1", "R_2"],
        "KEY-09",
        || share.rehearse(&election, &trustees.last),
        |rehearsal| rehearsal.claim(&election, 2, &trustees.keys.X[1], &trustees.last, Culprit::Trustee(2)),
    );
}

#[test]
fn a_sign_of_life_whose_transcript_leaves_out_an_item_is_rejected() {
    let trustees = Trustees::new();
    let (election, share) = (trustees.ceremony.election, trustees.share(2));
    check(
        "liveness",
        &["election", "trustee", "X", "Q", "D", "R_1", "R_2"],
        "KEY-14",
        || share.live(&election, 9, &trustees.last),
        |liveness| liveness.claim(&election, 2, &trustees.keys.X[1], &trustees.last, Culprit::Trustee(2)),
    );
}

#[test]
fn a_complaint_whose_transcript_leaves_out_an_item_is_rejected() {
    let Trustees { seeds, ceremony, deals, .. } = Trustees::new();
    check(
        "complaint",
        &["election", "dealer", "trustee", "T", "E", "S", "R_1", "R_2"],
        "KEY-11",
        || KeyComplaint::make(&seeds[1], &ceremony, &deals[0], 1, &Hash::ZERO, 2),
        |complaint| complaint.claim(&ceremony, &deals[0], 1, 2, &ceremony.trustees[1], Culprit::Trustee(2)),
    );
}

#[test]
fn a_decryption_share_whose_transcript_leaves_out_an_item_is_rejected() {
    let trustees = Trustees::new();
    let tally = trustees.tally(&[]);
    let share = trustees.share(2);
    check(
        "decryption",
        &[&["tau", "trustee", "X"][..], &["alpha"; 8], &["D"; 8], &["R_1", "R_2"]].concat(),
        "DEC-03",
        || tally.decrypt(&share).expect("share"),
        |decrypted| tally.claim(decrypted, 2, &trustees.keys.X[1]).expect("claim"),
    );
}

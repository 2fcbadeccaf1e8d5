//! A trustee to whom a board offers records, honest and not. Nothing that the trustee posts is taken, but
//! everything is seen.

use crate::stage::refused;
use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{ChaCha20Poly1305, Key as CipherKey, Nonce};
use rand::rngs::SysRng;
use serde_json::json;
use std::path::PathBuf;
use tabella_client::HttpBoard;
use tabella_crypto::bytes::{Hash, base64url};
use tabella_crypto::checks::{self, Check};
use tabella_crypto::election::ceremony::{Ceremony, Dealer, KeyComplaint, KeyDeal, TrusteeSeed};
use tabella_crypto::election::statement::{Body, Kind, Statement};
use tabella_crypto::group::{Derivation, Scalar};
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::entry::{Entry, statement_of};
use tabella_log::merkle::leaf_hash;
use tabella_log::rulebook::{Collected, Election, Immediate, Phase};
use tabella_log::trust::Trust;
use tabella_tally::key_file::KeySource;
use tabella_tally::program::answer::Outcome;
use tabella_tally::trustee::comparison::Comparison;
use tabella_tally::trustee::decryption::TallyComparison;
use tabella_tally::trustee::memory::TrusteeState;
use tabella_tally::trustee::{ceremony, decryption};
use tabella_tests::fake_board::FakeBoard;
use tabella_tests::faulty_records::{changed_draft, faults, honest};
use tabella_tests::harness::{Attacker, CLOSING, Draft, Harness, Keys, Nobody, Record, Spec, sign};
use tempfile::TempDir;
use zeroize::Zeroizing;

/// A trustee of the base election, before a board that shows what the test wants.
struct Offered {
    board: FakeBoard,
    folder: TempDir,
}

impl Offered {
    fn to_trustee(index: usize, record: &Record) -> Offered {
        let folder = tempfile::tempdir().expect("folder");
        let seed = &Keys::new(&Spec::base()).trustees[index - 1];
        let key = json!({
            "name": "Ann",
            "public": seed.identity().public(),
            "role": "trustee",
            "seed": base64url(seed.expose()),
            "unencrypted_test_key": true,
        });
        std::fs::write(folder.path().join("key"), key.to_string()).expect("key file");
        Offered { board: FakeBoard::start(record), folder }
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("key")
    }

    fn state(&self) -> TrusteeState {
        TrusteeState::beside(&self.key()).expect("state")
    }

    fn forget(&self) {
        std::fs::remove_file(self.folder.path().join("key.state")).expect("state");
    }

    /// The trustee relied on this record at an earlier step.
    fn has_seen(&self, record: &Record) {
        let note = SignedCheckpoint::parse(&record.checkpoint).expect("note");
        self.state().rely_on(&record.trust.election, &note).expect("durable");
    }

    fn decrypt(&self, record: &Record) -> Outcome {
        self.board.show(record);
        self.decrypt_shown(&record.trust)
    }

    fn decrypt_shown(&self, trust: &Trust) -> Outcome {
        let (mut keys, http) = (KeySource::new(&self.key(), None), HttpBoard::new(&self.board.address));
        decryption::run(&mut keys, &http, trust, false, TallyComparison::Ask)
    }

    /// One step of the ceremony, by somebody who has compared this election id.
    fn step(&self, record: &Record, compared: Hash) -> Outcome {
        self.board.show(record);
        let (mut keys, http) = (KeySource::new(&self.key(), None), HttpBoard::new(&self.board.address));
        ceremony::run(&mut keys, &http, &record.trust, false, Comparison::With(compared))
    }

    /// The statement of the step that the trustee takes on this record.
    fn statement(&self, record: &Record) -> Statement {
        // The board takes the statement and never answers with a receipt.
        assert_eq!(self.step(record, record.trust.election).expect_err("no receipt").exit_code(), 2);
        let posts = self.board.contents().posts.drain(..).collect::<Vec<_>>();
        assert_eq!(posts.len(), 1);
        Statement::decode(&posts[0]).expect("statement")
    }

    fn posts(&self) -> Vec<String> {
        self.board.contents().posts.clone()
    }
}

/// The base election until voting has ended.
fn closed(spec: Spec) -> Record {
    let mut nobody = Nobody;
    let mut harness = Harness::new(spec, &mut nobody);
    harness.prepare();
    harness.vote();
    harness.close();
    harness.record()
}

/// The base election in which one ballot is missing, and others have come later: its log is no shorter.
fn without_a_ballot() -> Spec {
    let mut spec = Spec::base();
    spec.ballots.remove(2);
    spec.ballots.extend(vec![(1, vec![vec![0], vec![3]]); 5]);
    spec
}

/// The first lines of a record, as board and witnesses signed them at some time.
fn first(record: &Record, size: usize) -> Record {
    let lines = record.lines[..size].to_vec();
    let checkpoint = sign(&Keys::new(&Spec::base()), &lines, &record.trust, CLOSING);
    Record { lines, checkpoint, ..record.clone() }
}

fn election(record: &Record) -> Election {
    let mut election = Election::new();
    for line in &record.lines {
        election.apply(&Entry::decode(line.as_bytes()).expect("line"), &mut Collected::default());
    }
    election
}

fn ids<const N: usize>(checks: [Check; N]) -> [&'static str; N] {
    checks.map(Check::id)
}

/// Entries of the base election before the last commitment, deal and confirmation are in.
const COMMITTED: usize = 4;
const DEALT: usize = 7;

#[test]
fn a_record_with_one_fault_is_not_decrypted_and_the_check_that_names_it_says_so() {
    for fault in faults() {
        let trustee = Offered::to_trustee(2, &fault.record);
        if fault.check == checks::LOG_05 {
            // The board shows a quorum, and then serves a record without one.
            let shown = [honest().checkpoint, fault.record.checkpoint.clone()];
            trustee.board.contents().checkpoints = [&shown[..], &shown, &shown].concat();
        }
        let refusal = refused(trustee.decrypt_shown(&fault.record.trust));
        assert_eq!(refusal, ids([checks::TRU_01, fault.check]), "{}", fault.what);
        assert!(trustee.posts().is_empty() && !trustee.state().knows(&fault.record.trust.election));
    }
}

#[test]
fn a_record_with_one_invalid_ballot_is_not_decrypted() {
    let record = changed_draft(14, |draft, _| {
        let Body::Ballot(ballot) = &mut draft.body else { panic!("no ballot") };
        ballot.proof.z1.0 += Scalar::ONE;
    });
    let trustee = Offered::to_trustee(2, &record);
    assert_eq!(refused(trustee.decrypt(&record)), ids([checks::TRU_01, checks::PRF_02]));
    assert!(trustee.posts().is_empty());
}

#[test]
fn a_quorum_is_that_of_the_trustees_own_trust_file() {
    let mut record = honest();
    let keys = Keys::new(&Spec::base());
    record.trust.witnesses.quorum = 4;
    // Three have signed, which is what the manifest asks for.
    let note: Vec<&str> = record.checkpoint.split_inclusive('\n').collect();
    let three = note[..note.len() - 1].concat();
    let whole = sign(&keys, &record.lines, &record.trust, CLOSING);
    let trustee = Offered::to_trustee(2, &record);
    trustee.board.contents().checkpoints = [&[whole, three][..]; 3].concat();
    let refusal = refused(trustee.decrypt_shown(&record.trust));
    assert_eq!(refusal, ids([checks::TRU_01, checks::LOG_05, checks::MAN_03]));
}

#[test]
fn a_record_without_a_ballot_that_was_signed_before_is_not_decrypted() {
    let (whole, without) = (closed(Spec::base()), closed(without_a_ballot()));
    assert_eq!(whole.trust.election, without.trust.election);
    let trustee = Offered::to_trustee(1, &whole);
    // Its last sign of life was when all had voted.
    trustee.has_seen(&first(&whole, whole.lines.len() - 1));
    assert_eq!(refused(trustee.decrypt(&without)), ids([checks::TRU_02, checks::LOG_08]));
    assert!(trustee.posts().is_empty());
    assert_eq!(trustee.state().tau(&whole.trust.election), None);
}

#[test]
fn nothing_is_decrypted_before_close() {
    let whole = closed(Spec::base());
    let record = first(&whole, whole.lines.len() - 1);
    assert_eq!(election(&record).phase(), Phase::Voting);
    let trustee = Offered::to_trustee(1, &record);
    assert_eq!(refused(trustee.decrypt(&record)), ids([checks::TRU_03]));
    assert!(trustee.posts().is_empty());
}

#[test]
fn a_trustee_whose_share_was_lost_on_its_way_makes_the_same_again_and_no_other() {
    let (whole, without) = (closed(Spec::base()), closed(without_a_ballot()));
    let trustee = Offered::to_trustee(1, &whole);
    assert_eq!(trustee.decrypt(&whole).expect_err("lost").exit_code(), 2);
    let tau = election(&whole).tally().expect("closed").tau;
    assert_eq!(trustee.state().tau(&whole.trust.election), Some(tau));
    let refusal = refused(trustee.decrypt(&without));
    assert_eq!(refusal, ids([checks::TRU_04, checks::TRU_02, checks::LOG_08]));
    assert_eq!(trustee.decrypt(&whole).expect_err("lost again").exit_code(), 2);
    let posts = trustee.posts();
    assert_eq!(posts.len(), 2);
    assert_eq!(posts[0], posts[1]);
}

#[test]
fn a_restored_trustee_repeats_its_own_earlier_share_and_no_other() {
    // Trustees 1 and 3 have decrypted; 1 has lost its memory since.
    let record = honest();
    let is_share = |line: &&String| line.contains("\"decryption-share\"");
    let own = record.lines.iter().find(is_share).expect("share");
    let trustee = Offered::to_trustee(1, &record);
    // The board shows an older record that witnesses have signed, without the share.
    let before = first(&record, record.lines.len() - 3);
    assert_eq!(trustee.decrypt(&before).expect_err("not taken").exit_code(), 2);
    assert_eq!(trustee.posts(), [statement_of(own.as_bytes()).expect("statement")]);
    trustee.forget();
    let found = trustee.decrypt(&record).expect("found");
    assert_eq!(found.facts["reason"], "already");
    let refusal = refused(trustee.decrypt(&closed(without_a_ballot())));
    assert_eq!(refusal, ids([checks::TRU_04, checks::TRU_02, checks::LOG_08]));
    assert_eq!(trustee.posts().len(), 1);
}

#[test]
fn a_restored_trustee_without_witnesses_makes_no_share_by_itself() {
    let record = closed(Spec { witnesses: 0, ..Spec::base() });
    let trustee = Offered::to_trustee(1, &record);
    assert_eq!(refused(trustee.decrypt(&record)), ids([checks::TRU_06]));
    assert!(trustee.posts().is_empty());
}

#[test]
fn an_election_that_was_not_compared_and_a_key_at_another_position_are_refused() {
    let record = first(&honest(), 1);
    let trustee = Offered::to_trustee(1, &record);
    assert_eq!(refused(trustee.step(&record, Hash::of(&[b"announced"]))), ids([checks::TRU_07]));
    let swapped = changed_draft(0, |draft, _| {
        let Body::Manifest(manifest) = &mut draft.body else { panic!("no manifest") };
        manifest.trustees.swap(0, 1);
    });
    let moved = first(&swapped, 1);
    assert_eq!(refused(trustee.step(&moved, record.trust.election)), ids([checks::TRU_07]));
    assert!(trustee.posts().is_empty());
    assert_eq!(trustee.statement(&record).body.kind(), Kind::KeyCommitment);
}

/// Trustee 3 commits to and deals another polynomial than it did.
struct Replaced {
    last_commitment: Hash,
}

impl Replaced {
    fn record() -> Record {
        Harness::run(Spec::base(), &mut Replaced { last_commitment: Hash::ZERO })
    }
}

impl Attacker for Replaced {
    fn draft(&mut self, draft: &mut Draft, keys: &Keys) {
        let trustees = keys.trustees.iter().map(|seed| *seed.identity().public()).collect();
        let ceremony = Ceremony { election: draft.election, threshold: 2, trustees };
        let other = TrusteeSeed::from_bytes(Zeroizing::new([9; 32]));
        match &mut draft.body {
            Body::KeyCommitment(commitment) if draft.index == 3 => {
                *commitment = Dealer::new(&other, &ceremony, 3).commit();
            }
            Body::KeyDeal(deal) if draft.index == 6 => {
                *deal = Dealer::new(&other, &ceremony, 3).deal(&self.last_commitment);
            }
            _ => {}
        }
    }

    fn line(&mut self, index: u64, line: String) -> String {
        if index == 3 {
            self.last_commitment = leaf_hash(line.as_bytes());
        }
        line
    }
}

#[test]
fn no_step_is_taken_on_a_log_in_which_a_commitment_was_replaced() {
    let (seen, offered) = (honest(), Replaced::record());
    assert_eq!(election(&first(&offered, DEALT)).phase(), Phase::Confirmations);
    let trustee = Offered::to_trustee(1, &seen);
    trustee.has_seen(&first(&seen, COMMITTED));
    for size in [COMMITTED, DEALT] {
        let refusal = refused(trustee.step(&first(&offered, size), offered.trust.election));
        assert_eq!(refusal, ids([checks::TRU_08, checks::LOG_08]), "{size}");
    }
    assert!(trustee.posts().is_empty());
    // Without the earlier log it would have confirmed, so that the log is what refused.
    trustee.forget();
    assert_eq!(trustee.statement(&first(&offered, DEALT)).body.kind(), Kind::KeyConfirmation);
}

// TRU-09
#[test]
fn a_restored_trustee_commits_and_deals_the_same_bytes_and_unrelated_ones_elsewhere() {
    let record = honest();
    let trustee = Offered::to_trustee(1, &record);
    let own = |line: &str| Statement::decode(&statement_of(line.as_bytes()).expect("line")).expect("own");
    for (size, index) in [(1, 1), (COMMITTED, 4)] {
        for _ in 0..2 {
            let said = trustee.statement(&first(&record, size));
            assert_eq!(said.digest, own(&record.lines[index]).digest);
            trustee.forget();
        }
    }
    let elsewhere = changed_draft(0, |draft, _| {
        let Body::Manifest(manifest) = &mut draft.body else { panic!("no manifest") };
        manifest.minimum = 1;
    });
    assert_ne!(elsewhere.trust.election, record.trust.election);
    let points = |statement: Statement| match statement.body {
        Body::KeyDeal(deal) => [deal.coefficients, vec![deal.ephemeral]].concat(),
        _ => panic!("no deal"),
    };
    let other = points(trustee.statement(&first(&elsewhere, COMMITTED)));
    assert!(points(own(&record.lines[4])).iter().all(|point| !other.contains(point)));
}

/// What dealer 1 sends to trustee 2 instead of its share.
fn dealt(change: impl Fn(&mut KeyDeal, &Ceremony)) -> Record {
    let record = changed_draft(4, |draft, keys| {
        let trustees = keys.trustees.iter().map(|seed| *seed.identity().public()).collect();
        let ceremony = Ceremony { election: draft.election, threshold: 2, trustees };
        let Body::KeyDeal(deal) = &mut draft.body else { panic!("no deal") };
        change(deal, &ceremony);
    });
    first(&record, DEALT)
}

/// The share of trustee 2 as it was dealt, changed, and encrypted as before.
fn share_changed(deal: &mut KeyDeal, ceremony: &Ceremony, change: impl Fn(&mut [u8; 32])) {
    let seed = &Keys::new(&Spec::base()).trustees[1];
    let secret = KeyComplaint::make(seed, ceremony, deal, 1, &Hash::ZERO, 2).S;
    let derivation = Derivation::new(secret.as_bytes(), &ceremony.election.0);
    let key = derivation.bytes::<32>(&[
        b"tabella/1/share",
        &1u64.to_le_bytes(),
        &2u64.to_le_bytes(),
        deal.ephemeral.as_bytes(),
        ceremony.trustees[1].as_bytes(),
    ]);
    let cipher = ChaCha20Poly1305::new(&CipherKey::from(*key));
    let plain = cipher.decrypt(&Nonce::default(), deal.shares[1].0.as_slice()).expect("honest");
    let mut share: [u8; 32] = plain.try_into().expect("32 bytes");
    change(&mut share);
    deal.shares[1].0 = cipher.encrypt(&Nonce::default(), &share[..]).expect("encrypted");
}

/// Adds a number to a share, whose bytes are little-endian.
fn add(share: &mut [u8; 32], number: &[u8; 32]) {
    let mut carry = 0;
    for (byte, add) in share.iter_mut().zip(number) {
        let sum = u16::from(*byte) + u16::from(*add) + carry;
        (*byte, carry) = ((sum & 0xff) as u8, sum >> 8);
    }
}

#[test]
fn a_bad_share_of_any_kind_is_answered_by_a_complaint_that_is_upheld_and_no_confirmation() {
    let mut one = [0; 32];
    one[0] = 1;
    // l - 1, and so l when one is added.
    let mut order = (-Scalar::ONE).to_bytes();
    add(&mut order, &one);
    let records = [
        ("f_i(j) + 1", dealt(|deal, ceremony| share_changed(deal, ceremony, |share| add(share, &one)))),
        ("not reduced", dealt(|deal, ceremony| share_changed(deal, ceremony, |share| add(share, &order)))),
        ("of another trustee", dealt(|deal, _| deal.shares[1] = deal.shares[2].clone())),
        ("no ciphertext", dealt(|deal, _| deal.shares[1].0[7] ^= 1)),
    ];
    for (what, record) in records {
        let complaint = Offered::to_trustee(2, &record).statement(&record);
        let Body::KeyComplaint(body) = &complaint.body else { panic!("{what}: {:?}", complaint.body) };
        let mut election = election(&record);
        assert_eq!(Some(&body.deal), election.deal_entry(1), "{what}");
        // Everybody sees who is at fault.
        let posted = tabella_crypto::election::statement::sign(
            &Keys::new(&Spec::base()).trustees[1].identity(),
            &record.trust.election,
            &complaint.body,
        );
        let line = Entry::line(election.last_at(), election.size(), &election.head(), &posted);
        let entry = Entry::decode(line.as_bytes()).expect("line");
        assert_eq!(election.apply(&entry, &mut Immediate(SysRng)).rejections, [], "{what}");
        assert_eq!(election.phase(), Phase::Void, "{what}");
        // The others got good shares.
        let confirmation = Offered::to_trustee(3, &record).statement(&record);
        assert_eq!(confirmation.body.kind(), Kind::KeyConfirmation, "{what}");
    }
    let unchanged = dealt(|deal, ceremony| share_changed(deal, ceremony, |_| {}));
    let said = Offered::to_trustee(2, &unchanged).statement(&unchanged);
    assert_eq!(said.body.kind(), Kind::KeyConfirmation, "the forger is live");
}

#[test]
fn a_complaint_is_refused_while_the_dealer_has_not_proven_its_ephemeral_key() {
    let bad = |deal: &mut KeyDeal| deal.shares[1].0[7] ^= 1;
    let record = dealt(|deal, _| {
        bad(deal);
        deal.proof.s_e.0 += Scalar::ONE;
    });
    let trustee = Offered::to_trustee(2, &record);
    let refusal = refused(trustee.step(&record, record.trust.election));
    assert_eq!(refusal, ids([checks::TRU_10, checks::KEY_05]));
    assert!(trustee.posts().is_empty(), "S is not revealed");
}

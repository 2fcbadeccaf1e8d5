//! (SRV-08) The order in which the board judges: what costs least refuses first.

use crate::board::{Place as Folder, TestBoard};
use crate::election::{TestElection, key};
use crate::whole::{voting, with_signature_of};
use rand::rngs::SysRng;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ballot::Place;
use tabella_crypto::election::statement::{Frame, Statement, sign};
use tabella_crypto::proofs::Claim;
use tabella_crypto::proofs::batch::Bases;
use tabella_crypto::rejection::Rejection;
use tabella_log::rulebook::{Immediate, Proofs, Refused};

/// Counts what is checked, by equations: a signature has one.
#[derive(Default)]
struct Counted(Vec<usize>);

impl Proofs for Counted {
    fn check(&mut self, bases: &Bases, claims: Vec<Claim>) -> Vec<Rejection> {
        self.0.extend(claims.iter().map(|claim| claim.equations.len()));
        Immediate(SysRng).check(bases, claims)
    }
}

/// What refuses a statement at the next second, and how many signatures and proofs were checked for it.
fn judged(election: &TestElection, statement: &str) -> (Vec<&'static str>, usize, usize) {
    let mut counted = Counted::default();
    let found = match Frame::read(statement) {
        Err(error) => vec![error.check.id()],
        Ok(frame) => match election.log.judge_in_stages(&frame, crate::election::OPENING, &mut counted) {
            Ok(next) => {
                assert_eq!(next.judgement.rejections, []);
                vec![]
            }
            Err(Refused::Undecodable(error)) => vec![error.check.id()],
            Err(Refused::Rejected(found)) => found.iter().map(|rejection| rejection.check.id()).collect(),
        },
    };
    let signatures = counted.0.iter().filter(|equations| **equations == 1).count();
    (found, signatures, counted.0.len() - signatures)
}

async fn stage() -> (Folder, TestBoard, TestElection) {
    let (place, board, mut election) = voting().await;
    let ballot = election.ballot("ada", "yes");
    election.append(&board, &ballot).await;
    (place, board, election)
}

// SRV-08; attack 11.
#[tokio::test]
async fn whoever_has_no_key_costs_the_board_one_signature_at_most() {
    let (_place, board, election) = stage().await;
    let ballot = election.ballot("bob", "yes");
    let body = Statement::decode(&ballot).unwrap().body;
    let check = |statement: &str, checks: &[&str], signatures: usize, proofs: usize| {
        assert_eq!(judged(&election, statement), (checks.to_vec(), signatures, proofs), "{statement}");
    };
    check(&ballot, &[], 1, 1);
    // Form of the frame.
    check(&ballot.replace("\"kind\"", "\"Kind\""), &["ENC-02"], 0, 0);
    // Phase, role and election.
    let commitment = Statement::decode(&election.commitment(1)).unwrap().body;
    check(&election.say(&key("stranger"), &commitment), &["LOG-11", "LOG-12"], 0, 0);
    check(&sign(&key("stranger"), &Hash::ZERO, &body), &["LOG-14"], 0, 0);
    // Roll.
    check(&election.say(&key("stranger"), &body), &["BAL-01"], 0, 0);
    check(&ballot.replace("\"style\":0", "\"style\":7"), &["BAL-02"], 0, 0);
    // Sequence.
    for sequence in [1_u64, 4_711, 1 << 50] {
        let forged = ballot.replace("\"sequence\":0", &format!("\"sequence\":{sequence}"));
        check(&forged, &["BAL-04"], 0, 0);
    }
    let place = Place { style: 0, sequence: 1, previous: Hash::ZERO };
    check(&election.ballot_at("ada", "no", place), &["BAL-05"], 0, 0);
    check(&ballot.replace("\"sequence\":0", "\"sequence\":[]"), &["ENC-02"], 0, 0);
    // Signature, and nothing of the body before it.
    check(&with_signature_of(&ballot, &election.ballot("ada", "yes")), &["LOG-13"], 1, 0);
    let broken = ballot.replacen("\"alpha\":\"", "\"alpha\":\"!", 1);
    check(&broken, &["LOG-13"], 1, 0);
    // A proof is looked at only when nothing else is wrong.
    let copied = election.say(&key("bob"), &Statement::decode(&election.ballot("cyn", "no")).unwrap().body);
    let (found, signatures, proofs) = judged(&election, &copied);
    assert_eq!((found, signatures, proofs), (vec!["PRF-01"], 1, 1));
    board.stop().await.unwrap();
}

// The auditor names everything: the same entry, judged its way.
#[tokio::test]
async fn the_auditor_still_collects_every_fault() {
    let (_place, board, election) = stage().await;
    let statement =
        election.say(&key("stranger"), &Statement::decode(&election.ballot("bob", "yes")).unwrap().body);
    let line = tabella_log::entry::Entry::line(1_000, election.log.size(), &election.log.head(), &statement);
    let entry = tabella_log::entry::Entry::decode(line.as_bytes()).unwrap();
    let found = election.log.judge(&entry, &mut Immediate(SysRng)).rejections;
    let found: Vec<&str> = found.iter().map(|rejection| rejection.check.id()).collect();
    assert_eq!(found, ["BAL-01", "PRF-01"]);
    board.stop().await.unwrap();
}

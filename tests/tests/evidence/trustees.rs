//! Evidence against trustees.

use super::{base, case, evidence, json, line, look, named, refused, statement, twin};
use serde_json::Value;
use tabella_audit::evidence::Evidence;
use tabella_audit::supplements::Supplements;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ceremony::KeyComplaint;
use tabella_crypto::election::statement::{Body, Kind, Statement, sign};
use tabella_crypto::election::tally::DecryptionShare;
use tabella_crypto::rejection::Culprit;
use tabella_log::entry::{ApparentKind, Entry, statement_of};
use tabella_log::rulebook::{Collected, Election};
use tabella_tests::harness::{Attacker, Draft, Harness, Keys, Nobody, Record, Spec};

/// Changes every decryption share.
struct Share<F>(F);

impl<F: FnMut(&mut DecryptionShare)> Attacker for Share<F> {
    fn draft(&mut self, draft: &mut Draft, _keys: &Keys) {
        if let Body::DecryptionShare(share) = &mut draft.body {
            (self.0)(share);
        }
    }
}

/// A record in which only trustee 2 decrypts, and changes its share.
fn with_share(change: impl FnMut(&mut DecryptionShare)) -> Record {
    Harness::run(Spec { decrypting: vec![2], ..Spec::base() }, &mut Share(change))
}

fn invalid_share() -> Evidence {
    let record = with_share(|share| share.D.swap(0, 1));
    evidence(look(&record, &Supplements::default(), &[]), "DEC-03", &Culprit::Trustee(2))
}

/// The statements of a kind, in order.
fn statements(record: &Record, kind: Kind) -> Vec<String> {
    let is = |line: &&String| ApparentKind::of(line.as_bytes()) == ApparentKind::Known(kind);
    let statements = record.lines.iter().filter(is).map(|line| statement_of(line.as_bytes()));
    statements.map(|statement| statement.expect("a statement")).collect()
}

/// The share of a statement, signed again by trustee `i` (from 0) with a change.
fn resigned(
    share: &str,
    keys: &Keys,
    i: usize,
    change: impl FnOnce(&mut DecryptionShare, &mut Hash),
) -> Value {
    let Statement { body, mut election, .. } = Statement::decode(share).expect("a statement");
    let Body::DecryptionShare(mut share) = body else { panic!("a share") };
    change(&mut share, &mut election);
    json(&sign(&keys.trustees[i].identity(), &election, &Body::DecryptionShare(share)))
}

#[test]
fn an_invalid_share_convicts_its_trustee() {
    invalid_share();
    let record = with_share(|share| share.D.truncate(1));
    evidence(look(&record, &Supplements::default(), &[]), "DEC-02", &Culprit::Trustee(2));
    let record = with_share(|share| share.proof.R_1 = share.proof.R_2);
    evidence(look(&record, &Supplements::default(), &[]), "DEC-03", &Culprit::Trustee(2));
}

#[test]
fn an_invalid_share_that_is_handed_over_convicts_its_trustee() {
    let (record, keys) = base();
    let share = resigned(&statement(&record, "decryption-share"), &keys, 1, |_, _| {});
    let given = Supplements { shares: named(share.to_string()), ..Supplements::default() };
    evidence(look(&record, &given, &[]), "DEC-03", &Culprit::Trustee(2));
}

#[test]
fn made_up_evidence_of_an_invalid_share_is_refused() {
    let (record, keys) = base();
    let evidence = invalid_share();
    let honest = Harness::run(Spec { decrypting: vec![2], ..Spec::base() }, &mut Nobody);
    let confirmations = statements(&record, Kind::KeyConfirmation);
    refused(&evidence, "RCP-14", "an honest share", |value| {
        case(value)["share"] = json(&statement(&honest, "decryption-share"));
    });
    refused(&evidence, "TAL-01", "another tally", |value| case(value)["tally"]["count"] = 1.into());
    refused(&evidence, "TAL-01", "a slot less", |value| {
        case(value)["tally"]["slots"].as_array_mut().expect("slots").pop();
    });
    refused(&evidence, "LOG-12", "the confirmation of another trustee", |value| {
        case(value)["confirmation"] = json(&confirmations[0]);
    });
    refused(&evidence, "LOG-14", "the confirmation for another election", |value| {
        case(value)["confirmation"] = json(&statements(&twin(), Kind::KeyConfirmation)[1]);
    });
    refused(&evidence, "LOG-12", "no confirmation", |value| {
        case(value)["confirmation"] = json(&statements(&record, Kind::KeyDeal)[1]);
    });
    refused(&evidence, "LOG-13", "an unsigned confirmation", |value| {
        case(value)["confirmation"]["body"]["X"][1] = case(value)["confirmation"]["body"]["X"][0].clone();
    });
    refused(&evidence, "KEY-08", "a confirmation without a key of its author", |value| {
        let Body::KeyConfirmation(mut body) = Statement::decode(&confirmations[1]).expect("one").body else {
            panic!("a confirmation")
        };
        body.X.truncate(1);
        let text = sign(&keys.trustees[1].identity(), &record.trust.election, &Body::KeyConfirmation(body));
        case(value)["confirmation"] = json(&text);
    });
    refused(&evidence, "LOG-13", "an unsigned share", |value| {
        case(value)["share"]["body"]["tau"] = serde_json::json!(Hash::ZERO);
    });
    refused(&evidence, "LOG-14", "a share for another election", |value| {
        case(value)["share"] = json(&statement(&twin(), "decryption-share"));
    });
    refused(&evidence, "LOG-14", "the opening of another election", |value| {
        case(value)["open"] = json(line(&twin(), "open"));
    });
    refused(&evidence, "LOG-14", "another entry as opening", |value| {
        case(value)["open"] = json(line(&record, "close"));
    });
    refused(&evidence, "LOG-12", "a share of nobody", |value| {
        let share = Statement::decode(&case(value)["share"].to_string()).expect("a share");
        case(value)["share"] = json(&sign(&keys.official, &share.election, &share.body));
    });
    refused(&evidence, "LOG-12", "no share", |value| case(value)["share"] = json(&confirmations[1]));
    refused(&evidence, "MAN-02", "another manifest", |value| {
        case(value)["manifest"] = json(&statement(&twin(), "manifest"));
    });
    refused(&evidence, "LOG-13", "an unsigned manifest", |value| {
        case(value)["manifest"]["body"]["threshold"] = 3.into();
    });
    refused(&evidence, "MAN-02", "the file names another election", |value| {
        value["election"] = serde_json::json!(Hash::ZERO);
    });
    refused(&evidence, "MAN-03", "the file names another board", |value| value["board"]["name"] = "b".into());
}

fn two_tallies() -> (Record, Keys, Evidence) {
    let (record, keys) = base();
    let other =
        resigned(&statement(&record, "decryption-share"), &keys, 0, |share, _| share.tau = Hash::ZERO);
    let given = Supplements { shares: named(other.to_string()), ..Supplements::default() };
    let evidence = evidence(look(&record, &given, &[]), "DEC-06", &Culprit::Trustee(1));
    (record, keys, evidence)
}

#[test]
fn shares_for_two_tallies_convict_their_trustee() {
    two_tallies();
    // Of what another trustee has signed no one needs a share in the log.
    let (record, keys) = base();
    let share = statement(&record, "decryption-share");
    let given =
        |tau: &[u8]| named(resigned(&share, &keys, 1, |share, _| share.tau = Hash::of(&[tau])).to_string());
    let found = look(
        &record,
        &Supplements { shares: [given(b"1"), given(b"2")].concat(), ..Supplements::default() },
        &[],
    );
    evidence(found, "DEC-06", &Culprit::Trustee(2));
    let found = look(&record, &Supplements { shares: given(b"1"), ..Supplements::default() }, &[]);
    assert!(found.evidence.is_empty(), "one share is no evidence by itself");
}

#[test]
fn made_up_evidence_of_two_tallies_is_refused() {
    let (record, keys, evidence) = two_tallies();
    let share = statement(&record, "decryption-share");
    let second = |check: &str, what: &str, share: Value| {
        refused(&evidence, check, what, |value| case(value)["shares"][1] = share);
    };
    second("RCP-14", "one tau twice", json(&share));
    second("RCP-14", "one tau, signed again", resigned(&share, &keys, 0, |_, _| {}));
    second("LOG-12", "two trustees", resigned(&share, &keys, 2, |share, _| share.tau = Hash::ZERO));
    second("LOG-14", "two elections", json(&statement(&twin(), "decryption-share")));
    second("LOG-12", "no share", json(&statement(&record, "key-deal")));
    refused(&evidence, "LOG-13", "unsigned", |value| {
        case(value)["shares"][1]["body"]["tau"] = serde_json::json!(Hash::of(&[]));
    });
    refused(&evidence, "LOG-14", "shares for another phi than that of the election", |value| {
        for (i, tau) in [Hash::ZERO, Hash::of(&[])].into_iter().enumerate() {
            let share = resigned(&share, &keys, 0, |share, phi| (share.tau, *phi) = (tau, Hash::ZERO));
            case(value)["shares"][i] = share;
        }
    });
    refused(&evidence, "MAN-02", "another manifest", |value| {
        case(value)["manifest"] = json(&statement(&twin(), "manifest"));
    });
}

fn folded(lines: &[String]) -> Election {
    let mut election = Election::new();
    for line in lines {
        election.apply(&Entry::decode(line.as_bytes()).expect("an entry"), &mut Collected::default());
    }
    election
}

/// The complaint of trustee `j` about a dealer, both from 1, right or wrong.
pub fn complaint(record: &Record, keys: &Keys, dealer: u64, j: u64) -> String {
    let election = folded(&record.lines);
    let (ceremony, seed) = (election.ceremony().expect("a ceremony"), &keys.trustees[j as usize - 1]);
    let (_, deal) = election.deals().find(|(i, _)| *i == dealer).expect("a deal");
    let entry = election.deal_entry(dealer).expect("its entry");
    let body = KeyComplaint::make(seed, ceremony, deal, dealer, entry, j);
    sign(&seed.identity(), &record.trust.election, &Body::KeyComplaint(body))
}

fn false_complaint() -> (Record, Keys, Evidence) {
    let (record, keys) = base();
    let complaint = complaint(&record, &keys, 1, 3);
    let found = look(&record, &Supplements::default(), &named(complaint));
    let evidence = evidence(found, "KEY-11", &Culprit::Trustee(3));
    (record, keys, evidence)
}

/// A complaint after `open` names the election as if it came before.
struct Late(Hash);

impl Attacker for Late {
    fn draft(&mut self, draft: &mut Draft, _keys: &Keys) {
        if let Body::KeyComplaint(_) = draft.body {
            draft.election = self.0;
        }
    }
}

#[test]
fn a_false_complaint_convicts_its_trustee() {
    let (_, _, evidence) = false_complaint();
    let proven = evidence.verify("file").expect("proven");
    assert!(proven.fault().reason.contains("the deal of trustee 1"), "{}", proven.fault());
    // One that the board took into the log, with a proof that does not hold.
    let (keys, record) = (Keys::new(&Spec::tiny()), Harness::run(Spec::tiny(), &mut Nobody));
    let mut late = Late(record.trust.election);
    let mut harness = Harness::new(Spec::tiny(), &mut late);
    harness.prepare();
    let signed = complaint(&record, &keys, 1, 2);
    let Body::KeyComplaint(mut body) = Statement::decode(&signed).expect("one").body else { panic!("one") };
    body.deal = *folded(&record.lines).deal_entry(3).expect("a deal");
    harness.post(Body::KeyComplaint(body), Some(2));
    let found = look(&harness.record(), &Supplements::default(), &[]);
    let proven = &found.evidence[0].1;
    assert_eq!(proven.fault().culprit, Culprit::Trustee(2));
}

/// Trustee 1 deals trustee 2 the share of trustee 3.
pub struct BadDeal;

impl Attacker for BadDeal {
    fn draft(&mut self, draft: &mut Draft, keys: &Keys) {
        let Body::KeyDeal(deal) = &mut draft.body else { return };
        if draft.index == 1 + keys.trustees.len() as u64 {
            deal.shares[1] = deal.shares[2].clone();
        }
    }
}

#[test]
fn a_true_complaint_convicts_nobody_of_complaining() {
    let mut attacker = BadDeal;
    let mut harness = Harness::new(Spec::base(), &mut attacker);
    harness.prepare();
    let (record, keys) = (harness.record(), Keys::new(&Spec::base()));
    let found = look(&record, &Supplements::default(), &named(complaint(&record, &keys, 1, 2)));
    assert!(found.evidence.is_empty() && found.invalid.is_empty(), "{found:?}");
    // Another trustee's complaint about the same deal is false.
    let found = look(&record, &Supplements::default(), &named(complaint(&record, &keys, 1, 3)));
    evidence(found, "KEY-11", &Culprit::Trustee(3));
}

#[test]
fn made_up_evidence_of_a_false_complaint_is_refused() {
    let (record, keys, evidence) = false_complaint();
    let bad = Harness::run(Spec::base(), &mut BadDeal);
    refused(&evidence, "RCP-14", "a true complaint", |value| {
        case(value)["deal"] = json(line(&bad, "key-deal"));
        case(value)["complaint"] = json(&complaint(&bad, &keys, 1, 2));
    });
    refused(&evidence, "LOG-01", "a deal that the complaint does not name", |value| {
        case(value)["deal"] = json(line(&bad, "key-deal"));
    });
    refused(&evidence, "LOG-01", "the deal in another entry", |value| case(value)["deal"]["at"] = 1.into());
    refused(&evidence, "LOG-12", "no deal", |value| {
        case(value)["deal"] = json(line(&record, "key-commitment"));
    });
    refused(&evidence, "LOG-12", "the deal of nobody", |value| {
        let entry = Entry::decode(line(&record, "key-deal").as_bytes()).expect("a deal");
        let statement = sign(&keys.official, &record.trust.election, &entry.statement.body);
        case(value)["deal"]["statement"] = json(&statement);
    });
    refused(&evidence, "LOG-14", "the deal of another election", |value| {
        case(value)["deal"] = json(line(&twin(), "key-deal"));
    });
    refused(&evidence, "LOG-13", "an unsigned deal", |value| {
        let shares = &mut case(value)["deal"]["statement"]["body"]["shares"];
        shares[1] = shares[2].clone();
    });
    refused(&evidence, "MAN-02", "another manifest", |value| {
        case(value)["manifest"] = json(&statement(&twin(), "manifest"));
    });
    refused(&evidence, "LOG-13", "an unsigned complaint", |value| {
        case(value)["complaint"]["body"]["deal"] = serde_json::json!(Hash::ZERO);
    });
    refused(&evidence, "LOG-14", "a complaint in another election", |value| {
        case(value)["complaint"] = json(&complaint(&twin(), &keys, 1, 3));
    });
    refused(&evidence, "LOG-12", "a complaint of nobody", |value| {
        let complaint = Statement::decode(&case(value)["complaint"].to_string()).expect("a complaint");
        case(value)["complaint"] = json(&sign(&keys.official, &complaint.election, &complaint.body));
    });
    refused(&evidence, "LOG-12", "no complaint", |value| {
        case(value)["complaint"] = json(&statements(&record, Kind::KeyConfirmation)[0]);
    });
}

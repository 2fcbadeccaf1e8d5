//! Whatever an outsider gives besides an honest record: no one who is honest is named.
//!
//! The outsider has everything that was published in this election and in two others of the same people, holds the
//! keys of trustee 3, of witness 4 and of strangers, and gets signatures of an honest witness that lags and of honest
//! trustees who were shown another view: a share of the one, and a complaint of the other. Files are put together from
//! these, signed again, and changed at random. They are given to `verify`, and to the search for evidence.

use super::trustees::{BadDeal, complaint};
use super::{base, statement, twin};
use rand::rngs::{StdRng, SysRng};
use rand::{Rng as _, SeedableRng as _};
use std::collections::BTreeMap;
use std::io::BufRead;
use tabella_audit::evidence::search::search;
use tabella_audit::supplements::{NamedFile, Supplements};
use tabella_audit::verify::verify_with;
use tabella_crypto::bytes::{Hash, base64url};
use tabella_crypto::election::ceremony::KeyComplaint;
use tabella_crypto::election::statement::{Body, Statement, sign as sign_statement};
use tabella_crypto::group::SecretScalar;
use tabella_crypto::rejection::Culprit;
use tabella_crypto::signature::SigningKey;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::entry::{Entry, statement_of};
use tabella_log::merkle::leaf_hash;
use tabella_tests::dealt::{Dealt, dealt_again};
use tabella_tests::harness::{CLOSING, Harness, Keys, Record, Spec, receipt, sign};

const ROUNDS: usize = 500;
/// Checkpoints, receipts, shares, complaints, records of other elections.
const KINDS: usize = 5;
/// The only one whom a file may convict.
const CORRUPT: u64 = 3;

struct Outsider {
    rng: StdRng,
    record: Record,
    keys: Keys,
    strangers: [SigningKey; 2],
    /// By honest witnesses when they saw them, by the others at any time.
    checkpoints: Vec<String>,
    receipts: Vec<String>,
    shares: Vec<String>,
    complaints: Vec<String>,
    others: Vec<Vec<u8>>,
}

impl Outsider {
    fn new(record: Record, keys: Keys) -> Outsider {
        let stranger = |name: &[u8]| SigningKey::new(SecretScalar::derive(name, b"", &[b"s"]));
        let rng = StdRng::seed_from_u64(13);
        let strangers = [stranger(b"1"), stranger(b"2")];
        let mut outsider = Outsider {
            rng,
            record,
            keys,
            strangers,
            checkpoints: vec![],
            receipts: vec![],
            shares: vec![],
            complaints: vec![],
            others: vec![],
        };
        outsider.collect_notes();
        outsider.collect_shares();
        outsider.collect_complaints();
        outsider.collect_others();
        outsider
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.rng.next_u64() % bound.max(1) as u64) as usize
    }

    fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }

    fn time(&mut self) -> u64 {
        let any = self.rng.next_u64() >> 1;
        self.pick(&[0, 1, CLOSING - 864_000, CLOSING, CLOSING + 1_000_000, i64::MAX as u64, any])
    }

    /// Notes of every size with honest cosignatures, that of a witness who lags, and that of a corrupt one.
    fn collect_notes(&mut self) {
        let lines = self.record.lines.clone();
        for size in 0..=lines.len() {
            let seen =
                size.checked_sub(1).map(|last| Entry::decode(lines[last].as_bytes()).expect("honest").at);
            let note = sign(&self.keys, &lines[..size], &self.record.trust, seen.unwrap_or(0));
            self.checkpoints.push(note.clone());
            let signed = SignedCheckpoint::parse(&note).expect("a note");
            for witness in [0, 3] {
                let time = if witness == 0 { CLOSING + 1_000_000 } else { self.time() };
                let line = self.keys.witnesses[witness].cosign(&signed, time);
                self.checkpoints.push(signed.with_cosignature(&line).expect("cosigned").as_str().to_owned());
            }
            for index in 0..size as u64 {
                let proof = receipt(&self.keys, &lines[..size], &self.record.trust, index, seen.unwrap_or(0));
                self.receipts.push(proof.to_text());
            }
        }
    }

    fn collect_shares(&mut self) {
        let own = statement(&self.record, "decryption-share");
        let Statement { election: phi, body: Body::DecryptionShare(share), .. } =
            Statement::decode(&own).expect("a share")
        else {
            panic!("a share")
        };
        let mut other_view = share.clone();
        other_view.tau = Hash::of(&[b"another view"]);
        // Trustee 2 was shown another log, and has decrypted nothing here.
        let body = Body::DecryptionShare(other_view.clone());
        self.shares.push(sign_statement(&self.keys.trustees[1].identity(), &phi, &body));
        let corrupt = self.keys.trustees[CORRUPT as usize - 1].identity();
        for author in [&corrupt, &self.strangers[0], &*self.keys.official] {
            for (election, share) in [(phi, &share), (phi, &other_view), (Hash::ZERO, &other_view)] {
                self.shares.push(sign_statement(author, &election, &Body::DecryptionShare(share.clone())));
            }
        }
        for record in [self.record.clone(), twin()] {
            let statements = record.lines.iter().map(|line| statement_of(line.as_bytes()).expect("honest"));
            self.shares.extend(statements);
        }
    }

    /// What trustee 3 says of honest deals, what trustee 2 truly said of a deal that a board showed to no one else,
    /// what others sign again or move to another deal, and statements that are no complaints.
    fn collect_complaints(&mut self) {
        let mut attacker = BadDeal;
        let mut shown = Harness::new(Spec::base(), &mut attacker);
        shown.prepare();
        let shown = shown.record();
        let (record, keys, election) = (&self.record, &self.keys, self.record.trust.election);
        assert_eq!(shown.trust.election, election, "another log of this very election");
        let dealers: Vec<u64> =
            (1..=keys.trustees.len() as u64).filter(|dealer| *dealer != CORRUPT).collect();
        let mut made = vec![complaint(&shown, keys, 1, 2)];
        made.extend(dealers.iter().map(|dealer| complaint(record, keys, *dealer, CORRUPT)));
        made.push(complaint(&twin(), keys, 1, CORRUPT));
        let deals: Vec<Hash> = record.lines.iter().map(|line| leaf_hash(line.as_bytes())).collect();
        let corrupt = keys.trustees[CORRUPT as usize - 1].identity();
        let authors = [&corrupt, &self.strangers[0], &*keys.official];
        for signed in made.clone() {
            let Body::KeyComplaint(body) = Statement::decode(&signed).expect("a complaint").body else {
                panic!("a complaint")
            };
            let moved = deals.iter().map(|deal| KeyComplaint { deal: *deal, ..body.clone() });
            for body in core::iter::once(body.clone()).chain(moved) {
                let body = Body::KeyComplaint(body);
                made.extend(authors.iter().map(|author| sign_statement(author, &election, &body)));
            }
        }
        made.extend(record.lines.iter().map(|line| statement_of(line.as_bytes()).expect("honest")));
        self.complaints = made;
    }

    /// Records of other elections: honest ones, and what a stranger and trustee 3 make up.
    fn collect_others(&mut self) {
        let (record, keys) = (self.record.clone(), &self.keys);
        let entries: Vec<Entry> =
            record.lines.iter().map(|line| Entry::decode(line.as_bytes()).expect("honest")).collect();
        let (first, spec) = (record.trust.election, || Spec { minimum: 1, ..Spec::base() });
        let mut made = vec![record.entries(), twin().entries()];
        for entry in &entries[4..7] {
            let Body::KeyDeal(deal) = &entry.statement.body else { panic!("a deal") };
            made.push(Harness::run(spec(), &mut Dealt(|_: &_, _: &_| deal.clone())).entries());
            // Its own proof, for another election.
            let mut moved = Dealt(|ceremony: &_, last: &_| {
                let mut own = dealt_again(&first, keys, ceremony, last);
                (own.coefficients, own.ephemeral) = (deal.coefficients.clone(), deal.ephemeral);
                own.proof.s_a.0 += tabella_crypto::group::Scalar::ONE;
                own
            });
            made.push(Harness::run(spec(), &mut moved).entries());
        }
        let strangers = entries.iter().map(|entry| {
            let election = Hash::of(&[b"made up"]);
            let statement = sign_statement(&self.strangers[1], &election, &entry.statement.body);
            Entry::line(entry.at, entry.index, &entry.previous, &statement)
        });
        made.push(strangers.collect::<Vec<_>>().join("\n").into_bytes());
        self.others = made;
    }

    /// Changes a file somewhere, or takes a part of another one.
    fn change(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        let at = self.below(bytes.len());
        match self.below(8) {
            0 => bytes.truncate(at),
            1 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
            2 => bytes.insert(at, b'\n'),
            3 => {
                // Lines of both, such as signatures of another note.
                let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
                let others: Vec<&[u8]> = other.split_inclusive(|byte| *byte == b'\n').collect();
                let (place, line) = (self.below(lines.len()), self.below(others.len()));
                lines.insert(place, others.get(line).copied().unwrap_or_default());
                *bytes = lines.concat();
            }
            4 => {
                let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
                let (one, two) = (self.below(lines.len()), self.below(lines.len()));
                if !lines.is_empty() {
                    lines.swap(one, two);
                }
                *bytes = lines.concat();
            }
            5 => {
                let hash = base64url(&Hash::of(&[&self.rng.next_u64().to_le_bytes()]).0);
                let start = at.min(bytes.len().saturating_sub(43));
                let end = (start + 43).min(bytes.len());
                bytes.splice(start..end, hash.bytes());
            }
            // As it is.
            _ => {}
        }
    }

    fn file(&mut self, kind: usize) -> Vec<u8> {
        let files: Vec<Vec<u8>> = match kind {
            0 => self.checkpoints.iter().map(|text| text.clone().into_bytes()).collect(),
            1 => self.receipts.iter().map(|text| text.clone().into_bytes()).collect(),
            2 => self.shares.iter().map(|text| text.clone().into_bytes()).collect(),
            3 => self.complaints.iter().map(|text| text.clone().into_bytes()).collect(),
            _ => self.others.clone(),
        };
        let (mut bytes, other) = (self.pick(&files), self.pick(&files));
        self.change(&mut bytes, &other);
        bytes
    }
}

#[test]
fn nobody_who_is_honest_is_named_whatever_an_outsider_gives() {
    let (record, keys) = base();
    let mut outsider = Outsider::new(record.clone(), keys);
    let entries = record.entries();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for round in 0..ROUNDS {
        let mut files: [Vec<NamedFile>; KINDS] = Default::default();
        for number in 0..1 + outsider.below(3) {
            let kind = (round + number) % KINDS;
            files[kind].push(NamedFile { name: format!("file {number}"), content: outsider.file(kind) });
        }
        // Each share and each complaint once as it is.
        for (kind, made) in [(2, &outsider.shares), (3, &outsider.complaints)] {
            let content = made.get(round).map(|text| text.clone().into_bytes());
            files[kind].extend(content.map(|content| NamedFile { name: "as it is".into(), content }));
        }
        let [checkpoints, receipts, shares, complaints, others] = &files;
        let given = Supplements {
            checkpoints: checkpoints.clone(),
            receipts: receipts.clone(),
            shares: shares.clone(),
            other_records: vec![],
        };
        let found = search(&entries[..], &record.checkpoint, &record.trust, &given, complaints, |_| {});
        let found = found.expect("memory");
        for (evidence, proven) in &found.evidence {
            let fault = proven.fault();
            assert_eq!(fault.culprit, Culprit::Trustee(CORRUPT), "round {round}: {}", evidence.to_text());
            *seen.entry(format!("evidence by {}", fault.check)).or_default() += 1;
        }
        for rejection in &found.invalid {
            assert!(matches!(rejection.culprit, Culprit::File(_)), "round {round}: {rejection}");
        }
        let others = others.iter().map(|NamedFile { name, content }| {
            let content: Box<dyn BufRead + '_> = Box::new(&content[..]);
            NamedFile { name: name.clone(), content }
        });
        let given = Supplements {
            checkpoints: checkpoints.clone(),
            receipts: receipts.clone(),
            shares: shares.clone(),
            other_records: others.collect(),
        };
        let verdict = verify_with(given, &entries[..], &record.checkpoint, &record.trust, || SysRng, |_| {});
        let Ok(findings) = verdict else {
            *seen.entry("no verdict".into()).or_default() += 1;
            continue;
        };
        for fault in &findings.faults {
            let may_be_named =
                matches!(fault.culprit, Culprit::File(_) | Culprit::Open | Culprit::Trustee(CORRUPT));
            assert!(may_be_named, "round {round}: {fault}");
            let who = match &fault.culprit {
                Culprit::File(_) => "a file".into(),
                other => format!("{} {other}", fault.check),
            };
            *seen.entry(who).or_default() += 1;
        }
        *seen.entry("accepted".into()).or_default() += usize::from(findings.faults.is_empty());
        *seen.entry("remarks".into()).or_default() += usize::from(!findings.remarks.is_empty());
    }
    // The outsider is live.
    let open = format!("DEC-06 {}", Culprit::Open);
    for what in [
        "accepted",
        "remarks",
        "a file",
        "no verdict",
        &open,
        "DEC-06 trustee 3",
        "evidence by DEC-06",
        "evidence by KEY-11",
    ] {
        assert!(seen.get(what).is_some_and(|count| *count > 0), "no {what}: {seen:?}");
    }
}

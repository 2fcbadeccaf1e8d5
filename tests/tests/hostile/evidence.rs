//! Evidence files, true ones and made-up ones: what each proves, or the first check that fails.

use super::attack::{add, changed, honest};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tabella_audit::evidence::Evidence;
use tabella_audit::evidence::search::search;
use tabella_audit::supplements::{NamedFile, Supplements};
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ceremony::KeyComplaint;
use tabella_crypto::election::statement::{Body, Kind, Statement, sign as sign_statement};
use tabella_crypto::election::tally::Preimage;
use tabella_log::checkpoint::{Checkpoint, SignedCheckpoint};
use tabella_log::entry::{ApparentKind, statement_of};
use tabella_log::merkle::{Tree, leaf_hash};
use tabella_tests::cases::culprit;
use tabella_tests::harness::{CLOSING, Harness, Keys, Nobody, Record, Spec, receipt, sign};

/// A file, and what must be said about it.
pub struct EvidenceCase {
    name: String,
    file: Vec<u8>,
    /// What is proven, with its culprit; or the check that fails.
    expected: (&'static str, String),
    proven: bool,
}

impl EvidenceCase {
    /// Path and bytes of every file of the case.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let folder = Path::new(&self.name);
        let (check, culprit) = &self.expected;
        let verdict = if self.proven { "proven" } else { "not proven" };
        let expected = json!({ "checks": BTreeMap::from([(check, [culprit])]), "verdict": verdict });
        vec![
            (folder.join("evidence.json"), self.file.clone()),
            (folder.join("expected.json"), format!("{expected}\n").into_bytes()),
        ]
    }
}

fn spec() -> Spec {
    Spec::tiny()
}

/// Another election of the same people with the same keys.
fn twin() -> Record {
    Harness::run(Spec { ballots: vec![], minimum: 2, ..spec() }, &mut Nobody)
}

/// The same election in which the voters chose otherwise: what a board shows to someone else.
fn fork() -> Record {
    let ballots = (0..3).map(|voter| (voter, vec![vec![0]])).collect();
    Harness::run(Spec { ballots, ..spec() }, &mut Nobody)
}

fn named(content: impl Into<Vec<u8>>) -> Vec<NamedFile> {
    vec![NamedFile { name: "given".into(), content: content.into() }]
}

/// The one evidence that a record and what is given besides hold.
fn found(record: &Record, given: &Supplements<'_>, complaints: &[NamedFile]) -> Value {
    let entries = record.entries();
    let found = search(&entries[..], &record.checkpoint, &record.trust, given, complaints, |_| {});
    let found = found.expect("memory");
    let [(evidence, _)] = &found.evidence[..] else { panic!("{found:?}") };
    serde_json::to_value(evidence).expect("JSON")
}

/// The case in a file.
fn inner(value: &mut Value) -> &mut Value {
    value["case"].as_object_mut().and_then(|case| case.values_mut().next()).expect("a case")
}

fn statements(record: &Record, kind: Kind) -> Vec<String> {
    let is = |line: &&String| ApparentKind::of(line.as_bytes()) == ApparentKind::Known(kind);
    let statements = record.lines.iter().filter(is).map(|line| statement_of(line.as_bytes()));
    statements.map(|statement| statement.expect("a statement")).collect()
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn tree(lines: &[String]) -> Tree {
    let mut tree = Tree::default();
    lines.iter().for_each(|line| tree.push(leaf_hash(line.as_bytes())));
    tree
}

fn checkpoint(record: &Record, lines: &[String]) -> Checkpoint {
    let signed = sign(&Keys::new(&spec()), lines, &record.trust, CLOSING);
    SignedCheckpoint::parse(&signed).expect("a note").unverified().clone()
}

/// The note of the board alone over some lines.
fn note(record: &Record, lines: &[String]) -> String {
    Keys::new(&spec()).board.sign(&checkpoint(record, lines))
}

/// Changes the signature of a statement.
fn unsign(statement: &mut Value) {
    let other = Statement::decode(&statement.to_string()).expect("a statement");
    let key = Keys::new(&spec()).official;
    let signed = parsed(&sign_statement(&key, &Hash::of(&[b"another"]), &other.body));
    statement["signature"] = signed["signature"].clone();
}

struct Group {
    what: &'static str,
    file: Value,
    cases: Vec<EvidenceCase>,
}

impl Group {
    /// A file that proves something.
    fn new(what: &'static str, file: Value, check: &'static str, culprit: &str) -> Group {
        let mut group = Group { what, file: file.clone(), cases: vec![] };
        group.put("true", file, (check, culprit.into()), true);
        group
    }

    /// A change after which it proves nothing.
    fn refused(&mut self, name: &str, check: &'static str, change: impl FnOnce(&mut Value)) {
        let mut file = self.file.clone();
        change(&mut file);
        assert_ne!(file, self.file, "{name}");
        self.put(name, file, (check, "file evidence.json".into()), false);
    }

    /// Another file that proves something.
    fn also(&mut self, name: &str, file: Value, check: &'static str, culprit: &str) {
        self.put(name, file, (check, culprit.into()), true);
    }

    fn put(&mut self, name: &str, file: Value, expected: (&'static str, String), proven: bool) {
        let text = serde_json_canonicalizer::to_string(&file).expect("canonical");
        let name = format!("evidence-{}-{name}", self.what);
        self.cases.push(EvidenceCase { name, file: format!("{text}\n").into_bytes(), expected, proven });
    }
}

/// All evidence files of the corpus.
pub fn all() -> Vec<EvidenceCase> {
    [checkpoints(), receipts(), shares(), taus(), complaints(), malformed()].into_iter().flatten().collect()
}

fn checkpoints() -> Vec<EvidenceCase> {
    let (record, fork) = (honest(&spec()), fork());
    let size = record.lines.len();
    let against = |lines: &[String]| {
        let checkpoints = named(note(&record, lines));
        found(&record, &Supplements { checkpoints, ..Supplements::default() }, &[])
    };
    let mut group = Group::new("checkpoints", against(&fork.lines[..16]), "LOG-08", "board");
    group.also("true-of-one-size", against(&fork.lines), "LOG-08", "board");
    group.also("true-of-17-entries", against(&fork.lines[..17]), "LOG-08", "board");
    for earlier in [1, 16, 15, size] {
        group.refused(&format!("of-one-log-from-{earlier}"), "RCP-14", |file| {
            inner(file)["earlier"] = note(&record, &record.lines[..earlier]).into();
            let nodes = tree(&record.lines).nodes(earlier as u64, size as u64).expect("nodes");
            inner(file)["nodes"] = json!(nodes);
        });
    }
    group.refused("nodes-of-another-size", "LOG-10", |file| {
        inner(file)["nodes"] = json!(tree(&record.lines).nodes(8, size as u64).expect("nodes"));
    });
    group.refused("a-node-too-many", "LOG-10", |file| {
        inner(file)["nodes"].as_array_mut().expect("nodes").push(json!(Hash::ZERO));
    });
    group.refused("no-nodes", "LOG-10", |file| inner(file)["nodes"] = json!([]));
    group.refused("the-later-one-first", "LOG-10", |file| {
        let case = inner(file);
        let earlier = case["earlier"].take();
        case["earlier"] = case["later"].take();
        case["later"] = earlier;
    });
    group.refused("not-signed", "LOG-04", |file| {
        let earlier = inner(file)["earlier"].as_str().expect("a note").replace("\n16\n", "\n8\n");
        inner(file)["earlier"] = earlier.into();
    });
    group.refused("of-another-election", "LOG-03", |file| {
        inner(file)["earlier"] = note(&twin(), &twin().lines[..9]).into();
    });
    group.refused("with-a-line-of-a-stranger", "LOG-03", |file| {
        let later = inner(file)["later"].as_str().expect("a note").to_owned();
        inner(file)["later"] = format!("{later}— stranger.example BwcHBwc=\n").into();
    });
    group.refused("with-a-line-of-a-stranger-and-not-signed", "LOG-04", |file| {
        let later = inner(file)["later"].as_str().expect("a note").replace("\n21\n", "\n20\n");
        inner(file)["later"] = format!("{later}— stranger.example BwcHBwc=\n").into();
    });
    group.refused("no-note", "LOG-03", |file| inner(file)["later"] = "".into());
    let whole = tree(&record.lines).nodes(0, size as u64).expect("nodes");
    group.refused("of-one-log-from-0", "RCP-14", |file| {
        inner(file)["earlier"] = note(&record, &[]).into();
        inner(file)["nodes"] = json!(whole);
    });
    let (mut empty, mut twice) = (group.file.clone(), group.file.clone());
    let odd = Checkpoint { root: Hash::ZERO, ..checkpoint(&record, &[]) };
    inner(&mut empty)["earlier"] = Keys::new(&spec()).board.sign(&odd).into();
    inner(&mut empty)["nodes"] = json!(whole);
    group.also("true-of-no-entries", empty, "LOG-08", "board");
    let later = inner(&mut twice)["later"].as_str().expect("a note").to_owned();
    let line = later.lines().last().expect("a line");
    inner(&mut twice)["later"] = format!("{later}{line}\n").into();
    group.also("true-with-the-boards-line-twice", twice, "LOG-08", "board");
    group.refused("with-nodes-in-nodes", "ENC-08", |file| {
        inner(file)["nodes"] = (0..14).fold(json!([]), |inside, _| json!([inside]));
    });
    group.refused("with-a-short-node", "ENC-04", |file| inner(file)["nodes"] = json!(["AAAA"]));
    group.cases
}

fn receipts() -> Vec<EvidenceCase> {
    let (record, fork, keys) = (honest(&spec()), fork(), Keys::new(&spec()));
    let proof = |lines: &[String], index| receipt(&keys, lines, &record.trust, index, CLOSING).to_text();
    let given = Supplements { receipts: named(proof(&fork.lines, 15)), ..Supplements::default() };
    let mut group = Group::new("receipt", found(&record, &given, &[]), "RCP-04", "board");
    group.refused("for-an-entry-that-is-there", "RCP-14", |file| {
        inner(file)["receipt"] = proof(&record.lines, 15).into();
    });
    group.refused("for-another-index", "LOG-09", |file| {
        inner(file)["receipt"] = proof(&fork.lines, 14).into();
    });
    group.refused("path-cut-short", "LOG-09", |file| {
        inner(file)["path"].as_array_mut().expect("a path").pop();
    });
    group.refused("leaf-that-is-not-there", "LOG-09", |file| inner(file)["leaf"] = json!(Hash::ZERO));
    group.refused("checkpoint-before-the-entry", "LOG-09", |file| {
        inner(file)["checkpoint"] = note(&record, &record.lines[..15]).into();
    });
    group.refused("line-of-another-entry", "LOG-09", |file| {
        let mut odd = receipt(&keys, &fork.lines, &record.trust, 15, CLOSING);
        odd.line = fork.lines[16].clone();
        inner(file)["receipt"] = odd.to_text().into();
    });
    group.refused("no-receipt", "RCP-01", |file| inner(file)["receipt"] = "receipt".into());
    group.refused("with-a-note-that-is-none", "RCP-01", |file| {
        let proof = inner(file)["receipt"].as_str().expect("a receipt").replace("\n21\n", "\n021\n");
        inner(file)["receipt"] = proof.into();
    });
    group.refused("with-an-index-of-2-to-the-63", "RCP-01", |file| {
        let proof = inner(file)["receipt"].as_str().expect("a receipt");
        inner(file)["receipt"] = proof.replace("\nindex 15\n", "\nindex 9223372036854775808\n").into();
    });
    group.refused("not-signed", "LOG-04", |file| {
        let proof = inner(file)["receipt"].as_str().expect("a receipt").replace("\n21\n", "\n20\n");
        inner(file)["receipt"] = proof.into();
    });
    group.refused("with-a-line-of-a-stranger-and-another-index", "LOG-03", |file| {
        let proof =
            inner(file)["receipt"].as_str().expect("a receipt").replace("\nindex 15\n", "\nindex 14\n");
        inner(file)["receipt"] = format!("{proof}— stranger.example BwcHBwc=\n").into();
    });
    group.refused("checkpoint-with-a-line-of-a-stranger", "LOG-03", |file| {
        let note = inner(file)["checkpoint"].as_str().expect("a note").to_owned();
        inner(file)["checkpoint"] = format!("{note}— stranger.example BwcHBwc=\n").into();
    });
    group.refused("of-another-election", "LOG-03", |file| {
        let twin = twin();
        inner(file)["receipt"] = receipt(&keys, &twin.lines, &twin.trust, 15, CLOSING).to_text().into();
    });
    group.cases
}

/// The share of a statement, signed again by a trustee (from 0) with a change.
fn resigned(share: &str, trustee: usize, change: impl FnOnce(&mut Body, &mut Hash)) -> Value {
    let Statement { mut body, mut election, .. } = Statement::decode(share).expect("a statement");
    change(&mut body, &mut election);
    parsed(&sign_statement(&Keys::new(&spec()).trustees[trustee].identity(), &election, &body))
}

fn with_tau(tau: Hash) -> impl Fn(&mut Body, &mut Hash) {
    move |body, _| {
        if let Body::DecryptionShare(share) = body {
            share.tau = tau;
        }
    }
}

fn shares() -> Vec<EvidenceCase> {
    let decrypted = |change: fn(&mut Vec<tabella_crypto::group::Point>)| {
        let spec = Spec { decrypting: vec![1, 2], ..spec() };
        let record = changed(&spec, Kind::DecryptionShare, 1, |draft, _| {
            if let Body::DecryptionShare(share) = &mut draft.body {
                change(&mut share.D);
            }
        });
        found(&record, &Supplements::default(), &[])
    };
    let record = honest(&Spec { decrypting: vec![1, 2], ..spec() });
    let confirmations = statements(&record, Kind::KeyConfirmation);
    let mut group = Group::new("share", decrypted(|d| add(&mut d[0])), "DEC-03", "trustee 2");
    group.also("true-with-a-product-too-few", decrypted(|d| d.truncate(1)), "DEC-02", "trustee 2");
    group.refused("that-holds", "RCP-14", |file| {
        inner(file)["share"] = parsed(&statements(&record, Kind::DecryptionShare)[1]);
    });
    group.refused("for-another-count", "TAL-01", |file| inner(file)["tally"]["count"] = 1.into());
    group.refused("for-another-weight", "TAL-01", |file| inner(file)["tally"]["weight"] = 1.into());
    group.refused("for-another-close", "TAL-01", |file| inner(file)["tally"]["close"] = json!(Hash::ZERO));
    group.refused("for-a-slot-less", "TAL-01", |file| {
        inner(file)["tally"]["slots"].as_array_mut().expect("slots").pop();
    });
    group.refused("with-the-confirmation-of-another", "LOG-12", |file| {
        inner(file)["confirmation"] = parsed(&confirmations[0]);
    });
    group.refused("with-the-confirmation-for-another-election", "LOG-14", |file| {
        inner(file)["confirmation"] = parsed(&statements(&twin(), Kind::KeyConfirmation)[1]);
    });
    group.refused("with-a-confirmation-without-its-key", "KEY-08", |file| {
        inner(file)["confirmation"] = resigned(&confirmations[1], 1, |body, _| {
            if let Body::KeyConfirmation(confirmation) = body {
                confirmation.X.truncate(1);
            }
        });
    });
    group.refused("not-signed", "LOG-13", |file| inner(file)["share"]["body"]["tau"] = json!(Hash::ZERO));
    group.refused("with-another-open", "LOG-14", |file| {
        inner(file)["open"] =
            parsed(twin().lines.iter().find(|line| line.contains("\"open\"")).expect("open"));
    });
    group.refused("of-a-stranger", "LOG-12", |file| {
        let share = Statement::decode(&inner(file)["share"].to_string()).expect("a share");
        let official = Keys::new(&spec()).official;
        inner(file)["share"] = parsed(&sign_statement(&official, &share.election, &share.body));
    });
    group.refused("with-another-manifest", "MAN-02", |file| {
        inner(file)["manifest"] = parsed(&statements(&twin(), Kind::Manifest)[0]);
    });
    group.refused("on-another-board", "MAN-03", |file| file["board"]["name"] = "other.example".into());
    group.refused("of-a-stranger-and-not-signed", "LOG-13", |file| {
        let share = Statement::decode(&inner(file)["share"].to_string()).expect("a share");
        let official = Keys::new(&spec()).official;
        inner(file)["share"] = parsed(&sign_statement(&official, &share.election, &share.body));
        inner(file)["share"]["body"]["tau"] = json!(Hash::ZERO);
    });
    group
        .refused("with-a-manifest-that-is-not-signed", "LOG-13", |file| unsign(&mut inner(file)["manifest"]));
    group.refused("with-a-confirmation-that-is-not-signed", "LOG-13", |file| {
        unsign(&mut inner(file)["confirmation"]);
    });
    group.refused("with-a-deal-for-a-confirmation", "LOG-12", |file| {
        inner(file)["confirmation"] = parsed(&statements(&record, Kind::KeyDeal)[1]);
    });
    group.refused("with-a-deal-for-a-manifest", "LOG-12", |file| {
        inner(file)["manifest"] = parsed(&statements(&record, Kind::KeyDeal)[1]);
    });
    // All signatures hold, under rules that this edition does not know.
    group.refused("under-another-suite", "MAN-01", |file| {
        let manifest = Statement::decode(&inner(file)["manifest"].to_string()).expect("a manifest");
        let Body::Manifest(mut body) = manifest.body else { panic!("no manifest") };
        body.suite = "tabella-2-ristretto255-sha512".into();
        let body = Body::Manifest(body);
        let signed = sign_statement(&Keys::new(&spec()).official, &Hash::ZERO, &body);
        file["election"] = json!(Statement::decode(&signed).expect("a manifest").digest);
        inner(file)["manifest"] = parsed(&signed);
    });
    // The share names the hash of an entry that no one signed.
    group.refused("with-an-open-that-is-not-signed", "LOG-13", |file| {
        unsign(&mut inner(file)["open"]["statement"]);
        let phi = leaf_hash(inner(file)["open"].to_string().as_bytes());
        inner(file)["share"] = resigned(&inner(file)["share"].to_string(), 1, |_, election| *election = phi);
    });
    group.refused("with-another-entry-for-open", "LOG-14", |file| {
        let line = record.lines.iter().find(|line| line.contains("\"roll\"")).expect("a roll");
        let phi = leaf_hash(line.as_bytes());
        inner(file)["open"] = parsed(line);
        inner(file)["share"] = resigned(&inner(file)["share"].to_string(), 1, |_, election| *election = phi);
    });
    group.refused("with-an-unreadable-share-and-another-manifest", "MAN-02", |file| {
        inner(file)["manifest"] = parsed(&statements(&twin(), Kind::Manifest)[0]);
        inner(file)["share"]["note"] = "".into();
    });
    group.refused("that-cannot-be-read", "ENC-02", |file| inner(file)["share"]["note"] = "".into());
    group.refused("that-is-a-number-and-another-manifest", "ENC-02", |file| {
        inner(file)["manifest"] = parsed(&statements(&twin(), Kind::Manifest)[0]);
        inner(file)["share"] = 5.into();
    });
    group.refused("with-a-sum-that-is-no-point", "ENC-05", |file| {
        inner(file)["tally"]["slots"][1]["alpha"] = format!("{}A", "_".repeat(42)).into();
    });
    // As it is, with a tally of other slots.
    let of_slots = |change: fn(&mut Vec<Value>), products: usize| {
        let mut file = group.file.clone();
        change(inner(&mut file)["tally"]["slots"].as_array_mut().expect("slots"));
        let preimage: Preimage = serde_json::from_value(inner(&mut file)["tally"].clone()).expect("a tally");
        let share = inner(&mut file)["share"].to_string();
        inner(&mut file)["share"] = resigned(&share, 1, |body, phi| {
            if let Body::DecryptionShare(share) = body {
                share.tau = preimage.tau(phi);
                share.D.truncate(products);
            }
        });
        file
    };
    let none = of_slots(Vec::clear, 0);
    let identity = |slots: &mut Vec<Value>| slots.push(json!({ "alpha": Hash::ZERO, "beta": Hash::ZERO }));
    let sum_of_nothing = of_slots(identity, 2);
    group.also("true-of-no-slots", none, "DEC-03", "trustee 2");
    group.also("true-with-a-slot-that-needs-no-product", sum_of_nothing, "DEC-03", "trustee 2");
    group.cases
}

/// A share of trustee 1 for another tally than the record's.
fn another_share(record: &Record) -> String {
    resigned(&statements(record, Kind::DecryptionShare)[0], 0, with_tau(Hash::ZERO)).to_string()
}

fn taus() -> Vec<EvidenceCase> {
    let record = honest(&spec());
    let share = &statements(&record, Kind::DecryptionShare)[0];
    let given = Supplements { shares: named(another_share(&record)), ..Supplements::default() };
    let mut group = Group::new("taus", found(&record, &given, &[]), "DEC-06", "trustee 1");
    let mut second = |name: &str, check: &'static str, share: Value| {
        group.refused(name, check, |file| inner(file)["shares"][1] = share);
    };
    let both = found(&record, &given, &[])["case"]["taus"]["shares"].clone();
    second("one-share-twice", "RCP-14", both[0].clone());
    second("of-two-trustees", "LOG-12", resigned(share, 2, with_tau(Hash::of(&[b"another"]))));
    second("in-two-elections", "LOG-14", parsed(&statements(&twin_that_counts(), Kind::DecryptionShare)[0]));
    second("no-share", "LOG-12", parsed(&statements(&record, Kind::KeyDeal)[0]));
    second("a-number-for-a-share", "ENC-02", 5.into());
    let shares = |group: &mut Group, name: &str, change: fn(&mut Vec<Value>)| {
        group.refused(name, "ENC-02", |file| change(inner(file)["shares"].as_array_mut().expect("shares")));
    };
    shares(&mut group, "of-one-share", |shares| shares.truncate(1));
    shares(&mut group, "of-three-shares", |shares| shares.push(shares[0].clone()));
    group.refused("not-signed", "LOG-13", |file| {
        inner(file)["shares"][1]["body"]["tau"] = json!(Hash::of(&[b"another"]));
    });
    group.refused("with-another-manifest", "MAN-02", |file| {
        inner(file)["manifest"] = parsed(&statements(&twin(), Kind::Manifest)[0]);
    });
    group.cases
}

/// The twin with ballots, so that there are shares.
fn twin_that_counts() -> Record {
    Harness::run(Spec { minimum: 2, ..spec() }, &mut Nobody)
}

/// The complaint of trustee 3 about the deal in entry 4, of trustee 1.
fn complaint(record: &Record) -> String {
    let mut election = tabella_log::rulebook::Election::new();
    for line in &record.lines {
        let entry = tabella_log::entry::Entry::decode(line.as_bytes()).expect("an entry");
        election.apply(&entry, &mut tabella_log::rulebook::Collected::default());
    }
    let (ceremony, seeds) = (election.ceremony().expect("a ceremony"), Keys::new(&spec()).trustees);
    let (_, deal) = election.deals().next().expect("a deal");
    let entry = election.entry_hash(4).expect("the deal");
    let body = KeyComplaint::make(&seeds[2], ceremony, deal, 1, entry, 3);
    sign_statement(&seeds[2].identity(), &record.trust.election, &Body::KeyComplaint(body))
}

fn complaints() -> Vec<EvidenceCase> {
    let record = honest(&spec());
    let file = found(&record, &Supplements::default(), &named(complaint(&record)));
    let mut group = Group::new("complaint", file, "KEY-11", "trustee 3");
    let bad = changed(&spec(), Kind::KeyDeal, 0, |draft, _| {
        if let Body::KeyDeal(deal) = &mut draft.body {
            deal.shares[2].0[7] ^= 1;
        }
    });
    group.refused("that-is-upheld", "RCP-14", |file| {
        inner(file)["deal"] = parsed(&bad.lines[4]);
        inner(file)["complaint"] = parsed(&complaint(&bad));
    });
    group.refused("about-another-deal", "LOG-01", |file| inner(file)["deal"] = parsed(&record.lines[5]));
    group.refused("about-a-deal-that-was-changed", "LOG-01", |file| {
        inner(file)["deal"] = parsed(&bad.lines[4])
    });
    group
        .refused("not-signed", "LOG-13", |file| inner(file)["complaint"]["body"]["deal"] = json!(Hash::ZERO));
    group.refused("in-another-election", "LOG-14", |file| {
        inner(file)["complaint"] = parsed(&complaint(&twin()));
    });
    group.refused("by-a-stranger", "LOG-12", |file| {
        let complaint = Statement::decode(&complaint(&record)).expect("a complaint");
        let official = Keys::new(&spec()).official;
        inner(file)["complaint"] = parsed(&sign_statement(&official, &complaint.election, &complaint.body));
    });
    group.refused("about-a-commitment", "LOG-12", |file| inner(file)["deal"] = parsed(&record.lines[1]));
    group.refused("about-a-deal-that-is-not-signed", "LOG-13", |file| {
        unsign(&mut inner(file)["deal"]["statement"]);
    });
    group.refused("about-a-deal-of-another-election", "LOG-14", |file| {
        inner(file)["deal"] = parsed(&twin().lines[4]);
    });
    group.refused("about-a-deal-of-a-stranger", "LOG-12", |file| {
        let deal = Statement::decode(&inner(file)["deal"]["statement"].to_string()).expect("a deal");
        let official = Keys::new(&spec()).official;
        inner(file)["deal"]["statement"] = parsed(&sign_statement(&official, &deal.election, &deal.body));
    });
    let mut wrong = group.file.clone();
    let said = inner(&mut wrong)["complaint"].to_string();
    inner(&mut wrong)["complaint"] = resigned(&said, 2, |body, _| {
        if let Body::KeyComplaint(complaint) = body {
            add(&mut complaint.S);
        }
    });
    group.also("true-that-opens-something-else", wrong, "KEY-11", "trustee 3");
    group.refused("no-complaint", "LOG-12", |file| {
        inner(file)["complaint"] = parsed(&statements(&record, Kind::KeyConfirmation)[0]);
    });
    group.refused("with-another-manifest", "MAN-02", |file| {
        inner(file)["manifest"] = parsed(&statements(&twin(), Kind::Manifest)[0]);
    });
    group.cases
}

/// Files of another form.
fn malformed() -> Vec<EvidenceCase> {
    let record = honest(&spec());
    let given = Supplements { checkpoints: named(note(&record, &fork().lines)), ..Supplements::default() };
    let file = found(&record, &given, &[]);
    let text = serde_json_canonicalizer::to_string(&file).expect("canonical");
    let odd = |name: &str, check: &'static str, file: String| EvidenceCase {
        name: format!("evidence-{name}"),
        file: file.into_bytes(),
        expected: (check, "file evidence.json".into()),
        proven: false,
    };
    let mut more = file.clone();
    more["note"] = "".into();
    let mut unknown = file.clone();
    unknown["case"] = json!({ "gossip": {} });
    let line = |value: &Value| serde_json_canonicalizer::to_string(value).expect("canonical");
    let case = |case: Value| {
        let mut odd = file.clone();
        odd["case"] = case;
        line(&odd)
    };
    let mut both = file["case"].clone();
    both["receipt"] = json!({ "checkpoint": "", "leaf": Hash::ZERO, "path": [], "receipt": "" });
    let mut one_unknown = file["case"].clone();
    one_unknown["gossip"] = json!({});
    let own = line(&file["case"]["checkpoints"]);
    let doubled = text.replacen(&own, &format!("{own},\"checkpoints\":0"), 1);
    let given = Supplements { shares: named(another_share(&record)), ..Supplements::default() };
    let mut taus = found(&record, &given, &[]);
    inner(&mut taus)["manifest"] = parsed(&statements(&twin(), Kind::Manifest)[0]);
    let spaced = line(&taus).replacen("\"kind\":\"manifest\"", "\"kind\": \"manifest\"", 1);
    vec![
        odd("with-a-space-in-a-statement-and-another-manifest", "ENC-01", spaced),
        odd("with-two-cases", "ENC-02", case(both)),
        odd("with-a-case-and-an-unknown-one", "REP-02", case(one_unknown)),
        odd("with-a-case-twice", "ENC-01", doubled),
        odd("without-a-case", "ENC-02", case(json!({}))),
        odd("whose-case-is-a-text", "ENC-02", case("gossip".into())),
        odd("whose-case-is-a-number", "ENC-02", case(5.into())),
        odd("whose-case-is-a-list", "ENC-02", case(json!([]))),
        odd("of-no-bytes", "ENC-01", String::new()),
        odd("with-a-space", "ENC-01", text.replacen(':', ": ", 1)),
        odd("with-two-newlines", "ENC-01", format!("{text}\n\n")),
        odd("with-an-unknown-field", "ENC-02", line(&more)),
        odd("of-an-unknown-case", "REP-02", line(&unknown)),
        odd("that-is-a-trust-file", "ENC-02", record.trust.to_text()),
    ]
}

#[test]
fn evidence_files_prove_exactly_what_they_say() {
    let mut wrong = vec![];
    for case in all() {
        let said = match Evidence::read(&case.file) {
            Err(error) => (error.check.id(), "file evidence.json".into(), false),
            Ok(evidence) => match evidence.verify("evidence.json") {
                Ok(proven) => (proven.fault().check.id(), culprit(&proven.fault().culprit), true),
                Err(rejection) => (rejection.check.id(), culprit(&rejection.culprit), false),
            },
        };
        let (check, named) = case.expected.clone();
        if said != (check, named, case.proven) {
            wrong.push(format!("{}: expected {:?}, found {said:?}", case.name, case.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! What may be given besides the record: other checkpoints of its log, receipts, decryption shares, and
//! records of other elections (`docs/verification.md`).
//!
//! What is wrong with a file itself is the file's fault and nobody else's: whoever gave it may have made
//! it up. Only what its signatures prove is held against the board or a trustee.

use crate::faults::Fault;
use crate::lines::Lines;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, BufRead};
use tabella_board::checkpoint::{Checkpoint, SignedCheckpoint};
use tabella_board::entry::Entry;
use tabella_board::merkle::{Frontier, leaf_hash};
use tabella_board::receipt::Receipt;
use tabella_board::rules::{Election, Judgement};
use tabella_board::trust::Trust;
use tabella_crypto::checks::{self, CheckId};
use tabella_crypto::election::statement::{Body, Kind, Statement};
use tabella_crypto::encoding::{self, Hash};
use tabella_crypto::error::{Culprit, DecodeError, Rejection};
use tabella_crypto::group::Point;
use tabella_crypto::proofs::batch::{Bases, verify_one};

/// A file that was given, by the name under which reports speak of it.
#[derive(Clone, Debug)]
pub struct Named<T> {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub content: T,
}

/// Everything that was given besides a record.
#[derive(Default)]
pub struct Given<'a> {
    /// Checkpoints of the same log: signed notes.
    pub checkpoints: Vec<Named<Vec<u8>>>,
    /// Receipts: `.tlog-proof` files.
    pub receipts: Vec<Named<Vec<u8>>>,
    /// Decryption shares: statements, of one line each.
    pub shares: Vec<Named<Vec<u8>>>,
    /// Records of other elections: their `entries.jsonl`.
    pub others: Vec<Named<Box<dyn BufRead + 'a>>>,
}

impl Given<'_> {
    /// How many files there are.
    pub fn counts(&self) -> Counts {
        Counts {
            checkpoints: self.checkpoints.len() as u64,
            receipts: self.receipts.len() as u64,
            shares: self.shares.len() as u64,
            others: self.others.len() as u64,
        }
    }
}

/// How many files of each sort were given.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Checkpoints.
    pub checkpoints: u64,
    /// Receipts.
    pub receipts: u64,
    /// Decryption shares.
    pub shares: u64,
    /// Records of other elections.
    pub others: u64,
}

/// What was given, while the record is folded: of the record it keeps no more than the files ask for.
pub(crate) struct Comparison<'a> {
    trust: Trust,
    faults: Vec<Fault>,
    /// By the board of the trust file, each with the name of its file.
    checkpoints: Vec<Named<Checkpoint>>,
    /// Index and hash of a line that the board has signed.
    receipts: Vec<Named<(u64, Hash)>>,
    shares: Vec<Named<Vec<u8>>>,
    others: Vec<Named<Box<dyn BufRead + 'a>>>,
    /// (LOG-06) Size of a checkpoint and the latest time at which a trusted witness cosigned it.
    seen: Vec<Named<(u64, u64)>>,
    /// Root of the record at each size that a checkpoint states.
    roots: BTreeMap<u64, Option<Hash>>,
    /// Hash of the record's line at each index that a receipt states.
    leaves: BTreeMap<u64, Option<Hash>>,
    /// (KEY-13) The keys of the record's ceremony: the entry of each, and whose it is.
    keys: HashMap<Point, BTreeSet<(u64, Culprit)>>,
}

impl<'a> Comparison<'a> {
    /// Checks what the files say by themselves.
    pub(crate) fn new(given: Given<'a>, trust: &Trust) -> Comparison<'a> {
        let mut comparison = Comparison {
            trust: trust.clone(),
            faults: vec![],
            checkpoints: vec![],
            receipts: vec![],
            seen: vec![],
            shares: given.shares,
            others: given.others,
            roots: BTreeMap::new(),
            leaves: BTreeMap::new(),
            keys: HashMap::new(),
        };
        for file in given.checkpoints {
            match read_checkpoint(&file.content, trust) {
                Ok(signed) => comparison.expect(&file.name, &signed),
                Err(rejection) => comparison.blame_file(&file.name, vec![rejection]),
            }
        }
        for file in given.receipts {
            match read_receipt(&file.content, trust) {
                Ok(receipt) => {
                    comparison.expect(&file.name, &receipt.checkpoint);
                    comparison.leaves.insert(receipt.index, None);
                    let line = (receipt.index, leaf_hash(receipt.line.as_bytes()));
                    comparison.receipts.push(Named { name: file.name, content: line });
                }
                Err(rejections) => comparison.blame_file(&file.name, rejections),
            }
        }
        comparison
    }

    /// Remembers what a checkpoint by the board says.
    fn expect(&mut self, name: &str, signed: &SignedCheckpoint) {
        let checkpoint = signed.unverified().clone();
        let times = signed.valid_cosignatures(&self.trust.policy());
        if let Some(latest) = times.into_iter().map(|(_, time)| time).max() {
            self.seen.push(Named { name: name.to_owned(), content: (checkpoint.size, latest) });
        }
        let nothing = Frontier::default();
        self.roots.insert(checkpoint.size, (checkpoint.size == 0).then(|| nothing.root()));
        self.checkpoints.push(Named { name: name.to_owned(), content: checkpoint });
    }

    fn blame_file(&mut self, name: &str, rejections: Vec<Rejection>) {
        for rejection in rejections {
            // The culprit of a cosignature would be its witness, who has not signed it.
            let reason = match rejection.culprit {
                Culprit::Witness(witness) => format!("witness {witness}: {}", rejection.reason),
                _ => rejection.reason,
            };
            self.fault(None, rejection.check, Culprit::File(name.to_owned()), reason);
        }
    }

    fn fault(&mut self, entry: Option<u64>, check: CheckId, culprit: Culprit, reason: impl Into<String>) {
        self.faults.push(Fault { entry, rejection: Rejection::new(check, culprit, reason) });
    }

    /// Notes a line of the record; `tree` is that of all lines up to this one.
    pub(crate) fn take_line(&mut self, tree: &Frontier, hash: &Hash) {
        if let Some(root) = self.roots.get_mut(&tree.size()) {
            *root = Some(tree.root());
        }
        if let Some(leaf) = self.leaves.get_mut(&(tree.size() - 1)) {
            *leaf = Some(*hash);
        }
    }

    /// (LOG-06) Notes an entry dated long before a witness saw a log that did not have it yet.
    pub(crate) fn take_date(&mut self, index: u64, at: u64) {
        let tolerance = self.trust.tolerance_seconds;
        let dated_back = |seen: &Named<(u64, u64)>| {
            let (size, time) = seen.content;
            index >= size && at.saturating_add(tolerance) < time
        };
        while let Some(position) = self.seen.iter().position(dated_back) {
            let Named { name, content: (size, time) } = self.seen.swap_remove(position);
            let reason =
                format!("entry {index} is dated {at}, but {name} of {size} entries was cosigned at {time}");
            self.fault(None, checks::LOG_06, Culprit::Board, reason);
        }
    }

    /// Notes the keys in an entry of the record whose group nothing blocks; `trustee` is the index of its
    /// author.
    pub(crate) fn take_entry(
        &mut self,
        index: u64,
        entry: &Entry,
        judgement: &Judgement,
        trustee: Option<u64>,
    ) {
        // LOG-13, which is known later, blocks by the entry of the fault.
        let blocking = [checks::LOG_11, checks::LOG_12, checks::LOG_14, checks::KEY_10];
        let blocked = judgement.rejections.iter().any(|rejection| blocking.contains(&rejection.check));
        if self.others.is_empty() || blocked {
            return;
        }
        for (key, owner) in ceremony_keys(&entry.statement.body, trustee) {
            let culprit = owner.map_or(Culprit::Board, Culprit::Trustee);
            self.keys.entry(*key).or_default().insert((index, culprit));
        }
    }

    /// Compares what was given with the whole record.
    ///
    /// # Errors
    /// A file cannot be read, or cannot be compared with this record: there is no verdict then.
    pub(crate) fn finish(&mut self, election: &Election) -> io::Result<Vec<Fault>> {
        self.compare_checkpoints(election.size())?;
        for Named { name, content: (index, hash) } in core::mem::take(&mut self.receipts) {
            if self.leaves[&index] != Some(hash) {
                let reason = format!("line {index} is not the one of the receipt {name}");
                self.fault(None, checks::RCP_04, Culprit::Board, reason);
            }
        }
        for share in core::mem::take(&mut self.shares) {
            self.judge_share(&share, election)?;
        }
        for other in core::mem::take(&mut self.others) {
            self.compare_keys(other)?;
        }
        Ok(core::mem::take(&mut self.faults))
    }

    /// LOG-08.
    fn compare_checkpoints(&mut self, size: u64) -> io::Result<()> {
        for Named { name, content: checkpoint } in core::mem::take(&mut self.checkpoints) {
            let Some(root) = self.roots[&checkpoint.size] else {
                return Err(incomparable(format!(
                    "{name} is of {} entries, but the record has {size}: fetch the record again",
                    checkpoint.size
                )));
            };
            if root != checkpoint.root {
                let reason = format!(
                    "the first {} entries have root {root}, but the board has signed {} in {name}",
                    checkpoint.size, checkpoint.root
                );
                self.fault(None, checks::LOG_08, Culprit::Board, reason);
            }
        }
        Ok(())
    }

    /// LOG-12 to LOG-14 about the file, then DEC-06 about the trustee.
    fn judge_share(&mut self, file: &Named<Vec<u8>>, election: &Election) -> io::Result<()> {
        let culprit = Culprit::File(file.name.clone());
        let statement = match statement_text(&file.content).and_then(Statement::decode) {
            Ok(statement) => statement,
            Err(error) => {
                self.fault(None, error.check, culprit, error.reason);
                return Ok(());
            }
        };
        let Some(manifest) = election.manifest() else { return Ok(()) };
        let Some(phi) = election.fingerprint() else {
            return Err(incomparable(format!("{}: the record is not open: fetch it again", file.name)));
        };
        let before = self.faults.len();
        let trustee = manifest.trustee_index(&statement.author);
        if trustee.is_none() || statement.body.kind() != Kind::DecryptionShare {
            let reason = "not a decryption share of a trustee";
            self.fault(None, checks::LOG_12, culprit.clone(), reason);
        }
        if *phi != statement.election {
            let reason = format!("the share is for {}", statement.election);
            self.fault(None, checks::LOG_14, culprit.clone(), reason);
        }
        for rejection in verify_one(&Bases::new(None, vec![]), &statement.signature_claim(culprit)) {
            self.faults.push(Fault { entry: None, rejection });
        }
        let (true, Some(trustee), Body::DecryptionShare(share)) =
            (self.faults.len() == before, trustee, &statement.body)
        else {
            return Ok(());
        };
        let Some(tally) = election.tally() else {
            let reason = "the record is not closed, so there is no tally yet: fetch it again";
            return Err(incomparable(format!("{}: {reason}", file.name)));
        };
        if tally.tau != share.tau && election.blocked(checks::DEC_06).is_none() {
            let reason =
                format!("signed a share for tau {} ({}); tau is {}", share.tau, file.name, tally.tau);
            self.fault(None, checks::DEC_06, Culprit::Trustee(trustee), reason);
        }
        Ok(())
    }

    /// KEY-13. Of the other record only its keys are read, whatever else it holds.
    fn compare_keys(&mut self, other: Named<Box<dyn BufRead + 'a>>) -> io::Result<()> {
        let Named { name, content } = other;
        let mut lines = Lines::new(content);
        let mut found = BTreeSet::new();
        while let Some(line) = lines.next_line()? {
            let Ok(Entry { statement, .. }) = Entry::decode(&line.bytes) else { continue };
            if [statement.digest, statement.election].contains(&self.trust.election) {
                let reason = format!("{name} is a record of this very election, not of another one");
                return Err(incomparable(reason));
            }
            let keys = ceremony_keys(&statement.body, None);
            found.extend(keys.iter().filter_map(|(key, _)| self.keys.get(*key)).flatten().cloned());
        }
        for (entry, culprit) in found {
            let reason = format!("a key of this election occurs in the record {name} too");
            self.fault(Some(entry), checks::KEY_13, culprit, reason);
        }
        Ok(())
    }
}

fn incomparable(reason: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, reason)
}

/// LOG-03 and LOG-04.
fn read_checkpoint(bytes: &[u8], trust: &Trust) -> Result<SignedCheckpoint, Rejection> {
    let text = core::str::from_utf8(bytes)
        .map_err(|error| Rejection::new(checks::LOG_03, Culprit::Board, format!("not UTF-8: {error}")))?;
    let signed = SignedCheckpoint::parse(text)?;
    signed.verify_board(&trust.board, &trust.election)?;
    Ok(signed)
}

/// RCP-01, with LOG-01, LOG-03, LOG-04, LOG-05 and LOG-09.
fn read_receipt(bytes: &[u8], trust: &Trust) -> Result<Receipt, Vec<Rejection>> {
    let refuse = |check, reason: String| Rejection::new(check, Culprit::Board, reason);
    let text = core::str::from_utf8(bytes)
        .map_err(|error| vec![refuse(checks::RCP_01, format!("not UTF-8: {error}"))])?;
    let receipt = Receipt::parse(text).map_err(|rejection| vec![rejection])?;
    let verified = receipt.verify(&trust.policy(), &trust.election);
    let stated = Entry::decode(receipt.line.as_bytes()).map_or(receipt.index, |entry| entry.index);
    if stated == receipt.index {
        return verified.map(|_| receipt);
    }
    let misplaced = format!("the line says that it is entry {stated}, the receipt {}", receipt.index);
    let mut rejections =
        verified.err().unwrap_or_else(|| vec![refuse(checks::RCP_01, "the receipt does not hold".into())]);
    rejections.push(refuse(checks::LOG_01, misplaced));
    Err(rejections)
}

/// ENC-08 and ENC-09: a statement in a file of its own; a newline may end it.
pub(crate) fn statement_text(bytes: &[u8]) -> Result<&str, DecodeError> {
    encoding::plain_text(bytes.strip_suffix(b"\n").unwrap_or(bytes))
}

/// The public keys that a ceremony made, each with the index of the trustee whose it is: `A_ik` and
/// `E_i` of the author, `X_j` of trustee j, `Y` of nobody.
fn ceremony_keys(body: &Body, author: Option<u64>) -> Vec<(&Point, Option<u64>)> {
    match body {
        Body::KeyDeal(deal) => {
            deal.coefficients.iter().chain([&deal.ephemeral]).map(|key| (key, author)).collect()
        }
        Body::KeyConfirmation(confirmation) => {
            let verification_keys = confirmation.X.iter().zip((1..).map(Some));
            verification_keys.chain([(&confirmation.Y, None)]).collect()
        }
        Body::Open(open) => vec![(&open.election_key, None)],
        _ => vec![],
    }
}

//! The search for what a record and given files prove, as evidence that stands alone.

use super::index::{RecordIndex, raw};
use super::share::share_of;
use super::{
    Case, Evidence, FalseComplaint, InvalidShare, OtherEntry, Proven, TwoLogs, TwoTallies, board_alone,
    first, refuse, unreadable,
};
use crate::lines::Lines;
use crate::supplements::{NamedFile, Supplements, statement_text};
use crate::verify::{decode_all, read_chunk};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::election::statement::{Body, Statement};
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::checkpoint::{Checkpoint, SignedCheckpoint};
use tabella_log::merkle::leaf_hash;
use tabella_log::receipt::Receipt;
use tabella_log::trust::Trust;

/// The evidence in a record and the files beside it.
#[derive(Debug, Default)]
pub struct SearchResult {
    /// The provable faults: by checkpoints and receipts in the order in which they were given, by invalid
    /// decryption shares, by shares for two tallies, by false complaints; of these one for each trustee.
    pub evidence: Vec<(Evidence, Proven)>,
    /// Files that prove nothing because they are themselves invalid.
    pub invalid: Vec<Rejection>,
    /// Names of files that cannot be compared with the record: it is too short for them.
    pub incomparable: Vec<String>,
    /// setup, open, closed, finished or void: where the record ends.
    pub phase: &'static str,
}

/// Looks for whatever proves a fault: in the record, and between the record and the files. Of the `supplements` the
/// records of other elections are of no use here; `complaints` are statements that the board refused.
///
/// Proofs of ballots are not checked: a faulty ballot shows in the record itself. What is found has been
/// verified as [`Evidence::verify`] does. `progress` is called with the number of lines done.
///
/// # Errors
/// The record cannot be read.
pub fn search(
    entries: impl BufRead,
    checkpoint: &str,
    trust: &Trust,
    supplements: &Supplements<'_>,
    complaints: &[NamedFile],
    mut progress: impl FnMut(u64),
) -> io::Result<SearchResult> {
    let mut lines = Lines::new(entries);
    let mut log = RecordIndex::default();
    loop {
        let chunk = read_chunk(&mut lines)?;
        if chunk.is_empty() {
            break;
        }
        for (line, entry) in chunk.iter().zip(decode_all(&chunk)) {
            log.take(line, entry.ok());
        }
        progress(log.tree.size());
    }
    let found = SearchResult { phase: log.election.phase().name(), ..SearchResult::default() };
    let mut search = Search { trust, log, found };
    search.check_board(checkpoint, supplements);
    search.check_shares(supplements);
    search.check_complaints(complaints);
    Ok(search.found)
}

/// A checkpoint that the board has signed, of a file or of a receipt.
struct Note {
    name: String,
    checkpoint: Checkpoint,
    /// With the board's signature alone.
    text: String,
    receipt: Option<Receipt>,
}

struct Search<'a> {
    trust: &'a Trust,
    log: RecordIndex,
    found: SearchResult,
}

impl Search<'_> {
    /// Keeps a case if, as a file, it proves something; returns true if it does.
    fn file(&mut self, case: Case) -> bool {
        let evidence = Evidence { board: self.trust.board.clone(), case, election: self.trust.election };
        let read = Evidence::read(evidence.to_text().as_bytes());
        match read.map(|read| read.verify("evidence")) {
            Ok(Ok(proven)) => self.found.evidence.push((evidence, proven)),
            Ok(Err(_)) => return false,
            // Entries that are too large for a file.
            Err(error) => {
                self.set_aside("evidence", unreadable(error));
                return false;
            }
        }
        true
    }

    fn set_aside(&mut self, name: &str, rejection: Rejection) {
        self.found.invalid.push(Rejection { culprit: Culprit::File(name.to_owned()), ..rejection });
    }

    /// LOG-08 and RCP-04: what the board has signed, against the record.
    fn check_board(&mut self, checkpoint: &str, given: &Supplements<'_>) {
        let own = "the checkpoint of the record";
        let mut read = vec![(own, self.note(own, checkpoint))];
        read.extend(given.checkpoints.iter().map(|NamedFile { name, content }| {
            (name.as_str(), self.note(name, &String::from_utf8_lossy(content)))
        }));
        read.extend(given.receipts.iter().map(|NamedFile { name, content }| {
            (name.as_str(), self.note_of_receipt(name, &String::from_utf8_lossy(content)))
        }));
        let mut notes = vec![];
        for (name, note) in read {
            match note {
                Ok(note) => notes.push(note),
                Err(rejection) => self.set_aside(name, rejection),
            }
        }
        // The largest that the board has signed of this very record.
        let fitting = notes.iter().filter(|note| self.log.fits(&note.checkpoint));
        let anchor = fitting.max_by_key(|note| note.checkpoint.size);
        let mut cases = vec![];
        for (position, note) in notes.iter().enumerate() {
            if let Some(case) = anchor.and_then(|anchor| self.other_entry(note, anchor)) {
                cases.push(Case::Receipt(case));
            } else if !self.log.fits(&note.checkpoint) {
                let case = anchor.and_then(|anchor| self.two_logs(note, anchor));
                match case.or_else(|| two_roots(note, &notes[..position])) {
                    Some(case) => cases.push(Case::Checkpoints(case)),
                    None => self.found.incomparable.push(note.name.clone()),
                }
            }
        }
        for case in cases {
            self.file(case);
        }
    }

    /// LOG-03 and LOG-04.
    fn note(&self, name: &str, text: &str) -> Result<Note, Rejection> {
        let Trust { board, election, .. } = self.trust;
        let signed = SignedCheckpoint::parse(text)?.with_lines_of(&board_alone(board), election);
        let checkpoint = signed.verify_board(board, election)?;
        Ok(Note { name: name.to_owned(), checkpoint, text: signed.as_str().to_owned(), receipt: None })
    }

    /// RCP-01, but for cosignatures.
    fn note_of_receipt(&self, name: &str, text: &str) -> Result<Note, Rejection> {
        let Trust { board, election, .. } = self.trust;
        let mut receipt = Receipt::parse(text)?;
        receipt.checkpoint = receipt.checkpoint.with_lines_of(&board_alone(board), election);
        receipt.verify(&board_alone(board), election).map_err(first)?;
        let note = self.note(name, receipt.checkpoint.as_str())?;
        Ok(Note { receipt: Some(receipt), ..note })
    }

    /// The entry that is in the record instead of that of a receipt.
    fn other_entry(&self, note: &Note, anchor: &Note) -> Option<OtherEntry> {
        let receipt = note.receipt.as_ref()?;
        let leaf = *self.log.election.entry_hash(receipt.index)?;
        let path = self.log.tree.inclusion(receipt.index, anchor.checkpoint.size)?;
        (leaf != leaf_hash(receipt.line.as_bytes())).then(|| OtherEntry {
            checkpoint: anchor.text.clone(),
            leaf,
            path,
            receipt: receipt.to_text(),
        })
    }

    /// A checkpoint that does not fit the record, and one that does and is not smaller.
    fn two_logs(&self, note: &Note, anchor: &Note) -> Option<TwoLogs> {
        let nodes = self.log.tree.nodes(note.checkpoint.size, anchor.checkpoint.size)?;
        Some(TwoLogs { earlier: note.text.clone(), later: anchor.text.clone(), nodes })
    }

    /// DEC-02, DEC-03 and DEC-06: shares of the record, and those handed over outside of it.
    fn check_shares(&mut self, given: &Supplements<'_>) {
        let Some(manifest) = self.log.election.manifest().cloned() else { return };
        let mut shares: Vec<Share> =
            self.log.shares.iter().filter_map(|statement| Share::read(&manifest, statement).ok()).collect();
        for NamedFile { name, content } in &given.shares {
            match read_given(content).and_then(|statement| Share::read(&manifest, &statement)) {
                Ok(share) => shares.push(share),
                Err(rejection) => self.set_aside(name, rejection),
            }
        }
        let (mut invalid, mut double) = (BTreeSet::new(), BTreeSet::new());
        for share in &shares {
            if !invalid.contains(&share.trustee)
                && self.invalid_share(share).is_some_and(|case| self.file(Case::Share(case)))
            {
                invalid.insert(share.trustee);
            }
        }
        let mut first: BTreeMap<(u64, Hash), &Share> = BTreeMap::new();
        for share in &shares {
            let other = *first.entry((share.trustee, share.phi)).or_insert(share);
            if other.tau != share.tau
                && !double.contains(&share.trustee)
                && self.two_tallies(other, share).is_some_and(|case| self.file(Case::Taus(case)))
            {
                double.insert(share.trustee);
            }
        }
    }

    /// Everything about a share of this record's tally, valid or not.
    fn invalid_share(&self, share: &Share) -> Option<InvalidShare> {
        let tally = self.log.election.tally().filter(|tally| tally.tau == share.tau)?;
        Some(InvalidShare {
            confirmation: self.log.confirmations.get(&share.trustee)?.clone(),
            manifest: self.log.manifest.clone()?,
            open: self.log.open.clone()?,
            share: share.statement.clone(),
            tally: tally.preimage(&self.log.close?),
        })
    }

    fn two_tallies(&self, one: &Share, other: &Share) -> Option<TwoTallies> {
        Some(TwoTallies {
            manifest: self.log.manifest.clone()?,
            open: self.log.open.clone()?,
            shares: [one.statement.clone(), other.statement.clone()],
        })
    }

    /// KEY-11: complaints of the record, and those that the board refused.
    fn check_complaints(&mut self, given: &[NamedFile]) {
        let mut complaints = self.log.complaints.clone();
        for NamedFile { name, content } in given {
            match read_given(content) {
                Ok(statement) => complaints.push(statement),
                Err(rejection) => self.set_aside(name, rejection),
            }
        }
        let mut accused = BTreeSet::new();
        for complaint in complaints {
            let Ok(Statement { author, body: Body::KeyComplaint(body), .. }) =
                Statement::decode(complaint.get())
            else {
                continue;
            };
            let case = self.false_complaint(complaint, &body.deal);
            if !accused.contains(&author) && case.is_some_and(|case| self.file(Case::Complaint(case))) {
                accused.insert(author);
            }
        }
    }

    fn false_complaint(&self, complaint: Box<RawValue>, deal: &Hash) -> Option<FalseComplaint> {
        let deal = self.log.deals.get(deal)?.clone();
        Some(FalseComplaint { complaint, deal, manifest: self.log.manifest.clone()? })
    }
}

/// Another root that the board has signed for the same size.
fn two_roots(note: &Note, others: &[Note]) -> Option<TwoLogs> {
    let Checkpoint { size, root, .. } = &note.checkpoint;
    let other =
        others.iter().find(|other| other.checkpoint.size == *size && other.checkpoint.root != *root)?;
    Some(TwoLogs {
        earlier: note.text.clone(),
        later: other.text.clone(),
        nodes: vec![other.checkpoint.root],
    })
}

/// A decryption share that a trustee has signed.
struct Share {
    statement: Box<RawValue>,
    trustee: u64,
    phi: Hash,
    tau: Hash,
}

impl Share {
    fn read(manifest: &Manifest, statement: &RawValue) -> Result<Share, Rejection> {
        let (signed, share, trustee) = share_of(manifest, statement)?;
        Ok(Share { statement: statement.to_owned(), trustee, phi: signed.election, tau: share.tau })
    }
}

/// A statement in a file of its own.
fn read_given(bytes: &[u8]) -> Result<Box<RawValue>, Rejection> {
    let text = statement_text(bytes).map_err(unreadable)?;
    Statement::decode(text).map_err(unreadable)?;
    // What decodes is JSON.
    raw(text).ok_or_else(|| refuse(checks::ENC_01, "no JSON"))
}

//! A start: every log is folded again from its stored lines and compared with what was signed.

use super::batch::{PendingLog, sign};
use crate::store::{CheckpointFile, Head, MachineError, Store, StoredHead};
use std::collections::BTreeMap;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::proofs::Claim;
use tabella_crypto::proofs::batch::Bases;
use tabella_crypto::rejection::Rejection;
use tabella_log::checkpoint::{BoardSigner, SignedCheckpoint};
use tabella_log::entry::Entry;
use tabella_log::merkle::Tree;
use tabella_log::rulebook::Proofs;

/// Lines that are read at once.
const LINES: u64 = 256;

/// Proofs were checked before their entry was appended, and the root says that it is the same entry.
struct CheckedBefore;

impl Proofs for CheckedBefore {
    fn check(&mut self, _: &Bases, _: Vec<Claim>) -> Vec<Rejection> {
        vec![]
    }
}

/// A stored log that is what its stored head says.
struct Folded {
    log: PendingLog,
    tree: Tree,
    head: Head,
    /// The signed note of the head, if it was stored.
    note: Option<String>,
}

/// The findings of a start.
pub(super) struct Refolded {
    /// The state of every election, and what it shows to readers.
    pub(super) logs: BTreeMap<Hash, PendingLog>,
    /// (SRV-12) The reason why a checkpoint could not be kept: the logs show what was signed before, and nothing may be
    /// taken.
    pub(super) failed: Option<MachineError>,
}

/// Folds every log and keeps what is signed.
///
/// A head that is durable but was not signed before the last stop is signed now, with the same bytes
/// that it would have got then. Where there is none, nothing is written, so that a board whose disk is full starts
/// again for those who read.
///
/// # Errors
/// SRV-06 where a stored log is not what it was, with election and entry; SRV-04 where the database is
/// behind what was signed, or contradicts it.
pub(super) async fn refold(
    store: &mut Store,
    heads: Vec<StoredHead>,
    signer: &BoardSigner,
    checkpoints: &mut CheckpointFile,
) -> Result<Refolded, MachineError> {
    let mut folded = BTreeMap::new();
    for stored in heads {
        let (log, tree) = fold(store, &stored).await?;
        check_origin(&stored, &log, signer)?;
        let StoredHead { election, head, note, .. } = stored;
        folded.insert(election, Folded { log, tree, head, note });
    }
    check_signed(&folded, checkpoints)?;
    let (mut logs, mut notes, mut unkept) = (BTreeMap::new(), vec![], vec![]);
    for (election, Folded { mut log, tree, head, note }) in folded {
        let checkpoint = sign(signer, &election, &head)?;
        match note {
            Some(note) if note != checkpoint.as_str() => {
                return Err(rotten(&election, "its stored checkpoint is not the one that this board signs"));
            }
            Some(_) => {}
            None => unkept.push((election, checkpoint.clone())),
        }
        notes.push((election, checkpoint.clone()));
        let (size, phase) = (log.election.size(), log.election.phase().name());
        tracing::info!(%election, size, phase, "checked a stored log");
        log.publish_first(&election, tree, checkpoint);
        logs.insert(election, log);
    }
    match keep(store, checkpoints, notes, &unkept).await {
        Ok(()) => Ok(Refolded { logs, failed: None }),
        Err(error) if error.check == Some(checks::SRV_12) => {
            Ok(Refolded { logs: as_signed(store, logs, checkpoints).await?, failed: Some(error) })
        }
        Err(error) => Err(error),
    }
}

async fn keep(
    store: &mut Store,
    checkpoints: &mut CheckpointFile,
    notes: Vec<(Hash, SignedCheckpoint)>,
    unkept: &[(Hash, SignedCheckpoint)],
) -> Result<(), MachineError> {
    checkpoints.keep(notes)?;
    if unkept.is_empty() { Ok(()) } else { store.keep_notes(unkept).await }
}

/// The logs up to the checkpoints that are kept: readers may have seen these, and no one has seen later ones.
async fn as_signed(
    store: &mut Store,
    logs: BTreeMap<Hash, PendingLog>,
    checkpoints: &CheckpointFile,
) -> Result<BTreeMap<Hash, PendingLog>, MachineError> {
    let mut signed = BTreeMap::new();
    for (election, log) in logs {
        let Some(note) = checkpoints.note(&election) else { continue };
        let size = note.unverified().size;
        if size == log.election.size() {
            signed.insert(election, log);
            continue;
        }
        let (mut log, tree) = fold_lines(store, &election, size).await?;
        log.publish_first(&election, tree, note.clone());
        signed.insert(election, log);
    }
    Ok(signed)
}

/// Takes the first `size` lines of a log back.
async fn fold_lines(
    store: &mut Store,
    election: &Hash,
    size: u64,
) -> Result<(PendingLog, Tree), MachineError> {
    let (mut log, mut tree) = (PendingLog::new(), Tree::default());
    while tree.size() < size {
        let to = size.min(tree.size() + LINES);
        let lines = store.lines(election, tree.size(), to).await?;
        for decoded in Entry::decode_all(&lines) {
            let index = tree.size();
            let wrong = |why: String| rotten(election, format!("entry {index} is not as it was: {why}"));
            let entry = decoded.map_err(|error| wrong(error.to_string()))?;
            log.refold(&entry, &mut CheckedBefore).map_err(|rejections| {
                wrong(rejections.iter().map(Rejection::to_string).collect::<Vec<_>>().join("; "))
            })?;
            tree.push(entry.hash);
        }
    }
    Ok((log, tree))
}

/// (SRV-06) Chain, hashes, rules and root, from the lines.
async fn fold(store: &mut Store, stored: &StoredHead) -> Result<(PendingLog, Tree), MachineError> {
    let election = &stored.election;
    let (mut log, tree) = fold_lines(store, election, stored.head.size).await?;
    if store.has_more(election, tree.size()).await? {
        return Err(rotten(
            election,
            format!("there are entries after the {} of its stored head", tree.size()),
        ));
    }
    if log.settle() != stored.head {
        let reason = format!("the root over its {} entries is not the one of its stored head", tree.size());
        return Err(rotten(election, reason));
    }
    if log.election.id() != Some(election) {
        return Err(rotten(election, "entry 0 is not the manifest of this election"));
    }
    Ok((log, tree))
}

/// Checks that this is the board that the manifest names.
fn check_origin(stored: &StoredHead, log: &PendingLog, signer: &BoardSigner) -> Result<(), MachineError> {
    let board = signer.board();
    let named = log.election.manifest().map(|manifest| &manifest.board);
    if named == Some(&board) && stored.origin == board.origin(&stored.election) {
        return Ok(());
    }
    let named = named.map(|named| format!("{} with the key {}", named.name, named.key)).unwrap_or_default();
    Err(MachineError::failed(
        "starting",
        format!(
            "election {} is kept by the board {named}, but this one is {} with the key {}: start it with \
             its own name and key file",
            stored.election, board.name, board.key
        ),
    ))
}

/// (SRV-04) Every checkpoint outside the database must be one of the stored log.
fn check_signed(folded: &BTreeMap<Hash, Folded>, checkpoints: &CheckpointFile) -> Result<(), MachineError> {
    for (election, checkpoint) in checkpoints.notes() {
        let signed = checkpoint.unverified();
        let tree = folded.get(election).map(|folded| &folded.tree);
        let why = match tree.map(|tree| (tree.size(), tree.root_at(signed.size))) {
            Some((_, Some(root))) if root == signed.root => continue,
            Some((_, Some(_))) => "has different entries".to_owned(),
            Some((size, None)) => format!("ends after {size}"),
            None => "does not have that election".to_owned(),
        };
        return Err(MachineError::refused(
            checks::SRV_04,
            format!(
                "the board has signed {} entries of election {election}, but the database {why}: it is an \
                 older copy or was changed. Restore the newest database; signing this one would create proof of \
                 misbehaviour",
                signed.size
            ),
        ));
    }
    Ok(())
}

fn rotten(election: &Hash, reason: impl core::fmt::Display) -> MachineError {
    let what_to_do = "Restore the database from a copy that is as new as the last checkpoint";
    MachineError::refused(checks::SRV_06, format!("election {election}: {reason}. {what_to_do}"))
}

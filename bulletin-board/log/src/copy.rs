//! A copy of a log: taken line by line from anyone who has it, folded by the rulebook, and worth something only under a
//! checkpoint. No network here: a program downloads (`tabella-client`), and so does a browser.

use crate::checkpoint::SignedCheckpoint;
use crate::entry::Entry;
use crate::merkle::Tree;
use crate::rulebook::{Collected, Election, Immediate, Judgement};
use crate::trust::Trust;
use crate::witness::VerifiedCheckpoint;
use rand::TryCryptoRng;
use std::collections::{HashMap, HashSet};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::statement::Kind;
use tabella_crypto::group::Point;
use tabella_crypto::rejection::{Culprit, Rejection};

/// The part of every entry that is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Everything, ballots too: what a trustee does.
    Everything,
    /// All but the signatures and proofs of ballots, for which auditors are relied on; those of a voter's
    /// own ballots are verified all the same, see [`LogCopy::with_ballots_of`].
    WithoutBallotProofs,
}

/// The place of a ballot that was looked for by its tracker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocatedBallot {
    /// The credential that signed it.
    pub author: Point,
    /// The entry that holds it.
    pub index: u64,
    /// When the board accepted it, Unix seconds.
    pub at: u64,
}

/// The verified copy of the log of one election.
pub struct LogCopy {
    trust: Trust,
    depth: Depth,
    own: HashSet<Point>,
    wanted: HashMap<Hash, Option<LocatedBallot>>,
    election: Election,
    tree: Tree,
    checkpoint: Option<(SignedCheckpoint, VerifiedCheckpoint)>,
}

impl LogCopy {
    /// An empty copy of the trusted election.
    pub fn new(trust: Trust, depth: Depth) -> LogCopy {
        LogCopy {
            trust,
            depth,
            own: HashSet::new(),
            wanted: HashMap::new(),
            election: Election::new(),
            tree: Tree::default(),
            checkpoint: None,
        }
    }

    /// The ballots of these credentials are verified in full, whatever the depth: what a voter is told of
    /// their own ballots must not rest on one that the board made up (LOG-13, PRF).
    #[must_use]
    pub fn with_ballots_of(mut self, credentials: impl IntoIterator<Item = Point>) -> LogCopy {
        self.own.extend(credentials);
        self
    }

    /// The same for the ballots with these trackers, and all that their credentials cast afterwards.
    #[must_use]
    pub fn with_ballots(mut self, trackers: impl IntoIterator<Item = Hash>) -> LogCopy {
        self.wanted.extend(trackers.into_iter().map(|tracker| (tracker, None)));
        self
    }

    /// Verifies the next line, without its newline, and takes it into account.
    ///
    /// # Errors
    /// Everything that is wrong with it: then the copy is of no use.
    pub fn take<R: TryCryptoRng>(&mut self, line: &[u8], rng: R) -> Result<(), Vec<Rejection>> {
        let index = self.tree.size();
        check_framing(line, index).map_err(|rejection| vec![rejection])?;
        let entry = Entry::decode(line)
            .map_err(|error| vec![Rejection::new(error.check, Culprit::Entry(index), error.reason)])?;
        self.note_wanted(&entry);
        let judgement = if self.is_left_to_auditors(&entry) {
            self.election.judge(&entry, &mut Collected::default())
        } else {
            self.election.judge(&entry, &mut Immediate(rng))
        };
        self.accept(&entry, judgement)
    }

    /// Remembers a ballot that was looked for; from now on the ballots of its author are verified.
    fn note_wanted(&mut self, entry: &Entry) {
        let Entry { at, index, statement, .. } = entry;
        if statement.body.kind() != Kind::Ballot {
            return;
        }
        if let Some(found) = self.wanted.get_mut(&statement.digest) {
            *found = Some(LocatedBallot { author: statement.author, index: *index, at: *at });
            self.own.insert(statement.author);
        }
    }

    /// Returns true if signature and proof of an entry are not verified here.
    fn is_left_to_auditors(&self, entry: &Entry) -> bool {
        self.depth == Depth::WithoutBallotProofs
            && entry.statement.body.kind() == Kind::Ballot
            && !self.own.contains(&entry.statement.author)
    }

    fn accept(&mut self, entry: &Entry, judgement: Judgement) -> Result<(), Vec<Rejection>> {
        let faults: Vec<Rejection> = judgement.faults().cloned().collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        self.election.advance(entry, &judgement);
        self.tree.push(entry.hash);
        if let (0, Some(id), Some(manifest)) = (entry.index, self.election.id(), self.election.manifest()) {
            let rejections = self.trust.check(id, manifest, entry.index);
            if !rejections.is_empty() {
                return Err(rejections);
            }
        }
        Ok(())
    }

    /// Checks that a checkpoint may be the next one: signed as is demanded, and not of a shorter log. Tells up
    /// to which size lines are to be taken before [`LogCopy::conclude`].
    ///
    /// # Errors
    /// As [`SignedCheckpoint::verify`], or LOG-02.
    pub fn expect(&self, signed: &SignedCheckpoint) -> Result<VerifiedCheckpoint, Vec<Rejection>> {
        let verified = signed.verify(&self.trust.policy(), &self.trust.election)?;
        if verified.checkpoint().size < self.tree.size() {
            return Err(vec![contradiction("the board's log is shorter than it was")]);
        }
        Ok(verified)
    }

    /// Checks the lines that were taken against a checkpoint: only now the copy says anything.
    ///
    /// # Errors
    /// As [`LogCopy::expect`], or LOG-02 when the lines are not those of the checkpoint.
    pub fn conclude(&mut self, signed: SignedCheckpoint) -> Result<(), Vec<Rejection>> {
        self.expect(&signed)?;
        // Dates never decrease here. What was cosigned before the last entry came was not this checkpoint.
        let earliest = self.election.last_at().saturating_sub(self.trust.tolerance_seconds);
        let verified = signed.verify_after(&self.trust.policy(), &self.trust.election, earliest)?;
        if self.tree.root() != verified.checkpoint().root {
            let reason = "the downloaded entries are not those of the signed checkpoint";
            return Err(vec![contradiction(reason)]);
        }
        self.checkpoint = Some((signed, verified));
        Ok(())
    }

    /// ENC-10: what follows the last line.
    pub fn leftover(&self) -> Rejection {
        framing_fault(self.tree.size(), "something follows the last line")
    }

    /// The trust that the copy was made with.
    pub fn trust(&self) -> &Trust {
        &self.trust
    }

    /// The folded log.
    pub fn election(&self) -> &Election {
        &self.election
    }

    /// The tree over all lines.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The checkpoint that the lines were last checked against.
    pub fn checkpoint(&self) -> Option<&VerifiedCheckpoint> {
        self.checkpoint.as_ref().map(|(_, verified)| verified)
    }

    /// The same, as the board signed it.
    pub fn signed_checkpoint(&self) -> Option<&SignedCheckpoint> {
        self.checkpoint.as_ref().map(|(signed, _)| signed)
    }

    /// Returns true if the ballots of a credential have been verified in full.
    pub fn verifies_ballots_of(&self, credential: &Point) -> bool {
        self.depth == Depth::Everything || self.own.contains(credential)
    }

    /// A ballot by its tracker: `None` unless [`LogCopy::with_ballots`] was told to look for it, then
    /// where it stands, if it does.
    pub fn ballot(&self, tracker: &Hash) -> Option<Option<LocatedBallot>> {
        self.wanted.get(tracker).copied()
    }

    /// (LOG-08) Compares a checkpoint of the same board, seen elsewhere, with this log: see [`extends`].
    ///
    /// # Errors
    /// As [`extends`].
    pub fn extends(&self, earlier: &SignedCheckpoint) -> Result<bool, Rejection> {
        extends(self.tree.size(), |size| self.tree.root_at(size), earlier, &self.trust)
    }
}

/// (LOG-08) Compares a checkpoint that the board signed with a log of `size` entries, whose root over the first entries
/// `root_at` gives: true if the checkpoint is a prefix of the log, false while that is not known, because the log is
/// older ([`older_view`]).
///
/// # Errors
/// LOG-08 when it is not a prefix, or LOG-03 and LOG-04 when the board did not sign it.
pub fn extends(
    size: u64,
    root_at: impl FnOnce(u64) -> Option<Hash>,
    earlier: &SignedCheckpoint,
    trust: &Trust,
) -> Result<bool, Rejection> {
    let earlier = earlier.verify_board(&trust.board, &trust.election)?;
    if size < earlier.size {
        return Ok(false);
    }
    if root_at(earlier.size) == Some(earlier.root) {
        return Ok(true);
    }
    let reason = format!(
        "the log does not extend the checkpoint of size {} that the board signed before",
        earlier.size
    );
    Err(Rejection::new(checks::LOG_08, Culprit::Board, reason))
}

/// Most bytes of a log that are downloaded, unless the reader says otherwise.
pub const DOWNLOAD_LIMIT_BYTES: u64 = 8 << 30;

/// The message where more bytes of a log come than the reader allows: nothing is known of the log then.
pub fn too_large(next: u64, limit_bytes: u64) -> String {
    format!(
        "the download was given up at entry {next}: more than {limit_bytes} bytes came. If the log is really so \
         large, tabella-audit takes a larger limit with --max-bytes"
    )
}

/// The message where a log is shown with fewer entries than it is known to have: a cache between board and reader
/// does this, and no one has done wrong.
pub fn older_view(shown: u64, known: u64) -> String {
    format!(
        "the board, or something between, shows an older state: {shown} of at least {known} entries. Ask again later, \
         or from another network. This is not evidence yet"
    )
}

/// ENC-10: lines end with one newline each, and nothing else is around them.
///
/// # Errors
/// The line of entry `index` is empty, ends with a carriage return, or is the first and has a byte order mark.
pub fn check_framing(line: &[u8], index: u64) -> Result<(), Rejection> {
    let marked = index == 0 && line.starts_with(b"\xef\xbb\xbf");
    if line.is_empty() || line.ends_with(b"\r") || marked {
        return Err(framing_fault(index, "a line is empty, or has a carriage return or a byte order mark"));
    }
    Ok(())
}

fn framing_fault(index: u64, reason: &str) -> Rejection {
    Rejection::new(checks::ENC_10, Culprit::Entry(index), reason)
}

fn contradiction(reason: &str) -> Rejection {
    Rejection::new(checks::LOG_02, Culprit::Board, reason)
}

//! A log that this program downloaded itself, under a checkpoint that it checked, folded by the
//! rulebook.

use super::{ClientError, HttpBoard, read_line};
use crate::checkpoint::{SignedCheckpoint, VerifiedCheckpoint};
use crate::entry::Entry;
use crate::merkle::Tree;
use crate::rules::{Collected, Election, Immediate, Judgement};
use crate::trust::Trust;
use rand::TryCryptoRng;
use std::collections::HashSet;
use std::io::BufRead as _;
use tabella_crypto::checks;
use tabella_crypto::election::statement::Kind;
use tabella_crypto::error::{Culprit, Rejection};
use tabella_crypto::group::Point;

/// How much of every entry is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Everything, ballots too: what a trustee does.
    Everything,
    /// All but the signatures and proofs of ballots, for which auditors are relied on; those of a voter's
    /// own ballots are verified all the same, see [`Mirror::with_ballots_of`].
    WithoutBallotProofs,
}

/// The verified copy.
pub struct Mirror {
    board: HttpBoard,
    trust: Trust,
    depth: Depth,
    own: HashSet<Point>,
    election: Election,
    tree: Tree,
    checkpoint: Option<(SignedCheckpoint, VerifiedCheckpoint)>,
}

impl Mirror {
    /// An empty copy of the trusted election on a board.
    pub fn new(board: HttpBoard, trust: Trust, depth: Depth) -> Mirror {
        let (own, election, tree) = (HashSet::new(), Election::new(), Tree::default());
        Mirror { board, trust, depth, own, election, tree, checkpoint: None }
    }

    /// The ballots of these credentials are verified in full, whatever the depth: what a voter is told of
    /// her own ballots must not rest on one that the board made up (LOG-13, PRF).
    #[must_use]
    pub fn with_ballots_of(mut self, credentials: impl IntoIterator<Item = Point>) -> Mirror {
        self.own.extend(credentials);
        self
    }

    /// Downloads what is new, verifies it entry by entry, and checks it against a checkpoint with quorum.
    ///
    /// # Errors
    /// The board cannot be reached, or shows something that does not hold: then the copy is of no use.
    pub fn update<R: TryCryptoRng>(&mut self, rng: R) -> Result<(), ClientError> {
        let signed = self.board.checkpoint(&self.trust.election)?;
        self.update_to(signed, rng)
    }

    /// As [`Mirror::update`], under a checkpoint that the board gave.
    ///
    /// # Errors
    /// As [`Mirror::update`].
    pub fn update_to<R: TryCryptoRng>(
        &mut self,
        signed: SignedCheckpoint,
        rng: R,
    ) -> Result<(), ClientError> {
        let verified = signed.verify(&self.trust.policy(), &self.trust.election)?;
        let target = verified.checkpoint();
        if target.size < self.tree.size() {
            return Err(self.contradiction("the board's log is shorter than it was"));
        }
        let mut immediate = Immediate(rng);
        if target.size > self.tree.size() {
            let mut lines = self.board.entries(&self.trust.election, self.tree.size(), target.size)?;
            while self.tree.size() < target.size {
                let line = read_line(&mut lines)?;
                self.take(&line, &mut immediate)?;
            }
            // A download that breaks off here lacks nothing.
            if lines.fill_buf().is_ok_and(|rest| !rest.is_empty()) {
                return Err(self.untidy("something follows the last line"));
            }
        }
        if self.tree.root() != target.root {
            return Err(self.contradiction("the downloaded entries are not those of the signed checkpoint"));
        }
        self.checkpoint = Some((signed, verified));
        Ok(())
    }

    fn take<R: TryCryptoRng>(
        &mut self,
        line: &[u8],
        immediate: &mut Immediate<R>,
    ) -> Result<(), ClientError> {
        let index = self.tree.size();
        if line.is_empty() || line.ends_with(b"\r") || line.starts_with(b"\xef\xbb\xbf") {
            return Err(self.untidy("a line is blank, or has a carriage return or a byte order mark"));
        }
        let entry = Entry::decode(line)
            .map_err(|error| Rejection::new(error.check, Culprit::Entry(index), error.reason))?;
        let judgement = if self.is_left_to_auditors(&entry) {
            self.election.judge(&entry, &mut Collected::default())
        } else {
            self.election.judge(&entry, immediate)
        };
        self.accept(&entry, judgement)
    }

    /// Whether signature and proof of an entry are not verified here.
    fn is_left_to_auditors(&self, entry: &Entry) -> bool {
        self.depth == Depth::WithoutBallotProofs
            && entry.statement.body.kind() == Kind::Ballot
            && !self.own.contains(&entry.statement.author)
    }

    fn accept(&mut self, entry: &Entry, judgement: Judgement) -> Result<(), ClientError> {
        let faults: Vec<Rejection> = judgement.faults().cloned().collect();
        if !faults.is_empty() {
            return Err(faults.into());
        }
        self.election.advance(entry, &judgement);
        self.tree.push(entry.hash);
        if let (0, Some(id), Some(manifest)) = (entry.index, self.election.id(), self.election.manifest()) {
            let rejections = self.trust.check(id, manifest, entry.index);
            if !rejections.is_empty() {
                return Err(rejections.into());
            }
        }
        Ok(())
    }

    fn contradiction(&self, reason: &str) -> ClientError {
        Rejection::new(checks::LOG_02, Culprit::Board, reason).into()
    }

    /// ENC-10: lines end with one newline each, and nothing else is around them.
    fn untidy(&self, reason: &str) -> ClientError {
        Rejection::new(checks::ENC_10, Culprit::Entry(self.tree.size()), reason).into()
    }

    /// The board.
    pub fn board(&self) -> &HttpBoard {
        &self.board
    }

    /// What is trusted.
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

    /// The checkpoint of the last update.
    pub fn checkpoint(&self) -> Option<&VerifiedCheckpoint> {
        self.checkpoint.as_ref().map(|(_, verified)| verified)
    }

    /// The same, as the board signed it.
    pub fn signed_checkpoint(&self) -> Option<&SignedCheckpoint> {
        self.checkpoint.as_ref().map(|(signed, _)| signed)
    }

    /// (LOG-08) Whether a checkpoint of the same board, seen earlier, is a prefix of this log.
    ///
    /// # Errors
    /// LOG-08 when it is not, or LOG-03 and LOG-04 when the board did not sign it.
    pub fn extends(&self, earlier: &SignedCheckpoint) -> Result<(), Rejection> {
        let earlier = earlier.verify_board(&self.trust.board, &self.trust.election)?;
        if self.tree.root_at(earlier.size) == Some(earlier.root) {
            return Ok(());
        }
        Err(Rejection::new(
            checks::LOG_08,
            Culprit::Board,
            format!(
                "the log does not extend the checkpoint of size {} that the board signed before",
                earlier.size
            ),
        ))
    }
}

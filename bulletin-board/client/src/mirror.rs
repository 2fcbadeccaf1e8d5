//! A log that this program downloaded itself, under a checkpoint that it checked, folded by the
//! rulebook.

use super::{ClientError, HttpBoard};
use rand::TryCryptoRng;
use tabella_crypto::error::Rejection;
use tabella_crypto::group::Point;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::merkle::Tree;
use tabella_log::replica::{Replica, older_view};
use tabella_log::rulebook::Election;
use tabella_log::trust::Trust;
use tabella_log::witness::VerifiedCheckpoint;

pub use tabella_log::replica::Depth;

/// A replica and the board that it is downloaded from.
pub struct Mirror {
    board: HttpBoard,
    replica: Replica,
}

impl Mirror {
    /// An empty copy of the trusted election on a board.
    pub fn new(board: HttpBoard, trust: Trust, depth: Depth) -> Mirror {
        Mirror { board, replica: Replica::new(trust, depth) }
    }

    /// As [`Replica::with_ballots_of`].
    #[must_use]
    pub fn with_ballots_of(self, credentials: impl IntoIterator<Item = Point>) -> Mirror {
        Mirror { replica: self.replica.with_ballots_of(credentials), ..self }
    }

    /// Downloads what is new, verifies it entry by entry, and checks it against a checkpoint with quorum.
    ///
    /// # Errors
    /// The board cannot be reached, or shows something that does not hold: then the copy is of no use.
    pub fn update<R: TryCryptoRng>(&mut self, rng: R) -> Result<(), ClientError> {
        self.update_since(self.tree().size(), rng)
    }

    /// As [`Mirror::update`], where a checkpoint of `size` entries has been seen before: an older state is asked
    /// for again, past whatever keeps it. It may be all that there is: see [`Mirror::tree`].
    ///
    /// # Errors
    /// As [`Mirror::update`].
    pub fn update_since<R: TryCryptoRng>(&mut self, size: u64, rng: R) -> Result<(), ClientError> {
        let known = size.max(self.tree().size());
        let signed = self.board.checkpoint_since(&self.trust().election, known)?;
        self.update_to(signed, rng)
    }

    /// As [`Mirror::update`], under a checkpoint that the board gave.
    ///
    /// # Errors
    /// As [`Mirror::update`].
    pub fn update_to<R: TryCryptoRng>(
        &mut self,
        signed: SignedCheckpoint,
        mut rng: R,
    ) -> Result<(), ClientError> {
        let (shown, known) = (signed.unverified(), self.tree().size());
        if shown.size < known && self.replica.extends(&signed)? {
            return Err(ClientError::Unavailable(older_view(shown.size, known)));
        }
        let size = self.replica.expect(&signed)?.checkpoint().size;
        if size > self.tree().size() {
            let mut lines = self.board.entries(&self.trust().election, self.tree().size(), size)?;
            while let Some(line) = lines.next_line()? {
                self.replica.take(&line, &mut rng)?;
            }
            if lines.has_more() {
                return Err(self.replica.leftover().into());
            }
        }
        Ok(self.replica.conclude(signed)?)
    }

    /// The board.
    pub fn board(&self) -> &HttpBoard {
        &self.board
    }

    /// What was downloaded.
    pub fn replica(&self) -> &Replica {
        &self.replica
    }

    /// What is trusted.
    pub fn trust(&self) -> &Trust {
        self.replica.trust()
    }

    /// The folded log.
    pub fn election(&self) -> &Election {
        self.replica.election()
    }

    /// The tree over all lines.
    pub fn tree(&self) -> &Tree {
        self.replica.tree()
    }

    /// The checkpoint of the last update.
    pub fn checkpoint(&self) -> Option<&VerifiedCheckpoint> {
        self.replica.checkpoint()
    }

    /// The same, as the board signed it.
    pub fn signed_checkpoint(&self) -> Option<&SignedCheckpoint> {
        self.replica.signed_checkpoint()
    }

    /// As [`Replica::extends`].
    ///
    /// # Errors
    /// As [`Replica::extends`].
    pub fn extends(&self, earlier: &SignedCheckpoint) -> Result<bool, Rejection> {
        self.replica.extends(earlier)
    }
}

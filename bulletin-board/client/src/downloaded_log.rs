//! A log that this program downloaded itself, under a checkpoint that it checked, folded by the
//! rulebook.

use super::{ClientError, HttpBoard};
use rand::TryCryptoRng;
use tabella_crypto::group::Point;
use tabella_crypto::rejection::Rejection;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::copy::{LogCopy, older_view};
use tabella_log::merkle::Tree;
use tabella_log::rulebook::Election;
use tabella_log::trust::Trust;
use tabella_log::witness::VerifiedCheckpoint;

pub use tabella_log::copy::Depth;

/// The copy of a log, and the board that it is downloaded from.
pub struct DownloadedLog {
    board: HttpBoard,
    copy: LogCopy,
}

impl DownloadedLog {
    /// An empty copy of the trusted election on a board.
    pub fn new(board: HttpBoard, trust: Trust, depth: Depth) -> DownloadedLog {
        DownloadedLog { board, copy: LogCopy::new(trust, depth) }
    }

    /// As [`LogCopy::with_ballots_of`].
    #[must_use]
    pub fn with_ballots_of(self, credentials: impl IntoIterator<Item = Point>) -> DownloadedLog {
        DownloadedLog { copy: self.copy.with_ballots_of(credentials), ..self }
    }

    /// Downloads what is new, verifies it entry by entry, and checks it against a checkpoint with quorum.
    ///
    /// # Errors
    /// The board cannot be reached, or shows something that does not hold: then the copy is of no use.
    pub fn update<R: TryCryptoRng>(&mut self, rng: R) -> Result<(), ClientError> {
        self.update_since(self.tree().size(), rng)
    }

    /// As [`DownloadedLog::update`], where a checkpoint of `size` entries has been seen before: an older state is asked
    /// for again, past whatever keeps it. It may be all that there is: see [`DownloadedLog::tree`].
    ///
    /// # Errors
    /// As [`DownloadedLog::update`].
    pub fn update_since<R: TryCryptoRng>(&mut self, size: u64, rng: R) -> Result<(), ClientError> {
        let known = size.max(self.tree().size());
        let signed = self.board.checkpoint_since(&self.trust().election, known)?;
        self.update_to(signed, rng)
    }

    /// As [`DownloadedLog::update`], under a checkpoint that the board gave.
    ///
    /// # Errors
    /// As [`DownloadedLog::update`].
    pub fn update_to<R: TryCryptoRng>(
        &mut self,
        signed: SignedCheckpoint,
        mut rng: R,
    ) -> Result<(), ClientError> {
        let (shown, known) = (signed.unverified(), self.tree().size());
        if shown.size < known && self.copy.extends(&signed)? {
            return Err(ClientError::Unavailable(older_view(shown.size, known)));
        }
        let size = self.copy.expect(&signed)?.checkpoint().size;
        if size > self.tree().size() {
            let mut lines = self.board.entries(&self.trust().election, self.tree().size(), size)?;
            while let Some(line) = lines.next_line()? {
                self.copy.take(&line, &mut rng)?;
            }
            if lines.has_more() {
                return Err(self.copy.leftover().into());
            }
        }
        Ok(self.copy.conclude(signed)?)
    }

    /// The board.
    pub fn board(&self) -> &HttpBoard {
        &self.board
    }

    /// The copy.
    pub fn copy(&self) -> &LogCopy {
        &self.copy
    }

    /// The trust that the copy was made with.
    pub fn trust(&self) -> &Trust {
        self.copy.trust()
    }

    /// The folded log.
    pub fn election(&self) -> &Election {
        self.copy.election()
    }

    /// The tree over all lines.
    pub fn tree(&self) -> &Tree {
        self.copy.tree()
    }

    /// The checkpoint of the last update.
    pub fn checkpoint(&self) -> Option<&VerifiedCheckpoint> {
        self.copy.checkpoint()
    }

    /// The same, as the board signed it.
    pub fn signed_checkpoint(&self) -> Option<&SignedCheckpoint> {
        self.copy.signed_checkpoint()
    }

    /// As [`LogCopy::extends`].
    ///
    /// # Errors
    /// As [`LogCopy::extends`].
    pub fn extends(&self, earlier: &SignedCheckpoint) -> Result<bool, Rejection> {
        self.copy.extends(earlier)
    }
}

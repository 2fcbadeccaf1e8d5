//! What observers bring: trust files, and what they kept or were shown.

use anyhow::Context as _;
use clap::Args;
use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};
use tabella_audit::given::{Given, Named};
use tabella_board::checkpoint::NOTE_LIMIT_BYTES;
use tabella_board::client::RecordFolder;
use tabella_board::receipt::RECEIPT_LIMIT_BYTES;
use tabella_board::trust::Trust;
use tabella_crypto::encoding::LINE_LIMIT_BYTES;

/// What somebody kept or was shown, to hold it against the record.
#[derive(Args)]
pub(crate) struct Beside {
    /// A checkpoint that the board signed, seen at another time or by somebody else; may be given often.
    #[arg(long = "checkpoint", value_name = "FILE")]
    checkpoints: Vec<PathBuf>,
    /// A voter's receipt; may be given often.
    #[arg(long = "receipt", value_name = "FILE")]
    receipts: Vec<PathBuf>,
    /// A decryption share that a trustee handed over outside the log; may be given often.
    #[arg(long = "share", value_name = "FILE")]
    shares: Vec<PathBuf>,
}

/// (REP-03) A trust file; there is no other source of what is trusted.
pub(crate) fn trust(path: &Path) -> anyhow::Result<Trust> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the trust file {}", path.display()))?;
    Trust::read(&text).with_context(|| format!("{} is not a trust file", path.display()))
}

impl Beside {
    /// The files, read; without records of other elections.
    pub(crate) fn read(&self) -> anyhow::Result<Given<'static>> {
        Ok(Given {
            checkpoints: read_all(&self.checkpoints, NOTE_LIMIT_BYTES)?,
            receipts: read_all(&self.receipts, RECEIPT_LIMIT_BYTES)?,
            shares: statements(&self.shares)?,
            others: vec![],
        })
    }
}

/// Statements, each in a file of its own.
pub(crate) fn statements(paths: &[PathBuf]) -> anyhow::Result<Vec<Named<Vec<u8>>>> {
    read_all(paths, LINE_LIMIT_BYTES)
}

fn read_all(paths: &[PathBuf], limit: usize) -> anyhow::Result<Vec<Named<Vec<u8>>>> {
    paths.iter().map(|path| read(path, limit)).collect()
}

/// The bytes of a file, or enough of them to see that they are over the limit.
pub(crate) fn read(path: &Path, limit: usize) -> anyhow::Result<Named<Vec<u8>>> {
    let failed = || format!("cannot read {}", path.display());
    let mut content = vec![];
    // A newline may end a line of the greatest length.
    let file = File::open(path).with_context(failed)?;
    file.take(limit as u64 + 2).read_to_end(&mut content).with_context(failed)?;
    Ok(Named { name: path.display().to_string(), content })
}

/// The log of another election's record.
pub(crate) fn other(folder: &Path) -> anyhow::Result<Named<Box<dyn BufRead>>> {
    let path = RecordFolder::new(folder).entries_path();
    let file = File::open(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Named {
        name: folder.display().to_string(),
        content: Box::new(BufReader::with_capacity(1 << 20, file)),
    })
}

//! What observers bring: trust files, and what they kept or were shown.

use anyhow::Context as _;
use clap::Args;
use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};
use tabella_audit::given::{Given, Named};
use tabella_client::RecordFolder;
use tabella_crypto::carried::{self, file_name};
use tabella_log::address::board_address;
use tabella_log::carried::CARRIED_LIMIT_BYTES;
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::receipt::Receipt;
use tabella_log::trust::Trust;

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

/// A record folder that is there, or the address of a board.
///
/// # Errors
/// It is neither, in words for people that repeat nothing of it: it may be a link with a voting code.
pub(crate) fn place(typed: &str) -> Result<String, String> {
    if Path::new(typed).exists() {
        return Ok(typed.to_owned());
    }
    board_address(typed).map_err(|_| {
        "there is no such folder, and it is not the address of a board, which begins with https:// as in \
         https://board.example"
            .into()
    })
}

/// (REP-03) A trust file; there is no other source of what is trusted.
pub(crate) fn trust(path: &Path) -> anyhow::Result<Trust> {
    let file =
        std::fs::read(path).with_context(|| format!("cannot read the trust file {}", file_name(path)))?;
    Trust::read(&file).with_context(|| {
        format!("{} is not a trust file, or was changed on its way: get it again", path.display())
    })
}

impl Beside {
    /// The files, read; without records of other elections.
    pub(crate) fn read(&self) -> anyhow::Result<Given<'static>> {
        Ok(Given {
            checkpoints: read_all(&self.checkpoints, |file| {
                SignedCheckpoint::read(file).ok().map(|signed| signed.to_string())
            })?,
            receipts: read_all(&self.receipts, |file| {
                Receipt::read(file).ok().map(|receipt| receipt.to_text())
            })?,
            shares: statements(&self.shares)?,
            others: vec![],
        })
    }
}

/// Statements, each in a file of its own.
pub(crate) fn statements(paths: &[PathBuf]) -> anyhow::Result<Vec<Named<Vec<u8>>>> {
    read_all(paths, |file| carried::json(file).ok())
}

/// Files as they were written, whatever their journey did to line ends and the like; one of which nothing can be made
/// stays as it is.
fn read_all(
    paths: &[PathBuf],
    written: impl Fn(&[u8]) -> Option<String>,
) -> anyhow::Result<Vec<Named<Vec<u8>>>> {
    let one = |path: &PathBuf| {
        let Named { name, content } = read(path, CARRIED_LIMIT_BYTES)?;
        let content = written(&content).map_or(content, String::into_bytes);
        Ok(Named { name, content })
    };
    paths.iter().map(one).collect()
}

/// The bytes of a file, or enough of them to see that they are over the limit.
pub(crate) fn read(path: &Path, limit: usize) -> anyhow::Result<Named<Vec<u8>>> {
    let failed = || format!("cannot read {}", file_name(path));
    let mut content = vec![];
    let file = File::open(path).with_context(failed)?;
    file.take(limit as u64 + 1).read_to_end(&mut content).with_context(failed)?;
    Ok(Named { name: path.display().to_string(), content })
}

/// The log of another election's record.
pub(crate) fn other(folder: &Path) -> anyhow::Result<Named<Box<dyn BufRead>>> {
    let path = RecordFolder::new(folder).entries_path();
    let file = File::open(&path).with_context(|| format!("cannot read {}", file_name(&path)))?;
    Ok(Named {
        name: folder.display().to_string(),
        content: Box::new(BufReader::with_capacity(1 << 20, file)),
    })
}

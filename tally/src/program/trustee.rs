//! The commands of trustees.

mod alive; // trustee alive
mod ceremony; // trustee ceremony
mod comparison; // the election, for a person to compare
mod decrypt; // trustee decrypt

pub use alive::alive;
pub use ceremony::ceremony;
pub use comparison::Comparison;
pub use decrypt::{TallyComparison, decrypt};

use crate::program::board;
use crate::trustee::memory::Memory;
use tabella_client::DownloadedLog;
use tabella_client::console::Failure;

/// Asks again, past whatever keeps it, where the mirror is of an older state than the trustee remembers.
fn catch_up(mirror: &mut DownloadedLog, memory: &Memory) -> Result<(), Failure> {
    let earlier = memory.checkpoint(&mirror.trust().election)?;
    let known = earlier.map_or(0, |earlier| earlier.unverified().size);
    if mirror.tree().size() < known { board::refresh_since(mirror, known) } else { Ok(()) }
}

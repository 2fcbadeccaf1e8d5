//! What every role asks of a log that was verified.

use crate::refusal::Refusal;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::CheckedManifest;
use tabella_log::rulebook::Election;

/// The manifest of a log.
///
/// # Errors
/// The log has none.
pub fn manifest_of(election: &Election) -> Result<&CheckedManifest, Refusal> {
    election.manifest().ok_or_else(|| {
        Refusal::by(
            checks::LOG_11,
            "the log on the board is empty: the election has not been created. Check address and trust file, or wait \
             until the official has run `tabella-tally election create`",
        )
    })
}

//! The program: files, prompts, network, clock, and words around what the roles decide.

pub mod asking; // questions that a person must answer with yes
pub mod board; // mirroring the log, and posting to it
mod words; // words that several commands need
pub mod prompt; // passphrases from a prompt or a file
pub mod keys; // keygen, and keys from their files
pub mod record; // the whole record, downloaded
pub mod state_file; // what a trustee must not forget, beside the key file
pub mod official; // the commands of officials
pub mod registrar; // the commands of registrars
pub mod trustee; // the commands of trustees

use crate::refusal::Refusal;
use tabella_client::console::{Failure, join_limited};

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        let reasons = join_limited(&refusal.reasons);
        let reason = if refusal.head.is_empty() { reasons } else { format!("{}\n{reasons}", refusal.head) };
        Failure::by(refusal.checks, reason)
    }
}

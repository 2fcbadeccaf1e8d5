//! The program: files, prompts, network and words around what the roles decide.

pub mod answer; // what a command says: done, refused by a check, failed
pub mod asking; // questions that a person must answer with yes
pub mod clock; // times for people
pub mod files; // files that appear whole or not at all
pub mod log; // mirroring the log, posting to it, believing receipts only
pub mod official; // create, open, close
pub mod passphrase; // from a prompt or a file
pub mod summary; // what a draft would publish, in words

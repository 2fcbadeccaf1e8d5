//! The cheating provers of `docs/testing.md`.
//!
//! Every forger is a fork of the prover with every secret that it can use. Ours must answer with exactly
//! the ids of the table, alone and in batches, and beside every forger stands a verifier with exactly
//! the gap that it needs, which accepts: the forger is live.
//!
//! What needs a whole log is in `hostile/`.

pub mod ballots; // one forged ballot
pub mod batches; // errors that cancel; one forged ballot among 200 honest ones
pub mod decryption; // a trustee who casts the last ballot
pub mod chosen_late; // something chosen after its challenge
pub mod prover; // the fork
pub mod transcripts; // every item of every transcript left out
pub mod verifier; // verifiers with a gap

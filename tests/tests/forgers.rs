//! The cheating provers of `docs/verification.md`.
//!
//! Every forger is a fork of the prover with every secret that it can use. Ours must answer with exactly
//! the ids of the table, alone and in batches, and beside every forger stands a verifier with exactly
//! the gap that it needs, which accepts: the forger is live.
//!
//! What needs a whole log (`BAL-06` and the like) is tested elsewhere.

#![allow(missing_docs, unreachable_pub)]

#[path = "forgers/ballots.rs"]
mod ballots; // one forged ballot
#[path = "forgers/batches.rs"]
mod batches; // errors that cancel; one forged ballot among 200 honest ones
#[path = "forgers/decryption.rs"]
mod decryption; // a trustee who casts the last ballot
#[path = "forgers/late.rs"]
mod late; // something chosen after its challenge
#[path = "forgers/prover.rs"]
mod prover; // the fork
#[path = "forgers/transcripts.rs"]
mod transcripts; // every item of every transcript left out
#[path = "forgers/verifier.rs"]
mod verifier; // verifiers with a gap

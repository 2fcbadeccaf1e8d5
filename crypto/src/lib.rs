//! The Tabella protocol as pure functions: no I/O, no async, no clock, no ambient randomness.
//!
//! In the order in which they rest on each other; the equations are those of `docs/specification.md`.

pub mod checks; // every reason to say no
pub mod error; // DecodeError, InputError
pub mod randomness; // fresh secrets, or none
pub mod bytes; // base64url, hashes
pub mod quote; // untrusted text in messages
pub mod encoding; // (1.1) canonical JSON
pub mod carried; // files and values that went through people's hands
pub mod text; // (1.4) what people are shown
pub mod readable; // text forms of trackers and fingerprints
pub mod rejection; // Rejection, Culprit
pub mod group; // (1.2) points and scalars
pub mod sharing; // polynomials and Lagrange coefficients
pub mod domain; // separators of hashes, purposes of transcripts
pub mod generators; // (1.3) H, K_j
pub mod transcript; // (1.5)
pub mod elgamal; // (5.1)
pub mod dlog; // (6.3) from points to totals
pub mod plan; // (5.2) a ballot as bits under constraints
pub mod contest; // (3.2) contest rules, and all that is particular to one
pub mod proofs; // possession, DLEQ, the ballot argument, batches
pub mod signature; // (2.3)
pub mod election; // the statements: manifest, ceremony, roll, ballot, tally
pub mod selftest; // known answers, checked at start

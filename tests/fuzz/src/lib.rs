//! What must hold for any bytes: no panic, bounded work, one encoding, no altered record accepted (REP-07).
//!
//! Each function is one target of `scripts/fuzz`; `fuzz_targets/` only names them.

#![forbid(unsafe_code)]

pub mod input; // the bytes of a fuzzer as numbers
pub mod decoders; // lines, statements, manifests, files and texts
pub mod proofs; // Merkle paths
pub mod record; // whole records, as they are or tampered with
pub mod board; // requests to the real routes of a board

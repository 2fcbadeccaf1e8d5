//! Attacks on every check of `docs/specification.md`: forged proofs, and whole records that someone made
//! who holds all keys.
//!
//! `TABELLA_WRITE_CORPUS=1 cargo test -p tabella-tests --test attacks corpus` writes the hostile records of
//! `tests/corpus/` anew.

// Lists of cases, one after the other, are as long as they are.
#![allow(clippy::too_many_lines)]
#![allow(missing_docs, unreachable_pub)]

#[path = "forgers/mod.rs"]
mod forgers; // one forged proof
#[path = "hostile/mod.rs"]
mod hostile; // whole records

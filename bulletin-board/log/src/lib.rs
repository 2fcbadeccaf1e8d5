//! The public log of an election, as the board writes it and everyone else reads it: pure functions over bytes.
//!
//! Identifiers such as `LOG-04`, and numbers in brackets such as (2.1), refer to `docs/specification.md`.

pub mod merkle; // (2.1) the tree over all lines
pub mod entry; // (2.1) one line
pub mod note; // (2.2) the form of signed notes
pub mod checkpoint; // (2.2) signed by the board
pub mod witness; // (2.2) who cosigns, and how many must
pub mod receipt; // (2.5)
pub mod carried; // receipts and checkpoints that went through people's hands
pub mod languages; // which language suits a reader
pub mod address; // where a board is, as people type it
pub mod trust; // what a verifier brings itself
pub mod rulebook; // the fold: which statement may follow, who may make it
pub mod api; // what goes over HTTP as JSON
pub mod copy; // a copy of a log, taken line by line and checked

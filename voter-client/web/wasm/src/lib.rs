//! Booth, check page and audit page: what they compute, as WebAssembly in a worker.
//!
//! The page downloads and draws; everything that is decided, encrypted or verified is decided here, by the
//! same code as in the programs. Pages get ids, numbers and the texts of the election; all other words they
//! have themselves, in the reader's language. Never in here: a request, the page, anything that is kept.

pub mod refusal; // why something was not done or does not hold
pub mod texts; // the election's texts, in the languages that a reader wants
pub mod log; // the verified copy of one election's log, from pieces of a download
pub mod booth; // one visit of one voter
pub mod check; // afterwards, and on a second device
pub mod audit; // the whole verifier, by pieces
pub mod bindings; // all of it for JavaScript
#[cfg(test)]
mod typescript; // the types of all answers, for the pages

//! What officials do: draft an election, create, open and close it, and announce its result.

pub mod options; // options of a contest as a list, and ids made of labels
pub mod client_files; // the hashes of the web client
pub mod draft; // the TOML draft of a manifest
pub mod soundness; // what is wrong with it, and what to do
pub mod manifest; // signed, and judged as the board will judge it
pub mod opening; // seals manifest, key and roll
pub mod closing; // ends voting
pub mod result; // the totals

//! What officials do: draft an election, and announce its result.

pub mod draft; // the TOML draft of a manifest
pub mod options; // options of a contest as a list, and ids made of labels
pub mod result; // the totals
pub mod soundness; // what is wrong with a draft, and what to do

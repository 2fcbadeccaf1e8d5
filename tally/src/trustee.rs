//! What trustees do: make the election key, show that theirs works, decrypt.

pub mod memory; // what a trustee must not forget
pub mod comparison; // is it the announced election?
pub mod ceremony; // commit, deal, confirm or complain
pub mod liveness; // signs of life
pub mod decryption; // the decryption share

//! A whole election in memory, made from one seed by someone who holds every key.
//!
//! [`Harness`] plays all honest roles in order, each on the log as it really is. An [`Attacker`] may
//! change any statement before it is signed, or any line before it is chained; everything above is then
//! rebuilt, signed and continued honestly, so that only the one check that names the change can catch it.
//! The lines go into a [`Sink`]: a list, or a file when there are too many of them to hold.

mod spec; // what kind of election to make
mod keys; // every secret key of it
mod manifest; // its manifest and trust file
mod record; // where its lines go, and what is signed over them
mod attack; // someone who changes one thing
mod play; // all honest roles in order
mod crowd; // many honest ballots at once, on all cores

pub use attack::{Attacker, Draft, Nobody};
pub use crowd::Vote;
pub use keys::Keys;
pub use manifest::{manifest, trust};
pub use play::Harness;
pub use record::{EntriesFile, Record, Sink, receipt, sign, sign_tree};
pub use spec::{CLOSING, OPENING, Spec};

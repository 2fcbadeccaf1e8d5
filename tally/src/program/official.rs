//! The commands of officials.

mod close; // election close
mod create; // election check, election create
mod open; // election open
mod result; // result
mod summary; // what a draft would publish, in words

pub use close::close;
pub use create::{DraftFiles, MANIFEST, TRUST, check, create};
pub use open::open;
pub use result::result;

/// How often `open` and `close` begin again because someone else's entry came in between.
const ATTEMPTS: usize = 5;

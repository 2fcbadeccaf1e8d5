//! One voice for all programs: how a command ends, files, times, progress, and what people type.

mod answer; // how a command ends: words, JSON, exit code
mod arguments; // command lines, and the exit codes in their help
mod files; // files that appear whole or not at all
mod progress; // how far long work is
pub mod times; // times for people
mod typed; // trust files, ids and credentials that people bring

pub use answer::{Answer, Failure, OrFail, Outcome, finish, join_limited, printable, redirected};
pub use arguments::{EXIT_CODES, without_values};
pub use files::{FileError, PendingFile, Readers, ReservedFile, check_absent, read_file, write_file};
pub use progress::Progress;
pub use typed::{Mistyped, TrustFileError, Typed, read_trust};

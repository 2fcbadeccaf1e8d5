//! What must hold for any bytes: no panic, bounded work, one encoding, no altered record accepted (REP-07).
//!
//! Each target of `scripts/fuzz` is a function; [`TARGETS`] names them.

#![forbid(unsafe_code)]

pub mod input; // the bytes of a fuzzer as numbers
pub mod decoders; // lines, statements, manifests, files and texts
pub mod proofs; // Merkle paths
pub mod record; // whole records, as they are or tampered with
pub mod board; // requests to the real routes of a board

/// What is done with the bytes of a fuzzer; it panics when it finds a fault.
pub type Target = fn(&[u8]);

/// All targets by name.
pub const TARGETS: [(&str, Target); 14] = [
    ("entry", decoders::entry),
    ("statement", decoders::statement),
    ("manifest", decoders::manifest),
    ("trust", decoders::trust),
    ("checkpoint", decoders::checkpoint),
    ("receipt", decoders::receipt),
    ("proof", proofs::proof),
    ("text", decoders::text),
    ("opening", decoders::opening),
    ("http", board::http),
    ("record", record::record),
    ("tampered", record::tampered),
    ("differential", record::differential),
    ("given", record::given),
];

//! The statements of an election, in the order in which they enter its log (2.4).
//!
//! Each module holds the wire form of its bodies, how an honest author makes them, and what about them
//! can be checked without the rest of the log. Rules about order and phase are the board's and
//! auditor's common rulebook.

pub mod statement; // (2.3) author, body, digest, signature
pub mod manifest; // §3
pub mod ceremony; // §4
pub mod credential; // §3 codes and credentials
pub mod roll; // §3 roll parts and open
pub mod ballot; // §5 prepare, cast, challenge
pub mod tally; // §6 aggregates, shares, result

//! The statements of an election.
//!
//! Each module holds the wire form of its bodies, how an honest author makes them, and what about them
//! can be checked without the rest of the log. Rules about order and phase are the board's and
//! auditor's common rulebook.

mod kind; // (2.4) the kinds of statement
mod unsigned; // (2.3) what is signed
pub mod manifest; // §3
pub mod credential; // §3 codes and credentials
pub mod ceremony; // §4
pub mod roll; // §3 roll parts and open
pub mod ballot; // §5 prepare, cast, challenge
pub mod tally; // §6 aggregates, shares, result
pub mod statement; // (2.3) author, body of any kind, digest, signature

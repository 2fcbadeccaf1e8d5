//! The bulletin board: the program that keeps the public logs of elections, appends to them, and serves them.
//!
//! Identifiers such as `SRV-04`, and numbers in brackets, refer to `docs/specification.md`.

pub mod store; // all SQL, and the files beside the database
pub mod sequencer; // who alone appends and signs
pub mod router; // the routes, as a function
pub mod pages; // what people see in a browser

//! The bulletin board: the program that keeps the public logs of elections, appends to them, and serves them.
//!
//! Identifiers such as `SRV-04`, and numbers in brackets, refer to `docs/specification.md`.

pub mod store; // all SQL, and the files beside the database
pub mod sequencer; // who alone appends and signs
mod problem; // answers that say what is wrong
mod extract; // what is taken out of a request
mod api; // the routes for programs
pub mod pages; // what people see in a browser
pub mod router; // all routes, and what every answer says
pub mod listen; // connections: how many, how slow, and how they end

//! The server of the board, driven through its router and as a program.

#![allow(clippy::unwrap_used)] // in tests, a panic is the report

mod board; // one board in a folder of its own
mod caches; // what a cache may keep
mod clock; // when the clock may not be believed
mod crowds; // many connections at once
mod election; // one small election, made with the functions of the protocol
mod html; // what a browser would make of a page
mod pages; // what people see
mod program; // the program: start, signals, exit codes
mod requests; // limits, forms and answers
mod stages; // what costs least refuses first
mod storage; // what is stored, and what refuses to start
mod web_client; // its files, as they are served
mod whole; // from manifest to result

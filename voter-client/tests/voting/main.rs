//! Sessions in small elections made in this process: the library, and the program before an honest and a
//! lying board.

mod election; // a small election with its log, 2 of 3 trustees
mod http; // the same log, served
mod session;
mod receipt;
mod status;
mod challenge;
mod program;
mod languages;
mod faults;

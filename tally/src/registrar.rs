//! What registrars do: make the voters' codes, offline, and publish the roll.

pub mod classes; // what weights do to contests
pub mod codes; // codes and rows
pub(crate) mod letters; // where letters send a second device
pub mod roll; // what the board gets
pub mod voters; // the list of voters

//! What registrars do: make the voters' codes, offline, and publish the roll.

pub mod voters; // the list of voters
pub mod classes; // what weights do to contests
pub mod letters; // what stands on the letters
pub mod roll; // what the board gets
pub mod codes; // codes and rows

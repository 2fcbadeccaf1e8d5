//! The commands of registrars.

mod issue; // roll issue
mod publish; // roll publish

pub use issue::{IssueFiles, issue};
pub use publish::publish;

//! The checks as the documents have them.

use std::collections::BTreeSet;
use std::path::Path;
use tabella_crypto::checks::Check;

/// A row of a table of checks in `docs/specification.md` or `docs/later.md`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The id, such as `BAL-04`.
    pub id: String,
    /// Who makes the check: letters of B, T, A, C, R.
    pub who: BTreeSet<char>,
    /// Whether the row stands in `docs/later.md`.
    pub later: bool,
}

/// The rows of both documents, in the order of the catalogue; unknown ids come last.
///
/// # Panics
/// A document cannot be read.
pub fn rows() -> Vec<Row> {
    let read = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let (specification, later) = (read("specification.md"), read("later.md"));
    let in_force = specification.lines().filter_map(|line| row(line, false));
    let mut rows: Vec<Row> = in_force.chain(later.lines().filter_map(|line| row(line, true))).collect();
    let place = |row: &Row| Check::ALL.iter().position(|check| check.id() == row.id);
    rows.sort_by_key(|row| place(row).unwrap_or(usize::MAX));
    rows
}

/// `| id | must hold | only it catches | who |`. Where a box says more about a row of another box, no one
/// stands in the last cell.
fn row(line: &str, later: bool) -> Option<Row> {
    let cells: Vec<&str> = line.split(" | ").map(|cell| cell.trim_matches(['|', ' '])).collect();
    let [id, _, _, who] = cells[..] else { return None };
    let is_id = id.len() == 6 && id.as_bytes()[3] == b'-' && !who.is_empty();
    is_id.then(|| Row {
        id: id.into(),
        who: who.chars().filter(|letter| !letter.is_whitespace()).collect(),
        later,
    })
}

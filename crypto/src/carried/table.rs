//! Tables of spreadsheets.

use super::trim;
use std::borrow::Cow;

/// A cell of a table that a spreadsheet takes for a text: what it would take for a formula gets an apostrophe.
pub fn inert(cell: &str) -> Cow<'_, str> {
    let is_formula =
        cell.trim_start().starts_with(['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}']);
    if is_formula { format!("'{cell}").into() } else { cell.into() }
}

/// A table as a spreadsheet or a person wrote it, ready for a reader of CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table<'a> {
    /// The lines, of which the first names the columns.
    pub text: &'a str,
    /// The character between two cells.
    pub separator: u8,
    /// How many lines of the file come before.
    pub skipped: u64,
}

/// Finds the table in a text that [`decode`](super::decode) gave: without the line `sep=;` that some spreadsheets
/// write before it.
pub fn table(text: &str) -> Table<'_> {
    let (skipped, text) = match text.split_once('\n') {
        Some((first, table)) if first.trim_matches('"').to_lowercase().starts_with("sep=") => (1, table),
        _ => (0, text),
    };
    let separator = separator(text.trim_start().lines().next().unwrap_or_default());
    Table { text, separator, skipped }
}

/// The names of the columns of a table, as they are compared: in small letters, without blanks around them.
pub fn column_name(name: &str) -> String {
    trim(name).to_lowercase()
}

/// The separator of the cells of a table, by its first line: a comma, a semicolon as in Europe, or a tabulator.
pub fn separator(first_line: &str) -> u8 {
    let count = |separator: &u8| {
        let (mut count, mut quoted) = (0, false);
        for byte in first_line.bytes() {
            quoted ^= byte == b'"';
            count += usize::from(!quoted && byte == *separator);
        }
        count
    };
    // The last of the greatest.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        for cell in ["=HYPERLINK(1)", "+41790000001", "-1", "@anna:example.org", " =1", "\u{FF1D}1"] {
            assert_eq!(inert(cell), format!("'{cell}"));
        }
        assert_eq!(inert("Anna = Bo"), "Anna = Bo");
    }

    #[test]
    fn a_table_is_found_whatever_spreadsheet_wrote_it() {
        let found = |text, separator, skipped| Table { text, separator, skipped };
        assert_eq!(table("a;b\n1;2\n"), found("a;b\n1;2\n", b';', 0));
        assert_eq!(table("sep=;\na,b;c\n"), found("a,b;c\n", b',', 1));
        assert_eq!(table("\"SEP=,\"\na\tb\n"), found("a\tb\n", b'\t', 1));
        assert_eq!(table("separate,b\n1,2\n").skipped, 0);
        assert_eq!(table(""), found("", b',', 0));
        assert_eq!(column_name("\u{feff} Code "), "code");
    }

    #[test]
    fn the_separator_of_a_table_is_the_one_that_its_first_line_has_most() {
        for (line, separator) in [
            ("voter", b','),
            ("", b','),
            ("voter,weight", b','),
            ("voter;weight", b';'),
            ("a\tb\tc,d", b'\t'),
            ("\"a,b,c\";d", b';'),
        ] {
            assert_eq!(super::separator(line), separator, "{line}");
        }
    }
}

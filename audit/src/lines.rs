//! The record file as lines: read in bounded memory, whatever the file holds.

use sha2::{Digest as _, Sha256};
use std::io::{self, BufRead};
use tabella_crypto::bytes::{Bytes, Hash};
use tabella_crypto::encoding::LINE_LIMIT_BYTES;

/// One line of the file.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its bytes without the newline; of a line over the limit, only the first bytes.
    pub bytes: Vec<u8>,
    /// `SHA-256(0x00 || line)` over the whole line.
    pub hash: Hash,
    /// (ENC-10) What is wrong with how the line stands in the file.
    pub fault: Option<&'static str>,
}

impl AsRef<[u8]> for Line {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// Splits a file that comes in pieces into lines, and hashes the whole of it.
pub struct LineSplitter {
    file: Sha256,
    /// Of the line that has begun.
    hasher: Sha256,
    bytes: Vec<u8>,
    begun: bool,
    mark: Mark,
}

/// A byte order mark belongs to no line, so that it counts neither for a line's size nor for its hash.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The start of the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// So many bytes of a mark are there, and nothing else so far.
    Awaited(usize),
    /// The line that has begun stands behind one.
    Found,
    /// There is none, or the first line is over.
    None,
}

impl Default for LineSplitter {
    fn default() -> LineSplitter {
        let (bytes, begun, mark) = (vec![], false, Mark::Awaited(0));
        LineSplitter { file: Sha256::new(), hasher: hasher(), bytes, begun, mark }
    }
}

impl LineSplitter {
    /// SHA-256 of all bytes so far.
    pub fn file_hash(&self) -> Hash {
        Bytes(self.file.clone().finalize().into())
    }

    /// Takes bytes up to the end of a line: how many, and the line if it ends among them.
    pub fn push(&mut self, piece: &[u8]) -> (usize, Option<Line>) {
        let newline = piece.iter().position(|byte| *byte == b'\n');
        let part = &piece[..newline.unwrap_or(piece.len())];
        let used = newline.map_or(piece.len(), |position| position + 1);
        self.file.update(&piece[..used]);
        let part = self.behind_mark(part);
        self.take(part);
        self.begun |= used > 0;
        (used, newline.map(|_| self.line(true)))
    }

    /// What stands behind the byte order mark, if the file begins with one.
    fn behind_mark<'a>(&mut self, mut part: &'a [u8]) -> &'a [u8] {
        while let Mark::Awaited(seen) = self.mark {
            match part {
                _ if seen == MARK.len() => self.mark = Mark::Found,
                [] => break,
                [first, rest @ ..] if *first == MARK[seen] => {
                    (self.mark, part) = (Mark::Awaited(seen + 1), rest)
                }
                _ => self.take_as_text(seen),
            }
        }
        part
    }

    /// What looked like the start of a byte order mark is the start of the line.
    fn take_as_text(&mut self, seen: usize) {
        self.mark = Mark::None;
        self.take(&MARK[..seen]);
    }

    fn take(&mut self, part: &[u8]) {
        // One byte over the limit is enough to refuse the line.
        let room = (LINE_LIMIT_BYTES + 1).saturating_sub(self.bytes.len());
        self.bytes.extend_from_slice(&part[..part.len().min(room)]);
        self.hasher.update(part);
    }

    /// The last line of the file, if it has no newline.
    pub fn finish(&mut self) -> Option<Line> {
        self.begun.then(|| self.line(false))
    }

    fn line(&mut self, ended: bool) -> Line {
        if let Mark::Awaited(seen) = self.mark {
            self.take_as_text(seen);
        }
        self.begun = false;
        let bytes = core::mem::replace(&mut self.bytes, Vec::with_capacity(2_048));
        let hash = core::mem::replace(&mut self.hasher, hasher()).finalize();
        self.judged(Line { bytes, hash: Bytes(hash.into()), fault: None }, ended)
    }

    /// ENC-10. What is around a line is named and taken away, so that the line itself is judged too.
    fn judged(&mut self, mut line: Line, ended: bool) -> Line {
        let mark = core::mem::replace(&mut self.mark, Mark::None);
        let within = line.bytes.len() <= LINE_LIMIT_BYTES;
        if !ended {
            line.fault = Some("the last line has no newline");
        }
        if within && line.bytes.last() == Some(&b'\r') {
            line.bytes.pop();
            line.fault = Some("the line ends with a carriage return");
        }
        if mark == Mark::Found {
            line.fault = Some("the file begins with a byte order mark");
        }
        if line.bytes.is_empty() {
            line.fault = Some("the line is blank");
        }
        if line.fault.is_some() && within {
            line.hash = tabella_log::merkle::leaf_hash(&line.bytes);
        }
        line
    }
}

/// The start of a leaf of the tree.
fn hasher() -> Sha256 {
    Sha256::new_with_prefix([0])
}

/// The lines of a reader.
pub struct Lines<R> {
    reader: R,
    splitter: LineSplitter,
}

impl<R: BufRead> Lines<R> {
    /// Lines of a reader.
    pub fn new(reader: R) -> Lines<R> {
        Lines { reader, splitter: LineSplitter::default() }
    }

    /// The next line; `None` at the end of the file.
    ///
    /// # Errors
    /// The file cannot be read: there is no verdict then.
    pub fn next_line(&mut self) -> io::Result<Option<Line>> {
        loop {
            let piece = self.reader.fill_buf()?;
            if piece.is_empty() {
                return Ok(self.splitter.finish());
            }
            let (used, line) = self.splitter.push(piece);
            self.reader.consume(used);
            if line.is_some() {
                return Ok(line);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Line> {
        let mut lines = Lines::new(bytes);
        core::iter::from_fn(|| lines.next_line().expect("memory")).collect()
    }

    #[test]
    fn what_is_around_a_line_is_named_and_the_line_kept() {
        for (file, fault) in [
            (&b"a\nb\n"[..], None),
            (b"a\nb", Some("the last line has no newline")),
            (b"a\nb\r\n", Some("the line ends with a carriage return")),
        ] {
            let lines = read(file);
            assert_eq!((lines[1].bytes.as_slice(), lines[1].fault), (&b"b"[..], fault));
            assert_eq!(lines[1].hash, tabella_log::merkle::leaf_hash(b"b"));
        }
        assert_eq!(read(b"\xef\xbb\xbfa\n")[0].fault, Some("the file begins with a byte order mark"));
        assert_eq!(read(b"a\n\nb\n")[1].fault, Some("the line is blank"));
        assert!(read(b"").is_empty());
    }

    #[test]
    fn a_line_over_the_limit_takes_bounded_memory_and_keeps_its_hash() {
        let long = vec![b'x'; 3 * LINE_LIMIT_BYTES];
        let line = read(&[&long[..], b"\n"].concat()).remove(0);
        assert_eq!(line.bytes.len(), LINE_LIMIT_BYTES + 1);
        assert_eq!(line.hash, tabella_log::merkle::leaf_hash(&long));
    }

    // ENC-08, ENC-10
    #[test]
    fn a_byte_order_mark_counts_neither_for_the_size_of_a_line_nor_for_its_hash() {
        for length in [LINE_LIMIT_BYTES - 3, LINE_LIMIT_BYTES - 1, LINE_LIMIT_BYTES, LINE_LIMIT_BYTES + 1] {
            let text = vec![b'x'; length];
            let file = [b"\xef\xbb\xbf", &text[..], b"\n"].concat();
            for size in [1, 2, 3, 4, file.len()] {
                let (mut splitter, mut lines) = (LineSplitter::default(), vec![]);
                for mut piece in file.chunks(size) {
                    while !piece.is_empty() {
                        let (used, line) = splitter.push(piece);
                        lines.extend(line);
                        piece = &piece[used..];
                    }
                }
                assert_eq!(lines.len(), 1);
                assert_eq!(lines[0].bytes.len(), length, "in pieces of {size}");
                assert_eq!(lines[0].hash, tabella_log::merkle::leaf_hash(&text), "in pieces of {size}");
                assert_eq!(lines[0].fault, Some("the file begins with a byte order mark"));
            }
        }
        // Where a mark only begins, there is none; and none behind the first line.
        for file in [&b"\xef\n"[..], b"\xef\xbb\n", b"\xef\xbb", b"\xef\xbbx\n"] {
            let line = read(file).remove(0);
            assert_eq!(line.bytes, file.strip_suffix(b"\n").unwrap_or(file));
            assert_ne!(line.fault, Some("the file begins with a byte order mark"));
        }
        assert_eq!(read(b"a\n\xef\xbb\xbfb\n")[1].bytes, b"\xef\xbb\xbfb");
        assert_eq!(read(b"\xef\xbb\xbf\xef\xbb\xbfb\n")[0].bytes, b"\xef\xbb\xbfb");
    }
}

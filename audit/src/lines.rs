//! The record file as lines: read in bounded memory, whatever the file holds.

use sha2::{Digest as _, Sha256};
use std::io::{self, BufRead};
use tabella_crypto::encoding::{Bytes, Hash, LINE_LIMIT_BYTES};

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

/// Cuts a file that comes in pieces into lines, and hashes the whole of it.
pub struct Cutter {
    file: Sha256,
    /// Of the line that has begun.
    hasher: Sha256,
    bytes: Vec<u8>,
    begun: bool,
    first: bool,
}

impl Default for Cutter {
    fn default() -> Cutter {
        let (bytes, begun, first) = (vec![], false, true);
        Cutter { file: Sha256::new(), hasher: hasher(), bytes, begun, first }
    }
}

impl Cutter {
    /// SHA-256 of all bytes cut.
    pub fn file_hash(&self) -> Hash {
        Bytes(self.file.clone().finalize().into())
    }

    /// Takes bytes up to the end of a line: how many, and the line if it ends among them.
    pub fn cut(&mut self, piece: &[u8]) -> (usize, Option<Line>) {
        let newline = piece.iter().position(|byte| *byte == b'\n');
        let part = &piece[..newline.unwrap_or(piece.len())];
        let used = newline.map_or(piece.len(), |position| position + 1);
        self.file.update(&piece[..used]);
        // One byte over the limit is enough to refuse the line.
        let room = (LINE_LIMIT_BYTES + 1).saturating_sub(self.bytes.len());
        self.bytes.extend_from_slice(&part[..part.len().min(room)]);
        self.hasher.update(part);
        self.begun |= used > 0;
        (used, newline.map(|_| self.line(true)))
    }

    /// The last line of the file, if it has no newline.
    pub fn end(&mut self) -> Option<Line> {
        self.begun.then(|| self.line(false))
    }

    fn line(&mut self, ended: bool) -> Line {
        self.begun = false;
        let bytes = core::mem::replace(&mut self.bytes, Vec::with_capacity(2_048));
        let hash = core::mem::replace(&mut self.hasher, hasher()).finalize();
        self.judged(Line { bytes, hash: Bytes(hash.into()), fault: None }, ended)
    }

    /// ENC-10. What is around a line is named and taken away, so that the line itself is judged too.
    fn judged(&mut self, mut line: Line, ended: bool) -> Line {
        let first = core::mem::replace(&mut self.first, false);
        let within = line.bytes.len() <= LINE_LIMIT_BYTES;
        if !ended {
            line.fault = Some("the last line has no newline");
        }
        if within && line.bytes.last() == Some(&b'\r') {
            line.bytes.pop();
            line.fault = Some("the line ends with a carriage return");
        }
        if first && line.bytes.starts_with(b"\xef\xbb\xbf") {
            line.bytes.drain(..3);
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
    cutter: Cutter,
}

impl<R: BufRead> Lines<R> {
    /// Lines of a reader.
    pub fn new(reader: R) -> Lines<R> {
        Lines { reader, cutter: Cutter::default() }
    }

    /// The next line; `None` at the end of the file.
    ///
    /// # Errors
    /// The file cannot be read: there is no verdict then.
    pub fn next_line(&mut self) -> io::Result<Option<Line>> {
        loop {
            let piece = self.reader.fill_buf()?;
            if piece.is_empty() {
                return Ok(self.cutter.end());
            }
            let (used, line) = self.cutter.cut(piece);
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
}

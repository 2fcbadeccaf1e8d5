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

/// Reads lines and hashes the whole file.
pub struct Lines<R> {
    reader: R,
    file: Sha256,
    first: bool,
}

impl<R: BufRead> Lines<R> {
    /// Lines of a reader.
    pub fn new(reader: R) -> Lines<R> {
        Lines { reader, file: Sha256::new(), first: true }
    }

    /// SHA-256 of all bytes read.
    pub fn file_hash(&self) -> Hash {
        Bytes(self.file.clone().finalize().into())
    }

    /// The next line; `None` at the end of the file.
    ///
    /// # Errors
    /// The file cannot be read: there is no verdict then.
    pub fn next_line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::with_capacity(2_048);
        let mut hasher = Sha256::new();
        hasher.update([0]);
        let mut ended = false;
        let mut any = false;
        while !ended {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            any = true;
            let newline = buffer.iter().position(|byte| *byte == b'\n');
            let part = &buffer[..newline.unwrap_or(buffer.len())];
            let used = newline.map_or(buffer.len(), |position| position + 1);
            self.file.update(&buffer[..used]);
            // One byte over the limit is enough to refuse the line.
            let room = (LINE_LIMIT_BYTES + 1).saturating_sub(bytes.len());
            bytes.extend_from_slice(&part[..part.len().min(room)]);
            hasher.update(part);
            ended = newline.is_some();
            self.reader.consume(used);
        }
        if !any {
            return Ok(None);
        }
        let line = Line { bytes, hash: Bytes(hasher.finalize().into()), fault: None };
        Ok(Some(self.judged(line, ended)))
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
            line.hash = tabella_board::merkle::leaf_hash(&line.bytes);
        }
        line
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
            assert_eq!(lines[1].hash, tabella_board::merkle::leaf_hash(b"b"));
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
        assert_eq!(line.hash, tabella_board::merkle::leaf_hash(&long));
    }
}

//! The entries of a log on their way from a board: bounded, and given up at the first line that is not the next entry.
//! The sender may be anyone, until the lines have been checked against a signed checkpoint.

use super::ClientError;
use std::io::{self, BufRead, BufReader, Read};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::statement::Frame;
use tabella_crypto::encoding::LINE_LIMIT_BYTES;
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::copy::{check_framing, too_large};
use tabella_log::entry::{Entry, statement_of};
use tabella_log::merkle::leaf_hash;

/// The lines of the entries `from..to`.
pub struct Download {
    lines: BufReader<Box<dyn Read + Send>>,
    /// The index of the next line, and of the first that is not wanted.
    next: u64,
    to: u64,
    /// Bytes that may still come.
    left: u64,
    limit: u64,
    /// The hash of the line before; unknown where the download begins in the middle.
    previous: Option<Hash>,
}

impl Download {
    pub(super) fn new(body: Box<dyn Read + Send>, from: u64, to: u64, limit_bytes: u64) -> Download {
        let previous = (from == 0).then_some(Hash::ZERO);
        let lines = BufReader::with_capacity(1 << 18, body);
        Download { lines, next: from, to, left: limit_bytes, limit: limit_bytes, previous }
    }

    /// The next line, without its newline, for whoever judges it at once; `None` after the last one that was asked
    /// for.
    ///
    /// # Errors
    /// The download breaks off, is larger than the limit, or has a line that is too long (ENC-08).
    pub fn next_line(&mut self) -> Result<Option<Vec<u8>>, ClientError> {
        if self.next == self.to {
            return Ok(None);
        }
        let line = self.read_line()?;
        self.next += 1;
        Ok(Some(line))
    }

    /// As [`Download::next_line`], for whoever only keeps it: it is the next link of the chain.
    ///
    /// # Errors
    /// As [`Download::next_line`]; ENC, LOG-01 or REP-02 for a line that is not the next link, of which nothing but the
    /// frame is looked at.
    pub fn next_link(&mut self) -> Result<Option<Vec<u8>>, ClientError> {
        if self.next == self.to {
            return Ok(None);
        }
        let line = self.read_line()?;
        self.check_link(&line)?;
        self.next += 1;
        Ok(Some(line))
    }

    /// Returns true if something follows the last line. A download that breaks off there lacks nothing.
    pub fn has_more(&mut self) -> bool {
        self.lines.fill_buf().is_ok_and(|rest| !rest.is_empty())
    }

    fn read_line(&mut self) -> Result<Vec<u8>, ClientError> {
        let mut line = vec![];
        let longest = LINE_LIMIT_BYTES as u64 + 1;
        let limit = longest.min(self.left);
        let read = self.lines.by_ref().take(limit).read_until(b'\n', &mut line);
        read.map_err(|error| ClientError::Unavailable(format!("the download broke off: {error}")))?;
        self.left -= line.len() as u64;
        match line.pop() {
            Some(b'\n') => Ok(line),
            Some(_) if line.len() == LINE_LIMIT_BYTES => {
                let reason = format!("a line of more than {LINE_LIMIT_BYTES} bytes");
                Err(Rejection::new(checks::ENC_08, Culprit::Entry(self.next), reason).into())
            }
            _ if self.left == 0 => Err(ClientError::Unavailable(too_large(self.next, self.limit))),
            _ => Err(ClientError::Unavailable("the download broke off".into())),
        }
    }

    /// Checks that a line is an entry that continues the chain, as far as its frame says.
    fn check_link(&mut self, line: &[u8]) -> Result<(), Rejection> {
        let culprit = Culprit::Entry(self.next);
        check_framing(line, self.next)?;
        let link = Entry::link(line).and_then(|link| {
            Frame::read(&statement_of(line)?)?;
            Ok(link)
        });
        let (index, previous) =
            link.map_err(|error| Rejection::new(error.check, culprit.clone(), error.reason))?;
        if index != self.next || self.previous.is_some_and(|expected| expected != previous) {
            let reason = format!("it is not the entry that comes after entry {}", self.next.wrapping_sub(1));
            return Err(Rejection::new(checks::LOG_01, culprit, reason));
        }
        self.previous = Some(leaf_hash(line));
        Ok(())
    }
}

/// A download as a file: the lines as they came. It ends after the first line that is not the next entry, which the
/// reader judges.
pub(super) struct AsFile {
    download: Download,
    piece: Vec<u8>,
    at: usize,
    ended: bool,
}

impl AsFile {
    pub(super) fn new(download: Download) -> AsFile {
        AsFile { download, piece: vec![], at: 0, ended: false }
    }

    fn next_piece(&mut self) -> io::Result<Vec<u8>> {
        let mut line = self.download.read_line().or_else(|error| match error {
            // Long enough to be refused.
            ClientError::Rejected(_) => Ok(vec![b' '; LINE_LIMIT_BYTES + 1]),
            error => Err(io::Error::other(error)),
        })?;
        self.ended = self.download.check_link(&line).is_err();
        self.download.next += 1;
        line.push(b'\n');
        Ok(line)
    }
}

impl Read for AsFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for AsFile {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let is_last = self.ended || self.download.next == self.download.to;
        if self.at == self.piece.len() && !is_last {
            self.piece = self.next_piece()?;
            self.at = 0;
        }
        Ok(&self.piece[self.at..])
    }

    fn consume(&mut self, bytes: usize) {
        self.at += bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::election::statement::{Body, sign};
    use tabella_crypto::election::tally::ElectionResult;
    use tabella_crypto::group::SecretScalar;
    use tabella_crypto::signature::SigningKey;

    /// A chain of well-formed lines, each with its newline.
    fn chain(count: u64) -> Vec<String> {
        let key = SigningKey::new(SecretScalar::derive(b"author", b"", &[]));
        let body = ElectionResult {
            count: 0,
            empty: vec![],
            tau: Hash::ZERO,
            totals: vec![],
            weight: 0,
            withheld: vec![],
        };
        let statement = sign(&key, &Hash::ZERO, &Body::Result(body));
        let mut previous = Hash::ZERO;
        let next = |index| {
            let line = Entry::line(1, index, &previous, &statement);
            previous = leaf_hash(line.as_bytes());
            line + "\n"
        };
        (0..count).map(next).collect()
    }

    fn download(text: String, to: u64, limit: u64) -> Download {
        Download::new(Box::new(io::Cursor::new(text.into_bytes())), 0, to, limit)
    }

    /// The number of lines that come, and the end of the download.
    fn take(text: String, to: u64, limit: u64) -> (u64, Option<ClientError>) {
        let mut download = download(text, to, limit);
        loop {
            match download.next_link() {
                Ok(Some(_)) => {}
                Ok(None) => return (download.next, None),
                Err(error) => return (download.next, Some(error)),
            }
        }
    }

    fn refused(text: String) -> (u64, &'static str) {
        match take(text, 4, u64::MAX) {
            (taken, Some(ClientError::Rejected(found))) => (taken, found[0].check.id()),
            other => panic!("{other:?}"),
        }
    }

    // REP-07; attack 12.
    #[test]
    fn a_download_ends_at_the_first_line_that_is_no_next_entry() {
        let lines = chain(4);
        assert!(matches!(take(lines.concat(), 4, u64::MAX), (4, None)));
        assert_eq!(refused("a".repeat(1 << 20)), (0, "ENC-08"));
        assert_eq!(refused(format!("{}{}", lines[0], "a\n".repeat(9))), (1, "ENC-01"));
        assert_eq!(refused(lines[1..].concat()), (0, "LOG-01"));
        assert_eq!(refused(format!("{}{}{}", lines[0], lines[2], lines[3])), (1, "LOG-01"));
        assert_eq!(refused(format!("{}\n", lines[0])), (1, "ENC-10"));
        let stranger = lines[1].replace("\"result\"", "\"note\"");
        assert_eq!(refused(format!("{}{stranger}", lines[0])), (1, "REP-02"));
        assert!(matches!(take(lines[..3].concat(), 4, u64::MAX), (3, Some(ClientError::Unavailable(_)))));
    }

    #[test]
    fn more_bytes_than_the_reader_allows_are_not_taken_and_the_message_says_how_to_raise_it() {
        let lines = chain(4);
        let limit = (lines[0].len() + lines[1].len() + 10) as u64;
        match take(lines.concat(), 4, limit) {
            (2, Some(ClientError::Unavailable(reason))) => {
                assert!(reason.contains("--max-bytes"), "{reason}")
            }
            other => panic!("{other:?}"),
        }
        let exact = lines.concat().len() as u64;
        assert!(matches!(take(lines.concat(), 4, exact), (4, None)));
    }

    #[test]
    fn as_a_file_it_ends_with_the_line_that_is_wrong() {
        let lines = chain(4);
        let read = |text: String, to| {
            let mut read = String::new();
            AsFile::new(download(text, to, u64::MAX)).read_to_string(&mut read).map(|_| read)
        };
        assert_eq!(read(lines.concat(), 4).expect("read"), lines.concat());
        assert_eq!(read(lines.concat(), 2).expect("read"), lines[..2].concat());
        let wrong = format!("{}{{}}\n", lines[0]);
        assert_eq!(read(format!("{wrong}{}", lines[2]), 4).expect("read"), wrong);
        assert!(read(lines[..3].concat(), 4).is_err(), "broken off");
        assert_eq!(read("a".repeat(1 << 20), 4).expect("read").len(), LINE_LIMIT_BYTES + 2);
    }
}

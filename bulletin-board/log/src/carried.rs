//! Receipts and checkpoints that people carried: what mail programs do to them is undone.
//!
//! No field of either holds white space. So where a text is not in its form any more, it is taken apart into
//! words, and put together again: wrapped lines, blank lines, indentation, tags of HTML and other dashes do not
//! matter, nor does what someone wrote before and after it. Signatures and hashes say whether it is the same text.

use crate::checkpoint::SignedCheckpoint;
use crate::receipt::{HEADER, RECEIPT_LIMIT_BYTES, Receipt};
use std::collections::VecDeque;
use tabella_crypto::carried;
use tabella_crypto::rejection::Rejection;

/// Nothing that was carried is longer, in bytes: UTF-16, and the marks of a quotation, take room.
pub const CARRIED_LIMIT_BYTES: usize = 4 * RECEIPT_LIMIT_BYTES;
/// Characters of a hash in base64.
const HASH: usize = 44;

impl Receipt {
    /// Reads a receipt that was carried.
    ///
    /// # Errors
    /// As [`Receipt::parse`].
    pub fn read(file: impl AsRef<[u8]>) -> Result<Receipt, Rejection> {
        read(file.as_ref(), Receipt::parse, receipt)
    }
}

impl SignedCheckpoint {
    /// Reads a checkpoint that was carried.
    ///
    /// # Errors
    /// As [`SignedCheckpoint::parse`].
    pub fn read(file: impl AsRef<[u8]>) -> Result<SignedCheckpoint, Rejection> {
        read(file.as_ref(), SignedCheckpoint::parse, note)
    }
}

fn read<T>(
    file: &[u8],
    parse: fn(&str) -> Result<T, Rejection>,
    rebuild: fn(&mut Words<'_>) -> Option<String>,
) -> Result<T, Rejection> {
    // A byte that is not UTF-8 can only be a dash that was written in another encoding.
    let lossy = || carried::text(String::from_utf8_lossy(file).as_bytes());
    let text = match file.len() {
        ..=CARRIED_LIMIT_BYTES => carried::text(file).or_else(|_| lossy()).unwrap_or_default(),
        _ => String::new(),
    };
    parse(&text).or_else(|refused| {
        let plain = without_tags(&from_quoted_printable(&text));
        let rebuilt =
            rebuild(&mut Words(plain.split(carried::is_blank).filter(|word| !word.is_empty()).collect()));
        rebuilt.and_then(|text| parse(&text).ok()).ok_or(refused)
    })
}

/// Words that are left, the next one first.
struct Words<'a>(VecDeque<&'a str>);

impl<'a> Words<'a> {
    fn next_if(&mut self, accept: impl FnOnce(&str) -> bool) -> Option<&'a str> {
        let word = *self.0.front()?;
        accept(word).then(|| self.0.pop_front())?
    }

    /// The words up to one that ends the field, joined.
    fn join_until(&mut self, ends: impl Fn(&str) -> bool) -> String {
        core::iter::from_fn(|| self.next_if(|word| !ends(word))).collect()
    }
}

fn receipt(words: &mut Words<'_>) -> Option<String> {
    let header = HEADER.trim_end();
    words.join_until(|word| word == header);
    words.next_if(|word| word == header)?;
    words.next_if(|word| word == "extra")?;
    let line = words.join_until(|word| word == "index");
    words.next_if(|word| word == "index")?;
    let index = words.next_if(is_number)?;
    let mut text = format!("{HEADER}extra {line}\nindex {index}\n");
    while let Some(hash) = words.next_if(|word| word.len() == HASH && word.ends_with('=')) {
        text += &format!("{hash}\n");
    }
    Some(format!("{text}\n{}", note(words)?))
}

fn note(words: &mut Words<'_>) -> Option<String> {
    let origin = words.join_until(is_number);
    let size = words.next_if(is_number)?;
    let root = words.next_if(|word| word.len() == HASH)?;
    let mut text = format!("{origin}\n{size}\n{root}\n\n");
    loop {
        words.join_until(is_dash);
        if words.next_if(is_dash).is_none() {
            return Some(text);
        }
        let Some(name) = words.next_if(|_| true) else { return Some(text) };
        // A signature of 64 bytes after a key id, with or without a time, ends with padding.
        let mut signature = String::new();
        while let Some(word) = words.next_if(|word| !is_dash(word)) {
            signature += word;
            if signature.ends_with('=') && signature.len() % 4 == 0 {
                break;
            }
        }
        if signature.ends_with('=') {
            text += &format!("\u{2014} {name} {signature}\n");
        }
    }
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The dash before a signature, whatever became of it.
fn is_dash(word: &str) -> bool {
    !word.chars().any(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '='))
}

/// RFC 2045, of a mail program that shows the source. No base64 of ours has `=3D` in it.
fn from_quoted_printable(text: &str) -> String {
    if !text.contains("=3D") {
        return text.to_owned();
    }
    let text = text.replace("=\n", "");
    let mut pieces = text.split('=');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        match piece.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(&piece.as_bytes()[2..]);
            }
            None => bytes.extend_from_slice(format!("={piece}").as_bytes()),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Without the tags of HTML, such as `<br>`.
fn without_tags(text: &str) -> String {
    let mut pieces = text.split('<');
    let first = pieces.next().unwrap_or_default().to_owned();
    let rest = pieces.map(|piece| piece.split_once('>').map_or(piece, |(_, after)| after));
    rest.fold(first, |plain, piece| plain + " " + piece)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::{BoardSigner, Checkpoint};
    use crate::entry::Entry;
    use crate::merkle::{Tree, leaf_hash};
    use crate::witness::{Policy, WitnessSigner};
    use tabella_crypto::bytes::{Bytes, Hash};
    use tabella_crypto::checks;
    use zeroize::Zeroizing;

    const ELECTION: Hash = Bytes([7; 32]);

    fn board() -> BoardSigner {
        BoardSigner::from_seed(Zeroizing::new([1; 32]), "board.example").expect("board")
    }

    fn policy() -> Policy {
        let witness = WitnessSigner::from_seed(Zeroizing::new([2; 32]), "witness.example").expect("witness");
        Policy { board: board().board(), witnesses: vec![witness.witness()], quorum: 1 }
    }

    /// A receipt whose line does not fit one line of mail, with a path of two hashes and two signatures.
    fn honest() -> Receipt {
        let lines: Vec<String> =
            (0..3).map(|i| Entry::line(5, i, &Hash::ZERO, &format!("\"{}\"", "Ü x".repeat(60)))).collect();
        let mut tree = Tree::default();
        lines.iter().for_each(|line| tree.push(leaf_hash(line.as_bytes())));
        let checkpoint = Checkpoint { origin: board().board().origin(&ELECTION), size: 3, root: tree.root() };
        let checkpoint = SignedCheckpoint::parse(&board().sign(&checkpoint)).expect("note");
        let witness = WitnessSigner::from_seed(Zeroizing::new([2; 32]), "witness.example").expect("witness");
        let checkpoint = checkpoint.with_cosignature(&witness.cosign(&checkpoint, 9)).expect("note");
        let path = tree.inclusion(1, 3).expect("path");
        Receipt { line: lines[1].clone(), index: 1, path, checkpoint }
    }

    fn wrapped(text: &str, end: &str, width: usize) -> String {
        let wrap = |line: &str| {
            let characters: Vec<char> = line.chars().collect();
            characters.chunks(width).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join(end)
        };
        text.lines().map(|line| wrap(line) + "\n").collect()
    }

    fn quoted_printable(text: &str) -> String {
        let coded = |byte: u8| match byte {
            b'\n' | b' '..=b'<' | b'>'..=b'~' => char::from(byte).to_string(),
            _ => format!("={byte:02X}"),
        };
        wrapped(&text.bytes().map(coded).collect::<String>(), "=\n", 75)
    }

    /// What mail programs and editors were seen to do.
    fn journeys(text: &str) -> Vec<(&'static str, Vec<u8>)> {
        let lines = |change: fn(&str) -> String| text.lines().map(change).collect::<String>();
        let utf16 = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let mut journeys: Vec<(&str, Vec<u8>)> = vec![
            ("utf16", utf16),
            (
                "latin1",
                text.replace('\u{2014}', "@").bytes().map(|b| if b == b'@' { 0x97 } else { b }).collect(),
            ),
        ];
        // The header has an @ of its own.
        journeys[1].1.splice(..text.find('\n').unwrap_or(0), text.lines().next().unwrap_or("").bytes());
        let texts: [(&str, String); 20] = [
            ("as it was", text.to_owned()),
            ("blank lines dropped", text.replace("\n\n", "\n")),
            ("blank lines everywhere", text.replace('\n', "\n\n")),
            ("byte order mark", format!("\u{feff}{text}")),
            ("CR", text.replace('\n', "\r")),
            ("CRLF", text.replace('\n', "\r\n")),
            ("hyphen", text.replace('\u{2014}', "-")),
            ("two hyphens", text.replace('\u{2014}', "--")),
            ("more newlines", format!("{text}\n\n")),
            ("HTML", text.replace('\n', "<br>\n")),
            ("indented", lines(|line| format!("  {line}\n"))),
            ("leading newline", format!("\n{text}")),
            ("dash read as Windows-1252", text.replace('\u{2014}', "\u{e2}\u{20ac}\u{201d}")),
            ("no-break space", text.replace("\u{2014} ", "\u{2014}\u{a0}")),
            ("no last newline", text.trim_end().to_owned()),
            ("quoted-printable", quoted_printable(text)),
            ("quoted", lines(|line| format!("> {line}\n"))),
            ("with a signature", format!("Dear office,\n\n{text}\n-- \nAnn Berg\nBoard Ltd\n")),
            ("trailing blanks", lines(|line| format!("{line} \n"))),
            (
                "wrapped and quoted",
                wrapped(text, "\n", 76).lines().map(|line| format!("> {line}\r\n")).collect(),
            ),
        ];
        journeys.extend(texts.map(|(name, text)| (name, text.into_bytes())));
        journeys
    }

    #[test]
    fn a_receipt_is_the_same_whatever_mail_did_to_it() {
        let honest = honest();
        for (name, bytes) in journeys(&honest.to_text()) {
            let read = Receipt::read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(read, honest, "{name}");
            assert!(read.verify(&policy(), &ELECTION).expect(name).recorded(), "{name}");
        }
    }

    /// One bit of `which` for each change.
    fn changed(text: &str, which: u16) -> Vec<u8> {
        let has = |bit: u16| which & (1 << bit) != 0;
        let each = |text: &str, change: fn(&str) -> String| text.lines().map(change).collect::<String>();
        let mut text = text.to_owned();
        if has(0) {
            text = wrapped(&text, "\n", 72);
        }
        if has(1) {
            text = text.replace("\n\n", "\n");
        }
        if has(2) {
            text = text.replace('\u{2014}', "\u{2013}\u{a0}");
        }
        if has(3) {
            text = each(&text, |line| format!("\u{a0} {line}\t \n"));
        }
        if has(4) {
            text = each(&text, |line| format!("> {line}\n"));
        }
        if has(5) {
            text = format!("\n{}", text.trim_end());
        }
        if has(6) {
            text = text.replace('\n', "\r\n");
        }
        if has(7) {
            text = format!("\u{feff}{text}");
        }
        if has(8) {
            format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect()
        } else {
            text.into()
        }
    }

    #[test]
    fn no_combination_of_harmless_changes_matters() {
        let honest = honest();
        for which in 0..1 << 9 {
            assert_eq!(Receipt::read(changed(&honest.to_text(), which)), Ok(honest.clone()), "{which:b}");
            let note = changed(honest.checkpoint.as_str(), which);
            assert_eq!(SignedCheckpoint::read(note), Ok(honest.checkpoint.clone()), "{which:b}");
        }
    }

    #[test]
    fn a_checkpoint_is_the_same_whatever_mail_did_to_it() {
        let honest = honest().checkpoint;
        for (name, bytes) in journeys(honest.as_str()) {
            if name != "with a signature" {
                assert_eq!(SignedCheckpoint::read(&bytes), Ok(honest.clone()), "{name}");
            }
        }
    }

    #[test]
    fn a_receipt_of_which_something_is_missing_or_changed_never_holds() {
        let text = honest().to_text();
        for (position, c) in text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()) {
            let mut changed = text.clone();
            changed.replace_range(position..position + 1, if c == 'A' { "B" } else { "A" });
            let gone = text[..position].to_owned() + &text[position + 1..];
            for text in [changed, gone] {
                let holds =
                    |receipt: Receipt| receipt.verify(&policy(), &ELECTION).is_ok_and(|r| r.recorded());
                // The words around the receipt, and a name, are not part of what is signed.
                assert!(!Receipt::read(&text).is_ok_and(holds), "{position}: {text}");
            }
        }
        for other in ["", "x", "c2sp.org/tlog-proof@v1", "extra index", "> \n>", "\u{2014} a b"] {
            assert_eq!(Receipt::read(other).expect_err(other).check, checks::RCP_01);
        }
        let long = vec![b'\n'; CARRIED_LIMIT_BYTES + 1];
        assert_eq!(Receipt::read(long).expect_err("long").check, checks::RCP_01);
    }
}

//! (2.5) Receipts: an entry line with its C2SP `tlog-proof`, as one file that is checked offline.
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra eyJhdCI6MTcwMDAw…
//! index 1
//! q7KoibzuUv2rp/0g1eq1spUJPeUOVE7LvZ/4Ar41L4w=
//!
//! board.example/BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc
//! 2
//! 352snSxeZ7GFVY2QC3GPthUh2bxDY293my91x0sQo8c=
//!
//! — board.example/BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc JbXeO6KptjmZpF18…
//! — witness.example MXa9RQAAAABlU/EA…
//! ```
//!
//! The `extra` field carries the entry line. C2SP does not authenticate that field; here it is what
//! the leaf hash is computed from, so that the proof authenticates it. The file has one form only.

use crate::checkpoint::{SIZE_LIMIT, SignedCheckpoint, parse_hash};
use crate::merkle::{leaf_hash, verify_inclusion};
use crate::note::NOTE_LIMIT_BYTES;
use crate::witness::{Policy, VerifiedCheckpoint};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::encoding::LINE_LIMIT_BYTES;
use tabella_crypto::rejection::{Culprit, Rejection};

/// No receipt is longer, in bytes: the longest line, path and checkpoint. For those who read one from
/// a network; [`Receipt::parse`] itself looks at the limit of each part before it decodes it.
pub const RECEIPT_LIMIT_BYTES: usize = NOTE_LIMIT_BYTES + (1 << 17);
/// Longest path, as C2SP tlog-witness has it for consistency proofs; more than 2^53 entries need.
const PATH_LIMIT: usize = 63;
pub(crate) const HEADER: &str = "c2sp.org/tlog-proof@v1\n";

/// The board's answer to the one who posted an entry. Nothing about it is verified but its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The entry line, byte for byte, without its newline.
    pub line: String,
    /// The index of the entry in the log.
    pub index: u64,
    /// The inclusion path, the leaf's sibling first.
    pub path: Vec<Hash>,
    /// A checkpoint that covers the entry.
    pub checkpoint: SignedCheckpoint,
}

impl Receipt {
    /// The receipt as a `.tlog-proof` file.
    pub fn to_text(&self) -> String {
        let extra = STANDARD.encode(&self.line);
        let mut text = format!("{HEADER}extra {extra}\nindex {}\n", self.index);
        for hash in &self.path {
            text += &STANDARD.encode(hash.0);
            text.push('\n');
        }
        text.push('\n');
        text += self.checkpoint.as_str();
        text
    }

    /// Reads what [`Receipt::to_text`] wrote.
    ///
    /// # Errors
    /// RCP-01 for any other text: without line, in another form, or beyond a limit.
    pub fn parse(text: &str) -> Result<Receipt, Rejection> {
        parse_proof(text).map_err(refuse)
    }

    /// Checks that the line is the entry `index` of the log that the checkpoint is of.
    ///
    /// The caller compares [`VerifiedReceipt::index`] with the index inside the line when it decodes
    /// the entry (LOG-01), and the statement with its own (RCP-02). A checkpoint that no quorum has
    /// cosigned yet is not an error, see [`VerifiedReceipt::recorded`]; nor are cosignatures that do not hold,
    /// whoever added them.
    ///
    /// # Errors
    /// All that fail of: LOG-03 and LOG-04 as in [`SignedCheckpoint::verify_board`], LOG-09 for another line,
    /// index or path; then RCP-01 for the whole.
    pub fn verify(&self, policy: &Policy, election: &Hash) -> Result<VerifiedReceipt, Vec<Rejection>> {
        let verified = self.checkpoint.verify_received(policy, election);
        match (verified, self.check_path()) {
            (Ok(checkpoint), Ok(())) => {
                Ok(VerifiedReceipt { line: self.line.clone(), index: self.index, checkpoint })
            }
            (checkpoint, path) => {
                let mut rejections: Vec<Rejection> = checkpoint.err().into_iter().collect();
                rejections.extend(path.err());
                rejections.push(refuse("the receipt is not valid".into()));
                Err(rejections)
            }
        }
    }

    fn check_path(&self) -> Result<(), Rejection> {
        let leaf = leaf_hash(self.line.as_bytes());
        let tree = self.checkpoint.unverified();
        verify_inclusion(&leaf, self.index, tree.size, &tree.root, &self.path)
    }
}

/// A line that is in the log of the election and the board that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedReceipt {
    line: String,
    index: u64,
    checkpoint: VerifiedCheckpoint,
}

impl VerifiedReceipt {
    /// The entry line, without its newline; to be decoded yet.
    pub fn line(&self) -> &str {
        &self.line
    }

    /// The index of the entry in the log.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The checkpoint that covers the entry.
    pub fn checkpoint(&self) -> &VerifiedCheckpoint {
        &self.checkpoint
    }

    /// Returns true if a quorum of witnesses has seen the entry (RCP-03). If not, a client says "received", or
    /// under an unwitnessed policy "recorded by the board alone, no independent witness".
    pub fn recorded(&self) -> bool {
        self.checkpoint.has_quorum()
    }
}

fn refuse(reason: String) -> Rejection {
    Rejection::new(checks::RCP_01, Culprit::Board, reason)
}

fn parse_proof(text: &str) -> Result<Receipt, String> {
    let rest = text.strip_prefix(HEADER).ok_or("not a tlog-proof of version 1")?;
    let (line, rest) = field(rest, "extra ").ok_or("no entry line")?;
    let (index, rest) = field(rest, "index ").ok_or("no index")?;
    let index: u64 = index.parse().map_err(|_| "the index is not a number")?;
    if index > SIZE_LIMIT {
        return Err(format!("the index {index}; the limit is {SIZE_LIMIT}"));
    }
    let (path, checkpoint) = parse_path(rest)?;
    let receipt = Receipt {
        line: parse_line(line)?,
        index,
        path,
        checkpoint: SignedCheckpoint::parse(checkpoint).map_err(|error| error.to_string())?,
    };
    if receipt.to_text() != text {
        return Err("the index is not in canonical form".into());
    }
    Ok(receipt)
}

/// The value of the field in the first line of a text, and the lines after it.
fn field<'a>(text: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    text.strip_prefix(name)?.split_once('\n')
}

fn parse_line(extra: &str) -> Result<String, String> {
    if extra.len() > LINE_LIMIT_BYTES.div_ceil(3) * 4 {
        return Err(format!("a line of more than {LINE_LIMIT_BYTES} bytes"));
    }
    let line = STANDARD.decode(extra).map_err(|_| "the line is not in base64")?;
    String::from_utf8(line).map_err(|_| "the line is not UTF-8".into())
}

/// The hashes up to the empty line, and what follows it.
fn parse_path(text: &str) -> Result<(Vec<Hash>, &str), String> {
    let mut path = Vec::new();
    let mut rest = text;
    loop {
        let (hash, after) = rest.split_once('\n').ok_or("no empty line after the path")?;
        rest = after;
        if hash.is_empty() {
            return Ok((path, rest));
        }
        if path.len() == PATH_LIMIT {
            return Err(format!("a path of more than {PATH_LIMIT} hashes"));
        }
        path.push(parse_hash(hash).ok_or("a hash of the path is not 32 bytes of base64")?);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::{BoardSigner, Checkpoint};
    use crate::merkle::Tree;
    use crate::witness::WitnessSigner;
    use tabella_crypto::bytes::Bytes;
    use tabella_crypto::checks::Check;
    use zeroize::Zeroizing;

    const ELECTION: Hash = Bytes([7; 32]);
    const SIZE: u64 = 11;

    fn board() -> BoardSigner {
        BoardSigner::from_seed(Zeroizing::new([1; 32]), "board.example").expect("board")
    }

    fn witness() -> WitnessSigner {
        WitnessSigner::from_seed(Zeroizing::new([2; 32]), "witness.example").expect("witness")
    }

    fn policy() -> Policy {
        Policy { board: board().board(), witnesses: vec![witness().witness()], quorum: 1 }
    }

    fn line(index: u64) -> String {
        format!(r#"{{"at":1700000000,"index":{index},"previous":"","statement":{{}}}}"#)
    }

    fn tree(size: u64) -> Tree {
        let mut tree = Tree::default();
        (0..size).for_each(|index| tree.push(leaf_hash(line(index).as_bytes())));
        tree
    }

    fn received(index: u64, size: u64) -> Receipt {
        let tree = tree(size);
        let origin = board().board().origin(&ELECTION);
        let note = board().sign(&Checkpoint { origin, size, root: tree.root() });
        let checkpoint = SignedCheckpoint::parse(&note).expect("note");
        let path = tree.inclusion(index, size).expect("path");
        Receipt { line: line(index), index, path, checkpoint }
    }

    fn recorded(index: u64, size: u64) -> Receipt {
        let receipt = received(index, size);
        let cosignature = witness().cosign(&receipt.checkpoint, 1_700_000_000);
        let checkpoint = receipt.checkpoint.with_cosignature(&cosignature).expect("note");
        Receipt { checkpoint, ..receipt }
    }

    fn check(receipt: &Receipt, election: &Hash, expected: &[Check]) {
        let rejections = receipt.verify(&policy(), election).expect_err("accepted");
        let found: Vec<Check> = rejections.iter().map(|rejection| rejection.check).collect();
        assert_eq!(found, expected);
    }

    fn check_form(text: &str) {
        assert_eq!(Receipt::parse(text).expect_err(text).check, checks::RCP_01, "{text}");
    }

    #[test]
    fn every_entry_has_a_receipt_that_reads_back_and_holds() {
        for size in 1..=SIZE {
            for index in 0..size {
                let receipt = recorded(index, size);
                let read = Receipt::parse(&receipt.to_text()).expect("reads back");
                assert_eq!(read, receipt);
                let verified = read.verify(&policy(), &ELECTION).expect("holds");
                assert_eq!((verified.line(), verified.index()), (line(index).as_str(), index));
                assert_eq!(verified.checkpoint().checkpoint().size, size);
                assert!(verified.recorded());
            }
        }
    }

    #[test]
    fn a_receipt_has_the_bytes_of_a_tlog_proof() {
        let expected = "c2sp.org/tlog-proof@v1\n\
            extra eyJhdCI6MTcwMDAwMDAwMCwiaW5kZXgiOjEsInByZXZpb3VzIjoiIiwic3RhdGVtZW50Ijp7fX0=\n\
            index 1\n\
            q7KoibzuUv2rp/0g1eq1spUJPeUOVE7LvZ/4Ar41L4w=\n\
            \n\
            board.example/BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc\n\
            2\n\
            352snSxeZ7GFVY2QC3GPthUh2bxDY293my91x0sQo8c=\n\
            \n\
            — board.example/BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc JbXeO6KptjmZpF18Sww3VbFL463f\
            lvoLCoSsHjc0nRVKbthpwY0xZDc2FXfyPku2f+37ImrlAkvX3rhr1vUO7H4ZUAc=\n\
            — witness.example MXa9RQAAAABlU/EAE2LP+V3fFcbRdfAPLVLofk0yJgSk7VZqCI8wVlZbnZe3Xhe6Lc7/vh\
            4c820Z4Kv5CwRprM8f0GEVUTGMqJWoBg==\n";
        assert_eq!(recorded(1, 2).to_text(), expected);
        let receipt = recorded(0, 1);
        let (extra, note) = (STANDARD.encode(line(0)), receipt.checkpoint.as_str());
        let expected = format!("c2sp.org/tlog-proof@v1\nextra {extra}\nindex 0\n\n{note}");
        assert_eq!(receipt.to_text(), expected);
    }

    #[test]
    fn without_a_quorum_an_entry_is_received_but_not_recorded() {
        let verified = received(3, SIZE).verify(&policy(), &ELECTION).expect("received");
        assert!(!verified.recorded());
        let unwitnessed = Policy { witnesses: Vec::new(), quorum: 0, ..policy() };
        let verified = recorded(3, SIZE).verify(&unwitnessed, &ELECTION).expect("received");
        assert!(!verified.recorded());
    }

    #[test]
    fn the_line_of_another_entry_beside_a_valid_proof_is_rejected() {
        let refused = [checks::LOG_09, checks::RCP_01];
        check(&Receipt { line: line(4), ..recorded(3, SIZE) }, &ELECTION, &refused);
        check(&Receipt { line: line(3) + "\n", ..recorded(3, SIZE) }, &ELECTION, &refused);
        check(&Receipt { index: 4, ..recorded(3, SIZE) }, &ELECTION, &refused);
        check(&Receipt { index: SIZE, ..recorded(3, SIZE) }, &ELECTION, &refused);
        check(&Receipt { path: recorded(4, SIZE).path, ..recorded(3, SIZE) }, &ELECTION, &refused);
        check(&Receipt { path: Vec::new(), ..recorded(3, SIZE) }, &ELECTION, &refused);
        let other_size = recorded(3, SIZE - 1).checkpoint;
        check(&Receipt { checkpoint: other_size, ..recorded(3, SIZE) }, &ELECTION, &refused);
    }

    #[test]
    fn a_checkpoint_that_does_not_verify_is_rejected() {
        check(&recorded(3, SIZE), &Hash::ZERO, &[checks::LOG_03, checks::RCP_01]);
        let other = BoardSigner::from_seed(Zeroizing::new([3; 32]), "board.example").expect("board");
        let mut receipt = recorded(3, SIZE);
        let note = other.sign(receipt.checkpoint.unverified());
        receipt.checkpoint = SignedCheckpoint::parse(&note).expect("note");
        check(&receipt, &ELECTION, &[checks::LOG_04, checks::RCP_01]);
        let line = witness().cosign(&receipt.checkpoint, 1);
        let mut receipt = received(4, SIZE - 1);
        receipt.checkpoint = receipt.checkpoint.with_cosignature(&line).expect("note");
        // A cosignature of another checkpoint, which anyone can add, does not harm.
        assert!(!receipt.verify(&policy(), &ELECTION).expect("holds").recorded());
        receipt.index = 5;
        check(&receipt, &Hash::ZERO, &[checks::LOG_03, checks::LOG_09, checks::RCP_01]);
    }

    #[test]
    fn no_bit_of_a_receipt_is_free() {
        let text = recorded(3, SIZE).to_text();
        let holds = |text: &str| {
            let verified = Receipt::parse(text).map(|receipt| receipt.verify(&policy(), &ELECTION));
            verified.is_ok_and(|verified| verified.is_ok_and(|verified| verified.recorded()))
        };
        assert!(holds(&text));
        for position in 0..text.len() * 8 {
            let mut changed = text.clone().into_bytes();
            changed[position / 8] ^= 1 << (position % 8);
            assert!(!String::from_utf8(changed).is_ok_and(|changed| holds(&changed)));
        }
        for (end, _) in text.char_indices() {
            assert!(!holds(&text[..end]), "the first {end} bytes");
        }
    }

    #[test]
    fn texts_of_another_form_are_rejected() {
        let text = recorded(3, SIZE).to_text();
        let changes = [
            ("proof@v1", "proof@v2"),
            ("c2sp", "\u{feff}c2sp"),
            ("extra ", "extra"),
            ("extra ", "Extra "),
            ("index 3", "index 03"),
            ("index 3", "index +3"),
            ("index 3", "index 3 "),
            ("index 3", "index 18446744073709551616"),
            ("index 3", "index 3\nindex 3"),
            ("index 3", "index 3\n"),
            ("index 3", "index 3\nextra AAAA"),
            ("index 3\n", ""),
            ("\n", "\r\n"),
            ("=\n\n", "=\n"),
            ("=\n\n", "=\n\n\n"),
        ];
        for (from, to) in changes {
            assert!(text.contains(from));
            check_form(&text.replace(from, to));
        }
        let (header, rest) = text.split_once("extra ").expect("extra");
        let (_, rest) = rest.split_once('\n').expect("line");
        check_form(&format!("{header}{rest}"));
        check_form(&format!("{header}extra /w==\n{rest}"));
        check_form(&format!("{header}extra YWI\n{rest}"));
        check_form(&format!("{header}extra YWJ=\n{rest}"));
        for leftover in ["\n", " ", "x", "\n\n", HEADER] {
            check_form(&format!("{text}{leftover}"));
        }
        check_form("");
    }

    #[test]
    fn oversized_receipts_are_rejected() {
        let longest = Receipt {
            line: "x".repeat(LINE_LIMIT_BYTES),
            path: vec![Hash::ZERO; PATH_LIMIT],
            ..recorded(0, 1)
        };
        let without_note = longest.to_text().len() - longest.checkpoint.as_str().len();
        assert!(without_note + NOTE_LIMIT_BYTES <= RECEIPT_LIMIT_BYTES);
        Receipt::parse(&longest.to_text()).expect("at the limits");
        let line = "x".repeat(LINE_LIMIT_BYTES + 1);
        check_form(&Receipt { line, ..longest.clone() }.to_text());
        let path = vec![Hash::ZERO; PATH_LIMIT + 1];
        check_form(&Receipt { path, ..longest }.to_text());
        check_form(&"\n".repeat(RECEIPT_LIMIT_BYTES + 1));
        check_form(&format!("{HEADER}extra {}", "A".repeat(RECEIPT_LIMIT_BYTES)));
    }
}

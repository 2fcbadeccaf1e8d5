//! (2.1) The Merkle tree over the entries of a log: RFC 6962 with SHA-256.
//!
//! Leaves are `SHA-256(0x00 || line)`, inner nodes `SHA-256(0x01 || left || right)`, and the root of
//! no entries is `SHA-256("")`. A tree of n leaves splits at the largest power of two below n; a leaf
//! without a sibling moves up as it is and is never doubled. Everything here is public: nothing is
//! constant-time.

use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::rejection::{Culprit, Rejection};

/// The hash of an entry, of its line without the newline: a leaf of the tree and a link of the chain.
pub fn leaf_hash(line: &[u8]) -> Hash {
    Hash::of(&[&[0x00], line])
}

fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash::of(&[&[0x01], &left.0, &right.0])
}

fn empty_root() -> Hash {
    Hash::of(&[])
}

/// An append-only tree that keeps every complete subtree, so that every root and proof, at every size
/// up to its own, takes O(log n) hashes. It needs 64 bytes a leaf.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// `levels[k][i]` is the root of the leaves from `i * 2^k` to `(i + 1) * 2^k`.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// Appends the hash of the next entry.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let row = &mut self.levels[level];
            row.push(hash);
            if row.len() % 2 == 1 {
                return;
            }
            hash = node_hash(&row[row.len() - 2], &row[row.len() - 1]);
        }
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// The root over all leaves.
    pub fn root(&self) -> Hash {
        match self.size() {
            0 => empty_root(),
            size => self.subtree(0, size),
        }
    }

    /// The root over the first `size` leaves; `None` when there are fewer.
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        match size {
            0 => Some(empty_root()),
            _ if size <= self.size() => Some(self.subtree(0, size)),
            _ => None,
        }
    }

    /// The path from the leaf `index` to the root over the first `size` leaves (RFC 6962, 2.1.1), the
    /// leaf's sibling first; `None` unless `index < size` and there are `size` leaves.
    pub fn inclusion(&self, index: u64, size: u64) -> Option<Vec<Hash>> {
        if index >= size || size > self.size() {
            return None;
        }
        let (mut start, mut end) = (0, size);
        let mut path = Vec::new();
        while end - start > 1 {
            let middle = split(start, end);
            if index < middle {
                path.push(self.subtree(middle, end));
                end = middle;
            } else {
                path.push(self.subtree(start, middle));
                start = middle;
            }
        }
        path.reverse();
        Some(path)
    }

    /// The proof that the first `from` leaves are a prefix of the first `to` (RFC 6962, 2.1.2); `None`
    /// unless `0 < from <= to` and there are `to` leaves.
    pub fn consistency(&self, from: u64, to: u64) -> Option<Vec<Hash>> {
        let mut nodes = if from == 0 { None } else { self.nodes(from, to) }?;
        if first_is_old_root(from, to) {
            nodes.remove(0);
        }
        Some(nodes)
    }

    /// The nodes from which [`roots`] computes the root over the first `from` and the one over the first
    /// `to` leaves; `None` unless `from <= to` and there are `to` leaves.
    pub fn nodes(&self, from: u64, to: u64) -> Option<Vec<Hash>> {
        if from > to || to > self.size() {
            return None;
        }
        if from == 0 {
            return Some(vec![self.root_at(to)?]);
        }
        let (mut start, mut end) = (0, to);
        let mut nodes = Vec::new();
        while end != from {
            let middle = split(start, end);
            if from <= middle {
                nodes.push(self.subtree(middle, end));
                end = middle;
            } else {
                nodes.push(self.subtree(start, middle));
                start = middle;
            }
        }
        nodes.push(self.subtree(start, from));
        nodes.reverse();
        Some(nodes)
    }

    /// The root of the leaves from `start` to `end`: a subtree of the tree of some size, not empty.
    fn subtree(&self, start: u64, end: u64) -> Hash {
        let count = end - start;
        if count.is_power_of_two() {
            return self.levels[count.ilog2() as usize][(start / count) as usize];
        }
        let middle = split(start, end);
        node_hash(&self.subtree(start, middle), &self.subtree(middle, end))
    }
}

/// The place where a subtree of at least two leaves splits: after the largest power of two below their number.
fn split(start: u64, end: u64) -> u64 {
    start + (1 << (end - start - 1).ilog2())
}

/// The right edge of a tree: enough to append and to know the root, in O(log n) memory.
///
/// For readers that see every entry once and make no proofs.
#[derive(Clone, Debug, Default)]
pub struct Frontier {
    size: u64,
    /// The complete subtrees that `size` is the sum of, the largest first.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// Appends the hash of the next entry.
    pub fn push(&mut self, leaf: Hash) {
        // As in binary addition of one: every trailing one bit of the size is a subtree to be carried.
        let kept = self.peaks.len() - self.size.trailing_ones() as usize;
        let carried = self.peaks.split_off(kept);
        let peak = carried.iter().rev().fold(leaf, |right, left| node_hash(left, &right));
        self.peaks.push(peak);
        self.size += 1;
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root over all leaves.
    pub fn root(&self) -> Hash {
        let peaks = self.peaks.iter().rev().copied();
        peaks.reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(empty_root)
    }
}

/// Checks that `leaf` is entry `index` of the tree of `size` leaves with this root (RFC 9162, 2.1.3.2).
///
/// The caller has computed `leaf` from an entry's line with [`leaf_hash`]: an inner node that is
/// passed off as a leaf is told apart only by its prefix.
///
/// # Errors
/// LOG-09 unless `index < size`, the path has exactly the length for them, and it leads to `root`.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    root: &Hash,
    path: &[Hash],
) -> Result<(), Rejection> {
    let refuse = |reason: String| Rejection::new(checks::LOG_09, Culprit::Board, reason);
    if index >= size {
        return Err(refuse(format!("index {index} is not in a tree of {size} entries")));
    }
    let mut climb = Climb { node: index, last: size - 1 };
    let mut hash = *leaf;
    for sibling in path {
        hash = match climb.step() {
            Some(Side::Left) => node_hash(sibling, &hash),
            Some(Side::Right) => node_hash(&hash, sibling),
            None => return Err(refuse("the inclusion path is too long".into())),
        };
    }
    if !climb.is_at_root() {
        return Err(refuse("the inclusion path is too short".into()));
    }
    if hash != *root {
        return Err(refuse(format!("the path of entry {index} does not lead to the root")));
    }
    Ok(())
}

/// Checks that the tree of `to_size` leaves extends the one of `from_size` leaves (RFC 9162, 2.1.4.2).
///
/// # Errors
/// LOG-10 unless `0 < from_size <= to_size`, the path has exactly the length for them (none for equal
/// sizes), and it leads to both roots.
pub fn verify_consistency(
    from_size: u64,
    from_root: &Hash,
    to_size: u64,
    to_root: &Hash,
    path: &[Hash],
) -> Result<(), Rejection> {
    if from_size == 0 {
        return Err(inconsistent(from_size, to_size, "not an earlier and a later size"));
    }
    // The root of the old tree is known; a path does not repeat it.
    let known = if first_is_old_root(from_size, to_size) { Some(*from_root) } else { None };
    let nodes: Vec<Hash> = known.iter().chain(path).copied().collect();
    if roots(from_size, to_size, &nodes)? == [*from_root, *to_root] {
        Ok(())
    } else {
        Err(inconsistent(from_size, to_size, "the consistency path does not lead to both roots"))
    }
}

/// The roots over the first `from_size` and over all `to_size` leaves of a tree, from the nodes that
/// [`Tree::nodes`] gives: a consistency proof, and before it the old root where a proof leaves it out.
///
/// The second root depends on every node, so whoever knows that it is the root of a tree knows that the
/// nodes are those of this tree, and that the first root is the one over its first leaves: two lists of
/// nodes with the same second root would be a collision of SHA-256. (Over no leaves there is one root.)
///
/// # Errors
/// LOG-10 unless `from_size <= to_size` and there are exactly the nodes for them.
pub fn roots(from_size: u64, to_size: u64, nodes: &[Hash]) -> Result<[Hash; 2], Rejection> {
    let refuse = |reason| Err(inconsistent(from_size, to_size, reason));
    if from_size > to_size {
        return refuse("not an earlier and a later size");
    }
    let Some((start, path)) = nodes.split_first() else { return refuse("the consistency path is empty") };
    // Both trees grow from the largest complete subtree on the old tree's right edge.
    let grows = 0 < from_size && from_size < to_size;
    let mut climb =
        if grows { Climb { node: from_size - 1, last: to_size - 1 } } else { Climb { node: 0, last: 0 } };
    climb.rise(climb.node.trailing_ones());
    let (mut old, mut new) = (*start, *start);
    for sibling in path {
        match climb.step() {
            Some(Side::Left) => {
                old = node_hash(sibling, &old);
                new = node_hash(sibling, &new);
            }
            Some(Side::Right) => new = node_hash(&new, sibling),
            None => return refuse("the consistency path is too long"),
        }
    }
    if !climb.is_at_root() {
        return refuse("the consistency path is too short");
    }
    Ok([if from_size == 0 { empty_root() } else { old }, new])
}

/// Returns true if the old tree is one complete subtree of the new one, whose root is the first node.
fn first_is_old_root(from_size: u64, to_size: u64) -> bool {
    from_size.is_power_of_two() || from_size == to_size
}

fn inconsistent(from_size: u64, to_size: u64, reason: &str) -> Rejection {
    let reason = format!("from {from_size} to {to_size} entries: {reason}");
    Rejection::new(checks::LOG_10, Culprit::Board, reason)
}

/// On which side of a node its sibling is.
enum Side {
    Left,
    Right,
}

/// The way from a node up to the root: `fn` and `sn` of RFC 9162.
struct Climb {
    /// Position of the node in its level.
    node: u64,
    /// Position of the last node of that level.
    last: u64,
}

impl Climb {
    fn is_at_root(&self) -> bool {
        self.last == 0
    }

    fn rise(&mut self, levels: u32) {
        self.node >>= levels;
        self.last >>= levels;
    }

    /// Goes to the node that the next hash of a path makes, and says where that hash stands; `None` at
    /// the root.
    fn step(&mut self) -> Option<Side> {
        if self.is_at_root() {
            return None;
        }
        let is_left_child = self.node % 2 == 0;
        if is_left_child && self.node != self.last {
            self.rise(1);
            return Some(Side::Right);
        }
        // The last node of a level moves up as it is until it is a right child.
        self.rise(self.node.trailing_zeros());
        self.rise(1);
        Some(Side::Left)
    }
}

#[cfg(test)]
mod tests;

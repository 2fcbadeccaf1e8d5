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

/// Where a subtree of at least two leaves splits: after the largest power of two below their number.
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

/// Whether the old tree is one complete subtree of the new one, whose root is the first node.
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
mod tests {
    use super::*;
    use tabella_crypto::bytes::hex;

    /// The leaves of the Certificate Transparency test vectors (google/trillian,
    /// merkle/testonly/constants.go).
    const LEAVES: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];

    /// Their roots, by size.
    const ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    /// The largest size of the exhaustive tests: one past a power of two.
    const EXHAUSTIVE: u64 = 33;

    fn tree_of(leaves: &[Hash]) -> Tree {
        let mut tree = Tree::default();
        leaves.iter().for_each(|leaf| tree.push(*leaf));
        tree
    }

    fn numbered_leaves() -> Vec<Hash> {
        (0..EXHAUSTIVE).map(|index| leaf_hash(&index.to_be_bytes())).collect()
    }

    /// MTH of RFC 6962, 2.1, word for word.
    fn naive_root(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => empty_root(),
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(naive_split(leaves.len()));
                node_hash(&naive_root(left), &naive_root(right))
            }
        }
    }

    fn naive_split(count: usize) -> usize {
        let mut split = 1;
        while split * 2 < count {
            split *= 2;
        }
        split
    }

    /// PATH of RFC 6962, 2.1.1, word for word.
    fn naive_inclusion(index: usize, leaves: &[Hash]) -> Vec<Hash> {
        if leaves.len() == 1 {
            return Vec::new();
        }
        let split = naive_split(leaves.len());
        let (left, right) = leaves.split_at(split);
        let (mut path, sibling) = if index < split {
            (naive_inclusion(index, left), right)
        } else {
            (naive_inclusion(index - split, right), left)
        };
        path.push(naive_root(sibling));
        path
    }

    /// SUBPROOF of RFC 6962, 2.1.2, word for word.
    fn naive_consistency(from: usize, leaves: &[Hash], complete: bool) -> Vec<Hash> {
        if from == leaves.len() {
            return if complete { Vec::new() } else { vec![naive_root(leaves)] };
        }
        let split = naive_split(leaves.len());
        let (left, right) = leaves.split_at(split);
        let (mut path, sibling) = if from <= split {
            (naive_consistency(from, left, complete), right)
        } else {
            (naive_consistency(from - split, right, false), left)
        };
        path.push(naive_root(sibling));
        path
    }

    /// Everything near a path that is not the path: shorter, longer, reordered, a hash changed.
    fn spoiled(path: &[Hash]) -> Vec<Vec<Hash>> {
        let mut spoiled = vec![[path, &[Hash::ZERO]].concat(), [&[Hash::ZERO], path].concat()];
        for position in 0..path.len() {
            let mut changed = path.to_vec();
            changed[position].0[31] ^= 1;
            let mut shortened = path.to_vec();
            let removed = shortened.remove(position);
            let mut doubled = path.to_vec();
            doubled.insert(position, removed);
            spoiled.extend([changed, shortened, doubled]);
        }
        spoiled
    }

    fn refused_inclusion(leaf: &Hash, index: u64, size: u64, root: &Hash, path: &[Hash]) {
        let error = verify_inclusion(leaf, index, size, root, path).expect_err("accepted");
        assert_eq!(error.check, checks::LOG_09, "entry {index} of {size}");
    }

    fn refused_consistency(from: (u64, &Hash), to: (u64, &Hash), path: &[Hash]) {
        let error = verify_consistency(from.0, from.1, to.0, to.1, path).expect_err("accepted");
        assert_eq!(error.check, checks::LOG_10, "from {} to {}", from.0, to.0);
    }

    #[test]
    fn roots_and_proofs_are_those_of_the_certificate_transparency_vectors() {
        let tree = tree_of(&LEAVES.map(leaf_hash));
        let mut frontier = Frontier::default();
        for (size, root) in ROOTS.iter().enumerate() {
            assert_eq!(hex(&tree.root_at(size as u64).expect("root").0), *root);
            assert_eq!(hex(&frontier.root().0), *root);
            LEAVES.get(size).into_iter().for_each(|leaf| frontier.push(leaf_hash(leaf)));
        }
        let path: Vec<String> = tree.inclusion(0, 8).expect("path").iter().map(|hash| hex(&hash.0)).collect();
        assert_eq!(
            path,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]
        );
        let path: Vec<String> =
            tree.consistency(6, 8).expect("path").iter().map(|hash| hex(&hash.0)).collect();
        assert_eq!(
            path,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]
        );
    }

    #[test]
    fn every_inclusion_path_is_that_of_the_definition_and_no_other_holds() {
        let leaves = numbered_leaves();
        let tree = tree_of(&leaves);
        for size in 1..=EXHAUSTIVE {
            let leaves = &leaves[..size as usize];
            let root = tree.root_at(size).expect("root");
            assert_eq!(root, naive_root(leaves));
            for (index, leaf) in (0..).zip(leaves) {
                let path = tree.inclusion(index, size).expect("path");
                assert_eq!(path, naive_inclusion(index as usize, leaves));
                verify_inclusion(leaf, index, size, &root, &path).expect("holds");
                for path in spoiled(&path) {
                    refused_inclusion(leaf, index, size, &root, &path);
                }
                for other in (0..size).filter(|other| *other != index) {
                    refused_inclusion(leaf, other, size, &root, &path);
                }
                refused_inclusion(leaf, size, size, &root, &path);
                refused_inclusion(&Hash::ZERO, index, size, &root, &path);
                refused_inclusion(leaf, index, size, &Hash::ZERO, &path);
            }
        }
    }

    #[test]
    fn every_consistency_proof_is_that_of_the_definition_and_no_other_holds() {
        let leaves = numbered_leaves();
        let tree = tree_of(&leaves);
        for to in 1..=EXHAUSTIVE {
            let to_root = &tree.root_at(to).expect("root");
            for from in 1..=to {
                let from_root = &tree.root_at(from).expect("root");
                let path = tree.consistency(from, to).expect("path");
                let expected = naive_consistency(from as usize, &leaves[..to as usize], true);
                assert_eq!(path, expected);
                verify_consistency(from, from_root, to, to_root, &path).expect("holds");
                for path in spoiled(&path) {
                    refused_consistency((from, from_root), (to, to_root), &path);
                }
                refused_consistency((from, &Hash::ZERO), (to, to_root), &path);
                refused_consistency((from, from_root), (to, &Hash::ZERO), &path);
                refused_consistency((0, &empty_root()), (to, to_root), &path);
                refused_consistency((to + 1, from_root), (to, to_root), &path);
            }
        }
    }

    #[test]
    fn nodes_give_the_roots_of_both_sizes_and_every_other_list_gives_another_later_root() {
        let tree = tree_of(&numbered_leaves());
        for to in 0..=EXHAUSTIVE {
            for from in 0..=to {
                let nodes = tree.nodes(from, to).expect("nodes");
                let expected = [from, to].map(|size| tree.root_at(size).expect("root"));
                assert_eq!(roots(from, to, &nodes), Ok(expected), "from {from} to {to}");
                for nodes in spoiled(&nodes) {
                    if let Ok([_, new]) = roots(from, to, &nodes) {
                        assert_ne!(new, expected[1], "from {from} to {to}");
                    }
                }
            }
            assert!(roots(to + 1, to, &tree.nodes(to, to).expect("nodes")).is_err());
            assert_eq!(tree.nodes(to + 1, to), None);
        }
        assert_eq!(tree.nodes(1, EXHAUSTIVE + 1), None);
    }

    #[test]
    fn an_inner_node_is_not_an_entry() {
        let tree = tree_of(&LEAVES.map(leaf_hash));
        let path = tree.inclusion(2, 8).expect("path");
        let root = tree.root();
        let inner = node_hash(&leaf_hash(LEAVES[2]), &path[0]);
        // With its own path an inner node climbs to the root, but that path has another length.
        refused_inclusion(&inner, 2, 8, &root, &path[1..]);
        // With the two children as the line of an entry the prefix is another.
        let line = [leaf_hash(LEAVES[2]).0, path[0].0].concat();
        assert_ne!(leaf_hash(&line), inner);
        refused_inclusion(&leaf_hash(&line), 1, 4, &root, &path[1..]);
    }

    #[test]
    fn frontier_and_tree_agree_at_every_size() {
        let (mut tree, mut frontier) = (Tree::default(), Frontier::default());
        for leaf in numbered_leaves() {
            assert_eq!((tree.size(), tree.root()), (frontier.size(), frontier.root()));
            tree.push(leaf);
            frontier.push(leaf);
        }
        assert_eq!((tree.size(), tree.root()), (frontier.size(), frontier.root()));
        assert_eq!(frontier.peaks.len(), 2);
    }

    #[test]
    fn a_tree_proves_nothing_about_leaves_it_does_not_have() {
        let tree = tree_of(&LEAVES.map(leaf_hash));
        assert_eq!(tree.root_at(9), None);
        for (index, size) in [(8, 8), (0, 9), (0, 0), (u64::MAX, u64::MAX)] {
            assert_eq!(tree.inclusion(index, size), None);
        }
        for (from, to) in [(0, 8), (5, 4), (8, 9), (0, 0), (1, u64::MAX)] {
            assert_eq!(tree.consistency(from, to), None);
        }
    }

    #[test]
    fn the_largest_sizes_are_refused_without_a_panic() {
        let path = [Hash::ZERO; 70];
        for length in 0..path.len() {
            for size in [u64::MAX, u64::MAX - 1, 1 << 63, (1 << 63) + 1] {
                let hash = &Hash::ZERO;
                refused_inclusion(hash, size - 1, size, hash, &path[..length]);
                refused_inclusion(hash, 1 << 62, size, hash, &path[..length]);
                refused_consistency((size - 1, hash), (size, hash), &path[..length]);
                refused_consistency((1, hash), (size, hash), &path[..length]);
            }
        }
    }
}

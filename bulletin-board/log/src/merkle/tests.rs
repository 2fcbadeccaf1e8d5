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
    let path: Vec<String> = tree.consistency(6, 8).expect("path").iter().map(|hash| hex(&hash.0)).collect();
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

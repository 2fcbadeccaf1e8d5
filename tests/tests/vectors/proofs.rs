//! Trees of RFC 6962 of up to nine leaves: roots, inclusion and consistency proofs, and proofs that fail.

use super::notes::lines;
use serde_json::{Value, json};
use tabella_crypto::bytes::Hash;
use tabella_log::merkle::{Tree, leaf_hash, roots, verify_inclusion};

fn tree(size: u64) -> Tree {
    let mut tree = Tree::default();
    lines().iter().take(size as usize).for_each(|line| tree.push(leaf_hash(line.as_bytes())));
    tree
}

fn leaves() -> Vec<Hash> {
    lines().iter().map(|line| leaf_hash(line.as_bytes())).collect()
}

pub fn proofs() -> Value {
    json!({
        "lines": lines(),
        "leaves": leaves(),
        "roots": (0..=9).map(|size| tree(size).root()).collect::<Vec<_>>(),
        "inclusion": inclusion(),
        "consistency": consistency(),
        "inclusion_refused": inclusion_refused(),
        "consistency_refused": consistency_refused(),
    })
}

/// `[index, size, path]`.
fn inclusion() -> Vec<Value> {
    let places = (1..=9).flat_map(|size| (0..size).map(move |index| (index, size)));
    let row = |(index, size): (u64, u64)| {
        let path = tree(9).inclusion(index, size).expect("a path");
        verify_inclusion(&leaves()[index as usize], index, size, &tree(size).root(), &path).expect("holds");
        json!([index, size, path])
    };
    places.map(row).collect()
}

/// `[m, n, nodes]`, in the form of evidence files.
fn consistency() -> Vec<Value> {
    let sizes = (0..=9).flat_map(|n| (0..=n).map(move |m| (m, n)));
    let row = |(m, n): (u64, u64)| {
        let nodes = tree(9).nodes(m, n).expect("nodes");
        assert_eq!(roots(m, n, &nodes), Ok([tree(m).root(), tree(n).root()]));
        json!([m, n, nodes])
    };
    sizes.map(row).collect()
}

/// `[what, leaf, index, size, root, path]`: every one of them is LOG-09.
fn inclusion_refused() -> Vec<Value> {
    let row = |what: &str, leaf: Hash, index: u64, size: u64, path: Vec<Hash>| {
        let root = tree(size.min(9)).root();
        let refused = verify_inclusion(&leaf, index, size, &root, &path).expect_err(what);
        assert_eq!(refused.check.id(), "LOG-09", "{what}");
        json!([what, leaf, index, size, root, path])
    };
    let path = |index: u64, size: u64| tree(9).inclusion(index, size).expect("a path");
    let leaf = |index: usize| leaves()[index];
    let with = |mut path: Vec<Hash>, change: fn(&mut Vec<Hash>)| {
        change(&mut path);
        path
    };
    vec![
        row("the leaf of another index", leaf(3), 4, 9, path(4, 9)),
        row("another index", leaf(4), 5, 9, path(4, 9)),
        row("another size", leaf(4), 4, 8, path(4, 9)),
        row("index = size", leaf(8), 9, 9, path(8, 9)),
        row("index over size", leaf(8), 1 << 40, 9, path(8, 9)),
        row("no path", leaf(4), 4, 9, vec![]),
        row("one hash too few", leaf(4), 4, 9, with(path(4, 9), |path| path.truncate(path.len() - 1))),
        row("one hash too many", leaf(4), 4, 9, with(path(4, 9), |path| path.push(Hash::ZERO))),
        row("one hash too many in a tree of one", leaf(0), 0, 1, vec![Hash::ZERO]),
        row("two hashes swapped", leaf(4), 4, 9, with(path(4, 9), |path| path.swap(0, 1))),
        row("an inner node as a leaf", tree(2).root(), 0, 2, vec![tree(2).root()]),
        row("an empty tree", leaf(0), 0, 0, vec![]),
    ]
}

/// `[what, m, n, nodes]`: the nodes are of another length than m and n demand, or m > n: LOG-10.
fn consistency_refused() -> Vec<Value> {
    let row = |what: &str, m: u64, n: u64, nodes: Vec<Hash>| {
        let refused = roots(m, n, &nodes).expect_err(what);
        assert_eq!(refused.check.id(), "LOG-10", "{what}");
        json!([what, m, n, nodes])
    };
    let nodes = |m: u64, n: u64| tree(9).nodes(m, n).expect("nodes");
    let with = |mut nodes: Vec<Hash>, change: fn(&mut Vec<Hash>)| {
        change(&mut nodes);
        nodes
    };
    vec![
        row("m over n", 9, 8, nodes(8, 9)),
        row("no nodes", 4, 9, vec![]),
        row("no nodes for equal sizes", 9, 9, vec![]),
        row("one node too few", 3, 9, with(nodes(3, 9), |nodes| nodes.truncate(nodes.len() - 1))),
        row("one node too many", 3, 9, with(nodes(3, 9), |nodes| nodes.push(Hash::ZERO))),
        row("two nodes for equal sizes", 9, 9, vec![Hash::ZERO; 2]),
        row("two nodes for m = 0", 0, 9, vec![Hash::ZERO; 2]),
        row("the nodes of another size", 7, 9, nodes(8, 9)),
    ]
}

//! Merkle paths: any path for any sizes, and true ones with one change.

use crate::input::Input;
use tabella_crypto::bytes::{Bytes, Hash};
use tabella_log::merkle::{Tree, leaf_hash, verify_consistency, verify_inclusion};

/// Inclusion and consistency.
pub fn proof(data: &[u8]) {
    let mut input = Input(data);
    if input.byte() % 2 == 0 { anything(input) } else { nearly_true(input) }
}

/// No sizes, roots or paths make the verifiers panic.
fn anything(mut input: Input<'_>) {
    let (from, to) = (input.number(), input.number());
    let mut hashes = vec![];
    while !input.is_empty() {
        hashes.push(Bytes(core::array::from_fn(|_| input.byte())));
    }
    let first: Hash = hashes.first().copied().unwrap_or_default();
    let _ = verify_inclusion(&first, from, to, &first, &hashes);
    let _ = verify_consistency(from, &first, to, &first, &hashes);
}

/// A proof of a real tree holds, and does not hold after any change.
fn nearly_true(mut input: Input<'_>) {
    let size = 1 + input.below(300) as u64;
    let (index, from) = (input.below(300) as u64 % size, 1 + input.below(300) as u64 % size);
    let mut tree = Tree::default();
    (0..size).for_each(|leaf| tree.push(leaf_hash(&leaf.to_le_bytes())));
    let (Some(mut inclusion), Some(mut consistency)) =
        (tree.inclusion(index, size), tree.consistency(from, size))
    else {
        panic!("no proof of entry {index} or from {from} to {size}");
    };
    let (honest_inclusion, honest_consistency) = (inclusion.clone(), consistency.clone());
    change(&mut inclusion, &mut input);
    change(&mut consistency, &mut input);
    let leaf = leaf_hash(&index.to_le_bytes());
    let included = verify_inclusion(&leaf, index, size, &tree.root(), &inclusion);
    assert_eq!(included.is_ok(), inclusion == honest_inclusion);
    let Some(root) = tree.root_at(from) else { panic!("no root at {from}") };
    let consistent = verify_consistency(from, &root, size, &tree.root(), &consistency);
    assert_eq!(consistent.is_ok(), consistency == honest_consistency);
}

fn change(path: &mut Vec<Hash>, input: &mut Input<'_>) {
    match (input.byte() % 5, path.len()) {
        (1, length) => path.insert(input.below(length + 1), Hash::ZERO),
        (2, length @ 1..) => drop(path.remove(input.below(length))),
        (3, length @ 1..) => path.swap(input.below(length), length - 1),
        (4, length @ 1..) => path[input.below(length)].0[input.below(32)] ^= input.byte(),
        _ => {}
    }
}

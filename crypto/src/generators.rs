//! (1.3) Independent generators, recomputed by everyone and never read from a record.

use crate::bytes::Hash;
use crate::domain;
use crate::group::{Element, Point};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT;
use curve25519_dalek::ristretto::RistrettoBasepointTable;
use sha2::{Digest as _, Sha512};
use std::sync::LazyLock;

/// `G`, the generator of RFC 9496.
pub const G: Element = RISTRETTO_BASEPOINT_POINT;

/// `H = gen("H", 0)`, the base of blinding factors.
pub static H: LazyLock<Element> = LazyLock::new(|| generator(b"H", 0));

/// Multiples of `H`, for constant-time multiplication.
pub(crate) static H_TABLE: LazyLock<RistrettoBasepointTable> =
    LazyLock::new(|| RistrettoBasepointTable::create(&H));

/// (1.3) `gen(label, i) = from_uniform_bytes(SHA-512("tabella/1/generator" || u8(len label) || label || u64le(i)))`.
///
/// `label` is at most 255 bytes; all labels are constants of the protocol, or a constant and a hash.
fn generator(label: &[u8], i: u64) -> Element {
    debug_assert!(label.len() < 256);
    let mut hasher = Sha512::new();
    hasher.update(domain::GENERATOR);
    hasher.update([label.len() as u8]);
    hasher.update(label);
    hasher.update(i.to_le_bytes());
    Element::from_uniform_bytes(&hasher.finalize().into())
}

/// `K_1 .. K_count`, the bases of the bits; `K_j = gen("K", j)`.
pub fn bit_bases(count: usize) -> Vec<Element> {
    (1..=count as u64).map(|j| generator(b"K", j)).collect()
}

/// (4.4) `Q = gen("rehearsal" || hash of the last deal entry, 0)`.
pub fn rehearsal(last_deal: &Hash) -> Element {
    generator(&[b"rehearsal", &last_deal.0[..]].concat(), 0)
}

/// (4.6) `Q = gen("liveness" || hash of entry k, 0)`.
pub fn liveness(entry: &Hash) -> Element {
    generator(&[b"liveness", &entry.0[..]].concat(), 0)
}

/// Returns true if `point` is plus or minus `G`, `H` or one of `bases`: such a key has a known relation.
pub fn is_generator(point: &Point, bases: &[Element]) -> bool {
    [&G, &*H].into_iter().chain(bases).any(|base| point.element() == base || *point.element() == -base)
}

/// (PRF-08) Returns true if `G`, `H`, `key` and `bases` are pairwise distinct, up to sign.
pub fn are_distinct(key: &Element, bases: &[Element]) -> bool {
    // `P` and `-P` have one canonical representative here: the smaller encoding.
    let sign_free = |element: &Element| {
        let [plus, minus] = [element.compress().0, (-element).compress().0];
        plus.min(minus)
    };
    let mut all: Vec<_> = [&G, &*H, key].into_iter().chain(bases).map(sign_free).collect();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    all.len() == count && !all.contains(&[0; 32])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generators_are_pairwise_distinct() {
        let bases = bit_bases(100);
        assert!(are_distinct(&(G + G), &bases));
        assert!(!are_distinct(&-G, &bases), "the key may not be -G");
        assert!(!are_distinct(&bases[3], &bases), "nor one of the bases");
        assert_ne!(generator(b"K", 1), generator(b"K1", 1));
    }

    #[test]
    fn keys_that_are_generators_are_recognised() {
        let bases = bit_bases(3);
        for element in [G, -G, *H, -*H, bases[1], -bases[2]] {
            assert!(is_generator(&Point::new(element).expect("not identity"), &bases));
        }
        assert!(!is_generator(&Point::new(G + G).expect("not identity"), &bases));
    }
}

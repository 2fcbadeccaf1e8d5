//! The contract of the store, as a test that every database must pass.

use super::{Append, Head, Store};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_log::merkle::{self, leaf_hash};

/// (SRV-03; crash row 6) Two handles of one database, on which nothing is stored yet.
pub(super) async fn of_two_batches_that_start_from_one_head_the_second_stops(
    mut store: Store,
    mut other: Store,
) {
    let batch = |line: &str| {
        let hash = leaf_hash(line.as_bytes());
        let mut tree = merkle::Frontier::default();
        tree.push(hash);
        Append {
            election: Hash::ZERO,
            created: Some(("board.example".into(), 1)),
            before: Head::empty(),
            after: Head { size: 1, root: tree.root() },
            lines: vec![(line.into(), hash)],
        }
    };
    store.append(&[batch("first")]).await.expect("first");
    assert_eq!(other.append(&[batch("second")]).await.expect_err("second").check, Some(checks::SRV_12));
    let stale = |line: &str| Append { created: None, lines: vec![], ..batch(line) };
    assert_eq!(other.append(&[stale("second")]).await.expect_err("stale").check, Some(checks::SRV_03));
    // Nothing of a batch that failed is there, whatever came first in it.
    let mut next = stale("first");
    next.before = next.after;
    next.after.size = 2;
    next.lines = batch("next").lines;
    assert_eq!(other.append(&[next, stale("x")]).await.expect_err("half").check, Some(checks::SRV_03));
    assert_eq!(store.lines(&Hash::ZERO, 0, 1).await.expect("lines"), ["first"]);
    assert!(!store.has_more(&Hash::ZERO, 1).await.expect("more"));
    assert_eq!(store.lines(&Hash::ZERO, 0, 2).await.expect_err("gap").check, Some(checks::SRV_06));
    for store in [store, other] {
        store.close().await.expect("close");
    }
}

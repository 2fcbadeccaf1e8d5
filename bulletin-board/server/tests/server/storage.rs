//! What is stored stays, what is signed was durable, and what does not fit is not started.

mod older; // a database that was turned back, and the files beside it
mod rotten; // what is stored stays, or is never served
mod writing; // one writer, durable before signed

use crate::board::{NAME, Place, TestBoard};
use crate::election::{TestElection, key, manifest_statement};
use rand::TryRng as _;
use rand::rngs::SysRng;
use sqlx::Connection as _;
use std::fs;
use tabella_log::checkpoint::SignedCheckpoint;

/// A board with an election of three entries.
async fn three_entries() -> (Place, TestBoard, TestElection) {
    let place = Place::new(vec![*key("official").public()]);
    let board = place.start().await;
    let mut election = TestElection::create(&board, "Test").await;
    for trustee in [1, 2] {
        let commitment = election.commitment(trustee);
        election.append(&board, &commitment).await;
    }
    (place, board, election)
}

async fn change(place: &Place, sql: &'static str) -> Result<u64, String> {
    let mut database = place.database().await;
    let done = sqlx::query(sql).execute(&mut database).await;
    database.close().await.unwrap();
    done.map(|done| done.rows_affected()).map_err(|error| error.to_string())
}

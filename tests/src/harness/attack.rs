//! Someone who holds all keys and changes one thing.

use super::keys::Keys;
use std::sync::Arc;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::statement::Body;
use tabella_crypto::signature::SigningKey;

/// A statement before it is signed.
pub struct Draft {
    /// Its date.
    pub at: u64,
    /// Its place in the log.
    pub index: u64,
    /// Hash of the entry before it.
    pub previous: Hash,
    /// What its `election` says.
    pub election: Hash,
    /// What it says.
    pub body: Body,
    /// Who signs it.
    pub author: Arc<SigningKey>,
    /// What stands for the body instead of its canonical bytes.
    pub odd_body: Option<String>,
}

/// Someone who holds all keys and changes one thing.
pub trait Attacker {
    /// Changes a statement before it is signed.
    fn draft(&mut self, _draft: &mut Draft, _keys: &Keys) {}

    /// Changes a line before it is chained; the next entry links to what is returned.
    fn line(&mut self, _index: u64, line: String) -> String {
        line
    }
}

/// No one attacks.
pub struct Nobody;

impl Attacker for Nobody {}

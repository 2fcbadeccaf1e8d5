//! (2.3) The part of a statement that is signed.

use super::kind::Kind;
use crate::bytes::{self, Hash};
use crate::domain;
use crate::group::Point;
use crate::signature::SigningKey;
use core::fmt;

/// The canonical bytes of a statement without its signature.
pub struct Unsigned(String);

impl Unsigned {
    /// Puts a statement together; `body` is canonical.
    pub fn new(author: &Point, body: &str, election: &Hash, kind: Kind) -> Unsigned {
        Unsigned::by(author, body, election, kind)
    }

    /// The same by an author whose point may not have been decoded.
    pub(super) fn by(author: &impl fmt::Display, body: &str, election: &Hash, kind: Kind) -> Unsigned {
        Unsigned(format!(r#"{{"author":"{author}","body":{body},"election":"{election}","kind":"{kind}"}}"#))
    }

    /// (2.3) The digest that is signed; of a ballot, its tracker (5.9).
    pub fn digest(&self) -> Hash {
        Hash::of(&[domain::STATEMENT, self.0.as_bytes()])
    }

    /// The canonical bytes of the statement with a signature over its digest.
    pub fn sign(&self, author: &SigningKey) -> String {
        let signature = bytes::base64url(&author.sign(&self.digest()).to_bytes());
        let open = &self.0[..self.0.len() - 1];
        format!(r#"{open},"signature":"{signature}"}}"#)
    }
}

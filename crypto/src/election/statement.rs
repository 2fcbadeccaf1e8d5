//! (2.3) Statements: what an author says, signed.

pub use super::kind::Kind;
pub use super::unsigned::Unsigned;

use super::ballot::Ballot;
use super::{ceremony, manifest, roll, tally};
use crate::bytes::{Bytes, Hash};
use crate::checks;
use crate::encoding::{self, STATEMENT_LIMIT_BYTES, decode_shaped, encode};
use crate::error::DecodeError;
use crate::group::{Point, PointBytes, PublicScalar};
use crate::proofs::Claim;
use crate::rejection::Culprit;
use crate::signature::{Signature, SigningKey};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

macro_rules! bodies {
    ($($kind:ident($body:ty),)*) => {
        /// The body of a statement, by kind.
        #[derive(Clone, Debug)]
        #[allow(clippy::large_enum_variant, missing_docs)] // ballots are by far the most; see `Kind`
        pub enum Body { $($kind($body),)* }

        impl Body {
            /// The kind of the body.
            pub fn kind(&self) -> Kind {
                match self { $(Body::$kind(_) => Kind::$kind,)* }
            }

            fn decode(kind: Kind, text: &str) -> Result<Body, DecodeError> {
                match kind {
                    $(Kind::$kind => decode_shaped(text).map(Body::$kind),)*
                }
            }

            /// The canonical bytes of the body.
            pub fn encode(&self) -> String {
                match self { $(Body::$kind(body) => encode(body),)* }
            }
        }
    };
}

bodies! {
    Manifest(manifest::Manifest),
    KeyCommitment(ceremony::KeyCommitment),
    KeyDeal(ceremony::KeyDeal),
    KeyConfirmation(ceremony::KeyConfirmation),
    KeyComplaint(ceremony::KeyComplaint),
    Roll(roll::RollPart),
    Open(roll::Open),
    Liveness(ceremony::Liveness),
    Ballot(Ballot),
    Close(tally::Close),
    DecryptionShare(tally::DecryptionShare),
    Result(tally::ElectionResult),
}

/// The wire form; the body is read by kind. Fields in canonical order.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire<'a, P = Point, S = Signature> {
    author: P,
    #[serde(borrow, deserialize_with = "object")]
    body: &'a RawValue,
    election: Hash,
    kind: Kind,
    signature: S,
}

/// An object, to be read by kind.
fn object<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'de RawValue, D::Error> {
    let value = <&RawValue>::deserialize(deserializer)?;
    if value.get().starts_with('{') { Ok(value) } else { Err(D::Error::custom("the body is not an object")) }
}

/// A decoded statement. Its signature has not been verified.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Who says it.
    pub author: Point,
    /// What is said.
    pub body: Body,
    /// (2.3) Zero in a manifest, the election id up to `open`, phi afterwards.
    pub election: Hash,
    /// The author's signature over `digest`.
    pub signature: Signature,
    /// `SHA-256("tabella/1/statement" || canonical bytes without "signature")`; of a ballot, its tracker.
    pub digest: Hash,
}

impl Statement {
    /// Decodes the canonical bytes of a statement.
    ///
    /// # Errors
    /// An ENC id, or REP-02 for an unknown kind or contest rule.
    pub fn decode(text: &str) -> Result<Statement, DecodeError> {
        encoding::check_shape(text)?;
        Statement::decode_shaped(text)
    }

    /// As [`Statement::decode`], for text that is part of a line whose numbers and nesting were checked.
    ///
    /// # Errors
    /// As [`Statement::decode`].
    pub fn decode_shaped(text: &str) -> Result<Statement, DecodeError> {
        demand_length(text)?;
        let wire: Wire<'_> = encoding::parse(text)?;
        let body = Body::decode(wire.kind, wire.body.get())?;
        encoding::demand_canonical(text, &wire)?;
        let unsigned = Unsigned::new(&wire.author, wire.body.get(), &wire.election, body.kind());
        Ok(Statement {
            author: wire.author,
            body,
            election: wire.election,
            signature: wire.signature,
            digest: unsigned.digest(),
        })
    }

    /// (2.3) The claim that the author signed the statement (LOG-13).
    pub fn signature_claim(&self, culprit: Culprit) -> Claim {
        Claim { culprit, equations: vec![self.signature.equation(&self.author, &self.digest)] }
    }
}

/// A ballot whose shape is right, with its author and signature; its points are of type `P`. Most of a log is ballots
/// and most of their decoding is that of points, so there are two stages: the shapes, and then the points of many
/// ballots together.
pub struct BallotShape<P = PointBytes> {
    author: P,
    ballot: Ballot<P>,
    commitment: P,
    digest: Hash,
    election: Hash,
    response: PublicScalar,
}

impl BallotShape {
    /// The shape of a statement, as part of a line whose numbers and nesting were checked. `None` for a statement of
    /// another kind or with a fault: [`Statement::decode_shaped`] says which fault comes first (1.1).
    pub fn read(text: &str) -> Option<BallotShape> {
        demand_length(text).ok()?;
        let wire: Wire<'_, PointBytes, Bytes<64>> = encoding::parse(text).ok()?;
        if wire.kind != Kind::Ballot {
            return None;
        }
        let ballot = decode_shaped(wire.body.get()).ok()?;
        encoding::demand_canonical(text, &wire).ok()?;
        let digest = Unsigned::by(&wire.author, wire.body.get(), &wire.election, wire.kind).digest();
        let (commitment, response) = Signature::halves(&wire.signature.0);
        let response = PublicScalar::decode(response).ok()?;
        let (author, election, commitment) = (wire.author, wire.election, Bytes(commitment));
        Some(BallotShape { author, ballot, commitment, digest, election, response })
    }
}

impl<P> BallotShape<P> {
    /// The same shape with `f` of each of its points, always in the same order; `None` as soon as `f` gives that.
    pub fn try_map<Q>(self, mut f: impl FnMut(P) -> Option<Q>) -> Option<BallotShape<Q>> {
        Some(BallotShape {
            author: f(self.author)?,
            ballot: self.ballot.try_map(&mut f)?,
            commitment: f(self.commitment)?,
            digest: self.digest,
            election: self.election,
            response: self.response,
        })
    }
}

impl From<BallotShape<Point>> for Statement {
    fn from(shape: BallotShape<Point>) -> Statement {
        Statement {
            author: shape.author,
            body: Body::Ballot(shape.ballot),
            election: shape.election,
            signature: Signature { commitment: shape.commitment, response: shape.response },
            digest: shape.digest,
        }
    }
}

/// A statement of which only the frame has been read. The points of the body are not decoded, which takes
/// time: this is enough to refuse what its author may not say now, or has not signed.
pub struct Frame<'a> {
    /// The canonical bytes of the whole statement.
    pub text: &'a str,
    /// Who says it.
    pub author: Point,
    /// What is said, not decoded.
    pub body: &'a str,
    /// As [`Statement::election`].
    pub election: Hash,
    /// The kind of statement.
    pub kind: Kind,
    /// As [`Statement::digest`].
    pub digest: Hash,
    signature: Signature,
}

impl<'a> Frame<'a> {
    /// Reads the frame of a statement.
    ///
    /// # Errors
    /// As [`Statement::decode`], but for what is wrong in the body.
    pub fn read(text: &'a str) -> Result<Frame<'a>, DecodeError> {
        encoding::check_shape(text)?;
        demand_length(text)?;
        let wire: Wire<'_> = encoding::parse(text)?;
        encoding::demand_canonical(text, &wire)?;
        let Wire { author, body, election, kind, signature } = wire;
        let body = body.get();
        let digest = Unsigned::new(&author, body, &election, kind).digest();
        Ok(Frame { text, author, body, election, kind, digest, signature })
    }

    /// As [`Statement::signature_claim`].
    pub fn signature_claim(&self, culprit: Culprit) -> Claim {
        Claim { culprit, equations: vec![self.signature.equation(&self.author, &self.digest)] }
    }
}

/// ENC-08 for a statement.
fn demand_length(text: &str) -> Result<(), DecodeError> {
    if text.len() > STATEMENT_LIMIT_BYTES {
        let reason = format!("a statement of {} bytes; the limit is {STATEMENT_LIMIT_BYTES}", text.len());
        return Err(DecodeError::new(checks::ENC_08, reason));
    }
    Ok(())
}

/// Makes and signs a statement: its canonical bytes, ready to be posted.
pub fn sign(author: &SigningKey, election: &Hash, body: &Body) -> String {
    Unsigned::new(author.public(), &body.encode(), election, body.kind()).sign(author)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::SecretScalar;

    fn key() -> SigningKey {
        SigningKey::new(SecretScalar::derive(b"author", b"", &[]))
    }

    fn close() -> String {
        sign(&key(), &Hash::ZERO, &Body::Close(tally::Close { previous: Hash::ZERO }))
    }

    #[test]
    fn a_signed_statement_decodes_and_its_signature_is_valid() {
        let mut statement = Statement::decode(&close()).expect("statement");
        let claim = statement.signature_claim(Culprit::Entry(0));
        let bases = crate::proofs::batch::Bases::new(None, vec![]);
        assert_eq!(crate::proofs::batch::verify_one(&bases, &claim), []);
        statement.digest.0[0] ^= 1;
        let claim = statement.signature_claim(Culprit::Entry(0));
        assert_eq!(crate::proofs::batch::verify_one(&bases, &claim)[0].check, checks::LOG_13);
    }

    #[test]
    fn unknown_kinds_and_odd_bytes_are_rejected() {
        let check =
            |text: String, expected| assert_eq!(Statement::decode(&text).expect_err("bad").check, expected);
        check(close().replace("\"close\"", "\"note\""), checks::REP_02);
        check(close().replace("{\"previous\":", "{ \"previous\":"), checks::ENC_01);
        check(close().replace("{\"previous\":", "{\"note\":\"\",\"previous\":"), checks::ENC_02);
        let body = format!("\"body\":{{\"previous\":\"{}\"}},", Hash::ZERO);
        let moved = close().replace(&body, "").replace("\"kind\"", &format!("{body}\"kind\""));
        assert_ne!(moved, close());
        check(moved, checks::ENC_01);
        check(close().replace("\"close\"", "\"\\u0063lose\""), checks::ENC_01);
    }
}

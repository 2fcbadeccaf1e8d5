//! The words that keep hashes, derivations and transcripts of the protocol apart, in the order of
//! `docs/specification.md`. No other module spells them out.

// Section 0.6: the first bytes of a hash.
pub(crate) const STATEMENT: &[u8] = b"tabella/1/statement";
pub(crate) const KEY_COMMITMENT: &[u8] = b"tabella/1/key-commitment";
pub(crate) const TALLY: &[u8] = b"tabella/1/tally";
pub(crate) const GENERATOR: &[u8] = b"tabella/1/generator";
pub(crate) const BALLOT_SALT: &[u8] = b"tabella/1/ballot";

// Section 0.6: the first bytes of the info of a derivation.
pub(crate) const IDENTITY: &[u8] = b"tabella/1/identity";
pub(crate) const COEFFICIENT: &[u8] = b"tabella/1/coefficient";
pub(crate) const EPHEMERAL: &[u8] = b"tabella/1/ephemeral";
pub(crate) const SHARE: &[u8] = b"tabella/1/share";
pub(crate) const CREDENTIAL: &[u8] = b"tabella/1/credential";
pub(crate) const BALLOT_RANDOMNESS: &[u8] = b"tabella/1/ballot/r";
pub(crate) const BALLOT_BIT: &[u8] = b"tabella/1/ballot/a";
/// The name of the scalar follows.
pub(crate) const BALLOT_BLINDING: &[u8] = b"tabella/1/ballot/";

/// (1.5) The protocol name of every transcript.
pub(crate) const TRANSCRIPT: &[u8] = b"tabella/1";

/// (1.5) What a transcript is for, which is the first thing that it absorbs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// (2.3) A signature over the digest of a statement.
    Signature,
    /// (4.2) Possession of the secrets of a deal.
    Possession,
    /// (4.4) The rehearsal of a key confirmation.
    Rehearsal,
    /// (4.6) A sign of life.
    Liveness,
    /// (4.5) A complaint about a share.
    Complaint,
    /// (5.3) The argument of a ballot.
    Ballot,
    /// (6.2) A decryption share.
    Decryption,
    /// No part of the protocol: the known answer of the self-test.
    SelfTest,
}

impl Purpose {
    /// The purpose as a transcript absorbs it.
    pub fn name(self) -> &'static str {
        match self {
            Purpose::Signature => "signature",
            Purpose::Possession => "possession",
            Purpose::Rehearsal => "rehearsal",
            Purpose::Liveness => "liveness",
            Purpose::Complaint => "complaint",
            Purpose::Ballot => "ballot",
            Purpose::Decryption => "decryption",
            Purpose::SelfTest => "self-test",
        }
    }
}

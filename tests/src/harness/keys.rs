//! Every secret key of an election, derived from its seed.

use super::spec::Spec;
use rayon::prelude::*;
use std::sync::Arc;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::ceremony::TrusteeSeed;
use tabella_crypto::group::SecretScalar;
use tabella_crypto::signature::SigningKey;
use tabella_log::checkpoint::BoardSigner;
use tabella_log::witness::WitnessSigner;
use zeroize::Zeroizing;

/// Every secret key of an election.
pub struct Keys {
    /// Opens, closes and announces.
    pub official: Arc<SigningKey>,
    /// Publishes the roll.
    pub registrar: Arc<SigningKey>,
    /// Trustees 1..n.
    pub trustees: Vec<TrusteeSeed>,
    /// Voters, in the order of the specification.
    pub voters: Vec<Arc<SigningKey>>,
    /// Signs checkpoints.
    pub board: BoardSigner,
    /// Cosign checkpoints.
    pub witnesses: Vec<WitnessSigner>,
}

impl Keys {
    /// All keys of a specification.
    pub fn new(spec: &Spec) -> Keys {
        let bytes = |what: &str, i: u64| {
            Hash::of(&[b"harness", &spec.seed.to_le_bytes(), what.as_bytes(), &i.to_le_bytes()]).0
        };
        let signing = |what: &str, i: u64| {
            Arc::new(SigningKey::new(SecretScalar::derive(&bytes(what, i), b"", &[b"key"])))
        };
        let witness = |i| {
            WitnessSigner::from_seed(Zeroizing::new(bytes("witness", i)), &format!("witness.example/w{i}"))
        };
        Keys {
            official: signing("official", 0),
            registrar: signing("registrar", 0),
            trustees: (1..=spec.trustees)
                .map(|i| TrusteeSeed::from_bytes(Zeroizing::new(bytes("trustee", i))))
                .collect(),
            voters: (0..spec.voters.len() as u64).into_par_iter().map(|i| signing("voter", i)).collect(),
            board: BoardSigner::from_seed(Zeroizing::new(bytes("board", 0)), "board.example")
                .expect("a name"),
            witnesses: (1..=spec.witnesses).map(|i| witness(i).expect("a name")).collect(),
        }
    }
}

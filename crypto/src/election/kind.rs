//! (2.4) The kinds of statement.

use crate::checks;
use crate::error::fault;
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// The kinds of statement (2.4).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        impl Kind {
            /// Every kind, in the order of (2.4).
            pub const ALL: &[Kind] = &[$(Kind::$kind,)*];

            /// The name on the wire.
            pub fn name(self) -> &'static str {
                match self { $(Kind::$kind => $name,)* }
            }
        }
    };
}

kinds! {
    /// What the election is.
    Manifest = "manifest",
    /// (4.1) A trustee's hash of its deal.
    KeyCommitment = "key-commitment",
    /// (4.2) A trustee's coefficients and encrypted shares.
    KeyDeal = "key-deal",
    /// (4.4) A trustee's agreement and rehearsal.
    KeyConfirmation = "key-confirmation",
    /// (4.5) A trustee's proof that it was dealt a bad share.
    KeyComplaint = "key-complaint",
    /// Who may vote, by credential.
    Roll = "roll",
    /// The end of the preparation; its hash is phi.
    Open = "open",
    /// (4.6) A trustee's sign of life.
    Liveness = "liveness",
    /// §5 An encrypted ballot.
    Ballot = "ballot",
    /// The end of voting.
    Close = "close",
    /// (6.2) A trustee's decryption share.
    DecryptionShare = "decryption-share",
    /// (6.3) The totals.
    Result = "result",
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Kind, D::Error> {
        let name = String::deserialize(deserializer)?;
        let known = Kind::ALL.iter().copied().find(|kind| kind.name() == name);
        known.ok_or_else(|| {
            let shown: String = name.chars().take(40).collect();
            fault(checks::REP_02, format_args!("unknown kind of statement {shown:?}"))
        })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

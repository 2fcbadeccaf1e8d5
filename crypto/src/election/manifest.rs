//! §3 The manifest: what is decided, by whom, with whose keys, and when.

mod check; // MAN
mod checked; // what a manifest is once it has been checked
mod languages; // tags and texts on the wire

pub use checked::{BallotStyle, CheckedManifest};
pub use languages::check_tag;

use crate::bytes::{Bytes, Hash};
use crate::checks;
use crate::contest::{BLANK, ContestShape, NamingError, Rule, SlotName};
use crate::error::fault;
use crate::group::Point;
use crate::plan::Plan;
use crate::text::{Paragraphs, Text};
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// The version of the statement format.
pub const VERSION: u64 = 1;
/// The suite: group, transcript, hash and ciphers.
pub const SUITE: &str = "tabella-1-ristretto255-sha512";
/// Largest total a contest option can reach (3.2).
pub const TOTAL_LIMIT: u64 = 1 << 48;
/// (MAN-11) The last second of the year 9999: no election closes later.
pub const CLOSING_LIMIT: u64 = 253_402_300_799;

/// A short name for programs: 1 to 64 of `a-z`, `0-9`, `-`, `.`, `_`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Id(String);

impl Id {
    /// Checks an id.
    ///
    /// # Errors
    /// The reason, for people.
    pub fn new(text: impl Into<String>) -> Result<Id, String> {
        let text = text.into();
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c);
        if text.is_empty() || text.len() > 64 || !text.chars().all(allowed) {
            return Err("an id is 1 to 64 of a-z, 0-9, '-', '.', '_'".into());
        }
        Ok(Id(text))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        Id::new(String::deserialize(deserializer)?).map_err(|reason| fault(checks::ENC_09, reason))
    }
}

/// One text per language of the manifest; keys are language tags (BCP 47).
pub type Texts<T = Text> = BTreeMap<String, T>;

/// The text in the first of `languages` that there is, else in any.
pub fn text_in<'a, T: AsRef<str>>(texts: &'a Texts<T>, languages: &[&str]) -> &'a str {
    let wanted = languages.iter().find_map(|language| texts.get(*language));
    wanted.or_else(|| texts.values().next()).map_or("", AsRef::as_ref)
}

/// A person or body with a role, and its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its public signing key.
    pub key: Point,
    /// Its name, unique within the role.
    pub name: Text,
}

/// A board or witness: an Ed25519 key (C2SP signed notes) and its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct LogKey {
    /// The Ed25519 public key, in its canonical encoding.
    #[serde(deserialize_with = "deserialize_log_key")]
    #[cfg_attr(feature = "typescript", ts(as = "String"))]
    pub key: Bytes<32>,
    /// The name, such as `board.example` or `witness.example/w1`; see [`check_name`].
    #[serde(deserialize_with = "deserialize_name")]
    pub name: String,
}

impl LogKey {
    /// The origin of an election's log on a board: its name, `/`, and the election id as base64url.
    pub fn origin(&self, election: &Hash) -> String {
        format!("{}/{election}", self.name)
    }
}

/// Longest name of a board or witness, in bytes: with `/` and an election id it is a C2SP key name of
/// at most 255 bytes.
const NAME_LIMIT_BYTES: usize = 200;

/// Longest address of a check page, in bytes.
const ADDRESS_LIMIT_BYTES: usize = 198;

/// The address of a check page that others host: `https://` and up to 190 of `A-Z a-z 0-9 - . _ ~ / : ? = & %`.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Address(String);

impl Address {
    /// Checks an address.
    ///
    /// # Errors
    /// The reason, for people.
    pub fn new(text: impl Into<String>) -> Result<Address, String> {
        let text = text.into();
        let rest = text.strip_prefix("https://").unwrap_or_default();
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~/:?=&%".contains(c);
        if rest.is_empty() || text.len() > ADDRESS_LIMIT_BYTES || !rest.chars().all(allowed) {
            return Err("an address is https:// and 1 to 190 of A-Z a-z 0-9 - . _ ~ / : ? = & %".into());
        }
        Ok(Address(text))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Address, D::Error> {
        Address::new(String::deserialize(deserializer)?).map_err(|reason| fault(checks::ENC_09, reason))
    }
}

/// Checks the name of a board or witness: 1 to 200 ASCII letters, digits and `.-_/:`. Every such name
/// is a C2SP key name.
///
/// # Errors
/// A reason, for people.
pub fn check_name(name: &str) -> Result<(), String> {
    if name.is_empty() || name.len() > NAME_LIMIT_BYTES {
        return Err(format!("a name of {} bytes; expected 1 to {NAME_LIMIT_BYTES}", name.len()));
    }
    match name.chars().find(|c| !c.is_ascii_alphanumeric() && !".-_/:".contains(*c)) {
        Some(c) => Err(format!("a name with the character U+{:04X}", u32::from(c))),
        None => Ok(()),
    }
}

fn deserialize_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    match check_name(&name) {
        Ok(()) => Ok(name),
        Err(reason) => Err(fault(checks::ENC_09, reason)),
    }
}

/// An Ed25519 key whose coordinate is reduced: less than 2^255 - 19, of the sign bit apart (ENC-05).
fn deserialize_log_key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Bytes<32>, D::Error> {
    let key = Bytes::<32>::deserialize(deserializer)?;
    let [first, middle @ .., last] = key.0;
    let is_reduced = first < 0xed || middle.iter().any(|byte| *byte != 0xff) || last & 0x7f != 0x7f;
    if is_reduced { Ok(key) } else { Err(fault(checks::ENC_05, "a key that is not in canonical form")) }
}

/// The witnesses of the board, and how many must have cosigned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witnesses {
    /// Keys and names.
    pub keys: Vec<LogKey>,
    /// Cosignatures needed.
    pub quorum: u64,
}

/// A file of the web client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct ClientFile {
    /// Its path on the board.
    #[cfg_attr(feature = "typescript", ts(as = "String"))]
    pub path: Text,
    /// SHA-256 of its bytes.
    #[cfg_attr(feature = "typescript", ts(as = "String"))]
    pub sha256: Hash,
}

/// A possible answer of a contest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestOption {
    /// Unique in its contest.
    pub id: Id,
    /// Its text for people.
    #[serde(deserialize_with = "languages::texts")]
    pub label: Texts,
}

/// A question put to voters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contest {
    /// Unique in the election.
    pub id: Id,
    /// The possible answers, in ballot order.
    pub options: Vec<ContestOption>,
    /// The rule: what a voter may choose.
    pub rule: Rule,
    /// Its text for people.
    #[serde(deserialize_with = "languages::texts")]
    pub title: Texts,
}

impl Contest {
    /// (MAN-06) The contest as the plan sees it.
    ///
    /// # Errors
    /// The reason why it is impossible, for people.
    pub fn shape(&self) -> Result<ContestShape, String> {
        self.rule.shape(self.options.len())
    }

    /// Its slots, in ballot order: one ciphertext of a ballot and one total of the result for each.
    pub fn slots(&self) -> Vec<SlotName> {
        self.rule.slots(self.options.len())
    }

    /// The option that a slot counts; `None` for the blank vote.
    pub fn option(&self, slot: SlotName) -> Option<&ContestOption> {
        match slot {
            SlotName::Option(position) => self.options.get(position),
            SlotName::Blank => None,
        }
    }

    /// The id of each slot for programs: that of its option, or [`BLANK`].
    pub fn slot_ids(&self) -> Vec<&str> {
        let id = |slot| self.option(slot).map_or(BLANK, |option| option.id.as_str());
        self.slots().into_iter().map(id).collect()
    }

    /// The values of the slots for what a voter names: ids of options, or [`BLANK`].
    ///
    /// # Errors
    /// As [`Rule::read`].
    pub fn read(&self, named: &[String]) -> Result<Zeroizing<Vec<u64>>, NamingError> {
        self.rule.read(&self.slot_ids(), named)
    }

    /// Returns true if a ballot may have these values in the slots.
    pub fn allows(&self, values: &[u64]) -> bool {
        self.shape().is_ok_and(|shape| Plan::compile(&[shape]).witness(values).is_ok())
    }

    /// Names what a voter chose to get these values of the slots.
    pub fn describe(&self, values: &[u64]) -> Vec<String> {
        self.rule.describe(&self.slot_ids(), values)
    }
}

/// Which contests a group of voters decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// Contest ids, in any order; ballots follow the order of the manifest.
    pub contests: Vec<Id>,
    /// Unique in the election.
    pub id: Id,
}

/// The body of a `manifest` statement. Fields in canonical order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Flag: all trustees together are needed (t = n).
    pub all_trustees_needed: bool,
    /// The board that keeps the log.
    pub board: LogKey,
    /// Check pages that others host, may be empty.
    pub check_pages: Vec<Address>,
    /// The served web client, may be empty.
    pub client: Vec<ClientFile>,
    /// Closing time, Unix seconds: the first at which no ballot is accepted.
    #[serde(rename = "closing")]
    pub closes_at: u64,
    /// The questions.
    pub contests: Vec<Contest>,
    /// The description that people read, in paragraphs.
    #[serde(deserialize_with = "languages::texts")]
    pub description: Texts<Paragraphs>,
    /// Language tags, the first is the default.
    #[serde(deserialize_with = "languages::tags")]
    pub languages: Vec<String>,
    /// Fewest counted ballots of a contest whose totals are announced (6.1).
    pub minimum: u64,
    /// Who may open, close and announce.
    pub officials: Vec<Party>,
    /// Opening time, Unix seconds: the first at which a ballot is accepted.
    #[serde(rename = "opening")]
    pub opens_at: u64,
    /// Who may publish the roll.
    pub registrars: Vec<Party>,
    /// Flag: totals may show the weights of few people (3.3).
    pub revealing_weights: bool,
    /// Ballot styles.
    pub styles: Vec<Style>,
    /// Always [`SUITE`].
    pub suite: String,
    /// Trustees needed to decrypt.
    pub threshold: u64,
    /// Its text for people.
    #[serde(deserialize_with = "languages::texts")]
    pub title: Texts,
    /// Those who hold the key, in the order of their indices 1..n.
    pub trustees: Vec<Party>,
    /// Flag: no independent witness (2.2).
    pub unwitnessed: bool,
    /// Always [`VERSION`].
    pub version: u64,
    /// Independent witnesses of the board.
    pub witnesses: Witnesses,
}

impl Manifest {
    /// Number of trustees `n`.
    pub fn trustee_count(&self) -> u64 {
        self.trustees.len() as u64
    }

    /// The index, from 1, of the trustee with this key.
    pub fn trustee_index(&self, key: &Point) -> Option<u64> {
        self.trustees.iter().position(|party| party.key == *key).map(|position| position as u64 + 1)
    }

    /// Largest total weight of the roll (3.2): `weight x largest value <= 2^48`.
    pub fn weight_limit(&self) -> u64 {
        let largest = self.contests.iter().map(|contest| contest.rule.largest_value()).max().unwrap_or(1);
        TOTAL_LIMIT / largest.max(1)
    }

    /// Every public key with a role.
    pub fn keys(&self) -> impl Iterator<Item = &Point> {
        let parties = self.officials.iter().chain(&self.registrars).chain(&self.trustees);
        parties.map(|party| &party.key)
    }

    /// (MAN-09) Without witnesses: how many trustees, together with the board and an official, could show two
    /// logs and read single ballots. Every ballot is read from the difference of two tallies, each decrypted by
    /// t trustees, and an honest one decrypts one: c = 2t - n.
    pub fn unwitnessed_collusion(&self) -> Option<u64> {
        self.unwitnessed.then(|| self.threshold.saturating_mul(2).saturating_sub(self.trustee_count()))
    }

    /// The same in words, for every tool to say.
    pub fn collusion_in_words(&self) -> Option<String> {
        let collusion = self.unwitnessed_collusion()?;
        Some(format!(
            "the board and an official, together with {collusion} of the {} trustees, could show two logs and read \
             single ballots",
            self.trustee_count()
        ))
    }
}

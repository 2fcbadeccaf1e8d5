//! §3 The manifest: what is decided, by whom, with whose keys, and when.

use crate::checks::{self, CheckId};
use crate::encoding::{Bytes, Hash, INTEGER_LIMIT, LINE_LIMIT_BYTES, fault};
use crate::generators::is_generator;
use crate::group::{Element, Point};
use crate::plan::{ContestShape, Plan, Rule};
use crate::text::Text;
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The version of the statement format.
pub const VERSION: u64 = 1;
/// The suite: group, transcript, hash and ciphers.
pub const SUITE: &str = "tabella-1-ristretto255-sha512";
/// Largest total a contest option can reach (S17).
pub const TOTAL_LIMIT: u64 = 1 << 48;

/// A short name for programs: 1 to 64 of `a-z`, `0-9`, `-`, `.`, `_`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Id(String);

impl Id {
    /// Checks an id.
    ///
    /// # Errors
    /// What is wrong with it.
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
pub type Texts = BTreeMap<String, Text>;

/// The text in the first of `languages` that there is, else in any.
pub fn text_in<'a>(texts: &'a Texts, languages: &[&str]) -> &'a str {
    let wanted = languages.iter().find_map(|language| texts.get(*language));
    wanted.or_else(|| texts.values().next()).map_or("", Text::as_str)
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
#[serde(deny_unknown_fields)]
pub struct LogKey {
    /// The Ed25519 public key.
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

/// Checks the name of a board or witness: 1 to 200 ASCII letters, digits and `.-_/:`. Every such name
/// is a C2SP key name.
///
/// # Errors
/// What is wrong, for people.
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
#[serde(deny_unknown_fields)]
pub struct ClientFile {
    /// Its path on the board.
    pub path: Text,
    /// SHA-256 of its bytes.
    pub sha256: Hash,
}

/// A possible answer of a contest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestOption {
    /// Unique in its contest.
    pub id: Id,
    /// What people read.
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
    /// What a voter may choose.
    pub rule: Rule,
    /// What people read.
    pub title: Texts,
}

impl Contest {
    /// The contest as the plan sees it.
    pub fn shape(&self) -> ContestShape {
        ContestShape { rule: self.rule, options: self.options.len() }
    }

    /// Number of ciphertexts: options, and the blank vote if there is one.
    pub fn slots(&self) -> usize {
        self.rule.slots(self.options.len())
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
    /// The served web client, may be empty.
    pub client: Vec<ClientFile>,
    /// Closing time, Unix seconds: the first at which no ballot is accepted.
    pub closing: u64,
    /// The questions.
    pub contests: Vec<Contest>,
    /// What people should know.
    pub description: Texts,
    /// Language tags, the first is the default.
    pub languages: Vec<String>,
    /// Fewest counted ballots of a contest whose totals are announced (S11).
    pub minimum: u64,
    /// Who may open, close and announce.
    pub officials: Vec<Party>,
    /// Opening time, Unix seconds: the first at which a ballot is accepted.
    pub opening: u64,
    /// Who may publish the roll.
    pub registrars: Vec<Party>,
    /// Flag: totals may show the weights of few people (S19).
    pub revealing_weights: bool,
    /// Ballot styles.
    pub styles: Vec<Style>,
    /// Always [`SUITE`].
    pub suite: String,
    /// Trustees needed to decrypt.
    pub threshold: u64,
    /// What people read.
    pub title: Texts,
    /// Who holds the key, in the order of their indices 1..n.
    pub trustees: Vec<Party>,
    /// Flag: no independent witness (S13).
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

    /// The contests of a style, as positions in the manifest, in manifest order.
    pub fn style_contests(&self, style: &Style) -> Vec<usize> {
        (0..self.contests.len()).filter(|c| style.contests.contains(&self.contests[*c].id)).collect()
    }

    /// The plan of each style.
    ///
    /// The manifest must have passed [`Manifest::check`].
    pub fn plans(&self) -> Vec<Plan> {
        self.each_plan().collect()
    }

    /// One plan after the other: all at once can be far larger than what [`Manifest::check`] allows.
    fn each_plan(&self) -> impl Iterator<Item = Plan> {
        let shapes =
            |style| self.style_contests(style).iter().map(|c| self.contests[*c].shape()).collect::<Vec<_>>();
        self.styles.iter().map(move |style| Plan::compile(&shapes(style)))
    }

    /// Number of bit bases `K_j` that the largest style needs.
    pub fn bit_bases(&self) -> usize {
        self.each_plan().map(|plan| plan.bits()).max().unwrap_or(0)
    }

    /// Largest total weight of the roll (S17): `weight x largest value <= 2^48`.
    pub fn weight_limit(&self) -> u64 {
        let largest = self.contests.iter().map(|contest| contest.rule.largest_value()).max().unwrap_or(1);
        TOTAL_LIMIT / largest.max(1)
    }

    /// Every public key with a role.
    pub fn keys(&self) -> impl Iterator<Item = &Point> {
        let parties = self.officials.iter().chain(&self.registrars).chain(&self.trustees);
        parties.map(|party| &party.key)
    }

    /// MAN-01, MAN-04 to MAN-13: what the manifest says by itself.
    ///
    /// # Errors
    /// Every check that fails, with its reason.
    pub fn check(&self) -> Result<(), Vec<(CheckId, String)>> {
        let mut faults = Faults(vec![]);
        self.check_version(&mut faults);
        self.check_ids(&mut faults);
        self.check_contests(&mut faults);
        self.check_texts(&mut faults);
        self.check_numbers(&mut faults);
        // Plans of impossible contests cannot be compiled; MAN-06 or MAN-07 names them.
        let compiles = faults.0.iter().all(|(check, _)| ![checks::MAN_06, checks::MAN_07].contains(check));
        if compiles {
            self.check_sizes(&mut faults);
        }
        let bases = if compiles { crate::generators::bit_bases(self.bit_bases()) } else { vec![] };
        self.check_keys(&bases, &mut faults);
        if faults.0.is_empty() { Ok(()) } else { Err(faults.0) }
    }

    fn check_version(&self, faults: &mut Faults) {
        faults.unless(self.version == VERSION && self.suite == SUITE, checks::MAN_01, || {
            format!("version {VERSION} with suite {SUITE} is all that is known")
        });
    }

    fn check_ids(&self, faults: &mut Faults) {
        let mut unique = |what: &str, ids: Vec<&str>| {
            if let Some(id) = first_repeated(&ids) {
                faults.0.push((checks::MAN_04, format!("two {what} with the id {id:?}")));
            }
        };
        unique("contests", self.contests.iter().map(|contest| contest.id.as_str()).collect());
        unique("styles", self.styles.iter().map(|style| style.id.as_str()).collect());
        for contest in &self.contests {
            // The blank vote is an option of its own, called "blank".
            let blank = contest.rule.has_blank().then_some(super::ballot::BLANK);
            unique("options", contest.options.iter().map(|option| option.id.as_str()).chain(blank).collect());
        }
        for (what, parties) in
            [("officials", &self.officials), ("registrars", &self.registrars), ("trustees", &self.trustees)]
        {
            unique(what, parties.iter().map(|party| party.name.as_str()).collect());
        }
        unique("witnesses", self.witnesses.keys.iter().map(|witness| witness.name.as_str()).collect());
    }

    fn check_keys(&self, bases: &[Element], faults: &mut Faults) {
        // Points and Ed25519 keys alike, as their 32 bytes.
        let mut keys = BTreeSet::from([self.board.key.0]);
        for key in self.keys() {
            faults.unless(keys.insert(*key.as_bytes()), checks::MAN_05, || {
                format!("the key {key} occurs twice")
            });
            faults.unless(!is_generator(key, bases), checks::MAN_05, || {
                format!("the key {key} is a generator")
            });
        }
        for witness in &self.witnesses.keys {
            faults.unless(keys.insert(witness.key.0), checks::MAN_05, || {
                format!("the key of witness {} occurs twice", witness.name)
            });
        }
    }

    fn check_contests(&self, faults: &mut Faults) {
        for contest in &self.contests {
            if let Err(reason) = contest.rule.check(contest.options.len() as u64) {
                faults.0.push((checks::MAN_06, format!("contest {}: {reason}", contest.id)));
            }
        }
        for style in &self.styles {
            let mut ids = BTreeSet::new();
            let sound = !style.contests.is_empty()
                && style
                    .contests
                    .iter()
                    .all(|id| ids.insert(id) && self.contests.iter().any(|c| c.id == *id));
            faults.unless(sound, checks::MAN_07, || {
                format!("style {} must name at least one contest, known ones, each once", style.id)
            });
        }
        for contest in &self.contests {
            let carried = self.styles.iter().any(|style| style.contests.contains(&contest.id));
            faults.unless(carried, checks::MAN_07, || format!("no style carries contest {}", contest.id));
        }
        faults.unless(!self.contests.is_empty() && !self.styles.is_empty(), checks::MAN_07, || {
            "there must be a contest and a style".into()
        });
    }

    fn check_texts(&self, faults: &mut Faults) {
        let languages: BTreeSet<&str> = self.languages.iter().map(String::as_str).collect();
        let tag = |tag: &&str| {
            (2..=35).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        let sound =
            !languages.is_empty() && languages.len() == self.languages.len() && languages.iter().all(tag);
        faults.unless(sound, checks::MAN_13, || {
            "languages must be distinct language tags, at least one".into()
        });
        let mut complete = |what: String, texts: &Texts| {
            let present: BTreeSet<&str> = texts.keys().map(String::as_str).collect();
            faults.unless(present == languages, checks::MAN_13, || {
                format!("{what} must have one text for each language of the manifest")
            });
        };
        complete("the title".into(), &self.title);
        complete("the description".into(), &self.description);
        for contest in &self.contests {
            complete(format!("the title of contest {}", contest.id), &contest.title);
            for option in &contest.options {
                complete(format!("option {} of contest {}", option.id, contest.id), &option.label);
            }
        }
        for contest in &self.contests {
            for language in &languages {
                let labels: Vec<&str> =
                    contest.options.iter().filter_map(|o| o.label.get(*language)).map(Text::as_str).collect();
                faults.unless(first_repeated(&labels).is_none(), checks::MAN_13, || {
                    format!("two options of contest {} have the same label", contest.id)
                });
            }
        }
    }

    fn check_numbers(&self, faults: &mut Faults) {
        let n = self.trustee_count();
        let threshold = if self.all_trustees_needed {
            self.threshold == n && n > 1
        } else {
            1 < self.threshold && self.threshold < n
        };
        faults.unless(threshold, checks::MAN_09, || {
            format!(
                "threshold {} of {n} trustees: it must be over 1 and below the number of trustees, \
                 or equal with the flag all_trustees_needed",
                self.threshold
            )
        });
        let witnesses = self.witnesses.keys.len() as u64;
        let quorum = self.witnesses.quorum;
        let sound = if self.unwitnessed {
            witnesses == 0 && quorum == 0
        } else {
            quorum <= witnesses && 2 * quorum > witnesses
        };
        faults.unless(sound, checks::MAN_10, || {
            format!("a quorum of {quorum} of {witnesses} witnesses: it must be more than half, or none with the flag unwitnessed")
        });
        faults
            .unless(self.opening < self.closing, checks::MAN_11, || "opening must be before closing".into());
        faults
            .unless(self.minimum >= 1, checks::MAN_12, || "the minimum of ballots must be at least 1".into());
        faults.unless(!self.officials.is_empty(), checks::MAN_04, || "there must be an official".into());
        faults.unless(!self.registrars.is_empty(), checks::MAN_04, || "there must be a registrar".into());
    }

    /// MAN-08, with the bounds on line lengths of `docs/protocol.md`.
    fn check_sizes(&self, faults: &mut Faults) {
        let limit = LINE_LIMIT_BYTES;
        for (style, plan) in self.styles.iter().zip(self.each_plan()) {
            let slots = plan.ciphertexts().len();
            let variable = 109 * slots + 46 * plan.bits();
            let ballot = 1_500 + variable;
            faults.unless(plan.is_small() && ballot <= limit, checks::MAN_08, || {
                format!(
                    "a ballot of style {} could take {ballot} bytes; the limit is {limit}: its contests have {slots} \
                     options together, blank votes included, and about {} fit",
                    style.id,
                    (limit - 1_500) * slots / variable.max(1)
                )
            });
        }
        let slots: usize = self.contests.iter().map(Contest::slots).sum();
        let share = 1_000 + 46 * slots;
        let options =
            |contest: &Contest| contest.options.iter().map(|o| 40 + o.id.as_str().len()).sum::<usize>();
        let result =
            1_000 + self.contests.iter().map(|c| 80 + c.id.as_str().len() + options(c)).sum::<usize>();
        let deal = 1_500 + 46 * self.threshold.min(INTEGER_LIMIT / 46) as usize + 67 * self.trustees.len();
        for (what, length) in [("decryption share", share), ("result", result), ("key deal", deal)] {
            faults.unless(length <= limit, checks::MAN_08, || {
                format!("a {what} could take {length} bytes; the limit is {limit}")
            });
        }
    }
}

struct Faults(Vec<(CheckId, String)>);

impl Faults {
    fn unless(&mut self, holds: bool, check: CheckId, reason: impl FnOnce() -> String) {
        if !holds {
            self.0.push((check, reason()));
        }
    }
}

fn first_repeated<'a>(items: &[&'a str]) -> Option<&'a str> {
    let mut seen = BTreeSet::new();
    items.iter().copied().find(|item| !seen.insert(*item))
}

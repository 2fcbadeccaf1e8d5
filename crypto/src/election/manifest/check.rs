//! MAN: what a manifest says by itself.

use super::{CLOSING_LIMIT, Contest, Manifest, Party, SUITE, Style, VERSION};
use crate::checks::{self, Check};
use crate::encoding::{INTEGER_LIMIT, LINE_LIMIT_BYTES};
use crate::generators::{bit_bases, is_generator};
use crate::group::Element;
use crate::plan::Plan;
use crate::text::{Text, comparison_key, looks};
use std::collections::{BTreeMap, BTreeSet};

impl Manifest {
    /// Pairs of labels of one contest, or of names of one list, that differ and look alike: people should be
    /// warned of them.
    pub fn look_alikes(&self) -> Vec<[&str; 2]> {
        let mut lists: Vec<Vec<&str>> =
            [&self.officials, &self.registrars, &self.trustees].map(|parties| names(parties)).into();
        for contest in &self.contests {
            let labels = |language: &String| {
                contest.options.iter().filter_map(|o| o.label.get(language)).map(Text::as_str).collect()
            };
            lists.extend(self.languages.iter().map(labels));
        }
        lists.iter().flat_map(|list| alike(list)).collect()
    }

    /// (MAN-04) Returns true if no two contests have one id.
    pub(super) fn has_distinct_contests(&self) -> bool {
        let mut ids = BTreeSet::new();
        self.contests.iter().all(|contest| ids.insert(&contest.id))
    }

    /// MAN-01, MAN-04 to MAN-13: what is wrong with what the manifest says by itself; every check that fails, with
    /// its reason.
    pub fn faults(&self) -> Vec<(Check, String)> {
        let mut faults = Faults(vec![]);
        self.check_version(&mut faults);
        self.check_ids(&mut faults);
        self.check_contests(&mut faults);
        self.check_texts(&mut faults);
        self.check_numbers(&mut faults);
        // Plans of impossible contests cannot be compiled; MAN-06 or MAN-07 names them, or MAN-04 two of one id.
        let compiles = self.has_distinct_contests()
            && faults.0.iter().all(|(check, _)| ![checks::MAN_06, checks::MAN_07].contains(check));
        if compiles {
            self.check_sizes(&mut faults);
        }
        let bits = if compiles { self.each_plan().map(|(_, plan)| plan.bits()).max() } else { None };
        self.check_keys(&bit_bases(bits.unwrap_or(0)), &mut faults);
        faults.0
    }

    fn check_version(&self, faults: &mut Faults) {
        faults.require(self.version == VERSION && self.suite == SUITE, checks::MAN_01, || {
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
            // With the blank vote, if there is one.
            unique("options", contest.slot_ids());
        }
        unique("witnesses", self.witnesses.keys.iter().map(|witness| witness.name.as_str()).collect());
        for (what, parties) in
            [("officials", &self.officials), ("registrars", &self.registrars), ("trustees", &self.trustees)]
        {
            if let Some([one, other]) = first_alike(&names(parties)) {
                let reason = format!("two {what} have the same name: {one:?} and {other:?}");
                faults.0.push((checks::MAN_04, reason));
            }
        }
    }

    fn check_keys(&self, bases: &[Element], faults: &mut Faults) {
        // Points and Ed25519 keys alike, as their 32 bytes.
        let mut keys = BTreeSet::from([self.board.key.0]);
        for key in self.keys() {
            faults.require(keys.insert(*key.as_bytes()), checks::MAN_05, || {
                format!("the key {key} occurs twice")
            });
            faults.require(!is_generator(key, bases), checks::MAN_05, || {
                format!("the key {key} is a generator")
            });
        }
        for witness in &self.witnesses.keys {
            faults.require(keys.insert(witness.key.0), checks::MAN_05, || {
                format!("the key of witness {} occurs twice", witness.name)
            });
        }
    }

    fn check_contests(&self, faults: &mut Faults) {
        for contest in &self.contests {
            if let Err(reason) = contest.shape() {
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
            faults.require(sound, checks::MAN_07, || {
                format!("style {} must name at least one contest, known ones, each once", style.id)
            });
        }
        for contest in &self.contests {
            let carried = self.styles.iter().any(|style| style.contests.contains(&contest.id));
            faults.require(carried, checks::MAN_07, || format!("no style carries contest {}", contest.id));
        }
        faults.require(!self.contests.is_empty() && !self.styles.is_empty(), checks::MAN_07, || {
            "there must be a contest and a style".into()
        });
    }

    fn check_texts(&self, faults: &mut Faults) {
        let languages: BTreeSet<&str> = self.languages.iter().map(String::as_str).collect();
        let distinct: BTreeSet<String> = self.languages.iter().map(|tag| tag.to_ascii_lowercase()).collect();
        let sound = !languages.is_empty() && distinct.len() == self.languages.len();
        faults.require(sound, checks::MAN_13, || {
            "there must be a language, and no two may differ in nothing but case".into()
        });
        let mut complete = |what: String, present: Vec<&String>| {
            let present: BTreeSet<&str> = present.into_iter().map(String::as_str).collect();
            faults.require(present == languages, checks::MAN_13, || {
                format!("{what} must have one text for each language of the manifest")
            });
        };
        complete("the title".into(), self.title.keys().collect());
        complete("the description".into(), self.description.keys().collect());
        for contest in &self.contests {
            complete(format!("the title of contest {}", contest.id), contest.title.keys().collect());
            for option in &contest.options {
                complete(
                    format!("option {} of contest {}", option.id, contest.id),
                    option.label.keys().collect(),
                );
            }
        }
        for contest in &self.contests {
            for language in &languages {
                let labels: Vec<&str> =
                    contest.options.iter().filter_map(|o| o.label.get(*language)).map(Text::as_str).collect();
                if let Some([one, other]) = first_alike(&labels) {
                    let reason = format!(
                        "two options of contest {} have the same label to a reader: {one:?} and {other:?}",
                        contest.id
                    );
                    faults.0.push((checks::MAN_13, reason));
                }
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
        faults.require(threshold, checks::MAN_09, || {
            format!(
                "threshold {} of {n} trustees: it must be over 1 and below the number of trustees, \
                 or equal with the flag all_trustees_needed",
                self.threshold
            )
        });
        let overlap = self.unwitnessed_collusion().is_none_or(|collusion| collusion > 0);
        faults.require(overlap, checks::MAN_09, || {
            format!(
                "threshold {} of {n} trustees: without witnesses it must be more than half of them, or the board \
                 alone could show two logs to different trustees and read single ballots",
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
        faults.require(sound, checks::MAN_10, || {
            format!("a quorum of {quorum} of {witnesses} witnesses: it must be more than half, or none with the flag unwitnessed")
        });
        let times = self.opens_at < self.closes_at && self.closes_at <= CLOSING_LIMIT;
        faults.require(times, checks::MAN_11, || {
            "opening must be before closing, and closing not after the year 9999".into()
        });
        faults.require(self.minimum >= 1, checks::MAN_12, || {
            "the minimum of ballots must be at least 1".into()
        });
        faults.require(!self.officials.is_empty(), checks::MAN_04, || "there must be an official".into());
        faults.require(!self.registrars.is_empty(), checks::MAN_04, || "there must be a registrar".into());
    }

    /// One plan after the other: all at once can be far larger than what MAN-08 allows.
    fn each_plan(&self) -> impl Iterator<Item = (&Style, Plan)> {
        self.styles.iter().filter_map(|style| Some((style, self.plan(style).ok()?)))
    }

    /// MAN-08, with the bounds on line lengths of `docs/specification.md`.
    fn check_sizes(&self, faults: &mut Faults) {
        let limit = LINE_LIMIT_BYTES;
        for (style, plan) in self.each_plan() {
            let slots = plan.ciphertexts().len();
            let variable = 109 * slots + 46 * plan.bits();
            let ballot = 1_500 + variable;
            faults.require(plan.fits_integers() && ballot <= limit, checks::MAN_08, || {
                format!(
                    "a ballot of style {} could take {ballot} bytes; the limit is {limit}: its contests have {slots} \
                     options together, blank votes included, and about {} fit",
                    style.id,
                    (limit - 1_500) * slots / variable.max(1)
                )
            });
        }
        let slots: usize = self.contests.iter().map(|contest| contest.slots().len()).sum();
        let share = 1_000 + 46 * slots;
        let options =
            |contest: &Contest| contest.options.iter().map(|o| 40 + o.id.as_str().len()).sum::<usize>();
        let result =
            1_000 + self.contests.iter().map(|c| 80 + c.id.as_str().len() + options(c)).sum::<usize>();
        let deal = 1_500 + 46 * self.threshold.min(INTEGER_LIMIT / 46) as usize + 67 * self.trustees.len();
        for (what, length) in [("decryption share", share), ("result", result), ("key deal", deal)] {
            faults.require(length <= limit, checks::MAN_08, || {
                format!("a {what} could take {length} bytes; the limit is {limit}")
            });
        }
    }
}

struct Faults(Vec<(Check, String)>);

impl Faults {
    fn require(&mut self, met: bool, check: Check, reason: impl FnOnce() -> String) {
        if !met {
            self.0.push((check, reason()));
        }
    }
}

fn names(parties: &[Party]) -> Vec<&str> {
    parties.iter().map(|party| party.name.as_str()).collect()
}

fn first_repeated<'a>(items: &[&'a str]) -> Option<&'a str> {
    let mut seen = BTreeSet::new();
    items.iter().copied().find(|item| !seen.insert(*item))
}

/// (1.4) The first two texts that are the same to a reader.
fn first_alike<'a>(texts: &[&'a str]) -> Option<[&'a str; 2]> {
    let mut seen = BTreeMap::new();
    texts.iter().find_map(|text| seen.insert(comparison_key(text), *text).map(|earlier| [earlier, *text]))
}

/// Texts that look like one before them, and that one.
fn alike<'a>(texts: &[&'a str]) -> Vec<[&'a str; 2]> {
    let mut seen: [BTreeMap<String, &str>; 2] = Default::default();
    let mut pairs = vec![];
    for text in texts {
        let looks = looks(text);
        let earlier = seen.iter().zip(&looks).find_map(|(seen, looks)| seen.get(looks)).copied();
        pairs.extend(earlier.filter(|earlier| earlier != text).map(|earlier| [earlier, *text]));
        for (seen, looks) in seen.iter_mut().zip(looks) {
            seen.entry(looks).or_insert(text);
        }
    }
    pairs
}

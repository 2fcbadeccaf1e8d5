//! (6.1) What weights do to contests: the totals of a contest are withheld when some, but fewer than the minimum, of
//! the people who share a weight vote. The registrar sees beforehand how many they are.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use tabella_crypto::election::manifest::Manifest;

/// The voters of a contest who are fewest by weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Smallest {
    /// The contest's id.
    pub contest: String,
    /// How many may vote in it.
    pub voters: u64,
    /// How many weights they have.
    pub weights: u64,
    /// The weight that fewest of them have; of several, the smallest.
    pub weight: u64,
    /// How many have it.
    pub members: u64,
}

/// The smallest class of every contest in which someone may vote; `voters` are style and weight of each.
pub fn smallest(manifest: &Manifest, voters: impl Iterator<Item = (u64, u64)>) -> Vec<Smallest> {
    let mut rows: BTreeMap<(u64, u64), u64> = BTreeMap::new();
    for class in voters {
        *rows.entry(class).or_default() += 1;
    }
    let of_contest = |contest: &tabella_crypto::election::manifest::Contest| {
        let mut members: BTreeMap<u64, u64> = BTreeMap::new();
        for ((style, weight), count) in &rows {
            let style = usize::try_from(*style).ok().and_then(|style| manifest.styles.get(style));
            if style.is_some_and(|style| style.contests.contains(&contest.id)) {
                *members.entry(*weight).or_default() += count;
            }
        }
        let (weight, fewest) = members.iter().min_by_key(|(_, count)| **count)?;
        Some(Smallest {
            contest: contest.id.to_string(),
            voters: members.values().sum(),
            weights: members.len() as u64,
            weight: *weight,
            members: *fewest,
        })
    };
    manifest.contests.iter().filter_map(of_contest).collect()
}

/// The contests that few people can withhold, in words.
pub fn at_risk(classes: &[Smallest], manifest: &Manifest) -> Vec<String> {
    let risky = classes.iter().filter(|class| class.is_at_risk(manifest));
    risky.map(|class| class.in_words(manifest)).collect()
}

impl Smallest {
    /// Returns true if few people can withhold the totals of many by staying at home.
    pub fn is_at_risk(&self, manifest: &Manifest) -> bool {
        self.weights > 1 && manifest.minimum > 1 && !manifest.revealing_weights
    }

    /// Describes what happens when few vote.
    pub fn in_words(&self, manifest: &Manifest) -> String {
        let Smallest { contest, voters, weights, weight, members } = self;
        let minimum = manifest.minimum;
        if self.is_at_risk(manifest) {
            return format!(
                "contest {contest}: {voters} voters in {weights} weights; the smallest class has weight {weight}. If \
                 some of them vote, but fewer than {minimum} of its {members} voters, the whole contest is withheld: \
                 no one ever learns its totals, however many others have voted"
            );
        }
        format!(
            "contest {contest}: {voters} voters. If fewer than {minimum} of its {voters} voters vote, this contest is \
             withheld: no one ever learns its totals"
        )
    }

    /// For machines.
    pub fn facts(&self, manifest: &Manifest) -> Value {
        json!({
            "at_risk": self.is_at_risk(manifest),
            "contest": self.contest,
            "members": self.members,
            "minimum": manifest.minimum,
            "voters": self.voters,
            "weight": self.weight,
            "weights": self.weights,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::official::draft::tests::example as manifest;

    #[test]
    fn the_smallest_class_of_every_contest_is_found_over_all_its_styles() {
        let manifest = manifest();
        // Style 0 decides both contests, style 1 "council" alone.
        let voters = [(0, 1, 100), (0, 40, 12), (1, 40, 3), (1, 2, 20)];
        let rows =
            voters.into_iter().flat_map(|(style, weight, count)| (0..count).map(move |_| (style, weight)));
        let found = smallest(&manifest, rows);
        let short: Vec<_> =
            found.iter().map(|c| (c.contest.as_str(), c.voters, c.weights, c.weight, c.members)).collect();
        assert_eq!(short, [("council", 135, 3, 40, 15), ("hours", 112, 2, 40, 12)]);
        let words = found[1].in_words(&manifest);
        for expected in [
            "contest hours: 112 voters in 2 weights; the smallest class has weight 40",
            "If some of them vote, but fewer than 10 of its 12 voters, the whole contest is withheld",
        ] {
            assert!(words.contains(expected), "{words}");
        }
        assert_eq!(smallest(&manifest, [(1, 1)].into_iter()).len(), 1, "no one decides \"hours\"");
    }

    #[test]
    fn equal_weights_and_a_manifest_that_reveals_them_put_nothing_at_risk() {
        let manifest = manifest();
        let equal = &smallest(&manifest, (0..30).map(|_| (0, 7)))[0];
        assert!(!equal.is_at_risk(&manifest));
        let words = equal.in_words(&manifest);
        assert!(
            words.contains("If fewer than 10 of its 30 voters vote, this contest is withheld"),
            "{words}"
        );
        let unequal = &smallest(&manifest, (0..30).map(|i| (0, 1 + i % 2)))[0];
        assert!(unequal.is_at_risk(&manifest));
        for changed in
            [Manifest { revealing_weights: true, ..manifest.clone() }, Manifest { minimum: 1, ..manifest }]
        {
            assert!(!unequal.is_at_risk(&changed));
        }
    }
}

//! What an official sees before an election is published: everything that cannot be changed afterwards, in words.

use crate::official::draft::Drafted;
use crate::program::answer::Failure;
use crate::program::clock;
use crate::program::official::languages;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use tabella_crypto::election::manifest::{Contest, Manifest, Party, text_in};

/// Voting that ends later than this from now on is taken for a typing error: a year, in seconds.
const YEAR: u64 = 366 * 24 * 60 * 60;
/// With fewer ballots, totals show more about people than they hide.
const SAFE_MINIMUM: u64 = 3;
/// Most pairs of texts that look alike.
const LOOK_ALIKES: usize = 20;
/// Most ids that are shown.
const IDS: usize = 12;

/// What is shown, and the same for programs.
#[derive(Clone, Debug)]
pub struct Summary {
    /// For people.
    pub words: String,
    /// What a person should think about, one sentence each.
    pub warnings: Vec<String>,
}

/// Refuses times that are most likely typing errors; a flag allows them.
///
/// # Errors
/// Voting is over, or would end more than a year from now.
pub fn demand_usual_times(manifest: &Manifest, now: u64) -> Result<(), Failure> {
    let closing = clock::in_calendar(manifest.closes_at, &TimeZone::UTC).join("");
    let reason = if manifest.closes_at <= now {
        let ago = clock::length(now - manifest.closes_at);
        format!("voting would have ended {ago} ago: closing is {closing}. Correct opening and closing")
    } else if manifest.closes_at - now > YEAR {
        let unit = if manifest.closes_at > 100_000_000_000 {
            "; it looks like milliseconds, and must be seconds or a date"
        } else {
            ""
        };
        format!("voting would end more than a year from now: closing is {closing}{unit}. Correct closing")
    } else {
        return Ok(());
    };
    Err(Failure::failed(format!(
        "{reason}, or give --unusual-times if that is what you want. Nothing was posted"
    )))
}

/// Refuses a minimum of ballots that hides nobody; a flag allows it.
///
/// # Errors
/// A contest with one or two ballots would be decrypted.
pub fn demand_safe_minimum(manifest: &Manifest) -> Result<(), Failure> {
    if manifest.minimum >= SAFE_MINIMUM {
        return Ok(());
    }
    Err(Failure::failed(format!(
        "{}, or give --small-minimum if that is what you want. Nothing was posted",
        small_minimum(manifest.minimum)
    )))
}

fn small_minimum(minimum: u64) -> String {
    let shown = if minimum <= 1 {
        "the totals of a contest in which one person voted are that person's vote"
    } else {
        "each of two voters can subtract their own vote from the totals, and see the other's"
    };
    format!("minimum_ballots is {minimum}: {shown}. Take 10 or more, or at least {SAFE_MINIMUM}")
}

impl Summary {
    /// The summary of a draft at this time, with times in a time zone and in UTC.
    pub fn of(drafted: &Drafted, now: u64, zone: &TimeZone) -> Summary {
        let warnings = warnings(&drafted.manifest);
        let mut lines = head(&drafted.manifest, now, zone);
        lines.extend(contests(drafted));
        lines.extend(roles(&drafted.manifest));
        lines.extend(warnings.iter().map(|warning| format!("\nWARNING: {warning}")));
        Summary { words: lines.join("\n"), warnings }
    }

    /// For machines.
    pub fn facts(&self, drafted: &Drafted) -> Value {
        let made = drafted.made_ids.iter().map(|(contest, ids)| json!({ "contest": contest, "ids": ids }));
        json!({
            "closing": drafted.manifest.closes_at,
            "command": "election check",
            "contests": drafted.manifest.contests.iter().map(|contest| json!({
                "id": contest.id, "options": contest.options.len(), "rule": contest.rule.to_string(),
            })).collect::<Vec<_>>(),
            "made_ids": made.collect::<Vec<_>>(),
            "opening": drafted.manifest.opens_at,
            "warnings": self.warnings,
        })
    }
}

/// Lines with one label, which stands before the first.
fn labelled(label: &str, lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let label = |position: usize| if position == 0 { label } else { "" };
    lines
        .into_iter()
        .enumerate()
        .map(|(position, line)| format!("  {:<11}  {line}", label(position)))
        .collect()
}

fn head(manifest: &Manifest, now: u64, zone: &TimeZone) -> Vec<String> {
    let languages = languages(manifest);
    let others = match languages.split_first() {
        Some((first, [])) => first.to_string(),
        Some((first, rest)) => format!("{first}, which is the default, {}", rest.join(", ")),
        None => String::new(),
    };
    let begins = if manifest.opens_at > now {
        format!("begins in {}", clock::length(manifest.opens_at - now))
    } else {
        "has begun already: it counts from the moment that you open the election".into()
    };
    let lasts = clock::length(manifest.closes_at.saturating_sub(manifest.opens_at));
    [
        labelled("Title", [text_in(&manifest.title, &languages).to_owned()]),
        labelled("Languages", [others]),
        labelled("Opening", clock::in_calendar(manifest.opens_at, zone)),
        labelled("Closing", clock::in_calendar(manifest.closes_at, zone)),
        labelled("Voting", [format!("lasts {lasts}, {begins}")]),
    ]
    .concat()
}

fn contests(drafted: &Drafted) -> Vec<String> {
    let manifest = &drafted.manifest;
    let languages = languages(manifest);
    let contest = |contest: &Contest| {
        let title = text_in(&contest.title, &languages);
        let made = drafted.made_ids.iter().find(|(id, _)| *id == contest.id).map(|(_, made)| {
            let shown: Vec<&str> = made.iter().take(IDS).map(|id| id.as_str()).collect();
            let more = match made.len().saturating_sub(IDS) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("  {} ids were made of labels: {}{more}", made.len(), shown.join(", "))
        });
        let rule = format!("  {}; {} options", contest.rule, contest.options.len());
        [Some(format!("{}: {title}", contest.id)), Some(rule), made].into_iter().flatten().collect::<Vec<_>>()
    };
    let contests = labelled("Contests", manifest.contests.iter().flat_map(contest));
    let style = |style: &tabella_crypto::election::manifest::Style| {
        let ids: Vec<&str> = style.contests.iter().map(|id| id.as_str()).collect();
        format!("{}: {}", style.id, ids.join(", "))
    };
    [contests, labelled("Styles", manifest.styles.iter().map(style))].concat()
}

fn roles(manifest: &Manifest) -> Vec<String> {
    let names = |parties: &[Party]| {
        let names: Vec<&str> = parties.iter().map(|party| party.name.as_str()).collect();
        names.join(", ")
    };
    let witnesses = if manifest.unwitnessed {
        "none".into()
    } else {
        format!("{} of {} must cosign", manifest.witnesses.quorum, manifest.witnesses.keys.len())
    };
    let (threshold, count) = (manifest.threshold, manifest.trustees.len());
    [
        labelled("Threshold", [format!("any {threshold} of the {count} trustees together can decrypt")]),
        labelled("Trustees", [names(&manifest.trustees)]),
        labelled("Officials", [names(&manifest.officials)]),
        labelled("Registrars", [names(&manifest.registrars)]),
        labelled("Minimum", [format!("{} ballots, or a contest is not decrypted", manifest.minimum)]),
        labelled("Board", [manifest.board.name.clone()]),
        labelled("Witnesses", [witnesses]),
        labelled(
            "Web client",
            [match manifest.client.len() {
                0 => {
                    "no files are named: nobody can check what the board serves to browsers (--client)".into()
                }
                files => format!("{files} files are named, with their hashes"),
            }],
        ),
    ]
    .concat()
}

fn warnings(manifest: &Manifest) -> Vec<String> {
    let mut warnings = vec![];
    if manifest.minimum < SAFE_MINIMUM {
        warnings.push(format!("{}.", small_minimum(manifest.minimum)));
    }
    if !manifest.unwitnessed {
        warnings.push(
            "there are witnesses, and no program of this release collects what they sign: without a program of \
             your own that does, the log is never recorded, and the key ceremony stops at its first step. To go \
             without, leave out [[witnesses]] and quorum, and set unwitnessed = true."
                .into(),
        );
    }
    if let Some(collusion) = manifest.collusion_in_words() {
        warnings.push(format!("there are no witnesses: {collusion}."));
    }
    if manifest.all_trustees_needed {
        warnings.push(
            "all trustees are needed: if one key is lost, there is no result, and nobody can help.".into(),
        );
    }
    if manifest.revealing_weights {
        warnings
            .push("revealing_weights is set: totals can show how people with a rare weight voted.".into());
    }
    warnings.extend(look_alikes(manifest));
    warnings
}

/// A warning of each pair of labels or names that people can take for one another.
pub(crate) fn look_alikes(manifest: &Manifest) -> impl Iterator<Item = String> {
    manifest.look_alikes().into_iter().take(LOOK_ALIKES).map(|[one, other]| {
        format!("{one:?} and {other:?} differ in letters that look alike: people can take one for the other.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::official::draft;
    use tabella_crypto::election::manifest::{Id, Witnesses};
    use tabella_crypto::text::Text;

    fn example() -> Drafted {
        Drafted { manifest: draft::tests::example_with_witnesses(), made_ids: vec![] }
    }

    #[test]
    fn everything_that_cannot_be_changed_afterwards_is_shown() {
        let mut drafted = example();
        let made: Vec<Id> = (0..14).map(|i| Id::new(format!("made-{i}")).expect("id")).collect();
        drafted.made_ids = vec![(drafted.manifest.contests[1].id.clone(), made)];
        let before = drafted.manifest.opens_at - 90_000;
        let summary = Summary::of(&drafted, before, &TimeZone::fixed(jiff::tz::offset(1)));
        for expected in [
            "  Title        Works council 2026",
            "  Languages    en, which is the default, zh-Hans",
            "  Opening      Monday 1 March 2027, 08:00:00 (UTC+01:00)\n               Monday 1 March 2027, 07:00:00 (UTC)",
            "  Closing      Friday 5 March 2027, 18:00:00 (UTC+01:00)\n               Friday 5 March 2027, 17:00:00 (UTC)",
            "  Voting       lasts 4 days 10 hours, begins in 1 day 1 hour",
            "council: Works council (up to two)\n                 choose 1 to 2, or vote blank; 3 options",
            "choose exactly 1; 2 options\n                 14 ids were made of labels: made-0, made-1, ",
            "made-11 and 2 more",
            "  Styles       employees: council, hours\n               trainees: council",
            "  Threshold    any 2 of the 3 trustees together can decrypt",
            "  Trustees     Ann Berg, 王伟, Carla Díaz",
            "  Minimum      10 ballots, or a contest is not decrypted",
            "  Witnesses    2 of 3 must cosign",
            "no files are named",
        ] {
            assert!(summary.words.contains(expected), "{expected} in\n{}", summary.words);
        }
        let [warning] = &summary.warnings[..] else { panic!("{:?}", summary.warnings) };
        for expected in
            ["no program of this release collects", "the key ceremony stops", "unwitnessed = true"]
        {
            assert!(warning.contains(expected), "{warning}");
        }
        let late = Summary::of(&drafted, drafted.manifest.opens_at, &TimeZone::UTC);
        assert!(late.words.contains("has begun already"), "{}", late.words);
    }

    #[test]
    fn what_a_person_should_think_about_twice_is_a_warning() {
        let mut drafted = example();
        let warned = |drafted: &Drafted, expected: &str| {
            let summary = Summary::of(drafted, 0, &TimeZone::UTC);
            assert!(summary.warnings.iter().any(|warning| warning.contains(expected)), "{expected}");
            assert!(summary.words.contains(&format!("WARNING: {}", summary.warnings[0])));
        };
        warned(&drafted, "there are witnesses, and no program of this release collects what they sign");
        drafted.manifest.unwitnessed = true;
        drafted.manifest.witnesses = Witnesses { keys: vec![], quorum: 0 };
        drafted.manifest.minimum = 2;
        warned(&drafted, "minimum_ballots is 2: each of two voters can subtract their own vote");
        drafted.manifest.minimum = 1;
        warned(&drafted, "minimum_ballots is 1: the totals of a contest in which one person voted");
        drafted.manifest.minimum = 3;
        assert_eq!(Summary::of(&drafted, 0, &TimeZone::UTC).warnings.len(), 1);
        warned(&drafted, "the board and an official, together with 1 of the 3 trustees, could show two logs");
        // The first letter is Cyrillic.
        let cyrillic = Text::new("\u{410}dam").expect("text");
        for (option, label) in [(0, Text::new("Adam").expect("text")), (1, cyrillic)] {
            drafted.manifest.contests[0].options[option].label.insert("en".into(), label);
        }
        warned(&drafted, "\"Adam\" and \"\u{410}dam\" differ in letters that look alike");
        drafted.manifest.revealing_weights = true;
        warned(&drafted, "revealing_weights is set");
        drafted.manifest.all_trustees_needed = true;
        warned(&drafted, "if one key is lost, there is no result");
    }

    #[test]
    fn a_minimum_that_hides_nobody_is_refused_with_the_flag_that_allows_it() {
        let mut manifest = example().manifest;
        for minimum in [3, 10] {
            manifest.minimum = minimum;
            demand_safe_minimum(&manifest).expect("three people");
        }
        for (minimum, expected) in [(1, "are that person's vote"), (2, "each of two voters can subtract")] {
            manifest.minimum = minimum;
            let failure = demand_safe_minimum(&manifest).expect_err(expected);
            assert_eq!(failure.exit_code(), 2);
            let words = failure.to_string();
            assert!(words.contains(&format!("minimum_ballots is {minimum}: ")), "{words}");
            assert!(words.contains(expected) && words.contains("or give --small-minimum"), "{words}");
        }
    }

    #[test]
    fn a_time_that_is_over_or_years_ahead_is_refused_with_the_reason() {
        let mut manifest = example().manifest;
        let closing = manifest.closes_at;
        demand_usual_times(&manifest, closing - 1).expect("in a second");
        demand_usual_times(&manifest, closing - YEAR).expect("in a year");
        let refused = |manifest: &Manifest, now: u64, expected: &str| {
            let failure = demand_usual_times(manifest, now).expect_err(expected);
            assert_eq!(failure.exit_code(), 2);
            let words = failure.to_string();
            assert!(words.contains(expected) && words.contains("or give --unusual-times"), "{words}");
        };
        refused(
            &manifest,
            closing,
            "voting would have ended 0 seconds ago: closing is Friday 5 March 2027, 17:00:00 (UTC)",
        );
        refused(&manifest, closing + 7_200, "ended 2 hours ago");
        refused(&manifest, closing - YEAR - 1, "more than a year from now: closing is Friday 5 March 2027");
        manifest.closes_at *= 1_000;
        refused(&manifest, closing, "it looks like milliseconds, and must be seconds or a date");
    }
}

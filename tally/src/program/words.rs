//! Words that several commands need.

use tabella_crypto::election::manifest::Manifest;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// Most pairs of texts that look alike.
const LOOK_ALIKES: usize = 20;

/// The languages of a manifest, in order of preference.
pub(crate) fn languages(manifest: &Manifest) -> Vec<&str> {
    manifest.languages.iter().map(String::as_str).collect()
}

/// A length of time in its two largest units, such as `4 days 10 hours`.
pub(crate) fn length(seconds: u64) -> String {
    let units = [("day", seconds / DAY), ("hour", seconds % DAY / HOUR), ("minute", seconds % HOUR / MINUTE)];
    let last = ("second", seconds % MINUTE);
    let named: Vec<String> = units
        .into_iter()
        .chain([last])
        .skip_while(|(_, count)| *count == 0)
        .take(2)
        .filter(|(_, count)| *count > 0)
        .map(|(unit, count)| format!("{count} {unit}{}", if count == 1 { "" } else { "s" }))
        .collect();
    if named.is_empty() { "0 seconds".into() } else { named.join(" ") }
}

/// Lines with one label, which stands before the first.
pub(crate) fn labelled(label: &str, lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let label = |position: usize| if position == 0 { label } else { "" };
    lines
        .into_iter()
        .enumerate()
        .map(|(position, line)| format!("  {:<11}  {line}", label(position)))
        .collect()
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

    #[test]
    fn a_length_is_said_in_its_two_largest_units() {
        for (seconds, expected) in [
            (0, "0 seconds"),
            (61, "1 minute 1 second"),
            (HOUR, "1 hour"),
            (DAY + HOUR + 59, "1 day 1 hour"),
            (4 * DAY + 10 * HOUR, "4 days 10 hours"),
            (2 * DAY + 30, "2 days"),
        ] {
            assert_eq!(length(seconds), expected);
        }
    }
}

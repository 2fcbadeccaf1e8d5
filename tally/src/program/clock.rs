//! Times: Unix seconds for the protocol, RFC 3339 in UTC and the calendar for people.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use std::time::{SystemTime, UNIX_EPOCH};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The machine's clock, Unix seconds.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs())
}

fn timestamp(seconds: u64) -> Option<Timestamp> {
    i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_second(seconds).ok())
}

/// A time for people, such as `2026-05-01T08:00:00Z`.
pub fn in_words(seconds: u64) -> String {
    timestamp(seconds).map_or_else(|| format!("{seconds} (Unix seconds)"), |time| time.to_string())
}

/// A time with its weekday in a time zone, and again in UTC if that is another, such as
/// `Friday 1 May 2026, 10:00:00 (UTC+02:00)` and `Friday 1 May 2026, 08:00:00 (UTC)`.
pub fn in_calendar(seconds: u64, zone: &TimeZone) -> Vec<String> {
    let Some(time) = timestamp(seconds) else { return vec![in_words(seconds)] };
    let there = time.to_zoned_datetime(zone.clone());
    let day = |time: &ZonedDateTime| time.strftime("%A %-d %B %Y, %H:%M:%S").to_string();
    let utc = format!("{} (UTC)", day(&time.to_zoned_datetime(TimeZone::UTC)));
    if there.offset().is_zero() {
        return vec![utc];
    }
    vec![format!("{} (UTC{})", day(&there), there.strftime("%:z")), utc]
}

/// A length of time in its two largest units, such as `4 days 10 hours`.
pub fn length(seconds: u64) -> String {
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

/// Reads a time of RFC 3339, in whole seconds since 1970.
///
/// # Errors
/// What is wrong, for people.
pub fn read(text: &str) -> Result<u64, String> {
    let time: Timestamp = text.parse().map_err(|_| {
        format!(
            "{text} is not a time with its offset, such as 2026-05-01T08:00:00Z or 2026-05-01T16:00:00+08:00"
        )
    })?;
    if time.subsec_nanosecond() != 0 {
        return Err(format!("{text} has a fraction of a second; give whole seconds"));
    }
    u64::try_from(time.as_second()).map_err(|_| format!("{text} is before 1970"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_back_and_need_an_offset() {
        assert_eq!(read("2026-05-01T16:00:00+08:00"), Ok(1_777_622_400));
        assert_eq!(in_words(1_777_622_400), "2026-05-01T08:00:00Z");
        for bad in ["2026-05-01", "2026-05-01T16:00:00", "1960-01-01T00:00:00Z", "2026-05-01T16:00:00.5Z", ""]
        {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert!(in_words(u64::MAX).contains("Unix seconds"));
    }

    #[test]
    fn a_time_has_its_weekday_here_and_in_utc() {
        let berlin = TimeZone::fixed(jiff::tz::offset(2));
        let here = "Friday 1 May 2026, 10:00:00 (UTC+02:00)";
        let utc = "Friday 1 May 2026, 08:00:00 (UTC)";
        assert_eq!(in_calendar(1_777_622_400, &berlin), [here, utc]);
        assert_eq!(in_calendar(1_777_622_400, &TimeZone::UTC), [utc]);
        assert_eq!(in_calendar(1_795_952_345_000, &TimeZone::UTC), ["1795952345000 (Unix seconds)"]);
    }

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

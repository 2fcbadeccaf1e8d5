//! Times: Unix seconds for the protocol, local time and UTC for people.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use std::time::{SystemTime, UNIX_EPOCH};

/// The machine's clock, Unix seconds.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs())
}

/// A time in the time zone of this machine and in UTC, in digits that every language reads, such as
/// `2026-05-01 10:00:00 +02:00 (2026-05-01 08:00:00 UTC)`.
pub fn in_words(seconds: u64) -> String {
    in_zone(seconds, &TimeZone::system())
}

fn in_zone(seconds: u64, zone: &TimeZone) -> String {
    let Some(time) = timestamp(seconds) else { return format!("{seconds} (Unix seconds)") };
    let utc = time.strftime("%Y-%m-%d %H:%M:%S UTC");
    let here = time.to_zoned_datetime(zone.clone());
    if here.offset().is_zero() {
        return utc.to_string();
    }
    format!("{} ({utc})", here.strftime("%Y-%m-%d %H:%M:%S %:z"))
}

/// A time that somebody must compare with a calendar, in English: with its weekday in a time zone, and again in
/// UTC if that is another, such as `Friday 1 May 2026, 10:00:00 (UTC+02:00)` and
/// `Friday 1 May 2026, 08:00:00 (UTC)`.
pub fn in_calendar(seconds: u64, zone: &TimeZone) -> Vec<String> {
    let Some(time) = timestamp(seconds) else { return vec![in_zone(seconds, zone)] };
    let there = time.to_zoned_datetime(zone.clone());
    let day = |time: &ZonedDateTime| time.strftime("%A %-d %B %Y, %H:%M:%S").to_string();
    let utc = format!("{} (UTC)", day(&time.to_zoned_datetime(TimeZone::UTC)));
    if there.offset().is_zero() {
        return vec![utc];
    }
    vec![format!("{} (UTC{})", day(&there), there.strftime("%:z")), utc]
}

fn timestamp(seconds: u64) -> Option<Timestamp> {
    i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_second(seconds).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_shown_here_and_in_utc() {
        let berlin = TimeZone::fixed(jiff::tz::offset(1));
        assert_eq!(in_zone(1_700_000_000, &TimeZone::UTC), "2023-11-14 22:13:20 UTC");
        assert_eq!(in_zone(1_700_000_000, &berlin), "2023-11-14 23:13:20 +01:00 (2023-11-14 22:13:20 UTC)");
        assert_eq!(in_zone(u64::MAX, &berlin), format!("{} (Unix seconds)", u64::MAX));
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
}

//! Times: Unix seconds for the protocol, RFC 3339 in UTC for people.

use std::time::{SystemTime, UNIX_EPOCH};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The machine's clock, Unix seconds.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs())
}

/// A time for people, such as `2026-05-01T08:00:00Z`.
pub fn in_words(seconds: u64) -> String {
    let time = i64::try_from(seconds).ok().and_then(|s| OffsetDateTime::from_unix_timestamp(s).ok());
    time.and_then(|time| time.format(&Rfc3339).ok()).unwrap_or_else(|| format!("{seconds} (Unix seconds)"))
}

/// Reads a time of RFC 3339, in whole seconds since 1970.
///
/// # Errors
/// What is wrong, for people.
pub fn read(text: &str) -> Result<u64, String> {
    let time = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| {
        format!(
            "{text} is not a time with its offset, such as 2026-05-01T08:00:00Z or 2026-05-01T16:00:00+08:00"
        )
    })?;
    if time.nanosecond() != 0 {
        return Err(format!("{text} has a fraction of a second; give whole seconds"));
    }
    u64::try_from(time.unix_timestamp()).map_err(|_| format!("{text} is before 1970"))
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
}

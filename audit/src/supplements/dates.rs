//! LOG-06 of a given checkpoint: when witnesses saw it, against the dates of the record.

use tabella_log::witness::Cosignatures;

/// A checkpoint, and the dates of the record that say most about when it can have been cosigned.
pub(super) struct DatedCheckpoint {
    size: u64,
    cosignatures: Cosignatures,
    /// The entry below the size with the latest date: index and date.
    before: Option<(u64, u64)>,
    /// The entry from the size on with the earliest date.
    after: Option<(u64, u64)>,
}

impl DatedCheckpoint {
    pub(super) fn new(size: u64, cosignatures: Cosignatures) -> DatedCheckpoint {
        DatedCheckpoint { size, cosignatures, before: None, after: None }
    }

    /// Notes the date of an entry.
    pub(super) fn take(&mut self, index: u64, at: u64) {
        let (place, replaces): (_, fn(u64, u64) -> bool) = if index < self.size {
            (&mut self.before, |at, latest| at > latest)
        } else {
            (&mut self.after, |at, earliest| at < earliest)
        };
        if place.is_none_or(|(_, other)| replaces(at, other)) {
            *place = Some((index, at));
        }
    }

    /// The entry that contradicts a cosignature of this time: one below the size that is dated after it, or one
    /// from the size on that is dated before it.
    fn contradiction(&self, time: u64, tolerance: u64) -> Option<(u64, u64)> {
        let later = self.before.filter(|(_, at)| *at > time.saturating_add(tolerance));
        later.or(self.after.filter(|(_, at)| at.saturating_add(tolerance) < time))
    }

    /// Contradictions between single witnesses and the record: these prove nothing.
    ///
    /// # Errors
    /// A quorum of them says so: witnesses who follow one log do not, so the board has shown two, or has dated
    /// entries falsely.
    pub(super) fn contradicts(&self, name: &str, quorum: u64, tolerance: u64) -> Result<Vec<String>, String> {
        let says = |(witness, time): (&str, u64)| {
            let (index, at) = self.contradiction(time, tolerance)?;
            Some(format!(
                "witness {witness} cosigned {name}, of {} entries, at {time}, but entry {index} is dated {at}",
                self.size
            ))
        };
        let said: Vec<String> = self.cosignatures.valid().filter_map(says).collect();
        let witnesses = self.cosignatures.distinct(|time| self.contradiction(time, tolerance).is_some());
        if quorum > 0 && witnesses.len() as u64 >= quorum {
            return Err(format!("a quorum contradicts the dates: {}", said.join("; ")));
        }
        Ok(said.into_iter().map(|what| format!("{what}: fewer than a quorum say so")).collect())
    }
}

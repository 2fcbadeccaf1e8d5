//! What is wrong with a record, while it is folded: in bounded memory, however much there is.

use std::collections::{BTreeMap, BTreeSet};
use tabella_crypto::checks::{Check, Group, LOG_13};
use tabella_crypto::rejection::Rejection;

/// Most faults of one check that are kept. They are enough to name it, and a file of gigabytes could hold
/// one in every byte.
const KEPT: usize = 10_000;

/// A fault of the record, and the entry in which it showed.
#[derive(Clone)]
pub(crate) struct Fault {
    pub(crate) entry: Option<u64>,
    pub(crate) rejection: Rejection,
}

/// All faults. LOG-13 blocks the group of its entry's kind, and is known last.
#[derive(Clone, Default)]
pub(crate) struct Faults {
    pending: Vec<Fault>,
    unsigned: BTreeSet<u64>,
    kept: BTreeMap<Check, Vec<Rejection>>,
    more: BTreeMap<Check, u64>,
}

impl Faults {
    pub(crate) fn push(&mut self, fault: Fault) {
        self.pending.push(fault);
    }

    /// Decides about everything so far. The caller has checked the signatures of the entries concerned.
    pub(crate) fn settle(&mut self) {
        let unsigned = self.pending.iter().filter(|fault| fault.rejection.check == LOG_13);
        self.unsigned.extend(unsigned.filter_map(|fault| fault.entry));
        for Fault { entry, rejection } in self.pending.drain(..) {
            let own = matches!(rejection.check.group(), Group::Encoding | Group::Log);
            if !own && entry.is_some_and(|entry| self.unsigned.contains(&entry)) {
                continue;
            }
            let kept = self.kept.entry(rejection.check).or_default();
            if kept.len() < KEPT {
                kept.push(rejection);
            } else {
                *self.more.entry(rejection.check).or_default() += 1;
            }
        }
    }

    /// Those of some faults that no bad signature blocks. Everything has been pushed.
    pub(crate) fn in_force(&mut self, faults: &[Fault]) -> Vec<Rejection> {
        self.settle();
        let signed = |fault: &Fault| fault.entry.is_none_or(|entry| !self.unsigned.contains(&entry));
        faults.iter().filter(|fault| signed(fault)).map(|fault| fault.rejection.clone()).collect()
    }

    /// (REP-04) Faults in the order of the catalogue, and for each check how many there are besides.
    pub(crate) fn sorted(mut self) -> (Vec<Rejection>, BTreeMap<Check, u64>) {
        self.settle();
        let mut sorted = vec![];
        for check in Check::ALL {
            let mut faults = self.kept.remove(check).unwrap_or_default();
            faults.sort();
            faults.dedup();
            sorted.extend(faults);
        }
        (sorted, self.more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tabella_crypto::checks::{BAL_06, ENC_01};
    use tabella_crypto::rejection::Culprit;

    fn fault(check: Check, entry: u64) -> Fault {
        Fault { entry: Some(entry), rejection: Rejection::new(check, Culprit::Entry(entry), "wrong") }
    }

    fn found(faults: Faults) -> Vec<(&'static str, Option<u64>)> {
        let (sorted, _) = faults.sorted();
        sorted.iter().map(|rejection| (rejection.check.id(), rejection.culprit.entry())).collect()
    }

    #[test]
    fn a_bad_signature_blocks_what_its_entry_says_and_nothing_else() {
        let mut faults = Faults::default();
        for (check, entry) in [(BAL_06, 7), (ENC_01, 7), (BAL_06, 5), (LOG_13, 7), (BAL_06, 5)] {
            faults.push(fault(check, entry));
        }
        faults.settle();
        faults.push(fault(BAL_06, 7));
        let expected = [("ENC-01", Some(7)), ("LOG-13", Some(7)), ("BAL-06", Some(5))];
        assert_eq!(found(faults), expected);
    }

    #[test]
    fn what_is_over_the_limit_is_counted_and_hides_no_other_check() {
        let mut faults = Faults::default();
        for entry in 0..3 * KEPT as u64 {
            faults.push(fault(ENC_01, entry));
            faults.settle();
        }
        faults.push(fault(BAL_06, 1));
        let (sorted, more) = faults.sorted();
        assert_eq!((sorted.len(), sorted[KEPT].check), (KEPT + 1, BAL_06));
        assert_eq!(more, [(ENC_01, 2 * KEPT as u64)].into());
    }
}

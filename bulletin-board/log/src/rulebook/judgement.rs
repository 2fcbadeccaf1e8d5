//! What judging an entry yields: what is wrong with it, and what it changes.

use tabella_crypto::checks::{self, Check, Group};
use tabella_crypto::rejection::{Culprit, Rejection};

/// The faults of an entry, and what it changes all the same.
#[derive(Debug)]
pub struct Judgement {
    /// Every check that refused, in order.
    pub rejections: Vec<Rejection>,
    pub(super) effect: Effect,
}

impl Judgement {
    /// The rejections that fail the record: all, but what is wrong with a refused decryption share is
    /// only named, and fails the record through DEC-04 alone (DEC-05). A share where there is nothing to
    /// decrypt (TAL-04) is no such share.
    pub fn faults(&self) -> impl Iterator<Item = &Rejection> {
        self.rejections.iter().filter(|rejection| !self.is_about_share(rejection))
    }

    /// The faults of a refused decryption share.
    pub fn refused_share(&self) -> impl Iterator<Item = &Rejection> {
        self.rejections.iter().filter(|rejection| self.is_about_share(rejection))
    }

    fn is_about_share(&self, rejection: &Rejection) -> bool {
        matches!(self.effect, Effect::Share { .. })
            && rejection.check != checks::TAL_04
            && matches!(rejection.check.group(), Group::Tally | Group::Decryption)
    }
}

/// The effect of an entry, beyond the chain itself.
#[derive(Debug)]
pub(super) enum Effect {
    Nothing,
    /// The statement's own content is taken over.
    Content,
    /// A confirmation without a valid rehearsal.
    Unrehearsed,
    /// A sign of life that shows no live key. The next one of its trustee comes after it all the same.
    Lifeless,
    /// A complaint was upheld.
    Void,
    /// A share was checked.
    Share {
        index: u64,
        valid: bool,
    },
}

/// The faults of one entry, as far as it has been judged.
pub(super) struct EntryFaults {
    pub(super) culprit: Culprit,
    pub(super) rejections: Vec<Rejection>,
}

impl EntryFaults {
    pub(super) fn new(culprit: Culprit) -> EntryFaults {
        EntryFaults { culprit, rejections: vec![] }
    }

    pub(super) fn reject(&mut self, check: Check, reason: impl Into<String>) {
        self.rejections.push(Rejection::new(check, self.culprit.clone(), reason));
    }

    /// Rejects what does not meet a requirement; only then is the reason put into words.
    pub(super) fn require(&mut self, met: bool, check: Check, reason: impl FnOnce() -> String) {
        if !met {
            self.reject(check, reason());
        }
    }

    pub(super) fn has(&self, checks: &[Check]) -> bool {
        self.rejections.iter().any(|rejection| checks.contains(&rejection.check))
    }
}

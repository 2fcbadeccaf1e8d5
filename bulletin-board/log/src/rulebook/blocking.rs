//! What did not decode, and which checks cannot be made because of it.

use super::Election;
use tabella_crypto::checks::{self, Check, Group};

/// Parts of the record that did not decode, so that what depends on them cannot be judged.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Unreadable {
    pub(super) manifest: bool,
    pub(super) commitments: bool,
    pub(super) deals: bool,
    pub(super) confirmations: bool,
    pub(super) complaint: bool,
    pub(super) roll: bool,
    pub(super) open: bool,
    pub(super) liveness: bool,
    pub(super) ballots: bool,
    pub(super) shares: bool,
}

impl Election {
    /// The reason why a check could not be made on part of the record, if so: something that it needs did not decode.
    pub fn blocked(&self, check: Check) -> Option<&'static str> {
        let unreadable = &self.unreadable;
        let is = |ids: &[Check]| ids.contains(&check);
        let shares = matches!(check.group(), Group::Decryption | Group::Outcome);
        let reasons = [
            (unreadable.commitments && is(&[checks::KEY_02]), "a commitment cannot be read"),
            (
                unreadable.deals
                    && (shares
                        || is(&[checks::KEY_08, checks::KEY_09, checks::KEY_11, checks::KEY_12])
                        || is(&[checks::KEY_14, checks::KEY_15])),
                "a deal cannot be read, or is missing",
            ),
            (unreadable.confirmations && is(&[checks::KEY_15]), "a confirmation cannot be read"),
            (unreadable.complaint && is(&[checks::KEY_10, checks::KEY_11]), "a complaint cannot be read"),
            (unreadable.liveness && is(&[checks::KEY_15]), "a sign of life cannot be read"),
            (
                unreadable.roll
                    && (shares
                        || check.group() == Group::Tally
                        || is(&[checks::BAL_01, checks::ROL_04, checks::ROL_06])),
                "a part of the roll cannot be read",
            ),
            (
                unreadable.open && (check.group() == Group::Proof || is(&[checks::KEY_12, checks::ROL_04])),
                "the opening cannot be read",
            ),
            (
                unreadable.ballots
                    && (shares || check.group() == Group::Tally || is(&[checks::BAL_04, checks::BAL_05])),
                "a ballot cannot be read",
            ),
            (
                unreadable.shares
                    && !self.has_shares()
                    && (check.group() == Group::Outcome || is(&[checks::DEC_04])),
                "a decryption share cannot be read",
            ),
        ];
        reasons.iter().find(|(blocks, _)| *blocks).map(|(_, reason)| *reason)
    }
}

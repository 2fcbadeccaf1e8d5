//! (REP-01) How each check concerns a record, from what the record holds.

use crate::verify::Findings;
use tabella_crypto::checks::{self, Check};
use tabella_crypto::election::statement::Kind;

/// How a check concerns a record.
pub(super) enum Coverage {
    /// It ran over so many objects.
    Ran(u64),
    /// It could not run because of another fault.
    Blocked(&'static str),
    /// It does not concern this record.
    NotApplicable(&'static str),
}

/// How often each check ran, from what the record holds; nothing for those that are not an auditor's. The compiler refuses
/// a catalogue of which a row is missing here (REP-01).
#[allow(clippy::too_many_lines)] // One arm for each check.
pub(super) fn coverage(check: Check, findings: &Findings) -> Option<Coverage> {
    use Coverage::{Blocked, NotApplicable, Ran};
    use checks::*;
    const LATER: Coverage = NotApplicable("later: what it concerns does not exist in this version");
    const BY_TESTS: Coverage = NotApplicable("a property of the verifier itself, established by its tests");
    let of = |kind: Kind| findings.kinds.get(&kind).copied().unwrap_or(0);
    let entries: u64 = findings.kinds.values().sum();
    let manifest = findings.election.manifest();
    let unwitnessed = manifest.is_some_and(|manifest| manifest.unwitnessed);
    let usable = |objects: u64| {
        if manifest.is_some() { Ran(objects) } else { Blocked("there is no usable manifest") }
    };
    let checkpoint = |objects: u64| {
        if findings.checkpoint_readable { Ran(objects) } else { Blocked("not a well-formed checkpoint") }
    };
    let given = findings.supplements;
    let compared = |objects: u64, reason: &'static str| {
        if objects > 0 { Ran(objects) } else { NotApplicable(reason) }
    };
    let no_receipt = "no receipt was given";
    let notes = given.checkpoints + given.receipts;
    let failed = |check: Check| findings.faults.iter().any(|fault| fault.check == check);
    Some(match check {
        ENC_10 => Ran(findings.lines),
        ENC_01 | ENC_02 | ENC_03 | ENC_04 | ENC_05 | ENC_06 | ENC_07 | ENC_08 | ENC_09 => {
            Ran(findings.lines + given.shares)
        }
        LOG_01 => Ran(entries + given.receipts),
        LOG_07 | LOG_15 => Ran(entries),
        LOG_11 => usable(entries),
        LOG_12 | LOG_13 | LOG_14 => usable(entries + given.shares),
        LOG_02 => checkpoint(1),
        LOG_04 => checkpoint(1 + notes),
        LOG_03 => Ran(1 + notes),
        LOG_05 | LOG_06 if unwitnessed => {
            NotApplicable("the manifest says unwitnessed: there are no witnesses")
        }
        LOG_05 | LOG_06 => checkpoint(findings.cosignatures),
        LOG_08 => compared(notes, "no other checkpoint was given"),
        LOG_09 => compared(given.receipts, no_receipt),
        LOG_10 => NotApplicable("no consistency proof was given: the record itself is compared"),
        LOG_16 => usable(of(Kind::Close)),
        MAN_01 | MAN_02 | MAN_03 | MAN_04 | MAN_05 | MAN_06 | MAN_07 | MAN_08 | MAN_09 | MAN_10 | MAN_11
        | MAN_12 | MAN_13 => Ran(of(Kind::Manifest)),
        KEY_01 => usable(of(Kind::KeyCommitment) + of(Kind::KeyDeal) + of(Kind::KeyConfirmation)),
        KEY_02 | KEY_03 | KEY_04 | KEY_05 | KEY_06 => usable(of(Kind::KeyDeal)),
        KEY_08 | KEY_09 => usable(of(Kind::KeyConfirmation)),
        KEY_10 | KEY_11 => usable(of(Kind::KeyComplaint)),
        KEY_12 | PRF_08 => usable(of(Kind::Open)),
        KEY_13 if given.other_records > 0 => usable(given.other_records),
        KEY_13 => NotApplicable("no other record was given"),
        KEY_14 => usable(of(Kind::Liveness)),
        KEY_16 => usable(of(Kind::Liveness)),
        KEY_15 => usable(of(Kind::Open) + of(Kind::Close)),
        ROL_01 | ROL_02 | ROL_03 | ROL_05 => usable(findings.election.roll_rows()),
        ROL_04 | ROL_06 => usable(of(Kind::Open)),
        BAL_01 | BAL_02 | BAL_03 | BAL_04 | BAL_05 | BAL_06 | BAL_07 => usable(of(Kind::Ballot)),
        PRF_01 | PRF_02 | PRF_03 | PRF_04 | PRF_05 => usable(of(Kind::Ballot)),
        PRF_06 | PRF_07 => LATER,
        PRF_09 | PRF_10 => Ran(findings.batches),
        TAL_01 | TAL_04 => usable(of(Kind::DecryptionShare) + of(Kind::Result)),
        TAL_02 | TAL_03 | DEC_04 => usable(of(Kind::Result)),
        DEC_01 | DEC_02 | DEC_03 | DEC_05 => usable(of(Kind::DecryptionShare)),
        DEC_06 if given.shares > 0 => usable(given.shares),
        DEC_06 => NotApplicable("no decryption share was given besides the record"),
        // A total that the shares do not decrypt to has no logarithm that anybody has announced.
        RES_04 if failed(RES_01) => Blocked("RES-01 failed"),
        RES_01 | RES_02 | RES_04 if failed(RES_03) => Blocked("RES-03 failed"),
        RES_01 | RES_02 | RES_03 | RES_04 | RES_05 if failed(DEC_04) => Blocked("DEC-04 failed"),
        RES_01 | RES_02 | RES_03 | RES_04 | RES_05 => usable(of(Kind::Result)),
        RCP_01 | RCP_04 => compared(given.receipts, no_receipt),
        RCP_14 => NotApplicable("this is a record, not an evidence file; use check-evidence"),
        SRV_10 => LATER,
        REP_01 | REP_04 | REP_09 | REP_10 => Ran(1),
        REP_02 => Ran(findings.lines),
        REP_03 => Ran(1),
        REP_05 | REP_06 | REP_07 | REP_08 => BY_TESTS,
        KEY_07 | ROL_07 | ROL_08 | BAL_08 | RCP_02 | RCP_03 | RCP_05 | RCP_06 | RCP_07 | RCP_08 | RCP_09
        | RCP_10 | RCP_11 | RCP_12 | RCP_13 | SRV_01 | SRV_02 | SRV_03 | SRV_04 | SRV_05 | SRV_06
        | SRV_07 | SRV_08 | SRV_09 | SRV_11 | SRV_12 | SRV_13 | SRV_14 | SRV_15 | SRV_16 | TRU_01
        | TRU_02 | TRU_03 | TRU_04 | TRU_05 | TRU_06 | TRU_07 | TRU_08 | TRU_09 | TRU_10 | TRU_11
        | TRU_12 => {
            return None;
        }
    })
}

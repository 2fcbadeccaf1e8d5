//! The catalogue of checks: one id for every reason to say no.
//!
//! The id is the rejection code. Ids are never renumbered or used again; `docs/specification.md`
//! describes each check, and the auditor has a verdict for every one that is its business.

use core::fmt;

/// The id of a check, such as `BAL-04`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CheckId(&'static str);

impl CheckId {
    /// The id as it is printed.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// The group, such as `BAL`.
    pub fn group(self) -> &'static str {
        &self.0[..3]
    }
}

impl fmt::Display for CheckId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for CheckId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// One row of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// The id.
    pub id: CheckId,
    /// Who makes the check: B board, T trustee, A auditor, C client, R registrar.
    pub who: &'static str,
    /// What holds when the check passes.
    pub says: &'static str,
}

macro_rules! catalogue {
    ($($name:ident $id:literal $who:literal $says:literal;)*) => {
        $(#[doc = $says] pub const $name: CheckId = CheckId($id);)*
        /// Every check, group by group, in the order of reports.
        pub const CATALOGUE: &[Check] = &[$(Check { id: $name, who: $who, says: $says },)*];
    };
}

catalogue! {
    ENC_01 "ENC-01" "BTAC" "the line is in canonical form: encode(decode(b)) == b";
    ENC_02 "ENC-02" "BTAC" "exactly the fields of the kind, of the right JSON type";
    ENC_03 "ENC-03" "BTAC" "integers lie in 0 to 2^53-1";
    ENC_04 "ENC-04" "BTAC" "byte strings are base64url without padding, of the exact length";
    ENC_05 "ENC-05" "BTAC" "points decode (RFC 9496)";
    ENC_06 "ENC-06" "BTAC" "no identity where the protocol forbids it";
    ENC_07 "ENC-07" "BTAC" "scalars are reduced";
    ENC_08 "ENC-08" "BTAC" "sizes are within the limits";
    ENC_09 "ENC-09" "BTAC" "texts, ids, names, addresses and language tags are of allowed characters and form";
    ENC_10 "ENC-10" "AC" "every line of the record ends with one newline and nothing follows";
    LOG_01 "LOG-01" "BTAC" "index is the position, previous the hash of the entry before, and statements name the entries that they rest on";
    LOG_02 "LOG-02" "TAC" "the tree of all lines has the size and root of the final checkpoint";
    LOG_03 "LOG-03" "TAC" "the checkpoint has the exact form and origin";
    LOG_04 "LOG-04" "TAC" "the board's signature on the checkpoint is by the key in the trust file";
    LOG_05 "LOG-05" "TAC" "a quorum of distinct witnesses of the trust file cosigned the checkpoint, at possible times";
    LOG_06 "LOG-06" "TA" "no quorum of cosignature times contradicts the dates of the entries";
    LOG_07 "LOG-07" "BTA" "dates never decrease";
    LOG_08 "LOG-08" "TAC" "every other checkpoint held that the board signed fits the record";
    LOG_09 "LOG-09" "AC" "inclusion proof holds, with the exact path length";
    LOG_10 "LOG-10" "AC" "consistency proof holds, with the exact length";
    LOG_11 "LOG-11" "BTA" "the kind is allowed in this phase";
    LOG_12 "LOG-12" "BTA" "the author has the role for the kind";
    LOG_13 "LOG-13" "BTAC" "the statement's signature holds";
    LOG_14 "LOG-14" "BTAC" "the statement names this election";
    LOG_15 "LOG-15" "BTA" "a digest occurs once";
    LOG_16 "LOG-16" "BTA" "close is not before the closing time";
    MAN_01 "MAN-01" "BTAC" "version and suite are known";
    MAN_02 "MAN-02" "TAC" "the election id is that of the trust file";
    MAN_03 "MAN-03" "TAC" "board key, witnesses and quorum are those of the trust file";
    MAN_04 "MAN-04" "BTA" "ids and names are unique";
    MAN_05 "MAN-05" "BTA" "all keys are distinct and no generator";
    MAN_06 "MAN-06" "BTA" "contest rules are possible";
    MAN_07 "MAN-07" "BTA" "every style has a contest, every contest a style";
    MAN_08 "MAN-08" "BTA" "plans compile and the largest lines fit";
    MAN_09 "MAN-09" "BTA" "1 < threshold < trustees, or all trustees with the flag; more than half of them without witnesses";
    MAN_10 "MAN-10" "BTA" "2 x quorum > witnesses, or unwitnessed with the flag";
    MAN_11 "MAN-11" "BTA" "opening is before closing, and closing within the year 9999";
    MAN_12 "MAN-12" "BTA" "the minimum of ballots per cell is at least 1";
    MAN_13 "MAN-13" "BTA" "every text in every language; labels of a contest differ";
    KEY_01 "KEY-01" "BTA" "one commitment, one deal and one confirmation per trustee";
    KEY_02 "KEY-02" "BTA" "the deal opens the commitment";
    KEY_03 "KEY-03" "BTA" "exactly t coefficients";
    KEY_04 "KEY-04" "BTA" "possession of a_i0 is proven";
    KEY_05 "KEY-05" "BTA" "possession of e_i is proven";
    KEY_06 "KEY-06" "BTA" "one share ciphertext of exact length for every trustee";
    KEY_07 "KEY-07" "T" "the trustee's own share opens and fits the coefficients";
    KEY_08 "KEY-08" "BTA" "Y and all X of every confirmation are those of the deals";
    KEY_09 "KEY-09" "BTA" "the rehearsal of the confirmation holds";
    KEY_10 "KEY-10" "BTA" "no ceremony goes on after an upheld complaint";
    KEY_11 "KEY-11" "BTA" "a complaint is upheld";
    KEY_12 "KEY-12" "BTA" "the election key of open is that of the ceremony";
    KEY_13 "KEY-13" "A" "no secret of the ceremony serves in another record given";
    KEY_14 "KEY-14" "BTA" "the liveness rehearsal holds";
    KEY_15 "KEY-15" "BTA" "t live trustees at open and at close";
    KEY_16 "KEY-16" "BTA" "signs of life are a minute apart, each on a later entry that is none";
    ROL_01 "ROL-01" "BTA" "credentials strictly increase over all parts";
    ROL_02 "ROL-02" "BTA" "the style exists";
    ROL_03 "ROL-03" "BTA" "weights are at least 1 and within the bound";
    ROL_04 "ROL-04" "BTA" "rows and total weight are what open repeats";
    ROL_05 "ROL-05" "BTA" "no credential is another key or a generator";
    ROL_06 "ROL-06" "BTA" "weights do not single people out";
    ROL_07 "ROL-07" "CR" "a voter's code belongs to this election and its credential is in the roll";
    ROL_08 "ROL-08" "R" "codes come from operating-system randomness and never leave with a roll part";
    BAL_01 "BAL-01" "BTA" "the author is in the roll";
    BAL_02 "BAL-02" "BTA" "the style is that of the row";
    BAL_03 "BAL-03" "BTAC" "the ballot has the shape of the plan";
    BAL_04 "BAL-04" "BTA" "sequence numbers of a credential are 0, 1, 2, ...";
    BAL_05 "BAL-05" "BTA" "previous is the tracker of that credential's ballot before";
    BAL_06 "BAL-06" "BTA" "no alpha occurs twice";
    BAL_07 "BAL-07" "BTA" "the ballot is dated within the voting time";
    BAL_08 "BAL-08" "C" "the length of a statement does not depend on the selections";
    PRF_01 "PRF-01" "BTAC" "challenges are those of this ballot's transcript";
    PRF_02 "PRF-02" "BTAC" "(5.4) V is opened";
    PRF_03 "PRF-03" "BTAC" "(5.5) every bit is 0 or 1";
    PRF_04 "PRF-04" "BTAC" "(5.6) ciphertexts encrypt what the bits say";
    PRF_05 "PRF-05" "BTAC" "(5.7) the constraints hold";
    PRF_06 "PRF-06" "BTAC" "(5.8) range proof";
    PRF_07 "PRF-07" "BTAC" "(5.8) link";
    PRF_08 "PRF-08" "BTAC" "generators are recomputed and distinct";
    PRF_09 "PRF-09" "ABT" "the verdict of the batch is that of one by one";
    PRF_10 "PRF-10" "ABT" "batch weights are fresh, 128 bits, one per equation";
    TAL_01 "TAL-01" "BTA" "tau is that of the recomputed tally";
    TAL_02 "TAL-02" "BA" "count and weight are those recomputed";
    TAL_03 "TAL-03" "BA" "withheld and empty contests are named, exactly those";
    TAL_04 "TAL-04" "BTA" "without slots to decrypt there are no shares";
    DEC_01 "DEC-01" "BA" "one share per trustee";
    DEC_02 "DEC-02" "BTA" "one D for every slot to decrypt";
    DEC_03 "DEC-03" "BTA" "the proof of the share holds";
    DEC_04 "DEC-04" "BA" "t valid shares of distinct trustees";
    DEC_05 "DEC-05" "A" "an invalid share is named and skipped";
    DEC_06 "DEC-06" "A" "a trustee signs one tau per election, and everybody sees the same";
    RES_01 "RES-01" "BA" "totals are what the shares decrypt to";
    RES_02 "RES-02" "BA" "totals are within the bound and the rule";
    RES_03 "RES-03" "BA" "every option of every contest with slots, once, in order";
    RES_04 "RES-04" "TA" "every discrete logarithm is within the bound";
    RES_05 "RES-05" "AC" "what people are shown comes from the verified totals";
    RCP_01 "RCP-01" "CA" "the receipt holds: line, index, proof, checkpoint";
    RCP_02 "RCP-02" "C" "the statement in the receipt is the one the client made";
    RCP_03 "RCP-03" "C" "without a quorum nothing is called recorded";
    RCP_04 "RCP-04" "CA" "status is looked up by credential under a checkpoint that covers close";
    RCP_05 "RCP-05" "C" "the latest ballot is found in verified entries";
    RCP_06 "RCP-06" "C" "a retry sends the same statement";
    RCP_07 "RCP-07" "C" "the challenged ballot rebuilds to the tracker and the voter's selections";
    RCP_08 "RCP-08" "C" "the challenged ballot is of the voter's credential and this election";
    RCP_09 "RCP-09" "C" "the challenged tracker is not in the log";
    RCP_10 "RCP-10" "C" "cast and challenge consume the prepared ballot";
    RCP_11 "RCP-11" "C" "ballot randomness depends on the whole context";
    RCP_12 "RCP-12" "C" "no randomness, no ballot";
    RCP_13 "RCP-13" "C" "trackers and fingerprints are shown in full with a checksum";
    RCP_14 "RCP-14" "AC" "evidence files stand alone";
    SRV_01 "SRV-01" "B" "every board check comes before the append, within a batch too";
    SRV_02 "SRV-02" "B" "only what is durable is signed";
    SRV_03 "SRV-03" "B" "the checkpoint record is compared and swapped in the append transaction";
    SRV_04 "SRV-04" "B" "the board refuses to start behind a checkpoint it signed";
    SRV_05 "SRV-05" "B" "one writer";
    SRV_06 "SRV-06" "B" "chain and root are recomputed from the stored lines at start";
    SRV_07 "SRV-07" "B" "posting is idempotent by digest";
    SRV_08 "SRV-08" "B" "limits come before decoding";
    SRV_09 "SRV-09" "B" "bytes out are the bytes in";
    SRV_10 "SRV-10" "BA" "record file, tiles, bundles and checkpoint agree";
    SRV_11 "SRV-11" "B" "answers say what is wrong and nothing secret";
    SRV_12 "SRV-12" "B" "a failed or unknown commit stops the process";
    SRV_13 "SRV-13" "B" "cosignatures are verified before they are kept";
    SRV_14 "SRV-14" "B" "the clock never goes back";
    SRV_15 "SRV-15" "B" "pages have no third-party origin and inert texts";
    SRV_16 "SRV-16" "B" "elections are created only by the listed officials";
    TRU_01 "TRU-01" "T" "a record that fails, or no quorum";
    TRU_02 "TRU-02" "T" "aggregates it did not compute";
    TRU_03 "TRU-03" "T" "decrypting before close";
    TRU_04 "TRU-04" "T" "a second tau";
    TRU_05 "TRU-05" "T" "slots under the minimum";
    TRU_06 "TRU-06" "T" "after restoring a backup, anything but its own earlier share";
    TRU_07 "TRU-07" "T" "a manifest that a person has not compared";
    TRU_08 "TRU-08" "T" "a log that does not extend the one seen before";
    TRU_09 "TRU-09" "T" "two different deals for one election";
    TRU_10 "TRU-10" "T" "opening a share of a dealer without proof of e_i";
    TRU_11 "TRU-11" "T" "rehearsal from memory instead of the backup";
    TRU_12 "TRU-12" "T" "showing secrets";
    REP_01 "REP-01" "A" "every check has a verdict";
    REP_02 "REP-02" "ATBC" "unknown kinds and rules are refused";
    REP_03 "REP-03" "AT" "no trust file, no verdict";
    REP_04 "REP-04" "A" "all rejections are collected, in a fixed order";
    REP_05 "REP-05" "A" "ids in code, documents and tests agree";
    REP_06 "REP-06" "A" "no byte of a record is free";
    REP_07 "REP-07" "ABTC" "no panic, bounded time and memory";
    REP_08 "REP-08" "A" "the exit code tells the verdict";
    REP_09 "REP-09" "A" "the report names record, trust file, version and counts";
    REP_10 "REP-10" "AT" "the self-test passes";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_id_occurs_once() {
        let ids: HashSet<_> = CATALOGUE.iter().map(|check| check.id).collect();
        assert_eq!(ids.len(), CATALOGUE.len());
    }
}

//! The catalogue of checks: one id for every reason to say no.
//!
//! The id is the rejection code. Ids are never renumbered or used again; `docs/specification.md`
//! describes each check, and the auditor has a verdict for every one that is its business.

use core::cmp::Ordering;
use core::fmt;

pub use Check::*;

/// Who makes a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The board, before it takes a statement.
    Board,
    /// A trustee, before they act.
    Trustee,
    /// The auditor.
    Auditor,
    /// The voter's program.
    Client,
    /// The registrar, who makes the roll and the codes.
    Registrar,
}

impl Role {
    /// The letter of the role in the tables of `docs/specification.md`.
    pub fn letter(self) -> char {
        match self {
            Role::Board => 'B',
            Role::Trustee => 'T',
            Role::Auditor => 'A',
            Role::Client => 'C',
            Role::Registrar => 'R',
        }
    }
}

macro_rules! catalogue {
    ($($group:ident $prefix:literal $what:literal { $($name:ident $id:literal $($who:ident)* : $says:literal;)* })*) => {
        /// A check. Its name is its id, so that whoever searches for one finds the other.
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Check {
            $($(#[doc = $says] $name,)*)*
        }

        /// The subject of a check.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Group {
            $(#[doc = $what] $group,)*
        }

        impl Check {
            /// Every check, group by group, in the order of reports.
            pub const ALL: &[Check] = &[$($($name,)*)*];

            /// The id, such as `BAL-04`.
            pub fn id(self) -> &'static str {
                match self {
                    $($($name => $id,)*)*
                }
            }

            /// The group, such as that of the ballots.
            pub fn group(self) -> Group {
                match self {
                    $($(| $name)* => Group::$group,)*
                }
            }

            /// Who makes the check.
            pub fn by(self) -> &'static [Role] {
                match self {
                    $($($name => &[$(Role::$who),*],)*)*
                }
            }

            /// The rule that is kept when the check passes.
            pub fn says(self) -> &'static str {
                match self {
                    $($($name => $says,)*)*
                }
            }
        }

        impl Group {
            /// The beginning of the ids of the group, such as `BAL`.
            pub fn prefix(self) -> &'static str {
                match self {
                    $(Group::$group => $prefix,)*
                }
            }
        }
    };
}

impl Check {
    /// The check of an id.
    pub fn from_id(id: &str) -> Option<Check> {
        Check::ALL.iter().copied().find(|check| check.id() == id)
    }
}

/// By id, as text: the order of lists of rejections.
impl Ord for Check {
    fn cmp(&self, other: &Check) -> Ordering {
        self.id().cmp(other.id())
    }
}

impl PartialOrd for Check {
    fn partial_cmp(&self, other: &Check) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl serde::Serialize for Check {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

catalogue! {
    Encoding "ENC" "The form of bytes." {
        ENC_01 "ENC-01" Board Trustee Auditor Client: "the line is in canonical form: encode(decode(b)) == b";
        ENC_02 "ENC-02" Board Trustee Auditor Client: "exactly the fields of the kind, of the right JSON type";
        ENC_03 "ENC-03" Board Trustee Auditor Client: "integers lie in 0 to 2^53-1";
        ENC_04 "ENC-04" Board Trustee Auditor Client: "byte strings are base64url without padding, of the exact length";
        ENC_05 "ENC-05" Board Trustee Auditor Client: "points decode (RFC 9496)";
        ENC_06 "ENC-06" Board Trustee Auditor Client: "the identity occurs nowhere that the protocol forbids it";
        ENC_07 "ENC-07" Board Trustee Auditor Client: "scalars are reduced";
        ENC_08 "ENC-08" Board Trustee Auditor Client: "sizes are within the limits";
        ENC_09 "ENC-09" Board Trustee Auditor Client: "texts, ids, names, addresses and language tags are of allowed characters and form";
        ENC_10 "ENC-10" Auditor Client: "every line of the record ends with one newline and nothing follows";
    }
    Log "LOG" "The log and its checkpoints." {
        LOG_01 "LOG-01" Board Trustee Auditor Client: "index is the position, previous the hash of the entry before, and statements name the entries that they rest on";
        LOG_02 "LOG-02" Trustee Auditor Client: "the tree of all lines has the size and root of the final checkpoint";
        LOG_03 "LOG-03" Trustee Auditor Client: "the checkpoint has the exact form and origin";
        LOG_04 "LOG-04" Trustee Auditor Client: "the board's signature on the checkpoint is by the key in the trust file";
        LOG_05 "LOG-05" Trustee Auditor Client: "a quorum of distinct witnesses of the trust file cosigned the checkpoint, at possible times";
        LOG_06 "LOG-06" Trustee Auditor: "no quorum of cosignature times contradicts the dates of the entries";
        LOG_07 "LOG-07" Board Trustee Auditor: "dates never decrease";
        LOG_08 "LOG-08" Trustee Auditor Client: "every other checkpoint held that the board signed fits the record";
        LOG_09 "LOG-09" Auditor Client: "the inclusion proof is valid, with the exact path length";
        LOG_10 "LOG-10" Auditor Client: "the consistency proof is valid, with the exact length";
        LOG_11 "LOG-11" Board Trustee Auditor: "the kind is allowed in this phase";
        LOG_12 "LOG-12" Board Trustee Auditor: "the author has the role for the kind";
        LOG_13 "LOG-13" Board Trustee Auditor Client: "the statement's signature is valid";
        LOG_14 "LOG-14" Board Trustee Auditor Client: "the statement names this election";
        LOG_15 "LOG-15" Board Trustee Auditor: "a digest occurs once";
        LOG_16 "LOG-16" Board Trustee Auditor: "close is not before the closing time";
    }
    Manifest "MAN" "The manifest." {
        MAN_01 "MAN-01" Board Trustee Auditor Client: "version and suite are known";
        MAN_02 "MAN-02" Trustee Auditor Client: "the election id is that of the trust file";
        MAN_03 "MAN-03" Trustee Auditor Client: "board key, witnesses and quorum are those of the trust file";
        MAN_04 "MAN-04" Board Trustee Auditor: "ids and names are unique";
        MAN_05 "MAN-05" Board Trustee Auditor: "all keys are distinct, and none is a generator";
        MAN_06 "MAN-06" Board Trustee Auditor: "contest rules are possible";
        MAN_07 "MAN-07" Board Trustee Auditor: "every style has a contest, every contest a style";
        MAN_08 "MAN-08" Board Trustee Auditor: "plans compile and the largest lines fit";
        MAN_09 "MAN-09" Board Trustee Auditor: "1 < threshold < trustees, or all trustees with the flag; more than half of them without witnesses";
        MAN_10 "MAN-10" Board Trustee Auditor: "2 x quorum > witnesses, or unwitnessed with the flag";
        MAN_11 "MAN-11" Board Trustee Auditor: "opening is before closing, and closing within the year 9999";
        MAN_12 "MAN-12" Board Trustee Auditor: "the minimum of ballots per cell is at least 1";
        MAN_13 "MAN-13" Board Trustee Auditor: "every text is there in every language; labels of a contest differ";
    }
    Key "KEY" "The key ceremony and signs of life." {
        KEY_01 "KEY-01" Board Trustee Auditor: "there is one commitment, one deal and one confirmation per trustee";
        KEY_02 "KEY-02" Board Trustee Auditor: "the deal opens the commitment";
        KEY_03 "KEY-03" Board Trustee Auditor: "there are exactly t coefficients";
        KEY_04 "KEY-04" Board Trustee Auditor: "possession of a_i0 is proven";
        KEY_05 "KEY-05" Board Trustee Auditor: "possession of e_i is proven";
        KEY_06 "KEY-06" Board Trustee Auditor: "there is one share ciphertext of exact length for every trustee";
        KEY_07 "KEY-07" Trustee: "the trustee's own share opens and fits the coefficients";
        KEY_08 "KEY-08" Board Trustee Auditor: "Y and all X of every confirmation are those of the deals";
        KEY_09 "KEY-09" Board Trustee Auditor: "the rehearsal of the confirmation is valid";
        KEY_10 "KEY-10" Board Trustee Auditor: "no ceremony goes on after an upheld complaint";
        KEY_11 "KEY-11" Board Trustee Auditor: "the complaint is justified";
        KEY_12 "KEY-12" Board Trustee Auditor: "the election key of open is that of the ceremony";
        KEY_13 "KEY-13" Auditor: "no secret of the ceremony serves in another record given";
        KEY_14 "KEY-14" Board Trustee Auditor: "the liveness rehearsal is valid";
        KEY_15 "KEY-15" Board Trustee Auditor: "there are t live trustees at open and at close";
        KEY_16 "KEY-16" Board Trustee Auditor: "signs of life are a minute apart, each on a later entry that is not one itself";
    }
    Roll "ROL" "The roll." {
        ROL_01 "ROL-01" Board Trustee Auditor: "credentials strictly increase over all parts";
        ROL_02 "ROL-02" Board Trustee Auditor: "the style exists";
        ROL_03 "ROL-03" Board Trustee Auditor: "weights are at least 1 and within the bound";
        ROL_04 "ROL-04" Board Trustee Auditor: "rows and total weight are what open repeats";
        ROL_05 "ROL-05" Board Trustee Auditor: "no credential is another key or a generator";
        ROL_06 "ROL-06" Board Trustee Auditor: "weights do not single people out";
        ROL_07 "ROL-07" Client Registrar: "a voter's code belongs to this election and its credential is in the roll";
        ROL_08 "ROL-08" Registrar: "codes come from operating-system randomness and never leave with a roll part";
    }
    Ballot "BAL" "Ballots and their order." {
        BAL_01 "BAL-01" Board Trustee Auditor: "the author is in the roll";
        BAL_02 "BAL-02" Board Trustee Auditor: "the style is that of the row";
        BAL_03 "BAL-03" Board Trustee Auditor Client: "the ballot has the shape of the plan";
        BAL_04 "BAL-04" Board Trustee Auditor: "sequence numbers of a credential are 0, 1, 2, ...";
        BAL_05 "BAL-05" Board Trustee Auditor: "previous is the tracker of that credential's ballot before";
        BAL_06 "BAL-06" Board Trustee Auditor: "no alpha occurs twice";
        BAL_07 "BAL-07" Board Trustee Auditor: "the ballot is dated within the voting time";
        BAL_08 "BAL-08" Client: "the length of a statement does not depend on the selections";
    }
    Proof "PRF" "The proofs of ballots." {
        PRF_01 "PRF-01" Board Trustee Auditor Client: "challenges are those of this ballot's transcript";
        PRF_02 "PRF-02" Board Trustee Auditor Client: "(5.4) V is opened";
        PRF_03 "PRF-03" Board Trustee Auditor Client: "(5.5) every bit is 0 or 1";
        PRF_04 "PRF-04" Board Trustee Auditor Client: "(5.6) ciphertexts encrypt what the bits say";
        PRF_05 "PRF-05" Board Trustee Auditor Client: "(5.7) the constraints hold";
        PRF_06 "PRF-06" Board Trustee Auditor Client: "(5.8) the range proof is valid";
        PRF_07 "PRF-07" Board Trustee Auditor Client: "(5.8) the link is valid";
        PRF_08 "PRF-08" Board Trustee Auditor Client: "generators are recomputed and distinct";
        PRF_09 "PRF-09" Board Trustee Auditor: "the verdict of the batch is that of one by one";
        PRF_10 "PRF-10" Board Trustee Auditor: "batch coefficients are fresh, 128 bits, one per equation";
    }
    Tally "TAL" "The tally before it is decrypted." {
        TAL_01 "TAL-01" Board Trustee Auditor: "tau is that of the recomputed tally";
        TAL_02 "TAL-02" Board Auditor: "count and weight are those recomputed";
        TAL_03 "TAL-03" Board Auditor: "withheld and empty contests are named, exactly those";
        TAL_04 "TAL-04" Board Trustee Auditor: "without slots to decrypt there are no shares";
    }
    Decryption "DEC" "Decryption shares." {
        DEC_01 "DEC-01" Board Auditor: "there is one share per trustee";
        DEC_02 "DEC-02" Board Trustee Auditor: "there is one D for every slot to decrypt";
        DEC_03 "DEC-03" Board Trustee Auditor: "the proof of the share is valid";
        DEC_04 "DEC-04" Board Auditor: "there are t valid shares of distinct trustees";
        DEC_05 "DEC-05" Auditor: "an invalid share is named and skipped";
        DEC_06 "DEC-06" Auditor: "a trustee signs one tau per election, and everyone sees the same";
    }
    Outcome "RES" "The result." {
        RES_01 "RES-01" Board Auditor: "totals are what the shares decrypt to";
        RES_02 "RES-02" Board Auditor: "totals are within the bound and the rule";
        RES_03 "RES-03" Board Auditor: "every option of every contest with slots is there once, in order";
        RES_04 "RES-04" Trustee Auditor: "every discrete logarithm is within the bound";
        RES_05 "RES-05" Auditor Client: "what people are shown comes from the verified totals";
    }
    Receipt "RCP" "Receipts, trackers and challenged ballots." {
        RCP_01 "RCP-01" Auditor Client: "the receipt is valid: line, index, proof, checkpoint";
        RCP_02 "RCP-02" Client: "the statement in the receipt is the one the client made";
        RCP_03 "RCP-03" Client: "without a quorum nothing is called recorded";
        RCP_04 "RCP-04" Auditor Client: "status is looked up by credential under a checkpoint that covers close";
        RCP_05 "RCP-05" Client: "the latest ballot is found in verified entries";
        RCP_06 "RCP-06" Client: "a retry sends the same statement";
        RCP_07 "RCP-07" Client: "the challenged ballot rebuilds to the tracker and the voter's selections";
        RCP_08 "RCP-08" Client: "the challenged ballot is of the voter's credential and this election";
        RCP_09 "RCP-09" Client: "the challenged tracker is not in the log";
        RCP_10 "RCP-10" Client: "cast and challenge consume the prepared ballot";
        RCP_11 "RCP-11" Client: "ballot randomness depends on the whole context";
        RCP_12 "RCP-12" Client: "a ballot is made only with fresh randomness";
        RCP_13 "RCP-13" Client: "trackers and fingerprints are shown in full with a checksum";
        RCP_14 "RCP-14" Auditor Client: "evidence files stand alone";
    }
    Server "SRV" "The server." {
        SRV_01 "SRV-01" Board: "every board check comes before the append, within a batch too";
        SRV_02 "SRV-02" Board: "only what is durable is signed";
        SRV_03 "SRV-03" Board: "the checkpoint record is compared and swapped in the append transaction";
        SRV_04 "SRV-04" Board: "the board refuses to start behind a checkpoint it signed";
        SRV_05 "SRV-05" Board: "there is one writer";
        SRV_06 "SRV-06" Board: "chain and root are recomputed from the stored lines at start";
        SRV_07 "SRV-07" Board: "posting is idempotent by digest";
        SRV_08 "SRV-08" Board: "limits come before decoding";
        SRV_09 "SRV-09" Board: "bytes out are the bytes in";
        SRV_10 "SRV-10" Board Auditor: "record file, tiles, bundles and checkpoint agree";
        SRV_11 "SRV-11" Board: "answers say what is wrong and nothing secret";
        SRV_12 "SRV-12" Board: "a failed or unknown commit stops the process";
        SRV_13 "SRV-13" Board: "cosignatures are verified before they are kept";
        SRV_14 "SRV-14" Board: "the clock never goes back";
        SRV_15 "SRV-15" Board: "pages have no third-party origin and inert texts";
        SRV_16 "SRV-16" Board: "elections are created only by the listed officials";
    }
    Trustee "TRU" "What a trustee's program asks before it acts." {
        TRU_01 "TRU-01" Trustee: "the record passes every check and a quorum cosigned it";
        TRU_02 "TRU-02" Trustee: "the aggregates are the trustee's own";
        TRU_03 "TRU-03" Trustee: "only a closed election is decrypted";
        TRU_04 "TRU-04" Trustee: "the trustee gives shares of one tau only";
        TRU_05 "TRU-05" Trustee: "only slots over the minimum are decrypted";
        TRU_06 "TRU-06" Trustee: "after a backup is restored, only the share that was given before is given again";
        TRU_07 "TRU-07" Trustee: "a person has compared the manifest";
        TRU_08 "TRU-08" Trustee: "the log extends the one seen before";
        TRU_09 "TRU-09" Trustee: "the trustee makes one deal per election";
        TRU_10 "TRU-10" Trustee: "a share is opened only for a dealer with a proof of e_i";
        TRU_11 "TRU-11" Trustee: "the rehearsal uses the backup, not memory";
        TRU_12 "TRU-12" Trustee: "no secret is shown";
    }
    Report "REP" "Verifiers and their reports." {
        REP_01 "REP-01" Auditor: "every check has a verdict";
        REP_02 "REP-02" Board Trustee Auditor Client: "unknown kinds and rules are refused";
        REP_03 "REP-03" Trustee Auditor: "there is a verdict only with a trust file";
        REP_04 "REP-04" Auditor: "all rejections are collected, in a fixed order";
        REP_05 "REP-05" Auditor: "ids in code, documents and tests agree";
        REP_06 "REP-06" Auditor: "no byte of a record is free";
        REP_07 "REP-07" Board Trustee Auditor Client: "there is no panic, and time and memory are bounded";
        REP_08 "REP-08" Auditor: "the exit code tells the verdict";
        REP_09 "REP-09" Auditor: "the report names record, trust file, version and counts";
        REP_10 "REP-10" Trustee Auditor: "the self-test passes";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_the_name_of_its_check_and_begins_with_its_group() {
        for check in Check::ALL.iter().copied() {
            assert_eq!(Check::from_id(check.id()), Some(check));
            assert!(check.id().starts_with(check.group().prefix()), "{check}");
            assert!(!check.by().is_empty(), "{check}");
        }
        assert_eq!(Check::from_id("BAL"), None);
    }
}

//! (6.2) A trustee's decryption share. The tally is recomputed from a record that was verified as a whole: there is no
//! way to ask for anything else (TRU-02).

use crate::key::Key;
use crate::log::manifest_of;
use crate::record::VerifiedRecord;
use crate::refusal::Refusal;
use crate::trustee::comparison::trustee_index;
use crate::trustee::liveness::key_share;
use crate::trustee::memory::{Memory, Pending};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::manifest::Manifest;
use tabella_crypto::election::statement::{Body, sign};
use tabella_crypto::readable;
use tabella_log::copy::older_view;
use tabella_log::rulebook::{Election, Phase};
use tabella_log::trust::Trust;

/// What a person declares beforehand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Declaration {
    /// The key was restored from a backup without its memory, and has made no share for this election.
    pub restored: bool,
    /// The tally that the trustees have compared (TRU-04): tau.
    pub compared: Option<Hash>,
}

/// What a trustee does about a verified record.
#[derive(Debug)]
pub enum Decision {
    /// Nothing: no slot has a `D_j` (TAL-04).
    NothingToDecrypt,
    /// Without witnesses, a person compares this tally with the other trustees, and then says so.
    Compare(Hash),
    /// Something that tau is remembered for first.
    Remember(Pending<Act>),
}

/// What is done once tau is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Posts a share.
    Post {
        /// The signed statement.
        statement: String,
        /// The trustee's index.
        index: u64,
        /// What is decrypted.
        tau: Hash,
    },
    /// (TRU-06) Nothing: the trustee's own share of this tally is in the log.
    Already(Hash),
    /// Nothing: the result is announced without it.
    Finished,
}

/// TRU-02 to TRU-06: decides what to do about a record that was verified.
///
/// # Errors
/// The record does not extend the one seen before, the election is not closed, this key has made a share
/// for another tally or may have, or another tally was compared.
pub fn decide(
    key: &Key,
    record: &VerifiedRecord,
    trust: &Trust,
    memory: &Memory,
    declared: Declaration,
) -> Result<Decision, Refusal> {
    let election = record.election();
    let manifest = manifest_of(election)?;
    let index = trustee_index(key, manifest)?;
    check_same_record(record, trust, memory)?;
    let (Some(tally), Some(phi)) = (election.tally(), election.fingerprint()) else {
        return Err(Refusal::by(
            checks::TRU_03,
            format!(
                "the election is not closed (its phase is {}): nothing is decrypted before",
                election.phase().name()
            ),
        ));
    };
    if tally.encrypted().next().is_none() {
        return Ok(Decision::NothingToDecrypt);
    }
    // TRU-04: durable before the share exists outside this process.
    let remember = |act: Act| {
        let memory = memory.fixing_tau(&trust.election, &tally.tau, record.checkpoint())?;
        Ok(Decision::Remember(Pending::new(memory, act)))
    };
    if own_share(election, index) {
        return remember(Act::Already(tally.tau));
    }
    check_memory(memory, trust, declared.restored)?;
    if election.phase() == Phase::Finished {
        return remember(Act::Finished);
    }
    if !is_compared(manifest, memory, trust, &tally.tau, declared.compared)? {
        return Ok(Decision::Compare(tally.tau));
    }
    // TRU-05: the tally has no slots of a contest under the minimum.
    let share = tally.decrypt(&key_share(key, election, index)?);
    let share = share.ok_or_else(|| Refusal::unusable("the share could not be computed"))?;
    let statement = sign(key.signing(), phi, &Body::DecryptionShare(share));
    remember(Act::Post { statement, index, tau: tally.tau })
}

/// The record extends the one of the step before; if it does not, a second tau is named too (TRU-04).
fn check_same_record(record: &VerifiedRecord, trust: &Trust, memory: &Memory) -> Result<(), Refusal> {
    let Some(earlier) = memory.checkpoint(&trust.election)? else { return Ok(()) };
    let known = earlier.unverified().size;
    let rejection = match record.extends(&earlier, trust) {
        Ok(true) => return Ok(()),
        Ok(false) => return Err(Refusal::unusable(older_view(record.election().size(), known))),
        Err(rejection) => rejection,
    };
    let refusal = Refusal::from(rejection).because(
        checks::TRU_02,
        "the record is not the one you took part in. Nothing was decrypted. Keep the state file beside your \
         key: it holds the board's signature on the other log. Tell the other trustees",
    );
    let tau = record.election().tally().map(|tally| tally.tau);
    match tau.map(|tau| memory.check_one_tau(&trust.election, &tau)) {
        Some(Err(second)) => Err(refusal.because(checks::TRU_04, &second.to_string())),
        _ => Err(refusal),
    }
}

fn own_share(election: &Election, index: u64) -> bool {
    election.valid_shares().any(|(trustee, _)| trustee == index)
}

/// TRU-06: a key without memory may have decrypted before. Under a quorum its share would be in the
/// record; a board without witnesses could hide it.
fn check_memory(memory: &Memory, trust: &Trust, restored: bool) -> Result<(), Refusal> {
    if memory.knows(&trust.election) || !trust.policy().is_unwitnessed() || restored {
        return Ok(());
    }
    Err(Refusal::by(
        checks::TRU_06,
        "beside this key file there is no state file that knows this election, so this program cannot tell \
         whether the key has decrypted before, and there are no witnesses who would show it. Use the folder \
         where the ceremony was held. Only if you are sure that this key has made no share for this election, \
         say so with --restored",
    ))
}

/// TRU-04, between trustees: without witnesses two of them may be shown two records. What a person has said of this
/// very tally on this machine need not be said again.
fn is_compared(
    manifest: &Manifest,
    memory: &Memory,
    trust: &Trust,
    tau: &Hash,
    compared: Option<Hash>,
) -> Result<bool, Refusal> {
    memory.check_one_tau(&trust.election, tau)?;
    match compared {
        Some(compared) if compared != *tau => Err(Refusal::by(
            checks::TRU_04,
            format!(
                "the tally you gave is not that of the record, which is\n  {}\nNothing was decrypted. If another \
                 trustee sees the one you gave, two views of the election exist: keep both records, and tell the \
                 other trustees and the auditors",
                readable::show(readable::Kind::Tally, &tau.0)
            ),
        )),
        Some(_) => Ok(true),
        None => Ok(!manifest.unwitnessed || memory.tau(&trust.election).is_some()),
    }
}

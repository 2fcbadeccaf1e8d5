//! The verified copy of one election's log, from the pieces of a download.

use crate::refusal::Refusal;
use crate::texts::suitable;
use rand::TryCryptoRng;
use serde::Serialize;
use tabella_crypto::bytes::{Bytes, Hash};
use tabella_crypto::checks;
use tabella_crypto::election::manifest::{ClientFile, LogKey, Manifest, text_in};
use tabella_crypto::election::statement::Body;
use tabella_crypto::encoding::LINE_LIMIT_BYTES;
use tabella_crypto::group::Point;
use tabella_crypto::readable::{self, Kind};
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::checkpoint::SignedCheckpoint;
use tabella_log::copy::{DOWNLOAD_LIMIT_BYTES, Depth, LogCopy, check_framing, too_large};
use tabella_log::entry::Entry;
use tabella_log::trust::Trust;
use tabella_vote::status::Lookup;

/// A log on its way: lines are folded as they arrive, and count once a checkpoint was held against them.
pub struct LoadedLog {
    election: Hash,
    trust: Option<Hash>,
    own: Vec<Point>,
    trackers: Vec<Hash>,
    /// From the manifest on.
    replica: Option<LogCopy>,
    /// A line that has begun.
    begun: Vec<u8>,
    /// Bytes that a download may bring, and that this one may still bring.
    limit: u64,
    left: u64,
    /// What was wrong: then the copy stays useless.
    refusal: Option<Refusal>,
}

/// (MAN-09) How many of all trustees could read single ballots, together with the board and an official.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Collusion {
    all: u64,
    some: u64,
}

impl Collusion {
    /// What a manifest without witnesses makes possible.
    pub fn of(manifest: &Manifest) -> Option<Collusion> {
        Some(Collusion { all: manifest.trustee_count(), some: manifest.unwitnessed_collusion()? })
    }
}

/// What a page says of an election before anything else.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Overview {
    board: LogKey,
    closing: u64,
    /// Without witnesses.
    colluding: Option<Collusion>,
    counted: u64,
    description: String,
    #[cfg_attr(test, ts(as = "String"))]
    election: Hash,
    election_text: String,
    #[cfg_attr(test, ts(as = "Option<String>"))]
    fingerprint: Option<Hash>,
    fingerprint_text: Option<String>,
    /// That of the texts here.
    language: String,
    languages: Vec<String>,
    opening: u64,
    #[cfg_attr(test, ts(type = "Phase"))]
    phase: &'static str,
    size: u64,
    title: String,
    trust_text: String,
    unwitnessed: bool,
}

impl LoadedLog {
    /// An empty log of an election. What is trusted of it is what its manifest says, if `trust` is its hash
    /// (as on a voter's letter), or if there is none.
    ///
    /// `own`: credentials and trackers, with commas between them. Their ballots are verified in full; those
    /// of others are left to auditors, but for their form and place.
    ///
    /// # Errors
    /// RCP-13 for a typing error.
    pub fn new(election: &str, trust: Option<&str>, own: Option<&str>) -> Result<LoadedLog, Refusal> {
        self_test()?;
        let mut log = LoadedLog {
            election: read_hash(Kind::Election, election)?,
            trust: trust.map(|trust| read_hash(Kind::Trust, trust)).transpose()?,
            own: vec![],
            trackers: vec![],
            replica: None,
            begun: vec![],
            limit: DOWNLOAD_LIMIT_BYTES,
            left: DOWNLOAD_LIMIT_BYTES,
            refusal: None,
        };
        for own in own.unwrap_or_default().split(',').map(str::trim).filter(|own| !own.is_empty()) {
            match readable::read_tracker(own) {
                Ok(tracker) => log.trackers.push(tracker),
                Err(_) => log.own.push(read_credential(own)?),
            }
        }
        Ok(log)
    }

    /// The same log, of which so many bytes are taken at most in one download.
    #[must_use]
    pub fn with_limit(self, limit_bytes: u64) -> LoadedLog {
        LoadedLog { limit: limit_bytes, left: limit_bytes, ..self }
    }

    /// Takes a piece of `entries.jsonl`, cut anywhere.
    ///
    /// # Errors
    /// Everything that is wrong with a line, or more bytes than are taken: then the copy is of no use.
    pub fn take<R: TryCryptoRng>(&mut self, bytes: &[u8], mut rng: R) -> Result<(), Refusal> {
        self.demand_sound()?;
        let taken = self.take_pieces(bytes, &mut rng);
        self.refusal = taken.as_ref().err().cloned();
        taken
    }

    fn take_pieces<R: TryCryptoRng>(&mut self, bytes: &[u8], rng: &mut R) -> Result<(), Refusal> {
        let left = self.left.checked_sub(bytes.len() as u64);
        self.left = left.ok_or_else(|| Refusal::too_large(too_large(self.size(), self.limit)))?;
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let (piece, ended) = piece.strip_suffix(b"\n").map_or((piece, false), |piece| (piece, true));
            if self.begun.len() + piece.len() > LINE_LIMIT_BYTES {
                let reason = format!("a line of more than {LINE_LIMIT_BYTES} bytes");
                return Err(Rejection::new(checks::ENC_08, Culprit::Board, reason).into());
            }
            self.begun.extend_from_slice(piece);
            if ended {
                let line = core::mem::take(&mut self.begun);
                self.take_line(&line, rng)?;
            }
        }
        Ok(())
    }

    fn take_line<R: TryCryptoRng>(&mut self, line: &[u8], rng: &mut R) -> Result<(), Refusal> {
        if self.replica.is_none() {
            let replica = LogCopy::new(self.found(line)?, Depth::WithoutBallotProofs);
            let (own, trackers) = (self.own.iter().copied(), self.trackers.iter().copied());
            self.replica = Some(replica.with_ballots_of(own).with_ballots(trackers));
        }
        match &mut self.replica {
            Some(replica) => Ok(replica.take(line, rng)?),
            None => Ok(()),
        }
    }

    /// MAN-02 and MAN-03: what is trusted from the first line on.
    fn found(&self, line: &[u8]) -> Result<Trust, Refusal> {
        check_framing(line, 0)?;
        let refuse = |check, reason| Refusal::from(Rejection::new(check, Culprit::Entry(0), reason));
        let entry = Entry::decode(line)
            .map_err(|error| Rejection::new(error.check, Culprit::Entry(0), error.reason))?;
        let Body::Manifest(manifest) = &entry.statement.body else {
            return Err(refuse(checks::MAN_02, "the first entry is not a manifest"));
        };
        if entry.statement.digest != self.election {
            return Err(refuse(checks::MAN_02, "the manifest is not that of the election id"));
        }
        let trust = Trust::of(&self.election, manifest);
        if self.trust.is_some_and(|expected| expected != trust.hash()) {
            let reason = "board key, witnesses or quorum are not those whose hash was given";
            return Err(refuse(checks::MAN_03, reason));
        }
        Ok(trust)
    }

    /// Number of entries folded.
    pub fn size(&self) -> u64 {
        self.replica.as_ref().map_or(0, |replica| replica.tree().size())
    }

    /// Forgets a line that has begun: the download broke off, and goes on with entry [`LoadedLog::size`].
    pub fn resume(&mut self) -> u64 {
        self.begun.clear();
        self.left = self.limit;
        self.size()
    }

    /// Holds what was taken against a checkpoint.
    ///
    /// # Errors
    /// Whatever is wrong with signatures, quorum, size or root; no fault when lines are missing yet.
    pub fn conclude(&mut self, checkpoint: &str) -> Result<(), Refusal> {
        self.demand_sound()?;
        let signed = SignedCheckpoint::parse(checkpoint)?;
        let missing = |size: u64| {
            Refusal::failure(format!(
                "the download broke off: {size} of {} entries",
                signed.unverified().size
            ))
        };
        let Some(replica) = &mut self.replica else { return Err(missing(0)) };
        let expected = replica.expect(&signed)?.checkpoint().size;
        if replica.tree().size() < expected {
            return Err(missing(replica.tree().size()));
        }
        if !self.begun.is_empty() {
            return Err(replica.leftover().into());
        }
        Ok(replica.conclude(signed)?)
    }

    fn demand_sound(&self) -> Result<(), Refusal> {
        self.refusal.clone().map_or(Ok(()), Err)
    }

    /// The copy, once a checkpoint was held against all of it.
    pub(crate) fn replica(&self) -> Result<&LogCopy, Refusal> {
        self.demand_sound()?;
        let concluded = |replica: &&LogCopy| {
            replica
                .checkpoint()
                .is_some_and(|checkpoint| checkpoint.checkpoint().size == replica.tree().size())
        };
        let replica = self.replica.as_ref().filter(concluded);
        replica.ok_or_else(|| Refusal::failure("no checkpoint has been held against the log yet"))
    }

    /// The copy, if it may be asked for the ballots of a credential.
    pub(crate) fn replica_for(&self, credential: &Point) -> Result<&LogCopy, Refusal> {
        let verified = |replica: &&LogCopy| replica.verifies_ballots_of(credential);
        self.replica().map(Some)?.filter(verified).ok_or_else(|| {
            Refusal::failure(
                "the ballots of this credential were not verified: name it, or its ballot's tracker, before \
                 the log is loaded",
            )
        })
    }

    /// (LOG-08) Whether a checkpoint that the same board has shown is a prefix of this log: `false` where this log
    /// has fewer entries, so that nothing is known.
    ///
    /// # Errors
    /// LOG-08 when it is not, LOG-03 or LOG-04 when the board did not sign it; nothing has been concluded.
    pub fn extends(&self, checkpoint: &str) -> Result<bool, Refusal> {
        Ok(self.replica()?.extends(&SignedCheckpoint::parse(checkpoint)?)?)
    }

    /// What a page says of the election; `languages` as in [`suitable`].
    ///
    /// # Errors
    /// Nothing has been concluded.
    pub fn overview(&self, languages: &str) -> Result<Overview, Refusal> {
        let replica = self.replica()?;
        let election = replica.election();
        let manifest = election.manifest().ok_or_else(|| Refusal::failure("there is no manifest"))?;
        let languages = suitable(manifest, languages);
        let fingerprint = election.fingerprint();
        Ok(Overview {
            board: manifest.board.clone(),
            closing: manifest.closes_at,
            colluding: Collusion::of(manifest),
            counted: election.counted(),
            description: text_in(&manifest.description, &languages).to_owned(),
            election: self.election,
            election_text: readable::show(Kind::Election, &self.election.0),
            fingerprint: fingerprint.copied(),
            fingerprint_text: fingerprint.map(|phi| readable::show(Kind::Fingerprint, &phi.0)),
            language: languages.first().copied().unwrap_or_default().to_owned(),
            languages: manifest.languages.clone(),
            opening: manifest.opens_at,
            phase: election.phase().name(),
            size: election.size(),
            title: text_in(&manifest.title, &languages).to_owned(),
            trust_text: replica.trust().shown_hash(),
            unwitnessed: manifest.unwitnessed,
        })
    }

    /// The files of the web client that the manifest names.
    ///
    /// # Errors
    /// The manifest has not been taken yet.
    pub fn client(&self) -> Result<&[ClientFile], Refusal> {
        let manifest = self.replica.as_ref().and_then(|replica| replica.election().manifest());
        manifest.map(|manifest| &*manifest.client).ok_or_else(|| Refusal::failure("there is no manifest yet"))
    }

    /// The trust file that follows from the manifest: one line.
    ///
    /// # Errors
    /// The manifest has not been taken yet.
    pub fn trust(&self) -> Result<String, Refusal> {
        let replica = self.replica.as_ref().ok_or_else(|| Refusal::failure("there is no manifest yet"))?;
        Ok(replica.trust().to_text())
    }
}

/// REP-10
pub(crate) fn self_test() -> Result<(), Refusal> {
    tabella_crypto::selftest::run()
        .map_err(|what| Refusal::failure(format!("the self-test of {what} failed: do not trust this device")))
}

/// What a verified log says of ballots.
pub(crate) fn lookup(replica: &LogCopy) -> Result<Lookup<'_>, Refusal> {
    let checkpoint = replica.checkpoint().ok_or_else(|| Refusal::failure("there is no checkpoint yet"))?;
    Ok(Lookup::new(replica.election(), checkpoint, &replica.trust().policy()))
}

/// A hash as people see it, or as base64url.
pub(crate) fn read_hash(kind: Kind, typed: &str) -> Result<Hash, Refusal> {
    Ok(Bytes(readable::read_either(kind, typed)?))
}

/// A credential as people see it, or as base64url.
pub(crate) fn read_credential(typed: &str) -> Result<Point, Refusal> {
    Ok(Point::decode(readable::read_either(Kind::Credential, typed)?)?)
}

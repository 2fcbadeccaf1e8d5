//! The rulebook: which statement may follow, who may make it, and what it changes. Board and auditor
//! both fold the log with it, so they cannot disagree about what an acceptable entry is.
//!
//! [`Election::judge`] says what is wrong with an entry and changes nothing; [`Election::advance`]
//! takes it into account. The board advances only when nothing is wrong; the auditor always does,
//! because the rest of a faulty record is judged too (`docs/specification.md`, 7.5).

mod ceremony; // KEY, but for
mod life; // signs of life
mod phase; // where an election stands
mod proofs; // at once, one by one, or collected
mod roll; // ROL
mod stages; // the board's order: what costs least refuses first
mod tally; // TAL, DEC, RES
mod voting; // BAL, PRF

pub use life::{LIFE_INTERVAL_SECONDS, Sign};
pub use phase::{Phase, accepted_line};
pub use proofs::{Collected, Immediate, OneByOne, Proofs};
pub use roll::revealing_weights;
pub use stages::{Next, Refused};
pub use voting::Latest;

use crate::entry::{ApparentKind, Entry};
use std::collections::{BTreeMap, HashMap, HashSet};
use tabella_crypto::checks::{self, Check, Group};
use tabella_crypto::election::ballot::OpenElection;
use tabella_crypto::election::ceremony::{Ceremony, CeremonyKeys, KeyCommitment, KeyDeal};
use tabella_crypto::election::manifest::{Manifest, Party};
use tabella_crypto::election::roll::Open;
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::election::tally::{Aggregates, DecryptionShare, ElectionResult, Tally};
use tabella_crypto::encoding::Hash;
use tabella_crypto::error::{Culprit, Rejection};
use tabella_crypto::group::{Element, Point};
use tabella_crypto::plan::Plan;
use tabella_crypto::proofs::Claim;
use tabella_crypto::proofs::batch::Bases;

/// What is wrong with an entry, and what it changes all the same.
#[derive(Debug)]
pub struct Judgement {
    /// Every check that refused, in order.
    pub rejections: Vec<Rejection>,
    effect: Effect,
}

impl Judgement {
    /// The rejections that fail the record: all, but what is wrong with a refused decryption share is
    /// only named, and fails the record through DEC-04 alone (DEC-05). A share where there is nothing to
    /// decrypt (TAL-04) is no such share.
    pub fn faults(&self) -> impl Iterator<Item = &Rejection> {
        self.rejections.iter().filter(|rejection| !self.is_about_share(rejection))
    }

    /// What is wrong with a refused decryption share.
    pub fn refused_share(&self) -> impl Iterator<Item = &Rejection> {
        self.rejections.iter().filter(|rejection| self.is_about_share(rejection))
    }

    fn is_about_share(&self, rejection: &Rejection) -> bool {
        matches!(self.effect, Effect::Share { .. })
            && rejection.check != checks::TAL_04
            && matches!(rejection.check.group(), Group::Tally | Group::Decryption)
    }
}

/// What an entry changes, beyond the chain itself.
#[derive(Debug)]
enum Effect {
    Nothing,
    /// The statement's own content is taken over.
    Content,
    /// A confirmation without a rehearsal that holds.
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

/// Parts of the record that did not decode, so that what depends on them cannot be judged.
#[derive(Clone, Copy, Debug, Default)]
struct Unreadable {
    manifest: bool,
    commitments: bool,
    deals: bool,
    confirmations: bool,
    complaint: bool,
    roll: bool,
    open: bool,
    liveness: bool,
    ballots: bool,
    shares: bool,
}

/// The state of one election, folded from its log.
#[derive(Debug, Default)]
pub struct Election {
    entries: Vec<Hash>,
    last_at: u64,
    digests: HashMap<Hash, u64>,
    id: Option<Hash>,
    setup: Option<Setup>,
    /// Entries of each ceremony kind, by which the phase moves on.
    ceremony_entries: [u64; 3],
    commitments: BTreeMap<u64, KeyCommitment>,
    deals: BTreeMap<u64, KeyDeal>,
    /// The entries of these deals.
    deal_entries: HashMap<Hash, ceremony::Dealt>,
    last_commitment: Hash,
    last_deal: Hash,
    keys: Option<CeremonyKeys>,
    /// The trustees who have confirmed, and whether their rehearsal held.
    confirmed: BTreeMap<u64, bool>,
    last_confirmation: u64,
    life: life::Life,
    void: bool,
    voters: HashMap<Point, voting::Voter>,
    last_credential: Option<Point>,
    roll_rows: u64,
    roll_weight: u64,
    roll_parts: u64,
    last_roll: Hash,
    open: Option<Opened>,
    alphas: HashSet<[u8; 32]>,
    closed: Option<Closed>,
    shares: BTreeMap<u64, Option<DecryptionShare>>,
    result: Option<ElectionResult>,
    finished: bool,
    unreadable: Unreadable,
}

/// What follows from the manifest.
#[derive(Debug)]
struct Setup {
    manifest: Manifest,
    plans: Vec<Plan>,
    /// The contests of each style, as positions in the manifest.
    contests: Vec<Vec<usize>>,
    k: Vec<Element>,
    bases: Bases,
    ceremony: Ceremony,
}

impl Setup {
    /// The plan of a style, if there is such a style.
    fn plan(&self, style: u64) -> Option<&Plan> {
        self.plans.get(usize::try_from(style).ok()?)
    }
}

#[derive(Debug)]
struct Opened {
    index: u64,
    phi: Hash,
    body: Open,
    aggregates: Aggregates,
}

#[derive(Debug)]
struct Closed {
    tally: Tally,
}

impl Election {
    /// An empty log.
    pub fn new() -> Election {
        Election::default()
    }

    /// Takes an entry: judges it and advances, whatever is wrong with it (the auditor's way).
    pub fn apply(&mut self, entry: &Entry, proofs: &mut impl Proofs) -> Judgement {
        let judgement = self.judge(entry, proofs);
        self.advance(entry, &judgement);
        judgement
    }

    /// Everything that is wrong with an entry, given the log before it. Changes nothing.
    pub fn judge(&self, entry: &Entry, proofs: &mut impl Proofs) -> Judgement {
        let mut found = Found::new(self.culprit(entry));
        self.judge_chain(entry, &mut found);
        if self.unreadable.manifest {
            return Judgement { rejections: found.rejections, effect: Effect::Nothing };
        }
        let kind = entry.statement.body.kind();
        let in_order = self.judge_order(kind, &mut found);
        if self.void {
            return Judgement { rejections: found.rejections, effect: Effect::Nothing };
        }
        if self.has_no_manifest() && kind != Kind::Manifest {
            // Nobody has a role, and there is no election yet.
            return Judgement { rejections: found.rejections, effect: Effect::Nothing };
        }
        self.judge_author(entry, in_order, &mut found);
        let mut claims = vec![entry.statement.signature_claim(self.culprit(entry))];
        // LOG-11 to LOG-14 block the group of the kind.
        let blocked = found.has(&[checks::LOG_11, checks::LOG_12, checks::LOG_14]);
        let mut group = Found::new(self.culprit(entry));
        // An entry out of order changes nothing, except that ceremony entries still count.
        let counts = in_order || self.has_room(kind);
        let effect = if counts { self.judge_body(entry, &mut group, &mut claims) } else { Effect::Nothing };
        // Whatever else is wrong with it.
        let effect = if group.has(&[checks::KEY_09]) { Effect::Unrehearsed } else { effect };
        if blocked {
            claims.truncate(1);
            group.rejections.clear();
        }
        let no_bases = Bases::new(None, vec![]);
        let bases = self.setup.as_ref().map_or(&no_bases, |setup| &setup.bases);
        let proven = proofs.check(bases, claims);
        let signed = proven.iter().all(|rejection| rejection.check != checks::LOG_13);
        found.rejections.extend(proven.into_iter().filter(|r| signed || r.check == checks::LOG_13));
        // LOG-13 blocks the group of the kind too, but nothing of LOG.
        let in_force = |rejection: &Rejection| signed || rejection.check.group() == Group::Log;
        found.rejections.extend(group.rejections.into_iter().filter(in_force));
        found.rejections.sort();
        Judgement { rejections: found.rejections, effect }
    }

    /// LOG-01, LOG-07, LOG-15: the entry as a link of the chain.
    fn judge_chain(&self, entry: &Entry, found: &mut Found) {
        if entry.index != self.size() || entry.previous != self.head() {
            found.reject(checks::LOG_01, format!("expected index {} after {}", self.size(), self.head()));
        }
        if entry.at < self.last_at {
            found.reject(checks::LOG_07, format!("dated {} after {}", entry.at, self.last_at));
        }
        if let Some(first) = self.digests.get(&entry.statement.digest) {
            found.reject(checks::LOG_15, format!("the same statement is in entry {first}"));
        }
    }

    /// KEY-10 and LOG-11: whether a statement of this kind may come now.
    fn judge_order(&self, kind: Kind, found: &mut Found) -> bool {
        let in_order = self.allows(kind);
        if self.void {
            let reason =
                "nothing may follow an upheld complaint: the ceremony starts again under a new manifest";
            found.reject(checks::KEY_10, reason);
        } else if !in_order {
            found.reject(checks::LOG_11, format!("{kind} is not allowed in the phase {:?}", self.phase()));
        }
        in_order
    }

    /// (2.4) Whether a statement of this kind may come now.
    fn allows(&self, kind: Kind) -> bool {
        self.phase().allows(kind) && (kind != Kind::Open || self.roll_parts > 0)
    }

    /// Whether the round of a ceremony kind is not full yet.
    fn has_room(&self, kind: Kind) -> bool {
        let n = self.manifest().map_or(0, Manifest::trustee_count);
        ceremony_position(kind).is_some_and(|position| self.ceremony_entries[position] < n)
    }

    /// LOG-12 and LOG-14: role and election of the author.
    fn judge_author(&self, entry: &Entry, in_order: bool, found: &mut Found) {
        let statement = &entry.statement;
        let kind = statement.body.kind();
        let own = if let Body::Manifest(manifest) = &statement.body { Some(manifest) } else { None };
        if let Some(manifest) = own.or(self.manifest()) {
            judge_role(manifest, kind, &statement.author, found);
        }
        self.judge_election(kind, &statement.election, in_order, found);
    }

    /// LOG-14 (2.3): whether a statement is for this election. Out of order it may name it by either name.
    fn judge_election(&self, kind: Kind, named: &Hash, in_order: bool, found: &mut Found) {
        let (id, phi) = (self.id.unwrap_or(Hash::ZERO), self.fingerprint());
        let names_it = if in_order {
            let expected = match (kind, phi) {
                (Kind::Manifest, _) => &Hash::ZERO,
                (Kind::Open, _) | (_, None) => &id,
                (_, Some(phi)) => phi,
            };
            named == expected
        } else {
            let after_open = [Kind::Ballot, Kind::Close, Kind::DecryptionShare, Kind::Result].contains(&kind);
            *named == id
                || phi == Some(named)
                || (kind == Kind::Manifest && *named == Hash::ZERO)
                || (after_open && phi.is_none())
        };
        if !names_it {
            found.reject(checks::LOG_14, format!("the statement is for another election: {named}"));
        }
    }

    /// The entry, by its position in the log and not by what it says itself.
    fn culprit(&self, entry: &Entry) -> Culprit {
        let index = self.size();
        match entry.statement.body {
            Body::Ballot(_) => Culprit::Ballot { index, tracker: entry.statement.digest },
            _ => Culprit::Entry(index),
        }
    }

    fn judge_body(&self, entry: &Entry, found: &mut Found, claims: &mut Vec<Claim>) -> Effect {
        match &entry.statement.body {
            Body::Manifest(manifest) => judge_manifest(manifest, found),
            Body::KeyCommitment(_) => self.judge_commitment(entry, found),
            Body::KeyDeal(deal) => self.judge_deal(entry, deal, found),
            Body::KeyConfirmation(confirmation) => self.judge_confirmation(entry, confirmation, found),
            Body::KeyComplaint(complaint) => self.judge_complaint(entry, complaint, found),
            Body::Liveness(liveness) => self.judge_liveness(entry, liveness, found),
            Body::Roll(part) => self.judge_roll(part, found),
            Body::Open(open) => self.judge_open(open, found),
            Body::Ballot(ballot) => self.judge_ballot(entry, ballot, found, claims),
            Body::Close(close) => self.judge_close(entry, close, found),
            Body::DecryptionShare(share) => self.judge_share(entry, share, found),
            Body::Result(result) => self.judge_result(result, found),
        }
    }

    /// Takes an entry into account that [`Election::judge`] has judged against this very state.
    pub fn advance(&mut self, entry: &Entry, judgement: &Judgement) {
        let index = self.size();
        self.digests.entry(entry.statement.digest).or_insert(index);
        self.entries.push(entry.hash);
        self.last_at = entry.at;
        if entry.statement.body.kind() == Kind::Liveness {
            self.life.note_entry(index);
        }
        match judgement.effect {
            Effect::Nothing => {}
            Effect::Unrehearsed => self.take_confirmation(entry, false),
            Effect::Lifeless => self.take_liveness(entry, false),
            Effect::Void => self.void = true,
            Effect::Share { index, valid } => {
                if let Body::DecryptionShare(share) = &entry.statement.body {
                    self.shares.entry(index).or_insert_with(|| valid.then(|| share.clone()));
                }
            }
            Effect::Content => match &entry.statement.body {
                Body::Manifest(manifest) => self.take_manifest(entry, manifest),
                Body::KeyCommitment(commitment) => self.take_commitment(entry, commitment),
                Body::KeyDeal(deal) => self.take_deal(entry, deal),
                Body::KeyConfirmation(_) => self.take_confirmation(entry, true),
                Body::KeyComplaint(_) | Body::DecryptionShare(_) => {}
                Body::Liveness(_) => self.take_liveness(entry, true),
                Body::Roll(part) => self.take_roll(entry, part),
                Body::Open(open) => self.take_open(entry, open),
                Body::Ballot(ballot) => self.take_ballot(entry, ballot),
                Body::Close(_) => self.take_close(entry),
                Body::Result(result) => self.take_result(result),
            },
        }
    }

    /// Takes a line into account that does not decode: it keeps its place in the chain, counts for the
    /// order as a readable entry of its kind would, and what depends on its content cannot be judged.
    pub fn advance_unreadable(&mut self, hash: Hash, kind: ApparentKind) {
        if kind == ApparentKind::Known(Kind::Liveness) {
            self.life.note_entry(self.size());
        }
        let kind = match kind {
            ApparentKind::Known(kind) => Some(kind),
            ApparentKind::Unknown => None,
            ApparentKind::Unreadable => {
                // It may have been a sign of life.
                self.unreadable.liveness |= self.phase() == Phase::Voting;
                self.phase().expects()
            }
        };
        let kind = kind.filter(|kind| self.allows(*kind) || self.has_room(*kind));
        self.entries.push(hash);
        let Some(kind) = kind else { return };
        if let Some(position) = ceremony_position(kind) {
            self.ceremony_entries[position] += 1;
            self.note_ceremony_hash(kind, hash);
        }
        match kind {
            Kind::Manifest => self.unreadable.manifest = true,
            Kind::KeyCommitment => self.unreadable.commitments = true,
            Kind::KeyDeal => {
                self.unreadable.deals = true;
                self.deal_entries.insert(hash, ceremony::Dealt::Unreadable);
            }
            Kind::KeyConfirmation => self.unreadable.confirmations = true,
            Kind::KeyComplaint => self.unreadable.complaint = true,
            Kind::Roll => {
                self.unreadable.roll = true;
                self.note_roll_part(hash);
            }
            Kind::Open => self.take_unreadable_open(hash),
            Kind::Liveness => self.unreadable.liveness = true,
            Kind::Ballot => self.unreadable.ballots = true,
            Kind::Close => self.close(&hash),
            Kind::DecryptionShare => self.unreadable.shares = true,
            Kind::Result => self.finished = true,
        }
    }

    /// Why a check could not be made on part of the record, if so: something that it needs did not decode.
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

    fn take_manifest(&mut self, entry: &Entry, manifest: &Manifest) {
        self.id = Some(entry.statement.digest);
        if !manifest.is_usable() {
            self.unreadable.manifest = true;
            return;
        }
        let k = tabella_crypto::generators::bit_bases(manifest.bit_bases());
        self.setup = Some(Setup {
            plans: manifest.plans(),
            contests: manifest.styles.iter().map(|style| manifest.style_contests(style)).collect(),
            bases: Bases::new(None, k.clone()),
            k,
            ceremony: Ceremony {
                election: entry.statement.digest,
                threshold: manifest.threshold,
                trustees: manifest.trustees.iter().map(|party| party.key).collect(),
            },
            manifest: manifest.clone(),
        });
    }

    /// The phase, derived from what the log holds.
    pub fn phase(&self) -> Phase {
        let Some(setup) = &self.setup else { return Phase::Empty };
        let n = setup.manifest.trustee_count();
        let [commitments, deals, confirmations] = self.ceremony_entries;
        if self.void {
            Phase::Void
        } else if self.finished {
            Phase::Finished
        } else if self.closed.is_some() {
            Phase::Closed
        } else if self.open.is_some() {
            Phase::Voting
        } else if commitments < n {
            Phase::Commitments
        } else if deals < n {
            Phase::Deals
        } else if confirmations < n {
            Phase::Confirmations
        } else {
            Phase::Roll
        }
    }

    /// Number of entries.
    pub fn size(&self) -> u64 {
        self.entries.len() as u64
    }

    /// Hash of the last entry; 32 zero bytes of an empty log.
    pub fn head(&self) -> Hash {
        self.entries.last().copied().unwrap_or(Hash::ZERO)
    }

    /// Hash of the entry with this index.
    pub fn entry_hash(&self, index: u64) -> Option<&Hash> {
        self.entries.get(usize::try_from(index).ok()?)
    }

    /// When the last entry was accepted.
    pub fn last_at(&self) -> u64 {
        self.last_at
    }

    /// The entry that holds the statement with this digest.
    pub fn find(&self, digest: &Hash) -> Option<u64> {
        self.digests.get(digest).copied()
    }

    /// The election id.
    pub fn id(&self) -> Option<&Hash> {
        self.id.as_ref()
    }

    /// The manifest, once it is in the log.
    pub fn manifest(&self) -> Option<&Manifest> {
        self.setup.as_ref().map(|setup| &setup.manifest)
    }

    /// Whether no line of the log was a manifest, readable or not.
    pub fn has_no_manifest(&self) -> bool {
        self.id.is_none() && !self.unreadable.manifest
    }

    /// What trustees need for the ceremony.
    pub fn ceremony(&self) -> Option<&Ceremony> {
        self.setup.as_ref().map(|setup| &setup.ceremony)
    }

    /// phi, once the election is open.
    pub fn fingerprint(&self) -> Option<&Hash> {
        self.open.as_ref().map(|open| &open.phi)
    }

    /// The entry that opened the election.
    pub fn opened_at(&self) -> Option<u64> {
        self.open.as_ref().map(|open| open.index)
    }

    /// The body of `open`.
    pub fn opening(&self) -> Option<&Open> {
        self.open.as_ref().map(|open| &open.body)
    }

    /// What a voting device needs, once the election is open.
    pub fn open_election(&self) -> Option<OpenElection> {
        let (setup, open) = (self.setup.as_ref()?, self.open.as_ref()?);
        Some(OpenElection::new(setup.manifest.clone(), open.phi, open.body.election_key))
    }

    /// The bases of all claims of this election.
    pub fn bases(&self) -> Option<&Bases> {
        self.setup.as_ref().map(|setup| &setup.bases)
    }

    /// The value that `election` must have in a statement made now (2.3).
    pub fn statement_election(&self) -> Option<&Hash> {
        self.fingerprint().or(self.id())
    }
}

/// LOG-12: whether a manifest lets an author make statements of a kind.
fn judge_role(manifest: &Manifest, kind: Kind, author: &Point, found: &mut Found) {
    let is = |parties: &[Party]| parties.iter().any(|party| party.key == *author);
    let allowed = match kind {
        Kind::Manifest | Kind::Open | Kind::Close | Kind::Result => is(&manifest.officials),
        Kind::Roll => is(&manifest.registrars),
        Kind::Ballot => true, // BAL-01
        _ => is(&manifest.trustees),
    };
    if !allowed {
        found.reject(checks::LOG_12, format!("the author {author} may not make a {kind} statement"));
    }
}

/// MAN: what the manifest says by itself.
fn judge_manifest(manifest: &Manifest, found: &mut Found) -> Effect {
    for (check, reason) in manifest.check().err().unwrap_or_default() {
        found.reject(check, reason);
    }
    Effect::Content
}

/// The position of a kind among the three rounds of the ceremony.
fn ceremony_position(kind: Kind) -> Option<usize> {
    [Kind::KeyCommitment, Kind::KeyDeal, Kind::KeyConfirmation].iter().position(|round| *round == kind)
}

/// Rejections of one entry.
struct Found {
    culprit: Culprit,
    rejections: Vec<Rejection>,
}

impl Found {
    fn new(culprit: Culprit) -> Found {
        Found { culprit, rejections: vec![] }
    }

    fn reject(&mut self, check: Check, reason: impl Into<String>) {
        self.rejections.push(Rejection::new(check, self.culprit.clone(), reason));
    }

    fn unless(&mut self, holds: bool, check: Check, reason: impl FnOnce() -> String) {
        if !holds {
            self.reject(check, reason());
        }
    }

    fn has(&self, checks: &[Check]) -> bool {
        self.rejections.iter().any(|rejection| checks.contains(&rejection.check))
    }
}

//! The rulebook: which statement may follow, who may make it, and what it changes. Board and auditor
//! both fold the log with it, so they cannot disagree about what an acceptable entry is.
//!
//! [`Election::judge`] says what is wrong with an entry and changes nothing; [`Election::advance`]
//! takes it into account. The board advances only when nothing is wrong; the auditor always does,
//! because the rest of a faulty record is judged too (`docs/specification.md`, 7.5).

mod chain; // LOG: the entries as links of a chain
mod phase; // where an election stands, and what may come then

// The chapters of an election, each with its state, its rules and what its entries change.
mod ceremony; // KEY: the rounds of the key ceremony
mod life; // KEY: signs of life
mod roll; // ROL: the roll, and `open`, which seals it
mod setup; // MAN: the manifest, and who may say what
mod tally; // TAL, DEC, RES: shares and the result
mod voting; // BAL, PRF: ballots, from `open` to `close`

// How entries are judged.
mod blocking; // what did not decode, and what that blocks
mod judgement; // what is wrong with an entry, and what it changes
mod proofs; // at once, one by one, or collected
mod stages; // the board's order: what costs least refuses first

pub use judgement::Judgement;
pub use life::{LIFE_INTERVAL_SECONDS, Sign};
pub use phase::{Phase, accepted_line};
pub use proofs::{Collected, Immediate, OneByOne, Proofs};
pub use stages::{Next, Refused};
pub use voting::Latest;

use self::blocking::Unreadable;
use self::ceremony::Rounds;
use self::chain::Chain;
use self::judgement::{Effect, EntryFaults};
use self::life::Life;
use self::roll::Roll;
use self::setup::{Setup, judge_manifest, judge_role};
use self::tally::Decryption;
use self::voting::Voting;
use crate::entry::{ApparentKind, Entry};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks::{self, Group};
use tabella_crypto::election::statement::{Body, Kind};
use tabella_crypto::proofs::Claim;
use tabella_crypto::proofs::batch::Bases;
use tabella_crypto::rejection::{Culprit, Rejection};

/// The state of one election, folded from its log.
#[derive(Clone, Debug, Default)]
pub struct Election {
    chain: Chain,
    /// The election id, once a manifest is in the log, usable or not.
    id: Option<Hash>,
    setup: Option<Setup>,
    rounds: Rounds,
    life: Life,
    roll: Roll,
    voting: Voting,
    decryption: Decryption,
    unreadable: Unreadable,
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
        let mut faults = EntryFaults::new(self.culprit(entry));
        self.chain.judge(entry, &mut faults);
        if self.unreadable.manifest {
            return Judgement { rejections: faults.rejections, effect: Effect::Nothing };
        }
        let kind = entry.statement.body.kind();
        let in_order = self.judge_order(kind, &mut faults);
        if self.rounds.void {
            return Judgement { rejections: faults.rejections, effect: Effect::Nothing };
        }
        if self.has_no_manifest() && kind != Kind::Manifest {
            // No one has a role, and there is no election yet.
            return Judgement { rejections: faults.rejections, effect: Effect::Nothing };
        }
        self.judge_author(entry, in_order, &mut faults);
        let mut claims = vec![entry.statement.signature_claim(self.culprit(entry))];
        // LOG-11 to LOG-14 block the group of the kind.
        let blocked = faults.has(&[checks::LOG_11, checks::LOG_12, checks::LOG_14]);
        let mut group = EntryFaults::new(self.culprit(entry));
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
        faults.rejections.extend(proven.into_iter().filter(|r| signed || r.check == checks::LOG_13));
        // LOG-13 blocks the group of the kind too, but nothing of LOG.
        let in_force = |rejection: &Rejection| signed || rejection.check.group() == Group::Log;
        faults.rejections.extend(group.rejections.into_iter().filter(in_force));
        faults.rejections.sort();
        Judgement { rejections: faults.rejections, effect }
    }

    /// KEY-10 and LOG-11: checks that a statement of this kind may come now.
    fn judge_order(&self, kind: Kind, faults: &mut EntryFaults) -> bool {
        let in_order = self.allows(kind);
        if self.rounds.void {
            let reason =
                "nothing may follow an upheld complaint: the ceremony starts again under a new manifest";
            faults.reject(checks::KEY_10, reason);
        } else if !in_order {
            faults.reject(checks::LOG_11, format!("{kind} is not allowed in the phase {:?}", self.phase()));
        }
        in_order
    }

    /// (2.4) Returns true if a statement of this kind may come now.
    fn allows(&self, kind: Kind) -> bool {
        self.phase().allows(kind) && (kind != Kind::Open || self.roll.has_parts())
    }

    /// Returns true if the round of a ceremony kind is not full yet.
    fn has_room(&self, kind: Kind) -> bool {
        self.manifest().is_some_and(|manifest| self.rounds.has_room(kind, manifest.trustee_count()))
    }

    /// LOG-12 and LOG-14: role and election of the author.
    fn judge_author(&self, entry: &Entry, in_order: bool, faults: &mut EntryFaults) {
        let statement = &entry.statement;
        let kind = statement.body.kind();
        let own = if let Body::Manifest(manifest) = &statement.body { Some(manifest) } else { None };
        if let Some(manifest) = own.or(self.manifest().map(|manifest| &**manifest)) {
            judge_role(manifest, kind, &statement.author, faults);
        }
        self.judge_election(kind, &statement.election, in_order, faults);
    }

    /// LOG-14 (2.3): checks that a statement is for this election. Out of order it may name it by either name.
    fn judge_election(&self, kind: Kind, named: &Hash, in_order: bool, faults: &mut EntryFaults) {
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
            faults.reject(checks::LOG_14, format!("the statement is for another election: {named}"));
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

    fn judge_body(&self, entry: &Entry, faults: &mut EntryFaults, claims: &mut Vec<Claim>) -> Effect {
        match &entry.statement.body {
            Body::Manifest(manifest) => judge_manifest(manifest, faults),
            Body::KeyCommitment(_) => self.judge_commitment(entry, faults),
            Body::KeyDeal(deal) => self.judge_deal(entry, deal, faults),
            Body::KeyConfirmation(confirmation) => self.judge_confirmation(entry, confirmation, faults),
            Body::KeyComplaint(complaint) => self.judge_complaint(entry, complaint, faults),
            Body::Liveness(liveness) => self.judge_liveness(entry, liveness, faults),
            Body::Roll(part) => self.judge_roll(part, faults),
            Body::Open(open) => self.judge_open(open, faults),
            Body::Ballot(ballot) => self.judge_ballot(entry, ballot, faults, claims),
            Body::Close(close) => self.judge_close(entry, close, faults),
            Body::DecryptionShare(share) => self.judge_share(entry, share, faults),
            Body::Result(result) => self.judge_result(result, faults),
        }
    }

    /// Takes an entry into account that [`Election::judge`] has judged against this very state.
    pub fn advance(&mut self, entry: &Entry, judgement: &Judgement) {
        let index = self.size();
        self.chain.take(entry);
        if entry.statement.body.kind() == Kind::Liveness {
            self.life.note_entry(index);
        }
        match judgement.effect {
            Effect::Nothing => {}
            Effect::Unrehearsed => self.take_confirmation(entry, false),
            Effect::Lifeless => self.take_liveness(entry, false),
            Effect::Void => self.rounds.void = true,
            Effect::Share { index, valid } => {
                if let Body::DecryptionShare(share) = &entry.statement.body {
                    self.decryption.take_share(index, share, valid);
                }
            }
            Effect::Content => match &entry.statement.body {
                Body::Manifest(manifest) => self.take_manifest(entry, manifest),
                Body::KeyCommitment(commitment) => self.take_commitment(entry, commitment),
                Body::KeyDeal(deal) => self.take_deal(entry, deal),
                Body::KeyConfirmation(_) => self.take_confirmation(entry, true),
                Body::KeyComplaint(_) | Body::DecryptionShare(_) => {}
                Body::Liveness(_) => self.take_liveness(entry, true),
                Body::Roll(part) => self.roll.take(entry.hash, part),
                Body::Open(open) => self.take_open(entry, open),
                Body::Ballot(ballot) => self.take_ballot(entry, ballot),
                Body::Close(_) => self.close(&entry.hash),
                Body::Result(result) => self.decryption.take_result(result),
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
        self.chain.take_unreadable(hash);
        let Some(kind) = kind else { return };
        self.rounds.count(kind, hash, self.size() - 1);
        match kind {
            Kind::Manifest => self.unreadable.manifest = true,
            Kind::KeyCommitment => self.unreadable.commitments = true,
            Kind::KeyDeal => {
                self.unreadable.deals = true;
                self.rounds.note_unreadable_deal(hash);
            }
            Kind::KeyConfirmation => self.unreadable.confirmations = true,
            Kind::KeyComplaint => self.unreadable.complaint = true,
            Kind::Roll => {
                self.unreadable.roll = true;
                self.roll.note_part(hash);
            }
            Kind::Open => self.take_unreadable_open(hash),
            Kind::Liveness => self.unreadable.liveness = true,
            Kind::Ballot => self.unreadable.ballots = true,
            Kind::Close => self.close(&hash),
            Kind::DecryptionShare => self.unreadable.shares = true,
            Kind::Result => self.decryption.finished = true,
        }
    }
}

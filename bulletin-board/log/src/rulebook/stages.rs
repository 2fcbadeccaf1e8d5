//! (SRV-08) The board's way to judge a statement: what costs least refuses first. Someone who has no key of the
//! election costs the board the reading of a frame, and at most one signature, whatever they send.
//!
//! ```text
//! frame      form of the outer object, and its digest
//! order      KEY-10, LOG-11, LOG-12, LOG-14; of a ballot BAL-01, BAL-02, BAL-04, BAL-05, BAL-07
//! signature  LOG-13
//! body       form, and every rule that needs no proof
//! proof      PRF
//! ```
//!
//! The auditor does not do this: it collects every fault of an entry ([`Election::judge`]).

use super::{Collected, Election, EntryFaults, Judgement, Proofs, judge_role};
use crate::entry::Entry;
use tabella_crypto::election::ballot::Place;
use tabella_crypto::election::statement::{Frame, Kind, Statement};
use tabella_crypto::error::DecodeError;
use tabella_crypto::proofs::batch::Bases;
use tabella_crypto::rejection::{Culprit, Rejection};

/// The next entry of a log, with which nothing is wrong.
pub struct Next {
    /// Its line.
    pub line: String,
    /// The same, decoded.
    pub entry: Entry,
    /// Its effect.
    pub judgement: Judgement,
}

/// The reason why a statement is not the next entry.
#[derive(Debug)]
pub enum Refused {
    /// It is not a statement in canonical form.
    Undecodable(DecodeError),
    /// The findings of the first stage that refuses.
    Rejected(Vec<Rejection>),
}

impl From<DecodeError> for Refused {
    fn from(error: DecodeError) -> Refused {
        Refused::Undecodable(error)
    }
}

impl Election {
    /// Judges a statement that would be appended at a time (Unix seconds), stage by stage. Changes nothing.
    ///
    /// # Errors
    /// The findings of the first stage that refuses; nothing of the stages after it was looked at.
    pub fn judge_in_stages(
        &self,
        frame: &Frame<'_>,
        at: u64,
        proofs: &mut impl Proofs,
    ) -> Result<Next, Refused> {
        let index = self.size();
        let culprit = match frame.kind {
            Kind::Ballot => Culprit::Ballot { index, tracker: frame.digest },
            _ => Culprit::Entry(index),
        };
        let mut faults = EntryFaults::new(culprit.clone());
        self.judge_frame(frame, at, &mut faults)?;
        demand_none(faults.rejections)?;
        // A signature has nothing to do with the bases of an election.
        let none = Bases::new(None, vec![]);
        demand_none(proofs.check(&none, vec![frame.signature_claim(culprit)]))?;
        let (line, entry) = self.next(frame.text, at)?;
        let mut collected = Collected::default();
        let judgement = self.judge(&entry, &mut collected);
        demand_none(judgement.rejections.clone())?;
        // The first claim is the signature, which is valid.
        let claims: Vec<_> = collected.0.into_iter().skip(1).collect();
        if !claims.is_empty() {
            demand_none(proofs.check(self.bases().unwrap_or(&none), claims))?;
        }
        Ok(Next { line, entry, judgement })
    }

    /// Checks that this author may make a statement of this kind now, and a ballot at this place.
    fn judge_frame(&self, frame: &Frame<'_>, at: u64, faults: &mut EntryFaults) -> Result<(), DecodeError> {
        let kind = frame.kind;
        let in_order = self.judge_order(kind, faults);
        if self.rounds.void || (self.has_no_manifest() && kind != Kind::Manifest) {
            return Ok(());
        }
        // A manifest names its officials itself: its author is judged with its body.
        if let Some(manifest) = self.manifest().filter(|_| kind != Kind::Manifest) {
            judge_role(manifest, kind, &frame.author, faults);
        }
        self.judge_election(kind, &frame.election, in_order, faults);
        if faults.rejections.is_empty() && kind == Kind::Ballot {
            self.judge_place(&frame.author, &Place::of_body(frame.body)?, faults);
            self.judge_time(at, faults);
        }
        Ok(())
    }

    /// The entry that a statement would be.
    fn next(&self, statement: &str, at: u64) -> Result<(String, Entry), DecodeError> {
        let line = Entry::line(at, self.size(), &self.head(), statement);
        match Entry::decode(line.as_bytes()) {
            Ok(entry) => Ok((line, entry)),
            // The sender knows the statement and not the line.
            Err(error) => Err(Statement::decode(statement).err().unwrap_or(error)),
        }
    }
}

fn demand_none(mut rejections: Vec<Rejection>) -> Result<(), Refused> {
    rejections.sort();
    if rejections.is_empty() { Ok(()) } else { Err(Refused::Rejected(rejections)) }
}

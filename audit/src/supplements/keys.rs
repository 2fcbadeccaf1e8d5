//! KEY-13: secrets of the ceremony that serve in another election too.

use super::{NamedFile, OtherRecord, incomparable};
use crate::faults::Fault;
use crate::lines::{Line, Lines};
use std::collections::{BTreeSet, HashMap};
use std::io::{self, BufRead};
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::KeyDeal;
use tabella_crypto::election::statement::Body;
use tabella_crypto::error::DecodeError;
use tabella_crypto::group::Point;
use tabella_crypto::proofs::batch::{Bases, verify_one};
use tabella_crypto::rejection::{Culprit, Rejection};
use tabella_log::entry::{ApparentKind, Entry};
use tabella_log::rulebook::{Collected, Election, Phase};

/// Records of other elections, and the keys of this one.
pub(super) struct CeremonyKeys<'a> {
    /// Those that have not been read yet.
    unread: Vec<OtherRecord<'a>>,
    /// The ceremonies of those that have been; an error stays one.
    others: Vec<NamedFile<Result<Election, String>>>,
    /// `A_i0` and `E_i` of the deals of the record: entry and trustee.
    own: HashMap<Point, BTreeSet<(u64, u64)>>,
}

impl<'a> CeremonyKeys<'a> {
    pub(super) fn new(records: Vec<OtherRecord<'a>>) -> CeremonyKeys<'a> {
        CeremonyKeys { unread: records, others: vec![], own: HashMap::new() }
    }

    /// Notes the keys in an entry of the record whose group nothing blocks.
    pub(super) fn take(&mut self, index: u64, body: &Body, trustee: u64) {
        let (Body::KeyDeal(deal), false) = (body, self.unread.is_empty() && self.others.is_empty()) else {
            return;
        };
        for key in secrets(deal) {
            self.own.entry(*key).or_default().insert((index, trustee));
        }
    }

    /// A key that occurs in a deal of another record says that its trustee has used it twice only if that deal
    /// proves possession of it: anyone can copy what is public.
    ///
    /// # Errors
    /// A record cannot be read, or is one of this election: there is no verdict then.
    pub(super) fn compare(&mut self, election: &Hash) -> io::Result<Vec<Fault>> {
        for NamedFile { name, content } in core::mem::take(&mut self.unread) {
            let content = read_ceremony(&name, content, election).map_err(|error| error.to_string());
            self.others.push(NamedFile { name, content });
        }
        let mut faults = vec![];
        for NamedFile { name, content } in &self.others {
            let other = content.as_ref().map_err(|reason| incomparable(reason.clone()))?;
            let Some(ceremony) = other.ceremony() else { continue };
            let mut found = BTreeSet::new();
            for (trustee, deal) in other.deals() {
                let claim = deal.claim(ceremony, trustee, other.last_commitment(), Culprit::Trustee(trustee));
                let holds =
                    claim.is_some_and(|claim| verify_one(&Bases::new(None, vec![]), &claim).is_empty());
                if holds {
                    found.extend(secrets(deal).filter_map(|key| self.own.get(key)).flatten().copied());
                }
            }
            for (entry, trustee) in found {
                let reason =
                    format!("a secret of this ceremony has served in the election of the record {name} too");
                let rejection = Rejection::new(checks::KEY_13, Culprit::Trustee(trustee), reason);
                faults.push(Fault { entry: Some(entry), rejection });
            }
        }
        Ok(faults)
    }
}

/// The keys whose secrets a deal proves to possess.
fn secrets(deal: &KeyDeal) -> impl Iterator<Item = &Point> {
    deal.coefficients.first().into_iter().chain([&deal.ephemeral])
}

/// The ceremony of another record, by the rules of a log, as far as it goes. What comes later is looked at only
/// for the election that it names.
fn read_ceremony(name: &str, content: Box<dyn BufRead + '_>, own: &Hash) -> io::Result<Election> {
    let mut lines = Lines::new(content);
    let mut other = Election::new();
    while let Some(line) = lines.next_line()? {
        let decoded = Entry::decode(&line.bytes);
        if let Ok(Entry { statement, .. }) = &decoded {
            if [statement.digest, statement.election].contains(own) {
                let reason = format!("{name} is a record of this very election, not of another one");
                return Err(incomparable(reason));
            }
        }
        if matches!(other.phase(), Phase::Empty | Phase::Commitments | Phase::Deals) {
            take(&mut other, &line, decoded);
        }
    }
    Ok(other)
}

fn take(other: &mut Election, line: &Line, decoded: Result<Entry, DecodeError>) {
    match decoded {
        // What stands before the manifest changes nothing.
        Ok(entry) if other.id().is_some() || matches!(entry.statement.body, Body::Manifest(_)) => {
            other.apply(&entry, &mut Collected::default());
        }
        Err(_) if !line.bytes.is_empty() => {
            other.advance_unreadable(line.hash, ApparentKind::of(&line.bytes));
        }
        _ => {}
    }
}

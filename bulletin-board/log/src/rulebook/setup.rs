//! MAN: the manifest, and what follows from it alone.

use super::Election;
use super::judgement::{Effect, EntryFaults};
use crate::entry::Entry;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::Ceremony;
use tabella_crypto::election::manifest::{CheckedManifest, Manifest, Party};
use tabella_crypto::election::statement::Kind;
use tabella_crypto::group::Point;
use tabella_crypto::proofs::batch::Bases;

/// All that follows from the manifest.
#[derive(Clone, Debug)]
pub(super) struct Setup {
    pub(super) manifest: CheckedManifest,
    pub(super) bases: Bases,
    pub(super) ceremony: Ceremony,
}

impl Setup {
    fn new(id: Hash, manifest: CheckedManifest) -> Setup {
        Setup {
            bases: Bases::new(None, manifest.bit_bases().to_vec()),
            ceremony: Ceremony {
                election: id,
                threshold: manifest.threshold,
                trustees: manifest.trustees.iter().map(|party| party.key).collect(),
            },
            manifest,
        }
    }
}

/// MAN: what the manifest says by itself.
pub(super) fn judge_manifest(manifest: &Manifest, faults: &mut EntryFaults) -> Effect {
    for (check, reason) in manifest.faults() {
        faults.reject(check, reason);
    }
    Effect::Content
}

/// LOG-12: checks that a manifest lets an author make statements of a kind.
pub(super) fn judge_role(manifest: &Manifest, kind: Kind, author: &Point, faults: &mut EntryFaults) {
    let is = |parties: &[Party]| parties.iter().any(|party| party.key == *author);
    let allowed = match kind {
        Kind::Manifest | Kind::Open | Kind::Close | Kind::Result => is(&manifest.officials),
        Kind::Roll => is(&manifest.registrars),
        Kind::Ballot => true, // BAL-01
        _ => is(&manifest.trustees),
    };
    if !allowed {
        faults.reject(checks::LOG_12, format!("the author {author} may not make a {kind} statement"));
    }
}

impl Election {
    pub(super) fn take_manifest(&mut self, entry: &Entry, manifest: &Manifest) {
        let id = entry.statement.digest;
        self.id = Some(id);
        match manifest.clone().usable() {
            Some(manifest) => self.setup = Some(Setup::new(id, manifest)),
            None => self.unreadable.manifest = true,
        }
    }

    /// The index of the trustee who is the author; LOG-12 refuses everyone else.
    pub(super) fn trustee(&self, entry: &Entry) -> Option<u64> {
        self.manifest()?.trustee_index(&entry.statement.author)
    }

    /// The election id.
    pub fn id(&self) -> Option<&Hash> {
        self.id.as_ref()
    }

    /// The manifest, once it is in the log.
    pub fn manifest(&self) -> Option<&CheckedManifest> {
        self.setup.as_ref().map(|setup| &setup.manifest)
    }

    /// Returns true if no line of the log was a manifest, readable or not.
    pub fn has_no_manifest(&self) -> bool {
        self.id.is_none() && !self.unreadable.manifest
    }

    /// The ceremony as its trustees need it.
    pub fn ceremony(&self) -> Option<&Ceremony> {
        self.setup.as_ref().map(|setup| &setup.ceremony)
    }

    /// The bases of all claims of this election.
    pub fn bases(&self) -> Option<&Bases> {
        self.setup.as_ref().map(|setup| &setup.bases)
    }
}

//! MAN: the manifest, and what follows from it alone.

use super::Election;
use super::judgement::{Effect, EntryFaults};
use crate::entry::Entry;
use tabella_crypto::bytes::Hash;
use tabella_crypto::checks;
use tabella_crypto::election::ceremony::Ceremony;
use tabella_crypto::election::manifest::{Manifest, Party};
use tabella_crypto::election::statement::Kind;
use tabella_crypto::group::{Element, Point};
use tabella_crypto::plan::Plan;
use tabella_crypto::proofs::batch::Bases;

/// What follows from the manifest.
#[derive(Clone, Debug)]
pub(super) struct Setup {
    pub(super) manifest: Manifest,
    pub(super) plans: Vec<Plan>,
    /// The contests of each style, as positions in the manifest.
    pub(super) contests: Vec<Vec<usize>>,
    pub(super) k: Vec<Element>,
    pub(super) bases: Bases,
    pub(super) ceremony: Ceremony,
}

impl Setup {
    fn new(id: Hash, manifest: &Manifest) -> Setup {
        let k = tabella_crypto::generators::bit_bases(manifest.bit_bases());
        Setup {
            plans: manifest.plans(),
            contests: manifest.styles.iter().map(|style| manifest.style_contests(style)).collect(),
            bases: Bases::new(None, k.clone()),
            k,
            ceremony: Ceremony {
                election: id,
                threshold: manifest.threshold,
                trustees: manifest.trustees.iter().map(|party| party.key).collect(),
            },
            manifest: manifest.clone(),
        }
    }

    /// The plan of a style, if there is such a style.
    pub(super) fn plan(&self, style: u64) -> Option<&Plan> {
        self.plans.get(usize::try_from(style).ok()?)
    }
}

/// MAN: what the manifest says by itself.
pub(super) fn judge_manifest(manifest: &Manifest, faults: &mut EntryFaults) -> Effect {
    for (check, reason) in manifest.check().err().unwrap_or_default() {
        faults.reject(check, reason);
    }
    Effect::Content
}

/// LOG-12: whether a manifest lets an author make statements of a kind.
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
        if manifest.is_usable() {
            self.setup = Some(Setup::new(id, manifest));
        } else {
            self.unreadable.manifest = true;
        }
    }

    /// The index of the trustee who is the author; LOG-12 refuses everybody else.
    pub(super) fn trustee(&self, entry: &Entry) -> Option<u64> {
        self.manifest()?.trustee_index(&entry.statement.author)
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

    /// The bases of all claims of this election.
    pub fn bases(&self) -> Option<&Bases> {
        self.setup.as_ref().map(|setup| &setup.bases)
    }
}
